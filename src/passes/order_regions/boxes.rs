//! Pages with boxes: from the order of the file to that in which the page is read.
//!
//! An order that the file states is kept, and a strong disagreement with where things stand is noted. The order in which
//! regions happen to stand in a file is no statement, but where most of it is what the boxes tell too, a program has
//! ordered the page and is followed in the rest.

use rustc_hash::FxHashMap;

use super::filed;
use super::geometry::{self, Area, Conventions, Drawn, DrawnLine, DrawnRegion, Kind, Placed, Said};
use super::heads;
use super::moves::moves;
use crate::ledger::{Change, Edit, Level};
use crate::model::script::{self, Script};
use crate::model::{LineIx, Page, Rect, RegionKind, Role};
use crate::passes::View;
use crate::passes::pictures::captions;
use crate::rules::{Rule, StatedOrder};

/// Lines that are this many times as high as wide run from top to bottom.
const UPRIGHT: i64 = 2;
/// Characters of a line from which on its shape tells how it runs.
const FEWEST_SIGNS: usize = 4;
/// Letters of a page that are looked at for its direction.
const LETTERS: usize = 2000;
/// Certainty below which a place is a guess.
const UNSURE: f64 = 0.8;

pub(super) fn propose(view: &View<'_>, page: usize) -> Vec<Edit> {
    let (Some(rule), Some(found)) = (view.rules.get("order/geometry"), view.issue.pages().get(page)) else {
        return Vec::new();
    };
    let profile = &view.rules.profile;
    let conventions = Conventions { head_row: profile.head_row, boxed_story: profile.boxed_story };
    let (geometric, next_best) = by_geometry(view, found, conventions);
    if geometric.is_empty() {
        return Vec::new();
    }
    let mut current: Vec<LineIx> = found.lines.clone().map(LineIx).collect();
    current.sort_by_key(|line| view.draft.place(*line));
    let stated = match profile.stated_order {
        StatedOrder::Keep if !found.stated_order.is_empty() => Some(by_statement(view, found, &geometric)),
        _ => None,
    };
    let mut sure: Vec<f64> = vec![0.0; found.lines.len()];
    let first = found.lines.start;
    for (line, certainty) in &geometric {
        sure[(line.0 - first) as usize] = *certainty;
    }
    let drawn: Vec<LineIx> = geometric.iter().map(|(line, _)| *line).collect();
    let moved = |wanted: &[LineIx]| {
        let (mut current, mut wanted) = (current.clone(), wanted.to_vec());
        // What precedes the page stays before it.
        let before = current.first().and_then(|first| view.draft.place(*first).checked_sub(1));
        if let Some(before) = before {
            current.insert(0, view.draft.order()[before]);
            wanted.insert(0, view.draft.order()[before]);
        }
        moves(&current, &wanted)
    };
    // The first line of an issue begins an article as long as nothing else is said.
    let opening = |wanted: &[LineIx], rule: &Rule| {
        let starts = current.first().filter(|line| view.draft.place(**line) == 0 && view.draft.starts(**line));
        let line = *starts.filter(|line| wanted.first() != Some(line))?;
        let edit = rule.sure(0.9, vec![Change::Start { line, on: false }]);
        Some(edit.because("the first line of the file is not what is read first"))
    };
    let Some(stated) = stated else {
        let meant = (profile.stated_order == StatedOrder::Keep).then(|| filed::meant(view, found, &drawn)).flatten();
        let moved = moved(meant.as_ref().unwrap_or(&drawn)).into_iter().map(|(lines, after)| {
            let certainty = lines.iter().map(|line| sure[(line.0 - first) as usize]).fold(1.0, f64::min);
            let why = if meant.is_some() {
                "programs set tables and pictures last in the file; on the page this stands here"
            } else if certainty < UNSURE {
                "the blocks around it neither line up in columns nor in bands"
            } else {
                "white gaps and rules part the page so that this is read here"
            };
            let other = lines.first().and_then(|first| next_best.get(first)).copied();
            let other = other.filter(|other| certainty < UNSURE && Some(*other) != after && !lines.contains(other));
            let or = other.map(|other| {
                let there = Change::Move { lines: lines.clone(), after: Some(other) };
                rule.sure(1.0 - certainty, vec![there]).because("it is what stands nearest above, or on the left")
            });
            let edit = rule.sure(certainty, vec![Change::Move { lines, after }]).because(why);
            match or {
                Some(or) => edit.or(or),
                None => edit,
            }
        });
        return opening(meant.as_ref().unwrap_or(&drawn), rule).into_iter().chain(moved).collect();
    };
    let Some(kept) = view.rules.get("order/stated") else { return Vec::new() };
    let moved = moved(&stated).into_iter().map(|(lines, after)| kept.whole(vec![Change::Move { lines, after }]));
    let mut edits: Vec<Edit> = opening(&stated, kept).into_iter().chain(moved).collect();
    if let Some((percent, line, after)) = filed::disagreement(view, &stated, &drawn) {
        let note = rule.whole(vec![Change::Move { lines: vec![line], after }]).because(format!(
            "where things stand speaks for another order than the file states: they share {percent} % of the borders between regions; --reorder takes that of the page"
        ));
        edits.push(Edit { level: Level::Note, ..note });
    }
    edits
}

/// The lines of a page as geometry orders them, each with how sure its place is. A line without a box follows the one
/// before it in the file. Empty if no line has a box. With it, for lines whose place is a guess, the line that they follow
/// by the next best reading.
fn by_geometry(
    view: &View<'_>,
    page: &Page,
    conventions: Conventions,
) -> (Vec<(LineIx, f64)>, FxHashMap<LineIx, LineIx>) {
    let mut drawn = Drawn {
        width: i64::from(page.width),
        height: i64::from(page.height),
        regions: page.regions.iter().map(region).collect(),
        lines: Vec::new(),
    };
    // A caption is one with its picture.
    let (pictures, captions) = captions(view, page);
    let pictured: FxHashMap<LineIx, usize> =
        captions.into_iter().map(|(line, picture)| (line, pictures.list[picture].region as usize)).collect();
    let mut with_box: Vec<LineIx> = Vec::new();
    let mut followers: Vec<(usize, LineIx)> = Vec::new();
    for line in page.lines.clone().map(LineIx) {
        let at = view.issue.line(line);
        let of_region = || page.regions.get(at.region as usize).and_then(|region| region.bbox);
        let Some(bbox) = at.bbox.or_else(of_region).filter(|bbox| bbox.width() > 0 && bbox.height() > 0) else {
            followers.push((with_box.len(), line));
            continue;
        };
        drawn.lines.push(DrawnLine {
            area: area(bbox),
            baseline: at.baseline.as_deref().map(|[(a, b), (c, d)]| [*a, *b, *c, *d].map(i64::from)),
            region: pictured.get(&line).copied().unwrap_or(at.region as usize),
            said: match view.draft.role(line) {
                Role::Rule => Said::Rule,
                Role::RunningHead | Role::Folio | Role::Masthead => Said::Furniture,
                _ => Said::Text,
            },
        });
        with_box.push(line);
    }
    if with_box.is_empty() {
        return Default::default();
    }
    match direction(view, &drawn, &with_box) {
        Direction::LeftToRight => heads::set_over_columns(view, &with_box, &mut drawn),
        Direction::RightToLeft => drawn.turn(|(x, y), right| (right - x, y)),
        Direction::Vertical => drawn.turn(|(x, y), right| (y, right - x)),
    }
    let mut behind: Vec<Vec<LineIx>> = vec![Vec::new(); with_box.len() + 1];
    for (n, line) in followers {
        behind[n].push(line);
    }
    let mut out: Vec<(LineIx, f64)> = behind[0].iter().map(|line| (*line, 0.5)).collect();
    let mut next_best = FxHashMap::default();
    for Placed { n, sure, or } in geometry::order(&drawn, conventions) {
        out.push((with_box[n], sure));
        out.extend(behind[n + 1].iter().map(|line| (*line, sure.min(0.7))));
        if let Some(or) = or {
            next_best.insert(with_box[n], with_box[or]);
        }
    }
    (out, next_best)
}

fn area(bbox: Rect) -> Area {
    Area {
        left: i64::from(bbox.left),
        top: i64::from(bbox.top),
        right: i64::from(bbox.right),
        bottom: i64::from(bbox.bottom),
    }
}

fn region(region: &crate::model::Region) -> DrawnRegion {
    DrawnRegion {
        area: region.bbox.map_or(Area { left: 0, top: 0, right: 0, bottom: 0 }, area),
        outline: region.outline.iter().map(|(x, y)| (i64::from(*x), i64::from(*y))).collect(),
        kind: match region.kind {
            RegionKind::Text | RegionKind::Other => Kind::Text,
            RegionKind::Separator => Kind::Rule,
            RegionKind::Picture => Kind::Picture,
            RegionKind::Table => Kind::Table,
            RegionKind::Advert => Kind::Advert,
        },
        parent: region.parent.map(|parent| parent as usize),
        is_head: false,
    }
}

/// How the lines of a page run, and follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// Lines from left to right, columns too.
    LeftToRight,
    /// Lines from right to left, columns too.
    RightToLeft,
    /// Lines from top to bottom, the next one to the left; tiers from top to bottom.
    Vertical,
}

fn direction(view: &View<'_>, drawn: &Drawn, lines: &[LineIx]) -> Direction {
    let (mut upright, mut lying) = (0, 0);
    let (mut leftward, mut letters) = (0, 0);
    for (drawn, line) in drawn.lines.iter().zip(lines) {
        let text = view.issue.raw(*line);
        if text.chars().nth(FEWEST_SIGNS - 1).is_some() {
            let is_upright = drawn.area.height() > UPRIGHT * drawn.area.width();
            let is_wide = text.chars().any(|c| matches!(script::script(c), Script::Han | Script::Kana));
            upright += usize::from(is_upright && is_wide);
            lying += usize::from(!is_upright);
        }
        if letters < LETTERS {
            for c in text.chars().filter(|c| c.is_alphabetic()) {
                letters += 1;
                leftward +=
                    usize::from(matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
            }
        }
    }
    if upright > lying {
        Direction::Vertical
    } else if leftward * 2 > letters {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    }
}

/// The lines in the order that the file states; regions that it does not name follow what geometry sets them behind.
fn by_statement(view: &View<'_>, page: &Page, geometric: &[(LineIx, f64)]) -> Vec<LineIx> {
    let mut of_region: Vec<Vec<LineIx>> = vec![Vec::new(); page.regions.len().max(1)];
    for line in page.lines.clone().map(LineIx) {
        of_region[view.issue.line(line).region as usize].push(line);
    }
    let mut rank: Vec<Option<usize>> = vec![None; of_region.len()];
    for (n, region) in page.stated_order.iter().enumerate() {
        if let Some(rank) = rank.get_mut(*region as usize) {
            rank.get_or_insert(n);
        }
    }
    // A region inside a stated one is read with it.
    for region in 0..page.regions.len() {
        let mut above = page.regions[region].parent;
        while let Some(host) = above.filter(|host| (*host as usize) < region && rank[region].is_none()) {
            rank[region] = rank[host as usize];
            above = page.regions[host as usize].parent;
        }
    }
    let mut last = None;
    for (line, _) in geometric {
        let region = view.issue.line(*line).region as usize;
        match rank[region] {
            Some(stated) => last = Some(stated),
            None => rank[region] = last.or(Some(0)),
        }
    }
    let mut regions: Vec<usize> = (0..of_region.len()).collect();
    regions.sort_by_key(|region| (rank[*region], *region));
    regions.into_iter().flat_map(|region| std::mem::take(&mut of_region[region])).collect()
}
