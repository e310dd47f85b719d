//! Replacements that packs describe by a pattern.

use super::{View, change};
use crate::ledger::{Change, Edit, PassName};
use crate::model::LineIx;
use crate::rules::{Does, Rule, Rules};

/// The replacing rules in force.
pub(super) struct Replacing<'r>(Vec<(&'r Rule, &'r regex::Regex, &'r str)>);

impl<'r> Replacing<'r> {
    pub(super) fn of(rules: &'r Rules) -> Self {
        let replacing = rules.of_pass(PassName::NormalizeText).filter_map(|rule| match &rule.does {
            Does::Replace { find, with } => Some((rule, find, with.as_str())),
            _ => None,
        });
        Self(replacing.collect())
    }

    /// Proposes one edit for each rule that finds something in the line.
    pub(super) fn find(&self, view: &View<'_>, line: LineIx, text: &str, edits: &mut Vec<Edit>) {
        for (rule, find, with) in &self.0 {
            let changes: Vec<Change> = find
                .captures_iter(text)
                .filter_map(|found| {
                    let place = found.name("it").or_else(|| found.get(0))?;
                    let mut insert = String::new();
                    found.expand(with, &mut insert);
                    change(view, line, place.range(), insert)
                })
                .collect();
            if !changes.is_empty() {
                edits.push(rule.each(changes).because(rule.why.clone()));
            }
        }
    }
}
