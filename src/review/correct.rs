//! What a person puts right in the text as it reads: titles, authors, roles, places and bounds of articles, words. Each
//! becomes changes of raw lines, as any other edit.

use super::session::retyped;
use crate::ledger::{Change, Draft, Field, given_form};
use crate::model::{LineIx, Role};

/// What a person wants of the text at a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// The headline of its article; an empty one takes it away.
    Title(String),
    /// Who wrote its article, parted by semicolons.
    Byline(String),
    /// What its block is.
    Role(Role),
    /// What the line alone is.
    RoleOfLine(Role),
    /// An article begins at the line.
    Split,
    /// Its article goes on with the one before.
    Merge,
    /// Its block stands behind a line; none: first of all.
    Move(Option<LineIx>),
    /// Its block goes before the block before it.
    Up,
    /// Its block goes behind the next one.
    Down,
    /// How these lines read.
    Lines(Vec<(LineIx, String)>),
}

/// The changes that a correction makes, to be decided as one; none where the text is so already or it cannot be done.
#[must_use]
pub fn corrected(draft: &Draft<'_>, line: LineIx, correction: &Correction) -> Option<Vec<Change>> {
    let issue = draft.issue();
    if line.at() >= issue.n_lines() {
        return None;
    }
    let changes = match correction {
        Correction::Title(title) => vec![mark(draft, line, Field::Title, title)?],
        Correction::Byline(byline) => vec![mark(draft, line, Field::Byline, byline)?],
        Correction::Role(role) => roles(draft, &block(draft, line), *role),
        Correction::RoleOfLine(role) => roles(draft, &[line], *role),
        Correction::Split if draft.starts(line) => Vec::new(),
        Correction::Split => vec![Change::Start { line, on: true }],
        Correction::Merge => {
            let first = article(draft, line).first().copied().filter(|first| draft.place(*first) > 0)?;
            vec![Change::Start { line: first, on: false }]
        }
        Correction::Move(after) => put_behind(draft, &block(draft, line), *after)?,
        Correction::Up => up(draft, &block(draft, line))?,
        Correction::Down => down(draft, &block(draft, line))?,
        Correction::Lines(lines) => {
            lines.iter().filter_map(|(line, text)| retyped(draft, *line, text)).collect::<Vec<_>>()
        }
    };
    let given: Option<Vec<Change>> = changes.into_iter().map(|change| given_form(issue, change)).collect();
    given.filter(|changes| !changes.is_empty())
}

/// The lines that are one piece of text with a line, in reading order.
#[must_use]
pub fn block(draft: &Draft<'_>, line: LineIx) -> Vec<LineIx> {
    let mut first = line;
    if draft.is_joined_to(line) {
        // Whoever goes on with it stands before it in its article.
        for before in draft.order()[..draft.place(line)].iter().rev() {
            if draft.join(*before).is_some_and(|(right, _)| right == first) {
                first = *before;
                if !draft.is_joined_to(first) {
                    break;
                }
            }
        }
    }
    draft.joined_from(first).collect()
}

/// The lines of the article in which a line stands, in reading order.
#[must_use]
pub fn article<'d>(draft: &'d Draft<'_>, line: LineIx) -> &'d [LineIx] {
    let place = draft.place(line);
    let order = draft.order();
    let first = (0..=place).rev().find(|at| draft.starts(order[*at])).unwrap_or(0);
    let len = order[place + 1..].iter().take_while(|line| !draft.starts(**line)).count();
    &order[first..place + 1 + len]
}

/// The headline of the article in which a line stands, and who wrote it: as a person typed them, or as they are printed.
#[must_use]
pub fn headed(draft: &Draft<'_>, line: LineIx) -> (String, String) {
    let lines = article(draft, line);
    let typed = |field: Field| {
        let mut marks = lines.iter().flat_map(|line| draft.marks(*line));
        marks.find(|mark| mark.typed && mark.field == field).map(|mark| mark.value.to_owned())
    };
    let printed = |role: Role| {
        let of_role = lines.iter().filter(|line| draft.role(**line) == role);
        of_role.map(|line| draft.text(*line)).collect::<Vec<_>>().join(" ").trim().to_owned()
    };
    let title = typed(Field::Title).unwrap_or_else(|| printed(Role::Title));
    (title, typed(Field::Byline).unwrap_or_else(|| printed(Role::Byline)))
}

/// What is said of an article stands on its first line that is text, after which it is called.
fn mark(draft: &Draft<'_>, line: LineIx, field: Field, value: &str) -> Option<Change> {
    let first = *article(draft, line).iter().find(|line| !draft.role(**line).is_furniture())?;
    let span = 0..draft.issue().raw(first).len() as u32;
    Some(Change::Mark { line: first, span, field, value: value.trim().to_owned() })
}

fn roles(draft: &Draft<'_>, lines: &[LineIx], role: Role) -> Vec<Change> {
    let other = lines.iter().filter(|line| draft.role(**line) != role);
    other.map(|line| Change::Role { line: *line, role }).collect()
}

fn start(line: LineIx, on: bool) -> Change {
    Change::Start { line, on }
}

/// A block set behind a line, in whose article it is then; set first of all, it begins the first one. None where it
/// stands there.
fn put_behind(draft: &Draft<'_>, lines: &[LineIx], after: Option<LineIx>) -> Option<Vec<Change>> {
    if after.is_some_and(|after| lines.contains(&after)) {
        return None;
    }
    let own = *lines.first()?;
    let mut changes = vec![moved(draft, lines, after)?];
    match after {
        // The article that it began, if anything of it is left, begins with what comes next.
        Some(_) if draft.starts(own) => {
            changes.push(start(own, false));
            let rest = article(draft, own).iter().find(|line| !lines.contains(line));
            changes.extend(rest.map(|rest| start(*rest, true)));
        }
        Some(_) => {}
        None => {
            let first = draft.order()[0];
            changes.extend([start(own, true), start(first, false)]);
        }
    }
    Some(changes)
}

/// A block one place up: before the block before it, or from the head of an article to the end of the one before.
fn up(draft: &Draft<'_>, lines: &[LineIx]) -> Option<Vec<Change>> {
    let own = *lines.first()?;
    let above = block(draft, *draft.order().get(draft.place(own).checked_sub(1)?)?);
    if draft.starts(own) {
        let rest = article(draft, own).iter().find(|line| !lines.contains(line));
        return Some(std::iter::once(start(own, false)).chain(rest.map(|rest| start(*rest, true))).collect());
    }
    swapped(draft, &above, lines)
}

/// A block one place down: behind the next one, or from the end of an article to the head of the next.
fn down(draft: &Draft<'_>, lines: &[LineIx]) -> Option<Vec<Change>> {
    let last = lines.iter().map(|line| draft.place(*line)).max()?;
    let next = *draft.order().get(last + 1)?;
    if draft.starts(next) {
        return Some(vec![start(*lines.first()?, true), start(next, false)]);
    }
    swapped(draft, lines, &block(draft, next))
}

/// Two blocks of an article, one after the other, change places; where the first began the article, the second does.
fn swapped(draft: &Draft<'_>, first: &[LineIx], second: &[LineIx]) -> Option<Vec<Change>> {
    let place = first.iter().map(|line| draft.place(*line)).min()?;
    let after = place.checked_sub(1).map(|at| draft.order()[at]);
    let mut changes = vec![moved(draft, second, after)?];
    if draft.starts(first[0]) {
        changes.extend([start(first[0], false), start(*second.first()?, true)]);
    }
    Some(changes)
}

/// Lines set behind another; none where they stand there.
fn moved(draft: &Draft<'_>, lines: &[LineIx], after: Option<LineIx>) -> Option<Change> {
    let at = after.map_or(0, |after| draft.place(after) + 1);
    let is_there = draft.order().get(at..at + lines.len()) == Some(lines);
    (!is_there).then(|| Change::Move { lines: lines.to_vec(), after })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Act, Admission, Decisions, Glue, Level, Record, UnitId, fold};
    use crate::model::Issue;
    use crate::read::{ReadOptions, read_issue};

    fn set(issue: &Issue, changes: Vec<Change>) -> Record {
        let unit = UnitId::of(issue, &changes);
        Record { act: Act::Set, unit, changes, rule: None, by: None, at: None, note: None }
    }

    /// What a correction makes of four lines, of which the second goes on with the third and begins an article.
    #[track_caller]
    fn check(at: u32, correction: &Correction, expected: &str) {
        let issue = read_issue("x", "x.txt", b"Flood\nThe water\ncame.\nGone\n", &ReadOptions::default()).unwrap();
        let seam = Change::Seam { left: LineIx(1), right: LineIx(2), glue: Glue::Space };
        let mut records = vec![set(&issue, vec![Change::Start { line: LineIx(1), on: true }]), set(&issue, vec![seam])];
        let text = |records: &[Record]| {
            let decisions = Decisions::new(records.to_vec());
            let ledger = Admission::new(&issue, &decisions, Some(Level::Review)).finish();
            let draft = fold(&issue, &ledger);
            let mut out = String::new();
            for (n, line) in draft.order().iter().enumerate() {
                let sign = if n > 0 && draft.starts(*line) { "|" } else { "" };
                let role = if draft.role(*line) == Role::Body { "" } else { draft.role(*line).name() };
                let marks: String = draft.marks(*line).iter().map(|mark| format!("({})", mark.value)).collect();
                let glue = if draft.join(*line).is_some() { "~" } else { "/" };
                out += &format!("{sign}{role}{marks}{}{glue}", draft.text(*line));
            }
            (corrected(&draft, LineIx(at), correction), out)
        };
        let changes = text(&records).0;
        let Some(changes) = changes else {
            assert_eq!(expected, "nothing");
            return;
        };
        records.push(set(&issue, changes));
        assert_eq!(text(&records).1, expected, "{correction:?}");
    }

    #[test]
    fn each_correction_does_what_it_says() {
        check(2, &Correction::Title("Up ".to_owned()), "Flood/|(Up)The water~came./Gone/");
        check(0, &Correction::Byline("A; B".to_owned()), "(A; B)Flood/|The water~came./Gone/");
        check(2, &Correction::Role(Role::Note), "Flood/|noteThe water~notecame./Gone/");
        check(2, &Correction::RoleOfLine(Role::Note), "Flood/|The water/notecame./Gone/");
        check(0, &Correction::Role(Role::Body), "nothing");
        check(3, &Correction::Split, "Flood/|The water~came./|Gone/");
        check(1, &Correction::Split, "nothing");
        check(3, &Correction::Merge, "Flood/The water~came./Gone/");
        check(0, &Correction::Merge, "nothing");
        check(3, &Correction::Move(None), "Gone/Flood/|The water~came./");
        check(3, &Correction::Move(Some(LineIx(2))), "nothing");
        check(2, &Correction::Move(Some(LineIx(1))), "nothing");
        check(2, &Correction::Move(Some(LineIx(3))), "Flood/|Gone/The water~came./");
        check(3, &Correction::Move(Some(LineIx(0))), "Flood/Gone/|The water~came./");
        // Inside an article, and then over its bounds.
        check(3, &Correction::Up, "Flood/|Gone/The water~came./");
        check(2, &Correction::Up, "Flood/The water~came./|Gone/");
        check(0, &Correction::Up, "nothing");
        check(2, &Correction::Down, "Flood/|Gone/The water~came./");
        check(0, &Correction::Down, "Flood/The water~came./Gone/");
        check(3, &Correction::Down, "nothing");
        let lines = vec![(LineIx(1), "A flood".to_owned()), (LineIx(2), "came.".to_owned())];
        check(1, &Correction::Lines(lines), "Flood/|A flood~came./Gone/");
    }
}
