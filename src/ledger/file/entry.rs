//! The other lines of a ledger file: one for each entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::changes::{self, ChangeError, ChangeLine};
use super::excerpt::excerpts;
use super::header::RuleLine;
use super::names::LineNames;
use crate::ledger::{Edit, EditId, Entry, Grain, Level, PassName, PerMille, RuleName, State, UnitId};
use crate::model::Issue;

/// What is proposed. Fields that are left out have the value that the header gives for the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditLine {
    /// The rule.
    pub rule: String,
    /// The pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<PassName>,
    /// The class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// How sure it is, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<PerMille>,
    /// `each` where every change stands for itself and can be refused singly; whole if left out.
    #[serde(default = "whole", skip_serializing_if = "is_whole")]
    pub grain: Grain,
    /// The changes.
    pub changes: Vec<ChangeLine>,
    /// Entries that must be applied for this one to make sense.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<EditId>,
    /// Evidence that a reader can check.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
    /// The next best reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub or: Option<Box<EditLine>>,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntryLine {
    /// Running number, from 0.
    pub id: EditId,
    /// What is proposed.
    #[serde(flatten)]
    pub edit: EditLine,
    /// What a decision on it is about. Left out where `grain` is `each`: there every change is a unit of its own,
    /// and its name follows from the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// What became of it; applied if left out.
    #[serde(default, skip_serializing_if = "StateWord::is_applied")]
    pub state: StateWord,
    /// Of a conflict: the entry that stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<EditId>,
    /// Of an overruled edit: the unit that a person wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UnitId>,
    /// Of a dormant edit: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Whether a person has accepted it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decided: bool,
    /// An excerpt of the source around the first change; left out for plain wraps, whose text is the source's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The same as it is after the change, for changes of text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What became of an edit, in a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateWord {
    /// It counts.
    #[default]
    Applied,
    /// Below the level that is applied without asking.
    Held,
    /// Said only.
    Note,
    /// A person refused it.
    Refused,
    /// It writes what a person wrote.
    Overruled,
    /// It overlaps applied text without covering it.
    Conflict,
    /// A seam of it does not hold, or something it needs is out.
    Dormant,
}

impl StateWord {
    fn is_applied(&self) -> bool {
        *self == Self::Applied
    }
}

fn whole() -> Grain {
    Grain::Whole
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_whole(grain: &Grain) -> bool {
    *grain == Grain::Whole
}

/// The line of an entry.
pub(super) fn to_line(
    issue: &Issue,
    rules: &BTreeMap<String, RuleLine>,
    can_range: bool,
    id: EditId,
    entry: &Entry,
) -> EntryLine {
    let (before, after) = excerpts(issue, &entry.edit);
    let mut line = EntryLine {
        id,
        unit: (entry.edit.grain == Grain::Whole).then(|| UnitId::of(issue, &entry.edit.changes)),
        state: StateWord::Applied,
        with: None,
        by: None,
        because: None,
        decided: entry.decided,
        edit: edit_line(issue, rules, can_range, &entry.edit),
        before,
        after,
    };
    line.state = match &entry.state {
        State::Applied => StateWord::Applied,
        State::Held => StateWord::Held,
        State::Note => StateWord::Note,
        State::Refused => StateWord::Refused,
        State::Overruled { by } => {
            line.by = Some(*by);
            StateWord::Overruled
        }
        State::Conflict { with } => {
            line.with = Some(*with);
            StateWord::Conflict
        }
        State::Dormant { because } => {
            line.because = Some(because.clone());
            StateWord::Dormant
        }
    };
    line
}

fn edit_line(issue: &Issue, rules: &BTreeMap<String, RuleLine>, can_range: bool, edit: &Edit) -> EditLine {
    let rule = rules.get(&*edit.rule);
    EditLine {
        rule: edit.rule.to_string(),
        pass: Some(edit.pass).filter(|pass| rule.is_none_or(|rule| rule.0 != *pass)),
        level: Some(edit.level).filter(|level| rule.is_none_or(|rule| rule.1 != *level)),
        confidence: Some(edit.confidence).filter(|sure| rule.is_none_or(|rule| rule.2 != *sure)),
        grain: edit.grain,
        changes: changes::to_lines_with(issue, &edit.changes, can_range),
        needs: edit.needs.clone(),
        why: edit.why.clone(),
        or: edit.or.as_deref().map(|or| Box::new(edit_line(issue, rules, can_range, or))),
    }
}

/// Why an entry could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// One of its changes says nothing about the source.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// A field that is neither there nor in the header.
    #[error("rule `{0}` is not in the header's table, and the entry does not say its pass, level and confidence")]
    Rule(String),
    /// A state that needs another field.
    #[error("the state needs the field `{0}`")]
    Field(&'static str),
}

/// Reads the lines of entries, giving the same name to the same rule.
pub(super) struct Reader<'a> {
    pub issue: &'a Issue,
    pub names: LineNames,
    pub rules: &'a BTreeMap<String, RuleLine>,
    pub rule_names: BTreeMap<String, RuleName>,
}

impl Reader<'_> {
    pub fn entry(&mut self, line: EntryLine) -> Result<Entry, EntryError> {
        let state = match line.state {
            StateWord::Applied => State::Applied,
            StateWord::Held => State::Held,
            StateWord::Note => State::Note,
            StateWord::Refused => State::Refused,
            StateWord::Overruled => State::Overruled { by: line.by.ok_or(EntryError::Field("by"))? },
            StateWord::Conflict => State::Conflict { with: line.with.ok_or(EntryError::Field("with"))? },
            StateWord::Dormant => State::Dormant { because: line.because.ok_or(EntryError::Field("because"))? },
        };
        Ok(Entry { edit: self.edit(line.edit)?, state, decided: line.decided })
    }

    fn edit(&mut self, line: EditLine) -> Result<Edit, EntryError> {
        let known = self.rules.get(&line.rule);
        let missing = || EntryError::Rule(line.rule.clone());
        let rule = self.rule_names.entry(line.rule.clone()).or_insert_with(|| Arc::from(line.rule.as_str()));
        Ok(Edit {
            pass: line.pass.or(known.map(|rule| rule.0)).ok_or_else(missing)?,
            rule: Arc::clone(rule),
            changes: changes::from_lines(self.issue, &self.names, &line.changes)?,
            grain: line.grain,
            needs: line.needs,
            level: line.level.or(known.map(|rule| rule.1)).ok_or_else(missing)?,
            confidence: line.confidence.or(known.map(|rule| rule.2)).ok_or_else(missing)?,
            why: line.why,
            or: line.or.map(|or| self.edit(*or)).transpose()?.map(Box::new),
        })
    }
}

/// The rules of a ledger, each with the pass, class and confidence that most of its edits have.
pub(super) fn rule_table(entries: &[Entry]) -> BTreeMap<String, RuleLine> {
    let mut counts: BTreeMap<&str, BTreeMap<(PassName, Level, PerMille), usize>> = BTreeMap::new();
    for entry in entries {
        let mut edit = Some(&entry.edit);
        while let Some(at) = edit {
            *counts.entry(&*at.rule).or_default().entry((at.pass, at.level, at.confidence)).or_default() += 1;
            edit = at.or.as_deref();
        }
    }
    let most = |kinds: BTreeMap<(PassName, Level, PerMille), usize>| {
        kinds
            .into_iter()
            .max_by_key(|(_, n)| *n)
            .map(|((pass, level, confidence), _)| RuleLine(pass, level, confidence))
    };
    counts.into_iter().filter_map(|(rule, kinds)| Some((rule.to_owned(), most(kinds)?))).collect()
}
