//! Headings on the left edge of their column, on pages with boxes: where paragraphs stand in, a short line that does not
//! stand in, between the end of one paragraph and the beginning of another, belongs to neither.

use super::View;
use super::segments::Segment;
use crate::passes::ends::starts_lower;
use crate::passes::galley::Galley;

/// Most lines of a heading.
const MOST_LINES: usize = 3;
/// White that a line at the edge has on the left at most and on the right at least, and by how much the two sides of a
/// centered line differ, as shares of the column.
const EDGE: f32 = 0.06;
const ALIKE: f32 = 0.08;
/// Fewest such lines of a page that tell its habit, and their share of all short lines in the place of a heading from which
/// on it is sure.
const FEWEST: u32 = 3;
const SURE: f64 = 0.3;

/// How usual it is on a page, 0 to 1, that headings stand on the edge and not in the middle.
pub(super) fn usual(view: &View<'_>, galley: &Galley<'_>, segments: &[Segment]) -> f64 {
    let (mut flush, mut centered) = (0, 0);
    for segment in segments.iter().filter(|segment| segment.role.is_none() && segment.rows.len() <= MOST_LINES) {
        let Some([left, right]) = insets(view, galley, segment) else { continue };
        if left.min(right) > 2.0 * EDGE && (left - right).abs() < ALIKE {
            centered += 1;
        } else if is_flush(view, galley, segment) {
            flush += 1;
        }
    }
    if flush < FEWEST { 0.0 } else { (f64::from(flush) / f64::from(flush + centered) / SURE).min(1.0) }
}

/// Whether a segment is a short line on the left edge of its column, between the end of a paragraph and the beginning of
/// another, which stands in.
pub(super) fn is_flush(view: &View<'_>, galley: &Galley<'_>, segment: &Segment) -> bool {
    /// Cells that the first line of a paragraph stands in at most, and share of its column, in tenths, that it fills.
    const INDENT: u32 = 8;
    const FULL: u32 = 8;
    let rows = segment.rows.clone();
    let at_edge = insets(view, galley, segment).is_some_and(|[left, right]| left < EDGE && right > EDGE);
    let indents = view.survey.page(galley.page(rows.start)).indents;
    let stands_in = galley.rows[rows.clone()].iter().any(|row| row.indent() > 0);
    if !at_edge || !indents || stands_in || starts_lower(&galley.rows[rows.start].text) {
        return false;
    }
    let below_end = match rows.start.checked_sub(1).filter(|above| is_over(view, galley, *above)) {
        Some(above) => galley.free(above) > 0 && !segment.continues_before,
        None => segment.alone,
    };
    let opens = |row: usize| {
        let row = &galley.rows[row];
        (1..=INDENT).contains(&row.indent()) && (row.width + row.indent()) * 10 >= row.measure * FULL
    };
    // Further lines of the headline stand on the edge as well.
    let goes_on = |row: &usize| galley.rows[*row].indent() == 0 && galley.free(*row) > 0;
    let reach = galley.rows.len().min(rows.start + MOST_LINES);
    let below = (rows.end..reach).find(|row| !goes_on(row)).unwrap_or(reach);
    below_end
        && below < galley.rows.len()
        && (rows.end..=below).all(|row| is_over(view, galley, row - 1))
        && opens(below)
}

/// White on the left and on the right of a segment, as shares of its column.
fn insets(view: &View<'_>, galley: &Galley<'_>, segment: &Segment) -> Option<[f32; 2]> {
    let set = |row: usize| view.survey.setting(galley.rows[row].line).map(|set| set.insets);
    segment.rows.clone().filter_map(set).reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1])])
}

/// Whether a row stands above the next one, in its column.
pub(super) fn is_over(view: &View<'_>, galley: &Galley<'_>, row: usize) -> bool {
    let bbox = |row: usize| view.issue.line(galley.rows[row].line).bbox;
    bbox(row).zip(bbox(row + 1)).is_some_and(|(a, b)| a.overlap_x(&b) > 0 && a.top.midpoint(a.bottom) < b.top)
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Decisions, Level, fold};
    use crate::pipeline::run;
    use crate::read::{ReadOptions, read_issue};
    use crate::rules::Rules;

    /// A page of one column, each paragraph and each headline a block. Paragraphs stand in by `indent`.
    fn sketch(blocks: &[&[&str]], indent: usize) -> String {
        let mut page = String::from("<PcGts><Page imageWidth=\"700\" imageHeight=\"1600\">");
        let mut top = 40;
        for (n, lines) in blocks.iter().enumerate() {
            let coords = |left: usize, top: usize, right: usize, bottom: usize| {
                format!("<Coords points=\"{left},{top} {right},{bottom}\"/>")
            };
            let height = top + lines.len() * 40;
            page += &format!("<TextRegion id=\"r{n}\">{}", coords(40, top, 640, height));
            for (k, line) in lines.iter().enumerate() {
                let first = k == 0 && lines.len() > 1;
                let left = if first { 40 + indent } else { 40 };
                let full = k + 1 < lines.len();
                let right = if full { 640 } else { left + line.chars().count() * 12 };
                let coords = coords(left, top, right, top + 30);
                page += &format!("<TextLine>{coords}<TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>");
                top += 40;
            }
            page += "</TextRegion>";
            top += 10;
        }
        page += "</Page></PcGts>";
        let issue = read_issue("page", "page.xml", page.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        fold(&issue, &run.ledger).sketch()
    }

    const BLOCKS: [&[&str]; 10] = [
        &["Neuer Steg am Hafen"],
        &[
            "Am Hafen wurde gestern ein neuer Steg aus Eichen-",
            "holz gebaut, der zwei Wagen nebeneinander trägt und",
            "auch bei hohem Wasser trocken bleibt.",
        ],
        &["Der alte Steg war im letzten Winter unter dem Eis", "gebrochen und lag seitdem am Ufer."],
        &["Die Mühle mahlt wieder"],
        &[
            "Nach sechs Wochen dreht sich das Rad der Mühle am",
            "oberen Bach wieder, nachdem der Müller die Schaufeln",
            "selbst ersetzt hat, denn der Zimmermann war mit dem",
            "Dach der Kirche beschäftigt.",
        ],
        &["Das Korn der Bauern war so lange in das Nachbardorf", "gefahren worden."],
        &["Ein Bär im Garten"],
        &[
            "Ein Bär hat in der Nacht den Garten des Lehrers be-",
            "sucht und alle Bienenkörbe umgeworfen, ohne daß ein",
            "Hund gebellt hätte.",
        ],
        &["Markt am Samstag"],
        &["Der Markt findet wegen der Arbeiten am Brunnen auf", "der Wiese hinter der Kirche statt."],
    ];

    #[test]
    fn headlines_on_the_edge_stand_between_paragraphs_that_stand_in() {
        let sketch = sketch(&BLOCKS, 30);
        assert_eq!(sketch.matches("<title>").count(), 4, "{sketch}");
    }

    #[test]
    fn last_lines_of_paragraphs_are_no_headlines() {
        let mut blocks = BLOCKS.to_vec();
        blocks[1] = &[
            "Am Hafen wurde gestern ein neuer Steg aus Eichen-",
            "holz gebaut, der zwei Wagen nebeneinander trägt und",
            "auch bei hohem Wasser trocken bleibt, das hier im",
            "Frühjahr über die Ufer tritt. Er ist fast so lang",
        ];
        blocks.insert(2, &["wie der alte Damm."]);
        let sketch = sketch(&blocks, 30);
        assert!(!sketch.contains("<title> wie") && sketch.matches("<title>").count() == 4, "{sketch}");
    }

    #[test]
    fn a_headline_on_the_edge_may_have_two_lines() {
        let mut whole = BLOCKS.to_vec();
        whole[6] = &["Bärenbesuch"];
        whole.insert(7, &["Kein Hund hat gebellt"]);
        let sketch = sketch(&whole, 30);
        assert!(sketch.contains("> Bärenbesuch") && sketch.contains("> Kein Hund"), "{sketch}");
    }
}
