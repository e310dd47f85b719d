//! What each sign counts, in logarithms of odds unless it is called a share: fitted on pages typeset from articles of two
//! languages, and tried on pages typeset from another seed.

/// A pair of characters over the seam: per unit of its affinity.
pub(super) const HAN_PAIR: f64 = 0.8;
/// Counts added to those of a pair of characters, so that what is rare says little.
pub(super) const HAN_SMOOTH: f64 = 0.2;
/// A pair of words over the seam: per unit of its affinity.
pub(super) const WORD_PAIR: f64 = 0.6;
/// Three characters or words over the seam that stand elsewhere on the page.
pub(super) const TRIPLE: f64 = 0.6;
/// A pair of kinds of words over the seam: per unit of its affinity.
pub(super) const KIND_PAIR: f64 = 0.5;
/// Three kinds of words over the seam that stand elsewhere on the page.
pub(super) const KIND_TRIPLE: f64 = 0.4;
/// A pair over the seam in what was learned of the archive: per unit of its affinity, where words have no spaces and where
/// they have, and what counts of that at most.
pub(super) const LEARNED_PAIR: [f64; 2] = [0.7, 1.0];
pub(super) const LEARNED_MOST: f64 = 4.0;
/// Blocks that talk of the same: for full likeness.
pub(super) const LIKENESS: f64 = 6.0;
/// Different measures: per cell.
pub(super) const OFF_MEASURE: f64 = 1.0;
/// Next to each other in the file.
pub(super) const NEXT: f64 = 0.15;
/// Next to each other in the file, where paragraphs are blocks of their own.
pub(super) const NEXT_PARAGRAPH: f64 = 2.0;
/// The halves of a word over the seam make one that stands elsewhere on the page or in the dictionary.
pub(super) const HALVES: f64 = 2.0;
/// They make none, and none that the dictionary has.
pub(super) const HALVES_UNLISTED: f64 = -2.0;
/// A word that the seam cuts, where words have no spaces: per unit of how much likelier the text is with it, and what any
/// two texts have.
pub(super) const CUT_WORD: f64 = 0.5;
pub(super) const CUT_WORD_MEAN: f64 = 0.8;
/// Quotation marks or brackets that open before the seam and close behind it, or do not.
pub(super) const MARKS: f64 = 2.0;
/// A paragraph that must go on before one that begins, or the other way round.
pub(super) const CONTRADICTION: f64 = 8.0;
/// A capital inside a sentence.
pub(super) const CAPITAL: f64 = 2.0;
/// Nothing after a block that ends inside a paragraph.
pub(super) const ENDS_OPEN: f64 = -5.0;
/// Nothing before a block that begins inside a paragraph.
pub(super) const STARTS_INSIDE: f64 = -5.0;
/// Nothing after another block.
pub(super) const ENDS: f64 = 1.0;
/// Nothing before another block.
pub(super) const STARTS: f64 = 1.0;
/// Nothing before a block that begins as articles do.
pub(super) const STARTS_ARTICLE: f64 = 2.0;
/// How likely a seam must be to chain two blocks.
pub(super) const LEAST_SHARE: f64 = 0.3;
/// A headline all of whose words stand in a text, weighted by how telling they are.
pub(super) const HEAD_WORDS: f64 = 8.0;
/// A headline directly before a text in the file, if the text is likely to begin an article.
pub(super) const HEAD_NEXT: f64 = 2.5;
/// Chains that talk of the same: for full likeness.
pub(super) const CHAIN_LIKENESS: f64 = 12.0;
/// One chain going on in another: for certainty.
pub(super) const CHAIN_SEAM: f64 = 1.0;
/// Chains of different measures: share of what the difference counts.
pub(super) const CHAIN_MEASURE: f64 = 1.12;
/// Terms of a chain that an article uses oftener or less often than the page: per unit of log odds.
pub(super) const TOPIC: f64 = 0.3;
/// Terms of the page that are added to those of an article before they are compared.
pub(super) const TOPIC_PRIOR: f64 = 50.0;
/// One chain going on in another of its article: for certainty.
pub(super) const ARTICLE_SEAM: f64 = 3.0;
/// A measure that differs from those of the article: share of what the difference counts.
pub(super) const ARTICLE_MEASURE: f64 = 2.0;
/// A headline that speaks for a chain: share of what it counts.
pub(super) const ARTICLE_HEAD: f64 = 1.0;
/// A block after one that ends as articles do.
pub(super) const LAST: f64 = -6.0;
/// Nothing after a block that ends as articles do.
pub(super) const ENDS_ARTICLE: f64 = 3.0;
/// A term of a headline that an article uses oftener than the page: per unit of log odds.
pub(super) const HEAD_TERM: f64 = 1.0;
/// Terms of the page that are added to those of an article before a headline is compared with them.
pub(super) const HEAD_PRIOR: f64 = 20.0;
/// What a better assignment of the headlines must be worth.
pub(super) const LEAST_EXCHANGE: f64 = 3.0;
/// A name, among the terms of a text.
pub(super) const NAME: f64 = 2.0;
/// A block directly below the headline of its article in the file, to be the first of its text.
pub(super) const FIRST_BELOW_HEAD: f64 = 0.5;
/// How a text begins and ends, where all of it is known: share of what that counts for a block alone.
pub(super) const WHOLE: f64 = 2.0;
