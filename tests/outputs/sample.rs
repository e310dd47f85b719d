//! A page by hand, with a change of each kind.

use std::sync::Arc;

use newsprint::ledger::file::{Pack, RunInfo, RunLevel};
use newsprint::ledger::{Admission, Change, Decisions, Edit, Field, Glue, Grain, Ledger, Level, PassName, PerMille};
use newsprint::model::{Issue, Layout, Line, LineId, LineIx, Page, PageRead, Region, Role, Source, Unit};

/// Byline first and headline last, a doubled word, a stray space, a subhead, a folio, a note, a list in a box.
const TEXT: &str = "南 山 日 报

本报记者 周 岚 通讯员李一舟
县里把去年 10月修好的水渠水渠
一直通到山脚。
水渠怎么修
先修 *主渠*，再修支渠。

（作者系县水务局干部）
第3版

新渠通水了
旱田变水田

本期协办
- 县水务局
1. 镇政府";

/// The run that the sample comes from.
pub fn run() -> RunInfo {
    let packs = vec![Pack { name: "base".to_owned(), version: "1.0.0".to_owned() }];
    RunInfo { version: "0.1.0".to_owned(), level: RunLevel::Review, packs, lexicon: None }
}

/// A page of flow text; an empty line parts regions.
pub fn page(path: &str, text: &str) -> PageRead {
    let mut lines = Vec::new();
    let (mut region, mut at) = (0u32, 0u32);
    for (row, raw) in text.split('\n').enumerate() {
        if raw.is_empty() {
            region += 1;
        } else {
            let id = LineId::Row { row: row as u32 + 1, cell: 1 };
            lines.push(Line {
                id,
                page: 0,
                span: at..at + raw.len() as u32,
                region,
                bbox: None,
                baseline: None,
                height: None,
                gap: 0,
                style: None,
            });
        }
        at += raw.len() as u32 + 1;
    }
    let source = Source {
        path: path.to_owned(),
        member: None,
        format: "text",
        encoding: "utf-8",
        sha256: "0".repeat(64),
        label: None,
        asked: None,
    };
    let regions = vec![Region::default(); region as usize + 1];
    let page = Page { regions, ..Page::new(source, text.to_owned(), Layout::Flow, Unit::Cell) };
    PageRead { page, lines, warnings: Vec::new() }
}

/// The sample page as an issue.
pub fn issue() -> Issue {
    Issue::new("sample/canal".to_owned(), vec![page("raw/sample/canal.txt", TEXT)])
}

/// A ledger with these edits, everything applied that may be.
pub fn ledger(issue: &Issue, edits: Vec<Edit>) -> Ledger {
    let decisions = Decisions::default();
    let mut admission = Admission::new(issue, &decisions, Some(Level::Review));
    edits.into_iter().for_each(|edit| admission.admit(edit));
    admission.finish()
}

/// The line that reads so.
pub fn line(issue: &Issue, text: &str) -> LineIx {
    issue.line_indices().find(|line| issue.raw(*line).contains(text)).unwrap()
}

fn sure(pass: PassName, rule: &str, changes: Vec<Change>) -> Edit {
    Edit::whole(pass, &Arc::from(rule), Level::Safe, PerMille(950), changes)
}

fn role(issue: &Issue, text: &str, role: Role) -> Change {
    Change::Role { line: line(issue, text), role }
}

fn start(issue: &Issue, text: &str) -> Change {
    Change::Start { line: line(issue, text), on: true }
}

/// Says something about this text, which is its value.
pub fn mark(issue: &Issue, text: &str, field: Field) -> Change {
    let line = line(issue, text);
    let start = issue.raw(line).find(text).unwrap() as u32;
    Change::Mark { line, span: start..start + text.len() as u32, field, value: text.to_owned() }
}

fn put(issue: &Issue, text: &str, insert: &str) -> Change {
    let line = line(issue, text);
    let start = issue.raw(line).find(text).unwrap() as u32;
    Change::Text { line, span: start..start + text.len() as u32, insert: insert.to_owned() }
}

fn of_line(issue: &Issue, text: &str, field: Field, value: &str) -> Change {
    let line = line(issue, text);
    Change::Mark { line, span: 0..issue.raw(line).len() as u32, field, value: value.to_owned() }
}

/// What the passes would say about the sample page.
pub fn edits(issue: &Issue) -> Vec<Edit> {
    use PassName::{AttachBylines, GroupArticles, JoinLines, LabelRegions, NormalizeText, StripArtifacts};
    let titles = vec![line(issue, "新渠通水"), line(issue, "旱田")];
    let above = Change::Move { lines: titles, after: Some(line(issue, "日 报")) };
    let wrap = Change::Seam { left: line(issue, "去年"), right: line(issue, "一直"), glue: Glue::None };
    let mut spaces = sure(NormalizeText, "space/han-digit", vec![put(issue, "年 10", "年10")]);
    spaces.grain = Grain::Each;
    let mut below = sure(GroupArticles, "article/headline-below", vec![above])
        .because("on this page headlines stand below their articles");
    (below.level, below.confidence) = (Level::Review, PerMille(790));
    vec![
        sure(StripArtifacts, "artifact/masthead", vec![role(issue, "日 报", Role::Masthead)]),
        sure(StripArtifacts, "artifact/folio", vec![role(issue, "第3版", Role::Folio)]),
        sure(StripArtifacts, "double/run", vec![put(issue, "水渠水渠", "水渠")]),
        spaces,
        sure(LabelRegions, "label/byline", vec![role(issue, "本报记者", Role::Byline)]),
        sure(LabelRegions, "label/subhead", vec![role(issue, "怎么修", Role::Subhead)]),
        sure(LabelRegions, "label/note", vec![role(issue, "作者系", Role::Note)]),
        sure(LabelRegions, "label/list", vec![role(issue, "- 县", Role::List), role(issue, "1. ", Role::List)]),
        sure(JoinLines, "join/wrap", vec![wrap]),
        below,
        sure(
            GroupArticles,
            "article/headline",
            vec![role(issue, "新渠", Role::Title), role(issue, "旱田", Role::Deck), role(issue, "本期", Role::Title)],
        ),
        sure(GroupArticles, "article/start", vec![start(issue, "新渠"), start(issue, "本期")]),
        sure(GroupArticles, "box/kind", vec![of_line(issue, "本期", Field::Kind, "sponsors")]),
        sure(
            AttachBylines,
            "byline/credit",
            vec![mark(issue, "周 岚", Field::Correspondent), mark(issue, "李一舟", Field::Correspondent)],
        ),
        sure(AttachBylines, "byline/post", vec![mark(issue, "县水务局干部", Field::Affiliation)]),
    ]
}
