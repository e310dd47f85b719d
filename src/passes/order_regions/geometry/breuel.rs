//! Breuel's order: which of two blocks is read first is told for each pair, and the pairs are sorted topologically.
//!
//! A block precedes another if they stand in one column and it stands above, or if it stands wholly to the left and no
//! block that lies between the two from top to bottom stands in the columns of both.

use super::area::Area;

/// Most blocks that are compared with one another; sets of blocks fit a machine word.
pub(super) const MOST: usize = 128;

/// The order of at most [`MOST`] blocks, as indices; what exceeds them is left out.
pub(super) fn order(areas: &[Area]) -> Vec<usize> {
    let mut by_top: Vec<usize> = (0..areas.len().min(MOST)).collect();
    by_top.sort_by_key(|n| (areas[*n].top, areas[*n].left, *n));
    let boxes: Vec<Area> = by_top.iter().map(|n| shrunk(&areas[*n])).collect();
    let n = boxes.len();
    let in_column: Vec<u128> = boxes
        .iter()
        .map(|a| boxes.iter().enumerate().filter(|(_, b)| a.x().common(b.x()) > 0).fold(0, |set, (k, _)| set | 1 << k))
        .collect();
    // The blocks that must be read before each one.
    let mut before = vec![0u128; n];
    for (b, before) in before.iter_mut().enumerate() {
        for a in (0..n).filter(|a| *a != b && precedes(&boxes, &in_column, *a, b)) {
            *before |= 1 << a;
        }
    }
    topological(&boxes, &before).into_iter().map(|k| by_top[k]).collect()
}

/// Neighbors overlap a little; that is no contradiction.
fn shrunk(area: &Area) -> Area {
    let (x, y) = (area.x().shrunk(50), area.y().shrunk(50));
    Area { left: x.from, top: y.from, right: x.to, bottom: y.to }
}

fn precedes(boxes: &[Area], in_column: &[u128], a: usize, b: usize) -> bool {
    let (first, second) = (&boxes[a], &boxes[b]);
    if in_column[a] >> b & 1 == 1 {
        return (first.y().middle(), a) < (second.y().middle(), b);
    }
    if first.right > second.left {
        return false;
    }
    let both = in_column[a] & in_column[b];
    let between = |c: usize| {
        let y = boxes[c].y();
        let (low, high) = if first.top < second.top { (first, second) } else { (second, first) };
        y.from >= low.bottom && y.to <= high.top
    };
    let mut rest = both;
    while rest != 0 {
        let c = rest.trailing_zeros() as usize;
        if c != a && c != b && between(c) {
            return false;
        }
        rest &= rest - 1;
    }
    true
}

/// Depth first: what must stand before a block is set before it, the block straight below the last one is preferred.
fn topological(boxes: &[Area], before: &[u128]) -> Vec<usize> {
    let n = boxes.len();
    let mut done = 0u128;
    let mut order: Vec<usize> = Vec::with_capacity(n);
    while order.len() < n {
        let free = |k: &usize| done >> k & 1 == 0;
        let ready = (0..n).filter(free).filter(|k| before[*k] & !done == 0);
        let last = order.last().map(|k| boxes[*k]);
        let below = |k: &usize| {
            last.is_some_and(|last| boxes[*k].x().common(last.x()) > 0 && boxes[*k].top >= last.y().middle())
        };
        let next = ready
            .min_by_key(|k| (!below(k), if below(k) { boxes[*k].top } else { boxes[*k].left }, boxes[*k].top, *k))
            // A ring of pairs: the topmost goes first.
            .or_else(|| (0..n).filter(free).min_by_key(|k| (before[*k] & !done).count_ones()))
            .unwrap_or(0);
        done |= 1 << next;
        order.push(next);
    }
    order
}
