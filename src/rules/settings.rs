//! The values of builtin rules that a pack can turn. A pass asks for them with [`super::Rule::number`] and
//! [`super::Rule::text`]; what does not stand here cannot be written in a pack.

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A figure.
    Number,
    /// A text.
    Text,
}

/// One value of one builtin rule.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The rule.
    pub rule: &'static str,
    /// The key under `settings`.
    pub key: &'static str,
    /// What it is.
    pub kind: Kind,
    /// What it says, for a reader.
    pub says: &'static str,
}

/// Every value that a pack can turn, one per line.
pub const SETTINGS: &[Known] = &[];

/// The values of one rule.
pub fn of_rule(rule: &str) -> impl Iterator<Item = &'static Known> {
    SETTINGS.iter().filter(move |known| known.rule == rule)
}
