//! Whether a line of Korean ends inside a word.
//!
//! Papers cut lines of Hangul at any syllable and set no hyphen, and most dumps keep no blank where a line ends with a word.
//! Two readings are weighed at each line end: what the two syllables there are likelier to be, by the words of the lexicon
//! and by what the issue prints inside its lines, and whether the parts or the whole are words. Whether a page cuts
//! words at all is told by its line ends together, since many papers and web pages do not.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{Lexicon, of_language};
use crate::model::script::{Script, script};
use crate::passes::View;
use crate::passes::galley::Galley;
use crate::rules::WordList;

/// What it tells that the whole is a word, and that both parts are.
const A_WORD: f64 = 2.0;
const TWO_WORDS: f64 = 2.0;
/// What it tells that the first part is no word, and the second, if it has up to two syllables and if it has more: compounds
/// are seldom listed.
const NO_FIRST: f64 = 1.0;
const NO_SECOND: f64 = 1.2;
const NO_COMPOUND: f64 = 0.2;
/// What it tells that a first part of some length is a word and the whole is none.
const LONG_FIRST: f64 = 1.0;
/// What it tells that the second part is an ending behind a first part of some length.
const ENDING: f64 = 1.5;
/// What it tells that the second part is a particle, which is never a word by itself.
const A_PARTICLE: f64 = 4.0;
const PARTICLES: [char; 9] = ['을', '를', '은', '는', '에', '의', '와', '과', '로'];
/// Shares of the line ends that look like the end of a word where lines are cut between words only, and where they are cut
/// anywhere.
const BETWEEN_WORDS: f64 = 0.87;
const ANYWHERE: f64 = 0.45;

/// How often syllables begin words, end them, and meet inside them.
#[derive(Debug, Default)]
struct Syllables {
    words: f64,
    first: FxHashMap<char, f64>,
    last: FxHashMap<char, f64>,
    inside: FxHashMap<(char, char), f64>,
    /// How often a syllable has another behind it in its word.
    goes_on: FxHashMap<char, f64>,
}

/// The syllables of the words of the lexicon.
static SYLLABLES: LazyLock<Syllables> = LazyLock::new(|| {
    let mut syllables = Syllables::default();
    if let Some(words) = of_language("ko") {
        words.for_each(|word, _| syllables.count(word));
    }
    syllables
});

impl Syllables {
    fn count(&mut self, word: &str) {
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return };
        self.words += 1.0;
        *self.first.entry(first).or_default() += 1.0;
        *self.last.entry(last).or_default() += 1.0;
        for (a, b) in word.chars().zip(word.chars().skip(1)) {
            *self.inside.entry((a, b)).or_default() += 1.0;
            *self.goes_on.entry(a).or_default() += 1.0;
        }
    }

    /// The odds, as a logarithm, of two syllables standing inside one word rather than at the end of one and the beginning
    /// of another.
    fn inside(&self, a: char, b: char) -> f64 {
        /// Syllables that may stand behind another, each seen as often as this beforehand.
        const KINDS: f64 = 20.0;
        const SEEN: f64 = 0.05;
        /// Syllables that words begin with.
        const BEGINNINGS: f64 = 1000.0;
        let of = |counts: &FxHashMap<char, f64>, c: char| counts.get(&c).copied().unwrap_or(0.0);
        let (last, goes_on) = (of(&self.last, a), of(&self.goes_on, a));
        let ends = (last + 0.5) / (goes_on + last + 1.0);
        let pair = self.inside.get(&(a, b)).copied().unwrap_or(0.0);
        let one = (1.0 - ends) * (pair + SEEN) / (goes_on + KINDS * SEEN);
        let two = ends * (of(&self.first, b) + 0.5) / (self.words + BEGINNINGS / 2.0);
        (one / two).ln()
    }
}

/// What the issue prints inside its lines, and whether its lines end inside words.
pub(super) struct Seams<'v> {
    lexicons: [Option<&'v Lexicon>; 2],
    endings: &'v WordList,
    /// Words between two others of their line.
    words: FxHashSet<String>,
    /// How often two syllables meet inside a word, and over a blank.
    pairs: FxHashMap<(char, char), (f64, f64)>,
    /// How often a number stands right before Hangul, and before a blank and Hangul.
    numbers: (u32, u32),
    cuts_words: bool,
}

impl<'v> Seams<'v> {
    /// Looks through the galleys of an issue; none where no two lines of Hangul meet.
    pub(super) fn of(view: &View<'v>, galleys: &[&Galley<'_>]) -> Option<Self> {
        let meets = |galley: &Galley<'_>, i: usize| {
            galley.touches(i) && parts(&galley.rows[i].text, &galley.rows[i + 1].text).is_some()
        };
        let ends = |galley: &&Galley<'_>| (0..galley.rows.len().saturating_sub(1)).any(|i| meets(galley, i));
        if !galleys.iter().any(ends) {
            return None;
        }
        let mut seams = Seams {
            lexicons: [of_language("ko"), view.rules.lexicon()],
            endings: view.rules.words("korean-ending"),
            words: FxHashSet::default(),
            pairs: FxHashMap::default(),
            numbers: (0, 0),
            cuts_words: false,
        };
        galleys.iter().flat_map(|galley| &galley.rows).for_each(|row| seams.take(&row.text));
        let mut words_only = 0.0;
        for galley in galleys {
            for i in 0..galley.rows.len().saturating_sub(1) {
                let Some((left, right)) = parts(&galley.rows[i].text, &galley.rows[i + 1].text) else { continue };
                // The last line of a paragraph tells nothing.
                if galley.touches(i) && galley.is_full(i) {
                    words_only += match seams.is_one_word(left, right) {
                        true => ((1.0 - BETWEEN_WORDS) / (1.0 - ANYWHERE)).ln(),
                        false => (BETWEEN_WORDS / ANYWHERE).ln(),
                    };
                }
            }
        }
        seams.cuts_words = words_only < 0.0;
        Some(seams)
    }

    /// Takes in what stands inside a line; its ends may be parts of words.
    fn take(&mut self, line: &str) {
        let tokens: Vec<&str> = line.split(' ').filter(|token| !token.is_empty()).collect();
        for (n, token) in tokens.iter().enumerate() {
            let figures = token.bytes().take_while(u8::is_ascii_digit).count();
            self.numbers.0 += u32::from(figures > 0 && token[figures..].starts_with(is_hangul));
            for (a, b) in token.chars().zip(token.chars().skip(1)).filter(|(a, b)| is_hangul(*a) && is_hangul(*b)) {
                self.pairs.entry((a, b)).or_default().0 += 1.0;
            }
            if n > 0 && n + 1 < tokens.len() {
                let words = token.split(|c| !is_hangul(c)).filter(|word| !word.is_empty());
                self.words.extend(words.map(str::to_owned));
            }
        }
        let ends_in_figure = |token: &str| token.ends_with(|c: char| c.is_ascii_digit());
        for two in tokens.windows(2) {
            self.numbers.1 += u32::from(ends_in_figure(two[0]) && two[1].starts_with(is_hangul));
            if let (Some(a), Some(b)) = (two[0].chars().next_back(), two[1].chars().next())
                && is_hangul(a)
                && is_hangul(b)
            {
                self.pairs.entry((a, b)).or_default().1 += 1.0;
            }
        }
    }

    /// Whether a word goes on from one line to the next.
    pub(super) fn is_in_word(&self, left: &str, right: &str) -> bool {
        let counts = || left.ends_with(|c: char| c.is_ascii_digit()) && right.starts_with(is_hangul);
        self.cuts_words
            && match parts(left, right) {
                Some((left, right)) => self.is_one_word(left, right),
                None => counts() && self.numbers.0 > self.numbers.1,
            }
    }

    /// Whether what stands at the end of a line and at the beginning of the next is likelier one word than two.
    fn is_one_word(&self, left: &str, right: &str) -> bool {
        let (Some(a), Some(b)) = (left.chars().next_back(), right.chars().next()) else { return false };
        let (n_left, n_right) = (left.chars().count(), right.chars().count());
        let whole = self.is_word(&format!("{left}{right}"));
        let (first, second) = (self.is_word(left), self.is_word(right));
        let (inside, over) = self.pairs.get(&(a, b)).copied().unwrap_or((0.0, 0.0));
        let mut sum = SYLLABLES.inside(a, b) + ((inside + 0.3) / (over + 0.3)).ln();
        sum += if whole { A_WORD } else { 0.0 };
        sum -= if first && second { TWO_WORDS } else { 0.0 };
        sum += if first { 0.0 } else { NO_FIRST };
        sum += match second {
            true => 0.0,
            false if n_right <= 2 => NO_SECOND,
            false => NO_COMPOUND,
        };
        sum -= if first && n_left >= 3 && !whole { LONG_FIRST } else { 0.0 };
        sum += match () {
            () if n_right == 1 && PARTICLES.contains(&b) => A_PARTICLE,
            () if n_left >= 2 && n_right <= 2 && self.endings.contains(right) => ENDING,
            () => 0.0,
        };
        sum > 0.0
    }

    /// Whether something is a word, up to two endings left out.
    fn is_word(&self, word: &str) -> bool {
        self.knows(word) || self.has_stem(word, 2)
    }

    fn has_stem(&self, word: &str, endings: usize) -> bool {
        /// Longest ending in syllables.
        const LONGEST: usize = 4;
        let cuts = word.char_indices().rev().take(LONGEST).map(|(at, _)| word.split_at(at));
        cuts.filter(|(stem, ending)| stem.chars().nth(1).is_some() && self.endings.contains(ending))
            .any(|(stem, _)| self.knows(stem) || endings > 1 && self.has_stem(stem, endings - 1))
    }

    fn knows(&self, word: &str) -> bool {
        self.words.contains(word) || self.lexicons.iter().flatten().any(|words| words.count(word) > 0)
    }
}

/// The runs of Hangul that meet at a line end.
fn parts<'t>(left: &'t str, right: &'t str) -> Option<(&'t str, &'t str)> {
    let left = &left[left.trim_end_matches(is_hangul).len()..];
    let right = &right[..right.len() - right.trim_start_matches(is_hangul).len()];
    (!left.is_empty() && !right.is_empty()).then_some((left, right))
}

fn is_hangul(c: char) -> bool {
    script(c) == Script::Hangul
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    /// Lines that are cut at any syllable.
    const CUT: &str = "\
다리 건너 장터에 새 우물

마을 사람들이 오랫동안 기다리던 우물이
장터 한가운데에 생겼다. 면장은 올해 안
에 우물 두 곳을 더 파겠다고 주민들에게
약속했다. 우물가에 모인 아이들은 두레
박을 서로 먼저 당기겠다며 줄을 섰고, 노
인들은 그늘에 앉아 물맛을 칭찬했다.

나룻배 사공 은퇴
아들이 노 물려받아
강을 건너는 나룻배의 사공이 서른 해 만
에 노를 놓았다. 사공은 이제 밭이나 갈며
지내겠다고 말했다.
";

    /// The first text, cut between words.
    const WHOLE: &str = "\
다리 건너 장터에 새 우물

마을 사람들이 오랫동안 기다리던
우물이 장터 한가운데에 생겼다. 면장은
올해 안에 우물 두 곳을 더 파겠다고
주민들에게 약속했다. 우물가에 모인
아이들은 두레박을 서로 먼저
당기겠다며 줄을 섰고, 노인들은
그늘에 앉아 물맛을 칭찬했다.
";

    #[test]
    fn lines_of_hangul_that_stay_below_their_measure_are_headings() {
        let sketch = sketch(CUT);
        assert!(sketch.contains("> 나룻배 사공 은퇴 아들이 노 물려받아\n"), "{sketch}");
        assert!(sketch.contains("만에 노를 놓았다"), "{sketch}");
    }

    #[test]
    fn words_of_hangul_are_joined_where_lines_cut_them() {
        for page in [CUT, WHOLE] {
            let sketch = sketch(page);
            for text in ["우물이 장터", "올해 안에", "주민들에게 약속했다", "두레박을 서로", "노인들은 그늘에"]
            {
                assert!(sketch.contains(text), "{text}\n{sketch}");
            }
        }
    }
}
