//! Display adverts: short lines that do not go on in one another, with prices, telephone numbers and hours among them.
//!
//! Marks their rows, so that none of them is read as a headline or as the end of the text above.

use super::{SURE_CREDIT, singly, stanzas};
use std::ops::Range;

use super::look::Look;
use crate::model::Role;
use crate::passes::ends::End;
use crate::passes::galley::Galley;

/// Most rows between two that sell, and most of them that are running text.
const FARTHEST: usize = 14;
const MOST_PROSE: usize = 4;
/// Fewest rows of one advert or several, and how many of them must have a price and the like, alone and together with
/// hours.
const FEWEST: usize = 4;
const ENOUGH: [(usize, usize); 2] = [(2, 3), (1, 5)];
/// Rows of which one at least has a price, a telephone number or hours.
const SPARSEST: usize = 7;
/// Most rows above the first of these that belong to the same advert.
const MOST_ABOVE: usize = 24;
/// Rows over a name that may be its headline and decks, and fewest letters of one.
const MOST_HEAD_ROWS: usize = 7;
const FEWEST_IN_HEAD: usize = 8;
/// Words of a line over a name from which on it is hardly the last of an advert, and letters up to which one is a speck.
const FEWEST_WORDS_OF_HEAD: usize = 4;
const FEWEST_IN_WORD: usize = 3;
/// Rows of several words that go on in one another from which on they are running text.
const PROSE: usize = 3;
const SEVERAL: usize = 3;
/// What makes a figure a sum or a share.
const MONEY: [char; 5] = ['$', '£', '€', '¢', '%'];
/// What stands before the wares of an advert.
const BULLETS: [char; 6] = ['•', '·', '●', '■', '►', '★'];
/// Share of its column from which on a row may go on in the next.
const GOES_ON: f64 = 0.5;

/// What a row is that is neither text nor heading nor name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// A line of a display advert or a calendar, which keeps its end.
    Advert,
    /// A line of a caption wider than the columns.
    Wide,
    /// A line of a caption that words in capitals lead in.
    Caption,
    /// A line of a sentence that was taken out of the text and set in larger type.
    Taken,
}

/// What a row is to an advert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It has a price, a telephone number or words of an offer.
    Sells,
    /// It has hours, or figures as prices have.
    Tells,
    /// A short line of any kind.
    Line,
    /// Running text.
    Prose,
    /// No advert has it: a writer's name, or what is known to be something else.
    Bars,
}

/// Marks the rows of display adverts.
pub(super) fn mark(galley: &Galley<'_>, from: usize, looks: &mut [Look]) {
    let flows = flows(looks);
    let text = |i: usize| galley.rows[from + i].text.as_ref();
    let is_text = singly::running_text(looks, &flows, &text);
    let flow = |i: usize| if is_text[i] { flows[i].max(PROSE) } else { flows[i] };
    let kinds: Vec<Kind> = (0..looks.len()).map(|i| kind(text(i), looks, flow(i), i)).collect();
    let has_mark = |i: &usize| matches!(kinds[*i], Kind::Sells | Kind::Tells);
    // Where the rows begin that may be those of the next advert, and where it is looked for.
    let (mut lowest, mut at) = (0, 0);
    while let Some(first) = (at..kinds.len()).find(has_mark) {
        let mut last = first;
        while let Some(next) = (last + 1..kinds.len().min(last + 2 + FARTHEST)).find(has_mark) {
            let between = &kinds[last + 1..next];
            let n_prose = between.iter().filter(|kind| **kind == Kind::Prose).count();
            if between.contains(&Kind::Bars) || n_prose > MOST_PROSE {
                break;
            }
            last = next;
        }
        // Sums alone are as well those of a budget.
        let varied = (first..=last).any(|i| has_mark(&i) && !text(i).contains(MONEY));
        if varied && is_display(&kinds[first..=last]) {
            if heads_text(&kinds, looks, last, text(last)) {
                last -= 1;
            }
            let (top, bottom) = (top(&kinds, looks, first, lowest), bottom(&kinds, looks, last));
            looks[top..=bottom].iter_mut().for_each(|look| (look.ruled, look.shows) = (true, Some(Show::Advert)));
            last = bottom;
            lowest = last + 1;
        }
        at = last + 1;
    }
    // Whether a row names a sum or offers something else.
    let offer = |i: usize| {
        let sells = has_number(text(i)) || looks[i].priced && !is_wordy(text(i));
        sells.then(|| text(i).contains(MONEY))
    };
    for rows in fragments(&kinds, looks, &offer) {
        looks[rows].iter_mut().for_each(|look| (look.ruled, look.shows) = (true, Some(Show::Advert)));
    }
    let told =
        stanzas::Told { sum: &|i| text(i).contains(MONEY), hour: &|i| has_hours(text(i)), alone: &|i| flows[i] <= 1 };
    for rows in stanzas::find(&kinds, looks, &told) {
        looks[rows].iter_mut().for_each(|look| (look.ruled, look.shows) = (true, Some(Show::Advert)));
    }
    let is_timed: Vec<bool> = (0..looks.len()).map(|i| kinds[i] == Kind::Tells && has_hours(text(i))).collect();
    let is_dated = |i: usize| kinds[i] == Kind::Line && text(i).contains(|c: char| c.is_ascii_digit());
    // What is on may be told in small letters.
    let is_line = |i: usize| kinds[i] == Kind::Line || kinds[i] == Kind::Prose && flows[i] < SEVERAL;
    for rows in calendars(&is_timed, &is_line, &is_dated) {
        looks[rows].iter_mut().filter(|look| look.shows.is_none()).for_each(|look| {
            (look.ruled, look.shows) = (true, Some(Show::Advert));
        });
    }
    for rows in singly::find(&singly::Page { kinds: &kinds, looks, is_text: &is_text, text: &text }) {
        looks[rows].iter_mut().for_each(|look| (look.ruled, look.shows) = (true, Some(Show::Advert)));
    }
}

/// The rows of calendars: several with an hour close together, what stands between them, and the day above them.
fn calendars(
    is_timed: &[bool],
    is_line: &dyn Fn(usize) -> bool,
    is_dated: &dyn Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    /// Most rows between two with an hour, and fewest of these.
    const BETWEEN: usize = 2;
    const SEVERAL: usize = 3;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = (at..is_timed.len()).find(|i| is_timed[*i]) {
        let (mut last, mut n) = (first, 1);
        while let Some(next) = (last + 1..is_timed.len().min(last + 2 + BETWEEN)).find(|i| is_timed[*i])
            && (last + 1..next).all(is_line)
        {
            (last, n) = (next, n + 1);
        }
        let top = first.checked_sub(1).filter(|above| *above >= at && is_dated(*above)).unwrap_or(first);
        at = last + 1;
        if n >= SEVERAL {
            found.push(top..at);
        }
    }
    found
}

/// Whether rows from one that sells or tells to another are adverts.
fn is_display(kinds: &[Kind]) -> bool {
    let n = |of: Kind| kinds.iter().filter(|kind| **kind == of).count();
    let (sells, tells) = (n(Kind::Sells), n(Kind::Tells));
    kinds.len() >= FEWEST
        && ENOUGH.iter().any(|(sell, tell)| sells >= *sell && sells + tells >= *tell)
        && (sells + tells) * SPARSEST >= kinds.len()
        && n(Kind::Prose) * 5 <= kinds.len() * 2
}

/// Runs of short lines each of which begins anew and of which one at least offers something, over the headline below them.
fn fragments(kinds: &[Kind], looks: &[Look], offer: &dyn Fn(usize) -> Option<bool>) -> Vec<Range<usize>> {
    /// Fewest lines of one, and one of how many at the most goes on with the line above it or ends a sentence.
    const FEWEST: usize = 5;
    const FEW: usize = 4;
    let is_line = |i: usize| !matches!(kinds[i], Kind::Prose | Kind::Bars) && looks[i].shows.is_none();
    let ends_text = |i: usize| looks[i].end.is_closed() && i > 0 && kinds[i - 1] == Kind::Prose;
    let mut found = Vec::new();
    let mut from = 0;
    while from < kinds.len() {
        let to = (from..kinds.len()).find(|i| !is_line(*i)).unwrap_or(kinds.len());
        let top = if from < to && ends_text(from) { from + 1 } else { from };
        from = to + 1;
        let end = over_headline(kinds.len(), looks, top, to);
        let n = |fits: &dyn Fn(usize) -> bool| (top..end).filter(|i| fits(*i)).count();
        let (sums, offers, tells) =
            (n(&|i| offer(i) == Some(true)), n(&|i| offer(i) == Some(false)), n(&|i| kinds[i] == Kind::Tells));
        let ragged = (n(&|i| looks[i].lower) + n(&|i| looks[i].end.is_closed())) * FEW <= end - top;
        if end >= top + FEWEST && ragged && (offers > 0 || sums > 0 && tells > 0) {
            found.push(top..end);
        }
    }
    found
}

/// Where short lines from one row to another end over the headline of the text that begins below.
fn over_headline(n: usize, looks: &[Look], top: usize, to: usize) -> usize {
    let mut head = to;
    while to < n
        && head > top
        && to - head < MOST_HEAD_ROWS
        && (head == to || !looks[head].gap && is_one_headline(&looks[head - 1], &looks[head]))
    {
        head -= 1;
    }
    head
}

/// Where the advert begins: names and wares stand above the first price.
fn top(kinds: &[Kind], looks: &[Look], first: usize, lowest: usize) -> usize {
    let ends_text = |i: usize| looks[i].end.is_closed() && i > 0 && kinds[i - 1] == Kind::Prose;
    let lowest = lowest.max(first.saturating_sub(MOST_ABOVE));
    let is_text = |i: &usize| kinds[*i] != Kind::Line || ends_text(*i);
    (lowest..first).rev().find(is_text).map_or(lowest, |text| text + 1)
}

/// Where it ends: over the headline of whoever is named below it; else with the last price, unless nothing but short lines
/// stands below it up to white or the end of the page.
fn bottom(kinds: &[Kind], looks: &[Look], last: usize) -> usize {
    let below = last + 1..kinds.len().min(last + 2 + FARTHEST);
    let names = |look: &Look| is_led(look) || look.posted || look.credit >= SURE_CREDIT && look.role == Role::Body;
    if let Some(name) = below.clone().find(|i| names(&looks[*i])) {
        let prose = kinds[below.start..name].iter().filter(|kind| **kind == Kind::Prose).count();
        let mut head = name;
        while head > below.start
            && name - head < MOST_HEAD_ROWS
            && (head == name
                || looks[head].letters < FEWEST_IN_WORD
                || looks[head - 1].words >= FEWEST_WORDS_OF_HEAD
                || is_one_headline(&looks[head - 1], &looks[head]))
        {
            head -= 1;
        }
        return if prose > MOST_PROSE { last } else { head - 1 };
    }
    let end = (last + 1..kinds.len()).find(|i| looks[*i].gap || kinds[*i] != Kind::Line);
    match end {
        Some(end) if !looks[end].gap => last,
        Some(end) => end - 1,
        None => kinds.len() - 1,
    }
}

/// Whether the last row that names a sum is the headline of the text that begins directly below it.
fn heads_text(kinds: &[Kind], looks: &[Look], last: usize, text: &str) -> bool {
    let over_text =
        looks.get(last + 1).is_some_and(|below| kinds[last + 1] == Kind::Prose && !below.gap && !below.lower);
    last > 0
        && over_text
        && text.contains(MONEY)
        && !tells(text)
        && !has_number(text)
        && looks[last].letters >= FEWEST_IN_HEAD
        && !looks[last].end.is_closed()
}

/// Whether two lines over a name are lines of one headline: the second goes on with the first, or both are set alike.
fn is_one_headline(above: &Look, below: &Look) -> bool {
    let alike = |share: fn(&Look) -> f64| share(above) > 0.8 && share(below) > 0.8;
    !above.end.is_closed()
        && (below.lower
            || above.dangles
            || above.trails
            || above.end == End::Hyphen
            || alike(|look| look.titled)
            || alike(|look| look.capitals))
}

/// How many rows of several words go on in one another, for each row of them.
fn flows(looks: &[Look]) -> Vec<usize> {
    let goes_on = |a: &Look, b: &Look| b.lower && !a.end.is_closed() && a.filled > GOES_ON;
    let mut flows = vec![1; looks.len()];
    let mut from = 0;
    while from < looks.len() {
        let to = (from + 1..looks.len()).find(|i| !goes_on(&looks[i - 1], &looks[*i])).unwrap_or(looks.len());
        flows[from..to].fill(looks[from..to].iter().filter(|look| look.words >= SEVERAL).count());
        from = to;
    }
    flows
}

fn kind(text: &str, looks: &[Look], flow: usize, i: usize) -> Kind {
    let look = &looks[i];
    match () {
        () if look.role != Role::Body || look.jumps || is_led(look) || signs(look) => Kind::Bars,
        () if flow >= PROSE => Kind::Prose,
        () if over_name(looks, i) => Kind::Line,
        () if has_number(text) => Kind::Sells,
        () if is_wordy(text) => Kind::Prose,
        () if look.priced => Kind::Sells,
        () if tells(text) || text.starts_with(BULLETS) || begins_as_address(text) => Kind::Tells,
        () => Kind::Line,
    }
}

/// Whether most words of a line are in small letters, as those of a sentence are, in which a price may be news.
fn is_wordy(text: &str) -> bool {
    const FEWEST: usize = 4;
    // "p.m." is no word of a sentence.
    let is_word = |word: &&str| word.starts_with(char::is_alphabetic) && !word.contains(".m");
    let words = || text.split_whitespace().filter(is_word);
    let small = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    words().count() >= FEWEST && 2 * small >= words().count()
}

/// Whether a telephone number of seven digits stands in a line, with a blank or a hyphen inside.
pub(super) fn has_number(text: &str) -> bool {
    let n_digits = |word: &str| if word.bytes().all(|b| b.is_ascii_digit()) { word.len() } else { 0 };
    let hyphened = |word: &str| word.split_once('-').is_some_and(|(a, b)| n_digits(a) == 3 && n_digits(b) == 4);
    if text.split_whitespace().any(hyphened) {
        return true;
    }
    let mut words = text.split(' ').map(n_digits);
    let mut before = 0;
    words.any(|n| std::mem::replace(&mut before, n) == 3 && n == 4)
}

/// Whether a short line begins with the number of a house: `14 Quay Lane`.
fn begins_as_address(text: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let mut words = text.split_whitespace();
    let is_number = words.next().is_some_and(|n| (2..=5).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    let is_named =
        |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_alphabetic());
    is_number && (1..MOST_WORDS).contains(&words.clone().count()) && words.all(is_named) && !text.ends_with(['.', ','])
}

/// Whether a word such as `By` leads a name in a row.
fn is_led(look: &Look) -> bool {
    look.led && look.credit > SURE_CREDIT
}

/// Whether a row signs the text above with a dash and a name.
fn signs(look: &Look) -> bool {
    look.dashed && look.credit > 0.0
}

/// Whether a row may belong to the headline over who wrote the text, where prices are news.
fn over_name(looks: &[Look], i: usize) -> bool {
    looks[i].letters >= FEWEST_IN_HEAD && looks[i + 1..].iter().take(MOST_HEAD_ROWS).any(is_led)
}

/// Whether hours, days or figures as prices have stand in a line.
pub(super) fn tells(text: &str) -> bool {
    has_hours(text) || has_opening(text)
}

/// Whether a line says from which day or hour to which something is open, or for how many hours: `Mon.-Fri. 8-4`, `24 hrs`,
/// `open 7 days`, or names a price in cents: `4c`.
fn has_opening(text: &str) -> bool {
    let is_count = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    // Of "Mon.-Fri." the letters.
    let is_span = |word: &str, fits: &dyn Fn(&str) -> bool| {
        word.split_once(['-', '–']).is_some_and(|(from, to)| fits(&plain(from)) && fits(&plain(to)))
    };
    let is_day = |word: &str| {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day)) && word.len() <= 9
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let cents = |word: &str| word.strip_suffix(['c', 'C', '¢']).is_some_and(is_count);
    let unit = |word: &str| matches!(&*plain(word), "hrs" | "hours" | "days" | "nights" | "nites");
    words.iter().any(|word| is_span(word, &is_day) || cents(word))
        || words
            .windows(2)
            .any(|two| is_count(two[0]) && unit(two[1]) || is_day(&plain(two[0])) && is_span(two[1], &is_count))
}

/// Whether hours or a figure as prices have stands in a line: `9:30`, `8 pm`, `4.95`.
pub(super) fn has_hours(text: &str) -> bool {
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let two_behind = |at: usize| is_digit(at + 1) && is_digit(at + 2) && !is_digit(at + 3);
    // The time of a run has minutes and seconds: `25:14`.
    let is_hour = |before: &str| {
        let figures = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        before[before.len() - figures..].parse::<u8>().is_ok_and(|hour| hour <= 24)
    };
    text.bytes().enumerate().any(|(at, byte)| match byte {
        b':' => is_hour(&text[..at]) && two_behind(at),
        b'.' => at > 0 && is_digit(at - 1) && two_behind(at),
        b'a' | b'p' | b'A' | b'P' => {
            let before = text[..at].trim_end();
            let behind = text[at + 1..].trim_start_matches('.');
            before.ends_with(|c: char| c.is_ascii_digit())
                && behind.starts_with(['m', 'M'])
                && !behind[1..].starts_with(char::is_alphanumeric)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, begins_as_address, calendars, has_hours, has_number};

    #[test]
    fn the_time_of_a_run_is_no_hour() {
        assert!(has_hours("Film at 7:30 in Old Hall") && has_hours("doors 19:00"));
        assert!(!has_hours("Kidd was fourth in 25:14."));
    }

    #[test]
    fn days_and_their_hours() {
        let kinds = [Kind::Line, Kind::Line, Kind::Tells, Kind::Tells, Kind::Line, Kind::Tells, Kind::Prose];
        let timed = kinds.map(|kind| kind == Kind::Tells);
        let is_line = |i: usize| kinds[i] == Kind::Line;
        let found = |dated: usize| -> Vec<(usize, usize)> {
            calendars(&timed, &is_line, &|i| i == dated).into_iter().map(|rows| (rows.start, rows.end)).collect()
        };
        assert_eq!((found(1), found(0)), (vec![(1, 6)], vec![(2, 6)]));
        let told = |i: usize| is_line(i) || i == 6;
        let found = calendars(&[true, true, true, true, true, true, false, true], &told, &|_| false);
        assert!(matches!(&found[..], [rows] if *rows == (0..8)), "{found:?}");
        assert!(calendars(&timed[..4], &is_line, &|_| false).is_empty());
    }

    #[test]
    fn numbers_and_houses() {
        assert!(
            has_number("Call 555 0142")
                && has_number("or 555-0142")
                && !has_number("in 1914 1918")
                && !has_number("3 goats")
        );
        assert!(begins_as_address("14 Quay Lane") && begins_as_address("768 E. 13th"));
        assert!(!begins_as_address("12 goats stray") && !begins_as_address("14 Quay Lane is sold to"));
    }

    #[test]
    fn hours_and_figures() {
        for text in ["9:30 to 5", "8 pm", "11 a.m.", "Pens 4.95", "8PM-1AM"] {
            assert!(has_hours(text), "{text}");
        }
        for text in ["3 panes", "a map of 1984", "3:1", "12.5", "No. 4", ""] {
            assert!(!has_hours(text), "{text}");
        }
    }
}
