//! Small boxes that stand inside bigger ones, such as the number of an advertisement.

use super::Sheet;
use super::area::Area;

/// Most lines of a small box.
const SMALL_LINES: usize = 2;
/// How many blocks that begin above a box are looked at.
const LOOK_BACK: usize = 48;

/// For each block the bigger one that it stands in, if it does, and whether it is read before it.
pub(super) fn find(sheet: &Sheet) -> Vec<Option<(usize, bool)>> {
    let mut hosts = vec![None; sheet.blocks.len()];
    let step = (sheet.column / 2).max(1);
    // The blocks that reach into each strip of the page, by their tops.
    let left = sheet.area.left;
    let n_strips = (sheet.area.width() / step).clamp(0, 255) as usize + 1;
    let strip = |x: i64| ((x - left) / step).clamp(0, n_strips as i64 - 1) as usize;
    let mut strips: Vec<Vec<usize>> = vec![Vec::new(); n_strips];
    for (n, block) in sheet.blocks.iter().enumerate() {
        if block.lines.len() != 1 || block.is_picture {
            for held in &mut strips[strip(block.area.left)..=strip(block.area.right)] {
                held.push(n);
            }
        }
    }
    for held in &mut strips {
        held.sort_by_key(|n| (sheet.blocks[*n].area.top, *n));
    }
    for (n, block) in sheet.blocks.iter().enumerate() {
        if block.lines.len() > SMALL_LINES || block.lines.is_empty() || block.is_picture {
            continue;
        }
        let held = &strips[strip(block.area.x().middle())];
        let end = held.partition_point(|n| sheet.blocks[*n].area.top < block.area.bottom);
        let host = held[..end].iter().rev().take(LOOK_BACK).copied().find(|h| {
            let host = &sheet.blocks[*h];
            (host.lines.is_empty() || host.is_picture || host.lines.len() > block.lines.len())
                && inside(&host.area, &block.area)
        });
        hosts[n] = host.map(|h| {
            let before =
                sheet.blocks[h].lines.len() <= 4 || block.area.y().middle() <= sheet.blocks[h].area.y().middle();
            (h, before)
        });
    }
    // What stands in a heading that stands in a story stands in the story. A host has more lines than its guest, so the
    // longest way up is short.
    for n in 0..hosts.len() {
        while let Some((host, before)) = hosts[n]
            && let Some((above, _)) = hosts[host]
        {
            hosts[n] = Some((above, before));
        }
    }
    hosts
}

/// Whether most of a box lies in a bigger one.
fn inside(host: &Area, small: &Area) -> bool {
    let within = |outer: super::area::Span, inner: super::area::Span| outer.common(inner) * 10 >= inner.len() * 7;
    within(host.x(), small.x()) && within(host.y(), small.y()) && host.height() > small.height() * 3 / 2
}
