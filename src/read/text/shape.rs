//! The columns of a band, and how its rows stand to them.

use std::ops::Range;

use super::cells::{Grid, Part};
use super::gutters::{Gutter, Stand};

/// Cells by which the first line of a paragraph may be set in.
const INDENT_CELLS: u32 = 5;

/// More columns than any page has. Among more nothing is looked for in the middle of several of them.
const MAX_COLUMNS: usize = 16;

/// Cells by which a line may be longer than its neighbors: a mark hangs over the end.
const HANG_CELLS: u32 = 2;

/// Cells by which what is set in the middle may be off it.
const OFF_CELLS: u32 = 3;

/// What one column has on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Number of the column, from the left.
    pub column: usize,
    /// Tokens of the grid.
    pub tokens: Range<u32>,
}

/// The numbers of the gutters that stand within the ink of a part. Gutters are in order from left to right.
pub(super) fn within_ink(grid: &Grid<'_>, part: &Part, n: usize, gutters: &[&Gutter]) -> Range<usize> {
    let (left, right) = (grid.left(part), grid.right(part));
    let first = gutters.partition_point(|gutter| gutter.edge(n) + OFF_CELLS < left);
    let last = gutters.partition_point(|gutter| gutter.edge(n) <= right + OFF_CELLS);
    first..last.max(first)
}

/// The cells of a part. A cell whose ink runs through a gutter is not cut there.
pub(super) fn cells(grid: &Grid<'_>, part: &Part, n: usize, gutters: &[&Gutter]) -> Vec<Cell> {
    let tokens = grid.tokens(part);
    let near = within_ink(grid, part, n, gutters);
    let mut cells = Vec::with_capacity(near.len() + 1);
    let (mut from, mut column) = (0, near.start);
    for next in near.start..=near.end {
        let to = match gutters.get(next).filter(|_| next < near.end).map(|gutter| gutter.stand(n, tokens)) {
            Some((Stand::Cross, _)) => continue,
            Some((_, right)) => right.max(from),
            None => tokens.len(),
        };
        if from < to {
            // Ink that runs through a gutter belongs to the column in which it begins.
            let left = tokens[from].left;
            let begins = gutters.partition_point(|gutter| gutter.edge(n) <= left + 1).clamp(column, next);
            cells.push(Cell { column: begins, tokens: part.tokens.start + from as u32..part.tokens.start + to as u32 });
        }
        (from, column) = (to, next + 1);
    }
    cells
}

/// Puts the gutters of a band in order from left to right, each place once: of two that are nearer than any column the
/// longer one.
pub(super) fn in_order(gutters: &mut Vec<&Gutter>) {
    gutters.sort_by_key(|gutter| gutter.edge(gutter.first));
    gutters.dedup_by(|right, left| {
        let same = right.edge(right.first).abs_diff(left.edge(left.first)) <= OFF_CELLS;
        if same && right.hits > left.hits {
            *left = *right;
        }
        same
    });
}

/// The columns of a band, as far as some gutters tell them.
pub(super) struct Shape<'a> {
    grid: &'a Grid<'a>,
    parts: &'a [Part],
    gutters: Vec<&'a Gutter>,
    /// The cell at which the first column begins.
    left: u32,
    /// The cell behind the longest lines of each column.
    rights: Vec<u32>,
    /// First and last cell of the region that the band is cut from.
    region: (u32, u32),
}

impl<'a> Shape<'a> {
    pub(super) fn of(grid: &'a Grid<'a>, parts: &'a [Part], band: &Range<usize>, mut gutters: Vec<&'a Gutter>) -> Self {
        in_order(&mut gutters);
        let mut lefts = Vec::new();
        let mut rights = vec![Vec::new(); gutters.len() + 1];
        for n in band.clone() {
            for cell in cells(grid, &parts[n], n, &gutters) {
                if cell.column == 0 {
                    lefts.push(grid.tokens[cell.tokens.start as usize].left);
                }
                rights[cell.column].push(grid.tokens[cell.tokens.end as usize - 1].right);
            }
        }
        let rights = rights.into_iter().map(|of_column| nth(of_column, 9, 10)).collect();
        let region = (
            parts.iter().map(|part| grid.left(part)).min().unwrap_or(0),
            parts.iter().map(|part| grid.right(part)).max().unwrap_or(0),
        );
        Self { grid, parts, gutters, left: nth(lefts, 1, 4), rights, region }
    }

    /// The gutters, from left to right.
    pub(super) fn gutters(&self) -> &[&'a Gutter] {
        &self.gutters
    }

    pub(super) fn cells(&self, n: usize) -> Vec<Cell> {
        cells(self.grid, &self.parts[n], n, &self.gutters)
    }

    pub(super) fn after_blank(&self, n: usize) -> bool {
        self.blank_rows_before(n) > 0
    }

    pub(super) fn blank_rows_before(&self, n: usize) -> u32 {
        n.checked_sub(1).map_or(0, |before| self.grid.blank_rows(&self.parts[before], &self.parts[n]))
    }

    pub(super) fn stand(&self, n: usize, gutter: &Gutter) -> Stand {
        gutter.stand(n, self.grid.tokens(&self.parts[n])).0
    }

    pub(super) fn crosses(&self, n: usize) -> bool {
        let near = within_ink(self.grid, &self.parts[n], n, &self.gutters);
        self.gutters[near].iter().any(|gutter| self.stand(n, gutter) == Stand::Cross)
    }

    /// Whether only one column has ink on that row.
    pub(super) fn is_lone(&self, n: usize) -> bool {
        !self.crosses(n) && self.cells(n).len() == 1
    }

    fn left_of(&self, cell: &Cell) -> u32 {
        self.grid.tokens[cell.tokens.start as usize].left
    }

    fn right_of(&self, cell: &Cell) -> u32 {
        self.grid.tokens[cell.tokens.end as usize - 1].right
    }

    /// First cell of a column on that row.
    fn edge(&self, column: usize, n: usize) -> u32 {
        column.checked_sub(1).map_or(self.left, |before| self.gutters[before].edge(n))
    }

    /// Whether each cell of the row begins at its column's edge, or is set in as a paragraph is.
    pub(super) fn is_flush(&self, n: usize) -> bool {
        self.cells(n).iter().all(|cell| {
            let (left, edge) = (self.left_of(cell), self.edge(cell.column, n));
            left + 1 >= edge && left <= edge + INDENT_CELLS
        })
    }

    /// Whether a cell is a line of text: it takes most of its column, from the edge on or to the end.
    pub(super) fn is_body(&self, cell: &Cell, n: usize) -> bool {
        let (left, right, edge) = (self.left_of(cell), self.right_of(cell), self.edge(cell.column, n));
        let end = self.rights[cell.column];
        let is_long = (right - left) * 5 >= end.saturating_sub(edge) * 4;
        let runs_on = right > end + HANG_CELLS;
        is_long && !runs_on && (left <= edge + 1 || (left <= edge + INDENT_CELLS && right + 1 >= end))
    }

    /// Whether a sentence or a remark in brackets ends with a cell.
    pub(super) fn is_closed(&self, cell: &Cell) -> bool {
        const CLOSERS: &[char] = &['”', '’', '』', '」', '"', '\'', '»'];
        const MARKS: &[char] = &['。', '！', '？', '…', '.', '!', '?', '）', ')', '】', ']'];
        self.grid.text_of(&cell.tokens).trim_end_matches(CLOSERS).ends_with(MARKS)
    }

    /// Whether any cell of the row is a line of text.
    pub(super) fn has_body(&self, n: usize) -> bool {
        self.cells(n).iter().any(|cell| self.is_body(cell, n))
    }

    /// Whether the row has a line of text in one column and something beside it in another.
    pub(super) fn parts_body(&self, n: usize) -> bool {
        let both_sides =
            |gutter: &&Gutter| !matches!(self.stand(n, gutter), Stand::Alone | Stand::Clear | Stand::Cross);
        let near = within_ink(self.grid, &self.parts[n], n, &self.gutters);
        self.gutters[near].iter().any(both_sides) && self.has_body(n)
    }

    /// Whether a row could be a headline, or several beside one another: each piece stands in the middle of a share of the
    /// columns, or at least off both sides of its own.
    pub(super) fn is_head(&self, n: usize) -> bool {
        let pieces = self.pieces(n);
        if let [(left, right)] = pieces[..] {
            return self.is_centered(left, right, n);
        }
        let own = |cell: &Cell| {
            let (left, edge) = (self.left_of(cell), self.edge(cell.column, n));
            is_middle(left, self.right_of(cell), edge, self.rights[cell.column]).then(|| left.saturating_sub(edge))
        };
        let cells = self.cells(n);
        // The first lines of paragraphs stand off both sides as well, but by no more than an indent.
        let in_own = !self.crosses(n)
            && cells.iter().all(|cell| own(cell).is_some())
            && cells.iter().any(|cell| own(cell) > Some(INDENT_CELLS));
        in_own || self.shares(n).is_some_and(|way| way.flush == 0 && way.is_beyond_indent)
    }

    /// The pieces of a row. Words of one headline may be set apart by an em or two.
    fn pieces(&self, n: usize) -> Vec<(u32, u32)> {
        let tokens = self.grid.tokens(&self.parts[n]);
        tokens.chunk_by(|a, b| b.left < a.right + 4).map(|run| (run[0].left, run[run.len() - 1].right)).collect()
    }

    /// Whether a piece stands off both sides of some columns, in the middle of them.
    fn is_centered(&self, left: u32, right: u32, n: usize) -> bool {
        let is_middle =
            |from: u32, to: u32| left >= from + 2 && right + 2 <= to && off_middle(left, right, from, to) <= OFF_CELLS;
        let columns = 0..self.rights.len();
        columns.clone().any(|from| columns.clone().skip(from).any(|to| is_middle(self.edge(from, n), self.rights[to])))
            || is_middle(self.left, self.rights.iter().copied().max().unwrap_or(0))
            || is_middle(self.region.0, self.region.1)
    }

    /// The gutters that part the headlines of a row from one another, as numbers of gutters; none where the row has only
    /// one, or where what is on it fits no columns.
    pub(super) fn between_heads(&self, n: usize) -> Vec<usize> {
        self.shares(n).map(|shares| shares.gutters).unwrap_or_default()
    }

    /// Shares the columns among the pieces of a row, so that each piece stands in the middle of its share or flush with
    /// it; none where there is no such way. Of several the one with every piece nearest its place.
    fn shares(&self, n: usize) -> Option<Shares> {
        let pieces = self.pieces(n);
        let n_columns = self.rights.len();
        if pieces.len() < 2 || pieces.len() > n_columns || n_columns > MAX_COLUMNS {
            return None;
        }
        // `ways[k]` is the best way to share the columns up to k among the pieces so far.
        let mut ways: Vec<Option<Shares>> = vec![None; n_columns];
        for (i, &(left, right)) in pieces.iter().enumerate() {
            let next_left = pieces.get(i + 1).map(|piece| piece.0);
            let mut next: Vec<Option<Shares>> = vec![None; n_columns];
            for (to, slot) in next.iter_mut().enumerate().skip(i) {
                let ends_here = match next_left {
                    Some(next_left) => self.lies_between(n, to, right, next_left),
                    None => to + 1 == n_columns,
                };
                if !ends_here {
                    continue;
                }
                for from in i..=to {
                    let before = match from.checked_sub(1) {
                        None => Some(Shares::default()),
                        Some(gutter) => ways[gutter].clone().filter(|_| i > 0).map(|way| way.and(gutter)),
                    };
                    let Some(way) = before.filter(|_| (from == 0) == (i == 0)) else { continue };
                    let edge = self.edge(from, n);
                    let beyond = from < to || left > edge + INDENT_CELLS;
                    let way =
                        way.with(left.abs_diff(edge) <= 1, off_middle(left, right, edge, self.rights[to]), beyond);
                    if way.off <= OFF_CELLS && slot.as_ref().is_none_or(|best| way.off < best.off) {
                        *slot = Some(way);
                    }
                }
            }
            ways = next;
        }
        ways.pop().flatten()
    }

    /// Whether the gutter behind a column lies between two pieces.
    fn lies_between(&self, n: usize, column: usize, right: u32, left: u32) -> bool {
        self.gutters.get(column).is_some_and(|gutter| right < gutter.edge(n) && gutter.edge(n) <= left + 1)
    }
}

/// A way to share the columns of a band among the headlines of a row.
#[derive(Debug, Clone, Default)]
struct Shares {
    /// Numbers of the gutters between the shares.
    gutters: Vec<usize>,
    /// How far the piece that stands worst is off its place, in cells.
    off: u32,
    /// Pieces that are flush with their share.
    flush: usize,
    /// Whether a piece stands over several columns, or in from the edge of its own by more than a paragraph.
    is_beyond_indent: bool,
}

impl Shares {
    fn and(mut self, gutter: usize) -> Self {
        self.gutters.push(gutter);
        self
    }

    fn with(mut self, is_flush: bool, off_middle: u32, is_beyond_indent: bool) -> Self {
        self.is_beyond_indent |= is_beyond_indent;
        self.flush += usize::from(is_flush);
        self.off = self.off.max(if is_flush { 0 } else { off_middle });
        self
    }
}

/// Whether a stretch stands in the middle of another and off both its sides.
fn is_middle(left: u32, right: u32, from: u32, to: u32) -> bool {
    left >= from + 2 && right + 2 <= to && off_middle(left, right, from, to) <= OFF_CELLS
}

/// How far the middle of a stretch is off the middle of another, in cells.
fn off_middle(left: u32, right: u32, from: u32, to: u32) -> u32 {
    (left + right).abs_diff(from + to) / 2
}

/// The value that a share of them does not reach, 0 of none.
fn nth(mut values: Vec<u32>, part: usize, of: usize) -> u32 {
    if values.is_empty() {
        return 0;
    }
    let at = (values.len() * part / of).min(values.len() - 1);
    *values.select_nth_unstable(at).1
}
