//! Whether the paragraphs of a page begin with an indent, or did so before the dump lost it.

use super::LineSurvey;
use crate::model::{Issue, LineIx};

/// How far a page indents its paragraphs, in cells, if it does: enough lines stand in by a little, and most do not. In text
/// without boxes nearly half of them stand in alike, which headings set in the middle do not.
pub(super) fn usual(lines: &[LineSurvey], boxed: bool) -> Option<u32> {
    let mut of_depth = [0; 9];
    let mut flush = 0;
    for line in lines {
        match line.indent {
            0 => flush += 1,
            depth @ 1..=8 => of_depth[depth as usize] += 1,
            _ => {}
        }
    }
    let indented: usize = of_depth.iter().sum();
    let (depth, most) = (1..of_depth.len()).map(|depth| (depth as u32, of_depth[depth])).max_by_key(|(_, n)| *n)?;
    let alike = if boxed { indented } else { most };
    let has = alike >= 3
        && alike * 5 >= indented * 2
        && indented * 30 >= lines.len()
        && indented <= flush
        && flush * 2 > lines.len();
    has.then_some(depth)
}

/// Takes a blank before a line for no indent where paragraphs stand in by far more: where words have no spaces it is one
/// that somebody set behind a number at the end of the line above.
pub(super) fn without_strays(lines: &mut [LineSurvey], usual: u32) {
    lines.iter_mut().filter(|line| line.indent * 2 < usual).for_each(|line| line.indent = 0);
}

/// Whether most stretches begin with a line that is short by the width of an indent, two wide characters.
pub(super) fn has_lost_indents(issue: &Issue, lines: &[LineIx], found: &[LineSurvey]) -> bool {
    let (mut first, mut short) = (0, 0);
    for i in 0..lines.len().saturating_sub(1) {
        let gap = |i: usize| i64::from(found[i].measure) - i64::from(found[i].width);
        // Where a column ends inside a sentence, the next begins with a full line.
        let over = |i: usize| gap(i) > 5 || issue.raw(lines[i]).ends_with(['。', '！', '？', '”', '）']);
        let opens = i == 0 || gap(i - 1) > 5 || !issue.same_region(lines[i - 1], lines[i]) && over(i - 1);
        // Only where the next line is full is the first one cut at the measure.
        if opens && issue.same_region(lines[i], lines[i + 1]) && gap(i + 1) <= 2 && gap(i) <= 5 {
            first += 1;
            short += usize::from(gap(i) >= 3);
        }
    }
    short >= 3 && short * 2 > first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_the_middle_are_no_indents() {
        let lines = |indents: &[u32]| -> Vec<LineSurvey> {
            let flush = std::iter::repeat_n(0, 40);
            indents.iter().copied().chain(flush).map(|indent| LineSurvey { width: 28, measure: 30, indent }).collect()
        };
        assert_eq!(usual(&lines(&[2, 2, 2, 5, 7]), false), Some(2));
        assert_eq!(usual(&lines(&[8, 7, 6, 5, 3]), false), None);
        // Boxes tell no cells.
        assert!(usual(&lines(&[2, 3, 4, 3, 1]), true).is_some());
    }

    #[test]
    fn a_blank_is_no_indent_of_two_squares() {
        let mut lines = [4, 1, 0, 4, 2].map(|indent| LineSurvey { width: 28, measure: 30, indent });
        without_strays(&mut lines, 4);
        assert_eq!(lines.map(|line| line.indent), [4, 0, 0, 4, 2]);
    }
}
