//! What one decision is about, and its name.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::normal::{gather, normal_text};
use super::{Change, Edit, Grain};
use crate::model::{Issue, LineIx, push_number};

/// 64 bits of SHA-256 over a unit's changes in normal form and the raw text they replace; of a move, only over its first
/// line and its goal. No rule, pass, confidence, draft text or running number goes in, so decisions outlive all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u64);

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for UnitId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

impl serde::Serialize for UnitId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for UnitId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom(format!("`{text}` is not the name of a unit")))
    }
}

impl schemars::JsonSchema for UnitId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UnitId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9a-f]{16}$" })
    }
}

impl UnitId {
    /// The name of a unit made of these changes, in whatever order and form they are given.
    #[must_use]
    pub fn of(issue: &Issue, changes: &[Change]) -> Self {
        let mut hash = Sha256::new();
        let mut take = |said: &str| {
            hash.update((said.len() as u64).to_be_bytes());
            hash.update(said);
        };
        if let [change] = changes {
            take(&describe(issue, change));
        } else {
            let changes = gather(issue, changes.to_vec());
            let mut said: Vec<String> = changes.iter().map(|change| describe(issue, change)).collect();
            said.sort_unstable();
            said.dedup();
            said.iter().for_each(|said| take(said));
        }
        let digest = hash.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        Self(u64::from_be_bytes(first))
    }

    /// The units of an edit: one of a whole edit, one per change of an `each` edit.
    #[must_use]
    pub fn all_of(issue: &Issue, edit: &Edit) -> Vec<Self> {
        match edit.grain {
            Grain::Whole => vec![Self::of(issue, &edit.changes)],
            Grain::Each => edit.changes.iter().map(|change| Self::of(issue, std::slice::from_ref(change))).collect(),
        }
    }
}

/// A change as unambiguous text: each field that can hold anything stands behind its length.
fn describe(issue: &Issue, change: &Change) -> String {
    let mut out = Said { text: String::with_capacity(80), name: String::with_capacity(16) };
    match change {
        Change::Text { line, span, insert } => {
            let raw = if line.at() < issue.n_lines() { issue.raw(*line) } else { "" };
            let (span, insert) = normal_text(raw, span.clone(), insert).unwrap_or((span.clone(), insert.clone()));
            let old = raw.get(span.start as usize..span.end as usize).unwrap_or("");
            out.word("text").line(issue, *line).number(span.start).field(old).field(&insert);
        }
        Change::Role { line, role } => {
            out.word("role").line(issue, *line).word(role.name());
        }
        Change::Move { lines, after } => {
            out.word("move");
            for line in lines.first().into_iter().chain(after) {
                out.line(issue, *line);
            }
        }
        Change::Start { line, on } => {
            out.word("start").line(issue, *line).number(u32::from(*on));
        }
        Change::Seam { left, right, glue } => {
            out.word("seam").line(issue, *left).line(issue, *right).field(glue.text());
        }
        Change::Mark { line, span, field, value } => {
            out.word("mark").line(issue, *line).number(span.start).number(span.end).word(field.name()).field(value);
        }
    }
    out.text
}

struct Said {
    text: String,
    /// Room for the name of a line, whose length stands before it.
    name: String,
}

impl Said {
    fn word(&mut self, word: &str) -> &mut Self {
        self.text.push_str(word);
        self.text.push(' ');
        self
    }

    fn number(&mut self, n: u32) -> &mut Self {
        push_number(&mut self.text, u64::from(n));
        self.text.push(' ');
        self
    }

    fn field(&mut self, text: &str) -> &mut Self {
        push_number(&mut self.text, text.len() as u64);
        self.text.push(':');
        self.word(text)
    }

    fn line(&mut self, issue: &Issue, line: LineIx) -> &mut Self {
        if line.at() >= issue.n_lines() {
            return self.word("gone");
        }
        let mut name = std::mem::take(&mut self.name);
        name.clear();
        issue.push_line_name(line, &mut name);
        self.field(&name);
        self.name = name;
        self
    }
}
