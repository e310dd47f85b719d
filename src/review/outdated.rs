//! Decisions that are out of date, as a person sees them: what they were about, and which present edit is most like it.

use std::collections::BTreeMap;

use super::ask::chief;
use super::file::{DecisionFile, RecordLine, told_of};
use super::session::alone;
use crate::ledger::file::{ChangeLine, JoinLine, LineNames};
use crate::ledger::{Change, Edit, EditId, Field, Ledger, UnitId, stale};
use crate::model::{Issue, LineIx, Role};

/// So many edits of the same kind are compared with a decision: the nearest in the source.
const CANDIDATES: usize = 64;
/// What is less like than this is another thing.
const LEAST: f64 = 0.4;

/// A decision that does nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct OutOfDate {
    /// The decision, as the file holds it.
    pub record: RecordLine,
    /// Why it does nothing.
    pub because: String,
    /// The present edit that is most like it.
    pub nearest: Option<Near>,
}

/// An edit that is there now.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// What a decision on it would be about.
    pub unit: UnitId,
    /// The edit; of many like changes the one alone.
    pub edit: Edit,
    /// Its entry in the ledger.
    pub entry: EditId,
    /// What became of it so far.
    pub state: &'static str,
    /// How like it is, from 0 to 1.
    pub likeness: f64,
}

/// The decisions of a file that do nothing in this ledger, which must be the one that a run with them made.
#[must_use]
pub fn out_of_date(issue: &Issue, ledger: &Ledger, file: &DecisionFile) -> Vec<OutOfDate> {
    let resolved = file.resolve(issue);
    let mut found = stale(issue, ledger, &resolved.decisions);
    found.extend(resolved.outdated);
    if found.is_empty() {
        return Vec::new();
    }
    let records: BTreeMap<UnitId, &RecordLine> =
        file.in_force().into_iter().map(|record| (record.unit, record)).collect();
    let present = Present::of(issue, ledger);
    let mut out = Vec::with_capacity(found.len());
    for stale in found {
        let Some(record) = records.get(&stale.unit) else { continue };
        let nearest = present.like(record, stale.nearest);
        out.push(OutOfDate { record: (*record).clone(), because: stale.because, nearest });
    }
    out
}

/// The units of rules that a ledger holds, in the order of the source.
struct Present {
    names: LineNames,
    units: Vec<(LineIx, Near, Told)>,
}

/// Before and after in a few words.
type Told = (Option<String>, Option<String>);

impl Present {
    fn of(issue: &Issue, ledger: &Ledger) -> Self {
        let mut units = Vec::new();
        for (id, entry) in (0..).map(EditId).zip(ledger.entries()).filter(|(_, entry)| !entry.is_person()) {
            for edit in alone(&entry.edit) {
                let unit = UnitId::of(issue, &edit.changes);
                let (line, told) = (edit.line(), told_of(issue, &edit.changes));
                let state = entry.state.name();
                units.push((line, Near { unit, edit, entry: id, state, likeness: 0.0 }, told));
            }
        }
        units.sort_by_key(|(line, ..)| *line);
        Self { names: LineNames::new(issue), units }
    }

    /// The unit itself where it is proposed again; else the one of its kind, not far off, whose words are most like its
    /// own; else the one that stands nearest.
    fn like(&self, record: &RecordLine, nearest: Option<UnitId>) -> Option<Near> {
        if let Some((_, near, _)) = self.units.iter().find(|(_, near, _)| near.unit == record.unit) {
            return Some(Near { likeness: 1.0, ..near.clone() });
        }
        let (kind, line) = record.changes.first().map(|change| (kind_of_line(change), self.line(change)))?;
        let far = |at: &LineIx| line.map_or(0, |line| line.0.abs_diff(at.0));
        let mut of_kind: Vec<_> =
            self.units.iter().filter(|(_, near, _)| chief(&near.edit).is_some_and(|c| kind_of(c) == kind)).collect();
        of_kind.sort_by_key(|(at, ..)| far(at));
        let told = (record.before.clone(), record.after.clone());
        let rated = of_kind.into_iter().take(CANDIDATES).map(|(at, near, of)| (likeness(&told, of), far(at), near));
        let best = rated.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((likeness, _, near)) = best.filter(|(likeness, ..)| *likeness >= LEAST) {
            return Some(Near { likeness, ..near.clone() });
        }
        let (_, near, of) = self.units.iter().find(|(_, near, _)| Some(near.unit) == nearest)?;
        Some(Near { likeness: likeness(&told, of), ..near.clone() })
    }

    /// The first line that a change speaks of, by the name that it had.
    fn line(&self, change: &ChangeLine) -> Option<LineIx> {
        let name = match change {
            ChangeLine::Text(name, ..) | ChangeLine::Texts(name, _) | ChangeLine::Role(name, _) => name,
            ChangeLine::Start(name, _) | ChangeLine::Seam(name, ..) | ChangeLine::Mark(name, ..) => name,
            ChangeLine::Move(names, _) | ChangeLine::Wraps(names, _) => names.first()?,
            ChangeLine::Join(JoinLine::Cut(name, _)) => name,
            ChangeLine::Join(JoinLine::Put(name, ..)) => name,
        };
        self.names.line(name.split("..").next().unwrap_or(name))
    }
}

/// How like two changes read, from 0 to 1: their words before, and their words after where both have some.
fn likeness(a: &Told, b: &Told) -> f64 {
    let of = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(strsim::normalized_levenshtein(a, b)),
        (None, None) => None,
        _ => Some(0.0),
    };
    match (of(&a.0, &b.0), of(&a.1, &b.1)) {
        (Some(before), Some(after)) => f64::midpoint(before, after),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => 0.0,
    }
}

/// Kinds of changes, by the slot that they write and what they say of it: to refuse a byline says nothing of a headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Role(Role),
    Move,
    Start(bool),
    Seam,
    Mark(Field),
}

fn kind_of(change: &Change) -> Kind {
    match change {
        Change::Text { .. } => Kind::Text,
        Change::Role { role, .. } => Kind::Role(*role),
        Change::Move { .. } => Kind::Move,
        Change::Start { on, .. } => Kind::Start(*on),
        Change::Seam { .. } => Kind::Seam,
        Change::Mark { field, .. } => Kind::Mark(*field),
    }
}

fn kind_of_line(change: &ChangeLine) -> Kind {
    match change {
        ChangeLine::Text(..) | ChangeLine::Texts(..) | ChangeLine::Join(_) => Kind::Text,
        ChangeLine::Role(_, role) => Kind::Role(*role),
        ChangeLine::Move(..) => Kind::Move,
        ChangeLine::Start(_, on) => Kind::Start(*on),
        ChangeLine::Wraps(..) | ChangeLine::Seam(..) => Kind::Seam,
        ChangeLine::Mark(_, _, field, _) => Kind::Mark(*field),
    }
}
