//! Gutters: places where, row after row, ink begins at one cell behind blank cells.
//!
//! A column is told by its straight left edge rather than by the blank cells before it: lines end anywhere, and spaces
//! of a justified line fall anywhere, but only the lines of a column begin at the same cell again and again.

use std::collections::BTreeSet;

use super::cells::{GAP_CELLS, Grid, Part, Token};

/// Rows with ink on both sides of a gutter that it takes to believe in it: three could be a list.
pub(super) const MIN_HITS: u32 = 4;

/// Rows that a doubtful gutter may go on without a hit.
const IDLE_ROWS: usize = 8;

/// Rows that a sure gutter may, besides four for each hit: one column may be much longer than its neighbor.
const LONG_IDLE_ROWS: usize = 50;

/// Rows more than otherwise that stand straight, where few of them have ink on the left.
const BESIDE_ROWS: u32 = 4;

/// Cells by which the columns of single rows may be off: a dump made from fractions of cells does not keep them straight.
const SHIFT_CELLS: u32 = 3;

/// Cells by which the first line of a paragraph is set in at most: two wide characters.
const INDENT_CELLS: u32 = 4;

/// Rows of one cell's gap that may follow one another; a gutter is that narrow only where marks hang into it.
const MAX_WEAK_ROWS: usize = 2;

/// Hits for each of which one more such row may follow.
const HITS_A_WEAK_ROW: usize = 10;

/// One gutter, as it runs down the rows of a region.
#[derive(Debug, Clone)]
pub(super) struct Gutter {
    /// Indices of the parts that first and last have ink on both sides of it.
    pub first: usize,
    pub last: usize,
    /// First cell of the column behind it, from the part on that is named: it may drift by a cell.
    edges: Vec<(usize, u32)>,
    /// The last part whose ink began a cell beside the edge, and where.
    shifted: Option<(usize, u32)>,
    /// Parts with ink on both sides, the right one flush with the edge or a cell off.
    pub hits: u32,
    /// Hits that are a cell off.
    pub off: u32,
    /// Parts with ink on both sides, the right one not flush.
    misses: u32,
    /// Parts with ink on the right side only, flush with the edge.
    alone: u32,
    /// Parts whose ink on the right side opens a paragraph.
    indented: u32,
    /// Hits on rows that follow one another without a gap, at most and so far.
    longest: u32,
    run: u32,
    /// Parts whose ink runs through it, though the rows above and below keep to it.
    pub crossed: Vec<usize>,
    /// Parts with ink on both sides that touches, or nearly so; all of them, and those since the last hit.
    touching: u32,
    weak: usize,
    idle: usize,
    pending: Option<usize>,
}

/// How a part stands to the edge of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Ink on both sides; the right one begins at this cell, behind at least two blank cells.
    Hit(u32),
    /// As a hit, but behind one blank cell, or none where a mark hangs over the end of the line before.
    Weak,
    /// Ink on both sides, the right one at a gap a few cells beside the edge.
    Shifted,
    /// The ink on the right is set in by what opens a paragraph; on the left there is none, or a gap between.
    Indented,
    /// Ink on both sides, the right one not at the edge.
    Miss,
    /// Ink on the right side only, at the edge.
    Alone,
    /// Ink on one side only, or none near the edge.
    Clear,
    /// Ink runs through.
    Cross,
}

/// How the tokens of a part stand to the column that begins at cell `edge`, and the first token on its right side.
fn stand(tokens: &[Token], edge: u32) -> (Stand, usize) {
    // A token that begins a cell early is on the right.
    let right = tokens.partition_point(|token| token.left + 1 < edge);
    let before = right.checked_sub(1).map(|n| tokens[n]);
    let after = tokens.get(right);
    let flush = after.is_some_and(|token| token.left <= edge + 1);
    let stand = match (before, after) {
        (None, _) if flush => Stand::Alone,
        (None, Some(token)) if token.left <= edge + INDENT_CELLS => Stand::Indented,
        (None, _) => Stand::Clear,
        (Some(before), Some(token)) if flush && is_gap(&before, token) => Stand::Hit(token.left),
        (Some(before), Some(token))
            if flush && (before.hangs || (token.left == edge && token.left == before.right + 1)) =>
        {
            Stand::Weak
        }
        (Some(before), _) if flush || (before.right >= edge && !(before.hangs && before.right == edge)) => {
            return match shifted(tokens, edge) {
                Some(token) => (Stand::Shifted, token),
                None => (Stand::Cross, right),
            };
        }
        (Some(before), Some(token)) if token.left <= edge + INDENT_CELLS && is_gap(&before, token) => Stand::Indented,
        (Some(_), Some(_)) => Stand::Miss,
        (Some(_), None) => Stand::Clear,
    };
    (stand, right)
}

/// Whether two tokens are parted by enough blank cells for a gutter.
fn is_gap(before: &Token, after: &Token) -> bool {
    after.after_tab || after.left >= before.right + GAP_CELLS
}

/// The token behind a gap that lies a few cells beside an edge.
fn shifted(tokens: &[Token], edge: u32) -> Option<usize> {
    let from = tokens.partition_point(|token| token.left + SHIFT_CELLS < edge).max(1);
    let near = (from..tokens.len()).take_while(|n| tokens[*n].left <= edge + SHIFT_CELLS);
    near.filter(|n| is_gap(&tokens[n - 1], &tokens[*n])).min_by_key(|n| tokens[*n].left.abs_diff(edge))
}

impl Gutter {
    fn open(part: usize, edge: u32) -> Self {
        Self {
            first: part,
            last: part,
            edges: vec![(part, edge)],
            shifted: None,
            hits: 1,
            off: 0,
            misses: 0,
            alone: 0,
            indented: 0,
            longest: 1,
            run: 1,
            crossed: Vec::new(),
            touching: 0,
            weak: 0,
            idle: 0,
            pending: None,
        }
    }

    /// The cell at which the column behind it begins, on that part.
    pub(super) fn edge(&self, part: usize) -> u32 {
        let n = self.edges.partition_point(|(from, _)| *from <= part);
        self.edges[n.saturating_sub(1)].1
    }

    /// How a part stands to the gutter, and its first token on the right side of it. A gap beside the edge counts only
    /// between rows that keep to it.
    pub(super) fn stand(&self, part: usize, tokens: &[Token]) -> (Stand, usize) {
        let (found, right) = stand(tokens, self.edge(part));
        match found {
            Stand::Shifted if part < self.first || part > self.last => (Stand::Cross, right),
            found => (found, right),
        }
    }

    fn last_edge(&self) -> u32 {
        self.edges.last().map_or(0, |(_, edge)| *edge)
    }

    /// Goes on to the next part; false where the gutter ends before it.
    fn step(&mut self, part: usize, stand: Stand, follows: bool) -> bool {
        if let Some(crossed) = self.pending.take() {
            if !(follows && matches!(stand, Stand::Hit(_))) {
                return false;
            }
            self.crossed.push(crossed);
        }
        let keeps_on = follows && self.last + 1 + self.weak == part;
        match stand {
            Stand::Hit(edge) => {
                self.run = if follows && self.last + 1 == part { self.run + 1 } else { 1 };
                self.longest = self.longest.max(self.run);
                // One row may be a cell off; two that agree have shifted the edge.
                if edge == self.last_edge() {
                    self.shifted = None;
                } else if let Some((since, _)) = self.shifted.filter(|(_, to)| *to == edge) {
                    self.edges.push((since, edge));
                    self.shifted = None;
                } else {
                    self.shifted = Some((part, edge));
                    self.off += 1;
                }
                self.hits += 1;
                self.last = part;
                (self.weak, self.idle) = (0, 0);
            }
            // One row may run through a gutter that is sure: its neighbors tell that the column goes on.
            Stand::Cross => {
                let may_be_crossed = self.hits >= MIN_HITS && (self.crossed.len() as u32) < 1 + self.hits / 10;
                if !(may_be_crossed && keeps_on) {
                    return false;
                }
                self.pending = Some(part);
            }
            Stand::Weak | Stand::Shifted => {
                // At the edge a mark may hang over it also below rows that have ink on one side only, and on more rows the
                // longer the gutter has run.
                let is_at_edge = stand == Stand::Weak && self.hits > 1;
                let most = MAX_WEAK_ROWS + if is_at_edge { self.hits as usize / HITS_A_WEAK_ROW } else { 0 };
                if !(keeps_on || is_at_edge) || self.weak >= most {
                    return false;
                }
                self.weak += 1;
                self.touching += 1;
            }
            Stand::Miss => {
                self.misses += 1;
                self.idle += 1;
            }
            Stand::Alone => self.alone += 1,
            Stand::Indented => {
                self.indented += 1;
                self.idle += 1;
            }
            Stand::Clear => self.idle += 1,
        }
        self.idle <= if self.hits >= MIN_HITS { LONG_IDLE_ROWS + 4 * self.hits as usize } else { IDLE_ROWS }
    }

    /// Whether it is more than chance.
    fn is_sure(&self, grid: &Grid<'_>, parts: &[Part], min_hits: u32) -> bool {
        if self.hits < self.misses {
            return false;
        }
        // A row on which a mark hangs into the gutter may stand in for one of the hits.
        let is_long = self.hits + self.touching.min(1) >= min_hits && self.longest >= min_hits.min(3);
        // Headlines of a line or two beside their texts: the text stands straight also where nothing is beside it.
        let is_short = self.longest + 1 >= self.hits || self.misses == 0 && self.alone >= self.hits;
        is_long || (is_short && self.straight(grid, parts) >= min_hits + BESIDE_ROWS)
    }

    /// Parts whose ink begins at the edge or an indent behind it, also those above the first that has ink on the left.
    fn straight(&self, grid: &Grid<'_>, parts: &[Part]) -> u32 {
        let edge = self.edge(self.first);
        let above = parts[..self.first].iter().rev().take(LONG_IDLE_ROWS).map(|part| stand(grid.tokens(part), edge).0);
        let above = above.take_while(|stand| matches!(stand, Stand::Alone | Stand::Clear | Stand::Indented));
        let straight = above.filter(|stand| *stand != Stand::Clear).count() as u32;
        self.hits + self.alone + self.indented + straight
    }
}

/// The gutters of a region, by the part at which they begin. `min_hits` is the number of rows that it takes; less will do
/// at a cell that is in `known`, where the page has a gutter elsewhere. What is found is added to it.
pub(super) fn gutters(grid: &Grid<'_>, parts: &[Part], min_hits: u32, known: &mut BTreeSet<u32>) -> Vec<Gutter> {
    let (mut found, mut doubtful) = (Vec::new(), Vec::new());
    let mut open: Vec<Gutter> = Vec::new();
    let mut close = |gutter: Gutter| {
        if gutter.is_sure(grid, parts, min_hits) {
            found.push(gutter);
        } else if gutter.hits > 1 && gutter.hits == gutter.longest && gutter.misses + gutter.off == 0 {
            doubtful.push(gutter);
        }
    };
    for (n, part) in parts.iter().enumerate() {
        let tokens = grid.tokens(part);
        let follows = n > 0 && grid.blank_rows(&parts[n - 1], part) == 0;
        let mut still_open: Vec<Gutter> = Vec::with_capacity(open.len() + tokens.len());
        for mut gutter in open.drain(..) {
            let goes_on = gutter.step(n, stand(tokens, gutter.last_edge()).0, follows);
            // Two gutters that have met at one cell are one; the one with more rows knows it.
            match still_open.last_mut() {
                _ if !goes_on => close(gutter),
                Some(before) if before.last_edge() >= gutter.last_edge() => {
                    if before.hits < gutter.hits {
                        std::mem::swap(before, &mut gutter);
                    }
                    close(gutter);
                }
                _ => still_open.push(gutter),
            }
        }
        open = with_beginnings(still_open, tokens, n);
    }
    open.into_iter().for_each(close);
    found.sort_by_key(|gutter| (gutter.first, gutter.last_edge()));
    known.extend(found.iter().map(Gutter::last_edge));
    // The last column of a band may be of two lines: it is a column because those beside it are.
    let mut until = 0;
    let reach: Vec<(usize, usize)> = found
        .iter()
        .map(|gutter| {
            until = gutter.last.max(until);
            (gutter.first, until)
        })
        .collect();
    doubtful.retain(|gutter| {
        if known.contains(&gutter.last_edge()) {
            return true;
        }
        let n = reach.partition_point(|(first, _)| *first <= gutter.first);
        let Some((_, until)) = reach[..n].last() else { return false };
        let near = gutter.first.saturating_sub(IDLE_ROWS)..(gutter.last + IDLE_ROWS).min(*until) + 1;
        gutter.last <= *until
            && parts[near].iter().all(|part| stand(grid.tokens(part), gutter.last_edge()).0 != Stand::Cross)
    });
    found.extend(doubtful);
    found.sort_by_key(|gutter| (gutter.first, gutter.last_edge()));
    found
}

/// Adds a gutter before each token behind a gap that no open gutter has.
fn with_beginnings(open: Vec<Gutter>, tokens: &[Token], part: usize) -> Vec<Gutter> {
    let begins = tokens.windows(2).filter(|pair| is_gap(&pair[0], &pair[1]));
    let mut begins = begins.map(|pair| pair[1].left).peekable();
    if begins.peek().is_none() {
        return open;
    }
    let mut all = Vec::with_capacity(open.len() + tokens.len());
    let mut open = open.into_iter().peekable();
    for left in begins {
        while let Some(gutter) = open.next_if(|gutter| gutter.last_edge() <= left + 1) {
            all.push(gutter);
        }
        // A gutter that has it a cell beside its edge is the same gutter.
        if all.last().is_none_or(|gutter: &Gutter| gutter.last_edge() + 1 < left) {
            all.push(Gutter::open(part, left));
        }
    }
    all.extend(open);
    all
}
