//! Adverts among the paragraphs of a page: text that opens or ends as only adverts do, with nothing but adverts behind it
//! up to the next heading, is no part of the article above it.

use super::units::{Kind, Unit};
use crate::passes::ends::starts_lower;
use crate::passes::{kinds, setting};
use crate::rules::Rules;

/// Letters of a text between adverts from which on it may be the article that goes on.
const TEXT: usize = 80;

/// Letters of a text below adverts from which on it is no more of them, and fewer where a sentence goes on past them.
const LONG_TEXT: usize = 150;

/// Marks the units that begin adverts, those amid a text, and the names inside adverts.
pub(super) fn set_apart(units: &mut [Unit<'_>], rules: &Rules) {
    let offers = |unit: &Unit<'_>| unit.is(Kind::Text) && kinds::offers(&unit.lines, rules);
    let found = openings(units, rules);
    // How far the run of text above was looked at, and whether anything is sold in it.
    let (mut seen, mut sold) = (0, false);
    for (at, goes_on) in found {
        let heading = units[seen..at].iter().rposition(|unit| !is_text(unit));
        sold &= heading.is_none();
        let from = heading.map_or(seen, |gap| seen + gap + 1);
        // A text that sells goods itself goes on with what it sells.
        sold = sold || units[from..at].iter().any(|unit| unit.apart || offers(unit));
        units[at].apart = !goes_on && !sold;
        seen = at;
    }
    // A row of short lines with a price, or set as adverts are, is no verse.
    let is_one = |unit: &Unit<'_>| unit.short_lined && unit.on_spaced_page && !unit.carried;
    let sells = |lines: &[&str]| lines.iter().any(|line| kinds::is_priced(line)) || setting::is_poster(lines);
    for row in units.chunk_by_mut(|a, b| is_one(a) && is_one(b)).filter(|row| is_one(&row[0])) {
        // White may stand inside one.
        let whole: Vec<&str> = row.iter().flat_map(|unit| &unit.lines).copied().collect();
        let whole = sells(&whole);
        row.iter_mut().for_each(|unit| unit.apart |= whole || sells(&unit.lines));
    }
    for at in 1..units.len().saturating_sub(1) {
        if units[at].is(Kind::Byline) {
            units[at].in_advert = offers(&units[at - 1]) && offers(&units[at + 1]);
        }
    }
    set_aside(units, &offers);
}

/// Marks the adverts between two pieces of one text: the lower has no heading, and goes on with the sentence of the upper or is
/// too long for an advert.
fn set_aside(units: &mut [Unit<'_>], offers: &dyn Fn(&Unit<'_>) -> bool) {
    // Most pages have no such advert, and what each of their texts says is not asked.
    if !units.iter().any(|unit| unit.on_spaced_page && (unit.apart || unit.short_lined)) {
        return;
    }
    let sells = |unit: &Unit<'_>| unit.is(Kind::Text) && (unit.apart || unit.short_lined || offers(unit));
    let is_prose =
        |unit: &Unit<'_>| unit.is(Kind::Text) && !sells(unit) && !unit.salutes && !unit.sent_here && !unit.carried;
    let mut at = 1;
    while at + 1 < units.len() {
        // What heads an advert belongs to it.
        let is_of_advert = |unit: &Unit<'_>| sells(unit) || unit.is(Kind::Heading) && unit.heads_kind;
        let end = (at..units.len()).find(|n| !is_of_advert(&units[*n])).unwrap_or(units.len());
        let may = end > at && end < units.len() && is_prose(&units[at - 1]) && is_prose(&units[end]);
        if may
            && units[at].on_spaced_page
            && units[at..end].iter().any(|unit| unit.apart || unit.short_lined && offers(unit))
        {
            let below = units[end..].iter().take_while(|unit| is_prose(unit));
            let open = is_open(&units[at - 1]) && begins_small(&units[end]);
            if open || below.map(|unit| unit.signs).sum::<usize>() >= LONG_TEXT {
                units[at..end].iter_mut().for_each(|unit| unit.aside = true);
            }
        }
        at = end.max(at) + 1;
    }
}

/// Whether no sentence ends with a text.
fn is_open(unit: &Unit<'_>) -> bool {
    unit.lines.last().is_some_and(|line| !line.ends_with(['.', '!', '?', '"', '”', ':']))
}

fn begins_small(unit: &Unit<'_>) -> bool {
    starts_lower(unit.lines[0])
}

fn is_text(unit: &Unit<'_>) -> bool {
    matches!(unit.kind, Kind::Text | Kind::Caption)
}

/// The texts that open or end as adverts do, and whether text that is none follows before the next heading.
fn openings(units: &[Unit<'_>], rules: &Rules) -> Vec<(usize, bool)> {
    let sells = |unit: &Unit<'_>| unit.is(Kind::Text) && !unit.carried && kinds::sells(&unit.lines, rules);
    let may_open = |unit: &Unit<'_>| unit.is(Kind::Text) && !unit.joined && kinds::may_sell(&unit.lines, rules);
    let mut found: Vec<(usize, bool)> = Vec::new();
    // From the end, so that what lies behind the next one is known.
    for at in (0..units.len()).rev().filter(|at| may_open(&units[*at])) {
        if !sells(&units[at]) {
            continue;
        }
        let (next, known) = found.last().map_or((units.len(), false), |(next, goes_on)| (*next, *goes_on));
        let end = units[at + 1..next].iter().position(|unit| !is_text(unit)).map_or(next, |gap| at + 1 + gap);
        let between = units[at + 1..end].iter().any(|unit| unit.joined || unit.signs > TEXT && !sells(unit));
        found.push((at, between || end == next && known));
    }
    found.reverse();
    found
}
