//! Whether a short line is the name of who wrote the text: Chinese persons by their surnames, bodies by their endings.
//!
//! A guess on form alone; what stands around the line decides, in the pass that asks.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::credit::{credit_form, is_agency, is_credit_line, led, persons, told, with_post};
use super::cut_words;
use super::everyday::is_common_word;
use super::posts::{is_bare_post, is_post, name_and_post};
use crate::ledger::Field;
use crate::lexicon::of_language;
use crate::model::script::{Script, is_han, script};
use crate::rules::Rules;

/// Longest name of a body, in characters.
const LONGEST_BODY: usize = 18;
/// Longest signature of initials, in bytes.
const LONGEST_SIGNATURE: usize = 16;
/// Characters of grammar, which no name has.
pub(crate) const NO_NAME: &[char] = &[
    '的', '了', '是', '不', '们', '們', '这', '這', '那', '吗', '嗎', '呢', '吧', '着', '著', '过', '過', '从', '從',
    '有',
];
/// Of these, what the name of a body has as little.
const NO_BODY: &[char] = &['的', '了', '是', '不', '们', '們', '这', '這', '那', '吗', '嗎', '呢', '吧'];
/// Characters behind which the ending of a body counts such bodies: `設平糶處十所`.
const COUNTS: [char; 17] =
    ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两', '兩', '几', '幾', '数'];
/// Longest run of names without a space, in characters.
pub(crate) const LONGEST_RUN: usize = 18;

/// How much a line looks like a byline, 0 to 1: by words and marks of a credit, else by the form of a name alone. Names of
/// two characters are padded to the width of three, and several names are set apart by spaces.
pub(crate) fn byline_form(text: &str, rules: &Rules) -> f64 {
    byline_form_by(text, || credit_form(text, rules), rules)
}

/// The same where it may be known how much of a credit the line is.
pub(super) fn byline_form_by(text: &str, credit: impl FnOnce() -> f64, rules: &Rules) -> f64 {
    if text.is_ascii() {
        return western_form(text, rules);
    }
    let credit = credit();
    if credit > 0.0 {
        return credit;
    }
    if !text.chars().any(is_han) {
        return western_form(text, rules);
    }
    name_form(text, rules).max(body_form(text, rules)).max(body_and_name_form(text, rules))
}

/// How much a line is like the name of a body with a person of it: `市林业局 张江`, `张江（市林业局）`.
fn body_and_name_form(text: &str, rules: &Rules) -> f64 {
    let bracketed = || text.strip_suffix(['）', ')'])?.split_once(['（', '(']).map(|(name, body)| (body, name));
    let Some((body, name)) = bracketed().or_else(|| text.split_once([' ', '\u{3000}'])) else { return 0.0 };
    let is_one = body_form(body, rules) > 0.0 && name_form(name.trim(), rules) >= A_PERSON;
    if is_one { OF_BODY } else { 0.0 }
}

/// How much a name behind its place is like a signature.
const PLACED_NAME: f64 = 0.75;

/// How much a line is like nothing but the name of who wrote the text above it, in brackets: `（张江）`, `（市林业局）`,
/// `（市林业局　张江）`.
pub(crate) fn signature_form(text: &str, rules: &Rules) -> f64 {
    let inside = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    let placed = |inside: &str| if placed_name(inside).is_some() { PLACED_NAME } else { 0.0 };
    let form =
        |inside: &str| name_form(inside, rules).max(body_form(inside, rules)).max(body_and_name_form(inside, rules));
    inside.map_or(0.0, |inside| form(inside).max(placed(inside)))
}

/// The place, or the office of a paper, and the name behind it that brackets hold below a letter or a report, apart by a dot
/// or a bar: `台北市．林水木`, `輪島支局・坂本正人`.
pub(crate) fn placed_name(inside: &str) -> Option<(&str, &str)> {
    /// With what the name of a place or an office ends. Names of some peoples have a dot inside.
    const PLACES: [char; 14] = ['市', '縣', '县', '省', '區', '区', '鎮', '镇', '鄉', '乡', '町', '村', '局', '社'];
    let (place, name) = inside.split_once(['．', '・', '·', '‧', '／', '/'])?;
    let han = |text: &str, least: usize, most: usize| {
        (least..=most).contains(&text.chars().count()) && text.chars().all(is_han)
    };
    (place.ends_with(PLACES) && han(place, 3, 6) && han(name, 2, 5) && !name.ends_with(PLACES)).then_some((place, name))
}

/// How much a line is like nothing but names of persons.
fn name_form(text: &str, rules: &Rules) -> f64 {
    let parts: Vec<&str> = text.split([' ', '\u{3000}', '、', '·', '/']).filter(|part| !part.is_empty()).collect();
    let n_chars = |part: &str| part.chars().count();
    if parts.is_empty() || parts.iter().any(|part| n_chars(part) > LONGEST_RUN || !part.chars().all(is_han)) {
        return 0.0;
    }
    if parts.len() > 1 {
        let compact: String = parts.concat();
        let padded = parts.len() == 2 && parts.iter().all(|part| n_chars(part) == 1);
        let each = || parts.iter().all(|part| n_chars(part) >= 2 && split_names(part, rules).is_some());
        return match split_names(&compact, rules) {
            Some(_) if padded => 0.92,
            Some(_) if each() => 0.9,
            // Names of two and of three characters, the former padded.
            Some(names) if parts.iter().all(|part| n_chars(part) <= 3) && names.len() < parts.len() => 0.85,
            _ => 0.0,
        };
    }
    let Some(names) = split_names(parts[0], rules) else { return 0.0 };
    // A word of everyday that goes on from one to the next makes them no names: `高速` and `公路上`.
    if names.windows(2).any(|two| cut_words::is_cut(two[0], two[1], cut_words::SURE)) {
        return 0.0;
    }
    match (names.len(), n_chars(parts[0])) {
        (1, 3) => 0.75,
        (1, 2) if is_common_word(parts[0]) => A_WORD,
        (1, 2) => 0.65,
        (1, _) => 0.6,
        _ if names.iter().all(|name| is_common_word(name)) => A_WORD,
        // Several names run together: the more, the less likely by chance.
        (_, 4..=6) => 0.45,
        _ => 0.5,
    }
}

/// From this form on a run of Han beside the name of a body is a person, and how much both are like a byline.
const A_PERSON: f64 = 0.6;
const OF_BODY: f64 = 0.93;

/// How much a word of everyday that begins with a surname is like a name.
pub(crate) const A_WORD: f64 = 0.3;

/// How much a run of Han is like the name of a body.
pub(crate) fn body_form(text: &str, rules: &Rules) -> f64 {
    let endings = rules.words("body-ending");
    if !endings.ends_any(text.trim_end()) {
        return 0.0;
    }
    let signs = || text.chars().filter(|c| !c.is_whitespace());
    let n = signs().take(LONGEST_BODY + 1).count();
    if !(3..=LONGEST_BODY).contains(&n) || !signs().all(is_han) {
        return 0.0;
    }
    let compact = if text.len() == signs().map(char::len_utf8).sum::<usize>() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(signs().collect::<String>())
    };
    let is_counted = || compact.chars().rev().nth(1).is_some_and(|c| COUNTS.contains(&c));
    let is_none = || is_counted() || rules.words("no-body-ending").at_end(&compact).is_some();
    if endings.at_end(&compact).is_none() || compact.contains(NO_BODY) || is_none() {
        return 0.0;
    }
    if rules.words("body-start").at_start(&compact).is_some() { 0.7 } else { 0.45 }
}

/// Most initials of a signature, and most letters of one that is nothing but letters.
const MOST_INITIALS: usize = 4;
/// Marks that stand before a signature.
pub(crate) const DASHES: &[char] = &['—', '–', '-', '‐', '~'];

/// How much a line is like nothing but the initials with which somebody signs: `J. R. M.`, `—K.`, `(wb)`.
pub(crate) fn initials_form(text: &str, rules: &Rules) -> f64 {
    let text = text.trim();
    let plain = text.trim_start_matches(DASHES).trim_start();
    let inside = |open, close| plain.strip_prefix(open).and_then(|text| text.strip_suffix(close));
    let inner = inside('(', ')').or_else(|| inside('[', ']'));
    let marked = inner.is_some() || plain.len() < text.len();
    let inner = inner.unwrap_or(plain).trim();
    if inner.len() > LONGEST_SIGNATURE || is_agency(inner, rules) {
        return 0.0;
    }
    // Numbers of chapters and items are letters with a dot too.
    let letters = inner.chars().filter(|c| c.is_alphabetic());
    if letters.clone().all(|c| "IVXLCivxlc".contains(c)) {
        return 0.0;
    }
    let n = letters.clone().count();
    let one_case = letters.clone().all(char::is_lowercase) || letters.clone().all(char::is_uppercase);
    // Each initial has its dot, and nothing else stands there.
    let mut pieces = inner.split_terminator('.').map(str::trim_start);
    let dotted =
        inner.ends_with('.') && pieces.all(|piece| piece.chars().count() == 1 && piece.chars().all(char::is_uppercase));
    match (dotted, marked, n) {
        (true, true, 2..=MOST_INITIALS) => 0.92,
        (true, false, 2..=MOST_INITIALS) => 0.8,
        (true, true, 1) => 0.75,
        (false, true, 2..=MOST_INITIALS) if one_case && inner.chars().all(char::is_alphabetic) => 0.7,
        _ => 0.0,
    }
}

/// How a person is addressed, before a name.
const HONORIFICS: [&str; 8] = ["Mr.", "Mrs.", "Ms.", "Miss", "Dr.", "Prof.", "Rev.", "Mme."];
/// Small words inside names.
const PARTICLES: &[&str] = &[
    "af", "av", "d", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "la", "le", "ten",
    "ter", "van", "von", "y", "zu", "zur",
];

/// Most letters of initials that no blank parts.
const MOST_IN_ONE: usize = 3;
/// Words that lead a noun and no name: `by a Woman`.
pub(super) const ARTICLES: &[&str] = &["a", "an", "the"];

/// From this form on a name is one beyond doubt, so that what leads it may be misread.
const PLAIN_NAME: f64 = 0.65;
/// How much words that a credit leads are like a name where nothing but their capitals tells.
const LED_NAME: f64 = 0.4;
/// Most words of a credit.
const LONGEST_CREDIT: usize = 12;

/// How much a line of a spaced script looks like a byline: names, with or without a word such as `by` before them.
fn western_form(text: &str, rules: &Rules) -> f64 {
    let text = text.trim();
    let plain = text.trim_start_matches(DASHES).trim_start();
    let dashed = plain.len() < text.len();
    let text = if plain.split_whitespace().next_back().is_some_and(|last| last.chars().count() > 4) {
        plain.trim_end_matches('.')
    } else {
        plain
    };
    let n_words = text.split_whitespace().count();
    if !(2..=LONGEST_CREDIT).contains(&n_words) {
        return 0.0;
    }
    let Some(led) = led(text, rules) else {
        if is_agency(text, rules) {
            return 0.93;
        }
        if let Some((name, post)) = name_and_post(text, rules) {
            // A name alone could be a headline; with what the named is it could not, least with a stroke and a post of papers.
            let parted = text[name.len()..].trim_start().starts_with(['/', '|']) && is_bare_post(post, rules);
            return (western_form(name, rules) + 0.3).min(if parted { 0.93 } else { 0.9 });
        }
        if is_credit_line(text, rules) {
            return 0.94;
        }
        if is_bare_post(text, rules) {
            return 0.0;
        }
        let and = rules.words("credit-and");
        let words: Vec<&str> = text.split_whitespace().collect();
        let names = words.split(|word| and.contains_lower(word));
        let form = names.map(|name| one_name(name, rules)).fold(1.0, f64::min);
        // A dash before the name signs what stands above, also where a letter of it is read as a figure.
        let misread = dashed && text.contains(|c: char| c.is_ascii_digit());
        let form = if misread { form.max(led_name(&words)) } else { form };
        return if dashed && form > 0.0 { (form + 0.25).min(0.92) } else { form };
    };
    if told(text, rules).is_some() {
        return 0.94;
    }
    // Who took a picture wrote nothing.
    if led.field == Field::Photographer {
        return 0.0;
    }
    let rest = &text[led.at..];
    if rest.is_empty() {
        return 0.0;
    }
    if !led.misread && is_agency(rest, rules) {
        return 0.95;
    }
    if is_credit_line(text, rules) {
        return 0.94;
    }
    let (names, _) = with_post(rest, rules);
    let pieces = persons(names, rules);
    let mut form: f64 = if pieces.is_empty() { 0.0 } else { 1.0 };
    for (n, piece) in pieces.into_iter().enumerate() {
        if n > 0 && is_post(piece, rules) {
            continue;
        }
        let words: Vec<&str> = piece.split_whitespace().collect();
        form = form.min(one_name(&words, rules).max(led_name(&words)));
    }
    if form == 0.0 || led.misread && form < PLAIN_NAME { 0.0 } else { 0.93 + 0.02 * form }
}

/// How much words that a credit leads are like a name by their capitals alone, letters misread as figures allowed for.
fn led_name(words: &[&str]) -> f64 {
    let fits = |word: &&str| {
        let word = word.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | ',' | '.'));
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let figures = word.chars().filter(|c| matches!(c, '0' | '1' | '5' | '8')).count();
        let marks = word.chars().filter(|c| matches!(c, '\'' | '’' | '-' | '‐' | '.')).count();
        let begins = word.starts_with(|c: char| c.is_uppercase() || matches!(c, '0' | '1'));
        begins && letters + figures + marks == word.chars().count() && figures * 2 <= letters
            || PARTICLES.contains(&word.to_lowercase().as_str())
    };
    // One long word at least: initials alone are no name.
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    // The blank between two names was too narrow to be read: "AnnaHill".
    if let [one] = words
        && let Some((first, last)) = run_together(one)
    {
        return led_name(&[first, last]);
    }
    let begins = words.first().map(|first| first.to_lowercase());
    let begins = begins.is_some_and(|first| !PARTICLES.contains(&&*first) && !ARTICLES.contains(&&*first));
    let is_name = begins && (2..=4).contains(&words.len()) && words.iter().all(fits) && words.iter().any(long);
    if is_name { LED_NAME } else { 0.0 }
}

/// The two names of which a word is made, as one more capital in it tells; prefixes such as `Mac` are shorter.
fn run_together(word: &str) -> Option<(&str, &str)> {
    const SHORTEST: usize = 4;
    let capitals = word.char_indices().skip(1).filter(|(_, c)| c.is_uppercase());
    let (at, _) = capitals.clone().next().filter(|_| capitals.count() == 1)?;
    let (first, last) = word.split_at(at);
    let is_whole = |name: &str| name.chars().count() >= SHORTEST && name.chars().all(char::is_alphabetic);
    (is_whole(first) && is_whole(last)).then_some((first, last))
}

/// How much a line that goes on with a credit is like one more name.
pub(crate) fn further_name_form(text: &str, rules: &Rules) -> f64 {
    let (names, _) = with_post(text, rules);
    let form = |name: &&str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        one_name(&words, rules).max(led_name(&words))
    };
    persons(names, rules).iter().map(form).reduce(f64::min).unwrap_or(0.0)
}

/// Whether a text has the form of the name of one person.
pub(crate) fn is_name(text: &str, rules: &Rules) -> bool {
    one_name(&text.split_whitespace().collect::<Vec<_>>(), rules) > 0.0
}

/// Two to four words, each an initial or a capital and small letters: a person, or a headline of as many words. An
/// initial or a given name speaks for a person, as a headline seldom has one.
pub(super) fn one_name(words: &[&str], rules: &Rules) -> f64 {
    let is_initial = |word: &str| {
        let mut letters = word.split_terminator('.');
        // More letters than these are a body: "A.S.B.A."
        word.ends_with('.')
            && letters.clone().count() <= MOST_IN_ONE
            && letters.all(|one| one.chars().count() == 1 && one.chars().all(char::is_uppercase))
    };
    let plain = |rest: &[char]| rest.iter().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '‐'));
    let is_name = |word: &str| {
        let mut chars = word.trim_end_matches(',').chars();
        let capital = chars.next().is_some_and(char::is_uppercase);
        let rest: Vec<char> = chars.collect();
        let lower = rest.iter().filter(|c| c.is_lowercase()).count();
        capital && lower >= 2 && plain(&rest)
    };
    let is_upper_name = |word: &str| {
        let letters: Vec<char> = word.trim_end_matches(',').chars().collect();
        letters.len() >= 3 && letters.iter().all(|c| !c.is_lowercase()) && plain(&letters)
    };
    // "Mrs. Walter Haas": how the named is addressed is no part of the name.
    if let Some((_, name)) = words.split_first().filter(|(first, name)| HONORIFICS.contains(first) && name.len() > 1) {
        return one_name(name, rules);
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return 0.0 };
    if !(2..=5).contains(&words.len()) {
        return 0.0;
    }
    let upper = is_upper_name(last);
    let is_particle = |word: &str| PARTICLES.contains(&word.trim_end_matches(['\'', '’']).to_lowercase().as_str());
    // No name has a small word that is not one of names: "Thought for the Day".
    let small = rules.words("dangling-word");
    let is_small = |word: &str| {
        let lower = word.to_lowercase();
        ARTICLES.contains(&lower.as_str()) || small.contains(&lower)
    };
    if words.iter().any(|word| is_small(word) && !is_particle(word)) {
        return 0.0;
    }
    // Nor does one begin with a word with which sentences do: "When President John Amos".
    let opens = first.to_lowercase();
    if rules.words("small-word").contains(&opens) && !is_particle(first) && !rules.words("given-name").contains(&opens)
    {
        return 0.0;
    }
    // "Von der Elbe" is where something comes from.
    if words.len() == 2 && is_particle(first) {
        return 0.0;
    }
    // "Marthe SAUVEUR": often only the surname stands in capitals.
    let surname = upper && words[..words.len() - 1].iter().any(|word| is_name(word));
    let fits = |word: &&str| {
        is_initial(word) || is_particle(word) || if upper && !surname { is_upper_name(word) } else { is_name(word) }
    };
    // "Von der Au": behind a small word a name may be as short.
    let is_short_name = words.len() > 2 && is_particle(words[words.len() - 2]) && last.chars().count() == 2;
    let ends_well = upper || is_name(last) || is_short_name && last.starts_with(char::is_uppercase);
    if !ends_well || !words[..words.len() - 1].iter().all(fits) {
        return 0.0;
    }
    let given = rules.words("given-name");
    let is_given = |word: &str| {
        let plain: String = word.nfd().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let head = word.split(['-', '‐']).next().unwrap_or(word);
        given.contains(&plain) || head.len() < word.len() && given.contains_lower(head)
    };
    let initials = words.iter().filter(|word| is_initial(word)).count();
    let few = words.len() <= 3;
    match (is_given(first), initials, upper && !surname) {
        (true, 1.., _) => 0.88,
        (false, 1.., false) => 0.75,
        (false, 1.., true) => 0.7,
        (true, 0, false) => {
            if few {
                0.8
            } else {
                0.65
            }
        }
        (true, 0, true) => {
            if words.len() == 2 {
                0.75
            } else {
                0.55
            }
        }
        (false, 0, false) if words.len() <= 4 => {
            if are_words(words) {
                OF_WORDS
            } else {
                0.45
            }
        }
        _ => 0.0,
    }
}

/// How much words that are all in the dictionary are like a name.
pub(crate) const OF_WORDS: f64 = 0.15;

/// Whether all words are in the dictionary, as those of headlines are and seldom all of a name: `Desktop Printing`. It has
/// names too, so that a post below may still tell one.
fn are_words(words: &[&str]) -> bool {
    let is_word = |word: &&str| of_language("en").is_some_and(|list| list.count(&word.to_lowercase()) > 0);
    words.iter().all(is_word)
}

/// Splits a run of Han into the persons' names it is made of, if it is made of nothing else: a surname of one or two
/// characters and a given name of one or two. Of several readings the one with more full names of three.
pub(crate) fn split_names<'t>(text: &'t str, rules: &Rules) -> Option<Vec<&'t str>> {
    /// Characters of the longest run.
    const LONGEST: usize = 24;
    let surnames = rules.words("surname");
    let mut ends = [text.len(); LONGEST + 1];
    let mut n = 0;
    for (at, _) in text.char_indices() {
        if n == LONGEST {
            return None;
        }
        ends[n] = at;
        n += 1;
    }
    // best[i]: the cost of reading the first i characters as names, and where the last of them begins.
    let mut best: [Option<(u32, usize)>; LONGEST + 1] = [None; LONGEST + 1];
    best[0] = Some((0, 0));
    for from in 0..n {
        let Some((cost, _)) = best[from] else { continue };
        let rest = &text[ends[from]..];
        if rest.starts_with(['、', '·', '/']) {
            keep(&mut best[from + 1], cost, from);
            continue;
        }
        let Some(surname) = surnames.at_start(rest) else { continue };
        let surname_len = surname.chars().count();
        for given in 1..=2 {
            let to = from + surname_len + given;
            if to > n || !text[ends[from]..ends[to]].chars().all(is_of_name) {
                continue;
            }
            keep(&mut best[to], cost + if given == 2 { 10 } else { 13 }, from);
        }
    }
    let mut names = Vec::new();
    let mut at = n;
    while at > 0 {
        let (_, from) = best[at]?;
        let name = &text[ends[from]..ends[at]];
        if !name.starts_with(['、', '·', '/']) {
            names.push(name);
        }
        at = from;
    }
    names.reverse();
    (!names.is_empty()).then_some(names)
}

/// Whether a character can stand in a name of surname and given name.
fn is_of_name(c: char) -> bool {
    matches!(script(c), Script::Han | Script::Hangul) && !NO_NAME.contains(&c)
}

fn keep(slot: &mut Option<(u32, usize)>, cost: u32, from: usize) {
    if slot.is_none_or(|(old, _)| cost < old) {
        *slot = Some((cost, from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        let mut rules = Rules::default();
        rules.add_words("surname", ["李", "贾", "张", "王", "欧阳", "吴", "孙", "高", "公"].map(str::to_owned));
        rules.add_words("body-ending", ["局", "政研室"].map(str::to_owned));
        rules.add_words("body-start", ["市"].map(str::to_owned));
        rules.add_words("given-name", ["elise", "ruth"].map(str::to_owned));
        rules.add_words("credit-by", ["di", "von", "by"].map(str::to_owned));
        rules.add_words("credit-and", ["und"].map(str::to_owned));
        rules
    }

    #[test]
    fn names_run_together_fall_apart() {
        let rules = rules();
        assert_eq!(split_names("李济国贾建舟", &rules), Some(vec!["李济国", "贾建舟"]));
        assert_eq!(split_names("欧阳海王平", &rules), Some(vec!["欧阳海", "王平"]));
        assert_eq!(split_names("方法论", &rules), None);
    }

    #[test]
    fn forms() {
        let rules = rules();
        assert!(byline_form("吴  月", &rules) > 0.7);
        assert!(byline_form("市林业局", &rules) > 0.6);
        for text in ["决设平粜处十所", "深刻把握东西部", "给青年创造更多机会"] {
            assert!(byline_form(text, &rules) == 0.0, "{text}");
        }
        assert!(byline_form("提高水平", &rules) < 0.1);
        assert!(byline_form("泳局不是田局", &rules) < 0.1);
        assert!(byline_form("高速公路上", &rules) < 0.1 && byline_form("高立公海平", &rules) > 0.4);
        assert!(signature_form("（吴月）", &rules) > 0.6);
        assert!(signature_form("（未完）", &rules) < 0.1 && signature_form("吴月", &rules) < 0.1);
        assert!(byline_form("G. T. Hargreave", &rules) > 0.7);
        assert!(byline_form("Ruth Caldwell", &rules) > 0.4);
        assert!(byline_form("ÉLISE MARTEL", &rules) > 0.7);
        assert!(byline_form("di Ottavio Brambeschi", &rules) > 0.9);
        assert!(byline_form("Von Jost Wiedekamp und Anna von der Au", &rules) > 0.9);
        assert!(byline_form("by the old mill", &rules) < 0.1);
        assert!(byline_form("BY A WOMAN", &rules) < 0.1);
        assert!(byline_form("BY A. NEWMAN", &rules) > 0.9);
        assert!(byline_form("by RuthCaldwell", &rules) > 0.9);
        assert!(byline_form("by MacDonald", &rules) < 0.1);
        assert!(byline_form("Special A.S.B.A. Edition", &rules) < 0.1);
        assert!(byline_form("THE NEW QUAY.", &rules) < 0.1);
        assert!(byline_form("Opening of the Quay", &rules) < 0.1);
        assert!(byline_form("Desktop Printing", &rules) < 0.4 && byline_form("Ortwin Park", &rules) > 0.4);
        assert!(byline_form("Arthur Bemis, Class of 1973", &rules) > 0.7);
        assert!(byline_form("Ruth Caldwell, Freshwater '86", &rules) > 0.7);
        assert!(byline_form("Great Britain, France and Prussia", &rules) < 0.1);
    }

    #[test]
    fn a_post_is_no_name() {
        let rules = Rules::embedded();
        assert!(byline_form("Assistant News Editor", &rules) == 0.0);
        // Behind a stroke it is surer than behind a comma.
        assert!(byline_form("Ruth Amos / Managing Editor", &rules) > 0.9);
        assert!(byline_form("By Ruth Amos, Gull Staff Writer", &rules) > 0.9);
    }

    #[test]
    fn words_with_which_sentences_begin_begin_no_name() {
        let rules = Rules::embedded();
        for text in ["When President John Amos", "With Ruth Amos", "There Ruth Amos"] {
            assert!(byline_form(text, &rules) == 0.0, "{text}");
        }
        assert!(byline_form("By John Amos", &rules) > 0.9 && byline_form("Ada de Amos", &rules) > 0.4);
    }

    #[test]
    fn initials_that_sign() {
        let rules = Rules::embedded();
        for text in ["J. R. M.", "J.R.M.", "—K.", "(wb)", "- hgn", "—K.L.", "(E. T.)", "[JRM]"] {
            assert!(initials_form(text, &rules) >= 0.7, "{text}");
        }
        for text in ["K.", "hgn", "(AP)", "(dpa)", "(II.)", "—IV.", "A. Smith", "(a)", "U.S. Army", "(the)?", "", "—"]
        {
            assert!(initials_form(text, &rules) == 0.0, "{text}");
        }
    }
}
