//! A file that another program may change meanwhile.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{StoreError, read};

/// So many names are tried: former ones may be left of programs that were killed.
const NAMES: u32 = 64;

/// A file in the system's folder for such files, gone when this is dropped.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// A file of these bytes, for nobody else to read.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn with(bytes: &[u8]) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        // A file that is there already, were it a link, is somebody else's.
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let folder = std::env::temp_dir();
        let mut n = 0;
        let (path, mut file) = loop {
            let path = folder.join(format!("newsprint-{}-{n}.txt", std::process::id()));
            match options.open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && n < NAMES => n += 1,
                Err(error) => return Err(StoreError::io(&path, "cannot be written", &error)),
                Ok(file) => break (path, file),
            }
        };
        let scratch = Self { path };
        let written = file.write_all(bytes);
        written.map_err(|error| StoreError::io(&scratch.path, "cannot be written", &error))?;
        Ok(scratch)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds now.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(&self) -> Result<Vec<u8>, StoreError> {
        read(&self.path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Where it cannot be removed, the system tidies the folder.
        let _ = fs::remove_file(&self.path);
    }
}
