//! The ribbon: the source as a bar on the left, the result as a bar on the right, and bands from the one to the other.

use maud::{Markup, html};

use super::text::{counted, head, plain};
use super::view::View;
use super::words::of_role;
use crate::model::LineIx;
use crate::report::Way;
use crate::report::{Piece, Row};

/// Height of the drawing, and the least height of a band.
const HEIGHT: u32 = 700;
const LEAST: u32 = 3;
/// Bands above which those that did not move are drawn as one with their neighbors.
const MOST: usize = 240;

/// Lines that stand one after another on both sides.
struct Band {
    first: LineIx,
    n: u32,
    place: u32,
    way: Option<Way>,
    open: bool,
    aside: bool,
}

/// The bands in reading order.
fn bands(view: &View<'_>) -> Vec<Band> {
    let draft = view.draft();
    let mut way = vec![None; view.issue().n_lines()];
    for row in &view.diff.rows {
        if let Row::Piece(Piece { lines, moved, .. }) = row {
            lines.iter().for_each(|line| way[line.at()] = *moved);
        }
    }
    let aside = |line: LineIx| draft.role(line).is_furniture();
    let is_open = |line: LineIx| {
        view.moved[line.at()].is_some_and(|card| view.cards[card].open)
            || aside(line) && view.at[line.at()].iter().any(|card| view.cards[*card].open)
    };
    let key = |line: LineIx| (way[line.at()], aside(line), is_open(line));
    let mut out = Vec::new();
    let mut place = 0;
    for run in draft.order().chunk_by(|a, b| a.0 + 1 == b.0 && key(*a) == key(*b)) {
        let first = run[0];
        let n = run.len() as u32;
        out.push(Band { first, n, place, way: way[first.at()], open: is_open(first), aside: aside(first) });
        place += n;
    }
    out
}

/// The drawing.
pub(super) fn ribbon(view: &View<'_>, file: usize) -> Markup {
    let bands = bands(view);
    let n = (view.issue().n_lines() as u32).max(1);
    if n < 2 || view.issue().pages().iter().any(|page| page.layout == crate::model::Layout::Boxes) {
        return html! {};
    }
    if bands.iter().all(|band| band.way.is_none() && !band.aside) {
        return html! { p .soft { "Every piece stays where it stood." } };
    }
    let y = |line: u32| 24 + line * HEIGHT / n;
    let still = bands.iter().filter(|band| band.way.is_none() && !band.aside).count();
    let one = still > MOST;
    html! {
        svg .ribbon viewBox={ "0 0 212 " (HEIGHT + 40) } role="group" aria-label="Map of source and result; the list below says the same" {
            text .soft x="47" y="14" text-anchor="middle" { "source" }
            text .soft x="115" y="14" text-anchor="middle" { "result" }
            @if one { path .band d=(band_path(y(0), y(n), y(0), y(n))) {} }
            @else { @for band in bands.iter().filter(|band| band.way.is_none() && !band.aside) { (draw(view, file, band, &y)) } }
            rect .bar x="42" y=(y(0)) width="10" height=(HEIGHT) {}
            rect .bar x="110" y=(y(0)) width="10" height=(HEIGHT) {}
            @for band in bands.iter().filter(|band| band.aside || band.way.is_some()) { (draw(view, file, band, &y)) }
            (seams(view, &bands, &y))
            (heads(view, file, &y))
        }
    }
}

fn band_path(a: u32, b: u32, c: u32, d: u32) -> String {
    format!("M52 {a}C81 {a} 81 {c} 110 {c}V{d}C81 {d} 81 {b} 52 {b}Z")
}

fn draw(view: &View<'_>, file: usize, band: &Band, y: &impl Fn(u32) -> u32) -> Markup {
    let (a, c) = (y(band.first.0), y(band.place));
    let (b, d) = (y(band.first.0 + band.n).max(a + LEAST), y(band.place + band.n).max(c + LEAST));
    let link = view.to_line(file, band.first);
    let title = told(view, band);
    html! {
        @if band.aside {
            a href=(link) tabindex="-1" {
                title { (title) }
                rect .stub x="42" y=(a) width="34" height=(b - a) {}
                text .stub x="82" y=((a + b) / 2 + 4) { "×" }
                @if band.open { (flag(100, (a + b) / 2)) }
            }
        } @else if band.way.is_some() {
            a href=(link) tabindex="-1" {
                title { (title) }
                path .band.went d=(band_path(a, b, c, d)) {}
                rect .end x="42" y=(a) width="10" height=(b - a) {}
                rect .end x="110" y=(c) width="10" height=(d - c) {}
                @if band.open { (flag(128, (c + d) / 2)) }
            }
        } @else {
            path .band d=(band_path(a, b, c, d)) {}
        }
    }
}

fn flag(x: u32, y: u32) -> Markup {
    html! {
        circle .flag cx=(x) cy=(y) r="7" {}
        text .flag x=(x) y=(y + 4) text-anchor="middle" { "?" }
    }
}

/// The line numbers where something was taken from.
fn seams(view: &View<'_>, bands: &[Band], y: &impl Fn(u32) -> u32) -> Markup {
    let mut firsts: Vec<LineIx> = bands.iter().filter(|band| band.way.is_some()).map(|band| band.first).collect();
    firsts.push(LineIx(0));
    firsts.sort_unstable();
    let mut last: Option<u32> = None;
    firsts.retain(|line| {
        let keep = last.is_none_or(|last| y(line.0) >= last + 13);
        last = if keep { Some(y(line.0)) } else { last };
        keep
    });
    html! { @for line in firsts { text .soft x="38" y=(y(line.0) + 4) text-anchor="end" { (view.named(line)) } } }
}

/// Numbers and first characters of the articles.
fn heads(view: &View<'_>, file: usize, y: &impl Fn(u32) -> u32) -> Markup {
    let mut last = 0;
    let heads: Vec<_> =
        view.parts.files.iter().flatten().filter_map(|section| Some((section.head?, section.no))).collect();
    html! {
        @for (line, no) in heads {
            @let at = y(view.draft().place(line) as u32) + 8;
            @if at >= last + 14 {
                ({ last = at; "" })
                a href=(view.to_line(file, line)) tabindex="-1" {
                    text x="138" y=(at) { (no) " " tspan lang=(view.lang) { (plain(&head(&view.draft().text(line), 4))) } }
                }
            }
        }
    }
}

fn told(view: &View<'_>, band: &Band) -> String {
    let words = plain(&head(&view.draft().text(band.first), 16));
    let what = of_role(view.draft().role(band.first));
    let way = match (band.aside, band.way) {
        (true, _) => "set aside",
        (false, Some(Way::Up)) => "moved up",
        (false, Some(Way::Down)) => "moved down",
        (false, None) => "in its place",
    };
    let open = if band.open { ", needs a decision" } else { "" };
    format!("{words}, {}, {}: {what} {way}{open}", view.named(band.first), counted(band.n as usize, "line"))
}

/// The same as a list.
pub(super) fn twin(view: &View<'_>, file: usize) -> Markup {
    let moved: Vec<Band> = bands(view).into_iter().filter(|band| band.way.is_some() || band.aside).collect();
    let heads = view.parts.files.iter().flatten().filter_map(|section| section.head);
    html! {
        details .twin {
            summary { "The same as a list" }
            ol { @for line in heads {
                li { a href=(view.to_line(file, line)) { bdi lang=(view.lang) { (plain(&head(&view.draft().text(line), 16))) } ", " (view.named(line)) } }
            } }
            @if !moved.is_empty() { ul { @for band in &moved { li { a href=(view.to_line(file, band.first)) { (told(view, band)) } } } } }
        }
    }
}
