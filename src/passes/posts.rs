//! Posts of those who are named in bylines and signatures: what somebody is, and for which paper he writes.
//!
//! `Staff Writer`, `Senior, history`, `Ruth Amos / Managing Editor`; headlines have the same words, and go on behind them.

use super::credit::is_of_paper;
use super::likeness::distance;
use super::names::{ARTICLES, one_name};
use crate::rules::Rules;

/// Most words of a post.
const LONGEST_POST: usize = 5;
/// Small words with which a post may begin.
const OF: [&str; 5] = ["of", "for", "to", "at", "from"];
/// Brackets in which a post may stand.
const OPEN: [char; 2] = ['(', '['];

/// A name and what the named is, behind a comma or a stroke: `Arthur Bemis, Class of 1973`, `Ruth Amos / Staff Writer`.
pub(crate) fn name_and_post<'t>(text: &'t str, rules: &Rules) -> Option<(&'t str, &'t str)> {
    let (name, post) = text.split_once([',', '/', '|'])?;
    let (name, post) = (name.trim_end(), post.trim().trim_end_matches('.'));
    let year = |word: &str| {
        let digits = word.trim_start_matches(['\'', '’', '‘']);
        let n = if digits.len() < word.len() { 2 } else { 4 };
        digits.len() == n && digits.bytes().all(|b| b.is_ascii_digit())
    };
    // In a text who somebody is goes on: `Ruth Amos, a junior from`.
    let inside = post.split(' ').next().is_some_and(|first| ARTICLES.contains(&first))
        || post.split(' ').next_back().is_some_and(|last| rules.words("dangling-word").contains(last));
    let told = !inside && is_post(post, rules)
        || post.split(' ').count() <= LONGEST_POST && post.split(' ').next_back().is_some_and(year);
    let name_words: Vec<&str> = name.split_whitespace().collect();
    (told && one_name(&name_words, rules) > 0.0).then_some((name, post))
}

/// Whether a line is the post of a person, or says for which paper he writes: `Staff Writer`, `Senior, history`, `for the
/// Courier`.
pub(crate) fn is_post(text: &str, rules: &Rules) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !OPEN.contains(&c));
    let words: Vec<&str> = text.split_whitespace().take(LONGEST_POST + 1).collect();
    // "Student senate meets" has the word of a post, and is none: something would have to close it behind the word.
    let is_closed = |n: usize| match words.get(n + 1) {
        None => true,
        // "Students, faculty differ" tells of many.
        Some(next) if words[n].ends_with([',', '—', '–']) => {
            next.starts_with(char::is_uppercase) || is_one_post(words[n], rules)
        }
        Some(next) => next.starts_with(char::is_lowercase) && rules.words("dangling-word").contains(next),
    };
    // "The Associated Student" begins a sentence; who somebody is begins with no such word, but for "of" and "for".
    let opens = words.first().map(|first| first.to_lowercase());
    let opens = opens.is_some_and(|first| {
        rules.words("small-word").contains(&first) && !OF.contains(&&*first) || ARTICLES.contains(&&*first)
    });
    words.len() <= LONGEST_POST
        && (!opens || is_post_of_paper(&words, rules))
        && !text.contains(". ")
        // "To all seniors:" is whom a letter is to.
        && !text.ends_with(':')
        && (words.iter().enumerate().any(|(n, word)| is_post_word(word, rules) && is_closed(n))
            || is_of_paper(&words)
            || is_misread_post(&words, rules))
}

/// Whether a post of several words ends with one that was misread: `News Edltor`.
fn is_misread_post(words: &[&str], rules: &Rules) -> bool {
    /// Fewest letters of a word that may be misread, and most words.
    const FEWEST: usize = 5;
    const MOST: usize = 4;
    let Some((last, before)) = words.split_last().filter(|(_, before)| (1..MOST).contains(&before.len())) else {
        return false;
    };
    let is_beside = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && (is_post_word(word, rules) || rules.words("post-beside").contains_lower(word))
    };
    let may_be = || {
        let read = last.trim_end_matches('.').to_lowercase();
        let letters: Vec<char> = read.chars().collect();
        let is_near = |post: &str| distance(&letters, &post.chars().collect::<Vec<_>>(), 1).is_some();
        read.len() >= FEWEST
            && letters.iter().all(|c| c.is_alphabetic())
            && rules.words("post").from("").any(|post| post.len().abs_diff(read.len()) <= 1 && is_near(post))
    };
    last.starts_with(char::is_uppercase) && before.iter().all(is_beside) && may_be()
}

/// Whether a paper's name with an article stands before the post that somebody has there: `The Courier Staff Writer`.
fn is_post_of_paper(words: &[&str], rules: &Rules) -> bool {
    let Some((name, post)) = words.split_at_checked(words.len().saturating_sub(2)) else { return false };
    let is_paper_post = || post.last().is_some_and(|word| rules.words("paper-post").contains_lower(word));
    !name.is_empty()
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && (is_paper_post() || is_bare_post(&post.join(" "), rules))
}

/// Whether a line is nothing but a post that the writers of papers have: `Senior Staff Writer`.
pub(crate) fn is_bare_post(text: &str, rules: &Rules) -> bool {
    let beside = rules.words("post-beside");
    let mut words = text.split_whitespace();
    let fits =
        |word: &str| word.starts_with(char::is_uppercase) && (is_post_word(word, rules) || beside.contains_lower(word));
    (2..=LONGEST_POST).contains(&words.clone().count())
        && words.clone().all(fits)
        && words.next_back().is_some_and(|word| is_post_word(word, rules))
}

/// Whether a word is one of a post, in the singular or the plural: `Writer`, `Reporters`.
pub(crate) fn is_post_word(word: &str, rules: &Rules) -> bool {
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let one = plain.strip_suffix('s');
    rules.words("post").contains(&plain) || one.is_some_and(|one| rules.words("post").contains(one))
}

/// The same of one person.
fn is_one_post(word: &str, rules: &Rules) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    rules.words("post").contains(&word)
}

/// Whether a line below the name of who signs a letter says where he lives: `Snowflake, Ariz.`
pub(crate) fn is_home(text: &str) -> bool {
    let Some((place, land)) = text.split_once(',') else { return false };
    let fits = |part: &str| {
        let words = || part.split_whitespace();
        let proper = |word: &str| {
            let word = word.trim_end_matches('.');
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\''))
        };
        (1..=3).contains(&words().count()) && words().all(proper)
    };
    fits(place) && fits(land)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_with_words_of_posts_are_none() {
        let rules = Rules::embedded();
        for post in [
            "The Courier Staff Writer",
            "Editor-in-Chief",
            "Staff Writer",
            "Senior, history",
            "Deans of Alder",
            "junior, marketing",
            "Professor, Ridge College",
        ] {
            assert!(is_post(post, &rules), "{post}");
        }
        for headline in [
            "The Associated Student",
            "With Associated Student",
            "Student Senators Meet",
            "Writers meet at the quay",
            "Students seek a voice",
            "Editors, readers part ways",
            "To all seniors:",
        ] {
            assert!(!is_post(headline, &rules), "{headline}");
        }
    }
}
