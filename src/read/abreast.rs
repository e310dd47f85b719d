//! Regions whose lines stand abreast, because the segmentation took two columns for one region.
//!
//! Unlike lines that run over a gutter, such lines end at it: the white between them is seen without looking at words.
//! Lines over all columns, such as headings, part what stands above them from what stands below. Lines that follow one
//! another column by column are read rightly as they are, and left.

use std::ops::Range;

use super::gutters::Columns;
use crate::model::{Line, Rect};

/// Lines of a column.
const FEWEST: usize = 3;
/// Columns that stand abreast; more are a table.
const MANY: usize = 6;
/// Line heights that a column is wide; cells of tables are narrower.
const WIDE: i32 = 8;

/// The columns of one region, given as the place of its lines on the page.
pub(super) fn columns(lines: &[Line], region: Range<usize>) -> Vec<Columns> {
    let boxes: Vec<Option<Rect>> = lines[region.clone()].iter().map(|line| line.bbox).collect();
    if boxes.len() < 2 * FEWEST {
        return Vec::new();
    }
    let mut widths: Vec<i32> = boxes.iter().flatten().map(|bbox| bbox.width()).collect();
    if widths.is_empty() {
        return Vec::new();
    }
    let middle = widths.len() / 2;
    let usual = *widths.select_nth_unstable(middle).1;
    let is_over = |bbox: &Option<Rect>| bbox.is_none_or(|bbox| bbox.width() > usual.saturating_add(usual / 2));
    let mut found = Vec::new();
    let mut from = 0;
    for band in boxes.chunk_by(|a, b| is_over(a) == is_over(b)) {
        let lines = region.start + from..region.start + from + band.len();
        from += band.len();
        if band.len() >= 2 * FEWEST && !band.first().is_none_or(is_over) {
            let band: Vec<Rect> = band.iter().flatten().copied().collect();
            let columns = gutters(&band).map(|lefts| Columns { lines, cuts: Vec::new(), lefts });
            found.extend(columns.filter(|columns| is_mixed(&band, columns)));
        }
    }
    found
}

/// Whether lines turn back to a column that was left before.
fn is_mixed(lines: &[Rect], columns: &Columns) -> bool {
    lines.windows(2).any(|pair| columns.at(pair[1].left) < columns.at(pair[0].left))
}

/// Where the gutters begin between lines of which none is as wide as two columns.
fn gutters(lines: &[Rect]) -> Option<Vec<i32>> {
    let mut lines = lines.to_vec();
    lines.sort_unstable_by_key(|line| line.left);
    let mut heights: Vec<i32> = lines.iter().map(Rect::height).collect();
    let middle = heights.len() / 2;
    let height = *heights.select_nth_unstable(middle).1;
    let mut columns: Vec<Vec<Rect>> = Vec::new();
    let mut edge = i32::MIN;
    for line in lines {
        match columns.last_mut() {
            Some(column) if line.left.saturating_sub(height / 3) < edge => column.push(line),
            _ => columns.push(vec![line]),
        }
        edge = edge.max(line.right);
    }
    if !(2..=MANY).contains(&columns.len()) || !columns.iter().all(|column| is_column(column, height)) {
        return None;
    }
    let around: Vec<Rect> =
        columns.iter().filter_map(|column| column.iter().copied().reduce(|a, b| a.union(&b))).collect();
    let abreast = around.windows(2).all(|pair| {
        let both = pair[0].bottom.min(pair[1].bottom).saturating_sub(pair[0].top.max(pair[1].top));
        both >= pair[0].height().min(pair[1].height()) / 2
    });
    abreast.then(|| around[..around.len() - 1].iter().map(|column| column.right).collect())
}

/// Whether lines are running text: wide enough, and most of them as wide as the widest.
fn is_column(lines: &[Rect], height: i32) -> bool {
    let width = lines.iter().map(Rect::width).max().unwrap_or(0);
    let full = lines.iter().filter(|line| line.width() >= width - width / 4).count();
    lines.len() >= FEWEST && width >= height.saturating_mul(WIDE) && full * 3 >= lines.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(boxes: &[(i32, i32)]) -> Vec<Rect> {
        boxes
            .iter()
            .map(|(left, row)| Rect { left: *left, top: row * 50, right: left + 400, bottom: row * 50 + 40 })
            .collect()
    }

    #[test]
    fn two_columns_stand_abreast() {
        let found = gutters(&lines(&[(0, 0), (450, 0), (0, 1), (450, 1), (0, 2), (450, 2)]));
        assert_eq!(found, Some(vec![400]));
    }

    #[test]
    fn lines_below_each_other_do_not() {
        assert_eq!(gutters(&lines(&[(0, 0), (0, 1), (20, 2), (0, 3), (0, 4), (20, 5)])), None);
        // Two stanzas, one set in below the other.
        assert_eq!(gutters(&lines(&[(0, 0), (0, 1), (0, 2), (450, 4), (450, 5), (450, 6)])), None);
        // Too few lines for a column.
        assert_eq!(gutters(&lines(&[(0, 0), (0, 1), (0, 2), (0, 3), (450, 0), (450, 1)])), None);
    }
}
