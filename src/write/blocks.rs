//! Blocks: the pieces of an article's text, each a maximal run of lines whose seams hold.

use std::ops::Range;

use super::assemble::{Offsets, Source};
use super::document::{Block, BlockKind, PageBox};
use crate::ledger::{Draft, PerMille};
use crate::model::{Layout, LineIx, Rect, Role};

/// The blocks of the article that is this range of the draft's order.
pub(super) fn blocks(source: &Source<'_>, article: Range<usize>) -> Vec<Block> {
    let draft = source.draft;
    let lines = &draft.order()[article.clone()];
    let mut taken = vec![false; lines.len()];
    let mut out = Vec::new();
    for (n, &first) in lines.iter().enumerate() {
        let Some(kind) = kind_of(draft.role(first)) else { continue };
        if taken[n] {
            continue;
        }
        let run = block_run(draft, first);
        for line in &run {
            taken[draft.place(*line) - article.start] = true;
        }
        out.push(block(source, kind, &run));
    }
    out
}

fn kind_of(role: Role) -> Option<BlockKind> {
    match role {
        Role::Body => Some(BlockKind::Paragraph),
        Role::Subhead => Some(BlockKind::Heading),
        Role::Caption => Some(BlockKind::Caption),
        Role::List => Some(BlockKind::ListItem),
        Role::Table => Some(BlockKind::Table),
        Role::Verse => Some(BlockKind::Verse),
        Role::Quote => Some(BlockKind::Quote),
        _ => None,
    }
}

/// The lines of the block that begins at `first`. Verse and tables go on to the end of their region, so that a stanza is
/// one block.
fn block_run(draft: &Draft<'_>, first: LineIx) -> Vec<LineIx> {
    let mut lines: Vec<LineIx> = draft.joined_from(first).collect();
    if !draft.role(first).keeps_lines() {
        return lines;
    }
    while let Some(&last) = lines.last() {
        match draft.follows(last) {
            Some(next) if draft.role(next) == draft.role(first) && draft.issue().same_region(last, next) => {
                lines.extend(draft.joined_from(next));
            }
            _ => break,
        }
    }
    lines
}

fn block(source: &Source<'_>, kind: BlockKind, lines: &[LineIx]) -> Block {
    let draft = source.draft;
    let between = if matches!(kind, BlockKind::Verse | BlockKind::Table) { "\n" } else { " " };
    let credits: Vec<&str> = match kind {
        BlockKind::Caption => lines
            .iter()
            .flat_map(|line| draft.marks(*line))
            .filter(|mark| super::BylineRole::of(mark.field).is_some() && !mark.value.is_empty())
            .map(|mark| mark.value)
            .collect(),
        _ => Vec::new(),
    };
    Block {
        kind,
        text: spell(draft, lines, between),
        confidence: PerMille(lines.iter().map(|line| source.sure[line.at()]).min().unwrap_or(1000)),
        boxes: boxes(draft, lines),
        lines: source.names(lines),
        credit: (!credits.is_empty()).then(|| credits.join(", ")),
        map: (source.offsets == Offsets::With).then(|| map(draft, lines, between)),
    }
}

/// The text of lines, with their glue where one continues the other and `between` where not.
pub(super) fn spell(draft: &Draft<'_>, lines: &[LineIx], between: &str) -> String {
    let raw = lines.iter().map(|line| draft.issue().raw(*line).len() + between.len());
    let mut text = String::with_capacity(raw.sum());
    for (n, &line) in lines.iter().enumerate() {
        if n > 0 {
            text.push_str(glue(draft, lines[n - 1], line, between));
        }
        text.push_str(&draft.text(line));
    }
    text
}

/// What stands between two lines that are printed as one text.
pub(super) fn glue<'a>(draft: &Draft<'_>, left: LineIx, right: LineIx, between: &'a str) -> &'a str {
    match draft.join(left) {
        Some((next, glue)) if next == right => glue.text(),
        _ => between,
    }
}

/// Where each stretch of raw text stands in the text of a block, in code points.
fn map(draft: &Draft<'_>, lines: &[LineIx], between: &str) -> Vec<(u32, String, u32, u32)> {
    let count = |text: &str| text.chars().count() as u32;
    let mut out = Vec::new();
    let mut at = 0;
    for (n, &line) in lines.iter().enumerate() {
        if n > 0 {
            at += count(glue(draft, lines[n - 1], line, between));
        }
        let (raw, name) = (draft.issue().raw(line), draft.issue().line_name(line));
        let mut from = 0;
        let mut raw_at = 0;
        let mut kept = |text: &str, raw_at: &mut u32, at: &mut u32| {
            let length = count(text);
            if length > 0 {
                out.push((*at, name.clone(), *raw_at, length));
                *raw_at += length;
                *at += length;
            }
        };
        for patch in draft.patches(line) {
            let (start, end) = (patch.span.start as usize, patch.span.end as usize);
            kept(&raw[from..start], &mut raw_at, &mut at);
            raw_at += count(&raw[start..end]);
            at += count(patch.insert);
            from = end;
        }
        kept(&raw[from..], &mut raw_at, &mut at);
    }
    out
}

/// A box for each column piece: a line that stands lower than the one before and under it belongs to the same piece.
fn boxes(draft: &Draft<'_>, lines: &[LineIx]) -> Vec<PageBox> {
    let issue = draft.issue();
    let mut out: Vec<(u32, Rect)> = Vec::new();
    let mut last: Option<(u32, Rect)> = None;
    for &line in lines {
        let page = issue.page_of(line);
        if page.layout == Layout::Flow {
            last = None;
            continue;
        }
        let Some(bbox) = issue.line(line).bbox else { continue };
        let goes_on =
            last.is_some_and(|(no, above)| no == page.no && bbox.top >= above.top && bbox.overlap_x(&above) > 0);
        match out.last_mut() {
            Some((_, piece)) if goes_on => *piece = piece.union(&bbox),
            _ => out.push((page.no, bbox)),
        }
        last = Some((page.no, bbox));
    }
    out.into_iter().map(|(page, b)| PageBox { page, bbox: [b.left, b.top, b.right, b.bottom] }).collect()
}
