//! Titles and credits, article by article.

use std::collections::BTreeMap;

use super::Figures;
use super::items::Item;
use super::telling::{Name, Telling};

/// Share of the characters of a title or a name that may differ.
const SLIP: f64 = 0.02;

/// Sets each article of gold against the cleaned one with which it shares most, one against one, and compares titles and
/// names.
pub(super) fn compare(gold: &Telling, cleaned: &Telling, items: &[Item], pages: &mut BTreeMap<u32, Figures>) {
    let partner = partners(gold, items);
    let mut is_taken = vec![false; cleaned.stories.len()];
    for (story, partner) in gold.stories.iter().zip(&partner) {
        let page = story.pieces.first().map_or(1, |piece| piece.page);
        let found = partner.and_then(|n| cleaned.stories.get(n));
        if let Some(taken) = partner.and_then(|n| is_taken.get_mut(n)) {
            *taken = true;
        }
        let figures = pages.entry(page).or_default();
        if let Some(title) = story.titles.first() {
            let forms = found.map_or(&[][..], |found| &found.titles);
            figures.title.count(forms.iter().any(|form| is_alike(title, form)), 1.0);
        }
        let given = found.map_or(&[][..], |found| &found.names);
        let right = shared(&story.names, given) as f64;
        figures.byline_recall.right += right;
        figures.byline_recall.of += story.names.len() as f64;
        figures.byline_precision.right += right;
        figures.byline_precision.of += given.len() as f64;
    }
    // A name in an article that gold does not have is wrong, unless gold says nothing of such text.
    for (story, _) in cleaned.stories.iter().zip(&is_taken).filter(|(_, taken)| !**taken && gold.is_running) {
        let page = story.pieces.first().map_or(1, |piece| piece.page);
        pages.entry(page).or_default().byline_precision.of += story.names.len() as f64;
    }
}

/// For each article of gold its cleaned one: those that share most text come first.
fn partners(gold: &Telling, items: &[Item]) -> Vec<Option<usize>> {
    let mut shares: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for item in items {
        if let Some(story) = item.found.and_then(|found| found.story) {
            *shares.entry((item.story, story)).or_default() += item.weight;
        }
    }
    let mut shares: Vec<((usize, usize), f64)> = shares.into_iter().collect();
    shares.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let mut partners = vec![None; gold.stories.len()];
    let mut is_taken = std::collections::BTreeSet::new();
    for ((story, found), _) in shares {
        if let Some(partner) = partners.get_mut(story).filter(|partner| partner.is_none())
            && is_taken.insert(found)
        {
            *partner = Some(found);
        }
    }
    partners
}

/// How many names are the same, each counted once.
fn shared(gold: &[Name], given: &[Name]) -> usize {
    let mut left: Vec<&Name> = given.iter().collect();
    let mut n = 0;
    for name in gold {
        let same = |other: &&Name| is_alike(&name.name, &other.name) || is_alike(&name.printed, &other.printed);
        if let Some(at) = left.iter().position(same) {
            left.swap_remove(at);
            n += 1;
        }
    }
    n
}

/// Whether two short texts are the same but for white space and a slip of recognition.
fn is_alike(a: &str, b: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let (a, b) = (bare(a), bare(b));
    let longest = a.len().max(b.len());
    let slips = (longest as f64 * SLIP) as usize;
    a == b && longest > 0
        || (slips > 0
            && a.len().abs_diff(b.len()) <= slips
            && longest <= 1024
            && strsim::generic_levenshtein(&a, &b) <= slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(of: &[&str]) -> Vec<Name> {
        of.iter().map(|name| Name { printed: format!("By {name}"), name: (*name).to_owned() }).collect()
    }

    #[test]
    fn names_count_once() {
        assert_eq!(shared(&names(&["Ada", "Ada", "Ida"]), &names(&["Ida", "Ada"])), 2);
        assert_eq!(shared(&names(&["Ada"]), &[]), 0);
    }

    #[test]
    fn a_slip_in_fifty_is_none() {
        let title = "The Ferry Resumes Its Run After Nine Weeks on the Slip at Low Harbor";
        assert!(is_alike(title, &title.replace("Nine", "Nino")));
        assert!(!is_alike("The Ferry", "The Ferny"));
        assert!(is_alike("李 贾", "李贾"));
        assert!(!is_alike("", " "));
    }
}
