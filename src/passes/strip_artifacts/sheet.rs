//! One page as the rules of this pass look at it: its lines in source order, the blocks they stand in, and how near the
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
    pub rows: Vec<Row<'a>>,
    /// Runs of rows that stand in one region.
    pub blocks: Vec<Range<usize>>,
}

impl<'a> Sheet<'a> {
    /// The page of that index.
    pub(super) fn new(view: &'a View<'a>, page: usize) -> Self {
        let lines = view.issue.pages()[page].lines.clone();
        let mut rows: Vec<Row<'a>> = Vec::with_capacity(lines.len());
        let mut blocks: Vec<Range<usize>> = Vec::new();
        for (n, line) in lines.map(LineIx).enumerate() {
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

    /// The first and the last rows of the page, from the outside to the inside, at most `n` of each. Where lines have
    /// boxes, those at one height count once, and the order of the file counts for nothing.
    pub(super) fn edges(&self, n: usize) -> [Vec<usize>; 2] {
        let source = &self.view.issue.pages()[self.page];
        let top = |row: usize| self.view.issue.line(self.rows[row].line).bbox.map(|bbox| (bbox.top + bbox.bottom) / 2);
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        if source.layout == Layout::Flow || (0..self.rows.len()).any(|row| top(row).is_none()) {
            let head = order.iter().copied().take(n).collect();
            return [head, order.into_iter().rev().take(n).collect()];
        }
        order.sort_by_key(|row| top(*row));
        let apart = match source.layout {
            Layout::Columns => 1,
            // Lines of one height differ by a skewed scan; half a line is far enough for two.
            _ => (self.line_height() / 2).max(1),
        };
        let outer = |rows: &mut dyn Iterator<Item = usize>| {
            let (mut taken, mut heights, mut at) = (Vec::new(), 0, None);
            for row in rows {
                let height = top(row);
                let is_next = at.zip(height).is_none_or(|(at, height): (i32, i32)| at.abs_diff(height) >= apart as u32);
                if is_next {
                    heights += 1;
                    at = height;
                }
                if heights > n {
                    break;
                }
                taken.push(row);
            }
            taken
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
