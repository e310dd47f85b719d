//! Words with a blank inside: somebody has set the lines anew, after the reader of the page had lost the hyphens of the old
//! ones, as in "the bank ruptcy court".
//!
//! Only what can stand in no other way is mended: neither part is a word, the whole is one, and the text has several such
//! places. One may be a foreign phrase that the language also writes in one.

use rustc_hash::FxHashMap;

use super::LONGER;
use crate::ledger::Edit;
use crate::lexicon::{fold, in_word};
use crate::model::LineIx;
use crate::model::script::{Script, script};
use crate::passes::View;
use crate::passes::galley::{Galley, Row};
use crate::passes::hyphen::{Language, NEITHER_IS_WORD};

/// Fewest letters of a part, and of the whole.
const LEAST_PART: usize = 2;
const LEAST_WORD: usize = 6;
/// Fewest different words of an issue that are split so, and how many of its first rows tell it besides those longer than a
/// column: to ask for every word of every issue would take longer than all else.
const LEAST: usize = 3;
const TELLING: usize = 100;

/// The blanks of an issue that split words.
pub(super) struct Splits(FxHashMap<LineIx, Vec<usize>>);

impl Splits {
    /// Looks through the galleys of an issue; none where the language has no dictionary or few words are split.
    pub(super) fn of(language: &Language<'_>, galleys: &[&Galley<'_>]) -> Option<Self> {
        let words = language.words?;
        let has = |word: &str| words.count(word) > 0;
        let rows = || galleys.iter().flat_map(|galley| &galley.rows);
        let mut wholes = Vec::new();
        for (n, row) in rows().enumerate() {
            if n < TELLING || row.text.len() > LONGER {
                places(&row.text, &has, &mut wholes);
            }
        }
        wholes.sort_unstable();
        wholes.dedup();
        if wholes.len() < LEAST {
            return None;
        }
        let found = rows().map(|row| (row.line, places(&row.text, &has, &mut wholes)));
        Some(Self(found.filter(|(_, places)| !places.is_empty()).collect()))
    }

    /// The edits for the blanks of a line.
    pub(super) fn edits(&self, view: &View<'_>, row: &Row<'_>, edits: &mut Vec<Edit>) {
        let Some(rule) = view.rules.get("join/split-word") else { return };
        for &blank in self.0.get(&row.line).into_iter().flatten() {
            let change = view.draft.replace(row.line, blank..blank + 1, "");
            edits
                .extend(change.map(|change| rule.sure(rule.confidence.share(), vec![change]).because(NEITHER_IS_WORD)));
        }
    }
}

/// The blanks of a line that split words, with the words.
fn places(text: &str, has: &dyn Fn(&str) -> bool, wholes: &mut Vec<String>) -> Vec<usize> {
    let is_part = |part: &str| part.chars().all(|c| script(c) == Script::Spaced && c.is_alphabetic());
    let mut found = Vec::new();
    let mut left: Option<(String, usize)> = None;
    let mut from = 0;
    for piece in text.split(' ') {
        let end = from + piece.len();
        let head = &piece[..piece.find(|c| !in_word(c)).unwrap_or(piece.len())];
        let right = (is_part(head) && head.starts_with(char::is_lowercase)).then(|| fold(head));
        if let (Some((left, blank)), Some(right)) = (&left, &right) {
            let whole = format!("{left}{right}");
            let letters = |word: &str| word.chars().count();
            if letters(right) >= LEAST_PART && letters(&whole) >= LEAST_WORD && !has(right) && has(&whole) {
                wholes.push(whole);
                found.push(*blank);
            }
        }
        let begins = |word: &str| word.chars().skip(1).all(char::is_lowercase);
        let low = Some(piece).filter(|piece| is_part(piece) && begins(piece)).map(fold);
        left = low.filter(|low| low.chars().count() >= LEAST_PART && !has(low)).map(|low| (low, end));
        from = end + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_inside_words() {
        let words = ["the", "bankruptcy", "court", "tended", "attended", "at", "government"];
        let mut wholes = Vec::new();
        let text = "The bankr uptcy court at tended the gov ernment, the Gov Ernment";
        let found = places(text, &|word| words.contains(&word), &mut wholes);
        assert_eq!(wholes, ["bankruptcy", "government"]);
        assert_eq!(found, [9, 39]);
    }
}
