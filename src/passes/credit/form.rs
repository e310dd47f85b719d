//! Whether a whole line is a credit, by its words and marks: `本报记者 吴月`, `□ 周海`, `文/张晓斌`, `記者林美玲／台北報導`,
//! `이서연 기자 lee@…`, `（山田太郎）`.
//!
//! The line is read piece by piece; one piece that fits nowhere in a credit, and the line is none. A line that is nothing
//! but a name is told by [`byline_form`](crate::passes::names::byline_form), which asks here first.

use super::word::{is_name_char, latin_name, posting, word_at};
use crate::model::script::{Script, count_han, is_han, script};
use crate::passes::everyday::are_words_of_text;
use crate::passes::names::{LONGEST_RUN, NO_NAME, body_form, split_names};
use crate::rules::Rules;

/// Longest credit in characters.
const LONGEST: usize = 64;
/// Longest name of a person whom only a word beside it tells, in characters.
const LONGEST_NAME: usize = 4;
/// Longest name of a person that is partly or wholly in kana.
const LONGEST_KANA: usize = 8;
/// Signs that papers set before a name.
pub(crate) const NAME_MARKS: &[char] =
    &['□', '■', '●', '○', '◎', '◇', '◆', '△', '▲', '▽', '▼', '★', '☆', '※', '◤', '◢', '⊙', '＝', '='];
/// What stands between the pieces of a credit.
const BETWEEN: &[char] =
    &['、', '，', ',', '／', '/', '∕', '╱', '・', '·', '•', '|', '｜', '：', ':', '（', '）', '(', ')', '－', '-'];
/// How the names of papers and stations end.
const PAPER: &[char] = &['报', '報', '网', '網', '台', '臺', '社', '刊'];
const OPEN: &[char] = &['（', '(', '[', '［', '【', '〔', '<', '＜', '〈'];
const CLOSE: &[char] = &['）', ')', ']', '］', '】', '〕', '>', '＞', '〉'];

/// What the pieces of a line have told so far.
#[derive(Debug, Default)]
struct Found {
    /// Words such as 记者 that say what somebody did.
    roles: usize,
    /// A paper's own office, as in 本报评论员.
    office: bool,
    /// Names that begin with a surname or that a role stands beside.
    names: usize,
    /// Names of bodies, and posts of persons.
    bodies: usize,
    /// Pieces that could be a name for all that is known.
    perhaps: usize,
}

/// How sure it is that a line is a credit, 0 to 1, by anything but the bare form of a name.
pub(crate) fn credit_form(text: &str, rules: &Rules) -> f64 {
    let text = text.trim();
    let is_long = text.len() > LONGEST && text.chars().nth(LONGEST).is_some();
    // Marks of sentences, and of lists, between whose items these stand.
    let (mut tells, mut lists) = (false, false);
    count_han(text, |c| {
        tells |= matches!(c, '。' | '！' | '？' | '“' | '《' | '「' | '『' | '；' | '…');
        lists |= matches!(c, '▲' | '△');
    });
    if is_long || tells {
        return 0.0;
    }
    let text = without_mail(text);
    let inner = text.trim_start_matches(OPEN).trim_end_matches(CLOSE);
    let bracketed = text.starts_with(OPEN) && text.ends_with(CLOSE) && !inner.contains(OPEN);
    let body = if bracketed { inner } else { text };
    let plain = body.trim_start_matches(|c: char| NAME_MARKS.contains(&c) || c.is_whitespace());
    let marked = body.starts_with(NAME_MARKS) && !plain.is_empty();
    // A mark at the end, or a comma, opens something that follows.
    if plain.ends_with(['，', ',', '、', '：', ':']) || !plain.chars().any(is_name_char) {
        return 0.0;
    }
    // Before a name one of these is no more than its mark.
    if lists && plain.contains(['▲', '△']) {
        return 0.0;
    }
    let Some(found) = pieces(plain, marked, rules) else { return 0.0 };
    match found {
        Found { office: true, .. } => 0.93,
        Found { roles: 1.., names: 1.., .. } => 0.96,
        // A word alone on the line, such as 编辑, says too little.
        Found { roles: 1.., perhaps: 0, bodies: 0, .. } if plain.chars().count() > 3 => 0.7,
        Found { roles: 1.., perhaps: 0, bodies: 0, .. } => 0.0,
        Found { roles: 1.., perhaps: 1, .. } if bracketed => 0.92,
        Found { roles: 1.., perhaps: 1, .. } => 0.85,
        Found { roles: 1.., bodies: 1.., perhaps: 0, .. } => 0.8,
        Found { names: 1.., .. } if marked => 0.95,
        Found { bodies: 1.., perhaps: 0, .. } if marked => 0.9,
        Found { perhaps: 1, bodies: 0, .. } if marked => 0.6,
        Found { names: 1.., perhaps: 0, .. } if bracketed => 0.8,
        Found { names: 0, bodies: 0, perhaps: 1, .. } if bracketed && is_short_name(plain) => 0.45,
        _ => 0.0,
    }
}

/// Three to five Han, as Japanese full names have.
fn is_short_name(text: &str) -> bool {
    (3..=5).contains(&text.chars().count()) && text.chars().all(|c| is_han(c) || script(c) == Script::Kana)
}

/// The text without a mail address at its end.
fn without_mail(text: &str) -> &str {
    let Some((head, last)) = text.rsplit_once([' ', '\u{3000}', '|']) else { return text };
    if last.contains('@') && last.is_ascii() { head.trim_end() } else { text }
}

/// Reads a line piece by piece; none if a piece fits nowhere in a credit.
fn pieces(text: &str, marked: bool, rules: &Rules) -> Option<Found> {
    let words = rules.words("credit-word");
    let mut found = Found::default();
    // Runs of name characters, and whether a role stands right before each.
    let mut run: Option<usize> = None;
    let mut runs: Vec<(&str, bool)> = Vec::new();
    let mut role_before = false;
    let mut at = 0;
    let close = |run: &mut Option<usize>, at: usize, role: &mut bool, runs: &mut Vec<_>| {
        if let Some(start) = run.take() {
            runs.push((&text[start..at], *role));
        }
    };
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let word = word_at(text, at, words, rules);
        if let Some(word) = word {
            close(&mut run, at, &mut role_before, &mut runs);
            if rules.words("credit-paper").contains(word) {
                if let Some(office) = rules.words("credit-office").at_start(&rest[word.len()..]) {
                    found.office = true;
                    at += word.len() + office.len();
                    continue;
                }
            } else if rules.words("credit-after-place").contains(word) {
                // 台北報導: what stands before it is a place, unless nothing else can be the name.
                if runs.len() > 1 && runs.last().is_some_and(|(place, _)| place.chars().count() <= 4) {
                    runs.pop();
                }
                found.roles += 1;
            } else {
                found.roles += 1;
                if rules.words("credit-behind").contains(word) {
                    if let Some((_, role)) = runs.last_mut() {
                        *role = true;
                    }
                } else {
                    role_before = true;
                }
            }
            at += word.len();
        } else if let Some(post) = run.is_none().then(|| posting(rest, rules)).flatten() {
            at += post;
        } else if is_name_char(c) {
            run = run.or(Some(at));
            at += c.len_utf8();
        } else if let Some(name) = (found.roles > 0).then(|| latin_name(rest)).flatten() {
            close(&mut run, at, &mut role_before, &mut runs);
            found.names += 1;
            at += name;
        } else if c.is_whitespace() || BETWEEN.contains(&c) || NAME_MARKS.contains(&c) {
            close(&mut run, at, &mut role_before, &mut runs);
            at += c.len_utf8();
        } else {
            return None;
        }
    }
    close(&mut run, at, &mut role_before, &mut runs);
    told(&runs, marked, rules, found)
}

/// What the runs of name characters are.
fn told(runs: &[(&str, bool)], marked: bool, rules: &Rules, mut found: Found) -> Option<Found> {
    let single = |n: usize| runs.get(n).is_some_and(|(run, _)| run.chars().count() == 1);
    let mut n = 0;
    while n < runs.len() {
        if single(n) && single(n + 1) {
            found.names += 1;
            n += 2;
            continue;
        }
        let (run, role) = runs[n];
        let len = run.chars().count();
        // 記者会見で発表: particles stand in no name.
        if run.contains(['を', 'で']) {
            return None;
        }
        let kana = run.chars().any(|c| script(c) == Script::Kana);
        if split_names(run, rules).is_some() || role && could_be_names(run, rules) {
            found.names += 1;
        } else if role && are_words_of_text(run) {
            return None;
        } else if role && (2..=LONGEST_NAME).contains(&len) || kana && role && (3..=LONGEST_KANA).contains(&len) {
            found.names += usize::from(found.roles > 0 && !kana);
            found.perhaps += usize::from(kana);
        } else if body_form(run, rules) > 0.0
            || run.ends_with(PAPER) && n + 1 < runs.len()
            || marked && n + 1 < runs.len() && len <= 14
        {
            found.bodies += 1;
        } else if (2..=5).contains(&len) || kana && len <= LONGEST_KANA {
            found.perhaps += 1;
        } else {
            return None;
        }
        n += 1;
    }
    Some(found)
}

/// Whether a long run of Han behind a role may be several names run together that the list of surnames does not part:
/// it begins with a surname, and no character of grammar stands in it.
fn could_be_names(run: &str, rules: &Rules) -> bool {
    (5..=LONGEST_RUN).contains(&run.chars().count())
        && run.chars().all(|c| is_han(c) && !NO_NAME.contains(&c))
        && rules.words("surname").at_start(run).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn credit(text: &str) {
        let form = credit_form(text, &Rules::embedded());
        assert!(form >= 0.7, "{text}: {form}");
    }

    #[track_caller]
    fn none(text: &str) {
        let form = credit_form(text, &Rules::embedded());
        assert!(form < 0.5, "{text}: {form}");
    }

    #[test]
    fn credits() {
        credit("本报记者  吴  月");
        credit("本报记者 周海 通讯员 沈玉兰");
        credit("本报驻法国记者果永毅");
        credit("本报记者罗昌爱胡跃平任维东");
        credit("□　周海");
        credit("执笔：周海");
        credit("本报记者 次仁罗布");
        credit("■市水利局");
        credit("●文/图 沈玉兰");
        credit("沈玉兰/文");
        credit("本报评论员");
        credit("（记者 周海）");
        credit("記者林美玲／台北報導");
        credit("이서연 기자 seoyeon@hangang.example");
        credit("□ 中共桥头镇党委书记 周海");
        credit("本报教师记者 周海 学生记者 Daniel Orme");
    }

    #[test]
    fn no_credits() {
        none("记者见到唐望舒时，");
        none("记者到桥头镇采访");
        none("记者现场目击");
        none("记者手记");
        none("本报从今日起改版");
        none("文化下乡");
        none("（完）");
        none("■本市要闻二则");
        none("기자회견 열려");
        none("老桥要留下来");
        none("Open Shelf记者 Open day");
    }
}
