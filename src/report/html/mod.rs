//! The static report: an index of issues, and for each issue a page with its source beside its result, the doubts first
//! and the ledger last. Everything stands in the page itself and is linked without a script; style and script are two
//! files of their own. Gives text back; files are the caller's.

mod drawn;
mod facts;
mod frame;
mod index;
mod ledger;
mod map;
mod old;
mod page;
mod parts;
mod rows;
mod text;
mod view;
mod words;

pub use facts::{Bars, Summary, summary};
pub use index::{ROWS, index};
pub use page::{File, Scan, page, single};
pub use parts::file_name;

/// The style sheet of every page, `assets/report.css`.
pub const STYLE: &str = include_str!("report.css");
/// The script of every page, `assets/report.js`. Nothing needs it.
pub const SCRIPT: &str = include_str!("report.js");
