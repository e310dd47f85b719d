//! What is written: every line once, every output made again from source and ledger, and the page as it should read.

#![allow(clippy::unwrap_used, reason = "a test stops at what is missing")]

mod articles;
#[path = "../common/mod.rs"]
mod common;
mod golden;
mod laws;
mod markdown;
mod proof;
mod sample;
mod schema;
