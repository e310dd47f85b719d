//! The words of the program: passes, roles, states, and what an edit makes of what was there.

use crate::ledger::file::excerpts;
use crate::ledger::{Change, Edit, Entry, Field, PassName, State};
use crate::model::{Issue, Role};
use crate::review::{chief, is_any_heading};

use super::text::head;

/// Characters of a line that tell which it is.
const ENOUGH: usize = 24;

/// How a pass is shown: its letter and its word.
pub(super) fn of_pass(pass: PassName) -> (&'static str, &'static str) {
    match pass {
        PassName::StripArtifacts => ("S", "Strip"),
        PassName::NormalizeText => ("N", "Normalize"),
        PassName::LabelRegions => ("L", "Label"),
        PassName::OrderRegions => ("O", "Order"),
        PassName::JoinLines => ("J", "Join"),
        PassName::GroupArticles => ("G", "Group"),
        PassName::AttachBylines => ("B", "Byline"),
        PassName::Person => ("✎", "By hand"),
    }
}

/// The class of a pass in the style sheet.
pub(super) fn class(pass: PassName) -> &'static str {
    match pass {
        PassName::StripArtifacts => "s",
        PassName::NormalizeText => "n",
        PassName::LabelRegions => "l",
        PassName::OrderRegions => "o",
        PassName::JoinLines => "j",
        PassName::GroupArticles => "g",
        PassName::AttachBylines => "b",
        PassName::Person => "y",
    }
}

/// What a role is called.
pub(super) fn of_role(role: Role) -> &'static str {
    match role {
        Role::Body => "text",
        Role::Title => "headline",
        Role::List => "list item",
        Role::RunningHead => "running head",
        Role::Folio => "page number or date",
        Role::Masthead => "head of the newspaper",
        Role::Rule => "printed rule",
        Role::Repeat => "repeated elsewhere",
        Role::JumpLine => "line saying where it goes on",
        Role::LooseByline => "byline of no article here",
        role => role.name(),
    }
}

/// What a mark says.
fn of_field(field: Field) -> &'static str {
    match field {
        Field::Whole => "one article",
        Field::Jump => "goes on",
        Field::Title => "headline",
        Field::PageNumber => "page out of sequence",
        field => field.name(),
    }
}

/// How sure an edit is, in percent; 100 only where it is certain.
pub(super) fn percent(edit: &Edit) -> u16 {
    (edit.confidence.0 / 10).min(100)
}

/// What became of an edit, for a person; none where it was simply made.
pub(super) fn of_state(entry: &Entry) -> Option<&'static str> {
    Some(match &entry.state {
        State::Refused => "✗ refused",
        State::Applied if entry.is_person() => "✎ typed by a person",
        State::Applied if entry.decided => "✓ accepted",
        State::Applied => return None,
        State::Held => "proposed, not made",
        State::Note => "said only",
        State::Overruled { .. } => "a person wrote something else",
        State::Conflict { .. } => "another change stands there",
        State::Dormant { .. } => "not possible now",
    })
}

/// What an edit does to a piece, in a few words.
pub(super) fn does(edit: &Edit) -> String {
    let Some(change) = chief(edit) else { return String::new() };
    match change {
        Change::Text { insert, .. } if insert.is_empty() => {
            if edit.pass == PassName::StripArtifacts { "second copy removed" } else { "removed" }.to_owned()
        }
        Change::Text { .. } => "rewritten".to_owned(),
        Change::Move { .. } => "moved".to_owned(),
        Change::Start { on: true, .. } => "article begins".to_owned(),
        Change::Start { on: false, .. } => "article goes on".to_owned(),
        Change::Seam { .. } => "joined".to_owned(),
        Change::Role { role: Role::Subhead, .. } if is_any_heading(edit) => "heading".to_owned(),
        Change::Role { role, .. } => of_role(*role).to_owned(),
        Change::Mark { field, value, .. } => match field {
            Field::Whole => of_field(*field).to_owned(),
            _ => format!("{} {}", of_field(*field), head(value, ENOUGH)),
        },
    }
}

/// What was there, and what the edit makes of it. Either may be empty; the second is in the program's own words where
/// the third says so.
pub(super) fn before_after(issue: &Issue, edit: &Edit) -> (String, String, bool) {
    let first = |line| head(issue.raw(line), ENOUGH);
    match chief(edit) {
        Some(Change::Text { .. }) => {
            let (before, after) = excerpts(issue, edit);
            (before.unwrap_or_default(), after.unwrap_or_default(), false)
        }
        Some(Change::Seam { left, right, glue }) => {
            let (left, right) = (tail(issue.raw(*left), 10), head(issue.raw(*right), 10));
            (format!("{left} ⏎ {right}"), format!("{left}{}{right}", glue.text()), false)
        }
        Some(Change::Move { lines, after }) => {
            let what = lines.first().map(|line| first(*line)).unwrap_or_default();
            let goal = match after {
                Some(after) => format!("behind {}", issue.line_name(*after)),
                None => "to the beginning".to_owned(),
            };
            let n = if lines.len() > 1 { format!(", {} lines", lines.len()) } else { String::new() };
            (what, format!("{goal}{n}"), true)
        }
        Some(Change::Mark { line, span, value, .. }) => {
            let printed = issue.raw(*line).get(span.start as usize..span.end as usize).unwrap_or("");
            let said = does(edit);
            let same = printed == value;
            (head(printed, ENOUGH), if same { said.split(' ').next().unwrap_or("").to_owned() } else { said }, true)
        }
        Some(change) => (first(change.line()), does(edit), true),
        None => (String::new(), String::new(), true),
    }
}

fn tail(text: &str, n: usize) -> String {
    match text.char_indices().rev().nth(n - 1) {
        Some((start, _)) if start > 0 => text[start..].to_owned(),
        _ => text.to_owned(),
    }
}
