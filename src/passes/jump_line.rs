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

/// Words for a column of a page.
const COLUMN: [&str; 4] = ["col", "column", "spalte", "colonne"];

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

/// What a whole line says, if it is a jump line. Where text goes on behind the brackets, the line is one of that text.
pub(crate) fn read(line: &str, rules: &Rules) -> Option<JumpLine> {
    if line.len() > LONGEST || at_head(line, rules).is_some_and(|(head, _)| !is_title(line[head.end..].trim())) {
        return None;
    }
    phrase(line, LISTS, rules).or_else(|| plain(line, rules)).or_else(|| {
        // A catchword may stand before it: STRIKE—Continued from page 1.
        if let Some((catch, rest)) = parted(line) {
            return behind(catch, rest, rules).or_else(|| behind_capital(line, rules));
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
        let catch = catchwords(catch);
        (catch.len() <= CATCH).then_some(JumpLine { catch, ..found })
    })
}

/// What a line says that is known to be a jump line, by what stands around it.
pub(crate) fn read_known(line: &str, rules: &Rules) -> Option<JumpLine> {
    read(line, rules).or_else(|| numbered(line, rules))
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
    let words = catch.split_whitespace();
    let titled = words.clone().count() <= CATCH_LINE && words.clone().all(|word| word.starts_with(char::is_uppercase));
    titled.then_some((catch, rest.trim_start()))
}

fn catchwords(catch: &str) -> Vec<String> {
    spans(catch).map(|span| fold(&catch[span])).collect()
}

fn ends_in_figures(line: &str) -> bool {
    line.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(char::is_numeric)
}

/// What a line says in words that stand in any text as well: it begins with a capital.
fn plain(line: &str, rules: &Rules) -> Option<JumpLine> {
    let begins = line.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    begins.then(|| figured(line, rules)).flatten()
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
    Some(JumpLine { catch: catchwords(catch), ..found })
}

fn phrase(line: &str, lists: Lists<'_>, rules: &Rules) -> Option<JumpLine> {
    // Most lines begin with no word of a phrase, which is all that is looked at of them.
    let head = &line[spans(line).next()?];
    let first = small(head.chars().next()?);
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
            Some(Piece::Word(word)) => likeness::is_misread(&head, word),
            _ => true,
        })
        .collect();
    if phrases.is_empty() {
        return None;
    }
    let words: Vec<String> = spans(line).map(|span| fold(&line[span])).collect();
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
                    if !likeness::is_misread(read, word) {
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
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(Way, Option<u32>)>) {
        assert_eq!(read(line, &Rules::embedded()).map(|jump| (jump.way, jump.page)), expected, "{line}");
    }

    #[test]
    fn lines_that_lead_on() {
        for (line, page) in [
            ("Continued on Page Three", 3),
            ("Continued on Pago Three.", 3),
            ("Continued On Pago Two. m", 2),
            ("(Contlnued on page l2.)", 12),
            ("(Continued onPage 7)", 7),
            ("Contd. on pg. 4", 4),
            ("See HARBOR, pg. 4", 4),
            ("Concluded on Fourth Page.", 4),
            ("See STRIKE, page 4", 4),
            ("see STRIKE, p. 4", 4),
            ("Keller / see page 10", 10),
            ("(Continued on Page 6, Col. 1)", 6),
            ("(See \"Strike,\" Page 6)", 6),
            ("STRIKE on page 6", 6),
            ("See STRIKE, p. 4", 4),
            ("Please turn to page 7", 7),
            ("Fortſetzung auf Seite 3.", 3),
            ("(Fortsetzung auf Seite 3)", 3),
            ("Suite page 4", 4),
            ("« Voir la suite en 2e page »", 2),
            ("Vervolg op blz. 3", 3),
            ("Sigue en la página 5", 5),
            ("Segue a pagina 3", 3),
            ("Forts. på sid. 6", 6),
            ("(Окончание на 4-й стр.)", 4),
            ("（下转第三版）", 3),
            ("[下转第 3 版]", 3),
            ("（下轉第十二版）", 12),
            ("３面に続く", 3),
            ("3면에 계속", 3),
        ] {
            check(line, Some((Way::To, Some(page))));
        }
        check("(continúa)", Some((Way::To, None)));
    }

    #[test]
    fn lines_that_lead_here() {
        for (line, page) in [
            ("Continued from page 1", 1),
            ("(Contlnued frorn Page One.)", 1),
            ("STRIKE—Continued from page 1", 1),
            ("HARBOR STRIKE Continued from page 1", 1),
            ("From page 1", 1),
            ("(cont. from p. 1)", 1),
            ("(From Page 1)", 1),
            ("Continued frompage 1", 1),
            ("* | fer|y fares Continued from page 1", 1),
            ("Cont. from pg. 1", 1),
            ("STRIKE, from page 1", 1),
            ("Keller / from page 7", 7),
            ("Strike . . . (From Page 1)", 1),
            ("A.S.B. ... Continued from page 1", 1),
            ("STRIKE-(Continued from page 1)", 1),
            ("Strike, from page 1", 1),
            ("(Fortſetzung von Seite 2.)", 2),
            ("Viene de la página 1", 1),
            ("Suite de la 1re page", 1),
            ("（上接第一版）", 1),
            ("1面から続く", 1),
        ] {
            check(line, Some((Way::From, Some(page))));
        }
    }

    #[test]
    fn what_stands_in_a_text_is_none() {
        for line in [
            "continued on Monday.",
            "The talks were continued on page three of the report",
            "See page after page of the ledger.",
            "Continued on page three of the treaty, the clause binds",
            "Suite of rooms",
            "from page 1",
            "Strikes on page 6",
            "The ledger, which is torn, from page 1",
            "Anna Hill-Keller from page 1",
            "From page to page the ledger told",
            "THE LEDGER from page to page",
            "第三版",
            "下转弯处的第三版本",
            "Fortsetzung folgt.",
            "",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn catchwords_are_told() {
        let catch = |line: &str| read(line, &Rules::embedded()).map(|jump| jump.catch.join(" "));
        assert_eq!(catch("See HARBOR STRIKE, page 4").as_deref(), Some("harbor strike"));
        assert_eq!(catch("（上接第一版《新渠通水》）").as_deref(), Some("新 渠 通 水"));
    }

    #[test]
    fn brackets_inside_a_line_of_text() {
        let rules = Rules::embedded();
        let head = at_head("（上接第一版）工程旨在引水上山", &rules);
        assert_eq!(head.map(|(span, jump)| (span, jump.page)), Some((0.."（上接第一版）".len(), Some(1))));
        assert!(at_tail("渠水已经到了桥头镇（下转第3版）", &rules).is_some());
        assert!(at_head("（上接第一版）", &rules).is_none());
        // The text behind them is no part of the jump line, however short; a title is.
        assert!(read("（上接第一版）工程旨在引水上山", &rules).is_none());
        assert!(read("（上接第一版）《新渠通水》", &rules).is_some());
    }
}
