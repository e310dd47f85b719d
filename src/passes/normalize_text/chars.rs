//! Characters that stand for others, or for nothing.
//!
//! Only what has one meaning: NFKC would turn full-width marks and figures as well, which a paper sets on purpose.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Name, Place, Sureness};
use crate::model::script::is_han;

/// What a cheap look at the bytes of a line finds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// A control, or the first byte of a character that this module knows.
    pub chars: bool,
    /// A blank that may be a stray one.
    pub blanks: bool,
}

/// Looks at the bytes of a line; nearly every line of running Latin text is done with here.
pub(super) fn look(text: &str) -> Look {
    // C2: controls, soft hyphen, no-break space. CC, CD: combining marks. E1, E3: jamo, kana marks, wide blank.
    // E2: blanks and marks without width. EF: ligatures, byte order mark.
    let (mut look, mut before, mut half_width) = (Look::default(), 0, false);
    let mut bytes = text.as_bytes();
    while let Some((&byte, rest)) = bytes.split_first() {
        bytes = rest;
        match byte {
            b' ' => look.blanks |= before >= 0x80 || before == b' ',
            0..0x20 | 0x7f => (look.chars, look.blanks) = (true, true),
            b',' | b'.' if before == b' ' => look.blanks = true,
            b',' | b';' | b':' | b'?' | b'!' => half_width |= before >= 0x80,
            // Nearly all Han: there is nothing in their other bytes.
            0xe4..=0xe9 => {
                look.blanks |= before == b' ';
                bytes = rest.get(2..).unwrap_or_default();
                while let [0xe4..=0xe9, _, _, behind @ ..] = bytes {
                    bytes = behind;
                }
            }
            0x80.. => {
                look.blanks |= before == b' ';
                match byte {
                    0xc2 | 0xcc | 0xcd | 0xe1 => (look.chars, look.blanks) = (true, true),
                    0xe2 => {
                        let invisible = rest.len() >= 2 && is_invisible_tail(rest[0], rest[1]);
                        look.chars |=
                            invisible || matches!(rest, [0x88, 0x86, ..] | [0x84, 0xa6, ..] | [0xba..=0xbf, ..]);
                        look.blanks |= invisible;
                    }
                    0xe3 => look.chars |= rest.len() >= 2 && rest[0] == 0x82 && matches!(rest[1], 0x99 | 0x9a),
                    0xef => look.chars |= matches!(rest.first(), Some(0xac | 0xbb)),
                    _ => {}
                }
            }
            _ => {}
        }
        look.blanks |= before == b' ' && byte == b' ';
        before = byte;
    }
    look.chars |= half_width;
    look
}

/// Whether `E2 second third` is a blank or a mark without width.
fn is_invisible_tail(second: u8, third: u8) -> bool {
    match second {
        0x80 => matches!(third, 0x80..=0x8f | 0xa8..=0xaf),
        0x81 => matches!(third, 0x9f..=0xaf),
        _ => false,
    }
}

/// Finds what to mend, white space apart. Half-width marks among Han only where `half_width` holds.
pub(super) fn find(text: &str, half_width: bool, places: &mut Vec<Place>) {
    let mut chars = text.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let after = chars.peek().map(|(_, c)| *c);
        let mut put =
            |span, insert: &str, rule, sure| places.push(Place { span, insert: insert.to_owned(), rule, sure });
        if let Some(letters) = ligature(c) {
            put(at..end, letters, Name::Ligature, Sureness::Rule);
        } else if let Some(letter) = greek_sign(c)
            && [before, after].into_iter().flatten().any(|c| is_greek(c) || greek_sign(c).is_some())
            && text.chars().filter(|c| is_greek(*c)).nth(1).is_some()
        {
            put(at..end, letter, Name::GreekSign, Sureness::Rule);
        } else if let Some(letter) = radical(c) {
            put(at..end, letter.encode_utf8(&mut [0; 4]), Name::Radical, Sureness::Rule);
        } else if c == '\u{ad}' {
            match (before, after) {
                // At the end of a line it breaks a word there, which is another pass's business.
                (_, None) => {}
                // A word broken at a line end that somebody has taken out since.
                (Some(a), Some(' ')) if a.is_alphabetic() => {
                    let next = text[end + 1..].chars().next();
                    if next.is_some_and(char::is_lowercase) {
                        put(at..end + 1, "", Name::SoftHyphen, Sureness::Doubtful);
                    }
                }
                _ => put(at..end, "", Name::SoftHyphen, Sureness::Rule),
            }
        } else if is_zero_width(c) && !is_blank(before) && !is_blank(after) {
            // Between blanks it is taken out with them.
            let joins = matches!(c, '\u{200c}' | '\u{200d}') && [before, after].into_iter().flatten().any(is_joining);
            if !joins {
                put(at..end, "", Name::ZeroWidth, Sureness::Rule);
            }
        } else if c.is_control() && !c.is_whitespace() {
            // Between two letters it may stand for a ligature that is lost.
            let inside = [before, after].into_iter().flatten().filter(|c| c.is_alphabetic()).count() == 2;
            put(at..end, "", Name::Control, if inside { Sureness::Said } else { Sureness::Rule });
        } else if half_width && let Some(wide) = wide_mark(c) {
            let among_han = before.is_some_and(is_han) && after.is_none_or(is_han);
            if among_han {
                put(at..end, wide, Name::HalfWidth, Sureness::Rule);
            }
        } else if after.is_some_and(is_part) && !is_part(c) && !c.is_control() {
            let len: usize = text[end..].chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
            let pieces = &text[at..end + len];
            let whole: String = pieces.nfc().collect();
            // A base that changes by itself is a variant somebody has chosen.
            if whole != pieces && c.to_string().nfc().eq([c]) {
                put(at..end + len, &whole, Name::Decomposed, Sureness::Rule);
            }
            while chars.next_if(|(next, _)| *next < end + len).is_some() {}
        }
        before = Some(c);
    }
}

/// The Greek letter that a sign looks like.
fn greek_sign(c: char) -> Option<&'static str> {
    match c {
        '\u{b5}' => Some("\u{3bc}"),
        '\u{2206}' => Some("\u{394}"),
        '\u{2126}' => Some("\u{3a9}"),
        _ => None,
    }
}

/// The character whose part in dictionaries a radical is; fonts that lend it their glyph make PDFs tell it in its place.
/// Unicode has the character for each of Kangxi's radicals, and for few of the others.
fn radical(c: char) -> Option<char> {
    /// Each of the other radicals that is a character by itself, and that character.
    const OTHERS: &str = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";
    match c {
        '\u{2f00}'..='\u{2fd5}' => c.nfkc().next(),
        '\u{2e80}'..='\u{2ef3}' => OTHERS.chars().skip_while(|other| *other != c).nth(1),
        _ => None,
    }
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' => "ſt",
        'ﬆ' => "st",
        _ => return None,
    })
}

/// Marks without width: byte order marks, joiners, marks of direction.
pub(super) fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// Scripts in which a joiner, or its absence, changes the letters; emoji as well.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{1cff}' | '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}')
}

fn is_blank(c: Option<char>) -> bool {
    c.is_some_and(char::is_whitespace)
}

/// Marks and jamo that make one letter with what stands before them.
fn is_part(c: char) -> bool {
    c >= '\u{300}' && (is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11ff}'))
}

fn wide_mark(c: char) -> Option<&'static str> {
    Some(match c {
        ',' => "，",
        ';' => "；",
        ':' => "：",
        '?' => "？",
        '!' => "！",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut places = Vec::new();
        if look(text).chars {
            find(text, true, &mut places);
        }
        let mut out = text.to_owned();
        for place in places.iter().rev().filter(|place| place.sure != Sureness::Said) {
            out.replace_range(place.span.clone(), &place.insert);
        }
        assert_eq!(out, expected, "{text:?}: {places:?}");
    }

    #[test]
    fn mends() {
        check("of\u{fb01}cers of the \u{fb02}eet", "officers of the fleet");
        check("Wa\u{fb05}er", "Waſter");
        check("Auslegungs\u{ad}differenzen", "Auslegungsdifferenzen");
        check("ex\u{ad} cessif", "excessif");
        check("e\u{301}tat et a\u{308}rger", "état et ärger");
        check("か\u{3099}くせい", "がくせい");
        check("\u{1112}\u{1161}\u{11ab}글", "한글");
        check("zero\u{200b}width", "zerowidth");
        check("\u{feff}first", "first");
        check("a\u{1}", "a");
        check("他说,好;行", "他说，好；行");
    }

    #[test]
    fn radicals_are_characters() {
        check("⼀条⻓河，⼭⾼⽔深，⻋⻢不通。", "一条长河，山高水深，车马不通。");
        check("⻓", "长");
        check("⺀", "⺀");
    }

    #[test]
    fn leaves_alone() {
        for text in [
            "Œuvre, Æther, ſtand, ĳ",
            "ends here\u{ad}",
            "ＡＢＣ１２３，．！",
            "“quoted” ‘so’",
            "of\u{0}ce",
            "می\u{200c}خواهم",
            "\u{f900}更",
            "x\u{338}",
            "price 3,500; he said: no!",
            "3:2获胜",
        ] {
            check(text, text);
        }
    }
}
