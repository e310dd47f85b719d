//! Pages of an unspaced script with a blank behind every character, as some recognizers and PDFs tell them.

use super::spaces::gaps;
use super::{Name, Place, Sureness};
use crate::model::script::{Script, script};

/// Fewest pairs of characters with a blank between that tell how a page is written.
const FEWEST: usize = 40;

/// Whether more pairs of neighboring wide characters have one blank between them than have none.
pub(super) fn is_letterspaced(page: &str) -> bool {
    // With a blank behind each, every fourth byte is one; on other pages it is hardly one in twenty.
    if memchr::memchr_iter(b' ', page.as_bytes()).count() * 10 < page.len() {
        return false;
    }
    let is_wide = |c: char| matches!(script(c), Script::Han | Script::Kana);
    let (mut parted, mut solid) = (0, 0);
    let (mut last, mut before) = ('\n', '\n');
    for c in page.chars() {
        if is_wide(c) {
            solid += usize::from(is_wide(last));
            parted += usize::from(last == ' ' && is_wide(before));
        }
        (before, last) = (last, c);
    }
    parted >= FEWEST && parted > solid
}

/// The gaps of a line of such a page, closed up, and wider ones, which mean something, made single: one place for the
/// whole line, since nobody wants to refuse a gap by itself.
pub(super) fn find(text: &str) -> Option<Place> {
    // Where figures stand side by side, a blank parts two numbers.
    let digits = text.chars().map(|c| script(c) == Script::Digit);
    let keeps_figures = digits.clone().zip(digits.skip(1)).any(|(a, b)| a && b);
    let mut found: Option<Place> = None;
    for gap in gaps(text) {
        let sides = [gap.before, gap.after].map(script);
        let run = &text[gap.span.clone()];
        let stays = run.contains('\u{3000}')
            || sides.contains(&Script::Spaced)
            || sides.contains(&Script::Hangul)
            || keeps_figures && sides == [Script::Digit; 2];
        let is_wider = run.chars().nth(1).is_some() && !sides.contains(&Script::WideMark);
        let insert = if is_wider { " " } else { "" };
        if stays || run == insert {
            continue;
        }
        match &mut found {
            Some(place) => {
                place.insert.push_str(&text[place.span.end..gap.span.start]);
                place.insert.push_str(insert);
                place.span.end = gap.span.end;
            }
            None => {
                let (rule, sure) = (Name::Letterspaced, Sureness::Rule);
                found = Some(Place { span: gap.span, insert: insert.to_owned(), rule, sure });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_whether_it_is_letterspaced() {
        let text = "两岸的人都盼着渡口再热闹起来。渡船停了三年，渡口长满了草。船工改行摆摊，石阶也塌了。等到石阶修好，渡船再开，他就回来。";
        let spaced: Vec<String> = text.chars().map(String::from).collect();
        assert!(is_letterspaced(&spaced.join(" ")));
        assert!(!is_letterspaced(text));
        assert!(!is_letterspaced(&"吴 月 王 五\n".repeat(4)));
        assert!(!is_letterspaced(&"吴月 王五 李四 张三\n".repeat(20)));
    }

    #[test]
    fn a_line_closes_up_as_a_whole() {
        let text = "渡 船 在 2 0 1 9 年 停 了 ，  由 DVD 机 说 起";
        let place = find(text).unwrap();
        let mut out = text.to_owned();
        out.replace_range(place.span, &place.insert);
        assert_eq!(out, "渡船在2019年停了，由 DVD 机说起");
        assert_eq!(find("渡船停了"), None);
    }
}
