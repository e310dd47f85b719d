//! Kicker, headline and deck where words have spaces and boxes tell the size of type: none of the others is set larger than
//! the headline, but for the name of a part of the paper, which stands over headlines of the size that the page's have.

use super::reading::Label;
use super::units::{Kind, Unit};
use crate::passes::View;
use crate::passes::galley::Galley;
use crate::passes::section::may_be_section;

/// By how much the larger of two types exceeds the other at least, and by how much two of one size differ at most.
const LARGER: f32 = 1.15;
const ALIKE: f32 = 0.1;
/// Fewest headlines of one heading that tell the usual size.
const FEWEST: usize = 3;

/// What each unit of the head of an article is by its size, where that tells: labels that take the place of those of the
/// reading.
pub(super) fn labels(
    view: &View<'_>,
    galley: &Galley<'_>,
    units: &[Unit<'_>],
    read: &[(Label, bool)],
) -> Vec<Option<Label>> {
    let mut out = vec![None; units.len()];
    if !units.first().is_some_and(|unit| unit.boxed) {
        return out;
    }
    let sizes: Vec<Option<f32>> = units.iter().map(|unit| size(view, galley, unit)).collect();
    let is_deck = |at: usize| read.get(at).is_some_and(|(label, _)| *label == Label::Deck);
    let is_title = |at: &usize| read[*at].0 == Label::Title;
    let usual = usual((0..units.len()).filter(is_title).filter(|at| !is_deck(at + 1)).filter_map(|at| sizes[at]));
    for at in (0..units.len()).filter(is_title).filter(|at| is_deck(at + 1)) {
        let end = (at + 1..units.len()).find(|next| !is_deck(*next)).unwrap_or(units.len());
        let Some(head) = sizes[at..end].iter().copied().collect::<Option<Vec<f32>>>() else { continue };
        let name = || units[at].lines.len() == 1 && may_be_section(&units[at].lines[0].to_lowercase(), view.rules);
        let Some(title) = headline(&head, usual, name) else { continue };
        for (n, label) in out[at..end].iter_mut().enumerate() {
            *label = Some(match n {
                n if n < title => Label::Kicker,
                n if n == title => Label::Title,
                _ => Label::Deck,
            });
        }
    }
    out
}

/// Which of the headings of a head is the headline. `is_section`: whether the first names a part of the paper.
fn headline(head: &[f32], usual: Option<f32>, is_section: impl FnOnce() -> bool) -> Option<usize> {
    let (first, rest) = head.split_first()?;
    let (largest, size) = rest.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
    if *size >= LARGER * first {
        return Some(largest + 1);
    }
    if *first < LARGER * size || is_section() {
        return None;
    }
    let is_usual = |size: f32| usual.is_some_and(|usual| (size - usual).abs() <= ALIKE * usual);
    Some(usize::from(is_usual(rest[0]) && !is_usual(*first)))
}

/// The size that headlines of one heading have in the middle.
fn usual(sizes: impl Iterator<Item = f32>) -> Option<f32> {
    let mut sizes: Vec<f32> = sizes.collect();
    sizes.sort_by(f32::total_cmp);
    (sizes.len() >= FEWEST).then(|| sizes[sizes.len() / 2])
}

/// Size of the type of a heading of a script that sets words apart.
fn size(view: &View<'_>, galley: &Galley<'_>, unit: &Unit<'_>) -> Option<f32> {
    let rows = unit.rows.clone().filter(|_| unit.is(Kind::Heading) && !unit.unspaced);
    let mut sizes: Vec<f32> = rows.filter_map(|row| Some(view.survey.setting(galley.rows[row].line)?.size)).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_type_is_the_headlines() {
        let told = |head: &[f32], usual| headline(head, usual, || false);
        assert_eq!(told(&[1.0, 2.0, 1.4], None), Some(1), "a kicker and a deck");
        assert_eq!(told(&[2.0, 1.4, 1.2], None), Some(0), "decks");
        assert_eq!(told(&[1.4, 1.4], None), None, "one size");
        assert_eq!(told(&[2.0, 1.4], Some(1.4)), Some(1), "a part of the paper over a headline of the usual size");
        assert_eq!(told(&[2.0, 1.4], Some(2.0)), Some(0), "a headline of the usual size over its deck");
        assert_eq!(headline(&[2.0, 1.4], None, || true), None, "the name of a part of the paper");
    }

    /// Two articles, each with a line in the type of the text over a headline in large type.
    #[test]
    fn a_small_line_over_a_large_one_is_a_kicker() {
        use crate::ledger::{Decisions, Level, fold};
        let text = [
            "The wall on the north side of the harbour gave way",
            "in the night, and two boats that lay behind it were",
            "carried out on the ebb. The master of the port says",
            "that the stones had been loose for a year, and that",
            "he had told the council of it more than once.",
        ];
        let mut page = String::from("<PcGts><Page imageWidth=\"700\" imageHeight=\"1200\">");
        let mut top = 40;
        let heads = [["ON THE COAST", "HARBOUR WALL GOES"], ["AMONG THE NETS", "SEA TAKES TWO BOATS"]];
        for (line, height) in heads
            .iter()
            .flat_map(|[kicker, title]| [(*kicker, 30), (*title, 60)].into_iter().chain(text.map(|line| (line, 30))))
        {
            let is_head = !line.contains(char::is_lowercase);
            let width = if line.ends_with("once.") {
                500
            } else if is_head {
                line.len() * height * 2 / 5
            } else {
                600
            };
            let left = if is_head { 340 - width / 2 } else { 40 };
            let (right, bottom) = (left + width, top + height);
            let region = is_head || line == text[0];
            page += if region && top > 40 { "</TextRegion>" } else { "" };
            page += if region { "<TextRegion>" } else { "" };
            page += &format!("<TextLine><Coords points=\"{left},{top} {right},{bottom}\"/>");
            page += &format!("<TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>");
            top += height + 20;
        }
        page += "</TextRegion></Page></PcGts>";
        let issue = crate::read::read_issue("page", "page.xml", page.as_bytes(), &Default::default()).unwrap();
        let rules = crate::rules::Rules::embedded();
        let run = crate::pipeline::run(&issue, &rules, Some(Level::Review), &Decisions::default());
        let sketch = fold(&issue, &run.ledger).sketch();
        assert!(sketch.contains("<kicker> AMONG THE NETS") && sketch.contains("<title> SEA TAKES"), "{sketch}");
    }
}
