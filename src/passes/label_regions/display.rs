//! Headings of pages with boxes: told by size, place and shape more than by words.
//!
//! A score sums what speaks for a heading; the weights were found on newspapers of several countries from 1824 to 1901.
//! Being centered in its column carries most.

use super::segments::Segment;
use super::{View, give};
use super::{flush, lone};
use crate::ledger::Edit;
use crate::model::{LineIx, RegionKind, Role};
use crate::passes::ends::{End, capitals, is_unspaced_text, n_signs, starts_lower};
use crate::passes::galley::{Galley, LARGE_TYPE};
use crate::passes::names::byline_form;
use crate::passes::setting::closes_misread;

/// Most lines and characters of a heading.
const MOST_LINES: usize = 3;
const MOST_CHARACTERS: usize = 110;
/// Most lines of a headline in large type.
const MOST_LARGE_LINES: usize = 6;
/// What large type tells where every character fills its square, and a larger line or a byline below.
const IN_LARGE_TYPE: f64 = 1.0;
const BESIDE_HEAD: f64 = 0.9;
/// What it tells, where words have no spaces, that a short line ends no sentence: the last of a paragraph does.
const IN_TEXT: f64 = 0.8;
/// Score from which on a segment is a heading.
const HEADING: f64 = 1.2;
/// Size from which type is no text's.
const LARGE: f32 = 1.35;
/// Room of a letter from which a line is no text's: letters spread over the line, or wide ones.
const SPREAD: f32 = 1.2;
/// From this form on a line at the right edge is a name.
const A_NAME: f64 = 0.7;
/// What it counts against a heading that it is one block with other lines: whoever made the blocks saw no difference.
const IN_BLOCK: f64 = 0.5;
/// Score from which on a segment is clearly a heading, and share of these from which on it tells nothing that a heading
/// stands at the head of a block.
const CLEAR: f64 = 1.7;
const EVEN: f64 = 0.4;
/// What it counts against a heading that it is a row of figures.
const COUNTS: f64 = 1.6;
/// Insets on both sides that differ by less than this share of the column are alike.
const ALIKE: f32 = 0.08;
/// By how much more of the column is free on the left than on the right of what is set to the right.
const SIGNED: f32 = 0.3;
/// What it tells that a short line stands on the edge between two paragraphs, where headings of the page do.
const AT_EDGE: f64 = 0.8;
/// What it counts against a heading that it stands where an office signs its notice.
const SIGNS_NOTICE: f64 = 1.6;
/// What it counts against a heading that the text above goes on in it, and white that stands above it then at most, in lines.
const INSIDE: f64 = 0.5;
const CLOSE: f32 = 0.4;
/// Insets that a full line may have, as shares of the column.
const FULL: f32 = 0.06;

/// How a page sets its lines.
#[derive(Clone, Copy)]
struct Habits {
    /// How usual headings on the left edge are, 0 to 1.
    flush: f64,
    /// How far paragraphs stand in, in cells.
    indent: Option<u32>,
}

/// Labels the headings of a page with boxes subheads, and says whether the page has boxes.
pub(super) fn label(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("heading/display") else { return };
    let over_byline = |n: usize| {
        let below = segments.get(n + 1).filter(|below| below.role == Some(Role::Byline));
        below.is_some_and(|below| galley.touches(below.rows.start - 1))
    };
    let habits = Habits { flush: flush::usual(view, galley, segments), indent: lone::indent(view, galley, segments) };
    let score = |n: usize| score(view, galley, &segments[n], over_byline(n), habits);
    let scores: Vec<Option<(f64, String)>> =
        (0..segments.len()).map(|n| if segments[n].role.is_none() { score(n) } else { None }).collect();
    let usual = usual_at_head(galley, segments.iter().zip(&scores));
    for (segment, score) in segments.iter_mut().zip(scores) {
        let Some((score, why)) = score else { continue };
        let score = if heads_block(galley, segment) { score + usual * IN_BLOCK } else { score };
        if score < HEADING {
            continue;
        }
        let sure = (0.6 + 0.15 * (score - HEADING)).min(0.97);
        edits.push(give(rule, sure, galley, segment, Role::Subhead, why));
    }
}

/// Whether a segment stands at the head of a block of more.
fn heads_block(galley: &Galley<'_>, segment: &Segment) -> bool {
    !segment.alone && segment.rows.start.checked_sub(1).is_none_or(|above| !galley.touches(above))
}

/// How usual it is on a page, 0 to 1, that a heading is one block with the text below it, by those that are clear.
fn usual_at_head<'s>(
    galley: &Galley<'_>,
    scored: impl Iterator<Item = (&'s Segment, &'s Option<(f64, String)>)>,
) -> f64 {
    let (mut alone, mut at_head) = (0.0, 0.0);
    for (segment, score) in scored {
        let Some((score, _)) = score else { continue };
        if segment.alone && *score >= CLEAR {
            alone += 1.0;
        } else if *score >= CLEAR - IN_BLOCK && heads_block(galley, segment) {
            at_head += 1.0;
        }
    }
    (at_head / f64::max(alone + at_head, 1.0) / EVEN).min(1.0)
}

/// How much speaks for a segment being a heading, and what of it most.
fn score(
    view: &View<'_>,
    galley: &Galley<'_>,
    segment: &Segment,
    over_byline: bool,
    habits: Habits,
) -> Option<(f64, String)> {
    let rows = &galley.rows[segment.rows.clone()];
    // Where every character fills its square, the size of type tells headlines from text.
    let square = segment.rows.clone().map(|row| galley.type_size(row)).reduce(|a, b| a.zip(b).map(|(a, b)| a.min(b)));
    let large = square.flatten().is_some_and(|size| size >= LARGE_TYPE);
    if rows.len() > if large { MOST_LARGE_LINES } else { MOST_LINES } || stands_in_table(view, rows[0].line) {
        return None;
    }
    let text = segment.text(galley);
    let n_characters = text.chars().count();
    let behind_large = segment.rows.start.checked_sub(1).is_some_and(|before| galley.is_of_one_type(before));
    // A single character may be left over of a headline.
    let fewest = match is_unspaced_text(&text) {
        true if behind_large => 1,
        true => 2,
        false => 3,
    };
    if n_characters > MOST_CHARACTERS || n_signs(&text) < fewest || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    // Where words have no spaces no headline ends as a sentence does, and a remark in brackets belongs to its text.
    let bracketed = text.starts_with(['（', '(', '〈']) && text.ends_with(['）', ')', '〉']);
    let sentence = bracketed || text.ends_with(['。', '；']);
    if sentence && is_unspaced_text(&text) {
        return None;
    }
    let settings: Vec<_> = rows.iter().map(|row| view.survey.setting(row.line).copied()).collect::<Option<_>>()?;
    let first = settings.first()?;
    if rows.len() == 1 && first.signature(|| byline_form(&text, view.rules)).is_some_and(|form| form > 0.0) {
        return None;
    }
    // The words with which a letter closes stand in the middle too, and remarks such as that a story goes on.
    let remark = || text.starts_with(['(', '[']) && text.trim_end_matches('.').ends_with([')', ']']);
    if rows.len() == 1 && !is_unspaced_text(&text) && (remark() || closes_misread(&text, view.rules)) {
        return None;
    }
    let mut signs: Vec<(f64, &str)> = Vec::new();
    let size = settings.iter().map(|set| set.size).fold(0.0, f32::max);
    let all_large = settings.iter().all(|set| set.size > LARGE);
    let mut sum = match rows.len() {
        1 => 1.0,
        // A headline takes as many lines as it needs.
        2 if all_large => 0.8,
        2 => 0.3,
        _ if all_large => 0.3,
        _ => -0.7,
    };
    let inset = |side: usize| settings.iter().map(|set| set.insets[side]).fold(f32::MAX, f32::min);
    let (left, right) = (inset(0), inset(1));
    let each_alike = settings.iter().all(|set| (set.insets[0] - set.insets[1]).abs() < ALIKE);
    let is_full = left < FULL && right < FULL;
    let (upper, _) = capitals(&text);
    let last = settings.last()?;
    let belongs_below = first.white_above > 0.8 && last.white_below < first.white_above / 2.0;
    let spread = if is_full && !segment.continues_before {
        settings.iter().map(|set| set.pitch).fold(f32::MAX, f32::min)
    } else {
        1.0
    };
    let signs_text = lone::stands_as_signature(first);
    let stands_in = left > FULL && right > FULL && !lone::is_paragraph(galley, segment, first, habits.indent);
    if each_alike && stands_in {
        signs.push((1.2, "centered in its column"));
    } else if stands_in && (left - right).abs() < 2.0 * ALIKE {
        signs.push((0.4, "set in from both edges of its column"));
    } else if left < FULL && right > FULL {
        let is_flush = habits.flush > 0.0 && flush::is_flush(view, galley, segment);
        let flush = if is_flush { habits.flush } else { 0.0 };
        sum -= (1.0 - flush)
            * match (size > LARGE, upper > 0.8 && segment.alone) {
                _ if large => 0.0,
                (true, _) => 0.2,
                (false, true) => 0.4,
                (false, false) if size > 1.12 && segment.alone => 0.4,
                (false, false) => 0.8,
            };
        if flush > 0.0 {
            signs.push((AT_EDGE * flush, "on the edge, where paragraphs stand in"));
        }
    } else if left - right > SIGNED && (!belongs_below || byline_form(&text, view.rules) >= A_NAME) {
        // A signature stands at the right edge, below its text.
        sum -= 1.2;
    }
    if large {
        signs.push((IN_LARGE_TYPE, "set in larger type than any text"));
    }
    let over_larger = segment.rows.end < galley.rows.len()
        && galley.touches(segment.rows.end - 1)
        && galley.changes_type(segment.rows.end - 1)
        && galley.type_size(segment.rows.end) > square.flatten();
    if over_larger {
        signs.push((BESIDE_HEAD, "set onto a line in larger type"));
    }
    let last_row = &rows[rows.len() - 1];
    let is_short =
        square.is_some_and(|size| size.is_some()) && rows.len() == 1 && last_row.width * 10 < last_row.measure * 8;
    if is_short
        && last_row.end == End::Open
        && !segment.goes_on
        && !segment.continues_before
        && !text.contains(['，', '：'])
    {
        signs.push((IN_TEXT, "a short line between paragraphs, in which no sentence ends"));
    }
    if over_byline && galley.type_size(segment.rows.start).is_some() {
        signs.push((BESIDE_HEAD, "a byline below it"));
    }
    if upper > 0.8 && !signs_text {
        signs.push((0.8, "set in capitals"));
    }
    if size > LARGE {
        signs.push((0.8, "set much larger than the text"));
    } else if size > 1.12 {
        signs.push((0.3, "set larger than the text"));
    }
    if settings.iter().all(|set| set.bold) {
        signs.push((0.4, "set bold"));
    }
    if first.white_above > 0.8 {
        signs.push((0.3, "white above it"));
    }
    if spread > SPREAD {
        signs.push((if spread > 1.2 * SPREAD { 1.0 } else { 0.5 }, "few letters that fill their line"));
    } else if is_full && size <= 1.12 {
        // Full lines in capitals may be a paragraph.
        sum -= match (upper > 0.8, segment.alone) {
            (false, _) => 0.8,
            (true, false) => 0.4,
            (true, true) => 0.0,
        };
    }
    // A heading may be cut inside a word, and each of its lines be a block.
    let goes_on_large = galley.is_of_one_type(segment.rows.end - 1);
    if behind_large {
        signs.push((IN_BLOCK, "as large as the line above it"));
    }
    if starts_lower(&text) && !behind_large {
        sum -= if size > LARGE { 0.3 } else { 0.7 };
    }
    if text.ends_with([',', ';', '-', '，', '、', '；', '¬', '⸗']) && !goes_on_large {
        sum -= 0.6;
    }
    if n_characters > if is_unspaced_text(&text) { 35 } else { 60 } {
        sum -= 0.5;
    }
    if counts(&text) || is_led(&text) {
        sum -= COUNTS;
    }
    if !segment.alone {
        sum -= IN_BLOCK;
        // Capitals that a dash parts from what follows lead a paragraph in.
        sum -= if text.contains('—') { 0.6 } else { 0.0 };
    }
    if segment.goes_on && !goes_on_large || segment.continues_before && !behind_large {
        sum -= 0.3;
    }
    if rows.len() == 1 && size <= LARGE && lone::signs_notice(view, galley, segment) {
        sum -= SIGNS_NOTICE;
    }
    if segment.continues_before && !behind_large && size <= 1.12 && first.white_above < CLOSE {
        sum -= INSIDE;
    }
    sum += signs.iter().map(|(points, _)| points).sum::<f64>();
    signs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let why: Vec<&str> = signs.iter().take(2).map(|(_, why)| *why).collect();
    Some((sum, if why.is_empty() { "a short line by itself".to_owned() } else { why.join(", ") }))
}

/// Whether a text has as many figures as words, and several, as rows of tables and scores have.
fn counts(text: &str) -> bool {
    const FEWEST: usize = 3;
    let words = text.split_whitespace();
    let (figures, words): (Vec<&str>, Vec<&str>) = words.partition(|word| word.contains(|c: char| c.is_ascii_digit()));
    figures.len() >= FEWEST && figures.len() >= words.len()
}

/// Whether dots lead from one word of a text to the next, as in rows of tables.
fn is_led(text: &str) -> bool {
    text.contains("....") || text.trim_end_matches(['.', ' ']).contains("...")
}

/// Whether a line stands in a table, where short lines are cells.
fn stands_in_table(view: &View<'_>, line: LineIx) -> bool {
    let regions = &view.issue.page_of(line).regions;
    let own = Some(view.issue.line(line).region);
    std::iter::successors(own, |at| regions.get(*at as usize)?.parent.filter(|above| above < at))
        .any(|at| regions.get(at as usize).is_some_and(|region| region.kind == RegionKind::Table))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::sketch::Place::{Full, Middle};
    use crate::passes::sketch::column;

    #[test]
    fn dots_lead_in_tables() {
        for text in ["Tunis ... 12", "Weizen .....", "Martinique... 4 1/2."] {
            assert!(is_led(text), "{text}");
        }
        for text in ["On dit...", "A Denain", "Wie lange noch ..."] {
            assert!(!is_led(text), "{text}");
        }
    }

    #[test]
    fn a_line_inside_a_sentence_is_no_heading() {
        let text = |lines: [&'static str; 3]| lines.map(|line| (Full, 30, line)).to_vec();
        let blocks = [
            vec![(Middle, 45, "Aus der Fremde")],
            text([
                "Ein Brief ist in der vorigen Woche aus der Fremde",
                "gekommen, den ein Sohn des Müllers, der vor vielen",
                "Jahren fortgezogen ist, in seiner großen Not drüben",
            ]),
            vec![(Middle, 30, "an die Eltern und Geschwister")],
            text([
                "geschrieben hat, und in dem er alle herzlich bittet,",
                "ihm zu sagen, ob das Rad noch geht und ob der Bach",
                "im Sommer immer noch so wenig Wasser hat wie einst.",
            ]),
        ];
        let sketch = column(&blocks, 0);
        assert!(!sketch.contains("> an die Eltern"), "{sketch}");
    }
}
