//! Lines that belong to the page and to no article: dates, page numbers, names of papers and sections, imprints, rules.
//!
//! What such a line looks like is said by the line rules of the packs and by [`page_line`]; here is where it must stand.
//! A date inside an article stays, and so does one that the article carries as a heading.

mod contents;
mod figures;
mod island;
mod name_pieces;
mod nameplate;
mod noise;
mod page_head;
mod page_line;
mod spread;
mod staff;

use std::ops::Range;

use super::sheet::Sheet;
use crate::ledger::{Change, Edit, PassName};
use crate::model::{Layout, Role};
use crate::passes::ends::starts_lower;
use crate::rules::{Rule, Rules, Where};
pub(super) use noise::is_noise;
use page_line::{Day, Kind, Words};

/// Heights at the head and at the foot of a page at which its running lines stand.
const EDGE: usize = 8;

/// Other lines that may stand between a page line and the edge: a banner, a stray line of the scan.
const SLACK: usize = 3;

/// More lone numbers than this at one edge are a column of figures.
const MOST_NUMBERS: usize = 2;

/// Longest line, in bytes, that the patterns are tried on.
const LONGEST: usize = 240;

/// Blocks of more lines than this are text.
const TALLEST: usize = 4;

/// What a line is, if it stands where such lines do.
#[derive(Debug, Clone, Copy)]
enum Look<'r> {
    /// A rule of a pack.
    Ruled { rule: &'r Rule, role: Role, place: Where },
    /// Page line.
    Page(Kind),
}

pub(super) fn propose(sheet: &Sheet<'_>, edits: &mut Vec<Edit>) {
    let finder = Finder::new(sheet);
    let mut looks: Vec<Option<(Look<'_>, usize)>> = vec![None; sheet.rows.len()];
    let edges = sheet.edges(EDGE);
    let mut near_edge = vec![false; sheet.rows.len()];
    for &row in edges.iter().flatten().flatten() {
        near_edge[row] = true;
    }
    for row in 0..sheet.rows.len() {
        let in_short_block = sheet.block(row).len() <= TALLEST;
        looks[row] = finder.look(&sheet.rows[row].text, near_edge[row] || in_short_block);
    }
    let is_volume = |row: usize| page_head::is_volume(&sheet.rows[row].text, sheet.view.rules);
    let amid: Vec<bool> =
        (0..sheet.rows.len()).map(|row| is_volume(row) || looks[row].is_none() && heads_page(sheet, row)).collect();
    for row in (0..sheet.rows.len()).filter(|row| amid[*row]) {
        let found = finder.look(&sheet.rows[row].text, true);
        let is_head = |look| matches!(look, Look::Page(Kind::Folio | Kind::Issue | Kind::Running { .. }));
        looks[row] = found.filter(|(look, _)| is_head(*look));
    }
    let flush = n_flush(sheet, &looks);
    let depth = depths(&looks, &edges);
    let diary = is_diary(sheet, &looks, &depth);
    let numbers = |row: &&usize| matches!(looks[**row], Some((Look::Page(Kind::Number), _)));
    let column = edges.iter().any(|edge| edge.iter().flatten().filter(numbers).count() > MOST_NUMBERS);
    let mut given = vec![false; sheet.rows.len()];
    for row in 0..sheet.rows.len() {
        let Some((look, pieces)) = looks[row] else { continue };
        let alone = is_alone(&looks, sheet.block(row));
        let stands = Stand {
            depth: depth[row],
            alone,
            beside: is_beside_date(&looks, row),
            diary,
            column,
            amid: amid[row],
            flush: row < flush,
            named: row < flush && names_paper(&sheet.rows[row].text, sheet.view.rules),
        };
        let edit = finder.edit(sheet, row, look, pieces, &stands);
        given[row] = edit.is_some();
        edits.extend(edit);
    }
    nameplate::propose(sheet, &|row| dates(looks[row]), edits);
    page_head::propose(sheet, &looks, &given, edits);
    staff::propose(sheet, edits);
    contents::propose(sheet, edits);
    name_pieces::propose(sheet, edits);
    island::propose(sheet, &|row| looks[row].is_some(), edits);
    noise::propose(sheet, &|row| looks[row].is_some(), edits);
}

/// How many lines at the head of a page that nothing parts from the text below are page lines: where white was lost, none
/// of them is a block of its own. The name of a section over running text is its heading.
fn n_flush(sheet: &Sheet<'_>, looks: &[Option<(Look<'_>, usize)>]) -> usize {
    if !sheet.is_flush() {
        return 0;
    }
    let n = looks.iter().position(Option::is_none).unwrap_or(0);
    let is_section = |row: usize| matches!(looks[row], Some((Look::Page(Kind::Section), _)));
    if n > 0 && is_section(n - 1) && is_running(sheet, n) { n - 1 } else { n }
}

/// Whether a paragraph begins at a row: that row is about as long as those of the text, and the next goes on in small letters.
fn is_running(sheet: &Sheet<'_>, row: usize) -> bool {
    let length = |row: &super::sheet::Row<'_>| row.text.chars().count();
    let (Some(first), Some(next)) = (sheet.rows.get(row), sheet.rows.get(row + 1)) else { return false };
    starts_lower(&next.text) && length(first) * 5 >= length(next) * 4 && length(next) * 5 >= length(first) * 4
}

/// Whether a line begins with the article and ends with a word for papers.
fn names_paper(text: &str, rules: &Rules) -> bool {
    let last = text.split_whitespace().next_back().map(str::to_lowercase);
    text.get(..4).is_some_and(|the| the.eq_ignore_ascii_case("the "))
        && last.is_some_and(|last| rules.words("paper-word").contains(&last))
}

/// Whether a line of a file of text may be the head of a page amid it: a word for a page with its number, and a year.
fn heads_page(sheet: &Sheet<'_>, row: usize) -> bool {
    /// Longest such head, in bytes.
    const LONGEST: usize = 90;
    let text = &sheet.rows[row].text;
    // Of four figures in a row one stands at every fourth byte.
    let year = |text: &[u8]| {
        let figure = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
        let around = |at: usize| (at - 3..=at).any(|from| (from..from + 4).all(figure));
        (3..text.len()).step_by(4).any(|at| text[at].is_ascii_digit() && around(at))
    };
    if text.len() > LONGEST || !year(text.as_bytes()) || sheet.view.issue.pages()[sheet.page].layout != Layout::Flow {
        return false;
    }
    let pages = sheet.view.rules.words("page-word");
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    words.windows(2).any(|pair| pages.contains_lower(pair[0]) && is_number(pair[1]))
}

/// Where a line stands.
struct Stand {
    /// Number of other lines between it and the nearer edge; none if it is far from both.
    depth: Option<usize>,
    /// Whether all of its block looks like furniture.
    alone: bool,
    /// Whether a line with the date, the number or the price of the paper stands right above or below it.
    beside: bool,
    /// Whether dates head entries on this page.
    diary: bool,
    /// Whether a column of figures stands at an edge of the page.
    column: bool,
    /// Whether it numbers and dates a page amid the text of a file that does not part its pages, or is nothing but the number of
    /// the volume and of the issue.
    amid: bool,
    /// Whether nothing but page lines stands above it on a page that nothing parts into blocks.
    flush: bool,
    /// Whether it is called what papers are: `The Harbour Courier`.
    named: bool,
}

/// For each row near an edge, how many lines that are no page lines stand between it and the edge.
fn depths(looks: &[Option<(Look<'_>, usize)>], edges: &[Vec<Vec<usize>>; 2]) -> Vec<Option<usize>> {
    let mut depth: Vec<Option<usize>> = vec![None; looks.len()];
    for edge in edges {
        let mut between = 0;
        for height in edge {
            for &row in height {
                depth[row] = Some(depth[row].map_or(between, |other| other.min(between)));
            }
            between += height.iter().filter(|row| looks[**row].is_none()).count();
        }
    }
    depth
}

/// Whether a whole block looks like furniture.
fn is_alone(looks: &[Option<(Look<'_>, usize)>], block: Range<usize>) -> bool {
    block.len() <= TALLEST && looks[block].iter().all(Option::is_some)
}

/// Whether a line dates, numbers or prices the paper.
fn dates(look: Option<(Look<'_>, usize)>) -> bool {
    let look = look.map(|(look, _)| look);
    matches!(look, Some(Look::Page(Kind::Date(_) | Kind::Folio | Kind::Issue | Kind::Running { .. } | Kind::Garbled)))
}

/// Whether such a line stands next to a row.
fn is_beside_date(looks: &[Option<(Look<'_>, usize)>], row: usize) -> bool {
    let dates = |row: usize| dates(looks.get(row).copied().flatten());
    dates(row + 1) || row > 0 && dates(row - 1)
}

/// Dates that stand alone amid the page, two or more of them and not the same: they head entries of a diary or a
/// calendar of events.
fn is_diary(sheet: &Sheet<'_>, looks: &[Option<(Look<'_>, usize)>], depth: &[Option<usize>]) -> bool {
    let mut first: Option<&str> = None;
    (0..looks.len()).any(|row| {
        let amid = matches!(looks[row], Some((Look::Page(Kind::Date(_)), 1))) && depth[row] != Some(0);
        let text = sheet.rows[row].text.as_ref();
        amid && *first.get_or_insert(text) != text
    })
}

struct Finder<'r> {
    words: Words<'r>,
    rules: &'r Rules,
}

impl<'r> Finder<'r> {
    fn new(sheet: &Sheet<'r>) -> Self {
        let rules = sheet.view.rules;
        Self { words: Words::new(rules), rules }
    }

    /// What a line looks like, and of how many pieces it is put together. Away from the edges and inside of text only the
    /// rules that hold anywhere are tried.
    fn look(&self, text: &str, everywhere: bool) -> Option<(Look<'r>, usize)> {
        if text.len() > LONGEST {
            return None;
        }
        let whole = self.look_whole(text, everywhere);
        if let Some(look) = whole.filter(|look| !matches!(look, Look::Page(Kind::Garbled))) {
            return Some((look, 1));
        }
        if everywhere && text.bytes().any(|b| b.is_ascii_digit() || b >= 0x80) && text.contains(char::is_whitespace) {
            return self.look_in_pieces(text).or(whole.map(|look| (look, 1)));
        }
        whole.map(|look| (look, 1))
    }

    fn look_whole(&self, text: &str, everywhere: bool) -> Option<Look<'r>> {
        let stands = |place| everywhere || place == Where::Any;
        let ruled = self.rules.line(PassName::StripArtifacts, text, stands);
        let ruled = ruled.map(|(rule, role, place)| Look::Ruled { rule, role, place });
        ruled.or_else(|| if everywhere { self.words.kind(text).map(Look::Page) } else { None })
    }

    /// A line that a side-by-side dump has put together from several: it falls, at white space, into pieces that all
    /// look like furniture.
    fn look_in_pieces(&self, text: &str) -> Option<(Look<'r>, usize)> {
        let wide: Vec<&str> = text.split("  ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
        if wide.len() > 1 && wide.len() <= 6 {
            let looks: Option<Vec<Look<'r>>> =
                wide.iter().map(|piece| self.look(piece, true).map(|(l, _)| l)).collect();
            return looks.and_then(|looks| Some((*looks.first()?, looks.len())));
        }
        let gaps: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).take(8).collect();
        gaps.iter().rev().find_map(|gap| {
            let (head, tail) = (text[..*gap].trim(), text[*gap..].trim());
            let look = self.look_whole(head, true)?;
            let rest = self.look_whole(tail, true).map(|_| 1).or_else(|| self.look_in_pieces(tail).map(|(_, n)| n))?;
            Some((look, 1 + rest))
        })
    }

    fn edit(&self, sheet: &Sheet<'_>, row: usize, look: Look<'r>, pieces: usize, stand: &Stand) -> Option<Edit> {
        let edge = stand.depth.is_some_and(|depth| depth <= SLACK);
        let outermost = stand.depth == Some(0);
        let several = pieces > 1 && (stand.alone || edge);
        let line = sheet.rows[row].line;
        let give = |rule: &Rule, role: Role, confidence: f64, place: &str| {
            let mut edit = rule.sure(confidence, vec![Change::Role { line, role }]).because(rule.why.clone());
            edit = edit.because(place.to_owned());
            if pieces > 1 {
                edit = edit.because(format!("the line is put together from {pieces} such pieces"));
            }
            edit
        };
        let where_it_is = match (outermost, edge, stand.alone) {
            (true, ..) => "it stands at the edge of the page",
            (_, true, _) => "it stands near the edge of the page",
            (.., true) => "it stands alone",
            _ => "it looks like nothing else",
        };
        let (name, role, confidence) = match look {
            Look::Ruled { rule, role, place } => {
                let fits = several
                    || match place {
                        Where::Any => true,
                        Where::Edge => edge,
                        Where::Alone => stand.alone || outermost,
                    };
                return fits.then(|| give(rule, role, rule.confidence.share(), where_it_is));
            }
            Look::Page(kind) => {
                let confidence = confidence(kind, stand, edge, outermost, several)?;
                let (name, role) = match kind {
                    Kind::Number => ("furniture/page-number", Role::Folio),
                    Kind::Section => ("furniture/section", Role::RunningHead),
                    Kind::Issue => ("furniture/issue-line", Role::Masthead),
                    Kind::Date(_) => ("furniture/date", Role::Folio),
                    Kind::Folio => ("furniture/folio", Role::Folio),
                    // On its first page it is the title of the paper.
                    Kind::Paper { .. } if stand.named && sheet.page == 0 => ("furniture/running-line", Role::Masthead),
                    Kind::Running { .. } | Kind::Paper { .. } | Kind::Garbled => {
                        ("furniture/running-line", Role::RunningHead)
                    }
                };
                (name, role, confidence)
            }
        };
        Some(give(self.rules.get(name)?, role, confidence, where_it_is))
    }
}

/// How sure it is that a page line is one, where it stands.
fn confidence(kind: Kind, stand: &Stand, edge: bool, outermost: bool, several: bool) -> Option<f64> {
    if several {
        return Some(0.96);
    }
    let alone = stand.alone;
    match kind {
        // A lone number may head a chapter; outside of everything else it is the page's.
        Kind::Number => (outermost && (alone || stand.flush) && !stand.column).then_some(0.92),
        Kind::Section if stand.flush => Some(0.85),
        Kind::Section | Kind::Paper { unspaced: true } => (alone && outermost).then_some(0.85),
        Kind::Paper { unspaced: false } => (stand.beside && edge || stand.flush && stand.named).then_some(0.85),
        Kind::Issue if stand.amid => Some(0.85),
        Kind::Issue => edge.then_some(if outermost { 0.92 } else { 0.85 }),
        Kind::Date(_) if !alone && !outermost => None,
        Kind::Date(Day::Named) if outermost => Some(0.96),
        Kind::Date(_) if stand.diary => None,
        Kind::Date(Day::Named) => Some(if edge { 0.95 } else { 0.9 }),
        // Without the day of the week it may be the date of a letter or a decree, without the year that of an event.
        Kind::Date(Day::Unnamed) => (outermost && (alone || stand.flush)).then_some(0.82),
        Kind::Date(Day::OfNoYear) => outermost.then_some(0.85),
        Kind::Folio | Kind::Running { .. } if stand.amid => Some(0.85),
        Kind::Folio if outermost => Some(0.97),
        Kind::Folio => (alone || edge).then_some(0.95),
        Kind::Running { sure: true } if outermost => Some(0.97),
        Kind::Running { sure: true } => (alone || edge).then_some(0.95),
        // A dateline names a place and a day as well, but stands below its headline.
        Kind::Running { sure: false } => outermost.then_some(0.85),
        Kind::Garbled => edge.then_some(0.75),
    }
}
