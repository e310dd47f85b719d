//! Headings and labels printed twice or more as lines of their own, as many dumps give bold type.
//!
//! Refrains, lists and sentences repeat as well. So a repeated line counts where its whole block is made of repeats, or
//! where it ends as labels do, or stands three times; elsewhere it is only noted. Nothing that ends a sentence counts.

use std::ops::Range;

use super::double::times;
use super::sheet::Sheet;
use crate::ledger::{Change, Edit, Level};
use crate::model::script::is_han;
use crate::model::{Layout, Rect, Role};
use crate::rules::Rule;

/// Longest line, in bytes, that is a heading or a label.
const LONGEST: usize = 240;

/// Marks that a label ends in.
const LABEL_ENDS: [char; 2] = ['：', ':'];

/// Most lines of a heading that is printed again as a whole.
const TALLEST: usize = 6;

/// Rows on each side of a repeat that tell what its block is made of.
const REACH: usize = 12;

/// Rows that repeat one another.
#[derive(Debug)]
struct Repeat {
    rows: Range<usize>,
    /// How often each piece stands.
    k: usize,
    /// Number of different pieces.
    pieces: usize,
    /// Rows that hold nothing but a later copy.
    copies: Vec<usize>,
    /// Heads of rows that are later copies as well, in bytes.
    heads: Vec<(usize, Range<u32>)>,
    /// How much text is repeated, as a number of Han characters.
    solid: usize,
    /// Whether what is repeated ends as a label does.
    label: bool,
    /// Whether the only copies are a label and the line that it opens.
    opens: bool,
}

pub(super) fn propose(sheet: &Sheet<'_>, edits: &mut Vec<Edit>) {
    let Some(rule) = sheet.view.rules.get("double/line") else { return };
    let mut found: Vec<Repeat> = Vec::new();
    let mut row = 0;
    while row + 1 < sheet.rows.len() {
        match chain(sheet, row).or_else(|| copy_behind(sheet, row)).or_else(|| heading_again(sheet, row)) {
            Some(repeat) => {
                row = repeat.rows.end.max(row + 1);
                found.push(repeat);
            }
            None => row += 1,
        }
    }
    for n in 0..found.len() {
        propose_one(sheet, rule, &found, n, edits);
    }
}

fn propose_one(sheet: &Sheet<'_>, rule: &Rule, found: &[Repeat], n: usize, edits: &mut Vec<Edit>) {
    let repeat = &found[n];
    let Some((confidence, why)) = judge(sheet, found, n) else { return };
    let what = if repeat.pieces == 1 { "the line" } else { "each piece" };
    let why = format!("{what} stands {} in a row; {why}", times(repeat.k));
    let level = |mut edit: Edit| {
        if confidence < 0.6 {
            edit.level = Level::Note;
        }
        edit.because(why.clone())
    };
    let line = |row: usize| sheet.rows[row].line;
    if !repeat.copies.is_empty() {
        let roles = repeat.copies.iter().map(|row| Change::Role { line: line(*row), role: Role::Repeat }).collect();
        edits.push(level(rule.sure(confidence, roles)));
    }
    if !repeat.heads.is_empty() {
        let texts = repeat.heads.iter().map(|(row, span)| Change::Text {
            line: line(*row),
            span: span.clone(),
            insert: String::new(),
        });
        edits.push(level(rule.sure(confidence, texts.collect())));
    }
}

fn judge(sheet: &Sheet<'_>, found: &[Repeat], n: usize) -> Option<(f64, String)> {
    let repeat = &found[n];
    let block = sheet.block(repeat.rows.start);
    let near = block.start.max(repeat.rows.start.saturating_sub(REACH))..block.end.min(repeat.rows.end + REACH);
    let from = found[..n].iter().rposition(|one| one.rows.end <= near.start).map_or(0, |at| at + 1);
    let mates = found[from..].iter().take_while(|one| one.rows.start < near.end);
    let repeated: usize = mates.filter(|mate| mate.k == repeat.k).map(|mate| mate.rows.len()).sum();
    // Any page may hold one repeat by chance; several that stand equally often are none.
    let alike = found.iter().filter(|one| one.k == repeat.k);
    let (like, labels) = (
        alike.clone().map(|one| one.pieces).take(4).sum::<usize>(),
        alike.filter(|one| one.label || one.pieces >= 2).take(2).count(),
    );
    let whole = repeated >= near.len();
    let in_streak = streak(found, n) >= 3;
    let of_block = || format!("all {} lines of the block are such", near.len());
    let of_page = || format!("{like} such repeats stand on the page");
    if repeat.opens {
        return Some(if like >= 2 { (0.88, of_page()) } else { (0.5, "no other does on this page".to_owned()) });
    }
    // The rows of a table repeat one another side by side.
    let beside = sheet.view.issue.pages()[sheet.page].layout != Layout::Flow;
    Some(if beside && !boxes_meet(sheet, repeat) {
        return None;
    } else if repeat.pieces >= 2 && repeat.solid >= 2 {
        (0.93, format!("{} pieces stand equally often", repeat.pieces))
    } else if repeat.label && like >= 2 || (whole || in_streak) && labels >= 1 && like >= 3 {
        (0.9, of_page())
    } else if whole && repeat.solid >= 8 {
        (if repeat.k >= 3 || like >= 2 { 0.9 } else { 0.82 }, of_block())
    } else if whole && (repeat.solid >= 4 || like >= 3 && repeat.solid >= 1) {
        (0.75, of_block())
    } else if in_streak && repeat.solid >= 1 {
        (0.7, of_page())
    } else if repeat.k >= 3 && repeat.solid >= 8 {
        (0.7, "it is longer than a cry or a refrain".to_owned())
    } else if repeat.solid >= 8 {
        (0.4, "refrains repeat as well".to_owned())
    } else {
        return None;
    })
}

/// Number of repeats that stand one directly below the other, each piece as often.
fn streak(found: &[Repeat], n: usize) -> usize {
    let follows = |a: &Repeat, b: &Repeat| a.rows.end == b.rows.start && a.k == b.k;
    let before = (1..=n).rev().take(3).take_while(|at| follows(&found[at - 1], &found[*at])).count();
    let after = (n + 1..found.len()).take(3).take_while(|at| follows(&found[at - 1], &found[*at])).count();
    before + 1 + after
}

/// Whether the copies lie upon one another on the scan.
fn boxes_meet(sheet: &Sheet<'_>, repeat: &Repeat) -> bool {
    let bbox = |row: usize| sheet.view.issue.line(sheet.rows[row].line).bbox;
    let mut rows = repeat.rows.clone().filter_map(bbox);
    let Some(first) = rows.next() else { return true };
    let meets = |other: Rect| {
        let height = first.bottom.min(other.bottom) - first.top.max(other.top);
        height * 2 > first.height() && first.overlap_x(&other) * 2 > first.width()
    };
    rows.all(meets)
}

/// The text of a row that may be a heading or a label: not long, and no sentence ends in it.
fn heading<'a>(sheet: &Sheet<'a>, row: usize) -> Option<&'a str> {
    let text = sheet.rows.get(row)?.untouched()?;
    (text.len() <= LONGEST && !text.contains(['。', '！', '？', '!', '?']) && text.chars().any(char::is_alphanumeric))
        .then_some(text)
}

/// Pieces that each stand `k` times, a line to each copy but for the last copy of a piece, which shares its line with the
/// first copy of the next: `股票代码` / `股票代码：` / `：300218` / `300218`.
fn chain(sheet: &Sheet<'_>, first: usize) -> Option<Repeat> {
    if !heading_or_marks(sheet, first + 1)?.starts_with(heading_or_marks(sheet, first)?) {
        return None;
    }
    let mut piece = heading(sheet, first)?;
    let mut repeat = Repeat {
        rows: first..first + 1,
        k: 0,
        pieces: 0,
        copies: Vec::new(),
        heads: Vec::new(),
        solid: 0,
        label: false,
        opens: false,
    };
    // The first copy of the piece, and whether it shares its row with the piece before.
    let (mut row, mut shares) = (first, false);
    loop {
        let whole: Vec<usize> =
            (row + 1..).take_while(|row| sheet.rows.get(*row).and_then(|r| r.untouched()) == Some(piece)).collect();
        let last = row + whole.len();
        let rest = heading_or_marks(sheet, last + 1).and_then(|text| text.strip_prefix(piece)).map(str::trim_start);
        let rest = rest.filter(|rest| !rest.is_empty());
        let count = 1 + whole.len() + usize::from(rest.is_some());
        if repeat.k == 0 && count >= 2 {
            repeat.k = count;
        }
        if count != repeat.k {
            break;
        }
        repeat.pieces += 1;
        repeat.solid += solidity(piece);
        repeat.label |= piece.ends_with(LABEL_ENDS) || rest.is_some_and(|rest| rest.starts_with(LABEL_ENDS));
        repeat.rows.end = last + 1 + usize::from(rest.is_some());
        let Some(rest) = rest else {
            repeat.copies.extend(whole);
            break;
        };
        // The copy that begins this row's text stays where the first copy is a row of its own.
        if shares {
            let text = sheet.rows[last + 1].untouched()?;
            repeat.heads.push((last + 1, 0..(text.len() - rest.len()) as u32));
        } else {
            repeat.copies.push(row);
        }
        repeat.copies.extend(whole);
        // The mark of the label may have been printed once only.
        let next = heading_or_marks(sheet, last + 2).unwrap_or_default();
        let text = rest.trim_start_matches(LABEL_ENDS).trim_start();
        let rest = if !text.is_empty() && !next.starts_with(rest) && next.starts_with(text) { text } else { rest };
        (piece, row, shares) = (rest, last + 1, true);
    }
    let shared = repeat.pieces == 1
        && repeat.rows.len() == repeat.k
        && sheet.rows[repeat.rows.end - 1].untouched() != sheet.rows[first].untouched();
    // One line that begins the next proves nothing: 桂林 / 桂林山水甲天下.
    repeat.opens = shared && repeat.k == 2;
    (repeat.k >= 2 && (repeat.label || !repeat.opens)).then_some(repeat)
}

/// As [`heading`], for the rows after the first: these may hold a lone mark, or a label with its text.
fn heading_or_marks<'a>(sheet: &Sheet<'a>, row: usize) -> Option<&'a str> {
    sheet.rows.get(row)?.untouched()
}

/// A label that stands once more below the line that it opens.
fn copy_behind(sheet: &Sheet<'_>, row: usize) -> Option<Repeat> {
    let line = sheet.rows[row].untouched()?;
    if !line.starts_with(sheet.rows.get(row + 1)?.untouched()?) {
        return None;
    }
    let copy = heading(sheet, row + 1)?;
    (copy.ends_with(LABEL_ENDS) && line.len() > copy.len() && line.starts_with(copy) && solidity(copy) >= 2).then(
        || Repeat {
            rows: row..row + 2,
            k: 2,
            pieces: 1,
            copies: vec![row + 1],
            heads: Vec::new(),
            solid: solidity(copy),
            label: true,
            opens: true,
        },
    )
}

/// A heading of several lines that stands again as a whole: the next block, or the second half of its own.
fn heading_again(sheet: &Sheet<'_>, row: usize) -> Option<Repeat> {
    let block = sheet.block(row);
    if block.start != row {
        return None;
    }
    let (height, end) = match sheet.blocks.get(sheet.rows[row].block + 1) {
        Some(next) if next.len() == block.len() => (block.len(), next.end),
        _ if block.len().is_multiple_of(2) => (block.len() / 2, block.end),
        _ => return None,
    };
    if height > TALLEST || end - row != 2 * height {
        return None;
    }
    let mut solid = 0;
    for at in row..row + height {
        let text = heading(sheet, at)?;
        if sheet.rows[at + height].untouched() != Some(text) {
            return None;
        }
        solid += solidity(text);
    }
    let copies = (row + height..end).collect();
    (solid >= 4).then_some(Repeat {
        rows: row..end,
        k: 2,
        pieces: height,
        copies,
        heads: Vec::new(),
        solid,
        label: false,
        opens: false,
    })
}

/// How much text a line is, as a number of Han characters; a row of a table, with its leaders and sums, is none.
fn solidity(text: &str) -> usize {
    if text.contains("...") || text.contains(['$', '£', '€', '￥', '%']) {
        return 0;
    }
    let (mut han, mut other) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if is_han(c) { han += 1 } else { other += 1 }
    }
    han + other / 2
}
