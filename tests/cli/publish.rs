//! `newsprint publish`: what goes out, what does not, and that a folder is whole at any moment.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Desk, waiting};

/// Whether a published folder is what its manifest says, every file of it.
pub fn is_whole(folder: &Path) -> bool {
    let Ok(bytes) = fs::read(folder.join("manifest.json")) else { return false };
    let manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let mut issues = manifest["issues"].as_array().unwrap().iter();
    issues.all(|issue| {
        issue["files"].as_array().unwrap().iter().all(|file| {
            let bytes = fs::read(folder.join(file["path"].as_str().unwrap())).unwrap_or_default();
            let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            file["sha256"] == hash.as_str()
        })
    })
}

#[test]
fn what_waits_is_held_back_and_named() {
    let desk = Desk::asked();
    let prose =
        b"The ferry at Low Harbor took up its run on Monday after\nnine weeks on the slip, and a crowd saw it leave.\n";
    desk.write("raw2/other.txt", prose);
    let held = desk.run("publish cleaned");
    assert_eq!(held.code, 1, "{}", held.err);
    assert!(held.err.contains("cleaned/page: not published: 1 edit waits"), "{}", held.err);
    assert!(held.err.contains("--accept-pending"), "{}", held.err);
    assert!(!desk.path("published").exists());

    // One that waits does not hold the others back.
    assert_eq!(desk.run("clean raw2 --rules ask").code, 0);
    let ran = desk.run("publish cleaned");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("1 issue published, 1 issue held back"), "{}", ran.err);
    let names = desk.names("published");
    assert_eq!(names, ["manifest.json", "other.html", "other.json", "other.jsonl", "other.md", "other.txt"]);
}

#[test]
fn pending_edits_can_be_taken_as_accepted_and_are_listed() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    assert_eq!(desk.run("publish cleaned --accept-pending").code, 0);
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("published/manifest.json")).unwrap();
    assert_eq!(manifest["issues"][0]["accepted_pending"], serde_json::json!([unit]));
    assert!(desk.read("published/page.html").contains("<blockquote dir=\"auto\">+ + +</blockquote>"));
    assert!(!desk.path("cleaned/page.decisions.jsonl").exists(), "nobody has decided");
}

#[test]
fn what_goes_out_is_what_was_decided() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    assert_eq!(desk.run(&format!("decide cleaned/page {unit} reject --by ly")).code, 0);
    let title = r#"{"retitle":{"article":"p1-L1","title":"The <Ferry> Runs"}}"#;
    assert_eq!(desk.run(&format!("decide cleaned/page set '{title}' --by ly")).code, 0);
    let ran = desk.run("publish cleaned -o out --to json,md,txt,html");
    assert_eq!(ran.code, 0, "{}", ran.err);
    for ending in ["json", "md", "txt"] {
        assert_eq!(desk.read(&format!("out/page.{ending}")), desk.read(&format!("cleaned/page.{ending}")));
    }
    let page = desk.read("out/page.html");
    assert!(page.contains("<h1 dir=\"auto\">The &lt;Ferry&gt; Runs</h1>"), "{page}");
    assert!(!page.contains("<blockquote"), "it was refused");
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("out/manifest.json")).unwrap();
    let decisions = manifest["issues"][0]["decisions"].as_array().unwrap();
    assert_eq!(decisions.len(), 2);
    assert_eq!((&decisions[0]["do"], &decisions[0]["by"]), (&"reject".into(), &"ly".into()));

    // Once more, the same bytes, and nothing beside the folder.
    let before = desk.files("out");
    assert_eq!(desk.run("publish cleaned -o out --to json,md,txt,html").code, 0);
    assert_eq!(desk.files("out"), before);
    assert!(!desk.path(".out.former").exists() && !desk.path(".out.new").exists());
}

#[test]
fn decisions_that_no_run_has_seen_count() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    let cleaned = desk.files("cleaned");
    assert_eq!(desk.run(&format!("decide cleaned/page {unit} reject")).code, 0);
    // The outputs of before the decision.
    cleaned.iter().for_each(|(name, bytes)| desk.write(&format!("cleaned/{name}"), bytes));
    assert_eq!(desk.run("publish cleaned --to html").code, 0);
    assert!(!desk.read("published/page.html").contains("<blockquote"));
}

#[test]
fn rules_are_told_by_what_stands_in_them() {
    let desk = Desk::asked();
    let unit = waiting(&desk);
    // Elsewhere they are the same rules.
    desk.write("moved/ask/rules.toml", super::ASK.as_bytes());
    fs::remove_dir_all(desk.path("ask")).unwrap();
    assert_eq!(desk.run("publish cleaned --accept-pending --rules moved/ask").code, 0);
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("published/manifest.json")).unwrap();
    let packs = manifest["issues"][0]["packs"].as_array().unwrap();
    assert!(packs.len() == 2 && packs[1]["sha256"].as_str().unwrap().len() == 64, "{packs:?}");
    // One word more, with no other version.
    desk.write("ask/rules.toml", super::ASK.replace("a row of crosses", "a row of some crosses").as_bytes());
    for words in [format!("decide page {unit} accept"), "publish cleaned --accept-pending".to_owned()] {
        let ran = desk.run(&words);
        assert_eq!(ran.code, 2, "{words}");
        assert!(ran.err.contains("the rules ask 0 were changed since it was cleaned"), "{}", ran.err);
        assert!(ran.err.contains("clean its source again"), "{}", ran.err);
    }
    assert!(!desk.path("cleaned/page.decisions.jsonl").exists());
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    assert_eq!(desk.run("publish cleaned --accept-pending").code, 0);
    // So is what is known about a title.
    desk.write("title.toml", b"title = \"The Ferry\"\n");
    assert_eq!(desk.run("clean raw --rules ask --profile title.toml").code, 0);
    desk.write("title.toml", b"title = \"The Ferry\"\nheadline = \"below\"\n");
    let ran = desk.run("publish cleaned --accept-pending");
    assert!(ran.code == 2 && ran.err.contains("what is known about the title was changed"), "{}", ran.err);
}

#[test]
fn other_files_are_never_replaced() {
    let desk = Desk::asked();
    desk.write("mine/letter.txt", b"Dear Ada");
    let ran = desk.run("publish cleaned -o mine --accept-pending");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("holds other files"), "{}", ran.err);
    assert_eq!(desk.names("mine"), ["letter.txt"]);
    assert_eq!(desk.run("publish cleaned -o cleaned --accept-pending").code, 2, "it would replace its own input");
    assert_eq!(desk.run("publish cleaned -o . --accept-pending").code, 2);
    // An issue that cannot be read must not take the others out of the folder.
    assert_eq!(desk.run("publish cleaned --accept-pending").code, 0);
    let before = desk.files("published");
    fs::remove_file(desk.path("raw/page.txt")).unwrap();
    assert_eq!(desk.run("publish cleaned --accept-pending").code, 2);
    assert_eq!(desk.files("published"), before);
}

#[test]
fn a_folder_set_aside_by_a_kill_is_put_back() {
    let desk = Desk::asked();
    assert_eq!(desk.run("publish cleaned --accept-pending").code, 0);
    fs::rename(desk.path("published"), desk.path(".published.former")).unwrap();
    desk.write(".published.new/half.txt", b"hal");
    let held = desk.run("publish cleaned");
    assert_eq!(held.code, 1, "{}", held.err);
    assert!(is_whole(&desk.path("published")));
    assert!(!desk.path(".published.new").exists());
}
