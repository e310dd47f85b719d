//! Characters that a reader would not see, or that would change how others are seen, shown by their numbers.

/// Text in which everything can be seen.
pub(in crate::report) fn plain(text: &str) -> String {
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

/// A character as its number.
pub(super) fn number(c: char) -> String {
    format!("\\u{{{:X}}}", c as u32)
}

/// Whether a character would not be seen, or would change how its neighbors are seen. Joiners are left: some scripts
/// are spelled with them.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{a}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
