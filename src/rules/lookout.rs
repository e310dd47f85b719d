//! Phrases that are looked for anywhere in a text, those of many word lists in one go.
//!
//! Knows nothing of what a list is about.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::WordList;
use super::phrases::fold;
use crate::model::script::is_unspaced;

/// The phrases of some word lists. A phrase that stands in two of them counts for the first.
#[derive(Debug)]
pub struct Lookout {
    finder: AhoCorasick,
    /// For each phrase, its list.
    lists: Vec<usize>,
    names: Vec<String>,
}

impl Lookout {
    /// Looks out for the words of these lists; none where there are too many to look for.
    pub fn new<'w>(lists: impl Iterator<Item = (&'w str, &'w WordList)>) -> Option<Self> {
        let (mut names, mut phrases, mut of) = (Vec::new(), Vec::new(), Vec::new());
        for (name, words) in lists {
            let folded = words.from("").map(fold);
            let before = phrases.len();
            phrases.extend(folded);
            of.resize(phrases.len(), names.len());
            if phrases.len() > before {
                names.push(name.to_owned());
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&phrases).ok()?;
        Some(Self { finder, lists: of, names })
    }

    /// The phrases in a text that [`fold`] went over, each with the name of its list and its bytes; of those that
    /// overlap the first, and of those the longest. No phrase begins or ends inside a word.
    pub fn find<'t>(&'t self, folded: &'t str) -> impl Iterator<Item = (&'t str, Range<usize>)> {
        self.finder.find_iter(folded).filter_map(move |found| {
            let (start, end) = (found.start(), found.end());
            let cuts = |a: Option<char>, b: Option<char>| {
                let lettered = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
                lettered(a) && lettered(b)
            };
            let phrase = &folded[start..end];
            let inside = cuts(folded[..start].chars().next_back(), phrase.chars().next())
                || cuts(phrase.chars().next_back(), folded[end..].chars().next());
            let list = self.names.get(*self.lists.get(found.pattern().as_usize())?)?;
            (!inside).then_some((list.as_str(), start..end))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_many_lists_are_found_whole() {
        let mut offers = WordList::EMPTY;
        offers.extend(["to let".to_owned(), "% off".to_owned(), "zu Haben".to_owned(), "特价".to_owned()]);
        let mut notices = WordList::EMPTY;
        notices.extend(["to let it be known".to_owned()]);
        let lookout = Lookout::new([("offer", &offers), ("notice", &notices)].into_iter()).unwrap();
        let found = |text: &str| lookout.find(&fold(text)).map(|(list, _)| list.to_owned()).collect::<Vec<_>>();
        assert_eq!(found("TO LET, a house; 20% off; zu haben, to letter"), ["offer", "offer", "offer"]);
        assert_eq!(found("To let it be known"), ["notice"]);
        assert_eq!(found("本店特价出售"), ["offer"]);
        assert!(found("into let").is_empty());
    }
}
