//! Specks that a text recognition took for letters: lines without a word.
//!
//! Lines of marks that mean something stay: the end of a sentence that hangs over, dots that stand for what is left
//! out, the stars between two sections.

use super::super::sheet::Sheet;
use crate::ledger::{Change, Edit};
use crate::model::Role;
use crate::model::script::{Script, script};

/// Longest line, in bytes, that may be noise.
const LONGEST: usize = 48;

pub(super) fn propose(sheet: &Sheet<'_>, is_furniture: &dyn Fn(usize) -> bool, edits: &mut Vec<Edit>) {
    let Some(rule) = sheet.view.rules.get("furniture/noise") else { return };
    for (n, row) in sheet.rows.iter().enumerate() {
        if row.text.len() > LONGEST || !is_noise(&row.text) || is_furniture(n) {
            continue;
        }
        let alone = sheet.is_alone(n);
        let confidence = if alone { 0.85 } else { 0.7 };
        let place = if alone { "it stands alone" } else { "it stands among lines of text" };
        edits.push(
            rule.sure(confidence, vec![Change::Role { line: row.line, role: Role::Noise }])
                .because(format!("no word stands in it; {place}")),
        );
    }
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
    use super::is_noise;

    #[test]
    fn specks_are_noise() {
        for line in ["-?", "-«V", "I -.", "i' -", "/ ,", "|", "—« .", "（）####", "#）", "^ ^"] {
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
