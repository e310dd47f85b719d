//! Running heads: lines that come back at the same edge of page after page, also misread.
//!
//! That a line comes back is not enough, since headlines and advertisements do as well. It has to stand outside the text,
//! and one thing more has to speak for it: the number of the page in it or beside it, the name of a paper, a sentence that
//! goes on below it, or columns side by side below it.

use std::collections::{BTreeMap, BTreeSet};

use super::bands::{Band, Edge, EdgeLine};
use super::groups::{self, Group, Groups};
use super::place::{self, Margin};
use crate::ledger::{Change, Edit, Level};
use crate::model::Role;
use crate::model::script::is_unspaced;
use crate::passes::{View, jump_line};
use crate::rules::Rule;
use crate::rules::phrases::words;

/// Fewest pages on which a running head stands.
const FEWEST: usize = 3;

/// Share of the pages, or of the left or the right ones, on which a head without a number stands.
const COVERED: f64 = 0.7;

/// Times the height of the text that a head above columns has at most; a headline over all of them is larger.
const LARGEST: f64 = 1.6;

/// One letter in so many may be misread in a line that stands where the head stands on other pages: in text, and where
/// boxes tell the place.
const PER_SLIP: [usize; 2] = [3, 2];

/// Fewest letters of a title of a paper, and heights with text that may stand above it.
const TITLE: usize = 6;
const TITLE_DEPTH: usize = 1;

/// Pages from a page with the head on which it may be misread.
const REACH: usize = 3;

/// Places of a head that another is compared with.
const MANY: usize = 12;

/// Share of the height of a page by which the places of a head differ at most.
const SHIFT: f64 = 0.02;

/// What is known of the pages.
pub(super) struct Facts<'f> {
    pub view: &'f View<'f>,
    pub bands: &'f [Band<'f>],
    pub groups: &'f Groups,
    /// For each page, the lines that hold its number.
    pub numbered: &'f [BTreeSet<crate::model::LineIx>],
}

pub(super) fn propose(facts: &Facts<'_>, edits: &mut Vec<Edit>) {
    let Some(rule) = facts.view.rules.get("furniture/running-head") else { return };
    let margins = place::margins(facts.bands, facts.groups);
    for group in facts.groups.all.iter().filter(|group| group.n_pages > 1) {
        if let Some(found) = facts.judge(group, &margins) {
            facts.strike(group, &found, rule, edits);
            facts.strike_title(group, &found, rule, edits);
        }
    }
}

/// A running head.
struct Found {
    /// The line on each page, by its place in the band.
    lines: BTreeMap<usize, usize>,
    confidence: f64,
    level: Level,
    why: String,
}

impl Facts<'_> {
    fn is_numbered(&self, page: usize, at: usize) -> bool {
        self.numbered[page].contains(&self.bands[page][at].line)
    }

    /// Whether the number or the date of the page stands at the height of a line, or directly within it in flow text.
    fn is_beside_folio(&self, page: usize, at: usize) -> bool {
        let line = &self.bands[page][at];
        self.bands[page].iter().filter(|other| other.edge == line.edge && other.line != line.line).any(|other| {
            let is_folio = other.role == Role::Folio || self.numbered[page].contains(&other.line);
            let near = match line.bbox {
                Some(_) => other.height == line.height || place::overlap(line, other),
                // Further in is the text, and a headline may stand there below the number.
                None => other.height == line.height + 1,
            };
            is_folio && near
        })
    }

    fn judge(&self, group: &Group, margins: &[[Margin; 2]]) -> Option<Found> {
        let side = usize::from(group.edge == Edge::Foot);
        let taken = |role: Role| matches!(role, Role::RunningHead | Role::Folio | Role::Masthead);
        let is_outside = |(page, at): &(usize, usize)| {
            taken(self.bands[*page][*at].role) || margins[*page][side].outside.contains(at)
        };
        let mut lines: BTreeMap<usize, usize> = BTreeMap::new();
        for (page, at) in group.members.iter().copied().filter(is_outside) {
            lines.entry(page).or_insert(at);
        }
        let count = |is: &dyn Fn(usize, usize) -> bool| lines.iter().filter(|(page, at)| is(**page, **at)).count();
        let n = lines.len();
        let n_numbered = count(&|page, at| self.is_numbered(page, at));
        let n_folio = count(&|page, at| self.is_beside_folio(page, at));
        let n_furniture = count(&|page, at| taken(self.bands[page][at].role));
        let n_goes_on = count(&|page, _| margins[page][side].goes_on);
        let n_columns = count(&|page, at| margins[page][side].columns && self.is_small(page, at, &margins[page][side]));
        let covers = n >= FEWEST && self.covered(&lines) >= COVERED;
        let more = |n: usize| n >= 2;
        let (confidence, level, why) = if n >= FEWEST && more(n_numbered) {
            (0.95, Level::Safe, "it holds the number of the page")
        } else if n >= FEWEST && more(n_folio) {
            (0.93, Level::Safe, "the number or date of the page stands beside it")
        } else if more(n_furniture) {
            (0.88, Level::Safe, "on other pages it can be read as page furniture")
        } else if covers && self.names_paper(group) {
            (0.92, Level::Safe, "it names a newspaper")
        } else if covers && n_columns >= FEWEST {
            (0.9, Level::Safe, "it stands over columns side by side and in none of them")
        } else if covers && group.edge == Edge::Foot && count(&|page, at| self.is_remark(page, at)) == 0 {
            (0.88, Level::Safe, "no headline stands at the foot of a page")
        } else if covers && more(n_goes_on) {
            (0.88, Level::Safe, "a sentence of the page before goes on below it")
        } else if more(n_numbered) {
            (0.75, Level::Review, "it holds the number of the page")
        } else if n >= FEWEST {
            (0.5, Level::Note, "nothing else tells it from a headline that is taken up again")
        } else {
            return None;
        };
        let (pages, edge) = (self.bands.len(), group.edge.name());
        let why = format!("it stands at the {edge} of {n} of the {pages} pages, outside the text; {why}");
        Some(Found { lines, confidence, level, why })
    }

    /// The share of pages that have the head: of all, of the left or of the right ones. The first page has a head of its
    /// own.
    fn covered(&self, lines: &BTreeMap<usize, usize>) -> f64 {
        let share = |of: &dyn Fn(usize) -> bool| {
            let all = (1..self.bands.len()).filter(|page| of(*page)).count();
            let with = lines.keys().filter(|page| **page > 0 && of(**page)).count();
            if with < 2 { 0.0 } else { with as f64 / all as f64 }
        };
        // Most groups are of a few pages among many.
        if lines.len() * 4 < self.bands.len() {
            return 0.0;
        }
        let parity = |odd: usize| if lines.len() > FEWEST { share(&|page| page % 2 == odd) } else { 0.0 };
        share(&|_| true).max(parity(0)).max(parity(1))
    }

    /// Whether a line ends an article: a remark in brackets, such as that it will go on, or the end of a sentence.
    fn is_remark(&self, page: usize, at: usize) -> bool {
        let text = &self.bands[page][at].text;
        text.starts_with(['(', '（', '[', '［', '【', '〔'])
            || text.ends_with(['。', '！', '？', '!', '?', '…', '”', '」'])
    }

    fn is_small(&self, page: usize, at: usize, margin: &Margin) -> bool {
        let height = |at: usize| self.bands[page][at].bbox.map(|bbox| f64::from(bbox.height()));
        let text = margin.text.iter().filter_map(|at| height(*at)).fold(0.0, f64::max);
        height(at).is_some_and(|own| own <= LARGEST * text)
    }

    /// Whether most of its lines hold a word that names newspapers, or names of them end in.
    fn names_paper(&self, group: &Group) -> bool {
        let list = self.view.rules.words("paper-word");
        let names = |(page, at): &&(usize, usize)| {
            let text = &self.bands[*page][*at].text;
            if text.chars().any(is_unspaced) {
                text.char_indices().any(|(at, _)| list.at_start(&text[at..]).is_some())
            } else {
                words(text).any(|word| list.contains(&word))
            }
        };
        group.members.iter().filter(names).count() * 2 > group.members.len()
    }

    fn strike(&self, group: &Group, found: &Found, rule: &Rule, edits: &mut Vec<Edit>) {
        let mut lines: Vec<(usize, usize, f64)> =
            found.lines.iter().map(|(page, at)| (*page, *at, found.confidence)).collect();
        if found.lines.len() >= FEWEST && found.level == Level::Safe {
            let missing = self.missing(found);
            lines.extend(missing.into_iter().filter_map(|page| Some((page, self.misread(group, found, page)?, 0.78))));
        }
        for (page, at, confidence) in lines {
            let line = &self.bands[page][at];
            // Jump lines are alike on every page, and are told where the text is read.
            if line.role.is_furniture() || jump_line::read(&line.text, self.view.rules).is_some() {
                continue;
            }
            let opens = page == 0 && group.edge == Edge::Head && !self.is_numbered(page, at);
            let role = if opens { Role::Masthead } else { Role::RunningHead };
            let mut edit =
                rule.sure(confidence, vec![Change::Role { line: line.line, role }]).because(found.why.clone());
            if confidence < found.confidence {
                edit = edit.because("here it is misread, and told by its place");
            }
            edit.level = edit.level.min(found.level);
            edits.push(edit);
        }
    }

    /// The title of the paper on its first page, which the running heads of the others hold.
    fn strike_title(&self, group: &Group, found: &Found, rule: &Rule, edits: &mut Vec<Edit>) {
        if group.edge != Edge::Head || found.level != Level::Safe || found.lines.contains_key(&0) {
            return;
        }
        let head: String = group.letters.iter().collect();
        for line in self.bands[0].iter().filter(|line| line.edge == Edge::Head && line.depth <= TITLE_DEPTH) {
            let title: String = groups::letters(&line.text).into_iter().collect();
            let is_title = title.chars().count() >= TITLE && title.len() * 3 >= head.len() && head.contains(&title);
            if is_title && place::is_heavy(line) {
                let edit = rule.sure(0.85, vec![Change::Role { line: line.line, role: Role::Masthead }]);
                edits.push(edit.because("the running heads of the other pages hold this line of the first page"));
                return;
            }
        }
    }

    /// The pages without the head that stand between pages with it, or next to them.
    fn missing(&self, found: &Found) -> BTreeSet<usize> {
        let near = |page: &usize| page.saturating_sub(REACH)..(page + REACH + 1).min(self.bands.len());
        found.lines.keys().flat_map(near).filter(|page| !found.lines.contains_key(page)).collect()
    }

    /// The line of a page without the head that stands in its place and is so like it that it may be misread.
    fn misread(&self, group: &Group, found: &Found, page: usize) -> Option<usize> {
        let band = &self.bands[page];
        let of_edge = || band.iter().enumerate().filter(|(_, line)| line.edge == group.edge && place::is_heavy(line));
        let (first, line) = of_edge().next()?;
        let alone =
            of_edge().all(|(at, other)| at == first || other.height != line.height && !place::overlap(line, other));
        let placed = line.bbox.is_some()
            && found
                .lines
                .iter()
                .take(MANY)
                .all(|(other, at)| self.is_level(line, page, &self.bands[*other][*at], *other));
        let letters = groups::letters(&line.text);
        let alike = groups::slips(&letters, &group.letters, PER_SLIP[usize::from(placed)]).is_some();
        (alone && alike).then_some(first)
    }

    /// Whether two lines stand at about the same height of their pages.
    fn is_level(&self, a: &EdgeLine<'_>, page: usize, b: &EdgeLine<'_>, other: usize) -> bool {
        let share = |line: &EdgeLine<'_>, page: usize| {
            let height = self.view.issue.pages()[page].height;
            line.bbox.filter(|_| height > 0).map(|bbox| f64::from(bbox.top) / f64::from(height))
        };
        share(a, page).zip(share(b, other)).is_some_and(|(a, b)| (a - b).abs() <= SHIFT)
    }
}
