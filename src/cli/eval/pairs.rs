//! Which gold file goes with which cleaned issue.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use newsprint::{read, store};
use serde::Deserialize;

use crate::cli::say::trouble;

/// A gold file and its cleaned issue.
#[derive(Debug)]
pub struct Pair {
    pub name: String,
    pub gold: PathBuf,
    pub kind: GoldKind,
    pub cleaned: PathBuf,
}

/// A format of gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoldKind {
    Json,
    Page,
    Mets,
}

/// What was matched, and what was not.
#[derive(Debug, Default)]
pub struct Found {
    pub pairs: Vec<Pair>,
    /// Gold files that no cleaned issue goes by the name of.
    pub without_cleaned: Vec<PathBuf>,
    /// Cleaned issues without gold.
    pub without_gold: Vec<String>,
}

/// Matches gold files and cleaned issues. Of two files the names need not match.
pub fn find(gold: &Path, cleaned: &Path) -> Result<Found> {
    let mut issues = cleaned_files(cleaned)?;
    let golds = gold_files(gold)?;
    let mut found = Found::default();
    if !store::is_folder(gold) && issues.len() == 1 {
        for (_, gold, kind) in golds {
            let issue = issues.pop_first();
            found.pairs.extend(issue.map(|(name, cleaned)| Pair { name, gold, kind, cleaned }));
        }
        return Ok(found);
    }
    for (names, gold, kind) in golds {
        // What is matched is taken out, so that two gold files of one name are told.
        let issue = names.iter().find_map(|name| issues.remove_entry(name));
        match issue {
            Some((name, cleaned)) => found.pairs.push(Pair { name, gold, kind, cleaned }),
            None => found.without_cleaned.push(gold),
        }
    }
    found.without_gold = issues.into_keys().collect();
    Ok(found)
}

/// The documents that a path names, by name.
fn cleaned_files(path: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    if store::is_folder(path) {
        for file in store::walk(path) {
            let file = file?;
            if let Some(name) = name_below(path, &file, ".json") {
                files.insert(name, file);
            }
        }
    } else {
        let mut with_ending = path.as_os_str().to_owned();
        with_ending.push(".json");
        let candidates = [path.to_owned(), PathBuf::from(with_ending)];
        if let Some(file) = candidates.into_iter().find(|file| store::is_file(file)) {
            let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
            files.insert(name.to_owned(), file);
        }
    }
    if files.is_empty() {
        let hint = "name a folder that `newsprint clean` has written, or a NAME.json in it";
        return Err(trouble(format!("{}: there is no cleaned issue here", path.display()), hint));
    }
    Ok(files)
}

/// The gold files that a path names, each with the names that its issue may have, the likeliest first.
fn gold_files(path: &Path) -> Result<Vec<(Vec<String>, PathBuf, GoldKind)>> {
    let mut files = Vec::new();
    if !store::is_folder(path) {
        let bytes = store::read(path)?;
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some(kind) = kind_of(path, &bytes) else {
            let hint = "gold is newsprint JSON, PAGE-XML with articles, or METS beside its ALTO files";
            return Err(trouble(format!("{}: this is no gold", path.display()), hint));
        };
        return Ok(vec![(vec![name], path.to_owned(), kind)]);
    }
    for file in store::walk(path) {
        let file = file?;
        let Some(name) = name_below(path, &file, ".json").or_else(|| name_below(path, &file, ".xml")) else { continue };
        // Pages of a METS file lie beside it, and a cleaned folder holds more than documents.
        let Some(kind) = kind_of(&file, &store::read(&file)?) else { continue };
        let mut names = vec![name.clone()];
        if kind == GoldKind::Mets {
            let is_mark = |c: char| matches!(c, '-' | '_' | '.');
            let bare = name.strip_suffix("mets").or_else(|| name.strip_suffix("METS"));
            names.extend(bare.map(|bare| bare.trim_end_matches(is_mark).to_owned()));
            names.extend(name.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
        }
        files.push((names, file, kind));
    }
    if files.is_empty() {
        let hint = "gold is newsprint JSON, PAGE-XML with articles, or METS beside its ALTO files";
        return Err(trouble(format!("{}: there is no gold in this folder", path.display()), hint));
    }
    Ok(files)
}

fn kind_of(path: &Path, bytes: &[u8]) -> Option<GoldKind> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        return Some(GoldKind::Json);
    }
    match read::xml_root(bytes)?.as_str() {
        "PcGts" => Some(GoldKind::Page),
        "mets" => Some(GoldKind::Mets),
        _ => None,
    }
}

fn name_below(folder: &Path, file: &Path, ending: &str) -> Option<String> {
    let below = file.strip_prefix(folder).ok().and_then(store::shown)?;
    below.strip_suffix(ending).map(str::to_owned)
}

/// The file names of the pages of a cleaned issue, in order.
pub fn page_names(document: &[u8]) -> Vec<String> {
    #[derive(Deserialize)]
    struct Document {
        #[serde(default)]
        source: Vec<Page>,
    }
    #[derive(Deserialize)]
    struct Page {
        path: String,
    }
    // A document that cannot be read has failed before.
    let pages = serde_json::from_slice::<Document>(document).map(|document| document.source).unwrap_or_default();
    pages.into_iter().map(|page| page.path.rsplit('/').next().unwrap_or_default().to_owned()).collect()
}

/// The path of a file that a METS file names, such as `file://./alto/1.xml`.
pub fn beside(mets: &Path, href: &str) -> PathBuf {
    let href = href.strip_prefix("file://").unwrap_or(href);
    mets.parent().unwrap_or(Path::new("")).join(href.replace('\\', "/").trim_start_matches("./"))
}
