//! A whole run: the source untouched, any number of threads, pages that break a pass.

use newsprint::ledger::{Act, Change, Decisions, Edit, Field, Level, PassName, PerMille, State, UnitId, balance, fold};
use newsprint::model::{Issue, LineIx, Role};
use newsprint::passes::{Pass, Scope, View};
use newsprint::pipeline::{Run, run_passes};
use newsprint::rules::{Does, Origin, Rule, Rules};
use proptest::prelude::*;

use crate::common::{POOLS, WishEdit, drive, is_untouched, issue, issue_of, page_of, passes, record, units_of};

type Wishes = [(PassName, Vec<WishEdit>)];

/// Takes the wishes through the pipeline, each pass by issue or by page.
fn run(issue: &Issue, wishes: &Wishes, by_page: bool, level: Option<Level>, decisions: &Decisions) -> Run {
    let made = |view: &View<'_>, pass: PassName, wishes: &[WishEdit]| -> Vec<Edit> {
        wishes.iter().map(|wish| wish.on(view.draft, pass, "a", 0)).collect()
    };
    let by_issue: Vec<_> =
        wishes.iter().map(|(pass, wishes)| move |view: &View<'_>| made(view, *pass, wishes)).collect();
    let of_page: Vec<_> = wishes
        .iter()
        .map(|(pass, wishes)| move |view: &View<'_>, page: usize| made(view, *pass, &wishes[page.min(wishes.len())..]))
        .collect();
    let passes: Vec<Pass<'_>> = wishes
        .iter()
        .zip(by_issue.iter().zip(&of_page))
        .map(|((name, _), (issue, page))| Pass {
            name: *name,
            scope: if by_page { Scope::Page(page) } else { Scope::Issue(issue) },
        })
        .collect();
    run_passes(issue, &Rules::default(), level, decisions, &passes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn level_none_gives_the_source(issue in issue(), passes in passes(), by_page in any::<bool>()) {
        let run = run(&issue, &passes, by_page, None, &Decisions::default());
        is_untouched(&issue, &run.ledger)?;
        prop_assert!(run.ledger.entries().iter().all(|entry| matches!(entry.state, State::Held | State::Note)));
    }

    #[test]
    fn rejecting_until_nothing_is_proposed_gives_the_source(issue in issue(), passes in passes()) {
        let mut records = Vec::new();
        // Each round refuses at least one unit for good, and each wish makes few.
        for _ in 0..200 {
            let decisions = Decisions::new(records.clone());
            let ledger = run(&issue, &passes, false, Some(Level::Review), &decisions).ledger;
            let open: Vec<Vec<Change>> = ledger
                .entries()
                .iter()
                .filter(|entry| entry.state != State::Refused)
                .flat_map(|entry| units_of(&entry.edit))
                .collect();
            if open.is_empty() {
                return is_untouched(&issue, &ledger);
            }
            records.extend(open.into_iter().map(|changes| record(&issue, Act::Reject, changes)));
        }
        prop_assert!(false, "there is no end of proposals");
    }

    #[test]
    fn any_number_of_threads_makes_one_ledger(issue in issue(), passes in passes()) {
        let on = |pool: &rayon::ThreadPool| {
            pool.install(|| run(&issue, &passes, true, Some(Level::Review), &Decisions::default()).ledger)
        };
        let one = on(&POOLS[0]);
        for pool in &POOLS[1..] {
            prop_assert_eq!(&on(pool), &one);
        }
    }

    #[test]
    fn a_run_admits_what_its_passes_propose(issue in issue(), mut passes in passes()) {
        // Text goes by confidence and place, so that only single proposals keep their order.
        for (_, wishes) in &mut passes {
            wishes.truncate(1);
            wishes.iter_mut().for_each(|wish| wish.needs = None);
        }
        let none = Decisions::default();
        let run = run(&issue, &passes, false, Some(Level::Review), &none);
        prop_assert_eq!(run.ledger, drive(&issue, &passes, Some(Level::Review), &none, "a"));
    }
}

fn whole(pass: PassName, confidence: u16, change: Change) -> Edit {
    Edit::whole(pass, &"law/a".into(), Level::Safe, PerMille(confidence), vec![change])
}

fn text(line: u32, span: std::ops::Range<u32>, insert: &str) -> Change {
    Change::Text { line: LineIx(line), span, insert: insert.to_owned() }
}

#[test]
fn a_page_that_stops_a_pass_keeps_its_draft() {
    let reads = ["first", "second", "third"].map(|line| page_of(&[line]));
    let issue = Issue::new("laws".to_owned(), reads.into());
    let strip = |view: &View<'_>, page: usize| {
        assert!(page != 1, "this page is not to a pass's liking");
        let line = LineIx(page as u32);
        view.draft
            .replace(line, 0..1, "x")
            .map(|change| whole(PassName::StripArtifacts, 900, change))
            .into_iter()
            .collect()
    };
    let mark = |view: &View<'_>| {
        view.issue
            .line_indices()
            .map(|line| {
                let value = "1".to_owned();
                whole(PassName::GroupArticles, 900, Change::Mark { line, span: 0..1, field: Field::Kind, value })
            })
            .collect()
    };
    let passes = [
        Pass { name: PassName::StripArtifacts, scope: Scope::Page(&strip) },
        Pass { name: PassName::GroupArticles, scope: Scope::Issue(&mark) },
    ];
    let run = run_passes(&issue, &Rules::default(), Some(Level::Safe), &Decisions::default(), &passes);
    let draft = fold(&issue, &run.ledger);
    let lines: Vec<_> = issue.line_indices().map(|line| draft.text(line)).collect();
    assert_eq!(lines, ["xirst", "second", "xhird"]);
    assert_eq!(run.warnings.iter().map(|warning| warning.page).collect::<Vec<_>>(), [2]);
    assert_eq!(draft.all_marks().count(), 3);
}

fn rule(name: &str, priority: u16, budget: f64) -> Rule {
    Rule {
        name: name.into(),
        pass: PassName::NormalizeText,
        does: Does::Builtin,
        level: Level::Safe,
        confidence: PerMille(900),
        priority,
        budget,
        on: true,
        settings: std::collections::BTreeMap::new(),
        why: String::new(),
        fixes: Vec::new(),
        keeps: Vec::new(),
        origin: Origin { pack: "laws".into(), path: "laws.toml".into(), line: 1 },
    }
}

#[test]
fn text_goes_by_priority_then_confidence_then_place() {
    let issue = issue_of(&["abcdef"]);
    let mut rules = Rules::default();
    rules.add(rule("law/late", 9, 1.0));
    rules.add(rule("law/early", 1, 1.0));
    let pass = PassName::NormalizeText;
    let edit = |name: &str, confidence, change| {
        Edit::whole(pass, &name.into(), Level::Safe, PerMille(confidence), vec![change])
    };
    // In each pair the second goes first, and the other then overlaps it.
    let propose = |_: &View<'_>| {
        vec![
            edit("law/late", 1000, text(0, 0..2, "XY")),
            edit("law/early", 10, text(0, 1..3, "YZ")),
            edit("law/early", 100, text(0, 3..5, "VW")),
            edit("law/early", 200, text(0, 4..6, "WX")),
        ]
    };
    let passes = [Pass { name: pass, scope: Scope::Issue(&propose) }];
    let run = run_passes(&issue, &rules, Some(Level::Safe), &Decisions::default(), &passes);
    let states: Vec<&str> = run.ledger.entries().iter().map(|entry| entry.state.name()).collect();
    assert_eq!(states, ["applied", "conflict", "applied", "conflict"]);
    assert_eq!(fold(&issue, &run.ledger).text(LineIx(0)), "aYZdWX");
}

#[test]
fn a_rule_beyond_its_budget_falls_to_review_on_that_page() {
    let reads = [&["abcdefghij"][..], &["abcdefghij", "klmnopqrst"]].map(page_of);
    let issue = Issue::new("laws".to_owned(), reads.into());
    let mut rules = Rules::default();
    rules.add(rule("law/narrow", 1, 0.15));
    let propose = |_: &View<'_>| {
        let edit = |change| {
            Edit::whole(PassName::NormalizeText, &"law/narrow".into(), Level::Safe, PerMille(900), vec![change])
        };
        vec![edit(text(0, 0..2, "XY")), edit(text(1, 0..2, "XY")), edit(text(2, 0..1, ""))]
    };
    let passes = [Pass { name: PassName::NormalizeText, scope: Scope::Issue(&propose) }];
    let run = run_passes(&issue, &rules, Some(Level::Safe), &Decisions::default(), &passes);
    let state_of = |line| {
        let entry = run.ledger.entries().iter().find(|entry| entry.edit.line() == LineIx(line)).unwrap();
        (entry.edit.level, entry.state.name(), entry.edit.why.len())
    };
    assert_eq!(state_of(0), (Level::Review, "held", 1));
    assert_eq!(state_of(1), (Level::Safe, "applied", 0));
    assert_eq!(state_of(2), (Level::Safe, "applied", 0));
}

#[test]
fn what_breaks_the_rules_for_edits_is_left_out() {
    let issue = issue_of(&["abc", "def"]);
    let role = || Change::Role { line: LineIx(0), role: Role::Title };
    let edit = |pass, changes| Edit::whole(pass, &"law/a".into(), Level::Safe, PerMille(900), changes);
    let bad = [
        edit(PassName::JoinLines, vec![role(), text(0, 0..1, "x")]),
        edit(PassName::GroupArticles, vec![text(0, 0..1, "x")]),
        edit(PassName::JoinLines, vec![text(0, 0..2, "xy"), text(0, 1..3, "yz")]),
        edit(PassName::JoinLines, vec![text(0, 0..1, "x"), text(7, 0..1, "x")]),
        edit(PassName::JoinLines, vec![]),
        Edit { needs: vec![newsprint::ledger::EditId(9)], ..edit(PassName::JoinLines, vec![text(0, 0..1, "x")]) },
    ];
    let none = Decisions::default();
    let mut admission = newsprint::ledger::Admission::new(&issue, &none, Some(Level::Safe));
    bad.into_iter().for_each(|edit| admission.admit(edit));
    // What only says again what stands there falls away, and the rest of its edit stays.
    admission.admit(edit(PassName::JoinLines, vec![text(0, 0..1, "x"), text(1, 0..3, "def")]));
    let needs = vec![newsprint::ledger::EditId(0)];
    admission.admit(Edit { needs, ..edit(PassName::GroupArticles, vec![role()]) });
    let ledger = admission.finish();
    assert_eq!(ledger.entries().len(), 1);
    assert_eq!(balance(&fold(&issue, &ledger)).map(|sum| (sum.inserted, sum.removed)), Ok((1, 1)));
    let _ = UnitId::all_of(&issue, &ledger.entries()[0].edit);
}
