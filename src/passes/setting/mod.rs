//! How each line of a page in a script with capitals is set: as running text, as a heading, as a name.
//!
//! No sign tells it alone: headings of old papers end with a stop, names look like headlines of two words, text is ragged,
//! and a page may run everything together in one block. So the lines are read as one row, and the reading for which most
//! speaks is taken (Viterbi). The figures are points of evidence, about natural logarithms of odds; running text that
//! goes on is the zero that all else is measured from.

mod beside;
mod best;
mod credits;
mod habits;
mod look;
mod openers;
mod pairs;
mod shows;
mod singly;
mod stanzas;
mod terse;
mod wide;

use super::View;
use super::ends::End;
use super::galley::{Boundary, Galley, Row};
use crate::model::{Layout, Role};
use habits::Habits;
use look::{Look, looks};
pub(crate) use look::{closes, closes_misread, salutes};
use pairs::{
    breaks_off, cut_in_titled, ends, is_catchword, is_cut, is_other_type, is_set_otherwise, nameless, section_apart,
    sent_on, unnamed,
};
pub(crate) use shows::Show;
pub(crate) use stanzas::is_poster;
use terse::{Begins, breaks, terse};

/// How many times as wide in letters the lines of a deck are as those of its headline, whose type is larger.
const WIDER: f64 = 1.7;

/// How much it tells against a heading set onto text that the others of its page have white below.
const AIRLESS: f64 = -3.0;
/// How much it tells against one heading that white stands inside it, and where the words go on in small letters.
const WHITE_INSIDE: f64 = -2.5;
const WHITE_INSIDE_A_PHRASE: f64 = -0.3;
/// Fewest letters of a line of a heading that goes on over white.
const FEWEST_IN_PHRASE: usize = 3;

/// How much it tells for a heading below a whole sentence that it is one phrase with capitals on all its words, as the
/// names in a text hardly fill a line.
const TITLED: f64 = 3.0;

/// How much it tells for a name that a letter closes above it.
const SIGNED: f64 = 2.5;
/// How much it tells against a signature that a word such as `By` leads it.
const UNDER_TEXT: f64 = -2.0;
/// How much it tells for a heading that it is a place and a day by itself.
const PLACED: f64 = 4.0;
/// How much it tells for a heading that the text below it begins with a dateline.
const DATED: f64 = 2.0;
/// How much it tells for text that its beginning stands elsewhere.
const BEHEADED: f64 = 2.5;

/// How much it tells against text going on over white where white stands inside no paragraph.
const WHOLE: f64 = 2.5;

/// How much it tells for a deck that the page has one at this place.
const DECKED: f64 = 3.0;

/// Share of its column below which a figure is no more than one or two signs.
const SPECK: f64 = 0.08;

/// How much it tells against text going on, and against one heading, that a sentence begins below, and for a deck that a phrase
/// does.
const ANEW: f64 = 2.0;
const A_DECK: f64 = 1.5;

/// From this form on a line that a word such as `By` leads is a credit, and from the second on a bare line is a name whatever
/// the other bylines of its page are.
const SURE_CREDIT: f64 = 0.9;
const BARE_NAME: f64 = 0.6;
/// How much it tells against a name without the word on a page that has it.
const UNLED: f64 = 2.0;
/// What a line is set as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    /// The first line of a paragraph.
    Opens,
    /// A further line of a paragraph.
    GoesOn,
    /// The first line of a heading.
    Heads,
    /// A further line of a heading.
    HeadsOn,
    /// A name or another credit.
    Names,
    /// The same below a text, which it signs unless the text goes on.
    Signs,
    /// What the line rules or an earlier pass know to be something else.
    Else,
}

const SETS: [Set; 7] = [Set::Opens, Set::GoesOn, Set::Heads, Set::HeadsOn, Set::Names, Set::Signs, Set::Else];
const N: usize = SETS.len();
/// What cannot be. It is finite, so that a row of which a person or a rule has said what fits nowhere costs the others nothing.
const NONE: f64 = -1e4;

/// What a line is set as, and how sure that is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    pub set: Set,
    /// Points by which the kind of line (text, heading, name) is better than any other.
    pub margin: f64,
    /// Points by which going on into the next line is better than not.
    pub goes_on: f64,
    /// What it is if it is neither text nor heading nor name.
    pub shows: Option<Show>,
}

impl Reading {
    /// Whether the next row goes on with this one.
    pub(crate) fn boundary(&self, row: &Row<'_>, touches: bool) -> Boundary {
        let sure = 0.5 + 0.48 * (self.goes_on.abs() / 3.0).min(1.0);
        match (self.goes_on > 0.0, row.end) {
            (true, End::Hyphen) => Boundary::goes_on(sure, "the line ends inside a word"),
            (true, _) if touches => Boundary::goes_on(sure, "the line is full, or the next begins inside a sentence"),
            (true, _) => Boundary::goes_on(sure, "no sentence ends here"),
            (false, End::Closed) => Boundary::ends(sure, "a sentence ends, and what stands below opens anew"),
            (false, _) => Boundary::ends(sure, "the line is set otherwise than the next"),
        }
    }
}

/// Whether a row with this state continues the one before.
fn continues(set: Set) -> bool {
    matches!(set, Set::GoesOn | Set::HeadsOn)
}

/// The readings of the rows, as far as the last page that has capitals to go by; `None` where a page has none.
pub(crate) fn read(view: &View<'_>, galley: &Galley<'_>) -> Vec<Option<Reading>> {
    let n = galley.rows.len();
    let mut readings = Vec::new();
    let mut from = 0;
    while from < n {
        let page = galley.page(from);
        let to = galley.page_end(from);
        // Boxes tell more than words do.
        let has_boxes = view.issue.pages()[page].layout == Layout::Boxes;
        if !has_boxes && !view.survey.page(page).unspaced && is_cased(&galley.rows[from..to]) {
            readings.resize(from, None);
            readings.extend(page_of(view, galley, from, to).into_iter().map(Some));
        }
        from = to;
    }
    readings
}

/// What a further line of a heading set in capitals and small letters lacks for beginning with the rest of a word.
fn cut_word(look: &Look) -> f64 {
    if !look.lower || look.titled_behind <= 0.7 {
        return 0.0;
    }
    let as_titled = |share: f64| if share > 0.7 { 1.0 } else { 0.0 };
    as_titled(look.titled_behind) - as_titled(look.titled)
}

/// Whether most letters of a page are of a script with capitals. Looks at no more than its first 2,000 letters.
fn is_cased(rows: &[Row<'_>]) -> bool {
    let (mut cased, mut all) = (0, 0);
    for c in rows.iter().flat_map(|row| row.text.chars()) {
        if c.is_alphabetic() {
            all += 1;
            cased += usize::from(c.is_lowercase() || c.is_uppercase());
            if all >= 2000 {
                break;
            }
        }
    }
    cased * 4 > all * 3
}

fn page_of(view: &View<'_>, galley: &Galley<'_>, from: usize, to: usize) -> Vec<Reading> {
    let indents = view.survey.page(galley.page(from)).indents;
    let mut looks = looks(view, galley, from, to);
    // Captions are read by themselves, as text.
    if looks.iter().all(|look| look.role == Role::Caption) {
        looks.iter_mut().for_each(|look| look.role = Role::Body);
    }
    let mut page = Page { habits: Habits::new(&looks, indents), looks };
    let readings = page.best();
    if page.habits.learn(&page.looks, &readings) { page.best() } else { readings }
}

/// The lines of a page and how it sets them.
struct Page {
    looks: Vec<Look>,
    habits: Habits,
}

impl Page {
    /// What speaks for a row being set so, whatever stands around it.
    fn alone(&self, i: usize, set: Set) -> f64 {
        let look = &self.looks[i];
        let fits = match look.role {
            Role::Body => !look.ruled || set == Set::Else,
            Role::Subhead | Role::Title | Role::Deck | Role::Kicker => matches!(set, Set::Heads | Set::HeadsOn),
            Role::Byline => matches!(set, Set::Names | Set::Signs),
            _ => set == Set::Else,
        };
        if !fits {
            return NONE;
        }
        match set {
            Set::Opens => {
                let lower = if look.lower { -4.0 } else { 0.0 };
                let upper = if look.capitals > 0.8 && look.letters >= 4 { -2.0 } else { 0.0 };
                let letter = if look.salutes { 2.0 } else { 0.0 };
                lower + upper + letter + if look.credit > 0.9 { -4.0 } else { 0.0 }
            }
            // Hardly a line inside a paragraph is a whole credit.
            Set::GoesOn if look.led && look.credit > SURE_CREDIT => -2.0,
            Set::GoesOn if look.capitals > 0.8 && look.letters >= 8 => -2.0,
            Set::GoesOn => 0.0,
            Set::Heads => self.heading(look, set) + self.deck(i),
            Set::HeadsOn => self.heading(look, set) + cut_word(look),
            Set::Names | Set::Signs if look.trails => NONE,
            Set::Names if look.initials => NONE,
            Set::Names | Set::Signs => match look.credit {
                credit if credit > 0.9 => 4.5,
                credit if credit > 0.0 => 3.5 * credit - 1.5 - self.unled(look, set),
                _ if look.role == Role::Byline => 0.0,
                _ if look.post => -1.0,
                _ => NONE,
            },
            Set::Else if look.ruled || look.role != Role::Body => 4.0,
            Set::Else => NONE,
        }
    }

    /// How much it tells against a bare name over a text that the page names its writers with a word such as `By`.
    fn unled(&self, look: &Look, set: Set) -> f64 {
        match look.credit {
            _ if set == Set::Signs || look.led || look.initials || look.post => 0.0,
            credit if self.habits.led && credit < BARE_NAME => UNLED,
            _ => 0.0,
        }
    }

    /// What speaks for a row being a deck, as the page has one there below its headlines.
    fn deck(&self, i: usize) -> f64 {
        if self.habits.decks.binary_search(&i).is_ok() { DECKED } else { 0.0 }
    }

    /// What speaks for a row being a line of a heading.
    fn heading(&self, look: &Look, set: Set) -> f64 {
        let mut sum = -2.0;
        sum += match look.capitals {
            share if share > 0.8 && look.letters >= 3 => 4.0,
            _ if look.titled > 0.95 && look.words >= 2 => 2.0,
            _ if look.titled > 0.7 => 1.0,
            _ => 0.0,
        };
        sum += if look.full { -0.5 } else { 0.5 + 3.0 * look.free.min(0.3) };
        sum += match look.end {
            End::Closed if look.capitals > 0.8 => -0.2,
            End::Closed => -1.2 * (1.0 - self.habits.stopped),
            End::Hyphen => -1.5,
            End::Colon => -1.0,
            End::Open if look.trails => -1.5,
            End::Open => 0.3,
        };
        if look.centered {
            sum += 1.5;
        } else if self.habits.indents && look.indented {
            sum -= 1.0;
        }
        sum += if self.habits.wordy { terse(look) } else { 0.0 };
        sum += if look.over { 2.0 } else { 0.0 };
        sum += if look.lone { 1.3 } else { 0.0 };
        // A headline may be set in small letters but for its first word.
        sum += match (look.lower && set == Set::Heads, look.end.is_closed()) {
            (true, true) => -3.0,
            (true, false) => -1.5,
            (false, _) => 0.0,
        };
        sum += if look.salutes || look.closes { -4.0 } else { 0.0 };
        sum += if look.sentences { -2.5 } else { 0.0 };
        sum += if look.phones { -3.0 } else { 0.0 };
        sum += match () {
            () if look.placed => PLACED,
            () if look.opener || look.dated => -3.0,
            () => 0.0,
        };
        // A figure alone is a speck or the number of something.
        sum += if look.letters == 0 && look.filled < SPECK { -3.0 } else { 0.0 };
        sum + if look.letters < 2 { -3.0 } else { 0.0 }
            - if look.credit > 0.9 {
                4.0
            } else {
                3.0 * (look.credit - 0.5).max(0.0) * 2.0 * f64::from(u8::from(look.capitals > 0.8))
            }
    }

    /// What speaks for row `i` set as `a` being followed by row `i + 1` set as `b`.
    fn link(&self, i: usize, a: Set, b: Set) -> f64 {
        use Set::{Else, GoesOn, Heads, HeadsOn, Names, Opens, Signs};
        let (above, below) = (&self.looks[i], &self.looks[i + 1]);
        match (a, b) {
            (Opens | GoesOn, GoesOn) => self.goes_on(above, below),
            (_, GoesOn) => NONE,
            (Opens | GoesOn | Names | Signs, HeadsOn) | (Opens | GoesOn, Names) => NONE,
            (Heads | HeadsOn | Names | Else, Signs) => NONE,
            (Else, HeadsOn) => NONE,
            (Opens | GoesOn, Opens) => {
                // Inside a block a paragraph has the indent of the page, unless the line above is far too short.
                let flush = self.habits.indents && !below.indented && !below.gap && above.free < 0.3;
                let place = if flush { -2.0 } else { 0.0 } + if below.gap { 0.3 } else { 0.0 };
                // A line by itself over a dateline is likelier a heading.
                let dated = below.dated && (a == GoesOn || above.dated);
                let place = place + if below.opener || dated { 2.0 } else { 0.0 };
                let place = place + if below.closes { 2.0 } else { 0.0 };
                self.ends(above, below, a) + self.opens(below) + place
            }
            (Opens | GoesOn, Heads) => {
                let close = if self.habits.apart { -4.0 } else { -0.5 };
                let goes_on = self.looks.get(i + 2).is_some_and(|next| next.lower && !next.gap);
                // In a text hardly two lines on end have capitals on all their words.
                let twice = || {
                    self.looks.get(i + 2).is_some_and(|next| next.is_titled_phrase() && next.credit == 0.0 && !next.gap)
                };
                let titled =
                    self.habits.titled && below.is_titled_phrase() && !goes_on && (above.end.is_closed() || twice());
                let titled = if titled { TITLED } else { 0.0 };
                let signed = if above.closes && below.credit > 0.0 || below.signs_letter { -SIGNED } else { 0.0 };
                self.ends(above, below, a) + titled + signed + if below.gap { 0.7 } else { close }
            }
            (Opens | GoesOn, Signs) => {
                // A line by itself over a credit is hardly a paragraph.
                let lone = if a == Opens && below.credit > 1.0 && !above.closes { -1.5 } else { 0.0 };
                let signed = if above.closes || below.signs_letter { SIGNED } else { 0.0 };
                // In the middle of a sentence `by` names no writer.
                let inside = if below.lower && !above.end.is_closed() { -3.0 } else { 0.0 };
                // The word stands below a headline, of which the line above may be the last.
                let heads = below.led && below.credit > SURE_CREDIT || below.posted && above.end == End::Open;
                let led = match heads && !above.closes && !below.dashed {
                    // Behind white it stands over the text that it names the writer of.
                    true if below.gap && below.led && !above.end.is_closed() => 2.0 * UNDER_TEXT,
                    true => UNDER_TEXT,
                    false => 0.0,
                };
                self.ends(above, below, a) + lone + signed + inside + led + if below.gap { 0.3 } else { -0.5 }
            }
            // Over the line that says where a text comes from stands its headline.
            (Opens | GoesOn, Else) if below.comes => self.ends(above, below, a) - 2.0,
            (Opens | GoesOn, Else) => self.ends(above, below, a).max(-2.0),
            // Nothing but a name has a post below it.
            (Heads | HeadsOn, Heads | HeadsOn) if below.is_post_of(above) => -3.0,
            (Heads | HeadsOn, Heads) => {
                let set_otherwise = is_set_otherwise(above, below);
                let other = if self.is_other_type(i) || above.priced && !below.priced { 1.0 } else { 0.0 };
                // A full line that begins as sentences do is likelier text.
                let may_deck = !below.dangles && (below.begins == Begins::Phrase || !below.full);
                let anew = if may_deck && self.is_anew(i) { A_DECK } else { 0.0 };
                other + anew - 0.8
                    + if below.gap || set_otherwise || above.end.is_closed() { 0.4 } else { 0.0 }
                    + self.open_end(above)
            }
            (Heads | HeadsOn, Names) => 1.2 + self.open_end(above) - unnamed(above, below) - nameless(below),
            // Words in capitals that fill their line lead a paragraph in.
            (Heads | HeadsOn, Opens | HeadsOn)
                if below.led_in && above.free < 0.15 && above.capitals > 0.8 && !above.end.is_closed() =>
            {
                -3.0
            }
            (Heads | HeadsOn, HeadsOn) => {
                let same = !is_set_otherwise(above, below);
                let closed = if above.end.is_closed() { -1.5 } else { 0.0 };
                let gap = if below.gap { self.over_white(above, below) } else { 0.0 };
                // Text is cut inside a word, and no heading of small letters goes on with a capital there.
                let cut = is_cut(above, below) && above.titled <= 0.7;
                let hyphened = above.end == End::Hyphen && !cut;
                let goes_on = below.lower && !self.lacks_start(i) || above.dangles || hyphened;
                let goes_on = if goes_on && !above.end.is_closed() { 1.5 } else { 0.0 };
                let priced = if above.priced && !below.priced { -1.0 } else { 0.0 };
                let anew = if self.is_anew(i) { ANEW } else { 0.0 };
                closed + gap + goes_on + priced - anew + section_apart(above, below) - 0.2 - if cut { 2.0 } else { 0.0 }
                    + if same { 0.0 } else { -1.5 }
            }
            (Heads | HeadsOn, Opens) => {
                let letter = if below.salutes { 1.5 } else { 0.0 } + if below.dated { DATED } else { 0.0 };
                let beheaded = if self.lacks_start(i) { BEHEADED } else { 0.0 };
                let white = if below.gap {
                    0.5
                } else if self.habits.airy {
                    AIRLESS
                } else {
                    0.0
                };
                let broken = if self.habits.wordy { breaks(above, below) } else { 0.0 };
                0.3 + letter + beheaded + broken + self.opens(below) + self.open_end(above) + white
            }
            (Heads | HeadsOn, Else) => -0.5,
            (Names, Names) | (Signs, Signs) if below.post => 3.0,
            // Over a word such as "By" stands a headline, whatever it is like.
            (Names, Names) if below.led && !above.led => -4.0,
            (Names, Names) | (Signs, Signs) => -1.0,
            (Signs, Names) => NONE,
            (Names | Signs, Heads) if below.post => -2.0,
            (Names, Heads) if self.habits.over_texts => -2.5,
            (Names | Signs, Heads) => 0.0,
            (Names, Opens) => self.opens(below) + 0.5,
            // Between two texts nothing would have a headline.
            (Signs, Opens) if above.credit > 1.0 && !below.salutes => self.opens(below) - 3.0,
            (Signs, Opens) => self.opens(below) + 0.5,
            (Names | Signs, Else) => 0.0,
            // What stands behind a jump line goes on from another page.
            (Else, Opens) => self.opens(below).max(-1.0) + if below.lower { 3.0 } else { -sent_on(above, below) },
            (Else, Heads) => sent_on(above, below),
            (Else, Names | Else) => 0.0,
        }
    }

    /// Whether the line below row `i` is text whose beginning stands elsewhere, so that row `i` does not go on in it: a large
    /// first letter below capitals, the page before below the head of a page.
    fn lacks_start(&self, i: usize) -> bool {
        let (above, below) = (&self.looks[i], &self.looks[i + 1]);
        let heads_page = i == 0 && !above.lower && below.full && below.filled > WIDER * above.filled;
        let caught = || below.gap && is_catchword(above) && i.checked_sub(1).is_none_or(|over| ends(&self.looks[over]));
        below.is_beheaded() && (above.capitals > 0.8 || heads_page || caught())
    }

    /// Whether the heading line below row `i`, which is set in small letters, begins a phrase of its own.
    fn is_anew(&self, i: usize) -> bool {
        let (above, below) = (&self.looks[i], &self.looks[i + 1]);
        let is_small = above.titled <= 0.7 && above.capitals < 0.8 && above.words > 1;
        let is_whole = above.end == End::Open && !above.dangles && !above.trails && !above.priced;
        self.habits.titled && is_small && is_whole && below.begins != Begins::Otherwise
    }

    /// How much the white between two lines tells against one heading: little where the second begins small, as large type
    /// set far apart is read in pieces.
    fn over_white(&self, above: &Look, below: &Look) -> f64 {
        let is_phrase =
            below.lower && !above.end.is_closed() && !below.end.is_closed() && above.letters >= FEWEST_IN_PHRASE;
        if is_phrase && !is_other_type(above, below, above.filled) { WHITE_INSIDE_A_PHRASE } else { WHITE_INSIDE }
    }

    /// Whether the line below row `i` is set in smaller type than a heading of row `i` and of the one above it.
    fn is_other_type(&self, i: usize) -> bool {
        let (above, below) = (&self.looks[i], &self.looks[i + 1]);
        let over = i.checked_sub(1).map(|over| &self.looks[over]).filter(|over| {
            let alike = |share: fn(&Look) -> f64| share(over) > 0.7 && share(above) > 0.7;
            let is_short = !over.full && !over.end.is_closed() && over.role == above.role && !over.ruled;
            is_short && !above.gap && (alike(|look| look.capitals) || alike(|look| look.titled) && over.capitals < 0.7)
        });
        is_other_type(above, below, over.map_or(above.filled, |over| over.filled.max(above.filled)))
    }

    /// A heading does not end inside a word, with a comma or with a word that asks for another.
    fn open_end(&self, above: &Look) -> f64 {
        if above.trails || above.dangles || above.end == End::Hyphen { -1.5 } else { 0.0 }
    }

    /// Two lines of one paragraph.
    fn goes_on(&self, above: &Look, below: &Look) -> f64 {
        // Nothing goes on in the line with which a letter begins, though a sentence does in "Sir Robert".
        let mut sum = if below.salutes && below.end == End::Colon { -3.0 } else { 0.0 };
        if above.end == End::Hyphen {
            sum += match () {
                () if breaks_off(above, below) => -3.0,
                () if is_cut(above, below) => 0.5,
                () => 2.0,
            };
        } else if !above.full && !above.over {
            let short = 1.0 + 8.0 * above.free.min(0.4) + if above.end.is_closed() { 1.0 } else { 0.0 };
            // After a small word something has to come, however short the line is.
            sum -= if above.dangles { short / 2.0 } else { short };
        }
        // Inside a sentence hardly a small word has a capital.
        if below.begins == Begins::Sentence && above.end == End::Open && !below.gap {
            sum -= if above.dangles || above.trails { ANEW / 2.0 } else { ANEW };
        }
        if below.lower {
            sum += if cut_in_titled(above, below) { 0.5 } else { 2.0 };
        }
        if above.over {
            sum -= 1.5;
        }
        if below.gap {
            sum -= match above.end.is_closed() {
                true => 2.0,
                false if self.habits.whole => WHOLE,
                false => 0.5,
            };
        }
        if self.habits.indents {
            sum += if below.indented { -3.5 } else { 0.7 };
        }
        if below.centered {
            sum -= 1.5;
        }
        sum
    }

    /// A paragraph that is over with row `above`.
    fn ends(&self, above: &Look, below: &Look, a: Set) -> f64 {
        if above.closes {
            return 0.5;
        }
        let mut sum = match above.end {
            End::Closed if above.full && !below.gap => -0.8,
            End::Closed => 0.3,
            End::Colon => -0.5,
            End::Open if above.trails || above.dangles => -4.0,
            End::Open => -3.0,
            End::Hyphen if breaks_off(above, below) => -1.0,
            // No word goes on with a capital, so that the text is cut there.
            End::Hyphen if is_cut(above, below) => -3.5,
            End::Hyphen => -6.0,
        };
        // A line cut at its measure inside a sentence goes on somewhere.
        if above.full && above.end == End::Open {
            sum -= 1.0;
        }
        if a == Set::Opens {
            // Few paragraphs are a single line, and fewer a short one.
            sum -= if above.filled < 0.6 { 2.0 } else { 1.0 };
        }
        sum
    }

    /// A paragraph that begins with row `below`.
    fn opens(&self, below: &Look) -> f64 {
        match (self.habits.indents, below.indented) {
            (true, true) => 1.0,
            (true, false) => -2.0,
            _ => 0.0,
        }
    }
}
