//! What the order in which regions stand in a file is worth.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{LineIx, Page, Rect, RegionKind, Role};
use crate::passes::View;

/// Share of neighbors, in percent, that a stated order must share with geometry to be passed over in silence.
const AGREES_PERCENT: usize = 60;
/// Share of neighbors, in percent, from which on the order of the file is no accident: a program has read the page in it,
/// and has seen more of the page than its boxes.
const MEANT_PERCENT: usize = 60;
/// Fewest regions for a disagreement to say anything.
const FEWEST_REGIONS: usize = 5;
/// Fewest neighbors, unless it is all, that the order of the file must share to be no accident: on a page of few regions
/// some are shared by chance.
const FEWEST_SHARED: usize = 4;
/// Fewest times that geometry goes back to the left where the file never does.
const FEWEST_RETURNS: usize = 2;

/// The lines between which an order goes from one region to another. The cells of a table are one with it, since nobody
/// sets them in order.
fn borders(view: &View<'_>, order: &[LineIx]) -> Vec<(LineIx, LineIx)> {
    let region = |line: LineIx| {
        let regions = &view.issue.page_of(line).regions;
        let own = view.issue.line(line).region;
        let above = std::iter::successors(Some(own), |at| regions.get(*at as usize)?.parent.filter(|up| up < at));
        above
            .into_iter()
            .find(|at| regions.get(*at as usize).is_some_and(|r| r.kind == RegionKind::Table))
            .unwrap_or(own)
    };
    order.windows(2).filter(|pair| region(pair[0]) != region(pair[1])).map(|pair| (pair[0], pair[1])).collect()
}

/// How many borders between regions two orders share, and how many there are; none if there are too few to tell.
fn shared(view: &View<'_>, theirs: &[LineIx], ours: &[LineIx]) -> Option<(usize, usize)> {
    let theirs: FxHashSet<(LineIx, LineIx)> = borders(view, theirs).into_iter().collect();
    let shared = borders(view, ours).iter().filter(|pair| theirs.contains(pair)).count();
    (theirs.len() >= FEWEST_REGIONS).then_some((shared, theirs.len()))
}

/// How often an order goes on with a region that stands higher on the page.
fn rises(view: &View<'_>, order: &[LineIx]) -> usize {
    let regions = borders(view, order).into_iter().map(|(_, first)| first);
    let first_lines = order.first().copied().into_iter().chain(regions);
    let boxes: Vec<Rect> = first_lines.filter_map(|line| view.issue.line(line).bbox).collect();
    boxes.windows(2).filter(|pair| pair[1].bottom <= pair[0].top).count()
}

/// How wide the regions of some lines are that the page has most of.
fn text_width(view: &View<'_>, order: &[LineIx]) -> i32 {
    let mut widths: Vec<i32> =
        order.iter().filter_map(|line| view.issue.line(*line).bbox).map(|bbox| bbox.width()).collect();
    let middle = widths.len() / 2;
    if widths.is_empty() { 0 } else { *widths.select_nth_unstable(middle).1 }
}

/// How often an order goes on with a region that begins further to the left, by a share of the width of the text, as only
/// those do that have read the page. What is this near may be one column to who sorts regions by columns.
fn returns(view: &View<'_>, order: &[LineIx], width: i32) -> usize {
    const SHARE: i32 = 3;
    let regions = borders(view, order).into_iter().map(|(_, first)| first);
    let first_lines = order.first().copied().into_iter().chain(regions);
    let boxes: Vec<Rect> = first_lines.filter_map(|line| view.issue.line(line).bbox).collect();
    boxes.windows(2).filter(|pair| pair[0].left - pair[1].left > width / SHARE).count()
}

/// The order of the file where it is no accident. Tables, pictures and advertisements that end the file were set there by
/// kind, as programs do. Tables and pictures belong to the text around them, and stand where geometry sets them;
/// advertisements stay behind all of it.
pub(super) fn meant(view: &View<'_>, page: &Page, drawn: &[LineIx]) -> Option<Vec<LineIx>> {
    let file: Vec<LineIx> = page.lines.clone().map(LineIx).collect();
    let n_read = file.iter().rposition(|line| set_apart(view, page, *line).is_none()).map_or(0, |last| last + 1);
    let (read, apart) = file.split_at(n_read);
    let is_advert = |line: &LineIx| set_apart(view, page, *line) == Some(RegionKind::Advert);
    let is_apart = |line: &LineIx| apart.first().is_some_and(|first| first <= line);
    let of_read: Vec<LineIx> = drawn.iter().copied().filter(|line| !is_apart(line)).collect();
    let (shared, all) = shared(view, read, &of_read)?;
    // Who sorts blocks by how high they stand has not read them: columns begin at the top again.
    if rises(view, read) == 0 && rises(view, &of_read) > 0 {
        return None;
    }
    // Nor has who sorts them by how far to the left they begin: text below a heading in the middle begins left of it.
    let width = text_width(view, &of_read);
    if returns(view, read, width) == 0 && returns(view, &of_read, width) >= FEWEST_RETURNS {
        return None;
    }
    if shared * 100 < all * MEANT_PERCENT || (shared < FEWEST_SHARED && shared < all) {
        return None;
    }
    // Tables and pictures, behind the line that geometry sets before them.
    let mut behind: FxHashMap<Option<LineIx>, Vec<LineIx>> = FxHashMap::default();
    let mut last = None;
    for line in drawn {
        if !is_apart(line) {
            last = Some(*line);
        } else if !is_advert(line) {
            behind.entry(last).or_default().push(*line);
        }
    }
    let mut order = Vec::with_capacity(file.len());
    order.extend(behind.remove(&None).into_iter().flatten());
    for line in read {
        order.push(*line);
        order.extend(behind.remove(&Some(*line)).into_iter().flatten());
    }
    order.extend(apart.iter().filter(|line| is_advert(line)));
    Some(order)
}

/// What a line stands in that the file tells apart from its text. A caption is part of a picture.
fn set_apart(view: &View<'_>, page: &Page, line: LineIx) -> Option<RegionKind> {
    if view.draft.role(line) == Role::Caption {
        return Some(RegionKind::Picture);
    }
    let own = view.issue.line(line).region;
    std::iter::successors(Some(own), |at| page.regions.get(*at as usize)?.parent.filter(|up| up < at))
        .filter_map(|at| page.regions.get(at as usize))
        .map(|region| region.kind)
        .find(|kind| matches!(kind, RegionKind::Table | RegionKind::Picture | RegionKind::Advert))
}

/// Where a stated order and geometry share too few borders between regions: the share in percent, and a line that
/// geometry sets behind another.
pub(super) fn disagreement(
    view: &View<'_>,
    stated: &[LineIx],
    drawn: &[LineIx],
) -> Option<(usize, LineIx, Option<LineIx>)> {
    let (shared, all) = shared(view, stated, drawn)?;
    let percent = Some(shared * 100 / all).filter(|percent| *percent < AGREES_PERCENT)?;
    let theirs: FxHashSet<(LineIx, LineIx)> = borders(view, stated).into_iter().collect();
    let (before, line) = borders(view, drawn).into_iter().find(|pair| !theirs.contains(pair))?;
    Some((percent, line, Some(before)))
}
