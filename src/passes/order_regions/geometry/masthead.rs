//! The head of a title page: its name in big type, what stands beside it, and the line of date and number below.

use super::Sheet;
use super::area::Area;

/// Type that much bigger than the page's, in tenths, is that of a title.
const BIG_TENTHS: i64 = 20;
/// Type that much bigger is never that of headlines.
const HUGE_TENTHS: i64 = 40;
/// Most blocks in big type, and most lines of all others, in a head that is not set in type as big as that.
const FEW_BIG: usize = 2;
const FEW_LINES: usize = 8;
/// Lines of a block in the head, at the most.
const MOST_LINES: usize = 24;
/// Lines of what stands beside a title that a head row is above, at the most: more are those of a column.
const SHORT_LINES: usize = 8;
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

/// Blocks that are one thing in a masthead.
struct Piece {
    area: Area,
    blocks: Vec<usize>,
    n_lines: usize,
    is_big: bool,
}

/// The blocks of a masthead in the order in which they are read, if a band of blocks at the top is one.
pub(super) fn order(sheet: &Sheet, band: &[usize]) -> Option<Vec<usize>> {
    let n_lines: usize = band.iter().map(|n| sheet.blocks[*n].lines.len()).sum();
    let all: usize = sheet.blocks.iter().map(|b| b.lines.len()).sum();
    if band.len() < 2 || band.iter().any(|n| sheet.blocks[*n].lines.len() > MOST_LINES) || n_lines * 4 > all.max(1) {
        return None;
    }
    let whole = Area::around(band.iter().map(|n| &sheet.blocks[*n].area))?;
    if !is_high(sheet, &whole) {
        return None;
    }
    let head = band.iter().map(|n| &sheet.blocks[*n]).max_by_key(|block| block.line)?;
    let is_big = |n: usize| sheet.blocks[n].line * 100 >= head.line * 45;
    // Headlines are big too, but not as big as that, and have text below them or other headlines beside them.
    let like_headlines = || {
        let (big, small): (Vec<usize>, Vec<usize>) = band.iter().partition(|n| is_big(**n));
        let n_lines: usize = small.iter().map(|n| sheet.blocks[*n].lines.len()).sum();
        big.len() > FEW_BIG || n_lines > FEW_LINES
    };
    if !is_of_title(sheet, head.line) || (head.line * 10 < sheet.line * HUGE_TENTHS && like_headlines()) {
        return None;
    }
    let title = Area::around(band.iter().filter(|n| is_big(**n)).map(|n| &sheet.blocks[*n].area))?;
    let pieces = pieces(sheet, band, &title, is_big);
    let is_notice = |piece: &Piece| piece.n_lines >= NOTICE_LINES && !piece.is_big;
    // Notices beside the title that reach down beside what stands below it are columns of their own.
    let below = pieces.iter().map(|piece| piece.area.y().middle()).filter(|y| *y > title.bottom).min();
    let are_columns = below.is_some_and(|below| {
        let beside = |area: &Area| area.top < title.y().middle() && area.bottom > below;
        pieces.iter().any(|piece| is_notice(piece) && beside(&piece.area))
    });
    // In the order in which they are read: notices on the left, the title and what stands above it, notices beside it,
    // what stands below, notices on the right.
    let place = |piece: &Piece| {
        let (x, y) = (piece.area.x(), piece.area.y());
        match is_notice(piece) {
            true if are_columns && x.to < title.x().middle() => Place::Left,
            true if are_columns && x.from > title.x().middle() => Place::Right,
            true if !are_columns && y.middle() < title.bottom => Place::Beside,
            _ if piece.is_big || y.middle() <= title.bottom => Place::Title,
            _ => Place::Below,
        }
    };
    let mut order: Vec<(Place, Piece)> = pieces.into_iter().map(|piece| (place(&piece), piece)).collect();
    order.sort_by_key(|(place, piece)| (*place, piece.area.y().middle(), piece.area.left));
    // Rows are read from left to right, columns from top to bottom.
    let mut from = 0;
    while from < order.len() {
        let (first, y) = (order[from].0, order[from].1.area.y());
        let row = order[from..].iter().take_while(|(place, piece)| {
            *place == first
                && (first == Place::Beside || piece.area.y().common(y) * 2 > y.len().min(piece.area.height()))
        });
        let n = if matches!(first, Place::Left | Place::Right) { 1 } else { row.count().max(1) };
        order[from..from + n].sort_by_key(|(_, piece)| piece.area.left);
        from += n;
    }
    Some(order.into_iter().flat_map(|(_, piece)| piece.blocks).collect())
}

/// Whether a paper's name stands below the head row of a page, in big type and with no column beside it.
pub(super) fn is_below(sheet: &Sheet, body: &[usize]) -> bool {
    let blocks = || body.iter().map(|n| &sheet.blocks[*n]);
    let Some(title) = blocks().filter(|block| is_high(sheet, &block.area)).max_by_key(|block| block.line) else {
        return false;
    };
    let beside = |area: &Area| area.top < title.area.bottom && area.bottom > title.area.bottom;
    is_of_title(sheet, title.line) && !blocks().any(|block| block.lines.len() > SHORT_LINES && beside(&block.area))
}

fn is_of_title(sheet: &Sheet, height: i64) -> bool {
    height * 10 >= sheet.line * BIG_TENTHS
}

fn is_high(sheet: &Sheet, area: &Area) -> bool {
    area.top <= sheet.area.top + sheet.area.height() / 6
}

/// The blocks of a band, those that stand close below one another beside the title as one: a notice whose lines are of
/// many sizes may come in several.
fn pieces(sheet: &Sheet, band: &[usize], title: &Area, is_big: impl Fn(usize) -> bool) -> Vec<Piece> {
    let mut by_top = band.to_vec();
    by_top.sort_by_key(|n| (sheet.blocks[*n].area.y().middle(), sheet.blocks[*n].area.left, *n));
    let mut pieces: Vec<Piece> = Vec::with_capacity(band.len());
    // The lowest piece on the left of the title, and on its right.
    let mut lowest: [Option<usize>; 2] = [None, None];
    for n in by_top {
        let block = &sheet.blocks[n];
        let side = match block.area {
            area if area.right <= title.left => Some(0),
            area if area.left >= title.right => Some(1),
            _ => None,
        };
        let above = side
            .and_then(|side| lowest[side])
            .filter(|above| block.area.top - pieces[*above].area.bottom <= sheet.line);
        match above {
            Some(above) => {
                let piece = &mut pieces[above];
                piece.area = piece.area.union(&block.area);
                piece.blocks.push(n);
                piece.n_lines += block.lines.len();
            }
            None => {
                if let Some(side) = side {
                    lowest[side] = Some(pieces.len());
                }
                pieces.push(Piece { area: block.area, blocks: vec![n], n_lines: block.lines.len(), is_big: is_big(n) });
            }
        }
    }
    pieces
}
