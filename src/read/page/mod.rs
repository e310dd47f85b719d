//! PAGE-XML of 2010 to 2019: regions inside regions, lines with baselines, words and glyphs, and a stated reading order.
//!
//! Every version and dialect is read by one reader: elements are known by their local names, and what a version does not
//! have is not missed.

mod articles;
mod custom;
mod equiv;
mod open;

use super::dump::Dump;
use super::order::Order;
use super::sheet::{self, Coordinates, Sheet};
use super::xml::{self, Decoded, Listener, Tag, Xml};
use super::{ReadError, ReadOptions};
use crate::model::{Issue, PageRead, Region, RegionKind, Source, Style, Unit};
pub(super) use articles::articles;
use equiv::Equiv;
use open::{OpenLine, OpenRegion, OpenWord};

pub(super) fn read(name: &str, dump: &Dump<'_>, options: &ReadOptions) -> Result<Issue, ReadError> {
    let Decoded { text, encoding, odd } = xml::decode(dump.bytes(), options.encoding);
    let mut xml = Xml::new(&text);
    xml.odd = odd;
    let source = dump.source("page", encoding);
    let mut reading = Reading::new(source, options.language.clone());
    let broken = xml.walk(&mut reading).err();
    reading.close_all(&mut xml);
    let mut pages = reading.done;
    super::stand_or_fall(dump, &mut pages, broken, &mut xml.odd)?;
    Ok(Issue::new(name.to_owned(), pages))
}

/// What is read so far, and which elements are open.
struct Reading {
    source: Source,
    language: Option<String>,
    done: Vec<PageRead>,
    sheet: Option<Sheet>,
    order: Order,
    regions: Vec<OpenRegion>,
    line: Option<OpenLine>,
    word: Option<OpenWord>,
    glyph: Option<Option<Equiv>>,
    equiv: Option<Equiv>,
    coordinates: Coordinates,
}

/// What an element says something about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Glyph,
    Word,
    Line,
    Region,
    Nothing,
}

impl Listener for Reading {
    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.name() {
            "Page" => self.open_page(tag, xml),
            "TextLine" => self.open_line(tag, xml),
            "Word" if self.line.is_some() => self.word = Some(OpenWord::default()),
            "Glyph" if self.word.is_some() => self.glyph = Some(None),
            "Coords" => self.coords(tag.get("points").unwrap_or_default()),
            "Baseline" => self.baseline(tag.get("points").unwrap_or_default()),
            "Point" => self.point(tag),
            "TextEquiv" => self.equiv = Some(Equiv::new(tag.get("index"), tag.get("conf"))),
            "Unicode" | "PlainText" if self.equiv.is_some() => xml.listen(),
            "TextStyle" => self.style(tag, xml),
            name if kind_of(name).is_some() => self.open_region(tag, xml),
            name => self.order.open(name, tag, xml),
        }
        self.coordinates.note(|| xml.line());
    }

    fn close(&mut self, name: &str, xml: &mut Xml<'_>) {
        match name {
            "Page" => self.close_page(xml),
            "TextLine" => self.close_line(),
            "Word" => self.close_word(),
            "Glyph" => self.close_glyph(),
            "TextEquiv" => self.close_equiv(),
            "Unicode" | "PlainText" => {
                if let Some(equiv) = &mut self.equiv {
                    equiv.hear(name == "Unicode", xml.heard());
                }
            }
            name if kind_of(name).is_some() => self.close_region(),
            name => self.order.close(name),
        }
    }
}

impl Reading {
    fn new(source: Source, language: Option<String>) -> Self {
        Self {
            source,
            language,
            done: Vec::new(),
            sheet: None,
            order: Order::default(),
            regions: Vec::new(),
            line: None,
            word: None,
            glyph: None,
            equiv: None,
            coordinates: Coordinates::default(),
        }
    }

    /// Closes what a broken file left open.
    fn close_all(&mut self, xml: &mut Xml<'_>) {
        for name in ["Unicode", "TextEquiv", "Glyph", "Word", "TextLine"] {
            self.close(name, xml);
        }
        while !self.regions.is_empty() {
            self.close_region();
        }
        self.close("Page", xml);
        if self.done.is_empty() {
            // A file without a page is one page without lines, so that what is odd about it is told.
            self.sheet = Some(Sheet::new(self.source.clone(), Unit::Pixel, self.language.clone()));
            self.close_page(xml);
        }
    }

    fn owner(&self) -> Owner {
        if self.glyph.is_some() {
            Owner::Glyph
        } else if self.word.is_some() {
            Owner::Word
        } else if self.line.is_some() {
            Owner::Line
        } else if self.regions.is_empty() {
            Owner::Nothing
        } else {
            Owner::Region
        }
    }

    fn open_page(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        self.close_page(xml);
        let mut sheet = Sheet::new(self.source.clone(), Unit::Pixel, self.language.clone());
        for (key, raw) in tag.attributes() {
            match key {
                "imageFilename" => sheet.page.image = Some(xml.value(raw)).filter(|path| !path.is_empty()),
                "imageWidth" => sheet.page.width = self.coordinates.number(raw).unwrap_or(0),
                "imageHeight" => sheet.page.height = self.coordinates.number(raw).unwrap_or(0),
                _ => {}
            }
        }
        self.sheet = Some(sheet);
    }

    fn close_page(&mut self, xml: &mut Xml<'_>) {
        while !self.regions.is_empty() {
            self.close_region();
        }
        let Some(mut sheet) = self.sheet.take() else { return };
        std::mem::take(&mut self.order).state(&mut sheet.page, &mut xml.odd);
        self.coordinates.tell(&mut xml.odd);
        self.done.push(sheet.finish(&mut xml.odd));
    }

    fn open_region(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let Some(sheet) = &mut self.sheet else { return };
        let mut region = Region { kind: kind_of(tag.name()).unwrap_or_default(), ..Region::default() };
        region.parent = self.regions.last().map(|above| above.index);
        let (mut kind, mut structure, mut place) = (None, None, None);
        for (key, raw) in tag.attributes() {
            match key {
                "id" => region.id = Some(sheet::clean_id(&xml.value(raw))).filter(|id| !id.is_empty()),
                "type" => kind = Some(xml.value(raw)).filter(|kind| !kind.trim().is_empty()),
                "custom" => {
                    let custom = xml.value(raw);
                    structure = custom::value(&custom, "structure", "type").map(str::to_owned);
                    place = custom::value(&custom, "readingOrder", "index").and_then(|index| index.parse().ok());
                }
                _ => {}
            }
        }
        // A structure tag says more than a type that the format had no better word for.
        region.hint = match (kind, structure) {
            (Some(kind), Some(structure)) if kind == "other" || kind == "paragraph" => Some(structure.into()),
            (Some(kind), _) => Some(kind.into()),
            (None, Some(structure)) => Some(structure.into()),
            (None, None) if region.kind == RegionKind::Text && tag.name() == "TableCell" => Some("TableCell".into()),
            (None, None) => None,
        };
        let id = region.id.clone();
        let index = sheet.add_region(region);
        self.order.region(id, index, place);
        self.regions.push(OpenRegion { index, ..OpenRegion::default() });
    }

    fn close_region(&mut self) {
        let (Some(region), Some(sheet)) = (self.regions.pop(), &mut self.sheet) else { return };
        let had_text = region.close(sheet);
        if let Some(above) = self.regions.last_mut() {
            above.has_text |= had_text;
        }
    }

    fn open_line(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let Some(sheet) = &mut self.sheet else { return };
        if self.regions.is_empty() {
            // No version allows it, but its text must not be lost.
            let index = sheet.add_region(Region::default());
            self.regions.push(OpenRegion { index, ..OpenRegion::default() });
        }
        let mut line = OpenLine::default();
        if let Some(raw) = tag.get("id") {
            line.id = Some(xml.value(raw));
        }
        if let Some(region) = self.regions.last_mut() {
            region.n_lines += 1;
            line.nth = region.n_lines;
        }
        self.line = Some(line);
    }

    fn close_line(&mut self) {
        self.close_word();
        let (Some(line), Some(sheet), Some(region)) = (self.line.take(), &mut self.sheet, self.regions.last_mut())
        else {
            return;
        };
        line.close(sheet, region);
    }

    fn close_word(&mut self) {
        self.close_glyph();
        let (Some(word), Some(line)) = (self.word.take(), &mut self.line) else { return };
        line.words.push(word);
    }

    fn close_glyph(&mut self) {
        if let (Some(Some(glyph)), Some(word)) = (self.glyph.take(), &mut self.word) {
            word.glyphs.push_str(glyph.text());
        }
    }

    fn close_equiv(&mut self) {
        let Some(equiv) = self.equiv.take() else { return };
        let best = match self.owner() {
            Owner::Glyph => self.glyph.as_mut(),
            Owner::Word => self.word.as_mut().map(|word| &mut word.best),
            Owner::Line => self.line.as_mut().map(|line| &mut line.best),
            Owner::Region => self.regions.last_mut().map(|region| &mut region.best),
            Owner::Nothing => None,
        };
        if let Some(best) = best {
            equiv.vie(best);
        }
    }

    fn coords(&mut self, raw: &str) {
        let points = self.coordinates.points(raw);
        match self.owner() {
            Owner::Region => self.regions.last_mut().map(|region| region.outline.extend(points)),
            Owner::Line => self.line.as_mut().map(|line| line.outline.extend(points)),
            Owner::Word => self.word.as_mut().map(|word| word.outline.extend(points)),
            Owner::Glyph | Owner::Nothing => None,
        };
    }

    fn baseline(&mut self, raw: &str) {
        let points = self.coordinates.points(raw);
        if let (Owner::Line, Some(line)) = (self.owner(), &mut self.line) {
            line.baseline.extend(points);
        }
    }

    /// A corner as the versions of 2010 write it, with an element of its own.
    fn point(&mut self, tag: &Tag<'_>) {
        let x = tag.get("x").and_then(|raw| self.coordinates.number(raw));
        let y = tag.get("y").and_then(|raw| self.coordinates.number(raw));
        let Some(point) = x.zip(y) else { return };
        match self.owner() {
            Owner::Region => self.regions.last_mut().map(|region| region.outline.push(point)),
            Owner::Line => self.line.as_mut().map(|line| line.outline.push(point)),
            Owner::Word => self.word.as_mut().map(|word| word.outline.push(point)),
            Owner::Glyph | Owner::Nothing => None,
        };
    }

    fn style(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let Some(sheet) = &mut self.sheet else { return };
        let mut style = Style::default();
        for (key, raw) in tag.attributes() {
            match key {
                "fontFamily" => {
                    let font = xml.value(raw);
                    style.font = Some(font.trim()).filter(|font| !font.is_empty()).map(Into::into);
                }
                "fontSize" => style.size = xml::decimal(raw).map(|size| size as f32).filter(|size| *size > 0.0),
                "bold" => style.bold = raw == "true" || raw == "1",
                "italic" => style.italic = raw == "true" || raw == "1",
                _ => {}
            }
        }
        let style = sheet.style(style);
        match self.owner() {
            Owner::Region => self.regions.last_mut().map(|region| region.style = region.style.or(style)),
            Owner::Line => self.line.as_mut().map(|line| line.style = line.style.or(style)),
            Owner::Word => self.word.as_mut().map(|word| word.style = word.style.or(style)),
            Owner::Glyph | Owner::Nothing => None,
        };
    }
}

/// What a region of that name is made of; none where it is no region.
fn kind_of(name: &str) -> Option<RegionKind> {
    Some(match name {
        "TextRegion" | "TableCell" => RegionKind::Text,
        "SeparatorRegion" => RegionKind::Separator,
        "ImageRegion" | "GraphicRegion" | "LineDrawingRegion" | "ChartRegion" | "MapRegion" => RegionKind::Picture,
        "TableRegion" => RegionKind::Table,
        "AdvertRegion" => RegionKind::Advert,
        name if name.ends_with("Region") => RegionKind::Other,
        _ => return None,
    })
}
