//! The row of units that a page is read as, and what is measured on each.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::carry::Carry;
use super::{adverts, filed, marks, parts, words};
use crate::model::script::is_letter;
use crate::model::{Layout, LineIx, Role};
use crate::passes::View;
use crate::passes::attach_bylines::ends_dated;
use crate::passes::credit::{self, led};
use crate::passes::cut_words;
use crate::passes::ends::{End, is_unspaced_text, n_signs, starts_lower};
use crate::passes::galley::{Galley, LARGE_TYPE, Row};
use crate::passes::jump_line::{self, Way};
use crate::passes::kinds;
use crate::passes::numbers;
use crate::passes::posts::is_bare_post;
use crate::passes::setting::{Set, salutes};
use crate::rules::Rules;

/// From this form on a heading line is a unit of its own, so that it can be read as a byline.
const LIKE_A_NAME: f64 = 0.7;
/// The same below a line that does not fill its measure, so that nothing of it is left over, and of two characters, which
/// are hardly left for a line.
const LIKE_A_NAME_BELOW_SHORT: f64 = 0.65;
/// From this form on a line is a credit by its words.
const A_CREDIT: f64 = 0.92;

/// How much it tells against a headline that it is set to the right in the type of the text, as the places of local news are.
const RANGED_RIGHT: f64 = 1.5;

/// Size from which type is that of a headline and of no heading inside an article.
pub(super) const HEADLINE_SIZE: f32 = 1.5;

/// What kind of thing a unit looks like by its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading,
    Byline,
    Note,
    Text,
    Caption,
    BoxHead,
    Item,
}

/// A run of rows that no reading takes apart.
#[derive(Debug)]
pub(super) struct Unit<'g> {
    pub kind: Kind,
    /// Rows of the galley.
    pub rows: Range<usize>,
    pub lines: Vec<&'g str>,
    /// Letters, digits and Han in it.
    pub signs: usize,
    /// Whether it stands in one block with the unit before, and with the unit after.
    pub touches_before: bool,
    pub touches_after: bool,
    /// Whether it is known that blank rows stand before it; none do at the top of a column.
    pub white_before: bool,
    /// Column measure of its first row.
    pub measure: u32,
    /// Whether it is a paragraph that goes on from one before.
    pub joined: bool,
    /// Whether it goes on from the page before.
    pub carried: bool,
    /// Whether it is a heading such as stands over adverts, notices, births, or the weather.
    pub heads_kind: bool,
    /// Whether a line between it and the heading before, or directly above a text, sends the reader to another page, so that
    /// nothing before goes on.
    pub sent_on: bool,
    /// Whether it begins an advert that is no part of the text before it.
    pub apart: bool,
    /// Whether it is of adverts that stand amid a text, which goes on below them.
    pub aside: bool,
    /// Whether it is the end of an advert, by its number.
    pub ends_advert: bool,
    /// Whether it is a heading with a price or the like, as adverts have.
    pub sells: bool,
    /// The number that a heading begins with as the parts of an article do where words have no spaces, or that is all of its first line.
    pub part: Option<u32>,
    /// Whether it is the name of a part of the paper, such as `Letters`, by the word or since it stands over several headlines.
    pub section: bool,
    /// Whether it is a row of short lines, each set by itself.
    pub short_lined: bool,
    /// Whether it is a byline that a word such as `By` leads.
    pub led: bool,
    /// Whether it is text of which a line above it says that it comes from another page.
    pub sent_here: bool,
    /// The advert of the file that it stands in, if any.
    pub filed: Option<u32>,
    /// Whether it is a name inside an advert.
    pub in_advert: bool,
    /// Whether it is text that begins as letters do.
    pub salutes: bool,
    /// Whether it is a name below the words with which a letter closes.
    pub signs_off: bool,
    /// Whether it is text right below the name at the right of who wrote the text above, and no afterthought of theirs.
    pub below_signature: bool,
    /// Whether it is text at the end of which stands in brackets who wrote it.
    pub signed: bool,
    /// Whether it is text right below a heading that begins with a dateline.
    pub dated: bool,
    /// How much a heading looks like a byline, or a byline like nothing but a name, 0 to 1.
    pub name_form: f64,
    /// Whether it belongs to the head of the page: a date, or what stands over one.
    pub paged: bool,
    /// Whether it looks like a headline by itself: centered, wider than the columns, in capitals.
    pub stands_out: f64,
    /// Share of its words that come back in the text after it, less the share that come back in the text before.
    pub words_after: f64,
    /// Share of its words that come back in the text after it and not in the text before.
    pub said_below: f64,
    /// How much of what the heading at the head of a page says comes back at the end of its text, 0 to 1.
    pub on_page: f64,
    /// How much the texts on both sides of a heading speak of the same, where they say enough: the share of names that
    /// stand on both, or the likeness of their pairs of Han.
    pub kin: Option<f64>,
    /// Size of its largest type, as a multiple of the page's text, where boxes tell it and words have no spaces.
    pub size: Option<f32>,
    /// How little a heading is set larger than text, where words have spaces and boxes tell it: 1 in the type of the text, 0 in
    /// type that no text is set in.
    pub like_text: f64,
    /// How much the look of a heading speaks for one inside an article, by all that look alike.
    pub level: f64,
    /// Whether the text is written without spaces.
    pub unspaced: bool,
    /// Whether its page has boxes.
    pub boxed: bool,
    /// Whether it is a heading directly below another, as boxes tell, so that both are of one article.
    pub under_heading: bool,
    /// Whether words have spaces on its page, and no boxes tell more than words do.
    pub on_spaced_page: bool,
}

impl Unit<'_> {
    pub(super) fn is(&self, kind: Kind) -> bool {
        self.kind == kind
    }
}

#[cfg(test)]
impl<'g> Unit<'g> {
    /// A unit of one line of a page without boxes, of which nothing more is known.
    pub(super) fn plain(kind: Kind, line: &'g str) -> Self {
        Self {
            kind,
            rows: 0..1,
            lines: vec![line],
            signs: n_signs(line),
            touches_before: false,
            touches_after: false,
            white_before: false,
            measure: 0,
            joined: false,
            carried: false,
            heads_kind: false,
            sent_on: false,
            sells: false,
            part: None,
            section: false,
            short_lined: false,
            led: false,
            sent_here: false,
            apart: false,
            aside: false,
            ends_advert: false,
            filed: None,
            in_advert: false,
            salutes: false,
            signs_off: false,
            below_signature: false,
            signed: false,
            dated: false,
            name_form: 0.0,
            paged: false,
            stands_out: 0.0,
            words_after: 0.0,
            said_below: 0.0,
            on_page: 0.0,
            kin: None,
            size: None,
            like_text: 1.0,
            level: 0.0,
            unspaced: is_unspaced_text(line),
            boxed: false,
            under_heading: false,
            on_spaced_page: false,
        }
    }
}

/// The pages to which jump lines of others lead, counted from 0, by their places in the issue.
pub(super) fn named_pages(view: &View<'_>) -> FxHashSet<usize> {
    let jumps = view.draft.order().iter().filter(|line| view.draft.role(**line) == Role::JumpLine);
    let to = jumps.filter_map(|line| jump_line::read_known(&view.draft.text(*line), view.rules));
    to.filter(|jump| jump.way == Way::To).filter_map(|jump| (jump.page? as usize).checked_sub(1)).collect()
}

/// The units of the rows of a page, in order. `carries`: sorted by the rows that they carry. `named`: the pages to which jump
/// lines lead.
pub(super) fn of<'g>(
    view: &View<'_>,
    galley: &'g Galley<'_>,
    rows: Range<usize>,
    carries: &[Carry],
    named: &FxHashSet<usize>,
) -> Vec<Unit<'g>> {
    let is_named = named.contains(&galley.page(rows.start));
    let first = carries.partition_point(|carry| carry.to < rows.start);
    let mut carried = carries[first..].iter().map(|carry| carry.to).peekable();
    let mut units: Vec<Unit<'g>> = Vec::new();
    let mut from = rows.start;
    for i in rows.clone() {
        let goes_on = i + 1 < rows.end && carried.peek() != Some(&(i + 1)) && one_unit(view, galley, i);
        if !goes_on {
            units.push(Unit { carried: carried.next_if_eq(&from).is_some(), ..unit(view, galley, from..i + 1) });
            from = i + 1;
        }
    }
    // From the end, so that no place moves that is still to be asked for.
    for (n, rows) in parts::of(galley, &units).into_iter().rev() {
        let first = units[n].rows.start..rows.start;
        units[n] = Unit { carried: units[n].carried, ..unit(view, galley, first) };
        units.insert(n + 1, unit(view, galley, rows));
    }
    mark_sent_on(view, galley, &mut units);
    // What stands over all headlines of a page that a jump line names has its own on another page.
    if let Some(first) = units.first_mut().filter(|first| is_named && first.is(Kind::Text) && first.unspaced) {
        first.sent_here |= !first.joined && !first.boxed;
    }
    marks::sellers(view, &mut units);
    marks::signed_off(view, &mut units);
    marks::below_signatures(view, galley, &mut units);
    marks::dated(view, &mut units);
    marks::under_headings(view, galley, &mut units);
    words::compare(&mut units, view.rules);
    marks::sections(view, &mut units);
    adverts::set_apart(&mut units, view.rules);
    units
}

/// Marks the headings before which an article is sent on to another page, and the text directly below such words.
fn mark_sent_on(view: &View<'_>, galley: &Galley<'_>, units: &mut [Unit<'_>]) {
    let place = |row: usize| view.draft.place(galley.rows[row].line);
    let leads = |line: &LineIx, way: Way| {
        view.draft.role(*line) == Role::JumpLine
            && jump_line::read_known(&view.draft.text(*line), view.rules).is_some_and(|jump| jump.way == way)
    };
    let sends_on = |line: &LineIx| leads(line, Way::To);
    // Where the text begins that stands over the next heading of the page.
    let mut from = units.first().map_or(0, |unit| place(unit.rows.start));
    // Where the unit before ends.
    let mut end = units.first().map_or(0, |unit| page_start(view, galley.rows[unit.rows.start].line));
    for unit in units {
        let (first, last) = (unit.rows.start, unit.rows.end - 1);
        let directly = end.min(place(first))..place(first);
        end = place(last) + 1;
        if unit.is(Kind::Text) {
            let between = &view.draft.order()[directly];
            unit.sent_on = !unit.boxed && between.iter().any(sends_on);
            unit.sent_here = between.iter().any(|line| leads(line, Way::From));
        }
        if unit.is(Kind::Heading) {
            let above = from..place(first);
            unit.sent_on = !above.is_empty() && view.draft.order()[above].iter().any(sends_on);
            from = place(last) + 1;
        }
    }
}

/// The place of the first line of the page that a line stands on.
fn page_start(view: &View<'_>, line: LineIx) -> usize {
    let page = view.issue.line(line).page;
    let order = view.draft.order();
    let at = view.draft.place(line);
    order[..at].iter().rposition(|line| view.issue.line(*line).page != page).map_or(0, |before| before + 1)
}

/// Whether rows `i` and `i + 1` belong to one unit.
fn one_unit(view: &View<'_>, galley: &Galley<'_>, i: usize) -> bool {
    let (a, b) = (&galley.rows[i], &galley.rows[i + 1]);
    if a.role != b.role
        || galley.page(i) != galley.page(i + 1)
        || filed::advert(view, a.line) != filed::advert(view, b.line)
    {
        return false;
    }
    match a.role {
        Role::Body | Role::Quote => view.draft.join(a.line).is_some_and(|(right, _)| right == b.line),
        // A page may run headings together without a blank line; bylines and notes likewise.
        Role::List => false,
        Role::Title => false,
        // A headline may look like a name, but not like a credit.
        Role::Byline if galley.unspaced(i) => galley.touches(i) && !parts_credit(galley, i),
        // A name in one block with a headline may be a byline after all.
        Role::Subhead => {
            // At the top of the page a line over its whole width, of two decks, and one of a column are no one headline.
            let over = |row: &Row<'_>| row.measure > 0 && row.width > row.measure + 2;
            let decked = a.text.contains([' ', '\u{3000}']);
            let banner =
                decked && galley.unspaced(i) && over(a) && !over(b) && (i == 0 || galley.page(i - 1) != galley.page(i));
            let is_short = a.width * 10 < a.measure * 8;
            let of_two = galley.unspaced(i) && n_signs(&b.text) == 2;
            let like = if is_short || of_two { LIKE_A_NAME_BELOW_SHORT } else { LIKE_A_NAME };
            let named = || {
                if !galley.unspaced(i) && starts_lower(&b.text) {
                    return false;
                }
                let form = galley.byline_form(i).max(galley.byline_form(i + 1));
                form >= like && !cut_words::is_cut(&a.text, &b.text, cut_words::LIKELY)
            };
            // Where all lines were read at once it is known where one heading ends and another begins.
            let anew = galley.setting(i + 1).is_some_and(|reading| reading.set == Set::Heads);
            !banner
                && !anew
                && !is_date(&a.text, view)
                && !is_over_date(view, galley, i + 1)
                && (galley.touches(i) || galley.is_of_one_type(i) || goes_over_white(galley, i))
                && !named()
        }
        _ => galley.touches(i),
    }
}

/// Whether the heading of row `i` goes on in the next one, over the white between them.
fn goes_over_white(galley: &Galley<'_>, i: usize) -> bool {
    let next = &galley.rows[i + 1];
    galley.setting(i + 1).is_some_and(|reading| reading.set == Set::HeadsOn)
        && starts_lower(&next.text)
        && !next.end.is_closed()
}

/// Whether one of rows `i` and `i + 1` is a credit by its words and the other at most looks like a name.
fn parts_credit(galley: &Galley<'_>, i: usize) -> bool {
    let [a, b] = [i, i + 1].map(|row| galley.byline_form(row));
    a.max(b) > A_CREDIT && a.min(b) < LIKE_A_NAME
}

fn unit<'g>(view: &View<'_>, galley: &'g Galley<'_>, rows: Range<usize>) -> Unit<'g> {
    let first = &galley.rows[rows.start];
    let lines: Vec<&str> = galley.rows[rows.clone()].iter().map(|row| row.text.as_ref()).collect();
    let kind = match first.role {
        Role::Subhead | Role::Kicker | Role::Deck => Kind::Heading,
        Role::Title => Kind::BoxHead,
        Role::Byline => Kind::Byline,
        Role::Note => Kind::Note,
        Role::Caption => Kind::Caption,
        Role::List => Kind::Item,
        _ => Kind::Text,
    };
    let has_boxes = view.issue.page_of(first.line).layout == Layout::Boxes;
    let size = rows.clone().filter_map(|row| galley.type_size(row)).reduce(f32::max);
    // Boxes tell headings surely enough that a name in one is no byline, but for one in the type of the text.
    let small = size.is_some_and(|size| size < LARGE_TYPE);
    let may_name = kind == Kind::Byline || kind == Kind::Heading && (!has_boxes || small);
    let name_form = match lines[..] {
        // A post alone stands for the name that was not read.
        [line] if kind == Kind::Byline && is_bare_post(line, view.rules) => 1.0,
        [_] if may_name => galley.byline_form(rows.start),
        _ => 0.0,
    };
    Unit {
        kind,
        signs: lines.iter().map(|line| n_signs(line)).sum(),
        touches_before: rows.start > 0 && galley.touches(rows.start - 1),
        touches_after: rows.end < galley.rows.len() && galley.touches(rows.end - 1),
        white_before: rows.start > 0 && galley.is_parted(rows.start - 1),
        measure: first.measure,
        joined: view.draft.is_joined_to(first.line),
        carried: false,
        heads_kind: kind == Kind::Heading && kinds::is_head(&lines, view.rules),
        sent_on: false,
        sells: kind == Kind::Heading
            && !has_boxes
            && lines.iter().any(|line| kinds::is_priced(line) || kinds::offers(&[line], view.rules)),
        part: match kind {
            Kind::Heading => numbers::of_part(lines[0]).or_else(|| numbers::of_chapter(lines[0], view.rules)),
            _ => None,
        },
        section: false,
        short_lined: first.role == Role::Verse,
        led: kind == Kind::Byline && led(lines[0], view.rules).is_some(),
        sent_here: false,
        apart: false,
        aside: false,
        ends_advert: kind == Kind::Text && galley.ends_advert(rows.end - 1),
        filed: filed::advert(view, first.line),
        in_advert: false,
        salutes: kind == Kind::Text && salutes(lines[0], view.rules),
        signs_off: false,
        below_signature: false,
        dated: false,
        signed: kind == Kind::Text && is_signed(&lines, view.rules),
        name_form,
        paged: matches!(kind, Kind::Heading | Kind::Byline)
            && (lines.iter().any(|line| is_date(line, view)) || is_over_date(view, galley, rows.end)),
        stands_out: if kind == Kind::Heading { stands_out(view, galley, &rows) } else { 0.0 },
        words_after: 0.0,
        said_below: 0.0,
        on_page: 0.0,
        kin: None,
        size,
        like_text: if kind == Kind::Heading { like_text(view, galley, &rows) } else { 1.0 },
        level: 0.0,
        unspaced: is_unspaced_text(lines[0]),
        boxed: has_boxes,
        under_heading: false,
        on_spaced_page: !galley.unspaced(rows.start) && !has_boxes,
        lines,
        rows,
    }
}

/// Whether a text ends with who wrote it, or when and where, in brackets, which a line end may part.
fn is_signed(lines: &[&str], rules: &Rules) -> bool {
    let is_end = |tail: &str| credit::is_signed(tail, rules) || ends_dated(tail, rules);
    match lines {
        [.., last] if !last.ends_with(['）', ')']) => false,
        [.., above, last] => is_end(&[*above, last].concat()),
        [last] => is_end(last),
        [] => false,
    }
}

/// Whether a line is a date of the day and little else: a month or a weekday, and a year.
fn is_date(text: &str, view: &View<'_>) -> bool {
    /// Most words of a date, with the number of the page or of the issue.
    const MOST_WORDS: usize = 8;
    if !text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return false;
    }
    let (mut words, mut named, mut year) = (0, false, false);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words += 1;
        let lower = word.to_lowercase();
        named |= view.rules.words("month").contains(&lower) || view.rules.words("weekday").contains(&lower);
        year |= word.len() == 4 && matches!(word.parse(), Ok(1600..=2199));
    }
    named && year && words <= MOST_WORDS
}

/// Whether the date, number or price of the paper stands between row `i` and the row before, or is row `i`.
fn is_over_date(view: &View<'_>, galley: &Galley<'_>, i: usize) -> bool {
    let (before, Some(row)) = (&galley.rows[i - 1], galley.rows.get(i)) else { return false };
    if galley.page(i - 1) != galley.page(i) {
        return false;
    }
    let (from, to) = (view.draft.place(before.line) + 1, view.draft.place(row.line));
    let of_page = |line: &LineIx| matches!(view.draft.role(*line), Role::Folio | Role::RunningHead | Role::Masthead);
    from < to && view.draft.order()[from..to].iter().any(of_page) || is_date(&row.text, view)
}

/// How little the largest line of a heading is set larger than text, 0 to 1, where words have spaces. What a colon ends leads
/// in the text below in whatever type.
fn like_text(view: &View<'_>, galley: &Galley<'_>, rows: &Range<usize>) -> f64 {
    /// Size up to which type is that of the text, as far as boxes tell, and from which on none is.
    const TEXT: f32 = 1.2;
    const NO_TEXT: f32 = 1.4;
    let first = &galley.rows[rows.start].text;
    if galley.unspaced(rows.start) || galley.rows[rows.end - 1].end == End::Colon || first.starts_with('(') {
        return 1.0;
    }
    let size = |row: &Row<'_>| view.survey.setting(row.line).map(|set| set.size);
    let largest = galley.rows[rows.clone()].iter().filter_map(size).reduce(f32::max);
    largest.map_or(1.0, |size| f64::from((NO_TEXT - size) / (NO_TEXT - TEXT)).clamp(0.0, 1.0))
}

/// Whether a row is set to the right of its column in the type of the text.
fn is_right(view: &View<'_>, row: &Row<'_>) -> bool {
    view.survey.setting(row.line).is_some_and(|set| set.is_set_right() && set.is_of_text_size())
}

/// How much a heading looks like a headline by itself.
fn stands_out(view: &View<'_>, galley: &Galley<'_>, rows: &Range<usize>) -> f64 {
    let mut sum = 0.0;
    if rows.clone().any(|i| galley.is_over(i)) {
        sum += 0.8;
    }
    let set_in = |row: &Row<'_>| match view.survey.setting(row.line) {
        // What stands in on the left alone is set to the right.
        Some(set) => row.indent() > 8 && !set.is_set_right(),
        None => row.indent() > 8,
    };
    if galley.rows[rows.clone()].iter().all(set_in) {
        sum += 0.8;
    }
    // In a block of its own a line may stand so because the column was measured on another.
    let in_text = rows.start > 0 && galley.touches(rows.start - 1)
        || rows.end < galley.rows.len() && galley.touches(rows.end - 1);
    if in_text && galley.rows[rows.clone()].iter().all(|row| is_right(view, row)) {
        sum -= RANGED_RIGHT;
    }
    let size = |row: &Row<'_>| view.survey.setting(row.line).map_or(0.0, |set| set.size);
    // Where kicker and deck are told by their size, the headline in one unit with them is large.
    let told = galley.type_size(rows.start).is_some();
    let large = |row: &Row<'_>| size(row) >= HEADLINE_SIZE;
    let own = &galley.rows[rows.clone()];
    if own.iter().all(large) || told && own.iter().any(large) {
        sum += 1.6;
    }
    sum += over_columns(view, galley.rows[rows.start].line);
    let letters = || galley.rows[rows.clone()].iter().flat_map(|row| row.text.chars()).filter(|c| is_letter(*c));
    let upper = letters().filter(|c| c.is_uppercase()).count();
    if upper * 5 > letters().count() * 4 {
        sum += 0.8;
    }
    sum -= match galley.rows[rows.end - 1].end {
        End::Closed => 0.3,
        // It leads in what stands below it. Where no boxes tell headings, few others have a colon than those of notes.
        End::Colon if view.survey.setting(galley.rows[rows.start].line).is_some() => 1.0,
        _ => 0.0,
    };
    sum
}

/// How much the region of a line looks set over the columns below it: it stands in from the left edge of the first of
/// them, or reaches beyond its right edge.
fn over_columns(view: &View<'_>, line: LineIx) -> f64 {
    /// Cells that a headline stands in at least; an indent is less.
    const INSET: i32 = 5;
    let page = view.issue.page_of(line);
    let region = view.issue.line(line).region as usize;
    let bbox = |region: usize| page.regions.get(region).and_then(|region| region.bbox);
    let (Some(own), Some(below)) = (bbox(region), bbox(region + 1)) else { return 0.0 };
    if page.layout != Layout::Columns || own.height() > 4 || own.bottom > below.top {
        return 0.0;
    }
    let inset = if own.left >= below.left + INSET { 0.8 } else { 0.0 };
    inset + if own.right > below.right { 0.8 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    /// Articles about the same, each with where and when it was written at its end.
    const DATED: &str = "\
渡口修好石阶

镇上的渡口修好了石阶，渡口两岸的人都
来看石阶，说石阶修得好，渡口的路比从
前好走。

（本报桥头镇3月8日电）

石匠的日子

修石阶的石匠是镇上的人，石匠说渡口的
石阶修好了，两岸的人走渡口，比从前好
走。

（本报青石镇3月9日电）

两岸通了车

渡口的石阶修好了，镇上的车到了渡口，
两岸的人都说石阶修得好，渡口的路好走
得多。
";

    #[test]
    fn below_when_and_where_a_report_was_written_begins_an_article() {
        let titles = |page: &str| sketch(page).matches("<title>").count();
        assert_eq!(titles(DATED), 3);
        let undated = DATED.replace("（本报桥头镇3月8日电）\n\n", "").replace("（本报青石镇3月9日电）\n\n", "");
        assert!(titles(&undated) < 3, "the datelines tell");
    }
}
