//! A person going through what waits: what comes next, and which records each step makes. It touches no file and reads no
//! clock; whoever holds it writes the records down, has the issue cleaned again, and gives it the new ledger.

use std::collections::{BTreeMap, BTreeSet};

use super::queue::lines_of;
use crate::ledger::{
    Act, Change, Decisions, Draft, Edit, EditId, Entry, Grain, Ledger, Level, PassName, Record, State, UnitId, fold,
    given_form, stake,
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

/// What a person does.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The proposal is right.
    Accept,
    /// The proposal is wrong.
    Refuse,
    /// Every proposal of the rule at hand, as far as it is in the queue, is right.
    AcceptRule,
    /// Every proposal of the rule at hand, as far as it is in the queue, is wrong.
    RefuseRule,
    /// Not now: it comes again when all others are through.
    Skip,
    /// Takes back the last step that made records.
    Undo,
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
    /// The latest record of each unit.
    said: BTreeMap<UnitId, Record>,
    /// In the order in which they were skipped.
    skipped: Vec<UnitId>,
    /// For each step that made records, what held before for each unit of it.
    steps: Vec<Vec<(Record, Option<Record>)>>,
}

impl Session {
    /// Begins where the decisions of an issue stand.
    #[must_use]
    pub fn new(issue: &Issue, ledger: &Ledger, decisions: &Decisions, filter: Filter) -> Self {
        let mut session = Self { filter, ..Self::default() };
        session.renew(issue, ledger, decisions);
        session
    }

    /// Takes the decisions as they stand in the file, those of others among them, and the ledger of a run with them.
    pub fn renew(&mut self, issue: &Issue, ledger: &Ledger, decisions: &Decisions) {
        self.said = decisions.in_force().map(|record| (record.unit, record.clone())).collect();
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

    /// What waits, in the order in which it is asked; what was skipped comes last.
    pub fn waiting(&self) -> impl Iterator<Item = &Waiting> {
        let open = || self.queue.iter().filter(|waiting| !self.is_decided(waiting.unit));
        let fresh = open().filter(|waiting| !self.skipped.contains(&waiting.unit));
        fresh.chain(self.skipped.iter().filter_map(move |unit| open().find(|waiting| waiting.unit == *unit)))
    }

    /// What is asked now.
    #[must_use]
    pub fn now(&self) -> Option<&Waiting> {
        self.waiting().next()
    }

    /// What is in the queue of the same rule as what is asked now, that included.
    pub fn of_rule(&self) -> impl Iterator<Item = &Waiting> {
        let rule = self.now().map(|now| &now.edit.rule);
        self.waiting().filter(move |waiting| rule == Some(&waiting.edit.rule))
    }

    /// Whether what is asked now was skipped before, so that everything else is through.
    #[must_use]
    pub fn is_second_round(&self) -> bool {
        self.now().is_some_and(|now| self.skipped.contains(&now.unit))
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
        self.said.get(&unit).is_some_and(|record| record.act != Act::Clear)
    }

    /// Does a step. The records that come back are to be written down before it is said to be done; where that fails,
    /// [`Session::forget`] and [`Session::renew`] bring the session back to what the file holds.
    pub fn step(&mut self, issue: &Issue, step: Step, sign: Signature<'_>) -> Vec<Record> {
        let record = |act, unit, changes, rule| Record {
            act,
            unit,
            changes,
            rule,
            by: sign.by.map(str::to_owned),
            at: Some(sign.at.to_owned()),
            note: None,
        };
        let on = |act, waiting: &Waiting| {
            record(act, waiting.unit, waiting.edit.changes.clone(), Some(waiting.edit.rule.to_string()))
        };
        let records: Vec<Record> = match step {
            Step::Accept => self.now().map(|now| on(Act::Accept, now)).into_iter().collect(),
            Step::Refuse => self.now().map(|now| on(Act::Reject, now)).into_iter().collect(),
            Step::AcceptRule => self.of_rule().map(|waiting| on(Act::Accept, waiting)).collect(),
            Step::RefuseRule => self.of_rule().map(|waiting| on(Act::Reject, waiting)).collect(),
            Step::Set(changes) if changes.is_empty() => Vec::new(),
            Step::Set(changes) => vec![record(Act::Set, UnitId::of(issue, &changes), changes, None)],
            Step::Skip => {
                if let Some(unit) = self.now().map(|now| now.unit) {
                    self.skipped.retain(|skipped| *skipped != unit);
                    self.skipped.push(unit);
                }
                return Vec::new();
            }
            Step::Undo => return self.undo(sign),
        };
        if !records.is_empty() {
            let before = |record: &Record| (record.clone(), self.said.get(&record.unit).cloned());
            self.steps.push(records.iter().map(before).collect());
            self.said.extend(records.iter().map(|record| (record.unit, record.clone())));
        }
        records
    }

    /// Forgets what could be undone, where it is not known how much of a step was written down.
    pub fn forget(&mut self) {
        self.steps.clear();
    }

    /// Says again what held before the last step.
    fn undo(&mut self, sign: Signature<'_>) -> Vec<Record> {
        let signed = |record: Record| Record { by: sign.by.map(str::to_owned), at: Some(sign.at.to_owned()), ..record };
        let Some(step) = self.steps.pop() else { return Vec::new() };
        let records: Vec<Record> = step
            .into_iter()
            .rev()
            .map(|(record, before)| signed(before.unwrap_or(Record { act: Act::Clear, ..record })))
            .collect();
        // What was taken back is what the person wants to look at again.
        self.skipped.retain(|unit| records.iter().all(|record| record.unit != *unit));
        self.said.extend(records.iter().map(|record| (record.unit, record.clone())));
        records
    }
}

/// The entries that count only as long as this one does, in the order of the ledger: to refuse it takes them back as well.
#[must_use]
pub fn standing_on(ledger: &Ledger, entry: EditId) -> Vec<EditId> {
    // An entry needs earlier ones only, so one walk finds those that need it through others.
    let mut found: BTreeSet<EditId> = BTreeSet::from([entry]);
    for (id, other) in (0..).map(EditId).zip(ledger.entries()).skip(entry.0 as usize + 1) {
        if other.state == State::Applied && other.edit.needs.iter().any(|need| found.contains(need)) {
            found.insert(id);
        }
    }
    found.remove(&entry);
    found.into_iter().collect()
}

/// The units of an edit, each as an edit of its own.
fn alone(edit: &Edit) -> Vec<Edit> {
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
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ledger::{Admission, PerMille};
    use crate::model::Role;
    use crate::read::{ReadOptions, read_issue};

    const SIGN: Signature<'static> = Signature { by: Some("ly"), at: "2026-01-02T03:04:05Z" };

    fn issue() -> Issue {
        let raw = "Mill Street\n\nThe flood has come\nand gone.\n\n+ + +\n\n* * *\n";
        read_issue("x", "x.txt", raw.as_bytes(), &ReadOptions::default()).unwrap()
    }

    fn line(issue: &Issue, text: &str) -> LineIx {
        issue.line_indices().find(|line| issue.raw(*line) == text).unwrap()
    }

    fn ledger(issue: &Issue, decisions: &Decisions) -> Ledger {
        let mut admission = Admission::new(issue, decisions, Some(Level::Review));
        for (rule, text, role, confidence) in [
            ("byline/name", "Mill Street", Role::Byline, 800),
            ("mark/row", "+ + +", Role::Noise, 900),
            ("mark/row", "* * *", Role::Noise, 700),
        ] {
            let change = Change::Role { line: line(issue, text), role };
            let rule = Arc::from(rule);
            let edit = Edit::whole(PassName::LabelRegions, &rule, Level::Review, PerMille(confidence), vec![change]);
            admission.admit(edit);
        }
        admission.finish()
    }

    fn begun(issue: &Issue, filter: Filter) -> Session {
        let decisions = Decisions::default();
        Session::new(issue, &ledger(issue, &decisions), &decisions, filter)
    }

    fn order(issue: &Issue, session: &Session) -> Vec<String> {
        session.waiting().map(|waiting| issue.raw(waiting.edit.line()).to_owned()).collect()
    }

    #[test]
    fn what_is_most_at_stake_comes_first_and_what_is_skipped_last() {
        let issue = issue();
        let mut session = begun(&issue, Filter::default());
        assert_eq!(order(&issue, &session), ["* * *", "Mill Street", "+ + +"]);
        assert!(session.step(&issue, Step::Skip, SIGN).is_empty());
        assert_eq!(order(&issue, &session), ["Mill Street", "+ + +", "* * *"]);
        session.step(&issue, Step::Accept, SIGN);
        session.step(&issue, Step::Accept, SIGN);
        assert!(session.is_second_round());
        session.step(&issue, Step::Refuse, SIGN);
        assert_eq!(session.now(), None);
        assert!(session.step(&issue, Step::Accept, SIGN).is_empty());
    }

    #[test]
    fn a_rule_is_decided_and_taken_back_as_one() {
        let issue = issue();
        let mut session = begun(&issue, Filter::default());
        let records = session.step(&issue, Step::RefuseRule, SIGN);
        assert_eq!(records.len(), 2);
        assert!(records.iter().all(|record| record.act == Act::Reject && record.rule.as_deref() == Some("mark/row")));
        assert_eq!(order(&issue, &session), ["Mill Street"]);
        let back = session.step(&issue, Step::Undo, SIGN);
        assert!(back.len() == 2 && back.iter().all(|record| record.act == Act::Clear));
        assert_eq!(order(&issue, &session).len(), 3);
        assert!(session.step(&issue, Step::Undo, SIGN).is_empty());
    }

    #[test]
    fn a_filter_shows_its_own() {
        let issue = issue();
        let of = |filter| order(&issue, &begun(&issue, filter));
        let rule = Filter { rule: Some("byline/name".to_owned()), ..Filter::default() };
        assert_eq!(of(rule), ["Mill Street"]);
        assert!(of(Filter { pass: Some(PassName::JoinLines), ..Filter::default() }).is_empty());
        assert!(of(Filter { page: Some(2), ..Filter::default() }).is_empty());
        assert_eq!(of(Filter { page: Some(1), ..Filter::default() }).len(), 3);
        let article = Some(line(&issue, "Mill Street"));
        assert_eq!(of(Filter { article, ..Filter::default() }).len(), 3);
    }

    #[test]
    fn a_step_that_could_not_be_written_is_forgotten() {
        let issue = issue();
        let mut session = begun(&issue, Filter::default());
        session.step(&issue, Step::Accept, SIGN);
        session.forget();
        let nothing = Decisions::default();
        session.renew(&issue, &ledger(&issue, &nothing), &nothing);
        assert!(session.decided().is_empty() && session.made() == 0);
        assert!(session.step(&issue, Step::Undo, SIGN).is_empty());
        assert_eq!(order(&issue, &session).len(), 3);
    }

    #[test]
    fn own_text_is_a_change_of_what_differs() {
        let issue = issue();
        let ledger = Ledger::default();
        let draft = fold(&issue, &ledger);
        let at = line(&issue, "The flood has come");
        let change = retyped(&draft, at, "The flood had come").unwrap();
        let Change::Text { insert, span, .. } = &change else { panic!("{change:?}") };
        assert_eq!((insert.as_str(), span.clone()), ("d", 12..13));
        assert_eq!(retyped(&draft, at, "The flood has come"), None);
        let mut session = begun(&issue, Filter::default());
        let records = session.step(&issue, Step::Set(vec![change]), SIGN);
        assert_eq!(records[0].act, Act::Set);
        assert!(records[0].possible(&issue).is_some());
        assert_eq!(session.step(&issue, Step::Undo, SIGN)[0].act, Act::Clear);
    }

    #[test]
    fn what_stands_on_a_proposal_is_found_through_others() {
        let issue = issue();
        let decisions = Decisions::default();
        let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
        for (n, text) in ["Mill Street", "+ + +", "* * *", "and gone."].into_iter().enumerate() {
            let change = Change::Role { line: line(&issue, text), role: Role::Note };
            let edit =
                Edit::whole(PassName::LabelRegions, &Arc::from("a/b"), Level::Review, PerMille(800), vec![change]);
            // Each but the last stands on the one before.
            let needs = if n == 0 || n == 3 { Vec::new() } else { vec![EditId(n as u32 - 1)] };
            admission.admit(Edit { needs, ..edit });
        }
        let ledger = admission.finish();
        assert_eq!(standing_on(&ledger, EditId(0)), [EditId(1), EditId(2)]);
        assert_eq!(standing_on(&ledger, EditId(2)), []);
    }

    proptest::proptest! {
        /// Whatever is done in whatever order: what the session takes for decided is what its records say to a run, and
        /// what a run with them still asks is what the session asks.
        #[test]
        fn the_session_and_its_records_agree(keys in proptest::collection::vec(0..8u8, 0..24)) {
            let issue = issue();
            let mut session = begun(&issue, Filter::default());
            let mut written = Vec::new();
            for key in keys {
                let step = match key {
                    0 => Step::Accept,
                    1 => Step::Refuse,
                    2 => Step::AcceptRule,
                    3 => Step::RefuseRule,
                    4 => Step::Skip,
                    5 | 6 => Step::Undo,
                    _ => Step::Set(vec![Change::Role { line: line(&issue, "+ + +"), role: Role::Quote }]),
                };
                written.extend(session.step(&issue, step, SIGN));
                let decisions = Decisions::new(written.clone());
                let told: BTreeMap<UnitId, Act> =
                    decisions.in_force().map(|record| (record.unit, record.act)).collect();
                proptest::prop_assert_eq!(&session.decided(), &told);
                // A session may go on before the run is through.
                if key % 2 == 0 {
                    let ledger = ledger(&issue, &decisions);
                    session.renew(&issue, &ledger, &decisions);
                    let again = Session::new(&issue, &ledger, &decisions, Filter::default());
                    let units = |session: &Session| {
                        session.waiting().map(|waiting| waiting.unit).collect::<BTreeSet<_>>()
                    };
                    proptest::prop_assert_eq!(units(&session), units(&again));
                }
            }
        }
    }
}
