//! What a terminal can show: its size, how wide it draws characters, and which it draws at all.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Glyphs, Ink};
use crate::report::hidden::{number, plain};

/// A terminal, as far as what is drawn on it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Whether characters that are wide in some fonts only, such as `…` and `①`, are wide here.
    pub is_wide: bool,
    /// Whether nothing but ASCII is drawn.
    pub is_ascii: bool,
}

impl Look {
    /// A terminal of that size that draws what most do.
    #[must_use]
    pub const fn of(columns: usize, rows: usize) -> Self {
        Self { columns, rows, is_wide: false, is_ascii: false }
    }

    /// Columns that a text takes.
    #[must_use]
    pub fn width(&self, text: &str) -> usize {
        if self.is_wide { text.width_cjk() } else { text.width() }
    }

    /// Words of the program, made harmless.
    #[must_use]
    pub fn said(&self, ink: Ink, text: &str) -> Glyphs {
        let text = text.replace('\t', " ");
        let text = if self.is_ascii { signs(&text) } else { text };
        self.shown(ink, &text)
    }

    /// Text of a page, made harmless. What cannot be drawn is shown by its number, since another sign might be taken for
    /// what is printed.
    #[must_use]
    pub fn shown(&self, ink: Ink, text: &str) -> Glyphs {
        let mut text = plain(&text.replace('\t', " "));
        if self.is_ascii && !text.is_ascii() {
            text = text.chars().map(|c| if c.is_ascii() { c.to_string() } else { number(c) }).collect();
        }
        Glyphs { ink, text }
    }

    /// Text cut to so many columns.
    #[must_use]
    pub fn clip(&self, text: &str, columns: usize) -> String {
        if self.width(text) <= columns {
            return text.to_owned();
        }
        let more = self.more();
        let room = columns.saturating_sub(self.width(more));
        let mut out = String::new();
        let mut used = 0;
        for grapheme in text.graphemes(true) {
            used += self.width(grapheme);
            if used > room {
                break;
            }
            out.push_str(grapheme);
        }
        out.push_str(more);
        out
    }

    /// The sign for what goes on.
    pub(super) fn more(&self) -> &'static str {
        if self.is_ascii { "..." } else { "…" }
    }
}

/// Signs of the program in ASCII.
fn signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '…' => out.push_str("..."),
            '→' => out.push_str("->"),
            '⌒' => out.push('~'),
            '·' | '─' => out.push('-'),
            '✎' => out.push('*'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ambiguous_characters_count_as_the_terminal_draws_them() {
        let narrow = Look::of(80, 24);
        let wide = Look { is_wide: true, ..narrow };
        assert_eq!((narrow.width("…①港"), wide.width("…①港")), (4, 6));
        assert_eq!(
            (narrow.clip("港口的码头", 7), wide.clip("港口的码头", 7)),
            ("港口的…".to_owned(), "港口…".to_owned())
        );
        for columns in 0..12 {
            for look in [narrow, wide, Look { is_ascii: true, ..narrow }] {
                let cut = look.clip("a①港口 cafe\u{301}", columns);
                assert!(look.width(&cut) <= columns.max(look.width(look.more())), "{columns}: {cut}");
            }
        }
    }

    #[test]
    fn ascii_tells_text_from_signs() {
        let look = Look { is_ascii: true, ..Look::of(80, 24) };
        assert_eq!(look.said(Ink::Plain, "── a… ⌒ · →").text(), "-- a... ~ - ->");
        assert_eq!(look.shown(Ink::Plain, "a…\u{1b}").text(), "a\\u{2026}\\u{1B}");
    }
}
