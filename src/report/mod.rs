//! What was changed, for people to read. Every report is drawn from draft and ledger and gives text back; nothing here
//! compares the output with the source to guess what happened.

mod diff;
mod hidden;
pub mod html;
mod json;
pub mod screen;
mod segments;
mod terminal;
mod unified;

use crate::ledger::Act;
pub use diff::{Diff, Ghost, Join, Piece, Row, Way, diff};
pub use json::json;
pub use segments::{Segment, Tag, compare, segments};
pub use terminal::{Colors, terminal};
pub use unified::unified;

/// What a person did, in words.
fn acted(act: Act) -> &'static str {
    match act {
        Act::Accept => "Accepted",
        Act::Reject => "Refused",
        Act::Set => "A person's own edit",
        Act::Clear => "Taken back",
    }
}
