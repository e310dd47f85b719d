//! What stands at the edges of a page: the head row and the foot row.

use super::Sheet;
use super::area::Area;

pub(super) struct Edges {
    pub(super) head: Vec<usize>,
    pub(super) body: Vec<usize>,
    pub(super) foot: Vec<usize>,
}

/// Most blocks of a head or foot row, and most lines of each.
const MOST_IN_ROW: usize = 6;
const MOST_LINES: usize = 2;

pub(super) fn find(sheet: &Sheet, free: &[usize]) -> Edges {
    let mut body: Vec<usize> = free.to_vec();
    body.sort_by_key(|n| (sheet.blocks[*n].area.y().middle(), *n));
    let head = row(sheet, &body);
    body.retain(|n| !head.contains(n));
    let reversed: Vec<usize> = body.iter().rev().copied().collect();
    let foot = row(sheet, &reversed);
    body.retain(|n| !foot.contains(n));
    Edges { head, body, foot }
}

/// The row at the end of a page that `from_edge` begins with, left to right; empty if there is none.
fn row(sheet: &Sheet, from_edge: &[usize]) -> Vec<usize> {
    let Some(first) = from_edge.first() else { return Vec::new() };
    let edge = sheet.blocks[*first].area.y().middle();
    let mut found: Vec<usize> = Vec::new();
    let mut rest = from_edge.iter().copied();
    for n in rest.by_ref() {
        let block = &sheet.blocks[n];
        let row = Area::around(found.iter().map(|n| &sheet.blocks[*n].area)).unwrap_or(block.area);
        let near = (block.area.y().middle() - edge).abs() * 10 <= sheet.line * 22
            && row.y().common(block.area.y()) * 5 > block.area.height().min(row.height());
        if !near || block.lines.len() > MOST_LINES || block.lines.is_empty() {
            break;
        }
        found.push(n);
    }
    let Some(row) = Area::around(found.iter().map(|n| &sheet.blocks[*n].area)) else { return Vec::new() };
    let beside = from_edge.iter().skip(found.len()).any(|n| {
        let y = sheet.blocks[*n].area.y();
        row.y().common(y) * 10 > row.height() * 4
    });
    if beside || found.len() > MOST_IN_ROW || found.len() == from_edge.len() {
        return Vec::new();
    }
    if found.len() > 1 && !apart(sheet, &row, &from_edge[found.len()..]) {
        return Vec::new();
    }
    found.sort_by_key(|n| (sheet.blocks[*n].area.left, *n));
    found
}

/// Whether there is white or a rule between a row and the nearest of the rest.
fn apart(sheet: &Sheet, row: &Area, rest: &[usize]) -> bool {
    let white = rest.iter().take(24).map(|n| -row.y().common(sheet.blocks[*n].area.y())).min().unwrap_or(0);
    let ruled = sheet.rulers.horizontal.iter().any(|rule| {
        let y = rule.y().middle();
        (y > row.top - 2 * sheet.line && y < row.bottom + 2 * sheet.line)
            && rule.x().common(sheet.area.x()) * 2 > sheet.area.width()
    });
    ruled || (white - sheet.leading) * 10 >= sheet.line * 3
}
