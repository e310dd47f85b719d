//! The best reading of a row of units under one convention.
//!
//! A Viterbi search: states say what the article has so far, labels what a unit is in it. Scores are sums of evidence;
//! a point is about what one clear sign is worth, such as a byline directly below a heading.

use super::units::{Kind, Unit};

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
}

/// How the articles of a page are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Convention {
    pub side: Side,
    pub bylines: Bylines,
}

impl Convention {
    /// Every convention, and how much it counts before any evidence: print sets headlines above, bylines over the text.
    pub(super) const ALL: [(Self, f64); 4] = [
        (Self { side: Side::Above, bylines: Bylines::OverText }, 1.0),
        (Self { side: Side::Below, bylines: Bylines::OverText }, 0.0),
        (Self { side: Side::Above, bylines: Bylines::BeyondHeadline }, -1.0),
        (Self { side: Side::Below, bylines: Bylines::BeyondHeadline }, -1.5),
    ];
}

/// What a unit is in a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Banner,
    Title,
    /// A further heading of the same headline.
    Deck,
    Subhead,
    Byline,
    /// A byline at the end of its article.
    Signature,
    Text,
    Note,
    Caption,
    BoxHead,
    Item,
}

/// What the article has so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
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

/// The best reading under one convention.
pub(super) fn best(units: &[Unit<'_>], convention: Convention, prior: f64) -> Reading {
    let side = convention.side;
    let n = units.len();
    let none = f64::NEG_INFINITY;
    let mut score = [none; STATES.len()];
    score[State::Top as usize] = prior;
    let mut back: Vec<[(u8, Label, bool); STATES.len()]> = Vec::with_capacity(n);
    for at in 0..n {
        let mut next = [none; STATES.len()];
        let mut from = [(0, Label::Text, false); STATES.len()];
        for state in STATES {
            if score[state as usize] == none {
                continue;
            }
            each_step(units, at, convention, state, &mut |label, to: State, starts, gain| {
                let sum = score[state as usize] + gain;
                if sum > next[to as usize] {
                    next[to as usize] = sum;
                    from[to as usize] = (state as u8, label, starts);
                }
            });
        }
        score = next;
        back.push(from);
    }
    let mut last = State::Top;
    let mut top = none;
    for state in STATES {
        let sum = score[state as usize] + at_end(side, state);
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
    let sure = (0..n).map(|at| (title(units, at, convention) - subhead(units, at)).abs()).collect();
    Reading { convention, score: top, labels, sure }
}

/// What it costs an article to end so.
fn at_end(side: Side, state: State) -> f64 {
    match (side, state) {
        (_, State::Head | State::Headed | State::Named) => -2.5,
        (Side::Below, State::Bare | State::BareSigned) => -2.0,
        (Side::Below, State::Done) => 0.5,
        _ => 0.0,
    }
}

/// Calls `step(label, next state, an article begins here, gain)` for each thing that unit `at` may be in this state.
fn each_step(
    units: &[Unit<'_>],
    at: usize,
    convention: Convention,
    state: State,
    step: &mut dyn FnMut(Label, State, bool, f64),
) {
    let side = convention.side;
    use State::{Bare, BareSigned, Body, Box, Done, Head, Headed, Named, Signed, Top};
    let unit = &units[at];
    let next = units.get(at + 1);
    let change = f64::from(u8::from(measure_changes(units, at)));
    match unit.kind {
        Kind::BoxHead => {
            step(Label::BoxHead, State::BoxHead, true, if matches!(state, Head | Headed | Named) { -2.0 } else { 0.0 })
        }
        Kind::Item => {
            let inside = matches!(state, Box | State::BoxHead);
            step(Label::Item, Box, !inside, if inside { 0.0 } else { -1.0 });
        }
        Kind::Caption => step(Label::Caption, state, false, 0.0),
        Kind::Note => {
            let (to, gain) = match state {
                Body => (Signed, 1.0),
                Bare => (BareSigned, 1.0),
                Signed | BareSigned => (state, 0.2),
                other => (other, -1.0),
            };
            step(Label::Note, to, false, gain);
        }
        Kind::Text => text(unit, side, state, change, step),
        Kind::Byline => {
            byline(units, at, convention, state, 0.0, step);
            // What looks like nothing but a name may be a headline.
            if unit.name_form > 0.0 {
                headline(units, at, convention, state, -0.6 - unit.name_form, step);
            }
        }
        Kind::Heading => {
            headline(units, at, convention, state, 0.0, step);
            if unit.name_form > 0.0 && next.is_some_and(|next| next.is(Kind::Text)) {
                byline(units, at, convention, state, 2.0 * unit.name_form - 1.6, step);
            }
            let gain = subhead(units, at);
            match (side, state) {
                (_, Body | Bare) => step(Label::Subhead, state, false, gain),
                (_, Head | Headed) => step(Label::Subhead, Body, false, gain - 0.5),
                (_, Named) => step(Label::Subhead, Bare, false, gain - 0.5),
                (_, Box | State::BoxHead) => step(Label::Subhead, Box, false, gain - 0.5),
                (_, Top) => step(Label::Subhead, Bare, true, gain - 2.0),
                (Side::Below, Done) => step(Label::Subhead, Bare, true, gain - 1.5),
                (_, Signed | BareSigned | Done) => {
                    step(Label::Subhead, if state == Signed { Body } else { Bare }, false, gain - 2.5)
                }
            }
            if state == Top && next.is_some() {
                let wide = if unit.stands_out > 0.5 { 0.2 } else { 0.0 };
                let before_heading = next.is_some_and(|next| next.is(Kind::Heading));
                let below = if side == Side::Below { 0.6 } else { -0.8 };
                step(Label::Banner, Top, false, wide + below + if before_heading { 0.4 } else { 0.0 });
            }
        }
    }
}

fn text(unit: &Unit<'_>, side: Side, state: State, change: f64, step: &mut dyn FnMut(Label, State, bool, f64)) {
    use State::{Bare, BareSigned, Body, Box, Done, Head, Headed, Named, Signed, Top};
    let new = if side == Side::Above { -2.0 } else { -0.4 };
    match state {
        Head | Headed => step(Label::Text, Body, false, 0.3),
        Named => step(Label::Text, Bare, false, 0.3),
        Body | Bare => step(Label::Text, state, false, 0.0),
        // Text that goes on from the page before is no article of its own.
        Top if unit.joined => step(Label::Text, Body, false, 0.0),
        Top => step(Label::Text, Bare, true, new),
        Done => step(Label::Text, Bare, true, new + 0.6 * change),
        Signed => {
            step(Label::Text, Bare, true, -2.5 + 0.4 * change);
            step(Label::Text, Body, false, -2.5);
        }
        BareSigned => {
            step(Label::Text, Bare, true, -3.0 + 0.4 * change);
            step(Label::Text, Bare, false, -2.5);
        }
        State::BoxHead => step(Label::Text, Box, false, 0.2),
        Box => {
            step(Label::Text, Box, false, 0.0);
            if !unit.joined {
                step(Label::Text, Bare, true, new - 0.6 + change);
            }
        }
    }
}

fn byline(
    units: &[Unit<'_>],
    at: usize,
    convention: Convention,
    state: State,
    base: f64,
    step: &mut dyn FnMut(Label, State, bool, f64),
) {
    use State::{Bare, BareSigned, Body, Box, Done, Head, Headed, Named, Signed, Top};
    let unit = &units[at];
    let beyond = convention.bylines == Bylines::BeyondHeadline;
    let next = units.get(at + 1);
    let before_text =
        next.is_some_and(|next| matches!(next.kind, Kind::Text | Kind::Byline | Kind::Caption | Kind::Heading));
    let bracketed = unit.lines[0].starts_with(['（', '(', '［', '[']);
    // A signature stands directly below the last paragraph, and something new begins after it.
    let over = next.is_none_or(|next| !matches!(next.kind, Kind::Text | Kind::Caption));
    let signs = -0.8
        + if over { 0.8 } else { -0.6 }
        + if bracketed { 0.8 } else { 0.0 }
        + if unit.touches_before { 0.3 } else { 0.0 };
    match state {
        Head => step(Label::Byline, Headed, false, base + 1.5 - if beyond { 1.0 } else { 0.0 }),
        Done if beyond => step(Label::Byline, Done, false, base + 1.5),
        Headed | Named => step(Label::Byline, state, false, base + 0.2),
        Body => step(Label::Signature, Signed, false, base + signs),
        Bare => step(Label::Signature, BareSigned, false, base + signs),
        Signed | BareSigned => step(Label::Signature, state, false, base + signs - 0.3),
        _ => {}
    }
    if !before_text || bracketed {
        return;
    }
    let before_heading = next.is_some_and(|next| next.is(Kind::Heading));
    let gain = match (convention.side, state) {
        (Side::Above, Top | Box | Done | Body | Bare | Signed | BareSigned) if beyond && before_heading => 0.6,
        (Side::Below, Top | Box | Done) if beyond => -1.0,
        (Side::Below, Top | Box) => 0.6,
        (Side::Below, Done) => 1.0,
        (Side::Above, Top | Box | Done) => -1.5,
        (_, Body | Bare) => -2.5,
        (_, Signed | BareSigned) => -2.0,
        (_, Head | Headed | Named | State::BoxHead) => return,
    };
    step(Label::Byline, Named, true, base + gain);
}

fn headline(
    units: &[Unit<'_>],
    at: usize,
    convention: Convention,
    state: State,
    base: f64,
    step: &mut dyn FnMut(Label, State, bool, f64),
) {
    use State::{Bare, BareSigned, Body, Box, Done, Head, Headed, Named, Signed, Top};
    let unit = &units[at];
    let gain = base + title(units, at, convention);
    match convention.side {
        Side::Above if state == Named && convention.bylines == Bylines::BeyondHeadline => {
            step(Label::Title, Headed, false, gain + 0.6);
        }
        Side::Above => {
            let extra = match state {
                Top => 0.5,
                Signed => 0.8,
                Body | Box | Done => 0.0,
                Bare | BareSigned => -0.5,
                Headed | Named | State::BoxHead => -2.5,
                Head => {
                    step(Label::Deck, Head, false, base - 0.8 + 0.4 * unit.stands_out);
                    -3.0
                }
            };
            step(Label::Title, Head, true, gain + extra);
        }
        Side::Below => {
            let extra = match state {
                Bare => 0.3,
                BareSigned => 0.8,
                Done => {
                    step(Label::Deck, Done, false, base - 0.8);
                    -3.0
                }
                Top | Box | State::BoxHead | Named => -2.5,
                Head | Headed | Body | Signed => -3.0,
            };
            step(Label::Title, Done, false, gain + extra);
        }
    }
}

/// How much speaks for a heading being a headline.
fn title(units: &[Unit<'_>], at: usize, convention: Convention) -> f64 {
    let side = convention.side;
    let unit = &units[at];
    let (before, after) = (at.checked_sub(1).map(|at| &units[at]), units.get(at + 1));
    let mut sum = unit.stands_out;
    let over_it = side == Side::Above && convention.bylines == Bylines::BeyondHeadline;
    let byline = |unit: &Unit<'_>| unit.is(Kind::Byline);
    if if over_it { before.is_some_and(byline) } else { after.is_some_and(byline) } {
        sum += 1.0;
    }
    match before.map(|before| before.kind) {
        Some(Kind::Byline) if over_it => {}
        Some(Kind::Note) => sum += 1.0,
        Some(Kind::Item) => sum += 0.5,
        Some(Kind::Byline) if side == Side::Above => sum -= 0.5,
        _ => {}
    }
    // Below a headline there is air; a subhead is set onto its paragraph.
    if unit.touches_after && after.is_some_and(|after| after.is(Kind::Text)) {
        sum -= if unit.unspaced { 1.2 } else { 0.3 };
    }
    if unit.lines.len() >= 3 {
        sum -= 0.4;
    }
    if measure_changes(units, at) {
        sum += 1.0;
    }
    let words = 3.0 * unit.words_after;
    sum + if side == Side::Above { words } else { -words }.clamp(-1.5, 1.5)
}

/// How much speaks for a heading being one inside an article.
fn subhead(units: &[Unit<'_>], at: usize) -> f64 {
    let unit = &units[at];
    let (before, after) = (at.checked_sub(1).map(|at| &units[at]), units.get(at + 1));
    let mut sum = if unit.unspaced { 0.6 } else { -0.5 };
    if unit.touches_after && after.is_some_and(|after| after.is(Kind::Text)) {
        sum += 1.0;
    }
    if unit.lines.len() >= 2 {
        sum += 0.3;
    }
    if !after.is_some_and(|after| matches!(after.kind, Kind::Text | Kind::Item)) {
        sum -= 2.0;
    }
    if !before.is_some_and(|before| matches!(before.kind, Kind::Text | Kind::Caption)) {
        sum -= 1.0;
    }
    // A subhead speaks of the text after it as a headline above does, if less.
    sum - 0.5 * unit.stands_out + (2.0 * unit.words_after).clamp(-1.0, 1.0)
}

/// Whether the texts on both sides of a unit are set in different measures.
fn measure_changes(units: &[Unit<'_>], at: usize) -> bool {
    let long = |unit: &&Unit<'_>| unit.is(Kind::Text) && unit.rows.len() >= 2 && unit.measure > 0;
    let before = units[..at].iter().rev().take(4).find(long);
    let after = units[at..].iter().take(4).find(long);
    matches!((before, after), (Some(a), Some(b)) if a.measure.abs_diff(b.measure) > 4)
}
