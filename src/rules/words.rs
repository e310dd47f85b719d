//! Word lists.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// A set of words that can be asked for the longest of them at an end of a text.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    /// In order, for those who read the list.
    words: BTreeSet<String>,
    /// The same words for those who look one up, as every pass does on every line.
    known: FxHashSet<Box<str>>,
    /// Length of the longest word in bytes.
    longest: usize,
    /// How long the words are that begin with a character, and those that end with it. Most texts begin with none.
    from: FxHashMap<char, Lengths>,
    to: FxHashMap<char, Lengths>,
    /// Bits of the characters that words begin with, by which most texts are passed over before one is looked up.
    begins: [u64; Self::WORDS],
}

/// Lengths of words in bytes, one bit each; the highest bit stands for all from [`Lengths::MANY`] on.
#[derive(Debug, Clone, Copy, Default)]
struct Lengths(u64);

impl Lengths {
    const MANY: usize = 63;

    fn add(&mut self, len: usize) {
        self.0 |= 1 << len.min(Self::MANY);
    }

    /// Those that are no longer than `most`, the longest first.
    fn up_to(self, most: usize) -> impl Iterator<Item = usize> {
        let many = (Self::MANY..=most).rev().filter(move |_| self.0 >> Self::MANY == 1);
        let most = most.min(Self::MANY - 1);
        let mut few = self.0 & ((1 << (most + 1)) - 1);
        many.chain(std::iter::from_fn(move || {
            let len = few.checked_ilog2()?;
            few &= !(1 << len);
            Some(len as usize)
        }))
    }
}

impl WordList {
    /// The list without words.
    pub const EMPTY: Self = Self {
        words: BTreeSet::new(),
        known: HashSet::with_hasher(FxBuildHasher),
        longest: 0,
        from: HashMap::with_hasher(FxBuildHasher),
        to: HashMap::with_hasher(FxBuildHasher),
        begins: [0; Self::WORDS],
    };

    /// Words of 64 bits for the characters that words begin with.
    const WORDS: usize = 16;

    /// The word and the bit of a character.
    fn bit(c: char) -> (usize, u64) {
        let n = u32::from(c) as usize;
        (n / 64 % Self::WORDS, 1 << (n % 64))
    }

    /// Adds words; empty ones are left out.
    pub fn extend(&mut self, words: impl IntoIterator<Item = String>) {
        for word in words {
            let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { continue };
            self.longest = self.longest.max(word.len());
            let (at, bit) = Self::bit(first);
            self.begins[at] |= bit;
            self.from.entry(first).or_default().add(word.len());
            self.to.entry(last).or_default().add(word.len());
            self.known.insert(word.as_str().into());
            self.words.insert(word);
        }
    }

    /// Whether the list has this word.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        word.len() <= self.longest && self.known.contains(word)
    }

    /// Whether the list has this word in small letters.
    #[must_use]
    pub fn contains_lower(&self, word: &str) -> bool {
        /// How many times as many bytes as its small letter a capital takes at most.
        const SHRINKS: usize = 3;
        if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return self.contains(word);
        }
        // Where words have no spaces, what is asked for may be a whole line.
        word.len() <= SHRINKS * self.longest && self.known.contains(&*word.to_lowercase())
    }

    /// Whether the list has no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether some word of the list begins with the character that `text` begins with.
    #[must_use]
    pub fn begins_any(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|first| self.begins_with(first))
    }

    /// Whether some word of the list begins with this character.
    #[must_use]
    pub fn begins_with(&self, first: char) -> bool {
        let (at, bit) = Self::bit(first);
        self.begins[at] & bit != 0 && self.from.contains_key(&first)
    }

    /// Whether some word of the list ends with the character that `text` ends with.
    #[must_use]
    pub fn ends_any(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|last| self.to.contains_key(&last))
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub fn at_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        let first = text.chars().next()?;
        let (at, bit) = Self::bit(first);
        if self.begins[at] & bit == 0 {
            return None;
        }
        let lengths = self.from.get(&first)?;
        let mut heads = lengths.up_to(text.len().min(self.longest)).filter_map(|len| text.get(..len));
        heads.find(|head| self.known.contains(*head))
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub fn at_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        let lengths = self.to.get(&text.chars().next_back()?)?;
        let mut tails = lengths.up_to(text.len().min(self.longest)).filter_map(|len| text.get(text.len() - len..));
        tails.find(|tail| self.known.contains(*tail))
    }

    /// Whether some word of the list stands in `text`.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, _)| self.at_start(&text[at..]).is_some())
    }

    /// The words in order, from the first that is not less than `from`.
    pub fn from(&self, from: &str) -> impl Iterator<Item = &str> {
        self.words.range::<str, _>((Bound::Included(from), Bound::Unbounded)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn list(words: &[&str]) -> WordList {
        let mut list = WordList::EMPTY;
        list.extend(words.iter().map(|word| (*word).to_owned()));
        list
    }

    #[test]
    fn the_longest_at_an_end() {
        let long = "å".repeat(40);
        let list = list(&["记者", "本报记者", "本报", "者", "", &long]);
        assert_eq!(list.at_start("本报记者孙珺"), Some("本报记者"));
        assert_eq!(list.at_start("本报讯"), Some("本报"));
        assert_eq!(list.at_start("报"), None);
        assert_eq!(list.at_start(""), None);
        assert_eq!(list.at_end("李军本报记者"), Some("本报记者"));
        assert_eq!(list.at_end("报记者"), Some("记者"));
        assert_eq!(list.at_end("学者"), Some("者"));
        assert_eq!(list.at_end("者们"), None);
        assert_eq!(list.at_start(&format!("{long}å")), Some(long.as_str()));
        assert_eq!(list.at_end(&"å".repeat(39)), None);
        assert!(list.contains("者") && !list.contains(""));
        assert!(list.contains_lower(&"Å".repeat(40)) && list.contains_lower("者") && !list.contains_lower("Å"));
    }

    #[test]
    fn order_and_place() {
        let list = list(&["b", "ab", "c"]);
        assert_eq!(list.from("ac").collect::<Vec<_>>(), ["b", "c"]);
        assert!(list.stands_in("xxab") && !list.stands_in("xxa"));
        assert!(list.begins_any("az") && !list.begins_any("z"));
        assert!(list.ends_any("zb") && !list.ends_any("a") && !list.ends_any(""));
    }
}
