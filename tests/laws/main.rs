//! The invariants of the design, each tried on thousands of small and awkward issues.

#[path = "../common/mod.rs"]
mod common;
mod oracle;

mod admission;
mod files;
mod folding;
mod normal;
mod pages;
mod people;
mod review;
mod runs;
