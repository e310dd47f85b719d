//! Lines that run over a gutter, because the recognition took two columns for one.
//!
//! Gaps between words fall anywhere in running text. Where one line after another is white at the same place, wider than
//! between words, and the halves run up to it from both sides, two columns stand there. Tables and lists are white at the
//! same place too, but their cells are short, or ragged. Tables have more columns than two as well: where there is more than
//! one gutter, more is asked of what stands between.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::abreast;
use super::sheet::union;
use crate::model::{Line, Page, RegionKind, Word};

/// Lines with words on both sides that make a gutter.
const FEWEST: usize = 3;
/// A gutter is this wide, in halves of the usual gap between words.
const HALVES: i32 = 3;
/// Usual gaps that the white of a gutter has over all its lines, so that a narrow one takes more of them.
const WHITE: i32 = 6;
/// A half runs up to the gutter if it leaves no more than this many usual gaps.
const FLUSH: i32 = 2;
/// Line heights that a column is wide; cells of tables are narrower.
const COLUMN: i32 = 8;
/// The same of each of three columns or more, lines that run over all their gutters, and words of each part of such a line.
const COLUMN_OF_MANY: i32 = 10;
const FEWEST_OF_MANY: usize = 4;
const WORDS_OF_MANY: usize = 3;
/// Gutters that are followed at once; a region of more is no text.
const MANY: usize = 32;

/// The lines of a region that stand in columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// The lines, of which some may stand in one column only.
    pub lines: Range<usize>,
    /// The places where lines run over a gutter, in order: the line, and its first word behind the gutter.
    pub cuts: Vec<(usize, usize)>,
    /// The first x of each gutter, from left to right.
    pub lefts: Vec<i32>,
}

impl Columns {
    /// Which of the columns, from 0, something stands in that begins at that x.
    pub fn at(&self, x: i32) -> usize {
        self.lefts.partition_point(|left| *left <= x)
    }
}

/// White that the lines followed so far have in common.
struct White {
    left: i32,
    right: i32,
    lines: Range<usize>,
    gaps: Vec<(usize, Gap)>,
}

/// White beside or between the words of a line.
#[derive(Clone, Copy)]
struct Gap {
    left: i32,
    right: i32,
    /// The word behind it; none where words stand on one side only.
    word: Option<usize>,
}

/// The columns of a page that were taken for one, in the order of its lines.
pub(super) fn columns(page: &Page, lines: &[Line]) -> Vec<Columns> {
    let mut found = Vec::new();
    let mut words: Vec<Range<usize>> = vec![0..0; lines.len()];
    for (n, word) in page.words.iter().enumerate() {
        if let Some(range) = words.get_mut(word.line.at()) {
            *range = if range.end == 0 { n..n + 1 } else { range.start..n + 1 };
        }
    }
    let mut sight = Sight { words: &page.words, of_line: &words, lines, usual: 0, gaps: Vec::new() };
    let mut start = 0;
    for chunk in lines.chunk_by(|a, b| a.region == b.region) {
        let range = start..start + chunk.len();
        start = range.end;
        if chunk.len() < FEWEST || !is_text(page, chunk[0].region) {
            continue;
        }
        let before = found.len();
        if sight.may_hold(range.clone()) {
            found.extend(sight.columns(range.clone()));
        }
        if found.len() == before {
            found.extend(abreast::columns(lines, range));
        }
    }
    found
}

/// Gutters of which one goes on below a line that runs over it, such as a heading over two columns, while another beside
/// it is not broken.
fn resumed(whites: Vec<White>) -> Vec<White> {
    let mut out: Vec<White> = Vec::with_capacity(whites.len());
    for white in whites {
        let near = out.len().saturating_sub(MANY);
        let before = (near..out.len()).rev().find(|n| {
            let other = &out[*n];
            other.lines.end <= white.lines.start
                && other.left.max(white.left) < other.right.min(white.right)
                && out[near..].iter().any(|beside| {
                    beside.lines.start < other.lines.end
                        && beside.lines.end > white.lines.start
                        && (beside.right <= white.left.min(other.left) || beside.left >= white.right.max(other.right))
                })
        });
        let Some(before) = before else {
            out.push(white);
            continue;
        };
        let before = &mut out[before];
        (before.left, before.right) = (before.left.max(white.left), before.right.min(white.right));
        before.lines.end = white.lines.end;
        before.gaps.extend(white.gaps);
    }
    out
}

/// Whether a region holds running text, and is no part of a table.
fn is_text(page: &Page, region: u32) -> bool {
    let get = |at: u32| page.regions.get(at as usize);
    let above = |at: &u32| get(*at).and_then(|region| region.parent).filter(|above| above < at);
    get(region).is_some_and(|region| region.kind == RegionKind::Text)
        && std::iter::successors(Some(region), above).all(|at| get(at).is_none_or(|r| r.kind != RegionKind::Table))
}

/// What is seen of the lines of a page.
struct Sight<'a> {
    words: &'a [Word],
    of_line: &'a [Range<usize>],
    lines: &'a [Line],
    /// The usual gap between words of the region.
    usual: i32,
    /// The gaps of a line, or of a region.
    gaps: Vec<Gap>,
}

impl Sight<'_> {
    /// Measures the usual gap, and whether enough lines have a wider one with room for a column on both sides.
    fn may_hold(&mut self, lines: Range<usize>) -> bool {
        let mut usual: Vec<i32> = Vec::new();
        let mut wide = 0;
        for line in lines {
            let Some(bbox) = self.lines[line].bbox.filter(|b| b.width() / (2 * COLUMN) >= b.height()) else { continue };
            if self.look(line) {
                let widths = self.gaps[1..self.gaps.len() - 1].iter().map(|gap| gap.right - gap.left);
                wide += usize::from(widths.clone().any(|width| width > bbox.height() / 3));
                usual.extend(widths);
            }
        }
        let middle = usual.len() / 2;
        if wide < FEWEST {
            return false;
        }
        self.usual = *usual.select_nth_unstable(middle).1;
        true
    }

    /// Gathers the gaps of a line from left to right, its margins being the first and the last. False if it cannot be
    /// told where its words stand.
    fn look(&mut self, line: usize) -> bool {
        self.gaps.clear();
        let mut edge = i32::MIN;
        let (mut left, mut end) = (i32::MAX, 0);
        for n in self.of_line[line].clone() {
            let Word { bbox: Some(bbox), span, .. } = &self.words[n] else { return false };
            if span.start < end {
                return false;
            }
            left = left.min(bbox.left);
            while self.gaps.last().is_some_and(|gap| gap.right > bbox.left) {
                self.gaps.pop();
            }
            if bbox.left > edge {
                self.gaps.push(Gap { left: edge, right: bbox.left, word: (edge != i32::MIN).then_some(n) });
            }
            (edge, end) = (edge.max(bbox.right), span.end);
        }
        // The first gap is the margin unless a word steps back over it.
        if self.gaps.first().is_none_or(|gap| gap.left != i32::MIN) {
            self.gaps.insert(0, Gap { left: i32::MIN, right: left, word: None });
        }
        self.gaps.push(Gap { left: edge, right: i32::MAX, word: None });
        edge != i32::MIN
    }

    /// Follows white from line to line.
    fn columns(&mut self, lines: Range<usize>) -> Vec<Columns> {
        let (mut open, mut done): (Vec<White>, Vec<White>) = (Vec::new(), Vec::new());
        for line in lines.clone() {
            let least = self.least(line);
            let gaps = if self.look(line) { self.gaps.as_slice() } else { &[] };
            let mut taken = vec![false; gaps.len()];
            let close = |white: &mut White| {
                let common = |gap: &Gap| gap.right.min(white.right).saturating_sub(gap.left.max(white.left));
                let Some((n, gap)) = gaps.iter().enumerate().max_by_key(|(_, gap)| common(gap)) else { return true };
                if common(gap) < least {
                    return true;
                }
                (white.left, white.right) = (white.left.max(gap.left), white.right.min(gap.right));
                white.lines.end = line + 1;
                white.gaps.extend(gap.word.map(|_| (line, *gap)));
                taken[n] = true;
                false
            };
            done.extend(open.extract_if(.., close).filter(|white| self.is_gutter(white)));
            for (gap, _) in gaps.iter().zip(taken).filter(|(gap, taken)| gap.word.is_some() && !taken) {
                if gap.right - gap.left >= least && open.len() < MANY {
                    let Gap { left, right, .. } = *gap;
                    open.push(White { left, right, lines: line..line + 1, gaps: vec![(line, *gap)] });
                }
            }
        }
        done.extend(open.into_iter().filter(|white| self.is_gutter(white)));
        done.sort_by_key(|white| white.lines.start);
        self.told(resumed(done), lines.start)
    }

    /// The narrowest white at a line that may be a gutter.
    fn least(&self, line: usize) -> i32 {
        let height = self.lines[line].bbox.map_or(0, |bbox| bbox.height());
        (self.usual.saturating_mul(HALVES) / 2).max(height / 3).max(1)
    }

    /// Whether white is too wide, over too many lines, to be by chance.
    fn is_gutter(&self, white: &White) -> bool {
        let n = white.gaps.len();
        let over_all = i64::from(white.right - white.left) * n as i64;
        n >= FEWEST && over_all >= i64::from(self.usual) * i64::from(WHITE)
    }

    /// The gutters between columns of running text. One that has a much longer one beside it is chance.
    fn told(&mut self, gutters: Vec<White>, first: usize) -> Vec<Columns> {
        let mut is_long = vec![true; gutters.len()];
        for (n, white) in gutters.iter().enumerate() {
            for (m, other) in gutters.iter().enumerate().skip(n + 1) {
                if other.lines.start >= white.lines.end {
                    break;
                }
                is_long[n] &= white.gaps.len() * 2 >= other.gaps.len();
                is_long[m] &= other.gaps.len() * 2 >= white.gaps.len();
            }
        }
        // Those that stand beside one another.
        let mut groups: Vec<(Range<usize>, Vec<White>)> = Vec::new();
        for (white, _) in gutters.into_iter().zip(is_long).filter(|(_, long)| *long) {
            match groups.last_mut() {
                Some((lines, held)) if white.lines.start < lines.end => {
                    lines.end = lines.end.max(white.lines.end);
                    held.push(white);
                }
                _ => groups.push((white.lines.clone(), vec![white])),
            }
        }
        let mut found: Vec<Columns> = Vec::new();
        for (lines, mut whites) in groups {
            let before = found.last().map_or(first, |columns| columns.lines.end);
            whites.sort_by_key(|white| white.left);
            if lines.start < before || !self.parts_columns(lines.len(), &whites) {
                continue;
            }
            // Lines above that stand in one column belong to it.
            let mut start = lines.start;
            while start > before && self.is_beside(start - 1, &whites) {
                start -= 1;
            }
            let gaps = whites.iter().flat_map(|white| &white.gaps);
            let mut cuts: Vec<(usize, usize)> = gaps.filter_map(|(line, gap)| Some((*line, gap.word?))).collect();
            cuts.sort_unstable();
            // White may reach over two gutters and a column between them.
            cuts.dedup();
            found.push(Columns {
                lines: start..lines.end,
                cuts,
                lefts: whites.iter().map(|white| white.left).collect(),
            });
        }
        found
    }

    /// Whether a line stands beside every one of these gutters.
    fn is_beside(&mut self, line: usize, whites: &[White]) -> bool {
        let is_outside = |gap: &Gap, white: &White| gap.left <= white.left && gap.right >= white.right;
        self.look(line)
            && whites.iter().all(|white| self.gaps.iter().any(|gap| gap.word.is_none() && is_outside(gap, white)))
    }

    /// Whether most lines run up to the white from both sides, and are as wide as a column between it.
    fn parts_columns(&self, n_lines: usize, whites: &[White]) -> bool {
        let slack = self.usual.saturating_mul(FLUSH);
        let (column, n_words) = if whites.len() > 1 { (COLUMN_OF_MANY, WORDS_OF_MANY) } else { (COLUMN, 1) };
        let mut cuts: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (line, gap) in whites.iter().flat_map(|white| &white.gaps) {
            cuts.entry(*line).or_default().extend(gap.word);
        }
        // A line with nothing in one of the columns tells nothing of their edges.
        cuts.retain(|_, cuts| cuts.len() == whites.len());
        if whites.len() > 1
            && (cuts.len() < FEWEST_OF_MANY || whites.iter().any(|white| white.gaps.len() * 2 < n_lines))
        {
            return false;
        }
        let (mut flush, mut n_gaps) = (0, 0);
        for white in whites {
            for (_, gap) in white.gaps.iter().filter(|(line, _)| cuts.contains_key(line)) {
                n_gaps += 1;
                flush += usize::from(white.left - gap.left <= slack && gap.right - white.right <= slack);
            }
        }
        // Running text is a fifth white; a row of figures is white for the most part.
        let is_column = |part: &[Word], height: i32| {
            let width = part.iter().fold(None, |all, word| union(all, word.bbox)).map_or(0, |bbox| bbox.width());
            let ink: i64 = part.iter().filter_map(|word| word.bbox).map(|bbox| i64::from(bbox.width())).sum();
            part.len() >= n_words && width >= height.saturating_mul(column) && ink * 3 >= i64::from(width) * 2
        };
        let is_wide = |(line, cuts): (&usize, &BTreeSet<usize>)| {
            let height = self.lines[*line].bbox.map_or(0, |bbox| bbox.height());
            let Range { start, end } = self.of_line[*line];
            let ends = cuts.iter().copied().chain([end]);
            let starts = [start].into_iter().chain(cuts.iter().copied());
            starts.zip(ends).all(|(from, to)| self.words.get(from..to).is_some_and(|part| is_column(part, height)))
        };
        let wide = cuts.iter().filter(|cut| is_wide(*cut)).count();
        flush * 2 >= n_gaps && wide * 2 >= cuts.len()
    }
}
