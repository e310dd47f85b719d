//! Reading order. Where a page has geometry, geometry decides; where it has none, only what the text itself proves.
//!
//! Each kind of layout has a module that says in which order the lines of a page are read; [`moves`] turns that into the
//! fewest moves.

mod boxes;
mod columns;
mod filed;
mod fragments;
mod geometry;
mod heads;
pub(crate) mod moves;

use super::View;
use crate::ledger::Edit;
use crate::model::Layout;

pub(super) fn propose(view: &View<'_>, page: usize) -> Vec<Edit> {
    match view.issue.pages().get(page).map(|page| page.layout) {
        Some(Layout::Columns) => columns::propose(view, page),
        Some(Layout::Flow) => fragments::propose(view, page),
        Some(Layout::Boxes) => boxes::propose(view, page),
        None => Vec::new(),
    }
}
