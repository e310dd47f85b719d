//! From a reading to edits.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::carry::Carry;
use super::headline::{self, Block};
use super::lead::Leads;
use super::reading::{Label, Reading, Side};
use super::sized;
use super::units::{Kind, Unit};
use crate::ledger::{Change, Edit, Glue};
use crate::model::script::{Script, script};
use crate::model::{LineIx, Role};
use crate::passes::View;
use crate::passes::ends::End;
use crate::passes::galley::Galley;
use crate::passes::hyphen::{Cut, over_pages};
use crate::passes::section::{is_column, is_section};
use crate::rules::Rule;

/// Collects the edits of an issue.
pub(super) struct Emit<'e, 'g> {
    view: &'e View<'e>,
    galley: &'e Galley<'g>,
    carries: &'e [Carry],
    headline: &'e Rule,
    start: &'e Rule,
    /// Lines that a move of this pass has taken away from their place.
    moved: Vec<bool>,
    behind: Behind,
    edits: Vec<Edit>,
    /// Words that a page end cuts.
    cuts: Vec<Cut>,
}

impl<'e, 'g> Emit<'e, 'g> {
    pub(super) fn new(
        view: &'e View<'e>,
        galley: &'e Galley<'g>,
        headline: &'e Rule,
        start: &'e Rule,
        carries: &'e [Carry],
    ) -> Self {
        let moved = vec![false; view.issue.n_lines()];
        let behind = Behind::of(galley);
        Self { view, galley, headline, start, carries, moved, behind, edits: Vec::new(), cuts: Vec::new() }
    }

    /// The edits of one page. `sure`: how clear the convention is, 0 to 1.
    pub(super) fn page(&mut self, units: &[Unit<'_>], reading: &Reading, sure: f64) {
        let n = reading.labels.len();
        let starts: Vec<usize> = (0..n).filter(|at| reading.labels[*at].1).collect();
        let sized = sized::labels(self.view, self.galley, units, &reading.labels);
        for (at, (label, _)) in reading.labels.iter().enumerate() {
            let sure = 0.6 + 0.35 * (reading.sure[at] / 2.0).min(1.0);
            let over_deck =
                *label == Label::Title && reading.labels.get(at + 1).is_some_and(|(next, _)| *next == Label::Deck);
            let under_section = at > 0 && *label == Label::Deck && units[at - 1].section;
            let label = match sized[at].unwrap_or(*label) {
                label if sized[at].is_some() => label,
                Label::Title if over_deck && units[at].section => Label::Kicker,
                Label::Deck if under_section && reading.labels[at - 1].0 == Label::Title => Label::Title,
                label => label,
            };
            self.role(&units[at], label, sure);
        }
        let mut heads: Vec<(Vec<usize>, Range<usize>)> = Vec::new();
        let has_captions = units.iter().any(|unit| unit.is(Kind::Caption));
        let page = self.view.issue.page_of(self.galley.rows[units[0].rows.start].line);
        let leads = Some(page).filter(|_| has_captions).and_then(|page| Leads::of(self.view, page));
        // Moves are told from the top of the page down, so that each finds the place that those before have left.
        for (k, &first) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(n);
            if units[first].carried {
                self.carry(&units[first..end]);
                continue;
            }
            let titles: Vec<usize> =
                (first..end).filter(|at| matches!(reading.labels[*at].0, Label::Title | Label::Deck)).collect();
            let below = reading.convention.side == Side::Below && !titles.is_empty();
            if below {
                self.move_up(&units[first], titles.iter().map(|at| &units[*at]), sure);
            }
            let head = if below { titles[0] } else { first };
            heads.push((titles, first..end));
            // A picture that stands over a headline is read before it, and so is its caption.
            let floor = k.checked_sub(1).map_or(0, |before| starts[before] + 1);
            let over = floor..head;
            let led = match leads.as_ref().filter(|_| !below) {
                Some(leads) => leads.first(self.view, self.galley, units, over),
                None => over.end,
            };
            self.begin(&units[led], 0.75 + 0.2 * sure);
            if below {
                self.begin_no_more(&units[first], "the headline stands before it");
            } else if led < head {
                self.begin_no_more(&units[head], "a picture stands over the headline, and its caption before it");
            }
        }
        self.parts(units, &heads);
        self.sized_parts(units, &heads);
        self.set_aside(units, reading, &starts);
    }

    /// Sizes of the type of the rows of a headline, where boxes tell them all.
    fn sizes(&self, units: &[Unit<'_>], titles: &[usize]) -> Option<Vec<f32>> {
        let rows = titles.iter().flat_map(|unit| units[*unit].rows.clone());
        rows.map(|row| self.galley.type_size(row)).collect()
    }

    /// Tells kicker and deck from the headline by the size of its type, where boxes tell it.
    fn sized_parts(&mut self, units: &[Unit<'_>], heads: &[(Vec<usize>, Range<usize>)]) {
        let Some(rule) = self.view.rules.get("article/headline-parts") else { return };
        for (titles, _) in heads {
            let Some(sizes) = self.sizes(units, titles) else { continue };
            let is_large = |size: &f32| is_alike(*size, &sizes);
            let (Some(first), Some(last)) = (sizes.iter().position(is_large), sizes.iter().rposition(is_large)) else {
                continue;
            };
            if titles.len() == 1 && first == 0 && last + 1 == sizes.len() {
                continue;
            }
            let role = |n: usize| match n {
                _ if n < first => Role::Kicker,
                _ if n > last => Role::Deck,
                _ => Role::Title,
            };
            let lines = titles.iter().flat_map(|unit| self.lines(&units[*unit]));
            let changes = lines.enumerate().map(|(n, line)| Change::Role { line, role: role(n) }).collect();
            let why = "the headline is set in the largest type of its head, kicker and deck in smaller";
            self.edits.push(rule.sure(0.85, changes).because(why));
        }
    }

    /// Tells kicker and deck from the headlines of a page that has no sizes of type and no words to tell them.
    fn parts(&mut self, units: &[Unit<'_>], heads: &[(Vec<usize>, Range<usize>)]) {
        let Some(rule) = self.view.rules.get("article/headline-parts") else { return };
        // The dictionary is of Chinese.
        let chinese = |line: &&str| !line.chars().any(|c| matches!(script(c), Script::Kana | Script::Hangul));
        let told = |unit: &usize| {
            let unit = &units[*unit];
            unit.unspaced && !unit.boxed && unit.lines.iter().all(chinese)
        };
        let blocks: Vec<(Vec<LineIx>, Block<'_>)> = heads
            .iter()
            // A single line has no parts.
            .filter(|(titles, _)| titles.iter().map(|unit| units[*unit].lines.len()).sum::<usize>() > 1)
            .filter(|(titles, _)| titles.iter().all(told))
            .map(|(titles, article)| {
                let rows = titles.iter().flat_map(|unit| &self.galley.rows[units[*unit].rows.clone()]);
                let parted = titles.windows(2).map(|pair| (pair[0], pair[1]));
                let gaps = parted.map(|(a, _)| units[a].lines.len()).scan(0, |at, n| {
                    *at += n;
                    Some(*at)
                });
                let text = article.clone().filter(|unit| units[*unit].is(Kind::Text));
                let text = text.flat_map(|unit| units[unit].lines.iter().copied());
                (
                    rows.clone().map(|row| row.line).collect(),
                    Block {
                        lines: rows.map(|row| (row.text.as_ref(), row.width)).collect(),
                        gaps: gaps.collect(),
                        measure: units[titles[0]].measure,
                        text: headline::opening(text),
                        named: [is_section, is_column].iter().any(|is| is(units[titles[0]].lines[0], self.view.rules)),
                    },
                )
            })
            .collect();
        let found = headline::parts(blocks.iter().map(|(_, block)| block));
        for ((lines, _), parts) in blocks.iter().zip(found) {
            let Some(parts) = parts else { continue };
            let mut changes = Vec::new();
            for (n, line) in lines.iter().enumerate() {
                let role = parts.role(n);
                changes.push(Change::Role { line: *line, role });
            }
            let sure = 0.5 + 0.3 * (parts.margin / 3.0).min(1.0);
            self.edits.push(rule.sure(sure, changes).because(parts.why()));
        }
    }

    /// The edits, in the order in which they fold.
    pub(super) fn finish(mut self) -> Vec<Edit> {
        self.edits.extend(over_pages(self.view, &self.cuts));
        self.edits
    }

    fn lines(&self, unit: &Unit<'_>) -> Vec<LineIx> {
        self.galley.rows[unit.rows.clone()].iter().map(|row| row.line).collect()
    }

    fn role(&mut self, unit: &Unit<'_>, label: Label, sure: f64) {
        let was = self.galley.rows[unit.rows.start].role;
        let (role, why) = match label {
            Label::Banner => (Role::Banner, "a heading over the whole page, no article's own"),
            Label::Title => (Role::Title, "the headline of an article"),
            Label::Kicker => (Role::Kicker, "the part of the paper that the article stands in"),
            Label::Deck => (Role::Deck, "a further heading of the same headline"),
            Label::Byline | Label::Signature => (Role::Byline, "a name at the head or the end of an article"),
            Label::Loose => (Role::LooseByline, "a name that stands with no article"),
            Label::Subhead => (Role::Subhead, "a heading inside an article"),
            Label::Text if unit.is(Kind::Byline) => (Role::Body, "a name inside an advertisement"),
            _ => return,
        };
        if role != was {
            let changes = self.lines(unit).into_iter().map(|line| Change::Role { line, role }).collect();
            self.edits.push(self.headline.sure(sure, changes).because(why));
        }
    }

    fn begin(&mut self, unit: &Unit<'_>, sure: f64) {
        let line = self.galley.rows[unit.rows.start].line;
        if !self.view.draft.starts(line) {
            self.edits
                .push(self.start.sure(sure, vec![Change::Start { line, on: true }]).because("an article begins here"));
        }
    }

    /// Where an article began before something was set above it.
    fn begin_no_more(&mut self, unit: &Unit<'_>, why: &'static str) {
        let line = self.galley.rows[unit.rows.start].line;
        if self.view.draft.starts(line) {
            self.edits.push(self.start.whole(vec![Change::Start { line, on: false }]).because(why));
        }
    }

    /// Moves a headline that stands below its article above it.
    fn move_up<'u>(&mut self, first: &Unit<'_>, titles: impl Iterator<Item = &'u Unit<'u>>, sure: f64) {
        let lines: Vec<LineIx> = titles.flat_map(|unit| self.lines(unit)).collect();
        let top = self.galley.rows[first.rows.start].line;
        for line in &lines {
            self.moved[line.at()] = true;
        }
        let order = self.view.draft.order();
        let after = order[..self.view.draft.place(top)].iter().rev().find(|line| !self.moved[line.at()]).copied();
        let rule = self.view.rules.get("article/headline-below").unwrap_or(self.headline);
        let why = "on this page headlines stand below their articles";
        self.edits.push(rule.sure(0.7 + 0.25 * sure, vec![Change::Move { lines, after }]).because(why));
    }

    /// Sets the adverts amid a text behind its article.
    fn set_aside(&mut self, units: &[Unit<'_>], reading: &Reading, starts: &[usize]) {
        let Some(rule) = self.view.rules.get("article/aside") else { return };
        let is_aside = |at: usize| reading.labels[at].0 == Label::Aside;
        // The end of the article, and the last line that stands there.
        let mut end: Option<(usize, LineIx)> = None;
        let mut at = 0;
        while at < units.len() {
            let to = (at..units.len()).find(|n| !is_aside(*n)).unwrap_or(units.len());
            if to == at {
                at += 1;
                continue;
            }
            let next = starts.iter().copied().find(|start| *start >= to).unwrap_or(units.len());
            let last = units[to..next].iter().rev().find_map(|unit| self.lines(unit).last().copied());
            let behind = end.filter(|(end, _)| *end == next).map(|(_, line)| line).or(last);
            let lines: Vec<LineIx> = units[at..to].iter().flat_map(|unit| self.lines(unit)).collect();
            if let (Some(after), Some(first), Some(own)) = (behind, lines.first().copied(), lines.last().copied()) {
                let because = "no heading stands over the text below the advert";
                let parted = |n: &usize| *n > at && units[*n].filed != units[*n - 1].filed;
                let others = (at..to).filter(parted).map(|n| self.galley.rows[units[n].rows.start].line);
                let begins = std::iter::once(first).chain(others).map(|line| Change::Start { line, on: true });
                let changes = std::iter::once(Change::Move { lines, after: Some(after) }).chain(begins).collect();
                self.edits.push(rule.whole(changes).because(because));
                end = Some((next, own));
            }
            at = to;
        }
    }

    /// Sets text that goes on from the page before behind what goes on in it.
    fn carry(&mut self, units: &[Unit<'_>]) {
        let (Some(first), Some(last)) = (units.first(), units.last()) else { return };
        let rows = first.rows.start..last.rows.end;
        let Ok(n) = self.carries.binary_search_by_key(&rows.start, |carry| carry.to) else { return };
        let carry = &self.carries[n];
        let Some(rule) = self.view.rules.get("article/carry") else { return };
        let (left, right) = (self.galley.rows[carry.from].line, self.galley.rows[carry.to].line);
        let because = "text without a heading at the top of its part of the page";
        let tells = "the sentence that is open in the one goes on in the other";
        let sure = 0.75 + 0.05 * carry.score.clamp(0.0, 4.0);
        if self.behind.before(rows.start) != Some(carry.from) {
            self.behind.set(rows.clone(), carry.from);
            let lines = self.galley.rows[rows].iter().map(|row| row.line).collect();
            let edit = rule.sure(sure, vec![Change::Move { lines, after: Some(left) }]).because(because);
            self.edits.push(if carry.inside_sentence { edit.because(tells) } else { edit });
        }
        let is_joined = self.view.draft.join(left).is_some_and(|(next, _)| next == right);
        if !carry.inside_sentence || is_joined || self.galley.rows[carry.to].role != Role::Body {
            return;
        }
        if self.galley.rows[carry.from].end == End::Hyphen {
            self.cuts.push(Cut { left, right, sure });
        } else {
            let seam = Change::Seam { left, right, glue: Glue::Space };
            self.edits.push(rule.sure(sure, vec![seam]).because(tells));
        }
    }
}

/// Whether type is of the headline itself, by the sizes of all lines of its head.
fn is_alike(size: f32, sizes: &[f32]) -> bool {
    /// Share of the largest type down to which it is.
    const ALIKE: f32 = 0.8;
    size >= ALIKE * sizes.iter().copied().fold(0.0, f32::max)
}

/// Which row stands behind which once moves are made: the one before it in the galley, but where a move says otherwise.
#[derive(Default)]
struct Behind {
    n_rows: usize,
    before: FxHashMap<usize, Option<usize>>,
    after: FxHashMap<usize, Option<usize>>,
}

impl Behind {
    fn of(galley: &Galley<'_>) -> Self {
        Self { n_rows: galley.rows.len(), ..Self::default() }
    }

    fn before(&self, row: usize) -> Option<usize> {
        self.before.get(&row).copied().unwrap_or(row.checked_sub(1))
    }

    fn after(&self, row: usize) -> Option<usize> {
        self.after.get(&row).copied().unwrap_or(Some(row + 1).filter(|row| *row < self.n_rows))
    }

    /// Sets rows, which stand in a row, behind another.
    fn set(&mut self, rows: Range<usize>, behind: usize) {
        let (first, last) = (rows.start, rows.end - 1);
        self.tie(self.before(first), self.after(last));
        let next = self.after(behind);
        self.tie(Some(behind), Some(first));
        self.tie(Some(last), next);
    }

    fn tie(&mut self, a: Option<usize>, b: Option<usize>) {
        if let Some(a) = a {
            self.after.insert(a, b);
        }
        if let Some(b) = b {
            self.before.insert(b, a);
        }
    }
}
