use super::View;
use crate::ledger::Edit;

pub(super) fn propose(_view: &View<'_>, _page: usize) -> Vec<Edit> {
    Vec::new()
}
