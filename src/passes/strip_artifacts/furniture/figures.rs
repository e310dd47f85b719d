//! The figures of a page line, Western and Chinese ones.

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
