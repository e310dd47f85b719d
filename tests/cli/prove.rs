//! `newsprint verify` and `newsprint diff`.

use super::{Desk, waiting};

#[test]
fn what_is_as_it_was_left_is_proved() {
    let desk = Desk::asked();
    let ran = desk.run("verify cleaned");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("1 issue verified"), "{}", ran.err);
    assert_eq!(desk.run("clean raw --rules ask --offsets").code, 0);
    assert_eq!(desk.run("verify cleaned/page").code, 0);
    // From elsewhere, the sources are found by their root.
    let elsewhere = desk.path("cleaned");
    let ran = desk.program().current_dir(&elsewhere).args(["verify", ".", "--root", ".."]).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
}

/// A file, what is put in the place of what in it, and what is said of it.
const TAMPERED: [(&str, &str, &str, &str); 10] = [
    ("cleaned/page.json", "nine weeks", "ten weeks", "cleaned/page.json: article p1-L1: block"),
    ("cleaned/page.md", "nine weeks", "ten weeks", "cleaned/page.md: line "),
    ("cleaned/page.txt", "nine weeks", "ten weeks", "cleaned/page.txt: line "),
    ("cleaned/page.json", "\"p1:L7\"", "\"p1:L6\"", "cleaned/page.json: line p1:L7 is missing"),
    ("cleaned/page.json", "\"schema\"", "\"scheme\"", "cleaned/page.json: this is no newsprint/1 document"),
    (
        "cleaned/page.edits.jsonl",
        "[\"p1:L9\",\"quote\"]",
        "[\"p1:L99\",\"quote\"]",
        "there is no line `p1:L99` in the source; the ledger was damaged",
    ),
    ("cleaned/page.edits.jsonl", "\"source\":", "\"sauce\":", "cleaned/page.edits.jsonl: line 1: this is no header"),
    (
        "cleaned/page.edits.jsonl",
        "\"id\":\"page\"",
        "\"id\":\"other\"",
        "cleaned/page.edits.jsonl: this is the ledger of `other`",
    ),
    // A change of its own, well written, is not what the outputs were made from.
    ("cleaned/page.edits.jsonl", "[\"p1:L9\",\"quote\"]", "[\"p1:L9\",\"note\"]", "cleaned/page.json: "),
    ("raw/page.txt", "nine weeks", "ten weeks", "page 1 of the source has changed since the ledger was written"),
];

#[test]
fn what_was_tampered_with_is_named() {
    for (path, old, new, told) in TAMPERED {
        let desk = Desk::asked();
        let text = desk.read(path);
        assert!(text.contains(old), "{path} does not hold {old}");
        desk.write(path, text.replacen(old, new, 1).as_bytes());
        let ran = desk.run("verify cleaned");
        assert_eq!(ran.code, 2, "{path}: {old} → {new}\n{}", ran.err);
        assert!(ran.out.contains(told), "{path}: {told}\n{}", ran.out);
        assert!(ran.err.contains("found"), "{}", ran.err);
    }
}

#[test]
fn decisions_that_no_run_has_seen_are_named() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    let outputs = desk.files("cleaned");
    for (act, told) in [("reject", "it is refused, and stands in the text"), ("accept", "it is accepted, and waits")] {
        assert_eq!(desk.run(&format!("decide page {unit} {act}")).code, 0);
        assert_eq!(desk.run("verify").code, 0);
        // As if the outputs of before were put back, or the decision came from another machine.
        outputs.iter().for_each(|(name, bytes)| desk.write(&format!("cleaned/{name}"), bytes));
        let ran = desk.run("verify");
        assert_eq!(ran.code, 2, "{act}");
        let told = format!("cleaned/page.decisions.jsonl: {unit}: {told}");
        assert!(ran.out.contains(&told), "{told}\n{}", ran.out);
        assert_eq!(desk.run("clean raw --rules ask").code, 0);
        assert_eq!(desk.run("verify").code, 0);
    }
    let ran = desk.run(r#"decide page set '{"retitle":{"article":"p1-L1","title":"The Ferry Is Back"}}'"#);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let set = desk.files("cleaned");
    let unit = ran.err.lines().find_map(|line| line.strip_prefix("set ")).unwrap();
    assert_eq!(desk.run(&format!("decide page {unit} clear")).code, 0);
    let ran = desk.run("verify");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let decisions = desk.read("cleaned/page.decisions.jsonl");
    set.iter().for_each(|(name, bytes)| desk.write(&format!("cleaned/{name}"), bytes));
    desk.write("cleaned/page.decisions.jsonl", decisions.as_bytes());
    let ran = desk.run("verify");
    assert!(ran.out.contains(&format!("{unit}: it was taken back, and stands in the text")), "{}", ran.out);
}

#[test]
fn what_is_missing_is_named() {
    let rows = [
        ("raw/page.txt", "raw/page.txt: cannot be read: there is no such file; it is the source of page"),
        ("cleaned/page.edits.jsonl", "cleaned/page.json: no ledger stands beside it"),
    ];
    for (path, told) in rows {
        let desk = Desk::asked();
        desk.write("raw/other.txt", b"Another page.\n");
        assert_eq!(desk.run("clean raw --rules ask").code, 0);
        std::fs::remove_file(desk.path(path)).unwrap();
        let ran = desk.run("verify cleaned");
        assert_eq!(ran.code, 2, "{path}");
        assert!(ran.out.contains(told), "{told}\n{}", ran.out);
    }
    let desk = Desk::with(&[("empty/.keep", b"")]);
    let ran = desk.run("verify empty");
    assert!(ran.code == 2 && ran.err.contains("empty: there is no cleaned issue here"), "{}", ran.err);
}

#[test]
fn a_ledger_that_was_cut_is_found() {
    let desk = Desk::asked();
    let text = desk.read("cleaned/page.edits.jsonl");
    let cut = text.trim_end().rsplit_once('\n').unwrap().0;
    desk.write("cleaned/page.edits.jsonl", format!("{cut}\n").as_bytes());
    let ran = desk.run("verify cleaned");
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("entries and"), "{}", ran.out);
}

#[test]
fn shows_what_changed() {
    let desk = Desk::asked();
    let plain = desk.run("diff cleaned/page");
    assert_eq!(plain.code, 0);
    assert!(plain.out.contains("mark/crosses") && !plain.out.contains('\x1b'), "{}", plain.out);
    assert!(desk.run("diff page --color always").out.contains('\x1b'));
    let unified = desk.run("diff page --unified").out;
    assert!(unified.starts_with("--- raw/page.txt\n+++ cleaned/page.txt\n@@ "), "{unified}");
    assert_eq!(desk.run("diff gone").code, 2);
}
