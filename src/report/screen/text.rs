//! The text of an issue as it reads now, a line a row, for a person who goes through it and puts it right.

use std::collections::BTreeSet;

use super::{Ink, Look, Rows, ScreenLine};
use crate::ledger::Draft;
use crate::model::{LineIx, Role};
use crate::review::headed;

/// A line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// The line.
    pub line: LineIx,
    /// Its name.
    pub name: String,
    /// What it is.
    pub role: Role,
    /// How it reads.
    pub text: String,
    /// Of the first line of an article, what the article is called.
    pub begins: Option<String>,
    /// Whether the line before goes on with it.
    pub goes_on: bool,
    /// Whether something about it waits for a decision.
    pub waits: bool,
    /// Whether something was done to it, besides that lines of one paragraph were joined.
    pub changed: bool,
}

/// The lines of the text in reading order. `waits` are those about which something waits, `changed` those to which
/// something was done.
#[must_use]
pub fn text_lines(draft: &Draft<'_>, waits: &BTreeSet<LineIx>, changed: &BTreeSet<LineIx>) -> Vec<TextLine> {
    let issue = draft.issue();
    let of = |(place, line): (usize, &LineIx)| TextLine {
        line: *line,
        name: issue.line_name(*line),
        role: draft.role(*line),
        text: draft.text(*line).into_owned(),
        begins: (place == 0 || draft.starts(*line)).then(|| called(draft, *line)),
        goes_on: draft.is_joined_to(*line),
        waits: waits.contains(line),
        changed: changed.contains(line),
    };
    draft.order().iter().enumerate().map(of).collect()
}

/// What the article that begins at a line is called, and who wrote it.
fn called(draft: &Draft<'_>, line: LineIx) -> String {
    let (title, byline) = headed(draft, line);
    let said: Vec<&str> = [title.as_str(), byline.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() { "no headline".to_owned() } else { said.join(" · ") }
}

/// What is shown of the text.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Its lines.
    pub lines: &'a [TextLine],
    /// The one at which the person is.
    pub at: usize,
    /// Those that the person has picked up to move them.
    pub picked: &'a [LineIx],
    /// What the keys do.
    pub keys: &'a str,
    /// What was said last.
    pub said: &'a str,
}

/// The screen of a text. The line at which the person is stands at two fifths of the height, and nothing is scrolled
/// that need not be.
#[must_use]
pub fn text_screen(title: &str, view: &View<'_>, look: Look) -> Vec<ScreenLine> {
    let mut head = Rows::new(look);
    head.wrapped(Ink::Head, title, 1, "");
    let mut foot = Rows::new(look);
    foot.wrapped(Ink::Plain, view.keys, 3, "");
    foot.wrapped(Ink::Alarm, view.said, 1, "");
    let room = look.rows.saturating_sub(head.rows.len() + foot.rows.len());
    // Only what may come into sight is drawn: a text has thousands of lines.
    let above = view.lines.len().min(view.at).min(room);
    let first = view.at - above;
    let mut rows = Rows::new(look);
    let mut at_row = 0;
    for (n, line) in view.lines.iter().enumerate().skip(first).take(above + room) {
        if let Some(title) = &line.begins {
            let title = look.clip(look.shown(Ink::Head, title).text(), look.columns.saturating_sub(6));
            rows.rows.push(vec![
                look.said(Ink::Head, "── "),
                look.shown(Ink::Head, &title),
                look.said(Ink::Head, " ──"),
            ]);
        }
        if n == view.at {
            at_row = rows.rows.len();
        }
        let is_picked = view.picked.contains(&line.line);
        let sign = match line {
            _ if n == view.at => '>',
            _ if is_picked => '*',
            _ if line.waits => '?',
            _ if line.changed => '+',
            _ => ' ',
        };
        let ink = match (n == view.at, is_picked, line.role.is_furniture()) {
            (true, ..) => Ink::Head,
            (_, true, _) => Ink::Came,
            (.., true) => Ink::Soft,
            _ => Ink::Plain,
        };
        let role = if line.role == Role::Body { String::new() } else { format!("({}) ", line.role.name()) };
        let joined = look.said(ink, if line.goes_on { "⌒" } else { " " });
        let tall = if n == view.at { 3 } else { 1 };
        let margin = rows.margin(sign, &line.name);
        let pieces = vec![joined, look.said(ink, &role), look.shown(ink, &line.text)];
        rows.pieces(&margin, pieces, tall);
    }
    let most = rows.rows.len().saturating_sub(room);
    let from = at_row.saturating_sub(room * 2 / 5).min(most);
    let shown = rows.rows.into_iter().skip(from).take(room);
    let mut out = head.rows;
    out.extend(shown);
    out.resize(look.rows.saturating_sub(foot.rows.len()), Vec::new());
    out.extend(foot.rows);
    out.truncate(look.rows);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Ledger, fold};
    use crate::read::{ReadOptions, read_issue};

    #[test]
    fn the_line_at_hand_is_in_sight_and_every_row_fits() {
        let raw = (0..200).map(|n| format!("line {n} 港口的码头 \u{202e}x\n")).collect::<String>();
        let issue = read_issue("x", "x.txt", raw.as_bytes(), &ReadOptions::default()).unwrap();
        let ledger = Ledger::default();
        let draft = fold(&issue, &ledger);
        let lines = text_lines(&draft, &BTreeSet::from([LineIx(3)]), &BTreeSet::from([LineIx(3), LineIx(5)]));
        for at in [0, 1, 7, 100, 198, 199] {
            for look in [Look::of(80, 24), Look::of(24, 10), Look { is_wide: true, ..Look::of(40, 12) }] {
                let view = View { lines: &lines, at, picked: &[LineIx(8)], keys: "[q]uit", said: "moved" };
                let rows = text_screen("x", &view, look);
                let text = |row: &ScreenLine| row.iter().map(crate::report::screen::Glyphs::text).collect::<String>();
                let rows: Vec<String> = rows.iter().map(text).collect();
                assert_eq!(rows.len(), look.rows);
                assert!(
                    rows.iter().all(|row| look.width(row) <= look.columns && !row.contains('\u{202e}')),
                    "{rows:?}"
                );
                let here = rows.iter().filter(|row| row.starts_with('>')).collect::<Vec<_>>();
                assert!(here.len() == 1 && here[0].contains(&format!("line {at} ")), "{at}: {rows:?}");
                assert!(rows[look.rows - 1].starts_with("moved") && rows[look.rows - 2].starts_with("[q]uit"));
            }
        }
        assert_eq!(lines[0].begins.as_deref(), Some("no headline"));
        assert!(lines[3].waits && !lines[4].waits && lines[5].changed);
    }
}
