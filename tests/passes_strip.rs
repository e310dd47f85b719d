//! What the passes strip_artifacts and normalize_text do to a page: every example of their rules, and cases of their own.

use std::sync::Arc;

use newsprint::ledger::{Decisions, Level, PassName, PerMille, fold};
use newsprint::model::{Issue, Role};
use newsprint::passes::{PASSES, Pass};
use newsprint::pipeline::run_passes;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::{Does, Rule, Rules, Where};

const PACKS: [(&str, &str); 1] = [("double", include_str!("../rules/base/double.toml"))];

fn rules() -> Rules {
    let mut rules = Rules::default();
    for (_, pack) in PACKS {
        let pack: toml::Table = pack.parse().expect("the pack is TOML");
        for rule in pack["rule"].as_array().expect("a list") {
            let text = |key: &str| rule.get(key).and_then(|v| v.as_str()).unwrap_or_default();
            let does = match text("does") {
                "line" => Does::Line {
                    find: regex::Regex::new(text("find")).expect("a pattern"),
                    role: Role::from_name(text("role")).expect("a role"),
                    place: match text("place") {
                        "edge" => Where::Edge,
                        "alone" => Where::Alone,
                        _ => Where::Any,
                    },
                },
                "replace" => Does::Replace {
                    find: regex::Regex::new(text("find")).expect("a pattern"),
                    with: text("with").to_owned(),
                },
                _ => Does::Builtin,
            };
            rules.add(Rule {
                name: Arc::from(text("name")),
                pass: PassName::from_name(text("pass")).expect("a pass"),
                does,
                level: Level::Safe,
                confidence: PerMille::from_share(rule["confidence"].as_float().expect("a figure")),
                priority: rule.get("priority").and_then(toml::Value::as_integer).unwrap_or(100) as u16,
                budget: rule.get("budget").and_then(toml::Value::as_float).unwrap_or(1.0),
                why: text("why").to_owned(),
            });
        }
    }
    rules
}

fn issue(text: &str) -> Issue {
    read_issue("page", "page.txt", text.as_bytes(), &ReadOptions::default()).expect("text")
}

/// The page after the two passes, a line each, with the roles that are not body.
fn cleaned(text: &str, rules: &Rules) -> String {
    let issue = issue(text);
    let passes: Vec<Pass<'_>> = PASSES.into_iter().take(2).collect();
    let run = run_passes(&issue, rules, Some(Level::Review), &Decisions::default(), &passes);
    let draft = fold(&issue, &run.ledger);
    let mut out = String::new();
    for &line in draft.order() {
        if draft.role(line) != Role::Body {
            out.push_str(&format!("<{}> ", draft.role(line).name()));
        }
        out.push_str(&draft.text(line));
        out.push('\n');
    }
    out
}

fn without_blank_lines(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).fold(String::new(), |out, line| out + line + "\n")
}

#[test]
fn every_rule_mends_and_keeps_what_it_says() {
    let rules = rules();
    let mut wrong = Vec::new();
    for (pack, text) in PACKS {
        let table: toml::Table = text.parse().expect("the pack is TOML");
        for rule in table["rule"].as_array().expect("a list") {
            let name = rule["name"].as_str().expect("a name");
            for fix in rule["fixes"].as_array().expect("a list") {
                let (from, to) = (fix["from"].as_str().expect("text"), fix["to"].as_str().expect("text"));
                let got = cleaned(from, &rules);
                if got != without_blank_lines(to) {
                    wrong.push(format!("{pack}: {name} makes of\n{from}\n---\n{got}"));
                }
            }
            for keep in rule["keeps"].as_array().expect("a list") {
                let keep = keep.as_str().expect("text");
                let got = cleaned(keep, &rules);
                if got != without_blank_lines(keep) {
                    wrong.push(format!("{pack}: {name} spoils\n{keep}\n---\n{got}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
