//! Articles that go on on another page of their issue.

mod heads;
mod sequence;

use newsprint::ledger::file::{RunInfo, RunLevel};
use newsprint::ledger::{Act, Change, Decisions, Entry, Ledger, Level, Record, State, UnitId, balance, fold};
use newsprint::model::Issue;
use newsprint::pipeline::run;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use newsprint::write::{Article, Document, Offsets, assemble};

const ENGLISH: &str = include_str!("../fixtures/across/english.txt");
const GERMAN: &str = include_str!("../fixtures/across/german.txt");
const CHINESE: &str = include_str!("../fixtures/across/chinese.txt");
const UNPARTED: &str = include_str!("../fixtures/across/unparted.txt");
/// Two pages with a serial in a strip at their foot.
const STRIP: &str = include_str!("../fixtures/across/strip.xml");

fn issue(text: &str) -> Issue {
    match read_issue("issue", "issue.txt", text.as_bytes(), &ReadOptions::default()) {
        Ok(issue) => issue,
        Err(error) => panic!("{error}"),
    }
}

fn ledger(issue: &Issue, rules: &Rules) -> Ledger {
    let run = run(issue, rules, Some(Level::Review), &Decisions::default());
    assert!(run.warnings.is_empty(), "{:?}", run.warnings);
    assert_eq!(balance(&fold(issue, &run.ledger)).err(), None, "nothing is lost");
    run.ledger
}

fn made(issue: &Issue, ledger: &Ledger) -> Document {
    let info = RunInfo { version: "0".to_owned(), level: RunLevel::Review, packs: Vec::new(), lexicon: None };
    assemble(&fold(issue, ledger), ledger, &info, &[], Offsets::Without)
}

/// Of the article whose text holds `part`: its title, its pages, and its text.
#[track_caller]
fn article(document: &Document, part: &str) -> (String, Vec<u32>, String) {
    let text = |article: &Article| -> String {
        article.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    let Some(found) = document.articles.iter().find(|article| text(article).contains(part)) else {
        panic!("no article holds {part}");
    };
    (found.title.clone().unwrap_or_default(), found.pages.clone(), text(found))
}

fn of_rule<'l>(ledger: &'l Ledger, rule: &str) -> Vec<&'l Entry> {
    ledger.entries().iter().filter(|entry| &*entry.edit.rule == rule).collect()
}

/// In the article that begins with `first`, `then` is read too.
#[track_caller]
fn joins(text: &str, first: &str, then: &str, pages: &[u32]) {
    let issue = issue(text);
    let document = made(&issue, &ledger(&issue, &Rules::embedded()));
    let (_, on, whole) = article(&document, first);
    assert!(whole.contains(then), "{first} … {then} not in\n{whole}");
    assert_eq!(on, pages);
}

#[test]
fn an_english_issue() {
    joins(ENGLISH, "laid down their tools", "spoke with the owners", &[1, 3]);
    joins(ENGLISH, "The old bridge at Marlow", "closed to carts", &[1, 4]);
}

#[test]
fn a_german_issue() {
    joins(GERMAN, "Die neue Hafenmauer", "der Bürgermeiſter dankte", &[1, 3]);
}

#[test]
fn a_chinese_issue() {
    joins(CHINESE, "引水工程", "渠水流进了桥头镇等", &[1, 3]);
}

#[test]
fn a_serial_at_the_foot_and_the_text_above_it() {
    joins(STRIP, "The harbour board met", "a cart went down with all who sat in it", &[1, 2]);
    joins(STRIP, "There was once a keeper", "the prints of men who had come out of the water", &[1, 2]);
}

/// Pages of one file that nothing parts but their heads.
#[test]
fn pages_that_nothing_parts() {
    joins(UNPARTED, "The ferry that carries students", "paid for it himself", &[1]);
    joins(UNPARTED, "The college choir came home", "in a barn behind the gym", &[1]);
    let issue = issue(UNPARTED);
    let document = made(&issue, &ledger(&issue, &Rules::embedded()));
    let (title, _, text) = article(&document, "The snow fence");
    assert_eq!((title.as_str(), text.contains("2")), ("Snow fence goes up", false), "{text}");
}

/// A sentence that a jump parts is one again.
#[test]
fn a_sentence_over_a_jump() {
    joins(ENGLISH, "The old bridge at Marlow", "with a face that told everything", &[1, 4]);
}

/// A word that a page end cuts is whole, both its places are told, and the hyphen is back where the link is refused.
#[test]
fn a_word_over_pages() {
    let jump =
        ENGLISH.replace("with a face that\n", "with a ter-\n").replace("told everything before", "rible tale before");
    let carry = STRIP.replace("weight of the crane and a cart", "weight of the crane and a car-");
    let carry = carry.replace(">went down with all", ">riage went down with all");
    for (text, first, then, pages) in [
        (&jump, "The old bridge at Marlow", "came back with a terrible tale before", [1, 4]),
        (&carry, "The harbour board met", "the crane and a carriage went down", [1, 2]),
    ] {
        joins(text, first, then, &pages);
        let issue = issue(text);
        let ledger = ledger(&issue, &Rules::embedded());
        let told = of_rule(&ledger, "join/hyphen").into_iter().map(|entry| entry.edit.why.join("; "));
        let told: Vec<String> = told.filter(|why| why.contains("cut over a page end: p1:")).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        let records = ["jump/link", "article/carry"].map(|rule| refusing(&issue, &ledger, rule)).concat();
        let refused = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::new(records)).ledger;
        let (_, _, text) = article(&made(&issue, &refused), first);
        assert!(text.ends_with('-'), "{text}");
    }
}

#[test]
fn a_link_is_kept_in_the_output() {
    let issue = issue(ENGLISH);
    let document = made(&issue, &ledger(&issue, &Rules::embedded()));
    let with_jumps: Vec<_> = document.articles.iter().filter(|article| !article.jumps.is_empty()).collect();
    let strike =
        with_jumps.iter().find(|article| article.title.as_deref().is_some_and(|title| title.contains("STRIKE")));
    let jumps = &strike.unwrap().jumps;
    assert_eq!(jumps.len(), 1, "{jumps:?}");
    assert!(jumps[0].from.starts_with("p1:") && jumps[0].to.as_deref().is_some_and(|to| to.starts_with("p3:")));
}

#[test]
fn a_half_without_its_other_half_is_told_and_left() {
    let issue = issue(ENGLISH);
    let ledger = ledger(&issue, &Rules::embedded());
    let lone = of_rule(&ledger, "jump/lone");
    let why: Vec<String> = lone.iter().map(|entry| entry.edit.why.join(" ")).collect();
    assert_eq!(lone.len(), 1, "{why:?}");
    assert!(why[0].contains("page 9 is not among the pages"), "{why:?}");
    assert!(lone.iter().all(|entry| entry.state == State::Note));
}

/// To refuse every link gives what a run without the rule gives.
#[test]
fn what_is_refused_is_as_if_it_had_not_been_said() {
    for text in [ENGLISH, GERMAN, CHINESE] {
        let issue = issue(text);
        let mut without = Rules::embedded();
        without.switch("jump/link", false);
        let plain = ledger(&issue, &without);
        let linked = ledger(&issue, &Rules::embedded());
        let mut lines: Vec<String> = Vec::new();
        for entry in of_rule(&linked, "jump/link") {
            for change in &entry.edit.changes {
                if let Change::Move { .. } | Change::Seam { .. } = change {
                    lines.push(format!("{change:?}"));
                }
            }
        }
        assert!(!lines.is_empty());
        // The next best reading of a refused link is a link too.
        let mut records = refusing(&issue, &linked, "jump/link");
        let mut refused = linked;
        for _ in 0..9 {
            let decisions = Decisions::new(records.clone());
            refused = run(&issue, &Rules::embedded(), Some(Level::Review), &decisions).ledger;
            records.extend(refusing(&issue, &refused, "jump/link"));
        }
        let order = |ledger: &Ledger| fold(&issue, ledger).order().to_vec();
        assert_eq!(order(&refused), order(&plain));
        let text = |ledger: &Ledger| fold(&issue, ledger).sketch();
        assert_eq!(text(&refused), text(&plain));
    }
}

/// What refuses every edit of a rule that is not refused.
fn refusing(issue: &Issue, ledger: &Ledger, rule: &str) -> Vec<Record> {
    let open = of_rule(ledger, rule).into_iter().filter(|entry| entry.state != State::Refused);
    let record = |entry: &Entry| Record {
        act: Act::Reject,
        unit: UnitId::of(issue, &entry.edit.changes),
        changes: entry.edit.changes.clone(),
        rule: None,
        by: None,
        at: None,
        note: None,
    };
    open.map(record).collect()
}

#[test]
fn halves_that_name_each_other_under_one_headline_are_sure() {
    for (text, n) in [(ENGLISH, 2), (GERMAN, 1), (CHINESE, 1)] {
        let issue = issue(text);
        let ledger = ledger(&issue, &Rules::embedded());
        let links = of_rule(&ledger, "jump/link");
        let moves = links.iter().filter(|entry| !entry.edit.is_text());
        let sure: Vec<_> = moves.map(|entry| (entry.edit.level, entry.edit.why.join("; "))).collect();
        assert_eq!(sure.len(), n, "{sure:?}");
        assert!(sure.iter().all(|(level, _)| *level == Level::Safe), "{sure:?}");
    }
}

/// Two articles on the page that is named go on with the sentence; neither is told by a headline.
#[test]
fn of_two_that_do_as_well_the_other_is_the_next_best() {
    let text = "\
THE NIGHT BOAT.

The night boat left the pier at ten with a hundred
passengers and eleven head of cattle. Off the head
the engine stopped, and the captain, who had served
in these waters for thirty years, told the mate to

Continued on page 2
\x0cMORE FROM THE WATER.

let go the anchor and to burn a blue light. It was
seen from the lighthouse at once, and a tug came out
within the hour and took the boat in tow for home.

FURTHER TIDINGS.

count the boats in the harbour before the gale came
on. There were forty of them, and forty lay there in
the morning, though two had lost their masts by then.
";
    let issue = issue(text);
    let ledger = ledger(&issue, &Rules::embedded());
    let links = of_rule(&ledger, "jump/link");
    let told = links.iter().map(|entry| (entry.edit.level, entry.edit.or.is_some())).next();
    assert_eq!(told, Some((Level::Review, true)));
}
