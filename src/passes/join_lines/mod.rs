//! Which line goes on with which, and what stands between them.
//!
//! Runs after the order is settled and roles are given. Plain wraps of a block are one `each` edit; a join over a column
//! or page end and a hyphen are edits of their own, since a person may judge them one by one.

mod glue;
mod hyphen;
mod lost;

use super::View;
use super::ends::{End, is_unspaced_text};
use super::galley::Galley;
use crate::ledger::{Change, Edit, Glue};
use crate::model::Role;
use crate::rules::Rule;
use hyphen::{Hyphens, Language, ends_with_number};
use lost::Cuts;

/// Cells by which a line of a heading may stay below its measure and still be wrapped: four wide characters, as headings
/// are set in from both edges.
const NEAR_CELLS: u32 = 8;

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let order = || view.draft.order().iter().copied();
    let text = Galley::new(view, order().filter(|line| view.draft.role(*line) != Role::Caption));
    let captions = Galley::new(view, order().filter(|line| view.draft.role(*line) == Role::Caption));
    let galleys = [&text, &captions];
    let hyphens =
        text.rows.iter().chain(&captions.rows).any(|row| row.end == End::Hyphen || ends_with_number(&row.text));
    let may_cut = lost::may_cut(&galleys);
    let language = (hyphens || may_cut).then(|| Language::of(view));
    let language = language.as_ref();
    let words = Words {
        hyphens: language.filter(|_| hyphens).map(|language| Hyphens::of(language, &galleys)),
        cuts: language.filter(|_| may_cut).and_then(|language| Cuts::of(language, &galleys)),
    };
    for galley in galleys {
        join(view, galley, &words, &mut edits);
    }
    edits
}

/// What decides about the words that line ends cut.
struct Words<'l> {
    /// With a hyphen; none where no line has one at its end.
    hyphens: Option<Hyphens<'l>>,
    /// Without one that can be read.
    cuts: Option<Cuts<'l>>,
}

fn join(view: &View<'_>, galley: &Galley<'_>, words: &Words<'_>, edits: &mut Vec<Edit>) {
    let (hyphens, cuts) = (words.hyphens.as_ref(), words.cuts.as_ref());
    let (wrap, gap, heading) =
        (view.rules.get("join/wrap"), view.rules.get("join/over-break"), view.rules.get("join/heading"));
    let glues = glue::Habit::of(view.issue, galley);
    let mut wraps: Vec<Change> = Vec::new();
    for i in 0..galley.rows.len().saturating_sub(1) {
        let (a, b) = (&galley.rows[i], &galley.rows[i + 1]);
        let touches = galley.touches(i);
        if !touches {
            flush(&mut wraps, wrap, edits);
        }
        if a.role != b.role || view.draft.follows(a.line) != Some(b.line) {
            continue;
        }
        let seam = |glue| Change::Seam { left: a.line, right: b.line, glue };
        match a.role {
            Role::Body | Role::Quote | Role::Note | Role::Caption => {
                let boundary = galley.boundary(i);
                if !boundary.continues {
                    continue;
                }
                if a.end == End::Hyphen {
                    edits.extend(hyphens.and_then(|hyphens| hyphens.edit(view, galley, i, boundary.sure)));
                    continue;
                }
                if let Some(edit) = cuts.and_then(|cuts| cuts.edit(view, galley, i, boundary.sure)) {
                    edits.push(edit);
                    continue;
                }
                let glue = hyphens
                    .and_then(|hyphens| hyphens.after_number(&a.text, &b.text))
                    .unwrap_or_else(|| glues.after(view.issue, a.line, &a.text, &b.text, galley.unspaced(i)));
                if touches && boundary.sure >= 0.8 {
                    wraps.push(seam(glue));
                } else if let Some(rule) = if touches { wrap } else { gap } {
                    edits.push(rule.sure(boundary.sure, vec![seam(glue)]).because(boundary.why));
                }
            }
            Role::Subhead | Role::Title | Role::Deck | Role::Kicker if touches => {
                if a.end == End::Hyphen {
                    edits.extend(hyphens.and_then(|hyphens| hyphens.edit(view, galley, i, 0.95)));
                } else if let Some(edit) = cuts.and_then(|cuts| cuts.edit(view, galley, i, 0.95)) {
                    edits.push(edit);
                } else if let Some(rule) = heading {
                    // A heading that comes near its measure is wrapped, one that stays far below it has decks.
                    let near = a.measure == 0 || a.width + NEAR_CELLS >= a.measure;
                    let wrapped = is_unspaced_text(&a.text) && (near || a.width >= b.width);
                    let glue = if wrapped { Glue::None } else { Glue::Space };
                    edits.push(rule.whole(vec![seam(glue)]).because("two lines of one heading"));
                }
            }
            _ => {}
        }
    }
    flush(&mut wraps, wrap, edits);
}

fn flush(wraps: &mut Vec<Change>, rule: Option<&Rule>, edits: &mut Vec<Edit>) {
    let wraps = std::mem::take(wraps);
    if let (Some(rule), false) = (rule, wraps.is_empty()) {
        edits.push(rule.each(wraps).because("full lines of one block"));
    }
}
