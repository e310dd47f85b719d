//! Quotation marks that old print repeats at the head of every line of a quotation.

use super::{Name, Place, Sureness};
use crate::lexicon::HYPHENS;
use crate::model::LineIx;
use crate::passes::View;

/// The marks, what closes or opens a quotation again on the same line, and whether the first of a run opens it. A mark
/// that closes stands at the head of a line by chance once, not line after line.
const MARKS: [(char, &[char], bool); 4] = [
    ('»', &['«'], false),
    ('«', &['»', '"'], true),
    ('„', &['“', '”', '‟', '«', '»', '"'], true),
    ('“', &['”', '"'], true),
];
/// Fewest lines of a run, and of one that is sure.
const FEWEST: usize = 2;
const SURE: usize = 3;

/// The marks of a block of lines that only say that the quotation goes on, each with its line.
pub(super) fn find(view: &View<'_>, block: &[LineIx]) -> Vec<(LineIx, Place)> {
    let mark = |line: &LineIx| mark(&view.draft.text(*line));
    let mut found = Vec::new();
    // Most blocks have none.
    if !block.iter().any(|line| view.issue.raw(*line).starts_with(MARKS.map(|(mark, ..)| mark))) {
        return found;
    }
    let heads: Vec<Option<Head>> = block.iter().map(mark).collect();
    let mut from = 0;
    for run in heads.chunk_by(|a, b| a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a.mark == b.mark && !a.closes)) {
        let lines = from..from + run.len();
        from = lines.end;
        let Some(first) = &run[0] else { continue };
        let opens = MARKS.iter().any(|(mark, _, opens)| *mark == first.mark && *opens);
        let fewest = if opens { SURE } else { FEWEST };
        // Paragraphs that each begin with a quotation are no lines of one.
        let runs_on = |n: &usize| !view.draft.text(block[*n]).trim_end().ends_with(['.', '!', '?', '…', '»', '”', ':']);
        let n_running = lines.clone().take(run.len() - 1).filter(runs_on).count();
        if run.len() < fewest || n_running * 2 < run.len() - 1 {
            continue;
        }
        let sure = if run.len() < SURE { Sureness::Doubtful } else { Sureness::Rule };
        // What stands inside a word opens nothing.
        let inside = lines.start > 0 && view.draft.text(block[lines.start - 1]).ends_with(HYPHENS);
        for n in lines.skip(usize::from(opens && !inside)) {
            let Some(head) = &heads[n] else { continue };
            found.push((block[n], Place { span: 0..head.end, insert: String::new(), rule: Name::MarginQuote, sure }));
        }
    }
    found
}

/// A mark at the head of a line.
#[derive(Debug, PartialEq)]
struct Head {
    mark: char,
    /// The bytes of the mark and of the blank behind it.
    end: usize,
    /// Whether the quotation is closed where the line ends.
    closes: bool,
}

/// The mark at the head of a line, if a word follows and the quotation is not closed or opened again inside the line.
fn mark(text: &str) -> Option<Head> {
    let mark = text.chars().next()?;
    let (_, others, _) = MARKS.iter().find(|(known, ..)| *known == mark)?;
    let word = text[mark.len_utf8()..].trim_start();
    let inside = word.strip_suffix(*others).unwrap_or(word);
    let goes_on = word.starts_with(char::is_alphabetic) && !inside.contains(*others);
    goes_on.then(|| Head { mark, end: text.len() - word.len(), closes: inside.len() < word.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_may_say_that_a_quotation_goes_on() {
        let head = |mark, end, closes| Some(Head { mark, end, closes });
        assert_eq!(mark("» inférieur; beaucoup"), head('»', 3, false));
        assert_eq!(mark("„wohl aber"), head('„', 3, false));
        assert_eq!(mark("„ſtill.“"), head('„', 3, true));
        for text in ["»Ja«, sagte er", "« Non », dit-il", "inférieur »", "» — et"] {
            assert_eq!(mark(text), None, "{text}");
        }
    }
}
