//! What stands below a picture over several columns: a sentence or two in lines far wider than the columns around them.
//!
//! Marks their rows as a caption, so that the text of one column goes on past them and the headline below is read as one.

use super::look::Look;
use super::shows::Show;
use crate::model::Role;
use crate::passes::galley::Galley;

/// How many times as wide as its column the first line is at least, and up to which a line is one of the column.
const WIDE: f64 = 1.7;
const OF_COLUMN: f64 = 1.3;
/// Fewest words of the first line, and most lines.
const FEWEST_WORDS: usize = 7;
const MOST_ROWS: usize = 3;
/// Fewest lines that tell how wide the columns are.
const FEWEST_OF_COLUMN: usize = 12;

/// Lines of the page that are as wide, from which on the page has columns of that width.
const COLUMN: usize = 6;

/// Marks the rows of captions.
pub(super) fn mark(galley: &Galley<'_>, from: usize, looks: &mut [Look]) {
    let of_column = looks.iter().filter(|look| (0.6..OF_COLUMN).contains(&look.filled)).count();
    if of_column < FEWEST_OF_COLUMN {
        return;
    }
    let mut at = 0;
    while at < looks.len() {
        let width = |i: usize| galley.rows[from + i].width;
        let as_wide = |at: usize| (0..looks.len()).filter(|i| width(*i) * 10 >= width(at) * 9).nth(COLUMN).is_some();
        let last = last(looks, at).filter(|_| !as_wide(at));
        if let Some(last) = last {
            looks[at..=last].iter_mut().for_each(|look| (look.ruled, look.shows) = (true, Some(Show::Wide)));
        }
        at = last.unwrap_or(at) + 1;
    }
}

/// The last row of the caption that begins with row `first`, if one does.
fn last(looks: &[Look], first: usize) -> Option<usize> {
    let begins = &looks[first];
    let is_wide = |look: &Look| look.filled >= OF_COLUMN;
    if begins.filled < WIDE
        || begins.words < FEWEST_WORDS
        || begins.lower
        || begins.capitals > 0.8
        || begins.titled > 0.8
    {
        return None;
    }
    let mut rows = first..looks.len().min(first + MOST_ROWS);
    let last = rows.find(|i| looks[*i].end.is_closed())?;
    let is_caption = |i: usize| looks[i].role == Role::Body && !looks[i].ruled && !looks[i].gap || i == first;
    let whole = (first + 1..=last).all(|i| is_caption(i) && (looks[i].lower || is_wide(&looks[i])));
    let apart = first.checked_sub(1).is_none_or(|above| !is_wide(&looks[above]))
        && looks.get(last + 1).is_none_or(|below| !is_wide(below));
    (begins.role == Role::Body && !begins.ruled && whole && apart).then_some(last)
}
