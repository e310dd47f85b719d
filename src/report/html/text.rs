//! Text as a page shows it: escaped, and characters that print nothing or turn the text around shown by their numbers.

use maud::{Render, html};

pub(super) use crate::report::hidden::plain;
use crate::report::hidden::{is_hidden, number};

/// Text of a source.
pub(super) struct Text<'a>(pub &'a str);

impl Render for Text<'_> {
    fn render_to(&self, out: &mut String) {
        let mut rest = self.0;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_hidden(*c)) {
            rest[..at].render_to(out);
            html! { span .ctl { (number(c)) } }.render_to(out);
            rest = &rest[at + c.len_utf8()..];
        }
        rest.render_to(out);
    }
}

/// A count with thousands apart.
pub(super) fn count(n: impl Into<u64>) -> String {
    let digits = n.into().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 change", "2 changes".
pub(super) fn counted(n: usize, one: &str) -> String {
    format!("{} {one}{}", count(n as u64), if n == 1 { "" } else { "s" })
}

/// The first characters of a text.
pub(super) fn head(text: &str, n: usize) -> String {
    text.char_indices().nth(n).map_or_else(|| text.to_owned(), |(end, _)| format!("{}…", &text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Text(text).render().into_string(), expected);
    }

    #[test]
    fn markup_is_text_and_what_is_hidden_is_seen() {
        check("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;");
        check("a\u{202e}b", "a<span class=\"ctl\">\\u{202E}</span>b");
        check("\u{1b}[31m", "<span class=\"ctl\">\\u{1B}</span>[31m");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        assert_eq!(plain("a\u{7}"), "a\\u{7}");
        assert_eq!((count(7u64), count(1234567u64)), ("7".to_owned(), "1,234,567".to_owned()));
    }
}
