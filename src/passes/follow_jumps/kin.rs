//! How much the texts of two halves have in common where words have no spaces: what a story is about comes back in its second
//! half. Where words have spaces, second halves have headlines that tell more.

use super::halves::Half;
use crate::ledger::Draft;
use crate::model::script::is_han;

/// Fewest pairs of a text that tell anything.
const FEWEST: usize = 20;

/// The pairs of Han of a half, each once, sorted.
#[derive(Debug)]
pub(super) struct About(Vec<[char; 2]>);

impl About {
    pub(super) fn of(draft: &Draft<'_>, half: &Half) -> Self {
        let mut pairs: Vec<[char; 2]> = Vec::new();
        for line in half.body.iter().filter(|_| half.unspaced) {
            let text = draft.text(*line);
            let all = text.chars().zip(text.chars().skip(1));
            pairs.extend(all.filter(|(a, b)| is_han(*a) && is_han(*b)).map(|(a, b)| [a, b]));
        }
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// Share of the pairs that both have, 0 to 1; none where one of them says too little.
    pub(super) fn shared(&self, other: &Self) -> Option<f64> {
        let (few, many) = if self.0.len() < other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        if few.len() < FEWEST {
            return None;
        }
        let n = few.iter().filter(|pair| many.binary_search(pair).is_ok()).count();
        Some(n as f64 / (few.len() as f64 * many.len() as f64).sqrt())
    }
}
