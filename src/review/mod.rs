//! What people decide: a session over what waits, its decisions as a file, and what they type, as changes. Pure; the
//! places of files and the clock are the caller's.

mod ask;
mod batch;
mod correct;
mod draft;
mod file;
mod filter;
mod heed;
mod outdated;
mod queue;
mod round;
mod session;
mod typed;

pub use ask::{asked, chief, is_any_heading};
pub use batch::{Batch, Scope, Spot, TOLD, is_on_page};
pub use correct::{Correction, article, block, corrected, headed};
pub use draft::{Drafted, Drafts, drafts};
pub use file::{
    DECISIONS_SCHEMA, DecisionError, DecisionFile, Header, RecordLine, Resolved, header_of, parse, record_of,
};
pub use filter::{Filter, FilterError, Made};
pub use heed::unheeded;
pub use outdated::{Near, OutOfDate, out_of_date};
pub use queue::{Item, items, lines_of};
pub use round::Round;
pub use session::{Asked, Session, Signature, Step, Theirs, Waiting, retyped, standing_on};
pub use typed::{KINDS, Typed, TypedError, read as read_typed};
