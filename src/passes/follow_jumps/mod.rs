//! Articles that go on on another page: each half is linked to its other half and set behind it.
//!
//! What tells the other half: the page that the jump line names, a jump line there that names this page, words of the
//! headline or catchword that come back over it, and a sentence that is open here and goes on there. Where two halves do
//! nearly as well the edit asks to be looked at, with the runner-up as its next best reading. A half whose other half is
//! not there is told, not guessed.

mod halves;
mod pages;

use super::View;
use super::ends::{HYPHENS, starts_lower};
use super::hyphen::{Cut, over_pages};
use super::jump_line::Way;
use crate::ledger::{Change, Edit, Field, Glue, Level};
use crate::model::{LineIx, Role};
use crate::rules::Rule;
use halves::{Half, Sign};
use pages::Pages;

/// Score from which two halves are taken for one article.
const JOINS: f64 = 2.5;
/// Score from which that is sure, if no other half comes near.
const SURE: f64 = 3.5;
/// Score by which the best half must be better than the next to be sure.
const MARGIN: f64 = 1.0;
/// Score from which another half may be the next best reading.
const RIVAL: f64 = 2.0;
/// Share of the words of a heading that come back from which it only repeats the headline.
const REPEATS: f64 = 0.6;

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let signs = halves::signs(view);
    let (Some(link), false) = (view.rules.get("jump/link"), signs.is_empty()) else { return Vec::new() };
    let pages = Pages::of(view);
    let halves = halves::of(view, &signs);
    let pairs = pairs(&signs, &halves, &pages);
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
fn pairs(signs: &[Sign], halves: &[Half], pages: &Pages) -> Vec<Pair> {
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
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.left, a.right).cmp(&(b.left, b.right))));
    // Each half may name the other.
    all.dedup_by_key(|pair| (pair.left, pair.right));
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
