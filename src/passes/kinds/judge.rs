//! What speaks for each kind.
//!
//! The figures are points; one is about what a phrase is worth that adverts and the like say and news does not.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::said::Said;
use super::shape::{figures, has_address, has_phone, n_degrees, n_prices};
use super::text::{Text, n_words, tail};
use crate::model::RegionKind;
use crate::model::script::is_unspaced;
use crate::passes::likeness;
use crate::rules::Rules;
use crate::rules::phrases::{Piece, fold, initial, words};

/// Words of an article from which nothing but what heads it or the file can tell that it is no news.
const LONG: usize = 400;
/// Words from which on length speaks against what is short as a rule.
const MIDDLING: usize = 150;
/// Share of words with figures from which a text is a table.
const TABLE: f64 = 0.5;

/// A kind, by how much it goes beyond what it takes, and why.
pub(super) struct Judgement {
    pub kind: &'static str,
    pub surplus: f64,
    pub why: Vec<String>,
}

/// What speaks for one kind.
#[derive(Default)]
struct Sum {
    points: f64,
    why: Vec<String>,
}

impl Sum {
    fn add(&mut self, points: f64, why: impl Into<String>) {
        self.points += points;
        self.why.push(why.into());
    }

    /// Points for a heading that says of itself what stands below it.
    fn headed(&mut self, points: f64, head: Option<&String>) {
        if let Some(head) = head {
            self.add(points, format!("it is headed {head}"));
        }
    }

    /// Points for phrases, those beyond the third being worth nothing more.
    fn phrases(&mut self, each: f64, said: &BTreeSet<&str>) {
        if !said.is_empty() {
            let first: Vec<&str> = said.iter().copied().take(3).collect();
            self.add(each * first.len() as f64, format!("it says {}", first.join(", ")));
        }
    }

    /// What it comes to when what speaks against the kind is taken off. What takes a look at the whole text to tell is
    /// only asked for where the rest is enough.
    fn judgement(self, kind: &'static str, enough: f64, against: f64, more: impl FnOnce() -> f64) -> Option<Judgement> {
        if self.points - against < enough {
            return None;
        }
        self.less(against + more()).enough(kind, enough)
    }

    fn less(mut self, against: f64) -> Self {
        self.points -= against;
        self
    }

    fn enough(self, kind: &'static str, enough: f64) -> Option<Judgement> {
        (self.points >= enough).then_some(Judgement { kind, surplus: self.points - enough, why: self.why })
    }
}

/// What an article is, if it is more likely that than news.
pub(super) fn judge(text: &Text<'_>, rules: &Rules) -> Option<Judgement> {
    if let Some(kind) = text.filed {
        let (kind, why) = match kind {
            RegionKind::Table => ("table", "the file says that it is a table"),
            _ => ("advertisement", "the file says that it is an advertisement"),
        };
        return Some(Judgement { kind, surplus: 2.0, why: vec![why.to_owned()] });
    }
    let heads = Heads::of(text, rules);
    let mark = mark(&text.ending, rules);
    if text.n_words > LONG && heads.is_empty() && mark.is_none() {
        return None;
    }
    let said = Said::of(text.body(), rules);
    // Who wrote it, who said it, and from where: only news tells.
    let news =
        0.7 * said.news.len().min(3) as f64 + if text.by { 1.5 } else { 0.0 } + if text.dateline { 1.5 } else { 0.0 };
    let long = match text.n_words {
        n if n > 2 * MIDDLING => 1.0,
        n if n > MIDDLING => 0.5,
        _ => 0.0,
    };
    // A piece of news does not become an advert by one that nothing parts from it.
    let is_told = !heads.is_empty() || mark.is_some();
    let silent = |list: &str| if is_told { 0.0 } else { said.silent(list) };
    let sums = [
        advert(text, rules, &said, &heads, mark, news + long, || silent("kind-advert-words")),
        notice(&said, &heads, news + long / 2.0, || silent("kind-notice-words")),
        family(text, &said, &heads, news, || silent("kind-family-words")),
        weather(text, &said, &heads, news + 2.0 * long, || silent("kind-weather-words")),
        masthead(text, rules, &heads, 2.0 * long, || silent("kind-masthead-words")),
        note(text, &heads, long),
        table(text, &said, news),
    ];
    // Of those that tell equally the first.
    sums.into_iter().flatten().reduce(|best, other| if other.surplus > best.surplus { other } else { best })
}

/// What the headings are, where they are those of a list; misread letters are allowed for.
struct Heads {
    advert: Option<String>,
    notice: Option<String>,
    family: Option<String>,
    weather: Option<String>,
    note: Option<String>,
}

impl Heads {
    fn of(text: &Text<'_>, rules: &Rules) -> Self {
        let whole = (text.heads.len() > 1).then(|| text.heads.join(" "));
        // Only what stands over all of it says what it is; where nothing does, or only a number, its first line may.
        let lettered = |head: &&String| head.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let first = text.heads.iter().find(lettered).filter(|_| text.is_headed);
        let opening = text.openings.iter().take(1).filter(|_| first.is_none());
        let lines: Vec<Line<'_>> = whole.iter().chain(first).chain(opening).map(|line| Line::of(line)).collect();
        let head =
            |list: &str| lines.iter().find(|line| line.is_phrase(list, rules)).map(|line| line.text.trim().to_owned());
        let opens = || {
            let first = text.heads.iter().chain(text.openings.iter().take(1));
            first
                .take(2)
                .find(|line| begins_with(line, "kind-editor-note", rules))
                .map(|line| line.trim().chars().take(24).collect())
        };
        Self {
            advert: head("kind-advert"),
            notice: head("kind-notice"),
            family: head("kind-family"),
            weather: head("kind-weather"),
            note: opens(),
        }
    }

    fn is_empty(&self) -> bool {
        [&self.advert, &self.notice, &self.family, &self.weather, &self.note].into_iter().all(Option::is_none)
    }
}

/// Whether a heading in small letters is one that stands over adverts, notices, births, or the weather.
pub(super) fn is_head(head: &str, rules: &Rules) -> bool {
    let head = Line::of(head);
    ["kind-advert", "kind-notice", "kind-family", "kind-weather"].iter().any(|list| head.is_phrase(list, rules))
}

/// Whether a line begins with a phrase of a list that a colon, a dash or a bracket parts from the rest.
pub(super) fn begins_with(line: &str, list: &str, rules: &Rules) -> bool {
    if Line::of(line).is_phrase(list, rules) {
        return true;
    }
    let Some(at) = line.find([':', '：', '—', '–', ']', '】', ')']) else { return false };
    Line::of(&line[..at]).is_phrase(list, rules)
}

/// A line that is compared with phrases.
struct Line<'t> {
    text: &'t str,
    /// The letter that its first word begins with.
    initial: Option<char>,
    /// Its first words, once they were asked for.
    words: OnceCell<Vec<String>>,
}

impl<'t> Line<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, initial: initial(text), words: OnceCell::new() }
    }

    /// Whether its words are one of the phrases of a list and nothing else.
    fn is_phrase(&self, list: &str, rules: &Rules) -> bool {
        /// More words than any phrase has.
        const MOST: usize = 14;
        let (Some(initial), Some(phrases)) = (self.initial, rules.phrases(list)) else { return false };
        // Most lines begin with no letter that any phrase begins with; no more of them is read.
        let phrases = phrases.beginning(initial);
        if phrases.is_empty() {
            return false;
        }
        let read = self.words.get_or_init(|| words(self.text).take(MOST).collect());
        let length = |word: &str| word.chars().count();
        phrases.iter().any(|phrase| {
            // A word alone is taken for another one only where no letter is too many.
            let alone = |word: &str| phrase.len() > 1 || length(&read[0]) == length(word);
            phrase.len() == read.len()
                && phrase.iter().zip(read).all(|(piece, read)| match piece {
                    Piece::Word(word) => alone(word) && likeness::is_misread(read, word),
                    Piece::Number | Piece::Catch => false,
                })
        })
    }
}

/// The mark at the end of a paragraph that says that it is an advert.
fn mark(paragraph: &str, rules: &Rules) -> Option<String> {
    let mark = &paragraph[tail(paragraph)?];
    // A longer phrase may as well be what an article ends with.
    (n_words(mark) <= 2
        && Line::of(mark).is_phrase("kind-advert", rules)
        && mark.chars().filter(|c| c.is_alphabetic()).count() <= 16)
        .then(|| mark.to_owned())
}

fn advert(
    text: &Text<'_>,
    rules: &Rules,
    said: &Said<'_>,
    heads: &Heads,
    mark: Option<String>,
    against: f64,
    silent: impl FnOnce() -> f64,
) -> Option<Judgement> {
    /// Points of an advert.
    const ENOUGH: f64 = 2.0;
    /// Most points for prices, a telephone, an address, broken lines, lines set each by itself, no text, none but such lines,
    /// and words to the reader together.
    const SHAPE: f64 = 0.9 + 0.7 + 0.4 + 0.3 + 0.8 + 0.5 + 1.2 + 1.3;
    /// Most words of an advert that speaks to the reader.
    const SHORT: usize = 80;
    let mut sum = Sum::default();
    if let Some(mark) = mark {
        sum.add(3.0, format!("it ends with {mark}"));
    }
    sum.headed(2.0, heads.advert.as_ref());
    sum.phrases(0.8, &said.advert);
    // What shape can add at most; where that is not enough nothing is looked for.
    let at_most = sum.points + SHAPE;
    if at_most - against < ENOUGH {
        return None;
    }
    let speaks = text.n_words <= SHORT && speaks_to_reader(text.body(), rules);
    // Its paragraphs need not say more.
    let against = against + if speaks { 0.0 } else { silent() };
    if at_most - against < ENOUGH {
        return None;
    }
    match n_prices(text.body(), 4) {
        0 => {}
        1 => sum.add(0.4, "it names a price"),
        _ if text.n_words <= MIDDLING => sum.add(0.9, "it names prices"),
        _ => sum.add(0.5, "it names prices"),
    }
    if has_phone(text.body()) {
        sum.add(0.7, "it gives a telephone");
    }
    if has_address(text.body()) {
        sum.add(0.4, "it gives an address");
    }
    if text.is_kept() {
        sum.add(0.8, "most of its lines are set each by itself");
    }
    if text.is_broken() {
        sum.add(0.3, "its lines are no running text");
    }
    if text.is_poster() {
        sum.add(1.2, "a few short lines set as an advert are all of it");
    }
    if speaks {
        sum.add(1.3, "it speaks to the reader");
    }
    if text.n_bare > 0 {
        sum.add(0.5, "nothing but headings stands in it");
    }
    sum.less(against).enough("advertisement", ENOUGH)
}

/// Whether words such as `you` and `our` come back in a text that quotes nobody.
fn speaks_to_reader(text: &str, rules: &Rules) -> bool {
    /// Fewest such words, and of how many words one is such a word at least.
    const FEWEST: usize = 3;
    const ONE_OF: usize = 16;
    let list = rules.words("reader-word");
    let (n, all) = words(text).fold((0, 0), |(n, all), word| (n + usize::from(list.contains(&word)), all + 1));
    n >= FEWEST && n * ONE_OF >= all && !text.contains(['"', '“', '„', '«'])
}

fn notice(said: &Said<'_>, heads: &Heads, against: f64, silent: impl FnOnce() -> f64) -> Option<Judgement> {
    let mut sum = Sum::default();
    sum.headed(1.8, heads.notice.as_ref());
    sum.phrases(0.8, &said.notice);
    sum.judgement("notice", 1.5, against, silent)
}

fn family(
    text: &Text<'_>,
    said: &Said<'_>,
    heads: &Heads,
    against: f64,
    silent: impl FnOnce() -> f64,
) -> Option<Judgement> {
    let mut sum = Sum::default();
    sum.headed(2.0, heads.family.as_ref());
    sum.phrases(0.7, &said.family);
    let crossed = |line: &str| line.trim_start().starts_with(['†', '✝', '✠']);
    if text.heads.iter().chain(&text.openings).any(|line| crossed(line)) {
        sum.add(1.2, "a line begins with a cross");
    }
    sum.judgement("family_notice", 1.9, against, silent)
}

fn weather(
    text: &Text<'_>,
    said: &Said<'_>,
    heads: &Heads,
    against: f64,
    silent: impl FnOnce() -> f64,
) -> Option<Judgement> {
    /// Points of the weather, and those for degrees.
    const ENOUGH: f64 = 1.8;
    const DEGREES: f64 = 0.6;
    let mut sum = Sum::default();
    sum.headed(1.3, heads.weather.as_ref());
    sum.phrases(0.5, &said.weather);
    if said.weather.len() > 3 {
        sum.points += 0.5;
    }
    // Degrees are not counted where they would not be enough.
    if sum.points + DEGREES - against < ENOUGH {
        return None;
    }
    if n_degrees(text.body()) >= 2 {
        sum.add(DEGREES, "it gives degrees");
    }
    sum.judgement("weather", ENOUGH, against, silent)
}

fn masthead(
    text: &Text<'_>,
    rules: &Rules,
    heads: &Heads,
    against: f64,
    silent: impl FnOnce() -> f64,
) -> Option<Judgement> {
    /// Points of a masthead, most of them for phrases, and those for each sign of its shape.
    const ENOUGH: f64 = 1.9;
    const PHRASES: f64 = 3.0 * 0.8;
    const SHAPE: f64 = 0.4;
    /// Words of the line at the foot that says who printed the paper.
    const IMPRINT: usize = 45;
    let of_head = if heads.is_empty() { 0.0 } else { 1.0 };
    let (short, broken) = (text.n_words <= IMPRINT, text.is_broken());
    // Its phrases are looked for only where three of them would be enough.
    let shape = |is: bool| if is { SHAPE } else { 0.0 };
    if PHRASES + shape(short) + shape(broken) - (against + of_head) < ENOUGH {
        return None;
    }
    let whole = text.whole();
    let said = Said::of(&whole, rules);
    let mut sum = Sum::default();
    sum.phrases(0.8, &said.masthead);
    if sum.points > 0.0 && short {
        sum.add(SHAPE, "it is short");
    }
    if sum.points > 0.0 && broken {
        sum.add(SHAPE, "its lines are no running text");
    }
    sum.points -= against + of_head + 0.7 * said.news.len().min(3) as f64 + 0.5 * said.advert.len().min(2) as f64;
    sum.judgement("masthead", ENOUGH, 0.0, silent)
}

fn note(text: &Text<'_>, heads: &Heads, against: f64) -> Option<Judgement> {
    let mut sum = Sum::default();
    if let Some(head) = &heads.note {
        sum.add(2.0, format!("it begins with {head}"));
    }
    if text.by {
        sum.points -= 0.5;
    }
    sum.less(against).enough("editor_note", 1.4)
}

fn table(text: &Text<'_>, said: &Said<'_>, against: f64) -> Option<Judgement> {
    if text.n_lines > 2 && text.n_cells * 3 > text.n_lines * 2 {
        return Some(Judgement {
            kind: "table",
            surplus: 0.5,
            why: vec!["most of its lines are cells of a table".to_owned()],
        });
    }
    if against > 0.0 || text.n_lines < 3 || !said.advert.is_empty() {
        return None;
    }
    let share = figures(text.body())?;
    (share > TABLE).then(|| Judgement {
        kind: "table",
        surplus: 4.0 * (share - TABLE),
        why: vec![format!("{:.0} % of its words are figures", 100.0 * share)],
    })
}

/// Whether the first or the last line of a paragraph is such as adverts have.
pub(super) fn opens_or_ends_as_advert(lines: &[&str], rules: &Rules) -> bool {
    /// Letters that hold the longest phrase.
    const OPENING: usize = 48;
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    let lists = ["kind-advert-words", "kind-advert"].map(|list| rules.words(list));
    let initial = first.chars().next().map(|c| fold(c.encode_utf8(&mut [0; 4])));
    let may_open = initial.is_some_and(|initial| lists.iter().any(|list| list.begins_any(&initial)));
    let opens = || {
        let opening = fold(&first.chars().take(OPENING).collect::<String>());
        lists.iter().filter_map(|list| list.at_start(&opening)).any(|phrase| {
            !opening[phrase.len()..].chars().next().is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c))
        })
    };
    may_open && opens() || mark(last, rules).is_some()
}

/// Whether a paragraph in small letters is an advert by itself.
pub(super) fn is_advert(text: &str, rules: &Rules) -> bool {
    /// Points of a paragraph that is an advert wherever it stands.
    const ENOUGH: f64 = 1.6;
    if mark(text, rules).is_some() {
        return true;
    }
    let said = Said::of(text, rules);
    if said.advert.is_empty() {
        return false;
    }
    let points = 0.8 * said.advert.len().min(3) as f64
        + 0.4 * n_prices(text, 2) as f64
        + if has_phone(text) { 0.7 } else { 0.0 }
        + if has_address(text) { 0.4 } else { 0.0 }
        - 0.7 * said.news.len().min(3) as f64;
    points >= ENOUGH
}
