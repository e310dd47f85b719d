//! The page of an issue: the doubts, the balance, the map, the text, the ledger.

use maud::{Markup, html};

use super::facts::{Summary, characters, of_view, unaccounted};
use super::frame::{Bound, fact, frame};
use super::parts::{file_name, link, up};
use super::rows::Rows;
use super::text::{Text, count, counted, plain};
use super::view::{CardIx, View};
use super::words::{before_after, class, of_pass, of_role, percent};
use super::{drawn, ledger, map, old};
use crate::ledger::PassName;
use crate::model::Warning;
use crate::report::{Diff, Row};
use crate::review::{OutOfDate, asked};

/// Places of one question from which the rest is folded.
const SHOWN: usize = 12;

/// A file of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of the report, with `/` between folders.
    pub name: String,
    /// What it holds.
    pub html: String,
}

/// A picture of a page that lies in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Number of the page, from 1.
    pub page: u32,
    /// Its path below the folder of the report, with `/` between folders; the picture itself, as a `data:` address, for a
    /// page that stands alone.
    pub name: String,
}

/// The files of an issue's page, the first first, and its row in the index. `warnings` are those of the run, `old` are
/// the decisions that do nothing, `scans` are the pictures that lie in the report.
#[must_use]
pub fn page(diff: &Diff<'_>, warnings: &[Warning], old: &[OutOfDate], scans: &[Scan]) -> (Vec<File>, Summary) {
    let name = &diff.draft.issue().name;
    let view = View::of(diff, name);
    let summary = of_view(&view, warnings, old.len());
    let up = up(name);
    let bound = Bound::Site(&up);
    let files = (0..view.parts.files.len())
        .map(|part| File {
            name: file_name(name, part),
            html: file(&view, &summary, warnings, old, scans, part, bound),
        })
        .collect();
    (files, summary)
}

/// The page of an issue as one file with all that it needs, for sending it to somebody, and its summary. See [`page`].
#[must_use]
pub fn single(diff: &Diff<'_>, warnings: &[Warning], old: &[OutOfDate], scans: &[Scan]) -> (File, Summary) {
    let name = &diff.draft.issue().name;
    let view = View::whole(diff, name);
    let summary = of_view(&view, warnings, old.len());
    let html = file(&view, &summary, warnings, old, scans, 0, Bound::Single);
    (File { name: format!("{name}.html"), html }, summary)
}

fn file(
    view: &View<'_>,
    summary: &Summary,
    warnings: &[Warning],
    old: &[OutOfDate],
    scans: &[Scan],
    part: usize,
    bound: Bound<'_>,
) -> String {
    let name = &view.issue().name;
    let header = html! {
        @if let Bound::Site(up) = bound {
            a .back href={ (up) "index.html" } aria-label="All issues" { span aria-hidden="true" { "← " } span { "All issues" } }
        }
        b .name { bdi { (plain(name)) } }
        span .soft.file { bdi { (plain(&summary.source)) } }
        @if let Some(&first) = view.doubts.first() {
            a .go href=(view.to_text(part, first)) { "First doubt" }
        }
    };
    let mut rows = Rows::new(view, part);
    let sections: Vec<Markup> = view.parts.files[part].iter().map(|section| rows.section(section)).collect();
    let main = html! {
        @if part == 0 { (opening(view, summary, warnings)) (old::list(view, part, old)) } @else {
            h1 { "Part " (part + 1) " of " (view.parts.files.len()) }
        }
        (pages(view, part))
        (filters(view, part))
        div .spread {
            @if part == 0 {
                div .map role="group" aria-labelledby="map-head" {
                    h2 #map-head { "Where each piece went" }
                    (map::ribbon(view, part))
                    (drawn::pages(view, part, bound, scans))
                    (map::twin(view, part))
                }
            }
            div .text {
                div .heads aria-hidden="true" { span { "Source, as the file has it" } span { "Result, as it will be published" } }
                @for section in sections { (section) }
                (set_aside(view, part))
            }
        }
        (ledger::table(view, part))
    };
    frame(&format!("{} · newsprint", plain(name)), bound, &header, &main)
}

fn opening(view: &View<'_>, summary: &Summary, warnings: &[Warning]) -> Markup {
    let quiet = summary.changes - summary.open;
    html! {
        h1 {
            @match summary.open {
                0 => "Nothing on this page needs a person",
                1 => "1 change needs a person",
                n => { (count(n)) " changes need a person" }
            }
        }
        p .lead {
            (counted(summary.changes as usize, "change")) " in the ledger, " (count(quiet)) " of them quiet."
            @if summary.open > 0 { " The others are listed here, and marked " b .q { "?" } " in the text." }
        }
        (doubts(view))
        @let sums = characters(view);
        ul .facts {
            (fact(&count(sums.sum.source), "characters in", false))
            (fact(&count(sums.sum.source - sums.sum.removed), "kept", false))
            (some(sums.stripped, "removed as printed twice or no text", sums.doubtful.0))
            (some(sums.replaced, "removed or replaced otherwise", sums.doubtful.1))
            (some(sums.sum.inserted, "put in", false))
            (some(sums.aside, "set aside", false))
            (fact(&count(unaccounted(&sums.sum)), "unaccounted for", false))
            (some(sums.moved, "pieces moved", false))
            (fact(&count(summary.articles), "articles", false))
            (some(summary.stale.into(), "old decisions without a change, listed below", true))
        }
        @let odd: Vec<&Warning> = view.issue().warnings.iter().chain(warnings).collect();
        @if !odd.is_empty() {
            details .odd {
                summary { (counted(odd.len(), "thing")) " odd in the source" }
                ul { @for warning in odd { li {
                    @if warning.page > 0 { "page " (warning.page) @if warning.line > 0 { ", line " (warning.line) } ": " }
                    (plain(&warning.message))
                } } }
            }
        }
    }
}

/// A figure that says something only where it is not nothing.
fn some(n: u64, what: &str, is_doubtful: bool) -> Markup {
    html! { @if n > 0 { (fact(&count(n), what, is_doubtful)) } }
}

/// What needs a person: like questions together, each place with its text.
fn doubts(view: &View<'_>) -> Markup {
    let mut groups: Vec<((&str, &str), Vec<CardIx>)> = Vec::new();
    let mut at = rustc_hash::FxHashMap::default();
    for &card in &view.doubts {
        let key = (&*view.cards[card].edit.rule, asked(view.issue(), &view.cards[card].edit));
        let group = *at.entry(key).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push(card);
    }
    html! {
        @if !groups.is_empty() {
            ul .doubts #doubts aria-label="Changes that need a person" {
                @for ((rule, question), cards) in &groups {
                    @let pass = view.cards[cards[0]].edit.pass;
                    li .{ "m-" (class(pass)) } {
                        b .p.(class(pass)) title=(of_pass(pass).1) { (of_pass(pass).0) }
                        div {
                            p { (question) @if cards.len() > 1 { span .soft { " × " (cards.len()) } } " " code { (rule) } }
                            @let (shown, folded) = cards.split_at(cards.len().min(SHOWN));
                            ul { @for card in shown { (place(view, *card)) } }
                            @if !folded.is_empty() {
                                details { summary { "and " (folded.len()) " more" } ul { @for card in folded { (place(view, *card)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn place(view: &View<'_>, card: CardIx) -> Markup {
    let it = &view.cards[card];
    let (before, after, own_words) = before_after(view.issue(), &it.edit);
    html! {
        li { a href=(view.to_text(0, card)) {
            span .pc { (percent(&it.edit)) "%" } " "
            bdi .t lang=(view.lang) { (Text(&before)) }
            @if !after.is_empty() && own_words { span .soft { " → " (plain(&after)) } }
        } }
    }
}

/// Check boxes that hide the marks of a pass; they work without a script.
fn filters(view: &View<'_>, part: usize) -> Markup {
    let in_part =
        |pass: PassName| view.parts.cards[part].iter().filter(|card| view.cards[**card].edit.pass == pass).count();
    html! {
        form .filters aria-label="Shown in the text and in the ledger" autocomplete="off" {
            @for pass in PassName::ALL {
                @let n = in_part(pass);
                @if n > 0 {
                    label { input type="checkbox" id={ "f-" (class(pass)) } checked; b .p.(class(pass)) aria-hidden="true" { (of_pass(pass).0) } " " (of_pass(pass).1) " " span .soft { (count(n as u64)) } }
                }
            }
            label { input type="checkbox" id="f-quiet"; " only doubts" }
            label { input type="checkbox" id="f-w"; " line ends" }
            // Where there is room these stand beside the text in any case.
            label .narrow { input type="checkbox" id="f-src"; " source lines" }
            @if part == 0 { label .narrow { input type="checkbox" id="f-map"; " map" } }
        }
    }
}

/// Links to the other files of a long issue.
fn pages(view: &View<'_>, part: usize) -> Markup {
    let n = view.parts.files.len();
    html! {
        @if n > 1 {
            nav .parts aria-label="Parts of this issue" { @for other in 0..n {
                @if other == part { b aria-current="page" { (other + 1) } }
                @else { a href=(view.parts.link(part, other, "main")) { (other + 1) } }
                " "
            } }
        }
    }
}

/// What stands in no article, once more in one list.
fn set_aside(view: &View<'_>, part: usize) -> Markup {
    let rows = view.parts.files[part].iter().flat_map(|section| section.rows.clone());
    let aside: Vec<_> = rows
        .filter_map(|at| match &view.diff.rows[at] {
            Row::Piece(piece) if piece.role.is_furniture() => Some((at, piece)),
            _ => None,
        })
        .collect();
    html! {
        @if !aside.is_empty() {
            details .set-aside {
                summary { "Set aside: " (counted(aside.len(), "piece")) " in no article" }
                ul { @for (at, piece) in aside { li {
                    a href={ "#r" (at) } { (view.named(piece.lines[0])) } " "
                    bdi .gt lang=(view.lang) { (Text(&super::text::head(&view.draft().text(piece.lines[0]), 40))) }
                    span .soft { " " (of_role(piece.role)) }
                } } }
            }
        }
    }
}

/// A scan as a page of an issue links to it.
pub(super) fn scan_link(bound: Bound<'_>, scan: &Scan) -> String {
    match bound {
        Bound::Site(up) => format!("{up}{}", link(&scan.name)),
        Bound::Single => scan.name.clone(),
    }
}
