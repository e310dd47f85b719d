//! Characters by script and by width in cells, as far as line ends and measures ask for them.

use unicode_width::UnicodeWidthChar;

/// The kind of writing that a character belongs to, as far as joining lines depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Chinese characters.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Korean syllables and letters.
    Hangul,
    /// Every script that puts spaces between words.
    Spaced,
    /// Decimal digits, ASCII and full width.
    Digit,
    /// Marks of the wide scripts: `，。「」（）` and full-width forms.
    WideMark,
    /// Every other mark.
    Mark,
}

/// The script of a character.
#[must_use]
#[inline]
pub fn script(c: char) -> Script {
    // Most characters that are asked about.
    if matches!(c, '\u{4e00}'..='\u{9fff}') { Script::Han } else { rarer(c) }
}

fn rarer(c: char) -> Script {
    match c {
        '0'..='9' | '０'..='９' => Script::Digit,
        'a'..='z' | 'A'..='Z' => Script::Spaced,
        '\u{0}'..='\u{7f}' => Script::Mark,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Script::Spaced,
        // The marks that most others are.
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' => Script::WideMark,
        c if is_rarer_han(c) => Script::Han,
        '\u{3041}'..='\u{3096}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{ff66}'..='\u{ff9d}' => Script::Kana,
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
        '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '…' | '—' | '·' => Script::Mark,
        '\u{3000}'..='\u{303f}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' => Script::WideMark,
        c if c.is_alphabetic() => Script::Spaced,
        _ => Script::Mark,
    }
}

/// Whether the character is Han.
#[must_use]
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || is_rarer_han(c)
}

#[inline]
fn is_rarer_han(c: char) -> bool {
    matches!(c, '々' | '〇' | '〆' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// How Chinese is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chinese {
    /// With the characters of the reform.
    Simplified,
    /// With those from before it.
    Traditional,
}

/// Common characters that the reform changed, and what they were before.
const REFORMED: (&str, &str) = (
    "这个们来国说时过对会学开长东车门问间见进还发经现实产业关后",
    "這個們來國說時過對會學開長東車門問間見進還發經現實產業關後",
);
/// Common characters of either kind that tell enough.
const ENOUGH: usize = 60;

/// How a text in Chinese is written, by its commonest characters; simplified where nothing tells.
pub fn chinese<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Chinese {
    let (mut new, mut old) = (0usize, 0usize);
    for c in pieces.into_iter().flat_map(str::chars).filter(|c| is_han(*c)) {
        new += usize::from(REFORMED.0.contains(c));
        old += usize::from(REFORMED.1.contains(c));
        if new + old >= ENOUGH {
            break;
        }
    }
    if old > new { Chinese::Traditional } else { Chinese::Simplified }
}

/// What [`char::is_alphanumeric`] says of the characters that nearly all of a Chinese page is made of, without the tables
/// of Unicode, which are slow to ask.
#[inline]
fn is_known_sign(c: char) -> Option<bool> {
    match c {
        '\u{4e00}'..='\u{9fff}' => Some(true),
        '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' => {
            Some(false)
        }
        _ => None,
    }
}

/// Whether a character is a letter or Han, as [`char::is_alphabetic`].
#[must_use]
#[inline]
pub fn is_letter(c: char) -> bool {
    is_known_sign(c).unwrap_or_else(|| c.is_alphabetic())
}

/// Whether a character is a letter, Han or a digit, as [`char::is_alphanumeric`].
#[must_use]
#[inline]
pub fn is_sign(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    is_known_sign(c).unwrap_or_else(|| c.is_alphanumeric())
}

/// Whether a character is one of the wide scripts or their marks, which have no case: the tables of Unicode are slow to
/// tell.
#[inline]
fn has_no_case(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{2e80}'..='\u{9fff}' | '\u{ff01}'..='\u{ff20}')
}

/// A character in small letters, the first of several.
#[must_use]
#[inline]
pub fn lower(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c if has_no_case(c) => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Puts a character in small letters at the end of a text.
#[inline]
pub fn push_lower(text: &mut String, c: char) {
    match c {
        c if c.is_ascii() || has_no_case(c) => text.push(c.to_ascii_lowercase()),
        c => text.extend(c.to_lowercase()),
    }
}

/// Whether the character belongs to a script that is set without spaces between words.
#[must_use]
#[inline]
pub fn is_unspaced(c: char) -> bool {
    matches!(script(c), Script::Han | Script::Kana | Script::WideMark)
}

/// Whether a character leaves no ink: white space, controls, and the marks of no width that converters strew about.
/// A line begins and ends with a character that is not blank.
#[must_use]
#[inline]
pub fn is_blank(c: char) -> bool {
    match c {
        '\u{21}'..='\u{7e}' => false,
        '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
        c => c.is_whitespace() || c.is_control(),
    }
}

/// Width of a character in cells, as a fixed-pitch dump of a newspaper page has it: the marks that East Asian fonts set
/// on a full square (curly quotes, dashes, ellipses) are two cells wide where `wide` holds, else one.
#[must_use]
#[inline]
pub fn cells(c: char, wide: bool) -> u32 {
    if c.is_ascii() {
        return u32::from(!c.is_ascii_control());
    }
    // Han, kana and their marks are most of a wide page, and the table is slow to ask.
    if matches!(c, '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
    {
        return 2;
    }
    let width = if wide { c.width_cjk() } else { c.width() };
    width.unwrap_or(0) as u32
}

/// Width of a text in cells; see [`cells`].
#[must_use]
pub fn text_cells(text: &str, wide: bool) -> u32 {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count() as u32;
    }
    let mut n = 0;
    let n_han = count_han(text, |c| n += cells(c, wide));
    n + 2 * n_han as u32
}

/// Counts the Han of a text from U+4E00 to U+9FFF, nearly all of a Chinese page, and hands over its other characters. See
/// [`besides_han`], which tells them one at a time.
#[inline]
pub(crate) fn count_han(text: &str, mut other: impl FnMut(char)) -> usize {
    let (mut rest, mut n_han) = (text, 0);
    loop {
        let behind = behind_han(rest.as_bytes());
        let n_bytes = rest.len() - behind.len();
        n_han += n_bytes / '\u{4e00}'.len_utf8();
        let mut chars = rest[n_bytes..].chars();
        let Some(c) = chars.next() else { return n_han };
        other(c);
        rest = chars.as_str();
    }
}

/// The bytes of a text behind the Han from U+4E00 to U+9FFF that it begins with, which their first two bytes tell.
#[inline]
fn behind_han(text: &[u8]) -> &[u8] {
    /// The first two bytes of U+4E00, and how many such pairs there are up to U+9FFF.
    const HAN: (u16, u16) = (0xe4b8, 0xea00 - 0xe4b8);
    let mut rest = text;
    while let [first, second, _, behind @ ..] = rest
        && u16::from_be_bytes([*first, *second]).wrapping_sub(HAN.0) < HAN.1
    {
        rest = behind;
    }
    rest
}

/// The characters of a text but for the Han from U+4E00 to U+9FFF, nearly all of a Chinese page.
#[derive(Debug, Clone)]
pub struct BesidesHan<'t> {
    text: &'t str,
    at: usize,
    /// How many Han were passed over.
    pub n_han: usize,
}

/// See [`BesidesHan`].
#[must_use]
#[inline]
pub fn besides_han(text: &str) -> BesidesHan<'_> {
    BesidesHan { text, at: 0, n_han: 0 }
}

impl Iterator for BesidesHan<'_> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        let from = &self.text.as_bytes()[self.at..];
        let rest = behind_han(from);
        self.n_han += (from.len() - rest.len()) / '\u{4e00}'.len_utf8();
        self.at = self.text.len() - rest.len();
        if let [c @ 0..0x80, ..] = rest {
            self.at += 1;
            return Some(char::from(*c));
        }
        let c = self.text.get(self.at..)?.chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }
}

/// Whether a mark may not stand at the start of a line, so that a line beginning with it goes on.
fn begins_no_line(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '”'
            | '’'
            | '）'
            | '》'
            | '』'
            | '」'
            | '〉'
            | '］'
            | '】'
            | '〕'
            | '%'
            | '％'
            | '…'
            | ','
            | ';'
            | ')'
            | ']'
            | '»'
            | 'ー'
            | '々'
            | '℃'
    )
}

/// Whether a line that begins so must go on from the one before.
#[must_use]
pub fn must_continue(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        // A dash or ellipsis is doubled; a single one at a line start is the second half.
        Some('…') => chars.next() != Some('…'),
        Some(first) => begins_no_line(first),
        None => false,
    }
}

/// Cells of the piece at the start of an unspaced text that no line end may cut: a number with its
/// marks, or a Latin word, and marks that may not end a line. `cuts_numbers`: whether a line may end inside a number.
#[must_use]
pub fn unbreakable_start(text: &str, cuts_numbers: bool) -> u32 {
    if text.starts_with(is_han) {
        return 0;
    }
    let opens = |c: &char| matches!(c, '“' | '‘' | '（' | '(' | '《' | '〈' | '「' | '『' | '【' | '〔' | '［');
    let joins = |c: &char| matches!(script(*c), Script::Digit | Script::Spaced) || ".,%-．％·".contains(*c);
    let behind = text.trim_start_matches(|c| opens(&c));
    let marks = text[..text.len() - behind.len()].chars();
    let cut = cuts_numbers && behind.starts_with(|c| script(c) == Script::Digit);
    let most = if cut { 1 } else { usize::MAX };
    marks.chain(behind.chars().take_while(joins).take(most)).map(|c| cells(c, true)).sum()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthChar;

    use super::{cells, lower, text_cells, unbreakable_start};

    #[test]
    fn what_no_line_end_cuts() {
        assert_eq!(unbreakable_start("１９９７年", false), 8);
        assert_eq!(unbreakable_start("１９９７年", true), 2);
        assert_eq!(unbreakable_start("（3.5吨", true), 3);
        assert_eq!(unbreakable_start("DVD机", true), 3);
        assert_eq!(unbreakable_start("年初", false), 0);
    }

    #[test]
    fn shortcuts_say_what_the_table_says() {
        let mut buffer = [0; 4];
        for c in '\0'..=char::MAX {
            for wide in [false, true] {
                let table = if wide { c.width_cjk() } else { c.width() }.unwrap_or(0) as u32;
                assert_eq!(cells(c, wide), table, "{c:?}");
                assert_eq!(text_cells(c.encode_utf8(&mut buffer), wide), table, "{c:?}");
            }
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c:?}");
        }
    }
}
