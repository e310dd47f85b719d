//! What a page should come out as, as a person set it down.

use serde::Deserialize;

/// A page of articles, boxes and furniture.
#[derive(Debug, Deserialize)]
pub struct Gold {
    /// The headline of the page as a whole.
    pub banner: Option<String>,
    pub articles: Vec<GoldArticle>,
    pub boxes: Vec<GoldArticle>,
    pub furniture: Vec<String>,
    /// What no article may hold.
    pub must_not: Vec<String>,
}

/// An article, or a box with or without a headline.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldArticle {
    pub kicker: Option<String>,
    pub title: Option<String>,
    pub deck: Option<String>,
    /// As printed.
    pub byline: Option<String>,
    pub note: Option<String>,
    pub blocks: Vec<GoldBlock>,
    /// Entries of a list, each a block of its own.
    pub items: Vec<String>,
}

/// A paragraph or a heading inside an article.
#[derive(Debug, Deserialize)]
pub struct GoldBlock {
    pub text: String,
}

impl Gold {
    /// Articles, then boxes.
    pub fn units(&self) -> impl Iterator<Item = &GoldArticle> {
        self.articles.iter().chain(&self.boxes)
    }

    /// Everything printed on the page, piece by piece.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let loose = self.banner.iter().chain(&self.furniture).map(String::as_str);
        loose.chain(self.units().flat_map(GoldArticle::texts))
    }
}

impl GoldArticle {
    /// The text without headline, byline and note.
    pub fn blocks(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().map(|block| block.text.as_str()).chain(self.items.iter().map(String::as_str))
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let fields = [&self.kicker, &self.title, &self.deck, &self.byline, &self.note];
        fields.into_iter().flatten().map(String::as_str).chain(self.blocks())
    }
}
