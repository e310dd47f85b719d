//! The most that a page or an issue takes of memory at once, beside its own size: the column `max alloc`, in bytes.

mod common;

use std::sync::LazyLock;

use common::{PAGE, RULES, alto, clean, job, page};
use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use newsprint::batch::{Input, InputFile, clean_one};
use newsprint::store::Folder;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    // What another thread takes is not counted.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    assert!(pool.is_ok(), "there is a pool of threads already");
    divan::main();
}

#[divan::bench(args = [PAGE, 10_000, 100_000], sample_count = 5)]
fn whole(bencher: Bencher<'_, '_>, n_lines: usize) {
    let bytes = page(n_lines);
    LazyLock::force(&RULES);
    bencher.counter(BytesCount::new(bytes.len())).bench_local(|| clean(black_box(&bytes)));
}

/// An issue of so many ALTO pages of 1 MB, from its files to its outputs.
#[divan::bench(args = [50, 500], sample_count = 1, sample_size = 1)]
fn issue_of_alto(bencher: Bencher<'_, '_>, n_pages: usize) {
    let Ok(folder) = tempfile::tempdir() else { panic!("there is no room for the page") };
    let Ok(out) = Folder::existing(folder.path()) else { panic!("the folder is not there") };
    assert!(out.write("page.xml", &alto::page(1_000_000)).is_ok(), "the page cannot be written");
    let path = out.file("page.xml");
    let file = InputFile { path, shown: "page.xml".to_owned(), label: None, fault: None };
    let input = Input { name: "issue".to_owned(), files: vec![file; n_pages], warnings: Vec::new() };
    let job = job(&out);
    bencher.counter(ItemsCount::new(n_pages)).bench_local(|| {
        assert!(clean_one(black_box(&input), &job).is_ok(), "the issue cannot be cleaned");
    });
}
