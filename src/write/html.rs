//! `NAME.html`: the page as it should read, in one file that needs nothing else. Furniture is folded away at its foot.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, html};

use super::Finished;
use super::document::{Article, Block, BlockKind, Document};
use super::text::credits;

const STYLE: &str = "\
body{margin:2rem auto;padding:0 1rem;max-width:38em;line-height:1.7;font-family:'Noto Serif','Noto Serif CJK SC',Songti SC,SimSun,serif;color:#1e1c18;background:#fbfaf6}\
article{margin-bottom:3rem}h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.1rem}\
.kicker,.deck{font-weight:bold}.credit,.caption,.note{font-style:italic;color:#5e5a51}\
:is(:lang(zh),:lang(ja),:lang(ko)):is(.credit,.caption,.note){font-style:normal}\
:is(:lang(zh),:lang(ja)) p.text{text-indent:2em}\
.verse,pre{white-space:pre-wrap}pre{font-size:.9em}details{color:#5e5a51;font-size:.9em}\
@media(prefers-color-scheme:dark){body{color:#ece8df;background:#171614}.credit,.caption,.note,details{color:#a9a397}}\
@media print{details{display:none}body{margin:0;max-width:none}}";

pub(super) fn write(finished: &Finished<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = finished.document;
    let title = document.issue.title.as_deref().unwrap_or(&document.id);
    let page = html! {
        (DOCTYPE)
        html lang=[document.language.as_deref()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                main { @for each in finished.articles() { (article(&each)) } }
                (furniture(document))
            }
        }
    };
    out.write_all(page.into_string().as_bytes())
}

fn article(article: &Article) -> Markup {
    html! {
        article #(article.id) lang=[article.language.as_deref()] {
            @if article.kicker.is_some() || article.title.is_some() || article.deck.is_some() || !article.byline.is_empty() {
                header {
                    @if let Some(kicker) = &article.kicker { p .kicker dir="auto" { (kicker) } }
                    @if let Some(title) = &article.title { h1 dir="auto" { (title) } }
                    @if let Some(deck) = &article.deck { p .deck dir="auto" { (deck) } }
                    @for credit in credits(article) { p .credit dir="auto" { (credit) } }
                }
            }
            // The items of one list stand in one list.
            @for run in article.blocks.chunk_by(|a, b| is_item(a) && is_item(b)) {
                @match run {
                    [block] if !is_item(block) => (self::block(block)),
                    items => ul { @for item in items { li dir="auto" { (item.text) } } }
                }
            }
            @if let Some(note) = &article.note { p .note dir="auto" { (note) } }
        }
    }
}

fn is_item(block: &Block) -> bool {
    block.kind == BlockKind::ListItem
}

fn block(block: &Block) -> Markup {
    let text = &block.text;
    html! {
        @match block.kind {
            BlockKind::Heading => h2 dir="auto" { (text) },
            BlockKind::Paragraph | BlockKind::ListItem => p .text dir="auto" { (text) },
            BlockKind::Caption => p .caption dir="auto" { (text) },
            BlockKind::Table => pre dir="auto" { (text) },
            BlockKind::Verse => p .verse dir="auto" { (text) },
            BlockKind::Quote => blockquote dir="auto" { (text) },
        }
    }
}

fn furniture(document: &Document) -> Markup {
    html! {
        @if !document.furniture.is_empty() {
            footer {
                details {
                    summary lang="en" { "Set aside: what belongs to no article" }
                    ul { @for piece in &document.furniture { li dir="auto" { (piece.text) } } }
                }
            }
        }
    }
}
