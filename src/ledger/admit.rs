//! The only way into the ledger.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::decisions::{Decisions, Record};
use super::fold::counts;
use super::normal::{beside, gather, given_form, normal_form, overlap_one_another, says_nothing};
use super::settle::settle;
use super::{
    Change, Edit, EditId, Entry, Field, Grain, Ledger, Level, Outcome, PassName, PerMille, State, UnitId, fold_where,
};
use crate::model::{Issue, LineIx};

/// What a later change must not write, because a person wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Slot {
    Role(LineIx),
    Place(LineIx),
    Start(LineIx),
    Seam(LineIx),
    Mark(LineIx, u32, u32, Field),
}

/// Spans of raw lines and who stands there; the spans of one map are disjoint.
type SpanIndex<T> = BTreeMap<(LineIx, u32), (u32, T)>;

/// Takes proposals into a ledger, one after another.
#[derive(Debug)]
pub struct Admission<'a> {
    issue: &'a Issue,
    decisions: &'a Decisions,
    level: Option<Level>,
    ledger: Ledger,
    /// The outermost applied Text at each place.
    texts: SpanIndex<EditId>,
    typed: SpanIndex<UnitId>,
    slots: FxHashMap<Slot, UnitId>,
}

/// What is to be done with one change of an `each` edit, or with a whole edit.
enum Verdict {
    Refused,
    Overruled(UnitId),
    Goes { accepted: bool, meets: Meets },
}

/// The applied Text that a proposal meets.
enum Meets {
    /// It overlaps this entry's and does not cover it.
    Conflict(EditId),
    /// It covers all that it overlaps.
    Covers(Vec<EditId>),
}

impl<'a> Admission<'a> {
    /// An empty ledger, into which people's own edits go first. `level` is the lowest level that is applied without
    /// asking; `None` applies nothing.
    #[must_use]
    pub fn new(issue: &'a Issue, decisions: &'a Decisions, level: Option<Level>) -> Self {
        let mut this = Self {
            issue,
            decisions,
            level,
            ledger: Ledger::default(),
            texts: SpanIndex::new(),
            typed: SpanIndex::new(),
            slots: FxHashMap::default(),
        };
        for record in decisions.sets() {
            this.admit_typed(record);
        }
        this
    }

    /// The ledger so far.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The ledger, with the state Dormant given to what the last fold leaves out.
    #[must_use]
    pub fn finish(mut self) -> Ledger {
        let (_, outcome) = fold_where(self.issue, &self.ledger, |_, entry| counts(entry));
        for (entry, outcome) in self.ledger.entries.iter_mut().zip(outcome) {
            let because = match outcome {
                Outcome::Off | Outcome::Live => continue,
                Outcome::Needs(id) => needs_out(id),
                Outcome::Loose => "the two lines do not follow each other in one article with one role".to_owned(),
            };
            entry.state = State::Dormant { because };
        }
        settle(&mut self.ledger);
        self.ledger
    }

    /// Takes the proposals of a pass in, one after another.
    pub fn admit_all(&mut self, edits: Vec<Edit>) {
        // A ledger is long, and room for twice as many entries is not taken.
        self.ledger.entries.reserve_exact(edits.len());
        edits.into_iter().for_each(|edit| self.admit(edit));
    }

    /// Takes a proposal in. Changes that say nothing, or nothing possible, fall away. An edit that breaks what is asked
    /// of edits is a bug of its pass and is left out: one that mixes structure and text, replaced text
    /// of a pass after join_lines, a whole edit whose replacements overlap, structure that needs text, and what needs a later entry.
    pub fn admit(&mut self, edit: Edit) {
        let Some(edit) = self.sound(edit) else { return };
        match edit.grain {
            Grain::Whole => self.admit_whole(edit),
            Grain::Each => self.admit_each(edit),
        }
    }

    fn sound(&self, mut edit: Edit) -> Option<Edit> {
        once_each(&mut edit.changes);
        edit.changes = gather(self.issue, edit.changes);
        edit.changes.retain(|change| !says_nothing(self.issue, change));
        let n = edit.changes.len();
        edit.changes = self.all_placed(edit.changes, edit.grain);
        // A whole edit of which a part cannot be done is not done at all.
        let broken = edit.grain == Grain::Whole && edit.changes.len() < n;
        let text = edit.is_text();
        let mixed = text && !edit.changes.iter().all(Change::is_text);
        let retypes = edit.changes.iter().any(|change| matches!(change, Change::Text { .. }));
        let late = retypes && edit.pass > PassName::JoinLines;
        let overlaps = edit.grain == Grain::Whole && text && overlap_one_another(&edit.changes);
        let misplaced = edit
            .needs
            .iter()
            .any(|need| self.ledger.entries.get(need.0 as usize).is_none_or(|entry| !text && entry.edit.is_text()));
        edit.or = edit.or.and_then(|or| self.sound(*or)).map(Box::new);
        (!(edit.changes.is_empty() || mixed || broken || late || overlaps || misplaced)).then_some(edit)
    }

    /// The changes that can be done, each where it belongs; of like changes no two are of one unit.
    fn all_placed(&self, mut changes: Vec<Change>, grain: Grain) -> Vec<Change> {
        loop {
            let several = grain == Grain::Each && changes.len() > 1;
            let mut units = several.then(|| FxHashSet::with_capacity_and_hasher(changes.len(), FxBuildHasher));
            let mut as_given = false;
            let place = |change: Change| {
                let normal = normal_form(self.issue, change.clone())?;
                if units.as_mut().is_some_and(|units| !units.insert(normal.clone())) {
                    return None;
                }
                let placed = self.placed(change, normal.clone())?;
                as_given |= placed != normal;
                Some(placed)
            };
            changes = changes.into_iter().filter_map(place).collect();
            // Two that stay as given may get in one another's way where they stand now.
            let n = changes.len();
            if as_given && grain == Grain::Each {
                changes = gather(self.issue, changes);
            }
            if changes.len() == n {
                return changes;
            }
        }
    }

    /// The change in its normal form. Normal form looks at the raw line alone, and a span that it trims or shifts past live
    /// text would have another result; there the change stays as given. Its unit has the same name either way.
    fn placed(&self, change: Change, normal: Change) -> Option<Change> {
        let (Change::Text { line, span: given, insert }, Change::Text { span, .. }) = (&change, &normal) else {
            return Some(normal);
        };
        let hull = given.start.min(span.start)..given.end.max(span.end);
        let both = given.start.max(span.start)..given.end.min(span.end);
        let covered = |start: u32, end: u32| both.start <= start && end <= both.end;
        if self.is_free(*line, &hull, covered) {
            return Some(normal);
        }
        if !given.is_empty() {
            return given_form(self.issue, change);
        }
        // An insertion carries a character that nothing else has replaced.
        let (before, after) = beside(self.issue.raw(*line), given.start as usize, insert);
        [before, after].into_iter().flatten().find_map(|(span, insert)| {
            self.is_free(*line, &span, |_, _| false).then_some(Change::Text { line: *line, span, insert })
        })
    }

    /// Whether no typed text stands in the span, and no applied text but what is `covered`.
    fn is_free(&self, line: LineIx, span: &Range<u32>, covered: impl Fn(u32, u32) -> bool) -> bool {
        all_overlapping(&self.texts, line, span).all(|(start, end, _)| covered(start, end))
            && all_overlapping(&self.typed, line, span).next().is_none()
    }

    /// A person's edit goes in only if all of it can be done; [`super::stale()`] lists it otherwise.
    fn admit_typed(&mut self, record: &Record) {
        let Some(changes) = record.possible(self.issue) else { return };
        let unit = record.unit;
        for change in &changes {
            self.slots.extend(slots(change).map(|slot| (slot, unit)));
            if let Change::Text { line, span, .. } = change {
                // Typed spans may overlap: the index keeps them disjoint by widening to the whole of what they touch.
                let met = displace(&mut self.typed, *line, span);
                let (start, end) = (met.start.min(span.start), met.end.max(span.end));
                self.typed.insert((*line, start), (end, unit));
            }
        }
        let edit = Edit::whole(PassName::Person, &Arc::from("person"), Level::Safe, PerMille(1000), changes);
        self.ledger.entries.push(Entry { edit, state: State::Applied, decided: true, settled: None });
    }

    fn admit_whole(&mut self, mut edit: Edit) {
        match self.verdict(&edit.changes, true) {
            Verdict::Refused => {
                let or = edit.or.clone();
                self.push(edit, State::Refused, true);
                if let Some(or) = or {
                    self.admit(*or);
                }
            }
            Verdict::Overruled(by) => self.push(edit, State::Overruled { by }, false),
            Verdict::Goes { .. } if edit.level == Level::Note => self.push(edit, State::Note, false),
            Verdict::Goes { accepted: false, .. } if !self.applies(edit.level) => self.push(edit, State::Held, false),
            Verdict::Goes { accepted, meets: Meets::Conflict(with) } => {
                self.push(edit, State::Conflict { with }, accepted);
            }
            Verdict::Goes { accepted, meets: Meets::Covers(covers) } => {
                edit.needs.extend(covers);
                edit.needs.sort_unstable();
                edit.needs.dedup();
                let state = self.applied_state(&edit);
                self.push(edit, state, accepted);
            }
        }
    }

    fn admit_each(&mut self, mut edit: Edit) {
        let main = EditId(self.ledger.entries.len() as u32);
        let state = match edit.level {
            Level::Note => State::Note,
            level if self.applies(level) => self.applied_state(&edit),
            _ => State::Held,
        };
        let mut apart = Vec::new();
        let mut together = Vec::new();
        for change in std::mem::take(&mut edit.changes) {
            match self.verdict(std::slice::from_ref(&change), state == State::Applied) {
                Verdict::Goes { accepted: false, meets: Meets::Covers(covers) } if covers.is_empty() => {
                    if state == State::Applied {
                        self.occupy(&change, main);
                    }
                    together.push(change);
                }
                _ => apart.push(change),
            }
        }
        // What is said of one change alone; the edit is empty here, so a copy of it is small.
        let shell = Edit { grain: Grain::Whole, or: None, ..edit.clone() };
        if !together.is_empty() {
            let edit = Edit { changes: together, ..edit };
            self.keep(edit, state, false);
        }
        for change in apart {
            self.admit_whole(Edit { changes: vec![change], ..shell.clone() });
        }
    }

    fn push(&mut self, edit: Edit, state: State, decided: bool) {
        let id = EditId(self.ledger.entries.len() as u32);
        if state == State::Applied {
            for change in &edit.changes {
                self.occupy(change, id);
            }
        }
        self.keep(edit, state, decided);
    }

    /// Adds an entry, which takes no more room than it needs.
    fn keep(&mut self, mut edit: Edit, state: State, decided: bool) {
        let mut reading = Some(&mut edit);
        while let Some(edit) = reading {
            edit.changes.shrink_to_fit();
            edit.needs.shrink_to_fit();
            edit.why.shrink_to_fit();
            reading = edit.or.as_deref_mut();
        }
        self.ledger.entries.push(Entry { edit, state, decided, settled: None });
    }

    fn applies(&self, level: Level) -> bool {
        self.level.is_some_and(|lowest| level >= lowest)
    }

    /// Applied, or Dormant where something that the edit needs does not count.
    fn applied_state(&self, edit: &Edit) -> State {
        match edit.needs.iter().find(|need| self.ledger.entry(**need).state != State::Applied) {
            Some(need) => State::Dormant { because: needs_out(*need) },
            None => State::Applied,
        }
    }

    fn verdict(&self, changes: &[Change], look_at_text: bool) -> Verdict {
        let mut accepted = false;
        if !self.decisions.is_empty() {
            let unit = UnitId::of(self.issue, changes);
            if self.decisions.refuses(unit) {
                return Verdict::Refused;
            }
            if let Some(by) = changes.iter().find_map(|change| self.written_by(change)) {
                return Verdict::Overruled(by);
            }
            accepted = self.decisions.accepts(unit);
        }
        let mut covers = Vec::new();
        for change in changes.iter().filter(|_| look_at_text) {
            let Change::Text { line, span, .. } = change else { continue };
            for (start, end, id) in all_overlapping(&self.texts, *line, span) {
                if start < span.start || end > span.end {
                    return Verdict::Goes { accepted, meets: Meets::Conflict(*id) };
                }
                covers.push(*id);
            }
        }
        Verdict::Goes { accepted, meets: Meets::Covers(covers) }
    }

    /// The person's unit that wrote what the change would write.
    fn written_by(&self, change: &Change) -> Option<UnitId> {
        if let Change::Text { line, span, .. } = change {
            return all_overlapping(&self.typed, *line, span).next().map(|(_, _, by)| *by);
        }
        slots(change).find_map(|slot| self.slots.get(&slot)).copied()
    }

    /// Writes a change's Text into the index, in the place of what it covers.
    fn occupy(&mut self, change: &Change, id: EditId) {
        let Change::Text { line, span, .. } = change else { return };
        displace(&mut self.texts, *line, span);
        self.texts.insert((*line, span.start), (span.end, id));
    }
}

fn needs_out(id: EditId) -> String {
    format!("edit {} that it builds on is out", id.0)
}

/// Keeps the first of equal changes.
fn once_each(changes: &mut Vec<Change>) {
    if changes.len() > 1 {
        let mut seen = FxHashSet::default();
        let keep: Vec<bool> = changes.iter().map(|change| seen.insert(change)).collect();
        let mut keep = keep.into_iter();
        changes.retain(|_| keep.next().unwrap_or(true));
    }
}

/// The slots that a change writes, apart from the bytes of a Text.
fn slots(change: &Change) -> impl Iterator<Item = Slot> + '_ {
    let (slot, moved): (Option<Slot>, &[LineIx]) = match change {
        Change::Text { .. } => (None, &[]),
        Change::Role { line, .. } => (Some(Slot::Role(*line)), &[]),
        Change::Start { line, .. } => (Some(Slot::Start(*line)), &[]),
        Change::Seam { left, .. } => (Some(Slot::Seam(*left)), &[]),
        Change::Mark { line, span, field, .. } => (Some(Slot::Mark(*line, span.start, span.end, *field)), &[]),
        Change::Move { lines, .. } => (None, lines),
    };
    slot.into_iter().chain(moved.iter().map(|line| Slot::Place(*line)))
}

/// The spans that share a byte with `span`, from the right: start, end, and who stands there.
fn all_overlapping<'i, T>(
    index: &'i SpanIndex<T>,
    line: LineIx,
    span: &Range<u32>,
) -> impl Iterator<Item = (u32, u32, &'i T)> + use<'i, T> {
    let start = span.start;
    index
        .range((line, 0)..(line, span.end))
        .rev()
        .map(|(key, (end, who))| (key.1, *end, who))
        .take_while(move |(_, end, _)| *end > start)
}

/// Takes out the spans that share a byte with `span`; gives what they reach over, `span` itself if there are none.
fn displace<T>(index: &mut SpanIndex<T>, line: LineIx, span: &Range<u32>) -> Range<u32> {
    let met: Vec<(u32, u32)> = all_overlapping(index, line, span).map(|(start, end, _)| (start, end)).collect();
    for (start, _) in &met {
        index.remove(&(line, *start));
    }
    match (met.last(), met.first()) {
        (Some((start, _)), Some((_, end))) => *start..*end,
        _ => span.clone(),
    }
}
