//! How the printed numbers go on from page to page.
//!
//! The number of a page is its place in the issue and a shift, and the shift stays the same for as long as no page is out
//! of place. So the shifts are followed through the pages (Viterbi): a number that fits counts for the shift, and another
//! shift is taken only where two numbers at least speak for it. What stands alone is misread, or no number of a page.

use rustc_hash::FxHashMap;

use super::numbers::Sighting;

/// What a number that is read for sure counts, and one that is guessed.
const SURE: i32 = 10;
const GUESSED: i32 = 6;

/// What another shift costs: more than one number, less than two.
const SWITCH: i32 = 15;

/// Numbers from which on a run of pages needs no other proof that its numbers are not all misread alike.
const MANY: usize = 4;

/// A run of pages whose numbers go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// The letter of the part of the paper, where the numbers bear one.
    pub part: Option<char>,
    /// What the number of a page is above its index.
    pub shift: i64,
    /// The pages whose number fits, by index, two or more.
    pub pages: Vec<usize>,
}

impl Run {
    /// The number that a page of the run has.
    pub(super) fn number(&self, page: usize) -> i64 {
        page as i64 + self.shift
    }

    /// Whether a number at the edge of one of its pages is that of the page.
    pub(super) fn bears(&self, page: usize, one: &Sighting) -> bool {
        one.part == self.part && i64::from(one.value) == self.number(page)
    }

    /// The numbers of its first and its last page.
    pub(super) fn ends(&self) -> (i64, i64) {
        let at = |page: Option<&usize>| page.map_or(0, |page| self.number(*page));
        (at(self.pages.first()), at(self.pages.last()))
    }
}

/// The part and the shift that a number of that page speaks for.
type Key = (Option<char>, i64);

/// A page of a path, and where the path comes from.
#[derive(Debug, Clone, Copy)]
struct Step {
    page: usize,
    key: Key,
    before: Option<usize>,
}

/// The best path that ends with a shift.
#[derive(Debug, Clone, Copy)]
struct Path {
    score: i32,
    last: usize,
}

/// The runs of an issue in the order of its pages.
pub(super) fn runs(pages: &[Vec<Sighting>]) -> Vec<Run> {
    let mut steps: Vec<Step> = Vec::new();
    let mut paths: FxHashMap<Key, Path> = FxHashMap::default();
    let mut best: Option<Path> = None;
    for (page, sightings) in pages.iter().enumerate() {
        let mut keys: Vec<(Key, i32)> = sightings
            .iter()
            .map(|one| ((one.part, i64::from(one.value) - page as i64), if one.sure { SURE } else { GUESSED }))
            .collect();
        keys.sort_by_key(|(key, counts)| (*key, -counts));
        keys.dedup_by_key(|(key, _)| *key);
        let so_far = best;
        for (key, counts) in keys {
            let stays = paths.get(&key).copied();
            let comes = so_far.filter(|path| steps[path.last].key != key);
            let comes = comes.map(|path| Path { score: path.score - SWITCH, ..path });
            let before = match (stays, comes) {
                (Some(stays), Some(comes)) => Some(if comes.score > stays.score { comes } else { stays }),
                (stays, comes) => stays.or(comes),
            };
            let before = before.filter(|path| path.score > 0);
            let path = Path { score: before.map_or(0, |path| path.score) + counts, last: steps.len() };
            steps.push(Step { page, key, before: before.map(|path| path.last) });
            paths.insert(key, path);
            if best.is_none_or(|best| path.score > best.score) {
                best = Some(path);
            }
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut at = best.map(|path| path.last);
    while let Some(Step { page, key: (part, shift), before }) = at.and_then(|at| steps.get(at)).copied() {
        match runs.last_mut() {
            Some(run) if (run.part, run.shift) == (part, shift) => run.pages.push(page),
            _ => runs.push(Run { part, shift, pages: vec![page] }),
        }
        at = before;
    }
    runs.reverse();
    runs.iter_mut().for_each(|run| run.pages.reverse());
    runs.retain(|run| run.pages.len() > 1);
    let doubtful: Vec<bool> = (0..runs.len()).map(|n| may_be_misread(&runs, n)).collect();
    let mut doubtful = doubtful.into_iter();
    runs.retain(|_| !doubtful.next().unwrap_or(false));
    runs
}

/// Whether the numbers of a run are those of its neighbor with one figure misread, and each time the same: 11 and 12 that
/// read 71 and 72.
fn may_be_misread(runs: &[Run], n: usize) -> bool {
    let run = &runs[n];
    if run.pages.len() >= MANY {
        return false;
    }
    let near = [n.checked_sub(1), n.checked_add(1)].into_iter().flatten().filter_map(|at| runs.get(at));
    near.filter(|near| near.part == run.part && near.pages.len() >= run.pages.len()).any(|near| {
        let mut slips = run.pages.iter().map(|page| slip(run.number(*page), near.number(*page)));
        let first = slips.next().flatten();
        first.is_some() && slips.all(|slip| slip == first)
    })
}

/// The only figure in which two numbers differ: its place from the right, what is read, and what stands there.
fn slip(read: i64, printed: i64) -> Option<(usize, char, char)> {
    let (read, printed) = (read.to_string(), printed.to_string());
    if read.len() != printed.len() {
        return None;
    }
    let mut others = read.chars().rev().zip(printed.chars().rev()).enumerate().filter(|(_, (a, b))| a != b);
    let (place, (a, b)) = others.next()?;
    others.next().is_none().then_some((place, a, b))
}

#[cfg(test)]
mod tests {
    use super::super::bands::Edge;
    use super::super::numbers::Stand;
    use super::*;
    use crate::model::LineIx;

    fn page(values: &[u32]) -> Vec<Sighting> {
        let one = |value: &u32| Sighting {
            value: *value,
            part: None,
            stand: Stand::Lone,
            sure: true,
            edge: Edge::Head,
            line: LineIx(0),
        };
        values.iter().map(one).collect()
    }

    #[track_caller]
    fn check(printed: &[&[u32]], expected: &[(i64, &[usize])]) {
        let pages: Vec<_> = printed.iter().map(|values| page(values)).collect();
        let found = runs(&pages);
        let found: Vec<_> = found.iter().map(|run| (run.shift, run.pages.as_slice())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_number_misread_changes_nothing() {
        check(&[&[], &[2], &[8], &[4], &[5]], &[(1, &[1, 3, 4])]);
    }

    #[test]
    fn a_gap_needs_two_numbers_on_each_side() {
        check(&[&[1], &[2], &[5], &[6]], &[(1, &[0, 1]), (3, &[2, 3])]);
        check(&[&[1], &[2], &[3], &[5]], &[(1, &[0, 1, 2])]);
    }

    #[test]
    fn what_stands_on_every_page_is_no_number_of_a_page() {
        check(&[&[14, 1], &[14, 2], &[14, 3]], &[(1, &[0, 1, 2])]);
    }

    #[test]
    fn one_figure_misread_alike_is_no_gap() {
        check(&[&[8], &[9], &[10], &[71], &[72], &[13], &[14]], &[(8, &[0, 1, 2, 5, 6])]);
        check(&[&[9], &[10], &[71], &[72]], &[(9, &[0, 1])]);
    }
}
