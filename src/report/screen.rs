//! One item on a screen of a terminal, as lines of colored pieces. Whatever a page holds, nothing but visible characters
//! comes out: what would command the terminal or turn the direction of a line is shown as an escape.

mod look;
mod old;
mod places;
mod text;

use unicode_segmentation::UnicodeSegmentation;

use super::{Segment, Tag, compare};
use crate::ledger::{Change, Draft, Edit, EditId, Ledger};
use crate::model::LineIx;
use crate::review::{Item, Waiting, asked, chief, lines_of, standing_on};

pub use look::Look;
pub use old::old_screen;
pub use places::{Choice, choice_screen};
pub use text::{TextLine, View, text_lines, text_screen};

/// What a piece of a line is, so that it can be colored. The signs in the text say the same without colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Running text.
    Plain,
    /// Heads and questions.
    Head,
    /// What is there for orientation.
    Soft,
    /// What is taken out.
    Gone,
    /// What is put in.
    Came,
    /// What the person must see.
    Alarm,
}

/// A piece of a line of the screen. It holds no character that could command a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyphs {
    /// What it is.
    pub ink: Ink,
    text: String,
}

impl Glyphs {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A line of the screen.
pub type ScreenLine = Vec<Glyphs>;

/// An item with what a person needs to know to decide on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Issue, page and article.
    pub place: String,
    /// What is asked of all its kind.
    pub asked: &'static str,
    /// The item in words.
    pub item: Item,
    /// Characters at stake.
    pub stake: f64,
    /// What stands before it in the text as it is now, a line each with its name.
    pub above: Vec<(String, String)>,
    /// Each line it is about: as printed, and what becomes of it.
    pub lines: Vec<(String, Vec<Segment>)>,
    /// How many lines it is about besides.
    pub more: usize,
    /// What stands behind it.
    pub below: Vec<(String, String)>,
    /// Of lines that were moved, where they are printed.
    pub stood: Option<String>,
    /// The next best reading.
    pub or: Option<String>,
    /// What a refusal takes back as well.
    pub also: Vec<String>,
    /// What the person should know besides.
    pub notes: Vec<String>,
}

/// Lines shown on each side of an item, where there is room for them.
const AROUND: usize = 6;
/// Lines of an item that are shown.
const MOST: usize = 5;
/// Rows that a line of the text may take, so that one long line leaves room for the others.
const TALLEST: usize = 3;
/// Rows below which only what is asked, the text and the keys are shown.
const LOW: usize = 14;
/// Columns below which keys are named in short.
const NARROW: usize = 72;
/// Columns of the names of lines and of signs before the text.
const MARGIN: usize = 12;

/// The first words of a text.
fn excerpt(text: &str) -> String {
    Look::of(0, 0).clip(text, 32)
}

/// What a person is shown of what waits. `draft` is the text as it is now.
#[must_use]
pub fn card(draft: &Draft<'_>, ledger: &Ledger, waiting: &Waiting) -> Card {
    let issue = draft.issue();
    let edit = &waiting.edit;
    let lines = match chief(edit) {
        Some(Change::Move { lines, .. }) => lines.clone(),
        _ => lines_of(edit),
    };
    let order = draft.order();
    let places = || lines.iter().map(|line| draft.place(*line));
    let first = places().min().unwrap_or(0);
    let last = places().max().unwrap_or(first);
    let named = |line: &LineIx| (issue.line_name(*line), draft.text(*line).into_owned());
    let page = lines.first().map_or(0, |line| issue.page_of(*line).no);
    let article = draft.articles().find(|range| range.contains(&first));
    let article = article.and_then(|range| {
        order[range].iter().find(|line| !draft.role(**line).is_furniture()).map(|line| draft.text(*line))
    });
    let article = article.map_or_else(String::new, |text| format!(" · {}", excerpt(text.trim())));
    let also = standing_on(ledger, waiting.entry, edit);
    let told = |id: EditId| Item::of(issue, &ledger.entry(id).edit, "").question;
    Card {
        also: also.into_iter().map(told).collect(),
        notes: Vec::new(),
        stood: match chief(edit) {
            Some(Change::Move { lines, .. }) => lines.first().map(|first| match first.0.checked_sub(1).map(LineIx) {
                Some(before) => format!("printed behind {} `{}`", issue.line_name(before), excerpt(issue.raw(before))),
                None => "printed first of all".to_owned(),
            }),
            _ => None,
        },
        place: format!("{} · page {page}{article}", issue.name),
        asked: asked(issue, edit),
        item: Item::of(issue, edit, waiting.state),
        stake: waiting.stake,
        above: order[first.saturating_sub(AROUND)..first].iter().map(named).collect(),
        lines: lines.iter().take(MOST).map(|line| (issue.line_name(*line), changed(draft, edit, *line))).collect(),
        more: lines.len().saturating_sub(MOST),
        below: order.iter().skip(last + 1).take(AROUND).map(named).collect(),
        or: edit.or.as_deref().map(|or| Item::of(issue, or, "").question),
    }
}

/// What an edit alone does to the text of a line, as printed; where it does nothing, how the line reads.
fn changed(draft: &Draft<'_>, edit: &Edit, line: LineIx) -> Vec<Segment> {
    if !edit.changes.iter().any(|change| matches!(change, Change::Text { line: at, .. } if *at == line)) {
        let now = draft.text(line);
        return compare(&now, &now);
    }
    let raw = draft.issue().raw(line);
    let mut puts: Vec<(usize, usize, &str)> = Vec::new();
    for change in &edit.changes {
        if let Change::Text { line: at, span, insert } = change
            && *at == line
        {
            puts.push((span.start as usize, span.end as usize, insert));
        }
    }
    puts.sort_unstable();
    let (mut new, mut from) = (String::new(), 0);
    for (start, end, insert) in puts {
        new.push_str(raw.get(from..start).unwrap_or(""));
        new.push_str(insert);
        from = end.max(from);
    }
    new.push_str(raw.get(from..).unwrap_or(""));
    compare(raw, &new)
}

/// How far the review is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress<'a> {
    /// Decided in this sitting.
    pub decided: usize,
    /// What waits, this item included.
    pub waiting: usize,
    /// What waits of the same rule.
    pub of_rule: usize,
    /// Issues that come after this one.
    pub issues: usize,
    /// What alone is asked, as it was typed; empty where all is.
    pub only: &'a str,
}

impl Progress<'_> {
    /// The same in words.
    fn told(&self) -> String {
        let Self { decided, waiting, issues, only, .. } = self;
        let only = if only.is_empty() { String::new() } else { format!(" of `{only}`") };
        match issues {
            0 => format!("{decided} decided, {waiting} to decide{only}"),
            1 => format!("{decided} decided, {waiting} to decide{only}, and 1 issue more"),
            n => format!("{decided} decided, {waiting} to decide{only}, and {n} issues more"),
        }
    }
}

/// The screen of an item: what it is about from the top, keys and what was said last at the bottom.
#[must_use]
pub fn screen(card: &Card, progress: Progress<'_>, said: &str, look: Look) -> Vec<ScreenLine> {
    let mut rows = Rows::new(look);
    // Where there is room for nothing else, what is asked and the text are what a person decides by.
    let is_low = look.rows < LOW;
    if !is_low {
        rows.wrapped(Ink::Head, &card.place, 2, "");
        rows.wrapped(Ink::Soft, &progress.told(), 1, "");
        rows.blank();
    }
    // A change of text shows what it is.
    let is_shown = card.lines.iter().any(|(_, segments)| segments.iter().any(|segment| segment.tag != Tag::Kept));
    if !is_low || is_shown {
        rows.wrapped(Ink::Head, card.asked, 2, "");
    }
    if !is_low || !is_shown {
        rows.wrapped(Ink::Plain, &card.item.question, TALLEST, "");
    }
    if !is_low {
        rows.blank();
    }
    let mut text = Rows::new(look);
    card.above.iter().for_each(|(name, line)| text.neighbor(name, line));
    for (name, segments) in &card.lines {
        text.line(name, segments);
    }
    if card.more > 0 {
        text.wrapped(Ink::Soft, &format!("and {} more lines", card.more), 1, &" ".repeat(MARGIN));
    }
    card.below.iter().for_each(|(name, line)| text.neighbor(name, line));

    let mut foot = Rows::new(look);
    if let Some(stood) = &card.stood {
        foot.wrapped(Ink::Plain, stood, 2, "");
    }
    if let (Some(before), Some(after)) = (&card.item.before, &card.item.after)
        && card.lines.iter().all(|(_, segments)| segments.iter().all(|segment| segment.tag == Tag::Kept))
    {
        foot.pair(before, after);
    }
    card.notes.iter().for_each(|note| foot.wrapped(Ink::Alarm, note, 2, ""));
    if let Some(or) = &card.or {
        foot.wrapped(Ink::Plain, &format!("if refused: {or}"), 2, "");
    }
    if let [first, rest @ ..] = card.also.as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        foot.wrapped(Ink::Alarm, &format!("to refuse it takes back as well: {first}{more}"), 2, "");
    }
    let why = if card.item.why.is_empty() { String::new() } else { format!(": {}", card.item.why.join("; ")) };
    let sure = card.item.confidence.share() * 100.0;
    let rule = format!("{} {sure:.1} % sure, {}, {:.1} at stake{why}", card.item.rule, card.item.state, card.stake);
    foot.wrapped(Ink::Soft, &rule, TALLEST, "");
    let mut keys = Rows::new(look);
    let n = progress.of_rule;
    if look.columns < NARROW {
        keys.wrapped(
            Ink::Plain,
            &format!("[a]ccept [r]efuse [e]dit [s]kip [u]ndo [j/k] [A] all {n} [?] [q]uit"),
            2,
            "",
        );
    } else {
        keys.wrapped(
            Ink::Plain,
            "[a]ccept [r]efuse [e]dit [s]kip [u]ndo [j/k] others [c] text [/] only [?] [q]uit",
            2,
            "",
        );
        // A row stays where it is, whether there is something to say in it or not.
        let all = match (n, progress.issues) {
            (2.., _) => format!("[A] accept all {n} of this rule [R] refuse them"),
            (1, 1..) => "[A] accept this rule in other issues too [R] refuse it".to_owned(),
            _ => String::new(),
        };
        keys.wrapped(Ink::Plain, &all, 1, "");
    }
    keys.wrapped(Ink::Alarm, said, 1, "");

    // Where the terminal is low, the neighbors go first, the farthest before the others, then the reasons; question and
    // keys stay.
    let fixed = rows.rows.len() + keys.rows.len();
    let room = look.rows.saturating_sub(fixed + foot.rows.len() + 1);
    let mut over = text.rows.len().saturating_sub(room.max(4));
    let (mut above, mut below) = (card.above.len(), card.below.len());
    while over > 0 && above + below > 0 {
        *(if above > below { &mut above } else { &mut below }) -= 1;
        over -= 1;
    }
    let from = card.above.len() - above;
    let until = text.rows.len() - (card.below.len() - below) - over;
    rows.rows.extend(text.rows.drain(from..until));
    if !is_low {
        rows.blank();
    }
    let room = look.rows.saturating_sub(rows.rows.len() + keys.rows.len());
    rows.rows.extend(foot.rows.into_iter().take(room));
    rows.rows.truncate(look.rows.saturating_sub(keys.rows.len()));
    rows.rows.resize(look.rows.saturating_sub(keys.rows.len()), Vec::new());
    rows.rows.extend(keys.rows);
    rows.rows.truncate(look.rows);
    rows.rows
}

struct Rows {
    look: Look,
    rows: Vec<ScreenLine>,
}

impl Rows {
    fn new(look: Look) -> Self {
        Self { look: Look { columns: look.columns.max(20), ..look }, rows: Vec::new() }
    }

    fn blank(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Words of the program.
    fn wrapped(&mut self, ink: Ink, text: &str, most: usize, margin: &str) {
        let text = self.look.said(ink, text);
        self.pieces(margin, vec![text], most);
    }

    fn neighbor(&mut self, name: &str, text: &str) {
        let margin = self.margin(' ', name);
        let text = self.look.shown(Ink::Soft, text);
        self.pieces(&margin, vec![text], 1);
    }

    /// A line that the item is about: one row where its text stays, else before and after.
    fn line(&mut self, name: &str, segments: &[Segment]) {
        if segments.iter().all(|segment| segment.tag == Tag::Kept) {
            let text: String = segments.iter().map(|segment| segment.text.as_str()).collect();
            let margin = self.margin('>', name);
            let text = self.look.shown(Ink::Plain, &text);
            self.pieces(&margin, vec![text], TALLEST);
            return;
        }
        self.side('-', name, segments, Tag::Removed, Ink::Gone);
        self.side('+', "", segments, Tag::Inserted, Ink::Came);
    }

    fn pair(&mut self, before: &str, after: &str) {
        let segments = compare(before, after);
        self.line("", &segments);
    }

    /// One side of a change; what changes stands in brackets, so that it is seen without colors.
    fn side(&mut self, sign: char, name: &str, segments: &[Segment], own: Tag, ink: Ink) {
        let (open, close) = if own == Tag::Removed { ("[", "]") } else { ("{", "}") };
        let shown = segments.iter().filter(|segment| segment.tag == Tag::Kept || segment.tag == own);
        let look = self.look;
        let pieces = shown.map(|segment| match segment.tag {
            Tag::Kept => look.shown(Ink::Plain, &segment.text),
            _ => look.shown(ink, &format!("{open}{}{close}", segment.text)),
        });
        let margin = self.margin(sign, name);
        self.pieces(&margin, pieces.collect(), TALLEST);
    }

    /// Sign and name before a line. Of a name that is too long the page and the end stay, by which lines differ.
    fn margin(&self, sign: char, name: &str) -> String {
        let look = self.look;
        let room = MARGIN - 3;
        let mut name = look.shown(Ink::Soft, name).text().to_owned();
        if look.width(&name) > room {
            let (page, line) = name.split_at(name.find(':').map_or(0, |at| at + 1));
            let page = look.clip(page, room / 2);
            let mut left = room.saturating_sub(look.width(&page) + look.width(look.more()));
            let fits = |grapheme: &&str| {
                let wide = look.width(grapheme);
                let is_room = wide <= left;
                left = left.saturating_sub(wide);
                is_room
            };
            let end: Vec<&str> = line.graphemes(true).rev().take_while(fits).collect();
            name = [page.as_str(), look.more(), &end.into_iter().rev().collect::<String>()].concat();
        }
        let pad = " ".repeat(room.saturating_sub(look.width(&name)));
        format!("{sign} {pad}{name} ")
    }

    /// Pieces broken between graphemes, at blanks where there are some; what does not fit ends in a sign.
    fn pieces(&mut self, margin: &str, pieces: Vec<Glyphs>, most: usize) {
        let look = self.look;
        let indent = look.width(margin);
        let room = look.columns.saturating_sub(indent).max(8);
        let mut lines: Vec<ScreenLine> = vec![Vec::new()];
        let mut used = 0;
        for piece in pieces {
            for word in unbroken(&piece.text) {
                let wide = look.width(word);
                if used > 0 && used + wide > room && wide <= room && !word.trim().is_empty() {
                    lines.push(Vec::new());
                    used = 0;
                }
                for grapheme in word.graphemes(true) {
                    let wide = look.width(grapheme);
                    if used + wide > room {
                        lines.push(Vec::new());
                        used = 0;
                    }
                    used += wide;
                    let Some(line) = lines.last_mut() else { continue };
                    match line.last_mut() {
                        Some(last) if last.ink == piece.ink => last.text.push_str(grapheme),
                        _ => line.push(Glyphs { ink: piece.ink, text: grapheme.to_owned() }),
                    }
                }
            }
        }
        let is_cut = lines.len() > most;
        lines.truncate(most);
        if is_cut && let Some(line) = lines.last_mut() {
            cut(look, line, room);
        }
        for (n, line) in lines.into_iter().enumerate() {
            let margin = if n == 0 { margin.to_owned() } else { " ".repeat(indent) };
            let ink =
                line.first().map_or(Ink::Soft, |piece| if piece.ink == Ink::Soft { Ink::Soft } else { Ink::Head });
            let before = Some(Glyphs { ink, text: margin }).filter(|margin| !margin.text.is_empty());
            self.rows.push(before.into_iter().chain(line).collect());
        }
    }
}

/// A text cut where a row may end, which is nowhere in a key such as `[a]ccept`.
fn unbroken(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut former) = (0, ' ');
    for (at, word) in text.split_word_bound_indices() {
        let first = word.chars().next().unwrap_or(' ');
        let is_key = former == '[' || first == ']' || (former == ']' && first.is_ascii_alphabetic());
        if at > start && !is_key {
            out.push(&text[start..at]);
            start = at;
        }
        former = word.chars().next_back().unwrap_or(' ');
    }
    out.push(&text[start..]);
    out
}

/// Makes room at the end of a line for the sign that it goes on.
fn cut(look: Look, line: &mut ScreenLine, room: usize) {
    let used: usize = line.iter().map(|piece| look.width(&piece.text)).sum();
    let Some(last) = line.last_mut() else { return };
    let mut over = (used + look.width(look.more())).saturating_sub(room);
    while let Some((at, grapheme)) = last.text.grapheme_indices(true).next_back().filter(|_| over > 0) {
        over = over.saturating_sub(look.width(grapheme));
        last.text.truncate(at);
    }
    last.text.push_str(look.more());
}

#[cfg(test)]
mod tests;
