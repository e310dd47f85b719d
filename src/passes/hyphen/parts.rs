//! The word that a line end cuts, and how it may be written.

use crate::lexicon::{fold, in_word, is_inner};

/// The two parts of a word.
#[derive(Debug, PartialEq)]
pub(super) struct Parts<'t> {
    /// What stands before the hyphen, as printed.
    pub left: &'t str,
    /// What stands after the line end, as printed.
    pub right: &'t str,
    /// The hyphen.
    pub mark: char,
    /// The parts in the spelling that words are looked up in.
    pub low_left: String,
    pub low_right: String,
}

impl<'t> Parts<'t> {
    /// Of two lines, the first of which ends with a hyphen.
    pub(super) fn of(above: &'t str, below: &'t str) -> Option<Self> {
        let mark = above.chars().next_back()?;
        let stem = &above[..above.len() - mark.len_utf8()];
        let left = stem.rsplit(|c| !in_word(c)).next().unwrap_or("").trim_start_matches(is_inner);
        let end = below.find(|c| !in_word(c)).unwrap_or(below.len());
        let right = below[..end].trim_end_matches(is_inner);
        Some(Self { left, right, mark, low_left: fold(left), low_right: fold(right) })
    }

    /// The word without the hyphen.
    pub(super) fn joined(&self) -> String {
        format!("{}{}", self.low_left, self.low_right)
    }

    /// The word with the hyphen.
    pub(super) fn hyphened(&self) -> String {
        format!("{}-{}", self.low_left, self.low_right)
    }

    /// Whether the second part begins with a capital, in a word that is not all capitals and no name such as `McKinley`.
    pub(super) fn meets_capital(&self) -> bool {
        if matches!(self.left.trim_start_matches(|c: char| !c.is_alphabetic()), "Mc" | "Mac") {
            return false;
        }
        let mut letters = self.left.chars().filter(|c| c.is_alphabetic());
        let all_caps = letters.all(char::is_uppercase) && self.left.chars().count() > 1;
        self.right.chars().next().is_some_and(char::is_uppercase) && !all_caps
    }

    /// Whether what stands next to the hyphen is less than the parts.
    pub(super) fn has_core(&self) -> bool {
        let (left, right) = self.core();
        left.len() + right.len() < self.low_left.len() + self.low_right.len()
    }

    /// What stands next to the hyphen where the word has further ones, or an article that has lost its vowel: `dix` of
    /// `quatre-vingt-dix`, `assemblée` of `l'assemblée`.
    pub(super) fn core(&self) -> (&str, &str) {
        let left = self.low_left.rsplit('-').next().unwrap_or("");
        let left = left.split_once('\'').filter(|(head, _)| is_elided(head)).map_or(left, |(_, tail)| tail);
        (left, self.low_right.split('-').next().unwrap_or(""))
    }
}

/// Whether this stands before an apostrophe in place of an article, a pronoun or a conjunction.
pub(super) fn is_elided(head: &str) -> bool {
    matches!(
        head,
        "l" | "d" | "s" | "n" | "j" | "m" | "t" | "c" | "qu" | "jusqu" | "lorsqu" | "puisqu" | "dell" | "all"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(above: &str, below: &str, left: &str, right: &str, core: (&str, &str)) {
        let parts = Parts::of(above, below).map(|parts| {
            let core = parts.core();
            (parts.left.to_owned(), parts.right.to_owned(), core.0.to_owned(), core.1.to_owned())
        });
        let expected = (left.to_owned(), right.to_owned(), core.0.to_owned(), core.1.to_owned());
        assert_eq!(parts, Some(expected), "{above}|{below}");
    }

    #[test]
    fn words_over_a_line_end() {
        check("the com-", "mittee.” He", "com", "mittee", ("com", "mittee"));
        check("said “self-", "evident”;", "self", "evident", ("self", "evident"));
        check("de l’as¬", "semblée", "l’as", "semblée", ("as", "semblée"));
        check("quatre-vingt-", "dix, et", "quatre-vingt", "dix", ("vingt", "dix"));
        check("com-", "mander-in-chief", "com", "mander-in-chief", ("com", "mander"));
        check("der beſchloſ⸗", "ſen hat", "beſchloſ", "ſen", ("beschlos", "sen"));
    }
}
