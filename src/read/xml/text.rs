//! Text of XML as a line of print: references resolved, line ends made spaces.

use std::borrow::Cow;

use crate::model::script::is_blank;

/// Adds text to `out`, with its references resolved and its line ends made spaces. Returns the first reference that is
/// not known, which stays as it is.
pub(in crate::read) fn push_text<'r>(raw: &'r str, out: &mut String) -> Option<&'r str> {
    let start = out.len();
    let mut unknown = None;
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        // The names of entities and the numbers of characters are short.
        let end = rest.bytes().take(40).position(|byte| byte == b';');
        let Some(end) = end.filter(|end| is_reference(&rest[..*end])) else {
            out.push('&');
            continue;
        };
        let name = &rest[..end];
        if !push_reference(name, out) {
            unknown = unknown.or(Some(name));
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    mend(out, start);
    unknown
}

/// Whether that can be the name of a reference: a number, or a name without white space.
fn is_reference(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte >= 0x80 || b"#_.-:".contains(&byte))
}

/// Adds what a reference stands for. One that is not known is added as it is printed, and false is returned.
pub(super) fn push_reference(name: &str, out: &mut String) -> bool {
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let Some(number) = name.strip_prefix('#') else {
                out.push('&');
                out.push_str(name);
                out.push(';');
                return false;
            };
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            // A number that is no character was something on the page, and must not be lost.
            code.ok().filter(|code| *code != 0).and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
    };
    out.push(c);
    true
}

/// Text with spaces for its line ends and tabs.
pub(in crate::read) fn mended(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7e)) || !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect())
}

/// The same, in place, from `start` on.
fn mend(text: &mut String, start: usize) {
    if let Cow::Owned(mended) = mended(&text[start..]) {
        text.truncate(start);
        text.push_str(&mended);
    }
}

/// The range of bytes of `text` from its first to its last printed character; none if there is none.
pub(in crate::read) fn trimmed(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.find(|c| !is_blank(c))?;
    Some(start..start + text[start..].trim_end_matches(is_blank).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str, unknown: Option<&str>) {
        let mut out = "=".to_owned();
        assert_eq!(push_text(raw, &mut out), unknown, "{raw}");
        assert_eq!(out, format!("={expected}"), "{raw}");
    }

    #[test]
    fn references_are_resolved() {
        check("Müller &amp; Söhne", "Müller & Söhne", None);
        check("&#8222;Ja&#x201c; &lt;5", "„Ja“ <5", None);
        check("A & B; C &amp", "A & B; C &amp", None);
        check("&#0;&#xD800;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}", None);
    }

    #[test]
    fn what_is_not_known_stays() {
        check("a &eacute; b &lol;", "a &eacute; b &lol;", Some("eacute"));
        check("&;&", "&;&", None);
    }

    #[test]
    fn line_ends_become_spaces() {
        check("one\ntwo\r\n三\u{2028}四&#10;.", "one two  三 四 .", None);
    }

    #[test]
    fn ink_is_found() {
        assert_eq!(trimmed(" \u{feff}a b\u{3000}"), Some(4..7));
        assert_eq!(trimmed(" \u{200b}"), None);
    }
}
