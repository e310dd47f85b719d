//! The figures of a page line, Western and Chinese ones.

use crate::model::script::is_han;
use crate::passes::numbers::han_figure;

/// The value of a digit, of Chinese figures as well.
pub(super) fn value(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        '０'..='９' => c as u32 - '０' as u32,
        '○' => 0,
        '十' => 10,
        '廿' => 20,
        '百' => 100,
        _ => return han_figure(c),
    })
}

/// The number that a text begins with, its length in bytes and in characters.
pub(super) fn number(text: &str, first: u32) -> (u32, usize, usize) {
    let (mut total, mut last, mut len, mut figures) = (0_u32, first, 0, 0);
    for (n, c) in text.chars().enumerate() {
        match value(c) {
            Some(unit @ (10 | 100)) => {
                // 二十 is two tens, 十二 one ten and two.
                total = if n == 0 || last >= 10 { total + unit } else { total - last + last * unit };
                last = unit;
            }
            Some(digit) if last >= 10 || n == 0 => {
                total += digit;
                last = digit;
            }
            Some(digit) => {
                total = total.saturating_mul(10).saturating_add(digit);
                last = digit;
            }
            // A comma between thousands.
            None if c == ',' && text[len + 1..].chars().take(3).filter(char::is_ascii_digit).count() == 3 => {}
            None => break,
        }
        len += c.len_utf8();
        figures += 1;
        total = total.min(1_000_000);
    }
    (total, len, figures)
}

/// The year, month and day with which a text begins where they are nothing but figures with one mark between them, and
/// their length in bytes: `2004.6.17`, `1998-03-02`.
pub(super) fn date(text: &str) -> Option<([u32; 3], usize)> {
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year = figures(text);
    let mark = text[year..].chars().next().filter(|mark| year == 4 && matches!(mark, '.' | '-' | '/' | '．' | '·'))?;
    let (mut values, mut end) = ([text[..year].parse().ok()?, 0, 0], year);
    for value in &mut values[1..] {
        let rest = text[end..].strip_prefix(mark)?;
        let len = figures(rest);
        *value = rest[..len].parse().ok()?;
        end += mark.len_utf8() + len;
    }
    let is_day = (1..=12).contains(&values[1]) && (1..=31).contains(&values[2]);
    let ends = !text[end..].starts_with(|c: char| c == mark || c.is_alphanumeric() && !is_han(c));
    (is_day && ends).then_some((values, end))
}
