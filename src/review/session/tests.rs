//! The session on a small issue, and on any row of keys.

use std::sync::Arc;

use super::*;
use crate::ledger::{Admission, Decisions, PerMille};
use crate::model::Role;
use crate::read::{ReadOptions, read_issue};

const SIGN: Signature<'static> = Signature { by: Some("ly"), at: "2026-01-02T03:04:05Z" };

fn issue() -> Issue {
    let raw = "Mill Street\n\nThe flood has come\nand gone.\n\n+ + +\n\n* * *\n";
    read_issue("x", "x.txt", raw.as_bytes(), &ReadOptions::default()).unwrap()
}

fn line(issue: &Issue, text: &str) -> LineIx {
    issue.line_indices().find(|line| issue.raw(*line) == text).unwrap()
}

fn ledger(issue: &Issue, decisions: &Decisions) -> Ledger {
    let mut admission = Admission::new(issue, decisions, Some(Level::Review));
    for (rule, text, role, confidence) in [
        ("byline/name", "Mill Street", Role::Byline, 800),
        ("mark/row", "+ + +", Role::Noise, 900),
        ("mark/row", "* * *", Role::Noise, 700),
    ] {
        let change = Change::Role { line: line(issue, text), role };
        let rule = Arc::from(rule);
        let edit = Edit::whole(PassName::LabelRegions, &rule, Level::Review, PerMille(confidence), vec![change]);
        admission.admit(edit);
    }
    admission.finish()
}

fn begun(issue: &Issue, filter: Filter) -> Session {
    Session::new(issue, &ledger(issue, &Decisions::default()), &DecisionFile::default(), filter)
}

fn order(issue: &Issue, session: &Session) -> Vec<String> {
    session.waiting().map(|waiting| issue.raw(waiting.edit.line()).to_owned()).collect()
}

#[test]
fn what_is_most_at_stake_comes_first_and_what_is_skipped_last() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    assert_eq!(order(&issue, &session), ["* * *", "Mill Street", "+ + +"]);
    assert!(session.step(&issue, Step::Skip, SIGN).is_empty());
    assert_eq!(order(&issue, &session), ["Mill Street", "+ + +", "* * *"]);
    session.step(&issue, Step::Accept, SIGN);
    session.step(&issue, Step::Accept, SIGN);
    assert!(session.is_second_round());
    session.step(&issue, Step::Refuse, SIGN);
    assert_eq!(session.now(), None);
    assert!(session.step(&issue, Step::Accept, SIGN).is_empty());
}

#[test]
fn a_rule_is_decided_and_taken_back_as_one() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    let records = session.step(&issue, Step::RefuseRule, SIGN);
    assert_eq!(records.len(), 2);
    assert!(records.iter().all(|record| record.act == Act::Reject && record.rule.as_deref() == Some("mark/row")));
    assert_eq!(order(&issue, &session), ["Mill Street"]);
    let back = session.step(&issue, Step::Undo, SIGN);
    assert!(back.len() == 2 && back.iter().all(|record| record.act == Act::Clear));
    assert_eq!(order(&issue, &session).len(), 3);
    assert!(session.step(&issue, Step::Undo, SIGN).is_empty());
}

#[test]
fn a_filter_shows_its_own() {
    let issue = issue();
    let of = |filter| order(&issue, &begun(&issue, filter));
    let rule = Filter { rule: Some("byline/name".to_owned()), ..Filter::default() };
    assert_eq!(of(rule), ["Mill Street"]);
    assert!(of(Filter { pass: Some(PassName::JoinLines), ..Filter::default() }).is_empty());
    assert!(of(Filter { page: Some(2), ..Filter::default() }).is_empty());
    assert_eq!(of(Filter { page: Some(1), ..Filter::default() }).len(), 3);
    let article = Some(line(&issue, "Mill Street"));
    assert_eq!(of(Filter { article, ..Filter::default() }).len(), 3);
}

#[test]
fn a_step_that_could_not_be_written_is_forgotten() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    session.step(&issue, Step::Accept, SIGN);
    session.forget();
    session.renew(&issue, &ledger(&issue, &Decisions::default()), &DecisionFile::default());
    assert!(session.decided().is_empty() && session.made() == 0);
    assert!(session.step(&issue, Step::Undo, SIGN).is_empty());
    assert_eq!(order(&issue, &session).len(), 3);
}

#[test]
fn own_text_is_a_change_of_what_differs() {
    let issue = issue();
    let ledger = Ledger::default();
    let draft = fold(&issue, &ledger);
    let at = line(&issue, "The flood has come");
    let change = retyped(&draft, at, "The flood had come").unwrap();
    let Change::Text { insert, span, .. } = &change else { panic!("{change:?}") };
    assert_eq!((insert.as_str(), span.clone()), ("d", 12..13));
    assert_eq!(retyped(&draft, at, "The flood has come"), None);
    let mut session = begun(&issue, Filter::default());
    let records = session.step(&issue, Step::Set(vec![change]), SIGN);
    assert_eq!(records[0].act, Act::Set);
    assert_eq!((records[0].before.as_deref(), records[0].after.as_deref()), (Some("has come"), Some("had come")));
    assert_eq!(session.step(&issue, Step::Undo, SIGN)[0].act, Act::Clear);
}

#[test]
fn what_stands_on_a_proposal_is_found_through_others() {
    let issue = issue();
    let decisions = Decisions::default();
    let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
    for (n, text) in ["Mill Street", "+ + +", "* * *", "and gone."].into_iter().enumerate() {
        let change = Change::Role { line: line(&issue, text), role: Role::Note };
        let edit = Edit::whole(PassName::LabelRegions, &Arc::from("a/b"), Level::Review, PerMille(800), vec![change]);
        // Each but the last stands on the one before.
        let needs = if n == 0 || n == 3 { Vec::new() } else { vec![EditId(n as u32 - 1)] };
        admission.admit(Edit { needs, ..edit });
    }
    let ledger = admission.finish();
    assert_eq!(standing_on(&ledger, EditId(0), &ledger.entry(EditId(0)).edit), [EditId(1), EditId(2)]);
    assert_eq!(standing_on(&ledger, EditId(2), &ledger.entry(EditId(2)).edit), []);
}

#[test]
fn what_was_taken_back_can_be_done_again() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    session.step(&issue, Step::RefuseRule, SIGN);
    session.step(&issue, Step::Undo, SIGN);
    let again = session.step(&issue, Step::Redo, SIGN);
    assert!(again.len() == 2 && again.iter().all(|record| record.act == Act::Reject));
    assert!(session.step(&issue, Step::Redo, SIGN).is_empty());
    session.step(&issue, Step::Undo, SIGN);
    session.step(&issue, Step::Accept, SIGN);
    assert!(session.step(&issue, Step::Redo, SIGN).is_empty(), "something else was decided since");
}

#[test]
fn a_person_may_turn_to_any_of_what_waits() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    let now = |session: &Session| session.now().and_then(|now| now.line()).map(|line| issue.raw(line).to_owned());
    for (step, shown) in [
        (Step::Back, "* * *"),
        (Step::Next, "Mill Street"),
        (Step::Next, "+ + +"),
        (Step::Next, "+ + +"),
        (Step::Back, "Mill Street"),
        // Decided there, it goes on from there, and then begins anew.
        (Step::Accept, "+ + +"),
        (Step::Accept, "* * *"),
    ] {
        session.step(&issue, step.clone(), SIGN);
        assert_eq!(now(&session).as_deref(), Some(shown), "{step:?}");
    }
}

#[test]
fn an_old_decision_is_applied_to_the_edit_most_like_it() {
    let issue = issue();
    // Decided on another printing, in which the line stood elsewhere and one letter was misread.
    let raw = "A line more\n\nMill Sireet\n\nThe flood has come\nand gone.\n\n* * *\n";
    let former = read_issue("x", "x.txt", raw.as_bytes(), &ReadOptions::default()).unwrap();
    let refused = |text: &str, role: Role| {
        let changes = vec![Change::Role { line: line(&former, text), role }];
        let unit = UnitId::of(&former, &changes);
        let rule = Some("byline/name".to_owned());
        record_of(&former, &Record { act: Act::Reject, unit, changes, rule, by: None, at: None, note: None })
    };
    let file = DecisionFile::default().with(&former, [refused("Mill Sireet", Role::Byline)]);
    let ledger = ledger(&issue, &Decisions::default());
    let mut session = Session::new(&issue, &ledger, &file, Filter::default());
    for _ in 0..3 {
        session.step(&issue, Step::Skip, SIGN);
    }
    // It comes after what waits, and before what was skipped.
    let Some(Asked::Old(old)) = session.now() else { panic!("{:?}", session.now()) };
    let near = old.nearest.clone().unwrap();
    assert_eq!(issue.raw(near.edit.line()), "Mill Street");
    assert!(near.likeness > 0.8 && old.because.contains("the source has changed"), "{old:?}");
    let records = session.step(&issue, Step::Accept, SIGN);
    assert_eq!(records.iter().map(|record| record.act).collect::<Vec<_>>(), [Act::Reject, Act::Clear]);
    assert_eq!(records[0].unit, near.unit);
    // Now it is decided, and the old one is gone.
    let file = file.with(&issue, records);
    session.renew(&issue, &ledger, &file);
    assert!(session.asked().iter().all(|asked| matches!(asked, Asked::Edit(_))));
    assert!(file.resolve(&issue).decisions.refuses(near.unit));
    // To drop one takes it back, and undo brings it back.
    let file = DecisionFile::default().with(&former, [refused("* * *", Role::Title)]);
    let mut session = Session::new(&issue, &ledger, &file, Filter::default());
    (0..3).for_each(|_| drop(session.step(&issue, Step::Skip, SIGN)));
    let dropped = session.step(&issue, Step::Refuse, SIGN);
    assert!(dropped.len() == 1 && dropped[0].act == Act::Clear);
    let back = session.step(&issue, Step::Undo, SIGN);
    let file = file.with(&issue, dropped.into_iter().chain(back));
    session.renew(&issue, &ledger, &file);
    assert!(session.asked().iter().any(|asked| matches!(asked, Asked::Old(_))));
}

proptest::proptest! {
    /// Whatever is done in whatever order: what the session takes for decided is what its records say to a run, and
    /// what a run with them still asks is what the session asks.
    #[test]
    fn the_session_and_its_records_agree(keys in proptest::collection::vec(0..11u8, 0..24)) {
        let issue = issue();
        let mut session = begun(&issue, Filter::default());
        let mut file = DecisionFile::default();
        for key in keys {
            let step = match key {
                0 => Step::Accept,
                1 => Step::Refuse,
                2 => Step::AcceptRule,
                3 => Step::RefuseRule,
                4 => Step::Skip,
                5 | 6 => Step::Undo,
                7 => Step::Redo,
                8 => Step::Next,
                9 => Step::Back,
                _ => Step::Set(vec![Change::Role { line: line(&issue, "+ + +"), role: Role::Quote }]),
            };
            file = file.with(&issue, session.step(&issue, step, SIGN));
            let decisions = file.resolve(&issue).decisions;
            let told: BTreeMap<UnitId, Act> =
                decisions.in_force().map(|record| (record.unit, record.act)).collect();
            proptest::prop_assert_eq!(&session.decided(), &told);
            // A session may go on before the run is through.
            if key % 2 == 0 {
                let ledger = ledger(&issue, &decisions);
                session.renew(&issue, &ledger, &file);
                let again = Session::new(&issue, &ledger, &file, Filter::default());
                let units = |session: &Session| {
                    session.asked().iter().map(Asked::unit).collect::<BTreeSet<_>>()
                };
                proptest::prop_assert_eq!(units(&session), units(&again));
            }
        }
    }
}
