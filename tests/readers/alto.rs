//! ALTO: what of the format comes to the page.

use newsprint::model::{Issue, Layout, Rect, RegionKind, Unit};

use super::{raw, read, warnings};

const HARBOUR: &[u8] = include_bytes!("fixtures/harbour.alto.xml");

/// A page of one block `b` with that content.
fn in_block(content: &str) -> Issue {
    in_page(&format!(r#"<TextBlock ID="b" HPOS="10" VPOS="10" WIDTH="300" HEIGHT="90">{content}</TextBlock>"#))
}

fn in_page(content: &str) -> Issue {
    read(
        format!(
            r#"<alto><Layout><Page WIDTH="600" HEIGHT="500"><PrintSpace>{content}</PrintSpace></Page></Layout></alto>"#
        )
        .as_bytes(),
    )
}

#[test]
fn strings_become_lines() {
    let issue = read(HARBOUR);
    assert_eq!(
        raw(&issue),
        ["The lighthouse was re-", "built by\u{a0}Fry & Co.", "NEW LIGHT.", "Lamp oil"],
        "a space stands where the file tells one, or where a gap does"
    );
    let names: Vec<String> = issue.line_indices().map(|line| issue.line_name(line)).collect();
    assert_eq!(names, ["p1:b1", "p1:body.2", "p1:h1", "p1:h1~2"]);
}

#[test]
fn the_page_says_what_it_is() {
    let issue = read(HARBOUR);
    let page = &issue.pages()[0];
    assert_eq!((page.width, page.height, page.unit, page.layout), (4000, 6000, Unit::Inch1200, Layout::Boxes));
    assert_eq!(page.image.as_deref(), Some("harbour-1907-03-02-1.tif"));
    assert_eq!((page.source.format, page.source.label.as_deref()), ("alto", Some("1")));
}

#[test]
fn blocks_keep_kind_nesting_and_word_of_the_file() {
    let issue = read(HARBOUR);
    let regions: Vec<_> = issue.pages()[0]
        .regions
        .iter()
        .map(|region| (region.id.as_deref().unwrap(), region.kind, region.parent, region.hint.as_deref()))
        .collect();
    assert_eq!(
        regions,
        [
            ("body", RegionKind::Text, None, None),
            ("head", RegionKind::Text, None, Some("heading")),
            ("rule", RegionKind::Separator, None, None),
            ("ad", RegionKind::Advert, None, Some("Advertisement")),
            ("pic", RegionKind::Picture, Some(3), None),
            ("adtext", RegionKind::Text, Some(3), None),
        ]
    );
}

#[test]
fn only_a_reading_order_states_one() {
    let issue = read(HARBOUR);
    assert_eq!(issue.pages()[0].stated_order, [1, 0]);
    assert!(in_block("<TextLine><String CONTENT=\"a\"/></TextLine>").pages()[0].stated_order.is_empty());
}

#[test]
fn words_keep_place_confidence_and_whole_form() {
    let issue = read(HARBOUR);
    let page = &issue.pages()[0];
    let words: Vec<_> = page
        .words
        .iter()
        .take(6)
        .map(|word| {
            let text = &issue.raw(word.line)[word.span.start as usize..word.span.end as usize];
            (text, word.confidence, word.hint.as_deref())
        })
        .collect();
    assert_eq!(
        words,
        [
            ("The", Some(0.9), None),
            ("light", None, None),
            ("house", None, None),
            ("was", None, None),
            ("re-", None, Some("rebuilt")),
            ("built", None, Some("rebuilt")),
        ]
    );
    assert_eq!(page.words[0].bbox, Some(Rect::new(100, 500, 250, 580)));
}

#[test]
fn lines_keep_style_and_baseline() {
    let issue = read(HARBOUR);
    let page = &issue.pages()[0];
    let sizes: Vec<_> =
        issue.lines().iter().map(|line| line.style.and_then(|style| page.styles[style as usize].size)).collect();
    assert_eq!(sizes, [Some(7.5), Some(7.5), Some(22.0), None]);
    assert_eq!(issue.lines()[0].baseline.as_deref(), Some(&[(100, 580), (1000, 580)]));
}

#[test]
fn a_file_without_spaces_has_one_between_any_two_strings() {
    let issue = in_block(r#"<TextLine><String CONTENT="Avis"/><String CONTENT="important"/></TextLine>"#);
    assert_eq!(raw(&issue), ["Avis important"]);
}

#[test]
fn a_hyphen_that_a_string_holds_is_not_doubled() {
    let issue = in_block(r#"<TextLine><String CONTENT="impor-"/><HYP CONTENT="-"/></TextLine>"#);
    assert_eq!(raw(&issue), ["impor-"]);
}

#[test]
fn text_outside_its_place_is_not_lost() {
    let loose = in_page(r#"<TextLine><String CONTENT="astray"/></TextLine><String CONTENT="far"/>"#);
    assert_eq!(raw(&loose), ["astray", "far"]);
}

#[test]
fn a_file_that_breaks_off_keeps_what_stands_before() {
    let issue = read(br#"<alto><Layout><Page><TextBlock ID="b"><TextLine><String CONTENT="kept"/><String CONTE"#);
    assert_eq!(raw(&issue), ["kept"]);
    assert!(warnings(&issue).iter().any(|warning| warning.contains("broken")), "{:?}", warnings(&issue));
}

#[test]
fn coordinates_that_cannot_be_cost_only_the_box() {
    let issue = in_page(
        r#"<TextBlock ID="b" HPOS="NaN" VPOS="1e300" WIDTH="-5" HEIGHT="9"><TextLine HPOS="-4" VPOS="2" WIDTH="50" HEIGHT="9"><String CONTENT="here"/></TextLine></TextBlock>"#,
    );
    assert_eq!(raw(&issue), ["here"]);
    assert_eq!(issue.lines()[0].bbox, Some(Rect::new(0, 2, 50, 11)));
    assert_eq!(warnings(&issue).len(), 2, "{:?}", warnings(&issue));
}

#[test]
fn a_file_without_a_page_is_a_page_without_lines() {
    let issue = read(b"<alto/>");
    assert_eq!((issue.pages().len(), issue.n_lines()), (1, 0));
    assert!(warnings(&issue).iter().any(|warning| warning.contains("no text")), "{:?}", warnings(&issue));
}

#[test]
fn words_of_a_script_without_spaces_are_set_solid() {
    let string = |content: &str, left: i32| {
        let width = 20 * content.chars().count();
        format!(r#"<String CONTENT="{content}" HPOS="{left}" VPOS="20" WIDTH="{width}" HEIGHT="20"/>"#)
    };
    let line = |strings: [String; 3]| format!("<TextLine ID=\"l\">{}</TextLine>", strings.join("<SP/>"));
    let solid = in_block(&line([string("渡船", 20), string("停了", 62), string("。", 104)]));
    assert_eq!(raw(&solid), ["渡船停了。"]);
    let decks = in_block(&line([string("渡船", 20), string("停了", 62), string("三年", 120)]));
    assert_eq!(raw(&decks), ["渡船停了 三年"], "a gap as wide as a character is a space");
    let latin = in_block(&line([string("渡船", 20), string("Dove", 62), string("停了", 144)]));
    assert_eq!(raw(&latin), ["渡船 Dove 停了"]);
}
