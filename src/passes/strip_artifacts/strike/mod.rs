//! Whether one line reads as text that was struck several times, and what it says when it is struck once.
//!
//! Pure functions on strings: this module must not know what stands around the line. How likely a reading is by itself
//! is its [`Weight`]; neighbours, levels and edits are `double`'s business.

mod character;
mod run;
mod word;

use std::ops::Range;

pub(super) use character::Torn;

/// What was struck several times over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Form {
    /// Each character: `项项目目`.
    Character,
    /// Each run of one font: `栏目协办栏目协办：：`.
    Run,
    /// Each word, or each character with a space between: `How How are are`.
    Word,
}

/// How much of the line was struck more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Extent {
    /// All of it.
    Line,
    /// A part, such as its label.
    Label,
}

/// How far a reading speaks for itself. Ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Weight {
    /// Ordinary words look like this (研究研究): only a struck block around it makes it likely.
    Faint,
    /// Ordinary words may look like this (救命啊救命啊): it takes neighbours.
    Weak,
    /// Ordinary text hardly ever looks like this.
    Fair,
    /// No text looks like this unless it was struck more than once.
    Strong,
}

/// A reading of a line as struck `k` times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Strike {
    /// How often it was struck.
    pub k: usize,
    /// What was struck.
    pub form: Form,
    /// How much of the line was.
    pub extent: Extent,
    /// What the line says, struck once. Always a subsequence of the line.
    pub kept: String,
    /// How far the reading speaks for itself.
    pub weight: Weight,
}

/// Room for the characters of a line, kept from line to line.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    chars: Vec<char>,
    runs: Vec<character::Run>,
}

/// The best reading of a line as struck text, if there is one. Linear in the line's length.
pub(super) fn read(line: &str, scratch: &mut Scratch) -> Option<Strike> {
    let Scratch { chars, runs } = scratch;
    let signs = Signs::of(line)?;
    chars.clear();
    chars.extend(line.chars());
    let mut found = None;
    if signs.equal >= 2 {
        character::runs(chars, runs);
        found = character::whole(chars, runs);
    }
    if signs.again {
        found = found.or_else(|| run::whole(chars)).or_else(|| word::interleaved(line)).or_else(|| word::pairs(line));
    }
    if signs.equal >= 3 {
        found = found.or_else(|| character::stretches(chars, runs));
    }
    if signs.again {
        found = found.or_else(|| run::label(chars));
    }
    if signs.equal >= 4 {
        found = found.or_else(|| run::tokens(line));
    }
    found
}

/// The reading of a line whose first or last character has its other copies on the neighbouring line.
pub(super) fn read_torn(line: &str, scratch: &mut Scratch) -> Option<Torn> {
    let Scratch { chars, runs } = scratch;
    chars.clear();
    chars.extend(line.chars());
    character::runs(chars, runs);
    character::torn(runs)
}

/// The spans to take out of `line` so that `kept` remains, each as far right as it can stand; `None` if `kept` is no
/// subsequence of `line`.
///
/// Every kept character is matched as early as possible, so the character after a span never equals the first of the
/// span: the spans are in the ledger's normal form and stay disjoint there.
pub(super) fn spans_to_remove(line: &str, kept: &str) -> Option<Vec<Range<u32>>> {
    let mut spans: Vec<Range<u32>> = Vec::new();
    let mut wanted = kept.chars().peekable();
    for (at, c) in line.char_indices() {
        if wanted.next_if_eq(&c).is_some() {
            continue;
        }
        let (from, to) = (at as u32, (at + c.len_utf8()) as u32);
        match spans.last_mut() {
            Some(last) if last.end == from => last.end = to,
            _ => spans.push(from..to),
        }
    }
    wanted.peek().is_none().then_some(spans)
}

/// Signs that a line repeats itself. Nearly every line of a page has none.
struct Signs {
    /// Number of characters that equal the one before, white space apart.
    equal: usize,
    /// Whether the line's first characters come back.
    again: bool,
}

impl Signs {
    fn of(line: &str) -> Option<Self> {
        let mut chars = line.chars();
        let first = chars.next()?;
        let second = chars.clone().next();
        let mut again = second == Some(first);
        let (mut before, mut equal, mut behind) = (first, 0, false);
        for c in chars {
            if c == before && !c.is_whitespace() {
                equal += 1;
            }
            // Two wide characters are a word.
            if before == first && Some(c) == second && behind && !first.is_ascii() {
                again = true;
            }
            (before, behind) = (c, true);
        }
        // Of Latin it takes three letters. The copy of a letter alone stands behind a blank: N Na am me.
        let is_again = |head: &str| {
            memchr::memmem::find(&line.as_bytes()[1..], head.as_bytes()).is_some()
                || head.as_bytes().get(1) == Some(&b' ')
        };
        again |= first.is_ascii() && line.get(..3).is_none_or(is_again);
        (equal >= 2 || again).then_some(Self { equal, again })
    }
}

/// Marks that no text sets twice in a row: a doubled one tells of double printing.
fn is_single_mark(c: char) -> bool {
    matches!(
        c,
        '：' | '，'
            | '；'
            | '（'
            | '）'
            | '《'
            | '》'
            | '【'
            | '】'
            | '、'
            | '“'
            | '”'
            | ':'
            | ';'
            | ','
            | '('
            | ')'
    )
}

/// Marks that a label ends in.
fn ends_label(c: char) -> bool {
    matches!(c, '：' | ':' | '）' | ')' | '】' | ']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(usize, Form, &str)>) {
        check_extent(line, Extent::Line, expected);
    }

    #[track_caller]
    fn label(line: &str, expected: Option<(usize, Form, &str)>) {
        check_extent(line, Extent::Label, expected);
    }

    #[track_caller]
    fn check_extent(line: &str, extent: Extent, expected: Option<(usize, Form, &str)>) {
        let got = read(line, &mut Scratch::default());
        let strong = got.as_ref().filter(|strike| strike.weight >= Weight::Fair);
        let expected = expected.map(|(k, form, kept)| (k, form, extent, kept));
        assert_eq!(strong.map(|s| (s.k, s.form, s.extent, s.kept.as_str())), expected, "{line}: {got:?}");
        if let Some(strike) = got {
            assert!(spans_to_remove(line, &strike.kept).is_some(), "{line}: {strike:?}");
        }
    }

    #[track_caller]
    fn weight(line: &str, expected: Option<Weight>) {
        let got = read(line, &mut Scratch::default());
        assert_eq!(got.as_ref().map(|strike| strike.weight), expected, "{line}: {got:?}");
    }

    #[test]
    fn runs_struck_twice() {
        check("主办单位主办单位：：", Some((2, Form::Run, "主办单位：")));
        check("滨河县图书馆滨河县图书馆", Some((2, Form::Run, "滨河县图书馆")));
        check("联系电话联系电话：：0839-32100770839-3210077", Some((2, Form::Run, "联系电话：0839-3210077")));
        check("第第2018年2018年工作报告工作报告", Some((2, Form::Run, "第2018年工作报告")));
        check("DescriptionDescription", Some((2, Form::Run, "Description")));
    }

    #[test]
    fn runs_struck_four_times_with_spaces() {
        check(
            "证券代码证券代码证券代码证券代码：：：：600123600123600123600123",
            Some((4, Form::Run, "证券代码：600123")),
        );
        check("2014201420142014 年年度报告年年度报告年年度报告年年度报告", Some((4, Form::Run, "2014 年年度报告")));
        check(
            "发布日期发布日期发布日期发布日期：：：：2013201320132013 年年年年 5555 月月月月",
            Some((4, Form::Run, "发布日期：2013 年 5 月")),
        );
        check(
            "RIVERSIDE PRINTING CO.,LTD.RIVERSIDE PRINTING CO.,LTD.",
            Some((2, Form::Run, "RIVERSIDE PRINTING CO.,LTD.")),
        );
    }

    #[test]
    fn characters_struck() {
        check("工工程程概概况况：：", Some((2, Form::Character, "工程概况：")));
        check("渡渡口口换换上上石石阶阶", Some((2, Form::Character, "渡口换上石阶")));
        check("SSttaatteemmeenntt", Some((2, Form::Character, "Statement")));
        check("DDDDoooowwwwnnnn TTTToooowwwwnnnn", Some((4, Form::Character, "Down Town")));
        check("ssttiillll  aalliivvee", Some((2, Form::Character, "still alive")));
        check(
            "2222000011114444 年年年年年年年年度度度度报报报报告告告告",
            Some((4, Form::Character, "2014 年年度报告")),
        );
    }

    #[test]
    fn a_label_alone_is_struck() {
        label(
            "工工程程概概况况：：全长十二公里，设桥梁三座",
            Some((2, Form::Character, "工程概况：全长十二公里，设桥梁三座")),
        );
        label("主办单位主办单位：：县文化馆", Some((2, Form::Run, "主办单位：县文化馆")));
        label("工工程程概概况况：：谢谢大家支持", Some((2, Form::Character, "工程概况：谢谢大家支持")));
        label("工工程程概概况况：：11月开工", Some((2, Form::Character, "工程概况：11月开工")));
        label("2013 年年年年 5555 月月月月 17171717 日日日日", Some((4, Form::Run, "2013 年 5 月 17 日")));
    }

    #[test]
    fn words_and_interleaved_characters() {
        check("N Na am me e: :", Some((2, Form::Word, "Name:")));
        check("Where Where is is  he he??", Some((2, Form::Word, "Where is he?")));
    }

    #[test]
    fn what_people_write_stays() {
        for line in [
            "常常",
            "天天",
            "谢谢",
            "毛毛 妈妈",
            "0000",
            "2020",
            "12121212",
            "----",
            "====",
            "……",
            "哈哈哈哈",
            "嘻嘻嘻嘻嘻嘻",
            "Mississippi",
            "had had",
            "Baden-Baden",
            "2011 年年度报告",
            "丽丽 婷婷 圆圆 芳芳 乐乐",
            "bookkeeper",
            "* * *",
            "12 12 34 34 56 56",
            "Yes Yes No No",
            "MMXXII",
            "- - - - -",
            "......................",
            "第 1 1 1 号",
            "A A",
            "ドキドキワクワク",
        ] {
            weight(line, None);
        }
        for line in ["研究研究", "讨论讨论", "高高兴兴", "beriberi", "couscous"] {
            weight(line, Some(Weight::Faint));
        }
        check("平平安安红红火火渡渡口口", None);
        for line in ["开开心心快快乐乐", "救命啊救命啊", "New York New York"] {
            check(line, None);
        }
    }

    #[test]
    fn long_lines_cost_their_length() {
        let mut scratch = Scratch::default();
        for unit in ["a", "ab", "aab", "滨河", "a ", "x y x "] {
            let line = unit.repeat(400_000);
            let _ = read(&line, &mut scratch);
        }
        let struck = "滨河县图书馆".repeat(2);
        let long = format!("{}尾", struck.repeat(50_000));
        assert_eq!(read(&long, &mut scratch), None);
    }

    #[test]
    fn spans_are_in_normal_form() {
        assert_eq!(spans_to_remove("aabbbb", "abb"), Some(vec![1..2, 4..6]));
        assert_eq!(spans_to_remove("ababcc", "abc"), Some(vec![2..4, 5..6]));
        assert_eq!(spans_to_remove("ab", "ba"), None);
    }
}
