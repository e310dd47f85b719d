//! How a line of text begins and ends, as far as that tells whether a sentence goes on.

use crate::model::script::{count_han, is_han, is_letter, is_sign, is_unspaced};

/// Whether a mark closes what was opened before.
fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '』' | '」' | '）' | ')' | '》' | '〉' | '］' | ']' | '"' | '\'' | '»' | '】' | '〕')
}

/// Whether a mark ends a sentence.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '．' | '…' | '‥' | '｡')
}

pub(crate) use crate::lexicon::HYPHENS;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// With the mark of a finished sentence.
    Closed,
    /// With a colon: a salutation, or what introduces a list or a quotation.
    Colon,
    /// Inside a sentence.
    Open,
    /// Inside a word, with a hyphen after a letter or an apostrophe.
    Hyphen,
}

impl End {
    /// How this text ends.
    pub(crate) fn of(text: &str, abbreviations: &crate::rules::WordList) -> Self {
        // Most lines end inside a sentence, with a letter, a figure or a comma, or with the mark of its end.
        match text.chars().next_back() {
            Some('，' | '、' | '；') => return Self::Open,
            Some(last) if last.is_ascii_alphanumeric() || is_han(last) => return Self::Open,
            Some(last) if ends_sentence(last) => return Self::Closed,
            _ => {}
        }
        let text = text.trim_end();
        let mut back = text.chars().rev();
        let Some(last) = back.next() else { return Self::Open };
        if HYPHENS.contains(&last) && back.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) {
            return Self::Hyphen;
        }
        let core = text.trim_end_matches(closes);
        let Some(mark) = core.chars().next_back() else { return Self::Open };
        if ends_sentence(mark) {
            return Self::Closed;
        }
        if mark == '.' {
            let word = core
                .trim_end_matches('.')
                .rsplit(|c: char| c.is_whitespace() || "(“\"„«".contains(c))
                .next()
                .unwrap_or("");
            let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
            let short = core.len() == text.len() && (initial || abbreviations.contains(word));
            return if short && !core.ends_with("..") { Self::Open } else { Self::Closed };
        }
        // A remark in brackets is whole, though no full stop ends it: on a line of its own or behind the end of a sentence.
        let whole = core.len() < text.len()
            && (text.starts_with('（') && text.ends_with('）')
                || text.starts_with('(') && text.ends_with(')')
                || text.ends_with(')')
                    && text.rfind(" (").is_some_and(|at| text[..at].ends_with(['.', '!', '?', '"', '”']))
                || text.ends_with('）')
                    && text
                        .rfind('（')
                        .is_some_and(|at| text[..at].trim_end_matches(closes).ends_with(['。', '！', '？', '…'])));
        match mark {
            _ if whole => Self::Closed,
            '：' | ':' if core.len() == text.len() => Self::Colon,
            _ => Self::Open,
        }
    }

    /// Whether a sentence is over.
    pub(crate) fn is_closed(self) -> bool {
        self == Self::Closed
    }
}

/// Whether the first letter is a lower-case one, as inside a sentence of a script with capitals.
pub(crate) fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Share of capitals among the letters, and of words of four letters and more that begin with one.
pub(crate) fn capitals(text: &str) -> (f64, f64) {
    /// Letters of a long word.
    const LONG: usize = 4;
    let (mut upper, mut lower) = (0, 0);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).nth(LONG - 1).is_some();
    let long = text.split_whitespace().filter(|word| word.len() >= LONG).filter(letters);
    let (mut titled, mut words) = (0, 0);
    for word in long {
        words += 1;
        titled += usize::from(word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
    }
    let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
    (share(upper, upper + lower), share(titled, words))
}

/// Number of letters, digits and Han in a text.
pub(crate) fn n_signs(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_alphanumeric).count();
    }
    let mut n = 0;
    let n_han = count_han(text, |c| n += usize::from(is_sign(c)));
    n + n_han
}

/// Whether a text is written without spaces, by its letters.
pub(crate) fn is_unspaced_text(text: &str) -> bool {
    n_han_of_most(text).is_some() || letters(text).is_unspaced()
}

/// How many Han a text has, where they are more than all other letters that it could have; their first bytes tell.
pub(crate) fn n_han_of_most(text: &str) -> Option<usize> {
    /// So few bytes are counted at a time that one byte holds their number, as a processor counts many at once.
    const AT_ONCE: usize = u8::MAX as usize;
    let n_of = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(matches!(byte, 0xe4..=0xe9))).sum::<u8>();
    let n_han = text.as_bytes().chunks(AT_ONCE).map(|bytes| usize::from(n_of(bytes))).sum();
    // Each takes three bytes, and any other letter takes one at least.
    (4 * n_han > text.len()).then_some(n_han)
}

/// The characters of a text, counted in one go.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Letters {
    /// Letters, digits and Han.
    pub signs: usize,
    /// Letters and Han.
    letters: usize,
    /// Letters of scripts without spaces.
    wide: usize,
}

impl Letters {
    /// Whether the text is written without spaces.
    pub(crate) fn is_unspaced(self) -> bool {
        self.wide * 2 > self.letters
    }
}

/// Counts the characters of a text.
pub(crate) fn letters(text: &str) -> Letters {
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        return Letters { signs: n_signs(text), letters, wide: 0 };
    }
    let mut n = Letters::default();
    let n_han = count_han(text, |c| {
        if is_letter(c) {
            (n.signs, n.letters) = (n.signs + 1, n.letters + 1);
            n.wide += usize::from(is_unspaced(c));
        } else {
            n.signs += usize::from(is_sign(c));
        }
    });
    Letters { signs: n.signs + n_han, letters: n.letters + n_han, wide: n.wide + n_han }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::WordList;

    #[track_caller]
    fn check(text: &str, expected: End) {
        let mut short = WordList::EMPTY;
        short.extend(["Mr".to_owned(), "St".to_owned()]);
        assert_eq!(End::of(text, &short), expected, "{text}");
    }

    #[test]
    fn ends() {
        check("他走了。", End::Closed);
        check("他说：“走了。”", End::Closed);
        check("所谓“走了”", End::Open);
        check("（作者是教师）", End::Closed);
        check("同志们：", End::Colon);
        check("the end.", End::Closed);
        check("met Mr.", End::Open);
        check("called J.", End::Open);
        check("dug it out. (Courier photo by A. Keller)", End::Closed);
        check("met the members (of the board)", End::Open);
        check("the com-", End::Hyphen);
        check("the jack-o'-", End::Hyphen);
        check("the war -", End::Open);
        check("1914-", End::Open);
    }
}
