//! What is written: every line once, and the page as it should read.

use std::sync::Arc;

use newsprint::ledger::file::{Pack, RunInfo, RunLevel};
use newsprint::ledger::{
    Admission, Change, Decisions, Draft, Edit, Field, Glue, Ledger, Level, PassName, PerMille, fold,
};
use newsprint::model::{Issue, Layout, Line, LineId, LineIx, Page, PageRead, Region, Role, Source, Unit};
use newsprint::write::{Document, Finished, Offsets, assemble, format};

/// A flow page of these lines; an empty one parts regions.
fn page(path: &str, text: &str) -> PageRead {
    let mut lines = Vec::new();
    let (mut region, mut at) = (0u32, 0u32);
    for (row, raw) in text.split('\n').enumerate() {
        if raw.is_empty() {
            region += 1;
        } else {
            let id = LineId::Row { row: row as u32 + 1, cell: 1 };
            lines.push(Line { id, page: 0, span: at..at + raw.len() as u32, region, bbox: None });
        }
        at += raw.len() as u32 + 1;
    }
    let source =
        Source { path: path.to_owned(), format: "text", encoding: "utf-8", sha256: "0".repeat(64), label: None };
    let page = Page {
        no: 0,
        text: text.to_owned(),
        width: 0,
        height: 0,
        unit: Unit::Cell,
        layout: Layout::Flow,
        image: None,
        language: None,
        regions: vec![Region::default(); region as usize + 1],
        words: Vec::new(),
        source,
        lines: 0..0,
    };
    PageRead { page, lines, warnings: Vec::new() }
}

fn ledger(issue: &Issue, edits: Vec<Edit>) -> Ledger {
    let decisions = Decisions::default();
    let mut admission = Admission::new(issue, &decisions, Some(Level::Review));
    for edit in edits {
        admission.admit(edit);
    }
    admission.finish()
}

fn edit(pass: PassName, rule: &str, changes: Vec<Change>) -> Edit {
    Edit::whole(pass, &Arc::from(rule), Level::Safe, PerMille(950), changes)
}

fn document(draft: &Draft<'_>, ledger: &Ledger) -> Document {
    let packs = vec![Pack { name: "base".to_owned(), version: "1".to_owned() }];
    let run = RunInfo { version: "0.1.0".to_owned(), level: RunLevel::Review, packs };
    assemble(draft, ledger, &run, &[], Offsets::Without)
}

fn role(line: u32, role: Role) -> Change {
    Change::Role { line: LineIx(line), role }
}

fn seam(left: u32, glue: Glue) -> Change {
    Change::Seam { left: LineIx(left), right: LineIx(left + 1), glue }
}

fn mark(issue: &Issue, line: u32, text: &str, field: Field) -> Change {
    let start = issue.raw(LineIx(line)).find(text).unwrap() as u32;
    Change::Mark { line: LineIx(line), span: start..start + text.len() as u32, field, value: text.to_owned() }
}

#[track_caller]
fn check(draft: &Draft<'_>, ledger: &Ledger, to: &str, expected: &str) {
    let document = document(draft, ledger);
    let written = (format(to).unwrap().write)(&Finished { draft, ledger, document: &document });
    assert_eq!(String::from_utf8(written).unwrap(), expected);
}

#[test]
fn a_page_reads_as_it_should() {
    let text = "南 山 日 报\n\n本报记者 周 岚 通讯员李一舟\n县里把去年冬天修好的水渠\n一直通到山脚。\n水渠怎么修\n先修 *主渠*，再修支渠。\n\n（作者系县水务局干部）\n\n新渠通水了\n\n- 主渠 12 公里\n1. 支渠";
    let issue = Issue::new("sample/one".to_owned(), vec![page("raw/one.txt", text)]);
    let label = PassName::LabelRegions;
    let ledger = ledger(
        &issue,
        vec![
            edit(label, "label/banner", vec![role(0, Role::Masthead)]),
            edit(label, "label/byline", vec![role(1, Role::Byline)]),
            edit(label, "label/subhead", vec![role(4, Role::Subhead)]),
            edit(label, "label/note", vec![role(6, Role::Note)]),
            edit(label, "label/title", vec![role(7, Role::Title)]),
            edit(label, "label/list", vec![role(8, Role::List), role(9, Role::List)]),
            edit(PassName::JoinLines, "join/wrap", vec![seam(2, Glue::None)]),
            edit(
                PassName::GroupArticles,
                "group/below",
                vec![Change::Start { line: LineIx(1), on: true }, Change::Start { line: LineIx(8), on: true }],
            ),
            edit(
                PassName::AttachBylines,
                "byline/person",
                vec![mark(&issue, 1, "周 岚", Field::Correspondent), mark(&issue, 1, "李一舟", Field::Correspondent)],
            ),
            edit(PassName::AttachBylines, "byline/post", vec![mark(&issue, 6, "县水务局干部", Field::Affiliation)]),
        ],
    );
    let draft = fold(&issue, &ledger);
    check(
        &draft,
        &ledger,
        "md",
        "# 新渠通水了\n\n*本报记者 周 岚 通讯员李一舟*\n\n县里把去年冬天修好的水渠一直通到山脚。\n\n## 水渠怎么修\n\n先修 \\*主渠\\*，再修支渠。\n\n（作者系县水务局干部）\n\n---\n\n- 主渠 12 公里\n1. 支渠\n\n<!-- on the page, in no article:\np1:L1 masthead: 南 山 日 报\n-->\n",
    );
    check(
        &draft,
        &ledger,
        "txt",
        "新渠通水了\n本报记者 周 岚 通讯员李一舟\n\n县里把去年冬天修好的水渠一直通到山脚。\n\n水渠怎么修\n\n先修 *主渠*，再修支渠。\n\n（作者系县水务局干部）\n\n\n- 主渠 12 公里\n1. 支渠\n",
    );
}
