//! Whether a ledger was made with the decisions there are.

use std::collections::BTreeSet;

use crate::ledger::{Act, Decisions, Ledger, State, UnitId};
use crate::model::Issue;

/// Decisions that the ledger knows nothing of, and why: someone has decided, and the issue was not cleaned since.
#[must_use]
pub fn unheeded(issue: &Issue, ledger: &Ledger, decisions: &Decisions) -> Vec<(UnitId, &'static str)> {
    let mut live = BTreeSet::new();
    let mut waiting = BTreeSet::new();
    let mut typed = BTreeSet::new();
    for entry in ledger.entries() {
        let units = UnitId::all_of(issue, &entry.edit);
        if entry.is_person() {
            typed.extend(units);
            continue;
        }
        if entry.is_undecided() {
            waiting.extend(units.iter().copied());
        }
        if entry.state == State::Applied {
            live.extend(units);
        }
    }
    let mut out = Vec::new();
    for record in decisions.in_force() {
        let unit = record.unit;
        let fault = match record.act {
            Act::Reject => live.contains(&unit).then_some("it is refused, and stands in the text"),
            Act::Accept => waiting.contains(&unit).then_some("it is accepted, and waits for a decision"),
            Act::Set => {
                let is_possible = record.possible(issue).is_some();
                (is_possible && !typed.contains(&unit)).then_some("a person made this edit, and it is not in the text")
            }
            Act::Clear => None,
        };
        out.extend(fault.map(|fault| (unit, fault)));
    }
    let sets: BTreeSet<UnitId> = decisions.sets().map(|record| record.unit).collect();
    let taken_back = typed.difference(&sets).map(|unit| (*unit, "it was taken back, and stands in the text"));
    out.extend(taken_back);
    out
}
