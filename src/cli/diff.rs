//! `newsprint diff`: what was changed, drawn from the ledger.

use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;
use newsprint::batch::Place;
use newsprint::ledger::fold;
use newsprint::report::{self, Colors};
use newsprint::write::{Finished, Offsets, assemble, format};

use super::End;
use super::common::{Targets, named};
use super::say::{self, count};

/// Show what was changed, before and after
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: newsprint diff cleaned/page
          newsprint diff cleaned --unified > cleaned.diff")]
pub struct Args {
    #[command(flatten)]
    targets: Targets,
    /// As a unified diff from the decoded source to NAME.txt
    #[arg(long)]
    unified: bool,
    /// When to use colors
    #[arg(long, value_enum, default_value = "auto")]
    color: When,
}

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// Where stdout is a terminal and NO_COLOR is not set
    Auto,
    /// Always, also into a pipe
    Always,
    /// Never
    Never,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    match args.color {
        When::Auto => {}
        When::Always => anstream::ColorChoice::Always.write_global(),
        When::Never => anstream::ColorChoice::Never.write_global(),
    }
    let places = args.targets.places()?;
    let mut failed = 0;
    for place in &places {
        match diff(args, place) {
            Ok(text) if args.unified => say::result(&text),
            Ok(text) => {
                let head = if places.len() > 1 { format!("{}\n\n", named(place)) } else { String::new() };
                let end = if places.len() > 1 { "\n" } else { "" };
                say::result(&format!("{head}{text}{end}"));
            }
            Err(error) => {
                say::error(&error);
                failed += 1;
            }
        }
    }
    if failed > 0 {
        say::talk(&format!("{} could not be shown\n", count(failed, "issue")));
        return Ok(End::Failed);
    }
    Ok(End::Done)
}

fn diff(args: &Args, place: &Place) -> Result<String> {
    let root = &args.targets.root.root;
    if args.unified {
        return unified(place, root);
    }
    let cleaned = place.reread(root)?;
    let ledger = cleaned.ledger(place)?;
    let draft = fold(&cleaned.issue, &ledger);
    // Colors that nobody would see are taken out again on the way to stdout.
    Ok(report::terminal(&report::diff(&draft, &ledger), Colors::On))
}

/// The unified diff of an issue, from the decoded source to NAME.txt.
pub fn unified(place: &Place, root: &Path) -> Result<String> {
    let cleaned = place.reread(root)?;
    let ledger = cleaned.ledger(place)?;
    let draft = fold(&cleaned.issue, &ledger);
    let document = assemble(&draft, &ledger, &cleaned.header.run, &cleaned.header.warnings, Offsets::Without);
    let finished = Finished { draft: &draft, ledger: &ledger, document: &document, drawn: None };
    let text = format("txt").map(|format| format.bytes(&finished)).unwrap_or_default();
    let pages = cleaned.issue.pages();
    let old: String = pages.iter().map(|page| page.text.as_str()).collect();
    let old_name = pages.first().map_or("", |page| page.source.path.as_str());
    Ok(report::unified(old_name, &old, &format!("{}.txt", named(place)), &String::from_utf8_lossy(&text)))
}
