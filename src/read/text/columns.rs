//! Side-by-side text: columns printed beside one another on one physical line, as `pdftotext -layout` gives them.

use std::collections::BTreeSet;

use super::Read;
use super::cells::{Grid, Part, Widths, may_have_columns};
use super::cut::{Evidence, Piece, cut};
use super::gutters::{Gutter, gutters};
use super::rows::Row;
use crate::model::{Line, LineId, Rect, Region};

/// What the region of a headline over several columns is called.
const HEADING: &str = "heading";

/// Rows of a headline with its byline.
const HEAD_ROWS: usize = 6;

/// Cells by which a headline may be off the middle of its columns.
const OFF_CELLS: i32 = 3;

/// Reads a page as columns; none where it has none. Lines stand in physical order, regions in reading order.
pub(super) fn read(text: &str, rows: &[Row], evidence: Evidence) -> Option<Read> {
    if evidence == Evidence::Strong && !may_have_columns(text, rows) {
        return None;
    }
    let mut grid = straightest(text, rows, evidence);
    let pieces = cut(&mut grid, evidence);
    pieces.iter().any(|piece| piece.is_column).then(|| lines(&grid, &pieces))
}

/// The page under the rule of widths that makes its gutters longest and straightest.
fn straightest<'a>(text: &'a str, rows: &[Row], evidence: Evidence) -> Grid<'a> {
    /// Rows that a gutter of its own costs: under a wrong rule rows with many quotes have one beside that of the others.
    const OWN: u32 = 2;
    let straight = |grid: &Grid<'_>| -> u32 {
        let found = gutters(grid, &grid.parts, evidence.min_hits(), &mut BTreeSet::new());
        let worth = |gutter: &Gutter| gutter.hits.saturating_sub(OWN + 2 * gutter.off + gutter.crossed.len() as u32);
        found.iter().map(worth).sum()
    };
    let [first, others @ ..] = Widths::ALL;
    let mut best = Grid::of(text, rows, first);
    if text.is_ascii() {
        return best;
    }
    let mut most = straight(&best);
    for widths in others {
        let grid = Grid::of(text, rows, widths);
        let hits = straight(&grid);
        if hits > most {
            (most, best) = (hits, grid);
        }
    }
    best
}

/// Makes a line of each cell. Cells are numbered from left to right within their row.
fn lines(grid: &Grid<'_>, pieces: &[Piece]) -> Read {
    let boxes: Vec<Option<Rect>> = pieces.iter().map(|piece| bbox(grid, piece)).collect();
    let hint = |n: usize| is_heading(pieces, &boxes, n).then(|| HEADING.into());
    let regions =
        boxes.iter().enumerate().map(|(n, bbox)| Region { bbox: *bbox, hint: hint(n), ..Region::default() }).collect();
    let mut cells = Vec::new();
    for (region, piece) in pieces.iter().enumerate() {
        for part in &piece.parts {
            cells.push((part.row, grid.span(part), region as u32, part_box(grid, part)));
        }
    }
    cells.sort_by_key(|(row, span, _, _)| (*row, span.start));
    let mut lines: Vec<Line> = Vec::with_capacity(cells.len());
    let (mut last_row, mut cell) = (None, 0u16);
    for (row, span, region, bbox) in cells {
        cell = if last_row == Some(row) { cell.saturating_add(1) } else { 1 };
        last_row = Some(row);
        lines.push(Line {
            id: LineId::Row { row: row + 1, cell },
            page: 0,
            span,
            region,
            bbox: Some(bbox),
            baseline: None,
            height: None,
            gap: 0,
            style: None,
        });
    }
    Read { lines, regions }
}

fn part_box(grid: &Grid<'_>, part: &Part) -> Rect {
    Rect::new(grid.left(part) as i32, part.row as i32, grid.right(part) as i32, part.row as i32 + 1)
}

fn bbox(grid: &Grid<'_>, piece: &Piece) -> Option<Rect> {
    piece.parts.iter().map(|part| part_box(grid, part)).reduce(|all, one| all.union(&one))
}

/// Whether a piece is a few rows over several columns, or in the middle of them, as only a headline is.
fn is_heading(pieces: &[Piece], boxes: &[Option<Rect>], n: usize) -> bool {
    let Some(own) = boxes[n].filter(|_| !pieces[n].is_column && pieces[n].parts.len() <= HEAD_ROWS) else {
        return false;
    };
    let below = pieces.iter().zip(boxes).skip(n + 1).take_while(|(piece, _)| piece.is_column);
    let below = below.filter_map(|(_, bbox)| *bbox).take_while(|bbox| bbox.top >= own.bottom);
    let mut columns = below.peekable();
    let Some(first) = columns.peek().copied() else { return false };
    // Columns of one band begin on about the same row.
    let band: Vec<Rect> = columns.take_while(|bbox| bbox.top <= first.top + 2 && bbox.top < first.bottom).collect();
    let whole = band.iter().copied().reduce(|all, one| all.union(&one)).unwrap_or(first);
    let over = band.iter().filter(|column| column.overlap_x(&own) > 0).count();
    let off_middle = ((own.left + own.right) - (whole.left + whole.right)).abs() / 2;
    let is_near = first.top - own.bottom <= 2;
    is_near && band.len() > 1 && own.left > whole.left && (over > 1 || off_middle <= OFF_CELLS)
}
