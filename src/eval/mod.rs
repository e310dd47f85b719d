//! Cleaned issues held against what people made of the same pages: how many line ends, articles, credits and artifacts are
//! right, and how many characters are wrong.
//!
//! Pure: two [`Telling`]s in, [`Figures`] out. It must not know rules, what passes do, or places of files. What each figure means
//! stands in `docs/eval.md`. Nothing here compares every piece with every other.

mod align;
mod artifacts;
mod ends;
mod figures;
mod gold;
mod items;
mod json;
mod stories;
mod telling;
mod text;

use std::collections::BTreeMap;

pub use figures::{Figures, Rate, Shares};
pub use gold::{GoldError, of_logical, of_page};
pub use json::of_json;
pub use telling::{End, Name, Part, Piece, Story, Telling};

use crate::model::Issue;

/// Figures of one issue.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Those of the issue as a whole: articles and order also over its pages, all else summed.
    pub issue: Figures,
    /// Those of each page that gold speaks of, by its number.
    pub pages: BTreeMap<u32, Figures>,
}

/// Holds a cleaned issue against gold. `source` is what the issue was cleaned from; without it the line ends of a gold that
/// does not show them are not judged.
#[must_use]
pub fn measure(gold: &Telling, cleaned: &Telling, source: Option<&Issue>) -> Measured {
    let aligned = align::Aligned::new(gold, cleaned);
    let items = items::locate(gold, cleaned, &aligned);
    let mut pages = BTreeMap::new();
    stories::compare(gold, cleaned, &items, &mut pages);
    artifacts::compare(gold, cleaned, &aligned, &mut pages);
    text::compare(&aligned, &mut pages);
    ends::judge(gold, cleaned, source, &mut pages);
    let mut issue = Figures::default();
    pages.values().for_each(|page| issue.add(page));
    let all: Vec<&items::Item> = items.iter().collect();
    items::group(&all, &mut issue);
    items::order(&all, &mut issue);
    for (page, items) in items::by_page(&items) {
        let figures = pages.entry(page).or_default();
        items::group(&items, figures);
        items::order(&items, figures);
    }
    Measured { issue, pages }
}
