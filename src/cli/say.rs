//! Printing: results to stdout, talk to stderr, both without colors where nobody would see them.

use std::io::Write as _;

use newsprint::batch::BatchError;
use newsprint::rules::RuleError;
use newsprint::store::StoreError;

/// Something that a command cannot do, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct Trouble {
    /// What is wrong, and where.
    pub what: String,
    /// What to do.
    pub hint: String,
}

/// An error with a hint.
pub fn trouble(what: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    Trouble { what: what.into(), hint: hint.into() }.into()
}

/// Prints a result. A reader that closes the pipe has seen enough, so the program ends there.
pub fn result(text: &str) {
    let mut out = anstream::stdout().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        let is_closed = error.kind() == std::io::ErrorKind::BrokenPipe;
        if !is_closed {
            talk(&format!("error: the result cannot be printed: {error}\n"));
        }
        std::process::exit(if is_closed { 0 } else { 2 });
    }
}

/// Prints talk. Where stderr is closed there is nobody to tell.
pub fn talk(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints what went wrong, and its hint on a line of its own.
pub fn error(error: &anyhow::Error) {
    talk(&shown(error));
}

/// What can be done about an error, where it says so apart from what is wrong.
pub fn hint(error: &anyhow::Error) -> Option<&str> {
    if let Some(trouble) = error.downcast_ref::<Trouble>() {
        return Some(&trouble.hint);
    }
    let store = match error.downcast_ref::<BatchError>() {
        Some(BatchError::Store(store)) => Some(store),
        _ => error.downcast_ref::<StoreError>(),
    };
    store.map(|store| store.hint.as_str())
}

fn shown(error: &anyhow::Error) -> String {
    // A fault in rules is a report of its own.
    if let Some(faults) = error.downcast_ref::<RuleError>() {
        return format!("{}\n", faults.in_color());
    }
    let hint = hint(error).map_or_else(String::new, |hint| format!("hint: {hint}\n"));
    format!("error: {error:#}\n{hint}")
}

/// `1 issue`, `2 issues`.
pub fn count(n: usize, one: &str) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out} {one}{}", if n == 1 { "" } else { "s" })
}
