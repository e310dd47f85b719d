//! Printed credits: whether a line is one, and who did what by it.
//!
//! `form` says whether a whole line is a credit, `parts` takes one apart; both read the same words in the same way.

mod form;
mod line;
mod parts;
mod signature;
mod taken;
mod told;
mod western;
mod word;

#[cfg(test)]
mod table;

pub(crate) use form::credit_form;
pub(crate) use line::is_credit_line;
pub(crate) use parts::{is_agency, of, persons};
pub(crate) use signature::{SENTENCE_ENDS, is_signed, names_writers};
pub(crate) use taken::taken;
pub(crate) use told::told;
pub(crate) use western::{is_lead, is_of_paper, led, names_means, with_post};
