//! Whether the pages lie in the order of their printed numbers: pages out of order, pages that are twice there, and pages
//! that are missing are told.
//!
//! Nothing is moved or left out: whether the issue or its numbers are wrong is for people to say. One number that does not
//! fit is misread more often than its page is out of place. So two numbers that go on have to speak on each side, or the
//! numbers that do not fit have to fill each other's places, or the pages have to hold the same text.

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::Likeness;
use super::numbers::{ROMAN, Sighting};
use super::track::Run;
use crate::ledger::{Change, Edit, Field, Level};
use crate::model::LineIx;
use crate::passes::View;

/// Share of lines from which on pages with one number hold the same text, and pages with none.
const SAME_TEXT: f64 = 0.3;
const SAME_PAGE: f64 = 0.8;

/// Fewest pages whose order is told by the numbers of all of them.
const FEWEST: usize = 3;

/// A number on more pages than this is no number of a page.
const MOST_PAGES: usize = 2;

/// Pages of an issue for each break in its numbers.
const PER_BREAK: usize = 8;

/// Most pages that a message names.
const MOST_NAMED: usize = 8;

pub(super) fn propose(view: &View<'_>, sightings: &[Vec<Sighting>], runs: &[Run], edits: &mut Vec<Edit>) {
    let pages = Pages::of(view, sightings, runs);
    let same = Likeness::of(view);
    pages.tell_twice(&same, edits);
    let whole = pages.whole_disorder();
    let in_order = whole.is_empty();
    // Numbers that go on now and then are not those of one issue.
    if in_order && !pages.go_on() {
        return;
    }
    let stretches = if in_order { pages.stretch_disorders() } else { vec![whole] };
    stretches.iter().for_each(|stretch| pages.tell_disorder(stretch, edits));
    if in_order {
        for pair in runs.windows(2) {
            pages.tell_turn(&pair[0], &pair[1], &same, edits);
        }
    }
}

/// The printed number of a page.
#[derive(Debug, Clone, Copy)]
struct Printed {
    part: Option<char>,
    number: i64,
    line: LineIx,
    /// Whether it goes on from other pages.
    fits: bool,
}

struct Pages<'v> {
    view: &'v View<'v>,
    runs: &'v [Run],
    printed: Vec<Option<Printed>>,
    /// The numbers of the pages that go on.
    numbers: BTreeSet<(Option<char>, i64)>,
}

impl<'v> Pages<'v> {
    fn of(view: &'v View<'v>, sightings: &[Vec<Sighting>], runs: &'v [Run]) -> Self {
        let mut on: BTreeMap<(Option<char>, u32), usize> = BTreeMap::new();
        for page in sightings {
            let values: BTreeSet<_> = page.iter().map(|one| (one.part, one.value)).collect();
            values.into_iter().for_each(|value| *on.entry(value).or_default() += 1);
        }
        let mut printed: Vec<Option<Printed>> =
            sightings.iter().map(|page| stated(page, &|one| on[&(one.part, one.value)] <= MOST_PAGES)).collect();
        let mut numbers = BTreeSet::new();
        for run in runs {
            for &page in &run.pages {
                let number = run.number(page);
                numbers.insert((run.part, number));
                let sighting =
                    sightings[page].iter().filter(|one| run.bears(page, one)).min_by_key(|one| (!one.sure, one.stand));
                printed[page] = sighting.map(|one| Printed { part: run.part, number, line: one.line, fits: true });
            }
        }
        Self { view, runs, printed, numbers }
    }

    /// Whether the numbers of most pages go on, with few breaks besides the beginning of another part or issue.
    fn go_on(&self) -> bool {
        let printed = self.printed.iter().flatten();
        let (n_printed, n_fit) = (printed.clone().count(), printed.filter(|printed| printed.fits).count());
        let is_break = |pair: &&[Run]| pair[0].part == pair[1].part && !starts_anew(&pair[0], &pair[1]);
        n_fit * 2 > n_printed && self.runs.windows(2).filter(is_break).count() <= 1 + n_printed / PER_BREAK
    }

    /// The pages where those of the whole issue bear numbers that go on without a gap, but in another order.
    fn whole_disorder(&self) -> Vec<(usize, Printed)> {
        let all: Vec<(usize, Printed)> =
            self.printed.iter().enumerate().filter_map(|(page, printed)| Some((page, (*printed)?))).collect();
        // The first page often bears no number.
        let is_whole = all.len() >= FEWEST && self.printed.iter().skip(1).all(Option::is_some);
        if is_whole && all.iter().all(|(_, printed)| printed.part == all[0].1.part) {
            out_of_place(&all)
        } else {
            Vec::new()
        }
    }

    /// In each run, the pages whose numbers do not go on but fill each other's places.
    fn stretch_disorders(&self) -> Vec<Vec<(usize, Printed)>> {
        let mut out = Vec::new();
        for (n, run) in self.runs.iter().enumerate() {
            let start = if n == 0 { 0 } else { run.pages[0] };
            let end = self.runs.get(n + 1).map_or(self.printed.len(), |next| next.pages[0]);
            let stray: Vec<(usize, Printed)> = (start..end)
                .filter_map(|page| Some((page, self.printed[page]?)))
                .filter(|(_, printed)| !printed.fits && printed.part == run.part)
                .collect();
            let places: BTreeSet<i64> = stray.iter().map(|(page, _)| run.number(*page)).collect();
            let numbers: BTreeSet<i64> = stray.iter().map(|(_, printed)| printed.number).collect();
            if stray.len() > 1 && places == numbers {
                out.push(stray);
            }
        }
        out
    }

    fn tell_disorder(&self, pages: &[(usize, Printed)], edits: &mut Vec<Edit>) {
        let Some(rule) = self.view.rules.get("pages/disorder").filter(|_| !pages.is_empty()) else { return };
        let bears = |(n, (page, printed)): (usize, &(usize, Printed))| {
            format!("page {} {}the number {}", page + 1, if n == 0 { "bears " } else { "" }, name(*printed))
        };
        let mut list: Vec<String> = pages.iter().take(MOST_NAMED).enumerate().map(bears).collect();
        if pages.len() > MOST_NAMED {
            list.push(format!("and {} more are out of place", pages.len() - MOST_NAMED));
        }
        let marks = pages.iter().map(|(_, printed)| self.mark(printed.line, name(*printed))).collect();
        let why = format!("the pages do not lie in the order of their printed numbers: {}", list.join(", "));
        edits.push(note(rule.whole(marks), why));
    }

    /// Pages with the same text.
    fn tell_twice(&self, same: &Likeness, edits: &mut Vec<Edit>) {
        for (a, b) in same.pairs(SAME_TEXT) {
            let numbers = self.printed[a].zip(self.printed[b]);
            let number = numbers.filter(|(a, b)| (a.part, a.number) == (b.part, b.number)).map(|(_, b)| b);
            let why = match number {
                Some(number) => {
                    format!(
                        "pages {} and {} bear the same number, {}, and hold the same text",
                        a + 1,
                        b + 1,
                        name(number)
                    )
                }
                None if same.share(a, b) >= SAME_PAGE => format!("pages {} and {} hold the same text", a + 1, b + 1),
                None => continue,
            };
            self.tell_pair(b, number, why, edits);
        }
    }

    fn tell_pair(&self, page: usize, number: Option<Printed>, why: String, edits: &mut Vec<Edit>) {
        let first = || self.view.issue.pages()[page].lines.clone().next().map(LineIx);
        let line = number.map(|number| number.line).or_else(first);
        let (Some(rule), Some(line)) = (self.view.rules.get("pages/twice"), line) else { return };
        let mark = self.mark(line, number.map_or_else(String::new, name));
        edits.push(note(rule.whole(vec![mark]), why));
    }

    /// What happens from one run of numbers to the next.
    fn tell_turn(&self, left: &Run, right: &Run, same: &Likeness, edits: &mut Vec<Edit>) {
        let ((least, last), (first, most)) = (left.ends(), right.ends());
        let (Some(&before), Some(&page)) = (left.pages.last(), right.pages.first()) else { return };
        if left.part != right.part {
            return;
        }
        if first > last {
            self.tell_gap(left, (before, last), (page, first), edits);
            return;
        }
        let starts_anew = starts_anew(left, right);
        let both: Vec<(usize, usize)> = (first.max(least)..=most.min(last))
            .map(|number| ((number - left.shift) as usize, (number - right.shift) as usize))
            .filter(|(a, b)| left.pages.binary_search(a).is_ok() && right.pages.binary_search(b).is_ok())
            .collect();
        if both.is_empty() {
            let near = last - first <= 2 * self.printed.len() as i64;
            if near && (!starts_anew || most + 1 == least) {
                let pages = right.pages.iter().filter_map(|page| Some((*page, self.printed[*page]?)));
                self.tell_disorder(&pages.collect::<Vec<_>>(), edits);
            }
        } else if !starts_anew {
            // Those with the same text are told already.
            for (a, b) in both.into_iter().filter(|(a, b)| same.share(*a, *b) < SAME_TEXT) {
                let Some(printed) = self.printed[b] else { continue };
                let number = name(printed);
                let why = format!("pages {} and {} bear the same number, {number}, over different text", a + 1, b + 1);
                self.tell_pair(b, Some(printed), why, edits);
            }
        }
    }

    /// Numbers that are passed over between two pages, given with their numbers.
    fn tell_gap(&self, left: &Run, (before, last): (usize, i64), (page, first): (usize, i64), edits: &mut Vec<Edit>) {
        let (Some(rule), Some(printed)) = (self.view.rules.get("pages/gap"), self.printed[page]) else { return };
        let n_passed = first - last - 1;
        // More than the whole issue holds is the numbering of something else.
        if n_passed > self.printed.len() as i64 {
            return;
        }
        let missing: Vec<i64> = (last + 1..first).filter(|no| !self.numbers.contains(&(left.part, *no))).collect();
        let after = |after: u32| (before + 1..=page).contains(&(after as usize));
        let known = self.view.issue.gathered.missing.iter().filter(|missing| after(missing.after)).count();
        let n_gone = missing.len().saturating_sub(page - before - 1);
        if n_gone <= known {
            return;
        }
        let (from, to) = (missing[0], missing[missing.len() - 1]);
        let numbers = match to - from {
            0 => from.to_string(),
            1 => format!("{from} and {to}"),
            _ => format!("{from} to {to}"),
        };
        let what = match (missing.len(), n_gone) {
            (1, _) => format!("the page with the number {numbers} is missing"),
            (all, gone) if all == gone => format!("the pages with the numbers {numbers} are missing"),
            (_, 1) => format!("one of the pages with the numbers {numbers} is missing"),
            (_, gone) => format!("{gone} of the pages with the numbers {numbers} are missing"),
        };
        let why = format!("page {} bears the number {last}, page {} the number {first}: {what}", before + 1, page + 1);
        let value = if from == to { numbers } else { format!("{from}-{to}") };
        edits.push(note(rule.whole(vec![self.mark(printed.line, value)]), why));
    }

    fn mark(&self, line: LineIx, value: String) -> Change {
        Change::Mark { line, span: 0..self.view.issue.raw(line).len() as u32, field: Field::PageNumber, value }
    }
}

/// Whether a run counts from 1 again, as a supplement does, or the next issue.
fn starts_anew(left: &Run, right: &Run) -> bool {
    let before = left.pages.last().copied().unwrap_or(0);
    right.shift < left.shift && right.number(before + 1) <= 1
}

/// The number that a page states beyond doubt, among the sightings that `is_rare` takes.
fn stated(page: &[Sighting], is_rare: &dyn Fn(&Sighting) -> bool) -> Option<Printed> {
    let sure: Vec<&Sighting> = page.iter().filter(|one| one.sure && is_rare(one)).collect();
    let stand = sure.iter().map(|one| one.stand).min()?;
    let mut best = sure.into_iter().filter(|one| one.stand == stand);
    let first = best.next()?;
    let alone = best.all(|one| (one.part, one.value) == (first.part, first.value));
    alone.then_some(Printed { part: first.part, number: i64::from(first.value), line: first.line, fits: false })
}

/// The pages that would stand elsewhere if all were set in the order of their numbers; none where numbers are twice there
/// or not.
fn out_of_place(pages: &[(usize, Printed)]) -> Vec<(usize, Printed)> {
    let numbers: BTreeSet<i64> = pages.iter().map(|(_, printed)| printed.number).collect();
    let (Some(least), Some(most)) = (numbers.first(), numbers.last()) else { return Vec::new() };
    if numbers.len() != pages.len() || most - least + 1 != pages.len() as i64 {
        return Vec::new();
    }
    pages
        .iter()
        .zip(numbers)
        .filter(|((_, printed), number)| printed.number != *number)
        .map(|(page, _)| *page)
        .collect()
}

/// A page's number as printed.
fn name(printed: Printed) -> String {
    match printed.part {
        Some(ROMAN) => format!("{} (Roman)", printed.number),
        Some(part) => format!("{}{}", part.to_uppercase(), printed.number),
        None => printed.number.to_string(),
    }
}

fn note(edit: Edit, why: String) -> Edit {
    let mut edit = edit.because(why);
    edit.level = Level::Note;
    edit
}
