//! `newsprint clean`: the main job.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use newsprint::batch::{self, BatchError, Done, Found, Group, Job, Options, Tally};
use newsprint::ledger::{PassName, RuleName};
use newsprint::read::ReadOptions;
use newsprint::rules::Rules;
use newsprint::store::{self, Folder};
use newsprint::write::{Format, Offsets, format};

use super::End;
use super::common::{LevelName, encoding_of, load_lexicon, load_rules, open_decisions};
use super::pending::likest;
use super::say::{self, count, trouble};

/// Clean page dumps and write articles and a ledger of every change
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: newsprint clean raw
          newsprint clean page.txt -o out --to json,md,edits --level safe
          newsprint clean raw --check || newsprint pending cleaned")]
pub struct Args {
    /// Files or folders to clean
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Folder for the outputs
    #[arg(short, long, value_name = "DIR", default_value = "cleaned")]
    out: PathBuf,
    /// What to write, of json, md, txt and edits
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_enum, default_value = "json,md,txt,edits")]
    to: Vec<Output>,
    /// The lowest level of edits that is applied without asking
    #[arg(long, value_enum, default_value = "review")]
    level: LevelName,
    /// Encoding of the inputs; found out where it is not given
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// Language of the inputs, such as zh, zh-Hant, en, de; found out where it is not given
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// A folder of further rules; may be given several times
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// What is known about the title, as TOML
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Words of the archive, as `newsprint lexicon learn` counts them
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Find the reading order from where things stand, also where the file states one
    #[arg(long)]
    reorder: bool,
    /// Folder of people's decisions; beside the outputs where it is not given
    #[arg(long, value_name = "DIR")]
    decisions: Option<PathBuf>,
    /// What makes up an issue: each file, or the files of a folder as its pages
    #[arg(long, value_enum, default_value = "file")]
    group: GroupName,
    /// How many issues to clean at once; as many as the machine has cores where it is not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Exit with 1 if edits wait for a person's decision
    #[arg(long)]
    check: bool,
    /// Tell in NAME.json where each stretch of text stands in the source
    #[arg(long)]
    offsets: bool,
    /// Say nothing but what went wrong
    #[arg(short, long)]
    quiet: bool,
}

/// A kind of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// NAME.json: articles and furniture
    Json,
    /// NAME.md: as the page should read
    Md,
    /// NAME.txt: plain text of the articles
    Txt,
    /// NAME.edits.jsonl: the ledger
    Edits,
}

impl Output {
    fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Edits => "edits",
        }
    }
}

/// What makes up an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GroupName {
    /// Each file
    File,
    /// The files of a folder are its pages, in the order of their names
    Folder,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let mut rules = load_rules(&args.rules, args.profile.as_deref())?;
    if args.reorder {
        rules.profile.stated_order = newsprint::rules::StatedOrder::Ignore;
    }
    if let Some(path) = &args.lexicon {
        rules = rules.with_lexicon(Arc::new(load_lexicon(path)?));
    }
    let job = job(args, rules)?;
    let group = if args.group == GroupName::File { Group::File } else { Group::Folder };
    let found = batch::find(&args.inputs, group);
    if found.inputs.is_empty() && found.errors.is_empty() {
        let named: Vec<String> = args.inputs.iter().map(|path| path.display().to_string()).collect();
        let what = format!("{}: there are no page dumps here", named.join(", "));
        return Err(trouble(
            what,
            "name files, or a folder that holds some; hidden files, pictures and JSON are passed over",
        ));
    }
    let done = clean(args, &found, &job)?;
    let log = batch::log_of(&now(), &job, &options(args), &done);
    job.out.append::<anyhow::Error>("run.jsonl", |so_far| Ok((so_far.len(), log)))?;

    let failed = failures(&found, &done);
    if !args.quiet {
        say::talk(&summary(&found, &done, &job));
    }
    say::talk(&failed);
    let undecided = done.iter().any(|issue| issue.result.as_ref().is_ok_and(|report| report.undecided > 0));
    Ok(match (failed.is_empty(), undecided && args.check) {
        (false, _) => End::Failed,
        (true, true) => End::Undecided,
        (true, false) => End::Done,
    })
}

fn job(args: &Args, rules: Rules) -> Result<Job> {
    let encoding = args.encoding.as_deref().map(encoding_of).transpose()?;
    let language = args.language.clone().or_else(|| rules.profile.language.clone());
    let out = Folder::open(&args.out, &args.inputs)?;
    let decisions = match &args.decisions {
        Some(path) => open_decisions(path, &args.inputs)?,
        None => out.clone(),
    };
    let formats: Vec<&'static Format> = args.to.iter().filter_map(|output| format(output.name())).collect();
    Ok(Job {
        read: ReadOptions { encoding, language, ..ReadOptions::default() },
        rules,
        level: args.level.into(),
        formats,
        ledger: args.to.contains(&Output::Edits),
        offsets: if args.offsets { Offsets::With } else { Offsets::Without },
        out,
        decisions,
    })
}

fn options(args: &Args) -> Options {
    let path = |path: &PathBuf| store::shown(path).unwrap_or_else(|| path.display().to_string());
    Options {
        to: args.to.iter().map(|output| output.name().to_owned()).collect(),
        rules: args.rules.iter().map(path).collect(),
        profile: args.profile.as_ref().map(path),
        lexicon: args.lexicon.as_ref().map(path),
        decisions: args.decisions.as_ref().map(path),
        encoding: args.encoding.clone(),
        language: args.language.clone(),
        reorder: args.reorder,
        offsets: args.offsets,
    }
}

fn clean(args: &Args, found: &Found, job: &Job) -> Result<Vec<Done>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0).into());
    let pool = pool.build().context("the threads cannot be started; try --threads 1")?;
    // Drawn on stderr, and only where that is a terminal.
    let bar = match (args.quiet, found.inputs.len()) {
        (true, _) | (_, 0..=1) => indicatif::ProgressBar::hidden(),
        (false, n) => indicatif::ProgressBar::new(n as u64),
    };
    let done = pool.install(|| batch::clean(&found.inputs, job, &|| bar.inc(1)));
    bar.finish_and_clear();
    Ok(done)
}

/// The time, as logs and decisions write it.
pub fn now() -> String {
    // Seconds are enough to tell runs apart.
    jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default().to_string()
}

/// What went wrong, a line each.
fn failures(found: &Found, done: &[Done]) -> String {
    let mut out = String::new();
    for error in &found.errors {
        out += &format!("error: {error}\nhint: {}\n", error.hint);
    }
    for error in done.iter().filter_map(|issue| issue.result.as_ref().err()) {
        out += &format!("error: {error}\n");
        if let BatchError::Store(error) = error {
            out += &format!("hint: {}\n", error.hint);
        }
    }
    let n = found.errors.len() + done.iter().filter(|issue| issue.result.is_err()).count();
    if n > 0 {
        out += &format!("{} could not be cleaned\n", count(n, "input"));
    }
    out
}

/// The closing words: what was done, by which rules, and what to do next.
fn summary(found: &Found, done: &[Done], job: &Job) -> String {
    let reports: Vec<_> = done.iter().filter_map(|issue| Some((issue, issue.result.as_ref().ok()?))).collect();
    let folder = job.out.path().display();
    let mut text = String::new();
    let mut tallies: BTreeMap<&(PassName, RuleName), Tally> = BTreeMap::new();
    for (issue, report) in &reports {
        for warning in &report.warnings {
            text += &format!("warning: {}: {}\n", place(&issue.path, warning), warning.message);
        }
        for stale in &report.stale {
            let unit = stale.record.unit;
            text += &format!("stale: {}: decision {unit}: {}{}\n", issue.name, stale.because, likest(stale));
        }
        for (rule, tally) in &report.tally {
            let sum = tallies.entry(rule).or_default();
            sum.applied += tally.applied;
            sum.undecided += tally.undecided;
        }
    }
    text += &table(&tallies);
    let sum = |of: fn(&batch::Report) -> usize| reports.iter().map(|(_, report)| of(report)).sum::<usize>();
    text += &format!(
        "cleaned {} ({}, {}) into {folder}\n",
        count(reports.len(), "issue"),
        count(sum(|report| report.pages), "page"),
        count(sum(|report| report.lines), "line"),
    );
    if found.passed_over > 0 {
        text += &format!("passed over {}: no page dumps by their names\n", count(found.passed_over, "file"));
    }
    let undecided = sum(|report| report.undecided);
    if undecided > 0 {
        let waits = if undecided == 1 { "waits" } else { "wait" };
        // Without a ledger nobody can see or decide anything.
        let next = match job.ledger {
            true => format!("list with `newsprint pending {folder}`"),
            false => "clean again with `edits` among --to to see them".to_owned(),
        };
        text += &format!("{} {waits} for a decision; {next}\n", count(undecided, "edit"));
    } else if !reports.is_empty() && job.ledger {
        text += &format!("nothing waits for a decision; see what changed with `newsprint diff {folder}`\n");
    }
    text
}

fn place(path: &str, warning: &newsprint::model::Warning) -> String {
    match (warning.page, warning.line) {
        (0, _) => path.to_owned(),
        (page, 0) => format!("{path}, page {page}"),
        (page, line) => format!("{path}, page {page}, line {line}"),
    }
}

/// Edits by pass and rule.
fn table(tallies: &BTreeMap<&(PassName, RuleName), Tally>) -> String {
    let used = || tallies.iter().filter(|(_, tally)| tally.applied + tally.undecided > 0);
    let width = used().map(|(rule, _)| rule.1.len() + 2).max().unwrap_or(0).max(24);
    let mut text = String::new();
    let mut pass = None;
    for ((of_pass, rule), tally) in used() {
        if pass.is_none() {
            text += &format!("{:width$} {:>9} {:>11}\n", "edits", "applied", "to look at");
        }
        if pass.replace(of_pass) != Some(of_pass) {
            text += &format!("{of_pass}\n");
        }
        text += &format!("  {rule:<w$} {:>9} {:>11}\n", tally.applied, tally.undecided, w = width - 2);
    }
    text
}
