//! The last run of issues that were cleaned, as the log beside them tells: its options, its rules, its decisions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use newsprint::batch::{self, LastRun, Options, Place};
use newsprint::rules::Rules;
use newsprint::store::{self, Folder};

use super::common::rules_of_run;

/// The run that last cleaned each of many issues; each log is read once.
pub fn last_runs(places: &[Place]) -> Result<Vec<LastRun>> {
    let mut logs: BTreeMap<PathBuf, BTreeMap<String, LastRun>> = BTreeMap::new();
    let mut out = Vec::with_capacity(places.len());
    for place in places {
        let path = place.folder.path();
        if !logs.contains_key(path) {
            let log = store::read_if_there(&place.folder.file("run.jsonl"))?.unwrap_or_default();
            logs.insert(path.to_owned(), batch::last_runs(&log));
        }
        out.push(logs.get(path).and_then(|log| log.get(&place.name)).cloned().unwrap_or_default());
    }
    Ok(out)
}

/// The folder of decisions on an issue: as given, or that of its last run.
pub fn folder_of(given: Option<&Path>, options: &Options, place: &Place) -> Result<Folder> {
    Ok(match given.or(options.decisions.as_deref().map(Path::new)) {
        Some(path) => Folder::existing(path)?,
        None => place.folder.clone(),
    })
}

/// Issues, each with its folder of decisions.
pub fn with_decisions(given: Option<&Path>, places: Vec<Place>) -> Result<Vec<(Place, Folder)>> {
    let runs = last_runs(&places)?;
    let pair = |(place, run): (Place, LastRun)| Ok((place.clone(), folder_of(given, &run.options, &place)?));
    places.into_iter().zip(runs).map(pair).collect()
}

/// Folders of rules, profile, lexicon, and whether the reading order is found anew.
type Given = (Vec<String>, Option<String>, Option<String>, bool);

/// Rules that were loaded, by what they were loaded from: many issues share some.
#[derive(Debug, Default)]
pub struct Loaded(BTreeMap<Given, Rules>);

impl Loaded {
    /// The rules of a run, or those that are given in their place.
    pub fn rules(&mut self, options: &Options, given: &[PathBuf], profile: Option<&Path>) -> Result<Rules> {
        let key = (options.rules.clone(), options.profile.clone(), options.lexicon.clone(), options.reorder);
        if let Some(rules) = self.0.get(&key) {
            return Ok(rules.clone());
        }
        let rules = rules_of_run(options, given, profile)?;
        self.0.insert(key, rules.clone());
        Ok(rules)
    }
}
