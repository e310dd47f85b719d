//! Adverts among the paragraphs of a page: text that opens or ends as only adverts do, with nothing but adverts behind it
//! up to the next heading, is no part of the article above it.

use super::units::{Kind, Unit};
use crate::passes::kinds;
use crate::rules::Rules;

/// Letters of a text between adverts from which on it may be the article that goes on.
const TEXT: usize = 80;

/// Marks the units that begin adverts, and the names inside adverts.
pub(super) fn set_apart(units: &mut [Unit<'_>], rules: &Rules) {
    let sells = |unit: &Unit<'_>| unit.is(Kind::Text) && !unit.carried && kinds::sells(&unit.lines, rules);
    let offers = |unit: &Unit<'_>| unit.is(Kind::Text) && kinds::offers(&unit.lines, rules);
    let found: Vec<usize> = (0..units.len())
        .filter(|at| units[*at].is(Kind::Text) && !units[*at].joined && kinds::may_sell(&units[*at].lines, rules))
        .filter(|at| sells(&units[*at]))
        .collect();
    for at in found {
        let behind = units[at + 1..].iter().take_while(|unit| matches!(unit.kind, Kind::Text | Kind::Caption));
        let goes_on = behind.clone().any(|unit| unit.joined || unit.signs > TEXT && !sells(unit));
        // A text that sells goods itself goes on with what it sells.
        let mut above = units[..at].iter().rev().take_while(|unit| matches!(unit.kind, Kind::Text | Kind::Caption));
        units[at].apart = !goes_on && !above.any(|unit| unit.apart || offers(unit));
    }
    for at in 1..units.len().saturating_sub(1) {
        if units[at].is(Kind::Byline) {
            units[at].in_advert = offers(&units[at - 1]) && offers(&units[at + 1]);
        }
    }
}
