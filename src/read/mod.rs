//! Readers: from the bytes of a file to an [`Issue`].
//!
//! A reader is pure. It knows nothing of edits and rules, and it never judges the text: what it decides (the encoding,
//! the page breaks, the cells of side-by-side columns) is a reading of the file, which an option can overrule.

mod abreast;
mod alto;
mod archive;
mod decode;
mod dump;
mod guess;
mod gutters;
mod hocr;
mod logical;
mod mets;
mod order;
mod page;
mod pages;
mod sheet;
mod sniff;
mod text;
mod tsv;
mod unpack;
mod words;
mod xml;

pub(crate) use archive::natural;
use encoding_rs::Encoding;
pub use logical::{Area, Logical, Unit, logical};
pub use mets::{DuePage, Physical, physical};
use rustc_hash::FxHashMap;

use crate::model::{Issue, Layout, PageRead};
use dump::Dump;
use sniff::Kind;
use xml::{Broken, Odd};

/// What the caller knows about a file better than the file itself tells.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Its encoding; found out where it is not given.
    pub encoding: Option<&'static Encoding>,
    /// BCP 47 code of its language; it also helps to guess the encoding.
    pub language: Option<String>,
    /// Its layout. Of a text dump only flow and columns can be asked for; anything else is found out page by page.
    pub layout: Option<Layout>,
    /// What the issue calls the page.
    pub label: Option<String>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is something else than text.
    #[error("{path}: this is {what}, not text; {advice}")]
    NotText {
        /// The path as given.
        path: String,
        /// What it is, with its article.
        what: &'static str,
        /// What can be done.
        advice: &'static str,
    },
    /// It is of a format that this version does not read.
    #[error("{path}: this is {what}, which newsprint does not read yet; {advice}")]
    NotYet {
        /// The path as given.
        path: String,
        /// The format.
        what: &'static str,
        /// What can be done.
        advice: &'static str,
    },
    /// It breaks off before any text.
    #[error("{path}:{line}: the XML is broken here and no text stands before it: {what}; look at what wrote the file")]
    Broken {
        /// The path as given.
        path: String,
        /// Physical line.
        line: u32,
        /// What is wrong there.
        what: String,
    },
    /// It is an archive or a table of contents without a page in it.
    #[error("{path}: there is no issue in it: {why}")]
    NoPages {
        /// The path as given.
        path: String,
        /// Why there is none.
        why: String,
    },
    /// It is packed, and what unpacks is not whole.
    #[error("{path}: this is {what} that is damaged: {why}; fetch or pack it again")]
    Damaged {
        /// The path as given.
        path: String,
        /// How it is packed, with its article.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// It is packed, and unpacks to more than any page or issue holds.
    #[error(
        "{path}: this is {what} that unpacks to more than {megabytes} MB, as no page does; unpack it by hand and look"
    )]
    Swollen {
        /// The path as given.
        path: String,
        /// How it is packed, with its article.
        what: &'static str,
        /// How much was unpacked before newsprint gave up.
        megabytes: u64,
    },
    /// It is larger than offsets of lines can say.
    #[error("{path}: {bytes} bytes are more than the 2 GB that one file may have; split it at its page breaks")]
    TooLarge {
        /// The path as given.
        path: String,
        /// Its size.
        bytes: u64,
    },
}

/// Reads a file into an issue of one or more pages. `name` becomes the name of its outputs, `path` is what messages and
/// the output call the file.
///
/// # Errors
/// Where the file is no text, is damaged, is of a format that is not read, or is larger than 2 GB.
pub fn read_issue(name: &str, path: &str, bytes: &[u8], options: &ReadOptions) -> Result<Issue, ReadError> {
    let dump = Dump::of_file(path, bytes)?;
    if sniff::is_zip(dump.bytes()) {
        return archive::read(name, &dump, options);
    }
    read_page(sniff::kind(&dump)?, name, &dump, options)
}

/// A file, or a member of an archive, that was read before, and how.
#[derive(Debug, Clone, Default)]
pub struct Again {
    /// Name inside the archive.
    pub member: Option<String>,
    /// How it was read.
    pub options: ReadOptions,
}

/// Reads a file again in the way in which it was read before; of an archive, the members that were.
///
/// # Errors
/// As [`read_issue`].
pub fn read_again(name: &str, path: &str, bytes: &[u8], again: &[Again]) -> Result<Issue, ReadError> {
    match again {
        [Again { member: None, options }] => read_issue(name, path, bytes, options),
        _ => archive::read_again(name, &Dump::of_file(path, bytes)?, again),
    }
}

fn read_page(kind: Kind, name: &str, dump: &Dump<'_>, options: &ReadOptions) -> Result<Issue, ReadError> {
    let mut issue = match kind {
        Kind::Text => text::read(name, dump, options),
        Kind::Page => page::read(name, dump, options),
        Kind::Alto => alto::read(name, dump, options),
        Kind::Hocr => hocr::read(name, dump, options),
        Kind::Tsv => tsv::read(name, dump, options),
        Kind::Mets => {
            let n = mets::of_dump(dump, options)?.pages.len();
            let why = format!("it is METS and names {n} pages in other files; clean the folder that holds them all");
            Err(ReadError::NoPages { path: dump.shown(), why })
        }
    }?;
    if let Some(label) = &options.label {
        issue.label(label);
    }
    Ok(issue)
}

/// The local name of the root element, of an XML file, which may be packed; its first bytes will do.
#[must_use]
pub fn xml_root(bytes: &[u8]) -> Option<String> {
    sniff::root_of(&unpack::head(bytes))
}

/// The article of each line and region of a PAGE-XML file that people marked as part of one, by id.
#[must_use]
pub fn page_articles(bytes: &[u8]) -> FxHashMap<Box<str>, Box<str>> {
    page::articles(bytes)
}

/// What was read of a broken file stands if there is text in it.
fn stand_or_fall(
    dump: &Dump<'_>,
    pages: &mut [PageRead],
    broken: Option<Broken>,
    odd: &mut Odd,
) -> Result<(), ReadError> {
    let has_text = pages.iter().any(|page| !page.lines.is_empty());
    if let Some(Broken { line, what }) = broken {
        if !has_text {
            return Err(ReadError::Broken { path: dump.shown(), line, what });
        }
        odd.add(line, &format!("the XML is broken here: {what}; what stands before is kept"));
    } else if !has_text {
        odd.add(0, "the file holds no text");
    }
    if let Some(last) = pages.last_mut() {
        last.warnings.extend(odd.take());
    }
    Ok(())
}
