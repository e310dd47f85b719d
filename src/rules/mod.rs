//! Rules: packs of TOML and word lists, checked at load, and what is known about one title.
//!
//! A pack is loaded in two steps: what the file says, then a checked value; every error is found at load, with file, line
//! and advice. Passes ask for a rule by name and propose edits through it, so a rule that a pack switches off is silent.
//! This layer reads no file and knows nothing of what the passes do with a rule.

mod does;
pub mod embedded;
mod ends;
mod fault;
mod fields;
mod lines;
mod lookout;
mod pack;
mod pattern;
pub mod phrases;
mod profile;
mod rule;
pub mod settings;
mod stanza;
mod words;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use lines::LineRules;

use crate::ledger::{PassName, RuleName};
use crate::lexicon::Lexicon;

pub use fault::{Fault, RuleError, nearest};
pub use lookout::Lookout;
pub use pack::{Pack, PackSource};
pub use phrases::Phrases;
pub use profile::{BoxedStory, HeadRow, HeadlineSide, Profile, StatedOrder};
pub use rule::{Does, Fix, Origin, Rule, Setting, Where};
pub use stanza::KEYS;
pub use words::WordList;

/// Word lists whose names begin so hold phrases.
const PHRASES: [&str; 3] = ["jump-", "kind-", "credit-line"];
/// Word lists whose names begin and end so are looked for inside a text.
const LOOKED_FOR: (&str, &str) = ("kind-", "-words");

/// All rules and word lists of a run. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// In the order of their priority, and of loading where that is the same.
    rules: Vec<Arc<Rule>>,
    by_name: FxHashMap<RuleName, usize>,
    /// The names of the word lists.
    lists: BTreeSet<String>,
    words: FxHashMap<String, Arc<WordList>>,
    phrases: FxHashMap<String, Arc<Phrases>>,
    /// Made when it is asked for, for all clones, and anew when a list grows.
    lookout: Arc<OnceLock<Option<Lookout>>>,
    /// Those of each pass, in the order of the passes; made when they are first tried, for all
    /// clones, and anew when a rule comes in.
    lines: Arc<OnceLock<Box<[LineRules]>>>,
    packs: Vec<Pack>,
    /// The archive's own lexicon.
    lexicon: Option<Arc<Lexicon>>,
    /// What is known about the title.
    pub profile: Profile,
}

impl Rules {
    /// The rules that the program brings along, compiled once.
    #[must_use]
    pub fn embedded() -> Self {
        static EMBEDDED: OnceLock<Rules> = OnceLock::new();
        EMBEDDED
            .get_or_init(|| {
                let mut rules = Self::default();
                match pack::add(&mut rules, &embedded::base()) {
                    Ok(()) => rules,
                    // It is part of the program, and tests/rules.rs loads it.
                    Err(error) => panic!("the rules of the program itself are broken:\n{error}"),
                }
            })
            .clone()
    }

    /// The embedded rules and some packs on top of them, each of which may add to those before it, change them and
    /// switch them off.
    ///
    /// # Errors
    /// Everything that is wrong in any of the packs.
    pub fn load(sources: &[PackSource]) -> Result<Self, RuleError> {
        let mut rules = Self::embedded();
        let mut faults = Vec::new();
        for source in sources {
            if let Err(error) = pack::add(&mut rules, source) {
                faults.extend(error.faults);
            }
        }
        if faults.is_empty() { Ok(rules) } else { Err(RuleError { faults }) }
    }

    /// The same rules with what is known about a title.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        for rule in &profile.furniture {
            self.add(rule.clone());
        }
        self.profile = profile;
        self
    }

    /// The same rules with what the archive prints elsewhere.
    #[must_use]
    pub fn with_lexicon(mut self, lexicon: Arc<Lexicon>) -> Self {
        self.lexicon = Some(lexicon);
        self
    }

    /// The archive's own lexicon, if one is given.
    #[must_use]
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.lexicon.as_deref()
    }

    /// The rule of that name, unless it is switched off.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Rule> {
        self.any(name).filter(|rule| rule.on)
    }

    /// The rule of that name, also if it is switched off.
    #[must_use]
    pub fn any(&self, name: &str) -> Option<&Rule> {
        self.by_name.get(name).map(|n| &*self.rules[*n])
    }

    /// The rules of a pass that are in force, in the order of their priority.
    pub fn of_pass(&self, pass: PassName) -> impl Iterator<Item = &Rule> {
        self.all().filter(move |rule| rule.on && rule.pass == pass)
    }

    /// Every rule in the order of its priority, also those switched off.
    pub fn all(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|rule| &**rule)
    }

    /// The packs in the order of loading.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// A word list; an empty one if no pack has it.
    #[must_use]
    pub fn words(&self, name: &str) -> &WordList {
        static NONE: WordList = WordList::EMPTY;
        self.words.get(name).map_or(&NONE, |list| list)
    }

    /// A list of phrases, if some pack has it.
    #[must_use]
    pub fn phrases(&self, name: &str) -> Option<&Phrases> {
        self.phrases.get(name).map(|list| &**list)
    }

    /// What the lists that are looked for inside a text say; none where there are none.
    #[must_use]
    pub fn lookout(&self) -> Option<&Lookout> {
        let lists = || self.word_lists().filter(|name| looked_for(name)).map(|name| (name, self.words(name)));
        self.lookout.get_or_init(|| Lookout::new(lists())).as_ref()
    }

    /// The names of the word lists, in alphabetical order.
    pub fn word_lists(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(String::as_str)
    }

    /// Adds a checked rule; one of the same name is replaced.
    pub fn add(&mut self, rule: Rule) {
        match self.by_name.get(&rule.name) {
            Some(n) => self.rules[*n] = Arc::new(rule),
            None => self.rules.push(Arc::new(rule)),
        }
        self.lines = Arc::default();
        self.put_in_order();
    }

    /// Adds words to a list.
    pub fn add_words(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        let words: Vec<String> = words.into_iter().collect();
        if looked_for(name) {
            self.lookout = Arc::default();
        } else if PHRASES.iter().any(|start| name.starts_with(start)) {
            Arc::make_mut(self.phrases.entry(name.to_owned()).or_default()).extend(words.iter().map(String::as_str));
        }
        self.lists.insert(name.to_owned());
        Arc::make_mut(self.words.entry(name.to_owned()).or_default()).extend(words);
    }

    /// Switches a rule on or off.
    pub fn switch(&mut self, name: &str, on: bool) {
        if let Some(rule) = self.by_name.get(name).and_then(|n| self.rules.get_mut(*n)) {
            Arc::make_mut(rule).on = on;
        }
    }

    fn finish(&mut self, pack: Pack) {
        self.packs.push(pack);
    }

    fn put_in_order(&mut self) {
        self.rules.sort_by_key(|rule| rule.priority);
        self.by_name = self.rules.iter().enumerate().map(|(n, rule)| (Arc::clone(&rule.name), n)).collect();
    }
}

fn looked_for(list: &str) -> bool {
    list.starts_with(LOOKED_FOR.0) && list.ends_with(LOOKED_FOR.1)
}
