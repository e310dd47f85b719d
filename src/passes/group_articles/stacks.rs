//! Headlines of two headings, one below the other, on pages where words have spaces: kickers over headlines, or decks below
//! them.
//!
//! One pair alone could be either, or two things that have nothing to do with each other. A page sets its headlines alike, so
//! that all pairs are asked together.

use super::units::{Kind, Unit};
use super::words::SAID;
use crate::passes::ends::capitals;

/// Most words of a kicker.
pub(super) const MOST_KICKER_WORDS: usize = 3;
/// Fewest pairs that tell.
const FEWEST: usize = 2;
/// How much a pair must speak for one of the two on average.
const LEAST: f64 = 0.25;
/// How much the length of its lines tells, beside the words that come back in the text.
const LENGTH: f64 = 0.4;

/// What the upper of two headings is on a page that has many such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Upper {
    /// It says in general what the headline below is of.
    Kicker,
    /// It is the headline, and a deck stands below it.
    Headline,
}

/// What the upper headings of a page are, if most of its headlines are of two headings.
pub(super) fn upper(units: &[Unit<'_>]) -> Option<Upper> {
    let heads = |unit: &Unit<'_>| unit.is(Kind::Heading) && unit.on_spaced_page && !unit.paged;
    let (mut n, mut pairs, mut sum) = (0, 0, 0.0);
    for run in units.chunk_by(|a, b| heads(a) && heads(b)).filter(|run| heads(&run[0])) {
        n += 1;
        if let [above, below] = run {
            pairs += 1;
            sum += speaks_for_kicker(above, below);
        }
    }
    let mean = sum / f64::from(pairs as u32);
    match () {
        () if pairs < FEWEST || pairs * 2 <= n || mean.abs() < LEAST => None,
        () if mean > 0.0 => Some(Upper::Kicker),
        () => Some(Upper::Headline),
    }
}

/// How much two headings speak for a kicker and its headline, and against a headline and its deck: what is said of the text
/// by the words that come back in it stands in the headline, a kicker is of few words, and a deck is longer than its headline.
fn speaks_for_kicker(above: &Unit<'_>, below: &Unit<'_>) -> f64 {
    let said = ((below.said_below - above.said_below) / SAID).clamp(-1.0, 1.0);
    let is_short = above.lines.len() == 1 && above.lines[0].split(' ').count() <= MOST_KICKER_WORDS;
    said + if is_short && below.signs > above.signs { LENGTH } else { -LENGTH }
}

/// Whether a heading in small letters stands below a shorter one all in capitals, as decks do.
pub(super) fn is_deck_of_capitals(above: &Unit<'_>, unit: &Unit<'_>) -> bool {
    let capital = |unit: &Unit<'_>| unit.lines.iter().all(|line| capitals(line).0 > 0.95);
    let small = |unit: &Unit<'_>| unit.lines.iter().all(|line| capitals(line).0 < 0.5);
    unit.lines.len() > above.lines.len() && unit.signs > above.signs && capital(above) && small(unit)
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    const TEXTS: [&str; 3] = [
        "About forty barrels of herring were landed on\nMonday, though the wind had been against the\nboats since the morning.\n",
        "Mrs. Harker told the school board that the room\nof the infants has been without a stove since the\nwinter before last.\n",
        "When the ferry had left, the keeper of the\nlighthouse found a goat on the stairs, which\nno person will own to.\n",
    ];
    const HEADS: [&str; 3] =
        ["Forty Barrels of Herring", "School Board Is Asked for a Stove", "Goat Found in Lighthouse"];

    /// The headlines with one more heading over or below each.
    fn page(others: [&str; 3], over: bool) -> String {
        let article = |n: usize| {
            let (a, b) = if over { (others[n], HEADS[n]) } else { (HEADS[n], others[n]) };
            format!("{a}\n\n{b}\n\n{}", TEXTS[n])
        };
        [0, 1, 2].map(article).join("\n")
    }

    #[test]
    fn kickers_that_come_but_once() {
        let sketch = sketch(&page(["The Harbour", "Meetings", "Curious Matters"], true));
        let n = |role: &str| sketch.matches(role).count();
        assert_eq!((n("<title>"), n("<kicker>"), n("== ")), (3, 3, 2), "{sketch}");
    }

    #[test]
    fn the_first_headline_of_a_page_with_decks_is_no_banner() {
        let heads = [
            ("PLENTY AT LAST FOR ALL", "Hauls make good a poor season, men say"),
            ("LITTLE ONES GO COLD", "Members put the question off for a month"),
        ];
        let names = ["Ruth Amos", "Peter Lund"];
        let article = |n: usize| format!("{}\n\n{}\n\n{}\n\n{}", heads[n].0, heads[n].1, names[n], TEXTS[n]);
        let sketch = sketch(&[0, 1].map(article).join("\n"));
        let n = |role: &str| sketch.matches(role).count();
        assert_eq!((n("<title>"), n("<deck>"), n("<banner>")), (2, 2, 0), "{sketch}");
    }

    #[test]
    fn decks_below_headlines_that_names_stand_over() {
        let decks = ["Big Catch Before the Storm", "Members to Vote Next Month", "Owner Sought by Constable"];
        let names = ["Ruth Amos", "Peter Lund", "Ellen Hart"];
        let article =
            |n: usize| format!("By {}\nStaff Writer\n\n{}\n\n{}\n\n{}", names[n], HEADS[n], decks[n], TEXTS[n]);
        let sketch = sketch(&[0, 1, 2].map(article).join("\n"));
        let n = |role: &str| sketch.matches(role).count();
        assert_eq!((n("<title>"), n("<deck>"), n("<byline> By"), n("== ")), (3, 3, 3, 2), "{sketch}");
    }
}
