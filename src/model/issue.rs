//! The unit of work: the pages that were read together.

use std::ops::Range;

use super::line::push_number;
use super::{Line, LineIx, Rect};

/// What the coordinates of a page count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Character cells of a text dump; wide characters take two.
    Cell,
    /// Pixels of the scan.
    Pixel,
    /// Tenths of a millimetre.
    Mm10,
    /// 1/1200 of an inch.
    Inch1200,
}

/// How the text of a page is laid out, which tells what its boxes are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// One line after another, as a PDF text layer gives it: the file's order is all there is.
    Flow,
    /// Columns side by side in one physical line, cut at their gutters.
    Columns,
    /// Boxes of the scan.
    Boxes,
}

/// Where a page came from and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path as given, with `/` between folders.
    pub path: String,
    /// Name inside the archive at that path, with `/` between folders.
    pub member: Option<String>,
    /// Name of the format, such as `text`.
    pub format: &'static str,
    /// Label of the encoding, such as `utf-8`.
    pub encoding: &'static str,
    /// SHA-256 of the file as it lies, packed where it is; of a member, of its bytes. In lower-case hex.
    pub sha256: String,
    /// Label of the page in its issue, if the file has one.
    pub label: Option<String>,
    /// Layout that the user asked for, which need not be that of every page.
    pub asked: Option<Layout>,
}

impl Source {
    /// Whether two pages stand in one file, or in one member of an archive.
    #[must_use]
    pub fn is_same_file(&self, other: &Self) -> bool {
        self.path == other.path && self.member == other.member
    }
}

/// A page that is due and cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Missing {
    /// Number of the page that it should follow, 0 for none.
    pub after: u32,
    /// Path of its file, or of the archive that it should stand in.
    pub path: String,
    /// Name inside the archive at that path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Why it cannot be read.
    pub why: String,
}

/// What is known of an issue from how its pages were gathered, and from none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Gathered {
    /// Pages that are due and cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// What else was odd.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

impl Gathered {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.warnings.is_empty()
    }
}

/// Something odd in the input that did not stop the reading.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Warning {
    /// Page number, 0 for the issue as a whole.
    pub page: u32,
    /// Physical line or record of the page, 0 if unknown.
    pub line: u32,
    /// What is odd, for a person.
    pub message: String,
}

/// What a region of the source is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RegionKind {
    /// Lines of text.
    #[default]
    Text,
    /// A rule between columns or stories.
    Separator,
    /// A picture, drawing or chart.
    Picture,
    /// A table; its cells are regions of text inside it.
    Table,
    /// An advertisement, as the file says.
    Advert,
    /// Anything else that the file tells apart, such as noise.
    Other,
}

/// A block of lines that stand together in the source, or something without text that stands between such blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Region {
    /// The file's own id, if it has one.
    pub id: Option<Box<str>>,
    /// What it is made of.
    pub kind: RegionKind,
    /// Where it stands.
    pub bbox: Option<Rect>,
    /// The corners of its outline, x and y in the page's unit; empty where the box is all that the file gives.
    pub outline: Box<[(i32, i32)]>,
    /// Index of the region of the same page that holds it, if the file nests them.
    pub parent: Option<u32>,
    /// What the file says it is, in the file's own word.
    pub hint: Option<Box<str>>,
}

/// How a line is set, as far as the file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Style {
    /// Name of the typeface.
    pub font: Option<Box<str>>,
    /// Size of the type in points.
    pub size: Option<f32>,
    /// Set bold.
    pub bold: bool,
    /// Set in italics.
    pub italic: bool,
}

/// One word of a line, where the file tells words apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The line it stands in.
    pub line: LineIx,
    /// Bytes of the line.
    pub span: Range<u32>,
    /// Where it stands.
    pub bbox: Option<Rect>,
    /// How sure the recognition was, 0 to 1.
    pub confidence: Option<f32>,
    /// The whole word, where the file holds it besides its broken half.
    pub hint: Option<Box<str>>,
}

/// A page as a reader hands it over, before it is part of an issue.
#[derive(Debug, Clone)]
pub struct PageRead {
    /// The page, its `lines` being empty so far.
    pub page: Page,
    /// Its lines; `Line::page` is filled in by [`Issue::new`], and words count lines from the first of them.
    pub lines: Vec<Line>,
    /// What was odd in it; `Warning::page` is filled in by [`Issue::new`].
    pub warnings: Vec<Warning>,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Number in the issue, from 1.
    pub no: u32,
    /// The decoded page. Lines are byte ranges of it; what lies outside them is white space or markup.
    pub text: String,
    /// Width in the page's unit, 0 if unknown.
    pub width: i32,
    /// Height in the page's unit, 0 if unknown.
    pub height: i32,
    /// What the coordinates count.
    pub unit: Unit,
    /// How the text is laid out.
    pub layout: Layout,
    /// Path of the scan, if the file names one.
    pub image: Option<String>,
    /// Language that the file or the user states, as a BCP 47 code.
    pub language: Option<String>,
    /// Blocks of the source.
    pub regions: Vec<Region>,
    /// Styles that the lines of the page are set in.
    pub styles: Vec<Style>,
    /// Indices of regions in the order that the file states for reading; empty where it states none. The order in which
    /// regions stand in the file is no statement.
    pub stated_order: Vec<u32>,
    /// Words, where the file tells them apart.
    pub words: Vec<Word>,
    /// Where it came from.
    pub source: Source,
    /// The page's lines, as a range of the issue's lines.
    pub lines: Range<u32>,
}

impl Page {
    /// A page of no size with nothing on it but text.
    #[must_use]
    pub const fn new(source: Source, text: String, layout: Layout, unit: Unit) -> Self {
        Self {
            no: 1,
            text,
            width: 0,
            height: 0,
            unit,
            layout,
            image: None,
            language: None,
            regions: Vec::new(),
            styles: Vec::new(),
            stated_order: Vec::new(),
            words: Vec::new(),
            source,
            lines: 0..0,
        }
    }
}

/// One or more pages in order. Immutable once it is made.
#[derive(Debug, Clone)]
pub struct Issue {
    /// Name of the outputs, with `/` between folders.
    pub name: String,
    pages: Vec<Page>,
    lines: Vec<Line>,
    /// What was odd in the pages.
    pub warnings: Vec<Warning>,
    /// What was told or odd as they were gathered.
    pub gathered: Gathered,
}

impl Issue {
    /// Puts pages together, numbering them from 1.
    #[must_use]
    pub fn new(name: String, read: Vec<PageRead>) -> Self {
        let mut pages = Vec::with_capacity(read.len());
        let mut lines = Vec::with_capacity(read.iter().map(|page| page.lines.len()).sum());
        let mut warnings = Vec::new();
        for (index, mut part) in read.into_iter().enumerate() {
            let no = index as u32 + 1;
            let first = lines.len() as u32;
            lines.extend(part.lines.into_iter().map(|line| Line { page: index as u32, ..line }));
            part.page.no = no;
            part.page.lines = first..lines.len() as u32;
            for word in &mut part.page.words {
                word.line.0 += first;
            }
            pages.push(part.page);
            warnings.extend(part.warnings.into_iter().map(|w| Warning { page: no, ..w }));
        }
        Self { name, pages, lines, warnings, gathered: Gathered::default() }
    }

    /// Binds issues together as one, their pages one after another. Each part may be made when its turn comes, so that its
    /// lines are not held twice.
    #[must_use]
    pub fn bound(name: String, parts: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::new(name, Vec::new());
        parts.into_iter().for_each(|part| whole.append(part));
        whole
    }

    /// Puts the pages of another issue behind its own.
    pub(crate) fn append(&mut self, part: Self) {
        let (pages, lines) = (self.pages.len() as u32, self.lines.len() as u32);
        self.lines.extend(part.lines.into_iter().map(|line| Line { page: line.page + pages, ..line }));
        self.pages.extend(part.pages.into_iter().map(|mut page| {
            page.no += pages;
            page.lines = page.lines.start + lines..page.lines.end + lines;
            page.words.iter_mut().for_each(|word| word.line.0 += lines);
            page
        }));
        let Gathered { missing, warnings } = part.gathered;
        let shifted = |missing: Missing| Missing { after: missing.after + pages, ..missing };
        self.gathered.missing.extend(missing.into_iter().map(shifted));
        self.gathered.warnings.extend(warnings);
        // What is said of a part as a whole is said at its first page.
        self.warnings.extend(part.warnings.into_iter().map(|w| Warning { page: w.page.max(1) + pages, ..w }));
    }

    /// Lets go of the words of its pages, which take more memory than all else and which no pass asks for.
    pub(crate) fn forget_words(&mut self) {
        self.pages.iter_mut().for_each(|page| page.words = Vec::new());
    }

    /// Says what its pages are called.
    pub(crate) fn label(&mut self, label: &str) {
        self.pages.iter_mut().for_each(|page| page.source.label = Some(label.to_owned()));
    }

    /// Everything that was odd in the input.
    pub fn oddities(&self) -> impl Iterator<Item = Warning> {
        let missing = self.gathered.missing.iter().map(|missing| Warning {
            page: 0,
            line: 0,
            message: format!("a page is missing: {}", missing.why),
        });
        missing.chain(self.gathered.warnings.iter().chain(&self.warnings).cloned())
    }

    /// The pages in order.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// All lines in source order; the slice is indexed by [`LineIx`].
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Number of lines.
    #[must_use]
    pub fn n_lines(&self) -> usize {
        self.lines.len()
    }

    /// All line indices in source order.
    pub fn line_indices(&self) -> impl Iterator<Item = LineIx> + use<> {
        (0..self.lines.len() as u32).map(LineIx)
    }

    /// The line of that index.
    #[must_use]
    #[inline]
    pub fn line(&self, line: LineIx) -> &Line {
        &self.lines[line.at()]
    }

    /// The page that a line stands on.
    #[must_use]
    #[inline]
    pub fn page_of(&self, line: LineIx) -> &Page {
        &self.pages[self.line(line).page as usize]
    }

    /// The raw text of a line. Offsets of edits are bytes of this.
    #[must_use]
    #[inline]
    pub fn raw(&self, line: LineIx) -> &str {
        let at = self.line(line);
        &self.pages[at.page as usize].text[at.span.start as usize..at.span.end as usize]
    }

    /// The lines of a page, counted from 0, region by region; in source order where regions follow one another.
    #[must_use]
    pub fn by_region(&self, page: usize) -> Vec<LineIx> {
        let range = self.pages.get(page).map_or(0..0, |page| page.lines.clone());
        let mut lines: Vec<LineIx> = range.map(LineIx).collect();
        lines.sort_by_key(|line| self.line(*line).region);
        lines
    }

    /// The name of a line in files: `p<page>:<id>`.
    #[must_use]
    pub fn line_name(&self, line: LineIx) -> String {
        let mut name = String::with_capacity(16);
        self.push_line_name(line, &mut name);
        name
    }

    /// Writes the name of a line at the end of a text.
    pub(crate) fn push_line_name(&self, line: LineIx, text: &mut String) {
        let line = self.line(line);
        text.push('p');
        push_number(text, u64::from(line.page) + 1);
        text.push(':');
        line.id.push_to(text);
    }

    /// Whether two lines stand in one region of one page.
    #[must_use]
    #[inline]
    pub fn same_region(&self, a: LineIx, b: LineIx) -> bool {
        let (a, b) = (self.line(a), self.line(b));
        a.page == b.page && a.region == b.region
    }
}
