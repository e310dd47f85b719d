//! `newsprint pending`: what waits for a person, with the words that a decision takes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use newsprint::batch::{self, Options, Place};
use newsprint::ledger::{Entry, Stale, stale};
use newsprint::review::{self, Item};
use newsprint::store::{self, Folder};
use serde::Serialize;

use super::End;
use super::common::{Targets, named};
use super::say::{self, count};

/// List the edits that wait for a decision
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: newsprint pending cleaned
          newsprint pending cleaned/page --json
          newsprint decide cleaned/page 38c267888b4cadba reject --note 'a street, not an author'")]
pub struct Args {
    #[command(flatten)]
    targets: Targets,
    /// A JSON object a line, for scripts
    #[arg(long)]
    json: bool,
    /// Folder of people's decisions, where it is not the one of the last run
    #[arg(long, value_name = "DIR")]
    decisions: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let mut n = 0;
    let mut failed = false;
    for place in args.targets.places()? {
        match list(args, &place) {
            Ok(found) => n += found,
            Err(error) => {
                say::error(&error);
                failed = true;
            }
        }
    }
    if !args.json {
        match n {
            0 => say::talk("nothing waits for a decision\n"),
            1 => say::talk("1 edit waits; decide with `newsprint decide NAME UNIT accept|reject`\n"),
            n => say::talk(&format!("{n} edits wait; decide with `newsprint decide NAME UNIT… accept|reject`\n")),
        }
    }
    Ok(if failed { End::Failed } else { End::Done })
}

/// Prints what waits in an issue and how much it is.
fn list(args: &Args, place: &Place) -> Result<usize> {
    let cleaned = place.reread(&args.targets.root.root)?;
    let ledger = cleaned.ledger(place)?;
    let items = review::items(&cleaned.issue, &ledger, Entry::is_undecided);
    print(&named(place), &items, args.json);
    let folder = decisions_folder(args.decisions.as_deref(), place)?;
    let decided = batch::decisions_of(&place.name, &folder)?.resolve(&cleaned.issue);
    let mut found = stale(&cleaned.issue, &ledger, &decided.decisions);
    found.extend(decided.outdated);
    print_stale(&named(place), &found, args.json);
    Ok(items.len())
}

/// The folder of decisions: as given, or that of the last run.
pub fn decisions_folder(given: Option<&Path>, place: &Place) -> Result<Folder> {
    let of_run = || options_of(place).map(|options| options.and_then(|options| options.decisions));
    Ok(match given {
        Some(path) => Folder::existing(path)?,
        None => match of_run()? {
            Some(path) => Folder::existing(path.as_ref())?,
            None => place.folder.clone(),
        },
    })
}

/// The folder of decisions of each of many issues; each log is read once.
pub fn decisions_folders(given: Option<&Path>, places: &[Place]) -> Result<Vec<Folder>> {
    let options = options_of_each(places)?;
    places.iter().zip(&options).map(|(place, options)| folder_of(given, options, place)).collect()
}

/// The folder of decisions on an issue that was cleaned with these options.
pub fn folder_of(given: Option<&Path>, options: &Options, place: &Place) -> Result<Folder> {
    Ok(match given.or(options.decisions.as_deref().map(Path::new)) {
        Some(path) => Folder::existing(path)?,
        None => place.folder.clone(),
    })
}

/// The options with which each of many issues was last cleaned; each log is read once.
pub fn options_of_each(places: &[Place]) -> Result<Vec<Options>> {
    let mut logs: BTreeMap<PathBuf, BTreeMap<String, Options>> = BTreeMap::new();
    let mut out = Vec::with_capacity(places.len());
    for place in places {
        let path = place.folder.path();
        if !logs.contains_key(path) {
            let log = store::read_if_there(&place.folder.file("run.jsonl"))?.unwrap_or_default();
            logs.insert(path.to_owned(), batch::options_of_all(&log));
        }
        out.push(logs.get(path).and_then(|log| log.get(&place.name)).cloned().unwrap_or_default());
    }
    Ok(out)
}

/// The options with which an issue was last cleaned.
pub fn options_of(place: &Place) -> Result<Option<Options>> {
    let log = store::read_if_there(&place.folder.file("run.jsonl"))?;
    Ok(log.and_then(|log| batch::options_of(&log, &place.name)))
}

/// Prints units of an issue.
pub fn print(name: &str, items: &[Item], json: bool) {
    #[derive(Serialize)]
    struct Line<'a> {
        name: &'a str,
        #[serde(flatten)]
        item: &'a Item,
    }
    let mut text = String::new();
    for item in items {
        if json {
            // A struct of texts and figures can always be written.
            text += &serde_json::to_string(&Line { name, item }).unwrap_or_default();
            text.push('\n');
            continue;
        }
        text += &format!("{name} {} {}\n  {}\n", item.unit, item.lines.join(" "), item.question);
        if let (Some(before), Some(after)) = (&item.before, &item.after) {
            text += &format!("  - {before}\n  + {after}\n");
        }
        let why = if item.why.is_empty() { String::new() } else { format!(": {}", item.why.join("; ")) };
        let sure = item.confidence.share() * 100.0;
        text += &format!("  {} {sure:.1} %, {}{why}\n", item.rule, item.state);
    }
    say::result(&text);
}

/// Prints decisions that do nothing.
pub fn print_stale(name: &str, found: &[Stale], json: bool) {
    #[derive(Serialize)]
    struct Line<'a> {
        name: &'a str,
        stale: String,
        because: &'a str,
        nearest: Option<String>,
    }
    let mut text = String::new();
    for stale in found {
        let nearest = stale.nearest.map(|unit| unit.to_string());
        if json {
            let line = Line { name, stale: stale.unit.to_string(), because: &stale.because, nearest };
            text += &serde_json::to_string(&line).unwrap_or_default();
            text.push('\n');
            continue;
        }
        let nearest = nearest.map_or_else(String::new, |unit| format!("; the nearest edit is {unit}"));
        text += &format!("{name} {} stale\n  {}{nearest}\n", stale.unit, stale.because);
    }
    if !found.is_empty() {
        say::result(&text);
        if !json {
            let n = count(found.len(), "decision");
            say::talk(&format!("{n} of {name} out of date; look at the nearest edit, or take back with `clear`\n"));
        }
    }
}
