//! What boxes tell of lines: how large they are set, where they stand in their column, how much white is above them.

use crate::model::script::{is_han, text_cells};
use crate::model::{Issue, LineIx, Page, Rect};

/// Lines from which on a region tells the edges of its column.
const COLUMN_LINES: usize = 3;
/// Cells of text that tell the room of a letter, and how many times the widest white of a line fills it at least where
/// the others tell that of a line with a speck in front, or with a figure at its end, no more.
const PITCH_CELLS: i32 = 8;
const PARTED: i32 = 3;
/// Strips that a page is cut into to look up what stands above and below.
const STRIPS: usize = 64;
/// How many regions on either side are looked at for the one whose column a small one stands in.
const LOOK_AROUND: usize = 6;

/// How a line is set, where its page has boxes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Size of its type, as a multiple of the page's.
    pub size: f32,
    /// Room that each of its letters takes, as a multiple of the page's; 1 where too few tell it.
    pub pitch: f32,
    /// White on its left and right to the edges of its column, as shares of the column's width; below 0 where it reaches
    /// over the edge.
    pub insets: [f32; 2],
    /// White between it and the line above in its column, in lines.
    pub white_above: f32,
    /// The same to the line above in its column that may end before this one begins, as the last of a paragraph does.
    pub beside_above: f32,
    /// White between it and the line below in its column, in lines.
    pub white_below: f32,
    /// Whether it is set bold where most of the page is not.
    pub bold: bool,
}

impl Setting {
    /// Size of its type where every character fills its square, so that its room tells the size as well as its height; the
    /// room of letters that are spread tells nothing.
    #[must_use]
    pub fn square(&self) -> f32 {
        /// Share of the one that the other is at the least.
        const LIKE: f32 = 0.72;
        let like = self.pitch.min(self.size) >= LIKE * self.pitch.max(self.size);
        if like && self.pitch != 1.0 { (self.pitch * self.size).sqrt() } else { self.size }
    }

    /// By how much more of its column is free on the left than on the right, as a share of its width.
    fn set_right_by(&self) -> f32 {
        self.insets[0] - self.insets[1]
    }

    /// Whether it is set to the right of its column.
    #[must_use]
    pub fn is_set_right(&self) -> bool {
        self.set_right_by() >= 0.25
    }

    /// Whether its type is no larger than that of text.
    #[must_use]
    pub fn is_of_text_size(&self) -> bool {
        self.size <= 1.2
    }

    /// Whether it stands where the name of who wrote a text does: at the right in the type of the text, close below it and
    /// further from what stands below, over which local news have their places. `name` tells how much it looks like a name,
    /// 0 to 1, and is asked only where its place allows one: what surely is a name may leave little of a narrow column free.
    /// What it tells is handed on; none where the line stands elsewhere.
    pub fn signature(&self, name: impl FnOnce() -> f64) -> Option<f64> {
        /// Lines of white that stand at most between a text and who signs it.
        const CLOSE: f32 = 1.5;
        /// From this form on a line surely is a name, and how much more of its column is then free on the left at least.
        const SURE: f64 = 0.7;
        const MORE: f32 = 0.12;
        let may_sign =
            self.set_right_by() >= MORE && self.is_of_text_size() && self.beside_above < CLOSE.min(self.white_below);
        may_sign.then(name).filter(|name| *name >= SURE || self.is_set_right())
    }
}

/// The settings of the lines of a page, and their widths and indents in cells; lines as in `lines`.
pub(super) struct Settings {
    pub of_line: Vec<Option<Setting>>,
    pub cells: Vec<Option<(u32, u32)>>,
}

/// Measures the lines of a page with boxes; they are given region by region.
pub(super) fn settings(issue: &Issue, page: &Page, lines: &[LineIx]) -> Settings {
    let bbox = |line: LineIx| issue.line(line).bbox.filter(|b| b.width() > 0 && b.height() > 0);
    let mut heights: Vec<i32> = lines.iter().filter_map(|line| Some(bbox(*line)?.height())).collect();
    let height = median(&mut heights).max(1);
    let n_cells: Vec<i32> = lines.iter().map(|line| text_cells(issue.raw(*line), true) as i32).collect();
    let mut pitches: Vec<i32> = lines
        .iter()
        .zip(&n_cells)
        .filter_map(|(line, n_cells)| (*n_cells >= 12).then(|| Some(bbox(*line)?.width() * 16 / n_cells)).flatten())
        .collect();
    // Width of a cell, in sixteenths of the page's unit.
    let cell = median(&mut pitches).max(1);
    let columns = columns(issue, page, lines);
    let sizes = sizes(issue, page, lines);
    let heights_of = Heights::of_page(issue, lines, sizes.is_none());
    let n_bold = lines.iter().filter(|line| is_bold(issue, page, **line)).count();
    let bold_tells = n_bold * 3 < lines.len();
    let white = white(issue, lines, &columns, height);
    let mut out = Settings { of_line: Vec::with_capacity(lines.len()), cells: Vec::with_capacity(lines.len()) };
    for (n, line) in lines.iter().enumerate() {
        let Some(own) = bbox(*line) else {
            out.of_line.push(None);
            out.cells.push(None);
            continue;
        };
        let [left, right] = columns[issue.line(*line).region as usize].unwrap_or([own.left, own.right]);
        let width = (right - left).max(1) as f32;
        let n_cells = n_cells[n];
        // Letters that are spread stand apart all over their line.
        let is_parted = i32::from(issue.line(*line).gap) * PARTED > own.width();
        let pitch = match n_cells < PITCH_CELLS || is_parted {
            true => 1.0,
            false => (own.width() * 16 / n_cells) as f32 / cell as f32,
        };
        let size = sizes.as_ref().and_then(|sizes| sizes[n]);
        let size = size.unwrap_or_else(|| heights_of.size(issue, *line));
        out.of_line.push(Some(Setting {
            size,
            pitch,
            insets: [(own.left - left) as f32 / width, (right - own.right) as f32 / width],
            white_above: white[n].above,
            beside_above: white[n].beside,
            white_below: white[n].below,
            bold: bold_tells && is_bold(issue, page, *line),
        }));
        let cells = |length: i32| (i64::from(length.max(0)) * 16 / i64::from(cell)).min(4096) as u32;
        out.cells.push(Some((cells(own.width()), cells(own.left - left))));
    }
    out
}

/// How high a line of the page's type is, by its letters: one without letters that go below the baseline is shorter, where
/// boxes are drawn close around the ink.
struct Heights {
    whole: f32,
    short: f32,
}

impl Heights {
    /// `by_letters`: whether letters are looked at.
    fn of_page(issue: &Issue, lines: &[LineIx], by_letters: bool) -> Self {
        /// Fewest lines that tell a height, and fewest characters of each, as few are of another type then.
        const FEWEST: usize = 3;
        const CHARACTERS: usize = 12;
        let (mut all, mut whole, mut short) = (Vec::with_capacity(lines.len()), Vec::new(), Vec::new());
        for line in lines {
            let Some(height) = height(issue, *line) else { continue };
            all.push(height);
            let text = issue.raw(*line);
            // Lines in capitals have no such letters, and are mostly headings in type of their own.
            let is_text = || text.contains(char::is_lowercase);
            if by_letters && text.len() >= CHARACTERS && is_text() {
                if is_whole(text) { &mut whole } else { &mut short }.push(height);
            }
        }
        let all = median(&mut all).max(1) as f32;
        let told = |heights: &mut Vec<i32>| (heights.len() >= FEWEST).then(|| median(heights).max(1) as f32);
        let Some(whole) = told(&mut whole).filter(|_| whole.len() > short.len()) else {
            return Self { whole: all, short: all };
        };
        // Without such letters a line loses a quarter of its height at the most.
        let short = told(&mut short).map_or(whole, |short| short.clamp(whole * 0.7, whole));
        Self { whole, short }
    }

    /// How large the type of a line is, as a multiple of the page's.
    fn size(&self, issue: &Issue, line: LineIx) -> f32 {
        let of_page = if is_whole(issue.raw(line)) { self.whole } else { self.short };
        height(issue, line).map_or(1.0, |height| height as f32 / of_page)
    }
}

/// How high the type of a line stands: its words, or its box where the file tells no words apart. Of characters one below the
/// other it is how wide the column is.
fn height(issue: &Issue, line: LineIx) -> Option<i32> {
    if let Some(bbox) = issue.line(line).bbox.filter(|bbox| bbox.height() > bbox.width())
        && is_upright(&bbox, issue.raw(line))
    {
        return Some(bbox.width()).filter(|width| *width > 0);
    }
    let line = issue.line(line);
    let height = line.height.map(i32::from).or_else(|| Some(line.bbox?.height()));
    height.filter(|height| *height > 0)
}

/// Whether a box, which is higher than wide, is that of Han one below the other: as many squares, whose sides may be drawn
/// wider than the characters.
fn is_upright(bbox: &Rect, text: &str) -> bool {
    const MOST: usize = 64;
    let n = text.chars().filter(|c| is_han(*c)).take(MOST).count() as i64;
    let (height, width) = (i64::from(bbox.height()), i64::from(bbox.width()));
    n >= 2 && height * 4 >= width * 5 && height * 10 >= n * width * 6
}

/// Whether a line has letters that go below the baseline, as far as a script has such.
fn is_whole(text: &str) -> bool {
    text.contains(|c: char| !c.is_ascii() && !c.is_uppercase() || matches!(c, 'g' | 'j' | 'p' | 'q' | 'y' | 'Q'))
}

fn is_bold(issue: &Issue, page: &Page, line: LineIx) -> bool {
    issue.line(line).style.and_then(|style| page.styles.get(style as usize)).is_some_and(|style| style.bold)
}

/// The sizes of type that the file states, as multiples of the most frequent; none where it states few or only one.
fn sizes(issue: &Issue, page: &Page, lines: &[LineIx]) -> Option<Vec<Option<f32>>> {
    let size = |line: &LineIx| page.styles.get(issue.line(*line).style? as usize)?.size;
    let found: Vec<Option<f32>> = lines.iter().map(size).collect();
    let mut known: Vec<f32> = found.iter().copied().flatten().collect();
    if known.len() * 10 < lines.len() * 9 || known.is_empty() {
        return None;
    }
    known.sort_by(f32::total_cmp);
    let middle = known[known.len() / 2];
    (middle > 0.0 && known.first() != known.last())
        .then(|| found.into_iter().map(|size| size.map(|size| size / middle)).collect())
}

/// The edges of the column that each region stands in: its own where it has some lines, else those of the nearest such
/// region above or below it, and where there is none its own box.
fn columns(issue: &Issue, page: &Page, lines: &[LineIx]) -> Vec<Option<[i32; 2]>> {
    let n = page.regions.len();
    let mut edges: Vec<[Vec<i32>; 2]> = vec![[Vec::new(), Vec::new()]; n];
    let mut boxes: Vec<Option<Rect>> = vec![None; n];
    for line in lines {
        let at = issue.line(*line);
        let Some(bbox) = at.bbox else { continue };
        let region = at.region as usize;
        edges[region][0].push(bbox.left);
        edges[region][1].push(bbox.right);
        boxes[region] = Some(boxes[region].map_or(bbox, |whole| whole.union(&bbox)));
    }
    let own = |edges: &mut [Vec<i32>; 2]| {
        if edges[0].len() < COLUMN_LINES {
            return None;
        }
        // A line or two may hang over the edge.
        let nth = edges[0].len() / 8;
        let left = *edges[0].select_nth_unstable(nth).1;
        let last = edges[1].len() - 1 - nth;
        let right = *edges[1].select_nth_unstable(last).1;
        (right > left).then_some([left, right])
    };
    let mut columns: Vec<Option<[i32; 2]>> = edges.iter_mut().map(own).collect();
    let (left, right) = boxes.iter().flatten().fold((i32::MAX, i32::MIN), |(l, r), b| (l.min(b.left), r.max(b.right)));
    let step = (i64::from(right) - i64::from(left)).max(1) as usize / STRIPS + 1;
    let strip = |x: i32| ((i64::from(x) - i64::from(left)).max(0) as usize / step).min(STRIPS - 1);
    let mut strips: Vec<Vec<(i32, usize)>> = vec![Vec::new(); STRIPS];
    for (region, column) in columns.iter().enumerate() {
        if let (Some([from, to]), Some(bbox)) = (column, boxes[region]) {
            for held in &mut strips[strip(*from)..=strip(*to)] {
                held.push((bbox.top, region));
            }
        }
    }
    strips.iter_mut().for_each(|held| held.sort_unstable());
    let hosts = columns.clone();
    for (region, column) in columns.iter_mut().enumerate() {
        let Some(bbox) = boxes[region].filter(|_| column.is_none()) else { continue };
        let held = &strips[strip(bbox.left.midpoint(bbox.right))];
        let at = held.partition_point(|(top, _)| *top < bbox.top);
        let near = &held[at.saturating_sub(LOOK_AROUND)..(at + LOOK_AROUND).min(held.len())];
        let distance = |other: &Rect| (other.top - bbox.bottom).max(bbox.top - other.bottom).max(0);
        *column = near
            .iter()
            .filter_map(|(_, host)| Some((hosts[*host]?, boxes[*host]?)))
            .filter(|([from, to], _)| {
                let common = bbox.right.min(*to) - bbox.left.max(*from);
                i64::from(common) * 10 >= i64::from(bbox.width()) * 8
            })
            .min_by_key(|(_, other)| distance(other))
            .map(|(column, _)| column)
            .or(Some([bbox.left, bbox.right]));
    }
    columns
}

/// The white around a line, in lines of the page.
#[derive(Debug, Clone, Copy)]
struct White {
    above: f32,
    beside: f32,
    below: f32,
}

/// The white above and below each line: to the nearest line that ends above it, above it or anywhere in its column, and to
/// the nearest of those that it stands above.
fn white(issue: &Issue, lines: &[LineIx], columns: &[Option<[i32; 2]>], height: i32) -> Vec<White> {
    /// What a line has where nothing stands above or below it.
    const OPEN: f32 = 2.0;
    /// Part of a column's width at its edges into which lines of others may reach.
    const EDGE: i32 = 16;
    let bbox = |n: usize| issue.line(lines[n]).bbox;
    let mut by_bottom: Vec<(i32, usize)> = (0..lines.len()).filter_map(|n| Some((bbox(n)?.bottom, n))).collect();
    by_bottom.sort_unstable();
    let mut white = vec![White { above: OPEN, beside: OPEN, below: f32::INFINITY }; lines.len()];
    for n in 0..lines.len() {
        let Some(own) = bbox(n) else {
            white[n].above = 0.0;
            white[n].beside = 0.0;
            continue;
        };
        let at = by_bottom.partition_point(|(bottom, _)| *bottom <= own.top + own.height() / 3);
        let near = || by_bottom[at.saturating_sub(48)..at].iter().rev();
        let nearest = |left: i32, right: i32| {
            near().find(|(_, other)| bbox(*other).is_some_and(|other| other.left < right && left < other.right))
        };
        let gap = |bottom: i32| ((own.top - bottom) as f32 / height as f32).clamp(-1.0, 9.0);
        if let Some((bottom, above)) = nearest(own.left, own.right) {
            white[n].above = gap(*bottom);
            white[*above].below = white[*above].below.min(gap(*bottom));
        }
        white[n].beside = white[n].above;
        if let Some([left, right]) = columns[issue.line(lines[n]).region as usize] {
            let edge = (right - left) / EDGE;
            if let Some((bottom, _)) = nearest(left + edge, right - edge) {
                white[n].beside = white[n].above.min(gap(*bottom));
            }
        }
    }
    for White { below, .. } in &mut white {
        *below = if below.is_finite() { *below } else { OPEN };
    }
    white
}

fn median(values: &mut [i32]) -> i32 {
    if values.is_empty() {
        return 0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable(middle).1
}
