//! What a file is that is no text, told by its first bytes.

use super::ReadError;

/// How far into a file the marks of an XML format are looked for; their root element stands behind the prolog.
const PROLOG_BYTES: usize = 4096;

const PICTURE: &str = "recognize its text first, such as with `tesseract FILE out`, and give newsprint the result";
const UNPACK: &str = "unpack it and give newsprint the files inside";
const SAVE: &str = "save it as plain text (UTF-8) and give newsprint the result";
const PDF: &str = "run `pdftotext -layout FILE out.txt` and give newsprint out.txt";

/// Beginnings of files, what they are, and what to do about them.
const MAGIC: [(&[u8], &str, &str); 22] = [
    (b"%PDF-", "a PDF", PDF),
    (b"%!PS", "PostScript", "run `ps2ascii FILE out.txt` and give newsprint out.txt"),
    (b"PK\x03\x04", "a ZIP archive or an office document", UNPACK),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (b"\x1f\x8b", "a gzip archive", "run `gunzip FILE` and give newsprint what it unpacks"),
    (b"BZh", "a bzip2 archive", "run `bunzip2 FILE` and give newsprint what it unpacks"),
    (b"\xfd7zXZ\0", "an xz archive", "run `unxz FILE` and give newsprint what it unpacks"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "run `unzstd FILE` and give newsprint what it unpacks"),
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

const TAKE_TEXT: &str = "give it the page as plain text";

/// Names that only a file of that XML format holds near its beginning. The first that is found counts.
const XML: [(&[u8], &str); 8] = [
    (b"<alto", "ALTO XML"),
    (b"ns-v4#", "ALTO XML"),
    (b"<PcGts", "PAGE XML"),
    (b"ocr_page", "hOCR"),
    (b"ocr-system", "hOCR"),
    (b":mets", "METS XML"),
    (b"<mets", "METS XML"),
    (b"<TEI", "TEI XML"),
];

/// An error for each file that is known to be something else than text.
pub(super) fn refuse_other_formats(path: &str, bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.len() > i32::MAX as usize {
        return Err(ReadError::TooLarge { path: path.to_owned(), bytes: bytes.len() as u64 });
    }
    if let Some((_, what, advice)) = MAGIC.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        return Err(ReadError::NotText { path: path.to_owned(), what, advice });
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Err(ReadError::NotText { path: path.to_owned(), what: "a WebP picture", advice: PICTURE });
    }
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        let advice = "run `iconv -f UTF-32 -t UTF-8 FILE > out.txt` and give newsprint out.txt";
        return Err(ReadError::NotText { path: path.to_owned(), what: "UTF-32", advice });
    }
    refuse_markup(path, &bytes[..bytes.len().min(PROLOG_BYTES)])
}

fn refuse_markup(path: &str, head: &[u8]) -> Result<(), ReadError> {
    let body = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let lower: Vec<u8> = body.iter().take(64).map(u8::to_ascii_lowercase).collect();
    let is_html = lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html");
    // Only a prolog or a root element makes a file markup: a page may print a `<` anywhere else.
    let is_xml = lower.starts_with(b"<?xml ") || XML.iter().any(|(root, _)| root[0] == b'<' && body.starts_with(root));
    if !is_html && !is_xml {
        return Ok(());
    }
    let found = XML.iter().find(|(mark, _)| memchr::memmem::find(body, mark).is_some());
    let what = match found {
        Some((_, what)) => what,
        None if is_html => "HTML",
        None => "XML",
    };
    Err(ReadError::NotYet { path: path.to_owned(), what, advice: TAKE_TEXT })
}
