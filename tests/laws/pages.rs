//! The real readers, rules and passes on pages that no newspaper ever printed.

use std::sync::LazyLock;

use newsprint::ledger::file::{RunInfo, RunLevel, read_ledger, write_ledger};
use newsprint::ledger::{
    Act, Change, Decisions, Ledger, Level, Outcome, State, UnitId, balance, fold, fold_where, stale,
};
use newsprint::model::{Issue, Layout};
use newsprint::pipeline;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use newsprint::write::{FORMATS, Finished, Offsets, assemble, lines_once, verify};
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{POOLS, WishDecision, decide, decisions, is_untouched, record, units_of, words};

pub static RULES: LazyLock<Rules> = LazyLock::new(Rules::embedded);

/// Lines, and pieces of lines, that some rule has an eye on.
const PIECES: &[&str] = &[
    "三年前的桥头镇，河水是黑的，鱼早已不见踪影，镇上的人",
    "路过都要捂着鼻子。如今河水清了，孩子们又回到岸边写生，",
    "老人们也把棋盘搬到了柳树下面。",
    "总投资 200余万元，惠及 3个村",
    "桥头镇治水记",
    "本报记者 宋知远",
    "市水利局",
    "（作者系青石镇政府干部）",
    "（下转第4版）",
    "第2版",
    "水利专版水利专版：：",
    "项项目目协协办办",
    "栏目协办：",
    "—",
    "The harbour board met on Tuesday and resolved that the new quay be opened to all ves-",
    "sels of less than four hundred tons, provided that the masters pay the dues",
    "before they leave the berth.",
    "TThhee qquuaayy",
    "QUAY TO BE OPENED",
    "By Our Own Correspondent.",
    "Continued on Page 2.",
    "Die Auslegungs⸗",
    "verſuche der Stadt¬",
    "* * *",
    ".....",
    "12",
    "    ",
    "        ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\u{c}",
    "\u{0}",
    "\u{feff}",
    "\u{3000}",
    "ﬁ\u{ad}x",
];

fn text() -> impl Strategy<Value = String> {
    let line = prop::collection::vec(prop_oneof![3 => select(PIECES).prop_map(str::to_owned), 1 => words(6)], 0..4);
    prop::collection::vec(line, 0..24)
        .prop_map(|lines| lines.into_iter().map(|pieces| pieces.concat()).collect::<Vec<_>>().join("\n"))
}

/// The bytes of a file, and a layout that somebody insists on.
pub struct File {
    pub bytes: Vec<u8>,
    pub layout: Option<Layout>,
}

// A failing page is to be read by people.
impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} as {:?}", String::from_utf8_lossy(&self.bytes), self.layout)
    }
}

pub fn file() -> impl Strategy<Value = File> {
    let bytes = prop_oneof![
        8 => text().prop_map(String::into_bytes),
        1 => text().prop_map(|text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ];
    let layout = prop::option::weighted(0.3, select(&[Layout::Flow, Layout::Columns][..]));
    (bytes, layout).prop_map(|(bytes, layout)| File { bytes, layout })
}

pub fn read(file: &File) -> Option<Issue> {
    let options = ReadOptions { layout: file.layout, ..ReadOptions::default() };
    read_issue("laws", "raw/laws.txt", &file.bytes, &options).ok()
}

/// The ledger of a run in which no pass broke off.
fn run(issue: &Issue, level: Option<Level>, decisions: &Decisions) -> Result<Ledger, TestCaseError> {
    let run = pipeline::run(issue, &RULES, level, decisions);
    prop_assert_eq!(run.warnings, Vec::new());
    Ok(run.ledger)
}

fn run_info() -> RunInfo {
    RunInfo { version: "0".to_owned(), level: RunLevel::Review, packs: Vec::new(), lexicon: None }
}

/// Every output by name, the ledger's file last.
fn written(issue: &Issue, ledger: &Ledger) -> Vec<(&'static str, Vec<u8>)> {
    let draft = fold(issue, ledger);
    let document = assemble(&draft, ledger, &run_info(), &[], Offsets::Without);
    let finished = Finished { draft: &draft, ledger, document: &document, drawn: None };
    let mut out: Vec<_> = FORMATS.iter().map(|format| (format.name, format.bytes(&finished))).collect();
    out.push(("ledger", write_ledger(issue, ledger, &run_info(), &[])));
    out
}

fn decided(issue: &Issue, wishes: &[WishDecision]) -> Result<Decisions, TestCaseError> {
    Ok(Decisions::new(decide(issue, &run(issue, Some(Level::Review), &Decisions::default())?, wishes)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn lines_are_what_the_reader_promises(file in file()) {
        let printed = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}');
        let Some(issue) = read(&file) else { return Ok(()) };
        for page in issue.pages() {
            let mut to = 0;
            let mut spans: Vec<_> = page.lines.clone().map(|line| &issue.lines()[line as usize].span).collect();
            spans.sort_by_key(|span| span.start);
            for span in spans {
                prop_assert!(to <= span.start && span.start < span.end);
                let raw = &page.text[span.start as usize..span.end as usize];
                prop_assert!(!raw.contains(['\n', '\r']) && raw.starts_with(printed) && raw.ends_with(printed));
                prop_assert!(!page.text[to as usize..span.start as usize].contains(printed), "printed text is in no line");
                to = span.end;
            }
            prop_assert!(!page.text[to as usize..].contains(printed), "printed text is in no line");
        }
        let names: std::collections::BTreeSet<String> =
            issue.line_indices().map(|line| issue.line_name(line)).collect();
        prop_assert_eq!(names.len(), issue.n_lines());
    }

    #[test]
    fn whatever_is_read_is_kept_and_proved(file in file(), wishes in decisions()) {
        let Some(issue) = read(&file) else { return Ok(()) };
        let decisions = decided(&issue, &wishes)?;
        let ledger = run(&issue, Some(Level::Review), &decisions)?;
        let draft = fold(&issue, &ledger);
        prop_assert!(balance(&draft).is_ok());
        prop_assert_eq!(lines_once(&issue, &assemble(&draft, &ledger, &run_info(), &[], Offsets::With)), Vec::<String>::new());
        let mut outputs = written(&issue, &ledger);
        let file = outputs.pop().map(|(_, bytes)| bytes).unwrap_or_default();
        let named: Vec<(&str, &[u8])> = outputs.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        prop_assert_eq!(verify(&issue, &file, &named), Vec::new());
        let read = read_ledger(&file, &issue).map(|(_, ledger)| ledger);
        prop_assert_eq!(read.map_err(|error| TestCaseError::fail(error.to_string()))?, ledger);
    }

    #[test]
    fn any_number_of_threads_writes_the_same_bytes(file in file(), wishes in decisions()) {
        let Some(issue) = read(&file) else { return Ok(()) };
        let decisions = decided(&issue, &wishes)?;
        let on = |pool: &rayon::ThreadPool| {
            pool.install(|| run(&issue, Some(Level::Review), &decisions).map(|ledger| written(&issue, &ledger)))
        };
        let one = on(&POOLS[0])?;
        for pool in &POOLS[1..] {
            prop_assert_eq!(&on(pool)?, &one);
        }
    }

    #[test]
    fn people_are_heard(file in file(), wishes in decisions()) {
        let Some(issue) = read(&file) else { return Ok(()) };
        let decisions = decided(&issue, &wishes)?;
        let ledger = run(&issue, Some(Level::Review), &decisions)?;
        let (draft, outcome) = fold_where(&issue, &ledger, |_, entry| entry.state == State::Applied);
        for (entry, outcome) in ledger.entries().iter().zip(outcome).filter(|(entry, _)| !entry.is_person()) {
            let refused = UnitId::all_of(&issue, &entry.edit).iter().any(|unit| decisions.refuses(*unit));
            prop_assert!(!refused || outcome != Outcome::Live);
        }
        let listed = stale(&issue, &ledger, &decisions);
        for record in decisions.sets().filter(|record| listed.iter().all(|stale| stale.unit != record.unit)) {
            for change in record.possible(&issue).unwrap_or_default() {
                match &change {
                    Change::Text { line, span, insert } => {
                        prop_assert_eq!(&draft.text(*line)[draft.text_span(*line, span.clone())], insert);
                    }
                    Change::Role { line, role } => prop_assert_eq!(draft.role(*line), *role),
                    Change::Start { line, on } => prop_assert_eq!(draft.starts(*line), *on),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn level_none_and_full_rejection_give_the_source(file in file()) {
        let Some(issue) = read(&file) else { return Ok(()) };
        is_untouched(&issue, &run(&issue, None, &Decisions::default())?)?;
        let mut records = Vec::new();
        loop {
            let ledger = run(&issue, Some(Level::Review), &Decisions::new(records.clone()))?;
            let open = ledger.entries().iter().filter(|entry| entry.state != State::Refused);
            let open: Vec<Vec<Change>> = open.flat_map(|entry| units_of(&entry.edit)).collect();
            if open.is_empty() {
                break is_untouched(&issue, &ledger)?;
            }
            prop_assert!(records.len() < 5000, "there is no end of proposals");
            records.extend(open.into_iter().map(|changes| record(&issue, Act::Reject, changes)));
        }
    }
}
