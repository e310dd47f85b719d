//! What only the pages of an issue together tell: which printed numbers go on from page to page.
//!
//! Looks at the edges of the pages, where such lines stand, once for the whole issue.

mod bands;
mod likeness;
mod numbers;
mod sequence;
mod track;

use super::View;
use crate::ledger::Edit;

pub(in crate::passes) fn propose(view: &View<'_>) -> Vec<Edit> {
    if view.issue.pages().len() < 2 {
        return Vec::new();
    }
    let bands = bands::of(view);
    let sightings: Vec<_> = bands.iter().map(|band| numbers::of_page(band, view.rules)).collect();
    let runs = track::runs(&sightings);
    let mut edits = Vec::new();
    sequence::propose(view, &sightings, &runs, &mut edits);
    edits
}
