//! The name of the paper over its page, set in a block of its own and read word by word: `the`, `daily`, `lantern`.
//!
//! A dump sets it anywhere between two texts, where it reads as a headline of short lines.

use std::ops::Range;

use super::super::sheet::Sheet;
use crate::ledger::{Change, Edit};
use crate::model::{Layout, Role};
use crate::rules::Rules;

/// Rows of such a name, and most words of one.
const ROWS: std::ops::RangeInclusive<usize> = 2..=4;
const MOST_WORDS: usize = 2;
/// The words besides those for papers that it may have.
const ARTICLES: [&str; 7] = ["the", "la", "le", "el", "il", "der", "die"];

pub(super) fn propose(sheet: &Sheet<'_>, edits: &mut Vec<Edit>) {
    let view = sheet.view;
    let Some(rule) = view.rules.get("furniture/name-pieces") else { return };
    if view.issue.pages()[sheet.page].layout != Layout::Flow || view.survey.page(sheet.page).unspaced {
        return;
    }
    for rows in find(sheet.rows.len(), &|row| piece(&sheet.rows[row].text, view.rules)) {
        let changes = rows.map(|row| Change::Role { line: sheet.rows[row].line, role: Role::RunningHead });
        edits.push(rule.sure(rule.confidence.share(), changes.collect()).because(rule.why.clone()));
    }
}

/// What a row is of the name of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Nothing but the article.
    Article,
    /// A word for papers.
    Name,
}

fn piece(text: &str, rules: &Rules) -> Option<Piece> {
    let papers = rules.words("paper-word");
    let mut words = text.split_whitespace().map(str::to_lowercase);
    if words.clone().count() > MOST_WORDS || text.is_empty() {
        return None;
    }
    let is_article = |word: &String| ARTICLES.contains(&word.as_str());
    match () {
        () if words.clone().all(|word| is_article(&word)) => Some(Piece::Article),
        () if words.all(|word| is_article(&word) || papers.contains(&word)) => Some(Piece::Name),
        () => None,
    }
}

/// The rows of such names: the article on a row of its own, and words for papers below it.
fn find(n: usize, piece: &dyn Fn(usize) -> Option<Piece>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < n {
        let to = (from..n).find(|row| piece(*row).is_none()).unwrap_or(n);
        let names = (from..to).filter(|row| piece(*row) == Some(Piece::Name)).count();
        if ROWS.contains(&(to - from)) && piece(from) == Some(Piece::Article) && names + 1 == to - from {
            found.push(from..to);
        }
        from = to + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_papers_in_pieces() {
        let check = |rows: &[&str], expected: Option<Range<usize>>| {
            let rules = Rules::embedded();
            let found = find(rows.len(), &|row| piece(rows[row], &rules));
            assert_eq!(found.into_iter().next(), expected, "{rows:?}");
        };
        check(&["who ran.", "the", "daily", "lantern", "Goat is found"], Some(1..4));
        check(&["The", "Courier"], Some(0..2));
        check(&["Daily", "News"], None);
        check(&["the", "boat", "news"], None);
        check(&["the"], None);
    }
}
