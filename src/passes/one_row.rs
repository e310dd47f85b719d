//! Lines of one row of print: the pieces of a line that was read as two, and a large first letter with the lines beside it.
//!
//! Told by boxes alone. Proposes nothing.

use crate::model::{Issue, LineIx, Rect};

/// Letters and marks of the longest first letter, with a quotation mark before it.
const MOST_OF_INITIAL: usize = 2;
/// How many times as high as a line beside it a first letter is at least.
const LARGE: f32 = 1.4;

/// Whether line `b` is the rest of the row that line `a` of its region begins: it stands beside it and as near as words of
/// one line do.
pub(crate) fn is_rest(issue: &Issue, a: LineIx, b: LineIx) -> bool {
    /// Widest white between the two, as a multiple of their height.
    const WHITE: f32 = 1.5;
    let Some((left, right)) = boxes(issue, a, b).filter(|_| issue.same_region(a, b)) else { return false };
    let height = left.height().min(right.height()) as f32;
    let white = (right.left - left.right) as f32;
    let is_text = |line: LineIx| issue.raw(line).contains(char::is_lowercase);
    overlap_y(&left, &right) as f32 >= 0.6 * height
        && (-0.3 * height..WHITE * height).contains(&white)
        && is_text(a)
        && is_text(b)
}

/// Whether line `b` stands beside a large first letter: `a` is the letter, or begins with it, so that its box reaches down
/// beside the next line.
pub(crate) fn is_beside_initial(issue: &Issue, a: LineIx, b: LineIx) -> bool {
    let Some((initial, line)) = boxes(issue, a, b) else { return false };
    let high = initial.height() as f32 >= LARGE * line.height() as f32;
    let beside = overlap_y(&initial, &line) * 3 >= line.height() && initial.left < line.left;
    // Few lines stand so, and their boxes tell it before their text is looked at.
    if !high || !beside {
        return false;
    }
    let text = issue.raw(a).trim();
    let is_letter = text.chars().count() <= MOST_OF_INITIAL && text.ends_with(char::is_uppercase);
    let near = initial.right <= line.left && line.left - initial.right < 2 * line.height();
    is_letter && near || begins_with_initial(text) && initial.top <= line.top - line.height() / 2
}

/// Whether a line begins with one capital that stands by itself, as a large one is read: `L isbon`.
fn begins_with_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some(' ')
}

/// The boxes of two lines, the second of which runs from left to right; one that was turned is higher than wide.
fn boxes(issue: &Issue, a: LineIx, b: LineIx) -> Option<(Rect, Rect)> {
    let bbox = |line: LineIx| issue.line(line).bbox;
    bbox(a).zip(bbox(b)).filter(|(_, line)| line.width() > line.height())
}

/// Length of the common part of the two y-ranges.
fn overlap_y(a: &Rect, b: &Rect) -> i32 {
    (a.bottom.min(b.bottom) - a.top.max(b.top)).max(0)
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Decisions, Level, fold};
    use crate::pipeline::run;
    use crate::read::{ReadOptions, read_issue};
    use crate::rules::Rules;

    /// A page of one column, each line with its left edge, top, right edge and bottom.
    fn sketch(regions: &[&[([i32; 4], &str)]]) -> String {
        let coords =
            |[left, top, right, bottom]: [i32; 4]| format!("<Coords points=\"{left},{top} {right},{bottom}\"/>");
        let mut page = String::from("<PcGts><Page imageWidth=\"700\" imageHeight=\"900\">");
        for lines in regions {
            page += &format!("<TextRegion>{}", coords([40, lines[0].0[1], 640, lines[lines.len() - 1].0[3]]));
            for (bbox, text) in *lines {
                let coords = coords(*bbox);
                page += &format!("<TextLine>{coords}<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>");
            }
            page += "</TextRegion>";
        }
        page += "</Page></PcGts>";
        let issue = read_issue("page", "page.xml", page.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        fold(&issue, &run.ledger).sketch()
    }

    const LAST: &[([i32; 4], &str)] = &[
        ([70, 400, 640, 430], "The master of the port says that the new lamp"),
        ([40, 440, 640, 470], "can be seen from the outer bank, and that no boat"),
        ([40, 480, 640, 510], "will again be lost there in a fog, if the keeper"),
        ([40, 520, 300, 550], "trims the wick at dusk."),
    ];

    #[test]
    fn lines_beside_a_large_first_letter_go_on_with_it() {
        let page: [&[([i32; 4], &str)]; 3] = [
            &[([40, 200, 100, 278], "R")],
            &[
                ([120, 200, 640, 230], "UTH Colley, the pilot, was on the quay when the"),
                ([120, 240, 640, 270], "lamp was lit for the first time, and she said that"),
                ([40, 280, 640, 310], "her father would have given a year of his life to"),
                ([40, 320, 300, 350], "see it from his boat."),
            ],
            LAST,
        ];
        let sketch = sketch(&page);
        assert!(sketch.contains("R UTH Colley, the pilot, was on the quay when the lamp"), "{sketch}");
    }

    #[test]
    fn the_rest_of_a_row_goes_on_with_what_stands_before_it() {
        let page: [&[([i32; 4], &str)]; 2] = [
            &[
                ([70, 200, 640, 230], "Ruth Colley, the pilot, was on the quay when the"),
                ([40, 240, 300, 270], "lamp was lit for the"),
                ([325, 240, 640, 270], "First time, and she said that"),
                ([40, 280, 640, 310], "her father would have given a year of his life to"),
                ([40, 320, 300, 350], "see it from his boat."),
            ],
            LAST,
        ];
        let sketch = sketch(&page);
        assert!(sketch.contains("lamp was lit for the First time"), "{sketch}");
    }
}
