//! Bands: stretches of rows that share gutters.

use std::ops::Range;

use super::cells::{Grid, Part};
use super::cut::cells_of;
use super::gutters::{Gutter, Stand, stand};

/// Cells by which the first line of a paragraph may be set in.
const INDENT_CELLS: u32 = 6;

/// Rows of a headline with its byline that stands over a band without crossing a gutter.
const HEAD_ROWS: usize = 5;

/// A band of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    /// Its parts.
    pub parts: Range<usize>,
    /// The gutters that have ink on both sides in it.
    pub gutters: Vec<usize>,
}

/// The bands of a region, top to bottom. The gutters are sorted by the part at which they begin.
pub(super) fn bands(grid: &Grid<'_>, parts: &[Part], gutters: &[Gutter]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for (n, gutter) in gutters.iter().enumerate() {
        match bands.last_mut() {
            Some(band) if gutter.first < band.parts.end => {
                band.parts.end = band.parts.end.max(gutter.last + 1);
                band.gutters.push(n);
            }
            _ => bands.push(Band { parts: gutter.first..gutter.last + 1, gutters: vec![n] }),
        }
    }
    let mut from = 0;
    for n in 0..bands.len() {
        let until = bands.get(n + 1).map_or(parts.len(), |next| next.parts.start);
        let shape =
            Shape::of(grid, parts, &bands[n], &bands[n].gutters.iter().map(|n| &gutters[*n]).collect::<Vec<_>>());
        let mut range = bands[n].parts.clone();
        while range.start > from && shape.takes_above(range.start - 1) {
            range.start -= 1;
        }
        while range.end < until && shape.takes_below(range.end) {
            range.end += 1;
        }
        from = range.end;
        bands[n].parts = range;
    }
    bands
}

/// The places inside a band where another begins, because a headline stands there alone: indices of parts.
pub(super) fn openings(grid: &Grid<'_>, parts: &[Part], band: &Band, full: &[&Gutter]) -> Vec<usize> {
    let shape = Shape::of(grid, parts, band, full);
    let mut cuts = Vec::new();
    let mut at = band.parts.start;
    while at < band.parts.end {
        let mut end = at + 1;
        while end < band.parts.end && !shape.after_blank(end) {
            end += 1;
        }
        let head = (at..end).take_while(|n| shape.is_lone(*n) && shape.is_centered(*n)).count();
        let lone = (at..end).all(|n| shape.is_lone(n));
        let between_columns = at > band.parts.start
            && end < band.parts.end
            && !shape.is_lone(at - 1)
            && !shape.is_lone(end)
            && end - at <= HEAD_ROWS;
        if head > 0 && head <= HEAD_ROWS {
            cuts.extend([at, at + head]);
        } else if lone && between_columns {
            cuts.extend([at, end]);
        }
        at = end;
    }
    cuts.dedup();
    cuts.retain(|cut| *cut > band.parts.start && *cut < band.parts.end);
    cuts
}

/// The columns of a band, as far as they are known.
struct Shape<'a> {
    grid: &'a Grid<'a>,
    parts: &'a [Part],
    gutters: Vec<&'a Gutter>,
    /// The cell at which the first column begins.
    left: u32,
    /// The cell behind the longest lines of each column.
    rights: Vec<u32>,
}

impl<'a> Shape<'a> {
    fn of(grid: &'a Grid<'a>, parts: &'a [Part], band: &Band, gutters: &[&'a Gutter]) -> Self {
        let mut gutters = gutters.to_vec();
        gutters.sort_by_key(|gutter| gutter.edge(band.parts.start));
        gutters.dedup_by_key(|gutter| gutter.edge(band.parts.start));
        let mut lefts = Vec::new();
        let mut rights = vec![Vec::new(); gutters.len() + 1];
        for n in band.parts.clone() {
            for (column, tokens) in cells_of(grid, &parts[n], &gutters, n) {
                if column == 0 {
                    lefts.push(grid.tokens[tokens.start as usize].left);
                }
                rights[column].push(grid.tokens[tokens.end as usize - 1].right);
            }
        }
        let rights = rights.into_iter().map(|of_column| nth(of_column, 9, 10)).collect();
        Self { grid, parts, gutters, left: nth(lefts, 1, 4), rights }
    }

    fn after_blank(&self, n: usize) -> bool {
        n > 0 && self.parts[n - 1].row + 1 < self.parts[n].row
    }

    fn blank_rows_before(&self, n: usize) -> u32 {
        n.checked_sub(1).map_or(0, |before| self.parts[n].row - self.parts[before].row - 1)
    }

    fn columns_with_ink(&self, n: usize) -> usize {
        cells_of(self.grid, &self.parts[n], &self.gutters, n).count()
    }

    /// Whether only one column has ink on that row.
    fn is_lone(&self, n: usize) -> bool {
        !self.crosses(n) && self.columns_with_ink(n) == 1
    }

    fn crosses(&self, n: usize) -> bool {
        let tokens = self.grid.tokens(&self.parts[n]);
        self.gutters.iter().any(|gutter| stand(tokens, gutter.edge(n)) == Stand::Cross)
    }

    /// First cell of a column on that row.
    fn column_left(&self, column: usize, n: usize) -> u32 {
        column.checked_sub(1).map_or(self.left, |before| self.gutters[before].edge(n))
    }

    /// Whether each cell of the row begins at its column's edge, or is set in as a paragraph is.
    fn is_flush(&self, n: usize) -> bool {
        cells_of(self.grid, &self.parts[n], &self.gutters, n).all(|(column, tokens)| {
            let left = self.grid.tokens[tokens.start as usize].left;
            let edge = self.column_left(column, n);
            left + 1 >= edge && left <= edge + INDENT_CELLS
        })
    }

    /// Whether a row of one cell stands in the middle of its column, or of the band.
    fn is_centered(&self, n: usize) -> bool {
        let Some((column, _)) = cells_of(self.grid, &self.parts[n], &self.gutters, n).next() else { return false };
        let (left, right) = (self.grid.left(&self.parts[n]), self.grid.right(&self.parts[n]));
        let middle_of = |from: u32, to: u32, least: u32, off: u32| {
            let (before, after) = (left.saturating_sub(from), to.saturating_sub(right));
            left >= from + least && to >= right + least && before.abs_diff(after) <= off
        };
        let edge = self.column_left(column, n);
        let last = self.rights.iter().copied().max().unwrap_or(0);
        middle_of(edge, self.rights[column], 2, 2)
            || middle_of(edge, self.rights[column], INDENT_CELLS + 1, 4)
            || (left > edge + INDENT_CELLS && middle_of(self.left, last, INDENT_CELLS + 1, 4))
    }

    /// Whether a row above the band belongs to it: one column begins earlier than the others.
    fn takes_above(&self, n: usize) -> bool {
        !self.after_blank(n + 1) && !self.crosses(n) && self.is_flush(n)
    }

    /// Whether a row below the band belongs to it: one column is longer than the others.
    fn takes_below(&self, n: usize) -> bool {
        if self.crosses(n) || !self.is_flush(n) {
            return false;
        }
        if !self.is_lone(n) {
            return true;
        }
        match self.blank_rows_before(n) {
            0 => true,
            // Columns that end together have ended: what follows on its own is something else.
            1 => self.is_lone(n - 1) && !self.is_centered(n),
            _ => false,
        }
    }
}

/// The value that a share of them does not reach, 0 of none.
fn nth(mut values: Vec<u32>, part: usize, of: usize) -> u32 {
    if values.is_empty() {
        return 0;
    }
    let at = (values.len() * part / of).min(values.len() - 1);
    *values.select_nth_unstable(at).1
}
