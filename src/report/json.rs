//! The comparison as data, for other tools.

use serde::Serialize;

use super::html::Summary;
use super::{Diff, Row, Segment, Tag, Way};
use crate::ledger::file::line_list;
use crate::model::LineIx;

/// An issue on one line.
#[derive(Serialize)]
struct Whole<'a> {
    issue: &'a str,
    #[serde(flatten)]
    summary: &'a Summary,
    rows: Vec<Line>,
}

/// A row of the comparison.
#[derive(Serialize)]
#[serde(tag = "row", rename_all = "snake_case")]
enum Line {
    Article {
        line: String,
    },
    Piece {
        lines: Vec<String>,
        role: &'static str,
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        moved: Option<&'static str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        changed: Vec<Changed>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        edits: Vec<u32>,
    },
    Ghost {
        lines: Vec<String>,
        moved: &'static str,
        after: Option<String>,
    },
}

/// A line whose text changed: what stayed (`=`), went (`-`) and came (`+`).
#[derive(Serialize)]
struct Changed {
    line: String,
    segments: Vec<(char, String)>,
}

/// The comparison as a JSON object on a line of its own: the figures of the issue, then its rows in reading order.
/// `edits` count the entries of the ledger from 0; `name` is how commands name the issue.
#[must_use]
pub fn json(diff: &Diff<'_>, summary: &Summary, name: &str) -> String {
    let draft = diff.draft;
    let issue = draft.issue();
    let named = |line: LineIx| issue.line_name(line);
    let way = |way: Way| if way == Way::Up { "up" } else { "down" };
    let rows = diff.rows.iter().map(|row| match row {
        Row::Article(line) => Line::Article { line: named(*line) },
        Row::Ghost(ghost) => {
            Line::Ghost { lines: line_list(issue, &ghost.lines), moved: way(ghost.way), after: ghost.after.map(named) }
        }
        Row::Piece(piece) => {
            let mut text = String::new();
            for line in &piece.lines {
                text.push_str(&draft.text(*line));
                text.push_str(draft.join(*line).map_or("", |(_, glue)| glue.text()));
            }
            Line::Piece {
                lines: line_list(issue, &piece.lines),
                role: piece.role.name(),
                text,
                moved: piece.moved.map(way),
                changed: piece.changed.iter().map(|(line, segments)| changed(named(*line), segments)).collect(),
                edits: piece.edits.iter().map(|id| id.0).collect(),
            }
        }
    });
    let whole = Whole { issue: name, summary, rows: rows.collect() };
    // Texts and finite figures can always be written.
    let mut out = serde_json::to_string(&whole).unwrap_or_default();
    out.push('\n');
    out
}

fn changed(line: String, segments: &[Segment]) -> Changed {
    let sign = |tag: Tag| match tag {
        Tag::Kept => '=',
        Tag::Removed => '-',
        Tag::Inserted => '+',
    };
    Changed { line, segments: segments.iter().map(|segment| (sign(segment.tag), segment.text.clone())).collect() }
}
