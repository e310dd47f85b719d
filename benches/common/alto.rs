//! An ALTO page as recognition programs write it, and what it takes at least to look at it.

use std::fmt::Write as _;

use newsprint::ledger::fold;
use newsprint::model::Issue;
use newsprint::write::{Finished, Offsets, assemble, format};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Dice, run, run_info};

const WORDS: &[&str] = &[
    "the", "harbour", "board", "met", "on", "Tuesday", "and", "resolved", "that", "tolls", "be", "raised", "for",
    "ships", "which", "lie", "at", "quay", "more", "than", "two", "days", "a", "member", "of", "council", "asked",
    "whether", "mill", "would", "pay", "its", "share", "no", "answer", "was", "given", "before", "meeting", "closed",
];

/// A page of six columns with headlines, about that many bytes long.
pub fn page(n_bytes: usize) -> Vec<u8> {
    let mut dice = Dice(11);
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description>
<Styles><TextStyle ID="t0" FONTFAMILY="Times New Roman" FONTSIZE="9"/><TextStyle ID="t1" FONTFAMILY="Times New Roman" FONTSIZE="18"/></Styles>
<Layout><Page ID="p1" PHYSICAL_IMG_NR="1" WIDTH="6000" HEIGHT="60000"><PrintSpace>
"#,
    );
    let column_bytes = n_bytes / 6;
    let mut n = 0;
    for column in 0..6 {
        let (left, until) = (200 + column * 950, out.len() + column_bytes);
        let mut top = 300;
        while out.len() < until {
            block(&mut out, &mut dice, &mut n, (left, top), (1, 60, "t1"));
            let n_lines = 8 + dice.roll(30);
            block(&mut out, &mut dice, &mut n, (left, top + 110), (n_lines, 30, "t0"));
            top += 200 + 40 * n_lines;
        }
    }
    out += "</PrintSpace></Page></Layout></alto>\n";
    out.into_bytes()
}

/// A block at a place: number of lines, height of a line, style.
fn block(
    out: &mut String,
    dice: &mut Dice,
    n: &mut usize,
    (left, top): (usize, usize),
    (n_lines, height, style): (usize, usize, &str),
) {
    let id = *n;
    let pitch = height + 10;
    let _ = writeln!(
        out,
        r#"<TextBlock ID="block_{id}" HPOS="{left}" VPOS="{top}" WIDTH="900" HEIGHT="{}" STYLEREFS="{style}">"#,
        n_lines * pitch
    );
    for row in 0..n_lines {
        let y = top + row * pitch;
        let _ =
            writeln!(out, r#"<TextLine ID="line_{id}_{row}" HPOS="{left}" VPOS="{y}" WIDTH="890" HEIGHT="{height}">"#);
        let mut x = left;
        while x < left + 760 {
            let word = WORDS[dice.roll(WORDS.len())];
            let width = word.len() * height * 2 / 3;
            let sure = 50 + dice.roll(50);
            let _ = writeln!(
                out,
                r#"<String ID="string_{n}" HPOS="{x}" VPOS="{y}" WIDTH="{width}" HEIGHT="{height}" WC="0.{sure}" CONTENT="{word}"/>"#
            );
            x += width + 14;
            let _ = writeln!(out, r#"<SP WIDTH="14" HPOS="{}" VPOS="{y}"/>"#, x - 14);
            *n += 1;
        }
        *out += "</TextLine>\n";
    }
    *out += "</TextBlock>\n";
    *n += 1;
}

/// Looks at every element and attribute, as any reader must.
pub fn bare(bytes: &[u8]) -> usize {
    let mut reader = Reader::from_str(std::str::from_utf8(bytes).unwrap_or_default());
    let mut seen = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let mut attributes = tag.attributes();
                let values =
                    attributes.with_checks(false).filter_map(Result::ok).map(|attribute| attribute.value.len());
                seen += values.sum::<usize>();
            }
            Ok(Event::Eof) | Err(_) => return seen,
            Ok(_) => {}
        }
    }
}

/// All passes and the JSON of what they make.
pub fn json(issue: &Issue) -> usize {
    let ledger = run(issue);
    let draft = fold(issue, &ledger);
    let document = assemble(&draft, &ledger, &run_info(), &[], Offsets::Without);
    let finished = Finished { draft: &draft, ledger: &ledger, document: &document, drawn: None };
    format("json").map_or(0, |format| format.bytes(&finished).len())
}
