//! From source, rules and decisions to a ledger. Pure: no I/O, no clock, and it cannot fail.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::ledger::{Admission, Change, Decisions, Edit, Field, Ledger, Level, PassName, RuleName, State, fold};
use crate::model::{Issue, LineIx, Warning};
use crate::passes::{PASSES, Pass, Scope, View};
use crate::rules::Rules;
use crate::survey::{Survey, survey};

/// What a run made of an issue.
#[derive(Debug)]
pub struct Run {
    /// Every edit and its state.
    pub ledger: Ledger,
    /// What went wrong in a pass, without stopping the others.
    pub warnings: Vec<Warning>,
}

impl Run {
    /// Everything that a person should be told: what went wrong, and what is odd in the sequence of the pages.
    #[must_use]
    pub fn told(&self, issue: &Issue) -> Vec<Warning> {
        let sequence = self.ledger.entries().iter().filter(|entry| entry.state == State::Note).filter_map(|entry| {
            let is_sequence = |change: &&Change| matches!(change, Change::Mark { field: Field::PageNumber, .. });
            let line = entry.edit.changes.iter().find(is_sequence)?.line();
            Some(Warning { page: issue.line(line).page + 1, line: 0, message: entry.edit.why.first()?.to_string() })
        });
        self.warnings.iter().cloned().chain(sequence).collect()
    }
}

/// Takes an issue through every pass. `level` is the lowest level that is applied without asking, `None` for none.
#[must_use]
pub fn run(issue: &Issue, rules: &Rules, level: Option<Level>, decisions: &Decisions) -> Run {
    run_passes(issue, rules, level, decisions, &PASSES)
}

/// The same as [`run`] with other passes.
#[must_use]
pub fn run_passes(
    issue: &Issue,
    rules: &Rules,
    level: Option<Level>,
    decisions: &Decisions,
    passes: &[Pass<'_>],
) -> Run {
    let mut measured = Survey::default();
    let mut admission = Admission::new(issue, decisions, level);
    let mut warnings = Vec::new();
    let mut n = 0;
    while n < passes.len() {
        let draft = fold(issue, admission.ledger());
        let mut edits = Vec::new();
        // A pass that proposes nothing leaves the draft as it is for the next one.
        while let (true, Some(pass)) = (edits.is_empty(), passes.get(n)) {
            // Measured again once the lines are clean: what was struck twice is twice as wide.
            if n == 0 {
                measured = survey(&draft, rules);
            } else if pass.name == PassName::LabelRegions {
                measured = measured.again(&draft, rules);
            }
            edits = propose(*pass, &View { issue, draft: &draft, survey: &measured, rules }, &mut warnings);
            n += 1;
        }
        keep_budget(&mut edits, issue, rules);
        sort(&mut edits, rules);
        drop(draft);
        admission.admit_all(edits);
    }
    Run { ledger: admission.finish(), warnings }
}

/// What a pass proposes. A page that makes it panic keeps the draft it had.
fn propose(pass: Pass<'_>, view: &View<'_>, warnings: &mut Vec<Warning>) -> Vec<Edit> {
    let guarded = |page: u32, propose: &dyn Fn() -> Vec<Edit>| {
        catch_unwind(AssertUnwindSafe(propose)).map_err(|_| Warning {
            page,
            line: 0,
            message: format!(
                "the pass {} stopped on this page and changed nothing; please report it with the page",
                pass.name
            ),
        })
    };
    let mut results: Vec<Result<Vec<Edit>, Warning>> = match pass.scope {
        Scope::Issue(propose) => vec![guarded(0, &|| propose(view))],
        Scope::Page(propose) => {
            let on_page = |n: usize| guarded(n as u32 + 1, &|| propose(view, n));
            let n_pages = view.issue.pages().len();
            if n_pages > 1 {
                (0..n_pages).into_par_iter().map(on_page).collect()
            } else {
                (0..n_pages).map(on_page).collect()
            }
        }
    };
    // What is read first on a page is set behind the last line of the page before, from where that page's own moves may take
    // it away; so later pages move first.
    if pass.name == PassName::OrderRegions {
        results.reverse();
    }
    let mut edits = Vec::new();
    for result in results {
        match result {
            // The only ones, or the first, are not copied.
            Ok(proposed) if edits.is_empty() => edits = proposed,
            Ok(proposed) => edits.extend(proposed),
            Err(warning) => warnings.push(warning),
        }
    }
    edits
}

/// Lets the edits of a rule that would change more than its share of a page fall to Review on that page.
fn keep_budget(edits: &mut [Edit], issue: &Issue, rules: &Rules) {
    let mut spent: FxHashMap<(u32, RuleName), usize> = FxHashMap::default();
    for edit in edits.iter() {
        for change in &edit.changes {
            let bytes = touched(change, issue);
            if bytes > 0 {
                *spent.entry((page(issue, change.line()), Arc::clone(&edit.rule))).or_default() += bytes;
            }
        }
    }
    if spent.is_empty() {
        return;
    }
    let printed: Vec<usize> =
        issue.pages().iter().map(|page| page.lines.clone().map(|line| issue.raw(LineIx(line)).len()).sum()).collect();
    for edit in edits.iter_mut().filter(|edit| edit.level == Level::Safe) {
        let Some(rule) = rules.get(&edit.rule) else { continue };
        let beyond = edit.changes.iter().map(|change| page(issue, change.line())).find(|page| {
            let allowed = rule.budget * printed.get(*page as usize).map_or(0.0, |bytes| *bytes as f64);
            spent.get(&(*page, Arc::clone(&edit.rule))).is_some_and(|spent| *spent as f64 > allowed)
        });
        if let Some(page) = beyond {
            edit.level = Level::Review;
            let why = format!(
                "the rule would change more than {:.0} % of page {}, which is its budget",
                rule.budget * 100.0,
                page + 1
            );
            edit.why.push(why.into());
        }
    }
}

/// Index of the page of a line; a line that is not there counts for the first.
fn page(issue: &Issue, line: LineIx) -> u32 {
    if line.at() < issue.n_lines() { issue.line(line).page } else { 0 }
}

/// Bytes of text that a change replaces, or takes out of the articles.
fn touched(change: &Change, issue: &Issue) -> usize {
    match change {
        Change::Text { span, insert, .. } => (span.len()).max(insert.len()),
        Change::Role { line, role } if role.is_furniture() && line.at() < issue.n_lines() => issue.raw(*line).len(),
        _ => 0,
    }
}

/// Structure keeps the order in which the pass tells it, since moves build on one another; text goes by priority,
/// confidence and place, since of two that overlap the first is kept.
fn sort(edits: &mut [Edit], rules: &Rules) {
    edits.sort_by_cached_key(|edit| {
        if !edit.is_text() {
            return (false, 0, 0, 0);
        }
        let priority = rules.get(&edit.rule).map_or(u16::MAX, |rule| rule.priority);
        (true, priority, 1000 - edit.confidence.0.min(1000), edit.line().0)
    });
}
