//! How fast a page becomes clean text. `cargo bench` prints pages a second on one thread, and lines a second for pages of
//! growing length (the figure must not fall). Writing files is not measured; what a page takes of memory is, in
//! `memory.rs`. `NEWSPRINT_PAGE=dump.txt cargo bench --bench page` takes a page of yours where one page is measured.

mod common;

use std::sync::LazyLock;

use common::{RULES, clean, page, pages_of, run, run_info, the_page, write};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use newsprint::ledger::file::{read_ledger, write_ledger};
use newsprint::ledger::{Decisions, Level, PassName};
use newsprint::passes::{PASSES, Scope, View};
use newsprint::pipeline;
use newsprint::survey::survey;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The main figure: read, passes and serializing, in pages a second.
#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let bytes = the_page();
    LazyLock::force(&RULES);
    bencher
        .counter(ItemsCount::new(1_usize))
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| clean(black_box(&bytes)));
}

/// The same for one page of many lines; the counter is lines a second.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn lines(bencher: Bencher<'_, '_>, n_lines: usize) {
    let bytes = page(n_lines);
    LazyLock::force(&RULES);
    bencher
        .counter(ItemsCount::new(n_lines))
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| clean(black_box(&bytes)));
}

/// The same for an issue of many short pages, which are compared at their edges.
#[divan::bench(args = [10_000, 100_000], sample_count = 5)]
fn pages(bencher: Bencher<'_, '_>, n_lines: usize) {
    let bytes = pages_of(n_lines);
    LazyLock::force(&RULES);
    bencher
        .counter(ItemsCount::new(n_lines))
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| clean(black_box(&bytes)));
}

/// The steps of [`whole`], one by one.
mod step {
    use super::*;

    #[divan::bench]
    fn read(bencher: Bencher<'_, '_>) {
        let bytes = the_page();
        bencher.counter(ItemsCount::new(1_usize)).bench_local(|| common::read(black_box(&bytes)));
    }

    #[divan::bench]
    fn passes(bencher: Bencher<'_, '_>) {
        let issue = common::read(&the_page());
        LazyLock::force(&RULES);
        bencher.counter(ItemsCount::new(1_usize)).bench_local(|| run(black_box(&issue)));
    }

    /// A pass by its place, since two may have one name.
    struct Nth(usize);

    impl std::fmt::Display for Nth {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{} {}", self.0 + 1, PASSES[self.0].name)
        }
    }

    /// What one pass takes to propose, on the draft that the passes before it leave.
    #[divan::bench(args = (0..PASSES.len()).map(Nth))]
    fn pass(bencher: Bencher<'_, '_>, &Nth(n): &Nth) {
        let issue = common::read(&the_page());
        let before = &PASSES[..n];
        let ledger = pipeline::run_passes(&issue, &RULES, Some(Level::Review), &Decisions::default(), before).ledger;
        let draft = newsprint::ledger::fold(&issue, &ledger);
        let survey = survey(&draft, &RULES);
        let view = View { issue: &issue, draft: &draft, survey: &survey, rules: &RULES };
        bencher.bench_local(|| match PASSES[n].scope {
            Scope::Page(propose) => propose(black_box(&view), 0).len(),
            Scope::Issue(propose) => propose(black_box(&view)).len(),
        });
    }

    #[divan::bench]
    fn fold(bencher: Bencher<'_, '_>) {
        let issue = common::read(&the_page());
        let ledger = run(&issue);
        bencher.counter(ItemsCount::new(1_usize)).bench_local(|| {
            let draft = newsprint::ledger::fold(black_box(&issue), black_box(&ledger));
            draft.order().len()
        });
    }

    #[divan::bench]
    fn outputs(bencher: Bencher<'_, '_>) {
        let issue = common::read(&the_page());
        let ledger = run(&issue);
        bencher.counter(ItemsCount::new(1_usize)).bench_local(|| write(black_box(&issue), black_box(&ledger)));
    }

    #[divan::bench]
    fn ledger_file(bencher: Bencher<'_, '_>) {
        let issue = common::read(&the_page());
        let ledger = run(&issue);
        bencher
            .counter(ItemsCount::new(1_usize))
            .bench_local(|| write_ledger(black_box(&issue), black_box(&ledger), &run_info(), &[]));
    }

    #[divan::bench]
    fn ledger_read(bencher: Bencher<'_, '_>) {
        let issue = common::read(&the_page());
        let bytes = write_ledger(&issue, &run(&issue), &run_info(), &[]);
        bencher.counter(ItemsCount::new(1_usize)).bench_local(|| {
            read_ledger(black_box(&bytes), black_box(&issue)).map_or(0, |(_, ledger)| ledger.entries().len())
        });
    }
}

/// An ALTO page of 1 MB; the counter is bytes a second. Run with `RAYON_NUM_THREADS=1` for one core.
mod alto {
    use super::*;
    use common::alto::{self, bare, json};

    const SIZE: usize = 1_000_000;

    /// What the others stand beside: a loop over all elements and attributes that keeps nothing.
    #[divan::bench]
    fn a_bare_loop(bencher: Bencher<'_, '_>) {
        let bytes = alto::page(SIZE);
        bencher.counter(BytesCount::new(bytes.len())).bench_local(|| bare(black_box(&bytes)));
    }

    #[divan::bench]
    fn b_read(bencher: Bencher<'_, '_>) {
        let bytes = alto::page(SIZE);
        bencher.counter(BytesCount::new(bytes.len())).bench_local(|| common::read(black_box(&bytes)));
    }

    #[divan::bench]
    fn c_passes_and_json(bencher: Bencher<'_, '_>) {
        let bytes = alto::page(SIZE);
        let issue = common::read(&bytes);
        LazyLock::force(&RULES);
        bencher.counter(BytesCount::new(bytes.len())).bench_local(|| json(black_box(&issue)));
    }

    #[divan::bench]
    fn d_whole(bencher: Bencher<'_, '_>) {
        let bytes = alto::page(SIZE);
        LazyLock::force(&RULES);
        bencher.counter(BytesCount::new(bytes.len())).bench_local(|| json(&common::read(black_box(&bytes))));
    }
}

/// Pages with boxes, their regions in disorder.
mod boxes {
    use std::fmt::Write as _;

    use super::*;

    /// A PAGE-XML file of eight columns with that many regions of two lines, the last column first in the file.
    fn file(n_regions: usize) -> Vec<u8> {
        let mut file = String::from(r#"<PcGts><Page imageWidth="8000" imageHeight="30000">"#);
        let rows = n_regions.div_ceil(8);
        for column in (0..8).rev() {
            for row in 0..rows {
                let (left, top) = (column * 1000, row * 100);
                let right = left + 900;
                let _ = write!(file, r#"<TextRegion><Coords points="{left},{top} {right},{}"/>"#, top + 80);
                for (from, to) in [(top, top + 35), (top + 45, top + 80)] {
                    let _ = write!(
                        file,
                        r#"<TextLine><Coords points="{left},{from} {right},{to}"/><TextEquiv><Unicode>the board met and resolved that the tolls be raised</Unicode></TextEquiv></TextLine>"#
                    );
                }
                file += "</TextRegion>";
            }
        }
        file += "</Page></PcGts>";
        file.into_bytes()
    }

    /// What the reading order of a page takes; the counter is regions a second.
    #[divan::bench(args = [500, 5_000])]
    fn order(bencher: Bencher<'_, '_>, n_regions: usize) {
        let issue = common::read(&file(n_regions));
        let n = PASSES.iter().position(|pass| pass.name == PassName::OrderRegions).unwrap_or(0);
        let ledger =
            pipeline::run_passes(&issue, &RULES, Some(Level::Review), &Decisions::default(), &PASSES[..n]).ledger;
        let draft = newsprint::ledger::fold(&issue, &ledger);
        let survey = survey(&draft, &RULES);
        let view = View { issue: &issue, draft: &draft, survey: &survey, rules: &RULES };
        bencher.counter(ItemsCount::new(n_regions)).bench_local(|| match PASSES[n].scope {
            Scope::Page(propose) => propose(black_box(&view), 0).len(),
            Scope::Issue(propose) => propose(black_box(&view)).len(),
        });
    }

    /// Reading such a file; the counter is bytes.
    #[divan::bench(args = [5_000])]
    fn read(bencher: Bencher<'_, '_>, n_regions: usize) {
        let bytes = file(n_regions);
        bencher.counter(BytesCount::new(bytes.len())).bench_local(|| common::read(black_box(&bytes)));
    }
}
