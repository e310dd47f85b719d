//! Who makes a paper, in a box of its own: `Managing Editor: Ruth Amos`, or the post over the name.
//!
//! One such line may stand below a headline; several near each other, names among them, do in no article.

use std::ops::Range;

use super::super::sheet::Sheet;
use crate::ledger::{Change, Edit};
use crate::model::{Layout, Role};
use crate::passes::credit::led;
use crate::passes::ends::starts_lower;
use crate::passes::posts::is_post_word;
use crate::passes::section::is_section;
use crate::rules::Rules;
use crate::rules::phrases::fold;

/// Most rows between one post and the next.
const BETWEEN: usize = 5;
/// Fewest posts of a box, and fewest of them that only papers have.
const FEWEST: usize = 4;
const FEWEST_OF_PAPERS: usize = 2;
/// Longest line, in words, and fewest letters of a word that must have a capital.
const LONGEST: usize = 10;
const LONG: usize = 4;
/// Most long words without a capital, as a line that was read badly has.
const MOST_SMALL: usize = 1;

/// What a row is to the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A post that only papers have, and one that others have as well.
    OfPapers,
    Post,
    /// Names, or nothing but words with capitals.
    Name,
    Other,
}

pub(super) fn propose(sheet: &Sheet<'_>, edits: &mut Vec<Edit>) {
    let Some(rule) = sheet.view.rules.get("furniture/staff") else { return };
    // Capitals tell names, which scripts without spaces do not have.
    if sheet.view.issue.pages()[sheet.page].layout != Layout::Flow || sheet.view.survey.page(sheet.page).unspaced {
        return;
    }
    let kinds: Vec<Kind> = sheet.rows.iter().map(|row| kind(&row.text, sheet.view.rules)).collect();
    for found in find(&kinds) {
        let text = |row: usize| sheet.rows[row].text.as_ref();
        let end = names_below(&kinds, &text, found.end);
        let top = statement(&kinds, &text, found.start, sheet.view.rules);
        let top = if top == found.start { address_above(&kinds, &text, top) } else { top };
        let bottom = statement_below(&kinds, &text, end, sheet.view.rules);
        let changes =
            (top..bottom).map(|row| Change::Role { line: sheet.rows[row].line, role: Role::Masthead }).collect();
        edits.push(rule.sure(rule.confidence.share(), changes).because(rule.why.clone()));
    }
}

/// The boxes among the rows of a page.
fn find(kinds: &[Kind]) -> Vec<Range<usize>> {
    let is_post = |i: &usize| matches!(kinds[*i], Kind::OfPapers | Kind::Post);
    let mut boxes = Vec::new();
    let mut at = 0;
    while let Some(first) = (at..kinds.len()).find(is_post) {
        let mut last = first;
        while let Some(next) = (last + 1..kinds.len().min(last + 2 + BETWEEN)).find(is_post)
            && kinds[last + 1..next].iter().filter(|kind| **kind == Kind::Other).count() <= 1
        {
            last = next;
        }
        at = last + 1;
        let n = |of: fn(&Kind) -> bool| kinds[first..=last].iter().filter(|kind| of(kind)).count();
        let (posts, of_papers) =
            (n(|kind| matches!(kind, Kind::OfPapers | Kind::Post)), n(|kind| *kind == Kind::OfPapers));
        if posts < FEWEST || of_papers < FEWEST_OF_PAPERS {
            continue;
        }
        // Where names stand below the posts, one stands below the last.
        let below = posts * 3 <= (last + 1 - first) * 2 && kinds.get(at) == Some(&Kind::Name);
        at += usize::from(below);
        boxes.push(first..at);
    }
    boxes
}

/// Where the list of names ends that the last row of the box begins: `Staff: Ruth Amos, Jean Hart, Lee`.
fn names_below<'t>(kinds: &[Kind], text: &dyn Fn(usize) -> &'t str, end: usize) -> usize {
    /// Fewest commas of a row of such a list.
    const COMMAS: usize = 2;
    let lists = |row: usize| text(row).matches(',').nth(COMMAS - 1).is_some();
    let goes_on = |row: &usize| kinds[*row] == Kind::Name && lists(*row);
    if end == 0 || !lists(end - 1) {
        return end;
    }
    end + (end..kinds.len()).take_while(goes_on).count()
}

/// Where the name of the paper over its address stands, directly above the box: `The Ledger`, `14 Quay Lane`.
fn address_above<'t>(kinds: &[Kind], text: &dyn Fn(usize) -> &'t str, start: usize) -> usize {
    /// Most rows of the address, and figures of the number of a place.
    const MOST: usize = 3;
    const PLACE: usize = 5;
    let is_numbered = |row: &usize| {
        kinds[*row] == Kind::Name && text(*row).contains(|c: char| c.is_ascii_digit()) && !text(*row).ends_with('.')
    };
    let n = (start.saturating_sub(MOST)..start).rev().take_while(is_numbered).count();
    // A calendar has figures as well, but none as long as those of a place.
    let places = |row: usize| text(row).split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == PLACE);
    match (start - n).checked_sub(1) {
        Some(name) if kinds[name] == Kind::Name && (start - n..start).any(places) => name,
        _ => start,
    }
}

/// Most rows of what a paper says of itself, of its name, and between two that speak of the paper.
const MOST: usize = 24;
const MOST_OF_NAME: usize = 2;
const BETWEEN_SAID: usize = 4;

/// Whether a row says what papers say of themselves; a phrase may go on in the next line.
fn says<'t>(text: &dyn Fn(usize) -> &'t str, row: usize, n: usize, rules: &Rules) -> bool {
    let below = if row + 1 < n { text(row + 1) } else { "" };
    let lines = fold(&format!("{} {below}", text(row)));
    let own = fold(text(row)).len();
    let begins = |(list, span): (&str, Range<usize>)| list == "kind-masthead-words" && span.start < own;
    rules.lookout().is_some_and(|lookout| lookout.find(&lines).any(begins))
}

/// Where what a paper says of itself above the box begins, with its name over that; the box where it says nothing.
fn statement<'t>(kinds: &[Kind], text: &dyn Fn(usize) -> &'t str, start: usize, rules: &Rules) -> usize {
    let (mut top, mut n) = (start, 0);
    for row in (start.saturating_sub(MOST)..start).rev() {
        if top - row > BETWEEN_SAID {
            break;
        }
        if says(text, row, kinds.len(), rules) {
            (top, n) = (row, n + 1);
        }
    }
    if n < 2 {
        return start;
    }
    while top > 0 && starts_lower(text(top)) {
        top -= 1;
    }
    let name = (top.saturating_sub(MOST_OF_NAME)..top).rev().take_while(|row| kinds[*row] == Kind::Name).count();
    top - name
}

/// Where what it says below the box ends.
fn statement_below<'t>(kinds: &[Kind], text: &dyn Fn(usize) -> &'t str, end: usize, rules: &Rules) -> usize {
    let (mut bottom, mut n) = (end, 0);
    for row in end..kinds.len().min(end + MOST) {
        if row - bottom > BETWEEN_SAID {
            break;
        }
        if says(text, row, kinds.len(), rules) {
            (bottom, n) = (row + 1, n + 1);
        }
    }
    if n < 2 {
        return end;
    }
    // The last sentence goes on in the lines that begin small.
    while bottom < kinds.len() && !text(bottom - 1).ends_with('.') && starts_lower(text(bottom)) {
        bottom += 1;
    }
    bottom
}

fn kind(text: &str, rules: &Rules) -> Kind {
    let words = || text.split(|c: char| !c.is_alphanumeric() && !"-'’".contains(c)).filter(|word| !word.is_empty());
    // A post may be set in small letters before the name: "sports editor Ruth Amos".
    let is_post = |word: &str| {
        is_post_word(word, rules) || ["paper-post", "post-beside"].iter().any(|list| rules.words(list).contains(word))
    };
    let is_small =
        |word: &&str| word.chars().nth(LONG - 1).is_some() && word.starts_with(char::is_lowercase) && !is_post(word);
    if words().filter(is_small).nth(MOST_SMALL).is_some() || words().all(|word| word.chars().nth(LONG - 1).is_none()) {
        return Kind::Other;
    }
    // Most lines of a page are text, of which no more is asked.
    if words().nth(LONGEST).is_some() || led(text, rules).is_some() {
        return Kind::Other;
    }
    let of_papers = rules.words("paper-post");
    let is_of_papers = |word: &str| {
        let word = word.to_lowercase();
        of_papers.contains(&word) || word.strip_suffix('s').is_some_and(|one| of_papers.contains(one))
    };
    match () {
        () if words().any(is_of_papers) => Kind::OfPapers,
        () if words().any(|word| is_post_word(word, rules)) => Kind::Post,
        () if is_of_section(text, rules) => Kind::Post,
        () if text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase) => Kind::Other,
        () => Kind::Name,
    }
}

/// Whether a row has a part of the paper and who makes it: `Sports: Ruth Amos`.
fn is_of_section(text: &str, rules: &Rules) -> bool {
    let mut words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let Some(section) = words.next() else { return false };
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    (2..=3).contains(&words.clone().count())
        && words.all(|word| is_name(word) || word.len() == 2 && word.ends_with('.'))
        && is_section(section.trim_matches(|c: char| !c.is_alphanumeric()), rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_in_small_letters_before_names() {
        let rules = Rules::embedded();
        for line in ["editor Ruth Amos", "sports editor Hal Moss", "photographers Ina Rourke"] {
            assert_eq!(kind(line, &rules), Kind::OfPapers, "{line}");
        }
        assert_eq!(kind("which the sports editor said on Monday", &rules), Kind::Other);
    }

    #[test]
    fn what_the_paper_says_above_the_box() {
        let rules = Rules::embedded();
        let top = |page: &str, start: usize| {
            let lines: Vec<&str> = page.lines().collect();
            let kinds: Vec<Kind> = lines.iter().map(|line| kind(line, &rules)).collect();
            statement(&kinds, &|row| lines[row], start, &rules)
        };
        let page = "and the goats eat.\nThe Quarry Ledger\nThe Ledger is published weekly by\nstudents of the college. Opinions\nexpressed are those of the writer.\nEditor: Ruth Amos";
        assert_eq!(top(page, 5), 1);
        assert_eq!(top("The ferry is published weekly by\nno one, and it has\nno editor.\nEditor: Ruth Amos", 3), 3);
    }

    #[test]
    fn names_and_address_beside_the_box() {
        let rules = Rules::embedded();
        let lines = [
            "and the goats eat.",
            "The Ledger",
            "14 Quay Lane",
            "Ames, Iowa 50010",
            "Editor: Ruth Amos",
            "Staff: Lee Park, Jean Hart, Edwin",
            "Sauer, Anna Hill, Paul Wren,",
            "Ferry to run again",
        ];
        let kinds: Vec<Kind> = lines.iter().map(|line| kind(line, &rules)).collect();
        let text = |row: usize| lines[row];
        assert_eq!((address_above(&kinds, &text, 4), names_below(&kinds, &text, 6)), (1, 7));
        assert_eq!((address_above(&kinds, &text, 2), names_below(&kinds, &text, 5)), (2, 5));
    }

    #[test]
    fn boxes_of_the_staff() {
        let rules = Rules::embedded();
        let found = |page: &str| -> Vec<(usize, usize)> {
            let kinds: Vec<Kind> = page.lines().map(|line| kind(line, &rules)).collect();
            find(&kinds).into_iter().map(|rows| (rows.start, rows.end)).collect()
        };
        let posts = "Editor-in-Chief\nRuth Amos\nManaging Editor\nEdwin Sauer\nBusiness Manager\nLee Park\nCartoonist\nAnna Hill\nThe ferry runs again,";
        assert_eq!(found(posts), [(0, 8)]);
        let names = "EDWIN SAUER, Editor\nRUTH AMOS, Manager\nSports Editor: Lee Park\nReporters: Anna Hill, Jean Hart\nA hall\nis built";
        assert_eq!(found(names), [(0, 4)]);
        let parts =
            "Editor Ruth Amos\nManaging editor Lee Park\nSports Hal Moss\nAdviser Mrs. J. Sauer\nA hall\nis built";
        assert_eq!(found(parts), [(0, 4)]);
        let cast = "Director: Ruth Amos\nManager: Lee Park\nAssistant: Anna Hill\nSecretary: Jean Hart";
        assert!(found(cast).is_empty());
        let bylines = "By Ruth Amos\nStaff Writer\nThe ferry runs again, says\nthe editor of the ledger\nBy Lee Park\nSports Editor";
        assert!(found(bylines).is_empty());
    }
}
