//! A review of several issues, of decisions that are out of date, and what a person puts right without being asked: all
//! of it in a terminal, by keys.

use std::collections::BTreeMap;

use super::review::{Seat, acts};
use super::{ASK, Desk, PAGE};

/// The outputs without the decisions.
fn outputs(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let mut files = desk.files("cleaned");
    files.retain(|name, _| !name.ends_with(".decisions.jsonl"));
    files
}

/// Keys, each with what the screen shows then.
type Keys = &'static [(&'static str, &'static str)];

/// What is done at the row of crosses, and what stands in the text or in the document then.
const ROWS: [(Keys, &str, &str); 9] = [
    (&[("t", "headline of the article"), ("\u{15}Back Again\r", "your text, saved")], "page.txt", "Back Again"),
    (&[("y", "who wrote the article"), ("\u{15}A. B.; C. D.\r", "your text, saved")], "page.json", "C. D."),
    (&[("o", "What is this?"), ("g", "your text, saved")], "page.json", "\"note\":\"+ + +\""),
    (&[("O", "What is this?"), ("g", "your text, saved")], "page.json", "\"note\":\"+ + +\""),
    (&[("x", "your text, saved")], "page.json", "\"id\":\"p1-L9\""),
    (&[("[", "your text, saved")], "page.txt", "+ + +\n\nThe ferry at"),
    (&[("]", "your text, saved")], "page.txt", "so before.\n\n+ + +"),
    (&[("m", "where to"), ("k", "[Esc]"), ("\u{1b}[H", "your text, saved")], "page.txt", "+ + +\n\nThe ferry at"),
    (
        &[("m", "where to"), ("j", "[Esc]"), ("\u{1b}[F\r", "where to"), ("\r", "your text, saved")],
        "page.txt",
        "before.\n\n+ + +",
    ),
];

#[test]
fn the_text_is_put_right_by_keys_and_each_step_is_undone() {
    let desk = Desk::asked();
    let before = outputs(&desk);
    let mut seat = Seat::at(&desk, "cleaned page");
    seat.sees("[q]uit");
    seat.press("c");
    assert!(seat.sees("[c] back").contains("── The Ferry Resumes Its Run · By Ada Thornwick ──"));
    for (keys, file, shows) in ROWS {
        for (key, sees) in keys {
            seat.press(key);
            seat.sees(sees);
        }
        let now = desk.read(&format!("cleaned/{file}"));
        assert!(now.contains(shows), "{keys:?}: no {shows:?} in\n{now}");
        assert_ne!(outputs(&desk), before, "{keys:?}");
        seat.press("u");
        seat.sees("taken back, saved");
        assert_eq!(outputs(&desk), before, "{keys:?} undone");
    }
    // To split, and then to merge, which cannot be done twice.
    for (key, sees) in [("x", "saved"), ("g", "saved"), ("g", "cannot be done here"), ("u", "saved"), ("U", "saved")] {
        seat.press(key);
        seat.sees(sees);
    }
    assert!(!desk.read("cleaned/page.json").contains("\"id\":\"p1-L9\""));
    seat.press("q");
    assert!(seat.ends().contains("2 decisions saved"));
    assert_eq!(desk.run("verify").code, 0);
    // The next run hears them too.
    let now = outputs(&desk);
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    assert_eq!(outputs(&desk), now);
}

#[test]
fn what_was_typed_and_left_is_there_again() {
    let desk = Desk::asked();
    let mut seat = Seat::at(&desk, "page");
    seat.sees("[q]uit");
    seat.press("t");
    seat.sees("headline of the article");
    seat.press("\u{15}Half a Title\u{1b}");
    seat.sees("what you typed is kept");
    assert!(!desk.path("cleaned/page.decisions.jsonl").exists());
    // Another person decides meanwhile, and so does this one.
    let title = r#"{"byline":{"article":"p1-L1","byline":"Somebody Else"}}"#;
    assert_eq!(desk.run(&format!("decide page set '{title}'")).code, 0);
    seat.press("a");
    seat.sees("accepted, saved");
    assert_eq!(acts(&desk, "page"), ["set", "accept"]);
    assert!(desk.read("cleaned/page.json").contains("Somebody Else"), "both are kept");
    seat.press("c");
    seat.sees("[c] back");
    seat.press("t");
    seat.sees("Half a Title");
    seat.press(" More\r");
    seat.sees("your text, saved");
    assert!(desk.read("cleaned/page.txt").contains("Half a Title More"));
}

#[test]
fn an_editor_of_ones_own_is_used() {
    let desk = Desk::asked();
    let mut seat = Seat::with_editor(&desk, "page", "sed -i s/heard/read/");
    seat.sees("[q]uit");
    for (key, sees) in [("c", "[c] back"), ("j", "p1:L11"), ("e", "your text, saved")] {
        seat.press(key);
        seat.sees(sees);
    }
    assert!(desk.read("cleaned/page.txt").contains("he has read so before."));
    seat.press("q");
    seat.ends();
    // An empty file is not meant, and lines cannot be joined or parted so.
    for (editor, told) in [("truncate -s 0", "left as it is"), ("sed -i 1d", "not saved: 3 lines of the page are 2")] {
        let mut seat = Seat::with_editor(&desk, "page", editor);
        seat.sees("[q]uit");
        for (key, sees) in [("c", "[c] back"), ("j", "p1:L11"), ("e", told), ("q", "saved")] {
            seat.press(key);
            seat.sees(sees);
        }
        assert_eq!(acts(&desk, "page"), ["set"], "{editor}");
    }
}

#[test]
fn issues_come_by_what_is_at_stake_and_undo_leads_back() {
    let desk = Desk::asked();
    desk.write("more/zz.txt", PAGE.replace("+ + +", "+ + +\n\nThe ferry ran again.\n\n+ + +").as_bytes());
    desk.write("more/none.txt", b"The ferry at Low Harbor took up its run on Monday after\nnine weeks on the slip.\n");
    assert_eq!(desk.run("clean more --rules ask").code, 0);
    let mut seat = Seat::at(&desk, "cleaned");
    let first = seat.sees("[q]uit");
    assert!(first.contains("zz · page 1") && first.contains("2 to decide, and 2 issues more"), "{first}");
    for (key, sees) in [
        ("a", "accepted, saved"),
        ("r", "nothing waits here"),
        ("\r", "page · page 1"),
        // What is taken back is where it was decided.
        ("u", "zz · page 1"),
        ("r", "nothing waits here"),
        ("J", "page · page 1"),
        ("K", "nothing waits here"),
        ("K", "this is the first issue"),
        ("J", "page · page 1"),
        ("a", "nothing waits here"),
    ] {
        seat.press(key);
        seat.sees(sees);
    }
    // Where nothing waits nobody is asked.
    seat.press("\r");
    assert!(seat.ends().contains("3 decisions saved"));
    assert_eq!(acts(&desk, "zz"), ["accept", "reject", "clear", "reject"]);
    assert_eq!(acts(&desk, "page"), ["accept"]);
}

#[test]
fn a_decision_out_of_date_is_applied_to_the_edit_most_like_it() {
    let desk = Desk::asked();
    assert_eq!(desk.run("decide page --rule mark/crosses reject --by ly").code, 0);
    let rules = ASK.replace("\"quote\"", "\"note\"").replace("<quote>", "<note>");
    desk.write("ask/rules.toml", rules.as_bytes());
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    let pending = desk.run("pending").out;
    assert!(pending.contains("no rule proposes it") && pending.contains("the edit most like it is"), "{pending}");
    let mut seat = Seat::at(&desk, "page");
    seat.sees("[q]uit");
    seat.press("s");
    let shown = seat.sees("refuse this edit too");
    for part in
        ["Does it still hold?", "Refused by ly on ", "proposed by mark/crosses", "is `+ + +` a note?", "% alike"]
    {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    seat.press("a");
    seat.sees("refused 2, saved");
    assert_eq!(acts(&desk, "page"), ["reject", "reject", "clear"]);
    seat.press("q");
    seat.ends();
    let pending = desk.run("pending");
    assert!(pending.out.is_empty(), "{}", pending.out);
}

/// A rule on which a join stands: what it puts at the line end is the hyphen that is taken out there.
const HYPHEN: &str = r#"
[[rule]]
name = "mark/section"
pass = "normalize_text"
does = "replace"
find = '[a-z](?<it>§)$'
with = '-'
level = "review"
why = "a section sign at the line end is a hyphen misread"
fixes = [{ from = "the steam§", to = "the steam-" }]
keeps = ["see § ten"]
"#;

#[test]
fn what_a_refusal_takes_back_is_named_and_comes_back_as_one() {
    let page = "The Ferry Resumes\n\nOn Monday, as the harbor had long been hoping, the old steam§\nboat came to Low Harbor again and lay at the quay for an hour.\nThe steamboat left at noon, and no other steamboat was seen there\nuntil the evening of the same day, when all had gone home.\n";
    let desk = Desk::with(&[("raw/page.txt", page.as_bytes()), ("ask/rules.toml", HYPHEN.as_bytes())]);
    let ran = desk.run("clean raw --rules ask");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let before = outputs(&desk);
    assert!(desk.read("cleaned/page.txt").contains("the old steamboat came"), "{}", desk.read("cleaned/page.txt"));
    let mut seat = Seat::at(&desk, "page --rule mark/section");
    let shown = seat.sees("[q]uit");
    assert!(shown.contains("to refuse it takes back as well: take `§` out and join the lines?"), "{shown}");
    seat.press("r");
    seat.sees("refused, saved");
    assert!(!desk.read("cleaned/page.txt").contains("the old steamboat came"));
    seat.press("u");
    seat.sees("taken back, saved");
    assert_eq!(outputs(&desk), before);
}

/// Each thing that waits on a page is decided by one key, however many there are.
#[test]
fn one_key_is_one_decision() {
    const N: usize = 17;
    let page = PAGE.replace("+ + +", &"+ + +\n\nThe ferry ran again in the evening of the same day.\n\n".repeat(N));
    let desk = Desk::with(&[("raw/page.txt", page.as_bytes()), ("ask/rules.toml", ASK.as_bytes())]);
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    let n = desk.run("pending --json").out.lines().count();
    assert!(n >= N, "{n}");
    let mut seat = Seat::at(&desk, "page");
    seat.sees("[q]uit");
    for _ in 0..n {
        seat.press("a");
        seat.sees("accepted, saved");
    }
    let made = acts(&desk, "page");
    assert!(made.len() == n && made.iter().all(|act| act == "accept"), "{made:?}");
    seat.press("q");
    seat.ends();
    assert_eq!(desk.run("publish cleaned").code, 0, "nothing waits");
}
