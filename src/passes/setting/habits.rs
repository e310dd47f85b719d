//! How a page sets its headings and names, as far as its lines tell without a doubt.

use super::look::Look;
use super::{Reading, SURE_CREDIT, Set};

/// Margin from which on a heading tells how the headings of its page are set.
const SURE: f64 = 0.7;
/// Fewest letters of such a heading.
const FEWEST_LETTERS: usize = 5;
/// Fewest paragraphs that tell whether white stands between them.
const FEWEST_PARAGRAPHS: usize = 6;
/// Share of the long words of running text with capitals from which on they tell nothing, as where nouns have them.
const NOUNS: f64 = 0.2;

/// How a page sets its headings and names.
pub(super) struct Habits {
    /// Whether its paragraphs have indents.
    pub indents: bool,
    /// Whether it names its writers with a word such as `By`.
    pub led: bool,
    /// Whether capitals on all long words of a line tell a heading.
    pub titled: bool,
    /// Share of its headings that end with a stop, as far as known.
    pub stopped: f64,
    /// Whether white stands above its headings, as far as known.
    pub apart: bool,
    /// Whether it stands below them, as far as known.
    pub airy: bool,
    /// Whether its names stand over texts and not over headlines, as far as known.
    pub over_texts: bool,
}

impl Habits {
    /// What is known before any line is read.
    pub(super) fn new(looks: &[Look], indents: bool) -> Self {
        let led = looks.iter().any(|look| look.led && look.credit > SURE_CREDIT);
        let titled = !has_noun_capitals(looks);
        Self { indents, led, titled, stopped: 0.0, apart: false, airy: false, over_texts: false }
    }

    /// Learns from a first reading of the page. Returns whether there is anything to read it anew for.
    pub(super) fn learn(&mut self, looks: &[Look], readings: &[Reading]) -> bool {
        let is_sure = |i: usize| readings[i].margin > SURE && looks[i].letters >= FEWEST_LETTERS;
        let (mut n, mut stopped, mut apart, mut inside, mut airy, mut set_on) = (0, 0, 0, 0, 0, 0);
        for i in 0..readings.len() {
            if readings[i].set == Set::Heads && is_sure(i) {
                (apart, inside) = if looks[i].gap { (apart + 1, inside) } else { (apart, inside + 1) };
            }
            let last = readings.get(i + 1).is_none_or(|next| next.set != Set::HeadsOn);
            if last && matches!(readings[i].set, Set::Heads | Set::HeadsOn) && is_sure(i) {
                n += 1;
                stopped += usize::from(looks[i].end.is_closed());
                let white = looks.get(i + 1).is_none_or(|next| next.gap);
                (airy, set_on) = if white { (airy + 1, set_on) } else { (airy, set_on + 1) };
            }
        }
        let over = |set: Set| {
            readings
                .windows(2)
                .zip(looks)
                .filter(|(pair, look)| (look.led || look.post) && pair[0].set == Set::Names && pair[1].set == set)
                .count()
        };
        let (over_texts, over_heads) = (over(Set::Opens), over(Set::Heads));
        self.over_texts = over_texts >= 2 && over_texts > 3 * over_heads;
        self.apart = apart >= 2 && apart >= 2 * inside;
        self.airy = self.apart && airy >= 2 && (airy >= 2 * set_on || has_paragraphs_apart(looks, readings));
        self.stopped = if stopped < 2 { 0.0 } else { f64::from(stopped as u32) / f64::from(n) };
        stopped >= 2 || self.apart || self.over_texts
    }
}

/// Whether many words of the running text have capitals, by the lines that begin inside a sentence.
fn has_noun_capitals(looks: &[Look]) -> bool {
    let (n, titled) =
        looks.iter().filter(|look| look.lower).fold((0u32, 0.0), |(n, sum), look| (n + 1, sum + look.titled));
    titled > NOUNS * f64::from(n)
}

/// Whether white stands above nearly all paragraphs.
fn has_paragraphs_apart(looks: &[Look], readings: &[Reading]) -> bool {
    let opens = readings.iter().zip(looks).filter(|(reading, _)| reading.set == Set::Opens);
    let (n, apart) = opens.fold((0, 0), |(n, apart), (_, look)| (n + 1, apart + usize::from(look.gap)));
    n >= FEWEST_PARAGRAPHS && apart * 10 >= n * 9
}
