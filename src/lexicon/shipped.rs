//! The lexicons that the program brings along; rules/words/SOURCES.md tells where they are from.

use std::sync::OnceLock;

use super::Lexicon;

/// A language, the bytes of its lexicon, and the lexicon once it was asked for.
struct Shipped {
    code: &'static str,
    bytes: &'static [u8],
    lexicon: OnceLock<Option<Lexicon>>,
}

static SHIPPED: [Shipped; 3] = [
    Shipped { code: "en", bytes: include_bytes!("../../rules/words/en.lexicon"), lexicon: OnceLock::new() },
    Shipped { code: "nl", bytes: include_bytes!("../../rules/words/nl.lexicon"), lexicon: OnceLock::new() },
    Shipped { code: "zh", bytes: include_bytes!("../../rules/words/zh.lexicon"), lexicon: OnceLock::new() },
];

/// The lexicon of a language, by its code with or without a region.
#[must_use]
pub fn of_language(code: &str) -> Option<&'static Lexicon> {
    let primary = code.split(['-', '_']).next().unwrap_or("");
    let shipped = SHIPPED.iter().find(|shipped| shipped.code.eq_ignore_ascii_case(primary))?;
    shipped.lexicon.get_or_init(|| Lexicon::embedded(shipped.bytes).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_whole() {
        for shipped in &SHIPPED {
            assert!(Lexicon::parse(shipped.bytes).is_ok(), "{}", shipped.code);
            assert!(of_language(shipped.code).is_some_and(|lexicon| lexicon.about().words > 1000));
        }
    }
}
