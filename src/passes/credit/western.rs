//! The parts of a credit in a script that sets words apart: what leads it, the names, and what the named are.
//!
//! `By Lee Park / Ledger`, `Review by Ruth Amos`, `By Anna Hill of the Ledger staff`, `Bv Thomas Hart Staff Writer`.

use super::word::lead;
use crate::ledger::Field;
use crate::model::script::{is_sign, lower};
use crate::passes::posts::is_post_word;
use crate::rules::Rules;

/// Marks that part a name from the paper or the office of the named.
const BARS: [char; 6] = ['/', '|', '•', '·', '—', '–'];
/// Most words of a post behind a name.
const LONGEST_POST: usize = 5;
/// Words with which a post begins that stands for a name.
const OFFICES: [&str; 4] = ["our", "a", "an", "the"];
/// Fewest words of a name that a post may stand behind without a mark.
const SHORTEST_NAME: usize = 2;

/// What leads a credit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Led {
    /// Bytes before the names.
    pub at: usize,
    /// What it makes of the named.
    pub field: Field,
    /// Whether it is told by likeness only.
    pub misread: bool,
}

/// Whether a line says by which means news came, and nobody's name: `By Electric Telegraph`.
pub(crate) fn names_means(text: &str, rules: &Rules) -> bool {
    let by = rules.words("credit-by");
    // Most texts begin with another letter.
    if !text.chars().find(|c| is_sign(*c)).is_some_and(|first| by.begins_with(lower(first))) {
        return false;
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut means = 0;
    words.next().is_some_and(|word| by.contains_lower(word))
        && words.inspect(|_| means += 1).all(|word| rules.words("credit-means").contains_lower(word))
        && means > 0
}

/// What leads a credit: words such as `By` or `Review by`, also set onto the name or misread.
pub(crate) fn led(text: &str, rules: &Rules) -> Option<Led> {
    let parts = |c: char| c.is_whitespace() || c == '/';
    let words: Vec<&str> = text.split(parts).filter(|word| !word.is_empty()).take(LONGEST_POST + 1).collect();
    let from = |n: usize| words.get(n).map_or(text.len(), |word| word.as_ptr() as usize - text.as_ptr() as usize);
    if names_means(text, rules) {
        return None;
    }
    if let Some((n, field)) = lead(&words, rules) {
        return Some(Led { at: from(n), field, misread: false });
    }
    let first = words.first()?;
    // Of "By" the second letter may be lost, and an initial has a dot.
    if words.len() > 1 && (is_by_misread(first) || words.len() > 2 && *first == "B") {
        return Some(Led { at: from(1), field: Field::Author, misread: true });
    }
    // "ByJANE DOE": the blank was too narrow to be read.
    let name = first.strip_prefix("By").filter(|name| name.starts_with(char::is_uppercase))?;
    Some(Led { at: from(0) + first.len() - name.len(), field: Field::Author, misread: true })
}

/// Whether a text is nothing but a word that leads a name, such as `By`.
pub(crate) fn is_lead(text: &str, rules: &Rules) -> bool {
    /// Longest such word, in bytes.
    const LONGEST: usize = 8;
    let word = text.trim_end_matches(':');
    word.len() <= LONGEST && rules.words("credit-by").contains_lower(word)
}

/// Whether a word of two signs may be `By` with one of them misread.
fn is_by_misread(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(
        (chars.next(), chars.next(), chars.next()),
        (Some('8' | '6' | 'H' | 'R' | 'E' | 'P' | 'D' | 'U' | 'ß'), Some('y' | 'Y'), None)
            | (Some('B' | 'b'), Some('v' | 'V' | '7' | 'j' | 'g' | '5'), None)
    )
}

/// The names of a credit and what the named are, which stands behind them without a comma.
pub(crate) fn with_post<'t>(text: &'t str, rules: &Rules) -> (&'t str, Option<&'t str>) {
    let parted =
        text.split_once(BARS).or_else(|| text.split_once(" - ")).map(|(names, post)| (names.trim(), post.trim()));
    if let Some((names, post)) = parted
        && !names.is_empty()
        && is_office(post, rules)
    {
        return (names, Some(post));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let post = of_staff(&words).or_else(|| behind_comma(&words, rules)).or_else(|| trailing(&words, rules));
    let Some(first) = post.and_then(|n| words.get(n)) else { return (text, None) };
    let at = first.as_ptr() as usize - text.as_ptr() as usize;
    (text[..at].trim_end(), Some(text[at..].trim_end()))
}

/// Whether what stands behind a bar is the name of a paper or an office: few words, each with a capital or a post.
fn is_office(text: &str, rules: &Rules) -> bool {
    let words = || text.split_whitespace();
    let fits = |word: &str| word.starts_with(char::is_uppercase) || is_small(word) || is_post_word(word, rules);
    (1..=LONGEST_POST).contains(&words().count()) && words().all(fits) && !text.contains(|c: char| c.is_ascii_digit())
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "for" | "and" | "&")
}

/// Where `of the Ledger staff`, `for the Ledger` or `Special to the Ledger` begins.
fn of_staff(words: &[&str]) -> Option<usize> {
    (SHORTEST_NAME..words.len()).find(|n| is_of_paper(&words[*n..]))
}

/// Whether words say for which paper somebody writes.
pub(crate) fn is_of_paper(words: &[&str]) -> bool {
    let lower = |n: usize| words.get(n).map(|word| word.to_lowercase()).unwrap_or_default();
    let behind = match (lower(0).as_str(), lower(1).as_str(), lower(2).as_str()) {
        ("special", "to", "the") | ("special", "for", "the") => 3,
        ("special", "to", _) | ("of", "the", _) | ("for", "the", _) => 2,
        _ => return false,
    };
    let named = words.get(behind).is_some_and(|word| word.starts_with(char::is_uppercase));
    let fits = |word: &&str| word.starts_with(char::is_uppercase) || word.eq_ignore_ascii_case("staff");
    named
        && words.len() - behind < LONGEST_POST
        && words[behind..].iter().all(|word| fits(word) && !word.ends_with(','))
}

/// Where a post begins behind a comma that begins with the name of a paper: `Anna Hill, Courier Staff Writer`.
fn behind_comma(words: &[&str], rules: &Rules) -> Option<usize> {
    /// Fewest words of the post, and most of the name of the paper.
    const POST: usize = 2;
    const PAPER: usize = 2;
    let at = words.iter().rposition(|word| word.ends_with(','))? + 1;
    let is_post = |word: &&&str| is_post_word(word, rules) || rules.words("post-beside").contains_lower(word);
    let n = words[at..].iter().rev().take_while(is_post).count();
    let paper = words.len() - at - n;
    // Of several persons the last may be named there.
    let of_one = words.last().is_some_and(|last| !last.ends_with('s'));
    let is_named = words[at..].iter().all(|word| word.starts_with(char::is_uppercase));
    (at >= SHORTEST_NAME && n >= POST && is_named && paper <= if of_one { PAPER } else { 1 }).then_some(at)
}

/// Where the words of a post begin that close a credit: `Staff Writer`, `Daily Sports Editor`.
fn trailing(words: &[&str], rules: &Rules) -> Option<usize> {
    if !words.last().is_some_and(|word| is_post_word(word, rules)) {
        return None;
    }
    // "Our Paris Correspondent" names nobody.
    let named = |word: &&str| word.starts_with(char::is_uppercase) && !OFFICES.contains(&word.to_lowercase().as_str());
    if !words.iter().take(SHORTEST_NAME).all(named) {
        return None;
    }
    let beside = [rules.words("post-beside"), rules.words("paper-word")];
    let is_part = |word: &&str| {
        let lower = word.to_lowercase();
        is_post_word(word, rules) || beside.iter().any(|list| list.contains(&lower))
    };
    let n = words.iter().rev().take(LONGEST_POST).take_while(|word| is_part(word)).count();
    let at = (words.len() - n).max(SHORTEST_NAME);
    // An initial does not end a name.
    (at < words.len() && !words[at - 1].ends_with('.')).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_behind_names() {
        let rules = Rules::embedded();
        for (text, names, post) in [
            ("Lee Park / Ledger", "Lee Park", Some("Ledger")),
            ("Molly O'Donnell/Student Voice", "Molly O'Donnell", Some("Student Voice")),
            ("Anna Hill of The Ledger staff", "Anna Hill", Some("of The Ledger staff")),
            ("Anna Hill Staff Writer", "Anna Hill", Some("Staff Writer")),
            ("J. W. Harding Daily Sports Editor", "J. W. Harding", Some("Daily Sports Editor")),
            ("Anna Hill and Thomas Hart Staff Writers", "Anna Hill and Thomas Hart", Some("Staff Writers")),
            ("Nick Ehlers for the Daily", "Nick Ehlers", Some("for the Daily")),
            ("Anna Hill", "Anna Hill", None),
            ("Anna of the North", "Anna of the North", None),
            ("Anna Hill, Staff Writer", "Anna Hill,", Some("Staff Writer")),
            ("Anna Hill, Gull Staff Writer", "Anna Hill,", Some("Gull Staff Writer")),
            ("Anna Hill, Thomas Hart Staff Writers", "Anna Hill, Thomas Hart", Some("Staff Writers")),
        ] {
            assert_eq!(with_post(text, &rules), (names, post), "{text}");
        }
    }

    #[test]
    fn what_leads() {
        let rules = Rules::embedded();
        let names = |text| led(text, &rules).map(|led| (&text[led.at..], led.misread));
        assert_eq!(names("By Anna Hill"), Some(("Anna Hill", false)));
        assert_eq!(names("Review by Anna Hill"), Some(("Anna Hill", false)));
        assert_eq!(names("Bv Anna Hill"), Some(("Anna Hill", true)));
        assert_eq!(names("Uy ANNA HILL"), Some(("ANNA HILL", true)));
        assert_eq!(names("ByANNA HILL"), Some(("ANNA HILL", true)));
        assert_eq!(names("My Anna Hill"), None);
        assert_eq!(names("Byron Hill"), None);
    }
}
