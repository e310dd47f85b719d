//! From a draft to articles: what the text is, told in the words of the schema.

use std::ops::Range;

use super::document::{
    Article, ArticleKind, Document, EditCounts, Furniture, FurnitureKind, IssueInfo, Jump, SCHEMA, SourcePage,
};
use super::{blocks, byline};
use crate::ledger::file::RunInfo;
use crate::ledger::{Change, Draft, Field, Ledger, Mark, PerMille, State};
use crate::model::{Issue, LineIx, Role, Warning};
use crate::survey::language;

/// Lines of an issue up to which its articles are held while they are written in several formats: some dozens of pages.
const MOST_HELD: usize = 40_000;

/// Whether blocks tell where each stretch of their text stands in the source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Offsets {
    /// They do not.
    #[default]
    Without,
    /// They do.
    With,
}

/// What blocks and bylines are made from.
pub(super) struct Source<'a> {
    pub draft: &'a Draft<'a>,
    /// For each line, how sure the least sure of the live edits is that say something about it, per mille.
    pub sure: Vec<u16>,
    /// For each line, how sure it is that an article begins there, where an edit says so.
    begun: Vec<Option<u16>>,
    pub offsets: Offsets,
}

impl Source<'_> {
    pub fn names(&self, lines: &[LineIx]) -> Vec<String> {
        lines.iter().map(|line| self.draft.issue().line_name(*line)).collect()
    }

    /// How sure the article is by the edits that say where it begins and where the next one does; 0 if there are none.
    fn bounded(&self, article: &Range<usize>) -> u16 {
        let ends = [article.start, article.end];
        let said = ends.iter().filter_map(|at| self.draft.order().get(*at)).filter_map(|line| self.begun[line.at()]);
        said.min().unwrap_or(0)
    }
}

/// What the articles of a document are derived from, one by one: those of a large issue take more memory than what they are
/// derived from.
pub struct Articles<'a> {
    source: Source<'a>,
    /// The language of the issue.
    language: Option<String>,
}

impl<'a> Articles<'a> {
    /// Those of a draft and the ledger that it was folded from.
    #[must_use]
    pub fn of(draft: &'a Draft<'a>, ledger: &Ledger, offsets: Offsets) -> Self {
        let (sure, begun) = sureness(draft.issue(), ledger);
        Self { source: Source { draft, sure, begun, offsets }, language: language::of_issue(draft.issue()) }
    }

    /// The articles in reading order.
    pub fn iter(&self) -> impl Iterator<Item = Article> {
        self.source.draft.articles().filter_map(|range| article(&self.source, range, self.language.as_deref()))
    }

    /// Themselves, where they are too many to be held.
    #[must_use]
    pub fn drawn(&self) -> Option<&Self> {
        (self.source.draft.issue().n_lines() > MOST_HELD).then_some(self)
    }

    /// The document, with its articles unless they are `drawn`. `warnings` are those of the run; those of the reader stand in
    /// the issue.
    #[must_use]
    pub fn document(&self, ledger: &Ledger, run: &RunInfo, warnings: &[Warning]) -> Document {
        let articles = if self.drawn().is_some() { Vec::new() } else { self.iter().collect() };
        Document { articles, ..self.frame(ledger, run, warnings) }
    }

    /// The document without its articles.
    fn frame(&self, ledger: &Ledger, run: &RunInfo, warnings: &[Warning]) -> Document {
        let issue = self.source.draft.issue();
        Document {
            schema: SCHEMA.to_owned(),
            id: issue.name.clone(),
            language: self.language.clone(),
            issue: IssueInfo::default(),
            source: sources(issue),
            missing: issue.gathered.missing.clone(),
            run: run.clone(),
            articles: Vec::new(),
            furniture: furniture(self.source.draft),
            edits: counts(ledger),
            warnings: issue.oddities().chain(warnings.iter().cloned()).collect(),
        }
    }
}

/// Derives the whole document from a draft and the ledger that it was folded from.
#[must_use]
pub fn assemble(draft: &Draft<'_>, ledger: &Ledger, run: &RunInfo, warnings: &[Warning], offsets: Offsets) -> Document {
    let articles = Articles::of(draft, ledger, offsets);
    Document { articles: articles.iter().collect(), ..articles.frame(ledger, run, warnings) }
}

fn sources(issue: &Issue) -> Vec<SourcePage> {
    let page = |page: &crate::model::Page| SourcePage {
        page: page.no,
        path: page.source.path.clone(),
        member: page.source.member.clone(),
        format: page.source.format.to_owned(),
        encoding: page.source.encoding.to_owned(),
        sha256: page.source.sha256.clone(),
        label: page.source.label.clone(),
        width: page.width,
        height: page.height,
        unit: page.unit,
        image: page.image.clone(),
    };
    issue.pages().iter().map(page).collect()
}

fn counts(ledger: &Ledger) -> EditCounts {
    let count = |state: &State| ledger.entries().iter().filter(|entry| entry.state == *state).count() as u32;
    EditCounts {
        applied: count(&State::Applied),
        undecided: ledger.undecided() as u32,
        refused: count(&State::Refused),
        notes: count(&State::Note),
    }
}

fn sureness(issue: &Issue, ledger: &Ledger) -> (Vec<u16>, Vec<Option<u16>>) {
    let mut sure = vec![1000; issue.n_lines()];
    let mut begun = vec![None; issue.n_lines()];
    for entry in ledger.entries().iter().filter(|entry| entry.state == State::Applied) {
        let confidence = entry.edit.confidence.0;
        let mut lower = |line: LineIx| sure[line.at()] = confidence.min(sure[line.at()]);
        for change in &entry.edit.changes {
            match change {
                Change::Text { line, .. } | Change::Role { line, .. } => lower(*line),
                Change::Seam { left, right, .. } => {
                    lower(*left);
                    lower(*right);
                }
                Change::Start { line, on } => begun[line.at()] = on.then_some(confidence),
                Change::Move { .. } | Change::Mark { .. } => {}
            }
        }
    }
    (sure, begun)
}

fn furniture(draft: &Draft<'_>) -> Vec<Furniture> {
    let issue = draft.issue();
    let mut before: Option<LineIx> = None;
    let mut out = Vec::new();
    for &line in draft.order() {
        if let Some(kind) = FurnitureKind::of(draft.role(line)) {
            out.push(Furniture {
                kind,
                text: draft.text(line).into_owned(),
                lines: vec![issue.line_name(line)],
                after: before.map(|line| issue.line_name(line)),
            });
        }
        before = Some(line);
    }
    out
}

/// The article in this range of the draft's order; none if it holds nothing but furniture.
fn article(source: &Source<'_>, range: Range<usize>, language: Option<&str>) -> Option<Article> {
    let draft = source.draft;
    let issue = draft.issue();
    let all = &draft.order()[range.clone()];
    let lines: Vec<LineIx> = all.iter().copied().filter(|line| !draft.role(*line).is_furniture()).collect();
    let first = *lines.first()?;
    let marks: Vec<&Mark<'_>> = all.iter().flat_map(|line| draft.marks(*line)).collect();
    let of_role =
        |role: Role| -> Vec<LineIx> { lines.iter().copied().filter(|line| draft.role(*line) == role).collect() };
    let told = |role: Role| {
        let lines = of_role(role);
        let text = (!lines.is_empty()).then(|| blocks::spell(draft, &lines, " "));
        (text, source.names(&lines))
    };
    let (mut title, title_lines) = told(Role::Title);
    let (kicker, kicker_lines) = told(Role::Kicker);
    let (deck, deck_lines) = told(Role::Deck);
    let (note, note_lines) = told(Role::Note);
    if let Some(typed) = typed(&marks, Field::Title) {
        title = Some(typed.value.to_owned()).filter(|title| !title.is_empty());
    }
    let byline = match typed(&marks, Field::Byline) {
        Some(typed) => byline::typed(typed.value, source.names(&of_role(Role::Byline))),
        None => byline::byline(source, &lines),
    };
    let said = |field| first_mark(&marks, field).map(|mark| mark.value.to_owned());
    let whole = first_mark(&marks, Field::Whole)
        .and_then(|mark| mark.value.parse::<u16>().ok())
        .unwrap_or_else(|| source.bounded(&range));
    let mut pages: Vec<u32> = lines.iter().map(|line| issue.page_of(*line).no).collect();
    pages.sort_unstable();
    pages.dedup();
    let blocks = blocks::blocks(source, range);
    let language = said(Field::Language)
        .or_else(|| issue.page_of(first).language.clone())
        .or_else(|| language::guess(blocks.iter().map(|block| block.text.as_str())).map(str::to_owned))
        .or_else(|| language.map(str::to_owned));
    Some(Article {
        id: issue.line_name(first).replacen(':', "-", 1),
        kind: first_mark(&marks, Field::Kind).map_or(ArticleKind::Article, |mark| ArticleKind::from_name(mark.value)),
        language,
        section: None,
        confidence: PerMille(whole.min(1000)),
        title,
        title_lines,
        kicker,
        kicker_lines,
        deck,
        deck_lines,
        byline,
        dateline: said(Field::Dateline),
        place: said(Field::Place),
        date: said(Field::Date),
        note,
        note_lines,
        blocks,
        pages,
        jumps: jumps(draft, all),
    })
}

/// What is said about an article: the first that a person typed, else the first in reading order, since lines further down
/// may have begun articles of their own before they were merged.
fn first_mark<'m>(marks: &[&'m Mark<'m>], field: Field) -> Option<&'m Mark<'m>> {
    typed(marks, field).or_else(|| marks.iter().copied().find(|mark| mark.field == field))
}

fn typed<'m>(marks: &[&'m Mark<'m>], field: Field) -> Option<&'m Mark<'m>> {
    marks.iter().copied().find(|mark| mark.field == field && mark.typed)
}

/// Where the text goes on somewhere else: at jump lines, and at words in the text that say so.
fn jumps(draft: &Draft<'_>, lines: &[LineIx]) -> Vec<Jump> {
    let issue = draft.issue();
    let mut out: Vec<Jump> = Vec::new();
    for (n, &line) in lines.iter().enumerate() {
        let mark = draft.marks(line).iter().find(|mark| mark.field == Field::Jump);
        if draft.role(line) != Role::JumpLine && mark.is_none() {
            continue;
        }
        let text = match mark {
            Some(mark) => draft.text(line)[draft.text_span(line, mark.span.clone())].to_owned(),
            None => draft.text(line).into_owned(),
        };
        let is_text = |line: &&LineIx| !draft.role(**line).is_furniture();
        let page = |line: LineIx| issue.line(line).page;
        let named = mark.map(|mark| mark.value).filter(|value| value.starts_with('p') && value.contains(':'));
        let next = lines[n + 1..].iter().find(is_text).copied();
        let before = lines[..n].iter().rfind(is_text).copied();
        let leads_here = named.is_some_and(|value| value.starts_with(&format!("p{}:", page(line) + 1)));
        let (from, to) = match (before, next) {
            // A heading of the second half may stand between the halves.
            _ if leads_here => {
                let elsewhere = |other: &&LineIx| is_text(other) && page(**other) != page(line);
                (lines[..n].iter().rfind(elsewhere).copied().unwrap_or(line), None)
            }
            (_, Some(next)) if page(next) != page(line) => (line, Some(next)),
            // It says where the text comes from, which the line that it comes from may have said.
            (Some(before), next) if page(before) != page(line) => (before, next),
            _ => (line, None),
        };
        let to = named.map(str::to_owned).or_else(|| to.map(|to| issue.line_name(to)));
        if to.is_none() || out.last().is_none_or(|last| last.to != to) {
            out.push(Jump { from: issue.line_name(from), to, text });
        }
    }
    out
}
