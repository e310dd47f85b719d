//! `newsprint eval`: figures that are whole for what is right, and fall with what is wrong.

use serde_json::Value;

use super::{Desk, Ran};

const PAGE: &str = "\
THE FERRY RESUMES ITS RUN

By Ada Thornwick

The ferry at Low Harbor took up its run on Monday after
nine weeks on the slip, and three hundred people stood on
the quay in the rain to see it leave. The new boiler is in-
tended to last for twenty years, and the low-pressure cylin-
der has been bored out.

The master, who has run the boat since the flood, says that
he has heard so before, and that he will believe it when the
first winter is over.

A NEW HEAD FOR THE QUAY SCHOOL

By Ida Brell

Miss Orla Fenn will take over the school at the quay after
the harvest, the council told the parents on Tuesday night.
She has taught in the hills for eleven years.
";

/// A page that was cleaned, and its document as gold.
fn desk() -> Desk {
    let desk = Desk::with(&[("raw/page.txt", PAGE.as_bytes())]);
    assert_eq!(desk.run("clean raw").code, 0);
    desk.write("gold/page.json", desk.read("cleaned/page.json").as_bytes());
    desk
}

fn figures(ran: &Ran) -> Value {
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    report["overall"]["figures"].clone()
}

/// Writes the cleaned page anew with something changed, and gives the figures.
fn damaged(desk: &Desk, change: impl FnOnce(&mut Value)) -> Value {
    let mut document: Value = serde_json::from_str(&desk.read("gold/page.json")).unwrap();
    change(&mut document);
    desk.write("cleaned/page.json", document.to_string().as_bytes());
    let ran = desk.run("eval --gold gold cleaned --json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    figures(&ran)
}

#[test]
fn gold_against_itself_is_whole() {
    let desk = desk();
    let ran = desk.run("eval --gold gold cleaned --json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = figures(&ran);
    for name in ["join", "group", "pairs", "next", "tau", "title", "byline", "found"] {
        assert_eq!(found[name], 1.0, "{name} of {found}");
    }
    assert_eq!(found["cer"], 0.0);
    let table = desk.run("eval --gold gold/page.json cleaned/page.json").out;
    assert!(table.starts_with("        ") && table.contains("overall  1.000"), "{table}");
}

#[test]
fn figures_fall_with_what_is_wrong() {
    let desk = desk();
    let below = |found: &Value, name: &str| assert!(found[name].as_f64().unwrap() < 1.0, "{name} of {found}");
    let merged = damaged(&desk, |document| {
        let articles = document["articles"].as_array_mut().unwrap();
        let last = articles.pop().unwrap();
        let blocks = last["blocks"].as_array().unwrap().clone();
        articles[0]["blocks"].as_array_mut().unwrap().extend(blocks);
    });
    ["group", "group_precision", "pairs", "title", "byline", "found"].iter().for_each(|name| below(&merged, name));
    let turned = damaged(&desk, |document| document["articles"][0]["blocks"].as_array_mut().unwrap().reverse());
    ["next", "tau"].iter().for_each(|name| below(&turned, name));
    assert_eq!(turned["group"], 1.0);
    assert!(turned["cer"].as_f64().unwrap() < 0.02, "what only stands elsewhere is no error: {turned}");
    let untitled = damaged(&desk, |document| {
        document["articles"][0]["title"] = "The Ferry".into();
        document["articles"][1]["byline"] = Value::Array(Vec::new());
    });
    assert_eq!((&untitled["title"], untitled["byline"].as_f64().unwrap() < 1.0), (&0.5.into(), true), "{untitled}");
    let misread = damaged(&desk, |document| {
        let text = document["articles"][0]["blocks"][0]["text"].as_str().unwrap();
        document["articles"][0]["blocks"][0]["text"] = text.replace("ferry", "fcrry").into();
    });
    assert!(misread["cer"].as_f64().unwrap() > 0.0, "{misread}");
}

#[test]
fn refused_joins_are_missed() {
    let desk = desk();
    assert_eq!(desk.run("clean raw --level none").code, 0);
    let ran = desk.run("eval --gold gold cleaned --json");
    let found = figures(&ran);
    assert_eq!(found["join"], 0.0, "{found}");
    assert!(found["cer"].as_f64().unwrap() > 0.0, "{found}");
}

#[test]
fn what_has_no_partner_is_told() {
    let desk = desk();
    desk.write("gold/lost.json", desk.read("gold/page.json").as_bytes());
    desk.write("raw/more.txt", PAGE.as_bytes());
    assert_eq!(desk.run("clean raw").code, 0);
    let ran = desk.run("eval --gold gold cleaned");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("gold/lost.json: no cleaned issue goes by this name"), "{}", ran.err);
    assert!(ran.err.contains("more: there is no gold for it"), "{}", ran.err);
    let report: Value = serde_json::from_str(&desk.run("eval --gold gold cleaned --json").out).unwrap();
    assert_eq!(report["gold_without_cleaned"][0], "gold/lost.json");
    assert_eq!(report["cleaned_without_gold"][0], "more");
    desk.write("gold/lost.json", b"{}");
    assert_eq!(desk.run("eval --gold gold/lost.json cleaned/page.json").code, 2);
}
