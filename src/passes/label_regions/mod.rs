//! What each line is: byline, note, caption, list, heading or running text.
//!
//! Works on the segments of a page, the runs of lines that go on with one another inside a block. What a line rule says
//! of a segment is settled first, then captions, then boxes, then names without words that say so, then headings. Every heading is
//! labeled a subhead here; which of them is a headline is decided when articles are grouped.

mod bare;
mod boxes;
mod captions;
mod display;
mod flush;
mod headings;
mod jumps;
mod lone;
mod results;
mod segments;
mod verse;

use std::borrow::Cow;

use super::View;
use super::credit::{credit_form, names_means, taken, told};
use super::cut_words;
use super::ends::{capitals, is_unspaced_text};
use super::galley::Galley;
use super::line_rules;
use super::names::{A_WORD, signature_form};
use super::posts::is_post_word;
use super::setting::Set;
use crate::ledger::{Change, Edit};
use crate::model::{Layout, Role};
use crate::rules::Rule;
use segments::Segment;

/// Most lines that a heading with its byline may have.
const MOST_HEAD_LINES: usize = 4;
/// From this form on a line is taken for a credit by its words and marks.
const SURELY_A_CREDIT: f64 = 0.9;
/// Segments that are looked at for the text beside a name, past captions.
const NEAR: usize = 8;
/// Most lines of a caption above its credit.
const MOST_CAPTION_LINES: usize = 5;
/// Most lines of a credit.
const MOST_CREDIT_LINES: usize = 2;
/// From this form on a line is taken for a name even where it looks joined to the line before.
const SURELY_A_NAME: f64 = 0.7;
/// From this form on a name may stand over a headline, which is less like one.
const NAME_OVER_HEADING: f64 = 0.6;
/// From this form on a name in brackets below a text signs it.
const SIGNS: f64 = 0.45;
/// The same where the line is set in by some cells more than the line before.
const SET_IN_NAME: f64 = 0.65;
const SET_IN: u32 = 4;

pub(super) fn propose(view: &View<'_>, page: usize) -> Vec<Edit> {
    let galley = Galley::new(view, view.issue.by_region(page).into_iter());
    let mut segments = segments::of(&galley);
    let mut edits = Vec::new();
    headings::shown(view, &galley, &mut segments, &mut edits);
    ruled(view, &galley, &mut segments, &mut edits);
    captioned(view, &galley, &mut segments, &mut edits);
    jumps::label(view, &galley, &mut segments, &mut edits);
    let boxed = view.issue.pages().get(page).filter(|page| page.layout == Layout::Boxes);
    if let Some(page) = boxed {
        captions::label(view, page, &galley, &mut segments, &mut edits);
    }
    boxes::label(view, &galley, &mut segments, &mut edits);
    results::label(view, page, &galley, &mut segments, &mut edits);
    verse::label(view, &galley, &mut segments, &mut edits);
    if boxed.is_some() {
        bare::label(view, &galley, &mut segments, &mut edits);
        display::label(view, &galley, &mut segments, &mut edits);
    } else {
        named(view, &galley, &mut segments, &mut edits);
        headings::label(view, &galley, &mut segments, &mut edits);
    }
    edits
}

/// Gives the lines of a segment a role.
fn give(
    rule: &Rule,
    confidence: f64,
    galley: &Galley<'_>,
    segment: &mut Segment,
    role: Role,
    why: impl Into<Cow<'static, str>>,
) -> Edit {
    rule.sure(confidence, turn(galley, segment, role)).because(why)
}

/// The changes that give a segment a role.
fn turn(galley: &Galley<'_>, segment: &mut Segment, role: Role) -> Vec<Change> {
    segment.role = Some(role);
    galley.rows[segment.rows.clone()].iter().map(|row| Change::Role { line: row.line, role }).collect()
}

/// What the line rules of the packs say of whole segments, and of the last line of those that it may not belong to.
fn ruled(view: &View<'_>, galley: &Galley<'_>, segments: &mut Vec<Segment>, edits: &mut Vec<Edit>) {
    let mut found = Vec::with_capacity(segments.len());
    for mut segment in segments.drain(..) {
        let short = segment.rows.len() <= MOST_HEAD_LINES;
        // What names nobody heads what stands below it.
        let means = segment.rows.len() > 1 && names_means(&galley.rows[segment.rows.start].text, view.rules);
        let untold = segment.role.is_none() && short && !means;
        if let Some((rule, role)) =
            untold.then(|| line_rules::ruled(&segment.text(galley), segment.alone, view.rules)).flatten()
        {
            edits.push(give(rule, rule.confidence.share(), galley, &mut segment, role, rule.why.clone()));
        }
        if segment.role.is_none() && segment.rows.len() <= MOST_CREDIT_LINES {
            edits.extend(told_credit(view, galley, &mut segment, found.last()));
        }
        // Below a short line that is a credit already, what is no name is the next headline.
        let mut below = None;
        if segment.role.is_none() && segment.rows.len() == 2 && !galley.is_full(segment.rows.start) {
            let (credit, other) = (segment.rows.start, segment.rows.start + 1);
            if galley.credit_form(credit) >= SURELY_A_CREDIT && galley.byline_form(other) < NAME_OVER_HEADING {
                below = Some(segment.split_off(other));
            }
        }
        if segment.role.is_none()
            && segment.rows.len() <= MOST_CREDIT_LINES
            && let Some(rule) = view.rules.get("byline/reporter")
            && segment_credit(view, galley, &segment) >= SURELY_A_CREDIT
        {
            edits.push(give(rule, rule.confidence.share(), galley, &mut segment, Role::Byline, rule.why.clone()));
        }
        let below_text =
            || found.last().is_some_and(|before: &Segment| before.role.is_none() && before.is_prose(galley));
        if segment.role.is_none()
            && segment.rows.len() == 1
            && signature_form(&galley.rows[segment.rows.start].text, view.rules) >= SIGNS
            && below_text()
        {
            edits.extend(signed(view, galley, &mut segment));
        }
        let last = segment.rows.end - 1;
        let mut tail = None;
        if segment.role.is_none() && last > segment.rows.start {
            let row = &galley.rows[last];
            // The last line of a long paragraph is looked at only where it begins with a bracket after a whole sentence.
            let bracket = row.text.starts_with(['（', '(', '[', '［', '【']) && galley.rows[last - 1].end.is_closed();
            // What is left over of a heading may look like a name of two characters, if it is not set otherwise.
            let above = &galley.rows[last - 1];
            let set_in = row.indent() > above.indent() + SET_IN || above.width * 10 < above.measure * 8;
            let name_form = if set_in { SET_IN_NAME } else { SURELY_A_NAME };
            let rule = if short || bracket { line_rules::ruled(&row.text, false, view.rules) } else { None };
            if let Some((rule, role)) = rule {
                let mut line = segment.split_off(last);
                edits.push(give(rule, rule.confidence.share(), galley, &mut line, role, rule.why.clone()));
                tail = Some(line);
            } else if bracket && signature_form(&row.text, view.rules) >= SIGNS {
                let mut line = segment.split_off(last);
                edits.extend(signed(view, galley, &mut line));
                tail = Some(line);
            } else if (short || bracket || is_spaced_end(galley, last)) && galley.credit_form(last) >= SURELY_A_CREDIT {
                let mut line = segment.split_off(last);
                if let Some(rule) = view.rules.get("byline/reporter") {
                    edits.push(give(rule, rule.confidence.share(), galley, &mut line, Role::Byline, rule.why.clone()));
                }
                tail = Some(line);
            } else if short
                && !segment.goes_on
                && galley.byline_form(last) >= name_form
                && !cut_words::is_cut(&above.text, &row.text, cut_words::LIKELY)
            {
                // A name below a heading that fills its line looks like one more line of it.
                tail = Some(segment.split_off(last));
            }
        }
        found.push(segment);
        found.extend(tail.or(below));
    }
    *segments = found;
}

/// Whether a line without spaces between words has blanks and stands below the end of a sentence, as a credit may that fills
/// its column.
fn is_spaced_end(galley: &Galley<'_>, row: usize) -> bool {
    let text = &galley.rows[row].text;
    galley.unspaced(row) && text.contains([' ', '\u{3000}']) && galley.rows[row - 1].end.is_closed()
}

/// A credit that says what the author is, or the rest of one on a line of its own.
fn told_credit(view: &View<'_>, galley: &Galley<'_>, segment: &mut Segment, above: Option<&Segment>) -> Option<Edit> {
    let rule = view.rules.get("byline/by")?;
    let text = segment.text(galley);
    let under = above.is_some_and(|above| above.role == Some(Role::Byline) && above.rows.end == segment.rows.start);
    let is_post = || text.split(' ').all(|word| is_post_word(word, view.rules));
    let is_rest = under && galley.touches(segment.rows.start - 1) && is_post();
    let is_told = is_rest || told(&text, view.rules).is_some();
    let why = "a name that a word such as By leads, and what the author is";
    is_told.then(|| give(rule, rule.confidence.share(), galley, segment, Role::Byline, why))
}

/// How much the lines of a segment are a credit together.
fn segment_credit(view: &View<'_>, galley: &Galley<'_>, segment: &Segment) -> f64 {
    if segment.rows.len() == 1 {
        galley.credit_form(segment.rows.start)
    } else {
        credit_form(&segment.text(galley), view.rules)
    }
}

/// A block of few lines whose last says who took a picture tells what is on it.
fn captioned(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("caption/credit") else { return };
    for segment in segments.iter_mut().filter(|segment| segment.role.is_none()) {
        let last = segment.rows.end - 1;
        let text = &galley.rows[last].text;
        // Who took it may stand on two lines: `(Photo by Hal / Moss)`.
        let over_two = || {
            let bracket = text.ends_with([')', ']']) && !text.contains(['(', '[']) && segment.rows.len() > 1;
            bracket && !taken(&format!("{} {text}", galley.rows[last - 1].text), view.rules).is_empty()
        };
        if segment.rows.len() <= MOST_CAPTION_LINES && (!taken(text, view.rules).is_empty() || over_two()) {
            let why = "a few lines that end with who took a picture";
            edits.push(give(rule, 0.85, galley, segment, Role::Caption, why));
        }
    }
    let touches = |row: usize| galley.touches(row);
    for n in 1..segments.len() {
        let (above, credit) = (&segments[n - 1], &segments[n]);
        // A name over it signs the text before.
        let named = |before: &Segment| before.rows.len() == 1 && galley.byline_form(before.rows.start) > A_WORD;
        let begins =
            above.rows.start.checked_sub(1).is_none_or(|before| {
                !touches(before) || n.checked_sub(2).is_some_and(|before| named(&segments[before]))
            });
        let ends = credit.rows.len() == 1 || credit.rows.end == galley.rows.len() || !touches(credit.rows.end - 1);
        // A caption that is whole by itself tells nothing of what stands above it.
        let whole = galley.setting(credit.rows.start).is_some_and(|reading| reading.shows.is_some());
        let is_caption =
            above.role.is_none() && above.rows.len() <= MOST_CAPTION_LINES && !above.continues_before && !whole;
        if credit.role == Some(Role::Caption) && is_caption && begins && ends && touches(credit.rows.start - 1) {
            let why = "a block of few lines below which stands who took the picture";
            edits.push(give(rule, 0.85, galley, &mut segments[n - 1], Role::Caption, why));
        }
    }
    // Who took the picture may open the block instead.
    for n in 1..segments.len() {
        let (credit, below) = (&segments[n - 1], &segments[n]);
        let opens = credit.rows.len() == 1 && credit.rows.start.checked_sub(1).is_none_or(|above| !touches(above));
        let ends = below.rows.end == galley.rows.len() || !touches(below.rows.end - 1);
        let is_taken = || !taken(&galley.rows[credit.rows.start].text, view.rules).is_empty();
        let is_short = below.role.is_none() && below.rows.len() <= MOST_CAPTION_LINES;
        if credit.role == Some(Role::Caption) && opens && is_short && touches(credit.rows.start) && ends && is_taken() {
            let why = "a block of few lines over which stands who took the picture";
            edits.push(give(rule, 0.85, galley, &mut segments[n], Role::Caption, why));
        }
    }
}

/// A name in brackets below the text that it signs.
fn signed(view: &View<'_>, galley: &Galley<'_>, segment: &mut Segment) -> Option<Edit> {
    let rule = view.rules.get("byline/name")?;
    let sure = 0.5 + 0.4 * signature_form(&galley.rows[segment.rows.start].text, view.rules);
    Some(give(rule, sure, galley, segment, Role::Byline, "a name in brackets below a text"))
}

/// Names of persons and bodies that nothing but their form and their place tells: one short line, running text after it
/// and none that goes on into it.
fn named(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("byline/name") else { return };
    let form_of = |segments: &[Segment], n: usize| galley.byline_form(segments[n].rows.start);
    for n in 0..segments.len() {
        let segment = &segments[n];
        if segment.role.is_none() && segment.rows.len() == 1 && is_signature(galley, segments, n) {
            let sure = form_of(segments, n).max(0.85);
            let why = "a name set to the right, below the text that it signs";
            edits.push(give(rule, sure, galley, &mut segments[n], Role::Byline, why));
            continue;
        }
        if let (Some(reading), None) = (galley.setting(segment.rows.start), segment.role) {
            if reading.set == Set::Names && segment.rows.len() == 1 {
                let sure = 0.6 + 0.35 * (reading.margin / 3.0).min(1.0);
                let why = "a name alone on its line, and what stands around it goes on without it";
                edits.push(give(rule, sure, galley, &mut segments[n], Role::Byline, why));
            }
            continue;
        }
        if segment.role.is_some() || segment.rows.len() != 1 || segment.goes_on || segment.continues_before {
            continue;
        }
        let text = &galley.rows[segment.rows.start].text;
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let known = view.rules.profile.bylines.contains(&compact);
        let form = if known { 0.97 } else { form_of(segments, n) };
        // What stands below a picture goes on with neither side.
        let no_caption = |segment: &usize| segments[*segment].role != Some(Role::Caption);
        let next = |k: usize| (n + 1..segments.len().min(n + NEAR)).filter(no_caption).nth(k);
        let is_text = |segment: &Segment| match segment.role {
            Some(role) => role == Role::Verse,
            None => segment.is_prose(galley),
        };
        let text_after = next(0).is_some_and(|next| is_text(&segments[next]));
        let after_text = n.checked_sub(1).is_some_and(|before| is_text(&segments[before]));
        // Of two short lines the one that is more like a name is the byline.
        let next_form =
            next(0).filter(|next| segments[*next].rows.len() == 1).map_or(0.0, |next| form_of(segments, next));
        let over_short = next(0).is_some_and(|next| is_short(&segments[next], galley)) && next_form < form;
        // Between a headline and the first subhead the text is one block further off.
        let between = !text_after
            && over_short
            && n.checked_sub(1).is_some_and(|before| is_short(&segments[before], galley))
            && next(1).is_some_and(|next| is_text(&segments[next]));
        // Over a headline the text is one block further off as well, and text stands before.
        let over_heading = !text_after
            && over_short
            && form > NAME_OVER_HEADING
            && next_form < NAME_OVER_HEADING
            && (n == 0 || after_text)
            && next(1).is_some_and(|next| is_text(&segments[next]));
        // A name between two texts may sign the first or open the second, and a heading may look like a name.
        // A name of two words without an initial could be a headline: it takes one above it that is set otherwise.
        let weak = !known && form < 0.5 && !is_unspaced_text(text);
        if weak && !n.checked_sub(1).is_some_and(|before| is_set_otherwise(&segments[before], text, galley)) {
            continue;
        }
        if form <= A_WORD || !(text_after || between || over_heading || known) {
            continue;
        }
        let sure = form - if between || over_heading { 0.1 } else { 0.0 } + if after_text { 0.0 } else { 0.12 }
            - if segment.alone { 0.0 } else { 0.02 };
        edits.push(give(
            rule,
            sure,
            galley,
            &mut segments[n],
            Role::Byline,
            "a name alone on its line, with text after it",
        ));
    }
}

/// Whether a short segment is a name set to the right of its column, below the text that it signs.
fn is_signature(galley: &Galley<'_>, segments: &[Segment], n: usize) -> bool {
    let Some(text) = n.checked_sub(1).map(|above| &segments[above]) else { return false };
    let (above, row) = (&galley.rows[text.rows.end - 1], segments[n].rows.start);
    let left = galley.rows[row].indent().saturating_sub(above.indent());
    let free = above.measure.saturating_sub(left + galley.rows[row].width);
    left * 3 >= above.measure
        && left >= SET_IN.max(2 * free)
        && text.role.is_none()
        && text.is_prose(galley)
        && !text.goes_on
        && galley.byline_form(row) > 0.0
}

/// Whether a segment could be a heading by its length alone.
fn is_short(segment: &Segment, galley: &Galley<'_>) -> bool {
    segment.role.is_none() && !segment.is_prose(galley)
}

/// Whether a short segment is set in capitals, or ends with a stop, as the line below it does not.
fn is_set_otherwise(segment: &Segment, below: &str, galley: &Galley<'_>) -> bool {
    let text = segment.text(galley);
    segment.role.is_none()
        && segment.rows.len() <= 3
        && text.chars().count() < 120
        && (capitals(&text).0 > 0.8 || text.ends_with('.') && !below.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    /// A report signed at the right edge, over the next headline.
    const SMUGGLERS: &str = "\
UNE AFFAIRE DE CONTREBANDE

La douane a surpris hier, dans l'anse du
Val, une bande de contrebandiers. Deux
ballots de tabac ont été saisis, et le chef
de la bande est en fuite.

                         JEAN KERDRAON.

CHRONIQUE LOCALE

La musique donnera dimanche, à quatre
heures, un concert sur la place du marché.
";

    #[test]
    fn a_name_set_to_the_right_signs_the_text_above() {
        let sketch = sketch(SMUGGLERS);
        assert!(sketch.contains("<byline> JEAN KERDRAON.") && sketch.contains("<title> CHRONIQUE LOCALE"), "{sketch}");
    }

    #[test]
    fn a_credit_as_wide_as_its_column_signs_the_text_above() {
        let sketch = sketch(
            "\
渡口换上新石阶

渡口的石阶用了三十年，雨天
最是难走，老人过河总要有人
扶。今年春上镇里请来了几位
石匠，一块一块换成了青石。
本报记者 沈玉兰 文 林美玲 图
",
        );
        assert!(sketch.contains("<byline> 本报记者 沈玉兰 文 林美玲 图"), "{sketch}");
    }

    /// A headline in small letters over a deck, with white over its byline; letters of one page below it.
    const MARCH: &str = "\
\"We've got to
start somewhere\"
Students, teachers walk
for the old bridge

By Ruth Amos
Assistant News Editor

  More than 300 students, teachers and townspeople
walked through the town on Saturday to ask for a
new bridge over the Mulme.
  \"We've got to start somewhere,\" said Ina Rourke,
a sophomore. \"The county isn't going to do it for
us, and the old one will not last.\"

Letters to the editor

Ferry prices are a rip-off
Editor:
Why does the ferry cost $7 when I can row across in
half an hour? Somebody is getting rich on this river
and it isn't the people who live on its banks.
Dora Whitlock
senior, English
";

    #[test]
    fn a_byline_behind_white_names_the_writer_below_its_headline() {
        let sketch = sketch(MARCH);
        for line in ["We've got to start", "<byline> By Ruth Amos", "<title> Ferry prices are a rip-off", "Editor:\n"] {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
        assert!(sketch.contains("<title> \"We've") && !sketch.contains("<byline> Letters"), "{sketch}");
    }

    /// Who took the picture stands over what it shows.
    const GOAT: &str = "\
Ferry fares double after strike
By Ina Rourke
Passengers who cross the lake from the
mill to the college will have to pay two
dollars, which is more than they pay for
lunch in the dining hall.

Photo by Hal Estes
A goat looks over the pier at the mill
before the storm.

The mayor said that he would not row to
the mill any more, and that the council
had waited long enough for the boat.
";

    #[test]
    fn what_a_picture_shows_stands_below_who_took_it() {
        assert!(sketch(GOAT).contains("<caption> A goat looks"), "{}", sketch(GOAT));
    }
}
