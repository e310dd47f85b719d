//! hOCR: what of the format comes to the page.

use newsprint::model::{Issue, Layout, LineIx, Rect, RegionKind, Unit};
use newsprint::read::{ReadError, ReadOptions, read_issue};

use super::{raw, read, warnings};

const QUAY: &[u8] = include_bytes!("fixtures/quay.hocr");

/// A page with that content.
fn in_page(content: &str) -> Issue {
    read(
        format!(
            "<!DOCTYPE html><html><body><div class=ocr_page title='bbox 0 0 600 500'>{content}</div></body></html>"
        )
        .as_bytes(),
    )
}

#[test]
fn words_become_lines() {
    let issue = read(QUAY);
    assert_eq!(raw(&issue), ["Ferry & Fog", "No boat left the har-", "bour today.", "渡船 停"]);
    let names: Vec<String> = issue.line_indices().map(|line| issue.line_name(line)).collect();
    assert_eq!(names, ["p1:line_1_2", "p1:line_1_3", "p1:line_1_4", "p1:line_1_5"]);
    assert!(issue.warnings.is_empty(), "{:?}", issue.warnings);
}

#[test]
fn the_page_says_what_it_is() {
    let issue = read(QUAY);
    let page = &issue.pages()[0];
    assert_eq!((page.width, page.height, page.unit, page.layout), (1200, 900, Unit::Pixel, Layout::Boxes));
    assert_eq!(page.image.as_deref(), Some("scans/quay; 3.tif"));
    assert_eq!((page.source.format, page.source.label.as_deref()), ("hocr", Some("3")));
}

#[test]
fn blocks_without_text_are_rules_and_pictures() {
    let issue = read(QUAY);
    let regions = issue.pages()[0].regions.iter().map(|region| (region.id.as_deref().unwrap(), region.kind));
    assert_eq!(
        regions.collect::<Vec<_>>(),
        [
            ("block_1_1", RegionKind::Separator),
            ("block_1_2", RegionKind::Text),
            ("block_1_3", RegionKind::Picture),
            ("block_1_4", RegionKind::Text),
        ]
    );
}

#[test]
fn lines_keep_box_baseline_and_type() {
    let issue = read(QUAY);
    let line = issue.line(LineIx(0));
    assert_eq!(line.bbox, Some(Rect::new(40, 60, 420, 100)));
    assert_eq!(line.baseline.as_deref(), Some(&[(40, 91), (420, 95)]));
    let page = &issue.pages()[0];
    let style = &page.styles[line.style.unwrap() as usize];
    assert_eq!(
        (style.font.as_deref(), style.size, style.bold, style.italic),
        (Some("Old_Style"), Some(24.0), true, false)
    );
    assert_eq!(issue.line(LineIx(2)).style, None, "half of the line is in italics");
    let word = &page.words[1];
    assert_eq!((word.bbox, word.confidence), (Some(Rect::new(220, 60, 420, 100)), Some(0.41)));
    assert_eq!(&issue.raw(word.line)[word.span.start as usize..word.span.end as usize], "& Fog");
}

#[test]
fn html_is_read_that_is_no_xml() {
    let issue = in_page(
        "<meta charset=utf-8><p class=ocr_par><span class='x ocr_line'>Low tide&nbsp;at six<br>and at eight</span>\
         <p class=ocr_par><span class=ocr_line><b>Bread &lt;&eacute;t&eacute;> is dearer</b></span>",
    );
    assert_eq!(raw(&issue), ["Low tide\u{a0}at six", "and at eight", "Bread <été> is dearer"]);
    assert!(warnings(&issue).is_empty(), "{:?}", warnings(&issue));
}

#[test]
fn what_stands_in_no_line_is_a_line() {
    let issue = in_page(
        "<script>var a = 'none';</script><p>Loose text <i>of</i>\n a paragraph.</p><p>Another.</p>\
         <span class=ocrx_word>A</span> <span class=ocrx_word>word</span><div class=ocr_carea>And<span class=ocr_line>this.</span></div>",
    );
    assert_eq!(raw(&issue), ["Loose text of a paragraph.", "Another.", "A word", "And", "this."]);
}

#[test]
fn words_with_and_without_white_space() {
    let issue = in_page(
        "<span class=ocr_line><span class=ocrx_word>one </span><span class=ocrx_word>two</span>\
         <span class=ocrx_word title='bbox 10 0 40 10'>three</span><span class=ocrx_word title='bbox 41 0 70 10'>four</span></span>",
    );
    assert_eq!(raw(&issue), ["one two threefour"]);
}

#[test]
fn each_page_is_a_page() {
    let pages = "<div class=ocr_page title='bbox 0 0 9 9'><span class=ocr_line id=a>one</span></div>\
                 <div class=ocr_page><span class=ocr_line id=a>two</span></div>";
    let issue = read(format!("<html><body>{pages}</body></html>").as_bytes());
    let names: Vec<String> = issue.line_indices().map(|line| issue.line_name(line)).collect();
    assert_eq!((issue.pages().len(), names), (2, vec!["p1:a".to_owned(), "p2:a".to_owned()]));
}

#[test]
fn what_is_odd_is_told() {
    let cut = &QUAY[..QUAY.len() / 2];
    let told = read(cut);
    assert!(warnings(&told).iter().any(|warning| warning.contains("ends inside")), "{:?}", warnings(&told));
    let astray = read(b"<html><body>Before <div class=ocr_page>page</div></body></html>");
    assert_eq!(warnings(&astray), ["text outside of every page is left out; look at what wrote the file"]);
    let bad = in_page("\n<span class=ocr_line title='bbox 1 two 3 4'>one</span>");
    assert_eq!(bad.warnings[0].line, 2, "{:?}", bad.warnings);
    let empty = read(b"<html><head><meta name=ocr-system content=x></head></html>");
    assert_eq!(warnings(&empty), ["the file holds no text"]);
}

#[test]
fn html_that_is_no_page_is_refused() {
    let page = b"<html><body><p>news</p></body></html>";
    let error = read_issue("p", "p.html", page, &ReadOptions::default());
    assert!(matches!(error, Err(ReadError::NotYet { what: "HTML", .. })));
}

#[test]
fn open_elements_without_end_cost_what_they_weigh() {
    let file =
        format!("<html><div class=ocr_page>{}one{}", "<span class=ocr_line>".repeat(60_000), "</p>".repeat(60_000));
    assert_eq!(raw(&read(file.as_bytes())), ["one"]);
}

#[test]
fn margins_without_text_are_no_regions() {
    let issue = in_page(
        "<div class=ocr_header title='bbox 0 0 600 90'></div><div class=ocr_carea title='bbox 10 100 300 400'>\
         <span class=ocr_line>one</span></div><div class=ocr_footer title='bbox 0 450 600 500'><span class=ocr_line>4</span></div>",
    );
    let regions: Vec<_> = issue.pages()[0].regions.iter().map(|region| (region.kind, region.hint.as_deref())).collect();
    assert_eq!(regions, [(RegionKind::Text, Some("ocr_carea")), (RegionKind::Text, Some("ocr_footer"))]);
}
