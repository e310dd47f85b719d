//! Credits of more lines than one: what stands below a name and goes on with it.

use super::SURE_CREDIT;
use super::look::{A_CREDIT, Look, NARROW};
use crate::model::Role;
use crate::passes::View;
use crate::passes::ends::End;
use crate::passes::galley::Galley;
use crate::passes::names::further_name_form;
use crate::passes::posts::{is_bare_post, is_home, is_post};
use crate::rules::{Rules, WordList};

/// Longest line that goes on with a credit, in characters.
const LONGEST_POST: usize = 48;
/// Most words of a name over a post, with a word such as `By`, and of a post that stands alone on its line.
const MOST_NAME_WORDS: usize = 5;
const LONGEST_BARE_POST: usize = 5;

/// Marks the lines that go on with the credit above them: `Staff Writer`, `and Ruth Amos`, `Snowflake, Ariz.`
pub(super) fn go_on(view: &View<'_>, galley: &Galley<'_>, from: usize, looks: &mut [Look]) {
    for i in 1..looks.len() {
        if posts(galley, from, looks, i, view.rules) {
            (looks[i - 1].credit, looks[i - 1].posted, looks[i].post) = (looks[i - 1].credit.max(A_CREDIT), true, true);
            continue;
        }
        let text = |at: usize| galley.rows[from + at].text.as_ref();
        let of_many = !looks[i - 1].post && is_of_many(text(i - 1), text(i), view.rules);
        looks[i].post &= !of_many;
        let above = &looks[i - 1];
        let (is_credit, led) = (above.credit > 0.0, above.led);
        let is_open = is_credit && led;
        if looks[i].role != Role::Body || looks[i].ruled || looks[i].led || !(is_credit || above.post) {
            continue;
        }
        if text(i).chars().nth(LONGEST_POST).is_some() {
            continue;
        }
        let and = view.rules.words("credit-and");
        let word = |word: Option<&str>| word.is_some_and(|word| and.contains_lower(word));
        let behind = text(i).split_once(' ').filter(|(first, _)| word(Some(first))).map(|(_, behind)| behind);
        let open = word(text(i - 1).split_whitespace().next_back()) || above.trails;
        let named = match behind {
            Some(behind) => further_name_form(behind, view.rules),
            None if open => further_name_form(text(i), view.rules),
            // "By Amy Hall and Ruth" over "Amos": the line end parts a name.
            None if is_surname(text(i), text(i - 1), and) => A_CREDIT,
            None => 0.0,
        };
        if is_open && named > 0.0 {
            looks[i].credit = A_CREDIT;
            looks[i].trails = false;
            looks[i - 1].trails = false;
            looks[i].post = true;
        } else if !looks[i].post && !looks[i].salutes && !of_many {
            looks[i].post =
                is_post(text(i), view.rules) || is_credit && !led && is_home(text(i)) || stands_as_post(looks, i);
        }
    }
}

/// Marks the first name below each salutation that stands where a sentence or the letter is at its end.
pub(super) fn sign_letters(looks: &mut [Look]) {
    let mut in_letter = false;
    for i in 1..looks.len() {
        in_letter |= looks[i - 1].salutes;
        let ends = looks[i - 1].end.is_closed() || looks[i - 1].closes;
        if in_letter && ends && looks[i].credit > 0.0 && !looks[i].led && !looks[i].ruled {
            (looks[i].signs_letter, in_letter) = (true, false);
        }
        in_letter &= !looks[i].led;
    }
}

/// Whether a row is a post by its place, whatever its words are: a few words with capitals between who wrote the text, below its
/// headline, and a text that begins below.
fn stands_as_post(looks: &[Look], i: usize) -> bool {
    /// Most words.
    const MOST: usize = 4;
    /// Fewest words of the first line of a text.
    const TEXT: usize = 3;
    let Some([head, name, post, text, next]) = (i.checked_sub(2)).and_then(|head| looks.get(head..i + 3)) else {
        return false;
    };
    let is_text = |look: &Look| look.titled < 0.7 && look.capitals < 0.7 && look.credit == 0.0 && !look.ruled;
    let is_set_as_post = post.titled > 0.95 && post.letters > MOST && !post.phones && !post.section && !post.gap;
    name.led
        && name.credit > SURE_CREDIT
        && !head.end.is_closed()
        && is_set_as_post
        && post.words <= MOST
        && post.end == End::Open
        && post.filled < NARROW
        && is_text(text)
        && !text.lower
        && text.words >= TEXT
        && is_text(next)
        && (next.lower || text.end == End::Hyphen)
}

/// Whether a row is nothing but one word with a capital, below a given name alone behind a word such as `and`.
fn is_surname(text: &str, above: &str, and: &WordList) -> bool {
    let mut words = above.split_whitespace().rev();
    let (Some(given), Some(word)) = (words.next(), words.next()) else { return false };
    let is_name = |word: &str| {
        word.chars().count() > 1 && word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
    };
    and.contains_lower(word) && is_name(given) && is_name(text)
}

/// Takes a name and a post for no credit where who the named is goes on in the next row, and both fill their column as text
/// does: `Ruth Amos, president`, `of the rowing club at Ridge`.
pub(super) fn tell_who(looks: &mut [Look]) {
    for i in 1..looks.len() {
        let (above, look) = (&looks[i - 1], &looks[i]);
        let is_text = above.filled > NARROW && look.filled > NARROW && !look.gap && look.lower;
        if is_text && above.credit > 0.0 && !above.led && !above.dashed && above.pauses && !looks[i].led {
            (looks[i - 1].credit, looks[i - 1].posted, looks[i].post) = (0.0, false, false);
        }
    }
}

/// Whether a line ends with a post in the plural below what names no more than one: `Students`, the end of a headline.
fn is_of_many(above: &str, text: &str, rules: &Rules) -> bool {
    let post = rules.words("post");
    let last = text.split_whitespace().next_back().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
    let is_plural = last
        .map(str::to_lowercase)
        .is_some_and(|last| !post.contains(&last) && last.strip_suffix('s').is_some_and(|one| post.contains(one)));
    let and = rules.words("credit-and");
    is_plural && !above.contains(',') && !above.split_whitespace().any(|word| and.contains_lower(word))
}

/// Whether a row is nothing but a post that only papers have, and the one above it may be a name: `Staff Writer`.
fn posts(galley: &Galley<'_>, from: usize, looks: &[Look], i: usize, rules: &Rules) -> bool {
    let (above, look) = (&looks[i - 1], &looks[i]);
    let is_free = |look: &Look| look.role == Role::Body && !look.ruled && look.end == End::Open;
    let text = |at: usize| galley.rows[from + at].text.as_ref();
    (2..=MOST_NAME_WORDS).contains(&above.words)
        && look.words <= LONGEST_BARE_POST
        && !look.gap
        && !look.lower
        && is_free(above)
        && is_free(look)
        && (above.led || above.credit > 0.0 && above.credit <= A_CREDIT)
        && is_bare_post(text(i), rules)
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Decisions, Field, Level, fold};
    use crate::passes::sketch::sketch;
    use crate::pipeline::run;
    use crate::read::{ReadOptions, read_issue};
    use crate::rules::Rules;

    const ROOF: &str = "\
Rowers raise the roof
By Ina Rourke
Lantern Night Owl
The rowing club will mend the roof of
the boathouse over the holidays with a
gift from its former members, of whom
some were there on Monday.
";

    #[test]
    fn what_stands_below_a_writer_is_a_post_whatever_its_words_are() {
        let issue = read_issue("page", "page.txt", ROOF.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let draft = fold(&issue, &run.ledger);
        assert!(draft.sketch().contains("<byline> Lantern Night Owl"), "{}", draft.sketch());
        let marks = || draft.order().iter().flat_map(|line| draft.marks(*line));
        let named = |field: Field| marks().filter(|mark| mark.field == field).count();
        assert_eq!((named(Field::Author), named(Field::Affiliation)), (1, 1));
    }

    const LETTERS: &str = "\
Letters

Oars astray
To the editor:
The oars that were left in the chapel
belong to nobody, and I have asked the
dean for them twice since the storm.

Oscar Estes

Boats adrift
To the editor:
Two boats went by my window on Monday
with nobody in them, and I should like
to know who pays for the third.

Ruth Amos
";

    #[test]
    fn the_name_below_a_letter_signs_it() {
        let sketch = sketch(LETTERS);
        assert_eq!(sketch.matches("<title>").count(), 2, "{sketch}");
        assert!(!sketch.contains("<title> Oscar Estes") && !sketch.contains("<kicker> Oscar"), "{sketch}");
    }
}
