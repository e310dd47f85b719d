//! From a draft to the files that people and programs read.
//!
//! [`assemble`] derives a [`Document`] from a draft, and each format is one function from what was finished to bytes; a
//! new one is one file here and one line in [`FORMATS`]. Writers know nothing of rules, passes or places of files.

mod assemble;
mod blocks;
mod byline;
mod document;
mod json;
mod markdown;
mod text;
mod verify;

pub use assemble::{Offsets, assemble};
pub use document::{
    Article, ArticleKind, Block, BlockKind, Byline, BylineRole, Document, EditCounts, Furniture, FurnitureKind,
    IssueInfo, Jump, PageBox, SCHEMA, SourcePage,
};

pub use verify::{Fault, lines_once, verify};

use crate::ledger::{Draft, Ledger};

/// What a writer may draw on.
#[derive(Debug, Clone, Copy)]
pub struct Finished<'a> {
    /// The text as it is now.
    pub draft: &'a Draft<'a>,
    /// How it became that.
    pub ledger: &'a Ledger,
    /// The same as articles.
    pub document: &'a Document,
}

/// A kind of output.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name, as `--to` takes it.
    pub name: &'static str,
    /// What is added to NAME.
    pub ending: &'static str,
    /// One line for a reader of `--help`.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Finished<'_>) -> Vec<u8>,
}

/// Every kind of output.
pub const FORMATS: [Format; 3] = [
    Format { name: "json", ending: ".json", about: "articles and furniture, schema newsprint/1", write: json::write },
    Format { name: "md", ending: ".md", about: "Markdown, as the page should read", write: markdown::write },
    Format { name: "txt", ending: ".txt", about: "plain text of the articles", write: text::write },
];

/// The format of that name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
