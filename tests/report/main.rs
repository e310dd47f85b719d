//! The static report as its readers meet it: complete, linked, the same twice, and safe to open.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at what is missing and owns its folder"
)]

#[cfg(feature = "external-tests")]
mod browser;
mod colors;
mod index;
mod pages;
mod soup;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A page that would run, turn or hide itself if it were not shown as text.
const HOSTILE: &str = "\
<script>document.title='run'</script>

\"><img src=x onerror=alert(1)> & so on, said the printer of the
town, and \u{202e}turned around\u{202c} and [31m red \u{1b}[31m and a bell \u{7} in it,
which nobody heard in the rain of that long and wet evening.
";

/// A page that reads from right to left.
const ARABIC: &str = "\
افتتاح الجسر الجديد في المدينة

اجتمع أهل المدينة صباح يوم الاثنين على ضفة النهر ليشهدوا
افتتاح الجسر الجديد الذي طال انتظاره منذ سنوات عديدة وقال
رئيس البلدية إن العمل قد تم في وقته.
";

/// A rule that asks about a word, on every page that has it, and one that is refused nowhere.
const ASK: &str = r#"
[[rule]]
name = "mark/town"
pass = "label_regions"
does = "line"
find = '^town, and'
role = "quote"
level = "review"
why = "the town speaks"
fixes = [{ from = "town, and", to = "<quote> town, and" }]
keeps = ["one + one"]
"#;

/// Issues that were cleaned, and their report.
struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    /// The samples of the repository and some pages of its own.
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let raw = dir.path().join("raw");
        fs::create_dir_all(raw.join("sub folder")).unwrap();
        for file in fs::read_dir(root().join("raw")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), raw.join(file.file_name())).unwrap();
        }
        for name in ["elbzeitung.page.xml", "harbour.alto.xml"] {
            fs::copy(root().join("tests/readers/fixtures").join(name), raw.join(name)).unwrap();
        }
        fs::write(raw.join("sub folder/a #1 & b?.txt"), HOSTILE).unwrap();
        fs::write(raw.join("sub folder/jisr.txt"), ARABIC).unwrap();
        fs::create_dir(dir.path().join("rules")).unwrap();
        fs::write(dir.path().join("rules/ask.toml"), ASK).unwrap();
        let desk = Self { dir };
        desk.run(&["clean", "raw", "--rules", "rules"]);
        // What has the name of the scan is taken for it; only a browser looks into it.
        fs::write(desk.path("raw/elbzeitung-1893-05-02-3.jpg"), "a picture").unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs the program, which must not fail, and gives back what it prints.
    fn run(&self, args: &[&str]) -> String {
        let out =
            Command::new(env!("CARGO_BIN_EXE_newsprint")).args(args).current_dir(self.dir.path()).output().unwrap();
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// Writes the report and gives back its files.
    fn report(&self, folder: &str) -> BTreeMap<String, String> {
        self.run(&["report", "cleaned", "-o", folder]);
        let top = self.path(folder);
        let files =
            walkdir::WalkDir::new(&top).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file());
        let name = |path: &Path| path.strip_prefix(&top).unwrap().to_str().unwrap().to_owned();
        files.map(|file| (name(file.path()), fs::read_to_string(file.path()).unwrap())).collect()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of issues, by the names of the issues.
fn pages(files: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    let name = |path: &'_ str| path.strip_prefix("pages/").and_then(|path| path.strip_suffix(".html")).map(str::len);
    let found: Vec<_> = files
        .iter()
        .filter_map(|(path, html)| name(path).map(|len| (&path["pages/".len()..][..len], html.as_str())))
        .collect();
    assert!(found.len() >= 13, "{:?}", files.keys());
    found
}
