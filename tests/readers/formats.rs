//! Files that are no text are refused, each by its name and with what to do.

use newsprint::read::{ReadError, ReadOptions, read_issue};

#[track_caller]
fn check(bytes: &[u8], what: &str) {
    let Err(error) = read_issue("page", "raw/page.bin", bytes, &ReadOptions::default()) else {
        panic!("{bytes:?} was taken for text");
    };
    let message = error.to_string();
    assert!(message.starts_with("raw/page.bin: this is "), "{message}");
    assert!(message.contains(what), "{message}");
    assert!(message.contains("; "), "it must say what to do: {message}");
}

#[test]
fn other_formats_are_refused_by_name() {
    check(b"%PDF-1.7\n", "a PDF");
    check(b"PK\x03\x04\x14\0", "a ZIP that is damaged");
    check(b"\x1f\x8b\x08\0", "a gzip file that is damaged");
    check(&[&[b'.'; 257][..], b"ustar\x0000"].concat(), "a tar archive");
    check(b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture");
    check(b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture");
    check(b"II*\0\x08\0\0\0", "a TIFF picture");
    check(b"MM\0*\0\0\0\x08", "a TIFF picture");
    check(b"RIFF\0\0\0\0WEBPVP8 ", "a WebP picture");
    check(b"\0\0\xfe\xff\0\0\0a", "UTF-32");
    check(b"{\\rtf1\\ansi", "an RTF document");
    check(b"{\"articles\": []}\n", "JSON");
    check(b"{\"rule\": 1}\n{\"rule\": 2}\n", "JSON");
    check(b"[{\"page\": 1}, {\"page\": 2}]", "JSON");
}

#[test]
fn markup_is_not_read_as_text() {
    check(b"<?xml version=\"1.0\"?><t:TEI xmlns:t=\"x\">", "TEI XML");
    check(b"<html><body>news</body></html>", "HTML");
    check(b"<?xml version=\"1.0\"?><rss>", "XML");
    let named = read_issue("p", "p.xml", b"<TEI>", &ReadOptions::default());
    assert!(matches!(named, Err(ReadError::NotYet { what: "TEI XML", .. })));
}

#[test]
fn text_that_speaks_of_markup_is_text() {
    for text in [
        "The <html> tag was new.",
        "PK 03",
        "GIF pictures",
        "BZ",
        "< 5 per cent",
        "{sic} the quay",
        "[1] the quay",
        "[1]",
    ] {
        assert!(read_issue("p", "p.txt", text.as_bytes(), &ReadOptions::default()).is_ok(), "{text}");
    }
}
