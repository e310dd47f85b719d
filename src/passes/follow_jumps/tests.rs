//! Halves that are put together, and halves that are not.

use crate::ledger::{Decisions, Level, fold};
use crate::pipeline::run;
use crate::read::{ReadOptions, read_issue};
use crate::rules::Rules;

const FERRY: [&str; 2] = [
    "渡口的石阶用了三十年，雨天最是难走，老\n人过河总要有人扶。今年春上镇里请来石匠，\n一块一块换成了青石，又在渡口的两边装了",
    "铁栏。石匠说，石阶要用五十年，渡口的老\n人听了都笑，说是比渡船还要长命。石阶修\n好那天，两岸的老人都到渡口来走了一遍。",
];
const BEES: [&str; 2] = [
    "果园今年请来了养蜂人，蜂箱从山脚一直摆\n到山腰。养蜂人说花开得早，蜂就来得早，\n果园的果子也结得比往年密得多，蜂蜜更是",
    "多得装不下。果园里的人跟着养蜂人学，说\n明年也要自己摆蜂箱，让蜜蜂住在山腰上，\n花开的时候果园里到处是蜂。",
];
const BUS: &str =
    "夜班司机开了二十年公共汽车，下雪的晚上\n他总多等五分钟，好让医院下班的护士赶上\n末班车，护士们都认得他。";

fn texts(page: &str) -> String {
    let issue = read_issue("page", "page.txt", page.as_bytes(), &ReadOptions::default()).unwrap();
    let run = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    fold(&issue, &run.ledger).sketch()
}

fn front(ferry: u32, bees: u32) -> String {
    format!(
        "第1版 要闻\n\n渡口换上新石阶\n本报记者 陈海明\n\n{}\n（下转第{ferry}版）\n\n果园请来养蜂人\n本报记者 周文芳\n\n{}\n（下转第{bees}版）\n",
        FERRY[0], BEES[0]
    )
}

fn is_whole(page: &str) -> bool {
    let sketch = texts(page);
    sketch.contains("两边装了铁栏。石匠说") && sketch.contains("蜂蜜更是多得装不下。果园里")
}

#[test]
fn of_two_halves_the_one_about_the_same_goes_on() {
    for [first, second] in [[FERRY[1], BEES[1]], [BEES[1], FERRY[1]]] {
        let rest = format!(
            "\n\x0c第2版 综合\n\n末班车上的老周\n本报记者 李国华\n\n{BUS}\n\n（上接第1版）\n{first}\n\n（上接第1版）\n{second}\n"
        );
        assert!(is_whole(&(front(2, 2) + &rest)));
    }
}

#[test]
fn a_text_without_a_headline_is_the_half_that_is_named() {
    let rest = format!(
        "\n\x0c第2版 综合\n\n{}\n\n末班车上的老周\n本报记者 李国华\n\n{BUS}\n\n\x0c第3版 综合\n\n{}\n\n雪夜里的站台\n本报记者 孙立平\n\n{BUS}\n",
        FERRY[1], BEES[1]
    );
    assert!(is_whole(&(front(2, 3) + &rest)));
}

/// A page whose first article is sent on with these words, a text, and what stands over the second half.
fn council(to: &str, over: &str, rest: &str) -> String {
    format!(
        "THE LEDGER\n\nCouncil votes to mend the boathouse roof\n\nBy Ina Rourke\nStaff Writer\n\n\
The council voted on Monday to mend the roof of\nthe boathouse, which has leaked since the storm\n\
of last November. Treasurer Hal Moss said that\nthe work would cost as much as the new oars and\n\
that the council had put nothing aside for the{to}\n\nLibrary buys its first computer\n\nBy Lee Park\nStaff Writer\n\n\
Readers may ask for an hour in the evening, said\nthe librarian, if they bring a pencil and leave\n\
the games at home.\n\u{c}Ferry fares double after strike\n\nBy Ruth Amos\nStaff Writer\n\n\
Passengers who cross the lake from the mill will\nhave to pay two dollars, which is more than they\n\
pay for lunch in the dining hall.\n\n{over}{rest}\n"
    )
}

const REST: &str = "roof or for anything else.\n\nMoss will ask the alumni for the money. The last\n\
roof was their gift, said the president of the\ncouncil, and nobody has climbed it since then.";

#[track_caller]
fn check(page: &str) {
    let sketch = texts(page);
    let at = |words: &str| sketch.find(words).unwrap_or_else(|| panic!("{words}\n{sketch}"));
    let (left, right, next) = (at("put nothing aside"), at("Moss will ask"), at("Readers may ask"));
    assert!(left < right && right < next, "{sketch}");
    assert!(!sketch[left..right].contains("\n== "), "{sketch}");
}

#[test]
fn second_halves_below_words_of_many_kinds() {
    for (to, over) in [
        ("\n\nSee COUNCIL, page 2", "COUNCIL\n\n"),
        ("\n\nSee COUNCIL, page 2", "Council (continued)\n\n"),
        ("\n\nPlease see COUNCIL/2", "COUNCIL\n\n"),
        ("\n\nCouncil/page 2", "Council/from page 1\n\n"),
        ("\n* Council, page 2", "COUNCIL from page 1\n\n"),
        ("\n\nSec COUNCIL, page2", "COUNCIL trom page 1\n\n"),
        ("\n\nContinued on Pago S", "Boathouse roof\n(Continued from Page 1)\n\n"),
        ("\n\nContinued on page 2", "Boathouse\n\n(from page 1)\n\n"),
        ("\n\nContinued on page 2", "Council votes...\n\n"),
        (" Continued on Page Two", "Continued from Page One\n\n"),
        (" (See COUNCIL, Page 2)", "COUNCIL\n\n"),
        ("\n\nContinued on page 2", ""),
    ] {
        check(&council(to, over, REST));
    }
}

#[test]
fn a_line_of_text_that_ends_with_the_words_stays_text() {
    for to in [" (Please turn to page 2)", " Turn to page 2"] {
        let sketch = texts(&council(to, "Council\n\n", REST));
        assert!(!sketch.contains("<jump_line> that the council"), "{sketch}");
    }
}

#[test]
fn a_day_beside_its_month_numbers_no_page() {
    let page = council("\n\nContinued on page 2", "COUNCIL from page 1\n\n", REST);
    let page = page
        .replace("THE LEDGER\n", "THE LEDGER\n\nApril 2, 1974\n")
        .replace('\u{c}', "\u{c}Page 2\nApril 2, 1974\n\n");
    check(&page);
}

#[test]
fn another_article_on_the_page_is_no_second_half() {
    let other = "Rowers win by a length\n\nThe rowers won at Alder by a length on Saturday\nthough two of the oars were borrowed and one was\nbroken at the start.";
    let sketch = texts(&council("\n\nContinued on page 2", "", other));
    assert_eq!(sketch.matches("\n== ").count(), 3, "{sketch}");
}

#[test]
fn a_line_that_points_to_another_article_sends_none_on() {
    let other = "Boathouse roof was a gift\n\nThe roof of the boathouse was given by those who\nrowed for the council of the college in the year\nof the flood.";
    let sketch = texts(&council(" roof.\n\nSee related story, page 2", "", other));
    assert_eq!(sketch.matches("\n== ").count(), 3, "{sketch}");
}
