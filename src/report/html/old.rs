//! Decisions that are out of date, each with the edit that is most like it.

use maud::{Markup, html};

use super::text::{Text, counted, plain};
use super::view::View;
use crate::report::acted;
use crate::review::{Item, Near, OutOfDate};

/// The list, folded where it is long.
pub(super) fn list(view: &View<'_>, file: usize, old: &[OutOfDate]) -> Markup {
    html! {
        @if !old.is_empty() {
            details #old .old open[old.len() <= 12] {
                summary { (counted(old.len(), "old decision")) " without a change " b .q { "?" } }
                p .lead { "They were made on a former source, or under former rules, and do nothing now. A review asks whether they still hold." }
                ul { @for one in old { (item(view, file, one)) } }
            }
        }
    }
}

fn item(view: &View<'_>, file: usize, old: &OutOfDate) -> Markup {
    let record = &old.record;
    html! {
        li {
            b { (acted(record.act)) }
            @if let Some(by) = &record.by { " by " bdi { (plain(by)) } }
            @if let Some(at) = &record.at { " on " (plain(at.get(..10).unwrap_or(at))) }
            @if let Some(rule) = &record.rule { ", proposed by " code { (plain(rule)) } }
            @if let Some(before) = &record.before { ": " bdi .t lang=(view.lang) { (Text(before)) } }
            @if let Some(after) = &record.after { " → " bdi .t lang=(view.lang) { (Text(after)) } }
            @if let Some(note) = &record.note { " (" bdi { (plain(note)) } ")" }
            p .soft { (old.because) ". " @match &old.nearest {
                Some(near) => (nearest(view, file, near)),
                None => "No edit of its kind is there now.",
            } }
        }
    }
}

fn nearest(view: &View<'_>, file: usize, near: &Near) -> Markup {
    let item = Item::of(view.issue(), &near.edit, near.state);
    let card = view.cards.iter().position(|card| card.id == near.entry);
    let lines = plain(&item.lines.join(" "));
    html! {
        "Most like it, " (format!("{:.0}", near.likeness * 100.0)) "% alike: "
        @if let Some(card) = card { a href=(view.to_text(file, card)) { (lines) } } @else { (lines) }
        " " (plain(&item.question))
    }
}
