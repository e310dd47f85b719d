//! What is known about one title: a small TOML file that tunes the rules for it.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::fault::{Report, RuleError};
use super::fields::{Fields, Wanted, number, parse};
use super::pack::hex;
use super::rule::Rule;
use super::stanza::furniture;
use toml::de::DeValue;

/// Where the headlines of a title stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HeadlineSide {
    /// To be found out for each page.
    #[default]
    Auto,
    /// Above the text.
    Above,
    /// Below the text.
    Below,
}

/// When the row of headers at the top of a page is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HeadRow {
    /// To be found out for each page.
    #[default]
    Auto,
    /// Before everything else.
    First,
    /// Each piece with the column below it.
    InColumn,
    /// After everything else.
    Last,
}

/// When a story over several columns amid single ones is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BoxedStory {
    /// After the single columns beside it.
    #[default]
    Last,
    /// In its place, from left to right.
    InPlace,
}

/// What becomes of a reading order that the file states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StatedOrder {
    /// It is kept.
    #[default]
    Keep,
    /// The order is found anew from where things stand.
    Ignore,
}

/// What is known about one title.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// SHA-256 of the text that it was read from, in lower-case hex.
    pub sha256: Option<String>,
    /// Its name.
    pub title: Option<String>,
    /// BCP 47 code of its language.
    pub language: Option<String>,
    /// Where its headlines stand.
    pub headline: HeadlineSide,
    /// When the row of headers at the top of its pages is read.
    pub head_row: HeadRow,
    /// When a story over several columns amid single ones is read.
    pub boxed_story: BoxedStory,
    /// What becomes of a reading order that the file states.
    pub stated_order: StatedOrder,
    /// Its column measures in cells.
    pub measures: Vec<u32>,
    /// Bylines known to be used, as printed without spaces.
    pub bylines: Vec<String>,
    /// Lines that are page furniture in this title.
    pub furniture: Vec<Rule>,
}

/// Cells that a column may be wide; wider ones are a slip of the pen.
const WIDEST: f64 = 400.0;

const MEASURES: Wanted = Wanted { kind: "a list of column widths", example: "KEY = [42, 60]" };
const BYLINES: Wanted = Wanted { kind: "a list of names", example: "KEY = [\"…\"]" };
const FURNITURE: Wanted = Wanted { kind: "a list of patterns", example: "[[KEY]], and under it find and role" };

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(path: &str, text: &str) -> Result<Self, RuleError> {
        let mut faults = Vec::new();
        let text: Arc<str> = Arc::from(text);
        let mut report = Report::new(&Arc::from(path), &text, &mut faults);
        let profile = parse(&text, &mut report).map(|table| read(table.get_ref(), &mut report)).unwrap_or_default();
        if faults.is_empty() {
            return Ok(Self { sha256: Some(hex(&Sha256::digest(&*text))), ..profile });
        }
        faults.sort_by_key(|fault| fault.span.start);
        Err(RuleError { faults })
    }
}

fn read(table: &toml::de::DeTable<'_>, report: &mut Report<'_>) -> Profile {
    let known = &[
        "title",
        "language",
        "headline",
        "head_row",
        "boxed_story",
        "stated_order",
        "measures",
        "bylines",
        "furniture",
    ];
    let fields = Fields::new(table, known, report);
    let sides = [("auto", HeadlineSide::Auto), ("above", HeadlineSide::Above), ("below", HeadlineSide::Below)];
    let head_rows =
        [("auto", HeadRow::Auto), ("first", HeadRow::First), ("in-column", HeadRow::InColumn), ("last", HeadRow::Last)];
    let stories = [("last", BoxedStory::Last), ("in-place", BoxedStory::InPlace)];
    let orders = [("keep", StatedOrder::Keep), ("ignore", StatedOrder::Ignore)];
    let language = fields.text("language", report).map(|code| {
        let sound = code.get_ref().split('-').enumerate().all(|(n, part)| {
            let len = if n == 0 { 2..=3 } else { 1..=8 };
            len.contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        });
        if !sound {
            let message = format!("`{}` is no language code", code.get_ref());
            report.fault(code.span(), message, "write a code such as zh, zh-Hant, ja, ko, en, de or fr");
        }
        (*code.get_ref()).to_owned()
    });
    let measures = fields.list("measures", MEASURES, report, number).unwrap_or_default();
    for cells in &measures {
        if cells.get_ref().fract() != 0.0 || !(2.0..=WIDEST).contains(cells.get_ref()) {
            let message = format!("a column is not {} cells wide", cells.get_ref());
            report.fault(cells.span(), message, "count the cells of a full line; a Chinese character takes two");
        }
    }
    let bylines = fields.list("bylines", BYLINES, report, DeValue::as_str).unwrap_or_default();
    let tables = fields.list("furniture", FURNITURE, report, DeValue::as_table);
    Profile {
        sha256: None,
        title: fields.text("title", report).map(|title| (*title.get_ref()).to_owned()),
        language,
        headline: fields.word("headline", &sides, report).unwrap_or_default(),
        head_row: fields.word("head_row", &head_rows, report).unwrap_or_default(),
        boxed_story: fields.word("boxed_story", &stories, report).unwrap_or_default(),
        stated_order: fields.word("stated_order", &orders, report).unwrap_or_default(),
        measures: measures.iter().map(|cells| *cells.get_ref() as u32).collect(),
        bylines: bylines.iter().map(|name| name.get_ref().chars().filter(|c| !c.is_whitespace()).collect()).collect(),
        furniture: tables
            .iter()
            .flatten()
            .enumerate()
            .filter_map(|(n, table)| furniture(table.get_ref(), table.span(), n + 1, report))
            .collect(),
    }
}
