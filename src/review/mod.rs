//! What people decide: a session over what waits, its decisions as a file, and what they type, as changes. Pure; the
//! places of files and the clock are the caller's.

mod ask;
mod correct;
mod file;
mod heed;
mod outdated;
mod queue;
mod round;
mod session;
mod typed;

pub use ask::{asked, chief};
pub use correct::{Correction, article, block, corrected, headed};
pub use file::{
    DECISIONS_SCHEMA, DecisionError, DecisionFile, Header, RecordLine, Resolved, header_of, parse, record_of,
};
pub use heed::unheeded;
pub use outdated::{Near, OutOfDate, out_of_date};
pub use queue::{Item, items, lines_of};
pub use round::Round;
pub use session::{Asked, Filter, Session, Signature, Step, Waiting, retyped, standing_on};
pub use typed::{KINDS, Typed, TypedError, read as read_typed};
