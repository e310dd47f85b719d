//! Whether a hyphen at a line end belongs to the word.
//!
//! Decided per word. [`parts`] cuts the word out of the two lines, [`usage`] counts how the issue itself writes it,
//! [`language`] knows how a language uses hyphens ([`lists`]), and [`weigh()`] adds up what speaks for each reading. The reading that
//! loses is the runner-up of the edit. [`inside`] mends what line ends of an earlier setting left inside the lines.

mod inside;
mod language;
mod lists;
mod parts;
mod usage;
mod weigh;

use std::borrow::Cow;

use crate::ledger::{Change, Edit, Glue};
use crate::lexicon::{HYPHENS, fold, in_word};
use crate::model::LineIx;
use crate::passes::View;
use crate::passes::ends::End;
use crate::passes::galley::Galley;
pub(crate) use language::Language;
use parts::Parts;
use usage::Usage;
pub(super) use weigh::{FIRST_IS_NO_WORD, NEITHER_IS_WORD, SECOND_IS_NO_WORD};
use weigh::{Reading, weigh};

/// Whether a line ends with a number and a hyphen.
fn ends_with_number(text: &str) -> bool {
    text.strip_suffix(HYPHENS).is_some_and(|stem| stem.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a line may end inside a number, or between one and its unit.
pub(super) fn may_cut_number(text: &str) -> bool {
    let stem = text.strip_suffix(HYPHENS).map(|stem| stem.trim_end_matches([',', '.']));
    stem.is_some_and(|stem| stem.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a line end cuts a number behind the mark of its thousands: `$40,-|000 on repairs`.
fn cuts_thousands(above: &str, below: &str) -> bool {
    let n_digits = below.bytes().take_while(u8::is_ascii_digit).count();
    let stem = above.strip_suffix(HYPHENS).and_then(|stem| stem.strip_suffix([',', '.']));
    n_digits == 3 && stem.is_some_and(|stem| stem.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a hyphen inside the line may part a word.
pub(super) fn stands_inside(text: &str) -> bool {
    inside::places(text).next().is_some()
}

/// Where the two parts of a word stand, if something parts them on paper: both places, for who wants to look.
pub(super) fn apart(view: &View<'_>, left: LineIx, right: LineIx) -> String {
    let page = |line| view.issue.page_of(line).no;
    let name = |line| view.issue.line_name(line);
    let what = if page(left) == page(right) { "the end of a block" } else { "a page end" };
    format!("the word is cut over {what}: {} and {}", name(left), name(right))
}

/// A word that is cut where its text goes on elsewhere: the lines that hold its parts, and how sure it is that one goes on in
/// the other.
pub(super) struct Cut {
    pub left: LineIx,
    pub right: LineIx,
    pub sure: f64,
}

/// The edits for the hyphens of words whose parts stand on different pages. The issue is looked through once for all.
pub(super) fn over_pages(view: &View<'_>, cuts: &[Cut]) -> Vec<Edit> {
    if cuts.is_empty() {
        return Vec::new();
    }
    let language = Language::of(view);
    let pairs: Vec<Galley<'_>> = cuts.iter().map(|cut| Galley::new(view, [cut.left, cut.right].into_iter())).collect();
    let hyphens = Hyphens { language: &language, usage: Usage::of(&pairs.iter().collect::<Vec<_>>(), lines(view)) };
    let edit = |(cut, pair): (&Cut, &Galley<'_>)| {
        // A line that is furniture by now is in no galley.
        let edit = (pair.rows.len() == 2).then(|| hyphens.edit(view, pair, 0, cut.sure)).flatten()?;
        Some(edit.because(apart(view, cut.left, cut.right)))
    };
    cuts.iter().zip(&pairs).filter_map(edit).collect()
}

/// The lines of an issue that are no furniture, in order, each only for as long as it is looked at.
fn lines<'v>(view: &View<'v>) -> impl Iterator<Item = (Cow<'v, str>, End)> {
    let abbreviations = view.rules.words("abbreviation");
    let lines = view.draft.order().iter().filter(|line| !view.draft.role(**line).is_furniture());
    lines.map(|line| {
        let text = view.draft.text(*line);
        let end = End::of(&text, abbreviations);
        (text, end)
    })
}

/// What decides the hyphens of an issue.
pub(super) struct Hyphens<'v> {
    language: &'v Language<'v>,
    usage: Usage,
}

impl<'v> Hyphens<'v> {
    /// Looks through the galleys of an issue for the words that their line ends cut.
    pub(super) fn of(language: &'v Language<'v>, galleys: &[&Galley<'_>]) -> Self {
        Self { language, usage: Usage::of(galleys, std::iter::empty()) }
    }

    /// What stands after a hyphen that follows a number, where the next line begins with a small letter: nothing in
    /// "a 20-|year lease", a space in "20- |and 30-year".
    pub(super) fn after_number(&self, above: &str, below: &str) -> Option<Glue> {
        let follows = ends_with_number(above) && below.chars().next().is_some_and(char::is_lowercase);
        let word = below.split(|c| !in_word(c)).next().unwrap_or("");
        follows.then(|| if self.language.lists.suspends(&fold(word)) { Glue::Space } else { Glue::None })
    }

    /// The edit for the hyphen at the end of row `i` that cuts a number.
    pub(super) fn thousands(&self, view: &View<'_>, galley: &Galley<'_>, i: usize, sure: f64) -> Option<Edit> {
        let rule = view.rules.get("join/hyphen")?;
        let (a, b) = (&galley.rows[i], &galley.rows[i + 1]);
        let mark = a.text.chars().next_back().filter(|_| cuts_thousands(&a.text, &b.text))?;
        let cut = view.draft.replace(a.line, a.text.len() - mark.len_utf8()..a.text.len(), "")?;
        let seam = Change::Seam { left: a.line, right: b.line, glue: Glue::None };
        Some(
            rule.sure(0.95 * sure, vec![cut, seam])
                .because("the line end cuts a number behind the mark of its thousands"),
        )
    }

    /// The edit for the hyphen at the end of row `i`.
    pub(super) fn edit(&self, view: &View<'_>, galley: &Galley<'_>, i: usize, sure_it_goes_on: f64) -> Option<Edit> {
        let rule = view.rules.get("join/hyphen")?;
        let (a, b) = (&galley.rows[i], &galley.rows[i + 1]);
        let parts = Parts::of(&a.text, &b.text)?;
        let verdict = weigh(&parts, self.language, &self.usage);
        let seam = |glue| Change::Seam { left: a.line, right: b.line, glue };
        let mark = a.text.len() - parts.mark.len_utf8()..a.text.len();
        let sure = verdict.sure;
        let cut = |from: usize, letters: &str, sure: f64| {
            let change = view.draft.replace(a.line, from..mark.end, letters)?;
            Some(rule.sure(sure * sure_it_goes_on, vec![change, seam(Glue::None)]))
        };
        let joined = |sure: f64| cut(mark.start, "", sure);
        let kept = |sure: f64, glue| Some(rule.sure(sure * sure_it_goes_on, vec![seam(glue)]));
        let (best, other) = match verdict.reading {
            Reading::Join => (joined(sure)?, kept(1.0 - sure, Glue::None)?),
            // The last letter of the line is a `k`, one byte.
            Reading::JoinWithC => (cut(mark.start - 1, "c", sure)?, joined(1.0 - sure)?),
            Reading::Keep => (kept(sure, Glue::None)?, joined(1.0 - sure)?),
            Reading::Suspend => (kept(sure, Glue::Space)?, joined(1.0 - sure)?),
        };
        Some(Edit { why: verdict.why, ..best.or(other) })
    }
}
