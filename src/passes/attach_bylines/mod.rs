//! Who wrote it: the names in byline lines, each with its role, as marks on the printed text.

mod credits;

use super::View;
use crate::ledger::{Change, Edit};
use crate::model::Role;

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let Some(rule) = view.rules.get("byline/credit") else { return Vec::new() };
    let mut edits = Vec::new();
    for &line in view.draft.order() {
        if view.draft.role(line) != Role::Byline {
            continue;
        }
        let text = view.draft.text(line);
        let changes: Vec<Change> = credits::of(&text, view.rules)
            .into_iter()
            .map(|credit| {
                let span = view.draft.raw_span(line, credit.span);
                Change::Mark { line, span, field: credit.field, value: credit.name }
            })
            .collect();
        if !changes.is_empty() {
            edits.push(rule.whole(changes).because("the names in a byline, by the words before and after them"));
        }
    }
    edits
}
