//! What the elements of hOCR are on the page.

use html5gum::{HtmlString, StartTag};

use crate::model::RegionKind;

/// Elements that nothing closes.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source",
    b"track", b"wbr",
];
/// Elements at which a line ends.
const BREAKS: [&[u8]; 7] = [b"br", b"div", b"hr", b"li", b"p", b"td", b"tr"];
/// Elements whose text is no text of the page.
const UNPRINTED: [&[u8]; 4] = [b"head", b"script", b"style", b"title"];

/// What an element is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Page,
    /// A block, a column, a paragraph, a picture, a rule.
    Area(RegionKind),
    Line,
    Word,
    Bold,
    Italic,
    /// Its text is not printed.
    Unprinted,
    /// Nothing that counts.
    Other,
}

impl Part {
    /// What an element is. A paragraph is a block only where it stands in none.
    pub(super) fn of(tag: &StartTag<usize>, in_block: bool) -> Self {
        let name = tag.name.as_slice();
        if UNPRINTED.contains(&name) {
            return Self::Unprinted;
        }
        let inline = name == b"span";
        let of_class = |class: &str| match class {
            "ocr_page" => Some(Self::Page),
            "ocr_carea" | "ocrx_block" | "ocr_column" => Some(Self::Area(RegionKind::Text)),
            "ocr_par" if !in_block => Some(Self::Area(RegionKind::Text)),
            "ocr_table" => Some(Self::Area(RegionKind::Table)),
            "ocr_separator" => Some(Self::Area(RegionKind::Separator)),
            "ocr_image" | "ocr_photo" | "ocr_linedrawing" | "ocrx_image" => Some(Self::Area(RegionKind::Picture)),
            "ocr_line" | "ocrx_line" => Some(Self::Line),
            "ocr_header" | "ocr_footer" | "ocr_pageno" | "ocr_caption" | "ocr_textfloat" if inline => Some(Self::Line),
            "ocr_header" | "ocr_footer" | "ocr_pageno" | "ocr_caption" | "ocr_textfloat" | "ocr_float" => {
                Some(Self::Area(RegionKind::Text))
            }
            "ocrx_word" | "ocr_word" => Some(Self::Word),
            _ => None,
        };
        class(tag).split_ascii_whitespace().find_map(of_class).unwrap_or(match name {
            b"strong" | b"b" => Self::Bold,
            b"em" | b"i" => Self::Italic,
            _ => Self::Other,
        })
    }
}

/// The classes of an element.
pub(super) fn class(tag: &StartTag<usize>) -> String {
    let value = tag.attributes.get(b"class".as_slice());
    value.map(|value| String::from_utf8_lossy(&value.value).into_owned()).unwrap_or_default()
}

/// Whether a block of that class is a margin of the page where it has no text.
pub(super) fn is_margin(class: &str) -> bool {
    matches!(class, "ocr_header" | "ocr_footer" | "ocr_pageno")
}

/// Whether nothing closes an element of that name.
pub(super) fn is_void(name: &HtmlString) -> bool {
    VOID.contains(&name.as_slice())
}

/// Whether a line ends at an element of that name.
pub(super) fn breaks(name: &HtmlString) -> bool {
    BREAKS.contains(&name.as_slice())
}
