//! Writing decisions down, and cleaning an issue again with them.

use std::collections::BTreeSet;

use super::one::{clean_issue, decisions_name};
use super::{BatchError, Job, Report};
use crate::ledger::UnitId;
use crate::model::Issue;
use crate::review::{self, DecisionFile, Drafted, Drafts, RecordLine};
use crate::store::{self, Folder};

/// Adds records to the file of an issue in one write, under a header where the file has none for this source. Other
/// programs may do so at the same time.
///
/// # Errors
/// If what stands in the file cannot be read, or nothing can be added.
pub fn write_down(issue: &Issue, folder: &Folder, records: &[RecordLine]) -> Result<(), BatchError> {
    write_down_but(issue, folder, records, |_| BTreeSet::new())
}

/// The same but for records on some units, told by what stands in the file when nobody else can add to it.
///
/// # Errors
/// As [`write_down`].
pub fn write_down_but(
    issue: &Issue,
    folder: &Folder,
    records: &[RecordLine],
    but: impl FnOnce(&DecisionFile) -> BTreeSet<UnitId>,
) -> Result<(), BatchError> {
    if records.is_empty() {
        return Ok(());
    }
    let header = review::header_of(issue);
    let name = decisions_name(&issue.name);
    folder.append(&name, |so_far| {
        let in_file = |error| BatchError::Decisions { path: folder.file(&name).display().to_string(), error };
        let mut added = Vec::new();
        let file = review::parse(so_far).map_err(in_file)?;
        let but = but(&file);
        let records: Vec<&RecordLine> = records.iter().filter(|record| !but.contains(&record.unit)).collect();
        if !records.is_empty() && file.last_header() != Some(&header) {
            put(&mut added, &header);
        }
        records.iter().for_each(|record| put(&mut added, record));
        Ok((file.whole(), added))
    })
}

fn put(out: &mut Vec<u8>, line: &impl serde::Serialize) {
    // Writing to memory cannot fail, and every key is a string.
    let written = serde_json::to_writer(&mut *out, line);
    debug_assert!(written.is_ok());
    out.push(b'\n');
}

/// Name of the file of drafts of an issue.
fn drafts_name(name: &str) -> String {
    format!("{name}.drafts.jsonl")
}

/// What was typed about an issue and not saved; `folder` is that of the decisions.
///
/// # Errors
/// If the file is there and cannot be read.
pub fn drafts_of(name: &str, folder: &Folder) -> Result<Drafts, BatchError> {
    Ok(review::drafts(&store::read_if_there(&folder.file(&drafts_name(name)))?.unwrap_or_default()))
}

/// Keeps a draft, or lets go of one. Where none is left the file is empty.
///
/// # Errors
/// If nothing can be written.
pub fn keep_draft(name: &str, folder: &Folder, draft: &Drafted) -> Result<(), BatchError> {
    folder.append(&drafts_name(name), |so_far| {
        let mut drafts = review::drafts(so_far);
        drafts.add(draft.clone());
        let mut added = Vec::new();
        if drafts.is_empty() {
            return Ok((0, added));
        }
        put(&mut added, draft);
        Ok((so_far.len(), added))
    })
}

/// Cleans an issue until its outputs are those of all decisions, also of those that another program has written down in
/// the meantime.
///
/// # Errors
/// As [`clean_issue`].
pub fn clean_again(issue: &Issue, job: &Job) -> Result<Report, BatchError> {
    let file = job.decisions.file(&decisions_name(&issue.name));
    loop {
        let before = store::read_if_there(&file)?;
        let report = clean_issue(issue, job)?;
        if store::read_if_there(&file)? == before {
            return Ok(report);
        }
    }
}
