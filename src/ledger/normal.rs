//! Normal form: one result has one span, whichever rule found it.

use std::ops::Range;

use super::Change;
use crate::model::{Issue, LineIx};

/// A span and what stands there instead.
type Replacement = (Range<u32>, String);

/// The change in normal form, or `None` if it changes nothing or makes no sense for this issue (a line that is not
/// there, a span off a character boundary, a move that names a line twice or its own goal).
///
/// A Text change keeps the longest common head and then the longest common tail of the old and the new line out of its
/// span; a pure removal or insertion thereby stands as far right as the raw text allows. A span is never empty: an
/// insertion carries the character before it, at the start of a line the one after it.
#[must_use]
pub fn normal_form(issue: &Issue, change: Change) -> Option<Change> {
    let known = |line: LineIx| line.at() < issue.n_lines();
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

/// Whether the change puts in the place of some text that same text.
pub(super) fn says_nothing(issue: &Issue, change: &Change) -> bool {
    match change {
        Change::Text { line, span, insert } if line.at() < issue.n_lines() => {
            issue.raw(*line).get(span.start as usize..span.end as usize) == Some(insert)
        }
        _ => false,
    }
}

/// The change as it was given, or `None` if it makes no sense for this issue. Of a Text change only an empty span is
/// widened, by the character before it, at the start of a line by the one after it: what a person typed stands for every
/// byte of its span, also where it says what the source says.
#[must_use]
pub fn given_form(issue: &Issue, change: Change) -> Option<Change> {
    let Change::Text { line, span, insert } = change else { return normal_form(issue, change) };
    if line.at() >= issue.n_lines() || insert.contains(['\n', '\r']) {
        return None;
    }
    let (span, insert) = given_text(issue.raw(line), span, &insert)?;
    Some(Change::Text { line, span, insert })
}

fn given_text(raw: &str, span: Range<u32>, insert: &str) -> Option<Replacement> {
    let old = raw.get(span.start as usize..span.end as usize)?;
    if !old.is_empty() {
        return Some((span, insert.to_owned()));
    }
    if insert.is_empty() {
        return None;
    }
    let (before, after) = beside(raw, span.start as usize, insert);
    before.or(after)
}

/// Joins those Text changes of one line that get in one another's way in normal form, as two removals out of a run of one
/// character do: both would be the removal of its last. Changes whose spans overlap as given stay as they are.
#[must_use]
pub fn gather(issue: &Issue, changes: Vec<Change>) -> Vec<Change> {
    let mut texts: Vec<(LineIx, Range<u32>, &str)> = changes.iter().filter_map(text_of).collect();
    if texts.len() < 2 {
        return changes;
    }
    texts.sort_by_key(|(line, span, _)| (*line, span.start, span.end));
    let mut apart: Vec<Gathered> = Vec::with_capacity(texts.len());
    let mut joined = false;
    for (line, span, insert) in texts {
        let mut next = Gathered::new(issue, line, span, insert.to_owned());
        while let Some(last) = apart.pop() {
            if last.line == line && last.span.end <= next.span.start && last.hull.end > next.hull.start {
                next = last.join(issue, &next);
                joined = true;
            } else {
                apart.push(last);
                break;
            }
        }
        apart.push(next);
    }
    if !joined {
        return changes;
    }
    let others = changes.iter().filter(|change| text_of(change).is_none()).cloned();
    let texts = apart.into_iter().map(|Gathered { line, span, insert, .. }| Change::Text { line, span, insert });
    others.chain(texts).collect()
}

/// Whether two of the changes replace one byte.
pub(super) fn overlap_one_another(changes: &[Change]) -> bool {
    let mut spans: Vec<(LineIx, u32, u32)> =
        changes.iter().filter_map(text_of).map(|(line, span, _)| (line, span.start, span.end)).collect();
    spans.sort_unstable();
    spans.windows(2).any(|pair| pair[0].0 == pair[1].0 && pair[1].1 < pair[0].2)
}

fn text_of(change: &Change) -> Option<(LineIx, Range<u32>, &str)> {
    match change {
        Change::Text { line, span, insert } => Some((*line, span.clone(), insert)),
        _ => None,
    }
}

/// A Text change as given, and the bytes between which both its given and its normal form stand.
struct Gathered {
    line: LineIx,
    span: Range<u32>,
    insert: String,
    hull: Range<u32>,
}

impl Gathered {
    fn new(issue: &Issue, line: LineIx, span: Range<u32>, insert: String) -> Self {
        let raw = if line.at() < issue.n_lines() { issue.raw(line) } else { "" };
        let given = given_text(raw, span.clone(), &insert).map_or(span.clone(), |(given, _)| given);
        let normal = normal_text(raw, span.clone(), &insert).map_or(given.clone(), |(normal, _)| normal);
        let hull = given.start.min(normal.start)..given.end.max(normal.end);
        Self { line, span, insert, hull }
    }

    fn join(self, issue: &Issue, next: &Self) -> Self {
        // What has a hull of its own that reaches another has a line.
        let between = issue.raw(self.line).get(self.span.end as usize..next.span.start as usize).unwrap_or("");
        let insert = [&self.insert, between, &next.insert].concat();
        Self::new(issue, self.line, self.span.start..next.span.end, insert)
    }
}

/// The span and the new text of a Text change in normal form; see [`normal_form`].
pub(super) fn normal_text(raw: &str, span: Range<u32>, insert: &str) -> Option<Replacement> {
    let (start, end) = (span.start as usize, span.end as usize);
    let old = raw.get(start..end)?;
    if old == insert {
        return None;
    }
    let head = common_head(old, insert);
    let (old, new) = (&old[head..], &insert[head..]);
    let tail = common_tail(old, new);
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let (from, to) = (start + head, start + head + old.len());
    if !old.is_empty() && !new.is_empty() {
        return Some((from as u32..to as u32, new.to_owned()));
    }
    if new.is_empty() {
        let shift = common_head(&raw[to..], &raw[from..]);
        return Some(((from + shift) as u32..(to + shift) as u32, String::new()));
    }
    // An insertion moves right over what it begins with: "x" + "xy" before "xyz" is "xyx" + … turned round.
    let shift: usize =
        raw[from..].chars().zip(new.chars().cycle()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let at = from + shift;
    let turn = shift % new.len();
    let turned = format!("{}{}", &new[turn..], &new[..turn]);
    let (before, after) = beside(raw, at, &turned);
    before.or(after)
}

/// Length in bytes of the characters that both texts begin with.
pub(super) fn common_head(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// Length in bytes of the characters that both texts end with.
pub(super) fn common_tail(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// An insertion as the replacement of the character before it, and of the one after it. One of them is there, as no line
/// is empty.
pub(super) fn beside(raw: &str, at: usize, insert: &str) -> (Option<Replacement>, Option<Replacement>) {
    let before = raw[..at].chars().next_back();
    let after = raw[at..].chars().next();
    (
        before.map(|c| ((at - c.len_utf8()) as u32..at as u32, format!("{c}{insert}"))),
        after.map(|c| (at as u32..(at + c.len_utf8()) as u32, format!("{insert}{c}"))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, span: Range<u32>, insert: &str, expected: Option<(Range<u32>, &str)>) {
        let expected = expected.map(|(span, text)| (span, text.to_owned()));
        assert_eq!(normal_text(raw, span, insert), expected);
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
