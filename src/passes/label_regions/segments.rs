//! Runs of lines that go on with one another inside a block.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::Role;
use crate::passes::ends::{End, is_unspaced_text};
use crate::passes::galley::Galley;

/// A run of rows of one block.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// The rows.
    pub rows: Range<usize>,
    /// Whether its last line goes on in the next block.
    pub goes_on: bool,
    /// Whether the block before goes on into it.
    pub continues_before: bool,
    /// Whether it is a block of its own.
    pub alone: bool,
    /// What was found out about it.
    pub role: Option<Role>,
}

impl Segment {
    /// Its text as one line.
    pub(super) fn text<'g>(&self, galley: &'g Galley<'_>) -> Cow<'g, str> {
        let rows = &galley.rows[self.rows.clone()];
        if let [row] = rows {
            return Cow::Borrowed(&row.text);
        }
        let glue = if is_unspaced_text(&rows[0].text) { "" } else { " " };
        Cow::Owned(rows.iter().map(|row| row.text.as_ref()).collect::<Vec<_>>().join(glue))
    }

    /// Takes the rows from `at` on away into a segment of their own.
    pub(super) fn split_off(&mut self, at: usize) -> Self {
        let tail =
            Self { rows: at..self.rows.end, goes_on: self.goes_on, continues_before: false, alone: false, role: None };
        self.rows.end = at;
        self.goes_on = false;
        self.alone = false;
        tail
    }

    /// Whether it reads as running text: several full lines, or a finished sentence.
    pub(super) fn is_prose(&self, galley: &Galley<'_>) -> bool {
        let rows = &galley.rows[self.rows.clone()];
        let last = &rows[rows.len() - 1];
        rows.len() >= 3
            || last.end == End::Closed && rows.iter().map(|row| row.width).sum::<u32>() > 12
            || rows.len() == 2 && galley.is_full(self.rows.start)
            || self.goes_on
    }
}

/// The segments of a page in order.
pub(super) fn of(galley: &Galley<'_>) -> Vec<Segment> {
    let n = galley.rows.len();
    let mut segments: Vec<Segment> = Vec::new();
    let mut from = 0;
    let mut continues_before = false;
    let mut touches_before = false;
    for i in 0..n {
        let (touches, boundary) = if i + 1 < n { (galley.touches(i), Some(galley.boundary(i))) } else { (false, None) };
        // Lines that already have different roles are apart whatever they look like.
        let continues = boundary.is_some_and(|b| b.continues) && galley.rows[i].role == galley.rows[i + 1].role;
        if touches && continues {
            continue;
        }
        segments.push(Segment {
            rows: from..i + 1,
            goes_on: continues,
            continues_before,
            alone: !touches && !touches_before,
            role: (galley.rows[from].role != Role::Body).then_some(galley.rows[from].role),
        });
        from = i + 1;
        continues_before = continues;
        touches_before = touches;
    }
    segments
}
