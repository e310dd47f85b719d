//! Whether a hyphen at a line end belongs to the word.
//!
//! Decided per word, in this order: suspension, figures, a capital after it, what the issue itself writes elsewhere,
//! prefixes and enclitics that keep their hyphen; where nothing speaks, the word is joined.

use rustc_hash::FxHashMap;

use super::lines;
use crate::ledger::{Change, Edit, Glue};
use crate::passes::View;
use crate::passes::ends::HYPHENS;
use crate::passes::galley::Galley;

/// How often each word stands inside the lines of an issue, hyphenated ones whole, in lower case.
#[derive(Debug, Default)]
pub(super) struct Words {
    counts: FxHashMap<String, u32>,
}

impl Words {
    /// Counts the words of a galley; what a line end cuts counts on neither side.
    pub(super) fn of(galley: &Galley<'_>) -> Self {
        let mut counts: FxHashMap<String, u32> = FxHashMap::default();
        for (_, text) in lines(galley) {
            for word in text.split(|c: char| !(c.is_alphabetic() || is_inner(c))) {
                let word = word.trim_matches(is_inner);
                if word.is_empty() || text.ends_with(HYPHENS) && text.trim_end_matches(HYPHENS).ends_with(word) {
                    continue;
                }
                *counts.entry(fold(word)).or_default() += 1;
            }
        }
        Self { counts }
    }

    fn count(&self, word: &str) -> u32 {
        self.counts.get(&fold(word)).copied().unwrap_or(0)
    }
}

/// Lower case, every hyphen an ASCII one.
fn fold(word: &str) -> String {
    word.chars().map(|c| if HYPHENS.contains(&c) { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// Marks that may stand inside a word.
fn is_inner(c: char) -> bool {
    matches!(c, '\'' | '’') || HYPHENS.contains(&c)
}

/// What to do with a hyphen.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reading {
    /// The word is whole without it.
    Join,
    /// It belongs to the word.
    Keep,
    /// It stands for the rest of a word that comes later, as in "two- or three-".
    Suspend,
}

/// The edit for the hyphen at the end of row `i`, the other reading being its runner-up.
pub(super) fn edit(
    view: &View<'_>,
    galley: &Galley<'_>,
    i: usize,
    words: &Words,
    sure_it_goes_on: f64,
) -> Option<Edit> {
    let rule = view.rules.get("join/hyphen")?;
    let (a, b) = (&galley.rows[i], &galley.rows[i + 1]);
    let mark = a.text.chars().next_back()?;
    let stem = &a.text[..a.text.len() - mark.len_utf8()];
    let left =
        stem.rsplit(|c: char| !(c.is_alphabetic() || is_inner(c))).next().unwrap_or("").trim_start_matches(is_inner);
    let right_end = b.text.find(|c: char| !(c.is_alphabetic() || is_inner(c))).unwrap_or(b.text.len());
    let right = b.text[..right_end].trim_end_matches(is_inner);
    let (reading, sure, why) = decide(view, left, right, mark, words);
    let seam = |glue| Change::Seam { left: a.line, right: b.line, glue };
    let at = a.text.len() - mark.len_utf8()..a.text.len();
    let removal = view.draft.replace(a.line, at, "")?;
    let joined = |sure: f64| rule.sure(sure * sure_it_goes_on, vec![removal.clone(), seam(Glue::None)]);
    let kept = |sure: f64, glue| rule.sure(sure * sure_it_goes_on, vec![seam(glue)]);
    Some(
        match reading {
            Reading::Join => joined(sure).or(kept(1.0 - sure, Glue::None)),
            Reading::Keep => kept(sure, Glue::None).or(joined(1.0 - sure)),
            Reading::Suspend => kept(sure, Glue::Space).or(joined(1.0 - sure)),
        }
        .because(why),
    )
}

fn decide(view: &View<'_>, left: &str, right: &str, mark: char, words: &Words) -> (Reading, f64, String) {
    let list = |name: &str| view.rules.words(name);
    let (low_left, low_right) = (fold(left), fold(right));
    if list("hyphen-suspended").contains(&low_right) && !matches!(mark, '¬' | '\u{ad}') {
        return (Reading::Suspend, 0.9, format!("“{right}” after a hyphen: the rest of the word comes later"));
    }
    let whole = words.count(&format!("{left}{right}"));
    let parted = words.count(&format!("{left}-{right}"));
    if whole != parted {
        let (reading, n, form) = if whole > parted {
            (Reading::Join, whole, format!("{left}{right}"))
        } else {
            (Reading::Keep, parted, format!("{left}-{right}"))
        };
        return (reading, 0.97, format!("this issue writes “{form}” elsewhere ({n} ×)"));
    }
    if matches!(mark, '¬' | '\u{ad}') {
        return (Reading::Join, 0.97, "the mark is set at line ends only".to_owned());
    }
    let capital = right.chars().next().is_some_and(char::is_uppercase);
    let all_caps = left.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && left.chars().count() > 1;
    if capital && !all_caps {
        return (Reading::Keep, 0.9, format!("“{right}” begins with a capital"));
    }
    if list("hyphen-prefix").contains(&low_left) {
        return (Reading::Keep, 0.8, format!("“{left}-” is written with a hyphen"));
    }
    if list("hyphen-enclitic").contains(&low_right) && (low_right != "t" || left.chars().count() > 1) {
        return (Reading::Keep, 0.82, format!("“-{right}” is written with a hyphen"));
    }
    // The last part of a compound of three tells of the others: "son-in-|law", "good-for-|nothing".
    if low_left.contains('-') && !capital {
        let tail = low_left.rsplit('-').next().unwrap_or("");
        if list("hyphen-inner").contains(tail) {
            return (Reading::Keep, 0.85, format!("“{left}-” is part of a compound"));
        }
    }
    (Reading::Join, 0.93, "nothing in this issue speaks for a hyphen in the word".to_owned())
}
