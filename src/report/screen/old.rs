//! A decision that is out of date on a screen of a terminal: what it was, and the edit that is most like it.

use super::{Ink, Look, Progress, Rows, ScreenLine, TALLEST};
use crate::ledger::Act;
use crate::model::Issue;
use crate::report::acted;
use crate::review::{Item, OutOfDate};

/// The screen of a decision that does nothing.
#[must_use]
pub fn old_screen(issue: &Issue, old: &OutOfDate, progress: Progress<'_>, said: &str, look: Look) -> Vec<ScreenLine> {
    let record = &old.record;
    let mut rows = Rows::new(look);
    rows.wrapped(Ink::Head, &format!("{} · a decision that is out of date", issue.name), 2, "");
    rows.wrapped(Ink::Soft, &progress.told(), 1, "");
    rows.blank();
    rows.wrapped(Ink::Head, "Does it still hold?", 2, "");
    let by = record.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
    let at = record.at.as_ref().map_or_else(String::new, |at| format!(" on {}", at.get(..10).unwrap_or(at)));
    let rule = record.rule.as_ref().map_or_else(String::new, |rule| format!(", proposed by {rule}"));
    rows.wrapped(Ink::Plain, &format!("{}{by}{at}{rule}", acted(record.act)), TALLEST, "");
    told(&mut rows, record.before.as_deref(), record.after.as_deref());
    if let Some(note) = &record.note {
        rows.wrapped(Ink::Soft, note, TALLEST, "");
    }
    rows.wrapped(Ink::Alarm, &format!("It does nothing: {}.", old.because), TALLEST, "");
    rows.blank();
    let keys = match &old.nearest {
        None => {
            rows.wrapped(Ink::Plain, "No edit of its kind is there now.", 1, "");
            "[r] drop it [s]kip [u]ndo [j/k] [c] text [?] [q]uit".to_owned()
        }
        Some(near) => {
            let item = Item::of(issue, &near.edit, near.state);
            let like = format!("Most like it is this edit, {:.0} % alike, {}:", near.likeness * 100.0, near.state);
            rows.wrapped(Ink::Head, &like, 2, "");
            rows.wrapped(Ink::Plain, &format!("{} {}", item.lines.join(" "), item.question), TALLEST, "");
            told(&mut rows, item.before.as_deref(), item.after.as_deref());
            rows.wrapped(Ink::Soft, &format!("{}: {}", item.rule, item.why.join("; ")), TALLEST, "");
            match record.act {
                Act::Accept => "[a]ccept this edit [r] drop the old decision [s]kip [u]ndo [j/k] [c] text [?] [q]uit",
                Act::Reject => {
                    "[a] refuse this edit too [r] drop the old decision [s]kip [u]ndo [j/k] [c] text [?] [q]uit"
                }
                Act::Set | Act::Clear => "[c] text, to type it again [r] drop it [s]kip [u]ndo [j/k] [?] [q]uit",
            }
            .to_owned()
        }
    };
    let mut foot = Rows::new(look);
    foot.wrapped(Ink::Plain, &keys, 2, "");
    foot.wrapped(Ink::Alarm, said, 1, "");
    let room = look.rows.saturating_sub(foot.rows.len());
    rows.rows.truncate(room);
    rows.rows.resize(room, Vec::new());
    rows.rows.extend(foot.rows);
    rows.rows.truncate(look.rows);
    rows.rows
}

/// Before and after, where they are known.
fn told(rows: &mut Rows, before: Option<&str>, after: Option<&str>) {
    match (before, after) {
        (Some(before), Some(after)) => rows.pair(before, after),
        (Some(before), None) => rows.pieces("> ", vec![rows.look.shown(Ink::Plain, before)], TALLEST),
        _ => {}
    }
}
