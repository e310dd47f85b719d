//! Lines of pages with boxes that stand by themselves and head nothing: paragraphs of one line, and names set to the right
//! below a text.

use super::segments::Segment;
use super::{View, flush};
use crate::model::Role;
use crate::passes::ends::End;
use crate::passes::galley::Galley;
use crate::passes::place_and_day::is_place_and_day;
use crate::survey::Setting;

/// Most cells that the first line of a paragraph stands in.
const INDENT: u32 = 8;
/// By how much more of its column, as a share, is free on the right of a line than on the left that stands at the left.
const ASIDE: f32 = 0.1;
/// Fewest paragraphs that tell how far they stand in.
const FEWEST: usize = 3;

/// How far the paragraphs of a page stand in, in cells, if they do.
pub(super) fn indent(view: &View<'_>, galley: &Galley<'_>, segments: &[Segment]) -> Option<u32> {
    let first = segments.first()?.rows.start;
    if !view.survey.page(galley.page(first)).indents {
        return None;
    }
    let opens = |segment: &Segment| {
        let depth = galley.rows[segment.rows.start].indent();
        (segment.rows.len() > 1 && (1..=INDENT).contains(&depth)).then_some(depth)
    };
    let mut found: Vec<u32> = segments.iter().filter_map(opens).collect();
    let middle = found.len() / 2;
    (found.len() >= FEWEST).then(|| *found.select_nth_unstable(middle).1)
}

/// Whether a line is a paragraph by itself, as those of a talk are: in the type of the text and with no white around it, it
/// stands in as the paragraphs of its page do, which may set it in the middle of its column by chance, and ends as a
/// sentence does or begins with the dash of a speaker.
pub(super) fn is_paragraph(galley: &Galley<'_>, segment: &Segment, set: &Setting, indent: Option<u32>) -> bool {
    /// Most white around it, in lines.
    const WHITE: f32 = 0.4;
    let row = &galley.rows[segment.rows.start];
    let says = || row.end == End::Closed || row.text.starts_with(['—', '–', '-']);
    let in_text = set.is_of_text_size() && !set.bold && set.white_above.max(set.white_below) < WHITE;
    let stands_in = || indent.is_some_and(|indent| row.indent().abs_diff(indent) <= 1);
    segment.rows.len() == 1 && in_text && stands_in() && says()
}

/// Whether a segment stands below the place and the day with which a notice ends, and where its office signs: `Trier, den 27.
/// September 1905.` over `Königliches Amtsgericht.`
pub(super) fn signs_notice(view: &View<'_>, galley: &Galley<'_>, segment: &Segment) -> bool {
    let Some(above) = segment.rows.start.checked_sub(1).filter(|above| flush::is_over(view, galley, *above)) else {
        return false;
    };
    let row = &galley.rows[above];
    // Before the number of an advert stands who placed it, and nothing is known of what stands below.
    if galley.rows[segment.rows.start].text.starts_with('(') {
        return false;
    }
    // In the middle they head the news from there.
    let ends = || view.survey.setting(row.line).is_some_and(|set| set.insets[0] < set.insets[1] - ASIDE);
    let has_year = || row.text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    row.role == Role::Body && has_year() && ends() && is_place_and_day(&row.text, view.rules)
}

/// Whether a line stands where the name of who wrote the text above does. Such names may be in capitals.
pub(super) fn stands_as_signature(first: &Setting) -> bool {
    first.is_set_right() && first.signature(|| 1.0).is_some()
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::Place::{Full, Indent, Left, Middle, Right};
    use crate::passes::sketch::{column, paragraph};

    const WATCH: [&[&str]; 3] = [
        &[
            "Der alte Wächter stand am Tor und sah nach dem",
            "Hafen hinüber, in dem seit dem Morgen kein Schiff",
            "und auch kein Boot von den Inseln gegenüber und am",
            "wenigsten der Dampfer aus der Stadt, den er suchte,",
            "mehr eingelaufen war.",
        ],
        &[
            "Der Fremde aber ging auf ihn zu, stellte seine Ta-",
            "sche auf den Boden und sah ihn lange an, ehe er",
            "sich an den Stein lehnte, den Hut vom Kopfe nahm,",
            "ihn einmal umwandte und dann mit leiser Stimme so",
            "wieder zu reden begann.",
        ],
        &[
            "Damit nahm er die Tasche auf und ging die Treppe",
            "zum Wasser hinunter, ohne sich noch ein einziges",
            "Mal nach ihm oder nach den Leuten, die inzwischen",
            "ans Tor gekommen waren und ihnen zugehört hatten,",
            "umzusehen.",
        ],
    ];

    #[test]
    fn what_one_says_in_a_line_is_a_paragraph() {
        let said = |text| vec![(Indent, 30, text)];
        let [first, second, third] = WATCH.map(paragraph);
        let blocks = [
            vec![(Middle, 45, "Der Wächter am Tor")],
            first,
            said("„Wohin denn heute?“ fragte der alte Mann."),
            second,
            said("„Nach Hause,“ sagte er endlich ohne Stimme."),
            third,
        ];
        let sketch = column(&blocks, 0);
        assert!(!sketch.contains("> „Wohin") && !sketch.contains("> „Nach"), "{sketch}");
        assert!(sketch.contains("<title> Der Wächter"), "{sketch}");
    }

    #[test]
    fn an_office_signs_below_the_day_of_its_notice() {
        let [first, second, third] = WATCH.map(paragraph);
        let head = |text| vec![(Middle, 36, text)];
        let day = |text| vec![(Indent, 30, text)];
        let office = |text| vec![(Middle, 30, text)];
        let blocks = [
            head("Erste Bekanntmachung."),
            first,
            day("Hafen, den 3. März 1858."),
            office("Das Hafenamt."),
            head("Zweite Bekanntmachung."),
            second,
            day("Hafen, den 4. März 1858."),
            office("Der Hafenmeister."),
            head("Dritte Bekanntmachung."),
            third,
        ];
        let sketch = column(&blocks, 20);
        assert_eq!(sketch.matches("<title>").count(), 3, "{sketch}");
        assert!(!sketch.contains("> Das Hafenamt") && !sketch.contains("> Der Hafenmeister"), "{sketch}");
    }

    #[test]
    fn a_name_in_capitals_at_the_right_signs() {
        let [first, second, third] = WATCH.map(paragraph);
        let blocks = [
            vec![(Middle, 45, "Der Wächter am Tor")],
            first,
            second,
            vec![(Full, 30, "Der Wächter hat es selbst so erzählt, und niemand"), (Left, 30, "hat es je bestritten.")],
            vec![(Right, 35, "HABAKUK.")],
            vec![(Middle, 45, "Die Treppe am Wasser")],
            third,
        ];
        let sketch = column(&blocks, 30);
        assert!(!sketch.contains("> HABAKUK"), "{sketch}");
    }
}
