//! Files that are written beside their goal and then put in its place, and what is left of them by a program that was
//! stopped.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Lasts, StoreError};

/// How the names of files in the making end; nothing else is called so.
const ENDING: &str = ".newsprint-new";
/// Bytes that are gathered before they go to the disk.
const BUFFER: usize = 65_536;

/// A file that is written and not yet in its place. Until it is put there the goal is what it was; one that never is leaves
/// nothing.
#[derive(Debug)]
pub struct Beside {
    goal: PathBuf,
    made: PathBuf,
    is_placed: bool,
    /// Held as long as the file is in the making, which tells others that someone is at it.
    _lock: File,
}

impl Beside {
    pub(super) fn write(
        goal: PathBuf,
        lasts: Lasts,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Self, StoreError> {
        let made = beside(&goal);
        match put(&made, lasts, write) {
            Ok(lock) => Ok(Self { goal, made, is_placed: false, _lock: lock }),
            Err(error) => {
                remove(&made);
                Err(StoreError::io(&goal, "cannot be written", &error))
            }
        }
    }

    /// Puts the file in its place: whoever reads the goal sees the former bytes or these.
    ///
    /// # Errors
    /// If the system does not let it be renamed.
    pub fn put_in_place(mut self) -> Result<(), StoreError> {
        let renamed = fs::rename(&self.made, &self.goal);
        self.is_placed = renamed.is_ok();
        renamed.map_err(|error| StoreError::io(&self.goal, "cannot be written", &error))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.is_placed {
            remove(&self.made);
        }
    }
}

/// A half-written file is of no use; that it cannot be removed either says nothing that is not said.
fn remove(made: &Path) {
    drop(fs::remove_file(made));
}

/// The file, locked as long as it is open.
fn put(beside: &Path, lasts: Lasts, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<File> {
    let file = File::create(beside)?;
    match file.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
        _ => {}
    }
    let mut buffered = BufWriter::with_capacity(BUFFER, &file);
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    if lasts == Lasts::AtOnce {
        file.sync_all()?;
    }
    Ok(file)
}

fn beside(goal: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(goal.file_name().unwrap_or_default());
    name.push(format!(".{}{ENDING}", std::process::id()));
    goal.with_file_name(name)
}

/// Removes below a folder what programs have left that were stopped while they wrote. What cannot be removed does no harm.
pub(super) fn sweep(folder: &Path) {
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        let is_one = entry.file_type().is_file() && entry.file_name().as_encoded_bytes().ends_with(ENDING.as_bytes());
        if is_one && File::open(entry.path()).is_ok_and(|file| is_left(&file)) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// Whether nobody is at a file. Where there are no locks, nobody can tell.
fn is_left(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::WouldBlock | TryLockError::Error(_)))
}
