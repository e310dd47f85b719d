//! A review in company: others decide at the same time, the person comes back later, looks at a part only, or sits at a
//! terminal that cannot draw everything.

use std::time::{Duration, Instant};

use super::review::{Seat, acts};
use super::{ASK, Desk, PAGE, waiting};

#[test]
fn what_another_decides_is_shown_and_moves_nothing() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    let mut seat = Seat::at(&desk, "cleaned --by ly");
    seat.sees("[q]uit");
    assert_eq!(desk.run(&format!("decide page {unit} accept --by wm")).code, 0);
    let decided = Instant::now();
    let shown = seat.sees("wm accepted this at");
    // Two seconds are due; a machine that does other things besides is given more.
    assert!(decided.elapsed() < Duration::from_secs(10), "{:?}", decided.elapsed());
    assert!(shown.contains("is `+ + +` a quote?") && shown.contains("a or r decides anew"), "{shown}");
    seat.press("r");
    let shown = seat.sees("refused, saved");
    assert!(shown.contains("before, wm accepted this"), "{shown}");
    assert_eq!(acts(&desk, "page"), ["accept", "reject"]);
    // To take that back leaves what the other said.
    seat.press("u");
    seat.sees("taken back, saved");
    assert_eq!(acts(&desk, "page"), ["accept", "reject", "accept"]);
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
    seat.press("q");
    seat.ends();
}

#[test]
fn two_people_at_two_terminals_hear_of_each_other() {
    let page = PAGE.replace("+ + +", "+ + +\n\nThe ferry ran again in the evening of that day.\n\n+ + +");
    let desk = Desk::with(&[("raw/page.txt", page.as_bytes()), ("ask/rules.toml", ASK.as_bytes())]);
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    let mut seats = [Seat::at(&desk, "cleaned --by ly"), Seat::at(&desk, "cleaned --by wm")];
    for seat in &seats {
        assert!(seat.sees("[q]uit").contains("0 decided, 2 to decide"));
    }
    seats[0].press("a");
    seats[0].sees("accepted, saved");
    // The other looks at the same edit, and is not led away from it.
    seats[1].sees("ly accepted this at");
    seats[1].press("s");
    assert!(seats[1].sees("[q]uit").contains("0 decided, 1 to decide"));
    seats[1].press("r");
    seats[1].sees("refused, saved");
    seats[0].sees("wm refused this at");
    assert_eq!(acts(&desk, "page"), ["accept", "reject"]);
    assert_eq!(desk.run("verify").code, 0);
}

#[test]
fn a_draft_outlives_the_program_and_belongs_to_its_person() {
    let desk = Desk::asked();
    let mut seat = Seat::at(&desk, "page --by ly");
    seat.sees("[q]uit");
    seat.press("t");
    seat.sees("headline of the article");
    seat.press("\u{15}Half a Title\u{1b}");
    seat.sees("what you typed is kept");
    seat.press("e");
    seat.sees("should read");
    // A window that is closed while somebody types keeps it too.
    seat.press("\u{15}half a line");
    seat.sees("half a line");
    seat.signal("HUP");
    seat.goes();
    assert!(!desk.path("cleaned/page.decisions.jsonl").exists());
    // Whoever else sits down sees nothing of it.
    let mut seat = Seat::at(&desk, "page --by wm");
    assert!(!seat.sees("[q]uit").contains("typed and not saved"));
    seat.press("e");
    assert!(!seat.sees("should read").contains("half a line"));
    seat.press("\u{1b}");
    seat.sees("left as it is");
    seat.press("q");
    seat.ends();
    let mut seat = Seat::at(&desk, "page --by ly");
    let shown = seat.sees("[q]uit");
    for draft in ["p1:L9 should read", "headline of the article p1-L1"] {
        assert!(shown.contains(&format!("typed and not saved: {draft}")), "{draft}: {shown}");
    }
    seat.press("e");
    seat.sees("half a line");
    seat.press(" and the rest\r");
    seat.sees("your text, saved");
    assert!(desk.read("cleaned/page.txt").contains("half a line and the rest"));
    seat.press("c");
    seat.sees("[c] back");
    seat.press("t");
    seat.sees("Half a Title");
    // What is typed back to what stands there is no draft any more.
    seat.press("\u{15}The Ferry Resumes Its Run\u{1b}");
    seat.sees("left as it is");
    seat.press("q");
    seat.ends();
    assert_eq!(desk.read("cleaned/page.drafts.jsonl"), "", "no draft is left");
    // Nothing but a review looks at drafts.
    assert_eq!(desk.run("verify").code, 0);
    assert_eq!(desk.run("publish cleaned --accept-pending").code, 0);
    assert!(desk.names("published").iter().all(|name| !name.contains("draft")));
}

/// A second rule, which asks about another line.
const STARS: &str = r#"
[[rule]]
name = "mark/stars"
pass = "label_regions"
does = "line"
find = '\* \* \*'
role = "quote"
level = "review"
why = "a row of stars"
fixes = [{ from = "* * *", to = "<quote> * * *" }]
keeps = ["one * one"]
"#;

#[test]
fn a_filter_asks_a_part_and_goes_with_the_person() {
    let stars = PAGE.replace("+ + +", "+ + +\n\nThe ferry ran again in the evening of that day.\n\n* * *");
    let desk = Desk::with(&[
        ("raw/a.txt", stars.as_bytes()),
        ("raw/b.txt", stars.as_bytes()),
        ("ask/rules.toml", ASK.as_bytes()),
        ("ask/stars.toml", STARS.as_bytes()),
    ]);
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    let mut seat = Seat::at(&desk, "cleaned");
    seat.sees("0 decided, 2 to decide, and 1 issue more");
    seat.press("/");
    seat.sees("ask only");
    seat.press("<2x\r");
    seat.sees("is no share of a hundred");
    seat.press("/");
    seat.sees("ask only");
    seat.press("mark/stars\r");
    let shown = seat.sees("1 question");
    assert!(shown.contains("is `* * *` a quote?") && shown.contains("1 to decide of `mark/stars`"), "{shown}");
    seat.press("r");
    seat.sees("nothing waits here of `mark/stars`");
    seat.press("\r");
    let shown = seat.sees("b · page 1");
    assert!(shown.contains("is `* * *` a quote?"), "{shown}");
    // A whole rule shows its places before it is decided.
    seat.press("A");
    let shown = seat.sees("accept 1 edit of mark/stars?");
    assert!(shown.contains("p1:L13") && shown.contains("only what is of the rule mark/stars"), "{shown}");
    seat.press("\u{1b}");
    seat.sees("[q]uit");
    seat.press("/");
    seat.sees("ask only");
    seat.press("\u{15}\r");
    seat.sees("2 questions");
    seat.press("q");
    seat.ends();
    assert_eq!(acts(&desk, "a"), ["reject"]);
    // The same from the command line.
    let seat = Seat::at(&desk, "cleaned --only 'p1 mark/crosses'");
    let shown = seat.sees("[q]uit");
    assert!(shown.contains("1 to decide of `mark/crosses p1`") && shown.contains("`+ + +`"), "{shown}");
    assert_eq!(desk.run("review --terminal cleaned --only <x").code, 2);
}

#[test]
fn n_and_p_lead_from_issue_to_issue() {
    let desk = Desk::asked();
    desk.write("more/zz.txt", PAGE.as_bytes());
    desk.write("more/none.txt", b"The ferry at Low Harbor took up its run on Monday after\nnine weeks on the slip.\n");
    assert_eq!(desk.run("clean more --rules ask").code, 0);
    let mut seat = Seat::at(&desk, "cleaned");
    seat.sees("page · page 1");
    for (key, sees) in [
        ("c", ">     p1:L9"),
        ("n", "zz"),
        ("n", "nothing more waits that way"),
        ("p", "page"),
        ("p", "nothing more waits that way"),
        // What was done is found too, and can be looked at and refused.
        ("P", ">     p1:L3"),
        ("N", ">     p1:L9"),
        ("P", ">     p1:L3"),
        ("\r", "is `By Ada Thornwick` a byline?"),
        ("r", "refused, saved"),
    ] {
        seat.press(key);
        seat.sees(sees);
    }
    assert_eq!(acts(&desk, "page"), ["reject"]);
}

#[test]
fn a_terminal_is_sent_nothing_that_it_cannot_draw() {
    let desk = Desk::with(&[("raw/page.txt", include_bytes!("../../raw/hangang.txt"))]);
    assert_eq!(desk.run("clean raw").code, 0);
    for (words, with) in [("page --ascii", "C.UTF-8"), ("page", "ko_KR.EUC-KR")] {
        let mut seat = Seat::set_up(&desk, words, &[("LC_ALL", with)]);
        let mut shown = seat.sees("[q]uit");
        for (key, sees) in [("?", "Any key"), ("x", "[q]uit"), ("c", "[c] back"), ("c", "[q]uit"), ("/", "ask only")] {
            seat.press(key);
            shown += &seat.sees(sees);
        }
        seat.press("\u{d55c}\u{1b}");
        shown += &seat.sees("[q]uit");
        assert!(shown.is_ascii(), "{shown}");
        assert!(shown.contains("\\u{") && shown.contains("page - page 1"), "{shown}");
        seat.press("q");
        seat.ends();
    }
    // The width of characters of ambiguous width is tried where screens are; here it is taken.
    Seat::at(&desk, "page --ambiguous-width 2").sees("[q]uit");
    // A terminal that is asked and says nothing is taken to be as most are.
    let seat = Seat::set_up(&desk, "page", &[("LC_ALL", "ko_KR.UTF-8")]);
    seat.sees("[q]uit");
}

#[test]
fn every_command_of_the_manual_does_what_it_says() {
    let manual = include_str!("../../docs/review.md");
    let in_fences = manual.split("```").skip(1).step_by(2).flat_map(str::lines);
    let commands: Vec<&str> = in_fences
        .filter_map(|line| line.strip_prefix("newsprint "))
        .map(|line| line.split(" #").next().unwrap().trim())
        .collect();
    assert!(commands.len() > 8, "{commands:?}");
    // A page that has three, an article that begins at its third line, and a name alone on a line.
    let page = format!("GAZETTE\n\n{PAGE}\u{c}{PAGE}\u{c}Mill Street\n\n{PAGE}");
    let desk = Desk::with(&[("raw/page.txt", page.as_bytes())]);
    for words in commands {
        match words.strip_prefix("review --terminal") {
            Some(words) => {
                let mut seat = Seat::at(&desk, words);
                let shown = seat.sees_one(&["[q]uit", "nothing waits for a decision", "error:"]);
                assert!(!shown.contains("error:"), "{words}: {shown}");
                if shown.contains("[q]uit") {
                    seat.press("q");
                }
            }
            None => drop(desk.done(words)),
        }
    }
}
