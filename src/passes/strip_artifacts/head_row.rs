//! The row at the head of a page: on one side its date, on the other its number, the name of the paper between them.
//!
//! A piece of it that says nothing of itself, or is misread, is told by its place in the row. What all pages together tell
//! comes before.

use std::ops::RangeInclusive;

use rustc_hash::FxHashSet;

use super::furniture::is_noise;
use crate::ledger::{Change, Edit};
use crate::model::{Layout, LineIx, Page, Rect, RegionKind, Role};
use crate::passes::View;

/// How many pieces a head row has.
const PIECES: RangeInclusive<usize> = 2..=6;
/// Times the height of the text from which on a line is a title.
const TITLE: f64 = 2.0;
/// White between the row and the text, in lines, where no rule closes the row.
const WHITE: f64 = 0.5;
/// Lines below the top of the row at which the rule that closes it stands at most.
const REACH: f64 = 3.0;
/// Fewest lines of a page that has a head row.
const FEWEST: usize = 12;
/// Digits of a page number.
const DIGITS: usize = 4;
/// How sure a piece is in a row that a rule closes, and in one that only white parts from the text.
const RULED: f64 = 0.88;
const IN_WHITE: f64 = 0.82;

/// A head row.
struct Row {
    lines: Vec<LineIx>,
    /// Whether a rule closes it.
    is_ruled: bool,
}

/// Calls those pieces of each head row running heads and page numbers that nothing else has told.
pub(super) fn propose(view: &View<'_>, edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("furniture/head-row") else { return };
    let mut told: FxHashSet<LineIx> = FxHashSet::default();
    for change in edits.iter().flat_map(|edit| &edit.changes) {
        if let Change::Role { line, .. } = change {
            told.insert(*line);
        }
    }
    for page in view.issue.pages().iter().filter(|page| page.layout == Layout::Boxes) {
        let Some(row) = find(view, page) else { continue };
        let is_told = |line: &LineIx| view.draft.role(*line).is_furniture() || told.contains(line);
        let is_number = |line: LineIx| {
            let text = view.draft.text(line);
            (1..=DIGITS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        };
        if !row.is_ruled && !row.lines.iter().any(|line| is_told(line) || is_number(*line)) {
            continue;
        }
        let (confidence, why) = if row.is_ruled {
            (RULED, "it stands in a row above a rule over the whole page")
        } else {
            (IN_WHITE, "it stands in one row with the number or date of the page, and nothing else does")
        };
        for line in row.lines.into_iter().filter(|line| !is_told(line)) {
            let role = if is_number(line) { Role::Folio } else { Role::RunningHead };
            edits.push(rule.sure(confidence, vec![Change::Role { line, role }]).because(why));
        }
    }
}

fn find(view: &View<'_>, page: &Page) -> Option<Row> {
    let lines = || page.lines.clone().map(LineIx);
    let boxed: Vec<(LineIx, Rect)> = lines().filter_map(|line| Some((line, view.issue.line(line).bbox?))).collect();
    if boxed.len() < FEWEST || boxed.len() < page.lines.len() {
        return None;
    }
    let middle = |bbox: &Rect| f64::from(bbox.top.midpoint(bbox.bottom));
    let mut heights: Vec<i32> = boxed.iter().map(|(_, bbox)| bbox.height()).collect();
    let height = *heights.select_nth_unstable(boxed.len() / 2).1;
    let height = f64::from(height.max(1));
    let whole = boxed.iter().map(|(_, bbox)| *bbox).reduce(|all, one| all.union(&one))?;
    let is_speck = |line: LineIx| is_noise(&view.draft.text(line));
    let top = boxed.iter().filter(|(line, _)| !is_speck(*line)).map(|(_, bbox)| middle(bbox)).min_by(f64::total_cmp)?;
    let closing = page
        .regions
        .iter()
        .filter(|region| region.kind == RegionKind::Separator)
        .filter_map(|region| region.bbox)
        .filter(|rule| rule.width() > 3 * rule.height() && rule.width() > whole.width() / 2)
        .map(|rule| middle(&rule))
        .filter(|y| *y > top && *y < top + REACH * height)
        .min_by(f64::total_cmp);
    let foot = closing.unwrap_or(top + height);
    let (mut row, below): (Vec<(LineIx, Rect)>, Vec<_>) =
        boxed.into_iter().filter(|(line, _)| !is_speck(*line)).partition(|(_, bbox)| middle(bbox) < foot);
    row.sort_by_key(|(_, bbox)| bbox.left);
    let (first, last) = (row.first()?.1, row.last()?.1);
    let bottom = row.iter().map(|(_, bbox)| bbox.bottom).max()?;
    let is_short = |bbox: &Rect| f64::from(bbox.height()) < TITLE * height && bbox.width() < whole.width() / 2;
    let region = |line: LineIx| view.issue.line(line).region;
    let fits = PIECES.contains(&row.len())
        && row.iter().all(|(_, bbox)| is_short(bbox))
        && row.windows(2).all(|pair| pair[0].1.right < pair[1].1.left)
        && last.right - first.left > whole.width() / 2
        && below.iter().all(|(line, bbox)| {
            !row.iter().any(|(piece, _)| region(*piece) == region(*line))
                && (closing.is_some() || f64::from(bbox.top - bottom) >= WHITE * height)
        });
    let lines = row.into_iter().map(|(line, _)| line).collect();
    fits.then_some(Row { lines, is_ruled: closing.is_some() })
}
