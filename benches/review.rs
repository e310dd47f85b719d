//! How long a person waits: until a review of a long ledger is open, until the issues of a large folder are listed, and
//! after a decision. Files are read and written as the program does.

#![allow(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a bench stops at what is missing and owns its folder"
)]

mod common;

use std::sync::{Arc, LazyLock};

use common::{RULES, job, page, read, run, run_info};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use newsprint::batch::{self, Place, ledger_name};
use newsprint::ledger::file::write_ledger;
use newsprint::ledger::{Admission, Change, Decisions, Edit, Ledger, Level, PassName, PerMille, fold};
use newsprint::model::Issue;
use newsprint::read::ReadOptions;
use newsprint::report::screen::{Look, Progress, card, screen};
use newsprint::review::{Filter, Round, Session};
use newsprint::store::Folder;
use rayon::prelude::*;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const LOOK: Look = Look::of(100, 30);

/// A folder with one issue of so many edits, each of which waits.
struct Desk {
    dir: tempfile::TempDir,
    place: Place,
}

impl Desk {
    fn of(n_edits: usize) -> Self {
        let dir = tempfile::tempdir().expect("a folder for the bench");
        let bytes = page(n_edits + n_edits / 4);
        let source = dir.path().join("page.txt");
        std::fs::write(&source, &bytes).expect("a source");
        let folder = Folder::open(&dir.path().join("cleaned"), &[]).expect("a folder");
        let path = source.display().to_string();
        let issue = newsprint::read::read_issue("page", &path, &bytes, &ReadOptions::default()).expect("a page");
        let ledger = doubts(&issue, n_edits);
        assert_eq!(ledger.undecided(), n_edits);
        folder.write(&ledger_name("page"), &write_ledger(&issue, &ledger, &run_info(), &[])).expect("a ledger");
        Self { dir, place: Place { folder, name: "page".to_owned() } }
    }
}

/// A ledger that asks about the first character of each line.
fn doubts(issue: &Issue, n: usize) -> Ledger {
    let decisions = Decisions::default();
    let mut admission = Admission::new(issue, &decisions, Some(Level::Review));
    let rule = Arc::from("space/stray");
    for line in issue.line_indices().take(n) {
        let end = issue.raw(line).chars().next().map_or(0, char::len_utf8) as u32;
        let change = Change::Text { line, span: 0..end, insert: String::new() };
        let edit = Edit::whole(PassName::NormalizeText, &rule, Level::Review, PerMille(800), vec![change]);
        admission.admit(edit.because("it stands alone"));
    }
    admission.finish()
}

/// From the files to the first question; the most that is allowed for 5,000 edits is 0.3 s.
#[divan::bench(args = [500, 5_000], sample_count = 20)]
fn opens(bencher: Bencher<'_, '_>, n_edits: usize) {
    let desk = Desk::of(n_edits);
    bencher.counter(ItemsCount::new(n_edits)).bench_local(|| {
        let cleaned = desk.place.reread(desk.dir.path()).expect("an issue");
        let ledger = cleaned.ledger(&desk.place).expect("a ledger");
        let decided = batch::decisions_of("page", &desk.place.folder).expect("decisions");
        let session = Session::new(&cleaned.issue, &ledger, &decided, Filter::default());
        let draft = fold(&cleaned.issue, &ledger);
        let now = session.now().and_then(|now| now.edit()).expect("a question");
        screen(&card(&draft, &ledger, now), Progress::default(), "", LOOK).len()
    });
}

/// From a folder to its issues by what is at stake; the most that is allowed for 2,000 issues is 2 s.
#[divan::bench(args = [200, 2_000], sample_count = 20)]
fn lists(bencher: Bencher<'_, '_>, n_issues: usize) {
    let dir = tempfile::tempdir().expect("a folder for the bench");
    let folder = Folder::open(dir.path(), &[]).expect("a folder");
    let issue = read(&page(common::PAGE));
    let ledger = run(&issue);
    let file = write_ledger(&issue, &ledger, &run_info(), &[]);
    let text = String::from_utf8(file).expect("JSON");
    for n in 0..n_issues {
        let named = text.replacen(&format!("\"id\":\"{}\"", issue.name), &format!("\"id\":\"{n}\""), 1);
        folder.write(&ledger_name(&n.to_string()), named.as_bytes()).expect("a ledger");
    }
    bencher.counter(ItemsCount::new(n_issues)).bench_local(|| {
        let places = batch::places(dir.path()).expect("issues");
        let waits: Vec<_> = places.par_iter().map(|place| place.header().expect("a header").waits).collect();
        assert!(waits.len() == n_issues && waits.iter().all(Option::is_some));
        Round::new(&waits).now()
    });
}

/// After a decision: the issue cleaned and written again.
#[divan::bench(args = [500, 5_000], sample_count = 10)]
fn decides(bencher: Bencher<'_, '_>, n_lines: usize) {
    let dir = tempfile::tempdir().expect("a folder for the bench");
    let folder = Folder::open(dir.path(), &[]).expect("a folder");
    let issue = read(&page(n_lines));
    LazyLock::force(&RULES);
    let job = job(&folder);
    bencher
        .counter(ItemsCount::new(n_lines))
        .bench_local(|| batch::clean_again(black_box(&issue), &job).expect("a report").undecided);
}
