//! How articles are derived from a draft: names, heads, blocks, boxes, jumps.

use newsprint::ledger::{Act, Change, Decisions, Field, Glue, Record, UnitId, fold};
use newsprint::model::{Issue, Layout, LineIx, PageRead, Rect, Role};
use newsprint::write::{Article, ArticleKind, Block, BlockKind, BylineRole, Document, Offsets, assemble};

use crate::sample::{self, page};

/// The document of these pages, a person having said all this.
fn made(pages: Vec<PageRead>, changes: impl Fn(&Issue) -> Vec<Change>) -> Document {
    let issue = Issue::new("case".to_owned(), pages);
    let changes = changes(&issue);
    let unit = UnitId::of(&issue, &changes);
    let record = Record { act: Act::Set, unit, changes, rule: None, by: None, at: None, note: None };
    let ledger = newsprint::ledger::Admission::new(&issue, &Decisions::new(vec![record]), None).finish();
    assemble(&fold(&issue, &ledger), &ledger, &sample::run(), &[], Offsets::Without)
}

fn article(text: &str, changes: impl Fn(&Issue) -> Vec<Change>) -> Article {
    made(vec![page("a.txt", text)], changes).articles.swap_remove(0)
}

fn role(line: u32, role: Role) -> Change {
    Change::Role { line: LineIx(line), role }
}

fn seam(left: u32, glue: Glue) -> Change {
    Change::Seam { left: LineIx(left), right: LineIx(left + 1), glue }
}

fn typed(issue: &Issue, line: u32, field: Field, value: &str) -> Change {
    let span = 0..issue.raw(LineIx(line)).len() as u32;
    Change::Mark { line: LineIx(line), span, field, value: value.to_owned() }
}

/// Checks the entries of a credit: text, name, affiliation.
#[track_caller]
fn credit(printed: &str, marks: &[(&str, Field)], expected: &[(&str, &str, Option<&str>)]) {
    let article = article(printed, |issue| {
        let lines = (0..issue.n_lines() as u32).map(|line| role(line, Role::Byline));
        let seams = (1..issue.n_lines() as u32).map(|right| seam(right - 1, Glue::None));
        lines.chain(seams).chain(marks.iter().map(|(text, field)| sample::mark(issue, text, *field))).collect()
    });
    let found: Vec<(&str, &str, Option<&str>)> = article
        .byline
        .iter()
        .map(|entry| (entry.text.as_str(), entry.name.as_str(), entry.affiliation.as_deref()))
        .collect();
    assert_eq!(found, expected);
    assert!(article.byline.iter().all(|entry| entry.lines.len() == printed.lines().count()));
}

/// The names of one printed credit share its lines, also one that tells only the post of the last.
#[test]
fn a_post_on_a_line_of_its_own() {
    let article = article("周岚、李一舟\n（作者单位：青石镇政府）", |issue| {
        let marks = [("周岚", Field::Author), ("李一舟", Field::Author), ("青石镇政府", Field::Affiliation)];
        let roles = [role(0, Role::Byline), role(1, Role::Byline)].into_iter();
        roles.chain(marks.map(|(text, field)| sample::mark(issue, text, field))).collect()
    });
    let found: Vec<_> =
        article.byline.iter().map(|entry| (entry.affiliation.as_deref(), entry.lines.as_slice())).collect();
    let lines = ["p1:L1".to_owned(), "p1:L2".to_owned()];
    assert_eq!(found, [(None, &lines[..]), (Some("青石镇政府"), &lines[..])]);
}

#[test]
fn names_in_a_credit() {
    use Field::{Affiliation, Agency, Author, Correspondent};
    credit("市委政研室", &[], &[("市委政研室", "市委政研室", None)]);
    credit(
        "本报记者 周岚、李一舟",
        &[("周岚", Correspondent), ("李一舟", Correspondent)],
        &[("本报记者 周岚、", "周岚", None), ("李一舟", "李一舟", None)],
    );
    credit(
        "新华社记者 周岚",
        &[("新华社", Agency), ("周岚", Correspondent)],
        &[("新华社记者 周岚", "周岚", Some("新华社"))],
    );
    credit(
        "By Associated Press.",
        &[("Associated Press", Agency)],
        &[("By Associated Press.", "Associated Press", None)],
    );
    credit(
        "By Ann Hill, of the Weather Bureau, and Tom Reed",
        &[("Ann Hill", Author), ("of the Weather Bureau", Affiliation), ("Tom Reed", Author)],
        &[
            ("By Ann Hill, of the Weather Bureau, ", "Ann Hill", Some("of the Weather Bureau")),
            ("and Tom Reed", "Tom Reed", None),
        ],
    );
    credit(
        "县水务局 周岚\n县林业局 李一舟",
        &[("县水务局", Affiliation), ("周岚", Author), ("县林业局", Affiliation), ("李一舟", Author)],
        &[("县水务局 周岚", "周岚", Some("县水务局")), ("县林业局 李一舟", "李一舟", Some("县林业局"))],
    );
}

#[test]
fn names_in_the_text_stay_there() {
    let article =
        article("本报讯（新华社记者 周岚）新渠通水。\n（作者系县水务局干部）", |issue| {
            vec![
                sample::mark(issue, "新华社", Field::Agency),
                sample::mark(issue, "周岚", Field::Correspondent),
                sample::mark(issue, "本报讯", Field::Dateline),
            ]
        });
    let [entry] = article.byline.as_slice() else { panic!("{:?}", article.byline) };
    assert_eq!((entry.text.as_str(), entry.role), ("周岚", BylineRole::Correspondent));
    assert_eq!((entry.affiliation.as_deref(), entry.lines.len()), (Some("新华社"), 0));
    assert_eq!(article.dateline.as_deref(), Some("本报讯"));
    assert_eq!(article.blocks[0].text, "本报讯（新华社记者 周岚）新渠通水。");
}

#[test]
fn a_note_tells_the_post_of_one_author() {
    let noted = |names: &str| {
        article(&format!("{names}\n（作者系县水务局干部）"), |issue| {
            let marks = names.split('、').map(|name| sample::mark(issue, name, Field::Author));
            let roles =
                [role(0, Role::Byline), role(1, Role::Note), sample::mark(issue, "县水务局干部", Field::Affiliation)];
            roles.into_iter().chain(marks).collect()
        })
    };
    let posts = |article: &Article| article.byline.iter().map(|entry| entry.affiliation.clone()).collect::<Vec<_>>();
    assert_eq!(posts(&noted("周岚")), [Some("县水务局干部".to_owned())]);
    assert_eq!(posts(&noted("周岚、李一舟")), [None, None]);
    assert_eq!(noted("周岚").note.as_deref(), Some("（作者系县水务局干部）"));
}

#[test]
fn what_a_person_types_stands_for_what_is_printed() {
    let article = article("旧题\n周岚\n新渠通水。", |issue| {
        vec![
            role(0, Role::Title),
            role(1, Role::Byline),
            typed(issue, 0, Field::Title, "新题"),
            typed(issue, 0, Field::Byline, "王敏；李一舟"),
        ]
    });
    assert_eq!((article.title.as_deref(), article.title_lines.as_slice()), (Some("新题"), &["p1:L1".to_owned()][..]));
    let names: Vec<&str> = article.byline.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["王敏", "李一舟"]);
    assert_eq!(article.byline[0].lines, ["p1:L2"]);
}

#[test]
fn lines_of_a_headline_are_parted_by_a_space_unless_one_goes_on_with_the_other() {
    let article = article("县里\n新渠\n通水了\n旱田变水田", |_| {
        vec![
            role(0, Role::Kicker),
            role(1, Role::Title),
            role(2, Role::Title),
            role(3, Role::Title),
            seam(1, Glue::None),
        ]
    });
    assert_eq!(article.title.as_deref(), Some("新渠通水了 旱田变水田"));
    assert_eq!(article.kicker.as_deref(), Some("县里"));
    assert_eq!(article.title_lines, ["p1:L2", "p1:L3", "p1:L4"]);
}

#[track_caller]
fn blocks(text: &str, of: Role, seams: &[Change], expected: &[(BlockKind, &str)]) {
    let article = article(text, |issue| {
        (0..issue.n_lines() as u32).map(|line| role(line, of)).chain(seams.iter().cloned()).collect()
    });
    let found: Vec<(BlockKind, &str)> =
        article.blocks.iter().map(|block: &Block| (block.kind, block.text.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn blocks_are_runs_of_joined_lines() {
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Quote, Table, Verse};
    let space = |left| seam(left, Glue::Space);
    blocks("one\ntwo\nthree", Role::Body, &[space(0)], &[(Paragraph, "one two"), (Paragraph, "three")]);
    blocks("one\ntwo", Role::Subhead, &[space(0)], &[(Heading, "one two")]);
    blocks("one\ntwo", Role::Subhead, &[], &[(Heading, "one"), (Heading, "two")]);
    blocks("- a\n  b\n- c", Role::List, &[space(0)], &[(ListItem, "- a   b"), (ListItem, "- c")]);
    blocks("one\ntwo\n\nthree", Role::Verse, &[], &[(Verse, "one\ntwo"), (Verse, "three")]);
    blocks("one\ntwo\n\nthree", Role::Verse, &[space(0)], &[(Verse, "one two"), (Verse, "three")]);
    blocks("a 1\nb 2", Role::Table, &[], &[(Table, "a 1\nb 2")]);
    blocks("one\ntwo", Role::Quote, &[space(0)], &[(Quote, "one two")]);
    blocks("one\ntwo", Role::Caption, &[space(0)], &[(Caption, "one two")]);
}

#[test]
fn a_caption_does_not_part_the_paragraph_around_it() {
    let article = article("开渠\n新渠通水（周岚摄）\n通水", |issue| {
        let seam = Change::Seam { left: LineIx(0), right: LineIx(2), glue: Glue::None };
        vec![role(1, Role::Caption), sample::mark(issue, "周岚", Field::Photographer), seam]
    });
    let [paragraph, caption] = article.blocks.as_slice() else { panic!("{:?}", article.blocks) };
    assert_eq!(
        (paragraph.text.as_str(), paragraph.lines.as_slice()),
        ("开渠通水", &["p1:L1".to_owned(), "p1:L3".to_owned()][..])
    );
    assert_eq!((caption.kind, caption.credit.as_deref()), (BlockKind::Caption, Some("周岚")));
    // Who took the picture did not write the article.
    assert!(article.byline.is_empty());
}

#[test]
fn furniture_is_no_article() {
    let document = made(vec![page("a.txt", "第3版\n新渠通水。\n周岚")], |_| {
        vec![role(0, Role::Folio), Change::Start { line: LineIx(1), on: true }, role(2, Role::LooseByline)]
    });
    assert_eq!(document.articles.len(), 1);
    assert_eq!(document.articles[0].id, "p1-L2");
    let furniture: Vec<(&str, &str, Option<&str>)> = document
        .furniture
        .iter()
        .map(|piece| (piece.kind.name(), piece.text.as_str(), piece.after.as_deref()))
        .collect();
    assert_eq!(furniture, [("folio", "第3版", None), ("byline", "周岚", Some("p1:L2"))]);
}

#[test]
fn what_an_article_is_stands_at_its_beginning() {
    let merged = article("本期协办\n县水务局\n天气\n晴", |issue| {
        vec![
            typed(issue, 2, Field::Kind, "weather"),
            typed(issue, 0, Field::Language, "zh"),
            typed(issue, 0, Field::Whole, "870"),
        ]
    });
    assert_eq!((merged.kind, merged.language.as_deref()), (ArticleKind::Weather, Some("zh")));
    assert!((merged.confidence.share() - 0.87).abs() < 1e-9);
    assert_eq!(ArticleKind::from_name("obituary"), ArticleKind::Other);
}

#[test]
fn jumps_lead_over_pages() {
    let pages = vec![page("1.txt", "新渠通\n（下转第2版）"), page("2.txt", "（上接第1版）\n水了。")];
    let document = made(pages, |_| {
        vec![
            role(1, Role::JumpLine),
            role(2, Role::JumpLine),
            Change::Seam { left: LineIx(0), right: LineIx(3), glue: Glue::None },
        ]
    });
    let article = &document.articles[0];
    assert_eq!((article.blocks[0].text.as_str(), article.pages.as_slice()), ("新渠通水了。", &[1, 2][..]));
    let jumps: Vec<(&str, Option<&str>, &str)> =
        article.jumps.iter().map(|jump| (jump.from.as_str(), jump.to.as_deref(), jump.text.as_str())).collect();
    assert_eq!(jumps, [("p1:L2", Some("p2:L2"), "（下转第2版）")]);
}

#[test]
fn a_jump_can_stand_at_its_goal_alone_or_lead_out_of_the_issue() {
    let jumps = |pages: Vec<PageRead>, line: u32| {
        let document = made(pages, |_| vec![role(line, Role::JumpLine)]);
        let jump = document.articles[0].jumps[0].clone();
        (jump.from, jump.to)
    };
    let pages = vec![page("1.txt", "新渠通"), page("2.txt", "（上接第1版）\n水了。")];
    assert_eq!(jumps(pages, 1), ("p1:L1".to_owned(), Some("p2:L2".to_owned())));
    assert_eq!(jumps(vec![page("1.txt", "新渠通\n（下转第2版）")], 1), ("p1:L2".to_owned(), None));
}

#[test]
fn a_block_has_a_box_for_each_column_piece() {
    let mut read = page("a.txt", "one\ntwo\nthree\nfour");
    read.page.layout = Layout::Columns;
    let boxes = [Rect::new(0, 8, 20, 9), Rect::new(0, 9, 20, 10), Rect::new(24, 0, 44, 1), Rect::new(24, 1, 40, 2)];
    for (line, bbox) in read.lines.iter_mut().zip(boxes) {
        line.bbox = Some(bbox);
    }
    let mut flow = page("b.txt", "five");
    flow.lines[0].bbox = Some(boxes[0]);
    let document = made(vec![read, flow], |_| (0..4).map(|left| seam(left, Glue::Space)).collect());
    let boxes: Vec<(u32, [i32; 4])> =
        document.articles[0].blocks[0].boxes.iter().map(|piece| (piece.page, piece.bbox)).collect();
    assert_eq!(boxes, [(1, [0, 8, 20, 10]), (1, [24, 0, 44, 2])]);
}
