//! How much the texts of two halves have in common: what a story is about comes back in its second half.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::halves::Half;
use crate::ledger::Draft;
use crate::model::script::is_han;

/// Shortest word that tells what a text is about, in bytes.
const SHORTEST: usize = 5;
/// Fewest words of a text that tell anything.
const FEWEST: usize = 20;

/// The words of a half, by their hashes: of scripts without spaces pairs of Han, each once, sorted.
#[derive(Debug)]
pub(super) struct About(Vec<u64>);

impl About {
    pub(super) fn of(draft: &Draft<'_>, half: &Half) -> Self {
        let mut words: Vec<u64> = Vec::new();
        for line in &half.body {
            let text = draft.text(*line);
            if half.unspaced {
                let pairs = text.chars().zip(text.chars().skip(1));
                words.extend(pairs.filter(|(a, b)| is_han(*a) && is_han(*b)).map(|pair| hash(&pair)));
            } else {
                let all = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() >= SHORTEST);
                words.extend(all.map(|word| hash(&word.to_lowercase())));
            }
        }
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Share of the words that both have, 0 to 1; none where one of them says too little.
    pub(super) fn shared(&self, other: &Self) -> Option<f64> {
        let (few, many) = if self.0.len() < other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        if few.len() < FEWEST {
            return None;
        }
        let n = few.iter().filter(|word| many.binary_search(word).is_ok()).count();
        Some(n as f64 / (few.len() as f64 * many.len() as f64).sqrt())
    }
}

fn hash(word: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}
