//! Whether a line is running text, where a blank between Han means nothing, or a headline, a list or a table, where it
//! parts what belongs apart.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::View;
use crate::model::LineIx;
use crate::model::script::is_han;
use crate::passes::credit::credit_form;

/// Marks that end a clause or a sentence; headlines hold the first few of them as well.
const MARKS: [char; 6] = ['，', '、', '！', '？', '。', '；'];

/// Marks that headlines do not hold.
const OF_TEXT: [char; 2] = ['。', '；'];

/// From this form on a line is taken for a credit, in which blanks part names, though it fills its column.
const SURELY_A_CREDIT: f64 = 0.95;

/// Han that stand side by side somewhere on a page.
pub(super) type Pairs = FxHashSet<(char, char)>;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A headline, a list, a table, or nothing that can be told.
    Other,
    /// Running text by its place.
    LikelyText,
    /// Running text.
    Text,
}

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
    /// The pairs of Han of the page, collected when first asked for.
    pub pairs: &'a OnceCell<Pairs>,
}

impl Around<'_> {
    /// What the line is: text if it holds a mark that only text has, or goes on with a line of text; likely text if it
    /// fills its column and has a line below that holds marks.
    pub(super) fn kind(&self) -> Kind {
        if is_table(self.text) || credit_form(self.text, self.view.rules) >= SURELY_A_CREDIT {
            return Kind::Other;
        }
        let text_of = |n: Option<usize>| n.and_then(|n| self.block.get(n)).map(|line| self.view.draft.text(*line));
        let goes_on = text_of(self.at.checked_sub(1))
            .is_some_and(|before| self.is_full(self.at - 1) && before.contains(MARKS) && !ends_sentence(&before));
        let beside_text = || {
            let around = [self.at.checked_sub(1), Some(self.at + 1)];
            around.into_iter().any(|n| text_of(n).is_some_and(|text| text.contains(OF_TEXT)))
        };
        if self.text.contains(OF_TEXT) || goes_on || self.text.contains('，') && beside_text() {
            return Kind::Text;
        }
        if !self.is_full(self.at) || self.block.len() < 2 {
            return Kind::Other;
        }
        if self.text.contains(MARKS) {
            return Kind::Text;
        }
        let before_text = text_of(Some(self.at + 1)).is_some_and(|after| after.contains(MARKS));
        if before_text { Kind::LikelyText } else { Kind::Other }
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
        let pairs = self.pairs.get_or_init(|| {
            let text = &self.view.issue.pages()[self.page].text;
            text.chars().zip(text.chars().skip(1)).filter(|(a, b)| is_han(*a) && is_han(*b)).collect()
        });
        pairs.contains(&(a, b))
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '」', '』', '）', ')']).ends_with(['。', '！', '？', '：'])
}

/// Words of a line that must have the same wide gap between all of them to be spread rather than parted into columns.
const SPREAD: usize = 5;

/// Whether wide gaps part the line into columns, and not just each word from the next.
pub(super) fn is_table(text: &str) -> bool {
    let words = text.trim().split("  ");
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() * 2 > word.chars().count();
    let (mut n, mut spread) = (0, 0);
    for word in words {
        n += 1;
        spread += usize::from(is_word(word) && !word.contains(' '));
    }
    if n >= SPREAD && spread * 4 >= n * 3 {
        return false;
    }
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
