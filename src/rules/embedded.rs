//! The pack that the program brings along. A new file under `rules/` gets a line here; a test compares the two.

use super::PackSource;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$((concat!("rules/", $path), include_str!(concat!("../../rules/", $path)))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "base/articles.toml",
    "base/bylines.toml",
    "base/double.toml",
    "base/furniture.toml",
    "base/joins.toml",
    "base/jumps.toml",
    "base/order.toml",
    "base/pack.toml",
    "base/pages.toml",
    "base/roles.toml",
    "base/spaces.toml",
    "words/abbreviation.txt",
    "words/agency.txt",
    "words/body-ending.txt",
    "words/body-start.txt",
    "words/box-head.txt",
    "words/caption-phrase.txt",
    "words/credit-after-place.txt",
    "words/credit-and.txt",
    "words/credit-author.txt",
    "words/credit-behind.txt",
    "words/credit-by.txt",
    "words/credit-correspondent.txt",
    "words/credit-editor.txt",
    "words/credit-line.txt",
    "words/credit-no.txt",
    "words/credit-office.txt",
    "words/credit-paper.txt",
    "words/credit-photographer.txt",
    "words/credit-translator.txt",
    "words/credit-word.txt",
    "words/dangling-word.txt",
    "words/date-word.txt",
    "words/edition-word.txt",
    "words/given-name.txt",
    "words/hyphens-de.txt",
    "words/hyphens-el.txt",
    "words/hyphens-en.txt",
    "words/hyphens-fi.txt",
    "words/hyphens-fr.txt",
    "words/hyphens-nl.txt",
    "words/hyphens-ru.txt",
    "words/hyphens-sv.txt",
    "words/issue-word.txt",
    "words/jump-from-plain.txt",
    "words/jump-from.txt",
    "words/jump-to-plain.txt",
    "words/jump-to.txt",
    "words/kind-advert-words.txt",
    "words/kind-advert.txt",
    "words/kind-editor-note.txt",
    "words/kind-family-words.txt",
    "words/kind-family.txt",
    "words/kind-masthead-words.txt",
    "words/kind-news-words.txt",
    "words/kind-notice-words.txt",
    "words/kind-notice.txt",
    "words/kind-sponsors.txt",
    "words/kind-weather-words.txt",
    "words/kind-weather.txt",
    "words/month.txt",
    "words/nameplate-word.txt",
    "words/nameplate.txt",
    "words/number-word.txt",
    "words/page-word.txt",
    "words/paper-post.txt",
    "words/paper-word.txt",
    "words/post-beside.txt",
    "words/post.txt",
    "words/postscript.txt",
    "words/price-word.txt",
    "words/salutation.txt",
    "words/section.txt",
    "words/sponsor-head.txt",
    "words/surname.txt",
    "words/term.txt",
    "words/valediction.txt",
    "words/weekday.txt",
];

/// The files of the base pack.
#[must_use]
pub fn base() -> PackSource {
    PackSource {
        name: "base".to_owned(),
        files: FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect(),
    }
}
