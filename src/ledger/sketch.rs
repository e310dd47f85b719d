//! A draft as a short text that shows its structure: for the examples of rules and for tests.

use super::Draft;
use crate::model::{LineIx, Role};

impl Draft<'_> {
    /// The lines in reading order, each ended by a line feed. Lines that seams join stand as one. A role other than body
    /// stands before the line as `<role> `, and the beginning of an article as `== `, except where the first line of the
    /// issue stands first and needs no edit to begin one.
    #[must_use]
    pub fn sketch(&self) -> String {
        let mut out = String::new();
        for (n, &line) in self.order().iter().enumerate() {
            if self.is_joined_to(line) {
                continue;
            }
            if self.starts(line) && (n > 0 || line != LineIx(0)) {
                out.push_str("== ");
            }
            if self.role(line) != Role::Body {
                out.push('<');
                out.push_str(self.role(line).name());
                out.push_str("> ");
            }
            out.push_str(&self.text(line));
            let mut at = line;
            while let Some((right, glue)) = self.join(at) {
                out.push_str(glue.text());
                out.push_str(&self.text(right));
                at = right;
            }
            out.push('\n');
        }
        out
    }
}
