//! How much the texts of two halves have in common: what a story is about comes back in its second half.
//!
//! Where words have no spaces pairs of Han tell it. Elsewhere words do, each the more the fewer halves of the issue have it.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::halves::Half;
use crate::ledger::Draft;
use crate::model::script::is_han;
use crate::rules::phrases::{fold, spans};

/// Fewest pairs of a text that tell anything, and fewest words.
const FEWEST: usize = 20;
const FEWEST_WORDS: usize = 6;
/// Shortest word that is counted, in bytes, and shortest one with a capital.
const SHORTEST: usize = 5;
const SHORTEST_NAME: usize = 3;

/// What some halves are about.
#[derive(Debug, Default)]
pub(super) struct Kin {
    about: FxHashMap<usize, About>,
    /// In how many halves each word stands.
    halves_with: FxHashMap<u64, u32>,
    n: usize,
}

/// The pairs of Han of a half, or its words; each once, sorted.
#[derive(Debug)]
struct About {
    keys: Vec<u64>,
    unspaced: bool,
}

impl Kin {
    /// What the halves that are asked for are about.
    pub(super) fn of(draft: &Draft<'_>, halves: &[Half], asked: impl Iterator<Item = usize>) -> Self {
        let mut asked: Vec<usize> = asked.collect();
        asked.sort_unstable();
        asked.dedup();
        let mut kin = Self { n: halves.len(), ..Self::default() };
        // How rare a word is all halves tell.
        if asked.iter().any(|half| !halves[*half].unspaced) {
            asked = (0..halves.len()).collect();
        }
        for half in asked {
            let about = About::of(draft, &halves[half]);
            if !about.unspaced {
                about.keys.iter().for_each(|key| *kin.halves_with.entry(*key).or_default() += 1);
            }
            kin.about.insert(half, about);
        }
        kin
    }

    /// Whether a half has a word, in small letters, that is long enough to be counted.
    pub(super) fn says(&self, half: usize, word: &str) -> bool {
        let about = self.about.get(&half).filter(|about| !about.unspaced);
        about.is_some_and(|about| about.keys.binary_search(&key(word)).is_ok())
    }

    /// Share of the pairs or words that both have, 0 to 1; none where one of them says too little.
    pub(super) fn shared(&self, left: usize, right: usize) -> Option<f64> {
        let (a, b) = (self.about.get(&left)?, self.about.get(&right)?);
        let (few, many) = if a.keys.len() < b.keys.len() { (a, b) } else { (b, a) };
        let fewest = if few.unspaced { FEWEST } else { FEWEST_WORDS };
        if few.keys.len() < fewest || few.unspaced != many.unspaced {
            return None;
        }
        let weight = |key: &u64| match self.halves_with.get(key) {
            Some(with) if !few.unspaced => (self.n as f64 / f64::from(*with)).ln(),
            _ => 1.0,
        };
        let sum = |keys: &mut dyn Iterator<Item = &u64>| keys.map(|key| weight(key).powi(2)).sum::<f64>();
        let both = sum(&mut few.keys.iter().filter(|key| many.keys.binary_search(key).is_ok()));
        let all = sum(&mut few.keys.iter()) * sum(&mut many.keys.iter());
        (all > 0.0).then(|| both / all.sqrt())
    }
}

fn key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

impl About {
    fn of(draft: &Draft<'_>, half: &Half) -> Self {
        let mut keys: Vec<u64> = Vec::new();
        for line in &half.body {
            let text = draft.text(*line);
            if half.unspaced {
                let all = text.chars().zip(text.chars().skip(1));
                let pairs = all.filter(|(a, b)| is_han(*a) && is_han(*b));
                keys.extend(pairs.map(|(a, b)| u64::from(u32::from(a)) << 32 | u64::from(u32::from(b))));
            } else {
                let tells = |word: &&str| {
                    let named = word.starts_with(char::is_uppercase);
                    word.len() >= if named { SHORTEST_NAME } else { SHORTEST }
                };
                keys.extend(spans(&text).map(|span| &text[span]).filter(tells).map(|word| key(&fold(word))));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        Self { keys, unspaced: half.unspaced }
    }
}
