//! Pages with boxes, drawn to scale: outlines by article, numbers in reading order, over the scan where there is one.

use maud::{Markup, html};

use super::frame::Bound;
use super::page::{Scan, scan_link};
use super::view::View;
use crate::model::{Layout, Page, Rect};
use crate::report::Row;

/// Width of a drawing in its own units.
const WIDTH: i64 = 212;

/// A piece on one page.
struct Boxed {
    rect: Rect,
    row: usize,
    article: usize,
    no: usize,
    open: bool,
    aside: bool,
}

/// The drawings of all pages that have boxes.
pub(super) fn pages(view: &View<'_>, file: usize, bound: Bound<'_>, scans: &[Scan]) -> Markup {
    let pages: Vec<(usize, &Page)> =
        view.issue().pages().iter().enumerate().filter(|(_, page)| page.layout == Layout::Boxes).collect();
    if pages.is_empty() {
        return html! {};
    }
    let mut boxes = boxes(view);
    html! {
        @for (at, page) in pages {
            (draw(view, file, page, &std::mem::take(&mut boxes[at]), scans.iter().find(|scan| scan.page == page.no).map(|scan| scan_link(bound, scan))))
        }
    }
}

/// The pieces of each page in reading order.
fn boxes(view: &View<'_>) -> Vec<Vec<Boxed>> {
    let issue = view.issue();
    let mut out: Vec<Vec<Boxed>> = issue.pages().iter().map(|_| Vec::new()).collect();
    let mut article = 0;
    let mut no = 0;
    for (row, what) in view.diff.rows.iter().enumerate() {
        let piece = match what {
            Row::Article(_) => {
                article += 1;
                continue;
            }
            Row::Piece(piece) => piece,
            Row::Ghost(_) => continue,
        };
        let open = piece.lines.iter().any(|line| view.at[line.at()].iter().any(|card| view.cards[*card].open));
        // A piece that goes on in the next column has a box in each.
        for run in piece.lines.chunk_by(|a, b| issue.same_region(*a, *b)) {
            let Some(rect) = run.iter().filter_map(|line| issue.line(*line).bbox).reduce(|a, b| a.union(&b)) else {
                continue;
            };
            no += 1;
            let page = issue.line(run[0]).page as usize;
            out[page].push(Boxed { rect, row, article, no, open, aside: piece.role.is_furniture() });
        }
    }
    out
}

fn draw(view: &View<'_>, file: usize, page: &Page, boxes: &[Boxed], scan: Option<String>) -> Markup {
    let whole = boxes.iter().map(|boxed| boxed.rect).reduce(|a, b| a.union(&b));
    let (width, height) = (i64::from(page.width), i64::from(page.height));
    let (left, top, width, height) = match whole {
        _ if width > 0 && height > 0 => (0, 0, width, height),
        Some(all) => (i64::from(all.left), i64::from(all.top), i64::from(all.width()), i64::from(all.height())),
        None => return html! {},
    };
    let (width, height) = (width.max(1), height.max(1));
    // One scale for both axes, in tenths, so that thin lines stay where they are.
    let to = |v: i64| v * WIDTH * 10 / width;
    let tenths = |v: i64| format!("{}.{}", v / 10, v % 10);
    let x = |v: i32| to((i64::from(v) - left).clamp(0, width));
    let y = |v: i32| to((i64::from(v) - top).clamp(0, height));
    let whole_height = to(height);
    let way: Vec<String> = boxes
        .iter()
        .filter(|boxed| !boxed.aside)
        .map(|boxed| {
            let (x, y) = (x(boxed.rect.left) + x(boxed.rect.right), y(boxed.rect.top) + y(boxed.rect.bottom));
            format!("{},{}", tenths(x / 2), tenths(y / 2))
        })
        .collect();
    html! {
        svg .drawn viewBox={ "-6 -6 " (WIDTH + 12) " " (whole_height / 10 + 12) } role="group" aria-label={ "Page " (page.no) " to scale; the list below says the same" } {
            rect .paper x="0" y="0" width=(WIDTH) height=(tenths(whole_height)) {}
            @if let Some(scan) = scan {
                image href=(scan) x="0" y="0" width=(WIDTH) height=(tenths(whole_height)) preserveAspectRatio="none" {}
            }
            @for boxed in boxes {
                a href=(view.parts.link(file, view.parts.of_row(boxed.row), &format!("r{}", boxed.row))) tabindex="-1" {
                    title { (boxed.no) }
                    rect .box.{ "a" (boxed.article % 4) }.open[boxed.open].aside[boxed.aside] x=(tenths(x(boxed.rect.left))) y=(tenths(y(boxed.rect.top)))
                        width=(tenths((x(boxed.rect.right) - x(boxed.rect.left)).max(10))) height=(tenths((y(boxed.rect.bottom) - y(boxed.rect.top)).max(10))) {}
                }
            }
            polyline .order points=(way.join(" ")) {}
            @for boxed in boxes.iter().filter(|boxed| !boxed.aside) {
                circle .disc.open[boxed.open] cx=(tenths(x(boxed.rect.left))) cy=(tenths(y(boxed.rect.top))) r="5" {}
                text .disc x=(tenths(x(boxed.rect.left))) y=(tenths(y(boxed.rect.top) + 25)) text-anchor="middle" { (boxed.no) }
            }
        }
    }
}
