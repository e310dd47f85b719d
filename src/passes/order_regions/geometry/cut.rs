//! The recursive cut: a page falls into bands and columns along white gaps and rules.

use rustc_hash::FxHashMap;

use super::area::{Area, Axis, Span};
use super::{Placed, Sheet, breuel, masthead};
use crate::rules::BoxedStory;

/// By how much boxes are shrunk, in thousandths, until something cuts.
const SHRINKS: [(i64, i64); 6] = [(25, 25), (40, 40), (60, 80), (100, 120), (150, 200), (200, 300)];
/// Most that is cut off each end of a box, in percent: lines of one row overlap by more than half, and stay together.
const MOST_CUT: i64 = 22;
/// Deepest nesting of cuts; real pages need a dozen.
const DEEPEST: u32 = 48;

/// White between two bands, beyond that between two lines and in hundredths of a line, that says nothing.
const BY_CHANCE: i64 = 0;

/// Most lines of a heading.
const HEADING_LINES: usize = 3;

/// How sure a cut is, by the shrink at which it shows.
const SURE: [f64; SHRINKS.len()] = [0.97, 0.96, 0.94, 0.92, 0.88, 0.84];
/// How sure an order is that nothing cuts.
const UNCUT_SURE: f64 = 0.6;

/// Parts of a set in the order in which they are read, and how sure that is.
type Parts = (Vec<Part>, f64);

/// Blocks that are read as one, and the pieces of the head row that are read at their head.
#[derive(Debug, Default)]
struct Part {
    blocks: Vec<usize>,
    heads: Vec<usize>,
}

impl From<Vec<usize>> for Part {
    fn from(blocks: Vec<usize>) -> Self {
        Self { blocks, heads: Vec::new() }
    }
}

struct Cutter<'a> {
    sheet: &'a Sheet,
    story: BoxedStory,
    /// For blocks that nothing parts: the ones they follow by the next best reading.
    next_best: FxHashMap<usize, usize>,
}

/// The blocks of `all` in the order in which they are read, each with how sure its place is. The blocks of `heads` are
/// set on the columns below them.
pub(super) fn order(sheet: &Sheet, all: Vec<usize>, heads: &[usize], story: BoxedStory) -> Vec<Placed> {
    let mut cutter = Cutter { sheet, story, next_best: FxHashMap::default() };
    let mut order: Vec<Placed> = Vec::with_capacity(all.len() + heads.len());
    let mut stack = vec![(Part { blocks: all, heads: heads.to_vec() }, 0u32, 1.0)];
    while let Some((part, depth, sure)) = stack.pop() {
        let set = &part.blocks;
        if order.is_empty()
            && depth > 0
            && let Some(head) = masthead::order(sheet, set)
        {
            order.extend(part.heads.into_iter().chain(head).map(|n| Placed::new(n, sure)));
            continue;
        }
        match cutter.parts(&part, depth) {
            Some((parts, own)) => {
                stack.extend(parts.into_iter().rev().map(|part| (part, depth + 1, sure.min(own))));
            }
            None => {
                let or = |n: &usize| cutter.next_best.get(n).copied();
                order.extend(part.heads.iter().chain(set).map(|n| Placed { n: *n, sure, or: or(n) }));
            }
        }
    }
    order
}

/// Parts that stand one below the other, or in no order that their places tell: what is at the head of all is at the head of
/// the first.
fn headed(parts: impl IntoIterator<Item = Vec<usize>>, heads: &[usize]) -> Vec<Part> {
    let mut parts: Vec<Part> = parts.into_iter().map(Part::from).collect();
    if let Some(first) = parts.first_mut() {
        first.heads = heads.to_vec();
    }
    parts
}

impl Cutter<'_> {
    fn parts(&mut self, part: &Part, depth: u32) -> Option<Parts> {
        let (set, heads) = (part.blocks.as_slice(), part.heads.as_slice());
        if set.len() < 2 {
            return None;
        }
        let whole = Area::around(set.iter().map(|n| &self.sheet.blocks[*n].area))?;
        if depth < DEEPEST {
            for (shrink, sure) in SHRINKS.into_iter().zip(SURE) {
                let bands = self.bands(set, &whole, shrink);
                let columns = self.columns(set, &whole, shrink);
                let groups = self.grouped(&bands, (shrink.0, shrink.1.max(160)));
                if groups.len() > 1 {
                    return Some((headed(groups, heads), sure));
                }
                if columns.len() > 1 {
                    let finer = self.columns(set, &whole, (shrink.0, shrink.1.max(160)));
                    let columns = if finer.len() > columns.len() { finer } else { columns };
                    return Some((self.told(columns, heads), sure));
                }
                if bands.len() > 1 && self.columns(set, &whole, (shrink.0, shrink.1.max(160))).len() < 2 {
                    return Some((headed(bands, heads), sure));
                }
            }
        }
        let order = if set.len() <= breuel::MOST {
            let areas: Vec<Area> = set.iter().map(|n| self.sheet.blocks[*n].area).collect();
            let order: Vec<usize> = breuel::order(&areas).into_iter().map(|k| set[k]).collect();
            self.note_next_best(&order);
            order
        } else {
            self.by_column(set)
        };
        Some((headed(order.into_iter().map(|n| vec![n]), heads), UNCUT_SURE))
    }

    /// Blocks that nothing parts may as well follow what is nearest above them in their column, or else what is nearest on
    /// their left.
    fn note_next_best(&mut self, order: &[usize]) {
        for pair in order.windows(2) {
            let (before, own) = (pair[0], self.sheet.blocks[pair[1]].area);
            let others = || order.iter().map(|n| (*n, self.sheet.blocks[*n].area)).filter(|(n, _)| *n != pair[1]);
            let above = others()
                .filter(|(_, area)| area.x().common(own.x()) > 0 && area.y().middle() < own.y().middle())
                .max_by_key(|(n, area)| (area.bottom, *n));
            let beside = others()
                .filter(|(_, area)| area.y().common(own.y()) > 0 && area.x().middle() < own.left)
                .max_by_key(|(n, area)| (area.right, *n));
            let other = above.filter(|(n, _)| *n != before).or(beside.filter(|(n, _)| *n != before));
            if let Some((other, _)) = other {
                self.next_best.insert(pair[1], other);
            }
        }
    }

    /// Too many blocks to compare each with each: column by column, as far as there are any.
    fn by_column(&self, set: &[usize]) -> Vec<usize> {
        let left = set.iter().map(|n| self.sheet.blocks[*n].area.left).min().unwrap_or(0);
        let column =
            |n: usize| (self.sheet.blocks[n].area.left - left + self.sheet.column / 3) / self.sheet.column.max(1);
        let mut order = set.to_vec();
        order.sort_by_key(|n| (column(*n), self.sheet.blocks[*n].area.top, *n));
        order
    }

    fn less(&self, n: usize, axis: Axis, shrink: (i64, i64)) -> Span {
        let span = self.sheet.blocks[n].area.span(axis);
        let by = match axis {
            Axis::Y => shrink.0,
            Axis::X => shrink.1,
        };
        let cut = (by * self.sheet.line / 100).min(span.len() * MOST_CUT / 100);
        Span { from: span.from + cut, to: span.to - cut }
    }

    /// Runs of blocks along an axis with the gaps between them.
    fn runs(&self, set: &[usize], axis: Axis, shrink: (i64, i64)) -> Vec<(Span, Vec<usize>)> {
        let mut spans: Vec<(Span, usize)> = set.iter().map(|n| (self.less(*n, axis, shrink), *n)).collect();
        spans.sort_by_key(|(span, n)| (span.from, span.to, *n));
        let mut runs: Vec<(Span, Vec<usize>)> = Vec::new();
        for (span, n) in spans {
            match runs.last_mut() {
                Some((last, items)) if span.from < last.to => {
                    last.to = last.to.max(span.to);
                    items.push(n);
                }
                _ => runs.push((span, vec![n])),
            }
        }
        runs
    }

    fn bands(&self, set: &[usize], whole: &Area, shrink: (i64, i64)) -> Vec<Vec<usize>> {
        let runs = self.runs(set, Axis::Y, shrink);
        let mut out: Vec<(Span, Vec<usize>)> = Vec::new();
        for (span, items) in runs {
            match out.last_mut() {
                Some((last, held)) if self.band_void(whole, Span { from: last.to, to: span.from }) => {
                    last.to = last.to.max(span.to);
                    held.extend(items);
                }
                _ => out.push((span, items)),
            }
        }
        out.into_iter().map(|(_, items)| items).collect()
    }

    fn band_void(&self, whole: &Area, gap: Span) -> bool {
        if self.parted(whole, gap) {
            return false;
        }
        let edge = self.sheet.column / 4;
        self.sheet.rulers.vertical.iter().any(|rule| {
            let x = rule.x().middle();
            rule.height() >= 4 * self.sheet.line
                && x > whole.left + edge
                && x < whole.right - edge
                && rule.top < gap.from - self.sheet.line
                && rule.bottom > gap.to + self.sheet.line
        })
    }

    /// Whether a horizontal rule parts what is above a gap from what is below it.
    fn parted(&self, whole: &Area, gap: Span) -> bool {
        let slack = self.sheet.line / 2;
        self.sheet.rulers.horizontal.iter().any(|rule| {
            let y = rule.y().middle();
            y >= gap.from - slack && y <= gap.to + slack && rule.x().common(whole.x()) * 4 >= whole.width() * 3
        })
    }

    fn columns(&self, set: &[usize], whole: &Area, shrink: (i64, i64)) -> Vec<Vec<usize>> {
        let runs = self.runs(set, Axis::X, shrink);
        let mut out: Vec<(Span, Vec<usize>)> = Vec::new();
        for (span, items) in runs {
            match out.last_mut() {
                Some((last, held)) if self.column_void(set, whole, Span { from: last.to, to: span.from }) => {
                    last.to = last.to.max(span.to);
                    held.extend(items);
                }
                _ => out.push((span, items)),
            }
        }
        // A slab of short lines is no column.
        let mut k = 0;
        while out.len() > 1 && k < out.len() {
            if out[k].0.len() * 10 < self.sheet.column * 3 {
                let left = (k > 0).then(|| out[k].0.from - out[k - 1].0.to);
                let right = (k + 1 < out.len()).then(|| out[k + 1].0.from - out[k].0.to);
                let into = match (left, right) {
                    (Some(white), None) | (None, Some(white)) if self.in_margin(whole, white) => {
                        k += 1;
                        continue;
                    }
                    (Some(l), Some(r)) if l <= r => k - 1,
                    (Some(_), None) => k - 1,
                    _ => k + 1,
                };
                let (span, items) = out.remove(k);
                let into = if into > k { into - 1 } else { into };
                out[into].0 = out[into].0.union(span);
                out[into].1.extend(items);
                k = into;
            } else {
                k += 1;
            }
        }
        out.into_iter().map(|(_, items)| items).collect()
    }

    /// Whether what stands outermost in a set, this much white away from the columns, stands in the margin of the page.
    fn in_margin(&self, whole: &Area, white: i64) -> bool {
        let page = self.sheet.area.width();
        white > self.sheet.line && whole.width() * 10 > page * 9 && page > self.sheet.column * 2
    }

    fn column_void(&self, set: &[usize], whole: &Area, gap: Span) -> bool {
        self.sheet.rulers.horizontal.iter().any(|rule| {
            let y = rule.y().middle();
            rule.left <= gap.from
                && rule.right >= gap.to
                && y > whole.top
                && y < whole.bottom
                && rule.left < gap.from - self.sheet.column / 4
                && rule.right > gap.to + self.sheet.column / 4
                && set.iter().any(|n| self.sheet.blocks[*n].area.y().middle() < y)
                && set.iter().any(|n| self.sheet.blocks[*n].area.y().middle() > y)
        })
    }

    /// Bands that share their columns are one.
    fn grouped(&self, bands: &[Vec<usize>], shrink: (i64, i64)) -> Vec<Vec<usize>> {
        let n_columns = |set: &[usize]| {
            let whole = Area::around(set.iter().map(|n| &self.sheet.blocks[*n].area));
            whole.map_or(0, |whole| self.columns(set, &whole, shrink).len())
        };
        let mut groups: Vec<(Vec<usize>, usize)> = Vec::new();
        for band in bands {
            let count = n_columns(band);
            if let Some((last, n)) = groups.last_mut() {
                let both: Vec<usize> = last.iter().chain(band).copied().collect();
                let gap = Span {
                    from: last.iter().map(|n| self.sheet.blocks[*n].area.bottom).max().unwrap_or(0),
                    to: band.iter().map(|n| self.sheet.blocks[*n].area.top).min().unwrap_or(0),
                };
                let whole = Area::around(both.iter().map(|n| &self.sheet.blocks[*n].area));
                let ruled = whole.is_some_and(|whole| {
                    self.parted(&whole, Span { from: gap.from.min(gap.to), to: gap.to.max(gap.from) })
                });
                let union = n_columns(&both);
                let white = (gap.len() - self.sheet.leading) * 100 / self.sheet.line;
                let parted = ruled || white >= self.least_white(last, *n, count, whole.as_ref());
                // Where it is no wider than between two lines, a paragraph ends beside the end of another by chance.
                let by_chance = white <= BY_CHANCE;
                if !parted && union >= 2 && (by_chance || union >= count && union >= *n) {
                    *last = both;
                    *n = union;
                    continue;
                }
            }
            groups.push((band.clone(), count));
        }
        // A row of headings goes with the columns below it.
        let mut below: Vec<(Vec<usize>, usize)> = Vec::with_capacity(groups.len());
        for (items, n) in groups.into_iter().rev() {
            match below.last_mut() {
                Some((last, n_last)) if n >= 2 && *n_last > n && self.heads(&items, n, last, shrink) => {
                    last.splice(0..0, items);
                    *n_last = n;
                }
                _ => below.push((items, n)),
            }
        }
        below.into_iter().rev().map(|(items, _)| items).collect()
    }

    /// Whether a row is one of headings over the columns below it, each over one, or as wide as those that it is over.
    fn heads(&self, row: &[usize], n: usize, below: &[usize], shrink: (i64, i64)) -> bool {
        let areas = |set: &[usize]| Area::around(set.iter().map(|n| &self.sheet.blocks[*n].area));
        let (Some(above), Some(under)) = (areas(row), areas(below)) else { return false };
        let is_short = |n: &usize| {
            let block = &self.sheet.blocks[*n];
            !block.is_picture && matches!(block.lines.len(), 1..=HEADING_LINES)
        };
        let both: Vec<usize> = row.iter().chain(below).copied().collect();
        let whole = above.union(&under);
        let gap = Span { from: above.bottom.min(under.top), to: under.top.max(above.bottom) };
        if !row.iter().all(is_short)
            || self.parted(&whole, gap)
            || (under.top - above.bottom - self.sheet.leading) * 100 >= 80 * self.sheet.line
            || self.columns(&both, &whole, shrink).len() < n
        {
            return false;
        }
        let columns: Vec<Area> = self.columns(below, &under, shrink).iter().filter_map(|set| areas(set)).collect();
        row.iter().all(|n| {
            let head = self.less(*n, Axis::X, shrink);
            let over: Vec<&Area> = columns.iter().filter(|column| column.x().common(head) > 0).collect();
            let span = Area::around(over.iter().copied()).map_or(0, |span| span.width());
            over.len() < 2 || self.sheet.blocks[*n].area.width() * 10 >= span * 6
        })
    }

    /// White from which on two bands are apart, in hundredths of a line.
    fn least_white(&self, above: &[usize], n_above: usize, n_below: usize, whole: Option<&Area>) -> i64 {
        let n_lines = |set: &[usize]| set.iter().map(|n| self.sheet.blocks[*n].lines.len()).sum::<usize>();
        // That gaps of three columns meet is no accident, that those of two do may be one.
        if n_above >= 3 && n_below >= 3 {
            return 35;
        }
        if n_above == 1 && n_below >= 2 && n_lines(above) <= 4 {
            let head = Area::around(above.iter().map(|n| &self.sheet.blocks[*n].area));
            let centered = head
                .zip(whole)
                .is_some_and(|(head, whole)| (head.x().middle() - whole.x().middle()).abs() * 20 < whole.width());
            return if centered { -20 } else { 80 };
        }
        80
    }

    /// Columns as the title has them read: each under its piece of the head row, a story over several amid single ones in
    /// its place or last.
    fn told(&self, columns: Vec<Vec<usize>>, heads: &[usize]) -> Vec<Part> {
        let areas: Vec<Area> =
            columns.iter().filter_map(|set| Area::around(set.iter().map(|n| &self.sheet.blocks[*n].area))).collect();
        let wide = |area: &Area| area.width() * 10 > self.sheet.column * 16;
        let last = match areas.as_slice() {
            [first, story, third] if self.story == BoxedStory::Last && !wide(first) && wide(story) && !wide(third) => {
                Some(1)
            }
            _ => None,
        };
        let mut told: Vec<Part> = columns.into_iter().map(Part::from).collect();
        for head in heads {
            // A piece that is centered over two columns is read between them.
            let x = self.sheet.blocks[*head].area.x();
            let over = areas.iter().rposition(|area| area.x().common(x) * 3 > x.len());
            let near = || (0..areas.len()).min_by_key(|k| -areas[*k].x().common(x));
            told[over.or_else(near).unwrap_or(0)].heads.push(*head);
        }
        if let Some(last) = last {
            // What the head row says above it is read in its place.
            let story = std::mem::take(&mut told[last].blocks);
            told[last].blocks = std::mem::take(&mut told[last].heads);
            told.push(story.into());
        }
        told
    }
}
