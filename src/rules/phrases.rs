//! Phrases: word lists whose entries are said in several words, with a place for a number.

use rustc_hash::FxHashMap;

use crate::model::script::{is_letter, is_sign, lower, push_lower};

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A word, in small letters; in scripts without spaces a single character.
    Word(String),
    /// The number of a page, written `%`.
    Number,
    /// One to six words of any kind, written `*`: the catchword of an article.
    Catch,
}

/// Phrases that can be asked for by what they begin with.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// By the first letter of the first word, `%` for a number; each phrase once.
    by_first: FxHashMap<char, Vec<Vec<Piece>>>,
}

impl Phrases {
    /// Adds phrases, each one line of a list.
    pub fn extend<'p>(&mut self, phrases: impl IntoIterator<Item = &'p str>) {
        for phrase in phrases {
            let pieces = pieces(phrase);
            let first = match pieces.first() {
                Some(Piece::Word(word)) => word.chars().next().unwrap_or('%'),
                Some(Piece::Number) => '%',
                // A phrase that begins with anything would begin everywhere.
                Some(Piece::Catch) | None => continue,
            };
            let list = self.by_first.entry(first).or_default();
            if !list.contains(&pieces) {
                list.push(pieces);
            }
        }
    }

    /// The phrases whose first word begins with that small letter; for `%`, those that begin with a number.
    #[must_use]
    pub fn beginning(&self, first: char) -> &[Vec<Piece>] {
        self.by_first.get(&first).map_or(&[], Vec::as_slice)
    }
}

fn pieces(phrase: &str) -> Vec<Piece> {
    words(phrase)
        .map(|word| match word.as_str() {
            "%" => Piece::Number,
            "*" => Piece::Catch,
            _ => Piece::Word(word),
        })
        .collect()
}

/// The words of a text in small letters, long s as s, wide figures as plain ones; `%` and `*` count as words. In scripts
/// without spaces each character is a word, but for figures, of which a run is one.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    spans(text).map(|span| fold(&text[span]))
}

/// The letter that the first of the [`words`] of a text begins with.
#[must_use]
pub fn initial(text: &str) -> Option<char> {
    let first = text.chars().find(|c| class(*c) != Class::Mark)?;
    Some(small(first))
}

/// The first character that [`fold`] makes of one.
pub(crate) fn small(c: char) -> char {
    match c {
        'ſ' => 's',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        c => lower(c),
    }
}

/// Where the words of a text stand, as [`words`] tells them.
pub fn spans(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| class(*c) != Class::Mark)?;
        let kind = class(first);
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| kind.goes_on(class(*c))) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// A word in small letters, with what differs only by the founts of the printer made the same.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    loop {
        // Whole texts are folded, and most of them are ASCII, or Han, kana and their marks up to U+9FFF, from one odd
        // letter to the next.
        let is_odd = |byte: u8| matches!(byte, 0xc0..=0xe2 | 0xea..);
        let (plain, behind) = rest.split_at(rest.bytes().position(is_odd).unwrap_or(rest.len()));
        let from = out.len();
        out.push_str(plain);
        out[from..].make_ascii_lowercase();
        let mut behind = behind.chars();
        match behind.next() {
            None => return out,
            Some(c @ ('ſ' | '０'..='９')) => out.push(small(c)),
            Some(c) => push_lower(&mut out, c),
        }
        rest = behind.as_str();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Mark,
    Letter,
    /// A character of a script without spaces, or of one whose words are too short to be told apart by letters.
    Sign,
    Figure,
    Slot,
}

impl Class {
    fn goes_on(self, next: Self) -> bool {
        matches!((self, next), (Self::Letter, Self::Letter) | (Self::Figure, Self::Figure))
    }
}

fn class(c: char) -> Class {
    match c {
        '%' | '*' => Class::Slot,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => Class::Figure,
        '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' if is_letter(c) => Class::Sign,
        c if is_sign(c) => Class::Letter,
        _ => Class::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_of_every_script() {
        check("(Fortſetzung auf Seite 3.)", &["fortsetzung", "auf", "seite", "3"]);
        check("（下转第十二版）", &["下", "转", "第", "十二", "版"]);
        check("３面に続く", &["3", "面", "に", "続", "く"]);
        check("see * page %", &["see", "*", "page", "%"]);
    }

    #[test]
    fn phrases_are_found_by_their_first_letter() {
        let mut phrases = Phrases::default();
        phrases.extend(["see * page %", "%面に続く", "* page %", "see * page %"]);
        assert_eq!(phrases.beginning('s').len(), 1);
        assert_eq!(phrases.beginning('%')[0][0], Piece::Number);
        assert_eq!(phrases.beginning('x'), &[] as &[Vec<Piece>]);
    }
}
