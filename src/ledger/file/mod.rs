//! `NAME.edits.jsonl`: a ledger as a file, one header line and one line for each entry.
//!
//! The file says everything that [`fold()`](super::fold()) asks for, so the text can be made again, and proved, from source and ledger
//! alone. It stays small: runs of wraps are ranges, what the edits of a rule have in common stands in the header, and
//! excerpts are a few words. A decision names a unit: whole edits carry theirs; those of `each` edits follow from their
//! changes ([`UnitId::all_of`](super::UnitId::all_of)), so they are not written for every wrap. No place of a file is known here.

mod changes;
mod entry;
mod excerpt;
mod header;
mod names;
mod said;

pub use changes::{ChangeError, ChangeLine, JoinLine, Places, from_lines, to_lines};
pub use entry::{EditLine, EntryError, EntryLine, StateWord};
pub(crate) use excerpt::excerpts;
pub use header::{Header, LEDGER_SCHEMA, Pack, Reading, ReadingLine, RuleLine, RunInfo, RunLevel};
pub use names::{LineNames, line_list};
pub use said::Said;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::{Change, EditId, Entry, Ledger, State, Waits, balance, fold};
use crate::model::{Issue, Warning};

/// Why a ledger file cannot be read. `line` counts from 1.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFileError {
    /// Nothing in it.
    #[error("the ledger is empty; clean the source again")]
    Empty,
    /// The header is none.
    #[error("line 1: this is no header of a ledger ({0}); is it a .edits.jsonl file of newsprint?")]
    Header(serde_json::Error),
    /// A later program wrote it.
    #[error("line 1: the schema is `{0}`, and this program reads {LEDGER_SCHEMA}; use the program that wrote it")]
    Schema(String),
    /// The source is not what it was.
    #[error("page {page} of the source has changed since the ledger was written ({what}); clean it again")]
    Source {
        /// The page, 0 for the number of pages.
        page: u32,
        /// What differs.
        what: String,
    },
    /// A line that is no entry.
    #[error("line {line}: this is no entry ({error}); the ledger was damaged, so clean the source again")]
    Json {
        /// The line of the file.
        line: usize,
        /// What the parser says.
        error: serde_json::Error,
    },
    /// An entry that says nothing about this source.
    #[error("line {line}: {error}; the ledger was damaged or belongs to another source, so clean the source again")]
    Entry {
        /// The line of the file.
        line: usize,
        /// What is wrong.
        error: EntryError,
    },
    /// An entry that cannot stand where it stands.
    #[error("line {line}: {what}; the ledger was damaged, so clean the source again")]
    Impossible {
        /// The line of the file.
        line: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// Entries are missing or stand out of order.
    #[error("line {line}: entry {found} stands where {wanted} is due; the ledger was cut, so clean the source again")]
    Number {
        /// The line of the file.
        line: usize,
        /// The number that is due.
        wanted: u32,
        /// The number that stands there.
        found: u32,
    },
    /// Fewer or more entries than the header says.
    #[error("the header counts {wanted} entries and {found} follow; the ledger was cut, so clean the source again")]
    Count {
        /// What the header says.
        wanted: u32,
        /// What there are.
        found: u32,
    },
}

/// A ledger as the bytes of its file. `warnings` are those of the run; those of the reader come with the source.
#[must_use]
pub fn write_ledger(issue: &Issue, ledger: &Ledger, run: &RunInfo, warnings: &[Warning]) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory cannot fail, and every key is a string.
    let written = write_ledger_to(&mut out, issue, ledger, run, warnings);
    debug_assert!(written.is_ok());
    out
}

/// Writes the same line by line.
///
/// # Errors
/// Those of `out`.
pub fn write_ledger_to(
    out: &mut dyn Write,
    issue: &Issue,
    ledger: &Ledger,
    run: &RunInfo,
    warnings: &[Warning],
) -> io::Result<()> {
    let said = said::list(ledger);
    let sayer = said::Sayer::new(&said);
    let edits = || ledger.entries.iter().map(|entry| &entry.edit);
    let header = Header {
        schema: LEDGER_SCHEMA.to_owned(),
        id: issue.name.clone(),
        source: Reading::all_of(issue),
        gathered: issue.gathered.clone(),
        run: run.clone(),
        // A draft that breaks an invariant is found by `verify`, which counts again.
        balance: balance(&fold(issue, ledger)).unwrap_or_default(),
        entries: ledger.entries.len() as u32,
        waits: Some(Waits::of(issue, ledger)),
        warnings: warnings.to_vec(),
        rules: entry::rule_table(&sayer, edits()),
        or: entry::reading_table(&sayer, edits()),
        said: said.clone(),
    };
    let writer = entry::Writer { issue, header: &header, runs: names::Runs::of(issue), sayer, named: named(ledger) };
    let mut line = Vec::new();
    put(out, &header, &mut line)?;
    let mut entries = ledger.entries.iter().enumerate();
    entries.try_for_each(|(n, entry)| put(out, &writer.line(EditId(n as u32), entry), &mut line))
}

/// The entries that others name.
fn named(ledger: &Ledger) -> BTreeSet<EditId> {
    let conflict = |entry: &Entry| if let State::Conflict { with } = entry.state { Some(with) } else { None };
    let others = |entry: &Entry| conflict(entry).into_iter().chain(entry.settled);
    ledger.entries.iter().flat_map(|entry| entry.edit.needs.iter().copied().chain(others(entry))).collect()
}

/// Writes a line in one piece; what it is put together in serves for the next.
fn put(out: &mut dyn Write, line: &impl serde::Serialize, text: &mut Vec<u8>) -> io::Result<()> {
    text.clear();
    serde_json::to_writer(&mut *text, line)?;
    text.push(b'\n');
    out.write_all(text)
}

/// The header alone, which says how to read the source again.
///
/// # Errors
/// If the first line is no header of this schema.
pub fn read_header(bytes: &[u8]) -> Result<Header, LedgerFileError> {
    let first = bytes.split(|b| *b == b'\n').next().filter(|line| !line.is_empty()).ok_or(LedgerFileError::Empty)?;
    let header: Header = serde_json::from_slice(first).map_err(LedgerFileError::Header)?;
    if header.schema == LEDGER_SCHEMA { Ok(header) } else { Err(LedgerFileError::Schema(header.schema)) }
}

/// A ledger from its file, for the issue that it was written for.
///
/// # Errors
/// If the source is another, or the file is not as it was written.
pub fn read_ledger(bytes: &[u8], issue: &Issue) -> Result<(Header, Ledger), LedgerFileError> {
    let header = read_header(bytes)?;
    same_source(&header, issue)?;
    let mut reader =
        entry::Reader { issue, names: LineNames::new(issue), header: &header, rule_names: BTreeMap::new() };
    let mut ledger = Ledger::default();
    let lines = bytes.split(|b| *b == b'\n').enumerate().skip(1).filter(|(_, line)| !line.is_empty());
    for (n, text) in lines {
        let line = n + 1;
        let said: EntryLine = serde_json::from_slice(text).map_err(|error| LedgerFileError::Json { line, error })?;
        let wanted = ledger.entries.len() as u32;
        if let Some(id) = said.id.filter(|id| id.0 != wanted) {
            return Err(LedgerFileError::Number { line, wanted, found: id.0 });
        }
        let entry = reader.entry(said).map_err(|error| LedgerFileError::Entry { line, error })?;
        ledger.restore(issue, entry).map_err(|what| LedgerFileError::Impossible { line, what })?;
    }
    let found = ledger.entries.len() as u32;
    if found != header.entries {
        return Err(LedgerFileError::Count { wanted: header.entries, found });
    }
    if let Some(n) = (0..ledger.entries.len()).find(|n| !is_settled_rightly(&ledger, *n)) {
        return Err(LedgerFileError::Impossible { line: n + 2, what: "no later entry settles it" });
    }
    Ok((header, ledger))
}

/// Whether the entry that is said to settle another stands behind it and says what its lines are.
fn is_settled_rightly(ledger: &Ledger, n: usize) -> bool {
    let entry = &ledger.entries[n];
    let Some(by) = entry.settled else { return true };
    let says = |change: &Change| matches!(change, Change::Role { line, .. } if *line == entry.edit.line());
    let later = ledger.entries.get(by.0 as usize).filter(|_| by.0 as usize > n);
    later.is_some_and(|later| later.state == State::Applied && later.edit.changes.iter().any(says))
}

fn same_source(header: &Header, issue: &Issue) -> Result<(), LedgerFileError> {
    if header.source.len() != issue.pages().len() {
        let what = format!("{} pages instead of {}", issue.pages().len(), header.source.len());
        return Err(LedgerFileError::Source { page: 0, what });
    }
    for (was, page) in header.source.iter().zip(issue.pages()) {
        let n_lines = page.lines.end - page.lines.start;
        let what = if was.sha256 != page.source.sha256 {
            format!("SHA-256 {} instead of {}", page.source.sha256, was.sha256)
        } else if was.lines != n_lines {
            format!("{n_lines} lines instead of {}", was.lines)
        } else {
            continue;
        };
        return Err(LedgerFileError::Source { page: page.no, what });
    }
    Ok(())
}
