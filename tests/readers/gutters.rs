//! Lines that run over a gutter: which are cut, and which are not.

use std::fmt::Write as _;

use newsprint::model::{Issue, LineIx};

use super::{raw, read};

/// Words of a line, each with its left edge and width.
type Row<'a> = Vec<(i32, i32, &'a str)>;

/// A block of those lines, in a block of that type.
fn page(kind: &str, rows: &[Row<'_>]) -> Issue {
    let mut text = String::new();
    for (n, row) in rows.iter().enumerate() {
        let (y, left) = (100 + n * 40, row[0].0);
        let width = row.last().map_or(0, |(x, width, _)| x + width - left);
        let _ = write!(text, r#"<TextLine ID="t{n}" HPOS="{left}" VPOS="{y}" WIDTH="{width}" HEIGHT="30">"#);
        for (x, width, word) in row {
            let _ = write!(text, r#"<String HPOS="{x}" VPOS="{y}" WIDTH="{width}" HEIGHT="30" CONTENT="{word}"/>"#);
        }
        text.push_str("</TextLine>");
    }
    let page = format!(
        r#"<alto><Layout><Page WIDTH="1400" HEIGHT="900"><PrintSpace><ComposedBlock TYPE="{kind}">
        <TextBlock ID="b" HPOS="100" VPOS="90" WIDTH="1100" HEIGHT="700">{text}</TextBlock></ComposedBlock></PrintSpace>
        </Page></Layout></alto>"#
    );
    read(page.as_bytes())
}

/// Words of the given widths from `x` on, with 20 between them.
fn half<'a>(mut x: i32, words: &[(&'a str, i32)]) -> Row<'a> {
    let set = |(word, width): &(&'a str, i32)| {
        let at = x;
        x += width + 20;
        (at, *width, *word)
    };
    words.iter().map(set).collect()
}

/// Three lines over two columns, with a gutter from 600 to 650.
fn merged() -> Vec<Row<'static>> {
    let row =
        |left: &[(&'static str, i32)], right: &[(&'static str, i32)]| [half(100, left), half(650, right)].concat();
    vec![
        row(&[("The", 80), ("ferry", 180), ("left", 200)], &[("Prices", 150), ("of", 90), ("coal", 220)]),
        row(&[("the", 60), ("harbour", 260), ("at", 140)], &[("rose", 90), ("again", 210), ("on", 160)]),
        row(&[("seven", 170), ("with", 100), ("sixty", 190)], &[("the", 200), ("northern", 160), ("pits", 100)]),
    ]
}

/// The raw lines region by region.
fn by_region(issue: &Issue) -> Vec<String> {
    issue.by_region(0).into_iter().map(|line| format!("{} {}", issue.line(line).id, issue.raw(line))).collect()
}

#[test]
fn columns_taken_for_one_are_two_regions() {
    let heading = half(100, &[("Harbour", 400), ("and", 200), ("market", 380)]);
    let mut rows = merged();
    rows.insert(0, heading.clone());
    rows.push(half(100, &[("passengers", 300), ("aboard.", 180)]));
    rows.push(heading);
    let issue = page("", &rows);
    assert_eq!(
        by_region(&issue),
        [
            "t0 Harbour and market",
            "t1 The ferry left",
            "t2 the harbour at",
            "t3 seven with sixty",
            "t4 passengers aboard.",
            "t1.2 Prices of coal",
            "t2.2 rose again on",
            "t3.2 the northern pits",
            "t5 Harbour and market",
        ]
    );
    let boxes: Vec<_> =
        issue.pages()[0].regions[1..].iter().filter_map(|r| r.bbox).map(|b| (b.left, b.right)).collect();
    assert_eq!(boxes, [(100, 1080 + 40), (100, 600), (650, 1150), (100, 1080 + 40)]);
    for word in &issue.pages()[0].words {
        let text = &issue.raw(word.line)[word.span.start as usize..word.span.end as usize];
        assert!(!text.contains(' ') && issue.line(word.line).bbox.unwrap().left <= word.bbox.unwrap().left, "{text}");
    }
}

#[test]
fn lines_that_stand_abreast_in_one_region_are_two_regions() {
    let left = half(100, &[("The", 80), ("ferry", 180), ("left", 180)]);
    let right = half(650, &[("Prices", 150), ("of", 90), ("coal", 220)]);
    let lines = |rows: &[&Row<'static>]| rows.iter().map(|row| (*row).clone()).collect::<Vec<_>>();
    let heading = half(100, &[("Harbour", 400), ("and", 200), ("market", 380)]);
    let mixed = page("", &lines(&[&heading, &left, &right, &left, &right, &left, &right]));
    let regions: Vec<u32> = mixed.line_indices().map(|line| mixed.line(line).region).collect();
    assert_eq!(regions[1..], [regions[1], regions[2], regions[1], regions[2], regions[1], regions[2]]);
    assert!(regions[1] != regions[2] && regions[0] != regions[2]);
    // Column by column they are read as they are, and fewer lines are no column.
    for rows in [lines(&[&left, &left, &left, &right, &right, &right]), lines(&[&left, &right, &left, &right])] {
        let issue = page("", &rows);
        assert!(issue.line_indices().all(|line| issue.line(line).region == issue.line(LineIx(0)).region));
    }
}

#[test]
fn three_columns_taken_for_one_are_three_regions() {
    let row = |a: [(&'static str, i32); 3], b: [(&'static str, i32); 3], c: [(&'static str, i32); 3]| {
        [half(100, &a), half(480, &b), half(860, &c)].concat()
    };
    let rows = [
        row(
            [("The", 80), ("ferry", 110), ("left", 90)],
            [("Prices", 120), ("of", 60), ("coal", 100)],
            [("The", 70), ("new", 90), ("school", 120)],
        ),
        row(
            [("the", 60), ("harbour", 160), ("at", 60)],
            [("rose", 90), ("again", 110), ("on", 80)],
            [("stands", 120), ("behind", 110), ("a", 50)],
        ),
        row(
            [("seven", 90), ("with", 80), ("sixty", 110)],
            [("the", 80), ("northern", 150), ("pits", 50)],
            [("smithy", 130), ("and", 60), ("has", 90)],
        ),
        row(
            [("aboard", 110), ("and", 70), ("was", 100)],
            [("where", 100), ("the", 80), ("men", 100)],
            [("four", 90), ("large", 90), ("rooms", 100)],
        ),
        [half(100, &[("late.", 100)]), half(860, &[("of", 50), ("its", 70), ("own.", 90)])].concat(),
    ];
    let issue = page("", &rows);
    assert_eq!(
        by_region(&issue),
        [
            "t0 The ferry left",
            "t1 the harbour at",
            "t2 seven with sixty",
            "t3 aboard and was",
            "t4 late.",
            "t0.2 Prices of coal",
            "t1.2 rose again on",
            "t2.2 the northern pits",
            "t3.2 where the men",
            "t0.3 The new school",
            "t1.3 stands behind a",
            "t2.3 smithy and has",
            "t3.3 four large rooms",
            "t4.2 of its own.",
        ]
    );
    for word in &issue.pages()[0].words {
        let text = &issue.raw(word.line)[word.span.start as usize..word.span.end as usize];
        assert!(!text.contains(' ') && issue.line(word.line).bbox.unwrap().left <= word.bbox.unwrap().left, "{text}");
    }
    // Three lines may be a table of three rows.
    is_whole("", &rows[..3]);
    // Prices of three markets in words.
    let market = || {
        let cell = |x| half(x, &[("Wheat", 110), ("nine", 80), ("pence", 110)]);
        [cell(100), half(480, &[("same", 300)]), cell(860)].concat()
    };
    is_whole("", &[market(), market(), market(), market(), market()]);
}

#[track_caller]
fn is_whole(kind: &str, rows: &[Row<'_>]) {
    let issue = page(kind, rows);
    let whole: Vec<String> =
        rows.iter().map(|row| row.iter().map(|(.., word)| *word).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(raw(&issue), whole);
}

#[test]
fn tables_and_lists_stay_whole() {
    is_whole("table", &merged());
    // A price behind each, and two rows of cells.
    let list = |name, width, price| {
        [half(100, &[("Best", 90), (name, width)]), half(900, &[("per", 50), (price, 60)])].concat()
    };
    is_whole(
        "",
        &[list("coal", 300, "9s."), list("coke", 310, "7s."), list("peat", 290, "3s."), list("wood", 305, "4s.")],
    );
    let cells = |a, b, c| {
        [half(100, &[(a, 150), ("to", 130)]), half(460, &[(b, 140), ("in", 140)]), half(820, &[(c, 300)])].concat()
    };
    is_whole("", &[cells("a", "b", "c"), cells("d", "e", "f"), cells("g", "h", "i"), cells("k", "l", "m")]);
    // Rates at the ends of dashes.
    let rates = || {
        [
            half(100, &[("Harbour", 300), ("Town", 180)]),
            half(650, &[("24", 40)]),
            half(880, &[("12", 40)]),
            half(1110, &[("4", 40)]),
        ]
        .concat()
    };
    is_whole("", &[rates(), rates(), rates()]);
    // Names of any length, and where they live.
    let name = |width| {
        [half(100, &[("Mr", 40), ("Frost", width)]), half(650, &[("of", 90), ("Harbour", 220), ("Lane", 150)])].concat()
    };
    is_whole("", &[name(200), name(440), name(280), name(240), name(320)]);
}

#[test]
fn chance_makes_no_gutter() {
    // Two lines only, and one that is set wide.
    let mut rows = merged();
    rows[2] = half(100, &[("seven", 470), ("with", 160), ("sixty", 380)]);
    is_whole("", &rows);
    rows[1] = rows[2].clone();
    is_whole("", &rows);
    // White that is no wider than between words.
    let tight = merged()
        .into_iter()
        .map(|row| row.into_iter().map(|(x, w, t)| (if x >= 650 { x - 28 } else { x }, w, t)).collect());
    is_whole("", &tight.collect::<Vec<Row<'_>>>());
}
