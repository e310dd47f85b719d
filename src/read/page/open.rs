//! Regions, lines and words whose elements are still open, and what becomes of them.

use super::super::sheet::{self, Piece, Place, Sheet};
use super::super::xml;
use super::equiv::Equiv;
use crate::model::Rect;

/// Bytes behind a word in which the next one is looked for in the text of their line.
const LOOK_AHEAD: usize = 24;

/// A region.
#[derive(Debug, Default)]
pub(super) struct OpenRegion {
    /// Its index in the page.
    pub index: u32,
    pub outline: Vec<(i32, i32)>,
    pub style: Option<u16>,
    pub best: Option<Equiv>,
    /// How many lines it has, also those without text.
    pub n_lines: u32,
    /// Whether a line or region in it holds text.
    pub has_text: bool,
    /// Its lines without text.
    pub bare: Vec<OpenLine>,
}

/// A line.
#[derive(Debug, Default)]
pub(super) struct OpenLine {
    pub id: Option<String>,
    /// Which of the lines of its region it is, from 1.
    pub nth: u32,
    pub outline: Vec<(i32, i32)>,
    pub baseline: Vec<(i32, i32)>,
    pub style: Option<u16>,
    pub best: Option<Equiv>,
    pub words: Vec<OpenWord>,
}

/// A word.
#[derive(Debug, Default)]
pub(super) struct OpenWord {
    pub outline: Vec<(i32, i32)>,
    pub style: Option<u16>,
    pub best: Option<Equiv>,
    /// The text of its glyphs.
    pub glyphs: String,
}

impl OpenWord {
    fn text(&self) -> &str {
        self.best.as_ref().map_or(self.glyphs.as_str(), Equiv::text)
    }
}

impl OpenRegion {
    /// Puts what is known of the region on the page, and returns whether it holds text. Text that only the region as a
    /// whole has becomes lines.
    pub fn close(self, sheet: &mut Sheet) -> bool {
        let bbox = sheet::around(&self.outline);
        if let Some(region) = sheet.page.regions.get_mut(self.index as usize) {
            region.bbox = bbox;
            region.outline = self.outline.into_boxed_slice();
        }
        let Some(whole) = self.best.filter(|_| !self.has_text) else { return self.has_text };
        let breaks = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let texts: Vec<&str> = whole.text().split(breaks).filter(|text| xml::trimmed(text).is_some()).collect();
        // Where lines are drawn and their text stands by the region, one belongs to the other if they are as many.
        let drawn = if self.bare.len() == texts.len() { self.bare.as_slice() } else { &[] };
        for (n, text) in texts.iter().enumerate() {
            let own = drawn.get(n);
            let place = Place {
                id: own.and_then(|line| line.id.as_deref()),
                region: self.index,
                nth: own.map_or(n as u32 + 1, |line| line.nth),
                bbox: own.and_then(|line| sheet::around(&line.outline)).or_else(|| slice(bbox?, n, texts.len())),
                baseline: own.and_then(|line| sheet::ends(&line.baseline)),
                style: own.and_then(|line| line.style).or(self.style),
            };
            sheet.add_line(&place, &xml::mended(text), []);
        }
        !texts.is_empty()
    }
}

impl OpenLine {
    /// Lays the line on the page; one without text is kept with its region.
    pub fn close(self, sheet: &mut Sheet, region: &mut OpenRegion) {
        let own;
        let text = match &self.best {
            Some(best) => best.text(),
            None => {
                let words: Vec<&str> = self.words.iter().map(OpenWord::text).filter(|text| !text.is_empty()).collect();
                own = words.join(" ");
                &own
            }
        };
        let text = xml::mended(text);
        let style = self.style.or_else(|| most(&self.words)).or(region.style);
        let place = Place {
            id: self.id.as_deref(),
            region: region.index,
            nth: self.nth,
            bbox: sheet::around(&self.outline)
                .or_else(|| sheet::around(&self.baseline).filter(|_| self.words.is_empty())),
            baseline: sheet::ends(&self.baseline),
            style,
        };
        if sheet.add_line(&place, &text, pieces(&text, &self.words)) {
            region.has_text = true;
        } else {
            region.bare.push(self);
        }
    }
}

/// Where the words stand in the text of their line. A word that the line does not hold is left out.
fn pieces(text: &str, words: &[OpenWord]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    for word in words {
        let own = xml::mended(word.text());
        // Not far off: a word that the line does not hold must not be found in a later one.
        let mut end = text.len().min(at + own.len() + LOOK_AHEAD);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let Some(found) = text[at..end].find(own.as_ref()).filter(|_| !own.is_empty()) else { continue };
        let start = at + found;
        at = start + own.len();
        out.push(Piece {
            span: start..at,
            bbox: sheet::around(&word.outline),
            confidence: word.best.as_ref().and_then(|best| best.confidence),
            hint: None,
        });
    }
    out
}

/// The style that most characters of the words are set in.
fn most(words: &[OpenWord]) -> Option<u16> {
    let mut sums: Vec<(u16, usize)> = Vec::new();
    for word in words {
        let Some(style) = word.style else { continue };
        match sums.iter_mut().find(|(known, _)| *known == style) {
            Some((_, sum)) => *sum += word.text().len(),
            None => sums.push((style, word.text().len())),
        }
    }
    // Of two that are as frequent the first holds.
    sums.iter().rev().max_by_key(|(_, sum)| *sum).map(|(style, _)| *style)
}

/// The n-th of equal slices of a box, from the top.
fn slice(bbox: Rect, n: usize, of: usize) -> Option<Rect> {
    let at = |n: usize| bbox.top + (i64::from(bbox.height()) * n as i64 / of as i64) as i32;
    (of > 0).then(|| Rect::new(bbox.left, at(n), bbox.right, at(n + 1)))
}
