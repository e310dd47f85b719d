//! How like two strings are that recognition may have misread.

/// One letter in so many may be misread.
const LETTERS_PER_SLIP: usize = 4;

/// Whether a word may be another one misread: the longer it is, the more letters may differ.
pub(crate) fn is_misread(read: &str, word: &str) -> bool {
    if read == word {
        return true;
    }
    // Nearly all words that are asked about are others altogether, which these tell without taking them apart.
    let (a, b) = (Shape::of(read), Shape::of(word));
    let slips = a.n_letters.min(b.n_letters) / LETTERS_PER_SLIP;
    slips > 0 && a.may_be(&b, slips) && distance(&letters(read), &letters(word), slips).is_some()
}

/// What the letters of a word are, whatever their order.
struct Shape {
    n_letters: usize,
    /// A bit for each letter that it has; letters may share one.
    letters: u64,
}

impl Shape {
    fn of(word: &str) -> Self {
        let mut shape = Self { n_letters: 0, letters: 0 };
        each_letter(word, |c| {
            shape.n_letters += 1;
            shape.letters |= bit(c);
        });
        shape
    }

    /// Whether so many slips may make one of the other: a slip takes one letter away and brings one in.
    fn may_be(&self, other: &Self, slips: usize) -> bool {
        self.n_letters.abs_diff(other.n_letters) <= slips
            && (self.letters ^ other.letters).count_ones() as usize <= 2 * slips
    }
}

/// The bit of a letter.
fn bit(c: char) -> u64 {
    1 << (u32::from(c) % u64::BITS)
}

/// The letters of a word, pairs that look like one letter as that letter.
fn letters(word: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(word.len());
    each_letter(word, |c| out.push(c));
    out
}

fn each_letter(word: &str, mut take: impl FnMut(char)) {
    let mut before: Option<char> = None;
    for c in word.chars() {
        before = match (before, c) {
            (Some('r'), 'n') => Some('m'),
            (Some('v'), 'v') => Some('w'),
            (before, c) => {
                before.into_iter().for_each(&mut take);
                Some(c)
            }
        };
    }
    before.into_iter().for_each(take);
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
    let shape = |text: &[char]| Shape { n_letters: text.len(), letters: text.iter().fold(0, |all, c| all | bit(*c)) };
    if !shape(a).may_be(&shape(b), most) {
        return None;
    }
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
