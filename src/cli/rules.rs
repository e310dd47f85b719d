//! `newsprint rules`: what the rules are, whether they do what they say, and what others would do.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Subcommand;
use newsprint::batch::{self, BatchError, Group};
use newsprint::ledger::{Decisions, Level, PassName};
use newsprint::pipeline;
use newsprint::proof::prove;
use newsprint::read::ReadOptions;
use newsprint::rules::{Does, PackSource, Profile, Rule, Rules, Setting, nearest, settings};
use newsprint::store;
use newsprint::trial::Tally;

use super::End;
use super::common::{load_pack, text_of};
use super::say::{self, count, trouble};

/// Show, check and try the rules
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: newsprint rules list
          newsprint rules explain join/hyphen
          newsprint rules check my-rules
          newsprint rules try my-rules/daggers.toml --on raw")]
pub struct Args {
    #[command(subcommand)]
    what: What,
    /// A folder of further rules; may be given several times
    #[arg(long, global = true, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// What is known about the title, as TOML
    #[arg(long, global = true, value_name = "FILE")]
    profile: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List every rule, in the order of passes
    #[command(after_help = "Example: newsprint rules list --rules my-rules")]
    List,
    /// Explain one rule: why it is there, and what it does to its examples
    #[command(after_help = "Example: newsprint rules explain join/hyphen")]
    Explain {
        /// The rule, as `newsprint rules list` names it
        name: String,
    },
    /// Load the rules and try every example they bring; exit with 2 if one does not come out
    #[command(after_help = "Example: newsprint rules check my-rules")]
    Check {
        /// A folder of rules to check with those that newsprint brings along
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Show what the rules of a file would do to some pages; nothing is written
    #[command(after_help = "Example: newsprint rules try my-rules/daggers.toml --on raw")]
    Try {
        /// The rules, as TOML
        file: PathBuf,
        /// The pages: a folder or a file
        #[arg(long, value_name = "DIR", default_value = "raw")]
        on: PathBuf,
    },
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let mut packs: Vec<PackSource> = args.rules.iter().map(|folder| load_pack(folder)).collect::<Result<_>>()?;
    match &args.what {
        What::List => {
            say::result(&list(&load(args, &packs)?));
            Ok(End::Done)
        }
        What::Explain { name } => {
            say::result(&explain(find(&load(args, &packs)?, name)?));
            Ok(End::Done)
        }
        What::Check { folder } => {
            if let Some(folder) = folder {
                packs.push(load_pack(folder)?);
            }
            Ok(check(&load(args, &packs)?))
        }
        What::Try { file, on } => {
            let path = shown(file);
            packs.push(PackSource { name: path.clone(), files: vec![(path, text_of(file)?)] });
            try_on(&load(args, &packs)?, on)
        }
    }
}

fn shown(path: &Path) -> String {
    store::shown(path).unwrap_or_else(|| path.display().to_string())
}

fn load(args: &Args, packs: &[PackSource]) -> Result<Rules> {
    let rules = Rules::load(packs)?;
    Ok(match &args.profile {
        Some(path) => rules.with_profile(Profile::parse(&shown(path), &text_of(path)?)?),
        None => rules,
    })
}

fn find<'r>(rules: &'r Rules, name: &str) -> Result<&'r Rule> {
    rules.any(name).ok_or_else(|| {
        let hint = match nearest(name, rules.all().map(|rule| &*rule.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`newsprint rules list` names them all".to_owned(),
        };
        trouble(format!("there is no rule `{name}`"), hint)
    })
}

/// The word for a level, or that the rule is off.
fn level(rule: &Rule) -> &'static str {
    match (rule.on, rule.level) {
        (false, _) => "off",
        (_, Level::Safe) => "safe",
        (_, Level::Review) => "review",
        (_, Level::Note) => "note",
    }
}

fn list(rules: &Rules) -> String {
    let mut out = String::new();
    let width = rules.all().map(|rule| rule.name.len()).max().unwrap_or(0);
    for pass in PassName::ALL {
        let mut of_pass = rules.all().filter(|rule| rule.pass == pass).peekable();
        if of_pass.peek().is_some() {
            out += &format!("{pass}\n");
        }
        for rule in of_pass {
            out += &format!("  {:width$}  {:6}  {}\n", rule.name, level(rule), rule.why);
        }
    }
    out
}

fn explain(rule: &Rule) -> String {
    let share = |share: f64| format!("{} %", (share * 1000.0).round() / 10.0);
    let mut out = format!("{}: {}\n\n", rule.name, rule.why);
    let mut say = |key: &str, value: &str| out += &format!("  {key:<12}{value}\n");
    match &rule.does {
        Does::Builtin => say("does", "what newsprint has in its own code"),
        Does::Line { role, place, .. } => {
            say("does", &format!("gives a whole line the role {}", role.name()));
            say("place", place.name());
        }
        Does::Replace { with, .. } => {
            say("does", "mends a piece of a line");
            say("with", &format!("{with:?}"));
        }
    }
    if let Some(pattern) = rule.pattern() {
        say("find", pattern);
    }
    say("pass", rule.pass.name());
    say("level", level(rule));
    say("confidence", &share(rule.confidence.share()));
    say("priority", &rule.priority.to_string());
    say("budget", &format!("{} of the text of a page", share(rule.budget)));
    for known in settings::of_rule(&rule.name) {
        let value = match rule.settings.get(known.key) {
            Some(Setting::Number(number)) => number.to_string(),
            Some(Setting::Text(text)) => format!("{text:?}"),
            None => "as built in".to_owned(),
        };
        say("settings", &format!("{} = {value}: {}", known.key, known.says));
    }
    say("written in", &format!("{}:{}, pack {}", rule.origin.path, rule.origin.line, rule.origin.pack));
    let page = |text: &str| -> String { text.trim_matches('\n').lines().map(|line| format!("    {line}\n")).collect() };
    for fix in &rule.fixes {
        out += &format!("\n  it mends\n{}  and makes of it\n{}", page(&fix.from), page(&fix.to));
    }
    for text in &rule.keeps {
        out += &format!("\n  it leaves alone\n{}", page(text));
    }
    out
}

fn check(rules: &Rules) -> End {
    for (pack, name) in rules.packs().iter().flat_map(|pack| pack.replaced.iter().map(move |name| (pack, name))) {
        say::talk(&format!("note: pack {} replaces the rule `{name}` of an earlier pack\n", pack.name));
    }
    let failures: Vec<_> = rules.all().flat_map(|rule| prove(rules, rule)).collect();
    for failure in &failures {
        say::result(&format!("{failure}\n"));
    }
    let examples: usize = rules.all().map(|rule| rule.fixes.len() + rule.keeps.len()).sum();
    let (rules, examples) = (count(rules.all().count(), "rule"), count(examples, "example"));
    if failures.is_empty() {
        say::result(&format!("{rules}, {examples}: all come out as written\n"));
        return End::Done;
    }
    say::result(&format!(
        "{rules}, {examples}: {} not come out as written\n",
        match failures.len() {
            1 => "1 does".to_owned(),
            n => format!("{n} do"),
        }
    ));
    End::Failed
}

fn try_on(rules: &Rules, on: &PathBuf) -> Result<End> {
    let found = batch::find(std::slice::from_ref(on), Group::File);
    if found.inputs.is_empty() && found.errors.is_empty() {
        let what = format!("{}: there are no page dumps here", on.display());
        return Err(trouble(what, "name a file or a folder of pages with --on"));
    }
    let options = ReadOptions { language: rules.profile.language.clone(), ..ReadOptions::default() };
    // The file on trial is the last pack.
    let names = rules.packs().last().map_or(&[][..], |pack| &pack.rules);
    let mut tallies: Vec<Tally> = names.iter().map(|name| Tally::new(name.clone())).collect();
    let mut errors: Vec<anyhow::Error> = found.errors.into_iter().map(Into::into).collect();
    let (mut files, mut pages) = (0, 0);
    for input in &found.inputs {
        match batch::read_issue(input, &options) {
            Err(BatchError::Store(error)) => errors.push(error.into()),
            Err(error) => errors.push(error.into()),
            Ok(issue) => {
                let run = pipeline::run(&issue, rules, Some(Level::Review), &Decisions::default());
                tallies.iter_mut().for_each(|tally| tally.count(&issue, &run));
                files += 1;
                pages += issue.pages().len();
            }
        }
    }
    for (tally, rule) in tallies.iter().filter_map(|tally| Some((tally, rules.any(&tally.rule)?))) {
        say::result(&told(tally, rule));
    }
    let (files, pages) = (count(files, "file"), count(pages, "page"));
    say::result(&format!("tried {} on {files} ({pages}); nothing was written\n", count(tallies.len(), "rule")));
    for error in &errors {
        say::error(error);
    }
    Ok(if errors.is_empty() { End::Done } else { End::Failed })
}

/// How often a rule hits, and samples.
fn told(tally: &Tally, rule: &Rule) -> String {
    let mut out = format!("{} ({}, {}): ", rule.name, rule.pass, level(rule));
    out += &match tally.hits {
        0 => "no hits".to_owned(),
        hits => format!("{} on {}", count(hits, "hit"), count(tally.pages, "page")),
    };
    if tally.beaten > 0 {
        out += &format!("; at {} of them another rule was first", tally.beaten);
    }
    out.push('\n');
    let width = tally.samples().map(|sample| sample.place.chars().count()).max().unwrap_or(0);
    for sample in tally.samples() {
        out += &format!("  {:width$}  {} → {}\n", sample.place, sample.before, sample.after);
    }
    out
}
