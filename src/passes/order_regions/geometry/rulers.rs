//! Rules: what a printer sets between columns and stories.

use super::area::Area;

/// A rule is this many times longer than thick.
const LONG: i64 = 3;

#[derive(Debug, Clone, Default)]
pub(super) struct Rulers {
    pub(super) horizontal: Vec<Area>,
    pub(super) vertical: Vec<Area>,
}

impl Rulers {
    pub(super) fn new(rules: impl IntoIterator<Item = Area>, line: i64) -> Self {
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
        found.horizontal = joined(found.horizontal, line);
        found.vertical = joined(found.vertical.iter().map(flipped).collect(), line).iter().map(flipped).collect();
        found
    }
}

fn flipped(area: &Area) -> Area {
    Area { left: area.top, top: area.left, right: area.bottom, bottom: area.right }
}

/// Pieces of one rule that lie end to end, as one; rules lie flat.
fn joined(mut rules: Vec<Area>, line: i64) -> Vec<Area> {
    rules.sort_by_key(|rule| (rule.y().middle().div_euclid(line.max(1)), rule.left, rule.top));
    let mut out: Vec<Area> = Vec::with_capacity(rules.len());
    for rule in rules {
        match out.last_mut() {
            Some(last)
                if (last.y().middle() - rule.y().middle()).abs() <= line
                    && rule.left - last.right <= 2 * line
                    && rule.left >= last.left =>
            {
                *last = last.union(&rule);
            }
            _ => out.push(rule),
        }
    }
    out
}
