//! A line whose element is open: its strings, one after another.

use super::super::sheet::{Piece, Place, Sheet};
use super::super::words::{is_parted, is_solid};
use super::super::xml::Xml;
use crate::model::Rect;

/// Marks of hyphenation that a string may hold at its end, so that a `HYP` behind it says the same again.
const MARKS: [char; 7] = ['-', '\u{ad}', '¬', '⸗', '\u{2010}', '\u{2011}', '='];

/// What is known of a string besides its text.
#[derive(Debug, Default)]
pub(super) struct OpenString {
    pub bbox: Option<Rect>,
    pub confidence: Option<f32>,
    /// The whole word, of which the string is a half.
    pub hint: Option<Box<str>>,
    pub style: Option<u16>,
}

/// A line; its buffers are used again for the next.
#[derive(Debug, Default)]
pub(super) struct OpenLine {
    pub id: String,
    pub bbox: Option<Rect>,
    pub baseline: Option<[(i32, i32); 2]>,
    /// The height of a baseline that is told by nothing else.
    pub height: Option<i32>,
    pub style: Option<u16>,
    text: String,
    pieces: Vec<Piece>,
    /// Styles of its strings, and how many bytes are set in each.
    styles: Vec<(u16, usize)>,
    /// Whether a space was told behind the last string.
    spaced: bool,
}

impl OpenLine {
    pub fn clear(&mut self) {
        self.id.clear();
        self.text.clear();
        self.pieces.clear();
        self.styles.clear();
        (self.bbox, self.baseline, self.height, self.style, self.spaced) = (None, None, None, None, false);
    }

    pub fn space(&mut self) {
        self.spaced = true;
    }

    /// Adds a string. A space stands before it where the file tells one, or tells none anywhere, or where a gap does;
    /// between characters that are set solid only where a gap does, since engines tell one between any two words.
    pub fn string(&mut self, content: &str, string: OpenString, has_spaces: bool, xml: &mut Xml<'_>) {
        let told = !has_spaces || std::mem::take(&mut self.spaced);
        let boxes = || self.pieces.last().and_then(|last| last.bbox).zip(string.bbox);
        let blank = match self.text.chars().next_back().zip(content.chars().next()) {
            None => told,
            Some((a, b)) if is_solid(a, b) => is_parted(a, b, boxes()).unwrap_or(told),
            Some((a, b)) => told || is_parted(a, b, boxes()).unwrap_or(false),
        };
        if blank && !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        xml.push_value(content, &mut self.text);
        let span = start..self.text.len();
        if let Some(style) = string.style {
            match self.styles.iter_mut().find(|(known, _)| *known == style) {
                Some((_, sum)) => *sum += span.len(),
                None => self.styles.push((style, span.len())),
            }
        }
        let OpenString { bbox, confidence, hint, .. } = string;
        self.pieces.push(Piece { span, bbox, confidence, hint });
    }

    /// Adds the mark at the end of a line whose last word goes on in the next.
    pub fn hyphen(&mut self, content: &str, xml: &mut Xml<'_>) {
        self.spaced = false;
        if self.text.ends_with(MARKS) {
            return;
        }
        xml.push_value(content, &mut self.text);
        if let Some(last) = self.pieces.last_mut() {
            last.span.end = self.text.len();
        }
    }

    /// Lays the line on the page.
    pub fn close(&mut self, sheet: &mut Sheet, region: u32, nth: u32, style: Option<u16>) {
        // Of two styles that are as frequent the first holds.
        let own = self.styles.iter().rev().max_by_key(|(_, sum)| *sum).map(|(style, _)| *style);
        let flat = |y| self.bbox.map(|b| [(b.left, y), (b.right, y)]);
        let place = Place {
            id: Some(self.id.as_str()).filter(|id| !id.is_empty()),
            region,
            nth,
            bbox: self.bbox,
            baseline: self.baseline.or_else(|| self.height.and_then(flat)),
            style: own.or(self.style).or(style),
        };
        sheet.add_line(&place, &self.text, self.pieces.drain(..));
    }
}
