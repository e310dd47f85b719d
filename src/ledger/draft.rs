//! What the text is, given a set of edits.

use std::borrow::Cow;
use std::ops::Range;

use super::normal::{common_head, common_tail};
use super::{Change, Field, Glue};
use crate::model::{Issue, LineIx, Role};

/// A live replacement on a raw line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch<'a> {
    /// The line.
    pub line: LineIx,
    /// Bytes of the raw line.
    pub span: Range<u32>,
    /// What stands there.
    pub insert: &'a str,
}

/// Something said about a piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<'a> {
    /// The line.
    pub line: LineIx,
    /// Bytes of the raw line.
    pub span: Range<u32>,
    /// What is said.
    pub field: Field,
    /// The value.
    pub value: &'a str,
    /// Whether a person typed it.
    pub typed: bool,
}

/// The state of the text after a fold: the order of the lines, their roles, where articles begin, what is joined.
///
/// Invariants: `order` is a permutation of the issue's lines; the patches of a line are disjoint, in order, on character
/// boundaries; a join leads to the next line of the same article with the same role.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    pub(super) issue: &'a Issue,
    pub(super) order: Vec<LineIx>,
    pub(super) place: Vec<u32>,
    pub(super) roles: Vec<Role>,
    pub(super) starts: Vec<bool>,
    pub(super) follows: Vec<Option<LineIx>>,
    pub(super) joins: Vec<Option<Glue>>,
    pub(super) joined_to: Vec<bool>,
    pub(super) patches: Vec<Patch<'a>>,
    pub(super) patch_at: Vec<u32>,
    pub(super) marks: Vec<Mark<'a>>,
}

impl<'a> Draft<'a> {
    /// The issue it is a draft of.
    #[must_use]
    pub fn issue(&self) -> &'a Issue {
        self.issue
    }

    /// All lines in reading order.
    #[must_use]
    pub fn order(&self) -> &[LineIx] {
        &self.order
    }

    /// Where a line stands in [`Draft::order`].
    #[must_use]
    #[inline]
    pub fn place(&self, line: LineIx) -> usize {
        self.place[line.at()] as usize
    }

    /// The role of a line.
    #[must_use]
    #[inline]
    pub fn role(&self, line: LineIx) -> Role {
        self.roles[line.at()]
    }

    /// Whether an article begins at this line.
    #[must_use]
    #[inline]
    pub fn starts(&self, line: LineIx) -> bool {
        self.starts[line.at()]
    }

    /// The line that this one could go on with: the next of its article that is neither furniture nor a caption.
    #[must_use]
    #[inline]
    pub fn follows(&self, line: LineIx) -> Option<LineIx> {
        self.follows[line.at()]
    }

    /// The line that this one goes on with, and what stands between them.
    #[must_use]
    #[inline]
    pub fn join(&self, line: LineIx) -> Option<(LineIx, Glue)> {
        self.joins[line.at()].and_then(|glue| Some((self.follows[line.at()]?, glue)))
    }

    /// Whether another line goes on with this one.
    #[must_use]
    #[inline]
    pub fn is_joined_to(&self, line: LineIx) -> bool {
        self.joined_to[line.at()]
    }

    /// The lines joined from `first` on, `first` being the first of them.
    pub fn joined_from(&self, first: LineIx) -> impl Iterator<Item = LineIx> {
        std::iter::successors(Some(first), |line| self.join(*line).map(|(next, _)| next))
    }

    /// The live replacements of a line, left to right.
    #[must_use]
    #[inline]
    pub fn patches(&self, line: LineIx) -> &[Patch<'a>] {
        &self.patches[self.patch_at[line.at()] as usize..self.patch_at[line.at() + 1] as usize]
    }

    /// What is said about a line.
    #[must_use]
    pub fn marks(&self, line: LineIx) -> &[Mark<'a>] {
        let from = self.marks.partition_point(|mark| mark.line < line);
        let len = self.marks[from..].iter().take_while(|mark| mark.line == line).count();
        &self.marks[from..from + len]
    }

    /// Everything that is said about any line, by line and place.
    pub fn all_marks(&self) -> impl Iterator<Item = &Mark<'a>> {
        self.marks.iter()
    }

    /// The text of a line; borrowed from the page where nothing changed.
    #[must_use]
    #[inline]
    pub fn text(&self, line: LineIx) -> Cow<'a, str> {
        let (raw, patches) = (self.issue.raw(line), self.patches(line));
        if patches.is_empty() { Cow::Borrowed(raw) } else { Cow::Owned(patched(raw, patches)) }
    }

    /// The raw bytes behind some bytes of the draft text of a line; where they touch a replacement, the whole of it.
    #[must_use]
    pub fn raw_span(&self, line: LineIx, text: Range<usize>) -> Range<u32> {
        self.behind(line, text).0
    }

    /// The change by which a pass puts `insert` in the place of some bytes of the draft text of a line. Only what differs
    /// is in its span, which is widened as in [`Draft::retype`]. None where nothing would change, or where `text` is not
    /// in the line.
    #[must_use]
    pub fn replace(&self, line: LineIx, text: Range<usize>, insert: &str) -> Option<Change> {
        let now = self.text(line);
        let old = now.get(text.clone()).filter(|old| *old != insert)?;
        let head = common_head(old, insert);
        let tail = common_tail(&old[head..], &insert[head..]);
        self.retype(line, text.start + head..text.end - tail, &insert[head..insert.len() - tail])
    }

    /// The change by which a person types `insert` over some bytes of the draft text of a line: its span is all the bytes
    /// behind them, widened to the whole of the replacements that it touches, and its text keeps what these say beside
    /// what was typed. None where `text` is not in the line.
    #[must_use]
    pub fn retype(&self, line: LineIx, text: Range<usize>, insert: &str) -> Option<Change> {
        let now = self.text(line);
        now.get(text.clone())?;
        let (span, whole) = self.behind(line, text.clone());
        let insert = [&now[whole.start..text.start], insert, &now[text.end..whole.end]].concat();
        Some(Change::Text { line, span, insert })
    }

    /// The raw bytes behind some bytes of the draft text, and the bytes of the draft text that stand for just those.
    fn behind(&self, line: LineIx, text: Range<usize>) -> (Range<u32>, Range<usize>) {
        let mut shift = 0i64;
        let (mut start, mut end) = (None, None);
        let patches = self.patches(line);
        // An insertion before all else has no character before it that its span could hold.
        if let Some(first) = patches.first().filter(|first| text.end == 0 && first.span.start == 0) {
            return (first.span.clone(), 0..first.insert.len());
        }
        for patch in patches {
            let from = (i64::from(patch.span.start) + shift) as usize;
            let to = from + patch.insert.len();
            if start.is_none() {
                if text.start < from {
                    start = Some(((text.start as i64 - shift) as u32, text.start));
                } else if text.start < to || (text.start == to && text.is_empty()) {
                    start = Some((patch.span.start, from));
                }
            }
            if end.is_none() {
                if text.end <= from {
                    end = Some(((text.end as i64 - shift) as u32, text.end));
                } else if text.end <= to {
                    end = Some((patch.span.end, to));
                }
            }
            shift += patch.insert.len() as i64 - i64::from(patch.span.end - patch.span.start);
        }
        let start = start.unwrap_or(((text.start as i64 - shift) as u32, text.start));
        let end = end.unwrap_or(((text.end as i64 - shift) as u32, text.end)).max(start);
        (start.0..end.0, start.1..end.1)
    }

    /// The bytes of the draft text that stand for some raw bytes of a line; where those touch a replacement, the whole
    /// of what stands in its place.
    #[must_use]
    pub fn text_span(&self, line: LineIx, raw: Range<u32>) -> Range<usize> {
        let (mut start, mut end) = (i64::from(raw.start), i64::from(raw.end));
        let mut shift = 0;
        let (mut start_shift, mut end_shift) = (0, 0);
        for patch in self.patches(line) {
            let grown = patch.insert.len() as i64 - i64::from(patch.span.end - patch.span.start);
            if patch.span.end <= raw.start {
                start_shift += grown;
            } else if patch.span.start < raw.start {
                start = i64::from(patch.span.start);
            }
            if patch.span.start < raw.end {
                end = end.max(i64::from(patch.span.end));
                end_shift = shift + grown;
            }
            shift += grown;
        }
        (start + start_shift) as usize..((end + end_shift).max(start + start_shift)) as usize
    }

    /// The articles in reading order, as ranges of [`Draft::order`]. Together they cover it.
    pub fn articles(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut from = 0;
        std::iter::from_fn(move || {
            if from >= self.order.len() {
                return None;
            }
            let len = self.order[from + 1..].iter().position(|line| self.starts(*line));
            let to = len.map_or(self.order.len(), |len| from + 1 + len);
            let article = from..to;
            from = to;
            Some(article)
        })
    }
}

/// A raw line with what its replacements put in.
fn patched(raw: &str, patches: &[Patch<'_>]) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut from = 0;
    for patch in patches {
        out.push_str(&raw[from..patch.span.start as usize]);
        out.push_str(patch.insert);
        from = patch.span.end as usize;
    }
    out.push_str(&raw[from..]);
    out
}
