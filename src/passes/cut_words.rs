//! What a dictionary says of the characters on both sides of a seam, where words have no spaces between them.
//!
//! A line of Chinese ends anywhere, so that every second seam cuts a word. The text around a seam is cut into words
//! twice, once as a whole and once with the seam kept, by the words' frequencies (unigram segmentation, as Jieba's); what the
//! former is likelier speaks for the seam.

use crate::lexicon::{Lexicon, Way, of_language, simplified};
use crate::model::script::{Script, besides_han, is_han, script};

/// Longest word, in characters.
const LONGEST: usize = 4;
/// Frequency of a character that stands in no word of the dictionary.
const UNKNOWN: f64 = 0.5;

/// What a seam counts at most.
const MOST: f64 = 6.0;

/// Characters on each side of a seam that a word over it can have.
const REACH: usize = LONGEST - 1;

/// The Han next to a seam, and the words of a dictionary that stand in them.
struct Near<'l> {
    chars: [char; REACH],
    n: usize,
    /// For each character, how often each word that begins with it was counted, by its last character.
    counts: [[Option<u64>; REACH]; REACH],
    /// For each character, the words that begin with it and go on behind the last.
    open: [Option<Way<'l>>; REACH],
}

impl<'l> Near<'l> {
    /// The Han that a text ends with; none where it does not.
    fn before(words: &'l Lexicon, text: &str) -> Option<Self> {
        let mut near = Self::of(text.chars().rev())?;
        near.chars[..near.n].reverse();
        near.look_up(words);
        Some(near)
    }

    /// The Han that a text begins with; none where it does not.
    fn behind(words: &'l Lexicon, text: &str) -> Option<Self> {
        let mut near = Self::of(text.chars())?;
        near.look_up(words);
        Some(near)
    }

    /// The Han that some characters begin with, simplified, as far as a word over the seam reaches.
    fn of(chars: impl Iterator<Item = char>) -> Option<Self> {
        let mut near = Self { chars: [' '; REACH], n: 0, counts: [[None; REACH]; REACH], open: [None; REACH] };
        for c in chars.take(REACH).take_while(|c| is_han(*c)) {
            near.chars[near.n] = simplified(c);
            near.n += 1;
        }
        (near.n > 0).then_some(near)
    }

    fn look_up(&mut self, words: &'l Lexicon) {
        for from in 0..self.n {
            let mut way = words.way(self.chars[from]);
            let mut to = from;
            while let Some(found) = way {
                self.counts[from][to] = found.count();
                to += 1;
                if to == self.n {
                    break;
                }
                way = found.step(self.chars[to]);
            }
            self.open[from] = way;
        }
    }

    /// Log-probabilities of the words, and of characters that stand for one.
    fn shares(&self, words: &Lexicon) -> Shares {
        let unknown = share(words, UNKNOWN);
        let of = |from: usize, to: usize| {
            let word = self.counts[from][to].map_or(f64::NEG_INFINITY, |count| share(words, count as f64));
            if from == to && from < self.n { word.max(unknown) } else { word }
        };
        std::array::from_fn(|from| std::array::from_fn(|to| of(from, to)))
    }

    /// Whether any word goes on over the seam with a character.
    fn may_go_on(&self, first: char) -> bool {
        self.open.iter().flatten().any(|way| way.step(first).is_some())
    }
}

/// Log-probabilities of what a few characters may be cut into, by the first and the last character of each piece.
type Shares = [[f64; REACH]; REACH];

/// Log-probabilities of the best ways to cut what stands before each of a few characters, and all of them.
type Best = [f64; REACH + 1];

/// The Han before a seam.
pub(crate) struct Before<'l> {
    near: Near<'l>,
    /// Log-probabilities of the best ways to cut them into words.
    best: Best,
    words: &'l Lexicon,
}

/// The Han behind a seam.
pub(crate) struct Behind {
    chars: [char; REACH],
    n: usize,
    best: f64,
    shares: Shares,
}

impl<'l> Before<'l> {
    /// None where a text does not end with Han.
    pub(crate) fn of(words: &'l Lexicon, text: &str) -> Option<Self> {
        Near::before(words, text).map(|near| Self::near(words, near))
    }

    fn near(words: &'l Lexicon, near: Near<'l>) -> Self {
        let best = cut(from_nothing(0.0), &near.shares(words), near.n);
        Self { near, best, words }
    }

    /// How much likelier what stands on both sides is as one, as a logarithm from 0 to [`MOST`].
    pub(crate) fn over(&self, behind: &Behind) -> f64 {
        let all = self.best[self.near.n];
        let mut best = from_nothing(all);
        for (from, way) in self.near.open.iter().enumerate() {
            let mut way = *way;
            let len = self.near.n.saturating_sub(from);
            for n in 0..behind.n.min(LONGEST - len) {
                way = way.and_then(|way| way.step(behind.chars[n]));
                let Some(way) = way else { break };
                if let Some(count) = way.count() {
                    best[n + 1] = best[n + 1].max(self.best[from] + share(self.words, count as f64));
                }
            }
        }
        let best = cut(best, &behind.shares, behind.n);
        (best[behind.n] - all - behind.best).clamp(0.0, MOST)
    }
}

impl Behind {
    /// None where a text does not begin with Han.
    pub(crate) fn of(words: &Lexicon, text: &str) -> Option<Self> {
        let near = Near::behind(words, text)?;
        let shares = near.shares(words);
        let best = cut(from_nothing(0.0), &shares, near.n);
        Some(Self { chars: near.chars, n: near.n, best: best[near.n], shares })
    }
}

/// Log-probability of a word that was counted so often.
fn share(words: &Lexicon, count: f64) -> f64 {
    (count / words.about().read.max(1) as f64).ln()
}

/// What is known before anything is cut.
fn from_nothing(before: f64) -> Best {
    let mut best = [f64::NEG_INFINITY; REACH + 1];
    best[0] = before;
    best
}

/// Fills in the best ways to cut what stands before each of so many characters.
fn cut(mut best: Best, shares: &Shares, n: usize) -> Best {
    for from in 0..n {
        for to in from..n {
            best[to + 1] = best[to + 1].max(best[from] + shares[from][to]);
        }
    }
    best
}

/// How much likelier the end of one text and the beginning of another are as one, as a logarithm from 0 to
/// [`MOST`].
pub(crate) fn over_seam(words: &Lexicon, left: &str, right: &str) -> f64 {
    let first = right.chars().next().filter(|c| is_han(*c)).map(simplified);
    first
        .zip(Near::before(words, left))
        .filter(|(first, before)| before.may_go_on(*first))
        .zip(Behind::of(words, right))
        .map_or(0.0, |((_, before), behind)| Before::near(words, before).over(&behind))
}

/// How much likelier two lines are as one that a name below is taken for the end of the line above.
pub(crate) const LIKELY: f64 = 1.0;
/// The same where nothing but the word speaks for their going on.
pub(crate) const SURE: f64 = 4.0;

/// Whether a word of Chinese goes on from one line to the next: `中`, `国方案`. Of other languages the dictionary knows
/// nothing, though they are written with Han too.
pub(crate) fn is_cut(above: &str, below: &str, least: f64) -> bool {
    let foreign = |c: char| matches!(script(c), Script::Kana | Script::Hangul);
    !besides_han(above).any(foreign)
        && !besides_han(below).any(foreign)
        && of_language("zh").is_some_and(|words| over_seam(words, above, below) > least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_words_fit_together() {
        let Some(words) = of_language("zh") else { panic!("there is one") };
        let fit = |left, right| over_seam(words, left, right);
        assert!(fit("昨天下午召开的会", "议上，大家一致认为") > 2.0);
        assert!(fit("老百姓的生活水", "平有了很大提高") > 2.0);
        assert!(fit("解決貧困問題的中", "國方案") > 2.0);
        assert!(fit("老百姓的生活水", "议上，大家一致认为") < 1.0);
        assert!(fit("他说，", "议上") == 0.0);
    }

    #[test]
    fn japanese_is_no_chinese() {
        assert!(is_cut("解决贫困问题的中", "国方案", SURE));
        assert!(!is_cut("の解決の中", "国方案", LIKELY) && !is_cut("問題的中", "国のこと", LIKELY));
    }
}
