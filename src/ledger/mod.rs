//! Every change, its state, and what the text is with any set of them.
//!
//! The line is the atom: paragraphs, columns and articles are derived from what is said about raw lines, so no edit can
//! point at something that another edit made. [`fold()`] is the only truth about what the text is; [`Admission`] is
//! the only way into the ledger. This layer knows nothing of rules' insides, passes or files' places.

mod admit;
mod change;
mod conserve;
mod decisions;
mod draft;
mod edit;
pub mod file;
mod fold;
mod normal;
mod settle;
mod sketch;
mod stake;
mod stale;
mod unit;

pub use admit::Admission;
pub use change::{Change, Field, Glue};
pub use conserve::{Balance, balance};
pub use decisions::{Act, Decisions, Record, Stale};
pub use draft::{Draft, Mark, Patch};
pub use edit::{Edit, EditId, Entry, Grain, Ledger, Level, PassName, PerMille, RuleName, State};
pub use fold::{Outcome, fold, fold_where};
pub use normal::{given_form, normal_form};
pub use stake::{Waits, stake};
pub use stale::stale;
pub use unit::UnitId;
