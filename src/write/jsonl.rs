//! `NAME.jsonl`: an article a line, each with what it was printed in, for tools that read one record after another.

use serde::Serialize;

use super::Finished;
use super::document::{Article, IssueInfo};

/// One line.
#[derive(Serialize)]
struct Line<'a> {
    schema: &'a str,
    /// Name of the issue.
    id: &'a str,
    issue: &'a IssueInfo,
    article: &'a Article,
}

pub(super) fn write(finished: &Finished<'_>) -> Vec<u8> {
    let document = finished.document;
    let mut out = Vec::new();
    for article in &document.articles {
        let line = Line { schema: &document.schema, id: &document.id, issue: &document.issue, article };
        // Writing to memory cannot fail, and every key is a string.
        let written = serde_json::to_writer(&mut out, &line);
        debug_assert!(written.is_ok());
        out.push(b'\n');
    }
    out
}
