//! A second, slow telling of what a fold is, to hold the engine against.

use std::collections::BTreeMap;

use newsprint::ledger::{Change, Entry, Field, Glue, Grain};
use newsprint::model::{Issue, LineIx, Role};

/// What the text is, said by lists and loops alone.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    pub live: Vec<bool>,
    pub order: Vec<LineIx>,
    pub roles: Vec<Role>,
    pub starts: Vec<bool>,
    pub joins: Vec<Option<(LineIx, Glue)>>,
    pub text: Vec<String>,
    pub marks: BTreeMap<(LineIx, u32, u32, Field), String>,
}

/// The fold of the entries that are wanted.
pub fn tell(issue: &Issue, entries: &[Entry], wanted: &[bool]) -> Told {
    let n = issue.n_lines();
    let mut live = wanted.to_vec();
    close(entries, &mut live);

    let rank = |n: &usize| (entries[*n].is_person(), *n);
    let mut in_order: Vec<usize> = (0..entries.len()).collect();
    in_order.sort_by_key(rank);

    let mut order: Vec<LineIx> = issue.line_indices().collect();
    let mut roles = vec![Role::Body; n];
    let mut starts: Vec<bool> = (0..n).map(|line| line == 0).collect();
    let mut marks = BTreeMap::new();
    for change in in_order.iter().filter(|n| live[**n]).flat_map(|n| &entries[*n].edit.changes) {
        match change {
            Change::Role { line, role } => roles[line.at()] = *role,
            Change::Start { line, on } => starts[line.at()] = *on,
            Change::Mark { line, span, field, value } => {
                marks.insert((*line, span.start, span.end, *field), value.clone());
            }
            Change::Move { lines, after } => {
                order.retain(|line| !lines.contains(line));
                let at = after.map_or(0, |after| place(&order, after) + 1);
                order.splice(at..at, lines.iter().copied());
            }
            Change::Text { .. } | Change::Seam { .. } => {}
        }
    }

    let goes_on = |left: LineIx, right: LineIx| continues(&order, &roles, &starts, left, right);
    let holds = |change: &Change| match change {
        Change::Seam { left, right, .. } => goes_on(*left, *right),
        _ => true,
    };
    for n in 0..entries.len() {
        let edit = &entries[n].edit;
        if edit.grain == Grain::Whole && !entries[n].is_person() && !edit.changes.iter().all(&holds) {
            live[n] = false;
        }
    }
    close(entries, &mut live);

    let mut joins = vec![None; n];
    let mut texts: Vec<Vec<(u32, u32, &str)>> = vec![Vec::new(); n];
    for change in in_order.iter().filter(|n| live[**n]).flat_map(|n| &entries[*n].edit.changes) {
        match change {
            Change::Seam { left, right, glue } if holds(change) => joins[left.at()] = Some((*right, *glue)),
            Change::Text { line, span, insert } => texts[line.at()].push((span.start, span.end, insert)),
            _ => {}
        }
    }
    let text = issue.line_indices().map(|line| replaced(issue.raw(line), &texts[line.at()])).collect();
    Told { live, order, roles, starts, joins, text, marks }
}

fn place(order: &[LineIx], line: LineIx) -> usize {
    order.iter().position(|other| *other == line).unwrap_or_else(|| panic!("{line:?} is not in the order"))
}

/// Puts out whatever needs what is out.
fn close(entries: &[Entry], live: &mut [bool]) {
    loop {
        let out =
            (0..entries.len()).find(|n| live[*n] && entries[*n].edit.needs.iter().any(|need| !live[need.0 as usize]));
        match out {
            Some(n) => live[n] = false,
            None => return,
        }
    }
}

/// Whether `right` is the next line after `left` in one article and both have one role. Furniture between them does not
/// count, nor do captions between other lines.
pub fn continues(order: &[LineIx], roles: &[Role], starts: &[bool], left: LineIx, right: LineIx) -> bool {
    let role = roles[left.at()];
    if role.is_furniture() || roles[right.at()] != role {
        return false;
    }
    let at = place(order, left);
    for line in &order[at + 1..] {
        if starts[line.at()] {
            return false;
        }
        if *line == right {
            return true;
        }
        let between = roles[line.at()];
        if between == role || !(between.is_furniture() || between == Role::Caption) {
            return false;
        }
    }
    false
}

/// A raw line with replacements, of which the later go before the earlier.
fn replaced(raw: &str, texts: &[(u32, u32, &str)]) -> String {
    let mut kept: Vec<(u32, u32, &str)> = Vec::new();
    for text in texts.iter().rev() {
        if kept.iter().all(|other| text.1 <= other.0 || other.1 <= text.0) {
            kept.push(*text);
        }
    }
    kept.sort_unstable();
    let mut out = raw.to_owned();
    for (start, end, insert) in kept.into_iter().rev() {
        out.replace_range(start as usize..end as usize, insert);
    }
    out
}
