//! Before and after in a few words, for people who read a ledger file.

use std::ops::Range;

use crate::ledger::{Change, Edit, Grain};
use crate::model::script::cells;
use crate::model::{Issue, LineIx};

/// Cells shown on each side of the changed words, and of a line whose place or role changes: twelve letters, or six Han
/// characters, which say as much and take as many bytes.
const AROUND: u32 = 12;
/// Cells shown of long changed words.
const WITHIN: u32 = 24;
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
        let (left, right) = (last_word(issue.raw(*left)), first_word(issue.raw(*right)));
        return (Some(format!("{left}{LINE_END}{right}")), Some(format!("{left}{}{right}", glue.text())));
    }
    // Of a line whose place or role changes, the beginning tells which it is; marks and starts change nothing in print.
    let printed = first(|change| matches!(change, Change::Role { .. } | Change::Move { .. }));
    (printed.map(|change| short(issue.raw(change.line()), AROUND)), None)
}

/// Whether a text that has changed says more than what was before it: not where just the end of a line fell away, or became
/// a space, with or without a mark before it.
pub(super) fn says_more(before: &str, after: &str) -> bool {
    let Some((left, right)) = before.split_once(LINE_END) else { return true };
    let between = after.strip_suffix(right).and_then(|head| left.strip_prefix(head.trim_end()));
    !between.is_some_and(|rest| rest.is_empty() || rest.chars().count() == 1 && !rest.ends_with(char::is_alphanumeric))
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
    let (left, right) = (last_word(&raw[..start]), first_word(&raw[end..]));
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
        let next = first_word(issue.raw(next));
        before.push_str(&format!("{LINE_END}{next}"));
        after.push_str(&format!("{}{next}", glue.text()));
    }
    (Some(before), Some(after))
}

/// The end of a text, from its last blank on, or from the one before where it ends in a blank.
fn last_word(text: &str) -> &str {
    let tail = tail(text, AROUND);
    let word = tail.trim_end().rfind(char::is_whitespace);
    word.map_or(tail, |blank| tail[blank..].trim_start())
}

/// The beginning of a text, up to its first blank, or to the second where it begins with a blank.
fn first_word(text: &str) -> &str {
    let head = head(text, AROUND);
    let blanks = head.len() - head.trim_start().len();
    let word = head[blanks..].find(char::is_whitespace);
    word.map_or(head, |blank| &head[..blanks + blank])
}

/// The first characters that fill some cells.
fn head(text: &str, n: u32) -> &str {
    &text[..filled(text.chars(), n)]
}

/// The last characters that fill some cells.
fn tail(text: &str, n: u32) -> &str {
    &text[text.len() - filled(text.chars().rev(), n)..]
}

/// Bytes of the characters that fill some cells.
fn filled(chars: impl Iterator<Item = char>, n: u32) -> usize {
    let mut width = 0;
    let fits = |c: &char| {
        width += cells(*c, true);
        width <= n
    };
    chars.take_while(fits).map(char::len_utf8).sum()
}

fn short(text: &str, n: u32) -> String {
    let head = head(text, n);
    if head.len() < text.len() { format!("{head}…") } else { head.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_end_has_parted_is_told_once() {
        for (before, after) in [("num-⏎ber", "number"), ("Port-⏎Louvain", "Port-Louvain"), ("daß⏎die", "daß die")]
        {
            assert!(!says_more(before, after), "{before}");
        }
        for (before, after) in [("Glok¬⏎ken", "Glocken"), ("栏目栏目", "栏目"), ("con ⏎ the", "with the")] {
            assert!(says_more(before, after), "{before}");
        }
    }
}
