//! Which page of the issue a printed number means.

use std::collections::BTreeMap;

use crate::model::{LineIx, Role};
use crate::passes::{View, numbers};
use crate::rules::phrases::{fold, spans};

/// The printed numbers of an issue's pages.
pub(super) struct Pages {
    /// How many pages there are.
    pub n: usize,
    /// The page of each printed number; none where several bear it.
    printed: BTreeMap<u32, Option<usize>>,
}

impl Pages {
    pub(super) fn of(view: &View<'_>) -> Self {
        let mut printed: BTreeMap<u32, Option<usize>> = BTreeMap::new();
        for (n, page) in view.issue.pages().iter().enumerate() {
            let folios = page.lines.clone().map(LineIx).filter(|line| view.draft.role(*line) == Role::Folio);
            if let Some(no) = folios.filter_map(|line| folio(&view.draft.text(line), view)).next() {
                printed.entry(no).and_modify(|page| *page = None).or_insert(Some(n));
            }
        }
        Self { n: view.issue.pages().len(), printed }
    }

    /// The page that bears the number, or stands at it where none bears any such.
    pub(super) fn index(&self, no: u32) -> Option<usize> {
        match self.printed.get(&no) {
            Some(page) => *page,
            None => (no as usize)
                .checked_sub(1)
                .filter(|at| *at < self.n && !self.printed.values().any(|page| page == &Some(*at))),
        }
    }
}

/// The number of the page in a folio: beside a word for a page, or the only number there.
fn folio(text: &str, view: &View<'_>) -> Option<u32> {
    let words: Vec<String> = spans(text).map(|span| fold(&text[span])).collect();
    let value: Vec<Option<u32>> = words.iter().map(|word| numbers::number(word, view.rules)).collect();
    let names_page = |at: usize| words.get(at).is_some_and(|word| view.rules.words("page-word").contains(word));
    let beside = (0..words.len())
        .find(|at| value[*at].is_some() && (names_page(at + 1) || at.checked_sub(1).is_some_and(names_page)));
    let only = (value.iter().flatten().count() == 1).then(|| value.iter().position(Option::is_some)).flatten();
    value[beside.or(only)?]
}
