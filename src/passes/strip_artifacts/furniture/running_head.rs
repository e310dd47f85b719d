//! Lines that come back at the head or foot of one page after another.

use super::super::sheet::Sheet;
use crate::ledger::{Change, Edit, Level};
use crate::model::Role;
use crate::passes::likeness::distance;
use crate::passes::{View, jump_line};

/// Pages on each side that are compared; left and right pages may have heads of their own.
const REACH: usize = 2;

/// Heights at each edge that are compared.
const HEIGHTS: usize = 5;

/// Share of characters that two lines have in common at least.
const ALIKE: f64 = 0.8;

/// Longest line, in characters, that is compared.
const LONGEST: usize = 120;

pub(super) fn propose(sheet: &Sheet<'_>, edges: &[Vec<Vec<usize>>; 2], taken: &[bool], edits: &mut Vec<Edit>) {
    let n_pages = sheet.view.issue.pages().len();
    let Some(rule) = sheet.view.rules.get("furniture/running-head").filter(|_| n_pages > 1) else { return };
    let near: Vec<usize> =
        (sheet.page.saturating_sub(REACH)..n_pages.min(sheet.page + REACH + 1)).filter(|p| *p != sheet.page).collect();
    let others: Vec<[Vec<Vec<char>>; 2]> = near.iter().map(|page| heads_and_feet(sheet.view, *page)).collect();
    for (side, edge) in edges.iter().enumerate() {
        for &row in edge.iter().take(HEIGHTS).flatten() {
            let text = folded(&sheet.rows[row].text);
            if taken[row] || text.len() > LONGEST || text.iter().filter(|c| c.is_alphabetic()).count() < 3 {
                continue;
            }
            let alike = others.iter().filter(|page| page[side].iter().any(|other| similar(&text, other))).count();
            // Jump lines are alike on every page, and are told where the text is read.
            if alike == 0 || jump_line::read(&sheet.rows[row].text, sheet.view.rules).is_some() {
                continue;
            }
            // On one other page only, a headline may have been taken up again.
            let numbered = text.contains(&'0');
            let (confidence, level) = match (alike, numbered) {
                (2.., _) => (0.92, rule.level),
                (_, true) => (0.75, Level::Review),
                _ => (0.5, Level::Note),
            };
            let mut edit = rule
                .sure(confidence, vec![Change::Role { line: sheet.rows[row].line, role: Role::RunningHead }])
                .because(format!("{alike} of the {} pages around have its like at the same edge", near.len()));
            edit.level = edit.level.min(level);
            edits.push(edit);
        }
    }
}

/// The folded lines at the head and at the foot of another page.
fn heads_and_feet(view: &View<'_>, page: usize) -> [Vec<Vec<char>>; 2] {
    let sheet = Sheet::new(view, page);
    sheet.edges(HEIGHTS).map(|edge| {
        edge.iter().flatten().map(|row| folded(&sheet.rows[*row].text)).filter(|text| text.len() <= LONGEST).collect()
    })
}

/// A line without white space and case, its figures all the same.
fn folded(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len().min(4 * LONGEST));
    for c in text.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1) {
        if c.is_numeric() && !crate::model::script::is_han(c) {
            // However many figures a number has.
            if out.last() != Some(&'0') {
                out.push('0');
            }
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

fn similar(a: &[char], b: &[char]) -> bool {
    let longer = a.len().max(b.len());
    let allowed = (longer as f64 * (1.0 - ALIKE)) as usize;
    a.len().abs_diff(b.len()) <= allowed && distance(a, b, allowed).is_some()
}
