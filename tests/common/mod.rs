//! What the laws are tried on: small issues of awkward text, and wishes that become changes of whatever they meet.

#![allow(dead_code, reason = "each test binary uses a part")]

use std::ops::Range;
use std::sync::Arc;

use newsprint::ledger::{
    Act, Admission, Change, Decisions, Draft, Edit, EditId, Field, Glue, Grain, Ledger, Level, PassName, PerMille,
    Record, UnitId, fold,
};
use newsprint::model::{Issue, Layout, Line, LineId, LineIx, Page, PageRead, Region, Role, Source, Unit};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Repeated characters, marks that combine, scripts of one to four bytes, both directions, joiners, line-end signs.
const PIECES: &[&str] = &[
    "a",
    "a",
    "b",
    "ab",
    " ",
    "e\u{301}",
    "\u{301}",
    "目",
    "栏",
    "目",
    "，",
    "。",
    "-",
    "\u{ad}",
    "1",
    "ſ",
    "ﬁ",
    "😀",
    "👩\u{200d}🌾",
    "ש",
    "ع",
    "\u{200f}",
];

/// Text that may be empty.
pub fn words(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..=longest).prop_map(|pieces| pieces.concat())
}

/// A line as a reader hands it over: it begins and ends with a printed character.
pub fn line() -> impl Strategy<Value = String> {
    words(7).prop_map(|text| match text.trim() {
        "" => "a".to_owned(),
        text => text.to_owned(),
    })
}

/// One to three pages of one to five lines.
pub fn issue() -> impl Strategy<Value = Issue> {
    prop::collection::vec(prop::collection::vec((line(), any::<bool>()), 1..=5), 1..=3).prop_map(|pages| {
        let pages = pages.into_iter().enumerate().map(|(n, lines)| page(n, &lines)).collect();
        Issue::new("laws".to_owned(), pages)
    })
}

/// An issue of one page with these lines.
pub fn issue_of(lines: &[&str]) -> Issue {
    Issue::new("laws".to_owned(), vec![page_of(lines)])
}

/// A page of one block of these lines.
pub fn page_of(lines: &[&str]) -> PageRead {
    let lines: Vec<(String, bool)> = lines.iter().map(|line| ((*line).to_owned(), false)).collect();
    page(0, &lines)
}

/// A page; the flag of a line says whether a blank line and an indent stand before it.
fn page(n: usize, of: &[(String, bool)]) -> PageRead {
    let mut text = String::new();
    let mut lines = Vec::new();
    let (mut row, mut region) = (0, 0);
    for (line, apart) in of {
        if *apart {
            text.push_str("\n  ");
            row += 1;
            region += u32::from(!lines.is_empty());
        }
        row += 1;
        let start = text.len() as u32;
        text.push_str(line);
        lines.push(Line {
            id: LineId::Row { row, cell: 1 },
            page: 0,
            span: start..text.len() as u32,
            region,
            bbox: None,
            baseline: None,
            height: None,
            gap: 0,
            style: None,
        });
        text.push('\n');
    }
    let source = Source {
        path: format!("raw/{n}.txt"),
        member: None,
        format: "text",
        encoding: "utf-8",
        sha256: String::new(),
        label: None,
        asked: None,
    };
    let regions = vec![Region::default(); region as usize + 1];
    let page = Page { regions, ..Page::new(source, text, Layout::Flow, Unit::Cell) };
    PageRead { page, lines, warnings: Vec::new() }
}

/// A change that is yet to meet an issue.
#[derive(Debug, Clone)]
pub enum Wish {
    Text { line: Index, ends: (Index, Index), insert: String },
    Role { line: Index, role: Role },
    Start { line: Index, on: bool },
    Seam { left: Index, astray: Option<Index>, glue: Glue },
    Move { first: Index, n: usize, after: Option<Index> },
    Mark { line: Index, ends: (Index, Index), field: Field, value: String },
}

/// Few roles, so that neighbours often have one.
const ROLES: &[Role] = &[Role::Body, Role::Body, Role::Title, Role::Caption, Role::Folio];

pub fn text_wish() -> impl Strategy<Value = Wish> {
    let ends = any::<(Index, Index)>();
    prop_oneof![
        3 => (any::<Index>(), ends, words(3)).prop_map(|(line, ends, insert)| Wish::Text { line, ends, insert }),
        2 => (any::<Index>(), prop::option::weighted(0.1, any::<Index>()), select(&[Glue::None, Glue::Space][..]))
            .prop_map(|(left, astray, glue)| Wish::Seam { left, astray, glue }),
    ]
}

pub fn structure_wish() -> impl Strategy<Value = Wish> {
    let ends = any::<(Index, Index)>();
    prop_oneof![
        (any::<Index>(), select(ROLES)).prop_map(|(line, role)| Wish::Role { line, role }),
        (any::<Index>(), any::<bool>()).prop_map(|(line, on)| Wish::Start { line, on }),
        (any::<Index>(), 1..4usize, any::<Option<Index>>()).prop_map(|(first, n, after)| Wish::Move {
            first,
            n,
            after
        }),
        (any::<Index>(), ends, select(&[Field::Author, Field::Title][..]), words(2))
            .prop_map(|(line, ends, field, value)| Wish::Mark { line, ends, field, value }),
    ]
}

pub fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![text_wish(), structure_wish()]
}

/// A span between two character boundaries, in order.
pub fn span(text: &str, ends: (Index, Index)) -> Range<usize> {
    let at: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (at[ends.0.index(at.len())], at[ends.1.index(at.len())]);
    a.min(b)..a.max(b)
}

fn pick(issue: &Issue, line: Index) -> LineIx {
    LineIx(line.index(issue.n_lines()) as u32)
}

impl Wish {
    /// The change on raw lines, as a person types it who does not look at a draft.
    pub fn typed(&self, issue: &Issue) -> Option<Change> {
        let Self::Text { line, ends, insert } = self else { return self.on(&fold(issue, &Ledger::default())) };
        let line = pick(issue, *line);
        let span = span(issue.raw(line), *ends);
        Some(Change::Text { line, span: span.start as u32..span.end as u32, insert: insert.clone() })
    }

    /// The change as a pass proposes it that looks at a draft; none if it would say nothing.
    pub fn on(&self, draft: &Draft<'_>) -> Option<Change> {
        let issue = draft.issue();
        Some(match self {
            Self::Text { line, ends, insert } => {
                let line = pick(issue, *line);
                let text = draft.text(line);
                return draft.replace(line, span(&text, *ends), insert);
            }
            Self::Role { line, role } => Change::Role { line: pick(issue, *line), role: *role },
            Self::Start { line, on } => Change::Start { line: pick(issue, *line), on: *on },
            Self::Seam { left, astray, glue } => {
                let left = pick(issue, *left);
                let right = astray.map(|right| pick(issue, right)).or(draft.follows(left))?;
                Change::Seam { left, right, glue: *glue }
            }
            Self::Move { first, n, after } => {
                let order = draft.order();
                let first = first.index(order.len());
                let lines = order[first..order.len().min(first + n)].to_vec();
                let rest: Vec<LineIx> = order.iter().copied().filter(|line| !lines.contains(line)).collect();
                let after = after.filter(|_| !rest.is_empty()).map(|after| rest[after.index(rest.len())]);
                Change::Move { lines, after }
            }
            Self::Mark { line, ends, field, value } => {
                let line = pick(issue, *line);
                let span = span(issue.raw(line), *ends);
                Change::Mark { line, span: span.start as u32..span.end as u32, field: *field, value: value.clone() }
            }
        })
    }
}

/// A proposal that is yet to meet a draft.
#[derive(Debug, Clone)]
pub struct WishEdit {
    pub wishes: Vec<Wish>,
    pub grain: Grain,
    pub level: Level,
    pub confidence: u16,
    pub needs: Option<Index>,
    pub or: Vec<Wish>,
}

fn wish_edit(wishes: impl Strategy<Value = Wish> + Clone) -> impl Strategy<Value = WishEdit> {
    (
        prop::collection::vec(wishes.clone(), 1..=3),
        select(&[Grain::Whole, Grain::Each][..]),
        select(&[Level::Safe, Level::Safe, Level::Review, Level::Note][..]),
        0..=1000u16,
        prop::option::weighted(0.2, any::<Index>()),
        prop::collection::vec(wishes, 0..=1),
    )
        .prop_map(|(wishes, grain, level, confidence, needs, or)| WishEdit {
            wishes,
            grain,
            level,
            confidence,
            needs,
            or,
        })
}

/// What the passes of a run propose: structure, then text, then text on text, then structure again.
pub fn passes() -> impl Strategy<Value = Vec<(PassName, Vec<WishEdit>)>> {
    let text = || prop::collection::vec(wish_edit(text_wish().boxed()), 0..=4);
    let structure = || prop::collection::vec(wish_edit(structure_wish().boxed()), 0..=3);
    (structure(), text(), text(), text(), structure()).prop_map(|(roles, first, second, third, articles)| {
        vec![
            (PassName::StripArtifacts, first),
            (PassName::NormalizeText, second),
            (PassName::LabelRegions, roles),
            (PassName::JoinLines, third),
            (PassName::GroupArticles, articles),
        ]
    })
}

impl WishEdit {
    /// The proposal on a draft, by a rule named by `tag`; `n_entries` is how many entries it may need.
    pub fn on(&self, draft: &Draft<'_>, pass: PassName, tag: &str, n_entries: usize) -> Edit {
        let changes = |wishes: &[Wish]| wishes.iter().filter_map(|wish| wish.on(draft)).collect::<Vec<_>>();
        let rule: Arc<str> = Arc::from(format!("law/{tag}"));
        let edit = |changes| Edit::whole(pass, &rule, self.level, PerMille(self.confidence), changes);
        let mut made = Edit { grain: self.grain, ..edit(changes(&self.wishes)) };
        if n_entries > 0 {
            made.needs.extend(self.needs.map(|need| EditId(need.index(n_entries) as u32)));
        }
        let or = changes(&self.or);
        if self.grain == Grain::Whole && !or.is_empty() {
            made = made.or(edit(or));
        }
        made
    }
}

/// Takes what the passes propose through admission, each on the draft of the ones before, as a run does.
pub fn drive(
    issue: &Issue,
    passes: &[(PassName, Vec<WishEdit>)],
    level: Option<Level>,
    decisions: &Decisions,
    tag: &str,
) -> Ledger {
    let mut admission = Admission::new(issue, decisions, level);
    for (pass, wishes) in passes {
        let n = admission.ledger().entries().len();
        let draft = fold(issue, admission.ledger());
        let edits: Vec<Edit> = wishes.iter().map(|wish| wish.on(&draft, *pass, tag, n)).collect();
        drop(draft);
        for edit in edits {
            admission.admit(edit);
        }
    }
    admission.finish()
}

/// A decision that is yet to meet a ledger.
#[derive(Debug, Clone)]
pub enum WishDecision {
    /// On some unit that an undecided run proposes.
    On(Act, Index),
    Set(Vec<Wish>),
    /// On some decision made before.
    Clear(Index),
}

pub fn decisions() -> impl Strategy<Value = Vec<WishDecision>> {
    let one = prop_oneof![
        3 => any::<Index>().prop_map(|at| WishDecision::On(Act::Reject, at)),
        2 => any::<Index>().prop_map(|at| WishDecision::On(Act::Accept, at)),
        3 => prop::collection::vec(wish(), 1..=2).prop_map(WishDecision::Set),
        1 => any::<Index>().prop_map(WishDecision::Clear),
    ];
    prop::collection::vec(one, 0..=6)
}

/// A record of nobody in particular.
pub fn record(issue: &Issue, act: Act, changes: Vec<Change>) -> Record {
    let unit = UnitId::of(issue, &changes);
    Record { act, unit, changes, rule: None, by: None, at: None, note: None }
}

/// What one decision could be about in an edit.
pub fn units_of(edit: &Edit) -> Vec<Vec<Change>> {
    match edit.grain {
        Grain::Whole => vec![edit.changes.clone()],
        Grain::Each => edit.changes.iter().map(|change| vec![change.clone()]).collect(),
    }
}

/// What one decision could be about in a ledger, next best readings with it.
pub fn units(ledger: &Ledger) -> Vec<Vec<Change>> {
    let entries = ledger.entries().iter().filter(|entry| !entry.is_person());
    entries
        .flat_map(|entry| std::iter::successors(Some(&entry.edit), |edit| edit.or.as_deref()))
        .flat_map(units_of)
        .collect()
}

/// Makes decisions on what an undecided run proposes.
pub fn decide(issue: &Issue, proposed: &Ledger, wishes: &[WishDecision]) -> Vec<Record> {
    let units = units(proposed);
    let mut records: Vec<Record> = Vec::new();
    for wish in wishes {
        match wish {
            WishDecision::On(act, at) if !units.is_empty() => {
                records.push(record(issue, *act, units[at.index(units.len())].clone()));
            }
            WishDecision::Set(wishes) if issue.n_lines() > 0 => {
                let changes: Vec<Change> = wishes.iter().filter_map(|wish| wish.typed(issue)).collect();
                if !changes.is_empty() {
                    records.push(record(issue, Act::Set, changes));
                }
            }
            WishDecision::Clear(at) if !records.is_empty() => {
                let cleared = records[at.index(records.len())].clone();
                records.push(Record { act: Act::Clear, ..cleared });
            }
            _ => {}
        }
    }
    records
}

/// Says whether a fold gives the source's lines, in order, with nothing said about them.
pub fn is_untouched(issue: &Issue, ledger: &Ledger) -> Result<(), TestCaseError> {
    let draft = fold(issue, ledger);
    prop_assert_eq!(draft.order(), issue.line_indices().collect::<Vec<_>>());
    for line in issue.line_indices() {
        prop_assert_eq!(draft.text(line), issue.raw(line));
        prop_assert_eq!(draft.role(line), Role::Body);
        prop_assert_eq!(draft.starts(line), line.at() == 0);
        prop_assert_eq!(draft.join(line), None);
        prop_assert!(draft.marks(line).is_empty());
    }
    Ok(())
}

/// One thread, and more than one.
pub static POOLS: std::sync::LazyLock<Vec<rayon::ThreadPool>> = std::sync::LazyLock::new(|| {
    let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build();
    [1, 2, 5].into_iter().filter_map(|n| pool(n).ok()).collect()
});
