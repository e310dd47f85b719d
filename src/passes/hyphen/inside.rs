//! Hyphens inside a line that a line end left there: somebody has set the lines anew and kept the hyphens of the old ones,
//! as in "the bank- ruptcy court" and "the bank-ruptcy court".
//!
//! No line end speaks for joining here, so that a word must be known in the spelling that it gets.

use super::Hyphens;
use super::parts::Parts;
use super::weigh::{Reading, SECOND_IS_NO_WORD, weigh};
use crate::ledger::Edit;
use crate::passes::View;
use crate::passes::galley::Row;
use crate::rules::Rule;

/// Marks that stand for a hyphen inside a line.
const MARKS: [char; 3] = ['-', '¬', '⸗'];
/// Fewest letters of a part: shorter ones are initials, or chips of something else.
const LEAST_PART: usize = 2;
/// How sure it is that a word has no hyphen of which the second part is no word, or neither is.
const ONE_PART: f64 = 0.85;
const NEITHER_PART: f64 = 0.92;

/// Languages that write their compounds in one.
const COMPOUNDING: [&str; 4] = ["de", "nl", "sv", "fi"];

/// A hyphen between letters of one line.
pub(super) struct Place {
    /// The bytes of the hyphen.
    start: usize,
    end: usize,
    /// Where the second part begins, behind the blank if there is one.
    right: usize,
}

impl Place {
    /// The two parts of the word, as of two lines.
    pub fn parts<'t>(&self, text: &'t str) -> Option<Parts<'t>> {
        Parts::of(&text[..self.end], &text[self.right..])
    }

    fn is_followed_by_blank(&self) -> bool {
        self.right > self.end
    }
}

/// The hyphens of a line that may part a word.
pub(super) fn places(text: &str) -> impl Iterator<Item = Place> {
    // The first bytes of the marks; other signs begin with them as well.
    memchr::memchr3_iter(b'-', 0xC2, 0xE2, text.as_bytes()).filter_map(|start| {
        let mut behind = text.get(start..)?.chars();
        let mark = behind.next().filter(|mark| MARKS.contains(mark))?;
        text[..start].chars().next_back().filter(|c| c.is_alphabetic())?;
        let end = start + mark.len_utf8();
        let right = if behind.next()? == ' ' { end + 1 } else { end };
        text[right..].chars().next().filter(|c| c.is_alphabetic())?;
        Some(Place { start, end, right })
    })
}

impl Hyphens<'_> {
    /// The edits for hyphens inside a line.
    pub(crate) fn inside(&self, view: &View<'_>, row: &Row<'_>, edits: &mut Vec<Edit>) {
        let mut rule = None;
        for place in places(&row.text) {
            let Some(rule) = *rule.get_or_insert_with(|| view.rules.get("join/inside")) else { return };
            edits.extend(self.at(view, row, &place, rule));
        }
    }

    fn at(&self, view: &View<'_>, row: &Row<'_>, place: &Place, rule: &Rule) -> Option<Edit> {
        let parts = place.parts(&row.text)?;
        let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count();
        if letters(&parts.low_left) < LEAST_PART || letters(&parts.low_right) < LEAST_PART {
            return None;
        }
        let cut = |from: usize| view.draft.replace(row.line, from..place.right, "");
        if !place.is_followed_by_blank() {
            let sure = self.is_one_word(&parts)?;
            return Some(rule.sure(sure, vec![cut(place.start)?]).because(SECOND_IS_NO_WORD));
        }
        let verdict = weigh(&parts, self.language, &self.usage);
        let from = match verdict.reading {
            Reading::Join if self.is_known(&parts, "") || self.is_cut(&parts) => place.start,
            Reading::Keep if self.is_known(&parts, "-") => place.end,
            _ => return None,
        };
        Some(Edit { why: verdict.why, ..rule.sure(verdict.sure, vec![cut(from)?]) })
    }

    /// Whether the first part cannot stand by itself, so that it needs what stands behind the hyphen and the blank.
    fn is_cut(&self, parts: &Parts<'_>) -> bool {
        let is_lower = |part: &str| part.chars().all(char::is_lowercase);
        let left = parts.low_left.as_str();
        let is_word = |word: &str| {
            let lexicons = [self.language.words, self.language.archive];
            lexicons.into_iter().flatten().any(|words| words.count(word) > 0)
        };
        // The head of a compound has forms of its own: `stuben- und küchenfertig`.
        self.language.words.is_some()
            && !self.language.code().is_some_and(|code| COMPOUNDING.contains(&code))
            && is_lower(parts.left)
            && is_lower(parts.right)
            && !is_word(left)
            && self.language.lists.hyphens(left, &parts.low_right, &parts.hyphened()).is_none()
    }

    /// How sure it is that a hyphen without a blank is none of its word's; none where nothing speaks for that.
    fn is_one_word(&self, parts: &Parts<'_>) -> Option<f64> {
        let words = self.language.words?;
        let (left, right) = (parts.low_left.as_str(), parts.low_right.as_str());
        let is_plain = parts.right.chars().all(|c| c.is_lowercase()) && left.chars().all(char::is_alphabetic);
        if !is_plain || words.count(right) > 0 || !self.is_known(parts, "") {
            return None;
        }
        // The hyphen in question has been counted itself.
        let hyphened = parts.hyphened();
        let is_hyphened = self.usage.word(&hyphened) > 1
            || words.count(&hyphened) > 0
            || self.language.archive.is_some_and(|archive| archive.count(&hyphened) > 0)
            || self.language.lists.hyphens(left, right, &hyphened).is_some();
        let is_legal = self.language.code() == Some("en") || self.language.may_part(&parts.joined(), left.len())?;
        let sure = if words.count(left) > 0 { ONE_PART } else { NEITHER_PART };
        (!is_hyphened && is_legal).then_some(sure)
    }

    /// Whether the word is written so elsewhere: in the issue, the archive, the dictionary or a list.
    fn is_known(&self, parts: &Parts<'_>, between: &str) -> bool {
        let (left, right) = parts.core();
        let is_listed = |whole: &str| {
            let listed = || self.language.lists.hyphens(left, right, whole).is_some();
            !between.is_empty() && listed()
        };
        let known = |whole: &str| {
            let lexicons = [self.language.words, self.language.archive];
            self.usage.word(whole) > 0
                || lexicons.into_iter().flatten().any(|words| words.count(whole) > 0)
                || is_listed(whole)
        };
        let core = || parts.has_core() && known(&format!("{left}{between}{right}"));
        known(&format!("{}{between}{}", parts.low_left, parts.low_right)) || core()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, bool)]) {
        let found: Vec<(String, String, bool)> = places(text)
            .filter_map(|place| {
                let parts = place.parts(text)?;
                Some((parts.left.to_owned(), parts.right.to_owned(), place.is_followed_by_blank()))
            })
            .collect();
        let found: Vec<(&str, &str, bool)> =
            found.iter().map(|(a, b, blank)| (a.as_str(), b.as_str(), *blank)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn hyphens_between_letters_of_a_line() {
        check("the bank- ruptcy court", &[("bank", "ruptcy", true)]);
        check("der Ver¬waltung", &[("Ver", "waltung", false)]);
        check("pre- and post-war", &[("pre", "and", true), ("post", "war", false)]);
        check("at the end con-", &[]);
        check("1914- to 15 - and “so” - it is", &[]);
        check("a – b ‘quoted’ ¢", &[]);
    }
}
