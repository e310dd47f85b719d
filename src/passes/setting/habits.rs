//! How a page sets its headings and names, as far as its lines tell without a doubt.

use super::look::Look;
use super::pairs::is_set_otherwise;
use super::terse::is_wordy;
use super::{Reading, SURE_CREDIT, Set};
use crate::model::Role;
use crate::passes::ends::End;

/// Margin from which on a heading tells how the headings of its page are set.
const SURE: f64 = 0.7;
/// Fewest letters of such a heading.
const FEWEST_LETTERS: usize = 5;
/// Fewest paragraphs that tell whether white stands between them.
const FEWEST_PARAGRAPHS: usize = 6;
/// Share of the long words of running text with capitals from which on they tell nothing, as where nouns have them.
const NOUNS: f64 = 0.2;
/// Fewest ends of sentences over white that tell whether paragraphs are whole.
const FEWEST_ENDS: usize = 2;
/// Fewest lines inside paragraphs that tell how many begin with a capital, and the share of them from which on that tells
/// nothing.
const FEWEST_INSIDE: u32 = 5;
const MOST_UPPER: f64 = 0.3;

/// How a page sets its headings and names.
pub(super) struct Habits {
    /// Whether its paragraphs have indents.
    pub indents: bool,
    /// Whether it names its writers with a word such as `By`.
    pub led: bool,
    /// Whether capitals on all long words of a line tell a heading.
    pub titled: bool,
    /// Whether its text is full of small words, so that a line without any is none of it.
    pub wordy: bool,
    /// Whether white stands inside no paragraph.
    pub whole: bool,
    /// Share of its headings that end with a stop, as far as known.
    pub stopped: f64,
    /// Whether white stands above its headings, as far as known.
    pub apart: bool,
    /// Whether it stands below them, as far as known.
    pub airy: bool,
    /// Whether its names stand over texts and not over headlines, as far as known.
    pub over_texts: bool,
    /// Rows that are decks if its headlines have such, as far as known; none where they have not.
    pub decks: Vec<usize>,
}

impl Habits {
    /// What is known before any line is read.
    pub(super) fn new(looks: &[Look], indents: bool) -> Self {
        let led = looks.iter().any(|look| look.led && look.credit > SURE_CREDIT);
        let (titled, whole) = (!has_noun_capitals(looks), has_whole_paragraphs(looks));
        Self {
            indents,
            led,
            titled,
            wordy: is_wordy(looks),
            whole,
            stopped: 0.0,
            apart: false,
            airy: false,
            over_texts: false,
            decks: Vec::new(),
        }
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
        self.decks = decks(looks, readings, &is_sure);
        stopped >= 2 || self.apart || self.over_texts || !self.decks.is_empty()
    }
}

/// Whether no text goes on over white, by the lines below white that begin in the middle of a sentence.
fn has_whole_paragraphs(looks: &[Look]) -> bool {
    let below_white = looks.windows(2).filter(|pair| pair[1].gap && pair.iter().all(|look| look.role == Role::Body));
    let (n_ends, n_cuts) = below_white.fold((0, 0), |(n_ends, n_cuts), pair| match pair[0].end {
        End::Closed => (n_ends + 1, n_cuts),
        _ => (n_ends, n_cuts + usize::from(pair[1].lower)),
    });
    n_cuts == 0 && n_ends >= FEWEST_ENDS
}

/// Whether many words of the running text have capitals, by the lines that begin inside a sentence.
fn has_noun_capitals(looks: &[Look]) -> bool {
    let (n, titled) =
        looks.iter().filter(|look| look.lower).fold((0u32, 0.0), |(n, sum), look| (n + 1, sum + look.titled));
    titled > NOUNS * f64::from(n)
}

/// The rows between a headline and its text that are decks, by what stands there on the whole page: a line that ends no sentence,
/// over one that begins anew. In running text that is as frequent as capitals at the beginning of lines are.
fn decks(looks: &[Look], readings: &[Reading], is_sure: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let is_heading = |i: usize| matches!(readings[i].set, Set::Heads | Set::HeadsOn);
    let inside = (1..readings.len()).filter(|i| readings[*i].set == Set::GoesOn && !looks[*i].gap);
    let (n_inside, n_upper) = inside.fold((0u32, 0u32), |(n, upper), i| (n + 1, upper + u32::from(!looks[i].lower)));
    if n_inside < FEWEST_INSIDE || f64::from(n_upper) > MOST_UPPER * f64::from(n_inside) {
        return Vec::new();
    }
    let set_otherwise = |a: &Look, b: &Look| b.gap || is_set_otherwise(a, b);
    let (mut n, mut n_decked, mut found) = (0, 0, Vec::new());
    let mut i = 0;
    while i < readings.len() {
        if !is_heading(i) {
            i += 1;
            continue;
        }
        let end = (i + 1..readings.len()).find(|at| !is_heading(*at)).unwrap_or(readings.len());
        let sure = (i..end).any(is_sure);
        let heads_text = end + 1 < readings.len() && readings[end].set == Set::Opens;
        if sure && heads_text {
            n += 1;
            let (deck, below) = (&looks[end], &looks[end + 1]);
            // Words in capitals may lead the paragraph in.
            let leads_in = deck.capitals > 0.8 && below.led_in;
            let is_deck =
                !leads_in && deck.end == End::Open && !deck.lower && !deck.dangles && !deck.trails && !deck.sentences;
            let has_deck = end - i > 1 && set_otherwise(&looks[end - 2], &looks[end - 1]);
            if has_deck {
                n_decked += 1;
            } else if is_deck && !below.lower && set_otherwise(&looks[end - 1], deck) {
                n_decked += 1;
                found.push(end);
            }
        }
        i = end;
    }
    if n_decked >= 2 && n_decked * 5 >= n * 3 { found } else { Vec::new() }
}

/// Whether white stands above nearly all paragraphs.
fn has_paragraphs_apart(looks: &[Look], readings: &[Reading]) -> bool {
    let opens = readings.iter().zip(looks).filter(|(reading, _)| reading.set == Set::Opens);
    let (n, apart) = opens.fold((0, 0), |(n, apart), (_, look)| (n + 1, apart + usize::from(look.gap)));
    n >= FEWEST_PARAGRAPHS && apart * 10 >= n * 9
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    const TEXTS: [&str; 3] = [
        "About forty barrels of herring\nwere landed on Monday, though\nthe wind had been against the\nboats since the morning.\n",
        "Mrs. Harker told the board that\nthe schoolroom has been without\na stove since the winter before\nlast and that it smokes.\n",
        "When the ferry had left, the\nkeeper of the lighthouse found\na goat on the stairs, which no\nperson will own to.\n",
    ];

    #[test]
    fn a_deck_that_fills_its_line_goes_on_in_no_text() {
        let heads = [
            ("HERRING AT LAST", "Boats come home, holds full"),
            ("SCHOOL BOARD MEETS", "Stove for the infants is asked"),
            ("A GOAT AT THE LIGHT", "Nobody in town will own to it"),
        ];
        let articles = heads.iter().zip(TEXTS).map(|((head, deck), text)| format!("{head}\n\n{deck}\n\n{text}"));
        let sketch = sketch(&articles.collect::<Vec<_>>().join("\n"));
        assert_eq!(sketch.matches("<deck>").count(), 3, "{sketch}");
        // Of one headline alone it is not known.
        let page = format!("{}\n\n{}", heads[1].0, TEXTS.join("\n"));
        assert!(!self::sketch(&page).contains("<deck>"), "{sketch}");
    }

    #[test]
    fn small_letters_below_a_headline_with_capitals_on_all_words_are_its_deck() {
        let heads = [
            ("Herring Landed at Last", "Boats come home"),
            ("School Board Meets Again", "A stove is much wanted"),
            ("A Goat at the Lighthouse", "Nobody claims the animal"),
        ];
        let articles = heads.iter().zip(TEXTS).map(|((head, deck), text)| format!("{head}\n{deck}\n{text}"));
        let sketch = sketch(&articles.collect::<Vec<_>>().join("\n"));
        assert_eq!((sketch.matches("<title>").count(), sketch.matches("<deck>").count()), (3, 3), "{sketch}");
    }
}
