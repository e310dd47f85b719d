//! The lists of hyphens, sorted by what an entry is about. `rules/words/hyphens-en.txt` says how one is written.

use rustc_hash::FxHashSet;

use crate::rules::WordList;

/// What adjectives end with after their stem.
const INFLECTIONS: [&str; 6] = ["", "e", "en", "er", "es", "em"];

/// How a line begins whose word keeps its hyphen behind a name.
const BEHIND_NAME: &str = "Name-";

/// What a list says of a hyphen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Listed {
    /// The whole word is written so.
    Word,
    /// What stands before the hyphen keeps it, and so does what stands after it.
    Both,
    /// What stands before the hyphen keeps it.
    Before,
    /// What stands after it does.
    After,
    /// A part of a compound of three stands beside it.
    Inner,
    /// Two adjectives that are set as a pair.
    Pair,
}

/// A set of words, parts of words or ends of words.
#[derive(Default)]
struct Set<'v> {
    entries: FxHashSet<&'v str>,
    /// Bytes of the longest.
    longest: usize,
}

impl<'v> Set<'v> {
    fn add(&mut self, entry: &'v str) {
        self.longest = self.longest.max(entry.len());
        self.entries.insert(entry);
    }

    fn has(&self, entry: &str) -> bool {
        entry.len() <= self.longest && self.entries.contains(entry)
    }

    /// Whether a word begins with one of these that is longer than `beyond`.
    fn begins(&self, word: &str, beyond: usize) -> bool {
        let ends = (beyond + 1..=word.len().min(self.longest)).filter(|at| word.is_char_boundary(*at));
        ends.map(|at| &word[..at]).any(|head| self.entries.contains(head))
    }

    /// Whether a word ends with one of these.
    fn ends(&self, word: &str) -> bool {
        let starts = (word.len().saturating_sub(self.longest)..word.len()).filter(|at| word.is_char_boundary(*at));
        starts.map(|at| &word[at..]).any(|tail| self.entries.contains(tail))
    }
}

/// The entries of some lists by kind.
#[derive(Default)]
pub(super) struct Lists<'v> {
    words: Set<'v>,
    before: Set<'v>,
    after: Set<'v>,
    inner: Set<'v>,
    suspending: Set<'v>,
    adjectives: Set<'v>,
    /// A letter, a hyphen and a letter.
    meetings: Set<'v>,
    beginnings: Set<'v>,
    endings: Set<'v>,
    parted_ck: Set<'v>,
    behind_names: Set<'v>,
}

impl<'v> Lists<'v> {
    /// Sorts the entries of some lists.
    pub(super) fn of(lists: impl Iterator<Item = &'v WordList>) -> Self {
        let mut sorted = Self::default();
        lists.flat_map(|list| list.from("")).for_each(|entry| sorted.add(entry));
        sorted
    }

    fn add(&mut self, entry: &'v str) {
        if let Some(word) = entry.strip_prefix(BEHIND_NAME) {
            return self.behind_names.add(word);
        }
        let tail = entry.strip_prefix('*');
        let (set, entry) = match (tail, tail.unwrap_or(entry).strip_suffix('*')) {
            (Some(tail), None) => match (tail.strip_prefix("- "), tail.strip_prefix('-')) {
                (Some(word), _) => (&mut self.suspending, word),
                (None, Some(part)) => (&mut self.after, part),
                (None, None) => (&mut self.endings, tail),
            },
            (Some(_), Some(middle)) => match (middle.strip_prefix('-'), middle.strip_suffix('-')) {
                (Some(part), _) => (&mut self.inner, part.trim_end_matches('-')),
                (None, Some(ending)) => (&mut self.adjectives, ending),
                (None, None) => (&mut self.meetings, middle),
            },
            (None, Some(head)) => match head.strip_suffix('-') {
                Some(part) => (&mut self.before, part),
                None => (&mut self.beginnings, head),
            },
            (None, None) => match entry.strip_prefix("k-k") {
                Some(_) => (&mut self.parted_ck, &entry[2..]),
                None => (&mut self.words, entry),
            },
        };
        set.add(entry);
    }

    /// Whether a hyphen before this word stands for what comes later.
    pub(super) fn suspends(&self, right: &str) -> bool {
        self.suspending.has(right)
    }

    /// Whether old print parts a `ck` before this ending.
    pub(super) fn parts_ck(&self, left: &str, right: &str) -> bool {
        let vowel = left.strip_suffix('k').is_some_and(|stem| stem.ends_with(['a', 'e', 'i', 'o', 'u', 'ä', 'ö', 'ü']));
        vowel && self.parted_ck.has(right)
    }

    /// Whether a word is written in one, by itself or by how it begins beyond its first `left` bytes.
    pub(super) fn writes_in_one(&self, joined: &str, left: usize) -> bool {
        self.words.has(joined) || self.beginnings.begins(joined, left)
    }

    /// Whether a word of its own is a mere beginning or ending as often as not: `over`, `able`.
    pub(super) fn is_affix(&self, left: &str, right: &str) -> bool {
        self.beginnings.has(left) || self.endings.has(right)
    }

    /// Whether a word keeps its hyphen behind a name.
    pub(super) fn keeps_behind_name(&self, right: &str) -> bool {
        self.behind_names.has(right)
    }

    /// Whether two parts of a compound meet in letters that a hyphen keeps apart.
    pub(super) fn meet(&self, left: &str, right: &str) -> bool {
        let letters = left.chars().next_back().zip(right.chars().next());
        letters.is_some_and(|(last, first)| self.meetings.has(&format!("{last}-{first}")))
    }

    /// What speaks for a hyphen between two parts; each may have further ones in it.
    pub(super) fn hyphens(&self, left: &str, right: &str, hyphened: &str) -> Option<Listed> {
        let tail = left.rsplit('-').next().unwrap_or("");
        let head = right.split('-').next().unwrap_or("");
        let is_cut = tail.len() < left.len() || head.len() < right.len();
        let before = self.before.has(left) || self.before.has(tail);
        let after = self.after.has(right) || self.after.has(head);
        if self.words.has(hyphened) || is_cut && self.words.has(&format!("{tail}-{head}")) {
            Some(Listed::Word)
        } else if self.is_pair(tail, head) {
            Some(Listed::Pair)
        } else if tail.len() < left.len() && self.inner.has(tail) || head.len() < right.len() && self.inner.has(head) {
            Some(Listed::Inner)
        } else {
            match (before, after) {
                (true, true) => Some(Listed::Both),
                (true, false) => Some(Listed::Before),
                (false, true) => Some(Listed::After),
                (false, false) => None,
            }
        }
    }

    /// Whether both parts end as adjectives do that are set in pairs.
    fn is_pair(&self, left: &str, right: &str) -> bool {
        self.adjectives.ends(left)
            && INFLECTIONS
                .iter()
                .filter_map(|inflection| right.strip_suffix(inflection))
                .any(|stem| self.adjectives.ends(stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> WordList {
        let mut list = WordList::EMPTY;
        let entries = [
            "to-day",
            "self-*",
            "*-like",
            "*-in-*",
            "*- and",
            "*isch-*",
            "over*",
            "*able",
            "selfi*",
            "k-ken",
            "*a-a*",
            "Name-street",
        ];
        list.extend(entries.map(str::to_owned));
        list
    }

    #[track_caller]
    fn check(left: &str, right: &str, expected: Option<Listed>) {
        let list = list();
        let lists = Lists::of([&list].into_iter());
        assert_eq!(lists.hyphens(left, right, &format!("{left}-{right}")), expected, "{left}-{right}");
    }

    #[test]
    fn hyphens() {
        check("to", "day", Some(Listed::Word));
        check("self", "evident", Some(Listed::Before));
        check("war", "like", Some(Listed::After));
        assert!(Lists::of(std::iter::once(&list())).keeps_behind_name("street"));
        assert!(Lists::of(std::iter::once(&list())).meet("vapaa", "aika"));
        assert!(!Lists::of(std::iter::once(&list())).meet("linja", "onni"));
        check("self", "like", Some(Listed::Both));
        check("son-in", "law", Some(Listed::Inner));
        check("son", "in-law", Some(Listed::Inner));
        check("russisch", "türkischen", Some(Listed::Pair));
        check("russisch", "sprachig", None);
        check("over", "worked", None);
    }

    #[test]
    fn words_in_one() {
        let list = list();
        let lists = Lists::of([&list].into_iter());
        assert!(lists.writes_in_one("selfish", 4) && !lists.writes_in_one("selfevident", 4));
        assert!(!lists.writes_in_one("overworked", 4), "what stands before the line end tells nothing");
        assert!(lists.is_affix("over", "worked") && lists.is_affix("work", "able") && !lists.is_affix("work", "man"));
        assert!(lists.suspends("and") && lists.parts_ck("druk", "ken") && !lists.parts_ck("werk", "ken"));
    }
}
