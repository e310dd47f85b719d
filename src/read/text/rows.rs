//! The physical lines of a page.

use std::ops::Range;

use crate::model::script::is_blank;

/// Cells from one tab stop to the next, as terminals and text dumps have them.
pub(super) const TAB_CELLS: u32 = 8;

/// One physical line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its bytes without the line end.
    pub whole: Range<usize>,
    /// The bytes from its first printed character to its last; empty where the line is blank.
    pub inked: Range<usize>,
}

impl Row {
    fn of(text: &str, whole: Range<usize>) -> Self {
        let raw = &text[whole.clone()];
        let start = whole.start + (raw.len() - raw.trim_start_matches(is_blank).len());
        let inked = text[start..whole.end].trim_end_matches(is_blank);
        Self { inked: start..start + inked.len(), whole }
    }

    /// Whether nothing is printed on the line.
    pub(super) fn is_blank(&self) -> bool {
        self.inked.is_empty()
    }
}

/// Splits a page into its physical lines. A line ends at CR, LF, CR LF (or CR CR LF, as a file has it that was converted
/// twice), vertical tab, form feed, NEL and the two separators of Unicode. What follows the last line end is a line only
/// if there is something.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let bytes = text.as_bytes();
    let mut rows = Vec::new();
    let mut start = 0;
    // The bytes that may begin a line end, those that hardly any text has apart.
    let mut usual = memchr::memchr3_iter(b'\n', b'\r', 0xe2, bytes).peekable();
    let mut rare = memchr::memchr3_iter(b'\x0b', b'\x0c', 0xc2, bytes).peekable();
    let next = || match (usual.peek(), rare.peek()) {
        (Some(a), Some(b)) if b < a => rare.next(),
        (None, _) => rare.next(),
        _ => usual.next(),
    };
    for at in std::iter::from_fn(next) {
        let len = line_end(&bytes[at..]);
        // One that is passed was part of the line end before.
        if at >= start && len > 0 {
            rows.push(Row::of(text, start..at));
            start = at + len;
        }
    }
    if start < bytes.len() {
        rows.push(Row::of(text, start..bytes.len()));
    }
    rows
}

/// Length of the line end that the bytes begin with, 0 if they begin with none.
fn line_end(bytes: &[u8]) -> usize {
    match bytes {
        [b'\n' | b'\x0b' | b'\x0c', ..] => 1,
        [b'\r', b'\n', ..] => 2,
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', ..] => 1,
        // NEL, and the line and paragraph separators.
        [0xc2, 0x85, ..] => 2,
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = rows(text).iter().map(|row| &text[row.inked.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_line_end_counts_once() {
        check("", &[]);
        check("一\n二", &["一", "二"]);
        check("一\r\n二\r\n", &["一", "二"]);
        check("一\r二\r\r三", &["一", "二", "", "三"]);
        check("一\r\r\n二\r\r\n", &["一", "二"]);
        check("one\u{b}two\u{85}three\u{2028}four\u{2029}five", &["one", "two", "three", "four", "five"]);
        check("\n\n", &["", ""]);
    }

    #[test]
    fn a_line_is_trimmed_of_all_that_is_not_printed() {
        check(" \u{3000}\t市委\u{a0}\u{0}\u{feff}\u{200b} \n", &["市委"]);
        check("\u{feff}\u{0}\u{1}", &[""]);
        check("a\u{0}b\u{ad}", &["a\u{0}b\u{ad}"]);
    }
}
