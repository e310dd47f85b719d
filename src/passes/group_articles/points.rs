//! How much speaks for a heading being a headline, and for it being one inside an article.
//!
//! The figures are points, as those of [`super::steps`].

use super::dashes;
use super::reading::{Bylines, Side};
use super::steps::{LIKE_A_NAME, PAGED, Page, SENT_ON};
use super::units::{HEADLINE_SIZE, Kind, Unit};
use crate::passes::galley::LARGE_TYPE;

/// How much it tells against a heading inside an article that it may be a name and no text stands below it.
const NAME_OVER_NOTHING: f64 = 1.0;

/// Likeness of the texts on both sides of a heading from which on it is likelier to stand inside an article, what each unit
/// less tells for a headline, and what likeness tells at most, on pages without bylines and with.
const EVEN_KIN: f64 = 0.095;
const KIN: f64 = 45.0;
const MOST_KIN: f64 = 1.5;
const MOST_KIN_SIGNED: f64 = 0.3;

/// How much it tells against a heading inside an article that it has several lines, where no boxes cut headings in pieces.
const SUB_LINES: f64 = 0.5;

/// How much it tells that a heading says of itself what stands below it, as `Births` and `Notice` do.
const HEADS_KIND: f64 = 1.2;

/// How much it tells for a headline, and against a heading inside an article, that the text below begins with a dateline.
const DATED: f64 = 0.8;

/// How much the name of a part of the paper over a headline speaks for an article beginning with it.
const SECTION: f64 = 1.5;

/// How much it tells against a heading inside an article that it names a part of the paper, or what such a part holds.
const OWN_PART: f64 = 2.0;

/// How much it tells against a headline that it has the number of a part, the first or a later one.
const FIRST_PART: f64 = 1.0;
const LATER_PART: f64 = 2.5;

/// How much it tells against a headline, and for a heading inside an article, that the one next to it is made alike.
const PARALLEL: f64 = 0.8;

/// How much it tells for a heading inside an article that it is the number of a chapter or stands in brackets: `(Suite)`.
const CHAPTER: f64 = 2.0;

/// How much large type speaks for a headline, and type of the size of the text against one, where sizes tell headlines.
const LARGE: f64 = 0.8;
const SMALL: f64 = 1.5;

/// Whether all of a heading stands in brackets.
fn is_bracketed(unit: &Unit<'_>) -> bool {
    let ends = unit.lines.last().is_some_and(|line| line.trim_end_matches('.').ends_with([')', ']']));
    ends && unit.lines[0].starts_with(['(', '['])
}

impl Page<'_, '_> {
    /// How much speaks for a heading being a headline.
    pub(super) fn title(&self, at: usize) -> f64 {
        let unit = &self.units[at];
        let side = self.convention.side;
        let (before, after) = (at.checked_sub(1).map(|at| &self.units[at]), self.units.get(at + 1));
        let under = self.convention.bylines == Bylines::UnderText;
        let over_it = under || side == Side::Above && self.convention.bylines == Bylines::BeyondHeadline;
        let beside = if over_it { before } else { after };
        let mut sum = unit.stands_out - unit.level - if unit.paged { PAGED } else { 0.0 };
        if beside.is_some_and(|unit| unit.is(Kind::Byline)) {
            sum += 1.0;
        } else if beside.is_some_and(|unit| self.is_like_a_name(unit)) {
            sum += 0.5;
        } else if side == Side::Above && !over_it && !(unit.unspaced && after.is_some_and(|after| after.dated)) {
            sum -= if unit.unspaced { 1.1 } else { 0.3 } * self.bylined;
        } else if under && unit.unspaced && before.is_some_and(|before| before.is(Kind::Text)) {
            // The article before it would lack its signature.
            sum -= 0.8 * self.bylined;
        }
        match before.map(|before| before.kind) {
            Some(Kind::Note) => sum += 1.0,
            Some(Kind::Item) => sum += 0.5,
            Some(Kind::Byline) if side == Side::Above && !over_it => sum -= 0.5,
            _ => {}
        }
        // Below a headline there is air; a subhead is set onto its paragraph.
        if unit.touches_after && after.is_some_and(|after| after.is(Kind::Text)) {
            sum -= self.air.below * unit.like_text * if unit.unspaced { 1.2 } else { 0.3 };
        }
        sum += self.air.above(unit, before);
        if unit.lines.len() >= 3 && !unit.unspaced && !unit.on_spaced_page {
            sum -= 0.4;
        }
        if self.in_text(at) {
            sum -= self.air.in_text * unit.like_text;
        }
        if self.has_parallel(at) {
            sum -= PARALLEL;
        }
        sum += dashes::tell(self.units, at);
        let comes_from = after.is_some_and(|after| after.sent_here);
        if (unit.sent_on || comes_from) && side == Side::Above {
            sum += SENT_ON;
        }
        if after.is_some_and(|after| after.dated) && side == Side::Above {
            sum += DATED;
        }
        if unit.section && unit.on_spaced_page {
            sum += SECTION;
        }
        if unit.on_spaced_page && is_bracketed(unit) {
            sum -= CHAPTER;
        }
        sum -= unit.part.map_or(0.0, |number| if number == 1 { FIRST_PART } else { LATER_PART });
        if unit.heads_kind {
            sum += if side == Side::Above { HEADS_KIND } else { -HEADS_KIND };
        }
        if self.measure_changes(at) {
            sum += 1.0;
        }
        if unit.on_spaced_page {
            sum += self.of_rank(unit) + if side == Side::Above { self.of_brief(at) } else { 0.0 };
        }
        sum += self.of_kin(unit, before) + self.of_size(at);
        // At the head of the page a heading over another may be the page's, and the text is the other's as well.
        let over_heading = unit.unspaced && after.is_some_and(|after| after.is(Kind::Heading));
        let tops = over_heading && self.units[..at].iter().all(|unit| unit.paged);
        sum + self.words(unit) * if tops { 0.5 } else { 1.0 }
    }

    /// How much the words of a heading that come back beside it speak for a headline.
    fn words(&self, unit: &Unit<'_>) -> f64 {
        // The named may be who the text is about.
        let words = if self.is_like_a_name(unit) { 0.0 } else { 3.0 * unit.words_after };
        // What the whole page says is said of no article.
        (1.0 - unit.on_page) * if self.convention.side == Side::Above { words } else { -words }.clamp(-1.5, 1.5)
    }

    /// Whether a heading is as likely a name, on a page that has bylines.
    pub(super) fn is_like_a_name(&self, unit: &Unit<'_>) -> bool {
        self.bylined > 0.0 && unit.name_form > LIKE_A_NAME
    }

    /// How much the byline and the words below a heading speak for it.
    pub(super) fn told_below(&self, at: usize) -> f64 {
        let over_text = self.convention.bylines == Bylines::OverText;
        let byline = over_text && self.units.get(at + 1).is_some_and(|after| after.is(Kind::Byline));
        self.words(&self.units[at]).max(0.0) + if byline { 1.0 } else { 0.0 }
    }

    /// What tells headlines from the headings inside an article where words have spaces: the names of one story stand on
    /// both sides of a heading inside it, which is shorter and may come back.
    fn of_rank(&self, unit: &Unit<'_>) -> f64 {
        let kin = unit.kin.map_or(0.0, |share| (10.0 * (0.13 - share)).clamp(-1.0, 0.8));
        let size = ((unit.signs as f64 - 20.0) / 16.0).clamp(-0.5, 0.5);
        let text = || self.units.iter().filter(|other| other.is(Kind::Heading) && other.lines == unit.lines);
        kin + size - if text().nth(1).is_some() { 1.0 } else { 0.0 }
    }

    /// What tells headlines where words have no spaces: the texts on both sides of a heading inside an article are about
    /// the same things. That they are not says little where bylines tell the articles, and that they are says nothing
    /// below the end of one that is signed.
    fn of_kin(&self, unit: &Unit<'_>, before: Option<&Unit<'_>>) -> f64 {
        let signed = |unit: &Unit<'_>| unit.is(Kind::Note) || unit.is(Kind::Byline) || self.is_like_a_name(unit);
        let over = matches!(self.convention.bylines, Bylines::OverText);
        let ends = before.is_some_and(|before| before.is(Kind::Note) || before.signed || !over && signed(before));
        let kin = unit.kin.filter(|_| unit.unspaced && !ends);
        let most = if self.bylined == 0.0 { MOST_KIN } else { MOST_KIN_SIGNED };
        kin.map_or(0.0, |kin| (KIN * (EVEN_KIN - kin)).clamp(-MOST_KIN, most))
    }

    /// What the size of its type tells of a heading on a page where headlines are much larger than the text: one in the type
    /// of the text stands inside an article, unless a larger one directly below makes it a kicker.
    fn of_size(&self, at: usize) -> f64 {
        let Some(size) = self.units[at].size.filter(|_| self.sized) else { return 0.0 };
        match size {
            _ if self.is_over_larger(at) => LARGE,
            _ if size >= HEADLINE_SIZE => LARGE,
            _ if size < LARGE_TYPE => -SMALL,
            _ => 0.0,
        }
    }

    /// Whether a heading is a kicker by the size of its type: a clearly larger one stands directly below.
    pub(super) fn is_over_larger(&self, at: usize) -> bool {
        /// By how much it exceeds the kicker.
        const LARGER: f32 = 1.15;
        let Some(size) = self.units[at].size.filter(|_| self.sized && self.units[at].is(Kind::Heading)) else {
            return false;
        };
        let next = self.units.get(at + 1).filter(|next| next.is(Kind::Heading)).and_then(|next| next.size);
        next.is_some_and(|next| next >= LARGE_TYPE && next >= LARGER * size)
    }

    /// How much speaks for a heading being one inside an article.
    pub(super) fn subhead(&self, at: usize) -> f64 {
        let unit = &self.units[at];
        let (before, after) = (at.checked_sub(1).map(|at| &self.units[at]), self.units.get(at + 1));
        let mut sum = unit.level + if unit.unspaced { 0.75 } else { -0.5 };
        if unit.touches_after && after.is_some_and(|after| after.is(Kind::Text)) {
            sum += self.air.below * unit.like_text;
        }
        sum -= self.air.above(unit, before);
        match unit.lines.len() {
            2.. if unit.on_spaced_page => sum -= SUB_LINES,
            2 => sum += 0.3,
            // Kicker, headline and deck are three lines; a heading inside an article seldom is.
            3.. if unit.unspaced => sum -= 0.5,
            3.. => sum += 0.3,
            _ => {}
        }
        if !after.is_some_and(|after| matches!(after.kind, Kind::Text | Kind::Item)) {
            sum -= 2.0;
            if self.is_like_a_name(unit) {
                sum -= NAME_OVER_NOTHING;
            }
        }
        if !before.is_some_and(|before| matches!(before.kind, Kind::Text | Kind::Caption)) {
            sum -= 1.0;
        }
        if unit.on_spaced_page {
            sum -= self.of_rank(unit) + if unit.section || unit.heads_kind { OWN_PART } else { 0.0 };
        }
        sum -= self.of_kin(unit, before) + self.of_size(at);
        if self.in_text(at) {
            sum += self.air.in_text * unit.like_text;
        }
        if self.has_parallel(at) {
            sum += PARALLEL;
        }
        sum -= dashes::tell(self.units, at);
        if after.is_some_and(|after| after.dated) {
            sum -= DATED;
        }
        if unit.sent_on {
            sum -= SENT_ON;
        }
        // The number of a chapter stands right below the headline of the serial, and what goes on below it in brackets.
        let has_spaces = unit.on_spaced_page || unit.boxed && !unit.unspaced;
        if has_spaces && unit.part.is_some() || unit.on_spaced_page && is_bracketed(unit) {
            sum += CHAPTER;
        }
        // A subhead speaks of the text after it as a headline above does, if less.
        sum - 0.5 * unit.stands_out + (2.0 * unit.words_after).clamp(0.0, 1.0)
    }

    /// Whether the next heading, or the one before, begins with as long a word before a colon, as headings inside one article
    /// do: `学艺：三年只劈篾`, `传艺：不收一分钱`.
    fn has_parallel(&self, at: usize) -> bool {
        /// Characters of the longest such word.
        const LONGEST: usize = 4;
        let label = |unit: &Unit<'_>| {
            let colon = || unit.lines[0].chars().take(LONGEST + 1).position(|c| c == '：');
            let n = if unit.is(Kind::Heading) && unit.unspaced { colon()? } else { return None };
            (2..=LONGEST).contains(&n).then_some(n)
        };
        let Some(n) = label(&self.units[at]) else { return false };
        let is_text = |unit: &&Unit<'_>| matches!(unit.kind, Kind::Text | Kind::Caption);
        let next = self.units[at + 1..].iter().find(|unit| !is_text(unit));
        let before = self.units[..at].iter().rev().find(|unit| !is_text(unit));
        [next, before].into_iter().flatten().any(|unit| label(unit) == Some(n))
    }

    /// Whether boxes set a heading into one block with the text above it.
    fn in_text(&self, at: usize) -> bool {
        let unit = &self.units[at];
        unit.boxed && unit.touches_before && at.checked_sub(1).is_some_and(|at| self.units[at].is(Kind::Text))
    }

    /// Whether the texts on both sides of a unit are set in different measures.
    pub(super) fn measure_changes(&self, at: usize) -> bool {
        let long = |unit: &&Unit<'_>| unit.is(Kind::Text) && unit.rows.len() >= 2 && unit.measure > 0;
        let before = self.units[..at].iter().rev().take(4).find(long);
        let after = self.units[at..].iter().take(4).find(long);
        // A line-start rule moves a measure by up to two wide characters.
        matches!((before, after), (Some(a), Some(b)) if a.measure.abs_diff(b.measure) > 4)
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::Place::{Full, Middle};
    use crate::passes::sketch::{column, paragraph, sketch};

    /// Nothing but their datelines tells that these are three articles: the same people are in all of them.
    const HARBOUR: &str = "\
Ferry Is Late for Fair

PORT ELLEN -- Captain Moss said that Harker and
Lund had waited for the ferry since the morning,
and that the pilot would have rowed across.

Harker Rows Across Alone

SALT QUAY -- Harker, whom Captain Moss had told
to wait with Lund, took a boat at noon and rowed
across, while Lund stayed on the quay.

Lund Waits Until Evening

PORT ELLEN -- Lund told Captain Moss that Harker
had gone alone, and that he would wait for the
ferry until the evening.
";

    #[test]
    fn over_a_dateline_stands_a_headline() {
        let titles = |page: &str| sketch(page).matches("<title>").count();
        assert_eq!(titles(HARBOUR), 3);
        let undated = HARBOUR.replace("PORT ELLEN -- ", "").replace("SALT QUAY -- ", "");
        assert!(titles(&undated) < 3, "the datelines tell");
    }

    /// A serial below the name that the part of the paper has, behind a text.
    const SERIAL: &str = "\
A L'ÉTRANGER

Londres, 11 mars. — On annonce que la cour
se rendra au bord de la mer au commence-
ment d'avril, si le temps le permet.

FEUILLETON DU COURRIER DE LA RADE

LE SECRET DE LA FALAISE
PAR
PAUL DE KERVAL

XII
(Suite)

— Vous ne partirez pas, dit-elle d'une voix
sourde.
— Il le faut, répondit Yves, et il sauta
dans la barque qui l'attendait au pied du
rocher.
";

    #[test]
    fn the_number_of_a_chapter_heads_no_article() {
        let sketch = sketch(SERIAL);
        for line in ["<kicker> FEUILLETON DU", "<title> LE SECRET DE LA FALAISE", "<subhead> XII"] {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
    }

    /// An article with two headings made alike, and nothing in common between its parts but them.
    const SCHOOL: &str = "\
十年坚守点亮山区孩子的读书灯
本报记者 马丽

“老师，您别走！”二〇〇九年那个秋天，二十三岁的
李春燕被孩子们围在村口，再也迈不开步。
这一留，就是十年。

扎根：把青春留在大山

李春燕所在的石门小学，只有一栋两层的教学楼，四十
二名学生，三位老师。冬天没有暖气，她就带着孩子们
上山捡柴。

坚守：不让一个孩子掉队

为了让每个孩子都能上学，她走遍了附近的七个村子，
鞋底磨破了十几双。

市医保局：
门诊慢特病可跨省直接结算
本报记者 王海

从下月起，参保人员患有高血压、糖尿病等五种门诊慢
特病，可在外省定点医院直接结算。
咨询电话：12393
";

    #[test]
    fn headings_made_alike_stand_inside_an_article() {
        let sketch = sketch(SCHOOL);
        for line in ["<subhead> 扎根", "<subhead> 坚守", "<title> 市医保局："] {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
        assert!(!sketch.contains("> 咨询电话"), "a number is told\n{sketch}");
    }

    /// A letter in one block with its pen name, over news of another kind.
    const LETTER: &str = "\
TO THE EDITOR OF THE ARGUS.

Sir,—Will you permit me, through your columns, to
call attention to the state of the road near the
railway gates? After the late rains it is all but
impassable.—I am, &c.,
RATEPAYER.
Mill-road, June 4.

SHIPPING INTELLIGENCE.

The barque Annie Smith, from Liverpool, was sighted
off the Heads yesterday afternoon, and will be towed
in this morning if the wind goes down.
";

    #[test]
    fn a_pen_name_signs_a_letter_with_its_place_and_day() {
        let sketch = sketch(LETTER);
        for line in ["<byline> RATEPAYER. Mill-road, June 4.", "<title> SHIPPING"] {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
    }

    /// News from several places, each headed by its place and day.
    const GAZETTE: &str = "\
De Londres, le 2 Juillet.

La Flotte de l'Amiral eſt rentrée hier au port,
ayant ſouffert d'une tempête. On aſſure que le
Roi a donné ordre d'armer douze vaiſſeaux.

De Vienne, le 28 Juin.

L'Empereur eſt attendu ici le 10 du mois pro-
chain. On fait de grands préparatifs pour ſa
réception, et les rues ſeront illuminées.

De Madrid, le 18 Juin.

On mande de Cadix que le Convoi eſt arrivé avec
une cargaiſon évaluée à trois millions de piaſ-
tres, que l'on décharge depuis lundi.
";

    #[test]
    fn a_place_and_a_day_by_themselves_are_a_headline() {
        assert_eq!(sketch(GAZETTE).matches("<title> De ").count(), 3, "{}", sketch(GAZETTE));
    }

    const PIER: [&[&str]; 3] = [
        &[
            "The old pier has been shut since the storm, and the",
            "boats lie on the other side of the bay until it is",
            "mended.",
        ],
        &[
            "The miller has taken on two men from the hills, who",
            "are to cut a new wheel of oak before the winter and",
            "to clear the race.",
        ],
        &[
            "A bear was seen in the garden of the school, where",
            "it ate what was left of the apples and went away as",
            "quietly as it came.",
        ],
    ];

    #[test]
    fn large_type_heads_articles_inside_one_block_as_well() {
        let [first, second, third] = PIER.map(paragraph);
        let head = |text| vec![(Middle, 44, text)];
        let two = [second, head("The bear in the school"), third].concat();
        let blocks = [head("The pier is shut"), first, head("The wheel of the mill"), two];
        let sketch = column(&blocks, 20);
        assert_eq!(sketch.matches("<title>").count(), 3, "{sketch}");
    }

    #[test]
    fn large_type_ends_the_text_above_where_no_line_is_short() {
        let articles = [
            [
                "The Pier Is Shut",
                "The old pier has been shut since the storm, and the",
                "boats lie on the other side of the bay until May.",
            ],
            [
                "A New Wheel",
                "The miller has taken on two men from the hills, who",
                "are to cut a new wheel of oak before the winter.",
            ],
            [
                "The Bear",
                "A bear was seen in the garden of the school, where",
                "it ate what was left of the apples and went away.",
            ],
        ];
        let set = |[head, lines @ ..]: [&'static str; 3]| {
            [vec![(Middle, 44, head)], lines.map(|line| (Full, 30, line)).to_vec()].concat()
        };
        let sketch = column(&[articles.into_iter().flat_map(set).collect()], 0);
        assert_eq!(sketch.matches("<title>").count(), 3, "{sketch}");
    }

    #[test]
    fn nor_does_one_in_a_block_of_its_own() {
        let [first, second, third] = PIER.map(paragraph);
        let number = |text| vec![(Middle, 30, text)];
        let blocks = [vec![(Middle, 44, "The Shut Pier")], first, number("III"), second, number("CHAPTER IV."), third];
        let sketch = column(&blocks, 20);
        assert_eq!(sketch.matches("<title>").count(), 1, "{sketch}");
    }

    #[test]
    fn a_place_and_a_day_head_news() {
        let article =
            |(head, text): (&'static str, &[&'static str])| [vec![(Middle, 30, head)], paragraph(text)].concat();
        let heads = ["London, March 3.", "Wien, den 27. Februar.", "Paris, 2 mars."];
        let sketch = column(&[heads.into_iter().zip(PIER).flat_map(article).collect()], 0);
        assert_eq!(sketch.matches("<title>").count(), 3, "{sketch}");
    }

    /// The standing heads of a small town, below two reports; its name is in nearly all of them.
    const TOWN: &str = "\
Ferry Board Votes
To Raise Its Fares

ALDERTON -- The ferry board voted on Monday
to raise the fare to Wick by a nickel, the
first time in eleven years.
   Captain Harker said that the boat burns more
coal than it did.

Pilot Pulls Boy
From the River

   An Alderton boy fell off the pier on Sunday
and was pulled out by a pilot named Lund.

Hospital Notes
   Admitted Monday: Mrs. Edna Pell, Alderton;
Joseph Riley, Wick; Susan Teft, Port Ellen.

The Weather
   Alderton and Wick: Fair tonight, with frost
near the river.

Church Notes
   The choir of Alderton meets on Friday at the
house of Susan Teft in Wick.
";

    #[test]
    fn parts_of_the_paper_head_articles_of_their_own() {
        let sketch = sketch(TOWN);
        assert_eq!(sketch.matches("<title>").count(), 5, "{sketch}");
    }

    /// A headline in capitals below the part of the paper and over a deck, none of whose words come back.
    const DRAMA: &str = "\
AU TRIBUNAL

LE MYSTERE DU MOULIN BLANC

L'inculpé, Marcel Fournet, soutient
qu'il dormait dans sa grange

De notre envoyé spécial PAUL KERVAL

Port-Royal, 6 mai. — La foule se presse quand
le président donne l'ordre d'introduire Marcel
Fournet, qui salue le tribunal.
Fournet s'assied sans un mot et ne regarde que
ses mains.

A LA RADE

Le vapeur du matin est entré avec deux heures
de retard. On ne sait rien des marins que l'on
attendait.
";

    #[test]
    fn a_deck_below_capitals_makes_its_headline_no_banner() {
        let sketch = sketch(DRAMA);
        assert!(!sketch.contains("<banner>"), "{sketch}");
    }
}
