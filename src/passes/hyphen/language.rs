//! What is known of the language of an issue: its lists of hyphens, its dictionary, and where its words may be parted.

use super::lists::Lists;
use crate::lexicon::{self, Lexicon};
use crate::passes::View;
use crate::survey::language::of_issue;

/// The languages that have lists.
const LISTED: [(&str, &str); 8] = [
    ("de", "hyphens-de"),
    ("el", "hyphens-el"),
    ("en", "hyphens-en"),
    ("fi", "hyphens-fi"),
    ("fr", "hyphens-fr"),
    ("nl", "hyphens-nl"),
    ("ru", "hyphens-ru"),
    ("sv", "hyphens-sv"),
];

/// Languages that part no word with a hyphen.
const UNHYPHENED: [&str; 3] = ["zh", "ja", "ko"];

/// A language; where nobody knows which it is, the lists of all.
pub(crate) struct Language<'v> {
    code: Option<String>,
    /// How it uses hyphens.
    pub(super) lists: Lists<'v>,
    /// The words that the program brings along for it.
    pub(crate) words: Option<&'static Lexicon>,
    /// The words of the archive.
    pub(crate) archive: Option<&'v Lexicon>,
}

impl<'v> Language<'v> {
    /// The language of an issue.
    pub(crate) fn of(view: &View<'v>) -> Self {
        let code = of_issue(view.issue).map(|code| primary(&code));
        // What has hyphens on a page of Han, kana or Hangul is English nearly always.
        let code = code.map(|code| if UNHYPHENED.contains(&code.as_str()) { "en".to_owned() } else { code });
        let known = |wanted: &str| code.as_deref().is_none_or(|code| code == wanted);
        let lists = LISTED.iter().filter(|(code, _)| known(code)).map(|(_, name)| view.rules.words(name));
        let lists = Lists::of(lists);
        let words = code.as_deref().and_then(lexicon::of_language);
        Self { code, lists, words, archive: view.rules.lexicon() }
    }

    /// Its code, without a region.
    pub(crate) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Whether a printer of this language may part the joined word after `left`; `None` where nobody knows.
    pub(super) fn may_part(&self, joined: &str, left: usize) -> Option<bool> {
        let language = hypher::Lang::from_iso(self.code()?.as_bytes().try_into().ok()?)?;
        let mut at = 0;
        let mut ends = hypher::hyphenate(joined, language).map(|syllable| {
            at += syllable.len();
            at
        });
        Some(ends.any(|end| end == left))
    }
}

/// The code of a language without script and region.
fn primary(code: &str) -> String {
    code.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}
