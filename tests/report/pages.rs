//! The page of an issue.

use std::collections::{BTreeMap, BTreeSet};

use newsprint::batch;
use newsprint::ledger::fold;
use newsprint::report::{Row, diff};

use super::soup::{Element, elements};
use super::{Desk, pages};

/// What a page shows in the place of characters that print nothing or turn the text around.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '\u{1b}' | '\u{7}' | '\u{ad}' | '\u{200b}' | '\u{202a}'..='\u{202e}') {
            out.push_str(&format!("\\u{{{:X}}}", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

#[test]
fn everything_stands_in_the_page_and_once() {
    let desk = Desk::of_samples();
    let files = desk.report("report");
    for place in batch::places(&desk.path("cleaned")).unwrap() {
        let page = elements(&files[&format!("pages/{}.html", place.name)]);
        let cleaned = place.reread(desk.root()).unwrap();
        let ledger = cleaned.ledger(&place).unwrap();
        let draft = fold(&cleaned.issue, &ledger);
        let diff = diff(&draft, &ledger);

        let lines: Vec<&Element> =
            page.iter().filter(|element| element.has_class("t") && element.is_in("ln")).collect();
        let mut found: Vec<&str> = lines.iter().map(|element| element.text.as_str()).collect();
        let issue = &cleaned.issue;
        let wanted: Vec<String> = draft.order().iter().map(|line| shown(issue.raw(*line))).collect();
        let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{}: each line of the source stands in the page once", place.name);

        // Joins are signs in the text, and doubts are marked; what is left is the text.
        let texts = page.iter().filter(|element| element.has_class("txt"));
        let bare = |text: &str| text.replace(['⌒', '?'], "");
        let found: Vec<String> = texts.map(|element| bare(&element.text)).collect();
        let pieces = diff.rows.iter().filter_map(|row| if let Row::Piece(piece) = row { Some(piece) } else { None });
        let wanted: Vec<String> = pieces
            .map(|piece| {
                let text: String = piece
                    .lines
                    .iter()
                    .enumerate()
                    .map(|(n, line)| {
                        let glue = draft.join(*line).filter(|_| n + 1 < piece.lines.len());
                        format!("{}{}", draft.text(*line), glue.map_or("", |(_, glue)| glue.text()))
                    })
                    .collect();
                bare(&shown(&text))
            })
            .collect();
        assert_eq!(found, wanted, "{}: the result", place.name);

        // A line has a ghost where it stood if and only if it was moved.
        let ghosts = page.iter().filter(|element| element.is_in("ghost") && element.has_class("gt")).count();
        let moved = diff.rows.iter().filter(|row| matches!(row, Row::Ghost(_))).count();
        assert_eq!(ghosts, moved, "{}", place.name);
        let rows = page.iter().filter(|element| element.has_class("moved")).count();
        let wanted = diff.rows.iter().filter(|row| matches!(row, Row::Piece(piece) if piece.moved.is_some())).count();
        assert_eq!(rows, wanted, "{}", place.name);
    }
}

#[test]
fn every_link_leads_somewhere_and_every_change_back() {
    let desk = Desk::of_samples();
    let files = desk.report("report");
    let ids: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, html)| {
            let ids: Vec<String> = elements(html).iter().filter_map(|e| e.get("id").map(str::to_owned)).collect();
            let unique: BTreeSet<String> = ids.iter().cloned().collect();
            assert_eq!(ids.len(), unique.len(), "{name}: an id stands twice");
            (name.as_str(), unique)
        })
        .collect();
    let mut edits = 0;
    for (name, html) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        for element in elements(html) {
            for key in ["href", "src"] {
                let Some(link) = element.get(key).filter(|link| *link != "data:,") else { continue };
                let (path, id) = link.split_once('#').unwrap_or((link, ""));
                let goal = if path.is_empty() { name.clone() } else { resolved(name, path) };
                assert!(files.contains_key(&goal), "{name}: {link} leads nowhere");
                assert!(id.is_empty() || ids[goal.as_str()].contains(id), "{name}: there is no {link}");
            }
        }
        for row in elements(html).iter().filter(|element| element.name == "tr") {
            let Some(id) = row.get("id").and_then(|id| id.strip_prefix('e')) else { continue };
            assert!(ids[name.as_str()].contains(&format!("m{id}")), "{name}: change {id} has no place in the text");
            edits += 1;
        }
    }
    assert!(edits > 300, "{edits}");
}

/// A link from a file, as a path below the folder of the report.
fn resolved(from: &str, link: &str) -> String {
    let mut path: Vec<String> = from.split('/').map(str::to_owned).collect();
    path.pop();
    for part in percent_encoding::percent_decode_str(link).decode_utf8().unwrap().split('/') {
        match part {
            ".." => drop(path.pop().unwrap()),
            part => path.push(part.to_owned()),
        }
    }
    path.join("/")
}

#[test]
fn nothing_comes_from_elsewhere_and_nothing_runs() {
    let desk = Desk::of_samples();
    let files = desk.report("report");
    let kinds: BTreeSet<&str> = files.keys().map(|name| name.rsplit('.').next().unwrap()).collect();
    assert_eq!(kinds, ["css", "html", "jpg", "js"].into_iter().collect());
    assert!(!files["assets/report.css"].contains("url(") && !files["assets/report.css"].contains("@import"));
    for word in ["innerHTML", "fetch(", "eval(", "import("] {
        assert!(!files["assets/report.js"].contains(word), "{word}");
    }
    for (name, html) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let unseen =
            |c: &char| c.is_control() && *c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert_eq!(html.chars().find(unseen), None, "{name}: a character that is not seen");
        for element in elements(html) {
            assert!(!["img", "iframe", "object", "style"].contains(&element.name.as_str()), "{name}: {element:?}");
            for key in element.attributes.keys() {
                assert!(!key.starts_with("on") && key != "style", "{name}: {element:?}");
            }
            if element.name == "script" {
                assert!(element.get("src").is_some_and(|src| src.ends_with("assets/report.js")), "{name}");
            }
        }
    }
    let hostile = &files["pages/sub folder/a #1 & b?.html"];
    let text: String = elements(hostile).iter().find(|element| element.name == "body").unwrap().text.clone();
    for word in
        ["<script>document.title='run'</script>", "\"><img src=x onerror=alert(1)> & so on", "\\u{202E}", "\\u{1B}[31m"]
    {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn one_input_gives_the_same_bytes() {
    let desk = Desk::of_samples();
    let first = desk.report("one");
    assert_eq!(first, desk.report("two"));
    // Also over what stands there.
    assert_eq!(first, desk.report("one"));
}

#[test]
fn readers_of_every_kind_are_told() {
    let desk = Desk::of_samples();
    let files = desk.report("report");
    for (name, html) in pages(&files) {
        let page = elements(html);
        let of = |tag: &str| page.iter().filter(|element| element.name == tag).count();
        assert_eq!((of("html"), of("main"), of("header"), of("h1")), (1, 1, 1, 1), "{name}");
        assert!(page.iter().any(|element| element.name == "html" && element.get("lang") == Some("en")));
        for row in page.iter().filter(|element| element.has_class("row")) {
            assert_eq!(row.get("role"), Some("group"), "{name}");
            assert!(row.get("aria-label").is_some_and(|label| label.len() > 3), "{name}");
        }
        for text in page.iter().filter(|element| element.has_class("t") || element.has_class("gt")) {
            assert!(text.name == "bdi", "{name}: {text:?}");
            assert!(text.get("lang").is_some() || text.is_in("src"), "{name}: {text:?}");
        }
        for text in page.iter().filter(|element| element.has_class("src") || element.has_class("txt")) {
            if text.is_in("ghost") {
                continue;
            }
            let inside = |e: &&Element| e.name == "bdi" && e.is_in("txt") && e.get("lang").is_some();
            assert!(text.get("lang").is_some() || page.iter().any(|e| inside(&e)), "{name}: {text:?}");
        }
        for mark in page.iter().filter(|element| element.name == "a" && element.has_class("k")) {
            let label = mark.get("aria-label").unwrap();
            assert!(label.contains("percent"), "{name}: {label}");
            assert_eq!(mark.has_class("hot"), label.contains("needs a decision"), "{name}: {label}");
        }
        for svg in page.iter().filter(|element| element.name == "svg") {
            assert!(svg.get("aria-label").is_some() || svg.get("aria-hidden").is_some(), "{name}");
        }
        let figure = |what: &str| {
            // What there is none of is not told.
            let is_it = |e: &&Element| {
                e.name == "li" && e.is_in("facts") && e.text.trim_end_matches('?').trim_end().ends_with(what)
            };
            let Some(fact) = page.iter().find(is_it) else { return 0 };
            fact.text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u64>().unwrap()
        };
        assert!(page.iter().any(|e| e.name == "li" && e.text == "0unaccounted for"), "{name}");
        let removed = figure("removed as printed twice or no text") + figure("removed or replaced otherwise");
        assert_eq!(figure("characters in"), figure("kept") + removed, "{name}");
    }
    let lang = |page: &str| {
        let source = elements(&files[page]).into_iter().find(|element| element.has_class("src"));
        source.and_then(|source| source.get("lang").map(str::to_owned))
    };
    assert_eq!(lang("pages/binjiang-theory.html").as_deref(), Some("zh-Hans"));
    assert_eq!(lang("pages/minbo-big5.html").as_deref(), Some("zh-Hant"));
    assert_eq!(lang("pages/nippo.html").as_deref(), Some("ja"));
    let boxes = elements(&files["pages/elbzeitung.page.html"]);
    assert!(boxes.iter().any(|element| element.name == "svg" && element.has_class("drawn")));
    let scan = boxes.iter().find(|element| element.name == "image").and_then(|image| image.get("href"));
    assert_eq!(scan, Some("../scans/elbzeitung.page-1.jpg"));
    assert_eq!(files["scans/elbzeitung.page-1.jpg"], "a picture");
    let flow = elements(&files["pages/binjiang-theory.html"]);
    assert!(flow.iter().any(|element| element.has_class("went")), "moves are drawn as bands");
    let arabic = elements(&files["pages/sub folder/jisr.html"]);
    assert!(arabic.iter().all(|element| !element.has_class("src") || element.get("dir") == Some("rtl")));
    assert!(flow.iter().all(|element| !element.has_class("src") || element.get("dir").is_none()));
    assert!(!arabic.iter().any(|element| element.has_class("ribbon")), "where nothing moved there is nothing to draw");
}

#[test]
fn marks_are_numbered_notes_on_paper() {
    let desk = Desk::of_samples();
    for (name, html) in pages(&desk.report("report")) {
        let page = elements(html);
        let notes: BTreeSet<String> =
            page.iter().filter(|e| e.has_class("note")).map(|e| e.text.trim().to_owned()).collect();
        let marks: Vec<&Element> = page.iter().filter(|element| element.get("data-n").is_some()).collect();
        for mark in &marks {
            let n = mark.get("data-n").unwrap();
            assert!(notes.contains(n) && mark.get("href").unwrap().ends_with(&format!("#e{n}")), "{name}: {n}");
        }
        let hot = page.iter().filter(|element| element.name == "a" && element.has_class("hot"));
        assert!(hot.into_iter().all(|mark| mark.get("data-n").is_some()), "{name}: each doubt has its number");
    }
}

#[test]
fn other_tools_get_data() {
    let desk = Desk::of_samples();
    let json = desk.done("report cleaned --format json");
    let issues: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(issues.len() >= 13);
    for issue in &issues {
        assert!(issue["changes"].as_u64() >= issue["open"].as_u64());
        assert!(!issue["rows"].as_array().unwrap().is_empty());
    }
    let unified = desk.done("report cleaned/binjiang-theory --format unified");
    assert_eq!(unified, desk.done("diff cleaned/binjiang-theory --unified"));
    assert!(unified.starts_with("--- "));
}

#[test]
fn decisions_out_of_date_are_listed_with_the_edit_most_like_them() {
    let desk = Desk::of_samples();
    let pending = desk.done("pending cleaned/hangang --json");
    let item: serde_json::Value = serde_json::from_str(pending.lines().next().unwrap()).unwrap();
    desk.done(&format!("decide cleaned/hangang {} reject --by <ly>", item["unit"].as_str().unwrap()));
    // The page was scanned anew, with a line more.
    let raw = std::fs::read_to_string(desk.path("raw/hangang.txt")).unwrap();
    std::fs::write(desk.path("raw/hangang.txt"), format!("{raw}\n끝\n")).unwrap();
    desk.done("clean raw --rules rules");
    let files = desk.report("report");
    let page = elements(&files["pages/hangang.html"]);
    let old: Vec<&Element> = page.iter().filter(|element| element.name == "li" && element.is_in("old")).collect();
    assert_eq!(old.len(), 1);
    let rule = format!("proposed by {}", item["rule"].as_str().unwrap());
    for part in ["Refused by <ly> on ", &rule, "the source has changed since", "Most like it, 100% alike"] {
        assert!(old[0].text.contains(part), "{part}: {}", old[0].text);
    }
    let link = page.iter().find(|element| element.name == "a" && element.is_in("old")).unwrap();
    let goal = link.get("href").and_then(|link| link.strip_prefix('#')).unwrap();
    assert!(page.iter().any(|element| element.get("id") == Some(goal)), "{goal}");
    let index = elements(&files["index.html"]);
    let told = |what: &str| index.iter().any(|element| element.name == "li" && element.text == what);
    assert!(told("1old decisions without a change"));
}

/// Somebody who has never seen a report asks two things of it: what may be wrong here, and where does this come from?
#[test]
fn a_stranger_finds_what_may_be_wrong_and_where_a_headline_came_from() {
    let desk = Desk::of_samples();
    let files = desk.report("report");
    let mut moved = 0;
    for (name, html) in pages(&files) {
        let page = elements(html);
        let listed: BTreeSet<&str> = page
            .iter()
            .filter(|element| element.name == "a" && element.is_in("doubts"))
            .map(|element| element.get("href").unwrap())
            .collect();
        for mark in page.iter().filter(|element| element.name == "a" && element.has_class("hot")) {
            let Some(id) = mark.get("id") else { continue };
            assert!(
                listed.contains(format!("#{id}").as_str()),
                "{name}: {id} is not in the list that the page begins with"
            );
        }
        let rows = page.iter().filter(|e| e.has_class("row") && e.has_class("title") && e.has_class("moved"));
        for row in rows {
            let told = row.text.split_once("moved ").and_then(|(_, told)| told.split_once(" from "));
            let (_, from) = told.unwrap_or_else(|| panic!("{name}: {}", row.text));
            let from = from.split_whitespace().next().unwrap();
            let stood = format!("stood here, {from}");
            let ghost = page.iter().position(|e| e.has_class("ghost") && e.get("aria-label") == Some(&stood));
            let ghost = ghost.unwrap_or_else(|| panic!("{name}: nothing is said at {from}"));
            let link = page[ghost..].iter().find(|e| e.name == "a").unwrap().get("href").unwrap();
            // It may have moved with others, to whose first the link leads.
            let goal = page.iter().find(|e| e.get("id") == link.strip_prefix('#')).unwrap();
            assert!(goal.has_class("moved"), "{name}: {link}");
            moved += 1;
        }
    }
    assert!(moved >= 3, "{moved}");
}
