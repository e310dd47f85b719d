//! Lines below one another: the white between them, and the blocks that they make.

use super::area::Area;

/// How many lines above are looked at for the one that a line follows.
const LOOK_BACK: usize = 24;
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
