//! Words of everyday that the Chinese dictionary has: what is one is no name, or no text struck twice.

use crate::lexicon::{of_language, simplified};

/// Whether two Han that begin with a surname are a word of everyday: `方案`, `高峰`.
pub(super) fn is_common_word(word: &str) -> bool {
    /// Times that the dictionary has counted such a word.
    const COMMON: u64 = 500;
    is_word(word.chars(), COMMON)
}

/// Whether two Han, or four that are two words, are in the dictionary as words of text, so that they are no name behind a
/// word of a credit: `记者现场目击`.
pub(super) fn are_words_of_text(run: &str) -> bool {
    /// Times that the dictionary has counted each word; of names it has some, but seldom.
    const OFTEN: u64 = 50;
    let n = run.chars().count();
    let word = |from: usize| is_word(run.chars().skip(from).take(2), OFTEN);
    matches!(n, 2 | 4) && (0..n).step_by(2).all(word)
}

/// Whether there is a word in which each of two characters stands twice: `高高兴兴`.
pub(super) fn is_written_twice(pair: &[char]) -> bool {
    is_word(pair.iter().flat_map(|c| [*c; 2]), 1)
}

/// Whether the dictionary has counted a word so often.
fn is_word(chars: impl Iterator<Item = char>, times: u64) -> bool {
    let word: String = chars.map(simplified).collect();
    of_language("zh").is_some_and(|words| words.count(&word) >= times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_names() {
        assert!(are_words_of_text("现场目击") && are_words_of_text("現場目擊") && are_words_of_text("手记"));
        assert!(!are_words_of_text("次仁罗布") && !are_words_of_text("林玉"));
        assert!(is_common_word("方案") && !is_common_word("方玉"));
    }

    #[test]
    fn few_words_have_each_character_twice() {
        assert!(is_written_twice(&['热', '闹']) && is_written_twice(&['熱', '鬧']) && !is_written_twice(&['渡', '口']));
    }
}
