//! A page with boxes while it is being read: regions, lines and words are laid on it, and the reader's law is kept.
//!
//! Knows nothing of any format.

use rustc_hash::FxHashMap;

use super::gutters;
use super::xml::{self, Number, Odd, trimmed};
use crate::model::{Layout, Line, LineId, LineIx, Page, PageRead, Rect, Region, RegionKind, Source, Style, Unit, Word};

/// The longest id that is kept whole; a longer one names nothing to a person.
const LONGEST_ID: usize = 120;

/// A word, as a range of bytes of the text of a line that is not laid on the page yet.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub span: std::ops::Range<usize>,
    pub bbox: Option<Rect>,
    pub confidence: Option<f32>,
    pub hint: Option<Box<str>>,
}

/// What is known of a line besides its text and its words.
#[derive(Debug, Clone, Default)]
pub(super) struct Place<'a> {
    /// The file's id; where there is none the line is named after its region.
    pub id: Option<&'a str>,
    pub region: u32,
    /// Which of the lines of its region it is, from 1.
    pub nth: u32,
    pub bbox: Option<Rect>,
    pub baseline: Option<[(i32, i32); 2]>,
    pub style: Option<u16>,
}

/// Typeface, size as bits, bold, italic.
type StyleKey = (Option<Box<str>>, u32, bool, bool);

/// A page that is being read.
#[derive(Debug)]
pub(super) struct Sheet {
    pub page: Page,
    lines: Vec<Line>,
    /// The ids of lines that are taken, and how often each was asked for.
    ids: FxHashMap<Box<str>, u32>,
    styles: FxHashMap<StyleKey, u16>,
}

impl Sheet {
    pub fn new(source: Source, unit: Unit, language: Option<String>) -> Self {
        let page = Page { language, ..Page::new(source, String::new(), Layout::Boxes, unit) };
        Self { page, lines: Vec::new(), ids: FxHashMap::default(), styles: FxHashMap::default() }
    }

    /// Adds a region and returns its index.
    pub fn add_region(&mut self, region: Region) -> u32 {
        self.page.regions.push(region);
        self.page.regions.len() as u32 - 1
    }

    /// Takes the last region off the page again.
    pub fn drop_region(&mut self, region: u32) {
        if region as usize + 1 == self.page.regions.len() {
            self.page.regions.pop();
        }
    }

    /// Says that a region has no text, as pictures and rules have none that an engine finds without calling them so.
    pub fn without_text(&mut self, region: u32) {
        /// What is this many times as long as it is wide is a rule.
        const RULE: i32 = 10;
        let Some(region) = self.page.regions.get_mut(region as usize) else { return };
        if let Some(bbox) = region.bbox.filter(|_| region.kind == RegionKind::Text) {
            let (long, short) = (bbox.width().max(bbox.height()), bbox.width().min(bbox.height()));
            let is_rule = short.saturating_mul(RULE) <= long;
            region.kind = if is_rule { RegionKind::Separator } else { RegionKind::Picture };
        }
    }

    /// The index of a style, which is added if the page does not have it yet. None if it says nothing.
    pub fn style(&mut self, style: Style) -> Option<u16> {
        if style == Style::default() {
            return None;
        }
        let key = (style.font.clone(), style.size.unwrap_or(-1.0).to_bits(), style.bold, style.italic);
        if let Some(known) = self.styles.get(&key) {
            return Some(*known);
        }
        let index = u16::try_from(self.page.styles.len()).ok()?;
        self.page.styles.push(style);
        self.styles.insert(key, index);
        Some(index)
    }

    /// Lays a line on the page. One without a printed character is left out, and false is returned.
    ///
    /// The text holds no line ends; a word that holds no printed character is left out.
    pub fn add_line(&mut self, place: &Place<'_>, text: &str, words: impl IntoIterator<Item = Piece>) -> bool {
        let Some(ink) = trimmed(text) else { return false };
        if !self.lines.is_empty() {
            self.page.text.push('\n');
        }
        let start = self.page.text.len();
        self.page.text.push_str(&text[ink.clone()]);
        let ix = LineIx(self.lines.len() as u32);
        let first = self.page.words.len();
        let mut around: Option<Rect> = None;
        for word in words {
            let Some(part) = text.get(word.span.clone()).and_then(trimmed) else { continue };
            around = union(around, word.bbox);
            let (from, to) = (word.span.start + part.start - ink.start, word.span.start + part.end - ink.start);
            let span = from as u32..to as u32;
            let Piece { bbox, confidence, hint, .. } = word;
            self.page.words.push(Word { line: ix, span, bbox, confidence, hint });
        }
        let id = self.line_id(place);
        let bbox = place.bbox.or(around);
        // Boxes of words may be drawn far beyond their line.
        let most = bbox.and_then(|bbox| u16::try_from(bbox.height()).ok()).filter(|most| *most > 0);
        let height = height(&self.page.words[first..]).map(|height| most.map_or(height, |most| height.min(most)));
        let line = Line {
            id: LineId::Named(id),
            page: 0,
            span: start as u32..self.page.text.len() as u32,
            region: place.region,
            bbox,
            baseline: place.baseline.map(Box::new),
            style: place.style,
            height,
            gap: gap(&self.page.words[first..]),
        };
        self.lines.push(line);
        true
    }

    /// The name of a line: the file's, else one after its region, else one after its place on the page; with `~2` where
    /// it is taken.
    fn line_id(&mut self, place: &Place<'_>) -> Box<str> {
        let own = place.id.map(clean_id).filter(|id| !id.is_empty());
        let id: Box<str> = own.unwrap_or_else(|| {
            let region = self.page.regions.get(place.region as usize).and_then(|region| region.id.as_deref());
            match region {
                Some(region) => format!("{region}.{}", place.nth).into(),
                None => format!("L{}", self.lines.len() + 1).into(),
            }
        });
        let Some(mut n) = self.ids.get(&id).copied() else {
            self.ids.insert(id.clone(), 1);
            return id;
        };
        // A name so made may itself be taken by an id of the file.
        loop {
            n += 1;
            let other: Box<str> = format!("{id}~{n}").into();
            if !self.ids.contains_key(&other) {
                self.ids.insert(id, n);
                self.ids.insert(other.clone(), 1);
                return other;
            }
        }
    }

    /// Cuts lines that run over gutters. The parts on the right of each become a region of their own behind those on its
    /// left, and so do the lines before and behind them; the parts of a region keep its id.
    fn cut_at_gutters(&mut self) {
        let found = gutters::columns(&self.page, &self.lines);
        if found.is_empty() {
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        let mut words = std::mem::take(&mut self.page.words);
        // The first words behind gutters by line, each with the region that they become part of.
        let mut cuts: Vec<(usize, usize, u32)> = Vec::new();
        let mut regions: Vec<u32> = lines.iter().map(|line| line.region).collect();
        let mut followers: Vec<(u32, u32)> = Vec::new();
        for columns in found {
            let own = lines[columns.lines.start].region;
            let mut part = |sheet: &mut Self| {
                let whole = sheet.page.regions[own as usize].clone();
                let part = sheet.add_region(Region { bbox: None, outline: Box::default(), ..whole });
                followers.push((own, part));
                part
            };
            let start = columns.lines.start;
            let is_first = start.checked_sub(1).is_none_or(|before| regions[before] != regions[start]);
            let mut parts = vec![if is_first { regions[start] } else { part(self) }];
            parts.extend(columns.lefts.iter().map(|_| part(self)));
            for at in columns.lines.clone() {
                regions[at] = parts[lines[at].bbox.map_or(0, |bbox| columns.at(bbox.left))];
            }
            cuts.extend(columns.cuts.iter().map(|(line, word)| {
                let column = words.get(*word).and_then(|word| word.bbox).map_or(0, |bbox| columns.at(bbox.left));
                (*line, *word, parts[column])
            }));
            let end = columns.lines.end;
            let behind = end + lines[end..].iter().take_while(|line| line.region == own).count();
            if behind > end {
                let rest = part(self);
                regions[end..behind].fill(rest);
            }
            let region = &mut self.page.regions[own as usize];
            (region.bbox, region.outline) = (None, Box::default());
        }
        let mut cuts = cuts.into_iter().peekable();
        let mut next = 0;
        for (n, mut line) in lines.into_iter().enumerate() {
            line.region = regions[n];
            let mut first = next;
            next += words[first..].iter().take_while(|word| word.line.at() == n).count();
            let name = line.id.to_string();
            let mut nth = 1;
            while let Some((_, word, region)) = cuts.next_if(|(at, ..)| *at == n) {
                let (left, right) = words[first..next].split_at_mut(word - first);
                let (left, right) = halves(line, left, right, &self.page.text);
                self.lay(left, &mut words[first..word]);
                nth += 1;
                let place = Place { id: Some(&format!("{name}.{nth}")), ..Place::default() };
                line = Line { id: LineId::Named(self.line_id(&place)), region, ..right };
                first = word;
            }
            self.lay(line, &mut words[first..next]);
        }
        self.page.words = words;
        followers.sort_by_key(|(own, _)| *own);
        let stated = std::mem::take(&mut self.page.stated_order);
        for region in stated {
            self.page.stated_order.push(region);
            let from = followers.partition_point(|(own, _)| *own < region);
            let parts = followers[from..].iter().take_while(|(own, _)| *own == region);
            self.page.stated_order.extend(parts.map(|(_, part)| *part));
        }
    }

    /// Lays a line with its words behind the others.
    fn lay(&mut self, line: Line, words: &mut [Word]) {
        let ix = LineIx(self.lines.len() as u32);
        words.iter_mut().for_each(|word| word.line = ix);
        self.lines.push(line);
    }

    /// Ends the page: lines that run over a gutter are cut, and regions without a box get one around what stands in them.
    pub fn finish(mut self, odd: &mut Odd) -> PageRead {
        self.cut_at_gutters();
        let regions = &mut self.page.regions;
        let mut around: Vec<Option<Rect>> = vec![None; regions.len()];
        for line in &self.lines {
            if let Some(region) = around.get_mut(line.region as usize) {
                *region = union(*region, line.bbox);
            }
        }
        // A region stands behind the one that holds it, so the innermost are met first.
        for n in (0..regions.len()).rev() {
            regions[n].bbox = regions[n].bbox.or(around[n]);
            let above = regions[n].parent.filter(|above| (*above as usize) < n);
            regions[n].parent = above;
            if let Some(above) = above {
                around[above as usize] = union(around[above as usize], regions[n].bbox);
            }
        }
        // An issue may have many pages.
        self.page.text.shrink_to_fit();
        self.page.regions.shrink_to_fit();
        PageRead { page: self.page, lines: self.lines, warnings: odd.take() }
    }
}

/// Cuts a line between two words; what stands between them is white space.
fn halves(line: Line, left: &[Word], right: &mut [Word], page: &str) -> (Line, Line) {
    let (start, end) = (line.span.start, line.span.end);
    let cut = right.first().map_or(end, |word| start + word.span.start);
    let stop = page.get(start as usize..cut as usize).map_or(cut, |text| start + text.trim_end().len() as u32);
    for word in right.iter_mut() {
        word.span = word.span.start + start - cut..word.span.end + start - cut;
    }
    let around = |words: &[Word]| words.iter().fold(None, |all, word| union(all, word.bbox));
    let boxes = [around(left), around(right)];
    let part = |bbox: Option<Rect>| {
        let [(x0, y0), (x1, y1)] = *line.baseline.as_deref()?;
        let (Rect { left, right, .. }, run) = (bbox?, i64::from(x1) - i64::from(x0));
        let at = |x: i32| y0 + ((i64::from(x) - i64::from(x0)) * (i64::from(y1) - i64::from(y0)) / run.max(1)) as i32;
        Some(Box::new([(left, at(left)), (right, at(right))]))
    };
    let behind = Line {
        span: cut..end,
        bbox: boxes[1],
        baseline: part(boxes[1]),
        height: height(right),
        gap: gap(right),
        ..line.clone()
    };
    let before = Line {
        span: start..stop,
        bbox: boxes[0],
        baseline: part(boxes[0]),
        height: height(left),
        gap: gap(left),
        ..line
    };
    (before, behind)
}

/// The widest white between two words that follow each other, 0 where none is known.
fn gap(words: &[Word]) -> u16 {
    let white = |(left, right): (&Word, &Word)| Some(right.bbox?.left.saturating_sub(left.bbox?.right));
    let widest = words.iter().zip(words.iter().skip(1)).filter_map(white).max();
    widest.map_or(0, |white| white.clamp(0, i32::from(u16::MAX)) as u16)
}

/// How high the words of a line stand: as high as the tallest, but for those that are no letters of its type, such as
/// specks, printers' rules and the initial of a chapter.
fn height(words: &[Word]) -> Option<u16> {
    /// A word with ascenders and descenders is about twice as high as one with neither, in tenths.
    const TALLEST: i32 = 18;
    let mut heights: Vec<i32> =
        words.iter().filter_map(|word| Some(word.bbox?.height())).filter(|height| *height > 0).collect();
    let middle = heights.len().checked_sub(1)? / 2;
    let middle = *heights.select_nth_unstable(middle).1;
    let is_letters = |height: &i32| i64::from(*height) * 10 <= i64::from(middle) * i64::from(TALLEST);
    heights.into_iter().filter(is_letters).max().and_then(|height| u16::try_from(height).ok())
}

/// Coordinates as a file writes them, and how many of them cannot be.
#[derive(Debug, Default)]
pub(super) struct Coordinates {
    /// Before the page; they are read as 0.
    below: usize,
    /// No numbers, or far off any page.
    bad: usize,
    /// Physical line of the first of them.
    line: Option<u32>,
}

impl Coordinates {
    /// One coordinate or length; none if it cannot be.
    pub fn number(&mut self, raw: &str) -> Option<i32> {
        match xml::number(raw) {
            Number::At(value) => Some(value),
            Number::Below => {
                self.below += 1;
                Some(0)
            }
            Number::Bad => {
                self.bad += 1;
                None
            }
        }
    }

    /// The points of an outline, those that can be.
    pub fn points(&mut self, raw: &str) -> Vec<(i32, i32)> {
        let read = xml::points(raw);
        self.below += read.below;
        self.bad += read.bad;
        read.points
    }

    /// Remembers the line where the first of those that cannot be stands; called behind each element.
    pub fn note(&mut self, line: impl FnOnce() -> u32) {
        if self.below + self.bad > 0 && self.line.is_none() {
            self.line = Some(line());
        }
    }

    /// Warns of those that cannot be, and counts anew.
    pub fn tell(&mut self, odd: &mut Odd) {
        let Self { below, bad, line } = std::mem::take(self);
        let line = line.unwrap_or(0);
        if below > 0 {
            odd.add(line, &format!("{below} coordinates from here on are below zero; they are read as 0"));
        }
        if bad > 0 {
            odd.add(
                line,
                &format!(
                    "{bad} coordinates from here on are no numbers, or far off any page; what they place has no box"
                ),
            );
        }
    }
}

/// The box around both, or the one that there is.
pub(super) fn union(a: Option<Rect>, b: Option<Rect>) -> Option<Rect> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.union(&b)),
        (a, b) => a.or(b),
    }
}

/// The box around points; one of no width or height is made one wide, so that a rule drawn as a stroke stands somewhere.
pub(super) fn around(points: &[(i32, i32)]) -> Option<Rect> {
    let (first, rest) = points.split_first()?;
    let start = (first.0, first.1, first.0, first.1);
    let (left, top, right, bottom) = rest
        .iter()
        .fold(start, |(left, top, right, bottom), (x, y)| (left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)));
    Some(Rect::new(left, top, right.max(left.saturating_add(1)), bottom.max(top.saturating_add(1))))
}

/// The ends of a stroke, the left one first.
pub(super) fn ends(points: &[(i32, i32)]) -> Option<[(i32, i32); 2]> {
    let (first, last) = (*points.first()?, *points.last()?);
    (first != last).then_some(if last.0 < first.0 { [last, first] } else { [first, last] })
}

/// An id as it can be written in a line of text, without controls, and of a length that can be read.
pub(super) fn clean_id(raw: &str) -> Box<str> {
    let raw = raw.trim();
    let is_plain = raw.len() <= LONGEST_ID && !raw.contains(|c: char| c.is_control() || c.is_whitespace());
    if is_plain {
        return raw.into();
    }
    raw.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(LONGEST_ID).collect()
}
