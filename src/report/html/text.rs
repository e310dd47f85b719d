//! Text as a page shows it: escaped, and characters that print nothing or turn the text around shown by their numbers.

use maud::{Render, html};

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

/// The same where no element can stand: in attributes and titles.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            out.push_str(&number(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn number(c: char) -> String {
    format!("\\u{{{:X}}}", c as u32)
}

/// Whether a character would not be seen, or would change how its neighbors are seen. Joiners are left: some scripts
/// are spelled with them.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{a}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
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
