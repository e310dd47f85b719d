//! Who took the picture, as its caption says at its end or in a line of its own.

use super::parts::{Credit, of};
use super::word::{is_unspaced, lead};
use crate::ledger::Field;
use crate::rules::Rules;

/// Longest credit, in characters, where words have no spaces between them, and in words where they have.
const LONGEST: usize = 30;
const MOST_WORDS: usize = 12;
/// Most spaces in a credit where words have none between them.
const MOST_SPACES: usize = 4;
/// Most words of the name of the paper before a word that opens a credit.
const PAPER: usize = 3;
/// What may stand before a word that opens a credit, besides the beginning of the text.
const OPENS: [char; 12] = ['.', '!', '?', '…', '(', '[', '/', '—', '–', '-', '|', '•'];

/// The photographers whom a caption names; none if it names nobody.
pub(crate) fn taken(text: &str, rules: &Rules) -> Vec<Credit> {
    let from = |at: usize| -> Vec<Credit> {
        let credits = of(&text[at..], rules).into_iter().filter(|credit| credit.field == Field::Photographer);
        credits.map(|credit| Credit { span: credit.span.start + at..credit.span.end + at, ..credit }).collect()
    };
    if is_unspaced(text) {
        // Nothing else says so.
        if !rules.words("credit-photographer").stands_in(text) {
            return Vec::new();
        }
        return unspaced(text).map(from).find(|credits| !credits.is_empty()).unwrap_or_default();
    }
    spaced(text, rules).map(from).unwrap_or_default()
}

/// Where the last piece may begin: a bracket, or what stands behind the end of a sentence or, failing that, a space.
fn unspaced(text: &str) -> impl Iterator<Item = usize> {
    let opens = |c: char| matches!(c, '（' | '(' | '【' | '[');
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '…' | '”' | '」');
    let inner = text.trim_end();
    let closed = inner.ends_with(['）', ')', '】', ']']);
    let behind = |at: usize| at + char_at(text, at);
    let first = if closed { inner.rfind(opens) } else { inner.rfind(ends).map(behind) };
    // The name may have a space before the word behind it, and in it.
    let spaces = inner.rmatch_indices(char::is_whitespace).map(move |(at, _)| behind(at)).filter(move |_| !closed);
    let near = move |at: &usize| text[*at..].chars().nth(LONGEST).is_none();
    let whole = first.is_none().then_some(0);
    first.into_iter().chain(spaces.take(MOST_SPACES)).chain(whole).filter(near)
}

/// Where a word such as `Photo:` opens a credit: at the beginning, or behind the end of a sentence or a mark that parts.
/// The name of the paper may stand before it: `(Courier photo by Anna Keller)`.
fn spaced(text: &str, rules: &Rules) -> Option<usize> {
    let pieces = text.split_whitespace().flat_map(|word| word.split_inclusive('/'));
    let words: Vec<(usize, &str)> =
        pieces.map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    let from = words.len().saturating_sub(MOST_WORDS);
    let opens = |n: usize| n == 0 || words[n].1.starts_with(OPENS) || words[n - 1].1.ends_with(OPENS);
    let bare = |n: usize| words[n].1.trim_start_matches(OPENS).trim_end_matches('/');
    let proper = |n: usize| bare(n).starts_with(char::is_uppercase) || bare(n) == "the";
    let opens_named = |n: usize| (n.saturating_sub(PAPER)..=n).rev().any(|at| opens(at) && (at..n).all(proper));
    (from..words.len()).find_map(|n| {
        let (at, word) = words[n];
        let said: Vec<&str> = (n..words.len()).map(bare).collect();
        let (led, field) = opens_named(n).then(|| lead(&said, rules)).flatten()?;
        // `Photo of the bridge` shows, and names nobody.
        let is_name = said.get(led).is_some_and(|name| name.starts_with(char::is_uppercase));
        let opening = word.len() - word.trim_start_matches(OPENS).len();
        (field == Field::Photographer && is_name).then_some(at + opening)
    })
}

fn char_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_caption_says_who_took_the_picture() {
        let rules = Rules::embedded();
        for (text, names) in [
            ("The ferry at its new landing stage. (Photo by Anna R. Keller)", vec!["Anna R. Keller"]),
            ("Snow on the quay. (Courier photo by Anna R. Keller)", vec!["Anna R. Keller"]),
            ("STAFF PHOTO/Anna Keller", vec!["Anna Keller"]),
            ("Erik with his boat. Photo/Anna Keller", vec!["Anna Keller"]),
            ("He gave Anna the photo by John Marsh", vec![]),
            ("Photo: Anna Keller and John Marsh", vec!["Anna Keller", "John Marsh"]),
            ("Die neue Brücke am Morgen nach der Flut. Foto: Georg Wendt", vec!["Georg Wendt"]),
            ("Le vieux pont avant la crue — Photo: Jeanne Morel.", vec!["Jeanne Morel"]),
            ("图为村民在修复后的石桥上晒谷。（陈树林摄）", vec!["陈树林"]),
            ("新修的石桥。 陈树林摄", vec!["陈树林"]),
            ("新修的石桥。本报记者 陈树林 摄", vec!["陈树林"]),
            ("新修的石桥 陈树林 摄", vec!["陈树林"]),
            ("摄影：陈树林", vec!["陈树林"]),
            ("A photo of the old bridge", vec![]),
            ("Photo taken on the morning of the flood", vec![]),
            ("他为老桥拍摄。", vec![]),
            ("", vec![]),
        ] {
            let found = taken(text, &rules);
            let found: Vec<&str> = found.iter().map(|credit| &text[credit.span.clone()]).collect();
            assert_eq!(found, names, "{text}");
        }
    }
}
