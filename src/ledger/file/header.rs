//! The first line of a ledger file: what was read, and how it was cleaned.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::said::Said;
use crate::ledger::{Balance, Glue, Level, PassName, PerMille, Waits};
use crate::model::{Gathered, Issue, Layout, Warning};

/// The name of the schema.
pub const LEDGER_SCHEMA: &str = "newsprint-edits/1";

/// How an issue was cleaned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunInfo {
    /// Version of the program.
    pub version: String,
    /// The lowest level of edits that was applied without asking.
    pub level: RunLevel,
    /// The packs of rules in force.
    pub packs: Vec<Pack>,
    /// SHA-256 of the archive's own lexicon, in lower-case hex, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lexicon: Option<String>,
}

/// The lowest level of edits that is applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunLevel {
    /// Nothing is applied.
    None,
    /// Only sure edits are.
    Safe,
    /// Edits that a person should look at are applied too.
    Review,
}

impl From<Option<Level>> for RunLevel {
    fn from(level: Option<Level>) -> Self {
        match level {
            None => Self::None,
            Some(Level::Safe) => Self::Safe,
            // A note is never applied, so a level below Review is Review.
            Some(Level::Review | Level::Note) => Self::Review,
        }
    }
}

/// A pack of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// How a page was read. Reading it again in this way gives the lines that the ledger speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// Number of the page, from 1.
    pub page: u32,
    /// Path as given, with `/` between folders.
    pub path: String,
    /// Name inside the archive at that path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Name of the format, such as `text`.
    pub format: String,
    /// Label of the encoding, such as `utf-8`.
    pub encoding: String,
    /// SHA-256 of the file as it lies; of a member of an archive, of its bytes. In lower-case hex.
    pub sha256: String,
    /// How the text was taken to be laid out.
    pub layout: Layout,
    /// Layout that the user asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Layout>,
    /// Language that the file or the user stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What the issue calls the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Number of its lines.
    pub lines: u32,
}

impl Reading {
    /// How each page of an issue was read.
    #[must_use]
    pub fn all_of(issue: &Issue) -> Vec<Self> {
        let of = |page: &crate::model::Page| Self {
            page: page.no,
            path: page.source.path.clone(),
            member: page.source.member.clone(),
            format: page.source.format.to_owned(),
            encoding: page.source.encoding.to_owned(),
            sha256: page.source.sha256.clone(),
            layout: page.layout,
            asked: page.source.asked,
            language: page.language.clone(),
            label: page.source.label.clone(),
            lines: page.lines.end - page.lines.start,
        };
        issue.pages().iter().map(of).collect()
    }
}

/// What most edits of a rule have in common: pass, level, confidence, and why. An entry states what differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleLine(pub PassName, pub Level, pub PerMille, pub Vec<Said>);

/// What most next best readings that name a rule have in common: the same, and which changes of the edit they keep, as
/// [`same`](super::EditLine::same), and what then stands between lines that it joins, as [`glue`](super::EditLine::glue).
/// A reading that says nothing of its changes has these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadingLine(
    pub PassName,
    pub Level,
    pub PerMille,
    pub Vec<Said>,
    pub Vec<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")] pub Option<Glue>,
);

/// The first line of a ledger file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// Always `newsprint-edits/1`.
    #[schemars(extend("const" = "newsprint-edits/1"))]
    pub schema: String,
    /// Name of the outputs, with `/` between folders.
    pub id: String,
    /// How each page was read.
    pub source: Vec<Reading>,
    /// What was told or odd as the pages were gathered, which no page tells again.
    #[serde(default, skip_serializing_if = "Gathered::is_empty")]
    pub gathered: Gathered,
    /// How the issue was cleaned.
    pub run: RunInfo,
    /// Characters in and out: `source + inserted = output + removed`.
    pub balance: Balance,
    /// Number of entries that follow.
    pub entries: u32,
    /// What waits for a person among them, so that issues can be told apart without reading on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Waits>,
    /// What went wrong on the way, besides what was odd in the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// What is said of more than one entry; an entry names it by its place, from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<String>,
    /// The rules of the entries by name.
    pub rules: BTreeMap<String, RuleLine>,
    /// The rules of next best readings by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub or: BTreeMap<String, ReadingLine>,
}
