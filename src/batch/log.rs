//! `run.jsonl`: what was run when, with which rules, and what became of each issue. Kept out of the outputs, so that
//! those change only where text does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{BatchError, Done, Job};
use crate::ledger::file::RunLevel;
use crate::rules::{PackSource, embedded};

/// The options of a run that shape outputs, as they were given; a decision runs the issue again with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The outputs that were asked for.
    pub to: Vec<String>,
    /// Folders of further rules.
    pub rules: Vec<String>,
    /// What is known about the title.
    pub profile: Option<String>,
    /// The archive's own lexicon.
    pub lexicon: Option<String>,
    /// Folder of people's decisions, where it is not the output folder.
    pub decisions: Option<String>,
    /// The encoding that was stated.
    pub encoding: Option<String>,
    /// The language that was stated.
    pub language: Option<String>,
    /// Whether the reading order was found from where things stand, also where the file states one.
    pub reorder: bool,
    /// Whether blocks tell where their text stands.
    pub offsets: bool,
}

/// A line of the log.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "log", rename_all = "snake_case")]
enum Line {
    Run {
        at: String,
        version: String,
        level: RunLevel,
        options: Options,
        packs: Vec<PackLine>,
    },
    Issue {
        at: String,
        id: String,
        path: String,
        seconds: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        lines: Option<usize>,
        #[serde(skip_serializing_if = "Option::is_none")]
        undecided: Option<usize>,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
}

#[derive(Debug, Serialize, Deserialize)]
struct PackLine {
    name: String,
    version: String,
    sha256: String,
}

/// The log of a run: a line for it and one for each issue. `sources` are the packs besides the embedded one.
#[must_use]
pub fn log_of(at: &str, job: &Job, options: &Options, sources: &[PackSource], done: &[Done]) -> Vec<u8> {
    let base = embedded::base();
    let packs = job.rules.packs().iter().zip(std::iter::once(&base).chain(sources));
    let packs = packs.map(|(pack, source)| PackLine {
        name: pack.name.to_string(),
        version: pack.version.clone(),
        sha256: sha256(source),
    });
    let run = job.run_info();
    let mut out = Vec::new();
    put(
        &mut out,
        &Line::Run {
            at: at.to_owned(),
            version: run.version,
            level: run.level,
            options: options.clone(),
            packs: packs.collect(),
        },
    );
    for issue in done {
        let report = issue.result.as_ref().ok();
        put(
            &mut out,
            &Line::Issue {
                at: at.to_owned(),
                id: issue.name.clone(),
                path: issue.path.clone(),
                seconds: (issue.seconds * 1000.0).round() / 1000.0,
                lines: report.map(|report| report.lines),
                undecided: report.map(|report| report.undecided),
                error: issue.result.as_ref().err().map(BatchError::to_string),
            },
        );
    }
    out
}

/// The options with which an issue was last cleaned, if the log tells.
#[must_use]
pub fn options_of(log: &[u8], id: &str) -> Option<Options> {
    options_of_all(log).remove(id)
}

/// The options with which each issue of a log was last cleaned, by name.
#[must_use]
pub fn options_of_all(log: &[u8]) -> BTreeMap<String, Options> {
    let mut options: Option<Options> = None;
    let mut found = BTreeMap::new();
    // A log is for reading only: a line that cannot be read says nothing.
    for line in log.split(|b| *b == b'\n').filter_map(|line| serde_json::from_slice::<Line>(line).ok()) {
        match (line, &options) {
            (Line::Run { options: of_run, .. }, _) => options = Some(of_run),
            (Line::Issue { id, error: None, .. }, Some(options)) => {
                found.insert(id, options.clone());
            }
            (Line::Issue { .. }, _) => {}
        }
    }
    found
}

fn put(out: &mut Vec<u8>, line: &Line) {
    // Writing to memory cannot fail, and every key is a string.
    let written = serde_json::to_writer(&mut *out, line);
    debug_assert!(written.is_ok());
    out.push(b'\n');
}

/// Over path and text of each file, each behind its length.
fn sha256(source: &PackSource) -> String {
    let mut files: Vec<&(String, String)> = source.files.iter().collect();
    files.sort_unstable();
    let mut hash = Sha256::new();
    for part in files.iter().flat_map(|(path, text)| [path, text]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
