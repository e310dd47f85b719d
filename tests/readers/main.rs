//! What the readers make of files: encodings, line ends, page breaks, broken input, side-by-side columns.

mod alto;
mod columns;
mod encodings;
mod formats;
mod gutters;
mod hocr;
mod hostile;
mod hostile_xml;
mod lines;
mod mets;
mod packed;
mod page_xml;
mod tsv;
mod zips;

use newsprint::model::script::is_blank;
use newsprint::model::{Issue, Layout, LineIx};
use newsprint::read::{ReadOptions, read_issue};

/// Reads bytes that must be readable, and holds the result to the reader's law.
#[track_caller]
fn read(bytes: &[u8]) -> Issue {
    read_with(bytes, &ReadOptions::default())
}

#[track_caller]
fn read_with(bytes: &[u8], options: &ReadOptions) -> Issue {
    let issue = match read_issue("page", "raw/page.txt", bytes, options) {
        Ok(issue) => issue,
        Err(error) => panic!("{error}"),
    };
    if let Err(broken) = law(&issue) {
        panic!("{broken}");
    }
    issue
}

/// The raw lines in source order.
fn raw(issue: &Issue) -> Vec<&str> {
    issue.line_indices().map(|line| issue.raw(line)).collect()
}

/// The raw lines of a page in the order of its regions, as columns are read.
fn in_order(issue: &Issue, page: usize) -> Vec<&str> {
    let mut lines: Vec<LineIx> = issue.pages()[page].lines.clone().map(LineIx).collect();
    lines.sort_by_key(|line| (issue.line(*line).region, *line));
    lines.into_iter().map(|line| issue.raw(line)).collect()
}

/// The reader's law: lines are disjoint and in order, hold no line end, begin and end with a printed character, and what
/// lies outside them is not printed. Regions and boxes are there.
fn law(issue: &Issue) -> Result<(), String> {
    for page in issue.pages() {
        let mut end = 0;
        for line in &issue.lines()[page.lines.start as usize..page.lines.end as usize] {
            let (from, to) = (line.span.start as usize, line.span.end as usize);
            if from < end || to <= from {
                return Err(format!("{} is empty or before the line above", line.id));
            }
            let text = page.text.get(from..to).ok_or_else(|| format!("{} cuts a character", line.id))?;
            if !page.text[end..from].chars().all(is_blank) {
                return Err(format!("there is ink before {}", line.id));
            }
            if text.starts_with(is_blank) || text.ends_with(is_blank) {
                return Err(format!("{} does not begin and end with ink: {text:?}", line.id));
            }
            if text.contains(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
                return Err(format!("{} holds a line end: {text:?}", line.id));
            }
            let Some(region) = page.regions.get(line.region as usize) else {
                return Err(format!("{} stands in no region", line.id));
            };
            // A file with boxes may leave them out, and may draw a line beyond its region.
            match (region.bbox, line.bbox) {
                (Some(region), Some(own)) if region.union(&own) == region || page.layout == Layout::Boxes => {}
                (_, None) if page.layout == Layout::Boxes => {}
                (_, None) | (None, Some(_)) => return Err(format!("{} or its region has no box", line.id)),
                (Some(_), Some(_)) => return Err(format!("{} stands outside its region", line.id)),
            }
            end = to;
        }
        for word in &page.words {
            let raw = if page.lines.contains(&word.line.0) { issue.raw(word.line) } else { Default::default() };
            match raw.get(word.span.start as usize..word.span.end as usize) {
                None | Some("") => return Err(format!("a word is not in its line: {:?} of {raw:?}", word.span)),
                Some(_) => {}
            }
        }
        if !page.text[end..].chars().all(is_blank) {
            return Err(format!("there is ink behind the last line of page {}", page.no));
        }
    }
    Ok(())
}

/// The layout of the first page.
fn layout(issue: &Issue) -> Layout {
    issue.pages()[0].layout
}

/// The messages of all warnings.
fn warnings(issue: &Issue) -> Vec<&str> {
    issue.warnings.iter().map(|warning| warning.message.as_str()).collect()
}
