//! What each unit may be after what came before it, and how much speaks for it.
//!
//! The figures are points: one is about what a clear sign is worth, such as a byline directly below a heading.

use super::air::Air;
use super::reading::{Bylines, Convention, Label, Side, State};
use super::stacks::{self, Upper};
use super::units::{HEADLINE_SIZE, Kind, Unit};
use super::words::SAID;
use crate::passes::ends::starts_lower;

/// What a step calls: what the unit is, the state after it, whether an article begins with it, and the gain.
pub(super) type Step<'s> = dyn FnMut(Label, State, bool, f64) + 's;

/// The units of a page under one convention.
#[derive(Clone, Copy)]
pub(super) struct Page<'p, 'g> {
    pub(super) units: &'p [Unit<'g>],
    pub(super) convention: Convention,
    /// How much an article without a byline is missed: nothing on a page that has none, at most 1.
    pub(super) bylined: f64,
    pub(super) air: Air,
    /// Whether headlines are told by their size: some heading is set much larger than text, where words have no spaces.
    pub(super) sized: bool,
    /// Whether a word such as `By` leads the bylines of the page.
    led: bool,
    /// Whether the headlines of the page have decks below them.
    decked: bool,
}

/// How much it tells that a heading is of an advert amid a text.
const ASIDE: f64 = 3.0;

/// How much it tells against a byline that nothing but capitals tell, on a page where a word leads them.
const UNLED: f64 = 2.0;

/// How much it tells against a heading over the whole page that another stands above it.
const BANNERS: f64 = 3.0;

/// Highest form of a name that no word or mark of a credit stands beside.
const BARE_NAME: f64 = 0.92;

/// From this form on a heading is as likely a name.
pub(super) const LIKE_A_NAME: f64 = 0.6;

/// What a signature costs that has not the form of a name, and the signs of the longest.
const UNLIKE_A_NAME: f64 = -1.2;
const LONGEST_SIGNATURE: usize = 6;

/// Most lines of a deck that is set like text.
const MOST_DECK_ROWS: usize = 6;

/// What the last article of a page lacks without a byline where bylines stand below their articles.
const UNSIGNED: f64 = 0.6;

/// How much it tells against a headline, and for a banner, that it belongs to the head of the page.
pub(super) const PAGED: f64 = 2.5;

/// How much it tells for a headline, and against text of the same article, that the article goes on on another page; for
/// a headline as much that what stands below comes from one.
pub(super) const SENT_ON: f64 = 1.5;

/// How much it tells against a byline in brackets or behind a dash that an article begins with it.
const MARKED_OPENS: f64 = 0.8;

/// How much it tells for a headline that a letter begins below it.
const SALUTED: f64 = 2.0;

/// How much it tells for a new article that the text above is signed.
const BELOW_SIGNATURE: f64 = 0.3;

/// How much it tells for an article ending with a text that says in brackets who wrote it.
const ENDS_SIGNED: f64 = 0.6;

/// How much it tells for a heading below the name of a part of the paper that it is of the same headline.
const UNDER_SECTION: f64 = 0.5;

/// How much it tells for a headline and against a deck that the heading above says nothing that the text below does.
const STRAYS: f64 = 2.5;
/// How much it tells as well that white stands above the headline and none below.
const PARTED: f64 = 1.2;

/// How much it tells against a new article that its headline stands directly below another, with no text between.
const ONE_HEAD: f64 = 5.0;

/// What a kicker over a larger headline gains, and what an article costs that has nothing but its headline, where boxes
/// tell what stands below what.
const KICKER: f64 = 0.5;
const HEADLESS: f64 = 6.0;

/// Whether a text begins inside a sentence, by the small letter it begins with.
fn begins_inside(text: &Unit<'_>) -> bool {
    text.on_spaced_page && text.lines.first().is_some_and(|line| starts_lower(line))
}

/// Whether a bracket or a dash opens a unit, as in a signature below its article.
fn is_marked(unit: &Unit<'_>) -> bool {
    unit.lines[0].starts_with(['（', '(', '［', '[', '—', '–'])
}

impl<'p, 'g> Page<'p, 'g> {
    /// The units with what all of them tell together, under the convention that print has as a rule.
    pub(super) fn new(units: &'p [Unit<'g>]) -> Self {
        // Below a text nothing but its form tells a name from a heading.
        let names = units.iter().filter(|unit| unit.is(Kind::Byline) || unit.unspaced && unit.name_form > LIKE_A_NAME);
        let n = names.count();
        let bylined = if n >= 2 { (n as f64 / 4.0).min(1.0) } else { 0.0 };
        let led = units.iter().any(|unit| unit.led && unit.on_spaced_page);
        let sized =
            units.iter().any(|unit| unit.is(Kind::Heading) && unit.size.is_some_and(|size| size >= HEADLINE_SIZE));
        let decked = stacks::upper(units) == Some(Upper::Headline);
        let (convention, _) = Convention::ALL[0];
        Self { units, convention, bylined, air: Air::of(units, bylined), sized, led, decked }
    }

    /// The same under another convention.
    pub(super) fn under(self, convention: Convention) -> Self {
        Self { convention, ..self }
    }

    /// What it costs an article to end so.
    pub(super) fn at_end(&self, state: State) -> f64 {
        match (self.convention.side, state) {
            (_, State::Head | State::Headed | State::Named) => -2.5,
            (Side::Below, State::Bare | State::BareSigned) => -2.0,
            (Side::Below, State::Done) => 0.5,
            (Side::Above, State::Body | State::Bare) if self.convention.bylines == Bylines::UnderText => {
                -UNSIGNED * self.bylined
            }
            _ => 0.0,
        }
    }

    /// Calls `step` for each thing that unit `at` may be in this state.
    pub(super) fn each_step(&self, at: usize, state: State, step: &mut Step<'_>) {
        use State::{Bare, BareSigned, Body, Box, BoxHead, Head, Headed, Named, Signed};
        let unit = &self.units[at];
        let next = self.units.get(at + 1);
        if unit.aside && matches!(state, Body | Bare) {
            step(Label::Aside, state, false, if unit.is(Kind::Heading) { ASIDE } else { 0.5 });
        }
        match unit.kind {
            Kind::BoxHead => {
                let cut = matches!(state, Head | Headed | Named);
                step(Label::BoxHead, BoxHead, true, if cut { -2.0 } else { 0.0 });
            }
            Kind::Item => {
                let inside = matches!(state, Box | BoxHead);
                step(Label::Item, Box, !inside, if inside { 0.0 } else { -1.0 });
            }
            Kind::Caption => step(Label::Caption, state, false, 0.0),
            Kind::Note => {
                let (to, gain) = match state {
                    Body => (Signed, 1.0),
                    Bare => (BareSigned, 1.0),
                    Signed | BareSigned => (state, 0.2),
                    other => (other, -1.0),
                };
                step(Label::Note, to, false, gain);
            }
            Kind::Text => self.text(at, state, step),
            Kind::Byline | Kind::Heading if unit.signs_off => {
                let bare = matches!(state, Bare | BareSigned | Named | State::Top | State::Done);
                step(Label::Signature, if bare { BareSigned } else { Signed }, false, 0.5);
            }
            Kind::Byline => {
                self.byline(at, state, if unit.paged { -PAGED } else { 0.0 }, step);
                if unit.paged {
                    self.banner(at, state, step);
                }
                // What looks like nothing but a name may be a headline, but for one with a bracket or a dash.
                if unit.name_form > 0.0 && unit.name_form <= BARE_NAME && !is_marked(unit) {
                    self.headline(at, state, -0.6 - unit.name_form, step);
                }
            }
            Kind::Heading => {
                let base = if self.is_like_a_name(unit) { -LIKE_A_NAME * unit.name_form } else { 0.0 };
                self.headline(at, state, base, step);
                let may_name = |next: &Unit<'_>| match self.convention.bylines {
                    Bylines::OverText => matches!(next.kind, Kind::Text | Kind::Caption | Kind::Note),
                    Bylines::BeyondHeadline => matches!(next.kind, Kind::Text | Kind::Heading | Kind::Note),
                    Bylines::UnderText => true,
                };
                if unit.name_form > 0.0 && next.is_none_or(may_name) {
                    let bare = if self.led && unit.name_form < LIKE_A_NAME { UNLED } else { 0.0 };
                    self.byline(at, state, 2.0 * unit.name_form - 1.6 - bare, step);
                } else if self.may_sign(at) {
                    self.byline(at, state, UNLIKE_A_NAME, step);
                }
                self.inner_heading(at, state, step);
                self.banner(at, state, step);
            }
        }
    }

    /// Whether a short line in the place of a signature may be one, though it has not the form of a name.
    fn may_sign(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let ends = |next: &Unit<'_>| matches!(next.kind, Kind::Heading | Kind::Note | Kind::BoxHead);
        // Boxes tell names by their place.
        self.convention.bylines == Bylines::UnderText
            && !unit.boxed
            && self.bylined > 0.0
            && unit.unspaced
            && unit.lines.len() == 1
            && unit.signs <= LONGEST_SIGNATURE
            && unit.words_after <= 0.0
            && at.checked_sub(1).is_some_and(|before| self.units[before].is(Kind::Text))
            && self.units.get(at + 1).is_none_or(ends)
    }

    fn text(&self, at: usize, state: State, step: &mut Step<'_>) {
        use State::{Bare, BareSigned, Body, Box, BoxHead, Done, Head, Headed, Named, Signed, Top};
        let unit = &self.units[at];
        if unit.carried {
            // It is set behind what goes on in it.
            step(Label::Text, Body, true, 0.0);
            return;
        }
        let under_heading = at.checked_sub(1).is_some_and(|before| self.units[before].is(Kind::Heading));
        if unit.sent_here && !under_heading {
            // It needs no headline, which stands where it comes from.
            step(Label::Text, Body, true, 0.3);
            return;
        }
        let numbered = at > 0 && self.units[at - 1].ends_advert;
        if unit.apart || numbered {
            // Adverts that follow each other stand together, where no number parts them.
            let begins = numbered || !matches!(state, Head | Headed | BoxHead | Box);
            step(Label::Text, Box, begins, 0.3);
            return;
        }
        let change = f64::from(u8::from(self.measure_changes(at)));
        // An article that begins with its text lacks a headline above it, and a byline where the others have one.
        let new = if self.convention.side == Side::Above { -2.0 } else { -0.4 - self.missed(unit) };
        let over_credit =
            || self.units.get(at + 1).is_some_and(|next| next.is(Kind::Byline) && next.name_form > BARE_NAME);
        if state == Head && unit.rows.len() <= MOST_DECK_ROWS && over_credit() {
            // A deck that is set like text, between a headline and who wrote the article.
            step(Label::Deck, Head, false, 0.6);
        }
        match state {
            // Behind a signature an article is at its end, unless the brackets hold something else.
            Head | Headed | Body if unit.signed => {
                let gain = if state == Body { 0.0 } else { 0.3 };
                step(Label::Text, Body, false, gain);
                step(Label::Text, Signed, false, gain + ENDS_SIGNED);
            }
            Named | Bare if unit.signed => {
                let gain = if state == Bare { 0.0 } else { 0.3 };
                step(Label::Text, Bare, false, gain);
                step(Label::Text, BareSigned, false, gain + ENDS_SIGNED);
            }
            Head | Headed => step(Label::Text, Body, false, 0.3),
            Named => step(Label::Text, Bare, false, 0.3),
            Body | Bare if unit.sent_on => {
                // What goes on on another page does not go on here.
                step(Label::Text, state, false, -SENT_ON);
                step(Label::Text, Bare, true, 0.0);
            }
            Body | Bare => {
                step(Label::Text, state, false, 0.0);
                if unit.below_signature {
                    step(Label::Text, Bare, true, BELOW_SIGNATURE);
                }
            }
            // Text that goes on from the page before is no article of its own.
            Top if unit.joined => step(Label::Text, Body, false, 0.0),
            // The headline of what begins inside a sentence stands elsewhere.
            Top if self.convention.side == Side::Above && begins_inside(unit) => step(Label::Text, Body, true, 0.0),
            Top => step(Label::Text, Bare, true, new),
            Done => step(Label::Text, Bare, true, new + 0.6 * change),
            // The next letter has no headline of its own.
            Signed | BareSigned if unit.salutes => step(Label::Text, Bare, true, -0.5),
            Signed => {
                let apart = if self.is_below_end(at) { -0.5 } else { -2.5 + 0.4 * change };
                step(Label::Text, Bare, true, apart);
                step(Label::Text, Body, false, -2.5);
            }
            BareSigned => {
                let apart = if self.is_below_end(at) { -0.5 } else { -3.0 + 0.4 * change };
                step(Label::Text, Bare, true, apart);
                step(Label::Text, Bare, false, -2.5);
            }
            BoxHead => step(Label::Text, Box, false, 0.2),
            Box => {
                step(Label::Text, Box, false, 0.0);
                if !unit.joined {
                    step(Label::Text, Bare, true, new - 0.6 + change);
                }
            }
        }
    }

    /// Whether a text stands below a name in brackets or behind a dash, which ends an article though no headline is seen
    /// below it.
    fn is_below_end(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.units[before].is(Kind::Byline) && is_marked(&self.units[before]))
    }

    /// How much a byline is missed over a text that has none. Western papers name few authors, so that most articles
    /// have no byline on any page.
    fn missed(&self, text: &Unit<'_>) -> f64 {
        match self.convention.bylines {
            Bylines::OverText if text.unspaced => 1.2 * self.bylined,
            Bylines::OverText => 0.3 * self.bylined,
            Bylines::BeyondHeadline | Bylines::UnderText => 0.0,
        }
    }

    fn byline(&self, at: usize, state: State, base: f64, step: &mut Step<'_>) {
        use State::{Bare, BareSigned, Body, Box, BoxHead, Done, Head, Headed, Named, Signed, Top};
        let unit = &self.units[at];
        if unit.in_advert {
            step(Label::Text, state, false, 0.0);
            return;
        }
        let next = self.units.get(at + 1);
        let beyond = self.convention.bylines == Bylines::BeyondHeadline;
        let under = self.convention.bylines == Bylines::UnderText;
        let marked = is_marked(unit);
        // A signature stands directly below the last paragraph, and something new begins after it.
        let over = next.is_none_or(|next| !matches!(next.kind, Kind::Text | Kind::Caption));
        let signs =
            -0.8 + if under {
                1.8
            } else if over {
                0.8
            } else {
                -0.6
            } + if under && !over { -1.2 } else { 0.0 }
                + if marked { 0.8 } else { 0.0 }
                + if unit.touches_before { 0.3 } else { 0.0 };
        match state {
            Head => step(Label::Byline, Headed, false, base + if beyond || under { 0.5 } else { 1.5 }),
            Done if beyond => step(Label::Byline, Done, false, base + 1.5),
            Headed | Named => step(Label::Byline, state, false, base + 0.2),
            Body => step(Label::Signature, Signed, false, base + signs),
            Bare => step(Label::Signature, BareSigned, false, base + signs),
            Signed | BareSigned => step(Label::Signature, state, false, base + signs - 0.3),
            _ => {}
        }
        let opens = next.is_some_and(|next| !matches!(next.kind, Kind::Note | Kind::BoxHead | Kind::Item));
        if !opens {
            return;
        }
        // What stands in brackets or behind a dash rather signs.
        let base = if marked { base - MARKED_OPENS } else { base };
        let before_heading = next.is_some_and(|next| next.is(Kind::Heading));
        let gain = match (self.convention.side, state) {
            (_, Head | Headed | Named | BoxHead) => return,
            (Side::Above, _) if beyond && before_heading => 0.6,
            (Side::Below, Top | Box | Done) if beyond || under => -1.0,
            (Side::Below, Top | Box) => 0.6,
            (Side::Below, Done) => 1.0,
            (Side::Above, Top | Box | Done) => -1.5,
            (_, Body | Bare) => -2.5,
            (_, Signed | BareSigned) => -2.0,
        };
        step(Label::Byline, Named, true, base + gain);
    }

    fn headline(&self, at: usize, state: State, base: f64, step: &mut Step<'_>) {
        use State::{Bare, BareSigned, Body, Box, BoxHead, Done, Head, Headed, Named, Signed, Top};
        let unit = &self.units[at];
        let kicks = self.is_over_larger(at);
        let beyond = self.convention.bylines == Bylines::BeyondHeadline;
        let gain = base + if kicks { KICKER } else { self.title(at) };
        match self.convention.side {
            Side::Above if state == Head && at > 0 && self.is_over_larger(at - 1) => {
                step(Label::Deck, Head, false, base + self.title(at));
            }
            Side::Above if state == Head && unit.size.is_some() => {
                step(Label::Deck, Head, false, base);
                step(Label::Title, Head, true, gain - HEADLESS);
            }
            Side::Above if state == Named && beyond => {
                step(Label::Title, Headed, false, gain + 0.6);
            }
            Side::Above => {
                let extra = match state {
                    Top => 0.5,
                    Signed => 0.8,
                    // An article hardly ends with a heading inside it.
                    Body | Bare if at > 0 && self.units[at - 1].is(Kind::Heading) => -0.4,
                    Body | Box | Done => 0.0,
                    Bare | BareSigned => -0.5,
                    // Where names stand over headlines, a deck comes next as well.
                    Headed if beyond && self.units[at - 1].is(Kind::Heading) => {
                        step(Label::Deck, Headed, false, base - 0.8 + 0.4 * unit.stands_out);
                        -2.5
                    }
                    Headed | Named | BoxHead => -2.5,
                    // The one above tells of an article on another page.
                    Head if unit.sent_on && unit.on_spaced_page => -0.3,
                    // Below the name of a part of the paper stands the headline itself.
                    Head if self.units[at - 1].section && unit.on_spaced_page => {
                        step(Label::Deck, Head, false, base + UNDER_SECTION);
                        -3.0
                    }
                    // Below what heads an advert stands the next headline.
                    Head if self.units[at - 1].sells && !unit.sells => {
                        step(Label::Deck, Head, false, base - 1.2);
                        -0.8
                    }
                    Head => {
                        // What tells a headline by what stands below it tells its last line.
                        let below = if unit.on_spaced_page { self.told_below(at) } else { 0.0 };
                        step(Label::Deck, Head, false, base - 0.8 + 0.4 * unit.stands_out + below);
                        self.strays(at) - if unit.under_heading { ONE_HEAD } else { 3.0 }
                    }
                };
                let over_letter = |next: &Unit<'_>| next.salutes && next.on_spaced_page;
                let letter = state != Head && self.units.get(at + 1).is_some_and(over_letter);
                step(Label::Title, Head, true, gain + extra + if letter { SALUTED } else { 0.0 });
            }
            Side::Below => {
                let extra = match state {
                    Bare => 0.3,
                    BareSigned => 0.8,
                    Done => {
                        step(Label::Deck, Done, false, base - 0.8);
                        -3.0
                    }
                    Top | Box | BoxHead | Named => -2.5,
                    Head | Headed | Body | Signed => -3.0,
                };
                step(Label::Title, Done, false, gain + extra);
            }
        }
    }

    fn inner_heading(&self, at: usize, state: State, step: &mut Step<'_>) {
        use State::{Bare, BareSigned, Body, Box, BoxHead, Done, Head, Headed, Named, Signed, Top};
        let gain = self.subhead(at);
        let (to, starts, extra) = match (self.convention.side, state) {
            (_, Body | Bare) => (state, false, 0.0),
            // A headline is hardly followed by another heading before any text.
            (_, Head) if self.units[at].unspaced => (Body, false, -1.0),
            (_, Head | Headed) => (Body, false, -0.5),
            (_, Named) => (Bare, false, -0.5),
            (_, Box | BoxHead) => (Box, false, -0.5),
            (_, Top) => (Bare, true, -2.0),
            (Side::Below, Done) => (Bare, true, -1.5),
            (_, Signed) => (Body, false, -2.5),
            (_, BareSigned | Done) => (Bare, false, -2.5),
        };
        step(Label::Subhead, to, starts, gain + extra);
    }

    /// A heading over the whole page, above all articles.
    fn banner(&self, at: usize, state: State, step: &mut Step<'_>) {
        let Some(next) = self.units.get(at + 1).filter(|_| state == State::Top) else { return };
        let stands_out = self.units[at].stands_out > 0.5;
        let wide = if stands_out { 0.2 } else { 0.0 };
        let side = match (self.convention.side, stands_out || !self.units[at].on_spaced_page) {
            (Side::Below, _) => 0.6,
            (Side::Above, true) => -0.8,
            // Nothing tells it from the first headline of the page.
            (Side::Above, false) => -2.5,
        };
        let strays = self.strays(at + 1);
        let over_heading = if next.is(Kind::Heading) { 0.4 + 2.0 * self.units[at].on_page + strays } else { 0.0 };
        // The head of a page stands over it on whichever side the headlines are.
        let (wide, side) = if self.units[at].paged { (0.0, 0.0) } else { (wide, side) };
        // Of headings in a row on a page with blanks between words, one at most stands over it.
        let again = at > 0 && self.units[at].on_spaced_page && !self.units[at].paged && !self.units[at - 1].paged;
        let again = if again && strays == 0.0 { -BANNERS } else { 0.0 };
        // What stands over one headline of several is no more the whole page's.
        let section =
            if (self.units[at].section || self.decked) && self.units[at].on_spaced_page { -BANNERS } else { 0.0 };
        step(Label::Banner, State::Top, false, wide + side + over_heading + again + section);
    }

    /// How much speaks for the heading above another having nothing to do with it: nothing that it says comes back in the
    /// text below, and what the other says does. So do teasers beside the name of a paper and adverts whose end is not told.
    fn strays(&self, at: usize) -> f64 {
        let unit = &self.units[at];
        if !unit.is(Kind::Heading) || self.convention.side == Side::Below {
            return 0.0;
        }
        let above = self.units[..at].iter().rev().find(|above| !above.is(Kind::Caption));
        let Some(above) = above.filter(|above| above.is(Kind::Heading) && unit.on_spaced_page) else { return 0.0 };
        let said = if above.said_below == 0.0 && !self.decked && !stacks::is_deck_of_capitals(above, unit) {
            STRAYS * (unit.said_below / SAID).min(1.0)
        } else {
            0.0
        };
        // White parts it from the heading above and not from what stands below.
        let parted = unit.white_before && unit.touches_after;
        said + if parted { PARTED } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    /// Each article ends with a name in brackets; the headline of the second ends as a sentence does.
    const SIGNED: &str = "\
渡口换上新石阶
渡口的石阶用了三十年，雨天最是难走，
老人过河总要有人扶。今年春上镇里请来
石匠，一块一块换成了青石，又在两边装
了铁栏。
（陈海明）
这一夜他们都没有合眼……
山洪来的那一夜，护林站里一共有四个人，
他们轮流守在电话旁边，每隔一刻钟就到
桥头去看一次水，直到天亮雨停。
（李国华）
果园请来养蜂人
镇上的果园今年请来了养蜂人，蜂箱从山
脚一直摆到山腰。养蜂人说花开得早，蜂
就来得早，果子也结得比往年密得多。
（周文芳）
";

    #[test]
    fn the_number_of_a_part_heads_no_article() {
        let parts = [
            "镇上的人说，今年办了三件大事，件件都\n要写进年底的账本里，让后来的人记住。\n",
            "渡口的石阶用了三十年，雨天最是难走，\n老人过河总要有人扶。今年请来石匠，一\n块一块换成了青石。\n",
            "果园请来的养蜂人说，花开得早，蜂就来\n得早，果子也结得比往年密得多，他把木\n箱从山脚一直摆到山腰。\n",
            "夜班司机开了二十年公共汽车，下雪的晚\n上他总多等五分钟，好让医院下班的护士\n赶上末班车。\n",
        ];
        let [intro, first, second, third] = parts;
        let page =
            format!("镇上的三件事\n\n{intro}\n一、修石阶\n\n{first}\n二、请蜂农\n\n{second}\n三、等末班车\n\n{third}");
        let sketch = sketch(&page);
        assert_eq!(sketch.matches("<title>").count(), 1, "{sketch}");
    }

    #[test]
    fn a_name_in_brackets_ends_an_article_and_heads_none() {
        let sketch = sketch(SIGNED);
        assert_eq!(sketch.matches("<title>").count(), 3, "{sketch}");
        assert_eq!(sketch.matches("<byline> （").count(), 3, "{sketch}");
        assert_eq!(sketch.matches("== ").count(), 2, "{sketch}");
    }

    #[test]
    fn a_name_of_two_characters_is_not_left_over_of_a_full_headline() {
        let page = SIGNED.replace("（陈海明）\n", "").replace("（李国华）\n", "").replace("（周文芳）\n", "");
        let page = page.replace("渡口换上新石阶\n", "渡口的石阶今年春上都换成了新的青石\n陈明\n");
        let page = page.replace("果园请来养蜂人\n", "果园里今年春天请来了一位养蜂的老人\n周芳\n");
        let sketch = sketch(&page);
        assert!(sketch.contains("<byline> 陈明") && sketch.contains("<byline> 周芳"), "{sketch}");
    }

    #[test]
    fn names_of_parts_of_the_paper_that_come_back_stand_over_headlines() {
        let articles = [
            (
                "Town Hall",
                "Mayor Wants a Wider Quay",
                "The mayor told the council that the quay is too\nnarrow for two carts, and that a wider one would\npay for itself.",
            ),
            (
                "The Courts",
                "Pier Thief Is Fined Again",
                "A thief who took lamps from the pier for the\nthird time this year was fined, and promised to\nbring them back.",
            ),
            (
                "Town Hall",
                "Clerk Loses the Minutes",
                "The clerk could not say where the minutes of the\nlast meeting were, and nobody could remember\nwhat had been said.",
            ),
            (
                "At Sea",
                "Ferry Sails in Fog",
                "The ferry left in fog on Monday and was three\nhours late, but nobody on board was the worse\nfor it.",
            ),
        ];
        let set = |(part, headline, text): &(&str, &str, &str)| format!("{part}\n\n{headline}\n\n{text}\n");
        let page: Vec<String> = articles.iter().map(set).collect();
        let sketch = sketch(&page.join("\n"));
        assert_eq!(sketch.matches("<title>").count(), 4, "{sketch}");
        assert_eq!(sketch.matches("<kicker>").count(), 4, "{sketch}");
    }

    /// A credit between two boxes is nobody's, and costs the page no headline.
    #[test]
    fn a_byline_that_stands_with_no_article_is_told_apart() {
        let boxes =
            "本栏协办：\n市总工会\n县妇联\n区科协\n\n本报记者 孙立平\n\n本版协办：\n市图书馆\n县档案馆\n市文旅局\n\n";
        let sketch = sketch(&format!("{boxes}{SIGNED}"));
        assert_eq!(sketch.matches("<title>").count(), 5, "{sketch}");
        assert!(sketch.contains("本报记者 孙立平") && !sketch.contains("<byline> 本报记者 孙立平"), "{sketch}");
    }
}
