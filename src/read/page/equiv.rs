//! One reading of the text of a region, line, word or glyph.

use super::super::xml::{decimal, trimmed};

/// A `TextEquiv`.
#[derive(Debug, Clone, Default)]
pub(super) struct Equiv {
    /// Its place among the readings of the same element; the lowest is the one to take.
    index: i64,
    pub confidence: Option<f32>,
    unicode: String,
    plain: String,
}

impl Equiv {
    pub fn new(index: Option<&str>, confidence: Option<&str>) -> Self {
        Self {
            index: index.and_then(|raw| raw.trim().parse().ok()).unwrap_or(0),
            confidence: confidence.and_then(share),
            ..Self::default()
        }
    }

    /// Takes in the text of its `Unicode` or `PlainText`.
    pub fn hear(&mut self, is_unicode: bool, text: &str) {
        if is_unicode { &mut self.unicode } else { &mut self.plain }.push_str(text);
    }

    /// Its text.
    pub fn text(&self) -> &str {
        let text = if trimmed(&self.unicode).is_some() { &self.unicode } else { &self.plain };
        trimmed(text).map_or("", |ink| &text[ink])
    }

    /// Becomes the best if it holds text and its index is lower.
    pub fn vie(self, best: &mut Option<Self>) {
        if !self.text().is_empty() && best.as_ref().is_none_or(|best| self.index < best.index) {
            *best = Some(self);
        }
    }
}

/// A share between 0 and 1.
fn share(raw: &str) -> Option<f32> {
    decimal(raw).filter(|share| (0.0..=1.0).contains(share)).map(|share| share as f32)
}
