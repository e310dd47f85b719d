//! The line rules of a pass, tried on a text in one look: nearly every line of a page is known to none of them.

use regex::RegexSet;

use super::{Does, Rule, Rules, Where};
use crate::ledger::PassName;
use crate::model::Role;

/// The line rules of one pass, also those switched off.
#[derive(Debug, Default)]
pub(super) struct LineRules {
    /// Their places among the rules, in the order of their priority.
    at: Vec<usize>,
    /// All their patterns in one; none where they are too large together.
    any: Option<RegexSet>,
}

impl LineRules {
    pub(super) fn of(rules: &Rules, pass: PassName) -> Self {
        let lines = rules.rules.iter().enumerate().filter(|(_, rule)| rule.pass == pass);
        let (at, patterns): (Vec<usize>, Vec<&str>) = lines
            .filter_map(|(n, rule)| match &rule.does {
                Does::Line { find, .. } => Some((n, find.as_str())),
                _ => None,
            })
            .unzip();
        Self { at, any: RegexSet::new(patterns).ok() }
    }
}

impl Rules {
    /// The first rule of a pass that knows a whole line by its pattern, what the line is then, and where it must stand for
    /// that. Only those rules are tried whose places `stands` agrees to.
    #[must_use]
    pub fn line(&self, pass: PassName, text: &str, stands: impl Fn(Where) -> bool) -> Option<(&Rule, Role, Where)> {
        let all = self.lines.get_or_init(|| PassName::ALL.map(|pass| LineRules::of(self, pass)).into());
        let of_pass = all.get(pass as usize)?;
        if of_pass.any.as_ref().is_some_and(|any| !any.is_match(text)) {
            return None;
        }
        of_pass.at.iter().filter_map(|n| self.rules.get(*n)).find_map(|rule| match &rule.does {
            Does::Line { find, role, place } if rule.on && stands(*place) && find.is_match(text) => {
                Some((&**rule, *role, *place))
            }
            _ => None,
        })
    }
}
