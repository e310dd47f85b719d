//! One page as the rules of this pass look at it: its lines block by block, and how near the
//! head or foot of the page each of them is.
//!
//! Proposes nothing and knows no rule.

use std::borrow::Cow;
use std::ops::Range;

use super::super::View;
use crate::model::{Layout, LineIx};

/// One line of the page.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub line: LineIx,
    /// Its text, borrowed from the page unless a person typed into it.
    pub text: Cow<'a, str>,
    /// Index of its block in [`Sheet::blocks`].
    pub block: usize,
}

impl<'a> Row<'a> {
    /// The text, unless a person typed into it: what people type is not looked through for double printing.
    pub(super) fn untouched(&self) -> Option<&'a str> {
        match &self.text {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }
}

/// A page.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub view: &'a View<'a>,
    pub page: usize,
    /// Its lines, those of one region together, else in source order.
    pub rows: Vec<Row<'a>>,
    /// Runs of rows that stand in one region.
    pub blocks: Vec<Range<usize>>,
}

impl<'a> Sheet<'a> {
    /// The page of that index.
    pub(super) fn new(view: &'a View<'a>, page: usize) -> Self {
        let mut lines: Vec<LineIx> = view.issue.pages()[page].lines.clone().map(LineIx).collect();
        // Side-by-side text comes row by row, through all of its columns.
        lines.sort_by_key(|line| view.issue.line(*line).region);
        let mut rows: Vec<Row<'a>> = Vec::with_capacity(lines.len());
        let mut blocks: Vec<Range<usize>> = Vec::new();
        for (n, line) in lines.into_iter().enumerate() {
            match (rows.last(), blocks.last_mut()) {
                (Some(before), Some(block)) if view.issue.same_region(before.line, line) => block.end = n + 1,
                _ => blocks.push(n..n + 1),
            }
            rows.push(Row { line, text: view.draft.text(line), block: blocks.len() - 1 });
        }
        Self { view, page, rows, blocks }
    }

    /// The rows of a row's block.
    pub(super) fn block(&self, row: usize) -> Range<usize> {
        self.blocks[self.rows[row].block].clone()
    }

    /// Whether a row is a block of its own.
    pub(super) fn is_alone(&self, row: usize) -> bool {
        self.block(row).len() == 1
    }

    /// Whether it is text of words with spaces whose first lines no white parts from the rest.
    pub(super) fn is_flush(&self) -> bool {
        /// Most lines of a block that stands by itself.
        const TALLEST: usize = 4;
        self.view.issue.pages()[self.page].layout == Layout::Flow
            && !self.view.survey.page(self.page).unspaced
            && self.blocks.first().is_some_and(|block| block.len() > TALLEST)
    }

    /// The first and the last `n` heights of the page, from the outside to the inside, each with the rows that stand at
    /// it. In flow text every line has a height of its own; where lines have boxes, the order of the file counts for nothing.
    pub(super) fn edges(&self, n: usize) -> [Vec<Vec<usize>>; 2] {
        let source = &self.view.issue.pages()[self.page];
        let bbox = |row: usize| self.view.issue.line(self.rows[row].line).bbox;
        let all = 0..self.rows.len();
        if source.layout == Layout::Flow || all.clone().any(|row| bbox(row).is_none()) {
            let alone = |row| vec![row];
            return [all.clone().take(n).map(alone).collect(), all.rev().take(n).map(alone).collect()];
        }
        let middle = |row: usize| bbox(row).map_or(0, |b| b.top.midpoint(b.bottom));
        let mut order: Vec<usize> = all.collect();
        order.sort_by_key(|row| middle(*row));
        // Lines of one height differ by a skewed scan; half a line is far enough for two.
        let apart = (self.line_height() / 2).max(1) as u32;
        let outer = |rows: &mut dyn Iterator<Item = usize>| {
            let mut heights: Vec<Vec<usize>> = Vec::new();
            for row in rows {
                let full = heights.len() == n;
                match heights.last_mut() {
                    Some(height) if middle(height[0]).abs_diff(middle(row)) < apart => height.push(row),
                    _ if full => break,
                    _ => heights.push(vec![row]),
                }
            }
            heights
        };
        [outer(&mut order.iter().copied()), outer(&mut order.iter().rev().copied())]
    }

    fn line_height(&self) -> i32 {
        let mut heights: Vec<i32> =
            self.rows.iter().filter_map(|row| self.view.issue.line(row.line).bbox.map(|b| b.height())).collect();
        heights.sort_unstable();
        heights.get(heights.len() / 2).copied().unwrap_or(0)
    }
}
