//! Runs of lines that go on with one another inside a block.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::Role;
use crate::passes::ends::{End, is_unspaced_text};
use crate::passes::galley::Galley;

/// A run of rows of one block.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// The rows.
    pub rows: Range<usize>,
    /// Whether its last line goes on in the next block.
    pub goes_on: bool,
    /// Whether the block before goes on into it.
    pub continues_before: bool,
    /// Whether it is a block of its own.
    pub alone: bool,
    /// What was found out about it.
    pub role: Option<Role>,
}

impl Segment {
    /// Its text as one line.
    pub(super) fn text<'g>(&self, galley: &'g Galley<'_>) -> Cow<'g, str> {
        let rows = &galley.rows[self.rows.clone()];
        if let [row] = rows {
            return Cow::Borrowed(&row.text);
        }
        let glue = if is_unspaced_text(&rows[0].text) { "" } else { " " };
        Cow::Owned(rows.iter().map(|row| row.text.as_ref()).collect::<Vec<_>>().join(glue))
    }

    /// Takes the rows from `at` on away into a segment of their own.
    pub(super) fn split_off(&mut self, at: usize) -> Self {
        let tail =
            Self { rows: at..self.rows.end, goes_on: self.goes_on, continues_before: false, alone: false, role: None };
        self.rows.end = at;
        self.goes_on = false;
        self.alone = false;
        tail
    }

    /// Whether it reads as running text: several full lines, or a finished sentence.
    pub(super) fn is_prose(&self, galley: &Galley<'_>) -> bool {
        let rows = &galley.rows[self.rows.clone()];
        let last = &rows[rows.len() - 1];
        rows.len() >= 3
            || last.end == End::Closed && rows.iter().map(|row| row.width).sum::<u32>() > 12
            || rows.len() == 2 && galley.is_full(self.rows.start)
            || self.goes_on
    }
}

/// Whether a line that fills its column is nothing but a credit, in which a blank parts a word from a name.
fn is_full_credit(galley: &Galley<'_>, i: usize) -> bool {
    /// From this form on a line is taken for a credit.
    const SURE: f64 = 0.95;
    galley.unspaced(i) && galley.rows[i].text.contains([' ', '\u{3000}']) && galley.credit_form(i) >= SURE
}

/// The segments of a page in order.
pub(super) fn of(galley: &Galley<'_>) -> Vec<Segment> {
    let n = galley.rows.len();
    let mut segments: Vec<Segment> = Vec::new();
    let mut from = 0;
    let mut continues_before = false;
    let mut touches_before = false;
    for i in 0..n {
        let (touches, boundary) = if i + 1 < n { (galley.touches(i), Some(galley.boundary(i))) } else { (false, None) };
        // Lines that already have different roles are apart whatever they look like.
        let continues = boundary.is_some_and(|b| b.continues)
            && galley.rows[i].role == galley.rows[i + 1].role
            && !(from == i && touches && is_full_credit(galley, i));
        if touches && continues {
            continue;
        }
        segments.push(Segment {
            rows: from..i + 1,
            goes_on: continues,
            continues_before,
            alone: !touches && !touches_before,
            role: (galley.rows[from].role != Role::Body).then_some(galley.rows[from].role),
        });
        from = i + 1;
        continues_before = continues;
        touches_before = touches;
    }
    segments
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    #[test]
    fn a_credit_as_wide_as_its_column_is_no_line_of_the_text_below() {
        let sketch = sketch(
            "\
渡口换上新石阶
见习记者 沈玉兰、林美 文/图
渡口的石阶用了三十年，雨天
最是难走，老人过河总要有人
扶。今年春上镇里请来石匠，
一块一块换成了青石。

果园请来养蜂人
本报记者 周文芳 陈水生 文图
镇上的果园今年请来了养蜂人
，蜂箱从山脚一直摆到山腰。
养蜂人说花开得早，蜂就来得
早，果子也结得密得多。
",
        );
        for credit in ["<byline> 见习记者 沈玉兰、林美 文/图", "<byline> 本报记者 周文芳 陈水生 文图"]
        {
            assert!(sketch.contains(credit), "{sketch}");
        }
    }
}
