//! A person going through what waits: what comes next, and which records each step makes. It touches no file and reads no
//! clock; whoever holds it writes the records down, has the issue cleaned again, and gives it the new ledger.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{DecisionFile, RecordLine, record_of};
use super::outdated::{Near, OutOfDate, out_of_date};
use super::queue::lines_of;
use crate::ledger::{
    Act, Change, Draft, Edit, EditId, Entry, Grain, Ledger, Level, PassName, Record, State, UnitId, fold, given_form,
    stake,
};
use crate::model::{Issue, LineIx};

/// Which proposals a person wants to see. What is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this rule.
    pub rule: Option<String>,
    /// Only those of this pass.
    pub pass: Option<PassName>,
    /// Only those on this page, counted from 1.
    pub page: Option<u32>,
    /// Only those in the article that begins with this line.
    pub article: Option<LineIx>,
    /// Also those that are applied because they are sure.
    pub also_sure: bool,
}

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
    /// Every proposal of the rule at hand, as far as it is in the queue, is right.
    AcceptRule,
    /// Every proposal of the rule at hand, as far as it is in the queue, is wrong.
    RefuseRule,
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
    /// In the order in which they were skipped.
    skipped: Vec<UnitId>,
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

    /// Takes the decisions as they stand in the file, those of others among them, and the ledger of a run with them.
    pub fn renew(&mut self, issue: &Issue, ledger: &Ledger, file: &DecisionFile) {
        self.said = file.in_force().into_iter().map(|record| (record.unit, record.clone())).collect();
        self.old = out_of_date(issue, ledger, file);
        let filter = &self.filter;
        let draft = filter.article.map(|_| fold(issue, ledger));
        let within = draft.as_ref().map(|draft| article_of(draft, filter.article));
        let is_wanted = |entry: &Entry| {
            let edit = &entry.edit;
            let is_open = entry.is_undecided()
                || (filter.also_sure && edit.level == Level::Safe && !entry.decided && entry.state == State::Applied);
            is_open
                && !entry.is_person()
                && filter.rule.as_deref().is_none_or(|rule| *edit.rule == *rule)
                && filter.pass.is_none_or(|pass| edit.pass == pass)
        };
        let is_here = |edit: &Edit| {
            let lines = lines_of(edit);
            let on_page = |page: u32| lines.iter().any(|line| issue.page_of(*line).no == page);
            filter.page.is_none_or(on_page)
                && within.as_ref().is_none_or(|within| lines.iter().any(|line| within.contains(line)))
        };
        let entries = (0..).map(EditId).zip(ledger.entries()).filter(|(_, entry)| is_wanted(entry));
        let units = entries.flat_map(|(id, entry)| alone(&entry.edit).into_iter().map(move |edit| (edit, id, entry)));
        let mut seen = BTreeSet::new();
        self.queue = units
            .filter(|(edit, ..)| is_here(edit))
            .map(|(edit, entry, of)| Waiting {
                unit: UnitId::of(issue, &edit.changes),
                stake: stake(issue, &edit),
                edit,
                state: of.state.name(),
                entry,
            })
            .filter(|waiting| seen.insert(waiting.unit))
            .collect();
        let place = |waiting: &Waiting| waiting.edit.changes.iter().map(Change::line).min();
        self.queue.sort_by(|a, b| b.stake.total_cmp(&a.stake).then_with(|| place(a).cmp(&place(b))));
    }

    /// What is asked, in the order in which it is: proposals, then decisions that are out of date, then what was skipped.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked<'_>> {
        let is_all = Filter { also_sure: false, ..self.filter.clone() } == Filter::default();
        let edits = self.queue.iter().filter(|waiting| !self.is_decided(waiting.unit)).map(Asked::Edit);
        // An old decision belongs to no rule and no place of the text as it is now.
        let old = self.old.iter().filter(|_| is_all).map(Asked::Old);
        let rank: BTreeMap<UnitId, usize> = self.skipped.iter().copied().zip(1..).collect();
        let mut asked: Vec<Asked<'_>> = edits.chain(old).collect();
        asked.sort_by_key(|asked| rank.get(&asked.unit()).copied().unwrap_or(0));
        asked
    }

    /// The proposals that wait, in the order in which they are asked.
    pub fn waiting(&self) -> impl Iterator<Item = &Waiting> {
        self.asked().into_iter().filter_map(|asked| asked.edit())
    }

    /// What is asked now.
    #[must_use]
    pub fn now(&self) -> Option<Asked<'_>> {
        let asked = self.asked();
        asked.iter().find(|asked| Some(asked.unit()) == self.at).or(asked.first()).copied()
    }

    /// What is in the queue of the same rule as what is asked now, that included.
    pub fn of_rule(&self) -> impl Iterator<Item = &Waiting> {
        let rule = self.now().and_then(|now| now.edit()).map(|now| &now.edit.rule);
        self.waiting().filter(move |waiting| rule == Some(&waiting.edit.rule))
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
            Step::AcceptRule => self.of_rule().map(|waiting| on_waiting(Act::Accept, waiting)).collect(),
            Step::RefuseRule => self.of_rule().map(|waiting| on_waiting(Act::Reject, waiting)).collect(),
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

    /// Turns to what is asked about a unit, if anything is.
    pub fn turn_to(&mut self, unit: UnitId) {
        if self.asked().iter().any(|asked| asked.unit() == unit) {
            self.at = Some(unit);
        }
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Says again what held before the last step.
    fn undo(&mut self, sign: Signature<'_>) -> Vec<RecordLine> {
        let Some(step) = self.steps.pop() else { return Vec::new() };
        self.undone.push(step.iter().map(|(record, _)| record.clone()).collect());
        let back = |(record, before): (RecordLine, Option<RecordLine>)| match before {
            Some(before) => signed(before.act, before, sign),
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

/// The lines of the article that begins with a line.
fn article_of(draft: &Draft<'_>, first: Option<LineIx>) -> BTreeSet<LineIx> {
    let articles = draft.articles().map(|range| &draft.order()[range]);
    let found = articles.into_iter().find(|lines| first.is_some_and(|first| lines.contains(&first)));
    found.into_iter().flatten().copied().collect()
}

/// A person's own text for a line, as the change that makes it; none where it reads so already.
#[must_use]
pub fn retyped(draft: &Draft<'_>, line: LineIx, text: &str) -> Option<Change> {
    let now = draft.text(line);
    draft.replace(line, 0..now.len(), text).and_then(|change| given_form(draft.issue(), change))
}

#[cfg(test)]
mod tests;
