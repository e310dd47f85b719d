//! One line of text that a person types.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

/// The text and where the cursor stands in it, in bytes; always between graphemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    text: String,
    at: usize,
}

/// What a key means for what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// It goes on.
    On,
    /// It is as it should be.
    Done,
    /// It is not meant.
    Left,
}

impl Input {
    /// Begins with a text, the cursor behind it.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), at: text.len() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor, and behind it.
    pub fn halves(&self) -> (&str, &str) {
        self.text.split_at(self.at)
    }

    /// Puts text at the cursor; line ends and other controls become blanks.
    pub fn put(&mut self, text: &str) {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.text.insert_str(self.at, &text);
        self.at += text.len();
    }

    /// Does what a key says.
    pub fn key(&mut self, key: KeyEvent) -> Typing {
        let (before, behind) = self.halves();
        let left = before.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        let right = self.at + behind.graphemes(true).next().map_or(0, str::len);
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => return Typing::Done,
            KeyCode::Esc => return Typing::Left,
            KeyCode::Char('c') if control => return Typing::Left,
            KeyCode::Char('u') if control => {
                self.text.drain(..self.at);
                self.at = 0;
            }
            KeyCode::Char(c) if !control && !key.modifiers.contains(KeyModifiers::ALT) => {
                self.put(c.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Backspace => {
                self.text.drain(left..self.at);
                self.at = left;
            }
            KeyCode::Delete => {
                self.text.drain(self.at..right);
            }
            KeyCode::Left => self.at = left,
            KeyCode::Right => self.at = right,
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            _ => {}
        }
        Typing::On
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphemes_are_typed_and_taken_whole() {
        let mut input = Input::new("cafe\u{301} 港口");
        let mut press = |code| input.key(KeyEvent::new(code, KeyModifiers::NONE));
        for code in [KeyCode::Left, KeyCode::Backspace, KeyCode::Left, KeyCode::Backspace, KeyCode::Char('é')] {
            assert_eq!(press(code), Typing::On);
        }
        assert_eq!(press(KeyCode::Enter), Typing::Done);
        assert_eq!(press(KeyCode::Esc), Typing::Left);
        input.put("\n\u{1b}x");
        assert_eq!(input.text(), "café  x 口");
    }
}
