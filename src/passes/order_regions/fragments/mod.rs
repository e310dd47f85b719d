//! Flow text whose fragments stand out of order: pieces of columns that a dump gives in any order.
//!
//! A page is left as it is unless its own text speaks against its order beyond doubt, see [`disorder`]. Then its blocks
//! are chained anew by what speaks for one going on in the other, the chains are given to the headlines, and what comes
//! out is taken only if it resolves most of the contradictions.

mod articles;
mod blocks;
mod chains;
mod characters;
mod disorder;
mod evidence;
mod grams;
mod seams;
mod weights;

use rustc_hash::FxHashMap;

use super::moves::moves;
use crate::ledger::{Change, Edit, Level};
use crate::lexicon::of_language;
use crate::model::{LineIx, Role};
use crate::passes::View;
use crate::passes::galley::Galley;
use crate::survey::language::of_issue;
use articles::Pieces;
use blocks::{Block, Cut, Kind};
use chains::Matching;
use disorder::Signs;
use evidence::Evidence;
use grams::Grams;
use seams::Seams;

/// Most blocks of running text that are compared with one another, since the work grows with their square.
const MOST_BLOCKS: usize = 400;
/// Fewest blocks of running text for an order to show.
const FEWEST_BLOCKS: usize = 4;
/// Doubt from which on an order is given up, as a logarithm of odds, where words have no spaces and where they have:
/// ragged lines leave more blocks open.
const LEAST_DOUBT: [f64; 2] = [3.5, 5.0];
/// The same where a dictionary tells which words the ends of blocks cut: an order that is right shows it then.
const LEAST_DOUBT_BY_WORDS: f64 = 2.0;

pub(super) fn propose(view: &View<'_>, page: usize) -> Vec<Edit> {
    let Some(rule) = view.rules.get("order/fragments") else { return Vec::new() };
    let Some(found) = view.issue.pages().get(page) else { return Vec::new() };
    let mut lines: Vec<LineIx> = found.lines.clone().map(LineIx).collect();
    lines.sort_by_key(|line| view.draft.place(*line));
    let galley = Galley::new(view, lines.iter().copied());
    let survey = view.survey.page(page);
    let mut blocks = blocks::of(&galley, survey);
    let in_file: Vec<usize> = (0..blocks.len()).collect();
    let n_texts = blocks.iter().filter(|block| block.kind == Kind::Text).count();
    let signs = Signs::of(&blocks, &in_file);
    // What a dictionary may make of it is the least that is asked for.
    if !signs.are_certain() || signs.are_refuted(&blocks, LEAST_DOUBT_BY_WORDS) || n_texts < FEWEST_BLOCKS {
        return Vec::new();
    }
    if n_texts > MOST_BLOCKS {
        let line = galley.rows[blocks[signs.first.unwrap_or(0)].rows.start].line;
        let change = Change::Move { lines: vec![line], after: None };
        let note = rule.whole(vec![change]).because(format!(
            "{} blocks of this page contradict their order, but {n_texts} are too many to compare with one another; set them in order by hand",
            signs.n()
        ));
        return vec![Edit { level: Level::Note, ..note }];
    }
    settle_subheads(&mut blocks);
    let texts: Vec<usize> = in_file.iter().copied().filter(|n| blocks[*n].kind == Kind::Text).collect();
    let grams = Grams::new(&galley, &blocks, survey.unspaced);
    let words = of_issue(view.issue)
        .and_then(|code| of_language(&code))
        .filter(|words| !survey.unspaced || seams::fits(words, &galley, &blocks));
    let seams = Seams {
        balance: blocks.iter().map(|block| seams::balance(&galley, block)).collect(),
        apart: paragraphs_apart(&galley, &blocks, survey.indents),
        archive: view.rules.lexicon(),
        galley: &galley,
        blocks: &blocks,
        grams: &grams,
        unspaced: survey.unspaced,
        cuts: words.filter(|_| survey.unspaced).map_or_else(Vec::new, |words| seams::cuts(words, &galley, &blocks)),
        words,
    };
    let signs = Signs::of(&blocks, &in_file);
    if !survey.unspaced && !signs.are_many(n_texts) {
        return Vec::new();
    }
    let doubt = signs.weight() - disorder::goes_on(&seams, &texts);
    let least = match seams.words {
        Some(_) if survey.unspaced => LEAST_DOUBT_BY_WORDS,
        _ => LEAST_DOUBT[usize::from(!survey.unspaced)],
    };
    if doubt < least {
        return Vec::new();
    }
    let scores = disorder::scores(&seams, &texts);
    let matching = Matching::new(
        texts.len(),
        |a, b| scores[a * texts.len() + b],
        |a| match blocks[texts[a]].end {
            _ if blocks[texts[a]].closes_article => weights::ENDS_ARTICLE,
            Cut::Inside => weights::ENDS_OPEN,
            _ => weights::ENDS,
        },
        |b| match blocks[texts[b]].start {
            Cut::Inside => weights::STARTS_INSIDE,
            _ if blocks[texts[b]].opens_article => weights::STARTS_ARTICLE,
            _ => weights::STARTS,
        },
    );
    let chains = matching.chains(weights::LEAST_SHARE);
    let pieces =
        Pieces { blocks: &blocks, grams: &grams, seams: &seams, texts: &texts, matching: &matching, chains: &chains };
    let order = articles::order(&pieces, &articles::heads(&blocks));
    let left = Signs::of(&blocks, &order).weight();
    if doubt - left < least || left * 2.0 > signs.weight() {
        return Vec::new();
    }
    emit(view, &galley, &blocks, &order, rule, &pieces)
}

/// Where headlines have bylines, a heading without one that stands between finished and new text is a subhead.
fn settle_subheads(blocks: &mut [Block]) {
    let named = |blocks: &[Block], n: usize| {
        blocks[n].has_byline
            || blocks.get(n + 1).is_some_and(|b| b.kind == Kind::Byline)
            || n.checked_sub(1).is_some_and(|b| blocks[b].kind == Kind::Byline)
    };
    if !(0..blocks.len()).any(|n| blocks[n].kind == Kind::Head && named(blocks, n)) {
        return;
    }
    for n in 0..blocks.len() {
        let before = n.checked_sub(1).is_none_or(|b| blocks[b].kind == Kind::Text && blocks[b].end != Cut::Inside);
        let after = blocks.get(n + 1).is_some_and(|b| b.kind == Kind::Text && b.start != Cut::Inside);
        if blocks[n].kind == Kind::Head && !named(blocks, n) && before && after {
            blocks[n].kind = Kind::Text;
            blocks[n].start = Cut::Between;
            blocks[n].end = Cut::Between;
            blocks[n].measure = (0, u32::MAX);
        }
    }
}

/// Whether paragraphs are set apart by blank lines, so that few begin inside a block.
fn paragraphs_apart(galley: &Galley<'_>, blocks: &[Block], indents: bool) -> bool {
    let (mut inner, mut texts) = (0, 0);
    for block in blocks.iter().filter(|block| block.kind == Kind::Text) {
        let rows = &galley.rows[block.rows.clone()];
        texts += 1;
        let begins = rows.windows(2).any(|pair| {
            if indents {
                pair[1].indent() > 0
            } else {
                pair[0].end.is_closed() && blocks::reach(&pair[0]) + 14 < block.measure.0
            }
        });
        inner += usize::from(begins);
    }
    inner * 5 < texts
}

fn emit(
    view: &View<'_>,
    galley: &Galley<'_>,
    blocks: &[Block],
    order: &[usize],
    rule: &crate::rules::Rule,
    pieces: &Pieces<'_>,
) -> Vec<Edit> {
    let lines = |n: usize| galley.rows[blocks[n].rows.clone()].iter().map(|row| row.line);
    let mut current: Vec<LineIx> = (0..blocks.len()).flat_map(lines).collect();
    let mut wanted: Vec<LineIx> = order.iter().flat_map(|n| lines(*n)).collect();
    // What precedes the page stays before it.
    let first = view.issue.pages().get(galley.page(0)).map(|page| LineIx(page.lines.start));
    let top = first.map_or(0, |first| view.draft.place(first));
    if let Some(before) = top.checked_sub(1) {
        current.insert(0, view.draft.order()[before]);
        wanted.insert(0, view.draft.order()[before]);
    }
    let mut edits = Vec::new();
    // A heading that stood behind an open end was taken for its continuation.
    for block in blocks.iter().filter(|block| block.kind == Kind::Head) {
        let rows = &galley.rows[block.rows.clone()];
        let changes: Vec<Change> = rows
            .iter()
            .filter(|row| row.role == Role::Body)
            .map(|row| Change::Role { line: row.line, role: Role::Subhead })
            .collect();
        if !changes.is_empty() {
            edits.push(
                rule.sure(0.7, changes).because("a short block between fragments that do not go on in one another"),
            );
        }
    }
    // The first line of an issue begins an article as long as nothing else is said.
    let opening = current.iter().copied().find(|line| view.draft.starts(*line)).filter(|_| top == 0);
    if let Some(line) = opening.filter(|line| wanted.first() != Some(line)) {
        let change = Change::Start { line, on: false };
        edits.push(rule.sure(0.9, vec![change]).because("the first line of the file stands inside an article"));
    }
    let mut block_of: FxHashMap<LineIx, usize> = FxHashMap::default();
    for n in 0..blocks.len() {
        block_of.extend(lines(n).map(|line| (line, n)));
    }
    let evidence = Evidence::new(galley, pieces);
    let mut at = 0;
    for (moved, after) in moves(&current, &wanted) {
        while wanted.get(at).is_some_and(|line| *line != moved[0]) {
            at += 1;
        }
        let block = |line: Option<&LineIx>| line.and_then(|line| block_of.get(line).copied());
        let (first, last) = (block(moved.first()), block(moved.last()));
        let before = block(at.checked_sub(1).and_then(|at| wanted.get(at)));
        let behind = block(wanted.get(at + moved.len()));
        let top = evidence.joint(before, first);
        let foot = evidence.joint(last, behind);
        let sure = (0.5 * (top.0 + foot.0)).clamp(0.3, 0.95);
        edits.push(rule.sure(sure, vec![Change::Move { lines: moved, after }]).because(top.1).because(foot.1));
    }
    edits
}
