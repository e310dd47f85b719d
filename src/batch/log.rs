//! `run.jsonl`: what was run when, with which rules, and what became of each issue. Kept out of the outputs, so that
//! those change only where text does.

use std::collections::BTreeMap;

use super::{BatchError, Done, Job};
use crate::ledger::file::RunLevel;
use crate::rules::{Pack, Rules};
use serde::{Deserialize, Serialize};

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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        profile: Option<String>,
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

/// A pack of rules and what stood in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackLine {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over its files, in lower-case hex.
    pub sha256: String,
}

impl PackLine {
    /// The packs of some rules.
    #[must_use]
    pub fn all_of(rules: &Rules) -> Vec<Self> {
        let of = |pack: &Pack| Self {
            name: pack.name.to_string(),
            version: pack.version.clone(),
            sha256: pack.sha256.clone(),
        };
        rules.packs().iter().map(of).collect()
    }
}

/// The log of a run: a line for it and one for each issue.
#[must_use]
pub fn log_of(at: &str, job: &Job, options: &Options, done: &[Done]) -> Vec<u8> {
    let run = job.run_info();
    let mut out = Vec::new();
    put(
        &mut out,
        &Line::Run {
            at: at.to_owned(),
            version: run.version,
            level: run.level,
            options: options.clone(),
            packs: PackLine::all_of(&job.rules),
            profile: job.rules.profile.sha256.clone(),
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

/// What the log tells of the run that last cleaned an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastRun {
    /// Its options.
    pub options: Options,
    /// Its rules; none where the log tells of no such run.
    pub packs: Vec<PackLine>,
    /// SHA-256 of what was known about the title, in lower-case hex.
    pub profile: Option<String>,
}

impl LastRun {
    /// In what the rules of the run were others than these, if in anything. Of a run that no log tells of nothing is known.
    #[must_use]
    pub fn differs_from(&self, rules: &Rules) -> Option<String> {
        if self.packs.is_empty() {
            return None;
        }
        let named = |packs: &[PackLine]| {
            packs.iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect::<Vec<_>>().join(", ")
        };
        let is = PackLine::all_of(rules);
        if named(&self.packs) != named(&is) {
            return Some(format!("it was cleaned with the rules {}, and these are {}", named(&self.packs), named(&is)));
        }
        let other = self.packs.iter().zip(&is).find(|(was, is)| was.sha256 != is.sha256);
        if let Some((pack, _)) = other {
            return Some(format!("the rules {} {} were changed since it was cleaned", pack.name, pack.version));
        }
        let is_other = self.profile != rules.profile.sha256;
        is_other.then(|| "what is known about the title was changed since it was cleaned".to_owned())
    }
}

/// The run that last cleaned each issue of a log, by name.
#[must_use]
pub fn last_runs(log: &[u8]) -> BTreeMap<String, LastRun> {
    let mut now: Option<LastRun> = None;
    let mut found = BTreeMap::new();
    // A log is for reading only: a line that cannot be read says nothing.
    for line in log.split(|b| *b == b'\n').filter_map(|line| serde_json::from_slice::<Line>(line).ok()) {
        match (line, &now) {
            (Line::Run { options, packs, profile, .. }, _) => now = Some(LastRun { options, packs, profile }),
            (Line::Issue { id, error: None, .. }, Some(run)) => {
                found.insert(id, run.clone());
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
