//! What a word is, and the spelling that words are counted and looked up in.

use crate::model::script::push_lower;

/// Hyphens inside words and at line ends: ASCII, U+2010, U+2011, soft, not-sign, the double oblique ones of Fraktur and
/// the sign that those are read as.
pub const HYPHENS: &[char] = &['-', '\u{2010}', '\u{2011}', '\u{ad}', '¬', '⸗', '⹀', '='];

/// Whether a word can have the character in it.
#[must_use]
pub fn in_word(c: char) -> bool {
    c.is_alphabetic() || is_inner(c)
}

/// Marks that may stand inside a word.
#[must_use]
pub fn is_inner(c: char) -> bool {
    // Most characters that are asked about are letters and blanks.
    !matches!(c, 'a'..='z' | 'A'..='Z' | ' ') && (matches!(c, '\'' | '’') || HYPHENS.contains(&c))
}

/// The spelling that words are looked up in: lower case, one kind of hyphen, apostrophe and s.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// The same, at the end of a text.
pub fn fold_into(word: &str, folded: &mut String) {
    for c in word.chars() {
        match c {
            '’' => folded.push('\''),
            'ſ' => folded.push('s'),
            c if HYPHENS.contains(&c) => folded.push('-'),
            c => push_lower(folded, c),
        }
    }
}
