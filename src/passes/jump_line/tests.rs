//! Lines that are jump lines, and lines that are none.

use super::*;

#[track_caller]
fn check(line: &str, expected: Option<(Way, Option<u32>)>) {
    assert_eq!(read(line, &Rules::embedded()).map(|jump| (jump.way, jump.page)), expected, "{line}");
}

#[test]
fn lines_that_lead_on() {
    for (line, page) in [
        ("Continued on Page Three", 3),
        ("Continued on Pago Three.", 3),
        ("Continued On Pago Two. m", 2),
        ("(Contlnued on page l2.)", 12),
        ("(Continued onPage 7)", 7),
        ("Contd. on pg. 4", 4),
        ("See HARBOR, pg. 4", 4),
        ("Concluded on Fourth Page.", 4),
        ("See STRIKE, page 4", 4),
        ("see STRIKE, p. 4", 4),
        ("Keller / see page 10", 10),
        ("Council/page 4", 4),
        ("Please see COUNCIL/4", 4),
        ("Sec COUNCIL, page 4", 4),
        ("COUNCIL continued on page4", 4),
        ("Gontinued on page 4", 4),
        ("(Continued on Page 6, Col. 1)", 6),
        ("(See \"Strike,\" Page 6)", 6),
        ("STRIKE on page 6", 6),
        ("See STRIKE, p. 4", 4),
        ("Please turn to page 7", 7),
        ("Fortſetzung auf Seite 3.", 3),
        ("(Fortsetzung auf Seite 3)", 3),
        ("Suite page 4", 4),
        ("« Voir la suite en 2e page »", 2),
        ("Vervolg op blz. 3", 3),
        ("Sigue en la página 5", 5),
        ("Segue a pagina 3", 3),
        ("Forts. på sid. 6", 6),
        ("(Окончание на 4-й стр.)", 4),
        ("（下转第三版）", 3),
        ("[下转第 3 版]", 3),
        ("（下轉第十二版）", 12),
        ("３面に続く", 3),
        ("3면에 계속", 3),
    ] {
        check(line, Some((Way::To, Some(page))));
    }
    check("(continúa)", Some((Way::To, None)));
    check("(Continued on Page S)", Some((Way::To, None)));
}

#[test]
fn contents_are_jump_lines_below_open_text() {
    let page = |line: &str| read_below_open(line, &Rules::embedded()).and_then(|jump| jump.page);
    assert_eq!((page("* Council, page 4"), read("* Council, page 4", &Rules::embedded())), (Some(4), None));
    assert_eq!((page("which the council, page 4"), page("Council, with page 4")), (None, None));
}

#[test]
fn the_word_alone_behind_a_catchword() {
    for line in ["Council (continued)", "Council, cont.", "Ferry fares — continued", "COUNCIL (cont'd)"] {
        check(line, Some((Way::From, None)));
    }
}

#[test]
fn the_end_of_a_line_of_text() {
    fn found(line: &str) -> Option<(&str, Option<u32>)> {
        at_open_tail(line, &Rules::embedded()).map(|(span, jump)| (&line[span], jump.page))
    }
    assert_eq!(found("the vote. See FERRY, page 3"), Some(("See FERRY, page 3", Some(3))));
    assert_eq!(found("the mayor of Continued on Page Three"), Some(("Continued on Page Three", Some(3))));
    for line in ["of whom some see page 3", "who had continued on page 3 of it", "the talks of 1983", "Turn to page 6"]
    {
        assert_eq!(found(line), None, "{line}");
    }
}

#[test]
fn lines_that_lead_here() {
    for (line, page) in [
        ("Continued from page 1", 1),
        ("(Contlnued frorn Page One.)", 1),
        ("STRIKE—Continued from page 1", 1),
        ("HARBOR STRIKE Continued from page 1", 1),
        ("From page 1", 1),
        ("(from page 1)", 1),
        ("Contlnued from page1", 1),
        ("(cont. from p. 1)", 1),
        ("(From Page 1)", 1),
        ("Continued frompage 1", 1),
        ("* | fer|y fares Continued from page 1", 1),
        ("Cont. from pg. 1", 1),
        ("STRIKE, from page 1", 1),
        ("Keller / from page 7", 7),
        ("Strike . . . (From Page 1)", 1),
        ("A.S.B. ... Continued from page 1", 1),
        ("STRIKE-(Continued from page 1)", 1),
        ("Strike, from page 1", 1),
        ("(Fortſetzung von Seite 2.)", 2),
        ("Viene de la página 1", 1),
        ("Suite de la 1re page", 1),
        ("（上接第一版）", 1),
        ("1面から続く", 1),
    ] {
        check(line, Some((Way::From, Some(page))));
    }
}

#[test]
fn what_stands_in_a_text_is_none() {
    for line in [
        "continued on Monday.",
        "The talks were continued on page three of the report",
        "See page after page of the ledger.",
        "Continued on page three of the treaty, the clause binds",
        "Suite of rooms",
        "from page 1",
        "Strikes on page 6",
        "Ferry, contained",
        "Lakers/4",
        "the vote. (Please turn to page 4)",
        "the ferry.\" They waited. Turn to page 4",
        "Wednesday. Turn to page 4",
        "tea and see page 4",
        "The ledger, which is torn, from page 1",
        "Anna Hill-Keller from page 1",
        "From page to page the ledger told",
        "THE LEDGER from page to page",
        "第三版",
        "下转弯处的第三版本",
        "Fortsetzung folgt.",
        "",
    ] {
        check(line, None);
    }
}

#[test]
fn catchwords_are_told() {
    let catch = |line: &str| read(line, &Rules::embedded()).map(|jump| jump.catch.join(" "));
    assert_eq!(catch("See HARBOR STRIKE, page 4").as_deref(), Some("harbor strike"));
    assert_eq!(catch("（上接第一版《新渠通水》）").as_deref(), Some("新 渠 通 水"));
}

#[test]
fn brackets_inside_a_line_of_text() {
    let rules = Rules::embedded();
    let head = at_head("（上接第一版）工程旨在引水上山", &rules);
    assert_eq!(head.map(|(span, jump)| (span, jump.page)), Some((0.."（上接第一版）".len(), Some(1))));
    assert!(at_tail("渠水已经到了桥头镇（下转第3版）", &rules).is_some());
    assert!(at_head("（上接第一版）", &rules).is_none());
    // The text behind them is no part of the jump line, however short; a title is.
    assert!(read("（上接第一版）工程旨在引水上山", &rules).is_none());
    assert!(read("（上接第一版）《新渠通水》", &rules).is_some());
}
