//! Boxes that stand beside the articles: lists of sponsors and the like, editors' notes.

use super::segments::Segment;
use super::{View, give, turn};
use crate::ledger::{Edit, Grain};
use crate::model::Role;
use crate::passes::ends::{End, n_signs};
use crate::passes::galley::Galley;
use crate::passes::names::body_form;

/// Longest item of a list, in letters.
const LONGEST_ITEM: usize = 24;
/// From this form on a line is a person's name and no item of a list.
const A_NAME: f64 = 0.75;
/// Longest heading of a box, in letters.
const LONGEST_HEAD: usize = 16;

pub(super) fn label(view: &View<'_>, galley: &Galley<'_>, segments: &mut Vec<Segment>, edits: &mut Vec<Edit>) {
    lists(view, galley, segments, edits);
    heads(view, galley, segments, edits);
}

/// A line that ends in a colon, or that heads sponsors by its words, and below it, in the same block, at least two short lines
/// that are no sentences.
fn lists(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("box/list") else { return };
    let mut n = 0;
    while n < segments.len() {
        let head = &segments[n];
        let text = galley.rows[head.rows.start].text.as_ref();
        let is_body = |segment: &Segment| body_form(&galley.rows[segment.rows.start].text, view.rules) > 0.0;
        // Over bodies the words tell as well as a colon.
        let over_bodies = || {
            view.rules.words("sponsor-head").stands_in(text)
                && segments[n + 1..].iter().take(2).filter(|segment| is_body(segment)).count() == 2
        };
        let is_head = head.role.is_none()
            && head.rows.len() == 1
            && (text.ends_with(['：', ':']) || over_bodies())
            && !(head.continues_before && inside_sentence(galley, head) && galley.touches(head.rows.start - 1))
            && (2..=LONGEST_HEAD).contains(&n_signs(text));
        let mut to = n + 1;
        if is_head {
            while to < segments.len() && galley.touches(segments[to].rows.start - 1) && is_item(galley, &segments[to]) {
                to += 1;
            }
            // Of a box in bold type, which was printed twice, all lines are.
            let struck = |segment: &Segment| is_struck(view, galley, segment.rows.start);
            let bold =
                if struck(head) { segments[n + 1..to].iter().take_while(|item| struck(item)).count() } else { 0 };
            if bold >= 2 {
                to = n + 1 + bold;
            }
            // In a block of its own two items make a list; elsewhere the colon may introduce a quotation, and a name
            // below the items opens or signs an article.
            let whole = bold >= 2 || to == segments.len() || !galley.touches(segments[to].rows.start - 1);
            if !whole {
                let name = |segment: &Segment| galley.byline_form(segment.rows.start) >= A_NAME && !is_body(segment);
                let items = &segments[n + 1..to];
                // What stands below bodies and is none is the headline of what follows.
                let bodies = items.iter().take_while(|item| is_body(item)).count();
                let n_items = if bodies >= 2 { Some(bodies) } else { items.iter().position(name) };
                to = n_items.map_or(to, |items| n + 1 + items);
            }
            if to > n + if whole { 2 } else { 3 } {
                let (head, why) = match text.ends_with(['：', ':']) {
                    true => {
                        ("a line ending in a colon over short lines", "a short line below a line ending in a colon")
                    }
                    false => ("a line that heads sponsors, over bodies", "a short line below one that heads sponsors"),
                };
                edits.push(give(rule, 0.95, galley, &mut segments[n], Role::Title, head));
                let items = segments[n + 1..to].iter_mut().flat_map(|item| turn(galley, item, Role::List)).collect();
                edits.push(Edit { grain: Grain::Each, ..rule.sure(0.95, items).because(why) });
            }
        }
        n = to;
    }
}

/// Whether what a row says was printed twice or more, and is told once.
fn is_struck(view: &View<'_>, galley: &Galley<'_>, row: usize) -> bool {
    let row = &galley.rows[row];
    n_signs(view.issue.raw(row.line)) >= 2 * n_signs(&row.text)
}

/// Whether the line before a segment leaves a sentence open.
fn inside_sentence(galley: &Galley<'_>, segment: &Segment) -> bool {
    segment.rows.start.checked_sub(1).is_some_and(|before| !galley.rows[before].end.is_closed())
}

fn is_item(galley: &Galley<'_>, segment: &Segment) -> bool {
    let text = galley.rows[segment.rows.start].text.as_ref();
    segment.role.is_none()
        && segment.rows.len() == 1
        && n_signs(text) <= LONGEST_ITEM
        && galley.rows[segment.rows.start].end != End::Closed
        && !text.contains(['，', '。', '；'])
}

/// Headings that say of themselves that a box follows: in lenticular brackets, or an editor's note.
fn heads(view: &View<'_>, galley: &Galley<'_>, segments: &mut Vec<Segment>, edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("box/head") else { return };
    let words = view.rules.words("box-head");
    let mut found = Vec::with_capacity(segments.len());
    for mut segment in segments.drain(..) {
        // On a page without blank lines the head may be followed by its text in one segment; it is then the first row.
        let first = segment.rows.start;
        let text = galley.rows[first].text.trim();
        // Notices have their numbers in brackets.
        let bracketed = (text.starts_with('【') && text.ends_with('】')
            || text.starts_with('[') && text.ends_with(']'))
            && text.contains(char::is_alphabetic);
        let named = || {
            let bare = text.trim_matches(['【', '】', '[', ']', '：', ':', ' ', '■', '●', '◆']);
            words.contains(&bare.replace([' ', '\u{3000}'], ""))
        };
        let is_head = segment.role.is_none()
            && !(segment.continues_before && inside_sentence(galley, &segment))
            && (2..=LONGEST_HEAD).contains(&n_signs(text))
            && (bracketed || named());
        let tail = (is_head && segment.rows.len() > 1).then(|| segment.split_off(first + 1));
        if is_head {
            let sure = if bracketed { 0.93 } else { 0.9 };
            edits.push(give(rule, sure, galley, &mut segment, Role::Title, "the heading of a box"));
        }
        found.push(segment);
        found.extend(tail);
    }
    *segments = found;
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    /// A list of bodies between two articles, without a blank line anywhere.
    const SPONSORED: &str = "\
渡口换上新石阶
陈海明
渡口的石阶用了三十年，雨天最是难走，老
人过河总要有人扶。今年春上镇里请来石匠，
一块一块换成了青石，又在两边装了铁栏。
本栏协办：
区科协
市总工会
县妇联
果园请来养蜂人
周文芳
镇上的果园今年请来了养蜂人，蜂箱从山脚
一直摆到山腰。养蜂人说花开得早，蜂就来
得早，果子也结得比往年密得多。
";

    #[test]
    fn a_list_of_bodies_ends_above_what_is_none() {
        let sketch = sketch(SPONSORED);
        assert_eq!(sketch.matches("<list>").count(), 3, "{sketch}");
        assert!(sketch.contains("<title> 果园请来养蜂人"), "{sketch}");
    }

    /// Where paragraphs have indents, what has none goes on with the text above it, but not the heading of such a list.
    #[test]
    fn a_list_of_sponsors_may_stand_right_below_a_text() {
        let indented = SPONSORED.replace("渡口的石阶用", "　　渡口的石阶用").replace("镇上的果园", "　　镇上的果园");
        let page =
            indented.replace("果园请来养蜂人\n周文芳\n", "").replace("县妇联\n", "县妇联\n市图书馆\n") + &indented;
        let sketch = sketch(&page);
        assert_eq!(sketch.matches("<list>").count(), 7, "{sketch}");
    }

    #[test]
    fn the_number_of_a_notice_heads_no_box() {
        let page = SPONSORED.replace("果园请来养蜂人\n", "[37262]\n果园请来养蜂人\n");
        assert!(!sketch(&page).contains("> [37262]"), "{}", sketch(&page));
        assert!(sketch(&page.replace("[37262]", "[编者按]")).contains("> [编者按]"));
    }

    #[test]
    fn a_word_for_sponsors_heads_bodies_without_a_colon() {
        let page = SPONSORED.replace("本栏协办：", "本栏协办单位");
        let sketch = sketch(&page);
        assert_eq!(sketch.matches("<list>").count(), 3, "{sketch}");
    }
}
