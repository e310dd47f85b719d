//! Results of games, which keep their lines: `Quarry Hill 3, Fenton State 1`, `TSV Altenau – SV Brück 3:1`, `大河队 3：1 青石队`.

use super::segments::Segment;
use super::{View, give};
use crate::ledger::Edit;
use crate::model::{Layout, Role};
use crate::passes::galley::Galley;
use crate::passes::result_line::{self, has_figure, record, standing};

/// Fewest lines in a row; a sentence may be cut so that one line of it looks like a result.
const FEWEST: usize = 3;
/// Most lines of the heading over them.
const MOST_HEAD: usize = 2;
/// Takes runs of results out of the segments.
pub(super) fn label(
    view: &View<'_>,
    page: usize,
    galley: &Galley<'_>,
    segments: &mut Vec<Segment>,
    edits: &mut Vec<Edit>,
) {
    let Some(rule) = view.rules.get("text/results") else { return };
    let boxed = view.issue.pages().get(page).is_some_and(|page| page.layout == Layout::Boxes);
    let mut is_result = vec![false; galley.rows.len()];
    for segment in segments.iter().filter(|segment| segment.role.is_none()) {
        for row in segment.rows.clone() {
            let text = &galley.rows[row].text;
            is_result[row] =
                has_figure(text) && (result_line::is_result(text) || !boxed && (standing(text) || record(text)));
        }
    }
    let mut at = 0;
    while at < is_result.len() {
        let mut to = at;
        while to < is_result.len() && is_result[to] && (to == at || galley.touches(to - 1)) {
            to += 1;
        }
        is_result[at..to].fill(to - at >= FEWEST);
        at = to.max(at + 1);
    }
    if !is_result.contains(&true) {
        return;
    }
    let mut found = Vec::with_capacity(segments.len());
    for mut segment in segments.drain(..) {
        while let Some(at) = segment.rows.clone().find(|row| is_result[*row]) {
            let mut line = segment.split_off(at);
            let rest = (line.rows.len() > 1).then(|| line.split_off(at + 1));
            // What a side stands at is a row of a table, which has no meaning without the rows around it.
            let role = if standing(&galley.rows[at].text) { Role::Table } else { Role::List };
            edits.push(give(rule, rule.confidence.share(), galley, &mut line, role, rule.why.clone()));
            if !segment.rows.is_empty() {
                found.push(segment);
            }
            let above = found.last_mut().filter(|_| at > 0 && !is_result[at - 1]);
            if role == Role::Table {
                let columns = above.filter(|above| above.role.is_none() && names_columns(&galley.rows[at - 1].text));
                if let Some(above) = columns {
                    let mut head = above.split_off(at - 1);
                    edits.push(give(rule, 0.8, galley, &mut head, Role::Table, "the names of the columns of a table"));
                    if above.rows.is_empty() {
                        found.pop();
                    }
                    found.push(head);
                }
            } else if let Some(head) = above.filter(|above: &&mut Segment| heads(galley, above)) {
                edits.push(give(rule, 0.8, galley, head, Role::Title, "a short line over results"));
            }
            found.push(line);
            segment = match rest {
                Some(rest) => rest,
                None => {
                    let rows = at + 1..at + 1;
                    Segment { rows, goes_on: false, continues_before: false, alone: false, role: None }
                }
            };
        }
        if !segment.rows.is_empty() {
            found.push(segment);
        }
    }
    *segments = found;
}

/// `W L Pct. GB`: short words, each over a column.
fn names_columns(text: &str) -> bool {
    /// Fewest columns, and longest name of one.
    const FEWEST: usize = 3;
    const LONGEST: usize = 4;
    let short = |word: &str| word.chars().count() <= LONGEST && word.starts_with(char::is_uppercase);
    text.split_whitespace().count() >= FEWEST && text.split_whitespace().all(short)
}

/// Whether a segment may be the heading of a list.
fn heads(galley: &Galley<'_>, segment: &Segment) -> bool {
    segment.role.is_none()
        && segment.rows.len() <= MOST_HEAD
        && !segment.continues_before
        && !segment.is_prose(galley)
        && !segment.text(galley).ends_with(['.', ','])
}
