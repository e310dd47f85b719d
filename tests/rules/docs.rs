//! What docs/rules.md shows is true.

use newsprint::proof::prove;
use newsprint::rules::{KEYS, PackSource, Profile, Rules};

const DOCS: &str = include_str!("../../docs/rules.md");

/// The blocks of the document that are marked with a language, or with none.
fn blocks(language: &str) -> Vec<&'static str> {
    let mut parts = DOCS.split("```");
    parts.next();
    let marked: Vec<&str> = parts.step_by(2).collect();
    let of_language = |part: &&'static str| part.split_once('\n').filter(|(mark, _)| *mark == language);
    marked.iter().filter_map(of_language).map(|(_, text)| text).collect()
}

fn pack(text: &str) -> PackSource {
    PackSource { name: "my-rules".into(), files: vec![("my-rules/daggers.toml".into(), text.into())] }
}

#[test]
fn the_first_pack_loads_and_its_examples_come_out() {
    let rules = Rules::load(&[pack(blocks("toml")[0])]).unwrap_or_else(|error| panic!("{error}"));
    for name in ["note/dagger", "space/before-semicolon"] {
        let failures: Vec<String> = prove(&rules, rules.get(name).unwrap()).iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

#[test]
fn the_changes_and_the_profile_load() {
    let [_, changes, profile] = blocks("toml")[..] else { panic!("three blocks of TOML") };
    let rules = Rules::load(&[pack(changes)]).unwrap_or_else(|error| panic!("{error}"));
    assert!(rules.get("heading/short").is_none());
    let profile = Profile::parse("gazette.toml", profile).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(profile.furniture.len(), 1);
}

#[test]
fn every_key_is_explained_in_order() {
    let rows = DOCS.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(key, _)| key);
    assert_eq!(rows.collect::<Vec<_>>(), KEYS);
}

#[test]
fn the_error_is_what_is_told() {
    let shown = blocks("").into_iter().find(|text| text.starts_with("error: ")).unwrap();
    let wrong = blocks("toml")[0].replacen("role = \"note\"", "role = 'foliox'", 1);
    let told = Rules::load(&[pack(&wrong)]).unwrap_err().to_string();
    assert_eq!(told.trim_end(), shown.trim_end());
}
