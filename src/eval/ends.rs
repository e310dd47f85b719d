//! Words that a line end breaks: whether the halves were joined, and whether the hyphen was kept, as gold has it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Figures;
use super::telling::{End, Piece, Telling};
use crate::model::Issue;
use crate::model::script::{Script, script};
use crate::passes::HYPHENS;

/// Judges every line end at which gold says how the word is written.
pub(super) fn judge(gold: &Telling, cleaned: &Telling, source: Option<&Issue>, pages: &mut BTreeMap<u32, Figures>) {
    let told;
    let ends = match source {
        Some(source) if gold.is_running => {
            told = of_text(gold, source);
            &told
        }
        _ => &gold.ends,
    };
    let pieces: Vec<&Piece> = cleaned.pieces().map(|(_, piece)| piece).collect();
    let mut piece_of: FxHashMap<&str, usize> = FxHashMap::default();
    for (n, piece) in pieces.iter().enumerate() {
        piece.lines.iter().for_each(|line| {
            piece_of.insert(line, n);
        });
    }
    let mut forms: BTreeMap<usize, Forms<'_>> = BTreeMap::new();
    for end in ends {
        let found = [&end.left, &end.right].map(|line| piece_of.get(line.as_str()).copied());
        // A line that the cleaned issue does not know is of another reading of the page.
        let [Some(left), Some(right)] = found else { continue };
        let mut has = |n: usize| forms.entry(n).or_insert_with(|| Forms::of(&pieces[n].text)).has(&end.due);
        let is_right = has(left) || has(right);
        let figures = pages.entry(end.page).or_default();
        if end.keeps { &mut figures.keep } else { &mut figures.join }.count(is_right, 1.0);
    }
}

/// The line ends that running text decides: one of the ways to write the word stands in the paragraph, and no other does.
fn of_text(gold: &Telling, source: &Issue) -> Vec<End> {
    let mut raw: FxHashMap<String, &str> = FxHashMap::default();
    for line in source.line_indices() {
        raw.insert(source.line_name(line), source.raw(line));
    }
    let mut ends = Vec::new();
    for (_, piece) in gold.pieces() {
        let mut forms = None;
        for pair in piece.lines.windows(2) {
            let [left, right] = pair else { continue };
            let (Some(left_text), Some(right_text)) = (raw.get(left), raw.get(right)) else { continue };
            let Some(broken) = Broken::of(left_text, right_text) else { continue };
            let forms = forms.get_or_insert_with(|| Forms::of(&piece.text));
            if let Some((due, keeps)) = broken.decided(forms) {
                let page = super::telling::page_of(left).unwrap_or(piece.page);
                ends.push(End { left: left.clone(), right: right.clone(), page, due, keeps });
            }
        }
    }
    ends
}

/// A word that a line end breaks.
pub(super) struct Broken<'l> {
    /// The first half without its hyphen.
    stem: &'l str,
    hyphen: Option<char>,
    rest: &'l str,
}

impl<'l> Broken<'l> {
    /// The halves at the end of a line and at the start of the next; none where a word cannot go on there.
    pub fn of(left: &'l str, right: &'l str) -> Option<Self> {
        let left = left.split_whitespace().next_back()?;
        let rest = bare(right.split_whitespace().next()?);
        let hyphen = left.chars().next_back().filter(|c| HYPHENS.contains(c));
        let stem = left.strip_suffix(HYPHENS).unwrap_or(left).trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_word = |c: char| matches!(script(c), Script::Spaced | Script::Digit);
        let goes_on = stem.chars().next_back().is_some_and(is_word) && rest.chars().next().is_some_and(is_word);
        (goes_on && right.starts_with(rest)).then_some(Self { stem, hyphen, rest })
    }

    /// The word in one.
    pub fn joined(&self) -> String {
        format!("{}{}", self.stem, self.rest)
    }

    /// The word with its hyphen.
    pub fn kept(&self) -> Option<String> {
        self.hyphen.map(|hyphen| format!("{}{hyphen}{}", self.stem, self.rest))
    }

    /// How the text writes it, and whether that keeps the hyphen; none where it does not say, or says more than one thing.
    fn decided(&self, forms: &Forms<'_>) -> Option<(String, bool)> {
        let apart = self.hyphen.map(|hyphen| format!("{}{hyphen} {}", self.stem, self.rest));
        let candidates = [(Some(self.joined()), false), (self.kept(), true), (apart, true)];
        let mut found = candidates.into_iter().filter_map(|(form, keeps)| Some((form?, keeps)));
        let mut found = found.by_ref().filter(|(form, _)| forms.has(form));
        let first = found.next()?;
        let is_plain_pair = || forms.0.contains(&(self.stem, Some(self.rest)));
        (found.next().is_none() && (self.hyphen.is_some() || !is_plain_pair())).then_some(first)
    }
}

/// The words of a text, bare of the marks around them, alone and each with the next.
struct Forms<'t>(FxHashSet<(&'t str, Option<&'t str>)>);

impl<'t> Forms<'t> {
    fn of(text: &'t str) -> Self {
        let mut forms = FxHashSet::default();
        let mut before: Option<&str> = None;
        for word in text.split_whitespace() {
            forms.insert((bare(word), None));
            if let Some(before) = before {
                forms.insert((before.trim_start_matches(|c: char| !c.is_alphanumeric()), Some(bare(word))));
            }
            before = Some(word);
        }
        Self(forms)
    }

    fn has(&self, form: &str) -> bool {
        match form.split_once(' ') {
            Some((left, right)) => self.0.contains(&(left, Some(right))),
            None => self.0.contains(&(form, None)),
        }
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, text: &str, due: Option<(&str, bool)>) {
        let decided = Broken::of(left, right).and_then(|broken| broken.decided(&Forms::of(text)));
        assert_eq!(decided, due.map(|(form, keeps)| (form.to_owned(), keeps)));
    }

    #[test]
    fn gold_decides_line_ends() {
        check("the price-", "determining part", "the price-determining part", Some(("price-determining", true)));
        check("(finan-", "cial) news", "some (financial) news", Some(("financial", false)));
        check("Vor-", "und Nachmittag", "am Vor- und Nachmittag", Some(("Vor- und", true)));
        check("the har", "bor lies", "the harbor lies", Some(("harbor", false)));
        // Nothing is said, more than one thing is said, or the words are two.
        check("finan-", "cial", "a financier", None);
        check("to-", "day", "to-day and today", None);
        check("to", "day", "today we go to day trips", None);
        check("他说", "今天", "他说今天", None);
    }
}
