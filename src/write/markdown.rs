//! `NAME.md`: the page as it should read. Headlines are headings, kicker and deck bold, credits and captions italic.
//! Furniture closes the file in a comment, so that nothing is lost and nothing disturbs.

use std::io::{self, Write};

use super::Finished;
use super::document::{Article, Block, BlockKind, Document};
use super::text::credits;

pub(super) fn write(finished: &Finished<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = finished.document;
    let mut is_empty = true;
    for text in finished.articles().map(|each| article(&each)).filter(|text| !text.is_empty()) {
        write!(out, "{}{text}", if is_empty { "" } else { "\n\n---\n\n" })?;
        is_empty = false;
    }
    if !document.furniture.is_empty() {
        out.write_all(if is_empty { b"" } else { b"\n\n" })?;
        furniture(document, out)?;
        is_empty = false;
    }
    out.write_all(if is_empty { b"" } else { b"\n" })
}

fn article(article: &Article) -> String {
    let mut parts = Vec::new();
    let mut say = |before: &str, text: &str, after: &str| {
        let text = text.trim();
        if !text.is_empty() {
            parts.push(format!("{before}{}{after}", escape(text)));
        }
    };
    if let Some(kicker) = &article.kicker {
        say("**", kicker, "**");
    }
    if let Some(title) = &article.title {
        say("# ", title, closing(title));
    }
    if let Some(deck) = &article.deck {
        say("**", deck, "**");
    }
    for credit in credits(article) {
        say("*", &credit, "*");
    }
    let mut out = parts.join("\n\n");
    let mut in_list = false;
    for block in &article.blocks {
        let text = self::block(block);
        if text.is_empty() {
            continue;
        }
        let is_item = block.kind == BlockKind::ListItem;
        if !out.is_empty() {
            out.push_str(if is_item && in_list { "\n" } else { "\n\n" });
        }
        out.push_str(&text);
        in_list = is_item;
    }
    if let Some(note) = article.note.as_deref().map(str::trim).filter(|note| !note.is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&line(note));
    }
    out
}

fn block(block: &Block) -> String {
    let text = block.text.trim();
    if text.is_empty() {
        return String::new();
    }
    match block.kind {
        BlockKind::Heading => format!("## {}{}", escape(text), closing(text)),
        BlockKind::Paragraph => line(text),
        BlockKind::Caption => format!("*{}*", escape(text)),
        BlockKind::ListItem => item(text),
        BlockKind::Table => fenced(&block.text),
        BlockKind::Verse => text.lines().map(line).collect::<Vec<_>>().join("\\\n"),
        BlockKind::Quote => format!("> {}", line(text)),
    }
}

/// A list item. A printed mark that Markdown knows is used as it is, any other is text.
fn item(text: &str) -> String {
    let rest = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")).or_else(|| text.strip_prefix("+ "));
    if let Some(rest) = rest {
        return format!("- {}", line(rest.trim_start()));
    }
    match numbered(text) {
        Some(mark) => format!("{}{}", &text[..mark], line(text[mark..].trim_start())),
        None => format!("- {}", line(text)),
    }
}

/// Length of a number with its mark and blank at the start of a text, as Markdown numbers lists.
fn numbered(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text.as_bytes().get(digits..digits + 2)?;
    ((1..=9).contains(&digits) && matches!(mark, b". " | b") ")).then_some(digits + 2)
}

/// Text as it stands, in a fence longer than any in it.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}\n{text}\n{fence}")
}

/// A text that stands at the start of a line, where more signs have a meaning.
fn line(text: &str) -> String {
    let mut out = escape(text);
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match out.as_bytes() {
        [b'#' | b'>' | b'=' | b'~' | b'|' | b':', ..] => Some(0),
        [b'-' | b'+', rest @ ..] if matches!(rest.first(), None | Some(b' ' | b'-')) => Some(0),
        bytes if (1..=9).contains(&digits) && matches!(bytes.get(digits), Some(b'.' | b')')) => {
            matches!(bytes.get(digits + 1), None | Some(b' ')).then_some(digits)
        }
        _ => None,
    };
    if let Some(at) = sign {
        out.insert(at, '\\');
    }
    out
}

/// Text whose signs mean nothing to Markdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Most texts hold none of them, which is told many bytes at a time.
    let is_rare = |byte| matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b'<' | b'&' | b'~');
    if !text.bytes().fold(false, |found, byte| found | is_rare(byte)) {
        out.push_str(text);
        return out;
    }
    let mut from = 0;
    for (at, sign) in text.bytes().enumerate() {
        let next = || text.as_bytes().get(at + 1);
        let special = match sign {
            b'\\' | b'`' | b'*' | b'_' | b'[' | b'<' => true,
            b'&' => next().is_some_and(|next| next.is_ascii_alphabetic() || *next == b'#'),
            b'~' => next() == Some(&b'~'),
            _ => false,
        };
        if special {
            out.push_str(&text[from..at]);
            out.push('\\');
            from = at;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// What keeps number signs at the end of a heading from being taken for its close.
fn closing(heading: &str) -> &'static str {
    if heading.trim_end().ends_with('#') { " #" } else { "" }
}

/// The furniture as a comment. Two hyphens would end it, so one of them is written as its entity.
fn furniture(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<!-- on the page, in no article:\n")?;
    for piece in &document.furniture {
        let text = piece.text.replace("--", "-&#45;");
        writeln!(out, "{} {}: {text}", piece.lines.join(" "), piece.kind.name())?;
    }
    out.write_all(b"-->")
}
