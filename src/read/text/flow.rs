//! Flow text: one line after another, with no second dimension but the indent.

use std::ops::Range;

use super::Read;
use super::rows::{Row, TAB_CELLS};
use crate::model::script::{besides_han, is_blank, is_unspaced, text_cells};
use crate::model::{Line, LineId, Rect, Region};

/// Each physical line that is not blank is a line; a region is the run of them between two blank lines.
pub(super) fn read(text: &str, rows: &[Row]) -> Read {
    let wide = is_wide(text);
    let tabs = memchr::memchr(b'\t', text.as_bytes()).is_some();
    let mut read = Read { lines: Vec::with_capacity(rows.len()), regions: Vec::new() };
    let mut after_blank = true;
    for (n, row) in rows.iter().enumerate() {
        if row.is_blank() {
            after_blank = true;
            continue;
        }
        let bbox = bbox(text, row, n as i32, wide, tabs);
        match read.regions.last_mut() {
            Some(region) if !after_blank => region.bbox = region.bbox.map(|whole| whole.union(&bbox)),
            _ => read.regions.push(Region { bbox: Some(bbox), ..Region::default() }),
        }
        after_blank = false;
        read.lines.push(Line {
            id: LineId::Row { row: n as u32 + 1, cell: 1 },
            page: 0,
            span: span(&row.inked),
            region: read.regions.len() as u32 - 1,
            bbox: Some(bbox),
            baseline: None,
            height: None,
            style: None,
        });
    }
    read
}

/// Whether the marks that East Asian fonts set on a full square are to be counted as two cells: where such scripts
/// make up most of the page.
fn is_wide(text: &str) -> bool {
    let (mut wide, mut narrow) = (0, 0);
    let mut rest = besides_han(text);
    for c in rest.by_ref() {
        if is_unspaced(c) {
            wide += 1;
        } else if !is_blank(c) {
            narrow += 1;
        }
    }
    wide += rest.n_han;
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
