//! What units tell of one another, before the page is read.

use rustc_hash::FxHashSet;

use super::levels::Levels;
use super::stacks::{self, MOST_KICKER_WORDS, Upper};
use super::units::{Kind, Unit};
use crate::model::Rect;
use crate::passes::View;
use crate::passes::attach_bylines::is_dated;
use crate::passes::galley::Galley;
use crate::passes::kinds;
use crate::passes::place_and_day::is_place_and_day;
use crate::passes::section::{is_section, may_be_section};
use crate::passes::setting::closes;
use crate::rules::Rules;
use crate::survey::Setting;

/// Marks the headings that stand over adverts: with a price in them, over text that sells, or over lines that keep their ends
/// as those of adverts, calendars and poems do.
pub(super) fn sellers(view: &View<'_>, units: &mut [Unit<'_>]) {
    for at in 0..units.len() {
        if units[at].is(Kind::Heading) && units[at].on_spaced_page && !units[at].heads_kind {
            let below = units.get(at + 1).filter(|below| below.is(Kind::Text));
            let sells = |below: &Unit<'_>| below.short_lined || kinds::sells(&below.lines, view.rules);
            units[at].heads_kind = units[at].sells || below.is_some_and(sells);
        }
    }
}

/// Marks the headings of one line over others that name a part of the paper: by the word, or since they come back. Where
/// some do, or where the page has kickers, others that are as short may stand over one headline only. A part of the paper
/// by the word may stand over a text as well.
pub(super) fn sections(view: &View<'_>, units: &mut [Unit<'_>]) {
    let name = |line: &str| line.trim_end_matches(['.', ':']).to_lowercase();
    let over = |at: &usize| {
        let (unit, below) = (&units[*at], units.get(at + 1));
        unit.is(Kind::Heading) && unit.lines.len() == 1 && below.is_some_and(|below| below.is(Kind::Heading))
    };
    let over: Vec<(usize, String)> = (0..units.len()).filter(over).map(|at| (at, name(units[at].lines[0]))).collect();
    let short = |name: &str| name.split(' ').count() <= MOST_KICKER_WORDS;
    let mut seen = FxHashSet::default();
    let are_usual =
        over.iter().any(|(_, name)| short(name) && !seen.insert(name)) || stacks::upper(units) == Some(Upper::Kicker);
    for (at, name) in &over {
        units[*at].section = may_be_section(name, view.rules) || are_usual && short(name);
    }
    for at in 1..units.len() {
        let over_text = units.get(at + 1).is_some_and(|below| below.is(Kind::Text));
        let unit = &units[at];
        if unit.is(Kind::Heading) && unit.on_spaced_page && over_text && !unit.section && unit.lines.len() == 1 {
            units[at].section = is_section(units[at].lines[0], view.rules);
        }
    }
}

/// Marks the names right below the words with which a letter closes, and the names below them.
pub(super) fn signed_off(view: &View<'_>, units: &mut [Unit<'_>]) {
    for at in 1..units.len() {
        let above = &units[at - 1];
        let closes = || above.is(Kind::Text) && above.lines.last().is_some_and(|line| closes(line, view.rules));
        let (unit, goes_on) = (&units[at], above.signs_off);
        // The place and the day stand directly below the name.
        let is_dated = || unit.touches_before && unit.lines[0].contains(|c: char| c.is_ascii_digit());
        let is_pen = is_pen_name(unit) && (!goes_on || is_dated());
        let is_name = (unit.name_form > 0.0 || is_pen) && (goes_on || closes());
        units[at].signs_off = unit.on_spaced_page && is_name;
    }
}

/// Whether a heading is short enough for the name that a letter is signed with, and the place and day below it.
fn is_pen_name(unit: &Unit<'_>) -> bool {
    /// Most words of the name.
    const WORDS: usize = 4;
    unit.lines.len() <= 2 && unit.lines[0].split_whitespace().count() <= WORDS
}

/// Marks the texts below names set to the right, as those that sign the pieces of a review of the press.
pub(super) fn below_signatures(view: &View<'_>, galley: &Galley<'_>, units: &mut [Unit<'_>]) {
    let signs =
        |unit: &Unit<'_>| unit.is(Kind::Text) && unit.rows.len() == 1 && is_signature(view, galley, unit.rows.start);
    for at in 1..units.len() {
        let unit = &units[at];
        if unit.boxed && unit.is(Kind::Text) && !unit.joined && signs(&units[at - 1]) && !signs(unit) {
            units[at].below_signature = !adds(unit.lines[0], view.rules);
        }
    }
}

/// Marks the texts below headings that begin with a dateline, and on pages with boxes those whose heading is one, as in
/// papers that put their news in order by where they come from.
pub(super) fn dated(view: &View<'_>, units: &mut [Unit<'_>]) {
    for at in 1..units.len() {
        let (above, unit) = (&units[at - 1], &units[at]);
        if unit.is(Kind::Text) && above.is(Kind::Heading) {
            units[at].dated = match unit.boxed {
                false => is_dated(unit.lines[0], view.rules),
                true => above.lines.len() == 1 && is_place_and_day(above.lines[0], view.rules),
            };
        }
    }
}

/// Marks the headings of pages with boxes that stand directly below another in their column.
pub(super) fn under_headings(view: &View<'_>, galley: &Galley<'_>, units: &mut [Unit<'_>]) {
    /// Most white between them, in lines.
    const CLOSE: f32 = 3.0;
    for at in 1..units.len() {
        let (above, below) = (&units[at - 1], &units[at]);
        if !below.boxed || !above.is(Kind::Heading) || !below.is(Kind::Heading) {
            continue;
        }
        let lines = [above.rows.end - 1, below.rows.start].map(|row| galley.rows[row].line);
        let [a, b] = lines.map(|line| view.issue.line(line).bbox);
        let under = |a: Rect, b: Rect| a.left < b.right && b.left < a.right && a.top.midpoint(a.bottom) < b.top;
        let close = view.survey.setting(lines[1]).is_some_and(|set| set.white_above < CLOSE);
        units[at].under_heading = close && a.zip(b).is_some_and(|(a, b)| under(a, b));
    }
}

/// Marks how much the look of each heading speaks for one inside an article.
pub(super) fn levels(view: &View<'_>, galley: &Galley<'_>, units: &mut [Unit<'_>], levels: &Levels) {
    for unit in units.iter_mut().filter(|unit| unit.is(Kind::Heading) && unit.boxed && !unit.unspaced) {
        unit.level = levels.of_rows(view, galley, &unit.rows);
    }
}

/// Whether a line begins what a writer adds below his name: `P.-S.`
fn adds(text: &str, rules: &Rules) -> bool {
    let lower = text.to_lowercase();
    let begins = rules.words("postscript").at_start(&lower);
    begins.is_some_and(|word| !lower[word.len()..].starts_with(char::is_alphanumeric))
}

/// Whether a row of a page with boxes is who signs the text above it, by its place and its form, or by its place below the
/// office of who signs.
fn is_signature(view: &View<'_>, galley: &Galley<'_>, i: usize) -> bool {
    let setting = |row: usize| view.survey.setting(galley.rows[row].line);
    let office = || {
        let above = i.checked_sub(1).filter(|above| galley.touches(*above) && galley.rows[*above].text.ends_with(','));
        above.and_then(setting).is_some_and(Setting::is_set_right)
    };
    let form = setting(i).and_then(|set| set.signature(|| galley.byline_form(i)));
    form.is_some_and(|form| form > 0.0 || office())
}
