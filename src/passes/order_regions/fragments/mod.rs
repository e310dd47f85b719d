//! Flow text whose fragments stand out of order: pieces of columns that a dump gives in any order.
//!
//! A page is left as it is unless its own text speaks against its order beyond doubt, see [`disorder`]. Then its blocks
//! are chained anew by what speaks for one going on in the other, the chains are given to the headlines, and what comes
//! out is taken only if it resolves most of the contradictions.

mod articles;
mod blocks;
mod chains;
mod characters;
mod disorder;
mod evidence;
mod grams;
mod seams;
mod weights;

use rustc_hash::FxHashMap;

use super::moves::moves;
use crate::ledger::{Change, Edit, Level};
use crate::lexicon::of_language;
use crate::model::{LineIx, Role};
use crate::passes::View;
use crate::passes::galley::Galley;
use crate::passes::jump_line::{self, Way};
use crate::survey::language::of_issue;
use articles::Pieces;
use blocks::{Block, Cut, Kind};
use chains::Matching;
use disorder::Signs;
use evidence::Evidence;
use grams::Grams;
use seams::Seams;

/// Most blocks of running text that are compared with one another, since the work grows with their square.
const MOST_BLOCKS: usize = 400;
/// Fewest blocks of running text for an order to show.
const FEWEST_BLOCKS: usize = 4;
/// Doubt from which on an order is given up, as a logarithm of odds, where words have no spaces and where they have:
/// ragged lines leave more blocks open.
const LEAST_DOUBT: [f64; 2] = [3.5, 5.0];
/// The same where a dictionary tells which words the ends of blocks cut: an order that is right shows it then.
const LEAST_DOUBT_BY_WORDS: f64 = 2.0;
/// Fewest texts that begin or end inside a sentence for a dictionary to tell an order.
const FEWEST_CUT: usize = 4;

pub(super) fn propose(view: &View<'_>, page: usize) -> Vec<Edit> {
    let Some(rule) = view.rules.get("order/fragments") else { return Vec::new() };
    let Some(found) = view.issue.pages().get(page) else { return Vec::new() };
    let mut lines: Vec<LineIx> = found.lines.clone().map(LineIx).collect();
    lines.sort_by_key(|line| view.draft.place(*line));
    let galley = Galley::new(view, lines.iter().copied());
    let survey = view.survey.page(page);
    let mut blocks = blocks::of(&galley, survey);
    allow_jumps(view, &lines, &galley, &mut blocks);
    let in_file: Vec<usize> = (0..blocks.len()).collect();
    let n_texts = blocks.iter().filter(|block| block.kind == Kind::Text).count();
    let signs = Signs::of(&blocks, &in_file);
    if !signs.are_certain() || n_texts < FEWEST_BLOCKS {
        return Vec::new();
    }
    if n_texts > MOST_BLOCKS {
        let line = galley.rows[blocks[signs.first.unwrap_or(0)].rows.start].line;
        let change = Change::Move { lines: vec![line], after: None };
        let note = rule.whole(vec![change]).because(format!(
            "{} blocks of this page contradict their order, but {n_texts} are too many to compare with one another; set them in order by hand",
            signs.n()
        ));
        return vec![Edit { level: Level::Note, ..note }];
    }
    settle_subheads(&mut blocks, survey.unspaced);
    let texts: Vec<usize> = in_file.iter().copied().filter(|n| blocks[*n].kind == Kind::Text).collect();
    let grams = Grams::new(&galley, &blocks, survey.unspaced);
    let words = of_issue(view.issue)
        .and_then(|code| of_language(&code))
        .filter(|words| !survey.unspaced || seams::fits(words, &galley, &blocks));
    let seams = Seams {
        balance: blocks.iter().map(|block| seams::balance(&galley, block)).collect(),
        apart: paragraphs_apart(&galley, &blocks, survey.indents),
        archive: view.rules.lexicon(),
        galley: &galley,
        blocks: &blocks,
        grams: &grams,
        unspaced: survey.unspaced,
        cuts: words.filter(|_| survey.unspaced).map_or_else(Vec::new, |words| seams::cuts(words, &galley, &blocks)),
        words,
    };
    let signs = Signs::of(&blocks, &in_file);
    if !survey.unspaced && !signs.are_many(n_texts) {
        return Vec::new();
    }
    let doubt = signs.weight() - disorder::goes_on(&seams, &texts);
    let cut = |n: &&usize| blocks[**n].end == Cut::Inside || blocks[**n].start == Cut::Inside;
    let least = match seams.words {
        Some(_) if survey.unspaced && texts.iter().filter(cut).count() >= FEWEST_CUT => LEAST_DOUBT_BY_WORDS,
        _ => LEAST_DOUBT[usize::from(!survey.unspaced)],
    };
    if doubt < least {
        return Vec::new();
    }
    let scores = disorder::scores(&seams, &texts);
    let matching = Matching::new(
        texts.len(),
        |a, b| scores[a * texts.len() + b],
        |a| match blocks[texts[a]].end {
            _ if blocks[texts[a]].closes_article => weights::ENDS_ARTICLE,
            Cut::Inside => weights::ENDS_OPEN,
            _ => weights::ENDS,
        },
        |b| match blocks[texts[b]].start {
            Cut::Inside => weights::STARTS_INSIDE,
            _ if blocks[texts[b]].opens_article => weights::STARTS_ARTICLE,
            _ => weights::STARTS,
        },
    );
    let chains = matching.chains(weights::LEAST_SHARE);
    let pieces =
        Pieces { blocks: &blocks, grams: &grams, seams: &seams, texts: &texts, matching: &matching, chains: &chains };
    let order = articles::order(&pieces, &articles::heads(&blocks));
    let left = Signs::of(&blocks, &order).weight();
    if doubt - left < least || left * 2.0 > signs.weight() {
        return Vec::new();
    }
    emit(view, &galley, &blocks, &order, rule, &pieces)
}

/// Lets a text end inside a sentence above a line that sends the reader to another page, and begin inside one below a line
/// that says where it comes from, and at the head of a page behind another. `lines`: those of the page in order.
fn allow_jumps(view: &View<'_>, lines: &[LineIx], galley: &Galley<'_>, blocks: &mut [Block]) {
    let open = |cut: &mut Cut| {
        if *cut == Cut::Inside {
            *cut = Cut::Unknown;
        }
    };
    if let Some(first) = blocks.first_mut().filter(|_| galley.page(0) > 0) {
        open(&mut first.start);
    }
    let mut n = 0;
    for line in lines {
        // The first block that does not end before the line.
        while blocks
            .get(n)
            .is_some_and(|b| view.draft.place(galley.rows[b.rows.end - 1].line) < view.draft.place(*line))
        {
            n += 1;
        }
        if view.draft.role(*line) != Role::JumpLine {
            continue;
        }
        match jump_line::read_known(&view.draft.text(*line), view.rules).map(|jump| jump.way) {
            Some(Way::To) if n > 0 => open(&mut blocks[n - 1].end),
            Some(Way::From) => blocks[n..].iter_mut().take(1).for_each(|below| open(&mut below.start)),
            _ => {}
        }
    }
}

/// Where headlines have bylines, a heading without one that stands between finished and new text is a subhead; where words
/// have no spaces, so is one between a headline with its byline and new text.
fn settle_subheads(blocks: &mut [Block], unspaced: bool) {
    let named = |blocks: &[Block], n: usize| {
        blocks[n].has_byline
            || blocks.get(n + 1).is_some_and(|b| b.kind == Kind::Byline)
            || n.checked_sub(1).is_some_and(|b| blocks[b].kind == Kind::Byline)
    };
    if !(0..blocks.len()).any(|n| blocks[n].kind == Kind::Head && named(blocks, n)) {
        return;
    }
    for n in 0..blocks.len() {
        let before = n.checked_sub(1).is_none_or(|b| match blocks[b].kind {
            Kind::Text => blocks[b].end != Cut::Inside,
            Kind::Head => unspaced && blocks[b].has_byline,
            Kind::Byline => unspaced && b.checked_sub(1).is_some_and(|head| blocks[head].kind == Kind::Head),
            Kind::Tail | Kind::Box => false,
        });
        let after = blocks.get(n + 1).is_some_and(|b| b.kind == Kind::Text && b.start != Cut::Inside);
        if blocks[n].kind == Kind::Head && !named(blocks, n) && before && after {
            blocks[n].kind = Kind::Text;
            blocks[n].start = Cut::Between;
            blocks[n].end = Cut::Between;
            blocks[n].measure = (0, u32::MAX);
        }
    }
}

/// Whether paragraphs are set apart by blank lines, so that few begin inside a block.
fn paragraphs_apart(galley: &Galley<'_>, blocks: &[Block], indents: bool) -> bool {
    let (mut inner, mut texts) = (0, 0);
    for block in blocks.iter().filter(|block| block.kind == Kind::Text) {
        let rows = &galley.rows[block.rows.clone()];
        texts += 1;
        let begins = rows.windows(2).any(|pair| {
            if indents {
                pair[1].indent() > 0
            } else {
                pair[0].end.is_closed() && blocks::reach(&pair[0]) + 14 < block.measure.0
            }
        });
        inner += usize::from(begins);
    }
    inner * 5 < texts
}

fn emit(
    view: &View<'_>,
    galley: &Galley<'_>,
    blocks: &[Block],
    order: &[usize],
    rule: &crate::rules::Rule,
    pieces: &Pieces<'_>,
) -> Vec<Edit> {
    let lines = |n: usize| galley.rows[blocks[n].rows.clone()].iter().map(|row| row.line);
    let mut current: Vec<LineIx> = (0..blocks.len()).flat_map(lines).collect();
    let mut wanted: Vec<LineIx> = order.iter().flat_map(|n| lines(*n)).collect();
    // What precedes the page stays before it.
    let first = view.issue.pages().get(galley.page(0)).map(|page| LineIx(page.lines.start));
    let top = first.map_or(0, |first| view.draft.place(first));
    if let Some(before) = top.checked_sub(1) {
        current.insert(0, view.draft.order()[before]);
        wanted.insert(0, view.draft.order()[before]);
    }
    let mut edits = Vec::new();
    // A heading that stood behind an open end was taken for its continuation.
    for block in blocks.iter().filter(|block| block.kind == Kind::Head) {
        let rows = &galley.rows[block.rows.clone()];
        let changes: Vec<Change> = rows
            .iter()
            .filter(|row| row.role == Role::Body)
            .map(|row| Change::Role { line: row.line, role: Role::Subhead })
            .collect();
        if !changes.is_empty() {
            edits.push(
                rule.sure(0.7, changes).because("a short block between fragments that do not go on in one another"),
            );
        }
    }
    // The first line of an issue begins an article as long as nothing else is said.
    let opening = current.iter().copied().find(|line| view.draft.starts(*line)).filter(|_| top == 0);
    if let Some(line) = opening.filter(|line| wanted.first() != Some(line)) {
        let change = Change::Start { line, on: false };
        edits.push(rule.sure(0.9, vec![change]).because("the first line of the file stands inside an article"));
    }
    let mut block_of: FxHashMap<LineIx, usize> = FxHashMap::default();
    for n in 0..blocks.len() {
        block_of.extend(lines(n).map(|line| (line, n)));
    }
    let evidence = Evidence::new(galley, pieces);
    let mut at = 0;
    for (moved, after) in moves(&current, &wanted) {
        while wanted.get(at).is_some_and(|line| *line != moved[0]) {
            at += 1;
        }
        let block = |line: Option<&LineIx>| line.and_then(|line| block_of.get(line).copied());
        let (first, last) = (block(moved.first()), block(moved.last()));
        let before = block(at.checked_sub(1).and_then(|at| wanted.get(at)));
        let behind = block(wanted.get(at + moved.len()));
        let top = evidence.joint(before, first);
        let foot = evidence.joint(last, behind);
        let sure = (0.5 * (top.0 + foot.0)).clamp(0.3, 0.95);
        edits.push(rule.sure(sure, vec![Change::Move { lines: moved, after }]).because(top.1).because(foot.1));
    }
    edits
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Decisions, Level};
    use crate::pipeline::run;
    use crate::read::{ReadOptions, read_issue};
    use crate::rules::Rules;

    /// Three texts of whole paragraphs, which have no words in common.
    const TEXTS: [[&str; 2]; 3] = [
        [
            "　　渡口的石阶用了三十年，雨天最是难\n走，老人过河总要有人扶。今年春上镇里\n请来石匠，一块一块换成了青石。",
            "　　两岸的人都来走了一遍，孩子们数了\n数，一共是九十六级。",
        ],
        [
            "　　果园请来的养蜂人说，花开得早，蜂\n就来得早，果子也结得比往年密得多。",
            "　　他把木箱从山脚一直摆到山腰，每天\n傍晚要走两遍。",
        ],
        [
            "　　夜班司机老周开了二十年公共汽车，\n末班车上的乘客他差不多都认得。",
            "　　下雪的晚上他总多等五分钟，好让医\n院下班的护士赶上。",
        ],
    ];

    fn is_moved(page: &str) -> bool {
        let issue = read_issue("page", "page.txt", page.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        run.ledger.entries().iter().any(|entry| &*entry.edit.rule == "order/fragments")
    }

    #[test]
    fn subheads_right_below_headlines_put_no_page_in_doubt() {
        let heads =
            [("渡口换上新石阶", "走了三十年"), ("果园里来了蜂群", "花期提前"), ("末班车上的老周", "雪夜里的站台")];
        let article = |((head, subhead), text): (&(&str, &str), &[&str; 2])| {
            format!("{head}\n本报记者 陈海明\n\n{subhead}\n\n{}\n\n{}\n", text[0], text[1])
        };
        let articles: Vec<String> = heads.iter().zip(&TEXTS).map(article).collect();
        assert!(!is_moved(&articles.join("\n")));
    }

    #[test]
    fn a_page_may_begin_with_the_byline_over_a_headline() {
        let heads = ["渡口换上新石阶", "果园里来了蜂群", "末班车上的老周"];
        let article =
            |(head, text): (&&str, &[&str; 2])| format!("本报记者 陈海明\n\n{head}\n\n{}\n\n{}\n", text[0], text[1]);
        let articles: Vec<String> = heads.iter().zip(&TEXTS).map(article).collect();
        assert!(!is_moved(&articles.join("\n")));
    }

    /// Texts with one tab for an indent, cut once each by white, over the byline of the next headline.
    const TABBED: &str = "\
By Ruth Amos

Herring landed at last
\tAbout forty barrels of fat
herring were landed on the
new quay, though the wind
had been against the boats
since the early morning. It
seems that on

Monday last, when most of
the men had gone home for
their dinner, the first of
the boats came in.
By Peter Lund

School stove smokes again
\tMrs. Harker told the board
that the schoolroom of the
infants has been without a
stove since the winter, as
the one that Captain Moss

had lent was taken back to
his ship again, and that all
of the children sit there in
their coats.
";

    #[test]
    fn a_tab_is_as_wide_as_the_indent_that_it_stands_for() {
        assert!(!is_moved(TABBED));
    }

    /// Four articles about the same, in whole paragraphs. In the second stands a heading of many lines, without the indent
    /// that the paragraphs have.
    const ALIKE: &str = "\
渡口修好石阶
本报记者 陈海明

　　镇上的渡口修好了石阶，渡口两岸的
人都来看石阶，说石阶修得好，渡口的路
比从前好走。

　　镇上的人说，渡口的石阶是大家一起修
好的，石阶修好了，渡口的日子会好。

石阶修好以后
本报记者 陈海明

　　渡口的石阶修好以后，镇上的人去渡口
看石阶，两岸的人说石阶修得好，渡口比
从前好走。

把渡口的石阶修好是镇上的人和两岸的人
在今年春天向渡口的老人和孩子许下的一
个共同的心愿和一件要办好的事情记在账
本里的大事石阶修好渡口好走镇上的车可
以到渡口两岸的人都不用在雨里过渡口了

　　两岸的人说，石阶是镇上和两岸的人一
起修好的，渡口的日子会更好，老人过渡
口也不用人扶。

修石阶的石匠
本报记者 陈海明

　　修石阶的石匠是镇上的人，石匠说渡口
的石阶修好了，两岸的人走渡口，比从前
好走。

　　石匠说，渡口的石阶是镇上的人和两岸
的人修好的，石阶修得好，路就好走。

渡口石阶通车
本报记者 陈海明

　　渡口的石阶修好了，镇上的车到了渡口，
两岸的人都说石阶修得好，渡口的路好走
得多。

　　镇上的人说，石阶修好了，渡口的日子
会好，两岸的人都到渡口来看石阶。
";

    #[test]
    fn a_heading_of_many_lines_is_no_text_that_is_cut() {
        assert!(!is_moved(ALIKE));
    }
}
