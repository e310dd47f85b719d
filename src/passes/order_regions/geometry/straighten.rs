//! Double pages are cut at their gutter, and each half is turned upright.

use super::area::{Area, Axis, Span};
use super::{Drawn, DrawnLine};

/// A page this much wider than high, in percent, may be two.
const WIDE_PERCENT: i64 = 110;
/// Share of the lines that may cross the gutter of a double page, in thousandths.
const CROSSING_PERMILLE: usize = 30;
/// Slopes beyond this are misread baselines, not skew.
const STEEPEST: f64 = 0.08;
/// Lines from which on a slope is told.
const FEWEST_SLOPES: usize = 5;

/// The x at which a double page falls into two, if it does.
pub(super) fn gutter(page: &Drawn) -> Option<i64> {
    let all = Area::around(page.lines.iter().map(|line| &line.area))?;
    let (width, height) =
        if page.width > 0 && page.height > 0 { (page.width, page.height) } else { (all.right, all.bottom) };
    if page.lines.len() < 20 || width * 100 <= height * WIDE_PERCENT {
        return None;
    }
    let middle = Span { from: width * 35 / 100, to: width * 65 / 100 };
    // A sweep over the edges of lines counts how many lie over each stretch.
    let mut edges: Vec<(i64, i32)> = Vec::with_capacity(page.lines.len() * 2);
    for line in &page.lines {
        let span = line.area.span(Axis::X).shrunk(50);
        edges.push((span.from, 1));
        edges.push((span.to.max(span.from + 1), -1));
    }
    edges.sort_unstable();
    let mut best: Option<(i32, i64, i64)> = None;
    let mut over = 0;
    let mut at = middle.from;
    for (x, step) in edges.into_iter().chain([(middle.to, 0)]) {
        if x > at && at < middle.to {
            let stretch = Span { from: at, to: x.min(middle.to) };
            let key = (over, -stretch.len(), stretch.middle());
            if best.is_none_or(|best| key < best) {
                best = Some(key);
            }
        }
        over += step;
        at = at.max(x);
    }
    let (crossing, _, x) = best?;
    (crossing as usize * 1000 <= page.lines.len() * CROSSING_PERMILLE).then_some(x)
}

/// The slope of the lines: how far they fall for each step to the right.
pub(super) fn slope<'a>(lines: impl IntoIterator<Item = &'a DrawnLine>) -> f64 {
    let mut slopes: Vec<f64> = lines
        .into_iter()
        .filter_map(|line| {
            let [left, top, right, bottom] = line.baseline?;
            let (run, rise) = (right - left, bottom - top);
            (run > 0 && run >= 3 * line.area.height()).then(|| rise as f64 / run as f64)
        })
        .filter(|slope| slope.abs() < STEEPEST)
        .collect();
    if slopes.len() < FEWEST_SLOPES {
        return 0.0;
    }
    let middle = slopes.len() / 2;
    *slopes.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// A box turned upright. Where the outline is known its corners are turned; else the box is taken as the one around
/// something that stands askew.
pub(super) fn upright(area: &Area, outline: &[(i64, i64)], slope: f64) -> Area {
    let turned = |(x, y): (i64, i64)| (x + (y as f64 * slope).round() as i64, y - (x as f64 * slope).round() as i64);
    if outline.len() > 2 {
        let points = outline.iter().map(|point| turned(*point));
        let boxes = points.map(|(x, y)| Area { left: x, top: y, right: x, bottom: y });
        return boxes.reduce(|all, one| all.union(&one)).unwrap_or(*area);
    }
    let (x, y) = turned((area.x().middle(), area.y().middle()));
    let part = |over: i64| (over as f64 * slope.abs()).round() as i64;
    let width = (area.width() - part(area.height())).max(area.width() / 3);
    let height = (area.height() - part(area.width())).max(area.height() / 3);
    Area { left: x - width / 2, top: y - height / 2, right: x - width / 2 + width, bottom: y - height / 2 + height }
}
