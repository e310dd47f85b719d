//! Whether the cells of a column read as running text, rather than as a table.
//!
//! A table stands in columns as well, but must be read row by row. Running text shows at its line ends: words go on in
//! lower case, or the lines are set to one measure.

use super::cells::{Grid, Part};
use crate::model::script::is_blank;

/// The narrowest measure that text is set in, and the narrowest list beside such text.
const MIN_MEASURE: u32 = 8;
const MIN_CELLS_BESIDE: u32 = 4;

/// What the cells of a column are like.
struct Column {
    /// Half of the cells are narrower.
    median: u32,
    is_running: bool,
}

/// The gutters that do not part running text from something else, as indices into the gaps between the columns; of
/// neighbors only every other one, since without it the next may be good.
pub(super) fn needless_gutters(grid: &Grid<'_>, columns: &[Vec<Part>]) -> Vec<usize> {
    let columns: Vec<Column> = columns.iter().map(|parts| Column::of(grid, parts)).collect();
    let mut bad: Vec<usize> = Vec::new();
    for (n, pair) in columns.windows(2).enumerate() {
        let is_good =
            pair.iter().any(|column| column.is_running) && pair.iter().all(|column| column.median >= MIN_CELLS_BESIDE);
        if !is_good && bad.last().is_none_or(|before| before + 1 < n) {
            bad.push(n);
        }
    }
    bad
}

impl Column {
    fn of(grid: &Grid<'_>, parts: &[Part]) -> Self {
        let mut widths: Vec<u32> = parts.iter().map(|part| grid.right(part) - grid.left(part)).collect();
        widths.sort_unstable();
        let at = |tenths: usize| widths.get(widths.len() * tenths / 10).copied().unwrap_or(0);
        let (median, measure) = (at(5), at(9));
        let full = widths.iter().filter(|width| **width * 5 >= measure * 4).count();
        let (mut letters, mut inked, mut lower) = (0, 0, 0);
        for part in parts {
            let text = grid.text(part);
            lower += usize::from(text.starts_with(char::is_lowercase));
            inked += text.chars().filter(|c| !is_blank(*c)).count();
            letters += text.chars().filter(|c| c.is_alphabetic()).count();
        }
        let goes_on = lower * 7 >= parts.len() || full * 2 >= parts.len();
        Self { median, is_running: measure >= MIN_MEASURE && letters * 2 >= inked && goes_on }
    }
}
