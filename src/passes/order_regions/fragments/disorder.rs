//! Whether the order of a page can be trusted.
//!
//! Two kinds of evidence are summed as logarithms of odds. Signs that the order contradicts itself: a paragraph that must
//! go on before one that begins, headlines without a text, measures that change inside an article. And how well each
//! block goes on in the one behind it, among all blocks of the page: on a page in order the next one is nearly always
//! among the best, on a page out of order it is anywhere.

use super::blocks::{Block, Cut, Kind};
use super::seams::Seams;

/// What a contradiction inside a sentence counts.
const CONTRADICTION: f64 = 2.0;
/// What a headline without a text counts.
const BARE: f64 = 1.0;
/// What a change of measure inside an article counts.
const CHANGE: f64 = 0.5;
/// Cells by which measures must differ.
const OFF: u32 = 3;
/// Widest range of a measure that says something.
const KNOWN: u32 = 8;

/// Fewest contradictions without a short block on a page out of order, and most texts for each.
const FEWEST_CERTAIN: usize = 2;
const MOST_TEXTS: usize = 10;

/// Lines from which on a block is taken for running text without doubt.
const SHORT: usize = 3;
/// Shares of neighbors that whole paragraphs may have inside the fragments of a page out of order.
const SHARES: [f64; 4] = [0.3, 0.5, 0.7, 0.9];

/// What in the order of a page contradicts itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Blocks that contradict the one before them.
    pub contradictions: usize,
    /// How many of them a short block is part of, which may be a heading or a byline that was not told from text.
    pub short: usize,
    /// The first of them.
    pub first: Option<usize>,
    /// Headlines without a text, whether headlines stand above their texts or below.
    pub bare: usize,
    /// Texts of another measure than the one before them, without a headline between.
    pub changes: usize,
}

impl Signs {
    pub(super) fn of(blocks: &[Block], order: &[usize]) -> Self {
        let mut found = Self::default();
        let mut before: Option<&Block> = None;
        let mut measure: Option<(u32, u32)> = None;
        for &n in order {
            let block = &blocks[n];
            if block.kind == Kind::Box {
                continue;
            }
            let contradicts = match before {
                Some(before) => contradicts(before, block),
                // A page may begin with a byline.
                None => block.kind == Kind::Text && block.start == Cut::Inside,
            };
            if contradicts {
                found.contradictions += 1;
                found.short += usize::from(is_short(block) || before.is_some_and(is_short));
                found.first.get_or_insert(n);
            }
            if block.kind == Kind::Head {
                measure = None;
            } else if block.kind == Kind::Text {
                found.changes += usize::from(measure.is_some_and(|last| apart(last, block.measure)));
                if block.measure.1.saturating_sub(block.measure.0) < KNOWN {
                    measure = Some(block.measure);
                }
            }
            before = Some(block);
        }
        found.bare = bare(blocks, order.iter().copied()).min(bare(blocks, order.iter().rev().copied()));
        found
    }

    /// How many signs there are.
    pub(super) fn n(&self) -> usize {
        self.contradictions + self.bare
    }

    /// Whether a block contradicts another that no heading or byline taken for text is part of. Headlines without a text
    /// alone tell nothing: lists have many headings.
    pub(super) fn are_certain(&self) -> bool {
        self.contradictions > self.short
    }

    /// Whether they are as many among `n` texts as on a page out of order. Where words have spaces, the last lines of a
    /// text that were not read, headlines and pieces of a nameplate that were taken for text, and columns that jump over
    /// a headline contradict the best of orders now and then, many of them at a short block.
    pub(super) fn are_many(&self, n: usize) -> bool {
        let certain = self.contradictions - self.short;
        certain >= FEWEST_CERTAIN && certain >= 2 * self.short && certain * MOST_TEXTS >= n
    }

    /// What they count.
    pub(super) fn weight(&self) -> f64 {
        CONTRADICTION * (self.contradictions as f64 - 0.75 * self.short as f64)
            + BARE * self.bare as f64
            + CHANGE * self.changes as f64
    }
}

fn contradicts(before: &Block, block: &Block) -> bool {
    let open = before.kind == Kind::Text && before.end == Cut::Inside;
    let closed = before.kind != Kind::Text || before.end == Cut::Between;
    match block.kind {
        Kind::Text => {
            open && (block.start == Cut::Between || apart(before.measure, block.measure))
                || closed && block.start == Cut::Inside
        }
        _ => open,
    }
}

fn is_short(block: &Block) -> bool {
    block.kind == Kind::Text && block.rows.len() < SHORT
}

fn apart(a: (u32, u32), b: (u32, u32)) -> bool {
    a.0.max(b.0).saturating_sub(a.1.min(b.1)) > OFF
}

/// Headlines with no text between them and the next headline.
fn bare(blocks: &[Block], order: impl Iterator<Item = usize>) -> usize {
    let (mut n, mut waits) = (0, false);
    for block in order.map(|n| &blocks[n]) {
        match block.kind {
            Kind::Head => {
                n += usize::from(waits);
                waits = true;
            }
            Kind::Text | Kind::Tail => waits = false,
            Kind::Byline | Kind::Box => {}
        }
    }
    n + usize::from(waits)
}

/// Scores of all pairs of texts, by row the one before, by column the one after.
pub(super) fn scores(seams: &Seams<'_, '_>, texts: &[usize]) -> Vec<f64> {
    let n = texts.len();
    let mut scores = vec![0.0; n * n];
    for a in 0..n {
        for b in (0..n).filter(|b| *b != a) {
            scores[a * n + b] = seams.score(texts[a], texts[b]);
        }
    }
    scores
}

/// How much the seams of the file speak for its order: positive where the next block is among the best of all to go on.
pub(super) fn goes_on(seams: &Seams<'_, '_>, texts: &[usize]) -> f64 {
    let n = texts.len();
    let mut inner = 0.0;
    let mut between = [0.0; SHARES.len()];
    for pair in texts.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        if n < 3 || right != left + 1 {
            continue;
        }
        // That it is the next in the file must not count.
        let next = seams.score(left, right) - seams.next(left, right);
        let worse: f64 = texts
            .iter()
            .filter(|b| **b != left && **b != right)
            .map(|b| match next.total_cmp(&seams.score(left, *b)) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            })
            .sum();
        let rank = worse / (n - 2) as f64;
        let inside = seams.blocks[left].end == Cut::Inside || seams.blocks[right].start == Cut::Inside;
        if inside {
            let short = is_short(&seams.blocks[left]) || is_short(&seams.blocks[right]);
            inner += (0.15 + 0.85 * 6.0 * rank.powi(5)).ln() * if short { 0.25 } else { 1.0 };
        } else {
            let ordered = 0.35 + 0.65 * 5.0 * rank.powi(4);
            for (sum, share) in between.iter_mut().zip(SHARES) {
                *sum += (ordered / (share * ordered + 1.0 - share)).ln();
            }
        }
    }
    inner + between.into_iter().fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(kind: Kind, start: Cut, end: Cut, n_rows: usize) -> Block {
        Block {
            rows: 0..n_rows,
            kind,
            start,
            end,
            measure: (20, 22),
            has_byline: false,
            opens_article: false,
            closes_article: false,
        }
    }

    fn text(start: Cut, end: Cut) -> Block {
        block(Kind::Text, start, end, 6)
    }

    fn head() -> Block {
        block(Kind::Head, Cut::Between, Cut::Between, 1)
    }

    fn signs(blocks: &[Block]) -> Signs {
        Signs::of(blocks, &(0..blocks.len()).collect::<Vec<_>>())
    }

    #[test]
    fn a_sentence_that_goes_on_is_no_sign() {
        let found = signs(&[head(), text(Cut::Between, Cut::Inside), text(Cut::Inside, Cut::Between)]);
        assert_eq!(found, Signs::default());
    }

    #[test]
    fn a_sentence_cut_by_a_headline_is_a_sign_on_both_sides() {
        let found = signs(&[text(Cut::Between, Cut::Inside), head(), text(Cut::Inside, Cut::Between)]);
        assert_eq!((found.contradictions, found.first), (2, Some(1)));
    }

    #[test]
    fn a_byline_may_begin_a_page() {
        let byline = || block(Kind::Byline, Cut::Inside, Cut::Unknown, 1);
        assert_eq!(signs(&[byline(), text(Cut::Between, Cut::Between), head()]).contradictions, 0);
        assert_eq!(signs(&[text(Cut::Inside, Cut::Between), head()]).contradictions, 1);
    }

    #[test]
    fn short_blocks_alone_are_not_certain() {
        let short = block(Kind::Text, Cut::Between, Cut::Inside, 2);
        let found = signs(&[short, text(Cut::Between, Cut::Between), head(), text(Cut::Between, Cut::Between)]);
        assert_eq!((found.contradictions, found.short), (1, 1));
        assert!(!found.are_certain());
    }

    #[test]
    fn a_page_out_of_order_contradicts_itself_more_than_now_and_then() {
        let signs = |contradictions, short| Signs { contradictions, short, ..Signs::default() };
        assert!(signs(3, 1).are_many(19));
        assert!(!signs(13, 6).are_many(55), "many at a short block");
        assert!(!signs(4, 0).are_many(55), "too few for so many texts");
        assert!(!signs(1, 0).are_many(8));
    }

    #[test]
    fn headlines_are_bare_only_if_they_are_under_both_conventions() {
        let article = || text(Cut::Between, Cut::Between);
        assert_eq!(signs(&[head(), article(), head(), article()]).bare, 0, "headlines above");
        assert_eq!(signs(&[article(), head(), article(), head()]).bare, 0, "headlines below");
        assert_eq!(signs(&[article(), head(), head(), head(), article()]).bare, 2);
    }

    #[test]
    fn bare_headlines_are_no_sign_where_nothing_contradicts_itself() {
        let page: Vec<Block> = (0..4).map(|_| head()).chain([text(Cut::Between, Cut::Between)]).collect();
        assert_eq!(signs(&page).bare, 3);
        assert!(!signs(&page).are_certain());
    }

    #[test]
    fn a_change_of_measure_counts_inside_an_article_only() {
        let narrow = || text(Cut::Between, Cut::Between);
        let wide = || Block { measure: (34, 36), ..narrow() };
        assert_eq!(signs(&[head(), narrow(), head(), wide()]).changes, 0);
        assert_eq!(signs(&[head(), narrow(), wide(), narrow()]).changes, 2);
    }
}
