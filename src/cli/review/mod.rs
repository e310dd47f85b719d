//! `newsprint review`: what waits, one item a screen and one key each.

mod input;
mod signals;
mod sitting;
mod terminal;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use anyhow::Result;
use newsprint::batch::Place;
use newsprint::ledger::PassName;

use self::signals::Ended;
use self::sitting::{Sitting, Way};
use self::terminal::Terminal;
use super::End;
use super::again::Again;
use super::common::{Root, places_of};
use super::say::{self, count, trouble};

/// Decide on what waits, one item a screen and one key each
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Keys: a accept, r refuse, s skip, u undo, e edit the line, A / R accept / refuse all of this rule, ? help, q quit.
Each decision is on the disk before the screen says so; the issue is cleaned again after it.

Examples: newsprint review --terminal cleaned
          newsprint review --terminal cleaned page --by ly")]
pub struct Args {
    /// In this terminal
    #[arg(long, required = true)]
    terminal: bool,
    /// An output folder, or an issue by NAME or path
    #[arg(value_name = "DIR|NAME", default_value = "cleaned")]
    target: PathBuf,
    /// An issue in that folder
    #[arg(value_name = "NAME")]
    name: Option<PathBuf>,
    /// Only what this rule proposes
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// Only what this pass proposes
    #[arg(long, value_name = "PASS", value_parser = pass)]
    pass: Option<PassName>,
    /// Only what is on this page, counted from 1
    #[arg(long, value_name = "N")]
    page: Option<u32>,
    /// Only what is in this article, such as p1-L3
    #[arg(long, value_name = "ID")]
    article: Option<String>,
    /// Also what is applied because it is sure
    #[arg(long)]
    also_sure: bool,
    /// Who decides
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    #[command(flatten)]
    again: Again,
    #[command(flatten)]
    root: Root,
}

fn pass(name: &str) -> Result<PassName, String> {
    PassName::from_name(name).filter(|pass| *pass != PassName::Person).ok_or_else(|| {
        let passes = PassName::ALL.into_iter().filter(|pass| *pass != PassName::Person);
        format!("write one of {}", passes.map(PassName::name).collect::<Vec<_>>().join(", "))
    })
}

/// Runs the command.
pub fn run(args: &Args) -> Result<End> {
    let target = args.name.as_ref().map_or_else(|| args.target.clone(), |name| args.target.join(name));
    let places: Vec<Place> = places_of(&target)?;
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        let hint = "list what waits with `newsprint pending`, and decide with `newsprint decide`";
        return Err(trouble("a review needs a terminal, and this is none", hint));
    }
    let mut terminal: Option<Terminal> = None;
    let mut made = 0;
    let mut failed = false;
    for place in &places {
        // One issue that cannot be read must not stop the others; it is told when the terminal is given back.
        let reviewed = Sitting::open(args, place).and_then(|mut sitting| {
            if sitting.is_through() {
                return Ok(Way::On);
            }
            let terminal = match &mut terminal {
                Some(terminal) => terminal,
                none => none.insert(Terminal::open()?),
            };
            let way = sitting.review(terminal);
            made += sitting.made();
            way
        });
        match reviewed {
            Ok(Way::On) => {}
            Ok(Way::Quit) => break,
            Err(error) if error.is::<Ended>() => {
                drop(terminal);
                say::talk(&format!("{} saved\n", count(made, "decision")));
                if let Some(ended) = error.downcast_ref::<Ended>() {
                    ended.end();
                }
                return Ok(End::Failed);
            }
            Err(error) => {
                terminal = None;
                say::error(&error);
                failed = true;
            }
        }
    }
    let is_idle = terminal.is_none() && !failed;
    drop(terminal);
    if is_idle {
        say::talk("nothing waits for a decision\n");
    } else {
        say::talk(&format!("{} saved\n", count(made, "decision")));
    }
    Ok(if failed { End::Failed } else { End::Done })
}
