//! Doubts that a later rule settles. A line is labeled by one pass and labeled again by a later one that has seen more of
//! the page; to ask whether the first label is right, where the second stands, would ask about what is not in the text.

use rustc_hash::FxHashMap;

use super::{Change, EditId, Entry, Ledger, Level, PerMille, State};
use crate::model::{LineIx, Role};

/// How sure a doubtful label must be for a sure later one to settle it. The later one builds on it, so it is no witness of
/// its own: of lines that were set like headings, less than half were such below this, and nine of ten above.
const ENOUGH: PerMille = PerMille(750);

/// Marks what is settled, and says among the reasons of a label what a later rule makes of it.
pub(super) fn settle(ledger: &mut Ledger) {
    let mut last: FxHashMap<LineIx, (EditId, Role)> = FxHashMap::default();
    let entries = (0..).map(EditId).zip(&ledger.entries);
    for (id, entry) in entries.filter(|(_, entry)| entry.state == State::Applied && !entry.is_person()) {
        last.extend(roles(entry).map(|(line, role)| (line, (id, role))));
    }
    for n in 0..ledger.entries.len() {
        let entry = &ledger.entries[n];
        let is_label = entry.edit.changes.iter().all(|change| matches!(change, Change::Role { .. }));
        if !entry.is_undecided() || entry.state != State::Applied || !is_label {
            continue;
        }
        let over: Vec<(EditId, Role)> = roles(entry).filter_map(|(line, _)| last.get(&line).copied()).collect();
        let Some(&(by, role)) = over.first().filter(|_| over.iter().all(|(id, _)| id.0 as usize > n)) else { continue };
        let is_sure =
            |later: &Entry| later.decided || (later.edit.level == Level::Safe && entry.edit.confidence >= ENOUGH);
        let is_settled = over.iter().all(|(id, _)| is_sure(ledger.entry(*id)));
        let says = if is_settled { "is sure that it is" } else { "takes it for" };
        let entry = &mut ledger.entries[n];
        entry.edit.why.push(format!("a later rule {says} a {}", named(role)).into());
        entry.settled = Some(by).filter(|_| is_settled);
    }
}

fn roles(entry: &Entry) -> impl Iterator<Item = (LineIx, Role)> + '_ {
    entry.edit.changes.iter().filter_map(|change| match change {
        Change::Role { line, role } => Some((*line, *role)),
        _ => None,
    })
}

fn named(role: Role) -> String {
    if role == Role::Title { "headline".to_owned() } else { role.name().replace('_', " ") }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ledger::{Act, Admission, Decisions, Edit, PassName, Record, UnitId};
    use crate::model::Issue;
    use crate::read::{ReadOptions, read_issue};

    fn labels(issue: &Issue, first: u16, second: (Level, u16), decisions: &Decisions) -> Ledger {
        let mut admission = Admission::new(issue, decisions, Some(Level::Review));
        let label = |rule: &str, level, sure, role| {
            let changes = vec![Change::Role { line: LineIx(0), role }];
            Edit::whole(PassName::LabelRegions, &Arc::from(rule), level, PerMille(sure), changes)
        };
        admission.admit(label("heading/a", Level::Review, first, Role::Subhead));
        admission.admit(label("article/b", second.0, second.1, Role::Title));
        admission.finish()
    }

    fn decided(issue: &Issue, act: Act, role: Role) -> Decisions {
        let changes = vec![Change::Role { line: LineIx(0), role }];
        let unit = UnitId::of(issue, &changes);
        Decisions::new(vec![Record { act, unit, changes, rule: None, by: None, at: None, note: None }])
    }

    #[test]
    fn a_sure_later_label_settles_a_likely_one_and_no_other() {
        let issue = read_issue("x", "x.txt", b"Mill Street\n", &ReadOptions::default()).unwrap();
        let none = Decisions::default();
        for (first, second, waits) in [
            (750, (Level::Safe, 950), vec![]),
            (740, (Level::Safe, 950), vec![0]),
            (790, (Level::Review, 790), vec![0, 1]),
        ] {
            let ledger = labels(&issue, first, second, &none);
            let found: Vec<usize> = (0..2).filter(|n| ledger.entries()[*n].is_undecided()).collect();
            assert_eq!(found, waits, "{first} {second:?}");
            let says = if waits.is_empty() { "is sure that it is" } else { "takes it for" };
            assert_eq!(ledger.entries()[0].edit.why, [format!("a later rule {says} a headline")]);
        }
    }

    #[test]
    fn what_a_person_decides_settles_it_or_asks_it_again() {
        let issue = read_issue("x", "x.txt", b"Mill Street\n", &ReadOptions::default()).unwrap();
        for (act, role, waits) in [
            (Act::Accept, Role::Title, vec![]),
            (Act::Reject, Role::Title, vec![0]),
            // Refused itself, it is gone, whatever is said later.
            (Act::Reject, Role::Subhead, vec![]),
        ] {
            for first in [600, 780] {
                let second = if act == Act::Accept { (Level::Review, 700) } else { (Level::Safe, 950) };
                let ledger = labels(&issue, first, second, &decided(&issue, act, role));
                let found: Vec<usize> = (0..2).filter(|n| ledger.entries()[*n].is_undecided()).collect();
                assert_eq!(found, waits, "{act:?} {role:?} {first}");
            }
        }
    }
}
