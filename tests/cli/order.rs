//! In which order a page with boxes is read, and what a profile says of it.

use std::fmt::Write as _;

use super::Desk;

/// Two columns, of which the file says that the right one is read first.
const STATED: &[u8] = br#"<PcGts><Page imageWidth="1000" imageHeight="600">
<ReadingOrder><OrderedGroup><RegionRefIndexed index="0" regionRef="b"/><RegionRefIndexed index="1" regionRef="a"/></OrderedGroup></ReadingOrder>
<TextRegion id="a"><Coords points="20,100 480,400"/>
<TextLine id="a1"><Coords points="20,100 480,140"/><TextEquiv><Unicode>The ferry took up its run on Monday, after nine weeks</Unicode></TextEquiv></TextLine>
<TextLine id="a2"><Coords points="20,150 400,190"/><TextEquiv><Unicode>on the slip.</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="b"><Coords points="520,100 980,400"/>
<TextLine id="b1"><Coords points="520,100 980,140"/><TextEquiv><Unicode>The company says that the new boiler will last for</Unicode></TextEquiv></TextLine>
<TextLine id="b2"><Coords points="520,150 900,190"/><TextEquiv><Unicode>twenty years.</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>"#;

#[test]
fn a_stated_order_is_kept_until_the_page_is_asked() {
    let desk = Desk::with(&[("raw/a.xml", STATED)]);
    let ferry_first = |folder: &str| {
        let text = desk.read(&format!("{folder}/a.txt"));
        text.find("ferry").unwrap() < text.find("company").unwrap()
    };
    assert_eq!(desk.run("clean raw -o kept").code, 0);
    assert!(!ferry_first("kept"), "the file's order is kept");
    assert_eq!(desk.run("clean raw -o found --reorder").code, 0);
    assert!(ferry_first("found"), "where things stand decides");
    // A decision runs the issue again as it was cleaned.
    assert!(desk.read("found/run.jsonl").contains("\"reorder\":true"));
    assert_eq!(desk.run("verify kept found").code, 0);
}

const NOUNS: [&str; 12] =
    ["ferry", "quay", "mason", "harvest", "bridge", "lantern", "council", "orchard", "smithy", "tide", "mill", "road"];
const VERBS: [&str; 7] = ["reached", "passed", "mended", "praised", "crossed", "left", "kept"];

/// A line of running text, another for each number.
fn sentence(n: usize) -> String {
    let noun = |k: usize| NOUNS[(n * 5 + k * 7 + n / 12) % NOUNS.len()];
    format!("and the {} {} the {} beside the {}", noun(0), VERBS[n % VERBS.len()], noun(1), noun(2))
}

/// A region: its id and box, and its lines of text.
type Boxed<'t> = (&'t str, [usize; 4], Vec<String>);

/// A region of running text that begins with a word of its own.
fn text<'t>(id: &'t str, area: [usize; 4]) -> Boxed<'t> {
    let n_lines = (area[3] - area[1]) / 30;
    let lines = (0..n_lines).map(|n| sentence(area[0] + area[1] + 3 * n));
    let lines = lines.enumerate().map(|(n, line)| if n == 0 { format!("{id} {line}") } else { line });
    (id, area, lines.collect())
}

/// A short piece of a row.
fn piece<'t>(id: &'t str, area: [usize; 4]) -> Boxed<'t> {
    (id, area, vec![format!("{id} to the reader")])
}

/// A page of 1000 by 1400 as PAGE-XML; regions stand in the file as they are given.
fn page(regions: &[Boxed<'_>]) -> Vec<u8> {
    let corners =
        |[left, top, right, bottom]: [usize; 4]| format!("{left},{top} {right},{top} {right},{bottom} {left},{bottom}");
    let mut xml = String::from("<PcGts><Page imageWidth=\"1000\" imageHeight=\"1400\">");
    for (id, area, lines) in regions {
        write!(xml, "<TextRegion id=\"{id}\"><Coords points=\"{}\"/>", corners(*area)).unwrap();
        for (n, line) in lines.iter().enumerate() {
            let top = area[1] + 30 * n;
            let points = corners([area[0], top, area[2], top + 22]);
            write!(xml, "<TextLine id=\"{id}{n}\"><Coords points=\"{points}\"/><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>").unwrap();
        }
        xml.push_str("</TextRegion>");
    }
    xml.push_str("</Page></PcGts>");
    xml.into_bytes()
}

/// Ids of regions in the order in which the cleaned text has them.
#[track_caller]
fn read(desk: &Desk, words: &str, ids: &[&str]) -> Vec<String> {
    let ran = desk.run(&format!("clean raw {words}"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = desk.read("cleaned/a.txt");
    let at = |id: &str| text.find(id).unwrap_or_else(|| panic!("{id} is lost:\n{text}"));
    let mut found: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    found.sort_by_key(|id| at(id));
    found
}

#[test]
fn a_file_that_is_sorted_from_the_top_has_not_been_read() {
    let left = ["Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel"];
    let mut regions: Vec<Boxed<'_>> =
        left.iter().enumerate().map(|(n, id)| text(id, [20, 40 + 150 * n, 480, 160 + 150 * n])).collect();
    regions.push(text("Willow", [520, 1160, 980, 1280]));
    regions.insert(1, text("Rowan", [520, 42, 980, 1140]));
    let desk = Desk::with(&[("raw/a.xml", &page(&regions))]);
    let ids = [&left[..], &["Rowan", "Willow"]].concat();
    assert_eq!(read(&desk, "", &ids), ids);
}

#[test]
fn each_page_is_put_in_order_in_its_own_place() {
    let sides = |right: &'static str, left: &'static str| {
        page(&[text(right, [520, 140, 980, 1300]), text(left, [20, 140, 480, 600])])
    };
    let desk = Desk::with(&[("raw/a/1.xml", &sides("Birch", "Alder")), ("raw/a/2.xml", &sides("Dogwood", "Cedar"))]);
    assert_eq!(
        read(&desk, "--group folder", &["Alder", "Birch", "Cedar", "Dogwood"]),
        ["Alder", "Birch", "Cedar", "Dogwood"]
    );
}

#[test]
fn a_profile_says_when_the_head_row_is_read() {
    let regions = [
        text("Cedar", [700, 140, 980, 1300]),
        text("Rowan", [750, 30, 930, 90]),
        text("Alder", [20, 140, 320, 1300]),
        text("Poplar", [60, 30, 260, 90]),
        text("Birch", [360, 140, 660, 1300]),
        text("Quince", [420, 30, 600, 90]),
    ];
    let ids = ["Alder", "Birch", "Cedar", "Poplar", "Quince", "Rowan"];
    let profile = |key: &str| format!("head_row = \"{key}\"\n").into_bytes();
    let desk = Desk::with(&[
        ("raw/a.xml", &page(&regions)),
        ("in-column.toml", &profile("in-column")),
        ("last.toml", &profile("last")),
    ]);
    assert_eq!(read(&desk, "", &ids), ["Poplar", "Quince", "Rowan", "Alder", "Birch", "Cedar"]);
    let in_column = read(&desk, "--profile in-column.toml", &ids);
    assert_eq!(in_column, ["Poplar", "Alder", "Quince", "Birch", "Rowan", "Cedar"]);
    assert_eq!(read(&desk, "--profile last.toml", &ids), ["Alder", "Birch", "Cedar", "Poplar", "Quince", "Rowan"]);
}

#[test]
fn a_profile_says_when_a_story_amid_columns_is_read() {
    let regions = [
        text("Dogwood", [500, 100, 720, 1300]),
        text("Cedar", [760, 40, 980, 1300]),
        piece("Elder", [260, 40, 720, 62]),
        text("Birch", [260, 100, 480, 1300]),
        text("Alder", [20, 40, 240, 1300]),
    ];
    let ids = ["Alder", "Birch", "Cedar", "Dogwood", "Elder"];
    let desk = Desk::with(&[("raw/a.xml", &page(&regions)), ("in.toml", b"boxed_story = \"in-place\"\n")]);
    assert_eq!(read(&desk, "", &ids), ["Alder", "Cedar", "Elder", "Birch", "Dogwood"]);
    assert_eq!(read(&desk, "--profile in.toml", &ids), ["Alder", "Elder", "Birch", "Dogwood", "Cedar"]);
}

#[test]
fn a_profile_says_what_a_stated_order_is_worth() {
    let desk = Desk::with(&[("raw/a.xml", STATED), ("ignore.toml", b"stated_order = \"ignore\"\n")]);
    assert_eq!(read(&desk, "", &["ferry", "company"]), ["company", "ferry"]);
    assert_eq!(read(&desk, "--profile ignore.toml", &["ferry", "company"]), ["ferry", "company"]);
}

#[test]
fn a_table_that_ends_the_file_is_read_where_it_stands() {
    let regions = [
        text("Alder", [20, 40, 480, 400]),
        text("Birch", [20, 600, 480, 900]),
        text("Cedar", [20, 940, 480, 1300]),
        text("Dogwood", [520, 40, 980, 320]),
        text("Elder", [520, 330, 980, 490]),
        text("Gorse", [520, 840, 980, 1300]),
        text("Fir", [520, 510, 980, 800]),
        text("Tally", [40, 430, 460, 580]),
    ];
    let xml = String::from_utf8(page(&regions)).unwrap();
    let (before, table) = xml.split_at(xml.find("<TextRegion id=\"Tally\"").unwrap());
    let points = "<Coords points=\"40,430 460,580\"/>";
    let table = table.replace("</Page>", "</TableRegion></Page>");
    let xml = format!("{before}<TableRegion id=\"t\">{points}{table}");
    let ids = ["Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Tally"];
    let desk = Desk::with(&[("raw/a.xml", xml.as_bytes())]);
    // The rest is read as the file has it, since most of that is what the page shows.
    assert_eq!(read(&desk, "", &ids), ["Alder", "Tally", "Birch", "Cedar", "Dogwood", "Elder", "Gorse", "Fir"]);
}

#[test]
fn a_file_that_is_sorted_from_the_left_has_not_been_read() {
    let column = |left: usize, top: usize, ids: [&'static str; 6]| {
        let [a, b, c, d, e, f] = ids;
        let text = |id, n: usize| text(id, [left, top + 300 * n, left + 440, top + 210 + 300 * n]);
        let head = |id, n: usize| piece(id, [left + 160, top + 240 + 300 * n, left + 280, top + 262 + 300 * n]);
        ([text(a, 0), text(c, 1), text(e, 2), text(f, 3)], [head(b, 0), head(d, 1)])
    };
    let ids = [
        ["Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir"],
        ["Gorse", "Hazel", "Juniper", "Larch", "Maple", "Oak"],
    ];
    let [(left, left_heads), (right, right_heads)] = [column(20, 40, ids[0]), column(520, 145, ids[1])];
    let regions: Vec<Boxed<'_>> = left.into_iter().chain(left_heads).chain(right).chain(right_heads).collect();
    let desk = Desk::with(&[("raw/a.xml", &page(&regions))]);
    let ids = ids.concat();
    assert_eq!(read(&desk, "", &ids), ids);
}
