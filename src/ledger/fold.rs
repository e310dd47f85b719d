//! From edits to text. Total: any subset of any ledger gives a draft.

use super::draft::{Draft, Mark, Patch};
use super::{Change, EditId, Entry, Grain, Ledger, State};
use crate::model::{Issue, LineIx, Role};

/// What a fold made of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Not asked for.
    Off,
    /// It counts.
    Live,
    /// Left out, because an entry that it needs is out.
    Needs(EditId),
    /// Left out, because a seam of it does not hold.
    Loose,
}

/// Folds what the ledger applies.
#[must_use]
pub fn fold<'a>(issue: &'a Issue, ledger: &'a Ledger) -> Draft<'a> {
    fold_where(issue, ledger, |_, entry| counts(entry)).0
}

/// Whether a fold looks at the entry. What is Dormant is left out again, for the reason that it states.
pub(super) fn counts(entry: &Entry) -> bool {
    matches!(entry.state, State::Applied | State::Dormant { .. })
}

/// Folds the entries that `wanted` names, and says what became of each entry.
///
/// 1. An entry of which a need is out is left out.
/// 2. Role, Move, Start and Mark count in ledger order, people's last.
/// 3. A whole edit with a seam that does not hold is left out, and so is what needs it; what a person typed is never
///    left out because of a join beside it.
/// 4. Of overlapping replacements the latest counts, people's above all.
#[must_use]
pub fn fold_where<'a>(
    issue: &'a Issue,
    ledger: &'a Ledger,
    wanted: impl Fn(EditId, &Entry) -> bool,
) -> (Draft<'a>, Vec<Outcome>) {
    let entries = &ledger.entries;
    let mut outcome = Vec::with_capacity(entries.len());
    for (n, entry) in entries.iter().enumerate() {
        let id = EditId(n as u32);
        outcome.push(if wanted(id, entry) {
            need_out(entry, &outcome).map_or(Outcome::Live, Outcome::Needs)
        } else {
            Outcome::Off
        });
    }
    // People's entries stand first in the ledger, and are folded last.
    let people = entries.iter().take_while(|entry| entry.is_person()).count();
    let in_order: Vec<usize> = (people..entries.len()).chain(0..people).collect();

    let mut structure = Structure::of(issue);
    for &n in &in_order {
        if outcome[n] == Outcome::Live {
            for change in &entries[n].edit.changes {
                structure.apply(change, entries[n].is_person());
            }
        }
    }
    let mut draft = structure.into_draft(issue);

    for n in 0..entries.len() {
        if outcome[n] != Outcome::Live {
            continue;
        }
        if let Some(out) = need_out(&entries[n], &outcome) {
            outcome[n] = Outcome::Needs(out);
            continue;
        }
        let edit = &entries[n].edit;
        if edit.grain == Grain::Whole
            && !entries[n].is_person()
            && edit.changes.iter().any(|change| !holds(&draft, change))
        {
            outcome[n] = Outcome::Loose;
        }
    }

    let mut texts: Vec<(LineIx, usize, &Change)> = Vec::new();
    for &n in &in_order {
        if outcome[n] != Outcome::Live {
            continue;
        }
        for change in &entries[n].edit.changes {
            match change {
                Change::Text { line, .. } => texts.push((*line, texts.len(), change)),
                Change::Seam { left, right, glue } if holds(&draft, change) => {
                    draft.joins[left.at()] = Some(*glue);
                    draft.joined_to[right.at()] = true;
                }
                _ => {}
            }
        }
    }
    patch(&mut draft, texts);
    (draft, outcome)
}

fn need_out(entry: &Entry, outcome: &[Outcome]) -> Option<EditId> {
    entry.edit.needs.iter().copied().find(|need| outcome.get(need.0 as usize).is_none_or(|o| *o != Outcome::Live))
}

fn holds(draft: &Draft<'_>, change: &Change) -> bool {
    match change {
        Change::Seam { left, right, .. } => {
            draft.follows(*left) == Some(*right) && draft.role(*left) == draft.role(*right)
        }
        _ => true,
    }
}

/// Keeps, of overlapping replacements, the latest.
fn patch<'a>(draft: &mut Draft<'a>, mut texts: Vec<(LineIx, usize, &'a Change)>) {
    texts.sort_by_key(|(line, rank, _)| (*line, std::cmp::Reverse(*rank)));
    let mut at = 0;
    for line in draft.issue.line_indices() {
        draft.patch_at.push(draft.patches.len() as u32);
        let first = draft.patches.len();
        // Every change replaces a character at least, so that two in one place overlap.
        while let Some((_, _, Change::Text { span, insert, .. })) = texts.get(at).filter(|text| text.0 == line) {
            at += 1;
            let kept = &draft.patches[first..];
            let place = kept.partition_point(|patch| patch.span.start < span.end);
            if place == 0 || kept[place - 1].span.end <= span.start {
                draft.patches.insert(first + place, Patch { line, span: span.clone(), insert });
            }
        }
    }
    draft.patch_at.push(draft.patches.len() as u32);
}

/// The order as a linked list over lines, so that a move costs its own length.
struct Structure<'a> {
    next: Vec<u32>,
    prev: Vec<u32>,
    roles: Vec<Role>,
    starts: Vec<bool>,
    marks: Vec<(usize, Mark<'a>)>,
}

impl<'a> Structure<'a> {
    fn of(issue: &Issue) -> Self {
        // The list is a ring; the entry after the last line is its head.
        let n = issue.n_lines() as u32;
        let mut starts = vec![false; n as usize];
        if let Some(first) = starts.first_mut() {
            *first = true;
        }
        Self {
            next: (0..=n).map(|x| if x == n { 0 } else { x + 1 }).collect(),
            prev: (0..=n).map(|x| if x == 0 { n } else { x - 1 }).collect(),
            roles: vec![Role::Body; n as usize],
            starts,
            marks: Vec::new(),
        }
    }

    fn apply(&mut self, change: &'a Change, typed: bool) {
        match change {
            Change::Role { line, role } => self.roles[line.at()] = *role,
            Change::Start { line, on } => self.starts[line.at()] = *on,
            Change::Mark { line, span, field, value } => {
                let mark = Mark { line: *line, span: span.clone(), field: *field, value, typed };
                self.marks.push((self.marks.len(), mark));
            }
            Change::Move { lines, after } => {
                for line in lines {
                    let (prev, next) = (self.prev[line.at()], self.next[line.at()]);
                    self.next[prev as usize] = next;
                    self.prev[next as usize] = prev;
                }
                let head = self.roles.len() as u32;
                let mut at = after.map_or(head, |after| after.0);
                for line in lines {
                    let next = self.next[at as usize];
                    self.next[at as usize] = line.0;
                    self.prev[line.at()] = at;
                    self.next[line.at()] = next;
                    self.prev[next as usize] = line.0;
                    at = line.0;
                }
            }
            Change::Text { .. } | Change::Seam { .. } => {}
        }
    }

    fn into_draft(mut self, issue: &'a Issue) -> Draft<'a> {
        let n = issue.n_lines();
        let mut order = Vec::with_capacity(n);
        let mut place = vec![0; n];
        let mut at = self.next[n] as usize;
        while at != n {
            place[at] = order.len() as u32;
            order.push(LineIx(at as u32));
            at = self.next[at] as usize;
        }
        // Of two marks on one slot the later holds.
        self.marks.sort_by_key(|(rank, mark)| {
            (mark.line, mark.span.start, mark.span.end, mark.field, std::cmp::Reverse(*rank))
        });
        let mut marks: Vec<Mark<'a>> = self.marks.into_iter().map(|(_, mark)| mark).collect();
        marks.dedup_by(|b, a| (a.line, &a.span, a.field) == (b.line, &b.span, b.field));

        let mut follows = vec![None; n];
        let (mut text, mut caption): (Option<LineIx>, Option<LineIx>) = (None, None);
        for &line in &order {
            if self.starts[line.at()] {
                (text, caption) = (None, None);
            }
            match self.roles[line.at()] {
                role if role.is_furniture() => {}
                Role::Caption => {
                    if let Some(left) = caption.replace(line) {
                        follows[left.at()] = Some(line);
                    }
                }
                _ => {
                    caption = None;
                    if let Some(left) = text.replace(line) {
                        follows[left.at()] = Some(line);
                    }
                }
            }
        }
        Draft {
            issue,
            order,
            place,
            roles: self.roles,
            starts: self.starts,
            follows,
            joins: vec![None; n],
            joined_to: vec![false; n],
            patches: Vec::new(),
            patch_at: Vec::with_capacity(n + 1),
            marks,
        }
    }
}
