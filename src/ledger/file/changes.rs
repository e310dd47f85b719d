//! Changes as files hold them, with lines by name and like changes in one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::names::{self, LineNames};
use crate::ledger::{Change, Field, Glue};
use crate::model::{Issue, LineIx, Role};

/// One or more like changes. Spans are bytes of raw lines; a run of source lines is a range such as `p1:L5..L16`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ChangeLine {
    /// Puts text in the place of bytes of a raw line.
    Text {
        /// The line.
        line: String,
        /// Start, end, and what stands there instead.
        put: Vec<(u32, u32, String)>,
    },
    /// Gives lines a role.
    Role {
        /// The lines.
        lines: Vec<String>,
        /// Their role.
        role: Role,
    },
    /// Takes lines out and sets them behind another.
    Move {
        /// The lines in their new order.
        lines: Vec<String>,
        /// The line they follow; null: they come first.
        after: Option<String>,
    },
    /// Says whether an article begins at each of these lines.
    Start {
        /// The lines.
        lines: Vec<String>,
        /// Whether one begins.
        on: bool,
    },
    /// Says of runs of source lines that each line goes on with the next.
    Wraps {
        /// The runs, all as ranges.
        lines: Vec<String>,
        /// What stands between the lines.
        glue: Glue,
    },
    /// Says that one line goes on with another.
    Seam {
        /// The line that goes on.
        left: String,
        /// The line it goes on with.
        right: String,
        /// What stands between them.
        glue: Glue,
    },
    /// Says something about text without changing it.
    Mark {
        /// The line.
        line: String,
        /// Bytes of the raw line; left out for the whole line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        span: Option<(u32, u32)>,
        /// What is said.
        field: Field,
        /// The value; left out where it is the text of the span.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
}

/// Changes in the form of files. [`from_lines`] gives the same changes back, in the same order.
#[must_use]
pub fn to_lines(issue: &Issue, changes: &[Change]) -> Vec<ChangeLine> {
    to_lines_with(issue, changes, names::can_range(issue))
}

/// The same, where it is known whether lines can be written as ranges.
pub(super) fn to_lines_with(issue: &Issue, changes: &[Change], can_range: bool) -> Vec<ChangeLine> {
    let name = |line: LineIx| issue.line_name(line);
    let mut out = Vec::new();
    for group in changes.chunk_by(|a, b| are_like(a, b, can_range)) {
        let lines = || names::list(issue, &group.iter().map(Change::line).collect::<Vec<_>>(), can_range);
        out.push(match &group[0] {
            Change::Text { line, .. } => {
                let put = group.iter().filter_map(|change| match change {
                    Change::Text { span, insert, .. } => Some((span.start, span.end, insert.clone())),
                    _ => None,
                });
                ChangeLine::Text { line: name(*line), put: put.collect() }
            }
            Change::Role { role, .. } => ChangeLine::Role { lines: lines(), role: *role },
            Change::Start { on, .. } => ChangeLine::Start { lines: lines(), on: *on },
            Change::Move { lines, after } => {
                ChangeLine::Move { lines: names::list(issue, lines, can_range), after: after.map(name) }
            }
            seam @ Change::Seam { glue, .. } if can_range && is_wrap(seam) => {
                let runs = group.chunk_by(|a, b| a.line().0 + 1 == b.line().0);
                let range = |run: &[Change]| {
                    let (first, last) = (run[0].line(), run[run.len() - 1].line());
                    names::range(issue, first, LineIx(last.0 + 1))
                };
                ChangeLine::Wraps { lines: runs.map(range).collect(), glue: *glue }
            }
            Change::Seam { left, right, glue } => {
                ChangeLine::Seam { left: name(*left), right: name(*right), glue: *glue }
            }
            Change::Mark { line, span, field, value } => {
                let raw = issue.raw(*line);
                ChangeLine::Mark {
                    line: name(*line),
                    span: (*span != (0..raw.len() as u32)).then_some((span.start, span.end)),
                    field: *field,
                    value: (raw.get(span.start as usize..span.end as usize) != Some(value)).then(|| value.clone()),
                }
            }
        });
    }
    out
}

fn is_wrap(change: &Change) -> bool {
    matches!(change, Change::Seam { left, right, .. } if left.0 + 1 == right.0)
}

/// Whether two changes, one after the other, are written as one.
fn are_like(a: &Change, b: &Change, can_range: bool) -> bool {
    match (a, b) {
        (Change::Text { line: a, .. }, Change::Text { line: b, .. }) => a == b,
        (Change::Role { role: a, .. }, Change::Role { role: b, .. }) => a == b,
        (Change::Start { on: a, .. }, Change::Start { on: b, .. }) => a == b,
        (Change::Seam { glue: x, .. }, Change::Seam { glue: y, .. }) => can_range && x == y && is_wrap(a) && is_wrap(b),
        _ => false,
    }
}

/// Why a change of a file says nothing about an issue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// A line that is not there.
    #[error("there is no line `{0}` in the source")]
    Line(String),
    /// A wrap that is not a range of two lines or more.
    #[error("`{0}` is not a run of lines")]
    Run(String),
    /// A span that is not in the line or not on character boundaries.
    #[error("line `{line}` has no bytes {start}..{end}")]
    Span {
        /// The line.
        line: String,
        /// Start of the span.
        start: u32,
        /// End of the span.
        end: u32,
    },
}

/// The changes that a file holds.
///
/// # Errors
/// If a line is not in the issue, or a span not in its line.
pub fn from_lines(issue: &Issue, names: &LineNames, lines: &[ChangeLine]) -> Result<Vec<Change>, ChangeError> {
    let line = |name: &String| names.line(name).ok_or_else(|| ChangeError::Line(name.clone()));
    let ends = |text: &String| names.ends(text).ok_or_else(|| ChangeError::Line(text.clone()));
    let all = |list: &[String]| -> Result<Vec<LineIx>, ChangeError> {
        let mut out = Vec::new();
        for text in list {
            let (from, to) = ends(text)?;
            out.extend((from.0..=to.0).map(LineIx));
        }
        Ok(out)
    };
    let checked = |name: &String, line: LineIx, start: u32, end: u32| {
        let text = issue.raw(line).get(start as usize..end as usize).filter(|text| !text.is_empty());
        text.ok_or_else(|| ChangeError::Span { line: name.clone(), start, end })
    };
    let mut out = Vec::new();
    for said in lines {
        match said {
            ChangeLine::Text { line: name, put } => {
                let line = line(name)?;
                for (start, end, insert) in put {
                    checked(name, line, *start, *end)?;
                    out.push(Change::Text { line, span: *start..*end, insert: insert.clone() });
                }
            }
            ChangeLine::Role { lines, role } => {
                out.extend(all(lines)?.into_iter().map(|line| Change::Role { line, role: *role }));
            }
            ChangeLine::Start { lines, on } => {
                out.extend(all(lines)?.into_iter().map(|line| Change::Start { line, on: *on }));
            }
            ChangeLine::Move { lines, after } => {
                out.push(Change::Move { lines: all(lines)?, after: after.as_ref().map(line).transpose()? });
            }
            ChangeLine::Wraps { lines, glue } => {
                for text in lines {
                    let (from, to) = ends(text)?;
                    if from == to {
                        return Err(ChangeError::Run(text.clone()));
                    }
                    let seam = |left| Change::Seam { left: LineIx(left), right: LineIx(left + 1), glue: *glue };
                    out.extend((from.0..to.0).map(seam));
                }
            }
            ChangeLine::Seam { left, right, glue } => {
                out.push(Change::Seam { left: line(left)?, right: line(right)?, glue: *glue });
            }
            ChangeLine::Mark { line: name, span, field, value } => {
                let line = line(name)?;
                let (start, end) = span.unwrap_or((0, issue.raw(line).len() as u32));
                let text = checked(name, line, start, end)?;
                let value = value.clone().unwrap_or_else(|| text.to_owned());
                out.push(Change::Mark { line, span: start..end, field: *field, value });
            }
        }
    }
    Ok(out)
}
