//! Lexicons: how often words were printed, learned from an archive's own dumps or brought along by the program.
//!
//! A lexicon is a line of JSON that says what it is, and a transducer from words and pairs of neighbors to counts behind
//! it, which is small and is searched where it lies. Words stand in the spelling of [`fold`]. This layer reads no file and knows nothing of
//! what is decided by a lexicon.

mod learn;
mod pairs;
mod shipped;
mod spelling;

use std::borrow::Cow;
use std::sync::OnceLock;

use fst::raw::{CompiledAddr, Fst, Node, Output};
use fst::{IntoStreamer as _, Map, MapBuilder, Streamer as _};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use learn::Learner;
pub use shipped::{of_language, simplified};
pub use spelling::{HYPHENS, fold, fold_into, in_word, is_inner};

/// The name of the schema.
pub const LEXICON_SCHEMA: &str = "newsprint-lexicon/2";
/// The former schema, of lexicons without pairs, which is read as well.
const WITHOUT_PAIRS: &str = "newsprint-lexicon/1";
/// Letters of the longest thing that is taken for a word.
const LONGEST: usize = 40;

/// What a lexicon says of itself, on its first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// `newsprint-lexicon/2`, or `newsprint-lexicon/1` without pairs.
    pub schema: String,
    /// Different words in it.
    pub words: u64,
    /// What is counted of pairs of neighbors: the pairs, and each side alone.
    #[serde(default)]
    pub pairs: u64,
    /// Words that were read, counting each as often as it stood there.
    pub read: u64,
    /// Issues that they were read from.
    pub issues: u64,
    /// Words were left out of which fewer were counted than this.
    pub least: u64,
}

/// Why bytes are no lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// The first line is not that of a lexicon.
    #[error("this is no lexicon")]
    Foreign,
    /// It was written by another version of the program.
    #[error("its schema is `{0}`, and this program reads `{LEXICON_SCHEMA}`")]
    Schema(String),
    /// The words are not as they were written.
    #[error("it is cut off or damaged")]
    Damaged,
}

/// Words and how often each was printed.
pub struct Lexicon {
    about: About,
    words: Map<Cow<'static, [u8]>>,
    sha256: String,
    firsts: OnceLock<Firsts>,
}

/// Where the words go on behind each first character, told by its [`packed`] bytes, and what their counts have in common.
type Firsts = FxHashMap<u32, (CompiledAddr, Output)>;

impl Lexicon {
    /// A lexicon from the bytes of its file.
    ///
    /// # Errors
    /// If they are not those of a whole lexicon of this schema.
    pub fn parse(bytes: &[u8]) -> Result<Self, LexiconError> {
        let (about, words) = split(bytes)?;
        let words = Map::new(Cow::Owned(words.to_vec())).map_err(|_| LexiconError::Damaged)?;
        words.as_fst().verify().map_err(|_| LexiconError::Damaged)?;
        if words.len() as u64 != about.words.saturating_add(about.pairs) {
            return Err(LexiconError::Damaged);
        }
        Ok(Self { about, words, sha256: sha256(bytes), firsts: OnceLock::new() })
    }

    /// A lexicon that is part of the program, searched where it lies.
    fn embedded(bytes: &'static [u8]) -> Result<Self, LexiconError> {
        let (about, words) = split(bytes)?;
        let words = Map::new(Cow::Borrowed(words)).map_err(|_| LexiconError::Damaged)?;
        Ok(Self { about, words, sha256: String::new(), firsts: OnceLock::new() })
    }

    /// What it says of itself.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// SHA-256 of its file, in lower-case hex; none of one that is part of the program.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// How often a word was printed; it must be in the spelling of [`fold`].
    #[must_use]
    pub fn count(&self, word: &str) -> u64 {
        self.words.get(word).unwrap_or(0)
    }

    /// The way to the words that begin with a character, behind it; none where no word does. The first characters are
    /// looked up once for all.
    #[must_use]
    pub fn way(&self, first: char) -> Option<Way<'_>> {
        let words = self.words.as_fst();
        let firsts = self.firsts.get_or_init(|| firsts(words));
        firsts.get(&packed(first)).map(|(at, count)| Way { words, node: words.node(*at), count: *count })
    }
}

/// The beginning of words of a lexicon; what several texts begin with is looked up once.
#[derive(Clone, Copy)]
pub struct Way<'l> {
    words: &'l Fst<Cow<'static, [u8]>>,
    node: Node<'l>,
    count: Output,
}

impl Way<'_> {
    /// One character further; none where no word goes on so.
    #[must_use]
    pub fn step(mut self, c: char) -> Option<Self> {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let step = self.node.transition(self.node.find_input(byte)?);
            self.count = self.count.cat(step.out);
            self.node = self.words.node(step.addr);
        }
        Some(self)
    }

    /// How often the word was printed that ends here, if one does.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        self.node.is_final().then(|| self.count.cat(self.node.final_output()).value())
    }
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("about", &self.about).field("sha256", &self.sha256).finish_non_exhaustive()
    }
}

fn firsts(words: &Fst<Cow<'static, [u8]>>) -> Firsts {
    let mut found = Firsts::default();
    let mut open = vec![(0, 0, words.root().addr(), Output::zero())];
    while let Some((before, n, at, count)) = open.pop() {
        for step in words.node(at).transitions() {
            let (bytes, n) = (before << 8 | u32::from(step.inp), n + 1);
            let len = match bytes >> (8 * (n - 1)) {
                0..0x80 => 1,
                0xc2..0xe0 => 2,
                0xe0..0xf0 => 3,
                0xf0..0xf5 => 4,
                _ => continue,
            };
            let (at, count) = (step.addr, count.cat(step.out));
            if n < len {
                open.push((bytes, n, at, count));
            } else {
                found.insert(bytes, (at, count));
            }
        }
    }
    found
}

/// The bytes of a character as one number.
fn packed(c: char) -> u32 {
    c.encode_utf8(&mut [0; 4]).bytes().fold(0, |bytes, byte| bytes << 8 | u32::from(byte))
}

/// The first line and what follows it.
fn split(bytes: &[u8]) -> Result<(About, &[u8]), LexiconError> {
    // A first line is short; another kind of file need not have any.
    let end = bytes.iter().take(1000).position(|b| *b == b'\n').ok_or(LexiconError::Foreign)?;
    #[derive(Deserialize)]
    struct Named {
        schema: String,
    }
    let line = &bytes[..end];
    let named: Named = serde_json::from_slice(line).map_err(|_| LexiconError::Foreign)?;
    if !named.schema.starts_with("newsprint-lexicon/") {
        return Err(LexiconError::Foreign);
    }
    if named.schema != LEXICON_SCHEMA && named.schema != WITHOUT_PAIRS {
        return Err(LexiconError::Schema(named.schema));
    }
    let about = serde_json::from_slice(line).map_err(|_| LexiconError::Damaged)?;
    Ok((about, &bytes[end + 1..]))
}

/// The bytes of the lexicon that has what some have together: counts are added.
///
/// # Errors
/// If there are none to merge or they cannot be put together, which does not happen with lexicons that were parsed.
pub fn merge(lexicons: &[Lexicon]) -> Result<Vec<u8>, LexiconError> {
    let mut union = fst::map::OpBuilder::new();
    for lexicon in lexicons {
        union = union.add(&lexicon.words);
    }
    let mut merged = union.union();
    let mut builder = MapBuilder::memory();
    let (mut words, mut pairs) = (0, 0);
    while let Some((word, counts)) = merged.next() {
        let count = counts.iter().fold(0u64, |sum, one| sum.saturating_add(one.value));
        builder.insert(word, count).map_err(|_| LexiconError::Damaged)?;
        *(if pairs::is_key(word) { &mut pairs } else { &mut words }) += 1;
    }
    let sum = |of: fn(&About) -> u64| lexicons.iter().fold(0u64, |sum, one| sum.saturating_add(of(&one.about)));
    let about = About {
        schema: LEXICON_SCHEMA.to_owned(),
        words,
        pairs,
        read: sum(|about| about.read),
        issues: sum(|about| about.issues),
        least: lexicons.iter().map(|one| one.about.least).max().unwrap_or(0),
    };
    written(&about, builder)
}

fn written(about: &About, builder: MapBuilder<Vec<u8>>) -> Result<Vec<u8>, LexiconError> {
    let mut bytes = serde_json::to_vec(about).map_err(|_| LexiconError::Damaged)?;
    bytes.push(b'\n');
    bytes.extend(builder.into_inner().map_err(|_| LexiconError::Damaged)?);
    Ok(bytes)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The words of a lexicon and their counts, in order.
impl Lexicon {
    /// Calls `each` with every word and its count, in the order of their bytes.
    pub fn for_each(&self, mut each: impl FnMut(&str, u64)) {
        let mut words = self.words.into_stream();
        while let Some((word, count)) = words.next() {
            // What was counted was text.
            if let Ok(word) = std::str::from_utf8(word)
                && !pairs::is_key(word.as_bytes())
            {
                each(word, count);
            }
        }
    }
}
