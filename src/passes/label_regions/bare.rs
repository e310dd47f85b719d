//! Names of who wrote the text that nothing but their form and their place tells, on pages with boxes where words have no
//! spaces.
//!
//! Blocks stand in any order here, so that neighbors are asked only inside a block; the rest is told by where a line stands
//! in its column. What a name belongs to is found when articles are grouped.

use super::segments::Segment;
use super::{View, give};
use crate::ledger::Edit;
use crate::model::Role;
use crate::passes::ends::is_unspaced_text;
use crate::passes::galley::{Galley, LARGE_TYPE};
use crate::passes::names::{A_WORD, body_form};

/// White on the left of a line, as a share of its column, from which on it is no indent.
const SET_IN: f32 = 0.25;
/// White on its right from which on a line at the left edge is short.
const SHORT: f32 = 0.4;
/// From this form on a line that is a block of its own is a name.
const A_NAME: f64 = 0.6;

/// Labels such names bylines.
pub(super) fn label(view: &View<'_>, galley: &Galley<'_>, segments: &mut [Segment], edits: &mut Vec<Edit>) {
    let Some(rule) = view.rules.get("byline/name") else { return };
    for segment in segments.iter_mut() {
        let row = segment.rows.start;
        let size = if segment.role.is_none() && segment.rows.len() == 1 { galley.type_size(row) } else { None };
        if size.is_none_or(|size| size >= LARGE_TYPE) || !is_unspaced_text(&galley.rows[row].text) {
            continue;
        }
        let form = galley.byline_form(row);
        let Some(why) = (form >= A_WORD).then(|| place(view, galley, segment, form)).flatten() else { continue };
        let sure = (form + 0.1).clamp(0.5, 0.95);
        edits.push(give(rule, sure, galley, segment, Role::Byline, why));
    }
}

/// What of its place says that a line is a byline.
fn place(view: &View<'_>, galley: &Galley<'_>, segment: &Segment, form: f64) -> Option<&'static str> {
    let row = segment.rows.start;
    let set = view.survey.setting(galley.rows[row].line)?;
    let is_large = |row: usize| galley.type_size(row).is_some_and(|size| size >= LARGE_TYPE);
    let below = row.checked_sub(1).filter(|above| galley.touches(*above));
    let under_headline = below.is_some_and(is_large);
    if under_headline && set.insets[1] > SHORT.min(set.insets[0] + SET_IN) {
        return Some("a name alone on its line below a headline");
    }
    let is_body = body_form(&galley.rows[row].text, view.rules) >= form;
    if set.insets[0] > SET_IN && form > A_WORD && !is_body {
        return Some("a name alone on its line, set in further than any paragraph");
    }
    let opens = below.is_none() && set.insets[1] > SHORT && !segment.goes_on;
    (opens && form >= A_NAME && !is_body).then_some("a name alone on the first line of its block")
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Decisions, Level, fold};
    use crate::pipeline::run;
    use crate::read::{ReadOptions, read_issue};
    use crate::rules::Rules;

    /// A line of characters one beside the other: left edge, top, size of its type, text.
    type Set<'t> = (usize, usize, usize, &'t str);

    /// A page of these blocks, as Tesseract writes it.
    fn tsv(blocks: &[Vec<Set<'_>>]) -> String {
        let mut page =
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                        1\t1\t0\t0\t0\t0\t0\t0\t2200\t1800\t-1\t\n"
                .to_owned();
        for (b, block) in blocks.iter().enumerate() {
            for (n, (left, top, size, text)) in block.iter().enumerate() {
                let width = size * text.chars().count();
                for (level, word, text) in [(4, 0, ""), (5, 1, text)] {
                    page += &format!(
                        "{level}\t1\t{}\t1\t{}\t{word}\t{left}\t{top}\t{width}\t{size}\t90\t{text}\n",
                        b + 1,
                        n + 1
                    );
                }
            }
        }
        page
    }

    /// A column of paragraphs below a height, fifteen characters wide.
    fn column<'t>(left: usize, top: usize, lines: impl Iterator<Item = &'t &'t str>) -> Vec<Set<'t>> {
        let indent = |text: &str| if text.chars().count() == 12 { 80 } else { 0 };
        lines.enumerate().map(|(n, text)| (left + indent(text), top + 60 * n, 40, *text)).collect()
    }

    const FERRY: [[&str; 4]; 3] = [
        [
            "渡口的人都说，等到石阶修",
            "好，渡船就能在冬天照常开了，两",
            "岸的老人赶集再也不用绕道石桥，",
            "孩子上学也近了一半的路程。",
        ],
        [
            "石匠一共来了六个人，都是",
            "从上游的村里请来的，他们把旧石",
            "条一块块撬起来，洗净了再用，只",
            "换掉了裂开的那几块。",
        ],
        [
            "船工说，水浅的时候石阶露",
            "出三级，水涨的时候只剩一级，所",
            "以每一级都要凿出防滑的纹路，不",
            "然老人下船站不稳当。",
        ],
    ];
    const BEES: [[&str; 4]; 3] = [
        [
            "镇上的果园今年请来了蜂农",
            "，蜂箱从山脚一直摆到山腰，花开",
            "得早，蜂就来得早，果子也结得比",
            "往年密了许多许多。",
        ],
        [
            "蜂农住在园边的棚子里，天",
            "亮就去看蜂，他说雨天蜂不出门，",
            "晴天要防着农药，所以和果农说好",
            "了打药的日子。",
        ],
        [
            "到了秋天，果园把收成分出",
            "一份给蜂农，蜂农又送来两桶新蜜",
            "，大家在晒场上分着吃，说明年还",
            "要请他们早些来。",
        ],
    ];

    /// Two articles over three columns each, headline and name centered over them, so that both stand in the middle one.
    fn page() -> String {
        let mut blocks = Vec::new();
        for (top, title, name, text) in [(100, "渡口石阶修好", "沈玉兰", &FERRY), (1000, "果园请来蜂农", "周立", &BEES)]
        {
            blocks.push(vec![(790, top, 90, title), (1000, top + 120, 40, name)]);
            for (n, left) in [100, 760, 1420].into_iter().enumerate() {
                let lines = text[n].iter().chain(&text[(n + 1) % 3]);
                blocks.push(column(left, top + 210, lines));
            }
        }
        tsv(&blocks)
    }

    #[test]
    fn names_below_headlines_over_several_columns_are_bylines() {
        let issue = read_issue("page", "page.tsv", page().as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let sketch = fold(&issue, &run.ledger).sketch();
        let place = |text: &str| sketch.find(text).unwrap_or_else(|| panic!("{text} in {sketch}"));
        for line in ["渡口石阶修好", "果园请来蜂农"] {
            assert!(sketch.contains(&format!("<title> {line}")), "{sketch}");
        }
        for name in ["沈玉兰", "周立"] {
            assert!(sketch.contains(&format!("<byline> {name}")), "{sketch}");
        }
        let read =
            ["渡口石阶修好", "沈玉兰", "渡口的人都说", "石匠一共", "船工说", "果园请来蜂农", "周立", "镇上的果园"];
        assert!(read.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{sketch}");
    }
}
