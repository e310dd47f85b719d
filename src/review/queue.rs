//! What a person is asked: units of a ledger with their words and a question in plain language.

use serde::Serialize;

use super::ask::{chief, is_any_heading};
use crate::ledger::file::{excerpts, line_list};
use crate::ledger::{Change, Edit, Entry, Field, Grain, Ledger, PassName, PerMille, UnitId};
use crate::model::{Issue, LineIx, Role};

/// Characters of a line that tell which it is.
const ENOUGH: usize = 24;

/// One unit, as a person sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// What a decision on it is about.
    pub unit: UnitId,
    /// The lines it speaks of.
    pub lines: Vec<String>,
    /// What is asked.
    pub question: String,
    /// An excerpt of the source; none where the question says it all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The same as it is after the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The pass that proposes it.
    pub pass: PassName,
    /// The rule that proposes it.
    pub rule: String,
    /// How sure the rule is.
    pub confidence: PerMille,
    /// What became of it so far.
    pub state: &'static str,
    /// Evidence.
    pub why: Vec<String>,
}

/// The units of the entries that are wanted, in the order of the ledger.
#[must_use]
pub fn items(issue: &Issue, ledger: &Ledger, wanted: impl Fn(&Entry) -> bool) -> Vec<Item> {
    let entries = ledger.entries().iter().filter(|entry| wanted(entry));
    entries.flat_map(|entry| of_entry(issue, entry)).collect()
}

fn of_entry(issue: &Issue, entry: &Entry) -> Vec<Item> {
    match entry.edit.grain {
        Grain::Whole => vec![Item::of(issue, &entry.edit, entry.state.name())],
        Grain::Each => {
            let alone = |change: &Change| Edit {
                changes: vec![change.clone()],
                grain: Grain::Whole,
                or: None,
                why: entry.edit.why.clone(),
                needs: Vec::new(),
                ..entry.edit.clone()
            };
            entry.edit.changes.iter().map(|change| Item::of(issue, &alone(change), entry.state.name())).collect()
        }
    }
}

impl Item {
    /// An edit that stands as one, as a person sees it; `state` is what became of it so far.
    #[must_use]
    pub fn of(issue: &Issue, edit: &Edit, state: &'static str) -> Self {
        let (before, after) = excerpts(issue, edit);
        Self {
            unit: UnitId::of(issue, &edit.changes),
            lines: line_list(issue, &lines_of(edit)),
            question: question(issue, edit),
            before: before.filter(|_| after.is_some()),
            after,
            pass: edit.pass,
            rule: edit.rule.to_string(),
            confidence: edit.confidence,
            state,
            why: edit.why.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The lines that an edit speaks of, in source order.
#[must_use]
pub fn lines_of(edit: &Edit) -> Vec<LineIx> {
    let mut out: Vec<LineIx> = Vec::new();
    for change in &edit.changes {
        match change {
            Change::Move { lines, .. } => out.extend(lines),
            Change::Seam { left, right, .. } => out.extend([left, right]),
            _ => out.push(change.line()),
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// What is asked, drawn from the change that says most.
fn question(issue: &Issue, edit: &Edit) -> String {
    let Some(change) = chief(edit) else { return String::new() };
    let say = |line: LineIx| quoted(issue.raw(line));
    match change {
        Change::Text { line, span, insert } => {
            let old = issue.raw(*line).get(span.start as usize..span.end as usize).unwrap_or("");
            match (insert.is_empty(), edit.changes.iter().any(|change| matches!(change, Change::Seam { .. }))) {
                (true, true) => format!("take {} out and join the lines?", quoted(old)),
                (true, false) => format!("take {} out?", quoted(old)),
                (false, true) => format!("put {} in the place of {} and join the lines?", quoted(insert), quoted(old)),
                (false, false) => format!("put {} in the place of {}?", quoted(insert), quoted(old)),
            }
        }
        Change::Move { lines, after } => {
            let what = match lines.as_slice() {
                [] => String::new(),
                [line] => format!("does {}", say(*line)),
                [line, ..] => format!("do the {} lines from {}", lines.len(), say(*line)),
            };
            match after {
                Some(after) => format!("{what} stand behind {}?", say(*after)),
                None => format!("{what} come first?"),
            }
        }
        Change::Start { line, on: true } => format!("does an article begin at {}?", say(*line)),
        Change::Start { line, on: false } => format!("does the article before {} go on there?", say(*line)),
        Change::Seam { left, right, .. } => {
            format!("does {} go on with {}?", quoted_end(issue.raw(*left)), say(*right))
        }
        Change::Role { line, role: Role::Subhead } if is_any_heading(edit) => format!("is {} a heading?", say(*line)),
        Change::Role { line, role } => format!("is {} {}?", say(*line), with_article(*role)),
        Change::Mark { line, span, field, value } => {
            let printed = issue.raw(*line).get(span.start as usize..span.end as usize).unwrap_or("");
            let field = field_words(*field);
            if printed == value {
                format!("is {} the {field}?", quoted(value))
            } else {
                format!("is the {field} of {} {}?", quoted(printed), quoted(value))
            }
        }
    }
}

fn field_words(field: Field) -> &'static str {
    match field {
        Field::Whole => "certainty that the article is one whole",
        Field::Jump => "place of the continuation",
        Field::Kind => "kind of article",
        Field::Title => "headline",
        Field::PageNumber => "page number at which the pages are out of sequence",
        field => field.name(),
    }
}

fn with_article(role: Role) -> String {
    let name = match role {
        Role::Title => "headline",
        Role::Body => return "running text".to_owned(),
        Role::Noise => return "noise".to_owned(),
        Role::Verse => return "verse".to_owned(),
        Role::List => "list item",
        Role::Rule => "printed rule",
        Role::LooseByline => "byline of no article here",
        role => role.name(),
    };
    format!("a {}", name.replace('_', " "))
}

fn quoted(text: &str) -> String {
    let head = text.char_indices().nth(ENOUGH).map_or(text, |(end, _)| &text[..end]);
    if head.len() < text.len() { format!("`{head}…`") } else { format!("`{head}`") }
}

fn quoted_end(text: &str) -> String {
    match text.char_indices().rev().nth(ENOUGH - 1) {
        Some((start, _)) if start > 0 => format!("`…{}`", &text[start..]),
        _ => format!("`{text}`"),
    }
}
