//! Which lines of a page with boxes are headings, whatever else stands around them in the file.

use std::fmt::Write as _;

use super::Desk;

/// A block: its left edge, the top of its first line, and its lines, each with the white on its left.
type Block<'t> = (usize, usize, &'t [(usize, &'t str)]);

/// A page of 1000 by 1400 as ALTO, a word for each word. Letters are 10 wide and 20 high and lines 30 apart; `|` is a speck,
/// three times as high as a letter. `^` before a line makes it a
/// quarter higher, `_` a quarter lower, as one is whose letters all stand on the baseline.
fn alto(blocks: &[Block<'_>]) -> Vec<u8> {
    let place =
        |x: usize, y: usize, w: usize, h: usize| format!("HPOS=\"{x}\" VPOS=\"{y}\" WIDTH=\"{w}\" HEIGHT=\"{h}\"");
    let mut xml = String::from("<alto><Layout><Page WIDTH=\"1000\" HEIGHT=\"1400\"><PrintSpace>");
    for (n, (left, top, lines)) in blocks.iter().enumerate() {
        write!(xml, "<TextBlock ID=\"b{n}\">").unwrap();
        for (k, (indent, line)) in lines.iter().enumerate() {
            let (mut x, y) = (left + indent, top + 30 * k);
            let speck = if line.contains('|') { 40 } else { 0 };
            let (line, high) = match line.split_at(1) {
                ("^", line) => (line, 25),
                ("_", line) => (line, 15),
                _ => (*line, 20),
            };
            write!(xml, "<TextLine {}>", place(x, y - speck, 10 * line.len(), high + speck)).unwrap();
            for word in line.split(' ') {
                if word.is_empty() {
                    x += 10;
                    continue;
                }
                let speck = if word == "|" { 40 } else { 0 };
                let area = place(x, y - speck, 10 * word.len(), high + speck);
                write!(xml, "<String CONTENT=\"{word}\" {area}/><SP/>").unwrap();
                x += 10 * (word.len() + 1);
            }
            xml.push_str("</TextLine>");
        }
        xml.push_str("</TextBlock>");
    }
    xml.push_str("</PrintSpace></Page></Layout></alto>");
    xml.into_bytes()
}

const FERRY: [(usize, &str); 4] = [
    (0, "The ferry took up its run on Monday with"),
    (0, "the pier lamps lit, and the people of the"),
    (0, "village stood along the quay in the rain,"),
    (0, "as they had done every spring till now."),
];
const MILL: [(usize, &str); 4] = [
    (0, "The owners of the paper mill say that the"),
    (0, "people who rent the upper floor may put a"),
    (0, "shop beside the stair as soon as the pipe"),
    (0, "that leaked all winter has been mended."),
];

/// The articles of the page.
#[track_caller]
fn articles(xml: &[u8]) -> Vec<serde_json::Value> {
    let desk = Desk::with(&[("raw/a.xml", xml)]);
    let ran = desk.run("clean raw");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found: serde_json::Value = serde_json::from_str(&desk.read("cleaned/a.json")).unwrap();
    found["articles"].as_array().unwrap().clone()
}

/// What the page says its articles begin with.
#[track_caller]
fn titles(xml: &[u8]) -> Vec<String> {
    let title = |article: &serde_json::Value| article["title"].as_str().unwrap_or_default().to_owned();
    articles(xml).iter().map(title).collect()
}

#[test]
fn a_speck_makes_no_type_larger() {
    let page = |line| {
        alto(&[(40, 100, &FERRY), (40, 220, &[(0, line)]), (40, 260, &MILL), (520, 100, &MILL), (520, 220, &FERRY)])
    };
    assert_eq!(titles(&page("Of the price nobody spoke that | day")), [""]);
}

#[test]
fn what_ends_with_a_colon_leads_in_and_begins_no_article() {
    let page = |line| {
        let quoted = [&[(60, line)], &MILL[..]].concat();
        alto(&[(40, 100, &FERRY), (40, 250, &quoted), (520, 100, &MILL), (520, 250, &FERRY)])
    };
    assert_eq!(titles(&page("We read in the Weekly Post:")), [""]);
    assert_eq!(titles(&page("News from the Weekly Posts")), ["", "News from the Weekly Posts"]);
}

#[test]
fn a_name_below_its_text_is_none_whatever_the_file_has_behind_it() {
    let page = |after: &[Block<'_>]| {
        let signed: [Block<'_>; 2] = [(40, 100, &FERRY), (40, 250, &[(320, "M.-L. T.")])];
        alto(&[&signed, after].concat())
    };
    let beside: [Block<'_>; 3] = [(520, 100, &MILL), (520, 220, &FERRY), (520, 340, &MILL)];
    let expected = titles(&page(&beside));
    assert_eq!(titles(&page(&[beside[1], beside[0], beside[2]])), expected);
    assert!(!expected.contains(&"M.-L. T.".to_owned()), "{expected:?}");
}

#[test]
fn headings_may_stand_in_one_block_with_their_text() {
    let headed = |indent, line, text: &[(usize, &'static str)]| [&[(indent, line)], text].concat();
    let blocks = [
        headed(120, "The Ferry Is Back", &FERRY),
        headed(120, "The Mill Is Let", &MILL),
        headed(120, "Lamps on the Quay", &FERRY),
        headed(140, "A Shop by the Stair", &MILL),
    ];
    let [a, b, c, d] = &blocks;
    let page = alto(&[(40, 100, a), (40, 260, b), (520, 100, c), (520, 260, d)]);
    assert_eq!(titles(&page), ["The Ferry Is Back", "The Mill Is Let", "Lamps on the Quay", "A Shop by the Stair"]);
}

#[test]
fn headlines_may_stand_amid_the_text_of_a_block() {
    let names =
        ["A Late Thaw", "The New Bridge", "Our Two Schools", "Coal Is Dear", "Rain at Last", "Snow on the Hills"];
    let end = [(0, "and is now.")];
    let story = |name| [&[(120, name)], &FERRY[..], &end, &MILL[..], &end].concat();
    let column = |names: &[&'static str]| names.iter().copied().flat_map(story).collect::<Vec<_>>();
    let (left, right) = (column(&names[..3]), column(&names[3..]));
    assert_eq!(titles(&alto(&[(40, 100, &left), (520, 100, &right)])), names);
}

/// A place set to the right over each piece of local news.
#[test]
fn places_set_to_the_right_cut_no_local_news() {
    let column = |place| [&[(120, "FROM THE COAST")], &FERRY[..], &[(0, "and is now."), place], &MILL[..]].concat();
    let page = |place| {
        let left = column(place);
        alto(&[(40, 100, &left), (520, 100, &MILL), (520, 220, &FERRY)])
    };
    assert_eq!(titles(&page((320, "Port Cable"))), ["FROM THE COAST"]);
}

#[test]
fn a_name_set_to_the_right_signs_the_text_above_it() {
    let page = alto(&[
        (40, 70, &[(100, "A FERRY COMES BACK")]),
        (40, 100, &FERRY),
        (40, 220, &[(230, "Mary HARTWELL.")]),
        (40, 280, &[(110, "THE PAPER MILL")]),
        (40, 310, &MILL),
        (520, 100, &MILL),
        (520, 220, &FERRY),
    ]);
    let found = articles(&page);
    let told = |at: usize| (found[at]["title"].as_str().unwrap(), found[at]["byline"][0]["name"].as_str());
    assert_eq!(told(0), ("A FERRY COMES BACK", Some("Mary HARTWELL")));
    assert_eq!(told(1), ("THE PAPER MILL", None));
}

/// The pieces of a review of the press, each signed at the right.
#[test]
fn each_text_below_a_signature_is_an_article() {
    let begins = |first: &'static str, second: &'static [(usize, &'static str)]| {
        let page = alto(&[
            (40, 70, &[(100, "WHAT THE PAPERS SAY")]),
            (40, 100, &[(20, "From the Quay Herald:")]),
            (40, 130, &FERRY),
            (40, 250, second),
            (40, 370, &[(20, first)]),
            (40, 400, &MILL),
            (520, 100, &MILL),
            (520, 220, &FERRY),
        ]);
        articles(&page).len()
    };
    assert_eq!(begins("From the Mill Gazette:", &[(230, "Mary Hartwell.")]), 2);
    // Below the office of who signs a name may look like anything.
    assert_eq!(begins("From the Mill Gazette:", &[(230, "Stroemgren.")]), 1);
    assert_eq!(begins("From the Mill Gazette:", &[(170, "The Harbour Master,"), (230, "Stroemgren.")]), 2);
    // What a writer adds is still his.
    assert_eq!(begins("P.S. From the Mill Gazette:", &[(230, "Mary Hartwell.")]), 1);
}

/// Letters that are spread over their line tell a heading; a speck in front of the last word of one does not.
#[test]
fn a_speck_at_the_edge_spreads_no_line() {
    let page = alto(&[
        (40, 70, &[(100, "A FERRY COMES BACK")]),
        (40, 100, &FERRY),
        (40, 260, &[(0, "- «                                   Pier")]),
        (40, 290, &MILL),
        (520, 100, &FERRY),
    ]);
    let role = |block: &serde_json::Value| block["type"].as_str().unwrap().to_owned();
    let found: Vec<String> = articles(&page)[0]["blocks"].as_array().unwrap().iter().map(role).collect();
    assert_eq!(found, ["paragraph", "paragraph", "paragraph", "paragraph"]);
}

#[test]
fn a_number_in_brackets_ends_an_advert() {
    let ad = |n| [&FERRY[..3], &[(0, n)], &MILL[..3], &[(0, "Write to the office of this paper (518).")]].concat();
    let numbered = ["Ask for the mate on the pier. (527)", "Ask for the mate on the pier. (531)"].map(ad);
    let page = alto(&[
        (40, 70, &[(120, "NOTICES TO LET")]),
        (40, 100, &numbered[0]),
        (520, 100, &numbered[1]),
        (40, 700, &FERRY),
        (520, 700, &MILL),
    ]);
    assert_eq!(articles(&page).len(), 5, "{:?}", titles(&page));
}

/// The last line of a paragraph may end before a name at the right begins, and a long name leaves little of its column.
#[test]
fn a_signature_stands_below_a_short_line_and_may_be_long() {
    let signed = |end: &'static str, name: (usize, &'static str)| {
        let text = [&FERRY[..], &[(0, end)]].concat();
        let page = alto(&[
            (40, 70, &[(100, "A FERRY COMES BACK")]),
            (40, 100, &text),
            (40, 250, &[name]),
            (40, 300, &[(110, "THE PAPER MILL")]),
            (40, 330, &MILL),
            (520, 100, &MILL),
            (520, 220, &FERRY),
        ]);
        articles(&page)[0]["byline"][0]["name"].as_str().map(str::to_owned)
    };
    assert_eq!(signed("and now.", (230, "Mary Hartwell.")), Some("Mary Hartwell".to_owned()));
    let long = "Frederick Hartwell-Stone";
    assert_eq!(signed("and is now, they say.", (140, long)), Some(long.to_owned()));
}

/// What closes a letter, says that a story goes on, or counts is set in the middle as headings are, and heads nothing.
#[test]
fn what_heads_nothing_though_set_in_the_middle() {
    let page = |line| {
        let above = [&FERRY[..], &[(0, "and is now.")]].concat();
        let blocks: [Block<'_>; 6] = [
            (40, 70, &[(100, "A FERRY COMES BACK")]),
            (40, 100, &above),
            (40, 280, &[line]),
            (40, 330, &MILL),
            (520, 100, &MILL),
            (520, 220, &FERRY),
        ];
        titles(&alto(&blocks)).len()
    };
    assert_eq!(page((120, "The Mill Is Let")), 2);
    for line in [(130, "Yours truly,"), (130, "Yours tru1y,"), (120, "(To be continued.)"), (110, "Hill 3, Park 14, 7")]
    {
        assert_eq!(page(line), 1, "{}", line.1);
    }
}

/// The name of a means is none of a person.
#[test]
fn news_that_came_by_cable_has_no_author() {
    let page = |head| {
        let page = alto(&[
            (40, 100, &FERRY),
            (40, 280, &[(100, head)]),
            (40, 330, &MILL),
            (520, 100, &MILL),
            (520, 220, &FERRY),
        ]);
        titles(&page)
    };
    assert_eq!(page("BY ELECTRIC TELEGRAPH"), ["", "BY ELECTRIC TELEGRAPH"]);
}

#[test]
fn a_larger_line_at_the_left_in_a_block_of_its_own_is_a_heading() {
    let page = |line| {
        let above = [&FERRY[..], &[(0, "and is now.")]].concat();
        titles(&alto(&[
            (40, 100, &above),
            (40, 290, &[(0, line)]),
            (40, 330, &MILL),
            (520, 100, &MILL),
            (520, 220, &FERRY),
        ]))
    };
    assert_eq!(page("^The Mill Is Let"), ["", "The Mill Is Let"]);
    assert_eq!(page("The Mill Is Let"), [""]);
}

/// A heading directly below another is of one article with it, however much it says of the text.
#[test]
fn a_deck_below_a_headline_begins_no_article() {
    let page = |top: usize| {
        titles(&alto(&[
            (40, 70, &[(100, "NEWS OF ALL KINDS")]),
            (40, top, &[(50, "^FERRY, QUAY, PIER AND VILLAGE")]),
            (40, top + 40, &FERRY),
            (520, 100, &MILL),
            (520, 220, &FERRY),
        ]))
        .len()
    };
    assert_eq!(page(110), 1);
}

/// Headings in large capitals do not tell how high a line of the text is without letters that go below it.
#[test]
fn capitals_are_large_beside_text_without_letters_that_go_below_the_line() {
    let end = (0, "_and so it is now in the harbour too.");
    let column = |heads: [&'static str; 2]| {
        [&FERRY[..], &[end, (0, heads[0])], &MILL[..], &[end, (0, heads[1])], &FERRY[..], &[end]].concat()
    };
    let left = column(["^THE MILL HAS BEEN LET", "^COAL IS DEAR AGAIN"]);
    let right = column(["^RAIN COMES AT LAST", "^SNOW ON THE HILLS"]);
    let page = alto(&[(40, 100, &left), (520, 100, &right)]);
    let heads = ["THE MILL HAS BEEN LET", "COAL IS DEAR AGAIN", "RAIN COMES AT LAST", "SNOW ON THE HILLS"];
    let found = titles(&page);
    assert!(heads.iter().all(|head| found.contains(&(*head).to_owned())), "{found:?}");
}
