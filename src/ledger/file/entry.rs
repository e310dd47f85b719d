//! The other lines of a ledger file: one for each entry.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::changes::{self, ChangeError, ChangeLine};
use super::excerpt::{excerpts, says_more};
use super::header::{Header, ReadingLine, RuleLine};
use super::names::{LineNames, Runs};
use super::said::{Said, Sayer};
use crate::ledger::{Change, Edit, EditId, Entry, Glue, Grain, Level, PassName, PerMille, RuleName, State, UnitId};
use crate::model::Issue;

/// What is proposed. Fields that are left out have the value that the header gives for the rule; a next best reading
/// that names no rule has that of the edit it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditLine {
    /// The rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<PassName>,
    /// The class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// How sure it is, 0 to 1.
    #[serde(rename = "sure", default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<PerMille>,
    /// Whether all changes stand or fall together. Left out, an entry with a `unit` is whole, one without is many changes
    /// that can be refused singly, and a next best reading is whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grain: Option<Grain>,
    /// The changes, where they are one in a file.
    #[serde(flatten)]
    pub change: Option<ChangeLine>,
    /// The changes, where they are more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeLine>,
    /// Of a next best reading that is a part of the edit it belongs to, instead of changes: which of its changes it keeps,
    /// counted singly from 0. Left out, with the changes: those that the header gives for the rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<usize>,
    /// Of such a reading: what stands between lines that it joins, where that is not what the edit puts there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glue: Option<Glue>,
    /// Entries that must be applied for this one to make sense.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<EditId>,
    /// Evidence that a reader can check, piece by piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Vec<Said>>,
    /// The next best reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub or: Option<Box<EditLine>>,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntryLine {
    /// Running number, from 0, where another entry names it: the line of the file, the header being line 1, less 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<EditId>,
    /// What is proposed.
    #[serde(flatten)]
    pub edit: EditLine,
    /// What a decision on it is about. Left out where every change is a unit of its own, whose name follows
    /// from the change.
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
    pub because: Option<Said>,
    /// Whether a person has accepted it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decided: bool,
    /// Of a doubtful label: the later entry that surely says what its lines are, so that nobody is asked about this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<EditId>,
    /// An excerpt of the source around the first change; left out for plain wraps, whose text is the source's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The same as it is after the change, for changes of text. Left out where a line end fell away, or became a space,
    /// with or without a mark before it: the change itself tells which.
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

/// Writes the lines of entries.
pub(super) struct Writer<'a> {
    pub issue: &'a Issue,
    pub header: &'a Header,
    pub runs: Runs,
    pub sayer: Sayer<'a>,
    /// The entries that others name.
    pub named: BTreeSet<EditId>,
}

impl Writer<'_> {
    /// The line of an entry.
    pub fn line(&self, id: EditId, entry: &Entry) -> EntryLine {
        let issue = self.issue;
        let (before, after) = excerpts(issue, &entry.edit);
        // Words that line ends cut are many.
        let after = after.filter(|after| before.as_deref().is_none_or(|before| says_more(before, after)));
        let mut line = EntryLine {
            id: Some(id).filter(|id| self.named.contains(id)),
            unit: (entry.edit.grain == Grain::Whole).then(|| UnitId::of(issue, &entry.edit.changes)),
            state: StateWord::Applied,
            with: None,
            by: None,
            because: None,
            decided: entry.decided,
            settled: entry.settled,
            edit: self.edit(&entry.edit, None),
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
                line.because = Some(self.sayer.say(because));
                StateWord::Dormant
            }
        };
        line
    }

    /// The line of an edit, or of the next best reading for an edit.
    fn edit(&self, edit: &Edit, of: Option<&Edit>) -> EditLine {
        let usual = Usual::of(self.header, &edit.rule, of.is_some());
        let why = self.sayer.all(&edit.why);
        let mut part = of.and_then(|of| Part::of(&of.changes, &edit.changes)).unwrap_or_default();
        let said = if part.same.is_empty() { edit.changes.as_slice() } else { &[] };
        if usual.as_ref().is_some_and(|usual| usual.part == part) {
            part = Part::default();
        }
        let mut changes = changes::to_lines_with(self.issue, said, &self.runs);
        let change = if changes.len() == 1 { changes.pop() } else { None };
        EditLine {
            rule: of.is_none_or(|of| of.rule != edit.rule).then(|| edit.rule.to_string()),
            pass: Some(edit.pass).filter(|pass| usual.as_ref().is_none_or(|rule| rule.pass != *pass)),
            level: Some(edit.level).filter(|level| usual.as_ref().is_none_or(|rule| rule.level != *level)),
            confidence: Some(edit.confidence).filter(|sure| usual.as_ref().is_none_or(|rule| rule.confidence != *sure)),
            grain: Some(edit.grain).filter(|grain| of.is_some() && *grain == Grain::Each),
            change,
            changes,
            same: part.same,
            glue: part.glue,
            needs: edit.needs.clone(),
            why: Some(why).filter(|why| usual.as_ref().is_none_or(|rule| rule.why != why.as_slice())),
            or: edit.or.as_deref().map(|or| Box::new(self.edit(or, Some(edit)))),
        }
    }
}

/// What the header says of a rule.
struct Usual<'h> {
    pass: PassName,
    level: Level,
    confidence: PerMille,
    why: &'h [Said],
    part: Part,
}

impl<'h> Usual<'h> {
    fn of(header: &'h Header, rule: &str, is_reading: bool) -> Option<Self> {
        if is_reading {
            let ReadingLine(pass, level, confidence, why, same, glue) = header.or.get(rule)?;
            let part = Part { same: same.clone(), glue: *glue };
            Some(Self { pass: *pass, level: *level, confidence: *confidence, why, part })
        } else {
            let RuleLine(pass, level, confidence, why) = header.rules.get(rule)?;
            Some(Self { pass: *pass, level: *level, confidence: *confidence, why, part: Part::default() })
        }
    }
}

/// A next best reading as a part of the edit it belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    /// Which of the changes it keeps.
    same: Vec<usize>,
    /// What it puts between lines instead.
    glue: Option<Glue>,
}

impl Part {
    /// If the reading holds nothing else and keeps their order.
    fn of(whole: &[Change], reading: &[Change]) -> Option<Self> {
        let mut glue = None;
        let mut rest = whole.iter().enumerate();
        let mut kept = |change: &Change| {
            let is_kept = |other: &Change| *other == *change || glued(other, change).is_some();
            let (n, other) = rest.by_ref().find(|(_, other)| is_kept(other))?;
            if other != change {
                glue = glued(other, change);
            }
            Some(n)
        };
        let same = reading.iter().map(&mut kept).collect::<Option<Vec<usize>>>()?;
        let part = Self { same, glue };
        (part.changes(whole).as_deref() == Some(reading)).then_some(part)
    }

    /// The changes of the reading; none if it keeps one that is not there.
    fn changes(&self, whole: &[Change]) -> Option<Vec<Change>> {
        let kept = |n: &usize| {
            let mut change = whole.get(*n)?.clone();
            if let (Change::Seam { glue, .. }, Some(other)) = (&mut change, self.glue) {
                *glue = other;
            }
            Some(change)
        };
        self.same.iter().map(kept).collect()
    }
}

/// What the second change puts between the lines that the first joins.
fn glued(a: &Change, b: &Change) -> Option<Glue> {
    match (a, b) {
        (Change::Seam { left, right, .. }, Change::Seam { left: x, right: y, glue }) if left == x && right == y => {
            Some(*glue)
        }
        _ => None,
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
    /// A place in a list that is shorter.
    #[error("the header's list `said` has no place {0}")]
    Said(u32),
    /// A state that needs another field.
    #[error("the state needs the field `{0}`")]
    Field(&'static str),
}

/// Reads the lines of entries, giving the same name to the same rule.
pub(super) struct Reader<'a> {
    pub issue: &'a Issue,
    pub names: LineNames,
    pub header: &'a Header,
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
            StateWord::Dormant => {
                State::Dormant { because: self.words(&line.because.ok_or(EntryError::Field("because"))?)? }
            }
        };
        let grain = if line.unit.is_some() { Grain::Whole } else { Grain::Each };
        Ok(Entry { edit: self.edit(line.edit, grain, None)?, state, decided: line.decided, settled: line.settled })
    }

    fn words(&self, said: &Said) -> Result<String, EntryError> {
        said.words(&self.header.said).map(str::to_owned).map_err(EntryError::Said)
    }

    fn edit(&mut self, line: EditLine, grain: Grain, of: Option<&Edit>) -> Result<Edit, EntryError> {
        let rule = match (line.rule, of) {
            (Some(name), _) => {
                Arc::clone(self.rule_names.entry(name).or_insert_with_key(|name| Arc::from(name.as_str())))
            }
            (None, Some(of)) => Arc::clone(&of.rule),
            (None, None) => return Err(EntryError::Field("rule")),
        };
        let usual = Usual::of(self.header, &rule, of.is_some());
        let missing = || EntryError::Rule(rule.to_string());
        let mut changes = changes::from_lines(self.issue, &self.names, line.change.iter().chain(&line.changes))?;
        if let Some(of) = of {
            let said = Part { same: line.same, glue: line.glue };
            let part = match &usual {
                Some(usual) if changes.is_empty() && said.same.is_empty() => &usual.part,
                _ => &said,
            };
            changes.extend(part.changes(&of.changes).ok_or(EntryError::Field("changes"))?);
        } else if !line.same.is_empty() {
            return Err(EntryError::Field("changes"));
        }
        let why = line.why.as_deref().or(usual.as_ref().map(|rule| rule.why)).unwrap_or_default();
        let mut edit = Edit {
            pass: line.pass.or(usual.as_ref().map(|rule| rule.pass)).ok_or_else(missing)?,
            changes,
            grain: line.grain.unwrap_or(grain),
            needs: line.needs,
            level: line.level.or(usual.as_ref().map(|rule| rule.level)).ok_or_else(missing)?,
            confidence: line.confidence.or(usual.as_ref().map(|rule| rule.confidence)).ok_or_else(missing)?,
            why: why.iter().map(|said| self.words(said).map(Into::into)).collect::<Result<_, _>>()?,
            or: None,
            rule,
        };
        if let Some(or) = line.or {
            edit.or = Some(Box::new(self.edit(*or, Grain::Whole, Some(&edit))?));
        }
        Ok(edit)
    }
}

/// The rules of some edits, each with the pass, class, confidence and evidence that most of them have.
pub(super) fn rule_table<'e>(sayer: &Sayer<'_>, edits: impl Iterator<Item = &'e Edit>) -> BTreeMap<String, RuleLine> {
    let mut by_rule: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_rule.entry(&*edit.rule).or_default().push(edit);
    }
    let usual = |edits: Vec<&Edit>| {
        // What one edit alone says is as well said there.
        let why = most(edits.iter().map(|edit| &edit.why)).filter(|(_, n)| *n > 1).map(|(why, _)| sayer.all(why));
        let pass = most(edits.iter().map(|edit| edit.pass))?.0;
        let level = most(edits.iter().map(|edit| edit.level))?.0;
        let confidence = most(edits.iter().map(|edit| edit.confidence))?.0;
        Some(RuleLine(pass, level, confidence, why.unwrap_or_default()))
    };
    by_rule.into_iter().filter_map(|(rule, edits)| Some((rule.to_owned(), usual(edits)?))).collect()
}

/// The same of their next best readings.
pub(super) fn reading_table<'e>(
    sayer: &Sayer<'_>,
    edits: impl Iterator<Item = &'e Edit>,
) -> BTreeMap<String, ReadingLine> {
    let pairs: Vec<(&Edit, &Edit)> = edits
        .flat_map(|edit| std::iter::successors(Some(edit), |edit| edit.or.as_deref()))
        .filter_map(|edit| Some((edit, edit.or.as_deref()?)))
        .collect();
    let mut kept: BTreeMap<&str, Vec<Part>> = BTreeMap::new();
    for (of, or) in &pairs {
        kept.entry(&*or.rule).or_default().extend(Part::of(&of.changes, &or.changes));
    }
    rule_table(sayer, pairs.iter().map(|(_, or)| *or))
        .into_iter()
        .map(|(rule, RuleLine(pass, level, confidence, why))| {
            // A reading that changes nothing at all could not be told from one that is as usual.
            let kept = kept.remove(&*rule).filter(|kept| kept.iter().all(|part| !part.same.is_empty()));
            let part = kept.and_then(|kept| most(kept.into_iter())).map(|(part, _)| part).unwrap_or_default();
            (rule, ReadingLine(pass, level, confidence, why, part.same, part.glue))
        })
        .collect()
}

/// What stands most often among some values, and how often.
fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    // The last of several that stand as often.
    let (end, n) = values
        .chunk_by(|a, b| a == b)
        .scan(0, |end, run| {
            *end += run.len();
            Some((*end, run.len()))
        })
        .max_by_key(|(_, n)| *n)?;
    Some((values.swap_remove(end - 1), n))
}
