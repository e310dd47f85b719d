//! What is measured on each line, before it is read as text, heading or name.

use super::shows::{Show, has_number};
use super::terse::{Begins, begins, ends_small, n_small};
use super::{beside, credits, openers, shows, wide};
use crate::model::Role;
use crate::passes::View;
use crate::passes::credit::{is_credit_line, is_lead, led};
use crate::passes::ends::{End, capitals, starts_lower};
use crate::passes::galley::{Galley, Row};
use crate::passes::jump_line::{self, Way};
use crate::passes::kinds;
use crate::passes::likeness::is_misread;
use crate::passes::line_rules;
use crate::passes::names::{DASHES, OF_WORDS, byline_form, further_name_form, initials_form, is_name};
use crate::passes::posts::{is_bare_post, is_post};
use crate::passes::result_line::{ranked, standing, tally};
use crate::passes::section::{is_section, may_be_section};
use crate::rules::Rules;

/// What stands between a heading and the text of one line.
pub(super) const RUN_IN: [&str; 5] = [".—", ".–", ".-", ". —", ". -"];

/// Longest line that is tried as a name or by the line rules, in characters.
const LONGEST_LINE: usize = 90;

/// Fewest words of a phrase, which a single name or a place has not.
const PHRASE: usize = 3;
/// Most words of the salutation of a letter.
const LONGEST_SALUTATION: usize = 6;

/// How much the name of one more author is a credit.
pub(super) const A_CREDIT: f64 = 0.95;

/// Share of its column below which a line may run round a picture, and fewest lines that do.
pub(super) const NARROW: f64 = 0.75;
const NARROW_ROWS: usize = 4;
/// Most narrow lines that may be a headline.
const MOST_HEAD_ROWS: usize = 7;

/// Where somebody's words end in a sentence that goes on with who said them.
const SAID: [&str; 2] = [",\" ", ",” "];
/// Share of its column, in tenths, below which a line may be a jump line.
const SHORT: u32 = 8;

/// What is measured on one row.
#[derive(Debug)]
pub(super) struct Look {
    pub capitals: f64,
    pub titled: f64,
    /// The same without the rest of a word that the line before may have cut.
    pub titled_behind: f64,
    pub letters: usize,
    pub words: usize,
    /// How many of its words are small ones of grammar, which headlines leave out.
    pub small: usize,
    /// How it begins.
    pub begins: Begins,
    /// Whether its last word has a small letter and is none of grammar.
    pub ends_small: bool,
    pub lower: bool,
    pub end: End,
    pub full: bool,
    /// Share of the measure that is free at the end, over and above what the next word needs.
    pub free: f64,
    /// Share of the measure that is filled.
    pub filled: f64,
    /// Whether it is indented as the paragraphs of the page are, if they are.
    pub indented: bool,
    /// Whether it stands in from both edges alike, or otherwise than paragraphs do.
    pub centered: bool,
    pub over: bool,
    /// How much it looks like a name, 0 to 1; 2 if a line rule says so.
    pub credit: f64,
    /// Whether it is nothing but initials, with which a text is signed.
    pub initials: bool,
    /// Whether it holds a number of a telephone, as no headline does.
    pub phones: bool,
    /// Whether it is known to be something other than text, heading or name: by the line rules, as a jump line, as a row of
    /// standings, or because it has neither letter nor figure.
    pub ruled: bool,
    pub role: Role,
    /// Whether something stands between it and the row before.
    pub gap: bool,
    /// Whether it is a block of its own and does not fill its measure.
    pub lone: bool,
    /// Whether several sentences stand in it, or a dash parts a heading in it from the text.
    pub sentences: bool,
    pub trails: bool,
    /// Whether a comma or a semicolon stands in it.
    pub pauses: bool,
    /// Whether it begins with a word in capitals and goes on without.
    pub led_in: bool,
    /// Whether its last word is one with which nothing ends.
    pub dangles: bool,
    /// Whether it goes on with the credit above it: says what a person is who is named there, or names one more.
    pub post: bool,
    /// Whether a word such as `By` leads it.
    pub led: bool,
    /// Whether a dash stands before it, as before who signs a text.
    pub dashed: bool,
    /// Whether nothing but a post that only papers have stands below it.
    pub posted: bool,
    /// Whether it is how a letter begins.
    pub salutes: bool,
    /// Whether it is the name of a part of the paper, such as `Letters`.
    pub section: bool,
    /// Whether it is how a letter closes, above the name.
    pub closes: bool,
    /// Whether it is the name below a letter, told by how the letter begins.
    pub signs_letter: bool,
    /// Whether a price, a share, a telephone number or words of an offer stand in it, as in adverts.
    pub priced: bool,
    /// Whether it sends the reader to another page.
    pub jumps: bool,
    /// Whether it says from which page the text below goes on.
    pub comes: bool,
    /// What it is if it is neither text nor heading nor name.
    pub shows: Option<Show>,
    /// Whether it begins in capitals that a dash parts from the rest.
    pub runs_in: bool,
    /// Whether it begins as several paragraphs of the page do.
    pub opener: bool,
    /// Whether it begins with words in capitals before a dash, as small adverts do.
    pub labeled: bool,
    /// Whether it begins with a place and a date, as texts do.
    pub dated: bool,
    /// The same of a line between white, which heads what was heard from there.
    pub placed: bool,
}

impl Look {
    /// Whether it is the post of somebody who is named on the line above.
    pub(super) fn is_post_of(&self, above: &Self) -> bool {
        self.post && !self.pauses && self.end == End::Open && above.credit > 0.0 && !above.initials
    }

    /// Whether it begins inside a sentence or a word, and is set in small letters.
    pub(super) fn is_beheaded(&self) -> bool {
        self.lower && self.capitals < 0.5 && self.words >= PHRASE
    }

    /// Whether it is one phrase of several words, all the long ones with capitals.
    pub(super) fn is_titled_phrase(&self) -> bool {
        self.titled > 0.95 && self.words >= PHRASE && !self.sentences && !self.pauses
    }
}

/// What is measured on the rows of a page.
pub(super) fn looks(view: &View<'_>, galley: &Galley<'_>, from: usize, to: usize) -> Vec<Look> {
    let paragraph_indent = paragraph_indent(&galley.rows[from..to]);
    let mut looks: Vec<Look> = (from..to).map(|i| look(view, galley, i, i == from, paragraph_indent)).collect();
    credits::go_on(view, galley, from, &mut looks);
    // Words of the dictionary are a name only over a post.
    for i in 0..looks.len() {
        if looks[i].credit <= OF_WORDS && !looks.get(i + 1).is_some_and(|below| below.post) {
            looks[i].credit = 0.0;
        }
    }
    credits::tell_who(&mut looks);
    credits::sign_letters(&mut looks);
    openers::mark(galley, from, &mut looks, view.rules);
    run_round(&mut looks);
    spread(&mut looks);
    rejoined(&mut looks);
    beside::mark(galley, from, &mut looks, view.rules);
    shows::mark(galley, from, &mut looks);
    wide::mark(galley, from, &mut looks);
    // Capitals that a dash parts from text on the same line lead a paragraph in, with the lines of capitals above it.
    for i in 0..looks.len() {
        if !looks[i].runs_in {
            continue;
        }
        let mut at = i;
        loop {
            (looks[at].capitals, looks[at].titled, looks[at].titled_behind) = (0.5, 0.5, 0.5);
            let leads = |above: &Look| above.capitals > 0.8 && above.free < 0.15 && !above.end.is_closed();
            if at == 0 || looks[at].gap || !leads(&looks[at - 1]) {
                break;
            }
            at -= 1;
        }
    }
    looks
}

/// The most frequent indent of a page, of those that paragraphs have.
fn paragraph_indent(rows: &[Row<'_>]) -> u32 {
    let mut counts = [0u32; 9];
    for row in rows.iter().filter(|row| (1..=8).contains(&row.indent())) {
        counts[row.indent() as usize] += 1;
    }
    (1..9).max_by_key(|indent| (counts[*indent], std::cmp::Reverse(*indent))).unwrap_or(0) as u32
}

/// Whether the first word of two letters or more is set in capitals.
fn begins_in_capitals(text: &str) -> bool {
    let word = text.split_whitespace().find(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    word.is_some_and(|word| !word.chars().any(char::is_lowercase))
}

/// Whether a row is a post whose name was not read: it begins a block over running text, `Staff Writer`.
fn stands_for_a_name(view: &View<'_>, galley: &Galley<'_>, i: usize) -> bool {
    let over_text = |below: usize| {
        below + 1 < galley.rows.len()
            && galley.touches(below)
            && galley.rows[below].role == Role::Body
            && !starts_lower(&galley.rows[below].text)
            && starts_lower(&galley.rows[below + 1].text)
    };
    (i == 0 || !galley.touches(i - 1)) && over_text(i + 1) && is_bare_post(&galley.rows[i].text, view.rules)
}

/// Whether a word such as `By` has a line of its own, over the name that it leads, or what the named is to the paper:
/// `Von unserem Mitarbeiter`.
fn opens_credit(view: &View<'_>, galley: &Galley<'_>, i: usize) -> bool {
    let Some(name) = galley.rows.get(i + 1).map(|name| &name.text) else { return false };
    let text = &galley.rows[i].text;
    is_lead(text, view.rules) && further_name_form(name, view.rules) > 0.0
        || galley.touches(i) && is_name(name, view.rules) && is_credit_line(text, view.rules)
}

/// Takes the lines of a text that runs round a picture for full, as far as they are short and begin inside a sentence.
fn run_round(looks: &mut [Look]) {
    let mut from = 0;
    while from < looks.len() {
        let is_narrow = |look: &Look| look.role == Role::Body && !look.ruled && look.filled < NARROW;
        let inside = |at: usize| !looks[at].gap && is_narrow(&looks[at]);
        let to = (from + 1..looks.len()).find(|at| !inside(*at)).unwrap_or(looks.len());
        // Narrow lines over a name are a headline.
        if let Some(name) = (from..looks.len().min(to + 1)).find(|at| looks[*at].led) {
            from = name + 1;
            continue;
        }
        let goes_on = |at: &usize| looks[*at].lower || looks[*at - 1].end == End::Hyphen;
        let n = (from + 1..to).filter(goes_on).count();
        // So are narrow lines behind the end of a text that end no sentence and go on in no wider line.
        let ends = |at: usize| looks[at].gap || looks[at - 1].end.is_closed();
        let heads = to - from <= MOST_HEAD_ROWS
            && looks[to - 1].end == End::Open
            && looks.get(to).is_some_and(|below| !below.lower)
            && !looks[from].lower
            && (from == 0 || ends(from));
        if to - from >= NARROW_ROWS && is_narrow(&looks[from]) && 2 * n >= to - from && !heads {
            for look in &mut looks[from..to - 1] {
                (look.full, look.free) = (true, 0.0);
            }
        }
        from = to;
    }
}

/// Takes rows of one word inside a text for full: a line that was spaced out to its column is read in pieces.
fn spread(looks: &mut [Look]) {
    const FEWEST: usize = 2;
    let is_word = |look: &Look| {
        look.words == 1
            && look.letters > 1
            && look.role == Role::Body
            && !look.ruled
            && !look.gap
            && look.capitals < 0.8
    };
    let mut from = 1;
    while from < looks.len() {
        let to = (from..looks.len()).find(|at| !is_word(&looks[*at])).unwrap_or(looks.len());
        let above = &looks[from - 1];
        let is_inside =
            above.role == Role::Body && !above.end.is_closed() && above.capitals < 0.8 && !above.led && !above.posted;
        let goes_on = above.dangles
            || looks[from..to].iter().any(|look| look.trails && look.end == End::Open)
            || looks.get(to).is_some_and(|below| below.lower && !below.gap && !looks[to - 1].end.is_closed());
        if to >= from + FEWEST && is_inside && goes_on && above.filled > NARROW / 2.0 {
            for look in &mut looks[from - 1..to] {
                (look.full, look.free) = (true, 0.0);
            }
        }
        from = to + 1;
    }
}

/// Takes lines for no wider than their column on a page where several that are have text going on into them and out of them:
/// the words that line ends cut were joined again there.
fn rejoined(looks: &mut [Look]) {
    const SEVERAL: usize = 2;
    let goes_on = |a: &Look, b: &Look| b.lower && !a.end.is_closed() && !b.gap;
    let inside =
        |at: &usize| looks[*at].over && goes_on(&looks[*at - 1], &looks[*at]) && goes_on(&looks[*at], &looks[*at + 1]);
    if (1..looks.len().saturating_sub(1)).filter(inside).take(SEVERAL).count() < SEVERAL {
        return;
    }
    for at in 1..looks.len() {
        if looks[at - 1].over && goes_on(&looks[at - 1], &looks[at]) && looks[at - 1].capitals < 0.8 {
            looks[at - 1].over = false;
        }
    }
}

/// Whether the figure at the end of a row is one of millions, as the next row tells.
fn names_sum(galley: &Galley<'_>, i: usize) -> bool {
    let below = galley.rows.get(i + 1).and_then(|row| row.text.split_whitespace().next());
    let ends = galley.rows[i].text.ends_with(|c: char| c.is_ascii_digit());
    ends && below.is_some_and(|word| word.contains("illion") || word.contains("illiard"))
}

/// Whether a text ends with a small word after which something has to come.
fn dangles(text: &str, rules: &Rules) -> bool {
    let words = rules.words("dangling-word");
    text.split_whitespace().next_back().is_some_and(|word| words.contains(word))
}

/// Where a row sends the reader, alone or with the catchword above it.
fn reads_as_jump(view: &View<'_>, galley: &Galley<'_>, i: usize) -> Option<Way> {
    let text = galley.rows[i].text.as_ref();
    let with_catchword = || {
        let above = i.checked_sub(1).filter(|above| galley.is_catchword(*above))?;
        jump_line::read_below(&galley.rows[above].text, text, view.rules)
    };
    let below_open = || {
        i.checked_sub(1).filter(|above| galley.is_open_over(*above))?;
        jump_line::read_below_open(text, view.rules)
    };
    jump_line::read(text, view.rules).or_else(with_catchword).or_else(below_open).map(|jump| jump.way)
}

/// Whether a line is how a letter begins: `To the editor:`.
pub(crate) fn salutes(text: &str, rules: &Rules) -> bool {
    let Some(head) = text.strip_suffix([':', ',', ';', '—', '-']) else { return false };
    let lower = head.trim_end().to_lowercase();
    let greeting = rules.words("salutation").at_start(&lower);
    lower.split_whitespace().count() <= LONGEST_SALUTATION
        && greeting.is_some_and(|greeting| !lower[greeting.len()..].starts_with(char::is_alphabetic))
}

/// Whether a line is how a letter closes: `Sincerely,` or the end of a longer phrase, `and very humble servant,`.
pub(crate) fn closes(text: &str, rules: &Rules) -> bool {
    let words = text.trim_end_matches([',', '.', ':']).to_lowercase();
    let list = rules.words("valediction");
    let is_phrase =
        |tail: &str| tail.contains(' ') && !words[..words.len() - tail.len()].ends_with(char::is_alphabetic);
    list.contains(&words) || text.ends_with([',', ':']) && list.at_end(&words).is_some_and(is_phrase)
}

/// The same, also misread.
pub(crate) fn closes_misread(text: &str, rules: &Rules) -> bool {
    /// Most characters of words that close a letter on a line by themselves.
    const LONGEST: usize = 30;
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let words = text.trim_end_matches([',', '.', ':']).to_lowercase();
    closes(text, rules) || rules.words("valediction").from("").any(|closing| is_misread(&words, closing))
}

/// Whether a row far to the right, below the end of a sentence, is a dash and what a letter to the paper is signed with, which is
/// often no name: `--PUZZLED`.
fn is_pen_name(galley: &Galley<'_>, i: usize) -> bool {
    /// Most words.
    const WORDS: usize = 4;
    let row = &galley.rows[i];
    let said = row.text.trim_start_matches(DASHES);
    row.indent() > 8
        && i > 0
        && galley.touches(i - 1)
        && galley.rows[i - 1].end.is_closed()
        && said.starts_with(char::is_alphabetic)
        && !said.contains(|c: char| c.is_ascii_digit())
        && said.split(' ').take(WORDS + 1).count() <= WORDS
}

fn look(view: &View<'_>, galley: &Galley<'_>, i: usize, first: bool, paragraph_indent: u32) -> Look {
    let row = &galley.rows[i];
    let text = row.text.as_ref();
    let (share, titled) = capitals(text);
    let lower = starts_lower(text);
    let behind = text.split_once(' ').map_or("", |(_, behind)| behind);
    let titled_behind = if lower { capitals(behind).1 } else { titled };
    let measure = f64::from(row.measure.max(1));
    let free = galley.free(i) as f64 / measure;
    let right = i64::from(row.measure) - i64::from(row.indent() + row.width);
    let level = row.indent() >= 2 && right >= 2 && (i64::from(row.indent()) - right).abs() <= 2;
    let indented = row.indent() > 0 && row.indent().abs_diff(paragraph_indent) <= 1;
    let short = text.chars().nth(LONGEST_LINE).is_none();
    let tried = short && row.role == Role::Body && (!lower || row.end.is_closed());
    let run_in = text.contains('.') && RUN_IN.iter().any(|mark| text.contains(mark));
    let said = text.contains(',') && SAID.iter().any(|mark| text.contains(mark));
    let dashed = text.starts_with(DASHES);
    let opens_credit = short && opens_credit(view, galley, i);
    let led = opens_credit || short && led(text.trim_start_matches(DASHES).trim_start(), view.rules).is_some();
    let rule =
        if tried { line_rules::ruled(text, galley.stands_alone(i), view.rules).map(|(_, role)| role) } else { None };
    let may_jump =
        short && row.role == Role::Body && (row.width * 10 < row.measure * SHORT || jump_line::may_end(text));
    let way = if may_jump { reads_as_jump(view, galley, i) } else { None };
    let jumps = way.is_some();
    let initials = if short { initials_form(text, view.rules) } else { 0.0 };
    let section = (free > 0.0 || galley.stands_alone(i))
        && (is_section(text, view.rules) || first && may_be_section(text, view.rules));
    let credit = match rule {
        Some(Role::Byline) => 2.0,
        _ if section => 0.0,
        _ if initials > 0.0 => initials,
        _ if opens_credit || short && stands_for_a_name(view, galley, i) => A_CREDIT,
        _ if short && (!lower || led) => byline_form(text, view.rules),
        _ => 0.0,
    };
    Look {
        capitals: share,
        titled,
        titled_behind,
        letters: text.chars().filter(|c| c.is_alphabetic()).count(),
        words: text.split_whitespace().count(),
        small: if short { n_small(text, view.rules) } else { 0 },
        ends_small: short && ends_small(text, view.rules),
        begins: if short && !lower { begins(text, view.rules) } else { Begins::Otherwise },
        lower,
        end: row.end,
        full: free <= 0.0,
        free: free.max(0.0),
        filled: f64::from(row.width) / measure,
        indented,
        centered: row.measure > 0 && (level && !indented || row.indent() > 8),
        over: galley.is_over(i),
        credit,
        initials: initials > 0.0,
        ruled: jumps
            || short && row.role == Role::Body && (standing(text) || tally(text) || ranked(text))
            || row.role == Role::Body && !text.contains(char::is_alphanumeric)
            || dashed && share > 0.95 && is_pen_name(galley, i)
            || matches!(rule, Some(role) if role != Role::Byline),
        role: row.role,
        gap: first || !galley.touches(i - 1),
        sentences: run_in || share < 0.8 && text.contains(". ") || said,
        pauses: text.contains([',', ';']),
        trails: opens_credit && row.role == Role::Body || text.ends_with([',', ';', '—', '–']),
        lone: galley.stands_alone(i) && free > 0.0,
        dangles: row.end == End::Open && dangles(text, view.rules),
        post: tried && !section && is_post(text, view.rules) && !salutes(text, view.rules),
        salutes: tried && salutes(text, view.rules),
        section,
        closes: short && row.role == Role::Body && closes(text, view.rules),
        priced: short && kinds::is_priced(text) && !names_sum(galley, i)
            || free > 0.0 && short && kinds::offers(&[text], view.rules),
        phones: short && row.role == Role::Body && text.contains(|c: char| c.is_ascii_digit()) && has_number(text),
        led,
        dashed,
        posted: false,
        signs_letter: false,
        // What is all in capitals is a heading in two parts, unless a dash ends it.
        runs_in: run_in && begins_in_capitals(text) && (share < 0.95 || text.ends_with(DASHES)),
        opener: false,
        labeled: false,
        dated: false,
        placed: false,
        jumps,
        comes: way == Some(Way::From),
        shows: None,
        led_in: (run_in || share < 0.8) && begins_in_capitals(text),
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Decisions, Level, fold};
    use crate::pipeline::run;
    use crate::read::{ReadOptions, read_issue};
    use crate::rules::Rules;

    const SPACED_OUT: &str = "\
Rowers raise the roof
by Ina Rourke
Staff Writer
The rowing club will mend the roof of
the boathouse over the holidays with a
gift from its former members, of whom
some were there. Those who came to the
meeting
include
Paul
Estes, Ruth Whitaker, Hal
Moss,
Carla
Benedict and the sons of the carpenter
who built it in the year of the flood.
";

    #[test]
    fn lines_that_were_spaced_out_are_text() {
        let issue = read_issue("page", "page.txt", SPACED_OUT.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let sketch = fold(&issue, &run.ledger).sketch();
        assert_eq!((sketch.matches("<title>").count(), sketch.matches("<subhead>").count()), (1, 0), "{sketch}");
    }

    /// Who somebody is goes on in the next line, and a sum in millions.
    const TOLD: &str = "\
Board approves $16
million budget
By Ina Rourke
The board has approved a budget for the
boathouse, and it will be mended before
the first of May, as was asked for.
Hal Estes, president of the board
of the boathouse at Ridge and Alder
College, said that nobody had climbed
the roof since the storm of November.
";

    #[test]
    fn a_person_in_a_text_has_written_none_of_it() {
        let issue = read_issue("page", "page.txt", TOLD.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let sketch = fold(&issue, &run.ledger).sketch();
        assert!(sketch.contains("<title> Board approves $16 million budget\n"), "{sketch}");
        assert_eq!(sketch.matches("<byline>").count(), 1, "{sketch}");
    }

    /// A headline of narrow lines in small letters between white and its text.
    const NARROW: &str = "\
Rowers raise the roof
The rowing club will mend the roof of
the boathouse over the holidays with a
gift from its former members, of whom
some were there on Monday.

Ferry
board to
seek help
of rowers
after storm
Passengers who cross the lake from the
mill to the college will have to pay two
dollars, which is more than they pay for
lunch in the dining hall.
";

    #[test]
    fn narrow_lines_that_go_on_in_no_text_are_a_headline() {
        let issue = read_issue("page", "page.txt", NARROW.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let sketch = fold(&issue, &run.ledger).sketch();
        assert!(sketch.contains("<title> Ferry board to seek help of rowers after storm\n"), "{sketch}");
    }

    #[test]
    fn a_line_end_parts_a_name() {
        let page = TOLD.replace("By Ina Rourke", "By Ina Rourke and Hal\nMoss\nOf the Lantern");
        let issue = read_issue("page", "page.txt", page.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let sketch = fold(&issue, &run.ledger).sketch();
        assert_eq!(sketch.matches("<title>").count(), 1, "{sketch}");
        assert!(!sketch.contains("<title> Moss"), "{sketch}");
    }
}
