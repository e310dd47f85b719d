//! One rule, checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ledger::{Change, Edit, Grain, Level, PassName, PerMille, RuleName};
use crate::model::Role;

/// Where on a page a line must stand for a line rule to look at it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Where {
    /// Anywhere.
    #[default]
    Any,
    /// Among the first or last lines of the page.
    Edge,
    /// A region of its own, or one whose other lines match as well.
    Alone,
}

impl Where {
    /// Every place.
    pub const ALL: [Self; 3] = [Self::Any, Self::Edge, Self::Alone];

    /// The word for it in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Edge => "edge",
            Self::Alone => "alone",
        }
    }
}

/// What a rule does.
#[derive(Debug, Clone)]
pub enum Does {
    /// What a pass does in Rust; the rule names it, sets its level and explains it.
    Builtin,
    /// Gives a whole line a role.
    Line {
        /// What the whole line must look like; anchored at both ends.
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
        /// What stands there instead, with `${group}` for what a group of `find` has found.
        with: String,
    },
}

impl Does {
    /// The word for it in files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Builtin => "builtin",
            Self::Line { .. } => "line",
            Self::Replace { .. } => "replace",
        }
    }
}

/// A value of a builtin rule that a pack can turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// A figure.
    Number(f64),
    /// A text.
    Text(String),
}

/// An example of what a rule mends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// A text page.
    pub from: String,
    /// The sketch of it with this rule's edits; see [`crate::ledger::Draft::sketch`].
    pub to: String,
}

/// Where a rule is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Name of the pack.
    pub pack: Arc<str>,
    /// Path of the file as given.
    pub path: Arc<str>,
    /// Line of its name, from 1.
    pub line: u32,
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
    /// Whether it is in force.
    pub on: bool,
    /// The class of its edits when it is sure.
    pub level: Level,
    /// How sure it is.
    pub confidence: PerMille,
    /// Within a pass, a lower figure goes first.
    pub priority: u16,
    /// Share of a page's characters, 0 to 1, above which its edits fall to Review on that page.
    pub budget: f64,
    /// Values of a builtin rule.
    pub settings: BTreeMap<String, Setting>,
    /// Why the rule exists, for a reader.
    pub why: String,
    /// What it mends.
    pub fixes: Vec<Fix>,
    /// What it leaves alone.
    pub keeps: Vec<String>,
    /// Where it is written down.
    pub origin: Origin,
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

    /// The figure set under this key, or else `default`. The key must stand in [`super::settings`].
    #[must_use]
    pub fn number(&self, key: &str, default: f64) -> f64 {
        match self.settings.get(key) {
            Some(Setting::Number(number)) => *number,
            _ => default,
        }
    }

    /// The text set under this key, or else `default`. The key must stand in [`super::settings`].
    #[must_use]
    pub fn text<'a>(&'a self, key: &str, default: &'a str) -> &'a str {
        match self.settings.get(key) {
            Some(Setting::Text(text)) => text,
            _ => default,
        }
    }

    /// What it looks for, as the file writes it.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        match &self.does {
            Does::Builtin => None,
            Does::Line { find, .. } => Some(super::pattern::unanchored(find.as_str())),
            Does::Replace { find, .. } => Some(find.as_str()),
        }
    }
}
