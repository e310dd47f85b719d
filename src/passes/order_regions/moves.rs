//! From a wanted order to the moves that reach it.

use rustc_hash::FxHashMap;

use crate::model::LineIx;

/// Some lines, in the order in which they are to stand, and the line that they are set after (none: before all others).
pub(crate) type Place = (Vec<LineIx>, Option<LineIx>);

/// The moves that bring lines from their current order to a wanted one, to be made in the order given.
///
/// Both orders hold the same lines. What stands on a longest increasing run stays where it is, everything else moves, and
/// lines that stand together in the wanted order move as one. A line that is first in both orders never moves, so a caller
/// that orders only a part of an issue sets the line before that part in front of both.
pub(crate) fn moves(current: &[LineIx], wanted: &[LineIx]) -> Vec<Place> {
    let rank: FxHashMap<LineIx, u32> = wanted.iter().zip(0..).map(|(line, rank)| (*line, rank)).collect();
    let ranks: Vec<u32> = current.iter().filter_map(|line| rank.get(line).copied()).collect();
    let mut stays = vec![false; wanted.len()];
    for rank in longest_increasing(&ranks) {
        stays[rank as usize] = true;
    }
    let mut moves: Vec<Place> = Vec::new();
    let mut before = None;
    let mut before_stays = true;
    for (line, stays) in wanted.iter().zip(stays) {
        if !stays {
            match moves.last_mut() {
                Some((lines, _)) if !before_stays => lines.push(*line),
                _ => moves.push((vec![*line], before)),
            }
        }
        (before, before_stays) = (Some(*line), stays);
    }
    moves
}

/// The values of a longest strictly increasing run, by patience sorting.
fn longest_increasing(values: &[u32]) -> Vec<u32> {
    // `ends[k]` is the index of the smallest value that ends a run of k + 1; `before` links each value to the one it follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (n, value) in values.iter().enumerate() {
        let len = ends.partition_point(|end| values[*end] < *value);
        before.push(len.checked_sub(1).map(|len| ends[len]));
        if len == ends.len() {
            ends.push(n);
        } else {
            ends[len] = n;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(n) = at {
        run.push(values[n]);
        at = before[n];
    }
    run
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a fold does with moves: takes the lines out and sets them after a line.
    fn replay(current: &[LineIx], moves: &[Place]) -> Vec<LineIx> {
        let mut order = current.to_vec();
        for (lines, after) in moves {
            order.retain(|line| !lines.contains(line));
            let at = after.map_or(0, |after| 1 + order.iter().position(|line| *line == after).unwrap());
            order.splice(at..at, lines.iter().copied());
        }
        order
    }

    fn lines(numbers: &[u32]) -> Vec<LineIx> {
        numbers.iter().copied().map(LineIx).collect()
    }

    #[track_caller]
    fn check(current: &[u32], wanted: &[u32], expected: &[(&[u32], Option<u32>)]) {
        let found = moves(&lines(current), &lines(wanted));
        let expected: Vec<Place> = expected.iter().map(|(moved, after)| (lines(moved), after.map(LineIx))).collect();
        assert_eq!(found, expected);
        assert_eq!(replay(&lines(current), &found), lines(wanted));
    }

    #[test]
    fn the_longest_run_stays() {
        check(&[], &[], &[]);
        check(&[1, 2, 3], &[1, 2, 3], &[]);
        check(&[1, 2, 3, 4], &[2, 3, 4, 1], &[(&[1], Some(4))]);
        check(&[1, 2, 3, 4], &[4, 1, 2, 3], &[(&[4], None)]);
        // Two columns, row by row: the last line of the second one is in its place already.
        check(&[1, 2, 3, 4, 5, 6], &[1, 3, 5, 2, 4, 6], &[(&[2, 4], Some(5))]);
    }

    #[test]
    fn a_line_that_is_first_in_both_stays() {
        check(&[0, 3, 2, 1], &[0, 1, 2, 3], &[(&[2, 3], Some(1))]);
    }

    proptest! {
        #[test]
        fn moves_reach_the_order_they_were_made_for(
            (current, wanted) in (0u32..60).prop_flat_map(|n| {
                let all: Vec<LineIx> = (0..n).map(LineIx).collect();
                (Just(all.clone()).prop_shuffle(), Just(all).prop_shuffle())
            })
        ) {
            let found = moves(&current, &wanted);
            prop_assert_eq!(replay(&current, &found), wanted);
            let moved: usize = found.iter().map(|(lines, _)| lines.len()).sum();
            prop_assert!(moved == 0 || moved < current.len());
        }
    }
}
