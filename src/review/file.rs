//! `NAME.decisions.jsonl`: a header line with the source's SHA-256, then a decision a line. Lines are only ever added; of
//! two decisions on one unit the last counts. Where the source has changed, a further header begins anew, and what was
//! decided on the former source is stale.
//!
//! A last line that breaks off was cut short while it was written, so nobody was told that it is kept: it is left out, and
//! the next decision is written in its place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ledger::file::{ChangeLine, LineNames, excerpts, from_lines, to_lines};
use crate::ledger::{Act, Change, Decisions, Edit, Level, PassName, PerMille, Record, Stale, UnitId, given_form};
use crate::model::Issue;

/// The name of the schema.
pub const DECISIONS_SCHEMA: &str = "newsprint-decisions/1";

/// Characters of a line that tell which it is.
const ENOUGH: usize = 24;

/// Which source the decisions after it were made on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Always `newsprint-decisions/1`.
    pub schema: String,
    /// Name of the outputs, with `/` between folders.
    pub id: String,
    /// SHA-256 of each file of the source, in lower-case hex.
    pub sha256: Vec<String>,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordLine {
    /// What was done.
    #[serde(rename = "do")]
    pub act: Act,
    /// What it is about.
    pub unit: UnitId,
    /// The changes of the unit, so that the decision can be read without the ledger.
    pub changes: Vec<ChangeLine>,
    /// The text around its first change, in a few words, so that a person can tell what was decided when the source or
    /// the rules have changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The same as it is after the change, where the change is one of text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The rule that proposed it, for reading only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When, as RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What the person wrote about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Why a file of decisions cannot be read. Lines count from 1.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    /// A line that is no record.
    #[error("line {line}: this is no decision ({error}); mend the line or take it out")]
    Json {
        /// The line of the file.
        line: usize,
        /// What the parser says.
        error: serde_json::Error,
    },
    /// A record before any header.
    #[error("line {line}: a decision without a header before it; put the header line back: {DECISIONS_SCHEMA}")]
    NoHeader {
        /// The line of the file.
        line: usize,
    },
    /// A later program wrote it.
    #[error("line {line}: the schema is `{found}`, and this program reads {DECISIONS_SCHEMA}; use a later newsprint")]
    Schema {
        /// The line of the file.
        line: usize,
        /// What stands there.
        found: String,
    },
}

/// A file of decisions: each record with the header above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionFile {
    headers: Vec<Header>,
    /// Index of the header, and the record.
    records: Vec<(usize, RecordLine)>,
    /// Bytes up to the end of the last whole line.
    whole: usize,
}

/// Decisions as they apply to an issue.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// Those made on this source, for a run.
    pub decisions: Decisions,
    /// Those made on another one.
    pub outdated: Vec<Stale>,
}

/// Reads a file of decisions.
///
/// # Errors
/// At the first line that says nothing, but for a last one that breaks off.
pub fn parse(bytes: &[u8]) -> Result<DecisionFile, DecisionError> {
    /// A header has a schema, a record has none.
    #[derive(Deserialize)]
    struct Peek {
        schema: Option<String>,
    }
    let mut out = DecisionFile { whole: bytes.len(), ..DecisionFile::default() };
    let last = bytes.iter().filter(|b| **b == b'\n').count() + 1;
    for (n, text) in bytes.split(|b| *b == b'\n').enumerate() {
        let line = n + 1;
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let no_json = |error| DecisionError::Json { line, error };
        let peek = match serde_json::from_slice::<Peek>(text) {
            // Nothing but a write that was cut short leaves a last line without its end.
            Err(error) if line == last && error.is_eof() => {
                out.whole = bytes.len() - text.len();
                break;
            }
            peek => peek.map_err(no_json)?,
        };
        match peek.schema {
            Some(found) if found != DECISIONS_SCHEMA => return Err(DecisionError::Schema { line, found }),
            Some(_) => out.headers.push(serde_json::from_slice(text).map_err(no_json)?),
            None => {
                let record = serde_json::from_slice(text).map_err(no_json)?;
                let header = out.headers.len().checked_sub(1).ok_or(DecisionError::NoHeader { line })?;
                out.records.push((header, record));
            }
        }
    }
    Ok(out)
}

impl DecisionFile {
    /// The same with further records on an issue.
    #[must_use]
    pub fn with(mut self, issue: &Issue, records: impl IntoIterator<Item = RecordLine>) -> Self {
        let header = header_of(issue);
        if self.headers.last() != Some(&header) {
            self.headers.push(header);
        }
        let at = self.headers.len() - 1;
        self.records.extend(records.into_iter().map(|record| (at, record)));
        self
    }

    /// The header in force, which the next record would stand under.
    #[must_use]
    pub fn last_header(&self) -> Option<&Header> {
        self.headers.last()
    }

    /// Bytes of the file that hold whole lines; what stands behind them was cut short while it was written.
    #[must_use]
    pub fn whole(&self) -> usize {
        self.whole
    }

    /// The records in the order in which they were made.
    pub fn records(&self) -> impl Iterator<Item = &RecordLine> {
        self.records.iter().map(|(_, record)| record)
    }

    /// The latest record of each unit, in the order in which they were made.
    #[must_use]
    pub fn latest(&self) -> Vec<&RecordLine> {
        let latest: BTreeMap<UnitId, usize> = self.records().map(|record| record.unit).zip(0..).collect();
        let last = self.records().enumerate().filter(|(n, record)| latest.get(&record.unit) == Some(n));
        last.map(|(_, record)| record).collect()
    }

    /// The latest record of each unit that still says something, in the order in which they were made.
    #[must_use]
    pub fn in_force(&self) -> Vec<&RecordLine> {
        self.latest().into_iter().filter(|record| record.act != Act::Clear).collect()
    }

    /// The decisions as they apply to an issue. Changes that name a line which is not there are left out, which makes a
    /// record stale.
    #[must_use]
    pub fn resolve(&self, issue: &Issue) -> Resolved {
        if self.records.is_empty() {
            return Resolved::default();
        }
        let names = LineNames::new(issue);
        let sha256 = sha256_of(issue);
        let is_of = |header: usize| self.headers[header].sha256 == sha256;
        let records = self.records.iter().filter(|(header, _)| is_of(*header));
        let decisions = Decisions::new(records.map(|(_, record)| resolve(issue, &names, record)).collect());
        let latest: BTreeMap<UnitId, usize> = self.records.iter().map(|(_, r)| r.unit).zip(0..).collect();
        let outdated = self.records.iter().enumerate().filter(|(n, (header, record))| {
            latest.get(&record.unit) == Some(n) && !is_of(*header) && record.act != Act::Clear
        });
        let outdated = outdated.map(|(_, (_, record))| Stale {
            unit: record.unit,
            because: "the source has changed since".to_owned(),
            nearest: None,
        });
        Resolved { decisions, outdated: outdated.collect() }
    }
}

fn resolve(issue: &Issue, names: &LineNames, line: &RecordLine) -> Record {
    let changes = line.changes.iter().filter_map(|change| from_lines(issue, names, std::slice::from_ref(change)).ok());
    Record {
        act: line.act,
        unit: line.unit,
        changes: changes.flatten().collect(),
        rule: line.rule.clone(),
        by: line.by.clone(),
        at: line.at.clone(),
        note: line.note.clone(),
    }
}

/// The header for decisions on an issue.
#[must_use]
pub fn header_of(issue: &Issue) -> Header {
    Header { schema: DECISIONS_SCHEMA.to_owned(), id: issue.name.clone(), sha256: sha256_of(issue) }
}

/// A record in the form of the file.
#[must_use]
pub fn record_of(issue: &Issue, record: &Record) -> RecordLine {
    let (before, after) = told_of(issue, &record.changes);
    RecordLine {
        before,
        after,
        act: record.act,
        unit: record.unit,
        changes: to_lines(issue, &record.changes),
        rule: record.rule.clone(),
        by: record.by.clone(),
        at: record.at.clone(),
        note: record.note.clone(),
    }
}

/// Before and after of changes in a few words; where no text changes, the words of the line they speak of.
pub(super) fn told_of(issue: &Issue, changes: &[Change]) -> (Option<String>, Option<String>) {
    // Excerpts are cut out of the source, in which the changes must lie.
    if changes.is_empty() || !changes.iter().all(|change| given_form(issue, change.clone()).is_some()) {
        return (None, None);
    }
    let rule = "person".into();
    let edit = Edit::whole(PassName::Person, &rule, Level::Review, PerMille(1000), changes.to_vec());
    let (before, after) = excerpts(issue, &edit);
    let said = || {
        let raw = issue.raw(changes[0].line());
        raw.char_indices().nth(ENOUGH).map_or(raw, |(end, _)| &raw[..end]).to_owned()
    };
    (before.or_else(|| Some(said())), after)
}

/// The hash of each file, in the order of pages.
fn sha256_of(issue: &Issue) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for pages in issue.pages().chunk_by(|a, b| a.source.is_same_file(&b.source)) {
        out.push(pages[0].source.sha256.clone());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = concat!(
        r#"{"schema":"newsprint-decisions/1","id":"x","sha256":["00"]}"#,
        "\n",
        r#"{"do":"reject","unit":"38c267888b4cadba","changes":[{"role":["p1:L1","byline"]}],"note":"行 ürgh"}"#,
        "\n",
        r#"{"do":"accept","unit":"38c267888b4cadbb","changes":[{"role":["p1:L2","byline"]}],"note":"行 ürgh"}"#,
        "\n"
    );

    #[test]
    fn a_file_that_breaks_off_anywhere_loses_no_whole_line() {
        let whole = |bytes: &[u8]| bytes.iter().filter(|b| **b == b'\n').count();
        for end in 0..=FILE.len() {
            let bytes = &FILE.as_bytes()[..end];
            let read = parse(bytes).unwrap();
            let n = whole(bytes).saturating_sub(1);
            // A line that lacks nothing but its end says all that it should.
            let is_all = end + 1 < FILE.len() && FILE.as_bytes()[end] == b'\n' && whole(bytes) > 0;
            let is_all = is_all || end + 1 == FILE.len();
            assert_eq!(read.records().count(), n + usize::from(is_all), "{end}");
            let is_end = end == 0 || bytes[end - 1] == b'\n' || FILE.as_bytes()[end] == b'\n';
            assert_eq!(read.whole() == end, is_end, "{end}");
        }
    }

    #[test]
    fn a_broken_line_with_others_behind_it_is_an_error() {
        let broken = FILE.replacen("}\n{\"do\":\"accept", "\n{\"do\":\"accept", 1);
        assert!(matches!(parse(broken.as_bytes()), Err(DecisionError::Json { line: 2, .. })));
    }
}
