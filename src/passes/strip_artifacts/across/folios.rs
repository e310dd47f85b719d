//! Folios: numbers that grow with the pages, also misread ones.

use super::bands::Band;
use super::numbers::{Sighting, Stand};
use super::place;
use super::track::Run;
use crate::ledger::{Change, Edit};
use crate::model::Role;
use crate::passes::View;

/// Pages whose numbers go on from which on a line is told by its number alone.
const FEWEST: usize = 3;

pub(super) fn propose(
    view: &View<'_>,
    bands: &[Band<'_>],
    sightings: &[Vec<Sighting>],
    runs: &[Run],
    edits: &mut Vec<Edit>,
) {
    let Some(rule) = view.rules.get("furniture/page-number") else { return };
    for run in runs.iter().filter(|run| run.pages.len() >= FEWEST) {
        for &page in &run.pages {
            let band = &bands[page];
            for sighting in sightings[page].iter().filter(|one| run.bears(page, one) && one.stand != Stand::End) {
                let Some(line) = band.iter().find(|line| line.line == sighting.line && line.edge == sighting.edge)
                else {
                    continue;
                };
                let beside = || {
                    band.iter().any(|other| {
                        other.line != line.line
                            && place::is_heavy(other)
                            && (other.height, other.edge) == (line.height, line.edge)
                    })
                };
                // A number among the text may be of a list or a table that goes on.
                if line.role.is_furniture() || line.depth > 0 || beside() {
                    continue;
                }
                let confidence = if sighting.sure { 0.95 } else { 0.85 };
                let mut edit = rule.sure(confidence, vec![Change::Role { line: line.line, role: Role::Folio }]);
                edit = edit.because(format!(
                    "the numbers of {} pages go on, and that of this one is {}",
                    run.pages.len(),
                    run.number(page)
                ));
                if !sighting.sure {
                    edit = edit.because("here it is misread");
                }
                edits.push(edit);
            }
        }
    }
}
