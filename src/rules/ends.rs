//! With which characters a pattern can begin and end, so that most texts are known to be none of it without trying.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

/// The first and the last characters of one of the alternatives of a pattern.
pub(super) type Ends = [ClassUnicode; 2];

/// Which alternatives have a character, for every character.
#[derive(Debug, Default)]
pub(super) struct ByCharacter {
    /// Places from which on the answer is another, in order; near each other, since they are searched.
    from: Vec<u32>,
    /// The answers.
    bits: Vec<u128>,
}

impl ByCharacter {
    /// Of at most 128 sets; the bit of each is its place.
    pub(super) fn of<'c>(sets: impl Iterator<Item = &'c ClassUnicode>) -> Self {
        let mut turns: Vec<(u32, u128)> = Vec::new();
        for (n, set) in sets.take(u128::BITS as usize).enumerate() {
            for range in set.iter() {
                turns.extend([(u32::from(range.start()), 1 << n), (u32::from(range.end()) + 1, 1 << n)]);
            }
        }
        turns.sort_unstable();
        let mut found: Vec<(u32, u128)> = vec![(0, 0)];
        for (at, bit) in turns {
            match found.last_mut() {
                Some((last, bits)) if *last == at => *bits ^= bit,
                Some(&mut (_, bits)) => found.push((at, bits ^ bit)),
                None => {}
            }
        }
        let (from, bits) = found.into_iter().unzip();
        Self { from, bits }
    }

    /// The bits of the sets that have the character.
    pub(super) fn get(&self, c: char) -> u128 {
        let at = self.from.partition_point(|from| *from <= u32::from(c));
        at.checked_sub(1).and_then(|at| self.bits.get(at)).copied().unwrap_or(0)
    }
}

/// The ends of each alternative of a pattern that matches a whole text; none where one of them may be empty.
pub(super) fn of_alternatives(pattern: &str) -> Option<Vec<Ends>> {
    let mut found = Vec::new();
    alternatives(&regex_syntax::parse(pattern).ok()?, &mut found)?;
    Some(found)
}

fn alternatives(hir: &Hir, found: &mut Vec<Ends>) -> Option<()> {
    match hir.kind() {
        HirKind::Alternation(subs) => subs.iter().try_for_each(|sub| alternatives(sub, found)),
        HirKind::Capture(capture) => alternatives(&capture.sub, found),
        HirKind::Concat(subs) => {
            let mut printed = subs.iter().filter(|sub| !matches!(sub.kind(), HirKind::Look(_)));
            match (printed.next(), printed.next()) {
                (Some(only), None) => alternatives(only, found),
                _ => both(hir, found),
            }
        }
        _ => both(hir, found),
    }
}

fn both(hir: &Hir, found: &mut Vec<Ends>) -> Option<()> {
    let [(first, empty), (last, _)] = [false, true].map(|from_end| end(hir, from_end));
    found.push([first, last]);
    (!empty).then_some(())
}

/// The characters with which a match begins or, `from_end`, ends, and whether it may be empty.
fn end(hir: &Hir, from_end: bool) -> (ClassUnicode, bool) {
    let any = || ClassUnicode::new([ClassUnicodeRange::new('\0', char::MAX)]);
    let mut found = ClassUnicode::empty();
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => (found, true),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            match if from_end { text.chars().next_back() } else { text.chars().next() } {
                Some(c) => (ClassUnicode::new([ClassUnicodeRange::new(c, c)]), false),
                None => (any(), false),
            }
        }
        HirKind::Class(Class::Unicode(class)) => (class.clone(), false),
        HirKind::Class(Class::Bytes(_)) => (any(), false),
        HirKind::Repetition(repetition) => {
            let (class, empty) = end(&repetition.sub, from_end);
            (class, empty || repetition.min == 0)
        }
        HirKind::Capture(capture) => end(&capture.sub, from_end),
        HirKind::Alternation(subs) => {
            let mut empty = false;
            for sub in subs {
                let (class, none) = end(sub, from_end);
                found.union(&class);
                empty |= none;
            }
            (found, empty)
        }
        HirKind::Concat(subs) => {
            for n in 0..subs.len() {
                let (class, empty) = end(&subs[if from_end { subs.len() - 1 - n } else { n }], from_end);
                found.union(&class);
                if !empty {
                    return (found, false);
                }
            }
            (found, true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: &[usize]) {
        let ends = of_alternatives(pattern).unwrap();
        let [first, last] = [0, 1].map(|side| ByCharacter::of(ends.iter().map(|ends| &ends[side])));
        let (a, b) = (text.chars().next().unwrap(), text.chars().next_back().unwrap());
        let bits = first.get(a) & last.get(b);
        let found: Vec<usize> = (0..ends.len()).filter(|n| bits >> n & 1 == 1).collect();
        assert_eq!(found, expected, "{pattern} {text}");
    }

    #[test]
    fn alternatives_by_their_ends() {
        check("^(?:^ab?$|^[x-z]{1,3}(?:摄|攝)?$)$", "ab", &[0]);
        check("^(?:^ab?$|^[x-z]{1,3}(?:摄|攝)?$)$", "x攝", &[1]);
        check("^(?:^ab?$|^[x-z]{1,3}(?:摄|攝)?$)$", "xa", &[]);
        check("^(?i:photo) .{1,3}$|^Photo:.*$", "photo x", &[0]);
        check("^(?i:photo) .{1,3}$|^Photo:.*$", "Photo x", &[0, 1]);
        check(r"^\(?\p{Han}+\)?$", "(城)", &[0]);
        check(r"^\(?\p{Han}+\)?$", "城x", &[]);
    }

    #[test]
    fn what_may_be_empty_has_no_ends() {
        assert!(of_alternatives("a|b?").is_none());
    }
}
