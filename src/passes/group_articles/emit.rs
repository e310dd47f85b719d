//! From a reading to edits.

use super::reading::{Label, Reading, Side};
use super::units::{Kind, Unit};
use crate::ledger::{Change, Edit, Field};
use crate::model::{LineIx, Role};
use crate::passes::View;
use crate::passes::galley::Galley;
use crate::rules::Rule;

/// Collects the edits of an issue.
pub(super) struct Emit<'e, 'g> {
    view: &'e View<'e>,
    galley: &'e Galley<'g>,
    units: &'e [Unit<'e>],
    headline: &'e Rule,
    start: &'e Rule,
    /// Lines that a move of this pass has taken away from their place.
    moved: Vec<bool>,
    edits: Vec<Edit>,
}

impl<'e, 'g> Emit<'e, 'g> {
    pub(super) fn new(
        view: &'e View<'e>,
        galley: &'e Galley<'g>,
        units: &'e [Unit<'e>],
        headline: &'e Rule,
        start: &'e Rule,
    ) -> Self {
        Self { view, galley, units, headline, start, moved: vec![false; view.issue.n_lines()], edits: Vec::new() }
    }

    /// The edits of one page, whose units begin at `from`. `sure`: how clear the convention is, 0 to 1.
    pub(super) fn page(&mut self, from: usize, reading: &Reading, sure: f64) {
        let n = reading.labels.len();
        let starts: Vec<usize> = (0..n).filter(|at| reading.labels[*at].1).collect();
        for (at, (label, _)) in reading.labels.iter().enumerate() {
            self.role(from + at, *label, 0.6 + 0.35 * (reading.sure[at] / 2.0).min(1.0));
        }
        // Moves are told from the top of the page down, so that each finds the place that those before have left.
        for (k, &first) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(n);
            let titles: Vec<usize> =
                (first..end).filter(|at| matches!(reading.labels[*at].0, Label::Title | Label::Deck)).collect();
            let below = reading.convention.side == Side::Below && !titles.is_empty();
            if below {
                self.move_up(from + first, titles.iter().map(|at| from + at), sure);
            }
            let head = if below { titles[0] } else { first };
            self.begin(from + head, 0.75 + 0.2 * sure);
            if below {
                self.begin_no_more(from + first);
            }
            self.kind(from + first, from + end);
        }
    }

    /// The edits, in the order in which they fold.
    pub(super) fn finish(self) -> Vec<Edit> {
        self.edits
    }

    fn lines(&self, unit: usize) -> Vec<LineIx> {
        self.galley.rows[self.units[unit].rows.clone()].iter().map(|row| row.line).collect()
    }

    fn role(&mut self, unit: usize, label: Label, sure: f64) {
        let was = self.galley.rows[self.units[unit].rows.start].role;
        let (role, why) = match label {
            Label::Banner => (Role::Banner, "a heading over the whole page, no article's own"),
            Label::Title => (Role::Title, "the headline of an article"),
            Label::Deck => (Role::Deck, "a further heading of the same headline"),
            Label::Byline | Label::Signature => (Role::Byline, "a name at the head or the end of an article"),
            Label::Subhead => (Role::Subhead, "a heading inside an article"),
            _ => return,
        };
        if role != was {
            let changes = self.lines(unit).into_iter().map(|line| Change::Role { line, role }).collect();
            self.edits.push(self.headline.sure(sure, changes).because(why));
        }
    }

    fn begin(&mut self, unit: usize, sure: f64) {
        let line = self.galley.rows[self.units[unit].rows.start].line;
        if !self.view.draft.starts(line) {
            self.edits
                .push(self.start.sure(sure, vec![Change::Start { line, on: true }]).because("an article begins here"));
        }
    }

    /// Where an article began before its headline was set above it.
    fn begin_no_more(&mut self, unit: usize) {
        let line = self.galley.rows[self.units[unit].rows.start].line;
        if self.view.draft.starts(line) {
            self.edits.push(
                self.start.whole(vec![Change::Start { line, on: false }]).because("the headline stands before it"),
            );
        }
    }

    /// Moves a headline that stands below its article above it.
    fn move_up(&mut self, first: usize, titles: impl Iterator<Item = usize>, sure: f64) {
        let lines: Vec<LineIx> = titles.flat_map(|unit| self.lines(unit)).collect();
        let top = self.galley.rows[self.units[first].rows.start].line;
        for line in &lines {
            self.moved[line.at()] = true;
        }
        let order = self.view.draft.order();
        let after = order[..self.view.draft.place(top)].iter().rev().find(|line| !self.moved[line.at()]).copied();
        let rule = self.view.rules.get("article/headline-below").unwrap_or(self.headline);
        let why = "on this page headlines stand below their articles";
        self.edits.push(rule.sure(0.7 + 0.25 * sure, vec![Change::Move { lines, after }]).because(why));
    }

    /// Says what a box is.
    fn kind(&mut self, first: usize, end: usize) {
        let unit = &self.units[first];
        let Some(rule) = self.view.rules.get("box/kind") else { return };
        if !unit.is(Kind::BoxHead) {
            return;
        }
        let is_list = (first + 1..end).any(|at| self.units[at].is(Kind::Item));
        let sponsors = self.view.rules.words("sponsor-head").stands_in(unit.lines[0]);
        let kind = match (is_list, sponsors) {
            (true, true) => "sponsors",
            (true, false) => "list",
            (false, _) => "editor_note",
        };
        let line = self.galley.rows[unit.rows.start].line;
        let span = 0..self.view.issue.raw(line).len() as u32;
        self.edits.push(
            rule.whole(vec![Change::Mark { line, span, field: Field::Kind, value: kind.to_owned() }])
                .because("the heading of the box says so"),
        );
    }
}
