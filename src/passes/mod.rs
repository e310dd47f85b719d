//! The passes: each reads a draft and proposes edits; none changes anything itself.

mod attach_bylines;
mod credit;
mod cut_words;
mod ends;
mod everyday;
mod follow_jumps;
mod forms;
mod galley;
mod group_articles;
mod hyphen;
mod join_lines;
mod jump_line;
mod kinds;
mod label_regions;
mod likeness;
mod line_rules;
mod names;
mod normalize_text;
mod numbers;
mod one_row;
mod order_regions;
mod pictures;
mod place_and_day;
mod posts;
mod result_line;
mod section;
mod setting;
#[cfg(test)]
mod sketch;
mod strip_artifacts;
mod upright;

pub(crate) use ends::HYPHENS;

use crate::ledger::{Draft, Edit, PassName};
use crate::model::Issue;
use crate::rules::Rules;
use crate::survey::Survey;

/// What a pass may look at.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The source.
    pub issue: &'a Issue,
    /// The text as it is after the passes before.
    pub draft: &'a Draft<'a>,
    /// What was measured on the source.
    pub survey: &'a Survey,
    /// The rules in force.
    pub rules: &'a Rules,
}

/// How much of an issue a pass looks at at once, and what it runs.
#[derive(Clone, Copy)]
pub enum Scope<'p> {
    /// One page, whichever others there are.
    Page(&'p (dyn Fn(&View<'_>, usize) -> Vec<Edit> + Sync)),
    /// The whole issue.
    Issue(&'p (dyn Fn(&View<'_>) -> Vec<Edit> + Sync)),
}

/// One pass.
#[derive(Clone, Copy)]
pub struct Pass<'p> {
    /// Its name.
    pub name: PassName,
    /// What it runs.
    pub scope: Scope<'p>,
}

/// The passes in order. The order is explained in ARCHITECTURE.md.
pub const PASSES: [Pass<'_>; 11] = [
    // No rule knows words with blanks in them.
    Pass { name: PassName::NormalizeText, scope: Scope::Page(&normalize_text::close_up) },
    Pass { name: PassName::StripArtifacts, scope: Scope::Page(&strip_artifacts::propose) },
    // What comes back from page to page, once each page is rid of what it tells alone.
    Pass { name: PassName::StripArtifacts, scope: Scope::Issue(&strip_artifacts::propose_across) },
    Pass { name: PassName::NormalizeText, scope: Scope::Page(&normalize_text::propose) },
    Pass { name: PassName::LabelRegions, scope: Scope::Page(&label_regions::propose) },
    Pass { name: PassName::OrderRegions, scope: Scope::Page(&order_regions::propose) },
    Pass { name: PassName::JoinLines, scope: Scope::Issue(&join_lines::propose) },
    Pass { name: PassName::GroupArticles, scope: Scope::Issue(&group_articles::propose) },
    // Articles over several pages, once those of each page stand.
    Pass { name: PassName::GroupArticles, scope: Scope::Issue(&follow_jumps::propose) },
    Pass { name: PassName::AttachBylines, scope: Scope::Issue(&attach_bylines::propose) },
    // What each article is, once all of it stands together and it is known who wrote it.
    Pass { name: PassName::GroupArticles, scope: Scope::Issue(&kinds::propose) },
];
