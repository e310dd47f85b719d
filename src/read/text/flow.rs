//! Flow text: one line after another, with no second dimension but the indent.

use std::ops::Range;

use super::Read;
use super::rows::{Row, TAB_CELLS};
use crate::model::script::{count_han, is_blank, is_unspaced, text_cells};
use crate::model::{Line, LineId, Rect, Region};

/// Lines of text from which on a page tells that a blank line stands behind each of them.
const FEWEST_SPACED: usize = 8;

/// Each physical line that is not blank is a line; a region is the run of them between two blank lines, or between more
/// where the page is set with a blank line behind every line.
pub(super) fn read(text: &str, rows: &[Row]) -> Read {
    let wide = is_wide(text);
    let tabs = memchr::memchr(b'\t', text.as_bytes()).is_some();
    let mut read = Read { lines: Vec::with_capacity(rows.len()), regions: Vec::new() };
    let spacing = spacing(text, rows);
    let mut n_blank = 0;
    for (n, row) in rows.iter().enumerate() {
        if row.is_blank() {
            n_blank += 1;
            continue;
        }
        let bbox = bbox(text, row, n as i32, wide, tabs);
        match read.regions.last_mut() {
            Some(region) if n_blank <= spacing => region.bbox = region.bbox.map(|whole| whole.union(&bbox)),
            _ => read.regions.push(Region { bbox: Some(bbox), ..Region::default() }),
        }
        n_blank = 0;
        read.lines.push(Line {
            id: LineId::Row { row: n as u32 + 1, cell: 1 },
            page: 0,
            span: span(&row.inked),
            region: read.regions.len() as u32 - 1,
            bbox: Some(bbox),
            baseline: None,
            height: None,
            gap: 0,
            style: None,
        });
    }
    read
}

/// Blank lines behind every line of hard-wrapped text, as where the ends of lines were converted twice: few lines follow
/// one another nearer than that, most are as long as those before and behind or go on below with a small letter, and most end
/// inside a sentence, as paragraphs and headings do not.
fn spacing(text: &str, rows: &[Row]) -> usize {
    // Most pages have many lines that follow one another, which tells enough.
    let most = rows.len() / 40;
    if rows.windows(2).filter(|pair| pair.iter().all(|row| !row.is_blank())).nth(most).is_some() {
        return 0;
    }
    let lines: Vec<usize> = (0..rows.len()).filter(|n| !rows[*n].is_blank()).collect();
    let mut gaps: Vec<usize> = lines.windows(2).map(|pair| pair[1] - pair[0] - 1).collect();
    gaps.sort_unstable();
    let spacing = gaps.get(gaps.len() / 10).copied().unwrap_or(0);
    let inked = |line: usize| &text[rows[line].inked.clone()];
    let closed = ['.', '!', '?', ':', '"', '”', '’', '»', '。', '！', '？', '：', '」', '』', '）', ')'];
    let (mut n_spaced, mut n_wrapped) = (0, 0);
    for around in lines.windows(3).filter(|around| around[2] - around[1] - 1 == spacing) {
        let [before, own, after] = [0, 1, 2].map(|n| text_cells(inked(around[n]), false));
        n_spaced += 1;
        let full = own * 10 >= before.max(after) * 9;
        let goes_on = inked(around[2]).starts_with(char::is_lowercase);
        n_wrapped += usize::from((full || goes_on) && !inked(around[1]).ends_with(closed));
    }
    let is_spaced = n_spaced >= FEWEST_SPACED && n_spaced * 2 >= lines.len() && n_wrapped * 5 >= n_spaced * 3;
    if is_spaced { spacing } else { 0 }
}

/// Whether the marks that East Asian fonts set on a full square are to be counted as two cells: where such scripts
/// make up most of the page.
fn is_wide(text: &str) -> bool {
    let (mut wide, mut narrow) = (0, 0);
    let n_han = count_han(text, |c| {
        if is_unspaced(c) {
            wide += 1;
        } else if !is_blank(c) {
            narrow += 1;
        }
    });
    wide += n_han;
    wide > 0 && wide >= narrow
}

/// Where a physical line stands: its indent, its number, its width.
fn bbox(text: &str, row: &Row, n: i32, wide: bool, tabs: bool) -> Rect {
    let column = |from: u32, part: Range<usize>| {
        if !tabs {
            return from.saturating_add(text_cells(&text[part], wide));
        }
        // What stands between tabs.
        let mut pieces = text[part].split('\t').map(|piece| text_cells(piece, wide));
        let first = from.saturating_add(pieces.next().unwrap_or(0));
        pieces.fold(first, |at, cells| (at / TAB_CELLS + 1).saturating_mul(TAB_CELLS).saturating_add(cells))
    };
    let left = column(0, row.whole.start..row.inked.start);
    let right = column(left, row.inked.clone());
    Rect::new(as_i32(left), n, as_i32(right), n + 1)
}

pub(super) fn span(bytes: &Range<usize>) -> Range<u32> {
    bytes.start as u32..bytes.end as u32
}

pub(super) fn as_i32(cells: u32) -> i32 {
    i32::try_from(cells).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::*;

    const QUAY: &str = "\
The new quay was opened on Wednesday before a great
number of people. The harbour master read the names
of the men who had built it, and in the evening the
lamps were hung along the whole length of the wall.

There was some doubt until the last whether the old
ferry would be allowed to call at it, since the dues
had not been settled. It came in at noon with three
hundred on board, and nobody asked for the dues. The
band of the fire brigade played on the upper deck as
long as there was light enough to read the music by,
and the mayor, who had been ill, was carried down in
a chair to see it.
";

    fn n_regions(text: &str) -> usize {
        read(text, &rows(text)).regions.len()
    }

    #[test]
    fn a_blank_line_behind_every_line_parts_nothing() {
        assert_eq!(n_regions(QUAY), 2);
        assert_eq!(n_regions(&QUAY.replace('\n', "\r\r\n")), 2);
        assert_eq!(n_regions(&QUAY.replace('\n', "\n\n")), 2);
        assert_eq!(n_regions(&QUAY.replace('\n', "\n\n\n")), 2);
    }

    /// Lines of a narrow column, of which few are as long as those beside them.
    const RAGGED: &str = "\
Ferry runs again
By Ada Thornwick
The ferry at the old quay was
taken up again on Wednesday before
a great crowd,
and the band played on until the
evening
though nobody had asked for it or
would have listened
to it in the winter before the
storm of November.

Goat in the lighthouse
When the ferry had left, the keeper
of the lighthouse found a goat
on the stairs, which
nobody will own to.
";

    #[test]
    fn lines_that_go_on_in_small_letters_tell_as_well() {
        assert_eq!((n_regions(RAGGED), n_regions(&RAGGED.replace('\n', "\n\n"))), (2, 2));
    }

    #[test]
    fn lists_and_paragraphs_of_one_line_stay_parted() {
        let paragraphs: String =
            (0..20).map(|n| format!("The boat no. {n} came in at noon with all on board.\n\n")).collect();
        assert_eq!(n_regions(&paragraphs), 20);
        let titles: String = (0..20).map(|n| format!("Boats {}\n\n", "and ".repeat(n % 7))).collect();
        assert_eq!(n_regions(&titles), 20);
    }
}
