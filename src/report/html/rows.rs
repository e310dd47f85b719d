//! The text: source lines beside the result that is made of them, with a mark wherever something was done.

use std::collections::BTreeSet;

use maud::{Markup, html};
use unicode_width::UnicodeWidthChar as _;

use super::parts::Section;
use super::text::{Text, counted, head, plain};
use super::view::{Card, CardIx, View};
use super::words::{class, does, of_pass, of_role, of_state, percent};
use crate::ledger::{Change, PassName, State};
use crate::model::{LineId, LineIx, Role};
use crate::report::{Ghost, Piece, Row, Tag, Way, compare};

/// Characters of a line that tell which it is.
const ENOUGH: usize = 24;
/// Widths of lines, in pixels, for which the style sheet has a class.
const MEASURES: [usize; 5] = [312, 340, 368, 396, 420];
/// Of a hundred lines so many may be longer than the measure.
const LONGER: usize = 10;
/// Tenths of a pixel that a character takes in the type of the source, 13 px high.
const WIDE: usize = 130;
const NARROW: usize = 78;

/// Writes the rows of one file.
pub(super) struct Rows<'v, 'a> {
    pub view: &'v View<'a>,
    /// The file.
    pub file: usize,
    /// Cards whose anchor stands already.
    anchored: BTreeSet<CardIx>,
}

impl<'v, 'a> Rows<'v, 'a> {
    pub fn new(view: &'v View<'a>, file: usize) -> Self {
        Self { view, file, anchored: BTreeSet::new() }
    }

    /// An article with its rows.
    pub fn section(&mut self, section: &Section) -> Markup {
        let view = self.view;
        let open = view.parts.open_in(&section.rows);
        let name = if section.head.is_some() { format!("Article {}", section.no) } else { "Page".to_owned() };
        let rows: Vec<Markup> = section.rows.clone().map(|at| self.row(at)).collect();
        html! {
            section .article.(self.measure(section)) aria-labelledby={ "a" (section.no) } {
                h2 .no #{ "a" (section.no) } {
                    (name)
                    @if open > 0 { " " span .q { (open) " ?" span .sr { " to decide" } } }
                    @else { " " span .soft { "nothing doubtful" } }
                }
                @if section.head.is_none() && view.diff.rows.is_empty() { p { "There is no text on this page." } }
                @for row in rows { (row) }
            }
        }
    }

    /// A class for the width that the source of an article is set in, one edge for all its rows: that of its lines, as
    /// far as there is room. A few that are longer are broken.
    fn measure(&self, section: &Section) -> String {
        let rows = &self.view.diff.rows[section.rows.clone()];
        let lines = rows.iter().flat_map(|row| if let Row::Piece(piece) = row { &piece.lines[..] } else { &[] });
        let mut widths: Vec<usize> = lines.map(|line| width(self.view.issue().raw(*line))).collect();
        let at = widths.len() * (100 - LONGER) / 100;
        let usual = if at < widths.len() { *widths.select_nth_unstable(at).1 } else { 0 };
        format!("w{}", MEASURES.iter().find(|measure| **measure >= usual).unwrap_or(&MEASURES[MEASURES.len() - 1]))
    }

    /// The number of a line. Of a name that a file gives, which may be long, the end is shown: there lines differ.
    fn number(&self, line: LineIx) -> Markup {
        let number = self.view.number(line);
        match self.view.issue().line(line).id {
            LineId::Row { .. } => html! { span .no { (number) } },
            LineId::Named(_) => html! { span .no.id title=(number) { span { bdi dir="ltr" { (number) } } } },
        }
    }

    fn row(&mut self, at: usize) -> Markup {
        match &self.view.diff.rows[at] {
            Row::Article(_) => html! {},
            Row::Piece(piece) => self.piece(at, piece),
            Row::Ghost(ghost) => self.ghost(ghost),
        }
    }

    fn piece(&mut self, at: usize, piece: &Piece) -> Markup {
        let view = self.view;
        let cards: BTreeSet<CardIx> = piece.lines.iter().flat_map(|line| view.at[line.at()].iter().copied()).collect();
        let is_open = cards.iter().any(|card| view.cards[*card].open);
        let is_set_aside = piece.role.is_furniture();
        let lines = match piece.lines.as_slice() {
            [only] => view.named(*only),
            [first, .., last] => format!("{} to {}", view.named(*first), view.named(*last)),
            [] => String::new(),
        };
        let class = format!(
            "row {}{}{}{}",
            piece.role.name(),
            if is_open { " open" } else { "" },
            if piece.moved.is_some() { " moved" } else { "" },
            if is_set_aside { " aside" } else { "" },
        );
        let source = self.source(piece);
        let result = self.result(piece, is_set_aside);
        let tags = self.tags(at, piece, &cards);
        html! {
            div class=(class) #{ "r" (at) } role="group" aria-label={ (of_role(piece.role)) ", " (lines) } {
                div .src lang=(view.lang) dir=[view.is_rtl.then_some("rtl")] { (source) }
                div .out { (result) (tags) }
            }
        }
    }

    fn source(&self, piece: &Piece) -> Markup {
        let view = self.view;
        html! {
            @for (n, line) in piece.lines.iter().enumerate() {
                div .ln #{ "s" (line.0) } {
                    (self.number(*line))
                    bdi .t { (self.source_line(*line)) }
                    @if let (Some((card, true)), Some(right)) = (view.seam_at(*line), piece.lines.get(n + 1)) {
                        @let class = if view.cards[card].open { "k j hot" } else { "k j" };
                        span class=(class) aria-hidden="true" { "⌒" }
                        @if let Some(gap) = view.gap(*line, *right) { span .gap lang="en" { (gap) } }
                    }
                }
            }
        }
    }

    /// A raw line; what was taken out of it is struck.
    fn source_line(&self, line: LineIx) -> Markup {
        let view = self.view;
        let raw = view.issue().raw(line);
        let mut from = 0;
        let mut parts = Vec::new();
        for patch in view.draft().patches(line) {
            let (start, end) = (patch.span.start as usize, patch.span.end as usize);
            parts.push(html! { (Text(&raw[from..start])) });
            let class = self.mark_class(view.text_at(line, patch.span.start, patch.span.end));
            for segment in compare(&raw[start..end], patch.insert) {
                match segment.tag {
                    Tag::Kept => parts.push(html! { (Text(&segment.text)) }),
                    Tag::Removed => parts.push(html! { del class=(class) { (Text(&segment.text)) } }),
                    Tag::Inserted => {}
                }
            }
            from = end;
        }
        html! { @for part in parts { (part) } (Text(&raw[from..])) }
    }

    fn mark_class(&self, card: Option<CardIx>) -> String {
        let Some(card) = card.map(|card| &self.view.cards[card]) else { return "k".to_owned() };
        format!("k {}{}", class(card.edit.pass), if card.open { " hot" } else { "" })
    }

    fn result(&mut self, piece: &Piece, is_set_aside: bool) -> Markup {
        let lines: Vec<Markup> = (0..piece.lines.len()).map(|n| self.result_line(piece, n)).collect();
        let lang = &self.view.lang;
        let text = html! { @for line in lines { (line) } };
        match piece.role {
            _ if is_set_aside => html! { p .txt { del .gone { bdi lang=(lang) { (text) } } } },
            Role::Title => html! { h3 .txt lang=(lang) dir="auto" { (text) } },
            Role::Subhead => html! { h4 .txt lang=(lang) dir="auto" { (text) } },
            _ => html! { p .txt lang=(lang) dir="auto" { (text) } },
        }
    }

    /// A line as it is in the result, and what joins it to the next.
    fn result_line(&mut self, piece: &Piece, n: usize) -> Markup {
        let view = self.view;
        let line = piece.lines[n];
        let raw = view.issue().raw(line);
        let mut from = 0;
        let mut parts = Vec::new();
        for patch in view.draft().patches(line) {
            let (start, end) = (patch.span.start as usize, patch.span.end as usize);
            parts.push(html! { (Text(&raw[from..start])) });
            let card = view.text_at(line, patch.span.start, patch.span.end);
            let segments = compare(&raw[start..end], patch.insert);
            let is_removed = !segments.iter().any(|segment| segment.tag == Tag::Inserted);
            let left = segments.iter().filter(|segment| segment.tag != Tag::Removed);
            let says: String = left.map(|segment| segment.text.as_str()).collect();
            let new = html! {
                @for segment in &segments {
                    @match segment.tag {
                        Tag::Kept => (Text(&segment.text)),
                        Tag::Inserted => ins { (Text(&segment.text)) },
                        Tag::Removed => {},
                    }
                }
            };
            // A hyphen that goes with the line end behind it is shown by the sign of the join.
            let joins = n + 1 < piece.lines.len() && end == raw.len();
            let is_told = joins && is_removed && card.is_some_and(|card| view.seam_at(line) == Some((card, true)));
            parts.push(match card {
                _ if is_told => new,
                Some(card) => self.mark(card, line, is_removed, &says, &new),
                None => new,
            });
            from = end;
        }
        parts.push(html! { (Text(&raw[from..])) });
        if let (Some((_, glue)), Some(_)) = (view.draft().join(line), piece.lines.get(n + 1)) {
            match view.seam_at(line) {
                Some((card, true)) => parts.push(self.mark(card, line, false, "", &html! { "⌒" })),
                _ => parts.push(html! { i .w {} }),
            }
            parts.push(html! { (glue.text()) });
        }
        html! { @for part in parts { (part) } }
    }

    /// A mark in the text, which leads to the ledger. `says`: what is read in it.
    fn mark(&mut self, card: CardIx, line: LineIx, is_removed: bool, says: &str, inside: &Markup) -> Markup {
        let view = self.view;
        let it = &view.cards[card];
        let id = self.anchor(card);
        // The name is in the program's language; letters of the text keep their own.
        let is_read = says.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
        let lang = (is_removed && !is_read || inside.0.as_str() == "⌒").then_some("en");
        // Who speaks to the page says what can be read.
        let name = self.name(it, line);
        let name = if is_read { format!("{says}: {name}") } else { name };
        let class = format!("{}{}", self.mark_class(Some(card)), if is_removed { " tick" } else { "" });
        // On paper a mark that says more than that a character is another has its number in the ledger.
        let is_small = matches!(it.edit.pass, PassName::StripArtifacts | PassName::NormalizeText);
        let noted = (it.open || id.is_some() && !is_small).then_some(&it.key);
        html! {
            a class=(class) id=[id] href=(view.to_ledger(self.file, card)) data-n=[noted] lang=[lang] aria-label=(name) {
                (inside)
            }
            @if it.open { b .q aria-hidden="true" { "?" } }
        }
    }

    /// The name of a mark for those who do not see it.
    fn name(&self, card: &Card<'_>, line: LineIx) -> String {
        let needs = if card.open { ", needs a decision" } else { "" };
        let pass = of_pass(card.edit.pass).1;
        format!("{pass}, {}, {} percent{needs}, {}", does(&card.edit), percent(&card.edit), self.view.named(line))
    }

    /// The id of a card's anchor, the first time that it is shown.
    fn anchor(&mut self, card: CardIx) -> Option<String> {
        let first = self.view.file_of(card) == self.file && self.anchored.insert(card);
        first.then(|| format!("m{}", self.view.cards[card].key))
    }

    /// What the piece is, and the changes that no mark in its text shows.
    fn tags(&mut self, at: usize, piece: &Piece, cards: &BTreeSet<CardIx>) -> Markup {
        let view = self.view;
        let mut shown: Vec<Markup> = Vec::new();
        // A safe removal leaves nothing in the result, so that it is told here as well.
        let mut copies: Vec<CardIx> = Vec::new();
        for &card in cards {
            let it = &view.cards[card];
            if self.anchored.contains(&card) {
                let letters = it.edit.changes.iter().any(|change| takes_letters(view, change));
                if letters && it.entry.state == State::Applied && view.home[card] == at {
                    copies.push(card);
                }
                continue;
            }
            if view.home[card] != at {
                continue;
            }
            let id = self.anchor(card);
            shown.push(self.tag(card, id, piece.moved));
        }
        // A headline that was moved with other lines tells it as well, though the change is shown where these begin.
        let by = piece.lines.first().and_then(|line| view.moved[line.at()]).filter(|_| piece.role == Role::Title);
        copies.extend(by.filter(|card| view.home[*card] != at));
        let copies: Vec<Markup> = copies.iter().map(|card| self.tag(*card, None, piece.moved)).collect();
        html! {
            p .tags {
                span .role { (of_role(piece.role)) }
                @if piece.role.is_furniture() { span .soft { " set aside, in no article" } }
                @for tag in copies.iter().chain(&shown) { " " (tag) }
            }
        }
    }

    fn tag(&self, card: CardIx, id: Option<String>, way: Option<Way>) -> Markup {
        let view = self.view;
        let it = &view.cards[card];
        let (letter, pass) = of_pass(it.edit.pass);
        let wrap = view.is_wrap(it);
        let moved = it.edit.changes.iter().find(|change| matches!(change, Change::Move { .. }));
        let says = match (it.edit.changes.as_slice(), moved) {
            (_, Some(Change::Move { lines, .. })) if it.entry.state == State::Applied => {
                let way = if way == Some(Way::Down) { "down" } else { "up" };
                let from = lines.first().map(|line| view.named(*line)).unwrap_or_default();
                format!("moved {way} from {from}")
            }
            // A later change says what it is.
            ([Change::Role { line, role }], _) if it.is_quiet() && view.draft().role(*line) != *role => {
                format!("first: {}", does(&it.edit))
            }
            _ if wrap => format!("{} joined", counted(it.edit.changes.len(), "line end")),
            _ => plain(&does(&it.edit)),
        };
        let class = format!(
            "tag {}{}{}",
            class(it.edit.pass),
            if it.open { " hot" } else { "" },
            if wrap { " wraps" } else { "" },
        );
        html! {
            a class=(class) id=[id] href=(view.to_ledger(self.file, card)) data-n=[it.open.then_some(&it.key)] {
                b .p title=(pass) { (letter) }
                @if let Some(state) = of_state(it.entry) { (state) ": " }
                (says)
                @if it.open { " " (percent(&it.edit)) " % " b .q { "?" } span .sr { " needs a decision" } }
            }
        }
    }

    /// Where lines stood that were moved.
    fn ghost(&self, ghost: &Ghost) -> Markup {
        let view = self.view;
        let first = ghost.lines[0];
        let n = ghost.lines.len();
        let way = if ghost.way == Way::Up { "up" } else { "down" };
        let role = of_role(view.draft().role(first));
        let row = view.row_of[first.at()];
        html! {
            div .row.ghost role="group" aria-label={ "stood here, " (view.named(first)) } {
                div .src dir=[view.is_rtl.then_some("rtl")] {
                    div .ln {
                        (self.number(first))
                        bdi .gt lang=(view.lang) { (Text(&head(view.issue().raw(first), ENOUGH))) }
                        @if n > 1 { span .soft { " " (counted(n, "line")) } }
                    }
                }
                div .out {
                    a .tag.o href=(view.parts.link(self.file, view.parts.of_row(row), &format!("r{row}"))) {
                        b .p title="Order" { "O" } (role) ": moved " (way)
                        @match ghost.after {
                            Some(after) => { ", behind " (view.named(after)) }
                            None => ", to the beginning",
                        }
                    }
                }
            }
        }
    }
}

/// Pixels that a line takes in the type of the source.
fn width(text: &str) -> usize {
    let wide = |c: char| if c.width() == Some(2) { WIDE } else { NARROW };
    text.chars().map(wide).sum::<usize>() / 10
}

/// Whether a change takes out more than blanks and puts nothing there.
fn takes_letters(view: &View<'_>, change: &Change) -> bool {
    let Change::Text { line, span, insert } = change else { return false };
    let old = view.issue().raw(*line).get(span.start as usize..span.end as usize).unwrap_or("");
    insert.is_empty() && old.chars().any(char::is_alphanumeric)
}
