//! What is measured on the lines of an issue, for every pass to ask: widths, column measures, indents, the writing.
//!
//! Proposes nothing. Measured on a draft, since a line that was struck twice says nothing about its column. Widths are in character cells, wide characters counting two.

pub mod adverts;
mod boxes;
mod indents;
pub mod language;

use std::borrow::Cow;

use crate::ledger::Draft;
use crate::model::script::{Script, must_continue, script, text_cells, unbreakable_start};
use crate::model::{Issue, Layout, LineIx, Page};
use crate::rules::Rules;
pub use boxes::Setting;

/// How many lines on each side tell the measure of a line. A paragraph seldom has more short lines than this in a row.
const WINDOW: usize = 12;
/// Cells by which full lines of an unspaced script differ at most: a wide character taken in or driven out at each end.
const FULL: u32 = 5;
/// Cells by which rules for the starts of lines move a full line.
const LINE_START: u32 = 2;
/// Cells by which a full line of an unspaced script stays below its measure at most.
const SLACK: u32 = 3;
/// Lines of which most must agree to tell a measure: so few may be the parts of a headline.
const FEW: usize = 5;
/// Lines from which on an end of a block tells a measure of its own.
const FEWEST: usize = 4;
/// The narrowest column of running text in cells; narrower blocks are lists or headings and have no measure of their own.
const NARROWEST: u32 = 18;

/// What is measured on one line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineSurvey {
    /// Width in cells.
    pub width: u32,
    /// The column measure around the line, in cells; 0 where too few lines tell it.
    pub measure: u32,
    /// Cells of white space before the line, from the left edge of its region or, in flow text, of its page.
    pub indent: u32,
}

/// What is measured on one page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageSurvey {
    /// Whether most letters are Han or Kana, so that words have no spaces between them.
    pub unspaced: bool,
    /// Whether paragraphs begin with an indent.
    pub indents: bool,
    /// Cells by which a full line may stay below its measure: set by line-start rules and, in spaced scripts, by words.
    pub slack: u32,
    /// The same for a full line that ends a sentence, which may be the last of its paragraph.
    pub closed_slack: u32,
    /// Whether lines of an unspaced script end inside numbers.
    pub cuts_numbers: bool,
    /// Whether the first lines of paragraphs are short by an indent that the dump has lost.
    pub lost_indents: bool,
    /// Rows from one line of a column to the next, where columns stand side by side; else 0.
    pub pitch: u32,
    /// Whether adverts end with a number in brackets.
    pub numbers_adverts: bool,
}

/// Measures of an issue.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    lines: Vec<LineSurvey>,
    pages: Vec<PageSurvey>,
    /// One for each line, or none at all where no page has boxes.
    settings: Vec<Option<Setting>>,
    /// For each page whether its lines were those of the source, none of them furniture.
    untouched: Vec<bool>,
}

impl Survey {
    /// What is measured on a line.
    #[must_use]
    pub fn line(&self, line: LineIx) -> &LineSurvey {
        &self.lines[line.at()]
    }

    /// How a line is set, where its page has boxes.
    #[must_use]
    pub fn setting(&self, line: LineIx) -> Option<&Setting> {
        self.settings.get(line.at())?.as_ref()
    }

    /// The same measures of a later draft. Those of pages that nothing was done to are taken over, and the widths of
    /// lines.
    #[must_use]
    pub fn again(&self, draft: &Draft<'_>, rules: &Rules) -> Self {
        measure(draft, rules, Some(self))
    }

    /// Takes a page over from another survey.
    fn take_over(&mut self, other: &Self, n: usize, lines: std::ops::Range<usize>) {
        self.pages.push(other.pages[n]);
        self.untouched.push(other.untouched[n]);
        self.lines.extend_from_slice(&other.lines[lines.clone()]);
        if let Some(settings) = other.settings.get(lines.clone()) {
            self.settings.resize(other.settings.len(), None);
            self.settings[lines].copy_from_slice(settings);
        }
    }

    /// What is measured on a page, counted from 0.
    #[must_use]
    pub fn page(&self, page: usize) -> &PageSurvey {
        &self.pages[page]
    }
}

/// Measures the lines of a draft that are no furniture.
#[must_use]
pub fn survey(draft: &Draft<'_>, rules: &Rules) -> Survey {
    measure(draft, rules, None)
}

fn measure(draft: &Draft<'_>, rules: &Rules, before: Option<&Survey>) -> Survey {
    let issue = draft.issue();
    let mut out = Survey {
        lines: Vec::with_capacity(issue.n_lines()),
        pages: Vec::with_capacity(issue.pages().len()),
        settings: Vec::new(),
        untouched: Vec::with_capacity(issue.pages().len()),
    };
    for (n, page) in issue.pages().iter().enumerate() {
        let untouched = page
            .lines
            .clone()
            .map(LineIx)
            .all(|line| draft.patches(line).is_empty() && !draft.role(line).is_furniture());
        if let Some(before) = before.filter(|before| untouched && before.untouched[n]) {
            out.take_over(before, n, page.lines.start as usize..page.lines.end as usize);
            continue;
        }
        out.untouched.push(untouched);
        let unspaced = before.map_or_else(|| is_unspaced(&page.text), |before| before.page(n).unspaced);
        let mut lines = issue.by_region(n);
        lines.retain(|line| !draft.role(*line).is_furniture());
        let edges = left_edges(issue, page, &lines);
        let mut found: Vec<LineSurvey> = Vec::with_capacity(lines.len());
        let boxes = (page.layout == Layout::Boxes).then(|| boxes::settings(issue, page, &lines));
        if let Some(boxes) = &boxes {
            out.settings.resize(issue.n_lines(), None);
            for (line, setting) in lines.iter().zip(&boxes.of_line) {
                out.settings[line.at()] = *setting;
            }
        }
        for (n, &line) in lines.iter().enumerate() {
            if let Some((width, indent)) = boxes.as_ref().and_then(|boxes| boxes.cells[n]) {
                found.push(LineSurvey { width, measure: 0, indent });
                continue;
            }
            // Curly quotes and dashes are set on a full square among Han.
            let text = draft.text(line);
            let known = before.map_or(0, |before| before.line(line).width);
            let width = match &text {
                Cow::Borrowed(_) if known > 0 => known,
                text => printed_cells(draft, line, text, unspaced),
            };
            let left = issue.line(line).bbox.map_or(0, |b| b.left);
            let indent = (left - edges[issue.line(line).region as usize]).max(0) as u32;
            found.push(LineSurvey { width, measure: 0, indent });
        }
        measure_lines(issue, page, &lines, &mut found, unspaced, &rules.profile.measures);
        let indent = indents::usual(&found, boxes.is_some());
        if let Some(indent) = indent.filter(|_| unspaced && boxes.is_none()) {
            indents::without_strays(&mut found, indent);
        }
        let indents = indent.is_some();
        let slack = if unspaced { SLACK } else { ragged_slack(issue, &lines, &found) };
        let cuts_numbers = unspaced && cuts_numbers(issue, &lines, &found);
        let closed_slack = if unspaced { set_slack(issue, &lines, &found, cuts_numbers) } else { slack };
        let lost_indents = unspaced && !indents && indents::has_lost_indents(issue, &lines, &found);
        let pitch = if page.layout == Layout::Columns { pitch(issue, &lines) } else { 0 };
        out.pages.push(PageSurvey {
            unspaced,
            indents,
            slack,
            closed_slack,
            cuts_numbers,
            lost_indents,
            pitch,
            numbers_adverts: !unspaced && adverts::are_numbered(issue, &lines),
        });
        let from = out.lines.len();
        out.lines.resize(from + page.lines.len(), LineSurvey::default());
        for (line, found) in lines.into_iter().zip(found) {
            out.lines[line.at()] = found;
        }
    }
    out
}

/// Width in cells of a line as it is printed: a word that was closed up takes the room that its letters had, set apart.
pub(crate) fn printed_cells(draft: &Draft<'_>, line: LineIx, text: &str, unspaced: bool) -> u32 {
    let mut cells = text_cells(text, unspaced);
    if !unspaced {
        let raw = draft.issue().raw(line);
        let blanks = |text: &str| text.bytes().filter(|byte| *byte == b' ').count() as u32;
        for patch in draft.patches(line).iter().filter(|patch| patch.insert.contains(char::is_alphabetic)) {
            let old = raw.get(patch.span.start as usize..patch.span.end as usize).unwrap_or("");
            cells += blanks(old).saturating_sub(blanks(patch.insert));
        }
    }
    cells
}

/// Whether a page is written without spaces between words. Looks at no more than its first 2,000 letters.
fn is_unspaced(text: &str) -> bool {
    let (mut wide, mut all) = (0, 0);
    for c in text.chars() {
        match script(c) {
            Script::Han | Script::Kana => {
                wide += 1;
                all += 1;
            }
            // A word of a spaced script says about as much as a character of an unspaced one; its letters say less.
            Script::Spaced | Script::Hangul => all += 1,
            _ => {}
        }
        if all >= 2000 {
            break;
        }
    }
    wide * 3 > all
}

/// The most frequent distance in rows from one line of a column to the next.
fn pitch(issue: &Issue, lines: &[LineIx]) -> u32 {
    let top = |line: LineIx| issue.line(line).bbox.map(|bbox| bbox.top);
    let pairs = lines.windows(2).filter(|pair| issue.same_region(pair[0], pair[1]));
    let mut rows: Vec<i32> =
        pairs.filter_map(|pair| Some(top(pair[1])? - top(pair[0])?)).filter(|rows| *rows > 0).collect();
    rows.sort_unstable();
    most_frequent(&rows).map_or(1, |rows| rows as u32)
}

/// The left edge of each region, in cells: of a column its own, of flow text the page's most frequent one.
fn left_edges(issue: &Issue, page: &Page, lines: &[LineIx]) -> Vec<i32> {
    let left = |line: LineIx| issue.line(line).bbox.map_or(0, |b| b.left);
    if page.layout == Layout::Flow {
        let mut lefts: Vec<i32> = lines.iter().map(|line| left(*line)).collect();
        lefts.sort_unstable();
        let edge = most_frequent(&lefts).unwrap_or(0);
        return vec![edge; page.regions.len().max(1)];
    }
    let mut lefts: Vec<Vec<i32>> = vec![Vec::new(); page.regions.len().max(1)];
    for &line in lines {
        lefts[issue.line(line).region as usize].push(left(line));
    }
    let mut edges = Vec::with_capacity(lefts.len());
    for (region, mut lefts) in lefts.into_iter().enumerate() {
        lefts.sort_unstable();
        let own = page.regions.get(region).and_then(|r| r.bbox).map(|b| b.left);
        edges.push(own.or_else(|| lefts.first().copied()).unwrap_or(0));
    }
    edges
}

/// The most frequent of sorted figures, the least of several.
fn most_frequent(sorted: &[i32]) -> Option<i32> {
    let runs = sorted.chunk_by(|a, b| a == b);
    runs.fold(
        None,
        |best: Option<&[i32]>, run| if best.is_some_and(|b| b.len() >= run.len()) { best } else { Some(run) },
    )
    .and_then(|run| run.first().copied())
}

/// Gives each line the measure of the column around it: of the lines before and the lines after in its stretch, the
/// measure that fits its width better, since one text may go on in a wider column.
fn measure_lines(
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
            for (i, (before, after)) in block.drain(..).enumerate() {
                let at = from + i;
                found[at].measure = fitting(found[at].width, before, after);
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

/// Whether some full line ends with a figure and the next begins with one.
fn cuts_numbers(issue: &Issue, lines: &[LineIx], found: &[LineSurvey]) -> bool {
    let is_digit = |c: char| script(c) == Script::Digit;
    (0..lines.len().saturating_sub(1)).any(|i| {
        issue.raw(lines[i]).ends_with(is_digit)
            && issue.raw(lines[i + 1]).starts_with(is_digit)
            && issue.same_region(lines[i], lines[i + 1])
            && found[i].measure > 0
            && found[i].width + SLACK >= found[i].measure
    })
}

/// How far a full line of an unspaced script stays from its measure: the gap that nearly all lines keep within in which no
/// sentence ends, over and above what the next line begins with. A page whose marks are squeezed has some.
fn set_slack(issue: &Issue, lines: &[LineIx], found: &[LineSurvey], cuts_numbers: bool) -> u32 {
    /// The least slack: an odd number of narrow characters.
    const LEAST: u32 = 1;
    /// Fewest lines that tell one.
    const FEWEST: usize = 40;
    let mut gaps: Vec<u32> = (0..lines.len().saturating_sub(1))
        .filter(|&i| found[i].measure > 0 && issue.same_region(lines[i], lines[i + 1]))
        .filter_map(|i| {
            let (text, next) = (issue.raw(lines[i]), issue.raw(lines[i + 1]));
            let indent = if found[i].indent <= 8 { found[i].indent } else { 0 };
            let gap = found[i].measure.saturating_sub(found[i].width + indent);
            let open = || !text.ends_with(['。', '！', '？', '：', '”', '』', '」', '）', '…']) && !must_continue(next);
            // A heading stays further from the measure.
            (gap <= 2 * SLACK && open()).then(|| gap.saturating_sub(unbreakable_start(next, cuts_numbers)))
        })
        .collect();
    if gaps.len() < FEWEST {
        return SLACK;
    }
    gaps.sort_unstable();
    gaps[(gaps.len() - 1) * 97 / 100].clamp(LEAST, SLACK)
}

/// How far a full line of a spaced script stays from its measure because the next word did not fit: the gap that nine in
/// ten inner lines keep within, over and above that word.
fn ragged_slack(issue: &Issue, lines: &[LineIx], found: &[LineSurvey]) -> u32 {
    // A script without capitals may cut its words anywhere.
    let letters = || lines.iter().flat_map(|line| issue.raw(*line).chars()).filter(|c| c.is_alphabetic()).take(2000);
    let cased = letters().filter(|c| c.is_lowercase() || c.is_uppercase()).count() * 2 > letters().count();
    let mut gaps: Vec<u32> = (0..lines.len().saturating_sub(1))
        .filter(|&i| issue.same_region(lines[i], lines[i + 1]) && found[i].measure > 0 && found[i + 1].indent == 0)
        // A line of a heading or a list, and the end of a paragraph.
        .filter(|&i| !cased || (found[i].width + found[i].indent) * 10 >= found[i].measure * 7)
        .filter(|&i| !cased || !issue.raw(lines[i]).ends_with(['.', '!', '?', ':', '"', '”', '’', '»']))
        .map(|i| {
            let word = first_word_cells(issue.raw(lines[i + 1]));
            found[i].measure.saturating_sub(found[i].width + found[i].indent + 1 + word)
        })
        .collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() * 9 / 10).copied().unwrap_or(0).min(12)
}

/// Width of the first word of a text in cells.
#[must_use]
pub fn first_word_cells(text: &str) -> u32 {
    text.split_whitespace().next().map_or(0, |word| text_cells(word, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Ledger, fold};
    use crate::read::{ReadOptions, read_issue};

    const FERRY: &str = "\
渡口去年一共渡过四万二千人，比前年多出
三千，船票收入第一次过了百万元。今年１
２月，镇上要给渡船换新的发动机，船工说
这样一来冬天也能照常开船，两岸的人再也
不用绕道石桥去赶集，孩子上学也近了许多。
";

    fn cuts_numbers(text: &str) -> bool {
        let issue = read_issue("page", "page.txt", text.as_bytes(), &ReadOptions::default()).unwrap();
        survey(&fold(&issue, &Ledger::default()), &Rules::default()).page(0).cuts_numbers
    }

    #[test]
    fn a_page_shows_whether_numbers_are_cut() {
        assert!(cuts_numbers(FERRY));
        assert!(!cuts_numbers(&FERRY.replace("今年１\n２月，", "今年十\n二月，")));
        assert!(!cuts_numbers(&FERRY.replace("今年１\n２月，", "今年冬\n１２月，")));
    }
}
