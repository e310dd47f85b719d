//! Takes a printed credit apart: agency, role, place and names.

use std::ops::Range;

use crate::ledger::Field;
use crate::model::script::is_han;
use crate::passes::names::split_names;
use crate::rules::Rules;

/// One name of a credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credit {
    /// Bytes of the text that print the name.
    pub span: Range<usize>,
    /// The name as it is spoken: without padding.
    pub name: String,
    /// What the person or body did.
    pub field: Field,
}

/// The names in a byline, in printed order; one for the whole line where it names nobody.
pub(super) fn of(text: &str, rules: &Rules) -> Vec<Credit> {
    let credits = if text.chars().any(is_han) { han(text, rules) } else { spaced(text, rules) };
    if !credits.is_empty() {
        return credits;
    }
    let name = text.trim_matches(|c: char| !c.is_alphanumeric());
    let Some(start) = text.find(name).filter(|_| !name.is_empty()) else { return Vec::new() };
    vec![Credit { span: start..start + name.len(), name: name.to_owned(), field: Field::Author }]
}

/// What the words before or after a name say of it.
fn field_of(word: &str, rules: &Rules) -> Option<Field> {
    const LISTS: [(&str, Field); 5] = [
        ("credit-correspondent", Field::Correspondent),
        ("credit-photographer", Field::Photographer),
        ("credit-translator", Field::Translator),
        ("credit-editor", Field::Editor),
        ("credit-author", Field::Author),
    ];
    LISTS.into_iter().find(|(list, _)| rules.words(list).contains(word)).map(|(_, field)| field)
}

/// Chinese credits: `新华社记者李争艳 本报驻法国记者果永毅`, `□ 吴  月`, `文/张晓斌`.
fn han(text: &str, rules: &Rules) -> Vec<Credit> {
    let words = rules.words("credit-word");
    let mut credits: Vec<Credit> = Vec::new();
    let mut field = Field::Author;
    let mut at = 0;
    let mut run: Option<Range<usize>> = None;
    while at < text.len() {
        let rest = &text[at..];
        let next = rest.chars().next().map_or(1, char::len_utf8);
        let word = words.at_start(rest).filter(|word| stands_as_word(text, at, word, rules));
        if let Some(name) = word.and_then(|word| office(rest, word, rules)) {
            names(text, run.take(), field, rules, &mut credits);
            credits.push(Credit { span: at..at + name, name: rest[..name].to_owned(), field: Field::Author });
            at += name;
        } else if let Some(word) = word {
            names(text, run.take(), field, rules, &mut credits);
            if let Some(said) = field_of(word, rules) {
                // A word such as 摄 stands behind the name, 记者 before it.
                let behind = rules.words("credit-behind").contains(word);
                match credits.last_mut() {
                    Some(last) if behind => last.field = said,
                    _ => field = said,
                }
            }
            at += word.len();
        } else if let Some(post) = posting(rest, rules) {
            names(text, run.take(), field, rules, &mut credits);
            at += post;
        } else if rest.starts_with(is_han) || (rest.starts_with([' ', '\u{3000}', '·']) && run.is_some()) {
            run = Some(run.map_or(at, |r| r.start)..at + next);
            at += next;
        } else {
            names(text, run.take(), field, rules, &mut credits);
            at += next;
        }
    }
    names(text, run, field, rules, &mut credits);
    credits
}

/// Whether a word of a credit is no part of a name: one of a single character, such as 文, has to stand apart, unless it
/// is said behind a name, as 摄 is.
fn stands_as_word(text: &str, at: usize, word: &str, rules: &Rules) -> bool {
    let apart = |c: Option<char>| !c.is_some_and(is_han);
    let after = text[at + word.len()..].chars().next();
    match word.chars().count() {
        1 if rules.words("credit-behind").contains(word) => apart(after),
        1 => apart(after) && apart(text[..at].chars().next_back()),
        _ => true,
    }
}

/// Length of `本报评论员`: an office whose name begins with the paper's.
fn office(rest: &str, paper: &str, rules: &Rules) -> Option<usize> {
    let office = rules.words("credit-office").at_start(&rest[paper.len()..])?;
    Some(paper.len() + office.len())
}

/// Length of `驻法国` in `驻法国记者`: a post abroad is no name.
fn posting(rest: &str, rules: &Rules) -> Option<usize> {
    if !rest.starts_with('驻') {
        return None;
    }
    let words = rules.words("credit-word");
    rest.char_indices().skip(2).take(9).map(|(at, _)| at).find(|at| words.at_start(&rest[*at..]).is_some())
}

/// Splits a run of Han and spaces into names. One character, spaces, one character is one padded name.
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

/// Credits of spaced scripts: `By Robert P. Dunn and Anna Whitlock`, `Von unserem Korrespondenten`.
fn spaced(text: &str, rules: &Rules) -> Vec<Credit> {
    let body = text.trim_matches(|c: char| c.is_whitespace() || "([{)]}.—–-".contains(c) && c != '.');
    let from = body.as_ptr() as usize - text.as_ptr() as usize;
    let first = body.split_whitespace().next().unwrap_or("");
    let lead = if rules.words("credit-by").contains(&first.to_lowercase()) { first.len() } else { 0 };
    if lead == 0 && field_of(&first.to_lowercase(), rules).is_none() {
        return Vec::new();
    }
    let mut credits = Vec::new();
    let and = rules.words("credit-and");
    let mut start = None;
    let mut end = lead;
    let mut flush = |start: &mut Option<usize>, end: usize| {
        if let Some(start) = start.take() {
            let name = body[start..end].trim_matches(|c: char| c.is_whitespace() || ",;:".contains(c));
            if !name.is_empty() {
                let at = name.as_ptr() as usize - text.as_ptr() as usize;
                credits.push(Credit { span: at..at + name.len(), name: name.to_owned(), field: Field::Author });
            }
        }
    };
    for word in body[lead..].split_whitespace() {
        let at = word.as_ptr() as usize - text.as_ptr() as usize - from;
        if and.contains(&word.to_lowercase()) {
            flush(&mut start, end);
        } else {
            start = start.or(Some(at));
        }
        end = at + word.len();
        if word.ends_with([',', ';']) {
            flush(&mut start, end);
        }
    }
    flush(&mut start, end);
    credits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        let mut rules = Rules::default();
        let mut add = |name: &str, words: &str| rules.add_words(name, words.split(' ').map(str::to_owned));
        add("surname", "李 贾 张 王 果 吴 孙 严");
        add("credit-word", "本报 新华社 记者 通讯员 摄 文");
        add("credit-correspondent", "记者 通讯员");
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
    }

    #[test]
    fn western() {
        check("By Robert P. Dunn", &[("Robert P. Dunn", Field::Author)]);
        check(
            "BY Anna Whitlock and J. W. Harding",
            &[("Anna Whitlock", Field::Author), ("J. W. Harding", Field::Author)],
        );
        check("FROM OUR OWN CORRESPONDENT.", &[("FROM OUR OWN CORRESPONDENT", Field::Author)]);
    }
}
