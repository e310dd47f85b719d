//! A whole review, from files to a published folder: whatever keys a person presses, what goes out is what the ledger says
//! that a run with these decisions makes.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at what is missing and owns its folder"
)]

use std::collections::{BTreeMap, BTreeSet};

use newsprint::batch::{self, Group, Job, LastRun, Outcome, Place, Publication, Publish};
use newsprint::ledger::{Act, Ledger, Level, Outcome as Fate, State, UnitId, fold, fold_where};
use newsprint::model::{Issue, Role};
use newsprint::pipeline;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::review::{Asked, Correction, DecisionFile, Filter, Session, Signature, Step, corrected, record_of};
use newsprint::store::Folder;
use newsprint::write::{FORMATS, Finished, Offsets, PUBLISHED, assemble};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common::words;
use crate::pages::{File, RULES, file};
use crate::people::shows;

const SIGN: Signature<'static> = Signature { by: Some("ly"), at: "2026-01-02T03:04:05Z" };

/// A key, where the person is when it is pressed, and what is typed then.
type Key = (u8, Index, Index, String, Role);

fn key() -> impl Strategy<Value = Key> {
    (0..20u8, any::<Index>(), any::<Index>(), words(4), select(&Role::ALL[..]))
}

/// What waits of the rule of what is asked.
fn of_rule(session: &Session) -> Vec<UnitId> {
    let Some(now) = session.now().and_then(|now| now.edit()) else { return Vec::new() };
    session.of_rule(&now.edit.rule).map(|waiting| waiting.unit).collect()
}

/// What each key does that puts nothing right.
fn pressed(session: &Session, key: &Key) -> Option<Step> {
    Some(match key.0 {
        0 => Step::Accept,
        1 => Step::Refuse,
        2 => Step::AcceptEach(of_rule(session)),
        3 => Step::RefuseEach(of_rule(session)),
        4 => Step::Skip,
        5 | 6 => Step::Undo,
        7 => Step::Redo,
        8 => Step::Next,
        9 => Step::Back,
        _ => return None,
    })
}

/// What a key puts right in the text.
fn correction((key, _, to, text, role): &Key, n_lines: usize) -> Correction {
    let line = |at: &Index| newsprint::model::LineIx(at.index(n_lines) as u32);
    match key {
        10 => Correction::Title(text.clone()),
        11 => Correction::Byline(text.clone()),
        12 => Correction::Role(*role),
        13 => Correction::RoleOfLine(*role),
        14 => Correction::Split,
        15 => Correction::Merge,
        16 => Correction::Move(Some(line(to))),
        17 => Correction::Up,
        18 => Correction::Down,
        _ => Correction::Lines(vec![(line(to), text.clone())]),
    }
}

/// What a key does in the text as a ledger has it.
fn step(issue: &Issue, ledger: &Ledger, session: &Session, key: &Key) -> Step {
    pressed(session, key).unwrap_or_else(|| {
        let n_lines = issue.n_lines().max(1);
        let line = newsprint::model::LineIx(key.1.index(n_lines) as u32);
        Step::Set(corrected(&fold(issue, ledger), line, &correction(key, n_lines)).unwrap_or_default())
    })
}

/// An issue in memory, and what a run with some decisions makes of it.
fn read(page: &File) -> Option<Issue> {
    let options = ReadOptions { layout: page.layout, ..ReadOptions::default() };
    read_issue("laws", "laws.txt", &page.bytes, &options).ok()
}

fn run(issue: &Issue, file: &DecisionFile) -> Ledger {
    pipeline::run(issue, &RULES, Some(Level::Review), &file.resolve(issue).decisions).ledger
}

/// What the session takes for decided is what its records say to a run, and what a run with them still asks is what the
/// session asks.
fn is_agreed(page: &File, keys: &[Key]) -> Result<(), TestCaseError> {
    let Some(issue) = read(page) else { return Ok(()) };
    let mut file = DecisionFile::default();
    let mut ledger = run(&issue, &file);
    let mut session = Session::new(&issue, &ledger, &file, Filter::default());
    for key in keys {
        let step = step(&issue, &ledger, &session, key);
        file = file.with(&issue, session.step(&issue, step, SIGN));
        let decisions = file.resolve(&issue).decisions;
        let told: BTreeMap<UnitId, Act> = decisions.in_force().map(|record| (record.unit, record.act)).collect();
        prop_assert_eq!(&session.decided(), &told);
        // A session may go on before the run is through.
        if key.0 % 2 == 0 {
            ledger = run(&issue, &file);
            let others = session.renew(&issue, &ledger, &file);
            prop_assert!(others.is_empty(), "nobody else has decided anything: {:?}", others);
            let again = Session::new(&issue, &ledger, &file, Filter::default());
            let units = |session: &Session| session.asked().iter().map(Asked::unit).collect::<BTreeSet<_>>();
            prop_assert_eq!(units(&session), units(&again));
        }
    }
    Ok(())
}

/// However much waits, each key decides one thing, and no more keys are needed than there are things that wait, but for
/// what a refusal brings up.
fn takes_one_key_each(page: &File, refused: &[bool]) -> Result<(), TestCaseError> {
    let Some(issue) = read(page) else { return Ok(()) };
    let mut file = DecisionFile::default();
    let mut session = Session::new(&issue, &run(&issue, &file), &file, Filter::default());
    let mut refused = refused.iter();
    let mut decided = BTreeSet::new();
    while let Some(now) = session.now().and_then(|now| now.edit()).map(|now| now.unit) {
        let step = if refused.next() == Some(&true) { Step::Refuse } else { Step::Accept };
        let waiting: BTreeSet<UnitId> = session.waiting().map(|waiting| waiting.unit).collect();
        let is_refusal = step == Step::Refuse;
        let records = session.step(&issue, step, SIGN);
        prop_assert_eq!(records.iter().map(|record| record.unit).collect::<Vec<_>>(), [now]);
        prop_assert!(decided.insert(now), "nothing is asked twice");
        file = file.with(&issue, records);
        session.renew(&issue, &run(&issue, &file), &file);
        let come: Vec<_> = session.waiting().filter(|now| !waiting.contains(&now.unit)).collect();
        prop_assert!(is_refusal || come.iter().all(|now| !session.is_back(now.unit)));
        prop_assert!(!is_refusal || come.iter().all(|now| session.is_back(now.unit)));
    }
    prop_assert_eq!(run(&issue, &file).undecided(), 0);
    Ok(())
}

fn is_heard(page: &File, keys: &[Key]) -> Result<(), TestCaseError> {
    let failed = |error: &dyn std::fmt::Display| TestCaseError::fail(error.to_string());
    let dir = tempfile::tempdir()?;
    let source = dir.path().join("raw").join("laws.txt");
    std::fs::create_dir(dir.path().join("raw"))?;
    std::fs::write(&source, &page.bytes)?;
    let folder = Folder::open(&dir.path().join("cleaned"), &[]).map_err(|error| failed(&error))?;
    let job = Job {
        read: ReadOptions { layout: page.layout, ..ReadOptions::default() },
        rules: RULES.clone(),
        level: Some(Level::Review),
        formats: FORMATS.iter().collect(),
        ledger: true,
        offsets: Offsets::With,
        out: folder.clone(),
        decisions: folder.clone(),
    };
    let found = batch::find(&[source], Group::File);
    let Ok(issue) = batch::read_issue(&found.inputs[0], &job.read) else { return Ok(()) };
    let name = issue.name.clone();
    let place = Place { folder: folder.clone(), name: name.clone() };
    let decisions = || batch::decisions_of(&name, &folder).map_err(|error| failed(&error));
    batch::clean_again(&issue, &job).map_err(|error| failed(&error))?;
    let ledger = || {
        let cleaned = place.reread(dir.path()).map_err(|error| failed(&error))?;
        cleaned.ledger(&place).map_err(|error| failed(&error))
    };
    let mut session = Session::new(&issue, &ledger()?, &decisions()?, Filter::default());
    let press = |session: &mut Session, step: Step| {
        let records = session.step(&issue, step, SIGN);
        if !records.is_empty() {
            batch::write_down(&issue, &folder, &records).map_err(|error| failed(&error))?;
            batch::clean_again(&issue, &job).map_err(|error| failed(&error))?;
            session.renew(&issue, &ledger()?, &decisions()?);
        }
        Ok::<(), TestCaseError>(())
    };
    for key in keys {
        let step = step(&issue, &ledger()?, &session, key);
        press(&mut session, step)?;
    }
    // At the end the person decides on all that waits, as long as something follows from it.
    for n in 0..24 {
        let all = of_rule(&session);
        press(&mut session, if n % 2 == 0 { Step::AcceptEach(all) } else { Step::RefuseEach(all) })?;
    }

    // A run with these decisions, told apart from everything that was written.
    let file = decisions()?;
    let resolved = file.resolve(&issue).decisions;
    let run = pipeline::run(&issue, &RULES, Some(Level::Review), &resolved);
    prop_assert_eq!(&ledger()?, &run.ledger);
    let (draft, fates) = fold_where(&issue, &run.ledger, |_, entry| entry.state == State::Applied);
    for (entry, fate) in run.ledger.entries().iter().zip(fates).filter(|(entry, _)| !entry.is_person()) {
        let refused = UnitId::all_of(&issue, &entry.edit).iter().any(|unit| resolved.refuses(*unit));
        prop_assert!(!refused || fate != Fate::Live);
    }
    let asked = session.asked();
    let listed = |unit: UnitId| asked.iter().any(|asked| matches!(asked, Asked::Old(old) if old.record.unit == unit));
    for record in resolved.sets().filter(|record| !listed(record.unit)) {
        let said = record.possible(&issue).unwrap_or_default();
        let mut said = said.iter().filter(|change| !matches!(change, newsprint::ledger::Change::Move { .. }));
        prop_assert!(said.all(|change| shows(&draft, change)), "{:?}", record.changes);
        prop_assert_eq!(
            &record_of(&issue, record).changes,
            &file.in_force().iter().find(|line| line.unit == record.unit).unwrap().changes
        );
    }

    let out = Folder::open(&dir.path().join("published"), &[]).map_err(|error| failed(&error))?;
    let formats: Vec<_> = PUBLISHED.iter().collect();
    let publication = Publication { root: dir.path(), formats: &formats, accept_pending: false, out: &out };
    let last = LastRun::default();
    let what = Publish { place, decisions: folder, rules: RULES.clone(), last, offsets: Offsets::With };
    let outcome = publication.publish(&[what]).pop().unwrap().map_err(|error| failed(&error))?;
    match outcome {
        Outcome::Waits(n) => prop_assert_eq!(n, run.ledger.undecided()),
        Outcome::Published(published) => {
            prop_assert_eq!(run.ledger.undecided(), 0);
            let document = assemble(&draft, &run.ledger, &published.run, &run.warnings, Offsets::With);
            let finished = Finished { draft: &draft, ledger: &run.ledger, document: &document, drawn: None };
            for format in formats {
                let written = std::fs::read(out.file(&format!("{name}{}", format.ending)))?;
                prop_assert!(written == format.bytes(&finished), "{}", format.name);
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_session_and_its_records_agree(page in file(), keys in prop::collection::vec(key(), 0..24)) {
        is_agreed(&page, &keys)?;
    }

    #[test]
    fn any_number_of_doubts_takes_one_key_each(page in file(), refused in prop::collection::vec(any::<bool>(), 0..40)) {
        takes_one_key_each(&page, &refused)?;
    }
}

proptest! {
    // Each case writes some fifty files some thirty times.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_published_is_what_was_decided(page in file(), keys in prop::collection::vec(key(), 0..12)) {
        is_heard(&page, &keys)?;
    }
}
