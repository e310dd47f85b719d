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
    /// Places of the issues in which a step was made and not taken back, the last one last; each once in a row.
    trail: Vec<usize>,
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
        Self { order, at: 0, trail: Vec::new() }
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

    /// A step was made in the issue at hand.
    pub fn made(&mut self) {
        if self.trail.last() != Some(&self.at) {
            self.trail.push(self.at);
        }
    }

    /// Goes to the issue in which the step before those of this one was made, once nothing is left to undo here.
    pub fn go_to_last_made(&mut self) -> bool {
        while let Some(at) = self.trail.pop() {
            if at != self.at {
                self.at = at;
                self.trail.push(at);
                return true;
            }
        }
        false
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
    fn undo_leads_back_through_the_issues() {
        let mut round = Round::new(&[waits(1, 3), waits(1, 2), waits(1, 1)]);
        round.made();
        round.go_on();
        round.go_on();
        round.made();
        round.made();
        assert!(round.go_to_last_made());
        assert_eq!(round.now(), Some(0));
        assert!(!round.go_to_last_made());
        assert_eq!(round.now(), Some(0));
    }
}
