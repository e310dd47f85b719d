//! Words of a heading that come back in the text beside it.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::pairs::Pairs;
use super::units::{Kind, Unit};
use crate::rules::Rules;

/// How many letters of text on each side of a heading are looked at.
const REACH: usize = 1500;

/// Share of the words of a headline that come back in its text as a rule.
pub(super) const SAID: f64 = 0.4;

/// Letters of the shortest name.
const SHORTEST_NAME: usize = 3;

/// Fills in what the text beside each heading of a page says of it: [`Unit::words_after`], [`Unit::said_below`],
/// [`Unit::kin`] and [`Unit::on_page`].
pub(super) fn compare(units: &mut [Unit<'_>], rules: &Rules) {
    let texts = Texts::of(units);
    let usual = texts.usual(rules);
    // Boxes tell more than pairs do.
    let asks = |unit: &Unit<'_>| unit.is(Kind::Heading) && unit.unspaced && !unit.boxed;
    let is_unspaced = |unit: &Unit<'_>| unit.is(Kind::Heading) && unit.unspaced;
    let mut pairs = units.iter().any(is_unspaced).then(|| Pairs::of(units));
    let headings = (0..units.len()).filter(|n| units[*n].is(Kind::Heading));
    let found: Vec<(usize, Option<f64>, f64, f64)> = headings
        .map(|n| {
            let sides = [1, -1].map(|step| texts.side(n, step));
            if let Some(pairs) = pairs.as_mut().filter(|_| units[n].unspaced) {
                let kin = if asks(&units[n]) { pairs.kin(units, n) } else { None };
                let [after, before] = sides.map(|side| {
                    let (first, last) = (side.iter().min()?, side.iter().max()?);
                    Some(pairs.share(n, *first..=*last))
                });
                return (n, kin, after.unwrap_or(0.0) - before.unwrap_or(0.0), after.unwrap_or(0.0));
            }
            let kin = texts.kin(&texts.near(n, -1), &texts.near(n, 1), &usual);
            let tokens = tokens(&units[n].lines);
            let [after, before] = [0, 1].map(|side| texts.share(&tokens, &sides[side]));
            (n, kin, after - before, texts.share_of_one(&tokens, &sides[0], &sides[1]))
        })
        .collect();
    let top = units.iter().position(|unit| !unit.paged).filter(|top| is_unspaced(&units[*top]));
    let on_page = top.zip(pairs.as_ref()).map(|(top, pairs)| (top, on_page(units, top, pairs)));
    for (n, kin, words_after, said_below) in found {
        units[n].kin = kin;
        units[n].said_below = said_below;
        units[n].words_after = words_after;
    }
    if let Some((top, share)) = on_page {
        units[top].on_page = share;
    }
}

/// How much of what a heading says stands in the last third of the text as well: one over a whole page says what all its
/// articles are about.
fn on_page(units: &[Unit<'_>], heading: usize, pairs: &Pairs) -> f64 {
    /// Share that the last article has with any headline of the page.
    const BY_CHANCE: f64 = 0.4;
    let signs = |unit: &&Unit<'_>| if unit.is(Kind::Text) { unit.signs } else { 0 };
    let all: usize = units.iter().map(|unit| signs(&unit)).sum();
    let mut left = all / 3;
    let from = units.iter().rposition(|unit| {
        left = left.saturating_sub(signs(&unit));
        left == 0
    });
    let share = from.map_or(0.0, |from| pairs.share(heading, from..=units.len() - 1));
    ((share - BY_CHANCE) / (1.0 - BY_CHANCE)).max(0.0)
}

/// The text units of a page. Each is looked at for several headings, so what is made of it is kept.
pub(super) struct Texts<'u, 'g> {
    units: &'u [Unit<'g>],
    /// Words of the page that are written in small letters somewhere and are long enough for a name.
    lower_words: FxHashSet<&'g str>,
    names: Vec<OnceCell<Vec<&'g str>>>,
    lower: Vec<OnceCell<String>>,
}

impl<'u, 'g> Texts<'u, 'g> {
    pub(super) fn of(units: &'u [Unit<'g>]) -> Self {
        let texts = units.iter().filter(|unit| unit.is(Kind::Text) && !unit.unspaced);
        let words = texts.flat_map(|unit| unit.lines.iter().flat_map(|line| line.split(|c: char| !c.is_alphabetic())));
        Self {
            units,
            lower_words: words
                .filter(|word| word.len() >= SHORTEST_NAME && word.chars().next().is_some_and(char::is_lowercase))
                .collect(),
            names: units.iter().map(|_| OnceCell::new()).collect(),
            lower: units.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Names in a unit: words with a capital that does not come from the beginning of a sentence, and that the page has
    /// nowhere in small letters.
    fn names(&self, n: usize) -> &[&'g str] {
        self.names[n].get_or_init(|| {
            let mut names = Vec::new();
            let mut opens = true;
            for word in self.units[n].lines.iter().flat_map(|line| line.split_whitespace()) {
                let capital = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
                let ends = word.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '?', '!', ':']);
                if !capital && !ends {
                    opens = false;
                    continue;
                }
                let name = word.trim_matches(|c: char| !c.is_alphabetic());
                let name = name.split(['’', '\'']).next().unwrap_or(name);
                let titled = capital && name.chars().any(char::is_lowercase);
                let long = name.chars().nth(SHORTEST_NAME - 1).is_some();
                if titled && long && !opens && !self.lower_words.contains(name.to_lowercase().as_str()) {
                    names.push(name);
                }
                opens = long && ends;
            }
            names
        })
    }

    /// The lines of a unit in small letters.
    fn lower(&self, n: usize) -> &str {
        self.lower[n].get_or_init(|| self.units[n].lines.join(" ").to_lowercase())
    }

    /// Names that tell nothing of what a text is about: months, and such as stand all over the page, as the town
    /// and the paper do.
    fn usual(&self, rules: &Rules) -> FxHashSet<&'g str> {
        /// Stretches of text between headings of which a page must have so many for more than half to tell.
        const SEVERAL: usize = 5;
        // How many stretches have a name, and the last of them.
        let mut counts: FxHashMap<&'g str, (usize, usize)> = FxHashMap::default();
        let mut stretches = 0;
        let mut is_text = false;
        for (n, unit) in self.units.iter().enumerate() {
            if !unit.is(Kind::Text) || unit.unspaced {
                is_text &= !unit.is(Kind::Heading);
                continue;
            }
            stretches += usize::from(!is_text);
            is_text = true;
            for name in self.names(n) {
                let (count, last) = counts.entry(name).or_default();
                *count += usize::from(*last != stretches);
                *last = stretches;
            }
        }
        let months = rules.words("month");
        let is_usual = |name: &str, n: usize| stretches >= SEVERAL && n * 2 > stretches || months.contains_lower(name);
        counts.into_iter().filter(|(name, (n, _))| is_usual(name, *n)).map(|(name, _)| name).collect()
    }

    /// Share of the names on the poorer side that stand on both, but for the usual ones; nothing where there are too few to
    /// tell.
    fn kin(&self, before: &[usize], after: &[usize], usual: &FxHashSet<&str>) -> Option<f64> {
        let names = |side: &[usize]| -> FxHashSet<&str> {
            side.iter().flat_map(|n| self.names(*n)).copied().filter(|name| !usual.contains(name)).collect()
        };
        let (before, after) = (names(before), names(after));
        let few = before.len().min(after.len());
        (few >= 2).then(|| before.intersection(&after).count() as f64 / few as f64)
    }

    /// Share of the tokens that stand in some of the units.
    pub(super) fn share(&self, tokens: &[String], side: &[usize]) -> f64 {
        if side.is_empty() || tokens.is_empty() {
            return 0.0;
        }
        let stands = |token: &&String| {
            let find = memchr::memmem::Finder::new(token.as_str());
            side.iter().any(|n| find.find(self.lower(*n).as_bytes()).is_some())
        };
        tokens.iter().filter(stands).count() as f64 / tokens.len() as f64
    }

    /// Share of the tokens that stand in some of the units and in none of the others: what both have is hardly said of one.
    fn share_of_one(&self, tokens: &[String], side: &[usize], other: &[usize]) -> f64 {
        if tokens.is_empty() {
            return 0.0;
        }
        let stands = |token: &String, side: &[usize]| self.share(std::slice::from_ref(token), side) > 0.0;
        let n = tokens.iter().filter(|token| stands(token, side) && !stands(token, other)).count();
        n as f64 / tokens.len() as f64
    }

    /// The text units on one side of a heading, as far as they may belong to one article with it.
    pub(super) fn side(&self, n: usize, step: isize) -> Vec<usize> {
        let mut found = Vec::new();
        let (mut signs, mut at) = (0, n as isize + step);
        while let Some((at_n, unit)) = self.unit(at) {
            let adjacent = found.is_empty();
            match unit.kind {
                Kind::Text | Kind::Caption => {
                    signs += unit.signs;
                    found.push(at_n);
                }
                Kind::BoxHead | Kind::Item => break,
                // A byline or note that is not next to the heading belongs to another article.
                Kind::Byline | Kind::Note if !adjacent => break,
                _ => {}
            }
            if signs > REACH {
                break;
            }
            at += step;
        }
        found
    }

    /// The text units on one side of a heading up to the next heading, or beyond it where they hold little.
    fn near(&self, n: usize, step: isize) -> Vec<usize> {
        /// Letters that hold enough names.
        const ENOUGH: usize = 500;
        let mut found = Vec::new();
        let (mut signs, mut at) = (0, n as isize + step);
        while let Some((at_n, unit)) = self.unit(at) {
            match unit.kind {
                Kind::Text => {
                    signs += unit.signs;
                    found.push(at_n);
                }
                Kind::BoxHead | Kind::Item => break,
                Kind::Heading | Kind::Byline | Kind::Note if signs > ENOUGH => break,
                _ => {}
            }
            if signs > REACH {
                break;
            }
            at += step;
        }
        found
    }

    fn unit(&self, at: isize) -> Option<(usize, &'u Unit<'g>)> {
        let n = usize::try_from(at).ok()?;
        Some((n, self.units.get(n)?))
    }
}

/// Words of four letters and more without their endings.
pub(super) fn tokens(lines: &[&str]) -> Vec<String> {
    let words = lines.iter().flat_map(|line| line.split(|c: char| !c.is_alphabetic()));
    let long = words.filter(|word| word.chars().count() >= 4);
    let mut tokens: Vec<String> = long.map(|word| word.to_lowercase().chars().take(6).collect()).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}
