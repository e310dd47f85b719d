//! Lines of one character each: columns set from top to bottom, as a reader of horizontal lines puts them out.

use crate::model::script::{Script, is_han, script};

/// Lines of one character that must follow one another to be a column; the cells of a table have fewer.
const COLUMN: usize = 8;
/// Which of these lines are parts of columns.
pub(super) fn columns<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<bool> {
    let kinds: Vec<Kind> = lines.map(Kind::of).collect();
    let mut upright = vec![false; kinds.len()];
    let mut from = 0;
    while from < kinds.len() {
        let to = (from..kinds.len()).find(|at| kinds[*at] == Kind::Other).unwrap_or(kinds.len());
        let n_of = |kind| kinds[from..to].iter().filter(|found| **found == kind).count();
        if to - from >= COLUMN && n_of(Kind::Letter) > n_of(Kind::Mark) {
            upright[from..to].fill(true);
            // A mark at its head was pushed down from the line before.
            upright[from] = kinds[from] == Kind::Letter;
        }
        from = to.max(from + 1);
    }
    upright
}

/// What a line consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A character of a wide script, with a mark or without.
    Letter,
    /// A mark or a digit.
    Mark,
    Other,
}

impl Kind {
    fn of(line: &str) -> Self {
        // Most lines of a page begin with a word.
        let mut first = line.chars();
        if first.next().is_some_and(|c| c.is_ascii_alphabetic() || is_han(c) && first.next().is_some_and(is_han)) {
            return Self::Other;
        }
        let mut chars = line.chars().filter(|c| !c.is_whitespace());
        let found = [chars.next(), chars.next(), chars.next()];
        let is_letter = |c: char| matches!(script(c), Script::Han | Script::Kana);
        let is_mark = |c: char| c.is_ascii_digit() || !c.is_alphanumeric();
        match found {
            [Some(c), None, None] if is_mark(c) && !is_letter(c) => Self::Mark,
            [Some(c), None, None] if is_letter(c) => Self::Letter,
            [Some(c), Some(mark), None] if is_letter(c) && is_mark(mark) && !is_letter(mark) => Self::Letter,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_lines_of_one_character_are_a_column() {
        let column = ["町", "の", "人", "々", "は", "、", "橋", "(", "を", ")", "祝", "い"];
        let lines = ["お知らせ", "区", "分"].into_iter().chain(["職員の数"]).chain(column).chain(["次の頁"]);
        let found = columns(lines);
        assert_eq!(found.iter().filter(|upright| **upright).count(), column.len());
        assert!(!found[1] && found[4] && found[15] && !found[16], "{found:?}");
        let marks: Vec<bool> = columns(["1"; 12].into_iter());
        assert!(!marks.contains(&true), "{marks:?}");
    }
}
