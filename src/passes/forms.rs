//! How much the rows of a galley look like credits and bylines. A pass asks the same row several times.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::credit::credit_form;
use super::names::byline_form_by;
use crate::rules::Rules;

/// What was found of the rows that were asked for.
#[derive(Debug, Default)]
pub(super) struct Forms {
    credits: RefCell<FxHashMap<usize, f64>>,
    bylines: RefCell<FxHashMap<usize, f64>>,
}

impl Forms {
    /// See [`credit_form`].
    pub(super) fn credit(&self, row: usize, text: &str, rules: &Rules) -> f64 {
        *self.credits.borrow_mut().entry(row).or_insert_with(|| credit_form(text, rules))
    }

    /// See [`byline_form`](super::names::byline_form).
    pub(super) fn byline(&self, row: usize, text: &str, rules: &Rules) -> f64 {
        let found = || byline_form_by(text, || self.credit(row, text, rules), rules);
        *self.bylines.borrow_mut().entry(row).or_insert_with(found)
    }
}
