//! Word lists.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// A set of words that can be asked for the longest of them at an end of a text.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    words: BTreeSet<String>,
    /// Length of the longest word in bytes.
    longest: usize,
    /// Length of the longest word, in bytes, that begins with a character. Most texts begin with none of them.
    longest_from: BTreeMap<char, usize>,
}

impl WordList {
    /// The list without words.
    pub const EMPTY: Self = Self { words: BTreeSet::new(), longest: 0, longest_from: BTreeMap::new() };

    /// Adds words; empty ones are left out.
    pub fn extend(&mut self, words: impl IntoIterator<Item = String>) {
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            self.longest = self.longest.max(word.len());
            if let Some(first) = word.chars().next() {
                let longest = self.longest_from.entry(first).or_default();
                *longest = word.len().max(*longest);
            }
            self.words.insert(word);
        }
    }

    /// Whether the list has this word.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        word.len() <= self.longest && self.words.contains(word)
    }

    /// Whether the list has no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether some word of the list begins with the character that `text` begins with.
    #[must_use]
    pub fn begins_any(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|first| self.longest_from.contains_key(&first))
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub fn at_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        let longest = *self.longest_from.get(&text.chars().next()?)?;
        ends(text, longest).rev().map(|end| &text[..end]).find(|head| self.words.contains(*head))
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub fn at_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        let from = text.len().saturating_sub(self.longest);
        (from..text.len())
            .filter(|at| text.is_char_boundary(*at))
            .map(|at| &text[at..])
            .find(|tail| self.words.contains(*tail))
    }

    /// Whether some word of the list stands in `text`.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        (0..text.len()).filter(|at| text.is_char_boundary(*at)).any(|at| self.at_start(&text[at..]).is_some())
    }

    /// The words in order, from the first that is not less than `from`.
    pub fn from(&self, from: &str) -> impl Iterator<Item = &str> {
        self.words.range::<str, _>((Bound::Included(from), Bound::Unbounded)).map(String::as_str)
    }
}

fn ends(text: &str, longest: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
    (1..=text.len().min(longest)).filter(|at| text.is_char_boundary(*at))
}
