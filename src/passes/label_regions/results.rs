//! Results of games, which keep their lines: `Quarry Hill 3, Fenton State 1`, `TSV Altenau – SV Brück 3:1`, `大河队 3：1 青石队`.

use super::segments::Segment;
use super::{View, give};
use crate::ledger::Edit;
use crate::model::{Layout, Role};
use crate::passes::galley::Galley;
use crate::passes::result_line::{self, has_figure, pair, ranked, record, standing, tally};

/// Fewest lines in a row; a sentence may be cut so that one line of it looks like a result. Of results of games, and of rows
/// of box scores, two are enough.
const FEWEST: usize = 3;
const FEWEST_SURE: usize = 2;
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
    let mut is_sure = vec![false; galley.rows.len()];
    for segment in segments.iter().filter(|segment| segment.role.is_none()) {
        for row in segment.rows.clone().filter(|row| has_figure(&galley.rows[*row].text)) {
            let text = &galley.rows[row].text;
            is_sure[row] = result_line::is_result(text) || !boxed && tally(text);
            is_result[row] = is_sure[row] || !boxed && (standing(text) || record(text) || pair(text) || ranked(text));
        }
    }
    let mut at = 0;
    while at < is_result.len() {
        let mut to = at;
        while to < is_result.len() && is_result[to] && (to == at || galley.touches(to - 1)) {
            to += 1;
        }
        let n_sure = is_sure[at..to].iter().filter(|sure| **sure).count();
        is_result[at..to].fill(to - at >= FEWEST || n_sure >= FEWEST_SURE);
        at = to.max(at + 1);
    }
    if !is_result.contains(&true) {
        return;
    }
    let mut found = Vec::with_capacity(segments.len());
    // The last row of a table.
    let mut last = None;
    for mut segment in segments.drain(..) {
        while let Some(at) = segment.rows.clone().find(|row| is_result[*row]) {
            let mut line = segment.split_off(at);
            let rest = (line.rows.len() > 1).then(|| line.split_off(at + 1));
            // What a side stands at is a row of a table, which has no meaning without the rows around it.
            let text = &galley.rows[at].text;
            // A result below a table is a part of it.
            let goes_on = last.is_some_and(|last| last + 1 == at && galley.touches(last));
            let is_row = standing(text) || tally(text) || goes_on;
            let role = if is_row { Role::Table } else { Role::List };
            last = is_row.then_some(at).or(last);
            edits.push(give(rule, rule.confidence.share(), galley, &mut line, role, rule.why.clone()));
            if !segment.rows.is_empty() {
                found.push(segment);
            }
            let above = found.last_mut().filter(|_| at > 0 && !is_result[at - 1]);
            let has_columns = at > 0 && names_columns(&galley.rows[at - 1].text);
            let above = match above.filter(|above| above.role.is_none()) {
                Some(above) if has_columns => {
                    let mut head = above.split_off(at - 1);
                    edits.push(give(rule, 0.8, galley, &mut head, role, "the names of the columns of a table"));
                    let is_all = above.rows.is_empty();
                    if is_all {
                        found.pop();
                    }
                    found.push(head);
                    let over = found.len().checked_sub(2).filter(|_| !is_all);
                    over.and_then(|over| found.get_mut(over))
                }
                above => above,
            };
            if role == Role::List
                && let Some(head) = above.filter(|above: &&mut Segment| heads(galley, above))
            {
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

/// `W L Pct. GB`: short words, each over a column; behind the name of the league a single letter tells them.
fn names_columns(text: &str) -> bool {
    /// Fewest columns, longest name of one, and most words of the name of the league.
    const FEWEST: usize = 3;
    const FEWEST_BEHIND_NAME: usize = 2;
    const LONGEST: usize = 4;
    const NAME: usize = 3;
    let short = |word: &&str| word.chars().count() <= LONGEST && word.starts_with(char::is_uppercase);
    let words: Vec<&str> = text.split_whitespace().collect();
    let n = words.iter().rev().take_while(|word| short(word)).count();
    let columns = &words[words.len() - n..];
    let is_letter = |word: &&str| word.len() == 1;
    n == words.len() && n >= FEWEST
        || n >= FEWEST_BEHIND_NAME
            && words.len() - n <= NAME
            && columns.iter().filter(|word| is_letter(word)).count() >= 2
}

/// Whether a segment may be the heading of a list.
fn heads(galley: &Galley<'_>, segment: &Segment) -> bool {
    segment.role.is_none()
        && segment.rows.len() <= MOST_HEAD
        && !segment.continues_before
        && !segment.is_prose(galley)
        && !segment.text(galley).ends_with(['.', ','])
}
