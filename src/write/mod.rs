//! From a draft to the files that people and programs read.
//!
//! [`assemble()`] derives a [`Document`] from a draft, and each format is one function from what was finished to what is written; a
//! new one is one file here and one line in [`FORMATS`]. Writers know nothing of rules, passes or places of files.

mod assemble;
mod blocks;
mod byline;
mod document;
mod html;
mod json;
mod jsonl;
mod markdown;
mod text;
mod verify;

pub use assemble::{Articles, Offsets, assemble};
pub use document::{
    Article, ArticleKind, Block, BlockKind, Byline, BylineRole, Document, EditCounts, Furniture, FurnitureKind,
    IssueInfo, Jump, PageBox, SCHEMA, SourcePage,
};

pub use verify::{Fault, lines_once, verify};

use std::borrow::Cow;
use std::io::{self, Write};

use crate::ledger::{Draft, Ledger};

/// What a writer may draw on.
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    /// The text as it is now.
    pub draft: &'a Draft<'a>,
    /// How it became that.
    pub ledger: &'a Ledger,
    /// The same as articles; without them where they are `drawn`.
    pub document: &'a Document,
    /// What the articles are derived from, each when it is written, where they are too many to be held.
    pub drawn: Option<&'a Articles<'a>>,
}

impl<'a> Finished<'a> {
    /// The articles in reading order.
    fn articles(&self) -> impl Iterator<Item = Cow<'a, Article>> + use<'a> {
        let drawn = self.drawn.into_iter().flat_map(|drawn| drawn.iter().map(Cow::Owned));
        self.document.articles.iter().map(Cow::Borrowed).chain(drawn)
    }
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
    /// Writes it piece by piece, so that the whole of a large issue is never held.
    pub write: fn(&Finished<'_>, &mut dyn Write) -> io::Result<()>,
}

impl Format {
    /// All of it.
    #[must_use]
    pub fn bytes(&self, finished: &Finished<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        // Writing to memory cannot fail, and every key of a document is a string.
        let written = (self.write)(finished, &mut out);
        debug_assert!(written.is_ok());
        out
    }
}

const JSON: Format =
    Format { name: "json", ending: ".json", about: "articles and furniture, schema newsprint/1", write: json::write };
const MARKDOWN: Format =
    Format { name: "md", ending: ".md", about: "Markdown, as the page should read", write: markdown::write };
const TEXT: Format = Format { name: "txt", ending: ".txt", about: "plain text of the articles", write: text::write };
const JSON_LINES: Format =
    Format { name: "jsonl", ending: ".jsonl", about: "the same articles, one a line", write: jsonl::write };
const HTML: Format =
    Format { name: "html", ending: ".html", about: "a page for a browser, in one file", write: html::write };

/// The outputs that stand beside a ledger.
pub const FORMATS: [Format; 3] = [JSON, MARKDOWN, TEXT];

/// What can be published, which is more: these outputs stand beside no ledger and no log.
pub const PUBLISHED: [Format; 5] = [MARKDOWN, TEXT, JSON, JSON_LINES, HTML];

/// The output of [`FORMATS`] with that name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
