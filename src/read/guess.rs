//! Which encoding a file without a byte-order mark is in.
//!
//! Order of the questions: UTF-16 by its NULs, UTF-8 by its form, and only then the guess of `chardetng`, which knows
//! how often letters follow one another but drops an encoding at the first byte that is not allowed in it.

use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at. A page has some tens of kilobytes, and a guess settles after a few.
const LOOK_AT_BYTES: usize = 256 * 1024;

/// Length of the pieces that vote where the sample as a whole has malformed bytes.
const VOTE_BYTES: usize = 1024;

/// `is_valid`: whether all of it is UTF-8.
pub(super) fn guess(bytes: &[u8], is_valid: bool, language: Option<&str>) -> &'static Encoding {
    let sample = &bytes[telling(bytes)];
    let nuls = Nuls::of(sample);
    // Latin text in UTF-16 has a NUL in every other byte.
    if let Some(encoding) = nuls.of_latin(sample.len()) {
        return encoding;
    }
    let is_utf_8 = is_valid || is_utf_8(sample);
    if is_utf_8 && !is_escaped(sample) && controls(sample) * 10 < sample.len() {
        return UTF_8;
    }
    // Two bytes of one Cyrillic letter in UTF-16 are a control and an ASCII character.
    if let Some(encoding) = nuls.of_wide(sample) {
        return encoding;
    }
    if is_utf_8 && !is_escaped(sample) {
        return UTF_8;
    }
    let tld = language.and_then(top_level_domain);
    let whole = detect(sample, tld);
    if is_multi_byte(whole) {
        return widest(whole);
    }
    widest(vote(sample, tld).unwrap_or(whole))
}

/// The part of a file that tells its encoding: from the line of the first byte that is not ASCII.
fn telling(bytes: &[u8]) -> Range<usize> {
    let first = bytes.iter().position(|b| !b.is_ascii() || *b == 0 || *b == 0x1b).unwrap_or(0);
    let line = memchr::memrchr2(b'\n', b'\r', &bytes[..first]).map_or(0, |end| end + 1);
    // UTF-16 counts in twos from the beginning of the file; a very long line is not worth going back over.
    let start = line.max(first.saturating_sub(LOOK_AT_BYTES / 2)) & !1;
    start..bytes.len().min(start + LOOK_AT_BYTES)
}

/// How many NULs stand at even and at odd offsets.
struct Nuls {
    even: usize,
    odd: usize,
}

impl Nuls {
    fn of(sample: &[u8]) -> Self {
        let odd = memchr::memchr_iter(0, sample).filter(|at| at % 2 == 1).count();
        Self { even: memchr::memchr_iter(0, sample).count() - odd, odd }
    }

    fn of_latin(&self, len: usize) -> Option<&'static Encoding> {
        let (most, least) = (self.even.max(self.odd), self.even.min(self.odd));
        // Three tenths of all bytes: three fifths of the characters are ASCII. Pages with a few NULs stay far below.
        let is_utf_16 = most * 10 >= len * 3 && least * 10 <= most && len >= 2;
        is_utf_16.then_some(if self.odd > self.even { UTF_16LE } else { UTF_16BE })
    }

    /// UTF-16 of wide scripts has few NULs (line ends, digits), but as good as all of its units are assigned.
    fn of_wide(&self, sample: &[u8]) -> Option<&'static Encoding> {
        if (self.even + self.odd) * 1000 < sample.len() || self.even + self.odd == 0 {
            return None;
        }
        let [le, be] = [u16::from_le_bytes, u16::from_be_bytes].map(|unit| {
            let units = sample.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            units.filter(|unit| is_likely_unit(*unit)).count()
        });
        let n = sample.len() / 2;
        (le.max(be) * 100 >= n * 95 && le != be).then_some(if le > be { UTF_16LE } else { UTF_16BE })
    }
}

/// Whether a unit of UTF-16 is one that pages hold: ASCII, Latin, Cyrillic, general marks, the wide scripts.
fn is_likely_unit(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0d | 0x20..=0x7e | 0xa0..=0x52f | 0x2010..=0x2044 | 0x2460..=0x266f | 0x3000..=0x30ff
        | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xff01..=0xff9f | 0xfeff)
}

/// Whether text is UTF-8 but for a few bytes: three characters of several bytes for each malformed stretch, and one for
/// each malformed byte.
fn is_utf_8(sample: &[u8]) -> bool {
    let (mut good, mut bad, mut stretches) = (0, 0, 0);
    let mut seen = 0;
    let mut goes_on = false;
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        seen += chunk.valid().len() + chunk.invalid().len();
        // A character that the sample's end cuts is not malformed.
        if seen < sample.len() && !chunk.invalid().is_empty() {
            bad += chunk.invalid().len();
            stretches += usize::from(!(goes_on && chunk.valid().is_empty()));
            goes_on = true;
        }
    }
    good >= 3 * stretches && good >= bad
}

/// Whether ISO-2022-JP switches to its characters of two bytes.
fn is_escaped(sample: &[u8]) -> bool {
    sample.is_ascii() && memchr::memmem::find(sample, b"\x1b$").is_some()
}

fn controls(sample: &[u8]) -> usize {
    // Small counts are added up many at a time.
    let odd = |b: &u8| u8::from(b.is_ascii_control() && !matches!(b, b'\t'..=b'\r'));
    sample.chunks(255).map(|chunk| usize::from(chunk.iter().map(odd).sum::<u8>())).sum()
}

fn detect(sample: &[u8], tld: Option<&[u8]>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, false);
    detector.guess(tld, Utf8Detection::Deny)
}

/// The encoding of several bytes a character that most pieces of the sample are in, weighed by bytes that are not ASCII.
/// One malformed byte spoils only its piece.
fn vote(sample: &[u8], tld: Option<&[u8]>) -> Option<&'static Encoding> {
    let mut votes: Vec<(&'static Encoding, usize)> = Vec::new();
    let mut all = 0;
    let mut rest = sample;
    while !rest.is_empty() {
        let least = rest.len().min(VOTE_BYTES);
        let len = memchr::memchr2(b'\n', b'\r', &rest[least..]).map_or(rest.len(), |end| least + end + 1);
        let (piece, after) = rest.split_at(len);
        rest = after;
        let weight = piece.iter().filter(|b| !b.is_ascii()).count();
        all += weight;
        let guess = widest(detect(piece, tld));
        if weight > 0 && is_multi_byte(guess) {
            match votes.iter_mut().find(|(encoding, _)| *encoding == guess) {
                Some((_, votes)) => *votes += weight,
                None => votes.push((guess, weight)),
            }
        }
    }
    votes.into_iter().max_by_key(|(_, votes)| *votes).filter(|(_, votes)| votes * 2 > all).map(|(encoding, _)| encoding)
}

fn is_multi_byte(encoding: &'static Encoding) -> bool {
    !encoding.is_single_byte()
}

/// GB18030 holds all of GBK, and every GBK file is one.
fn widest(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// The country whose habits `chardetng` is to expect.
fn top_level_domain(language: &str) -> Option<&'static [u8]> {
    let lower = language.to_ascii_lowercase();
    let traditional = ["hant", "-tw", "-hk", "-mo"].iter().any(|tag| lower.contains(tag));
    Some(match lower.split('-').next()? {
        "zh" if traditional => b"tw",
        "zh" => b"cn",
        "ja" => b"jp",
        "ko" => b"kr",
        "ru" => b"ru",
        "uk" => b"ua",
        "bg" => b"bg",
        "el" => b"gr",
        "he" | "yi" => b"il",
        "ar" => b"eg",
        "fa" => b"ir",
        "tr" => b"tr",
        "th" => b"th",
        "vi" => b"vn",
        "pl" => b"pl",
        "cs" => b"cz",
        "hu" => b"hu",
        "ro" => b"ro",
        "lt" => b"lt",
        "lv" => b"lv",
        "et" => b"ee",
        "de" => b"de",
        "fr" => b"fr",
        _ => return None,
    })
}
