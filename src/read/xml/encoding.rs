//! From the bytes of an XML file to text: by its byte-order mark, else by its declaration, else UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::super::decode::{self, Malformed};
use super::Odd;

/// A decoded file.
pub(in crate::read) struct Decoded<'b> {
    pub text: Cow<'b, str>,
    pub encoding: &'static Encoding,
    /// What was odd in its bytes.
    pub odd: Odd,
}

/// Decodes a file; `given` wins over what the file says of itself.
pub(in crate::read) fn decode<'b>(bytes: &'b [u8], given: Option<&'static Encoding>) -> Decoded<'b> {
    let mut odd = Odd::default();
    let encoding = given.or_else(|| Encoding::for_bom(bytes).map(|(bom, _)| bom)).unwrap_or_else(|| {
        if bytes.starts_with(b"<\0") {
            return UTF_16LE;
        }
        if bytes.starts_with(b"\0<") {
            return UTF_16BE;
        }
        let Some(label) = declared(bytes) else { return UTF_8 };
        match Encoding::for_label(label) {
            // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
            Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
            Some(encoding) => encoding,
            None => {
                let label = String::from_utf8_lossy(label);
                odd.add(1, &format!("the encoding `{label}` is not known; read as UTF-8, name it with --encoding"));
                UTF_8
            }
        }
    });
    let decoded = decode::decode(bytes, Some(encoding), None);
    for malformed in &decoded.malformed {
        let line = memchr::memchr_iter(b'\n', &decoded.text.as_bytes()[..malformed.at]).count() as u32 + 1;
        odd.add(line, &describe(malformed, encoding.name()));
    }
    let untold = decoded.n_malformed - decoded.malformed.len();
    if untold > 0 {
        odd.add(0, &format!("{untold} more malformed stretches of bytes; name the encoding with --encoding"));
    }
    Decoded { text: decoded.text, encoding, odd }
}

fn describe(malformed: &Malformed, encoding: &str) -> String {
    let hex: Vec<String> = malformed.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("byte {}: {} is not allowed in {encoding}; read as U+FFFD", malformed.offset, hex.join(" "))
}

/// The encoding that the declaration of a file states.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let head = &head[..memchr::memmem::find(&head[..head.len().min(512)], b"?>")?];
    let value = head[memchr::memmem::find(head, b"encoding")? + 8..].trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let quote = value.first().copied().filter(|quote| matches!(quote, b'"' | b'\''))?;
    let end = memchr::memchr(quote, &value[1..])?;
    Some(&value[1..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, n_odd: usize) {
        let mut decoded = decode(bytes, None);
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.encoding.name(), encoding);
        assert_eq!(decoded.odd.take().len(), n_odd);
    }

    #[test]
    fn the_file_says_its_encoding() {
        check(b"<a>\xc3\xa9</a>", "<a>é</a>", "UTF-8", 0);
        let latin = b"<?xml version='1.0' encoding = 'ISO-8859-1' ?><a>\xe9</a>";
        check(latin, "<?xml version='1.0' encoding = 'ISO-8859-1' ?><a>é</a>", "windows-1252", 0);
        check(b"\xff\xfe<\0a\0/\0>\0", "<a/>", "UTF-16LE", 0);
        check(b"<\0a\0/\0>\0", "<a/>", "UTF-16LE", 0);
        let wrong = b"<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>";
        check(wrong, "<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>", "UTF-8", 0);
        check(b"<?xml encoding=\"klingon\"?>", "<?xml encoding=\"klingon\"?>", "UTF-8", 1);
    }

    #[test]
    fn malformed_bytes_are_told() {
        check(b"<a>\xff</a>", "<a>\u{fffd}</a>", "UTF-8", 1);
    }
}
