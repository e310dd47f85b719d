//! `newsprint clean`.

use std::io::Read as _;
use std::process::Stdio;

use super::{ASK, Desk, PAGE};

const PAGE_BYTES: &[u8] = PAGE.as_bytes();
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// Files, the words after the program's name, the exit code, what stderr must tell, and the names of the JSON outputs.
type Row<'r> = (&'r [(&'r str, &'r [u8])], &'r str, i32, &'r [&'r str], &'r [&'r str]);

#[track_caller]
fn check((files, words, code, told, names): &Row<'_>) {
    let desk = Desk::with(files);
    let before = desk.files("raw");
    let ran = desk.run(words);
    assert_eq!(ran.code, *code, "{words}\n{}", ran.err);
    assert_eq!(ran.out, "", "the result of {words} is files");
    for told in *told {
        assert!(ran.err.contains(told), "{words}: stderr does not tell {told:?}:\n{}", ran.err);
    }
    let json: Vec<String> = desk.names("cleaned").into_iter().filter(|name| name.ends_with(".json")).collect();
    assert_eq!(json, *names, "{words}\n{}", ran.err);
    assert_eq!(desk.files("raw"), before, "{words} wrote among the inputs");
    let left: Vec<String> = desk.names("cleaned").into_iter().filter(|name| name.ends_with(".newsprint-new")).collect();
    assert!(left.is_empty(), "{words} left {left:?}");
}

#[test]
fn cleans_what_it_can() {
    let good = ("raw/a.txt", PAGE_BYTES);
    let rows: &[Row<'_>] = &[
        (&[good], "clean raw", 0, &["cleaned 1 issue (1 page, 9 lines) into cleaned"], &["a.json"]),
        (&[good], "clean raw/a.txt", 0, &[], &["a.json"]),
        (&[good], "clean ./raw/ -q", 0, &[], &["a.json"]),
        (&[good, ("raw/1978/b.c.txt", PAGE_BYTES)], "clean raw", 0, &[], &["1978/b.c.json", "a.json"]),
        (&[good, ("raw/a.dump", PAGE_BYTES)], "clean raw", 0, &[], &["a.dump.json", "a.txt.json"]),
        (&[good], "clean raw raw/a.txt", 0, &["1 issue"], &["a.json"]),
        (&[good, ("other/a.txt", PAGE_BYTES)], "clean raw other", 0, &[], &["other/a.json", "raw/a.json"]),
        (&[good, ("raw/a.png", PICTURE)], "clean raw", 0, &["passed over 1 file"], &["a.json"]),
        (&[good, ("raw/.hidden", PICTURE)], "clean raw", 0, &[], &["a.json"]),
        (&[("raw/a.txt", b"")], "clean raw", 0, &["(1 page, 0 lines)"], &["a.json"]),
        (&[("raw/a.txt", b"\0\0\0 \x0c\0")], "clean raw", 0, &[], &["a.json"]),
        (
            &[("raw/a.txt", b"one \xff\xfe two")],
            "clean raw --encoding utf-8",
            0,
            &["warning: raw/a.txt, page 1"],
            &["a.json"],
        ),
        (
            &[("raw/no1/1.txt", PAGE_BYTES), ("raw/no1/2.txt", PAGE_BYTES), ("raw/no2/1.txt", PAGE_BYTES)],
            "clean raw --group folder",
            0,
            &["cleaned 2 issues (3 pages"],
            &["no1.json", "no2.json"],
        ),
        // A page that cannot be read must not cost the others of its issue.
        (
            &[("raw/no1/1.txt", PAGE_BYTES), ("raw/no1/2.txt", PICTURE), ("raw/no1/3.txt", PAGE_BYTES)],
            "clean raw --group folder",
            0,
            &["cleaned 1 issue (2 pages", "a page is missing: raw/no1/2.txt: this is a PNG picture"],
            &["no1.json"],
        ),
    ];
    rows.iter().for_each(check);
}

#[test]
fn says_what_it_cannot() {
    let good = ("raw/a.txt", PAGE_BYTES);
    let rows: &[Row<'_>] = &[
        // One bad file never stops the others.
        (
            &[good, ("raw/b.txt", PICTURE), ("raw/c.txt", PAGE_BYTES)],
            "clean raw",
            2,
            &["error: raw/b.txt: this is a PNG picture", "1 input could not be cleaned", "cleaned 2 issues"],
            &["a.json", "c.json"],
        ),
        (&[good], "clean raw gone", 2, &["error: gone: cannot be read: there is no such file\nhint: "], &["a.json"]),
        (&[("raw/.keep", b"")], "clean raw", 2, &["error: raw: there are no page dumps here"], &[]),
        (&[good], "clean", 2, &["required"], &[]),
        (&[good], "clean raw --colour", 2, &["unexpected argument '--colour'"], &[]),
        (&[good], "clean raw --to pdf", 2, &["invalid value 'pdf'"], &[]),
        (&[good], "clean raw --level high", 2, &["invalid value 'high'"], &[]),
        (&[good], "clean raw --threads 0", 2, &["invalid value '0'"], &[]),
        (&[good], "clean raw --encoding morse", 2, &["`morse` is no encoding\nhint: write one such as utf-8"], &[]),
        (&[good], "clean raw --rules none", 2, &["none: there is no such folder of rules"], &[]),
        (&[good], "clean raw --profile none.toml", 2, &["none.toml: cannot be read"], &[]),
        (&[good, ("bad/a.toml", b"[[rule]]\nnam = 1\n")], "clean raw --rules bad", 2, &["bad/a.toml:"], &[]),
        (&[good], "clean raw -o raw", 2, &["the outputs would stand among the inputs"], &[]),
        (&[good], "clean raw -o raw/cleaned", 2, &["the outputs would stand among the inputs"], &[]),
        (&[good], "clean raw/a.txt -o raw", 2, &["the outputs would stand among the inputs"], &[]),
        (&[good, ("cleaned", b"a file")], "clean raw", 2, &["error: cleaned: the folder cannot be made"], &[]),
        // Decisions that cannot be read must not be passed over.
        (
            &[
                good,
                (
                    "cleaned/a.decisions.jsonl",
                    b"{\"schema\":\"newsprint-decisions/1\",\"id\":\"a\",\"sha256\":[]}\nreject\n",
                ),
            ],
            "clean raw",
            2,
            &["cleaned/a.decisions.jsonl: line 2: this is no decision"],
            &[],
        ),
    ];
    rows.iter().for_each(check);
}

#[cfg(unix)]
#[test]
fn follows_links_and_names_those_that_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with(&[("raw/a.txt", PAGE_BYTES), ("else/b.txt", PAGE_BYTES)]);
    symlink(desk.path("else"), desk.path("raw/linked")).unwrap();
    symlink("nowhere.txt", desk.path("raw/broken.txt")).unwrap();
    symlink(desk.path("raw"), desk.path("raw/again")).unwrap();
    symlink("self.txt", desk.path("raw/self.txt")).unwrap();
    let ran = desk.run("clean raw");
    assert_eq!(ran.code, 2);
    for told in [
        "error: raw/again: this link leads back to raw",
        "error: raw/broken.txt: this link leads to nowhere.txt, which is not there",
        "error: raw/self.txt: this link leads back to itself",
        "3 inputs could not be cleaned",
    ] {
        assert!(ran.err.contains(told), "{told}\n{}", ran.err);
    }
    assert!(desk.path("cleaned/a.json").is_file() && desk.path("cleaned/linked/b.json").is_file());

    // An output folder must not be left by a link in it.
    symlink(desk.path("else"), desk.path("cleaned/1978")).unwrap();
    desk.write("more/1978/c.txt", PAGE_BYTES);
    let ran = desk.run("clean more");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("this would stand outside the output folder"), "{}", ran.err);
    assert_eq!(desk.names("else"), ["b.txt"]);
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_and_pipes_are_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::with(&[("raw/a.txt", PAGE_BYTES)]);
    let odd = desk.path("raw").join(std::ffi::OsStr::from_bytes(b"\xc7\xe9.txt"));
    std::fs::write(&odd, PAGE).unwrap();
    let made = std::process::Command::new("mkfifo").arg(desk.path("raw/pipe")).status();
    let has_pipe = made.is_ok_and(|made| made.success());
    let ran = desk.run("clean raw");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the name is not UTF-8"), "{}", ran.err);
    assert_eq!(ran.err.contains("raw/pipe: this is neither a file nor a folder"), has_pipe, "{}", ran.err);
    assert!(desk.path("cleaned/a.json").is_file());
}

#[test]
fn writes_what_is_asked_for() {
    let desk = Desk::with(&[("raw/a.txt", PAGE_BYTES)]);
    assert_eq!(desk.run("clean raw").code, 0);
    assert_eq!(desk.names("cleaned"), ["a.edits.jsonl", "a.json", "a.md", "a.txt"]);
    assert_eq!(desk.run("clean raw -o few --to md,edits").code, 0);
    assert_eq!(desk.names("few"), ["a.edits.jsonl", "a.md"]);
    let without = desk.run("clean raw -o bare --to md");
    assert_eq!(desk.names("bare"), ["a.md"]);
    assert!(!without.err.contains("newsprint pending") && !without.err.contains("newsprint diff"), "{}", without.err);
    assert_eq!(desk.files("few")["a.md"], desk.files("cleaned")["a.md"]);

    assert!(!desk.read("cleaned/a.json").contains("\"map\""));
    assert_eq!(desk.run("clean raw -o mapped --offsets").code, 0);
    assert!(desk.read("mapped/a.json").contains("\"map\""));
    assert_eq!(desk.run("clean raw -o said --language fi").code, 0);
    assert!(desk.read("said/a.json").contains("\"language\":\"fi\""));

    // With nothing applied, the lines stand as they were printed.
    assert_eq!(desk.run("clean raw -o none --level none").code, 0);
    for line in PAGE.lines() {
        assert!(desk.read("none/a.txt").contains(line), "{line}");
    }
}

#[test]
fn says_nothing_when_asked_to() {
    let desk = Desk::with(&[("raw/a.txt", PAGE_BYTES)]);
    let ran = desk.run("clean raw --quiet");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    desk.write("raw/b.txt", PICTURE);
    let ran = desk.run("clean raw --quiet");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: raw/b.txt: "), "{}", ran.err);
}

#[test]
fn check_tells_what_waits() {
    let desk = Desk::with(&[("raw/a.txt", PAGE_BYTES), ("ask/rules.toml", ASK.as_bytes())]);
    let ran = desk.run("clean raw --rules ask");
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("waits for a decision; list with `newsprint pending cleaned`"), "{}", ran.err);
    assert!(ran.err.contains("mark/crosses"), "{}", ran.err);
    assert_eq!(desk.run("clean raw --rules ask --check").code, 1);
    desk.write("raw/b.txt", PICTURE);
    assert_eq!(desk.run("clean raw --rules ask --check").code, 2);
    // The log tells which pack it was.
    let log = desk.read("cleaned/run.jsonl");
    assert!(log.lines().any(|line| line.contains("\"name\":\"ask\"") && line.contains("\"sha256\"")), "{log}");
    assert!(log.lines().any(|line| line.contains("\"error\":\"raw/b.txt: ")), "{log}");
}

#[test]
fn threads_do_not_show() {
    let mut files: Vec<(String, String)> = Vec::new();
    for n in 0..40 {
        let story = PAGE.replace("nine weeks", &format!("{n} weeks"));
        files.push((format!("raw/{:02}.txt", n), [story.as_str(), PAGE, &story].join("\x0c")));
    }
    let borrowed: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let desk = Desk::with(&borrowed);
    let (one, four) = (desk.run("clean raw -o one --threads 1"), desk.run("clean raw -o four --threads 4"));
    assert_eq!((one.code, four.code), (0, 0));
    let told = |err: &str| err.replace("four", "one");
    assert_eq!(told(&one.err), told(&four.err));
    assert!(desk.files("one").len() == 160 && desk.files("one") == desk.files("four"));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let desk = Desk::asked();
    for words in [&["diff", "cleaned"][..], &["pending", "cleaned"], &["clean", "--help"]] {
        let mut child = desk.program().args(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert!(child.wait().unwrap().success(), "{words:?}\n{err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

#[test]
fn every_command_has_an_example() {
    let desk = Desk::with(&[]);
    let help = desk.run("--help");
    assert_eq!(help.code, 0);
    let commands: Vec<&str> = help
        .out
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 5, "{}", help.out);
    for command in commands {
        let help = desk.run(&format!("{command} --help"));
        assert!(help.out.contains(&format!(": newsprint {command}")), "{command} shows no example:\n{}", help.out);
    }
    assert_eq!(desk.run("--version").out, format!("newsprint {}\n", env!("CARGO_PKG_VERSION")));
}
