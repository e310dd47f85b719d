//! `cleaned/` is what the program makes of `raw/`, byte for byte. `UPDATE_GOLDEN=1 cargo test --test golden` writes it
//! anew and fails all the same: then read the diff.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at what is missing and looks at the repository"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is not compared: the log holds times, and decisions are people's.
fn is_output(path: &Path) -> bool {
    path != Path::new("run.jsonl") && !path.as_os_str().as_encoded_bytes().ends_with(b".decisions.jsonl")
}

/// Every file below a folder by its path in it.
fn read(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), fs::read(entry.path()).unwrap()))
        .filter(|(path, _)| is_output(path))
        .collect()
}

/// What differs, each with the first line that does.
fn differences(old: &BTreeMap<PathBuf, Vec<u8>>, new: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let mut out = Vec::new();
    for (path, bytes) in old {
        match new.get(path) {
            None => out.push(format!("{} is not written any more", path.display())),
            Some(now) if now != bytes => {
                let line = bytes.split(|b| *b == b'\n').zip(now.split(|b| *b == b'\n')).position(|(a, b)| a != b);
                out.push(format!("{}:{} differs", path.display(), line.map_or(0, |n| n + 1)));
            }
            Some(_) => {}
        }
    }
    out.extend(new.keys().filter(|path| !old.contains_key(*path)).map(|path| format!("{} is new", path.display())));
    out
}

#[test]
fn cleaned_is_what_raw_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let raw = read(&root.join("raw"));
    assert!(!raw.is_empty(), "there are no samples in raw/");
    let out = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.join("cleaned")).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_newsprint"))
        .args(["clean", "raw", "--quiet", "--decisions", "cleaned", "-o"])
        .arg(out.path())
        .current_dir(root)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(read(&root.join("raw")), raw, "raw/ is never written");

    let cleaned = root.join("cleaned");
    let (old, new) = (read(&cleaned), read(out.path()));
    let found = differences(&old, &new);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        for path in old.keys().filter(|path| !new.contains_key(*path)) {
            fs::remove_file(cleaned.join(path)).unwrap();
        }
        for (path, bytes) in &new {
            let path = cleaned.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        panic!("cleaned/ is written anew; read the diff, then run without UPDATE_GOLDEN:\n{}", found.join("\n"));
    }
    assert!(
        found.is_empty(),
        "cleaned/ is not what raw/ gives; run UPDATE_GOLDEN=1 cargo test --test golden and read the diff:\n{}",
        found.join("\n")
    );
}

/// The samples are short and full of defects on purpose; the longest is as long as a page.
#[test]
fn the_ledger_of_a_page_is_under_one_and_a_half_times_its_text() {
    let cleaned = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cleaned"));
    let texts = cleaned.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "txt"));
    let (path, text) = texts.max_by_key(|(_, text)| text.len()).unwrap();
    let ledger = cleaned[&path.with_extension("edits.jsonl")].len();
    assert!(2 * ledger < 3 * text.len(), "{}: {ledger} bytes of ledger, {} of text", path.display(), text.len());
}
