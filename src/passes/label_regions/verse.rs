//! Verse and lists without boxes to tell them: short lines, whose ends mean something.

use std::ops::Range;

use super::segments::Segment;
use super::{NAME_OVER_HEADING, View, turn};
use crate::ledger::Edit;
use crate::model::Role;
use crate::model::script::is_han;
use crate::passes::ends::{capitals, is_unspaced_text, n_signs};
use crate::passes::galley::{Galley, Row};
use crate::passes::setting::{Set, is_poster};
use crate::rules::Rule;

/// How many short lines in a row are verse and not headings.
const VERSE: usize = 5;
/// The same where all of them are equally long.
const REGULAR: usize = 4;
/// Fewest lines of a stanza.
const STANZA: usize = 2;
/// Most lines of a title and the name below it, in one block with the first stanza.
const HEAD: usize = 3;
/// Fewest lines whose ends tell by themselves that they fill no measure, and by how many cells they do not.
const RAGGED: usize = 4;
const RAGGED_BY: u32 = 4;
/// Fewest lines with labels in a row, and how many characters a label has.
const LABELED: usize = 3;
const LABEL: std::ops::RangeInclusive<usize> = 2..=6;
/// Characters in half a line of old verse.
const HALF: std::ops::RangeInclusive<usize> = 4..=7;
/// Marks that end a sentence or what is said in it.
const ENDS: [char; 7] = ['。', '！', '？', '；', '”', '』', '」'];

/// Lines of verse keep their ends.
pub(super) fn label(view: &View<'_>, galley: &Galley<'_>, segments: &mut Vec<Segment>, edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("text/verse") else { return };
    labeled(rule, galley, segments, edits);
    poems(rule, galley, segments, edits);
    in_one_block(rule, galley, segments, edits);
}

/// Lines that each begin with what they tell, as in notices where words have no spaces: `工作地点：桥头镇`.
fn labeled(rule: &Rule, galley: &Galley<'_>, segments: &mut Vec<Segment>, edits: &mut Vec<Edit>) {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for row in 0..galley.rows.len() {
        let is_one = galley.rows[row].role == Role::Body && galley.unspaced(row) && is_labeled(&galley.rows[row].text);
        if !is_one {
            from = row + 1;
        } else if row + 1 - from >= LABELED {
            match found.last_mut().filter(|run| run.start == from) {
                Some(run) => run.end = row + 1,
                None => found.push(from..row + 1),
            }
        }
        if !is_one || row + 1 < galley.rows.len() && !galley.touches(row) {
            from = row + 1;
        }
    }
    for rows in found {
        let (first, last) = (part(segments, rows.start), part(segments, rows.end));
        if segments[first..last].iter().any(|line| line.role.is_some()) {
            continue;
        }
        keep(&mut segments[..last], first);
        let changes = segments[first..last].iter_mut().flat_map(|line| turn(galley, line, Role::Verse)).collect();
        edits.push(rule.sure(0.75, changes).because("lines that each begin with what they tell"));
    }
}

/// Whether a line begins with a few characters and a colon, and no sentence ends in it.
fn is_labeled(line: &str) -> bool {
    let mut rest = line.chars();
    let mut n = 0;
    // Most lines are told by their first mark, or by having none for long.
    for c in rest.by_ref() {
        match c {
            '：' | ':' => break,
            c if is_han(c) && n < *LABEL.end() => n += 1,
            c if !c.is_whitespace() => return false,
            _ => {}
        }
    }
    let text = rest.as_str();
    n >= *LABEL.start() && !text.is_empty() && !text.contains(ENDS)
}

/// Poems where words have no spaces: stanzas parted by white, below a title and a name.
fn poems(rule: &Rule, galley: &Galley<'_>, segments: &mut Vec<Segment>, edits: &mut Vec<Edit>) {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let blocks: Vec<Range<usize>> = blocks(galley, segments).collect();
    for block in blocks {
        let rows = segments[block.start].rows.start..segments[block.end - 1].rows.end;
        let untold = segments[block].iter().all(|segment| segment.role.is_none());
        // Names are not looked for over what is no stanza, wherever it begins.
        let could_be = untold && (run.is_some() || may_be_stanza(&galley.rows[rows.clone()]));
        let head = if could_be { head(galley, &rows) } else { 0 };
        let stanza = rows.start + head..rows.end;
        let is_one = could_be && is_stanza(galley, &stanza);
        run = match run {
            Some(run) if head == 0 && untold && (is_one || goes_on(galley, &run, &stanza)) => {
                Some(run.start..stanza.end)
            }
            before => {
                found.extend(before);
                is_one.then_some(stanza)
            }
        };
    }
    found.extend(run);
    found.retain(|rows| is_poem(galley, rows));
    for rows in found {
        let first = part(segments, rows.start);
        let last = part(segments, rows.end);
        let title = (first.saturating_sub(2)..first).find(|above| segments[*above].rows.len() == 1).unwrap_or(first);
        keep(&mut segments[..last], title);
        let changes = segments[first..last].iter_mut().flat_map(|line| turn(galley, line, Role::Verse)).collect();
        edits.push(rule.sure(0.75, changes).because("many short lines in a row"));
    }
}

/// Lets none of the segments from a place on go on in another: their lines are whole.
fn keep(segments: &mut [Segment], from: usize) {
    let (before, lines) = segments.split_at_mut(from);
    if let (Some(before), true) = (before.last_mut(), !lines.is_empty()) {
        before.goes_on = false;
    }
    for line in lines {
        (line.goes_on, line.continues_before) = (false, false);
    }
}

/// The blocks of a page, as places among its segments.
fn blocks<'s>(galley: &Galley<'_>, segments: &'s [Segment]) -> impl Iterator<Item = Range<usize>> + use<'s> {
    let touches: Vec<bool> = segments.windows(2).map(|pair| galley.touches(pair[0].rows.end - 1)).collect();
    let mut from = 0;
    (1..=segments.len()).filter_map(move |to| {
        let ends = to == segments.len() || !touches[to - 1];
        ends.then(|| std::mem::replace(&mut from, to)..to)
    })
}

/// Lines at the head of a block that are a title with a name below it.
fn head(galley: &Galley<'_>, rows: &Range<usize>) -> usize {
    let is_name = |row: usize| galley.byline_form(row) >= NAME_OVER_HEADING;
    let name = (rows.start..rows.end.min(rows.start + HEAD)).find(|row| is_name(*row));
    name.map_or(0, |name| name + 1 - rows.start)
}

/// Whether the last lines of a block, which stand below any title and name at its head, can be those of a stanza: none fills its
/// measure but halves of old verse.
fn may_be_stanza(block: &[Row<'_>]) -> bool {
    let below = &block[HEAD.min(block.len() - 1)..];
    block.len() >= STANZA
        && below.iter().all(|row| !fills(row) || is_couplet(&row.text))
        && below.iter().all(|row| is_whole(&row.text))
}

/// Whether a line fills its column, or nearly so.
fn fills(row: &Row<'_>) -> bool {
    row.measure > 0 && row.width * 10 >= row.measure * 9
}

/// Whether rows are a stanza: short for their column, of lengths that no measure gives, or couplets; no sentence ends inside
/// a line.
fn is_stanza(galley: &Galley<'_>, rows: &Range<usize>) -> bool {
    let lines = &galley.rows[rows.clone()];
    if lines.len() < STANZA || !lines.iter().all(|row| is_unspaced_text(&row.text)) {
        return false;
    }
    let is_short = lines.iter().all(|row| row.width * 4 < row.measure * 3);
    let is_ragged = || {
        let widest = lines.iter().map(|row| row.width).max().unwrap_or(0);
        let full = lines.iter().filter(|row| row.width + RAGGED_BY >= widest).count();
        let open = lines[..lines.len() - 1].iter().all(|row| !row.text.ends_with(ENDS));
        // The lines of a headline with its decks are of many lengths too, of which the longest fills the column.
        lines.len() >= RAGGED && full * 2 <= lines.len() && open && !lines.iter().any(fills)
    };
    let are_couplets = || lines.iter().all(|row| is_couplet(&row.text));
    lines.iter().all(|row| is_whole(&row.text)) && (is_short || is_ragged() || are_couplets())
}

/// Whether rows are one more stanza of a poem: none of them is wider than its lines, and no sentence ends inside one.
fn goes_on(galley: &Galley<'_>, poem: &Range<usize>, rows: &Range<usize>) -> bool {
    let widest = galley.rows[poem.clone()].iter().map(|row| row.width).max().unwrap_or(0);
    let mut lines = galley.rows[rows.clone()].iter();
    rows.len() >= STANZA && lines.all(|row| row.width <= widest && is_unspaced_text(&row.text) && is_whole(&row.text))
}

/// Whether no sentence ends inside a line.
fn is_whole(line: &str) -> bool {
    !line.trim_end_matches(ENDS).contains(ENDS) && n_signs(line) >= 2
}

/// Whether a line is two halves of equally many characters, as lines of old verse are set: `推窗见远渡，流水入清弹。`
fn is_couplet(line: &str) -> bool {
    let Some((first, second)) = line.trim_end_matches(ENDS).split_once(['，', '？', '、']) else { return false };
    let n = first.chars().count();
    HALF.contains(&n) && second.chars().count() == n && first.chars().chain(second.chars()).all(is_han)
}

/// Whether stanzas are enough lines to be verse.
fn is_poem(galley: &Galley<'_>, rows: &Range<usize>) -> bool {
    let width = galley.rows[rows.start].width;
    let regular = || galley.rows[rows.clone()].iter().all(|row| row.width.abs_diff(width) <= 1);
    rows.len() >= VERSE || rows.len() >= REGULAR && regular()
}

/// The segment that begins at a row, cut where it does not; the number of segments behind the last.
fn part(segments: &mut Vec<Segment>, row: usize) -> usize {
    let at = segments.partition_point(|segment| segment.rows.end <= row);
    match segments.get_mut(at) {
        Some(segment) if segment.rows.start < row => {
            let tail = segment.split_off(row);
            segments.insert(at + 1, tail);
            at + 1
        }
        _ => at,
    }
}

/// Many short lines in a row, in one block.
fn in_one_block(rule: &Rule, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
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
        if to < end {
            from += n_heads(galley, &segments[from..to]);
        }
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

/// How many of the segments of an advert are its headline: in capitals, over lines that are not.
fn n_heads(galley: &Galley<'_>, segments: &[Segment]) -> usize {
    let is_capital = |segment: &&Segment| {
        let (share, _) = capitals(&segment.text(galley));
        share > 0.95
    };
    let n = segments.iter().take_while(is_capital).count();
    if n < segments.len() { n } else { 0 }
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

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    /// An essay, a poem in stanzas with its title and name in one block with the first, and one in regular verse.
    const LEAVES: &str = "\
渡口的早晨
陈海明
　　天刚蒙蒙亮，渡口就醒了。最先响起的
是橹声，接着是卖菜人的吆喝，一声高一声
低，把两岸的瞌睡都赶跑了。
　　祖母每天这个时候起床，提一只竹篮，
去渡口等第一班船。如今石桥通了，可每次
回到渡口，总觉得那橹声还在。

冬天的船
周文芳
渡船
把雪摇落在江心
一盏马灯
照着三十年的石阶

船工坐在船头
他的影子
像一根旧缆绳
系住对岸的灯火

我把船票攥得很紧
攥成了一片叶子

石阶二首
李济国
推窗见远渡，流水入清弹。
一夜江风起，桃花满石栏。

古寺藏云里，钟声出翠微。
老僧无一语，相对看船归。
";

    #[test]
    fn stanzas_stay_in_lines_below_their_title_and_name() {
        let sketch = sketch(LEAVES);
        for line in
            ["<title> 冬天的船", "<byline> 周文芳", "<verse> 渡船", "<verse> 系住对岸的灯火", "<verse> 攥成了一片叶子"]
        {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
        for line in [
            "<title> 石阶二首",
            "<byline> 李济国",
            "<verse> 推窗见远渡，流水入清弹。",
            "<verse> 老僧无一语，相对看船归。",
        ] {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
    }

    /// A notice behind a text of the same column.
    const NOTICE: &str = "\
渡口的石阶用了三十年，雨天最是难走，老
人过河总要有人扶。今年春上镇里请来石匠，
一块一块换成了青石，两岸的人都来看。

招船工

因渡船增开班次，现向两岸公开招聘船工，
愿意的人请到渡口报名。
工作地点：桥头镇渡口
每月工钱：面议
联系人：李济国
报名时间：三月底以前
";

    /// Kicker, headline and decks in one block, over the text.
    const DECKED: &str = "\
镇长在全镇渡口安全工作会议上要求各村加
紧检修渡船确保群众安全过河
抓好渡口安全
让群众放心过河
李济国主持　贾建舟出席

全镇渡口安全工作会议昨天下午在渡口边的
学校召开，各村都来了人，会上要求在汛期
到来以前把所有渡船检修一遍。
";

    #[test]
    fn a_headline_with_its_decks_is_no_verse() {
        assert!(!sketch(DECKED).contains("<verse>"), "{}", sketch(DECKED));
    }

    #[test]
    fn lines_with_labels_stay_lines() {
        let sketch = sketch(NOTICE);
        for line in ["愿意的人请到渡口报名。\n", "<verse> 工作地点：桥头镇渡口", "<verse> 报名时间：三月底以前"]
        {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
    }

    #[test]
    fn a_page_of_one_poem_has_no_measure() {
        let poem = &LEAVES[LEAVES.find("冬天").unwrap_or(0)..LEAVES.find("石阶二首").unwrap_or(0)];
        let sketch = sketch(&poem.replacen("船\n周文芳\n", "船\n\n周文芳\n\n", 1));
        for line in ["<title> 冬天的船", "<byline> 周文芳", "<verse> 渡船", "<verse> 攥成了一片叶子"] {
            assert!(sketch.contains(line), "{line}\n{sketch}");
        }
    }
}
