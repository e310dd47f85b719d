//! How well one block of text goes on in another.

use super::blocks::{Block, Cut, Kind, first_piece, reach};
use super::grams::Grams;
use super::weights;
use crate::lexicon::{Lexicon, fold};
use crate::model::script::besides_han;
use crate::passes::cut_words::{self, Before, Behind};
use crate::passes::ends::{End, starts_lower};
use crate::passes::galley::Galley;

/// Pairs of quotation marks and brackets that must balance.
const PAIRS: [(char, char); 6] = [('“', '”'), ('（', '）'), ('《', '》'), ('「', '」'), ('(', ')'), ('『', '』')];

/// What all seams of a page are judged by.
pub(super) struct Seams<'s, 'g> {
    pub galley: &'s Galley<'g>,
    pub blocks: &'s [Block],
    pub grams: &'s Grams,
    pub unspaced: bool,
    /// The dictionary of the language, if there is one.
    pub words: Option<&'static Lexicon>,
    /// For each block of running text the Han that it ends with and begins with, where that dictionary tells which words
    /// are cut.
    pub cuts: Vec<(Option<Before<'static>>, Option<Behind>)>,
    /// What stands next to each other in the archive, where that was learned.
    pub archive: Option<&'s Lexicon>,
    /// Whether paragraphs are blocks of their own, so that blocks of one fragment stand next to each other in the file.
    pub apart: bool,
    /// For each block and pair of marks: open ones at its end, and closing ones without an opening at its start.
    pub balance: Vec<[(u8, u8); PAIRS.len()]>,
}

impl Seams<'_, '_> {
    /// How much speaks for block `b` going on with block `a`, as a logarithm of odds; 0 is nothing for or against it.
    pub(super) fn score(&self, a: usize, b: usize) -> f64 {
        let (left, right) = (&self.blocks[a], &self.blocks[b]);
        let rows = &self.galley.rows;
        let (last, first) = (&rows[left.rows.end - 1], &rows[right.rows.start]);
        let mut sum = -self.off_measure(a, b);
        if left.closes_article {
            sum += weights::LAST;
        }
        let goes_on = match (left.end, right.start) {
            (Cut::Inside, Cut::Between) | (Cut::Between, Cut::Inside) => return sum - weights::CONTRADICTION,
            (Cut::Between, _) | (_, Cut::Between) => false,
            _ => left.end == Cut::Inside || right.start == Cut::Inside,
        };
        let unsaid = left.end != Cut::Between && right.start != Cut::Between && !goes_on;
        if left.end == Cut::Inside && right.start == Cut::Unknown && !self.unspaced {
            sum -= self.capital(a, b);
        }
        if left.end == Cut::Unknown
            && right.start == Cut::Inside
            && last.end != End::Open
            && !self.unspaced
            && starts_lower(&first.text)
        {
            // A full stop before a small letter.
            sum -= 5.0;
        }
        if goes_on && !self.unspaced {
            // The first word would have fitted on the line before.
            let space = u32::from(last.end != End::Hyphen);
            let room = i64::from(left.measure.0.max(right.measure.0)) - i64::from(reach(last) + space);
            let piece = i64::from(first_piece(&first.text));
            if room >= piece {
                sum -= (1.0 + 0.5 * (room - piece) as f64).min(4.0);
            }
        }
        if last.end == End::Hyphen {
            let (whole, right) = self.grams.hyphenated(&last.text, &first.text);
            let is_listed = |words: &Lexicon| words.count(&fold(&self.grams.joined(&last.text, &first.text))) > 0;
            sum += match self.words.filter(|_| !self.unspaced && whole == 0) {
                Some(words) if !is_listed(words) => weights::HALVES_UNLISTED,
                None if whole == 0 => 0.0,
                _ => weights::HALVES,
            } - if right > 0 { (0.7 * (1.0 + f64::from(right)).ln()).min(2.0) } else { -0.5 };
        } else if goes_on || unsaid {
            let cut = self.cuts.get(a).zip(self.cuts.get(b)).map_or(0.0, |((before, _), (_, behind))| {
                let cut = before.as_ref().zip(behind.as_ref()).map_or(0.0, |(before, behind)| before.over(behind));
                weights::CUT_WORD * (cut - weights::CUT_WORD_MEAN)
            });
            // A full stop is followed by a capital on any page, so that between sentences words tell nothing.
            let told = goes_on || self.unspaced;
            let learned = self.archive.filter(|_| told).and_then(|archive| archive.affinity(&last.text, &first.text));
            let most = weights::LEARNED_MOST;
            let each = weights::LEARNED_PAIR[usize::from(!self.unspaced)];
            let learned = each * learned.unwrap_or(0.0).clamp(-most, most);
            let fit = self.grams.over_seam(a, b) + cut + learned;
            sum += if goes_on { fit } else { 0.5 * fit };
        }
        sum += self.marks(a, b, goes_on);
        sum += weights::LIKENESS * self.grams.likeness(a, b);
        sum + self.next(a, b)
    }

    /// What standing next to each other in the file counts.
    pub(super) fn next(&self, a: usize, b: usize) -> f64 {
        let (left, right) = (&self.blocks[a], &self.blocks[b]);
        let between = left.end == Cut::Between || right.start == Cut::Between;
        let goes_on = !between && (left.end == Cut::Inside || right.start == Cut::Inside);
        if b != a + 1 || matches!((left.end, right.start), (Cut::Inside, Cut::Between) | (Cut::Between, Cut::Inside)) {
            0.0
        } else if self.apart && !goes_on {
            weights::NEXT_PARAGRAPH
        } else {
            weights::NEXT
        }
    }

    /// What a difference of measures counts.
    pub(super) fn off_measure(&self, a: usize, b: usize) -> f64 {
        let (left, right) = (self.blocks[a].measure, self.blocks[b].measure);
        let low = left.0.max(right.0);
        let high = left.1.min(right.1);
        let gap = f64::from(low.saturating_sub(high).min(99));
        if gap == 0.0 { 0.0 } else { (weights::OFF_MEASURE * gap).min(8.0) }
    }

    /// What a capital counts against going on inside a sentence: nothing for what is always a capital.
    fn capital(&self, _a: usize, b: usize) -> f64 {
        let first = &self.galley.rows[self.blocks[b].rows.start];
        let initial = first.text.chars().find(|c| c.is_alphanumeric());
        if initial.is_some_and(char::is_uppercase) { weights::CAPITAL } else { 0.0 }
    }

    fn marks(&self, a: usize, b: usize, goes_on: bool) -> f64 {
        let mut sum = 0.0;
        for (n, (left, right)) in self.balance[a].iter().zip(&self.balance[b]).enumerate() {
            let (open, close) = (left.0 > 0, right.1 > 0);
            sum += match (open, close) {
                (true, true) => weights::MARKS,
                (false, true) => -weights::MARKS,
                (true, false) if goes_on => {
                    if n == 0 {
                        -0.4 * weights::MARKS
                    } else {
                        -weights::MARKS
                    }
                }
                _ => 0.0,
            };
        }
        sum
    }
}

/// For each pair of marks: open ones at the end of a block, closing ones without an opening at its start. Paragraphs of
/// a speech may each begin with a quotation mark, so only the last and the first count.
pub(super) fn balance(galley: &Galley<'_>, block: &Block) -> [(u8, u8); PAIRS.len()] {
    let mut found = [(0, 0); PAIRS.len()];
    for row in &galley.rows[block.rows.clone()] {
        for c in besides_han(&row.text).filter(|c| !c.is_ascii_alphanumeric()) {
            let Some(at) = PAIRS.iter().position(|pair| c == pair.0 || c == pair.1) else { continue };
            let (open, close) = &mut found[at];
            if c == PAIRS[at].0 {
                *open = 1;
            } else {
                // What is closed only after an opening mark was closed is a slip.
                if *open == 0 {
                    *close = 1;
                }
                *open = 0;
            }
        }
    }
    found
}

/// Line ends that are looked at to see whether a dictionary fits, and what they come to at least on average: any two texts
/// come to half as much.
const MOST_ENDS: usize = 400;
const LEAST_FIT: f64 = 0.9;

/// What a dictionary of words without spaces says of the ends of each block of running text.
pub(super) fn cuts(
    words: &'static Lexicon,
    galley: &Galley<'_>,
    blocks: &[Block],
) -> Vec<(Option<Before<'static>>, Option<Behind>)> {
    let text = |row: usize| galley.rows[row].text.as_ref();
    let ends = |block: &Block| match block.kind {
        Kind::Text => (Before::of(words, text(block.rows.end - 1)), Behind::of(words, text(block.rows.start))),
        _ => (None, None),
    };
    blocks.iter().map(ends).collect()
}

/// Whether a dictionary fits the text of a page: of the line ends inside its blocks many cut a word that it has. A page in
/// other characters than the dictionary's tells nothing by it.
pub(super) fn fits(words: &Lexicon, galley: &Galley<'_>, blocks: &[Block]) -> bool {
    let ends = || blocks.iter().flat_map(|block| galley.rows[block.rows.clone()].windows(2)).take(MOST_ENDS);
    // No end takes anything off the sum, so that most need not be looked at.
    let (n, mut sum) = (ends().count() as f64, 0.0);
    ends().any(|pair| {
        sum += cut_words::over_seam(words, &pair[0].text, &pair[1].text);
        sum / n >= LEAST_FIT
    })
}
