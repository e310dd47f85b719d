//! The long dash of Chinese headlines.

use super::units::{Kind, Unit};

/// The long dash of Chinese, and how much it tells for a headline and against a heading inside an article at the head of
/// what stands below, and inside the heading.
const LONG_DASH: &str = "——";
const DASHED_DECK: f64 = 2.5;
const DASHED: f64 = 0.5;

/// How much the long dash of Chinese headlines tells: it leads the deck below one, or stands inside one, and headings
/// inside articles hardly have it.
pub(super) fn tell(units: &[Unit<'_>], at: usize) -> f64 {
    let unit = &units[at];
    let leads = |line: &str| line.starts_with(LONG_DASH);
    let is_deck = |unit: &Unit<'_>| unit.is(Kind::Heading) && leads(unit.lines[0]);
    if !unit.unspaced || is_deck(unit) {
        return 0.0;
    }
    if unit.lines[1..].iter().any(|line| leads(line)) || units.get(at + 1).is_some_and(is_deck) {
        return DASHED_DECK;
    }
    if unit.lines.iter().any(|line| line.contains(LONG_DASH)) { DASHED } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use crate::passes::sketch::sketch;

    const STEPS: &str = "\
渡口换上新石阶
本报记者　沈玉兰
　　渡口的石阶用了三十年，雨天最是难走，
老人过河总要有人扶。今年春上镇里请来石
匠，一块一块换成了青石。
　　镇上的人说，渡口的石阶是大家一起修好
的，石阶修好了，渡口的日子会更好。

石匠的日子
——记一位修石阶的老人
　　修石阶的石匠是镇上的人，石匠说渡口的
石阶修好了，两岸的人走渡口，比从前好走。
　　石匠说，渡口的石阶是镇上的人和两岸的
人修好的，石阶修得好。

两岸通了车
本报记者　周海
　　渡口的石阶修好了，镇上的车到了渡口，
两岸的人都说石阶修得好，渡口的路好走得
多。
";

    #[test]
    fn what_has_a_deck_behind_a_dash_is_a_headline() {
        let titles = |page: &str| sketch(page).matches("<title>").count();
        assert_eq!(titles(STEPS), 3);
        assert_eq!(titles(&STEPS.replace("——记一位修石阶的老人\n", "")), 2, "the deck tells");
    }
}
