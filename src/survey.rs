//! What is measured on the lines of an issue, for every pass to ask: widths, column measures, indents, the writing.
//!
//! Proposes nothing. Measured on a draft, since a line that was struck twice says nothing about its column. Widths are in character cells, wide characters counting two.

pub mod adverts;
mod boxes;
mod indents;
pub mod language;
mod measures;

use std::borrow::Cow;

use crate::ledger::Draft;
use crate::model::script::{Script, must_continue, script, text_cells, unbreakable_start};
use crate::model::{Issue, Layout, LineIx, Page};
use crate::rules::Rules;
pub use boxes::Setting;
use measures::measure_lines;

/// Cells by which a full line of an unspaced script stays below its measure at most.
const SLACK: u32 = 3;

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
        let unspaced = before.map_or_else(|| is_set_in_squares(&page.text), |before| before.page(n).unspaced);
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

/// Whether the lines of a page are squares that are cut anywhere: written without spaces between words, or in Hangul to one
/// measure. Looks at no more than its first 2,000 letters.
fn is_set_in_squares(text: &str) -> bool {
    let (mut wide, mut hangul, mut all) = (0, 0, 0);
    for c in text.chars() {
        match script(c) {
            Script::Han | Script::Kana => {
                wide += 1;
                all += 1;
            }
            Script::Hangul => {
                hangul += 1;
                all += 1;
            }
            // A word of a spaced script says about as much as a character of an unspaced one; its letters say less.
            Script::Spaced => all += 1,
            _ => {}
        }
        if all >= 2000 {
            break;
        }
    }
    wide * 3 > all || hangul * 2 > all && measures::is_of_one_width(text)
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
