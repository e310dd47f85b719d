//! Whether a line is the name of a part of the paper: `Letters`, `Arts & Entertainment`, `sports/business/arts`.
//!
//! Knows words (rules/words/section.txt and its like), not places.

use super::likeness::is_misread;
use crate::model::script::is_han;
use crate::rules::{Rules, WordList};

/// Longest name, in characters.
const LONGEST: usize = 28;
/// Marks between the parts of a name.
const PARTS: [char; 5] = ['/', '&', '·', ',', '+'];
/// Fewest letters of a word that may be misread.
const FEWEST: usize = 5;

/// Whether a line names a part of the paper, with the name of the paper behind it or without.
pub(crate) fn is_section(text: &str, rules: &Rules) -> bool {
    let in_list =
        |name: &str| ["section", "section-head"].iter().any(|list| is_name(name, rules.words(list), &|_, _| false));
    is_of_paper(text, rules) || plain(text).is_some_and(|name| in_list(&name))
}

/// Whether a few Han name a column of the paper, by how they end: `今日评论`, `记者观察`.
pub(crate) fn is_column(text: &str, rules: &Rules) -> bool {
    /// Most characters.
    const LONGEST: usize = 6;
    let n = text.chars().count();
    (3..=LONGEST).contains(&n)
        && text.chars().all(is_han)
        && rules.words("column-ending").at_end(text).is_some_and(|ending| ending.len() < text.len())
}

/// Whether a line names a part that bears the name of its paper: `Feuilleton der Zeitung`.
fn is_of_paper(text: &str, rules: &Rules) -> bool {
    /// Most words behind the part, and the length of its name, in bytes.
    const MOST: usize = 5;
    const NAME: std::ops::RangeInclusive<usize> = 6..=24;
    let Some((first, behind)) = text.split_once(' ').filter(|(first, _)| NAME.contains(&first.len())) else {
        return false;
    };
    !behind.ends_with('.')
        && behind.split(' ').take(MOST + 1).count() <= MOST
        && rules.words("section-of-paper").contains_lower(first)
}

/// The same where letters of its words may be misread.
pub(crate) fn may_be_section(text: &str, rules: &Rules) -> bool {
    let misread = |read: &str, word: &str| word.chars().count() >= FEWEST && is_misread(read, word);
    is_section(text, rules) || plain(text).is_some_and(|name| is_name(&name, rules.words("section"), &misread))
}

/// A line in small letters without the mark that closes it, if it is short enough for a name.
fn plain(text: &str) -> Option<String> {
    let small = || text.trim_end_matches(['.', ':']).to_lowercase();
    (text.len() <= 4 * LONGEST && text.chars().count() <= LONGEST)
        .then(|| if text.contains('ſ') { small().replace('ſ', "s") } else { small() })
}

/// Whether a name is in a list, or all of its parts or words are.
fn is_name(name: &str, list: &WordList, misread: &dyn Fn(&str, &str) -> bool) -> bool {
    if list.contains(name) {
        return true;
    }
    let has = |part: &str| {
        let first = part.chars().next().map(String::from).unwrap_or_default();
        !first.is_empty()
            && (list.contains(part)
                || list.from(&first).take_while(|word| word.starts_with(&first)).any(|word| misread(part, word)))
    };
    let mut parts = name.split(PARTS).flat_map(|part| part.split(" and ")).map(str::trim).peekable();
    parts.peek().is_some() && parts.all(|part| has(part) || part.contains(' ') && part.split(' ').all(has))
}

#[cfg(test)]
mod tests {
    use super::{is_column, is_section, may_be_section};
    use crate::rules::Rules;

    #[test]
    fn names_of_columns() {
        let rules = Rules::embedded();
        for (text, expected) in [("今日评论", true), ("记者观察", true), ("评论", false), ("老秤退休之后", false)]
        {
            assert_eq!(is_column(text, &rules), expected, "{text}");
        }
    }

    #[test]
    fn names_of_parts_of_a_paper() {
        let rules = Rules::embedded();
        for text in [
            "Letters",
            "SPORTS",
            "Sports/business/Arts",
            "Arts & Entertainment",
            "Opinion Editorial",
            "要闻",
            "今日谈",
            "Politiſche Überſicht.",
            "FEUILLETON DU PETIT COURRIER",
        ] {
            assert!(is_section(text, &rules), "{text}");
        }
        for text in ["Ferry sails again", "Sports fee raised", "World at play", "", "/"] {
            assert!(!is_section(text, &rules) && !may_be_section(text, &rules), "{text}");
        }
        for text in ["Opinion editoriol", "Arts & Entertainnent"] {
            assert!(!is_section(text, &rules) && may_be_section(text, &rules), "{text}");
        }
    }
}
