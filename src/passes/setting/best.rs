//! The best reading of the rows of a page (Viterbi), and how much better it is than others.

use super::{N, NONE, Page, Reading, SETS, Set, continues};

impl Page {
    /// The best reading of the rows.
    pub(super) fn best(&self) -> Vec<Reading> {
        let n = self.looks.len();
        let alone: Vec<[f64; N]> = (0..n).map(|i| SETS.map(|set| self.alone(i, set))).collect();
        let mut ahead = vec![[NONE; N]; n];
        for (s, set) in SETS.into_iter().enumerate() {
            let below = continues(set) || set == Set::Signs;
            // What begins inside a sentence goes on from another page.
            let cut = if set == Set::Opens && self.looks[0].lower { 3.0 } else { 0.0 };
            ahead[0][s] = alone[0][s] + cut - if below { 4.0 } else { 0.0 };
        }
        for i in 1..n {
            let links = self.links(i - 1);
            for t in 0..N {
                let best = (0..N).map(|s| ahead[i - 1][s] + links[s][t]);
                ahead[i][t] = alone[i][t] + best.fold(f64::NEG_INFINITY, f64::max);
            }
        }
        let mut readings = Vec::with_capacity(n);
        let mut behind = [0.0; N];
        for i in (0..n).rev() {
            let mut goes_on = [f64::NEG_INFINITY; 2];
            if i + 1 < n {
                let (links, below) = (self.links(i), behind);
                for s in 0..N {
                    behind[s] = f64::NEG_INFINITY;
                    for (t, to) in SETS.into_iter().enumerate() {
                        behind[s] = behind[s].max(links[s][t] + alone[i + 1][t] + below[t]);
                        let slot = &mut goes_on[usize::from(continues(to))];
                        *slot = slot.max(ahead[i][s] + links[s][t] + alone[i + 1][t] + below[t]);
                    }
                }
            }
            readings.push(self.reading(i, |s| ahead[i][s] + behind[s], goes_on));
        }
        readings.reverse();
        readings
    }

    /// What the best readings through row `i` say of it: how good each is that sets it so, and the best of those in which the
    /// next row begins anew and in which it goes on.
    fn reading(&self, i: usize, total: impl Fn(usize) -> f64, goes_on: [f64; 2]) -> Reading {
        let best = (0..N).reduce(|a, b| if total(b) > total(a) { b } else { a }).unwrap_or(0);
        let kind = |set: Set| match set {
            Set::Opens | Set::GoesOn => 0,
            Set::Heads | Set::HeadsOn => 1,
            Set::Names | Set::Signs => 2,
            Set::Else => 3,
        };
        let others = (0..N).filter(|s| kind(SETS[*s]) != kind(SETS[best]));
        let other = others.map(&total).fold(f64::NEG_INFINITY, f64::max);
        // A credit is one wherever it stands.
        let set = if SETS[best] == Set::Signs { Set::Names } else { SETS[best] };
        Reading {
            set,
            margin: finite(total(best) - other),
            goes_on: finite(goes_on[1] - goes_on[0]),
            shows: self.looks[i].shows,
        }
    }

    /// What speaks for each way to set row `i` being followed by each way to set row `i + 1`.
    fn links(&self, i: usize) -> [[f64; N]; N] {
        SETS.map(|a| SETS.map(|b| self.link(i, a, b)))
    }
}

/// A margin that can be counted with.
fn finite(margin: f64) -> f64 {
    if margin.is_nan() { 0.0 } else { margin.clamp(-20.0, 20.0) }
}
