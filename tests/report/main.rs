//! The static report as its readers meet it: complete, linked, the same twice, and safe to open.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at what is missing and owns its folder"
)]

#[cfg(feature = "external-tests")]
mod browser;
mod colors;
#[path = "../common/desk.rs"]
mod desk;
mod index;
mod pages;
mod soup;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use desk::Desk;

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

impl Desk {
    /// The samples of the repository and some pages of its own, cleaned.
    fn of_samples() -> Self {
        let desk = Self::with(&[
            ("raw/sub folder/a #1 & b?.txt", HOSTILE.as_bytes()),
            ("raw/sub folder/jisr.txt", ARABIC.as_bytes()),
            ("rules/ask.toml", ASK.as_bytes()),
        ]);
        for file in fs::read_dir(root().join("raw")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), desk.path("raw").join(file.file_name())).unwrap();
        }
        for name in ["elbzeitung.page.xml", "harbour.alto.xml"] {
            fs::copy(root().join("tests/readers/fixtures").join(name), desk.path("raw").join(name)).unwrap();
        }
        desk.done("clean raw --rules rules");
        // What has the name of the scan is taken for it; only a browser looks into it.
        desk.write("raw/elbzeitung-1893-05-02-3.jpg", b"a picture");
        desk
    }

    /// Writes the report and gives back its files.
    fn report(&self, folder: &str) -> BTreeMap<String, String> {
        self.done(&format!("report cleaned -o {folder}"));
        self.files(folder).into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
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
