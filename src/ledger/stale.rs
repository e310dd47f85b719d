//! Decisions that meet nothing: listed, never dropped, never applied by likeness.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::decisions::{Act, Decisions, Record, Stale};
use super::{Change, Draft, Field, Grain, Ledger, UnitId, fold};
use crate::model::{Issue, LineIx};

/// The decisions in force that do nothing in this ledger, which must be the one that a run with them made, in the order
/// in which they were made. What a person typed is listed unless all of it shows in the text.
#[must_use]
pub fn stale(issue: &Issue, ledger: &Ledger, decisions: &Decisions) -> Vec<Stale> {
    if decisions.is_empty() {
        return Vec::new();
    }
    let draft = fold(issue, ledger);
    let present = Present::of(issue, ledger);
    let mut moved_later = FxHashSet::default();
    let records: Vec<&Record> = decisions.in_force().collect();
    let mut stale = Vec::new();
    for record in records.into_iter().rev() {
        let because = match record.act {
            _ if !record.is_of(issue) => Some("its lines, or the text they had, are not in this source"),
            Act::Set => hidden(record, &draft, &mut moved_later),
            Act::Accept | Act::Reject | Act::Clear => {
                (!present.units.contains(&record.unit)).then_some("no rule proposes it for this source")
            }
        };
        if let Some(because) = because {
            stale.push(Stale {
                unit: record.unit,
                because: because.to_owned(),
                nearest: present.nearest(issue, record),
            });
        }
    }
    stale.reverse();
    stale
}

/// Why a person's edit does not show, if it does not. `moved_later` holds the lines that later ones have moved.
fn hidden(record: &Record, draft: &Draft<'_>, moved_later: &mut FxHashSet<LineIx>) -> Option<&'static str> {
    let Some(changes) = record.possible(draft.issue()) else {
        return Some("it cannot be done on these lines");
    };
    let mut because = None;
    for change in changes.iter().rev() {
        let shows = match change {
            Change::Text { line, span, insert } => {
                draft.patches(*line).iter().any(|patch| patch.span == *span && patch.insert == insert)
            }
            Change::Role { line, role } => draft.role(*line) == *role,
            Change::Start { line, on } => draft.starts(*line) == *on,
            Change::Seam { left, right, glue } => {
                if draft.join(*left).is_none() {
                    because = Some("the two lines do not follow each other in one article with one role");
                    continue;
                }
                draft.join(*left) == Some((*right, *glue))
            }
            Change::Mark { line, span, field, value } => {
                let mut marks = draft.marks(*line).iter().filter(|mark| mark.span == *span && mark.field == *field);
                let is_there = marks.any(|mark| mark.value == value.as_str());
                if is_there && !is_heard(draft, *line, span, *field) {
                    because = Some("its article has no text, or another one that a person typed before it");
                    continue;
                }
                is_there
            }
            Change::Move { lines, .. } => {
                let again = lines.iter().filter(|line| !moved_later.insert(**line)).count();
                again == 0
            }
        };
        if !shows {
            because = Some("a later edit of a person writes in the same place");
        }
    }
    because
}

/// Whether an article is called as a person said at one of its lines: the first one typed counts, and articles that were
/// merged since may hold several.
fn is_heard(draft: &Draft<'_>, line: LineIx, span: &Range<u32>, field: Field) -> bool {
    if !matches!(field, Field::Title | Field::Byline) {
        return true;
    }
    let (order, place) = (draft.order(), draft.place(line));
    let first = (0..=place).rev().find(|at| draft.starts(order[*at])).unwrap_or(0);
    let typed = order[first..=place].iter().flat_map(|line| draft.marks(*line));
    let heard = typed.into_iter().find(|mark| mark.typed && mark.field == field);
    let rest = order[place + 1..].iter().take_while(|line| !draft.starts(**line));
    let has_text = order[first..=place].iter().chain(rest).any(|line| !draft.role(*line).is_furniture());
    has_text && heard.is_some_and(|mark| mark.line == line && mark.span == *span)
}

/// What stands in a ledger, by unit and by line.
struct Present {
    units: FxHashSet<UnitId>,
    /// Sorted by line.
    by_line: Vec<(LineIx, Place)>,
}

#[derive(Clone, Copy)]
struct Place {
    kind: std::mem::Discriminant<Change>,
    /// First byte of a Text or Mark, else 0.
    start: u32,
    unit: UnitId,
}

impl Present {
    fn of(issue: &Issue, ledger: &Ledger) -> Self {
        let mut units = FxHashSet::default();
        let mut by_line = Vec::new();
        for entry in ledger.entries() {
            let named = UnitId::all_of(issue, &entry.edit);
            for (n, change) in entry.edit.changes.iter().enumerate() {
                let unit = named[if entry.edit.grain == Grain::Each { n } else { 0 }];
                by_line
                    .push((change.line(), Place { kind: std::mem::discriminant(change), start: start(change), unit }));
            }
            if !entry.is_person() {
                units.extend(named);
            }
        }
        by_line.sort_by_key(|(line, _)| *line);
        Self { units, by_line }
    }

    /// Another unit on the record's page: on the nearest line, then of the same kind, then at the nearest byte.
    fn nearest(&self, issue: &Issue, record: &Record) -> Option<UnitId> {
        let change = record.changes.iter().find(|change| change.line().at() < issue.n_lines())?;
        let line = change.line();
        let page = issue.line(line).page;
        let right = self.by_line.partition_point(|(at, _)| *at < line);
        let other = |place: &Place| place.unit != record.unit;
        // The nearest line on either side that holds another unit, and everything on it.
        let line_of = |at: &(LineIx, Place)| at.0;
        let after = self.by_line[right..].iter().find(|at| other(&at.1)).map(line_of);
        let before = self.by_line[..right].iter().rfind(|at| other(&at.1)).map(line_of);
        let places = after.into_iter().chain(before).flat_map(|at| {
            let from = self.by_line.partition_point(|(line, _)| *line < at);
            self.by_line[from..].iter().take_while(move |(line, _)| *line == at)
        });
        places
            .filter(|(at, place)| issue.line(*at).page == page && other(place))
            .min_by_key(|(at, place)| {
                let kind = place.kind != std::mem::discriminant(change);
                (at.0.abs_diff(line.0), kind, place.start.abs_diff(start(change)))
            })
            .map(|(_, place)| place.unit)
    }
}

fn start(change: &Change) -> u32 {
    match change {
        Change::Text { span, .. } | Change::Mark { span, .. } => span.start,
        _ => 0,
    }
}
