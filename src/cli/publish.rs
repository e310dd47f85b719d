//! `newsprint publish`: the text that goes out, with all that people decided.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use newsprint::batch::{MANIFEST, Manifest, Outcome, Publication, Publish};
use newsprint::store::{self, Staged};
use newsprint::write::{Format, Offsets, PUBLISHED};

use super::End;
use super::again::Again;
use super::common::{Targets, named};
use super::last::{Loaded, folder_of, last_runs};
use super::say::{self, count, trouble};

/// Write the text that goes out, once nothing waits for a decision
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The folder is replaced as a whole. manifest.json in it tells what went out, by which rules, and who decided what.

Examples: newsprint publish cleaned -o published --to md,html
          newsprint publish cleaned/page --accept-pending")]
pub struct Args {
    #[command(flatten)]
    targets: Targets,
    /// Folder of what is published
    #[arg(short, long, value_name = "DIR", default_value = "published")]
    out: PathBuf,
    /// What is written of each issue
    #[arg(long, value_enum, value_delimiter = ',', default_value = "md,txt,json,jsonl,html")]
    to: Vec<Output>,
    /// Take edits that wait for a decision as accepted
    #[arg(long)]
    accept_pending: bool,
    #[command(flatten)]
    again: Again,
}

/// What is written of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// Markdown, as the page should read
    Md,
    /// Plain text of the articles
    Txt,
    /// Articles and furniture, schema newsprint/1
    Json,
    /// The same articles, one a line
    Jsonl,
    /// A page for a browser, in one file
    Html,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let issues = issues(args)?;
    let mut inputs: Vec<PathBuf> = issues.iter().map(|issue| issue.place.folder.path().to_owned()).collect();
    inputs.sort();
    inputs.dedup();
    let formats: Vec<&'static Format> = PUBLISHED.iter().filter(|format| wants(args, format)).collect();
    let staged = Staged::begin(&args.out, &inputs, MANIFEST)?;
    let root = &args.targets.root.root;
    let publication =
        Publication { root, formats: &formats, accept_pending: args.accept_pending, out: &staged.folder() };
    let mut outcomes = Vec::with_capacity(issues.len());
    let mut failed = 0;
    for (issue, result) in issues.iter().zip(publication.publish(&issues)) {
        let name = named(&issue.place);
        match result {
            Ok(outcome) => {
                if let Outcome::Waits(n) = outcome {
                    let waits = if n == 1 { "1 edit waits".to_owned() } else { format!("{n} edits wait") };
                    say::talk(&format!("{name}: not published: {waits}; see `newsprint pending {name}`\n"));
                }
                outcomes.push((issue.place.name.clone(), outcome));
            }
            Err(error) => {
                say::error(&anyhow::Error::new(error));
                failed += 1;
            }
        }
    }
    if failed > 0 {
        let what = format!("{} could not be read, so {} is left as it was", count(failed, "issue"), args.out.display());
        return Err(trouble(what, "mend what is named above, or name the other issues"));
    }
    let manifest = Manifest::of(&formats, outcomes);
    if manifest.issues.is_empty() {
        let hint = "decide with `newsprint decide`, or give --accept-pending to publish what is proposed";
        let error = trouble(format!("nothing is ready, so {} is left as it was", args.out.display()), hint);
        say::error(&error);
        return Ok(End::Undecided);
    }
    staged.folder().write(MANIFEST, &manifest.bytes())?;
    staged.put_in_place()?;
    say_result(args, &manifest);
    Ok(if manifest.held_back.is_empty() { End::Done } else { End::Undecided })
}

fn wants(args: &Args, format: &Format) -> bool {
    args.to.iter().filter_map(ValueEnum::to_possible_value).any(|output| output.get_name() == format.name)
}

/// The issues with what they were cleaned with.
fn issues(args: &Args) -> Result<Vec<Publish>> {
    let places = args.targets.places()?;
    let mut loaded = Loaded::default();
    let mut names = BTreeMap::new();
    let mut issues = Vec::with_capacity(places.len());
    for (place, last) in places.iter().zip(last_runs(&places)?) {
        if let Some(other) = names.insert(place.name.clone(), named(place)) {
            let what = format!("{other} and {} would be published under one name", named(place));
            return Err(trouble(what, "publish them into folders of their own with -o"));
        }
        let options = &last.options;
        issues.push(Publish {
            decisions: folder_of(args.again.decisions.as_deref(), options, place)?,
            place: place.clone(),
            rules: loaded.rules(options, &args.again.rules, args.again.profile.as_deref())?,
            offsets: if options.offsets { Offsets::With } else { Offsets::Without },
            last,
        });
    }
    Ok(issues)
}

fn say_result(args: &Args, manifest: &Manifest) {
    let stale: usize = manifest.issues.iter().map(|issue| issue.stale.len()).sum();
    if stale > 0 {
        let decisions = count(stale, "decision");
        say::talk(&format!("warning: {decisions} out of date and without effect; `newsprint pending` lists them\n"));
    }
    let unseen: usize = manifest.issues.iter().map(|issue| issue.accepted_pending.len()).sum();
    if unseen > 0 {
        say::talk(&format!("{} taken as accepted that nobody has looked at\n", count(unseen, "edit")));
    }
    let file = store::shown(&args.out.join(MANIFEST)).unwrap_or_else(|| MANIFEST.to_owned());
    let held = match manifest.held_back.len() {
        0 => String::new(),
        n => format!(", {} held back", count(n, "issue")),
    };
    say::talk(&format!("{} published{held}; {file} tells who decided what\n", count(manifest.issues.len(), "issue")));
}
