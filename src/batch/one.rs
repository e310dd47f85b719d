//! One issue, from its files to its outputs.

use std::collections::BTreeMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Input, InputFile, Job};
use crate::ledger::file::{LedgerFileError, write_ledger_to};
use crate::ledger::{Ledger, PassName, RuleName, State, balance, fold};
use crate::model::{Issue, Missing, Warning};
use crate::pipeline;
use crate::read::{self, ReadError, ReadOptions};
use crate::review::{self, DecisionError, DecisionFile, OutOfDate, out_of_date};
use crate::store::{self, Folder, StoreError};
use crate::write::{Articles, Finished};

/// Why an issue was not cleaned.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// A file cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The input is not what a reader takes.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A table of contents names it, and it is not there.
    #[error("{0}")]
    Due(String),
    /// Its decisions cannot be read, and without them it must not be cleaned.
    #[error("{path}: {error}")]
    Decisions {
        /// The file.
        path: String,
        /// What is wrong with it.
        error: DecisionError,
    },
    /// Its ledger file is not as it was written.
    #[error("{path}: {error}")]
    Ledger {
        /// The file.
        path: String,
        /// What is wrong with it.
        error: LedgerFileError,
    },
    /// The sums do not hold, so nothing was written.
    #[error("{path}: text would be lost ({what}); nothing was written, please report it with the page")]
    Lost {
        /// The first file of the issue.
        path: String,
        /// What does not add up.
        what: String,
    },
    /// A bug.
    #[error("{path}: newsprint stopped on this file and wrote nothing; please report it with the page")]
    Panicked {
        /// The first file of the issue.
        path: String,
    },
}

/// How often a rule was used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Edits that count in the text.
    pub applied: usize,
    /// Edits that a person should look at.
    pub undecided: usize,
}

/// What was done with an issue.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Number of pages.
    pub pages: usize,
    /// Number of lines.
    pub lines: usize,
    /// Edits by pass and rule.
    pub tally: BTreeMap<(PassName, RuleName), Tally>,
    /// Edits that wait for a person.
    pub undecided: usize,
    /// Decisions in force.
    pub decided: usize,
    /// Decisions that do nothing.
    pub stale: Vec<OutOfDate>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// The name of an issue's ledger file.
#[must_use]
pub fn ledger_name(name: &str) -> String {
    format!("{name}.edits.jsonl")
}

/// The name of an issue's file of decisions.
#[must_use]
pub fn decisions_name(name: &str) -> String {
    format!("{name}.decisions.jsonl")
}

/// Cleans one issue and writes its outputs.
///
/// # Errors
/// If it cannot be read or written; the outputs are then as they were.
pub fn clean_one(input: &Input, job: &Job) -> Result<Report, BatchError> {
    let path = || input.files.first().map_or_else(String::new, |file| file.shown.clone());
    // A reader or writer that panics is a bug, which must not take the other issues with it.
    catch_unwind(AssertUnwindSafe(|| clean_issue(&read_issue(input, &job.read)?, job)))
        .unwrap_or_else(|_| Err(BatchError::Panicked { path: path() }))
}

/// Reads the files of an issue. The bytes of each are freed when it is read; one that cannot be read is named in a warning.
///
/// # Errors
/// If none of them can be read.
pub fn read_issue(input: &Input, options: &ReadOptions) -> Result<Issue, BatchError> {
    let mut failed: Vec<BatchError> = Vec::new();
    let mut missing: Vec<Missing> = Vec::new();
    let mut pages = 0;
    let mut parts = input.files.iter().filter_map(|file| match read_file(input, file, options) {
        Ok(part) => {
            pages += part.pages().len() as u32;
            Some(part)
        }
        Err(error) => {
            missing.push(Missing { after: pages, path: file.shown.clone(), member: None, why: error.to_string() });
            failed.push(error);
            None
        }
    });
    let first = parts.next();
    let issue = match parts.next() {
        None => first,
        second => Some(Issue::bound(input.name.clone(), first.into_iter().chain(second).chain(parts))),
    };
    let mut issue = match (issue, failed.pop()) {
        (Some(issue), _) => issue,
        (None, Some(error)) => return Err(error),
        (None, None) => Issue::bound(input.name.clone(), []),
    };
    // A page that cannot be read must not cost the others.
    issue.gathered.missing.extend(missing);
    issue.gathered.warnings.extend(input.warnings.iter().cloned());
    issue.gathered.missing.sort_by_key(|missing| missing.after);
    Ok(issue)
}

fn read_file(input: &Input, file: &InputFile, options: &ReadOptions) -> Result<Issue, BatchError> {
    if let Some(fault) = &file.fault {
        return Err(BatchError::Due(fault.clone()));
    }
    let options = ReadOptions { label: file.label.clone(), ..options.clone() };
    let mut issue = read::read_issue(&input.name, &file.shown, &store::read(&file.path)?, &options)?;
    issue.forget_words();
    Ok(issue)
}

/// The file of decisions on an issue, an empty one if there is none.
///
/// # Errors
/// If it is there and cannot be read.
pub fn decisions_of(name: &str, folder: &Folder) -> Result<DecisionFile, BatchError> {
    let file = folder.file(&decisions_name(name));
    let bytes = store::read_if_there(&file)?.unwrap_or_default();
    review::parse(&bytes).map_err(|error| BatchError::Decisions { path: file.display().to_string(), error })
}

/// Cleans what was read and writes its outputs.
///
/// # Errors
/// If its decisions cannot be read, or outputs cannot be written.
pub fn clean_issue(issue: &Issue, job: &Job) -> Result<Report, BatchError> {
    let path = || issue.pages().first().map_or_else(String::new, |page| page.source.path.clone());
    let file = decisions_of(&issue.name, &job.decisions)?;
    let decided = file.resolve(issue);
    let run = pipeline::run(issue, &job.rules, job.level, &decided.decisions);
    let draft = fold(issue, &run.ledger);
    balance(&draft).map_err(|what| BatchError::Lost { path: path(), what })?;

    let info = job.run_info();
    let told = run.told(issue);
    // Each output is written as it is made, so that none is held whole; all are put in place at the end.
    let mut outputs = Vec::with_capacity(job.formats.len() + 1);
    if !job.formats.is_empty() {
        let articles = Articles::of(&draft, &run.ledger, job.offsets);
        let document = articles.document(&run.ledger, &info, &told);
        let finished = Finished { draft: &draft, ledger: &run.ledger, document: &document, drawn: articles.drawn() };
        for format in &job.formats {
            let name = format!("{}{}", issue.name, format.ending);
            outputs.push(job.out.write_beside(&name, |out| (format.write)(&finished, out))?);
        }
    }
    if job.ledger {
        let write = |out: &mut dyn Write| write_ledger_to(out, issue, &run.ledger, &info, &told);
        outputs.push(job.out.write_beside(&ledger_name(&issue.name), write)?);
    }
    for output in outputs {
        output.put_in_place()?;
    }

    Ok(Report {
        pages: issue.pages().len(),
        lines: issue.n_lines(),
        tally: tally(&run.ledger),
        undecided: run.ledger.undecided(),
        decided: decided.decisions.in_force().count(),
        stale: out_of_date(issue, &run.ledger, &file),
        warnings: issue.oddities().chain(told).collect(),
    })
}

/// Edits by pass and rule.
fn tally(ledger: &Ledger) -> BTreeMap<(PassName, RuleName), Tally> {
    let mut out: BTreeMap<(PassName, RuleName), Tally> = BTreeMap::new();
    for entry in ledger.entries() {
        let tally = out.entry((entry.edit.pass, RuleName::clone(&entry.edit.rule))).or_default();
        tally.applied += usize::from(entry.state == State::Applied);
        tally.undecided += usize::from(entry.is_undecided());
    }
    out
}
