//! What a file is, told by its first bytes and never by its name.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::dump::Dump;
use super::{ReadError, tsv};

/// How far into a file its root element is looked for; it stands behind the prolog, comments and a document type.
const PROLOG_BYTES: usize = 65_536;

/// A format that is read, in the order of how much they tell of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Plain text.
    Text,
    /// TSV of Tesseract.
    Tsv,
    /// hOCR.
    Hocr,
    /// ALTO.
    Alto,
    /// PAGE-XML.
    Page,
    /// METS, which tells which files are pages.
    Mets,
}

const PICTURE: &str = "recognize its text first, such as with `tesseract FILE out`, and give newsprint the result";
const UNPACK: &str = "unpack it and give newsprint the files inside";
const SAVE: &str = "save it as plain text (UTF-8) and give newsprint the result";
const PDF: &str = "run `pdftotext -layout FILE out.txt` and give newsprint out.txt";

/// Beginnings of files, what they are, and what to do about them.
const MAGIC: [(&[u8], &str, &str); 22] = [
    (b"%PDF-", "a PDF", PDF),
    (b"%!PS", "PostScript", "run `ps2ascii FILE out.txt` and give newsprint out.txt"),
    (b"PK\x03\x04", "a ZIP inside another", UNPACK),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (b"\x1f\x8b", "a gzip file inside another", "run `gunzip FILE` and give newsprint what it unpacks"),
    (b"BZh", "a bzip2 archive", "run `bunzip2 FILE` and give newsprint what it unpacks"),
    (b"\xfd7zXZ\0", "an xz archive", "run `unxz FILE` and give newsprint what it unpacks"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file inside another", "run `unzstd FILE` and give newsprint what it unpacks"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", PICTURE),
    (b"\xff\xd8\xff", "a JPEG picture", PICTURE),
    (b"GIF87a", "a GIF picture", PICTURE),
    (b"GIF89a", "a GIF picture", PICTURE),
    (b"II*\0", "a TIFF picture", PICTURE),
    (b"MM\0*", "a TIFF picture", PICTURE),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "a JPEG 2000 picture", PICTURE),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture", PICTURE),
    (b"AT&TFORM", "a DjVu document", "run `djvutxt FILE out.txt` and give newsprint out.txt"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", SAVE),
    (b"{\\rtf", "an RTF document", SAVE),
    (b"\x7fELF", "a program", "give newsprint page dumps only"),
];

/// Where a tar archive says that it is one, and how.
const TAR: (usize, &[u8]) = (257, b"ustar");

const TAKE_TEXT: &str = "give it the page as plain text";

/// Whether a file is a ZIP with something in it.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The format of a file, or an error for each that is known to be something else than text.
pub(super) fn kind(dump: &Dump<'_>) -> Result<Kind, ReadError> {
    let bytes = dump.bytes();
    let not_text = |what, advice| Err(ReadError::NotText { path: dump.shown(), what, advice });
    if bytes.len() > i32::MAX as usize {
        return Err(ReadError::TooLarge { path: dump.shown(), bytes: bytes.len() as u64 });
    }
    if let Some((_, what, advice)) = MAGIC.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        return not_text(what, advice);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return not_text("a WebP picture", PICTURE);
    }
    if bytes.get(TAR.0..).is_some_and(|rest| rest.starts_with(TAR.1)) {
        return not_text("a tar archive", UNPACK);
    }
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        let advice = "run `iconv -f UTF-32 -t UTF-8 FILE > out.txt` and give newsprint out.txt";
        return not_text("UTF-32", advice);
    }
    if is_json(bytes) {
        return not_text("JSON", "give newsprint the page that it was made from");
    }
    markup(dump, &head(bytes))
}

/// Whether a file is nothing but JSON, one value or several; a page may begin with a bracket.
fn is_json(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let mut values = serde_json::Deserializer::from_slice(body).into_iter::<IgnoredAny>();
    body.starts_with(b"{") && values.all(|value| value.is_ok())
        || body.starts_with(b"[")
            && serde_json::from_slice::<Vec<IgnoredAny>>(body).is_ok_and(|values| values.len() > 1)
}

/// The local name of the root element, of an XML file.
pub(super) fn root_of(bytes: &[u8]) -> Option<String> {
    root(&head(bytes)).map(|name| String::from_utf8_lossy(name).into_owned())
}

/// The beginning of a file in a byte a character, without its byte-order mark.
fn head(bytes: &[u8]) -> Cow<'_, [u8]> {
    let head = &bytes[..bytes.len().min(PROLOG_BYTES)];
    // Markup is ASCII, so of UTF-16 it is what is left without the zeros.
    let is_wide = [b"\xff\xfe".as_slice(), b"\xfe\xff", b"<\0", b"\0<"].iter().any(|start| head.starts_with(start));
    if is_wide {
        return head.iter().copied().filter(|byte| !matches!(byte, 0 | 0xfe | 0xff)).collect();
    }
    Cow::Borrowed(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head))
}

fn markup(dump: &Dump<'_>, head: &[u8]) -> Result<Kind, ReadError> {
    let body = head.trim_ascii_start();
    let not_yet = |what| Err(ReadError::NotYet { path: dump.shown(), what, advice: TAKE_TEXT });
    let root = root(body);
    match root {
        Some(b"PcGts") => return Ok(Kind::Page),
        Some(b"alto") => return Ok(Kind::Alto),
        Some(b"mets") => return Ok(Kind::Mets),
        Some(b"TEI") => return not_yet("TEI XML"),
        _ => {}
    }
    let lower: Vec<u8> = body.iter().take(64).map(u8::to_ascii_lowercase).collect();
    // Only a prolog or a root element makes a file markup: a page may print a `<` anywhere else.
    if lower.starts_with(b"<!doctype html") || root.is_some_and(|root| root.eq_ignore_ascii_case(b"html")) {
        let is_hocr =
            [b"ocr_page".as_slice(), b"ocr-system"].iter().any(|mark| memchr::memmem::find(body, mark).is_some());
        return if is_hocr { Ok(Kind::Hocr) } else { not_yet("HTML") };
    }
    if body.starts_with(tsv::HEADER) {
        return Ok(Kind::Tsv);
    }
    if lower.starts_with(b"<?xml") { not_yet("XML") } else { Ok(Kind::Text) }
}

/// The local name of the root element, which is the first behind declarations, comments and a document type.
fn root(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        rest = rest.trim_ascii_start();
        let end = if rest.starts_with(b"<?") {
            memchr::memmem::find(rest, b"?>")? + 2
        } else if rest.starts_with(b"<!--") {
            memchr::memmem::find(&rest[4..], b"-->")? + 7
        } else if rest.starts_with(b"<!") {
            end_of_doctype(rest)?
        } else {
            let name = rest.strip_prefix(b"<")?;
            let name =
                &name[..name.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?];
            return Some(memchr::memchr(b':', name).map_or(name, |at| &name[at + 1..]));
        };
        rest = &rest[end..];
    }
}

/// The length of a document type with its own declarations between brackets.
fn end_of_doctype(rest: &[u8]) -> Option<usize> {
    let open = memchr::memchr2(b'[', b'>', rest)?;
    if rest[open] == b'>' {
        return Some(open + 1);
    }
    let close = open + memchr::memchr(b']', &rest[open..])?;
    Some(close + memchr::memchr(b'>', &rest[close..])? + 1)
}
