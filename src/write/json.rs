//! `NAME.json`: the document, with a line for each article head, block, name and piece of furniture, so that two versions
//! of a file can be compared by line.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::Finished;
use super::document::{Document, EditCounts, Furniture, IssueInfo, SourcePage};
use crate::ledger::file::RunInfo;
use crate::model::{Missing, Warning};

pub(super) fn write(finished: &Finished<'_>, out: &mut dyn Write) -> io::Result<()> {
    // A document is thousands of small pieces, each of which would ask what it is written to.
    let mut buffered = BufWriter::new(out);
    let mut serializer = Serializer::with_formatter(&mut buffered, Lines::default());
    written(finished).serialize(&mut serializer)?;
    buffered.write_all(b"\n")?;
    buffered.flush()
}

/// A document, its articles each made when its turn comes.
#[derive(Serialize)]
struct Written<'a, A: Serialize> {
    schema: &'a str,
    id: &'a str,
    language: &'a Option<String>,
    issue: &'a IssueInfo,
    source: &'a [SourcePage],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    missing: &'a [Missing],
    run: &'a RunInfo,
    articles: A,
    furniture: &'a [Furniture],
    edits: &'a EditCounts,
    warnings: &'a [Warning],
}

fn written<'a>(finished: &Finished<'a>) -> Written<'a, impl Serialize + use<'a>> {
    let Document { schema, id, language, issue, source, missing, run, articles: _, furniture, edits, warnings } =
        finished.document;
    let articles = Each(*finished);
    Written { schema, id, language, issue, source, missing, run, articles, furniture, edits, warnings }
}

/// The articles as a list.
struct Each<'a>(Finished<'a>);

impl Serialize for Each<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.articles())
    }
}

/// Breaks lines before the keys of the outermost object and before the objects of a list.
#[derive(Default)]
struct Lines {
    /// Whether each list or object that is open is a list.
    open: Vec<bool>,
}

impl Lines {
    /// The deepest list whose objects get lines of their own: the names and blocks of an article. Boxes do not.
    const DEEPEST: usize = 4;

    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.open.len()).try_for_each(|_| out.write_all(b" "))
    }
}

impl Formatter for Lines {
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.open.last() == Some(&true) && self.open.len() <= Self::DEEPEST {
            self.line(out)?;
        }
        self.open.push(false);
        CompactFormatter.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open.pop();
        if self.open.is_empty() {
            out.write_all(b"\n")?;
        }
        CompactFormatter.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        CompactFormatter.begin_object_key(out, first)?;
        if self.open.len() == 1 { self.line(out) } else { Ok(()) }
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open.push(true);
        CompactFormatter.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open.pop();
        CompactFormatter.end_array(out)
    }
}
