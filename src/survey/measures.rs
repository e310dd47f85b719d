//! The measures of columns, from the widths of the lines around each line.

use super::LineSurvey;
use crate::model::script::text_cells;
use crate::model::{Issue, Layout, LineIx, Page};

/// How many lines on each side tell the measure of a line. A paragraph seldom has more short lines than this in a row.
const WINDOW: usize = 12;
/// Cells by which full lines of an unspaced script differ at most: a wide character taken in or driven out at each end.
const FULL: u32 = 5;
/// Cells by which rules for the starts of lines move a full line.
const LINE_START: u32 = 2;
/// Lines of which most must agree to tell a measure: so few may be the parts of a headline.
const FEW: usize = 5;
/// Lines from which on an end of a block tells a measure of its own.
const FEWEST: usize = 4;
/// The narrowest column of running text in cells; narrower blocks are lists or headings and have no measure of their own.
const NARROWEST: u32 = 18;

/// Gives each line the measure of the column around it: of the lines before and the lines after in its stretch, the
/// measure that fits its width better, since one text may go on in a wider column.
pub(super) fn measure_lines(
    issue: &Issue,
    page: &Page,
    lines: &[LineIx],
    found: &mut [LineSurvey],
    unspaced: bool,
    known: &[u32],
) {
    let n = lines.len();
    let boxed = page.layout == Layout::Boxes;
    let same = |a: usize, b: usize| issue.same_region(lines[a], lines[b]);
    // Blocks of at least four lines tell their own measure; shorter ones ask their neighbors.
    let mut from = 0;
    let mut told = vec![false; n];
    // What the lines before and the lines after tell of each.
    let mut block: Vec<(u32, u32)> = Vec::new();
    let mut near = Window { widths: Vec::with_capacity(WINDOW + 1), typical: None };
    while from < n {
        let len = (from + 1..n).position(|b| !same(from, b)).map_or(n - from, |len| len + 1);
        if len >= 4 {
            block.clear();
            block.resize(len, (0, 0));
            // The few lines at the end of a long block may be the end of a paragraph and a headline of its width, and those
            // of a short one decks below wider lines.
            let widest = found[from..from + len].iter().map(|line| line.width).max().unwrap_or(0);
            let tells = |n: usize| n >= FEWEST || len < 2 * FEWEST;
            let of_all = |n: usize, measure: u32| !unspaced || n >= FEWEST || measure + FULL >= widest;
            near.clear();
            for i in 0..len {
                near.slide(i.checked_sub(WINDOW).map(|out| &found[from + out]), &found[from + i]);
                if tells(i + 1) {
                    block[i].0 = Some(near.typical(unspaced, boxed)).filter(|m| of_all(i + 1, *m)).unwrap_or(0);
                }
            }
            near.clear();
            for i in (0..len).rev() {
                near.slide(found[from..from + len].get(i + WINDOW), &found[from + i]);
                if tells(len - i) {
                    block[i].1 = Some(near.typical(unspaced, boxed)).filter(|m| of_all(len - i, *m)).unwrap_or(0);
                }
            }
            let breaks = !unspaced || boxed || len >= 2 * FEWEST || breaks_sentences(issue, &lines[from..from + len]);
            for (i, (before, after)) in block.drain(..).enumerate() {
                let at = from + i;
                found[at].measure = if breaks { fitting(found[at].width, before, after) } else { 0 };
                told[at] = found[at].measure > 0;
            }
        }
        from += len;
    }
    let mut before = 0;
    if unspaced && !boxed && !told.contains(&true) {
        // Where no block is long enough, all lines that are not the last of theirs tell one together; where words have
        // spaces their capitals tell headings.
        near.clear();
        near.take((1..n).filter(|i| same(i - 1, *i)).map(|i| &found[i - 1]));
        before = near.alike().unwrap_or_else(|| near.typical(unspaced, boxed));
    }
    let mut left = vec![0; n];
    for i in 0..n {
        if told[i] {
            before = found[i].measure;
        }
        left[i] = before;
    }
    let mut after = 0;
    for i in (0..n).rev() {
        if told[i] {
            after = found[i].measure;
        } else {
            found[i].measure = fitting(found[i].width, left[i], after);
        }
    }
    if unspaced {
        settle(found);
    }
    if !known.is_empty() {
        for line in found.iter_mut() {
            let near = known
                .iter()
                .copied()
                .filter(|m| m.abs_diff(line.measure) <= 3)
                .min_by_key(|m| m.abs_diff(line.measure));
            line.measure = near.unwrap_or(line.measure);
        }
    }
}

/// Whether a line of a block is cut at its measure inside a sentence, by the line below it; else each may be a paragraph, as
/// in a list, and what is as wide by chance tells no measure.
fn breaks_sentences(issue: &Issue, block: &[LineIx]) -> bool {
    let text = |line: &LineIx| issue.raw(*line).trim_end_matches(['”', '』', '」', '）', ')']);
    let ends = |line: &LineIx| text(line).ends_with(['。', '！', '？']);
    let cells = |line: &LineIx| text_cells(issue.raw(*line), true);
    block.windows(2).any(|two| !ends(&two[0]) && cells(&two[0]) > NARROWEST)
}

/// Whether half of the lines that are no headings or ends are about as wide as another, so that they are cut at any syllable.
pub(super) fn is_of_one_width(text: &str) -> bool {
    /// Fewest lines that tell.
    const FEWEST: usize = 6;
    /// Lines that are looked at.
    const MOST: usize = 400;
    let cells = |line: &str| text_cells(line.trim(), false);
    let mut widths: Vec<u32> = text.lines().map(cells).filter(|width| *width > NARROWEST).take(MOST).collect();
    widths.sort_unstable();
    let near = |from: usize| widths.partition_point(|width| *width <= widths[from] + LINE_START) - from;
    widths.len() >= FEWEST && (0..widths.len()).map(near).max().unwrap_or(0) * 2 >= widths.len()
}

/// Lets each line have the most frequent of the measures about its own: a block of a few lines tells it only to a
/// character more or less.
fn settle(found: &mut [LineSurvey]) {
    let widest = found.iter().map(|line| line.measure).max().unwrap_or(0) as usize;
    // A line of a whole book's length has no column.
    if widest > 4096 {
        return;
    }
    let mut counts = vec![0u32; widest + 4];
    for line in found.iter() {
        counts[line.measure as usize] += 1;
    }
    // Lines have few different measures.
    let mut settled: Vec<Option<u32>> = vec![None; counts.len()];
    for line in found.iter_mut().filter(|line| line.measure > 3) {
        let own = line.measure as usize;
        line.measure = *settled[own].get_or_insert_with(|| {
            let near = (own - 3..=own + 3).max_by_key(|m| (counts[*m], std::cmp::Reverse(m.abs_diff(own))));
            near.unwrap_or(own) as u32
        });
    }
}

/// Of two measures, the one that a line of this width is full in, else the narrower.
fn fitting(width: u32, a: u32, b: u32) -> u32 {
    match (a, b) {
        (0, m) | (m, 0) => m,
        _ => {
            let full = |m: u32| width + 3 >= m && width <= m + 3;
            match (full(a), full(b)) {
                (true, false) => a,
                (false, true) => b,
                _ if a.abs_diff(width) < b.abs_diff(width) => a,
                _ => b,
            }
        }
    }
}

/// Where a line ends in its column, in cells; what stands further in is centered.
fn reach(line: &LineSurvey) -> u32 {
    line.width + if line.indent <= 8 { line.indent } else { 0 }
}

/// The widths of a few neighboring lines, their indents included, sorted, and the measure that they tell once it is known.
struct Window {
    widths: Vec<u32>,
    typical: Option<u32>,
}

impl Window {
    fn clear(&mut self) {
        self.widths.clear();
        self.typical = None;
    }

    /// Takes in a line, and leaves out one that was taken in before.
    fn slide(&mut self, out: Option<&LineSurvey>, line: &LineSurvey) {
        let (out, new) = (out.map(reach), reach(line));
        // Most lines of a column are as wide as another.
        if out == Some(new) {
            return;
        }
        self.typical = None;
        if let Some(Ok(at)) = out.map(|out| self.widths.binary_search(&out)) {
            self.widths.remove(at);
        }
        self.widths.insert(self.widths.partition_point(|width| *width < new), new);
    }

    /// Takes in many lines at once.
    fn take<'l>(&mut self, lines: impl Iterator<Item = &'l LineSurvey>) {
        self.widths.extend(lines.map(reach));
        self.widths.sort_unstable();
        self.typical = None;
    }

    /// The measure of lines that are all about as wide.
    fn alike(&self) -> Option<u32> {
        let (first, last) = (self.widths.first()?, self.widths.last()?);
        let (most, narrowest) = match self.widths.len() {
            // A headline may be cut in two as well, but few lines of one are as wide.
            1 => (0, 2 * NARROWEST),
            2 => (LINE_START, NARROWEST),
            _ => (FULL, NARROWEST),
        };
        (last - first <= most && *last > narrowest).then(|| self.widths[self.widths.len() / 2])
    }

    /// See [`Self::measure`].
    fn typical(&mut self, unspaced: bool, boxed: bool) -> u32 {
        if self.typical.is_none() {
            self.typical = Some(self.measure(unspaced, boxed));
        }
        self.typical.unwrap_or(0)
    }

    /// The measure that the lines tell: the median width of the full ones where words have no spaces (line-start rules
    /// move a line by a character either way), else the second widest, which leaves one outsider out. 0 if they tell none.
    fn measure(&self, unspaced: bool, boxed: bool) -> u32 {
        let widths = &self.widths;
        if widths.len() < 3 {
            return 0;
        }
        // The widest may be an outsider: a headline, or a line that hangs a mark.
        let top = if widths.len() >= 5 { widths[widths.len() - 2] } else { widths[widths.len() - 1] };
        if top <= NARROWEST {
            return 0;
        }
        if !unspaced {
            // Most lines of running text come near their measure; headings and lists do not tell one.
            let near = widths.len() - widths.partition_point(|width| width * 5 < top * 4);
            return if boxed || near >= 3 && near * 2 >= widths.len() { top } else { 0 };
        }
        // One wide line among short ones is the deck of a headline; text has several lines that agree.
        let full = &widths[widths.partition_point(|width| width + FULL < top)..];
        let agree = || full.len() * 2 > widths.len() && full[full.len() - 1] - full[0] <= LINE_START;
        if full.len() < 2 || full.len() * 3 < widths.len() || widths.len() <= FEW && !agree() {
            return 0;
        }
        full[full.len() / 2]
    }
}
