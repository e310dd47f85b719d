//! The house rules that a compiler does not know.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at what is missing and looks at the repository"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::ledger::PassName;
use newsprint::passes::PASSES;
use newsprint::rules::Rules;

/// Lines that a file may have at most.
const LONGEST: usize = 600;
/// Lines that half of the files may have at most.
const MEDIAN: usize = 200;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below some folders of the repository with one of these endings, and their text.
fn files(folders: &[&str], endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    for folder in folders {
        for entry in walkdir::WalkDir::new(root().join(folder)).sort_by_file_name() {
            // A folder that is not there yet has no files.
            let Ok(entry) = entry else { continue };
            let path = entry.path();
            if entry.file_type().is_file() && endings.iter().any(|end| path.extension().is_some_and(|e| e == *end)) {
                out.push((path.strip_prefix(root()).unwrap().to_owned(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    out
}

fn rust() -> Vec<(PathBuf, String)> {
    let files = files(&["src", "tests", "benches"], &["rs"]);
    assert!(files.len() > 50, "the files are looked for in the wrong place");
    files
}

/// Lines in which one of the needles stands, as `path:line`.
fn lines_with(files: &[(PathBuf, String)], needles: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        for (n, line) in text.lines().enumerate() {
            if needles.iter().any(|needle| line.contains(needle)) {
                found.push(format!("{}:{}: {}", path.display(), n + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn files_are_short() {
    let long: Vec<String> = rust()
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, n)| *n > LONGEST)
        .map(|(path, n)| format!("{}: {n} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "split these files by what they own:\n{}", long.join("\n"));
    let mut sizes: Vec<usize> = rust().iter().map(|(_, text)| text.lines().count()).collect();
    sizes.sort_unstable();
    assert!(sizes[sizes.len() / 2] <= MEDIAN, "half of the files have more than {} lines", sizes[sizes.len() / 2]);
}

#[test]
fn nothing_is_left_to_do() {
    // Put together here, so that this file does not find itself.
    let needles = ["todo!", "unimplemented!", "dbg!", "TODO", "FIXME", "XXX", "#[ignore"].map(|word| word.to_owned());
    let files: Vec<_> = rust().into_iter().filter(|(path, _)| !path.ends_with("tidy.rs")).collect();
    let found = lines_with(&files, &needles);
    assert!(found.is_empty(), "finish these or take them out:\n{}", found.join("\n"));
}

#[test]
fn modules_say_what_they_own() {
    let silent: Vec<String> = rust()
        .iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "open these files with what they own and must not know:\n{}", silent.join("\n"));
}

#[test]
fn every_pass_has_fixtures() {
    let rules = Rules::embedded();
    for pass in &PASSES {
        let of_pass: Vec<_> = rules.of_pass(pass.name).collect();
        assert!(!of_pass.is_empty(), "the pass {} has no rule", pass.name);
        for rule in of_pass {
            assert!(!rule.fixes.is_empty(), "{}: {} shows nothing that it mends", pass.name, rule.name);
            assert!(!rule.keeps.is_empty(), "{}: {} shows nothing that it leaves alone", pass.name, rule.name);
        }
    }
    let ran: BTreeSet<PassName> = PASSES.iter().map(|pass| pass.name).collect();
    let known: BTreeSet<PassName> = PassName::ALL.into_iter().filter(|name| *name != PassName::Person).collect();
    assert_eq!(ran, known, "every pass that has a name is in PASSES");
}

/// The layers are kept by clippy.toml; where it is waived, it is on purpose and in these places only.
#[test]
fn only_the_edges_touch_the_world() {
    let edges = ["src/store.rs", "src/batch", "src/cli", "tests", "benches"];
    let needles = ["clippy::disallowed_methods", "clippy::print_stdout", "clippy::disallowed_types"];
    let core: Vec<_> =
        rust().into_iter().filter(|(path, _)| !edges.iter().any(|edge| path.starts_with(edge))).collect();
    let found = lines_with(&core, &needles.map(str::to_owned));
    assert!(found.is_empty(), "move this code to the edges:\n{}", found.join("\n"));
}

#[test]
fn no_registry_is_named() {
    let needles = [["crates", ".io"], ["index.cra", "tes"], ["pypi", ".org"], ["npm", "js.com"], ["static.cra", "tes"]];
    let needles: Vec<String> = needles.iter().map(|parts| parts.concat()).collect();
    let mut all = files(&["src", "tests", "benches", "rules", "docs", ".ci"], &["rs", "toml", "md", "txt", "json", ""]);
    for name in
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml", "deny.toml", ".ci/run"]
    {
        if let Ok(text) = fs::read_to_string(root().join(name)) {
            all.push((PathBuf::from(name), text));
        }
    }
    let found = lines_with(&all, &needles);
    assert!(found.is_empty(), "take these names of hosts out:\n{}", found.join("\n"));
}
