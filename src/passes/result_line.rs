//! Whether one line is the result of a game, or says where a side stands: `Quarry Hill 3, Fenton State 1`,
//! `TSV Altenau – SV Brück 3:1`, `大河队 3：1 青石队`, `Ridge City 4 2 .667 1`.

/// Longest line of results, in characters.
const LONGEST: usize = 64;
/// Most figures of a score.
const MOST_FIGURES: usize = 3;
/// What parts the scores of two sides, and what parts the sides.
const BETWEEN_SCORES: [char; 6] = [':', '：', '-', '–', '—', '比'];
const BETWEEN_SIDES: [char; 4] = [',', ';', '，', '；'];

/// Whether a line names two sides and what each has scored.
pub(crate) fn is_result(text: &str) -> bool {
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let text = text.trim().trim_end_matches('.');
    sides(text) || scores(text)
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

/// `Ridge City 4-2`: a side and how often it has won and lost, which means something only among others like it.
pub(crate) fn record(text: &str) -> bool {
    const NAME: usize = 4;
    let Some((name, record)) = text.trim().rsplit_once(' ') else { return false };
    let is_count = |count: &str| (1..=MOST_FIGURES).contains(&count.len()) && count.chars().all(is_figure);
    let counts = record.split(['-', '–']);
    (2..=3).contains(&counts.clone().count())
        && counts.into_iter().all(is_count)
        && name.split_whitespace().count() <= NAME
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
    let behind = |n: usize| bytes.get(n..).unwrap_or_default();
    let wide = |(a, (b, c)): (&u8, (&u8, &u8))| (*a == 0xef) & (*b == 0xbc) & (c.wrapping_sub(0x90) < 10);
    let threes = || bytes.iter().zip(behind(1).iter().zip(behind(2)));
    bytes.iter().fold(false, |found, byte| found | byte.is_ascii_digit())
        || !text.is_ascii() && threes().fold(false, |found, three| found | wide(three))
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
    fn what_sides_have_won() {
        assert!(record("Ducks 4-0") && record("Ridge City 4-2-1"));
        assert!(!record("Open 9-5 daily") && !record("won 4-0") && !record("Ducks 4"));
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
