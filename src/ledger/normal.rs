//! Normal form: one result has one span, whichever rule found it.

use std::ops::Range;

use super::Change;
use crate::model::Issue;

/// The change in normal form, or `None` if it changes nothing or makes no sense for this issue (a line that is not
/// there, a span off a character boundary, a move that names a line twice or its own goal).
///
/// A Text change keeps the longest common head and then the longest common tail of the old and the new line out of its
/// span; a pure removal or insertion thereby stands as far right as the raw text allows. A span is never empty: an
/// insertion carries the character before it, at the start of a line the one after it.
#[must_use]
pub fn normal_form(issue: &Issue, change: Change) -> Option<Change> {
    let known = |line: crate::model::LineIx| line.at() < issue.n_lines();
    match change {
        Change::Text { line, span, insert } => {
            if !known(line) || insert.contains(['\n', '\r']) {
                return None;
            }
            let (span, insert) = normal_text(issue.raw(line), span, &insert)?;
            Some(Change::Text { line, span, insert })
        }
        Change::Move { lines, after } => {
            let mut seen = lines.clone();
            seen.sort_unstable();
            seen.dedup();
            let sound = !lines.is_empty()
                && seen.len() == lines.len()
                && lines.iter().all(|line| known(*line))
                && after.is_none_or(|after| known(after) && seen.binary_search(&after).is_err());
            sound.then_some(Change::Move { lines, after })
        }
        Change::Seam { left, right, glue } => {
            (known(left) && known(right) && left != right).then_some(Change::Seam { left, right, glue })
        }
        Change::Mark { line, span, field, value } => {
            if !known(line) || issue.raw(line).get(span.start as usize..span.end as usize).is_none_or(str::is_empty) {
                return None;
            }
            Some(Change::Mark { line, span, field, value })
        }
        Change::Role { line, .. } | Change::Start { line, .. } => known(line).then_some(change),
    }
}

fn normal_text(raw: &str, span: Range<u32>, insert: &str) -> Option<(Range<u32>, String)> {
    let (start, end) = (span.start as usize, span.end as usize);
    let old = raw.get(start..end)?;
    if old == insert {
        return None;
    }
    let head: usize = old.chars().zip(insert.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old, new) = (&old[head..], &insert[head..]);
    let tail: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let (from, to) = (start + head, start + head + old.len());
    if !old.is_empty() && !new.is_empty() {
        return Some((from as u32..to as u32, new.to_owned()));
    }
    if new.is_empty() {
        let shift: usize =
            raw[to..].chars().zip(raw[from..].chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        return Some(((from + shift) as u32..(to + shift) as u32, String::new()));
    }
    // An insertion moves right over what it begins with: "x" + "xy" before "xyz" is "xyx" + … turned round.
    let shift: usize =
        raw[from..].chars().zip(new.chars().cycle()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let at = from + shift;
    let turn = shift % new.len();
    let turned = format!("{}{}", &new[turn..], &new[..turn]);
    if let Some(before) = raw[..at].chars().next_back() {
        return Some(((at - before.len_utf8()) as u32..at as u32, format!("{before}{turned}")));
    }
    // A line is never empty, so at its start there is a character after.
    let after = raw.chars().next()?;
    Some((0..after.len_utf8() as u32, format!("{turned}{after}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, span: Range<u32>, insert: &str, expected: Option<(Range<u32>, &str)>) {
        let got = normal_text(raw, span, insert);
        assert_eq!(got.as_ref().map(|(span, text)| (span.clone(), text.as_str())), expected);
    }

    #[test]
    fn trims_both_ends() {
        check("abcd", 0..4, "abXd", Some((2..3, "X")));
        check("abcd", 0..4, "abcd", None);
    }

    #[test]
    fn removals_go_right() {
        check("aaab", 0..1, "", Some((2..3, "")));
        check("栏目栏目", 0..6, "", Some((6..12, "")));
    }

    #[test]
    fn insertions_carry_a_neighbour() {
        check("ab", 0..1, "ax", Some((0..1, "ax")));
        check("ab", 0..1, "xa", Some((0..1, "xa")));
        check("aab", 0..1, "aa", Some((1..2, "aa")));
    }
}
