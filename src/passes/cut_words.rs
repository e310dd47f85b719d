//! What a dictionary says of the characters on both sides of a seam, where words have no spaces between them.
//!
//! A line of Chinese ends anywhere, so that every second seam cuts a word. The text around a seam is cut into words
//! twice, once as a whole and once with the seam kept, by the words' frequencies (unigram segmentation, as Jieba's); what the
//! former is likelier speaks for the seam.

use crate::lexicon::{Lexicon, Way, of_language, simplified};
use crate::model::script::{Script, is_han, script};

/// Longest word, in characters.
const LONGEST: usize = 4;
/// Frequency of a character that stands in no word of the dictionary.
const UNKNOWN: f64 = 0.5;

/// What a seam counts at most.
const MOST: f64 = 6.0;

/// Characters on each side of a seam that a word over it can have.
const REACH: usize = LONGEST - 1;

/// A word, or a character that stands for one: from where to where it goes, and its log-probability.
#[derive(Clone, Copy)]
struct Piece {
    from: usize,
    to: usize,
    share: f64,
}

/// The Han before a seam.
pub(crate) struct Before<'l> {
    /// Log-probability of the best way to cut them into words.
    best: f64,
    /// The beginnings of words that may go on over the seam: what the best way comes to up to each, how many characters
    /// it has, and the words.
    open: Vec<(f64, usize, Way<'l>)>,
    words: &'l Lexicon,
}

/// The Han behind a seam.
pub(crate) struct Behind {
    best: f64,
    chars: Vec<char>,
    pieces: Vec<Piece>,
}

impl<'l> Before<'l> {
    /// None where a text does not end with Han.
    pub(crate) fn of(words: &'l Lexicon, text: &str) -> Option<Self> {
        let mut chars = near(text.chars().rev());
        chars.reverse();
        let (pieces, open) = pieces(words, &chars);
        let mut best = [f64::NEG_INFINITY; REACH + 1];
        best[0] = 0.0;
        cut(&mut best, &pieces);
        let open = open.into_iter().map(|(from, way)| (best[from], chars.len() - from, way)).collect();
        (!chars.is_empty()).then_some(Self { best: best[chars.len()], open, words })
    }

    /// Whether any word goes on over the seam with a character.
    fn may_go_on(&self, first: char) -> bool {
        self.open.iter().any(|(_, _, way)| way.step(first).is_some())
    }

    /// How much likelier what stands on both sides is as one, as a logarithm from 0 to [`MOST`].
    pub(crate) fn over(&self, behind: &Behind) -> f64 {
        let mut best = [f64::NEG_INFINITY; REACH + 1];
        best[0] = self.best;
        for &(before, len, way) in &self.open {
            let mut way = Some(way);
            for (n, c) in behind.chars.iter().enumerate().take(LONGEST - len) {
                way = way.and_then(|way| way.step(*c));
                let Some(way) = way else { break };
                if let Some(count) = way.count() {
                    best[n + 1] = best[n + 1].max(before + share(self.words, count as f64));
                }
            }
        }
        cut(&mut best, &behind.pieces);
        (best[behind.chars.len()] - self.best - behind.best).clamp(0.0, MOST)
    }
}

impl Behind {
    /// None where a text does not begin with Han.
    pub(crate) fn of(words: &Lexicon, text: &str) -> Option<Self> {
        let chars = near(text.chars());
        let (pieces, _) = pieces(words, &chars);
        let mut best = [f64::NEG_INFINITY; REACH + 1];
        best[0] = 0.0;
        cut(&mut best, &pieces);
        (!chars.is_empty()).then_some(Self { best: best[chars.len()], chars, pieces })
    }
}

/// The Han that some characters begin with, simplified, as far as a word over the seam reaches.
fn near(chars: impl Iterator<Item = char>) -> Vec<char> {
    chars.take(REACH).take_while(|c| is_han(*c)).map(simplified).collect()
}

/// What some characters may be cut into, from left to right, and the words that may begin in them and end behind them.
fn pieces<'l>(words: &'l Lexicon, chars: &[char]) -> (Vec<Piece>, Vec<(usize, Way<'l>)>) {
    let (mut pieces, mut open) = (Vec::new(), Vec::new());
    let (unknown, root) = (share(words, UNKNOWN), words.way());
    for from in 0..chars.len() {
        pieces.push(Piece { from, to: from + 1, share: unknown });
        let mut way = Some(root);
        for (to, c) in (from + 1..).zip(&chars[from..]) {
            way = way.and_then(|way| way.step(*c));
            let Some(count) = way.and_then(|way| way.count()) else { continue };
            pieces.push(Piece { from, to, share: share(words, count as f64) });
        }
        open.extend(way.map(|way| (from, way)));
    }
    (pieces, open)
}

/// Log-probability of a word that was counted so often.
fn share(words: &Lexicon, count: f64) -> f64 {
    (count / words.about().read.max(1) as f64).ln()
}

/// Fills in log-probabilities of the best ways to cut what stands before each place.
fn cut(best: &mut [f64], pieces: &[Piece]) {
    for piece in pieces {
        best[piece.to] = best[piece.to].max(best[piece.from] + piece.share);
    }
}

/// How much likelier the end of one text and the beginning of another are as one, as a logarithm from 0 to
/// [`MOST`].
pub(crate) fn over_seam(words: &Lexicon, left: &str, right: &str) -> f64 {
    let first = right.chars().next().filter(|c| is_han(*c)).map(simplified);
    first
        .zip(Before::of(words, left))
        .filter(|(first, before)| before.may_go_on(*first))
        .map_or(0.0, |(_, before)| Behind::of(words, right).map_or(0.0, |behind| before.over(&behind)))
}

/// How much likelier two lines are as one that a name below is taken for the end of the line above.
pub(crate) const LIKELY: f64 = 1.0;
/// The same where nothing but the word speaks for their going on.
pub(crate) const SURE: f64 = 4.0;

/// Whether a word of Chinese goes on from one line to the next: `中`, `国方案`. Of other languages the dictionary knows
/// nothing, though they are written with Han too.
pub(crate) fn is_cut(above: &str, below: &str, least: f64) -> bool {
    let foreign = |c: char| matches!(script(c), Script::Kana | Script::Hangul);
    !above.contains(foreign)
        && !below.contains(foreign)
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
