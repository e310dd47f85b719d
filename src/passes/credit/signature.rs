//! Who wrote an article, in brackets behind its last sentence: `（李济国）`, `（本报记者李济国）`.

use super::form::credit_form;
use crate::passes::names::{signature_form, split_names};
use crate::rules::Rules;

/// From this form on a name in brackets behind the last sentence signs the text, and from the second on several names that
/// are run together.
const SIGNS: f64 = 0.6;
const SIGN_TOGETHER: f64 = 0.45;

/// Whether brackets behind the last sentence of an article hold nothing but names of who wrote it.
pub(crate) fn names_writers(bracket: &str, rules: &Rules) -> bool {
    let inside = inside(bracket);
    let is_run = || split_names(inside, rules).is_some_and(|names| names.len() > 1);
    rules.words("remark-ending").at_end(inside).is_none()
        && match signature_form(bracket, rules) {
            form if form >= SIGNS => true,
            form => form >= SIGN_TOGETHER && is_run(),
        }
}

/// Whether a text ends with brackets behind a whole sentence that hold nothing but who wrote it, by name or with a word such as
/// `记者`. `tail`: its last characters.
pub(crate) fn is_signed(tail: &str, rules: &Rules) -> bool {
    let Some(at) = tail.rfind(['（', '(']).filter(|_| tail.ends_with(['）', ')'])) else { return false };
    let (text, bracket) = tail.split_at(at);
    // Who took a picture signs no text.
    let is_credit = || {
        let inside = inside(bracket);
        rules.words("credit-photographer").at_end(inside).is_none() && credit_form(inside, rules) >= SIGNS
    };
    text.ends_with(SENTENCE_ENDS) && (names_writers(bracket, rules) || is_credit())
}

/// Marks with which the sentence before a signature ends.
pub(crate) const SENTENCE_ENDS: [char; 7] = ['。', '！', '？', '…', '”', '』', '」'];

fn inside(bracket: &str) -> &str {
    bracket.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passes::sketch::sketch;

    #[test]
    fn signatures_and_remarks() {
        let rules = Rules::embedded();
        for text in [
            "再不用绕道。（李济国）",
            "再不用绕道。”（本报记者李济国）",
            "好走了！（李济国贾建舟）",
            "再不用绕道。（市林业局　李济国）",
            "再不用繞道。（台中市．林水生）",
            "続けたい。（宮島支局・坂本進）",
        ] {
            assert!(is_signed(text, &rules), "{text}");
        }
        for text in [
            "再不用绕道（李济国）",
            "再不用绕道。（连载完）",
            "再不用绕道。（桥头镇·青石镇）",
            "桥头的石阶。（本报记者李济国摄）",
            "再不用绕道。",
            "（李济国）",
        ] {
            assert!(!is_signed(text, &rules), "{text}");
        }
    }

    /// Articles about the same, with a signature at the end of each.
    const ALIKE: &str = "\
渡口修好石阶

镇上的渡口修好了石阶，渡口两岸的人都
来看石阶，说石阶修得好，渡口的路比从
前好走。

镇上的人说，渡口的石阶是大家一起修好
的，石阶修好了，渡口的日子会更好。（
陈海明）

石匠的日子

修石阶的石匠是镇上的人，石匠说渡口的
石阶修好了，两岸的人走渡口，比从前好
走。

石匠说，渡口的石阶是镇上的人和两岸的
人修好的，石阶修得好。（周文芳）

两岸通了车

渡口的石阶修好了，镇上的车到了渡口，
两岸的人都说石阶修得好，渡口的路好走
得多。

镇上的人说，石阶修好了，渡口的日子会
好，两岸的人都来看石阶。（李国华）
";

    #[test]
    fn below_a_signed_text_begins_an_article() {
        let titles = |page: &str| sketch(page).matches("<title>").count();
        assert_eq!(titles(ALIKE), 3);
        let unsigned = ALIKE.replace("（\n陈海明）", "").replace("（周文芳）", "").replace("（李国华）", "");
        assert!(titles(&unsigned) < 3, "the signatures tell");
    }
}
