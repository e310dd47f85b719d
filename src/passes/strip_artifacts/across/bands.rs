//! The lines at the head and at the foot of each page.

use std::borrow::Cow;

use super::super::sheet::Sheet;
use crate::model::{Layout, LineIx, Rect, Role};
use crate::passes::View;

/// Heights at each edge that are looked at.
const EDGE: usize = 8;

/// The edge at which a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Edge {
    Head,
    Foot,
}

impl Edge {
    pub(super) const BOTH: [Self; 2] = [Self::Head, Self::Foot];

    /// Where that is, for a person.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Foot => "foot",
        }
    }
}

/// A line near an edge of its page.
#[derive(Debug)]
pub(super) struct EdgeLine<'a> {
    pub line: LineIx,
    pub text: Cow<'a, str>,
    pub role: Role,
    pub edge: Edge,
    /// Heights that stand further out than it does.
    pub height: usize,
    /// As many of these as hold more than page furniture.
    pub depth: usize,
    /// Where it stands; none in flow text.
    pub bbox: Option<Rect>,
}

/// The lines at the edges of one page, those of the head first, from the outside to the inside. On a short page a line
/// stands at both edges and is told twice.
pub(super) type Band<'a> = Vec<EdgeLine<'a>>;

/// The bands of all pages.
pub(super) fn of<'a>(view: &'a View<'a>) -> Vec<Band<'a>> {
    (0..view.issue.pages().len()).map(|page| band(view, page)).collect()
}

fn band<'a>(view: &'a View<'a>, page: usize) -> Band<'a> {
    let sheet = Sheet::new(view, page);
    let flows = view.issue.pages()[page].layout == Layout::Flow;
    let mut band = Vec::new();
    for (heights, edge) in sheet.edges(EDGE).into_iter().zip(Edge::BOTH) {
        let mut depth = 0;
        for (height, rows) in heights.into_iter().enumerate() {
            let mut is_text = false;
            for row in rows {
                let (line, text) = (sheet.rows[row].line, sheet.rows[row].text.clone());
                let role = view.draft.role(line);
                is_text |= !role.is_furniture();
                let bbox = view.issue.line(line).bbox.filter(|_| !flows);
                band.push(EdgeLine { line, text, role, edge, height, depth, bbox });
            }
            depth += usize::from(is_text);
        }
    }
    band
}

#[cfg(test)]
impl EdgeLine<'static> {
    /// The first line of a page in flow text.
    pub(super) fn outermost(text: &'static str, role: Role) -> Self {
        Self { line: LineIx(0), text: text.into(), role, edge: Edge::Head, height: 0, depth: 0, bbox: None }
    }
}
