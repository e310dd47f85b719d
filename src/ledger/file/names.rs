//! Lines by name, and runs of lines as ranges: `p1:L5..L16`.

use rustc_hash::FxHashMap;

use crate::model::{Issue, LineId, LineIx};

/// Whether runs of lines of an issue can be written as ranges: ids that hold `:` or `..` could be misread.
pub(super) fn can_range(issue: &Issue) -> bool {
    issue.lines().iter().all(|line| match &line.id {
        LineId::Row { .. } => true,
        LineId::Named(name) => !name.contains(':') && !name.contains(".."),
    })
}

/// The range from a line to a later one.
pub(super) fn range(issue: &Issue, from: LineIx, to: LineIx) -> String {
    if issue.line(from).page == issue.line(to).page {
        format!("{}..{}", issue.line_name(from), issue.line(to).id)
    } else {
        format!("{}..{}", issue.line_name(from), issue.line_name(to))
    }
}

/// A list of lines by name in its order, runs of source lines as ranges where those cannot be misread.
#[must_use]
pub fn line_list(issue: &Issue, lines: &[LineIx]) -> Vec<String> {
    list(issue, lines, can_range(issue))
}

/// A list of lines in its order, runs of source lines as ranges.
pub(super) fn list(issue: &Issue, lines: &[LineIx], can_range: bool) -> Vec<String> {
    let mut out = Vec::new();
    for run in lines.chunk_by(|a, b| can_range && a.0 + 1 == b.0) {
        match run {
            [first, .., last] => out.push(range(issue, *first, *last)),
            single => out.extend(single.iter().map(|line| issue.line_name(*line))),
        }
    }
    out
}

/// The lines of an issue by name.
#[derive(Debug)]
pub struct LineNames {
    by_name: FxHashMap<String, LineIx>,
}

impl LineNames {
    /// The names of an issue's lines.
    #[must_use]
    pub fn new(issue: &Issue) -> Self {
        Self { by_name: issue.line_indices().map(|line| (issue.line_name(line), line)).collect() }
    }

    /// The line of that name.
    #[must_use]
    pub fn line(&self, name: &str) -> Option<LineIx> {
        self.by_name.get(name).copied()
    }

    /// The lines that a name or a range names, as the first and the last.
    pub(super) fn ends(&self, text: &str) -> Option<(LineIx, LineIx)> {
        if let Some(line) = self.line(text) {
            return Some((line, line));
        }
        let (from, to) = text.split_once("..")?;
        let page = from.split_once(':')?.0;
        let from = self.line(from)?;
        let to = self.line(to).or_else(|| self.line(&format!("{page}:{to}")))?;
        (from <= to).then_some((from, to))
    }
}
