//! What is counted in a text beside its words: prices, telephones, addresses, degrees, crosses, figures.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::script::is_sign;

#[expect(clippy::expect_used, reason = "the patterns are constants, and each is used by a test")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

/// Money in figures: `$1.98`, `50c.`, `3s. 6d.`, `Mk. 3.50`, `2 fr. 50`, `12,50 €`, `100元`.
static PRICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[$£€¥￥]|\b(?:mk|rm|dm|frs?|fl|hfl|ƒ|sfr|rs|lit|usd|eur)\b\.?) ?\d|\d(?:[.,]\d+|[.,]?[-—–])? ?(?:[¢€]|c\.|(?:cts?|cents?|mk|mark|pf|pfg|rm|dm|frs?|fl|francs?|gulden|lire|pesetas?|ptas?|pesos?|reales|rthlr|thlr|sgr|ngr)\b|元|圆|圓|円)|\d ?s\. ?\d+ ?d\b|\d ?/ ?\d+ ?(?:each|per (?:lb|doz))",
    )
});

/// A telephone: the word for it and a number, or a number as only telephones have.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:tel|tele?phone|phone|ph|fernspr(?:echer)?|fernruf|ruf|t[eé]l[eé]?|t[eé]l[eé]phone|telefoon|telef|tel[eé]fono|telefon|fono)\b[.:]?(?: ?(?:no|n[ro°º])\.?)?[ :]*\(?[\d]|\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|\b\d{3}-\d{4}\b|(?:电话|電話|热线|熱線|手机|手機)[^\n]{0,6}\d{3}",
    )
});

/// The address of a house. Words are not counted: each count of letters is a copy of all letters there are.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b\d{1,5}[a-c]?,? (?:(?:north|south|east|west|[nsew]\.?) )?\p{L}[\p{L}.'-]+ (?:\p{L}[\p{L}.'-]+ )?(?:street|st|avenue|ave|road|rd|lane|square|row|broadway|boulevard|blvd)\b|\p{L}{3}(?:stra(?:ß|ss|ſſ|ſs)e|str\.|gasse|straat|gracht|laan) ?(?:nr\. ?)?\d|\b\d{1,4}(?: bis)?,? (?:rue|quai|boulevard|avenue|place|faubourg|via|corso|piazza) |\b(?:calle|via|corso|piazza|rua|rue) [^\n0-9]{2,30},? ?(?:n[úu]m\.? ?|n\.? ?)?\d|(?:路|街|巷|弄|大道)\d{1,5}(?:号|號)|地址[：:]",
    )
});

/// What stands in each of these: a figure, or the word for an address.
static TELLS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d|地址"));

/// The lines of a text in which one of these may stand, as none goes on over a line end. To look for the borders of words
/// beside letters that are not ASCII is slow, and few lines have a figure.
fn telling(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|line| TELLS.is_match(line))
}

/// Prices in a text, at most so many.
pub(super) fn n_prices(text: &str, most: usize) -> usize {
    telling(text).flat_map(|line| PRICE.find_iter(line)).take(most).count()
}

/// Whether it says where to telephone.
pub(super) fn has_phone(text: &str) -> bool {
    telling(text).any(|line| PHONE.is_match(line))
}

/// Whether it says where a shop or house is.
pub(super) fn has_address(text: &str) -> bool {
    telling(text).any(|line| ADDRESS.is_match(line))
}

/// Degrees of heat or cold in a text.
pub(super) fn n_degrees(text: &str) -> usize {
    text.matches(['°', 'º', '℃', '℉']).count()
}

/// Share of the words that hold figures or stand for a gap between them; nothing where there are few words.
pub(super) fn figures(text: &str) -> Option<f64> {
    /// Fewest words of a table.
    const FEWEST: usize = 12;
    let (mut all, mut with) = (0_usize, 0_usize);
    for word in text.split_whitespace() {
        let leader = !word.chars().any(is_sign);
        let figure = |c: char| matches!(c, '0'..='9' | '½' | '¼' | '¾' | '⅛');
        all += 1;
        with += usize::from(leader && word.chars().nth(1).is_some() || word.contains(figure));
    }
    (all >= FEWEST).then(|| with as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices() {
        for text in [
            "only $1.98",
            "at 50c. a pound",
            "price 3s. 6d. in boards",
            "mk. 3.50",
            "3,50 mk",
            "2 fr. 50",
            "à 12 francs",
            "12,50 €",
            "仅售100元",
            "fl. 1.25",
            "300 pesetas",
            "75 cents",
            "5 lire",
            "preis 20 pf.",
            "£25",
        ] {
            assert_eq!(n_prices(text, 9), 1, "{text}");
        }
        assert_eq!(n_prices("on march 3 the 12 members met in room 5", 9), 0);
    }

    #[test]
    fn telephones_and_addresses() {
        for text in [
            "tel. 4127",
            "phone main 12, or phone 33",
            "call 555-0142",
            "(801) 555-0142",
            "fernsprecher nr. 12",
            "咨询电话：0838-555012",
        ] {
            assert!(has_phone(text), "{text}");
        }
        assert!(!has_phone("the telephone rang 3 times") && !has_phone("in 1914-1918"));
        for text in [
            "25 west king street",
            "no. 12 north queen st.",
            "marktstraße 12",
            "12, rue de la poste",
            "calle mayor, 14",
            "人民路12号",
            "keizersgracht 41",
        ] {
            assert!(has_address(text), "{text}");
        }
        assert!(!has_address("the 12 men in the street"));
    }

    #[test]
    fn figures_and_degrees() {
        assert!(figures("wheat 64 71 beans 42 47 oats 17 20 bran 8 9 rye 30 31").unwrap() > 0.5);
        assert!(figures("the 12 men in the street met on march 3 at the old mill").unwrap() < 0.3);
        assert_eq!(n_degrees("12° to 15°c"), 2);
    }
}
