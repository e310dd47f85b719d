//! The program as its users meet it: files, exit codes, what is said and where.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops at what is missing and owns its folder"
)]

mod batches;
mod captions;
mod clean;
mod containers;
#[cfg(target_os = "linux")]
mod correct;
mod decide;
#[path = "../common/desk.rs"]
mod desk;
mod eval;
mod headings;
mod kills;
mod lexicon;
mod order;
mod plain;
mod prove;
mod publish;
mod review;
#[cfg(target_os = "linux")]
mod together;

use desk::{Desk, Ran};

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

impl Desk {
    /// A folder in which the page is cleaned and one edit waits.
    fn asked() -> Self {
        let desk = Self::with(&[("raw/page.txt", PAGE.as_bytes()), ("ask/rules.toml", ASK.as_bytes())]);
        desk.done("clean raw --rules ask");
        desk
    }
}

/// The unit that waits for a decision.
#[track_caller]
fn waiting(desk: &Desk) -> String {
    let listed = desk.run("pending cleaned --json");
    let item: serde_json::Value = serde_json::from_str(listed.out.lines().next().unwrap()).unwrap();
    item["unit"].as_str().unwrap().to_owned()
}
