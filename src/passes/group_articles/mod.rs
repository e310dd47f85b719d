//! Which lines make an article: headline, byline, text, note; and which stand in a box beside it.
//!
//! The page is read as a row of units (headings, bylines, paragraphs, notes, boxes). Under each of six conventions, by
//! where headlines and bylines stand, the best reading of the whole row is found (Viterbi); the convention that reads best
//! is the page's. What moves a reading: a byline or note beside a heading, a change of the column
//! measure, words of the headline that come back in the text, and what each article would lack.

mod adverts;
mod air;
mod briefs;
mod carry;
mod dashes;
mod emit;
mod filed;
mod headline;
mod lead;
mod levels;
mod marks;
mod pairs;
mod parts;
mod points;
mod reading;
mod sized;
mod stacks;
mod steps;
mod units;
mod words;

use super::View;
use super::galley::Galley;
use crate::ledger::Edit;
use crate::model::Layout;
use crate::rules::HeadlineSide;
use reading::{Convention, Reading, Side};
use steps::Page;

/// How much better one convention must explain the page than the other to be sure, in the score of a reading.
const SURE_MARGIN: f64 = 3.0;

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let (Some(headline), Some(start)) = (view.rules.get("article/headline"), view.rules.get("article/start")) else {
        return Vec::new();
    };
    let galley = Galley::new(view, view.draft.order().iter().copied());
    let carries = carry::of(view, &galley);
    let named = units::named_pages(view);
    let levels = levels::Levels::of(view, &galley);
    let mut emit = emit::Emit::new(view, &galley, headline, start, &carries);
    let mut from = 0;
    // Units take more room than the lines of a long issue, so that only those of one page are there at a time.
    while from < galley.rows.len() {
        let to = galley.page_end(from);
        let mut units = units::of(view, &galley, from..to, &carries, &named);
        marks::levels(view, &galley, &mut units, &levels);
        let (units, adverts) = filed::part(units);
        if let Some((mut reading, margin)) = convention(view, &units, galley.page(from)) {
            let units = filed::unite(units, adverts, &mut reading);
            emit.page(&units, &reading, (margin / SURE_MARGIN).clamp(0.0, 1.0));
        }
        from = to;
    }
    emit.finish()
}

/// The reading of a page under the convention that explains it best, and how much better it does than one with the
/// headlines on the other side.
fn convention(view: &View<'_>, units: &[units::Unit<'_>], n: usize) -> Option<(Reading, f64)> {
    // Columns side by side keep the page's look, in which headlines stand above their text.
    let flow = view.issue.pages()[n].layout == Layout::Flow;
    let side = match view.rules.profile.headline {
        HeadlineSide::Above => Some(Side::Above),
        HeadlineSide::Below => Some(Side::Below),
        HeadlineSide::Auto => (!flow).then_some(Side::Above),
    };
    let page = Page::new(units);
    let best_on = |side: Side| {
        let conventions = Convention::ALL.into_iter().filter(|(convention, _)| convention.side == side);
        let readings = conventions.map(|(convention, prior)| reading::best(page, convention, prior));
        readings.reduce(|best, other| if other.score > best.score { other } else { best })
    };
    if let Some(side) = side {
        return best_on(side).map(|reading| (reading, SURE_MARGIN));
    }
    let (above, below) = (best_on(Side::Above)?, best_on(Side::Below)?);
    let margin = (above.score - below.score).abs();
    Some((if above.score >= below.score { above } else { below }, margin))
}
