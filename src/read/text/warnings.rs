//! What is odd about a file of text, said for a person.

use super::super::decode::{Decoded, Malformed};
use super::rows::rows;
use crate::model::Warning;
use crate::model::script::is_blank;

/// The warnings about a file. `breaks` are the offsets of the form feeds that part its pages.
pub(super) fn of_file(decoded: &Decoded<'_>, breaks: &[usize]) -> Vec<Warning> {
    let mut odd = Vec::new();
    if decoded.text.chars().all(is_blank) {
        odd.push(whole_file("the file holds no text".to_owned()));
    }
    for malformed in &decoded.malformed {
        let (page, line) = place(&decoded.text, breaks, malformed.at);
        odd.push(Warning { page, line, message: describe(malformed, decoded.encoding.name()) });
    }
    let untold = decoded.n_malformed - decoded.malformed.len();
    if untold > 0 {
        odd.push(whole_file(format!(
            "{untold} more malformed stretches of bytes; if the text is unreadable, name its encoding with --encoding"
        )));
    }
    odd.extend(controls(&decoded.text, breaks));
    let form_feeds = memchr::memchr_iter(b'\x0c', decoded.text.as_bytes()).count();
    if form_feeds > breaks.len() + 1 && breaks.len() + 1 == super::MAX_PAGES {
        odd.push(whole_file(format!(
            "the file has {form_feeds} form feeds; those after page {} are read as line ends",
            super::MAX_PAGES
        )));
    }
    odd
}

fn whole_file(message: String) -> Warning {
    Warning { page: 0, line: 0, message }
}

fn describe(malformed: &Malformed, encoding: &str) -> String {
    let hex: Vec<String> = malformed.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let more = if malformed.len > malformed.bytes.len() { " …" } else { "" };
    format!(
        "byte {}: {} not allowed in {encoding} ({}{more}); read as U+FFFD",
        malformed.offset,
        if malformed.len == 1 { "1 byte is".to_owned() } else { format!("{} bytes are", malformed.len) },
        hex.join(" "),
    )
}

/// Control characters inside the text, which no printed page has. They are kept where they stand inside a line, since a
/// converter may have put them for a letter that it could not name.
fn controls(text: &str, breaks: &[usize]) -> Option<Warning> {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    // No other byte begins one, which most pages have none of.
    let may_begin = |byte| matches!(byte, 0..=0x08 | 0x0e..=0x1f | 0x7f | 0xc2);
    if !text.bytes().fold(false, |found, byte| found | may_begin(byte)) {
        return None;
    }
    let near = text.bytes().position(may_begin)?;
    let first = near + text[near..].find(is_odd)?;
    let (nuls, others) = text[first..]
        .chars()
        .filter(|c| is_odd(*c))
        .fold((0, 0), |(nuls, others), c| if c == '\0' { (nuls + 1, others) } else { (nuls, others + 1) });
    let (page, line) = place(text, breaks, first);
    let what = match (nuls, others) {
        (_, 0) => format!("{nuls} NUL characters"),
        (0, _) => format!("{others} control characters"),
        _ => format!("{nuls} NUL and {others} other control characters"),
    };
    let message = format!(
        "{what} in the file, the first one here; inside a line they are kept, and a letter may have been lost there"
    );
    Some(Warning { page, line, message })
}

/// Page and physical line of an offset, both from 1.
fn place(text: &str, breaks: &[usize], at: usize) -> (u32, u32) {
    let page = breaks.partition_point(|end| *end < at);
    let start = page.checked_sub(1).map_or(0, |before| breaks[before] + 1);
    // The character at `at` makes sure that its own line is counted, also where the text before ends in a line end.
    let next = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    (page as u32 + 1, rows(&text[start..next]).len() as u32)
}
