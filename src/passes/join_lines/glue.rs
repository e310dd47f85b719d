//! What stands between two lines that are one: nothing between wide characters, a space between words.
//!
//! The rule of CSS Text for segment breaks, with the document's own habit between Han and Latin letters or digits.

use crate::ledger::Glue;
use crate::model::script::{Script, besides_han, is_han, script};
use crate::model::{Issue, LineIx};
use crate::passes::ends::HYPHENS;
use crate::passes::galley::Galley;

/// What a document puts between Han and letters or digits inside its lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habit {
    mixed: Glue,
    /// Whether lines of Hangul keep a blank at their end where a word is over, so that none there means a cut word.
    pub(super) blank_ends: bool,
}

impl Habit {
    /// Counts the borders inside the lines of a galley.
    pub(super) fn of(issue: &Issue, galley: &Galley<'_>) -> Self {
        let (mut spaced, mut tight) = (0u32, 0u32);
        let (mut hangul, mut blank) = (0u32, 0u32);
        for row in &galley.rows {
            if ends_in(&row.text, Script::Hangul) {
                hangul += 1;
                blank += u32::from(blank_after(issue, row.line));
            }
            // Most lines in Han have no letter or digit beside it.
            let narrow = row.text.bytes().fold(0, |found, byte| found | u8::from(byte.is_ascii_alphanumeric()));
            if narrow == 0 || row.text.is_ascii() {
                continue;
            }
            // Whether a wide character stands before this one, and whether a space does, behind the wide one.
            let (mut wide, mut space) = (false, false);
            let (mut rest, mut n_han) = (besides_han(&row.text), 0);
            while let Some(c) = rest.next() {
                if rest.n_han > n_han {
                    (wide, space, n_han) = (true, false, rest.n_han);
                }
                if c == ' ' {
                    (wide, space) = (wide && !space, true);
                    continue;
                }
                if wide && c.is_ascii_alphanumeric() {
                    *if space { &mut spaced } else { &mut tight } += 1;
                }
                (wide, space) = (matches!(script(c), Script::Han | Script::Kana), false);
            }
        }
        let mixed = if spaced > tight { Glue::Space } else { Glue::None };
        Self { mixed, blank_ends: blank * 4 > hangul }
    }

    /// What stands between a line of an issue and the next.
    pub(super) fn after(self, issue: &Issue, line: LineIx, left: &str, right: &str, unspaced: bool) -> Glue {
        let hangul = ends_in(left, Script::Hangul) && right.chars().next().is_some_and(|c| script(c) == Script::Hangul);
        if self.blank_ends && hangul && !blank_after(issue, line) {
            return Glue::None;
        }
        self.between(left, right, unspaced)
    }

    /// What stands between two lines, on a page written with or without spaces.
    fn between(self, left: &str, right: &str, unspaced: bool) -> Glue {
        let (Some(a), Some(b)) = (left.chars().next_back(), right.chars().next()) else { return Glue::None };
        if is_han(a) && is_han(b) {
            return Glue::None;
        }
        // A dash joins what stands on both sides of it, unless it is set with a blank; a bracket belongs to what it opens.
        let blank_before = !unspaced && left.strip_suffix(a).is_some_and(|head| head.ends_with(char::is_whitespace));
        let joins = unspaced || b == a || b.is_alphanumeric() && !blank_before;
        if matches!(a, '—' | '–' | '―') && joins || "（(「『“‘《〈[【".contains(a) {
            return Glue::None;
        }
        // A large first letter that has a line of its own.
        if !unspaced && is_large_letter(left) && b.is_lowercase() {
            return Glue::None;
        }
        // A range of figures goes on without a space.
        let range = left.strip_suffix(HYPHENS).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
        if range && b.is_ascii_digit() {
            return Glue::None;
        }
        match (script(a), script(b)) {
            (Script::Hangul, _) | (_, Script::Hangul) => Glue::Space,
            (Script::Spaced, Script::Spaced) => Glue::Space,
            (Script::Digit, Script::Spaced) | (Script::Spaced, Script::Digit) if !unspaced => Glue::Space,
            (Script::Han | Script::Kana, Script::Spaced | Script::Digit)
            | (Script::Spaced | Script::Digit, Script::Han | Script::Kana) => {
                if unspaced && a.is_ascii_alphanumeric() | b.is_ascii_alphanumeric() { self.mixed } else { Glue::None }
            }
            (Script::Han | Script::Kana | Script::WideMark, _) | (_, Script::Han | Script::Kana | Script::WideMark) => {
                Glue::None
            }
            // Digits and marks: the page decides; a Latin word after a Latin mark is a new word on either.
            (Script::Mark, Script::Spaced) if a.is_ascii() && ",.;:!?)".contains(a) => Glue::Space,
            _ if unspaced => Glue::None,
            _ => Glue::Space,
        }
    }
}

/// Whether a line is a capital that is no word by itself.
fn is_large_letter(line: &str) -> bool {
    let mut chars = line.chars();
    let letter = chars.next().filter(|c| c.is_uppercase() && chars.next().is_none());
    letter.is_some_and(|c| !"AEIOUYÀÅÖÈÉÓÚΑΗΟΩАВИКОСУЯІ".contains(c))
}

fn ends_in(text: &str, wanted: Script) -> bool {
    text.chars().next_back().is_some_and(|c| script(c) == wanted)
}

/// Whether the dump has a blank between the end of a line and its line end.
fn blank_after(issue: &Issue, line: LineIx) -> bool {
    let end = issue.line(line).span.end as usize;
    issue.page_of(line).text.get(end..).is_some_and(|rest| rest.starts_with([' ', '\u{3000}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, unspaced: bool, expected: &str) {
        assert_eq!(
            Habit { mixed: Glue::None, blank_ends: false }.between(left, right, unspaced).text(),
            expected,
            "{left}|{right}"
        );
    }

    #[test]
    fn by_script() {
        check("对口", "支援", true, "");
        check("共", "10月", true, "");
        check("503", "家", true, "");
        check("19", "97", true, "");
        check("the", "end", false, " ");
        check("the,", "end", false, " ");
        check("said—", "then", false, "");
        check("sagte er. —", "Darauf", false, " ");
        check("пришёл —", "и ушёл", false, " ");
        check("他说 —", "走", true, "");
        check("그는", "말했다", false, " ");
        check("use the", "Rust", true, " ");
        check("T", "he company", false, "");
        check("Τ", "ην πόλη", false, "");
        check("I", "have seen", false, " ");
        check("T", "The company", false, " ");
        check("in", "1914", false, " ");
        check("seasons 1889-", "1894.", false, "");
        check("the war -", "1894", false, " ");
        check("所谓“", "走", true, "");
        check("—", "—", true, "");
    }
}
