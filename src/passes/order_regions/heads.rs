//! Headlines over several columns, where words have no spaces: their boxes are drawn over all columns that they head.
//!
//! A headline is set in the middle over its columns, or at their left edge, and is often narrower than one of them. Its own
//! box then looks as if it stood in one column, under which the others would be read first or last. What it heads is told
//! by the columns below it that begin on one height. Headlines that stand in one block with text are parted from it first.

use super::geometry::{Area, Drawn, DrawnRegion, Kind};
use crate::model::{LineIx, Role};
use crate::passes::View;
use crate::passes::galley::LARGE_TYPE;

/// Halves of the height of a line between a headline and what stands below it in its head, and lines to its text.
const NEAR_HALVES: i64 = 3;
const ROOM: i64 = 9;
/// Line heights between columns at the most.
const GUTTER: i64 = 4;
/// Most columns over which a headline is looked for, and most regions that are looked at below one.
const MOST_COLUMNS: usize = 12;
const MOST_BELOW: usize = 48;

/// Draws the boxes of headlines over the columns that they head. `lines`: those that are drawn, in the same order.
pub(super) fn set_over_columns(view: &View<'_>, lines: &[LineIx], drawn: &mut Drawn) {
    let first = lines.first().map(|line| view.issue.line(*line).page as usize);
    if !first.is_some_and(|page| view.survey.page(page).unspaced) {
        return;
    }
    let is_head: Vec<bool> = lines.iter().map(|line| is_headline(view, *line)).collect();
    if !is_head.contains(&true) {
        return;
    }
    let is_byline = |n: usize| view.draft.role(lines[n]) == Role::Byline;
    let mut heights: Vec<i64> = drawn.lines.iter().map(|line| line.area.height()).collect();
    let middle = heights.len() / 2;
    let height = (*heights.select_nth_unstable(middle).1).max(1);
    part_heads(drawn, &is_head, &is_byline);
    let mut what: Vec<What> = vec![What::Nothing; drawn.regions.len()];
    for (n, line) in drawn.lines.iter().enumerate() {
        let seen = match () {
            () if view.draft.role(lines[n]).is_furniture() => What::Nothing,
            () if is_head[n] => What::Head,
            () if is_byline(n) => What::Byline,
            () => What::Text,
        };
        what[line.region] = what[line.region].max(seen);
    }
    let upright = join_upright(drawn, &what);
    // Beside their text nothing stands below them that they head.
    let lying = what.iter().zip(upright).map(|(what, upright)| match what {
        What::Head if upright => What::Nothing,
        what => *what,
    });
    widen(drawn, &lying.collect::<Vec<_>>(), height);
}

/// Puts headlines that run from top to bottom side by side into one region, since their lines are read from the right, and
/// says of each region whether its lines run so.
fn join_upright(drawn: &mut Drawn, what: &[What]) -> Vec<bool> {
    let mut upright = vec![true; drawn.regions.len()];
    for line in &drawn.lines {
        upright[line.region] &= line.area.height() > line.area.width();
    }
    let area = |n: &usize| drawn.regions[*n].area;
    let mut heads: Vec<usize> = (0..what.len())
        .filter(|n| what[*n] == What::Head && upright[*n] && area(n).height() > area(n).width())
        .collect();
    heads.sort_by_key(|n| (area(n).left, area(n).top));
    let beside = |a: &Area, b: &Area| {
        let common = a.y().common(b.y()) * 2 > a.height().min(b.height());
        common && b.left - a.right < a.width().max(b.width())
    };
    // What each region is put into.
    let mut into: Vec<usize> = (0..drawn.regions.len()).collect();
    for (k, &next) in heads.iter().enumerate() {
        let b = drawn.regions[next].area;
        // Headlines of other articles may begin between them, further up or down.
        let before = heads[..k].iter().rev().take(MOST_COLUMNS).map(|n| into[*n]);
        if let Some(host) = before.into_iter().find(|host| beside(&drawn.regions[*host].area, &b)) {
            into[next] = host;
            let area = drawn.regions[host].area.union(&b);
            drawn.regions[host] = DrawnRegion { area, outline: Vec::new(), ..drawn.regions[host] };
        }
    }
    for line in &mut drawn.lines {
        line.region = into[line.region];
    }
    upright
}

/// What a region is; of several things the last counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Nothing,
    Byline,
    Head,
    Text,
}

fn is_headline(view: &View<'_>, line: LineIx) -> bool {
    view.draft.role(line) == Role::Subhead
        && view.survey.setting(line).is_some_and(|setting| setting.square() >= LARGE_TYPE)
}

/// Gives headlines that stand in one region with text, and the bylines below them, regions of their own.
fn part_heads(drawn: &mut Drawn, is_head: &[bool], is_byline: &dyn Fn(usize) -> bool) {
    let mut of_region: Vec<Vec<usize>> = vec![Vec::new(); drawn.regions.len()];
    for (n, line) in drawn.lines.iter().enumerate() {
        of_region[line.region].push(n);
    }
    for (region, lines) in of_region.iter().enumerate() {
        let heads = lines.iter().filter(|n| is_head[**n]).count();
        let falls = lines.windows(2).all(|pair| drawn.lines[pair[0]].area.top <= drawn.lines[pair[1]].area.top);
        if heads == 0 || heads == lines.len() || !falls || drawn.regions[region].kind != Kind::Text {
            continue;
        }
        let mut in_head = Vec::with_capacity(lines.len());
        for n in lines {
            in_head.push(is_head[*n] || is_byline(*n) && in_head.last() == Some(&true));
        }
        let mut from = 0;
        for to in 1..=lines.len() {
            if to < lines.len() && in_head[to] == in_head[from] {
                continue;
            }
            let own = &lines[from..to];
            let Some(area) = Area::around(own.iter().map(|n| &drawn.lines[*n].area)) else { continue };
            let part = DrawnRegion { area, outline: Vec::new(), ..drawn.regions[region] };
            if from == 0 {
                drawn.regions[region] = part;
            } else {
                drawn.regions.push(part);
                let at = drawn.regions.len() - 1;
                own.iter().for_each(|n| drawn.lines[*n].region = at);
            }
            from = to;
        }
    }
}

/// Draws the regions of headlines, and what else stands in their heads, over their columns, from the top of the page down.
fn widen(drawn: &mut Drawn, what: &[What], height: i64) {
    let boxes = around_lines(drawn);
    let sorted = |wanted: &dyn Fn(What) -> bool| {
        let mut found: Vec<(usize, Area)> =
            (0..what.len()).filter(|n| wanted(what[*n])).filter_map(|n| Some((n, boxes[n]?))).collect();
        found.sort_by_key(|(n, area)| (area.top, area.left, *n));
        found
    };
    let heads = sorted(&|what| matches!(what, What::Head | What::Byline));
    let texts: Vec<Area> = sorted(&|what| what == What::Text).into_iter().map(|(_, area)| area).collect();
    let headlines = || heads.iter().filter(|(n, _)| what[*n] == What::Head).map(|(_, area)| area);
    let set = how_set(headlines(), &texts, height);
    let mut wide: Vec<Area> = heads.iter().map(|(_, area)| *area).collect();
    // Where the text of each begins.
    let mut text_at: Vec<Option<i64>> = vec![None; heads.len()];
    for k in 0..heads.len() {
        let area = heads[k].1;
        let above = (0..k).rev().take(MOST_COLUMNS).find(|j| {
            (-height..NEAR_HALVES * height / 2).contains(&(area.top - heads[*j].1.bottom))
                && wide[*j].left <= area.left + height
                && area.right <= wide[*j].right + height
        });
        let over = match above {
            Some(j) => {
                text_at[k] = text_at[j];
                wide[j].bottom = wide[j].bottom.max(area.top);
                Some(wide[j])
            }
            None if what[heads[k].0] == What::Head => {
                let from = texts.partition_point(|text| text.top < area.bottom - height / 2);
                let below = texts[from..].iter().take_while(|text| text.top < area.bottom + ROOM * height);
                let below: Vec<Area> = below.take(MOST_BELOW).copied().collect();
                let near = &heads[k.saturating_sub(MOST_COLUMNS)..heads.len().min(k + MOST_COLUMNS)];
                let near =
                    near.iter().filter(|(n, other)| what[*n] == What::Head && stands_beside(other, &area, height));
                let near: Vec<Area> = near.map(|(_, other)| *other).collect();
                let over = columns_below(&area, &below, &near, set, height);
                text_at[k] = over.map(|over| over.top);
                over
            }
            None => None,
        };
        if let Some(over) = over {
            (wide[k].left, wide[k].right) = (over.left.min(area.left), over.right.max(area.right));
        }
    }
    for (((n, own), mut area), top) in heads.into_iter().zip(wide).zip(text_at) {
        // No white parts a head from its text, however much of it there is.
        if let Some(top) = top.filter(|top| (0..ROOM * height).contains(&(top - area.bottom))) {
            area.bottom = top + height / 2;
        }
        if own != area {
            drawn.regions[n] = DrawnRegion { area, outline: Vec::new(), is_head: true, ..drawn.regions[n] };
        }
    }
}

/// The box around the lines of each region.
fn around_lines(drawn: &Drawn) -> Vec<Option<Area>> {
    let mut boxes: Vec<Option<Area>> = vec![None; drawn.regions.len()];
    for line in &drawn.lines {
        let found = &mut boxes[line.region];
        *found = Some(found.map_or(line.area, |area| area.union(&line.area)));
    }
    boxes
}

/// Whether a headline stands beside another, and heads columns of its own.
fn stands_beside(other: &Area, head: &Area, height: i64) -> bool {
    other.x().common(head.x()) <= 0
        && other.bottom > head.top - ROOM * height / 3
        && other.top < head.bottom + ROOM * height
}

/// How most headlines are set: those at the left edge of a column are so, but for a few by chance.
fn how_set<'a>(headlines: impl Iterator<Item = &'a Area>, texts: &[Area], height: i64) -> Set {
    let mut edges: Vec<i64> = texts.iter().map(|text| text.left).collect();
    edges.sort_unstable();
    let at_edge = |head: &Area| {
        let at = edges.partition_point(|edge| (edge - head.left) * 3 < -height);
        edges.get(at).is_some_and(|edge| (edge - head.left) * 3 <= height)
    };
    let (n_left, n_heads) = headlines.fold((0, 0), |(n, all), head| (n + usize::from(at_edge(head)), all + 1));
    if n_left * 2 > n_heads { Set::AtLeft } else { Set::InMiddle }
}

/// How the headlines of a page are set over their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    AtLeft,
    InMiddle,
}

/// The columns that a headline stands over: side by side, begun on one height, and it in their middle or at their left
/// edge. `others`: headlines beside it, which head columns of their own.
fn columns_below(head: &Area, below: &[Area], others: &[Area], set: Set, height: i64) -> Option<Area> {
    let first = below.iter().filter(|text| text.x().common(head.x()) > -GUTTER * height).map(|text| text.top).min()?;
    // What heads columns at their left edge may head all on its right up to the next.
    let is_anothers = |text: &Area| {
        let heads = |other: &&Area| match set {
            Set::AtLeft if other.left > head.left => text.left >= other.left - height,
            _ => other.x().common(text.x()) > 0,
        };
        others.iter().filter(heads).any(|other| other.bottom <= text.top + height)
    };
    let mut columns: Vec<Area> =
        below.iter().filter(|text| (text.top - first).abs() <= height && !is_anothers(text)).copied().collect();
    columns.sort_by_key(|text| text.left);
    columns.truncate(MOST_COLUMNS);
    let within = |over: &Area| over.left <= head.left + height && head.right <= over.right + height;
    let in_middle = |over: &Area| (over.x().middle() - head.x().middle()).abs() <= height;
    let at_left = |over: &Area| (over.left - head.left).abs() <= height;
    let widest = |fits: &dyn Fn(&Area) -> bool| {
        let mut best: Option<Area> = None;
        for from in 0..columns.len() {
            let mut over = columns[from];
            for next in &columns[from..] {
                if next.left - over.right > GUTTER * height {
                    break;
                }
                over = over.union(next);
                if within(&over) && fits(&over) && best.is_none_or(|best| over.width() > best.width()) {
                    best = Some(over);
                }
            }
        }
        best
    };
    match set {
        Set::AtLeft => widest(&at_left).or_else(|| widest(&in_middle)),
        Set::InMiddle => widest(&in_middle).or_else(|| widest(&at_left)),
    }
}
