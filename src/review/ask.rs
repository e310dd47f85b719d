//! What a person is asked about an edit, in words that hold for every edit of its kind, so that like ones can be counted.

use crate::ledger::{Change, Edit, Field, PassName};
use crate::model::{Issue, Role};

/// The change of an edit that says most; of equals the first.
#[must_use]
pub fn chief(edit: &Edit) -> Option<&Change> {
    let weight = |change: &Change| match change {
        Change::Text { .. } => 5,
        Change::Move { .. } => 4,
        Change::Start { .. } => 3,
        Change::Seam { .. } => 2,
        Change::Role { .. } => 1,
        Change::Mark { .. } => 0,
    };
    edit.changes.iter().rev().max_by_key(|change| weight(change))
}

/// The question that an edit puts, without the text that it is about.
#[must_use]
pub fn asked(issue: &Issue, edit: &Edit) -> &'static str {
    let Some(change) = chief(edit) else { return "Is this right?" };
    match change {
        Change::Text { line, span, insert } => {
            let old = issue.raw(*line).get(span.start as usize..span.end as usize).unwrap_or("");
            let joins = edit.changes.iter().any(|change| matches!(change, Change::Seam { .. }));
            let is_blank = |text: &str| text.chars().all(char::is_whitespace);
            match (is_blank(old), insert.is_empty(), joins) {
                (_, _, true) => "Is this one word, parted at the line end?",
                (true, true, _) => "Is this blank between characters no part of the text?",
                (false, true, _) if is_copy(issue.raw(*line), span.start as usize, old) => "Is this printed twice?",
                (false, true, _) => "Should these characters go?",
                (true, false, _) if is_blank(insert) => "Should this blank be another?",
                (_, false, _) if insert.starts_with(old) || insert.ends_with(old) => "Is something missing here?",
                _ => "Should these characters be others?",
            }
        }
        Change::Move { .. } => "Does this belong in another place?",
        Change::Start { on: true, .. } => "Does an article begin here?",
        Change::Start { on: false, .. } => "Does the article go on here?",
        Change::Seam { left, right, .. } => {
            if issue.line(*left).page != issue.line(*right).page {
                "Does the sentence run on over the page?"
            } else if issue.same_region(*left, *right) {
                "Does the text run on in the next line?"
            } else {
                "Does the sentence run on over the break?"
            }
        }
        Change::Role { role: Role::Subhead, .. } if is_any_heading(edit) => "Is this a heading?",
        Change::Role { role, .. } => of_role(*role),
        Change::Mark { field, .. } => of_field(*field),
    }
}

/// Whether an edit that speaks of a subhead means a heading of any kind: which kind it is, a later pass tells.
#[must_use]
pub fn is_any_heading(edit: &Edit) -> bool {
    edit.pass == PassName::LabelRegions
}

/// Whether the same text stands right before or behind some text of a line.
fn is_copy(raw: &str, start: usize, old: &str) -> bool {
    raw.get(..start).is_some_and(|before| before.ends_with(old))
        || raw.get(start + old.len()..).is_some_and(|behind| behind.starts_with(old))
}

fn of_role(role: Role) -> &'static str {
    match role {
        Role::Body => "Is this running text?",
        Role::Title => "Is this a headline?",
        Role::Kicker => "Is this the line over a headline?",
        Role::Deck => "Is this the line below a headline?",
        Role::Subhead => "Is this a subhead?",
        Role::Byline => "Does this line say who wrote?",
        Role::Note => "Is this a note on the author or by the editors?",
        Role::Caption => "Does this stand below a picture?",
        Role::List => "Is this an item of a list?",
        Role::Table => "Is this a row of a table?",
        Role::Verse => "Is this a line of verse?",
        Role::Quote => "Is this a quotation set apart?",
        Role::Banner => "Is this the banner of the page, and no headline?",
        Role::RunningHead => "Is this the running head of the page?",
        Role::Folio => "Is this the number or date of the page?",
        Role::Masthead => "Is this the head of the newspaper?",
        Role::Rule => "Is this a printed rule?",
        Role::Noise => "Is this noise?",
        Role::Repeat => "Does this say the same as another line?",
        Role::JumpLine => "Does this line only say where the article goes on?",
        Role::LooseByline => "Is this a byline of no article here?",
    }
}

fn of_field(field: Field) -> &'static str {
    match field {
        Field::Author | Field::Byline => "Did this person or office write the article?",
        Field::Correspondent => "Did this correspondent write the article?",
        Field::Photographer => "Who took the picture?",
        Field::Translator => "Who translated the article?",
        Field::Editor => "Who edited the article?",
        Field::Agency => "Does the article come from this agency?",
        Field::Affiliation => "Is this the post or office of the author?",
        Field::Dateline => "Is this the dateline?",
        Field::Place => "Is this the place of the dateline?",
        Field::Date => "Is this the date of the dateline?",
        Field::Jump => "Does the article go on there?",
        Field::Kind => "What kind of article is this?",
        Field::Language => "Is the article in this language?",
        Field::Whole => "Do these blocks make one article?",
        Field::Title => "Is this the headline?",
        Field::PageNumber => "Are the pages out of sequence here?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Level, PassName, PerMille};
    use crate::model::LineIx;
    use crate::read::{ReadOptions, read_issue};

    #[track_caller]
    fn check(raw: &str, span: std::ops::Range<u32>, insert: &str, expected: &str) {
        let issue = read_issue("x", "x.txt", raw.as_bytes(), &ReadOptions::default()).unwrap();
        let change = Change::Text { line: LineIx(0), span, insert: insert.to_owned() };
        let rule = "a/b".into();
        let edit = Edit::whole(PassName::StripArtifacts, &rule, Level::Review, PerMille(900), vec![change]);
        assert_eq!(asked(&issue, &edit), expected);
    }

    #[test]
    fn the_question_tells_what_becomes_of_the_text() {
        check("harborharbor town", 6..12, "", "Is this printed twice?");
        check("harbor town", 0..6, "", "Should these characters go?");
        check("har bor town", 3..4, "", "Is this blank between characters no part of the text?");
        check("harbr town", 3..4, "bo", "Is something missing here?");
        check("harb0r town", 4..5, "o", "Should these characters be others?");
    }
}
