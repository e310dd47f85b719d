//! Articles and order: the lines or pieces of gold, and where they came out.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Figures;
use super::align::Aligned;
use super::telling::{Owner, Part, Telling};

/// A line of gold's articles, or a piece where lines cannot be told.
pub(super) struct Item {
    pub page: u32,
    /// Characters.
    pub weight: f64,
    pub story: usize,
    pub part: Part,
    pub found: Option<Found>,
}

/// Where an item came out.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// None where it is no article's.
    pub story: Option<usize>,
    /// Grows along the cleaned text.
    pub place: usize,
}

/// The items of gold. They are told by the names of their lines where the cleaned issue knows most of these, else by their
/// text.
pub(super) fn locate(gold: &Telling, cleaned: &Telling, aligned: &Aligned<'_>) -> Vec<Item> {
    let mut places: FxHashMap<&str, Found> = FxHashMap::default();
    for (owner, piece) in cleaned.pieces() {
        for line in &piece.lines {
            let place = places.len();
            places.entry(line).or_insert(Found { story: owner.story(), place });
        }
    }
    let named = gold.stories.iter().flat_map(|story| &story.pieces).flat_map(|piece| &piece.lines);
    let (known, all) =
        named.fold((0, 0), |(known, all), line| (known + usize::from(places.contains_key(line.as_str())), all + 1));
    if 2 * known > all { by_line(gold, &places) } else { by_text(aligned) }
}

fn by_line(gold: &Telling, places: &FxHashMap<&str, Found>) -> Vec<Item> {
    let mut items = Vec::new();
    for (owner, piece) in gold.pieces() {
        let Some(story) = owner.story() else { continue };
        let weight = piece.text.chars().count() as f64 / piece.lines.len().max(1) as f64;
        for line in &piece.lines {
            let page = super::telling::page_of(line).unwrap_or(piece.page);
            items.push(Item { page, weight, story, part: piece.part, found: places.get(line.as_str()).copied() });
        }
    }
    items
}

fn by_text(aligned: &Aligned<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for (owner, piece, range) in &aligned.gold.pieces {
        let Owner::Story(story) = owner else { continue };
        // The piece that most of the text stands in, and where its first character does.
        let mut shares: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for place in range.clone().filter_map(|at| aligned.to(at)) {
            if let Some(n) = aligned.cleaned.piece_at(place) {
                shares.entry(n).or_insert((0, place)).0 += 1;
            }
        }
        let best = shares.into_iter().max_by_key(|(_, (share, _))| *share);
        let found = best.filter(|(_, (share, _))| 3 * share > range.len()).map(|(n, (_, place))| {
            let story = aligned.cleaned.pieces.get(n).and_then(|(owner, _, _)| owner.story());
            Found { story, place }
        });
        let weight = range.len() as f64;
        items.push(Item { page: piece.page, weight, story: *story, part: piece.part, found });
    }
    items
}

/// Items page by page.
pub(super) fn by_page(items: &[Item]) -> BTreeMap<u32, Vec<&Item>> {
    let mut pages: BTreeMap<u32, Vec<&Item>> = BTreeMap::new();
    for item in items {
        pages.entry(item.page).or_default().push(item);
    }
    pages
}

/// B-cubed (A. Bagga and B. Baldwin, 1998), weighted by characters, and precision and recall over pairs of items. What came
/// out in no article stands alone.
pub(super) fn group(items: &[&Item], figures: &mut Figures) {
    // Weight and number of items by gold's story, by the cleaned one, and by both.
    let mut of_gold: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    let mut of_cleaned: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    let mut of_both: BTreeMap<(usize, usize), (f64, f64)> = BTreeMap::new();
    for item in items {
        add(of_gold.entry(item.story).or_default(), item.weight);
        if let Some(story) = item.found.and_then(|found| found.story) {
            add(of_cleaned.entry(story).or_default(), item.weight);
            add(of_both.entry((item.story, story)).or_default(), item.weight);
        }
    }
    // An item without a character weighs nothing.
    for item in items.iter().filter(|item| item.weight > 0.0) {
        let story = item.found.and_then(|found| found.story);
        let both = story.and_then(|story| of_both.get(&(item.story, story))).map_or(item.weight, |both| both.0);
        let cleaned = story.and_then(|story| of_cleaned.get(&story)).map_or(item.weight, |all| all.0);
        let gold = of_gold.get(&item.story).map_or(item.weight, |all| all.0);
        figures.group_precision.right += item.weight * both / cleaned;
        figures.group_recall.right += item.weight * both / gold;
        figures.group_precision.of += item.weight;
        figures.group_recall.of += item.weight;
        figures.found.count(item.found.is_some(), item.weight);
    }
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let right: f64 = of_both.values().map(|(_, n)| pairs(*n)).sum();
    figures.pair_precision.right += right;
    figures.pair_recall.right += right;
    figures.pair_precision.of += of_cleaned.values().map(|(_, n)| pairs(*n)).sum::<f64>();
    figures.pair_recall.of += of_gold.values().map(|(_, n)| pairs(*n)).sum::<f64>();
}

fn add(to: &mut (f64, f64), weight: f64) {
    to.0 += weight;
    to.1 += 1.0;
}

/// Neighbors kept, and pairs in order (Kendall's tau), both within gold's articles: in which order articles stand, nobody
/// can know. What was not found is left out; how much that is, `found` tells.
pub(super) fn order(items: &[&Item], figures: &mut Figures) {
    let mut stories: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut ranks: Vec<usize> = Vec::new();
    for item in items.iter().filter(|item| item.part == Part::Body) {
        if let Some(found) = item.found {
            stories.entry(item.story).or_default().push(found.place);
            ranks.push(found.place);
        }
    }
    ranks.sort_unstable();
    let rank = |place: usize| ranks.partition_point(|other| *other < place);
    for mut places in stories.into_values() {
        for pair in places.windows(2) {
            figures.next.count(rank(pair[1]) == rank(pair[0]) + 1, 1.0);
        }
        let n = places.len() as f64;
        let all = n * (n - 1.0) / 2.0;
        figures.in_order.of += all;
        figures.in_order.right += all - inversions(&mut places) as f64;
    }
}

/// Pairs that stand in the wrong order; sorts on the way.
fn inversions(places: &mut [usize]) -> u64 {
    if places.len() < 2 {
        return 0;
    }
    let (left, right) = places.split_at_mut(places.len() / 2);
    let mut n = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut l, mut r) = (0, 0);
    while l < left.len() || r < right.len() {
        if r == right.len() || (l < left.len() && left[l] <= right[r]) {
            merged.push(left[l]);
            l += 1;
        } else {
            n += (left.len() - l) as u64;
            merged.push(right[r]);
            r += 1;
        }
    }
    places.copy_from_slice(&merged);
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Items of weight one: gold's story, and the cleaned one with the place.
    fn items(of: &[(usize, Option<(usize, usize)>)]) -> Vec<Item> {
        let item = |(story, found): &(usize, Option<(usize, usize)>)| Item {
            page: 1,
            weight: 1.0,
            story: *story,
            part: Part::Body,
            found: found.map(|(story, place)| Found { story: Some(story), place }),
        };
        of.iter().map(item).collect()
    }

    fn figures(of: &[(usize, Option<(usize, usize)>)]) -> Figures {
        let items = items(of);
        let items: Vec<&Item> = items.iter().collect();
        let mut figures = Figures::default();
        group(&items, &mut figures);
        order(&items, &mut figures);
        figures
    }

    #[track_caller]
    fn about(found: Option<f64>, due: f64) {
        assert!(found.is_some_and(|found| (found - due).abs() < 1e-9), "{found:?} instead of {due}");
    }

    #[test]
    fn groups_are_counted_by_hand() {
        // Gold has {a b c} and {d e}; the cleaned issue has {a b} and {c d e}.
        let of = [(0, Some((0, 0))), (0, Some((0, 1))), (0, Some((1, 2))), (1, Some((1, 3))), (1, Some((1, 4)))];
        let shares = figures(&of).shares();
        about(shares.group_precision, (1.0 + 1.0 + 1.0 / 3.0 + 2.0 / 3.0 + 2.0 / 3.0) / 5.0);
        about(shares.group_recall, (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0 + 1.0) / 5.0);
        // Pairs: gold 3 + 1, cleaned 1 + 3, both ab and de.
        about(shares.pairs, 0.5);
        about(shares.next, 1.0);
        about(shares.tau, 1.0);
    }

    #[test]
    fn what_is_lost_stands_alone() {
        let shares = figures(&[(0, Some((0, 0))), (0, None)]).shares();
        about(shares.group_precision, 1.0);
        about(shares.group_recall, 0.5);
        about(shares.found, 0.5);
    }

    #[test]
    fn order_is_counted_by_hand() {
        // 0 2 1 3: one of six pairs is turned, no neighbors but none are kept.
        let of = [(0, Some((0, 0))), (0, Some((0, 2))), (0, Some((0, 1))), (0, Some((0, 3)))];
        about(figures(&of).shares().tau, 1.0 - 2.0 / 6.0);
        about(figures(&of).shares().next, 0.0);
        let reversed: Vec<_> = (0..9).map(|n| (0, Some((0, 9 - n)))).collect();
        about(figures(&reversed).shares().tau, -1.0);
        // Articles that change places change nothing.
        let swapped = [(0, Some((1, 2))), (0, Some((1, 3))), (1, Some((0, 0))), (1, Some((0, 1)))];
        about(figures(&swapped).shares().tau, 1.0);
        about(figures(&swapped).shares().next, 1.0);
    }

    proptest! {
        #[test]
        fn names_and_order_of_groups_say_nothing(of in prop::collection::vec((0..5_usize, 0..5_usize), 1..40), turn in 0..40_usize) {
            let plain: Vec<_> = of.iter().map(|(gold, found)| (*gold, Some((*found, 0)))).collect();
            let mut turned: Vec<_> = of.iter().map(|(gold, found)| (4 - gold, Some(((found + 2) % 5, 0)))).collect();
            let by = turn % turned.len();
            turned.rotate_left(by);
            let (a, b) = (figures(&plain).shares(), figures(&turned).shares());
            for (a, b) in [(a.group, b.group), (a.pairs, b.pairs), (a.group_precision, b.group_precision)] {
                prop_assert!(a.zip(b).is_none_or(|(a, b)| (a - b).abs() < 1e-9) && a.is_some() == b.is_some());
            }
        }

        #[test]
        fn gold_itself_is_right(of in prop::collection::vec(0..5_usize, 2..40)) {
            let of: Vec<_> = of.iter().enumerate().map(|(n, story)| (*story, Some((*story, n)))).collect();
            let shares = figures(&of).shares();
            about(shares.group, 1.0);
            prop_assert!(shares.pairs.is_none_or(|share| share > 1.0 - 1e-9));
            prop_assert!(shares.tau.is_none_or(|share| share > 1.0 - 1e-9));
        }

        #[test]
        fn inversions_are_those_of_the_slow_count(places in prop::collection::vec(0..20_usize, 0..30)) {
            let slow = (0..places.len()).flat_map(|i| (i..places.len()).map(move |j| (i, j))).filter(|(i, j)| places[*i] > places[*j]).count();
            let mut places = places;
            prop_assert_eq!(inversions(&mut places), slow as u64);
        }
    }
}
