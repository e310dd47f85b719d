//! Which page of the issue a printed number means.

use std::collections::BTreeMap;
use std::ops::Range;

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
            // A head holds the number beside the name of the paper and the date.
            let of = |wanted: fn(Role) -> bool| {
                let lines = page.lines.clone().map(LineIx).filter(move |line| wanted(view.draft.role(*line)));
                lines.filter_map(move |line| folio(&view.draft.text(line), wanted(Role::Folio), view)).next()
            };
            let head = |role| matches!(role, Role::RunningHead | Role::Masthead | Role::Banner);
            if let Some(no) = of(|role| role == Role::Folio).or_else(|| of(head)) {
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

/// The number of the page in a line of furniture: beside a word for a page, at either end where no date holds it, or, in a
/// folio, the only number there.
fn folio(text: &str, only: bool, view: &View<'_>) -> Option<u32> {
    /// No paper has more pages.
    const HIGHEST: u32 = 999;
    let places: Vec<Range<usize>> = spans(text).collect();
    let words: Vec<String> = places.iter().map(|span| fold(&text[span.clone()])).collect();
    // Years are none.
    let number = |word: &String| numbers::number(word, view.rules).filter(|no| *no <= HIGHEST);
    let value: Vec<Option<u32>> = words.iter().map(number).collect();
    let has = |list: &str, at: usize| words.get(at).is_some_and(|word| view.rules.words(list).contains(word));
    let near = |list: &str, at: usize| has(list, at + 1) || at.checked_sub(1).is_some_and(|before| has(list, before));
    let beside = (0..words.len()).find(|at| value[*at].is_some() && near("page-word", *at));
    // "10 / March 8" counts no days.
    let is_set_on = |a: usize, b: usize| {
        places.get(b).is_some_and(|b| matches!(text[places[a].end..b.start].trim_end(), "" | "." | ","))
    };
    let counts = |list: &str, at: usize| {
        let before = at.checked_sub(1).is_some_and(|before| has(list, before) && is_set_on(before, at));
        before || has(list, at + 1) && is_set_on(at, at + 1)
    };
    let is_free = |at: &usize| {
        let counts = ["month", "edition-word", "issue-word", "price-word"].iter().any(|list| counts(list, *at));
        value[*at].is_some() && !counts
    };
    let lone = || {
        let one = (only && value.iter().flatten().count() == 1).then(|| value.iter().position(Option::is_some));
        one.flatten().filter(is_free)
    };
    let is_end = |at: &usize| numbers::is_plain(&words[*at]) && is_free(at);
    let ends = || words.len().checked_sub(1).and_then(|last| [0, last].into_iter().find(is_end));
    value[beside.or_else(lone).or_else(ends)?]
}
