//! What a dictionary says of the characters on both sides of a seam, where words have no spaces between them.
//!
//! A line of Chinese ends anywhere, so that every second seam cuts a word. The text around a seam is cut into words
//! twice, once as a whole and once with the seam kept, by the words' frequencies (unigram segmentation, as Jieba's); what the
//! former is likelier speaks for the seam.

use crate::lexicon::{Lexicon, of_language, simplified};
use crate::model::script::{Script, is_han, script};

/// Longest word, in characters.
const LONGEST: usize = 4;
/// Frequency of a character that stands in no word of the dictionary.
const UNKNOWN: f64 = 0.5;

/// What a seam counts at most.
const MOST: f64 = 6.0;

/// How much likelier the end of one text and the beginning of another are as one, as a logarithm from 0 to
/// [`MOST`].
pub(crate) fn over_seam(words: &Lexicon, left: &str, right: &str) -> f64 {
    let han = |c: &char| is_han(*c);
    let mut before: Vec<char> = left.chars().rev().take(LONGEST - 1).take_while(han).map(simplified).collect();
    before.reverse();
    let after: Vec<char> = right.chars().take(LONGEST - 1).take_while(han).map(simplified).collect();
    if before.is_empty() || after.is_empty() {
        return 0.0;
    }
    let whole = [before.as_slice(), after.as_slice()].concat();
    (best(words, &whole) - best(words, &before) - best(words, &after)).clamp(0.0, MOST)
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

/// Log-probability of the best way to cut some characters into words.
fn best(words: &Lexicon, chars: &[char]) -> f64 {
    let all = words.about().read.max(1) as f64;
    let mut to = vec![f64::NEG_INFINITY; chars.len() + 1];
    to[0] = 0.0;
    let mut word = String::new();
    for from in 0..chars.len() {
        word.clear();
        for (n, c) in chars[from..].iter().take(LONGEST).enumerate() {
            word.push(*c);
            let count = match words.count(&word) {
                0 if n > 0 => continue,
                0 => UNKNOWN,
                count => count as f64,
            };
            let sum = to[from] + (count / all).ln();
            let end = &mut to[from + n + 1];
            *end = end.max(sum);
        }
    }
    to[chars.len()]
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
