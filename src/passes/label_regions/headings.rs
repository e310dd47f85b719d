//! Headings without boxes to tell them: short, without the end of a sentence, not part of the text before or after.

use super::segments::Segment;
use super::{View, give, turn};
use crate::ledger::Edit;
use crate::model::Role;
use crate::model::script::{Script, script};
use crate::passes::ends::{End, capitals, is_unspaced_text, n_signs, starts_lower};
use crate::passes::galley::Galley;
use crate::passes::setting::{Set, Show};

/// Most lines of a heading.
const MOST_LINES: usize = 4;
/// The same where all lines of the page were read at once: headline and decks run together.
const MOST_SET_LINES: usize = 8;
/// Longest heading in unspaced scripts, in characters.
const LONGEST_UNSPACED: usize = 70;
/// Longest heading in spaced scripts, in characters.
const LONGEST_SPACED: usize = 130;

/// Labels the lines of display adverts, which keep their ends as well, and those of captions wider than the columns.
pub(super) fn shown(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let shows = |segment: &Segment| {
        let untold = segment.role.is_none();
        untold.then(|| galley.setting(segment.rows.start)).flatten().and_then(|reading| reading.shows)
    };
    for run in segments.chunk_by_mut(|a, b| shows(a) == shows(b)) {
        let Some(show) = shows(&run[0]) else { continue };
        let (name, role, why) = match show {
            Show::Wide => ("caption/wide", Role::Caption, "a sentence in lines far wider than the columns around it"),
            Show::Caption => ("caption/led", Role::Caption, "words in capitals and a dash lead it in"),
            Show::Taken => ("quote/taken", Role::Quote, "short lines that are one quotation"),
            Show::Advert => ("text/display", Role::Verse, "short lines with prices or hours among them"),
        };
        let Some(rule) = view.rules.get(name) else { continue };
        let changes = run.iter_mut().flat_map(|segment| turn(galley, segment, role)).collect();
        edits.push(rule.sure(rule.confidence.share(), changes).because(why));
    }
}

/// Labels every heading a subhead.
pub(super) fn label(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("heading/short") else { return };
    for n in 0..segments.len() {
        if segments[n].role.is_some() {
            continue;
        }
        let before = n.checked_sub(1).map(|before| &segments[before]);
        let after = segments.get(n + 1);
        if let Some((sure, why)) = heading(galley, &segments[n], before, after) {
            edits.push(give(rule, sure, galley, &mut segments[n], Role::Subhead, why));
        }
    }
}

/// Whether marks before its items make a text a list, as in `▲총무과장 김철수 ▲기획과장 이영수`: several of them, or one before
/// items with many figures.
fn is_list(text: &str) -> bool {
    /// Fewest figures.
    const FIGURES: usize = 4;
    const MARKS: [char; 4] = ['▲', '△', '▽', '◇'];
    let figures = || text.chars().filter(char::is_ascii_digit).count();
    match text.chars().filter(|c| MARKS.contains(c)).count() {
        0 => false,
        1 => text.starts_with(MARKS) && figures() >= FIGURES,
        _ => true,
    }
}

/// Whether a segment is a heading, how sure that is, and why.
fn heading(
    galley: &Galley<'_>,
    segment: &Segment,
    before: Option<&Segment>,
    after: Option<&Segment>,
) -> Option<(f64, &'static str)> {
    let rows = &galley.rows[segment.rows.clone()];
    let reading = galley.setting(segment.rows.start);
    if rows.len() > if reading.is_some() { MOST_SET_LINES } else { MOST_LINES } {
        return None;
    }
    if let Some(reading) = reading {
        let sure = 0.6 + 0.35 * (reading.margin / 4.0).min(1.0);
        return matches!(reading.set, Set::Heads | Set::HeadsOn)
            .then_some((sure, "set as headings are: short, apart or in capitals"));
    }
    let text = segment.text(galley);
    let unspaced = is_unspaced_text(&text);
    let n_chars = text.chars().count();
    let last = &rows[rows.len() - 1];
    let before_byline = after.is_some_and(|after| after.role == Some(Role::Byline));
    let longest = if unspaced { LONGEST_UNSPACED } else { LONGEST_SPACED };
    if n_chars > longest || n_signs(&text) < 2 || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let bracketed = text.starts_with(['（', '(', '[', '［']) && text.ends_with(['）', ')', ']', '］']);
    // Of when and where a speech was given is told in brackets below its headline.
    let below_heading = segment.rows.start > 0 && galley.touches(segment.rows.start - 1);
    if bracketed && unspaced && below_heading && before.is_some_and(|before| before.role == Some(Role::Subhead)) {
        return Some((0.8, "a line in brackets in one block with the heading above it"));
    }
    // What stands in brackets below a text, such as when and where it was written, belongs to it.
    let below_text = before.is_some_and(|before| before.role.is_none());
    if bracketed && (!before_byline || below_text)
        || unspaced && tells_number(&text)
        || is_list(&text)
        || unspaced && below_text && text.starts_with("——")
        || text.contains('。')
        || text.ends_with(['，', '、', '；', ',', ';'])
    {
        return None;
    }
    // Text that the block before goes on into is no heading, unless a byline below says that it is one.
    if segment.continues_before && !before_byline && before.is_some_and(|before| before.role.is_none()) {
        return None;
    }
    let over = (segment.rows.clone()).any(|i| galley.is_over(i));
    let before_text = after.is_some_and(|after| after.role.is_none());
    if segment.goes_on && !over && before_text {
        return None;
    }
    if unspaced {
        return match last.end {
            End::Closed
                if text.ends_with(['！', '？', '…', '”', '』', '」', '）', '》'])
                    && rows.len() <= 2
                    && !text.ends_with("。”") =>
            {
                // Speech and short paragraphs end so too: only a byline or a note beside it speaks for a heading.
                let over_deck = after.is_some_and(|after| galley.rows[after.rows.start].text.starts_with("——"));
                let below_end = before.is_none_or(|before| match before.role {
                    Some(Role::Note) => true,
                    // A name in brackets has ended an article.
                    Some(Role::Byline) => galley.rows[before.rows.start].text.starts_with(['（', '(']),
                    _ => false,
                });
                let beside = before_byline || over_deck || below_end;
                let flush = segment.alone && over_indent(galley, segment);
                match (beside, flush) {
                    (true, _) => Some((0.8, "a short block beside a byline, a deck, a note or the page's edge")),
                    (false, true) => {
                        Some((0.75, "a line by itself, without the indent that paragraphs of this page have"))
                    }
                    (false, false) => None,
                }
            }
            // What a line tells and a colon parts from it, such as `市医保局：`, heads the headline below it.
            End::Colon if rows.len() == 1 && is_over_heading(galley, segment, after) => {
                Some((0.75, "a line ending in a colon, over one in which no sentence ends"))
            }
            End::Closed | End::Colon => None,
            _ => Some((0.85, "a short block in which no sentence ends")),
        };
    }
    let (upper, titled) = capitals(&text);
    if starts_lower(&text) && !before_byline {
        return None;
    }
    if upper > 0.8 && n_signs(&text) >= 3 {
        return Some((0.93, "set in capitals"));
    }
    let short = rows.len() <= 3 && n_chars < 90;
    match last.end {
        End::Open if short && titled > 0.7 => Some((0.9, "a short block with capitals, in which no sentence ends")),
        End::Open if segment.alone && galley.is_heading_block(segment.rows.start) => {
            Some((0.8, "a short block in which no sentence ends, without the indent that paragraphs of this page have"))
        }
        End::Open if short && last.width * 10 <= last.measure * 9 => {
            Some((0.75, "a short block in which no sentence ends"))
        }
        End::Closed if short && titled > 0.7 && (rows.len() == 1 || before_byline) && n_signs(&text) < 60 => {
            Some((0.75, "a short block with capitals"))
        }
        End::Closed if segment.alone && rows.len() == 1 && over_indent(galley, segment) && !text.contains(". ") => {
            Some((0.75, "a line by itself, without the indent that paragraphs of this page have"))
        }
        // Where there are capitals, a headline has one.
        End::Closed
            if short
                && before_byline
                && rows.len() <= 2
                && !segment.continues_before
                && text.contains(char::is_uppercase) =>
        {
            Some((0.75, "a short block over a byline"))
        }
        _ => None,
    }
}

/// Whether a line is a label with a number behind it: `咨询电话：12393`.
fn tells_number(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(label, number)| {
        !label.is_empty() && number.trim_start().starts_with(|c: char| script(c) == Script::Digit)
    })
}

/// Whether a line opens its block and stands directly over a short one in which no sentence ends.
fn is_over_heading(galley: &Galley<'_>, segment: &Segment, after: Option<&Segment>) -> bool {
    let (first, last) = (segment.rows.start, segment.rows.end - 1);
    let opens = first == 0 || !galley.touches(first - 1);
    // Below the last line of all there is nothing to touch.
    opens
        && after.is_some_and(|after| {
            let next = &galley.rows[after.rows.clone()];
            galley.touches(last)
                && after.role.is_none()
                && next.len() <= 2
                && next[next.len() - 1].end == End::Open
                && !after.goes_on
        })
}

/// Whether a segment without an indent stands over a line that has one.
fn over_indent(galley: &Galley<'_>, segment: &Segment) -> bool {
    let row = &galley.rows[segment.rows.start];
    row.indent() == 0
        && galley.rows.get(segment.rows.end).is_some_and(|next| next.indent() > 0)
        && row.width < row.measure
}

#[cfg(test)]
mod tests {
    use super::is_list;
    use crate::passes::sketch::sketch;

    const FERRY: &str = "\
渡口的人都说，等到石阶修好，渡船就能
在冬天照常开了，两岸的老人赶集再也不
用绕道石桥，孩子上学也近了一半的路。
　　（本报桥头３月８日电）

本报记者沈玉兰

果园请来蜂农

　　镇上的果园今年请来了蜂农，蜂箱从
山脚一直摆到山腰。蜂农说，花开得早，
蜂就来得早，果子也结得比往年密得多。
　　山上的人都来帮忙抬蜂箱，一天抬六
箱，抬完了就在果园里一起吃一顿晚饭。
";

    #[test]
    fn when_and_where_a_text_was_written_heads_nothing() {
        let sketch = sketch(FERRY);
        assert!(!sketch.contains("<subhead>") && sketch.contains("（本报桥头３月８日电）"), "{sketch}");
    }

    /// Paragraphs with indents; a remark that fills its line stands directly over the next headline.
    const NOTED: &str = "\
渡口换上新石阶
陈海明
　　渡口的石阶用了三十年，雨天最是难
走，老人过河总要有人扶。今年春上镇里
请来石匠，一块一块换成了青石。
　　石阶修好那天，两岸的人都来走了一
遍，孩子们数了数，一共是九十六级。
（作者单位：桥头镇人民政府水利站）
蜂来了
周文芳
　　镇上的果园今年请来了养蜂人，蜂箱
从山脚一直摆到山腰。养蜂人说花开得早，
蜂就来得早，果子也结得比往年密得多。
　　山上的人都来帮忙抬蜂箱，一天抬六
箱，抬完了就在果园里一起吃一顿晚饭。
";

    #[test]
    fn a_full_line_in_brackets_goes_on_in_no_headline() {
        let sketch = sketch(NOTED);
        assert!(sketch.contains("<title> 蜂来了") && sketch.contains("<note> （作者"), "{sketch}");
    }

    /// Where there are no capitals, a sentence over the name that signs it looks like a headline over a byline.
    const BRIDGE: &str = "\
새 다리 개통식 열려

[항구=연합] 시가 사 년에 걸쳐 건설한 항구대교가
2일 오전 10시 개통됐다. 길이 820미터, 폭 18미터의
현수교로 총공사비는 120억 원이 들었다. 개통식에는
도지사와 시장 등 약 3천 명이 참석했다.

시는 다리가 완공됨에 따라 지금까지 30분이 걸리던
맞은편까지의 시간이 5분으로 줄어들 것이라고 밝혔다.

김철수 기자

시립도서관 휴관 안내

시립도서관은 내부 수리를 위해 오는 10일부터 열흘
동안 휴관한다고 밝혔다. 그동안 이동도서관이 매주
두 차례 시청 앞 광장에서 운영되며, 빌린 책은 그
자리에서 돌려줄 수 있다.
";

    #[test]
    fn a_sentence_over_its_signature_is_no_headline() {
        let sketch = sketch(BRIDGE);
        assert!(sketch.contains("<title> 시립도서관 휴관 안내") && !sketch.contains("<title> 시는"), "{sketch}");
    }

    /// An essay whose writer's name and first word share a character with a word of everyday.
    const WINTER: &str = "\
渡口的早晨
陈立冬
    天刚蒙蒙亮，渡口就醒了。最先响起的是
橹声，接着是卖菜人的吆喝，一声高一声低，
把两岸的瞌睡都赶跑了。
    祖母每天这个时候起床，提一只竹篮，去
渡口等第一班船。
";

    #[test]
    fn a_name_goes_on_in_no_full_line() {
        assert!(sketch(WINTER).contains("<byline> 陈立冬"), "{}", sketch(WINTER));
    }

    /// An advert directly over a headline and its byline.
    const POSTER: &str = "\
The rowing club will mend the roof of
the boathouse over the holidays with a
gift from its former members, who met
on Tuesday.
HARBOR WASH HOUSE
Dryers 10c Soap 5c
ASK INSIDE
Attendant at Hand
Open 24 Hrs.
Who Will Mend the
Boathouse?
By Ruth Amos
The carpenter asks for a share of the
beams, and the vote of those who came
was nearly whole on Tuesday.
";

    #[test]
    fn an_advert_ends_over_the_headline_below_it() {
        let sketch = sketch(POSTER);
        assert!(sketch.contains("<title> Who Will Mend the Boathouse?"), "{sketch}");
    }

    /// Blocks of three lines at most.
    const SHORT: &str = "\
渡口换上新石阶

渡口的石阶用了三十年，雨天最是难走，
老人过河总要有人扶，今年换成了青石。

果园请来养蜂人

镇上的果园今年请来了养蜂人，蜂箱从山
脚一直摆到山腰。养蜂人说花开得早，蜂
就来得早。

末班车多等五分钟

下雪的晚上司机总多等五分钟，好让医院
下班的护士赶上。
";

    #[test]
    fn marks_before_items_make_a_list() {
        for text in ["◇시청 ▲총무과장 김철수 ▲기획과장", "▲박영호씨 모친상=2일 병원 ☎(031)21-1234"]
        {
            assert!(is_list(text), "{text}");
        }
        for text in ["◇나루터 사람들", "▲ 강변의 아침", "渡口换上新石阶"] {
            assert!(!is_list(text), "{text}");
        }
    }

    #[test]
    fn short_blocks_tell_their_measure_together() {
        let sketch = sketch(SHORT);
        assert_eq!(sketch.matches("<title>").count(), 3, "{sketch}");
        let one = "山里通了班车\n\n从本月起，每天有两班客车开进北山，路虽然弯，\n可是修得很平。\n";
        let sketch = self::sketch(one);
        assert!(sketch.contains("<title> 山里通了班车"), "{sketch}");
    }
}
