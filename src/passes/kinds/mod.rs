//! What an article is where it is no news: an advert, a notice, births and deaths, the weather, a table, the paper's own
//! imprint, a note of the editors.
//!
//! Sums what speaks for each kind, by words of the lists and by shape, and what speaks for news: who said it, who wrote
//! it, and length. An article that may be news stays one.

mod boxes;
mod judge;
mod said;
mod shape;
mod text;

use super::View;
use crate::ledger::{Change, Edit, Field};
use crate::model::LineIx;
use crate::rules::Rules;
use judge::Judgement;
use text::Text;

/// What an advert is called.
const ADVERT: &str = "advertisement";

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let (by_words, by_head) = (view.rules.get("article/kind"), view.rules.get("box/kind"));
    if by_words.is_none() && by_head.is_none() {
        return Vec::new();
    }
    let mut edits = Vec::new();
    // What each article is told to be, and the first line of those that are nothing but a few words in large type.
    let mut told: Vec<(Option<&str>, Option<LineIx>)> = Vec::new();
    let mark = |line: LineIx, kind: &str| {
        let span = 0..view.issue.raw(line).len() as u32;
        vec![Change::Mark { line, span, field: Field::Kind, value: kind.to_owned() }]
    };
    for range in view.draft.articles() {
        let lines = &view.draft.order()[range];
        let is_told = lines.iter().flat_map(|line| view.draft.marks(*line)).any(|mark| mark.field == Field::Kind);
        let Some(text) = (!is_told).then(|| Text::of(view, lines)).flatten() else {
            told.push((None, None));
            continue;
        };
        let judged = |rule: Option<_>, judgement: Option<Judgement>| Some((rule?, judgement?));
        let Some((rule, Judgement { kind, surplus, why })) = judged(by_head, boxes::judge(&text, view.rules))
            .or_else(|| judged(by_words, judge::judge(&text, view.rules)))
        else {
            told.push((None, text.is_scrap().then_some(text.first)));
            continue;
        };
        told.push((Some(kind), None));
        let edit = rule.sure((0.85 + 0.05 * surplus).min(0.97), mark(text.first, kind));
        edits.push(why.into_iter().fold(edit, Edit::because));
    }
    let Some(rule) = by_words else { return edits };
    for at in 0..told.len() {
        let Some(line) = told[at].1 else { continue };
        let beside = [at.checked_sub(1), Some(at + 1)];
        if beside.into_iter().flatten().any(|at| told.get(at).is_some_and(|(kind, _)| *kind == Some(ADVERT))) {
            edits.push(rule.sure(0.8, mark(line, ADVERT)).because("a few words in large type beside an advertisement"));
        }
    }
    edits
}

/// Whether a heading says of itself that something else than news stands below it.
pub(super) fn is_head(lines: &[&str], rules: &Rules) -> bool {
    judge::is_head(&text::folded(lines), rules)
}

/// Whether a paragraph opens or ends as adverts do, by a glance at its first and last line.
pub(super) fn may_sell(lines: &[&str], rules: &Rules) -> bool {
    judge::opens_or_ends_as_advert(lines, rules)
}

/// Whether a paragraph is an advert by all that it says.
pub(super) fn sells(lines: &[&str], rules: &Rules) -> bool {
    judge::is_advert(&text::folded(lines), rules)
}

/// Whether a paragraph says anything that adverts say.
pub(super) fn offers(lines: &[&str], rules: &Rules) -> bool {
    let text = text::folded(lines);
    rules.lookout().is_some_and(|lookout| lookout.find(&text).any(|(list, _)| list == "kind-advert-words"))
}

/// Whether a word is a round sum of ten thousand or more: `$40,000`.
fn is_large(word: &str) -> bool {
    let sum = word.trim_matches(|c: char| !c.is_ascii_digit());
    sum.len() >= "10,000".len() && sum.ends_with("000") && sum.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

/// Whether a price, a share or a number as long as that of a telephone stands in a line. Millions are no price, nor are tens
/// of thousands, which councils vote and thieves take.
pub(super) fn is_priced(line: &str) -> bool {
    /// Fewest digits of a telephone number.
    const TELEPHONE: usize = 7;
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let mut words = line.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let n_digits = word.bytes().filter(u8::is_ascii_digit).count();
        let is_sum = words.peek().is_some_and(|next| next.contains("illion") || next.contains("illiard"));
        let is_price = word.contains(['$', '%', '£', '€', '¢']) && !is_sum && !is_large(word);
        if n_digits > 0 && (is_price || n_digits >= TELEPHONE && !word.contains(',')) {
            return true;
        }
    }
    false
}
