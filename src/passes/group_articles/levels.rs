//! Levels of headings on pages with boxes where words have spaces: which look is that of headlines, and which that of
//! headings inside articles.
//!
//! A paper sets its headings alike in a whole issue. Headings of one look are counted together, since what tells one of them
//! from a headline is often too little to tell it alone: less white stands above it, the texts on both sides speak of the
//! same things, and a text, not another heading, stands above it.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::model::{Layout, Role};
use crate::passes::View;
use crate::passes::ends::capitals;
use crate::passes::galley::Galley;

/// Sizes of type are told apart in steps of this share, from the smallest on.
const STEP: f64 = 0.04;
const SMALLEST: f64 = 0.6;
const STEPS: usize = 56;
const STYLES: usize = 16;
/// How much capitals, bold type and spread letters make a heading stand out, as larger type by this share does.
const CAPITALS: f64 = 0.15;
const BOLD: f64 = 0.12;
const SPREAD: f64 = 0.15;
/// By how much a look stands out more than another at least.
const MORE: f64 = 0.05;
/// By how much headlines stand out less than headings inside articles at most, since capitals may make up for size.
const LESS: f64 = 0.2;
/// Fewest headings of a look that tell its level.
const FEWEST: f64 = 4.0;
/// Letters of text on each side of a heading that are looked at, and of the shortest word.
const REACH: usize = 900;
const SHORTEST_WORD: usize = 5;
/// Fewest rows of text beside a heading that tell; adverts have fewer.
const FEWEST_ROWS: usize = 5;
/// Errors from which on a difference is sure, and what the product of two such is by chance.
const SURE: f64 = 4.0;
const CHANCE: f64 = 3.0;
/// How much the look of a heading tells at most.
const LEVEL: f64 = 1.5;
/// How many times what a side says it would say at most, had it as many words as others, and most likeness of two.
const FEWEST_SIDES: f64 = 3.0;
const MOST_KIN: f64 = 10.0;
/// Most white above a heading in its column, in lines; more is that of another column.
const MOST_WHITE: f32 = 4.0;

/// How a heading is set.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Look {
    size: f64,
    capitals: bool,
    bold: bool,
    spread: bool,
    flush: bool,
}

impl Look {
    /// How much it stands out.
    fn weight(self) -> f64 {
        let more = |is: bool, by: f64| if is { by } else { 0.0 };
        self.size.ln() + more(self.capitals, CAPITALS) + more(self.bold, BOLD) + more(self.spread, SPREAD)
    }

    fn style(self) -> usize {
        usize::from(self.capitals)
            | usize::from(self.bold) << 1
            | usize::from(self.spread) << 2
            | usize::from(self.flush) << 3
    }

    /// Its place among all looks: by style, then by size.
    fn place(self) -> usize {
        self.style() * STEPS + (((self.size / SMALLEST).ln() / STEP).max(0.0) as usize).min(STEPS - 1)
    }
}

/// The mean of a measure and how far it is spread.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.n += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    fn with(self, other: Self) -> Self {
        Self { n: self.n + other.n, sum: self.sum + other.sum, squares: self.squares + other.squares }
    }

    fn mean(&self) -> f64 {
        self.sum / self.n.max(1.0)
    }

    /// The square of the error of the mean.
    fn error(&self) -> f64 {
        let n = self.n.max(2.0);
        ((self.squares / n - self.mean() * self.mean()).max(0.0) + 1e-4) / (n - 1.0)
    }

    /// By how much it exceeds another, in errors of the difference; nothing where one is of too few.
    fn exceeds(&self, other: &Self) -> f64 {
        if self.n < 3.0 || other.n < 3.0 {
            return 0.0;
        }
        (self.mean() - other.mean()) / (self.error() + other.error()).sqrt()
    }
}

/// What is counted of headings of one look.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    n: f64,
    weight: f64,
    white: Mean,
    kin: Mean,
    /// Headings directly below others that stand out more.
    below: f64,
}

impl Tally {
    fn mean_weight(&self) -> f64 {
        self.weight / self.n
    }

    fn with(self, other: Self) -> Self {
        Self {
            n: self.n + other.n,
            weight: self.weight + other.weight,
            white: self.white.with(other.white),
            kin: self.kin.with(other.kin),
            below: self.below + other.below,
        }
    }
}

/// How much each look speaks for a heading inside an article.
#[derive(Debug)]
pub(super) struct Levels {
    /// By the place of the look.
    points: Vec<f64>,
}

/// A heading of one look.
struct Heading {
    rows: Range<usize>,
    look: Look,
}

impl Levels {
    pub(super) fn of(view: &View<'_>, galley: &Galley<'_>) -> Self {
        let mut tallies = vec![Tally::default(); STYLES * STEPS];
        let mut from = 0;
        while from < galley.rows.len() {
            let to = galley.page_end(from);
            if view.issue.pages()[galley.page(from)].layout == Layout::Boxes && !galley.unspaced(from) {
                count(view, galley, from..to, &mut tallies);
            }
            from = to;
        }
        let looks = looks(&tallies);
        let mut points = vec![0.0; STYLES * STEPS];
        for (n, (places, tally)) in looks.iter().enumerate() {
            let others = looks.iter().enumerate().filter(|(other, _)| *other != n).map(|(_, (_, tally))| *tally);
            let above = others.filter(|other| other.mean_weight() > tally.mean_weight() - LESS).reduce(Tally::with);
            points[places.clone()].fill(above.map_or(0.0, |above| told(tally, &above)));
        }
        Self { points }
    }

    /// How much the look of a heading speaks for one inside an article.
    pub(super) fn of_rows(&self, view: &View<'_>, galley: &Galley<'_>, rows: &Range<usize>) -> f64 {
        let look = rows.clone().filter_map(|row| look(view, galley, row)).max_by(|a, b| a.size.total_cmp(&b.size));
        look.map_or(0.0, |look| self.points[look.place()])
    }
}

/// How much the headings of a look stand inside articles, by those that stand out more.
fn told(own: &Tally, above: &Tally) -> f64 {
    if own.n < FEWEST || above.n < FEWEST {
        return 0.0;
    }
    // Where few headlines are seen, those of the look may be some.
    let seen = (above.n / own.n / 0.25).min(1.0);
    // Either of the two alone tells little: news of one kind speak of the same things, and short items stand close.
    let [white, kin] =
        [above.white.exceeds(&own.white), own.kin.exceeds(&above.kin)].map(|errors| errors.clamp(0.0, SURE));
    let both = ((white * kin - CHANCE) / (SURE * SURE / 2.0)).clamp(0.0, 1.0);
    (LEVEL * seen * (both - 2.0 * own.below / own.n)).max(0.0)
}

/// The looks of an issue with what was counted of them: styles with ranges of sizes, which are parted where few headings stand.
fn looks(tallies: &[Tally]) -> Vec<(Range<usize>, Tally)> {
    let mut looks = Vec::new();
    for style in 0..STYLES {
        let first = style * STEPS;
        let n = |step: usize| if step < STEPS { tallies[first + step].n } else { 0.0 };
        let beside = |step: usize, by: usize| step.checked_sub(by).map_or(0.0, n) + n(step + by);
        // The highest since the start, and the lowest since that.
        let (mut start, mut high, mut low, mut low_at) = (0, 0.0, f64::MAX, 0);
        for step in 0..STEPS {
            let here = 3.0 * n(step) + 2.0 * beside(step, 1) + beside(step, 2);
            if here > 2.0 * low && high > 2.0 * low {
                looks.push(first + start..first + low_at);
                (start, high, low, low_at) = (low_at, here, f64::MAX, step);
            }
            if here > high {
                (high, low, low_at) = (here, f64::MAX, step);
            } else if here < low {
                (low, low_at) = (here, step);
            }
        }
        looks.push(first + start..first + STEPS);
    }
    let sum =
        |places: Range<usize>| (tallies[places.clone()].iter().copied().fold(Tally::default(), Tally::with), places);
    looks.into_iter().map(sum).filter(|(tally, _)| tally.n > 0.0).map(|(tally, places)| (places, tally)).collect()
}

/// Counts the headings of a page that stand over some lines of text.
fn count(view: &View<'_>, galley: &Galley<'_>, page: Range<usize>, tallies: &mut [Tally]) {
    let headings = headings(view, galley, page.clone());
    let is_text = |row: &usize| galley.rows[*row].role == Role::Body;
    let near = |heading: &Heading| {
        let above = reach(galley, (page.start..heading.rows.start).rev().take_while(is_text));
        let below = reach(galley, (heading.rows.end..page.end).take_while(is_text));
        [above, below]
    };
    let near: Vec<[Near; 2]> = headings.iter().map(near).collect();
    let rare = Rare::of(near.iter().flatten());
    for (n, (heading, [above, below])) in headings.iter().zip(&near).enumerate() {
        let upper = n.checked_sub(1).map(|n| &headings[n]).filter(|upper| upper.rows.end == heading.rows.start);
        if below.rows < FEWEST_ROWS || upper.is_none() && above.rows < FEWEST_ROWS {
            continue;
        }
        let tally = &mut tallies[heading.look.place()];
        tally.n += 1.0;
        tally.weight += heading.look.weight();
        if upper.is_some() {
            let more = upper.is_some_and(|upper| upper.look.weight() > heading.look.weight() + MORE);
            tally.below += if more { 1.0 } else { 0.0 };
            continue;
        }
        let white = view.survey.setting(galley.rows[heading.rows.start].line).map(|set| set.white_above);
        if let Some(white) = white.filter(|white| *white < MOST_WHITE) {
            tally.white.add(f64::from(white));
        }
        if let Some(kin) = rare.kin(&above.words, &below.words) {
            tally.kin.add(kin);
        }
    }
}

/// The text beside a heading.
struct Near {
    rows: usize,
    /// Hashes of its words in order, each once.
    words: Vec<u64>,
}

/// The first rows of some, as far as is looked at.
fn reach(galley: &Galley<'_>, rows: impl Iterator<Item = usize>) -> Near {
    let mut near = Near { rows: 0, words: Vec::new() };
    let mut letters = 0;
    for row in rows {
        let text = &galley.rows[row].text;
        near.rows += 1;
        letters += text.len();
        let words = text.split(|c: char| !c.is_alphabetic());
        let long = words.filter(|word| word.chars().nth(SHORTEST_WORD - 1).is_some());
        near.words.extend(long.map(|word| {
            let mut hasher = FxHasher::default();
            word.chars().flat_map(char::to_lowercase).for_each(|c| hasher.write_u32(c.into()));
            hasher.finish()
        }));
        if letters >= REACH {
            break;
        }
    }
    near.words.sort_unstable();
    near.words.dedup();
    near
}

/// How much each word of a page tells: one that stands beside many headings tells little.
struct Rare {
    /// In the order of the words.
    weights: Vec<(u64, f64)>,
    /// What the words of one side would weigh, had it all.
    all: f64,
}

impl Rare {
    fn of<'n>(near: impl Iterator<Item = &'n Near>) -> Self {
        let (mut n, mut words) = (0.0, Vec::new());
        for near in near {
            n += 1.0;
            words.extend_from_slice(&near.words);
        }
        words.sort_unstable();
        let often = |same: &[u64]| same.len() as f64;
        let weights: Vec<(u64, f64)> =
            words.chunk_by(|a, b| a == b).map(|same| (same[0], (n / often(same)).ln())).collect();
        let all =
            words.chunk_by(|a, b| a == b).zip(&weights).map(|(same, (_, weight))| often(same) * weight).sum::<f64>();
        Self { weights, all: all / f64::max(n, 1.0) }
    }

    fn weight(&self, word: u64) -> f64 {
        self.weights.binary_search_by_key(&word, |(word, _)| *word).map_or(0.0, |at| self.weights[at].1)
    }

    /// How much two sides speak of the same, as a multiple of what chance would do; nothing where one says too little.
    fn kin(&self, above: &[u64], below: &[u64]) -> Option<f64> {
        let weigh = |words: &[u64]| words.iter().map(|word| self.weight(*word)).sum::<f64>();
        let sides = [weigh(above), weigh(below)];
        if sides.into_iter().any(|side| side * FEWEST_SIDES <= self.all) {
            return None;
        }
        let both = above.iter().filter(|word| below.binary_search(word).is_ok()).map(|word| self.weight(*word));
        Some((both.sum::<f64>() * self.all / (sides[0] * sides[1])).min(MOST_KIN))
    }
}

/// The headings of a page, where lines of one look make one.
fn headings(view: &View<'_>, galley: &Galley<'_>, page: Range<usize>) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for row in page {
        if galley.rows[row].role != Role::Subhead {
            continue;
        }
        let Some(look) = look(view, galley, row) else { continue };
        match found.last_mut() {
            Some(last) if last.rows.end == row && (last.look.weight() - look.weight()).abs() < 0.12 => {
                last.rows.end = row + 1;
                if look.size > last.look.size {
                    last.look = look;
                }
            }
            _ => found.push(Heading { rows: row..row + 1, look }),
        }
    }
    found
}

/// How a row is set.
fn look(view: &View<'_>, galley: &Galley<'_>, row: usize) -> Option<Look> {
    let set = view.survey.setting(galley.rows[row].line)?;
    let (upper, _) = capitals(&galley.rows[row].text);
    let capitals = upper > 0.8;
    Some(Look {
        size: f64::from(set.size.clamp(0.3, 9.0)),
        capitals,
        bold: set.bold,
        spread: !capitals && set.pitch > 1.2 * set.size,
        flush: set.insets[0] < 0.06 && set.insets[1] > 0.12,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Headings as large as `weight`, with white above them and texts beside them that are as much alike; which differ a little.
    fn tally(n: usize, weight: f64, white: f64, kin: f64) -> Tally {
        let mut tally = Tally { n: n as f64, weight: weight * n as f64, ..Tally::default() };
        for i in 0..n {
            let differs = 0.8 + 0.4 * (i % 3) as f64 / 2.0;
            tally.white.add(white * differs);
            tally.kin.add(kin * differs);
        }
        tally
    }

    #[test]
    fn less_white_and_texts_alike_tell_headings_inside_articles_together() {
        let headlines = tally(12, 0.3, 1.6, 0.4);
        assert!(told(&tally(12, 0.1, 0.7, 0.9), &headlines) > 1.0);
        assert_eq!(told(&tally(12, 0.1, 0.7, 0.4), &headlines), 0.0, "short items stand close as well");
        assert_eq!(told(&tally(12, 0.1, 1.6, 0.9), &headlines), 0.0, "items of one kind are alike as well");
        assert_eq!(told(&tally(3, 0.1, 0.7, 0.9), &headlines), 0.0, "too few");
        let first_items = Tally { below: 6.0, ..tally(12, 0.1, 0.7, 0.9) };
        assert_eq!(told(&first_items, &headlines), 0.0, "items below the name of their part of the paper");
    }

    #[test]
    fn looks_are_parted_where_few_headings_stand() {
        let mut tallies = vec![Tally::default(); STYLES * STEPS];
        let sizes = [(12, 4), (13, 9), (14, 3), (24, 2), (25, 5), (26, 4)];
        for (step, n) in sizes {
            tallies[step] = tally(n, 0.0, 1.0, 1.0);
        }
        tallies[STEPS + 13] = tally(6, 0.2, 1.0, 1.0);
        let looks = looks(&tallies);
        assert_eq!(looks.iter().map(|(_, tally)| tally.n).collect::<Vec<_>>(), [16.0, 11.0, 6.0]);
        assert!(looks[0].0.end > 14 && looks[0].0.end <= 24, "{looks:?}");
    }

    #[test]
    fn rare_words_on_both_sides_make_texts_alike() {
        let near = |words: &[u64]| Near { rows: 5, words: words.to_vec() };
        let sides = [near(&[1, 2, 3, 9]), near(&[1, 2, 4, 9]), near(&[5, 6, 7, 9]), near(&[8, 10, 11, 9])];
        let rare = Rare::of(sides.iter());
        let kin = |a: usize, b: usize| rare.kin(&sides[a].words, &sides[b].words).unwrap();
        assert!(kin(0, 1) > 0.3, "{}", kin(0, 1));
        assert_eq!(kin(1, 2), 0.0, "a word that stands everywhere tells nothing");
        assert_eq!(rare.kin(&sides[0].words, &[9]), None);
    }
}
