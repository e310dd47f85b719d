//! What is odd in a file, told a limited number of times.

use crate::model::Warning;

/// Warnings that are told one by one; a file that has more is odd throughout.
const TOLD: usize = 24;

/// The warnings about a page.
#[derive(Debug, Default)]
pub(in crate::read) struct Odd {
    told: Vec<Warning>,
    untold: usize,
}

impl Odd {
    /// Whether what is added is only counted.
    pub fn is_full(&self) -> bool {
        self.told.len() >= TOLD
    }

    /// Adds one; `line` is the physical line of the file, 0 if it is not known.
    pub fn add(&mut self, line: u32, message: &str) {
        if self.is_full() {
            self.untold += 1;
        } else {
            self.told.push(Warning { page: 0, line, message: message.to_owned() });
        }
    }

    /// All of them, and how many were not told.
    pub fn take(&mut self) -> Vec<Warning> {
        let mut all = std::mem::take(&mut self.told);
        let untold = std::mem::take(&mut self.untold);
        if untold > 0 {
            let message = format!("{untold} more oddities of this kind; look at what wrote the file");
            all.push(Warning { page: 0, line: 0, message });
        }
        all
    }
}
