//! `newsprint review`: what waits, one item a screen and one key each.

mod batch;
mod input;
mod keys;
mod locale;
mod signals;
mod sitting;
mod terminal;
mod text;
mod typing;

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::Result;
use newsprint::batch::{LastRun, Place, decisions_name};
use newsprint::ledger::PassName;
use newsprint::review::{Filter, Round, Step};
use newsprint::store;
use rayon::prelude::*;

use self::keys::Way;
use self::signals::Ended;
use self::sitting::{Kept, Sitting};
use self::terminal::{Drawn, Terminal};
use super::End;
use super::again::Again;
use super::common::{Root, places_of};
use super::last::{Loaded, folder_of, last_runs};
use super::say::{self, count, trouble};

/// Decide on what waits, one item a screen and one key each
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Keys: a accept, r refuse, s skip, u undo, e edit the line, A / R accept / refuse all of this rule on the page, in the
issue or in all issues, j / k look at the others, c the text, t y o m x g headline, author, role, place and bounds of articles, J / K issues, ? help, q quit.
Issues come by how much text is at stake. Each decision is on the disk before the screen says so; the issue is cleaned
again after it.

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
    /// Only what these words say, as they are typed behind the key /
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
    /// Who decides
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    #[command(flatten)]
    drawn: Drawn,
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
    let mut desk = Desk::over(args, &places)?;
    let ended = desk.review();
    let is_idle = desk.terminal.is_none() && !desk.failed;
    desk.terminal = None;
    let ended = match ended {
        Err(error) if !error.is::<Ended>() => return Err(error),
        ended => ended.err(),
    };
    if is_idle {
        say::talk("nothing waits for a decision\n");
    } else {
        say::talk(&format!("{} saved; {}\n", count(desk.made(), "decision"), still_waiting(&places)));
    }
    if let Some(ended) = ended.as_ref().and_then(|error| error.downcast_ref::<Ended>()) {
        ended.end();
    }
    Ok(if desk.failed || ended.is_some() { End::Failed } else { End::Done })
}

/// What waits after a review, in words.
fn still_waiting(places: &[Place]) -> String {
    let units = |place: &Place| place.header().ok()?.waits.map(|waits| waits.units as usize);
    let waits: Vec<usize> = places.par_iter().filter_map(units).filter(|units| *units > 0).collect();
    match waits.len() {
        0 => "nothing waits any more".to_owned(),
        n => format!("{} to decide in {}", count(waits.iter().sum(), "edit"), count(n, "issue")),
    }
}

/// A person over many issues.
struct Desk<'a> {
    args: &'a Args,
    places: &'a [Place],
    /// How each was cleaned last.
    runs: Vec<LastRun>,
    round: Round,
    /// What is asked, of all issues.
    filter: Filter,
    loaded: Loaded,
    /// What is kept of the issues that the person was at.
    kept: BTreeMap<usize, Kept>,
    /// Taken over when there is something to ask.
    terminal: Option<Rc<Terminal>>,
    failed: bool,
}

impl<'a> Desk<'a> {
    fn over(args: &'a Args, places: &'a [Place]) -> Result<Self> {
        // One whose ledger cannot be read says so when its turn comes.
        let waits: Vec<_> =
            places.par_iter().map(|place| place.header().ok().and_then(|header| header.waits)).collect();
        Ok(Self {
            args,
            places,
            runs: last_runs(places)?,
            round: Round::new(&waits),
            filter: filter(args)?,
            loaded: Loaded::default(),
            kept: BTreeMap::new(),
            terminal: None,
            failed: false,
        })
    }

    fn made(&self) -> usize {
        self.kept.values().map(|kept| kept.session.made()).sum()
    }

    /// Goes through the issues until all are through or the person has enough.
    fn review(&mut self) -> Result<()> {
        let mut way = Way::On;
        while let Some(now) = self.round.now() {
            let place = &self.places[now];
            let is_new = !self.kept.get(&now).is_some_and(|kept| kept.seen);
            // Where nothing waits and nobody has decided anything, nothing can be out of date either.
            let waits = place.header().ok().and_then(|header| header.waits);
            let decisions = folder_of(self.args.again.decisions.as_deref(), &self.runs[now].options, place);
            let is_decided = decisions.is_ok_and(|folder| store::is_file(&folder.file(&decisions_name(&place.name))));
            let is_idle = waits.is_some_and(|waits| waits.units == 0) && !is_decided && !self.filter.also_sure;
            if is_new && is_idle && is_on(way) {
                self.round.go_on();
                continue;
            }
            let kept = self.kept.remove(&now);
            match self.open(now, kept) {
                Ok(sitting) if sitting.is_through() && is_new && is_on(way) => {
                    self.round.go_on();
                }
                Ok(mut sitting) => {
                    sitting.kept.seen = true;
                    let next = self.sit(&mut sitting, way);
                    self.filter = sitting.kept.session.filter().clone();
                    self.kept.insert(now, sitting.kept);
                    match next {
                        Ok(Way::Quit) => break,
                        Ok(next) => way = next,
                        Err(error) => way = self.failed_at(error)?,
                    }
                }
                Err(error) => way = self.failed_at(error)?,
            }
        }
        Ok(())
    }

    /// Opens an issue, with what was kept of it.
    fn open(&mut self, number: usize, kept: Option<Kept>) -> Result<Sitting<'a>> {
        let left = self.round.left();
        let (place, run) = (&self.places[number], &self.runs[number]);
        Sitting::open(self.args, place, run, &mut self.loaded, kept, &self.filter, left)
    }

    /// One issue that cannot be read must not stop the others; it is told where it can be read.
    fn failed_at(&mut self, error: anyhow::Error) -> Result<Way> {
        if error.is::<Ended>() {
            return Err(error);
        }
        self.terminal = None;
        say::error(&error);
        self.failed = true;
        self.round.go_on();
        Ok(Way::On)
    }

    /// Asks about an issue, and goes to where the person wants to be next.
    fn sit(&mut self, sitting: &mut Sitting<'_>, arrived: Way) -> Result<Way> {
        let terminal = match &self.terminal {
            Some(terminal) => Rc::clone(terminal),
            None => Rc::new(Terminal::open(self.args.drawn)?),
        };
        self.terminal = Some(Rc::clone(&terminal));
        match arrived {
            Way::Undo => self.step(sitting, &Step::Undo)?,
            Way::Redo => self.step(sitting, &Step::Redo)?,
            Way::Ahead | Way::Behind => sitting.read(arrived),
            _ => {}
        }
        loop {
            let way = sitting.review(&terminal);
            for _ in 0..sitting.take_fresh() {
                self.round.made(self.round.now().into_iter().collect());
            }
            let way = way?;
            // The filter may be another one by now, which a batch goes by.
            self.filter = sitting.kept.session.filter().clone();
            match way {
                Way::Quit => return Ok(way),
                // Only where nothing is left here does going on from the last issue mean that it is enough.
                Way::On if self.round.left() == 0 && !sitting.is_through() => {
                    sitting.say("this is the last issue; q quits");
                }
                Way::On => {
                    self.round.go_on();
                    return Ok(way);
                }
                Way::Ahead | Way::Behind if seek(&mut self.round, self.places, way) => return Ok(way),
                Way::Ahead | Way::Behind => sitting.say("nothing more waits that way, in any issue"),
                Way::Back if self.round.go_back() => return Ok(way),
                Way::Back => sitting.say("this is the first issue"),
                Way::Undo if self.again(sitting, &terminal, &Step::Undo)? => return Ok(way),
                Way::Redo if self.again(sitting, &terminal, &Step::Redo)? => return Ok(way),
                Way::Undo | Way::Redo => {}
                Way::Batch(act) => self.batch(sitting, &terminal, act)?,
            }
            if terminal.drop_keys()? {
                return Ok(Way::Quit);
            }
        }
    }
}

/// Whether a person goes on and on, so that issues in which nothing waits are passed over.
fn is_on(way: Way) -> bool {
    matches!(way, Way::On | Way::Ahead)
}

/// Goes to the nearest issue in which something waits, or stays.
fn seek(round: &mut Round, places: &[Place], way: Way) -> bool {
    let here = round.clone();
    loop {
        let goes = if way == Way::Behind { round.go_back() } else { round.go_on() };
        let Some(now) = round.now().filter(|_| goes) else {
            *round = here;
            return false;
        };
        if places[now].header().is_ok_and(|header| header.waits.is_some_and(|waits| waits.units > 0)) {
            return true;
        }
    }
}

/// What is asked, as options say it.
fn filter(args: &Args) -> Result<Filter> {
    let words = args.only.as_deref().unwrap_or_default();
    let only = Filter::parse(words).map_err(|error| trouble(error.to_string(), "docs/review.md lists the words"))?;
    Ok(Filter {
        rule: args.rule.clone().or(only.rule),
        pass: args.pass.or(only.pass),
        page: args.page.or(only.page),
        article: args.article.clone().or(only.article),
        also_sure: args.also_sure || only.also_sure,
        ..only
    })
}
