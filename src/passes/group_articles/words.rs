//! Words of a heading that come back in the text beside it.

use std::collections::BTreeSet;

use super::units::{Kind, Unit};

/// How many letters of text on each side of a heading are looked at.
const REACH: usize = 1500;

/// Fills in [`Unit::words_after`] of each heading.
pub(super) fn compare(units: &mut [Unit<'_>]) {
    let lower = lower_words(units);
    for n in 0..units.len() {
        if !units[n].is(Kind::Heading) {
            continue;
        }
        if !units[n].unspaced {
            units[n].kin = kin(&names(&near(units, n, -1), &lower), &names(&near(units, n, 1), &lower));
        }
        let tokens = tokens(&units[n]);
        if tokens.is_empty() {
            continue;
        }
        let after = share(&tokens, side(units, n, 1));
        let before = share(&tokens, side(units, n, -1));
        units[n].words_after = after - before;
    }
}

/// Words of the page that are written in small letters somewhere.
fn lower_words<'g>(units: &[Unit<'g>]) -> BTreeSet<&'g str> {
    let texts = units.iter().filter(|unit| unit.is(Kind::Text) && !unit.unspaced);
    let words = texts.flat_map(|unit| unit.lines.iter().flat_map(|line| line.split(|c: char| !c.is_alphabetic())));
    words.filter(|word| word.chars().next().is_some_and(char::is_lowercase)).collect()
}

/// Names in some units: words with a capital that does not come from the beginning of a sentence, and that the page has
/// nowhere in small letters.
fn names<'g>(units: &[&Unit<'g>], lower: &BTreeSet<&str>) -> BTreeSet<&'g str> {
    let mut names = BTreeSet::new();
    for unit in units {
        let mut opens = true;
        for word in unit.lines.iter().flat_map(|line| line.split_whitespace()) {
            let name = word.trim_matches(|c: char| !c.is_alphabetic());
            let name = name.split(['’', '\'']).next().unwrap_or(name);
            let titled = name.chars().next().is_some_and(char::is_uppercase) && name.chars().any(char::is_lowercase);
            let long = name.chars().count() >= 3;
            if titled && long && !opens && !lower.contains(name.to_lowercase().as_str()) {
                names.insert(name);
            }
            opens = word.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '?', '!', ':']) && long;
        }
    }
    names
}

/// Share of the names on the poorer side that stand on both; nothing where there are too few to tell.
fn kin(before: &BTreeSet<&str>, after: &BTreeSet<&str>) -> Option<f64> {
    let few = before.len().min(after.len());
    (few >= 2).then(|| before.intersection(after).count() as f64 / few as f64)
}

/// Pairs of Han, or words of four letters and more without their endings.
fn tokens(unit: &Unit<'_>) -> Vec<String> {
    let mut tokens = Vec::new();
    for line in &unit.lines {
        if unit.unspaced {
            let chars: Vec<char> = line.chars().collect();
            tokens.extend(
                chars
                    .windows(2)
                    .filter(|pair| pair.iter().all(|c| c.is_alphanumeric()))
                    .map(|pair| pair.iter().collect()),
            );
        } else {
            let words = line.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 4);
            tokens.extend(words.map(|word| word.to_lowercase().chars().take(6).collect()));
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// The text units on one side of a heading, as far as they may belong to one article with it.
fn side<'u, 'g>(units: &'u [Unit<'g>], n: usize, step: isize) -> Vec<&'u Unit<'g>> {
    let mut found = Vec::new();
    let (mut signs, mut at) = (0, n as isize + step);
    while let Some(unit) = usize::try_from(at).ok().and_then(|at| units.get(at)) {
        let adjacent = found.is_empty();
        match unit.kind {
            Kind::Text | Kind::Caption => {
                signs += unit.signs;
                found.push(unit);
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
fn near<'u, 'g>(units: &'u [Unit<'g>], n: usize, step: isize) -> Vec<&'u Unit<'g>> {
    /// Letters that hold enough names.
    const ENOUGH: usize = 500;
    let mut found = Vec::new();
    let (mut signs, mut at) = (0, n as isize + step);
    while let Some(unit) = usize::try_from(at).ok().and_then(|at| units.get(at)) {
        match unit.kind {
            Kind::Text => {
                signs += unit.signs;
                found.push(unit);
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

/// Share of the tokens that stand in some of the units.
fn share(tokens: &[String], units: Vec<&Unit<'_>>) -> f64 {
    if units.is_empty() {
        return 0.0;
    }
    let mut text = String::new();
    for unit in units {
        for line in &unit.lines {
            if unit.unspaced {
                text.push_str(line);
            } else {
                text.extend(line.chars().flat_map(char::to_lowercase));
                text.push(' ');
            }
        }
    }
    tokens.iter().filter(|token| text.contains(token.as_str())).count() as f64 / tokens.len() as f64
}
