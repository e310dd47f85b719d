//! Side-by-side text: columns printed beside one another on one physical line, as `pdftotext -layout` gives them.

use super::Read;
use super::cells::{Grid, Widths, may_have_columns};
use super::cut::{Evidence, Piece, cut};
use super::gutters::gutters;
use super::rows::Row;
use crate::model::{Line, LineId, Rect, Region};

/// Reads a page as columns; none where it has none. Lines stand in physical order, regions in reading order.
pub(super) fn read(text: &str, rows: &[Row], evidence: Evidence) -> Option<Read> {
    if evidence == Evidence::Strong && !may_have_columns(text, rows) {
        return None;
    }
    let mut grid = straightest(text, rows, evidence);
    let pieces = cut(&mut grid, evidence);
    pieces.iter().any(|piece| piece.in_column).then(|| lines(&grid, &pieces))
}

/// The page under the rule of widths that makes its gutters longest and straightest.
fn straightest<'a>(text: &'a str, rows: &[Row], evidence: Evidence) -> Grid<'a> {
    let straight = |grid: &Grid<'_>| -> u32 {
        let found = gutters(grid, &grid.parts, evidence.min_hits());
        found.iter().map(|gutter| gutter.hits.saturating_sub(2 * gutter.off + gutter.crossed.len() as u32)).sum()
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
    let mut regions = Vec::with_capacity(pieces.len());
    let mut cells = Vec::new();
    for (region, piece) in pieces.iter().enumerate() {
        let mut whole: Option<Rect> = None;
        for part in &piece.parts {
            let row = part.row as i32;
            let bbox = Rect::new(grid.left(part) as i32, row, grid.right(part) as i32, row + 1);
            whole = Some(whole.map_or(bbox, |whole| whole.union(&bbox)));
            cells.push((part.row, grid.span(part), region as u32, bbox));
        }
        regions.push(Region { bbox: whole, hint: None });
    }
    cells.sort_by_key(|(row, span, _, _)| (*row, span.start));
    let mut lines: Vec<Line> = Vec::with_capacity(cells.len());
    let (mut last_row, mut cell) = (None, 0u16);
    for (row, span, region, bbox) in cells {
        cell = if last_row == Some(row) { cell.saturating_add(1) } else { 1 };
        last_row = Some(row);
        lines.push(Line { id: LineId::Row { row: row + 1, cell }, page: 0, span, region, bbox: Some(bbox) });
    }
    Read { lines, regions }
}
