//! The most that a page takes of memory at once, beside its own size: the column `max alloc`, in bytes a page.

mod common;

use std::sync::LazyLock;

use common::{PAGE, RULES, clean, page};
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = [PAGE, 10_000, 100_000], sample_count = 5)]
fn whole(bencher: Bencher<'_, '_>, n_lines: usize) {
    let bytes = page(n_lines);
    LazyLock::force(&RULES);
    bencher.counter(BytesCount::new(bytes.len())).bench_local(|| clean(black_box(&bytes)));
}
