//! What counts as a defect, as data: packs of rules and word lists, and the profile of a title.
//!
//! A pack is read in two steps: what the file says, then a checked value; every error is found at load, with file, line
//! and advice. Passes ask for a rule by name and propose edits through it, so a rule that a pack switches off is silent.

mod words;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::ledger::{Change, Edit, Grain, Level, PassName, PerMille, RuleName};
use crate::model::Role;

pub use words::WordList;

/// Where on a page a line must stand for a line rule to look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// Anywhere.
    Any,
    /// Among the first or last lines of the page.
    Edge,
    /// A region of its own, or one whose other lines match as well.
    Alone,
}

/// What a rule does.
#[derive(Debug, Clone)]
pub enum Does {
    /// What a pass does in Rust; the rule names it, sets its level and explains it.
    Builtin,
    /// Gives a whole line a role.
    Line {
        /// What the whole line must look like.
        find: regex::Regex,
        /// Its role then.
        role: Role,
        /// Where it must stand.
        place: Where,
    },
    /// Mends a piece of a line.
    Replace {
        /// What is found. The group `it`, or else the whole match, is replaced.
        find: regex::Regex,
        /// What stands there instead.
        with: String,
    },
}

/// One rule, checked.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Family and fault, such as `artifact/folio`.
    pub name: RuleName,
    /// The pass that uses it.
    pub pass: PassName,
    /// What it does.
    pub does: Does,
    /// The class of its edits when it is sure.
    pub level: Level,
    /// How sure it is.
    pub confidence: PerMille,
    /// Within a pass, a lower figure goes first.
    pub priority: u16,
    /// Share of a page's characters, 0 to 1, above which its edits fall to Review on that page.
    pub budget: f64,
    /// Why the rule exists, for a reader.
    pub why: String,
}

impl Rule {
    /// A whole edit of this rule.
    #[must_use]
    pub fn whole(&self, changes: Vec<Change>) -> Edit {
        Edit::whole(self.pass, &self.name, self.level, self.confidence, changes)
    }

    /// Many like changes of this rule.
    #[must_use]
    pub fn each(&self, changes: Vec<Change>) -> Edit {
        Edit { grain: Grain::Each, ..self.whole(changes) }
    }

    /// A whole edit with a confidence of its own; below 0.8 it asks to be looked at.
    #[must_use]
    pub fn sure(&self, confidence: f64, changes: Vec<Change>) -> Edit {
        let level = if confidence < 0.8 { self.level.min(Level::Review) } else { self.level };
        Edit { confidence: PerMille::from_share(confidence), level, ..self.whole(changes) }
    }
}

/// Where the headlines of a title stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadlineSide {
    /// To be found out for each page.
    #[default]
    Auto,
    /// Above the text.
    Above,
    /// Below the text.
    Below,
}

/// What is known about one title.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// BCP 47 code of its language.
    pub language: Option<String>,
    /// Where its headlines stand.
    pub headline: HeadlineSide,
    /// Its column measures in cells.
    pub measures: Vec<u32>,
    /// Bylines known to be used, as printed without spaces.
    pub bylines: Vec<String>,
}

/// All rules and word lists of a run.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    by_name: FxHashMap<RuleName, usize>,
    words: FxHashMap<String, WordList>,
    /// What is known about the title.
    pub profile: Profile,
}

impl Rules {
    /// The rule of that name, unless it is switched off.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Rule> {
        self.by_name.get(name).map(|n| &self.rules[*n])
    }

    /// The rules of a pass, in the order of their priority.
    pub fn of_pass(&self, pass: PassName) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.pass == pass)
    }

    /// A word list; an empty one if no pack has it.
    #[must_use]
    pub fn words(&self, name: &str) -> &WordList {
        static NONE: WordList = WordList::EMPTY;
        self.words.get(name).unwrap_or(&NONE)
    }

    /// Adds a checked rule; one of the same name is replaced.
    pub fn add(&mut self, rule: Rule) {
        match self.by_name.get(&rule.name) {
            Some(n) => self.rules[*n] = rule,
            None => {
                self.by_name.insert(Arc::clone(&rule.name), self.rules.len());
                self.rules.push(rule);
            }
        }
    }

    /// Adds words to a list.
    pub fn add_words(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        self.words.entry(name.to_owned()).or_default().extend(words);
    }
}
