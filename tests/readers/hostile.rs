//! Broken and enormous input: a result and a warning, never a panic.

use newsprint::model::Layout;
use newsprint::read::{ReadOptions, read_issue};
use proptest::prelude::*;

use crate::{law, raw, read, warnings};

#[test]
fn a_file_without_text_is_a_page_without_lines() {
    for bytes in [&b""[..], b"\n\n \t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0", "　\u{feff}\n".as_bytes(), b"\x0c"]
    {
        let issue = read(bytes);
        assert_eq!((issue.pages().len(), issue.n_lines()), (1, 0), "{bytes:?}");
        assert_eq!(warnings(&issue)[0], "the file holds no text", "{bytes:?}");
    }
}

#[test]
fn surrogates_are_malformed() {
    let mut bytes = "水到渠成，".as_bytes().to_vec();
    bytes.extend(b"\xed\xa0\x80\n");
    let issue = read(&bytes);
    assert_eq!(raw(&issue), ["水到渠成，\u{fffd}\u{fffd}\u{fffd}"]);
    assert_eq!(issue.warnings.len(), 1);
    let issue = read(b"\xff\xfea\0\x00\xd8b\0");
    assert_eq!(raw(&issue), ["a\u{fffd}b"]);
    assert_eq!(issue.warnings.len(), 1);
}

#[test]
fn one_line_of_megabytes() {
    let issue = read("水到渠成".repeat(500_000).as_bytes());
    assert_eq!(issue.n_lines(), 1);
    let issue = read(&b"no end in sight  ".repeat(400_000));
    assert_eq!(issue.n_lines(), 1);
    // Wide enough gaps, and rows enough, to look for columns in.
    let wide = format!("{}\n", "word  ".repeat(100_000));
    assert_eq!(read(wide.repeat(6).as_bytes()).n_lines(), 6);
}

#[test]
fn a_million_blank_lines_and_form_feeds() {
    assert_eq!(read(&b"\n".repeat(1_000_000)).n_lines(), 0);
    assert_eq!(read(&b"\x0c".repeat(1_000_000)).pages().len(), 1);
    let issue = read(&b"a\x0c".repeat(1_000_000));
    assert_eq!((issue.pages().len(), issue.n_lines()), (10_000, 1_000_000));
    assert!(warnings(&issue)[0].contains("1000000 form feeds"));
}

#[test]
fn columns_without_end() {
    let row = "The harbour board met on      answer for them through       Tuesday and resolved that\n";
    let issue = read(row.repeat(30_000).as_bytes());
    assert_eq!((issue.pages()[0].layout, issue.n_lines()), (Layout::Columns, 90_000));
    let cells = "ab  ".repeat(400);
    let mut page = format!("{cells}\n").repeat(8);
    page.push_str(&"a\n".repeat(200_000));
    read(page.as_bytes());
    // Steps: each row shifts all of its cells by one.
    let steps: String = (0..3000).map(|n| format!("{}{}\n", " ".repeat(n % 40), "some words  ".repeat(12))).collect();
    read(steps.as_bytes());
}

#[test]
fn a_gutter_at_what_is_not_printed() {
    // The gutter of the rows above runs through a token, where a character without width stands.
    for unprinted in ['\u{e}', '\u{200b}', '\0'] {
        let page = format!("!\t!\n的\u{fffd} \u{fffd}  的\n的   的{unprinted}!““");
        let options = ReadOptions { layout: Some(Layout::Columns), ..ReadOptions::default() };
        let issue = read_issue("page", "page.txt", page.as_bytes(), &options).unwrap();
        assert_eq!(law(&issue), Ok(()));
    }
}

/// Bytes as broken dumps have them: any bytes, pieces of many encodings, and layouts of words and gaps.
fn dumps() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "的", "水", "，", "“", "……", "a", "word", " ", "  ", "    ", "　", "\t", "\n", "\n\n", "\r", "\r\n",
            "\u{c}", "\u{85}", "\u{2028}", "\u{feff}", "\u{200b}", "e\u{301}", "😀", "ﬁ", "\u{ad}", "-", "12", "\0",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..400),
        prop::collection::vec(piece, 0..300).prop_map(|pieces| pieces.concat()),
        grids(),
    ]
}

/// Rows of cells at a few tab stops, some of them shifted, missing, or too long.
fn grids() -> impl Strategy<Value = Vec<u8>> {
    let cell = (0u8..5, 0usize..30, any::<bool>());
    prop::collection::vec(prop::collection::vec(cell, 0..5), 0..40).prop_map(|rows| {
        let mut page = String::new();
        for row in rows {
            let mut line = String::new();
            for (shift, len, wide) in row {
                let column = line.chars().count().div_ceil(20) * 20 + usize::from(shift % 3);
                while line.chars().count() < column {
                    line.push(' ');
                }
                line.push_str(&if wide {
                    "水到，渠成。".chars().cycle().take(len / 2).collect::<String>()
                } else {
                    "x".repeat(len)
                });
            }
            page.push_str(line.trim_end());
            page.push('\n');
        }
        page.into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_input_breaks_the_readers_law(bytes in dumps(), choice in 0..4) {
        let layout = [None, None, Some(Layout::Flow), Some(Layout::Columns)][choice as usize];
        let options = ReadOptions { layout, ..ReadOptions::default() };
        if let Ok(issue) = read_issue("page", "page.txt", &bytes, &options) {
            prop_assert_eq!(law(&issue), Ok(()));
        }
    }
}
