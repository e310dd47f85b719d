//! The lines at the head or the tail of a paragraph as one text, since narrow columns cut a credit anywhere.

use std::ops::Range;

use super::run_in::Found;
use crate::ledger::Change;
use crate::model::LineIx;
use crate::passes::View;
use crate::passes::ends::is_unspaced_text;

/// Most lines, and signs from which on no more are added: longer credits are none.
const MOST_LINES: usize = 4;
const LONGEST: usize = 60;
const OPEN: [char; 2] = ['（', '('];
const CLOSE: [char; 2] = ['）', ')'];

/// Some lines of a paragraph, one behind the other.
pub(super) struct Stretch<'v> {
    view: &'v View<'v>,
    pub text: String,
    /// Where each line begins in the text.
    lines: Vec<(usize, LineIx)>,
}

impl<'v> Stretch<'v> {
    fn of(view: &'v View<'v>, lines: impl Iterator<Item = LineIx>) -> Self {
        let mut stretch = Self { view, text: String::new(), lines: Vec::new() };
        for line in lines {
            stretch.lines.push((stretch.text.len(), line));
            stretch.text.push_str(&view.draft.text(line));
        }
        stretch
    }

    /// The first line of a paragraph; of one that begins with a dateline as many as a credit may take.
    pub(super) fn head(view: &'v View<'v>, line: LineIx) -> Self {
        let text = view.draft.text(line);
        let is_led =
            || text.starts_with(['【', '〔', '［', '[']) || view.rules.words("credit-paper").at_start(&text).is_some();
        let (mut n, mut signs) = (0, 0);
        let lines = view.draft.joined_from(line).take_while(|line| {
            let goes_on = n < MOST_LINES && signs < LONGEST;
            n += 1;
            signs += view.draft.text(*line).chars().count();
            goes_on
        });
        if is_unspaced_text(&text) && is_led() { Self::of(view, lines) } else { Self::of(view, std::iter::once(line)) }
    }

    /// The last line of a paragraph, with those before it in which a bracket opens that it closes.
    pub(super) fn tail(view: &'v View<'v>, line: LineIx) -> Self {
        let mut lines = vec![line];
        let text = view.draft.text(line);
        let is_open = |text: &str| text.ends_with(CLOSE) && !text.contains(OPEN);
        if is_unspaced_text(&text) && is_open(&text) {
            while let Some(before) = before(view, lines[lines.len() - 1]).filter(|_| lines.len() < MOST_LINES) {
                lines.push(before);
                if view.draft.text(before).contains(OPEN) {
                    break;
                }
            }
        }
        Self::of(view, lines.into_iter().rev())
    }

    /// The marks of what was found. What goes on over a line end is marked on the line that it begins on.
    pub(super) fn marks(&self, found: Vec<Found>) -> impl Iterator<Item = Change> {
        found.into_iter().map(|(span, field, value)| {
            let at = self.lines.partition_point(|(start, _)| *start <= span.start).saturating_sub(1);
            let (start, line) = self.lines[at];
            let end = self.lines.get(at + 1).map_or(self.text.len(), |(end, _)| *end);
            let own: Range<usize> = span.start - start..span.end.min(end) - start;
            Change::Mark { line, span: self.view.draft.raw_span(line, own), field, value }
        })
    }
}

/// The line that goes on with this one. Lines of the page may stand between them.
fn before(view: &View<'_>, line: LineIx) -> Option<LineIx> {
    /// Most such lines.
    const MOST: usize = 8;
    let above = view.draft.order()[..view.draft.place(line)].iter().rev().take(MOST);
    let goes_on = |above: &&LineIx| view.draft.join(**above).is_some_and(|(next, _)| next == line);
    above.into_iter().find(goes_on).copied().filter(|_| view.draft.is_joined_to(line))
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Decisions, Level, fold};
    use crate::read::read_issue;
    use crate::rules::Rules;

    #[test]
    fn credits_that_a_line_end_cuts_are_read_whole() {
        let page = "\
渡口换上新石阶

本报桥头讯（记者沈玉
兰　通讯员周海）渡口
的石阶用了三十年，雨
天最是难走，老人过河
总要有人扶，今年春上
镇里请来了一位石匠。

果园请来养蜂人

镇上的果园今年请来了
养蜂人，蜂箱从山脚一
直摆到山腰，结果也多
得多了，他说。（记者
林美玲）
";
        let issue = read_issue("page", "page.txt", page.as_bytes(), &Default::default()).unwrap();
        let run = crate::pipeline::run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let draft = fold(&issue, &run.ledger);
        let named: Vec<&str> = draft.all_marks().map(|mark| mark.value).collect();
        for name in ["沈玉兰", "周海", "林美玲"] {
            assert!(named.contains(&name), "{name}: {named:?}");
        }
    }
}
