//! Lines that are a place and a day and little else: `Paris, den 3. März.`

use crate::rules::Rules;

/// Most words of one.
const MOST_WORDS: usize = 7;

/// Whether a line is a place and a day, with or without the year.
pub(crate) fn is_place_and_day(text: &str, rules: &Rules) -> bool {
    let (mut words, mut month, mut day) = (0, false, false);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_month = rules.words("month").contains_lower(word);
        if words == 0 && (is_month || !word.starts_with(char::is_uppercase)) {
            return false;
        }
        words += 1;
        month |= is_month;
        day |= word.trim_end_matches(char::is_alphabetic).parse().is_ok_and(|day| (1..=31).contains(&day));
    }
    month && day && words <= MOST_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_days() {
        let rules = Rules::embedded();
        for text in ["Paris, den 3. März.", "London, March 3.", "Trier, den 27. September 1905.", "Metz, 1er avril."] {
            assert!(is_place_and_day(text, &rules), "{text}");
        }
        for text in
            ["März 3.", "den 3. März", "Paris, den 40. März", "Paris", "Am 3. März kam der neue Lehrer ins Dorf"]
        {
            assert!(!is_place_and_day(text, &rules), "{text}");
        }
    }
}
