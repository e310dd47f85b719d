//! Figures of an issue: what its row in the index shows, and the balance of characters.

use super::view::View;
use crate::ledger::stake;
use crate::ledger::{Balance, PassName, State, balance};
use crate::model::{Layout, Warning};

/// Changes by something, and how many of them wait for a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Bars {
    /// All of them.
    pub all: u32,
    /// Those that wait.
    pub open: u32,
}

/// What the index says of an issue. Small, so that thousands fit in memory.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Summary {
    /// Name of the outputs, with `/` between folders.
    pub name: String,
    /// Path of its first file.
    pub source: String,
    /// Format and layout, in words.
    pub kind: String,
    /// How many pages it has.
    pub pages: u32,
    /// How many articles were found.
    pub articles: u32,
    /// How many changes its ledger holds; units that wait for a person count singly.
    pub changes: u32,
    /// How many of them wait for a person.
    pub open: u32,
    /// Expected damage, in characters, of deciding nothing.
    pub stake: f64,
    /// Share of its characters in lines that no doubtful change speaks of.
    pub sure: f64,
    /// Characters that neither stand in the result nor in the ledger.
    pub unaccounted: u64,
    /// Decisions that meet no change any more.
    pub stale: u32,
    /// What a person should look at.
    pub notes: Vec<String>,
    /// Changes by pass, in the order of the passes.
    pub by_pass: [Bars; 8],
    /// Changes by confidence: below 55 percent, then in steps of five.
    pub by_confidence: [Bars; 10],
    /// Why the issue could not be read; then the rest is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What the index says of the issue of a view.
pub(super) fn of_view(view: &View<'_>, warnings: &[Warning], stale: usize) -> Summary {
    let issue = view.issue();
    let draft = view.draft();
    let mut out = Summary {
        name: issue.name.clone(),
        source: issue.pages().first().map_or_else(String::new, |page| page.source.path.clone()),
        kind: kind(view),
        pages: issue.pages().len() as u32,
        articles: articles(view),
        changes: view.cards.len() as u32,
        stale: stale as u32,
        ..Summary::default()
    };
    let mut doubtful = vec![false; issue.n_lines()];
    let mut removals = 0;
    let mut moves = 0;
    for card in &view.cards {
        let pass = PassName::ALL.iter().position(|pass| *pass == card.edit.pass).unwrap_or(0);
        let step = usize::from(card.edit.confidence.0.saturating_sub(500) / 50).min(9);
        for bars in [&mut out.by_pass[pass], &mut out.by_confidence[step]] {
            bars.all += 1;
            bars.open += u32::from(card.open);
        }
        let is_move = card.edit.changes.iter().any(|change| matches!(change, crate::ledger::Change::Move { .. }));
        moves += usize::from(is_move && card.entry.state == State::Applied);
        if card.open {
            out.open += 1;
            out.stake += stake(issue, &card.edit);
            removals += usize::from(card.edit.pass == PassName::StripArtifacts);
            crate::review::lines_of(&card.edit).iter().for_each(|line| doubtful[line.at()] = true);
        }
    }
    let chars = |line| issue.raw(line).chars().count();
    let all: usize = issue.line_indices().map(chars).sum();
    let sure: usize = issue.line_indices().filter(|line| !doubtful[line.at()]).map(chars).sum();
    out.sure = if all == 0 { 1.0 } else { sure as f64 / all as f64 };
    out.unaccounted = balance(draft).map_or(0, |sum| unaccounted(&sum));
    out.notes.extend((moves > 0).then(|| super::text::counted(moves, "move")));
    out.notes.extend((removals > 0).then(|| super::text::counted(removals, "doubtful removal")));
    out.notes.extend(issue.oddities().chain(warnings.iter().cloned()).take(2).map(|warning| warning.message));
    out
}

/// How many articles hold more than furniture.
pub(super) fn articles(view: &View<'_>) -> u32 {
    view.diff.rows.iter().filter(|row| matches!(row, crate::report::Row::Article(_))).count() as u32
}

/// Characters that neither stand in the result nor in the ledger.
pub(super) fn unaccounted(sum: &Balance) -> u64 {
    (sum.source + sum.inserted).abs_diff(sum.output + sum.removed)
}

fn kind(view: &View<'_>) -> String {
    let Some(page) = view.issue().pages().first() else { return String::new() };
    let format = match page.source.format {
        "text" => "text",
        "alto" => "ALTO",
        "hocr" => "hOCR",
        "tsv" => "TSV",
        "page" => "PAGE",
        other => other,
    };
    match page.layout {
        Layout::Flow => format.to_owned(),
        Layout::Columns => format!("{format}, columns side by side"),
        Layout::Boxes => format!("{format}, boxes"),
    }
}

/// Characters by what became of them.
#[derive(Debug, Default)]
pub(super) struct Characters {
    /// The sums.
    pub sum: Balance,
    /// Taken out because they were printed twice or are no text.
    pub stripped: u64,
    /// Taken out or replaced by any other pass.
    pub replaced: u64,
    /// Whether some of the first, and some of the second, wait for a person.
    pub doubtful: (bool, bool),
    /// In lines that stand in no article.
    pub aside: u64,
    /// Pieces that were moved.
    pub moved: u64,
}

/// Counts the characters of a view.
pub(super) fn characters(view: &View<'_>) -> Characters {
    let (issue, draft) = (view.issue(), view.draft());
    let mut out = Characters { sum: balance(draft).unwrap_or_default(), ..Characters::default() };
    for line in issue.line_indices() {
        if draft.role(line).is_furniture() {
            out.aside += draft.text(line).chars().count() as u64;
        }
        for patch in draft.patches(line) {
            let old = issue.raw(line).get(patch.span.start as usize..patch.span.end as usize).unwrap_or("");
            let n = old.chars().count() as u64;
            let card = view.text_at(line, patch.span.start, patch.span.end).map(|card| &view.cards[card]);
            let open = card.is_some_and(|card| card.open);
            if card.is_some_and(|card| card.edit.pass == PassName::StripArtifacts) {
                out.stripped += n;
                out.doubtful.0 |= open;
            } else {
                out.replaced += n;
                out.doubtful.1 |= open;
            }
        }
    }
    out.moved = view.diff.rows.iter().filter(|row| matches!(row, crate::report::Row::Ghost(_))).count() as u64;
    out
}

/// What the index says of an issue that was compared. `warnings` are those of the run; those of the reader stand in the
/// issue. `stale` is how many decisions meet no change.
#[must_use]
pub fn summary(diff: &crate::report::Diff<'_>, warnings: &[Warning], stale: usize) -> Summary {
    of_view(&View::of(diff, &diff.draft.issue().name), warnings, stale)
}
