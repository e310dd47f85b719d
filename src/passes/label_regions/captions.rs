//! Captions: what stands next to a picture and is set as captions are.
//!
//! A score sums what speaks for a caption. No sign is enough by itself: headlines stand below pictures too, and text goes
//! on below them.

use std::ops::Range;

use super::segments::Segment;
use super::{View, turn};
use crate::ledger::Edit;
use crate::model::{LineIx, Page, Rect, Role};
use crate::passes::credit;
use crate::passes::ends::{End, is_unspaced_text, starts_lower};
use crate::passes::galley::Galley;
use crate::passes::pictures::{self, Near, Pictures, REACH, Side};
use crate::rules::phrases::words;

/// Most lines of a caption, and of one that the file calls so or sets inside its picture.
const MOST_LINES: usize = 10;
const MOST_SAID_LINES: usize = 24;
/// Score from which on a text is a caption.
const CAPTION: f64 = 1.5;
/// Size, as a share of that of the page's text, below which type is small, and from which on it is a headline's.
const SMALL: f32 = 0.92;
const LARGE: f32 = 1.12;
const HUGE: f32 = 1.4;
/// Share of a picture's width by which the middle of a caption stays off that of its picture at most.
const OFF_CENTER: i32 = 20;
/// Letters of a caption at the least; fewer are numbers, or specks read as text.
const FEWEST_LETTERS: usize = 4;
const FEWEST_WIDE_LETTERS: usize = 2;
/// Share by which sizes differ that are one.
const ALIKE: f32 = 0.08;
/// Most words of a phrase that captions have.
const PHRASE: usize = 4;
/// How many lines are looked at for the next above or below a text.
const LOOK_AROUND: usize = 48;

/// A region of text that may be a caption.
struct Text {
    region: u32,
    area: Rect,
    /// Its segments.
    segments: Range<usize>,
}

/// Labels the captions of a page with boxes.
pub(super) fn label(
    view: &View<'_>,
    page: &Page,
    galley: &Galley<'_>,
    segments: &mut [Segment],
    edits: &mut Vec<Edit>,
) {
    let Some(rule) = view.rules.get("caption/by-picture") else { return };
    let line = pictures::line_height(page.lines.clone().map(|line| view.issue.line(LineIx(line))));
    let mut pictures = Pictures::of(page, line);
    let is_called = |text: &Text| hint(page, text.region).contains("caption");
    let mut texts = texts(view, galley, segments);
    if pictures.list.is_empty() && !texts.iter().any(is_called) {
        return;
    }
    let lines = Around::of(view, page, galley);
    texts.sort_by_key(|text| (text.area.top, text.area.left));
    for text in texts {
        let reach = REACH.saturating_mul(line);
        let found = match pictures.near(page, text.region, &text.area, reach) {
            Some(near) => {
                let place = Place { near, picture: pictures.list[near.picture].area, line: line.max(1) };
                score(view, page, galley, &segments[text.segments.clone()], &text, &place, &lines)
                    .filter(|(score, _)| *score >= CAPTION)
                    .inspect(|_| pictures.caption(near, &text.area))
            }
            // A file may draw no picture where there is one, and call a caption what stands below the title of the paper.
            None => (is_called(&text) && lines.is_under_prose(&text.area))
                .then(|| (CAPTION, "called a caption by the file".to_owned())),
        };
        let Some((score, why)) = found else { continue };
        let sure = (0.65 + 0.12 * (score - CAPTION)).min(0.97);
        for segment in segments[text.segments].iter_mut().filter(|segment| segment.role != Some(Role::Caption)) {
            edits.push(rule.sure(sure, turn(galley, segment, Role::Caption)).because(why.clone()));
        }
    }
}

/// What the file calls a region, in small letters.
fn hint(page: &Page, region: u32) -> String {
    let hint = page.regions.get(region as usize).and_then(|region| region.hint.as_deref());
    hint.map(str::to_lowercase).unwrap_or_default()
}

/// The regions of the page with text in them of which nothing is known yet but who took a picture, or wrote something.
fn texts(view: &View<'_>, galley: &Galley<'_>, segments: &[Segment]) -> Vec<Text> {
    let region = |segment: &Segment| view.issue.line(galley.rows[segment.rows.start].line).region;
    let mut texts = Vec::new();
    let mut from = 0;
    for run in segments.chunk_by(|a, b| region(a) == region(b)) {
        let held = from..from + run.len();
        from = held.end;
        let is_open =
            run.iter().all(|segment| matches!(segment.role, None | Some(Role::Caption | Role::Byline | Role::Note)));
        let n_rows = run.iter().map(|segment| segment.rows.len()).sum::<usize>();
        let rows = run.iter().flat_map(|segment| &galley.rows[segment.rows.clone()]);
        let area = rows.filter_map(|row| view.issue.line(row.line).bbox).reduce(|a, b| a.union(&b));
        if let Some(area) = area.filter(|_| is_open && n_rows <= MOST_SAID_LINES) {
            texts.push(Text { region: region(&run[0]), area, segments: held });
        }
    }
    texts
}

/// Where a text stands.
struct Place {
    near: Near,
    picture: Rect,
    /// Height of a line of the page.
    line: i32,
}

/// How much speaks for a text being the caption of the picture next to it, and what of it most. None if it cannot be one.
fn score(
    view: &View<'_>,
    page: &Page,
    galley: &Galley<'_>,
    held: &[Segment],
    text: &Text,
    place: &Place,
    lines: &Around,
) -> Option<(f64, String)> {
    let rows = || held.iter().flat_map(|segment| &galley.rows[segment.rows.clone()]);
    let n_lines = rows().count();
    let (first, last) = (rows().next()?, held.last()?.rows.end - 1);
    let hint = hint(page, text.region);
    let is_called = hint.contains("caption");
    let is_said = is_called || place.near.side == Side::Inside;
    if n_lines > if is_said { MOST_SAID_LINES } else { MOST_LINES } {
        return None;
    }
    let spoken = held.iter().map(|segment| segment.text(galley)).collect::<Vec<_>>().join(" ");
    let least = if is_unspaced_text(&spoken) { FEWEST_WIDE_LETTERS } else { FEWEST_LETTERS };
    spoken.chars().filter(|c| c.is_alphabetic()).nth(least - 1)?;
    let mut signs: Vec<(f64, &str)> = Vec::new();
    let white = f64::from(place.near.white) / f64::from(place.line);
    signs.push(match place.near.side {
        Side::Inside => (1.5, "inside a picture, as the file says"),
        Side::Below if white < 1.0 => (0.8, "close below a picture"),
        Side::Below => (0.5, "below a picture"),
        Side::Above => (0.0, "above a picture"),
        Side::Beside => (-0.5, "beside a picture"),
    });
    if is_called {
        signs.push((1.5, "called a caption by the file"));
    }
    let mut sum = match n_lines {
        1..=2 => 0.3,
        3..=5 => 0.0,
        _ => -0.6,
    };
    if ["head", "title"].iter().any(|word| hint.contains(word)) {
        sum -= 0.8;
    }
    let settings: Vec<_> = rows().filter_map(|row| view.survey.setting(row.line)).collect();
    let mut sizes: Vec<f32> = settings.iter().map(|set| set.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied().unwrap_or(1.0);
    match size {
        size if size < SMALL => signs.push((0.8, "set smaller than the text")),
        size if size > HUGE => sum -= 1.6,
        size if size > LARGE => sum -= 0.6,
        _ => {}
    }
    // A picture may be wider than a column: then text as wide as it is no column's.
    let (own, picture) = (&text.area, &place.picture);
    let is_stacked = place.near.side != Side::Beside;
    let off = (own.left.midpoint(own.right) - picture.left.midpoint(picture.right)).abs();
    let is_narrow = i64::from(own.width()) * 10 < i64::from(picture.width()) * 9;
    if is_stacked && is_narrow && off < picture.width() / OFF_CENTER {
        signs.push((0.5, "centered on it"));
    }
    if is_stacked && own.width() > lines.column.saturating_mul(4) / 3 && lines.column > 0 {
        signs.push((0.7, "wider than a column, as the picture is"));
    }
    if held.iter().any(|segment| segment.role == Some(Role::Caption))
        || !credit::taken(&spoken, view.rules).is_empty()
        || has_phrase(view, &spoken)
    {
        signs.push((1.0, "it says who took a picture, or what a picture shows"));
    }
    if starts_lower(&first.text) {
        sum -= 0.8;
    }
    sum -= match galley.rows[last].end {
        End::Hyphen => 1.2,
        End::Open if n_lines > 1 && galley.is_full(last) => 0.5,
        _ => 0.0,
    };
    // A headline below a picture stands nearer to its text than to the picture, and the text of a column goes on as it is
    // set.
    if place.near.side == Side::Below {
        match lines.next(own) {
            Some(next) => {
                let after = next.area.top.saturating_sub(own.bottom).max(0);
                let is_like = (next.size - size).abs() < ALIKE && next.area.width() * 10 > own.width() * 8;
                match after < place.line.saturating_mul(2) {
                    true if is_like && n_lines > 1 => sum -= 1.0,
                    true if after < place.near.white.max(place.line / 4) => sum -= 0.6,
                    true => {}
                    false => signs.push((0.3, "white below it")),
                }
            }
            None => signs.push((0.3, "white below it")),
        }
    }
    sum += signs.iter().map(|(points, _)| points).sum::<f64>();
    signs.retain(|(points, _)| *points >= 0.0);
    signs.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some((sum, signs.iter().take(2).map(|(_, why)| *why).collect::<Vec<_>>().join(", ")))
}

/// Whether a text has a phrase that only captions have.
fn has_phrase(view: &View<'_>, text: &str) -> bool {
    let list = view.rules.words("caption-phrase");
    let spoken: Vec<String> = words(text).collect();
    (0..spoken.len())
        .any(|from| (from + 1..=spoken.len().min(from + PHRASE)).any(|to| list.contains(&spoken[from..to].join(" "))))
}

/// The lines of a page, to look up what stands above and below a text.
struct Around {
    /// From the top down.
    lines: Vec<Drawn>,
    /// Width of most columns; 0 where no region tells it.
    column: i32,
}

struct Drawn {
    area: Rect,
    /// How large it is set, as a multiple of the page's lines.
    size: f32,
    /// Whether it stands in a region of some lines that the file calls neither heading nor caption, and is set no larger.
    is_prose: bool,
}

impl Around {
    /// Lines of a region from which on it tells the width of a column.
    const COLUMN_LINES: usize = 5;

    fn of(view: &View<'_>, page: &Page, galley: &Galley<'_>) -> Self {
        let mut lines = Vec::with_capacity(galley.rows.len());
        let mut widths: Vec<i32> = Vec::new();
        for run in galley.rows.chunk_by(|a, b| view.issue.same_region(a.line, b.line)) {
            let mut around: Option<Rect> = None;
            let region = run.first().map_or(0, |row| view.issue.line(row.line).region);
            let hint = hint(page, region);
            let is_text =
                run.len() >= Self::COLUMN_LINES && !["caption", "head"].iter().any(|word| hint.contains(word));
            for row in run {
                let Some(area) = view.issue.line(row.line).bbox else { continue };
                let size = view.survey.setting(row.line).map_or(1.0, |set| set.size);
                lines.push(Drawn { area, size, is_prose: is_text && size < LARGE });
                around = Some(around.map_or(area, |around| around.union(&area)));
            }
            if let Some(area) = around.filter(|_| run.len() >= Self::COLUMN_LINES) {
                widths.extend(std::iter::repeat_n(area.width(), run.len()));
            }
        }
        lines.sort_by_key(|line| (line.area.top, line.area.left));
        let middle = widths.len() / 2;
        let column = if widths.is_empty() { 0 } else { *widths.select_nth_unstable(middle).1 };
        Self { lines, column }
    }

    /// Whether the nearest line above a text is one of some.
    fn is_under_prose(&self, text: &Rect) -> bool {
        let to = self.lines.partition_point(|line| line.area.top < text.top);
        let near = self.lines[..to].iter().rev().take(LOOK_AROUND).filter(|line| line.area.overlap_x(text) > 0);
        near.max_by_key(|line| line.area.bottom).is_some_and(|line| line.is_prose)
    }

    /// The next line below a text.
    fn next(&self, text: &Rect) -> Option<&Drawn> {
        // Boxes of lines may overlap a little.
        let from = self.lines.partition_point(|line| line.area.top < text.bottom - text.height().min(8) / 4);
        self.lines[from..].iter().take(LOOK_AROUND).find(|line| line.area.overlap_x(text) > 0)
    }
}
