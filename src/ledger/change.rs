//! The six kinds of change.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::model::{LineIx, Role};

/// What stands between two lines that are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Glue {
    /// Nothing: the two ends meet.
    #[serde(rename = "")]
    None,
    /// One space.
    #[serde(rename = " ")]
    Space,
}

impl Glue {
    /// The text of it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Space => " ",
        }
    }
}

/// What a [`Change::Mark`] says about the text it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Name of a person or body that wrote the article.
    Author,
    /// Name of a correspondent or reporter.
    Correspondent,
    /// Name of who took the picture.
    Photographer,
    /// Name of who translated the text.
    Translator,
    /// Name of who edited the text.
    Editor,
    /// Name of a news agency.
    Agency,
    /// Post or body of the author.
    Affiliation,
    /// The dateline as printed.
    Dateline,
    /// Place of a dateline.
    Place,
    /// Date of a dateline.
    Date,
    /// Where a jump line points.
    Jump,
    /// Kind of the article that begins here.
    Kind,
    /// Language of the article that begins here.
    Language,
    /// Confidence, per mille, that the article beginning here is one whole.
    Whole,
    /// A headline typed by a person, in place of the derived one.
    Title,
    /// A byline typed by a person, in place of the derived one.
    Byline,
    /// A printed page number at which the sequence of the pages is not what it should be.
    PageNumber,
}

impl Field {
    /// Every field, in the order of declaration.
    pub const ALL: [Self; 17] = [
        Self::Author,
        Self::Correspondent,
        Self::Photographer,
        Self::Translator,
        Self::Editor,
        Self::Agency,
        Self::Affiliation,
        Self::Dateline,
        Self::Place,
        Self::Date,
        Self::Jump,
        Self::Kind,
        Self::Language,
        Self::Whole,
        Self::Title,
        Self::Byline,
        Self::PageNumber,
    ];

    /// The word for it in files; part of what a unit's name is made of, so it never changes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Correspondent => "correspondent",
            Self::Photographer => "photographer",
            Self::Translator => "translator",
            Self::Editor => "editor",
            Self::Agency => "agency",
            Self::Affiliation => "affiliation",
            Self::Dateline => "dateline",
            Self::Place => "place",
            Self::Date => "date",
            Self::Jump => "jump",
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Whole => "whole",
            Self::Title => "title",
            Self::Byline => "byline",
            Self::PageNumber => "page_number",
        }
    }

    /// The field of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// One change: the smallest thing that can be said about raw lines. See ARCHITECTURE.md for the slot that each writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// Puts `insert` in the place of some bytes of a raw line.
    Text {
        /// The line.
        line: LineIx,
        /// Bytes of the raw line, never empty, on character boundaries.
        span: Range<u32>,
        /// What stands there instead.
        insert: String,
    },
    /// Gives a line its role.
    Role {
        /// The line.
        line: LineIx,
        /// Its role.
        role: Role,
    },
    /// Takes lines out and sets them, in the order given, directly after another line.
    Move {
        /// The lines, none twice.
        lines: Vec<LineIx>,
        /// The line they follow, not one of `lines`; none: they come first.
        after: Option<LineIx>,
    },
    /// Says whether an article begins at a line.
    Start {
        /// The line.
        line: LineIx,
        /// Whether one begins.
        on: bool,
    },
    /// Says that one line continues another. Holds only while `right` is the next line after `left` in the same article
    /// (furniture and captions between do not count) and both have the same role.
    Seam {
        /// The line that goes on.
        left: LineIx,
        /// The line it goes on with.
        right: LineIx,
        /// What stands between them.
        glue: Glue,
    },
    /// Says something about a piece of text without changing it.
    Mark {
        /// The line.
        line: LineIx,
        /// Bytes of the raw line; the whole line where it speaks of the line or of the article beginning there.
        span: Range<u32>,
        /// What is said.
        field: Field,
        /// The value.
        value: String,
    },
}

impl Change {
    /// The line by which the change is placed in a list.
    #[must_use]
    pub fn line(&self) -> LineIx {
        match self {
            Self::Text { line, .. } | Self::Role { line, .. } | Self::Start { line, .. } | Self::Mark { line, .. } => {
                *line
            }
            Self::Seam { left, .. } => *left,
            Self::Move { lines, .. } => lines.first().copied().unwrap_or(LineIx(0)),
        }
    }

    /// Whether it changes text or line ends, and not structure.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text { .. } | Self::Seam { .. })
    }
}
