//! The line rules of the packs: patterns that say what a whole line is.

use super::View;
use crate::ledger::PassName;
use crate::model::Role;
use crate::rules::{Does, Rule, Where};

/// Longest text that a line rule is tried on, in characters.
const LONGEST: usize = 160;

/// Those that tell roles, in the order in which they are tried.
pub(crate) struct LineRules<'r>(Vec<&'r Rule>);

impl<'r> LineRules<'r> {
    pub(crate) fn of(view: &View<'r>) -> Self {
        let rules = view.rules.of_pass(PassName::LabelRegions);
        Self(rules.filter(|rule| matches!(rule.does, Does::Line { .. })).collect())
    }

    /// The first rule that knows the text, and what it says of it. `alone`: whether it is a block of its own.
    pub(crate) fn role(&self, text: &str, alone: bool) -> Option<(&'r Rule, Role)> {
        if text.chars().nth(LONGEST).is_some() {
            return None;
        }
        self.0.iter().find_map(|rule| match &rule.does {
            Does::Line { find, role, place } if (*place != Where::Alone || alone) && find.is_match(text) => {
                Some((*rule, *role))
            }
            _ => None,
        })
    }
}
