//! `newsprint verify`: proof of finished folders from source and ledger alone.

use anyhow::Result;
use newsprint::batch::{self, Place, decisions_name, ledger_name};
use newsprint::review;
use newsprint::store::{self, Folder};
use newsprint::write::{FORMATS, format};
use rayon::prelude::*;

use super::End;
use super::common::Targets;
use super::last::with_decisions;
use super::say::{self, count};

/// Prove from sources and ledgers that nothing was lost and that the outputs are what the ledgers say
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: newsprint verify cleaned")]
pub struct Args {
    #[command(flatten)]
    targets: Targets,
    /// Folder of people's decisions, where it is not the one of the last run
    #[arg(long, value_name = "DIR")]
    decisions: Option<std::path::PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let places = with_decisions(args.decisions.as_deref(), args.targets.places()?)?;
    let verify = |(place, decisions): &(Place, Folder)| verify(place, decisions, args);
    let mut faults: Vec<String> = places.par_iter().flat_map_iter(verify).collect();
    for path in args.targets.paths() {
        for name in batch::without_ledger(path)? {
            let json = path.join(format!("{name}.json"));
            faults.push(format!("{}: no ledger stands beside it; clean its source again", json.display()));
        }
    }
    let lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    say::result(&lines);
    let issues = count(places.len(), "issue");
    if faults.is_empty() {
        say::talk(&format!("{issues} verified: nothing is lost, and every output is what its ledger says\n"));
        return Ok(End::Done);
    }
    say::talk(&format!("{issues} looked at, {} found\n", count(faults.len(), "fault")));
    Ok(End::Failed)
}

/// What is wrong with an issue.
fn verify(place: &Place, decisions: &Folder, args: &Args) -> Vec<String> {
    faults(place, decisions, args).unwrap_or_else(|error| match say::hint(&error) {
        Some(hint) => vec![format!("{error:#}; {hint}")],
        None => vec![format!("{error:#}")],
    })
}

fn faults(place: &Place, decisions: &Folder, args: &Args) -> Result<Vec<String>> {
    let cleaned = place.reread(&args.targets.root.root)?;
    let mut outputs = Vec::new();
    for format in &FORMATS {
        let file = place.folder.file(&format!("{}{}", place.name, format.ending));
        if let Some(bytes) = store::read_if_there(&file)? {
            outputs.push((format.name, bytes));
        }
    }
    let borrowed: Vec<(&str, &[u8])> = outputs.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let faults = newsprint::write::verify(&cleaned.issue, &cleaned.file, &borrowed);
    let file_of = |output: &str| match format(output) {
        Some(format) => format!("{}{}", place.name, format.ending),
        None => ledger_name(&place.name),
    };
    let shown = |output: &str| place.folder.file(&file_of(output)).display().to_string();
    let mut faults: Vec<String> =
        faults.iter().map(|fault| format!("{}: {}", shown(&fault.output), fault.message)).collect();
    if let (true, Ok(ledger)) = (faults.is_empty(), cleaned.ledger(place)) {
        let decided = batch::decisions_of(&place.name, decisions)?.resolve(&cleaned.issue);
        let file = decisions.file(&decisions_name(&place.name));
        let unheeded = review::unheeded(&cleaned.issue, &ledger, &decided.decisions);
        let say = |(unit, why)| format!("{}: {unit}: {why}; clean the source again", file.display());
        faults.extend(unheeded.into_iter().map(say));
    }
    Ok(faults)
}
