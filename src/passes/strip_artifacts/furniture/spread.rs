//! Names of papers set in spread letters.

use std::borrow::Cow;

use crate::model::script::{Script, script};

/// Longest line, in bytes, that is looked at.
const LONGEST: usize = 200;

/// The line without the spaces that letterspace the name of a paper: `人　民　日　报`, `T H E   D A I L Y   P O S T`.
pub(super) fn close_up(line: &str) -> Cow<'_, str> {
    /// Fewest characters that letterspacing is told by, and fewest where the words of the script have spaces between them.
    const FEWEST: usize = 3;
    const FEWEST_LETTERS: usize = 6;
    let is_letter = |piece: &str| piece.len() == 1 && piece.bytes().all(|b| b.is_ascii_alphabetic());
    if line.len() <= LONGEST && line.as_bytes().get(1) == Some(&b' ') && line.split_whitespace().all(is_letter) {
        if line.split_whitespace().count() < FEWEST_LETTERS {
            return Cow::Borrowed(line);
        }
        let words = line.split("  ").map(|word| word.split_whitespace().collect::<String>());
        return Cow::Owned(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    }
    let is_wide = |c: char| matches!(script(c), Script::Han | Script::Kana | Script::Hangul);
    let mut pieces = line.split_whitespace().peekable();
    let mut spaced = 0;
    let is_letterspaced = pieces.any(|piece| {
        let mut chars = piece.chars();
        let single = chars.next().is_some_and(is_wide) && chars.next().is_none();
        spaced = if single { spaced + 1 } else { 0 };
        spaced >= FEWEST
    });
    if !is_letterspaced {
        return Cow::Borrowed(line);
    }
    let mut closed = String::with_capacity(line.len());
    let mut single = false;
    for piece in line.split_whitespace() {
        let was_single = single;
        single = piece.chars().all(is_wide) && piece.chars().count() == 1;
        if !(closed.is_empty() || single && was_single) {
            closed.push(' ');
        }
        closed.push_str(piece);
    }
    Cow::Owned(closed)
}

#[cfg(test)]
mod tests {
    use super::close_up;

    #[test]
    fn only_spread_letters_are_closed_up() {
        assert_eq!(close_up("云　溪　日　报　　第二版"), "云溪日报 第二版");
        assert_eq!(close_up("T H E   D A I L Y   P O S T"), "THE DAILY POST");
        assert_eq!(close_up("要闻 3版"), "要闻 3版");
        assert_eq!(close_up("A B C"), "A B C");
    }
}
