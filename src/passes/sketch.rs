//! A page of text as tests look at it.

use crate::ledger::{Decisions, Level, fold};
use crate::pipeline::run;
use crate::read::{ReadOptions, read_issue};
use crate::rules::Rules;

/// What comes out of a page of text under the rules of the program, all that waits applied.
pub(crate) fn sketch(page: &str) -> String {
    let issue = read_issue("page", "page.txt", page.as_bytes(), &ReadOptions::default()).unwrap();
    let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    fold(&issue, &run.ledger).sketch()
}

/// Where a line stands in its column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    /// On both edges.
    Full,
    /// On the left edge.
    Left,
    /// As far in as paragraphs begin, and then as long as its text.
    Indent,
    Middle,
    Right,
}

/// What comes out of a page of one column with boxes. A line is where it stands, how high its type is, where text has 30, and
/// what it says; `air`: the white between blocks.
pub(crate) fn column(blocks: &[Vec<(Place, usize, &str)>], air: usize) -> String {
    const WIDTH: usize = 600;
    const INDENT: usize = 40;
    const LEFT: usize = 50;
    let mut page = String::from("<PcGts><Page imageWidth=\"700\" imageHeight=\"2400\">");
    let mut top = 40;
    for block in blocks {
        page += "<TextRegion>";
        for (place, height, text) in block {
            let width = (text.chars().count() * height * 2 / 5).min(WIDTH);
            let free = WIDTH - width;
            let (left, right) = match place {
                Place::Full => (0, WIDTH),
                Place::Left => (0, width),
                Place::Indent => (INDENT, (INDENT + width).min(WIDTH)),
                Place::Middle => (free / 2, free / 2 + width),
                Place::Right => (free, WIDTH),
            };
            let (left, right, bottom) = (LEFT + left, LEFT + right, top + height);
            page += &format!("<TextLine><Coords points=\"{left},{top} {right},{bottom}\"/>");
            page += &format!("<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>");
            top += height + 10;
        }
        page += "</TextRegion>";
        top += air;
    }
    page += "</Page></PcGts>";
    let issue = read_issue("page", "page.xml", page.as_bytes(), &ReadOptions::default()).unwrap();
    let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    fold(&issue, &run.ledger).sketch()
}

/// A paragraph of a column, which stands in.
pub(crate) fn paragraph<'t>(lines: &[&'t str]) -> Vec<(Place, usize, &'t str)> {
    let place = |n: usize| match n {
        0 => Place::Indent,
        _ if n + 1 == lines.len() => Place::Left,
        _ => Place::Full,
    };
    lines.iter().enumerate().map(|(n, line)| (place(n), 30, *line)).collect()
}
