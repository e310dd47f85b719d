//! METS: which files are the pages, in which order, alone and inside a ZIP.

#![allow(clippy::unwrap_used, reason = "a test stops at what is missing")]

use newsprint::read::{Physical, ReadError, physical};

use crate::zips::{members, told, zip};
use crate::{raw, read};

/// A METS file of files (id, group, path) and pages (attributes, ids of files).
fn mets(files: &[(&str, &str, &str)], pages: &[(&str, &str)]) -> String {
    let files: String = files
        .iter()
        .map(|(id, used, href)| {
            format!(
                r#"<m:fileGrp USE="{used}"><m:file ID="{id}"><m:FLocat LOCTYPE="URL" l:href="{href}"/></m:file></m:fileGrp>"#
            )
        })
        .collect();
    let pages: String = pages
        .iter()
        .map(|(attributes, ids)| {
            let pointers: String = ids.split_whitespace().map(|id| format!(r#"<m:fptr FILEID="{id}"/>"#)).collect();
            format!("<m:div {attributes}>{pointers}</m:div>\n")
        })
        .collect();
    format!(
        r#"<?xml version="1.0"?>
<m:mets xmlns:m="http://www.loc.gov/METS/" xmlns:l="http://www.w3.org/1999/xlink">
<m:fileSec>{files}</m:fileSec>
<m:structMap TYPE="LOGICAL"><m:div TYPE="page"><m:fptr FILEID="a2"/></m:div></m:structMap>
<m:structMap TYPE="PHYSICAL"><m:div TYPE="physSequence">
{pages}</m:div></m:structMap></m:mets>"#
    )
}

const FILES: &[(&str, &str, &str)] = &[
    ("i1", "IMAGE", "img/1.tif"),
    ("t1", "text/plain", "txt/1.txt"),
    ("a1", "FULLTEXT", "alto/1.xml"),
    ("a2", "FULLTEXT", "alto/2.xml"),
    ("a10", "FULLTEXT", "alto/10.xml"),
];

fn of(mets: &str) -> Physical {
    physical("raw/mets.xml", mets.as_bytes()).unwrap()
}

/// The first path of each page, and its fault.
fn paths(found: &Physical) -> Vec<(Option<&str>, Option<&str>)> {
    found.pages.iter().map(|page| (page.paths.first().map(String::as_str), page.fault.as_deref())).collect()
}

#[test]
fn pages_stand_in_their_physical_order() {
    let found = of(&mets(
        FILES,
        &[("TYPE=\"page\" ORDERLABEL=\"iv\"", "i1 t1 a1"), ("TYPE='PAGE'", "a10"), ("TYPE='page'", "a2")],
    ));
    assert_eq!(paths(&found), [(Some("alto/1.xml"), None), (Some("alto/10.xml"), None), (Some("alto/2.xml"), None)]);
    assert_eq!(found.pages[0].label.as_deref(), Some("iv"));
    assert_eq!(found.pages[0].paths, ["alto/1.xml", "txt/1.txt"], "text with boxes comes before text without");
    let numbered = of(&mets(FILES, &[("TYPE='page' ORDER='2'", "a2"), ("TYPE='page' ORDER='1'", "a1")]));
    assert_eq!(paths(&numbered), [(Some("alto/1.xml"), None), (Some("alto/2.xml"), None)]);
    let untyped = of(&mets(FILES, &[("LABEL='1'", "a1"), ("", "a2")]));
    assert_eq!(paths(&untyped), [(Some("alto/1.xml"), None), (Some("alto/2.xml"), None)]);
}

#[test]
fn what_a_page_lacks_is_said_with_its_line() {
    let files = [("a1", "ALTO", "../1.xml"), ("a2", "ALTO", "http://example.org/2.xml"), ("i3", "IMG", "3.jp2")];
    let found = of(&mets(&files, &[("TYPE='page'", "a1"), ("TYPE='page'", "a2"), ("TYPE='page'", "i3 gone")]));
    let faults: Vec<&str> = found.pages.iter().map(|page| page.fault.as_deref().unwrap()).collect();
    assert!(faults[0].starts_with("line 3: the link `../1.xml` leads out of the folder"), "{faults:?}");
    assert!(faults[1].contains("is an address, and nothing is fetched"), "{faults:?}");
    assert!(faults[2].starts_with("line 8: no text of it"), "{faults:?}");
    assert_eq!((found.warnings.len(), found.warnings[0].line), (1, 8));
    assert!(found.warnings[0].message.contains("file `gone`, which is not listed"));
}

#[test]
fn two_pages_cannot_have_one_file() {
    let found = of(&mets(FILES, &[("TYPE='page'", "a1"), ("TYPE='page'", "a1")]));
    assert_eq!((found.pages.len(), found.warnings.len()), (1, 1));
}

#[test]
fn a_broken_file_and_an_empty_one_are_refused() {
    let error = |text: &str| physical("raw/mets.xml", text.as_bytes()).unwrap_err();
    assert!(matches!(error("<mets>\n<fileSec>"), ReadError::Broken { line: 2, .. }));
    assert!(error("<mets/>").to_string().contains("names no page"));
    assert!(error(&mets(FILES, &[])).to_string().contains("names no page"));
}

const ONE: &str = r#"<alto><Layout><Page><TextBlock ID="b"><TextLine><String CONTENT="one"/></TextLine></TextBlock></Page></Layout></alto>"#;

#[test]
fn a_zip_follows_the_order_of_its_table() {
    let table =
        mets(FILES, &[("TYPE='page' ORDERLABEL='A'", "i1 t1 a1"), ("TYPE='page'", "a10"), ("TYPE='page'", "a2")]);
    let ten = ONE.replace("one", "ten");
    let five = ONE.replace("one", "five");
    let issue = read(&zip(&[
        ("x/mets.xml", table.as_bytes()),
        ("x/alto/1.xml", ONE.as_bytes()),
        ("x/alto/5.xml", five.as_bytes()),
        ("x/alto/10.xml", ten.as_bytes()),
        ("x/txt/1.txt", b"one"),
    ]));
    assert_eq!(members(&issue), ["x/alto/1.xml", "x/alto/10.xml", "x/alto/5.xml"]);
    assert_eq!(raw(&issue), ["one", "ten", "five"]);
    assert_eq!(issue.pages()[0].source.label.as_deref(), Some("A"));
    let missing = &issue.gathered.missing;
    assert_eq!((missing.len(), missing[0].after, missing[0].member.as_deref()), (1, 2, Some("x/alto/2.xml")));
    assert!(
        told(&issue).iter().any(|told| told.contains("x/alto/5.xml: x/mets.xml does not name this page")),
        "{:?}",
        told(&issue)
    );

    let broken = read(&zip(&[
        ("mets.xml", table.as_bytes()),
        ("alto/1.xml", ONE.as_bytes()),
        ("alto/10.xml", b"<alto><Layout"),
        ("alto/2.xml", ONE.as_bytes()),
    ]));
    assert_eq!((broken.pages().len(), broken.gathered.missing.len()), (2, 1));
    assert!(broken.gathered.missing[0].why.contains("alto/10.xml:1: the XML is broken"), "{:?}", broken.gathered);
}
