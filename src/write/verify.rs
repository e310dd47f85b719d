//! Proof of a finished issue from its source and its ledger alone: nothing is lost, and the outputs are what the ledger
//! makes of the source.

use std::collections::BTreeMap;

use super::assemble::{Offsets, assemble};
use super::document::{Article, Document};
use super::{Finished, format};
use crate::ledger::file::{read_ledger, write_ledger};
use crate::ledger::{Balance, Outcome, State, balance, fold, fold_where};
use crate::model::{Issue, LineIx};

/// Something that is not as it was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The output that it was found in, as `--to` names it; `ledger` for the ledger.
    pub output: String,
    /// What is wrong and where, for an archivist.
    pub message: String,
}

/// Checks a finished issue: `outputs` are formats, as `--to` names them, with the bytes of their files. Says nothing if
/// every line is kept, the sums hold, and every output is what the ledger makes of the source.
#[must_use]
pub fn verify(issue: &Issue, ledger_file: &[u8], outputs: &[(&str, &[u8])]) -> Vec<Fault> {
    let fault = |output: &str, message: String| Fault { output: output.to_owned(), message };
    let of_ledger = |message| fault("ledger", message);
    let (header, ledger) = match read_ledger(ledger_file, issue) {
        Ok(read) => read,
        Err(error) => return vec![of_ledger(error.to_string())],
    };
    let mut faults = Vec::new();
    let counts = |state: &State| matches!(state, State::Applied | State::Dormant { .. });
    let (_, outcomes) = fold_where(issue, &ledger, |_, entry| counts(&entry.state));
    for (n, (entry, outcome)) in ledger.entries().iter().zip(outcomes).enumerate() {
        if counts(&entry.state) && (entry.state == State::Applied) != (outcome == Outcome::Live) {
            let found = if outcome == Outcome::Live { "counts" } else { "does not count" };
            faults.push(of_ledger(format!("entry {n} is {} and {found} in the text", entry.state.name())));
        }
    }
    let draft = fold(issue, &ledger);
    match balance(&draft) {
        Err(broken) => faults.push(of_ledger(broken)),
        Ok(balance) if balance != header.balance => {
            let (said, found) = (sums(&header.balance), sums(&balance));
            faults.push(of_ledger(format!("the header counts {said}, and the text has {found}")));
        }
        Ok(_) => {}
    }
    let again = write_ledger(issue, &ledger, &header.run, &header.warnings);
    if again != ledger_file {
        let line = first_difference(&again, ledger_file);
        faults.push(of_ledger(format!("line {line} is not as it was written; clean the source again")));
    }

    let documents = [Offsets::Without, Offsets::With]
        .map(|offsets| assemble(&draft, &ledger, &header.run, &header.warnings, offsets));
    for (name, bytes) in outputs {
        let Some(format) = format(name) else {
            faults.push(fault(name, format!("there is no format `{name}`; leave it out")));
            continue;
        };
        let is_as_due = documents.iter().any(|document| {
            format.bytes(&Finished { draft: &draft, ledger: &ledger, document, drawn: None }) == *bytes
        });
        if is_as_due {
            continue;
        }
        let found = if *name == "json" { compare(issue, &documents, bytes) } else { Vec::new() };
        if found.is_empty() {
            let due = format.bytes(&Finished { draft: &draft, ledger: &ledger, document: &documents[0], drawn: None });
            let line = first_difference(&due, bytes);
            faults.push(fault(name, format!("line {line} is not what the ledger makes of the source")));
        }
        faults.extend(found.into_iter().map(|message| fault(name, message)));
    }
    faults
}

fn sums(balance: &Balance) -> String {
    let Balance { source, inserted, removed, output, glue, typed } = balance;
    format!(
        "{source} characters of the source, {inserted} inserted, {removed} removed, {output} left, {glue} joining, \
         {typed} typed"
    )
}

/// The first line, from 1, in which two files differ.
fn first_difference(a: &[u8], b: &[u8]) -> usize {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b);
    same.filter(|(a, _)| **a == b'\n').count() + 1
}

/// What is wrong with a document file, as far as it can be told by line and article.
fn compare(issue: &Issue, due: &[Document; 2], bytes: &[u8]) -> Vec<String> {
    let found: Document = match serde_json::from_slice(bytes) {
        Ok(found) => found,
        Err(error) => return vec![format!("this is no newsprint/1 document: {error}")],
    };
    let mut faults = lines_once(issue, &found);
    let has_map = found.articles.iter().flat_map(|article| &article.blocks).any(|block| block.map.is_some());
    let due = &due[usize::from(has_map)];
    let by_id: BTreeMap<&str, &Article> = due.articles.iter().map(|article| (article.id.as_str(), article)).collect();
    for article in &found.articles {
        match by_id.get(article.id.as_str()) {
            None => faults.push(format!("there is no article {} by the ledger", article.id)),
            Some(due) => faults.extend(differences(due, article)),
        }
    }
    if found.articles.len() != due.articles.len() {
        faults.push(format!("{} articles instead of {}", found.articles.len(), due.articles.len()));
    }
    if found.furniture != due.furniture {
        faults.push("the furniture is not what the ledger makes of the source".to_owned());
    }
    faults
}

fn differences(due: &Article, found: &Article) -> Vec<String> {
    let mut faults = Vec::new();
    let mut say = |what: &str| faults.push(format!("article {}: {what} is not what the ledger makes of it", due.id));
    if found.title != due.title {
        say("the title");
    }
    if found.byline != due.byline {
        say("the byline");
    }
    for (n, block) in found.blocks.iter().enumerate() {
        if due.blocks.get(n) != Some(block) {
            say(&format!("block {} ({})", n + 1, block.lines.first().map_or("no line", String::as_str)));
        }
    }
    if found.blocks.len() < due.blocks.len() {
        say("the number of blocks");
    }
    if faults.is_empty() && found != due {
        faults.push(format!("article {}: a field beside title, byline and blocks differs", due.id));
    }
    faults
}

/// Which lines of the source are missing from a document, and which stand in it twice. The names of one credit share its
/// lines, which therefore count once.
#[must_use]
pub fn lines_once(issue: &Issue, document: &Document) -> Vec<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for article in &document.articles {
        let heads = [&article.title_lines, &article.kicker_lines, &article.deck_lines, &article.note_lines];
        let blocks = article.blocks.iter().map(|block| &block.lines);
        let mut last: &[String] = &[];
        let credits = article.byline.iter().map(|entry| &entry.lines).filter(|lines| {
            let goes_on = !lines.is_empty() && lines.as_slice() == last;
            last = lines;
            !goes_on
        });
        for line in heads.into_iter().chain(blocks).chain(credits).flatten() {
            *count.entry(line).or_default() += 1;
        }
    }
    for line in document.furniture.iter().flat_map(|piece| &piece.lines) {
        *count.entry(line).or_default() += 1;
    }
    let mut faults = Vec::new();
    for line in issue.line_indices() {
        match count.remove(issue.line_name(line).as_str()) {
            Some(1) => {}
            Some(n) => faults.push(format!("line {} stands in it {n} times", issue.line_name(line))),
            None => faults.push(format!("line {} is missing: {}", issue.line_name(line), excerpt(issue, line))),
        }
    }
    faults.extend(count.into_keys().map(|line| format!("line {line} is not in the source")));
    faults
}

fn excerpt(issue: &Issue, line: LineIx) -> String {
    let raw = issue.raw(line);
    raw.char_indices().nth(24).map_or_else(|| raw.to_owned(), |(end, _)| format!("{}…", &raw[..end]))
}
