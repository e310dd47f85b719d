//! Gold and cleaned issues as `newsprint/1`. Fields that are missing are taken for empty, since gold is often typed.

use serde::Deserialize;

use super::gold::GoldError;
use super::telling::{Name, Part, Piece, Story, Telling, page_of};
use crate::write::SCHEMA;

#[derive(Deserialize)]
struct File {
    schema: Option<String>,
    articles: Vec<Article>,
    #[serde(default)]
    furniture: Vec<Furniture>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Article {
    title: Option<String>,
    title_lines: Vec<String>,
    kicker: Option<String>,
    kicker_lines: Vec<String>,
    deck: Option<String>,
    deck_lines: Vec<String>,
    byline: Vec<Byline>,
    note: Option<String>,
    note_lines: Vec<String>,
    blocks: Vec<Block>,
    pages: Vec<u32>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Byline {
    text: Option<String>,
    name: Option<String>,
    lines: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Block {
    text: String,
    lines: Vec<String>,
    boxes: Vec<PageOf>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PageOf {
    page: u32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Furniture {
    kind: String,
    text: String,
    lines: Vec<String>,
}

/// What a file of the schema `newsprint/1` tells.
///
/// # Errors
/// If it is none.
pub fn of_json(bytes: &[u8]) -> Result<Telling, GoldError> {
    let file: File = serde_json::from_slice(bytes).map_err(|error| GoldError::Json(error.to_string()))?;
    if let Some(schema) = file.schema.filter(|schema| schema != SCHEMA) {
        return Err(GoldError::Schema(schema));
    }
    let mut telling = Telling { is_running: true, ..Telling::default() };
    telling.stories = file.articles.into_iter().map(story).collect();
    let mut furniture = Vec::new();
    for piece in file.furniture {
        // A credit without an article is text all the same, only without its place.
        let goal = if piece.kind == "byline" { &mut telling.loose } else { &mut furniture };
        goal.extend(self::piece(1, Part::Body, Some(piece.text), piece.lines));
    }
    telling.furniture = Some(furniture);
    Ok(telling)
}

fn piece(page: u32, part: Part, text: Option<String>, lines: Vec<String>) -> Option<Piece> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    let page = lines.first().and_then(|line| page_of(line)).unwrap_or(page);
    Some(Piece { page, part, text, lines })
}

fn story(article: Article) -> Story {
    let page = article.pages.first().copied().unwrap_or(1);
    let [title, kicker, deck] = [&article.title, &article.kicker, &article.deck].map(|text| text.as_deref());
    let mut titles = Vec::new();
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        let (before, behind) = (kicker.unwrap_or_default(), deck.unwrap_or_default());
        titles
            .extend([("", ""), (before, ""), ("", behind), (before, behind)].map(|(a, b)| format!("{a} {title} {b}")));
    }
    let mut pieces = Vec::new();
    pieces.extend(piece(page, Part::Head, article.kicker, article.kicker_lines));
    pieces.extend(piece(page, Part::Head, article.title, article.title_lines));
    pieces.extend(piece(page, Part::Head, article.deck, article.deck_lines));
    let mut names = Vec::new();
    let mut credit: Option<Piece> = None;
    for byline in article.byline {
        let printed = byline.text.or_else(|| byline.name.clone()).unwrap_or_default();
        names.push(Name { name: byline.name.unwrap_or_else(|| printed.clone()), printed: printed.clone() });
        // A credit that runs into the text stands in a block; the names of one credit share its lines.
        match &mut credit {
            _ if byline.lines.is_empty() => {}
            Some(credit) if credit.lines == byline.lines => credit.text += &printed,
            _ => pieces.extend(std::mem::replace(&mut credit, piece(page, Part::Head, Some(printed), byline.lines))),
        }
    }
    pieces.extend(credit);
    for block in article.blocks {
        let page = block.boxes.first().map_or(page, |at| at.page);
        pieces.extend(piece(page, Part::Body, Some(block.text), block.lines));
    }
    pieces.extend(piece(page, Part::Head, article.note, article.note_lines));
    Story { titles, names, pieces }
}
