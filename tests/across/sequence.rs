//! Pages that do not lie in the order of their printed numbers.

use std::fmt::Write as _;

use newsprint::ledger::{Act, Decisions, Level, Record, UnitId};
use newsprint::model::Issue;
use newsprint::pipeline::run;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use proptest::prelude::*;

use super::{issue, ledger, of_rule};

/// The text of a page; each has other words.
fn body(page: usize) -> Vec<String> {
    let things = ["quay", "mill", "ferry", "lighthouse", "ropewalk", "customs house", "fish market", "dry dock"];
    let line = |thing: &&str| format!("of the {thing} they spoke for {} hours and went home after that", page * 7 + 3);
    things.iter().map(line).collect()
}

/// An issue as text, each page headed by the line that is given for it.
fn text(heads: &[&str]) -> String {
    let page = |(n, head): (usize, &&str)| format!("{head}\n\n{}\n", body(n).join("\n"));
    heads.iter().enumerate().map(page).collect::<Vec<_>>().join("\x0c")
}

/// The same as an ALTO file with two columns a page, the number being set on the left and on the right in turn.
fn alto(heads: &[&str]) -> String {
    let mut out = r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description><Layout>"#
        .to_owned();
    let block = |page: usize, id: &str, left: usize, top: usize, lines: &[String]| {
        let mut text = format!(
            r#"<TextBlock ID="b{page}{id}" HPOS="{left}" VPOS="{top}" WIDTH="900" HEIGHT="{}">"#,
            lines.len() * 40
        );
        for (n, line) in lines.iter().enumerate() {
            let at = format!(r#"HPOS="{left}" VPOS="{}" WIDTH="{}" HEIGHT="30""#, top + n * 40, line.len() * 14);
            let _ = write!(text, r#"<TextLine {at}><String {at} CONTENT="{line}"/></TextLine>"#);
        }
        text + "</TextBlock>"
    };
    for (page, head) in heads.iter().enumerate() {
        let _ =
            write!(out, r#"<Page ID="p{page}" PHYSICAL_IMG_NR="{}" WIDTH="2200" HEIGHT="3000"><PrintSpace>"#, page + 1);
        if !head.is_empty() {
            out += &block(page, "n", if page % 2 == 0 { 2000 } else { 100 }, 60, &[(*head).to_owned()]);
        }
        out += &block(page, "l", 100, 160, &body(page));
        out += &block(page, "r", 1150, 160, &body(page + 100));
        out += "</PrintSpace></Page>";
    }
    out + "</Layout></alto>"
}

fn boxed(heads: &[&str]) -> Issue {
    match read_issue("issue", "issue.xml", alto(heads).as_bytes(), &ReadOptions::default()) {
        Ok(issue) => issue,
        Err(error) => panic!("{error}"),
    }
}

/// What is said of the pages, with the page that it is said at.
fn told(issue: &Issue) -> Vec<(u32, String)> {
    let run = run(issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    run.told(issue).into_iter().map(|warning| (warning.page, warning.message)).collect()
}

#[track_caller]
fn says(heads: &[&str], expected: &[(u32, &str)]) {
    for issue in [issue(&text(heads)), boxed(heads)] {
        let told = told(&issue);
        let told: Vec<_> = told.iter().map(|(page, message)| (*page, message.as_str())).collect();
        assert_eq!(told, expected, "{heads:?}");
    }
}

#[test]
fn pages_in_order_are_not_spoken_of() {
    says(&["", "2", "3", "4"], &[]);
    says(&["417", "418", "419", "420"], &[]);
    says(&["Page 1", "Page 2", "Page 3"], &[]);
    says(&["", "", "", ""], &[]);
    says(&["iii", "iv", "v", "vi", "1", "2", "3"], &[]);
}

#[test]
fn one_misread_number_is_no_fault_of_the_pages() {
    says(&["1", "2", "8", "4", "5"], &[]);
    says(&["1", "2", "3", "9"], &[]);
    says(&["1", "l", "S", "4", "S", "6"], &[]);
    says(&["8", "9", "1O", "11", "12"], &[]);
    // The page before may be misread as well as this one.
    says(&["1", "2", "2", "4"], &[]);
}

#[test]
fn pages_without_a_number_are_no_gap() {
    says(&["1", "2", "", "3", "4"], &[]);
    says(&["1", "2", "", "4", "5"], &[]);
}

#[test]
fn a_supplement_counts_from_one_again() {
    says(&["1", "2", "3", "4", "1", "2"], &[]);
    says(&["", "2", "3", "4", "", "2", "3"], &[]);
    says(&["A1", "A2", "A3", "B1", "B2"], &[]);
}

#[test]
fn pages_that_are_missing() {
    says(
        &["1", "2", "5", "6"],
        &[(3, "page 2 bears the number 2, page 3 the number 5: the pages with the numbers 3 and 4 are missing")],
    );
    says(
        &["", "2", "3", "5", "6"],
        &[(4, "page 3 bears the number 3, page 4 the number 5: the page with the number 4 is missing")],
    );
    says(
        &["第一版", "第二版", "", "第五版", "第六版"],
        &[(4, "page 2 bears the number 2, page 4 the number 5: one of the pages with the numbers 3 and 4 is missing")],
    );
    says(
        &["A1", "A2", "B1", "B2", "B4", "B5"],
        &[(5, "page 4 bears the number 2, page 5 the number 4: the page with the number 3 is missing")],
    );
}

#[test]
fn pages_out_of_order() {
    const SWAPPED: &str =
        "the pages do not lie in the order of their printed numbers: page 3 bears the number 4, page 4 the number 3";
    says(&["1", "2", "4", "3"], &[(3, SWAPPED)]);
    says(&["", "2", "4", "3", "5", "6"], &[(3, SWAPPED)]);
    says(&["Seite 1", "Seite 2", "Seite 4", "Seite 3", "", "Seite 6"], &[(3, SWAPPED)]);
    says(
        &["1", "2", "3", "5", "6", "4", "7"],
        &[(
            4,
            "the pages do not lie in the order of their printed numbers: page 4 bears the number 5, page 5 the number 6, page 6 the number 4",
        )],
    );
    says(
        &["3", "4", "1", "2"],
        &[(
            1,
            "the pages do not lie in the order of their printed numbers: page 1 bears the number 3, page 2 the number 4, page 3 the number 1, page 4 the number 2",
        )],
    );
}

#[test]
fn a_page_that_is_twice_there() {
    says(&["1", "2", "2", "3"], &[(3, "pages 2 and 3 bear the same number, 2, over different text")]);
    let mut pages: Vec<String> = text(&["1", "2", "3", "4"]).split('\x0c').map(str::to_owned).collect();
    pages.insert(2, pages[1].clone());
    let found = told(&issue(&pages.join("\x0c")));
    assert_eq!(found, [(3, "pages 2 and 3 bear the same number, 2, and hold the same text".to_owned())]);
    let mut pages: Vec<String> = text(&["", "", ""]).split('\x0c').map(str::to_owned).collect();
    pages.push(pages[0].clone());
    let found = told(&issue(&pages.join("\x0c")));
    assert_eq!(found, [(4, "pages 1 and 4 hold the same text".to_owned())]);
}

#[test]
fn pages_that_were_never_one_issue_have_no_sequence() {
    says(&["4", "9", "5", "7", "2", "4", "12", "5", "6", "1", "9"], &[]);
}

#[test]
fn a_rule_that_is_off_and_a_note_that_is_refused_say_nothing() {
    let issue = issue(&text(&["1", "2", "5", "6"]));
    let mut without = Rules::embedded();
    without.switch("pages/gap", false);
    assert_eq!(run(&issue, &without, Some(Level::Review), &Decisions::default()).told(&issue), []);
    let ledger = ledger(&issue, &Rules::embedded());
    let refuse = |changes: &Vec<newsprint::ledger::Change>| Record {
        act: Act::Reject,
        unit: UnitId::of(&issue, changes),
        changes: changes.clone(),
        rule: None,
        by: None,
        at: None,
        note: None,
    };
    let records = of_rule(&ledger, "pages/gap").into_iter().map(|entry| refuse(&entry.edit.changes)).collect();
    let again = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::new(records));
    assert_eq!(again.told(&issue), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is printed on pages in order, in front of one misread number there is nothing to say; and whatever pages
    /// lie there, none of their text is lost.
    #[test]
    fn numbers_of_any_kind(first in 1_u32..500, n in 3_usize..12, at in 0_usize..12, misread in 1_u32..600) {
        let heads: Vec<String> = (0..n as u32).map(|page| (first + page).to_string()).collect();
        let plain: Vec<&str> = heads.iter().map(String::as_str).collect();
        prop_assert_eq!(told(&issue(&text(&plain))), vec![]);
        // With the number that goes on at the other end, all numbers are there, and the page is out of its place.
        let is_turned = at % n == 0 && misread == first + n as u32 || at % n == n - 1 && misread + 1 == first;
        let misread = misread.to_string();
        let mut heads = plain;
        heads[at % n] = &misread;
        prop_assert_eq!(told(&issue(&text(&heads))).len(), usize::from(is_turned));
    }

    #[test]
    fn pages_in_any_order(numbers in prop::collection::vec("[0-9lOSB]{0,3}|[ABiv]{1,3}[0-9]?|第[0-9一二十]{1,2}版", 1..9)) {
        let heads: Vec<&str> = numbers.iter().map(String::as_str).collect();
        for issue in [issue(&text(&heads)), boxed(&heads)] {
            ledger(&issue, &Rules::embedded());
        }
    }
}
