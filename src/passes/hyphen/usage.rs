//! How an issue itself writes the words that its line ends cut.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::inside;
use super::parts::{Parts, is_elided};
use crate::lexicon::{HYPHENS, fold_into, in_word, is_inner};
use crate::passes::ends::End;
use crate::passes::galley::Galley;

/// How often some words stand inside the lines of an issue, where no line end cuts them.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    counts: FxHashMap<String, u32>,
    /// The same of words with a capital inside, letter by letter as printed: `McKinley`.
    printed: FxHashMap<String, u32>,
    /// The first words of pairs, and which of `seconds` holds their second words.
    firsts: FxHashMap<String, usize>,
    /// Second words of pairs, and how often they stand next to the first.
    seconds: Vec<FxHashMap<String, u32>>,
}

impl Usage {
    /// Looks for the words that hyphens of these galleys part, in the galleys and in further lines that follow one another.
    pub(super) fn of<'t>(galleys: &[&Galley<'_>], further: impl Iterator<Item = (Cow<'t, str>, End)>) -> Self {
        let mut usage = Self::default();
        for galley in galleys {
            for pair in galley.rows.windows(2).filter(|pair| pair[0].end == End::Hyphen) {
                usage.ask_for(Parts::of(&pair[0].text, &pair[1].text));
            }
            for row in &galley.rows {
                inside::places(&row.text).for_each(|place| usage.ask_for(place.parts(&row.text)));
            }
        }
        if !usage.counts.is_empty() {
            usage.count_all(further);
            for galley in galleys {
                usage.count_all(galley.rows.iter().map(|row| (row.text.as_ref(), row.end)));
            }
        }
        usage
    }

    /// Counts what is asked for in lines that follow one another.
    fn count_all(&mut self, lines: impl Iterator<Item = (impl AsRef<str>, End)>) {
        let mut folded = String::new();
        let mut cut = false;
        for (text, end) in lines {
            let ends_cut = end == End::Hyphen;
            self.count(text.as_ref(), cut, ends_cut, &mut folded);
            cut = ends_cut;
        }
    }

    fn ask_for(&mut self, parts: Option<Parts<'_>>) {
        let Some(parts) = parts else { return };
        if parts.meets_capital() {
            self.printed.insert(format!("{}{}", parts.left, parts.right), 0);
        }
        self.counts.insert(parts.joined(), 0);
        self.counts.insert(parts.hyphened(), 0);
        let (left, right) = parts.core();
        if parts.has_core() {
            self.counts.insert(format!("{left}{right}"), 0);
            self.counts.insert(format!("{left}-{right}"), 0);
        }
        if let Some(stem) = parts.low_left.strip_suffix('k').filter(|_| parts.low_right.starts_with('k')) {
            self.counts.insert(format!("{stem}c{}", parts.low_right), 0);
        }
        let pair = *self.firsts.entry(parts.low_left).or_insert_with(|| {
            self.seconds.push(FxHashMap::default());
            self.seconds.len() - 1
        });
        self.seconds[pair].insert(parts.low_right, 0);
    }

    /// Counts what is asked for in a line; its first word may be the end of one, its last the beginning.
    fn count(&mut self, text: &str, begins_cut: bool, ends_cut: bool, folded: &mut String) {
        // What stands for a hyphen here need not be one elsewhere.
        let text = if ends_cut { text.strip_suffix(|c: char| !c.is_alphabetic()).unwrap_or(text) } else { text };
        let mut words = text.split(|c| !in_word(c)).peekable();
        if begins_cut {
            words.next();
        }
        // The second words that the word before asks for, where nothing but a blank stands between.
        let mut before: Option<usize> = None;
        while let Some(printed) = words.next() {
            let word = printed.trim_matches(is_inner);
            if word.is_empty() {
                before = None;
                continue;
            }
            if ends_cut && words.peek().is_none() {
                break;
            }
            if let Some(n) = self.printed.get_mut(word) {
                *n += 1;
            }
            folded.clear();
            fold_into(word, folded);
            if let Some(n) = before.and_then(|pair| self.seconds[pair].get_mut(folded.as_str())) {
                *n += 1;
            }
            if let Some(n) = self.counts.get_mut(folded.as_str()) {
                *n += 1;
            }
            if let Some((_, tail)) = folded.split_once('\'').filter(|(head, _)| is_elided(head))
                && let Some(n) = self.counts.get_mut(tail)
            {
                *n += 1;
            }
            before = if printed.ends_with(HYPHENS) { None } else { self.firsts.get(folded.as_str()).copied() };
        }
    }

    /// How often a word stands there; only words that a line end could have cut are known.
    pub(super) fn word(&self, word: &str) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// How often two parts stand there in one word that keeps the capital of the second.
    pub(super) fn printed(&self, parts: &Parts<'_>) -> u32 {
        self.printed.get(&format!("{}{}", parts.left, parts.right)).copied().unwrap_or(0)
    }

    /// How often two parts stand there as two words.
    pub(super) fn apart(&self, left: &str, right: &str) -> u32 {
        let pair = self.firsts.get(left).copied();
        pair.and_then(|pair| self.seconds[pair].get(right)).copied().unwrap_or(0)
    }
}
