//! `newsprint eval`: cleaned issues held against what people made of the same pages.

mod pairs;
mod table;

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use newsprint::batch;
use newsprint::eval::{self, Measured, Telling, measure};
use newsprint::model::Issue;
use newsprint::read::{self, Logical, ReadOptions};
use newsprint::store;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::End;
use super::common::Root;
use super::say::{self, count};
use pairs::{Found, GoldKind, Pair};

/// Measure cleaned issues against pages that people have put right
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Gold is NAME.json as `clean` writes it (such as a corrected copy), PAGE-XML with articles marked in it, or METS
beside its ALTO files. Worst pages come first; docs/eval.md says what the figures mean.

Examples: newsprint eval --gold gold cleaned
          newsprint eval --gold gold/page.json cleaned/page.json --json")]
pub struct Args {
    /// File or folder that tells what is right; files of folders are matched by name
    #[arg(long, value_name = "FILE|DIR")]
    gold: PathBuf,
    /// Output folder, or NAME.json in it
    #[arg(value_name = "DIR|FILE", default_value = "cleaned")]
    cleaned: PathBuf,
    /// One JSON object with every figure, for scripts
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    root: Root,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let Found { pairs, without_cleaned, without_gold } = pairs::find(&args.gold, &args.cleaned)?;
    let results: Vec<Result<Measured>> = pairs.par_iter().map(|pair| hold(args, pair)).collect();
    let mut measured = Vec::new();
    let mut failed = 0;
    for (pair, result) in pairs.iter().zip(results) {
        match result {
            Ok(figures) => measured.push((pair.name.as_str(), figures)),
            Err(error) => {
                say::error(&error.context(pair.gold.display().to_string()));
                failed += 1;
            }
        }
    }
    let report = table::Report::new(&measured, &without_cleaned, &without_gold);
    say::result(&if args.json { report.json() } else { report.table() });
    for path in &without_cleaned {
        say::talk(&format!("warning: {}: no cleaned issue goes by this name\n", path.display()));
    }
    for name in &without_gold {
        say::talk(&format!("{name}: there is no gold for it\n"));
    }
    say::talk(&format!("{} measured\n", count(measured.len(), "issue")));
    Ok(if failed > 0 || !without_cleaned.is_empty() || measured.is_empty() { End::Failed } else { End::Done })
}

/// Holds one cleaned issue against its gold.
fn hold(args: &Args, pair: &Pair) -> Result<Measured> {
    let in_cleaned = |error: eval::GoldError| anyhow!("{}: {error}", pair.cleaned.display());
    let bytes = store::read(&pair.cleaned)?;
    let cleaned = eval::of_json(&bytes).map_err(in_cleaned)?;
    let gold = gold(pair, &bytes)?;
    let source = if gold.is_running { source(args, pair) } else { None };
    Ok(measure(&gold, &cleaned, source.as_ref()))
}

/// The source of a cleaned issue; none where its ledger or its source is not there.
fn source(args: &Args, pair: &Pair) -> Option<Issue> {
    let place = batch::places(&pair.cleaned).ok()?.into_iter().next()?;
    match place.reread(&args.root.root) {
        Ok(cleaned) => Some(cleaned.issue),
        Err(error) => {
            say::talk(&format!("warning: {}: line ends are not judged: {error}\n", pair.cleaned.display()));
            None
        }
    }
}

/// What gold tells; `cleaned` says in which order pages stand.
fn gold(pair: &Pair, cleaned: &[u8]) -> Result<Telling> {
    let bytes = store::read(&pair.gold)?;
    let shown = pair.gold.display().to_string();
    match pair.kind {
        GoldKind::Json => Ok(eval::of_json(&bytes)?),
        GoldKind::Page => {
            let issue = read::read_issue(&pair.name, &shown, &bytes, &ReadOptions::default())?;
            Ok(eval::of_page(&issue, &read::page_articles(&bytes))?)
        }
        GoldKind::Mets => {
            let broken = |(line, what)| anyhow!("{shown}:{line}: the XML is broken here: {what}");
            let map = read::logical(&bytes).map_err(broken)?;
            let (issue, page_of) = pages(pair, &map, cleaned)?;
            Ok(eval::of_logical(&issue, &map, &page_of)?)
        }
    }
}

/// The pages that a METS file names, as one issue, in the order in which the cleaned issue has those of the same file
/// names; and the number of each by the id of its file.
fn pages(pair: &Pair, map: &Logical, cleaned: &[u8]) -> Result<(Issue, FxHashMap<String, u32>)> {
    let known = pairs::page_names(cleaned);
    let mut files: Vec<(usize, &str, PathBuf)> = Vec::new();
    for (id, href) in &map.files {
        let path = pairs::beside(&pair.gold, href);
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let place = known.iter().position(|other| other == name).unwrap_or(known.len());
        files.push((place, id, path));
    }
    files.sort_by_key(|(place, _, _)| *place);
    let mut parts = Vec::new();
    let mut page_of = FxHashMap::default();
    let mut n = 0;
    for (_, id, path) in files {
        page_of.insert(id.to_owned(), n + 1);
        let issue =
            read::read_issue(&pair.name, &path.display().to_string(), &store::read(&path)?, &ReadOptions::default())?;
        n += issue.pages().len() as u32;
        parts.push(issue);
    }
    Ok((Issue::bound(pair.name.clone(), parts), page_of))
}
