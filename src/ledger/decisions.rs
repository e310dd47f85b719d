//! What people have decided, kept outside the ledger and given to every run.

use rustc_hash::FxHashMap;

use super::normal::{gather, overlap_one_another};
use super::{Change, UnitId, given_form};
use crate::model::Issue;

/// What a person did with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Settles a proposal.
    Accept,
    /// Refuses the unit, by whatever rule, until it is taken back.
    Reject,
    /// A person's own edit.
    Set,
    /// Takes back whatever was decided.
    Clear,
}

/// One decision, with the changes it is about, so that it can be read without the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What was done.
    pub act: Act,
    /// What it is about.
    pub unit: UnitId,
    /// The changes of the unit, without those that name a line that is not in the issue.
    pub changes: Vec<Change>,
    /// The rule that proposed it, for reading only.
    pub rule: Option<String>,
    /// Who decided.
    pub by: Option<String>,
    /// When, as RFC 3339.
    pub at: Option<String>,
    /// What the person wrote about it.
    pub note: Option<String>,
}

impl Record {
    /// Whether these lines with this text are what the decision was made on.
    #[must_use]
    pub fn is_of(&self, issue: &Issue) -> bool {
        !self.changes.is_empty() && UnitId::of(issue, &self.changes) == self.unit
    }

    /// The changes of a person's own edit as they go into the ledger, if all of them can be done together.
    #[must_use]
    pub fn possible(&self, issue: &Issue) -> Option<Vec<Change>> {
        let changes: Option<Vec<Change>> =
            gather(issue, self.changes.clone()).into_iter().map(|change| given_form(issue, change)).collect();
        changes.filter(|changes| self.is_of(issue) && !overlap_one_another(changes))
    }
}

/// A decision that no longer meets anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The unit it was about.
    pub unit: UnitId,
    /// Why it does not apply.
    pub because: String,
    /// The present edit that stands nearest, as a unit.
    pub nearest: Option<UnitId>,
}

/// The decisions on one issue that are in force: the last record of each unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    records: Vec<Record>,
    latest: FxHashMap<UnitId, usize>,
}

impl Decisions {
    /// From records in the order in which they were made.
    #[must_use]
    pub fn new(records: Vec<Record>) -> Self {
        let latest = records.iter().enumerate().map(|(n, record)| (record.unit, n)).collect();
        Self { records, latest }
    }

    /// These and further ones, made after them.
    #[must_use]
    pub fn with(mut self, further: impl IntoIterator<Item = Record>) -> Self {
        self.records.extend(further);
        Self::new(self.records)
    }

    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The records in force, in the order in which they were made.
    pub fn in_force(&self) -> impl Iterator<Item = &Record> {
        self.records
            .iter()
            .enumerate()
            .filter(|(n, record)| self.latest.get(&record.unit) == Some(n) && record.act != Act::Clear)
            .map(|(_, record)| record)
    }

    /// People's own edits in force, oldest first.
    pub fn sets(&self) -> impl Iterator<Item = &Record> {
        self.in_force().filter(|record| record.act == Act::Set)
    }

    /// Whether the unit is refused.
    #[must_use]
    pub fn refuses(&self, unit: UnitId) -> bool {
        self.act(unit) == Some(Act::Reject)
    }

    /// Whether the unit is accepted.
    #[must_use]
    pub fn accepts(&self, unit: UnitId) -> bool {
        self.act(unit) == Some(Act::Accept)
    }

    fn act(&self, unit: UnitId) -> Option<Act> {
        self.latest.get(&unit).map(|n| self.records[*n].act)
    }
}
