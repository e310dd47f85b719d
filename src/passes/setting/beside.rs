//! What stands amid a text and is none of it: captions that words in capitals lead in, and sentences that were taken out of
//! the text and set in larger type.
//!
//! Marks their rows, so that the text goes on past them and none of them is read as a headline.

use super::look::Look;
use super::shows::Show;
use super::terse::Begins;
use crate::model::Role;
use crate::passes::attach_bylines::is_dated;
use crate::passes::ends::End;
use crate::passes::galley::Galley;
use crate::rules::Rules;

/// Most rows of a caption, and fewest words in capitals and letters of them that lead one in.
const MOST_ROWS: usize = 8;
const FEWEST_WORDS: usize = 2;
const FEWEST_LETTERS: usize = 8;
/// Words that hardly name a place any more, and how many times as wide as its column a line is that is none of the text.
const NO_PLACE: usize = 3;
const WIDE: f64 = 1.2;
/// Most rows of what was taken out of the text, and share of its column that is free on one of them.
const MOST_TAKEN: usize = 5;
const RAGGED: f64 = 0.12;
/// From this form on a line names who said it.
const A_NAME: f64 = 0.4;

/// Marks the rows of captions and of sentences taken out of the text.
pub(super) fn mark(galley: &Galley<'_>, from: usize, looks: &mut [Look], rules: &Rules) {
    let mut at = 0;
    while at < looks.len() {
        let text = |i: usize| galley.rows[from + i].text.as_ref();
        let lead = leads_in(text(at)).filter(|_| is_free(&looks[at]));
        let found = if let Some(words) = lead {
            caption(looks, at, words, is_dated(text(at), rules)).map(|last| (last, Show::Caption))
        } else {
            taken(looks, at, &text).map(|last| (last, Show::Taken))
        };
        let Some((last, show)) = found else {
            at += 1;
            continue;
        };
        looks[at..=last].iter_mut().for_each(|look| (look.ruled, look.shows) = (true, Some(show)));
        at = last + 1;
    }
}

/// Whether nothing is known of a row.
fn is_free(look: &Look) -> bool {
    look.role == Role::Body && !look.ruled
}

/// How many words in capitals, which a dash parts from the rest, begin a line, if several do: `UP AND OVER—A runner clears`.
fn leads_in(text: &str) -> Option<usize> {
    let close = || {
        let at = text.find('-').filter(|at| text[at + 1..].starts_with(char::is_uppercase))?;
        Some((&text[..at], &text[at + 1..]))
    };
    let parted = text.split_once(['—', '–']).or_else(|| text.split_once(" - ")).or_else(|| text.split_once("--"));
    let (head, rest) = parted.or_else(close)?;
    let letters = head.chars().filter(|c| c.is_alphabetic());
    let words = head.split_whitespace().count();
    let leads = words >= FEWEST_WORDS
        && letters.clone().count() >= FEWEST_LETTERS
        && letters.clone().all(char::is_uppercase)
        // "LOS ANGELES (AP)" and "MOSCOW, May 4" say where and when.
        && !head.contains(['(', ',', '.'])
        && !rest.contains(['—', '–'])
        && rest.chars().any(char::is_lowercase);
    leads.then_some(words)
}

/// The last row of the caption that begins with row `first`: where its sentence ends, or where another begins.
fn caption(looks: &[Look], first: usize, words: usize, is_dated: bool) -> Option<usize> {
    // A dateline may look the same; it stands below a headline or a name, in the measure of the column.
    let above = first.checked_sub(1).map(|above| &looks[above]);
    let inside = above.is_some_and(|above| is_free(above) && (above.lower || above.end.is_closed()));
    let is_wide = looks[first..].iter().take(2).any(|look| look.filled > WIDE);
    if is_dated && !inside || words < NO_PLACE && !is_wide {
        return None;
    }
    for at in first..looks.len().min(first + MOST_ROWS) {
        let look = &looks[at];
        if look.end.is_closed() {
            return Some(at);
        }
        let below = looks.get(at + 1)?;
        let anew = below.begins == Begins::Sentence && !look.dangles && !look.trails;
        if !is_free(below) || below.gap || anew || below.credit > A_NAME && below.led {
            return Some(at);
        }
    }
    None
}

/// The last row of the sentence in quotation marks that was taken out of the text and begins with row `first`, with who said it.
fn taken<'t>(looks: &[Look], first: usize, text: &dyn Fn(usize) -> &'t str) -> Option<usize> {
    const OPEN: [char; 4] = ['"', '“', '\'', '‘'];
    const CLOSE: [char; 4] = ['"', '”', '\'', '’'];
    if !text(first).starts_with(OPEN) || !is_free(&looks[first]) {
        return None;
    }
    let most = looks.len().min(first + MOST_TAKEN);
    let ends = |at: &usize| {
        let whole = text(*at).trim_end_matches(CLOSE);
        whole.len() < text(*at).len() && whole.ends_with(['.', '!', '?', ','])
    };
    let last = (first..most).find(ends)?;
    let rows = &looks[first..=last];
    if !rows.iter().all(is_free) || rows.iter().skip(1).any(|look| look.gap) {
        return None;
    }
    // Inside it nothing is told between quotation marks.
    let marks = (first..=last).flat_map(|at| text(at).chars()).filter(|c| matches!(c, '"' | '“' | '”')).count();
    let ragged = rows.len() > 1 && rows[..rows.len() - 1].iter().all(|look| look.free > RAGGED);
    let said = looks.get(last + 1).filter(|look| is_free(look) && look.dashed && look.credit >= A_NAME);
    let begins = first == 0 || looks[first - 1].end != End::Open || looks[first].gap;
    match said {
        _ if marks > 2 => None,
        Some(_) => Some(last + 1),
        None => (ragged && begins && looks.get(last + 1).is_some_and(|below| !below.lower)).then_some(last),
    }
}

#[cfg(test)]
mod tests {
    use super::leads_in;
    use crate::passes::sketch::sketch;

    #[test]
    fn words_in_capitals_before_a_dash() {
        for line in [
            "UP AND OVER—Ruth Amos clears the bar",
            "ROOF COMING DOWN AGAIN - The old chapel",
            "HARD TO CATCH-The goat",
        ] {
            assert!(leads_in(line).is_some(), "{line}");
        }
        for line in [
            "LONDON, May 4—The king",
            "PORT ELLEN (AP) — The ferry",
            "THE END",
            "A MAN—his dog—a boat at sea",
            "He said NO MORE OF IT—and left",
        ] {
            assert!(leads_in(line).is_none(), "{line}");
        }
    }

    /// A caption and a sentence of the text amid it, no blank line.
    const AMID: &str = "\
Ferry runs again after storm
By Ada Thornwick
The ferry at the old quay was taken up
again on Wednesday before a great crowd,
and the band played on until the evening
though nobody had asked for it.
OFF TO THE MILL—The ferry leaves the
quay with forty goats. Photo by Ruth Amos.
The mayor said that he would not row to
the mill any more, and that the council
had waited long enough for the boat.
\"I will not row
to the mill
any more.\"
—Mayor Hoyt
The boat was laid up for the winter and
has been painted green since, which few
of those who saw it were glad of.
";

    #[test]
    fn captions_and_sentences_taken_out_head_nothing() {
        let sketch = sketch(AMID);
        assert_eq!(sketch.matches("<title>").count(), 1, "{sketch}");
        assert_eq!(sketch.matches("<byline>").count(), 1, "{sketch}");
        assert!(sketch.contains("<caption> OFF TO THE MILL"), "{sketch}");
        assert!(sketch.contains("<quote> \"I will not row"), "{sketch}");
    }
}
