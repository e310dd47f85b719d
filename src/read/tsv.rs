//! The TSV of Tesseract: a row for each page, block, paragraph, line and word, with its box.
//!
//! Columns are known by the names in the first row. A block is a region; the order of the blocks is no statement about
//! reading. Nothing is quoted, so that a quotation mark is one of print.

use super::dump::Dump;
use super::pages::Pages;
use super::sheet::Place;
use super::words::WordLine;
use super::xml::{self, Decoded, Odd};
use super::{ReadError, ReadOptions};
use crate::model::{Issue, Rect, Region, Source};

/// What the first row begins with.
pub(super) const HEADER: &[u8] = b"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\t";

/// The level of a row, as Tesseract counts.
mod level {
    pub(super) const PAGE: u32 = 1;
    pub(super) const BLOCK: u32 = 2;
    pub(super) const LINE: u32 = 4;
    pub(super) const WORD: u32 = 5;
}

/// Columns before the text.
const COLUMNS: usize = 11;
/// More pages than any issue has; what stands beyond counts with the last.
const MOST_PAGES: usize = 10_000;

pub(super) fn read(name: &str, dump: &Dump<'_>, options: &ReadOptions) -> Result<Issue, ReadError> {
    let Decoded { text, encoding, odd } = xml::decode(dump.bytes(), options.encoding);
    let mut reading = Reading::new(dump.source("tsv", encoding), options.language.clone(), odd);
    for (row, line) in text.lines().enumerate().skip(1) {
        reading.row(row as u32 + 1, line);
    }
    reading.close_page();
    reading.pages.into_issue(name, dump)
}

/// A row, as far as every level has it.
struct Row<'t> {
    level: u32,
    /// Page, block, paragraph, line and word.
    numbers: [u32; 5],
    bbox: Option<Rect>,
    confidence: Option<f32>,
    text: &'t str,
}

/// What is read so far, and what is open.
struct Reading {
    pages: Pages,
    /// Page, block, paragraph and line of the words that were read last.
    at: [u32; 4],
    /// The region of the block, and how many lines it has.
    region: Option<(u32, u32)>,
    line: WordLine,
    line_box: Option<Rect>,
}

impl Reading {
    fn new(source: Source, language: Option<String>, odd: Odd) -> Self {
        Self {
            pages: Pages::new(source, language, odd),
            at: [0; 4],
            region: None,
            line: WordLine::default(),
            line_box: None,
        }
    }

    fn row(&mut self, number: u32, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        let Some(row) = self.parse(line) else {
            self.pages.odd.add(number, "the row has no numbers where the others have; it is passed over");
            return;
        };
        self.pages.coordinates.note(|| number);
        let [page, block, par, line, _] = row.numbers;
        let at = [page, block, par, line];
        if at != self.at {
            self.close_line();
        }
        if self.pages.sheet.is_none() || page != self.at[0] && self.pages.n_done() < MOST_PAGES {
            self.open_page();
        } else if block != self.at[1] {
            self.close_region();
        }
        self.at = at;
        match row.level {
            level::PAGE => {
                if let (Some(sheet), Some(bbox)) = (&mut self.pages.sheet, row.bbox) {
                    (sheet.page.width, sheet.page.height) = (bbox.right, bbox.bottom);
                }
            }
            level::BLOCK => self.open_region(row.bbox),
            level::LINE => self.line_box = row.bbox,
            level::WORD => {
                let text = xml::mended(row.text.trim());
                self.line.word(&text, row.bbox, row.confidence, true);
            }
            _ => {}
        }
    }

    /// The cells of a row; nothing where one of its numbers is none.
    fn parse<'t>(&mut self, line: &'t str) -> Option<Row<'t>> {
        let mut cells = line.trim_end_matches('\r').splitn(COLUMNS + 1, '\t');
        let mut number = || cells.next()?.trim().parse::<u32>().ok();
        let level = number()?;
        let numbers = [number()?, number()?, number()?, number()?, number()?];
        let mut place = || self.pages.coordinates.number(cells.next().unwrap_or_default());
        let [left, top, width, height] = [place(), place(), place(), place()];
        let bbox = left.zip(top).zip(width.zip(height)).map(|((left, top), (width, height))| {
            Rect::new(left, top, left.saturating_add(width.max(1)), top.saturating_add(height.max(1)))
        });
        // What is no word has -1.
        let sure = cells.next().and_then(xml::decimal).filter(|sure| *sure >= 0.0);
        let confidence = sure.map(|sure| (sure as f32 / 100.0).min(1.0));
        Some(Row { level, numbers, bbox, confidence, text: cells.next().unwrap_or_default() })
    }

    fn open_page(&mut self) {
        self.close_page();
        self.pages.open();
    }

    fn open_region(&mut self, bbox: Option<Rect>) {
        let Some(sheet) = &mut self.pages.sheet else { return };
        let id = Some(format!("b{}", self.at[1]).into());
        self.region = Some((sheet.add_region(Region { id, bbox, ..Region::default() }), 0));
    }

    fn close_region(&mut self) {
        let (Some((region, 0)), Some(sheet)) = (self.region.take(), &mut self.pages.sheet) else { return };
        sheet.without_text(region);
    }

    fn close_line(&mut self) {
        if self.region.is_none() && !self.line.is_empty() {
            self.open_region(None);
        }
        let bbox = self.line_box.take();
        let (Some(sheet), Some((region, n_lines))) = (&mut self.pages.sheet, &mut self.region) else { return };
        let place = Place { region: *region, nth: *n_lines + 1, bbox, ..Place::default() };
        *n_lines += u32::from(self.line.close(sheet, &place));
    }

    fn close_page(&mut self) {
        self.close_line();
        self.close_region();
        self.pages.close();
    }
}
