//! Articles that go on on another page: each half is linked to its other half and set behind it.
//!
//! What tells the other half: the page that the jump line names, a jump line there that names this page, words of the
//! headline or catchword that come back over it, and a sentence that is open here and goes on there. Where two halves do
//! nearly as well the edit asks to be looked at, with the runner-up as its next best reading. A half whose other half is
//! not there is told, not guessed.

mod halves;
mod kin;
mod pages;

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::View;
use super::ends::{HYPHENS, starts_lower};
use super::hyphen::{Cut, over_pages};
use super::jump_line::Way;
use crate::ledger::{Change, Draft, Edit, Field, Glue, Level};
use crate::model::{LineIx, Role};
use crate::rules::Rule;
use halves::{Half, Sign};
use kin::Kin;
use pages::Pages;

/// Score from which two halves are taken for one article.
const JOINS: f64 = 2.5;
/// Score from which that is sure, if no other half comes near.
const SURE: f64 = 3.5;
/// Score by which the best half must be better than the next to be sure.
const MARGIN: f64 = 1.0;
/// Score from which another half may be the next best reading.
const RIVAL: f64 = 2.0;
/// How much it tells that a text on the page that a jump line names has no headline, where words have no spaces: elsewhere
/// a headline may go unseen.
const HEADLESS: f64 = 1.0;
/// What each unit of the share that two halves have in common counts, over that of other halves that could be the
/// same, what it counts at most, where words have no spaces and where they have, and from where on it is told.
const KIN: f64 = 15.0;
const MOST_KIN: f64 = 1.5;
const MOST_KIN_OF_WORDS: f64 = 0.8;
const TELLS: f64 = 0.3;
/// How much it tells that the one or two words over a text on the page that a jump line names stand in the first half.
const CAUGHT: f64 = 0.8;
/// How much two texts in words with spaces have in common that are about different things.
const STRANGERS: f64 = 0.05;
/// Share of the words of a heading that come back from which it only repeats the headline.
const REPEATS: f64 = 0.6;

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let signs = halves::signs(view);
    let (Some(link), false) = (view.rules.get("jump/link"), signs.is_empty()) else { return Vec::new() };
    let pages = Pages::of(view);
    let halves = halves::of(view, &signs, &pages);
    let pairs = pairs(view.draft, &signs, &halves, &pages);
    let mut edits = Vec::new();
    let mut linked = vec![false; signs.len()];
    // A third part finds its place behind the second once that stands behind the first.
    let mut left_of = vec![None; halves.len()];
    for pair in &pairs {
        left_of[pair.right] = Some(pair.left);
    }
    let depth = |mut at: usize| {
        let mut n = 0;
        while let Some(left) = left_of[at] {
            at = left;
            n += 1;
        }
        n
    };
    let mut order: Vec<(usize, &Pair)> = pairs.iter().map(|pair| (depth(pair.left), pair)).collect();
    order.sort_by_key(|(depth, pair)| (*depth, pair.left));
    let mut cuts = Vec::new();
    for (_, pair) in order {
        for sign in [halves[pair.left].to, halves[pair.right].from].into_iter().flatten() {
            linked[sign] = true;
        }
        let writer = Writer { view, signs: &signs, halves: &halves, rule: link };
        edits.extend(writer.edit(pair));
        cuts.extend(writer.cut(pair));
    }
    edits.extend(over_pages(view, &cuts));
    let lone = view.rules.get("jump/lone");
    for (sign, _) in signs.iter().zip(&linked).filter(|(_, linked)| !**linked) {
        edits.extend(lone.map(|rule| lone_half(view, sign, &pages, rule)));
    }
    edits
}

/// Two halves of one article.
struct Pair {
    left: usize,
    right: usize,
    score: f64,
    /// What tells it.
    why: Vec<&'static str>,
    /// The half that comes next to `right`, if it comes near.
    next: Option<usize>,
    margin: f64,
}

/// Which halves go together. Those on the page that a jump line names are compared with the half it stands in.
fn pairs(draft: &Draft<'_>, signs: &[Sign], halves: &[Half], pages: &Pages) -> Vec<Pair> {
    let mut on_page: Vec<Vec<usize>> = vec![Vec::new(); pages.n];
    for (n, half) in halves.iter().enumerate() {
        on_page[half.page].push(n);
    }
    let mut all: Vec<Pair> = Vec::new();
    let n_signs = |of: fn(&Half) -> Option<usize>| halves.iter().filter_map(of).count();
    let only = n_signs(|half| half.to) == 1 && n_signs(|half| half.from) == 1;
    for (n, half) in halves.iter().enumerate() {
        for (way, sign) in [(Way::To, half.to), (Way::From, half.from)] {
            let page = sign.and_then(|sign| pages.index(signs[sign].jump.page?)).filter(|page| *page != half.page);
            for &other in page.map_or(&[][..], |page| &on_page[page]) {
                let (left, right) = if way == Way::To { (n, other) } else { (other, n) };
                let (score, why) = score(signs, pages, &halves[left], &halves[right]);
                if halves[right].first_place > 0 {
                    all.push(Pair { left, right, score, why, next: None, margin: f64::INFINITY });
                }
            }
        }
        // Of a page that cannot be read, words that come back have to tell.
        if half.to.is_some_and(|sign| signs[sign].jump.page.is_none()) && pages.n > 1 {
            for (right, second) in halves.iter().enumerate().filter(|(_, second)| second.page > half.page) {
                let (score, why) = score(signs, pages, half, second);
                if half.likeness(second) >= REPEATS {
                    all.push(Pair { left: n, right, score, why, next: None, margin: f64::INFINITY });
                }
            }
        }
        // Where nothing parts the pages, both halves must say that they are.
        if pages.n == 1 && half.to.is_some() {
            for (right, second) in halves.iter().enumerate().skip(n + 1) {
                if let Some((score, why)) = score_unparted(signs, half, second) {
                    let score = if only { score + 1.0 } else { score };
                    all.push(Pair { left: n, right, score, why, next: None, margin: f64::INFINITY });
                }
            }
        }
    }
    all.retain(|pair| pair.score > 0.0);
    // Each half may name the other.
    all.sort_by_key(|pair| (pair.left, pair.right));
    all.dedup_by_key(|pair| (pair.left, pair.right));
    compare(draft, signs, halves, &mut all);
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.left, a.right).cmp(&(b.left, b.right))));
    let mut right_of = vec![None; halves.len()];
    let mut left_of = vec![None; halves.len()];
    let mut taken: Vec<Pair> = Vec::new();
    let mut rest: Vec<Pair> = Vec::new();
    for pair in all {
        let circle = std::iter::successors(Some(pair.left), |at| left_of[*at]).any(|at| at == pair.right);
        if pair.score < JOINS || right_of[pair.left].is_some() || left_of[pair.right].is_some() || circle {
            rest.push(pair);
            continue;
        }
        right_of[pair.left] = Some(pair.right);
        left_of[pair.right] = Some(pair.left);
        taken.push(pair);
    }
    for pair in &mut taken {
        // A half that went to another article as surely is no rival.
        if let Some(rival) = rest.iter().find(|other| other.left == pair.left && left_of[other.right].is_none()) {
            pair.margin = pair.score - rival.score;
            pair.next = (rival.score >= RIVAL).then_some(rival.right);
        }
    }
    taken
}

/// Where several halves may be the other half of one, lets what their texts are about speak for the one that shares most
/// with it. Of halves that say nothing of where they come from, those with a headline are articles of their own.
fn compare(draft: &Draft<'_>, signs: &[Sign], halves: &[Half], all: &mut [Pair]) {
    let may_be = |pair: &Pair| {
        let right = &halves[pair.right];
        right.from.is_some() || right.heads.is_empty() || !right.unspaced && right.catchwords().is_some()
    };
    let asked = all.iter().filter(|pair| may_be(pair)).flat_map(|pair| [pair.left, pair.right]);
    let about = Kin::of(draft, halves, asked);
    let shared = |pair: &Pair| about.shared(pair.left, pair.right);
    let shared: Vec<Option<f64>> = all.iter().map(|pair| shared(pair).filter(|_| may_be(pair))).collect();
    // Of each half, the shares of all that it may go with: their sum, and how many they are.
    let mut of_left: FxHashMap<usize, (f64, usize)> = FxHashMap::default();
    let mut of_right: FxHashMap<usize, (f64, usize)> = FxHashMap::default();
    for (pair, share) in all.iter().zip(&shared) {
        let Some(share) = share else { continue };
        for sums in [of_left.entry(pair.left), of_right.entry(pair.right)].map(Entry::or_default) {
            *sums = (sums.0 + share, sums.1 + 1);
        }
    }
    for (pair, own) in all.iter_mut().zip(shared) {
        let Some(own) = own else { continue };
        let right = &halves[pair.right];
        let named = halves[pair.left].to.is_some_and(|sign| signs[sign].jump.page.is_some());
        if !right.unspaced && right.from.is_none() && named {
            let gain = (KIN * (own - STRANGERS)).clamp(0.0, HEADLESS);
            pair.score += gain;
            if gain >= TELLS {
                pair.why.push("a text without a headline of its own speaks of the same");
            }
            let caught = right.catchwords().filter(|_| halves[pair.left].likeness(right) == 0.0);
            if caught.is_some_and(|words| words.iter().all(|word| about.says(pair.left, word))) {
                pair.score += CAUGHT;
                pair.why.push("the word over the second half is one of the first");
            }
        }
        let (of_left, of_right) = (of_left[&pair.left], of_right[&pair.right]);
        let rivals = of_left.1 + of_right.1 - 2;
        if rivals == 0 {
            continue;
        }
        let mean = (of_left.0 + of_right.0 - 2.0 * own) / rivals as f64;
        let most = if right.unspaced { MOST_KIN } else { MOST_KIN_OF_WORDS };
        let gain = (KIN * (own - mean)).clamp(-most, most);
        pair.score += gain;
        if gain >= TELLS {
            pair.why.push("of the halves that it could be, this one has most in common with the other");
        }
    }
}

/// How well two halves go together, and what speaks for it.
fn score(signs: &[Sign], pages: &Pages, left: &Half, right: &Half) -> (f64, Vec<&'static str>) {
    let mut score = 0.0;
    let mut why = Vec::new();
    let to = left.to.map(|sign| &signs[sign].jump);
    let from = right.from.map(|sign| &signs[sign].jump);
    match to.map(|jump| jump.page.and_then(|page| pages.index(page))) {
        Some(Some(page)) if page == right.page => {
            score += 1.5;
            why.push("the first half names the page of the second");
            if right.from.is_none() && right.heads.is_empty() && left.unspaced {
                score += HEADLESS;
                why.push("the second half has no headline of its own");
            }
        }
        Some(Some(_)) => score -= 4.0,
        Some(None) | None => {}
    }
    match from.map(|jump| jump.page.and_then(|page| pages.index(page))) {
        Some(Some(page)) if page == left.page => {
            score += 2.0;
            why.push("the second half names the page of the first");
        }
        Some(Some(_)) => score -= 4.0,
        Some(None) => score += 0.5,
        None => {}
    }
    score += score_texts(left, right, left.likeness(right), &mut why);
    if !left.open && right.goes_on {
        score -= 0.5;
    }
    (score, why)
}

/// What the texts of two halves say for one article; `like`: how much their headlines are alike.
fn score_texts(left: &Half, right: &Half, like: f64, why: &mut Vec<&'static str>) -> f64 {
    let mut score = 3.0 * like;
    if like >= REPEATS {
        why.push("words of the headline come back over the second half");
    }
    if left.open && right.goes_on {
        score += 1.0;
        why.push("the sentence that is open in the first half goes on in the second");
    }
    score
}

/// The same where the file does not tell its pages apart: the first half must lead on and the second must come from a page
/// before the one that the first names.
fn score_unparted(signs: &[Sign], left: &Half, right: &Half) -> Option<(f64, Vec<&'static str>)> {
    let page = |sign: Option<usize>| signs[sign?].jump.page;
    let (to, from) = (page(left.to)?, page(right.from)?);
    if from >= to {
        return None;
    }
    let mut score = 1.5;
    let mut why = vec!["the first half names a page behind the one that the second comes from"];
    let like = left.likeness(right);
    // Words that stand over the second half, or that the first leads on with, are those of the article.
    if like == 0.0 && (!right.heads.is_empty() || !signs[left.to?].jump.catch.is_empty()) {
        return None;
    }
    score += score_texts(left, right, like, &mut why);
    Some((score, why))
}

struct Writer<'w> {
    view: &'w View<'w>,
    signs: &'w [Sign],
    halves: &'w [Half],
    rule: &'w Rule,
}

impl Writer<'_> {
    fn edit(&self, pair: &Pair) -> Vec<Edit> {
        let sure = pair.score >= SURE && pair.margin >= MARGIN;
        let confidence = if sure { self.rule.confidence.share() } else { 0.5 + 0.07 * pair.score.min(4.0) };
        let mut edit = self.rule.sure(confidence, self.changes(pair.left, pair.right));
        let no = |half: usize| self.halves[half].page + 1;
        edit = edit.because(format!("the article on page {} goes on on page {}", no(pair.left), no(pair.right)));
        for why in &pair.why {
            edit = edit.because(*why);
        }
        if let (false, Some(next)) = (sure, pair.next) {
            let other = self.rule.sure(confidence - 0.2, self.changes(pair.left, next));
            edit = edit.or(other.because("the next best half on the page that is named"));
        }
        let mut edits = vec![edit];
        edits.extend(self.seam(pair));
        edits
    }

    /// Sets the second half behind the first, in one article with it.
    fn changes(&self, left: usize, right: usize) -> Vec<Change> {
        let (draft, issue) = (self.view.draft, self.view.issue);
        let (first, second) = (&self.halves[left], &self.halves[right]);
        let mut changes = vec![Change::Move { lines: second.lines.clone(), after: Some(first.last) }];
        let starts = second.range.clone().map(|at| draft.order()[at]).filter(|line| draft.starts(*line));
        changes.extend(starts.map(|line| Change::Start { line, on: false }));
        let role = match first.likeness(second) >= REPEATS {
            true if second.catchword(draft, self.signs) => Role::JumpLine,
            true => Role::Repeat,
            false => Role::Subhead,
        };
        let heads = second.heads.iter().filter(|line| draft.role(**line) != role);
        changes.extend(heads.map(|line| Change::Role { line: *line, role }));
        let goal = issue.line_name(second.body.first().copied().unwrap_or(second.lines[0]));
        for sign in [first.to, second.from].into_iter().flatten().map(|sign| &self.signs[sign]) {
            let (line, span) = (sign.line, sign.span.clone());
            changes.push(Change::Mark { line, span, field: Field::Jump, value: goal.clone() });
        }
        changes
    }

    /// The sentence that goes on over the page, where nothing but furniture stands between its halves.
    fn seam(&self, pair: &Pair) -> Option<Edit> {
        let (left, right) = self.goes_on(pair)?;
        if self.view.draft.text(left).ends_with(HYPHENS) {
            return None;
        }
        let glue = if self.halves[pair.right].unspaced { Glue::None } else { Glue::Space };
        let edit = self.rule.sure(self.rule.confidence.share() - 0.05, vec![Change::Seam { left, right, glue }]);
        Some(edit.because("the sentence goes on on the other page"))
    }

    /// The word that the jump cuts, likewise.
    fn cut(&self, pair: &Pair) -> Option<Cut> {
        let (left, right) = self.goes_on(pair)?;
        let sure = self.rule.confidence.share() - 0.05;
        self.view.draft.text(left).ends_with(HYPHENS).then_some(Cut { left, right, sure })
    }

    /// The last line of the first half and the first of the second, where a sentence goes on over them.
    fn goes_on(&self, pair: &Pair) -> Option<(LineIx, LineIx)> {
        let (first, second) = (&self.halves[pair.left], &self.halves[pair.right]);
        let (left, right) = (*first.body.last()?, *second.body.first()?);
        let repeats = second.heads.is_empty() || first.likeness(second) >= REPEATS;
        let plain =
            first.to.is_none_or(|sign| self.signs[sign].whole) && second.from.is_none_or(|sign| self.signs[sign].whole);
        let draft = self.view.draft;
        let text = draft.text(right);
        let goes_on = starts_lower(&text) || second.unspaced;
        (repeats && plain && first.open && goes_on).then_some((left, right))
    }
}

/// Tells of a jump line whose other half was not found.
fn lone_half(view: &View<'_>, sign: &Sign, pages: &Pages, rule: &Rule) -> Edit {
    let why = match sign.jump.page {
        None => "it names no page that could be read".to_owned(),
        Some(page) if pages.index(page).is_none() => {
            format!("page {page} is not among the pages that were read together")
        }
        Some(page) => format!("nothing on page {page} reads as its other half"),
    };
    let value = sign.jump.page.map_or_else(String::new, |page| page.to_string());
    let mark = Change::Mark { line: sign.line, span: sign.span.clone(), field: Field::Jump, value };
    let mut edit = rule.whole(vec![mark]).because(why).because(format!("“{}”", view.draft.text(sign.line)));
    edit.level = Level::Note;
    edit
}

#[cfg(test)]
mod tests;
