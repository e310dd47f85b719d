//! Credit lines that recognition has misread: `Spsclal to Tbe Tribune`, `Bv Associated PresB.`
//!
//! Compares a whole line with the phrases of the list `credit-line`, which holds nothing that a heading says.

use crate::passes::likeness::distance;
use crate::rules::Rules;
use crate::rules::phrases::{Piece, fold, spans};

/// Longest credit line in bytes.
const LONGEST: usize = 64;
/// Most words of the name of a paper.
const PAPER: usize = 4;
/// One letter in so many may be misread over the whole line, and in one word.
const LETTERS_PER_SLIP: usize = 4;
const LETTERS_PER_SLIP_OF_WORD: usize = 2;

/// Whether a line is one of the phrases, misread or not.
pub(crate) fn is_credit_line(text: &str, rules: &Rules) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let Some(first) = spans(text).next().and_then(|span| fold(&text[span]).chars().next()) else { return false };
    let phrases = rules.phrases("credit-line").map_or(&[][..], |list| list.beginning(first));
    if phrases.is_empty() {
        return false;
    }
    let words: Vec<&str> = spans(text).map(|span| &text[span]).collect();
    phrases.iter().any(|phrase| matches(phrase, &words))
}

fn matches(phrase: &[Piece], words: &[&str]) -> bool {
    let (mut letters, mut slips) = (0, 0);
    for (n, piece) in phrase.iter().enumerate() {
        match (piece, words.get(n)) {
            (Piece::Word(word), Some(read)) => {
                let (read, word): (Vec<char>, Vec<char>) = (fold(read).chars().collect(), word.chars().collect());
                let most = (word.len() / LETTERS_PER_SLIP_OF_WORD).max(1);
                let Some(wrong) = distance(&read, &word, most) else { return false };
                letters += word.len();
                slips += wrong;
            }
            // The name of a paper ends the line.
            (Piece::Catch, Some(name)) => {
                let named = name.starts_with(char::is_uppercase) && words.len() - n <= PAPER;
                return named && slips * LETTERS_PER_SLIP <= letters;
            }
            _ => return false,
        }
    }
    let specks: usize = words[phrase.len()..].iter().map(|word| word.len()).sum();
    specks <= 2 && slips * LETTERS_PER_SLIP <= letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_lines_are_told() {
        let rules = Rules::embedded();
        for line in [
            "Spsclal to Tbe Tribune.",
            "By Associated - PresB.",
            "Bv Associated Press.",
            "By Associated Prcs",
            "Special to Thn Tribune.",
            "By Leased Wire to The Tribune, '",
            "(FROM OUR OWN CORRESPONDENT.)",
            "Von unſerem Korreſpondenten.",
        ] {
            assert!(is_credit_line(line, &rules), "{line}");
        }
        for line in
            ["Special trains to the fair", "By Associated Charities", "Special to the occasion", "From our own fields"]
        {
            assert!(!is_credit_line(line, &rules), "{line}");
        }
    }
}
