//! Lines at the edges of the pages that are alike, also where some are misread.
//!
//! Lines are compared by their letters alone, since numbers change from page to page and marks are misread most. Only
//! lines that share one of their rarest pairs of letters are compared, so no page is compared with all others.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::bands::{Band, Edge};
use crate::model::script::is_unspaced;
use crate::passes::likeness::distance;

/// Longest line, in letters, that is compared.
const LONGEST: usize = 120;

/// Fewest letters of a line that is looked at; a Han character counts as two.
const SHORTEST: usize = 3;

/// One letter in so many may be misread.
const LETTERS_PER_SLIP: usize = 4;

/// Pairs of letters by which like lines are looked up.
const KEYS: usize = 4;

/// Groups that are compared for one pair of letters.
const MOST_COMPARED: usize = 8;

/// Lines that are alike, at one edge.
pub(super) struct Group {
    pub edge: Edge,
    /// The letters of the first of them.
    pub letters: Vec<char>,
    /// Page and place in its band, in order.
    pub members: Vec<(usize, usize)>,
    /// Number of pages that they stand on.
    pub n_pages: usize,
}

/// The groups of an issue, and for each line of each band the group that it belongs to.
pub(super) struct Groups {
    pub all: Vec<Group>,
    of_line: Vec<Vec<Option<usize>>>,
}

impl Groups {
    /// The group of a line in the band of a page.
    pub(super) fn of_line(&self, page: usize, at: usize) -> Option<&Group> {
        self.of_line[page][at].and_then(|group| self.all.get(group))
    }
}

pub(super) fn of(bands: &[Band<'_>]) -> Groups {
    let mut all: Vec<Group> = Vec::new();
    let mut whole: FxHashMap<(Edge, Vec<char>), usize> = FxHashMap::default();
    let mut by_key: FxHashMap<(Edge, u64), Vec<usize>> = FxHashMap::default();
    let mut of_line: Vec<Vec<Option<usize>>> = Vec::with_capacity(bands.len());
    for (page, band) in bands.iter().enumerate() {
        let mut groups = Vec::with_capacity(band.len());
        for (at, line) in band.iter().enumerate() {
            let letters = letters(&line.text);
            if size(&letters) < SHORTEST || letters.len() > LONGEST {
                groups.push(None);
                continue;
            }
            let known = whole.get(&(line.edge, letters.clone())).copied();
            let group = known.unwrap_or_else(|| {
                let keys = keys(&letters);
                let group = nearest(&all, &by_key, line.edge, &letters, &keys).unwrap_or_else(|| {
                    all.push(Group { edge: line.edge, letters: letters.clone(), members: Vec::new(), n_pages: 0 });
                    all.len() - 1
                });
                for key in keys {
                    let groups = by_key.entry((line.edge, key)).or_default();
                    if groups.len() < MOST_COMPARED && !groups.contains(&group) {
                        groups.push(group);
                    }
                }
                whole.insert((line.edge, letters), group);
                group
            });
            let found = &mut all[group];
            found.n_pages += usize::from(found.members.last().is_none_or(|(last, _)| *last != page));
            found.members.push((page, at));
            groups.push(Some(group));
        }
        of_line.push(groups);
    }
    Groups { all, of_line }
}

/// The group whose first line is nearest, if one is near enough.
fn nearest(
    all: &[Group],
    by_key: &FxHashMap<(Edge, u64), Vec<usize>>,
    edge: Edge,
    letters: &[char],
    keys: &[u64],
) -> Option<usize> {
    let mut near: Vec<usize> = keys.iter().filter_map(|key| by_key.get(&(edge, *key))).flatten().copied().collect();
    near.sort_unstable();
    near.dedup();
    let slips = |group: &usize| slips(letters, &all[*group].letters, LETTERS_PER_SLIP);
    near.iter().filter_map(|group| Some((slips(group)?, *group))).min().map(|(_, group)| group)
}

/// In how many letters two lines differ, if that is no more than one in so many.
pub(super) fn slips(a: &[char], b: &[char], per_slip: usize) -> Option<usize> {
    let most = a.len().min(b.len()) / per_slip;
    if a.len().abs_diff(b.len()) > most { None } else { distance(a, b, most) }
}

/// The letters of a line, small.
pub(super) fn letters(text: &str) -> Vec<char> {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.flat_map(|c| if c == 'ſ' { 's' } else { c }.to_lowercase()).take(LONGEST + 1).collect()
}

/// How much a line says, in letters.
pub(super) fn size(letters: &[char]) -> usize {
    letters.iter().map(|c| if is_unspaced(*c) { 2 } else { 1 }).sum()
}

/// The least of the hashes of its pairs of letters: two lines that are alike have one of them in common nearly always.
fn keys(letters: &[char]) -> Vec<u64> {
    let mut keys: Vec<u64> = letters.windows(2).map(|pair| FxBuildHasher.hash_one((pair[0], pair[1]))).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(KEYS);
    keys
}

#[cfg(test)]
mod tests {
    use super::super::bands::EdgeLine;
    use super::*;
    use crate::model::Role;

    #[test]
    fn misread_lines_are_alike_and_others_are_not() {
        let page = |text| vec![EdgeLine::outermost(text, Role::Body)];
        let bands: Vec<Band<'_>> = [
            "2 THE HARBOUR GAZETTE",
            "THE HARBQUR GAZFTTE. 3",
            "4 THE HARBOUR GAZETTE",
            "THE TOWN COUNCIL MET",
            "THE HAR80UR GAZETTE 6",
        ]
        .map(page)
        .into();
        let groups = of(&bands);
        let members: Vec<usize> = groups.all.iter().map(|group| group.members.len()).collect();
        assert_eq!(members, [4, 1]);
    }
}
