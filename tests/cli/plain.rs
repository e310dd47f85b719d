//! Pages of plain lines that no white parts, as recognized text of small papers is handed on.

use super::Desk;

const TEXT: [&str; 5] = [
    "The ferry took up its run on Monday with",
    "the pier lamps lit, and the people of the",
    "village stood along the quay in the rain,",
    "as they had done every spring till now.",
    "Nobody had a coat that kept the water out.",
];

/// The lines, with `TEXT` wherever a star stands.
fn page(lines: &[&str]) -> String {
    let text = |line: &&str| if *line == "*" { TEXT.join("\n") } else { (*line).to_owned() };
    lines.iter().map(text).collect::<Vec<String>>().join("\n") + "\n"
}

/// The articles of the page.
#[track_caller]
fn found(lines: &[&str]) -> Vec<serde_json::Value> {
    let desk = Desk::with(&[("raw/a.txt", page(lines).as_bytes())]);
    let ran = desk.run("clean raw");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found: serde_json::Value = serde_json::from_str(&desk.read("cleaned/a.json")).unwrap();
    found["articles"].as_array().unwrap().clone()
}

/// All their text.
fn text(lines: &[&str]) -> String {
    found(lines).iter().map(|article| article["blocks"].to_string()).collect()
}

/// What each article is headed with and who wrote it.
#[track_caller]
fn articles(lines: &[&str]) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let read = |article: &serde_json::Value| (text(&article["title"]), text(&article["byline"][0]["name"]));
    found(lines).iter().map(read).collect()
}

#[track_caller]
fn check(lines: &[&str], expected: &[(&str, &str)]) {
    let found = articles(lines);
    let found: Vec<(&str, &str)> = found.iter().map(|(title, name)| (title.as_str(), name.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_head_of_a_page_without_white() {
    let head = [
        "The Quarrv Lcdger",
        "Serving the Quarry Hill campus",
        "community since 1921",
        "Vol.57 No.S 5\"f",
        "Thursday, May 5, 1983",
        "Ferry Sails Again",
        "By RUTH HOLLIS",
        "*",
    ];
    check(&head, &[("Ferry Sails Again", "RUTH HOLLIS")]);
    // The name of a paper alone stands over a headline, and not over its text.
    check(&["THE QUARRY BEACON", "Ferry sails again", "By Ruth Hollis", "*"], &[("Ferry sails again", "Ruth Hollis")]);
    // In large letters no word is a number for the letters of one in it.
    check(&["Thursday, May 5, 1983", "MILE NO LONGER", "LAW ON RIVER", "*"], &[("MILE NO LONGER LAW ON RIVER", "")]);
}

#[test]
fn a_date_a_number_or_a_section_over_a_headline() {
    for head in ["May 5, 1983", "12", "Sports", "EDITORIAL OPINION"] {
        check(&[head, "Ferry sails again", "By Ruth Hollis", "*"], &[("Ferry sails again", "Ruth Hollis")]);
    }
    // Over running text the name of a section heads it.
    check(&["Viewpoint", "*"], &[("Viewpoint", "")]);
}

#[test]
fn the_number_of_volume_and_issue_amid_text() {
    let lines = ["Ferry sails again", "*", "Volume 12, Issue No. 5", "Mill owners to mend pipe", "By Ruth Hollis", "*"];
    check(&lines, &[("Ferry sails again", ""), ("Mill owners to mend pipe", "Ruth Hollis")]);
}

#[test]
fn a_line_of_a_headline_is_no_name() {
    for (title, name) in [
        ("Ferry Rears Its|Ugly Head Again", ""),
        ("Quay Prices Anger|Students", ""),
        ("Mayor Meets|With Presidents", ""),
    ] {
        let (first, second) = title.split_once('|').unwrap();
        check(&[first, second, "*"], &[(&format!("{first} {second}"), name)]);
    }
    check(&["Ferry Sails Again", "Ruth Hollis", "*"], &[("Ferry Sails Again", "Ruth Hollis")]);
    check(&["Ferry Sails Again", "Ortwin Beal", "Student", "*"], &[("Ferry Sails Again", "Ortwin Beal")]);
}

#[test]
fn a_name_and_a_post_on_one_line() {
    check(&["Ferry sails again", "Ruth Hollis / Staff Writer", "*"], &[("Ferry sails again", "Ruth Hollis")]);
    check(&["Ferry sails again", "Ruth Hollis | News Editor", "*"], &[("Ferry sails again", "Ruth Hollis")]);
}

#[test]
fn a_text_is_cut_over_a_headline() {
    let cut = &TEXT[..2].join("\n");
    let open = [cut, "Mill Owners Say Pipe Will Be", "Mended By Carpenter Next Week", "By Ruth Hollis", "*"];
    check(
        &[&["Ferry sails again"][..], &open].concat(),
        &[("Ferry sails again", ""), ("Mill Owners Say Pipe Will Be Mended By Carpenter Next Week", "Ruth Hollis")],
    );
    let hyphen = [
        "Ferry sails again",
        "*",
        "The ferry is to call at the new quay by Wednes-",
        "Mill owners to mend",
        "pipe at last, they say",
        "By Ruth Hollis",
        "*",
    ];
    check(&hyphen, &[("Ferry sails again", ""), ("Mill owners to mend pipe at last, they say", "Ruth Hollis")]);
}

#[test]
fn who_signs_with_a_dash_signs_the_text_above() {
    for by in ["—by Ruth Hollis", "—Ruth Hol1is"] {
        let lines = ["Ferry sails again", "*", by, "Mill owners to mend pipe", "*"];
        let name = by.trim_start_matches('—').trim_start_matches("by ");
        check(&lines, &[("Ferry sails again", name), ("Mill owners to mend pipe", "")]);
    }
}

#[test]
fn what_a_paper_says_of_itself_below_its_staff() {
    let staff = [
        "Editor-in-Chief: Ruth Hollis",
        "Managing Editor: Anna Beal",
        "Sports Editor: Jim Crane",
        "Business Manager: Lee Park",
    ];
    let said = [
        "The Ledger is published weekly by the",
        "students of Quarry Hill. Opinions expressed",
        "here are not necessarily those of the",
        "college or of its staff.",
    ];
    let lines =
        [&["Ferry sails again", "*"][..], &staff, &said, &["Mill owners to mend pipe", "By Ruth Hollis", "*"]].concat();
    check(&lines, &[("Ferry sails again", ""), ("Mill owners to mend pipe", "Ruth Hollis")]);
    assert!(!text(&lines).contains("Opinions"), "{}", text(&lines));
}

#[test]
fn an_advert_over_a_headline() {
    let advert = [
        "PIER PRINT SHOP",
        "Self service 4c a page",
        "Binding * Passport Photos",
        "Open 7 days",
        "Across from the Quay",
    ];
    let lines =
        [&["Ferry sails again", "*"][..], &advert, &["Mill owners to mend", "pipe at last", "By Ruth Hollis", "*"]]
            .concat();
    assert!(
        articles(&lines).contains(&("Mill owners to mend pipe at last".to_owned(), "Ruth Hollis".to_owned())),
        "{:?}",
        articles(&lines)
    );
}

#[test]
fn an_advert_of_nothing_but_large_lines() {
    let advert = ["PIER PLASMA CENTER", "DONORS EARN", "UP TO $80", "EVERY MONTH"];
    let lines = [&["Ferry sails again", "", "*", ""][..], &advert, &["", "Mill owners to mend pipe", "", "*"]].concat();
    let kinds: Vec<String> = found(&lines).iter().map(|article| article["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["article", "advertisement", "article"]);
}

#[test]
fn a_section_over_its_first_headline() {
    let lines = ["Quay will be mended", "*", "Letters to the Editor", "Thanks to all", "*"];
    check(&lines, &[("Quay will be mended", ""), ("Thanks to all", "")]);
}

#[test]
fn a_by_without_its_second_letter() {
    check(&["Ferry sails again", "B RUTH HOLLIS", "Staff Writer", "*"], &[("Ferry sails again", "RUTH HOLLIS")]);
    check(&["B Company Sails Home", "*"], &[("B Company Sails Home", "")]);
}

#[test]
fn who_somebody_is_in_a_text_signs_nothing() {
    let lines = [
        "Ferry sails again",
        "*",
        "But Ruth Hollis, a junior from",
        "Ames, thinks that it may sail",
        "for a year or two.",
        "*",
    ];
    check(&lines, &[("Ferry sails again", "")]);
}

#[test]
fn a_headline_over_where_a_text_comes_from() {
    let lines = [
        "Mill owners to mend pipe",
        "*",
        "Ferry sails again",
        "Continued from front page",
        "that kept the rain from the people who",
        "*",
    ];
    check(&lines, &[("Mill owners to mend pipe", ""), ("Ferry sails again", "")]);
}

#[test]
fn specks_between_a_headline_and_its_writer() {
    check(&["Ferry sails again", ":f*rnd. -e", "By Ruth Hollis", "*"], &[("Ferry sails again", "Ruth Hollis")]);
}

#[test]
fn a_section_in_several_words_or_misread() {
    for head in ["Opinion editoriol", "Sports/business/Arts"] {
        check(&[head, "Ferry sails again", "*"], &[("Ferry sails again", "")]);
    }
    let amid = ["Mill owners to mend pipe", "*", "Sports/business/Arts", "Ferry sails again", "By Ruth Hollis", "*"];
    check(&amid, &[("Mill owners to mend pipe", ""), ("Ferry sails again", "Ruth Hollis")]);
}

#[test]
fn a_word_that_leads_a_name_may_have_its_own_line() {
    for lead in ["By", "BY"] {
        check(&["Ferry sails again", lead, "Ruth Hollis", "*"], &[("Ferry sails again", "Ruth Hollis")]);
    }
}
