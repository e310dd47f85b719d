//! `newsprint decide` and `newsprint pending`.

use super::{Desk, PAGE, waiting};

const MARKED: &str = "+ + +";

#[test]
fn lists_what_waits() {
    let desk = Desk::asked();
    let listed = desk.run("pending");
    assert_eq!(listed.code, 0);
    let unit = waiting(&desk);
    assert!(listed.out.starts_with(&format!("cleaned/page {unit} p1:L9\n  is `+ + +` a quote?\n")), "{}", listed.out);
    assert!(listed.out.contains("mark/crosses 90.0 %, applied"), "{}", listed.out);
    assert_eq!(desk.run("decide page --list").out, listed.out);
    assert_eq!(desk.run("pending gone").code, 2);
}

#[test]
fn issues_are_listed_by_what_is_at_stake() {
    let desk = Desk::asked();
    let more = PAGE.replace("+ + +", "+ + +\n\nThe ferry ran.\n\n+ + +");
    desk.write(
        "more/a.txt",
        b"The ferry at Low Harbor took up its run on Monday after\nnine weeks on the slip, and a crowd saw it.\n",
    );
    desk.write("more/z.txt", more.as_bytes());
    assert_eq!(desk.run("clean more --rules ask").code, 0);
    let listed = desk.run("pending cleaned --issues");
    assert_eq!(listed.code, 0, "{}", listed.err);
    let names: Vec<&str> = listed.out.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(names, ["cleaned/z", "cleaned/page"], "{}", listed.out);
    assert!(listed.out.contains("cleaned/page\t1 edit\t1 character at stake"), "{}", listed.out);
    desk.run("decide page --rule mark/crosses accept");
    assert!(!desk.run("pending cleaned --issues").out.contains("page"));
}

#[test]
fn a_refusal_stays_refused() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    let before = desk.files("cleaned");
    let ran = desk.run(&format!("decide page {unit} reject --by 'A. Reader' --note 'a device of printers'"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let file = desk.read("cleaned/page.decisions.jsonl");
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines.len(), 2, "{file}");
    assert!(lines[0].starts_with("{\"schema\":\"newsprint-decisions/1\",\"id\":\"page\",\"sha256\":[\""), "{file}");
    for part in [
        "\"do\":\"reject\"",
        &unit,
        "\"changes\":[{\"role\":[\"p1:L9\",\"quote\"]}]",
        "\"by\":\"A. Reader\"",
        "\"note\":\"a device of printers\"",
    ] {
        assert!(lines[1].contains(part), "{part}\n{file}");
    }
    assert_ne!(desk.files("cleaned")["page.json"], before["page.json"], "the outputs are written again");
    assert_eq!(desk.run("pending").out, "");
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);

    // Another rule for the same change meets the same refusal.
    let renamed = desk.read("ask/rules.toml").replace("mark/crosses", "other/name");
    desk.write("ask/rules.toml", renamed.as_bytes());
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);

    // What is taken back waits again, and everything is as it was.
    desk.write("ask/rules.toml", desk.read("ask/rules.toml").replace("other/name", "mark/crosses").as_bytes());
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
    let ran = desk.run(&format!("decide cleaned/page.json clear {}", &unit[..6]));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains(&unit), "{}", ran.out);
    let mut after = desk.files("cleaned");
    assert!(after.remove("page.decisions.jsonl").is_some(), "no command deletes decisions");
    assert_eq!(after, before);
}

#[test]
fn an_accepted_edit_waits_no_more() {
    let desk = Desk::asked();
    assert_eq!(desk.run("decide page --rule mark/crosses accept").code, 0);
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
    assert!(desk.read("cleaned/page.edits.jsonl").contains("\"decided\":true"));
    let again = desk.run("decide page --rule mark/crosses accept");
    assert_eq!(again.code, 2);
    assert!(again.err.contains("no edit of rule `mark/crosses` waits"), "{}", again.err);
}

#[test]
fn says_what_cannot_be_decided() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    let near = format!("{}{}", &unit[..15], if unit.ends_with('0') { '1' } else { '0' });
    let rows: [(String, String); 9] = [
        (
            format!("decide page {near} reject"),
            format!("there is no unit `{near}`\nhint: nearest are\n  {unit} is `+ + +`"),
        ),
        (format!("decide page {unit}"), "it is not said what to do".into()),
        ("decide page accept".into(), "no unit is named".into()),
        (format!("decide page {unit} clear"), "there is no unit".into()),
        (format!("decide gone {unit} accept"), "gone: there is no cleaned issue here".into()),
        (
            "decide page set '{\"retitle\":{\"article\":\"p9-L9\",\"title\":\"x\"}}'".into(),
            "there is no line `p9-L9`".into(),
        ),
        (
            "decide page set '{\"retype\":{\"line\":\"p1:L5\",\"old\":\"boat\",\"new\":\"x\"}}'".into(),
            "`boat` does not stand in line p1:L5".into(),
        ),
        ("decide page set '{\"rewrite\":{}}'".into(), "there is no edit `rewrite`".into()),
        ("decide page set 'no json'".into(), "this is no edit".into()),
    ];
    for (words, told) in rows {
        let ran = desk.run(&words);
        assert_eq!(ran.code, 2, "{words}");
        assert!(ran.err.contains(&told), "{words}: stderr does not tell {told:?}:\n{}", ran.err);
        assert!(!desk.path("cleaned/page.decisions.jsonl").exists(), "{words} wrote a decision");
    }
    // Without its rules an issue would be cleaned in another way than it was.
    std::fs::remove_file(desk.path("cleaned/run.jsonl")).unwrap();
    let ran = desk.run(&format!("decide page {unit} accept"));
    assert!(ran.code == 2 && ran.err.contains("was cleaned with the packs base, ask"), "{}", ran.err);
    assert_eq!(desk.run(&format!("decide page {unit} accept --rules ask")).code, 0);
}

/// A person's edit, and what the text output holds then and did not before.
const SETS: [(&str, &str); 6] = [
    (r#"{"retype":{"line":"p1:L6","old":"slip","new":"slipway"}}"#, "slipway"),
    (r#"{"retype":{"line":"p1:L7","old":"the","nth":2,"new":"THE"}}"#, "quay in THE rain"),
    (r#"{"retitle":{"article":"p1-L1","title":"The Ferry Is Back"}}"#, "The Ferry Is Back"),
    (r#"{"byline":{"article":"p1-L1","byline":"Ada M. Thornwick"}}"#, "Ada M. Thornwick"),
    (
        r#"[{"text":{"line":"p1:L5","start":0,"end":3,"new":"THE"}},{"retype":{"line":"p1:L5","old":"Monday","new":"Tuesday"}}]"#,
        "THE ferry",
    ),
    (r#"{"move":{"lines":["p1:L9"],"after":null}}"#, "+ + +"),
];

#[test]
fn people_make_edits_of_their_own() {
    for (json, shows) in SETS {
        let desk = Desk::asked();
        let before = desk.files("cleaned");
        let ran = desk.run(&format!("decide page set '{json}'"));
        assert_eq!(ran.code, 0, "{json}\n{}", ran.err);
        assert!(desk.read("cleaned/page.txt").contains(shows), "{json}\n{}", desk.read("cleaned/page.txt"));
        assert_ne!(desk.files("cleaned")["page.txt"], before["page.txt"], "{json}");
        assert_eq!(desk.run("verify").code, 0, "{json}");
        // It outlives another run, and can be taken back.
        let set = desk.files("cleaned");
        assert_eq!(desk.run("clean raw --rules ask").code, 0);
        assert_eq!(desk.files("cleaned"), set, "{json}");
        let unit = ran.err.lines().find_map(|line| line.strip_prefix("set ")).unwrap().to_owned();
        assert_eq!(desk.run(&format!("decide page {unit} clear")).code, 0, "{json}");
        assert_eq!(desk.files("cleaned")["page.txt"], before["page.txt"], "{json}");
    }
}

#[test]
fn a_note_cannot_be_accepted() {
    let ask = super::ASK.replace("\"review\"", "\"note\"");
    let desk = Desk::with(&[("raw/page.txt", PAGE.as_bytes()), ("ask/rules.toml", ask.as_bytes())]);
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
    let ledger = desk.read("cleaned/page.edits.jsonl");
    let line = ledger.lines().find(|line| line.contains("\"rule\":\"mark/crosses\"")).unwrap();
    let unit = line.split("\"unit\":\"").nth(1).unwrap()[..16].to_owned();
    let ran = desk.run(&format!("decide page {unit} accept"));
    assert!(ran.code == 2 && ran.err.contains("is a note, which is only said"), "{}", ran.err);
    assert_eq!(desk.run(&format!("decide page {unit} reject")).code, 0);
}

#[test]
fn a_join_is_cut_by_refusing_it() {
    let desk = Desk::asked();
    assert!(desk.read("cleaned/page.txt").contains("Monday after nine weeks"));
    let ran = desk.run(r#"decide page set '{"cut":{"left":"p1:L5"}}'"#);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!desk.read("cleaned/page.txt").contains("Monday after nine weeks"));
    assert!(desk.read("cleaned/page.decisions.jsonl").contains("\"do\":\"reject\""));
    let ran = desk.run(r#"decide page set '{"cut":{"left":"p1:L5"}}'"#);
    assert!(ran.code == 2 && ran.err.contains("there is nothing to cut"), "{}", ran.err);
    let ran = desk.run(r#"decide page set '{"join":{"left":"p1:L5","right":"p1:L6","glue":" "}}'"#);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("cleaned/page.txt").contains("Monday after nine weeks"));
}

#[test]
fn decisions_stay_where_they_are_kept() {
    let desk = Desk::with(&[("raw/page.txt", PAGE.as_bytes()), ("ask/rules.toml", super::ASK.as_bytes())]);
    let ran = desk.run("clean raw --rules ask --decisions kept");
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("kept: this folder of decisions was not there"), "{}", ran.err);
    let unit = waiting(&desk);
    assert_eq!(desk.run(&format!("decide page {unit} reject")).code, 0);
    assert_eq!(desk.names("kept"), ["page.decisions.jsonl"]);
    assert!(!desk.path("cleaned/page.decisions.jsonl").exists());
    // A folder of outputs can be thrown away.
    let before = desk.files("cleaned");
    std::fs::remove_dir_all(desk.path("cleaned")).unwrap();
    assert_eq!(desk.run("clean raw --rules ask --decisions kept --check").code, 0);
    assert_eq!(desk.files("cleaned"), before);
    assert_eq!(desk.names("kept"), ["page.decisions.jsonl"]);
}

#[test]
fn what_is_out_of_date_is_listed_and_kept() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    assert_eq!(desk.run(&format!("decide page {unit} reject")).code, 0);
    // Without the rule nothing proposes it any more.
    let ran = desk.run("clean raw");
    assert!(ran.err.contains(&format!("stale: page: decision {unit}: no rule proposes it")), "{}", ran.err);
    // Of another source no decision holds.
    desk.write("raw/page.txt", PAGE.replace("Monday", "Friday").as_bytes());
    let ran = desk.run("clean raw --rules ask --check");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains(&format!("decision {unit}: the source has changed since")), "{}", ran.err);
    assert!(desk.run("pending").out.contains(&format!("cleaned/page {unit} stale")));
    // Decided anew, it stands under a header of its own, and the former record is still there.
    assert_eq!(desk.run(&format!("decide page {unit} reject")).code, 0);
    let file = desk.read("cleaned/page.decisions.jsonl");
    assert_eq!(file.lines().filter(|line| line.contains("\"schema\"")).count(), 2, "{file}");
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
}

#[test]
fn two_people_may_decide_at_once() {
    let desk = Desk::asked();
    let spawn = |n: usize| {
        let json = format!(r#"{{"retitle":{{"article":"p1-L1","title":"Title {n}"}}}}"#);
        desk.program().args(["decide", "page", "set", &json]).stderr(std::process::Stdio::null()).spawn().unwrap()
    };
    let running: Vec<_> = (0..6).map(spawn).collect();
    // The later title hides the earlier ones, which is said; so their ends are not asked for.
    for mut child in running {
        child.wait().unwrap();
    }
    let file = desk.read("cleaned/page.decisions.jsonl");
    assert!(file.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{file}");
    for n in 0..6 {
        assert_eq!(file.matches(&format!("\"Title {n}\"")).count(), 1, "{file}");
    }
    // The outputs are those of all decisions together.
    let now = desk.files("cleaned");
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    assert_eq!(desk.files("cleaned"), now);
    assert!(desk.read("cleaned/page.txt").contains(MARKED));
}

#[test]
fn the_manual_is_right() {
    let manual = include_str!("../../docs/decisions.md");
    let edits: Vec<&str> =
        manual.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |").map(|(json, _)| json)).collect();
    assert_eq!(edits.len(), 11, "{edits:?}");
    let help = Desk::with(&[]).run("decide --help").out;
    for json in edits {
        let kind = json.split('"').nth(1).unwrap();
        assert!(newsprint::review::KINDS.contains(kind), "{kind}");
        assert!(
            help.contains(&format!("{{\"{kind}\":")) || ["text", "mark"].contains(&kind),
            "help tells nothing of {kind}"
        );
        // The page is another than the manual's, so an edit may find other words; it must be one all the same.
        let desk = Desk::asked();
        let ran = desk.run(&format!("decide page set '{json}'"));
        for fault in ["this is no edit", "there is no edit", "write each edit", "there is no line"] {
            assert!(!ran.err.contains(fault), "{json}\n{}", ran.err);
        }
    }
    let records: Vec<&str> =
        manual.lines().filter(|line| line.starts_with("{\"schema\"") || line.starts_with("{\"do\"")).collect();
    assert_eq!(records.len(), 2);
    assert!(newsprint::review::parse(records.join("\n").as_bytes()).is_ok());
    assert!(newsprint::review::parse(records[1].as_bytes()).is_err(), "a decision without a header");
}

#[test]
fn a_decision_that_was_cut_short_costs_none_before_or_after_it() {
    let desk = Desk::asked();
    let set = |n: usize| format!(r#"{{"retitle":{{"article":"p1-L1","title":"Title {n}"}}}}"#);
    let decide = |n: usize| desk.program().args(["decide", "page", "set", &set(n)]).output().unwrap();
    decide(1);
    decide(2);
    let whole = desk.read("cleaned/page.decisions.jsonl");
    let last = whole.trim_end().rfind('\n').unwrap() + 1;
    // What a program leaves that is killed while it writes the second.
    for end in [last + 1, last + 20, whole.len() - 2] {
        desk.write("cleaned/page.decisions.jsonl", &whole.as_bytes()[..end]);
        let pending = desk.run("pending");
        assert_eq!(pending.code, 0, "{}", pending.err);
        let ran = decide(3);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let file = desk.read("cleaned/page.decisions.jsonl");
        assert!(file.starts_with(&whole[..last]) && file.ends_with('\n'));
        assert_eq!(newsprint::review::parse(file.as_bytes()).unwrap().records().count(), 2, "{file}");
        assert!(file.contains("Title 1") && file.contains("Title 3"));
    }
}

/// What a person says of one line must not cost the page its reading: here no name ends so.
#[test]
fn a_line_that_a_person_calls_a_byline_leaves_the_text_whole() {
    let page = "\
The Ferry Resumes Its Run

By Ada Thornwick

The ferry at Low Harbor took up its run on Monday after
nine weeks on the slip, and three hundred people stood on
the quay in the rain to see it leave.

Ruth Hollis,

The company says that the new boiler will last for twenty
years. The master, who has run the boat since the flood,
says that he has heard so before, and the people of the
village have heard him say it.
";
    let desk = Desk::with(&[("raw/page.txt", page.as_bytes())]);
    assert_eq!(desk.run("clean raw").code, 0);
    let json = r#"{"role":{"lines":["p1:L9"],"role":"byline"}}"#;
    assert!(desk.program().args(["decide", "page", "set", json]).status().unwrap().success());
    let text = desk.read("cleaned/page.md");
    assert!(
        text.contains("on Monday after nine weeks on the slip, and three hundred people stood on the quay"),
        "{text}"
    );
    assert!(text.contains("*Ruth Hollis,*"), "{text}");
}
