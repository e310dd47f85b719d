//! Credits and datelines that are printed inside the first or last line of a paragraph: `本报讯（记者 孙珺）`,
//! `LONDON, Feb. 28.—`. The words stay in the paragraph; marks say what they are.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use crate::ledger::Field;
use crate::model::script::{Script, is_han, script};
use crate::passes::credit;
use crate::passes::names::NO_NAME;
use crate::rules::Rules;

/// Longest name of one person in characters.
const LONGEST_NAME: usize = 5;

/// From this form on what stands behind a dateline without brackets names its reporters.
const CREDIT: f64 = 0.85;

/// Bytes of the text, what they are, and the value.
pub(super) type Found = (Range<usize>, Field, String);

#[expect(clippy::expect_used, reason = "the patterns are constants, and each is used by a test")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

/// `本报北京１２月３１日讯`: agency, place and date, of which all but the first and the last word may be absent.
static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?P<line>(?:据)?(?P<agency>新华社|新華社|中新社|中央社|本报|本報|本刊|本网|本台|[\p{{Han}}]{{2,6}}[报報社])(?P<place>\p{{Han}}{{2,8}}?)??(?P<date>{DATE})?\s*(?:专电|專電|讯|訊|电|電|消息))",
    ))
});

/// The reporters behind a Chinese dateline: `（记者 张三）`, or `记者张三 通讯员李四报道：`.
static REPORTERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:[（(](?P<in>[^（）()]{2,40})[）)]|(?P<out>[\p{Han}\s、]{4,30}?)(?:报道|報道|报导|報導)[:：，,\s])")
});

/// `【本報訊】`, `【本市訊】`, `【中央社南京三日電】`: the same in brackets, where it needs no paper.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^[【〔［\[](?P<line>(?:据|據)?(?P<agency>新华社|新華社|中新社|中央社|本报|本報|[\p{{Han}}]{{2,6}}[报報社])?(?P<place>\p{{Han}}{{1,8}}?)??(?P<date>{DATE})?\s*(?:专电|專電|特讯|特訊|讯|訊|电|電|消息))[】〕］\]]",
    ))
});

/// A day in figures with its month, or in characters.
const DATE: &str =
    r"[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*日|(?:[一二三四五六七八九十]{1,2}月)?[一二三四五六七八九十廿卅]{1,3}日";

/// `LONDON, Feb. 28.—`, `NEW YORK, March 3 (AP)—`; of a list of prices it is the whole line.
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<line>(?P<place>\p{Lu}[\p{Lu}.'’ -]{2,30}(?:, \p{Lu}[\p{L}.]{1,12})?), (?P<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2})(?:\s*\((?P<agency>[^()]{2,20})\))?)[.,]?\s*(?:[—–-]|$)",
    )
});

/// `Berlin, 3. März.`, `Paris, den 4. Mai.`
static GERMAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<line>(?P<place>\p{Lu}[\p{L}. ]{2,24}), (?:den )?(?P<date>\d{1,2}\. ?(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\p{L}*\.?)(?: \d{4})?\.?(?:\s*\((?P<agency>[^()]{2,20})\))?)(?:\s|$)",
    )
});

/// `Paris, 3 mai.`, `Madrid, 12 de mayo (Fabra).—`, `Roma, 1º giugno.`: a mark has to close it, as such words also begin
/// a sentence.
static ROMANCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<line>(?P<place>\p{Lu}[\p{L}’' -]{2,24}), (?:le |il |el )?(?P<date>\d{1,2}(?:er|º|°)? (?:de )?(?i:janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc|ener|febr|marzo|abril|mayo|juni|juli|agosto|dic|genn|april|magg|giugn|lugl|sett|ott)\p{Ll}*\.?)(?: (?:de )?\d{4})?(?:\s*\((?P<agency>[^()]{2,20})\))?)(?:\.?\s*[—–-]|\.(?:\s|\p{Lu}|$))",
    )
});

/// `BERLIN (dpa)—`, `SALT LAKE CITY, Utah (AP) -`: a place and an agency, without a date.
static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<line>(?P<place>\p{Lu}[\p{L}.'’ -]{1,30}?(?:, \p{Lu}[\p{L}.]{1,12})?),? \((?P<agency>[^()]{2,20})\))(?:\.?\s*[—–-]|[.:])",
    )
});

/// `(dpa)`, `(Reuter.)` at the end of a paragraph, `—Havas.` likewise.
static AGENCY_TAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:[（(\[](?P<in>[^（）()\[\]]{2,30})[）)\]]\.?|[—–](?P<out>[^—–()]{2,30}))$"));

/// `（本报记者费伟伟）` at the end of a paragraph.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[（(](?P<who>[^（）()]{0,8}(?:记者|記者|通讯员|通訊員)[^（）()]{2,30}?)(?:摄|攝)?[）)]$")
});

/// What the first line of a paragraph says of place, date and reporters.
pub(super) fn at_start(text: &str, rules: &Rules) -> Vec<Found> {
    let found = match text.chars().next() {
        Some(c) if is_han(c) => return chinese(text, rules),
        Some('【' | '〔' | '［' | '[') => BRACKETED.captures(text),
        Some(c) if c.is_uppercase() => [&*ENGLISH, &*GERMAN, &*ROMANCE]
            .into_iter()
            .find_map(|pattern| pattern.captures(text))
            .or_else(|| AGENCY.captures(text).filter(|found| credit::is_agency(&found["agency"], rules))),
        _ => None,
    };
    found.map(|found| marks(text, &found, rules)).unwrap_or_default()
}

/// Whether a text begins with a dateline, of which the place in capitals and a dash behind it may be all.
pub(crate) fn is_dated(text: &str, rules: &Rules) -> bool {
    /// Letters of the name of a place.
    const PLACE: std::ops::RangeInclusive<usize> = 3..=40;
    let place = || {
        let (place, _) = text.split_once(['—', '–']).or_else(|| text.split_once(" -"))?;
        let letters = || place.chars().filter(|c| c.is_alphabetic());
        let is_place = letters().all(char::is_uppercase) && !place.contains(|c: char| c.is_ascii_digit() || c == '!');
        (is_place && PLACE.contains(&letters().count())).then_some(())
    };
    let begins = text.chars().next();
    is_led(text)
        || begins.is_some_and(char::is_uppercase) && place().is_some()
        || at_start(text, rules).iter().any(|(_, field, _)| *field == Field::Dateline)
}

/// Whether a text goes on behind a few words in square brackets, as reports of East Asian papers begin: `【港市】`, `[서울=연합]`.
pub(crate) fn is_led(text: &str) -> bool {
    /// Longest words in the brackets, in characters.
    const LONGEST: usize = 16;
    let inside = text.strip_prefix(['【', '［', '〔', '[']);
    let close = inside.and_then(|inside| inside.char_indices().take(LONGEST).find(|(_, c)| "】］〕]".contains(*c)));
    close.zip(inside).is_some_and(|((at, mark), inside)| {
        let text = inside[at + mark.len_utf8()..].trim_start();
        text.starts_with(|c: char| !matches!(script(c), Script::Spaced | Script::Digit | Script::Mark))
    })
}

/// The same of a Chinese text, which begins with the paper.
fn chinese(text: &str, rules: &Rules) -> Vec<Found> {
    let is_one = |found: &Captures<'_>| found.name("agency").is_none_or(|agency| is_paper(text, found, agency, rules));
    CHINESE.captures(text).filter(is_one).map(|found| marks(text, &found, rules)).unwrap_or_default()
}

/// What a dateline says with which a text begins.
fn marks(text: &str, found: &Captures<'_>, rules: &Rules) -> Vec<Found> {
    let mut marks = Vec::new();
    for (name, field) in
        [("line", Field::Dateline), ("place", Field::Place), ("date", Field::Date), ("agency", Field::Agency)]
    {
        if let Some(part) = found.name(name).filter(|part| !part.is_empty()) {
            // A paper is no agency of its own.
            if field != Field::Agency || !part.as_str().starts_with('本') {
                marks.push((part.range(), field, part.as_str().to_owned()));
            }
        }
    }
    let behind = found.get(0).map_or(0, |all| all.end());
    let is_credit = |who: &Match<'_>| credit::credit_form(who.as_str(), rules) >= CREDIT;
    let reporters_of =
        |found: Captures<'_>| found.name("in").or_else(|| found.name("out").filter(is_credit)).map(|who| who.range());
    if let Some(who) = REPORTERS.captures(&text[behind..]).and_then(reporters_of) {
        marks.extend(reporters(&text[behind..][who.clone()], behind + who.start, rules));
    }
    marks
}

/// Whether what begins a Chinese dateline can be the name of a paper: `眼下一些报刊登载的收费电话` only ends like one.
fn is_paper(text: &str, found: &Captures<'_>, agency: Match<'_>, rules: &Rules) -> bool {
    let line = found.name("line").map_or(agency.end(), |line| line.end());
    let known = !is_han_start(agency.as_str()) || rules.words("credit-paper").contains(agency.as_str());
    known
        || !text[agency.start()..line].contains(NO_NAME)
            && (found.name("date").is_some() || !is_han_start(&text[line..]))
}

fn is_han_start(text: &str) -> bool {
    text.starts_with(is_han)
}

/// What the last line of a paragraph says in brackets: reporters, nothing but names behind the end of a sentence, or when
/// and where it was written.
pub(super) fn at_end(text: &str, rules: &Rules) -> Vec<Found> {
    let dated = dated(text, rules);
    if !dated.is_empty() {
        return dated;
    }
    if let Some(at) = text.rfind(['（', '(']).filter(|at| credit::names_writers(&text[*at..], rules)) {
        let dated = self::dated(&text[..at], rules);
        if !dated.is_empty() || text[..at].ends_with(credit::SENTENCE_ENDS) {
            let names = credit::of(&text[at..], rules).into_iter();
            let names = names.map(|name| (name.span.start + at..name.span.end + at, name.field, name.name));
            return dated.into_iter().chain(names).collect();
        }
    }
    // A credit that ends with who took a picture names no author.
    if let Some(found) = AGENCY_TAIL.captures(text) {
        let part = found.name("in").or_else(|| found.name("out"));
        if let Some(part) = part.filter(|part| credit::is_agency(part.as_str(), rules)) {
            let name = part.as_str().trim_matches(|c: char| c.is_whitespace() || c == '.');
            let start = part.start() + part.as_str().find(name).unwrap_or(0);
            return vec![(start..start + name.len(), Field::Agency, name.to_owned())];
        }
    }
    let Some(who) = TAIL.captures(text).filter(|_| !text.ends_with(['摄', '攝'])).and_then(|found| found.name("who"))
    else {
        return Vec::new();
    };
    reporters(who.as_str(), who.start(), rules)
}

/// Whether a text ends with brackets that say where and when a report was written, with which it ends.
pub(crate) fn ends_dated(text: &str, rules: &Rules) -> bool {
    text.ends_with(['）', ')']) && !dated(text, rules).is_empty()
}

/// What a text says in brackets at its end of when and where it was written.
fn dated(text: &str, rules: &Rules) -> Vec<Found> {
    let bracket = text.rfind(['（', '(']).map(|at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let Some(at) = bracket.filter(|_| text.ends_with(['）', ')'])) else { return Vec::new() };
    let inner = text[at..].trim_end_matches(['）', ')']);
    let dateline = chinese(inner, rules);
    if dateline.first().is_none_or(|(line, ..)| line.end != inner.len()) {
        return Vec::new();
    }
    // It says where a report came from; whoever signs the article is named elsewhere.
    let told = dateline.into_iter().filter(|(_, field, _)| *field != Field::Agency);
    told.map(|(span, field, said)| (span.start + at..span.end + at, field, said)).collect()
}

/// The names in a bracket that names reporters.
fn reporters(text: &str, at: usize, rules: &Rules) -> Vec<Found> {
    if !["记者", "記者", "通讯员", "通訊員", "撰稿", "作者"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    // A remark that only speaks of reporters holds longer runs than any name.
    credit::of(text, rules)
        .into_iter()
        .filter(|credit| credit.name.chars().count() <= LONGEST_NAME)
        .map(|credit| (credit.span.start + at..credit.span.end + at, credit.field, credit.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Field, &str)]) {
        let rules = Rules::embedded();
        let found = at_start(text, &rules);
        let found: Vec<(Field, &str)> = found.iter().map(|(_, field, value)| (*field, value.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn datelines() {
        use Field::{Agency, Correspondent, Date, Dateline, Place};
        check("本报讯（记者 孙珺）昨日，", &[(Dateline, "本报讯"), (Correspondent, "孙珺")]);
        check(
            "新华社北京１月１日电（记者 张铁柱）",
            &[
                (Dateline, "新华社北京１月１日电"),
                (Place, "北京"),
                (Date, "１月１日"),
                (Agency, "新华社"),
                (Correspondent, "张铁柱"),
            ],
        );
        check("LONDON, Feb. 28.—The House", &[(Dateline, "LONDON, Feb. 28"), (Place, "LONDON"), (Date, "Feb. 28")]);
        check(
            "Berlin, 3. März. Der Reichstag",
            &[(Dateline, "Berlin, 3. März."), (Place, "Berlin"), (Date, "3. März.")],
        );
        check("【本報訊】市政府昨日", &[(Dateline, "本報訊")]);
        check("【本報訊】（記者林美玲）市政府昨日", &[(Dateline, "本報訊"), (Correspondent, "林美玲")]);
        check(
            "本报桥头讯 记者沈玉兰 通讯员周海报道：",
            &[(Dateline, "本报桥头讯"), (Place, "桥头"), (Correspondent, "沈玉兰"), (Correspondent, "周海")],
        );
        check("本报讯 记者了解到有关报道，市政府", &[(Dateline, "本报讯")]);
        check("【本市訊】鐵路局昨日", &[(Dateline, "本市訊"), (Place, "本市")]);
        check(
            "【中央社南京三日電】行政院",
            &[(Dateline, "中央社南京三日電"), (Place, "南京"), (Date, "三日"), (Agency, "中央社")],
        );
        check("【核心提示】渡口", &[]);
        check("滨江日报桥头镇讯 记者", &[(Dateline, "滨江日报桥头镇讯"), (Place, "桥头镇"), (Agency, "滨江日报")]);
        check(
            "Berlin, 3. März. (Wolff.) Der Reichstag",
            &[(Dateline, "Berlin, 3. März. (Wolff.)"), (Place, "Berlin"), (Date, "3. März."), (Agency, "Wolff.")],
        );
        check("Paris, 3 mai. La Chambre", &[(Dateline, "Paris, 3 mai"), (Place, "Paris"), (Date, "3 mai")]);
        check(
            "Madrid, 12 de mayo (Fabra).—El ministro",
            &[(Dateline, "Madrid, 12 de mayo (Fabra)"), (Place, "Madrid"), (Date, "12 de mayo"), (Agency, "Fabra")],
        );
        check("Roma, 1º giugno. La Camera", &[(Dateline, "Roma, 1º giugno"), (Place, "Roma"), (Date, "1º giugno")]);
        check("BERLIN (dpa) - Der Senat", &[(Dateline, "BERLIN (dpa)"), (Place, "BERLIN"), (Agency, "dpa")]);
        check(
            "LAKE CITY, Utah (AP) — The board",
            &[(Dateline, "LAKE CITY, Utah (AP)"), (Place, "LAKE CITY, Utah"), (Agency, "AP")],
        );
        check("SMITH (D) - the member", &[]);
        check("Paris, 3 mai 1871, fut en feu", &[]);
        check("Marseille, 12 navires sont au port.", &[]);
        check("本报从今日起陆续刊发一组来信", &[]);
        check("近来不少小报刊登的收费电话", &[]);
        check("几家通讯社用上了电脑", &[]);
        check("By the evening of March 3 the water", &[]);
    }

    #[test]
    fn texts_with_datelines() {
        let rules = Rules::embedded();
        for text in [
            "HARWICH -- The ferry left",
            "PORT ELLEN, Feb. 3.—The boats",
            "SALT QUAY—Nobody saw it",
            "本报讯（记者 孙珺）昨日，",
            "【港市】市が四年がかりで",
            "[항구=연합] 시가 다리를",
        ] {
            assert!(is_dated(text, &rules), "{text}");
        }
        for text in [
            "The ferry -- an old one -- left",
            "A -- B",
            "ON the quay - nobody saw",
            "本报从今日起陆续刊发一组来信",
            "12 -- 3",
        ] {
            assert!(!is_dated(text, &rules), "{text}");
        }
    }

    #[test]
    fn tails() {
        let found = at_end("从此不再有人过河。（本报记者李济国）", &Rules::embedded());
        assert_eq!(found.iter().map(|(_, _, name)| name.as_str()).collect::<Vec<_>>(), ["李济国"]);
        let found = at_end("从此不再有人过河。（李济国）", &Rules::embedded());
        assert_eq!(found.iter().map(|(_, _, name)| name.as_str()).collect::<Vec<_>>(), ["李济国"]);
        let found = at_end("从此不再有人过河。（李济国贾建舟）", &Rules::embedded());
        assert_eq!(found.iter().map(|(_, _, name)| name.as_str()).collect::<Vec<_>>(), ["李济国", "贾建舟"]);
        for remark in ["连载完", "单位略", "高山流水", "成功经验"] {
            assert_eq!(at_end(&format!("从此不再有人过河。（{remark}）"), &Rules::embedded()), [], "{remark}");
        }
        for text in ["桥又通了。（新华社滨江3月8日电）", "（新华社滨江3月8日电）"] {
            let found = at_end(text, &Rules::embedded());
            let said: Vec<(Field, &str)> = found.iter().map(|(span, field, _)| (*field, &text[span.clone()])).collect();
            let line = (Field::Dateline, "新华社滨江3月8日电");
            assert_eq!(said, [line, (Field::Place, "滨江"), (Field::Date, "3月8日")]);
        }
        let found = at_end("桥又通了。（新华社滨江3月8日电）（李济国）", &Rules::embedded());
        let said: Vec<&str> = found.iter().map(|(_, _, said)| said.as_str()).collect();
        assert_eq!(said, ["新华社滨江3月8日电", "滨江", "3月8日", "李济国"]);
        assert_eq!(at_end("他们说起（新华社滨江电的那位记者）", &Rules::embedded()), []);
        assert_eq!(at_end("从此不再有人过河。（未完待续）", &Rules::embedded()), []);
        assert_eq!(at_end("这座桥是他（李济国）", &Rules::embedded()), []);
        for (text, agency) in [
            ("Der Streik ist beendet. (dpa)", "dpa"),
            ("The strike is over. (Reuter.)", "Reuter"),
            ("La grève est finie.—Havas.", "Havas"),
        ] {
            let found = at_end(text, &Rules::embedded());
            assert_eq!(found.iter().map(|(_, _, name)| name.as_str()).collect::<Vec<_>>(), [agency], "{text}");
        }
        assert!(at_end("He sat for Ashburton (Devon)", &Rules::embedded()).is_empty());
    }
}
