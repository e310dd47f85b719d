//! Many issues at once: each is read, cleaned and written by itself, and one that cannot be never stops the others.
//!
//! Knows the clock and threads; files are [`crate::store`]'s. What comes out is in the order of what went in, for any
//! number of threads.

mod cleaned;
mod contents;
mod decide;
mod inputs;
mod log;
mod one;
mod publish;
mod report;

use rayon::prelude::*;

pub use cleaned::{Cleaned, Place, places, without_ledger};
pub use decide::{clean_again, drafts_of, keep_draft, write_down, write_down_but};
pub use inputs::{Found, Group, Input, InputFile, find};
pub use log::{LastRun, Options, PackLine, last_runs, log_of};
pub use one::{
    BatchError, Report, Tally, clean_issue, clean_one, decisions_name, decisions_of, ledger_name, read_issue,
};

pub use publish::{MANIFEST, Manifest, Outcome, Publication, Publish, PublishedIssue};
pub use report::Site;

use crate::ledger::Level;
use crate::ledger::file::{Pack, RunInfo};
use crate::read::ReadOptions;
use crate::rules::Rules;
use crate::store::Folder;
use crate::write::{Format, Offsets};

/// How issues are cleaned and what is written.
#[derive(Debug, Clone)]
pub struct Job {
    /// How files are read.
    pub read: ReadOptions,
    /// The rules in force.
    pub rules: Rules,
    /// The lowest level of edits that is applied without asking; `None` for none.
    pub level: Option<Level>,
    /// The outputs, besides the ledger.
    pub formats: Vec<&'static Format>,
    /// Whether the ledger is written.
    pub ledger: bool,
    /// Whether blocks tell where their text stands in the source.
    pub offsets: Offsets,
    /// Where outputs go.
    pub out: Folder,
    /// Where decisions are.
    pub decisions: Folder,
}

impl Job {
    /// The run as outputs tell it.
    #[must_use]
    pub fn run_info(&self) -> RunInfo {
        run_info(&self.rules, self.level)
    }
}

fn run_info(rules: &Rules, level: Option<Level>) -> RunInfo {
    let pack = |pack: &crate::rules::Pack| Pack { name: pack.name.to_string(), version: pack.version.clone() };
    RunInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        level: level.into(),
        packs: rules.packs().iter().map(pack).collect(),
        lexicon: rules.lexicon().map(|lexicon| lexicon.sha256().to_owned()),
    }
}

/// What became of one issue.
#[derive(Debug)]
pub struct Done {
    /// Name of the outputs.
    pub name: String,
    /// The first of its files, as given.
    pub path: String,
    /// How long it took.
    pub seconds: f64,
    /// What was done, or why it was not.
    pub result: Result<Report, BatchError>,
}

/// Cleans issues on as many threads as the current pool has; `on_done` is called after each, in no order.
pub fn clean(inputs: &[Input], job: &Job, on_done: &(dyn Fn() + Sync)) -> Vec<Done> {
    let timed = |input: &Input| {
        #[expect(clippy::disallowed_methods, reason = "how long it took is part of the log")]
        let start = std::time::Instant::now();
        let result = clean_one(input, job);
        on_done();
        let path = input.files.first().map_or_else(String::new, |file| file.shown.clone());
        Done { name: input.name.clone(), path, seconds: start.elapsed().as_secs_f64(), result }
    };
    inputs.par_iter().map(timed).collect()
}
