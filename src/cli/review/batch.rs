//! A person decides on all of a rule at once: how far that reaches is chosen and seen before it is done, and what it has
//! touched is taken back as one. Issues are read a few at a time, and only where all of them are asked for.

use std::time::Duration;

use anyhow::Result;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use newsprint::batch;
use newsprint::ledger::Act;
use newsprint::report::screen::{Choice, Ink, choice_screen};
use newsprint::review::{Batch, Scope, Session, Step, is_on_page};
use rayon::prelude::*;

use super::Desk;
use super::keys::plain;
use super::sitting::{Fate, Sitting, page};
use super::terminal::Terminal;
use crate::cli::last::folder_of;
use crate::cli::say::count;

/// Issues that are in memory at once.
const AT_ONCE: usize = 16;
/// Rows that a page key passes.
const LEAP: usize = 10;

/// What waits of a rule in all issues, and issues of which that cannot be told.
struct Counted {
    batch: Batch,
    failed: Vec<String>,
}

/// What came of a step on many issues.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The issues in which something was written down.
    pub issues: Vec<usize>,
    /// How many decisions.
    pub records: usize,
    /// What went wrong, by issue.
    pub failed: Vec<String>,
    /// Whether the person stopped it.
    pub stopped: bool,
}

impl Desk<'_> {
    /// Asks how far a step on all of the rule at hand shall reach, and does it where the person says yes.
    pub(super) fn batch(&mut self, sitting: &mut Sitting<'_>, terminal: &Terminal, act: Act) -> Result<()> {
        let Some(now) = sitting.kept.session.now().and_then(|now| now.edit()) else { return Ok(()) };
        let here = self.round.now().unwrap_or_default();
        let rule = now.edit.rule.to_string();
        let issue = &sitting.cleaned.issue;
        let no = sitting.line().map_or(1, |line| issue.page_of(line).no);
        let (mut of_page, mut of_issue) = (Batch::of(&rule), Batch::of(&rule));
        let waiting = || sitting.kept.session.of_rule(&rule);
        of_page.add(here, issue, waiting().filter(|waiting| is_on_page(issue, waiting, no)));
        of_issue.add(here, issue, waiting());
        let what = if act == Act::Accept { "accept" } else { "refuse" };
        let mut all: Option<Counted> = None;
        let (mut scope, mut from) = (Scope::Issue, 0);
        loop {
            let batch = match (scope, &all) {
                (Scope::Page, _) => &of_page,
                (Scope::All, Some(all)) => &all.batch,
                _ => &of_issue,
            };
            let scopes = self.scopes(&of_page, &of_issue, all.as_ref().map(|all| &all.batch));
            let only = self.filter.told();
            let said = all.as_ref().filter(|_| scope == Scope::All).map_or_else(String::new, |all| told(&all.failed));
            let choice = Choice { what, batch, scope, scopes: &scopes, only: &only, said: &said, from };
            let (rows, shown_from) = choice_screen(choice, terminal.look());
            terminal.draw(&rows, None)?;
            from = shown_from;
            let Event::Key(key) = terminal.event()? else { continue };
            if is_stop(key) {
                sitting.say("nothing is decided");
                return Ok(());
            }
            match plain(key) {
                Some(KeyCode::Enter) if batch.n() > 0 => {
                    let steps = batch.steps(act);
                    return self.decide(sitting, terminal, steps, what);
                }
                Some(KeyCode::Char('p')) => (scope, from) = (Scope::Page, 0),
                Some(KeyCode::Char('i')) => (scope, from) = (Scope::Issue, 0),
                Some(KeyCode::Char('f')) if self.places.len() > 1 => {
                    if all.is_none() {
                        all = self.count(sitting, terminal, &rule, what)?;
                    }
                    if all.is_some() {
                        (scope, from) = (Scope::All, 0);
                    }
                }
                Some(KeyCode::Char('j') | KeyCode::Down) => from += 1,
                Some(KeyCode::Char('k') | KeyCode::Up) => from = from.saturating_sub(1),
                Some(KeyCode::PageDown) => from += LEAP,
                Some(KeyCode::PageUp) => from = from.saturating_sub(LEAP),
                _ => {}
            }
            // Nobody says yes to more than was shown.
            let is_scope = matches!(plain(key), Some(KeyCode::Char('p' | 'i' | 'f')));
            if is_scope && terminal.drop_keys()? {
                sitting.say("nothing is decided");
                return Ok(());
            }
        }
    }

    /// The scopes with how much waits in each.
    fn scopes(&self, page: &Batch, issue: &Batch, all: Option<&Batch>) -> Vec<(Scope, char, String)> {
        let mut out = vec![
            (Scope::Page, 'p', format!("this page {}", page.n())),
            (Scope::Issue, 'i', format!("this issue {}", issue.n())),
        ];
        let n = self.places.len();
        if n > 1 {
            let of_all = all.map_or_else(|| "?".to_owned(), |all| all.n().to_string());
            out.push((Scope::All, 'f', format!("all {n} issues {of_all}")));
        }
        out
    }

    /// Counts what waits of a rule in all issues; none where the person has no patience for it.
    fn count(&mut self, sitting: &Sitting<'_>, terminal: &Terminal, rule: &str, what: &str) -> Result<Option<Counted>> {
        let here = self.round.now();
        let mut counted = Counted { batch: Batch::of(rule), failed: Vec::new() };
        let order = self.round.order().to_vec();
        for (n, chunk) in order.chunks(AT_ONCE).enumerate() {
            let so_far = format!(
                "{} of {} read, {} so far. Esc stops it.",
                n * AT_ONCE,
                count(order.len(), "issue"),
                counted.batch.n()
            );
            let rows = [(Ink::Head, format!("Where else is something of {rule} to {what}?")), (Ink::Soft, so_far)];
            if is_stopped(terminal, &rows)? {
                return Ok(None);
            }
            let (places, runs, args, filter) = (self.places, &self.runs, self.args, &self.filter);
            let read = |number: &usize| {
                let (place, run) = (&places[*number], &runs[*number]);
                let waits = place.header()?.waits;
                let is_idle = waits.is_some_and(|waits| waits.units == 0) && !filter.also_sure;
                if Some(*number) == here || is_idle {
                    return Ok(None);
                }
                let cleaned = place.reread(&args.root.root)?;
                let ledger = cleaned.ledger(place)?;
                let folder = folder_of(args.again.decisions.as_deref(), &run.options, place)?;
                let file = batch::decisions_of(&place.name, &folder)?;
                let session = Session::new(&cleaned.issue, &ledger, &file, filter.clone());
                anyhow::Ok(Some((cleaned, session)))
            };
            let found: Vec<_> = chunk.par_iter().map(read).collect();
            for (number, found) in chunk.iter().zip(found) {
                let place = &places[*number];
                if Some(*number) == here {
                    counted.batch.add(*number, &sitting.cleaned.issue, sitting.kept.session.of_rule(rule));
                    continue;
                }
                let found = found.and_then(|found| match found {
                    // One that cannot be decided on is better known before than after.
                    Some((cleaned, session)) if session.of_rule(rule).next().is_some() => {
                        args.again.job(place, &cleaned, &runs[*number], &mut self.loaded)?;
                        Ok(Some((cleaned, session)))
                    }
                    _ => Ok(None),
                });
                match found {
                    Ok(Some((cleaned, session))) => {
                        counted.batch.add(*number, &cleaned.issue, session.of_rule(rule));
                    }
                    Ok(None) => {}
                    Err(error) => counted.failed.push(format!("{}: {error}", place.name)),
                }
            }
        }
        Ok(Some(counted))
    }

    /// Does what the person has said yes to.
    fn decide(
        &mut self,
        sitting: &mut Sitting<'_>,
        terminal: &Terminal,
        steps: Vec<(usize, Step)>,
        what: &str,
    ) -> Result<()> {
        let here = self.round.now();
        if let [(number, step)] = steps.as_slice()
            && Some(*number) == here
        {
            if sitting.step(step.clone())?.records() > 0 {
                self.round.made(vec![*number]);
            }
            return Ok(());
        }
        let done = self.each(sitting, terminal, steps, what)?;
        self.round.made(done.issues.clone());
        let what = if what == "accept" { "accepted" } else { "refused" };
        self.tell(sitting, terminal, &done, what)
    }

    /// Takes back the last step, or does again what was taken back last, in all issues that it has touched. Says whether
    /// that is to be done in another issue, which the round has gone to.
    pub(super) fn again(&mut self, sitting: &mut Sitting<'_>, terminal: &Terminal, step: &Step) -> Result<bool> {
        let is_undo = *step == Step::Undo;
        loop {
            let last = if is_undo { self.round.last_made() } else { self.round.last_undone() };
            let Some(mut issues) = last else {
                sitting.say(if is_undo { "there is nothing to undo" } else { "there is nothing to do again" });
                return Ok(false);
            };
            let here = self.round.now();
            // Where it is not known what was written down, there is nothing to take back.
            issues.retain(|number| {
                let session = if Some(*number) == here {
                    Some(&sitting.kept.session)
                } else {
                    self.kept.get(number).map(|kept| &kept.session)
                };
                session.is_some_and(|session| if is_undo { session.can_undo() } else { session.can_redo() })
            });
            match issues.as_slice() {
                [] => continue,
                [one] if Some(*one) == here => self.step(sitting, step)?,
                [one] => {
                    self.round.go_to(*one);
                    return Ok(true);
                }
                _ => {
                    let steps = issues.into_iter().map(|number| (number, step.clone())).collect();
                    let what = if is_undo { "take back" } else { "do again" };
                    let done = self.each(sitting, terminal, steps, what)?;
                    self.note(step, done.issues.clone());
                    self.tell(sitting, terminal, &done, if is_undo { "taken back" } else { "done again" })?;
                }
            }
            return Ok(false);
        }
    }

    /// Takes back or does again the last step of the issue at hand.
    pub(super) fn step(&mut self, sitting: &mut Sitting<'_>, step: &Step) -> Result<()> {
        let fate = sitting.step(step.clone())?;
        let here = self.round.now().filter(|_| fate.records() > 0);
        self.note(step, here.into_iter().collect());
        Ok(())
    }

    /// Keeps in mind in which issues a step was taken back or done again.
    fn note(&mut self, step: &Step, issues: Vec<usize>) {
        if *step == Step::Undo {
            self.round.taken_back(issues);
        } else {
            self.round.done_again(issues);
        }
    }

    /// Does a step in each of some issues; each is on the disk before the next few are begun.
    fn each(
        &mut self,
        sitting: &mut Sitting<'_>,
        terminal: &Terminal,
        mut steps: Vec<(usize, Step)>,
        what: &str,
    ) -> Result<Done> {
        let here = self.round.now();
        let mut done = Done::default();
        let n = steps.len();
        let mut at = 0;
        while !steps.is_empty() {
            let so_far =
                format!("{at} of {} done, {} saved. Esc stops it.", count(n, "issue"), count(done.records, "decision"));
            let rows = [(Ink::Head, format!("To {what} it in all of them takes a while.")), (Ink::Soft, so_far)];
            if is_stopped(terminal, &rows)? {
                done.stopped = true;
                break;
            }
            let chunk: Vec<(usize, Step)> = steps.drain(..AT_ONCE.min(steps.len())).collect();
            at += chunk.len();
            let mut sittings = Vec::new();
            for (number, step) in chunk {
                if Some(number) == here {
                    let fate = sitting.step(step)?;
                    done.take(number, &self.places[number].name, &fate, &sitting.said);
                    continue;
                }
                let kept = self.kept.remove(&number);
                match self.open(number, kept) {
                    Ok(sitting) => sittings.push((number, step, sitting)),
                    Err(error) => done.failed.push(format!("{}: {error}", self.places[number].name)),
                }
            }
            let fates: Vec<Result<Fate>> =
                sittings.par_iter_mut().map(|(_, step, sitting)| sitting.step(step.clone())).collect();
            for ((number, _, mut sitting), fate) in sittings.into_iter().zip(fates) {
                let name = &self.places[number].name;
                match fate {
                    Ok(fate) => done.take(number, name, &fate, &sitting.said),
                    Err(error) => done.failed.push(format!("{name}: {error}")),
                }
                sitting.kept.session.rest();
                self.kept.insert(number, sitting.kept);
            }
        }
        Ok(done)
    }

    /// Says what came of a step on many issues; where not all is well, on a screen of its own.
    fn tell(&mut self, sitting: &mut Sitting<'_>, terminal: &Terminal, done: &Done, what: &str) -> Result<()> {
        let (n, issues) = (done.records, count(done.issues.len(), "issue"));
        let stopped = if done.stopped { "; you stopped it there" } else { "" };
        let at = crate::cli::clean::now();
        let said = format!("{what} {n} in {issues}, saved {}{stopped}", at.get(11..19).unwrap_or(&at));
        if !done.failed.is_empty() {
            let head = format!("{}: this went wrong", count(done.failed.len(), "issue"));
            let rows = [(Ink::Alarm, head.as_str()), (Ink::Plain, said.as_str()), (Ink::Plain, "")];
            let failed = done.failed.iter().map(|what| (Ink::Plain, what.as_str()));
            let look = terminal.look();
            let mut rows: Vec<_> = rows.into_iter().chain(failed).take(look.rows.saturating_sub(1)).collect();
            rows.push((Ink::Soft, "Any key leads back."));
            terminal.draw(&page(&rows, look), None)?;
            while !matches!(terminal.event()?, Event::Key(_)) {}
        }
        sitting.say(&said);
        Ok(())
    }
}

impl Done {
    fn take(&mut self, number: usize, name: &str, fate: &Fate, said: &str) {
        if fate.records() > 0 {
            self.issues.push(number);
            self.records += fate.records();
        }
        if fate.is_trouble() {
            self.failed.push(format!("{name}: {said}"));
        }
    }
}

/// What is said of issues that are left out.
fn told(failed: &[String]) -> String {
    match failed {
        [] => String::new(),
        [one] => format!("left out: {one}"),
        [first, ..] => format!("{} left out, such as {first}", count(failed.len(), "issue")),
    }
}

/// Whether a key says that something is not to be done.
fn is_stop(key: KeyEvent) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    matches!((key.code, control), (KeyCode::Char('c' | 'd'), true) | (KeyCode::Esc | KeyCode::Char('q'), false))
}

/// Shows how far something is, and says whether the person wants it to stop.
fn is_stopped(terminal: &Terminal, rows: &[(Ink, String)]) -> Result<bool> {
    let rows: Vec<(Ink, &str)> = rows.iter().map(|(ink, row)| (*ink, row.as_str())).collect();
    terminal.draw(&page(&rows, terminal.look()), None)?;
    while let Some(event) = terminal.event_within(Duration::ZERO)? {
        if matches!(event, Event::Key(key) if is_stop(key)) {
            return Ok(true);
        }
    }
    Ok(false)
}
