//! Regular expressions of rules: compiled once, with a limit to their size, and checked for what goes wrong most.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use toml::Spanned;

use super::fault::{Report, nearest};

/// Bytes that a compiled expression may take. Some dozens of alternatives with counted Chinese characters fit.
const SIZE_LIMIT: usize = 4 << 20;

const OPEN: &str = "^(?:";
const CLOSE: &str = ")$";

/// What part of a line an expression stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// The whole line.
    Whole,
    /// A piece of it.
    Piece,
}

/// Compiles an expression; what is wrong with it is reported.
pub(super) fn compile(find: &Spanned<&str>, extent: Extent, report: &mut Report<'_>) -> Option<Regex> {
    let pattern = *find.get_ref();
    let hir = match regex_syntax::parse(pattern) {
        Ok(hir) => hir,
        Err(error) => {
            let (message, at) = match &error {
                regex_syntax::Error::Parse(error) => (error.kind().to_string(), error.span()),
                regex_syntax::Error::Translate(error) => (error.kind().to_string(), error.span()),
                _ => (error.to_string(), &regex_syntax::ast::Span::splat(regex_syntax::ast::Position::new(0, 1, 1))),
            };
            let span = inside(report.text(), find, at.start.offset..at.end.offset);
            report.fault(span, format!("`find` is no regular expression: {message}"), hint(report.text(), find));
            return None;
        }
    };
    if hir.properties().minimum_len().unwrap_or(0) == 0 {
        report.fault(
            find.span(),
            "`find` matches where there is nothing",
            "make at least one part of it required: `+` in the place of `*`, or take a `?` away",
        );
        return None;
    }
    let build = |pattern: &str| RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).dfa_size_limit(SIZE_LIMIT).build();
    let built = match extent {
        Extent::Piece => build(pattern),
        // In an expression with comments the last one would swallow the bracket: a new line ends it.
        Extent::Whole => match build(&format!("{OPEN}{pattern}{CLOSE}")) {
            Err(regex::Error::Syntax(_)) => build(&format!("{OPEN}{pattern}\n{CLOSE}")),
            built => built,
        },
    };
    built
        .map_err(|_| {
            let message = format!("`find` is too large once compiled: more than {} MB", SIZE_LIMIT >> 20);
            report.fault(find.span(), message, "lower the counts in { }, or split the rule in two");
        })
        .ok()
}

/// The expression of a line rule as its file writes it.
pub(super) fn unanchored(pattern: &str) -> &str {
    pattern
        .strip_prefix(OPEN)
        .and_then(|rest| rest.strip_suffix(CLOSE))
        .map_or(pattern, |inner| inner.trim_end_matches('\n'))
}

/// Reports each group that a replacement names and the expression does not have.
pub(super) fn check_groups(find: &Regex, with: &Spanned<&str>, report: &mut Report<'_>) {
    let text = *with.get_ref();
    for (at, name) in groups(text) {
        let there = match name.parse::<usize>() {
            Ok(number) => number < find.captures_len(),
            Err(_) => find.capture_names().flatten().any(|known| known == name),
        };
        if there {
            continue;
        }
        let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let known: Vec<String> = find
            .capture_names()
            .enumerate()
            .skip(1)
            .map(|(n, name)| name.map_or_else(|| n.to_string(), str::to_owned))
            .collect();
        let hint = if digits > 0 && digits < name.len() {
            format!("write ${{{}}}{} to end the number before the letters", &name[..digits], &name[digits..])
        } else if known.is_empty() {
            "`find` has no group; write (?<name>…) around a part of it, or $$ for a dollar sign".to_owned()
        } else if let Some(near) = nearest(name, known.iter().map(String::as_str)) {
            format!("did you mean `{near}`?")
        } else {
            format!("write one of `{}`, or $$ for a dollar sign", known.join("`, `"))
        };
        let len = if text[at..].starts_with("${") { name.len() + 3 } else { name.len() + 1 };
        let span = inside(report.text(), with, at..at + len);
        report.fault(span, format!("`with` names the group `{name}`, which `find` does not have"), hint);
    }
}

/// The groups that a replacement names, each with the place of its dollar sign.
fn groups(with: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(dollar) = with[at..].find('$').map(|len| at + len) {
        let rest = &with[dollar + 1..];
        at = dollar + 1;
        if rest.starts_with('$') {
            at += 1;
        } else if let Some(name) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name) {
            out.push((dollar, name));
        } else {
            let len = rest.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if len > 0 {
                out.push((dollar, &rest[..len]));
            }
        }
    }
    out
}

/// Bytes of the file behind bytes of a text in it; the whole text where escapes or line ends shift them.
fn inside(file: &str, text: &Spanned<&str>, part: Range<usize>) -> Range<usize> {
    let span = text.span();
    let written = file.get(span.clone()).unwrap_or("");
    let quotes = written.bytes().take_while(|b| *b == b'\'' || *b == b'"').count().min(3);
    let from = span.start + if quotes == 2 { 1 } else { quotes };
    match file.get(from..from + text.get_ref().len()) {
        Some(same) if same == *text.get_ref() => {
            // At the end of an expression there is nothing to point at but its closing quote.
            from + part.start..from + part.end.max(part.start + 1)
        }
        _ => span,
    }
}

fn hint(file: &str, find: &Spanned<&str>) -> &'static str {
    let written = file.get(find.span()).unwrap_or("");
    if written.starts_with('"') && written.contains('\\') {
        "put `find` in single quotes, which keep backslashes: find = '\\d+'"
    } else {
        "a sign that means itself needs a backslash: \\( \\) \\[ \\] \\. \\* \\+ \\? \\|"
    }
}
