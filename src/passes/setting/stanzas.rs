//! Display adverts and posters that white sets apart: a few short lines that do not go on in one another.
//!
//! A name in large type, what there is, where and when: hours and prices tell one, and else that lines in capitals and others
//! take turns, as those of no headline do.

use std::ops::Range;

use super::look::Look;
use super::shows::{Kind, has_hours, tells};
use super::singly::is_stack;
use crate::passes::ends::capitals;

/// Fewest lines of one, most of them, and fewest that hours and the like tell.
const FEWEST: usize = 4;
const MOST: usize = 12;
const FEWEST_TOLD: usize = 3;
const FEWEST_MARKS: usize = 2;
/// How many times capitals and other lines change at least where nothing else tells.
const TURNS: usize = 2;
/// Lines with hours from which on they are those of a calendar.
const OF_CALENDAR: usize = 3;
/// One line of how many at the most goes on with the one above it or ends a sentence.
const FEW: usize = 2;
/// From this form on a line names who wrote the text below.
const A_NAME: f64 = 0.6;

/// What is told of a row by its text.
pub(super) struct Told<'t> {
    /// Whether it names a sum, as headlines do.
    pub sum: &'t dyn Fn(usize) -> bool,
    /// Whether it gives an hour.
    pub hour: &'t dyn Fn(usize) -> bool,
    /// Whether it goes on in no other row, whatever its words are like.
    pub alone: &'t dyn Fn(usize) -> bool,
}

/// The rows between white that are such lines.
pub(super) fn find(kinds: &[Kind], looks: &[Look], told: &Told<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < looks.len() {
        let to = (from + 1..looks.len()).find(|i| looks[*i].gap).unwrap_or(looks.len());
        if (FEWEST_TOLD..=MOST).contains(&(to - from)) && is_stanza(kinds, looks, from..to, told) {
            found.push(from..to);
        }
        from = to;
    }
    found
}

fn is_stanza(kinds: &[Kind], looks: &[Look], rows: Range<usize>, told: &Told<'_>) -> bool {
    let is_line = |i: usize| {
        let look = &looks[i];
        (kinds[i] != Kind::Prose || (told.alone)(i))
            && kinds[i] != Kind::Bars
            && !look.ruled
            && !look.salutes
            && !look.closes
            && !look.post
            && look.credit < A_NAME
    };
    if !rows.clone().all(is_line) {
        return false;
    }
    let n = |fits: &dyn Fn(usize) -> bool| rows.clone().filter(|i| fits(*i)).count();
    let ragged = n(&|i| looks[i].lower && i > rows.start) + n(&|i| looks[i].end.is_closed());
    if ragged * FEW > rows.len() || n(told.hour) >= OF_CALENDAR {
        return false;
    }
    let marked = |i: usize| matches!(kinds[i], Kind::Sells | Kind::Tells);
    let (marks, sums) = (n(&marked), n(&|i| marked(i) && (told.sum)(i)));
    // A headline stands over text, and may name a sum and more.
    let over_text = kinds.get(rows.end) == Some(&Kind::Prose);
    if marks >= FEWEST_MARKS && marks > sums && !(over_text && rows.len() < FEWEST) {
        return true;
    }
    let turns = rows.clone().skip(1).filter(|i| is_upper(&looks[*i]) != is_upper(&looks[i - 1])).count();
    rows.len() >= FEWEST && !over_text && (turns >= TURNS || marks > sums)
}

fn is_upper(look: &Look) -> bool {
    look.capitals > 0.8 && look.letters >= 2
}

/// Whether short lines are such by themselves, and no verse.
pub(crate) fn is_poster(lines: &[&str]) -> bool {
    let upper = |line: &str| capitals(line).0 > 0.8;
    let turns = lines.windows(2).filter(|two| upper(two[0]) != upper(two[1])).count();
    let n = |fits: fn(&str) -> bool| lines.iter().filter(|line| fits(line)).count();
    let is_told =
        || turns >= TURNS || n(tells) >= FEWEST_MARKS || n(tells) > 0 && lines.len() >= FEWEST || is_stack(lines);
    n(has_hours) < OF_CALENDAR && is_told()
}
