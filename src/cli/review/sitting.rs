//! A person at a terminal over one issue: keys become steps of the session, and each step is on the disk before the
//! screen says so.

use anyhow::Result;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use newsprint::batch::{self, Cleaned, Job, Place};
use newsprint::ledger::file::LineNames;
use newsprint::ledger::{Act, Decisions, Ledger, fold};
use newsprint::model::LineIx;
use newsprint::report::screen::{Glyphs, Ink, Progress, ScreenLine, card, clip, screen};
use newsprint::review::{self, Filter, Session, Signature, Step};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr as _;

use super::Args;
use super::input::{Input, Typing};
use super::terminal::Terminal;
use crate::cli::clean::now;
use crate::cli::last::{Loaded, last_runs};
use crate::cli::say::{count, trouble};

/// What a person wants after an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The next issue.
    On,
    /// To stop.
    Quit,
}

/// What a key asks for.
enum Wish {
    Step(Step),
    Rule(Step),
    Edit,
    Help,
    Next,
    Quit,
    Nothing,
}

const HELP: [&str; 14] = [
    "a  accept: the proposal is right",
    "r  refuse: the text stays as printed, and the next best reading may be asked",
    "s  skip: it comes again when all others are through",
    "u  undo: takes back the last decision",
    "e  edit: type how the line should read; Enter saves, Esc leaves",
    "A  accept all that wait of this rule in this issue",
    "R  refuse all that wait of this rule in this issue",
    "q  quit: everything that was said to be saved is",
    "",
    "[…] is taken out, {…} is put in, > marks the line in question.",
    "A decision is added to NAME.decisions.jsonl, and none is ever deleted.",
    "Of two decisions on one thing the last counts.",
    "",
    "Any key leads back.",
];

/// A review of one issue.
pub struct Sitting<'a> {
    args: &'a Args,
    place: &'a Place,
    job: Job,
    cleaned: Cleaned,
    ledger: Ledger,
    session: Session,
    said: String,
}

impl<'a> Sitting<'a> {
    /// Reads what was cleaned, and what is decided on it.
    pub fn open(args: &'a Args, place: &'a Place) -> Result<Self> {
        let cleaned = place.reread(&args.root.root)?;
        let ledger = cleaned.ledger(place)?;
        let last = last_runs(std::slice::from_ref(place))?.pop().unwrap_or_default();
        let job = args.again.job(place, &cleaned, &last, &mut Loaded::default())?;
        let article = args.article.as_ref().map(|article| {
            let names = LineNames::new(&cleaned.issue);
            names.line(&article.replacen('-', ":", 1)).ok_or_else(|| {
                trouble(
                    format!("there is no article `{article}`"),
                    "articles are called as in NAME.json, such as p1-L3",
                )
            })
        });
        let filter = Filter {
            rule: args.rule.clone(),
            pass: args.pass,
            page: args.page,
            article: article.transpose()?,
            also_sure: args.also_sure,
        };
        let decisions = decisions(place, &job, &cleaned)?;
        let session = Session::new(&cleaned.issue, &ledger, &decisions, filter);
        Ok(Self { args, place, job, cleaned, ledger, session, said: String::new() })
    }

    /// Whether nothing waits.
    pub fn is_through(&self) -> bool {
        self.session.now().is_none()
    }

    /// How many units were decided on.
    pub fn made(&self) -> usize {
        self.session.made()
    }

    /// Asks until nothing waits or the person has enough.
    pub fn review(&mut self, terminal: &Terminal) -> Result<Way> {
        loop {
            terminal.draw(&self.screen(terminal), None)?;
            let Event::Key(key) = terminal.event()? else { continue };
            match wish(key, self.is_through()) {
                Wish::Step(step) => self.step(step)?,
                Wish::Rule(step) => self.rule(terminal, step)?,
                Wish::Edit => self.edit(terminal)?,
                Wish::Help => help(terminal)?,
                Wish::Next => return Ok(Way::On),
                Wish::Quit => return Ok(Way::Quit),
                Wish::Nothing => {}
            }
            if terminal.drop_keys()? {
                return Ok(Way::Quit);
            }
        }
    }

    fn screen(&self, terminal: &Terminal) -> Vec<ScreenLine> {
        let size = terminal.size();
        let Some(now) = self.session.now() else {
            let through = format!("{}: nothing waits here.", self.place.name);
            let rows = [
                (Ink::Head, through.as_str()),
                (Ink::Plain, ""),
                (Ink::Plain, "[Enter] next issue  [u]ndo  [q]uit"),
                (Ink::Alarm, &self.said),
            ];
            return page(&rows, size.columns, size.rows);
        };
        let draft = fold(&self.cleaned.issue, &self.ledger);
        let progress = Progress {
            decided: self.session.made(),
            waiting: self.session.waiting().count(),
            of_rule: self.session.of_rule().count(),
        };
        let again = if self.said.is_empty() && self.session.is_second_round() { "skipped before" } else { &self.said };
        screen(&card(&draft, &self.ledger, now), progress, again, size)
    }

    /// Does a step: written down, then cleaned again, then said.
    fn step(&mut self, step: Step) -> Result<()> {
        let is_skip = step == Step::Skip;
        let is_undo = step == Step::Undo;
        let at = now();
        let sign = Signature { by: self.args.by.as_deref(), at: &at };
        let issue = &self.cleaned.issue;
        let records = self.session.step(issue, step, sign);
        if records.is_empty() {
            let nothing = if is_undo { "there is nothing to undo" } else { "nothing to decide here" };
            nothing.clone_into(&mut self.said);
            if is_skip {
                "skipped".clone_into(&mut self.said);
            }
            return Ok(());
        }
        let lines: Vec<_> = records.iter().map(|record| review::record_of(issue, record)).collect();
        let written = batch::write_down(issue, &self.job.decisions, &lines);
        let cleaned = batch::clean_again(issue, &self.job);
        self.cleaned = self.place.reread(&self.args.root.root)?;
        self.ledger = self.cleaned.ledger(self.place)?;
        if written.is_err() {
            self.session.forget();
        }
        let decisions = decisions(self.place, &self.job, &self.cleaned)?;
        self.session.renew(&self.cleaned.issue, &self.ledger, &decisions);
        self.said = match (written, cleaned) {
            (Err(error), _) => format!("NOT SAVED: {error}"),
            (Ok(()), Err(error)) => format!("saved, but the issue cannot be cleaned again: {error}"),
            (Ok(()), Ok(report)) => {
                let is_idle = |stale: &newsprint::ledger::Stale| {
                    records.iter().any(|record| record.unit == stale.unit && record.act != Act::Clear)
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
        let Some(now) = self.session.now() else { return Ok(()) };
        let what = if step == Step::AcceptRule { "accept" } else { "refuse" };
        let n = count(self.session.of_rule().count(), "edit");
        self.said = format!("{what} {n} of {}? Enter: yes, any other key: no", now.edit.rule);
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

    /// Lets the person type how the line should read.
    fn edit(&mut self, terminal: &Terminal) -> Result<()> {
        let Some(now) = self.session.now() else { return Ok(()) };
        let line = review::chief(&now.edit).map_or(LineIx(0), newsprint::ledger::Change::line);
        let draft = fold(&self.cleaned.issue, &self.ledger);
        let text = draft.text(line).into_owned();
        drop(draft);
        let name = self.cleaned.issue.line_name(line);
        let mut input = Input::new(&text);
        loop {
            let size = terminal.size();
            let mut rows = self.screen(terminal);
            rows.truncate(size.rows.saturating_sub(2));
            rows.push(vec![Glyphs::new(
                Ink::Alarm,
                &clip(&format!("{name} should read (Enter saves, Esc leaves)"), size.columns),
            )]);
            let (row, column) = field(&input, size.columns);
            rows.push(vec![row]);
            terminal.draw(&rows, Some((column as u16, rows.len() as u16 - 1)))?;
            let typing = match terminal.event()? {
                Event::Key(key) => input.key(key),
                Event::Paste(text) => {
                    input.put(&text);
                    Typing::On
                }
                _ => Typing::On,
            };
            match typing {
                Typing::On => {}
                Typing::Left => {
                    "left as it is".clone_into(&mut self.said);
                    return Ok(());
                }
                Typing::Done => break,
            }
        }
        let draft = fold(&self.cleaned.issue, &self.ledger);
        let change = review::retyped(&draft, line, input.text());
        drop(draft);
        let Some(change) = change else {
            "the line reads so already".clone_into(&mut self.said);
            return Ok(());
        };
        self.step(Step::Set(vec![change]))
    }
}

/// The decisions on an issue as they stand in its file.
fn decisions(place: &Place, job: &Job, cleaned: &Cleaned) -> Result<Decisions> {
    Ok(batch::decisions_of(&place.name, &job.decisions)?.resolve(&cleaned.issue).decisions)
}

fn wish(key: KeyEvent, is_through: bool) -> Wish {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Char('c' | 'd') if control => Wish::Quit,
        KeyCode::Char('z') if control => Wish::Step(Step::Undo),
        _ if control || key.modifiers.contains(KeyModifiers::ALT) => Wish::Nothing,
        KeyCode::Char('q') => Wish::Quit,
        KeyCode::Char('u') => Wish::Step(Step::Undo),
        KeyCode::Char('?') => Wish::Help,
        KeyCode::Enter if is_through => Wish::Next,
        _ if is_through => Wish::Nothing,
        KeyCode::Char('a') => Wish::Step(Step::Accept),
        KeyCode::Char('r') => Wish::Step(Step::Refuse),
        KeyCode::Char('s') => Wish::Step(Step::Skip),
        KeyCode::Char('A') => Wish::Rule(Step::AcceptRule),
        KeyCode::Char('R') => Wish::Rule(Step::RefuseRule),
        KeyCode::Char('e') => Wish::Edit,
        _ => Wish::Nothing,
    }
}

/// What is typed, as much of it as the line holds, and the column of the cursor.
fn field(input: &Input, columns: usize) -> (Glyphs, usize) {
    let (before, behind) = input.halves();
    let mut start = before.len();
    let mut column = 0;
    for (at, grapheme) in before.grapheme_indices(true).rev() {
        let wide = Glyphs::new(Ink::Plain, grapheme).text().width();
        if column + wide + 2 > columns {
            break;
        }
        column += wide;
        start = at;
    }
    let text = Glyphs::new(Ink::Plain, &[&before[start..], behind].concat());
    (Glyphs::new(Ink::Plain, &clip(text.text(), columns.saturating_sub(1))), column)
}

fn page(rows: &[(Ink, &str)], columns: usize, most: usize) -> Vec<ScreenLine> {
    rows.iter()
        .take(most)
        .map(|(ink, text)| vec![Glyphs::new(*ink, clip(Glyphs::new(*ink, text).text(), columns).as_str())])
        .collect()
}

fn help(terminal: &Terminal) -> Result<()> {
    let size = terminal.size();
    let rows = HELP.map(|row| (Ink::Plain, row));
    terminal.draw(&page(&rows, size.columns, size.rows), None)?;
    while !matches!(terminal.event()?, Event::Key(_)) {}
    Ok(())
}
