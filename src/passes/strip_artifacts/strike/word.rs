//! Text whose copies stand between one another: `How How are are  you you??`, `N Na am me e: :`.

use super::{Extent, Form, Strike, Weight};

/// Longest line, in bytes, that is looked at: such lines are headings and labels.
const LONGEST: usize = 1024;

/// Every word twice, blanks between; marks at the end of a word may stand twice as well.
pub(super) fn pairs(line: &str) -> Option<Strike> {
    let mut words = words(line).peekable();
    // Nearly every line ends here.
    let (first, second) = (words.next()?, words.next()?);
    if line.len() > LONGEST || first.text != second.text || first.text.is_empty() {
        return None;
    }
    let mut kept = String::new();
    let mut seen: Vec<&str> = Vec::new();
    let mut pair = Some((first, second));
    while let Some((a, b)) = pair {
        // Between the copies stands nothing but blanks.
        if a.text != b.text || !a.tail.trim().is_empty() || a.tail.is_empty() {
            return None;
        }
        kept.push_str(a.text);
        kept.push_str(&halve(b.tail)?);
        if a.text.chars().any(char::is_alphabetic) {
            seen.push(a.text);
        }
        pair = match (words.next(), words.next()) {
            (Some(a), Some(b)) => Some((a, b)),
            (None, _) => None,
            (Some(_), None) => return None,
        };
    }
    seen.sort_unstable();
    seen.dedup();
    let letters: usize = seen.iter().map(|word| word.chars().count()).sum();
    let weight = match (seen.len(), letters) {
        (3.., 7..) => Weight::Strong,
        (2.., 8..) => Weight::Weak,
        _ => return None,
    };
    Some(Strike { k: 2, form: Form::Word, extent: Extent::Line, kept, weight })
}

struct Word<'a> {
    text: &'a str,
    /// What stands before the next word.
    tail: &'a str,
}

fn words(line: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let inner = |c: char| c.is_alphanumeric() || c == '\'' || c == '’' || c == '-';
        let end = rest.find(|c| !inner(c)).unwrap_or(rest.len());
        let next = rest[end..].find(inner).map_or(rest.len(), |at| end + at);
        let word = Word { text: &rest[..end], tail: &rest[end..next] };
        rest = &rest[next..];
        Some(word)
    })
}

/// What stands between two pairs, its marks struck once; `None` if it holds marks that stand once among doubled ones.
fn halve(tail: &str) -> Option<String> {
    let marks: Vec<char> = tail.chars().filter(|c| !c.is_whitespace()).collect();
    if marks.len() < 2 {
        // The blank between two pairs may have been struck as well.
        return Some(tail.replace("  ", " "));
    }
    let half = marks.len() / 2;
    let doubled = marks.len().is_multiple_of(2)
        && (marks.chunks(2).all(|pair| pair[0] == pair[1]) || marks[..half] == marks[half..]);
    if !doubled {
        return None;
    }
    let mut kept: String = marks.chunks(2).map(|pair| pair[0]).collect();
    kept.extend(tail.chars().rev().take_while(|c| c.is_whitespace()));
    Some(kept)
}

/// Each character twice with a blank between, so that every character ends one word and begins the next. A doubled
/// blank parts two words.
pub(super) fn interleaved(line: &str) -> Option<Strike> {
    let mut head = line.chars();
    let (first, blank, again) = (head.next()?, head.next()?, head.next()?);
    if line.len() > LONGEST || blank != ' ' || first != again || !first.is_alphabetic() {
        return None;
    }
    let (mut kept, mut letters) = (String::new(), 0);
    for (n, word) in line.split("   ").enumerate() {
        if n > 0 {
            kept.push(' ');
        }
        let mut open: Option<char> = None;
        let mut closed = false;
        for piece in word.split(' ') {
            if closed {
                return None;
            }
            let mut chars = piece.chars();
            let (a, b) = (chars.next()?, chars.next());
            if chars.next().is_some() || open.is_some_and(|open| open != a) {
                return None;
            }
            if open.is_none() {
                // The first piece of a word is the first copy of its first character.
                if b.is_some() {
                    return None;
                }
                open = Some(a);
                continue;
            }
            kept.push(a);
            letters += usize::from(a.is_alphabetic());
            open = b;
            closed = b.is_none();
        }
        if !closed {
            return None;
        }
    }
    let distinct = kept.chars().filter(|c| c.is_alphabetic()).collect::<std::collections::BTreeSet<_>>().len();
    let weight = if distinct >= 3 { Weight::Strong } else { Weight::Weak };
    (letters >= 3).then_some(Strike { k: 2, form: Form::Word, extent: Extent::Line, kept, weight })
}
