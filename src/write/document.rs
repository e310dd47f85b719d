//! The schema `newsprint/1`: what `NAME.json` holds, as types.
//!
//! Within `newsprint/1` fields may be added, none removed or changed in sense; readers ignore what they do not know.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::file::RunInfo;
use crate::ledger::{Field, PerMille};
use crate::model::{Missing, Role, Unit, Warning};

/// The name of the schema.
pub const SCHEMA: &str = "newsprint/1";

/// An issue (one or more pages in order) as articles and furniture. Every line of the source stands in the `lines` of
/// exactly one of title, kicker, deck, byline, note, block or furniture. Lines are written `p<page>:<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "newsprint/1")]
pub struct Document {
    /// Always `newsprint/1`.
    #[schemars(extend("const" = "newsprint/1"))]
    pub schema: String,
    /// Name of the outputs, with `/` between folders.
    pub id: String,
    /// BCP 47 code of the language that most of the issue is in; null where nothing tells it.
    pub language: Option<String>,
    /// What is known about the issue as a whole.
    pub issue: IssueInfo,
    /// One entry for each page.
    pub source: Vec<SourcePage>,
    /// Pages that are due and cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// How the issue was cleaned.
    pub run: RunInfo,
    /// The articles in reading order.
    pub articles: Vec<Article>,
    /// What stands on the page and belongs to no article, in reading order.
    pub furniture: Vec<Furniture>,
    /// How many edits the ledger holds.
    pub edits: EditCounts,
    /// What was odd in the input or went wrong on the way.
    pub warnings: Vec<Warning>,
}

/// What is known about an issue as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IssueInfo {
    /// Title of the newspaper.
    pub title: Option<String>,
    /// Date of the issue, as printed.
    pub date: Option<String>,
    /// Number of the issue, as printed.
    pub number: Option<String>,
}

/// Where a page came from and how it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourcePage {
    /// Number of the page, from 1.
    pub page: u32,
    /// Path as given, with `/` between folders.
    pub path: String,
    /// Name inside the archive at that path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Name of the format, such as `text`.
    pub format: String,
    /// Label of the encoding, such as `utf-8`.
    pub encoding: String,
    /// SHA-256 of the file as it lies; of a member of an archive, of its bytes. In lower-case hex.
    pub sha256: String,
    /// Label of the page in its issue, if the file has one.
    pub label: Option<String>,
    /// Width in `unit`, 0 if unknown.
    pub width: i32,
    /// Height in `unit`, 0 if unknown.
    pub height: i32,
    /// What the boxes of the page count.
    pub unit: Unit,
    /// Path of the scan, if the file names one.
    pub image: Option<String>,
}

/// One article, or another unit of text with a headline of its own (see `kind`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// The name of its first line that is not furniture, `-` standing for `:`. It does not change when other articles do.
    pub id: String,
    /// What it is.
    pub kind: ArticleKind,
    /// BCP 47 code of its language, null where nothing tells it.
    pub language: Option<String>,
    /// The section of the newspaper.
    pub section: Option<String>,
    /// How sure it is, 0 to 1, that this is one whole article; 0 where no edit says anything about it.
    pub confidence: PerMille,
    /// The headline. Lines of a headline are separated by one space unless one continues the other.
    pub title: Option<String>,
    /// The lines of the headline.
    pub title_lines: Vec<String>,
    /// The line above the headline.
    pub kicker: Option<String>,
    /// Its lines.
    pub kicker_lines: Vec<String>,
    /// The line or lines below the headline.
    pub deck: Option<String>,
    /// Their lines.
    pub deck_lines: Vec<String>,
    /// Who wrote it: one entry for each name.
    pub byline: Vec<Byline>,
    /// The dateline as printed; it stays in the text of its block.
    pub dateline: Option<String>,
    /// The place of the dateline.
    pub place: Option<String>,
    /// The date of the dateline, as printed.
    pub date: Option<String>,
    /// A note on the author or by the editors.
    pub note: Option<String>,
    /// The lines of the note.
    pub note_lines: Vec<String>,
    /// The text in reading order.
    pub blocks: Vec<Block>,
    /// The pages that it stands on.
    pub pages: Vec<u32>,
    /// Where it goes on somewhere else.
    pub jumps: Vec<Jump>,
}

/// What an article is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the trade's own words")]
pub enum ArticleKind {
    #[default]
    Article,
    EditorNote,
    Sponsors,
    Notice,
    FamilyNotice,
    Advertisement,
    List,
    Table,
    Weather,
    Masthead,
    Other,
}

impl ArticleKind {
    /// The kind that a mark names; what is none of the schema's words is [`ArticleKind::Other`].
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "article" => Self::Article,
            "editor_note" => Self::EditorNote,
            "sponsors" => Self::Sponsors,
            "notice" => Self::Notice,
            "family_notice" => Self::FamilyNotice,
            "advertisement" => Self::Advertisement,
            "list" => Self::List,
            "table" => Self::Table,
            "weather" => Self::Weather,
            "masthead" => Self::Masthead,
            _ => Self::Other,
        }
    }
}

/// One name of a printed credit. The texts of the entries with the same lines, one after another, give the credit back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Byline {
    /// As printed.
    pub text: String,
    /// The person or body alone.
    pub name: String,
    /// What the person or body did.
    pub role: BylineRole,
    /// Post or body of the person.
    pub affiliation: Option<String>,
    /// The lines of the printed credit; empty where the name stands inside the text of a block.
    pub lines: Vec<String>,
}

/// What the person or body of a byline did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the trade's own words")]
pub enum BylineRole {
    #[default]
    Author,
    Correspondent,
    Photographer,
    Translator,
    Editor,
    Agency,
}

impl BylineRole {
    /// The role that a mark of this field gives, if the field names who wrote.
    #[must_use]
    pub fn of(field: Field) -> Option<Self> {
        match field {
            Field::Author => Some(Self::Author),
            Field::Correspondent => Some(Self::Correspondent),
            Field::Photographer => Some(Self::Photographer),
            Field::Translator => Some(Self::Translator),
            Field::Editor => Some(Self::Editor),
            Field::Agency => Some(Self::Agency),
            _ => None,
        }
    }
}

/// A piece of the text of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: BlockKind,
    /// Its text. It has no line ends, except that verse and tables keep theirs.
    pub text: String,
    /// How sure it is, 0 to 1: the least sure of the edits that made it; 1 where it is as printed.
    pub confidence: PerMille,
    /// Where it stands: a box for each column piece, in reading order. Empty for flow text, which has no boxes.
    pub boxes: Vec<PageBox>,
    /// Its lines.
    pub lines: Vec<String>,
    /// Who took the picture under which a caption stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Which piece of the text comes from where in the source, if asked for: text offset, line, offset in the raw line,
    /// length, all counted in code points. What no entry covers was inserted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Vec<(u32, String, u32, u32)>>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the trade's own words")]
pub enum BlockKind {
    Heading,
    Paragraph,
    Caption,
    ListItem,
    Table,
    Verse,
    Quote,
}

/// A box on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageBox {
    /// Number of the page, from 1.
    pub page: u32,
    /// Left, top, right, bottom in the unit of the page.
    pub bbox: [i32; 4],
}

/// Where an article goes on somewhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Jump {
    /// The line that the text leaves at.
    pub from: String,
    /// The line that it goes on with; null where that is not in the issue or was not found.
    pub to: Option<String>,
    /// The words that say so, as printed.
    pub text: String,
}

/// What stands on the page and belongs to no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Its text.
    pub text: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// The line that it follows in reading order; null where it comes first.
    pub after: Option<String>,
}

/// What a piece of furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the trade's own words")]
pub enum FurnitureKind {
    Banner,
    RunningHead,
    Folio,
    Masthead,
    Rule,
    Noise,
    Repeat,
    JumpLine,
    /// A byline that no article could be found for.
    Byline,
}

impl FurnitureKind {
    /// The kind for a role, if that is one of furniture.
    #[must_use]
    pub fn of(role: Role) -> Option<Self> {
        match role {
            Role::Banner => Some(Self::Banner),
            Role::RunningHead => Some(Self::RunningHead),
            Role::Folio => Some(Self::Folio),
            Role::Masthead => Some(Self::Masthead),
            Role::Rule => Some(Self::Rule),
            Role::Noise => Some(Self::Noise),
            Role::Repeat => Some(Self::Repeat),
            Role::JumpLine => Some(Self::JumpLine),
            Role::LooseByline => Some(Self::Byline),
            _ => None,
        }
    }

    /// The word for it in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Banner => "banner",
            Self::RunningHead => "running_head",
            Self::Folio => "folio",
            Self::Masthead => "masthead",
            Self::Rule => "rule",
            Self::Noise => "noise",
            Self::Repeat => "repeat",
            Self::JumpLine => "jump_line",
            Self::Byline => "byline",
        }
    }
}

/// How many edits a ledger holds, counted in its entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditCounts {
    /// Edits that count.
    pub applied: u32,
    /// Edits that wait for a person.
    pub undecided: u32,
    /// Edits that a person refused.
    pub refused: u32,
    /// Edits that only say something.
    pub notes: u32,
}
