//! Packs and profiles: what is embedded does what its examples say, and what is wrong is told with place and advice.
#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]
#![expect(clippy::disallowed_methods, reason = "this test lays out folders and looks into them")]

mod command;
#[path = "../common/desk.rs"]
mod desk;
mod docs;
mod errors;
mod packs;
mod profile;

use std::path::Path;

use newsprint::proof::prove;
use newsprint::rules::{PackSource, Rules, embedded};

/// A pack of one file.
fn mine(text: &str) -> PackSource {
    PackSource { name: "mine".into(), files: vec![("mine/a.toml".into(), text.into())] }
}

#[test]
fn every_file_of_the_base_pack_is_embedded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut on_disk: Vec<String> = ["rules/base", "rules/words"]
        .iter()
        .flat_map(|folder| {
            let entries = std::fs::read_dir(root.join(folder)).unwrap();
            entries.map(move |entry| format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap()))
        })
        // Lexicons are no part of a pack, and beside them stands what they are made of.
        .filter(|path| path.ends_with(".toml") || path.ends_with(".txt"))
        .collect();
    on_disk.sort();
    let embedded: Vec<String> = embedded::base().files.into_iter().map(|(path, _)| path).collect();
    assert_eq!(embedded, on_disk, "src/rules/embedded.rs lists the files under rules/ in alphabetical order");
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let rules = Rules::embedded();
    let failures: Vec<String> =
        rules.all().flat_map(|rule| prove(&rules, rule)).map(|failure| failure.to_string()).collect();
    assert!(failures.is_empty(), "{} examples do not come out:\n\n{}", failures.len(), failures.join("\n"));
}
