//! What a text says of the phrases that adverts, notices and the like say, and news does not.

use std::collections::BTreeSet;

use crate::rules::Rules;

/// The phrases of each list that a text says.
#[derive(Default)]
pub(super) struct Said<'t> {
    text: &'t str,
    pub advert: BTreeSet<&'t str>,
    pub notice: BTreeSet<&'t str>,
    pub family: BTreeSet<&'t str>,
    pub weather: BTreeSet<&'t str>,
    pub masthead: BTreeSet<&'t str>,
    pub news: BTreeSet<&'t str>,
    /// All of them in order: where in the text, and of which list.
    places: Vec<(usize, &'t str)>,
}

impl<'t> Said<'t> {
    /// Looks a text in small letters up.
    pub(super) fn of(text: &'t str, rules: &'t Rules) -> Self {
        let mut said = Self { text, ..Self::default() };
        for (list, place) in rules.lookout().into_iter().flat_map(|lookout| lookout.find(text)) {
            said.places.push((place.start, list));
            let phrase = &text[place];
            let set = match list {
                "kind-advert-words" => &mut said.advert,
                "kind-notice-words" => &mut said.notice,
                "kind-family-words" => &mut said.family,
                "kind-weather-words" => &mut said.weather,
                "kind-masthead-words" => &mut said.masthead,
                "kind-news-words" => &mut said.news,
                _ => continue,
            };
            set.insert(phrase);
        }
        said
    }

    /// What speaks against a kind: that the longer part of the text stands in paragraphs which say nothing of the list.
    pub(super) fn silent(&self, list: &str) -> f64 {
        /// Letters of a paragraph that says something.
        const SHORT: usize = 60;
        let mut said = self.places.iter().filter(|(_, of)| *of == list).map(|(at, _)| *at).peekable();
        let (mut end, mut mute) = (0, 0);
        for paragraph in self.text.split_inclusive('\n') {
            end += paragraph.len();
            let mut says = paragraph.len() < SHORT;
            while said.next_if(|at| *at < end).is_some() {
                says = true;
            }
            mute += if says { 0 } else { paragraph.len() };
        }
        if mute * 2 > end { 2.0 } else { 0.0 }
    }
}
