//! Which lines that come back stand outside the text of their page: between it and the edge, with nothing beside them.
//!
//! A headline that is taken up again on page after page comes back as well, but stands in its column.

use super::bands::{Band, Edge, EdgeLine};
use super::groups::{self, Groups};
use crate::passes::ends::starts_lower;

/// Most heights of lines that come back at one edge; more are a form, or a list that is printed again.
const MOST_HEIGHTS: usize = 6;

/// Share of the lower of two lines by which both overlap where they stand side by side.
const BESIDE: f64 = 0.3;

/// Fewest letters that are text.
const LEAST_TEXT: usize = 4;

/// What stands at one edge of a page.
#[derive(Debug, Default)]
pub(super) struct Margin {
    /// The lines that come back and stand outside the text, by their place in the band.
    pub outside: Vec<usize>,
    /// The lines of text that stand outermost.
    pub text: Vec<usize>,
    /// Whether there are columns below them, side by side.
    pub columns: bool,
    /// Whether a sentence goes on there that another page has begun.
    pub goes_on: bool,
}

/// The margin at the head and at the foot of each page.
pub(super) fn margins(bands: &[Band<'_>], groups: &Groups) -> Vec<[Margin; 2]> {
    let of_page = |(page, band): (usize, &Band<'_>)| {
        Edge::BOTH.map(|edge| margin(band, edge, &|at| comes_back(groups, page, at)))
    };
    bands.iter().enumerate().map(of_page).collect()
}

fn comes_back(groups: &Groups, page: usize, at: usize) -> bool {
    groups.of_line(page, at).is_some_and(|group| group.n_pages > 1)
}

fn margin(band: &Band<'_>, edge: Edge, comes_back: &dyn Fn(usize) -> bool) -> Margin {
    let lines: Vec<(usize, &EdgeLine<'_>)> = band.iter().enumerate().filter(|(_, line)| line.edge == edge).collect();
    let is_text = |(at, line): &&(usize, &EdgeLine<'_>)| is_heavy(line) && !comes_back(*at);
    let mut out = Margin::default();
    let mut n_heights = 0;
    let mut heights = lines.chunk_by(|(_, a), (_, b)| a.height == b.height);
    for height in heights.by_ref() {
        out.text.extend(height.iter().filter(is_text).map(|(at, _)| *at));
        if !out.text.is_empty() {
            break;
        }
        let back: Vec<usize> = height.iter().map(|(at, _)| *at).filter(|at| comes_back(*at)).collect();
        n_heights += usize::from(!back.is_empty());
        out.outside.extend(back);
    }
    if n_heights > MOST_HEIGHTS || out.text.is_empty() && n_heights > 1 {
        out.outside.clear();
    }
    // A headline may stand a little higher than the text in the next column.
    let text: Vec<&EdgeLine<'_>> = lines.iter().filter(is_text).map(|(_, line)| *line).collect();
    out.outside.retain(|at| !text.iter().any(|other| overlap(&band[*at], other)));
    let near = text.iter().take(8);
    out.columns = near.clone().enumerate().any(|(n, a)| near.clone().skip(n + 1).any(|b| side_by_side(a, b)));
    out.goes_on = edge == Edge::Head && out.text.first().is_some_and(|at| starts_lower(&band[*at].text));
    out
}

/// Whether a line says enough to be text.
pub(super) fn is_heavy(line: &EdgeLine<'_>) -> bool {
    !line.role.is_furniture() && groups::size(&groups::letters(&line.text)) >= LEAST_TEXT
}

/// Whether two lines stand at one height.
pub(super) fn overlap(a: &EdgeLine<'_>, b: &EdgeLine<'_>) -> bool {
    let (Some(a), Some(b)) = (a.bbox, b.bbox) else { return false };
    let common = i64::from(a.bottom.min(b.bottom)) - i64::from(a.top.max(b.top));
    common as f64 > BESIDE * f64::from(a.height().min(b.height()))
}

fn side_by_side(a: &EdgeLine<'_>, b: &EdgeLine<'_>) -> bool {
    a.bbox.zip(b.bbox).is_some_and(|(a, b)| a.overlap_x(&b) <= 0)
}
