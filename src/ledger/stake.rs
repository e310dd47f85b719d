//! How much text a wrong decision would damage: the order in which a person is asked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Change, Edit, Grain, Ledger};
use crate::model::Issue;

/// Characters that a line end joined in error spoils: the words on both sides of it.
const SEAM: f64 = 12.0;
/// What a character that gets a wrong place or role is worth beside one that is lost.
const PLACED: f64 = 0.5;
/// What a character with something wrong said about it is worth beside one that is lost.
const SAID: f64 = 0.25;

/// Expected damage, in characters, of leaving an edit as it is: how unsure it is, times the characters that it touches,
/// each weighted by what is done to it. Text taken out or put in weighs most, then places and roles, then marks.
#[must_use]
pub fn stake(issue: &Issue, edit: &Edit) -> f64 {
    let touched: f64 = edit.changes.iter().map(|change| touched(issue, change)).sum();
    (1.0 - edit.confidence.share()) * touched
}

/// What waits for a person in a ledger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waits {
    /// How many units wait for a decision.
    pub units: u32,
    /// Characters at stake in them, rounded up.
    pub at_stake: u32,
}

impl Waits {
    /// What waits in a ledger.
    #[must_use]
    pub fn of(issue: &Issue, ledger: &Ledger) -> Self {
        let open = || ledger.entries().iter().filter(|entry| entry.is_undecided());
        let units = |edit: &Edit| if edit.grain == Grain::Each { edit.changes.len() } else { 1 };
        Self {
            units: open().map(|entry| units(&entry.edit)).sum::<usize>() as u32,
            at_stake: open().map(|entry| stake(issue, &entry.edit)).sum::<f64>().ceil() as u32,
        }
    }
}

fn touched(issue: &Issue, change: &Change) -> f64 {
    let chars = |text: &str| text.chars().count() as f64;
    let at = |line, start: u32, end: u32| issue.raw(line).get(start as usize..end as usize).unwrap_or("");
    match change {
        Change::Text { line, span, insert } => chars(at(*line, span.start, span.end)).max(chars(insert)),
        Change::Move { lines, .. } => PLACED * lines.iter().map(|line| chars(issue.raw(*line))).sum::<f64>(),
        // A line that is called furniture is lost to its article.
        Change::Role { line, role } if role.is_furniture() => chars(issue.raw(*line)),
        Change::Role { line, .. } | Change::Start { line, .. } => PLACED * chars(issue.raw(*line)),
        Change::Seam { .. } => SEAM,
        Change::Mark { line, span, .. } => SAID * chars(at(*line, span.start, span.end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Level, PassName, PerMille};
    use crate::model::{LineIx, Role};
    use crate::read::{ReadOptions, read_issue};

    #[track_caller]
    fn check(confidence: u16, change: Change, expected: f64) {
        let issue = read_issue("x", "x.txt", b"ten signs!\nand more\n", &ReadOptions::default()).unwrap();
        let rule = "a/b".into();
        let edit = Edit::whole(PassName::JoinLines, &rule, Level::Review, PerMille(confidence), vec![change]);
        assert!((stake(&issue, &edit) - expected).abs() < 1e-9);
    }

    #[test]
    fn what_is_lost_weighs_more_than_what_is_misplaced() {
        let line = LineIx(0);
        check(500, Change::Role { line, role: Role::Noise }, 5.0);
        check(500, Change::Role { line, role: Role::Subhead }, 2.5);
        check(900, Change::Text { line, span: 0..3, insert: String::new() }, 0.3);
        check(1000, Change::Text { line, span: 0..3, insert: String::new() }, 0.0);
    }
}
