//! How near a document comes to what a person made of the page. Knows nothing of how it was made.
//!
//! White space does not count, except in what must not stand in an article: a blank that a line end left inside a word
//! is seen there.

use std::collections::{BTreeMap, BTreeSet};

use newsprint::write::{Article, Document};

use super::gold::{Gold, GoldArticle};

/// Characters that a stretch of text needs to be looked for.
const WINDOW: usize = 6;

/// Words of a credit that are no part of a name, without blanks and in lower case. Latin ones and Chinese ones in both
/// scripts, Japanese and Korean; a credit such as `本报学生记者` is a run of them.
const CREDIT_WORDS: [&str; 29] = [
    "by",
    "and",
    "von",
    "par",
    "di",
    "de",
    "scripsit",
    "本报",
    "本報",
    "本刊",
    "新华社",
    "记者",
    "記者",
    "通讯员",
    "通訊員",
    "学生",
    "教师",
    "特约",
    "特約",
    "实习",
    "驻",
    "文并摄",
    "文",
    "摄",
    "報導",
    "报道",
    "기자",
    "correspondent",
    "our",
];

/// Shares between 0 and 1; 1 where there was nothing to find and nothing was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// B-cubed F1 of paragraphs grouped into articles, weighted by characters.
    pub group: f64,
    /// Headlines that are right, alone or with kicker and deck.
    pub title: f64,
    /// F1 over articles: the names of those that have a byline and of those that were given one.
    pub byline: f64,
    /// F1 of blocks recovered to the character.
    pub para: f64,
    /// Strings that must not stand in an article and do not.
    pub clean: f64,
    /// Characters of the page that are in the output.
    pub kept: f64,
}

impl Figures {
    /// Names of the figures, in order.
    pub const NAMES: [&str; 6] = ["group", "title", "byline", "para", "clean", "kept"];

    /// The figures in the order of their names.
    pub fn values(&self) -> [f64; 6] {
        [self.group, self.title, self.byline, self.para, self.clean, self.kept]
    }
}

/// Measures a document.
pub fn score(gold: &Gold, document: &Document) -> Figures {
    let wanted: Vec<&GoldArticle> = gold.units().collect();
    let found = &document.articles;
    let placed = place(&wanted, found);
    let pairs = pair(&placed, &wanted, found);
    Figures {
        group: group(&placed),
        title: titles(&wanted, found, &pairs),
        byline: bylines(&wanted, found, &pairs),
        para: paragraphs(&wanted, found),
        clean: clean(gold, found),
        kept: kept(gold, document),
    }
}

/// Where a paragraph should be, where it is if it is anywhere, and its characters.
struct Placed {
    wanted: usize,
    found: Option<usize>,
    size: f64,
}

/// Finds for each paragraph the article that holds most of it.
fn place(wanted: &[&GoldArticle], found: &[Article]) -> Vec<Placed> {
    let blocks: Vec<Vec<Vec<char>>> =
        found.iter().map(|article| article.blocks.iter().map(|block| bare(&block.text)).collect()).collect();
    let texts: Vec<Vec<char>> = blocks.iter().map(|blocks| blocks.concat()).collect();
    let windows: Vec<BTreeSet<&[char]>> = texts.iter().map(|text| text.windows(WINDOW).collect()).collect();
    let mut placed = Vec::new();
    for (at, article) in wanted.iter().enumerate() {
        for text in article.blocks().map(bare).filter(|text| !text.is_empty()) {
            let share = |n: usize| {
                if text.len() < WINDOW {
                    usize::from(blocks[n].contains(&text))
                } else {
                    let own: BTreeSet<&[char]> = text.windows(WINDOW).collect();
                    own.iter().filter(|window| windows[n].contains(*window)).count()
                }
            };
            let best = (0..found.len()).map(|n| (share(n), n)).filter(|(share, _)| *share > 0);
            let best = best.max_by_key(|(share, n)| (*share, usize::MAX - n)).map(|(_, n)| n);
            placed.push(Placed { wanted: at, found: best, size: text.len() as f64 });
        }
    }
    placed
}

fn group(placed: &[Placed]) -> f64 {
    let (mut of_wanted, mut of_found, mut of_both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut total = 0.0;
    for one in placed {
        total += one.size;
        *of_wanted.entry(one.wanted).or_insert(0.0) += one.size;
        *of_found.entry(one.found).or_insert(0.0) += one.size;
        *of_both.entry((one.wanted, one.found)).or_insert(0.0) += one.size;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for one in placed.iter().filter(|one| one.found.is_some()) {
        let both = of_both[&(one.wanted, one.found)];
        precision += one.size * both / of_found[&one.found];
        recall += one.size * both / of_wanted[&one.wanted];
    }
    f1(precision, total, recall, total)
}

/// Which article of the document stands for which of the gold: one for one, largest common text first.
fn pair(placed: &[Placed], wanted: &[&GoldArticle], found: &[Article]) -> BTreeMap<usize, usize> {
    let mut common: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for one in placed {
        if let Some(found) = one.found {
            *common.entry((one.wanted, found)).or_default() += one.size;
        }
    }
    for (at, article) in wanted.iter().enumerate() {
        for n in (0..found.len()).filter(|n| has_title(article, &found[*n])) {
            *common.entry((at, n)).or_default() += 1.0;
        }
    }
    let mut common: Vec<((usize, usize), f64)> = common.into_iter().collect();
    common.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (mut pairs, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for ((wanted, found), _) in common {
        if !pairs.contains_key(&wanted) && taken.insert(found) {
            pairs.insert(wanted, found);
        }
    }
    pairs
}

/// A headline without the brackets around the name of a box and a colon behind it.
fn headline(text: &str) -> Vec<char> {
    bare(text.trim_start_matches(['【', '[']).trim_end_matches(['】', ']', '：', ':']))
}

fn has_title(gold: &GoldArticle, article: &Article) -> bool {
    let (Some(wanted), Some(title)) = (&gold.title, &article.title) else { return false };
    let (kicker, deck) = (article.kicker.as_deref().unwrap_or(""), article.deck.as_deref().unwrap_or(""));
    [("", ""), (kicker, ""), ("", deck), (kicker, deck)]
        .iter()
        .any(|(kicker, deck)| headline(&format!("{kicker}{title}{deck}")) == headline(wanted))
}

fn titles(wanted: &[&GoldArticle], found: &[Article], pairs: &BTreeMap<usize, usize>) -> f64 {
    let titled = (0..wanted.len()).filter(|at| wanted[*at].title.is_some());
    let right = titled.clone().filter(|at| pairs.get(at).is_some_and(|n| has_title(wanted[*at], &found[*n])));
    share(right.count(), titled.count())
}

fn bylines(wanted: &[&GoldArticle], found: &[Article], pairs: &BTreeMap<usize, usize>) -> f64 {
    let right = pairs
        .iter()
        .filter(|(at, n)| wanted[**at].byline.as_deref().is_some_and(|printed| names_all(printed, &found[**n])));
    let signed = wanted.iter().filter(|article| article.byline.is_some()).count();
    let given = found.iter().filter(|article| !article.byline.is_empty()).count();
    let right = right.count() as f64;
    f1(right, given as f64, right, signed as f64)
}

/// Whether the names are those of the printed credit: each stands in it, and what no name, post or place covers is only
/// mail addresses and words that say who did what. Such a word may also be part of a name.
fn names_all(printed: &str, article: &Article) -> bool {
    let bylines = &article.byline;
    let printed: String = printed.split_inclusive(char::is_whitespace).filter(|word| !word.contains('@')).collect();
    let mut rest: String = bare(&printed.to_lowercase()).into_iter().collect();
    for byline in bylines {
        let name: String = bare(&byline.name.to_lowercase()).into_iter().collect();
        if name.is_empty() || !rest.contains(&name) {
            return false;
        }
        rest = rest.replacen(&name, "|", 1);
    }
    let posts = bylines.iter().filter_map(|byline| byline.affiliation.as_deref());
    for post in posts.chain(article.place.as_deref()) {
        let post: String = bare(&post.to_lowercase()).into_iter().collect();
        rest = rest.replacen(&post, "|", 1);
    }
    !bylines.is_empty() && rest.split(|c: char| !c.is_alphanumeric()).all(is_credit)
}

/// Whether a string is a run of words of a credit.
fn is_credit(text: &str) -> bool {
    text.is_empty() || CREDIT_WORDS.iter().any(|word| text.strip_prefix(word).is_some_and(is_credit))
}

fn paragraphs(wanted: &[&GoldArticle], found: &[Article]) -> f64 {
    let wanted = tally(wanted.iter().flat_map(|article| article.blocks()).map(bare));
    let found = tally(found.iter().flat_map(|article| &article.blocks).map(|block| bare(&block.text)));
    let n = |tally: &BTreeMap<Vec<char>, usize>| tally.values().sum::<usize>() as f64;
    let right = common(&wanted, &found) as f64;
    f1(right, n(&found), right, n(&wanted))
}

fn clean(gold: &Gold, found: &[Article]) -> f64 {
    let texts: Vec<String> = found.iter().flat_map(texts).map(single_blanks).collect();
    let absent = gold.must_not.iter().filter(|wrong| !texts.iter().any(|text| text.contains(wrong.as_str())));
    share(absent.count(), gold.must_not.len())
}

fn kept(gold: &Gold, document: &Document) -> f64 {
    let wanted = tally(gold.texts().flat_map(bare));
    let furniture = document.furniture.iter().map(|piece| piece.text.as_str());
    let found = tally(document.articles.iter().flat_map(texts).chain(furniture).flat_map(bare));
    share(common(&wanted, &found), wanted.values().sum())
}

/// Everything that is printed of an article; a name that stands in a paragraph only there.
fn texts(article: &Article) -> impl Iterator<Item = &str> {
    let fields = [&article.kicker, &article.title, &article.deck, &article.note];
    let bylines = article.byline.iter().filter(|byline| !byline.lines.is_empty());
    let blocks = article.blocks.iter().map(|block| block.text.as_str());
    fields.into_iter().flatten().map(String::as_str).chain(bylines.map(|byline| byline.text.as_str())).chain(blocks)
}

/// Text without white space.
fn bare(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tally<T: Ord>(items: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut tally = BTreeMap::new();
    for item in items {
        *tally.entry(item).or_insert(0) += 1;
    }
    tally
}

/// How many items two tallies have in common.
fn common<T: Ord>(a: &BTreeMap<T, usize>, b: &BTreeMap<T, usize>) -> usize {
    a.iter().map(|(item, n)| b.get(item).map_or(0, |m| *n.min(m))).sum()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// F1 of a precision and a recall, each given as a part of a whole.
fn f1(precise: f64, found: f64, recalled: f64, wanted: f64) -> f64 {
    if found == 0.0 && wanted == 0.0 {
        return 1.0;
    }
    if precise == 0.0 || recalled == 0.0 {
        return 0.0;
    }
    let (precision, recall) = (precise / found, recalled / wanted);
    2.0 * precision * recall / (precision + recall)
}
