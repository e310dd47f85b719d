//! What a line is in its article.

use serde::{Deserialize, Serialize};

/// The role of a line. Lines are never deleted: what is no article text has a furniture role.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the trade's own words")]
pub enum Role {
    #[default]
    Body,
    Title,
    Kicker,
    Deck,
    Subhead,
    Byline,
    Note,
    Caption,
    List,
    Table,
    Verse,
    Quote,
    Banner,
    RunningHead,
    Folio,
    Masthead,
    Rule,
    Noise,
    Repeat,
    JumpLine,
    /// A byline that no article could be found for.
    LooseByline,
}

impl Role {
    /// Every role, in the order of declaration.
    pub const ALL: [Self; 21] = [
        Self::Body,
        Self::Title,
        Self::Kicker,
        Self::Deck,
        Self::Subhead,
        Self::Byline,
        Self::Note,
        Self::Caption,
        Self::List,
        Self::Table,
        Self::Verse,
        Self::Quote,
        Self::Banner,
        Self::RunningHead,
        Self::Folio,
        Self::Masthead,
        Self::Rule,
        Self::Noise,
        Self::Repeat,
        Self::JumpLine,
        Self::LooseByline,
    ];

    /// Whether the line is outside every article: page furniture, noise, jump lines.
    #[must_use]
    pub fn is_furniture(self) -> bool {
        matches!(
            self,
            Self::Banner
                | Self::RunningHead
                | Self::Folio
                | Self::Masthead
                | Self::Rule
                | Self::Noise
                | Self::Repeat
                | Self::JumpLine
                | Self::LooseByline
        )
    }

    /// Whether the line belongs to the head of an article.
    #[must_use]
    pub fn is_head(self) -> bool {
        matches!(self, Self::Title | Self::Kicker | Self::Deck)
    }

    /// Whether the line keeps its line end in output (verse and tables).
    #[must_use]
    pub fn keeps_lines(self) -> bool {
        matches!(self, Self::Verse | Self::Table)
    }

    /// The word for it in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Title => "title",
            Self::Kicker => "kicker",
            Self::Deck => "deck",
            Self::Subhead => "subhead",
            Self::Byline => "byline",
            Self::Note => "note",
            Self::Caption => "caption",
            Self::List => "list",
            Self::Table => "table",
            Self::Verse => "verse",
            Self::Quote => "quote",
            Self::Banner => "banner",
            Self::RunningHead => "running_head",
            Self::Folio => "folio",
            Self::Masthead => "masthead",
            Self::Rule => "rule",
            Self::Noise => "noise",
            Self::Repeat => "repeat",
            Self::JumpLine => "jump_line",
            Self::LooseByline => "loose_byline",
        }
    }

    /// The role of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_name_of_its_own() {
        for (n, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(Role::from_name(role.name()), Some(role));
            assert_eq!(role as usize, n);
        }
    }
}
