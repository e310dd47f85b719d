//! Takes out what is not the text of a page: text printed twice, running heads, folios, rules and noise.
//!
//! Double printing is mended by Text edits, which leave one copy of each piece. Everything else is a Role: the line stays
//! in the output, as furniture. What a pattern can say about a line stands in the rule packs; here is where a line has to
//! stand, and what takes more than one line to see.

mod across;
mod double;
mod furniture;
mod head_row;
mod repeat;
mod sheet;
mod strike;

use super::View;
use crate::ledger::Edit;
use sheet::Sheet;

pub(super) fn propose(view: &View<'_>, page: usize) -> Vec<Edit> {
    let sheet = Sheet::new(view, page);
    let mut edits = Vec::new();
    double::propose(&sheet, &mut edits);
    repeat::propose(&sheet, &mut edits);
    furniture::propose(&sheet, &mut edits);
    edits
}

pub(super) fn propose_across(view: &View<'_>) -> Vec<Edit> {
    let mut edits = across::propose(view);
    head_row::propose(view, &mut edits);
    edits
}
