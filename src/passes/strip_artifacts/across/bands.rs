//! The lines at the head and at the foot of each page.

use std::borrow::Cow;

use super::super::sheet::Sheet;
use crate::model::{LineIx, Role};
use crate::passes::View;

/// Heights at each edge that are looked at.
const EDGE: usize = 8;

/// The edge at which a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Edge {
    Head,
    Foot,
}

/// A line near an edge of its page.
#[derive(Debug)]
pub(super) struct EdgeLine<'a> {
    pub line: LineIx,
    pub text: Cow<'a, str>,
    pub role: Role,
    pub edge: Edge,
    /// Heights with text that stand further out than it does.
    pub depth: usize,
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
    let mut band = Vec::new();
    for (heights, edge) in sheet.edges(EDGE).into_iter().zip([Edge::Head, Edge::Foot]) {
        let mut depth = 0;
        for height in heights {
            let mut is_text = false;
            for row in height {
                let row = &sheet.rows[row];
                let role = view.draft.role(row.line);
                is_text |= !role.is_furniture();
                band.push(EdgeLine { line: row.line, text: row.text.clone(), role, edge, depth });
            }
            depth += usize::from(is_text);
        }
    }
    band
}
