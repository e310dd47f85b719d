//! Lines by name, and runs of lines as ranges: `p1:L5..L16`.

use rustc_hash::FxHashMap;

use crate::model::{Issue, LineId, LineIx};

/// The order in which runs of lines are counted: page by page, region by region. So the lines of a column of
/// side-by-side text are a run, though the cells of other columns stand between them in the source.
#[derive(Debug)]
pub(super) struct Runs {
    order: Vec<LineIx>,
    place: Vec<u32>,
    /// Whether runs can be written as ranges: ids that hold `:` or `..` could be misread.
    can_range: bool,
}

impl Runs {
    pub(super) fn of(issue: &Issue) -> Self {
        let order: Vec<LineIx> = (0..issue.pages().len()).flat_map(|page| issue.by_region(page)).collect();
        let mut place = vec![0; order.len()];
        for (n, line) in order.iter().enumerate() {
            place[line.at()] = n as u32;
        }
        let can_range = issue.lines().iter().all(|line| match &line.id {
            LineId::Row { .. } => true,
            LineId::Named(name) => !name.contains(':') && !name.contains(".."),
        });
        Self { order, place, can_range }
    }

    /// Whether two lines, one after the other, can stand in one range.
    pub(super) fn follows(&self, left: LineIx, right: LineIx) -> bool {
        self.can_range && self.place[left.at()] + 1 == self.place[right.at()]
    }

    /// The lines from one to another, both included; empty if they stand the other way round.
    fn between(&self, from: LineIx, to: LineIx) -> &[LineIx] {
        self.order.get(self.place[from.at()] as usize..=self.place[to.at()] as usize).unwrap_or_default()
    }

    /// A list of lines in its order, runs as ranges.
    pub(super) fn list(&self, issue: &Issue, lines: &[LineIx]) -> Vec<String> {
        let mut out = Vec::new();
        for run in lines.chunk_by(|a, b| self.follows(*a, *b)) {
            match run {
                [first, .., last] => out.push(range(issue, *first, *last)),
                single => out.extend(single.iter().map(|line| issue.line_name(*line))),
            }
        }
        out
    }
}

/// The range from a line to a later one.
pub(super) fn range(issue: &Issue, from: LineIx, to: LineIx) -> String {
    let mut range = String::with_capacity(24);
    issue.push_line_name(from, &mut range);
    range.push_str("..");
    if issue.line(from).page == issue.line(to).page {
        issue.line(to).id.push_to(&mut range);
    } else {
        issue.push_line_name(to, &mut range);
    }
    range
}

/// A list of lines by name in its order, runs of lines as ranges where those cannot be misread.
#[must_use]
pub fn line_list(issue: &Issue, lines: &[LineIx]) -> Vec<String> {
    Runs::of(issue).list(issue, lines)
}

/// The lines of an issue by name.
#[derive(Debug)]
pub struct LineNames {
    by_name: FxHashMap<String, LineIx>,
    runs: Runs,
}

impl LineNames {
    /// The names of an issue's lines.
    #[must_use]
    pub fn new(issue: &Issue) -> Self {
        let by_name = issue.line_indices().map(|line| (issue.line_name(line), line)).collect();
        Self { by_name, runs: Runs::of(issue) }
    }

    /// The line of that name.
    #[must_use]
    pub fn line(&self, name: &str) -> Option<LineIx> {
        self.by_name.get(name).copied()
    }

    /// The line that follows in a run.
    pub(super) fn after(&self, line: LineIx) -> Option<LineIx> {
        self.runs.order.get(self.runs.place[line.at()] as usize + 1).copied()
    }

    /// The lines that a name or a range names.
    pub(super) fn run(&self, text: &str) -> Option<&[LineIx]> {
        if let Some(line) = self.line(text) {
            return Some(self.runs.between(line, line));
        }
        let (from, to) = text.split_once("..")?;
        let page = from.split_once(':')?.0;
        let from = self.line(from)?;
        let to = self.line(to).or_else(|| self.line(&format!("{page}:{to}")))?;
        Some(self.runs.between(from, to)).filter(|run| !run.is_empty())
    }
}
