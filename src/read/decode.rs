//! From bytes to text, given the encoding.
//!
//! Bytes are never lost silently: what cannot be decoded becomes U+FFFD and is told with its offset and value.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, UTF_8};

use super::guess::guess;

/// Bytes of one malformed stretch that are kept to be told.
const TOLD_BYTES: usize = 16;

/// Malformed stretches that are kept to be told one by one; a file that has more is of another encoding.
const TOLD_STRETCHES: usize = 24;

/// A stretch of bytes that the encoding does not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Malformed {
    /// Offset in the file.
    pub offset: usize,
    /// Length of the stretch.
    pub len: usize,
    /// Its first bytes.
    pub bytes: Vec<u8>,
    /// Offset in the decoded text of the first U+FFFD that stands for it.
    pub at: usize,
}

/// A decoded file.
#[derive(Debug, Clone)]
pub(super) struct Decoded<'b> {
    /// Borrowed from the file where nothing had to be done.
    pub text: Cow<'b, str>,
    pub encoding: &'static Encoding,
    /// The first stretches of malformed bytes.
    pub malformed: Vec<Malformed>,
    /// How many stretches there are in all.
    pub n_malformed: usize,
}

/// Decodes a file. A byte-order mark is dropped; it wins over a guess, and a given encoding wins over it.
pub(super) fn decode<'b>(bytes: &'b [u8], given: Option<&'static Encoding>, language: Option<&str>) -> Decoded<'b> {
    let bom = Encoding::for_bom(bytes);
    let valid = if given.is_none_or(|given| given == UTF_8) { simdutf8::basic::from_utf8(bytes).ok() } else { None };
    let encoding = match (given, bom) {
        (Some(given), _) => given,
        (None, Some((by_bom, _))) => by_bom,
        (None, None) => guess(bytes, valid.is_some(), language),
    };
    let skip = bom.filter(|(by_bom, _)| *by_bom == encoding).map_or(0, |(_, len)| len);
    let (text, stretches) = match valid {
        _ if encoding != UTF_8 => legacy(encoding, bytes, skip),
        Some(text) => (Cow::Borrowed(&text[skip..]), Stretches::default()),
        None => utf_8(bytes, skip),
    };
    Decoded { text, encoding, malformed: stretches.told, n_malformed: stretches.n }
}

/// The malformed stretches found so far.
#[derive(Debug, Default)]
struct Stretches {
    told: Vec<Malformed>,
    n: usize,
    /// Where the last stretch ends in the file.
    end: usize,
}

impl Stretches {
    /// Puts U+FFFD in the place of some bytes; a stretch that follows on the one before is one with it.
    fn replace(&mut self, text: &mut String, offset: usize, bytes: &[u8]) {
        let goes_on = self.n > 0 && self.end == offset;
        self.end = offset + bytes.len();
        if !goes_on {
            self.n += 1;
            if self.told.len() < TOLD_STRETCHES {
                self.told.push(Malformed { offset, len: 0, bytes: Vec::new(), at: text.len() });
            }
        }
        // Stretches beyond those that are told have no entry to lengthen.
        if self.n == self.told.len()
            && let Some(last) = self.told.last_mut()
        {
            last.len += bytes.len();
            last.bytes.extend(bytes.iter().take(TOLD_BYTES.saturating_sub(last.bytes.len())));
        }
        text.push(char::REPLACEMENT_CHARACTER);
    }
}

/// UTF-8 with malformed bytes.
fn utf_8(bytes: &[u8], skip: usize) -> (Cow<'_, str>, Stretches) {
    let mut stretches = Stretches::default();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = skip;
    for chunk in bytes[skip..].utf8_chunks() {
        text.push_str(chunk.valid());
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            stretches.replace(&mut text, offset, chunk.invalid());
            offset += chunk.invalid().len();
        }
    }
    (Cow::Owned(text), stretches)
}

fn legacy(encoding: &'static Encoding, bytes: &[u8], skip: usize) -> (Cow<'static, str>, Stretches) {
    let mut stretches = Stretches::default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut offset = skip;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[offset..], &mut text, true);
        offset += read;
        match result {
            DecoderResult::InputEmpty => return (Cow::Owned(text), stretches),
            // Doubling what is there keeps the number of rounds logarithmic.
            DecoderResult::OutputFull => text.reserve(text.len().max(64)),
            DecoderResult::Malformed(len, after) => {
                let end = offset.saturating_sub(usize::from(after));
                let start = end.saturating_sub(usize::from(len)).max(skip);
                stretches.replace(&mut text, start, &bytes[start..end.max(start)]);
            }
        }
    }
}
