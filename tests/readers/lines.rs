//! Lines, page breaks, regions and boxes of flow text.

use newsprint::model::{Layout, Rect};

use crate::{layout, raw, read, warnings};

#[track_caller]
fn check_lines(text: &str, expected: &[&str]) {
    assert_eq!(raw(&read(text.as_bytes())), expected);
}

/// The lines of each page.
#[track_caller]
fn check_pages(text: &str, expected: &[&[&str]]) {
    let issue = read(text.as_bytes());
    let pages: Vec<Vec<&str>> = issue
        .pages()
        .iter()
        .map(|page| page.lines.clone().map(|n| issue.raw(newsprint::model::LineIx(n))).collect())
        .collect();
    assert_eq!(pages, expected);
}

/// The box of the first line.
#[track_caller]
fn check_box(text: &str, left: i32, top: i32, right: i32) {
    let issue = read(text.as_bytes());
    assert_eq!(issue.lines()[0].bbox, Some(Rect::new(left, top, right, top + 1)));
}

#[test]
fn every_kind_of_line_end_is_one() {
    check_lines("上游来水\r\n下游放闸\r\n", &["上游来水", "下游放闸"]);
    check_lines(
        "one\rtwo\nthree\u{b}four\u{85}five\u{2028}six\u{2029}",
        &["one", "two", "three", "four", "five", "six"],
    );
    let issue = read("a\r\n\r\nb\r\r\nc".as_bytes());
    let names: Vec<String> = issue.line_indices().map(|line| issue.line_name(line)).collect();
    assert_eq!(names, ["p1:L1", "p1:L3", "p1:L4"]);
}

#[test]
fn a_line_is_trimmed_of_every_kind_of_space() {
    check_lines("\u{feff}　　治水先治人。\u{a0}\t \n\u{200b}\n\u{0}\u{1}\n", &["治水先治人。"]);
    check_lines("  a  b \u{2003}", &["a  b"]);
    // A soft hyphen at the end of a line is a hyphen.
    check_lines("Hafen\u{ad}\nbau", &["Hafen\u{ad}", "bau"]);
}

#[test]
fn form_feeds_break_pages() {
    check_pages("one\n\u{c}two\nthree\u{c}four", &[&["one"], &["two", "three"], &["four"]]);
    check_pages("one\n\u{c}", &[&["one"]]);
    check_pages("one\n\u{c}\n\u{c}\n", &[&["one"]]);
    // A blank page between keeps the numbers of the pages behind it right.
    check_pages("one\u{c}\u{c}three", &[&["one"], &[], &["three"]]);
    let issue = read("one\n\u{c}\n two".as_bytes());
    let names: Vec<String> = issue.line_indices().map(|line| issue.line_name(line)).collect();
    assert_eq!(names, ["p1:L1", "p2:L2"]);
    assert_eq!(issue.pages()[1].text, "\n two");
}

#[test]
fn regions_are_the_runs_between_blank_lines() {
    let issue = read("a\n  b\n \t\nc\n\n\nd".as_bytes());
    let regions: Vec<u32> = issue.lines().iter().map(|line| line.region).collect();
    assert_eq!(regions, [0, 0, 1, 2]);
    assert_eq!(issue.pages()[0].regions[0].bbox, Some(Rect::new(0, 0, 3, 2)));
    assert_eq!(layout(&issue), Layout::Flow);
}

#[test]
fn boxes_count_cells() {
    check_box("abc", 0, 0, 3);
    check_box("\n　　治水", 4, 1, 8);
    check_box("a\tb", 0, 0, 9);
    check_box("  \tb", 8, 0, 9);
    // Among Han a quote is set on a full square, among Latin letters it is not.
    check_box("“治水”", 0, 0, 8);
    check_box("“water”", 0, 0, 7);
    check_box("e\u{301}te", 0, 0, 3);
}

#[test]
fn the_source_is_described() {
    let issue = read(b"abc");
    let source = &issue.pages()[0].source;
    assert_eq!((source.format, source.encoding, source.path.as_str()), ("text", "utf-8", "raw/page.txt"));
    assert_eq!(source.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(issue.name, "page");
    assert!(warnings(&issue).is_empty());
}
