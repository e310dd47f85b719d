//! Which line goes on with which, and what stands between them.
//!
//! Runs after the order is settled and roles are given. Plain wraps of a page are one `each` edit, and so are those of its
//! headings; a join over a column or page end and a hyphen are edits of their own, since a person may judge them one by one.

mod glue;
mod hangul;
mod lost;
mod split;

use super::View;
use super::credit::is_lead;
use super::ends::{End, is_unspaced_text};
use super::galley::{Galley, Row};
use super::hyphen::{Hyphens, Language, apart, may_cut_number, stands_inside};
use super::jump_line::{self, Way};
use crate::ledger::{Change, Edit, Glue};
use crate::model::{LineIx, Role};
use crate::rules::Rule;
use hangul::Seams;
use lost::Cuts;
use split::Splits;

/// Bytes from which on a line is longer than any column: somebody has set the lines anew.
const LONGER: usize = 300;

/// Cells by which a line of a heading may stay below its measure and still be wrapped: four wide characters, as headings
/// are set in from both edges.
const NEAR_CELLS: u32 = 8;

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let order = || view.draft.order().iter().copied();
    let text = Galley::new(view, order().filter(|line| view.draft.role(*line) != Role::Caption));
    let captions = Galley::new(view, order().filter(|line| view.draft.role(*line) == Role::Caption));
    let galleys = [&text, &captions];
    let has_hyphen = |row: &Row<'_>| row.end == End::Hyphen || may_cut_number(&row.text) || stands_inside(&row.text);
    let hyphens = text.rows.iter().chain(&captions.rows).any(has_hyphen);
    let may_cut = lost::may_cut(&galleys);
    let reset = text.rows.iter().any(|row| row.text.len() > LONGER);
    let language = (hyphens || may_cut || reset).then(|| Language::of(view));
    let language = language.as_ref();
    let words = Words {
        hyphens: language.filter(|_| hyphens).map(|language| Hyphens::of(language, &galleys)),
        cuts: language.filter(|_| may_cut).and_then(|language| Cuts::of(language, &galleys)),
        splits: language.and_then(|language| Splits::of(language, &galleys)),
        hangul: Seams::of(view, &galleys),
    };
    for galley in galleys {
        join(view, galley, &words, &mut edits);
    }
    edits
}

/// What decides about the words that line ends cut.
struct Words<'l> {
    /// With a hyphen; none where no line has one that may part a word.
    hyphens: Option<Hyphens<'l>>,
    /// Without one that can be read.
    cuts: Option<Cuts<'l>>,
    /// With a blank inside.
    splits: Option<Splits>,
    /// Of Korean, which has no hyphen.
    hangul: Option<Seams<'l>>,
}

fn join(view: &View<'_>, galley: &Galley<'_>, words: &Words<'_>, edits: &mut Vec<Edit>) {
    let (hyphens, cuts) = (words.hyphens.as_ref(), words.cuts.as_ref());
    let (wrap, gap) = (view.rules.get("join/wrap"), view.rules.get("join/over-break"));
    let mut wraps = Wraps::new(wrap, "full lines of one block");
    let mut in_words = Wraps::new(wrap, "full lines of one block, cut inside a word");
    let mut headings = Wraps::new(view.rules.get("join/heading"), "lines of one heading");
    let glues = glue::Habit::of(view.issue, galley);
    for row in &galley.rows {
        hyphens.iter().for_each(|hyphens| hyphens.inside(view, row, edits));
        words.splits.iter().for_each(|splits| splits.edits(view, row, edits));
    }
    for i in 0..galley.rows.len().saturating_sub(1) {
        let (a, b) = (&galley.rows[i], &galley.rows[i + 1]);
        let touches = galley.touches(i);
        if i > 0 && view.issue.line(a.line).page != view.issue.line(galley.rows[i - 1].line).page {
            wraps.flush(edits);
            in_words.flush(edits);
            headings.flush(edits);
        }
        if a.role != b.role
            || view.draft.follows(a.line) != Some(b.line)
            || !touches && is_sent_past(view, a.line, b.line, galley.unspaced(i))
        {
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
                    let edit = hyphens.and_then(|hyphens| hyphens.edit(view, galley, i, boundary.sure));
                    edits.extend(
                        edit.map(|edit| if touches { edit } else { edit.because(apart(view, a.line, b.line)) }),
                    );
                    continue;
                }
                let thousands = || hyphens.and_then(|hyphens| hyphens.thousands(view, galley, i, boundary.sure));
                let cut = || cuts.and_then(|cuts| cuts.edit(view, galley, i, boundary.sure));
                if let Some(edit) = thousands().or_else(cut) {
                    edits.push(edit);
                    continue;
                }
                let number = || hyphens.and_then(|hyphens| hyphens.after_number(&a.text, &b.text));
                let hangul = words.hangul.as_ref().filter(|_| !glues.blank_ends);
                let in_word = hangul.is_some_and(|seams| seams.is_in_word(&a.text, &b.text));
                let other = || glues.after(view.issue, a.line, &a.text, &b.text, galley.unspaced(i));
                let glue = if in_word { Glue::None } else { number().unwrap_or_else(other) };
                if touches && boundary.sure >= 0.8 {
                    (if in_word { &mut in_words } else { &mut wraps }).seams.push(seam(glue));
                } else if let Some(rule) = if touches { wrap } else { gap } {
                    edits.push(rule.sure(boundary.sure, vec![seam(glue)]).because(boundary.why));
                }
            }
            Role::Byline if is_lead(&a.text, view.rules) => {
                let why = "a word that leads a name stands over it";
                edits.extend(wrap.map(|rule| rule.sure(0.9, vec![seam(Glue::Space)]).because(why)));
            }
            Role::Subhead | Role::Title | Role::Deck | Role::Kicker if touches || galley.is_of_one_type(i) => {
                if a.end == End::Hyphen {
                    edits.extend(hyphens.and_then(|hyphens| hyphens.edit(view, galley, i, 0.95)));
                } else if let Some(edit) = cuts.and_then(|cuts| cuts.edit(view, galley, i, 0.95)) {
                    edits.push(edit);
                } else {
                    // A heading that comes near its measure is wrapped, one that stays far below it has decks.
                    let near = a.measure == 0 || a.width + NEAR_CELLS >= a.measure;
                    let wrapped = is_unspaced_text(&a.text) && (near || a.width >= b.width);
                    let glue = if wrapped { Glue::None } else { Glue::Space };
                    headings.seams.push(seam(glue));
                }
            }
            _ => {}
        }
    }
    wraps.flush(edits);
    in_words.flush(edits);
    headings.flush(edits);
}

/// Whether a jump line between two lines leads to another page than the one that the second stands on. On a page on which words
/// have spaces it may be a pointer to another story, set into the text.
fn is_sent_past(view: &View<'_>, left: LineIx, right: LineIx, unspaced: bool) -> bool {
    let between = view.draft.place(left) + 1..view.draft.place(right);
    let (from, to) = (view.issue.line(left).page, view.issue.line(right).page);
    let past = |line: &LineIx| {
        let jump = (view.draft.role(*line) == Role::JumpLine)
            .then(|| jump_line::read_known(&view.draft.text(*line), view.rules))
            .flatten();
        jump.filter(|jump| jump.way == Way::To)
            .and_then(|jump| jump.page)
            .is_some_and(|page| if from == to { unspaced } else { page != to + 1 })
    };
    view.draft.order().get(between).is_some_and(|between| between.iter().any(past))
}

/// Plain wraps of one rule on a page.
struct Wraps<'r> {
    rule: Option<&'r Rule>,
    why: &'static str,
    seams: Vec<Change>,
}

impl<'r> Wraps<'r> {
    fn new(rule: Option<&'r Rule>, why: &'static str) -> Self {
        Self { rule, why, seams: Vec::new() }
    }

    fn flush(&mut self, edits: &mut Vec<Edit>) {
        let seams = std::mem::take(&mut self.seams);
        if let (Some(rule), false) = (self.rule, seams.is_empty()) {
            edits.push(rule.each(seams).because(self.why));
        }
    }
}
