//! TSV of Tesseract: what of the format comes to the page.

use newsprint::model::{Layout, LineIx, Rect, RegionKind, Unit};

use super::{raw, read, warnings};

const QUAY: &str = include_str!("fixtures/quay.tsv");

#[test]
fn words_become_lines() {
    let issue = read(QUAY.as_bytes());
    assert_eq!(raw(&issue), ["Ferry \"Fog\"", "No boat", "left.", "渡船"]);
    let names: Vec<String> = issue.line_indices().map(|line| issue.line_name(line)).collect();
    assert_eq!(names, ["p1:b2.1", "p1:b2.2", "p1:b2.3", "p2:b1.1"]);
    assert!(issue.warnings.is_empty(), "{:?}", issue.warnings);
}

#[test]
fn pages_and_blocks_are_those_of_the_file() {
    let issue = read(QUAY.as_bytes());
    let sizes: Vec<_> = issue.pages().iter().map(|page| (page.width, page.height, page.unit, page.layout)).collect();
    assert_eq!(sizes, [(1200, 900, Unit::Pixel, Layout::Boxes), (1190, 880, Unit::Pixel, Layout::Boxes)]);
    let kinds: Vec<_> = issue.pages()[0].regions.iter().map(|region| region.kind).collect();
    assert_eq!(kinds, [RegionKind::Separator, RegionKind::Text, RegionKind::Picture]);
    assert_eq!(issue.pages()[0].source.format, "tsv");
    assert_eq!(issue.line(LineIx(1)).bbox, Some(Rect::new(40, 120, 560, 150)));
    let word = &issue.pages()[0].words[0];
    assert_eq!((word.bbox, word.confidence), (Some(Rect::new(40, 60, 200, 100)), Some(0.96512)));
}

#[test]
fn rows_that_are_none_are_told() {
    let header = QUAY.lines().next().unwrap();
    let file = format!(
        "{header}\r\n\r\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\tone\r\nno row\r\n5\t1\t1\t1\t1\t2\t-4\tx\t9\t9\t90\ttwo\r\n"
    );
    let issue = read(file.as_bytes());
    assert_eq!(raw(&issue), ["one two"]);
    assert!(issue.warnings.iter().any(|warning| warning.line == 4 && warning.message.contains("no numbers")));
    assert!(issue.warnings.iter().any(|warning| warning.line == 5 && warning.message.contains("below zero")));
    assert_eq!(warnings(&read(format!("{header}\n").as_bytes())), ["the file holds no text"]);
}

#[test]
fn any_other_table_is_text() {
    assert_eq!(read(b"level\tpage\ttext\n1\t1\tone\n").pages()[0].source.format, "text");
}
