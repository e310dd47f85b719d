//! Lines below one another: the white between them, and the blocks that they make.

use super::area::{Area, Span};

/// How many lines above are looked at for the one that a line follows.
const LOOK_BACK: usize = 24;
/// Lines of a column, at the least, and the share of its width that half of them take, in tenths.
const FEWEST_OF_COLUMN: usize = 4;
const FULL_TENTHS: i64 = 9;
/// Share of the lines that stand below the one before them where a file gives them column by column, in tenths.
const DOWN_TENTHS: usize = 7;
/// Most pieces of one row of a column.
const WIDEST_ROW: usize = 16;

/// For each line the nearest one above it in its column, if there is one. Lines are given from top to bottom, as
/// indices of `areas`; the answer is indexed as `areas` is.
pub(super) fn above(order: &[usize], areas: &[Area], whole: &Area, step: i64) -> Vec<Option<usize>> {
    let step = step.max(1);
    let n_strips = (whole.width() / step).clamp(0, 511) as usize + 1;
    let strip = |x: i64| ((x - whole.left) / step).clamp(0, n_strips as i64 - 1) as usize;
    // The lowest lines so far of each strip of the page.
    let mut strips: Vec<Vec<usize>> = vec![Vec::new(); n_strips];
    let mut found = vec![None; areas.len()];
    for n in order {
        let area = areas[*n];
        let held = &strips[strip(area.x().middle())];
        found[*n] = held
            .iter()
            .rev()
            .take(LOOK_BACK)
            .copied()
            .filter(|k| areas[*k].y().middle() < area.top.max(area.y().middle() - area.height() / 3))
            .max_by_key(|k| (areas[*k].bottom, *k));
        for held in &mut strips[strip(area.left)..=strip(area.right)] {
            held.push(*n);
        }
    }
    found
}

/// The usual white between the lines of a column, never negative.
pub(super) fn leading(above: &[Option<usize>], areas: &[Area], line: i64) -> i64 {
    let mut whites: Vec<i64> = above
        .iter()
        .enumerate()
        .filter_map(|(n, k)| k.map(|k| areas[n].top - areas[k].bottom))
        .filter(|white| *white < 2 * line)
        .collect();
    if whites.is_empty() {
        return 0;
    }
    let middle = whites.len() / 2;
    (*whites.select_nth_unstable(middle).1).max(0)
}

/// Lines that stand in no region of any use, as columns of one width and one pitch.
pub(super) fn chained(
    order: &[usize],
    above: &[Option<usize>],
    areas: &[Area],
    line: i64,
    leading: i64,
) -> Vec<Vec<usize>> {
    let mut blocks: Vec<(Area, Vec<usize>)> = Vec::new();
    let mut block_of: Vec<Option<usize>> = vec![None; areas.len()];
    let mut last_of: Vec<usize> = Vec::new();
    for n in order {
        let area = areas[*n];
        let joins = above[*n].and_then(|k| block_of[k].map(|block| (k, block))).filter(|(k, block)| {
            let before = areas[*k];
            let (host, _) = &blocks[*block];
            let overlap = host.x().common(area.x());
            last_of[*block] == *k
                && area.top - before.bottom < leading + line * 6 / 10
                && area.top - before.bottom > -line
                && overlap * 10 >= 8 * area.width().min(host.width())
                && area.width() * 100 <= host.width() * 115 + 100 * line
                && area.height() * 10 <= before.height() * 15
                && before.height() * 10 <= area.height() * 15
        });
        if let Some((_, block)) = joins {
            blocks[block].0 = blocks[block].0.union(&area);
            blocks[block].1.push(*n);
            last_of[block] = *n;
            block_of[*n] = Some(block);
        } else {
            block_of[*n] = Some(blocks.len());
            last_of.push(*n);
            blocks.push((area, vec![*n]));
        }
    }
    blocks.into_iter().map(|(_, lines)| lines).collect()
}

/// Whether the lines of a region stand in several columns of text and the file does not give them column by column: then
/// the region tells nothing of their order.
pub(super) fn are_mixed(lines: &[usize], areas: &[Area], line: i64, leading: i64) -> bool {
    if lines.len() < 2 * FEWEST_OF_COLUMN {
        return false;
    }
    let goes_down = |pair: &&[usize]| {
        let (a, b) = (areas[pair[0]], areas[pair[1]]);
        a.x().common(b.x()) > 0 && b.y().middle() > a.y().middle()
    };
    if lines.windows(2).filter(goes_down).count() * 10 >= lines.len() * DOWN_TENTHS {
        return false;
    }
    let own: Vec<Area> = lines.iter().map(|n| areas[*n]).collect();
    let Some(whole) = Area::around(&own) else { return false };
    let mut order: Vec<usize> = (0..own.len()).collect();
    order.sort_by_key(|n| (own[*n].y().middle(), own[*n].left, *n));
    let above = above(&order, &own, &whole, 2 * line);
    let mut n_set = 0;
    let mut rows: Vec<(Span, i64)> = Vec::new();
    for column in chained(&order, &above, &own, line, leading) {
        let Some(area) = Area::around(column.iter().map(|n| &own[*n])) else { continue };
        let full = column.iter().filter(|n| own[**n].width() * 10 >= area.width() * FULL_TENTHS).count();
        if column.len() >= FEWEST_OF_COLUMN && full * 2 >= column.len() {
            n_set += column.len();
            rows.push((area.y(), area.height()));
        }
    }
    // Columns side by side are together higher than the stretch of the page that they take.
    rows.sort_by_key(|(span, _)| (span.from, span.to));
    let together: i64 = rows.iter().map(|(_, height)| height).sum();
    let mut covered = 0;
    let mut to = i64::MIN;
    for (span, _) in &rows {
        covered += (span.to - span.from.max(to)).max(0);
        to = to.max(span.to);
    }
    n_set * 3 >= lines.len() && together * 10 >= covered * 13
}

/// Whether lines run from top to bottom side by side, as those of a headline beside its text may; the last of them may be
/// short. The next line is to the left.
pub(super) fn are_upright(lines: &[usize], areas: &[Area]) -> bool {
    let tall = |n: &usize| areas[*n].height() > areas[*n].width();
    lines.len() > 1
        && areas[lines[0]].is_upright()
        && lines.iter().all(tall)
        && lines.iter().filter(|n| areas[**n].is_upright()).count() * 2 >= lines.len()
}

/// Sorts lines from top to bottom, and those of one row from left to right.
pub(super) fn by_rows(lines: &mut [usize], areas: &[Area]) {
    lines.sort_by_key(|n| (areas[*n].y().middle(), areas[*n].left, *n));
    let mut from = 0;
    while from < lines.len() {
        let first = areas[lines[from]];
        let in_row = |n: &&usize| {
            let area = areas[**n];
            first.y().common(area.y()) * 2 > first.height().min(area.height())
        };
        let mut to = from + lines[from..].iter().take(WIDEST_ROW).take_while(in_row).count().max(1);
        // Lines that share columns stand below one another, however close they are.
        if let Some(k) =
            (from + 1..to).find(|k| lines[from..*k].iter().any(|n| areas[*n].x().common(areas[lines[*k]].x()) > 0))
        {
            to = k;
        }
        lines[from..to].sort_by_key(|n| (areas[*n].left, *n));
        from = to;
    }
}
