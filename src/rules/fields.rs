//! The keys of a TOML table, taken out one by one, so that every wrong one is reported and none stops the others.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Report, meant};

/// A table whose keys are taken out by name.
#[derive(Debug)]
pub(super) struct Fields<'t> {
    table: &'t DeTable<'t>,
    known: &'static [&'static str],
}

/// Parses a file and hands its top table on; what is no TOML is reported.
pub(super) fn parse<'t>(text: &'t str, report: &mut Report<'_>) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let hint = match error.message() {
            message if message.contains("duplicate key") => "write each key once; a rule begins with `[[rule]]`",
            message if message.contains("escape") => "single quotes keep backslashes: find = '\\d+'",
            _ => "this is no TOML; texts stand in quotes, texts of several lines in three of them",
        };
        report.fault(error.span().unwrap_or(0..0), error.message(), hint);
    }
    errors.is_empty().then_some(table)
}

impl<'t> Fields<'t> {
    /// Looks at a table; each key that is not known is a fault.
    pub(super) fn new(table: &'t DeTable<'t>, known: &'static [&'static str], report: &mut Report<'_>) -> Self {
        for key in table.keys().filter(|key| !known.contains(&&**key.get_ref())) {
            let wrong = key.get_ref();
            report.fault(key.span(), format!("there is no key `{wrong}` here"), meant(wrong, known.iter().copied()));
        }
        Self { table, known }
    }

    /// Whether the key stands there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Where the key itself stands.
    pub(super) fn key_span(&self, key: &str) -> Option<Range<usize>> {
        self.table.get_key_value(key).map(|(key, _)| key.span())
    }

    fn take<T>(
        &self,
        key: &'static str,
        wanted: Wanted,
        report: &mut Report<'_>,
        read: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        debug_assert!(self.known.contains(&key), "`{key}` is not among the known keys");
        let value = self.table.get(key)?;
        let taken = read(value.get_ref());
        if taken.is_none() {
            let message = format!("`{key}` is {}, and must be {}", kind_of(value.get_ref()), wanted.kind);
            report.fault(value.span(), message, format!("write {}", wanted.example.replace("KEY", key)));
        }
        Some(Spanned::new(value.span(), taken?))
    }

    /// A text.
    pub(super) fn text(&self, key: &'static str, report: &mut Report<'_>) -> Option<Spanned<&'t str>> {
        self.take(key, TEXT, report, DeValue::as_str)
    }

    /// Yes or no.
    pub(super) fn flag(&self, key: &'static str, report: &mut Report<'_>) -> Option<Spanned<bool>> {
        self.take(key, FLAG, report, DeValue::as_bool)
    }

    /// A number.
    pub(super) fn number(&self, key: &'static str, report: &mut Report<'_>) -> Option<Spanned<f64>> {
        self.take(key, NUMBER, report, number)
    }

    /// A number from 0 to 1.
    pub(super) fn share(&self, key: &'static str, report: &mut Report<'_>) -> Option<f64> {
        let share = self.number(key, report)?;
        let value = *share.get_ref();
        if !(0.0..=1.0).contains(&value) {
            report.fault(share.span(), format!("`{key}` is {value}, and must be from 0 to 1"), "write 0.95 for 95 %");
            return None;
        }
        Some(value)
    }

    /// A whole number up to 65,535.
    pub(super) fn small(&self, key: &'static str, report: &mut Report<'_>) -> Option<u16> {
        let number = self.number(key, report)?;
        let value = *number.get_ref();
        if value.fract() != 0.0 || !(0.0..=f64::from(u16::MAX)).contains(&value) {
            let message = format!("`{key}` is {value}, and must be a whole number from 0 to {}", u16::MAX);
            report.fault(number.span(), message, "lower numbers go first; 100 is the usual one");
            return None;
        }
        Some(value as u16)
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&'static str, T)],
        report: &mut Report<'_>,
    ) -> Option<T> {
        let text = self.text(key, report)?;
        let found = words.iter().find(|(word, _)| word == text.get_ref());
        if found.is_none() {
            let wrong = *text.get_ref();
            report.fault(text.span(), format!("there is no {key} `{wrong}`"), meant(wrong, words.iter().map(|w| w.0)));
        }
        found.map(|(_, value)| *value)
    }

    /// A list of values of one kind, without those that are of another.
    pub(super) fn list<T>(
        &self,
        key: &'static str,
        wanted: Wanted,
        report: &mut Report<'_>,
        read: impl Fn(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<Vec<Spanned<T>>> {
        let items = self.take(key, wanted, report, DeValue::as_array)?;
        let mut out = Vec::new();
        for item in *items.get_ref() {
            match read(item.get_ref()) {
                Some(value) => out.push(Spanned::new(item.span(), value)),
                None => {
                    let message = format!("{} in `{key}`, which is {}", kind_of(item.get_ref()), wanted.kind);
                    report.fault(item.span(), message, format!("write {}", wanted.example.replace("KEY", key)));
                }
            }
        }
        Some(out)
    }

    /// How many values the list has in the file.
    pub(super) fn list_len(&self, key: &str) -> Option<usize> {
        self.table.get(key)?.get_ref().as_array().map(|items| items.len())
    }

    /// A table.
    pub(super) fn table(&self, key: &'static str, report: &mut Report<'_>) -> Option<&'t DeTable<'t>> {
        self.take(key, TABLE, report, DeValue::as_table).map(Spanned::into_inner)
    }
}

/// What a value must be, and an example of it, in which KEY stands for its key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub kind: &'static str,
    pub example: &'static str,
}

const TEXT: Wanted = Wanted { kind: "a text in quotes", example: "KEY = \"…\"" };
const FLAG: Wanted = Wanted { kind: "true or false", example: "KEY = true" };
const NUMBER: Wanted = Wanted { kind: "a number", example: "KEY = 0.5, without quotes" };
const TABLE: Wanted = Wanted { kind: "a table", example: "KEY = { key = value }" };

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A whole or broken number.
pub(super) fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) => {
            let digits: String = number.as_str().chars().filter(|c| *c != '_').collect();
            i64::from_str_radix(&digits, number.radix()).ok().map(|number| number as f64)
        }
        DeValue::Float(number) => number.as_str().replace('_', "").parse().ok().filter(|x: &f64| x.is_finite()),
        _ => None,
    }
}
