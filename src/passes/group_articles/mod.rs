//! Which lines make an article: headline, byline, text, note; and which stand in a box beside it.
//!
//! The page is read as a row of units (headings, bylines, paragraphs, notes, boxes). Twice over, once for headlines above
//! their text and once for headlines below it, the best reading of the whole row is found (Viterbi); the better of the two
//! is the convention of the page. What moves a reading: a byline or note beside a heading, a change of the column
//! measure, words of the headline that come back in the text, and what each article would lack.

mod emit;
mod reading;
mod units;
mod words;

use super::View;
use super::galley::Galley;
use crate::ledger::Edit;
use crate::rules::HeadlineSide;
use reading::{Reading, Side};

/// How much better one convention must explain the page than the other to be sure, in the score of a reading.
const SURE_MARGIN: f64 = 3.0;

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let (Some(headline), Some(start)) = (view.rules.get("article/headline"), view.rules.get("article/start")) else {
        return Vec::new();
    };
    let galley = Galley::new(view, view.draft.order().iter().copied());
    let units = units::of(view, &galley);
    let mut emit = emit::Emit::new(view, &galley, &units, headline, start);
    let mut from = 0;
    while from < units.len() {
        let page = galley.rows[units[from].rows.start].page;
        let len = units[from..].iter().position(|unit| galley.rows[unit.rows.start].page != page);
        let to = len.map_or(units.len(), |len| from + len);
        let (reading, margin) = convention(view, &units[from..to], page);
        emit.page(from, &reading, (margin / SURE_MARGIN).clamp(0.0, 1.0));
        from = to;
    }
    emit.finish()
}

/// The reading of a page under the convention that explains it better, and by how much.
fn convention(view: &View<'_>, units: &[units::Unit<'_>], page: usize) -> (Reading, f64) {
    match view.rules.profile.headline {
        HeadlineSide::Above => (reading::best(units, Side::Above), SURE_MARGIN),
        HeadlineSide::Below => (reading::best(units, Side::Below), SURE_MARGIN),
        HeadlineSide::Auto => {
            let above = reading::best(units, Side::Above);
            // Columns side by side keep the page's look, in which headlines stand above their text.
            if view.issue.pages()[page].layout != crate::model::Layout::Flow {
                return (above, SURE_MARGIN);
            }
            let below = reading::best(units, Side::Below);
            let margin = (above.score - below.score).abs();
            (if above.score >= below.score { above } else { below }, margin)
        }
    }
}
