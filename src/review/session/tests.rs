//! The session on a small issue, and on any row of keys.

use std::sync::Arc;

use super::*;
use crate::ledger::{Admission, Decisions, Level, PassName, PerMille, fold};
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

/// What waits of the rule of what is asked now.
fn of_rule(session: &Session) -> Vec<UnitId> {
    let rule = session.now().and_then(|now| now.edit()).map(|now| now.edit.rule.clone()).unwrap();
    session.of_rule(&rule).map(|waiting| waiting.unit).collect()
}

fn refuse_all(session: &Session) -> Step {
    Step::RefuseEach(of_rule(session))
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
    let records = session.step(&issue, refuse_all(&session), SIGN);
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
    let of = |words: &str| order(&issue, &begun(&issue, Filter::parse(words).unwrap()));
    for (words, shown) in [
        ("byline/name", &["Mill Street"][..]),
        ("join_lines", &[]),
        ("label_regions <85", &["* * *", "Mill Street"]),
        ("<70", &[]),
        ("p2", &[]),
        ("p1", &["* * *", "Mill Street", "+ + +"]),
        ("p1-L1", &["* * *", "Mill Street", "+ + +"]),
        ("p1-L99", &[]),
        ("held", &[]),
        ("applied mark/row", &["* * *", "+ + +"]),
        ("STREET", &["Mill Street"]),
        ("\"+ +\"", &["+ + +"]),
    ] {
        assert_eq!(of(words), shown, "{words}");
    }
    // What is decided under a filter is decided, and what it leaves out is not.
    let mut session = begun(&issue, Filter::parse("mark/row").unwrap());
    assert_eq!(session.step(&issue, Step::AcceptEach(of_rule(&session)), SIGN).len(), 2);
    assert_eq!(session.now(), None);
    session.ask(Filter::default());
    session.renew(&issue, &ledger(&issue, &Decisions::default()), &DecisionFile::default());
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
    session.step(&issue, refuse_all(&session), SIGN);
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

/// The file with what another has decided on a line.
fn another(issue: &Issue, session: &Session, text: &str, act: Act) -> DecisionFile {
    let waiting = session.waiting().find(|waiting| issue.raw(waiting.edit.line()) == text).unwrap();
    let (by, at) = (Some("wm".to_owned()), Some("2026-01-02T03:05:00Z".to_owned()));
    let record =
        Record { act, unit: waiting.unit, changes: waiting.edit.changes.clone(), rule: None, by, at, note: None };
    DecisionFile::default().with(issue, [record_of(issue, &record)])
}

/// Where the person is.
fn looked_at(issue: &Issue, session: &Session) -> String {
    session.now().and_then(|now| now.line()).map_or_else(String::new, |line| issue.raw(line).to_owned())
}

#[test]
fn what_others_decide_leaves_the_person_where_they_are() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    session.step(&issue, Step::Next, SIGN);
    // Something else is decided: it is gone, and nothing moves.
    let file = another(&issue, &session, "* * *", Act::Accept);
    let others = session.renew(&issue, &ledger(&issue, &file.resolve(&issue).decisions), &file);
    assert_eq!(others.iter().map(|record| record.by.as_deref()).collect::<Vec<_>>(), [Some("wm")]);
    assert_eq!((looked_at(&issue, &session).as_str(), session.asked().len()), ("Mill Street", 2));
    assert!(session.renew(&issue, &ledger(&issue, &file.resolve(&issue).decisions), &file).is_empty(), "told once");
    // The very edit is decided: it stays, says so, and a key decides anew or leaves it so.
    for (step, acts) in [(Step::Refuse, vec![Act::Reject]), (Step::Skip, vec![]), (Step::Next, vec![])] {
        let mut session = begun(&issue, Filter::default());
        let file = another(&issue, &session, "* * *", Act::Accept);
        let theirs = file.clone();
        let now = ledger(&issue, &file.resolve(&issue).decisions);
        assert_eq!(session.renew(&issue, &now, &file).len(), 1);
        assert_eq!(looked_at(&issue, &session), "* * *");
        assert_eq!(session.theirs().unwrap().record.act, Act::Accept);
        let records = session.step(&issue, step, SIGN);
        assert_eq!(records.iter().map(|record| record.act).collect::<Vec<_>>(), acts);
        assert!(session.theirs().is_none());
        assert_eq!(looked_at(&issue, &session), "Mill Street");
        if let [own] = records.as_slice() {
            let file = file.with(&issue, [own.clone()]);
            assert!(file.resolve(&issue).decisions.refuses(own.unit), "the later counts");
            let back = session.step(&issue, Step::Undo, SIGN);
            assert_eq!(
                back,
                theirs.records().cloned().collect::<Vec<_>>(),
                "undo brings theirs back, and it stays theirs"
            );
        }
    }
}

#[test]
fn undo_takes_back_no_later_decision_of_another() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    let theirs = another(&issue, &session, "* * *", Act::Accept);
    let own = session.step(&issue, refuse_all(&session), SIGN);
    let file = DecisionFile::default().with(&issue, own).with(&issue, theirs.records().cloned().collect::<Vec<_>>());
    let now = ledger(&issue, &file.resolve(&issue).decisions);
    assert_eq!(session.renew(&issue, &now, &file).len(), 1);
    let back = session.step(&issue, Step::Undo, SIGN);
    assert_eq!(back.len(), 1, "that of `+ + +` alone");
    assert!(file.with(&issue, back).resolve(&issue).decisions.accepts(theirs.records().next().unwrap().unit));
}

#[test]
fn what_a_refusal_brings_up_comes_next_and_is_marked() {
    let issue = issue();
    let crosses = line(&issue, "+ + +");
    let whole = |text: &str, change| {
        let rule = Arc::from(text);
        Edit::whole(PassName::LabelRegions, &rule, Level::Review, PerMille(950), vec![change])
    };
    let run = |decisions: &Decisions| {
        let mut admission = Admission::new(&issue, decisions, Some(Level::Review));
        let next_best = whole("mark/row", Change::Role { line: crosses, role: Role::Rule });
        admission.admit(whole("mark/row", Change::Role { line: crosses, role: Role::Noise }).or(next_best));
        let street = Change::Role { line: line(&issue, "Mill Street"), role: Role::Byline };
        admission.admit(Edit { confidence: PerMille(500), ..whole("byline/name", street) });
        admission.finish()
    };
    let mut session = Session::new(&issue, &run(&Decisions::default()), &DecisionFile::default(), Filter::default());
    assert_eq!(order(&issue, &session), ["Mill Street", "+ + +"]);
    session.step(&issue, Step::Next, SIGN);
    assert!(!session.is_back(session.now().unwrap().unit()));
    let file = DecisionFile::default().with(&issue, session.step(&issue, Step::Refuse, SIGN));
    session.renew(&issue, &run(&file.resolve(&issue).decisions), &file);
    assert_eq!(order(&issue, &session), ["+ + +", "Mill Street"], "before what has more at stake");
    let now = session.now().unwrap();
    assert_eq!((looked_at(&issue, &session).as_str(), session.is_back(now.unit())), ("+ + +", true));
}

#[test]
fn a_batch_leaves_what_is_decided_and_what_another_decides_meanwhile() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    let of_rule = of_rule(&session);
    let theirs = another(&issue, &session, "* * *", Act::Reject);
    let unit = theirs.records().next().unwrap().unit;
    // Decided in the moment in which the batch is written down.
    let records = session.step(&issue, Step::AcceptEach(of_rule.clone()), SIGN);
    assert_eq!(records.len(), 2);
    assert_eq!(session.overtaken(&theirs), BTreeSet::from([unit]));
    session.leave(&BTreeSet::from([unit]));
    assert_eq!(session.made(), 1);
    let file = theirs.clone().with(&issue, records.into_iter().filter(|record| record.unit != unit));
    let now = ledger(&issue, &file.resolve(&issue).decisions);
    assert_eq!(session.renew(&issue, &now, &file).len(), 1, "it is told");
    let back = session.step(&issue, Step::Undo, SIGN);
    assert!(back.len() == 1 && back[0].unit != unit, "{back:?}");
    assert!(file.with(&issue, back).resolve(&issue).decisions.refuses(unit));
    // Known before, it is not in the batch at all, though its name is.
    let now = ledger(&issue, &theirs.resolve(&issue).decisions);
    let mut session = Session::new(&issue, &now, &theirs, Filter::default());
    let records = session.step(&issue, Step::AcceptEach(of_rule.clone()), SIGN);
    assert!(records.len() == 1 && records[0].unit != unit, "{records:?}");
    assert!(session.overtaken(&theirs).is_empty());
    session.leave(&of_rule.into_iter().collect());
    assert_eq!((session.made(), session.can_undo()), (0, false));
}

#[test]
fn a_session_at_rest_goes_on_where_it_was() {
    let issue = issue();
    let mut session = begun(&issue, Filter::default());
    let file = DecisionFile::default().with(&issue, session.step(&issue, refuse_all(&session), SIGN));
    session.rest();
    assert_eq!(session.now(), None);
    let now = ledger(&issue, &file.resolve(&issue).decisions);
    assert!(session.renew(&issue, &now, &file).is_empty(), "nobody else has decided anything");
    assert_eq!(order(&issue, &session), ["Mill Street"]);
    assert_eq!(session.step(&issue, Step::Undo, SIGN).len(), 2);
}
