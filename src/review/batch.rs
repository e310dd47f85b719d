//! What one key would decide at once: what waits of a rule on a page, in an issue or in many, gathered issue by issue
//! before anybody says yes. Pure; of each issue it keeps names only, so that thousands can be gone through.

use super::queue::{Item, lines_of};
use super::session::{Step, Waiting};
use crate::ledger::{Act, Change, UnitId};
use crate::model::Issue;

/// Places that are told; of more the number is.
pub const TOLD: usize = 50;

/// How far a batch reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The page at hand.
    Page,
    /// The issue at hand.
    Issue,
    /// All issues of the review.
    All,
}

/// A place that a batch would decide on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Name of the issue.
    pub issue: String,
    /// The line at which a person would look.
    pub line: String,
    /// What is asked there.
    pub question: String,
    /// The text around the change, and what becomes of it, where text changes.
    pub texts: Option<(String, String)>,
}

/// Proposals of one rule that a person may decide on at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The rule.
    pub rule: String,
    /// Numbers of issues, and what waits in each.
    issues: Vec<(usize, Vec<UnitId>)>,
    spots: Vec<Spot>,
}

impl Batch {
    /// One of a rule, with nothing in it yet.
    #[must_use]
    pub fn of(rule: &str) -> Self {
        Self { rule: rule.to_owned(), issues: Vec::new(), spots: Vec::new() }
    }

    /// Takes in what waits in an issue; `number` is how the caller knows it.
    pub fn add<'w>(&mut self, number: usize, issue: &Issue, waiting: impl Iterator<Item = &'w Waiting>) {
        let mut units = Vec::new();
        for waiting in waiting.filter(|waiting| *waiting.edit.rule == *self.rule) {
            units.push(waiting.unit);
            if self.spots.len() < TOLD {
                self.spots.push(spot(issue, waiting));
            }
        }
        self.issues.extend(Some((number, units)).filter(|(_, units)| !units.is_empty()));
    }

    /// How many proposals there are.
    #[must_use]
    pub fn n(&self) -> usize {
        self.issues.iter().map(|(_, units)| units.len()).sum()
    }

    /// In how many issues.
    #[must_use]
    pub fn n_issues(&self) -> usize {
        self.issues.len()
    }

    /// The first places, in the order in which they were taken in.
    #[must_use]
    pub fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// The step of each issue that accepts or refuses all of it.
    #[must_use]
    pub fn steps(&self, act: Act) -> Vec<(usize, Step)> {
        let step = |units: &Vec<UnitId>| match act {
            Act::Accept => Step::AcceptEach(units.clone()),
            _ => Step::RefuseEach(units.clone()),
        };
        self.issues.iter().map(|(number, units)| (*number, step(units))).collect()
    }
}

/// Whether something that waits is on a page, counted from 1.
#[must_use]
pub fn is_on_page(issue: &Issue, waiting: &Waiting, page: u32) -> bool {
    lines_of(&waiting.edit).iter().any(|line| issue.page_of(*line).no == page)
}

fn spot(issue: &Issue, waiting: &Waiting) -> Spot {
    let item = Item::of(issue, &waiting.edit, waiting.state);
    let line = super::chief(&waiting.edit).map_or_else(|| waiting.edit.line(), Change::line);
    Spot {
        issue: issue.name.clone(),
        line: issue.line_name(line),
        question: item.question,
        texts: item.before.zip(item.after),
    }
}
