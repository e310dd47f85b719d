//! Pages that lie in something: packed files, archives, folders that are issues.

use std::io::{Cursor, Write as _};

use flate2::write::GzEncoder;

use super::{Desk, PAGE};

const ONE: &[u8] = PAGE.as_bytes();
const TWO: &[u8] = b"The Mill Is Sold\n\nThe mill at Low Harbor was sold on Friday to a company of\nthe town, which will light the quay with it.\n";
const BROKEN: &[u8] = b"<alto><Layout";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Cleans `raw`, and proves what was written.
#[track_caller]
fn proved(desk: &Desk, words: &str) -> String {
    let ran = desk.run(words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let verified = desk.run("verify cleaned");
    assert_eq!((verified.code, verified.out.as_str()), (0, ""), "{}", verified.err);
    ran.err
}

/// Path and member of each page.
fn pages(desk: &Desk, name: &str) -> Vec<String> {
    let document: serde_json::Value = serde_json::from_str(&desk.read(name)).unwrap();
    let shown = |page: &serde_json::Value| match page["member"].as_str() {
        Some(member) => format!("{}: {member}", page["path"].as_str().unwrap()),
        None => page["path"].as_str().unwrap().to_owned(),
    };
    document["source"].as_array().unwrap().iter().map(shown).collect()
}

#[test]
fn a_packed_page_is_named_as_the_page() {
    let desk = Desk::with(&[("raw/a.txt.gz", &gzip(ONE)), ("raw/b.tar.gz", b""), ("raw/c.txt", TWO)]);
    let told = proved(&desk, "clean raw");
    assert!(told.contains("passed over 1 file"), "{told}");
    assert_eq!(pages(&desk, "cleaned/a.json"), ["raw/a.txt.gz"]);
    desk.write("raw/a.txt.gz", &gzip(TWO));
    let ran = desk.run("verify cleaned");
    assert!(ran.out.contains("page 1 of the source has changed"), "{}", ran.out);
}

#[test]
fn a_zip_is_an_issue() {
    let desk = Desk::with(&[(
        "raw/1890.zip",
        &zip(&[("p10.txt", TWO), ("p2.txt", ONE), ("p3.xml", BROKEN), ("a.b", b"GIF89a")]),
    )]);
    let told = proved(&desk, "clean raw");
    // One page with boxes would make the texts beside it doubles; a broken one does not.
    assert_eq!(pages(&desk, "cleaned/1890.json"), ["raw/1890.zip: p2.txt", "raw/1890.zip: p10.txt"]);
    assert!(told.contains("a page is missing: raw/1890.zip/p3.xml:1: "), "{told}");
    assert!(told.contains("passed over: raw/1890.zip/a.b: this is a GIF picture"), "{told}");
    let document: serde_json::Value = serde_json::from_str(&desk.read("cleaned/1890.json")).unwrap();
    assert_eq!((&document["missing"][0]["after"], &document["missing"][0]["member"]), (&1.into(), &"p3.xml".into()));

    // It may be packed anew, and must not be changed.
    desk.write("raw/1890.zip", &zip(&[("p2.txt", ONE), ("p10.txt", TWO)]));
    assert_eq!(desk.run("verify cleaned").code, 0);
    desk.write("raw/1890.zip", &zip(&[("p2.txt", TWO), ("p10.txt", TWO)]));
    assert!(desk.run("verify cleaned").out.contains("page 1 of the source has changed"));
    desk.write("raw/1890.zip", &zip(&[("p2.txt", ONE)]));
    assert!(desk.run("verify cleaned").out.contains("p10.txt is not in it any more"));
}

#[test]
fn decisions_on_a_zip_hold_as_long_as_its_pages_do() {
    let desk = Desk::with(&[
        ("raw/1890.zip", &zip(&[("1.txt", ONE), ("2.txt", TWO)])),
        ("ask/rules.toml", super::ASK.as_bytes()),
    ]);
    proved(&desk, "clean raw --rules ask");
    let unit = super::waiting(&desk);
    assert_eq!(desk.run(&format!("decide cleaned/1890 {unit} reject")).code, 0);
    assert_eq!(desk.run("verify cleaned").code, 0);
    desk.write("raw/1890.zip", &zip(&[("1.txt", ONE), ("2.txt", ONE)]));
    let ran = desk.run("clean raw --rules ask");
    assert!(ran.err.contains("the source has changed since"), "{}", ran.err);
}

#[test]
fn a_folder_is_an_issue_where_that_is_asked_for() {
    let desk = Desk::with(&[
        ("raw/1890/p10.txt", TWO),
        ("raw/1890/p2.txt.gz", &gzip(ONE)),
        ("raw/1890/p3.xml", BROKEN),
        ("raw/1891/1.zip", &zip(&[("1.txt", ONE), ("2.txt", TWO)])),
    ]);
    let told = proved(&desk, "clean raw --group folder");
    assert_eq!(pages(&desk, "cleaned/1890.json"), ["raw/1890/p2.txt.gz", "raw/1890/p10.txt"]);
    assert_eq!(pages(&desk, "cleaned/1891.json"), ["raw/1891/1.zip: 1.txt", "raw/1891/1.zip: 2.txt"]);
    assert!(told.contains("a page is missing: raw/1890/p3.xml:1: "), "{told}");
}

const METS: &str = r#"<mets:mets xmlns:mets="m" xmlns:xlink="x"><mets:fileSec><mets:fileGrp USE="ALTO">
<mets:file ID="a1"><mets:FLocat xlink:href="alto/1.txt"/></mets:file>
<mets:file ID="a2"><mets:FLocat xlink:href="alto/2.txt"/></mets:file>
<mets:file ID="a3"><mets:FLocat xlink:href="../secret.txt"/></mets:file>
<mets:file ID="a4"><mets:FLocat xlink:href="alto/link.txt"/></mets:file>
</mets:fileGrp></mets:fileSec><mets:structMap TYPE="PHYSICAL"><mets:div>
<mets:div TYPE="page" ORDERLABEL="B"><mets:fptr FILEID="a2"/></mets:div>
<mets:div TYPE="page"><mets:fptr FILEID="a3"/></mets:div>
<mets:div TYPE="page"><mets:fptr FILEID="a4"/></mets:div>
<mets:div TYPE="page" ORDERLABEL="A"><mets:fptr FILEID="a1"/></mets:div>
</mets:div></mets:structMap></mets:mets>"#;

#[cfg(unix)]
#[test]
fn a_table_of_contents_is_an_issue() {
    let secret: &[u8] = b"nobody may read this\n";
    let desk = Desk::with(&[
        ("raw/1890/mets.xml", METS.as_bytes()),
        ("raw/1890/alto/1.txt", ONE),
        ("raw/1890/alto/2.txt", TWO),
        ("raw/1890/alto/3.txt", TWO),
        ("raw/secret.txt", secret),
        ("elsewhere.txt", secret),
    ]);
    std::os::unix::fs::symlink(desk.path("elsewhere.txt"), desk.path("raw/1890/alto/link.txt")).unwrap();
    let told = proved(&desk, "clean raw/1890");
    assert_eq!(pages(&desk, "cleaned/mets.json"), ["raw/1890/alto/2.txt", "raw/1890/alto/1.txt"]);
    let document: serde_json::Value = serde_json::from_str(&desk.read("cleaned/mets.json")).unwrap();
    assert_eq!((&document["source"][0]["label"], &document["source"][1]["label"]), (&"B".into(), &"A".into()));
    assert_eq!((&document["missing"][0]["after"], &document["missing"][1]["after"]), (&1.into(), &1.into()));
    for what in [
        "a page is missing: raw/1890/mets.xml, line 4: the link `../secret.txt` leads out of the folder",
        "a page is missing: raw/1890/alto/link.txt: this stands outside the folder",
    ] {
        assert!(told.contains(what), "{what}:\n{told}");
    }
    assert!(!desk.read("cleaned/mets.txt").contains("nobody"));
    // What it names is no issue of its own; what it does not name is.
    let issues = desk.names("cleaned").into_iter().filter(|name| name.ends_with(".json")).collect::<Vec<_>>();
    assert_eq!(issues, ["alto/3.json", "alto/link.json", "mets.json"]);
}

#[test]
fn a_packed_table_of_contents_is_an_issue() {
    let table = METS.replace("../secret.txt", "alto/3.txt");
    let zstd = |bytes: &[u8]| ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest);
    for (name, table) in [("mets.xml.gz", gzip(table.as_bytes())), ("mets.xml.zst", zstd(table.as_bytes()))] {
        let desk = Desk::with(&[
            (&format!("raw/1890/{name}"), &table),
            ("raw/1890/alto/1.txt", ONE),
            ("raw/1890/alto/2.txt", TWO),
        ]);
        proved(&desk, "clean raw/1890");
        assert_eq!(pages(&desk, "cleaned/mets.json"), ["raw/1890/alto/2.txt", "raw/1890/alto/1.txt"], "{name}");
    }
}
