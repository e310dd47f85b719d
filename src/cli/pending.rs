//! `newsprint pending`: what waits for a person, with the words that a decision takes.

use std::path::PathBuf;

use anyhow::Result;
use newsprint::batch::{self, Place};
use newsprint::ledger::{Entry, Stale, Waits, stale};
use newsprint::review::{self, Item, Round};
use newsprint::store::Folder;
use rayon::prelude::*;
use serde::Serialize;

use super::End;
use super::common::{Targets, named};
use super::last::with_decisions;
use super::say::{self, count};

/// List the edits that wait for a decision
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: newsprint pending cleaned
          newsprint pending cleaned --issues
          newsprint pending cleaned/page --json
          newsprint decide cleaned/page 38c267888b4cadba reject --note 'a street, not an author'")]
pub struct Args {
    #[command(flatten)]
    targets: Targets,
    /// A JSON object a line, for scripts
    #[arg(long)]
    json: bool,
    /// Issues only, those with most text at stake first
    #[arg(long, conflicts_with = "json")]
    issues: bool,
    /// Folder of people's decisions, where it is not the one of the last run
    #[arg(long, value_name = "DIR")]
    decisions: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    if args.issues {
        return issues(&args.targets.places()?);
    }
    let mut n = 0;
    let mut failed = false;
    for (place, decisions) in with_decisions(args.decisions.as_deref(), args.targets.places()?)? {
        match list(args, &place, &decisions) {
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

/// Prints in which issues something waits, and how much is at stake.
fn issues(places: &[Place]) -> Result<End> {
    let headers: Vec<_> = places.par_iter().map(Place::header).collect();
    let mut end = End::Done;
    let mut waits = Vec::with_capacity(places.len());
    for header in headers {
        waits.push(match header {
            Ok(header) => header.waits,
            Err(error) => {
                say::error(&error.into());
                end = End::Failed;
                Some(Waits::default())
            }
        });
    }
    let mut round = Round::new(&waits);
    let (mut text, mut n, mut units) = (String::new(), 0, 0);
    while let Some(now) = round.now() {
        round.go_on();
        let name = named(&places[now]);
        match waits[now] {
            Some(Waits { units: 0, .. }) => continue,
            Some(waits) => {
                let what = count(waits.at_stake as usize, "character");
                text += &format!("{name}\t{}\t{what} at stake\n", count(waits.units as usize, "edit"));
                units += waits.units as usize;
            }
            None => text += &format!("{name}\tcleaned before issues told what waits\n"),
        }
        n += 1;
    }
    say::result(&text);
    say::talk(&match n {
        0 => "nothing waits for a decision\n".to_owned(),
        n => format!("{} in {}; decide with `newsprint review --terminal`\n", count(units, "edit"), count(n, "issue")),
    });
    Ok(end)
}

/// Prints what waits in an issue and how much it is.
fn list(args: &Args, place: &Place, decisions: &Folder) -> Result<usize> {
    let cleaned = place.reread(&args.targets.root.root)?;
    let ledger = cleaned.ledger(place)?;
    let items = review::items(&cleaned.issue, &ledger, Entry::is_undecided);
    print(&named(place), &items, args.json);
    let decided = batch::decisions_of(&place.name, decisions)?.resolve(&cleaned.issue);
    let mut found = stale(&cleaned.issue, &ledger, &decided.decisions);
    found.extend(decided.outdated);
    print_stale(&named(place), &found, args.json);
    Ok(items.len())
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
