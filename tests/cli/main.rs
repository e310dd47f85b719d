//! The program as its users meet it: files, exit codes, what is said and where.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at what is missing and owns its folder"
)]

mod clean;
mod containers;
#[cfg(target_os = "linux")]
mod correct;
mod decide;
mod eval;
mod kills;
mod lexicon;
mod order;
mod prove;
mod publish;
mod review;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A page on which a rule of [`ASK`] has something to ask.
const PAGE: &str = "\
The Ferry Resumes Its Run

By Ada Thornwick

The ferry at Low Harbor took up its run on Monday after
nine weeks on the slip, and three hundred people stood on
the quay in the rain to see it leave.

+ + +

The company says that the new boiler will last for twenty
years. The master, who has run the boat since the flood,
says that he has heard so before.
";

/// A rule that asks about every row of crosses.
const ASK: &str = r#"
[[rule]]
name = "mark/crosses"
pass = "label_regions"
does = "line"
find = '\+ \+ \+'
role = "quote"
level = "review"
why = "a row of crosses"
fixes = [{ from = "+ + +", to = "<quote> + + +" }]
keeps = ["one + one"]
"#;

/// A folder of its own for one test.
struct Desk {
    dir: tempfile::TempDir,
}

/// What the program left behind.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    /// A folder with these files in it.
    fn with(files: &[(&str, &[u8])]) -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(path, bytes)| desk.write(path, bytes));
        desk
    }

    /// A folder in which the page is cleaned and one edit waits.
    fn asked() -> Self {
        let desk = Self::with(&[("raw/page.txt", PAGE.as_bytes()), ("ask/rules.toml", ASK.as_bytes())]);
        assert_eq!(desk.run("clean raw --rules ask").code, 0);
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs the program with words parted by spaces; a word in single quotes may hold some.
    #[track_caller]
    fn run(&self, words: &str) -> Ran {
        let parts = words.split('\'').enumerate();
        let quoted = parts.flat_map(|(n, part)| match n % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        });
        let out = self.program().args(quoted).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
    }

    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        program.current_dir(self.dir.path()).env("NO_COLOR", "1");
        program
    }

    /// Every file below a folder but the log, by path.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(folder);
        let entries = walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_file() && entry.file_name() != "run.jsonl");
        let below = |path: &Path| path.strip_prefix(&root).unwrap().display().to_string();
        files.map(|entry| (below(entry.path()), fs::read(entry.path()).unwrap())).collect()
    }

    /// The names of the files below a folder, but of the log.
    fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }
}

/// The unit that waits for a decision.
#[track_caller]
fn waiting(desk: &Desk) -> String {
    let listed = desk.run("pending cleaned --json");
    let item: serde_json::Value = serde_json::from_str(listed.out.lines().next().unwrap()).unwrap();
    item["unit"].as_str().unwrap().to_owned()
}
