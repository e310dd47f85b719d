//! Whether rules do what their examples say.
//!
//! An example is a text page. It goes through the whole pipeline; then only the edits of its rule, and what they need,
//! are folded, and the sketch of that draft is compared. So a rule is judged by itself, in the company it keeps.

use std::fmt;

use similar::{ChangeTag, TextDiff};

use crate::ledger::{Decisions, EditId, Ledger, Level, RuleName, State, fold_where};
use crate::model::Issue;
use crate::pipeline::{Run, run};
use crate::read::{ReadOptions, read_issue};
use crate::rules::{Origin, Rule, Rules};

/// An example that does not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: RuleName,
    /// Where it is written down.
    pub origin: Origin,
    /// Which example, such as `fixes 2`, counted from 1.
    pub example: String,
    /// What is wrong.
    pub message: String,
    /// What the example says.
    pub expected: String,
    /// What came out.
    pub got: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Origin { path, line, .. } = &self.origin;
        writeln!(f, "{path}:{line}: rule `{}`, {}: {}", self.rule, self.example, self.message)?;
        for change in TextDiff::from_lines(&self.expected, &self.got).iter_all_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => "    ",
                ChangeTag::Delete => "  - ",
                ChangeTag::Insert => "  + ",
            };
            writeln!(f, "{sign}{}", change.value().trim_end_matches('\n'))?;
        }
        Ok(())
    }
}

/// Tries every example of a rule, as one of these rules; a rule that is switched off is on for that. What is known about
/// a title is left aside, since examples hold for all titles.
#[must_use]
pub fn prove(rules: &Rules, rule: &Rule) -> Vec<Failure> {
    let mut rules = rules.clone();
    for furniture in std::mem::take(&mut rules.profile).furniture {
        rules.switch(&furniture.name, false);
    }
    rules.switch(&rule.name, true);
    let failure = |example: String, message: String, expected: &str, got: String| Failure {
        rule: rule.name.clone(),
        origin: rule.origin.clone(),
        example,
        message,
        expected: format!("{}\n", expected.trim_matches('\n')),
        got,
    };
    let fixes = rule.fixes.iter().enumerate().filter_map(|(n, fix)| {
        let example = format!("fixes {}", n + 1);
        let Trial { acts, got, others } = match Trial::of(&rules, rule, &fix.from) {
            Ok(trial) => trial,
            Err(message) => return Some(failure(example, message, &fix.to, String::new())),
        };
        if !acts {
            let company = match others.is_empty() {
                true => "and neither does any other".to_owned(),
                false => format!("while these do: {}", others.join(", ")),
            };
            return Some(failure(example, format!("the rule changes nothing here, {company}"), &fix.to, got));
        }
        let same = got.trim_matches('\n') == fix.to.trim_matches('\n');
        (!same).then(|| failure(example, "the outcome is another (- as written, + as it is)".to_owned(), &fix.to, got))
    });
    let keeps = rule.keeps.iter().enumerate().filter_map(|(n, page)| {
        let example = format!("keeps {}", n + 1);
        match Trial::of(&rules, rule, page) {
            Err(message) => Some(failure(example, message, page, String::new())),
            Ok(Trial { acts: false, .. }) => None,
            Ok(Trial { got, .. }) => Some(failure(example, "the rule changes it".to_owned(), page, got)),
        }
    });
    fixes.chain(keeps).collect()
}

/// What became of one example.
struct Trial {
    /// Whether the rule has an edit.
    acts: bool,
    /// The sketch with the rule's edits.
    got: String,
    /// The other rules that have one.
    others: Vec<String>,
}

impl Trial {
    fn of(rules: &Rules, rule: &Rule, page: &str) -> Result<Self, String> {
        let issue = read_issue("example", "example.txt", page.as_bytes(), &ReadOptions::default())
            .map_err(|error| error.to_string())?;
        let Run { ledger, warnings } = run(&issue, rules, Some(Level::Review), &Decisions::default());
        if let Some(warning) = warnings.first() {
            return Err(warning.message.clone());
        }
        let mut others: Vec<String> = Vec::new();
        for entry in ledger.entries().iter().filter(|entry| entry.edit.rule != rule.name) {
            let name = entry.edit.rule.to_string();
            if !others.contains(&name) {
                others.push(name);
            }
        }
        let acts = ledger.entries().iter().any(|entry| entry.edit.rule == rule.name);
        Ok(Self { acts, got: sketch_of(&issue, &ledger, &rule.name), others })
    }
}

/// The sketch of an issue with the edits of one rule and what they need.
fn sketch_of(issue: &Issue, ledger: &Ledger, rule: &str) -> String {
    let entries = ledger.entries();
    let mut wanted: Vec<bool> = entries
        .iter()
        .map(|entry| {
            let says_something =
                matches!(entry.state, State::Applied | State::Dormant { .. } | State::Held | State::Note);
            &*entry.edit.rule == rule && says_something
        })
        .collect();
    // What an edit needs stands before it in the ledger.
    for n in (0..entries.len()).rev() {
        if wanted[n] {
            for EditId(need) in &entries[n].edit.needs {
                wanted[*need as usize] = true;
            }
        }
    }
    fold_where(issue, ledger, |id, _| wanted[id.0 as usize]).0.sketch()
}
