//! The only place that touches files: finding inputs, reading them, and writing outputs.
//!
//! Outputs are written whole or not at all (a file beside the goal, then a rename), never outside the output folder and
//! never among the inputs. Nothing here knows what the bytes mean.
#![expect(clippy::disallowed_methods, reason = "this is the module that the others leave files to")]

mod beside;
mod scratch;
mod staged;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};

pub use beside::Beside;
pub use scratch::Scratch;
pub use staged::Staged;

/// Why a file cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {what}")]
pub struct StoreError {
    /// The path as given.
    pub path: String,
    /// What is wrong with it.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

impl StoreError {
    fn new(path: &Path, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { path: path.display().to_string(), what: what.into(), hint: hint.into() }
    }

    fn io(path: &Path, doing: &str, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "check the spelling of the path",
            io::ErrorKind::PermissionDenied => "check the permissions of the file and of its folder",
            io::ErrorKind::IsADirectory => "name a file",
            io::ErrorKind::NotADirectory => "a file stands where a folder is due; move it away",
            io::ErrorKind::StorageFull => "make room on the disk and run again",
            _ => "try to open it with another program",
        };
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        Self::new(path, format!("{doing}: {why}"), hint)
    }
}

/// Reads a whole file.
///
/// # Errors
/// If it is not there, is no file, or must not be read.
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    let about = fs::metadata(path).map_err(|error| missing(path, &error))?;
    if about.is_dir() {
        return Err(StoreError::new(path, "this is a folder, not a file", "name a file in it"));
    }
    // A pipe or a device may never end.
    if !about.is_file() {
        return Err(StoreError::new(path, "this is neither a file nor a folder", "copy its content into a file"));
    }
    fs::read(path).map_err(|error| StoreError::io(path, "cannot be read", &error))
}

/// The first bytes of a file, at most as many as asked for.
///
/// # Errors
/// If it is not there, is no file, or must not be read.
pub fn head(path: &Path, most: u64) -> Result<Vec<u8>, StoreError> {
    let cannot = |error: io::Error| StoreError::io(path, "cannot be read", &error);
    if !fs::metadata(path).map_err(|error| missing(path, &error))?.is_file() {
        return Err(StoreError::new(path, "this is neither a file nor a folder", "copy its content into a file"));
    }
    let mut out = Vec::new();
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut out)).map_err(cannot)?;
    Ok(out)
}

/// The path of a file below a folder. `below` is relative, with `/` between folders, and no link in it may leave the
/// folder.
///
/// # Errors
/// If there is no such file, or it stands outside the folder.
pub fn inside(folder: &Path, below: &str) -> Result<PathBuf, StoreError> {
    let path = folder.join(below);
    let outside = |path| StoreError::new(path, "this stands outside the folder", "copy the file into it");
    if !Path::new(below).components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(outside(&path));
    }
    // `parent` of a bare name is the empty path.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = |path: &Path| fs::canonicalize(path).map_err(|error| missing(path, &error));
    if !real(&path)?.starts_with(real(folder)?) {
        return Err(outside(&path));
    }
    Ok(path)
}

/// Reads a file that need not be there.
///
/// # Errors
/// If it is there and cannot be read.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        _ => read(path).map(Some),
    }
}

/// Whether there is a folder of that name.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether there is a file of that name.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// What tells that a file is another than before: its size, and when it was written. None where there is no file.
#[must_use]
pub fn stamp(path: &Path) -> Option<(u64, Option<std::time::SystemTime>)> {
    let about = fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()))
}

/// The path without links and dots; a part that does not exist is kept as it is named.
#[must_use]
pub fn resolved(path: &Path) -> PathBuf {
    if let Ok(whole) = fs::canonicalize(path) {
        return whole;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !parent.as_os_str().is_empty() => resolved(parent).join(name),
        (_, Some(name)) => fs::canonicalize(".").unwrap_or_default().join(name),
        _ => path.to_owned(),
    }
}

/// A path as messages and outputs write it: with `/` between folders and without `./`. None if it is not UTF-8.
#[must_use]
pub fn shown(path: &Path) -> Option<String> {
    let mut out = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => continue,
            Component::RootDir => out.push('/'),
            _ => {
                if !out.is_empty() && !out.ends_with('/') {
                    out.push('/');
                }
                out.push_str(part.as_os_str().to_str()?);
            }
        }
    }
    Some(if out.is_empty() { ".".to_owned() } else { out })
}

/// The files below a folder in the order of their names, hidden ones left out, and what went wrong on the way. Links are
/// followed.
#[must_use]
pub fn walk(folder: &Path) -> Vec<Result<PathBuf, StoreError>> {
    let is_hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().first() == Some(&b'.');
    walkdir::WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry))
        .filter_map(|found| match found {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => Some(Ok(entry.into_path())),
            Err(error) => Some(Err(walk_error(folder, &error))),
        })
        .collect()
}

fn walk_error(folder: &Path, error: &walkdir::Error) -> StoreError {
    let path = error.path().unwrap_or(folder);
    if let Some(above) = error.loop_ancestor() {
        let what = format!("this link leads back to {}", above.display());
        return StoreError::new(path, what, "take the link out, or name the folders one by one");
    }
    match error.io_error() {
        Some(io) => missing(path, io),
        None => StoreError::new(path, error.to_string(), "name the files one by one"),
    }
}

/// What to say of a path that cannot be looked at; a link that leads nowhere is told apart.
fn missing(path: &Path, error: &io::Error) -> StoreError {
    match fs::read_link(path) {
        Ok(goal) if error.kind() == io::ErrorKind::NotFound => {
            let what = format!("this link leads to {}, which is not there", goal.display());
            StoreError::new(path, what, "mend the link or take it out")
        }
        _ if is_loop(error) => StoreError::new(path, "this link leads back to itself", "mend the link or take it out"),
        _ => StoreError::io(path, "cannot be read", error),
    }
}

fn is_loop(error: &io::Error) -> bool {
    // `ErrorKind::FilesystemLoop` is not stable; ELOOP is 40 on Linux and 62 on BSD and macOS.
    matches!(error.raw_os_error(), Some(40 | 62)) && cfg!(unix)
}

/// Makes sure that outputs in a folder would not stand among the inputs.
fn apart(path: &Path, inputs: &[PathBuf]) -> Result<(), StoreError> {
    let goal = resolved(path);
    for input in inputs {
        let from = resolved(input);
        let is_among = if is_folder(&from) { goal.starts_with(&from) } else { from.parent() == Some(&goal) };
        if is_among {
            let what = format!("the outputs would stand among the inputs in {}", input.display());
            return Err(StoreError::new(path, what, "name a folder apart from the inputs with -o"));
        }
    }
    Ok(())
}

/// Waits until the disk knows which files are in a folder. Where folders cannot be opened, the system sees to it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    // The parent of a bare name is the empty path.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// A folder that outputs are written to.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    lasts: Lasts,
}

/// When a file that is written is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lasts {
    /// When the system finds time for it: it can be made again from its source.
    Later,
    /// When its writing is done.
    AtOnce,
}

impl Folder {
    /// The folder of that path, made where it is not there yet.
    ///
    /// # Errors
    /// If it cannot be made, or if the outputs would stand among the inputs.
    pub fn open(path: &Path, inputs: &[PathBuf]) -> Result<Self, StoreError> {
        apart(path, inputs)?;
        fs::create_dir_all(path).map_err(|error| StoreError::io(path, "the folder cannot be made", &error))?;
        beside::sweep(path);
        Ok(Self { path: path.to_owned(), lasts: Lasts::Later })
    }

    /// A folder that is there already.
    ///
    /// # Errors
    /// If it is not.
    pub fn existing(path: &Path) -> Result<Self, StoreError> {
        if is_folder(path) {
            return Ok(Self { path: path.to_owned(), lasts: Lasts::Later });
        }
        Err(StoreError::new(path, "there is no such folder", "name a folder that `newsprint clean` has written"))
    }

    /// Its path as given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of a file in it. `name` is relative, with `/` between folders.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file whole: whoever reads it sees the former bytes or these.
    ///
    /// # Errors
    /// If it would stand outside the folder, or cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.write_beside(name, |out| out.write_all(bytes))?.put_in_place()
    }

    /// Writes a file beside its place, where it is put when all that belongs with it is written. `write` gives its bytes, in
    /// as many pieces as it likes.
    ///
    /// # Errors
    /// If it would stand outside the folder, or cannot be written.
    pub fn write_beside(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Beside, StoreError> {
        Beside::write(self.place(name)?, self.lasts, write)
    }

    /// Adds to the end of a file in one write, on a line of its own, and waits until the disk has it. Two programs may do
    /// so at once. `make` is given what the file holds so far, and says how many bytes of it stay and what to add; less than
    /// all stays only where a former write was cut short.
    ///
    /// # Errors
    /// If it would stand outside the folder, or cannot be written.
    pub fn append<E: From<StoreError>>(
        &self,
        name: &str,
        make: impl FnOnce(&[u8]) -> Result<(usize, Vec<u8>), E>,
    ) -> Result<(), E> {
        let goal = self.place(name)?;
        let cannot = |error: io::Error| StoreError::io(&goal, "cannot be written", &error);
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(&goal).map_err(cannot)?;
        // The lock is let go when the file is closed. Where there are none, a write at the end still is one piece.
        match file.lock() {
            Err(error) if error.kind() != io::ErrorKind::Unsupported => return Err(cannot(error).into()),
            _ => {}
        }
        let mut so_far = Vec::new();
        file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_end(&mut so_far)).map_err(cannot)?;
        let (stays, mut added) = make(&so_far)?;
        if stays < so_far.len() {
            file.set_len(stays as u64).map_err(cannot)?;
            so_far.truncate(stays);
        }
        // A line that lacks nothing but its end must not swallow this one.
        if so_far.last().is_some_and(|last| *last != b'\n') {
            added.insert(0, b'\n');
        }
        file.write_all(&added).and_then(|()| file.sync_data()).map_err(cannot)?;
        // A file that the disk knows no name of is lost with all that is in it.
        if so_far.is_empty() {
            let mut above = goal.ancestors().skip(1).take_while(|above| above.starts_with(&self.path));
            above.try_for_each(sync_folder).map_err(cannot)?;
        }
        Ok(())
    }

    /// The path of an output, its folder made where it is not there yet.
    fn place(&self, name: &str) -> Result<PathBuf, StoreError> {
        let goal = self.file(name);
        let outside =
            || StoreError::new(&goal, "this would stand outside the output folder", "take the link out of it");
        if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(outside());
        }
        let parent = goal.parent().unwrap_or(&self.path);
        if parent == self.path && is_folder(parent) {
            return Ok(goal);
        }
        fs::create_dir_all(parent).map_err(|error| StoreError::io(parent, "the folder cannot be made", &error))?;
        let real =
            |path: &Path| fs::canonicalize(path).map_err(|error| StoreError::io(path, "cannot be found", &error));
        if !real(parent)?.starts_with(real(&self.path)?) {
            return Err(outside());
        }
        Ok(goal)
    }
}
