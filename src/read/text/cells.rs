//! A page as ink on a grid of character cells.

use std::ops::Range;

use super::rows::{Row, TAB_CELLS};
use crate::model::script::{self, is_blank, is_unspaced};

/// Rows wider than this are no rows of columns set side by side: they are taken as one stretch of ink, so that a file
/// of one endless line costs no more than its length.
const MAX_CELLS: u32 = 2000;

/// Blank cells that part two stretches of ink: one is a space between words, two may be a gutter.
pub(super) const GAP_CELLS: u32 = 2;

/// How many cells a character takes. Dumps do not agree, and the page itself must tell: under the right rule the columns
/// stand straight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Widths {
    /// Wide characters take two cells, curly quotes, dashes and the like one, as terminals have it.
    Terminal,
    /// Wide characters take two cells, and so do dashes, ellipses and the like, but no quotes.
    NarrowQuotes,
    /// Wide characters take two cells, and so do all marks that East Asian fonts set on a full square.
    FullSquare,
    /// Every character takes one cell, as `pdftotext -layout` counts.
    Characters,
}

impl Widths {
    pub(super) const ALL: [Self; 4] = [Self::Terminal, Self::NarrowQuotes, Self::FullSquare, Self::Characters];

    fn of(self, c: char) -> u32 {
        match self {
            Self::Terminal => script::cells(c, false),
            Self::NarrowQuotes => script::cells(c, !matches!(c, '‘' | '’' | '“' | '”')),
            Self::FullSquare => script::cells(c, true),
            Self::Characters => script::cells(c, false).min(1),
        }
    }

    /// The cell behind a character that stands at cell `at`.
    pub(super) fn advance(self, at: u32, c: char) -> u32 {
        match c {
            '\t' => (at / TAB_CELLS + 1).saturating_mul(TAB_CELLS),
            c => at.saturating_add(self.of(c)),
        }
    }
}

/// A stretch of ink without a blank cell in it. A mark that ends a line of an unspaced script ends a token as well, since
/// it may hang into the gutter and touch the next column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Its first cell.
    pub left: u32,
    /// The cell behind its last.
    pub right: u32,
    /// Its first byte.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
    /// Whether a tab stands before it, which parts two cells however narrow it comes out.
    pub after_tab: bool,
    /// Whether it ends with a mark that may hang over the end of its line.
    pub hangs: bool,
}

/// What is printed on one row, or on a piece of it. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The physical line, from 0.
    pub row: u32,
    /// Its tokens, as a range of the grid's.
    pub tokens: Range<u32>,
}

/// The ink of a page.
#[derive(Debug)]
pub(super) struct Grid<'a> {
    page: &'a str,
    widths: Widths,
    pub tokens: Vec<Token>,
    /// The rows that are not blank, top to bottom.
    pub parts: Vec<Part>,
    /// Rows from one line to the next: 2 where a dump puts a blank row between all of them.
    pitch: u32,
}

impl<'a> Grid<'a> {
    pub(super) fn of(page: &'a str, rows: &[Row], widths: Widths) -> Self {
        let mut grid = Self { page, widths, tokens: Vec::new(), parts: Vec::new(), pitch: 1 };
        for (n, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
            let first = grid.tokens.len() as u32;
            grid.read_row(row);
            grid.parts.push(Part { row: n as u32, tokens: first..grid.tokens.len() as u32 });
        }
        grid.pitch = pitch(&grid.parts);
        grid
    }

    /// Blank rows between two parts, those not counted that stand between all lines.
    pub(super) fn blank_rows(&self, above: &Part, below: &Part) -> u32 {
        (below.row.saturating_sub(above.row) / self.pitch).saturating_sub(1)
    }

    fn read_row(&mut self, row: &Row) {
        let first = self.tokens.len();
        let mut at = 0;
        let mut gap = true;
        let mut after_tab = false;
        for (offset, c) in self.page[row.whole.start..row.inked.end].char_indices() {
            let next = self.widths.advance(at, c);
            if is_blank(c) {
                gap |= next > at;
                after_tab |= c == '\t';
            } else {
                let start = (row.whole.start + offset) as u32;
                let end = start + c.len_utf8() as u32;
                let hangs = hangs(c);
                match self.tokens.last_mut() {
                    Some(token) if !gap && (hangs || !token.hangs) => {
                        (token.right, token.end, token.hangs) = (next, end, hangs);
                    }
                    _ => self.tokens.push(Token { left: at, right: next, start, end, after_tab, hangs }),
                }
                (gap, after_tab) = (false, false);
            }
            at = next;
        }
        if at > MAX_CELLS && self.tokens.len() > first {
            let whole = Token { right: at, end: row.inked.end as u32, ..self.tokens[first] };
            self.tokens.truncate(first);
            self.tokens.push(whole);
        }
    }

    /// Cuts the token that covers a cell between two characters that meet at this cell, if there are such and one of
    /// them is of an unspaced script. Other
    /// parts keep the tokens that they have.
    pub(super) fn cut_token(&mut self, part: &mut Part, cell: u32) -> bool {
        let Some(nth) = self.tokens(part).iter().position(|token| token.left < cell && cell < token.right) else {
            return false;
        };
        let whole = self.tokens[part.tokens.start as usize + nth];
        let (mut at, mut last, mut left_end) = (whole.left, None, whole.start);
        for (offset, c) in self.page[whole.start as usize..whole.end as usize].char_indices() {
            let start = whole.start + offset as u32;
            // What is not printed and takes no cell, such as a control character, belongs to neither side.
            if is_blank(c) {
                at = self.widths.advance(at, c);
                continue;
            }
            if at >= cell {
                if at > cell || !(is_unspaced(c) || last.is_some_and(is_unspaced)) {
                    return false;
                }
                let first = self.tokens.len() as u32;
                self.tokens.extend_from_within(part.tokens.start as usize..part.tokens.end as usize);
                let copy = first as usize + nth;
                self.tokens[copy] = Token { right: cell, end: left_end, hangs: true, ..whole };
                self.tokens.insert(copy + 1, Token { left: cell, start, after_tab: false, ..whole });
                part.tokens = first..self.tokens.len() as u32;
                return true;
            }
            (at, last, left_end) = (self.widths.advance(at, c), Some(c), start + c.len_utf8() as u32);
        }
        false
    }

    /// The tokens of a part, left to right.
    pub(super) fn tokens(&self, part: &Part) -> &[Token] {
        &self.tokens[part.tokens.start as usize..part.tokens.end as usize]
    }

    /// The bytes of a part.
    pub(super) fn span(&self, part: &Part) -> Range<u32> {
        self.tokens[part.tokens.start as usize].start..self.tokens[part.tokens.end as usize - 1].end
    }

    /// The text of a part.
    pub(super) fn text(&self, part: &Part) -> &'a str {
        self.text_of(&part.tokens)
    }

    /// The text from the first to the last of some tokens of one part.
    pub(super) fn text_of(&self, tokens: &Range<u32>) -> &'a str {
        let (first, last) = (&self.tokens[tokens.start as usize], &self.tokens[tokens.end as usize - 1]);
        &self.page[first.start as usize..last.end as usize]
    }

    /// First cell of a part.
    pub(super) fn left(&self, part: &Part) -> u32 {
        self.tokens[part.tokens.start as usize].left
    }

    /// The cell behind the last of a part.
    pub(super) fn right(&self, part: &Part) -> u32 {
        self.tokens[part.tokens.end as usize - 1].right
    }
}

/// The most frequent distance between rows, if it is that of three in four of them.
fn pitch(parts: &[Part]) -> u32 {
    let mut distances: Vec<u32> = parts.windows(2).map(|pair| pair[1].row - pair[0].row).collect();
    distances.sort_unstable();
    let runs = distances.chunk_by(|a, b| a == b);
    let most = runs.max_by_key(|run| run.len()).filter(|run| run.len() * 4 >= distances.len() * 3);
    most.map_or(1, |run| run[0])
}

/// Whether a mark of an unspaced script may hang over the end of its line.
fn hangs(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '．'
            | '”'
            | '’'
            | '）'
            | '」'
            | '』'
            | '》'
            | '〉'
            | '】'
            | '…'
    )
}

/// From this share of wide blanks among those between words a row is justified: columns have a few words each.
const JUSTIFIED: f64 = 0.33;
/// How many rows with wide blanks tell whether a page is justified.
const TELLING_ROWS: usize = 400;

/// Whether blank cells inside rows are frequent enough for columns to be possible at all, and are not the wide spaces of
/// justified lines.
pub(super) fn may_have_columns(text: &str, rows: &[Row]) -> bool {
    let wide_blank = memchr::memmem::Finder::new("\u{3000}");
    let has_gap = |row: &&Row| {
        let bytes = &text.as_bytes()[row.inked.clone()];
        let ascii = memchr::memchr2_iter(b' ', b'\t', bytes)
            .any(|at| bytes[at] == b'\t' || matches!(bytes.get(at + 1), Some(b' ' | b'\t')));
        ascii || wide_blank.find(bytes).is_some()
    };
    if rows.iter().filter(has_gap).nth(super::gutters::MIN_HITS as usize - 1).is_none() {
        return false;
    }
    let shares: Vec<f64> = rows
        .iter()
        .filter(has_gap)
        .take(TELLING_ROWS)
        .filter_map(|row| wide_blanks(&text[row.inked.clone()]))
        .collect();
    shares.iter().sum::<f64>() <= JUSTIFIED * shares.len() as f64 || shares.is_empty()
}

/// The share of blanks between the words of a row that are wider than one cell; none where words have no spaces.
fn wide_blanks(row: &str) -> Option<f64> {
    let letters = row.bytes().filter(u8::is_ascii_alphabetic).count();
    let words = row.split_ascii_whitespace().count();
    if letters * 2 < row.len() || words < 2 {
        return None;
    }
    let pieces = row.split("  ").filter(|piece| !piece.trim().is_empty()).count();
    let wide = pieces.saturating_sub(1);
    Some(wide as f64 / (words - 1) as f64)
}
