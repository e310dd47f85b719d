//! The numbers under which a paper keeps its adverts, in brackets at the end of each: `… an die Expedition d. Bl. (3352)`.

use crate::model::{Issue, LineIx};

/// Figures of such a number.
const FIGURES: std::ops::RangeInclusive<usize> = 3..=5;
/// Fewest different numbers at line ends that tell that the adverts of a page have them.
const FEWEST: usize = 3;
/// Where a line in so few has a number they are a table.
const TABLE: usize = 4;

/// Whether the last line of an advert has its number, which stands at the end of the line or, before the name of who placed
/// it, at the beginning.
#[must_use]
pub fn has_number(line: &str) -> bool {
    at_end(line).or_else(|| at_start(line)).is_some()
}

/// Whether the adverts of a page have numbers at their ends.
pub(super) fn are_numbered(issue: &Issue, lines: &[LineIx]) -> bool {
    let mut ends: Vec<&str> = lines.iter().filter_map(|line| at_end(issue.raw(*line))).collect();
    let n = ends.len();
    if n < FEWEST || n * TABLE > lines.len() {
        return false;
    }
    ends.sort_unstable();
    ends.dedup();
    let starts = lines.iter().filter(|line| at_start(issue.raw(**line)).is_some()).count();
    ends.len() >= FEWEST && starts <= n
}

fn at_end(line: &str) -> Option<&str> {
    let line = line.strip_suffix(')').or_else(|| line.strip_suffix(")."))?;
    number(&line[line.rfind('(')? + 1..])
}

fn at_start(line: &str) -> Option<&str> {
    number(line.strip_prefix('(')?.split_once(')')?.0)
}

/// The figures in brackets, if they are such a number and no year.
fn number(inside: &str) -> Option<&str> {
    let is_number = FIGURES.contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = inside.len() == 4 && inside.starts_with(['1', '2']);
    (is_number && !is_year).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_adverts() {
        for line in ["Näheres bei der Expedition d. Bl. (382)", "(319) K. Hallmer, Notar.", "gesucht (31845)."] {
            assert!(has_number(line), "{line}");
        }
        for line in ["geboren zu Worms (1811)", "der zweite (12)", "Näheres (bei Hallmer)", "(siehe oben) 319", ""] {
            assert!(!has_number(line), "{line}");
        }
    }
}
