//! What stands next to each other: pairs of words, of characters where words have no spaces, and of marks.
//!
//! How well one text goes on in another shows at the seam: which word follows which. A pair is counted in the same
//! transducer as the words, under both of its tokens with a blank between them, which no word has; so are how often a
//! token stood on the left of any pair and on the right, under the token with a blank behind or before it, and a blank
//! alone for all pairs. So lexicons with pairs are merged as those without.

use super::spelling::{fold_into, in_word, is_inner};
use super::{LONGEST, Lexicon};
use crate::model::script::{Script, script};

/// Added to the counts of pairs, so that what is rare says little.
const SMOOTH: f64 = 0.5;

/// Calls `each` with the tokens of a text, as pairs are counted in them: words as [`super::fold`] spells them, single
/// characters of scripts without spaces, marks, and a `0` for any number.
pub(super) fn each_token(text: &str, mut each: impl FnMut(&str)) {
    let mut token = String::new();
    let mut rest = text;
    while let Some((whole, behind)) = next(rest) {
        rest = behind;
        token.clear();
        spell(whole, &mut token);
        if !token.is_empty() && token.len() <= LONGEST {
            each(&token);
        }
    }
}

/// The first token of a text.
fn first(text: &str) -> String {
    let mut token = String::new();
    if let Some((whole, _)) = next(text) {
        spell(whole, &mut token);
    }
    token
}

/// The last token of a text.
fn last(text: &str) -> String {
    let text = text.trim_end();
    let mut token = String::new();
    if let Some(c) = text.chars().next_back() {
        let kind = Kind::of(c);
        let run = if kind.is_run() {
            let from = text.char_indices().rev().take_while(|(_, c)| Kind::of(*c) == kind).last();
            from.map_or(0, |(at, _)| at)
        } else {
            text.len() - c.len_utf8()
        };
        spell(&text[run..], &mut token);
    }
    token
}

/// What kind of token a character is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Single,
    Word,
    Number,
    Mark,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            c if c.is_whitespace() => Self::Blank,
            c if c.is_numeric() => Self::Number,
            c if matches!(script(c), Script::Han | Script::Kana) => Self::Single,
            c if in_word(c) => Self::Word,
            _ => Self::Mark,
        }
    }

    fn is_run(self) -> bool {
        matches!(self, Self::Word | Self::Number)
    }
}

/// The next token of a text as it is printed, and what stands behind it.
fn next(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let c = text.chars().next()?;
    let kind = Kind::of(c);
    let end = if kind.is_run() {
        text.char_indices().find(|(_, c)| Kind::of(*c) != kind).map_or(text.len(), |(at, _)| at)
    } else {
        c.len_utf8()
    };
    Some(text.split_at(end))
}

/// The spelling in which a token is counted.
fn spell(whole: &str, token: &mut String) {
    if whole.starts_with(char::is_numeric) {
        token.push('0');
    } else {
        let core = whole.trim_matches(is_inner);
        fold_into(if core.is_empty() { whole } else { core }, token);
    }
}

/// The key of a pair.
pub(super) fn key(left: &str, right: &str) -> String {
    format!("{left} {right}")
}

/// Whether a key is one of pairs.
pub(super) fn is_key(key: &[u8]) -> bool {
    key.contains(&b' ')
}

impl Lexicon {
    /// How much oftener the end of one text and the beginning of another follow one another in what was learned than by
    /// chance, as a logarithm; nothing where no pairs were learned.
    #[must_use]
    pub fn affinity(&self, before: &str, after: &str) -> Option<f64> {
        let all = self.count(" ");
        if all == 0 {
            return None;
        }
        let (left, right) = (last(before), first(after));
        let count = |left: &str, right: &str| self.count(&key(left, right)) as f64;
        let chance = count(&left, "") * count("", &right) / all as f64;
        Some(((count(&left, &right) + SMOOTH) / (chance + SMOOTH)).ln())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        each_token(text, |token| found.push(token.to_owned()));
        assert_eq!(found, expected);
        assert_eq!(first(text), expected[0]);
        assert_eq!(last(text), expected[expected.len() - 1]);
    }

    #[test]
    fn tokens() {
        check("The 4th of May, to-day’s “end”", &["the", "0", "th", "of", "may", ",", "to-day's", "“", "end", "”"]);
        check("共1,200 元。", &["共", "0", ",", "0", "元", "。"]);
        check("Das Hauſ ", &["das", "haus"]);
    }
}
