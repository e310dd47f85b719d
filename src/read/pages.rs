//! The pages of a file while it is being read, one after another.

use super::dump::Dump;
use super::sheet::{Coordinates, Sheet};
use super::xml::Odd;
use super::{ReadError, stand_or_fall};
use crate::model::{Issue, PageRead, Source, Unit};

/// The pages that are read, the one that is open, and what is odd about it.
pub(super) struct Pages {
    source: Source,
    language: Option<String>,
    done: Vec<PageRead>,
    pub sheet: Option<Sheet>,
    pub coordinates: Coordinates,
    pub odd: Odd,
}

impl Pages {
    pub fn new(source: Source, language: Option<String>, odd: Odd) -> Self {
        Self { source, language, done: Vec::new(), sheet: None, coordinates: Coordinates::default(), odd }
    }

    /// How many pages are read.
    pub fn n_done(&self) -> usize {
        self.done.len()
    }

    /// Opens a page, measured in pixels; the one before must be closed.
    pub fn open(&mut self) -> &mut Sheet {
        self.sheet.insert(Sheet::new(self.source.clone(), Unit::Pixel, self.language.clone()))
    }

    /// Ends the page that is open.
    pub fn close(&mut self) {
        let Some(sheet) = self.sheet.take() else { return };
        self.coordinates.tell(&mut self.odd);
        self.done.push(sheet.finish(&mut self.odd));
    }

    /// The issue of these pages. A file without a page is one page without lines, so that what is odd about it is told.
    pub fn into_issue(mut self, name: &str, dump: &Dump<'_>) -> Result<Issue, ReadError> {
        self.close();
        if self.done.is_empty() {
            self.open();
            self.close();
        }
        stand_or_fall(dump, &mut self.done, None, &mut self.odd)?;
        Ok(Issue::new(name.to_owned(), self.done))
    }
}
