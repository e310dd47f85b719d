//! What two rows that follow one another tell by themselves, whatever stands around them.

use super::look::Look;
use super::terse::Begins;
use super::{BARE_NAME, WIDER};
use crate::model::Role;
use crate::passes::ends::End;

/// How much it tells against one heading that one of two lines is the name of a part of the paper.
const SECTION_APART: f64 = -1.5;
/// How much it tells for a heading and against a text that an article is sent on to another page above it.
const SENT_ON: f64 = 2.0;
/// How much it tells against a name that nothing but a post stands on its line, below what is no name.
const NAMELESS: f64 = 2.0;
/// How much it tells against a bare name that it is set like the line of a headline above it.
const UNNAMED: f64 = 1.5;

/// Whether text breaks off inside a word: white space and a capital are below it, so that it goes on elsewhere.
pub(super) fn breaks_off(above: &Look, below: &Look) -> bool {
    above.end == End::Hyphen && above.capitals < 0.5 && below.gap && !below.lower
}

/// Whether text in small letters ends inside a word that does not go on in the line below, which begins with a capital.
pub(super) fn is_cut(above: &Look, below: &Look) -> bool {
    above.end == End::Hyphen && above.capitals < 0.5 && !below.lower
}

/// Whether two lines, in which nearly all long words have capitals, may be parted inside a word.
pub(super) fn cut_in_titled(above: &Look, below: &Look) -> bool {
    above.end == End::Open && below.lower && above.titled_behind > 0.7 && below.titled_behind > 0.7
}

/// How much it tells against a name below a heading that it is set like one more of its lines, and nothing else but its
/// capitals names a person: no given name, no post, no word such as `By`.
pub(super) fn unnamed(above: &Look, below: &Look) -> f64 {
    let alike = above.titled > 0.95 && below.titled > 0.95 && above.capitals < 0.8 && below.capitals < 0.8;
    let told = below.led || below.post || below.posted || below.gap || below.credit >= BARE_NAME;
    if alike && !told { UNNAMED } else { 0.0 }
}

/// Whether a line between white may be a catchword, over the text that goes on from another page: `Council`, `Boathouse roof`.
pub(super) fn is_catchword(line: &Look) -> bool {
    /// Most words of it.
    const MOST: usize = 3;
    line.lone && line.gap && line.words <= MOST && !line.lower && line.letters >= 4 && line.credit < BARE_NAME
}

/// Whether a text or something else ends with a line.
pub(super) fn ends(line: &Look) -> bool {
    line.end.is_closed() || line.ruled || line.role != Role::Body
}

/// How much it tells against a name below a heading that the line is a post of one word: `Sophomore`.
pub(super) fn nameless(below: &Look) -> f64 {
    if below.post && below.words == 1 && !below.led { NAMELESS } else { 0.0 }
}

/// How much it tells for a heading, and against a text, that the line above sends an article on: below it begins the next.
/// A whole sentence there is rather a caption.
pub(super) fn sent_on(above: &Look, below: &Look) -> f64 {
    if above.jumps && !above.comes && !below.end.is_closed() { SENT_ON } else { 0.0 }
}

/// Whether a heading line is set in smaller type than those above it: so many more letters go into it than into the widest.
pub(super) fn is_other_type(above: &Look, below: &Look, widest: f64) -> bool {
    let is_whole = !above.dangles && !above.trails && above.end != End::Hyphen;
    is_whole && !below.lower && below.filled > WIDER * widest
}

/// Whether a phrase begins below a heading with capitals on all its words and has small letters on most of its own, or on some
/// where its first word is none of a name, as a deck.
fn is_titled_otherwise(above: &Look, below: &Look) -> bool {
    /// Share of the long words of a phrase that have capitals, below which it is set in small letters.
    const MOST: f64 = 0.5;
    const MOST_OF_PHRASE: f64 = 0.8;
    let is_phrase = below.words >= 3 && !below.lower && !above.trails && !above.dangles;
    let begins = below.begins != Begins::Otherwise && below.titled < MOST_OF_PHRASE;
    let is_titled = above.capitals < 0.8 && above.titled > 0.95;
    is_phrase && is_titled && (above.words >= 2 && below.titled < MOST || begins)
}

/// Whether the second of two lines of headings is set otherwise than the first: one of them in capitals, or the second in small
/// letters. A sum alone tells neither.
pub(super) fn is_set_otherwise(above: &Look, below: &Look) -> bool {
    let other_case = below.letters > 0 && (above.capitals > 0.8) != (below.capitals > 0.8);
    other_case || is_titled_otherwise(above, below)
}

/// How much it tells against one heading of two lines that one of them names a part of the paper.
pub(super) fn section_apart(above: &Look, below: &Look) -> f64 {
    if above.section || below.section { SECTION_APART } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    const TEXT: &str = "\
The council voted on Monday to mend the roof of
the boathouse, which has leaked since the storm
of last November, and to pay for it with what is
left of the money for the oars, which nobody has
asked for since the spring and of which the
(Continued on Page S)
Flu Shots Free for
All in the Mill Hall
The nurses will be in the hall of the mill from
nine on Monday, and those who are afraid of them
may bring a friend, as was said on the radio.
";

    #[test]
    fn below_a_jump_line_begins_the_next_article() {
        let sketch = sketch(TEXT);
        assert!(sketch.contains("<title> Flu Shots Free for All in the Mill Hall"), "{sketch}");
    }

    #[test]
    fn narrow_lines_over_a_name_are_a_headline() {
        let page = TEXT.replace(
            "Flu Shots Free for\nAll in the Mill Hall\n",
            "\nFlu shots\noffered free\nto students,\nfaculty\nBy Ina Rourke\nand Hal Moss\n",
        );
        let sketch = sketch(&page);
        assert!(sketch.contains("<title> Flu shots offered free to students, faculty"), "{sketch}");
    }

    #[test]
    fn a_sum_below_capitals_goes_on_with_the_headline() {
        let page = "FERRY LOSES\n$9,000\nBy Ina Rourke\nPassengers who cross the lake from the\nmill to the college will have to pay two\ndollars, which is more than they pay for\nlunch in the dining hall.\n";
        assert!(sketch(page).contains("<title> FERRY LOSES $9,000\n"), "{}", sketch(page));
    }
}
