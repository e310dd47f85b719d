//! The head of a title page: its name in big type, what stands beside it, and the line of date and number below.

use super::Sheet;
use super::area::Area;

/// Type that much bigger than the page's, in tenths, is that of a title.
const BIG_TENTHS: i64 = 20;
/// Lines of a notice beside the title, at the least.
const NOTICE_LINES: usize = 3;

/// The blocks of a masthead in the order in which they are read, if a band of blocks at the top is one.
pub(super) fn order(sheet: &Sheet, band: &[usize]) -> Option<Vec<usize>> {
    let n_lines: usize = band.iter().map(|n| sheet.blocks[*n].lines.len()).sum();
    let all: usize = sheet.blocks.iter().map(|b| b.lines.len()).sum();
    if band.len() < 2 || band.iter().any(|n| sheet.blocks[*n].lines.len() > 14) || n_lines * 4 > all.max(1) {
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
    // 0 the title and what stands above it, 1 notices beside it, 2 below.
    let place = |n: &usize| {
        let block = &sheet.blocks[*n];
        if is_big(n) {
            0
        } else if block.lines.len() >= NOTICE_LINES && block.area.y().middle() < title.bottom {
            1
        } else {
            2 * i32::from(block.area.y().middle() > title.bottom)
        }
    };
    let mut order = band.to_vec();
    order.sort_by_key(|n| (place(n), sheet.blocks[*n].area.y().middle(), *n));
    // Rows are read from left to right.
    let mut from = 0;
    while from < order.len() {
        let y = sheet.blocks[order[from]].area.y();
        let first = place(&order[from]);
        let row = order[from..].iter().take_while(|n| {
            place(n) == first
                && (first == 1
                    || sheet.blocks[**n].area.y().common(y) * 2 > y.len().min(sheet.blocks[**n].area.height()))
        });
        let n = row.count().max(1);
        order[from..from + n].sort_by_key(|n| (sheet.blocks[*n].area.left, *n));
        from += n;
    }
    Some(order)
}
