//! A question on screens of several sizes.

use std::sync::Arc;

use super::*;
use crate::ledger::{Admission, Decisions, Level, PassName, PerMille, fold};
use crate::read::{ReadOptions, read_issue};
use crate::review::{DecisionFile, Filter, Session};

/// The screen of the removal of some words of a page.
fn shown(raw: &str, old: &str, look: Look) -> String {
    let issue = read_issue("gazette", "gazette.txt", raw.as_bytes(), &ReadOptions::default()).unwrap();
    let line = issue.line_indices().find(|line| issue.raw(*line).contains(old)).unwrap();
    let start = issue.raw(line).find(old).unwrap() as u32;
    let change = Change::Text { line, span: start..start + old.len() as u32, insert: String::new() };
    let rule = Arc::from("test/put");
    let edit = Edit::whole(PassName::StripArtifacts, &rule, Level::Review, PerMille(700), vec![change]);
    let decisions = Decisions::default();
    let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
    admission.admit(edit.because("it is there twice"));
    let change = Change::Text { line, span: 0..1, insert: "X".to_owned() };
    let edit = Edit::whole(PassName::NormalizeText, &rule, Level::Safe, PerMille(1000), vec![change]);
    admission.admit(Edit { needs: vec![EditId(0)], ..edit });
    let ledger: Ledger = admission.finish();
    let session = Session::new(&issue, &ledger, &DecisionFile::default(), Filter::default());
    let draft = fold(&issue, &ledger);
    let card = card(&draft, &ledger, session.waiting().next().unwrap());
    let progress = Progress { decided: 2, waiting: 5, of_rule: 3, ..Progress::default() };
    let rows = screen(&card, progress, "accepted; saved", look);
    assert!(rows.len() <= look.rows);
    let text = |row: &ScreenLine| row.iter().map(Glyphs::text).collect::<String>();
    for row in &rows {
        let row = text(row);
        assert!(look.width(&row) <= look.columns, "{row}");
        assert!(!row.chars().any(|c| c.is_control() || super::super::hidden::is_hidden(c)), "{row:?}");
    }
    rows.iter().map(|row| text(row) + "\n").collect()
}

const SIZES: [Look; 3] = [Look::of(80, 24), Look::of(120, 40), Look::of(40, 12)];

#[test]
fn every_part_of_an_item_is_there() {
    let raw = "Before it\n\nThe quay quay of the harbor is to be mended.\n\nBehind it\n";
    for size in &SIZES[..2] {
        let shown = shown(raw, " quay", *size);
        for part in [
            "gazette · page 1",
            "2 decided, 5 to decide",
            "printed twice?",
            "take `quay ` out?",
            "-     p1:L3 The",
            "The quay [quay ]of",
            "The quay of the harbor",
            "p1:L1 Before it",
            "p1:L5 Behind it",
            "it is there twice",
            "takes back as well: put `X` in the place of `T`?",
            "70.0 % sure",
            "accept all 3 of this rule",
            "accepted; saved",
        ] {
            assert!(shown.contains(part), "{part}\n{shown}");
        }
    }
}

#[test]
fn wide_and_right_to_left_text_stays_within_the_screen() {
    let han = "港口的码头码头将在春天修好，工人们已经来了，".repeat(12);
    let hebrew = "הרציף הרציף של הנמל יתוקן באביב והפועלים כבר באו לעיר. ".repeat(8);
    for size in SIZES {
        let shown_han = shown(&han, "码头", size);
        assert!(shown_han.contains("的码头[码头]") && shown_han.contains('…'), "{shown_han}");
        let shown_hebrew = shown(&hebrew, " הרציף", size);
        assert!(shown_hebrew.contains("[הרציף ]"), "{shown_hebrew}");
        assert!(shown_hebrew.contains("[q]uit"), "{shown_hebrew}");
    }
}

#[test]
fn no_character_commands_the_terminal() {
    let raw = "a\u{1b}[2J\u{1b}]0;x\u{7}b quay quay\u{202e}c\u{9b}31m\u{2066}d\te\n";
    for size in SIZES {
        // What is hidden is looked for in every row.
        let shown = shown(raw, " quay", size);
        assert!(shown.contains("\\u{202E}"), "{shown}");
        assert!(shown.contains("\\u{1B}"), "{shown}");
    }
}

#[test]
fn a_move_tells_where_the_lines_are_printed() {
    let issue = read_issue("x", "x.txt", b"One\n\nTwo\n\nThree\n", &ReadOptions::default()).unwrap();
    for (line, printed) in [(2, "printed behind p1:L3 `Two`"), (0, "printed first of all")] {
        let after = (line == 0).then_some(LineIx(2));
        let rule = Arc::from("test/move");
        let change = Change::Move { lines: vec![LineIx(line)], after };
        let edit = Edit::whole(PassName::OrderRegions, &rule, Level::Review, PerMille(700), vec![change]);
        let decisions = Decisions::default();
        let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
        admission.admit(edit);
        let ledger = admission.finish();
        let session = Session::new(&issue, &ledger, &DecisionFile::default(), Filter::default());
        let draft = fold(&issue, &ledger);
        let card = card(&draft, &ledger, session.waiting().next().unwrap());
        let rows = screen(&card, Progress::default(), "", Look::of(80, 20));
        let text: String = rows.iter().flatten().map(Glyphs::text).collect();
        assert!(text.contains(printed), "{text}");
    }
}

#[test]
fn neighbors_are_shown_as_far_as_there_is_room() {
    let line = |n: usize| format!("line {n} of it\n\n");
    let raw = (1..10).map(line).collect::<String>() + "The quay quay\n\n" + &(11..20).map(line).collect::<String>();
    for (rows, near, far) in [(40, [4, 16], [3, 17]), (20, [8, 12], [5, 15]), (14, [9, 11], [7, 13])] {
        let shown = shown(&raw, " quay", Look::of(80, rows));
        let is_there = |n: usize| shown.contains(&format!("line {n} of it"));
        assert!(near.into_iter().all(is_there) && !far.into_iter().any(is_there), "{rows}\n{shown}");
    }
}

#[test]
fn long_names_of_lines_stay_told_apart() {
    let rows = Rows::new(Look::of(80, 24));
    for (name, shown) in [
        ("p1:L3", "    p1:L3"),
        ("p1:TB.0087.11_0", "p1:….11_0"),
        ("p12:TB.0087.11_1", "p12:…11_1"),
        ("p1:行行行行行行", " p1:…行行"),
        ("r_1_long_name_2", "…g_name_2"),
    ] {
        assert_eq!(rows.margin('>', name), format!("> {shown} "));
    }
}

#[test]
fn a_low_terminal_keeps_question_text_and_keys() {
    let raw = "Before it\n\nThe quay quay of the harbor is to be mended.\n\nBehind it\n";
    let shown = shown(raw, " quay", SIZES[2]);
    assert!(shown.contains("printed twice?") && shown.contains("[quay ]") && shown.contains("[r]efuse"), "{shown}");
}
