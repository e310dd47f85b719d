//! The pieces of an issue that a jump line may lead from or to.

use std::collections::BTreeMap;
use std::ops::Range;

use super::REPEATS;
use super::pages::Pages;
use crate::ledger::Draft;
use crate::model::{LineIx, Role};
use crate::passes::ends::{End, is_unspaced_text, starts_lower};
use crate::passes::jump_line::{self, JumpLine, Way};
use crate::passes::{View, likeness};
use crate::rules::phrases::{fold, spans};

/// Shortest word, in letters, that tells one headline from another; signs of scripts without spaces all do.
const SHORTEST: usize = 3;

/// Most words of a catchword; more are a headline that is printed again.
const CATCHWORD: usize = 2;

/// A jump line, or words in a line of text that say the same.
#[derive(Debug)]
pub(super) struct Sign {
    pub line: LineIx,
    /// Bytes of the raw line.
    pub span: Range<u32>,
    /// Whether it is a line of its own.
    pub whole: bool,
    pub jump: JumpLine,
}

/// A piece of an article on one page.
#[derive(Debug)]
pub(super) struct Half {
    /// Page, counted from 0.
    pub page: usize,
    /// Its place in the draft's order.
    pub range: Range<usize>,
    /// The first of that.
    pub first_place: usize,
    /// Its lines without the furniture of the page.
    pub lines: Vec<LineIx>,
    /// The last of them.
    pub last: LineIx,
    pub heads: Vec<LineIx>,
    pub body: Vec<LineIx>,
    /// Index of the sign that leads on from it, and of the one that leads to it.
    pub to: Option<usize>,
    pub from: Option<usize>,
    /// Words of its headline.
    title: Vec<String>,
    /// Catchwords of its jump lines.
    catch: Vec<String>,
    /// Whether its last sentence is not at its end.
    pub open: bool,
    /// Whether its first words go on from somewhere.
    pub goes_on: bool,
    pub unspaced: bool,
}

impl Half {
    /// Share of the words over one half that stand over the other too.
    pub(super) fn likeness(&self, second: &Self) -> f64 {
        let caught = likeness::share(&self.catch, &second.title);
        let back = likeness::share(&second.catch, &self.title);
        let both = likeness::share(&self.catch, &second.catch);
        likeness::share(&second.title, &self.title).max(caught).max(back).max(both)
    }

    /// The words over it, if they are so few that they may be a catchword.
    pub(super) fn catchwords(&self) -> Option<&[String]> {
        (self.heads.len() == 1 && (1..=CATCHWORD).contains(&self.title.len())).then_some(&self.title)
    }

    /// Whether its text has all of these words.
    fn says(&self, draft: &Draft<'_>, words: &[String]) -> bool {
        let mut missing: Vec<&String> = words.iter().collect();
        for line in &self.body {
            let text = draft.text(*line);
            spans(&text).map(|span| fold(&text[span])).for_each(|word| missing.retain(|wanted| **wanted != word));
            if missing.is_empty() {
                return true;
            }
        }
        false
    }

    /// Whether the words over another text are its catchword, or most of them are of its headline.
    fn is_headed_by(&self, words: &[String]) -> bool {
        let caught =
            !self.catch.is_empty() && likeness::share(&self.catch, words) >= REPEATS && words.len() <= CATCHWORD;
        !words.is_empty() && (caught || likeness::share(words, &self.title) >= REPEATS)
    }
}

impl Half {
    /// Whether all that heads it is a catchword set onto the line that says where it comes from: a part of that line.
    pub(super) fn catchword(&self, draft: &Draft<'_>, signs: &[Sign]) -> bool {
        let ([head], Some(from)) = (&self.heads[..], self.from) else { return false };
        let sign = &signs[from];
        let directly = draft.place(*head) + 1 == draft.place(sign.line);
        sign.whole && directly && spans(&draft.text(*head)).count() <= CATCHWORD
    }
}

/// Every jump line in reading order.
pub(super) fn signs(view: &View<'_>) -> Vec<Sign> {
    let mut signs = Vec::new();
    for &line in view.draft.order() {
        let role = view.draft.role(line);
        if role == Role::JumpLine {
            let span = 0..view.issue.raw(line).len() as u32;
            let found = jump_line::read_known(&view.draft.text(line), view.rules);
            let found = found.filter(|jump| !points(jump, view));
            signs.extend(found.map(|jump| Sign { line, span, whole: true, jump }));
        } else if role == Role::Body {
            let text = view.draft.text(line);
            let head = jump_line::at_head(&text, view.rules).filter(|(_, jump)| jump.way == Way::From);
            let tail = jump_line::at_tail(&text, view.rules).filter(|(_, jump)| jump.way == Way::To);
            let open = || ends_piece(view, line).then(|| jump_line::at_open_tail(&text, view.rules)).flatten();
            for (span, jump) in head.into_iter().chain(tail.or_else(open)) {
                signs.push(Sign { line, span: view.draft.raw_span(line, span), whole: false, jump });
            }
        }
    }
    signs
}

/// Whether a line points to another article: `See related story, page 6`.
fn points(jump: &JumpLine, view: &View<'_>) -> bool {
    let list = view.rules.words("jump-pointer");
    jump.way == Way::To && !jump.catch.is_empty() && jump.catch.iter().all(|word| list.contains(word))
}

/// Whether the text on its page ends with a line: what stands below is another article, a heading or the page's end.
fn ends_piece(view: &View<'_>, line: LineIx) -> bool {
    let draft = view.draft;
    let below = draft.order()[draft.place(line) + 1..].iter().find(|line| !draft.role(**line).is_furniture());
    let page = |line: LineIx| view.issue.line(line).page;
    below.is_none_or(|below| draft.starts(*below) || draft.role(*below) != Role::Body || page(*below) != page(line))
}

/// The pieces that the articles fall into: at their starts, at page ends, where a jump line leads to the middle of one, and
/// where one may go on that is sent to that page.
pub(super) fn of(view: &View<'_>, signs: &[Sign], pages: &Pages) -> Vec<Half> {
    let cuts = cuts(view, signs);
    let halves = between(view, signs, &cuts);
    let more = arrivals(view, signs, pages, &halves);
    if more.is_empty() {
        return halves;
    }
    let mut cuts: Vec<usize> = cuts.into_iter().chain(more).collect();
    cuts.sort_unstable();
    cuts.dedup();
    between(view, signs, &cuts)
}

/// The places inside the pieces of a page at which an article may go on that a jump line sends there: at a heading of its
/// catchword or of words of its headline, and, where its sentence is open, at a text that begins inside one.
fn arrivals(view: &View<'_>, signs: &[Sign], pages: &Pages, halves: &[Half]) -> Vec<usize> {
    let draft = view.draft;
    let mut sent: BTreeMap<usize, Vec<&Half>> = BTreeMap::new();
    for half in halves {
        let page = half.to.and_then(|sign| pages.index(signs[sign].jump.page?)).filter(|page| *page != half.page);
        sent.entry(page.unwrap_or(usize::MAX)).or_default().push(half);
    }
    let mut more = Vec::new();
    for half in halves {
        let Some(sent) = sent.get(&half.page) else { continue };
        let is_open = sent.iter().any(|left| left.open);
        let mut before: Option<LineIx> = None;
        let (mut begun, mut heading) = (false, false);
        for at in half.range.clone() {
            let line = draft.order()[at];
            let role = draft.role(line);
            if role.is_furniture() {
                continue;
            }
            if role == Role::Subhead && begun && !heading {
                let text = draft.text(line);
                let words: Vec<String> = telling(spans(&text).map(|span| fold(&text[span])));
                let few = (1..=CATCHWORD).contains(&words.len());
                if sent.iter().any(|left| left.is_headed_by(&words) || few && left.says(draft, &words)) {
                    more.push(at);
                }
            }
            if role == Role::Body {
                let own = view.issue.line(line).region;
                let is_beheaded = || {
                    let ends = before.is_some_and(|line| closed(view, line));
                    // White parts what a small letter joins.
                    let region = |line: LineIx| view.issue.line(line).region;
                    let parted = !draft.is_joined_to(line) || before.is_some_and(|line| region(line) != own);
                    ends && parted && starts_lower(&draft.text(line))
                };
                if is_open && !heading && is_beheaded() {
                    more.push(at);
                }
                before = Some(line);
            }
            heading = role == Role::Subhead;
            begun |= !heading;
        }
    }
    more
}

fn closed(view: &View<'_>, line: LineIx) -> bool {
    End::of(&view.draft.text(line), view.rules.words("abbreviation")).is_closed()
}

/// Where the articles begin, the pages, and what jump lines lead to.
fn cuts(view: &View<'_>, signs: &[Sign]) -> Vec<usize> {
    let draft = view.draft;
    let mut cuts: Vec<usize> = draft.articles().map(|article| article.start).collect();
    let is_head =
        |at: usize| matches!(draft.role(draft.order()[at]), Role::Title | Role::Kicker | Role::Deck | Role::Subhead);
    for sign in signs.iter().filter(|sign| sign.jump.way == Way::From) {
        let mut at = draft.place(sign.line);
        while at > 0 && !draft.starts(draft.order()[at]) && is_head(at - 1) {
            at -= 1;
        }
        let start = cuts.partition_point(|cut| *cut <= at);
        // What stands between the start of the article and the line may be its own head.
        let from = start.checked_sub(1).map_or(0, |n| cuts[n]);
        let has_text = (from..at).any(|place| draft.role(draft.order()[place]) == Role::Body);
        // An article that begins right below the line begins with it.
        let below = draft.order()[at..].iter().position(|line| !draft.role(*line).is_furniture()).map(|gap| at + gap);
        match cuts.get_mut(start).filter(|cut| Some(**cut) == below) {
            Some(cut) => *cut = at,
            None if has_text && from != at => cuts.insert(start, at),
            None => {}
        }
    }
    cuts
}

/// The pieces between these places.
fn between(view: &View<'_>, signs: &[Sign], cuts: &[usize]) -> Vec<Half> {
    let draft = view.draft;
    let ends = cuts.iter().skip(1).copied().chain([draft.order().len()]).collect::<Vec<_>>();
    let mut halves: Vec<Half> = cuts.iter().zip(ends).filter_map(|(from, to)| half(view, *from..to)).collect();
    for (n, sign) in signs.iter().enumerate() {
        let at = draft.place(sign.line);
        let holder = halves.partition_point(|half| half.range.start <= at).checked_sub(1);
        let Some(half) = holder.and_then(|at| halves.get_mut(at)) else { continue };
        match sign.jump.way {
            Way::To => half.to = Some(n),
            Way::From if half.from.is_none() => half.from = Some(n),
            Way::From => {}
        }
        half.catch.extend(telling(sign.jump.catch.iter().cloned()));
    }
    halves
}

fn half(view: &View<'_>, range: Range<usize>) -> Option<Half> {
    let draft = view.draft;
    let all = &draft.order()[range.clone()];
    let of_article = |line: &LineIx| {
        let role = draft.role(*line);
        !role.is_furniture() || role == Role::JumpLine
    };
    let lines: Vec<LineIx> = all.iter().copied().filter(of_article).collect();
    let of = |wanted: &[Role]| -> Vec<LineIx> {
        lines.iter().copied().filter(|line| wanted.contains(&draft.role(*line))).collect()
    };
    let body = of(&[Role::Body]);
    let (first, last) = (*body.first()?, *body.last()?);
    // On a page that tells no headlines every heading over the text may be one.
    let top = lines.iter().take_while(|line| **line != first);
    let subheads = top.copied().filter(|line| draft.role(*line) == Role::Subhead);
    let heads: Vec<LineIx> = of(&[Role::Title, Role::Kicker, Role::Deck]).into_iter().chain(subheads).collect();
    let text = draft.text(first);
    let title = heads.iter().flat_map(|line| {
        let text = draft.text(*line);
        spans(&text).map(|span| fold(&text[span])).collect::<Vec<_>>()
    });
    Some(Half {
        page: view.issue.line(first).page as usize,
        first_place: range.start,
        range,
        last: *lines.last()?,
        title: telling(title),
        catch: Vec::new(),
        open: !End::of(&draft.text(last), view.rules.words("abbreviation")).is_closed(),
        goes_on: starts_lower(&text) || is_unspaced_text(&text) && draft.is_joined_to(first),
        unspaced: is_unspaced_text(&text),
        to: None,
        from: None,
        lines,
        heads,
        body,
    })
}

fn telling(words: impl Iterator<Item = String>) -> Vec<String> {
    // "A.S.B." is one word.
    let mut whole: Vec<String> = Vec::new();
    let mut letters = false;
    for word in words {
        let letter = word.len() == 1 && word.is_ascii();
        match whole.last_mut().filter(|_| letter && letters) {
            Some(last) => last.push_str(&word),
            None => whole.push(word),
        }
        letters = letter;
    }
    whole.retain(|word| !word.is_ascii() || word.len() >= SHORTEST);
    whole
}
