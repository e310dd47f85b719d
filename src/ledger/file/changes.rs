//! Changes as files hold them, with lines by name and like changes in one.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::names::{self, LineNames, Runs};
use crate::ledger::{Change, Field, Glue};
use crate::model::{Issue, LineIx, Role};

/// One or more like changes. A line stands by its name and a run of lines of the source, region by region, as a range such as
/// `p1:L5..L16`; places are bytes of raw lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeLine {
    /// Puts text in the place of bytes of a line: line, start, end, what stands there instead.
    Text(String, u32, u32, String),
    /// The same at several places of a line: line, then the places.
    Texts(String, Vec<Places>),
    /// Gives lines a role: line or run, role.
    Role(String, Role),
    /// Takes lines out and sets them behind another: lines and runs in their new order, and the line they follow; null:
    /// they come first.
    Move(Vec<String>, Option<String>),
    /// Says whether an article begins at a line, or at each of a run.
    Start(String, bool),
    /// Says of runs of lines that each line goes on with the next: runs, and what stands between the lines.
    Wraps(Vec<String>, Glue),
    /// Puts text in the place of bytes of a line and says that it goes on with the next, as at a hyphen.
    Join(JoinLine),
    /// Says that one line goes on with another: the two lines, and what stands between them.
    Seam(String, String, Glue),
    /// Says something about text without changing it: line, start and end (null: the whole line), field, value (null: the
    /// text itself).
    Mark(String, Option<(u32, u32)>, Field, Option<String>),
}

/// Places of a line where text is put. Letters struck twice, or spaced out, change a line at every letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Places {
    /// Start, end, what stands there instead.
    One(u32, u32, String),
    /// The same of the first of several places, then how many there are, and by how many bytes each stands behind the one
    /// before it.
    Every(u32, u32, String, u32, u32),
}

impl Places {
    /// Places in their order, three or more at equal distances as one.
    fn of(puts: &[(&Range<u32>, &String)]) -> Vec<Self> {
        let mut out = Vec::new();
        let mut rest = puts;
        while let [(span, insert), more @ ..] = rest {
            let to_next = |pair: &[(&Range<u32>, &String)]| pair[1].0.start.checked_sub(pair[0].0.start);
            let step = rest.windows(2).next().and_then(to_next).unwrap_or(0);
            let is_next = |pair: &&[(&Range<u32>, &String)]| {
                step > 0 && to_next(pair) == Some(step) && pair[1].0.len() == span.len() && pair[1].1 == *insert
            };
            let n = 1 + rest.windows(2).take_while(is_next).count();
            if n < 3 {
                out.push(Self::One(span.start, span.end, (*insert).clone()));
                rest = more;
            } else {
                out.push(Self::Every(span.start, span.end, (*insert).clone(), n as u32, step));
                rest = &rest[n..];
            }
        }
        out
    }

    /// Start, end and text of each place. Places that cannot be, since none of them lies behind another or they lie beyond
    /// all bytes, end where no line does.
    fn each(&self) -> impl Iterator<Item = (u32, u32, &String)> {
        let (start, end, insert, n, step) = match self {
            Self::One(start, end, insert) => (*start, *end, insert, 1, 1),
            Self::Every(start, end, insert, n, step) => (*start, *end, insert, *n, *step),
        };
        (0..n).map(move |i| {
            let by = if step == 0 { u32::MAX } else { step.saturating_mul(i) };
            (start.saturating_add(by), end.saturating_add(by), insert)
        })
    }
}

/// A line that goes on with the next and is changed where they meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum JoinLine {
    /// The line ends where the change starts, and nothing stands between the two, as at most hyphens: line, start.
    Cut(String, u32),
    /// The two lines as a run, start, end, what stands there instead, and what stands between the lines.
    Put(String, u32, u32, String, Glue),
}

/// Changes in the form of files. [`from_lines`] gives the same changes back, in the same order.
#[must_use]
pub fn to_lines(issue: &Issue, changes: &[Change]) -> Vec<ChangeLine> {
    to_lines_with(issue, changes, &Runs::of(issue))
}

/// The same, where it is known which lines are runs.
pub(super) fn to_lines_with(issue: &Issue, changes: &[Change], runs: &Runs) -> Vec<ChangeLine> {
    let mut out = Vec::new();
    let mut rest = changes;
    while !rest.is_empty() {
        let n = 1 + rest.windows(2).take_while(|pair| are_like(&pair[0], &pair[1], runs)).count();
        let joined = if n == 1 { join(issue, rest, runs) } else { None };
        let n = if joined.is_some() { 2 } else { n };
        out.push(joined.unwrap_or_else(|| to_line(issue, &rest[..n], runs)));
        rest = &rest[n..];
    }
    out
}

/// The first two changes as a join, if they are one.
fn join(issue: &Issue, changes: &[Change], runs: &Runs) -> Option<ChangeLine> {
    match changes {
        [Change::Text { line, span, insert }, seam @ Change::Seam { left, right, glue }, ..]
            if line == left && is_wrap(seam, runs) =>
        {
            let is_cut = span.end as usize == issue.raw(*line).len() && insert.is_empty() && glue.text().is_empty();
            Some(ChangeLine::Join(if is_cut {
                JoinLine::Cut(issue.line_name(*left), span.start)
            } else {
                JoinLine::Put(names::range(issue, *left, *right), span.start, span.end, insert.clone(), *glue)
            }))
        }
        _ => None,
    }
}

fn to_line(issue: &Issue, group: &[Change], runs: &Runs) -> ChangeLine {
    let name = |line: LineIx| issue.line_name(line);
    let (first, last) = (group[0].line(), group[group.len() - 1].line());
    let run = || if first == last { name(first) } else { names::range(issue, first, last) };
    match &group[0] {
        Change::Text { line, span, insert } if group.len() == 1 => {
            ChangeLine::Text(name(*line), span.start, span.end, insert.clone())
        }
        Change::Text { line, .. } => {
            let put = group.iter().filter_map(|change| match change {
                Change::Text { span, insert, .. } => Some((span, insert)),
                _ => None,
            });
            ChangeLine::Texts(name(*line), Places::of(&put.collect::<Vec<_>>()))
        }
        Change::Role { role, .. } => ChangeLine::Role(run(), *role),
        Change::Start { on, .. } => ChangeLine::Start(run(), *on),
        Change::Move { lines, after } => ChangeLine::Move(runs.list(issue, lines), after.map(name)),
        seam @ Change::Seam { glue, .. } if is_wrap(seam, runs) => {
            let right = |change: &Change| if let Change::Seam { right, .. } = change { *right } else { change.line() };
            let range = |run: &[Change]| names::range(issue, run[0].line(), right(&run[run.len() - 1]));
            ChangeLine::Wraps(group.chunk_by(|a, b| are_neighbors(a, b, runs)).map(range).collect(), *glue)
        }
        Change::Seam { left, right, glue } => ChangeLine::Seam(name(*left), name(*right), *glue),
        Change::Mark { line, span, field, value } => {
            let raw = issue.raw(*line);
            let is_part = *span != (0..raw.len() as u32);
            let is_other = raw.get(span.start as usize..span.end as usize) != Some(value);
            ChangeLine::Mark(
                name(*line),
                is_part.then_some((span.start, span.end)),
                *field,
                is_other.then(|| value.clone()),
            )
        }
    }
}

fn are_neighbors(a: &Change, b: &Change, runs: &Runs) -> bool {
    runs.follows(a.line(), b.line())
}

fn is_wrap(change: &Change, runs: &Runs) -> bool {
    matches!(change, Change::Seam { left, right, .. } if runs.follows(*left, *right))
}

/// Whether two changes, one after the other, are written as one.
fn are_like(a: &Change, b: &Change, runs: &Runs) -> bool {
    match (a, b) {
        (Change::Text { line: a, .. }, Change::Text { line: b, .. }) => a == b,
        (Change::Role { role: x, .. }, Change::Role { role: y, .. }) => x == y && are_neighbors(a, b, runs),
        (Change::Start { on: x, .. }, Change::Start { on: y, .. }) => x == y && are_neighbors(a, b, runs),
        (Change::Seam { glue: x, .. }, Change::Seam { glue: y, .. }) => x == y && is_wrap(a, runs) && is_wrap(b, runs),
        _ => false,
    }
}

/// Why a change of a file says nothing about an issue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// A line that is not there.
    #[error("there is no line `{0}` in the source")]
    Line(String),
    /// A run that is too short or too long.
    #[error("`{0}` is not a run of as many lines as are joined")]
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
pub fn from_lines<'l>(
    issue: &Issue,
    names: &LineNames,
    lines: impl IntoIterator<Item = &'l ChangeLine>,
) -> Result<Vec<Change>, ChangeError> {
    let line = |name: &String| names.line(name).ok_or_else(|| ChangeError::Line(name.clone()));
    let run = |text: &String| names.run(text).ok_or_else(|| ChangeError::Line(text.clone()));
    let checked = |name: &String, line: LineIx, start: u32, end: u32| {
        let text = issue.raw(line).get(start as usize..end as usize).filter(|text| !text.is_empty());
        text.ok_or_else(|| ChangeError::Span { line: name.clone(), start, end })
    };
    let text = |name: &String, start: u32, end: u32, insert: &String| {
        let line = line(name)?;
        checked(name, line, start, end)?;
        Ok(Change::Text { line, span: start..end, insert: insert.clone() })
    };
    let mut out = Vec::new();
    for said in lines {
        match said {
            ChangeLine::Text(name, start, end, insert) => out.push(text(name, *start, *end, insert)?),
            ChangeLine::Texts(name, put) => {
                for (start, end, insert) in put.iter().flat_map(Places::each) {
                    out.push(text(name, start, end, insert)?);
                }
            }
            ChangeLine::Role(lines, role) => {
                out.extend(run(lines)?.iter().map(|line| Change::Role { line: *line, role: *role }));
            }
            ChangeLine::Start(lines, on) => {
                out.extend(run(lines)?.iter().map(|line| Change::Start { line: *line, on: *on }));
            }
            ChangeLine::Move(runs, after) => {
                let mut lines = Vec::new();
                for text in runs {
                    lines.extend(run(text)?);
                }
                out.push(Change::Move { lines, after: after.as_ref().map(line).transpose()? });
            }
            ChangeLine::Wraps(runs, glue) => {
                for text in runs {
                    let lines = run(text)?;
                    if lines.len() < 2 {
                        return Err(ChangeError::Run(text.clone()));
                    }
                    out.extend(lines.windows(2).map(|pair| Change::Seam {
                        left: pair[0],
                        right: pair[1],
                        glue: *glue,
                    }));
                }
            }
            ChangeLine::Join(JoinLine::Cut(name, start)) => {
                let left = line(name)?;
                let right = names.after(left).ok_or_else(|| ChangeError::Run(name.clone()))?;
                let end = issue.raw(left).len() as u32;
                checked(name, left, *start, end)?;
                out.push(Change::Text { line: left, span: *start..end, insert: String::new() });
                out.push(Change::Seam { left, right, glue: Glue::None });
            }
            ChangeLine::Join(JoinLine::Put(name, start, end, insert, glue)) => {
                let [left, right] = *run(name)? else {
                    return Err(ChangeError::Run(name.clone()));
                };
                checked(name, left, *start, *end)?;
                out.push(Change::Text { line: left, span: *start..*end, insert: insert.clone() });
                out.push(Change::Seam { left, right, glue: *glue });
            }
            ChangeLine::Seam(left, right, glue) => {
                out.push(Change::Seam { left: line(left)?, right: line(right)?, glue: *glue });
            }
            ChangeLine::Mark(name, span, field, value) => {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn places(puts: &[(u32, u32, &str)]) -> (Vec<Places>, Vec<(u32, u32, String)>) {
        let puts: Vec<(Range<u32>, String)> = puts.iter().map(|(a, b, text)| (*a..*b, (*text).to_owned())).collect();
        let written = Places::of(&puts.iter().map(|(span, text)| (span, text)).collect::<Vec<_>>());
        let read = written.iter().flat_map(Places::each).map(|(start, end, text)| (start, end, text.clone()));
        let read = read.collect();
        (written, read)
    }

    #[test]
    fn letters_struck_twice_are_told_once() {
        // 项项目目描描述述：：负责: five characters of three bytes each, every one twice, then text.
        let (written, _) = places(&[(3, 6, ""), (9, 12, ""), (15, 18, ""), (21, 24, ""), (27, 30, "")]);
        assert_eq!(written, [Places::Every(3, 6, String::new(), 5, 6)]);
        // A figure of one byte ends the run, two places are none.
        let (written, _) = places(&[(3, 6, ""), (9, 12, ""), (15, 18, ""), (19, 20, ""), (21, 22, "")]);
        let one = |start, end| Places::One(start, end, String::new());
        assert_eq!(written, [Places::Every(3, 6, String::new(), 3, 6), one(19, 20), one(21, 22)]);
    }

    #[test]
    fn places_that_cannot_be_are_in_no_line() {
        for hurt in [Places::Every(0, 1, String::new(), u32::MAX, 0), Places::Every(7, 8, String::new(), 9, u32::MAX)] {
            assert_eq!(hurt.each().nth(1), Some((u32::MAX, u32::MAX, &String::new())));
        }
    }

    proptest! {
        #[test]
        fn places_are_read_as_they_were_written(
            puts in prop::collection::vec((0u32..5, 1u32..3, prop::sample::select(vec!["", "x"])), 0..40),
        ) {
            let mut at = 0;
            let puts: Vec<(u32, u32, &str)> = puts
                .into_iter()
                .map(|(gap, len, text)| {
                    let start = at + gap;
                    at = start + len;
                    (start, at, text)
                })
                .collect();
            let (_, read) = places(&puts);
            let given: Vec<_> = puts.iter().map(|(start, end, text)| (*start, *end, (*text).to_owned())).collect();
            prop_assert_eq!(read, given);
        }
    }
}
