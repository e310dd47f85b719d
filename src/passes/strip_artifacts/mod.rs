//! Takes out what is not the text of a page: text printed twice, running heads, folios, rules and noise.

mod strike;

use super::View;
use crate::ledger::Edit;

pub(super) fn propose(_view: &View<'_>, _page: usize) -> Vec<Edit> {
    Vec::new()
}
