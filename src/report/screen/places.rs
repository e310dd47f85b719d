//! The places that one key is about to decide, before it does.

use super::{Ink, Look, Rows, ScreenLine};
use crate::ledger::Change;
use crate::model::Issue;
use crate::review::{Item, Waiting, chief};

/// Places that are listed; of more the number is told.
const MOST: usize = 50;

/// The screen of what a step on many edits would decide. `asks` is the question at its foot.
#[must_use]
pub fn places_screen<'w>(
    issue: &Issue,
    head: &str,
    waiting: impl Iterator<Item = &'w Waiting>,
    asks: &str,
    look: Look,
) -> Vec<ScreenLine> {
    let mut rows = Rows::new(look);
    rows.wrapped(Ink::Head, head, 2, "");
    rows.blank();
    let mut foot = Rows::new(look);
    foot.wrapped(Ink::Alarm, asks, 2, "");
    let room = look.rows.saturating_sub(rows.rows.len() + foot.rows.len() + 2).min(MOST);
    let mut more = 0;
    for (n, waiting) in waiting.enumerate() {
        if n >= room {
            more += 1;
            continue;
        }
        let item = Item::of(issue, &waiting.edit, waiting.state);
        let said = match (&item.before, &item.after) {
            (Some(before), Some(after)) => {
                vec![look.shown(Ink::Plain, before), look.said(Ink::Plain, " → "), look.shown(Ink::Plain, after)]
            }
            _ => vec![look.said(Ink::Plain, &item.question)],
        };
        let margin =
            rows.margin(' ', &issue.line_name(chief(&waiting.edit).map_or_else(|| waiting.edit.line(), Change::line)));
        rows.pieces(&margin, said, 1);
    }
    if more > 0 {
        rows.wrapped(Ink::Soft, &format!("and {more} more"), 1, "");
    }
    rows.rows.truncate(look.rows.saturating_sub(foot.rows.len()));
    rows.rows.resize(look.rows.saturating_sub(foot.rows.len()), Vec::new());
    rows.rows.extend(foot.rows);
    rows.rows
}
