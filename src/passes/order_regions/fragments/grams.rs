//! What the page's own text says about which words and characters follow one another, and which blocks talk of the same.

use rustc_hash::FxHashMap;

use super::blocks::Block;
use super::weights;
use crate::model::script::is_han;
use crate::passes::ends::HYPHENS;
use crate::passes::galley::Galley;

/// Length of a word's stem in characters, for comparing contents.
const STEM: usize = 6;
/// How often a word must occur on the page to stand for itself and not for its ending.
const FREQUENT: u32 = 4;

/// A token: a character of an unspaced script, else a word or a mark.
type Token = u32;

/// Statistics of a page's text.
#[derive(Debug)]
pub(super) struct Grams {
    unspaced: bool,
    /// Tokens of each block.
    tokens: Vec<Vec<Token>>,
    /// The same, rare words being replaced by their kind.
    kinds: Vec<Vec<Token>>,
    token_counts: Counts,
    kind_counts: Counts,
    /// Content of each block: term and weight, by term.
    contents: Vec<Vec<(u32, f64)>>,
    /// How often each term stands in each block; terms of one block only are left out.
    counts: Vec<Vec<(u32, f64)>>,
    /// Words of the page, in lower case, and how often; for spaced scripts.
    words: FxHashMap<String, u32>,
    terms: FxHashMap<String, u32>,
    /// Weight of each term: the rarer among the blocks, the more.
    weights: Vec<f64>,
}

#[derive(Debug, Default)]
struct Counts {
    one: FxHashMap<Token, u32>,
    two: FxHashMap<(Token, Token), u32>,
    three: FxHashMap<(Token, Token, Token), u32>,
    all: u32,
}

impl Counts {
    fn add(&mut self, tokens: &[Token]) {
        self.all += tokens.len() as u32;
        for token in tokens {
            *self.one.entry(*token).or_default() += 1;
        }
        for pair in tokens.windows(2) {
            *self.two.entry((pair[0], pair[1])).or_default() += 1;
        }
        for triple in tokens.windows(3) {
            *self.three.entry((triple[0], triple[1], triple[2])).or_default() += 1;
        }
    }

    fn of(&self, token: Token) -> f64 {
        f64::from(self.one.get(&token).copied().unwrap_or(0))
    }

    /// How much oftener two tokens follow one another than by chance, as a logarithm.
    fn affinity(&self, a: Token, b: Token, smooth: f64) -> f64 {
        let both = f64::from(self.two.get(&(a, b)).copied().unwrap_or(0));
        let chance = self.of(a) * self.of(b) / f64::from(self.all.max(1));
        ((both + smooth) / (chance + smooth)).ln()
    }

    fn has(&self, a: Token, b: Token, c: Token) -> bool {
        self.three.contains_key(&(a, b, c))
    }
}

impl Grams {
    pub(super) fn new(galley: &Galley<'_>, blocks: &[Block], unspaced: bool) -> Self {
        let mut ids: FxHashMap<String, Token> = FxHashMap::default();
        let mut words: FxHashMap<String, u32> = FxHashMap::default();
        let mut texts: Vec<Vec<String>> = Vec::with_capacity(blocks.len());
        for block in blocks {
            let lines = galley.rows[block.rows.clone()].iter().map(|row| row.text.as_ref());
            texts.push(if unspaced { characters(lines) } else { split_words(lines) });
        }
        for word in texts.iter().flatten() {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
        let mut intern = |word: String| -> Token {
            let next = ids.len() as Token;
            *ids.entry(word).or_insert(next)
        };
        let (mut tokens, mut kinds) = (Vec::new(), Vec::new());
        let (mut token_counts, mut kind_counts) = (Counts::default(), Counts::default());
        for text in &texts {
            let own: Vec<Token> = text.iter().map(|word| intern(word.to_lowercase())).collect();
            token_counts.add(&own);
            tokens.push(own);
            if !unspaced {
                let own: Vec<Token> = text.iter().map(|word| intern(kind(word, &words))).collect();
                kind_counts.add(&own);
                kinds.push(own);
            }
        }
        let mut grams = Self {
            unspaced,
            tokens,
            kinds,
            token_counts,
            kind_counts,
            contents: Vec::new(),
            counts: Vec::new(),
            words,
            terms: FxHashMap::default(),
            weights: Vec::new(),
        };
        grams.weigh(&texts);
        grams
    }

    /// Fills in the contents of the blocks.
    fn weigh(&mut self, texts: &[Vec<String>]) {
        let mut seen: Vec<u32> = Vec::new();
        let mut counted: Vec<Vec<(u32, f64)>> = Vec::with_capacity(texts.len());
        for text in texts {
            let mut own = Vec::new();
            for term in terms(text, self.unspaced) {
                let next = self.terms.len() as u32;
                own.push((*self.terms.entry(term).or_insert(next), 1.0));
            }
            let own = tally(own);
            seen.resize(self.terms.len(), 0);
            for (id, _) in &own {
                seen[*id as usize] += 1;
            }
            counted.push(own);
        }
        let n = texts.len() as f64;
        self.weights = seen.iter().map(|seen| if *seen < 2 { 0.0 } else { (n / f64::from(*seen)).ln() }).collect();
        for mut own in counted {
            own.retain(|(id, _)| self.weights[*id as usize] > 0.0);
            self.contents.push(own.iter().map(|(id, n)| (*id, self.weights[*id as usize] * (1.0 + n.ln()))).collect());
            self.counts.push(own);
        }
    }

    /// The content of several blocks together.
    pub(super) fn content(&self, blocks: impl Iterator<Item = usize>) -> Vec<(u32, f64)> {
        tally(blocks.flat_map(|block| self.contents[block].iter().copied()).collect())
    }

    /// How often each term stands in several blocks together.
    pub(super) fn counts(&self, blocks: impl Iterator<Item = usize>) -> Vec<(u32, f64)> {
        tally(blocks.flat_map(|block| self.counts[block].iter().copied()).collect())
    }

    /// How much two blocks talk of the same, 0 to 1.
    pub(super) fn likeness(&self, a: usize, b: usize) -> f64 {
        likeness(&self.contents[a], &self.contents[b])
    }

    /// How well the last tokens of one block go before the first of another, by what follows what elsewhere on the page.
    pub(super) fn over_seam(&self, a: usize, b: usize, hyphen: bool) -> f64 {
        let (left, right) = (&self.tokens[a], &self.tokens[b]);
        let (Some(&a1), Some(&b1)) = (left.last(), right.first()) else { return 0.0 };
        if hyphen {
            return 0.0;
        }
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
        let count = |word: &str| self.words.get(word).copied().unwrap_or(0);
        (count(&whole), count(&right.to_lowercase()))
    }

    /// Share of the words of some lines, weighted by how telling they are, that stand in a block.
    pub(super) fn words_in(&self, lines: &[&str], content: &[(u32, f64)]) -> f64 {
        let text = if self.unspaced { characters(lines.iter().copied()) } else { split_words(lines.iter().copied()) };
        let (mut found, mut all) = (0.0, 0.0);
        for term in terms(&text, self.unspaced) {
            let weight = self.terms.get(&term).map_or(0.0, |id| self.weights[*id as usize]);
            all += 1.0;
            if let Some(id) = self.terms.get(&term)
                && content.binary_search_by_key(id, |(id, _)| *id).is_ok()
            {
                found += weight;
            }
        }
        if all == 0.0 { 0.0 } else { found / all }
    }
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
pub(super) fn likeness(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let norm = |content: &[(u32, f64)]| content.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
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

/// Characters of unspaced text; digits and Latin letters count as one each.
fn characters<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut out = Vec::new();
    for c in lines.flat_map(str::chars).filter(|c| !c.is_whitespace()) {
        out.push(match c {
            '0'..='9' | '０'..='９' => "0".to_owned(),
            c => c.to_string(),
        });
    }
    out
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

/// What stands for a word when words are counted by their kind.
fn kind(word: &str, words: &FxHashMap<String, u32>) -> String {
    let lower = word.to_lowercase();
    let first = word.chars().next().unwrap_or(' ');
    if first.is_numeric() {
        return "~0".to_owned();
    }
    if !first.is_alphabetic() {
        return lower;
    }
    if words.get(&lower).is_some_and(|n| *n >= FREQUENT) {
        return lower;
    }
    if first.is_uppercase() {
        return "~A".to_owned();
    }
    let n = lower.chars().count();
    format!("~{}", lower.chars().skip(n.saturating_sub(2)).collect::<String>())
}

/// What a text talks of: pairs of Han, or stems of longer words.
fn terms(text: &[String], unspaced: bool) -> Vec<String> {
    if unspaced {
        let han = |word: &str| word.chars().next().is_some_and(is_han);
        return text.windows(2).filter(|pair| pair.iter().all(|c| han(c))).map(|pair| pair.concat()).collect();
    }
    text.iter()
        .filter(|word| word.chars().count() >= 4 && word.chars().all(char::is_alphabetic))
        .map(|word| word.to_lowercase().chars().take(STEM).collect())
        .collect()
}
