//! Tables of contents: a METS file names the files that are the pages of an issue.
//!
//! Only files below its own folder are looked at, also through links.

use std::path::{Path, PathBuf};

use super::InputFile;
use crate::model::Warning;
use crate::read::{self, DuePage};
use crate::store;

/// How far into a file its root element is looked for.
const HEAD: u64 = 65_536;

/// The pages that a table of contents names.
#[derive(Debug)]
pub(super) struct Contents {
    /// One file for each page in order; those that are not there have a fault.
    pub files: Vec<InputFile>,
    /// The real paths of every file that it names, of which a page may have several.
    pub claimed: Vec<PathBuf>,
    /// What is odd in it.
    pub warnings: Vec<Warning>,
}

/// What a file says if it is a table of contents. None for any other, and for one that is broken, of which its reader
/// says so.
pub(super) fn of(file: &InputFile) -> Option<Contents> {
    let head = store::head(&file.path, HEAD).ok()?;
    if read::xml_root(&head)? != "mets" {
        return None;
    }
    let bytes = store::read(&file.path).ok()?;
    let physical = read::physical(&file.shown, &bytes).ok()?;
    let mut out = Contents { files: Vec::new(), claimed: Vec::new(), warnings: Vec::new() };
    out.warnings.extend(physical.warnings.into_iter().map(|warning| Warning {
        page: 0,
        line: 0,
        message: format!("{}:{}: {}", file.shown, warning.line, warning.message),
    }));
    for page in physical.pages {
        out.page(file, page);
    }
    Some(out)
}

impl Contents {
    fn page(&mut self, mets: &InputFile, page: DuePage) {
        let folder = mets.path.parent().unwrap_or(Path::new(""));
        let mut fault = page.fault.map(|fault| format!("{}, {fault}", mets.shown));
        let mut found: Option<PathBuf> = None;
        for below in &page.paths {
            match store::inside(folder, below) {
                Ok(path) => {
                    self.claimed.push(store::resolved(&path));
                    found.get_or_insert(path);
                }
                Err(error) => {
                    fault.get_or_insert(format!("{error}; {} names it", mets.shown));
                }
            }
        }
        let fault = fault.filter(|_| found.is_none());
        let path = found.or_else(|| page.paths.first().map(|below| folder.join(below)));
        let path = path.unwrap_or_else(|| mets.path.clone());
        let shown = store::shown(&path).unwrap_or_else(|| mets.shown.clone());
        self.files.push(InputFile { path, shown, label: page.label, fault });
    }
}
