//! A page of text as tests look at it.

use crate::ledger::{Decisions, Level, fold};
use crate::pipeline::run;
use crate::read::{ReadOptions, read_issue};
use crate::rules::Rules;

/// What comes out of a page of text under the rules of the program, all that waits applied.
pub(crate) fn sketch(page: &str) -> String {
    let issue = read_issue("page", "page.txt", page.as_bytes(), &ReadOptions::default()).unwrap();
    let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    fold(&issue, &run.ledger).sketch()
}
