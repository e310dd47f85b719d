//! The best reading of a row of units under one convention.
//!
//! A Viterbi search: states say what the article has so far, labels what a unit is in it. Scores are sums of evidence;
//! a point is about what one clear sign is worth, such as a byline directly below a heading.

use super::steps::Page;
use super::units::Kind;

/// Where headlines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
}

/// Where bylines stand, as seen from headline and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bylines {
    /// Directly above the text.
    OverText,
    /// On the other side of the headline: over a headline that stands above its text, under one that stands below it.
    BeyondHeadline,
    /// Directly below the last paragraph.
    UnderText,
}

/// How the articles of a page are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Convention {
    pub side: Side,
    pub bylines: Bylines,
}

impl Convention {
    /// Every convention, and how much it counts before any evidence: print sets headlines above, bylines over the text.
    pub(super) const ALL: [(Self, f64); 6] = [
        (Self { side: Side::Above, bylines: Bylines::OverText }, 1.0),
        (Self { side: Side::Below, bylines: Bylines::OverText }, 0.0),
        (Self { side: Side::Above, bylines: Bylines::BeyondHeadline }, -1.0),
        (Self { side: Side::Below, bylines: Bylines::BeyondHeadline }, -1.5),
        (Self { side: Side::Above, bylines: Bylines::UnderText }, -2.0),
        (Self { side: Side::Below, bylines: Bylines::UnderText }, -2.0),
    ];
}

/// What a unit is in a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Banner,
    /// The name of a part of the paper over a headline.
    Kicker,
    Title,
    /// A further heading of the same headline.
    Deck,
    Subhead,
    Byline,
    /// A byline at the end of its article.
    Signature,
    /// A byline that stands with no article.
    Loose,
    Text,
    Note,
    Caption,
    BoxHead,
    Item,
    /// Of an advert amid a text that goes on below it.
    Aside,
}

/// What the article has so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing has come yet.
    Top,
    /// A headline, and nothing below it yet.
    Head,
    /// Headline and byline, no text yet.
    Headed,
    /// Text below a headline.
    Body,
    /// Text that has had no headline.
    Bare,
    /// A byline that has had no headline, no text yet.
    Named,
    /// Text with a headline, then a note or signature.
    Signed,
    /// Text without a headline, then a note or signature.
    BareSigned,
    /// Text, then its headline.
    Done,
    /// The heading of a box, and nothing below it yet.
    BoxHead,
    /// In a box.
    Box,
}

const STATES: [State; 11] = [
    State::Top,
    State::Head,
    State::Headed,
    State::Body,
    State::Bare,
    State::Named,
    State::Signed,
    State::BareSigned,
    State::Done,
    State::BoxHead,
    State::Box,
];

/// A label for each unit, and whether an article begins with it.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub convention: Convention,
    pub score: f64,
    pub labels: Vec<(Label, bool)>,
    /// For headings: how much better the label is than the next best, taken by itself.
    pub sure: Vec<f64>,
}

/// What a unit costs that no article could have where it stands.
const NOWHERE: f64 = 5.0;

/// The best reading under one convention.
pub(super) fn best(page: Page<'_, '_>, convention: Convention, prior: f64) -> Reading {
    let (page, units) = (page.under(convention), page.units);
    let n = units.len();
    let none = f64::NEG_INFINITY;
    let mut score = [none; STATES.len()];
    score[State::Top as usize] = prior;
    let mut back: Vec<[(u8, Label, bool); STATES.len()]> = Vec::with_capacity(n);
    for (at, unit) in units.iter().enumerate() {
        let mut next = [none; STATES.len()];
        let mut from = [(0, Label::Text, false); STATES.len()];
        for state in STATES {
            if score[state as usize] == none {
                continue;
            }
            page.each_step(at, state, &mut |label, to: State, starts, gain| {
                let sum = score[state as usize] + gain;
                if sum > next[to as usize] {
                    next[to as usize] = sum;
                    from[to as usize] = (state as u8, label, starts);
                }
            });
        }
        if next.iter().all(|sum| *sum == none) {
            // A line that fits nowhere, such as a credit between two boxes, costs no other its reading.
            let label = if unit.is(Kind::Byline) { Label::Loose } else { Label::Text };
            for (state, sum) in score.iter().enumerate() {
                (next[state], from[state]) = (sum - NOWHERE, (state as u8, label, false));
            }
        }
        score = next;
        back.push(from);
    }
    let mut last = State::Top;
    let mut top = none;
    for state in STATES {
        let sum = score[state as usize] + page.at_end(state);
        if sum > top {
            (top, last) = (sum, state);
        }
    }
    let mut labels = vec![(Label::Text, false); n];
    let mut at = last as usize;
    for (n, from) in back.iter().enumerate().rev() {
        let (state, label, starts) = from[at];
        labels[n] = (label, starts);
        at = state as usize;
    }
    let sure = (0..n).map(|at| (page.title(at) - page.subhead(at)).abs()).collect();
    Reading { convention, score: top, labels, sure }
}
