//! The recursive cut: a page falls into bands and columns along white gaps and rules.

use rustc_hash::FxHashMap;

use super::area::Area;
use super::white::Shrink;
use super::{Placed, Sheet, breuel, masthead};
use crate::rules::BoxedStory;

/// By how much boxes are shrunk until something cuts.
const SHRINKS: [Shrink; 6] = [(25, 25), (40, 40), (60, 80), (100, 120), (150, 200), (200, 300)];
/// Least by which they are shrunk from left to right where bands are compared.
const FINER: i64 = 160;
/// The same where columns are counted that nothing but the head of the page bridges.
const BRIDGED: Shrink = (0, FINER);
/// Type of the head of a page is at most this much bigger than its text, in tenths.
const HEAD_TENTHS: i64 = 12;
/// Deepest nesting of cuts; real pages need a dozen.
const DEEPEST: u32 = 48;

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
        let extent = self.sheet.extent(set)?;
        if depth < DEEPEST {
            for (shrink, sure) in SHRINKS.into_iter().zip(SURE) {
                let finer = (shrink.0, shrink.1.max(FINER));
                let bands = self.sheet.bands(set, &extent, shrink);
                if bands.len() > 1 {
                    let groups = self.sheet.grouped(&bands, finer);
                    if groups.len() > 1 {
                        return Some((headed(groups, heads), sure));
                    }
                }
                let columns = self.sheet.columns(set, &extent, shrink);
                if columns.len() < 2 && bands.len() < 2 {
                    continue;
                }
                let more = self.sheet.columns(set, &extent, finer);
                if columns.len() > 1 {
                    let columns =
                        if more.len() > columns.len() && !self.sheet.is_headed(set, &more) { more } else { columns };
                    return Some((self.told(columns, heads), sure));
                }
                if more.len() < 2 {
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

    /// Whether nothing but a short line at the head of the page makes one column of several.
    fn is_bridged(&self, column: &[usize], width: i64) -> bool {
        let sheet = self.sheet;
        let is_head = |n: &usize| {
            let block = &sheet.blocks[*n];
            block.lines.len() == 1
                && block.line * 10 <= sheet.line * HEAD_TENTHS
                && block.area.width() * 10 < width * 6
                && block.area.top < sheet.area.top + 2 * sheet.line
        };
        let (heads, rest): (Vec<usize>, Vec<usize>) = column.iter().partition(|n| is_head(n));
        let n_columns = |extent| sheet.columns(&rest, &extent, BRIDGED).len();
        !heads.is_empty() && sheet.extent(&rest).is_some_and(|extent| n_columns(extent) > 1)
    }

    /// Columns as the title has them read: each under its piece of the head row, a story over several amid single ones in
    /// its place or last.
    fn told(&self, columns: Vec<Vec<usize>>, heads: &[usize]) -> Vec<Part> {
        let areas: Vec<Area> =
            columns.iter().filter_map(|set| Area::around(set.iter().map(|n| &self.sheet.blocks[*n].area))).collect();
        let wide = |area: &Area| area.width() * 10 > self.sheet.column * 16;
        let last = match areas.as_slice() {
            [first, story, third] if self.story == BoxedStory::Last && !wide(first) && wide(story) && !wide(third) => {
                Some(1).filter(|_| !self.is_bridged(&columns[1], story.width()))
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
