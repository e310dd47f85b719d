//! What becomes of a proposal.

use newsprint::ledger::{
    Act, Admission, Change, Decisions, Edit, EditId, Entry, Grain, Ledger, Level, Outcome, PassName, PerMille, State,
    UnitId, fold, fold_where,
};
use newsprint::model::{Issue, LineIx};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common::{WishEdit, decide, decisions, drive, issue, issue_of, line, passes, record, span, words};

fn texts(edit: &Edit) -> impl Iterator<Item = (LineIx, u32, u32)> + '_ {
    edit.changes.iter().filter_map(|change| match change {
        Change::Text { line, span, .. } => Some((*line, span.start, span.end)),
        _ => None,
    })
}

fn overlap(a: (LineIx, u32, u32), b: (LineIx, u32, u32)) -> bool {
    a.0 == b.0 && a.1 < b.2 && b.1 < a.2
}

fn covers(a: (LineIx, u32, u32), b: (LineIx, u32, u32)) -> bool {
    a.0 == b.0 && a.1 <= b.1 && b.2 <= a.2
}

/// Whether both write one slot; of Text, whether they share a byte.
fn meet(a: &Change, b: &Change) -> bool {
    match (a, b) {
        (Change::Text { line, span, .. }, Change::Text { line: other, span: to, .. }) => {
            overlap((*line, span.start, span.end), (*other, to.start, to.end))
        }
        (Change::Mark { line, span, field, .. }, Change::Mark { line: other, span: to, field: on, .. }) => {
            (line, span, field) == (other, to, on)
        }
        (Change::Move { lines, .. }, Change::Move { lines: others, .. }) => lines.iter().any(|l| others.contains(l)),
        (Change::Role { line: a, .. }, Change::Role { line: b, .. })
        | (Change::Start { line: a, .. }, Change::Start { line: b, .. })
        | (Change::Seam { left: a, .. }, Change::Seam { left: b, .. }) => a == b,
        _ => false,
    }
}

/// Applied, or applied until the last fold left it out.
fn was_applied(entry: &Entry, before: &[Entry]) -> bool {
    let needs_applied = || entry.edit.needs.iter().all(|need| was_applied(&before[need.0 as usize], before));
    match entry.state {
        State::Applied => true,
        State::Dormant { .. } => needs_applied(),
        _ => false,
    }
}

/// Applied text that no later applied text covers.
fn outermost(before: &[Entry]) -> Vec<(EditId, (LineIx, u32, u32))> {
    let mut out: Vec<(EditId, (LineIx, u32, u32))> = Vec::new();
    for (n, entry) in before.iter().enumerate().filter(|(_, entry)| !entry.is_person() && was_applied(entry, before)) {
        for text in texts(&entry.edit) {
            out.retain(|(_, other)| !covers(text, *other));
            out.push((EditId(n as u32), text));
        }
    }
    out
}

/// What the design says of an entry, given those before it.
fn check_entry(
    issue: &Issue,
    before: &[Entry],
    entry: &Entry,
    decisions: &Decisions,
    level: Option<Level>,
) -> Result<(), TestCaseError> {
    let edit = &entry.edit;
    let units = UnitId::all_of(issue, edit);
    let refused = units.iter().any(|unit| decisions.refuses(*unit));
    let accepted = units.iter().any(|unit| decisions.accepts(*unit));
    let people: Vec<&Entry> = before.iter().filter(|entry| entry.is_person()).collect();
    let typed = |person: &&&Entry| {
        edit.changes.iter().any(|change| person.edit.changes.iter().any(|typed| meet(change, typed)))
    };
    let overruled = people.iter().find(typed);
    let below = edit.level != Level::Note && level.is_none_or(|lowest| edit.level < lowest);
    let standing = outermost(before);
    let met: Vec<_> = texts(edit)
        .flat_map(|text| standing.iter().filter(move |(_, other)| overlap(text, *other)).map(move |at| (text, *at)))
        .collect();
    let torn = met.iter().any(|(text, (_, other))| !covers(*text, *other));
    if edit.grain == Grain::Each {
        prop_assert!(!refused && !accepted && overruled.is_none(), "set apart from the rest");
    }
    match &entry.state {
        State::Refused => prop_assert!(refused),
        _ if refused => prop_assert!(false, "a refused unit is {}", entry.state.name()),
        State::Overruled { by } => {
            prop_assert!(overruled.is_some());
            prop_assert!(people.iter().any(|person| UnitId::of(issue, &person.edit.changes) == *by));
        }
        _ if overruled.is_some() => prop_assert!(false, "a person wrote there, and it is {}", entry.state.name()),
        State::Note => prop_assert_eq!(edit.level, Level::Note),
        _ if edit.level == Level::Note => prop_assert!(false, "a note is {}", entry.state.name()),
        State::Held => prop_assert!(below && !accepted),
        _ if below && !accepted => prop_assert!(false, "below the level, and it is {}", entry.state.name()),
        State::Conflict { with } => {
            prop_assert!(met.iter().any(|(text, (id, other))| id == with && !covers(*text, *other)));
        }
        State::Applied | State::Dormant { .. } if was_applied(entry, before) => {
            prop_assert!(!torn, "it overlaps applied text without covering it");
            for (_, (id, _)) in &met {
                prop_assert!(edit.needs.contains(id), "it covers {} and does not need it", id.0);
            }
        }
        State::Applied | State::Dormant { .. } => {}
    }
    prop_assert_eq!(
        entry.decided,
        refused || (accepted && !matches!(entry.state, State::Overruled { .. } | State::Note))
    );
    Ok(())
}

/// What is asked of every ledger.
fn check_ledger(ledger: &Ledger) -> Result<(), TestCaseError> {
    for (n, entry) in ledger.entries().iter().enumerate() {
        let edit = &entry.edit;
        prop_assert!(!edit.changes.is_empty());
        prop_assert!(entry.is_person() || edit.changes.iter().all(Change::is_text) || !edit.is_text());
        for need in &edit.needs {
            prop_assert!((need.0 as usize) < n);
            prop_assert!(edit.is_text() || !ledger.entry(*need).edit.is_text());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn every_entry_has_the_state_that_the_design_gives_it(
        issue in issue(), passes in passes(), wishes in decisions(),
        level in select(&[None, Some(Level::Review), Some(Level::Safe)][..]),
    ) {
        let proposed = drive(&issue, &passes, Some(Level::Review), &Decisions::default(), "a");
        let decisions = Decisions::new(decide(&issue, &proposed, &wishes));
        let ledger = drive(&issue, &passes, level, &decisions, "a");
        check_ledger(&ledger)?;
        let people = ledger.entries().iter().take_while(|entry| entry.is_person()).count();
        for n in people..ledger.entries().len() {
            prop_assert!(!ledger.entries()[n].is_person());
            check_entry(&issue, &ledger.entries()[..n], &ledger.entries()[n], &decisions, level)?;
        }
    }

    #[test]
    fn the_next_best_is_tried_where_the_best_is_refused(issue in issue(), passes in passes(), mask in any::<u64>()) {
        let free = drive(&issue, &passes, Some(Level::Review), &Decisions::default(), "a");
        let refusals = free
            .entries()
            .iter()
            .enumerate()
            .filter(|(n, entry)| entry.edit.grain == Grain::Whole && mask >> (n % 64) & 1 == 1)
            .map(|(_, entry)| record(&issue, Act::Reject, entry.edit.changes.clone()));
        let decisions = Decisions::new(refusals.collect());
        let ledger = drive(&issue, &passes, Some(Level::Review), &decisions, "a");
        for pair in ledger.entries().windows(2) {
            if let (State::Refused, Some(or)) = (&pair[0].state, &pair[0].edit.or) {
                prop_assert_eq!(UnitId::all_of(&issue, &pair[1].edit)[0], UnitId::all_of(&issue, or)[0]);
            }
        }
        prop_assert!(ledger.entries().last().is_none_or(|last| last.state != State::Refused || last.edit.or.is_none()));
    }

    #[test]
    fn names_do_not_depend_on_rule_pass_confidence_or_neighbours(issue in issue(), passes in passes()) {
        let ledger = drive(&issue, &passes, Some(Level::Review), &Decisions::default(), "a");
        for entry in ledger.entries() {
            let names = UnitId::all_of(&issue, &entry.edit);
            let other = Edit {
                pass: PassName::StripArtifacts,
                rule: "law/other".into(),
                confidence: PerMille(1),
                level: Level::Review,
                needs: Vec::new(),
                why: Vec::new(),
                or: None,
                ..entry.edit.clone()
            };
            // Alone in a ledger, it has the same names.
            let none = Decisions::default();
            let mut alone = Admission::new(&issue, &none, None);
            alone.admit(other);
            let alone: Vec<UnitId> =
                alone.finish().entries().iter().flat_map(|entry| UnitId::all_of(&issue, &entry.edit)).collect();
            prop_assert_eq!(alone, names);
        }
    }

    #[test]
    fn what_is_proposed_on_a_draft_is_what_the_draft_becomes(
        issue in issue(), passes in passes(), line in any::<Index>(), ends in any::<(Index, Index)>(), insert in words(3),
    ) {
        let none = Decisions::default();
        let mut admission = Admission::new(&issue, &none, Some(Level::Review));
        for (pass, wishes) in passes.iter().filter(|(pass, _)| *pass < PassName::JoinLines) {
            let draft = fold(&issue, admission.ledger());
            let edits: Vec<Edit> = wishes.iter().map(|wish: &WishEdit| wish.on(&draft, *pass, "a", 0)).collect();
            drop(draft);
            edits.into_iter().for_each(|edit| admission.admit(edit));
        }
        let line = LineIx(line.index(issue.n_lines()) as u32);
        let draft = fold(&issue, admission.ledger());
        let text = draft.text(line).into_owned();
        let span = span(&text, ends);
        let mut wanted = text.clone();
        wanted.replace_range(span.clone(), &insert);
        let change = draft.replace(line, span, &insert);
        drop(draft);
        // Applied text that is out for a while, for want of a seam, still stands in the way.
        let (_, outcome) = fold_where(&issue, admission.ledger(), |_, entry| entry.state == State::Applied);
        let loose = outcome.contains(&Outcome::Loose);
        prop_assert_eq!(change.is_none(), wanted == text);
        let Some(change) = change else { return Ok(()) };
        let n = admission.ledger().entries().len();
        admission.admit(Edit::whole(PassName::JoinLines, &"law/b".into(), Level::Safe, PerMille(900), vec![change]));
        let ledger = admission.finish();
        // A change that takes back all that was done to a word says nothing of the raw line.
        let Some(entry) = ledger.entries().get(n) else { return Ok(()) };
        prop_assert!(loose || entry.state == State::Applied, "it is {}", entry.state.name());
        if entry.state == State::Applied {
            let draft = fold(&issue, &ledger);
            prop_assert_eq!(draft.text(line), wanted);
        }
    }

    #[test]
    fn all_changes_of_one_edit_count(
        raw in line(), cuts in prop::collection::vec(any::<Index>(), 2..=8), inserts in prop::collection::vec(words(2), 4),
        grain in select(&[Grain::Whole, Grain::Each][..]),
    ) {
        let issue = issue_of(&[&raw]);
        let ends: Vec<usize> = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| ends[cut.index(ends.len())]).collect();
        cuts.sort_unstable();
        let mut changes = Vec::new();
        let mut wanted = raw.clone();
        for (cut, insert) in cuts.chunks_exact(2).zip(&inserts).rev() {
            let (start, end) = (cut[0], cut[1]);
            // Two insertions at one place have no order, so that they are one change or a fault of the pass.
            if start == end && changes.iter().any(|other| matches!(other, Change::Text { span, .. } if span.start as usize == end)) {
                continue;
            }
            wanted.replace_range(start..end, insert);
            if &raw[start..end] != insert {
                let span = start as u32..end as u32;
                changes.push(Change::Text { line: LineIx(0), span, insert: insert.clone() });
            }
        }
        let none = Decisions::default();
        let mut admission = Admission::new(&issue, &none, Some(Level::Safe));
        let edit = Edit::whole(PassName::JoinLines, &"law/a".into(), Level::Safe, PerMille(900), changes);
        admission.admit(Edit { grain, ..edit });
        let ledger = admission.finish();
        prop_assert_eq!(fold(&issue, &ledger).text(LineIx(0)), wanted);
        let names: Vec<UnitId> =
            ledger.entries().iter().flat_map(|entry| UnitId::all_of(&issue, &entry.edit)).collect();
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        prop_assert_eq!(distinct.len(), names.len());
    }
}
