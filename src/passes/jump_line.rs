//! Lines that say on which page an article goes on, or from which it comes, in any language of the phrase lists and also
//! misread.
//!
//! Reads one line and knows nothing of the others.

use std::ops::Range;

use super::{likeness, numbers};
use crate::rules::Rules;
use crate::rules::phrases::{Piece, fold, small, spans};

/// Longest jump line, in bytes.
const LONGEST: usize = 120;

/// Most words that a catchword has.
const CATCH: usize = 6;

/// Most words of a catchword that has a line of its own, or that a comma parts from the rest.
const CATCH_LINE: usize = 4;

/// Specks that may stand behind a jump line, in bytes.
const SPECKS: usize = 2;

/// Longest title that may stand behind the number in scripts without spaces, in signs.
const TITLE_BEHIND: usize = 14;

/// Longest word that says by itself that a text goes on, in bytes.
const LONGEST_WORD: usize = 16;

/// Fewest letters of a word onto which a number is set: `page3`.
const LETTERS_BEFORE: usize = 3;

/// Words for a column of a page.
const COLUMN: [&str; 4] = ["col", "column", "spalte", "colonne"];

/// Letters that are read for the first of a phrase, and what is printed: `trom page 1`, `Gontinued`.
const MISREAD_INITIALS: [(char, char); 5] = [('t', 'f'), ('g', 'c'), ('e', 'c'), ('o', 'c'), ('l', 'f')];

/// Brackets that open and close what is printed inside a line of text.
const OPEN: [char; 6] = ['（', '(', '[', '［', '【', '〔'];
const CLOSE: [char; 6] = ['）', ')', ']', '］', '】', '〕'];

/// Where a jump leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// On to another page.
    To,
    /// Here from another page.
    From,
}

/// What a jump line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JumpLine {
    pub way: Way,
    /// The page as printed; none where the line names none, or none that can be read.
    pub page: Option<u32>,
    /// The words of the catchword or title in it, in small letters.
    pub catch: Vec<String>,
    /// Whether a word of the phrase is misread.
    pub misread: bool,
}

/// Lists of phrases, and which way they lead.
type Lists<'l> = &'l [(Way, &'l str)];
const LISTS: Lists<'_> = &[(Way::To, "jump-to"), (Way::From, "jump-from")];
/// Phrases in words that any text has.
const PLAIN: Lists<'_> = &[(Way::From, "jump-from-plain")];
/// The same that count only behind a catchword in capitals.
const PLAIN_TO: Lists<'_> = &[(Way::To, "jump-to-plain")];
/// The same that count only behind a catchword and a slash.
const BARE_TO: Lists<'_> = &[(Way::To, "jump-to-bare")];
/// Words that count only behind a catchword that a mark parts from them, as they are spelled.
const ALONE: &str = "jump-from-alone";

/// What a whole line says, if it is a jump line. Where text goes on behind the brackets, the line is one of that text.
pub(crate) fn read(line: &str, rules: &Rules) -> Option<JumpLine> {
    if line.len() > LONGEST || at_head(line, rules).is_some_and(|(head, _)| !is_title(line[head.end..].trim())) {
        return None;
    }
    phrase(line, LISTS, rules).or_else(|| plain(line, rules)).or_else(|| {
        // A catchword may stand before it: STRIKE—Continued from page 1.
        if let Some((catch, rest)) = parted(line) {
            let marked = || bare(line, catch, rest, rules).or_else(|| alone(line, catch, rest, rules));
            return behind(catch, rest, rules).or_else(marked).or_else(|| behind_capital(line, rules));
        }
        // Without a mark only capitals tell it: STRIKE from page 1.
        if !line.contains(' ') {
            return None;
        }
        let is_capital = |word: &&str| {
            word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && !word.contains(char::is_lowercase)
        };
        let capitals = line.split(' ').take_while(is_capital).take(CATCH);
        capitals
            .scan(0, |end, word| {
                *end += word.len() + 1;
                Some(*end)
            })
            .filter_map(|end| line.split_at_checked(end))
            .find_map(|(catch, rest)| {
                behind(catch, rest, rules).or_else(|| {
                    let to = phrase(rest, PLAIN_TO, rules).filter(|_| ends_in_figures(rest))?;
                    Some(JumpLine { catch: catchwords(catch), ..to })
                })
            })
            .or_else(|| behind_capital(line, rules))
    })
}

/// What stands behind a catchword that was read badly: it begins with a capital amid the line and ends with the page.
fn behind_capital(line: &str, rules: &Rules) -> Option<JumpLine> {
    if !ends_in_figures(line) {
        return None;
    }
    let capitals = line.match_indices(' ').map(|(at, _)| line.split_at(at + 1));
    capitals.filter(|(_, rest)| rest.starts_with(char::is_uppercase)).take(CATCH).find_map(|(catch, rest)| {
        let found = phrase(rest, LISTS, rules).filter(|found| !found.misread && found.page.is_some())?;
        let words = catchwords(catch);
        (words.len() <= CATCH && !is_text(catch, found.way)).then_some(JumpLine { catch: words, ..found })
    })
}

/// What stands behind a catchword and a slash: `Council/page 4`, `Please see COUNCIL/4`.
fn bare(line: &str, catch: &str, rest: &str, rules: &Rules) -> Option<JumpLine> {
    let slashed = line[catch.len()..].trim_start().starts_with(['/', '|']);
    if !slashed || !ends_in_figures(rest) {
        return None;
    }
    let lower = catch.to_lowercase();
    let lead = rules.words("jump-to-lead").at_start(&lower).filter(|lead| catch[lead.len()..].starts_with(' '));
    let catch = catch.get(lead.map_or(0, str::len)..)?.trim();
    let plain = || rest.trim_end_matches(CLOSE).parse().ok().filter(|_| lead.is_some());
    let page = phrase(rest, BARE_TO, rules).filter(|to| !to.misread).and_then(|to| to.page).or_else(plain)?;
    let to = JumpLine { way: Way::To, page: Some(page), catch: catchwords(catch), misread: false };
    is_titled(catch).then_some(to)
}

/// What stands behind a catchword where the line names no page: `Council (continued)`, `Council, cont.`
fn alone(line: &str, catch: &str, rest: &str, rules: &Rules) -> Option<JumpLine> {
    let marked = !line[catch.len()..].trim_start().starts_with(['/', ':', '.']);
    let few = catch.starts_with(char::is_uppercase) && catch.split_whitespace().count() <= CATCH_LINE;
    if !marked || !few || rest.len() > LONGEST_WORD {
        return None;
    }
    let said = spans(rest).map(|span| fold(&rest[span])).collect::<Vec<_>>().join(" ");
    let found = rules.words(ALONE).contains(&said);
    found.then(|| JumpLine { way: Way::From, page: None, catch: catchwords(catch), misread: false })
}

/// Whether a catchword is few words that each begin with a capital.
fn is_titled(catch: &str) -> bool {
    let words = catch.split_whitespace();
    words.clone().next().is_some()
        && words.clone().count() <= CATCH_LINE
        && words.into_iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a line as wide as its column is worth reading: it begins with a capital or a bracket and ends with a figure, a
/// bracket or a word that has a capital.
pub(crate) fn may_end(line: &str) -> bool {
    let tail = line.trim_end_matches('.');
    let is_figure = || tail.ends_with(|c: char| c.is_ascii_digit() || CLOSE.contains(&c));
    let is_capital = || tail.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase));
    line.starts_with(|c: char| c.is_uppercase() || OPEN.contains(&c)) && (is_figure() || is_capital())
}

/// What a line says that is known to be a jump line, by what stands around it.
pub(crate) fn read_known(line: &str, rules: &Rules) -> Option<JumpLine> {
    read(line, rules).or_else(|| numbered(line, rules)).or_else(|| read_below_open(line, rules))
}

/// What a line says below a catchword that has a line of its own: `from page 1` below `STRIKE`.
pub(crate) fn read_below(catch: &str, line: &str, rules: &Rules) -> Option<JumpLine> {
    if line.len() > LONGEST || catch.len() > LONGEST {
        return None;
    }
    let begins = catch.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let is_short = catch.split_whitespace().count() <= CATCH_LINE;
    (begins && is_short).then(|| behind(catch, line, rules)).flatten()
}

/// What a line says below a line of text that is open: `* Council, page 4`, which is the contents of the paper elsewhere.
pub(crate) fn read_below_open(line: &str, rules: &Rules) -> Option<JumpLine> {
    if line.len() > LONGEST || !ends_in_figures(line) {
        return None;
    }
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (catch, rest) = parted(line)?;
    let to = is_titled(catch).then(|| phrase(rest, BARE_TO, rules)).flatten()?;
    (!to.misread && to.page.is_some()).then(|| JumpLine { catch: catchwords(catch), ..to })
}

/// A catchword and what a mark parts from it: a dash, a bar, dots or a bracket, or the comma before `from` and `see`.
fn parted(line: &str) -> Option<(&str, &str)> {
    // Most lines have none of the marks, of which those that are not ASCII begin with one byte.
    const MARKS: [bool; 256] = {
        let mut marks = [false; 256];
        let bytes = b"\xe2/|([:-.,";
        let mut n = 0;
        while n < bytes.len() {
            marks[bytes[n] as usize] = true;
            n += 1;
        }
        marks
    };
    if !line.bytes().any(|byte| MARKS[usize::from(byte)]) {
        return None;
    }
    let is_word = |c: char| c.is_alphanumeric();
    let mut chars = line.char_indices().skip_while(|(_, c)| !is_word(*c)).peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let parts = match c {
            '—' | '–' | '/' | '|' | '…' | '(' | '[' | ':' => true,
            '-' => before == ' ' || next == ' ' || next == '(',
            // Dots in a row; one alone may close an initial.
            '.' => next == '.' || before == ' ',
            _ => false,
        };
        if parts && at > 0 {
            let rest = line[at..].trim_start_matches(|c: char| !is_word(c) && !OPEN.contains(&c));
            return Some((&line[..at], rest));
        }
        before = c;
    }
    let (catch, rest) = line.split_once(',')?;
    is_titled(catch).then_some((catch, rest.trim_start()))
}

fn catchwords(catch: &str) -> Vec<String> {
    spans(catch).map(|span| fold(&catch[span])).collect()
}

/// Whether a line ends with a number in figures or words.
fn ends_in_number(line: &str, rules: &Rules) -> bool {
    ends_in_figures(line) || spans(line).last().is_some_and(|span| numbers::number(&fold(&line[span]), rules).is_some())
}

fn ends_in_figures(line: &str) -> bool {
    line.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(char::is_numeric)
}

/// What a line says in words that stand in any text as well: it begins with a capital, or stands in brackets.
fn plain(line: &str, rules: &Rules) -> Option<JumpLine> {
    let begins = line.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let bracketed = line.starts_with(OPEN) && line.ends_with(CLOSE);
    (begins || bracketed).then(|| figured(line, rules)).flatten()
}

/// The same of a line with the page in figures.
fn figured(line: &str, rules: &Rules) -> Option<JumpLine> {
    phrase(line, PLAIN, rules).filter(|_| ends_in_figures(line))
}

/// The same with the page in figures or words.
fn numbered(line: &str, rules: &Rules) -> Option<JumpLine> {
    phrase(line, PLAIN, rules).filter(|found| found.page.is_some())
}

/// What stands behind a catchword.
fn behind(catch: &str, rest: &str, rules: &Rules) -> Option<JumpLine> {
    let is_catch = (1..=CATCH).contains(&spans(catch).take(CATCH + 1).count());
    let found = is_catch.then(|| phrase(rest, LISTS, rules).or_else(|| numbered(rest, rules))).flatten()?;
    (!is_text(catch, found.way)).then(|| JumpLine { catch: catchwords(catch), ..found })
}

/// Whether what stands before a phrase is the end of a text, below which the line was set: several words that begin small,
/// or, where it leads on, the end of a sentence.
fn is_text(catch: &str, way: Way) -> bool {
    /// Most words of a catchword in small letters, and fewest letters of a word that ends a sentence.
    const SMALL: usize = 2;
    const LETTERS: usize = 3;
    let mut words = catch.split_whitespace();
    let ends = |word: &str| {
        let bare = word.trim_end_matches(['"', '”', '\'', '’']);
        let letters = bare.trim_end_matches(['.', '?', '!']);
        letters.len() < bare.len() && letters.len() >= LETTERS && letters.ends_with(char::is_lowercase)
    };
    let small = catch.starts_with(char::is_lowercase) && words.clone().count() > SMALL;
    small || way == Way::To && words.next_back().is_some_and(ends)
}

fn phrase(line: &str, lists: Lists<'_>, rules: &Rules) -> Option<JumpLine> {
    // Most lines begin with no word of a phrase, which is all that is looked at of them.
    let head = &line[spans(line).next()?];
    let read = small(head.chars().next()?);
    phrase_as(line, head, read, lists, rules).or_else(|| {
        let taken_for = |c: &&(char, char)| c.0 == read;
        let meant = MISREAD_INITIALS.iter().find(taken_for)?.1;
        phrase_as(line, head, meant, lists, rules).filter(|found| found.page.is_some() && ends_in_number(line, rules))
    })
}

/// What a line says if its first letter is taken for `first`.
fn phrase_as(line: &str, head: &str, first: char, lists: Lists<'_>, rules: &Rules) -> Option<JumpLine> {
    let begins = |(_, list): &(Way, &str)| rules.phrases(list).is_some_and(|list| !list.beginning(first).is_empty());
    if !numbers::may_be_plain(first) && !lists.iter().any(begins) {
        return None;
    }
    let head = fold(head);
    let by_number = numbers::is_plain(&head);
    let phrases: Vec<(Way, &[Piece])> = lists
        .iter()
        .filter_map(|(way, list)| Some((*way, rules.phrases(list)?)))
        .flat_map(|(way, list)| {
            let numbered = if by_number { list.beginning('%') } else { &[] };
            list.beginning(first).iter().chain(numbered).map(move |phrase| (way, phrase.as_slice()))
        })
        .filter(|(_, phrase)| match phrase.first() {
            Some(Piece::Word(word)) => may_be(&head, word, phrase),
            _ => true,
        })
        .collect();
    if phrases.is_empty() {
        return None;
    }
    let words = words(line);
    let mut best: Option<JumpLine> = None;
    for (way, phrase) in phrases {
        let Some(found) = matches(phrase, &words, way, rules) else { continue };
        let better = |old: &JumpLine| (found.page.is_some(), !found.misread) > (old.page.is_some(), !old.misread);
        if best.as_ref().is_none_or(better) {
            best = Some(found);
        }
    }
    best
}

/// The words of a line, a number that is set onto one apart from it.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for span in spans(line) {
        let word = fold(&line[span]);
        match word.find(|c: char| c.is_ascii_digit()).filter(|at| *at >= LETTERS_BEFORE && word.is_ascii()) {
            Some(at) if word[at..].bytes().all(|byte| byte.is_ascii_digit()) => {
                words.push(word[..at].to_owned());
                words.push(word[at..].to_owned());
            }
            _ => words.push(word),
        }
    }
    words
}

/// Whether all of it stands in marks as titles have.
fn is_title(text: &str) -> bool {
    text.starts_with(['《', '「', '『', '“', '〈']) && text.ends_with(['》', '」', '』', '”', '〉'])
}

/// What brackets at the head of a line of text say, and where they stand: `（上接第一版）工程旨在…`.
pub(crate) fn at_head(line: &str, rules: &Rules) -> Option<(Range<usize>, JumpLine)> {
    if !line.starts_with(OPEN) {
        return None;
    }
    let (at, mark) = line.char_indices().take(LONGEST).find(|(_, c)| CLOSE.contains(c))?;
    let (head, rest) = line.split_at(at + mark.len_utf8());
    let found = if rest.trim().is_empty() { None } else { read(head, rules) }?;
    Some((0..head.len(), found))
}

/// What brackets at the end of a line of text say, and where they stand.
pub(crate) fn at_tail(line: &str, rules: &Rules) -> Option<(Range<usize>, JumpLine)> {
    if !line.ends_with(CLOSE) {
        return None;
    }
    let at = line.rfind(OPEN).filter(|at| line.len() - at <= LONGEST)?;
    let found = read(&line[at..], rules).filter(|_| !line[..at].trim().is_empty())?;
    Some((at..line.len(), found))
}

/// What the end of a line of text says where no brackets part it, and where it stands: `the vote. See COUNCIL, page 3`. It
/// begins with a capital or behind a sentence and names the page.
pub(crate) fn at_open_tail(line: &str, rules: &Rules) -> Option<(Range<usize>, JumpLine)> {
    /// Longest of these, in words.
    const WORDS: usize = 8;
    if !ends_in_number(line, rules) {
        return None;
    }
    let starts = line.match_indices(' ').map(|(at, _)| at + 1).rev().take(WORDS);
    starts.filter(|at| *at > 1 && line.len() - at <= LONGEST).find_map(|at| {
        let (before, rest) = line.split_at(at);
        let ends = before.trim_end().ends_with(['.', '?', '!', '"', '”']);
        let begins = rest.starts_with(|c: char| c.is_uppercase() || c.is_lowercase() && ends);
        let found = begins.then(|| phrase(rest, LISTS, rules)).flatten()?;
        (found.way == Way::To && found.page.is_some() && is_long(rest)).then_some((at..line.len(), found))
    })
}

/// Whether a phrase has words enough to be no part of a sentence.
fn is_long(text: &str) -> bool {
    spans(text).nth(3).is_some()
}

/// Whether a word is the first of its phrase, misread or not. One of three letters may be where the phrase holds a
/// catchword and the page: `Sec STRIKE, page 4`.
fn may_be(read: &str, word: &str, phrase: &[Piece]) -> bool {
    let short = || {
        word.len() == 3
            && read.len() == 3
            && phrase.contains(&Piece::Catch)
            && phrase.len() > 3
            && word.bytes().zip(read.bytes()).filter(|(a, b)| a != b).count() == 1
            && word.as_bytes()[0] == read.as_bytes()[0]
    };
    likeness::is_misread(read, word) || short()
}

/// Whether what is left of a word is the next one of its phrase.
fn begins_next(rest: &str, next: Option<&Piece>) -> bool {
    matches!(next, Some(Piece::Word(next)) if rest == next.as_str())
}

/// What the words say if they are that phrase. Every word of the phrase must be there in its order, misread by a letter
/// in four at most, and nothing behind it but specks; in scripts without spaces, the title.
fn matches(phrase: &[Piece], words: &[String], way: Way, rules: &Rules) -> Option<JumpLine> {
    let mut found = JumpLine { way, page: None, catch: Vec::new(), misread: false };
    let mut at = 0;
    // What is left of a word that was set onto the next: `onPage`.
    let mut left = "";
    for (n, piece) in phrase.iter().enumerate() {
        match piece {
            Piece::Word(word) => {
                let read = if left.is_empty() { words.get(at)?.as_str() } else { left };
                left = "";
                if let Some(rest) = read.strip_prefix(word.as_str()).filter(|rest| begins_next(rest, phrase.get(n + 1)))
                {
                    (left, found.misread) = (rest, true);
                    continue;
                }
                if read != word.as_str() {
                    if !(if n == 0 { may_be(read, word, phrase) } else { likeness::is_misread(read, word) }) {
                        return None;
                    }
                    found.misread = true;
                }
                at += 1;
            }
            Piece::Number => {
                let read = words.get(at)?;
                found.page = numbers::number(read, rules);
                // A number that cannot be read is believed where the rest of the phrase stands as it should.
                if found.page.is_none() && (found.misread || read.chars().count() > 2 || n < 3) {
                    return None;
                }
                found.misread |= found.page.is_none() || !numbers::is_plain(read);
                at += 1;
            }
            Piece::Catch => {
                let Some(Piece::Word(next)) = phrase.get(n + 1) else { return None };
                let len = (1..=CATCH).find(|len| words.get(at + len).is_some_and(|w| likeness::is_misread(w, next)))?;
                found.catch = words[at..at + len].to_vec();
                at += len;
            }
        }
    }
    let mut behind = &words[at..];
    // Some papers name the column as well.
    if let [column, number, rest @ ..] = behind
        && COLUMN.contains(&column.as_str())
        && numbers::number(number, rules).is_some()
    {
        behind = rest;
    }
    let wide = phrase.iter().any(
        |piece| matches!(piece, Piece::Word(word) if !word.is_ascii() && word.len() == 3 && word.chars().count() == 1),
    );
    let specks = behind.iter().map(String::len).sum::<usize>() <= SPECKS;
    if wide && found.page.is_some() && behind.len() <= TITLE_BEHIND {
        found.catch.extend(behind.iter().cloned());
    } else if !specks {
        return None;
    }
    Some(found)
}

#[cfg(test)]
mod tests;
