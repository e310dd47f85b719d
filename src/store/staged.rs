//! A folder that is replaced as a whole: written beside its goal, then put in its place.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use super::{Folder, Lasts, StoreError, apart, is_folder, resolved, sync_folder};

/// A folder in the making. Until [`Staged::put_in_place`] the goal is what it was, and a program that is stopped before
/// leaves it so. Then the two change places in one act. Where the system knows no such act there are two renames, and a
/// program that is stopped between them leaves the former folder to be put back by the next.
#[derive(Debug)]
pub struct Staged {
    goal: PathBuf,
    made: PathBuf,
    former: PathBuf,
    is_done: bool,
    /// Held as long as the folder is in the making.
    _lock: File,
}

impl Staged {
    /// Begins a folder. `sign` is the file that every folder of this kind holds: one without it is not replaced.
    ///
    /// # Errors
    /// If the goal stands among the inputs or holds other things, if another program is at it, or nothing can be written.
    pub fn begin(path: &Path, inputs: &[PathBuf], sign: &str) -> Result<Self, StoreError> {
        apart(path, inputs)?;
        let goal = resolved(path);
        let (Some(parent), Some(name)) = (goal.parent(), goal.file_name().and_then(|name| name.to_str())) else {
            return Err(StoreError::new(path, "this cannot be replaced as a whole", "name a folder of its own"));
        };
        let cannot = |error: std::io::Error| StoreError::io(path, "the folder cannot be made", &error);
        let beside = |what: &str| parent.join(format!(".{name}.{what}"));
        fs::create_dir_all(parent).map_err(cannot)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(beside("lock")).map_err(cannot)?;
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) => {
                return Err(StoreError::new(path, "another newsprint is writing it", "wait until it is done"));
            }
            Err(fs::TryLockError::Error(error)) if error.kind() != std::io::ErrorKind::Unsupported => {
                return Err(cannot(error));
            }
            _ => {}
        }
        let (made, former) = (beside("new"), beside("former"));
        let staged = Self { goal, made, former, is_done: false, _lock: lock };
        staged.mend().map_err(cannot)?;
        if goal_is_foreign(&staged.goal, sign).map_err(cannot)? {
            let hint = "name a new folder, or one that this command has written";
            return Err(StoreError::new(path, "this folder holds other files, which would be lost", hint));
        }
        fs::create_dir(&staged.made).map_err(cannot)?;
        Ok(staged)
    }

    /// Tidies up after a program that was stopped.
    fn mend(&self) -> std::io::Result<()> {
        remove(&self.made)?;
        match (is_folder(&self.former), self.goal.exists()) {
            (true, false) => fs::rename(&self.former, &self.goal),
            _ => remove(&self.former),
        }
    }

    /// Where to write meanwhile.
    #[must_use]
    pub fn folder(&self) -> Folder {
        Folder { path: self.made.clone(), lasts: Lasts::AtOnce }
    }

    /// Makes the folder what was written.
    ///
    /// # Errors
    /// If it cannot be renamed; then the goal is what it was.
    pub fn put_in_place(mut self) -> Result<(), StoreError> {
        self.swap().map_err(|error| StoreError::io(&self.goal, "cannot be replaced", &error))?;
        self.is_done = true;
        let left = remove(&self.made).and_then(|()| remove(&self.former));
        left.map_err(|error| StoreError::io(&self.former, "cannot be removed", &error))
    }

    /// Puts what was made in the place of the goal, on the disk too.
    fn swap(&self) -> std::io::Result<()> {
        let parent = self.goal.parent().unwrap_or(Path::new("."));
        for entry in walkdir::WalkDir::new(&self.made) {
            let entry = entry?;
            if entry.file_type().is_dir() {
                sync_folder(entry.path())?;
            }
        }
        if !self.goal.exists() {
            fs::rename(&self.made, &self.goal)?;
        } else if exchange(&self.made, &self.goal).is_err() {
            fs::rename(&self.goal, &self.former)?;
            fs::rename(&self.made, &self.goal).inspect_err(|_| {
                // What went wrong is said by the caller.
                drop(fs::rename(&self.former, &self.goal));
            })?;
        }
        sync_folder(parent)
    }
}

/// Lets two folders change places, so that there is one of each name at any moment.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// The same, where the system has no such act.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.is_done {
            // The next one tidies up if this fails.
            let _ = remove(&self.made);
        }
    }
}

fn remove(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn goal_is_foreign(goal: &Path, sign: &str) -> std::io::Result<bool> {
    if !goal.exists() || goal.join(sign).is_file() {
        return Ok(false);
    }
    Ok(!is_folder(goal) || fs::read_dir(goal)?.next().is_some())
}
