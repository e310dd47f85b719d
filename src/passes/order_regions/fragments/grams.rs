//! What the page's own text says about which words and characters follow one another, and which blocks talk of the same.

use rustc_hash::{FxHashMap, FxHashSet};

use super::blocks::Block;
use super::characters::Characters;
use super::weights;
use crate::model::script::lower;
use crate::passes::ends::HYPHENS;
use crate::passes::galley::Galley;

/// Length of a word's stem in characters, for comparing contents.
const STEM: usize = 6;
/// How often a word must occur on the page to stand for itself and not for its ending.
const FREQUENT: u32 = 4;

/// A token: a character of an unspaced script, else a word or a mark, in lower case.
pub(super) type Token = u32;

/// What a text talks of: pairs of Han, or stems of longer words.
pub(super) type Term = u32;

/// Statistics of a page's text.
#[derive(Debug)]
pub(super) struct Grams {
    unspaced: bool,
    /// Tokens of each block.
    tokens: Vec<Vec<Token>>,
    /// The same, rare words being replaced by their kind; for spaced scripts.
    kinds: Vec<Vec<Token>>,
    token_counts: Counts,
    kind_counts: Counts,
    /// Content of each block: term and weight, by term.
    contents: Vec<Vec<(Term, f64)>>,
    alike: Alike,
    /// How often each term stands in each block; terms of one block only are left out.
    counts: Vec<Vec<(Term, f64)>>,
    vocabulary: Vocabulary,
    /// Weight of each term: the rarer among the blocks, the more.
    weights: Vec<f64>,
}

/// How often tokens occur, and how often they follow one another where that is asked for: at the ends of blocks.
#[derive(Debug, Default)]
struct Counts {
    one: Vec<u32>,
    two: FxHashMap<(Token, Token), u32>,
    three: FxHashSet<(Token, Token, Token)>,
    all: u32,
}

impl Counts {
    fn of_blocks(blocks: &[Vec<Token>]) -> Self {
        let n = blocks.iter().filter_map(|block| block.iter().max()).max().map_or(0, |token| *token as usize + 1);
        let mut counts = Self { one: vec![0; n], ..Self::default() };
        let (mut is_last, mut is_first) = (vec![false; n], vec![false; n]);
        for block in blocks {
            counts.all += block.len() as u32;
            for token in block {
                counts.one[*token as usize] += 1;
            }
            if let (Some(first), Some(last)) = (block.first(), block.last()) {
                is_first[*first as usize] = true;
                is_last[*last as usize] = true;
            }
        }
        for block in blocks {
            for (at, pair) in block.windows(2).enumerate() {
                if !(is_last[pair[0] as usize] && is_first[pair[1] as usize]) {
                    continue;
                }
                *counts.two.entry((pair[0], pair[1])).or_default() += 1;
                if let Some(before) = at.checked_sub(1) {
                    counts.three.insert((block[before], pair[0], pair[1]));
                }
                if let Some(behind) = block.get(at + 2) {
                    counts.three.insert((pair[0], pair[1], *behind));
                }
            }
        }
        counts
    }

    fn of(&self, token: Token) -> u32 {
        self.one.get(token as usize).copied().unwrap_or(0)
    }

    /// How much oftener the last token of a block and the first of another follow one another than by chance, as a
    /// logarithm.
    fn affinity(&self, a: Token, b: Token, smooth: f64) -> f64 {
        let both = f64::from(self.two.get(&(a, b)).copied().unwrap_or(0));
        let chance = f64::from(self.of(a)) * f64::from(self.of(b)) / f64::from(self.all.max(1));
        ((both + smooth) / (chance + smooth)).ln()
    }

    /// Whether three tokens follow one another, two of which are the last of a block and the first of another.
    fn has(&self, a: Token, b: Token, c: Token) -> bool {
        self.three.contains(&(a, b, c))
    }
}

impl Grams {
    pub(super) fn new(galley: &Galley<'_>, blocks: &[Block], unspaced: bool) -> Self {
        let lines = |block: &Block| galley.rows[block.rows.clone()].iter().map(|row| row.text.as_ref());
        let mut kinds: Vec<Vec<Token>> = Vec::new();
        let (tokens, token_counts, vocabulary);
        if unspaced {
            let (characters, found) = Characters::of(blocks.iter().map(lines));
            token_counts = Counts::of_blocks(&found);
            (tokens, vocabulary) = (found, Vocabulary::Characters(characters));
        } else {
            let texts: Vec<Vec<String>> = blocks.iter().map(|block| split_words(lines(block))).collect();
            let mut words = Words::default();
            tokens = texts.iter().map(|text| words.text(text)).collect::<Vec<_>>();
            token_counts = Counts::of_blocks(&tokens);
            vocabulary = Vocabulary::Words(words);
            let mut names = Kinds::default();
            for (text, tokens) in texts.iter().zip(&tokens) {
                let kind =
                    |(word, token): (&String, &Token)| names.of(word, *token, token_counts.of(*token) >= FREQUENT);
                kinds.push(text.iter().zip(tokens).map(kind).collect());
            }
        }
        let kind_counts = Counts::of_blocks(&kinds);
        let mut grams = Self {
            unspaced,
            tokens,
            kinds,
            token_counts,
            kind_counts,
            contents: Vec::new(),
            alike: Alike::default(),
            counts: Vec::new(),
            vocabulary,
            weights: Vec::new(),
        };
        grams.weigh();
        grams.alike = Alike::of(blocks, &grams.contents, grams.weights.len());
        grams
    }

    /// Fills in the contents of the blocks.
    fn weigh(&mut self) {
        let mut seen: Vec<u32> = Vec::new();
        let mut counted: Vec<Vec<(Term, f64)>> = Vec::with_capacity(self.tokens.len());
        for tokens in &self.tokens {
            let own = count(self.vocabulary.terms(tokens));
            seen.resize(self.vocabulary.n_terms(), 0);
            for (term, _) in &own {
                seen[*term as usize] += 1;
            }
            counted.push(own);
        }
        let n = self.tokens.len();
        let rare: Vec<f64> = (0..=n).map(|seen| if seen < 2 { 0.0 } else { (n as f64 / seen as f64).ln() }).collect();
        let weight = |(term, seen): (usize, &u32)| rare[*seen as usize] * self.vocabulary.telling(term);
        self.weights = seen.iter().enumerate().map(weight).collect();
        for mut own in counted {
            own.retain(|(term, _)| self.weights[*term as usize] > 0.0);
            let content: Vec<(Term, f64)> =
                own.iter().map(|(term, n)| (*term, self.weights[*term as usize] * (1.0 + n.ln()))).collect();
            self.contents.push(content);
            self.counts.push(own);
        }
    }

    /// How much a term tells of what a text talks of.
    pub(super) fn telling(&self, term: u32) -> f64 {
        self.vocabulary.telling(term as usize)
    }

    /// The content of several blocks together.
    pub(super) fn content(&self, blocks: impl Iterator<Item = usize>) -> Vec<(u32, f64)> {
        tally(blocks.flat_map(|block| self.contents[block].iter().copied()).collect())
    }

    /// How often each term stands in several blocks together.
    pub(super) fn counts(&self, blocks: impl Iterator<Item = usize>) -> Vec<(u32, f64)> {
        tally(blocks.flat_map(|block| self.counts[block].iter().copied()).collect())
    }

    /// How much two blocks of running text talk of the same, 0 to 1.
    pub(super) fn likeness(&self, a: usize, b: usize) -> f64 {
        self.alike.likeness(a, b)
    }

    /// How well the last tokens of one block go before the first of another, by what follows what elsewhere on the page.
    pub(super) fn over_seam(&self, a: usize, b: usize) -> f64 {
        let (left, right) = (&self.tokens[a], &self.tokens[b]);
        let (Some(&a1), Some(&b1)) = (left.last(), right.first()) else { return 0.0 };
        let a2 = left.len().checked_sub(2).map(|at| left[at]);
        let b2 = right.get(1).copied();
        let counts = &self.token_counts;
        let mut sum = if self.unspaced {
            weights::HAN_PAIR * counts.affinity(a1, b1, weights::HAN_SMOOTH)
        } else {
            weights::WORD_PAIR * counts.affinity(a1, b1, 0.5)
        };
        if a2.is_some_and(|a2| counts.has(a2, a1, b1)) {
            sum += weights::TRIPLE;
        }
        if b2.is_some_and(|b2| counts.has(a1, b1, b2)) {
            sum += weights::TRIPLE;
        }
        if self.unspaced {
            return sum.clamp(-3.0, 6.0);
        }
        let (left, right) = (&self.kinds[a], &self.kinds[b]);
        let (Some(&a1), Some(&b1)) = (left.last(), right.first()) else { return sum };
        sum += weights::KIND_PAIR * self.kind_counts.affinity(a1, b1, 0.5);
        if left.len().checked_sub(2).is_some_and(|at| self.kind_counts.has(left[at], a1, b1)) {
            sum += weights::KIND_TRIPLE;
        }
        if right.get(1).is_some_and(|b2| self.kind_counts.has(a1, b1, *b2)) {
            sum += weights::KIND_TRIPLE;
        }
        sum.clamp(-4.0, 6.0)
    }

    /// The word that a hyphen at the end of a line and the start of another make.
    pub(super) fn joined(&self, last: &str, first: &str) -> String {
        let cut = last.trim_end_matches(HYPHENS);
        let from =
            cut.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last().map_or(cut.len(), |(at, _)| at);
        cut[from..].chars().chain(first.chars().take_while(|c| c.is_alphanumeric())).collect()
    }

    /// How often the word occurs on the page that a hyphen at a block's end and the start of another make, and how often
    /// its second half occurs as a word.
    pub(super) fn hyphenated(&self, last: &str, first: &str) -> (u32, u32) {
        let whole = self.joined(last, first).to_lowercase();
        let right: String = first.chars().take_while(|c| c.is_alphanumeric()).collect();
        let count = |word: &str| self.vocabulary.word(word).map_or(0, |token| self.token_counts.of(token));
        (count(&whole), count(&right.to_lowercase()))
    }

    /// The terms of some lines that stand elsewhere on the page.
    pub(super) fn terms_of(&self, lines: &[&str]) -> Vec<u32> {
        let lines = lines.iter().copied();
        self.vocabulary.known(lines).into_iter().flatten().filter(|term| self.weights[*term as usize] > 0.0).collect()
    }

    /// Share of the words of some lines, weighted by how telling they are, that stand in a block.
    pub(super) fn words_in(&self, lines: &[&str], content: &[(Term, f64)]) -> f64 {
        let lines = lines.iter().copied();
        let terms = self.vocabulary.known(lines);
        let in_content = |term: &&Term| content.binary_search_by_key(*term, |(term, _)| *term).is_ok();
        let found: f64 = terms.iter().flatten().filter(in_content).map(|term| self.weights[*term as usize]).sum();
        if terms.is_empty() { 0.0 } else { found / terms.len() as f64 }
    }
}

/// The tokens and terms of a page by their text.
#[derive(Debug)]
enum Vocabulary {
    Characters(Characters),
    Words(Words),
}

impl Vocabulary {
    /// The terms of some tokens.
    fn terms(&mut self, tokens: &[Token]) -> Vec<Term> {
        match self {
            Self::Characters(characters) => characters.terms(tokens),
            Self::Words(words) => tokens.iter().filter_map(|token| *words.stem_of.get(*token as usize)?).collect(),
        }
    }

    fn n_terms(&self) -> usize {
        match self {
            Self::Characters(characters) => characters.n_terms(),
            Self::Words(words) => words.stems.len(),
        }
    }

    /// The terms of some lines, none for those that the page does not have.
    fn known<'t>(&self, lines: impl Iterator<Item = &'t str>) -> Vec<Option<Term>> {
        match self {
            Self::Characters(characters) => characters.known_pairs(lines),
            Self::Words(words) => words.known_stems(lines),
        }
    }

    /// The token of a word in lower case.
    fn word(&self, word: &str) -> Option<Token> {
        match self {
            Self::Characters(_) => None,
            Self::Words(words) => words.words.get(word).copied(),
        }
    }

    /// How much a term tells: names most.
    fn telling(&self, term: usize) -> f64 {
        match self {
            Self::Words(words) if words.cases.get(term) == Some(&(true, false)) => weights::NAME,
            _ => 1.0,
        }
    }
}

/// The words and stems of a page of spaced text.
#[derive(Debug, Default)]
struct Words {
    /// Words in lower case.
    words: FxHashMap<String, Token>,
    /// Of words, their stem, if they are long enough to have one.
    stem_of: Vec<Option<Term>>,
    stems: FxHashMap<String, Term>,
    /// Of stems, whether they stand with a capital inside a sentence, and whether without.
    cases: Vec<(bool, bool)>,
}

impl Words {
    /// The words and marks of a text.
    fn text(&mut self, words: &[String]) -> Vec<Token> {
        let mut inside = false;
        let mut out = Vec::with_capacity(words.len());
        for word in words {
            let token = self.word(word);
            out.push(token);
            let is_word = word.starts_with(char::is_alphabetic);
            if let Some(stem) = self.stem_of[token as usize] {
                let case = &mut self.cases[stem as usize];
                if word.starts_with(char::is_lowercase) {
                    case.1 = true;
                } else if inside {
                    case.0 = true;
                }
            }
            inside = is_word || word == ",";
        }
        out
    }

    fn word(&mut self, word: &str) -> Token {
        let lower = word.to_lowercase();
        if let Some(token) = self.words.get(&lower) {
            return *token;
        }
        let next = self.stems.len() as Term;
        let stem = stem(&lower).map(|stem| *self.stems.entry(stem).or_insert(next));
        self.cases.resize(self.stems.len(), (false, false));
        self.stem_of.push(stem);
        let token = self.words.len() as Token;
        self.words.insert(lower, token);
        token
    }

    /// The stems of the words of some lines, those that the page has by their term.
    fn known_stems<'t>(&self, lines: impl Iterator<Item = &'t str>) -> Vec<Option<Term>> {
        let stems = split_words(lines).into_iter().filter_map(|word| stem(&word.to_lowercase()));
        stems.map(|stem| self.stems.get(&stem).copied()).collect()
    }
}

/// The stem of a longer word.
fn stem(word: &str) -> Option<String> {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    (word.chars().count() >= 4 && word.chars().all(char::is_alphabetic)).then(|| word.chars().take(STEM).collect())
}

/// How much each two blocks of running text talk of the same.
#[derive(Debug, Default)]
struct Alike {
    /// Number of blocks of running text.
    n: usize,
    /// Of each block, its number among them.
    place: Vec<usize>,
    /// For each two of them, the product of their contents as vectors of length 1.
    cosines: Vec<f64>,
}

impl Alike {
    /// Meets each block only with the blocks before it that have a term of its own, as most pairs share few terms.
    fn of(blocks: &[Block], contents: &[Vec<(Term, f64)>], n_terms: usize) -> Self {
        let is_text = |block: &Block| block.kind == super::blocks::Kind::Text;
        let n = blocks.iter().filter(|block| is_text(block)).count();
        let mut alike = Self { n, place: Vec::with_capacity(blocks.len()), cosines: vec![0.0; n * n] };
        // Where each term stands: the block, the share of its content, and where it stood before; of each term the last.
        let mut stands: Vec<(usize, f64, usize)> = Vec::new();
        let mut last = vec![usize::MAX; n_terms];
        let mut places = 0..n;
        for (block, content) in blocks.iter().zip(contents) {
            let place = if is_text(block) { places.next() } else { None };
            alike.place.push(place.unwrap_or(usize::MAX));
            let Some(place) = place else { continue };
            let norm = norm(content);
            for (term, weight) in content {
                let (own, before) = (weight / norm, last[*term as usize]);
                let mut at = before;
                while let Some((other, weight, before)) = stands.get(at) {
                    alike.cosines[other * n + place] += weight * own;
                    at = *before;
                }
                last[*term as usize] = stands.len();
                stands.push((place, own, before));
            }
        }
        alike
    }

    fn likeness(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (self.place[a.min(b)], self.place[a.max(b)]);
        if a < self.n && b < self.n { self.cosines[a * self.n + b] } else { 0.0 }
    }
}

/// What words are counted by where they are too rare to be counted themselves.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Kind {
    Number,
    Capital,
    /// The last two letters.
    Ending(Option<char>, char),
    /// The word itself.
    Word(Token),
}

#[derive(Debug, Default)]
struct Kinds {
    tokens: FxHashMap<Kind, Token>,
}

impl Kinds {
    /// The kind of a word, as a token.
    fn of(&mut self, word: &str, token: Token, is_frequent: bool) -> Token {
        let first = word.chars().next().unwrap_or(' ');
        let mut back = word.chars().rev().map(lower);
        let kind = if first.is_numeric() {
            Kind::Number
        } else if !first.is_alphabetic() || is_frequent {
            Kind::Word(token)
        } else if first.is_uppercase() {
            Kind::Capital
        } else {
            let last = back.next().unwrap_or(' ');
            Kind::Ending(back.next(), last)
        };
        let next = self.tokens.len() as Token;
        *self.tokens.entry(kind).or_insert(next)
    }
}

/// How often each term stands there; sorted by term.
fn count(mut terms: Vec<Term>) -> Vec<(Term, f64)> {
    terms.sort_unstable();
    terms.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f64)).collect()
}

/// Sums what stands under one key; sorted by key.
fn tally(mut pairs: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    pairs.sort_by_key(|(id, _)| *id);
    pairs.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    pairs
}

/// What stands under a key in sorted pairs, else 0.
pub(super) fn under(pairs: &[(u32, f64)], key: u32) -> f64 {
    pairs.binary_search_by_key(&key, |(id, _)| *id).map_or(0.0, |at| pairs[at].1)
}

/// The cosine of two contents.
pub(super) fn likeness(a: &[(Term, f64)], b: &[(Term, f64)]) -> f64 {
    let (mut i, mut j, mut dot) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                dot += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    let norms = norm(a) * norm(b);
    if norms == 0.0 { 0.0 } else { dot / norms }
}

fn norm(content: &[(Term, f64)]) -> f64 {
    content.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
}

/// Words and marks of spaced text; words cut by a hyphen at a line end are whole.
fn split_words<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut cut = false;
    for line in lines {
        let line = line.trim();
        let mut word = String::new();
        let mut first = true;
        for c in line.chars().chain([' ']) {
            if c.is_alphanumeric() || (c == '\'' || c == '’') && !word.is_empty() {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                if cut && first {
                    out.pop();
                    if let Some(last) = out.last_mut() {
                        last.push_str(&word);
                    }
                    word.clear();
                } else {
                    out.push(std::mem::take(&mut word));
                }
            }
            first = false;
            if !c.is_whitespace() {
                out.push(c.to_string());
            }
        }
        let mut back = line.chars().rev();
        cut = back.next() == Some('-') && back.next().is_some_and(char::is_alphabetic);
    }
    out
}
