//! How a page is cut: articles one below the other, and more than one file where an issue is long.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::view::{CardIx, View};
use crate::model::LineIx;
use crate::report::Row;

/// Bytes of text, changes counted in, from which an article begins a new file; six times that is its size.
pub(super) const LONGEST: usize = 330_000;
/// Bytes of text that a change costs as much as.
const CHANGE: usize = 220;

/// What stands in a path as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Rows that belong together: an article, or what stands before the first one.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// The first line of the article.
    pub head: Option<LineIx>,
    /// Its number, from 1; 0 for what stands before the first.
    pub no: usize,
    /// Its rows.
    pub rows: std::ops::Range<usize>,
}

/// The files of a page.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The sections of each file.
    pub files: Vec<Vec<Section>>,
    /// For each file, the cards listed in it.
    pub cards: Vec<Vec<CardIx>>,
    /// For each row, the file it stands in.
    file_of: Vec<usize>,
    /// For each row, how many cards that wait for a person are shown before it.
    open_before: Vec<usize>,
    /// The name of the issue.
    name: String,
}

/// Name of a file of a report below its folder; `part` counts from 0.
#[must_use]
pub fn file_name(issue: &str, part: usize) -> String {
    if part == 0 { format!("pages/{issue}.html") } else { format!("pages/{issue}.{}.html", part + 1) }
}

/// A path as a link names it.
pub(super) fn link(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Leads from a file of an issue to the folder of the report.
pub(super) fn up(issue: &str) -> String {
    "../".repeat(issue.matches('/').count() + 1)
}

/// Cuts a page before articles with which a file would hold more than `longest` bytes of text, changes counted in.
pub(super) fn parts(view: &View<'_>, name: &str, longest: usize) -> Parts {
    let rows = &view.diff.rows;
    let mut sections: Vec<Section> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match (row, sections.last_mut()) {
            (Row::Article(head), last) => {
                let no = last.map_or(1, |last| last.no + 1);
                sections.push(Section { head: Some(*head), no, rows: at..at + 1 });
            }
            (_, Some(last)) => last.rows.end = at + 1,
            (_, None) => sections.push(Section { head: None, no: 0, rows: at..at + 1 }),
        }
    }
    let mut weights = vec![0; rows.len() + 1];
    for (card, home) in view.home.iter().enumerate() {
        weights[*home] += if view.is_wrap(&view.cards[card]) { 0 } else { CHANGE };
    }
    for (at, row) in rows.iter().enumerate() {
        if let Row::Piece(piece) = row {
            weights[at] += piece.lines.iter().map(|line| view.issue().raw(*line).len()).sum::<usize>();
        }
    }
    let mut parts =
        Parts { files: vec![Vec::new()], file_of: vec![0; rows.len() + 1], name: name.to_owned(), ..Parts::default() };
    let mut filled: usize = 0;
    for section in sections {
        let weight: usize = weights[section.rows.clone()].iter().sum();
        if filled > 0 && filled.saturating_add(weight) > longest {
            parts.files.push(Vec::new());
            filled = 0;
        }
        filled += weight;
        let file = parts.files.len() - 1;
        section.rows.clone().for_each(|row| parts.file_of[row] = file);
        parts.files[file].push(section);
    }
    parts.cards = vec![Vec::new(); parts.files.len()];
    let mut open = vec![0; rows.len() + 1];
    for (card, home) in view.home.iter().enumerate() {
        parts.cards[parts.file_of[*home]].push(card);
        open[*home] += usize::from(view.cards[card].open);
    }
    let before = open.iter().scan(0, |sum, n| Some(std::mem::replace(sum, *sum + n)));
    parts.open_before = before.collect();
    parts
}

impl Parts {
    /// The file that a row stands in.
    pub fn of_row(&self, row: usize) -> usize {
        self.file_of[row]
    }

    /// How many cards that wait for a person are shown first in some rows.
    pub fn open_in(&self, rows: &std::ops::Range<usize>) -> usize {
        self.open_before[rows.end] - self.open_before[rows.start]
    }

    /// A link to a place in a file, from another file or the same.
    pub fn link(&self, from: usize, to: usize, id: &str) -> String {
        if from == to {
            return format!("#{id}");
        }
        let name = file_name(&self.name, to);
        let file = name.rsplit('/').next().unwrap_or(&name);
        format!("{}#{id}", link(file))
    }
}

impl View<'_> {
    /// The file that a card is listed in.
    pub fn file_of(&self, card: CardIx) -> usize {
        self.parts.of_row(self.home[card])
    }

    /// A link to the row of a card in the ledger.
    pub fn to_ledger(&self, from: usize, card: CardIx) -> String {
        self.parts.link(from, self.file_of(card), &format!("e{}", self.cards[card].key))
    }

    /// A link to the place in the text where a card is shown.
    pub fn to_text(&self, from: usize, card: CardIx) -> String {
        self.parts.link(from, self.file_of(card), &format!("m{}", self.cards[card].key))
    }

    /// A link to a line of the source.
    pub fn to_line(&self, from: usize, line: LineIx) -> String {
        self.parts.link(from, self.parts.of_row(self.row_of[line.at()]), &format!("s{}", line.0))
    }
}
