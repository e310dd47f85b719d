//! Running heads and folios that only the pages of an issue together tell.

use std::fmt::Write as _;

use newsprint::ledger::{Level, fold};
use newsprint::model::{Issue, Role};
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use proptest::prelude::*;

use super::{issue, ledger, of_rule};

const NAMES: [&str; 12] = [
    "harbour", "council", "foundry", "orchard", "regatta", "windmill", "tramway", "bakery", "theatre", "glacier",
    "market", "quarry",
];
const DEEDS: [&str; 12] = [
    "was opened by",
    "burnt down before",
    "belongs now to",
    "will be sold to",
    "had been painted for",
    "is visited by",
    "closed its doors upon",
    "gave shelter to",
    "sent its thanks to",
    "brought a suit against",
    "let the field to",
    "owed forty pounds to",
];
const PEOPLE: [&str; 12] = [
    "the mayor's nephew",
    "two Danish captains",
    "nobody in particular",
    "a widow of Elm Lane",
    "the bishop",
    "six pupils",
    "our own fire brigade",
    "Doctor Hale",
    "some unknown rider",
    "the whole parish",
    "old Mrs. Finch",
    "an engineer",
];

/// A line of text; no two are alike. Every other begins a sentence.
fn line(n: usize) -> String {
    let (name, deed, person) = (NAMES[n % 12], DEEDS[(n / 12 + n * 5) % 12], PEOPLE[(n / 5 + n * 7) % 12]);
    if n.is_multiple_of(2) {
        format!("The {name} {deed} {person} and")
    } else {
        format!("then the {name} {deed} {person}.")
    }
}

/// The lines of a page's text; `open` is whether it begins inside a sentence.
fn body(page: usize, open: bool) -> Vec<String> {
    (0..14).map(|n| line(page * 14 + n + usize::from(open))).collect()
}

/// An issue as text: the lines at the head of each page, and the text below.
fn text(heads: &[&[&str]], open: bool) -> String {
    let page = |(n, heads): (usize, &&[&str])| [heads.join("\n"), body(n, open).join("\n")].join("\n");
    heads.iter().enumerate().map(page).collect::<Vec<_>>().join("\x0c")
}

/// A block of an ALTO page: left, top, width, and its lines.
type Block<'b> = (usize, usize, usize, Vec<String>);

/// An ALTO issue.
fn alto(pages: &[Vec<Block<'_>>]) -> Issue {
    let mut out = r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description><Layout>"#
        .to_owned();
    for (page, blocks) in pages.iter().enumerate() {
        let no = page + 1;
        let _ = write!(out, r#"<Page ID="p{no}" PHYSICAL_IMG_NR="{no}" WIDTH="2200" HEIGHT="3000"><PrintSpace>"#);
        for (n, (left, top, width, lines)) in blocks.iter().enumerate() {
            let height = lines.len() * 40;
            let at = format!(r#"HPOS="{left}" VPOS="{top}" WIDTH="{width}" HEIGHT="{height}""#);
            let _ = write!(out, r#"<TextBlock ID="b{no}_{n}" {at}>"#);
            for (row, line) in lines.iter().enumerate() {
                let at = format!(r#"HPOS="{left}" VPOS="{}" WIDTH="{width}" HEIGHT="30""#, top + row * 40);
                let _ = write!(out, r#"<TextLine {at}><String {at} CONTENT="{line}"/></TextLine>"#);
            }
            out += "</TextBlock>";
        }
        out += "</PrintSpace></Page>";
    }
    out += "</Layout></alto>";
    match read_issue("issue", "issue.xml", out.as_bytes(), &ReadOptions::default()) {
        Ok(issue) => issue,
        Err(error) => panic!("{error}"),
    }
}

/// Two columns of text, the second higher by some pixels.
fn columns(page: usize, higher: usize) -> Vec<Block<'static>> {
    vec![(100, 200, 900, body(2 * page, false)), (1150, 200 - higher, 900, body(2 * page + 1, false))]
}

/// The lines that are page furniture.
fn struck(issue: &Issue) -> Vec<(Role, String)> {
    let ledger = ledger(issue, &Rules::embedded());
    let draft = fold(issue, &ledger);
    let lines = issue.line_indices().filter(|line| draft.role(*line).is_furniture());
    lines.map(|line| (draft.role(line), issue.raw(line).to_owned())).collect()
}

#[track_caller]
fn strikes(issue: &Issue, expected: &[(Role, &str)]) {
    let struck = struck(issue);
    let struck: Vec<(Role, &str)> = struck.iter().map(|(role, text)| (*role, text.as_str())).collect();
    assert_eq!(struck, expected);
}

#[test]
fn left_and_right_heads_that_hold_the_number_of_the_page() {
    use Role::RunningHead as Head;
    let heads: [&[&str]; 6] = [
        &[],
        &["2 THE LITTLE VESSEL"],
        &["THE LITTLE VFSSEL 3"],
        &["4 THE L1TTLE VESSEI"],
        &["TBE LITTLE VESSEL S"],
        &["6 THE LITTLE VESSEL."],
    ];
    let told: Vec<(Role, &str)> = heads.iter().filter_map(|head| Some((Head, *head.first()?))).collect();
    strikes(&issue(&text(&heads, false)), &told);
}

#[test]
fn a_head_without_a_number() {
    use Role::{Masthead, RunningHead as Head};
    // It names a newspaper.
    let told = [
        (Masthead, "THE HARBOUR GAZETTE"),
        (Head, "THE HARBOUR GAZETTE"),
        (Head, "THE HARBQUR GAZETTF"),
        (Head, "THE HARBOUR GAZETTE"),
    ];
    let heads: Vec<[&str; 1]> = told.iter().map(|(_, head)| [*head]).collect();
    let heads: Vec<&[&str]> = heads.iter().map(|head| &head[..]).collect();
    strikes(&issue(&text(&heads, false)), &told);
    // Sentences go on below it.
    let heads: [&[&str]; 4] = [&[], &["THE LITTLE VESSEL"], &["THE LITTLE VESSEL"], &["THE LITTLE VESSEL"]];
    strikes(&issue(&text(&heads, true)), &[(Head, "THE LITTLE VESSEL"); 3]);
}

#[test]
fn the_title_on_the_first_page_is_a_masthead() {
    use Role::{Masthead, RunningHead as Head};
    let heads: [&[&str]; 4] = [
        &["THE LITTLE VESSEL."],
        &["THE LITTLE VESSEL, FRIDAY, MARCH 14, 1921. 2"],
        &["THE LITTLE VESSEL, FRIDAV, MARCH 14, 1921. 3"],
        &["THE LITTLE VESSEL, FRIDAY, MARGH 14, 1921. 4"],
    ];
    let told = heads.iter().enumerate().map(|(n, head)| (if n == 0 { Masthead } else { Head }, head[0]));
    strikes(&issue(&text(&heads, false)), &told.collect::<Vec<_>>());
}

#[test]
fn a_headline_that_is_taken_up_again_stays() {
    let war: &[&str] = &["THE WAR."];
    strikes(&issue(&text(&[&[], war, war, war], false)), &[]);
    let issue = issue(&text(&[&[], war, war, war, &[], war], false));
    strikes(&issue, &[]);
    let ledger = ledger(&issue, &Rules::embedded());
    assert!(of_rule(&ledger, "furniture/running-head").iter().all(|entry| entry.edit.level == Level::Note));
}

#[test]
fn a_headline_below_the_number_of_the_page_stays() {
    let heads: [&[&str]; 5] = [&["1", "THE WAR."], &["2", "THE WAR."], &["3"], &["4", "THE WAR."], &["5", "THE WAR."]];
    let told: Vec<(Role, &str)> = heads.iter().map(|head| (Role::Folio, head[0])).collect();
    strikes(&issue(&text(&heads, false)), &told);
}

#[test]
fn numbers_that_go_on_are_folios_however_they_are_printed() {
    for numbers in [
        ["1", "2", "3", "4", "S"],
        ["8", "9", "1O", "l1", "12"],
        ["i", "ii", "iii", "iv", "v"],
        ["第一版", "第二版", "第三版", "第四版", "第五版"],
        ["A1", "A2", "A3", "A4", "A5"],
        ["20417", "20418", "20419", "20420", "20421"],
    ] {
        let heads: Vec<&[&str]> = numbers.iter().map(std::slice::from_ref).collect();
        let told: Vec<(Role, &str)> = numbers.iter().map(|number| (Role::Folio, *number)).collect();
        strikes(&issue(&text(&heads, false)), &told);
    }
}

#[test]
fn a_head_over_columns_side_by_side() {
    use Role::RunningHead as Head;
    let page = |n: usize| {
        let heads = ["", "THE LITTLE VESSEL", "Ti 1E L1TTLE VES8EL", "THE LITTLE VESSEL", "THE LITTLE VFSSEL"];
        let mut blocks = columns(n, 0);
        if n > 0 {
            blocks.push((900, 100, 400, vec![heads[n].to_owned()]));
        }
        blocks
    };
    let pages: Vec<_> = (0..5).map(page).collect();
    let told = ["THE LITTLE VESSEL", "Ti 1E L1TTLE VES8EL", "THE LITTLE VESSEL", "THE LITTLE VFSSEL"];
    strikes(&alto(&pages), &told.map(|head| (Head, head)));
}

#[test]
fn a_headline_over_its_own_column_stays() {
    let page = |n: usize| {
        let mut blocks = columns(n, 60);
        blocks.push((100, 140, 900, vec!["THE WAR".to_owned()]));
        blocks
    };
    strikes(&alto(&(0..5).map(page).collect::<Vec<_>>()), &[]);
}

#[test]
fn one_page_has_no_running_head() {
    strikes(&issue(&text(&[&["THE LITTLE VESSEL"]], true)), &[]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever comes back at the edges of pages, nothing is lost.
    #[test]
    fn pages_of_any_lines(pages in prop::collection::vec(prop::collection::vec(
        prop_oneof!["[A-C]{1,3} [a-b ]{0,9}[0-9]{0,2}", Just("THE WAR".to_owned()), Just("第2版".to_owned()), Just(String::new())], 0..12), 1..7)) {
        let pages: Vec<String> = pages.iter().map(|lines| lines.join("\n")).collect();
        ledger(&issue(&pages.join("\x0c")), &Rules::embedded());
    }
}
