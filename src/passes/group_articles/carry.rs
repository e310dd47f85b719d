//! Text without a heading at the top of a page or of a strip at its foot: which text of the page before goes on in it.
//!
//! Papers set a serial or a supplement as a strip over all columns at the foot of the page. Its next part stands in the
//! strip of the next page, and the article above it goes on at the top of the next page; so what stands last on a page
//! is not always what goes on. Strips are told by the boxes: everything read before them stands above them, and the
//! columns start anew at the left.

use std::ops::Range;

use super::filed;
use crate::model::{Layout, Rect, Role};
use crate::passes::View;
use crate::passes::ends::{End, starts_lower};
use crate::passes::galley::{Galley, Row};

/// Letters that a block must have to be more than a speck.
const SPECK: usize = 4;
/// Rows at the end of a band in which a note closes its text, since a notice may stand below it.
const AFTER_NOTE: usize = 8;
/// The score of text that is over.
const OVER: f64 = -1.0;
/// Share of the page's height, in percent, above which a band at its foot is no strip.
const STRIP: i64 = 45;
/// Score from which text is taken to go on where boxes tell headings.
const GOES_ON: f64 = 0.0;
/// The same where adverts fill the page behind it, as they do where the text is over: a word must be cut.
const GOES_ON_PAST_ADVERTS: f64 = 3.0;
/// The same where only words tell headings.
const GOES_ON_BY_WORDS: f64 = 2.5;

/// Text that goes on from the page before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Carry {
    /// The last row of what goes on.
    pub from: usize,
    /// The first row that goes on with it.
    pub to: usize,
    /// Whether the sentence that is open in the one goes on in the other.
    pub inside_sentence: bool,
    /// How much speaks for it.
    pub score: f64,
}

/// Rows of one region that follow each other.
struct Block {
    rows: Range<usize>,
    bbox: Rect,
    letters: usize,
    /// Whether adverts stand behind it.
    over_adverts: bool,
}

/// Blocks between two cuts through all columns of a page.
struct Band {
    /// The first row, and the first that is more than a speck.
    first: usize,
    start: usize,
    /// The last row that is more than a speck.
    last: usize,
    /// Whether it is a strip at the foot of its page.
    strip: bool,
    /// Whether a note at its end says that its text is over.
    over: bool,
    /// Whether adverts stand behind all of it.
    over_adverts: bool,
}

/// What goes on over the page ends, in the order of the rows that go on.
pub(super) fn of(view: &View<'_>, galley: &Galley<'_>) -> Vec<Carry> {
    let mut carries = Vec::new();
    let mut before: Vec<Band> = Vec::new();
    let mut from = 0;
    while from < galley.rows.len() {
        let page = galley.page(from);
        let to = galley.page_end(from);
        let is_next = from > 0 && galley.page(from - 1) + 1 == page;
        let own =
            if view.issue.pages()[page].layout == Layout::Flow { Vec::new() } else { bands(view, galley, from..to) };
        if is_next {
            carries.extend(page_end(view, galley, &before, &own));
        }
        before = own;
        from = to;
    }
    carries
}

/// What goes on from the bands of one page in those of the next. Each goes on but once.
fn page_end(view: &View<'_>, galley: &Galley<'_>, before: &[Band], after: &[Band]) -> Vec<Carry> {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (n, to) in after.iter().enumerate() {
        if galley.rows[to.start].role != Role::Body {
            continue;
        }
        // What stands above a strip on its own page may go on in it as well.
        let flow = n.checked_sub(1).map_or(f64::NEG_INFINITY, |above| 0.5 + seam(galley, after[above].last, to.start));
        for (m, from) in before.iter().enumerate() {
            let place = match (n, from.strip) {
                (0, false) if m + 1 == before.len() => 1.0,
                (0, false) => 0.7,
                (0, true) => 0.0,
                (_, true) if to.strip => 1.0,
                (_, true) => 0.3,
                (_, false) => -0.5,
            };
            let score = if from.over { OVER } else { place + seam(galley, from.last, to.start) };
            let boxes = view.issue.pages()[galley.page(to.start)].layout == Layout::Boxes;
            let enough = match boxes {
                true if from.over_adverts => GOES_ON_PAST_ADVERTS,
                true => GOES_ON,
                false => GOES_ON_BY_WORDS,
            };
            if score > enough && score > flow {
                found.push((score, m, n));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gone, mut come) = (vec![false; before.len()], vec![false; after.len()]);
    let mut carries = Vec::new();
    for (score, m, n) in found {
        if !gone[m] && !come[n] {
            (gone[m], come[n]) = (true, true);
            let (from, start) = (before[m].last, after[n].start);
            let (a, b) = (&galley.rows[from], &galley.rows[start]);
            let inside_sentence = a.role == b.role && !a.end.is_closed() && starts_lower(&b.text);
            // Specks at the top of a column go with its text.
            let all_text = galley.rows[after[n].first..start].iter().all(|row| row.role == Role::Body);
            let to = if all_text { after[n].first } else { start };
            carries.push(Carry { from, to, inside_sentence, score });
        }
    }
    carries.sort_by_key(|carry| carry.to);
    carries
}

/// How much speaks for row `b` going on with row `a`.
fn seam(galley: &Galley<'_>, a: usize, b: usize) -> f64 {
    let (a, b): (&Row<'_>, &Row<'_>) = (&galley.rows[a], &galley.rows[b]);
    if a.role != Role::Body {
        // A heading, a note or a name is over.
        return -1.5;
    }
    let lower = starts_lower(&b.text);
    match (a.end, lower) {
        (End::Hyphen, true) => 2.5,
        (End::Hyphen, false) => 0.8,
        (End::Open, true) => 2.0,
        (End::Open, false) => 0.5,
        (End::Closed | End::Colon, true) => -1.5,
        (End::Closed | End::Colon, false) => 0.0,
    }
}

/// The bands of a page, from top to bottom.
fn bands(view: &View<'_>, galley: &Galley<'_>, rows: Range<usize>) -> Vec<Band> {
    let blocks: Vec<Block> = blocks(view, galley, rows);
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return Vec::new() };
    let (mut height, mut n) = (0, 0);
    for block in &blocks {
        height += i64::from(block.bbox.height());
        n += block.rows.len() as i64;
    }
    let slack = (height / n.max(1) / 2) as i32;
    let whole = blocks.iter().fold(first.bbox, |whole, block| whole.union(&block.bbox));
    // Of the blocks from each one on: the highest top, and what tells whether they stand in several columns.
    let mut tops = vec![(i32::MAX, i32::MAX, i32::MIN); blocks.len() + 1];
    for (n, block) in blocks.iter().enumerate().rev() {
        tops[n] = block.under(tops[n + 1], |top, bbox| top.min(bbox.top));
    }
    let mut cuts = vec![0];
    let mut above = (i32::MIN, i32::MAX, i32::MIN);
    for (n, pair) in blocks.windows(2).enumerate() {
        above = pair[0].under(above, |bottom, bbox| bottom.max(bbox.bottom));
        let below = tops[n + 1];
        let several = |(_, right, left): (i32, i32, i32)| right <= left;
        if above.0.saturating_sub(slack) <= below.0 && several(above) && several(below) {
            cuts.push(n + 1);
        }
    }
    let foot = i64::from(whole.bottom);
    cuts.iter()
        .enumerate()
        .map(|(n, &cut)| {
            let end = cuts.get(n + 1).copied().unwrap_or(blocks.len());
            let real = |block: &&Block| block.letters >= SPECK;
            let part = &blocks[cut..end];
            let start = part.iter().find(real).unwrap_or(&part[0]);
            let stop = part.iter().rfind(real).unwrap_or(last);
            let tail = stop.rows.end.saturating_sub(AFTER_NOTE).max(part[0].rows.start);
            let over = galley.rows[tail..stop.rows.end].iter().any(|row| row.role == Role::Note);
            let high = foot - i64::from(tops[cut].0);
            Band {
                first: part[0].rows.start,
                start: start.rows.start,
                last: stop.rows.end - 1,
                strip: n > 0 && end == blocks.len() && high * 100 <= STRIP * i64::from(whole.height()),
                over,
                over_adverts: part.iter().rev().any(|block| block.over_adverts && block.rows.start >= stop.rows.start),
            }
        })
        .collect()
}

impl Block {
    /// The measures of a run of blocks with this one: what `edge` picks, the leftmost right and the rightmost left edge.
    fn under(&self, run: (i32, i32, i32), edge: impl Fn(i32, &Rect) -> i32) -> (i32, i32, i32) {
        if self.letters < SPECK {
            return run;
        }
        (edge(run.0, &self.bbox), run.1.min(self.bbox.right), run.2.max(self.bbox.left))
    }
}

fn blocks(view: &View<'_>, galley: &Galley<'_>, rows: Range<usize>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for i in rows {
        let row = &galley.rows[i];
        let Some(bbox) = view.issue.line(row.line).bbox else { continue };
        // No text goes on in an advert.
        if filed::advert(view, row.line).is_some() {
            if let Some(above) = blocks.last_mut() {
                above.over_adverts = true;
            }
            continue;
        }
        let letters = row.text.chars().filter(|c| c.is_alphabetic()).count();
        match blocks.last_mut() {
            Some(block) if block.rows.end == i && view.issue.same_region(galley.rows[i - 1].line, row.line) => {
                block.rows.end = i + 1;
                block.bbox = block.bbox.union(&bbox);
                block.letters += letters;
            }
            _ => blocks.push(Block { rows: i..i + 1, bbox, letters, over_adverts: false }),
        }
    }
    blocks
}
