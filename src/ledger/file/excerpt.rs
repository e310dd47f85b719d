//! Before and after in a few words, for people who read a ledger file.

use std::ops::Range;

use crate::ledger::{Change, Edit, Grain};
use crate::model::{Issue, LineIx};

/// Characters shown on each side of the changed words.
const AROUND: usize = 12;
/// Characters shown of long changed words.
const WITHIN: usize = 24;
/// Stands for the end of a line.
const LINE_END: &str = "⏎";

/// Excerpts of the source and of what an edit makes of it, around its first change; the second only for changes of text.
/// None for plain wraps, whose text is the source's.
pub(crate) fn excerpts(issue: &Issue, edit: &Edit) -> (Option<String>, Option<String>) {
    let first = |wanted: fn(&Change) -> bool| edit.changes.iter().find(|change| wanted(change));
    if let Some(Change::Text { line, .. }) = first(|change| matches!(change, Change::Text { .. })) {
        return text(issue, edit, *line);
    }
    if let Some(Change::Seam { left, right, glue }) = first(|change| matches!(change, Change::Seam { .. })) {
        if edit.grain == Grain::Each {
            return (None, None);
        }
        let (left, right) = (tail(issue.raw(*left), AROUND), head(issue.raw(*right), AROUND));
        return (Some(format!("{left}{LINE_END}{right}")), Some(format!("{left}{}{right}", glue.text())));
    }
    // Of a line whose place or role changes, the beginning tells which it is.
    let before = edit.changes.first().map(|change| short(issue.raw(change.line()), AROUND));
    (before, None)
}

fn text(issue: &Issue, edit: &Edit, line: LineIx) -> (Option<String>, Option<String>) {
    let raw = issue.raw(line);
    let mut puts: Vec<(Range<usize>, &str)> = Vec::new();
    for change in &edit.changes {
        if let Change::Text { line: at, span, insert } = change
            && *at == line
        {
            puts.push((span.start as usize..span.end as usize, insert));
            // Of many like changes the first tells enough.
            if edit.grain == Grain::Each {
                break;
            }
        }
    }
    puts.sort_by_key(|(span, _)| span.start);
    let (start, end) = (puts[0].0.start, puts.iter().map(|(span, _)| span.end).max().unwrap_or(puts[0].0.end));
    let (left, right) = (tail(&raw[..start], AROUND), head(&raw[end..], AROUND));
    let mut new = String::new();
    let mut from = start;
    for (span, insert) in puts {
        new.push_str(raw.get(from..span.start).unwrap_or(""));
        new.push_str(insert);
        from = span.end.max(from);
    }
    // Where the changed words meet the end of a joined line, the next line shows what becomes of them.
    let joined = edit.changes.iter().find_map(|change| match change {
        Change::Seam { left, right, glue } if *left == line => Some((*right, *glue)),
        _ => None,
    });
    let (mut before, mut after) =
        (format!("{left}{}{right}", short(&raw[start..end], WITHIN)), format!("{left}{}{right}", short(&new, WITHIN)));
    if let (Some((next, glue)), true) = (joined, end + right.len() == raw.len()) {
        let next = head(issue.raw(next), AROUND);
        before.push_str(&format!("{LINE_END}{next}"));
        after.push_str(&format!("{}{next}", glue.text()));
    }
    (Some(before), Some(after))
}

fn head(text: &str, n: usize) -> &str {
    text.char_indices().nth(n).map_or(text, |(end, _)| &text[..end])
}

fn tail(text: &str, n: usize) -> &str {
    text.char_indices().rev().nth(n.saturating_sub(1)).map_or(text, |(start, _)| &text[start..])
}

fn short(text: &str, n: usize) -> String {
    let head = head(text, n);
    if head.len() < text.len() { format!("{head}…") } else { head.to_owned() }
}
