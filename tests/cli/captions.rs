//! Captions stay with their pictures: out of the paragraphs, in the article that the picture stands in.

use std::fmt::Write as _;

use serde_json::Value;

use super::Desk;

/// What a page is drawn from: boxes as left, top, right, bottom.
enum Drawn<'t> {
    Picture([i32; 4]),
    /// A block of lines of one height, one below the other.
    Text(&'t str, [i32; 4], i32, &'t [&'t str]),
}

use Drawn::{Picture, Text};

/// A page of 1000 by 1400 as ALTO.
fn alto(page: &[Drawn<'_>]) -> Vec<u8> {
    let place = |[left, top, right, bottom]: [i32; 4]| {
        format!("HPOS=\"{left}\" VPOS=\"{top}\" WIDTH=\"{}\" HEIGHT=\"{}\"", right - left, bottom - top)
    };
    let mut xml = String::from("<alto><Layout><Page WIDTH=\"1000\" HEIGHT=\"1400\"><PrintSpace>");
    for (n, drawn) in page.iter().enumerate() {
        match drawn {
            Picture(area) => write!(xml, "<Illustration ID=\"i{n}\" {}/>", place(*area)).unwrap(),
            Text(_, area, height, lines) => {
                write!(xml, "<TextBlock ID=\"b{n}\" {}>", place(*area)).unwrap();
                for (top, line) in (area[1]..).step_by(*height as usize * 4 / 3).zip(*lines) {
                    let area = place([area[0], top, area[2], top + height]);
                    write!(xml, "<TextLine {area}><String CONTENT=\"{line}\" {area}/></TextLine>").unwrap();
                }
                xml.push_str("</TextBlock>");
            }
        }
    }
    xml.push_str("</PrintSpace></Page></Layout></alto>");
    xml.into_bytes()
}

/// The same as PAGE-XML.
fn page_xml(page: &[Drawn<'_>]) -> Vec<u8> {
    let coords = |[left, top, right, bottom]: [i32; 4]| {
        format!("<Coords points=\"{left},{top} {right},{top} {right},{bottom} {left},{bottom}\"/>")
    };
    let mut xml = String::from("<PcGts><Page imageWidth=\"1000\" imageHeight=\"1400\">");
    for (n, drawn) in page.iter().enumerate() {
        match drawn {
            Picture(area) => write!(xml, "<ImageRegion id=\"i{n}\">{}</ImageRegion>", coords(*area)).unwrap(),
            Text(kind, area, height, lines) => {
                write!(xml, "<TextRegion id=\"b{n}\" type=\"{kind}\">{}", coords(*area)).unwrap();
                for (top, line) in (area[1]..).step_by(*height as usize * 4 / 3).zip(*lines) {
                    let area = coords([area[0], top, area[2], top + height]);
                    write!(xml, "<TextLine>{area}<TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>").unwrap();
                }
                xml.push_str("</TextRegion>");
            }
        }
    }
    xml.push_str("</Page></PcGts>");
    xml.into_bytes()
}

/// The articles of a page, each as its title and its blocks, with `caption: ` before captions and `[credit]` behind them.
#[track_caller]
fn articles(xml: &[u8]) -> Vec<Vec<String>> {
    let desk = Desk::with(&[("raw/a.xml", xml)]);
    let ran = desk.run("clean raw");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.run("verify cleaned").code, 0);
    let issue: Value = serde_json::from_str(&desk.read("cleaned/a.json")).unwrap();
    let shown = |block: &Value| {
        let text = block["text"].as_str().unwrap();
        match (block["type"].as_str().unwrap(), block["credit"].as_str()) {
            ("caption", Some(credit)) => format!("caption: {text} [{credit}]"),
            ("caption", None) => format!("caption: {text}"),
            _ => text.to_owned(),
        }
    };
    let article = |article: &Value| {
        let names = article["byline"].as_array().unwrap().iter().map(|name| format!("by {}", name["name"]));
        let title = article["title"].as_str().map(|title| format!("# {title}"));
        title.into_iter().chain(names).chain(article["blocks"].as_array().unwrap().iter().map(shown)).collect()
    };
    issue["articles"].as_array().unwrap().iter().map(article).collect()
}

const FERRY: [&str; 8] = [
    "The ferry took up its run again on Monday, after nine",
    "weeks on the slip, and the company says that the new",
    "boiler will last for twenty years; the old one had been",
    "patched so often that nobody could count the plates of",
    "it any more. The first boat carried the mayor, the band",
    "of the fire brigade and some forty children of the two",
    "schools, who had been let off their lessons, and it",
    "came back at noon with a load of lime for the mill.",
];
const MILL: [&str; 6] = [
    "The owner of the mill has asked the council for leave",
    "to raise the weir by a foot, since the wheel has stood",
    "still for most of the summer. The farmers above it are",
    "afraid for their meadows, which were under water twice",
    "last spring, and will be heard on the matter before the",
    "council decides in the course of the next month.",
];

const SCHOOL: [&str; 12] = [
    "The new school stands on the field behind the smithy,",
    "which the parish bought for the purpose six years ago.",
    "It has four rooms, each with two stoves, and a yard of",
    "its own. The master, who came to us from the hills when",
    "he was a young man, taught in the old house for twenty",
    "years, and has seen the roof fall in twice. The council",
    "has voted him a desk and a clock. The children were led",
    "across the square in pairs, the smallest first, and each",
    "was given a bun at the door. In the afternoon the elders",
    "went through all the rooms, and some of them are said to",
    "have written their names on the board, though nobody has",
    "been able to find out which of them began.",
];

#[test]
fn a_caption_parts_no_paragraph() {
    let page = [
        Text("paragraph", [40, 60, 460, 220], 30, &FERRY[..4]),
        Picture([40, 240, 460, 520]),
        Text("caption", [130, 528, 370, 580], 22, &["The ferry at her new landing stage.", "Photo: Anna Keller"]),
        Text("paragraph", [40, 620, 460, 780], 30, &FERRY[4..]),
        Text("paragraph", [520, 60, 940, 300], 30, &MILL),
        Text("paragraph", [520, 320, 940, 800], 30, &SCHOOL),
    ];
    let caption = "caption: The ferry at her new landing stage.";
    let expected = [FERRY.join(" "), caption.to_owned(), "caption: Photo: Anna Keller [Anna Keller]".to_owned()];
    for xml in [alto(&page), page_xml(&page)] {
        let found = articles(&xml).concat();
        assert_eq!(found[..3], expected);
        assert_eq!(found[3..], [MILL.join(" "), SCHOOL.join(" ")]);
    }
}

#[test]
fn a_caption_is_read_with_its_picture_wherever_the_file_has_it() {
    let note = ["Das Wehr der Mühle nach dem Hochwasser.", "Aufnahme: Georg Wendt"];
    let page = [
        Text("paragraph", [520, 700, 940, 940], 30, &MILL),
        Text("paragraph", [40, 860, 460, 1100], 30, &MILL),
        Text("paragraph", [600, 628, 860, 680], 22, &note),
        Text("paragraph", [40, 60, 460, 380], 30, &FERRY),
        Picture([520, 420, 940, 620]),
        Text("paragraph", [40, 460, 460, 780], 30, &FERRY),
        Text("paragraph", [520, 60, 940, 380], 30, &FERRY),
    ];
    for xml in [alto(&page), page_xml(&page)] {
        let found = articles(&xml).concat();
        let captions: Vec<usize> = (0..found.len()).filter(|n| found[*n].starts_with("caption: ")).collect();
        assert_eq!(captions, [4, 5], "{found:#?}");
        assert!(found[5].ends_with("[Georg Wendt]"), "{found:#?}");
        assert!(!found.iter().any(|text| text.starts_with("by ")), "{found:#?}");
    }
}

#[test]
fn a_caption_below_half_of_its_picture_is_read_before_all_that_stands_below() {
    let page = [
        Picture([40, 60, 940, 500]),
        Text("paragraph", [600, 508, 940, 560], 22, &["The yard of the new school.", "Photo: Anna Keller"]),
        Text("paragraph", [40, 540, 460, 860], 30, &FERRY),
        Text("paragraph", [520, 600, 940, 1080], 30, &SCHOOL),
        Text("paragraph", [40, 900, 460, 1140], 30, &MILL),
    ];
    for xml in [alto(&page), page_xml(&page)] {
        let found = articles(&xml).concat();
        assert_eq!(found[0], "caption: The yard of the new school.", "{found:#?}");
        assert_eq!(found[2], FERRY.join(" "), "{found:#?}");
    }
}

#[test]
fn a_picture_over_a_headline_is_its_articles() {
    let page = [
        Text("paragraph", [40, 60, 460, 300], 30, &MILL),
        Text("paragraph", [520, 60, 940, 300], 30, &MILL),
        Picture([40, 340, 940, 700]),
        Text("caption", [200, 706, 780, 728], 22, &["The first boat, with the mayor and the band."]),
        Text("heading", [280, 770, 700, 830], 60, &["THE FERRY IS BACK"]),
        Text("paragraph", [40, 860, 460, 1180], 30, &FERRY),
        Text("paragraph", [520, 860, 940, 1180], 30, &FERRY),
    ];
    for xml in [alto(&page), page_xml(&page)] {
        let found = articles(&xml);
        let ferry =
            found.iter().find(|article| article[0] == "# THE FERRY IS BACK").unwrap_or_else(|| panic!("{found:#?}"));
        assert_eq!(ferry[1], "caption: The first boat, with the mayor and the band.", "{found:#?}");
    }
}

#[test]
fn what_stands_below_a_picture_need_not_be_its_caption() {
    let page = [
        Picture([40, 60, 460, 300]),
        Text("heading", [100, 330, 400, 380], 48, &["THE FERRY IS BACK"]),
        Text("paragraph", [40, 400, 460, 720], 30, &FERRY),
        Picture([520, 60, 940, 300]),
        Text("paragraph", [520, 320, 940, 560], 30, &MILL),
    ];
    for xml in [alto(&page), page_xml(&page)] {
        let found = articles(&xml);
        assert!(!found.concat().iter().any(|text| text.starts_with("caption: ")), "{found:#?}");
    }
}

#[test]
fn a_file_may_call_a_caption_what_has_no_picture() {
    let page = [
        Text("caption", [40, 20, 300, 50], 30, &["Wednesday, May 6"]),
        Text("paragraph", [40, 80, 460, 400], 30, &FERRY),
        Text("caption", [40, 420, 460, 450], 30, &["The first boat, with the mayor and the band."]),
        Text("paragraph", [40, 480, 460, 720], 30, &MILL),
    ];
    let found = articles(&page_xml(&page)).concat();
    let captions: Vec<&String> = found.iter().filter(|text| text.starts_with("caption: ")).collect();
    assert_eq!(captions, ["caption: The first boat, with the mayor and the band."], "{found:#?}");
}
