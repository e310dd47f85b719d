//! Nothing is lost: the sums that prove it.

use std::borrow::Cow;

use super::Draft;
use super::draft::Patch;

/// Characters of an issue, as a draft leaves them. `source + inserted == output + removed` always holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Balance {
    /// Characters of all raw lines.
    pub source: u64,
    /// Characters that replacements brought in.
    pub inserted: u64,
    /// Characters that replacements took out.
    pub removed: u64,
    /// Characters of all lines as they are now.
    pub output: u64,
    /// Spaces that joins put between lines; in no line's text, so not part of the sum.
    pub glue: u64,
    /// Characters of what people typed in the place of derived fields; in no line's text either.
    pub typed: u64,
}

impl Balance {
    /// Whether the sum holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.source + self.inserted == self.output + self.removed
    }
}

/// Counts a draft. Says what is broken if an invariant of the draft is: the order is a permutation, the replacements
/// of a line are disjoint and on character boundaries, and the sum holds.
///
/// # Errors
/// A sentence naming the line, for an archivist.
pub fn balance(draft: &Draft<'_>) -> Result<Balance, String> {
    let issue = draft.issue();
    let mut seen = vec![false; issue.n_lines()];
    let mut sum = Balance::default();
    for &line in draft.order() {
        if std::mem::replace(&mut seen[line.at()], true) {
            return Err(format!("line {} stands twice in the order", issue.line_name(line)));
        }
        let raw = issue.raw(line);
        let printed = raw.chars().count() as u64;
        let mut from = 0;
        for Patch { span, insert, .. } in draft.patches(line) {
            let (start, end) = (span.start as usize, span.end as usize);
            let old = raw.get(start..end).filter(|_| start >= from && end > start);
            let Some(old) = old else {
                return Err(format!(
                    "line {}: the replacement of bytes {start}..{end} does not fit",
                    issue.line_name(line)
                ));
            };
            sum.removed += old.chars().count() as u64;
            sum.inserted += insert.chars().count() as u64;
            from = end;
        }
        sum.source += printed;
        // The text of most lines is what was printed.
        sum.output += match draft.text(line) {
            Cow::Borrowed(text) if text.len() == raw.len() => printed,
            text => text.chars().count() as u64,
        };
        sum.glue += draft.join(line).map_or(0, |(_, glue)| glue.text().len() as u64);
    }
    sum.typed = draft.all_marks().filter(|mark| mark.typed).map(|mark| mark.value.chars().count() as u64).sum();
    if let Some(lost) = seen.iter().position(|seen| !seen) {
        return Err(format!("line {} is not in the order", issue.line_name(crate::model::LineIx(lost as u32))));
    }
    if sum.holds() {
        Ok(sum)
    } else {
        Err(format!(
            "{} source characters and {} inserted are not {} in the output and {} removed",
            sum.source, sum.inserted, sum.output, sum.removed
        ))
    }
}
