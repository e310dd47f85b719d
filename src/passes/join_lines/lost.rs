//! Words that a line end cuts where no hyphen can be read: the reader of the page lost it, or took it for another mark.
//!
//! Two readings are weighed by how likely the words are of which each is made. Be `n(w)` how often a word is expected in
//! as much text as the issue has, and `N` its number of words: two words stand next to each other with the odds
//! `n(left) n(right) / N`, and one word is cut here with those of `n(whole) p / 3`, where `p` is the share of line ends
//! in this issue that cut a word so, and a word can be cut in about three places. A dump whose reader lost all its hyphens is
//! told by its clear cases, and its other line ends are judged by that.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ledger::{Change, Edit, Glue};
use crate::lexicon::{fold, fold_into, in_word, is_inner};
use crate::model::LineIx;
use crate::model::script::{Script, script};
use crate::passes::View;
use crate::passes::galley::{Galley, Row};
use crate::passes::hyphen::{FIRST_IS_NO_WORD, Language, NEITHER_IS_WORD, SECOND_IS_NO_WORD};

/// Fewest letters of a part, and of a word: shorter ones are too often chips of something else.
const LEAST_PART: usize = 2;
const LEAST_WORD: usize = 5;
/// How often a word is expected that the issue does not have: one that some dictionary has, one of which no dictionary could
/// know, and one that the dictionary does not have.
const IN_DICTIONARY: f64 = 0.2;
const UNKNOWN: f64 = 0.2;
const NO_WORD: f64 = 0.004;
/// How often a compound or a derivation of its words is expected, if it has none itself: there are many of them.
const COMPOUND: f64 = 0.05;
/// Languages that write their compounds in one, what may stand between the parts, and fewest letters of a part.
const COMPOUNDING: [(&str, &[&str]); 4] =
    [("de", &["", "s", "es", "n", "en", "er"]), ("nl", &["", "s", "e", "en"]), ("sv", &["", "s"]), ("fi", &[""])];
const LEAST_OF_COMPOUND: usize = 4;
/// Endings that make another word of a word as it stands in the dictionary.
const DERIVING: [(&str, &str); 5] = [("en", "ly"), ("en", "ness"), ("es", "mente"), ("fr", "ment"), ("it", "mente")];
/// How often the issue must have a word where no dictionary of its language is at hand.
const SEEN: u32 = 2;
/// How often an archive must have it, whose dumps are misread as well.
const ARCHIVED: u64 = 3;
/// Places in which a word can be cut.
const PLACES: f64 = 3.0;
/// Share of line ends that cut a word without a hyphen where nothing is known of an issue, and the limits to what is
/// learned from one. As many line ends as `BELIEF` weigh as much as what was believed before.
const SHARE: f64 = 0.01;
const LEAST_SHARE: f64 = 0.002;
const MOST_SHARE: f64 = 0.25;
const BELIEF: f64 = 50.0;
/// Least log-odds that two lines are joined at: a space that is wrong is seen at once, a word that is wrong is not.
const LEAST_SCORE: f64 = 1.0;
/// A clear case.
const CLEAR: f64 = 3.0;
/// Marks that a hyphen is read as, and what speaks for one that stands between small letters: an em dash is more often
/// what it looks like.
const MISREAD: [(char, f64); 10] = [
    ('—', -1.0),
    ('–', 0.0),
    ('_', 2.0),
    ('~', 2.0),
    ('.', -2.0),
    (',', -2.0),
    ('•', 0.5),
    ('·', 0.5),
    (':', -2.0),
    (';', -2.0),
];
/// Surest that a verdict can be: no reader sees a mark there.
const SUREST: f64 = 0.96;

/// The two parts of what may be one word, the first as printed.
struct Pieces<'t> {
    left: &'t str,
    /// The mark between them, if there is one.
    mark: Option<char>,
    low_left: String,
    low_right: String,
}

impl<'t> Pieces<'t> {
    /// What stands at a line end and what the next line begins with, if both are letters as of one word.
    fn of(above: &'t str, below: &'t str) -> Option<Self> {
        let first = below.chars().next().filter(|c| script(*c) == Script::Spaced)?;
        let last = above.chars().next_back()?;
        let mark = MISREAD.iter().find(|(mark, _)| *mark == last).map(|(mark, _)| *mark);
        if mark.is_none() && !last.is_alphabetic() {
            return None;
        }
        let stem = &above[..above.len() - mark.map_or(0, char::len_utf8)];
        let left = stem.rsplit(|c| !in_word(c) || is_inner(c)).next().unwrap_or("");
        let end = below.find(|c| !in_word(c) || is_inner(c)).unwrap_or(below.len());
        let right = &below[..end];
        // A capital begins a new word, unless all are capitals.
        let capitals = |text: &str| text.chars().all(char::is_uppercase);
        if !(first.is_lowercase() || first.is_uppercase() && capitals(left) && capitals(right)) {
            return None;
        }
        let (n_left, n_right) = (left.chars().count(), right.chars().count());
        (n_left >= LEAST_PART && n_right >= LEAST_PART && n_left + n_right >= LEAST_WORD).then(|| Self {
            left,
            mark,
            low_left: fold(left),
            low_right: fold(right),
        })
    }

    fn whole(&self) -> String {
        format!("{}{}", self.low_left, self.low_right)
    }
}

/// Pairs of rows that follow one another and are of one kind.
fn pairs<'g>(galleys: &[&'g Galley<'_>]) -> impl Iterator<Item = &'g [Row<'g>]> {
    galleys.iter().flat_map(|galley| galley.rows.windows(2)).filter(|pair| pair[0].role == pair[1].role)
}

/// The upper line of each pair whose lines may be parted inside a word, and the parts.
fn pieces<'g>(galleys: &[&'g Galley<'_>]) -> impl Iterator<Item = (LineIx, Pieces<'g>)> {
    pairs(galleys).filter_map(|pair| Some((pair[0].line, Pieces::of(&pair[0].text, &pair[1].text)?)))
}

/// Whether any line end looks as if it could cut a word, whatever the words.
pub(super) fn may_cut(galleys: &[&Galley<'_>]) -> bool {
    pieces(galleys).next().is_some()
}

/// What decides the line ends of an issue that may cut a word.
pub(super) struct Cuts<'l> {
    language: &'l Language<'l>,
    /// The lines at whose ends a word may be cut; of others the whole is no word.
    in_question: FxHashSet<LineIx>,
    /// How often each word in question stands inside a line, and how many words do.
    counts: FxHashMap<String, u32>,
    n_words: f64,
    /// Share of line ends that cut a word.
    share: f64,
}

impl<'l> Cuts<'l> {
    /// Looks through the galleys of an issue; none where no line end may cut a word.
    pub(super) fn of(language: &'l Language<'l>, galleys: &[&Galley<'_>]) -> Option<Self> {
        let mut cuts = Self {
            language,
            in_question: FxHashSet::default(),
            counts: FxHashMap::default(),
            n_words: 0.0,
            share: SHARE,
        };
        // With a dictionary few line ends are left to be looked into.
        let in_question = |pieces: &Pieces<'_>| cuts.may_be_name(pieces) || cuts.is_known(pieces);
        let (lines, pieces): (FxHashSet<LineIx>, Vec<Pieces<'_>>) =
            pieces(galleys).filter(|(_, pieces)| in_question(pieces)).unzip();
        cuts.in_question = lines;
        for pieces in &pieces {
            cuts.counts.insert(pieces.whole(), 0);
            cuts.counts.entry(pieces.low_left.clone()).or_default();
            cuts.counts.entry(pieces.low_right.clone()).or_default();
        }
        if cuts.counts.is_empty() {
            return None;
        }
        let mut folded = String::new();
        for row in galleys.iter().flat_map(|galley| &galley.rows) {
            cuts.count(row, &mut folded);
        }
        let n_clear = pieces.iter().filter(|pieces| cuts.score(pieces).is_some_and(|score| score > CLEAR)).count();
        let n_ends = pairs(galleys).count() as f64;
        cuts.share = ((n_clear as f64 + SHARE * BELIEF) / (n_ends + BELIEF)).clamp(LEAST_SHARE, MOST_SHARE);
        Some(cuts)
    }

    /// Counts the words inside a line; its first and its last may be parts of one.
    fn count(&mut self, row: &Row<'_>, folded: &mut String) {
        let mut words = row.text.split(|c| !in_word(c)).filter(|word| !word.is_empty()).skip(1).peekable();
        while let Some(word) = words.next() {
            if words.peek().is_none() {
                break;
            }
            self.n_words += 1.0;
            // Nearly all words are as they are looked up.
            let n = if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.counts.get_mut(word)
            } else {
                folded.clear();
                fold_into(word.trim_matches(is_inner), folded);
                self.counts.get_mut(folded.as_str())
            };
            if let Some(n) = n {
                *n += 1;
            }
        }
    }

    /// Whether the dictionary or the archive has a word.
    fn is_listed(&self, word: &str) -> bool {
        self.language.words.is_some_and(|words| words.count(word) > 0)
            || self.language.archive.is_some_and(|archive| archive.count(word) >= ARCHIVED)
    }

    /// Whether the dictionary or the archive has the whole, or the words that it is made of.
    fn is_known(&self, pieces: &Pieces<'_>) -> bool {
        self.is_listed(&pieces.whole()) || self.is_made_of_words(pieces)
    }

    /// Whether the whole is a compound or a derivation of words of the dictionary, and the line end cuts one of them.
    fn is_made_of_words(&self, pieces: &Pieces<'_>) -> bool {
        let (Some(words), Some(code)) = (self.language.words, self.language.code()) else { return false };
        let has = |word: &str| words.count(word) > 0;
        let (whole, cut) = (pieces.whole(), pieces.low_left.len());
        let stem = |ending: &str| whole.strip_suffix(ending).filter(|stem| stem.len() != cut);
        let derives = || DERIVING.iter().any(|(of, ending)| *of == code && stem(ending).is_some_and(has));
        let is_part = |part: &str| part.chars().count() >= LEAST_OF_COMPOUND && has(part);
        let compounds = |between: &[&str]| {
            whole.char_indices().map(|(at, _)| whole.split_at(at)).filter(|(head, _)| head.len() != cut).any(
                |(head, tail)| {
                    is_part(tail) && between.iter().filter_map(|joint| head.strip_suffix(joint)).any(is_part)
                },
            )
        };
        let are_words = || has(&pieces.low_left) && has(&pieces.low_right);
        match COMPOUNDING.iter().find(|(of, _)| *of == code) {
            // Few words have the endings, so that the parts are looked up last.
            None => derives() && !are_words(),
            Some((_, between)) => !are_words() && (derives() || compounds(between)),
        }
    }

    /// Whether the whole may be a word that no dictionary has: a name, of which one part is no word, or any word where no
    /// dictionary is at hand.
    fn may_be_name(&self, pieces: &Pieces<'_>) -> bool {
        let Some(words) = self.language.words else { return true };
        let begins_name = || pieces.left.chars().next().is_some_and(char::is_uppercase);
        begins_name() && [&pieces.low_left, &pieces.low_right].into_iter().any(|part| words.count(part) == 0)
    }

    fn seen(&self, word: &str) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// How often a word is expected in as much text as the issue has.
    fn expected(&self, word: &str) -> f64 {
        let unseen = match self.language.words {
            Some(words) if words.count(word) == 0 => NO_WORD,
            Some(_) => IN_DICTIONARY,
            None => UNKNOWN,
        };
        let archived = self
            .language
            .archive
            .map_or(0.0, |archive| archive.count(word) as f64 / archive.about().read.max(1) as f64 * self.n_words);
        f64::from(self.seen(word)) + archived + unseen
    }

    /// Log-odds of one word against two; none if the whole is no word that anybody knows.
    fn score(&self, pieces: &Pieces<'_>) -> Option<f64> {
        let whole = pieces.whole();
        if !self.is_known(pieces) && (self.seen(&whole) < SEEN || !self.may_be_name(pieces)) {
            return None;
        }
        let mark = MISREAD.iter().find(|(mark, _)| Some(*mark) == pieces.mark).map_or(0.0, |(_, weight)| *weight);
        let expected = self.expected(&whole).max(if self.is_made_of_words(pieces) { COMPOUND } else { 0.0 });
        let cut = expected / PLACES * self.share / (1.0 - self.share);
        let apart = self.expected(&pieces.low_left) * self.expected(&pieces.low_right) / self.n_words.max(1.0);
        Some((cut / apart).ln() + mark)
    }

    /// The edit for the end of row `i`, if it cuts a word.
    pub(super) fn edit(&self, view: &View<'_>, galley: &Galley<'_>, i: usize, sure_it_goes_on: f64) -> Option<Edit> {
        let rule = view.rules.get("join/lost-hyphen")?;
        let (a, b) = (&galley.rows[i], &galley.rows[i + 1]);
        let pieces =
            Some(a).filter(|a| self.in_question.contains(&a.line)).and_then(|a| Pieces::of(&a.text, &b.text))?;
        let score = self.score(&pieces).filter(|score| *score > LEAST_SCORE)?;
        let sure = (1.0 / (1.0 + (-score).exp())).min(SUREST) * sure_it_goes_on;
        let seam = |glue| Change::Seam { left: a.line, right: b.line, glue };
        let mut changes = vec![seam(Glue::None)];
        if let Some(mark) = pieces.mark {
            changes.insert(0, view.draft.replace(a.line, a.text.len() - mark.len_utf8()..a.text.len(), "")?);
        }
        let apart = rule.sure(1.0 - sure, vec![seam(Glue::Space)]);
        Some(Edit { why: self.tell(&pieces), ..rule.sure(sure, changes).or(apart) })
    }

    /// What a verdict rests on, for a reader.
    fn tell(&self, pieces: &Pieces<'_>) -> Vec<Cow<'static, str>> {
        let whole = pieces.whole();
        let known = match self.seen(&whole) {
            0 if self.language.words.is_some_and(|words| words.count(&whole) > 0) => {
                Cow::Borrowed("the dictionary has it in one word")
            }
            0 if self.is_listed(&whole) => Cow::Borrowed("the archive has it in one word"),
            0 => Cow::Borrowed("the dictionary has the words that it is made of"),
            n => Cow::Owned(format!("this issue writes it in one word {n} ×")),
        };
        let no_word = |low: &str| self.seen(low) == 0 && !self.is_listed(low);
        let chips = match (no_word(&pieces.low_left), no_word(&pieces.low_right)) {
            (true, true) => Some(NEITHER_IS_WORD),
            (true, false) => Some(FIRST_IS_NO_WORD),
            (false, true) => Some(SECOND_IS_NO_WORD),
            (false, false) => (self.share > SHARE).then_some("this dump has lost other hyphens"),
        };
        std::iter::once(known).chain(chips.map(Cow::Borrowed)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(above: &str, below: &str) -> Option<(String, String, Option<char>)> {
        Pieces::of(above, below).map(|pieces| (pieces.low_left, pieces.low_right, pieces.mark))
    }

    #[test]
    fn what_may_be_one_word() {
        let some = |left: &str, right: &str, mark| Some((left.to_owned(), right.to_owned(), mark));
        assert_eq!(pieces("of the con", "ference, which"), some("con", "ference", None));
        assert_eq!(pieces("the TELE", "GRAPH of"), some("tele", "graph", None));
        assert_eq!(pieces("of the con—", "ference"), some("con", "ference", Some('—')));
        assert_eq!(pieces("near the Park", "Lane"), None);
        assert_eq!(pieces("a con-", "ference"), None);
        assert_eq!(pieces("see p", "ference"), None);
        assert_eq!(pieces("is it", "so"), None);
        assert_eq!(pieces("1914", "ference"), None);
    }
}
