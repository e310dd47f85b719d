//! Takes a printed credit apart: agency, role, place and names.

use std::ops::Range;

use super::line::is_credit_line;
use super::told::told;
use super::western::{led, with_post};
use super::word::{field_of, is_name_char, is_unspaced, latin_name, posting, word_at};
use crate::ledger::Field;
use crate::passes::likeness::distance;
use crate::passes::names::{body_form, is_name, placed_name, split_names};
use crate::passes::posts::{is_bare_post, is_post as is_post_of, name_and_post};
use crate::rules::Rules;
use crate::rules::phrases::words;

/// Longest last word whose dot says that it is cut short, with the dot.
const SHORT_WITH_DOT: usize = 4;
/// What stands behind a name and a comma, and is no further name.
const SUFFIXES: &[&str] = &["jr", "sr", "esq", "m.p", "m.d", "d.d", "ph.d", "ll.d", "mp", "md", "ii", "iii"];

/// One name of a credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credit {
    /// Bytes of the text that print the name.
    pub span: Range<usize>,
    /// The name as it is spoken: without padding.
    pub name: String,
    /// What the person or body did.
    pub field: Field,
}

/// The names in a byline, in printed order; one for the whole line where it names nobody.
pub(crate) fn of(text: &str, rules: &Rules) -> Vec<Credit> {
    let credits = if is_unspaced(text) { unspaced(text, rules) } else { spaced(text, rules) };
    if !credits.is_empty() {
        return credits;
    }
    let name = without_and(text.trim_matches(|c: char| !c.is_alphanumeric()), rules);
    let Some(start) = text.find(name).filter(|_| !name.is_empty()) else { return Vec::new() };
    // The dot of an initial is part of the name.
    let initial = name.chars().rev().take_while(|c| c.is_alphanumeric()).count() == 1;
    let dot = initial && text[start + name.len()..].starts_with('.');
    let name = &text[start..start + name.len() + usize::from(dot)];
    let field = if is_agency(name, rules) { Field::Agency } else { Field::Author };
    vec![Credit { span: start..start + name.len(), name: name.to_owned(), field }]
}

/// Chinese credits: `新华社记者李争艳 本报驻法国记者果永毅`, `□ 吴  月`, `文/张晓斌`.
fn unspaced(text: &str, rules: &Rules) -> Vec<Credit> {
    let bracketed = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    if let Some((place, name)) = bracketed.and_then(placed_name) {
        let credit = |part: &str, field: Field| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            Credit { span: start..start + part.len(), name: part.to_owned(), field }
        };
        return vec![credit(name, Field::Author), credit(place, Field::Place)];
    }
    let words = rules.words("credit-word");
    let mut credits: Vec<Credit> = Vec::new();
    let mut places: Vec<Credit> = Vec::new();
    let mut field = Field::Author;
    // Whether a word has said what the next names did, and how many names stand before the last word.
    let mut led = false;
    let mut since = 0;
    let mut at = 0;
    let mut run: Option<Range<usize>> = None;
    while at < text.len() {
        let rest = &text[at..];
        let next = rest.chars().next().map_or(1, char::len_utf8);
        let word = word_at(text, at, words, rules);
        if let Some(name) = word.and_then(|word| office(rest, word, rules)) {
            names(text, run.take(), field, rules, &mut credits);
            credits.push(Credit { span: at..at + name, name: rest[..name].to_owned(), field: Field::Author });
            at += name;
        } else if let Some(word) = word {
            names(text, run.take(), field, rules, &mut credits);
            let named = credits.len() > since;
            // 台北報導: where somebody reports from, unless nothing else can be the name.
            if credits.len() > since + 1 && rules.words("credit-after-place").contains(word) {
                places.extend(credits.pop().map(|place| Credit { field: Field::Place, ..place }));
            }
            match field_of(word, rules) {
                // A word such as 摄 stands behind the names, 记者 before them.
                Some(said) if named && rules.words("credit-behind").contains(word) => {
                    credits[since..].iter_mut().for_each(|credit| credit.field = said);
                }
                // 文/图: who wrote and took the pictures is the author.
                Some(Field::Photographer) if led && !named => {}
                Some(said) => (field, led) = (said, true),
                None => {}
            }
            since = credits.len();
            at += word.len();
        } else if let Some(post) = posting(rest, rules) {
            names(text, run.take(), field, rules, &mut credits);
            at += post;
        } else if rest.starts_with(is_name_char) || (rest.starts_with([' ', '\u{3000}', '·']) && run.is_some()) {
            run = Some(run.map_or(at, |r| r.start)..at + next);
            at += next;
        } else if let Some(body) = bracketed_body(rest, rules).filter(|_| run.is_some()) {
            names(text, run.take(), field, rules, &mut credits);
            let start = at + next;
            credits.push(Credit { span: start..start + body.len(), name: body.to_owned(), field: Field::Affiliation });
            at = start + body.len();
        } else if let Some(name) = led.then(|| latin_name(rest)).flatten() {
            names(text, run.take(), field, rules, &mut credits);
            credits.push(Credit { span: at..at + name, name: rest[..name].to_owned(), field });
            at += name;
        } else {
            names(text, run.take(), field, rules, &mut credits);
            at += next;
        }
    }
    names(text, run, field, rules, &mut credits);
    credits.extend(places);
    credits
}

/// Length of `本报评论员`: an office whose name begins with the paper's.
fn office(rest: &str, paper: &str, rules: &Rules) -> Option<usize> {
    let office = rules.words("credit-office").at_start(&rest[paper.len()..])?;
    Some(paper.len() + office.len())
}

/// The body in the brackets that a text begins with, as behind the name of who is of it: `（市林业局）`.
fn bracketed_body<'t>(rest: &'t str, rules: &Rules) -> Option<&'t str> {
    let (body, _) = rest.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    (body_form(body, rules) > 0.0).then_some(body)
}

/// Splits a run of Han and spaces into names. A body before persons is the one that they are of. One character, spaces, one
/// character is one padded name.
fn names(text: &str, run: Option<Range<usize>>, field: Field, rules: &Rules, credits: &mut Vec<Credit>) {
    let Some(run) = run else { return };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text[run.clone()].char_indices().map(|(at, c)| (run.start + at, c)).chain([(run.end, ' ')]) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                parts.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    let single = |part: &Range<usize>| text[part.clone()].chars().count() == 1;
    let mut n = 0;
    while n < parts.len() {
        if n + 1 < parts.len() && single(&parts[n]) && single(&parts[n + 1]) {
            let span = parts[n].start..parts[n + 1].end;
            let name = format!("{}{}", &text[parts[n].clone()], &text[parts[n + 1].clone()]);
            credits.push(Credit { span, name, field });
            n += 2;
            continue;
        }
        let part = &text[parts[n].clone()];
        if n == 0 && parts.len() > 1 && body_form(part, rules) > 0.0 && body_form(&text[parts[1].clone()], rules) == 0.0
        {
            credits.push(Credit { span: parts[0].clone(), name: part.to_owned(), field: Field::Affiliation });
            n += 1;
            continue;
        }
        match split_names(part, rules).filter(|names| names.len() > 1) {
            Some(names) => {
                for name in names {
                    let start = name.as_ptr() as usize - text.as_ptr() as usize;
                    credits.push(Credit { span: start..start + name.len(), name: name.to_owned(), field });
                }
            }
            None => credits.push(Credit { span: parts[n].clone(), name: part.to_owned(), field }),
        }
        n += 1;
    }
}

/// A credit without the word with which it goes on with the line above: `and Ruth Caldwell`.
fn without_and<'t>(text: &'t str, rules: &Rules) -> &'t str {
    let and = |word: &str| rules.words("credit-and").contains_lower(word);
    text.split_once(' ').filter(|(first, _)| and(first)).map_or(text, |(_, behind)| behind.trim_start())
}

/// Credits of spaced scripts: `By Robert P. Dunn and Anna Whitlock`, `Von unserem Korrespondenten`, `(Reuter.)`.
fn spaced(text: &str, rules: &Rules) -> Vec<Credit> {
    let body = text.trim_matches(|c: char| c.is_whitespace() || "([{)]}—–-".contains(c));
    // The dot of "Jr." or of an initial is part of the name.
    let ends_short = body.split_whitespace().next_back().is_some_and(|last| last.chars().count() <= SHORT_WITH_DOT);
    let body = if ends_short { body } else { body.trim_end_matches('.') };
    let credit = |part: &str, field| {
        let at = part.as_ptr() as usize - text.as_ptr() as usize;
        Credit { span: at..at + part.len(), name: part.to_owned(), field }
    };
    let body = without_and(body, rules);
    if let Some((name, said)) = told(body, rules) {
        let said = said.map(|said| credit(said, Field::Affiliation));
        let field = if said.as_ref().is_some_and(|said| is_post(&said.name, rules)) {
            Field::Correspondent
        } else {
            Field::Author
        };
        return std::iter::once(credit(name, field)).chain(said).collect();
    }
    let led = led(body, rules);
    let (at, field) = led.map_or((0, Field::Author), |led| (led.at, led.field));
    let rest = &body[at..];
    if rest.is_empty() {
        return Vec::new();
    }
    if is_agency(rest, rules) {
        return vec![credit(rest, Field::Agency)];
    }
    let (persons_of, post_behind) = if led.is_some() { with_post(rest, rules) } else { (rest, None) };
    // "From our own Correspondent": the post is all that is said.
    if post_behind.is_none() && is_post(rest, rules) && !rest.contains(',') {
        let post = if at > 0 { rest } else { body };
        return vec![credit(post, Field::Correspondent)];
    }
    if is_credit_line(text, rules) {
        // A word such as "By" may be misread.
        let behind = body.split_once(char::is_whitespace).map(|(_, behind)| behind.trim_start());
        return match behind.filter(|agency| is_agency(agency, rules)) {
            Some(agency) => vec![credit(agency, Field::Agency)],
            None => vec![credit(body.trim_end_matches(|c: char| !c.is_alphanumeric()), Field::Correspondent)],
        };
    }
    if led.is_none() {
        // "Ruth Amos Staff Writer" has no mark between them.
        let unparted = || match with_post(body, rules) {
            (name, Some(post)) if is_name(name, rules) && is_bare_post(post, rules) => Some((name, post)),
            _ => None,
        };
        if let Some((name, post)) = name_and_post(body, rules).or_else(unparted) {
            return vec![credit(name, Field::Author), credit(post, Field::Affiliation)];
        }
        if !persons(body, rules).into_iter().all(|name| is_name(name, rules)) {
            return Vec::new();
        }
    }
    let mut credits: Vec<Credit> = Vec::new();
    for name in persons(persons_of, rules) {
        if is_agency(name, rules) {
            credits.push(credit(name, Field::Agency));
        } else if is_post(name, rules) {
            // "By R. P. Dunn, Herald Reporter": what the named is.
            if let Some(last) = credits.last_mut() {
                last.field = Field::Correspondent;
                credits.push(credit(name, Field::Affiliation));
            } else {
                credits.push(credit(name, Field::Correspondent));
            }
        } else if !credits.is_empty() && is_post_of(name, rules) {
            credits.push(credit(name, Field::Affiliation));
        } else {
            credits.push(credit(name, field));
        }
    }
    if let Some(post) = post_behind {
        if is_post(post, rules)
            && let Some(last) = credits.last_mut()
        {
            last.field = Field::Correspondent;
        }
        credits.push(credit(post, Field::Affiliation));
    }
    credits
}

/// The pieces of a list of persons, between commas and words such as `and`.
pub(crate) fn persons<'t>(text: &'t str, rules: &Rules) -> Vec<&'t str> {
    let and = rules.words("credit-and");
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut add = |from: usize, to: usize| {
        let piece = text[from..to].trim_matches(|c: char| c.is_whitespace() || ",;:".contains(c));
        if !piece.is_empty() {
            pieces.push(piece);
        }
    };
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let suffix = words.peek().is_some_and(|next| {
            SUFFIXES.contains(&next.trim_end_matches([',', ';']).trim_end_matches('.').to_lowercase().as_str())
        });
        if and.contains_lower(word) {
            add(from, at);
            from = at + word.len();
        } else if word.ends_with([',', ';']) && !suffix {
            add(from, at + word.len());
            from = at + word.len();
        }
    }
    add(from, text.len());
    pieces
}

/// Whether a piece is the name or the mark of a news agency: `Associated Press`, `Havas`, `dpa`.
pub(crate) fn is_agency(text: &str, rules: &Rules) -> bool {
    /// Letters of a name from which on some of them may be misread.
    const LONG: usize = 10;
    const LETTERS_PER_SLIP: usize = 7;
    let name = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let name = name.split_once(' ').filter(|(the, _)| *the == "the").map_or(name.as_str(), |(_, name)| name);
    let agencies = rules.words("agency");
    if agencies.contains(name) || name.len() < LONG {
        return agencies.contains(name);
    }
    let read: Vec<char> = words(name).collect::<Vec<_>>().join(" ").chars().collect();
    agencies.from("").any(|agency| {
        let n = agency.chars().count();
        let slips = n / LETTERS_PER_SLIP;
        n >= LONG
            && n.abs_diff(read.len()) <= slips
            && distance(&read, &agency.chars().collect::<Vec<_>>(), slips).is_some()
    })
}

/// Whether a piece names a post, as `our own Correspondent` does.
fn is_post(text: &str, rules: &Rules) -> bool {
    let posts = rules.words("credit-correspondent");
    text.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && posts.contains_lower(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        let mut rules = Rules::default();
        let mut add = |name: &str, words: &str| rules.add_words(name, words.split(' ').map(str::to_owned));
        add("surname", "李 贾 张 王 果 吴 孙 严");
        add("credit-word", "本报 新华社 记者 通讯员 摄 文");
        add("credit-correspondent", "记者 通讯员 correspondent");
        add("credit-photographer", "摄");
        add("credit-behind", "摄");
        add("credit-office", "评论员");
        add("credit-by", "by von par");
        add("credit-and", "and und et &");
        rules
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Field)]) {
        let found = of(text, &rules());
        let found: Vec<(&str, Field)> = found.iter().map(|credit| (credit.name.as_str(), credit.field)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn chinese() {
        use Field::{Author, Correspondent, Photographer};
        check("李济国", &[("李济国", Author)]);
        check("本报记者李济国贾建舟", &[("李济国", Correspondent), ("贾建舟", Correspondent)]);
        check("本报驻法国记者果永毅", &[("果永毅", Correspondent)]);
        check("本报记者  吴  月", &[("吴月", Correspondent)]);
        check("（新华社记者王平摄）", &[("王平", Photographer)]);
        check("孔祥文", &[("孔祥文", Author)]);
        check("文/王平", &[("王平", Author)]);
        check("本报评论员", &[("本报评论员", Author)]);
        check("市林业局", &[("市林业局", Author)]);
        check("通讯员 吴月 Daniel Orme", &[("吴月", Correspondent), ("Daniel Orme", Correspondent)]);
    }

    #[test]
    fn western() {
        check("By Robert P. Dunn", &[("Robert P. Dunn", Field::Author)]);
        check(
            "BY Anna Whitlock and J. W. Harding",
            &[("Anna Whitlock", Field::Author), ("J. W. Harding", Field::Author)],
        );
        check("FROM OUR OWN CORRESPONDENT.", &[("FROM OUR OWN CORRESPONDENT", Field::Correspondent)]);
    }

    #[test]
    fn lines_below_a_name_and_posts_without_a_mark() {
        let rules = Rules::embedded();
        let named = |text: &str| of(text, &rules).iter().map(|credit| credit.name.clone()).collect::<Vec<_>>();
        assert_eq!(named("and Ed Lyle"), ["Ed Lyle"]);
        assert_eq!(named("Ruth Amos Staff Writer"), ["Ruth Amos", "Staff Writer"]);
        assert_eq!(named("by Hal Moss, Sports Edltor"), ["Hal Moss", "Sports Edltor"]);
    }
}
