//! Words whose letters are set apart for emphasis, as German print and many headlines do: `E i s l e b e n, 13. März.`

use std::ops::Range;

use super::{Name, Place, Sureness};
use crate::model::script::{Script, script};

/// Fewest letters that tell it: three may be initials, or what is left of a ruined line.
const FEWEST: usize = 4;

/// Letters that are cast together and so are never set apart.
const CAST: [&str; 8] = ["ch", "ck", "ſt", "ſſ", "ſi", "tz", "Ch", "CH"];

/// Letters of which every word has one.
const VOWELS: &str = "aeiouyàâäåæèéêëîïòóôöøœùúûüýáíаеёиоуыэюяіїєαεηιουωάέήίόύώ";

/// One letter, or letters cast together, with the marks around it.
struct Token<'t> {
    span: Range<usize>,
    letters: &'t str,
    /// Whether a mark stands before or behind the letters.
    opens: bool,
    closes: bool,
}

/// The words set apart in a line, each run of them as one place: closed up, with one blank where a wider gap, or a capital
/// behind a small letter, parts two words.
pub(super) fn find(text: &str, places: &mut Vec<Place>) {
    if !may_be(text) {
        return;
    }
    let mut run: Vec<Token<'_>> = Vec::new();
    let base = text.as_ptr() as usize;
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - base;
        match token(word, start) {
            Some(token) => {
                if token.opens {
                    close(text, &mut run, places);
                }
                run.push(token);
            }
            None => close(text, &mut run, places),
        }
    }
    close(text, &mut run, places);
}

/// A cheap look: whether blanks follow one another closely enough.
fn may_be(text: &str) -> bool {
    // A letter has two bytes at most, and one with a mark three.
    const CLOSE: usize = 4;
    let (mut last, mut close) = (0, 0);
    memchr::memchr_iter(b' ', text.as_bytes()).any(|at| {
        close = if at - last <= CLOSE { close + 1 } else { 1 };
        last = at;
        close + 1 >= FEWEST
    })
}

fn token(word: &str, start: usize) -> Option<Token<'_>> {
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mut chars = letters.chars();
    let is_one =
        chars.next().is_some_and(|c| c.is_alphabetic() && script(c) == Script::Spaced) && chars.next().is_none();
    (is_one || CAST.contains(&letters)).then(|| Token {
        span: start..start + word.len(),
        letters,
        opens: !word.starts_with(letters),
        closes: !word.ends_with(letters),
    })
}

/// Makes a place of the run, if it is words.
fn close(text: &str, run: &mut Vec<Token<'_>>, places: &mut Vec<Place>) {
    let run = std::mem::take(run);
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    if run.len() < FEWEST {
        return;
    }
    let span = first.span.start..last.span.end;
    let mut words: Vec<String> = vec![String::new()];
    let mut insert = text[first.span.clone()].to_owned();
    words[0].push_str(first.letters);
    for pair in run.windows(2) {
        let (left, right) = (&pair[0], &pair[1]);
        let is_upper = |token: &Token<'_>| token.letters.starts_with(char::is_uppercase);
        let gap = &text[left.span.end..right.span.start];
        if gap.chars().nth(1).is_some() || left.closes || is_upper(right) && !is_upper(left) {
            insert.push(' ');
            words.push(String::new());
        }
        insert.push_str(&text[right.span.clone()]);
        if let Some(word) = words.last_mut() {
            word.push_str(right.letters);
        }
    }
    if words.iter().all(|word| is_word(word)) && words.iter().any(|word| word.chars().count() >= FEWEST) {
        places.push(Place { span, insert, rule: Name::Emphasis, sure: Sureness::Rule });
    }
}

/// Whether letters can be a word: with a vowel, more than one kind of letter, and capitals at its head only, or
/// throughout; not the letters of the alphabet in their order.
fn is_word(word: &str) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    if rest.is_empty() {
        return true;
    }
    let upper = rest.chars().filter(|c| c.is_uppercase()).count();
    let one_case = upper == 0 || upper == rest.chars().count() && first.is_uppercase();
    let in_order = word.chars().zip(rest.chars()).all(|(a, b)| u32::from(b) == u32::from(a) + 1);
    let alike = rest.chars().all(|c| c == first);
    let has_vowel = word.chars().flat_map(char::to_lowercase).any(|c| VOWELS.contains(c));
    one_case && !in_order && !alike && has_vowel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut places = Vec::new();
        find(text, &mut places);
        let mut out = text.to_owned();
        for place in places.into_iter().rev() {
            out.replace_range(place.span, &place.insert);
        }
        assert_eq!(out, expected);
    }

    #[test]
    fn words_set_apart_are_closed_up() {
        check("M a r e n a u, 14. März. Der Fährmann", "Marenau, 14. März. Der Fährmann");
        check("wurde der Müller H a y e r beſchuldigt", "wurde der Müller Hayer beſchuldigt");
        check("die „N e u e  Z e i t“ meldet", "die „Neue Zeit“ meldet");
        check("von A n n a B r i n k, geb. Voß", "von Anna Brink, geb. Voß");
        check("in M ü n ch e n und P a ſſ a u", "in München und Paſſau");
        check("T H E  T I M E S", "THE TIMES");
        check("в  г о р о д е Архангельске", "в городе Архангельске");
    }

    #[test]
    fn letters_that_stand_for_themselves_stay() {
        for text in
            ["S M T W T F S", "A B C D E", "x x x x x", "J. R. R. T. wrote", "I i I l", "Klasse A u. B", "1 2 3 4 5"]
        {
            check(text, text);
        }
    }
}
