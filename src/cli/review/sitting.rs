//! A person at a terminal over one issue: keys become steps of the session, and each step is on the disk before the
//! screen says so.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use crossterm::event::{Event, KeyCode};
use newsprint::batch::{self, Cleaned, Job, LastRun, Place};
use newsprint::ledger::file::LineNames;
use newsprint::ledger::{Act, Draft, Ledger, fold};
use newsprint::model::LineIx;
use newsprint::report::screen::{Ink, Look, Progress, ScreenLine, card, old_screen, screen};
use newsprint::review::{
    Asked, Drafted, Filter, OutOfDate, RecordLine, Session, Signature, Step, Theirs, Waiting, article,
};
use newsprint::store;

use super::Args;
use super::keys::{HELP, Way, Wish, wish};
use super::terminal::Terminal;
use super::typing::{self, Typed};
use crate::cli::clean::now;
use crate::cli::last::Loaded;
use crate::cli::say::{count, trouble};

/// How often others' decisions are looked for; they are to be seen within two seconds.
const TICK: Duration = Duration::from_secs(1);

/// What tells that a file was written.
type Stamp = Option<(u64, Option<SystemTime>)>;

/// What is kept of an issue while the person is at another.
#[derive(Debug, Default)]
pub struct Kept {
    /// Whether the person was at it.
    pub seen: bool,
    /// What was decided in it.
    pub session: Session,
    /// What was typed and not saved, by what it is about.
    pub drafts: BTreeMap<String, String>,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It decides nothing.
    Nothing,
    /// So many records are on the disk, and the outputs are those of all decisions.
    Saved(usize),
    /// So many records are on the disk, but the outputs are the former ones.
    Uncleaned(usize),
    /// Nothing could be written down.
    Unsaved,
}

impl Fate {
    /// How many records are on the disk.
    pub fn records(self) -> usize {
        match self {
            Self::Saved(n) | Self::Uncleaned(n) => n,
            Self::Nothing | Self::Unsaved => 0,
        }
    }

    /// Whether something went wrong, which is said.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::Uncleaned(_) | Self::Unsaved)
    }
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
    /// Decisions and ledger as they were read last.
    stamps: [Stamp; 2],
    /// Steps that the person has made since somebody asked for them.
    fresh: usize,
    /// The line of the text that the person is at, while the text is on the screen.
    pub(super) in_text: Option<LineIx>,
    /// Where the text is to be opened at once.
    pub(super) reading: Option<LineIx>,
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
        filter: &Filter,
        left: usize,
    ) -> Result<Self> {
        let cleaned = place.reread(&args.root.root)?;
        let ledger = cleaned.ledger(place)?;
        let job = args.again.job(place, &cleaned, last, loaded)?;
        let stamps = stamps(place, &job);
        let file = batch::decisions_of(&place.name, &job.decisions)?;
        let kept = match kept {
            Some(mut kept) => {
                if kept.session.filter() != filter {
                    kept.session.ask(filter.clone());
                }
                kept.session.renew(&cleaned.issue, &ledger, &file);
                kept
            }
            None => {
                is_there(args, &cleaned)?;
                let session = Session::new(&cleaned.issue, &ledger, &file, filter.clone());
                let drafts = batch::drafts_of(&place.name, &job.decisions)?;
                let drafts = drafts.of(&cleaned.issue, args.by.as_deref());
                Kept {
                    seen: false,
                    session,
                    drafts: drafts.map(|(about, text)| (about.to_owned(), text.to_owned())).collect(),
                }
            }
        };
        let editor = typing::editor();
        let said = String::new();
        Ok(Self {
            args,
            place,
            job,
            cleaned,
            ledger,
            kept,
            editor,
            left,
            stamps,
            fresh: 0,
            in_text: None,
            reading: None,
            said,
        })
    }

    /// Whether nothing is asked.
    pub fn is_through(&self) -> bool {
        self.kept.session.now().is_none()
    }

    /// How many steps the person has made since this was asked last.
    pub fn take_fresh(&mut self) -> usize {
        std::mem::take(&mut self.fresh)
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
            if let Some(line) = self.reading.take()
                && let Some(way) = self.text(terminal, Some(line))?
            {
                return Ok(way);
            }
            terminal.draw(&self.screen(terminal), None)?;
            let Some(Event::Key(key)) = self.event(terminal)? else { continue };
            match wish(key, self.is_through()) {
                Wish::Step(step) => {
                    if matches!(step, Step::Accept | Step::Refuse) {
                        // An issue of many pages takes its time to be cleaned again.
                        self.say("saving …");
                        terminal.draw(&self.screen(terminal), None)?;
                    }
                    self.step(step)?;
                }
                Wish::Correct(ask) => {
                    if let Some(line) = self.line() {
                        self.correct(terminal, line, ask)?;
                    }
                }
                Wish::Text => {
                    let line = self.line();
                    self.said.clear();
                    if let Some(way) = self.text(terminal, line)? {
                        return Ok(way);
                    }
                }
                Wish::Filter => self.filter(terminal)?,
                Wish::Help => help(terminal)?,
                Wish::Leave(way) => return Ok(way),
                Wish::Nothing => {}
            }
            if terminal.drop_keys()? {
                return Ok(Way::Quit);
            }
        }
    }

    /// What comes next from the terminal; none where others have decided meanwhile and the screen is to be drawn anew.
    pub(super) fn event(&mut self, terminal: &Terminal) -> Result<Option<Event>> {
        loop {
            let event = terminal.event_within(TICK)?;
            if event.is_some() || self.hear() {
                return Ok(event);
            }
        }
    }

    /// Takes over what others have decided since; says whether anything has changed.
    fn hear(&mut self) -> bool {
        if self.stamps == stamps(self.place, &self.job) {
            return false;
        }
        match self.reload() {
            Ok(others) if others.is_empty() => {}
            Ok(others) => self.said = told(&others),
            Err(error) => self.said = format!("what others have decided cannot be read: {error}"),
        }
        true
    }

    /// Reads outputs and decisions as they are now, and gives back what others have decided.
    fn reload(&mut self) -> Result<Vec<RecordLine>> {
        self.stamps = stamps(self.place, &self.job);
        self.cleaned = self.place.reread(&self.args.root.root)?;
        self.ledger = self.cleaned.ledger(self.place)?;
        let file = batch::decisions_of(&self.place.name, &self.job.decisions)?;
        Ok(self.kept.session.renew(&self.cleaned.issue, &self.ledger, &file))
    }

    /// Asks for other questions: which, the person types.
    pub(super) fn filter(&mut self, terminal: &Terminal) -> Result<()> {
        let now = self.kept.session.filter().to_string();
        let typed = self.type_line(terminal, "ask only: rule, pass, p3, <80, words; nothing: all", &now)?;
        let Typed::Done(text) = typed else { return Ok(()) };
        match Filter::parse(&text) {
            Ok(filter) => self.ask(filter),
            Err(error) => {
                self.say(&error.to_string());
                Ok(())
            }
        }
    }

    /// Asks something else from now on.
    pub(super) fn ask(&mut self, filter: Filter) -> Result<()> {
        self.kept.session.ask(filter);
        self.reload()?;
        self.said = count(self.kept.session.asked().len(), "question");
        Ok(())
    }

    /// The line in question.
    pub(super) fn line(&self) -> Option<LineIx> {
        let is_there = |line: &LineIx| line.at() < self.cleaned.issue.n_lines();
        self.kept.session.now().and_then(|now| now.line()).or(Some(LineIx(0))).filter(is_there)
    }

    pub(super) fn screen(&self, terminal: &Terminal) -> Vec<ScreenLine> {
        let look = terminal.look();
        let session = &self.kept.session;
        let only = session.filter().to_string();
        let progress = Progress {
            decided: session.made(),
            waiting: session.asked().len(),
            of_rule: session.now().and_then(|now| now.edit()).map_or(0, |now| session.of_rule(&now.edit.rule).count()),
            issues: self.left,
            only: &only,
        };
        let again = if self.said.is_empty() && session.is_second_round() { "skipped before" } else { &self.said };
        match session.now() {
            Some(Asked::Edit(now)) => {
                let draft = self.draft();
                let mut card = card(&draft, &self.ledger, now);
                card.notes = self.notes(&draft, now);
                screen(&card, progress, again, look)
            }
            Some(Asked::Old(old)) => old_screen(&self.cleaned.issue, old, progress, again, look),
            None => {
                let of = if only.is_empty() { String::new() } else { format!(" of `{only}`; / asks for more") };
                let through = format!("{}: nothing waits here{of}.", self.place.name);
                let left = match self.left {
                    0 => "This is the last issue.".to_owned(),
                    n => format!("{} more", count(n, "issue")),
                };
                let rows = [
                    (Ink::Head, through.as_str()),
                    (Ink::Soft, left.as_str()),
                    (Ink::Plain, ""),
                    (Ink::Plain, "[Enter] next issue  [c] text  [/] only  [K] issue before  [u]ndo  [?]  [q]uit"),
                    (Ink::Alarm, &self.said),
                ];
                page(&rows, look)
            }
        }
    }

    /// What a person should know of an item besides.
    fn notes(&self, draft: &Draft<'_>, now: &Waiting) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(Theirs { record, .. }) = self.kept.session.theirs() {
            out.push(format!("{}; a or r decides anew and counts, s leaves it so", told(std::slice::from_ref(record))));
        } else if self.kept.session.is_back(now.unit) {
            out.push("back again: it waits because you refused another edit".to_owned());
        }
        // Drafts are called by what they are about.
        let line = now.edit.line();
        let name = self.cleaned.issue.line_name(line);
        let first = article(draft, line).first().map_or(line, |first| *first);
        let of = self.cleaned.issue.line_name(first).replacen(':', "-", 1);
        let is_here =
            |about: &&String| about.split_whitespace().any(|word| word == name || word.trim_end_matches(',') == of);
        out.extend(self.kept.drafts.keys().filter(is_here).map(|about| format!("✎ typed and not saved: {about}")));
        out
    }

    /// Does a step: written down, then cleaned again, then said.
    pub fn step(&mut self, step: Step) -> Result<Fate> {
        let nothing = match &step {
            Step::Skip => "skipped",
            Step::Undo => "there is nothing to undo",
            Step::Redo => "there is nothing to do again",
            Step::Next | Step::Back => "",
            _ => "nothing to decide here",
        };
        let is_undo = step == Step::Undo;
        let is_batch = matches!(step, Step::AcceptEach(_) | Step::RefuseEach(_));
        let is_own = !is_batch && !matches!(step, Step::Undo | Step::Redo);
        self.hear();
        let theirs = self.kept.session.theirs().map(|theirs| told(std::slice::from_ref(&theirs.record)));
        let at = now();
        let sign = Signature { by: self.args.by.as_deref(), at: &at };
        let issue = &self.cleaned.issue;
        let records = self.kept.session.step(issue, step, sign);
        if records.is_empty() {
            self.say(nothing);
            return Ok(Fate::Nothing);
        }
        // A batch decides on nothing that another has decided on in the moment before.
        let session = &self.kept.session;
        let mut overtaken = BTreeSet::new();
        let written = batch::write_down_but(issue, &self.job.decisions, &records, |file| {
            overtaken = if is_batch { session.overtaken(file) } else { BTreeSet::new() };
            overtaken.clone()
        });
        self.kept.session.leave(&overtaken);
        let n = records.len() - overtaken.len();
        let cleaned = batch::clean_again(issue, &self.job);
        if written.is_err() {
            self.kept.session.forget();
        }
        let others = self.reload()?;
        let fate = match (&written, &cleaned) {
            (Err(_), _) => Fate::Unsaved,
            (Ok(()), Err(_)) => Fate::Uncleaned(n),
            (Ok(()), Ok(_)) => Fate::Saved(n),
        };
        self.fresh += usize::from(is_own && fate.records() > 0);
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
                let times = if n == 1 { String::new() } else { format!(" {n}") };
                let idle = report.stale.iter().find(|stale| !is_undo && is_idle(stale));
                let idle = idle.map_or_else(String::new, |stale| format!(", but it does nothing: {}", stale.because));
                let before = theirs.map_or_else(String::new, |theirs| format!("; before, {theirs}"));
                let others = if others.is_empty() { String::new() } else { format!("; {}", told(&others)) };
                format!("{what}{times}, saved {}{idle}{before}{others}", at.get(11..19).unwrap_or(&at))
            }
        };
        Ok(fate)
    }

    /// Keeps what was typed and left, or lets go of it, here and on the disk.
    pub(super) fn keep_draft(&mut self, about: &str, text: Option<&str>) {
        let former = match text {
            Some(text) => self.kept.drafts.insert(about.to_owned(), text.to_owned()),
            None => self.kept.drafts.remove(about),
        };
        if former.as_deref() == text {
            return;
        }
        let draft = Drafted::new(&self.cleaned.issue, about, self.args.by.as_deref(), text);
        if let Err(error) = batch::keep_draft(&self.place.name, &self.job.decisions, &draft) {
            self.said = format!("what you typed is kept until you quit, and no longer: {error}");
        }
    }
}

/// What tells that decisions or ledger were written.
fn stamps(place: &Place, job: &Job) -> [Stamp; 2] {
    let decisions = job.decisions.file(&batch::decisions_name(&place.name));
    [store::stamp(&decisions), store::stamp(&place.folder.file(&batch::ledger_name(&place.name)))]
}

/// What others have decided, in one line.
fn told(others: &[RecordLine]) -> String {
    let mut people: Vec<&str> = others.iter().map(|record| record.by.as_deref().unwrap_or("someone")).collect();
    people.sort_unstable();
    people.dedup();
    let who = if let [one] = people.as_slice() { (*one).to_owned() } else { format!("{} people", people.len()) };
    let at = others.iter().filter_map(|record| record.at.as_deref()?.get(11..16)).max();
    let at = at.map_or_else(String::new, |at| format!(" at {at}"));
    match others {
        [one] => {
            let what = match one.act {
                Act::Accept => "accepted this",
                Act::Reject => "refused this",
                Act::Set => "typed this",
                Act::Clear => "took back a decision",
            };
            format!("{who} {what}{at}")
        }
        many => format!("{who} decided on {}{at}", many.len()),
    }
}

/// An article that is asked for by name must be there.
fn is_there(args: &Args, cleaned: &Cleaned) -> Result<()> {
    let Some(article) = &args.article else { return Ok(()) };
    match LineNames::new(&cleaned.issue).line(&article.replacen('-', ":", 1)) {
        Some(_) => Ok(()),
        None => Err(trouble(
            format!("there is no article `{article}`"),
            "articles are called as in NAME.json, such as p1-L3",
        )),
    }
}

/// Rows of one color each.
pub(super) fn page(rows: &[(Ink, &str)], look: Look) -> Vec<ScreenLine> {
    let row = |(ink, text): &(Ink, &str)| {
        let text = look.said(*ink, text);
        vec![look.said(*ink, &look.clip(text.text(), look.columns))]
    };
    rows.iter().take(look.rows).map(row).collect()
}

/// Says what the keys do, a screen after the other, until a key leads back.
pub(super) fn help(terminal: &Terminal) -> Result<()> {
    let mut from = 0;
    while from < HELP.len() {
        let look = terminal.look();
        let room = look.rows.saturating_sub(1).max(1);
        let rest = HELP.len().saturating_sub(from + room);
        let last = if rest > 0 { "Enter: more. Any other key leads back." } else { "Any key leads back." };
        let rows = HELP[from..].iter().take(room).map(|row| (Ink::Plain, *row));
        terminal.draw(&page(&rows.chain([(Ink::Soft, last)]).collect::<Vec<_>>(), look), None)?;
        match terminal.event()? {
            Event::Key(key) if key.code == KeyCode::Enter => from += room,
            Event::Key(_) => break,
            _ => {}
        }
    }
    Ok(())
}
