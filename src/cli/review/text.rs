//! The text in the terminal: a person goes through it line by line and puts right what no rule has asked about.

use std::collections::BTreeSet;

use anyhow::Result;
use crossterm::event::{Event, KeyCode};
use newsprint::ledger::{Change, Edit, Grain, State};
use newsprint::model::{LineIx, Role};
use newsprint::report::screen::{Ink, ScreenLine, TextLine, View, text_lines, text_screen};
use newsprint::review::{Correction, Filter, Step, article, block, chief, corrected, headed};

use super::keys::{Ask, Way, Wish, anywhere, correction, plain};
use super::sitting::{Sitting, help, page};
use super::terminal::Terminal;
use super::typing::{self, Typed};

const KEYS: &str = "[j/k] line [n/p] what waits [Enter] ask [e]dit [t]itle b[y]line r[o]le [m]ove \
                    [[/]] up, down [x] split [g] merge [u]ndo [N/P] what was done [c] back [?]";
const MOVING: &str = "[j/k] where to: behind the line > [Home] first of all [Enter] here [Esc] leave it";
/// Lines that a page key passes.
const LEAP: usize = 15;

/// Whether an edit only joins lines of paragraphs.
fn is_wrap(edit: &Edit) -> bool {
    edit.grain == Grain::Each && edit.changes.iter().all(|change| matches!(change, Change::Seam { .. }))
}

impl Sitting<'_> {
    /// Shows the text until the person goes back to the questions, or away.
    pub(super) fn text(&mut self, terminal: &Terminal, from: Option<LineIx>) -> Result<Option<Way>> {
        let mut at = from;
        loop {
            let lines = self.lines();
            let Some(mut n) = lines.iter().position(|line| Some(line.line) == at).or((!lines.is_empty()).then_some(0))
            else {
                return Ok(None);
            };
            terminal.draw(&self.shown(terminal, &lines, n, &[], KEYS), None)?;
            let Some(Event::Key(key)) = self.event(terminal)? else { continue };
            let last = lines.len() - 1;
            let here = lines[n].line;
            match anywhere(key) {
                Some(Wish::Step(step)) => drop(self.step(step)?),
                Some(Wish::Filter) => {
                    self.in_text = Some(here);
                    self.filter(terminal)?;
                    self.in_text = None;
                }
                Some(Wish::Help) => help(terminal)?,
                Some(Wish::Leave(way)) => {
                    // What is taken back here leaves the person in the text.
                    self.reading = Some(here).filter(|_| matches!(way, Way::Undo | Way::Redo));
                    return Ok(Some(way));
                }
                _ => match plain(key) {
                    Some(KeyCode::Char('j') | KeyCode::Down) => n = (n + 1).min(last),
                    Some(KeyCode::Char('k') | KeyCode::Up) => n = n.saturating_sub(1),
                    Some(KeyCode::PageDown) => n = (n + LEAP).min(last),
                    Some(KeyCode::PageUp) => n = n.saturating_sub(LEAP),
                    Some(KeyCode::Home) => n = 0,
                    Some(KeyCode::End) => n = last,
                    Some(KeyCode::Char('n')) => match (n + 1..=last).find(|n| lines[*n].waits) {
                        Some(next) => n = next,
                        None => {
                            self.reading = Some(here);
                            return Ok(Some(Way::Ahead));
                        }
                    },
                    Some(KeyCode::Char('p')) => match (0..n).rev().find(|n| lines[*n].waits) {
                        Some(next) => n = next,
                        None => {
                            self.reading = Some(here);
                            return Ok(Some(Way::Behind));
                        }
                    },
                    Some(KeyCode::Char('N')) => n = (n + 1..=last).find(|n| lines[*n].changed).unwrap_or(n),
                    Some(KeyCode::Char('P')) => n = (0..n).rev().find(|n| lines[*n].changed).unwrap_or(n),
                    Some(KeyCode::Enter) if lines[n].waits => {
                        self.turn_to(here);
                        return Ok(None);
                    }
                    // What was done because it is sure is asked from now on.
                    Some(KeyCode::Enter) if lines[n].changed => {
                        self.ask(Filter { also_sure: true, ..self.kept.session.filter().clone() })?;
                        self.turn_to(here);
                        return Ok(None);
                    }
                    Some(KeyCode::Char('c') | KeyCode::Esc) => return Ok(None),
                    Some(KeyCode::Char(c)) => {
                        if let Some(ask) = correction(c) {
                            self.in_text = Some(here);
                            self.correct(terminal, here, ask)?;
                            self.in_text = None;
                        }
                    }
                    _ => {}
                },
            }
            at = Some(lines[n].line);
            if terminal.drop_keys()? {
                return Ok(Some(Way::Quit));
            }
        }
    }

    fn lines(&self) -> Vec<TextLine> {
        // Each edit is shown where it is looked at, so that one step leads to the next one.
        let looked_at = |edit: &Edit| chief(edit).map(Change::line);
        let waits: BTreeSet<LineIx> = self.kept.session.waiting().filter_map(|w| looked_at(&w.edit)).collect();
        let done = self.ledger.entries().iter().filter(|entry| entry.state == State::Applied && !is_wrap(&entry.edit));
        text_lines(&self.draft(), &waits, &done.filter_map(|entry| looked_at(&entry.edit)).collect())
    }

    fn shown(
        &self,
        terminal: &Terminal,
        lines: &[TextLine],
        at: usize,
        picked: &[LineIx],
        keys: &str,
    ) -> Vec<ScreenLine> {
        let view = View { lines, at, picked, keys, said: &self.said };
        text_screen(&self.cleaned.issue.name, &view, terminal.look())
    }

    /// Opens the text at the first place that waits, or at the last.
    pub(super) fn read(&mut self, way: Way) {
        let lines = self.lines();
        let mut waits = lines.iter().filter(|line| line.waits);
        let found = if way == Way::Behind { waits.next_back() } else { waits.next() };
        self.reading = found.or(lines.first()).map(|line| line.line);
    }

    /// Turns to what is asked about a line.
    fn turn_to(&mut self, line: LineIx) {
        let unit = self.kept.session.waiting().find(|w| chief(&w.edit).map(Change::line) == Some(line)).map(|w| w.unit);
        if let Some(unit) = unit {
            self.kept.session.turn_to(unit);
        }
    }

    /// Puts something right at a line.
    pub(super) fn correct(&mut self, terminal: &Terminal, line: LineIx, ask: Ask) -> Result<()> {
        let draft = self.draft();
        let article = article(&draft, line).first().map_or(line, |first| *first);
        let name = self.cleaned.issue.line_name(article).replacen(':', "-", 1);
        let (title, byline) = headed(&draft, line);
        drop(draft);
        let wanted = match ask {
            Ask::Text => return self.retype(terminal, line),
            Ask::Title => {
                self.typed(terminal, &format!("headline of the article {name}"), &title)?.map(Correction::Title)
            }
            Ask::Byline => self
                .typed(terminal, &format!("who wrote the article {name}, parted by ;"), &byline)?
                .map(Correction::Byline),
            Ask::Role => self.role(terminal, line)?.map(Correction::Role),
            Ask::RoleOfLine => self.role(terminal, line)?.map(Correction::RoleOfLine),
            Ask::Split => Some(Correction::Split),
            Ask::Merge => Some(Correction::Merge),
            Ask::Move => self.place(terminal, line)?.map(Correction::Move),
            Ask::Up => Some(Correction::Up),
            Ask::Down => Some(Correction::Down),
        };
        match wanted {
            Some(wanted) => self.set(line, &wanted),
            None => Ok(()),
        }
    }

    fn set(&mut self, line: LineIx, wanted: &Correction) -> Result<()> {
        let changes = corrected(&self.draft(), line, wanted);
        match changes {
            Some(changes) => self.step(Step::Set(changes)).map(drop),
            None => {
                self.say("it is so already, or cannot be done here");
                Ok(())
            }
        }
    }

    /// A line that the person types. What was typed before and left is there again.
    fn typed(&mut self, terminal: &Terminal, prompt: &str, now: &str) -> Result<Option<String>> {
        let draft = self.kept.drafts.get(prompt).cloned();
        let typed = self.type_line(terminal, prompt, draft.as_deref().unwrap_or(now))?;
        Ok(self.kept_or(prompt, now, typed))
    }

    /// Lets a person type below what they look at, be it the text or a question.
    pub(super) fn type_line(&self, terminal: &Terminal, prompt: &str, text: &str) -> Result<Typed> {
        let lines = self.in_text.map(|at| (self.lines(), at));
        let above = |terminal: &Terminal| match &lines {
            Some((lines, at)) => {
                let n = lines.iter().position(|line| line.line == *at).unwrap_or(0);
                self.shown(terminal, lines, n, &[], "")
            }
            None => self.screen(terminal),
        };
        typing::line(terminal, prompt, text, above)
    }

    /// What is done; what is left is kept as a draft.
    fn kept_or(&mut self, about: &str, now: &str, typed: Typed) -> Option<String> {
        match typed {
            Typed::Done(text) => {
                self.keep_draft(about, None);
                Some(text)
            }
            Typed::Left(text) if text == now => {
                self.say("left as it is");
                self.keep_draft(about, None);
                None
            }
            Typed::Left(text) => {
                self.say("left as it is; what you typed is kept");
                self.keep_draft(about, Some(&text));
                None
            }
        }
    }

    /// How a line reads, or in an editor all lines of its paragraph.
    fn retype(&mut self, terminal: &Terminal, line: LineIx) -> Result<()> {
        let draft = self.draft();
        let name = self.cleaned.issue.line_name(line);
        let Some(editor) = self.editor.clone() else {
            let now = draft.text(line).into_owned();
            drop(draft);
            let text = self.typed(terminal, &format!("{name} should read"), &now)?;
            return match text {
                Some(text) => self.set(line, &Correction::Lines(vec![(line, text)])),
                None => Ok(()),
            };
        };
        let lines = block(&draft, line);
        let now: String = lines.iter().map(|line| draft.text(*line).into_owned() + "\n").collect();
        drop(draft);
        let about = format!("{name} in the editor");
        let text = self.kept.drafts.get(&about).cloned().unwrap_or_else(|| now.clone());
        let typed = typing::in_editor(terminal, &editor, &text)?;
        let Some(text) = self.kept_or(&about, &now, typed) else { return Ok(()) };
        let texts: Vec<&str> = text.trim_end().lines().collect();
        if texts.len() != lines.len() {
            self.keep_draft(&about, Some(&text));
            let what = format!("not saved: {} lines of the page are {} now; ", lines.len(), texts.len());
            self.say(&(what + "keep each on a line of its own (e: go on)"));
            return Ok(());
        }
        let wanted = lines.into_iter().zip(texts.into_iter().map(|text| text.trim().to_owned())).collect();
        self.set(line, &Correction::Lines(wanted))
    }

    /// What a paragraph is, chosen by a letter.
    fn role(&mut self, terminal: &Terminal, line: LineIx) -> Result<Option<Role>> {
        let now = self.draft().role(line);
        let rows: Vec<String> = ('a'..='z')
            .zip(Role::ALL)
            .map(|(letter, role)| format!("{} {letter}  {}", if role == now { '>' } else { ' ' }, role.name()))
            .collect();
        let text = self.draft().text(line).into_owned();
        let head = format!("What is this? {text}");
        loop {
            let look = terminal.look();
            // Two columns where the terminal is low.
            let half = rows.len().div_ceil(2);
            let folded: Vec<String> = if rows.len() + 2 <= look.rows {
                rows.clone()
            } else {
                let right = |n: usize| rows.get(n + half).map_or("", String::as_str);
                (0..half).map(|n| format!("{:<24}{}", rows[n], right(n))).collect()
            };
            let shown = std::iter::once((Ink::Head, head.as_str())).chain(folded.iter().map(|r| (Ink::Plain, &**r)));
            let shown: Vec<(Ink, &str)> = shown.chain([(Ink::Soft, "Esc leaves it")]).collect();
            terminal.draw(&page(&shown, look), None)?;
            let Event::Key(key) = terminal.event()? else { continue };
            let chosen = ('a'..='z').zip(Role::ALL).find(|(letter, _)| key.code == KeyCode::Char(*letter));
            if chosen.is_none() {
                self.say("left as it is");
            }
            return Ok(chosen.map(|(_, role)| role));
        }
    }

    /// Where a paragraph goes: behind a line, or first of all. None where it is left.
    #[expect(clippy::option_option, reason = "to leave it and to set it first are two things")]
    fn place(&mut self, terminal: &Terminal, line: LineIx) -> Result<Option<Option<LineIx>>> {
        let picked = block(&self.draft(), line);
        let lines = self.lines();
        let mut n = lines.iter().position(|of| of.line == line).unwrap_or(0);
        self.said.clear();
        loop {
            terminal.draw(&self.shown(terminal, &lines, n, &picked, MOVING), None)?;
            let Event::Key(key) = terminal.event()? else { continue };
            match key.code {
                KeyCode::Char('j') | KeyCode::Down => n = (n + 1).min(lines.len() - 1),
                KeyCode::Char('k') | KeyCode::Up => n = n.saturating_sub(1),
                KeyCode::PageDown => n = (n + LEAP).min(lines.len() - 1),
                KeyCode::PageUp => n = n.saturating_sub(LEAP),
                KeyCode::End => n = lines.len() - 1,
                KeyCode::Home => return Ok(Some(None)),
                KeyCode::Enter => return Ok(Some(Some(lines[n].line))),
                _ => {
                    self.say("left where it is");
                    return Ok(None);
                }
            }
        }
    }
}
