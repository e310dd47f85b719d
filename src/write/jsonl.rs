//! `NAME.jsonl`: an article a line, each with what it was printed in, for tools that read one record after another.

use std::io::{self, Write};

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

pub(super) fn write(finished: &Finished<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = finished.document;
    for article in finished.articles() {
        let line = Line { schema: &document.schema, id: &document.id, issue: &document.issue, article: &article };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
