//! Lines that begin as paragraphs of their page do: with a dash, or with a label before a dash or a colon; and those that
//! begin with a dateline, as paragraphs of any page do.

use rustc_hash::FxHashMap;

use super::look::{Look, RUN_IN};
use crate::passes::attach_bylines::is_dated;
use crate::passes::ends::End;
use crate::passes::galley::Galley;
use crate::rules::Rules;

/// Paragraphs of a page that must begin alike before a further line that does begins one.
const ALIKE: usize = 3;
/// Marks that stand before items.
const ITEM: [char; 7] = ['—', '–', '•', '·', '■', '▪', '●'];
/// Longest label before a dash, and before a colon, in words.
const LONGEST_HEAD: usize = 6;
const LONGEST_NAME: usize = 2;

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Opening<'t> {
    /// With a mark and a blank.
    Mark(char),
    /// With a label that a stop and a dash part from the text: `Louvre. — Open daily`.
    Head,
    /// With a word or two that nothing but a dash parts from the text, as goods in a list of prices: `Flour—Dull`.
    Dash,
    /// With a label before a colon, such as who speaks.
    Name(&'t str),
    /// With a word as a sentence by itself, as short notices name what they are about: `Flohmarkt. Der Verein`.
    Word,
}

impl<'t> Opening<'t> {
    fn of(text: &'t str) -> Option<Self> {
        if let Some(mark) = text.chars().next().filter(|mark| ITEM.contains(mark)) {
            return text[mark.len_utf8()..].starts_with(' ').then_some(Self::Mark(mark));
        }
        if !text.starts_with(char::is_uppercase) {
            return None;
        }
        let is_label = |label: &str, most: usize| label.split_whitespace().take(most + 1).count() <= most;
        let head = RUN_IN.iter().filter_map(|mark| text.find(mark)).min();
        if head.is_some_and(|at| is_label(&text[..at], LONGEST_HEAD)) {
            return Some(Self::Head);
        }
        let item = text
            .split_once(['—', '–'])
            .or_else(|| text.split_once(" - "))
            .filter(|(item, _)| is_label(item, LONGEST_NAME));
        if item.is_some_and(|(item, _)| item.chars().all(|c| c.is_alphabetic() || c == ' ')) {
            return Some(Self::Dash);
        }
        if is_topic(text) {
            return Some(Self::Word);
        }
        let (name, _) = text.split_once(": ").filter(|(name, _)| is_label(name, LONGEST_NAME))?;
        Some(Self::Name(name))
    }
}

/// Whether a line begins with a word that is a sentence by itself, and no abbreviation or number of something.
fn is_topic(text: &str) -> bool {
    /// Fewest letters.
    const LETTERS: usize = 6;
    let Some((word, rest)) = text.split_once(". ") else { return false };
    let n = word.chars().count();
    n >= LETTERS && word.chars().all(|c| c.is_alphabetic() || c == '-') && rest.starts_with(char::is_uppercase)
}

/// Whether a line begins with words in capitals before a dash, as small adverts do: `WANTED—A girl`.
fn has_label(text: &str) -> bool {
    /// Fewest letters, and most bytes.
    const LETTERS: usize = 4;
    const LONGEST: usize = 24;
    let label = text.split_once(['—', '–']).or_else(|| text.split_once("--"));
    let label = label.map(|(label, _)| label).filter(|label| label.len() <= LONGEST);
    label.is_some_and(|label| {
        !label.contains(|c: char| c.is_lowercase() || c.is_numeric())
            && label.chars().filter(|c| c.is_uppercase()).count() >= LETTERS
    })
}

/// Whether a line begins with a place and a date: `Marenau, 28. Februar.`
fn has_dateline(text: &str, rules: &Rules) -> bool {
    /// Longest place, and how far behind it the day stands, in bytes.
    const PLACE: usize = 32;
    const DAY: usize = 16;
    let Some((place, date)) = text.split_once(',').filter(|(place, _)| place.len() <= PLACE) else { return false };
    place.starts_with(char::is_uppercase)
        && date.bytes().take(DAY).any(|byte| byte.is_ascii_digit())
        && is_dated(text, rules)
}

/// Rows above one in which the small advert before it begins, and the share of the measure that is free behind a heading
/// over the first of them.
const REACH: usize = 8;
const ROOM: f64 = 0.3;

/// Marks the rows below a heading or the end of a sentence that begin as several others of them do, or with a dateline.
pub(super) fn mark(galley: &Galley<'_>, from: usize, looks: &mut [Look], rules: &Rules) {
    let text = |i: usize| galley.rows[from + i].text.as_ref();
    let is_free = |i: usize| looks[i].gap || i > 0 && (looks[i - 1].end.is_closed() || looks[i - 1].capitals > 0.8);
    let openings: Vec<Option<Opening<'_>>> =
        (0..looks.len()).map(|i| is_free(i).then(|| Opening::of(text(i))).flatten()).collect();
    let mut counts: FxHashMap<Opening<'_>, usize> = FxHashMap::default();
    openings.iter().flatten().for_each(|opening| *counts.entry(*opening).or_default() += 1);
    // A dash that mostly stands between the sentences of lines tells nothing.
    for (opening, n) in &mut counts {
        if let Opening::Mark(mark) = opening {
            let between = ['.', '?', '!'].map(|stop| format!("{stop} {mark} "));
            let parts = |text: &str| between.iter().any(|between| text.contains(between));
            let inside = (0..looks.len()).filter(|i| openings[*i] != Some(Opening::Head) && parts(text(*i))).count();
            *n = if *n > inside { *n } else { 0 };
        }
    }
    let is_one = |opening: &Opening<'_>| counts.get(opening).is_some_and(|n| *n >= ALIKE);
    let dated: Vec<bool> = (0..looks.len()).map(|i| is_free(i) && has_dateline(text(i), rules)).collect();
    for ((look, opening), dated) in looks.iter_mut().zip(openings).zip(dated) {
        (look.opener, look.dated) = (opening.as_ref().is_some_and(is_one), dated);
    }
    for i in 0..looks.len() {
        // Below a heading in the same block, and below a small advert, another begins as it did.
        let is_below = |above: &Look| above.capitals > 0.8 || above.gap && above.end == End::Open && above.free > ROOM;
        let goes_on = || looks[i - 1].end.is_closed() && (i.saturating_sub(REACH)..i).any(|above| looks[above].labeled);
        let begins = looks[i].gap || i > 0 && (is_below(&looks[i - 1]) || goes_on());
        looks[i].labeled = begins && has_label(text(i));
        looks[i].opener |= looks[i].labeled;
        looks[i].placed = looks[i].dated && looks[i].gap && looks.get(i + 1).is_some_and(|below| below.gap);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Opening<'_>>) {
        assert_eq!(Opening::of(text), expected, "{text}");
    }

    #[test]
    fn small_adverts_begin_with_capitals_and_a_dash() {
        for text in ["WANTED—A girl to do housework", "FOR SALE.—A good family horse", "AMOS--To Mr. and Mrs. Amos"]
        {
            assert!(has_label(text), "{text}");
        }
        for text in ["N. Y.—The boats", "Flour—Dull", "IN THE MATTER OF THE ESTATE OF—", "FOR SALE"] {
            assert!(!has_label(text), "{text}");
        }
    }

    #[test]
    fn how_lines_begin() {
        check("— Der Rat trat gestern zusammen.", Some(Opening::Mark('—')));
        check("—sagte er", None);
        check("Stadtmuseum. — Täglich von 10 bis 4 Uhr.", Some(Opening::Head));
        check("London, 4. Mai. — Der König", Some(Opening::Head));
        check("Flour—Dull; superfine, $6 25", Some(Opening::Dash));
        check("W - Hall 11 run (Cobb kick)", Some(Opening::Dash));
        check("The strike—if it is one—ends", Some(Opening::Dash));
        check("No. 2 spring—Quiet", None);
        check("Präs.: Kannten Sie den Mann?", Some(Opening::Name("Präs.")));
        check("Der Richter sagte noch dies: Er kam.", None);
        check("er kam. — Dann ging er.", None);
        check("Flohmarkt. Der Verein lädt ein.", Some(Opening::Word));
        check("Prof. Adler kam.", None);
        check("Schade. und weiter", None);
    }

    /// Two short notices below their heading, of which the first ends in a full line.
    const BORN: &str = "\
The ferry board voted on Monday to raise the
fare to Wick by a nickel, the first time in the
eleven years that the boat has run at all.

Births
HARKER--To Mr. and Mrs. Amos Harker, Wick, a boy,
Sept. 30, at the house of his mother at Wick.
LUND--To Mr. and Mrs. Carl Lund, Port Ellen, a
girl, Oct. 2.
";

    #[test]
    fn below_a_small_advert_another_begins_as_it_did() {
        let sketch = crate::passes::sketch::sketch(BORN);
        assert!(sketch.contains("mother at Wick.\nLUND--To"), "{sketch}");
    }
}
