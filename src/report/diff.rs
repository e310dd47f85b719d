//! What changed, in the order in which the result reads: pieces of text with the source lines they are made of, and
//! ghosts where lines stood that were moved.

use std::collections::BTreeMap;
use std::ops::Range;

use super::segments::{Segment, segments};
use crate::ledger::{Change, Draft, EditId, Glue, Grain, Ledger, State};
use crate::model::{LineIx, Role};

/// An issue before and after.
#[derive(Debug)]
pub struct Diff<'a> {
    /// The text as it is now.
    pub draft: &'a Draft<'a>,
    /// How it became that.
    pub ledger: &'a Ledger,
    /// What changed, in reading order.
    pub rows: Vec<Row>,
}

/// A row of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// An article begins; its first line that is not furniture.
    Article(LineIx),
    /// Lines that make up one piece of the result.
    Piece(Piece),
    /// Lines that stood here and were moved.
    Ghost(Ghost),
}

/// Lines that make up one piece of the result: a headline, a paragraph, a line of furniture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its source lines, in reading order.
    pub lines: Vec<LineIx>,
    /// What it is.
    pub role: Role,
    /// Whether it was moved, and how.
    pub moved: Option<Way>,
    /// The lines whose text changed.
    pub changed: Vec<(LineIx, Vec<Segment>)>,
    /// The joins that a decision of their own stands behind; the others are plain wraps.
    pub joins: Vec<Join>,
    /// The edits behind it that are not mere wraps, refused ones too. Each edit stands at its first piece.
    pub edits: Vec<EditId>,
}

/// Which way lines were moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// They are read earlier than they stand in the source.
    Up,
    /// They are read later.
    Down,
}

/// Two lines that are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    /// The line that goes on.
    pub left: LineIx,
    /// The line it goes on with.
    pub right: LineIx,
    /// What stands between them.
    pub glue: Glue,
}

/// Where lines stood that were moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ghost {
    /// The lines, in their new order.
    pub lines: Vec<LineIx>,
    /// Which way they went.
    pub way: Way,
    /// The line behind which they stand now; none: they come first.
    pub after: Option<LineIx>,
}

/// Ghosts by the line behind which they stood; none: they came first.
type Ghosts = BTreeMap<Option<LineIx>, Vec<Ghost>>;

/// Draws the comparison from the ledger.
#[must_use]
pub fn diff<'a>(draft: &'a Draft<'a>, ledger: &'a Ledger) -> Diff<'a> {
    let touching = touching(draft, ledger);
    let (ways, mut ghosts) = moves(draft, ledger);
    let mut shown = vec![false; ledger.entries().len()];
    let mut rows = Vec::new();
    rows.extend(ghosts.remove(&None).into_iter().flatten().map(Row::Ghost));
    let mut heads = draft.articles().map(|range| (range.start, head(draft, range))).peekable();
    for (place, &first) in draft.order().iter().enumerate() {
        if let Some((_, Some(head))) = heads.next_if(|(start, _)| *start == place) {
            rows.push(Row::Article(head));
        }
        if draft.is_joined_to(first) {
            continue;
        }
        let lines: Vec<LineIx> = draft.joined_from(first).collect();
        let is_own =
            |seam: &(LineIx, LineIx)| {
                let behind = touching[seam.0.at()].iter().map(|id| ledger.entry(*id));
                behind.filter(|entry| entry.state == State::Applied).any(|entry| {
                    entry.edit.grain == Grain::Whole
                        && entry.edit.changes.iter().any(
                            |change| matches!(change, Change::Seam { left, right, .. } if (*left, *right) == *seam),
                        )
                })
            };
        let mut edits: Vec<EditId> = Vec::new();
        for id in lines.iter().flat_map(|line| &touching[line.at()]) {
            if !std::mem::replace(&mut shown[id.0 as usize], true) {
                edits.push(*id);
            }
        }
        edits.sort_unstable();
        let piece = Piece {
            role: draft.role(first),
            moved: ways[first.at()],
            changed: lines
                .iter()
                .filter(|line| !draft.patches(**line).is_empty())
                .map(|line| (*line, segments(draft, *line)))
                .collect(),
            joins: lines
                .windows(2)
                .map(|pair| (pair[0], pair[1]))
                .filter(is_own)
                .filter_map(|(left, right)| draft.join(left).map(|(_, glue)| Join { left, right, glue }))
                .collect(),
            edits,
            lines,
        };
        let behind: Vec<Ghost> = piece.lines.iter().filter_map(|line| ghosts.remove(&Some(*line))).flatten().collect();
        rows.push(Row::Piece(piece));
        rows.extend(behind.into_iter().map(Row::Ghost));
    }
    Diff { draft, ledger, rows }
}

/// The first line of an article; none if it holds nothing but furniture and so is none.
fn head(draft: &Draft<'_>, article: Range<usize>) -> Option<LineIx> {
    draft.order()[article].iter().copied().find(|line| !draft.role(*line).is_furniture())
}

/// For each line, the edits that say something about it and are more than wraps.
fn touching(draft: &Draft<'_>, ledger: &Ledger) -> Vec<Vec<EditId>> {
    let mut out: Vec<Vec<EditId>> = vec![Vec::new(); draft.issue().n_lines()];
    for (n, entry) in ledger.entries().iter().enumerate() {
        let is_seam = |change: &Change| matches!(change, Change::Seam { .. });
        if entry.edit.grain == Grain::Each && !entry.is_undecided() && entry.edit.changes.iter().all(is_seam) {
            continue;
        }
        for change in &entry.edit.changes {
            let at = &mut out[change.line().at()];
            if at.last() != Some(&EditId(n as u32)) {
                at.push(EditId(n as u32));
            }
        }
    }
    out
}

/// Which lines were moved which way, and the ghosts of them by the line behind which they stood.
fn moves(draft: &Draft<'_>, ledger: &Ledger) -> (Vec<Option<Way>>, Ghosts) {
    let n = draft.issue().n_lines();
    let mut is_moved = vec![false; n];
    for entry in ledger.entries().iter().filter(|entry| entry.state == State::Applied) {
        for change in &entry.edit.changes {
            if let Change::Move { lines, .. } = change {
                lines.iter().for_each(|line| is_moved[line.at()] = true);
            }
        }
    }
    // For each line, the nearest line before it in the source that was not moved: it tells where the line stood.
    let mut stood = Vec::with_capacity(n);
    let mut still: Option<LineIx> = None;
    for (at, moved) in is_moved.iter().enumerate() {
        stood.push(still);
        if !moved {
            still = Some(LineIx(at as u32));
        }
    }
    let mut ways = vec![None; n];
    let mut ghosts = Ghosts::new();
    let (mut last_still, mut last): (Option<LineIx>, Option<LineIx>) = (None, None);
    for group in draft.order().chunk_by(|a, b| is_moved[a.at()] && is_moved[b.at()] && a.0 + 1 == b.0) {
        let (first, before) = (group[0], last);
        last = group.last().copied();
        if !is_moved[first.at()] {
            last_still = Some(first);
            continue;
        }
        let stood = stood[first.at()];
        let way = match stood.cmp(&last_still) {
            std::cmp::Ordering::Greater => Way::Up,
            std::cmp::Ordering::Less => Way::Down,
            // Past other moved lines, or not at all.
            std::cmp::Ordering::Equal if before > Some(first) => Way::Down,
            std::cmp::Ordering::Equal => continue,
        };
        group.iter().for_each(|line| ways[line.at()] = Some(way));
        ghosts.entry(stood).or_default().push(Ghost { lines: group.to_vec(), way, after: before });
    }
    ghosts.values_mut().for_each(|ghosts| ghosts.sort_by_key(|ghost| ghost.lines[0]));
    (ways, ghosts)
}
