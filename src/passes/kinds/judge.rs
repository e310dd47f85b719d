//! What speaks for each kind.
//!
//! The figures are points; one is about what a phrase is worth that adverts and the like say and news does not.

use std::collections::BTreeSet;

use super::shape::{figures, has_address, has_phone, n_degrees, n_prices};
use super::text::{Text, n_words, tail};
use crate::model::RegionKind;
use crate::model::script::is_unspaced;
use crate::passes::likeness;
use crate::rules::Rules;
use crate::rules::phrases::{Piece, fold, words};

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

    /// Points for phrases, those beyond the third being worth nothing more.
    fn phrases(&mut self, each: f64, said: &BTreeSet<&str>) {
        if !said.is_empty() {
            let first: Vec<&str> = said.iter().copied().take(3).collect();
            self.add(each * first.len() as f64, format!("it says {}", first.join(", ")));
        }
    }

    fn judgement(self, kind: &'static str, enough: f64) -> Option<Judgement> {
        (self.points >= enough).then_some(Judgement { kind, surplus: self.points - enough, why: self.why })
    }
}

/// The phrases of each list that a text says.
#[derive(Default)]
struct Said<'t> {
    advert: BTreeSet<&'t str>,
    notice: BTreeSet<&'t str>,
    family: BTreeSet<&'t str>,
    weather: BTreeSet<&'t str>,
    masthead: BTreeSet<&'t str>,
    news: BTreeSet<&'t str>,
    /// All of them in order: where in the text, and of which list.
    places: Vec<(usize, &'t str)>,
}

impl<'t> Said<'t> {
    fn of(text: &'t str, rules: &'t Rules) -> Self {
        let mut said = Self::default();
        for (list, place) in rules.lookout().into_iter().flat_map(|lookout| lookout.find(text)) {
            said.places.push((place.start, list));
            let phrase = &text[place];
            let set = match list {
                "kind-advert-words" => &mut said.advert,
                "kind-notice-words" => &mut said.notice,
                "kind-family-words" => &mut said.family,
                "kind-weather-words" => &mut said.weather,
                "kind-masthead-words" => &mut said.masthead,
                "kind-news-words" => &mut said.news,
                _ => continue,
            };
            set.insert(phrase);
        }
        said
    }
}

/// What an article is, if it is more likely that than news.
pub(super) fn judge(text: &Text, rules: &Rules) -> Option<Judgement> {
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
    let of = |list: &str| if !is_told { silent(text.body(), list, &said.places) } else { 0.0 };
    let sums = [
        advert(text, &said, &heads, mark, news + long + of("kind-advert-words")),
        notice(&said, &heads, news + long / 2.0 + of("kind-notice-words")),
        family(text, &said, &heads, news + of("kind-family-words")),
        weather(text, &said, &heads, news + 2.0 * long + of("kind-weather-words")),
        masthead(text, rules, &heads, 2.0 * long, || of("kind-masthead-words")),
        note(text, &heads, long),
        table(text, &said, news),
    ];
    // Of those that tell equally the first.
    sums.into_iter().flatten().reduce(|best, other| if other.surplus > best.surplus { other } else { best })
}

/// What speaks against a kind: that the longer part of the text stands in paragraphs which say nothing of it.
fn silent(body: &str, list: &str, said: &[(usize, &str)]) -> f64 {
    /// Letters of a paragraph that says something.
    const SHORT: usize = 60;
    let mut said = said.iter().filter(|(_, of)| *of == list).map(|(at, _)| *at).peekable();
    let (mut end, mut all, mut mute) = (0, 0, 0);
    for paragraph in body.split_inclusive('\n') {
        end += paragraph.len();
        let mut says = paragraph.len() < SHORT;
        while said.next_if(|at| *at < end).is_some() {
            says = true;
        }
        all += paragraph.len();
        mute += if says { 0 } else { paragraph.len() };
    }
    if mute * 2 > all { 2.0 } else { 0.0 }
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
    fn of(text: &Text, rules: &Rules) -> Self {
        let whole = (text.heads.len() > 1).then(|| text.heads.join(" "));
        // Only what stands over all of it says what it is; where nothing does, or only a number, its first line may.
        let lettered = |head: &&String| head.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let first = text.heads.iter().find(lettered).filter(|_| text.is_headed);
        let head = |list: &str| {
            let lines = whole.iter().chain(first).map(String::as_str);
            let opening = text.openings.iter().take(1).filter(|_| first.is_none()).map(String::as_str);
            lines.chain(opening).find(|line| is_phrase(line, list, rules)).map(|line| line.trim().to_owned())
        };
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
    ["kind-advert", "kind-notice", "kind-family", "kind-weather"].iter().any(|list| is_phrase(head, list, rules))
}

/// Whether the words of a line are one of the phrases of a list and nothing else.
fn is_phrase(line: &str, list: &str, rules: &Rules) -> bool {
    spoken(line, list, rules).is_some_and(|(n, all)| n == all)
}

/// Whether a line begins with a phrase of a list that a colon, a dash or a bracket parts from the rest.
pub(super) fn begins_with(line: &str, list: &str, rules: &Rules) -> bool {
    if spoken(line, list, rules).is_some_and(|(n, all)| n == all) {
        return true;
    }
    let Some(at) = line.find([':', '：', '—', '–', ']', '】', ')']) else { return false };
    is_phrase(&line[..at], list, rules)
}

/// How many words of a line the longest phrase takes that it begins with, and how many words it has.
fn spoken(line: &str, list: &str, rules: &Rules) -> Option<(usize, usize)> {
    /// More words than any phrase has.
    const MOST: usize = 14;
    let phrases = rules.phrases(list)?;
    // Most lines begin with no letter that any phrase begins with; no more of them is read.
    let mut rest = words(line);
    let first = rest.next()?;
    let phrases = phrases.beginning(first.chars().next()?);
    if phrases.is_empty() {
        return None;
    }
    let read: Vec<String> = std::iter::once(first).chain(rest).take(MOST).collect();
    let length = |word: &str| word.chars().count();
    let matches = |phrase: &&Vec<Piece>| {
        // A word alone is taken for another one only where no letter is too many.
        let alone = |word: &str| phrase.len() > 1 || length(&read[0]) == length(word);
        phrase.len() <= read.len()
            && phrase.iter().zip(&read).all(|(piece, read)| match piece {
                Piece::Word(word) => alone(word) && likeness::is_misread(read, word),
                Piece::Number | Piece::Catch => false,
            })
    };
    phrases.iter().filter(matches).map(Vec::len).max().map(|n| (n, read.len()))
}

/// The mark at the end of a paragraph that says that it is an advert.
fn mark(paragraph: &str, rules: &Rules) -> Option<String> {
    let mark = &paragraph[tail(paragraph)?];
    // A longer phrase may as well be what an article ends with.
    (n_words(mark) <= 2
        && is_phrase(mark, "kind-advert", rules)
        && mark.chars().filter(|c| c.is_alphabetic()).count() <= 16)
        .then(|| mark.to_owned())
}

fn advert(text: &Text, said: &Said<'_>, heads: &Heads, mark: Option<String>, against: f64) -> Option<Judgement> {
    /// Points of an advert.
    const ENOUGH: f64 = 2.0;
    /// Most points for prices, a telephone, an address and broken lines together.
    const SHAPE: f64 = 0.9 + 0.7 + 0.4 + 0.3;
    let mut sum = Sum::default();
    if let Some(mark) = mark {
        sum.add(3.0, format!("it ends with {mark}"));
    }
    if let Some(head) = &heads.advert {
        sum.add(2.0, format!("it is headed {head}"));
    }
    sum.phrases(0.8, &said.advert);
    // What shape can add at most; where that is not enough nothing is looked for.
    if sum.points + SHAPE - against < ENOUGH {
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
    if text.is_broken() {
        sum.add(0.3, "its lines are no running text");
    }
    sum.points -= against;
    sum.judgement("advertisement", ENOUGH)
}

fn notice(said: &Said<'_>, heads: &Heads, against: f64) -> Option<Judgement> {
    let mut sum = Sum::default();
    if let Some(head) = &heads.notice {
        sum.add(1.8, format!("it is headed {head}"));
    }
    sum.phrases(0.8, &said.notice);
    sum.points -= against;
    sum.judgement("notice", 1.5)
}

fn family(text: &Text, said: &Said<'_>, heads: &Heads, against: f64) -> Option<Judgement> {
    let mut sum = Sum::default();
    if let Some(head) = &heads.family {
        sum.add(2.0, format!("it is headed {head}"));
    }
    sum.phrases(0.7, &said.family);
    let crossed = |line: &str| line.trim_start().starts_with(['†', '✝', '✠']);
    if text.heads.iter().chain(&text.openings).any(|line| crossed(line)) {
        sum.add(1.2, "a line begins with a cross");
    }
    sum.points -= against;
    sum.judgement("family_notice", 1.9)
}

fn weather(text: &Text, said: &Said<'_>, heads: &Heads, against: f64) -> Option<Judgement> {
    let mut sum = Sum::default();
    if let Some(head) = &heads.weather {
        sum.add(1.3, format!("it is headed {head}"));
    }
    sum.phrases(0.5, &said.weather);
    if said.weather.len() > 3 {
        sum.points += 0.5;
    }
    if n_degrees(text.body()) >= 2 {
        sum.add(0.6, "it gives degrees");
    }
    sum.points -= against;
    sum.judgement("weather", 1.8)
}

fn masthead(
    text: &Text,
    rules: &Rules,
    heads: &Heads,
    against: f64,
    silent: impl FnOnce() -> f64,
) -> Option<Judgement> {
    /// Points of a masthead, and most of them.
    const ENOUGH: f64 = 1.9;
    const MOST: f64 = 3.0 * 0.8 + 0.4 + 0.4;
    /// Words of the line at the foot that says who printed the paper.
    const IMPRINT: usize = 45;
    let of_head = if heads.is_empty() { 0.0 } else { 1.0 };
    if MOST - against - of_head < ENOUGH {
        return None;
    }
    let whole = text.whole();
    let said = Said::of(&whole, rules);
    let mut sum = Sum::default();
    sum.phrases(0.8, &said.masthead);
    if sum.points > 0.0 && text.n_words <= IMPRINT {
        sum.add(0.4, "it is short");
    }
    if sum.points > 0.0 && text.is_broken() {
        sum.add(0.4, "its lines are no running text");
    }
    sum.points -= against + of_head + 0.7 * said.news.len().min(3) as f64 + 0.5 * said.advert.len().min(2) as f64;
    if sum.points >= ENOUGH {
        sum.points -= silent();
    }
    sum.judgement("masthead", ENOUGH)
}

fn note(text: &Text, heads: &Heads, against: f64) -> Option<Judgement> {
    let mut sum = Sum::default();
    if let Some(head) = &heads.note {
        sum.add(2.0, format!("it begins with {head}"));
    }
    if text.by {
        sum.points -= 0.5;
    }
    sum.points -= against;
    sum.judgement("editor_note", 1.4)
}

fn table(text: &Text, said: &Said<'_>, against: f64) -> Option<Judgement> {
    if text.n_lines > 2 && text.n_cells * 3 > text.n_lines * 2 {
        return Some(Judgement {
            kind: "table",
            surplus: 0.5,
            why: vec!["most of its lines are cells of a table".to_owned()],
        });
    }
    let share = figures(text.body())?;
    let telling = against > 0.0 || text.n_lines < 3 || !said.advert.is_empty();
    (share > TABLE && !telling).then(|| Judgement {
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
