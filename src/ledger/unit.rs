//! What one decision is about, and its name.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::{Change, Edit, Grain};
use crate::model::Issue;

/// 64 bits of SHA-256 over a unit's changes in normal form and the raw text they replace; of a move, only over its first
/// line and its goal. No rule, pass, confidence, draft text or running number goes in, so decisions outlive all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u64);

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for UnitId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

impl UnitId {
    /// The name of a unit made of these changes, which must be in normal form.
    #[must_use]
    pub fn of(issue: &Issue, changes: &[Change]) -> Self {
        let mut said: Vec<String> = changes.iter().map(|change| describe(issue, change)).collect();
        said.sort_unstable();
        let digest = Sha256::digest(said.join("\n").as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        Self(u64::from_be_bytes(first))
    }

    /// The units of an edit: one of a whole edit, one per change of an `each` edit.
    #[must_use]
    pub fn all_of(issue: &Issue, edit: &Edit) -> Vec<Self> {
        match edit.grain {
            Grain::Whole => vec![Self::of(issue, &edit.changes)],
            Grain::Each => edit.changes.iter().map(|change| Self::of(issue, std::slice::from_ref(change))).collect(),
        }
    }
}

/// A change as unambiguous text. Tabs separate fields; raw text holds no line end, so a line is one change.
fn describe(issue: &Issue, change: &Change) -> String {
    let name = |line| issue.line_name(line);
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = match change {
        Change::Text { line, span, insert } => {
            let raw = issue.raw(*line);
            let old = raw.get(span.start as usize..span.end as usize).unwrap_or("");
            write!(out, "text\t{}\t{}\t{old}\t{}\t{insert}", name(*line), span.start, old.len())
        }
        Change::Role { line, role } => write!(out, "role\t{}\t{}", name(*line), role.name()),
        Change::Move { lines, after } => {
            let first = lines.first().map(|line| name(*line)).unwrap_or_default();
            write!(out, "move\t{first}\t{}", after.map(name).unwrap_or_default())
        }
        Change::Start { line, on } => write!(out, "start\t{}\t{on}", name(*line)),
        Change::Seam { left, right, glue } => write!(out, "seam\t{}\t{}\t{}", name(*left), name(*right), glue.text()),
        Change::Mark { line, span, field, value } => {
            write!(out, "mark\t{}\t{}..{}\t{field:?}\t{value}", name(*line), span.start, span.end)
        }
    };
    out
}
