//! The text of an article as far as its kind is told from it.

use std::ops::Range;

use crate::ledger::{Field, Glue};
use crate::model::{LineIx, RegionKind, Role};
use crate::passes::View;
use crate::passes::ends::{End, is_unspaced_text};
use crate::rules::phrases::{fold, words};

/// Letters of an unspaced script that count as a word.
const LETTERS_PER_WORD: usize = 2;

/// An article, read for its kind.
pub(super) struct Text {
    /// Its first line that is no furniture.
    pub first: LineIx,
    /// The same as printed.
    pub opening: String,
    /// Its headings, each in small letters.
    pub heads: Vec<String>,
    /// Whether the first of its headings stands over everything.
    pub is_headed: bool,
    /// All that it prints in small letters, with its headings and names.
    pub whole: String,
    /// Its text in small letters, a line of its own for each paragraph.
    pub body: String,
    pub n_words: usize,
    /// Lines of the text, and those of them that are items of lists or cells of tables.
    pub n_lines: usize,
    pub n_items: usize,
    pub n_cells: usize,
    /// Lines at which a sentence ends.
    pub n_ends: usize,
    /// Whether somebody signs it, or a dateline opens it.
    pub by: bool,
    pub dateline: bool,
    /// Whether the file says that all of it is advertising, or that all of it is a table.
    pub filed: Option<RegionKind>,
}

impl Text {
    /// Nothing where there is no line but furniture.
    pub(super) fn of(view: &View<'_>, lines: &[LineIx]) -> Option<Self> {
        let draft = view.draft;
        let abbreviations = view.rules.words("abbreviation");
        let mut own = lines.iter().copied().filter(|line| !draft.role(*line).is_furniture());
        let first = own.clone().next()?;
        let mut text = Self {
            first,
            opening: draft.text(first).into_owned(),
            heads: Vec::new(),
            is_headed: false,
            whole: String::new(),
            body: String::new(),
            n_words: 0,
            n_lines: 0,
            n_items: 0,
            n_cells: 0,
            n_ends: 0,
            by: false,
            dateline: false,
            filed: filed(view, own.clone()),
        };
        text.by = own.clone().any(|line| draft.role(line) == Role::Byline);
        text.dateline = own.clone().flat_map(|line| draft.marks(line)).any(|mark| mark.field == Field::Dateline);
        let mut open = false;
        let mut letters = 0;
        let last = own.clone().next_back();
        for line in &mut own {
            let read = draft.text(line);
            let role = draft.role(line);
            text.whole.push_str(&plain(&read));
            text.whole.push('\n');
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
                _ => {}
            }
            text.n_lines += 1;
            text.n_ends += usize::from(End::of(&read, abbreviations) == End::Closed);
            text.body.push_str(&plain(&read));
            letters += if is_unspaced_text(&read) {
                read.chars().filter(|c| c.is_alphanumeric()).count() / LETTERS_PER_WORD
            } else {
                read.split_whitespace().count()
            };
            open = match draft.join(line) {
                Some((_, Glue::None)) => true,
                Some((_, Glue::Space)) => {
                    text.body.push(' ');
                    true
                }
                None => false,
            };
            if !open && Some(line) != last {
                text.body.push('\n');
            }
        }
        text.n_words = letters;
        if open {
            text.body.truncate(text.body.trim_end().len());
        }
        Some(text)
    }

    /// Its first lines, at most so many.
    pub(super) fn opening(&self, most: usize) -> impl Iterator<Item = &str> {
        self.body.lines().take(most)
    }

    /// Whether few lines end a sentence, as in print that is no running text.
    pub(super) fn is_broken(&self) -> bool {
        self.n_lines >= 3 && self.n_ends * 4 <= self.n_lines
    }
}

/// A line in small letters, with one kind of apostrophe.
fn plain(line: &str) -> String {
    fold(line).replace(['’', '‘', '`'], "'")
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
    words(text).count()
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
