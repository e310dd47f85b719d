//! What the white of a page tells of its headings.

use super::steps::LIKE_A_NAME;
use super::units::{Kind, Unit};

/// From this share of bylines on they stand over all articles of a page, so that other headings are set onto text.
const MANY_NAMED: f64 = 0.5;

/// How much it tells that a heading has no air below on a page where none has; nothing where words have no spaces.
const AIRLESS: f64 = 0.25;

/// How much it tells against a headline that it stands in one block with the text above it.
const IN_TEXT: f64 = 0.8;

/// Share of the headings of a page with boxes that stand in one block with the text beside them from which on this tells
/// nothing.
const USUAL: f64 = 0.8;
/// Fewest headings that tell what is usual.
const FEWEST: u32 = 4;

/// What the blank lines of a page tell. A printer sets air where an article ends, but pages differ in where else they
/// have it, so that it counts only where some headings have it and others have not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Air {
    /// How much it tells that a heading is set onto text: all where some headings have air below or where bylines stand
    /// below the headlines, and little where none has either.
    pub below: f64,
    /// How much air above a heading speaks for a headline; its lack speaks against one as much.
    above: f64,
    /// How much it tells against a headline that boxes set it into one block with the text above it: whoever made the
    /// blocks saw less of a border there than between blocks, if they hold few headings.
    pub in_text: f64,
}

/// How many of the headings of a page stand in one block with the text beside them.
#[derive(Debug, Default)]
struct Share {
    all: u32,
    in_one: u32,
}

impl Share {
    fn count(&mut self, in_one: bool) {
        self.all += 1;
        self.in_one += u32::from(in_one);
    }

    /// How much it tells of one, 0 to 1; all where there are too few to tell what is usual.
    fn unusual(&self, fewest: u32) -> f64 {
        if self.all < fewest {
            return 1.0;
        }
        (1.0 - f64::from(self.in_one) / f64::from(self.all.max(1)) / USUAL).max(0.0)
    }
}

impl Air {
    pub(super) fn of(units: &[Unit<'_>], bylined: f64) -> Self {
        let (mut airy, mut tight, mut below, mut parted, mut set_on) = (0, 0, false, 0, 0);
        let (mut onto, mut under) = (Share::default(), Share::default());
        for pair in units.windows(2) {
            let (before, unit) = (&pair[0], &pair[1]);
            match (before.kind, unit.kind) {
                (Kind::Heading, Kind::Text) => onto.count(before.touches_after),
                (Kind::Text, Kind::Heading) => under.count(unit.touches_before),
                _ => {}
            }
            match (before.kind, unit.kind) {
                (Kind::Text | Kind::Note | Kind::Caption, Kind::Heading) if unit.touches_before => tight += 1,
                (Kind::Text | Kind::Note | Kind::Caption, Kind::Heading) if unit.white_before => airy += 1,
                (Kind::Text, Kind::Text) if unit.touches_before => set_on += 1,
                (Kind::Text, Kind::Text) if unit.white_before => parted += 1,
                _ => {}
            }
            let named = unit.is(Kind::Byline) || unit.unspaced && unit.name_form > LIKE_A_NAME;
            // Over another heading stands the page's own, with air whatever the others have.
            let over_heading = unit.is(Kind::Heading) && unit.unspaced && !named;
            let over_box = matches!(unit.kind, Kind::BoxHead | Kind::Item);
            let airs = !before.touches_after && !over_heading && !over_box;
            below |= before.is(Kind::Heading) && (named && bylined > MANY_NAMED || airs);
        }
        let differ = airy > 0 && tight > 0;
        // Where white parts paragraphs as well, it is no sign of an article.
        let paragraphs = f64::from(set_on) / f64::from((set_on + parted).max(1));
        let spaced = units.iter().any(|unit| unit.on_spaced_page);
        let boxed = units.first().is_some_and(|unit| unit.boxed);
        let below = if boxed {
            onto.unusual(1)
        } else if below {
            1.0
        } else if spaced {
            AIRLESS
        } else {
            0.0
        };
        let white = match (differ, spaced) {
            (true, _) => 1.2,
            // White above every heading may as well stand over those inside an article, if bylines tell the others; a
            // page without any is set so whatever its headings are.
            (false, false) if bylined == 0.0 && airy > 0 => 0.8,
            (false, _) => 0.0,
        };
        let white = if boxed { white * under.unusual(FEWEST) } else { white };
        Self { below, above: white * (2.0 * paragraphs - 1.0).max(0.0), in_text: IN_TEXT * under.unusual(FEWEST) }
    }

    /// What the air above a heading, or its lack, says for a headline.
    pub(super) fn above(self, unit: &Unit<'_>, before: Option<&Unit<'_>>) -> f64 {
        match before.map(|before| before.kind) {
            Some(Kind::Text | Kind::Note | Kind::Caption) if unit.touches_before => -self.above,
            Some(Kind::Text | Kind::Note | Kind::Caption) if unit.white_before => self.above,
            _ => 0.0,
        }
    }
}
