//! `newsprint pending`: what waits for a person, with the words that a decision takes.

use std::path::PathBuf;

use anyhow::Result;
use newsprint::batch::{self, Place};
use newsprint::ledger::{Act, Entry, Waits};
use newsprint::review::{self, Item, OutOfDate, Round};
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
    let old = review::out_of_date(&cleaned.issue, &ledger, &batch::decisions_of(&place.name, decisions)?);
    print_stale(&named(place), &old, args.json);
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
fn print_stale(name: &str, old: &[OutOfDate], json: bool) {
    #[derive(Serialize)]
    struct Line<'a> {
        name: &'a str,
        stale: String,
        because: &'a str,
        #[serde(rename = "do")]
        act: Act,
        before: Option<&'a str>,
        after: Option<&'a str>,
        nearest: Option<String>,
        likeness: Option<f64>,
    }
    let mut text = String::new();
    for one in old {
        let record = &one.record;
        let stale = record.unit.to_string();
        if json {
            let line = Line {
                name,
                stale,
                because: &one.because,
                act: record.act,
                before: record.before.as_deref(),
                after: record.after.as_deref(),
                nearest: one.nearest.as_ref().map(|near| near.unit.to_string()),
                likeness: one.nearest.as_ref().map(|near| (near.likeness * 100.0).round() / 100.0),
            };
            text += &serde_json::to_string(&line).unwrap_or_default();
            text.push('\n');
            continue;
        }
        text += &format!("{name} {stale} stale\n  {}{}\n", one.because, likest(one));
        if let (Some(before), Some(after)) = (&record.before, &record.after) {
            text += &format!("  - {before}\n  + {after}\n");
        }
    }
    if !old.is_empty() {
        say::result(&text);
        if !json {
            let n = count(old.len(), "decision");
            say::talk(&format!(
                "{n} of {name} out of date; a review asks whether they hold, or take them back with `clear`\n"
            ));
        }
    }
}

/// The edit that is most like what a decision out of date was about, in words behind others.
pub fn likest(old: &OutOfDate) -> String {
    old.nearest.as_ref().map_or_else(String::new, |near| {
        format!("; the edit most like it is {} ({:.0} % alike)", near.unit, near.likeness * 100.0)
    })
}
