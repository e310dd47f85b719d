//! A person at a terminal over one issue: keys become steps of the session, and each step is on the disk before the
//! screen says so.

use std::collections::BTreeMap;
use std::ffi::OsString;

use anyhow::Result;
use crossterm::event::{Event, KeyCode};
use newsprint::batch::{self, Cleaned, Job, LastRun, Place};
use newsprint::ledger::file::LineNames;
use newsprint::ledger::{Act, Draft, Ledger, fold};
use newsprint::model::LineIx;
use newsprint::report::screen::{Glyphs, Ink, Progress, ScreenLine, card, clip, old_screen, screen};
use newsprint::review::{Asked, Filter, OutOfDate, Session, Signature, Step};

use super::Args;
use super::keys::{HELP, Way, Wish, wish};
use super::terminal::Terminal;
use crate::cli::clean::now;
use crate::cli::last::Loaded;
use crate::cli::say::{count, trouble};

/// What is kept of an issue while the person is at another.
#[derive(Debug, Default)]
pub struct Kept {
    /// What was decided in it.
    pub session: Session,
    /// What was typed and not saved, by what it is about.
    pub drafts: BTreeMap<String, String>,
}

/// A review of one issue.
pub struct Sitting<'a> {
    args: &'a Args,
    place: &'a Place,
    job: Job,
    pub(super) cleaned: Cleaned,
    pub(super) ledger: Ledger,
    pub(super) kept: Kept,
    pub(super) editor: Option<OsString>,
    /// How many issues come after this one.
    left: usize,
    pub(super) said: String,
}

impl<'a> Sitting<'a> {
    /// Reads what was cleaned, and what is decided on it. `kept` is what a former sitting has left.
    pub fn open(
        args: &'a Args,
        place: &'a Place,
        last: &LastRun,
        loaded: &mut Loaded,
        kept: Option<Kept>,
        left: usize,
    ) -> Result<Self> {
        let cleaned = place.reread(&args.root.root)?;
        let ledger = cleaned.ledger(place)?;
        let job = args.again.job(place, &cleaned, last, loaded)?;
        let file = batch::decisions_of(&place.name, &job.decisions)?;
        let kept = match kept {
            Some(mut kept) => {
                kept.session.renew(&cleaned.issue, &ledger, &file);
                kept
            }
            None => {
                let session = Session::new(&cleaned.issue, &ledger, &file, filter(args, &cleaned)?);
                Kept { session, drafts: BTreeMap::new() }
            }
        };
        let editor = super::typing::editor();
        Ok(Self { args, place, job, cleaned, ledger, kept, editor, left, said: String::new() })
    }

    /// Whether nothing is asked.
    pub fn is_through(&self) -> bool {
        self.kept.session.now().is_none()
    }

    /// How many units were decided on.
    pub fn made(&self) -> usize {
        self.kept.session.made()
    }

    /// The text as it is now.
    pub(super) fn draft(&self) -> Draft<'_> {
        fold(&self.cleaned.issue, &self.ledger)
    }

    /// Says something at the foot of the screen.
    pub fn say(&mut self, what: &str) {
        what.clone_into(&mut self.said);
    }

    /// Asks until the person goes on or has enough.
    pub fn review(&mut self, terminal: &Terminal) -> Result<Way> {
        loop {
            terminal.draw(&self.screen(terminal), None)?;
            let Event::Key(key) = terminal.event()? else { continue };
            match wish(key, self.is_through()) {
                Wish::Step(Step::Undo) if !self.kept.session.can_undo() => return Ok(Way::Undo),
                Wish::Step(step) => self.step(step)?,
                Wish::Rule(step) => self.rule(terminal, step)?,
                Wish::Correct(ask) => {
                    if let Some(line) = self.line() {
                        self.correct(terminal, line, ask)?;
                    }
                }
                Wish::Text => {
                    let line = self.line();
                    if let Some(way) = self.text(terminal, line)? {
                        return Ok(way);
                    }
                }
                Wish::Help => help(terminal)?,
                Wish::Leave(way) => return Ok(way),
                Wish::Nothing => {}
            }
            if terminal.drop_keys()? {
                return Ok(Way::Quit);
            }
        }
    }

    /// The line in question.
    fn line(&self) -> Option<LineIx> {
        let is_there = |line: &LineIx| line.at() < self.cleaned.issue.n_lines();
        self.kept.session.now().and_then(|now| now.line()).or(Some(LineIx(0))).filter(is_there)
    }

    pub(super) fn screen(&self, terminal: &Terminal) -> Vec<ScreenLine> {
        let size = terminal.size();
        let session = &self.kept.session;
        let progress = Progress {
            decided: session.made(),
            waiting: session.asked().len(),
            of_rule: session.of_rule().count(),
            issues: self.left,
        };
        let again = if self.said.is_empty() && session.is_second_round() { "skipped before" } else { &self.said };
        match session.now() {
            Some(Asked::Edit(now)) => screen(&card(&self.draft(), &self.ledger, now), progress, again, size),
            Some(Asked::Old(old)) => old_screen(&self.cleaned.issue, old, progress, again, size),
            None => {
                let through = format!("{}: nothing waits here.", self.place.name);
                let left = match self.left {
                    0 => "This is the last issue.".to_owned(),
                    n => format!("{} more", count(n, "issue")),
                };
                let rows = [
                    (Ink::Head, through.as_str()),
                    (Ink::Soft, left.as_str()),
                    (Ink::Plain, ""),
                    (Ink::Plain, "[Enter] next issue  [c] text  [K] issue before  [u]ndo  [?]  [q]uit"),
                    (Ink::Alarm, &self.said),
                ];
                page(&rows, size.columns, size.rows)
            }
        }
    }

    /// Does a step: written down, then cleaned again, then said.
    pub fn step(&mut self, step: Step) -> Result<()> {
        let nothing = match &step {
            Step::Skip => "skipped",
            Step::Undo => "there is nothing to undo",
            Step::Redo => "there is nothing to do again",
            Step::Next | Step::Back => "",
            _ => "nothing to decide here",
        };
        let is_undo = step == Step::Undo;
        let at = now();
        let sign = Signature { by: self.args.by.as_deref(), at: &at };
        let issue = &self.cleaned.issue;
        let records = self.kept.session.step(issue, step, sign);
        if records.is_empty() {
            self.say(nothing);
            return Ok(());
        }
        let written = batch::write_down(issue, &self.job.decisions, &records);
        let cleaned = batch::clean_again(issue, &self.job);
        self.cleaned = self.place.reread(&self.args.root.root)?;
        self.ledger = self.cleaned.ledger(self.place)?;
        if written.is_err() {
            self.kept.session.forget();
        }
        let file = batch::decisions_of(&self.place.name, &self.job.decisions)?;
        self.kept.session.renew(&self.cleaned.issue, &self.ledger, &file);
        self.said = match (written, cleaned) {
            (Err(error), _) => format!("NOT SAVED: {error}"),
            (Ok(()), Err(error)) => format!("saved, but the issue cannot be cleaned again: {error}"),
            (Ok(()), Ok(report)) => {
                let is_idle = |stale: &OutOfDate| {
                    records.iter().any(|record| record.unit == stale.record.unit && record.act != Act::Clear)
                };
                let what = match records[0].act {
                    _ if is_undo => "taken back",
                    Act::Accept => "accepted",
                    Act::Reject => "refused",
                    Act::Set => "your text",
                    Act::Clear => "taken back",
                };
                let times = if records.len() > 1 { format!(" {}", records.len()) } else { String::new() };
                let idle = report.stale.iter().find(|stale| is_idle(stale));
                let idle = idle.map_or_else(String::new, |stale| format!(", but it does nothing: {}", stale.because));
                format!("{what}{times}, saved {}{idle}", at.get(11..19).unwrap_or(&at))
            }
        };
        Ok(())
    }

    /// Does a step on all of a rule, once it is said how many these are.
    fn rule(&mut self, terminal: &Terminal, step: Step) -> Result<()> {
        let Some(rule) = self.kept.session.now().and_then(|now| now.edit()).map(|now| now.edit.rule.clone()) else {
            return Ok(());
        };
        let what = if step == Step::AcceptRule { "accept" } else { "refuse" };
        let n = count(self.kept.session.of_rule().count(), "edit");
        self.said = format!("{what} {n} of {rule}? Enter: yes, any other key: no");
        loop {
            terminal.draw(&self.screen(terminal), None)?;
            match terminal.event()? {
                Event::Key(key) if key.code == KeyCode::Enter => return self.step(step),
                Event::Key(_) => {
                    self.said.clear();
                    return Ok(());
                }
                _ => {}
            }
        }
    }
}

fn filter(args: &Args, cleaned: &Cleaned) -> Result<Filter> {
    let article = args.article.as_ref().map(|article| {
        let names = LineNames::new(&cleaned.issue);
        names.line(&article.replacen('-', ":", 1)).ok_or_else(|| {
            trouble(format!("there is no article `{article}`"), "articles are called as in NAME.json, such as p1-L3")
        })
    });
    Ok(Filter {
        rule: args.rule.clone(),
        pass: args.pass,
        page: args.page,
        article: article.transpose()?,
        also_sure: args.also_sure,
    })
}

/// Rows of one color each.
pub(super) fn page(rows: &[(Ink, &str)], columns: usize, most: usize) -> Vec<ScreenLine> {
    rows.iter()
        .take(most)
        .map(|(ink, text)| vec![Glyphs::new(*ink, clip(Glyphs::new(*ink, text).text(), columns).as_str())])
        .collect()
}

/// Says what the keys do until one is pressed.
pub(super) fn help(terminal: &Terminal) -> Result<()> {
    let size = terminal.size();
    let rows = HELP.map(|row| (Ink::Plain, row));
    terminal.draw(&page(&rows, size.columns, size.rows), None)?;
    while !matches!(terminal.event()?, Event::Key(_)) {}
    Ok(())
}
