//! Words of a heading that come back in the text beside it.

use super::units::{Kind, Unit};

/// How many letters of text on each side of a heading are looked at.
const REACH: usize = 1500;

/// Fills in [`Unit::words_after`] of each heading.
pub(super) fn compare(units: &mut [Unit<'_>]) {
    for n in 0..units.len() {
        if !units[n].is(Kind::Heading) {
            continue;
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
