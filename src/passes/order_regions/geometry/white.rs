//! White across blocks: the bands and columns into which it parts them.

use super::area::{Area, Axis, Span};
use super::{Block, Sheet};

/// By how much blocks are shrunk from top to bottom and from left to right, in hundredths of a line.
pub(super) type Shrink = (i64, i64);

/// Most that is cut off each end of a box, in percent: lines of one row overlap by more than half, and stay together.
const MOST_CUT: i64 = 22;
/// Most lines of a heading.
const HEADING_LINES: usize = 3;

/// Share of a column, or of a heading, in percent, by which a heading reaches into a column beside its own by chance.
const MOST_OVER: i64 = 10;
/// Type this much bigger than the page's, in tenths, is that of a headline.
const DISPLAY_TENTHS: i64 = 15;

/// What is known of blocks without looking at each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) area: Area,
    /// Middles of the highest and of the lowest block.
    middles: (i64, i64),
    n_lines: usize,
}

impl Extent {
    fn union(&self, other: &Self) -> Self {
        Self {
            area: self.area.union(&other.area),
            middles: (self.middles.0.min(other.middles.0), self.middles.1.max(other.middles.1)),
            n_lines: self.n_lines + other.n_lines,
        }
    }
}

/// Blocks along an axis, in runs with white between them.
#[derive(Debug)]
struct Runs {
    /// All blocks, run after run.
    blocks: Vec<usize>,
    /// Each run, and how many blocks stand in it.
    spans: Vec<Counted>,
}

/// A stretch, and how many of something it holds.
type Counted = (Span, usize);

/// Bands that share their columns.
#[derive(Debug)]
struct Group {
    blocks: Vec<usize>,
    extent: Extent,
    /// Its runs from left to right.
    runs: Vec<Span>,
    n_columns: usize,
}

/// Parts of blocks that stand in order, as long as `counts` say.
fn split(blocks: &[usize], counts: impl IntoIterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut rest = blocks;
    let taken = counts.into_iter().map(|n| {
        let (part, after) = rest.split_at(n.min(rest.len()));
        rest = after;
        part.to_vec()
    });
    taken.collect()
}

/// The runs of two sets as those of one.
fn merged(one: &[Span], other: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    loop {
        let next = match (one.peek(), other.peek()) {
            (Some(a), Some(b)) if (a.from, a.to) <= (b.from, b.to) => one.next(),
            (Some(_), None) => one.next(),
            _ => other.next(),
        };
        let Some(span) = next else { return out };
        match out.last_mut() {
            Some(last) if span.from < last.to => last.to = last.to.max(span.to),
            _ => out.push(span),
        }
    }
}

impl Sheet {
    /// What is known of blocks, if there are any.
    pub(super) fn extent(&self, blocks: &[usize]) -> Option<Extent> {
        let each = blocks.iter().map(|n| {
            let block = &self.blocks[*n];
            let middle = block.area.y().middle();
            Extent { area: block.area, middles: (middle, middle), n_lines: block.lines.len() }
        });
        each.reduce(|all, one| all.union(&one))
    }

    /// The bands of blocks, from top to bottom.
    pub(super) fn bands(&self, blocks: &[usize], extent: &Extent, shrink: Shrink) -> Vec<Vec<usize>> {
        let runs = self.runs(blocks, Axis::Y, shrink);
        let mut bands: Vec<Counted> = Vec::new();
        for (span, n) in runs.spans {
            match bands.last_mut() {
                Some((last, held)) if self.band_void(&extent.area, Span { from: last.to, to: span.from }) => {
                    last.to = last.to.max(span.to);
                    *held += n;
                }
                _ => bands.push((span, n)),
            }
        }
        split(&runs.blocks, bands.into_iter().map(|(_, n)| n))
    }

    /// The columns of blocks, from left to right.
    pub(super) fn columns(&self, blocks: &[usize], extent: &Extent, shrink: Shrink) -> Vec<Vec<usize>> {
        let runs = self.runs(blocks, Axis::X, shrink);
        let spans: Vec<Span> = runs.spans.iter().map(|(span, _)| *span).collect();
        let mut rest = runs.spans.iter();
        let counts =
            self.columns_of(&spans, extent).into_iter().map(|(_, n)| rest.by_ref().take(n).map(|run| run.1).sum());
        split(&runs.blocks, counts)
    }

    /// A block's stretch of an axis, shrunk at both ends.
    fn less(&self, n: usize, axis: Axis, shrink: Shrink) -> Span {
        let span = self.blocks[n].area.span(axis);
        let by = match axis {
            Axis::Y => shrink.0,
            Axis::X => shrink.1,
        };
        let cut = (by * self.line / 100).min(span.len() * MOST_CUT / 100);
        Span { from: span.from + cut, to: span.to - cut }
    }

    fn runs(&self, blocks: &[usize], axis: Axis, shrink: Shrink) -> Runs {
        let mut each: Vec<(Span, usize)> = blocks.iter().map(|n| (self.less(*n, axis, shrink), *n)).collect();
        each.sort_unstable_by_key(|(span, n)| (span.from, span.to, *n));
        let mut spans: Vec<Counted> = Vec::new();
        for (span, _) in &each {
            match spans.last_mut() {
                Some((last, n)) if span.from < last.to => {
                    last.to = last.to.max(span.to);
                    *n += 1;
                }
                _ => spans.push((*span, 1)),
            }
        }
        Runs { blocks: each.into_iter().map(|(_, n)| n).collect(), spans }
    }

    /// Whether a vertical rule passes through the white between two bands, so that it parts none.
    fn band_void(&self, whole: &Area, gap: Span) -> bool {
        if self.parted(whole, gap) {
            return false;
        }
        let edge = self.column / 4;
        self.rulers.upright(Span { from: whole.left + edge, to: whole.right - edge }).iter().any(|rule| {
            rule.height() >= 4 * self.line && rule.top < gap.from - self.line && rule.bottom > gap.to + self.line
        })
    }

    /// Whether a horizontal rule parts what is above a gap from what is below it.
    fn parted(&self, whole: &Area, gap: Span) -> bool {
        let slack = self.line / 2;
        // Both ends of the gap are within.
        let within = Span { from: gap.from - slack - 1, to: gap.to + slack + 1 };
        self.rulers.flat(within).iter().any(|rule| rule.x().common(whole.x()) * 4 >= whole.width() * 3)
    }

    /// The columns that runs make, each with how many of the runs it takes.
    fn columns_of(&self, runs: &[Span], extent: &Extent) -> Vec<Counted> {
        let mut columns: Vec<Counted> = Vec::with_capacity(runs.len());
        for span in runs {
            match columns.last_mut() {
                Some((last, n)) if self.column_void(extent, Span { from: last.to, to: span.from }) => {
                    last.to = last.to.max(span.to);
                    *n += 1;
                }
                _ => columns.push((*span, 1)),
            }
        }
        // A slab of short lines is no column: it goes with the nearer one beside it.
        let mut done: Vec<Counted> = Vec::with_capacity(columns.len());
        let mut rest = columns.into_iter().peekable();
        let mut next = rest.next();
        while let Some((span, n)) = next {
            let left = done.last().map(|(last, _)| span.from - last.to);
            let right = rest.peek().map(|(after, _)| after.from - span.to);
            let is_slab = span.len() * 10 < self.column * 3;
            let other = match (left, right) {
                _ if !is_slab => None,
                (None, None) => None,
                (Some(white), None) | (None, Some(white)) if self.in_margin(&extent.area, white) => None,
                (Some(left), Some(right)) if left <= right => done.pop(),
                (Some(_), None) => done.pop(),
                _ => rest.next(),
            };
            next = match other {
                Some((beside, n_beside)) => Some((span.union(beside), n + n_beside)),
                None => {
                    done.push((span, n));
                    rest.next()
                }
            };
        }
        done
    }

    /// Whether what stands outermost in a set, this much white away from the columns, stands in the margin of the page.
    fn in_margin(&self, whole: &Area, white: i64) -> bool {
        let page = self.area.width();
        white > self.line && whole.width() * 10 > page * 9 && page > self.column * 2
    }

    /// Whether a horizontal rule passes through the white between two columns, so that it parts none.
    fn column_void(&self, extent: &Extent, gap: Span) -> bool {
        let (whole, (highest, lowest)) = (&extent.area, extent.middles);
        let within = Span { from: whole.top.max(highest), to: whole.bottom.min(lowest) };
        self.rulers.flat(within).iter().any(|rule| {
            rule.left <= gap.from
                && rule.right >= gap.to
                && rule.left < gap.from - self.column / 4
                && rule.right > gap.to + self.column / 4
        })
    }

    fn group(&self, blocks: Vec<usize>, shrink: Shrink) -> Option<Group> {
        let extent = self.extent(&blocks)?;
        let runs: Vec<Span> = self.runs(&blocks, Axis::X, shrink).spans.into_iter().map(|(span, _)| span).collect();
        let n_columns = self.columns_of(&runs, &extent).len();
        Some(Group { blocks, extent, runs, n_columns })
    }

    /// Bands, from top to bottom, those that share their columns as one.
    pub(super) fn grouped(&self, bands: &[Vec<usize>], shrink: Shrink) -> Vec<Vec<usize>> {
        let mut groups: Vec<Group> = Vec::with_capacity(bands.len());
        for band in bands {
            let Some(band) = self.group(band.clone(), shrink) else { continue };
            let is_taken = groups.last_mut().is_some_and(|last| self.takes(last, &band));
            if !is_taken {
                groups.push(band);
            }
        }
        // A row of headings goes with the columns below it.
        let mut below: Vec<Group> = Vec::with_capacity(groups.len());
        for row in groups.into_iter().rev() {
            match below.last_mut() {
                Some(last)
                    if row.n_columns >= 2 && last.n_columns > row.n_columns && self.heads(&row, last, shrink) =>
                {
                    last.blocks.splice(0..0, row.blocks);
                    last.extent = last.extent.union(&row.extent);
                    last.runs = merged(&last.runs, &row.runs);
                    last.n_columns = row.n_columns;
                }
                _ => below.push(row),
            }
        }
        below.into_iter().rev().map(|group| group.blocks).collect()
    }

    /// Takes a band into the group above it if they share their columns, and says whether they do.
    fn takes(&self, last: &mut Group, band: &Group) -> bool {
        let extent = last.extent.union(&band.extent);
        let (above, below) = (last.extent.area.bottom, band.extent.area.top);
        let white = (below - above - self.leading) * 100 / self.line;
        if white >= self.least_white(last, band.n_columns, &extent.area)
            || self.parted(&extent.area, Span { from: above.min(below), to: below.max(above) })
        {
            return false;
        }
        let runs = merged(&last.runs, &band.runs);
        let n_columns = self.columns_of(&runs, &extent).len();
        // White that is no wider is there by chance where a gutter runs through both.
        let is_one = n_columns >= 2;
        if is_one {
            last.blocks.extend(&band.blocks);
            (last.extent, last.runs, last.n_columns) = (extent, runs, n_columns);
        }
        is_one
    }

    /// White from which on two bands are apart, in hundredths of a line.
    fn least_white(&self, above: &Group, n_below: usize, whole: &Area) -> i64 {
        // That gaps of three columns meet is no accident, that those of two do may be one.
        if above.n_columns >= 3 && n_below >= 3 {
            return 35;
        }
        if above.n_columns == 1 && n_below >= 2 && above.extent.n_lines <= 4 {
            let off = above.extent.area.x().middle() - whole.x().middle();
            return if off.abs() * 20 < whole.width() { -20 } else { 80 };
        }
        80
    }

    /// Whether a headline in big type stands over several of these columns.
    pub(super) fn is_headed(&self, blocks: &[usize], columns: &[Vec<usize>]) -> bool {
        let spans: Vec<Span> = columns.iter().filter_map(|set| Some(self.extent(set)?.area.x())).collect();
        blocks.iter().map(|n| &self.blocks[*n]).filter(|block| self.is_display(block)).any(|head| {
            let x = head.area.x();
            spans.iter().filter(|span| span.common(x) * 100 > x.len().min(span.len()) * MOST_OVER).count() > 1
        })
    }

    /// Whether a block is a heading in type much bigger than the text.
    fn is_display(&self, block: &Block) -> bool {
        block.line * 10 >= self.line * DISPLAY_TENTHS && matches!(block.lines.len(), 1..=HEADING_LINES)
    }

    /// Whether a row is one of headings over the columns below it, each over one, or as wide as those that it is over, or in
    /// big type in the middle of them.
    fn heads(&self, row: &Group, below: &Group, shrink: Shrink) -> bool {
        let is_short = |n: &usize| {
            let block = &self.blocks[*n];
            !block.is_picture && matches!(block.lines.len(), 1..=HEADING_LINES)
        };
        let (above, under) = (row.extent.area, below.extent.area);
        let both = row.extent.union(&below.extent);
        let gap = Span { from: above.bottom.min(under.top), to: under.top.max(above.bottom) };
        // The bigger its type, the more white stands below a heading.
        let line = row.blocks.iter().map(|n| self.blocks[*n].line).max().unwrap_or(0).max(self.line);
        if (under.top - above.bottom - self.leading) * 100 >= 80 * line
            || !row.blocks.iter().all(is_short)
            || self.parted(&both.area, gap)
            || self.columns_of(&merged(&row.runs, &below.runs), &both).len() < row.n_columns
        {
            return false;
        }
        let columns: Vec<Area> = self
            .columns(&below.blocks, &below.extent, shrink)
            .iter()
            .filter_map(|column| self.extent(column))
            .map(|column| column.area)
            .collect();
        row.blocks.iter().all(|n| {
            let head = self.less(*n, Axis::X, shrink);
            let over: Vec<&Area> = columns.iter().filter(|column| column.x().common(head) > 0).collect();
            let span = Area::around(over.iter().copied()).map_or(0, |span| span.width());
            over.len() < 2 || self.blocks[*n].area.width() * 10 >= span * 6
        })
    }
}
