//! The comparison for a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Color, Effects, Style};

use super::diff::{Diff, Ghost, Piece, Row, Way};
use super::segments::{Segment, Tag};
use crate::ledger::file::line_list;
use crate::ledger::{Change, Draft, EditId, Grain, Ledger, State, UnitId, balance};
use crate::model::LineIx;

/// Whether the text may hold colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// As a terminal shows them.
    On,
    /// Plain text, as for a pipe.
    Off,
}

const HEAD: Style = Style::new().bold();
const SOFT: Style = Style::new().dimmed();
const GONE: Style = ink(AnsiColor::Red);
const CAME: Style = ink(AnsiColor::Green);
const MOVED: Style = ink(AnsiColor::Blue);
const DOUBT: Style = ink(AnsiColor::Yellow);

/// Characters of a line that tell which it is.
const ENOUGH: usize = 24;
/// Characters on each side of a join.
const AROUND: usize = 16;
/// Lines of an entry named one by one before "and … more".
const NAMED: usize = 6;

const fn ink(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(color)))
}

/// The comparison as text. What was only joined by plain wraps is one line; what did not change at all is left out.
#[must_use]
pub fn terminal(diff: &Diff<'_>, colors: Colors) -> String {
    let mut page = Printer { diff, colors, out: String::new() };
    for row in &diff.rows {
        match row {
            Row::Article(first) => page.article(*first),
            Row::Piece(piece) => page.piece(piece),
            Row::Ghost(ghost) => page.ghost(ghost),
        }
    }
    page.summary();
    page.out
}

struct Printer<'a> {
    diff: &'a Diff<'a>,
    colors: Colors,
    out: String,
}

impl<'a> Printer<'a> {
    fn draft(&self) -> &'a Draft<'a> {
        self.diff.draft
    }

    fn ledger(&self) -> &'a Ledger {
        self.diff.ledger
    }

    fn name(&self, line: LineIx) -> String {
        self.draft().issue().line_name(line)
    }

    fn put(&mut self, style: Style, text: &str) {
        if self.colors == Colors::On && !text.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(self.out, "{style}{text}{style:#}");
        } else {
            self.out.push_str(text);
        }
    }

    fn line(&mut self, style: Style, text: &str) {
        self.put(style, text);
        self.out.push('\n');
    }

    fn article(&mut self, first: LineIx) {
        let name = self.name(first);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let start = head(&self.draft().text(first), ENOUGH);
        self.line(HEAD, &format!("article {}: {start}", name.replacen(':', "-", 1)));
    }

    fn piece(&mut self, piece: &Piece) {
        let draft = self.draft();
        let lines = line_list(draft.issue(), &piece.lines).join(" ");
        let what = piece.role.name().replace('_', " ");
        let is_plain =
            piece.changed.is_empty() && piece.joins.is_empty() && piece.edits.is_empty() && piece.moved.is_none();
        if is_plain {
            if let [first, .., _] = piece.lines.as_slice() {
                let start = head(&draft.text(*first), ENOUGH);
                self.line(SOFT, &format!("{lines} {what}, {} lines joined: {start}", piece.lines.len()));
            }
            return;
        }
        self.put(HEAD, &lines);
        let joined =
            if piece.lines.len() > 1 { format!(", {} lines joined", piece.lines.len()) } else { String::new() };
        self.put(Style::new(), &format!(" {what}{joined}"));
        match piece.moved {
            Some(Way::Up) => self.put(MOVED, ", moved up"),
            Some(Way::Down) => self.put(MOVED, ", moved down"),
            None => {}
        }
        self.out.push('\n');
        if piece.changed.is_empty() && piece.joins.is_empty() {
            let start = head(&draft.text(piece.lines[0]), ENOUGH);
            self.line(Style::new(), &format!("  {start}"));
        }
        for (_, segments) in &piece.changed {
            self.side('-', GONE, segments, Tag::Inserted);
            self.side('+', CAME, segments, Tag::Removed);
        }
        for join in &piece.joins {
            let (left, right) = (draft.text(join.left), draft.text(join.right));
            let (left, right) = (tail(&left, AROUND), head(&right, AROUND));
            self.line(Style::new(), &format!("~ {left}⏎{right} → {left}{}{right}", join.glue.text()));
        }
        let mut rest = piece.edits.as_slice();
        while let Some((id, behind)) = rest.split_first() {
            let text = self.told(*id);
            // Like edits on one piece, such as the joins of a heading, are told once.
            let same = behind.iter().take_while(|id| !self.asks(**id) && self.told(**id) == text).count();
            self.edit(*id, &text, 1 + same, &piece.lines);
            rest = &behind[same..];
        }
    }

    /// One side of a changed line: without the segments of the other.
    fn side(&mut self, sign: char, style: Style, segments: &[Segment], other: Tag) {
        self.put(style, &format!("{sign} "));
        for segment in segments.iter().filter(|segment| segment.tag != other) {
            match segment.tag {
                Tag::Kept => self.put(style, &segment.text),
                _ => self.put(style.effects(Effects::INVERT), &segment.text),
            }
        }
        self.out.push('\n');
    }

    /// Whether a person should look at it, or has refused it.
    fn asks(&self, id: EditId) -> bool {
        let entry = self.ledger().entry(id);
        entry.is_undecided() || entry.state == State::Refused
    }

    /// What an edit says.
    fn told(&self, id: EditId) -> String {
        let entry = self.ledger().entry(id);
        let edit = &entry.edit;
        let mut text = format!("{} {:.1} %", edit.rule, f64::from(edit.confidence.0) / 10.0);
        if entry.state != State::Applied {
            let _ = write!(text, ", {}", entry.state.name());
        }
        if entry.decided && !entry.is_person() && entry.state != State::Refused {
            text.push_str(", accepted");
        }
        if !edit.why.is_empty() {
            let _ = write!(text, ": {}", edit.why.join("; "));
        }
        text
    }

    fn edit(&mut self, id: EditId, told: &str, times: usize, lines: &[LineIx]) {
        let is_open = self.ledger().entry(id).is_undecided();
        let times = if times > 1 { format!(" ({times} times)") } else { String::new() };
        let (sign, style) = if is_open { ('?', DOUBT) } else { ('·', SOFT) };
        self.line(style, &format!("  {sign} {told}{times}"));
        if self.asks(id) {
            self.units(id, lines);
        }
    }

    /// The names that a decision takes.
    fn units(&mut self, id: EditId, lines: &[LineIx]) {
        let (issue, edit) = (self.draft().issue(), &self.ledger().entry(id).edit);
        if edit.grain == Grain::Whole {
            self.line(SOFT, &format!("    unit {}", UnitId::of(issue, &edit.changes)));
            return;
        }
        let here: Vec<&Change> = edit.changes.iter().filter(|change| lines.contains(&change.line())).collect();
        let elsewhere = edit.changes.len() - here.len().min(NAMED);
        for change in here.into_iter().take(NAMED) {
            let unit = UnitId::of(issue, std::slice::from_ref(change));
            self.line(SOFT, &format!("    unit {unit} at {}", issue.line_name(change.line())));
        }
        if elsewhere > 0 {
            self.line(SOFT, &format!("    and {elsewhere} more"));
        }
    }

    fn ghost(&mut self, ghost: &Ghost) {
        let lines = line_list(self.draft().issue(), &ghost.lines).join(" ");
        let way = if ghost.way == Way::Up { "up" } else { "down" };
        let goal =
            ghost.after.map_or_else(|| "to the beginning".to_owned(), |after| format!("behind {}", self.name(after)));
        let start = head(self.draft().issue().raw(ghost.lines[0]), ENOUGH);
        self.line(MOVED, &format!("{lines} stood here, moved {way} {goal}: {start}"));
    }

    fn summary(&mut self) {
        let ledger = self.ledger();
        let count = |name: &str| ledger.entries().iter().filter(|entry| entry.state.name() == name).count();
        let mut text = format!("{} edits: {} applied", ledger.entries().len(), count("applied"));
        for name in ["held", "note", "refused", "overruled", "conflict", "dormant"] {
            let n = count(name);
            if n > 0 {
                let _ = write!(text, ", {n} {name}");
            }
        }
        let _ = write!(text, "; {} to decide", ledger.undecided());
        if let Ok(sum) = balance(self.draft()) {
            let _ = write!(
                text,
                "\n{} characters of the source, {} removed, {} inserted",
                sum.source, sum.removed, sum.inserted
            );
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.line(Style::new(), &text);
    }
}

fn head(text: &str, n: usize) -> String {
    text.char_indices().nth(n).map_or_else(|| text.to_owned(), |(end, _)| format!("{}…", &text[..end]))
}

fn tail(text: &str, n: usize) -> String {
    match text.char_indices().rev().nth(n - 1) {
        Some((start, _)) if start > 0 => format!("…{}", &text[start..]),
        _ => text.to_owned(),
    }
}
