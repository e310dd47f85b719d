//! Markdown reads back as the text, whatever signs the text holds.

use newsprint::ledger::{Ledger, PerMille, fold};
use newsprint::write::{Article, Block, BlockKind, Document, Finished, Offsets, assemble, format};
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::sample;

/// Everything that Markdown knows a meaning for, and what stands beside it in print.
const SIGNS: &[&str] = &[
    "a",
    "b",
    "字",
    "，",
    "。",
    "（",
    "）",
    " ",
    " ",
    "*",
    "**",
    "_",
    "`",
    "``",
    "#",
    "##",
    "<",
    ">",
    "<b>",
    "<!--",
    "-->",
    "&amp;",
    "&",
    "[",
    "]",
    "(x)",
    "](x)",
    "!",
    "\\",
    "-",
    "---",
    "+",
    "=",
    "===",
    "1.",
    "12)",
    "~~",
    "~~~",
    "|",
    ":",
    "http://a.b",
    "<http://a.b>",
    "•",
    "'",
    "\"",
];

fn signs() -> impl Strategy<Value = String> {
    prop::collection::vec(select(SIGNS), 1..9)
        .prop_map(|signs| signs.concat().trim().to_owned())
        .prop_filter("a text is never blank", |text| !text.is_empty())
}

/// The text of each block that a reader of Markdown finds, with a word for what it is.
fn read(markdown: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut kinds: Vec<String> = Vec::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Start(
                tag @ (Tag::Heading { .. } | Tag::Paragraph | Tag::Item | Tag::CodeBlock(_) | Tag::BlockQuote(_)),
            ) => {
                let kind = match tag {
                    Tag::Heading { level, .. } => level.to_string(),
                    Tag::CodeBlock(_) => "table".to_owned(),
                    Tag::Item => "item".to_owned(),
                    Tag::BlockQuote(_) => "quote".to_owned(),
                    _ => kinds.last().cloned().unwrap_or_else(|| "p".to_owned()),
                };
                out.push((kind.clone(), String::new()));
                kinds.push(kind);
            }
            Event::End(
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::BlockQuote(_),
            ) => {
                kinds.pop();
            }
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                if let Some((_, last)) = out.last_mut() {
                    last.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, last)) = out.last_mut() {
                    last.push('\n');
                }
            }
            Event::Rule => out.push(("rule".to_owned(), String::new())),
            _ => {}
        }
    }
    out.retain(|(kind, text)| kind == "rule" || !text.is_empty());
    out
}

fn written(article: Article) -> String {
    let issue = sample::issue();
    let ledger = Ledger::default();
    let draft = fold(&issue, &ledger);
    let mut document: Document = assemble(&draft, &ledger, &sample::run(), &[], Offsets::Without);
    document.articles = vec![article];
    document.furniture.clear();
    let finished = Finished { draft: &draft, ledger: &ledger, document: &document, drawn: None };
    String::from_utf8(format("md").unwrap().bytes(&finished)).unwrap()
}

fn block(kind: BlockKind, text: &str) -> Block {
    Block {
        kind,
        text: text.to_owned(),
        confidence: PerMille(1000),
        boxes: Vec::new(),
        lines: Vec::new(),
        credit: None,
        map: None,
    }
}

fn article(title: &str, deck: &str, blocks: Vec<Block>) -> Article {
    let issue = sample::issue();
    let ledger = Ledger::default();
    let plain = assemble(&fold(&issue, &ledger), &ledger, &sample::run(), &[], Offsets::Without);
    Article { title: Some(title.to_owned()), deck: Some(deck.to_owned()), blocks, ..plain.articles[0].clone() }
}

/// An item as its text stands behind a printed mark that Markdown knows.
fn behind_mark(text: &str) -> &str {
    let rest = ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark));
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = (numbered.len() < text.len()).then_some(numbered);
    let rest = rest.or_else(|| number.and_then(|text| text.strip_prefix(". ").or_else(|| text.strip_prefix(") "))));
    rest.map_or(text, str::trim_start)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn reads_back_as_the_text(texts in prop::collection::vec(signs(), 9)) {
        let blocks = vec![
            block(BlockKind::Paragraph, &texts[2]),
            block(BlockKind::Heading, &texts[3]),
            block(BlockKind::ListItem, &texts[4]),
            block(BlockKind::Caption, &texts[5]),
            block(BlockKind::Verse, &format!("{}\n{}", texts[6], texts[2])),
            block(BlockKind::Quote, &texts[7]),
            block(BlockKind::Table, &format!("{}\n{}", texts[8], texts[2])),
        ];
        let markdown = written(article(&texts[0], &texts[1], blocks));
        let expected = [
            ("h1", texts[0].clone()),
            ("p", texts[1].clone()),
            ("p", texts[2].clone()),
            ("h2", texts[3].clone()),
            ("item", behind_mark(&texts[4]).to_owned()),
            ("p", texts[5].clone()),
            ("p", format!("{}\n{}", texts[6], texts[2])),
            ("quote", texts[7].clone()),
            ("table", format!("{}\n{}\n", texts[8], texts[2])),
        ];
        let expected: Vec<(String, String)> = expected.into_iter().map(|(kind, text)| (kind.to_owned(), text)).collect();
        prop_assert_eq!(read(&markdown), expected, "{}", markdown);
    }
}
