//! What is found wrong with files that are not as they were written.

use newsprint::ledger::file::{read_ledger, write_ledger};
use newsprint::ledger::{Ledger, fold};
use newsprint::model::Issue;
use newsprint::write::{FORMATS, Finished, Offsets, assemble, verify};

use crate::sample;

fn ledger_file(issue: &Issue) -> String {
    let ledger = sample::ledger(issue, sample::edits(issue));
    String::from_utf8(write_ledger(issue, &ledger, &sample::run(), &[])).unwrap()
}

/// Checks what a reader says of a ledger file in which something was replaced.
#[track_caller]
fn says(old: &str, new: &str, expected: &str) {
    let issue = sample::issue();
    let file = ledger_file(&issue);
    assert!(file.contains(old), "{old}");
    let error = read_ledger(file.replacen(old, new, 1).as_bytes(), &issue).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_damaged_ledger_says_where_and_what_to_do() {
    let cut = "the ledger was cut, so clean the source again";
    let other = "the ledger was damaged or belongs to another source, so clean the source again";
    says(
        "newsprint-edits/1",
        "newsprint-edits/9",
        "line 1: the schema is `newsprint-edits/9`, and this program reads newsprint-edits/1; use the program that wrote it",
    );
    says(
        "0000\",\"layout\"",
        "0001\",\"layout\"",
        &format!(
            "page 1 of the source has changed since the ledger was written (SHA-256 {} instead of {}1); clean it again",
            "0".repeat(64),
            "0".repeat(63)
        ),
    );
    says(
        "\"lines\":13",
        "\"lines\":14",
        "page 1 of the source has changed since the ledger was written (13 lines instead of 14); clean it again",
    );
    says("\"entries\":15", "\"entries\":16", &format!("the header counts 16 entries and 15 follow; {cut}"));
    says(
        "[\"p1:L10\",\"folio\"]",
        "[\"p1:L99\",\"folio\"]",
        &format!("line 3: there is no line `p1:L99` in the source; {other}"),
    );
    says(
        "[\"p1:L4\",36,42,\"\"]",
        "[\"p1:L4\",36,41,\"\"]",
        &format!("line 4: line `p1:L4` has no bytes 36..41; {other}"),
    );
    says(
        "[\"p1:L4..L5\"]",
        "[\"p1:L4\"]",
        &format!("line 10: `p1:L4` is not a run of as many lines as are joined; {other}"),
    );
    says(
        "\"rule\":\"artifact/folio\",\"role\"",
        "\"rule\":\"artifact/x\",\"role\"",
        &format!(
            "line 3: rule `artifact/x` is not in the header's table, and the entry does not say its pass, level and confidence; {other}"
        ),
    );
    says(
        "[\"p1:L10\",\"folio\"]",
        "[\"p1:L10\",\"folia\"]",
        "line 3: a change cannot be done on this source; the ledger was damaged, so clean the source again",
    );
}

#[test]
fn what_is_no_ledger_is_none() {
    let issue = sample::issue();
    let error = |bytes: &[u8]| read_ledger(bytes, &issue).unwrap_err().to_string();
    assert_eq!(error(b""), "the ledger is empty; clean the source again");
    assert!(error(b"{}\n").starts_with("line 1: this is no header of a ledger (missing field `schema`"));
    let file = ledger_file(&issue);
    let torn = &file[..file.len() - 30];
    assert!(error(torn.as_bytes()).starts_with("line 16: this is no entry ("), "{}", error(torn.as_bytes()));
}

/// Checks what is found wrong with one output in which something was replaced.
#[track_caller]
fn finds(output: &str, old: &str, new: &str, expected: &[&str]) {
    let issue = sample::issue();
    let ledger: Ledger = sample::ledger(&issue, sample::edits(&issue));
    let file = ledger_file(&issue);
    let draft = fold(&issue, &ledger);
    let document = assemble(&draft, &ledger, &sample::run(), &[], Offsets::Without);
    let finished = Finished { draft: &draft, ledger: &ledger, document: &document, drawn: None };
    let mut outputs: Vec<(&str, String)> = FORMATS
        .iter()
        .map(|format| (format.name, String::from_utf8(format.bytes(&finished)).unwrap()))
        .chain([("ledger", file)])
        .collect();
    for (name, text) in &mut outputs {
        if *name == output {
            assert!(text.contains(old), "{old}");
            *text = text.replacen(old, new, 1);
        }
    }
    let (_, file) = outputs.pop().unwrap();
    let files: Vec<(&str, &[u8])> = outputs.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let found: Vec<String> = verify(&issue, file.as_bytes(), &files)
        .into_iter()
        .map(|fault| format!("{}: {}", fault.output, fault.message))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_finished_issue_is_proved() {
    finds("md", "", "", &[]);
}

#[test]
fn what_is_not_as_the_ledger_makes_it_is_named() {
    finds("md", "# 新渠通水了", "# 新渠修好了", &["md: line 1 is not what the ledger makes of the source"]);
    finds("txt", "先修", "后修", &["txt: line 9 is not what the ledger makes of the source"]);
    finds(
        "json",
        "\"title\":\"新渠通水了\"",
        "\"title\":\"旧渠\"",
        &["json: article p1-L12: the title is not what the ledger makes of it"],
    );
    finds(
        "json",
        "通到山脚。\"",
        "通到山顶。\"",
        &["json: article p1-L12: block 1 (p1:L4) is not what the ledger makes of it"],
    );
    finds(
        "json",
        "\"lines\":[\"p1:L10\"]",
        "\"lines\":[]",
        &["json: line p1:L10 is missing: 第3版", "json: the furniture is not what the ledger makes of the source"],
    );
    finds(
        "json",
        "\"title_lines\":[\"p1:L15\"]",
        "\"title_lines\":[\"p1:L15\",\"p1:L16\"]",
        &[
            "json: line p1:L16 stands in it 2 times",
            "json: article p1-L15: a field beside title, byline and blocks differs",
        ],
    );
    finds("json", "{", "[", &["json: this is no newsprint/1 document: expected `,` or `]` at line 2 column 10"]);
}

#[test]
fn a_ledger_that_was_changed_is_found() {
    finds(
        "ledger",
        "\"before\":\"第3版\"",
        "\"before\":\"第4版\"",
        &["ledger: line 3 is not as it was written; clean the source again"],
    );
    finds(
        "ledger",
        "\"removed\":3",
        "\"removed\":4",
        &[
            "ledger: the header counts 103 characters of the source, 0 inserted, 4 removed, 100 left, 0 joining, 0 typed, and \
             the text has 103 characters of the source, 0 inserted, 3 removed, 100 left, 0 joining, 0 typed",
            "ledger: line 1 is not as it was written; clean the source again",
        ],
    );
}
