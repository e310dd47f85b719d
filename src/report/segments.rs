//! What stayed, went and came inside a changed line, by grapheme.

use std::ops::Range;

use similar::utils::diff_graphemes;
use similar::{Algorithm, ChangeTag};
use unicode_segmentation::UnicodeSegmentation;

use crate::ledger::Draft;
use crate::model::LineIx;

/// Bytes of a replacement, old and new together, above which it is shown as one removal and one insertion. A limit by
/// length gives the same on every machine, and comparing is quadratic at worst.
const LONGEST: usize = 4000;

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// It stands as printed.
    Kept,
    /// It is gone.
    Removed,
    /// It was put in.
    Inserted,
}

/// A piece of a line with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What became of it.
    pub tag: Tag,
    /// The text.
    pub text: String,
}

/// The raw text of a line and its text now, as one sequence. Leaving out what was inserted gives the raw text; leaving
/// out what was removed gives the text of the draft.
#[must_use]
pub fn segments(draft: &Draft<'_>, line: LineIx) -> Vec<Segment> {
    let raw = draft.issue().raw(line);
    let mut out = Vec::new();
    let mut from = 0;
    for (span, new) in replaced(draft, line, raw) {
        push(&mut out, Tag::Kept, &raw[from..span.start]);
        for segment in compare(&raw[span.clone()], &new) {
            push(&mut out, segment.tag, &segment.text);
        }
        from = span.end;
    }
    push(&mut out, Tag::Kept, &raw[from..]);
    out
}

/// What stayed, went and came where one text replaces another.
#[must_use]
pub fn compare(old: &str, new: &str) -> Vec<Segment> {
    let mut out = Vec::new();
    if old.len() + new.len() > LONGEST {
        push(&mut out, Tag::Removed, old);
        push(&mut out, Tag::Inserted, new);
        return out;
    }
    for (tag, text) in diff_graphemes(Algorithm::Myers, old, new) {
        let tag = match tag {
            ChangeTag::Equal => Tag::Kept,
            ChangeTag::Delete => Tag::Removed,
            ChangeTag::Insert => Tag::Inserted,
        };
        push(&mut out, tag, text);
    }
    out
}

/// The replacements of a line, widened to whole graphemes; those that then meet are one.
fn replaced(draft: &Draft<'_>, line: LineIx, raw: &str) -> Vec<(Range<usize>, String)> {
    let patches = draft.patches(line);
    let mut bounds: Vec<usize> = raw.grapheme_indices(true).map(|(at, _)| at).collect();
    bounds.push(raw.len());
    let start_of = |at: usize| bounds[bounds.partition_point(|bound| *bound <= at).saturating_sub(1)];
    let end_of = |at: usize| bounds[bounds.partition_point(|bound| *bound < at).min(bounds.len() - 1)];
    let mut out: Vec<(Range<usize>, String)> = Vec::new();
    for patch in patches {
        let (start, end) = (patch.span.start as usize, patch.span.end as usize);
        let wide = start_of(start)..end_of(end);
        match out.last_mut() {
            Some((last, new)) if last.end > wide.start => {
                // The text up to the end of the last replacement was added as it is printed.
                new.truncate(new.len() - last.end.saturating_sub(start));
                new.push_str(raw.get(last.end..start).unwrap_or(""));
                new.push_str(patch.insert);
                new.push_str(&raw[end..wide.end.max(end)]);
                last.end = wide.end;
            }
            _ => {
                let new = format!("{}{}{}", &raw[wide.start..start], patch.insert, &raw[end..wide.end]);
                out.push((wide, new));
            }
        }
    }
    out
}

fn push(out: &mut Vec<Segment>, tag: Tag, text: &str) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last) if last.tag == tag => last.text.push_str(text),
        _ => out.push(Segment { tag, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ledger::{Admission, Change, Decisions, Edit, Level, PassName, PerMille, fold};
    use crate::read::{ReadOptions, read_issue};

    /// Marks what is removed with `[…]` and what is inserted with `{…}`.
    #[track_caller]
    fn check(raw: &str, puts: &[(&str, &str)], expected: &str) {
        let issue = read_issue("x", "x.txt", raw.as_bytes(), &ReadOptions::default()).unwrap();
        let decisions = Decisions::default();
        let mut admission = Admission::new(&issue, &decisions, Some(Level::Review));
        for (old, new) in puts {
            let start = raw.find(old).unwrap() as u32;
            let change =
                Change::Text { line: LineIx(0), span: start..start + old.len() as u32, insert: (*new).to_owned() };
            let rule = Arc::from("test/put");
            admission.admit(Edit::whole(PassName::NormalizeText, &rule, Level::Safe, PerMille(1000), vec![change]));
        }
        let ledger = admission.finish();
        let draft = fold(&issue, &ledger);
        let shown: String = segments(&draft, LineIx(0))
            .iter()
            .map(|segment| match segment.tag {
                Tag::Kept => segment.text.clone(),
                Tag::Removed => format!("[{}]", segment.text),
                Tag::Inserted => format!("{{{}}}", segment.text),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn graphemes_stay_whole() {
        check("cafe\u{301} noir", &[("e\u{301}", "é")], "caf[e\u{301}]{é} noir");
        check("a\u{301}\u{302}b", &[("\u{301}", ""), ("\u{302}", "\u{303}")], "[a\u{301}\u{302}]{a\u{303}}b");
        check("项项目目", &[("项项目目", "项目")], "项[项目]目");
    }

    #[test]
    fn what_was_replaced_is_compared_inside() {
        check("the o-ffi-cers", &[("o-ffi-cers", "officers")], "the o[-]ffi[-]cers");
        check("plain", &[], "plain");
    }
}
