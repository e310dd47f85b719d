//! Wrong characters in the text of articles, wherever the text stands.

use std::collections::BTreeMap;

use super::Figures;
use super::align::Aligned;

/// Counts gold's characters and the errors in them: changed, lost to no text or to page furniture, or added, also out of
/// what gold calls page furniture.
pub(super) fn compare(aligned: &Aligned<'_>, pages: &mut BTreeMap<u32, Figures>) {
    let in_story = |side: &super::align::Side<'_>, at: usize| {
        side.piece_at(at).and_then(|n| side.pieces.get(n)).is_some_and(|(owner, _, _)| owner.story().is_some())
    };
    // How the characters of the cleaned text that gold has are spoken for: those that gold keeps out of articles are not
    // to stand in one, and those of which gold says nothing may.
    for (owner, piece, range) in &aligned.gold.pieces {
        let errors = &mut pages.entry(piece.page).or_default().errors;
        for at in range.clone() {
            let is_wrong = match aligned.to(at) {
                Some(cleaned) if owner.story().is_some() => !in_story(&aligned.cleaned, cleaned),
                Some(cleaned) => *owner == super::telling::Owner::Furniture && in_story(&aligned.cleaned, cleaned),
                None => owner.story().is_some(),
            };
            errors.right += f64::from(u8::from(is_wrong));
        }
        if owner.story().is_some() {
            errors.of += range.len() as f64;
        }
    }
    for (gap, edits) in &aligned.gaps {
        let Some((owner, piece, _)) = aligned.gold.piece_at(gap.start).and_then(|n| aligned.gold.pieces.get(n)) else {
            continue;
        };
        if owner.story().is_some() {
            pages.entry(piece.page).or_default().errors.right += *edits as f64;
        }
    }
    for (owner, piece, range) in &aligned.cleaned.pieces {
        if owner.story().is_some() {
            let added = range.clone().filter(|at| !aligned.is_taken(*at)).count();
            pages.entry(piece.page).or_default().errors.right += added as f64;
        }
    }
}
