//! Counting the words of many issues in bounded memory.

use fst::MapBuilder;
use rustc_hash::FxHashMap;

use super::pairs::each_token;
use super::spelling::{HYPHENS, fold_into, in_word, is_inner};
use super::{About, LEXICON_SCHEMA, LONGEST, LexiconError, written};

/// Different words that are held at a time, and as many pairs of neighbors; some 150 bytes each.
const MOST: usize = 2_000_000;

/// Counts by key. When it is full the rarest go, the same ones in whatever order it has them.
#[derive(Debug)]
struct Table {
    counts: FxHashMap<Box<str>, u64>,
    most: usize,
    /// Keys of which at most this many were counted have been dropped.
    dropped: u64,
}

impl Table {
    fn holding(most: usize) -> Self {
        Self { counts: FxHashMap::default(), most: most.max(2), dropped: 0 }
    }

    fn add(&mut self, key: &str) {
        match self.counts.get_mut(key) {
            Some(count) => *count += 1,
            None => {
                if self.counts.len() >= self.most {
                    self.prune();
                }
                self.counts.insert(key.into(), 1);
            }
        }
    }

    /// Drops the rarest until half of the table is free.
    fn prune(&mut self) {
        while self.counts.len() * 2 > self.most {
            self.dropped += 1;
            let rare = self.dropped;
            self.counts.retain(|_, count| *count > rare);
        }
    }

    fn of_at_least(self, least: u64) -> impl Iterator<Item = (Box<str>, u64)> {
        self.counts.into_iter().filter(move |(_, count)| *count >= least)
    }
}

/// Counts words, and which stand next to each other.
#[derive(Debug)]
pub struct Learner {
    words: Table,
    pairs: Table,
    read: u64,
    issues: u64,
    /// Whether the line before ended inside a word.
    cut: bool,
    folded: String,
    /// The token before, and the key of a pair in the making.
    before: String,
    pair: String,
}

impl Default for Learner {
    fn default() -> Self {
        Self::holding(MOST)
    }
}

impl Learner {
    /// One that holds so many different words at a time, and as many pairs.
    #[must_use]
    pub fn holding(most: usize) -> Self {
        let (folded, before, pair) = (String::new(), String::new(), String::new());
        let (words, pairs) = (Table::holding(most), Table::holding(most));
        Self { words, pairs, read: 0, issues: 0, cut: false, folded, before, pair }
    }

    /// Begins an issue.
    pub fn issue(&mut self) {
        self.issues += 1;
        self.cut = false;
    }

    /// Counts the words of a line. What its ends cut counts on neither side.
    pub fn line(&mut self, text: &str) {
        let text = text.trim();
        let begins_cut = std::mem::replace(&mut self.cut, text.ends_with(HYPHENS));
        let mut words = text.split(|c| !in_word(c)).peekable();
        if begins_cut {
            words.next();
        }
        while let Some(word) = words.next() {
            let last = words.peek().is_none();
            let word = word.trim_matches(is_inner);
            if word.is_empty() || last && self.cut || word.chars().count() > LONGEST {
                continue;
            }
            self.read += 1;
            self.folded.clear();
            fold_into(word, &mut self.folded);
            self.words.add(&self.folded);
        }
        let whole = if begins_cut { text.split_once(' ').map_or("", |(_, rest)| rest) } else { text };
        let whole = if self.cut { whole.rsplit_once(' ').map_or("", |(rest, _)| rest) } else { whole };
        self.neighbors(whole);
    }

    /// Counts what stands next to each other in a line.
    fn neighbors(&mut self, text: &str) {
        let Self { pairs, before, pair, .. } = self;
        before.clear();
        each_token(text, |token| {
            if !before.is_empty() {
                for (left, right) in [(before.as_str(), token), (before.as_str(), ""), ("", token), ("", "")] {
                    pair.clear();
                    pair.push_str(left);
                    pair.push(' ');
                    pair.push_str(right);
                    pairs.add(pair);
                }
            }
            before.clear();
            before.push_str(token);
        });
    }

    /// The bytes of the lexicon, without the words that were counted fewer than `least` times.
    ///
    /// # Errors
    /// If it cannot be put together, which does not happen with words in order.
    pub fn finish(self, least: u64) -> Result<Vec<u8>, LexiconError> {
        let least_words = least.max(self.words.dropped + 1);
        let mut entries: Vec<(Box<str>, u64)> = self.words.of_at_least(least).collect();
        let words = entries.len();
        entries.extend(self.pairs.of_at_least(least));
        entries.sort_unstable();
        let mut builder = MapBuilder::memory();
        for (word, count) in &entries {
            builder.insert(word.as_bytes(), *count).map_err(|_| LexiconError::Damaged)?;
        }
        let about = About {
            schema: LEXICON_SCHEMA.to_owned(),
            words: words as u64,
            pairs: (entries.len() - words) as u64,
            read: self.read,
            issues: self.issues,
            least: least_words,
        };
        written(&about, builder)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lexicon, merge};
    use super::*;

    #[track_caller]
    fn learned(lines: &[&str], most: usize, least: u64) -> Lexicon {
        let mut learner = Learner::holding(most);
        learner.issue();
        lines.iter().for_each(|line| learner.line(line));
        Lexicon::parse(&learner.finish(least).unwrap_or_default()).unwrap_or_else(|error| panic!("{error}"))
    }

    fn words(lexicon: &Lexicon) -> Vec<(String, u64)> {
        let mut words = Vec::new();
        lexicon.for_each(|word, count| words.push((word.to_owned(), count)));
        words
    }

    #[test]
    fn counts_whole_words_only() {
        let lexicon = learned(&["The com-", "mittee met to-day. The com-"], 100, 1);
        let expected = [("met", 1), ("the", 2), ("to-day", 1)].map(|(word, n)| (word.to_owned(), n));
        assert_eq!(words(&lexicon), expected);
        assert_eq!((lexicon.about().read, lexicon.about().issues, lexicon.about().least), (4, 1, 1));
    }

    #[test]
    fn leaves_out_the_rare() {
        assert_eq!(words(&learned(&["a b a c a b"], 100, 2)), [("a".to_owned(), 3), ("b".to_owned(), 2)]);
    }

    #[test]
    fn holds_no_more_than_it_may() {
        let lexicon = learned(&["a a a b b c d e f g h a"], 4, 1);
        assert_eq!(lexicon.count("a"), 4);
        assert!(lexicon.about().words <= 4 && lexicon.about().least > 1);
    }

    #[test]
    fn merges_counts() {
        let both = merge(&[learned(&["a a b"], 9, 1), learned(&["b c’s ſo"], 9, 1)]).unwrap_or_default();
        let both = Lexicon::parse(&both).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(words(&both), [("a", 2), ("b", 2), ("c's", 1), ("so", 1)].map(|(word, n)| (word.to_owned(), n)));
        assert_eq!((both.about().read, both.about().issues), (6, 2));
    }

    #[test]
    fn learns_what_stands_next_to_each_other() {
        let lines = ["of the town and of the quay", "of the com-", "mittee of the town", "the town of"];
        let lexicon = learned(&lines, 100, 1);
        assert!(lexicon.about().pairs > 0);
        let affinity = |left, right| lexicon.affinity(left, right).unwrap_or_default();
        assert!(affinity("out of", "the old") > 0.5, "{}", affinity("out of", "the old"));
        assert!(affinity("out of", "town halls") < 0.0, "{}", affinity("out of", "town halls"));
        let han = learned(&["大家讨论会议的问题", "会议在北京举行"], 100, 1);
        assert!(han.affinity("昨天的会", "议上") > Some(0.2) && han.affinity("昨天的会", "京城") < Some(0.1));
        let both = Lexicon::parse(&merge(&[lexicon, han]).unwrap_or_default());
        assert!(both.is_ok_and(|both| both.affinity("out of", "the old") > Some(0.5)));
    }

    #[test]
    fn refuses_what_is_no_lexicon() {
        let whole = Learner::holding(9).finish(1).unwrap_or_default();
        for (bytes, expected) in [
            (&b"%PDF-1.4\n"[..], LexiconError::Foreign),
            (b"", LexiconError::Foreign),
            (b"{\"schema\":\"newsprint-lexicon/9\"}\n", LexiconError::Schema("newsprint-lexicon/9".to_owned())),
            (&whole[..whole.len() - 3], LexiconError::Damaged),
        ] {
            assert_eq!(Lexicon::parse(bytes).err(), Some(expected));
        }
    }
}
