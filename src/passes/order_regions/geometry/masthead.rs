//! The head of a title page: its name in big type, what stands beside it, and the line of date and number below.

use super::Sheet;
use super::area::Area;

/// Type that much bigger than the page's, in tenths, is that of a title.
const BIG_TENTHS: i64 = 20;
/// Lines of a block in the head, at the most.
const MOST_LINES: usize = 24;
/// Lines of a notice beside the title, at the least.
const NOTICE_LINES: usize = 3;

/// Where a block of a masthead belongs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Left,
    Title,
    Beside,
    Below,
    Right,
}

/// The blocks of a masthead in the order in which they are read, if a band of blocks at the top is one.
pub(super) fn order(sheet: &Sheet, band: &[usize]) -> Option<Vec<usize>> {
    let n_lines: usize = band.iter().map(|n| sheet.blocks[*n].lines.len()).sum();
    let all: usize = sheet.blocks.iter().map(|b| b.lines.len()).sum();
    if band.len() < 2 || band.iter().any(|n| sheet.blocks[*n].lines.len() > MOST_LINES) || n_lines * 4 > all.max(1) {
        return None;
    }
    let whole = Area::around(band.iter().map(|n| &sheet.blocks[*n].area))?;
    if whole.top > sheet.area.top + sheet.area.height() / 6 {
        return None;
    }
    let biggest = band.iter().map(|n| sheet.blocks[*n].line).max()?;
    if biggest * 10 < sheet.line * BIG_TENTHS {
        return None;
    }
    let is_big = |n: &usize| sheet.blocks[*n].line * 100 >= biggest * 45;
    let title = Area::around(band.iter().filter(|n| is_big(n)).map(|n| &sheet.blocks[*n].area))?;
    let notice = |n: &usize| {
        let block = &sheet.blocks[*n];
        (block.lines.len() >= NOTICE_LINES && !is_big(n)).then_some(block.area)
    };
    // Notices beside the title that reach down beside what stands below it are columns of their own.
    let below = band.iter().map(|n| sheet.blocks[*n].area.y().middle()).filter(|y| *y > title.bottom).min();
    let are_columns = below.is_some_and(|below| {
        let beside = |area: &Area| area.top < title.y().middle() && area.bottom > below;
        band.iter().filter_map(notice).any(|area| beside(&area))
    });
    // In the order in which they are read: notices on the left, the title and what stands above it, notices beside it,
    // what stands below, notices on the right.
    let place = |n: &usize| {
        let block = &sheet.blocks[*n];
        let (x, y) = (block.area.x(), block.area.y());
        match notice(n) {
            Some(_) if are_columns && x.to < title.x().middle() => Place::Left,
            Some(_) if are_columns && x.from > title.x().middle() => Place::Right,
            Some(_) if !are_columns && y.middle() < title.bottom => Place::Beside,
            _ if is_big(n) || y.middle() <= title.bottom => Place::Title,
            _ => Place::Below,
        }
    };
    let mut order = band.to_vec();
    order.sort_by_key(|n| (place(n), sheet.blocks[*n].area.y().middle(), *n));
    // Rows are read from left to right, columns from top to bottom.
    let mut from = 0;
    while from < order.len() {
        let y = sheet.blocks[order[from]].area.y();
        let first = place(&order[from]);
        let row = order[from..].iter().take_while(|n| {
            place(n) == first
                && (first == Place::Beside
                    || sheet.blocks[**n].area.y().common(y) * 2 > y.len().min(sheet.blocks[**n].area.height()))
        });
        let n = if matches!(first, Place::Left | Place::Right) { 1 } else { row.count().max(1) };
        order[from..from + n].sort_by_key(|n| (sheet.blocks[*n].area.left, *n));
        from += n;
    }
    Some(order)
}
