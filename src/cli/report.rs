//! `newsprint report`: what was changed, as pages for a browser or as data for other tools.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use newsprint::batch::{Place, Site};
use newsprint::ledger::fold;
use newsprint::report::{diff, html};
use newsprint::store::{self, Folder};

use super::End;
use super::common::{Targets, named};
use super::last::with_decisions;
use super::say::{self, count};

/// Write a report that shows every change, for a browser
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: newsprint report cleaned
          newsprint report cleaned -o report --date 2026-11-23
          newsprint report cleaned/binjiang-theory.json --single -o mail
          newsprint report cleaned --format unified > cleaned.diff
          newsprint report cleaned --format json | jq 'select(.open > 0)'")]
pub struct Args {
    #[command(flatten)]
    targets: Targets,
    /// Folder of the report
    #[arg(short, long, value_name = "DIR", default_value = "report")]
    out: PathBuf,
    /// Pages for a browser, or on stdout what other tools read
    #[arg(long, value_enum, default_value = "html")]
    format: Format,
    /// Write each issue as one file that needs no other, to send to somebody; without an index
    #[arg(long)]
    single: bool,
    /// A date to show on the index; without one none is in the report
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Folder of people's decisions, where it is not the one of the last run
    #[arg(long, value_name = "DIR")]
    decisions: Option<PathBuf>,
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Pages for a browser, in the folder of the report
    Html,
    /// A unified diff from the decoded source to NAME.txt
    Unified,
    /// A JSON object for each issue, one a line: its figures and its rows
    Json,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let places = args.targets.places()?;
    match args.format {
        Format::Html => site(args, places),
        Format::Unified => print(&places, |place| super::diff::unified(place, &args.targets.root.root)),
        Format::Json => print(&places, |place| json(place, args)),
    }
}

fn site(args: &Args, places: Vec<Place>) -> Result<End> {
    let inputs: Vec<PathBuf> = args.targets.paths().iter().filter(|path| store::is_folder(path)).cloned().collect();
    let out = Folder::open(&args.out, &inputs)?;
    let title = args.targets.paths().iter().filter_map(|path| store::shown(path)).collect::<Vec<_>>().join(", ");
    let pairs = with_decisions(args.decisions.as_deref(), places)?;
    let site = Site {
        out: &out,
        root: &args.targets.root.root,
        title: &title,
        date: args.date.as_deref(),
        single: args.single,
    };
    let summaries = site.write(&pairs, &|| {})?;
    let mut failed = 0;
    for (summary, error) in summaries.iter().filter_map(|row| Some((row, row.error.as_ref()?))) {
        say::talk(&format!("error: {}: {error}\n", summary.name));
        failed += 1;
    }
    let open: usize = summaries.iter().map(|row| row.open as usize).sum();
    let issues = count(summaries.len(), "issue");
    let first = summaries.iter().find(|row| args.single && row.error.is_none()).map(|row| format!("{}.html", row.name));
    let opened = out.file(first.as_deref().unwrap_or("index.html")).display().to_string();
    say::talk(&format!("{issues}, {} to decide: open {opened} in a browser\n", count(open, "change")));
    Ok(if failed > 0 { End::Failed } else { End::Done })
}

fn print(places: &[Place], show: impl Fn(&Place) -> Result<String>) -> Result<End> {
    let mut end = End::Done;
    for place in places {
        match show(place) {
            Ok(text) => say::result(&text),
            Err(error) => {
                say::error(&error);
                end = End::Failed;
            }
        }
    }
    Ok(end)
}

fn json(place: &Place, args: &Args) -> Result<String> {
    let cleaned = place.reread(&args.targets.root.root)?;
    let ledger = cleaned.ledger(place)?;
    let draft = fold(&cleaned.issue, &ledger);
    let diff = diff(&draft, &ledger);
    let summary = html::summary(&diff, &cleaned.header.warnings, 0);
    Ok(newsprint::report::json(&diff, &summary, &named(place)))
}
