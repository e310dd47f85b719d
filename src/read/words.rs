//! A line put together from words, as engines give it that tell words apart and print no spaces.

use super::sheet::{Piece, Place, Sheet};
use crate::model::Rect;
use crate::model::script::is_unspaced;

/// The words of a line, one after another; its buffers are used again for the next line.
#[derive(Debug, Default)]
pub(super) struct WordLine {
    text: String,
    pieces: Vec<Piece>,
}

impl WordLine {
    /// Adds a word. `spaced` says whether the file has white space before it, as far as it tells that. Words of a script
    /// without spaces are set apart only where a gap as wide as a character is printed between them.
    pub fn word(&mut self, text: &str, bbox: Option<Rect>, confidence: Option<f32>, spaced: bool) {
        if text.is_empty() {
            return;
        }
        let joint = self.text.chars().next_back().zip(text.chars().next());
        let boxes = self.pieces.last().and_then(|last| last.bbox).zip(bbox);
        let blank = match joint {
            None => false,
            Some((a, b)) if is_solid(a, b) => is_parted(a, b, boxes).unwrap_or(false),
            Some((a, b)) => spaced || is_parted(a, b, boxes).unwrap_or(true),
        };
        if blank {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { span: start..self.text.len(), bbox, confidence, hint: None });
    }

    /// Adds text whose words are not told apart.
    pub fn text(&mut self, text: &str, spaced: bool) {
        if spaced && !self.text.is_empty() && !text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Lays the line on the page and makes room for the next.
    pub fn close(&mut self, sheet: &mut Sheet, place: &Place<'_>) -> bool {
        let laid = sheet.add_line(place, &self.text, self.pieces.drain(..));
        self.text.clear();
        laid
    }
}

/// Whether two characters are set without a space between them: both of a script without spaces, or one and a mark.
pub(super) fn is_solid(a: char, b: char) -> bool {
    let fits = |c: char| is_unspaced(c) || !c.is_alphanumeric();
    !(a.is_ascii() && b.is_ascii()) && fits(a) && fits(b) && (is_unspaced(a) || is_unspaced(b))
}

/// Whether the gap between two words that end and begin with these characters is a space; nothing where a box is missing.
pub(super) fn is_parted(a: char, b: char, boxes: Option<(Rect, Rect)>) -> Option<bool> {
    let (left, right) = boxes?;
    let gap = i64::from(right.left) - i64::from(left.right);
    let height = i64::from(left.height().max(right.height()));
    // A third of the height of a line; between characters that are set solid most of one, and behind a mark, which fills
    // half of its square, all of it.
    Some(match is_solid(a, b) {
        false => gap * 3 > height,
        true if a.is_alphanumeric() && b.is_alphanumeric() => gap * 3 > height * 2,
        true => gap > height,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line of words at these left edges, each twenty units high and ten wide for each character.
    fn line(words: &[(&str, i32)], spaced: bool) -> String {
        let mut line = WordLine::default();
        for (word, left) in words {
            let right = left + 10 * word.chars().count() as i32;
            line.word(word, Some(Rect::new(*left, 0, right, 20)), None, spaced);
        }
        line.text
    }

    #[test]
    fn words_are_set_apart_as_they_are_printed() {
        assert_eq!(line(&[("the", 0), ("ferry", 38)], false), "the ferry");
        assert_eq!(line(&[("the", 0), ("ferry", 32)], false), "theferry");
        assert_eq!(line(&[("the", 0), ("ferry", 32)], true), "the ferry");
        assert_eq!(line(&[("渡船", 0), ("停了", 22), ("。", 43)], true), "渡船停了。");
        assert_eq!(line(&[("渡船", 0), ("停了", 36)], true), "渡船 停了");
        assert_eq!(line(&[("渡船。", 0), ("停了", 46)], true), "渡船。停了");
        assert_eq!(line(&[("渡船", 0), (",", 24), ("停了", 38)], true), "渡船,停了");
        assert_eq!(line(&[("2018", 0), ("年", 42)], true), "2018 年");
    }

    #[test]
    fn words_without_boxes_have_spaces_where_their_script_has() {
        let mut line = WordLine::default();
        for word in ["the", "", "ferry", "渡", "船"] {
            line.word(word, None, None, false);
        }
        assert_eq!(line.text, "the ferry 渡船");
    }
}
