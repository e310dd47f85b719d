//! Boxes whose heading says what they are: sponsors, another list, a note of the editors.

use super::judge::{Judgement, begins_with};
use super::text::Text;
use crate::rules::Rules;

/// Most words of the names of sponsors.
const SPONSORS: usize = 120;

/// What a box is by its heading.
pub(super) fn judge(text: &Text<'_>, rules: &Rules) -> Option<Judgement> {
    let is_list = text.n_items > 1 && text.n_items * 3 >= text.n_lines * 2;
    let begins = || begins_with(&text.opening, "kind-sponsors", rules);
    let heads = rules.words("sponsor-head");
    let sponsors = heads.stands_in(&text.opening)
        || text.heads.iter().any(|head| heads.stands_in(head))
        || text.n_words <= SPONSORS && text.is_broken() && begins();
    let is_headed = || {
        let bare = || text.opening.chars().filter(|c| !"【】[]：: \u{3000}■●◆".contains(*c)).collect::<String>();
        let lenticular = text.opening.starts_with('【') && text.opening.ends_with('】');
        text.is_headed && (lenticular || rules.words("box-head").contains(&bare()))
    };
    let kind = match (is_list, sponsors) {
        (true, true) => "sponsors",
        (true, false) => "list",
        (false, true) if begins() => "sponsors",
        _ if is_headed() => "editor_note",
        _ => return None,
    };
    Some(Judgement { kind, surplus: 2.0, why: vec!["the heading of the box says so".to_owned()] })
}
