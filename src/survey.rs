//! What is measured once on the source, for every pass to ask.

pub mod language;

use crate::model::Issue;
use crate::rules::Rules;

/// Measures of an issue.
#[derive(Debug, Clone, Default)]
pub struct Survey {}

/// Reads the source once.
#[must_use]
pub fn survey(_issue: &Issue, _rules: &Rules) -> Survey {
    Survey {}
}
