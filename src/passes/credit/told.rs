//! Credits that say more of the author than the name: what the person is, behind a comma, where he lives, in brackets, how
//! he is titled, before the name; or a name that he took for himself, in quotation marks.
//!
//! `By Arthur Bemis, our Special Correspondent`, `Par le docteur Roussin`, `Von Hans Krause (Berlin)`, `By “Vigil.”`

use super::western::led;
use crate::ledger::Field;
use crate::passes::names::is_name;
use crate::passes::posts::is_post_word;
use crate::rules::Rules;

/// Most words of what is said of the author, of a place, and of a name in quotation marks.
const MOST_TOLD: usize = 6;
const MOST_OF_PLACE: usize = 2;
const MOST_QUOTED: usize = 3;

/// A name as it is credited, and what is said of the author behind it.
pub(crate) type Told<'t> = (&'t str, Option<&'t str>);

/// The name in a line that a word such as `By` leads and that is one of these, and what is said of the author.
pub(crate) fn told<'t>(text: &'t str, rules: &Rules) -> Option<Told<'t>> {
    let body = text.trim_matches(|c: char| c.is_whitespace() || "[{]}".contains(c)).trim_end_matches('.');
    let led = led(body, rules).filter(|led| !led.misread && led.field == Field::Author)?;
    let rest = &body[led.at..];
    if let Some(name) = quoted(rest) {
        return Some((name, None));
    }
    if let Some((name, place)) = rest.strip_suffix(')').and_then(|rest| rest.split_once(" (")) {
        let is_place = words(place, MOST_OF_PLACE) && place.split(' ').all(|word| word.starts_with(char::is_uppercase));
        return (is_place && is_name(name, rules)).then_some((name, Some(place)));
    }
    let (name, said) = rest.split_once(", ").map_or((rest, None), |(name, said)| (name, Some(said)));
    if said.is_some_and(|said| !tells(said, rules)) {
        return None;
    }
    let is_titled = is_titled(name, rules);
    (is_titled || said.is_some() && is_name(name, rules)).then_some((name, said))
}

/// Whether words behind a name and a comma say what the person is.
fn tells(said: &str, rules: &Rules) -> bool {
    let first = said.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let last = said.split(' ').next_back().unwrap_or_default();
    let begins = rules.words("told-word").contains(&first) && said.contains([' ', '\'', '’']);
    words(said, MOST_TOLD)
        && !said.contains(['.', ',', ';', ':', '?', '!'])
        && !rules.words("dangling-word").contains(last)
        && (begins || is_post_word(last, rules))
}

/// Whether a title stands before a name, of which the family name alone may be given: `the Rev. W. Hall`, `le comte de Brune`.
fn is_titled(text: &str, rules: &Rules) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    // An article may stand before the title.
    let small = |word: &&str| rules.words("dangling-word").contains_lower(word);
    let from = usize::from(words.first().is_some_and(small));
    let title = words.get(from).map(|word| word.trim_end_matches('.').to_lowercase());
    let is_title = title.is_some_and(|title| rules.words("name-title").contains(&title));
    let name = words.get(from + 1..).unwrap_or_default();
    // Between them stands at most a small word such as `de`.
    let is_proper = |word: &&str| word.starts_with(char::is_uppercase);
    let others = || name.iter().filter(|word| !is_proper(word));
    is_title
        && (1..=4).contains(&name.len())
        && name.last().is_some_and(is_proper)
        && others().count() <= 1
        && others().all(|word| word.chars().count() <= 3)
        && name.iter().all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')))
}

/// A name that stands in quotation marks.
fn quoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['“', '"', '«', '„', '‘'])?.trim_end_matches('.');
    let name = inner.strip_suffix(['”', '"', '»', '“', '’'])?.trim_matches(|c: char| c == '.' || c.is_whitespace());
    (words(name, MOST_QUOTED) && name.starts_with(char::is_uppercase)).then_some(name)
}

fn words(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.split_whitespace().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Decisions, Level, fold};
    use crate::model::LineIx;
    use crate::pipeline::run;
    use crate::read::{ReadOptions, read_issue};

    /// The heads of two articles, centered, with the lines between them and their text.
    fn page(first: &[&str], second: &[&str]) -> String {
        let text = [
            "The wall on the north side of the harbour gave way",
            "in the night, and two boats that lay behind it were",
            "carried out on the ebb. The master of the port says",
            "that the stones had been loose for a year, and that",
            "he had told the council of it more than once.",
        ];
        let mut page = String::from("<PcGts><Page imageWidth=\"700\" imageHeight=\"1200\">");
        let mut top = 40;
        for (n, lines) in [first, &text, second, &text].into_iter().enumerate() {
            page += "<TextRegion>";
            for (k, line) in lines.iter().enumerate() {
                let is_head = n % 2 == 0;
                let is_short = k == 4 || is_head && (k > 0 || lines.len() != 2);
                let width = if is_short { line.chars().count() * 11 } else { 600 };
                let left = if is_head { 340 - width / 2 } else { 40 };
                let (right, bottom) = (left + width, top + if is_head && k == 0 { 44 } else { 30 });
                page += &format!("<TextLine><Coords points=\"{left},{top} {right},{bottom}\"/>");
                page += &format!("<TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>");
                top += 50;
            }
            page += "</TextRegion>";
            top += 20;
        }
        page + "</Page></PcGts>"
    }

    #[test]
    fn a_post_may_go_on_on_a_line_of_its_own() {
        let heads: [&[&str]; 2] =
            [&["THE HARBOUR WALL", "By Arthur Bemis, our Special", "Correspondent"], &["THE LOST BOATS"]];
        let page = page(heads[0], heads[1]);
        let issue = read_issue("page", "page.xml", page.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let draft = fold(&issue, &run.ledger);
        let named = |field: Field| {
            let marks = (0..3).flat_map(|line| draft.marks(LineIx(line)).iter());
            marks.filter(move |mark| mark.field == field).count()
        };
        assert_eq!((named(Field::Author) + named(Field::Correspondent), named(Field::Affiliation)), (1, 2));
    }

    #[test]
    fn means_by_which_news_came_lead_no_headline() {
        let page = page(&["BY CABLE", "A HARBOUR WALL BREAKS"], &["THE LOST BOATS"]);
        let issue = read_issue("page", "page.xml", page.as_bytes(), &ReadOptions::default()).unwrap();
        let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
        let sketch = fold(&issue, &run.ledger).sketch();
        assert!(!sketch.contains("<byline>") && sketch.contains("A HARBOUR WALL BREAKS"), "{sketch}");
    }

    #[test]
    fn what_is_said_of_the_author() {
        let rules = Rules::embedded();
        for (text, name, said) in [
            ("By Arthur Bemis, our Special Correspondent.", "Arthur Bemis", Some("our Special Correspondent")),
            ("Par M. Jean Laval, de l'Institut", "M. Jean Laval", Some("de l'Institut")),
            ("Von Klara Brandt, Berichterstatter", "Klara Brandt", Some("Berichterstatter")),
            ("Von Hans Krause (Berlin).", "Hans Krause", Some("Berlin")),
            ("By the Rev. W. Hall", "the Rev. W. Hall", None),
            ("par le docteur Roussin", "le docteur Roussin", None),
            ("Par le comte de Brune.", "le comte de Brune", None),
            ("By “Vigil.”", "Vigil", None),
        ] {
            assert_eq!(told(text, &rules), Some((name, said)), "{text}");
        }
        for text in [
            "By Thursday, of course",
            "By Arthur Bemis, who was then in",
            "By the Old Weir",
            "By Arthur Bemis, of the",
            "Arthur Bemis, our Special Correspondent",
            "Von der Saale, dem Main",
            "By Arthur Bemis, a farmer. He went home",
        ] {
            assert_eq!(told(text, &rules), None, "{text}");
        }
    }
}
