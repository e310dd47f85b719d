//! Cuts a page into bands and columns, recursively, and so into the pieces of columns that are read one after another.
//!
//! A region is a list of parts of rows. Its gutters tell its bands (stretches of rows that share gutters, and the
//! stretches between them that run over the whole width); a band is cut at the gutters that run down all of it, and each
//! column is a region again. A band ends where a headline stands over it, also one that is too short to cross a gutter.

use std::collections::BTreeSet;

use super::bands::{self, Band};
use super::cells::{GAP_CELLS, Grid, Part};
use super::gutters::{Gutter, MIN_HITS, Stand, gutters};
use super::running;
use super::shape::{Shape, cells, in_order, within_ink};

/// Boxes inside boxes inside boxes: no page goes deeper, and hostile input must not.
const MAX_DEPTH: u32 = 12;

/// Rows above and below a gutter on which it is looked for once more, filled by the lines beside it.
const FILLED_ROWS: usize = 2;

/// Cells by which the last column's first line may end before the longest.
const EARLY_CELLS: u32 = 4;

/// A stretch of text that is read from top to bottom: a piece of a column, or the rows between two bands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub parts: Vec<Part>,
    /// Whether it is a whole piece of a column, and no rows above, between or below the columns.
    pub is_column: bool,
}

/// How much evidence it takes to cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Gutters that are no chance, beside running text.
    Strong,
    /// Any gutter: somebody says that there are columns.
    Any,
}

impl Evidence {
    pub(super) fn min_hits(self) -> u32 {
        match self {
            Self::Strong => MIN_HITS,
            Self::Any => 2,
        }
    }
}

/// The pieces of a page in reading order. Each part of the grid's rows is in one of them.
pub(super) fn cut(grid: &mut Grid<'_>, evidence: Evidence) -> Vec<Piece> {
    let parts = grid.parts.clone();
    let mut cutter = Cutter { grid, evidence, known: BTreeSet::new(), pieces: Vec::new() };
    cutter.region(parts, false, 0);
    cutter.pieces
}

struct Cutter<'g, 'p> {
    grid: &'g mut Grid<'p>,
    evidence: Evidence,
    /// First cells of columns, as far as any region has told them.
    known: BTreeSet<u32>,
    pieces: Vec<Piece>,
}

impl Cutter<'_, '_> {
    fn region(&mut self, mut parts: Vec<Part>, in_column: bool, depth: u32) {
        let gutters = if depth < MAX_DEPTH { self.gutters(&mut parts) } else { Vec::new() };
        let mut at = 0;
        for band in bands::bands(self.grid, &parts, &gutters) {
            self.rows_between(&parts[at..band.parts.start]);
            at = band.parts.end;
            self.band(&parts, &gutters, &band, in_column, depth);
        }
        if at == 0 && in_column {
            // A column without bands is one piece, blank rows and all.
            self.pieces.push(Piece { parts, is_column: true });
        } else {
            self.rows_between(&parts[at..]);
        }
    }

    /// The gutters of a region. A line that fills its column and the gutter, so that it meets the next, is cut there.
    fn gutters(&mut self, parts: &mut [Part]) -> Vec<Gutter> {
        let found = gutters(self.grid, parts, self.evidence.min_hits(), &mut self.known);
        let mut cut = false;
        for gutter in &found {
            let rights = (gutter.first..=gutter.last).map(|n| self.grid.right(&parts[n]));
            let right = rights.max().unwrap_or(0);
            let near = gutter.first.saturating_sub(FILLED_ROWS)..(gutter.last + 1 + FILLED_ROWS).min(parts.len());
            for n in near {
                let follows =
                    |a: usize, b: usize| parts.get(b).is_some_and(|part| self.grid.blank_rows(&parts[a], part) == 0);
                let is_beside = n > 0 && follows(n - 1, n) || follows(n, n + 1);
                let is_head = n < gutter.first && self.ends_early(&parts[n], right);
                if is_beside && !is_head && gutter.stand(n, self.grid.tokens(&parts[n])).0 == Stand::Cross {
                    // A line of odd width fills a cell less or more.
                    let edge = gutter.edge(n);
                    cut |= [edge, edge + 1, edge - 1].into_iter().any(|cell| self.grid.cut_token(&mut parts[n], cell));
                }
            }
        }
        if cut { gutters(self.grid, parts, self.evidence.min_hits(), &mut self.known) } else { found }
    }

    /// Whether a part over columns is a headline and no line of each: one stretch of ink that ends before the columns do.
    fn ends_early(&self, part: &Part, right: u32) -> bool {
        let tokens = self.grid.tokens(part);
        let is_whole = tokens.windows(2).all(|pair| pair[1].left < pair[0].right + GAP_CELLS);
        is_whole && self.grid.right(part) + EARLY_CELLS <= right
    }

    fn band(&mut self, parts: &[Part], gutters: &[Gutter], band: &Band, in_column: bool, depth: u32) {
        let of_band: Vec<&Gutter> = band.gutters.iter().map(|n| &gutters[*n]).collect();
        let cuts = bands::openings(&Shape::of(self.grid, parts, &band.parts, of_band.clone()), &band.parts);
        if !cuts.is_empty() {
            let mut at = band.parts.start;
            for end in cuts.into_iter().chain([band.parts.end]) {
                self.region(parts[at..end].to_vec(), in_column, depth + 1);
                at = end;
            }
            return;
        }
        let mut full = of_band.clone();
        in_order(&mut full);
        full = self.running_through(parts, band, full);
        if full.is_empty() {
            self.split_at_strongest(parts, &of_band, band, in_column, depth);
            return;
        }
        let majors = bands::majors(&Shape::of(self.grid, parts, &band.parts, full.clone()), band.parts.clone());
        if !majors.is_empty() {
            full = majors.into_iter().map(|k| full[k]).collect();
        }
        self.columns(parts, band, full, depth);
    }

    /// No gutter runs through the band: what stands above and below the strongest is cut off.
    fn split_at_strongest(&mut self, parts: &[Part], of_band: &[&Gutter], band: &Band, in_column: bool, depth: u32) {
        let Some(best) = of_band.iter().max_by_key(|gutter| gutter.hits) else { return };
        let middle = best.first.max(band.parts.start)..(best.last + 1).min(band.parts.end);
        if middle.len() == band.parts.len() {
            self.rows_between(&parts[band.parts.clone()]);
            return;
        }
        for range in [band.parts.start..middle.start, middle.clone(), middle.end..band.parts.end] {
            if !range.is_empty() {
                self.region(parts[range].to_vec(), in_column, depth + 1);
            }
        }
    }

    /// The gutters that no ink of the band runs through, but for rows whose neighbors keep to them.
    fn running_through<'a>(&self, parts: &[Part], band: &Band, gutters: Vec<&'a Gutter>) -> Vec<&'a Gutter> {
        let mut clear = vec![true; gutters.len()];
        for n in band.parts.clone() {
            let tokens = self.grid.tokens(&parts[n]);
            for k in within_ink(self.grid, &parts[n], n, &gutters) {
                let gutter = gutters[k];
                clear[k] &= gutter.stand(n, tokens).0 != Stand::Cross || gutter.crossed.binary_search(&n).is_ok();
            }
        }
        gutters.into_iter().zip(clear).filter(|(_, clear)| *clear).map(|(gutter, _)| gutter).collect()
    }

    /// Cuts a band at its gutters, except those that do not part running text from something else.
    fn columns(&mut self, parts: &[Part], band: &Band, mut full: Vec<&Gutter>, depth: u32) {
        loop {
            let columns = self.split(parts, band, &full);
            let bad = match self.evidence {
                Evidence::Strong => running::needless_gutters(self.grid, &columns),
                Evidence::Any => Vec::new(),
            };
            if !bad.is_empty() {
                let is_bad = |n: usize| bad.contains(&n);
                full = full.into_iter().enumerate().filter(|(n, _)| !is_bad(*n)).map(|(_, gutter)| gutter).collect();
                continue;
            }
            if columns.len() == 1 {
                self.rows_between(&parts[band.parts.clone()]);
                return;
            }
            for column in columns {
                self.region(column, true, depth + 1);
            }
            return;
        }
    }

    fn split(&self, parts: &[Part], band: &Band, full: &[&Gutter]) -> Vec<Vec<Part>> {
        let mut columns = vec![Vec::new(); full.len() + 1];
        for n in band.parts.clone() {
            for cell in cells(self.grid, &parts[n], n, full) {
                columns[cell.column].push(Part { row: parts[n].row, tokens: cell.tokens });
            }
        }
        columns.retain(|column| !column.is_empty());
        columns
    }

    /// Rows that run over the whole width: a piece for each run between blank rows.
    fn rows_between(&mut self, parts: &[Part]) {
        for run in parts.chunk_by(|a, b| self.grid.blank_rows(a, b) == 0) {
            self.pieces.push(Piece { parts: run.to_vec(), is_column: false });
        }
    }
}
