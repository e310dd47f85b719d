//! Names of who wrote the text that nothing but their form and their place tells, on pages with boxes where words have no
//! spaces.
//!
//! Blocks stand in any order here, so that neighbors are asked only inside a block; the rest is told by where a line stands
//! in its column. What a name belongs to is found when articles are grouped.

use super::segments::Segment;
use super::{View, give};
use crate::ledger::Edit;
use crate::model::Role;
use crate::passes::ends::is_unspaced_text;
use crate::passes::galley::{Galley, LARGE_TYPE};
use crate::passes::names::{A_WORD, body_form};

/// White on the left of a line, as a share of its column, from which on it is no indent.
const SET_IN: f32 = 0.25;
/// White on its right from which on a line at the left edge is short.
const SHORT: f32 = 0.4;
/// From this form on a line that is a block of its own is a name.
const A_NAME: f64 = 0.6;

/// Labels such names bylines.
pub(super) fn label(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("byline/name") else { return };
    for segment in segments.iter_mut() {
        let row = segment.rows.start;
        let size = if segment.role.is_none() && segment.rows.len() == 1 { galley.type_size(row) } else { None };
        if size.is_none_or(|size| size >= LARGE_TYPE) || !is_unspaced_text(&galley.rows[row].text) {
            continue;
        }
        let form = galley.byline_form(row);
        let Some(why) = (form >= A_WORD).then(|| place(view, galley, segment, form)).flatten() else { continue };
        let sure = (form + 0.1).clamp(0.5, 0.95);
        edits.push(give(rule, sure, galley, segment, Role::Byline, why));
    }
}

/// What of its place says that a line is a byline.
fn place(view: &View<'_>, galley: &Galley<'_>, segment: &Segment, form: f64) -> Option<&'static str> {
    let row = segment.rows.start;
    let set = view.survey.setting(galley.rows[row].line)?;
    let is_large = |row: usize| galley.type_size(row).is_some_and(|size| size >= LARGE_TYPE);
    let below = row.checked_sub(1).filter(|above| galley.touches(*above));
    let under_headline = below.is_some_and(is_large);
    if under_headline && set.insets[1] > SHORT.min(set.insets[0] + SET_IN) {
        return Some("a name alone on its line below a headline");
    }
    let is_body = body_form(&galley.rows[row].text, view.rules) >= form;
    if set.insets[0] > SET_IN && form > A_WORD && !is_body {
        return Some("a name alone on its line, set in further than any paragraph");
    }
    let opens = below.is_none() && set.insets[1] > SHORT && !segment.goes_on;
    (opens && form >= A_NAME && !is_body).then_some("a name alone on the first line of its block")
}
