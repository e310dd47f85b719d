//! What the words of a line tell of it being a headline or its beginning: headlines leave out the small words that sentences
//! are full of, and sentences begin with words that no name begins with.

use super::look::Look;
use crate::lexicon::of_language;
use crate::model::Role;
use crate::passes::ends::End;
use crate::rules::Rules;

/// Fewest lines inside sentences that tell how many small words the text of a page has, and the share of them from which on
/// a line without any is none of the text.
const FEWEST: usize = 6;
const SHARE: f64 = 0.25;
/// Fewest words of a line that has no small word, and of one that has one, and how much that tells for a heading.
const NONE_OF: usize = 4;
const ONE_OF: usize = 5;
const WITHOUT: f64 = 2.0;
const WITH_ONE: f64 = 1.4;
/// How much it tells for a heading besides that its last word has a small letter and a capital stands below.
const CAPITAL_BELOW: f64 = 1.2;
/// Share of long words with capitals from which on a line may be a list of names, or a headline that capitals tell.
const NAMES: f64 = 0.5;

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// With a capital on a small word, over more words in small letters: `The new`.
    Sentence,
    /// With a capital on another word of the dictionary, likewise: `Decision expected`.
    Phrase,
    /// Otherwise, as with a name.
    Otherwise,
}

/// How a line begins.
pub(super) fn begins(text: &str, rules: &Rules) -> Begins {
    let mut words = text.split_whitespace().map(plain);
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return Begins::Otherwise };
    if !first.starts_with(char::is_uppercase) || !second.starts_with(char::is_lowercase) || first == "I" {
        return Begins::Otherwise;
    }
    let first = first.to_lowercase();
    match () {
        () if rules.words("small-word").contains(&first) => Begins::Sentence,
        () if of_language("en").is_some_and(|words| words.count(&first) > 0) => Begins::Phrase,
        () => Begins::Otherwise,
    }
}

/// How many small words a line has.
pub(super) fn n_small(text: &str, rules: &Rules) -> usize {
    let list = rules.words("small-word");
    text.split_whitespace().filter(|word| list.contains_lower(plain(word))).count()
}

/// Whether the text of a page is so full of small words that lines without any tell something, by the lines that begin inside
/// a sentence.
pub(super) fn is_wordy(looks: &[Look]) -> bool {
    let inside = looks.iter().filter(|look| look.lower && look.role == Role::Body && !look.ruled);
    let (n, small, words) =
        inside.fold((0, 0, 0), |(n, small, words), look| (n + 1, small + look.small, words + look.words));
    n >= FEWEST && small as f64 > SHARE * words as f64
}

/// How much the words of a line in small letters tell for a heading on such a page.
pub(super) fn terse(look: &Look) -> f64 {
    let may_name = look.capitals > 0.8 || look.titled > NAMES || look.pauses || look.trails;
    if may_name || look.lower || look.sentences || look.end != End::Open {
        return 0.0;
    }
    match look.small {
        0 if look.words >= NONE_OF => WITHOUT,
        1 if look.words >= ONE_OF => WITH_ONE,
        _ => 0.0,
    }
}

/// How much the break between such a line and the text below tells: inside a sentence few lines that end with a small letter
/// stand over one that begins with a capital, unless both are parts of names.
pub(super) fn breaks(above: &Look, below: &Look) -> f64 {
    if terse(above) > 0.0 && above.ends_small && !below.lower { CAPITAL_BELOW } else { 0.0 }
}

/// Whether the last word of a line has a small letter and is none of grammar, so that a line may end behind it.
pub(super) fn ends_small(text: &str, rules: &Rules) -> bool {
    let last = text.split_whitespace().next_back().map(plain);
    last.is_some_and(|last| last.starts_with(char::is_lowercase) && !rules.words("small-word").contains(last))
}

/// A word without the marks around it.
fn plain(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::sketch::sketch;

    #[test]
    fn how_lines_begin() {
        let rules = Rules::embedded();
        for (line, expected) in [
            ("The new boats are painted", Begins::Sentence),
            ("\"They said so,\" he said", Begins::Sentence),
            ("Decision expected by March", Begins::Phrase),
            ("The Ridge Courier says", Begins::Otherwise),
            ("Los Angeles is far", Begins::Otherwise),
            ("Thornwick asks for oars", Begins::Otherwise),
            ("and the boats", Begins::Otherwise),
            ("I have rowed", Begins::Otherwise),
        ] {
            assert_eq!(begins(line, &rules), expected, "{line}");
        }
    }

    /// No blank line, no name, and headlines in small letters that nearly fill their column.
    const TIGHT: &str = "\
Boathouse roof leaks for third winter
The rowing club asked the council on
Monday for money to mend the roof of
the boathouse, which has leaked since
the storm of last November and which
nobody has climbed since then.
Members said that two of the boats are
rotten and that the oars are kept in a
stable behind the chapel.
Library buys its first computer
Thornwick, who has run the library for
thirty years, said the machine will be
used for the catalog and that no one is
to play games on it before noon.
Readers may ask for an hour in the
evening, if they bring a pencil.
Ferry fares double after strike
Passengers who cross the lake from the
mill to the college will have to pay two
dollars, which is more than they pay for
lunch in the dining hall.
";

    #[test]
    fn headlines_in_small_letters_are_told_by_the_words_that_they_leave_out() {
        let sketch = sketch(TIGHT);
        assert_eq!(sketch.matches("<title>").count(), 3, "{sketch}");
    }

    /// A deck below a headline of one line, both in small letters.
    const DECKED: &str = "\
Council puts off vote on boats
Decision expected by the end of March
By Ada Thornwick
The council put off a vote on the boats
on Monday night after two hours, as the
treasurer could not say what they would
cost if the college bought them used.
";

    #[test]
    fn a_phrase_that_begins_anew_below_a_headline_is_its_deck() {
        let sketch = sketch(DECKED);
        assert!(sketch.contains("<title> Council puts off vote on boats\n"), "{sketch}");
        assert!(sketch.contains("<deck> Decision"), "{sketch}");
    }

    #[test]
    fn a_phrase_in_small_letters_is_a_deck_below_capitals_on_all_words() {
        let page = DECKED.replace("puts off vote on boats\nDecision", "Puts Off Vote\non Boats\nDecision");
        let sketch = sketch(&page);
        assert!(sketch.contains("<title> Council Puts Off Vote on Boats\n"), "{sketch}");
    }
}
