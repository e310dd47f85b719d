//! `newsprint rules` from outside.

use super::desk::{Desk, Ran};

const DAGGERS: &str = r#"
[[rule]]
name = "note/dagger"
pass = "label_regions"
does = "line"
find = '† .+'
role = "note"
why = "a line that begins with a dagger is a note"
fixes = [{ from = "† Translated from the Danish.", to = "<note> † Translated from the Danish." }]
keeps = ["He died on Tuesday †."]

[[rule]]
name = "note/double-dagger"
pass = "label_regions"
does = "line"
find = '‡ .+'
role = "note"
why = "a line that begins with a double dagger is a note"
fixes = [{ from = "‡ Translated from the Danish.", to = "<note> ‡ Translated from the Danish." }]
keeps = ["He died on Tuesday ‡."]
"#;

const PAGE: &str = "\
The captain was buried at sea on Friday morning.

† A letter.

The mate took the helm and brought the barque home.

† Denmark.
";

/// A folder with pages and a file of rules.
fn desk(rules: &str) -> Desk {
    Desk::with(&[
        ("raw/one.txt", PAGE.as_bytes()),
        ("raw/two.txt", "The quay was dry.\n\u{c}\n\n† A letter.\n".as_bytes()),
        ("mine/daggers.toml", rules.as_bytes()),
    ])
}

#[test]
fn try_shows_hits_and_writes_nothing() {
    let desk = desk(DAGGERS);
    let before = desk.files(".");
    let Ran { out, err, code } = desk.run("rules try mine/daggers.toml");
    assert_eq!((&*err, code), ("", 0));
    assert_eq!(
        out,
        "\
note/dagger (label_regions, review): 3 hits on 2 pages
  raw/one.txt:3  † A letter. → <note>
  raw/one.txt:7  † Denmark. → <note>
  raw/two.txt:4  † A letter. → <note>
note/double-dagger (label_regions, review): no hits
tried 2 rules on 2 files (3 pages); nothing was written
"
    );
    assert_eq!(desk.files("."), before);
}

#[test]
fn try_goes_on_behind_a_bad_file() {
    let desk = desk(DAGGERS);
    desk.write("raw/page.txt", b"PK\x03\x04");
    let Ran { out, err, code } = desk.run("rules try mine/daggers.toml --on raw");
    assert!(out.contains("3 hits on 2 pages") && out.contains("on 2 files"), "{out}");
    assert!(err.starts_with("error: raw/page.txt: this is a ZIP that is damaged"), "{err}");
    assert_eq!(code, 2);
    let Ran { err, code, .. } = desk.run("rules try mine/daggers.toml --on nowhere");
    assert_eq!((err.lines().next(), code), (Some("error: nowhere: cannot be read: there is no such file"), 2));
}

#[test]
fn faults_are_told_with_their_place() {
    let desk = desk(&DAGGERS.replace("role = \"note\"", "role = \"notes\""));
    for words in ["try mine/daggers.toml", "check mine", "list --rules mine"] {
        let Ran { out, err, code } = desk.run(&format!("rules {words}"));
        assert_eq!((&*out, code), ("", 2), "{words}");
        assert!(err.starts_with("error: there is no role `notes`\n --> mine/daggers.toml:7:8\n"), "{err}");
        assert!(err.contains("hint: did you mean `note`?"), "{err}");
    }
}

#[test]
fn check_shows_what_does_not_come_out() {
    let desk = desk(&DAGGERS.replace("<note> ‡", "<byline> ‡"));
    let Ran { out, err, code } = desk.run("rules check mine");
    assert_eq!(err, "");
    assert_eq!(code, 2);
    let expected = "\
mine/daggers.toml:13: rule `note/double-dagger`, fixes 1: the outcome is another (- as written, + as it is)
  - <byline> ‡ Translated from the Danish.
  + <note> ‡ Translated from the Danish.
";
    assert!(out.contains(expected), "{out}");
    assert!(!out.contains("`note/dagger`"), "{out}");
}

#[test]
fn check_tells_what_a_pack_replaces() {
    let desk = desk(&DAGGERS.replace("note/dagger", "note/author"));
    let Ran { err, code, .. } = desk.run("rules check mine");
    assert_eq!((&*err, code), ("note: pack mine replaces the rule `note/author` of an earlier pack\n", 0));
}

#[test]
fn check_of_the_base_pack_is_clean() {
    let Ran { out, err, code } = Desk::with(&[]).run("rules check");
    assert!(out.ends_with("all come out as written\n"), "{out}");
    assert_eq!((&*err, code), ("", 0));
}

#[test]
fn list_and_explain() {
    let desk = desk(DAGGERS);
    desk.write("mine/off.toml", b"[[rule]]\nname = \"heading/short\"\noff = true\n");
    desk.write("gazette.toml", b"[[furniture]]\nfind = 'GAZETTE'\nrole = 'masthead'\n");
    let Ran { out, err, code } = desk.run("rules list --rules mine --profile gazette.toml");
    assert_eq!((&*err, code), ("", 0));
    let row = |name: &str| -> Vec<&str> {
        let line = out.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_else(|| panic!("{out}"));
        line.split_whitespace().take(2).collect()
    };
    assert_eq!(row("note/dagger"), ["note/dagger", "review"]);
    assert_eq!(row("heading/short"), ["heading/short", "off"]);
    assert_eq!(row("profile/"), ["profile/furniture-1", "safe"]);

    let Ran { out, code, .. } = desk.run("rules explain note/dagger --rules mine");
    assert_eq!(
        (&*out, code),
        (
            "\
note/dagger: a line that begins with a dagger is a note

  does        gives a whole line the role note
  place       any
  find        † .+
  pass        label_regions
  level       review
  confidence  90 %
  priority    100
  budget      25 % of the text of a page
  written in  mine/daggers.toml:3, pack mine

  it mends
    † Translated from the Danish.
  and makes of it
    <note> † Translated from the Danish.

  it leaves alone
    He died on Tuesday †.
",
            0
        )
    );
    let Ran { out, err, code } = desk.run("rules explain note/dager --rules mine");
    assert_eq!((&*out, code), ("", 2));
    assert_eq!(err, "error: there is no rule `note/dager`\nhint: did you mean `note/dagger`?\n");
}
