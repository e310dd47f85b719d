//! What one key is about to decide on many places, before it does: how many there are, how far it reaches, and each place.

use super::{Ink, Look, Rows, ScreenLine};
use crate::review::{Batch, Scope, Spot};

/// A batch before a person.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// What is to be done, such as `accept`.
    pub what: &'a str,
    /// What it is done to.
    pub batch: &'a Batch,
    /// How far it reaches.
    pub scope: Scope,
    /// The scopes that may be chosen: the key, and what it reaches, with how many places.
    pub scopes: &'a [(Scope, char, String)],
    /// What alone is asked, in words; nothing where all is.
    pub only: &'a str,
    /// What is said besides, such as how far the counting is.
    pub said: &'a str,
    /// The first row of the list of places that is shown.
    pub from: usize,
}

/// The screen of a batch, and the row from which its places are shown, which may be an earlier one than was asked for.
#[must_use]
pub fn choice_screen(choice: Choice<'_>, look: Look) -> (Vec<ScreenLine>, usize) {
    let Choice { what, batch, scope, .. } = choice;
    let n = match (batch.n(), batch.n_issues()) {
        (1, _) => "1 edit".to_owned(),
        (n, 1) | (n, 0) => format!("{n} edits"),
        (n, issues) => format!("{n} edits in {issues} issues"),
    };
    let mut rows = Rows::new(look);
    rows.wrapped(Ink::Head, &format!("{what} {n} of {}?", batch.rule), 2, "");
    let scopes = choice.scopes.iter().map(|(of, key, name)| {
        let sign = if *of == scope { '>' } else { ' ' };
        format!("{sign}[{key}] {name}")
    });
    let scopes: Vec<String> = scopes.collect();
    let abreast = scopes.join("  ");
    if look.width(&abreast) <= look.columns {
        rows.wrapped(Ink::Plain, &abreast, 1, "");
    } else {
        scopes.iter().for_each(|scope| rows.wrapped(Ink::Plain, scope, 1, ""));
    }
    if !choice.only.is_empty() {
        rows.wrapped(Ink::Soft, choice.only, 2, "");
    }
    rows.blank();

    let mut list = Rows::new(look);
    let mut issue = "";
    for spot in batch.spots() {
        if scope == Scope::All && spot.issue != issue {
            list.wrapped(Ink::Head, &spot.issue, 1, "");
        }
        issue = &spot.issue;
        list.spot(spot);
    }
    let more = batch.n() - batch.spots().len();
    if more > 0 {
        list.wrapped(Ink::Soft, &format!("and {more} more"), 1, "");
    }

    let mut foot = Rows::new(look);
    foot.blank();
    foot.wrapped(Ink::Alarm, choice.said, 2, "");
    let keys = format!("[Enter] {what} {n}  [Esc] leave them  [j/k] the places");
    foot.wrapped(Ink::Alarm, &keys, 2, "");

    let room = look.rows.saturating_sub(rows.rows.len() + foot.rows.len());
    let from = choice.from.min(list.rows.len().saturating_sub(room));
    rows.rows.extend(list.rows.into_iter().skip(from).take(room));
    rows.rows.truncate(look.rows.saturating_sub(foot.rows.len()));
    rows.rows.resize(look.rows.saturating_sub(foot.rows.len()), Vec::new());
    rows.rows.extend(foot.rows);
    rows.rows.truncate(look.rows);
    (rows.rows, from)
}

impl Rows {
    /// A place in one row.
    fn spot(&mut self, spot: &Spot) {
        let look = self.look;
        let said = match &spot.texts {
            Some((before, after)) => {
                vec![look.shown(Ink::Plain, before), look.said(Ink::Plain, " → "), look.shown(Ink::Plain, after)]
            }
            None => vec![look.said(Ink::Plain, &spot.question)],
        };
        let margin = self.margin(' ', &spot.line);
        self.pieces(&margin, said, 1);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ledger::{Admission, Change, Decisions, Edit, Level, PassName, PerMille};
    use crate::model::Role;
    use crate::read::{ReadOptions, read_issue};
    use crate::report::screen::Glyphs;
    use crate::review::{DecisionFile, Filter, Session};

    /// A batch over some issues, each with so many rows of crosses.
    fn batch(rows: &[usize]) -> Batch {
        let mut batch = Batch::of("mark/crosses");
        for (number, n) in rows.iter().enumerate() {
            let name = format!("page-{number}");
            let raw = "+ + +\n\n".repeat(*n);
            let issue = read_issue(&name, "x.txt", raw.as_bytes(), &ReadOptions::default()).unwrap();
            let decisions = Decisions::default();
            let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
            for line in issue.line_indices().filter(|line| !issue.raw(*line).is_empty()) {
                let change = Change::Role { line, role: Role::Quote };
                let rule = Arc::from("mark/crosses");
                let edit = Edit::whole(PassName::LabelRegions, &rule, Level::Review, PerMille(700), vec![change]);
                admission.admit(edit);
            }
            let ledger = admission.finish();
            let session = Session::new(&issue, &ledger, &DecisionFile::default(), Filter::default());
            batch.add(number, &issue, session.of_rule("mark/crosses"));
        }
        batch
    }

    #[track_caller]
    fn shown(batch: &Batch, scope: Scope, from: usize, look: Look) -> (String, usize) {
        let scopes = [
            (Scope::Page, 'p', "this page 2".to_owned()),
            (Scope::Issue, 'i', "this issue 40".to_owned()),
            (Scope::All, 'f', "all 3 issues 80".to_owned()),
        ];
        let only = "only what is less than 80 % sure";
        let choice = Choice { what: "accept", batch, scope, scopes: &scopes, only, said: "", from };
        let (rows, from) = choice_screen(choice, look);
        assert_eq!(rows.len(), look.rows);
        let text = |row: &ScreenLine| row.iter().map(Glyphs::text).collect::<String>() + "\n";
        assert!(rows.iter().all(|row| look.width(text(row).trim_end()) <= look.columns));
        (rows.iter().map(text).collect(), from)
    }

    #[test]
    fn count_scopes_filter_and_places_are_told() {
        let batch = batch(&[40, 0, 40]);
        for look in [Look::of(80, 24), Look::of(80, 20), Look::of(120, 40), Look::of(40, 14)] {
            let (top, _) = shown(&batch, Scope::All, 0, look);
            for part in [
                "accept 80 edits in 2 issues",
                "[p] this page 2",
                ">[f] all 3 issues 80",
                "less than 80 % sure",
                "page-0",
                "p1:L1 is",
                "[Esc] leave them",
            ] {
                assert!(top.contains(part), "{part}\n{top}");
            }
            assert!(!top.contains("and 30 more"), "{top}");
            // As far as there are places to be seen, and no further.
            let (end, from) = shown(&batch, Scope::All, 1_000, look);
            assert!(look.rows < 20 || end.contains("page-2"), "{end}");
            assert!(end.contains("p1:L19 is") && end.contains("and 30 more"), "{end}");
            assert_eq!(shown(&batch, Scope::All, from, look).0, end);
        }
    }

    #[test]
    fn no_character_of_a_page_or_a_name_commands_the_terminal() {
        let mut batch = Batch::of("mark/crosses");
        let raw = "a\u{1b}[2J\u{202e}b\n";
        let issue = read_issue("x\u{1b}]0;y\u{7}", "x.txt", raw.as_bytes(), &ReadOptions::default()).unwrap();
        let change = Change::Role { line: issue.line_indices().next().unwrap(), role: Role::Quote };
        let rule = Arc::from("mark/crosses");
        let edit = Edit::whole(PassName::LabelRegions, &rule, Level::Review, PerMille(700), vec![change]);
        let decisions = Decisions::default();
        let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
        admission.admit(edit);
        let ledger = admission.finish();
        let session = Session::new(&issue, &ledger, &DecisionFile::default(), Filter::default());
        batch.add(0, &issue, session.of_rule("mark/crosses"));
        let (text, _) = shown(&batch, Scope::All, 0, Look::of(80, 24));
        assert!(text.contains("\\u{202E}") && text.contains("\\u{1B}"), "{text}");
        assert!(!text.chars().any(|c| c != '\n' && (c.is_control() || super::super::super::hidden::is_hidden(c))));
    }
}
