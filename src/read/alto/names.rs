//! What a file names at its head and refers to below: styles and tags.

use rustc_hash::FxHashMap;

use super::super::sheet::Sheet;
use super::super::xml::{self, Tag, Xml};
use crate::model::Style;

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: FxHashMap<Box<str>, Style>,
    /// References that were looked up on the page that is open.
    known: FxHashMap<Box<str>, Option<u16>>,
}

impl Styles {
    pub fn add(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let (mut id, mut style) = (None, Style::default());
        for (key, raw) in tag.attributes() {
            match key {
                "ID" => id = Some(raw.into()),
                "FONTFAMILY" => style.font = Some(xml.value(raw).into()).filter(|font: &Box<_>| !str::is_empty(font)),
                "FONTSIZE" => style.size = xml::decimal(raw).map(|size| size as f32).filter(|size| *size > 0.0),
                "FONTSTYLE" => {
                    style.bold = raw.contains("bold");
                    style.italic = raw.contains("italic");
                }
                _ => {}
            }
        }
        if let Some(id) = id {
            self.by_id.insert(id, style);
        }
    }

    /// The style that references name, as an index of the page. References to styles of paragraphs say nothing of type.
    pub fn index(&mut self, references: &str, sheet: &mut Sheet) -> Option<u16> {
        if sheet.page.styles.is_empty() {
            self.known.clear();
        }
        if let Some(known) = self.known.get(references) {
            return *known;
        }
        let style = references.split_ascii_whitespace().find_map(|id| self.by_id.get(id)).cloned();
        let index = style.and_then(|style| sheet.style(style));
        self.known.insert(references.into(), index);
        index
    }
}

/// The tags of a file, by what they say.
#[derive(Debug, Default)]
pub(super) struct Tags {
    by_id: FxHashMap<Box<str>, Box<str>>,
}

impl Tags {
    pub fn add(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let (mut id, mut label, mut kind) = (None, None, None);
        for (key, raw) in tag.attributes() {
            match key {
                "ID" => id = Some(raw.into()),
                "LABEL" => label = Some(xml.value(raw)).filter(|label| !label.trim().is_empty()),
                "TYPE" => kind = Some(xml.value(raw)).filter(|kind| !kind.trim().is_empty()),
                _ => {}
            }
        }
        if let (Some(id), Some(label)) = (id, label.or(kind)) {
            self.by_id.insert(id, label.into());
        }
    }

    /// What the first of the references says.
    pub fn label(&self, references: &str) -> Option<Box<str>> {
        references.split_ascii_whitespace().find_map(|id| self.by_id.get(id)).cloned()
    }
}
