use super::View;
use crate::ledger::Edit;

pub(super) fn propose(_view: &View<'_>) -> Vec<Edit> {
    Vec::new()
}
