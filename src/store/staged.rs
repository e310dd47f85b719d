//! A folder that is replaced as a whole: written beside its goal, then put in its place.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use super::{Folder, StoreError, apart, is_folder, resolved};

/// A folder in the making. Until [`Staged::put_in_place`] the goal is what it was; a program that is stopped before
/// leaves it so, and one that is stopped between the two renames leaves the former folder to be put back by the next.
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
        Folder { path: self.made.clone() }
    }

    /// Makes the folder what was written.
    ///
    /// # Errors
    /// If it cannot be renamed; then the goal is what it was.
    pub fn put_in_place(mut self) -> Result<(), StoreError> {
        let cannot = |error: std::io::Error| StoreError::io(&self.goal, "cannot be replaced", &error);
        let had_one = self.goal.exists();
        if had_one {
            fs::rename(&self.goal, &self.former).map_err(cannot)?;
        }
        if let Err(error) = fs::rename(&self.made, &self.goal) {
            if had_one {
                // What went wrong is said below.
                let _ = fs::rename(&self.former, &self.goal);
            }
            return Err(cannot(error));
        }
        self.is_done = true;
        remove(&self.former).map_err(|error| StoreError::io(&self.former, "cannot be removed", &error))
    }
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
