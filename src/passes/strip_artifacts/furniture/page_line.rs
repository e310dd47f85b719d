//! Whether a line is of the kind that a paper prints at the head or foot of its pages: dates, page numbers, its own
//! name, the number and price of the issue, the name of the section.
//!
//! Knows words (rules/words), not places: where such a line may stand is decided by who asks. Every word of the line has
//! to be accounted for, since a sentence may hold a date as well.

use super::figures::{date, number, value};
use super::spread::close_up;
use crate::model::script::{Script, is_han, script};
use crate::rules::{Rules, WordList};

/// What a page line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A number and nothing else.
    Number,
    /// The name of a section.
    Section,
    /// Number or price of the issue.
    Issue,
    /// A date.
    Date(Day),
    /// The page by its number, with or without section and date.
    Folio,
    /// The name of a paper with a date or a number.
    Running {
        /// Whether it holds a weekday and a word that names newspapers, or numbers and dates the issue.
        sure: bool,
    },
    /// The name of a paper and nothing else.
    Paper {
        /// Whether it is written without spaces, where a name is hardly like a headline.
        unspaced: bool,
    },
    /// A date with the day of the week, a price or number, and letters that make no words.
    Garbled,
}

/// How a date names its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Day {
    /// By the day of the week and the year.
    Named,
    /// By the day of the week, without a year.
    OfNoYear,
    /// Without the day of the week.
    Unnamed,
}

/// Longest line, in bytes, that is looked at.
const LONGEST: usize = 200;

/// Longest line, in bytes, that needs no figure.
const SHORT: usize = 24;

/// Most Han characters before the name of a kind of paper, and most other characters in no list.
const MOST_UNKNOWN: usize = 6;

/// Most words that a page line has.
const MOST_WORDS: usize = 24;

/// Small words inside the names of papers.
const SMALL: [&str; 22] = [
    "and", "d'", "das", "de", "del", "dell'", "della", "den", "der", "des", "di", "die", "du", "e", "et", "la", "le",
    "les", "of", "the", "und", "van",
];

/// The word lists that tell the words of a page line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    lists: [(&'a WordList, Class); 9],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Weekday,
    Month,
    Date,
    Page,
    Issue,
    Price,
    Edition,
    Paper,
    Section,
    /// A figure; its value.
    Number(u32),
    /// A figure of an order, such as `14th`.
    Ordinal(u32),
    /// A word in no list, with a capital, or Han before the name of a paper.
    Name,
    Unknown,
}

impl<'a> Words<'a> {
    pub(super) fn new(rules: &'a Rules) -> Self {
        use Class::{Date, Edition, Issue, Month, Page, Paper, Price, Section, Weekday};
        let list = |name, class| (rules.words(name), class);
        Self {
            lists: [
                list("weekday", Weekday),
                list("month", Month),
                list("section", Section),
                list("paper-word", Paper),
                list("edition-word", Edition),
                list("page-word", Page),
                list("issue-word", Issue),
                list("price-word", Price),
                list("date-word", Date),
            ],
        }
    }

    /// What a line says, if it is a page line.
    pub(super) fn kind(&self, line: &str) -> Option<Kind> {
        let closed = close_up(line);
        let line = closed.as_ref();
        if let Some(rest) = without_motto(line) {
            let dates =
                |kind: &Kind| matches!(kind, Kind::Folio | Kind::Running { sure: true } | Kind::Date(Day::Named));
            return self.kind(&rest).filter(dates);
        }
        if !may_be(line) {
            return None;
        }
        let mut words: Vec<(Class, usize)> = Vec::new();
        self.split(line, &mut words)?;
        let kind =
            Account::of(&words).kind().or_else(|| bare_name(line, &words)).or_else(|| under_a_name(line, &words));
        // A date in brackets says when the article above was written.
        kind.filter(|kind| !(matches!(kind, Kind::Date(_)) && line.starts_with(['（', '('])))
    }

    /// The words of a line with what each is and its length in characters; `None` if they are too many.
    fn split(&self, line: &str, words: &mut Vec<(Class, usize)>) -> Option<()> {
        let (mut rest, mut unknown) = (line, 0);
        // Only the line that dates a page is worth reading where some of its words are none.
        let is_lettered = has_lettered_page(line);
        let may_be_garbled = line.as_bytes().windows(4).any(|year| year.iter().all(u8::is_ascii_digit));
        while let Some(c) = rest.chars().next() {
            unknown = if matches!(words.last(), Some((Class::Unknown, 1))) { unknown + 1 } else { 0 };
            if words.len() > MOST_WORDS || unknown > MOST_UNKNOWN {
                return None;
            }
            if let Some(([year, _, day], len)) = date(rest) {
                words.extend([(Class::Number(year), 4), (Class::Month, 2), (Class::Number(day), 2)]);
                rest = &rest[len..];
            } else if let Some(digits) = value(c) {
                let (number, len, figures) = number(rest, digits);
                rest = &rest[len..];
                let suffix: usize = rest.chars().take_while(|c| c.is_ascii_lowercase()).map(char::len_utf8).sum();
                // Behind the word the letter is a coin: "Price 2d."
                let priced = matches!(words.last(), Some((Class::Price, _)));
                let coin = priced && matches!(&rest[..suffix], "c" | "d" | "s");
                let ordinal = !coin && matches!(&rest[..suffix], "st" | "nd" | "rd" | "th" | "d" | "er" | "e" | "re");
                words.push((if ordinal { Class::Ordinal(number) } else { Class::Number(number) }, figures));
                if coin {
                    words.push((Class::Price, suffix));
                }
                if ordinal || coin {
                    rest = &rest[suffix..];
                }
            } else if matches!(script(c), Script::Han | Script::Kana | Script::Hangul) {
                rest = self.split_wide(rest, words);
            } else if c.is_alphabetic() {
                let end =
                    rest.find(|c: char| !(c.is_alphabetic() || "'’-°".contains(c)) || is_han(c)).unwrap_or(rest.len());
                if is_lettered {
                    words.push((Class::Page, 1));
                    rest = &rest[end..];
                    continue;
                }
                let word = rest[..end].trim_end_matches(['-', '\'', '’']);
                let plain: String = word.to_lowercase().replace('ſ', "s");
                let counted = words.last().is_some_and(|(class, _)| matches!(class, Class::Issue | Class::Page));
                if counted && word.chars().all(|c| "IVXLCDM".contains(c)) {
                    words.push((Class::Number(0), word.len()));
                    rest = &rest[end..];
                    continue;
                }
                let named = c.is_uppercase() || SMALL.contains(&plain.as_str()) && !words.is_empty();
                let class = self.class(&plain).unwrap_or(if named { Class::Name } else { Class::Unknown });
                if class == Class::Unknown && !may_be_garbled {
                    return None;
                }
                words.push((class, word.chars().count()));
                rest = &rest[end..];
            } else {
                rest = &rest[c.len_utf8()..];
            }
        }
        Some(())
    }

    /// Takes the first word of a text in a script without spaces.
    fn split_wide<'t>(&self, text: &'t str, words: &mut Vec<(Class, usize)>) -> &'t str {
        let longest = self.lists.iter().filter_map(|(list, class)| Some((list.at_start(text)?, *class)));
        if let Some((word, class)) = longest.max_by_key(|(word, _)| word.len()) {
            // What stands before the name of a kind of paper is the paper's own name.
            if class == Class::Paper {
                for (before, _) in words.iter_mut().rev().take_while(|(before, _)| *before == Class::Unknown) {
                    *before = Class::Name;
                }
            }
            words.push((class, word.chars().count()));
            return &text[word.len()..];
        }
        let len = text.chars().next().map_or(0, char::len_utf8);
        words.push((Class::Unknown, 1));
        &text[len..]
    }

    fn class(&self, word: &str) -> Option<Class> {
        self.lists.iter().find(|(list, _)| list.contains(word)).map(|(_, class)| *class)
    }
}

/// Whether the only Latin letter of a line is the one that numbers its part of the paper with the page: `A05 本市新闻`.
fn has_lettered_page(line: &str) -> bool {
    let mut letters = line.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphabetic());
    let (Some((at, b'A'..=b'Z')), None) = (letters.next(), letters.next()) else { return false };
    let figures = line[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let is_apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    (1..=2).contains(&figures)
        && is_apart(line[..at].chars().next_back())
        && is_apart(line[at + 1 + figures..].chars().next())
}

/// The name of a paper and nothing else: a few characters and the kind of paper that they name, or words with capitals of
/// which one names papers.
fn bare_name(line: &str, words: &[(Class, usize)]) -> Option<Kind> {
    /// Most words of a name.
    const LONGEST: usize = 6;
    let unspaced = line.starts_with(|c| matches!(script(c), Script::Han | Script::Hangul));
    if unspaced {
        let Some(((Class::Paper, 2..), own)) = words.split_last() else { return None };
        let named = (1..=MOST_UNKNOWN).contains(&own.len()) && own.iter().all(|word| *word == (Class::Name, 1));
        return named.then_some(Kind::Paper { unspaced });
    }
    let papers = words.iter().filter(|(class, _)| *class == Class::Paper).count();
    // Small words stand in dates too, and an edition in the name of an evening paper.
    let own = |class| matches!(class, Class::Paper | Class::Name | Class::Date | Class::Edition);
    let all = words.iter().all(|(class, _)| own(*class));
    let is_name = papers > 0 && all && (2..=LONGEST).contains(&words.len()) && !line.ends_with(['.', ':']);
    is_name.then_some(Kind::Paper { unspaced })
}

/// A page by its number and date behind a name that says of no paper what it is: `江畔  第二版  星期日`.
fn under_a_name(line: &str, words: &[(Class, usize)]) -> Option<Kind> {
    let own = words.iter().take_while(|word| **word == (Class::Unknown, 1)).count();
    let apart = line.chars().nth(own).is_some_and(char::is_whitespace);
    let rest = Account::of(&words[own..]);
    let dated = rest.weekday || rest.month && rest.day;
    ((1..=MOST_UNKNOWN).contains(&own) && apart && rest.unknown == 0 && rest.page && dated)
        .then_some(Kind::Running { sure: false })
}

/// The line that dates the issue without the motto of the paper: `Monday, May 4, 1987 "Fair to all" Vol. 12, No. 3`.
fn without_motto(line: &str) -> Option<String> {
    /// Longest motto, in bytes.
    const LONGEST: usize = 80;
    let (before, quoted) = line.split_once(['"', '“'])?;
    let (motto, after) = quoted.split_once(['"', '”'])?;
    let has_year = |part: &str| part.as_bytes().windows(4).any(|year| year.iter().all(u8::is_ascii_digit));
    let fits = motto.len() <= LONGEST && !motto.is_empty() && !after.contains(['"', '“']);
    (fits && (has_year(before) || has_year(after))).then(|| format!("{before} {after}"))
}

/// A cheap look: a page line is short, holds a figure unless it is very short, and no mark that ends or quotes a sentence.
fn may_be(line: &str) -> bool {
    line.len() <= LONGEST
        && (line.len() <= SHORT || line.chars().any(|c| value(c).is_some()))
        && !line.ends_with([',', '，', '、'])
        && !line.contains(['。', '！', '？', '；', '“', '”', '?', '!', ';', '"', '「'])
}

/// What the words of a line come to.
#[derive(Debug, Default)]
struct Account {
    words: usize,
    weekday: bool,
    month: bool,
    day: bool,
    year: bool,
    /// Numbers.
    numbers: usize,
    largest: u32,
    /// A number beside a word for a page.
    page: bool,
    page_words: usize,
    issue: usize,
    price: usize,
    edition: usize,
    paper: usize,
    section: usize,
    date_words: usize,
    names: usize,
    unknown: usize,
    known_chars: usize,
    chars: usize,
}

impl Account {
    fn of(words: &[(Class, usize)]) -> Self {
        let mut account = Self { words: words.len(), ..Self::default() };
        let at = |n: usize| words.get(n).map(|(class, _)| *class);
        let is_number = |class: Option<Class>| matches!(class, Some(Class::Number(_) | Class::Ordinal(_)));
        for (n, (class, len)) in words.iter().enumerate() {
            account.chars += len;
            account.known_chars += if matches!(class, Class::Unknown | Class::Name) { 0 } else { *len };
            match class {
                Class::Weekday => account.weekday = true,
                Class::Month => account.month = true,
                Class::Date => account.date_words += 1,
                Class::Page => {
                    account.page_words += 1;
                    let beside = is_number(at(n + 1)) || n > 0 && is_number(at(n - 1));
                    account.page |= beside;
                }
                Class::Issue => account.issue += 1,
                Class::Price => account.price += 1,
                Class::Edition => account.edition += 1,
                Class::Paper => account.paper += 1,
                Class::Section => account.section += 1,
                Class::Number(value) => {
                    account.numbers += 1;
                    account.largest = account.largest.max(*value);
                    account.year |= (1500..2200).contains(value);
                    account.day |= (1..=31).contains(value);
                }
                Class::Ordinal(value) => {
                    account.numbers += 1;
                    account.day |= (1..=31).contains(value);
                }
                Class::Name => account.names += 1,
                Class::Unknown => account.unknown += 1,
            }
        }
        // In dates of the wide scripts the words for year, month and day follow their figures.
        let followed =
            words.windows(2).filter(|pair| is_number(Some(pair[0].0)) && pair[1] == (Class::Date, 1)).count();
        account.month |= followed >= 2;
        account.year |= followed >= 3;
        account
    }

    fn kind(&self) -> Option<Kind> {
        if self.words == 0 || self.words > MOST_WORDS {
            return None;
        }
        let date = self.month && self.day && (self.year || self.weekday);
        let beyond_section = self.page || self.issue > 0 || self.price > 0 || self.edition > 0;
        let extra = beyond_section || self.section > 0;
        if self.unknown > 0 {
            let clear = date && self.weekday && self.year && (self.price > 1 || self.page || self.issue > 0);
            return (clear && self.known_chars * 3 >= self.chars).then_some(Kind::Garbled);
        }
        if self.names > 6 {
            return None;
        }
        // When the paper was founded, or volume and number, whatever the figures were read as.
        if !date && !self.page && self.issue > 0 && self.words <= 3 * self.issue {
            if self.year && self.numbers == self.issue {
                return Some(Kind::Running { sure: true });
            }
            if self.issue > 1 {
                return Some(Kind::Issue);
            }
        }
        let named = self.names > 0 || self.paper > 0;
        if date && named {
            // The line that numbers the issue may name the place or the house that prints the paper.
            let numbered = self.issue > 0 && self.year && (self.weekday || self.issue > 1);
            return Some(Kind::Running { sure: numbered || self.weekday && self.paper > 0 });
        }
        if date {
            let day = match (self.weekday, self.year) {
                (true, true) => Day::Named,
                (true, false) => Day::OfNoYear,
                (false, _) => Day::Unnamed,
            };
            return Some(if extra { Kind::Folio } else { Kind::Date(day) });
        }
        if self.page && (self.names == 0 || self.paper > 0) && self.largest < 10_000 {
            return Some(if named { Kind::Running { sure: false } } else { Kind::Folio });
        }
        if named {
            let numbered = self.paper > 0 && self.numbers == 1 && self.largest < 1000 && self.date_words <= 2;
            return (numbered && !beyond_section).then_some(Kind::Running { sure: false });
        }
        if self.page_words > 0 {
            return None;
        }
        if self.issue > 0 && self.numbers > 0
            || self.price > 1 && (self.numbers > 0 || self.issue > 0 || self.price > 2)
        {
            return Some(Kind::Issue);
        }
        if self.section > 0 && self.section == self.words {
            return Some(Kind::Section);
        }
        // The page behind its section: `体育　08`.
        if self.section > 0 && self.section + self.edition + 1 == self.words && self.numbers == 1 && self.largest < 1000
        {
            return Some(Kind::Running { sure: false });
        }
        (self.numbers == 1 && self.words == 1 && self.largest < 1000).then_some(Kind::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<Kind>) {
        let rules = Rules::embedded();
        assert_eq!(Words::new(&rules).kind(line), expected, "{line}");
    }

    #[test]
    fn heads_of_title_pages() {
        check("T H E   D A I L Y   C O U R I E R", Some(Kind::Paper { unspaced: false }));
        check("A B C D E F", None);
        check("Thursday, May 7, 1987 \"Fair to all\" Vol. 61, No. 34", Some(Kind::Folio));
        check("\"I was there\" on Thursday, May 7, 1987", None);
    }

    #[test]
    fn dates() {
        for line in [
            "2018年7月22日 星期三",
            "2010年12月25日   星期六",
            "二〇一八年七月二十二日 星期日",
            "2018年7月22日 星期日 农历戊戌年六月初十",
            "中華民國八十七年三月二日 星期一",
            "平成10年1月1日（木曜日）",
            "1998年（平成10年）1月1日 木曜日",
            "2018년 7월 22일 일요일",
            "SUNDAY MORNING, SEPTEMBER 17, 1911",
            "Thursday, August 6, 2020",
            "Friday, 14th March, 1921.",
            "Montag, den 3. März 1882",
            "Dienſtag, den 4. Auguſt 1931.",
            "Lundi 3 mars 1882",
            "Lunes 3 de marzo de 1902",
        ] {
            check(line, Some(Kind::Date(Day::Named)));
        }
        for line in ["1998年3月2日", "March 14, 1921", "3. März 1882", "2004.6.17", "1998-03-02"] {
            check(line, Some(Kind::Date(Day::Unnamed)));
        }
    }

    #[test]
    fn folios() {
        for line in [
            "第2版",
            "理论 5版",
            "要闻 3版",
            "要闻·综合 第2版",
            "第一版",
            "第 3 版 国际新闻",
            "Seite 4",
            "4. Seite",
            "Page 4",
            "2018年7月22日 星期三 要闻 3版",
            "Montag, 4. Januar 1931. Seite 3",
            "3면",
            "第12面 スポーツ",
            "A5",
            "A05 本市新闻",
            "2018年7月22日 星期三 B12",
        ] {
            check(line, Some(Kind::Folio));
        }
        check("Highway A1", None);
        check("M80", Some(Kind::Folio));
        for line in ["8", "（3）", "- 4 -", "— 12 —", "[4]"] {
            check(line, Some(Kind::Number));
        }
    }

    #[test]
    fn running_lines() {
        for line in [
            "THE EVENING POST, FRIDAY, MARCH 14, 1921.  8",
            "8  THE MORNING HERALD, TUESDAY, MAY 16, 1927.",
            "滨河日报 2018年7月22日 星期三",
            "Berliner Tageblatt Montag, den 3. März 1882",
            "Vol. 71, No. 5      Friday, September 26, 1986      Quarry Hill College",
            "Volume 12, Number 3   Ames, Iowa   October 2, 1981",
        ] {
            check(line, Some(Kind::Running { sure: true }));
        }
        check("THE EVENING POST 8", Some(Kind::Running { sure: false }));
        for line in ["体育　08", "教育周刊12", "滨河日报 第2版"] {
            check(line, Some(Kind::Running { sure: false }));
        }
        check("滨河日报", Some(Kind::Paper { unspaced: true }));
        check("강변저녁신문", Some(Kind::Paper { unspaced: true }));
        check("The Lakeside Courier", Some(Kind::Paper { unspaced: false }));
        check("courier of the lakes", None);
        check("ESTABLISHED 1902 INDEPENDENT SINCE 1969", Some(Kind::Running { sure: true }));
        check("14 La Voce della Costa", Some(Kind::Running { sure: false }));
        check("云　溪　日　报　　第二版", Some(Kind::Running { sure: false }));
        check("溪畔  第二版  星期日", Some(Kind::Running { sure: false }));
        check("溪畔第二版星期日", None);
        check("日报", None);
        check("滨河日报社迁入新址", None);
        check(
            "KTlSx 156, establishd aprixi. SALT LAKE CITY, SUNDAY MORNING-, SEPTEMBER 17, 1911. fair. ' 56 PAGES FIVE CENTS. ffill",
            Some(Kind::Garbled),
        );
    }

    #[test]
    fn issues_and_sections() {
        for line in [
            "Preis: zehn Pfennig",
            "Prix : quinze centimes",
            "VOL. LXIII. NO. 20,620.",
            "Nr. 123.",
            "N° 45",
            "PRICE TWO CENTS",
            "Price 2d.",
            "PRICE 5c.",
            "总第1234期",
            "零售价 1.00 元",
            "第12345号",
        ] {
            check(line, Some(Kind::Issue));
        }
        for line in ["要闻", "要闻·综合", "SPORTS", "Feuilleton"] {
            check(line, Some(Kind::Section));
        }
    }

    #[test]
    fn sentences_and_headlines_are_none() {
        for line in [
            "1996年5月，党中央作出决定",
            "3月14日上午，大桥正式通车",
            "LONDON, March 14.",
            "On Friday, March 14, 1921, the court met",
            "The Murder at Mile-end.",
            "（下转第3版）",
            "（1997年12月23日）",
            "本报今起扩为16版",
            "星期三",
            "2004.6",
            "第三章",
            "五年计划",
            "十万个为什么",
            "MAY DAY",
            "THE GREAT FIRE OF MARCH",
            "Two or three days",
            "新闻记者",
            "经济建设",
        ] {
            check(line, None);
        }
    }
}
