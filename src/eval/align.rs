//! Which character of the cleaned issue is which of gold, wherever it stands.
//!
//! Greedy string tiling (M. J. Wise, "String similarity via greedy string tiling and running Karp-Rabin matching", 1993):
//! the text that both sides share is covered with tiles, long ones first, in any order, so that a paragraph in another
//! place is no error. What is left between two tiles is set against what is left at the same place on the other side, by
//! edit distance. A window is looked up at [`PLACES`] places and a gap is at most [`GAP`] characters, so the work grows
//! with the length of the page and no faster.

use std::collections::VecDeque;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::telling::{Owner, Piece, Telling};
use crate::passes::HYPHENS;

/// Lengths of the windows by which tiles are found, one pass each.
const WINDOWS: [usize; 2] = [32, 12];
/// Places at which one window is looked up.
const PLACES: usize = 4;
/// The longest piece that is compared character by character; longer ones have nothing in common, or would share a tile.
const GAP: usize = 1024;
/// No character.
const NONE: u32 = u32::MAX;

/// The text of a side, all pieces one after another.
pub(super) struct Side<'t> {
    pub chars: Vec<char>,
    /// Pieces, whose they are, and their ranges of `chars`, which follow one another.
    pub pieces: Vec<(Owner, &'t Piece, Range<usize>)>,
}

/// Both sides and what is the same in them.
pub(super) struct Aligned<'t> {
    pub gold: Side<'t>,
    pub cleaned: Side<'t>,
    /// For each character of gold the one of the cleaned issue that it is set against, or none.
    to: Vec<u32>,
    /// Whether a cleaned character is set against one of gold.
    taken: Vec<bool>,
    /// Gaps that are set against gaps, by gold's range, with the number of edits.
    pub gaps: Vec<(Range<usize>, usize)>,
}

impl<'t> Side<'t> {
    fn new(telling: &'t Telling, is_running: bool) -> Self {
        let mut side = Self { chars: Vec::new(), pieces: Vec::new() };
        for (owner, piece) in telling.pieces() {
            let start = side.chars.len();
            side.push(&piece.text, is_running);
            side.pieces.push((owner, piece, start..side.chars.len()));
        }
        side
    }

    /// Adds a text. Of running text white space is one space and the end is a character too; of printed lines only what
    /// does not depend on where they end counts.
    fn push(&mut self, text: &str, is_running: bool) {
        if !is_running {
            self.chars.extend(text.chars().filter(|c| !c.is_whitespace() && !HYPHENS.contains(c)));
            return;
        }
        for (n, word) in text.split_whitespace().enumerate() {
            if n > 0 {
                self.chars.push(' ');
            }
            self.chars.extend(word.chars());
        }
        self.chars.push('\n');
    }

    /// The piece in which each character stands, for characters that are asked for in order.
    pub fn piece_at(&self, at: usize) -> Option<usize> {
        let n = self.pieces.partition_point(|(_, _, range)| range.end <= at);
        self.pieces.get(n).filter(|(_, _, range)| range.contains(&at)).map(|_| n)
    }
}

impl<'t> Aligned<'t> {
    pub fn new(gold: &'t Telling, cleaned: &'t Telling) -> Self {
        let is_running = gold.is_running && cleaned.is_running;
        let (gold, cleaned) = (Side::new(gold, is_running), Side::new(cleaned, is_running));
        let (to, taken) = (vec![NONE; gold.chars.len()], vec![false; cleaned.chars.len()]);
        let mut aligned = Self { gold, cleaned, to, taken, gaps: Vec::new() };
        for window in WINDOWS {
            aligned.tile(window);
        }
        aligned.whole_pieces();
        aligned.fill_gaps();
        aligned
    }

    /// The cleaned character that is set against one of gold.
    pub fn to(&self, gold: usize) -> Option<usize> {
        self.to.get(gold).filter(|at| **at != NONE).map(|at| *at as usize)
    }

    /// Whether a cleaned character is set against one of gold.
    pub fn is_taken(&self, cleaned: usize) -> bool {
        self.taken.get(cleaned).is_some_and(|taken| *taken)
    }

    fn is_free(&self, gold: usize, cleaned: usize) -> bool {
        self.to.get(gold) == Some(&NONE) && self.taken.get(cleaned) == Some(&false)
    }

    fn bind(&mut self, gold: usize, cleaned: usize) {
        self.to[gold] = cleaned as u32;
        self.taken[cleaned] = true;
    }

    /// Covers what shares a window of that length.
    fn tile(&mut self, window: usize) {
        let places = self.places(window);
        let sums = Sums::new(&self.gold.chars);
        let (mut at, mut free) = (0, 0);
        while at < self.gold.chars.len() {
            // `free` characters up to and including this one are not covered.
            free = if self.to[at] == NONE { free + 1 } else { 0 };
            at += 1;
            if free < window {
                continue;
            }
            let start = at - window;
            let found = places.get(&sums.of(start, window)).into_iter().flatten();
            let longest = found.filter(|place| **place != NONE).map(|place| self.shared(start, *place as usize));
            let Some((gold, cleaned, length)) = longest.max_by_key(|(_, _, length)| *length) else { continue };
            if length < window {
                continue;
            }
            (0..length).for_each(|n| self.bind(gold + n, cleaned + n));
            at = gold + length;
            free = 0;
        }
    }

    /// The first places of each window of the cleaned text that is not covered.
    fn places(&self, window: usize) -> FxHashMap<u64, [u32; PLACES]> {
        let sums = Sums::new(&self.cleaned.chars);
        let mut places: FxHashMap<u64, [u32; PLACES]> = FxHashMap::default();
        let mut free = 0;
        for (at, taken) in self.taken.iter().enumerate() {
            free = if *taken { 0 } else { free + 1 };
            if free >= window {
                let start = at + 1 - window;
                let slots = places.entry(sums.of(start, window)).or_insert([NONE; PLACES]);
                if let Some(slot) = slots.iter_mut().find(|slot| **slot == NONE) {
                    *slot = start as u32;
                }
            }
        }
        places
    }

    /// Start on both sides and length of the free text around two places that is the same.
    fn shared(&self, gold: usize, cleaned: usize) -> (usize, usize, usize) {
        let same = |g: usize, c: usize| self.is_free(g, c) && self.gold.chars[g] == self.cleaned.chars[c];
        let ahead = (0..).take_while(|n| same(gold + n, cleaned + n)).count();
        if ahead == 0 {
            return (gold, cleaned, 0);
        }
        let behind = (1..=gold.min(cleaned)).take_while(|n| same(gold - n, cleaned - n)).count();
        (gold - behind, cleaned - behind, behind + ahead)
    }

    /// Sets pieces that are shorter than any window against those of the same text.
    fn whole_pieces(&mut self) {
        let mut waiting: FxHashMap<Vec<char>, VecDeque<usize>> = FxHashMap::default();
        for (_, _, range) in &self.cleaned.pieces {
            if !range.is_empty() && range.clone().all(|at| !self.taken[at]) {
                waiting.entry(self.cleaned.chars[range.clone()].to_vec()).or_default().push_back(range.start);
            }
        }
        for n in 0..self.gold.pieces.len() {
            let range = self.gold.pieces[n].2.clone();
            if range.clone().any(|at| self.to[at] != NONE) {
                continue;
            }
            let found = waiting.get_mut(&self.gold.chars[range.clone()]).and_then(VecDeque::pop_front);
            if let Some(start) = found {
                (0..range.len()).for_each(|at| self.bind(range.start + at, start + at));
            }
        }
    }

    /// Sets what is left between two tiles of gold against what is left beside them in the cleaned text.
    fn fill_gaps(&mut self) {
        let mut end = 0;
        while end < self.gold.chars.len() {
            let start = end;
            end = start + self.to[start..].iter().take_while(|to| **to == NONE).count();
            if end == start {
                end += 1;
                continue;
            }
            self.fill_gap(start..end);
        }
    }

    fn fill_gap(&mut self, gap: Range<usize>) {
        let from = if gap.start == 0 { Some(0) } else { self.to(gap.start - 1).map(|at| at + 1) };
        let until = if gap.end == self.gold.chars.len() { Some(self.cleaned.chars.len()) } else { self.to(gap.end) };
        let most = 2 * gap.len() + GAP;
        let ahead = |from: usize| self.taken[from..].iter().take(most).take_while(|taken| !**taken).count();
        let behind = |until: usize| self.taken[..until].iter().rev().take(most).take_while(|taken| !**taken).count();
        let after = from.map_or(0..0, |from| from..from + ahead(from));
        let before = until.map_or(0..0, |until| until - behind(until)..until);
        if after == before {
            let edits = self.edits(&gap, &after);
            self.bind_gap(gap, after, edits);
            return;
        }
        // The two neighbors stand apart: what is left beside one of them may be of another gap, so it must be alike.
        let cut = [
            after.start..after.end.min(after.start + gap.len()),
            before.start.max(before.end.saturating_sub(gap.len()))..before.end,
        ];
        let tried = cut.map(|range| (self.edits(&gap, &range), range));
        if let Some((edits, range)) = tried.into_iter().min_by_key(|(edits, _)| *edits)
            && edits < gap.len()
        {
            self.bind_gap(gap, range, edits);
        }
    }

    /// Levenshtein's distance; pieces too long for it are wholly different.
    fn edits(&self, gap: &Range<usize>, other: &Range<usize>) -> usize {
        let (gold, cleaned) = (&self.gold.chars[gap.clone()], &self.cleaned.chars[other.clone()]);
        if gold.len().max(cleaned.len()) > GAP {
            return gold.len().max(cleaned.len());
        }
        strsim::generic_levenshtein(&gold.to_vec(), &cleaned.to_vec())
    }

    fn bind_gap(&mut self, gap: Range<usize>, other: Range<usize>, edits: usize) {
        if other.is_empty() {
            return;
        }
        other.clone().for_each(|at| self.taken[at] = true);
        for (n, at) in gap.clone().enumerate() {
            self.to[at] = (other.start + n.min(other.len() - 1)) as u32;
        }
        self.gaps.push((gap, edits));
    }
}

/// Sums of Karp and Rabin, from which that of any window follows at once.
struct Sums {
    sums: Vec<u64>,
    powers: Vec<u64>,
}

impl Sums {
    fn new(chars: &[char]) -> Self {
        const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
        let (mut sums, mut powers) = (vec![0_u64], vec![1_u64]);
        let (mut sum, mut power) = (0_u64, 1_u64);
        for c in chars {
            sum = sum.wrapping_mul(BASE).wrapping_add(u64::from(*c) + 1);
            power = power.wrapping_mul(BASE);
            sums.push(sum);
            powers.push(power);
        }
        Self { sums, powers }
    }

    fn of(&self, start: usize, length: usize) -> u64 {
        self.sums[start + length].wrapping_sub(self.sums[start].wrapping_mul(self.powers[length]))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::eval::{Part, Story};

    pub fn telling(stories: &[&[&str]]) -> Telling {
        let piece = |text: &&str| Piece { page: 1, part: Part::Body, text: (*text).to_owned(), lines: Vec::new() };
        let story = |texts: &&[&str]| Story { pieces: texts.iter().map(piece).collect(), ..Story::default() };
        Telling { stories: stories.iter().map(story).collect(), is_running: true, ..Telling::default() }
    }

    #[track_caller]
    fn edits(gold: &[&[&str]], cleaned: &[&[&str]]) -> (usize, usize, usize) {
        let (gold, cleaned) = (telling(gold), telling(cleaned));
        let aligned = Aligned::new(&gold, &cleaned);
        let lost = aligned.to.iter().filter(|to| **to == NONE).count();
        let added = aligned.taken.iter().filter(|taken| !**taken).count();
        (aligned.gaps.iter().map(|(_, edits)| edits).sum(), lost, added)
    }

    const FIRST: &str = "The ferry at Low Harbor took up its run on Monday after nine weeks on the slip.";
    const SECOND: &str = "Mrs. Brell, who taught at the quay school for forty years, has left for the hills.";

    #[test]
    fn what_stands_elsewhere_is_no_error() {
        assert_eq!(edits(&[&[FIRST], &[SECOND]], &[&[SECOND], &[FIRST]]), (0, 0, 0));
        assert_eq!(edits(&[&[FIRST, "Ada", SECOND]], &[&["Ada", SECOND, FIRST]]), (0, 0, 0));
    }

    #[test]
    fn edits_between_tiles_are_counted() {
        let wrong = FIRST.replace("run on", "rum in");
        assert_eq!(edits(&[&[FIRST]], &[&[&wrong]]), (2, 0, 0));
        // What stands on either side is parted in the cleaned text, and the wrong words stand beside the one.
        assert_eq!(edits(&[&[FIRST]], &[&[&wrong[43..], &wrong[..43]]]).0, 3);
    }

    #[test]
    fn what_is_lost_or_added_is_counted() {
        assert_eq!(edits(&[&[FIRST], &[SECOND]], &[&[FIRST]]), (0, SECOND.chars().count() + 1, 0));
        assert_eq!(edits(&[&[FIRST]], &[&[FIRST], &[SECOND]]), (0, 0, SECOND.chars().count() + 1));
    }

    #[test]
    fn text_that_repeats_itself_is_found() {
        let rows = "do. do. do. ".repeat(400);
        assert_eq!(edits(&[&[&rows, FIRST]], &[&[FIRST, &rows]]), (0, 0, 0));
    }
}
