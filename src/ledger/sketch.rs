//! A draft as a short text that shows its structure: for the examples of rules and for tests.

use super::Draft;
use crate::model::{LineIx, Role};

impl Draft<'_> {
    /// The lines in reading order, each ended by a line feed. Lines that seams join stand as one. A role other than body
    /// stands before the line as `<role> `, and the beginning of an article as `== `, except where the first line of the
    /// issue stands first and needs no edit to begin one.
    #[must_use]
    pub fn sketch(&self) -> String {
        let mut out = String::new();
        for (n, &line) in self.order().iter().enumerate() {
            if self.is_joined_to(line) {
                continue;
            }
            if self.starts(line) && (n > 0 || line != LineIx(0)) {
                out.push_str("== ");
            }
            if self.role(line) != Role::Body {
                out.push('<');
                out.push_str(self.role(line).name());
                out.push_str("> ");
            }
            out.push_str(&self.text(line));
            let mut at = line;
            while let Some((right, glue)) = self.join(at) {
                out.push_str(glue.text());
                out.push_str(&self.text(right));
                at = right;
            }
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::ledger::{Admission, Change, Decisions, Edit, Glue, Level, PassName, PerMille, fold};
    use crate::model::{LineIx, Role};
    use crate::read::{ReadOptions, read_issue};

    #[track_caller]
    fn check(page: &str, changes: &[Change], expected: &str) {
        let issue = read_issue("page", "page.txt", page.as_bytes(), &ReadOptions::default()).unwrap();
        let decisions = Decisions::default();
        let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
        for change in changes {
            let rule = Arc::from("test/rule");
            let edit = Edit::whole(PassName::JoinLines, &rule, Level::Safe, PerMille(1000), vec![change.clone()]);
            admission.admit(edit);
        }
        assert_eq!(fold(&issue, &admission.finish()).sketch(), expected);
    }

    fn role(line: u32, role: Role) -> Change {
        Change::Role { line: LineIx(line), role }
    }

    fn seam(left: u32, right: u32, glue: Glue) -> Change {
        Change::Seam { left: LineIx(left), right: LineIx(right), glue }
    }

    #[test]
    fn untouched_lines_stand_as_they_are() {
        check("one\n\n  two\nthree\n", &[], "one\ntwo\nthree\n");
        check("", &[], "");
    }

    #[test]
    fn roles_and_beginnings_stand_before_their_lines() {
        let start = Change::Start { line: LineIx(1), on: true };
        check(
            "one\ntwo\nthree\n",
            &[role(1, Role::Title), start, role(2, Role::Folio)],
            "one\n== <title> two\n<folio> three\n",
        );
    }

    #[test]
    fn the_first_line_shows_that_it_begins_an_article_where_it_is_not_first() {
        let to_front = Change::Move { lines: vec![LineIx(1)], after: None };
        check("one\ntwo\n", &[to_front], "two\n== one\n");
    }

    #[test]
    fn joined_lines_stand_as_one_also_over_furniture() {
        let joins = [seam(0, 2, Glue::None), seam(2, 3, Glue::Space), role(1, Role::Folio)];
        check("resol\n4\nved\nto\nsail\n", &joins, "resolved to\n<folio> 4\nsail\n");
    }
}
