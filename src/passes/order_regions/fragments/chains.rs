//! From scores of pairs to chains of blocks.

use super::weights;

/// How likely each block goes on in each other one, given what else they could go on in: scores balanced so that every
/// block has one successor or none and one predecessor or none.
pub(super) struct Matching {
    n: usize,
    /// The same as `shares` before it was balanced.
    odds: Vec<f64>,
    /// Row: block before; column: block after; the last column is the end of a text, the last row its start.
    shares: Vec<f64>,
}

/// Rounds of balancing.
const ROUNDS: usize = 24;
/// Most blocks of a text of which all orders are tried; the work doubles with each.
const MOST_TRIED: usize = 12;

impl Matching {
    /// `score(a, b)` for two blocks, `ends(a)` for nothing after `a`, `starts(b)` for nothing before `b`.
    pub(super) fn new(
        n: usize,
        score: impl Fn(usize, usize) -> f64,
        ends: impl Fn(usize) -> f64,
        starts: impl Fn(usize) -> f64,
    ) -> Self {
        let width = n + 1;
        let mut shares = vec![0.0; width * width];
        for a in 0..n {
            for b in 0..n {
                if a != b {
                    shares[a * width + b] = score(a, b).clamp(-30.0, 30.0).exp();
                }
            }
            shares[a * width + n] = ends(a).exp();
            shares[n * width + a] = starts(a).exp();
        }
        Self { n, shares: balanced(shares.clone(), n, n), odds: shares }
    }

    /// The blocks of one text in the order in which they follow one another most likely; `first` says what speaks for a
    /// block being the first of them.
    pub(super) fn in_order(&self, blocks: &[usize], first: impl Fn(usize) -> f64) -> Vec<usize> {
        let (n, width) = (blocks.len(), self.n + 1);
        let mut odds = vec![0.0; (n + 1) * (n + 1)];
        for (row, a) in blocks.iter().enumerate() {
            for (column, b) in blocks.iter().enumerate() {
                odds[row * (n + 1) + column] = self.odds[a * width + b];
            }
            odds[row * (n + 1) + n] = self.odds[a * width + self.n].powf(weights::WHOLE);
            odds[n * (n + 1) + row] = self.odds[self.n * width + a].powf(weights::WHOLE) * first(*a).exp();
        }
        let order = if n <= MOST_TRIED {
            best_path(n, &odds)
        } else {
            let shares = balanced(odds, n, n + 1);
            Self { n, odds: Vec::new(), shares }.chains(0.0).into_iter().flatten().collect()
        };
        order.into_iter().map(|at| blocks[at]).collect()
    }

    /// How likely `b` follows `a`.
    pub(super) fn follows(&self, a: usize, b: usize) -> f64 {
        self.shares[a * (self.n + 1) + b]
    }

    /// How likely nothing stands before `b`.
    pub(super) fn starts(&self, b: usize) -> f64 {
        self.shares[self.n * (self.n + 1) + b]
    }

    /// Chains, the likeliest seams first, none less likely than `least`.
    pub(super) fn chains(&self, least: f64) -> Vec<Vec<usize>> {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for a in 0..self.n {
            pairs.extend((0..self.n).filter(|b| a != *b && self.follows(a, *b) >= least).map(|b| (a, b)));
        }
        pairs.sort_by(|x, y| self.follows(y.0, y.1).total_cmp(&self.follows(x.0, x.1)).then(x.cmp(y)));
        let mut next: Vec<Option<usize>> = vec![None; self.n];
        let mut has_before = vec![false; self.n];
        // The first block of the chain that a block is the last of.
        let mut head: Vec<usize> = (0..self.n).collect();
        let mut tail: Vec<usize> = (0..self.n).collect();
        for (a, b) in pairs {
            if next[a].is_some() || has_before[b] || head[a] == b {
                continue;
            }
            next[a] = Some(b);
            has_before[b] = true;
            let (first, last) = (head[a], tail[b]);
            head[last] = first;
            tail[first] = last;
        }
        let firsts = (0..self.n).filter(|b| !has_before[*b]);
        firsts.map(|first| std::iter::successors(Some(first), |at| next[*at]).collect()).collect()
    }
}

/// A square table of one row and column more than `n`, of which the first `sums` rows and columns each come to 1.
fn balanced(mut shares: Vec<f64>, n: usize, sums: usize) -> Vec<f64> {
    let width = n + 1;
    for _ in 0..ROUNDS {
        for row in shares.chunks_mut(width).take(sums) {
            let sum: f64 = row.iter().sum();
            if sum > 0.0 {
                row.iter_mut().for_each(|share| *share /= sum);
            }
        }
        for b in 0..sums {
            let sum: f64 = (0..width).map(|a| shares[a * width + b]).sum();
            if sum > 0.0 {
                (0..width).for_each(|a| shares[a * width + b] /= sum);
            }
        }
    }
    shares
}

/// The order of `n` blocks with the greatest product of odds. A row for the block before, a column for the block after;
/// the last row is the start of the text, the last column its end.
fn best_path(n: usize, odds: &[f64]) -> Vec<usize> {
    let weights: Vec<f64> = odds.iter().map(|odds| odds.max(f64::MIN_POSITIVE).ln()).collect();
    let weight = |a: usize, b: usize| weights[a * (n + 1) + b];
    // The best sum for each set of blocks and the last of them, and the block before that.
    let mut best = vec![(f64::NEG_INFINITY, None); n << n];
    for first in 0..n {
        best[(1 << first) * n + first].0 = weight(n, first);
    }
    for set in 1usize..1 << n {
        for last in (0..n).filter(|last| set & 1 << last != 0) {
            let so_far = best[set * n + last].0;
            for next in (0..n).filter(|next| set & 1 << next == 0) {
                let sum = so_far + weight(last, next);
                let with = &mut best[(set | 1 << next) * n + next];
                if sum > with.0 {
                    *with = (sum, Some(last));
                }
            }
        }
    }
    let mut set = (1 << n) - 1;
    let whole = |last: &usize| best[((1 << n) - 1) * n + last].0 + weight(*last, n);
    let mut at = (0..n).max_by(|x, y| whole(x).total_cmp(&whole(y)).then(y.cmp(x)));
    let mut path = Vec::with_capacity(n);
    while let Some(last) = at {
        path.push(last);
        at = best[set * n + last].1;
        set &= !(1 << last);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_path_is_not_the_one_of_the_best_steps() {
        // From each block to each other, and to the end; from the start to each. The likeliest step, 0 to 1, leaves 2 only
        // poor ones.
        let odds = [
            0.0, 9.0, 6.0, 1.0, //
            2.0, 0.0, 0.1, 5.0, //
            0.1, 8.0, 0.0, 0.1, //
            5.0, 1.0, 0.1, 0.0,
        ];
        assert_eq!(best_path(3, &odds), [0, 2, 1]);
        assert!(best_path(0, &[0.0]).is_empty());
    }

    #[test]
    fn long_texts_are_put_in_order_too() {
        let n = MOST_TRIED + 3;
        // Each block goes on in the one whose number is less by one.
        let matching = Matching::new(n, |a, b| if a == b + 1 { 4.0 } else { 0.0 }, |_| 0.0, |_| 0.0);
        let blocks: Vec<usize> = (0..n).collect();
        assert_eq!(matching.in_order(&blocks, |_| 0.0), blocks.iter().rev().copied().collect::<Vec<_>>());
        assert_eq!(matching.in_order(&[4, 5, 6], |_| 0.0), [6, 5, 4]);
    }
}
