//! Page furniture: what was taken for it, and what is.

use std::collections::{BTreeMap, BTreeSet};

use super::Figures;
use super::align::Aligned;
use super::telling::{Owner, Telling, page_of};

/// Counts lines where both sides name them, else characters. Nothing is counted where gold does not speak of page
/// furniture, nor is anything of which gold says nothing.
pub(super) fn compare(gold: &Telling, cleaned: &Telling, aligned: &Aligned<'_>, pages: &mut BTreeMap<u32, Figures>) {
    let (Some(_), Some(_)) = (&gold.furniture, &cleaned.furniture) else { return };
    let (due, known) = lines(gold);
    let (taken, all) = lines(cleaned);
    if known.intersection(&all).count() * 2 > known.len() {
        for line in known.intersection(&all) {
            let figures = pages.entry(page_of(line).unwrap_or(1)).or_default();
            count(figures, due.contains(line), taken.contains(line));
        }
        return;
    }
    for (owner, piece, range) in &aligned.gold.pieces {
        let figures = pages.entry(piece.page).or_default();
        for place in range.clone().filter_map(|at| aligned.to(at)) {
            let found = aligned.cleaned.piece_at(place).and_then(|n| aligned.cleaned.pieces.get(n));
            let is_taken = found.is_some_and(|(owner, _, _)| *owner == Owner::Furniture);
            count(figures, *owner == Owner::Furniture, is_taken);
        }
    }
}

fn count(figures: &mut Figures, is_due: bool, is_taken: bool) {
    if is_taken {
        figures.artifact_precision.count(is_due, 1.0);
    }
    if is_due {
        figures.artifact_recall.count(is_taken, 1.0);
    }
}

/// The lines of the page furniture, and all lines of which something is said.
fn lines(telling: &Telling) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let (mut furniture, mut all) = (BTreeSet::new(), BTreeSet::new());
    for (owner, piece) in telling.pieces() {
        for line in &piece.lines {
            all.insert(line.as_str());
            if owner == Owner::Furniture {
                furniture.insert(line.as_str());
            }
        }
    }
    (furniture, all)
}
