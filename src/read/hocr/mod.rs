//! hOCR: HTML whose elements say by their class what they are on the page, and by their title where they stand.
//!
//! It is read as HTML, since many programs write no XML: elements may stay open, and nothing makes a file be refused. An
//! element counts where one of its classes does; text that stands in no line is a line of its own. The order of the blocks
//! in the file is no statement about reading.

mod part;
mod properties;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use super::dump::Dump;
use super::pages::Pages;
use super::sheet::{self, Place};
use super::words::WordLine;
use super::xml::{self, Decoded, Odd};
use super::{ReadError, ReadOptions};
use crate::model::script::is_unspaced;
use crate::model::{Issue, Rect, Region, RegionKind, Source, Style};
use part::{Part, breaks, class, is_margin, is_void};
use properties::{baseline, bbox, points, properties, unquoted};

/// How far up an element is looked for that a tag closes, so that a file of nothing but open elements stays cheap.
const DEEPEST: usize = 64;
pub(super) fn read(name: &str, dump: &Dump<'_>, options: &ReadOptions) -> Result<Issue, ReadError> {
    let Decoded { text, encoding, odd } = xml::decode(dump.bytes(), options.encoding);
    let mut reading = Reading::new(dump.source("hocr", encoding), options.language.clone(), odd);
    let emitter: DefaultEmitter<usize> = DefaultEmitter::new_with_span();
    for token in Tokenizer::new_with_emitter(text.as_ref(), emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reading.open(&tag, &text),
            Token::EndTag(tag) => reading.close(&tag.name),
            Token::String(heard) => reading.hear(&String::from_utf8_lossy(&heard.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reading.finish();
    reading.pages.into_issue(name, dump)
}

/// An element that is open.
struct Open {
    name: HtmlString,
    part: Part,
}

/// What the title of a page says.
#[derive(Default)]
struct OpenPage {
    size: Option<Rect>,
    image: Option<String>,
    label: Option<String>,
}

/// A word that is open.
#[derive(Default)]
struct OpenWord {
    text: String,
    bbox: Option<Rect>,
    confidence: Option<f32>,
}

/// A line that is open, without its words.
#[derive(Default)]
struct OpenLine {
    id: Option<Box<str>>,
    bbox: Option<Rect>,
    baseline: Option<[(i32, i32); 2]>,
    style: Style,
    /// Size of the type in points that an engine has measured by ascenders and descenders.
    measured: Option<f32>,
    /// Letters of it, and those that are bold, italic, and of scripts without ascenders.
    n_chars: usize,
    n_bold: usize,
    n_italic: usize,
    n_wide: usize,
}

/// What is read so far, and what is open.
struct Reading {
    pages: Pages,
    /// Pixels of the page in an inch, where it is told.
    resolution: Option<f64>,
    open: Vec<Open>,
    /// The regions that are open, each with how many lines it has.
    areas: Vec<(u32, u32)>,
    line: Option<OpenLine>,
    words: WordLine,
    word: Option<OpenWord>,
    /// Whether white space stands behind the last word.
    spaced: bool,
    /// Whether text of the page stands outside every page.
    astray: bool,
}

impl Reading {
    fn new(source: Source, language: Option<String>, odd: Odd) -> Self {
        Self {
            pages: Pages::new(source, language, odd),
            resolution: None,
            open: Vec::new(),
            areas: Vec::new(),
            line: None,
            words: WordLine::default(),
            word: None,
            spaced: false,
            astray: false,
        }
    }

    fn open(&mut self, tag: &StartTag<usize>, file: &str) {
        let part = Part::of(tag, !self.areas.is_empty());
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(&value.value).into_owned())
        };
        let title = attribute("title").unwrap_or_default();
        let id = attribute("id").map(|id| sheet::clean_id(&id)).filter(|id| !id.is_empty());
        if self.pages.sheet.is_none() && matches!(part, Part::Area(_) | Part::Line | Part::Word) {
            self.open_page("");
        }
        match part {
            Part::Page => self.open_page(&title),
            Part::Area(kind) => self.open_area(kind, id, &class(tag), &title),
            Part::Line => self.open_line(id, &title),
            Part::Word => self.open_word(&title),
            Part::Other if breaks(&tag.name) => self.close_line(),
            Part::Bold | Part::Italic | Part::Unprinted | Part::Other => {}
        }
        self.pages.coordinates.note(|| {
            let before = &file.as_bytes()[..tag.span.start.min(file.len())];
            memchr::memchr_iter(b'\n', before).count() as u32 + 1
        });
        if tag.self_closing {
            self.end(part);
        } else if !is_void(&tag.name) {
            self.open.push(Open { name: tag.name.clone(), part });
        }
    }

    /// Closes the innermost element of that name, and with it those that stay open inside.
    fn close(&mut self, name: &HtmlString) {
        let near = self.open.len().saturating_sub(DEEPEST);
        let Some(at) = self.open[near..].iter().rposition(|open| open.name == *name) else { return };
        while self.open.len() > near + at {
            let Some(Open { name, part }) = self.open.pop() else { break };
            self.end(part);
            if breaks(&name) {
                self.close_line();
            }
        }
    }

    fn end(&mut self, part: Part) {
        match part {
            Part::Page => self.close_page(),
            Part::Area(_) => self.close_area(),
            Part::Line => self.close_line(),
            Part::Word => self.close_word(),
            Part::Bold | Part::Italic | Part::Unprinted | Part::Other => {}
        }
    }

    fn is_in(&self, part: Part) -> bool {
        let near = self.open.len().saturating_sub(DEEPEST);
        self.open[near..].iter().any(|open| open.part == part)
    }

    /// Text of the file.
    fn hear(&mut self, text: &str) {
        let text = xml::mended(text);
        let is_blank = xml::trimmed(&text).is_none();
        if is_blank && self.word.is_none() {
            self.spaced = true;
            return;
        }
        if self.is_in(Part::Unprinted) {
            return;
        }
        if self.pages.sheet.is_none() {
            self.astray = true;
            return;
        }
        let n = text.chars().filter(|c| !c.is_whitespace()).count();
        let (bold, italic) = (self.is_in(Part::Bold), self.is_in(Part::Italic));
        let line = self.line.get_or_insert_default();
        line.n_chars += n;
        line.n_bold += if bold { n } else { 0 };
        line.n_italic += if italic { n } else { 0 };
        line.n_wide += text.chars().filter(|c| is_unspaced(*c)).count();
        match &mut self.word {
            Some(word) => word.text.push_str(&text),
            None => {
                // Text of a line whose words are not told apart.
                let spaced = std::mem::take(&mut self.spaced) || text.starts_with(' ');
                self.words.text(text.trim_matches(' '), spaced);
                self.spaced = text.ends_with(' ');
            }
        }
    }

    fn open_page(&mut self, title: &str) {
        self.close_page();
        self.resolution = None;
        let mut page = OpenPage::default();
        for (name, value) in properties(title) {
            match name {
                "bbox" => page.size = bbox(value, &mut self.pages.coordinates),
                "scan_res" => self.resolution = value.split_ascii_whitespace().next().and_then(xml::decimal),
                "image" => page.image = Some(unquoted(value).to_owned()).filter(|image| !image.is_empty()),
                "lpageno" => page.label = Some(unquoted(value).to_owned()).filter(|label| !label.is_empty()),
                _ => {}
            }
        }
        let sheet = self.pages.open();
        if let Some(size) = page.size {
            (sheet.page.width, sheet.page.height) = (size.right, size.bottom);
        }
        (sheet.page.image, sheet.page.source.label) = (page.image, page.label);
    }

    fn close_page(&mut self) {
        self.close_line();
        while !self.areas.is_empty() {
            self.close_area();
        }
        self.pages.close();
    }

    fn open_area(&mut self, kind: RegionKind, id: Option<Box<str>>, class: &str, title: &str) {
        self.close_line();
        let own = properties(title).find(|(name, _)| *name == "bbox");
        let bbox = own.and_then(|(_, value)| bbox(value, &mut self.pages.coordinates));
        let parent = self.areas.last().map(|(above, _)| *above);
        let hint = class.split_ascii_whitespace().next().map(Into::into);
        let Some(sheet) = &mut self.pages.sheet else { return };
        let index = sheet.add_region(Region { id, kind, bbox, parent, hint, ..Region::default() });
        self.areas.push((index, 0));
    }

    fn close_area(&mut self) {
        self.close_line();
        let Some((index, n_lines)) = self.areas.pop() else { return };
        match self.areas.last_mut() {
            // What holds a block with text holds text.
            Some((_, above)) if n_lines > 0 => *above += 1,
            _ => {}
        }
        let (Some(sheet), 0) = (&mut self.pages.sheet, n_lines) else { return };
        let region = sheet.page.regions.get(index as usize);
        // Margins are no part of the print.
        if region.and_then(|region| region.hint.as_deref()).is_some_and(is_margin) {
            sheet.drop_region(index);
        } else {
            sheet.without_text(index);
        }
    }

    fn open_line(&mut self, id: Option<Box<str>>, title: &str) {
        self.close_line();
        let mut line = OpenLine { id, ..OpenLine::default() };
        let (mut slope, mut height) = (None, None);
        for (name, value) in properties(title) {
            match name {
                "bbox" => line.bbox = bbox(value, &mut self.pages.coordinates),
                "baseline" => slope = Some(value),
                "x_font" => line.style.font = Some(unquoted(value)).filter(|font| !font.is_empty()).map(Into::into),
                "x_size" => height = xml::decimal(value),
                "x_fsize" => line.style.size = xml::decimal(value).map(|size| size as f32).filter(|size| *size > 0.0),
                _ => {}
            }
        }
        line.measured = height.and_then(|height| points(height, self.resolution));
        line.baseline = line.bbox.zip(slope).and_then(|(bbox, slope)| baseline(slope, bbox));
        self.line = Some(line);
    }

    fn close_line(&mut self) {
        self.close_word();
        self.spaced = false;
        let line = self.line.take().unwrap_or_default();
        if self.words.is_empty() {
            return;
        }
        let Some(sheet) = &mut self.pages.sheet else { return };
        if self.areas.is_empty() {
            self.areas.push((sheet.add_region(Region::default()), 0));
        }
        let Some((region, n_lines)) = self.areas.last_mut() else { return };
        let of_line = |n: usize| n * 2 > line.n_chars;
        let size = line.style.size.or_else(|| line.measured.filter(|_| !of_line(line.n_wide)));
        let style = Style { size, bold: of_line(line.n_bold), italic: of_line(line.n_italic), ..line.style };
        let style = sheet.style(style);
        let OpenLine { id, bbox, baseline, .. } = line;
        let place = Place { id: id.as_deref(), region: *region, nth: *n_lines + 1, bbox, baseline, style };
        *n_lines += u32::from(self.words.close(sheet, &place));
    }

    fn open_word(&mut self, title: &str) {
        self.close_word();
        let mut word = OpenWord::default();
        for (name, value) in properties(title) {
            match name {
                "bbox" => word.bbox = bbox(value, &mut self.pages.coordinates),
                "x_wconf" => word.confidence = xml::decimal(value).map(|sure| (sure as f32 / 100.0).clamp(0.0, 1.0)),
                _ => {}
            }
        }
        self.word = Some(word);
    }

    fn close_word(&mut self) {
        let Some(OpenWord { text, bbox, confidence }) = self.word.take() else { return };
        let spaced = std::mem::take(&mut self.spaced) || text.starts_with(' ');
        self.words.word(text.trim_matches(' '), bbox, confidence, spaced);
        self.spaced = text.ends_with(' ');
    }

    /// Closes what the file left open, and says what stands where none of it is read.
    fn finish(&mut self) {
        let n_open = self.open.iter().filter(|open| !matches!(open.part, Part::Other | Part::Unprinted)).count();
        if n_open > 0 {
            self.pages.odd.add(0, &format!("the file ends inside {n_open} open elements; what stands before is kept"));
        }
        if self.astray {
            self.pages.odd.add(0, "text outside of every page is left out; look at what wrote the file");
        }
        self.close_page();
    }
}
