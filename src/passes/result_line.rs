//! Whether one line is the result of a game, or says where a side stands: `Quarry Hill 3, Fenton State 1`,
//! `TSV Altenau – SV Brück 3:1`, `大河队 3：1 青石队`, `Ridge City 4 2 .667 1`.

/// Longest line of results, in characters.
const LONGEST: usize = 64;
/// Most figures of a score, and most words of the name of a side.
const MOST_FIGURES: usize = 3;
const MOST_NAME_WORDS: usize = 4;
/// What parts the scores of two sides, and what parts the sides.
const BETWEEN_SCORES: [char; 6] = [':', '：', '-', '–', '—', '比'];
const BETWEEN_SIDES: [char; 4] = [',', ';', '，', '；'];

/// Whether a line names two sides and what each has scored.
pub(crate) fn is_result(text: &str) -> bool {
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let text = without_remark(text.trim().trim_end_matches('.'));
    sides(text) || scores(text)
}

/// Without what stands behind a result in brackets: `(OT)`, `(2 innings)`.
fn without_remark(text: &str) -> &str {
    const LONGEST: usize = 12;
    let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    inside.filter(|(_, remark)| remark.len() <= LONGEST).map_or(text, |(result, _)| result.trim_end())
}

/// `Ostrow 4 2-2 10, Lund 6 1-3 13.`: a line of a box score, names each with several figures behind it.
pub(crate) fn tally(text: &str) -> bool {
    /// Fewest names and figures, and the share of figures.
    const FEWEST: usize = 6;
    const FIGURES: (usize, usize) = (3, 5);
    if !has_figure(text) || text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let words = || text.split_whitespace().map(|word| word.trim_matches([',', '.', ';', ':']));
    let figure = |word: &&str| word.starts_with(is_figure) && word.chars().all(|c| is_figure(c) || c == '-');
    // Of `4-2-10` each figure counts.
    let groups = |word: &str| word.split('-').filter(|group| !group.is_empty()).count();
    let names = words().filter(|word| !figure(word)).count();
    let figures: usize = words().filter(figure).map(groups).sum();
    names > 0
        && names + figures >= FEWEST
        && figures * FIGURES.1 >= (names + figures) * FIGURES.0
        && text.starts_with(char::is_uppercase)
        && words().all(|word| figure(&word) || word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()))
}

/// `Ridge City 4 2`: a side and two figures behind it, which mean something only among others like it.
pub(crate) fn pair(text: &str) -> bool {
    let Some((rest, second)) = text.trim().rsplit_once(' ') else { return false };
    let Some((name, first)) = rest.rsplit_once(' ') else { return false };
    let is_count = |count: &str| (1..=2).contains(&count.len()) && count.chars().all(is_figure);
    is_count(first) && is_count(second) && name.split_whitespace().count() <= MOST_NAME_WORDS && is_name(name)
}

/// `Ridge City 4 2 .667 1`, `Buffalo 8 1 0 .889 189 135`: a side and what it stands at.
pub(crate) fn standing(text: &str) -> bool {
    /// Fewest figures, and most words of the name.
    const FEWEST: usize = 3;
    const NAME: usize = 3;
    if !has_figure(text) {
        return false;
    }
    let words = || text.split_whitespace();
    let figure = |word: &&str| {
        word.contains(is_figure) && word.chars().all(|c| is_figure(c) || matches!(c, '.' | '-' | '–' | '½'))
            || matches!(*word, "—" | "-" | "–")
    };
    let name = words().take_while(|word| !figure(word)).count();
    let figures = words().skip(name).filter(figure).count();
    (1..=NAME).contains(&name)
        && figures >= FEWEST
        && name + figures == words().count()
        && is_name(&words().take(name).collect::<Vec<_>>().join(" "))
}

/// `1. Rudd, Harker 25:14`, `4. Ridge City 101`: a place, who came in there, and the figures.
pub(crate) fn ranked(text: &str) -> bool {
    /// Most figures of the place, and most words behind it.
    const PLACE: usize = 2;
    const WORDS: usize = 6;
    let Some((place, rest)) = text.split_once(['.', ')']).filter(|_| text.ends_with(|c: char| c.is_ascii_digit()))
    else {
        return false;
    };
    let words = rest.split_whitespace();
    let is_fit = |word: &str| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    (1..=PLACE).contains(&place.len())
        && place.bytes().all(|b| b.is_ascii_digit())
        && rest.starts_with(' ')
        && (2..=WORDS).contains(&words.clone().count())
        && words.clone().next().is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.into_iter().all(is_fit)
}

/// `Ridge City 4-2`: a side and how often it has won and lost, which means something only among others like it.
pub(crate) fn record(text: &str) -> bool {
    let Some((name, record)) = text.trim().rsplit_once(' ') else { return false };
    let is_count = |count: &str| (1..=MOST_FIGURES).contains(&count.len()) && count.chars().all(is_figure);
    let counts = record.split(['-', '–']);
    (2..=3).contains(&counts.clone().count())
        && counts.into_iter().all(is_count)
        && name.split_whitespace().count() <= MOST_NAME_WORDS
        && is_name(name)
}

/// `Alder 2, Mount Clare 0`.
fn sides(text: &str) -> bool {
    let Some((left, right)) = text.split_once(BETWEEN_SIDES) else { return false };
    let scored = |side: &str| {
        let name = side.trim_end_matches(is_figure);
        let figures = side[name.len()..].chars().count();
        (1..=MOST_FIGURES).contains(&figures) && name.ends_with(char::is_whitespace) && is_name(name)
    };
    scored(left.trim()) && scored(right.trim())
}

/// `Altenau – Brück 3:1`, `大河队 3：1 青石队`.
fn scores(text: &str) -> bool {
    let numbers = |at: usize, mark: char| {
        let before = text[..at].trim_end().chars().rev().take_while(|c| is_figure(*c)).count();
        let after = text[at + mark.len_utf8()..].trim_start().chars().take_while(|c| is_figure(*c)).count();
        (1..=MOST_FIGURES).contains(&before) && (1..=MOST_FIGURES).contains(&after)
    };
    let Some((at, mark)) = text.char_indices().find(|(at, c)| BETWEEN_SCORES.contains(c) && numbers(*at, *c)) else {
        return false;
    };
    let (left, right) = (&text[..at], &text[at + mark.len_utf8()..]);
    let (home, away) = (left.trim_end().trim_end_matches(is_figure), right.trim_start().trim_start_matches(is_figure));
    if !away.trim().is_empty() {
        return away.starts_with(char::is_whitespace) && is_name(home) && is_name(away);
    }
    // Both sides may stand before the score, with a mark between them.
    let parted = BETWEEN_SCORES.iter().find_map(|mark| home.split_once(&[' ', *mark, ' '].iter().collect::<String>()));
    parted.is_some_and(|(left, right)| is_name(left) && is_name(right))
}

/// Whether a text holds a figure, as a result does and most lines do not. Told by the bytes of the figures, of which many are looked at at
/// once.
pub(crate) fn has_figure(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_wide = |at: usize| matches!(bytes[at..], [_, 0xbc, 0x90..=0x99, ..]);
    bytes.iter().fold(0, |found, byte| found | u8::from(byte.is_ascii_digit())) > 0
        || memchr::memchr_iter(0xef, bytes).any(is_wide)
}

/// A figure as scores are printed, plain or wide.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Words that each begin with a capital, or are of a script without capitals.
fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).peekable();
    words.peek().is_some()
        && words.all(|word| !word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase))
        && text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_a_run() {
        assert!(ranked("1. Rudd, Harker 25:14") && ranked("4. Ridge City 101"));
        assert!(!ranked("1. The boats were sold in 1974") && !ranked("12.5") && !ranked("Ridge City 101"));
    }

    #[test]
    fn what_sides_have_won() {
        assert!(record("Ducks 4-0") && record("Ridge City 4-2-1"));
        assert!(!record("Open 9-5 daily") && !record("won 4-0") && !record("Ducks 4"));
    }

    #[test]
    fn box_scores_and_pairs() {
        for line in [
            "Ostrow 4 2-2 10, Lund 6 1-3 13,",
            "Hale 5 2-4 12. Totals 9 3-7 31.",
            "Ostrow 4-2-10, Lund 6-1-13, Hale 5-2-12.",
        ] {
            assert!(tally(line), "{line}");
        }
        for line in [
            "Ostrow had 4 of 2-2 10, Lund 6",
            "July 4, 1976, 10, 12 and 14",
            "4 5 6 7 8 9",
            "Rooms 4, 5 and 6 in Lund Hall",
        ] {
            assert!(!tally(line), "{line}");
        }
        assert!(pair("Ridge City 4 2") && !pair("Ridge City 4") && !pair("on May 4 2") && !pair("Main 555 0142"));
        assert!(is_result("Alder 2, Mount Clare 1 (OT)") && !is_result("Alder 2, Mount Clare (which lost at home)"));
    }

    #[test]
    fn figures_are_told_by_their_bytes() {
        let mut buffer = [0; 4];
        for c in '\0'..=char::MAX {
            assert_eq!(has_figure(c.encode_utf8(&mut buffer)), is_figure(c), "{c:?}");
        }
        for (text, has) in
            [("", false), ("一", false), ("大河队３：１青石队", true), ("比分是，", false), ("第3轮", true)]
        {
            assert_eq!(has_figure(text), has, "{text}");
        }
    }

    #[test]
    fn standings_name_a_side() {
        for line in ["Ridge City 4 2 .667 1", "N.Y. Jets 5 3 1 .611 204 191", "Nevada 5 1 .833 —"] {
            assert!(standing(line), "{line}");
        }
        for line in ["Wheat 64 71", "on May 3 4 5", "The score was 3 to 4", "4 5 6 7"] {
            assert!(!standing(line), "{line}");
        }
    }

    #[test]
    fn results_name_both_sides() {
        for line in [
            "Quarry Hill 3, Fenton State 1",
            "St. Bride 1, Tamarack 1.",
            "TSV Altenau – SV Brück 3:1",
            "Alder 2 - 0 Mount Clare",
            "大河队 3：1 青石队",
            "Girondins 14; Racing 7",
        ] {
            assert!(is_result(line), "{line}");
        }
        for line in [
            "Fenton led 2-1 at the break, and then",
            "the score stood at 3, and Fenton had 1",
            "September 26, 1986",
            "Sept. 4-7, Union Hall",
            "Rome, 3",
            "3:1",
            "",
        ] {
            assert!(!is_result(line), "{line}");
        }
    }
}
