//! What only the pages of an issue together tell: which lines come back from page to page, and which numbers go on.
//!
//! Looks at the edges of the pages, where such lines stand, once for the whole issue.

mod bands;
mod folios;
mod groups;
mod heads;
mod likeness;
mod numbers;
mod place;
mod sequence;
mod track;

use std::collections::BTreeSet;

use super::View;
use crate::ledger::Edit;

/// Pages whose numbers go on from which on these tell a running head.
const FEWEST: usize = 2;

pub(in crate::passes) fn propose(view: &View<'_>) -> Vec<Edit> {
    if view.issue.pages().len() < 2 {
        return Vec::new();
    }
    let bands = bands::of(view);
    let groups = groups::of(&bands);
    let sightings: Vec<_> = bands
        .iter()
        .enumerate()
        .map(|(page, band)| {
            let comes_back = |at| groups.of_line(page, at).is_some_and(|group| group.n_pages > 1);
            numbers::of_page(band, &comes_back, view.rules)
        })
        .collect();
    let runs = track::runs(&sightings);
    let mut numbered = vec![BTreeSet::new(); bands.len()];
    for run in runs.iter().filter(|run| run.pages.len() >= FEWEST) {
        for &page in &run.pages {
            numbered[page].extend(sightings[page].iter().filter(|one| run.bears(page, one)).map(|one| one.line));
        }
    }
    let mut edits = Vec::new();
    let facts = heads::Facts { view, bands: &bands, groups: &groups, numbered: &numbered };
    heads::propose(&facts, &mut edits);
    folios::propose(view, &bands, &sightings, &runs, &mut edits);
    sequence::propose(view, &sightings, &runs, &mut edits);
    edits
}
