//! What a page is, before anything is said about it.
//!
//! The source is immutable: an [`Issue`] is what a reader saw, and nothing in this crate changes one.
//! This layer knows nothing of edits, rules or files.

mod issue;
mod line;
mod rect;
mod role;
pub mod script;

pub use issue::{
    Gathered, Issue, Layout, Missing, Page, PageRead, Region, RegionKind, Source, Style, Unit, Warning, Word,
};
pub(crate) use line::push_number;
pub use line::{Line, LineId, LineIx};
pub use rect::Rect;
pub use role::Role;
