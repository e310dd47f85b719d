//! The comparison as a unified diff, for tools that read such: from the decoded source to `NAME.txt`. Applied to the
//! source (in UTF-8, its pages one after another), it gives that file.
//!
//! Lines are matched where they occur once on either side, in the longest run that keeps their order, and from there on
//! as far as neighbors are the same. That takes n log n steps, also for a page of which every line changed. Between
//! matches, lines that begin alike are set beside each other, so that a paragraph follows the lines it was joined from.

use std::fmt::Write as _;
use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;

/// Characters by which two lines are taken to begin alike.
const BEGINNING: usize = 6;
/// Lines of context around a change.
const CONTEXT: usize = 3;

/// A unified diff from one text to another; empty if they are the same.
#[must_use]
pub fn unified(old_name: &str, old: &str, new_name: &str, new: &str) -> String {
    let (a, b) = (lines(old), lines(new));
    let hunks = hunks(&matches(&a, &b), a.len(), b.len());
    let cuts = cuts(&a, &b);
    let mut out = String::new();
    if hunks.is_empty() {
        return out;
    }
    // Writing to a String cannot fail.
    let _ = write!(out, "--- {old_name}\n+++ {new_name}\n");
    for hunk in hunks {
        let (first, last) = (&hunk[0], &hunk[hunk.len() - 1]);
        let whole = (first.old.start..last.old.end, first.new.start..last.new.end);
        let _ = writeln!(out, "@@ -{} +{} @@", range(&whole.0), range(&whole.1));
        for part in hunk {
            if part.same {
                part.old.for_each(|n| line(&mut out, ' ', a[n]));
            } else {
                let from = cuts.partition_point(|cut| cut.0 <= part.old.start);
                let inside = cuts[from..].iter().copied().take_while(|cut| cut.0 < part.old.end);
                let inside = inside.filter(|cut| cut.1 > part.new.start && cut.1 < part.new.end);
                let (mut i, mut j) = (part.old.start, part.new.start);
                for (end_i, end_j) in inside.chain([(part.old.end, part.new.end)]) {
                    (i..end_i).for_each(|n| line(&mut out, '-', a[n]));
                    (j..end_j).for_each(|n| line(&mut out, '+', b[n]));
                    (i, j) = (end_i, end_j);
                }
            }
        }
    }
    out
}

/// Lines with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn range(lines: &Range<usize>) -> String {
    match lines.len() {
        // An empty range stands behind the line before it.
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        n => format!("{},{n}", lines.start + 1),
    }
}

fn line(out: &mut String, sign: char, text: &str) {
    out.push(sign);
    out.push_str(text);
    if !text.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

/// The pairs of lines that are the same, in order on both sides.
fn matches(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let mut anchors = vec![(0, 0)];
    anchors.extend(longest_increasing(&unique(a.iter().map(|text| Some(*text)), b.iter().map(|text| Some(*text)))));
    anchors.push((a.len(), b.len()));

    let mut out: Vec<(usize, usize)> = Vec::new();
    for pair in anchors.windows(2) {
        let ((mut i, mut j), (end_i, end_j)) = (pair[0], pair[1]);
        while i < end_i && j < end_j && a[i] == b[j] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
        let back = (1..=(end_i - i).min(end_j - j)).take_while(|n| a[end_i - n] == b[end_j - n]).count();
        out.extend((1..=back).rev().map(|n| (end_i - n, end_j - n)));
    }
    out
}

/// The pairs of lines that begin alike, in order on both sides.
fn cuts(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    // A few characters tell lines of a page apart; those that are shorter may stand anywhere.
    let start = |text: &&'_ str| -> Option<String> {
        let start: String = text.trim_start().chars().take(BEGINNING).collect();
        (start.trim_end().chars().count() == BEGINNING).then_some(start)
    };
    longest_increasing(&unique(a.iter().map(start), b.iter().map(start)))
}

/// The places of what occurs once on either side, by the first.
fn unique<T: Eq + Hash>(a: impl Iterator<Item = Option<T>>, b: impl Iterator<Item = Option<T>>) -> Vec<(usize, usize)> {
    let mut seen: FxHashMap<T, [Seen; 2]> = FxHashMap::default();
    let mut see = |side: usize, n: usize, what: Option<T>| {
        if let Some(what) = what {
            let seen = &mut seen.entry(what).or_default()[side];
            *seen = if *seen == Seen::Never { Seen::Once(n) } else { Seen::Often };
        }
    };
    a.enumerate().for_each(|(n, what)| see(0, n, what));
    b.enumerate().for_each(|(n, what)| see(1, n, what));
    let mut pairs: Vec<(usize, usize)> = seen
        .into_values()
        .filter_map(|sides| if let [Seen::Once(a), Seen::Once(b)] = sides { Some((a, b)) } else { None })
        .collect();
    pairs.sort_unstable();
    pairs
}

/// How often something was seen, and where.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Seen {
    #[default]
    Never,
    Once(usize),
    Often,
}

/// A longest run of pairs, sorted by their first, in which the second increases too.
fn longest_increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best run of each length, and what stands before each pair in its best run.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, pair) in pairs.iter().enumerate() {
        let length = tails.partition_point(|tail| pairs[*tail].1 < pair.1);
        before.push(length.checked_sub(1).map(|at| tails[at]));
        if length == tails.len() {
            tails.push(n);
        } else {
            tails[length] = n;
        }
    }
    let mut out = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(n) = at {
        out.push(pairs[n]);
        at = before[n];
    }
    out.reverse();
    out
}

/// A stretch of lines that are the same or not.
struct Part {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Changes that stand near one another, with their context.
fn hunks(matches: &[(usize, usize)], n_old: usize, n_new: usize) -> Vec<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (a, b) in matches.iter().copied().chain([(n_old, n_new)]) {
        if (i, j) != (a, b) {
            parts.push(Part { same: false, old: i..a, new: j..b });
        }
        if a == n_old {
            break;
        }
        match parts.last_mut() {
            Some(part) if part.same => (part.old.end, part.new.end) = (a + 1, b + 1),
            _ => parts.push(Part { same: true, old: a..a + 1, new: b..b + 1 }),
        }
        (i, j) = (a + 1, b + 1);
    }
    let mut hunks: Vec<Vec<Part>> = Vec::new();
    let mut open: Vec<Part> = Vec::new();
    for part in parts {
        let changed = open.iter().any(|part| !part.same);
        if !part.same {
            open.push(part);
            continue;
        }
        let n = part.old.len();
        if changed && n > 2 * CONTEXT {
            open.push(Part {
                same: true,
                old: part.old.start..part.old.start + CONTEXT,
                new: part.new.start..part.new.start + CONTEXT,
            });
            hunks.push(std::mem::take(&mut open));
        }
        if changed && n <= 2 * CONTEXT {
            open.push(part);
        } else {
            let skip = n.saturating_sub(CONTEXT);
            open = vec![Part {
                same: true,
                old: part.old.start + skip..part.old.end,
                new: part.new.start + skip..part.new.end,
            }];
        }
    }
    if open.iter().any(|part| !part.same) {
        if let Some(last) = open.last_mut().filter(|part| part.same) {
            let n = last.old.len().min(CONTEXT);
            last.old.end = last.old.start + n;
            last.new.end = last.new.start + n;
        }
        hunks.push(open);
    }
    hunks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Applies a diff in the way of `patch`, without any slack.
    fn apply(old: &str, diff: &str) -> String {
        let old = lines(old);
        let mut out = String::new();
        let mut at = 0;
        let mut text: Vec<&str> = diff.split_inclusive('\n').skip(2).collect();
        text.push("");
        for pair in text.windows(2) {
            let (sign, mut rest) = pair[0].split_at(1);
            if pair[1].starts_with('\\') {
                rest = rest.trim_end_matches('\n');
            }
            match sign {
                "@" => {
                    let first = rest.split(['-', ',', ' ']).nth(2).and_then(|n| n.parse::<usize>().ok()).unwrap();
                    let empty = rest.split(' ').nth(1).unwrap().ends_with(",0");
                    let start = if empty { first } else { first - 1 };
                    out.extend(old[at..start].iter().copied());
                    at = start;
                }
                " " | "-" => {
                    assert_eq!(old[at], rest);
                    if sign == " " {
                        out.push_str(rest);
                    }
                    at += 1;
                }
                "+" => out.push_str(rest),
                _ => {}
            }
        }
        out.extend(old[at..].iter().copied());
        out
    }

    #[track_caller]
    fn check(old: &str, new: &str) {
        let diff = unified("old", old, "new", new);
        assert_eq!(apply(old, &diff), new, "{diff}");
        assert_eq!(diff.is_empty(), old == new);
    }

    #[test]
    fn applied_it_gives_the_result() {
        check("", "");
        check("a\n", "a\n");
        check("", "a\nb\n");
        check("a\nb", "");
        check("a\nb\n\nc\n", "ab\n\nc\n");
        check("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n", "a\nb\nc\nd\nX\nf\ng\nh\ni\nj");
        check("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n", "1\nX\n3\n4\n5\n6\n7\n8\n9\n10\n11\nY\n13\n14\n");
        check("h\na\nb\nc\n", "a\nb\nc\nh\n");
        check("\n\n\nx\n\n", "\nx\n\n\n\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn of_any_two_texts(old in "([a-d]?\n){0,24}[a-d]?", new in "([a-e]?\n){0,24}[a-d]?", kept in 0..20usize) {
            // Long stretches that are the same make several hunks.
            let same: String = (0..kept).map(|n| format!("{n}\n")).collect();
            check(&format!("{same}{old}"), &format!("{same}{new}"));
            check(&format!("{old}\n{same}{new}"), &format!("{new}\n{same}{old}"));
        }
    }

    #[test]
    fn says_where_and_what() {
        let diff = unified("raw/a.txt", "one\ntwo\nthree\nfour\nfive\n", "a.txt", "one\ntwo three\nfour\nfive\n");
        assert_eq!(diff, "--- raw/a.txt\n+++ a.txt\n@@ -1,5 +1,4 @@\n one\n-two\n-three\n+two three\n four\n five\n");
    }

    #[test]
    fn a_paragraph_follows_its_lines() {
        let old = "first line\nof one\n\nsecond line\nof two\n";
        let diff = unified("a", old, "b", "first line of one\nsecond line of two\n");
        let body = "-first line\n-of one\n-\n+first line of one\n-second line\n-of two\n+second line of two\n";
        assert_eq!(diff, format!("--- a\n+++ b\n@@ -1,5 +1,2 @@\n{body}"));
        check(old, "first line of one\nsecond line of two\n");
    }
}
