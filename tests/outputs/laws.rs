//! What holds of outputs and reports for any issue and any ledger.

use newsprint::ledger::{Act, Change, Decisions, Draft, Ledger, Level, PassName, fold};
use newsprint::model::{Issue, LineIx, Role};
use newsprint::report::{Row, Tag, diff, segments};
use newsprint::write::{Articles, Document, Finished, Offsets, PUBLISHED, assemble, format};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::common::{WishEdit, drive, issue, passes, record};
use crate::sample::run;

fn driven(issue: &Issue, passes: &[(PassName, Vec<WishEdit>)]) -> Ledger {
    drive(issue, passes, Some(Level::Review), &Decisions::default(), "a")
}

fn document(draft: &Draft<'_>, ledger: &Ledger, offsets: Offsets) -> Document {
    assemble(draft, ledger, &run(), &[], offsets)
}

/// The line of that name.
fn line(issue: &Issue, name: &str) -> LineIx {
    issue.line_indices().find(|line| issue.line_name(*line) == name).unwrap()
}

fn slice(text: &str, from: u32, length: u32) -> String {
    text.chars().skip(from as usize).take(length as usize).collect()
}

/// The texts of the printed credits among these lines.
fn credits(draft: &Draft<'_>) -> Vec<String> {
    let is_first = |line: &&LineIx| draft.role(**line) == Role::Byline && !draft.is_joined_to(**line);
    let spelled = |first: &LineIx| {
        let mut text = draft.text(*first).into_owned();
        let mut at = *first;
        while let Some((next, glue)) = draft.join(at) {
            text.push_str(glue.text());
            text.push_str(&draft.text(next));
            at = next;
        }
        text
    };
    draft.order().iter().filter(is_first).map(spelled).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn json_reads_back(issue in issue(), passes in passes()) {
        let ledger = driven(&issue, &passes);
        let draft = fold(&issue, &ledger);
        let document = document(&draft, &ledger, Offsets::With);
        let json = format("json").unwrap().bytes(&Finished { draft: &draft, ledger: &ledger, document: &document, drawn: None });
        prop_assert_eq!(serde_json::from_slice::<Document>(&json).unwrap(), document);
    }

    #[test]
    fn articles_may_be_drawn_one_by_one(issue in issue(), passes in passes()) {
        let ledger = driven(&issue, &passes);
        let draft = fold(&issue, &ledger);
        let whole = document(&draft, &ledger, Offsets::With);
        let frame = Document { articles: Vec::new(), ..whole.clone() };
        let articles = Articles::of(&draft, &ledger, Offsets::With);
        let held = Finished { draft: &draft, ledger: &ledger, document: &whole, drawn: None };
        let drawn = Finished { document: &frame, drawn: Some(&articles), ..held };
        for format in PUBLISHED {
            prop_assert_eq!(format.bytes(&drawn), format.bytes(&held));
        }
    }

    #[test]
    fn offsets_lead_to_the_source(issue in issue(), passes in passes()) {
        let ledger = driven(&issue, &passes);
        let draft = fold(&issue, &ledger);
        for block in document(&draft, &ledger, Offsets::With).articles.iter().flat_map(|article| &article.blocks) {
            let mut end = 0;
            for (at, name, raw_at, length) in block.map.as_ref().unwrap() {
                let raw = issue.raw(line(&issue, name));
                prop_assert_eq!(slice(&block.text, *at, *length), slice(raw, *raw_at, *length));
                prop_assert!(*at >= end && *length > 0);
                end = at + length;
            }
            let unchanged = block.lines.iter().all(|name| draft.patches(line(&issue, name)).is_empty());
            let printed: usize = block.lines.iter().map(|name| issue.raw(line(&issue, name)).chars().count()).sum();
            let covered: u32 = block.map.iter().flatten().map(|piece| piece.3).sum();
            prop_assert!(!unchanged || covered as usize == printed);
        }
    }

    #[test]
    fn the_texts_of_a_credit_give_it_back(
        issue in issue(), passes in passes(), bylines in prop::collection::vec(any::<Index>(), 0..4),
    ) {
        // The names come from the passes, the role from a person.
        let line = |at: &Index| LineIx(at.index(issue.n_lines()) as u32);
        let roles = bylines.iter().map(|at| Change::Role { line: line(at), role: Role::Byline }).collect();
        let decisions = Decisions::new(vec![record(&issue, Act::Set, roles)]);
        let ledger = drive(&issue, &passes, Some(Level::Review), &decisions, "a");
        let draft = fold(&issue, &ledger);
        let document = document(&draft, &ledger, Offsets::Without);
        let mut found = Vec::new();
        for article in &document.articles {
            let mut last: &[String] = &[];
            for entry in article.byline.iter().filter(|entry| !entry.lines.is_empty()) {
                if last == entry.lines {
                    found.last_mut().map(|text: &mut String| text.push_str(&entry.text)).unwrap();
                } else {
                    found.push(entry.text.clone());
                }
                last = &entry.lines;
            }
        }
        prop_assert_eq!(found, credits(&draft));
    }

    #[test]
    fn a_comparison_shows_every_line_once(issue in issue(), passes in passes()) {
        let ledger = driven(&issue, &passes);
        let draft = fold(&issue, &ledger);
        let (mut shown, mut ghosts, mut moved) = (Vec::new(), Vec::new(), Vec::new());
        for row in diff(&draft, &ledger).rows {
            match row {
                Row::Piece(piece) => {
                    if piece.moved.is_some() {
                        moved.extend(piece.lines.iter().copied());
                    }
                    shown.extend(piece.lines);
                }
                Row::Ghost(ghost) => ghosts.extend(ghost.lines),
                Row::Article(_) => {}
            }
        }
        shown.sort_unstable();
        prop_assert_eq!(shown, issue.line_indices().collect::<Vec<_>>());
        ghosts.sort_unstable();
        let n = ghosts.len();
        ghosts.dedup();
        prop_assert_eq!(ghosts.len(), n);
        prop_assert!(ghosts.is_empty() || draft.order() != issue.line_indices().collect::<Vec<_>>());
        prop_assert!(draft.order().is_sorted() || !ghosts.is_empty());
    }

    #[test]
    fn segments_hold_both_texts(issue in issue(), passes in passes()) {
        let ledger = driven(&issue, &passes);
        let draft = fold(&issue, &ledger);
        for line in issue.line_indices() {
            let segments = segments(&draft, line);
            let without = |tag| segments.iter().filter(|s| s.tag != tag).map(|s| s.text.as_str()).collect::<String>();
            prop_assert_eq!(without(Tag::Inserted), issue.raw(line));
            prop_assert_eq!(without(Tag::Removed), draft.text(line));
        }
    }
}
