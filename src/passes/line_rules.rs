//! The line rules of the packs: patterns that say what a whole line is.

use super::credit::names_means;
use super::posts::is_bare_post;
use crate::ledger::PassName;
use crate::model::Role;
use crate::rules::{Rule, Rules, Where};

/// Longest text that a line rule is tried on, in characters.
const LONGEST: usize = 160;

/// The first rule that tells the role of a text, and that role. `alone`: whether the text is a block of its own.
pub(crate) fn ruled<'r>(text: &str, alone: bool, rules: &'r Rules) -> Option<(&'r Rule, Role)> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let (rule, role, _) = rules.line(PassName::LabelRegions, text, |place| place != Where::Alone || alone)?;
    // "Photo Editor" is who somebody is.
    let is_none = match role {
        Role::Byline => names_means(text, rules),
        Role::Caption => is_bare_post(text, rules),
        _ => false,
    };
    (!is_none).then_some((rule, role))
}
