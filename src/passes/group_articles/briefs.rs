//! Briefs: short texts without a byline that follow one another, each below a few words.
//!
//! Nothing in the words of such a heading tells it from one inside an article; that so little stands above it and below it does.

use super::steps::Page;
use super::units::{Kind, Unit};

/// How much it tells for a headline that a brief stands over it and another one below it, and the most letters of one.
const BELOW_BRIEF: f64 = 2.6;
const LONGEST: usize = 360;
/// Share of names on both sides from which on they speak of the same.
const KIN: f64 = 0.35;

impl Page<'_, '_> {
    /// How much speaks for a heading being that of a brief below another.
    pub(super) fn of_brief(&self, at: usize) -> f64 {
        let (above, below) = (&self.units[..at], &self.units[at + 1..]);
        let is_kin = self.units[at].kin.is_some_and(|share| share >= KIN);
        if !is_kin && is_brief(above.iter().rev()) && is_brief(below.iter()) { BELOW_BRIEF } else { 0.0 }
    }
}

/// Whether units begin with few letters of text that nobody is named for.
fn is_brief<'u, 'g: 'u>(units: impl Iterator<Item = &'u Unit<'g>>) -> bool {
    let mut letters = 0;
    for unit in units {
        match unit.kind {
            Kind::Text if !unit.short_lined && letters <= LONGEST => letters += unit.signs,
            Kind::Byline => return false,
            _ => break,
        }
    }
    (1..=LONGEST).contains(&letters)
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    /// Three briefs below what they are called together.
    const BRIEFS: &str = "\
Ferry fares double after strike
By Ina Rourke
Passengers who cross the lake from the
mill to the college will have to pay two
dollars, which is more than they pay for
lunch in the dining hall.

News Briefs

Chess
The club will meet on Tuesday in the
chapel, as the library is closed.

Lost oars
Two oars were left in the chapel by a
crew that had no use for them.

Choir
Whoever can hold a note is asked to come
to the mill on Friday after supper.
";

    #[test]
    fn each_brief_has_its_headline() {
        let sketch = sketch(BRIEFS);
        assert_eq!(sketch.matches("<title>").count(), 4, "{sketch}");
    }
}
