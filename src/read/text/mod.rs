//! Plain text: pages between form feeds, physical lines, blank lines between regions.

mod bands;
mod cells;
mod columns;
mod cut;
mod flow;
mod gutters;
mod rows;
mod running;
mod shape;
mod warnings;

use super::decode::{Decoded, decode};
use super::dump::Dump;
use super::{ReadError, ReadOptions};
use crate::model::{Issue, Layout, Line, Page, PageRead, Region, Source, Unit};
use cut::Evidence;

/// More pages than any issue has. Form feeds beyond are line ends, so that a file of nothing else stays small in memory.
const MAX_PAGES: usize = 10_000;

/// The lines of a page and the blocks that they stand in.
#[derive(Debug)]
struct Read {
    lines: Vec<Line>,
    regions: Vec<Region>,
}

pub(super) fn read(name: &str, dump: &Dump<'_>, options: &ReadOptions) -> Result<Issue, ReadError> {
    let decoded = decode(dump.bytes(), options.encoding, options.language.as_deref());
    if decoded.text.len() > i32::MAX as usize {
        return Err(ReadError::TooLarge { path: dump.shown(), bytes: dump.bytes().len() as u64 });
    }
    let source = Source { asked: options.layout, ..dump.source("text", decoded.encoding) };
    let breaks = page_breaks(&decoded.text);
    let odd = warnings::of_file(&decoded, &breaks);
    let texts = cut(decoded, &breaks);
    let pages = texts.into_iter().map(|text| read_page(text, &source, options)).collect();
    let mut issue = Issue::new(name.to_owned(), pages);
    issue.warnings.extend(odd);
    issue.warnings.sort_by_key(|warning| warning.page);
    Ok(issue)
}

/// Offsets of the form feeds that part two pages. One at the very end of the file closes the last page.
fn page_breaks(text: &str) -> Vec<usize> {
    let end = text.trim_end_matches(crate::model::script::is_blank).len();
    let end = memchr::memchr(b'\x0c', &text.as_bytes()[end..]).map_or(text.len(), |at| end + at);
    memchr::memchr_iter(b'\x0c', &text.as_bytes()[..end]).take(MAX_PAGES - 1).collect()
}

/// The texts of the pages. The text of a file of one page is not copied.
fn cut(decoded: Decoded<'_>, breaks: &[usize]) -> Vec<String> {
    if breaks.is_empty() {
        return vec![decoded.text.into_owned()];
    }
    let starts = std::iter::once(0).chain(breaks.iter().map(|at| at + 1));
    let ends = breaks.iter().copied().chain(std::iter::once(decoded.text.len()));
    starts.zip(ends).map(|(start, end)| decoded.text[start..end].to_owned()).collect()
}

fn read_page(text: String, source: &Source, options: &ReadOptions) -> PageRead {
    let rows = rows::rows(&text);
    let columns = match options.layout {
        Some(Layout::Flow) => None,
        Some(Layout::Columns) => columns::read(&text, &rows, Evidence::Any),
        Some(Layout::Boxes) | None => columns::read(&text, &rows, Evidence::Strong),
    };
    let layout = if columns.is_some() { Layout::Columns } else { Layout::Flow };
    let read = columns.unwrap_or_else(|| flow::read(&text, &rows));
    let page = Page {
        width: read.lines.iter().filter_map(|line| Some(line.bbox?.right)).max().unwrap_or(0),
        height: rows.len() as i32,
        language: options.language.clone(),
        regions: read.regions,
        ..Page::new(source.clone(), text, layout, Unit::Cell)
    };
    PageRead { page, lines: read.lines, warnings: Vec::new() }
}
