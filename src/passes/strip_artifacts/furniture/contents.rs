//! What stands on which page of the issue: `Editorial, page 2`, `Sports ...... 7`.
//!
//! One such line may be a jump line or a headline; several below each other, or one below `INSIDE`, send the reader to no
//! article that stands here.

use super::super::sheet::Sheet;
use crate::ledger::{Change, Edit};
use crate::model::{Layout, Role};
use crate::passes::jump_line;
use crate::rules::Rules;

/// Fewest lines of one, and below a heading that says what they are.
const FEWEST: usize = 2;
const FEWEST_HEADED: usize = 1;
/// Most words of what stands on a page, and fewest dots that lead to its number.
const MOST_WORDS: usize = 6;
const DOTS: usize = 3;
/// Longest number of a page, in figures.
const FIGURES: usize = 2;

pub(super) fn propose(sheet: &Sheet<'_>, edits: &mut Vec<Edit>) {
    let rules = sheet.view.rules;
    let Some(rule) = rules.get("furniture/contents") else { return };
    if sheet.view.issue.pages()[sheet.page].layout != Layout::Flow || sheet.view.survey.page(sheet.page).unspaced {
        return;
    }
    let text = |row: usize| sheet.rows[row].text.as_ref();
    let mut at = 0;
    while let Some(first) = (at..sheet.rows.len()).find(|row| names_page(text(*row), rules)) {
        let end = (first + 1..sheet.rows.len()).find(|row| !names_page(text(*row), rules)).unwrap_or(sheet.rows.len());
        at = end;
        let head = first.checked_sub(1).filter(|above| is_head(text(*above), rules));
        if end - first < if head.is_some() { FEWEST_HEADED } else { FEWEST } {
            continue;
        }
        let rows = head.unwrap_or(first)..end;
        let changes = rows.map(|row| Change::Role { line: sheet.rows[row].line, role: Role::Banner }).collect();
        edits.push(rule.sure(rule.confidence.share(), changes).because(rule.why.clone()));
    }
}

/// Whether a line says on which page something stands, and does not send on from a text.
fn names_page(text: &str, rules: &Rules) -> bool {
    let text = text.trim_end().trim_end_matches(['.', ')']);
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if !(1..=FIGURES).contains(&(text.len() - before.len())) || !text.starts_with(char::is_uppercase) {
        return false;
    }
    let before = before.trim_end();
    let dots = before.len() - before.trim_end_matches(['.', ' ']).len();
    let title = if before.ends_with('…') || before.ends_with('.') && dots >= DOTS {
        Some(before)
    } else {
        let (title, word) = before.trim_end_matches('.').rsplit_once([' ', '.', '…']).unwrap_or_default();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        rules.words("page-word").contains(&word).then_some(title)
    };
    let Some(title) = title.map(|title| title.trim_end_matches(|c: char| !c.is_alphanumeric())) else { return false };
    let mut words = title.split_whitespace();
    (1..=MOST_WORDS).contains(&words.clone().count())
        && words.next_back().is_some_and(|last| !rules.words("dangling-word").contains_lower(last))
        && jump_line::read(text, rules).is_none()
}

/// Whether a line heads such lines: `INSIDE`, `In this issue:`.
fn is_head(text: &str, rules: &Rules) -> bool {
    let head = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    rules.words("contents-head").contains(&head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_where() {
        let rules = Rules::embedded();
        for line in
            ["Editorial, page 2", "Goats stray again, page 12", "Sports ........ 7", "Letters...p. 4", "Choir... 11"]
        {
            assert!(names_page(line, &rules), "{line}");
        }
        for line in [
            "Continued on page 3",
            "See GOATS, page 4",
            "on page 3",
            "The goats are told of at length on page 3",
            "Room 12",
            "Page 3",
            "Alder 2, Mount Clare 0",
        ] {
            assert!(!names_page(line, &rules), "{line}");
        }
        assert!(
            is_head("What's Inside", &rules) && is_head("IN THIS ISSUE:", &rules) && !is_head("Inside job", &rules)
        );
    }
}
