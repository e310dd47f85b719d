//! The figures as a table and as JSON, worst first.

use std::path::PathBuf;

use newsprint::eval::{Figures, Measured, Shares};
use serde::Serialize;

/// A column: its head and its figure.
type Column = (&'static str, fn(&Shares) -> Option<f64>);

const COLUMNS: [Column; 12] = [
    ("join", |shares| shares.join),
    ("keep", |shares| shares.keep),
    ("group", |shares| shares.group),
    ("pairs", |shares| shares.pairs),
    ("next", |shares| shares.next),
    ("tau", |shares| shares.tau),
    ("title", |shares| shares.title),
    ("byline", |shares| shares.byline),
    ("art P", |shares| shares.artifact_precision),
    ("art R", |shares| shares.artifact_recall),
    ("CER", |shares| shares.cer),
    ("found", |shares| shares.found),
];

/// Figures of every issue and page.
#[derive(Serialize)]
pub struct Report<'a> {
    schema: &'static str,
    issues: usize,
    overall: Row<'a>,
    pages: Vec<Row<'a>>,
    gold_without_cleaned: Vec<String>,
    cleaned_without_gold: &'a [String],
}

/// Figures of an issue or of one of its pages.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    /// Number of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    figures: Shares,
    /// Whether the issue has no other page.
    #[serde(skip)]
    is_alone: bool,
}

impl<'a> Report<'a> {
    pub fn new(measured: &[(&'a str, Measured)], golds: &[PathBuf], cleaned: &'a [String]) -> Self {
        let mut all = Figures::default();
        let mut pages = Vec::new();
        for (name, issue) in measured {
            all.add(&issue.issue);
            let is_alone = issue.pages.len() == 1;
            pages.extend(issue.pages.iter().map(|(page, figures)| Row {
                name,
                page: Some(*page),
                figures: figures.shares(),
                is_alone,
            }));
        }
        // What was not judged at all stands last.
        let goodness = |row: &Row<'_>| row.figures.mean().unwrap_or(2.0);
        pages.sort_by(|a, b| goodness(a).total_cmp(&goodness(b)));
        Self {
            schema: "newsprint-eval/1",
            issues: measured.len(),
            overall: Row { name: "", page: None, figures: all.shares(), is_alone: true },
            pages,
            gold_without_cleaned: golds.iter().map(|path| path.display().to_string()).collect(),
            cleaned_without_gold: cleaned,
        }
    }

    /// One object.
    pub fn json(&self) -> String {
        // Structs of texts and figures can always be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Overall figures first, then the pages.
    pub fn table(&self) -> String {
        let rows = || std::iter::once(&self.overall).chain(&self.pages);
        let width = rows().map(|row| row.head().chars().count()).max().unwrap_or(0);
        let mut table = " ".repeat(width);
        COLUMNS.iter().for_each(|(head, _)| table += &format!(" {head:>6}"));
        table.push('\n');
        for row in rows() {
            table += &format!("{:width$}", row.head());
            for (_, figure) in COLUMNS {
                table += &figure(&row.figures).map_or_else(|| format!(" {:>6}", "-"), |share| format!(" {share:>6.3}"));
            }
            table.push('\n');
        }
        table
    }
}

impl Row<'_> {
    fn head(&self) -> String {
        match self.page {
            None => "overall".to_owned(),
            Some(_) if self.is_alone => self.name.to_owned(),
            Some(page) => format!("{} p{page}", self.name),
        }
    }
}
