//! `NAME.txt`: the text of the articles as it reads. Blocks are separated by a blank line, articles by two. Furniture is
//! left out: it stands in the other outputs, and the ledger names each line of it.

use std::io::{self, Write};

use super::Finished;
use super::document::{Article, BlockKind, Byline};

pub(super) fn write(finished: &Finished<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut between = "";
    for text in finished.articles().map(|each| article(&each)).filter(|text| !text.is_empty()) {
        write!(out, "{between}{text}")?;
        between = "\n\n\n";
    }
    out.write_all(if between.is_empty() { b"" } else { b"\n" })
}

fn article(article: &Article) -> String {
    let mut out = String::new();
    let mut part = |between: &str, text: &str| {
        let text = text.trim();
        if !text.is_empty() {
            if !out.is_empty() {
                out.push_str(between);
            }
            out.push_str(text);
        }
    };
    for head in [&article.kicker, &article.title, &article.deck].into_iter().flatten() {
        part("\n", head);
    }
    for credit in credits(article) {
        part("\n", &credit);
    }
    let mut in_list = false;
    for block in &article.blocks {
        let is_item = block.kind == BlockKind::ListItem;
        part(if is_item && in_list { "\n" } else { "\n\n" }, &block.text);
        in_list = is_item;
    }
    if let Some(note) = &article.note {
        part("\n\n", note);
    }
    out
}

/// The credits as they are printed. A name that stands in the text is read there; one that a person typed has no place of
/// its own on the page, and stands here.
pub(super) fn credits(article: &Article) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last: &[String] = &[];
    for entry in &article.byline {
        if entry.lines.is_empty() && is_in_text(article, entry) {
            continue;
        }
        match out.last_mut() {
            Some(credit) if !last.is_empty() && last == entry.lines => credit.push_str(&entry.text),
            _ => out.push(entry.text.clone()),
        }
        last = &entry.lines;
    }
    out
}

fn is_in_text(article: &Article, entry: &Byline) -> bool {
    let heads = [&article.kicker, &article.title, &article.deck, &article.note];
    let mut texts = article.blocks.iter().map(|block| &block.text).chain(heads.into_iter().flatten());
    texts.any(|text| text.contains(&entry.text))
}
