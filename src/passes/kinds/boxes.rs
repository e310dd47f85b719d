//! Boxes whose heading says what they are: sponsors, another list, a note of the editors.

use super::judge::{Judgement, begins_with};
use super::text::Text;
use crate::rules::Rules;

/// Most words of the names of sponsors.
const SPONSORS: usize = 120;

/// What a box is by its heading.
pub(super) fn judge(text: &Text, rules: &Rules) -> Option<Judgement> {
    let is_list = text.n_items > 1 && text.n_items * 3 >= text.n_lines * 2;
    let sponsors = rules.words("sponsor-head").stands_in(&text.opening)
        || text.heads.iter().any(|head| rules.words("sponsor-head").stands_in(head))
        || begins_with(&text.opening, "kind-sponsors", rules) && text.is_broken() && text.n_words <= SPONSORS;
    let bare: String = text.opening.chars().filter(|c| !"【】[]：: \u{3000}■●◆".contains(*c)).collect();
    let lenticular = text.opening.starts_with('【') && text.opening.ends_with('】');
    let is_headed = text.is_headed && (lenticular || rules.words("box-head").contains(&bare));
    let kind = match (is_list, sponsors) {
        (true, true) => "sponsors",
        (true, false) => "list",
        (false, true) if begins_with(&text.opening, "kind-sponsors", rules) => "sponsors",
        _ if is_headed => "editor_note",
        _ => return None,
    };
    Some(Judgement { kind, surplus: 2.0, why: vec!["the heading of the box says so".to_owned()] })
}
