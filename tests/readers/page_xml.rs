//! PAGE-XML: what of the format comes to the page.

use newsprint::model::{Issue, Layout, LineIx, Rect, RegionKind, Unit};

use super::{raw, read, warnings};

const ELBZEITUNG: &[u8] = include_bytes!("fixtures/elbzeitung.page.xml");

/// A page of one region `r1` (100,100 to 500,400) with that content.
fn in_region(content: &str) -> Issue {
    in_page(&format!(r#"<TextRegion id="r1"><Coords points="100,100 500,400"/>{content}</TextRegion>"#))
}

fn in_page(content: &str) -> Issue {
    read(format!(r#"<PcGts><Page imageWidth="600" imageHeight="500">{content}</Page></PcGts>"#).as_bytes())
}

fn ids(issue: &Issue) -> Vec<String> {
    issue.line_indices().map(|line| issue.line_name(line)).collect()
}

/// The ids of the regions in the stated order.
fn stated(issue: &Issue) -> Vec<&str> {
    let page = &issue.pages()[0];
    page.stated_order.iter().map(|at| page.regions[*at as usize].id.as_deref().unwrap_or("?")).collect()
}

#[test]
fn lines_come_out_of_the_richest_text_that_there_is() {
    let issue = read(ELBZEITUNG);
    let expected = [
        "Der Hafen war",
        "gesperrt & leer.",
        "Aus dem Hafen.",
        "Sturmflut vorüber.",
        "Feinſter Kaffee",
        "das Pfund 1,20 M.",
        "Weizen",
        "162",
    ];
    assert_eq!(raw(&issue), expected);
    assert_eq!(ids(&issue), ["p1:z1", "p1:z2", "p1:kopf.1", "p1:kopf.2", "p1:z1~2", "p1:preis.1", "p1:t1", "p1:t2"]);
    assert_eq!(issue.pages()[0].text, expected.join("\n"));
}

#[test]
fn the_page_says_what_it_is() {
    let issue = read(ELBZEITUNG);
    let page = &issue.pages()[0];
    assert_eq!((page.width, page.height, page.unit, page.layout), (2400, 3600, Unit::Pixel, Layout::Boxes));
    assert_eq!(page.image.as_deref(), Some("elbzeitung-1893-05-02-3.jpg"));
    assert_eq!((page.source.format, page.source.encoding), ("page", "utf-8"));
    assert_eq!(page.source.path, "raw/page.txt");
}

#[test]
fn regions_keep_kind_nesting_and_word_of_the_file() {
    let issue = read(ELBZEITUNG);
    let page = &issue.pages()[0];
    let regions: Vec<_> = page
        .regions
        .iter()
        .map(|region| (region.id.as_deref().unwrap(), region.kind, region.parent, region.hint.as_deref()))
        .collect();
    assert_eq!(
        regions,
        [
            ("bericht", RegionKind::Text, None, Some("article")),
            ("kopf", RegionKind::Text, None, Some("heading")),
            ("anzeige", RegionKind::Advert, None, None),
            ("ware", RegionKind::Text, Some(2), None),
            ("preis", RegionKind::Text, Some(2), None),
            ("strich", RegionKind::Separator, None, None),
            ("schmuck", RegionKind::Picture, None, Some("decoration")),
            ("tafel", RegionKind::Table, None, None),
            ("c1", RegionKind::Text, Some(7), Some("TableCell")),
            ("c2", RegionKind::Text, Some(7), Some("TableCell")),
        ]
    );
    assert_eq!(page.regions[5].bbox, Some(Rect::new(1200, 300, 1201, 3500)));
    assert_eq!(page.regions[0].outline[1], (1150, 420));
}

#[test]
fn lines_keep_box_baseline_and_style() {
    let issue = read(ELBZEITUNG);
    let page = &issue.pages()[0];
    let line = issue.line(LineIx(0));
    assert_eq!(line.bbox, Some(Rect::new(110, 428, 1140, 482)));
    assert_eq!(line.baseline.as_deref(), Some(&[(112, 470), (1138, 468)]));
    let style = &page.styles[line.style.unwrap() as usize];
    assert_eq!((style.font.as_deref(), style.size), (Some("Fraktur"), Some(9.5)));
    let second = &page.styles[issue.line(LineIx(1)).style.unwrap() as usize];
    assert!(second.bold && second.size == Some(11.0));
    // Text of a region alone is set out over the region, line by line.
    assert_eq!(issue.line(LineIx(2)).bbox, Some(Rect::new(100, 300, 1150, 350)));
    assert_eq!(issue.line(LineIx(3)).bbox, Some(Rect::new(100, 350, 1150, 400)));
}

#[test]
fn words_stand_in_their_lines() {
    let issue = read(ELBZEITUNG);
    let words: Vec<_> = issue.pages()[0]
        .words
        .iter()
        .map(|word| (&issue.raw(word.line)[word.span.start as usize..word.span.end as usize], word.confidence))
        .collect();
    assert_eq!(words, [("Der", Some(0.91)), ("Hafen", Some(0.8)), ("war", None)]);
    assert_eq!(issue.pages()[0].words[1].bbox, Some(Rect::new(320, 430, 700, 480)));
}

#[test]
fn the_stated_order_is_kept() {
    let issue = read(ELBZEITUNG);
    assert_eq!(stated(&issue), ["kopf", "bericht", "anzeige", "ware", "preis"]);
    assert_eq!(warnings(&issue), ["the reading order names 1 regions that are not there: `fehlt`"]);
}

#[test]
fn a_group_without_order_states_none() {
    let regions = r#"<TextRegion id="a"/><TextRegion id="b"/><TextRegion id="c"/>"#;
    let order = |group: &str| in_page(&format!("<ReadingOrder>{group}</ReadingOrder>{regions}"));
    let loose =
        order(r#"<UnorderedGroup id="g"><RegionRef regionRef="b"/><RegionRef regionRef="a"/></UnorderedGroup>"#);
    assert!(stated(&loose).is_empty());
    let nested = order(
        r#"<UnorderedGroup id="g"><RegionRef regionRef="c"/><OrderedGroup id="h">
        <RegionRefIndexed index="1" regionRef="a"/><RegionRefIndexed index="0" regionRef="b"/>
        </OrderedGroup></UnorderedGroup>"#,
    );
    assert_eq!(stated(&nested), ["c", "b", "a"]);
}

#[test]
fn regions_that_tell_their_own_place_state_an_order() {
    let issue = in_page(
        r#"<TextRegion id="a" custom="readingOrder {index:1;}"/><TextRegion id="b" custom="readingOrder {index:0;}"/>"#,
    );
    assert_eq!(stated(&issue), ["b", "a"]);
}

#[test]
fn the_points_of_2010_are_read() {
    let issue = in_page(
        r#"<TextRegion id="r"><Coords><Point x="10" y="20"/><Point x="90" y="60"/></Coords>
        <TextLine id="l"><Coords><Point x="12" y="22"/><Point x="88" y="40"/></Coords>
        <TextEquiv><Unicode>広報</Unicode></TextEquiv></TextLine></TextRegion>"#,
    );
    assert_eq!(issue.line(LineIx(0)).bbox, Some(Rect::new(12, 22, 88, 40)));
    assert_eq!(issue.pages()[0].regions[0].outline.len(), 2);
}

#[test]
fn prefixes_and_other_namespaces_do_not_matter() {
    let issue = read(
        br#"<?xml version="1.0"?><!-- made by hand --><pc:PcGts xmlns:pc="urn:any"><pc:Page><pc:TextRegion id="r">
        <pc:Coords points="1,1 9,9"/><pc:TextLine id="l"><pc:Coords points="1,1 9,9"/><pc:TextEquiv><pc:Unicode>Ja.</pc:Unicode>
        </pc:TextEquiv></pc:TextLine></pc:TextRegion></pc:Page></pc:PcGts>"#,
    );
    assert_eq!(raw(&issue), ["Ja."]);
}

#[test]
fn lines_that_are_drawn_get_the_text_of_their_region() {
    let issue = in_region(
        r#"<TextLine id="a"><Coords points="110,110 490,150"/></TextLine>
        <TextLine id="b"><Coords points="110,160 490,200"/></TextLine>
        <TextEquiv><Unicode>한강 다리&#13;
열렸다</Unicode></TextEquiv>"#,
    );
    assert_eq!(ids(&issue), ["p1:a", "p1:b"]);
    assert_eq!(raw(&issue), ["한강 다리", "열렸다"]);
    assert_eq!(issue.line(LineIx(1)).bbox, Some(Rect::new(110, 160, 490, 200)));
}

#[test]
fn a_line_without_coordinates_stands_where_its_words_do() {
    let issue = in_region(
        r#"<TextLine id="a"><Word><Coords points="10,10 20,30"/><TextEquiv><Unicode>Le</Unicode></TextEquiv></Word>
        <Word><Coords points="25,12 60,30"/><TextEquiv><Unicode>port</Unicode></TextEquiv></Word></TextLine>"#,
    );
    assert_eq!(issue.line(LineIx(0)).bbox, Some(Rect::new(10, 10, 60, 30)));
    assert_eq!(raw(&issue), ["Le port"]);
}

#[test]
fn every_page_of_a_file_is_one() {
    let page = |id: &str, text: &str| {
        format!(
            r#"<Page imageWidth="9" imageHeight="9"><TextRegion id="r"><TextLine id="{id}"><Word id="w">
            <TextEquiv><Unicode>{text}</Unicode></TextEquiv></Word></TextLine></TextRegion></Page>"#
        )
    };
    let issue = read(format!("<PcGts>{}{}</PcGts>", page("a", "Eins"), page("a", "Zwei")).as_bytes());
    assert_eq!(ids(&issue), ["p1:a", "p2:a"]);
    let word = &issue.pages()[1].words[0];
    assert_eq!((word.line, issue.raw(word.line)), (LineIx(1), "Zwei"));
}

#[test]
fn what_stands_before_the_break_is_kept() {
    let issue = read(
        br#"<PcGts><Page><TextRegion id="r"><TextLine id="a"><TextEquiv><Unicode>Ein Wort</Unicode></TextEquiv></TextLine>
<TextLine id="b"><TextEquiv><Unicode>und noch"#,
    );
    assert_eq!(raw(&issue), ["Ein Wort", "und noch"]);
    assert_eq!(issue.warnings[0].line, 2);
    let mismatch =
        read(b"<PcGts><Page><TextRegion id='r'><TextEquiv><Unicode>Ein Wort</Unicode></TextEquiv></Page>\n</PcGts>");
    assert_eq!(raw(&mismatch), ["Ein Wort"]);
}

#[test]
fn a_file_without_a_page_is_a_page_without_lines() {
    let issue = read(b"<PcGts/>");
    assert_eq!((issue.pages().len(), issue.n_lines()), (1, 0));
    assert!(warnings(&issue).iter().any(|warning| warning.contains("no text")), "{:?}", warnings(&issue));
}
