//! An issue as a page looks at it: edits as cards, and for each line the cards that speak of it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::parts::{LONGEST, Parts, parts};
use crate::ledger::{Change, Draft, Edit, EditId, Entry, Grain, State};
use crate::model::script::{Chinese, chinese};
use crate::model::{Issue, Layout, LineId, LineIx};
use crate::report::{Diff, Row};
use crate::survey::language;

/// What is shown as one change: an edit, or one unit of an edit of many units that wait for a person.
pub(super) struct Card<'a> {
    /// The entry.
    pub id: EditId,
    /// The same.
    pub entry: &'a Entry,
    /// Its edit, or the unit alone.
    pub edit: Cow<'a, Edit>,
    /// Whether it waits for a person.
    pub open: bool,
    /// What its anchors are called.
    pub key: String,
}

impl Card<'_> {
    /// Whether it was simply made, and nobody needs to look at it.
    pub fn is_quiet(&self) -> bool {
        !self.open && self.entry.state == State::Applied && !self.entry.decided
    }
}

/// Running number of a card.
pub(super) type CardIx = usize;

/// An issue as a page looks at it.
pub(super) struct View<'a> {
    pub diff: &'a Diff<'a>,
    pub cards: Vec<Card<'a>>,
    /// For each line, the cards that speak of it.
    pub at: Vec<Vec<CardIx>>,
    /// For each card, the row at which it is shown first.
    pub home: Vec<usize>,
    /// Cards that wait for a person, in the order of the text.
    pub doubts: Vec<CardIx>,
    /// What is in force at some bytes of a line.
    texts: FxHashMap<(LineIx, u32, u32), CardIx>,
    /// For each line, the join behind it, and whether that is more than a plain wrap.
    seams: Vec<Option<(CardIx, bool)>>,
    /// For each line, the move that set it where it is.
    pub moved: Vec<Option<CardIx>>,
    /// For each line, the row it stands in.
    pub row_of: Vec<usize>,
    /// The files that the page is cut into.
    pub parts: Parts,
    /// Language of the issue, as HTML names it.
    pub lang: String,
    /// Whether it reads from right to left.
    pub is_rtl: bool,
}

impl<'a> View<'a> {
    /// Cut into files where the issue is long.
    pub fn of(diff: &'a Diff<'a>, name: &str) -> Self {
        Self::cut(diff, name, LONGEST)
    }

    /// In one file, however long.
    pub fn whole(diff: &'a Diff<'a>, name: &str) -> Self {
        Self::cut(diff, name, usize::MAX)
    }

    fn cut(diff: &'a Diff<'a>, name: &str, longest: usize) -> Self {
        let n = diff.draft.issue().n_lines();
        let mut row_of = vec![0; n];
        for (at, row) in diff.rows.iter().enumerate() {
            if let Row::Piece(piece) = row {
                piece.lines.iter().for_each(|line| row_of[line.at()] = at);
            }
        }
        let mut view = View {
            diff,
            cards: Vec::new(),
            at: vec![Vec::new(); n],
            home: Vec::new(),
            doubts: Vec::new(),
            texts: FxHashMap::default(),
            seams: vec![None; n],
            moved: vec![None; n],
            row_of,
            parts: Parts::default(),
            lang: lang(diff.draft.issue()),
            is_rtl: is_rtl(diff.draft.issue()),
        };
        // A fold takes people's entries last, and of two on one slot the later.
        let entries = diff.ledger.entries();
        let people = entries.iter().take_while(|entry| entry.is_person()).count();
        for n in (people..entries.len()).chain(0..people) {
            view.add(EditId(n as u32), &entries[n]);
        }
        view.home = view.cards.iter().map(|card| view.row_of[card.edit.line().at()]).collect();
        for (card, home) in view.home.iter_mut().enumerate() {
            for change in &view.cards[card].edit.changes {
                *home = view.row_of[change.line().at()].min(*home);
            }
        }
        view.doubts = (0..view.cards.len()).filter(|card| view.cards[*card].open).collect();
        let home = &view.home;
        view.doubts.sort_by_key(|card| (home[*card], *card));
        view.parts = parts(&view, name, longest);
        view
    }

    fn add(&mut self, id: EditId, entry: &'a Entry) {
        let open = entry.is_undecided();
        let edit = &entry.edit;
        if open && edit.grain == Grain::Each && edit.changes.len() > 1 {
            for (n, change) in edit.changes.iter().enumerate() {
                let alone = Edit {
                    pass: edit.pass,
                    rule: edit.rule.clone(),
                    changes: vec![change.clone()],
                    grain: Grain::Whole,
                    needs: Vec::new(),
                    level: edit.level,
                    confidence: edit.confidence,
                    why: edit.why.clone(),
                    or: None,
                };
                self.card(Card { id, entry, edit: Cow::Owned(alone), open, key: format!("{}.{}", id.0, n + 1) });
            }
        } else {
            self.card(Card { id, entry, edit: Cow::Borrowed(edit), open, key: id.0.to_string() });
        }
    }

    fn card(&mut self, card: Card<'a>) {
        let ix = self.cards.len();
        let own = card.entry.edit.grain == Grain::Whole || card.open;
        let applied = card.entry.state == State::Applied;
        for change in &card.edit.changes {
            let line = change.line();
            if self.at[line.at()].last() != Some(&ix) {
                self.at[line.at()].push(ix);
            }
            match change {
                _ if !applied => {}
                Change::Text { line, span, .. } => {
                    self.texts.insert((*line, span.start, span.end), ix);
                }
                Change::Seam { left, right, .. }
                    if self.diff.draft.join(*left).is_some_and(|(next, _)| next == *right) =>
                {
                    self.seams[left.at()] = Some((ix, own));
                }
                Change::Move { lines, .. } => lines.iter().for_each(|line| self.moved[line.at()] = Some(ix)),
                _ => {}
            }
        }
        self.cards.push(card);
    }

    pub fn draft(&self) -> &'a Draft<'a> {
        self.diff.draft
    }

    pub fn issue(&self) -> &'a Issue {
        self.diff.draft.issue()
    }

    /// The card behind a live replacement.
    pub fn text_at(&self, line: LineIx, start: u32, end: u32) -> Option<CardIx> {
        self.texts.get(&(line, start, end)).copied()
    }

    /// The card behind the join at the end of a line, and whether it is more than a plain wrap.
    pub fn seam_at(&self, left: LineIx) -> Option<(CardIx, bool)> {
        self.seams[left.at()]
    }

    /// Whether a card is a run of plain wraps.
    pub fn is_wrap(&self, card: &Card<'_>) -> bool {
        card.entry.edit.grain == Grain::Each
            && !card.open
            && card.edit.changes.iter().all(|change| matches!(change, Change::Seam { .. }))
    }

    /// The number of a line as it stands in the margin.
    pub fn number(&self, line: LineIx) -> String {
        let at = self.issue().line(line);
        let id = match &at.id {
            LineId::Row { row, cell: 1 } => row.to_string(),
            LineId::Row { row, cell } => format!("{row}.{cell}"),
            LineId::Named(name) => super::text::plain(name),
        };
        if self.issue().pages().len() > 1 { format!("{}:{id}", at.page + 1) } else { id }
    }

    /// The name of a line in a sentence: `L12`, with its page where there are more.
    pub fn named(&self, line: LineIx) -> String {
        let name = if self.issue().pages().len() > 1 {
            self.issue().line_name(line)
        } else {
            self.issue().line(line).id.to_string()
        };
        super::text::plain(&name)
    }

    /// What stands between two lines that were joined, for a person; none where they follow each other.
    pub fn gap(&self, left: LineIx, right: LineIx) -> Option<String> {
        let (a, b) = (self.issue().line(left), self.issue().line(right));
        if a.page != b.page {
            return Some(format!("page break · page {} begins", b.page + 1));
        }
        let what = match self.issue().page_of(left).layout {
            _ if self.issue().same_region(left, right) => return None,
            Layout::Flow => "break",
            Layout::Columns | Layout::Boxes => "column break",
        };
        match (&a.id, &b.id) {
            (LineId::Row { row: from, .. }, LineId::Row { row: to, .. }) if *from + 2 == *to => {
                Some(format!("{what} · L{} is blank", from + 1))
            }
            (LineId::Row { row: from, .. }, LineId::Row { row: to, .. }) if *from + 1 == *to => Some(what.to_owned()),
            _ => Some(format!("{what} · goes on at {}", self.named(right))),
        }
    }
}

/// Whether most lines of an issue begin with a letter of a script that is read from right to left.
fn is_rtl(issue: &Issue) -> bool {
    let first = |line| issue.raw(line).chars().find(|c| c.is_alphabetic());
    let right = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    let firsts: Vec<char> = issue.line_indices().filter_map(first).collect();
    firsts.iter().filter(|c| right(**c)).count() * 2 > firsts.len()
}

/// The language of an issue as HTML names it: Chinese with its script, since the forms of the characters differ.
fn lang(issue: &Issue) -> String {
    let Some(language) = language::of_issue(issue) else { return "und".to_owned() };
    if language != "zh" {
        return language;
    }
    match chinese(issue.line_indices().map(|line| issue.raw(line))) {
        Chinese::Traditional => "zh-Hant".to_owned(),
        Chinese::Simplified => "zh-Hans".to_owned(),
    }
}
