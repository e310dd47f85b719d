//! From the regions and lines of a file to blocks that can be ordered.

use super::area::Area;
use super::rulers::Rulers;
use super::straighten::{slope, upright};
use super::{Block, Drawn, Kind, Said, Sheet, columns, hosts};

const MOST_NESTED: usize = 16;

pub(super) fn sheet(page: &Drawn, within: &dyn Fn(&Area) -> bool) -> Sheet {
    let slope = slope(page.lines.iter().filter(|line| within(&line.area)));
    let areas: Vec<Area> = page.lines.iter().map(|line| upright(&line.area, &[], slope)).collect();
    let mut of_region: Vec<Vec<usize>> = vec![Vec::new(); page.regions.len()];
    for (n, line) in page.lines.iter().enumerate() {
        if within(&line.area) {
            of_region[line.region].push(n);
        }
    }
    let mut heights: Vec<i64> = of_region.iter().flatten().map(|n| areas[*n].height()).collect();
    let line = median(&mut heights).max(1);
    let mut by_y: Vec<usize> = of_region.iter().flatten().copied().collect();
    by_y.sort_by_key(|n| (areas[*n].y().middle(), areas[*n].left, *n));
    let whole = Area::around(by_y.iter().map(|n| &areas[*n])).unwrap_or(Area { left: 0, top: 0, right: 0, bottom: 0 });
    let above = columns::above(&by_y, &areas, &whole, 2 * line);
    let leading = columns::leading(&above, &areas, line);
    // What stands in a table is one with it.
    for n in 0..page.regions.len() {
        let mut host = n;
        for _ in 0..MOST_NESTED {
            match page.regions[host].parent {
                Some(p) if p < page.regions.len() => host = p,
                _ => break,
            }
            if page.regions[host].kind == Kind::Table {
                break;
            }
        }
        if host != n && page.regions[host].kind == Kind::Table {
            let lines = std::mem::take(&mut of_region[n]);
            of_region[host].extend(lines);
        }
    }
    let singles = of_region.iter().filter(|lines| lines.len() == 1).count();
    let n_lines = by_y.len();
    let is_furniture = |lines: &[usize]| lines.iter().any(|n| page.lines[*n].said == Said::Furniture);
    let mut blocks = Vec::new();
    let mut rules = Vec::new();
    let are_singles = singles * 10 >= n_lines * 7 && n_lines > 20;
    let stand_loose: Vec<bool> = page
        .regions
        .iter()
        .zip(&of_region)
        .map(|(region, lines)| match region.kind {
            Kind::Picture | Kind::Table => false,
            _ if lines.len() == 1 => are_singles,
            _ => columns::are_mixed(lines, &areas, line, leading),
        })
        .collect();
    let loose: Vec<usize> = by_y.iter().copied().filter(|n| stand_loose[page.lines[*n].region]).collect();
    if !loose.is_empty() {
        for lines in columns::chained(&loose, &above, &areas, line, leading) {
            for n in &lines {
                of_region[page.lines[*n].region].clear();
            }
            let mut held = type_sizes(&lines, &areas);
            if let Some(area) = Area::around(lines.iter().map(|n| &areas[*n])) {
                let is_furniture = is_furniture(&lines);
                let (line, is_picture) = (median(&mut held), false);
                blocks.push(Block { area, line, lines, is_furniture, is_chained: true, is_picture });
            }
        }
    }
    for (region, mut lines) in page.regions.iter().zip(of_region) {
        let area = upright(&region.area, &region.outline, slope);
        let is_known = region.area.width() > 0 && region.area.height() > 0;
        if lines.is_empty() {
            match region.kind {
                Kind::Rule if is_known && within(&region.area) => rules.push(area),
                Kind::Picture | Kind::Table | Kind::Advert if is_known && within(&region.area) => {
                    let is_picture = region.kind == Kind::Picture;
                    blocks.push(Block { area, line: 0, lines, is_furniture: false, is_chained: false, is_picture });
                }
                _ => {}
            }
            continue;
        }
        rules.extend(lines.iter().filter(|n| page.lines[**n].said == Said::Rule).map(|n| areas[*n]));
        if columns::are_upright(&lines, &areas) {
            lines.sort_by_key(|n| (-areas[*n].right, areas[*n].top, *n));
        } else if !in_order(&lines, &areas, line) {
            columns::by_rows(&mut lines, &areas);
        }
        let mut held = type_sizes(&lines, &areas);
        let around = Area::around(lines.iter().map(|n| &areas[*n]));
        let is_picture = region.kind == Kind::Picture;
        // A region may be drawn higher than its text, but for a picture.
        let area = match around {
            Some(text) if (is_picture || region.is_head) && is_known => area.union(&text),
            Some(text) if is_known && area.y().common(text.y()) > 0 => {
                Area { top: area.top.max(text.top), bottom: area.bottom.min(text.bottom), ..area }
            }
            Some(text) => text,
            None => area,
        };
        let is_furniture = is_furniture(&lines);
        let line = median(&mut held);
        blocks.push(Block { area, line, lines, is_furniture, is_chained: false, is_picture });
    }
    let column = column(&blocks, line);
    let rulers = Rulers::new(rules, line, column);
    let area = Area::around(blocks.iter().map(|b| &b.area)).unwrap_or(Area { left: 0, top: 0, right: 0, bottom: 0 });
    let own = page.lines.iter().filter(|line| within(&line.area));
    let opening = own.take_while(|line| line.said == Said::Furniture).count();
    let mut sheet = Sheet { blocks, rulers, line, column, leading, opening, area };
    absorb(&mut sheet, &areas);
    sheet
}

/// What stands inside a column that was put together from loose lines is one of its lines.
fn absorb(sheet: &mut Sheet, areas: &[Area]) {
    let mut grown: Vec<usize> = Vec::new();
    for (n, host) in hosts::find(sheet).into_iter().enumerate() {
        if let Some((host, _)) = host
            && sheet.blocks[host].is_chained
            && sheet.blocks[n].is_chained
        {
            let lines = std::mem::take(&mut sheet.blocks[n].lines);
            sheet.blocks[host].lines.extend(lines);
            grown.push(host);
        }
    }
    for host in grown {
        columns::by_rows(&mut sheet.blocks[host].lines, areas);
    }
    sheet.blocks.retain(|block| !(block.is_chained && block.lines.is_empty()));
}

/// How big the type of each line is. Lines from top to bottom are so only where all of a block are: a tall sign may stand
/// amid others.
fn type_sizes(lines: &[usize], areas: &[Area]) -> Vec<i64> {
    let upright = lines.iter().all(|n| areas[*n].is_upright());
    lines.iter().map(|n| if upright { areas[*n].width() } else { areas[*n].height() }).collect()
}

fn median(values: &mut [i64]) -> i64 {
    if values.is_empty() {
        return 0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable(middle).1
}

fn column(blocks: &[Block], line: i64) -> i64 {
    let mut widths: Vec<(i64, usize)> = blocks
        .iter()
        .filter(|b| b.lines.len() >= 3 && !b.is_picture)
        .map(|b| (b.area.width(), b.lines.len()))
        .collect();
    widths.sort_unstable();
    let all: usize = widths.iter().map(|(_, n)| n).sum();
    let mut sum = 0;
    for (width, n) in widths {
        sum += n;
        if sum * 2 >= all {
            return width;
        }
    }
    10 * line
}

/// Whether the lines of a region stand one below the other as the file has them, apart from places where the file goes
/// back up, as to the head of another column: then the file's order is kept. Lines in no order rise half the time.
fn in_order(lines: &[usize], areas: &[Area], line: i64) -> bool {
    let rises = lines.windows(2).filter(|pair| areas[pair[0]].y().middle() - areas[pair[1]].y().middle() > line / 2);
    rises.count() * 10 <= lines.len() * 3
}
