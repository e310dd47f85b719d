//! A person going through what waits: what comes next, and which records each step makes. It touches no file and reads no
//! clock; whoever holds it writes the records down, has the issue cleaned again, and gives it the new ledger.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{DecisionFile, RecordLine, record_of};
use super::filter::Filter;
use super::outdated::{Near, OutOfDate, out_of_date};
use crate::ledger::{Act, Change, Draft, Edit, EditId, Entry, Grain, Ledger, Record, State, UnitId, given_form, stake};
use crate::model::{Issue, LineIx};

/// A unit that a person can decide on.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// What a decision on it is about.
    pub unit: UnitId,
    /// The proposal; of many like changes the one alone.
    pub edit: Edit,
    /// What became of it so far.
    pub state: &'static str,
    /// Characters at stake.
    pub stake: f64,
    /// Its entry in the ledger.
    pub entry: EditId,
}

/// What is asked: a proposal, or a decision that is out of date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Asked<'a> {
    /// Is this right?
    Edit(&'a Waiting),
    /// Does this decision hold for the edit that is most like what it was about?
    Old(&'a OutOfDate),
}

impl<'a> Asked<'a> {
    /// What it is about.
    #[must_use]
    pub fn unit(&self) -> UnitId {
        match self {
            Self::Edit(waiting) => waiting.unit,
            Self::Old(old) => old.record.unit,
        }
    }

    /// The proposal, if it is one.
    #[must_use]
    pub fn edit(&self) -> Option<&'a Waiting> {
        match self {
            Self::Edit(waiting) => Some(waiting),
            Self::Old(_) => None,
        }
    }

    /// The line at which a person looks: of a decision that is out of date, that of the edit most like it.
    #[must_use]
    pub fn line(&self) -> Option<LineIx> {
        match self {
            Self::Edit(waiting) => super::chief(&waiting.edit).map(Change::line),
            Self::Old(old) => old.nearest.as_ref().map(|near| near.edit.line()),
        }
    }
}

/// What a person does.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The proposal is right; of a decision that is out of date, it holds for the edit that is most like it.
    Accept,
    /// The proposal is wrong; of a decision that is out of date, it is taken back.
    Refuse,
    /// Each of these proposals is right, as far as it waits.
    AcceptEach(Vec<UnitId>),
    /// Each of these proposals is wrong, as far as it waits.
    RefuseEach(Vec<UnitId>),
    /// Not now: it comes again when all others are through.
    Skip,
    /// On to the next of what waits, without a decision.
    Next,
    /// Back to the one before.
    Back,
    /// Takes back the last step that made records.
    Undo,
    /// Does again what was taken back last.
    Redo,
    /// The person's own edit.
    Set(Vec<Change>),
}

/// Who decides, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature<'a> {
    /// Who.
    pub by: Option<&'a str>,
    /// When, as RFC 3339.
    pub at: &'a str,
}

/// An edit before a person on which another has decided meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct Theirs {
    /// The edit.
    pub waiting: Waiting,
    /// What the other has decided.
    pub record: RecordLine,
}

/// A review of one issue.
#[derive(Debug, Clone, Default)]
pub struct Session {
    filter: Filter,
    /// By stake, the greatest first; of equals the first in the text.
    queue: Vec<Waiting>,
    /// Decisions that do nothing, in the order in which they were made.
    old: Vec<OutOfDate>,
    /// The latest record of each unit that still says something.
    said: BTreeMap<UnitId, RecordLine>,
    /// The latest record of each unit that this session has made.
    own: BTreeMap<UnitId, RecordLine>,
    /// What stays before the person although it is decided, until a key says what is to become of it.
    theirs: Option<Theirs>,
    /// In the order in which they were skipped.
    skipped: Vec<UnitId>,
    /// What waited before a refusal whose run is not told yet.
    before: Option<BTreeSet<UnitId>>,
    /// What waits since a refusal has brought it up.
    back: BTreeSet<UnitId>,
    /// What the person has turned to, where that is not the first of what waits.
    at: Option<UnitId>,
    /// For each step that made records, what held before for each unit of it.
    steps: Vec<Vec<(RecordLine, Option<RecordLine>)>>,
    /// Steps that were taken back, the last one last.
    undone: Vec<Vec<RecordLine>>,
}

impl Session {
    /// Begins where the decisions of an issue stand.
    #[must_use]
    pub fn new(issue: &Issue, ledger: &Ledger, file: &DecisionFile, filter: Filter) -> Self {
        let mut session = Self { filter, ..Self::default() };
        session.renew(issue, ledger, file);
        session
    }

    /// What is asked.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Asks something else from the next [`Session::renew`] on.
    pub fn ask(&mut self, filter: Filter) {
        self.filter = filter;
        self.at = None;
        self.theirs = None;
    }

    /// Takes the decisions as they stand in the file and the ledger of a run with them. Gives back what others have
    /// decided since, the last record of each unit; none of it moves what the person looks at.
    pub fn renew(&mut self, issue: &Issue, ledger: &Ledger, file: &DecisionFile) -> Vec<RecordLine> {
        let was = self.now().and_then(|now| now.edit()).cloned();
        let others = self.hear(file);
        self.old = out_of_date(issue, ledger, file);
        let filter = &self.filter;
        let places = filter.places(issue, ledger);
        let entries = (0..).map(EditId).zip(ledger.entries()).filter(|(_, entry)| filter.wants(entry));
        let units = entries.flat_map(|(id, entry)| alone(&entry.edit).into_iter().map(move |edit| (edit, id, entry)));
        let mut seen = BTreeSet::new();
        self.queue = units
            .filter(|(edit, ..)| places.want(edit))
            .map(|(edit, entry, of)| waiting(issue, edit, entry, of))
            .filter(|waiting| seen.insert(waiting.unit))
            .collect();
        let place = |waiting: &Waiting| waiting.edit.changes.iter().map(Change::line).min();
        self.queue.sort_by(|a, b| b.stake.total_cmp(&a.stake).then_with(|| place(a).cmp(&place(b))));
        self.bring_up(&seen);
        self.stay_at(was.map(|was| was.unit), &others, issue, ledger);
        others
    }

    /// Takes over what the file says, and tells what of it is others'.
    fn hear(&mut self, file: &DecisionFile) -> Vec<RecordLine> {
        let is_known = |record: &RecordLine| match self.said.get(&record.unit).or(self.own.get(&record.unit)) {
            Some(known) => is_same(known, record),
            None => record.act == Act::Clear,
        };
        let others = file.latest().into_iter().filter(|record| !is_known(record)).cloned().collect();
        self.said = file.in_force().into_iter().map(|record| (record.unit, record.clone())).collect();
        others
    }

    /// After a refusal, what waits that did not before comes next.
    fn bring_up(&mut self, waiting: &BTreeSet<UnitId>) {
        self.back.retain(|unit| waiting.contains(unit));
        if let Some(before) = self.before.take() {
            let come: Vec<UnitId> = self.queue.iter().map(|w| w.unit).filter(|unit| !before.contains(unit)).collect();
            if let (Some(first), Some(_)) = (come.first(), self.at) {
                self.at = Some(*first);
            }
            self.back.extend(come);
        }
    }

    /// Others' decisions leave the person where they are, also where one is on the very edit.
    fn stay_at(&mut self, was: Option<UnitId>, others: &[RecordLine], issue: &Issue, ledger: &Ledger) {
        let former = self.theirs.take();
        let Some(was) = was else { return };
        let now = others.iter().find(|record| record.unit == was && record.act != Act::Clear).cloned();
        if let Some(record) = now.or(former.map(|theirs| theirs.record)) {
            self.theirs = found(issue, ledger, was).map(|waiting| Theirs { waiting, record });
        } else if !others.is_empty() && self.queue.iter().any(|waiting| waiting.unit == was) {
            self.at = Some(was);
        }
    }

    /// What the person looks at, where another has decided on it.
    #[must_use]
    pub fn theirs(&self) -> Option<&Theirs> {
        self.theirs.as_ref()
    }

    /// Whether a unit waits because a refusal has brought it up.
    #[must_use]
    pub fn is_back(&self, unit: UnitId) -> bool {
        self.back.contains(&unit)
    }

    /// What is asked, in the order in which it is: proposals, then decisions that are out of date, then what was skipped.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked<'_>> {
        let is_all = self.filter.is_all();
        let edits = self.queue.iter().filter(|waiting| !self.is_decided(waiting.unit)).map(Asked::Edit);
        // An old decision belongs to no rule and no place of the text as it is now.
        let old = self.old.iter().filter(|_| is_all).map(Asked::Old);
        let rank: BTreeMap<UnitId, usize> = self.skipped.iter().copied().zip(1..).collect();
        let mut asked: Vec<Asked<'_>> = edits.chain(old).collect();
        asked.sort_by_key(|asked| {
            let unit = asked.unit();
            (rank.get(&unit).copied().unwrap_or(0), !self.back.contains(&unit))
        });
        asked
    }

    /// The proposals that wait, in the order in which they are asked.
    pub fn waiting(&self) -> impl Iterator<Item = &Waiting> {
        self.asked().into_iter().filter_map(|asked| asked.edit())
    }

    /// What is asked now.
    #[must_use]
    pub fn now(&self) -> Option<Asked<'_>> {
        if let Some(theirs) = &self.theirs {
            return Some(Asked::Edit(&theirs.waiting));
        }
        let asked = self.asked();
        asked.iter().find(|asked| Some(asked.unit()) == self.at).or(asked.first()).copied()
    }

    /// What is in the queue of a rule, in the order in which it is asked.
    pub fn of_rule(&self, rule: &str) -> impl Iterator<Item = &Waiting> {
        self.waiting().filter(move |waiting| *waiting.edit.rule == *rule)
    }

    /// Those of some units that wait; what is decided is not among them.
    fn among(&self, units: &[UnitId]) -> impl Iterator<Item = &Waiting> {
        let units: BTreeSet<UnitId> = units.iter().copied().collect();
        self.waiting().filter(move |waiting| units.contains(&waiting.unit))
    }

    /// Whether what is asked now was skipped before, so that everything else is through.
    #[must_use]
    pub fn is_second_round(&self) -> bool {
        self.at.is_none() && self.now().is_some_and(|now| self.skipped.contains(&now.unit()))
    }

    /// How many units were decided on in this session.
    #[must_use]
    pub fn made(&self) -> usize {
        self.steps.iter().map(Vec::len).sum()
    }

    /// What is decided on each unit.
    #[must_use]
    pub fn decided(&self) -> BTreeMap<UnitId, Act> {
        let said = self.said.iter().filter(|(_, record)| record.act != Act::Clear);
        said.map(|(unit, record)| (*unit, record.act)).collect()
    }

    fn is_decided(&self, unit: UnitId) -> bool {
        let is_old = || self.old.iter().any(|old| old.record.unit == unit);
        self.said.get(&unit).is_some_and(|record| record.act != Act::Clear) && !is_old()
    }

    /// Does a step. The records that come back are to be written down before it is said to be done; where that fails,
    /// [`Session::forget`] and [`Session::renew`] bring the session back to what the file holds.
    pub fn step(&mut self, issue: &Issue, step: Step, sign: Signature<'_>) -> Vec<RecordLine> {
        if self.theirs.is_some() && matches!(step, Step::Skip | Step::Next | Step::Back) {
            // It is left as the other has decided.
            self.theirs = None;
            return Vec::new();
        }
        let is_refusal = matches!(step, Step::Refuse | Step::RefuseEach(_));
        let record = |act, unit, changes, rule| {
            let by = sign.by.map(str::to_owned);
            record_of(issue, &Record { act, unit, changes, rule, by, at: Some(sign.at.to_owned()), note: None })
        };
        let on = |act, unit, edit: &Edit| record(act, unit, edit.changes.clone(), Some(edit.rule.to_string()));
        let on_waiting = |act, waiting: &Waiting| on(act, waiting.unit, &waiting.edit);
        let records: Vec<RecordLine> = match step {
            Step::Accept | Step::Refuse => match (self.now(), &step) {
                (Some(Asked::Edit(now)), Step::Accept) => vec![on_waiting(Act::Accept, now)],
                (Some(Asked::Edit(now)), _) => vec![on_waiting(Act::Reject, now)],
                (Some(Asked::Old(old)), Step::Accept) => match (&old.nearest, old.record.act) {
                    // What a person typed stands for other words than these.
                    (None, _) | (_, Act::Set | Act::Clear) => Vec::new(),
                    (Some(Near { unit, edit, .. }), act) if *unit == old.record.unit => vec![on(act, *unit, edit)],
                    (Some(Near { unit, edit, .. }), act) => {
                        vec![on(act, *unit, edit), signed(Act::Clear, old.record.clone(), sign)]
                    }
                },
                (Some(Asked::Old(old)), _) => vec![signed(Act::Clear, old.record.clone(), sign)],
                (None, _) => Vec::new(),
            },
            Step::AcceptEach(units) => self.among(&units).map(|waiting| on_waiting(Act::Accept, waiting)).collect(),
            Step::RefuseEach(units) => self.among(&units).map(|waiting| on_waiting(Act::Reject, waiting)).collect(),
            Step::Set(changes) if changes.is_empty() => Vec::new(),
            Step::Set(changes) => vec![record(Act::Set, UnitId::of(issue, &changes), changes, None)],
            Step::Skip => {
                if let Some(unit) = self.now().map(|now| now.unit()) {
                    self.turn(&[unit]);
                    self.skipped.retain(|skipped| *skipped != unit);
                    self.skipped.push(unit);
                }
                return Vec::new();
            }
            Step::Next | Step::Back => {
                let asked = self.asked();
                let now = self.now().and_then(|now| asked.iter().position(|asked| asked.unit() == now.unit()));
                let to = now.and_then(|now| if step == Step::Next { Some(now + 1) } else { now.checked_sub(1) });
                self.at = to.and_then(|to| asked.get(to)).map(Asked::unit).or(self.at);
                return Vec::new();
            }
            Step::Undo => return self.undo(sign),
            Step::Redo => {
                let again = self.undone.pop().unwrap_or_default();
                let records: Vec<RecordLine> =
                    again.into_iter().map(|record| signed(record.act, record, sign)).collect();
                self.keep(&records);
                return records;
            }
        };
        if !records.is_empty() {
            self.before = is_refusal.then(|| self.queue.iter().map(|waiting| waiting.unit).collect());
            self.undone.clear();
            self.keep(&records);
        }
        records
    }

    /// Takes what was decided as decided.
    fn keep(&mut self, records: &[RecordLine]) {
        if records.is_empty() {
            return;
        }
        let units: Vec<UnitId> = records.iter().map(|record| record.unit).collect();
        self.turn(&units);
        let before = |record: &RecordLine| (record.clone(), self.said.get(&record.unit).cloned());
        self.steps.push(records.iter().map(before).collect());
        self.say(records);
    }

    fn say(&mut self, records: &[RecordLine]) {
        self.theirs = None;
        self.own.extend(records.iter().map(|record| (record.unit, record.clone())));
        self.said.extend(records.iter().map(|record| (record.unit, record.clone())));
        self.old.retain(|old| records.iter().all(|record| record.unit != old.record.unit));
    }

    /// Where the person has turned to some place of the queue, the next one there that is not among these.
    fn turn(&mut self, units: &[UnitId]) {
        if self.at.is_none_or(|at| !units.contains(&at)) {
            return;
        }
        let asked = self.asked();
        let rest = asked.iter().map(Asked::unit).skip_while(|unit| Some(*unit) != self.at);
        self.at = rest.into_iter().find(|unit| !units.contains(unit));
    }

    /// Forgets what could be undone, where it is not known how much of a step was written down.
    pub fn forget(&mut self) {
        self.steps.clear();
        self.undone.clear();
    }

    /// Units of the last step on which others have decided since the session heard of them last, as the file tells.
    #[must_use]
    pub fn overtaken(&self, file: &DecisionFile) -> BTreeSet<UnitId> {
        let Some(step) = self.steps.last() else { return BTreeSet::new() };
        let known: BTreeMap<UnitId, Option<&RecordLine>> =
            step.iter().map(|(record, before)| (record.unit, before.as_ref())).collect();
        let is_news = |record: &&RecordLine| match known.get(&record.unit) {
            Some(Some(known)) => !is_same(known, record),
            Some(None) => true,
            None => false,
        };
        file.in_force().into_iter().filter(is_news).map(|record| record.unit).collect()
    }

    /// Takes units out of the last step, since nothing was written down on them.
    pub fn leave(&mut self, units: &BTreeSet<UnitId>) {
        let Some(mut step) = self.steps.pop_if(|step| step.iter().any(|(record, _)| units.contains(&record.unit)))
        else {
            return;
        };
        step.retain(|(record, before)| {
            let stays = !units.contains(&record.unit);
            if !stays {
                self.own.remove(&record.unit);
                self.said.remove(&record.unit);
                self.said.extend(before.clone().map(|before| (record.unit, before)));
            }
            stays
        });
        self.steps.extend(Some(step).filter(|step| !step.is_empty()));
    }

    /// Lets go of what the next [`Session::renew`] brings back, so that many issues can be kept.
    pub fn rest(&mut self) {
        self.queue = Vec::new();
        self.old = Vec::new();
        self.theirs = None;
    }

    /// Turns to what is asked about a unit, if anything is.
    pub fn turn_to(&mut self, unit: UnitId) {
        self.theirs = None;
        if self.asked().iter().any(|asked| asked.unit() == unit) {
            self.at = Some(unit);
        }
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Whether there is a step that was taken back and can be done again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Says again what held before the last step, but for what another has decided on since.
    fn undo(&mut self, sign: Signature<'_>) -> Vec<RecordLine> {
        let Some(mut step) = self.steps.pop() else { return Vec::new() };
        step.retain(|(record, _)| match (self.said.get(&record.unit), self.own.get(&record.unit)) {
            (Some(said), Some(own)) => is_same(said, own),
            _ => true,
        });
        if step.is_empty() {
            return Vec::new();
        }
        self.undone.push(step.iter().map(|(record, _)| record.clone()).collect());
        // What held before is said again as it was, be it another's: whose decision it is does not change.
        let back = |(record, before): (RecordLine, Option<RecordLine>)| match before {
            Some(before) => before,
            None => signed(Act::Clear, record, sign),
        };
        let records: Vec<RecordLine> = step.into_iter().rev().map(back).collect();
        // What was taken back is what the person wants to look at again.
        self.skipped.retain(|unit| records.iter().all(|record| record.unit != *unit));
        self.at = records.last().map(|record| record.unit).filter(|_| self.at.is_some());
        self.say(&records);
        records
    }
}

/// A unit with what became of it.
fn waiting(issue: &Issue, edit: Edit, entry: EditId, of: &Entry) -> Waiting {
    Waiting { unit: UnitId::of(issue, &edit.changes), stake: stake(issue, &edit), edit, state: of.state.name(), entry }
}

/// A unit of a ledger, decided or not.
fn found(issue: &Issue, ledger: &Ledger, unit: UnitId) -> Option<Waiting> {
    let entries = (0..).map(EditId).zip(ledger.entries()).filter(|(_, entry)| !entry.is_person());
    let units = entries.flat_map(|(id, entry)| alone(&entry.edit).into_iter().map(move |edit| (edit, id, entry)));
    units.map(|(edit, id, entry)| waiting(issue, edit, id, entry)).find(|waiting| waiting.unit == unit)
}

/// Whether two records on one unit are the same decision.
fn is_same(a: &RecordLine, b: &RecordLine) -> bool {
    (a.act, &a.by, &a.at) == (b.act, &b.by, &b.at)
}

/// A record said again.
fn signed(act: Act, record: RecordLine, sign: Signature<'_>) -> RecordLine {
    RecordLine { act, by: sign.by.map(str::to_owned), at: Some(sign.at.to_owned()), note: None, ..record }
}

/// The entries that count only as long as this unit of an entry does, in the order of the ledger: to refuse it takes them
/// back as well.
#[must_use]
pub fn standing_on(ledger: &Ledger, entry: EditId, unit: &Edit) -> Vec<EditId> {
    // Of many like changes of one entry, an edit stands on those whose text it covers.
    let is_whole = ledger.entry(entry).edit.grain == Grain::Whole;
    let stands = |edit: &Edit| edit.needs.contains(&entry) && (is_whole || covers(edit, unit));
    // An entry needs earlier ones only, so one walk finds those that need it through others.
    let mut found: BTreeSet<EditId> = BTreeSet::new();
    for (id, other) in (0..).map(EditId).zip(ledger.entries()).skip(entry.0 as usize + 1) {
        let edit = &other.edit;
        if other.state == State::Applied && (stands(edit) || edit.needs.iter().any(|need| found.contains(need))) {
            found.insert(id);
        }
    }
    found.into_iter().collect()
}

/// Whether an edit writes over text that another has written.
fn covers(edit: &Edit, earlier: &Edit) -> bool {
    let spans = |edit: &Edit| {
        let span = |change: &Change| match change {
            Change::Text { line, span, .. } => Some((*line, span.clone())),
            _ => None,
        };
        edit.changes.iter().filter_map(span).collect::<Vec<_>>()
    };
    let below = spans(earlier);
    spans(edit).iter().any(|(line, span)| {
        below.iter().any(|(at, under)| at == line && under.start < span.end && span.start < under.end)
    })
}

/// The units of an edit, each as an edit of its own.
pub(super) fn alone(edit: &Edit) -> Vec<Edit> {
    match edit.grain {
        Grain::Whole => vec![edit.clone()],
        Grain::Each => {
            let one =
                |change: &Change| Edit { changes: vec![change.clone()], grain: Grain::Whole, or: None, ..edit.clone() };
            edit.changes.iter().map(one).collect()
        }
    }
}

/// A person's own text for a line, as the change that makes it; none where it reads so already.
#[must_use]
pub fn retyped(draft: &Draft<'_>, line: LineIx, text: &str) -> Option<Change> {
    let now = draft.text(line);
    draft.replace(line, 0..now.len(), text).and_then(|change| given_form(draft.issue(), change))
}

#[cfg(test)]
mod tests;
