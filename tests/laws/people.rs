//! What people decide holds, whatever rules propose.

use std::ops::Range;

use newsprint::ledger::{
    Act, Change, Decisions, Draft, Entry, Field, Ledger, Level, Outcome, Record, State, UnitId, fold, fold_where, stale,
};
use newsprint::model::{Issue, LineIx};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::common::{Wish, decide, decisions, drive, issue, issue_of, passes, record, units, wish};
use crate::oracle::continues;

/// Whether the text says what the change says.
pub fn shows(draft: &Draft<'_>, change: &Change) -> bool {
    let issue = draft.issue();
    match change {
        Change::Text { line, span, insert } => {
            let piece = draft.text_span(*line, span.clone());
            let replaced = draft.patches(*line).iter().any(|patch| patch.span == *span);
            replaced && draft.text(*line).get(piece) == Some(insert)
        }
        Change::Role { line, role } => draft.role(*line) == *role,
        Change::Start { line, on } => draft.starts(*line) == *on,
        Change::Seam { left, right, glue } => draft.join(*left) == Some((*right, *glue)),
        Change::Mark { line, span, field, value } => {
            let mut there = draft.marks(*line).iter().filter(|mark| (&mark.span, mark.field) == (span, *field));
            let is_there = there.any(|mark| mark.typed && mark.value == value.as_str());
            is_there && is_heard(draft, *line, span, *field)
        }
        Change::Move { lines, after } => {
            let at = after.map_or(0, |after| draft.place(after) + 1);
            assert!(lines.iter().all(|line| line.at() < issue.n_lines()));
            draft.order().get(at..at + lines.len()) == Some(lines)
        }
    }
}

/// Whether an article is called as was said at one of its lines: one of several that were merged, as the first was.
fn is_heard(draft: &Draft<'_>, line: LineIx, span: &Range<u32>, field: Field) -> bool {
    let mut articles = draft.articles().map(|range| &draft.order()[range]);
    let article = articles.find(|lines| lines.contains(&line)).unwrap_or(&[]);
    let mut typed = article.iter().flat_map(|line| draft.marks(*line)).filter(|mark| mark.typed);
    let counts = typed.find(|mark| mark.field == field);
    let is_first = counts.is_some_and(|mark| (mark.line, &mark.span) == (line, span));
    let has_text = article.iter().any(|line| !draft.role(*line).is_furniture());
    !matches!(field, Field::Title | Field::Byline) || (is_first && has_text)
}

/// Whether what is said can hold in this text: not all that was typed last can.
fn holds(draft: &Draft<'_>, change: &Change) -> bool {
    if let Change::Mark { line, span, field, .. } = change {
        return is_heard(draft, *line, span, *field);
    }
    let Change::Seam { left, right, .. } = change else { return true };
    let lines = || draft.issue().line_indices();
    let roles: Vec<_> = lines().map(|line| draft.role(line)).collect();
    let starts: Vec<_> = lines().map(|line| draft.starts(line)).collect();
    continues(draft.order(), &roles, &starts, *left, *right)
}

fn run(
    issue: &Issue,
    passes: &[(newsprint::ledger::PassName, Vec<crate::common::WishEdit>)],
    records: &[Record],
) -> (Decisions, Ledger) {
    let decisions = Decisions::new(records.to_vec());
    let ledger = drive(issue, passes, Some(Level::Review), &decisions, "a");
    (decisions, ledger)
}

/// The entries without what does not count for a decision.
fn unnamed(ledger: &Ledger) -> Vec<Entry> {
    let mut entries = ledger.entries().to_vec();
    for entry in entries.iter_mut().filter(|entry| !entry.is_person()) {
        entry.edit.rule = "law/any".into();
        if let Some(or) = &mut entry.edit.or {
            or.rule = "law/any".into();
        }
    }
    entries
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn what_a_person_types_shows_or_is_stale(issue in issue(), passes in passes(), wishes in decisions()) {
        let (_, proposed) = run(&issue, &passes, &[]);
        let (decisions, ledger) = run(&issue, &passes, &decide(&issue, &proposed, &wishes));
        let draft = fold(&issue, &ledger);
        let listed = stale(&issue, &ledger, &decisions);
        for record in decisions.sets() {
            let is_listed = listed.iter().any(|stale| stale.unit == record.unit);
            let Some(changes) = record.possible(&issue) else {
                prop_assert!(is_listed);
                continue;
            };
            // Of a move it is the act that holds; later ones may set other lines between.
            let said = || changes.iter().filter(|change| !matches!(change, Change::Move { .. }));
            prop_assert!(is_listed || said().all(|change| shows(&draft, change)), "{:?}", record.changes);
            let moves = changes.len() > said().count();
            prop_assert!(!is_listed || moves || !said().all(|change| shows(&draft, change)), "{:?}", record.changes);
        }
        let order = |unit: UnitId| decisions.in_force().position(|record| record.unit == unit);
        prop_assert!(listed.is_sorted_by_key(|stale| order(stale.unit)));
    }

    #[test]
    fn the_last_word_shows(issue in issue(), passes in passes(), wishes in decisions(), last in wish()) {
        let (_, proposed) = run(&issue, &passes, &[]);
        let mut records = decide(&issue, &proposed, &wishes);
        let Some(change) = last.typed(&issue) else { return Ok(()) };
        records.push(record(&issue, Act::Set, vec![change]));
        let (decisions, ledger) = run(&issue, &passes, &records);
        let draft = fold(&issue, &ledger);
        let last = &records[records.len() - 1];
        let listed = stale(&issue, &ledger, &decisions);
        let listed = listed.iter().find(|stale| stale.unit == last.unit);
        match last.possible(&issue) {
            Some(changes) if holds(&draft, &changes[0]) => {
                prop_assert_eq!(listed, None);
                // What is typed over some bytes stands for all of these, however little of it is another text.
                let typed = &last.changes[0];
                let over = matches!(typed, Change::Text { span, .. } if !span.is_empty());
                let said = if over { typed } else { &changes[0] };
                prop_assert!(shows(&draft, said), "{said:?} does not show");
            }
            None if matches!(&last.changes[0], Change::Text { span, .. } if !span.is_empty()) => {
                prop_assert!(false, "whatever is typed over some bytes can be done");
            }
            _ => prop_assert!(listed.is_some()),
        }
    }

    #[test]
    fn no_refused_unit_is_live_by_whatever_rule(issue in issue(), passes in passes(), wishes in decisions()) {
        let (_, proposed) = run(&issue, &passes, &[]);
        let (decisions, ledger) = run(&issue, &passes, &decide(&issue, &proposed, &wishes));
        for tag in ["a", "renamed"] {
            let ledger = drive(&issue, &passes, Some(Level::Review), &decisions, tag);
            let (_, outcome) = fold_where(&issue, &ledger, |_, entry| {
                matches!(entry.state, State::Applied | State::Dormant { .. })
            });
            for (entry, outcome) in ledger.entries().iter().zip(outcome).filter(|(entry, _)| !entry.is_person()) {
                let refused = UnitId::all_of(&issue, &entry.edit).iter().any(|unit| decisions.refuses(*unit));
                prop_assert!(!refused || outcome != Outcome::Live);
                prop_assert_eq!(refused, entry.state == State::Refused);
            }
        }
        prop_assert_eq!(unnamed(&ledger), unnamed(&drive(&issue, &passes, Some(Level::Review), &decisions, "renamed")));
    }

    #[test]
    fn clear_gives_the_former_bytes_back(
        issue in issue(), passes in passes(), wishes in decisions(), act in prop::sample::select(&[Act::Accept, Act::Reject][..]),
        at in any::<Index>(), typed in prop::option::of(wish()),
    ) {
        let (_, proposed) = run(&issue, &passes, &[]);
        let mut records = decide(&issue, &proposed, &wishes);
        let (before, ledger) = run(&issue, &passes, &records);
        let units = units(&proposed);
        let added = match typed.as_ref().map(|wish: &Wish| wish.typed(&issue)) {
            Some(Some(change)) => record(&issue, Act::Set, vec![change]),
            _ if !units.is_empty() => record(&issue, act, units[at.index(units.len())].clone()),
            _ => return Ok(()),
        };
        // To clear takes back whatever was decided on the unit, so the former state is one without any.
        prop_assume!(before.in_force().all(|record| record.unit != added.unit));
        records.push(added.clone());
        records.push(Record { act: Act::Clear, ..added });
        let (cleared, after) = run(&issue, &passes, &records);
        prop_assert_eq!(stale(&issue, &after, &cleared), stale(&issue, &ledger, &before));
        prop_assert_eq!(after, ledger);
    }

    #[test]
    fn what_no_rule_proposes_is_stale_and_names_a_neighbour(
        issue in issue(), passes in passes(), wishes in decisions(), n_passes in 0..5usize,
    ) {
        let (_, proposed) = run(&issue, &passes, &[]);
        let records = decide(&issue, &proposed, &wishes);
        let (decisions, ledger) = run(&issue, &passes[..n_passes], &records);
        let present = units(&ledger).len();
        let listed = stale(&issue, &ledger, &decisions);
        for record in decisions.in_force().filter(|record| record.act != Act::Set) {
            let proposed = ledger
                .entries()
                .iter()
                .filter(|entry| !entry.is_person())
                .any(|entry| UnitId::all_of(&issue, &entry.edit).contains(&record.unit));
            prop_assert_eq!(listed.iter().any(|stale| stale.unit == record.unit), !proposed);
        }
        for stale in &listed {
            prop_assert!(stale.nearest.is_none_or(|unit| unit != stale.unit));
            prop_assert!(present > 0 || ledger.entries().iter().any(Entry::is_person) || stale.nearest.is_none());
        }
    }

    #[test]
    fn a_decision_on_other_text_is_stale_and_never_applied(issue in issue(), typed in wish()) {
        let Some(change) = typed.typed(&issue) else { return Ok(()) };
        let made = record(&issue, Act::Set, vec![change]);
        // The same lines with one more sign before them, and no lines at all after the first.
        let raw = |line| format!("#{}", issue.raw(line));
        let other = issue_of(&[&raw(issue.line_indices().next().unwrap())]);
        let text = |issue: &Issue| match &made.changes[0] {
            Change::Text { line, span, .. } if line.at() < issue.n_lines() => {
                issue.raw(*line).get(span.start as usize..span.end as usize).map(str::to_owned)
            }
            _ => None,
        };
        let gone = made.changes.iter().any(|change| change.line().at() >= other.n_lines());
        prop_assume!(text(&issue) != text(&other) || gone);
        let (decisions, ledger) = run(&other, &[], std::slice::from_ref(&made));
        prop_assert!(ledger.entries().is_empty());
        prop_assert_eq!(stale(&other, &ledger, &decisions).len(), 1);
    }
}

#[test]
fn what_is_typed_over_a_word_stands_for_all_of_it() {
    use newsprint::ledger::{Admission, Edit, PassName, PerMille};

    let issue = issue_of(&["a word here"]);
    let typed = fold(&issue, &Ledger::default()).retype(LineIx(0), 2..6, "ward");
    let decisions = Decisions::new(vec![record(&issue, Act::Set, typed.into_iter().collect())]);
    let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
    for span in [2..3, 5..6, 7..8] {
        let changes = vec![Change::Text { line: LineIx(0), span, insert: "X".to_owned() }];
        admission.admit(Edit::whole(PassName::StripArtifacts, &"law/a".into(), Level::Safe, PerMille(900), changes));
    }
    let ledger = admission.finish();
    assert_eq!(fold(&issue, &ledger).text(LineIx(0)), "a ward Xere");
    let states: Vec<&str> = ledger.entries().iter().map(|entry| entry.state.name()).collect();
    assert_eq!(states, ["applied", "overruled", "overruled", "applied"]);
}

#[test]
fn the_nearest_edit_is_of_the_same_kind_on_the_same_line() {
    use newsprint::ledger::{Admission, Edit, PassName, PerMille};
    use newsprint::model::Role;

    let issue = issue_of(&["one a", "two  b", "three"]);
    let role = |line| vec![Change::Role { line: LineIx(line), role: Role::Folio }];
    let text = |line, span| vec![Change::Text { line: LineIx(line), span, insert: String::new() }];
    let decisions = Decisions::new(vec![record(&issue, Act::Reject, text(1, 4..5))]);
    let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
    for changes in [role(1), text(1, 0..1), text(1, 5..6), text(2, 0..1)] {
        let pass = PassName::StripArtifacts;
        admission.admit(Edit::whole(pass, &"law/a".into(), Level::Safe, PerMille(900), changes));
    }
    let ledger = admission.finish();
    let listed = stale(&issue, &ledger, &decisions);
    assert_eq!(
        listed.iter().map(|stale| stale.nearest).collect::<Vec<_>>(),
        [Some(UnitId::of(&issue, &text(1, 5..6)))]
    );
}
