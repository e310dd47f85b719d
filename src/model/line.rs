//! The atom of a page: one printed line.

use std::fmt;
use std::ops::Range;

use super::Rect;

/// Index of a line in its issue, in source order over all pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineIx(pub u32);

impl LineIx {
    /// The index as a position in a slice that has one entry per line of the issue.
    #[must_use]
    #[inline]
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// The name of a line inside its page, stable over runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LineId {
    /// Physical line of a text dump (1-based), and which cell of it (1-based).
    Row {
        /// Physical line, 1-based.
        row: u32,
        /// Cell of a side-by-side line, 1-based, from the left.
        cell: u16,
    },
    /// The id that the file gives the line.
    Named(Box<str>),
}

impl LineId {
    /// Writes the name at the end of a text, as it is displayed, without the formatter: most of all that is written is
    /// names of lines.
    pub fn push_to(&self, text: &mut String) {
        match self {
            Self::Row { row, cell } => {
                text.push('L');
                push_number(text, u64::from(*row));
                if *cell != 1 {
                    text.push('.');
                    push_number(text, u64::from(*cell));
                }
            }
            Self::Named(name) => text.push_str(name),
        }
    }
}

/// Writes a number in figures at the end of a text.
pub(crate) fn push_number(text: &mut String, n: u64) {
    if n >= 10 {
        push_number(text, n / 10);
    }
    text.push(char::from(b'0' + (n % 10) as u8));
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

/// One printed line of a page.
///
/// Reader's law: the lines of a page are disjoint, hold no line end, and begin and end with a printed character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Name inside the page.
    pub id: LineId,
    /// Index of the page in its issue.
    pub page: u32,
    /// Bytes of the page's text.
    pub span: Range<u32>,
    /// Index of the region in its page.
    pub region: u32,
    /// Where the line stands. For text dumps in character cells, wide characters counting two:
    /// left is the indent, top the physical line counted from 0.
    pub bbox: Option<Rect>,
    /// The ends of its baseline, left and right, as x and y in the page's unit. Few files have any, so lines have no room
    /// for it.
    pub baseline: Option<Box<[(i32, i32); 2]>>,
    /// Index of its style in its page.
    pub style: Option<u16>,
    /// How high its words stand, where the file tells words apart: a line's box grows with a speck or with a page that is
    /// skewed.
    pub height: Option<u16>,
    /// The widest white between two of its words, where the file tells words apart; 0 where there is none.
    pub gap: u16,
}
