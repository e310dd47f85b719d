//! Pages of columns set side by side: from the order of physical rows to that of the columns.
//!
//! The reader has cut the page into pieces of columns and numbered them in the order in which the cuts are read: bands from
//! top to bottom, in each the columns from left to right, and so on inside a column. This module only says it as moves.

use super::moves::moves;
use crate::ledger::{Change, Edit};
use crate::model::{Issue, LineIx, Page};
use crate::passes::View;

/// Blank cells between two columns from which on nobody can doubt the cut.
const CLEAN_CELLS: i32 = 2;

pub(super) fn propose(view: &View<'_>, page: usize) -> Vec<Edit> {
    let Some(rule) = view.rules.get("order/columns") else { return Vec::new() };
    let Some(page) = view.issue.pages().get(page) else { return Vec::new() };
    let mut wanted: Vec<LineIx> = page.lines.clone().map(LineIx).collect();
    let gaps = gaps(view.issue, page, &wanted);
    let mut current = wanted.clone();
    current.sort_by_key(|line| view.draft.place(*line));
    wanted.sort_by_key(|line| (view.issue.line(*line).region, *line));
    // What precedes the page stays before it.
    let before = current.first().and_then(|first| view.draft.place(*first).checked_sub(1));
    if let Some(before) = before {
        current.insert(0, view.draft.order()[before]);
        wanted.insert(0, view.draft.order()[before]);
    }
    moves(&current, &wanted)
        .into_iter()
        .map(|(lines, after)| {
            let (confidence, why) = evidence(view.issue, &gaps, &lines);
            rule.sure(confidence, vec![Change::Move { lines, after }]).because(why)
        })
        .collect()
}

/// For each region of a page the fewest blank cells between one of its lines and what stands to the left on the same
/// row. Lines stand in physical order.
fn gaps(issue: &Issue, page: &Page, lines: &[LineIx]) -> Vec<Option<i32>> {
    let mut gaps: Vec<Option<i32>> = vec![None; page.regions.len()];
    for pair in lines.windows(2) {
        let (left, right) = (issue.line(pair[0]), issue.line(pair[1]));
        let (Some(before), Some(bbox)) = (left.bbox, right.bbox) else { continue };
        if let Some(gap) = gaps.get_mut(right.region as usize).filter(|_| before.top == bbox.top) {
            let cells = bbox.left.saturating_sub(before.right);
            *gap = Some(gap.map_or(cells, |least| least.min(cells)));
        }
    }
    gaps
}

/// How sure a move is: by the blank cells that part the columns it moves from what stands to the left of them.
fn evidence(issue: &Issue, gaps: &[Option<i32>], lines: &[LineIx]) -> (f64, String) {
    let gap = lines.iter().filter_map(|line| gaps.get(issue.line(*line).region as usize).copied().flatten()).min();
    let rows = lines.iter().filter_map(|line| issue.line(*line).bbox);
    let Some(whole) = rows.reduce(|all, one| all.union(&one)) else {
        return (0.5, "lines without a box".to_owned());
    };
    let (top, bottom) = (whole.top + 1, whole.bottom);
    match gap {
        Some(gap) if gap >= CLEAN_CELLS => {
            (0.99, format!("a gutter of {gap} blank cells or more from row {top} to row {bottom}"))
        }
        Some(_) => (0.9, format!("a gutter from row {top} to row {bottom}, at places of one cell only")),
        None => (0.95, format!("a column from row {top} to row {bottom} with nothing to the left of it")),
    }
}
