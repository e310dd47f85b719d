//! How a language uses hyphens: the lists of the packs in force, and where its words may be parted.

use crate::passes::View;
use crate::rules::WordList;
use crate::survey::language::of_issue;

/// The languages that have lists.
const LISTED: [(&str, &str); 4] =
    [("de", "hyphens-de"), ("en", "hyphens-en"), ("fr", "hyphens-fr"), ("nl", "hyphens-nl")];
/// Letters of the longest ending or beginning that a list tells.
const LONGEST: usize = 14;
/// What adjectives end with after their stem.
const INFLECTIONS: [&str; 6] = ["", "e", "en", "er", "es", "em"];

/// A language, or all of them where nobody knows which it is.
pub(super) struct Language<'v> {
    code: Option<String>,
    lists: Vec<&'v WordList>,
}

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

impl<'v> Language<'v> {
    /// The language of an issue.
    pub(super) fn of(view: &View<'v>) -> Self {
        let code = of_issue(view.issue).map(|code| primary(&code));
        let known = |wanted: &str| code.as_deref().is_none_or(|code| code == wanted);
        let lists = LISTED.iter().filter(|(code, _)| known(code)).map(|(_, name)| view.rules.words(name)).collect();
        Self { code, lists }
    }

    /// Its code, without a region.
    pub(super) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    fn lists(&self, entry: &str) -> bool {
        self.lists.iter().any(|list| list.contains(entry))
    }

    /// Whether a word before which a hyphen stands for what comes later.
    pub(super) fn suspends(&self, right: &str) -> bool {
        self.lists(&format!("*- {right}"))
    }

    /// Whether old print parts a `ck` before this ending.
    pub(super) fn parts_ck(&self, left: &str, right: &str) -> bool {
        let vowel = left.strip_suffix('k').is_some_and(|stem| stem.ends_with(['a', 'e', 'i', 'o', 'u', 'ä', 'ö', 'ü']));
        vowel && self.lists(&format!("k-{right}"))
    }

    /// Whether a word is listed as written in one, by itself or by how it begins.
    pub(super) fn writes_in_one(&self, joined: &str, left: &str) -> bool {
        let beyond = |end: &usize| *end > left.len();
        self.lists(joined) || ends_of(joined).filter(beyond).any(|end| self.lists(&format!("{}*", &joined[..end])))
    }

    /// What its lists say for a hyphen between the parts; `low_left` and `low_right` may have further ones.
    pub(super) fn hyphens(&self, low_left: &str, low_right: &str) -> Option<Listed> {
        let tail = low_left.rsplit('-').next().unwrap_or("");
        let head = low_right.split('-').next().unwrap_or("");
        let before = self.lists(&format!("{low_left}-*")) || self.lists(&format!("{tail}-*"));
        let after = self.lists(&format!("*-{low_right}")) || self.lists(&format!("*-{head}"));
        if self.lists(&format!("{low_left}-{low_right}")) || self.lists(&format!("{tail}-{head}")) {
            Some(Listed::Word)
        } else if self.is_pair(tail, head) {
            Some(Listed::Pair)
        } else if low_left.len() > tail.len() && self.lists(&format!("*-{tail}-*"))
            || low_right.len() > head.len() && self.lists(&format!("*-{head}-*"))
        {
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
        let listed = |word: &str| {
            let from = word.len().saturating_sub(LONGEST);
            let starts = (from..word.len()).filter(|at| word.is_char_boundary(*at));
            starts.map(|at| &word[at..]).any(|ending| self.lists(&format!("*{ending}-*")))
        };
        listed(left) && INFLECTIONS.iter().filter_map(|inflection| right.strip_suffix(inflection)).any(listed)
    }

    /// Whether a printer of this language may part the joined word after `left`; `None` where nobody knows.
    pub(super) fn may_part(&self, left: &str, right: &str) -> Option<bool> {
        let language = hypher::Lang::from_iso(self.code()?.as_bytes().try_into().ok()?)?;
        let word = format!("{left}{right}");
        let mut at = 0;
        let mut ends = hypher::hyphenate(&word, language).map(|syllable| {
            at += syllable.len();
            at
        });
        Some(ends.any(|end| end == left.len()))
    }
}

/// Ends of the beginnings of a word, from the shortest.
fn ends_of(word: &str) -> impl Iterator<Item = usize> + '_ {
    (2..=word.len().min(LONGEST)).filter(|at| word.is_char_boundary(*at))
}

/// The code of a language without script and region.
fn primary(code: &str) -> String {
    code.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}
