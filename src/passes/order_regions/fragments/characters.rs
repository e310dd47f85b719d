//! The characters of a page without spaces between words as tokens, and the pairs of Han that stand in several blocks.

use rustc_hash::FxHashMap;

use super::grams::{Term, Token};
use crate::model::script::{is_han, lower};

/// Where the block of Han begins that nearly all of a page is made of, and how many it has.
const COMMON: (u32, usize) = (0x4e00, 0x5200);
/// The token of no character.
const NONE: Token = 0;

/// The characters of a page and their tokens.
#[derive(Debug)]
pub(super) struct Characters {
    /// Of common Han, by their place in their block.
    common: Vec<Token>,
    others: FxHashMap<char, Token>,
    /// Of tokens, whether they are Han.
    is_han: Vec<bool>,
    /// Of the pairs of Han that may stand in several blocks: no others are asked for.
    pairs: FxHashMap<(Token, Token), Term>,
    shared: Shared,
}

impl Characters {
    /// The characters of some texts, and the tokens of each; all digits count as one.
    pub(super) fn of<'t, T: Iterator<Item = &'t str>>(texts: impl Iterator<Item = T>) -> (Self, Vec<Vec<Token>>) {
        let mut characters = Self {
            common: vec![NONE; COMMON.1],
            others: FxHashMap::default(),
            is_han: vec![false],
            pairs: FxHashMap::default(),
            shared: Shared::default(),
        };
        let mut tokens = Vec::new();
        for text in texts {
            let mut own = Vec::new();
            for line in text {
                own.reserve(line.len() / 3);
                for c in line.chars() {
                    if let Some(c) = plain(c) {
                        own.push(characters.take(c));
                    }
                }
            }
            tokens.push(own);
        }
        characters.shared = Shared::of(&tokens);
        // About one for ten characters stands in several blocks.
        characters.pairs.reserve(tokens.iter().map(Vec::len).sum::<usize>() / 10);
        (characters, tokens)
    }

    #[inline]
    fn take(&mut self, c: char) -> Token {
        let token = match common(c) {
            Some(at) => &mut self.common[at],
            None => self.others.entry(c).or_insert(NONE),
        };
        if *token == NONE {
            *token = self.is_han.len() as Token;
            self.is_han.push(is_han(c));
        }
        *token
    }

    /// The token of a character, if the page has it.
    fn token(&self, c: char) -> Option<Token> {
        let token = match common(c) {
            Some(at) => self.common[at],
            None => self.others.get(&c).copied()?,
        };
        (token != NONE).then_some(token)
    }

    /// The pairs of Han of some tokens that may stand in several blocks.
    pub(super) fn terms(&mut self, tokens: &[Token]) -> Vec<Term> {
        let mut terms = Vec::with_capacity(tokens.len());
        for pair in tokens.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            if self.shared.may_have(a, b) && self.is_han[a as usize] && self.is_han[b as usize] {
                // Few are new, and an entry takes three times as long to find.
                let term = self.pairs.get(&(a, b)).copied().unwrap_or_else(|| {
                    let next = self.pairs.len() as Term;
                    self.pairs.insert((a, b), next);
                    next
                });
                terms.push(term);
            }
        }
        terms
    }

    /// How many pairs have a term.
    pub(super) fn n_terms(&self) -> usize {
        self.pairs.len()
    }

    /// The pairs of Han of some lines, those that the page has by their term.
    pub(super) fn known_pairs<'t>(&self, lines: impl Iterator<Item = &'t str>) -> Vec<Option<Term>> {
        let text: Vec<char> = lines.flat_map(str::chars).filter_map(plain).collect();
        let pairs = text.windows(2).filter(|pair| pair.iter().all(|c| is_han(*c)));
        pairs.map(|pair| self.pairs.get(&(self.token(pair[0])?, self.token(pair[1])?)).copied()).collect()
    }
}

/// The place of a common Han in its block.
#[inline]
fn common(c: char) -> Option<usize> {
    let at = u32::from(c).checked_sub(COMMON.0)? as usize;
    (at < COMMON.1).then_some(at)
}

/// A character in lower case, all digits as one; nothing for a blank.
#[inline]
fn plain(c: char) -> Option<char> {
    match c {
        '\u{4e00}'..='\u{9fff}' => Some(c),
        '0'..='9' | '０'..='９' => Some('0'),
        c if is_han(c) => Some(c),
        c if c.is_whitespace() => None,
        c => Some(lower(c)),
    }
}

/// Which pairs of tokens may stand in several blocks. Most stand in one, and need not be looked up.
#[derive(Debug, Default)]
struct Shared {
    /// For each number of pairs the block that has one, counted from 1, or [`SEVERAL`].
    block: Vec<u32>,
    /// How far a product is shifted for such a number.
    shift: u32,
}

const SEVERAL: u32 = u32::MAX;

impl Shared {
    fn of(blocks: &[Vec<Token>]) -> Self {
        let n_tokens: usize = blocks.iter().map(Vec::len).sum();
        // Room enough that few pairs have one number.
        let n = (2 * n_tokens).clamp(2, 1 << 24).next_power_of_two();
        let mut shared = Self { block: vec![0; n], shift: u32::BITS - n.ilog2() };
        for (block, tokens) in (1..).zip(blocks) {
            for pair in tokens.windows(2) {
                let number = shared.number(pair[0], pair[1]);
                let found = &mut shared.block[number];
                *found = if *found == 0 || *found == block { block } else { SEVERAL };
            }
        }
        shared
    }

    /// The upper bits of each token times a large odd number.
    fn number(&self, a: Token, b: Token) -> usize {
        ((a.wrapping_mul(0x9E37_79B1) ^ b.wrapping_mul(0x85EB_CA77)) >> self.shift) as usize
    }

    fn may_have(&self, a: Token, b: Token) -> bool {
        self.block.get(self.number(a, b)).is_some_and(|block| *block == SEVERAL)
    }
}
