//! Issues that were cleaned before: found in an output folder, and read again from their source as the ledger tells.

use std::path::{Path, PathBuf};

use super::{BatchError, ledger_name};
use crate::ledger::Ledger;
use crate::ledger::file::{Header, Reading, read_header, read_ledger};
use crate::model::Issue;
use crate::read::{self, Again, ReadOptions};
use crate::store::{self, Folder, StoreError};
use crate::write::FORMATS;

/// Where an issue that was cleaned stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// The output folder.
    pub folder: Folder,
    /// Name of its outputs, with `/` between folders.
    pub name: String,
}

/// An issue that was cleaned: its source, and the ledger file that tells what became of it.
#[derive(Debug)]
pub struct Cleaned {
    /// What the ledger says of the run.
    pub header: Header,
    /// The source, read in the same way again.
    pub issue: Issue,
    /// The bytes of the ledger file.
    pub file: Vec<u8>,
}

const LEDGER_ENDING: &str = ".edits.jsonl";
const DECISIONS_ENDING: &str = ".decisions.jsonl";

/// The issues that a path names: all below a folder, or one by the name or path of any of its files.
///
/// # Errors
/// If it names none.
pub fn places(path: &Path) -> Result<Vec<Place>, StoreError> {
    let mut found = Vec::new();
    if store::is_folder(path) {
        let folder = Folder::existing(path)?;
        for file in store::walk(path) {
            let file = file?;
            let below = file.strip_prefix(path).ok().and_then(store::shown);
            if let Some(name) = below.as_deref().and_then(|below| below.strip_suffix(LEDGER_ENDING)) {
                found.push(Place { folder: folder.clone(), name: name.to_owned() });
            }
        }
    }
    if found.is_empty() {
        found.extend(place(path)?);
    }
    if found.is_empty() {
        return Err(StoreError {
            path: path.display().to_string(),
            what: "there is no cleaned issue here".to_owned(),
            hint: "name a folder that `newsprint clean` has written, or a NAME in it".to_owned(),
        });
    }
    Ok(found)
}

/// The issue that a name below an output folder, or a path, means.
fn place(path: &Path) -> Result<Option<Place>, StoreError> {
    let Some(shown) = store::shown(path) else { return Ok(None) };
    let formats = FORMATS.iter().map(|format| format.ending);
    let stem = [LEDGER_ENDING, DECISIONS_ENDING].into_iter().chain(formats).find_map(|end| shown.strip_suffix(end));
    for stem in std::iter::once(shown.as_str()).chain(stem) {
        let file = PathBuf::from(ledger_name(stem));
        if !store::is_file(&file) {
            continue;
        }
        // The ledger says which part of the path is the name; the rest is the output folder.
        let id = read_header(&store::read(&file)?).map(|header| header.id).unwrap_or_default();
        let (folder, name) = match stem.strip_suffix(id.as_str()).filter(|_| !id.is_empty()) {
            Some("") => (".", id.as_str()),
            Some(folder) if folder.ends_with('/') => {
                (if folder == "/" { "/" } else { folder.trim_end_matches('/') }, id.as_str())
            }
            _ => stem.rsplit_once('/').unwrap_or((".", stem)),
        };
        return Ok(Some(Place { folder: Folder::existing(Path::new(folder))?, name: name.to_owned() }));
    }
    Ok(None)
}

/// How much of a ledger file holds its header in all but odd cases.
const HEAD: u64 = 65_536;

impl Place {
    /// What the ledger file says of its run; no more of it is read than that.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn header(&self) -> Result<Header, BatchError> {
        let path = self.folder.file(&ledger_name(&self.name));
        let mut head = store::head(&path, HEAD)?;
        if !head.contains(&b'\n') {
            head = store::read(&path)?;
        }
        read_header(&head).map_err(|error| BatchError::Ledger { path: path.display().to_string(), error })
    }

    /// Reads ledger file and source. `root` is where relative paths of sources begin.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn reread(&self, root: &Path) -> Result<Cleaned, BatchError> {
        let path = self.folder.file(&ledger_name(&self.name));
        let file = store::read(&path)?;
        let in_ledger = |error| BatchError::Ledger { path: path.display().to_string(), error };
        let header = read_header(&file).map_err(in_ledger)?;
        if header.id != self.name {
            return Err(BatchError::Store(StoreError {
                path: path.display().to_string(),
                what: format!("this is the ledger of `{}`", header.id),
                hint: "put the outputs back where they were written, or clean the source again".to_owned(),
            }));
        }
        let issue = reread(&header, root).map_err(|error| match error {
            BatchError::Store(error) => BatchError::Store(StoreError {
                hint: format!("it is the source of {}; run where it was cleaned, or give --root DIR", self.name),
                ..error
            }),
            error => error,
        })?;
        Ok(Cleaned { header, issue, file })
    }
}

impl Cleaned {
    /// The ledger.
    ///
    /// # Errors
    /// If the file is not as it was written, or the source has changed. `place` is for messages.
    pub fn ledger(&self, place: &Place) -> Result<Ledger, BatchError> {
        let path = place.folder.file(&ledger_name(&place.name)).display().to_string();
        let ledger = read_ledger(&self.file, &self.issue).map_err(|error| BatchError::Ledger { path, error });
        ledger.map(|(_, ledger)| ledger)
    }
}

/// Reads the files of a source in the way that the ledger's header tells.
fn reread(header: &Header, root: &Path) -> Result<Issue, BatchError> {
    let mut parts = Vec::new();
    for pages in header.source.chunk_by(|a, b| a.path == b.path) {
        let path = &pages[0].path;
        let bytes = store::read(&root.join(path))?;
        let again: Vec<Again> = pages.chunk_by(|a, b| a.member == b.member).map(again).collect();
        parts.push(read::read_again(&header.id, path, &bytes, &again)?);
    }
    let mut issue = match parts.len() {
        1 => parts.swap_remove(0),
        _ => Issue::bound(header.id.clone(), parts),
    };
    issue.gathered = header.gathered.clone();
    Ok(issue)
}

/// How the pages of one file were read: what was asked for holds for all of them, the rest is found out again.
fn again(pages: &[Reading]) -> Again {
    let first = &pages[0];
    let options = ReadOptions {
        encoding: encoding_rs::Encoding::for_label(first.encoding.as_bytes()),
        language: first.language.clone(),
        layout: first.asked,
        // A file of several pages labels them itself.
        label: first.label.clone().filter(|_| pages.len() == 1),
    };
    Again { member: first.member.clone(), options }
}

/// Documents of a folder that no ledger stands beside, by name.
///
/// # Errors
/// If the folder cannot be read.
pub fn without_ledger(path: &Path) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    if !store::is_folder(path) {
        return Ok(found);
    }
    for file in store::walk(path) {
        let file = file?;
        let below = file.strip_prefix(path).ok().and_then(store::shown);
        let Some(name) = below.as_deref().and_then(|below| below.strip_suffix(".json")) else { continue };
        if !store::is_file(&path.join(ledger_name(name))) && is_document(&store::read(&file)?) {
            found.push(name.to_owned());
        }
    }
    Ok(found)
}

/// Whether a file is a document of newsprint: its schema stands first.
fn is_document(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(64)]);
    head.contains("\"newsprint/1\"")
}
