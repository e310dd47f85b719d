//! The blocks of a page, the runs of lines between blank lines, and what each tells about what stood before and after it.

use std::ops::Range;

use crate::model::Role;
use crate::model::script::{must_continue, unbreakable_start};
use crate::passes::ends::{End, is_unspaced_text, n_signs, starts_lower};
use crate::passes::galley::{Galley, Row};
use crate::passes::setting::is_poster;
use crate::survey::PageSurvey;

/// Most lines of a heading.
const MOST_HEAD_LINES: usize = 4;
/// Longest heading in unspaced and in spaced scripts, in characters.
const LONGEST_HEAD: [usize; 2] = [50, 110];
/// Fewest letters and digits of a heading without a byline.
const FEWEST_HEAD_SIGNS: usize = 4;
/// Deepest indent of a paragraph, in cells; what stands deeper is centered.
const DEEPEST_INDENT: u32 = 8;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text.
    Text,
    /// A heading, with or without a byline in the same block.
    Head,
    /// A byline alone.
    Byline,
    /// What stands at the end of an article: a note on the author, a caption.
    Tail,
    /// A box beside the articles, or a part of one.
    Box,
}

/// Whether the start or end of a block is inside a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Inside a paragraph.
    Inside,
    /// Nobody can say.
    Unknown,
    /// Between paragraphs.
    Between,
}

/// A block.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Its rows in the galley.
    pub rows: Range<usize>,
    pub kind: Kind,
    pub start: Cut,
    pub end: Cut,
    /// The narrowest and the widest column in cells that its lines could have been set in.
    pub measure: (u32, u32),
    /// Whether a byline stands in it.
    pub has_byline: bool,
    /// Whether its first words are set as only the first words of an article are.
    pub opens_article: bool,
    /// Whether its last line is a note, as only the last of an article is.
    pub closes_article: bool,
}

/// The blocks of a page in the order of its rows.
pub(super) fn of(galley: &Galley<'_>, survey: &PageSurvey) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut from = 0;
    for i in 0..galley.rows.len() {
        if i + 1 == galley.rows.len() || !galley.touches(i) && !is_between_stanzas(galley, i) {
            blocks.push(block(galley, from..i + 1, survey));
            from = i + 1;
        }
    }
    // Single lines do not tell their measure; whether they are full shows in what the other blocks are set in.
    let mut known: Vec<(u32, u32)> =
        blocks.iter().filter(|b| b.kind == Kind::Text && b.rows.len() >= 4).map(|b| b.measure).collect();
    known.sort_unstable();
    known.dedup();
    for n in 0..blocks.len() {
        if blocks[n].kind == Kind::Text && is_head(galley, &blocks[n], &known) {
            blocks[n].kind = Kind::Head;
        }
        // The text of a box stands below its heading.
        let heads_box = n > 0
            && blocks[n - 1].kind == Kind::Box
            && galley.rows[blocks[n - 1].rows.clone()].iter().all(|row| row.role == Role::Title);
        if heads_box && blocks[n].kind == Kind::Text {
            blocks[n].kind = Kind::Box;
        }
        if is_long_head(galley, &blocks, n) {
            (blocks[n].start, blocks[n].end) = (Cut::Unknown, Cut::Unknown);
        }
    }
    blocks
}

/// Whether the white below a row parts two stanzas, which nothing ever parts further.
fn is_between_stanzas(galley: &Galley<'_>, row: usize) -> bool {
    galley.unspaced(row) && galley.rows[row].role == Role::Verse && galley.rows[row + 1].role == Role::Verse
}

fn block(galley: &Galley<'_>, rows: Range<usize>, survey: &PageSurvey) -> Block {
    let indents = survey.indents;
    let lines = &galley.rows[rows.clone()];
    let all = |roles: &[Role]| lines.iter().all(|row| roles.contains(&row.role));
    let has_byline = lines.iter().any(|row| row.role == Role::Byline);
    let is_shown = || all(&[Role::Verse]) && is_poster(&lines.iter().map(|row| row.text.as_ref()).collect::<Vec<_>>());
    // A poem that brings its title along stands where it stands, like a box.
    let is_verse = galley.unspaced(rows.start) && lines[lines.len() - 1].role == Role::Verse;
    let is_poem = || is_verse && all(&[Role::Verse, Role::Byline, Role::Subhead]) && lines[0].role != Role::Verse;
    let kind = if matches!(lines[0].role, Role::Title | Role::List | Role::Table) || is_shown() || is_poem() {
        Kind::Box
    } else if all(&[Role::Byline]) {
        Kind::Byline
    } else if all(&[Role::Note, Role::Caption]) || is_remark(lines) {
        Kind::Tail
    } else if has_byline && all(&[Role::Byline, Role::Subhead, Role::Kicker, Role::Deck]) {
        Kind::Head
    } else {
        Kind::Text
    };
    let unspaced = galley.unspaced(rows.start);
    let measure = measure(lines, unspaced, survey);
    let mut found = Block {
        start: start(&lines[0], unspaced, indents),
        end: end(&lines[lines.len() - 1], measure, unspaced),
        closes_article: kind == Kind::Text && lines[lines.len() - 1].role == Role::Note,
        opens_article: opens_article(&lines[0].text, unspaced),
        rows,
        kind,
        measure,
        has_byline,
    };
    if lines[0].role == Role::Subhead {
        found.start = Cut::Between;
    }
    if lines[lines.len() - 1].role == Role::Subhead {
        found.end = Cut::Between;
    }
    if is_verse {
        // Its lines tell no measure, and none of them goes on in text.
        (found.start, found.end, found.measure) = (Cut::Between, Cut::Between, (0, u32::MAX));
    }
    found
}

/// Whether a block between whole paragraphs may be a heading of many lines: it has no indent, and no sentence ends in it.
fn is_long_head(galley: &Galley<'_>, blocks: &[Block], n: usize) -> bool {
    let (block, lines) = (&blocks[n], &galley.rows[blocks[n].rows.clone()]);
    let is_text = |block: &Block| block.kind == Kind::Text;
    is_text(block)
        && block.start == Cut::Inside
        && galley.unspaced(block.rows.start)
        && lines[lines.len() - 1].end == End::Open
        && !must_continue(&lines[0].text)
        && !lines.iter().any(|row| row.text.contains('。'))
        && n.checked_sub(1).is_none_or(|before| !is_text(&blocks[before]) || blocks[before].end != Cut::Inside)
        && blocks.get(n + 1).is_none_or(|next| !is_text(next) || next.start != Cut::Inside)
}

/// Whether a block is a remark in brackets, or has no words at all.
fn is_remark(lines: &[Row<'_>]) -> bool {
    let (first, last) = (lines[0].text.trim(), lines[lines.len() - 1].text.trim());
    let bracketed = lines.len() <= MOST_HEAD_LINES
        && (first.starts_with('（') && last.ends_with('）') || first.starts_with('(') && last.ends_with(')'));
    bracketed || !lines.iter().any(|row| row.text.chars().any(char::is_alphabetic))
}

/// Width of a row with its indent, unless it is centered.
pub(super) fn reach(row: &Row<'_>) -> u32 {
    row.width + if row.indent() <= DEEPEST_INDENT { row.indent() } else { 0 }
}

/// Cells of the shortest piece at the start of a text with spaces that could have been set at the end of the line before.
pub(super) fn first_piece(text: &str) -> u32 {
    let word = text.split_whitespace().next().unwrap_or("");
    // A compound may be cut behind its hyphen.
    let len =
        word.char_indices().skip(1).find(|(_, c)| "-–—".contains(*c)).map_or(word.len(), |(at, c)| at + c.len_utf8());
    word[..len].chars().count() as u32
}

/// The columns that these lines fit in.
fn measure(lines: &[Row<'_>], unspaced: bool, survey: &PageSurvey) -> (u32, u32) {
    let indents = survey.indents;
    // How wide an indent is nobody knows where it is a tab.
    let sure = |row: &Row<'_>| if unspaced || row.indent() < DEEPEST_INDENT { reach(row) } else { row.width };
    let widest = lines.iter().map(sure).max().unwrap_or(0);
    // Lines that are followed by another of the same paragraph are full.
    let inner = lines.windows(2).filter(|pair| {
        let new = indents && pair[1].indent() > 0 || !indents && pair[0].end != End::Open && pair[0].end != End::Hyphen;
        !new && pair.iter().all(|row| row.role == Role::Body)
    });
    if unspaced {
        let mut full = Vec::with_capacity(lines.len());
        full.extend(
            inner.filter(|pair| unbreakable_start(&pair[1].text, survey.cuts_numbers) <= 2).map(|pair| reach(&pair[0])),
        );
        full.sort_unstable();
        let last = &lines[lines.len() - 1];
        return match full.len() {
            0 if last.end == End::Open => (widest.saturating_sub(2), widest + 4),
            0 => (widest.saturating_sub(2), u32::MAX),
            1 | 2 => (full[full.len() - 1].saturating_sub(2), full[full.len() - 1] + 2),
            n => (full[n / 2].saturating_sub(1), full[n / 2] + 1),
        };
    }
    let would_be = inner.map(|pair| {
        let space = u32::from(pair[0].end != End::Hyphen);
        reach(&pair[0]) + space + first_piece(&pair[1].text) - 1
    });
    let most = would_be.min().unwrap_or(u32::MAX);
    (widest, most.max(widest))
}

fn start(row: &Row<'_>, unspaced: bool, indents: bool) -> Cut {
    if must_continue(&row.text) {
        return Cut::Inside;
    }
    if indents {
        return if row.indent() == 0 { Cut::Inside } else { Cut::Between };
    }
    if !unspaced && starts_lower(&row.text) {
        return Cut::Inside;
    }
    let first = row.text.chars().next().unwrap_or(' ');
    if "●■◆▲△○□☆★◎问答".contains(first) && (first != '问' && first != '答' || row.text.chars().nth(1) == Some('：'))
    {
        return Cut::Between;
    }
    Cut::Unknown
}

fn end(row: &Row<'_>, measure: (u32, u32), unspaced: bool) -> Cut {
    let free = i64::from(measure.0) - i64::from(reach(row));
    let known = measure.1 < u32::MAX;
    match row.end {
        End::Hyphen => Cut::Inside,
        End::Open if known && free > if unspaced { 6 } else { 20 } => Cut::Unknown,
        End::Open => Cut::Inside,
        End::Closed | End::Colon if known && free > if unspaced { 3 } else { 14 } => Cut::Between,
        End::Closed | End::Colon => Cut::Unknown,
    }
}

/// Whether a text begins as articles do and paragraphs do not: with a dateline, or with words in capitals.
fn opens_article(text: &str, unspaced: bool) -> bool {
    if unspaced {
        let head = || text.char_indices().nth(24).map_or(text, |(end, _)| &text[..end]);
        return ["本报", "新华社", "据新华社"].iter().any(|from| text.starts_with(from))
            && ["讯", "电", "报道"].iter().any(|mark| head().contains(mark));
    }
    let mut words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let capital = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && letters.clone().all(char::is_uppercase)
    };
    words.next().is_some_and(|word| capital(word) && word.chars().count() >= 2)
}

/// Whether a block of text is a heading after all: short, no sentence in it, no fragment of a paragraph.
fn is_head(galley: &Galley<'_>, block: &Block, measures: &[(u32, u32)]) -> bool {
    let rows = &galley.rows[block.rows.clone()];
    if rows.len() > MOST_HEAD_LINES
        || block.start == Cut::Inside && rows[0].indent() == 0 && starts_lower(&rows[0].text)
    {
        return false;
    }
    let text: String = rows.iter().map(|row| row.text.as_ref()).collect::<Vec<_>>().join(" ");
    let unspaced = is_unspaced_text(&text);
    if text.chars().count() > LONGEST_HEAD[usize::from(!unspaced)] || n_signs(&text) < 2 || must_continue(&text) {
        return false;
    }
    let last = &rows[rows.len() - 1];
    if block.has_byline {
        return rows[0].role != Role::Byline && last.role == Role::Byline;
    }
    if text.contains('。') || text.ends_with(['，', '、', '；', ',', ';', '：', ':']) || last.end == End::Hyphen {
        return false;
    }
    if n_signs(&text) < FEWEST_HEAD_SIGNS {
        return false;
    }
    if unspaced {
        // A full line may be cut out of a paragraph, unless it reads to its end without a mark.
        let full = measures.iter().any(|(low, high)| {
            let width = reach(&rows[0]);
            width + 2 >= *low && width <= high.saturating_add(2)
        });
        let marked = text.contains(['，', '、', '；', '：']);
        return last.end != End::Closed && !(full && marked) && !(rows.len() > 2 && marked);
    }
    let (mut upper, mut lower) = (0, 0);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    if upper > 4 * lower && upper >= 3 {
        return true;
    }
    let long = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let (mut titled, mut words) = (0, 0);
    for word in long {
        words += 1;
        titled += usize::from(word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
    }
    let titled = words == 0 || titled * 10 > words * 7;
    rows.len() <= 3
        && (titled && (last.end == End::Open || rows.len() <= 2) || rows.iter().all(|r| r.role == Role::Subhead))
}
