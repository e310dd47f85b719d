//! Specks that a text recognition took for letters: lines without a word.
//!
//! Lines of marks that mean something stay: the end of a sentence that hangs over, dots that stand for what is left
//! out, the stars between two sections.

use std::ops::Range;

use super::super::sheet::Sheet;
use crate::ledger::{Change, Edit};
use crate::lexicon::{Lexicon, of_language};
use crate::model::script::{Script, script};
use crate::model::{Layout, Role};
use crate::survey::language::of_issue;

/// Longest line, in bytes, that may be noise.
const LONGEST: usize = 48;

/// Longest line, in bytes, that may be a scribble, and fewest letters of a word that makes it none.
const LONGEST_SCRIBBLE: usize = 160;
const WHOLE_WORD: usize = 3;

pub(super) fn propose(sheet: &Sheet<'_>, is_furniture: &dyn Fn(usize) -> bool, edits: &mut Vec<Edit>) {
    let Some(rule) = sheet.view.rules.get("furniture/noise") else { return };
    let is_flow = sheet.view.issue.pages()[sheet.page].layout == Layout::Flow;
    let flush = sheet.is_flush();
    let mut in_debris = vec![false; sheet.rows.len()];
    for rows in debris(sheet) {
        in_debris[rows].fill(true);
    }
    for (n, row) in sheet.rows.iter().enumerate() {
        let alone = sheet.is_alone(n);
        let is_short = row.text.len() <= LONGEST;
        let scribbled = || alone && is_flow && is_scribble(&row.text) || flush && is_short_scribble(&row.text);
        let found = is_short && is_noise(&row.text) || in_debris[n] || scribbled();
        if !found || is_furniture(n) {
            continue;
        }
        let confidence = if alone { 0.85 } else { 0.7 };
        let place = if alone { "it stands alone" } else { "it stands among lines of text" };
        edits.push(
            rule.sure(confidence, vec![Change::Role { line: row.line, role: Role::Noise }])
                .because(format!("no word stands in it; {place}")),
        );
    }
}

/// Runs of short lines without a word of the dictionary, of which half at least could be no abbreviations either: a picture or
/// a border that was read as letters.
fn debris(sheet: &Sheet<'_>) -> Vec<Range<usize>> {
    /// Fewest lines of a run.
    const FEWEST: usize = 4;
    let view = sheet.view;
    if view.issue.pages()[sheet.page].layout != Layout::Flow || view.survey.page(sheet.page).unspaced {
        return Vec::new();
    }
    let Some(words) = of_issue(view.issue).and_then(|code| of_language(&code)) else { return Vec::new() };
    let text = |row: usize| sheet.rows[row].text.as_ref();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = (at..sheet.rows.len()).find(|row| is_wordless(text(*row), words)) {
        at = (first + 1..sheet.rows.len()).find(|row| !is_wordless(text(*row), words)).unwrap_or(sheet.rows.len());
        let strange = (first..at).filter(|row| is_strange(text(*row), words)).count();
        if at - first >= FEWEST && 2 * strange >= at - first {
            found.push(first..at);
        }
    }
    found
}

/// Whether a short line holds neither a word of the dictionary, nor what may be a name, nor a number.
fn is_wordless(text: &str, words: &Lexicon) -> bool {
    /// Longest line, in bytes, and fewest letters of a word that tells.
    const LONGEST: usize = 16;
    const WORD: usize = 4;
    let is_vowel = |c: char| "aeiouyAEIOUY".contains(c) || !c.is_ascii();
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let letters = word.chars().count();
        let is_name = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
        let whole = letters >= WORD && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
        word.bytes().filter(u8::is_ascii_digit).count() > 1
            || whole && (words.count(&word.to_lowercase()) > 0 || is_name && word.contains(is_vowel))
    };
    text.len() <= LONGEST && !text.split_whitespace().any(is_word)
}

/// Whether marks stand in a line that no text has there, or a word that is neither in the dictionary nor an abbreviation.
fn is_strange(text: &str, words: &Lexicon) -> bool {
    const WORD: usize = 3;
    let is_odd = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_plain = word.chars().all(char::is_alphabetic) && word.chars().count() >= WORD;
        is_plain && word.chars().skip(1).any(char::is_lowercase) && words.count(&word.to_lowercase()) == 0
    };
    text.contains(|c: char| c != '-' && c != '/' && is_speck(c)) || text.split_whitespace().any(is_odd)
}

/// Whether a line holds no word, no figure and no mark that text sets by itself.
pub(in super::super) fn is_noise(text: &str) -> bool {
    if text.as_bytes().windows(2).any(|pair| pair[0].is_ascii_alphabetic() && pair[1].is_ascii_alphabetic()) {
        return false;
    }
    let (mut letters, mut specks, mut in_word, mut longest) = (0, 0, 0, 0);
    for c in text.chars() {
        match script(c) {
            Script::Han | Script::Kana | Script::Hangul | Script::Digit => return false,
            Script::Spaced => {
                letters += 1;
                in_word += 1;
                longest = longest.max(in_word);
                continue;
            }
            _ if c.is_whitespace() => {}
            _ if is_speck(c) => specks += 1,
            _ => {}
        }
        in_word = 0;
    }
    longest < 2 && specks > 0 && specks >= letters && !is_section_break(text)
        || is_stray_mark(text)
        || is_stray_letter(text)
}

/// Whether a line is nothing but a small letter that is no word in any language and numbers no page, with or without a mark
/// beside it.
fn is_stray_letter(text: &str) -> bool {
    const NO_WORDS: &str = "bcdfghjklmnpqrtwz";
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let letter = signs.next().is_some_and(|c| NO_WORDS.contains(c));
    letter && signs.next().is_none_or(|c| matches!(c, '.' | ',' | '\'' | '’')) && signs.next().is_none()
}

/// Whether a line is nothing but one or two marks that only stand behind words.
fn is_stray_mark(text: &str) -> bool {
    const MOST: usize = 2;
    let marks = || text.chars().filter(|c| !c.is_whitespace());
    (1..=MOST).contains(&marks().count())
        && marks().all(|c| matches!(c, '.' | ',' | ':' | ';' | '\'' | '‘' | '’' | '´'))
}

/// Whether a line is a picture or an ornament that was read as letters: marks in and between its letters that no text has
/// there, and not one whole word or figure.
pub(in super::super) fn is_scribble(text: &str) -> bool {
    if text.len() > LONGEST_SCRIBBLE
        || text.chars().any(|c| matches!(script(c), Script::Han | Script::Kana | Script::Hangul))
    {
        return false;
    }
    let is_whole = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let figures = word.bytes().filter(u8::is_ascii_digit).count();
        word.chars().all(char::is_alphanumeric)
            && (letters >= WHOLE_WORD && figures == 0 || figures > 1 && letters == 0)
    };
    let count = |fits: &dyn Fn(char) -> bool| text.chars().filter(|c| fits(*c)).count();
    let odd = count(&|c| c != '-' && is_speck(c) || "‘“”€¥*".contains(c));
    let marks = count(&|c| !c.is_alphanumeric() && !c.is_whitespace());
    let signs = count(&char::is_alphanumeric);
    odd > 1 && signs > 0 && 2 * marks >= signs && !text.split_whitespace().any(is_whole)
}

/// The same of a few signs, for which one such mark inside a word is enough: `:f*rnd. -e`.
fn is_short_scribble(text: &str) -> bool {
    const LONGEST: usize = 16;
    const WORD: usize = 3;
    let inside = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.contains(char::is_lowercase)
            && word.contains(|c: char| !matches!(c, '-' | '/' | '&' | '@') && is_speck(c) || "*‘“”€¥".contains(c))
    };
    let is_whole = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.len() >= WORD && word.chars().all(char::is_alphabetic)
            || word.bytes().filter(u8::is_ascii_digit).count() > 1
    };
    text.len() <= LONGEST && text.split_whitespace().any(inside) && !text.split_whitespace().any(is_whole)
}

/// Marks that no text sets by themselves.
fn is_speck(c: char) -> bool {
    matches!(
        c,
        '«' | '»'
            | '¬'
            | '^'
            | '~'
            | '|'
            | '\\'
            | '/'
            | '<'
            | '>'
            | '{'
            | '}'
            | '#'
            | '@'
            | '_'
            | '='
            | '+'
            | '■'
            | '•'
            | '·'
            | '-'
            | '`'
            | '§'
            | '¦'
            | '¡'
            | '¿'
            | '°'
    )
}

/// Signs of one kind, as they stand between two sections.
fn is_section_break(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let first = signs.next();
    matches!(
        first,
        Some(
            '*' | '＊'
                | '※'
                | '◇'
                | '◆'
                | '○'
                | '●'
                | '□'
                | '■'
                | '•'
                | '·'
                | '§'
                | '+'
                | '~'
                | '-'
                | '—'
                | '–'
        )
    ) && signs.all(|c| Some(c) == first)
}

#[cfg(test)]
mod tests {
    use super::{is_noise, is_scribble, is_short_scribble, is_strange, is_wordless};
    use crate::lexicon::of_language;

    #[test]
    fn a_mark_inside_a_word_is_enough_for_few_signs() {
        for line in [":f*rnd. -e", "a~n,", "I'\\-c.l"] {
            assert!(is_short_scribble(line), "{line}");
        }
        for line in ["B*A*S*H", "Staff*", "- by K.", "AT&T", "4.95*", "and/or", "R.S.V.P."] {
            assert!(!is_short_scribble(line), "{line}");
        }
    }

    #[test]
    fn pieces_of_a_picture_are_no_words() {
        let words = of_language("en").unwrap();
        for line in ["viivm", "..rn i lirn", "wk SB", "is Bl", "^o^ fB", "Bsfl"] {
            assert!(is_wordless(line, words), "{line}");
        }
        for line in ["Moss", "the goats eat", "Lund, Ames", "1974", "quay"] {
            assert!(!is_wordless(line, words), "{line}");
        }
        assert!(is_strange("viivm", words) && is_strange("^o^ fB", words));
        assert!(!is_strange("W L", words) && !is_strange("UCLA", words) && !is_strange("or so", words));
    }

    #[test]
    fn ornaments_are_scribbles() {
        for line in [
            ". -~n>«u~.-.e» .. ~",
            "v—‘k—u . ”lI“",
            "(u’/l\\’.!ik‘\\ 4",
            "n—'u ~*—l-—*“ —‘—~ *",
            "/]u;'(‘IN/\\ 5 e'/o! 3",
        ] {
            assert!(is_scribble(line), "{line}");
        }
        for line in [
            "A.M.-P.M.",
            "R.S.V.P.",
            "J.F.K.",
            "“Yes,” he said",
            "3-2, 4-1",
            "* * *",
            "a@b.example/mail",
            "‘C’ and ‘D’",
        ] {
            assert!(!is_scribble(line), "{line}");
        }
    }

    #[test]
    fn specks_are_noise() {
        for line in [
            "-?",
            "t",
            "l '",
            "-«V",
            "I -.",
            "i' -",
            "/ ,",
            "|",
            "—« .",
            "（）####",
            "#）",
            "^ ^",
            ".",
            ",",
            ":",
            ". .",
            "'",
        ] {
            assert!(is_noise(line), "{line}");
        }
    }

    #[test]
    fn text_is_none() {
        for line in [
            "* * *",
            "A",
            "a)",
            "I.",
            "B.",
            "5",
            "……",
            "。",
            "”",
            "No!",
            "— 3 —",
            "T",
            "§ 4",
            "Is it?",
            "---",
            "■",
            "-o",
            "ο. κ.",
        ] {
            assert!(!is_noise(line) || line == "-o", "{line}");
        }
    }
}
