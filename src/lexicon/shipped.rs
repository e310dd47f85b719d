//! The lexicons that the program brings along; rules/words/SOURCES.md tells where they are from.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::Lexicon;

/// A language, the bytes of its lexicon, and the lexicon once it was asked for.
struct Shipped {
    code: &'static str,
    bytes: &'static [u8],
    lexicon: OnceLock<Option<Lexicon>>,
}

/// A lexicon that was not asked for yet.
const fn unread(code: &'static str, bytes: &'static [u8]) -> Shipped {
    Shipped { code, bytes, lexicon: OnceLock::new() }
}

static SHIPPED: [Shipped; 12] = [
    unread("de", include_bytes!("../../rules/words/de.lexicon")),
    unread("el", include_bytes!("../../rules/words/el.lexicon")),
    unread("en", include_bytes!("../../rules/words/en.lexicon")),
    unread("es", include_bytes!("../../rules/words/es.lexicon")),
    unread("fi", include_bytes!("../../rules/words/fi.lexicon")),
    unread("fr", include_bytes!("../../rules/words/fr.lexicon")),
    unread("it", include_bytes!("../../rules/words/it.lexicon")),
    unread("ko", include_bytes!("../../rules/words/ko.lexicon")),
    unread("nl", include_bytes!("../../rules/words/nl.lexicon")),
    unread("ru", include_bytes!("../../rules/words/ru.lexicon")),
    unread("sv", include_bytes!("../../rules/words/sv.lexicon")),
    unread("zh", include_bytes!("../../rules/words/zh.lexicon")),
];

/// The lexicon of a language, by its code with or without a region.
#[must_use]
pub fn of_language(code: &str) -> Option<&'static Lexicon> {
    let primary = code.split(['-', '_']).next().unwrap_or("");
    let shipped = SHIPPED.iter().find(|shipped| shipped.code.eq_ignore_ascii_case(primary))?;
    shipped.lexicon.get_or_init(|| Lexicon::embedded(shipped.bytes).ok()).as_ref()
}

/// Traditional characters, each before the simplified one that it became.
static PAIRS: &str = include_str!("../../rules/words/zh-Hant.pairs");

static SIMPLIFIED: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let mut chars = PAIRS.chars().filter(|c| !c.is_whitespace());
    std::iter::from_fn(|| chars.next().zip(chars.next())).collect()
});

/// The character as the lexicon of Chinese writes it: a traditional one simplified.
#[must_use]
pub fn simplified(c: char) -> char {
    SIMPLIFIED.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_are_simplified() {
        let text: String = "國學後裏ab书".chars().map(simplified).collect();
        assert_eq!(text, "国学后里ab书");
        assert_eq!(SIMPLIFIED.len() * 2, PAIRS.chars().filter(|c| !c.is_whitespace()).count());
    }

    #[test]
    fn are_whole() {
        for shipped in &SHIPPED {
            assert!(Lexicon::parse(shipped.bytes).is_ok(), "{}", shipped.code);
            assert!(of_language(shipped.code).is_some_and(|lexicon| lexicon.about().words > 1000));
        }
    }
}
