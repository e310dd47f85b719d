//! Jump lines that no pattern tells: in any language of the phrase lists, and misread.

use std::borrow::Cow;

use super::give;
use super::segments::Segment;
use crate::ledger::Edit;
use crate::model::Role;
use crate::passes::View;
use crate::passes::galley::Galley;
use crate::passes::jump_line;

/// Share of its column, in tenths, below which a line is short.
const SHORT: u32 = 8;

/// Takes jump lines out of the segments: the first and the last line of each, and any that is short.
pub(super) fn label(view: &View<'_>, galley: &Galley<'_>, segments: &mut Vec<Segment>, edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("jump/phrase") else { return };
    let mut found = Vec::with_capacity(segments.len());
    for mut segment in segments.drain(..) {
        let mut at = segment.rows.start;
        while segment.role.is_none() && at < segment.rows.end {
            let row = &galley.rows[at];
            let outer = at == segment.rows.start || at + 1 == segment.rows.end;
            let looked_at = outer || row.width * 10 < row.measure * SHORT || jump_line::may_end(&row.text);
            let read = || {
                jump_line::read(&row.text, view.rules)
                    .or_else(|| {
                        let catch = at.checked_sub(1).filter(|above| galley.is_catchword(*above))?;
                        jump_line::read_below(&galley.rows[catch].text, &row.text, view.rules)
                    })
                    .or_else(|| {
                        at.checked_sub(1).filter(|above| galley.is_open_over(*above))?;
                        jump_line::read_below_open(&row.text, view.rules)
                    })
            };
            let Some(jump) = looked_at.then(read).flatten() else {
                at += 1;
                continue;
            };
            let mut line = segment.split_off(at);
            let rest = (line.rows.len() > 1).then(|| line.split_off(at + 1));
            let sure = rule.confidence.share() - if jump.misread { 0.05 } else { 0.0 };
            let misread = "misread words that send the reader to another page";
            let why = if jump.misread { Cow::Borrowed(misread) } else { Cow::Owned(rule.why.clone()) };
            edits.push(give(rule, sure, galley, &mut line, Role::JumpLine, why));
            if !segment.rows.is_empty() {
                found.push(segment);
            }
            found.push(line);
            match rest {
                Some(rest) => segment = rest,
                None => {
                    // Nothing is left of it.
                    segment =
                        Segment { rows: at..at, goes_on: false, continues_before: false, alone: false, role: None };
                    break;
                }
            }
            at += 1;
        }
        if !segment.rows.is_empty() {
            found.push(segment);
        }
    }
    *segments = found;
}
