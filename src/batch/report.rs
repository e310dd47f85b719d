//! A report of many issues: each is read, drawn and written by itself, so that only the rows of the index are held.

use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use rayon::prelude::*;

use super::{Place, decisions_of};
use crate::ledger::fold;
use crate::model::Issue;
use crate::report::diff;
use crate::report::html::{self, Scan, Summary};
use crate::review::out_of_date;
use crate::store::{self, Folder, StoreError};

/// Endings of pictures that browsers show.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];

/// A report that is to be written.
#[derive(Debug)]
pub struct Site<'a> {
    /// Where it goes.
    pub out: &'a Folder,
    /// Where relative paths of sources begin.
    pub root: &'a Path,
    /// What the issues lie in, as the index names it.
    pub title: &'a str,
    /// The date that the index shows.
    pub date: Option<&'a str>,
    /// Whether each issue is one file that needs no other, without an index.
    pub single: bool,
}

impl Site<'_> {
    /// Writes the pages of some issues, each with the folder of its decisions, on as many threads as the current pool
    /// has, and then the index. One that cannot be read is a row of the index that says so.
    ///
    /// # Errors
    /// If the report cannot be written.
    pub fn write(&self, places: &[(Place, Folder)], on_done: &(dyn Fn() + Sync)) -> Result<Vec<Summary>, StoreError> {
        let page = |(place, decisions): &(Place, Folder)| {
            let summary = self.page(place, decisions);
            on_done();
            summary
        };
        let summaries: Vec<Summary> = places.par_iter().map(page).collect::<Result<_, StoreError>>()?;
        if self.single {
            return Ok(summaries);
        }
        self.out.write("assets/report.css", html::STYLE.as_bytes())?;
        self.out.write("assets/report.js", html::SCRIPT.as_bytes())?;
        for file in html::index(&summaries, self.title, self.date) {
            self.out.write(&file.name, file.html.as_bytes())?;
        }
        Ok(summaries)
    }

    fn page(&self, place: &Place, decisions: &Folder) -> Result<Summary, StoreError> {
        let read = || {
            let cleaned = place.reread(self.root)?;
            let ledger = cleaned.ledger(place)?;
            let old = out_of_date(&cleaned.issue, &ledger, &decisions_of(&place.name, decisions)?);
            Ok::<_, super::BatchError>((cleaned, ledger, old))
        };
        let (cleaned, ledger, old) = match read() {
            Ok(read) => read,
            Err(error) => {
                return Ok(Summary { name: place.name.clone(), error: Some(error.to_string()), ..Summary::default() });
            }
        };
        let draft = fold(&cleaned.issue, &ledger);
        let scans = self.scans(&cleaned.issue)?;
        let diff = diff(&draft, &ledger);
        if self.single {
            let (file, summary) = html::single(&diff, &cleaned.header.warnings, &old, &scans);
            self.out.write(&file.name, file.html.as_bytes())?;
            return Ok(summary);
        }
        let (files, summary) = html::page(&diff, &cleaned.header.warnings, &old, &scans);
        for file in files {
            self.out.write(&file.name, file.html.as_bytes())?;
        }
        Ok(summary)
    }

    /// Copies the pictures of the pages that a browser can show, or takes them into the page. The path in a source is taken from the source's folder,
    /// and never leads out of it.
    fn scans(&self, issue: &Issue) -> Result<Vec<Scan>, StoreError> {
        let mut scans = Vec::new();
        for page in issue.pages() {
            // The picture of a member stands in its archive, which is not unpacked for it.
            let Some(image) = page.image.as_deref().filter(|_| page.source.member.is_none()) else { continue };
            let ending = image.rsplit('.').next().unwrap_or("").to_lowercase();
            let is_inside = Path::new(image).components().all(|part| matches!(part, std::path::Component::Normal(_)));
            if !is_inside || !PICTURES.contains(&ending.as_str()) {
                continue;
            }
            let source = self.root.join(&page.source.path);
            let path = source.parent().unwrap_or(self.root).join(image);
            if !store::is_file(&path) {
                continue;
            }
            let picture = store::read(&path)?;
            let name = if self.single {
                let kind = if ending == "jpg" { "jpeg" } else { &ending };
                format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(picture))
            } else {
                let name = format!("scans/{}-{}.{ending}", issue.name, page.no);
                self.out.write(&name, &picture)?;
                name
            };
            scans.push(Scan { page: page.no, name });
        }
        Ok(scans)
    }
}
