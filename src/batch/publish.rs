//! Publishing: each issue is run again with the decisions there are, and goes out only when nothing waits. A manifest
//! tells what went out, made by which rules, and who decided what.

use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{BatchError, LastRun, PackLine, Place, decisions_of, run_info};
use crate::ledger::file::{RunInfo, RunLevel};
use crate::ledger::{Act, Decisions, Ledger, Level, Record, UnitId, balance, fold, stale};
use crate::model::{Issue, Source};
use crate::pipeline::{self, Run};
use crate::review::RecordLine;
use crate::rules::Rules;
use crate::store::{Folder, StoreError};
use crate::write::{Articles, EditCounts, Finished, Format, Offsets};

/// Name of the manifest in a published folder.
pub const MANIFEST: &str = "manifest.json";
/// What is proposed because another proposal was accepted is accepted too, so many times over.
const ROUNDS: usize = 8;

/// How issues are published.
#[derive(Debug)]
pub struct Publication<'a> {
    /// Where relative paths of sources begin.
    pub root: &'a Path,
    /// What is written of each issue.
    pub formats: &'a [&'static Format],
    /// Whether edits that wait are taken as accepted.
    pub accept_pending: bool,
    /// Where it goes.
    pub out: &'a Folder,
}

/// An issue that is to be published.
#[derive(Debug, Clone)]
pub struct Publish {
    /// Where it was cleaned.
    pub place: Place,
    /// The folder of its decisions.
    pub decisions: Folder,
    /// The rules that it was cleaned with.
    pub rules: Rules,
    /// The run that cleaned it.
    pub last: LastRun,
    /// Whether blocks tell where their text stands.
    pub offsets: Offsets,
}

/// What became of an issue.
#[derive(Debug)]
pub enum Outcome {
    /// It was written.
    Published(Box<PublishedIssue>),
    /// So many edits wait for a person; nothing was written.
    Waits(usize),
}

/// `manifest.json`: the same for the same sources, rules and decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `newsprint-manifest/1`.
    pub schema: String,
    /// Version of the program.
    pub version: String,
    /// What was written of each issue.
    pub formats: Vec<String>,
    /// The issues, by name.
    pub issues: Vec<PublishedIssue>,
    /// Issues that were not published because edits wait, with their number.
    pub held_back: Vec<(String, usize)>,
}

/// One issue in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedIssue {
    /// Name of the outputs, with `/` between folders.
    pub id: String,
    /// The files that it was read from.
    pub source: Vec<FileLine>,
    /// Version, level and rules.
    pub run: RunInfo,
    /// What stood in the rules.
    pub packs: Vec<PackLine>,
    /// How many edits its ledger holds.
    pub edits: EditCounts,
    /// What people decided, as in the file of decisions.
    pub decisions: Vec<RecordLine>,
    /// Edits that nobody decided on and that were taken as accepted.
    pub accepted_pending: Vec<UnitId>,
    /// Decisions that do nothing on this source, and why.
    pub stale: Vec<(UnitId, String)>,
    /// What was written.
    pub files: Vec<FileLine>,
}

/// A file and its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// Where it is: of a source as it was given, of an output below the folder.
    pub path: String,
    /// Name inside the archive at that path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
}

impl Publication<'_> {
    /// Publishes issues on as many threads as the current pool has; what became of each, in their order.
    pub fn publish(&self, issues: &[Publish]) -> Vec<Result<Outcome, BatchError>> {
        issues.par_iter().map(|issue| self.one(issue)).collect()
    }

    fn one(&self, what: &Publish) -> Result<Outcome, BatchError> {
        let cleaned = what.place.reread(self.root)?;
        let issue = &cleaned.issue;
        let level = match cleaned.header.run.level {
            RunLevel::None => None,
            RunLevel::Safe => Some(Level::Safe),
            RunLevel::Review => Some(Level::Review),
        };
        let info = run_info(&what.rules, level);
        same_rules(what, &cleaned.header.run, &info)?;
        let file = decisions_of(&what.place.name, &what.decisions)?;
        let decided = file.resolve(issue);
        let run = |decisions: &Decisions| pipeline::run(issue, &what.rules, level, decisions);
        let first = run(&decided.decisions);
        let mut out_of_date = stale(issue, &first.ledger, &decided.decisions);
        out_of_date.extend(decided.outdated);
        let (run, accepted) =
            if self.accept_pending { accept_all(issue, first, decided.decisions, run) } else { (first, Vec::new()) };
        let warnings = run.told(issue);
        let Run { ledger, .. } = run;
        if ledger.undecided() > 0 {
            return Ok(Outcome::Waits(ledger.undecided()));
        }
        let draft = fold(issue, &ledger);
        let path = || issue.pages().first().map_or_else(String::new, |page| page.source.path.clone());
        balance(&draft).map_err(|what| BatchError::Lost { path: path(), what })?;
        let articles = Articles::of(&draft, &ledger, what.offsets);
        let document = articles.document(&ledger, &info, &warnings);
        let finished = Finished { draft: &draft, ledger: &ledger, document: &document, drawn: articles.drawn() };
        let mut files = Vec::with_capacity(self.formats.len());
        for format in self.formats {
            let bytes = format.bytes(&finished);
            let path = format!("{}{}", issue.name, format.ending);
            if path == MANIFEST {
                return Err(BatchError::Store(StoreError {
                    path,
                    what: "this name is the manifest's".to_owned(),
                    hint: "rename the source and clean it again".to_owned(),
                }));
            }
            self.out.write(&path, &bytes)?;
            files.push(FileLine { path, member: None, sha256: hex(&bytes) });
        }
        let mut source: Vec<FileLine> = Vec::new();
        for pages in issue.pages().chunk_by(|a, b| a.source.is_same_file(&b.source)) {
            let Source { path, member, sha256, .. } = pages[0].source.clone();
            source.push(FileLine { path, member, sha256 });
        }
        Ok(Outcome::Published(Box::new(PublishedIssue {
            id: issue.name.clone(),
            source,
            run: info,
            packs: PackLine::all_of(&what.rules),
            edits: document.edits,
            decisions: file.in_force().into_iter().cloned().collect(),
            accepted_pending: accepted,
            stale: out_of_date.into_iter().map(|stale| (stale.unit, stale.because)).collect(),
            files,
        })))
    }
}

impl Manifest {
    /// Of some issues and what became of them; those that failed are left out.
    #[must_use]
    pub fn of(formats: &[&'static Format], outcomes: impl IntoIterator<Item = (String, Outcome)>) -> Self {
        let mut manifest = Self {
            schema: "newsprint-manifest/1".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            formats: formats.iter().map(|format| format.name.to_owned()).collect(),
            issues: Vec::new(),
            held_back: Vec::new(),
        };
        for (name, outcome) in outcomes {
            match outcome {
                Outcome::Published(issue) => manifest.issues.push(*issue),
                Outcome::Waits(n) => manifest.held_back.push((name, n)),
            }
        }
        manifest.issues.sort_by(|a, b| a.id.cmp(&b.id));
        manifest.held_back.sort();
        manifest
    }

    /// As a file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        // Writing structs of texts and figures to memory cannot fail.
        let mut out = serde_json::to_vec_pretty(self).unwrap_or_default();
        out.push(b'\n');
        out
    }
}

/// Runs again until nothing waits, each time with what waited as accepted.
fn accept_all(
    issue: &Issue,
    mut now: Run,
    mut decisions: Decisions,
    run: impl Fn(&Decisions) -> Run,
) -> (Run, Vec<UnitId>) {
    let mut accepted = Vec::new();
    for _ in 0..ROUNDS {
        let waiting = waiting(issue, &now.ledger);
        if waiting.is_empty() {
            break;
        }
        let accept = |unit: &UnitId| Record {
            act: Act::Accept,
            unit: *unit,
            changes: Vec::new(),
            rule: None,
            by: None,
            at: None,
            note: None,
        };
        decisions = decisions.with(waiting.iter().map(accept));
        accepted.extend(waiting);
        now = run(&decisions);
    }
    (now, accepted)
}

fn waiting(issue: &Issue, ledger: &Ledger) -> Vec<UnitId> {
    let entries = ledger.entries().iter().filter(|entry| entry.is_undecided());
    entries.flat_map(|entry| UnitId::all_of(issue, &entry.edit)).collect()
}

/// Other rules would publish a text that nobody has seen.
fn same_rules(what: &Publish, was: &RunInfo, is: &RunInfo) -> Result<(), StoreError> {
    let fault = |fault: String, hint: &str| StoreError {
        path: what.place.folder.file(&what.place.name).display().to_string(),
        what: fault,
        hint: hint.to_owned(),
    };
    if was.lexicon != is.lexicon {
        let other = "it was cleaned with another lexicon than this one, or one of the two runs had none";
        return Err(fault(other.to_owned(), "clean its source again with --lexicon and look at what has changed"));
    }
    let hint = "clean its source again and look at what has changed";
    if let Some(other) = what.last.differs_from(&what.rules) {
        return Err(fault(other, hint));
    }
    if was.packs == is.packs {
        return Ok(());
    }
    let names = |run: &RunInfo| {
        run.packs.iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect::<Vec<_>>().join(", ")
    };
    Err(fault(format!("it was cleaned with the rules {}, and these are {}", names(was), names(is)), hint))
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
