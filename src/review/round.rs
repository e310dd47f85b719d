//! A person going through many issues: which comes next, and where the last step was made. Pure, as a session is; it
//! knows issues by their numbers only.

use std::cmp::Reverse;

use crate::ledger::Waits;

/// Issues in the order in which they are gone through: those with most text at stake first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    order: Vec<usize>,
    /// Place in the order of the issue at hand.
    at: usize,
    /// Steps that were made and not taken back, the last one last: the issues that each has touched.
    made: Vec<Vec<usize>>,
    /// Steps that were taken back, the last one last.
    undone: Vec<Vec<usize>>,
}

impl Round {
    /// Begins with issues as they were given, each with what waits in it; none: nobody knows before it is opened.
    /// Where nothing waits comes last, since a decision may be out of date there.
    #[must_use]
    pub fn new(waits: &[Option<Waits>]) -> Self {
        let mut order: Vec<usize> = (0..waits.len()).collect();
        order.sort_by_key(|n| {
            Reverse(waits[*n].map_or((1, u32::MAX, u32::MAX), |w| (u32::from(w.units > 0), w.at_stake, w.units)))
        });
        Self { order, ..Self::default() }
    }

    /// The issue at hand; none when all are through.
    #[must_use]
    pub fn now(&self) -> Option<usize> {
        self.order.get(self.at).copied()
    }

    /// How many issues come after the one at hand.
    #[must_use]
    pub fn left(&self) -> usize {
        self.order.len().saturating_sub(self.at + 1)
    }

    /// Goes to the next one; says whether there is one.
    pub fn go_on(&mut self) -> bool {
        self.at = (self.at + 1).min(self.order.len());
        self.at < self.order.len()
    }

    /// Goes to the one before, if there is one.
    pub fn go_back(&mut self) -> bool {
        let is_one = self.at > 0;
        self.at = self.at.saturating_sub(1);
        is_one
    }

    /// All issues, in the order in which they are gone through.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// Goes to an issue.
    pub fn go_to(&mut self, issue: usize) {
        self.at = self.order.iter().position(|of| *of == issue).unwrap_or(self.at);
    }

    /// A step was made in these issues; what was taken back before cannot be done again.
    pub fn made(&mut self, issues: Vec<usize>) {
        self.undone.clear();
        self.done_again(issues);
    }

    /// The issues of the last step, which is to be taken back.
    pub fn last_made(&mut self) -> Option<Vec<usize>> {
        self.made.pop()
    }

    /// It was taken back in these.
    pub fn taken_back(&mut self, issues: Vec<usize>) {
        self.undone.extend(Some(issues).filter(|issues| !issues.is_empty()));
    }

    /// The issues of the step that was taken back last, which is to be done again.
    pub fn last_undone(&mut self) -> Option<Vec<usize>> {
        self.undone.pop()
    }

    /// It was done again in these.
    pub fn done_again(&mut self, issues: Vec<usize>) {
        self.made.extend(Some(issues).filter(|issues| !issues.is_empty()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(units: u32, at_stake: u32) -> Option<Waits> {
        Some(Waits { units, at_stake })
    }

    #[test]
    fn issues_come_by_what_is_at_stake_and_not_by_name() {
        let mut round = Round::new(&[waits(0, 0), waits(2, 7), waits(9, 7), None, waits(1, 30)]);
        let mut seen = Vec::new();
        while let Some(now) = round.now() {
            seen.push(now);
            round.go_on();
        }
        assert_eq!(seen, [3, 4, 2, 1, 0]);
        assert!(round.go_back() && round.now() == Some(0));
    }

    #[test]
    fn undo_leads_back_step_by_step_through_the_issues() {
        let mut round = Round::new(&[waits(1, 3), waits(1, 2), waits(1, 1)]);
        round.made(vec![0]);
        round.made(vec![0, 2, 1]);
        round.made(vec![1]);
        assert_eq!(round.last_made(), Some(vec![1]));
        round.taken_back(vec![1]);
        // Of a step on many issues, only where something came back.
        assert_eq!(round.last_made(), Some(vec![0, 2, 1]));
        round.taken_back(vec![0, 2]);
        assert_eq!(round.last_undone(), Some(vec![0, 2]));
        round.done_again(vec![0, 2]);
        assert_eq!(round.last_made(), Some(vec![0, 2]));
        round.taken_back(Vec::new());
        round.made(vec![2]);
        assert_eq!(round.last_undone(), None, "something else was done since");
        assert_eq!((round.last_made(), round.last_made()), (Some(vec![2]), Some(vec![0])));
        assert_eq!(round.last_made(), None);
        round.go_to(2);
        assert_eq!(round.now(), Some(2));
    }
}
