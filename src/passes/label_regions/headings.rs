//! Headings without boxes to tell them: short, without the end of a sentence, not part of the text before or after.

use super::segments::Segment;
use super::{View, give, turn};
use crate::ledger::Edit;
use crate::model::Role;
use crate::passes::ends::{End, capitals, is_unspaced_text, n_signs, starts_lower};
use crate::passes::galley::Galley;
use crate::passes::setting::{Set, is_poster};

/// Most lines of a heading.
const MOST_LINES: usize = 4;
/// The same where all lines of the page were read at once: headline and decks run together.
const MOST_SET_LINES: usize = 8;
/// Longest heading in unspaced scripts, in characters.
const LONGEST_UNSPACED: usize = 70;
/// Longest heading in spaced scripts, in characters.
const LONGEST_SPACED: usize = 130;
/// How many short lines in a row are verse and not headings.
const VERSE: usize = 5;

/// Lines of verse keep their ends: many short lines in a row, in one block.
pub(super) fn verse(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("text/verse") else { return };
    let mut from = 0;
    while from < segments.len() {
        let mut to = from;
        while to < segments.len()
            && is_verse_line(galley, &segments[to])
            && (to == from || galley.touches(segments[to].rows.start - 1))
        {
            to += 1;
        }
        let end = to;
        let is_long = to > from && segments[to - 1].rows.end - segments[from].rows.start >= VERSE;
        to = over_headline(galley, segments, from, to);
        if to > from && is_long {
            // One question for all of them: a person sees the whole at a glance.
            let changes =
                segments[from..to].iter_mut().flat_map(|segment| turn(galley, segment, Role::Verse)).collect();
            edits.push(rule.sure(0.75, changes).because("many short lines in a row"));
        }
        from = end.max(from + 1);
    }
}

/// Where short lines from one segment to another end if they are an advert: over the headline of who is named below them.
fn over_headline(galley: &Galley<'_>, segments: &[Segment], from: usize, to: usize) -> usize {
    let Some(below) = segments.get(to).filter(|below| to > from && galley.touches(below.rows.start - 1)) else {
        return to;
    };
    let names = galley.setting(below.rows.start).is_some_and(|reading| reading.set == Set::Names);
    let lines: Vec<&str> =
        galley.rows[segments[from].rows.start..below.rows.start].iter().map(|row| row.text.as_ref()).collect();
    if !names || !is_poster(&lines) {
        return to;
    }
    let goes_on =
        |segment: &Segment| galley.setting(segment.rows.start).is_some_and(|reading| reading.set == Set::HeadsOn);
    let head = segments[from..to].iter().rposition(|segment| !goes_on(segment));
    head.map_or(to, |head| from + head)
}

/// Labels the lines of display adverts, which keep their ends as well, and those of captions wider than the columns.
pub(super) fn shown(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let shows = |segment: &Segment| {
        let untold = segment.role.is_none();
        untold.then(|| galley.setting(segment.rows.start)).flatten().and_then(|reading| reading.shows)
    };
    for run in segments.chunk_by_mut(|a, b| shows(a) == shows(b)) {
        let Some(role) = shows(&run[0]) else { continue };
        let (name, why) = match role {
            Role::Caption => ("caption/wide", "a sentence in lines far wider than the columns around it"),
            _ => ("text/display", "short lines with prices or hours among them"),
        };
        let Some(rule) = view.rules.get(name) else { continue };
        let changes = run.iter_mut().flat_map(|segment| turn(galley, segment, role)).collect();
        edits.push(rule.sure(rule.confidence.share(), changes).because(why));
    }
}

fn is_verse_line(galley: &Galley<'_>, segment: &Segment) -> bool {
    let mut rows = galley.rows[segment.rows.clone()].iter();
    // Where all lines were read at once, names and headings are known.
    let is_text = |row| galley.setting(row).is_none_or(|reading| reading.set != Set::Names);
    segment.role.is_none()
        && segment.rows.len() <= 2
        && segment.rows.clone().all(is_text)
        && rows.all(|row| row.width * 4 < row.measure * 3 && n_signs(&row.text) >= 2)
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
        End::Closed if short && before_byline && rows.len() <= 2 && !segment.continues_before => {
            Some((0.75, "a short block over a byline"))
        }
        _ => None,
    }
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
    fn short_blocks_tell_their_measure_together() {
        let sketch = sketch(SHORT);
        assert_eq!(sketch.matches("<title>").count(), 3, "{sketch}");
        let one = "山里通了班车\n\n从本月起，每天有两班客车开进北山，路虽然弯，\n可是修得很平。\n";
        let sketch = self::sketch(one);
        assert!(sketch.contains("<title> 山里通了班车"), "{sketch}");
    }
}
