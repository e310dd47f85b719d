//! What a file tells of an issue, whatever its format: stories, page furniture, and how words at line ends are written.

/// What gold or a cleaned issue says is on its pages.
#[derive(Debug, Clone, Default)]
pub struct Telling {
    /// The articles.
    pub stories: Vec<Story>,
    /// What belongs to no article, such as running heads; none where the file does not speak of such things.
    pub furniture: Option<Vec<Piece>>,
    /// Text of the pages of which the file says neither.
    pub loose: Vec<Piece>,
    /// Whether pieces are running text, whose every space and hyphen counts; else they are printed lines.
    pub is_running: bool,
    /// The line ends that the file itself decides.
    pub ends: Vec<End>,
}

/// One article.
#[derive(Debug, Clone, Default)]
pub struct Story {
    /// The headline in each form that counts as right: alone, and with kicker and deck. The first is the headline alone;
    /// empty where there is none.
    pub titles: Vec<String>,
    /// Who wrote it.
    pub names: Vec<Name>,
    /// Its text in reading order.
    pub pieces: Vec<Piece>,
}

/// A name in a credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As printed, with what stands around it.
    pub printed: String,
    /// The person or body alone.
    pub name: String,
}

/// What a piece of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Title, kicker, deck or credit, whose place among the rest says nothing.
    Head,
    /// Text in reading order.
    Body,
}

/// A piece of text: a paragraph, a heading, or a printed line.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The page that it begins on, from 1.
    pub page: u32,
    /// What it is.
    pub part: Part,
    /// Its text.
    pub text: String,
    /// Its lines, as `p<page>:<id>`; empty where the file names none.
    pub lines: Vec<String>,
}

/// How a word that a line end breaks is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The line that ends in it.
    pub left: String,
    /// The line that goes on with it.
    pub right: String,
    /// Page of the left line.
    pub page: u32,
    /// The word as it should be.
    pub due: String,
    /// Whether it keeps its hyphen.
    pub keeps: bool,
}

impl Telling {
    /// All pieces, each with the story that it belongs to.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Owner, &Piece)> {
        let stories = self.stories.iter().enumerate();
        let of_stories = stories.flat_map(|(n, story)| story.pieces.iter().map(move |piece| (Owner::Story(n), piece)));
        let furniture = self.furniture.iter().flatten().map(|piece| (Owner::Furniture, piece));
        of_stories.chain(furniture).chain(self.loose.iter().map(|piece| (Owner::Nobody, piece)))
    }
}

/// What a piece belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The story of that index.
    Story(usize),
    /// The page.
    Furniture,
    /// Nothing that is judged.
    Nobody,
}

impl Owner {
    /// The story, if it is one.
    pub fn story(self) -> Option<usize> {
        match self {
            Self::Story(n) => Some(n),
            Self::Furniture | Self::Nobody => None,
        }
    }
}

/// The page in the name of a line.
pub(super) fn page_of(line: &str) -> Option<u32> {
    line.strip_prefix('p')?.split_once(':')?.0.parse().ok()
}
