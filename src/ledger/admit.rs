//! The only way into the ledger.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::decisions::Decisions;
use super::{
    Change, Edit, EditId, Entry, Field, Grain, Ledger, Level, Outcome, PassName, PerMille, State, UnitId, fold_where,
    normal_form,
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
    Conflict(EditId),
    Goes { decided: bool, covers: Vec<EditId> },
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
        for changes in decisions.sets() {
            this.admit_typed(changes);
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
        let (_, outcome) = fold_where(self.issue, &self.ledger, |_, entry| entry.state == State::Applied);
        for (entry, outcome) in self.ledger.entries.iter_mut().zip(outcome) {
            let because = match outcome {
                Outcome::Off | Outcome::Live => continue,
                Outcome::Needs(id) => format!("edit {} that it builds on is out", id.0),
                Outcome::Loose => "the two lines do not follow each other in one article with one role".to_owned(),
            };
            entry.state = State::Dormant { because };
        }
        self.ledger
    }

    /// Takes a proposal in. Changes that say nothing, or nothing possible, fall away; an edit that mixes structure and
    /// text is a bug of its pass and is left out.
    pub fn admit(&mut self, edit: Edit) {
        let or = edit.or.clone();
        let Some(edit) = self.normal(edit) else { return };
        match edit.grain {
            Grain::Whole => self.admit_whole(edit, or),
            Grain::Each => self.admit_each(edit),
        }
    }

    fn normal(&self, mut edit: Edit) -> Option<Edit> {
        let n = edit.changes.len();
        edit.changes = edit.changes.into_iter().filter_map(|change| normal_form(self.issue, change)).collect();
        let mixed = edit.is_text() && !edit.changes.iter().all(Change::is_text);
        // A whole edit of which a part cannot be done is not done at all.
        let broken = edit.grain == Grain::Whole && edit.changes.len() < n;
        (!edit.changes.is_empty() && !mixed && !broken).then_some(edit)
    }

    fn admit_typed(&mut self, changes: &[Change]) {
        let changes: Vec<Change> =
            changes.iter().filter_map(|change| normal_form(self.issue, change.clone())).collect();
        if changes.is_empty() {
            return;
        }
        let unit = UnitId::of(self.issue, &changes);
        for change in &changes {
            for slot in slots(change) {
                self.slots.insert(slot, unit);
            }
            if let Change::Text { line, span, .. } = change {
                // Typed spans may overlap: the index keeps them disjoint by widening to the whole of what they touch.
                let mut span = span.clone();
                while let Some((key, (end, _))) = overlapping(&self.typed, *line, span.start, span.end) {
                    (span.start, span.end) = (span.start.min(key.1), span.end.max(*end));
                    let key = *key;
                    self.typed.remove(&key);
                }
                self.typed.insert((*line, span.start), (span.end, unit));
            }
        }
        let rule = std::sync::Arc::from("person");
        let mut edit = Edit::whole(PassName::Person, &rule, Level::Safe, PerMille(1000), changes);
        // A person's joins that do not hold are left out singly, never with the words typed beside them.
        edit.grain = Grain::Each;
        self.ledger.entries.push(Entry { edit, state: State::Applied, decided: true });
    }

    fn admit_whole(&mut self, mut edit: Edit, or: Option<Box<Edit>>) {
        match self.verdict(&edit.changes, true) {
            Verdict::Refused => {
                self.push(edit, State::Refused, true);
                if let Some(or) = or {
                    self.admit(*or);
                }
            }
            Verdict::Overruled(by) => self.push(edit, State::Overruled { by }, false),
            _ if edit.level == Level::Note => self.push(edit, State::Note, false),
            Verdict::Goes { decided: false, .. } if !self.applies(edit.level) => self.push(edit, State::Held, false),
            Verdict::Conflict(with) => self.push(edit, State::Conflict { with }, false),
            Verdict::Goes { decided, covers } => {
                edit.needs.extend(covers);
                self.push(edit, State::Applied, decided);
            }
        }
    }

    fn admit_each(&mut self, edit: Edit) {
        let main = EditId(self.ledger.entries.len() as u32);
        let applies = edit.level != Level::Note && self.applies(edit.level);
        let mut apart = Vec::new();
        let mut together = Vec::new();
        for change in edit.changes.iter().cloned() {
            match self.verdict(std::slice::from_ref(&change), applies) {
                Verdict::Goes { decided: false, covers } if covers.is_empty() => {
                    if applies {
                        self.occupy(&change, main);
                    }
                    together.push(change);
                }
                _ => apart.push(change),
            }
        }
        let alone = |change| Edit {
            changes: vec![change],
            or: None,
            why: edit.why.clone(),
            needs: edit.needs.clone(),
            rule: edit.rule.clone(),
            ..edit
        };
        if !together.is_empty() {
            let state = match edit.level {
                Level::Note => State::Note,
                _ if applies => State::Applied,
                _ => State::Held,
            };
            let edit = Edit { changes: together, ..edit.clone() };
            self.ledger.entries.push(Entry { edit, state, decided: false });
        }
        for change in apart {
            self.admit_whole(alone(change), None);
        }
    }

    fn push(&mut self, edit: Edit, state: State, decided: bool) {
        let id = EditId(self.ledger.entries.len() as u32);
        if state == State::Applied {
            for change in &edit.changes {
                self.occupy(change, id);
            }
        }
        self.ledger.entries.push(Entry { edit, state, decided });
    }

    fn applies(&self, level: Level) -> bool {
        self.level.is_some_and(|lowest| level >= lowest)
    }

    fn verdict(&self, changes: &[Change], look_at_text: bool) -> Verdict {
        let mut decided = false;
        if !self.decisions.is_empty() {
            let unit = UnitId::of(self.issue, changes);
            if self.decisions.refuses(unit) {
                return Verdict::Refused;
            }
            decided = self.decisions.accepts(unit);
        }
        let mut covers = Vec::new();
        for change in changes {
            if let Some(by) = slots(change).find_map(|slot| self.slots.get(&slot)) {
                return Verdict::Overruled(*by);
            }
            let Change::Text { line, span, .. } = change else { continue };
            if let Some((_, (_, by))) = overlapping(&self.typed, *line, span.start, span.end) {
                return Verdict::Overruled(*by);
            }
            if !look_at_text {
                continue;
            }
            for ((_, start), (end, id)) in all_overlapping(&self.texts, *line, span.start, span.end) {
                if *start < span.start || *end > span.end {
                    return Verdict::Conflict(*id);
                }
                covers.push(*id);
            }
        }
        covers.sort_unstable();
        covers.dedup();
        Verdict::Goes { decided, covers }
    }

    /// Writes a change's Text into the index, in the place of what it covers.
    fn occupy(&mut self, change: &Change, id: EditId) {
        let Change::Text { line, span, .. } = change else { return };
        while let Some((key, _)) = overlapping(&self.texts, *line, span.start, span.end) {
            let key = *key;
            self.texts.remove(&key);
        }
        self.texts.insert((*line, span.start), (span.end, id));
    }
}

fn slots(change: &Change) -> Box<dyn Iterator<Item = Slot> + '_> {
    use std::iter::{empty, once};
    match change {
        Change::Text { .. } => Box::new(empty()),
        Change::Role { line, .. } => Box::new(once(Slot::Role(*line))),
        Change::Start { line, .. } => Box::new(once(Slot::Start(*line))),
        Change::Seam { left, .. } => Box::new(once(Slot::Seam(*left))),
        Change::Mark { line, span, field, .. } => Box::new(once(Slot::Mark(*line, span.start, span.end, *field))),
        Change::Move { lines, .. } => Box::new(lines.iter().map(|line| Slot::Place(*line))),
    }
}

/// The last span that shares a byte with `start..end`. The spans of an index are disjoint.
fn overlapping<T>(index: &SpanIndex<T>, line: LineIx, start: u32, end: u32) -> Option<(&(LineIx, u32), &(u32, T))> {
    index.range((line, 0)..(line, end)).next_back().filter(|(_, (to, _))| *to > start)
}

fn all_overlapping<T>(
    index: &SpanIndex<T>,
    line: LineIx,
    start: u32,
    end: u32,
) -> impl Iterator<Item = (&(LineIx, u32), &(u32, T))> {
    index.range((line, 0)..(line, end)).rev().take_while(move |(_, (to, _))| *to > start)
}
