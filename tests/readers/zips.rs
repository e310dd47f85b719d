//! ZIP: one issue, its members the pages.

#![allow(clippy::unwrap_used, reason = "a test stops at what is missing")]

use std::io::{Cursor, Write as _};

use newsprint::model::Issue;
use newsprint::read::{Again, ReadError, ReadOptions, read_again, read_issue};
use proptest::prelude::*;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::packed::gzip;
use crate::{law, raw, read};

const ALTO: &[u8] = include_bytes!("fixtures/harbour.alto.xml");
const PAGE: &[u8] = include_bytes!("fixtures/elbzeitung.page.xml");

pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(members, CompressionMethod::Deflated)
}

fn zip_with(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn error_of(bytes: &[u8]) -> ReadError {
    match read_issue("issue", "raw/issue.zip", bytes, &ReadOptions::default()) {
        Ok(issue) => panic!("it was read: {:?}", raw(&issue)),
        Err(error) => error,
    }
}

/// The members of an issue in the order of pages.
pub fn members(issue: &Issue) -> Vec<&str> {
    issue.pages().iter().map(|page| page.source.member.as_deref().unwrap()).collect()
}

pub fn told(issue: &Issue) -> Vec<String> {
    issue.oddities().map(|warning| warning.message).collect()
}

#[test]
fn members_are_pages_in_the_order_in_which_people_count() {
    let issue =
        read(&zip(&[("n/p10.txt", b"ten\n"), ("n/p2.txt", b"two\n"), ("n/p1.txt", b"one\n"), ("m.txt", b"m\n")]));
    assert_eq!(members(&issue), ["m.txt", "n/p1.txt", "n/p2.txt", "n/p10.txt"]);
    assert_eq!(raw(&issue), ["m", "one", "two", "ten"]);
    assert!(told(&issue).is_empty(), "{:?}", told(&issue));
}

#[test]
fn each_page_is_proved_by_its_member() {
    let stored = read(&zip_with(&[("1.txt", b"one\n"), ("2.txt", b"two\n")], CompressionMethod::Stored));
    let packed = read(&zip(&[("2.txt", b"two\n"), ("1.txt", b"one\n")]));
    let hashes = |issue: &Issue| issue.pages().iter().map(|page| page.source.sha256.clone()).collect::<Vec<_>>();
    assert_eq!(hashes(&stored), hashes(&packed));
    assert_ne!(hashes(&packed)[0], hashes(&packed)[1]);
    assert!(!packed.pages()[0].source.is_same_file(&packed.pages()[1].source));
}

#[test]
fn what_stands_beside_the_pages_is_none() {
    let issue = read(&zip(&[
        ("1.xml", ALTO),
        ("1.txt", b"The same as plain text.\n"),
        ("1.tif", b"II*\0"),
        ("__MACOSX/._1.xml", b"\0\x05\x16\x07"),
        (".DS_Store", b"\0\0\0\x01"),
        ("2.xml.gz", &gzip(PAGE)),
        ("about.xml", b"<?xml version='1.0'?><about/>"),
        ("scan", b"\x89PNG\r\n\x1a\n\0\0"),
    ]));
    assert_eq!(members(&issue), ["1.xml", "2.xml.gz"]);
    let told = told(&issue);
    for what in ["passed over: 1.txt", "about.xml: this is XML", "scan: this is a PNG picture"] {
        assert!(told.iter().any(|told| told.contains(what)), "{what}: {told:?}");
    }
}

#[test]
fn of_two_files_of_a_page_the_better_one_is_read() {
    let issue = read(&zip(&[("alto/0001.xml", ALTO), ("page/0001.xml", PAGE), ("alto/0002.xml", ALTO)]));
    assert_eq!(members(&issue), ["alto/0002.xml", "page/0001.xml"]);
}

#[test]
fn a_page_of_plain_text_stands_among_pages_with_boxes() {
    let issue = read(&zip(&[
        ("ocr/p-0010.xml", ALTO),
        ("ocr/p-0002.txt", b"The ferry is back.\n"),
        ("ocr/p-0001.xml", PAGE),
        ("ocr/p-0001.txt", b"The same as plain text.\n"),
        ("ocr/all.txt", b"All pages in one.\n"),
        ("readme 2.txt", b"How it was scanned.\n"),
    ]));
    assert_eq!(members(&issue), ["ocr/p-0001.xml", "ocr/p-0002.txt", "ocr/p-0010.xml"]);
    assert_eq!(told(&issue).iter().filter(|told| told.starts_with("passed over: ")).count(), 3, "{:?}", told(&issue));
}

#[test]
fn names_that_lead_out_are_passed_over() {
    for name in ["../1.txt", "/etc/passwd", "a/../../1.txt", "C:/1.txt", "..\\1.txt", "a\n.txt"] {
        let mut file = zip(&[("2.txt", b"kept\n"), ("qqqqqqqqqqqqqqqq", b"out\n")]);
        let wanted = format!("{name:_<16}");
        let marks: Vec<usize> = memchr::memmem::find_iter(&file, b"qqqqqqqqqqqqqqqq").collect();
        for at in marks {
            file[at..at + 16].copy_from_slice(wanted.as_bytes());
        }
        let issue = read(&file);
        assert_eq!(members(&issue), ["2.txt"], "{name}");
        assert!(told(&issue)[0].contains("its name leads out"), "{:?}", told(&issue));
    }
}

#[test]
fn what_cannot_be_opened_is_named_and_costs_nothing_else() {
    // The first flag of the general purpose bits says that a member is encrypted.
    let mut file = zip(&[("1.txt", b"sealed\n"), ("2.txt", b"open\n")]);
    file[6] |= 1;
    let listed = memchr::memmem::find(&file, b"PK\x01\x02").unwrap();
    file[listed + 8] |= 1;
    let issue = read(&file);
    assert_eq!(members(&issue), ["2.txt"]);
    assert!(told(&issue)[0].contains("1.txt: it is encrypted"), "{:?}", told(&issue));

    // A broken page is due and missing.
    let issue = read(&zip(&[("1.xml", ALTO), ("2.xml", b"<alto><Layout"), ("3.xml", PAGE)]));
    assert_eq!(members(&issue), ["1.xml", "3.xml"]);
    let missing = &issue.gathered.missing;
    assert_eq!((missing.len(), missing[0].after, missing[0].member.as_deref()), (1, 1, Some("2.xml")));
    assert!(told(&issue)[0].starts_with("a page is missing: raw/page.txt/2.xml:1: "), "{:?}", told(&issue));

    let inner = zip(&[("1.txt", b"deep\n")]);
    let issue = read(&zip(&[("1.txt", b"page\n"), ("inner.zip", &inner)]));
    assert_eq!(members(&issue), ["1.txt"]);
    assert!(told(&issue)[0].contains("a ZIP inside another"), "{:?}", told(&issue));
}

#[test]
fn a_bomb_costs_itself_and_little_memory() {
    let blanks = vec![b' '; 40 << 20];
    let issue = read(&zip(&[("1.txt", b"page\n"), ("2.txt", &blanks)]));
    assert_eq!(members(&issue), ["1.txt"]);
    assert!(told(&issue)[0].contains("unpacks to more than 16 MB"), "{:?}", told(&issue));
    // Members share one allowance, however many they are.
    let some = vec![b'\n'; 6 << 20];
    let names: Vec<String> = (1..=9).map(|n| format!("{n}.txt")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), some.as_slice())).collect();
    let issue = read(&zip(&members));
    assert_eq!((issue.pages().len(), issue.gathered.missing.len()), (2, 7));
}

#[test]
fn a_zip_without_a_page_is_no_issue() {
    let error = error_of(&zip(&[("a.png", b"\x89PNG\r\n\x1a\n")]));
    assert!(error.to_string().starts_with("raw/issue.zip: there is no issue in it: no member"), "{error}");
    let names: Vec<String> = (0..20_001).map(|n| n.to_string()).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"a"[..])).collect();
    assert!(error_of(&zip_with(&members, CompressionMethod::Stored)).to_string().contains("more than 20000 members"));
    let whole = zip(&[("1.txt", b"page\n")]);
    let error = error_of(&whole[..whole.len() - 8]);
    assert!(error.to_string().starts_with("raw/issue.zip: this is a ZIP that is damaged"), "{error}");
}

#[test]
fn members_are_read_again_as_they_are_named() {
    let file = zip(&[("1.txt", b"one\n"), ("2.txt", b"two\n"), ("3.txt", b"three\n")]);
    let again = ["3.txt", "1.txt"].map(|member| Again { member: Some(member.to_owned()), ..Again::default() });
    let issue = read_again("issue", "issue.zip", &file, &again).unwrap();
    assert_eq!(members(&issue), ["3.txt", "1.txt"]);
    let gone = [Again { member: Some("4.txt".to_owned()), ..Again::default() }];
    assert!(read_again("issue", "issue.zip", &file, &gone).unwrap_err().to_string().contains("4.txt is not in it"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_breaks_the_reader(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut file = zip(&[("1.xml", ALTO), ("2.txt", b"two\n")]);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(issue) = read_issue("issue", "issue.zip", &file, &ReadOptions::default()) {
            prop_assert_eq!(law(&issue), Ok(()));
        }
    }
}
