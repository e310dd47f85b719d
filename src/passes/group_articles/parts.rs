//! Headings that run together without white: what stands over the headline is told by nothing of it coming back in the text.

use std::ops::Range;

use super::units::{Kind, Unit};
use super::words::{SAID, Texts, tokens};
use crate::passes::ends::{End, capitals, starts_lower};
use crate::passes::galley::Galley;

/// Lines of a heading from which on it is longer than headlines are.
const LONG: usize = 5;

/// Where headings fall in two, as unit and rows of its second part.
pub(super) fn of(galley: &Galley<'_>, units: &[Unit<'_>]) -> Vec<(usize, Range<usize>)> {
    let mut texts = None;
    let mut found = Vec::new();
    for (n, unit) in units.iter().enumerate() {
        if !unit.is(Kind::Heading) || !unit.on_spaced_page {
            continue;
        }
        let may_part = |k: usize| parts(&unit.lines, k, galley.rows[unit.rows.start + k - 1].end);
        if !(1..unit.lines.len()).any(may_part) {
            continue;
        }
        let texts = texts.get_or_insert_with(|| Texts::of(units));
        let below = texts.side(n, 1);
        let said = |lines: &[&str]| texts.share(&tokens(lines), &below);
        let silent = unit.lines.iter().take_while(|line| said(&[**line]) == 0.0).count();
        // What the headline begins with may say nothing either.
        let first = (1..=silent.min(unit.lines.len() - 1)).rev().find(|k| may_part(*k));
        if let Some(first) = first.filter(|first| said(&unit.lines[*first..]) >= SAID) {
            found.push((n, unit.rows.start + first..unit.rows.end));
        }
    }
    found
}

/// Whether line `k` of a heading may begin another one, by how it is set. `end`: how the line above ends.
fn parts(lines: &[&str], k: usize, end: End) -> bool {
    let (above, below) = (lines[k - 1], lines[k]);
    let is_capital = |line: &str| capitals(line).0 > 0.8;
    !starts_lower(below)
        && end != End::Hyphen
        && !above.ends_with([',', ';', '—', '–'])
        && (end.is_closed() || has_page(above) || is_capital(above) != is_capital(below) || lines.len() >= LONG)
}

/// Whether a number stands in a line that may be that of a page, as in a teaser; a year or a sum may stand in any headline.
fn has_page(line: &str) -> bool {
    let number = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '$').to_owned();
    line.split_whitespace().map(number).any(|word| word.len() <= 3 && word.bytes().any(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::has_page;
    use crate::ledger::{Decisions, Level, fold};
    use crate::pipeline::run;
    use crate::read::{ReadOptions, read_issue};
    use crate::rules::Rules;

    const FRONT: &str = "\
Netters lose, page 9
Letters, page 4
Trustees sell the old
boathouse to the city
by Ina Rourke
Staff Writer
The trustees voted Monday to sell the boathouse
on Mill Lane to the city for a dollar, after a
year of talks about who should mend its roof.
\"Nobody rows there any more,\" the chairman of
the trustees said, \"and the boathouse leaks from
one end to the other whenever it rains.\"
Chapel bells ring again
by Paul Estes
Staff Writer
The chapel bells rang on Sunday for the first
time since the fire, and half of the town came
out on its porches to hear the chapel at noon.
";

    #[test]
    fn numbers_of_pages() {
        for text in ["Netters lose, page 9", "Letters, p.4", "Sports . . . 12"] {
            assert!(has_page(text), "{text}");
        }
        for text in ["Span Would Replace 1911", "Council Votes $40,000", "Trustees sell the old"] {
            assert!(!has_page(text), "{text}");
        }
    }

    #[test]
    fn teasers_are_no_headline() {
        let issue = read_issue("page", "page.txt", FRONT.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let sketch = fold(&issue, &run.ledger).sketch();
        assert!(sketch.contains("<title> Trustees sell the old"), "{sketch}");
    }
}
