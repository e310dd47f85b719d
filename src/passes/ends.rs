//! How a line of text begins and ends, as far as that tells whether a sentence goes on.

use crate::model::script::{Script, is_letter, is_sign, is_unspaced, script};

/// Marks that close what was opened before.
const CLOSERS: &[char] = &['”', '’', '』', '」', '）', ')', '》', '〉', '］', ']', '"', '\'', '»', '】', '〕'];
/// Marks that may not stand at the start of a line, so a line beginning with one goes on.
const NO_START: &[char] = &[
    '，', '。', '、', '；', '：', '？', '！', '”', '’', '）', '》', '』', '」', '〉', '］', '】', '〕', '%', '％', '…',
    ',', ';', ')', ']', '»', 'ー', '々', '℃',
];
/// Marks that end a sentence.
const TERMINAL: &[char] = &['。', '！', '？', '!', '?', '．', '…', '‥', '。'];
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
        let text = text.trim_end();
        let mut back = text.chars().rev();
        let Some(last) = back.next() else { return Self::Open };
        if HYPHENS.contains(&last) && back.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) {
            return Self::Hyphen;
        }
        let core = text.trim_end_matches(CLOSERS);
        let Some(mark) = core.chars().next_back() else { return Self::Open };
        if TERMINAL.contains(&mark) {
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
                || text.ends_with('）')
                    && text
                        .rfind('（')
                        .is_some_and(|at| text[..at].trim_end_matches(CLOSERS).ends_with(['。', '！', '？', '…'])));
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

/// Whether a line that begins so must go on from the one before.
pub(crate) fn must_continue(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        // A dash or ellipsis is doubled; a single one at a line start is the second half.
        Some('…') => chars.next() != Some('…'),
        Some(first) => NO_START.contains(&first),
        None => false,
    }
}

/// Whether the first letter is a lower-case one, as inside a sentence of a script with capitals.
pub(crate) fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Cells of the piece at the start of an unspaced text that no line end may cut: a number with its marks, or a Latin word.
pub(crate) fn unbreakable_start(text: &str) -> u32 {
    let piece =
        text.chars().take_while(|c| matches!(script(*c), Script::Digit | Script::Spaced) || ".,%-．％·".contains(*c));
    piece.map(|c| crate::model::script::cells(c, true)).sum()
}

/// Share of capitals among the letters, and of words of four letters and more that begin with one.
pub(crate) fn capitals(text: &str) -> (f64, f64) {
    let (mut upper, mut lower) = (0, 0);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    let long = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4);
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
    text.chars().filter(|c| is_sign(*c)).count()
}

/// Whether a text is written without spaces, by its letters.
pub(crate) fn is_unspaced_text(text: &str) -> bool {
    let (mut wide, mut all) = (0, 0);
    for c in text.chars().filter(|c| is_letter(*c)) {
        all += 1;
        wide += usize::from(is_unspaced(c));
    }
    wide * 2 > all
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
        check("the com-", End::Hyphen);
        check("the jack-o'-", End::Hyphen);
        check("the war -", End::Open);
        check("1914-", End::Open);
    }
}
