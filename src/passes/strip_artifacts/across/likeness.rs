//! Pages that hold the same text: one that was scanned twice, or is twice in the issue.

use std::collections::BTreeMap;
use std::hash::BuildHasher as _;

use rustc_hash::FxBuildHasher;

use crate::model::LineIx;
use crate::passes::View;

/// Fewest bytes of letters in a line that is compared; shorter lines come back on any page.
const LONG: usize = 20;

/// A line that stands on more pages than this tells nothing of any two.
const MOST_PAGES: usize = 3;

/// Fewest lines that two pages have in common.
const FEWEST: usize = 5;

/// The lines that pages have in common.
pub(super) struct Likeness {
    /// Number of lines of each page that are compared.
    lines: Vec<usize>,
    /// Number of lines that two pages have in common, the earlier page first.
    common: BTreeMap<(usize, usize), usize>,
}

impl Likeness {
    pub(super) fn of(view: &View<'_>) -> Self {
        let pages = view.issue.pages();
        let mut lines = vec![0; pages.len()];
        let mut found: Vec<(u64, usize)> = Vec::new();
        let mut letters = String::new();
        for (n, page) in pages.iter().enumerate().filter(|_| pages.len() > 1) {
            for line in page.lines.clone().map(LineIx) {
                let text = view.issue.raw(line);
                if text.len() < LONG {
                    continue;
                }
                letters.clear();
                letters.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
                if letters.len() >= LONG {
                    lines[n] += 1;
                    found.push((FxBuildHasher.hash_one(&letters), n));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        let mut common = BTreeMap::new();
        for on in found.chunk_by(|a, b| a.0 == b.0).filter(|on| on.len() <= MOST_PAGES) {
            for (n, (_, a)) in on.iter().enumerate() {
                for (_, b) in &on[n + 1..] {
                    *common.entry((*a, *b)).or_default() += 1;
                }
            }
        }
        Self { lines, common }
    }

    /// The share of the lines of the shorter page that both have, 0 where these are few.
    pub(super) fn share(&self, a: usize, b: usize) -> f64 {
        let common = self.common.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
        let shorter = self.lines[a].min(self.lines[b]);
        if common < FEWEST || shorter == 0 { 0.0 } else { common as f64 / shorter as f64 }
    }

    /// The pairs of pages that have that share of their lines in common, in order.
    pub(super) fn pairs(&self, share: f64) -> impl Iterator<Item = (usize, usize)> {
        self.common.keys().copied().filter(move |(a, b)| self.share(*a, *b) >= share)
    }
}
