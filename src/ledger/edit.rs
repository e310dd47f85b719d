//! Edits, their states, and the list that holds them.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Change, UnitId, given_form};
use crate::model::{Issue, LineIx};

/// Running number of an entry in its ledger; never part of what a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub struct EditId(pub u32);

/// Confidence in thousandths, 0 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PerMille(pub u16);

impl PerMille {
    /// From a share; what is not between 0 and 1 is brought there.
    #[must_use]
    pub fn from_share(share: f64) -> Self {
        Self((share.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }

    /// As a share of one.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

// In files a confidence is a share of one.
impl Serialize for PerMille {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.share())
    }
}

impl<'de> Deserialize<'de> for PerMille {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::from_share)
    }
}

impl schemars::JsonSchema for PerMille {
    fn schema_name() -> Cow<'static, str> {
        "Share".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": 0, "maximum": 1 })
    }
}

/// Name of the rule that made an edit, such as `double/run`.
pub type RuleName = Arc<str>;

/// The passes, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each pass is described in its own module")]
pub enum PassName {
    StripArtifacts,
    NormalizeText,
    LabelRegions,
    OrderRegions,
    JoinLines,
    GroupArticles,
    AttachBylines,
    /// Not a pass: changes typed by a person.
    Person,
}

impl PassName {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::StripArtifacts,
        Self::NormalizeText,
        Self::LabelRegions,
        Self::OrderRegions,
        Self::JoinLines,
        Self::GroupArticles,
        Self::AttachBylines,
        Self::Person,
    ];

    /// The word for it in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::StripArtifacts => "strip_artifacts",
            Self::NormalizeText => "normalize_text",
            Self::LabelRegions => "label_regions",
            Self::OrderRegions => "order_regions",
            Self::JoinLines => "join_lines",
            Self::GroupArticles => "group_articles",
            Self::AttachBylines => "attach_bylines",
            Self::Person => "person",
        }
    }

    /// The pass of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pass| pass.name() == name)
    }
}

impl fmt::Display for PassName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How sure an edit has to be to be applied without asking. Ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Said, never applied.
    Note,
    /// Applied, and a person should look.
    Review,
    /// Applied; two papers' worth of evidence says that it is right.
    Safe,
}

/// Whether an edit stands as one or as many like changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// All or nothing; one unit.
    Whole,
    /// Many like changes in one line of the ledger; each is a unit of its own.
    Each,
}

/// A proposal: some changes, who says so, and why.
///
/// Invariant, checked when it is admitted: it holds either structure (Role, Move, Start, Mark) or text (Text, Seam).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The pass that proposes it.
    pub pass: PassName,
    /// The rule behind it.
    pub rule: RuleName,
    /// The changes.
    pub changes: Vec<Change>,
    /// Whether they stand or fall together.
    pub grain: Grain,
    /// Entries that must be applied for this one to make sense.
    pub needs: Vec<EditId>,
    /// How sure the rule is, as a class.
    pub level: Level,
    /// How sure the rule is, as a figure.
    pub confidence: PerMille,
    /// Evidence that a reader can check.
    pub why: Vec<Cow<'static, str>>,
    /// The next best reading, tried where this one is refused.
    pub or: Option<Box<Edit>>,
}

impl Edit {
    /// A whole edit of one rule; see the fields for what can be said besides.
    #[must_use]
    pub fn whole(pass: PassName, rule: &RuleName, level: Level, confidence: PerMille, changes: Vec<Change>) -> Self {
        Self {
            pass,
            rule: Arc::clone(rule),
            changes,
            grain: Grain::Whole,
            needs: Vec::new(),
            level,
            confidence,
            why: Vec::new(),
            or: None,
        }
    }

    /// The same as [`Edit::whole`] for many like changes that can be refused singly.
    #[must_use]
    pub fn each(pass: PassName, rule: &RuleName, level: Level, confidence: PerMille, changes: Vec<Change>) -> Self {
        Self { grain: Grain::Each, ..Self::whole(pass, rule, level, confidence, changes) }
    }

    /// Adds a piece of evidence.
    #[must_use]
    pub fn because(mut self, why: impl Into<Cow<'static, str>>) -> Self {
        // Most edits have one piece, and an issue has many edits.
        self.why.reserve_exact(1);
        self.why.push(why.into());
        self
    }

    /// Adds the next best reading.
    #[must_use]
    pub fn or(mut self, other: Edit) -> Self {
        self.or = Some(Box::new(other));
        self
    }

    /// Whether it changes text or line ends, and not structure.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.changes.iter().any(Change::is_text)
    }

    /// The line by which it is placed in a list.
    #[must_use]
    pub fn line(&self) -> LineIx {
        self.changes.first().map_or(LineIx(0), Change::line)
    }
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It counts.
    Applied,
    /// Below the level that is applied without asking.
    Held,
    /// Said only.
    Note,
    /// A person refused it.
    Refused,
    /// It writes what a person wrote.
    Overruled {
        /// The person's unit.
        by: UnitId,
    },
    /// It overlaps applied text without covering it.
    Conflict {
        /// The entry that stands there.
        with: EditId,
    },
    /// Applied, but a seam of it does not hold, or something it needs is out.
    Dormant {
        /// Why, for a reader.
        because: String,
    },
}

impl State {
    /// The word for it in files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Held => "held",
            Self::Note => "note",
            Self::Refused => "refused",
            Self::Overruled { .. } => "overruled",
            Self::Conflict { .. } => "conflict",
            Self::Dormant { .. } => "dormant",
        }
    }
}

/// An edit in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is proposed. Its changes are in normal form.
    pub edit: Edit,
    /// What became of it.
    pub state: State,
    /// Whether a person has decided about it: accepted or refused its unit, or made it.
    pub decided: bool,
    /// The later entry that says anew and surely what its lines are, so that nobody needs to be asked about this one.
    pub settled: Option<EditId>,
}

impl Entry {
    /// Whether a person still has to decide: `--check` reports it and publishing stops at it.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.edit.level == Level::Review
            && !self.decided
            && self.settled.is_none()
            && matches!(self.state, State::Applied | State::Held)
    }

    /// Whether it is a person's own edit.
    #[must_use]
    pub fn is_person(&self) -> bool {
        self.edit.pass == PassName::Person
    }
}

/// Every edit of an issue and its state, in the order of admission; people's own edits stand first and are folded last.
///
/// Invariants, on which [`fold`](super::fold()) rests and which both ways into a ledger keep, admission and a file: changes
/// can be done on the issue; an edit needs only earlier ones; structure needs only structure, since what a fold leaves
/// out for want of a seam is known when all structure stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    pub(super) entries: Vec<Entry>,
}

impl Ledger {
    /// The entries; an [`EditId`] is an index into them.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Puts in an entry that another ledger held. Says what is wrong with it where it would break an invariant.
    pub(super) fn restore(&mut self, issue: &Issue, entry: Entry) -> Result<(), &'static str> {
        let edit = &entry.edit;
        let text = edit.is_text();
        let can_be_done = |change: &Change| given_form(issue, change.clone()).as_ref() == Some(change);
        if edit.changes.is_empty() || !edit.changes.iter().all(can_be_done) {
            return Err("a change cannot be done on this source");
        }
        if !entry.is_person() && text && !edit.changes.iter().all(Change::is_text) {
            return Err("an edit mixes structure and text");
        }
        if entry.is_person() && self.entries.last().is_some_and(|last| !last.is_person()) {
            return Err("a person's edit stands after those of rules");
        }
        let is_due =
            |need: &EditId| self.entries.get(need.0 as usize).is_some_and(|needed| text || !needed.edit.is_text());
        if !edit.needs.iter().all(is_due) {
            return Err("an edit needs one that it cannot build on");
        }
        self.entries.push(entry);
        Ok(())
    }

    /// The entry of that number.
    #[must_use]
    pub fn entry(&self, id: EditId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// How many edits wait for a person.
    #[must_use]
    pub fn undecided(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_undecided()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Layout, Line, LineId, Page, PageRead, Region, Role, Source, Unit};

    fn issue() -> Issue {
        let line = |row: u32| {
            let id = LineId::Row { row, cell: 1 };
            Line {
                id,
                page: 0,
                span: (row - 1) * 4..(row - 1) * 4 + 3,
                region: 0,
                bbox: None,
                baseline: None,
                height: None,
                gap: 0,
                style: None,
            }
        };
        let source = Source {
            path: "raw/a.txt".to_owned(),
            member: None,
            format: "text",
            encoding: "utf-8",
            sha256: String::new(),
            label: None,
            asked: None,
        };
        let mut page = Page::new(source, "one\ntwo\n".to_owned(), Layout::Flow, Unit::Cell);
        page.regions = vec![Region::default()];
        Issue::new("a".to_owned(), vec![PageRead { page, lines: vec![line(1), line(2)], warnings: Vec::new() }])
    }

    fn entry(pass: PassName, needs: &[u32], changes: Vec<Change>) -> Entry {
        let edit = Edit::whole(pass, &"a/b".into(), Level::Safe, PerMille(900), changes);
        let needs = needs.iter().copied().map(EditId).collect();
        Entry { edit: Edit { needs, ..edit }, state: State::Applied, decided: false, settled: None }
    }

    fn text(end: u32) -> Change {
        Change::Text { line: LineIx(0), span: 0..end, insert: "x".to_owned() }
    }

    fn role() -> Change {
        Change::Role { line: LineIx(1), role: Role::Title }
    }

    #[track_caller]
    fn check(after: &[Entry], entry: Entry, expected: Result<(), &str>) {
        let issue = issue();
        let mut ledger = Ledger::default();
        for entry in after {
            assert_eq!(ledger.restore(&issue, entry.clone()), Ok(()));
        }
        assert_eq!(ledger.restore(&issue, entry), expected);
    }

    #[test]
    fn only_what_admission_could_have_made_comes_back() {
        use PassName::{GroupArticles, JoinLines, Person};
        check(&[], entry(JoinLines, &[], vec![text(1)]), Ok(()));
        check(&[entry(GroupArticles, &[], vec![role()])], entry(JoinLines, &[0], vec![text(1)]), Ok(()));
        check(&[], entry(Person, &[], vec![text(1), role()]), Ok(()));

        let cannot = Err("a change cannot be done on this source");
        check(&[], entry(JoinLines, &[], vec![]), cannot);
        check(&[], entry(JoinLines, &[], vec![text(9)]), cannot);
        check(&[], entry(JoinLines, &[], vec![text(0)]), cannot);
        let to_itself = Change::Move { lines: vec![LineIx(0)], after: Some(LineIx(0)) };
        check(&[], entry(GroupArticles, &[], vec![to_itself]), cannot);
        check(&[], entry(JoinLines, &[], vec![text(1), role()]), Err("an edit mixes structure and text"));

        let rule = || entry(JoinLines, &[], vec![text(1)]);
        check(&[rule()], entry(Person, &[], vec![role()]), Err("a person's edit stands after those of rules"));
        let needs = Err("an edit needs one that it cannot build on");
        check(&[rule()], entry(JoinLines, &[1], vec![text(1)]), needs);
        check(&[rule()], entry(GroupArticles, &[0], vec![role()]), needs);
    }
}
