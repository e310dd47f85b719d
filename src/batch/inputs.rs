//! Which files make up which issue, and what its outputs are called.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::contents::{self, Contents};
use crate::model::Warning;
use crate::read::natural;
use crate::store::{self, StoreError};

/// Which files are one issue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Group {
    /// Each file is one.
    #[default]
    File,
    /// The files of a folder are the pages of one, `page2` before `page10`.
    Folder,
}

/// A file as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Where it is.
    pub path: PathBuf,
    /// The same as outputs and messages write it.
    pub shown: String,
    /// What the issue calls its page.
    pub label: Option<String>,
    /// Why it cannot be read, where that is known beforehand.
    pub fault: Option<String>,
}

impl InputFile {
    fn new(path: PathBuf, shown: String) -> Self {
        Self { path, shown, label: None, fault: None }
    }
}

/// The files of one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Name of the outputs, with `/` between folders.
    pub name: String,
    /// Its files in the order of pages; at least one.
    pub files: Vec<InputFile>,
    /// What was odd in the table of contents that names them.
    pub warnings: Vec<Warning>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The issues in the order in which they were named.
    pub inputs: Vec<Input>,
    /// Files in folders that were passed over, being pictures, archives and the like by their ending.
    pub passed_over: usize,
    /// What cannot be read.
    pub errors: Vec<StoreError>,
}

/// Endings of what often stands beside page dumps and is none.
const NO_DUMPS: [&str; 21] = [
    "bmp", "djvu", "doc", "docx", "gif", "ico", "jp2", "jpeg", "jpg", "json", "jsonl", "pdf", "png", "rar", "svg",
    "tar", "tgz", "tif", "tiff", "webp", "xz",
];

/// Endings of packed files, before which stands the ending of what is packed.
const PACKED: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

/// A file, and its path below the folder that was given.
struct Leaf {
    file: InputFile,
    /// Path below the folder that was given; of a file that was given itself, its name.
    below: String,
    /// Name of the folder that was given; of a file that was given itself, of its folder.
    folder: String,
    /// Whether the file was given itself.
    alone: bool,
    /// Of a table of contents, what it says.
    contents: Option<Contents>,
}

impl Leaf {
    /// The issue of this file.
    fn input(self, name: String) -> Input {
        match self.contents {
            Some(Contents { files, warnings, .. }) => Input { name, files, warnings },
            None => Input { name, files: vec![self.file], warnings: Vec::new() },
        }
    }
}

/// Finds the files that `paths` name, and names the issues.
#[must_use]
pub fn find(paths: &[PathBuf], group: Group) -> Found {
    let mut found = Found::default();
    let mut leaves = Vec::new();
    for path in paths {
        if store::is_folder(path) {
            for entry in store::walk(path) {
                match entry.and_then(|at| leaf(&at, Some(path))) {
                    Ok(leaf) if has_ending(as_unpacked(&leaf.below), &NO_DUMPS) => found.passed_over += 1,
                    Ok(leaf) => leaves.push(leaf),
                    Err(error) => found.errors.push(error),
                }
            }
        } else {
            match leaf(path, None) {
                Ok(leaf) => leaves.push(leaf),
                Err(error) => found.errors.push(error),
            }
        }
    }
    once_each(&mut leaves);
    claim(&mut leaves);
    let named = match group {
        Group::File => by_file(leaves),
        Group::Folder => by_folder(leaves),
    };
    let mut owner: BTreeMap<String, String> = BTreeMap::new();
    for input in named {
        let path = &input.files[0].shown;
        match owner.get(&input.name) {
            Some(first) => found.errors.push(StoreError {
                path: path.clone(),
                what: format!("its outputs would be called `{}`, as those of {first}", input.name),
                hint: "clean the folder above both, or each into an output folder of its own".to_owned(),
            }),
            None => {
                owner.insert(input.name.clone(), path.clone());
                found.inputs.push(input);
            }
        }
    }
    found
}

fn leaf(path: &Path, folder: Option<&Path>) -> Result<Leaf, StoreError> {
    let below = folder.and_then(|folder| path.strip_prefix(folder).ok());
    let below = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
    let (Some(shown), Some(below)) = (store::shown(path), store::shown(below)) else {
        return Err(StoreError {
            path: path.display().to_string(),
            what: "the name is not UTF-8, which outputs must be".to_owned(),
            hint: "give the file or folder another name".to_owned(),
        });
    };
    let above = match folder {
        Some(folder) => store::resolved(folder),
        None => store::resolved(path).parent().map(Path::to_owned).unwrap_or_default(),
    };
    let name = above.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let file = InputFile::new(path.to_owned(), shown);
    let contents = contents::of(&file);
    Ok(Leaf { file, below, folder: name, alone: folder.is_none(), contents })
}

/// Leaves out what was named twice, by a folder and by itself.
fn once_each(leaves: &mut Vec<Leaf>) {
    let mut seen = BTreeSet::new();
    leaves.retain(|leaf| seen.insert(store::resolved(&leaf.file.path)));
}

/// Leaves out the pages that a table of contents names, which are no issues of their own.
fn claim(leaves: &mut Vec<Leaf>) {
    let all = leaves.iter().filter_map(|leaf| leaf.contents.as_ref());
    let claimed: BTreeSet<PathBuf> = all.flat_map(|contents| contents.claimed.iter().cloned()).collect();
    if !claimed.is_empty() {
        leaves.retain(|leaf| leaf.contents.is_some() || !claimed.contains(&store::resolved(&leaf.file.path)));
    }
}

/// Each file is named by its path without the last ending; with it where two would be the same; and where that does not
/// part them, as they stand in two folders, with the folder's name in front.
fn by_file(leaves: Vec<Leaf>) -> Vec<Input> {
    let short = |leaf: &Leaf| without_ending(&leaf.below).to_owned();
    let whole = |leaf: &Leaf| leaf.below.clone();
    let with_folder = |leaf: &Leaf| format!("{}/{}", leaf.folder, without_ending(&leaf.below));
    let mut names: Vec<String> = leaves.iter().map(short).collect();
    let clashes = |names: &[String]| {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        names.iter().for_each(|name| *count.entry(name).or_default() += 1);
        (0..names.len()).filter(|n| count[names[*n].as_str()] > 1).collect::<Vec<_>>()
    };
    let wholes: Vec<String> = leaves.iter().map(whole).collect();
    let in_two_folders = clashes(&wholes);
    // A longer name may be that of another file.
    for _ in 0..2 {
        for n in clashes(&names) {
            let is_in_two = in_two_folders.binary_search(&n).is_ok();
            names[n] = if is_in_two { with_folder(&leaves[n]) } else { wholes[n].clone() };
        }
    }
    names.into_iter().zip(leaves).map(|(name, leaf)| leaf.input(name)).collect()
}

/// The files of a folder are one issue, which is named as the folder; a file that was named itself stands alone.
fn by_folder(leaves: Vec<Leaf>) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut of_folder: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let folder_of = |leaf: &Leaf| leaf.file.path.parent().map(Path::to_owned).unwrap_or_default();
    let mut n_files: BTreeMap<PathBuf, usize> = BTreeMap::new();
    leaves.iter().for_each(|leaf| *n_files.entry(folder_of(leaf)).or_default() += 1);
    for leaf in leaves {
        let at = folder_of(&leaf);
        // A table of contents is an issue already; it has the folder's name where it stands for all of it.
        if leaf.alone || leaf.contents.is_some() && n_files[&at] > 1 {
            let name = without_ending(&leaf.below).to_owned();
            inputs.push(leaf.input(name));
            continue;
        }
        if let Some(input) = of_folder.get(&at).and_then(|n| inputs.get_mut(*n)) {
            input.files.push(leaf.file);
            continue;
        }
        let name = leaf.below.rsplit_once('/').map_or_else(|| leaf.folder.clone(), |(below, _)| below.to_owned());
        if leaf.contents.is_none() {
            of_folder.insert(at, inputs.len());
        }
        inputs.push(leaf.input(name));
    }
    for n in of_folder.into_values() {
        inputs[n].files.sort_by(|a, b| natural(&a.shown, &b.shown));
    }
    inputs
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The path without its last ending, and without that of a packed file behind it.
fn without_ending(path: &str) -> &str {
    let path = as_unpacked(path);
    match file_name(path).rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => &path[..path.len() - ending.len() - 1],
        _ => path,
    }
}

/// The path of a packed file as that of what is packed.
fn as_unpacked(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((inner, _)) if has_ending(path, &PACKED) && !file_name(inner).is_empty() => inner,
        _ => path,
    }
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    file_name(path).rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(group: Group, paths: &[&str], names: &[&str]) {
        let leaf = |path: &&str| {
            let (folder, below) = path.split_once('/').unwrap();
            let file = InputFile::new(Path::new(path).to_owned(), (*path).to_owned());
            Leaf { file, below: below.to_owned(), folder: folder.to_owned(), alone: false, contents: None }
        };
        let leaves = paths.iter().map(leaf).collect();
        let inputs = if group == Group::File { by_file(leaves) } else { by_folder(leaves) };
        assert_eq!(inputs.iter().map(|input| input.name.as_str()).collect::<Vec<_>>(), names);
        assert_eq!(inputs.iter().map(|input| input.files.len()).sum::<usize>(), paths.len());
    }

    #[test]
    fn names_files_by_their_path() {
        check(Group::File, &["raw/a.txt", "raw/b/a.txt", "raw/b/c.d.txt", "raw/e"], &["a", "b/a", "b/c.d", "e"]);
        check(Group::File, &["raw/a.txt", "raw/a.xml", "raw/b.txt"], &["a.txt", "a.xml", "b"]);
        check(Group::File, &["raw/a.txt", "raw/a.xml", "raw/a.txt.old"], &["a.txt", "a.xml", "a.txt.old"]);
        check(Group::File, &["98/1.txt", "99/1.txt", "99/2.txt"], &["98/1", "99/1", "2"]);
        check(Group::File, &["raw/a.xml.gz", "raw/b.gz", "raw/c.d.zst", "raw/.gz"], &["a", "b", "c", ".gz"]);
        check(Group::File, &["raw/a.xml", "raw/a.xml.GZ"], &["a.xml", "a.xml.GZ"]);
    }

    #[test]
    fn names_issues_by_their_folder() {
        check(Group::Folder, &["raw/1.txt", "raw/2.txt"], &["raw"]);
        check(Group::Folder, &["raw/x/1.txt", "raw/x/2.txt", "raw/y/z/1.txt"], &["x", "y/z"]);
        check(Group::Folder, &["raw/1.txt", "raw/b/2.txt", "raw/c.txt"], &["raw", "b"]);
    }

    #[test]
    fn orders_the_pages_of_a_folder_as_people_count() {
        let leaf = |below: &str| {
            let shown = format!("raw/{below}");
            let file = InputFile::new(Path::new(&shown).to_owned(), shown);
            Leaf { file, below: below.to_owned(), folder: "raw".to_owned(), alone: false, contents: None }
        };
        let names = ["n/p1.xml", "n/p10.xml", "n/p2.xml", "n/p02b.xml"];
        let inputs = by_folder(names.into_iter().map(leaf).collect());
        let files: Vec<&str> = inputs[0].files.iter().map(|file| file.shown.as_str()).collect();
        assert_eq!(files, ["raw/n/p1.xml", "raw/n/p2.xml", "raw/n/p02b.xml", "raw/n/p10.xml"]);
    }
}
