//! What stands at the edges of a page: the head row and the foot row.

use super::area::{Area, Span};
use super::{Sheet, masthead};
use crate::rules::HeadRow;

pub(super) struct Edges {
    pub(super) head: Vec<usize>,
    pub(super) body: Vec<usize>,
    pub(super) foot: Vec<usize>,
}

/// Most blocks of a head or foot row, and most lines of each.
const MOST_IN_ROW: usize = 6;
const MOST_LINES: usize = 2;

/// The rows at the edges of a page. A row of several pieces is one if it is known to say something of the page, or if a head
/// row is `told` of; else it may be the headings of columns, or the last lines of several.
pub(super) fn find(sheet: &Sheet, free: &[usize], told: bool) -> Edges {
    let mut body: Vec<usize> = free.to_vec();
    body.sort_by_key(|n| (sheet.blocks[*n].area.y().middle(), *n));
    let head = row(sheet, &body, told);
    body.retain(|n| !head.contains(n));
    let reversed: Vec<usize> = body.iter().rev().copied().collect();
    let foot = row(sheet, &reversed, false);
    body.retain(|n| !foot.contains(n));
    Edges { head, body, foot }
}

/// The row at the end of a page that `from_edge` begins with, left to right; empty if there is none.
fn row(sheet: &Sheet, from_edge: &[usize], told: bool) -> Vec<usize> {
    let Some(first) = from_edge.first() else { return Vec::new() };
    let edge = sheet.blocks[*first].area.y().middle();
    let mut found: Vec<usize> = Vec::new();
    let mut row: Option<Area> = None;
    for n in from_edge {
        let block = &sheet.blocks[*n];
        let so_far = row.unwrap_or(block.area);
        let near = (block.area.y().middle() - edge).abs() * 10 <= sheet.line * 22
            && so_far.y().common(block.area.y()) * 5 > block.area.height().min(so_far.height());
        if !near || block.lines.len() > MOST_LINES || block.lines.is_empty() || block.is_picture {
            break;
        }
        if found.len() == MOST_IN_ROW {
            return Vec::new();
        }
        found.push(*n);
        row = Some(so_far.union(&block.area));
    }
    let Some(row) = row else { return Vec::new() };
    let beside = from_edge.iter().skip(found.len()).any(|n| {
        let y = sheet.blocks[*n].area.y();
        row.y().common(y) * 10 > row.height() * 4
    });
    if beside || found.len() == from_edge.len() {
        return Vec::new();
    }
    let is_known = told || found.iter().any(|n| sheet.blocks[*n].is_furniture);
    if found.len() > 1 && !(is_known && apart(sheet, &row, &from_edge[found.len()..])) {
        return Vec::new();
    }
    found.sort_by_key(|n| (sheet.blocks[*n].area.left, *n));
    found
}

/// When the head row of a page is read, from how it stands.
///
/// A row that says something of the page (its number, its date, the name of the paper) and that a rule closes, or that has no
/// white of its own, heads the columns: each piece is read with the one that it stands over. If white parts it from all
/// columns it is none of the text, and is read when the text has been read. All else comes first: a lone piece heads the
/// page, what stands over the name of the paper in big type belongs to it, a row of which nothing is known may be headings,
/// and a file that begins with all of the row keeps it there.
pub(super) fn head_row(sheet: &Sheet, edges: &Edges) -> HeadRow {
    let row = Area::around(edges.head.iter().map(|n| &sheet.blocks[*n].area));
    let is_known = edges.head.len() > 1 && edges.head.iter().all(|n| sheet.blocks[*n].is_furniture);
    let n_lines: usize = edges.head.iter().map(|n| sheet.blocks[*n].lines.len()).sum();
    match row {
        Some(row) if is_known && sheet.opening < n_lines && !masthead::is_below(sheet, &edges.body) => {
            let stands_off = !is_ruled(sheet, &row) && in_white(sheet, &row, &edges.body);
            if stands_off { HeadRow::Last } else { HeadRow::InColumn }
        }
        _ => HeadRow::First,
    }
}

/// Whether there is white between a row and the nearest of the rest.
fn in_white(sheet: &Sheet, row: &Area, rest: &[usize]) -> bool {
    let white = rest.iter().take(24).map(|n| -row.y().common(sheet.blocks[*n].area.y())).min().unwrap_or(0);
    (white - sheet.leading) * 10 >= sheet.line * 3
}

/// Whether a rule across the page closes a row.
fn is_ruled(sheet: &Sheet, row: &Area) -> bool {
    let near = Span { from: row.top - 2 * sheet.line, to: row.bottom + 2 * sheet.line };
    sheet.rulers.flat(near).iter().any(|rule| rule.x().common(sheet.area.x()) * 2 > sheet.area.width())
}

/// Whether there is white or a rule between a row and the nearest of the rest.
fn apart(sheet: &Sheet, row: &Area, rest: &[usize]) -> bool {
    is_ruled(sheet, row) || in_white(sheet, row, rest)
}
