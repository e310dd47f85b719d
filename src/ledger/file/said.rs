//! What is said of more than one entry stands once, in the header, and the entries name it by its place.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::{Edit, Ledger, State};

/// Words that are said of an entry, or their place in the header's list `said`, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Said {
    /// The place.
    At(u32),
    /// The words.
    Words(String),
}

impl Said {
    /// The words themselves.
    ///
    /// # Errors
    /// The place, if the list is shorter.
    pub fn words<'s>(&'s self, list: &'s [String]) -> Result<&'s str, u32> {
        match self {
            Self::At(n) => list.get(*n as usize).map(String::as_str).ok_or(*n),
            Self::Words(words) => Ok(words),
        }
    }
}

/// What is said more than once, in reasons of edits and of what became of them, the most frequent first, so that most
/// places are short.
pub(super) fn list(ledger: &Ledger) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &ledger.entries {
        let edits = std::iter::successors(Some(&entry.edit), |edit: &&Edit| edit.or.as_deref());
        let because = if let State::Dormant { because } = &entry.state { Some(because.as_str()) } else { None };
        for words in edits.flat_map(|edit| edit.why.iter().map(AsRef::as_ref)).chain(because) {
            *counts.entry(words).or_default() += 1;
        }
    }
    let mut often: Vec<(&str, usize)> = counts.into_iter().filter(|(_, n)| *n > 1).collect();
    often.sort_by_key(|(_, n)| Reverse(*n));
    often.into_iter().map(|(words, _)| words.to_owned()).collect()
}

/// Says words by their place where the list has them.
pub(super) struct Sayer<'l> {
    places: BTreeMap<&'l str, u32>,
}

impl<'l> Sayer<'l> {
    pub fn new(list: &'l [String]) -> Self {
        Self { places: list.iter().enumerate().map(|(n, words)| (words.as_str(), n as u32)).collect() }
    }

    pub fn say(&self, words: &str) -> Said {
        self.places.get(words).map_or_else(|| Said::Words(words.to_owned()), |n| Said::At(*n))
    }

    pub fn all(&self, words: &[Cow<'_, str>]) -> Vec<Said> {
        words.iter().map(|words| self.say(words)).collect()
    }
}
