//! Text printed twice or more: what a line's reading by itself, and its neighbors, are worth together.
//!
//! Fonts without a bold face are often made bold by printing the text again, a little aside; a dump then holds every
//! copy. A block is set in one font, so what one of its lines shows, the others show too: the neighbors decide wherever
//! a line alone could be plain text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::sheet::Sheet;
use super::strike::{Extent, Form, Scratch, Strike, Torn, Weight, read, read_torn, spans_to_remove};
use crate::ledger::{Change, Edit, Level};
use crate::rules::Rules;

/// Rows on each side that a row's block is looked at for, in dumps whose blocks run on for pages.
const REACH: usize = 12;

/// Confidence below which a reading is only noted.
const DOUBTFUL: f64 = 0.6;

/// A row and how it reads.
struct Found {
    row: usize,
    strike: Strike,
    torn: bool,
}

pub(super) fn propose(sheet: &Sheet<'_>, edits: &mut Vec<Edit>) {
    let rules = sheet.view.rules;
    let mut scratch = Scratch::default();
    let mut found: Vec<Found> = Vec::new();
    for (row, text) in sheet.rows.iter().map(|row| row.untouched()).enumerate() {
        if let Some(strike) = text.and_then(|text| read(text, &mut scratch)) {
            found.push(Found { row, strike, torn: false });
        }
    }
    mend_torn(sheet, &mut found, &mut scratch);
    let on_page = OnPage::count(&found);
    for (n, one) in found.iter().enumerate() {
        let Some(verdict) = judge(sheet, &found, n, &on_page) else { continue };
        edits.extend(edit(sheet, rules, one, &verdict));
    }
}

fn rule_name(strike: &Strike) -> &'static str {
    match (strike.extent, strike.form) {
        (Extent::Label, _) => "double/label",
        (Extent::Line, Form::Character) => "double/character",
        (Extent::Line, Form::Run) => "double/run",
        (Extent::Line, Form::Word) => "double/word",
    }
}

fn edit(sheet: &Sheet<'_>, rules: &Rules, found: &Found, verdict: &Verdict) -> Option<Edit> {
    let Found { row, strike, torn } = found;
    let rule = rules.get(rule_name(strike))?;
    let row = &sheet.rows[*row];
    let spans = spans_to_remove(row.untouched()?, &strike.kept)?;
    let changes = spans.into_iter().map(|span| Change::Text { line: row.line, span, insert: String::new() }).collect();
    let times = times(strike.k);
    let what = match (strike.extent, strike.form) {
        (Extent::Label, Form::Character) => format!("every character of a part of the line stands {times}"),
        (Extent::Label, _) => format!("every run of a part of the line stands {times}"),
        (Extent::Line, Form::Character) => format!("every character stands {times}"),
        (Extent::Line, Form::Run) => format!("every run stands {times}"),
        (Extent::Line, Form::Word) => format!("every word or character stands {times}, the copies among one another"),
    };
    let mut edit = rule.sure(verdict.confidence, changes).because(what).because(verdict.why.clone());
    if *torn {
        edit = edit.because("the copies of a character stand on both sides of a line end");
    }
    if verdict.confidence < DOUBTFUL {
        edit.level = Level::Note;
    }
    Some(edit)
}

/// How often, in words.
pub(super) fn times(k: usize) -> String {
    match k {
        2 => "twice".to_owned(),
        k => format!("{k} times"),
    }
}

/// How sure a reading is among its neighbors, and what tells it.
struct Verdict {
    confidence: f64,
    why: String,
}

fn judge(sheet: &Sheet<'_>, found: &[Found], n: usize, on_page: &OnPage) -> Option<Verdict> {
    let Found { row, strike, .. } = &found[n];
    let block = near(sheet, *row);
    let mates = Mates::count(found, n, &block);
    let page = on_page.of(strike);
    let in_block = mates.weak >= 2 && mates.lines * 2 >= block.len();
    let by_block = || format!("{} of the block's {} lines do", mates.lines, block.len());
    let by_page = || format!("{} lines of the page do", page.fair.max(page.weak));
    let alone = || "no other line of the page does".to_owned();
    let (confidence, why) = match strike.weight {
        Weight::Strong if mates.weak >= 2 => (0.97, by_block()),
        Weight::Strong if page.weak >= 2 => (0.96, by_page()),
        Weight::Strong => (0.9, "text never looks like this by itself".to_owned()),
        Weight::Fair if mates.weak >= 2 && (in_block || mates.fair >= 2) => (0.95, by_block()),
        Weight::Fair if page.fair >= 2 => (0.9, by_page()),
        // A heading or label alone in its block may well be the only one of the page in that font.
        Weight::Fair if sheet.is_alone(*row) => (0.7, alone()),
        // So may a headline that no white parts from its byline, or a kicker over it.
        Weight::Fair if *row <= block.start + 1 && sheet.block(*row).start == block.start => {
            (0.7, format!("{} and it heads its block", alone()))
        }
        // What a headline says its text says as well, and in plain type.
        Weight::Fair if is_said_once(sheet, &found[n]) => (0.7, "another line of the page says it once".to_owned()),
        Weight::Fair => (0.5, alone()),
        Weight::Weak | Weight::Faint if strike.extent == Extent::Label => return None,
        Weight::Weak if in_block => (0.92, by_block()),
        // On a page without blank lines the block is the whole page.
        Weight::Weak if in_run(sheet, found, n) => {
            (0.9, "the lines around it that read so follow one another".to_owned())
        }
        Weight::Weak if sheet.is_alone(*row) && (page.fair >= 1 || page.weak >= 3) => (0.85, by_page()),
        Weight::Faint if in_block && mates.fair >= 1 => (0.85, by_block()),
        Weight::Faint if sheet.is_alone(*row) && page.fair >= 3 => (0.82, by_page()),
        // No word or refrain is written as 测测试试; a few are as 高高兴兴, which such a page hardly holds.
        Weight::Weak | Weight::Faint if strike.form == Form::Character && page.fair >= 4 => (0.8, by_page()),
        Weight::Weak | Weight::Faint => return None,
    };
    Some(Verdict { confidence, why })
}

/// Whether what a whole line says twice stands once in another line of the page.
fn is_said_once(sheet: &Sheet<'_>, found: &Found) -> bool {
    let kept = found.strike.kept.as_str();
    let once = |text: &str| text.find(kept).is_some_and(|at| !text[at + kept.len()..].trim_start().starts_with(kept));
    found.strike.extent == Extent::Line
        && found.strike.form == Form::Run
        && sheet.rows.iter().enumerate().any(|(n, row)| n != found.row && once(&row.text))
}

/// Whether a line stands in a row of lines that all read alike, none of them like ordinary text that comes back: there are
/// three different ones at least, and text hardly ever looks like one of them.
fn in_run(sheet: &Sheet<'_>, found: &[Found], n: usize) -> bool {
    let near = near(sheet, found[n].row);
    let mate = |at: usize, row: Option<usize>| {
        let one = found.get(at)?;
        (row == Some(one.row) && near.contains(&one.row) && key(&one.strike) == key(&found[n].strike)).then_some(one)
    };
    let before = (1..=n).map_while(|back| mate(n - back, found[n].row.checked_sub(back)));
    let after = (1..).map_while(|on| mate(n + on, Some(found[n].row + on)));
    let (mut texts, mut fair) = (vec![found[n].strike.kept.as_str()], false);
    for one in before.chain(after).filter(|one| one.strike.weight >= Weight::Weak) {
        texts.push(&one.strike.kept);
        fair |= one.strike.weight >= Weight::Fair;
    }
    texts.sort_unstable();
    texts.dedup();
    fair && texts.len() >= 3
}

/// The rows of a row's block that are not too far from it.
fn near(sheet: &Sheet<'_>, row: usize) -> Range<usize> {
    let block = sheet.block(row);
    block.start.max(row.saturating_sub(REACH))..block.end.min(row + REACH + 1)
}

/// Lines of one block that read alike. What reads the same counts once: a refrain that comes back proves nothing.
struct Mates {
    /// Lines that do, at any weight.
    lines: usize,
    /// Different texts of them that are at least weak.
    weak: usize,
    /// Different texts of them that are at least fair.
    fair: usize,
}

impl Mates {
    fn count(found: &[Found], n: usize, block: &Range<usize>) -> Self {
        let from = found[..n].iter().rposition(|one| one.row < block.start).map_or(0, |at| at + 1);
        let (mut lines, mut weak, mut fair) = (0, Vec::new(), Vec::new());
        for one in found[from..].iter().take_while(|one| one.row < block.end) {
            if key(&one.strike) != key(&found[n].strike) {
                continue;
            }
            lines += 1;
            if one.strike.weight >= Weight::Weak {
                weak.push(one.strike.kept.as_str());
            }
            if one.strike.weight >= Weight::Fair {
                fair.push(one.strike.kept.as_str());
            }
        }
        for texts in [&mut weak, &mut fair] {
            texts.sort_unstable();
            texts.dedup();
        }
        Self { lines, weak: weak.len(), fair: fair.len() }
    }
}

/// What makes two readings alike: what was struck, and how often.
fn key(strike: &Strike) -> (Form, usize) {
    (strike.form, strike.k)
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    weak: usize,
    fair: usize,
}

/// Different texts of a page that read alike.
struct OnPage(FxHashMap<(Form, usize), Counts>);

impl OnPage {
    fn count(found: &[Found]) -> Self {
        let mut texts: Vec<(&Strike, Weight)> = found.iter().map(|one| (&one.strike, one.strike.weight)).collect();
        texts.sort_unstable_by(|a, b| (key(a.0), &a.0.kept, b.1).cmp(&(key(b.0), &b.0.kept, a.1)));
        texts.dedup_by(|b, a| key(a.0) == key(b.0) && a.0.kept == b.0.kept);
        let mut counts: FxHashMap<(Form, usize), Counts> = FxHashMap::default();
        for (strike, weight) in texts {
            let count = counts.entry(key(strike)).or_default();
            count.weak += usize::from(weight >= Weight::Weak);
            count.fair += usize::from(weight >= Weight::Fair);
        }
        Self(counts)
    }

    fn of(&self, strike: &Strike) -> Counts {
        self.0.get(&key(strike)).copied().unwrap_or_default()
    }
}

/// Lines whose copies of one character a line end parts: `ccoom` / `mppeetteenntt`. They read as struck only together.
fn mend_torn(sheet: &Sheet<'_>, found: &mut Vec<Found>, scratch: &mut Scratch) {
    let meets = |row: usize| {
        let (a, b) = (sheet.rows[row].untouched()?, sheet.rows.get(row + 1)?.untouched()?);
        (a.chars().next_back()? == b.chars().next()?).then_some(())
    };
    let mut row = 0;
    while row + 1 < sheet.rows.len() {
        // A chain of rows, each torn from the next.
        let mut chain: Vec<(usize, Torn)> = Vec::new();
        while meets(row).is_some() || !chain.is_empty() {
            let torn = sheet.rows.get(row).and_then(|r| r.untouched()).and_then(|text| read_torn(text, scratch));
            let Some(torn) = torn.filter(|torn| chain.last().is_none_or(|(_, before)| fits(before, torn))) else {
                break;
            };
            if chain.is_empty() && torn.head.is_some() {
                break;
            }
            let goes_on = torn.tail.is_some();
            chain.push((row, torn));
            row += 1;
            if !goes_on {
                break;
            }
        }
        if chain.len() >= 2 && chain.last().is_some_and(|(_, last)| last.tail.is_none()) {
            let rows = chain[0].0..row;
            found.retain(|one| !rows.contains(&one.row));
            found.extend(chain.into_iter().map(|(row, torn)| Found { row, strike: torn.strike, torn: true }));
        } else if chain.is_empty() {
            row += 1;
        }
    }
    found.sort_by_key(|one| one.row);
}

/// Whether the copies at the tail of one row and at the head of the next make up one character.
fn fits(a: &Torn, b: &Torn) -> bool {
    let (Some((c, here)), Some((d, there))) = (a.tail, b.head) else { return false };
    c == d && a.strike.k == b.strike.k && here + there == a.strike.k
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    #[test]
    fn a_headline_struck_twice_may_head_a_block() {
        let text =
            "渡口的石阶用了三十年，雨天最是难走，\n老人过河总要有人扶。今年春上镇里请来\n石匠，一块一块换成了青石。\n";
        let headline = "江边石阶江边石阶";
        let first = sketch(&format!("{headline}\n本报记者 沈玉兰\n{text}"));
        assert!(first.contains("<title> 江边石阶\n"), "{first}");
        let amid = sketch(&format!("渡口新貌\n\n{text}{headline}\n{text}"));
        assert!(amid.contains(headline), "{amid}");
    }
}
