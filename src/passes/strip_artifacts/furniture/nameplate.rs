//! What a paper prints below its name on its first page: what it costs, who makes it and where.
//!
//! One such line tells nothing, as an article may speak of a director or of an office; several near each other do, where
//! the paper dates or numbers itself among them.

use std::ops::Range;

use super::super::sheet::Sheet;
use crate::ledger::{Change, Edit};
use crate::model::Role;
use crate::passes::HYPHENS;
use crate::passes::ends::starts_lower;
use crate::rules::Rules;

/// Rows at the head of a page among which the first of these lines stands.
const HEAD: usize = 12;
/// Most rows between one such line and the next.
const BETWEEN: usize = 4;
/// Lines of a nameplate that speak of the paper, at the least.
const LEAST: usize = 4;
/// Longest line, in words: a longer one is text.
const LONGEST: usize = 8;
/// How sure it is of a line that speaks of the paper, and of one between two of them.
const SAID: f64 = 0.9;
const BESIDE: f64 = 0.8;

pub(super) fn propose(sheet: &Sheet<'_>, dates: &dyn Fn(usize) -> bool, edits: &mut Vec<Edit>) {
    let Some(rule) = sheet.view.rules.get("furniture/nameplate") else { return };
    let says = |row: usize| speaks_of_itself(&sheet.rows[row].text, sheet.view.rules);
    let Some(found) = find(sheet.rows.len(), &says, dates, &|row| is_plate(sheet, row)) else { return };
    for row in found {
        let (sure, why) = if says(row) || dates(row) {
            (SAID, "it speaks of the paper, as others beside it do")
        } else {
            (BESIDE, "it stands between lines that speak of the paper")
        };
        let change = Change::Role { line: sheet.rows[row].line, role: Role::Masthead };
        edits.push(rule.sure(sure, vec![change]).because(rule.why.clone()).because(why));
    }
}

/// The rows of the nameplate, if the page has one.
fn find(
    n: usize,
    says: &dyn Fn(usize) -> bool,
    dates: &dyn Fn(usize) -> bool,
    is_short: &dyn Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let first = (0..n.min(HEAD)).find(|row| says(*row))?;
    let start = (first.saturating_sub(BETWEEN)..first).find(|row| dates(*row));
    let (mut last, mut said, mut dated) = (first, 1, start.is_some());
    for row in first + 1..n {
        if row - last > BETWEEN + 1 || !is_short(row) {
            break;
        }
        said += usize::from(says(row));
        dated |= dates(row);
        if says(row) || dates(row) {
            last = row;
        }
    }
    (said >= LEAST && dated).then_some(start.unwrap_or(first)..last + 1)
}

/// Whether a line may be one of a nameplate: short, and no part of a sentence that goes on over three lines.
fn is_plate(sheet: &Sheet<'_>, row: usize) -> bool {
    let text = |row: usize| sheet.rows[row].text.as_ref();
    let goes_on = |row: usize| row < sheet.rows.len() && starts_lower(text(row));
    let inside = goes_on(row) && (goes_on(row + 1) || row > 0 && goes_on(row - 1));
    is_short(text(row)) && !inside && !text(row).ends_with(HYPHENS)
}

fn is_short(line: &str) -> bool {
    line.split_whitespace().take(LONGEST + 1).count() <= LONGEST
}

/// Whether a line says what the paper costs, or who makes it and where.
fn speaks_of_itself(line: &str, rules: &Rules) -> bool {
    if !is_short(line) {
        return false;
    }
    let (plate, terms) = (rules.words("nameplate"), rules.words("term"));
    let words = || line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let costs = || line.bytes().any(|b| b.is_ascii_digit()) && words().any(|word| terms.contains(&word));
    words().any(|word| plate.contains(&word)) || costs()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One letter a row: `s` speaks of the paper, `d` dates it, `x` is short, `t` is text.
    #[track_caller]
    fn check(rows: &str, first: usize, end: usize) {
        let is = |row: usize, kind: u8| rows.as_bytes()[row] == kind;
        let found = find(rows.len(), &|row| is(row, b's'), &|row| is(row, b'd'), &|row| !is(row, b't'));
        assert_eq!(found.unwrap_or(0..0), first..end, "{rows}");
    }

    #[test]
    fn several_lines_beside_a_date() {
        check("xdsxsxxsxdsxxxtt", 1, 11);
        check("dsssxxtt", 0, 0);
        check("sssstttt", 0, 0);
        check("ssdsttss", 0, 0);
        check("ssxdxsxsxxxxxxstt", 0, 8);
    }
}
