//! The text of an article as far as its kind is told from it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::ledger::{Draft, Field, Glue};
use crate::model::{LineIx, RegionKind, Role};
use crate::passes::View;
use crate::passes::ends::{End, letters, n_han_of_most};
use crate::passes::setting::is_poster;
use crate::rules::phrases::{fold, spans};

/// Letters of an unspaced script that count as a word.
const LETTERS_PER_WORD: usize = 2;

/// Paragraphs that may tell what an article is by how they begin.
const OPENINGS: usize = 3;

/// Characters of a paragraph that are looked at where only its beginning or its end is asked for.
const REACH: usize = 240;

/// An article, read for its kind.
pub(super) struct Text<'v> {
    /// Its first line that is no furniture.
    pub first: LineIx,
    /// The same as printed.
    pub opening: Cow<'v, str>,
    /// Its headings, each in small letters.
    pub heads: Vec<String>,
    /// Whether the first of its headings stands over everything.
    pub is_headed: bool,
    /// Its first paragraphs in small letters, as far as a heading or a phrase reaches.
    pub openings: Vec<String>,
    /// The end of its last paragraph in small letters.
    pub ending: String,
    /// Its text as printed, a line of its own for each paragraph.
    printed: String,
    draft: &'v Draft<'v>,
    /// Its lines, furniture among them.
    lines: &'v [LineIx],
    body: OnceCell<String>,
    pub n_words: usize,
    /// Lines of the text, and those of them that are items of lists or cells of tables.
    pub n_lines: usize,
    pub n_items: usize,
    pub n_cells: usize,
    /// Lines that keep their ends, as those of display adverts do.
    pub n_kept: usize,
    /// Lines of what has nothing but headings, as a display advert in large type has; its text is those.
    pub n_bare: usize,
    /// Lines at which a sentence ends.
    pub n_ends: usize,
    /// Whether somebody signs it, or a dateline opens it.
    pub by: bool,
    pub dateline: bool,
    /// Whether the file says that all of it is advertising, or that all of it is a table.
    pub filed: Option<RegionKind>,
}

impl<'v> Text<'v> {
    /// Nothing where there is no line but furniture.
    pub(super) fn of(view: &View<'v>, lines: &'v [LineIx]) -> Option<Self> {
        let draft = view.draft;
        let abbreviations = view.rules.words("abbreviation");
        let own = lines.iter().copied().filter(|line| !draft.role(*line).is_furniture());
        let first = own.clone().next()?;
        let mut text = Self {
            first,
            opening: draft.text(first),
            heads: Vec::new(),
            is_headed: false,
            openings: Vec::new(),
            ending: String::new(),
            printed: String::new(),
            draft,
            lines,
            body: OnceCell::new(),
            n_words: 0,
            n_lines: 0,
            n_items: 0,
            n_cells: 0,
            n_kept: 0,
            n_bare: 0,
            n_ends: 0,
            by: false,
            dateline: false,
            filed: filed(view, own.clone()),
        };
        text.by = own.clone().any(|line| draft.role(line) == Role::Byline);
        text.dateline = own.clone().flat_map(|line| draft.marks(line)).any(|mark| mark.field == Field::Dateline);
        let mut open = false;
        let mut n_words = 0;
        let last = own.clone().next_back();
        for line in own {
            let read = draft.text(line);
            let role = draft.role(line);
            match role {
                Role::Title | Role::Kicker | Role::Deck => {
                    text.is_headed |= text.n_lines == 0 && role == Role::Title;
                    text.heads.push(plain(&read));
                    continue;
                }
                Role::Subhead => text.heads.push(plain(&read)),
                Role::Byline | Role::Caption => continue,
                Role::List => text.n_items += 1,
                Role::Table => text.n_cells += 1,
                Role::Verse => text.n_kept += 1,
                _ => {}
            }
            text.n_lines += 1;
            text.n_ends += usize::from(End::of(&read, abbreviations) == End::Closed);
            text.printed.push_str(&read);
            n_words += words_of(&read);
            open = match draft.join(line) {
                Some((_, Glue::None)) => true,
                Some((_, Glue::Space)) => {
                    text.printed.push(' ');
                    true
                }
                None => false,
            };
            if !open && Some(line) != last {
                text.printed.push('\n');
            }
        }
        text.n_words = n_words;
        if text.n_lines == 0 && text.heads.len() > 2 {
            text.n_bare = text.heads.len();
            text.printed = text.heads.join("\n");
            text.n_words = words_of(&text.printed);
        }
        if open {
            text.printed.truncate(text.printed.trim_end().len());
        }
        text.openings = text.printed.lines().take(OPENINGS).map(|line| plain(head(line))).collect();
        text.ending = text.printed.lines().next_back().map(|line| plain(tail_of(line))).unwrap_or_default();
        Some(text)
    }

    /// Its text in small letters, a line of its own for each paragraph. Of long articles nobody asks for it.
    pub(super) fn body(&self) -> &str {
        self.body.get_or_init(|| plain(&self.printed))
    }

    /// All that it prints in small letters, line by line, with its headings and names.
    pub(super) fn whole(&self) -> String {
        let mut all = String::new();
        for line in self.lines.iter().filter(|line| !self.draft.role(**line).is_furniture()) {
            all.push_str(&self.draft.text(*line));
            all.push('\n');
        }
        plain(&all)
    }

    /// Whether most lines keep their ends.
    pub(super) fn is_kept(&self) -> bool {
        self.n_bare > 0 || 2 * self.n_kept > self.n_lines
    }

    /// Whether nothing but a few words in large type stands there, with no text below them.
    pub(super) fn is_scrap(&self) -> bool {
        /// Most words.
        const MOST: usize = 12;
        let n_words = || self.heads.iter().map(|head| n_words(head)).sum::<usize>();
        self.n_lines == 0 && !self.by && !self.dateline && n_words() <= MOST
    }

    /// Whether it is nothing but a few short lines each of which keeps its end, set as a display advert is.
    pub(super) fn is_poster(&self) -> bool {
        /// Fewest lines, most of them, and most words of one of them on the average.
        const LINES: std::ops::RangeInclusive<usize> = 3..=14;
        const WORDS: usize = 5;
        let lines: Vec<&str> = self.printed.lines().collect();
        let n = self.n_lines;
        LINES.contains(&n) && self.n_kept == n && self.n_words <= WORDS * n && is_poster(&lines)
    }

    /// Whether few lines end a sentence, as in print that is no running text.
    pub(super) fn is_broken(&self) -> bool {
        self.n_bare > 0 || self.n_lines >= 3 && self.n_ends * 4 <= self.n_lines
    }
}

/// Words of a line, of one in a script without spaces by its letters.
fn words_of(line: &str) -> usize {
    // Most lines are ASCII, in which white space is told by the byte.
    if line.is_ascii() {
        let blank = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
        return line.as_bytes().split(blank).filter(|word| !word.is_empty()).count();
    }
    if let Some(n_han) = n_han_of_most(line) {
        return n_han / LETTERS_PER_WORD;
    }
    let letters = letters(line);
    if letters.is_unspaced() { letters.signs / LETTERS_PER_WORD } else { line.split_whitespace().count() }
}

/// The first characters of a paragraph, and the last: more than any phrase has.
fn head(paragraph: &str) -> &str {
    paragraph.char_indices().nth(REACH).map_or(paragraph, |(end, _)| &paragraph[..end])
}

fn tail_of(paragraph: &str) -> &str {
    paragraph.char_indices().rev().nth(REACH - 1).map_or(paragraph, |(start, _)| &paragraph[start..])
}

/// A text in small letters, with one kind of apostrophe.
fn plain(text: &str) -> String {
    let mut plain = fold(text);
    let bytes = plain.as_bytes();
    let is_other = |at: usize| matches!(bytes[at..], [b'`', ..] | [0xe2, 0x80, 0x98 | 0x99, ..]);
    if memchr::memchr2_iter(b'`', 0xe2, bytes).any(is_other) {
        plain = plain.replace(['’', '‘', '`'], "'");
    }
    plain
}

/// What the file says that all lines are, where it says so of each.
fn filed(view: &View<'_>, mut lines: impl Iterator<Item = LineIx>) -> Option<RegionKind> {
    let of = |line: LineIx| {
        let regions = &view.issue.page_of(line).regions;
        let own = Some(view.issue.line(line).region);
        std::iter::successors(own, |at| regions.get(*at as usize)?.parent.filter(|above| above < at))
            .filter_map(|at| regions.get(at as usize).map(|region| region.kind))
            .find(|kind| matches!(kind, RegionKind::Advert | RegionKind::Table))
    };
    let first = of(lines.next()?)?;
    lines.all(|line| of(line) == Some(first)).then_some(first)
}

/// Words of a text as phrases count them.
pub(super) fn n_words(text: &str) -> usize {
    spans(text).count()
}

/// Bytes of what brackets or a dash set apart at the end of a paragraph: `(Adv.)`, `—Advt.`
pub(super) fn tail(paragraph: &str) -> Option<Range<usize>> {
    /// Longest mark of an advert, in bytes.
    const LONGEST: usize = 40;
    let end = paragraph.trim_end().len();
    let text = &paragraph[..end];
    let at = if text.ends_with([')', ']', '）', '］', '】']) {
        text.rfind(['(', '[', '（', '［', '【'])?
    } else {
        let at = text.rfind(['—', '–', '-', '―'])?;
        // A hyphen inside a word parts nothing.
        let inside = text[at..].starts_with('-') && text[..at].ends_with(char::is_alphanumeric);
        (!inside).then_some(at)?
    };
    (end - at <= LONGEST).then_some(at..end)
}

/// The lines of one paragraph in small letters.
pub(super) fn folded(lines: &[&str]) -> String {
    plain(&lines.join(" "))
}
