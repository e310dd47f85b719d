//! Who wrote it: the names in byline lines and inside paragraphs, and the place and date of a dateline, as marks on the
//! printed text.

mod run_in;
mod stretch;

use super::names::byline_form;
use super::posts::{is_home, is_post};
use super::{View, credit};
use crate::ledger::{Change, Edit, Field};
use crate::model::{LineIx, Role};

pub(super) use run_in::{ends_dated, is_dated, is_led};
use stretch::Stretch;

pub(super) fn propose(view: &View<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    // The byline above, if one is.
    let mut above: Option<LineIx> = None;
    for &line in view.draft.order() {
        let role = view.draft.role(line);
        let named = above.filter(|_| !view.draft.starts(line));
        above = (role == Role::Byline).then_some(line);
        match role {
            Role::Byline if named.is_some_and(|name| is_told(view, name, line)) => post(view, line, &mut edits),
            // The name that such a word leads stands below it.
            Role::Byline if credit::is_lead(&view.draft.text(line), view.rules) => {}
            Role::Byline => bylines(view, line, &mut edits),
            Role::Body => inside(view, line, &mut edits),
            Role::Caption => photographers(view, line, &mut edits),
            _ => {}
        }
    }
    edits
}

fn bylines(view: &View<'_>, line: LineIx, edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("byline/credit") else { return };
    let text = view.draft.text(line);
    let changes: Vec<Change> = credit::of(&text, view.rules)
        .into_iter()
        .map(|credit| {
            let span = view.draft.raw_span(line, credit.span);
            Change::Mark { line, span, field: credit.field, value: credit.name }
        })
        .collect();
    if !changes.is_empty() {
        edits.push(rule.whole(changes).because("the names in a byline, by the words before and after them"));
    }
}

/// Whether a line says what the person is, or where he lives, who is named above it.
fn is_told(view: &View<'_>, name: LineIx, line: LineIx) -> bool {
    let text = view.draft.text(line);
    let by_home = || is_home(&text) && credit::led(&view.draft.text(name), view.rules).is_none();
    // A word such as `Correspondent` leads a name where one stands behind it.
    let leads = credit::led(&text, view.rules).is_some_and(|led| led.at < text.len());
    !leads && (is_post(&text, view.rules) || by_home() || is_post_by_place(view, name, &text))
}

/// Whether a line without a given name stands below one that a word such as `By` leads and that asks for no further name.
fn is_post_by_place(view: &View<'_>, name: LineIx, text: &str) -> bool {
    let above = view.draft.text(name);
    let [given, and] = ["given-name", "credit-and"].map(|list| view.rules.words(list));
    let is_open = above.ends_with([',', '&'])
        || [above.split_whitespace().next_back(), text.split_whitespace().next()]
            .into_iter()
            .flatten()
            .any(|word| and.contains_lower(word));
    let is_plain = |word: &str| word.chars().all(char::is_alphabetic) && !given.contains_lower(word);
    text.contains(' ')
        && text.split_whitespace().all(is_plain)
        && credit::led(&above, view.rules).is_some_and(|led| led.at < above.len())
        && !is_open
}

/// What the person is whose name stands on the line above.
fn post(view: &View<'_>, line: LineIx, edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("byline/credit") else { return };
    let text = view.draft.text(line);
    let value = text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let span = view.draft.raw_span(line, 0..text.len());
    let mark = Change::Mark { line, span, field: Field::Affiliation, value };
    edits.push(rule.whole(vec![mark]).because("the post of the person who is named above"));
}

/// Who took the picture that a caption stands next to; he has not written the article.
fn photographers(view: &View<'_>, line: LineIx, edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("byline/credit") else { return };
    let text = view.draft.text(line);
    let found = credit::taken(&text, view.rules).into_iter().map(|credit| {
        let span = view.draft.raw_span(line, credit.span);
        Change::Mark { line, span, field: credit.field, value: credit.name }
    });
    let changes: Vec<Change> = found.collect();
    if !changes.is_empty() {
        edits.push(rule.whole(changes).because("who took a picture, as its caption says"));
    }
}

/// Whether a line of a page with boxes is who signs the text above it, by its place and its form.
fn is_signature(view: &View<'_>, line: LineIx) -> bool {
    let form = || byline_form(&view.draft.text(line), view.rules);
    !view.draft.starts(line)
        && !view.draft.is_joined_to(line)
        && view.survey.setting(line).and_then(|set| set.signature(form)).is_some_and(|form| form > 0.0)
}

/// Datelines and credits inside the first lines of a paragraph, credits inside its last.
fn inside(view: &View<'_>, line: LineIx, edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("byline/run-in") else { return };
    let mut changes = Vec::new();
    if !view.draft.is_joined_to(line) {
        let head = Stretch::head(view, line);
        changes.extend(head.marks(run_in::at_start(&head.text, view.rules)));
    }
    // What names the author at the end of a paragraph does so at the end of the article only.
    let last = view.draft.follows(line).is_none_or(|next| !matches!(view.draft.role(next), Role::Body | Role::Subhead));
    if last && view.draft.text(line).ends_with(['）', ')', ']', '.']) {
        let tail = Stretch::tail(view, line);
        changes.extend(tail.marks(run_in::at_end(&tail.text, view.rules)));
    }
    if last && changes.is_empty() && is_signature(view, line) {
        let signed = credit::of(&view.draft.text(line), view.rules).into_iter().map(|credit| {
            let span = view.draft.raw_span(line, credit.span);
            Change::Mark { line, span, field: credit.field, value: credit.name }
        });
        changes.extend(signed);
    }
    if !changes.is_empty() {
        edits.push(rule.whole(changes).because("printed inside the paragraph, and left there"));
    }
}
