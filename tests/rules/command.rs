//! `newsprint rules` from outside.

use std::path::Path;
use std::process::Command;

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
fn folder(rules: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["raw", "mine"] {
        std::fs::create_dir(dir.path().join(folder)).unwrap();
    }
    std::fs::write(dir.path().join("raw/one.txt"), PAGE).unwrap();
    std::fs::write(dir.path().join("raw/two.txt"), "The quay was dry.\n\u{c}\n\n† A letter.\n").unwrap();
    std::fs::write(dir.path().join("mine/daggers.toml"), rules).unwrap();
    dir
}

/// What the command prints to stdout and stderr, and its exit code.
fn rules(dir: &Path, args: &[&str]) -> (String, String, i32) {
    let run = Command::new(env!("CARGO_BIN_EXE_newsprint")).arg("rules").args(args).current_dir(dir).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(run.stdout), text(run.stderr), run.status.code().unwrap())
}

#[test]
fn try_shows_hits_and_writes_nothing() {
    let dir = folder(DAGGERS);
    let before = listing(dir.path());
    let (out, err, code) = rules(dir.path(), &["try", "mine/daggers.toml"]);
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
    assert_eq!(listing(dir.path()), before);
}

fn listing(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for folder in ["", "raw", "mine"] {
        for entry in std::fs::read_dir(dir.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            out.push((path.display().to_string(), std::fs::read(&path).unwrap_or_default()));
        }
    }
    out.sort();
    out
}

#[test]
fn try_goes_on_behind_a_bad_file() {
    let dir = folder(DAGGERS);
    std::fs::write(dir.path().join("raw/page.txt"), b"PK\x03\x04").unwrap();
    let (out, err, code) = rules(dir.path(), &["try", "mine/daggers.toml", "--on", "raw"]);
    assert!(out.contains("3 hits on 2 pages") && out.contains("on 2 files"), "{out}");
    assert!(err.starts_with("error: raw/page.txt: this is a ZIP that is damaged"), "{err}");
    assert_eq!(code, 2);
    let (_, err, code) = rules(dir.path(), &["try", "mine/daggers.toml", "--on", "nowhere"]);
    assert_eq!((err.lines().next(), code), (Some("error: nowhere: cannot be read: there is no such file"), 2));
}

#[test]
fn faults_are_told_with_their_place() {
    let dir = folder(&DAGGERS.replace("role = \"note\"", "role = \"notes\""));
    for args in [&["try", "mine/daggers.toml"][..], &["check", "mine"], &["list", "--rules", "mine"]] {
        let (out, err, code) = rules(dir.path(), args);
        assert_eq!((&*out, code), ("", 2), "{args:?}");
        assert!(err.starts_with("error: there is no role `notes`\n --> mine/daggers.toml:7:8\n"), "{err}");
        assert!(err.contains("hint: did you mean `note`?"), "{err}");
    }
}

#[test]
fn check_shows_what_does_not_come_out() {
    let dir = folder(&DAGGERS.replace("<note> ‡", "<byline> ‡"));
    let (out, err, code) = rules(dir.path(), &["check", "mine"]);
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
    let dir = folder(&DAGGERS.replace("note/dagger", "note/author"));
    let (_, err, code) = rules(dir.path(), &["check", "mine"]);
    assert_eq!((&*err, code), ("note: pack mine replaces the rule `note/author` of an earlier pack\n", 0));
}

#[test]
fn check_of_the_base_pack_is_clean() {
    let (out, err, code) = rules(Path::new("."), &["check"]);
    assert!(out.ends_with("all come out as written\n"), "{out}");
    assert_eq!((&*err, code), ("", 0));
}

#[test]
fn list_and_explain() {
    let dir = folder(DAGGERS);
    std::fs::write(dir.path().join("mine/off.toml"), "[[rule]]\nname = \"heading/short\"\noff = true\n").unwrap();
    std::fs::write(dir.path().join("gazette.toml"), "[[furniture]]\nfind = 'GAZETTE'\nrole = 'masthead'\n").unwrap();
    let (out, err, code) = rules(dir.path(), &["list", "--rules", "mine", "--profile", "gazette.toml"]);
    assert_eq!((&*err, code), ("", 0));
    let row = |name: &str| -> Vec<&str> {
        let line = out.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_else(|| panic!("{out}"));
        line.split_whitespace().take(2).collect()
    };
    assert_eq!(row("note/dagger"), ["note/dagger", "review"]);
    assert_eq!(row("heading/short"), ["heading/short", "off"]);
    assert_eq!(row("profile/"), ["profile/furniture-1", "safe"]);

    let (out, _, code) = rules(dir.path(), &["explain", "note/dagger", "--rules", "mine"]);
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
    let (out, err, code) = rules(dir.path(), &["explain", "note/dager", "--rules", "mine"]);
    assert_eq!((&*out, code), ("", 2));
    assert_eq!(err, "error: there is no rule `note/dager`\nhint: did you mean `note/dagger`?\n");
}
