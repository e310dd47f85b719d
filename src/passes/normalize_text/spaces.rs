//! Blanks that mean nothing: between figures and Han in running text, inside Han words, around marks, in runs.
//!
//! Each run of blanks is looked at once, so no two rules can want the same one.

use std::ops::Range;

use super::chars::is_zero_width;
use super::prose::{Around, Kind, is_letterspaced, is_table};
use super::{Name, Place, Sureness};
use crate::model::script::{Script, is_han, script};

/// A run of blanks and what stands on both sides of it.
pub(super) struct Gap<'t> {
    pub span: Range<usize>,
    text: &'t str,
    pub before: char,
    pub after: char,
}

/// The runs of blanks inside a text.
pub(super) fn gaps(text: &str) -> impl Iterator<Item = Gap<'_>> {
    std::iter::successors(next_gap(text, 0), |gap| next_gap(text, gap.span.end))
}

/// What is known of a line up to a gap, so that no gap has to look at all of it again.
#[derive(Default)]
struct Past {
    /// How far it is known.
    upto: usize,
    /// Whether a bracket or quotation is open, or a colon has begun a list.
    opened: bool,
    /// Where the piece before the gap begins.
    piece: usize,
    /// Number of pieces between blanks in the whole line, once it was asked for.
    pieces: Option<usize>,
}

impl Past {
    fn go_on(&mut self, gap: &Gap<'_>) {
        for c in gap.text[self.upto..gap.span.start].chars() {
            match c {
                '（' | '(' | '《' | '〈' | '「' | '『' | '【' | '：' | '“' => self.opened = true,
                '）' | ')' | '》' | '〉' | '」' | '』' | '】' | '。' | '”' => self.opened = false,
                _ => {}
            }
        }
        self.upto = gap.span.start;
    }
}

pub(super) fn find(text: &str, around: &Around<'_>, places: &mut Vec<Place>) {
    // What the line is, is asked for only where a gap needs to know.
    let (mut kind, mut table) = (None, None);
    let (mut from, mut past) = (0, Past::default());
    // Words whose letters are set apart are places already, of their gaps as well.
    let apart: Vec<Range<usize>> =
        places.iter().filter(|place| place.rule == Name::Emphasis).map(|place| place.span.clone()).collect();
    for gap in gaps(text) {
        if apart.iter().any(|word| word.start < gap.span.end && gap.span.start < word.end) {
            continue;
        }
        past.piece = from;
        from = gap.span.end;
        past.go_on(&gap);
        let run = &text[gap.span.clone()];
        if run.contains('\u{3000}') {
            continue;
        }
        if is_wide(gap.before) || is_wide(gap.after) {
            let decided = if run == " " && is_inside_date(&gap) {
                Some((Name::DigitHan, Sureness::Rule))
            } else {
                wide(&gap, run, &mut past).filter(|(rule, _)| {
                    // A blank between two Han may part names and decks.
                    let least = if *rule == Name::HanHan { Kind::Text } else { Kind::LikelyText };
                    *kind.get_or_insert_with(|| around.kind()) >= least
                })
            };
            if let Some((rule, mut sure)) = decided {
                if rule == Name::HanHan && around.stands_together(gap.before, gap.after) {
                    sure = Sureness::Rule;
                }
                places.push(Place { span: gap.span, insert: String::new(), rule, sure });
            }
            continue;
        }
        if is_before_mark(&gap) {
            places.push(Place { span: gap.span, insert: String::new(), rule: Name::BeforeMark, sure: Sureness::Rule });
        } else if run != " "
            && !*table
                .get_or_insert_with(|| apart.is_empty() && (is_table(text) || is_letterspaced(text) || !has_word(text)))
        {
            places.push(Place { span: gap.span, insert: " ".to_owned(), rule: Name::Run, sure: Sureness::Rule });
        }
    }
}

/// The next run of blanks that stands between two other characters.
fn next_gap(text: &str, from: usize) -> Option<Gap<'_>> {
    let is_gap = |c: char| c.is_whitespace() || is_zero_width(c);
    let mut at = from;
    loop {
        let start = at + text[at..].find(char::is_whitespace)?;
        // Marks without width before the blank go with it.
        let start =
            start - text[..start].chars().rev().take_while(|c| is_zero_width(*c)).map(char::len_utf8).sum::<usize>();
        let end = text[start..].find(|c| !is_gap(c)).map(|len| start + len)?;
        let after = text[end..].chars().next()?;
        match text[..start].chars().next_back() {
            Some(before) => return Some(Gap { span: start..end, text, before, after }),
            None => at = end,
        }
    }
}

/// Whether a character belongs to the scripts that are set without spaces.
fn is_wide(c: char) -> bool {
    matches!(script(c), Script::Han | Script::Kana | Script::WideMark)
}

/// Which rule takes out a gap beside a wide character, if it stands in running text.
fn wide(gap: &Gap<'_>, run: &str, past: &mut Past) -> Option<(Name, Sureness)> {
    let (a, b) = (script(gap.before), script(gap.after));
    let narrow = run.chars().filter(|c| !is_zero_width(*c)).count();
    if (a == Script::WideMark || b == Script::WideMark) && narrow <= 2 {
        return Some((Name::WideMark, Sureness::Rule));
    }
    // Two blanks and more are set on purpose: padded names, the gap between names.
    if narrow > 1 {
        return None;
    }
    match (a, b) {
        (Script::Digit, Script::Han) => (!is_item_number(gap)).then_some((Name::DigitHan, Sureness::Rule)),
        (Script::Han, Script::Digit) => Some((Name::DigitHan, Sureness::Rule)),
        (Script::Mark, Script::Han) if "%％‰℃°".contains(gap.before) => Some((Name::DigitHan, Sureness::Rule)),
        // Whether it is one word, the rest of the page may tell.
        (Script::Han, Script::Han) => (!parts_names(gap, past)).then_some((Name::HanHan, Sureness::Doubtful)),
        _ => None,
    }
}

/// Whether the gap stands inside a date, which is one wherever it stands: `1998年 3 月2日`.
fn is_inside_date(gap: &Gap<'_>) -> bool {
    let rest = &gap.text[gap.span.end..];
    if script(gap.before) == Script::Digit {
        // `2011 年年度报告` is a title.
        let next = rest.chars().skip(1).find(|c| *c != ' ');
        return matches!(gap.after, '月' | '日')
            || gap.after == '年' && next.is_some_and(|c| script(c) == Script::Digit);
    }
    let next = rest.chars().find(|c| script(*c) != Script::Digit && *c != ' ');
    script(gap.after) == Script::Digit && matches!((gap.before, next), ('年', Some('月')) | ('月', Some('日')))
}

/// Whether the figure before the gap numbers an item: it begins the line, is small, and no unit follows.
fn is_item_number(gap: &Gap<'_>) -> bool {
    let head = &gap.text[..gap.span.start];
    let figures = head.len() <= 6 && head.chars().count() <= 2 && head.chars().all(|c| script(c) == Script::Digit);
    figures && !"年月日时時分秒点點号號个個人名位岁歲元角亿億万萬千百余多家只件次条條项項届屆度米公里里亩畝吨噸斤克升天周倍成场場座所台辆艘户戶村县縣市省国國种種级級层層楼樓".contains(gap.after)
}

/// Whether the gap stands where names and items stand side by side: in brackets, after a colon, or as one of several
/// that part the line evenly.
fn parts_names(gap: &Gap<'_>, past: &mut Past) -> bool {
    if past.opened {
        return true;
    }
    // Stretches of a few Han on both sides, between blanks or the ends of the line: items.
    const FEW: usize = 4;
    let short = |piece: &str| piece.chars().take(FEW + 1).count();
    let left = short(&gap.text[past.piece..gap.span.start]);
    let right = short(gap.text[gap.span.end..].split(char::is_whitespace).next().unwrap_or_default());
    left <= FEW
        && right <= FEW
        && left.abs_diff(right) <= 1
        && *past.pieces.get_or_insert_with(|| gap.text.split_whitespace().count()) >= 3
}

/// A blank before a comma or a full stop that ends its word. A stop among stops is one of a row that stands for what is
/// left out.
fn is_before_mark(gap: &Gap<'_>) -> bool {
    if !matches!(gap.after, ',' | '.') || !(gap.before.is_alphanumeric() || matches!(gap.before, ')' | '"' | '”' | '’'))
    {
        return false;
    }
    let rest = &gap.text[gap.span.end + 1..];
    let after_mark = rest.chars().next();
    let spaced_stops = rest.trim_start().starts_with(['.', ',']);
    after_mark.is_none_or(char::is_whitespace) && !spaced_stops && !is_han(gap.before)
}

/// Whether a line holds a word, or only figures.
fn has_word(text: &str) -> bool {
    let mut letters = 0;
    text.chars().any(|c| {
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        letters >= 2
    })
}
