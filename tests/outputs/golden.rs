//! The sample page in every form, word for word.

use newsprint::ledger::file::write_ledger;
use newsprint::ledger::fold;
use newsprint::report::{Colors, diff, terminal};
use newsprint::write::{Finished, Offsets, assemble, format};

use super::sample;

fn written(to: &str) -> String {
    let issue = sample::issue();
    let ledger = sample::ledger(&issue, sample::edits(&issue));
    let draft = fold(&issue, &ledger);
    let document = assemble(&draft, &ledger, &sample::run(), &[], Offsets::Without);
    let bytes = match to {
        "edits" => write_ledger(&issue, &ledger, &sample::run(), &[]),
        "terminal" => terminal(&diff(&draft, &ledger), Colors::Off).into_bytes(),
        to => format(to).unwrap().bytes(&Finished { draft: &draft, ledger: &ledger, document: &document, drawn: None }),
    };
    String::from_utf8(bytes).unwrap()
}

/// Compares with a committed file; `UPDATE_GOLDEN=1` writes it, and the test fails still.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "goldens are written by hand of a person who asks for it")]
pub fn compare(path: &str, found: &str, expected: &str) {
    if found != expected && std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path), found).unwrap();
    }
    assert_eq!(found, expected, "{path}");
}

#[track_caller]
fn check(to: &str, file: &str, expected: &str) {
    compare(&format!("tests/outputs/{file}"), &written(to), expected);
}

#[test]
fn markdown() {
    check("md", "canal.md", include_str!("canal.md"));
}

#[test]
fn text() {
    check("txt", "canal.txt", include_str!("canal.txt"));
}

#[test]
fn json() {
    check("json", "canal.json", include_str!("canal.json"));
}

#[test]
fn edits() {
    check("edits", "canal.edits.jsonl", include_str!("canal.edits.jsonl"));
}

#[test]
fn in_the_terminal() {
    check("terminal", "canal.terminal", include_str!("canal.terminal"));
}
