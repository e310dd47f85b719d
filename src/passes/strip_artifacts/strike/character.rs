//! Text of which each character was struck several times: `项项目目描描述述：：`, `SSttaatteemmeenntt`.
//!
//! Every k-th character is what was meant, so that `ssttiillll` gives `still`; runs are never squeezed.

use super::{Extent, Form, Strike, Weight, ends_label, is_single_mark};
use crate::model::script::is_han;
use crate::passes::everyday::is_written_twice;

/// A maximal run of one character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    c: char,
    len: usize,
}

impl Run {
    fn is_space(&self) -> bool {
        self.c.is_whitespace()
    }
}

/// What a torn character leaves on one side of a line end: the character, and how many copies of it.
type Edge = (char, usize);

/// A line that is struck but for its first or last character, some copies of which stand on the neighbouring line.
#[derive(Debug)]
pub(in super::super) struct Torn {
    /// The reading, for the case that the neighbours complete it: a torn character stays on the line that it begins on.
    pub strike: Strike,
    /// Copies at the line's head that belong to the last character of the line before.
    pub head: Option<Edge>,
    /// Copies at the line's tail that the next line completes.
    pub tail: Option<Edge>,
}

/// Splits characters into runs.
pub(super) fn runs(chars: &[char], into: &mut Vec<Run>) {
    into.clear();
    for &c in chars {
        match into.last_mut() {
            Some(run) if run.c == c => run.len += 1,
            _ => into.push(Run { c, len: 1 }),
        }
    }
}

/// The line as a whole, white space apart, struck the same number of times.
pub(super) fn whole(chars: &[char], runs: &[Run]) -> Option<Strike> {
    let k = common(runs)?;
    let weight = weigh(&Tally::of(runs, k), k)?;
    let spaces_too = runs.iter().filter(|run| run.is_space()).all(|run| run.len.is_multiple_of(k));
    let mut kept = String::with_capacity(chars.len());
    for run in runs {
        let n = if run.is_space() && !spaces_too { run.len } else { run.len / k };
        kept.extend(std::iter::repeat_n(run.c, n));
    }
    Some(Strike { k, form: Form::Character, extent: Extent::Line, kept, weight })
}

/// Struck stretches of a line that otherwise is not, such as its label.
pub(super) fn stretches(chars: &[char], runs: &[Run]) -> Option<Strike> {
    if runs.iter().filter(|run| run.len > 1 && !run.is_space()).count() < 3 {
        return None;
    }
    (2..=6).rev().find_map(|k| stretches_of(k, chars, runs))
}

fn stretches_of(k: usize, chars: &[char], runs: &[Run]) -> Option<Strike> {
    let fits = |run: &Run| run.is_space() || run.len.is_multiple_of(k);
    let mut kept = String::new();
    let mut best: Option<Weight> = None;
    let mut at = 0;
    while at < runs.len() {
        let len = runs[at..].iter().take_while(|run| fits(run)).count();
        let len = label_length(&runs[at..at + len]);
        if let Some(weight) = weigh_stretch(&runs[at..at + len], k, at == 0) {
            best = best.max(Some(weight));
            for run in &runs[at..at + len] {
                let n = if run.is_space() { run.len } else { run.len / k };
                kept.extend(std::iter::repeat_n(run.c, n));
            }
            at += len;
            continue;
        }
        // Where the stretch is none, no shorter one that begins inside it is.
        for run in &runs[at..at + len.max(1)] {
            kept.extend(std::iter::repeat_n(run.c, run.len));
        }
        at += len.max(1);
    }
    debug_assert!(kept.len() <= chars.len() * 4);
    Some(Strike { k, form: Form::Character, extent: Extent::Label, kept, weight: best? })
}

/// A stretch ends at the mark that ends its label, unless a good deal of struck text follows: in `描描述述：：谢谢大家` the
/// last pair is a word. White space at its end is not part of it.
fn label_length(runs: &[Run]) -> usize {
    let mark = runs.iter().rposition(|run| ends_label(run.c));
    let len = match mark {
        Some(mark) if runs[mark + 1..].iter().filter(|run| run.c.is_alphabetic()).count() < 3 => mark + 1,
        _ => runs.len(),
    };
    len - runs[..len].iter().rev().take_while(|run| run.is_space()).count()
}

/// The line as struck text that is torn at one of its ends.
pub(super) fn torn(runs: &[Run]) -> Option<Torn> {
    if runs.len() < 3 || runs.iter().filter(|run| run.len > 1).count() * 3 < runs.len() {
        return None;
    }
    let (first, last) = (runs[0], runs[runs.len() - 1]);
    let inner = &runs[1..runs.len() - 1];
    let k = common(inner)?;
    let head = Some((first.c, first.len % k)).filter(|edge| edge.1 > 0);
    let tail = Some((last.c, last.len % k)).filter(|edge| edge.1 > 0);
    if head.is_none() && tail.is_none() {
        return None;
    }
    let weight = weigh(&Tally::of(inner, k), k)?;
    let mut kept = String::new();
    kept.extend(std::iter::repeat_n(first.c, first.len / k));
    for run in inner {
        kept.extend(std::iter::repeat_n(run.c, if run.is_space() { run.len } else { run.len / k }));
    }
    kept.extend(std::iter::repeat_n(last.c, last.len.div_ceil(k)));
    Some(Torn { strike: Strike { k, form: Form::Character, extent: Extent::Line, kept, weight }, head, tail })
}

/// The greatest number of strikes that all runs but white space allow, if it is more than one.
fn common(runs: &[Run]) -> Option<usize> {
    let mut k = 0;
    for run in runs.iter().filter(|run| !run.is_space()) {
        k = gcd(k, run.len);
        if k == 1 {
            return None;
        }
    }
    (k > 1).then_some(k)
}

fn gcd(mut a: usize, mut b: usize) -> usize {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// What speaks for a reading. A word of one character only (丽丽) says nothing: names and cries look like it.
#[derive(Debug, Default)]
struct Tally {
    /// Struck letters.
    letters: usize,
    /// How many of them differ.
    distinct: usize,
    /// Struck digits.
    digits: usize,
    /// Struck marks that no text doubles.
    marks: usize,
    /// Whether all letters are Han.
    han: bool,
    /// Pairs of the letters that are written one after another, each twice, in words of everyday: 高高兴兴.
    written: usize,
}

impl Tally {
    fn of(runs: &[Run], k: usize) -> Self {
        let mut tally = Self { han: true, ..Self::default() };
        let mut seen: Vec<char> = Vec::new();
        for word in runs.split(Run::is_space) {
            tally.marks += word.iter().filter(|run| is_single_mark(run.c)).count();
            if word.len() < 2 {
                continue;
            }
            for run in word {
                if run.c.is_numeric() && !is_han(run.c) {
                    tally.digits += run.len / k;
                } else if run.c.is_alphabetic() {
                    tally.letters += run.len / k;
                    tally.han &= is_han(run.c);
                    seen.push(run.c);
                }
            }
        }
        if is_list_of_letters(&seen) {
            return Self::default();
        }
        if tally.is_even(k) && tally.letters > FEW_LETTERS {
            tally.written = seen.chunks(2).filter(|pair| is_written_twice(pair)).count();
        }
        seen.sort_unstable();
        seen.dedup();
        tally.distinct = seen.len();
        tally
    }

    /// Whether it is nothing but an even number of Han, each struck twice.
    fn is_even(&self, k: usize) -> bool {
        k == 2 && self.han && self.marks == 0 && self.digits == 0 && self.letters.is_multiple_of(2)
    }

    /// Two-syllable words are doubled as 高高兴兴, one after another, so an even number of Han pairs says little.
    fn may_be_reduplication(&self, k: usize) -> bool {
        self.is_even(k) && self.letters <= 8 && (self.letters <= FEW_LETTERS || self.written * 4 >= self.letters)
    }
}

/// Most letters of two words in which each character may stand twice; of more the dictionary has to know some.
const FEW_LETTERS: usize = 4;

/// Rhyme schemes (AABBCC) and Roman numbers (MMXXII).
fn is_list_of_letters(letters: &[char]) -> bool {
    letters.iter().all(char::is_ascii_alphabetic)
        && (letters.windows(2).all(|pair| pair[1] as u32 == pair[0] as u32 + 1)
            || letters.iter().all(|c| "IVXLCDM".contains(*c)))
}

fn weigh(tally: &Tally, k: usize) -> Option<Weight> {
    let Tally { letters, distinct, digits, marks, han, written } = *tally;
    let long = letters + digits / 2 >= 9 && distinct >= 2;
    let no_word = letters > FEW_LETTERS && written == 0;
    let no_pairs_of_words = distinct >= 5 && (!han || k > 2 || letters % 2 == 1 || no_word);
    Some(if long || marks > 0 && letters >= 2 || no_pairs_of_words {
        Weight::Strong
    } else if distinct >= 4 && !tally.may_be_reduplication(k) || distinct >= 2 && digits >= 4 {
        Weight::Fair
    } else if distinct >= 3 {
        Weight::Weak
    } else if distinct >= 2 {
        Weight::Faint
    } else {
        return None;
    })
}

fn weigh_stretch(runs: &[Run], k: usize, at_start: bool) -> Option<Weight> {
    let tally = Tally::of(runs, k);
    let label = at_start && runs.last().is_some_and(|run| ends_label(run.c));
    if tally.marks > 0 && tally.letters >= 2 && (label || tally.letters >= 4)
        || tally.letters >= 9 && tally.distinct >= 5
    {
        Some(Weight::Strong)
    } else if tally.distinct >= 5 && !tally.may_be_reduplication(k) {
        Some(Weight::Fair)
    } else {
        None
    }
}
