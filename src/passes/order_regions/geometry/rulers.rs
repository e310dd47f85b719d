//! Rules: what a printer sets between columns and stories.

use super::area::{Area, Span};

/// A rule is this many times longer than thick.
const LONG: i64 = 3;

/// The rules of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Rulers {
    /// From top to bottom.
    horizontal: Vec<Area>,
    /// From left to right.
    vertical: Vec<Area>,
}

impl Rulers {
    pub(super) fn new(rules: impl IntoIterator<Item = Area>, line: i64, column: i64) -> Self {
        let mut found = Self::default();
        for rule in rules {
            if rule.width() > LONG * rule.height() {
                found.horizontal.push(rule);
            } else if rule.height() > LONG * rule.width() {
                found.vertical.push(rule);
            } else if rule.width() > 4 * line && rule.height() > 4 * line {
                // A frame: its four sides.
                found.horizontal.push(Area { bottom: rule.top + 1, ..rule });
                found.horizontal.push(Area { top: rule.bottom - 1, ..rule });
                found.vertical.push(Area { right: rule.left + 1, ..rule });
                found.vertical.push(Area { left: rule.right - 1, ..rule });
            }
        }
        let (flat, upright) = (found.horizontal, found.vertical.iter().map(flipped).collect::<Vec<_>>());
        found.horizontal = joined(flat.clone(), &upright, line, column);
        found.vertical = joined(upright, &flat, line, column).iter().map(flipped).collect();
        found.horizontal.sort_by_key(|rule| rule.y().middle());
        found.vertical.sort_by_key(|rule| rule.x().middle());
        found
    }

    /// The horizontal rules between two heights.
    pub(super) fn flat(&self, between: Span) -> &[Area] {
        within(&self.horizontal, between, |rule| rule.y().middle())
    }

    /// The vertical rules between two places from left to right.
    pub(super) fn upright(&self, between: Span) -> &[Area] {
        within(&self.vertical, between, |rule| rule.x().middle())
    }
}

/// The rules that stand between both ends, at neither.
fn within(rules: &[Area], between: Span, at: impl Fn(&Area) -> i64) -> &[Area] {
    let from = rules.partition_point(|rule| at(rule) <= between.from);
    let n = rules[from..].partition_point(|rule| at(rule) < between.to);
    &rules[from..from + n]
}

fn flipped(area: &Area) -> Area {
    Area { left: area.top, top: area.left, right: area.bottom, bottom: area.right }
}

/// Pieces of one rule that lie end to end, as one; rules lie flat. Two pieces with a rule of the other direction passing
/// between them are the rules of two columns; the ones that pass are given `flipped`, so that they lie flat too.
fn joined(mut rules: Vec<Area>, passing: &[Area], line: i64, column: i64) -> Vec<Area> {
    let mut passing: Vec<Area> = passing.iter().filter(|rule| rule.width() >= column).copied().collect();
    passing.sort_by_key(|rule| rule.y().middle());
    let passes = |last: &Area, rule: &Area| {
        let (from, to) = (last.right.min(rule.left) - line / 4, rule.left.max(last.right) + line / 4);
        let (top, bottom) = (last.top.min(rule.top) - line, last.bottom.max(rule.bottom) + line);
        let start = passing.partition_point(|other| other.y().middle() < from);
        passing[start..]
            .iter()
            .take_while(|other| other.y().middle() <= to)
            .any(|other| other.left <= top && other.right >= bottom)
    };
    rules.sort_by_key(|rule| (rule.y().middle().div_euclid(line.max(1)), rule.left, rule.top));
    let mut out: Vec<Area> = Vec::with_capacity(rules.len());
    for rule in rules {
        match out.last_mut() {
            Some(last)
                if (last.y().middle() - rule.y().middle()).abs() <= line
                    && rule.left - last.right <= 2 * line
                    && rule.left >= last.left
                    && !passes(last, &rule) =>
            {
                *last = last.union(&rule);
            }
            _ => out.push(rule),
        }
    }
    out
}
