//! The ledger as a table: every change, one row each, each linked to its place in the text.

use maud::{Markup, html};

use super::text::{Text, counted, plain};
use super::view::{Card, CardIx, View};
use super::words::{before_after, class, of_pass, of_state, percent};
use crate::ledger::file::line_list;
use crate::ledger::{Change, UnitId};
use crate::review::{asked, lines_of};

/// Names of units shown of an edit that has many.
const UNITS: usize = 3;

/// The table of one file.
pub(super) fn table(view: &View<'_>, file: usize) -> Markup {
    let mut cards: Vec<CardIx> = view.parts.cards[file].clone();
    cards.sort_by_key(|card| (view.cards[*card].id, *card));
    html! {
        section #ledger aria-labelledby="ledger-head" {
            h2 #ledger-head { "Ledger: " (counted(cards.len(), "change")) }
            @if !cards.is_empty() {
                table .ledger {
                    thead { tr {
                        th scope="col" { span .sr { "Pass" } }
                        th scope="col" { "Change" }
                        th scope="col" { "Before → after" }
                        th .num scope="col" { "Sure" }
                        th scope="col" { "Why" }
                        th scope="col" { "Rule · unit" }
                    } }
                    tbody { @for card in cards { (row(view, file, card)) } }
                }
            }
        }
    }
}

fn row(view: &View<'_>, file: usize, card: CardIx) -> Markup {
    let it = &view.cards[card];
    let (letter, pass) = of_pass(it.edit.pass);
    let class = class(it.edit.pass);
    let lines = line_list(view.issue(), &lines_of(&it.edit));
    let lines: Vec<String> = lines.iter().map(|line| plain(line)).collect();
    let (before, after, own_words) = before_after(view.issue(), &it.edit);
    html! {
        tr #{ "e" (it.key) } class={ "m-" (class) @if it.open { " open" } } {
            td { span .note aria-hidden="true" { (it.key) " " } b .p.(class) title=(pass) { (letter) } @if it.open { " " b .q { "?" } span .sr { " needs a decision" } } }
            td {
                (asked(view.issue(), &it.edit)) " "
                a href=(view.to_text(file, card)) { (lines.join(" ")) }
                @if let Some(state) = of_state(it.entry) { " " span .state { (state) } }
            }
            td {
                bdi .t lang=(view.lang) { (Text(&before)) }
                @if !after.is_empty() || !own_words {
                    " → "
                    @if own_words { (plain(&after)) } @else { bdi .t lang=(view.lang) { (Text(&after)) } }
                }
                @if is_many(it) { span .soft { " and " (it.edit.changes.len() - 1) " more" } }
            }
            td .num { (percent(&it.edit)) "%" }
            td .why { (plain(&it.edit.why.join("; "))) }
            td .rule { (it.edit.rule) @for unit in units(view, it) { " " code { (unit) } } }
        }
    }
}

/// Whether a card stands for like changes that can be refused singly.
fn is_many(card: &Card<'_>) -> bool {
    card.edit.grain == crate::ledger::Grain::Each && card.edit.changes.len() > 1
}

fn units(view: &View<'_>, card: &Card<'_>) -> Vec<String> {
    if !is_many(card) {
        return vec![UnitId::of(view.issue(), &card.edit.changes).to_string()];
    }
    let of = |change: &Change| UnitId::of(view.issue(), std::slice::from_ref(change)).to_string();
    let mut units: Vec<String> = card.edit.changes.iter().take(UNITS).map(of).collect();
    if card.edit.changes.len() > UNITS {
        units.push(format!("+{}", card.edit.changes.len() - UNITS));
    }
    units
}
