//! Text of which each run of one font was struck several times: `栏目协办栏目协办：：`.
//!
//! A line is read as units, each standing the same number of times; white space may stand between units. Two readings
//! with the same number give the same text but for freaks, so the first is taken, long units before short ones.

use super::{Extent, Form, Strike, Weight, ends_label, is_single_mark};
use crate::model::script::is_han;

/// Lines longer than this are read as units only in their label. Doubled lines are headings and labels; a line of this
/// length is none, and finding units costs more than its length.
const LONGEST: usize = 512;

/// Characters compared per character of the line before the search gives up, which bounds its cost.
const EFFORT: usize = 64;

/// The line as a whole in units.
pub(super) fn whole(chars: &[char]) -> Option<Strike> {
    if chars.len() > LONGEST {
        return None;
    }
    let mut search = Search { chars, fuel: chars.len() * EFFORT, dead: Vec::new() };
    search.first_square(0)?;
    for k in (2..=8).rev() {
        if let Some(units) = search.units(k)
            && let Some(weight) = weigh(&units, k)
        {
            return Some(Strike { k, form: Form::Run, extent: Extent::Line, kept: units.concat(), weight });
        }
    }
    spaced_copies(chars)
}

/// A label in units, ended by a mark that was struck as often; what follows was not.
pub(super) fn label(chars: &[char]) -> Option<Strike> {
    let chars_of_label = &chars[..chars.len().min(64)];
    let mut search = Search { chars: chars_of_label, fuel: 64 * EFFORT, dead: Vec::new() };
    search.first_square(0)?;
    for k in (2..=8).rev() {
        for len in (2..=chars_of_label.len() / k).rev() {
            let end = len * k;
            if !search.is_power(0, len, k) || chars[..len].iter().filter(|c| c.is_alphabetic()).count() < 2 {
                continue;
            }
            let mark = *chars.get(end)?;
            let marks = chars[end..].iter().take_while(|c| **c == mark).count();
            if ends_label(mark) && is_single_mark(mark) && marks == k {
                let kept = chars[..len].iter().chain([&mark]).chain(&chars[end + marks..]).collect();
                return Some(Strike { k, form: Form::Run, extent: Extent::Label, kept, weight: Weight::Strong });
            }
        }
    }
    None
}

/// Words between blanks, most of them struck three times or more, the others being numbers: `2012 年年年年 3333 月月月月`.
pub(super) fn tokens(line: &str) -> Option<Strike> {
    if line.len() > LONGEST * 4 || !line.contains(' ') {
        return None;
    }
    (3..=6).rev().find_map(|k| {
        let (mut kept, mut letters, mut digits) = (String::new(), Vec::new(), 0);
        for (n, token) in line.split(' ').enumerate() {
            if n > 0 {
                kept.push(' ');
            }
            let unit = token.get(..token.len() / k).unwrap_or_default();
            if !unit.is_empty() && unit.repeat(k) == token {
                kept.push_str(unit);
                if unit.chars().all(char::is_numeric) {
                    digits += 1;
                } else if unit.chars().any(char::is_alphabetic) {
                    letters.push(unit);
                }
            } else if token.chars().any(char::is_alphabetic) {
                return None;
            } else {
                kept.push_str(token);
            }
        }
        letters.sort_unstable();
        letters.dedup();
        let weight = if letters.len() >= 3 { Weight::Strong } else { Weight::Fair };
        (letters.len() >= 2 && digits >= 1).then_some(Strike {
            k,
            form: Form::Run,
            extent: Extent::Label,
            kept,
            weight,
        })
    })
}

/// Copies that a blank parts, the last of them without one.
fn spaced_copies(chars: &[char]) -> Option<Strike> {
    for k in (2..=8).rev() {
        let n = chars.len() + 1;
        let len = n / k;
        if !n.is_multiple_of(k) || len < 3 || !chars[len - 1].is_whitespace() {
            continue;
        }
        if (len..chars.len()).all(|at| chars[at] == chars[at - len]) {
            let unit: String = chars[..len - 1].iter().collect();
            let weight = match solidity(&unit) {
                // `New York New York` is a title, and so are many more.
                0..6 => Weight::Faint,
                6..20 => Weight::Weak,
                _ => Weight::Fair,
            };
            return Some(Strike { k, form: Form::Run, extent: Extent::Line, kept: unit, weight })
                .filter(|_| weight > Weight::Faint);
        }
    }
    None
}

struct Search<'a> {
    chars: &'a [char],
    fuel: usize,
    dead: Vec<bool>,
}

impl Search<'_> {
    /// Length of the shortest unit that stands twice at `at`.
    fn first_square(&mut self, at: usize) -> Option<usize> {
        (1..=(self.chars.len() - at) / 2).find(|len| self.is_power(at, *len, 2))
    }

    fn is_power(&mut self, at: usize, len: usize, k: usize) -> bool {
        let chars = self.chars;
        let end = at + len * k;
        if end > chars.len() || chars[at] != chars[at + len] {
            return false;
        }
        let equal = (at + len..end).take_while(|i| chars[*i] == chars[*i - len]).count();
        self.fuel = self.fuel.saturating_sub(equal + 1);
        self.fuel > 0 && equal == len * (k - 1)
    }

    /// The line as units that each stand `k` times.
    fn units(&mut self, k: usize) -> Option<Vec<String>> {
        self.dead.clear();
        self.dead.resize(self.chars.len() + 1, false);
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        let mut longest = self.chars.len() / k;
        loop {
            if at == self.chars.len() {
                break;
            }
            if self.chars[at].is_whitespace() && !self.dead[at] {
                taken.push((at, 0));
                at += 1;
                longest = (self.chars.len() - at) / k;
                continue;
            }
            let next = (1..=longest).rev().find(|len| !self.dead[at + len * k] && self.is_power(at, *len, k));
            if let Some(len) = next {
                taken.push((at, len));
                at += len * k;
                longest = (self.chars.len() - at) / k;
                continue;
            }
            // Nothing goes on from here: back to the last unit, and a shorter one in its place.
            self.dead[at] = true;
            loop {
                let (from, len) = taken.pop()?;
                at = from;
                if len > 0 {
                    longest = len - 1;
                    break;
                }
                self.dead[from] = true;
            }
        }
        Some(
            taken
                .iter()
                .map(
                    |(at, len)| {
                        if *len == 0 { self.chars[*at].to_string() } else { self.chars[*at..at + len].iter().collect() }
                    },
                )
                .collect(),
        )
    }
}

/// How much text a unit is, as a number of Han characters; other letters count half. A unit of one character repeated
/// (哈哈) is no text.
fn solidity(unit: &str) -> usize {
    let first = unit.chars().next();
    if unit.chars().all(|c| Some(c) == first) {
        return 0;
    }
    let (mut han, mut other) = (0, 0);
    for c in unit.chars().filter(|c| c.is_alphabetic()) {
        if is_han(c) { han += 1 } else { other += 1 }
    }
    han + other / 2
}

fn weigh(units: &[String], k: usize) -> Option<Weight> {
    let marked = units.iter().any(|unit| unit.chars().all(is_single_mark));
    let solid: Vec<usize> = units.iter().map(|unit| solidity(unit)).filter(|solid| *solid >= 2).collect();
    let (most, sum) = (solid.iter().copied().max().unwrap_or(0), solid.iter().sum::<usize>());
    Some(if marked && most >= 2 || sum >= 8 || k >= 3 && most >= 4 {
        Weight::Strong
    } else if most >= 4 || k >= 3 && solid.len() >= 2 {
        Weight::Fair
    } else if most >= 3 {
        Weight::Weak
    } else if most >= 2 {
        Weight::Faint
    } else {
        return None;
    })
}
