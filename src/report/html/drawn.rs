//! Pages with boxes, drawn to scale: outlines by article, numbers in reading order, over the scan where there is one.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::frame::Bound;
use super::page::{Scan, scan_link};
use super::view::View;
use crate::model::{Layout, Page, Rect};
use crate::report::Row;

/// Width of a drawing in its own units.
const WIDTH: i64 = 212;

/// Cells of the grid on which discs are kept apart, in tenths of its units.
const DISC: i64 = 90;

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

/// The pieces whose numbers are shown: those in the reading order whose discs do not hide one another, doubtful ones
/// first.
fn discs(boxes: &[Boxed], at: impl Fn(&Boxed) -> (i64, i64)) -> Vec<&Boxed> {
    let mut taken = BTreeSet::new();
    let mut is_free = |boxed: &&Boxed| {
        let (x, y) = at(boxed);
        let (x, y) = (x.div_euclid(DISC), y.div_euclid(DISC));
        let is_free = (-1..=1).all(|dx| (-1..=1).all(|dy| !taken.contains(&(x + dx, y + dy))));
        is_free && taken.insert((x, y))
    };
    let (open, sure): (Vec<&Boxed>, Vec<&Boxed>) = boxes.iter().filter(|boxed| !boxed.aside).partition(|b| b.open);
    open.into_iter().chain(sure).filter(&mut is_free).collect()
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
            @for boxed in discs(boxes, |boxed| (x(boxed.rect.left), y(boxed.rect.top))) {
                circle .disc.open[boxed.open] cx=(tenths(x(boxed.rect.left))) cy=(tenths(y(boxed.rect.top))) r="5" {}
                text .disc x=(tenths(x(boxed.rect.left))) y=(tenths(y(boxed.rect.top) + 25)) text-anchor="middle" { (boxed.no) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_do_not_hide_one_another_and_doubts_come_first() {
        let boxed = |no: usize, left: i32, top: i32, open: bool, aside: bool| Boxed {
            rect: Rect { left, top, right: left + 5, bottom: top + 5 },
            row: 0,
            article: 1,
            no,
            open,
            aside,
        };
        let boxes = [
            boxed(1, 0, 0, false, false),
            boxed(2, 50, 40, true, false),
            boxed(3, 300, 0, false, false),
            boxed(4, 600, 0, false, true),
        ];
        let at = |boxed: &Boxed| (i64::from(boxed.rect.left), i64::from(boxed.rect.top));
        let shown: Vec<usize> = discs(&boxes, at).iter().map(|boxed| boxed.no).collect();
        assert_eq!(shown, [2, 3]);
    }
}
