//! The head of a title page: the name of the paper, its place and motto, the ears beside it.
//!
//! Few of these lines say what they are, and the large type of a name is misread more than any other. But they stand above
//! all text, among the lines that date and number the issue, so that those tell them.

use super::super::sheet::Sheet;
use super::page_line::Kind;
use super::{Look, TALLEST};
use crate::ledger::{Change, Edit};
use crate::model::{Layout, Role};
use crate::passes::credit::led;
use crate::passes::ends::starts_lower;
use crate::passes::posts::is_home;
use crate::rules::Rules;

/// Most lines of the head of a page.
const MOST_ROWS: usize = 32;
/// Blocks of this many lines are text.
const TEXT: usize = 3;
/// Fewest words of a line that may be a headline, and fewest letters of a word that is written small in one.
const HEADLINE: usize = 3;
const LONG_WORD: usize = 4;
/// Most words of the name of a paper, where nothing but the date stands below it.
const NAME: usize = 4;
/// Letters that a line behind the head has if it says anything.
const FEWEST_LETTERS: usize = 4;
/// How sure a line is where several lines number and date the issue, and where one does.
const SEVERAL: f64 = 0.85;
const ONE: f64 = 0.75;

pub(super) fn propose(sheet: &Sheet<'_>, looks: &[Option<(Look<'_>, usize)>], given: &[bool], edits: &mut Vec<Edit>) {
    let rules = sheet.view.rules;
    let Some(rule) = rules.get("furniture/page-head") else { return };
    let view = sheet.view;
    if view.issue.pages()[sheet.page].layout == Layout::Boxes || view.survey.page(sheet.page).unspaced {
        return;
    }
    let text = |row: usize| sheet.rows[row].text.as_ref();
    let tells_of_paper = |text: &str| is_place(text, rules) || is_number(text, rules);
    let end = head_end(sheet, rules);
    // Directly over the text it may be a headline.
    let says = |row: usize| row + 1 < end && is_motto(text(row), rules);
    let told: Vec<usize> = (0..end)
        .filter(|row| looks[*row].is_some_and(|(look, _)| tells(look)) || tells_of_paper(text(*row)) || says(*row))
        .collect();
    let Some(&last) = told.last() else { return };
    let numbered = told.len() > 1
        || looks[last].is_some_and(|(look, _)| numbers(look))
        || is_number(text(last), rules)
        || says(last);
    // What goes on behind a line of the head is one, as the place below the number.
    let mut stop = last + 1;
    while stop < end
        && (is_place(text(stop), rules)
            || is_motto(text(stop), rules)
            || is_named_school(text(stop), rules) && sheet.block(stop).start < stop
            || is_home(text(stop))
            || n_letters(text(stop)) < FEWEST_LETTERS)
    {
        stop += 1;
    }
    // So is what stands in one short block with it.
    let block = sheet.block(last);
    if !sheet.is_flush() && block.len() <= TALLEST && block.end < end {
        stop = stop.max(block.end);
    }
    let headed = stop < end;
    // Where no white parts the lines, a headline may be among them.
    let flush = sheet.is_flush();
    let confidence = if told.len() > 1 { SEVERAL } else { ONE };
    for row in (0..stop).filter(|row| !given[*row]) {
        let words = text(row).split_whitespace().count();
        let fits = told.binary_search(&row).is_ok()
            || if numbered { headed && !flush || !may_head(text(row), rules) } else { last <= 2 && words <= NAME };
        if !fits {
            continue;
        }
        let change = Change::Role { line: sheet.rows[row].line, role: Role::Banner };
        let why = "it stands above all text, among lines that date and number the issue";
        edits.push(rule.sure(confidence, vec![change]).because(why));
    }
}

/// The row at which the text of a page begins, or a name over it.
fn head_end(sheet: &Sheet<'_>, rules: &Rules) -> usize {
    let most = sheet.rows.len().min(MOST_ROWS);
    if sheet.is_flush() {
        // Of the text, or of a headline, several lines near each other begin small; of a motto hardly more than one.
        let small = |row: usize| sheet.rows.get(row).is_some_and(|row| starts_lower(&row.text));
        let goes_on = |row: &usize| {
            small(*row) && (small(row + 1) || small(row + 2)) || led(&sheet.rows[*row].text, rules).is_some()
        };
        return (1..most).find(goes_on).map_or(most, |row| row - 1);
    }
    let is_text = |row: &usize| {
        let block = sheet.block(*row);
        let text = sheet.rows[*row].text.as_ref();
        block.len() > TALLEST
            || block.len() >= TEXT && sheet.rows[block].iter().any(|row| starts_lower(&row.text))
            || led(text, rules).is_some()
    };
    (0..most).find(is_text).unwrap_or(most)
}

/// Whether a line dates or numbers the issue, also by a date that is no more than that, above all text.
fn tells(look: Look<'_>) -> bool {
    numbers(look) || matches!(look, Look::Page(Kind::Date(_)))
}

/// Whether a line numbers the issue, or names the paper with its date.
fn numbers(look: Look<'_>) -> bool {
    matches!(look, Look::Page(Kind::Issue | Kind::Running { sure: true } | Kind::Garbled))
}

/// Whether a line may be a headline: words of a sentence stand in it, and none that a paper names itself with.
fn may_head(text: &str, rules: &Rules) -> bool {
    let names = rules.words("nameplate-word");
    let words = || text.split(|c: char| !(c.is_alphanumeric() || "'’".contains(c))).filter(|word| !word.is_empty());
    let small = words().filter(|word| word.chars().count() >= LONG_WORD).any(starts_lower);
    (small && words().count() >= HEADLINE || words().count() > NAME) && !words().any(|word| names.contains_lower(word))
}

/// Whether a line is made of words with which a paper tells of itself, or names a school: `An Independent Student Newspaper`,
/// `Serving the college since 1921`, `Quarry State College`.
fn is_motto(text: &str, rules: &Rules) -> bool {
    /// Most words of the name of a school, and fewest known words beside one that is not.
    const SCHOOL: usize = 3;
    const KNOWN: usize = 3;
    let names = rules.words("nameplate-word");
    let is_known = |word: &str| names.contains_lower(word);
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let long = || words().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= LONG_WORD);
    let is_school = || {
        let proper = words().all(|word| word.starts_with(char::is_uppercase));
        (2..=SCHOOL).contains(&words().count()) && proper && words().next_back().is_some_and(is_known)
    };
    // "Student newspaper of Alder University": one word more is the name of the school.
    let names_school = || {
        let (known, others): (Vec<&str>, Vec<&str>) = long().partition(|word| is_known(word));
        known.len() >= KNOWN && others.len() <= 1 && others.iter().all(|word| word.starts_with(char::is_uppercase))
    };
    long().count() > 1 && long().all(is_known) || is_school() || names_school()
}

/// Whether a line is the name of a school that begins with what it is: `University of the Plains`.
fn is_named_school(text: &str, rules: &Rules) -> bool {
    /// Most words of it.
    const MOST: usize = 5;
    let names = rules.words("nameplate-word");
    let words: Vec<&str> = text.split_whitespace().take(MOST + 1).collect();
    let is_known = words.first().is_some_and(|word| names.contains_lower(word));
    let proper = words.iter().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
    is_known && proper && (3..=MOST).contains(&words.len()) && rules.words("small-word").contains(words[1])
}

/// Whether a line says where a paper comes from: `Quarry Hill College, Ames, Iowa`.
pub(super) fn is_place(text: &str, rules: &Rules) -> bool {
    let names = rules.words("nameplate-word");
    let pieces = text.split([',', '.']).filter(|piece| piece.chars().any(char::is_alphabetic)).count();
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let small = |word: &str| word.chars().count() >= LONG_WORD && starts_lower(word);
    pieces > 1
        && words.clone().any(|word| names.contains_lower(word))
        && !words.any(|word| small(word) || word.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a line numbers the issue, as far as it was read: `VoJ, XIV No. 2`.
fn is_number(text: &str, rules: &Rules) -> bool {
    /// Most words, and most letters of one that is not known.
    const MOST_WORDS: usize = 6;
    const MOST_LETTERS: usize = 4;
    let list = rules.words("issue-word");
    let known = |word: &str| list.contains_lower(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let pieces = text.split(|c: char| c.is_whitespace() || c == '.').filter(|piece| !piece.is_empty());
    let words: Vec<&str> = pieces.take(MOST_WORDS + 1).collect();
    let figures = |word: &str| {
        let roman = |word: &str| word.chars().filter(|c| c.is_alphabetic()).all(|c| "IVXLC".contains(c));
        !word.chars().any(char::is_lowercase)
            && (word.chars().any(|c| c.is_ascii_digit()) || n_letters(word) > 0 && roman(word))
    };
    let numbered = words.windows(2).filter(|pair| known(pair[0]) && figures(pair[1])).count();
    // Behind the numbers of volume and issue may stand the date.
    let dated = numbered > 1 && words.len() >= 4 && known(words[0]) && known(words[2]);
    dated
        || words.len() <= MOST_WORDS
            && numbered > 0
            && words.iter().all(|word| known(word) || n_letters(word) <= MOST_LETTERS || figures(word))
}

/// Whether a line is nothing but the number of the volume and of the issue: `Volume 12, Number 5`.
pub(super) fn is_volume(text: &str, rules: &Rules) -> bool {
    /// Longest such line, in bytes.
    const LONGEST: usize = 40;
    if text.len() > LONGEST || !text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let list = rules.words("issue-word");
    let (mut named, mut numbered) = (0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_figure =
            word.bytes().all(|b| b.is_ascii_digit()) || named > 0 && word.chars().all(|c| "IVXLC".contains(c));
        match is_figure {
            true => numbered += 1,
            false if list.contains_lower(word) => named += 1,
            false => return false,
        }
    }
    named >= 2 && numbered == 2
}

fn n_letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::{is_motto, is_named_school, is_number};
    use crate::rules::Rules;

    #[test]
    fn numbers_of_issues_as_they_are_read() {
        let rules = Rules::embedded();
        for line in [
            "Vol, IX No. 7",
            "Vol. 18 No. 28 May 26 - Ju",
            "VoI. XII, No. 3",
            "V0l. 4 No. 11",
            "Vol.31 No.S 4",
            "Whole No. 212",
        ] {
            assert!(is_number(line, &rules), "{line}");
        }
        for line in [
            "New dean named",
            "Number of students falls",
            "No. 2 seed loses opener",
            "Ferry No. 7 sails again",
            "MILE NO LONGER LAW",
        ] {
            assert!(!is_number(line, &rules), "{line}");
        }
    }

    #[test]
    fn what_papers_say_of_themselves() {
        let rules = Rules::embedded();
        for line in [
            "An Independent Student Newspaper •",
            "Serving the college since 1921",
            "Quarry State College",
            "Student newspaper of Alder University",
        ] {
            assert!(is_motto(line, &rules), "{line}");
        }
        assert!(
            is_named_school("University of the Plains", &rules) && !is_named_school("University bans foam", &rules)
        );
        for line in ["Student Senate to serve college", "College Opens New School", "Students Protest at College Gate"]
        {
            assert!(!is_motto(line, &rules), "{line}");
        }
    }
}
