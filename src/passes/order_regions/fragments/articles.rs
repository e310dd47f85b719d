//! From chains of text, headlines, bylines and notes to articles.

use super::blocks::{Block, Cut, Kind};
use super::chains::Matching;
use super::grams::{Grams, likeness, under};
use super::seams::Seams;
use super::weights;

/// Most rounds in which chains change their article.
const ROUNDS: usize = 8;

/// Most headlines that change places with one another.
const MOST_HEADS: usize = 12;

/// An article in the making.
#[derive(Debug, Clone, Default)]
struct Article {
    /// Blocks of its headline and byline.
    head: Vec<usize>,
    /// Chains of its text, as indices.
    chains: Vec<usize>,
}

/// What the pieces of a page are put together from.
pub(super) struct Pieces<'p> {
    pub blocks: &'p [Block],
    pub grams: &'p Grams,
    pub seams: &'p Seams<'p, 'p>,
    /// Blocks of running text; the matching counts them from 0 in this order.
    pub texts: &'p [usize],
    pub matching: &'p Matching,
    /// Chains of running text, as indices into `texts`.
    pub chains: &'p [Vec<usize>],
}

/// Headline blocks, each with the bylines that stand next to it in the file.
pub(super) fn heads(blocks: &[Block]) -> Vec<Vec<usize>> {
    let mut heads: Vec<Vec<usize>> = Vec::new();
    let mut taken = vec![false; blocks.len()];
    for n in (0..blocks.len()).filter(|n| blocks[*n].kind == Kind::Head) {
        let mut head = vec![n];
        if !blocks[n].has_byline {
            let beside = [n + 1, n.wrapping_sub(1)];
            let byline =
                beside.into_iter().find(|b| blocks.get(*b).is_some_and(|b| b.kind == Kind::Byline) && !taken[*b]);
            if let Some(byline) = byline {
                taken[byline] = true;
                head.push(byline);
            }
        }
        heads.push(head);
    }
    heads
}

/// The blocks in the order in which they are read.
pub(super) fn order(pieces: &Pieces<'_>, heads: &[Vec<usize>]) -> Vec<usize> {
    let blocks = pieces.blocks;
    let mut articles: Vec<Article> =
        heads.iter().map(|head| Article { head: head.clone(), chains: Vec::new() }).collect();
    let n_heads = articles.len();
    articles.extend((0..pieces.chains.len()).map(|chain| Article { head: Vec::new(), chains: vec![chain] }));
    merge(pieces, &mut articles, n_heads);
    if n_heads > 1 {
        refine(pieces, &mut articles);
        // Pairs of Han are many and overlap, so that chance has its say in them.
        if !pieces.seams.unspaced && exchange(pieces, &mut articles) {
            refine(pieces, &mut articles);
        }
    }
    let place = |article: &Article| {
        article
            .head
            .first()
            .copied()
            .or_else(|| article.chains.iter().map(|c| pieces.texts[pieces.chains[*c][0]]).min())
    };
    articles.sort_by_key(place);
    let mut order: Vec<usize> = Vec::with_capacity(blocks.len());
    let mut owner: Vec<Option<usize>> = vec![None; blocks.len()];
    for (n, article) in articles.iter().enumerate() {
        for block in &article.head {
            owner[*block] = Some(n);
        }
        for block in article.chains.iter().flat_map(|chain| &pieces.chains[*chain]) {
            owner[pieces.texts[*block]] = Some(n);
        }
    }
    // What stands below a text stays in its article.
    let mut tails: Vec<Vec<usize>> = vec![Vec::new(); articles.len()];
    let mut loose = Vec::new();
    for n in 0..blocks.len() {
        if owner[n].is_some() || blocks[n].kind == Kind::Box {
            continue;
        }
        let before = (0..n).rev().find(|b| blocks[*b].kind != Kind::Box).and_then(|b| owner[b]);
        match before {
            Some(article) => {
                owner[n] = Some(article);
                tails[article].push(n);
            }
            None => loose.push(n),
        }
    }
    order.extend(loose);
    for (article, tail) in articles.iter().zip(tails) {
        order.extend(&article.head);
        order.extend(in_order(pieces, article).into_iter().map(|block| pieces.texts[block]));
        order.extend(tail);
    }
    order.extend((0..blocks.len()).filter(|n| blocks[*n].kind == Kind::Box));
    order
}

/// Joins what belongs together most, until there is an article for each headline.
fn merge(pieces: &Pieces<'_>, articles: &mut Vec<Article>, n_heads: usize) {
    let n_chains = pieces.chains.len();
    let contents: Vec<Vec<(u32, f64)>> =
        pieces.chains.iter().map(|chain| pieces.grams.content(chain.iter().map(|b| pieces.texts[*b]))).collect();
    let mut between = vec![0.0; n_chains * n_chains];
    for a in 0..n_chains {
        for b in 0..n_chains {
            if a != b {
                between[a * n_chains + b] = chain_affinity(pieces, &contents, a, b);
            }
        }
    }
    while articles.len() > n_heads.max(1) {
        let mut best: Option<(f64, usize, usize)> = None;
        let n_texts = articles.iter().filter(|article| !article.chains.is_empty()).count();
        for a in 0..articles.len() {
            for b in a + 1..articles.len() {
                if !articles[a].head.is_empty() && !articles[b].head.is_empty() {
                    continue;
                }
                // Each headline is to have a text.
                let of_texts = !articles[a].chains.is_empty() && !articles[b].chains.is_empty();
                if of_texts && n_texts <= n_heads {
                    continue;
                }
                let found = affinity(pieces, &contents, &between, &articles[a], &articles[b]);
                if best.is_none_or(|(most, ..)| found > most) {
                    best = Some((found, a, b));
                }
            }
        }
        let Some((found, a, b)) = best else { break };
        if n_heads == 0 && found < 1.0 {
            break;
        }
        let other = articles.remove(b);
        articles[a].head.extend(other.head);
        articles[a].chains.extend(other.chains);
    }
}

/// Gives each chain to the article that speaks most for it, given the others, until none moves.
fn refine(pieces: &Pieces<'_>, articles: &mut [Article]) {
    let n = pieces.chains.len();
    let ids = |chain: usize| pieces.chains[chain].iter().map(|b| pieces.texts[*b]);
    let own: Vec<_> = (0..n).map(|chain| pieces.grams.counts(ids(chain))).collect();
    let whole = pieces.grams.counts(pieces.texts.iter().copied());
    let all: f64 = whole.iter().map(|(_, n)| n).sum();
    let contents: Vec<Vec<(u32, f64)>> = (0..n).map(|chain| pieces.grams.content(ids(chain))).collect();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for (chain, words) in own.iter().enumerate() {
            let Some(now) = articles.iter().position(|a| a.chains.contains(&chain)) else { continue };
            if articles[now].chains.len() == 1 {
                continue;
            }
            let score = |article: &Article| -> f64 {
                let others: Vec<usize> = article.chains.iter().copied().filter(|c| *c != chain).collect();
                let mut sum = 0.0;
                let text = pieces.grams.counts(others.iter().flat_map(|c| ids(*c)));
                let size: f64 = text.iter().map(|(_, n)| n).sum();
                for (term, times) in words {
                    let base = under(&whole, *term) / all;
                    let here = under(&text, *term);
                    sum += pieces.grams.telling(*term)
                        * times.min(3.0)
                        * (((here + weights::TOPIC_PRIOR * base) / (size + weights::TOPIC_PRIOR)) / base).ln();
                }
                sum *= weights::TOPIC;
                let (mut link, mut off) = (0.0, 0.0);
                for other in &others {
                    let (a, b) = (&pieces.chains[chain], &pieces.chains[*other]);
                    let follows = |x: &[usize], y: &[usize]| match (x.last(), y.first()) {
                        (Some(x), Some(y)) => pieces.matching.follows(*x, *y),
                        _ => 0.0,
                    };
                    link += follows(a, b) + follows(b, a);
                    off += a
                        .iter()
                        .flat_map(|x| b.iter().map(move |y| (x, y)))
                        .map(|(x, y)| pieces.seams.off_measure(pieces.texts[*x], pieces.texts[*y]))
                        .fold(0.0, f64::max);
                }
                sum += weights::ARTICLE_SEAM * link - weights::ARTICLE_MEASURE * off / others.len().max(1) as f64;
                if !article.head.is_empty() {
                    sum += weights::ARTICLE_HEAD * head_affinity(pieces, &contents, &article.head, chain);
                }
                sum
            };
            let scores: Vec<f64> = articles.iter().map(&score).collect();
            let best = (0..articles.len()).max_by(|x, y| scores[*x].total_cmp(&scores[*y])).unwrap_or(now);
            if best != now && scores[best] > scores[now] + 1e-9 {
                articles[now].chains.retain(|c| *c != chain);
                articles[best].chains.push(chain);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}

/// Gives the headlines to the articles whose words they have, all at once: chains were given to headlines one by one.
/// Says whether any changed its article.
fn exchange(pieces: &Pieces<'_>, articles: &mut [Article]) -> bool {
    let whole = pieces.grams.counts(pieces.texts.iter().copied());
    let all: f64 = whole.iter().map(|(_, n)| n).sum();
    let places: Vec<usize> =
        (0..articles.len()).filter(|at| !articles[*at].head.is_empty() && !articles[*at].chains.is_empty()).collect();
    if !(2..=MOST_HEADS).contains(&places.len()) || all == 0.0 {
        return false;
    }
    let texts: Vec<(Vec<(u32, f64)>, f64)> = places
        .iter()
        .map(|at| {
            let blocks = articles[*at].chains.iter().flat_map(|chain| &pieces.chains[*chain]);
            let counts = pieces.grams.counts(blocks.map(|block| pieces.texts[*block]));
            let size = counts.iter().map(|(_, n)| n).sum();
            (counts, size)
        })
        .collect();
    let fits = |head: &Article, n: usize| -> f64 {
        let (counts, size) = &texts[n];
        let of_term = |term: u32| {
            let base = under(&whole, term) / all;
            let here = (under(counts, term) + weights::HEAD_PRIOR * base) / (size + weights::HEAD_PRIOR);
            if base > 0.0 { (here / base).ln() } else { 0.0 }
        };
        let words: f64 = pieces.grams.terms_of(&title(pieces, &head.head)).into_iter().map(of_term).sum();
        let chains = &articles[places[n]].chains;
        words * weights::HEAD_TERM
            + chains.iter().map(|chain| next_to_head(pieces, &head.head, *chain)).fold(0.0, f64::max)
    };
    let fit: Vec<Vec<f64>> =
        places.iter().map(|at| (0..places.len()).map(|n| fits(&articles[*at], n)).collect()).collect();
    let best = assign(&fit);
    let sum = |of: &dyn Fn(usize) -> usize| (0..fit.len()).map(|head| fit[head][of(head)]).sum::<f64>();
    if sum(&|head| best[head]) < sum(&|head| head) + weights::LEAST_EXCHANGE {
        return false;
    }
    let heads: Vec<Vec<usize>> = places.iter().map(|at| std::mem::take(&mut articles[*at].head)).collect();
    for (head, n) in heads.into_iter().zip(best) {
        articles[places[n]].head = head;
    }
    true
}

/// The column for each row of a square table, no two the same, with the greatest sum.
fn assign(fit: &[Vec<f64>]) -> Vec<usize> {
    let n = fit.len();
    // The best sum of the first rows for each set of columns that they take, and the column of the last of them.
    let mut best = vec![(f64::NEG_INFINITY, 0); 1 << n];
    best[0].0 = 0.0;
    for taken in 0..1usize << n {
        let row = taken.count_ones() as usize;
        for column in (0..n).filter(|column| taken & 1 << column == 0) {
            let sum = best[taken].0 + fit[row][column];
            let with = &mut best[taken | 1 << column];
            if sum > with.0 {
                *with = (sum, column);
            }
        }
    }
    let mut columns = vec![0; n];
    let mut taken = (1 << n) - 1;
    for column in columns.iter_mut().rev() {
        *column = best[taken].1;
        taken &= !(1 << *column);
    }
    columns
}

fn affinity(pieces: &Pieces<'_>, contents: &[Vec<(u32, f64)>], between: &[f64], a: &Article, b: &Article) -> f64 {
    let n = contents.len();
    let mut sum = 0.0;
    if !a.chains.is_empty() && !b.chains.is_empty() {
        let (mut all, mut most) = (0.0, f64::MIN);
        for x in &a.chains {
            for y in &b.chains {
                let one = between[x * n + y].max(between[y * n + x]);
                all += one;
                most = most.max(one);
            }
        }
        sum += 0.5 * (all / (a.chains.len() * b.chains.len()) as f64 + most);
    }
    for (head, text) in [(a, b), (b, a)] {
        if !head.head.is_empty() && !text.chains.is_empty() {
            sum += text.chains.iter().map(|c| head_affinity(pieces, contents, &head.head, *c)).fold(f64::MIN, f64::max);
        }
    }
    sum
}

/// The lines of a headline.
fn title<'p>(pieces: &Pieces<'p>, head: &[usize]) -> Vec<&'p str> {
    let rows = &pieces.seams.galley.rows[pieces.blocks[head[0]].rows.clone()];
    rows.iter().filter(|row| row.role != crate::model::Role::Byline).map(|row| row.text.as_ref()).collect()
}

fn head_affinity(pieces: &Pieces<'_>, contents: &[Vec<(u32, f64)>], head: &[usize], chain: usize) -> f64 {
    weights::HEAD_WORDS * pieces.grams.words_in(&title(pieces, head), &contents[chain])
        + next_to_head(pieces, head, chain)
}

/// What it counts that a chain that may begin an article stands directly below a headline in the file.
fn next_to_head(pieces: &Pieces<'_>, head: &[usize], chain: usize) -> f64 {
    let first = pieces.chains[chain][0];
    let block = pieces.texts[first];
    let last = head.iter().max().copied().unwrap_or(0);
    if block == last + 1 && pieces.blocks[block].start != Cut::Inside {
        weights::HEAD_NEXT * pieces.matching.starts(first)
    } else {
        0.0
    }
}

fn chain_affinity(pieces: &Pieces<'_>, contents: &[Vec<(u32, f64)>], a: usize, b: usize) -> f64 {
    let (left, right) = (&pieces.chains[a], &pieces.chains[b]);
    let (Some(&end), Some(&start)) = (left.last(), right.first()) else { return 0.0 };
    let off = left
        .iter()
        .flat_map(|x| right.iter().map(move |y| pieces.seams.off_measure(pieces.texts[*x], pieces.texts[*y])))
        .fold(0.0, f64::max);
    weights::CHAIN_LIKENESS * likeness(&contents[a], &contents[b]) - weights::CHAIN_MEASURE * off
        + weights::CHAIN_SEAM * 4.0 * pieces.matching.follows(end, start)
}

/// The blocks of an article one after the other.
fn in_order(pieces: &Pieces<'_>, article: &Article) -> Vec<usize> {
    let below = article.head.iter().max().map(|head| head + 1);
    let mut blocks: Vec<usize> = article.chains.iter().flat_map(|chain| &pieces.chains[*chain]).copied().collect();
    blocks.sort_unstable();
    let first = |block| if below == Some(pieces.texts[block]) { weights::FIRST_BELOW_HEAD } else { 0.0 };
    pieces.matching.in_order(&blocks, first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_all_assignments() {
        // One by one the first row would take the first column and leave the third nothing.
        let fit = [vec![3.0, 2.0, 0.0], vec![2.0, 0.0, 1.9], vec![2.9, 0.0, 0.0]];
        assert_eq!(assign(&fit), [1, 2, 0]);
        assert_eq!(assign(&[vec![1.0]]), [0]);
    }
}
