//! Cleaning one issue again as it was cleaned last, for a decision on it.

use std::path::PathBuf;

use anyhow::Result;
use newsprint::batch::{Cleaned, Job, LastRun, Place};
use newsprint::ledger::Level;
use newsprint::ledger::file::{Pack, RunLevel};
use newsprint::read::ReadOptions;
use newsprint::store;
use newsprint::write::{FORMATS, Offsets};

use super::common::{named, open_decisions};
use super::last::{Loaded, folder_of};
use super::say::trouble;

/// What the last run was given, where it is to be found elsewhere now.
#[derive(Debug, clap::Args)]
pub struct Again {
    /// Folder of people's decisions, where it is not the one of the last run
    #[arg(long, value_name = "DIR")]
    pub decisions: Option<PathBuf>,
    /// A folder of further rules, where they are not those of the last run; may be given several times
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// What is known about the title, where it is not what the last run was given
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
}

impl Again {
    /// The run that the issue was last cleaned with.
    pub fn job(&self, place: &Place, cleaned: &Cleaned, last: &LastRun, loaded: &mut Loaded) -> Result<Job> {
        let options = &last.options;
        let rules = loaded.rules(options, &self.rules, self.profile.as_deref())?;
        let exists = |ending: &str| store::is_file(&place.folder.file(&format!("{}{ending}", place.name)));
        let job = Job {
            read: ReadOptions::default(),
            rules,
            level: match cleaned.header.run.level {
                RunLevel::None => None,
                RunLevel::Safe => Some(Level::Safe),
                RunLevel::Review => Some(Level::Review),
            },
            formats: FORMATS.iter().filter(|format| exists(format.ending)).collect(),
            ledger: true,
            offsets: if options.offsets { Offsets::With } else { Offsets::Without },
            out: place.folder.clone(),
            decisions: match &self.decisions {
                Some(path) => open_decisions(path, &[])?,
                None => folder_of(None, options, place)?,
            },
        };
        let names = |packs: &[Pack]| packs.iter().map(|pack| pack.name.clone()).collect::<Vec<_>>();
        let (was, is) = (names(&cleaned.header.run.packs), names(&job.run_info().packs));
        if was != is {
            let what =
                format!("{} was cleaned with the packs {}, and not {}", named(place), was.join(", "), is.join(", "));
            return Err(trouble(what, "name the folders of its rules with --rules"));
        }
        // Other rules would change text in places that nobody looks at.
        if let Some(what) = last.differs_from(&job.rules) {
            let hint = "clean its source again, see what has changed, then decide";
            return Err(trouble(format!("{}: {what}", named(place)), hint));
        }
        if cleaned.header.run.lexicon != job.run_info().lexicon {
            let what = format!("{} was cleaned with another lexicon", named(place));
            return Err(trouble(what, "clean its source again with --lexicon, then decide"));
        }
        Ok(job)
    }
}
