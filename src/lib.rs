//! newsprint turns raw newspaper page dumps into clean, ordered, article-level text, and keeps a ledger of every change.
//!
//! The data flows through the modules in this order: a reader in [`read`] makes a [`model::Issue`], [`pipeline::run`]
//! takes it through the [`passes`] and fills a [`ledger::Ledger`], [`ledger::fold`] says what the text is, and [`mod@write`]
//! turns that into files. See ARCHITECTURE.md.

pub mod batch;
pub mod eval;
pub mod ledger;
pub mod lexicon;
pub mod model;
pub mod passes;
pub mod pipeline;
pub mod proof;
pub mod read;
pub mod report;
pub mod review;
pub mod rules;
pub mod store;
pub mod survey;
pub mod trial;
pub mod write;

/// The example in README compiles and does what it says.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
