//! A folder of its own for one test, and the program run in it.

#![allow(dead_code, reason = "each test binary uses a part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own for one test.
pub struct Desk {
    dir: tempfile::TempDir,
}

/// What the program left behind.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// A folder with these files in it.
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(path, bytes)| desk.write(path, bytes));
        desk
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs the program with words parted by spaces; a word in single quotes may hold some.
    #[track_caller]
    pub fn run(&self, words: &str) -> Ran {
        let parts = words.split('\'').enumerate();
        let quoted = parts.flat_map(|(n, part)| match n % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        });
        let out = self.program().args(quoted).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
    }

    /// The same for what must not fail; gives back what it prints.
    #[track_caller]
    pub fn done(&self, words: &str) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, 0, "{words}: {}", ran.err);
        ran.out
    }

    pub fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        program.current_dir(self.root()).env("NO_COLOR", "1");
        program
    }

    /// Every file below a folder but the log, by path with `/`.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(folder);
        let entries = walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_file() && entry.file_name() != "run.jsonl");
        let below = |path: &Path| path.strip_prefix(&root).unwrap().display().to_string();
        files.map(|entry| (below(entry.path()), fs::read(entry.path()).unwrap())).collect()
    }

    /// The names of the files below a folder, but of the log.
    pub fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }
}
