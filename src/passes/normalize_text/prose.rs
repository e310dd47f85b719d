//! Whether a line is running text, where a blank between Han means nothing, or a headline, a list or a table, where it
//! parts what belongs apart.

use super::View;
use crate::model::LineIx;

/// Marks that end a clause or a sentence; headlines hold the first few of them as well.
const MARKS: [char; 6] = ['，', '、', '！', '？', '。', '；'];

/// Marks that headlines do not hold.
const OF_TEXT: [char; 2] = ['。', '；'];

/// A line among the lines of its block.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub view: &'a View<'a>,
    pub page: usize,
    /// The lines of the block.
    pub block: &'a [LineIx],
    /// Which of them.
    pub at: usize,
    /// Its text as it is now.
    pub text: &'a str,
}

impl Around<'_> {
    /// Whether the line is running text: it holds a mark that only text has, or goes on with a line of text, or fills
    /// its column and holds a mark or has a line below that does.
    pub(super) fn is_prose(&self) -> bool {
        if is_table(self.text) {
            return false;
        }
        let text_of = |n: Option<usize>| n.and_then(|n| self.block.get(n)).map(|line| self.view.draft.text(*line));
        let goes_on = text_of(self.at.checked_sub(1))
            .is_some_and(|before| self.is_full(self.at - 1) && before.contains(MARKS) && !ends_sentence(&before));
        let beside_text = || {
            [self.at.checked_sub(1), Some(self.at + 1)]
                .into_iter()
                .any(|n| text_of(n).is_some_and(|t| t.contains(OF_TEXT)))
        };
        if self.text.contains(OF_TEXT) || goes_on || self.text.contains('，') && beside_text() {
            return true;
        }
        self.is_full(self.at)
            && self.block.len() > 1
            && (self.text.contains(MARKS) || text_of(Some(self.at + 1)).is_some_and(|after| after.contains(MARKS)))
    }

    /// Whether a line of the block fills its column, but for what line-start rules take.
    fn is_full(&self, n: usize) -> bool {
        let survey = self.view.survey.line(self.block[n]);
        survey.measure > 0
            && survey.width + survey.indent.min(4) + 3 >= survey.measure
            && survey.width <= survey.measure + 4
    }

    /// Whether two characters stand side by side somewhere on the page.
    pub(super) fn stands_together(&self, a: char, b: char) -> bool {
        let pair: String = [a, b].into_iter().collect();
        memchr::memmem::find(self.view.issue.pages()[self.page].text.as_bytes(), pair.as_bytes()).is_some()
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '」', '』', '）', ')']).ends_with(['。', '！', '？', '：'])
}

/// Whether wide gaps part the line into columns.
pub(super) fn is_table(text: &str) -> bool {
    let (mut gaps, mut run) = (0, 0);
    for c in text.chars() {
        match c {
            '\t' | '\u{3000}' => run += 2,
            c if c.is_whitespace() => run += 1,
            _ => {
                gaps += usize::from(run >= 2);
                run = 0;
            }
        }
    }
    gaps >= 2
}

/// Whether every word is a single letter, as type is spaced out for emphasis: T H E  T I M E S.
pub(super) fn is_letterspaced(text: &str) -> bool {
    let (mut words, mut letters) = (0, 0);
    for word in text.split_whitespace() {
        words += 1;
        letters += usize::from(word.chars().count() == 1);
    }
    words >= 4 && letters * 4 >= words * 3
}
