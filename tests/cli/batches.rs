//! All of a rule at once, over all issues of a folder: at a terminal, and from a script.

use super::review::{Seat, acts};
use super::{ASK, Desk, PAGE};

/// A page on which a row of crosses stands before each paragraph of some number of them.
fn page(n: usize) -> String {
    let paragraph =
        "\n+ + +\n\nThe company says that the new boiler will last for twenty\nyears, as it has said before.\n";
    PAGE.replace("+ + +\n\n", "") + &paragraph.repeat(n)
}

/// Issues in which so much waits.
fn desk(waits: &[usize]) -> Desk {
    let desk = Desk::with(&[("ask/rules.toml", ASK.as_bytes())]);
    for (n, waits) in waits.iter().enumerate() {
        desk.write(&format!("raw/{}.txt", name(n)), page(*waits).as_bytes());
    }
    desk.done("clean raw --rules ask");
    desk
}

fn name(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + n as u8);
    if n < 26 { letter(n).to_string() } else { format!("{}{}", letter(n / 26 - 1), letter(n % 26)) }
}

/// What is decided in each issue, as often as it is said.
fn decided(desk: &Desk, issues: usize) -> Vec<Vec<String>> {
    let acts = |n| {
        let name = name(n);
        if desk.path(&format!("cleaned/{name}.decisions.jsonl")).exists() { acts(desk, &name) } else { Vec::new() }
    };
    (0..issues).map(acts).collect()
}

fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|act| (*act).to_owned()).collect()).collect()
}

/// The units that wait in an issue, in the order of the text.
fn units(desk: &Desk, name: &str) -> Vec<String> {
    let listed = desk.run(&format!("pending cleaned/{name} --json"));
    let unit =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["unit"].as_str().unwrap().to_owned();
    listed.out.lines().map(unit).collect()
}

#[test]
fn a_script_decides_on_what_waits_in_all_issues_and_on_nothing_else() {
    let desk = desk(&[2, 0, 3]);
    let first = units(&desk, "a").swap_remove(0);
    desk.done(&format!("decide cleaned/a {first} reject --by wm"));
    let before = desk.read("cleaned/a.decisions.jsonl");
    assert_eq!(desk.run("decide cleaned --rule mark/crosses --list").out.matches("mark/crosses").count(), 4);
    let ran = desk.run("decide cleaned accept --by ly");
    assert!(ran.code == 2 && ran.err.contains("there are 3 issues here"), "{}", ran.err);
    let ran = desk.run("decide cleaned --rule mark/crosses accept --by ly");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let done = rows(&[&["reject", "accept"], &[], &["accept", "accept", "accept"]]);
    assert_eq!(decided(&desk, 3), done);
    assert!(desk.read("cleaned/a.decisions.jsonl").starts_with(&before));
    let ran = desk.run("decide cleaned --rule mark/crosses accept --by ly");
    assert!(ran.code == 2 && ran.err.contains("no edit of rule `mark/crosses` waits"), "{}", ran.err);
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
    // Taken back as it was decided, and what another has said stays.
    let ran = desk.run("decide cleaned --rule mark/crosses clear --by nobody");
    assert!(ran.code == 2 && ran.err.contains("`nobody` has decided nothing of rule"), "{}", ran.err);
    desk.done("decide cleaned --rule mark/crosses clear --by ly");
    assert_eq!(decided(&desk, 3)[0], ["reject", "accept", "clear"]);
    assert_eq!((units(&desk, "a").len(), units(&desk, "c").len()), (1, 3));
    assert!(!units(&desk, "a").contains(&first));
    assert_eq!(desk.run("verify").code, 0);
}

#[test]
fn a_script_goes_by_the_words_of_a_filter() {
    let desk = desk(&[2, 2]);
    for (words, n) in [("p2", 0), ("<80", 0), ("<95 crosses", 0), ("<95", 4), ("\"+ +\" p1", 4)] {
        let words = ["decide", "cleaned", "--only", words, "--list"];
        let listed = desk.program().args(words).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&listed.stdout).matches("mark/crosses").count(), n, "{words:?}");
    }
    let ran = desk.run("decide cleaned --only p2 accept");
    assert!(ran.code == 2 && ran.err.contains("no edit of `p2` waits in cleaned"), "{}", ran.err);
    let ran = desk.run("decide cleaned --only <x accept");
    assert!(ran.code == 2 && ran.err.contains("`x` is no share of a hundred"), "{}", ran.err);
    desk.done("decide cleaned --only <95 reject");
    assert_eq!(decided(&desk, 2), rows(&[&["reject", "reject"], &["reject", "reject"]]));
}

#[test]
fn one_issue_that_cannot_be_decided_on_stops_no_other() {
    let desk = desk(&[1, 1, 1]);
    std::fs::remove_file(desk.path("raw/b.txt")).unwrap();
    let ran = desk.run("decide cleaned --rule mark/crosses accept");
    assert!(ran.code == 2 && ran.err.contains("raw/b.txt"), "{}", ran.err);
    assert_eq!(decided(&desk, 3), rows(&[&["accept"], &[], &["accept"]]));
}

#[cfg(target_os = "linux")]
#[test]
fn one_key_and_a_yes_decide_in_all_issues_and_one_undo_takes_it_back() {
    let desk = desk(&[3, 0, 2, 1]);
    let outputs = |desk: &Desk| {
        let mut files = desk.files("cleaned");
        files.retain(|name, _| name.ends_with(".txt") || name.ends_with(".json"));
        files
    };
    let before = outputs(&desk);
    let others = units(&desk, "c").swap_remove(0);
    desk.done(&format!("decide cleaned/c {others} reject --by wm"));
    let mut seat = Seat::at(&desk, "cleaned --by ly");
    seat.sees("[q]uit");
    // One decision before, in the issue at hand.
    seat.press("r");
    seat.sees("refused, saved");
    seat.press("A");
    let asked = seat.sees("[Enter] accept 2 edits");
    assert!(
        asked.contains("this page 2") && asked.contains("this issue 2") && asked.contains("all 4 issues ?"),
        "{asked}"
    );
    seat.press("f");
    let asked = seat.sees("[Enter] accept 4 edits in 3 issues");
    assert!(asked.contains("all 4 issues 4"), "{asked}");
    assert_eq!(decided(&desk, 4)[3], Vec::<String>::new(), "not before it is answered");
    seat.press("\r");
    seat.sees("accepted 4 in 3 issues, saved");
    assert_eq!(decided(&desk, 4), rows(&[&["reject", "accept", "accept"], &[], &["reject", "accept"], &["accept"]]));
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
    // Another decides on one of these meanwhile: to undo takes back the others.
    let file = desk.read("cleaned/d.decisions.jsonl");
    let unit = file.split("\"unit\":\"").nth(1).unwrap()[..16].to_owned();
    desk.done(&format!("decide cleaned/d {unit} reject --by wm"));
    seat.press("u");
    seat.sees("taken back 3 in 2 issues, saved");
    let back = rows(&[
        &["reject", "accept", "accept", "clear", "clear"],
        &[],
        &["reject", "accept", "clear"],
        &["accept", "reject"],
    ]);
    assert_eq!(decided(&desk, 4), back);
    seat.press("U");
    seat.sees("done again 3 in 2 issues, saved");
    seat.press("u");
    seat.sees("taken back 3 in 2 issues, saved");
    // The one before it.
    seat.press("u");
    seat.sees("taken back, saved");
    seat.press("u");
    seat.sees("there is nothing to undo");
    desk.done(&format!("decide cleaned/c {others} clear"));
    desk.done(&format!("decide cleaned/d {unit} clear"));
    assert!(outputs(&desk) == before, "something is left of what was taken back");
    seat.press("q");
    assert!(seat.ends().contains("0 decisions saved"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_asked_only_is_decided_only() {
    // One of two in the issue at hand, one of two in the other.
    let desk = desk(&[0, 0]);
    desk.write("ask/rules.toml", ASK.replace(r"\+ \+ \+'", r"\+ \+ \+.*'").as_bytes());
    for name in ["a", "b"] {
        let raw =
            page(1) + "\n+ + + lights\n\nThe lamps on the quay were lit at eight, as they had been the year before.\n";
        desk.write(&format!("raw/{name}.txt"), raw.as_bytes());
    }
    desk.done("clean raw --rules ask");
    assert_eq!(desk.run("decide cleaned --rule mark/crosses --list").out.matches("mark/crosses").count(), 4);
    let mut seat = Seat::at(&desk, "cleaned");
    seat.sees("[q]uit");
    seat.press("/");
    seat.sees("ask only");
    seat.press("lights mark/crosses\r");
    seat.sees("1 question");
    seat.press("R");
    let asked = seat.sees("[Enter] refuse 1 edit");
    assert!(asked.contains("with `lights` in the line"), "{asked}");
    seat.press("f");
    seat.sees("[Enter] refuse 2 edits in 2 issues");
    // The scope may be another one again, and nothing is done before it is said.
    seat.press("p");
    seat.sees("[Enter] refuse 1 edit");
    seat.press("\u{1b}");
    seat.sees("nothing is decided");
    assert_eq!(decided(&desk, 2), rows(&[&[], &[]]));
    seat.press("R");
    seat.sees("[Enter] refuse 1 edit");
    seat.press("f");
    seat.sees("[Enter] refuse 2 edits in 2 issues");
    seat.press("\r");
    seat.sees("refused 2 in 2 issues, saved");
    assert_eq!(decided(&desk, 2), rows(&[&["reject"], &["reject"]]));
    for name in ["a", "b"] {
        assert!(desk.read(&format!("cleaned/{name}.decisions.jsonl")).contains("+ + + lights"));
    }
    seat.press("q");
    assert!(seat.ends().contains("2 decisions saved"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_issue_that_cannot_be_decided_on_is_named_before_and_left_out() {
    let desk = desk(&[2, 1, 1, 1]);
    let mut seat = Seat::at(&desk, "cleaned");
    seat.sees("[q]uit");
    for name in ["b", "d"] {
        std::fs::remove_file(desk.path(&format!("raw/{name}.txt"))).unwrap();
    }
    seat.press("A");
    seat.sees("[Enter] accept 2 edits");
    seat.press("f");
    let asked = seat.sees("[Enter] accept 3 edits in 2 issues");
    assert!(asked.contains("2 issues left out, such as b: ./raw/b.txt: cannot be read"), "{asked}");
    seat.press("\r");
    seat.sees("accepted 3 in 2 issues, saved");
    assert_eq!(decided(&desk, 4), rows(&[&["accept", "accept"], &[], &["accept"], &[]]));
    seat.press("q");
    seat.ends();
}

#[cfg(target_os = "linux")]
#[test]
fn a_kill_in_the_middle_leaves_whole_lines_and_the_rest_waits() {
    let issues = 40;
    let desk = desk(&vec![2; issues]);
    let mut cut = 0;
    for wait in [0, 30, 80, 160, 320, 640] {
        let was: usize = decided(&desk, issues).iter().map(Vec::len).sum();
        let waits: usize = (0..issues).map(|n| units(&desk, &name(n)).len()).sum();
        if waits == 0 {
            break;
        }
        let mut seat = Seat::at(&desk, "cleaned");
        seat.sees("[q]uit");
        seat.press("A");
        seat.sees("[Enter] accept");
        seat.press("f");
        seat.sees("edits in");
        seat.press("\r");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        seat.signal("KILL");
        seat.goes();
        let made: usize = decided(&desk, issues).iter().map(Vec::len).sum::<usize>() - was;
        cut += usize::from(0 < made && made < waits);
        for n in 0..issues {
            let file = std::fs::read(desk.path(&format!("cleaned/{}.decisions.jsonl", name(n)))).unwrap_or_default();
            let read = newsprint::review::parse(&file).unwrap();
            assert_eq!(read.whole(), file.len(), "half a line");
        }
        // What was decided is decided, and outputs are made of it.
        desk.done("clean raw --rules ask");
        let still: usize = (0..issues).map(|n| units(&desk, &name(n)).len()).sum();
        assert_eq!(still, waits - made);
    }
    assert!(cut > 0, "no kill came in the middle");
    assert_eq!(desk.run("verify").code, 0);
}
