//! The order of blocks on a page, from where they stand.
//!
//! A page is turned upright, a double page cut at its gutter. What stands at the edges is told apart; the rest falls into
//! bands and columns along white gaps and printers' rules, over and over, until single blocks are left. Where nothing
//! cuts, Breuel's pairwise order decides. Nothing here knows of text: only boxes, and what kind of thing stands in them.

mod area;
mod blocks;
mod breuel;
mod columns;
mod cut;
mod edges;
mod hosts;
mod masthead;
mod rulers;
mod straighten;
#[cfg(test)]
mod tests;
mod white;

use crate::rules::{BoxedStory, HeadRow};
pub(super) use area::Area;
use rulers::Rulers;

/// What stands in a region or block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Picture,
    Table,
    Advert,
    Rule,
}

/// A region of the file.
#[derive(Debug, Clone)]
pub(super) struct DrawnRegion {
    /// Its box; empty if it has none.
    pub(super) area: Area,
    /// Corners of its outline, where the file has more than the box.
    pub(super) outline: Vec<(i64, i64)>,
    pub(super) kind: Kind,
    pub(super) parent: Option<usize>,
    /// Whether its box is drawn over all that a headline heads, beyond its lines.
    pub(super) is_head: bool,
}

/// A line of the file.
#[derive(Debug, Clone)]
pub(super) struct DrawnLine {
    pub(super) area: Area,
    /// Left, top, right and bottom of its baseline.
    pub(super) baseline: Option<[i64; 4]>,
    pub(super) region: usize,
    pub(super) said: Said,
}

/// What a line is known to be before the page is in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Said {
    #[default]
    Text,
    /// Something about the page: its number, its date, the name of the paper.
    Furniture,
    /// A rule that was read as text.
    Rule,
}

/// A page, or two that were scanned as one; lines in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Drawn {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) regions: Vec<DrawnRegion>,
    pub(super) lines: Vec<DrawnLine>,
}

/// What a title does in its own way.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Conventions {
    pub(super) head_row: HeadRow,
    pub(super) boxed_story: BoxedStory,
}

/// What is to be ordered as one: the lines of a column of one region, a picture with its caption, a table.
#[derive(Debug, Clone)]
struct Block {
    area: Area,
    /// Indices of its lines, in the order in which they are read.
    lines: Vec<usize>,
    /// Median height of its lines.
    line: i64,
    /// Whether one of its lines is known to be about the page.
    is_furniture: bool,
    /// Whether it was put together from lines that stood in no region of any use.
    is_chained: bool,
    /// Whether it is a picture; its lines, if it has any, are its caption.
    is_picture: bool,
}

/// One upright page. Lengths are in the unit of the page.
#[derive(Debug)]
struct Sheet {
    blocks: Vec<Block>,
    rulers: Rulers,
    /// Median height of its lines.
    line: i64,
    /// Median width of its columns.
    column: i64,
    /// Usual white between two lines of a column.
    leading: i64,
    /// With how many lines about the page the file begins.
    opening: usize,
    area: Area,
}

/// Something in its place in an order: a line of the page, or a block of a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) n: usize,
    /// How sure its place is, 0 to 1.
    pub(super) sure: f64,
    /// What it follows by the next best reading, where its place is a guess.
    pub(super) or: Option<usize>,
}

impl Placed {
    fn new(n: usize, sure: f64) -> Self {
        Self { n, sure, or: None }
    }
}

/// Lines in the order in which they are read.
pub(super) fn order(page: &Drawn, conventions: Conventions) -> Vec<Placed> {
    let Some(x) = straighten::gutter(page) else {
        return half(page, &|_| true, conventions);
    };
    let mut order = half(page, &|area| area.x().middle() < x, conventions);
    order.extend(half(page, &|area| area.x().middle() >= x, conventions));
    order
}

fn half(page: &Drawn, within: &dyn Fn(&Area) -> bool, conventions: Conventions) -> Vec<Placed> {
    let sheet = blocks::sheet(page, within);
    let mut lines = Vec::with_capacity(page.lines.len());
    for block in sheet_order(&sheet, conventions) {
        let mut or = block.or.and_then(|other| sheet.blocks[other].lines.last().copied());
        lines.extend(sheet.blocks[block.n].lines.iter().map(|n| Placed { n: *n, sure: block.sure, or: or.take() }));
    }
    lines
}

/// How sure the place of a head or foot row is, and of a small box in a bigger one.
const EDGE_SURE: f64 = 0.9;
const GUEST_SURE: f64 = 0.85;

fn sheet_order(sheet: &Sheet, conventions: Conventions) -> Vec<Placed> {
    let hosts = hosts::find(sheet);
    let free: Vec<usize> = (0..sheet.blocks.len()).filter(|n| hosts[*n].is_none()).collect();
    let edges = edges::find(sheet, &free, conventions.head_row != HeadRow::Auto);
    let at_edge = |row: &[usize]| row.iter().map(|n| Placed::new(*n, EDGE_SURE)).collect::<Vec<_>>();
    let head_row = match conventions.head_row {
        HeadRow::Auto => edges::head_row(sheet, &edges),
        told => told,
    };
    let (first, in_column, last) = match head_row {
        HeadRow::Auto | HeadRow::First => (edges.head.as_slice(), [].as_slice(), [].as_slice()),
        HeadRow::InColumn => ([].as_slice(), edges.head.as_slice(), [].as_slice()),
        HeadRow::Last => ([].as_slice(), [].as_slice(), edges.head.as_slice()),
    };
    let mut order = at_edge(first);
    order.extend(cut::order(sheet, edges.body, in_column, conventions.boxed_story));
    order.extend(at_edge(&edges.foot));
    order.extend(at_edge(last));
    let mut guests: Vec<Vec<usize>> = vec![Vec::new(); sheet.blocks.len()];
    for (n, host) in hosts.iter().enumerate() {
        if let Some((host, _)) = host {
            guests[*host].push(n);
        }
    }
    for held in &mut guests {
        held.sort_by_key(|n| (sheet.blocks[*n].area.y().middle(), sheet.blocks[*n].area.left));
    }
    let mut all = Vec::with_capacity(sheet.blocks.len());
    for block in order {
        let held = &guests[block.n];
        let at = |g: &&usize, before: bool| hosts[**g].is_some_and(|host| host.1 == before);
        all.extend(held.iter().filter(|g| at(g, true)).map(|g| Placed::new(*g, GUEST_SURE)));
        all.push(block);
        all.extend(held.iter().filter(|g| at(g, false)).map(|g| Placed::new(*g, GUEST_SURE)));
    }
    all
}

impl Drawn {
    /// Gives every corner another place; the right edge of all is what `turned` may count from.
    pub(super) fn turn(&mut self, turned: impl Fn((i64, i64), i64) -> (i64, i64)) {
        let areas = self.lines.iter().map(|line| &line.area).chain(self.regions.iter().map(|region| &region.area));
        let edge = areas.map(|area| area.right).max().unwrap_or(0);
        let area = |old: &Area| {
            let (a, b) = (turned((old.left, old.top), edge), turned((old.right, old.bottom), edge));
            Area { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) }
        };
        for line in &mut self.lines {
            line.area = area(&line.area);
            // A turned baseline lies on its side, and tells no slope.
            line.baseline = None;
        }
        for region in &mut self.regions {
            region.area = area(&region.area);
            for corner in &mut region.outline {
                *corner = turned(*corner, edge);
            }
        }
        (self.width, self.height) = (0, 0);
    }
}
