//! What may be the printed number of a page, on one line at its edge.
//!
//! Tells every number that stands where papers print theirs, also misread ones; which of them count is told by the other
//! pages.

use super::bands::{Edge, EdgeLine};
use crate::model::LineIx;
use crate::model::script::is_unspaced;
use crate::passes::{jump_line, numbers};
use crate::rules::phrases::{fold, spans};
use crate::rules::{Rules, WordList};

/// Longest line, in bytes, that holds the number of its page.
const LONGEST: usize = 160;

/// Text that may stand further out than a number that stands alone.
const DEPTH: usize = 1;

/// Most lines with a number and nothing else that one edge of a page has; more are a column of figures.
const MOST_LONE: usize = 2;

/// Most words beside the number of a page and the word for it, where the line is not known as page furniture.
const BESIDE: usize = 2;

/// How a number stands, the more telling way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    /// Beside a word for a page.
    Named,
    /// On a line of its own.
    Lone,
    /// First or last on a line of page furniture, or on one that comes back.
    End,
}

/// A number that may be that of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sighting {
    pub value: u32,
    /// The letter of the part of the paper that it stands beside, as in A3, or [`ROMAN`].
    pub part: Option<char>,
    pub stand: Stand,
    /// Whether nothing had to be guessed.
    pub sure: bool,
    pub edge: Edge,
    pub line: LineIx,
}

/// The numbers at the edges of a page; `comes_back` tells whether a line of its band comes back on other pages.
pub(super) fn of_page(band: &[EdgeLine<'_>], comes_back: &dyn Fn(usize) -> bool, rules: &Rules) -> Vec<Sighting> {
    let mut found: Vec<Sighting> = Vec::new();
    for edge in Edge::BOTH {
        let from = found.len();
        for (at, line) in band.iter().enumerate().filter(|(_, line)| line.edge == edge) {
            of_line(line, line.role.is_furniture() || comes_back(at), rules, &mut found);
        }
        let lone = found[from..].iter().filter(|one| one.stand == Stand::Lone && one.sure).count();
        if lone > MOST_LONE {
            found.retain(|one| one.edge != edge || one.stand != Stand::Lone);
        }
    }
    found
}

/// A word of a line that may be read as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    value: u32,
    part: Option<char>,
    sure: bool,
}

fn of_line(line: &EdgeLine<'_>, known: bool, rules: &Rules, out: &mut Vec<Sighting>) {
    let text = line.text.as_ref();
    if text.len() > LONGEST {
        return;
    }
    let words: Vec<&str> = spans(text).map(|span| &text[span]).collect();
    let named = Named { page: rules.words("page-word"), words: &words };
    let mut add = |reading: Reading, stand: Stand| {
        let Reading { value, part, sure } = reading;
        out.push(Sighting { value, part, stand, sure, edge: line.edge, line: line.line });
    };
    for (at, word) in words.iter().enumerate() {
        if named.beside(at) && (known || words.len() <= 2 + BESIDE) {
            let worded = || numbers::number(&fold(word), rules).map(|value| Reading { value, part: None, sure: false });
            let readings = readings(word);
            let worded = if readings.is_empty() { worded() } else { None };
            readings.into_iter().chain(worded).for_each(|reading| add(reading, Stand::Named));
        } else if words.len() == 1 && line.depth <= DEPTH {
            readings(word).into_iter().for_each(|reading| add(reading, Stand::Lone));
        } else if known && (at == 0 || at + 1 == words.len()) && !is_counted(&words, at, rules) {
            let printed = |c: char| c.is_numeric();
            readings(word).into_iter().filter(|_| word.contains(printed)).for_each(|reading| add(reading, Stand::End));
        }
    }
    // Continued on page 2: that is another page's number.
    if out.last().is_some_and(|one| one.line == line.line) && jump_line::read(text, rules).is_some() {
        out.retain(|one| one.line != line.line);
    }
}

struct Named<'r> {
    page: &'r WordList,
    words: &'r [&'r str],
}

impl Named<'_> {
    /// Whether a word stands beside a word for a page.
    fn beside(&self, at: usize) -> bool {
        let names = |at: usize| self.words.get(at).is_some_and(|word| self.page.contains(&fold(word)));
        (names(at + 1) || at.checked_sub(1).is_some_and(names)) && !names(at)
    }
}

/// Whether a number counts something else: the day of a month, the number of the issue, the price.
fn is_counted(words: &[&str], at: usize, rules: &Rules) -> bool {
    let counts = |word: &&str| {
        let folded = fold(word);
        let has = |list| rules.words(list).contains(&folded);
        // Among the words of dates are articles, which stand before names of papers as well.
        has("month")
            || has("issue-word")
            || folded.len() > 2 && has("price-word")
            || word.contains(is_unspaced) && has("date-word")
    };
    [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(|at| words.get(at)).any(counts)
}

/// What a word says as a number: in figures, with letters that are taken for figures, in Chinese or Roman figures.
fn readings(word: &str) -> Vec<Reading> {
    let folded = fold(word);
    let mut out = Vec::new();
    if numbers::is_plain(&folded) {
        out.extend(plain(&folded).map(|value| Reading { value, part: None, sure: true }));
        return out;
    }
    let mut letters = folded.chars();
    let first = letters.next();
    let part = first.filter(char::is_ascii_lowercase).and_then(|part| Some((part, plain(letters.as_str())?)));
    out.extend(part.map(|(part, value)| Reading { value, part: Some(part), sure: PARTS.contains(part) }));
    out.extend(misread(word).map(|value| Reading { value, part: None, sure: false }));
    out.extend(roman(&folded).map(|value| Reading { value, part: Some(ROMAN), sure: false }));
    out
}

/// Stands for the letter of the part where the numbers are Roman: pages before the first have a count of their own.
pub(super) const ROMAN: char = 'Ⅰ';

/// Letters of parts of a paper that are not likely a figure misread.
const PARTS: &str = "abcdef";

/// Highest number that a page of a year's volume bears.
const HIGHEST: u32 = 99_999;

fn plain(word: &str) -> Option<u32> {
    let figures = word.bytes().all(|b| b.is_ascii_digit()) && (1..=5).contains(&word.len());
    let value = if figures { word.parse().ok() } else { numbers::han(word) };
    value.filter(|value| (1..=HIGHEST).contains(value))
}

/// Figures of which some were taken for letters.
fn misread(word: &str) -> Option<u32> {
    let n = word.chars().count();
    let figure = |c: char| {
        c.to_digit(10).or(match c {
            'l' | 'I' | 'i' | '|' | '!' => Some(1),
            'O' | 'o' | 'Q' | 'D' => Some(0),
            'S' | 's' => Some(5),
            'B' => Some(8),
            'Z' | 'z' => Some(2),
            'G' => Some(6),
            'g' | 'q' => Some(9),
            _ => None,
        })
    };
    let value = (n <= 5).then(|| word.chars().try_fold(0, |sum, c| Some(sum * 10 + figure(c)?))).flatten();
    value.filter(|value| (1..=HIGHEST).contains(value))
}

/// Roman figures, as they are written and no other way.
fn roman(word: &str) -> Option<u32> {
    const SIGNS: [(&str, u32); 13] = [
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    if word.len() > 12 {
        return None;
    }
    let (mut rest, mut value) = (word, 0);
    for (sign, worth) in SIGNS {
        let most = if sign.len() == 2 || matches!(worth, 500 | 50 | 5) { 1 } else { 3 };
        for _ in 0..most {
            let Some(behind) = rest.strip_prefix(sign) else { break };
            (rest, value) = (behind, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    #[track_caller]
    fn check(text: &'static str, role: Role, expected: &[(u32, Stand, bool)]) {
        let found = of_page(&[EdgeLine::outermost(text, role)], &|_| false, &Rules::embedded());
        let found: Vec<_> = found.into_iter().map(|one| (one.value, one.stand, one.sure)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_of_pages() {
        check("— 12 —", Role::Body, &[(12, Stand::Lone, true)]);
        check("第十二版", Role::Folio, &[(12, Stand::Named, true)]);
        check("03版", Role::Body, &[(3, Stand::Named, true)]);
        check("Page Three", Role::Folio, &[(3, Stand::Named, false)]);
        check("xiv", Role::Folio, &[(14, Stand::Lone, false)]);
        check("S", Role::Body, &[(5, Stand::Lone, false)]);
        check("lO", Role::Body, &[(10, Stand::Lone, false)]);
        check("THE EVENING POST, FRIDAY, MARCH 14, 1921.  8", Role::RunningHead, &[(8, Stand::End, true)]);
        check("B THE EVENING POST", Role::RunningHead, &[]);
    }

    #[test]
    fn other_numbers() {
        check("14 ships came in", Role::Body, &[]);
        check("Continued on page 2", Role::Body, &[]);
        check("See page 4 of the report.", Role::Body, &[]);
        check("The harbour, March 14", Role::RunningHead, &[]);
        check("VOL. XII. NO. 3", Role::Masthead, &[]);
        check("Xiiii", Role::Body, &[]);
    }

    #[test]
    fn a_part_of_the_paper_is_told_apart() {
        let found = of_page(&[EdgeLine::outermost("B3", Role::Body)], &|_| false, &Rules::embedded());
        let found: Vec<_> = found.into_iter().map(|one| (one.part, one.value)).collect();
        assert_eq!(found, [(Some('b'), 3), (None, 83)]);
    }
}
