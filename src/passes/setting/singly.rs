//! Adverts without a price or an hour: stacks of short lines, each set by itself.
//!
//! A line of text, and of a headline, ends where the next word has no room; a line of an advert ends where its maker wanted.
//! So a stack is told by line ends behind which the next word would have stood within its widest line.

use std::ops::Range;

use super::look::Look;
use super::shows::{Kind, Show};
use crate::passes::ends::starts_lower;
use crate::passes::result_line::{is_result, record};

/// Fewest lines of a stack, one of how many line ends had room for the next word, and one of how many lines at the most goes on
/// with the line above it or ends with a mark, as those of verse do.
const FEWEST: usize = 4;
const ROOMY: usize = 2;
const FEW: usize = 3;
/// Rows that go on in one another from which on they are text.
const TEXT: usize = 3;
/// Share of the measure of the text that a row of it fills at least and at most.
const LEAST: f64 = 0.8;
const MOST: f64 = 1.1;
/// Most lines of the headline below a stack.
const MOST_HEAD: usize = 5;
/// Most lines that may be headlines each between white.
const FEW_HEADS: usize = 5;
/// Most lines of a headline over its deck.
const MOST_BETWEEN_WHITE: usize = 3;
/// From this form on a line may be a name; lists of names are no adverts.
const A_NAME: f64 = 0.6;
/// Lines of the text below that are looked at for the words of a stack, letters of the shortest word, and how many words that
/// come back make it the headlines of that text.
const REACH: usize = 12;
const LETTERS: usize = 5;
const BACK: usize = 2;

/// What is known of the rows of a page besides their looks.
pub(super) struct Page<'p, 't> {
    pub kinds: &'p [Kind],
    pub looks: &'p [Look],
    /// Which rows are running text.
    pub is_text: &'p [bool],
    pub text: &'p dyn Fn(usize) -> &'t str,
}

/// The rows of stacks that nothing else tells.
pub(super) fn find(page: &Page<'_, '_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let is_line = |i: usize| {
        let look = &page.looks[i];
        let is_speck = look.ruled && look.shows.is_none() && look.letters == 0;
        let may_be_one = !look.ruled || look.shows == Some(Show::Advert);
        let is_score = || is_result((page.text)(i)) || record((page.text)(i));
        let is_told = page.is_text[i] || look.section || look.salutes || look.closes || look.posted || is_score();
        is_speck || page.kinds[i] != Kind::Bars && may_be_one && !is_told
    };
    let mut from = 0;
    while from < page.looks.len() {
        let to = (from..page.looks.len()).find(|i| !is_line(*i)).unwrap_or(page.looks.len());
        let rows = page.below_text(from, to)..page.over_headline(from, to);
        from = to + 1;
        if rows.end >= rows.start + FEWEST && page.is_stack(rows.clone(), to) {
            found.push(rows);
        }
    }
    found
}

/// Which rows are running text: those that go on in one another, and two in a row that are as wide as these.
/// `flows`: how many rows go on in one another around each.
pub(super) fn running_text<'t>(looks: &[Look], flows: &[usize], text: &dyn Fn(usize) -> &'t str) -> Vec<bool> {
    let n = looks.len();
    let width = |i: usize| text(i).chars().count();
    let mut is_text: Vec<bool> = flows.iter().map(|flow| *flow >= TEXT).collect();
    let mut widths: Vec<usize> = (1..n).filter(|i| is_text[*i] && looks[*i].lower).map(|i| width(i - 1)).collect();
    if widths.is_empty() {
        return is_text;
    }
    let middle = widths.len() / 2;
    let measure = *widths.select_nth_unstable(middle).1 as f64;
    let is_wide = |i: usize| (LEAST * measure..=MOST * measure).contains(&(width(i) as f64));
    for i in 1..n {
        let (above, below) = (&looks[i - 1], &looks[i]);
        let goes_on = below.end.is_closed() || is_wide(i) && (below.lower || above.small > 1);
        let is_phrase = above.small > 0 && above.titled < 0.7 && above.capitals < 0.7;
        if is_wide(i - 1) && is_phrase && goes_on && (!below.gap || below.lower) && !above.end.is_closed() {
            (is_text[i - 1], is_text[i]) = (true, true);
        }
        // Behind white a sentence goes on in no line that begins another and is none of its width.
        if below.gap && !above.lower && !is_wide(i - 1) {
            is_text[i - 1] = false;
        }
    }
    is_text
}

impl<'t> Page<'_, 't> {
    fn width(&self, i: usize) -> usize {
        (self.text)(i).chars().count()
    }

    /// Whether the rows over row `below` are a stack, and not a list of names nor headlines.
    fn is_stack(&self, rows: Range<usize>, below: usize) -> bool {
        let lines: Vec<&str> = rows.clone().filter(|i| self.looks[*i].letters > 1).map(self.text).collect();
        let n = |fits: fn(&Look) -> bool| self.looks[rows.clone()].iter().filter(|look| fits(look)).count();
        let is_list = 2 * n(|look| look.credit >= A_NAME) > lines.len();
        // A few headlines without their texts stand each between white.
        let is_loose = rows.len() <= FEW_HEADS && 2 * n(|look| look.gap) > rows.len();
        // Most of it may be known to be an advert already.
        let is_known = 2 * n(|look| look.shows == Some(Show::Advert)) >= rows.len();
        !is_list && (is_known || !is_loose && is_stack(&lines)) && !self.heads(rows, below)
    }

    /// The first row below the text that ends among short rows, and who signs it. A line over an advert or a calendar that is known
    /// heads it.
    fn below_text(&self, from: usize, to: usize) -> usize {
        let is_of_text = |look: &Look| look.end.is_closed() || look.credit > 0.0 || look.post;
        let goes_on =
            |i: usize| self.looks[i + 1..to].first().is_some_and(|below| below.lower && below.end.is_closed());
        let first = (from..to).find(|i| !is_of_text(&self.looks[*i]) && !goes_on(*i)).unwrap_or(to);
        let is_known = |look: &Look| look.shows == Some(Show::Advert);
        let heads = self.looks.get(first..first + 2).is_some_and(|two| !is_known(&two[0]) && is_known(&two[1]));
        if heads { first + 1 } else { first }
    }

    /// Where short rows end over the headline of the text or the name below them.
    fn over_headline(&self, from: usize, to: usize) -> usize {
        let looks = self.looks;
        let heads = looks.get(to).is_some_and(|below| {
            self.is_text[to] || below.led || below.posted || below.credit >= A_NAME || below.salutes || below.comes
        });
        // Text that was open above the rows goes on below them.
        let goes_on = from > 0 && looks.get(to).is_some_and(|below| below.lower) && !looks[from - 1].end.is_closed();
        if !heads || goes_on || to == from {
            return to;
        }
        let is_one = |at: usize| {
            let (above, below) = (&looks[at - 1], &looks[at]);
            let alike = |share: fn(&Look) -> f64| share(above) > 0.8 && share(below) > 0.8;
            let tight = || {
                let widest = (at - 1..to).map(|i| self.width(i)).max().unwrap_or(0);
                room((self.text)(at - 1), (self.text)(at)) > widest
            };
            let is_titled = || (alike(|look| look.titled) || alike(|look| look.capitals)) && tight();
            let goes_on = || !below.gap && (above.lower || above.dangles || is_titled());
            !above.end.is_closed() && (below.lower || goes_on())
        };
        let mut head = to - 1;
        while head > from && to - head < MOST_HEAD && is_one(head) {
            head -= 1;
        }
        // Over a deck stands the headline, between white.
        let above = (from + FEWEST..head).rev().take(MOST_BETWEEN_WHITE).find(|i| looks[*i].gap);
        above.filter(|first| (*first..head).all(|i| self.kinds[i] == Kind::Line)).unwrap_or(head)
    }

    /// Whether words of a stack come back in the text below it, as those of headlines do.
    fn heads(&self, rows: Range<usize>, below: usize) -> bool {
        let words = |i: usize| {
            let words = (self.text)(i).split(|c: char| !c.is_alphabetic());
            words.filter(|word| word.len() >= LETTERS).map(str::to_lowercase)
        };
        let said: Vec<String> = (below..self.looks.len().min(below + REACH)).flat_map(words).collect();
        rows.flat_map(words).filter(|word| said.contains(word)).take(BACK).count() == BACK
    }
}

/// Whether lines are such a stack by themselves.
pub(super) fn is_stack(lines: &[&str]) -> bool {
    let n = |fits: fn(&str) -> bool| lines.iter().filter(|line| fits(line)).count();
    let (small, marked) = (n(starts_lower), n(|line| line.ends_with(['.', ',', ';', ':', '-', '!', '?'])));
    lines.len() >= FEWEST
        && !is_justified(lines)
        && small * FEW <= lines.len()
        && marked * FEW <= lines.len()
        && n_roomy(lines) * ROOMY >= lines.len() - 1
}

/// Whether many lines are about as wide as one another, as those of a text are, also of one in capitals.
fn is_justified(lines: &[&str]) -> bool {
    /// Fewest lines that tell, by how much in a hundred a width may differ from the middle one, and share of the lines that do
    /// not differ by more.
    const FEWEST: usize = 8;
    const DIFFERS: usize = 20;
    const SHARE: f64 = 0.65;
    let mut widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    let half = widths.len() / 2;
    let middle = if widths.is_empty() { 0 } else { *widths.select_nth_unstable(half).1 };
    let alike = widths.iter().filter(|width| width.abs_diff(middle) * 100 <= middle * DIFFERS).count();
    lines.len() >= FEWEST && alike as f64 >= SHARE * lines.len() as f64
}

/// Line ends behind which the next word would have stood within the widest line.
fn n_roomy(lines: &[&str]) -> usize {
    let width = |text: &str| text.chars().count();
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    lines.windows(2).filter(|two| room(two[0], two[1]) <= widest).count()
}

/// How wide a line would be with the first word of the next.
fn room(line: &str, next: &str) -> usize {
    let width = |text: &str| text.chars().count();
    width(line) + 1 + next.split(' ').next().map_or(0, width)
}

#[cfg(test)]
mod tests {
    use super::is_stack;
    use crate::passes::sketch::sketch;

    #[test]
    fn lines_that_had_room_for_the_next_word() {
        assert!(is_stack(&[
            "The Brass Oar",
            "Chowder",
            "Rolls",
            "Lunch served on the pier all day",
            "Behind the mill"
        ]));
        // A headline, verse, and a list of two.
        assert!(!is_stack(&["Rowers Ask Council", "for New Boathouse", "Roof Before Winter", "Storms Come Back"]));
        assert!(!is_stack(&[
            "The boats are gone,",
            "The oars are wet,",
            "And nobody",
            "Has missed them yet.",
            "Row on,"
        ]));
        assert!(!is_stack(&["The Brass Oar", "Chowder", "Lunch served all day"]));
        // A resolution in capitals, misread here and there.
        assert!(!is_stack(&[
            "RESOLVED BY THE ROWERS THAT THE",
            "BOATHOUSE BE MENDED BEFORE THE WIN",
            "TER, THAT A NEW ROOF BE PUT",
            "ON AT THE COST OF THE CLUB AND OF",
            "ITS FORMER MEMBERS, AND THAT THE",
            "MASTER OF THE HARBOR BE ASKED TO",
            "LET NO FERRY COME IN UNTIL THE",
            "WORK IS DONE AND THE OARS AND SWEE",
            "PS ARE BACK IN THEIR PLACES ON THE",
            "WALL OF THE LOWER ROOM"
        ]));
    }

    /// An advert with neither price nor hour over a headline, and one amid a sentence.
    const STACKED: &str = "\
Rowers raise the roof
By Ina Rourke
The rowing club will mend the roof of
the boathouse over the holidays with a
gift from its former members, of whom
some were there on Monday.
The Brass Oar
Chowder
Rolls
Lunch served on the pier all day
Behind the mill
Ferry fares double after strike
Passengers who cross the lake from the
mill to the college will have to pay two
dollars, which is more than they pay for
WAKE
UP
with the good coffee of the
HARPER GRANGE
Ask your grocer
lunch in the dining hall, and the mill
has asked for a boat of its own.
";

    #[test]
    fn a_stack_of_short_lines_heads_nothing() {
        let sketch = sketch(STACKED);
        assert_eq!(sketch.matches("<title>").count(), 2, "{sketch}");
        assert!(sketch.contains("<title> Ferry fares double after strike\n"), "{sketch}");
        assert!(!sketch.contains("on Monday.\nThe Brass"), "{sketch}");
    }
}
