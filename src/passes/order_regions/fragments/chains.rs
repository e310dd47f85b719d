//! From scores of pairs to chains of blocks.

/// How likely each block goes on in each other one, given what else they could go on in: scores balanced so that every
/// block has one successor or none and one predecessor or none.
pub(super) struct Matching {
    n: usize,
    /// Row: block before; column: block after; the last column is the end of a text, the last row its start.
    shares: Vec<f64>,
}

/// Rounds of balancing.
const ROUNDS: usize = 24;

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
        for _ in 0..ROUNDS {
            for a in 0..n {
                let row = &mut shares[a * width..(a + 1) * width];
                let sum: f64 = row.iter().sum();
                if sum > 0.0 {
                    row.iter_mut().for_each(|share| *share /= sum);
                }
            }
            for b in 0..n {
                let sum: f64 = (0..width).map(|a| shares[a * width + b]).sum();
                if sum > 0.0 {
                    (0..width).for_each(|a| shares[a * width + b] /= sum);
                }
            }
        }
        Self { n, shares }
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
