//! Numbers of pages, in figures, in words, and as they are misread.

use super::likeness;
use crate::rules::Rules;

/// Highest number that a page is taken to have.
const HIGHEST: u32 = 2000;

/// Most parts of a text.
/// Longest Roman number of a chapter, in letters.
const LONGEST_ROMAN: usize = 7;
const MOST_PARTS: u32 = 30;

/// Shortest number word that may be misread by a letter.
const SHORTEST_MISREAD: usize = 4;

/// The number that a word says, in small letters: `4`, `4th`, `2e`, `l2`, `three`, `十二`.
pub(crate) fn number(word: &str, rules: &Rules) -> Option<u32> {
    let found = figures(word).or_else(|| han(word)).or_else(|| worded(word, rules))?;
    (1..=HIGHEST).contains(&found).then_some(found)
}

/// Whether a word is a number without anything having to be guessed.
pub(crate) fn is_plain(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) || han(word).is_some()
}

/// Whether a word that begins so can be a plain number.
pub(crate) fn may_be_plain(first: char) -> bool {
    first.is_ascii_digit() || first == '十' || han_figure(first).is_some()
}

/// Figures, with letters that are taken for figures, and the ending of an ordinal.
fn figures(word: &str) -> Option<u32> {
    let figure = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        'l' | 'i' | '|' => Some(1),
        'o' => Some(0),
        _ => None,
    };
    let (head, tail) = match word.find(|c| figure(c).is_none()) {
        Some(at) => word.split_at(at),
        None => (word, ""),
    };
    let ordinal =
        matches!(tail, "" | "st" | "nd" | "rd" | "th" | "d" | "e" | "er" | "re" | "me" | "ème" | "te" | "ª" | "º");
    let printed = head.bytes().any(|b| b.is_ascii_digit()) || matches!(head, "l" | "i" if tail.is_empty());
    if !ordinal || !printed || head.len() > 4 {
        return None;
    }
    head.chars().try_fold(0, |sum, c| Some(sum * 10 + figure(c)?))
}

/// Chinese figures up to 99, or a row of them read one by one.
pub(crate) fn han(word: &str) -> Option<u32> {
    match word.split_once('十') {
        Some((tens, ones)) => {
            let one = |text: &str, none: u32| match (text.chars().next(), text.chars().count()) {
                (None, _) => Some(none),
                (Some(c), 1) => han_figure(c),
                _ => None,
            };
            Some(one(tens, 1)? * 10 + one(ones, 0)?)
        }
        None if (1..=12).contains(&word.len()) => {
            word.chars().try_fold(0_u32, |sum, c| Some(sum * 10 + han_figure(c)?))
        }
        None => None,
    }
}

/// The number that a part of a Chinese text begins with: `二、`, `（二）`, `2、`, `２．`.
pub(crate) fn of_part(text: &str) -> Option<u32> {
    let bracketed = text.strip_prefix(['（', '(']);
    let text = bracketed.unwrap_or(text);
    let number = &text[..text.find(|c| han_figure(c).is_none() && c != '十' && digit(c).is_none())?];
    let mark = text[number.len()..].chars().next()?;
    if !matches!((bracketed, mark), (Some(_), '）' | ')') | (None, '、' | '．')) {
        return None;
    }
    let value = number.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?)).or_else(|| han(number))?;
    (1..=MOST_PARTS).contains(&value).then_some(value)
}

/// The number of a chapter of a serial that is all a line holds, or all beside a word for a chapter: `XII.`,
/// `CHAPITRE III.`, `2. Kapitel`.
pub(crate) fn of_chapter(text: &str, rules: &Rules) -> Option<u32> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, Some(second)) = (words.next()?, words.next()) else { return roman(text) };
    let is_word = |word: &str| rules.words("chapter-word").contains_lower(word);
    let number = match (is_word(first), is_word(second)) {
        (true, false) => second,
        (false, true) => first,
        _ => return None,
    };
    let found = roman(number).or_else(|| number.parse().ok().filter(|number| (1..=MOST_PARTS).contains(number)));
    found.filter(|_| words.next().is_none())
}

/// The value of a Roman number that is all a text holds.
fn roman(text: &str) -> Option<u32> {
    let figures = text.trim_matches(['.', ' ', '—', '-']);
    let value = |c: char| {
        Some(match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            _ => return None,
        })
    };
    let values: Vec<u32> = figures.chars().map(value).collect::<Option<_>>()?;
    let before = |at: usize| values.get(at + 1).is_some_and(|next| values[at] < *next);
    let sum = |(plus, minus): (u32, u32), at: usize| {
        if before(at) { (plus, minus + values[at]) } else { (plus + values[at], minus) }
    };
    let (plus, minus) = (0..values.len()).fold((0, 0), sum);
    (values.len() <= LONGEST_ROMAN).then(|| plus.checked_sub(minus)).flatten().filter(|value| *value > 0)
}

/// The value of a figure, as wide as a Han or not.
fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// The value of a single Chinese figure.
#[inline]
pub(crate) const fn han_figure(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Words for numbers, as the list `number-word` has them: the word, a space, the number.
fn worded(word: &str, rules: &Rules) -> Option<u32> {
    let list = rules.words("number-word");
    let key = format!("{word} ");
    if let Some(entry) = list.from(&key).next().filter(|entry| entry.starts_with(&key)) {
        return entry[key.len()..].parse().ok();
    }
    if word.chars().count() < SHORTEST_MISREAD || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    // Two numbers that are as near as each other tell nothing.
    let mut near = list.from("").filter_map(|entry| {
        let (name, value) = entry.rsplit_once(' ')?;
        likeness::is_misread(word, name).then(|| value.parse::<u32>().ok())?
    });
    let first = near.next()?;
    near.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<u32>) {
        assert_eq!(number(word, &Rules::embedded()), expected, "{word}");
    }

    #[test]
    fn figures_and_what_is_misread_for_them() {
        for (word, value) in [("4", 4), ("l2", 12), ("1o", 10), ("l", 1), ("3rd", 3), ("2e", 2), ("2me", 2)] {
            check(word, Some(value));
        }
        for word in ["0", "o", "lo", "lil", "99999", "4x", ""] {
            check(word, None);
        }
    }

    #[test]
    fn words_of_several_languages() {
        for (word, value) in
            [("three", 3), ("threo", 3), ("vier", 4), ("cinq", 5), ("十二", 12), ("二", 2), ("一〇", 10)]
        {
            check(word, Some(value));
        }
        for word in ["mayor", "the", "tree", "十十十"] {
            check(word, None);
        }
    }

    #[test]
    fn numbers_of_chapters() {
        let rules = Rules::embedded();
        for (text, number) in [
            ("I", 1),
            ("IV.", 4),
            ("— XII —", 12),
            ("XLVIII", 48),
            ("CHAPITRE III.", 3),
            ("2. Kapitel.", 2),
            ("Luku VI", 6),
        ] {
            assert_eq!(of_chapter(text, &rules), Some(number), "{text}");
        }
        for text in
            ["XII (Suite)", "MIX", "", ".", "VIVI LA", "CIVILIXC", "Louis XVI", "Chapitre", "Chapitre IV du code"]
        {
            assert_eq!(of_chapter(text, &rules), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_parts() {
        for (text, number) in
            [("一、修石阶", 1), ("（二）添铁栏", 2), ("十二、验收", 12), ("３．开渡", 3), ("10、收费", 10)]
        {
            assert_eq!(of_part(text), Some(number), "{text}");
        }
        for text in ["一九九八年、九九年", "三十年", "（一九九八年一月一日）", "一致同意", "3.5亿元", "、", ""]
        {
            assert_eq!(of_part(text), None, "{text}");
        }
    }
}
