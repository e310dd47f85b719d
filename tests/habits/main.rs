//! Pages of many habits, each against what a person made of it: headlines above, below and beside, narrow and wide
//! measures, with and without blank lines and indents, in nine languages. `cargo test --test habits -- --nocapture`
//! prints the figures as rows of the tables below.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at what is missing, looks at the repository and shows what it found"
)]

mod gold;
mod score;

use std::fs;
use std::path::Path;

use newsprint::ledger::file::{RunInfo, RunLevel};
use newsprint::ledger::{Decisions, Level, fold};
use newsprint::pipeline;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use newsprint::write::{Byline, Document, FurnitureKind, Offsets, assemble};

use gold::Gold;
use score::{Figures, score};

/// A page and its figures in percent: group, title, byline, para, clean, kept.
type Row = (&'static str, [u32; 6]);

/// Pages of one kind.
struct Table<const N: usize> {
    pages: &'static str,
    golds: &'static str,
    /// What the means over all rows must reach, in percent.
    means: [u32; 6],
    rows: [Row; N],
}

/// Pages of habits that the samples do not have.
const HABITS: Table<31> = Table {
    pages: "tests/fixtures/habits",
    golds: "tests/fixtures/habits",
    means: [99, 95, 99, 93, 100, 99],
    rows: [
        ("beside-title", [100, 100, 100, 100, 100, 100]),
        ("byline-over-title", [100, 100, 100, 100, 100, 100]),
        ("campus-chopped-head", [100, 100, 100, 100, 100, 100]),
        ("campus-daily-jumps", [100, 100, 100, 89, 100, 100]),
        ("campus-display-ads", [100, 100, 100, 100, 100, 100]),
        ("campus-letters", [100, 100, 100, 84, 100, 100]),
        ("campus-no-blanks", [98, 100, 100, 81, 100, 100]),
        ("captions-tight-zh", [100, 100, 100, 100, 100, 100]),
        ("german-blanks", [100, 100, 100, 100, 100, 100]),
        ("indents-only", [100, 100, 100, 100, 100, 100]),
        ("kicker-below", [100, 100, 100, 80, 100, 100]),
        ("kicker-deck", [100, 100, 100, 100, 100, 100]),
        ("latin-language", [100, 100, 100, 75, 100, 100]),
        ("measure-13", [100, 100, 100, 100, 100, 100]),
        ("mid-column-en", [86, 80, 100, 88, 100, 100]),
        ("names-over-posts-en", [100, 100, 100, 71, 100, 100]),
        ("narrow-above-en", [100, 100, 100, 100, 100, 100]),
        ("narrow-below-en", [100, 100, 100, 100, 100, 100]),
        ("one-theme-signed", [100, 100, 100, 100, 100, 100]),
        ("run-in-sponsors", [100, 100, 100, 50, 100, 97]),
        ("sentence-case-it", [100, 66, 100, 100, 100, 100]),
        ("sentence-case-tight-en", [100, 100, 100, 100, 100, 100]),
        ("signed-in-brackets", [100, 100, 100, 100, 100, 98]),
        ("student-weekly-en", [98, 100, 100, 64, 100, 100]),
        ("title-below-note", [100, 100, 100, 100, 100, 100]),
        ("title-case-signed-en", [100, 100, 100, 100, 100, 100]),
        ("titled-tight-en", [100, 100, 100, 100, 100, 100]),
        ("trad-kicker-signed", [100, 33, 100, 100, 100, 100]),
        ("trad-tail-byline", [100, 100, 100, 100, 100, 100]),
        ("unsigned-tight-zh", [100, 100, 100, 100, 100, 100]),
        ("white-between-zh", [100, 100, 100, 100, 100, 100]),
    ],
};

/// The sample dumps.
const RAW: Table<9> = Table {
    pages: "raw",
    golds: "tests/fixtures/raw-gold",
    means: [98, 83, 99, 96, 99, 99],
    rows: [
        ("binjiang-theory", [100, 100, 100, 95, 100, 100]),
        ("courrier-du-littoral", [100, 100, 100, 100, 100, 100]),
        ("flussbote", [100, 100, 100, 100, 96, 100]),
        ("hangang", [100, 50, 100, 100, 100, 100]),
        ("harbour-gazette", [100, 100, 100, 86, 100, 100]),
        ("lakeside-columns", [95, 100, 100, 100, 100, 100]),
        ("minbo-big5", [94, 50, 100, 100, 100, 99]),
        ("mixed-campus", [100, 100, 100, 100, 100, 100]),
        ("nippo", [97, 50, 100, 86, 100, 100]),
    ],
};

/// Percent that a figure may fall below its row.
const MARGIN: f64 = 1.0;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Cleans a page by the library alone, as the program does by default.
fn clean(page: &Path) -> Document {
    let name = page.file_stem().unwrap().to_str().unwrap();
    let issue = read_issue(name, name, &fs::read(page).unwrap(), &ReadOptions::default()).unwrap();
    let run = pipeline::run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    assert!(run.warnings.is_empty(), "{name}: {:?}", run.warnings);
    let info = RunInfo { version: String::new(), level: RunLevel::Review, packs: Vec::new(), lexicon: None };
    assemble(&fold(&issue, &run.ledger), &run.ledger, &info, &run.warnings, Offsets::Without)
}

fn figures(page: &Path, gold: &Path) -> Figures {
    let gold: Gold = serde_json::from_slice(&fs::read(gold).unwrap()).unwrap();
    score(&gold, &clean(page))
}

/// Names of the pages that have a gold in this folder.
fn golds(folder: &str) -> Vec<String> {
    let files = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> =
        files.filter_map(|name| Some(name.to_str()?.strip_suffix(".gold.json")?.to_owned())).collect();
    names.sort();
    names
}

/// Holds each page to its row, and all of them to the means.
#[track_caller]
fn check<const N: usize>(table: &Table<N>) {
    let names: Vec<&str> = table.rows.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, golds(table.golds), "each page with a gold has a row");
    let mut sums = [0.0; 6];
    let (mut shown, mut low) = (format!("{}: {}\n", table.pages, Figures::NAMES.join(", ")), Vec::new());
    for (name, floors) in &table.rows {
        let page = root().join(table.pages).join(format!("{name}.txt"));
        let gold = root().join(table.golds).join(format!("{name}.gold.json"));
        let percent = figures(&page, &gold).values().map(|value| 100.0 * value);
        shown += &format!("    ({name:?}, {:?}),\n", percent.map(|value| value.floor() as u32));
        for (at, figure) in Figures::NAMES.iter().enumerate() {
            sums[at] += percent[at];
            if percent[at] < f64::from(floors[at]) - MARGIN {
                low.push(format!("{name}: {figure} is {:.1}, not {}", percent[at], floors[at]));
            }
        }
    }
    let means = sums.map(|sum| sum / N as f64);
    println!("{shown}    means: {:?},", means.map(|mean| mean.floor() as u32));
    for (at, figure) in Figures::NAMES.iter().enumerate() {
        if means[at] < f64::from(table.means[at]) {
            low.push(format!("the mean of {figure} is {:.1}, not {}", means[at], table.means[at]));
        }
    }
    assert!(low.is_empty(), "these came out worse; look at the pages before a row is lowered:\n{}", low.join("\n"));
}

#[test]
fn pages_of_other_habits() {
    check(&HABITS);
}

#[test]
fn sample_pages() {
    check(&RAW);
}

#[test]
fn a_campus_daily_says_who_wrote_and_where_it_goes_on() {
    let document = clean(&root().join(HABITS.pages).join("campus-daily-jumps.txt"));
    let of = |title: &str| {
        let article = document.articles.iter().find(|article| article.title.as_deref() == Some(title)).unwrap();
        let named = |by: &Byline| (by.name.clone(), by.affiliation.clone().unwrap_or_default());
        let jumps = article.jumps.iter().map(|jump| (jump.text.clone(), jump.to.is_some())).collect::<Vec<_>>();
        (article.byline.iter().map(named).collect::<Vec<_>>(), jumps, article.pages.clone())
    };
    let named = |names: &[(&str, &str)]| {
        names.iter().map(|(name, post)| ((*name).to_owned(), (*post).to_owned())).collect::<Vec<_>>()
    };
    let jump = |text: &str| vec![(text.to_owned(), true)];
    let fee = named(&[("MARGIT OLDHAM", ""), ("Thomas Brandvold", "Collegian Reporters")]);
    assert_eq!(of("Trustees put off vote on athletic fee"), (fee, jump("See FEE, page 2"), vec![1, 2]));
    let boiler = named(&[("Edwin Sauer", "of The Collegian staff")]);
    assert_eq!(of("Boiler quits; halls cold for two days"), (boiler, jump("Pike / see page 2"), vec![1, 2]));
    let letter = named(&[("Mrs. Alma Fenn", "Marlow, Iowa")]);
    assert_eq!(of("Quarter is too short"), (letter, vec![], vec![2]));
    let credits: Vec<&str> = document
        .articles
        .iter()
        .flat_map(|article| &article.blocks)
        .filter_map(|block| block.credit.as_deref())
        .collect();
    assert_eq!(credits, ["R.J. Tuttle"]);
    let jump_lines = document.furniture.iter().filter(|piece| piece.kind == FurnitureKind::JumpLine);
    assert_eq!(jump_lines.map(|piece| piece.lines.len()).sum::<usize>(), 6);
}
