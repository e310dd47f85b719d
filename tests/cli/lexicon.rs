//! `newsprint lexicon`: what an archive prints elsewhere decides a hyphen.

use super::Desk;

/// A page on which nothing tells whether a word at a line end has a hyphen.
const PAGE: &str = "\
On the last evening of the week a great many persons came to the
old house at the corner and heard of the new mud-
larkers, whom nobody had known before that evening in the town.
";

/// Pages of the same paper on which the word stands whole, one of each spelling.
const HYPHENED: &str = "The mud-larkers met. The mud-larkers left, and\nother mud-larkers came to the house.\n";
const JOINED: &str = "The mudlarkers met. The mudlarkers left, and\nother mudlarkers came to the house.\n";

#[track_caller]
fn check(archive: &str, expected: &str) {
    let desk = Desk::with(&[("raw/page.txt", PAGE.as_bytes()), ("archive/old.txt", archive.as_bytes())]);
    let ran = desk.run("lexicon learn archive -o words/my.lexicon");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.starts_with("words/my.lexicon: "), "{}", ran.err);
    let ran = desk.run("clean raw --lexicon words/my.lexicon --language en");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("cleaned/page.txt").contains(expected), "{}", desk.read("cleaned/page.txt"));
    let ledger = desk.read("cleaned/page.edits.jsonl");
    assert!(ledger.contains("the archive writes") && ledger.contains("\"lexicon\":\""), "{ledger}");
    assert_eq!(desk.run("verify cleaned").code, 0);
}

#[test]
fn the_archive_decides() {
    check(HYPHENED, "mud-larkers");
    check(JOINED, "mudlarkers");
}

#[test]
fn lexicons_are_merged() {
    let desk = Desk::with(&[("a.txt", HYPHENED.as_bytes()), ("b.txt", JOINED.as_bytes())]);
    for name in ["a", "b"] {
        assert_eq!(desk.run(&format!("lexicon learn {name}.txt -o {name}.lexicon")).code, 0);
    }
    let ran = desk.run("lexicon merge a.lexicon b.lexicon -o both.lexicon");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("in 2 issues"), "{}", ran.err);
    let again = desk.run("lexicon merge b.lexicon a.lexicon -o turned.lexicon");
    assert_eq!(again.code, 0);
    assert_eq!(desk.files(".")["both.lexicon"], desk.files(".")["turned.lexicon"]);
}

#[test]
fn what_is_no_lexicon_is_refused() {
    let desk = Desk::with(&[("raw/page.txt", PAGE.as_bytes()), ("archive/old.txt", JOINED.as_bytes())]);
    assert_eq!(desk.run("lexicon learn archive -o my.lexicon").code, 0);
    let whole = desk.files(".")["my.lexicon"].clone();
    desk.write("cut.lexicon", &whole[..whole.len() - 9]);
    for (path, expected) in [
        (
            "raw/page.txt",
            "error: raw/page.txt: this is no lexicon\nhint: give a file that `newsprint lexicon learn` wrote\n",
        ),
        ("cut.lexicon", "error: cut.lexicon: it is cut off or damaged\nhint: copy it again"),
        ("none.lexicon", "error: none.lexicon: cannot be read: there is no such file"),
    ] {
        let ran = desk.run(&format!("clean raw --lexicon {path}"));
        assert_eq!(ran.code, 2);
        assert!(ran.err.starts_with(expected), "{}", ran.err);
        assert!(desk.names("cleaned").is_empty());
    }
}

#[test]
fn a_decision_needs_the_lexicon_of_the_run() {
    let desk = Desk::asked();
    desk.write("archive/old.txt", JOINED.as_bytes());
    assert_eq!(desk.run("lexicon learn archive -o my.lexicon").code, 0);
    assert_eq!(desk.run("clean raw --rules ask --lexicon my.lexicon").code, 0);
    let unit = super::waiting(&desk);
    // Learned anew from other pages under the same name.
    desk.write("archive/new.txt", HYPHENED.as_bytes());
    assert_eq!(desk.run("lexicon learn archive -o my.lexicon").code, 0);
    let ran = desk.run(&format!("decide cleaned/page {unit} accept --by ly"));
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("was cleaned with another lexicon"), "{}", ran.err);
}
