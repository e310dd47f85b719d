//! XML that was made to hurt, and XML that was hurt: a result, a warning or an error that names the line; never a panic,
//! and no more memory than the file calls for.

#![allow(clippy::unwrap_used, reason = "a test stops at what is missing")]

use std::fmt::Write as _;
use std::sync::LazyLock;

use newsprint::ledger::{Decisions, Level, balance, fold};
use newsprint::model::Issue;
use newsprint::pipeline;
use newsprint::read::{ReadError, ReadOptions, physical, read_issue};
use newsprint::rules::Rules;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::{law, raw, read, warnings};

const ALTO: &str = include_str!("fixtures/harbour.alto.xml");
const PAGE: &str = include_str!("fixtures/elbzeitung.page.xml");
const HOCR: &str = include_str!("fixtures/quay.hocr");
const TSV: &str = include_str!("fixtures/quay.tsv");
const METS: &str = r#"<?xml version="1.0"?>
<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
<mets:fileSec><mets:fileGrp USE="FULLTEXT">
<mets:file ID="a1" MIMETYPE="text/xml"><mets:FLocat xlink:href="alto/1.xml"/></mets:file>
<mets:file ID="a2" MIMETYPE="text/xml"><mets:FLocat xlink:href="alto/2.xml"/></mets:file>
</mets:fileGrp></mets:fileSec>
<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="issue">
<mets:div TYPE="page" ORDER="1"><mets:fptr FILEID="a1"/></mets:div>
<mets:div TYPE="page" ORDER="2"><mets:fptr><mets:area FILEID="a2"/></mets:fptr></mets:div>
</mets:div></mets:structMap></mets:mets>
"#;

/// A page of each format with that text, behind a document type.
fn pages(doctype: &str, text: &str) -> [String; 2] {
    [
        format!(
            "<?xml version=\"1.0\"?>\n{doctype}\n<alto><Layout><Page><TextBlock ID=\"b\"><TextLine>\n<String CONTENT=\"{text}\"/></TextLine></TextBlock></Page></Layout></alto>"
        ),
        format!(
            "<?xml version=\"1.0\"?>\n{doctype}\n<PcGts><Page><TextRegion id=\"r\"><TextLine id=\"l\">\n<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"
        ),
    ]
}

#[test]
fn no_entity_is_expanded_and_none_is_fetched() {
    let mut laughs = String::from("<!DOCTYPE x [\n<!ENTITY l0 \"ha\">\n");
    for n in 1..30 {
        let _ = writeln!(laughs, "<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    }
    laughs += "]>";
    let outside = "<!DOCTYPE x SYSTEM \"http://localhost:9/x.dtd\" [<!ENTITY l29 SYSTEM \"file:///etc/passwd\">]>";
    let parameter = "<!DOCTYPE x [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>";
    for doctype in [laughs.as_str(), outside, parameter] {
        let line = doctype.matches('\n').count() as u32 + 4;
        for page in pages(doctype, "&l29;") {
            let issue = read(page.as_bytes());
            assert_eq!(raw(&issue), ["&l29;"]);
            assert_eq!(issue.warnings[0].line, line, "{:?}", issue.warnings);
            assert!(issue.warnings[0].message.contains("none is expanded"), "{:?}", warnings(&issue));
        }
        let mets = METS.replace("?>\n", &format!("?>\n{doctype}\n")).replace("alto/1.xml", "&l29;");
        let found = physical("mets.xml", mets.as_bytes()).unwrap();
        assert_eq!((found.pages[0].paths[0].as_str(), found.warnings.len()), ("&l29;", 1));
    }
}

#[test]
fn a_document_type_does_not_hide_the_format() {
    for doctype in
        ["<!DOCTYPE alto>", "<!DOCTYPE alto PUBLIC \"-//X//Y\" \"x.dtd\">", "<!DOCTYPE alto [<!ELEMENT alto ANY>]>"]
    {
        for page in pages(doctype, "kept") {
            assert_eq!(raw(&read(page.as_bytes())), ["kept"], "{doctype}");
        }
    }
}

#[test]
fn nesting_without_end_is_read() {
    let nest = |open: &str, close: &str| (open.repeat(10_000), close.repeat(10_000));
    let (open, close) = nest("<ComposedBlock>", "</ComposedBlock>");
    let line = "<TextLine><String CONTENT=\"deep\"/></TextLine>";
    let alto = format!("<alto><Layout><Page>{open}<TextBlock>{line}</TextBlock>{close}</Page></Layout></alto>");
    let (open, close) = nest("<TextRegion>", "</TextRegion>");
    let line = "<TextLine><TextEquiv><Unicode>deep</Unicode></TextEquiv></TextLine>";
    let page = format!("<PcGts><Page>{open}{line}{close}</Page></PcGts>");
    let (open, close) = nest("<OrderedGroup>", "</OrderedGroup>");
    let order = format!(
        "<PcGts><Page><ReadingOrder>{open}{close}</ReadingOrder><TextRegion>{line}</TextRegion></Page></PcGts>"
    );
    for file in [alto, page, order] {
        let issue = read(file.as_bytes());
        assert_eq!(raw(&issue), ["deep"]);
        conserves(&issue).unwrap();
    }
    let (open, close) = nest("<mets:div>", "</mets:div>");
    let mets = METS.replace("<mets:div TYPE=\"page\" ORDER=\"1\">", &format!("<mets:div TYPE=\"page\">{open}"));
    let mets = mets.replacen("<mets:fptr FILEID=\"a1\"/>", &format!("<mets:fptr FILEID=\"a1\"/>{close}"), 1);
    assert_eq!(physical("mets.xml", mets.as_bytes()).unwrap().pages.len(), 2);
    // Nothing closes: what stands before the end is kept, and where it ends is said.
    let open = format!("<alto><Layout><Page>\n{}", "<ComposedBlock><TextLine><String CONTENT=\"a\"/>".repeat(10_000));
    let issue = read(open.as_bytes());
    assert_eq!((issue.n_lines(), issue.warnings[0].line), (10_000, 2));
}

#[test]
fn what_is_huge_costs_what_it_weighs() {
    let long = "9".repeat(4_000_000);
    let alto = format!(
        "<alto {long}=\"{long}\"><Layout><Page WIDTH=\"{long}\"><TextBlock ID=\"{long}\" HPOS=\"{long}\"><TextLine><String CONTENT=\"a\" WC=\"{long}\" SUBS_CONTENT=\"b\"/></TextLine></TextBlock></Page></Layout></alto>"
    );
    let issue = read(alto.as_bytes());
    assert_eq!(raw(&issue), ["a"]);
    assert!(issue.line_name(newsprint::model::LineIx(0)).len() < 200);
    assert!(issue.warnings[0].message.contains("far off any page"), "{:?}", warnings(&issue));
    let points = "1,1 ".repeat(1_000_000);
    let page = format!(
        "<PcGts><Page><TextRegion id=\"r\" custom=\"{long}\"><Coords points=\"{points}\"/><TextLine><Coords points=\"{long}\"/><TextEquiv><Unicode>a</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"
    );
    assert_eq!(raw(&read(page.as_bytes())), ["a"]);
    let attributes: String = (0..200_000).fold(String::new(), |mut out, n| {
        let _ = write!(out, " a{n}=\"\"");
        out
    });
    let many =
        format!("<alto><Layout><Page><TextLine{attributes}><String CONTENT=\"a\"/></TextLine></Page></Layout></alto>");
    assert_eq!(raw(&read(many.as_bytes())), ["a"]);
    let mets = METS.replace("alto/1.xml", &long);
    assert_eq!(physical("mets.xml", mets.as_bytes()).unwrap().pages.len(), 2);
}

#[test]
fn coordinates_that_cannot_be_are_told_with_their_line() {
    for bad in ["-5", "NaN", "inf", "-inf", "1e300", "", "12px", "0x10", "１２", "99999999999999999999", "1,5"] {
        let alto = format!(
            "<alto><Layout><Page WIDTH=\"600\" HEIGHT=\"500\">\n<TextBlock ID=\"b\" HPOS=\"{bad}\" VPOS=\"{bad}\" WIDTH=\"{bad}\" HEIGHT=\"{bad}\">\n<TextLine HPOS=\"1\" VPOS=\"{bad}\"><String CONTENT=\"here\"/></TextLine></TextBlock></Page></Layout></alto>"
        );
        let page = format!(
            "<PcGts><Page imageWidth=\"600\" imageHeight=\"500\">\n<TextRegion id=\"r\"><Coords points=\"{bad},{bad} 9,9\"/>\n<TextLine id=\"l\"><Coords points=\"{bad}\"/><Baseline points=\"{bad},1\"/><TextEquiv><Unicode>here</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"
        );
        for file in [alto, page] {
            let issue = read(file.as_bytes());
            assert_eq!(raw(&issue), ["here"], "{bad}");
            assert!(issue.warnings.iter().all(|warning| warning.line == 2), "{bad}: {:?}", issue.warnings);
            conserves(&issue).unwrap();
        }
    }
}

#[test]
fn ids_that_are_taken_or_lead_nowhere_cost_nothing() {
    let alto = "<alto><Layout><Page><ReadingOrder><OrderedGroup><ElementRef REF=\"gone\"/><ElementRef REF=\"b\"/></OrderedGroup></ReadingOrder>\
        <TextBlock ID=\"b\" STYLEREFS=\"none\" TAGREFS=\"none\" IDNEXT=\"b\"><TextLine ID=\"l\"><String CONTENT=\"one\"/></TextLine></TextBlock>\
        <TextBlock ID=\"b\"><TextLine ID=\"l\"><String CONTENT=\"two\"/></TextLine></TextBlock></Page></Layout></alto>";
    let page = "<PcGts><Page><ReadingOrder><OrderedGroup id=\"g\"><RegionRefIndexed index=\"0\" regionRef=\"gone\"/><RegionRefIndexed index=\"0\" regionRef=\"b\"/></OrderedGroup></ReadingOrder>\
        <TextRegion id=\"b\"><TextLine id=\"l\"><TextEquiv><Unicode>one</Unicode></TextEquiv></TextLine></TextRegion>\
        <TextRegion id=\"b\"><TextLine id=\"l\"><TextEquiv><Unicode>two</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>";
    for file in [alto, page] {
        let issue = read(file.as_bytes());
        let names: Vec<String> = issue.line_indices().map(|line| issue.line_name(line)).collect();
        assert_eq!((names, raw(&issue)), (vec!["p1:l".to_owned(), "p1:l~2".to_owned()], vec!["one", "two"]));
        conserves(&issue).unwrap();
    }
    // A name that is asked for over and over must not be looked for over and over.
    let line = "<TextLine ID=\"l\"><String CONTENT=\"a\"/></TextLine>".repeat(60_000);
    assert_eq!(read(format!("<alto><Layout><Page>{line}</Page></Layout></alto>").as_bytes()).n_lines(), 60_000);
    let twice = METS.replace("FILEID=\"a2\"", "FILEID=\"a1\"").replace("ID=\"a2\"", "ID=\"a1\"");
    assert!(physical("mets.xml", twice.as_bytes()).is_ok());
}

static RULES: LazyLock<Rules> = LazyLock::new(Rules::embedded);

/// Whether nothing is lost when the issue is cleaned.
fn conserves(issue: &Issue) -> Result<(), String> {
    law(issue)?;
    let run = pipeline::run(issue, &RULES, Some(Level::Review), &Decisions::default());
    balance(&fold(issue, &run.ledger)).map(|_| ())
}

/// One way to hurt a file.
#[derive(Debug, Clone)]
enum Hurt {
    Byte(Index, u8),
    Cut(Index, usize),
    Insert(Index, &'static str),
    Double(Index, usize),
    DropTag(Index),
    SwapTags(Index, Index),
}

fn hurts() -> impl Strategy<Value = Vec<Hurt>> {
    let scraps = vec![
        "<",
        ">",
        "&",
        "\"",
        "'",
        "]]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?x",
        "&#0;",
        "&#xD800;",
        "&#99999999999;",
        "\0",
        "\u{b}",
        "\u{85}",
        "\u{2028}",
        "\u{301}",
        "\u{feff}",
        " ID=\"b1\"",
        "-1e300",
        "NaN",
        "</TextLine>",
        "<TextLine>",
        "<Page>",
        "</Page>",
        "<String CONTENT=\" \"/>",
        "<Word>",
        "</Word>",
        "<Unicode>",
        "<TextRegion id=\"r\">",
        "<TableRegion>",
        "<mets:div TYPE='page'>",
        "<div class='ocr_page' title='bbox 0 0 9'>",
        "<span class=ocr_line>",
        "<span class='ocrx_word' title='bbox 1 2 3 4; x_wconf NaN'/>",
        "</span>",
        "<br>",
        "<title>",
        "\t",
        "\n",
        "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t",
    ];
    let at = any::<Index>;
    let hurt = prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Hurt::Byte(at, byte)),
        (at(), 1..40usize).prop_map(|(at, n)| Hurt::Cut(at, n)),
        (at(), prop::sample::select(scraps)).prop_map(|(at, scrap)| Hurt::Insert(at, scrap)),
        (at(), 1..300usize).prop_map(|(at, n)| Hurt::Double(at, n)),
        at().prop_map(Hurt::DropTag),
        (at(), at()).prop_map(|(a, b)| Hurt::SwapTags(a, b)),
    ];
    prop::collection::vec(hurt, 1..8)
}

/// The places of the tags of a file.
fn tags(file: &[u8]) -> Vec<std::ops::Range<usize>> {
    let ends = memchr::memchr_iter(b'<', file);
    ends.filter_map(|from| Some(from..from + memchr::memchr(b'>', &file[from..])? + 1)).collect()
}

fn hurt(file: &str, hurts: &[Hurt]) -> Vec<u8> {
    let mut out = file.as_bytes().to_vec();
    for hurt in hurts {
        if out.is_empty() {
            break;
        }
        let at = |index: &Index| index.index(out.len());
        match hurt {
            Hurt::Byte(index, byte) => {
                let at = at(index);
                out[at] = *byte;
            }
            Hurt::Cut(index, n) => {
                let at = at(index);
                out.drain(at..(at + n).min(out.len()));
            }
            Hurt::Insert(index, scrap) => {
                let at = at(index);
                out.splice(at..at, scrap.bytes());
            }
            Hurt::Double(index, n) => {
                let at = at(index);
                let piece = out[at..(at + n).min(out.len())].to_vec();
                out.splice(at..at, piece);
            }
            Hurt::DropTag(index) => {
                let tags = tags(&out);
                if !tags.is_empty() {
                    out.drain(tags[index.index(tags.len())].clone());
                }
            }
            Hurt::SwapTags(a, b) => {
                let tags = tags(&out);
                if !tags.is_empty() {
                    let (a, b) = (a.index(tags.len()), b.index(tags.len()));
                    let (a, b) = (tags[a.min(b)].clone(), tags[a.max(b)].clone());
                    if a.end <= b.start {
                        let swapped =
                            [&out[..a.start], &out[b.clone()], &out[a.end..b.start], &out[a.clone()], &out[b.end..]]
                                .concat();
                        out = swapped;
                    }
                }
            }
        }
    }
    out
}

/// Reads a hurt file: an error names it, and what is read keeps the law and loses nothing.
fn survives(file: &str, hurts: &[Hurt]) -> Result<(), TestCaseError> {
    match read_issue("page", "raw/page.xml", &hurt(file, hurts), &ReadOptions::default()) {
        Ok(issue) => prop_assert_eq!(conserves(&issue), Ok(())),
        Err(error) => prop_assert!(error.to_string().starts_with("raw/page.xml:"), "{}", error),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_hurt_breaks_alto(hurts in hurts()) {
        survives(ALTO, &hurts)?;
    }

    #[test]
    fn no_hurt_breaks_page_xml(hurts in hurts()) {
        survives(PAGE, &hurts)?;
    }

    #[test]
    fn no_hurt_breaks_hocr(hurts in hurts()) {
        survives(HOCR, &hurts)?;
    }

    #[test]
    fn no_hurt_breaks_tsv(hurts in hurts()) {
        survives(TSV, &hurts)?;
    }

    #[test]
    fn no_hurt_breaks_mets(hurts in hurts()) {
        match physical("raw/mets.xml", &hurt(METS, &hurts)) {
            Ok(found) => for page in found.pages {
                prop_assert!(page.paths.is_empty() == page.fault.is_some());
                prop_assert!(page.paths.iter().all(|path| !path.starts_with('/') && path.split('/').all(|part| part != "..")));
            },
            Err(ReadError::Broken { path, .. } | ReadError::NoPages { path, .. }) => prop_assert_eq!(path, "raw/mets.xml"),
            Err(error) => prop_assert!(error.to_string().starts_with("raw/mets.xml: "), "{}", error),
        }
    }
}
