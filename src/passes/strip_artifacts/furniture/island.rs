//! Short lines amid an open sentence: a piece of the nameplate, the name below a small picture, a pull quote.
//!
//! A dump gives the columns of a page one after the other and sets what stands over them where the text below it begins.
//! The sentence above such lines is open and goes on below them with a small letter, so that they can head nothing.

use std::ops::Range;

use super::super::sheet::Sheet;
use super::noise::is_noise;
use super::page_head;
use crate::ledger::{Change, Edit};
use crate::model::{Layout, Role};
use crate::passes::credit::led;
use crate::passes::ends::{End, starts_lower};

/// Most blocks amid a sentence, and most lines of one.
const MOST_BLOCKS: usize = 4;
const MOST_LINES: usize = 3;
/// Most words of a line that can be no headline by itself.
const MOST_WORDS: usize = 3;
/// Fewest lines of the text above and below.
const TEXT: usize = 2;
/// How sure it is where the text is cut inside a word, and inside a sentence.
const IN_WORD: f64 = 0.85;
const IN_SENTENCE: f64 = 0.75;

pub(super) fn propose(sheet: &Sheet<'_>, is_furniture: &dyn Fn(usize) -> bool, edits: &mut Vec<Edit>) {
    let view = sheet.view;
    let Some(rule) = view.rules.get("furniture/island") else { return };
    if view.issue.pages()[sheet.page].layout != Layout::Flow || view.survey.page(sheet.page).unspaced {
        return;
    }
    for above in 0..sheet.blocks.len() {
        let Some(end) = open_end(sheet, &sheet.blocks[above]) else { continue };
        let Some((rows, quoted)) = amid(sheet, above) else { continue };
        if sheet.blocks[above].len() < TEXT && !quoted {
            continue;
        }
        let sure = if end == End::Hyphen { IN_WORD } else { IN_SENTENCE };
        let lines = rows.filter(|row| !is_furniture(*row)).map(|row| sheet.rows[row].line);
        let changes: Vec<Change> = lines.map(|line| Change::Role { line, role: Role::Banner }).collect();
        if !changes.is_empty() {
            edits.push(rule.sure(sure, changes).because("the sentence above goes on below"));
        }
    }
}

/// How a block of running text ends, if that is inside a sentence.
fn open_end(sheet: &Sheet<'_>, block: &Range<usize>) -> Option<End> {
    let rows = &sheet.rows[block.clone()];
    let end = End::of(&rows.last()?.text, sheet.view.rules.words("abbreviation"));
    let is_text = rows.len() == 1 || rows.iter().any(|row| starts_lower(&row.text));
    (is_text && matches!(end, End::Open | End::Hyphen)).then_some(end)
}

/// The rows of the short blocks behind a block, up to the text that begins inside a sentence, and whether a quotation is
/// among them.
fn amid(sheet: &Sheet<'_>, above: usize) -> Option<(Range<usize>, bool)> {
    let mut quoted = false;
    for n in above + 1..sheet.blocks.len().min(above + 2 + MOST_BLOCKS) {
        let block = sheet.blocks[n].clone();
        let goes_on = starts_lower(&sheet.rows[block.start].text);
        if goes_on && block.len() >= TEXT && !is_noise(&sheet.rows[block.start].text) {
            // Over a credit it is the rest of a headline.
            let credited = sheet.rows.get(block.end).is_some_and(|row| led(&row.text, sheet.view.rules).is_some());
            let first = sheet.blocks[above].end;
            return (first < block.start && !credited).then_some((first..block.start, quoted));
        }
        if block.len() > MOST_LINES || !heads_nothing(sheet, &block, &mut quoted) {
            return None;
        }
    }
    None
}

/// Whether a short block is nothing that could stand over a text. Below a quotation stands who said it.
fn heads_nothing(sheet: &Sheet<'_>, block: &Range<usize>, quoted: &mut bool) -> bool {
    let rules = sheet.view.rules;
    let rows = &sheet.rows[block.clone()];
    if rows.iter().any(|row| led(&row.text, rules).is_some()) {
        return false;
    }
    let (first, last) = (rows[0].text.as_ref(), rows[rows.len() - 1].text.as_ref());
    if first.starts_with(['“', '"']) && last.ends_with(['”', '"']) {
        *quoted = true;
        return true;
    }
    let is_short = |text: &str| text.split_whitespace().count() <= MOST_WORDS;
    *quoted
        || rows.len() == 1 && (is_short(first) || page_head::is_place(first, rules))
        || rows.iter().all(|row| is_noise(&row.text))
}
