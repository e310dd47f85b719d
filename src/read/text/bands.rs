//! Bands: stretches of rows that share gutters, and the headlines over them.

use std::ops::Range;

use super::cells::{Grid, Part};
use super::gutters::{Gutter, Stand};
use super::shape::{Cell, Shape};

/// Rows of a headline with its byline.
const HEAD_ROWS: usize = 6;

/// Rows that are looked at above a blank row, which tell what its columns had.
const STRETCH_ROWS: usize = 100;

/// A band of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    /// Its parts.
    pub parts: Range<usize>,
    /// The gutters that have ink on both sides in it.
    pub gutters: Vec<usize>,
}

/// The bands of a region, top to bottom. The gutters are sorted by the part at which they begin.
pub(super) fn bands(grid: &Grid<'_>, parts: &[Part], gutters: &[Gutter]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for (n, gutter) in gutters.iter().enumerate() {
        match bands.last_mut() {
            Some(band) if gutter.first < band.parts.end => {
                band.parts.end = band.parts.end.max(gutter.last + 1);
                band.gutters.push(n);
            }
            _ => bands.push(Band { parts: gutter.first..gutter.last + 1, gutters: vec![n] }),
        }
    }
    let mut from = 0;
    for n in 0..bands.len() {
        let until = bands.get(n + 1).map_or(parts.len(), |next| next.parts.start);
        let of_band = bands[n].gutters.iter().map(|n| &gutters[*n]).collect();
        let shape = Shape::of(grid, parts, &bands[n].parts, of_band);
        let Range { mut start, mut end } = bands[n].parts;
        while start > from && takes_above(&shape, start - 1) {
            start -= 1;
        }
        start = with_heads(&shape, from, start);
        while end < until && takes_below(&shape, end) {
            end += 1;
        }
        from = end;
        bands[n].parts = start..end;
    }
    bands
}

/// Whether a row above a band belongs to it: one column begins earlier than the others, or a headline stands beside it.
fn takes_above(shape: &Shape<'_>, n: usize) -> bool {
    let is_flush = !shape.crosses(n) && shape.is_flush(n);
    if shape.after_blank(n + 1) { is_flush && !shape.is_lone(n) } else { is_flush || shape.parts_body(n) }
}

/// Whether a row below a band belongs to it: one column is longer than the others.
fn takes_below(shape: &Shape<'_>, n: usize) -> bool {
    let is_flush = !shape.crosses(n) && shape.is_flush(n);
    match shape.blank_rows_before(n) {
        0 => is_flush || shape.parts_body(n),
        _ if !is_flush => false,
        _ if !shape.is_lone(n) => true,
        // Columns that end together have ended: what follows on its own, and is no line of text, is something else.
        1 => !shape.is_head(n) && (shape.is_lone(n - 1) || shape.has_body(n)),
        _ => false,
    }
}

/// The beginning of a band with the rows above it that hold several headlines side by side, each over columns of its own.
fn with_heads(shape: &Shape<'_>, from: usize, start: usize) -> usize {
    let mut first = start;
    while first > from && start - first < HEAD_ROWS {
        let is_near = first == start && shape.blank_rows_before(first) <= 1 || !shape.after_blank(first);
        if !is_near || is_text(shape, first - 1) {
            break;
        }
        first -= 1;
    }
    (first..start).find(|n| !majors(shape, *n..start).is_empty()).unwrap_or(start)
}

/// Whether a row has a line of text, and not a headline that by chance fills a column.
fn is_text(shape: &Shape<'_>, n: usize) -> bool {
    shape.has_body(n) && !shape.is_head(n)
}

/// The gutters that part the headlines at the top of a band, as numbers of the shape's gutters. Where there are some,
/// the band is a row of articles beside one another, and is cut between them first.
pub(super) fn majors(shape: &Shape<'_>, band: Range<usize>) -> Vec<usize> {
    let heads = band.clone().take_while(|n| *n < band.start + HEAD_ROWS && !is_text(shape, *n));
    let heads = band.start..band.start + heads.count();
    let mut found: Vec<usize> = heads.clone().flat_map(|n| shape.between_heads(n)).collect();
    found.sort_unstable();
    found.dedup();
    found.retain(|k| heads.clone().all(|n| shape.stand(n, shape.gutters()[*k]) != Stand::Cross));
    found
}

/// The places inside a band where another begins, because headlines stand there: indices of parts.
pub(super) fn openings(shape: &Shape<'_>, band: &Range<usize>) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut at = band.start;
    while at < band.end {
        let end = (at + 1..band.end).find(|n| shape.after_blank(*n)).unwrap_or(band.end);
        let heads = (at..end).take_while(|n| shape.is_head(*n)).count();
        if at > band.start && shape.blank_rows_before(at) > 1 && !shape.has_body(at) {
            // No column has two blank rows between paragraphs, much less all of them on the same rows.
            cuts.push(at);
        }
        let heads = if heads > 0 && heads <= HEAD_ROWS {
            Some(heads)
        } else if at > band.start {
            flush_heads(shape, at, band.end)
        } else {
            first_heads(shape, band)
        };
        if let Some(heads) = heads {
            cuts.push(at);
            // A single headline is a region of its own; several beside one another go with the columns below them.
            if (at..at + heads).all(|n| shape.is_lone(n)) {
                cuts.push(at + heads);
            }
        } else if at > band.start && has_gone_on(shape, band.start, at) {
            cuts.push(at);
        }
        at = end;
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.retain(|cut| *cut > band.start && *cut < band.end);
    cuts
}

/// How many rows of headlines set flush left begin at a part that follows a blank row: some column has nothing beside
/// them, though it had before and goes on directly below. Between paragraphs no column stays empty that long.
fn flush_heads(shape: &Shape<'_>, at: usize, end: usize) -> Option<usize> {
    let columns = |n: usize| -> Vec<usize> { shape.cells(n).iter().map(|cell| cell.column).collect() };
    let is_short = |n: usize| !shape.has_body(n) || shape.is_lone(n);
    let heads = (at..end).take_while(|n| is_short(*n) && (*n == at || !shape.after_blank(*n))).count();
    // Columns need not be of one length, so those are asked that had something in the stretch above.
    let above = (0..at).rev().take(STRETCH_ROWS).take_while(|n| *n + 1 == at || !shape.after_blank(*n + 1));
    let mut before: Vec<usize> = above.flat_map(columns).collect();
    before.sort_unstable();
    before.dedup();
    // The byline may stand in the last row of the heads already; the text begins where a column comes back.
    let mut seen = Vec::new();
    for n in at..(at + heads.min(HEAD_ROWS) + 1).min(end) {
        let here = columns(n);
        let comes_back = n > at
            && shape.blank_rows_before(n) <= 1
            && here.iter().any(|column| before.contains(column) && !seen.contains(column));
        if comes_back {
            return Some(n - at);
        }
        seen.extend(here);
    }
    None
}

/// How many rows of a headline set flush left begin a band: they stand over its first column alone, and all columns
/// begin on the row below them, as the columns of one article do.
fn first_heads(shape: &Shape<'_>, band: &Range<usize>) -> Option<usize> {
    let over_first = |n: &usize| shape.is_lone(*n) && shape.cells(*n)[0].column == 0;
    let heads = band.clone().take(HEAD_ROWS).take_while(over_first).count();
    let n_columns = shape.gutters().len() + 1;
    let below = band.start + heads;
    let all_begin = heads > 0 && below < band.end && shape.cells(below).len() == n_columns;
    all_begin.then_some(heads)
}

/// Whether a band is over before a part that follows a blank row: a column stops there inside a sentence, so that it has
/// gone on at the top of the next, the last column has come to an end, and below no text stands in the first.
fn has_gone_on(shape: &Shape<'_>, start: usize, at: usize) -> bool {
    let last_column = shape.gutters().len();
    // A line with nothing above it in its column is a headline rather.
    let goes_down = |n: usize, column: usize| {
        n == start || !shape.after_blank(n) && shape.cells(n - 1).iter().any(|cell| cell.column == column)
    };
    let stops_open = |n: usize| {
        let stops = |cell: &Cell| cell.column < last_column && shape.is_body(cell, n) && !shape.is_closed(cell);
        shape.cells(n).iter().any(|cell| stops(cell) && goes_down(n, cell.column))
    };
    let below = shape.cells(at);
    let opens_anew = below.first().is_some_and(|cell| cell.column > 0 || !shape.is_body(cell, at));
    // A row by itself, below which all columns from the first on have something, is of headlines.
    let is_of_heads = at == start + 1 && below.first().is_some_and(|cell| cell.column == 0);
    if !opens_anew || is_of_heads || !stops_open(at - 1) {
        return false;
    }
    let of_last = |n: usize| shape.cells(n).into_iter().find(|cell| cell.column == last_column).map(|cell| (n, cell));
    let last = (start..at).rev().take(STRETCH_ROWS).find_map(of_last);
    last.is_none_or(|(n, cell)| shape.is_closed(&cell) || !shape.is_body(&cell, n))
}
