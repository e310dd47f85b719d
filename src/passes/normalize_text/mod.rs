//! Mends characters and spaces where the meaning cannot change: ligatures, invisible characters, letters in pieces, marks
//! of a quotation at the head of its lines, stray spaces.
//!
//! What a paper set on purpose stays: full-width figures and marks, curly quotes, long s, the blank between two decks of
//! a headline, the blanks in a padded name, the gaps of a table. One edit for each rule and block, of which every place
//! can be refused by itself.

mod chars;
mod emphasis;
mod letterspaced;
mod margin;
mod prose;
mod replace;
mod spaces;

use std::ops::Range;

use super::View;
use crate::ledger::{Change, Edit, Level};
use crate::model::{LineIx, Role};
use crate::rules::{Does, Rule, Rules};

/// A place to mend in the text of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// Bytes of the draft text.
    span: Range<usize>,
    /// What stands there instead.
    insert: String,
    /// The rule.
    rule: Name,
    /// Whether it is sure.
    sure: Sureness,
}

/// How sure a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// As sure as its rule.
    Rule,
    /// To be looked at.
    Doubtful,
    /// To be said only.
    Said,
}

/// The builtin rules of this pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    ZeroWidth,
    SoftHyphen,
    Ligature,
    GreekSign,
    Radical,
    Decomposed,
    Control,
    MarginQuote,
    HalfWidth,
    Letterspaced,
    Emphasis,
    DigitHan,
    HanHan,
    WideMark,
    BeforeMark,
    Run,
}

impl Name {
    const ALL: [Self; 16] = [
        Self::ZeroWidth,
        Self::SoftHyphen,
        Self::Ligature,
        Self::GreekSign,
        Self::Radical,
        Self::Decomposed,
        Self::Control,
        Self::MarginQuote,
        Self::HalfWidth,
        Self::Letterspaced,
        Self::Emphasis,
        Self::DigitHan,
        Self::HanHan,
        Self::WideMark,
        Self::BeforeMark,
        Self::Run,
    ];

    fn in_packs(self) -> &'static str {
        match self {
            Self::ZeroWidth => "char/zero-width",
            Self::SoftHyphen => "char/soft-hyphen",
            Self::Ligature => "char/ligature",
            Self::GreekSign => "char/greek-sign",
            Self::Radical => "char/radical",
            Self::Decomposed => "char/decomposed",
            Self::Control => "char/control",
            Self::MarginQuote => "char/margin-quote",
            Self::HalfWidth => "char/half-width-mark",
            Self::Letterspaced => "space/letterspaced",
            Self::Emphasis => "space/emphasis",
            Self::DigitHan => "space/digit-han",
            Self::HanHan => "space/han-han",
            Self::WideMark => "space/wide-mark",
            Self::BeforeMark => "space/before-mark",
            Self::Run => "space/run",
        }
    }
}

/// Closes up pages with a blank behind every character, before anything else is read on them.
pub(super) fn close_up(view: &View<'_>, page: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let builtin = Builtin::of(view.rules);
    let source = &view.issue.pages()[page];
    if !builtin.is_on(Name::Letterspaced) || !letterspaced::is_letterspaced(&source.text) {
        return edits;
    }
    let lines: Vec<LineIx> = source.lines.clone().map(LineIx).collect();
    for block in lines.chunk_by(|a, b| view.issue.same_region(*a, *b)) {
        let mut found = Found::default();
        for &line in block {
            if let Some(place) = letterspaced::find(&view.draft.text(line)) {
                found.add(view, line, place);
            }
        }
        found.into_edits(&builtin, &mut edits);
    }
    edits
}

pub(super) fn propose(view: &View<'_>, page: usize) -> Vec<Edit> {
    let builtin = Builtin::of(view.rules);
    let replacing = replace::Replacing::of(view.rules);
    let mut edits = Vec::new();
    let mut lines: Vec<LineIx> = view.issue.pages()[page].lines.clone().map(LineIx).collect();
    // Side-by-side text comes row by row, through all of its columns.
    lines.sort_by_key(|line| view.issue.line(*line).region);
    let mut places: Vec<Place> = Vec::new();
    let pairs = std::cell::OnceCell::new();
    for block in lines.chunk_by(|a, b| view.issue.same_region(*a, *b)) {
        let mut found = Found::default();
        for (n, &line) in block.iter().enumerate() {
            if is_set_aside(view.draft.role(line)) {
                continue;
            }
            let text = view.draft.text(line);
            places.clear();
            let look = chars::look(&text);
            if look.chars {
                chars::find(&text, builtin.is_on(Name::HalfWidth), &mut places);
            }
            if builtin.is_on(Name::Emphasis) {
                emphasis::find(&text, &mut places);
            }
            if look.blanks {
                let around = prose::Around { view, page, block, at: n, text: &text, pairs: &pairs };
                spaces::find(&text, &around, &mut places);
            }
            for place in places.drain(..) {
                found.add(view, line, place);
            }
            replacing.find(view, line, &text, &mut edits);
        }
        if builtin.is_on(Name::MarginQuote) {
            margin::find(view, block).into_iter().for_each(|(line, place)| found.add(view, line, place));
        }
        found.into_edits(&builtin, &mut edits);
    }
    edits
}

/// Lines that the pass before has set aside keep their text as it is: nobody reads it as part of an article.
fn is_set_aside(role: Role) -> bool {
    role.is_furniture()
}

struct Builtin<'r>([Option<&'r Rule>; Name::ALL.len()]);

impl<'r> Builtin<'r> {
    fn of(rules: &'r Rules) -> Self {
        Self(Name::ALL.map(|name| rules.get(name.in_packs()).filter(|rule| matches!(rule.does, Does::Builtin))))
    }

    fn get(&self, name: Name) -> Option<&'r Rule> {
        self.0[name as usize]
    }

    fn is_on(&self, name: Name) -> bool {
        self.get(name).is_some()
    }
}

/// The changes of one block, by rule and by how sure they are.
#[derive(Default)]
struct Found(Vec<(Name, Sureness, Change)>);

impl Found {
    fn add(&mut self, view: &View<'_>, line: LineIx, place: Place) {
        if let Some(change) = change(view, line, place.span, place.insert) {
            self.0.push((place.rule, place.sure, change));
        }
    }

    fn into_edits(mut self, builtin: &Builtin<'_>, edits: &mut Vec<Edit>) {
        self.0.sort_by_key(|(name, sure, _)| (*name, *sure));
        for group in self.0.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (name, sure, _) = group[0];
            let Some(rule) = builtin.get(name) else { continue };
            let mut edit =
                rule.each(group.iter().map(|(.., change)| change.clone()).collect()).because(rule.why.clone());
            match sure {
                Sureness::Rule => {}
                Sureness::Doubtful => {
                    edit.level = edit.level.min(Level::Review);
                    edit.confidence.0 = edit.confidence.0.min(700);
                }
                Sureness::Said => {
                    edit.level = Level::Note;
                    edit.confidence.0 = edit.confidence.0.min(500);
                }
            }
            edits.push(edit);
        }
    }
}

/// The change of raw bytes that puts `insert` in the place of some draft text; none where a person's words would be cut.
fn change(view: &View<'_>, line: LineIx, text: Range<usize>, insert: String) -> Option<Change> {
    let span = view.draft.raw_span(line, text);
    let cuts = view
        .draft
        .patches(line)
        .iter()
        .any(|patch| !patch.insert.is_empty() && patch.span.start < span.end && span.start < patch.span.end);
    (!cuts && span.start < span.end).then_some(Change::Text { line, span, insert })
}
