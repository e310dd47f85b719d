//! What several subcommands take: rules, profile, level, encoding.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use clap::ValueEnum;
use newsprint::batch::{self, Options, Place};
use newsprint::ledger::Level;
use newsprint::lexicon::{Lexicon, LexiconError};
use newsprint::rules::{PackSource, Profile, Rules};
use newsprint::store::{self, Folder};

use super::say::{talk, trouble};

/// The lowest level of edits that is applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LevelName {
    /// Everything that rules propose; what a person should look at is listed.
    Review,
    /// Only what is sure.
    Safe,
    /// Nothing.
    None,
}

impl From<LevelName> for Option<Level> {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Review => Some(Level::Review),
            LevelName::Safe => Some(Level::Safe),
            LevelName::None => None,
        }
    }
}

/// The rules that are asked for.
pub fn load_rules(folders: &[PathBuf], profile: Option<&Path>) -> Result<Rules> {
    let sources: Vec<PackSource> = folders.iter().map(|folder| load_pack(folder)).collect::<Result<_>>()?;
    let mut rules = Rules::load(&sources)?;
    if let Some(path) = profile {
        rules = rules.with_profile(Profile::parse(&path.display().to_string(), &text_of(path)?)?);
    }
    Ok(rules)
}

/// The rules with which an issue was last cleaned, or those that are given in their place.
pub fn rules_of_run(options: &Options, folders: &[PathBuf], profile: Option<&Path>) -> Result<Rules> {
    let of_run: Vec<PathBuf> = options.rules.iter().map(PathBuf::from).collect();
    let folders = if folders.is_empty() { &of_run } else { folders };
    let mut rules = load_rules(folders, profile.or(options.profile.as_deref().map(Path::new)))?;
    if options.reorder {
        rules.profile.stated_order = newsprint::rules::StatedOrder::Ignore;
    }
    if let Some(path) = &options.lexicon {
        rules = rules.with_lexicon(Arc::new(load_lexicon(Path::new(path))?));
    }
    Ok(rules)
}

/// A lexicon that `newsprint lexicon` wrote.
pub fn load_lexicon(path: &Path) -> Result<Lexicon> {
    Lexicon::parse(&store::read(path)?).map_err(|error| {
        let hint = match error {
            LexiconError::Foreign => "give a file that `newsprint lexicon learn` wrote",
            LexiconError::Schema(_) => "use the program that wrote it, or learn it again",
            LexiconError::Damaged => "copy it again, or learn it again with `newsprint lexicon learn`",
        };
        trouble(format!("{}: {error}", path.display()), hint)
    })
}

/// The rule files and word lists of a folder.
pub fn load_pack(folder: &Path) -> Result<PackSource> {
    if !store::is_folder(folder) {
        let hint = "give the folder that holds the .toml files of the pack";
        return Err(trouble(format!("{}: there is no such folder of rules", folder.display()), hint));
    }
    let mut files = Vec::new();
    for path in store::walk(folder) {
        let path = path?;
        if path.extension().is_some_and(|ending| ending == "toml" || ending == "txt") {
            files.push((store::shown(&path).unwrap_or_else(|| path.display().to_string()), text_of(&path)?));
        }
    }
    if files.is_empty() {
        let hint = "a pack has rules in .toml files and words in .txt files";
        return Err(trouble(format!("{}: there are no rules in this folder", folder.display()), hint));
    }
    let name = store::resolved(folder).file_name().map_or_else(String::new, |name| name.display().to_string());
    Ok(PackSource { name, files })
}

/// A file that must be text.
pub fn text_of(path: &Path) -> Result<String> {
    let bytes = store::read(path)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let what = format!("{}: byte {at} is not UTF-8", path.display());
        trouble(what, "save the file as UTF-8")
    })
}

/// The folder of decisions. One that is not there yet is made, and said, since a slip of the pen would bring back what
/// was refused.
pub fn open_decisions(path: &Path, inputs: &[PathBuf]) -> Result<Folder> {
    let is_there = store::is_folder(path);
    let folder = Folder::open(path, inputs)?;
    if !is_there {
        talk(&format!("warning: {}: this folder of decisions was not there, so none are in force\n", path.display()));
    }
    Ok(folder)
}

/// The encoding of that name.
pub fn encoding_of(label: &str) -> Result<&'static encoding_rs::Encoding> {
    encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        let hint = "write one such as utf-8, utf-16le, gb18030, big5, shift_jis, euc-kr, windows-1252";
        trouble(format!("`{label}` is no encoding"), hint)
    })
}

/// Which issues that were cleaned a command is about.
#[derive(Debug, clap::Args)]
pub struct Targets {
    /// Output folders, or issues in them by NAME or path
    #[arg(value_name = "DIR|NAME", default_value = "cleaned")]
    targets: Vec<PathBuf>,
    #[command(flatten)]
    pub root: Root,
}

/// Where sources are found again.
#[derive(Debug, clap::Args)]
pub struct Root {
    /// Folder from which the paths of the sources start
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

impl Targets {
    /// The issues, in the order in which they are named.
    pub fn places(&self) -> Result<Vec<Place>> {
        let mut places = Vec::new();
        for target in &self.targets {
            places.extend(places_of(target)?);
        }
        Ok(places)
    }

    /// The paths that were named.
    pub fn paths(&self) -> &[PathBuf] {
        &self.targets
    }
}

/// The issues that a path names; a bare NAME is looked for in `cleaned`.
pub fn places_of(target: &Path) -> Result<Vec<Place>> {
    match batch::places(target) {
        Ok(places) => Ok(places),
        Err(error) => match batch::places(&Path::new("cleaned").join(target)) {
            Ok(places) if target.is_relative() => Ok(places),
            _ => Err(error.into()),
        },
    }
}

/// An issue as a command names it, so that the name can be given back.
pub fn named(place: &Place) -> String {
    place.folder.file(&place.name).display().to_string()
}
