//! Bylines: the names in a printed credit, and the names that stand inside the text.

use std::ops::Range;

use super::assemble::Source;
use super::blocks;
use super::document::{Byline, BylineRole};
use crate::ledger::{Draft, Field};
use crate::model::{LineIx, Role};

/// A mark in the text of a run of lines.
struct Said<'a> {
    span: Range<usize>,
    field: Field,
    value: &'a str,
}

/// Who wrote the article with these lines (without its furniture, in reading order).
pub(super) fn byline(source: &Source<'_>, lines: &[LineIx]) -> Vec<Byline> {
    let draft = source.draft;
    let mut out = Vec::new();
    let mut posts = Vec::new();
    let mut run = Vec::new();
    for &first in lines {
        let role = draft.role(first);
        if draft.is_joined_to(first) || role == Role::Caption {
            continue;
        }
        run.clear();
        run.extend(draft.joined_from(first));
        if role == Role::Byline {
            credit(source, &run, &mut out);
            continue;
        }
        let (text, said) = said(draft, &run);
        run_in(&text, &said, &mut out);
        if role == Role::Note {
            posts.extend(said.iter().filter(|said| said.field == Field::Affiliation).map(|said| said.value.to_owned()));
        }
    }
    // A note at the end tells the post of the author, where it can only be meant for one.
    if let ([one], false) = (out.as_mut_slice(), posts.is_empty()) {
        one.affiliation.get_or_insert_with(|| posts.join(", "));
    }
    out
}

/// The entries for a byline that a person typed: names are separated by semicolons, and the first keeps the lines.
pub(super) fn typed(value: &str, lines: Vec<String>) -> Vec<Byline> {
    let names: Vec<&str> = value.split([';', '；']).map(str::trim).filter(|name| !name.is_empty()).collect();
    let entry = |name: &str, lines| Byline {
        text: name.to_owned(),
        name: name.to_owned(),
        role: BylineRole::Author,
        affiliation: None,
        lines,
    };
    match names.split_first() {
        Some((first, rest)) => {
            let mut out = vec![entry(first, lines)];
            out.extend(rest.iter().map(|name| entry(name, Vec::new())));
            out
        }
        // The line stands in the output even if nobody wrote the article.
        None if !lines.is_empty() => vec![entry("", lines)],
        None => Vec::new(),
    }
}

fn said<'a>(draft: &Draft<'a>, run: &[LineIx]) -> (String, Vec<Said<'a>>) {
    if run.iter().all(|line| draft.marks(*line).is_empty()) {
        return (String::new(), Vec::new());
    }
    let mut text = String::new();
    let mut said = Vec::new();
    for (n, &line) in run.iter().enumerate() {
        if n > 0 {
            text.push_str(blocks::glue(draft, run[n - 1], line, " "));
        }
        for mark in draft.marks(line).iter().filter(|mark| !mark.value.is_empty()) {
            let span = draft.text_span(line, mark.span.clone());
            said.push(Said {
                span: text.len() + span.start..text.len() + span.end,
                field: mark.field,
                value: mark.value,
            });
        }
        text.push_str(&draft.text(line));
    }
    (text, said)
}

/// Those who are named, from left to right: persons, or else agencies. Of names that overlap the first and longest counts.
fn names<'s, 'a>(said: &'s [Said<'a>]) -> Vec<(&'s Said<'a>, BylineRole)> {
    let named = |wanted: fn(Field) -> bool| {
        let mut names: Vec<_> = said
            .iter()
            .filter(|said| wanted(said.field))
            .filter_map(|said| Some((said, BylineRole::of(said.field)?)))
            .collect();
        names.sort_by_key(|(said, _)| (said.span.start, std::cmp::Reverse(said.span.end)));
        let mut end = 0;
        names.retain(|(said, _)| {
            said.span.start >= end && {
                end = said.span.end;
                true
            }
        });
        names
    };
    let persons = named(|field| field != Field::Agency);
    if persons.is_empty() { named(|field| field == Field::Agency) } else { persons }
}

/// Adds the entries of one printed credit.
fn credit(source: &Source<'_>, run: &[LineIx], out: &mut Vec<Byline>) {
    let lines = source.names(run);
    let (_, said) = said(source.draft, run);
    let text = blocks::spell(source.draft, run, " ");
    let names = names(&said);
    let posts: Vec<&Said<'_>> = {
        let is_named = |post: &Said<'_>| names.iter().any(|(name, _)| name.span == post.span);
        said.iter().filter(|said| matches!(said.field, Field::Affiliation | Field::Agency) && !is_named(said)).collect()
    };
    let Some(first) = names.first() else {
        // A line of its own that tells only a post belongs to the name above it, and so to the credit of that name.
        if let (Some(post), Some(above)) = (posts.first(), out.last_mut().filter(|above| !above.lines.is_empty())) {
            above.text = format!("{} {text}", above.text);
            above.affiliation.get_or_insert_with(|| post.value.to_owned());
            let of_credit = above.lines.clone();
            for entry in out.iter_mut().rev().take_while(|entry| entry.lines == of_credit) {
                entry.lines.extend_from_slice(&lines);
            }
            return;
        }
        let name = text.trim().to_owned();
        let affiliation = posts.first().map(|post| post.value.to_owned());
        out.push(Byline { text, name, role: BylineRole::Author, affiliation, lines });
        return;
    };
    // Posts stand before the names or behind them, the same way through a credit.
    let before = posts.iter().any(|post| post.span.end <= first.0.span.start);
    let mut from = 0;
    for (n, (name, role)) in names.iter().enumerate() {
        let next = names.get(n + 1).map_or(text.len(), |(next, _)| next.span.start);
        let previous = if n == 0 { 0 } else { names[n - 1].0.span.end };
        let post = if before {
            posts.iter().rev().find(|post| post.span.start >= previous && post.span.end <= name.span.start)
        } else {
            posts.iter().find(|post| post.span.start >= name.span.end && post.span.end <= next)
        };
        let to = if n + 1 == names.len() {
            text.len()
        } else {
            let behind = post.map_or(name.span.end, |post| post.span.end.max(name.span.end));
            behind + separators(&text[behind..next])
        };
        out.push(Byline {
            text: text[from..to].to_owned(),
            name: name.value.to_owned(),
            role: *role,
            affiliation: post.map(|post| post.value.to_owned()),
            lines: lines.clone(),
        });
        from = to;
    }
}

/// Length of the marks and blanks that close an entry and are not part of the next.
fn separators(text: &str) -> usize {
    text.find(|c: char| !(c.is_whitespace() || matches!(c, ',' | ';' | '，' | '、' | '；' | ')' | '）')))
        .unwrap_or(text.len())
}

/// Adds the names that stand inside the text of a block; a post counts for the names behind it.
fn run_in(text: &str, said: &[Said<'_>], out: &mut Vec<Byline>) {
    let names = names(said);
    for (name, role) in &names {
        let post = said
            .iter()
            .filter(|post| matches!(post.field, Field::Affiliation | Field::Agency) && post.span.end <= name.span.start)
            .max_by_key(|post| post.span.end);
        out.push(Byline {
            text: text[name.span.clone()].to_owned(),
            name: name.value.to_owned(),
            role: *role,
            affiliation: post.map(|post| post.value.to_owned()).filter(|post| post != name.value),
            lines: Vec::new(),
        });
    }
}
