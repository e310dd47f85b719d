//! How like two strings are that recognition may have misread.

/// One letter in so many may be misread.
const LETTERS_PER_SLIP: usize = 4;

/// Whether a word may be another one misread: the longer it is, the more letters may differ.
pub(crate) fn is_misread(read: &str, word: &str) -> bool {
    if read == word {
        return true;
    }
    let (a, b) = (letters(read), letters(word));
    let slips = a.len().min(b.len()) / LETTERS_PER_SLIP;
    slips > 0 && a.len().abs_diff(b.len()) <= slips && distance(&a, &b, slips).is_some()
}

/// The letters of a word, pairs that look like one letter as that letter.
fn letters(word: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    for c in word.chars() {
        match (out.last_mut(), c) {
            (Some(before), 'n') if *before == 'r' => *before = 'm',
            (Some(before), 'v') if *before == 'v' => *before = 'w',
            _ => out.push(c),
        }
    }
    out
}

/// Share of the words of `a` that stand in `b` too, misread or not, by their letters.
pub(crate) fn share(a: &[String], b: &[String]) -> f64 {
    let length = |word: &String| word.chars().count();
    let all: usize = a.iter().map(length).sum();
    let found: usize = a.iter().filter(|word| b.iter().any(|other| is_misread(word, other))).map(length).sum();
    if all == 0 { 0.0 } else { found as f64 / all as f64 }
}

/// The number of characters to change, put in or leave out that make one of the other, if it is not above `most`.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        let mut least = row[0];
        for (j, cb) in b.iter().enumerate() {
            let cost = corner + usize::from(ca != cb);
            corner = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return None;
        }
    }
    Some(row[b.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_words_may_differ_by_more() {
        assert!(is_misread("pago", "page") && is_misread("contlnuod", "continued"));
        assert!(!is_misread("on", "no") && !is_misread("contents", "continued"));
    }

    #[test]
    fn a_share_counts_letters() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(share(&words("strlke ends"), &words("harbour strike ends")) > 0.99);
        assert!(share(&words("the strike"), &words("the fire")) < 0.5);
    }
}
