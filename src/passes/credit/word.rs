//! The words of a credit, which are no part of a name.

use crate::ledger::Field;
use crate::model::script::{Script, lower, script};
use crate::rules::{Rules, WordList};

/// Most words of a phrase that leads a credit: `aus dem Englischen von`.
const LONGEST_LEAD: usize = 5;

/// The lists of words that say what somebody did.
const FIELDS: [(&str, Field); 5] = [
    ("credit-correspondent", Field::Correspondent),
    ("credit-photographer", Field::Photographer),
    ("credit-translator", Field::Translator),
    ("credit-editor", Field::Editor),
    ("credit-author", Field::Author),
];

/// What the words before or after a name say of it.
pub(super) fn field_of(word: &str, rules: &Rules) -> Option<Field> {
    FIELDS.into_iter().find(|(list, _)| rules.words(list).contains(word)).map(|(_, field)| field)
}

/// How many words lead a credit of a spaced script, and what they make of the named: `By`, `Translated by`, `Foto:`.
pub(super) fn lead(words: &[&str], rules: &Rules) -> Option<(usize, Field)> {
    let first = lower(words.first()?.chars().next()?);
    // The word that leads by itself goes before what is said of the same word alone.
    let lists = [("credit-by", Field::Author)].into_iter().chain(FIELDS).enumerate();
    let lists = lists.map(|(at, (list, field))| (at, rules.words(list), field));
    let may: Vec<(usize, &WordList, Field)> = lists.filter(|(_, list, _)| list.begins_with(first)).collect();
    // Most texts begin as no word of a credit does.
    if may.is_empty() {
        return None;
    }
    let longest = LONGEST_LEAD.min(words.len());
    let spoken = words[..longest].join(" ").to_lowercase();
    let mut end = spoken.len();
    (1..=longest).rev().find_map(|n| {
        let phrase = spoken[..end].trim_end_matches(':');
        end = spoken[..end].rfind(' ').unwrap_or(0);
        let is_said = |(at, list, _): &&(usize, &WordList, Field)| (n == 1 || *at > 0) && list.contains(phrase);
        may.iter().find(is_said).map(|(_, _, field)| (n, *field))
    })
}

/// Whether a character can be part of a name of an unspaced script.
pub(super) fn is_name_char(c: char) -> bool {
    matches!(script(c), Script::Han | Script::Kana | Script::Hangul)
}

/// Whether a word of a credit is no part of a name or of a longer word: one of a single character, such as 文, has to
/// stand apart, unless it is said behind a name, as 摄 is; Korean words stand apart always.
fn stands_apart(text: &str, at: usize, word: &str, rules: &Rules) -> bool {
    let apart = |c: Option<char>| !c.is_some_and(is_name_char);
    let after = text[at + word.len()..].chars().next();
    if word.chars().any(|c| script(c) == Script::Hangul) {
        return apart(after);
    }
    match word.chars().count() {
        1 if rules.words("credit-behind").contains(word) => apart(after),
        1 => apart(after) && apart(text[..at].chars().next_back()) && !is_padded(&text[..at]),
        _ => true,
    }
}

/// Whether what stands before the last character of a name is its other one, set apart to the width of three: `陈　文`.
fn is_padded(before: &str) -> bool {
    let name = before.trim_end_matches([' ', '\u{3000}']);
    let mut back = name.chars().rev();
    name.len() < before.len() && back.next().is_some_and(is_name_char) && !back.next().is_some_and(is_name_char)
}

/// The word of a credit, one of `words`, that stands at `at`, if it is no part of a name or of a longer word such as
/// 记者节. The list is looked up once for a text, not at each of its characters.
pub(super) fn word_at<'t>(text: &'t str, at: usize, words: &WordList, rules: &Rules) -> Option<&'t str> {
    let rest = &text[at..];
    let word = words.at_start(rest)?;
    (stands_apart(text, at, word, rules) && rules.words("credit-no").at_start(rest).is_none()).then_some(word)
}

/// Length of `驻法国` in `驻法国记者`: a post abroad is no name.
pub(super) fn posting(rest: &str, rules: &Rules) -> Option<usize> {
    if !rest.starts_with(['驻', '駐']) {
        return None;
    }
    let words = rules.words("credit-word");
    rest.char_indices().skip(2).take(9).map(|(at, _)| at).find(|at| words.at_start(&rest[*at..]).is_some())
}

/// Length of a name in Latin letters that a text begins with: `Daniel Orme` in `学生记者 Daniel Orme`.
pub(super) fn latin_name(rest: &str) -> Option<usize> {
    /// Words of a name.
    const WORDS: std::ops::RangeInclusive<usize> = 2..=4;
    let is_word = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(|c| c.is_uppercase() && script(c) == Script::Spaced)
            && chars.all(|c| script(c) == Script::Spaced || ".'’-".contains(c))
    };
    let end = rest.find(|c: char| is_name_char(c) || "、，,／/|（）()".contains(c)).unwrap_or(rest.len());
    let words: Vec<&str> = rest[..end].split(' ').take_while(|word| is_word(word)).collect();
    let len = words.iter().map(|word| word.len()).sum::<usize>() + words.len().saturating_sub(1);
    WORDS.contains(&words.len()).then_some(len)
}

/// Whether a line is read as one of an unspaced script.
pub(super) fn is_unspaced(text: &str) -> bool {
    text.chars().any(is_name_char)
}
