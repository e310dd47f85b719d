//! The page that the benches clean, and what cleaning it takes.
#![allow(dead_code, reason = "each bench uses a part of this")]

pub mod alto;

use std::sync::LazyLock;

use newsprint::batch::Job;
use newsprint::ledger::file::{RunInfo, RunLevel, write_ledger};
use newsprint::ledger::{Decisions, Ledger, Level, fold};
use newsprint::model::Issue;
use newsprint::pipeline;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use newsprint::store::Folder;
use newsprint::write::{FORMATS, Finished, Offsets, assemble};

pub static RULES: LazyLock<Rules> = LazyLock::new(Rules::embedded);

/// Lines of a page of 26 KB, as a PDF text layer of a Chinese newspaper has it.
pub const PAGE: usize = 500;

/// Two-character words, of which sentences are made that nobody has to understand.
const WORDS: &[&str] = &[
    "水利", "河道", "乡镇", "居民", "堤岸", "工程", "春季", "资金", "学校", "田地", "桥梁", "渔民", "老人", "孩子",
    "计划", "会议", "道路", "树木", "仓库", "粮食", "天气", "雨水", "泥沙", "石料", "木材", "市场", "价格", "船只",
    "码头", "车站", "医院", "教师", "书籍", "图纸", "测量", "修建", "加固", "疏通", "种植", "收获", "运输", "讨论",
    "决定", "开始", "完成", "增加", "减少", "保护", "利用", "参加",
];

/// A fixed sequence of numbers, so that every run measures the same page.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn words(&mut self, n: usize) -> String {
        (0..n).map(|_| WORDS[self.roll(WORDS.len())]).collect()
    }

    fn sentence(&mut self) -> String {
        let mut out = String::new();
        for clause in 0..2 + self.roll(3) {
            if clause > 0 {
                out.push('，');
            }
            let n = 3 + self.roll(4);
            out.push_str(&self.words(n));
            if self.roll(6) == 0 {
                out.push_str(&format!(" {}个", 10 + self.roll(900)));
            }
        }
        out.push('。');
        out
    }

    /// A paragraph wrapped to a measure, as lines; now and then a column ends in it.
    fn paragraph(&mut self, measure: usize, out: &mut Vec<String>) {
        let text: String = (0..3 + self.roll(4)).map(|_| self.sentence()).collect();
        let chars: Vec<char> = text.chars().collect();
        for (n, line) in chars.chunks(measure).enumerate() {
            if n > 0 && self.roll(14) == 0 {
                out.push(String::new());
            }
            out.push(line.iter().collect());
        }
    }
}

/// An issue of about `n_lines` in pages of forty, each with its running head and number.
pub fn pages_of(n_lines: usize) -> Vec<u8> {
    let mut dice = Dice(5);
    let mut pages = Vec::new();
    for no in 1..=(n_lines / 40).max(1) {
        let mut lines = vec![format!("滨河文艺通讯 {no}"), String::new()];
        while lines.len() < 40 {
            dice.paragraph(24, &mut lines);
        }
        pages.push(lines.join("\n"));
    }
    pages.join("\x0c").into_bytes()
}

/// A page of about `n_lines`: a banner, articles with the byline above and the headline below, a box struck twice.
pub fn page(n_lines: usize) -> Vec<u8> {
    let mut dice = Dice(7);
    let mut lines = vec![format!(" {} {}", dice.words(5), dice.words(6)), String::new()];
    for article in 0.. {
        if lines.len() >= n_lines {
            break;
        }
        lines.push("市水利局".to_owned());
        let measure = [20, 29, 18][article % 3];
        for section in 0..4 {
            if section > 0 {
                lines.push(dice.words(6));
            }
            for _ in 0..3 {
                dice.paragraph(measure, &mut lines);
            }
        }
        lines.push("（作者系市水利局干部）".to_owned());
        lines.push(String::new());
        lines.push(dice.words(6));
        lines.push(String::new());
        if article % 4 == 0 {
            lines.push("栏目协办栏目协办：：".to_owned());
            lines.extend((0..6).map(|_| dice.words(3).repeat(2)));
            lines.push(String::new());
        }
    }
    lines.truncate(n_lines);
    lines.join("\n").into_bytes()
}

/// The page that `NEWSPRINT_PAGE` names, or else one of [`PAGE`] lines.
#[allow(clippy::disallowed_methods, reason = "a bench is no part of the program")]
pub fn the_page() -> Vec<u8> {
    match std::env::var_os("NEWSPRINT_PAGE") {
        Some(path) => std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        None => page(PAGE),
    }
}

pub fn read(bytes: &[u8]) -> Issue {
    match read_issue("page", "raw/page.txt", bytes, &ReadOptions::default()) {
        Ok(issue) => issue,
        Err(error) => panic!("{error}"),
    }
}

pub fn run(issue: &Issue) -> Ledger {
    let run = pipeline::run(issue, &RULES, Some(Level::Review), &Decisions::default());
    assert!(run.warnings.is_empty(), "a pass broke off");
    run.ledger
}

pub fn run_info() -> RunInfo {
    RunInfo { version: "0".to_owned(), level: RunLevel::Review, packs: Vec::new(), lexicon: None }
}

/// Every output of a page, as bytes.
pub fn write(issue: &Issue, ledger: &Ledger) -> usize {
    let draft = fold(issue, ledger);
    let document = assemble(&draft, ledger, &run_info(), &[], Offsets::Without);
    let finished = Finished { draft: &draft, ledger, document: &document, drawn: None };
    let outputs: usize = FORMATS.iter().map(|format| format.bytes(&finished).len()).sum();
    outputs + write_ledger(issue, ledger, &run_info(), &[]).len()
}

pub fn clean(bytes: &[u8]) -> usize {
    let issue = read(bytes);
    let ledger = run(&issue);
    write(&issue, &ledger)
}

/// Everything that a run writes, put into this folder, which holds the decisions as well.
pub fn job(folder: &Folder) -> Job {
    Job {
        read: ReadOptions::default(),
        rules: RULES.clone(),
        level: Some(Level::Review),
        formats: FORMATS.iter().collect(),
        ledger: true,
        offsets: Offsets::Without,
        decisions: folder.clone(),
        out: folder.clone(),
    }
}
