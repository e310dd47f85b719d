//! ALTO 1 to 4: blocks of lines of strings, with styles, tags, confidences and the marks of hyphenation.
//!
//! Every version and dialect is read by one reader: elements are known by their local names, with any namespace or none.
//! The order of the blocks in the file is no statement about reading; a `ReadingOrder` is.

mod line;
mod names;

use super::dump::Dump;
use super::order::Order;
use super::sheet::{self, Coordinates, Sheet};
use super::xml::{self, Decoded, Listener, Number, Tag, Xml};
use super::{ReadError, ReadOptions};
use crate::model::{Issue, PageRead, Rect, Region, RegionKind, Source, Unit};
use line::OpenLine;
use names::{Styles, Tags};

/// A graphic that is this many times as long as it is wide is a rule.
const RULE: i32 = 3;

pub(super) fn read(name: &str, dump: &Dump<'_>, options: &ReadOptions) -> Result<Issue, ReadError> {
    let Decoded { text, encoding, odd } = xml::decode(dump.bytes(), options.encoding);
    let mut xml = Xml::new(&text);
    xml.odd = odd;
    let source = dump.source("alto", encoding);
    let mut reading = Reading::new(source, options.language.clone(), has_spaces(text.as_bytes()));
    let broken = xml.walk(&mut reading).err();
    reading.close_all(&mut xml);
    let mut pages = reading.done;
    super::stand_or_fall(dump, &mut pages, broken, &mut xml.odd)?;
    Ok(Issue::new(name.to_owned(), pages))
}

/// Whether the file says where spaces stand. One that says it nowhere has a space between any two strings.
fn has_spaces(file: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&file[from..], b"SP") {
        let at = from + at;
        let opens = at.checked_sub(1).is_some_and(|before| matches!(file[before], b'<' | b':'));
        if opens && file.get(at + 2).is_some_and(|after| matches!(after, b' ' | b'/' | b'>' | b'\n' | b'\r' | b'\t')) {
            return true;
        }
        from = at + 2;
    }
    false
}

/// What is read so far, and which elements are open.
struct Reading {
    source: Source,
    language: Option<String>,
    has_spaces: bool,
    unit: Unit,
    image: Option<String>,
    styles: Styles,
    tags: Tags,
    order: Order,
    done: Vec<PageRead>,
    sheet: Option<Sheet>,
    blocks: Vec<OpenBlock>,
    line: OpenLine,
    in_line: bool,
    coordinates: Coordinates,
}

/// A block whose element is open.
struct OpenBlock {
    index: u32,
    style: Option<u16>,
    n_lines: u32,
    outline: Vec<(i32, i32)>,
    is_picture: bool,
}

impl Listener for Reading {
    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.name() {
            "String" => self.string(tag, xml),
            "SP" => self.line.space(),
            "HYP" => self.line.hyphen(tag.get("CONTENT").unwrap_or("-"), xml),
            "TextLine" => self.open_line(tag),
            "TextBlock" | "ComposedBlock" | "Illustration" | "GraphicalElement" => self.open_block(tag, xml),
            "Polygon" => self.polygon(tag.get("POINTS").unwrap_or_default()),
            "Page" => self.open_page(tag, xml),
            "MeasurementUnit" | "fileName" => xml.listen(),
            "TextStyle" => self.styles.add(tag, xml),
            "LayoutTag" | "StructureTag" | "RoleTag" | "OtherTag" => self.tags.add(tag, xml),
            name => self.order.open(name, tag, xml),
        }
        self.coordinates.note(|| xml.line());
    }

    fn close(&mut self, name: &str, xml: &mut Xml<'_>) {
        match name {
            "String" | "SP" | "HYP" => {}
            "TextLine" => self.close_line(),
            "TextBlock" | "ComposedBlock" | "Illustration" | "GraphicalElement" => self.close_block(),
            "Page" => self.close_page(xml),
            "MeasurementUnit" => {
                self.unit = match xml.heard().trim() {
                    "mm10" => Unit::Mm10,
                    "inch1200" => Unit::Inch1200,
                    _ => Unit::Pixel,
                };
            }
            "fileName" => {
                let path = xml.heard().trim();
                if !path.is_empty() && self.image.is_none() {
                    self.image = Some(xml::mended(path).into_owned());
                }
            }
            name => self.order.close(name),
        }
    }
}

impl Reading {
    fn new(source: Source, language: Option<String>, has_spaces: bool) -> Self {
        Self {
            source,
            language,
            has_spaces,
            unit: Unit::Pixel,
            image: None,
            styles: Styles::default(),
            tags: Tags::default(),
            order: Order::default(),
            done: Vec::new(),
            sheet: None,
            blocks: Vec::new(),
            line: OpenLine::default(),
            in_line: false,
            coordinates: Coordinates::default(),
        }
    }

    /// Closes what a broken file left open.
    fn close_all(&mut self, xml: &mut Xml<'_>) {
        self.close("TextLine", xml);
        self.close("Page", xml);
        if self.done.is_empty() {
            // A file without a page is one page without lines, so that what is odd about it is told.
            self.sheet = Some(Sheet::new(self.source.clone(), self.unit, self.language.clone()));
            self.close_page(xml);
        }
    }

    fn open_page(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        self.close_page(xml);
        let mut sheet = Sheet::new(self.source.clone(), self.unit, self.language.clone());
        sheet.page.image = self.image.clone();
        for (key, raw) in tag.attributes() {
            match key {
                "WIDTH" => sheet.page.width = self.coordinates.number(raw).unwrap_or(0),
                "HEIGHT" => sheet.page.height = self.coordinates.number(raw).unwrap_or(0),
                "PRINTED_IMG_NR" => sheet.page.source.label = Some(xml.value(raw)).filter(|label| !label.is_empty()),
                _ => {}
            }
        }
        self.sheet = Some(sheet);
    }

    fn close_page(&mut self, xml: &mut Xml<'_>) {
        while !self.blocks.is_empty() {
            self.close_block();
        }
        let Some(mut sheet) = self.sheet.take() else { return };
        std::mem::take(&mut self.order).state(&mut sheet.page, &mut xml.odd);
        self.coordinates.tell(&mut xml.odd);
        self.done.push(sheet.finish(&mut xml.odd));
    }

    fn open_block(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let mut region = Region { parent: self.blocks.last().map(|above| above.index), ..Region::default() };
        let mut corner = Corner::default();
        let (mut kind, mut style) = (None, None);
        for (key, raw) in tag.attributes() {
            match key {
                "ID" => region.id = Some(sheet::clean_id(&xml.value(raw))).filter(|id| !id.is_empty()),
                "TYPE" => kind = Some(xml.value(raw)).filter(|kind| !kind.trim().is_empty()),
                "TAGREFS" => region.hint = self.tags.label(raw),
                "STYLEREFS" => style = self.sheet.as_mut().and_then(|sheet| self.styles.index(raw, sheet)),
                _ => self.corner(&mut corner, key, raw),
            }
        }
        region.bbox = corner.rect();
        if let Some(kind) = kind {
            region.hint = Some(kind.into());
        }
        let hint = region.hint.as_deref().map(str::to_lowercase).unwrap_or_default();
        region.kind = match tag.name() {
            "Illustration" => RegionKind::Picture,
            "GraphicalElement" if self.blocks.last().is_some_and(|above| above.is_picture) => RegionKind::Picture,
            "GraphicalElement" if region.bbox.is_none_or(is_rule) => RegionKind::Separator,
            "GraphicalElement" => RegionKind::Picture,
            _ if hint.starts_with("advert") || hint == "ad" => RegionKind::Advert,
            "ComposedBlock" if hint.contains("table") => RegionKind::Table,
            "ComposedBlock" if hint.contains("illustration") || hint.contains("picture") => RegionKind::Picture,
            _ => RegionKind::Text,
        };
        let is_picture = region.kind == RegionKind::Picture;
        let Some(sheet) = &mut self.sheet else { return };
        let id = region.id.clone();
        let index = sheet.add_region(region);
        self.order.region(id, index, None);
        self.blocks.push(OpenBlock { index, style, n_lines: 0, outline: Vec::new(), is_picture });
    }

    fn close_block(&mut self) {
        self.close_line();
        let (Some(block), Some(sheet)) = (self.blocks.pop(), &mut self.sheet) else { return };
        if let Some(region) = sheet.page.regions.get_mut(block.index as usize).filter(|_| block.outline.len() > 2) {
            region.bbox = region.bbox.or_else(|| sheet::around(&block.outline));
            region.outline = block.outline.into_boxed_slice();
        }
    }

    fn open_line(&mut self, tag: &Tag<'_>) {
        self.close_line();
        let Some(sheet) = &mut self.sheet else { return };
        if self.blocks.is_empty() {
            // No version allows it, but its text must not be lost.
            let index = sheet.add_region(Region::default());
            let block = OpenBlock { index, style: None, n_lines: 0, outline: Vec::new(), is_picture: false };
            self.blocks.push(block);
        }
        self.line.clear();
        self.in_line = true;
        let mut corner = Corner::default();
        for (key, raw) in tag.attributes() {
            match key {
                "ID" => self.line.id.push_str(raw),
                "BASELINE" => self.baseline(raw),
                "STYLEREFS" => {
                    self.line.style = self.sheet.as_mut().and_then(|sheet| self.styles.index(raw, sheet));
                }
                _ => self.corner(&mut corner, key, raw),
            }
        }
        self.line.bbox = corner.rect();
    }

    fn close_line(&mut self) {
        if !std::mem::take(&mut self.in_line) {
            return;
        }
        let (Some(sheet), Some(block)) = (&mut self.sheet, self.blocks.last_mut()) else { return };
        block.n_lines += 1;
        self.line.close(sheet, block.index, block.n_lines, block.style);
    }

    fn string(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        if !self.in_line {
            // A string outside a line is a line of its own, so that it is not lost.
            self.open_line(tag);
            self.line.id.clear();
            self.line.bbox = None;
        }
        let mut corner = Corner::default();
        let mut string = line::OpenString::default();
        let mut content = None;
        for (key, raw) in tag.attributes() {
            match key {
                "CONTENT" => content = Some(raw),
                "WC" => string.confidence = xml::decimal(raw).map(|sure| (sure as f32).clamp(0.0, 1.0)),
                "SUBS_CONTENT" => string.hint = Some(xml.value(raw).into()),
                "STYLEREFS" => string.style = self.sheet.as_mut().and_then(|sheet| self.styles.index(raw, sheet)),
                _ => self.corner(&mut corner, key, raw),
            }
        }
        string.bbox = corner.rect();
        self.line.string(content.unwrap_or_default(), string, self.has_spaces, xml);
    }

    /// The corners of an outline, of which those of words and lines are not kept.
    fn polygon(&mut self, raw: &str) {
        if self.in_line {
            return;
        }
        let points = self.coordinates.points(raw);
        if let Some(block) = self.blocks.last_mut() {
            block.outline.extend(points);
        }
    }

    /// A baseline is one height, or points.
    fn baseline(&mut self, raw: &str) {
        if let Number::At(y) = xml::number(raw) {
            self.line.height = Some(y);
            return;
        }
        self.line.baseline = sheet::ends(&self.coordinates.points(raw));
    }

    fn corner(&mut self, corner: &mut Corner, key: &str, raw: &str) {
        let slot = match key {
            "HPOS" => 0,
            "VPOS" => 1,
            "WIDTH" => 2,
            "HEIGHT" => 3,
            _ => return,
        };
        corner.0[slot] = self.coordinates.number(raw);
    }
}

/// Left, top, width and height of a box, as far as they are known.
#[derive(Default)]
struct Corner([Option<i32>; 4]);

impl Corner {
    fn rect(&self) -> Option<Rect> {
        let [left, top, width, height] = self.0;
        let (left, top) = (left?, top?);
        Some(Rect::new(left, top, left.saturating_add(width?.max(1)), top.saturating_add(height?.max(1))))
    }
}

fn is_rule(bbox: Rect) -> bool {
    let (long, short) = (bbox.width().max(bbox.height()), bbox.width().min(bbox.height()));
    short.saturating_mul(RULE) <= long
}
