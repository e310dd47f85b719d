//! What rules would do to pages: how often, and some samples to read. A dry run, from which nothing is written.

use std::collections::BTreeSet;

use crate::ledger::file::excerpts;
use crate::ledger::{Change, Edit, Grain, RuleName, State};
use crate::model::{Issue, LineId, LineIx};
use crate::pipeline::Run;

/// Samples kept of each rule.
pub const SAMPLES: usize = 5;

/// One thing that a rule does to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// File and line, `path:line`.
    pub place: String,
    /// A few words of the source.
    pub before: String,
    /// What becomes of them.
    pub after: String,
}

/// What one rule does to one or more issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The rule.
    pub rule: RuleName,
    /// How many things it does: a whole edit counts once, of many like changes each.
    pub hits: usize,
    /// How many of them another rule was before, so that they do not count.
    pub beaten: usize,
    /// On how many pages.
    pub pages: usize,
    /// The first hits of each issue that has some.
    samples: Vec<Vec<Sample>>,
}

impl Tally {
    /// A tally of nothing.
    #[must_use]
    pub fn new(rule: RuleName) -> Self {
        Self { rule, hits: 0, beaten: 0, pages: 0, samples: Vec::new() }
    }

    /// Counts what the rule did to an issue.
    pub fn count(&mut self, issue: &Issue, run: &Run) {
        let mut pages = BTreeSet::new();
        let mut samples = Vec::new();
        for entry in run.ledger.entries().iter().filter(|entry| entry.edit.rule == self.rule) {
            let units = match entry.edit.grain {
                Grain::Whole => 1,
                Grain::Each => entry.edit.changes.len(),
            };
            self.hits += units;
            if matches!(entry.state, State::Conflict { .. } | State::Dormant { .. }) {
                self.beaten += units;
                continue;
            }
            pages.extend(entry.edit.changes.iter().map(|change| issue.line(change.line()).page));
            for n in 0..units.min(SAMPLES - samples.len()) {
                samples.push(sample(issue, &entry.edit, n));
            }
        }
        self.pages += pages.len();
        if !samples.is_empty() {
            self.samples.push(samples);
        }
    }

    /// Some samples, of as many issues as there are, in the order of the issues.
    pub fn samples(&self) -> impl Iterator<Item = &Sample> {
        let all = self.samples.iter().enumerate();
        let rounds = (0..SAMPLES).flat_map(|n| all.clone().filter_map(move |(at, some)| Some((at, n, some.get(n)?))));
        let mut picked: Vec<(usize, usize, &Sample)> = rounds.take(SAMPLES).collect();
        picked.sort_by_key(|(issue, n, _)| (*issue, *n));
        picked.into_iter().map(|(_, _, sample)| sample)
    }
}

/// The sample of an edit, or of its change `n` where they are many like ones.
fn sample(issue: &Issue, edit: &Edit, n: usize) -> Sample {
    let one = match edit.grain {
        Grain::Whole => edit.clone(),
        Grain::Each => Edit { changes: vec![edit.changes[n].clone()], grain: Grain::Whole, or: None, ..edit.clone() },
    };
    let (before, after) = excerpts(issue, &one);
    Sample {
        place: place(issue, one.line()),
        before: before.unwrap_or_default(),
        after: after.or_else(|| one.changes.first().map(|change| told(issue, change))).unwrap_or_default(),
    }
}

/// What a change of structure says.
fn told(issue: &Issue, change: &Change) -> String {
    match change {
        Change::Role { role, .. } => format!("<{}>", role.name()),
        Change::Start { on: true, .. } => "an article begins here".to_owned(),
        Change::Start { on: false, .. } => "no article begins here".to_owned(),
        Change::Move { after: None, .. } => "goes to the beginning".to_owned(),
        Change::Move { after: Some(line), .. } => format!("goes behind {}", issue.line_name(*line)),
        Change::Mark { field, value, .. } => format!("{}: {value}", field.name()),
        // These two have an excerpt of their own.
        Change::Text { insert, .. } => insert.clone(),
        Change::Seam { .. } => "is joined to the next line".to_owned(),
    }
}

/// File and line as an editor opens them: lines are counted over all pages of the file.
fn place(issue: &Issue, line: LineIx) -> String {
    let page = issue.page_of(line);
    let path = &page.source.path;
    let path = page.source.member.as_ref().map_or_else(|| path.clone(), |member| format!("{path}/{member}"));
    match &issue.line(line).id {
        LineId::Named(id) => format!("{path}:{id}"),
        LineId::Row { row, .. } => {
            let before =
                issue.pages()[..page.no as usize - 1].iter().filter(|other| other.source.is_same_file(&page.source));
            let rows: usize = before.map(|page| line_ends(&page.text)).sum();
            format!("{path}:{}", rows + *row as usize)
        }
    }
}

fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter(|(n, b)| **b == b'\n' || **b == b'\r' && bytes.get(n + 1) != Some(&b'\n')).count()
}
