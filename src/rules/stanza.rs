//! One `[[rule]]` of a pack: from what the file says to a checked rule, or to what it changes on a rule of an earlier
//! pack.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::does::{check_pass, does, line, pass};
use super::fault::{Report, line_of, meant};
use super::fields::{Fields, Wanted, number};
use super::rule::{Fix, Origin, Rule, Setting};
use super::settings::{Kind, of_rule};
use crate::ledger::{Level, PassName, PerMille};

/// Every key of a rule, in the order in which the documents explain them.
pub const KEYS: &[&str] = &[
    "name",
    "pass",
    "does",
    "find",
    "with",
    "role",
    "place",
    "level",
    "confidence",
    "priority",
    "budget",
    "why",
    "fixes",
    "keeps",
    "settings",
    "off",
];

/// The keys that a stanza may hold which only changes a rule of an earlier pack.
const AMENDS: &[&str] = &["name", "level", "confidence", "priority", "budget", "settings", "off"];

const FIXES: Wanted = Wanted { kind: "a list of examples", example: "KEY = [{ from = \"…\", to = \"…\" }]" };
const KEEPS: Wanted = Wanted { kind: "a list of texts", example: "KEY = [\"…\"]" };

const CONFIDENCE: f64 = 0.9;
const PRIORITY: u16 = 100;
const BUDGET: f64 = 0.25;

/// What a stanza says.
#[derive(Debug)]
pub(super) enum Stanza {
    /// A rule of its own.
    Rule(Box<Rule>),
    /// Other values for a rule of an earlier pack.
    Amend(Amend),
}

/// Other values for a rule of an earlier pack.
#[derive(Debug)]
pub(super) struct Amend {
    pub name: String,
    /// Where the name stands.
    pub span: Range<usize>,
    values: Values,
}

/// What both kinds of stanza may set.
#[derive(Debug)]
struct Values {
    level: Option<Level>,
    confidence: Option<f64>,
    priority: Option<u16>,
    budget: Option<f64>,
    off: Option<bool>,
    settings: BTreeMap<String, Setting>,
}

impl Amend {
    /// Writes the values into the rule.
    pub(super) fn apply(self, rule: &mut Rule) {
        self.values.apply(rule);
    }
}

impl Values {
    fn read(fields: &Fields<'_>, name: &str, report: &mut Report<'_>) -> Self {
        Self {
            level: level(fields, report),
            confidence: fields.share("confidence", report),
            priority: fields.small("priority", report),
            budget: fields.share("budget", report),
            off: fields.flag("off", report).map(Spanned::into_inner),
            settings: settings(fields, name, report),
        }
    }

    fn apply(self, rule: &mut Rule) {
        rule.level = self.level.unwrap_or(rule.level);
        rule.confidence = self.confidence.map_or(rule.confidence, PerMille::from_share);
        rule.priority = self.priority.unwrap_or(rule.priority);
        rule.budget = self.budget.unwrap_or(rule.budget);
        rule.on = self.off.map_or(rule.on, |off| !off);
        rule.settings.extend(self.settings);
    }
}

/// Reads one stanza; what is wrong with it is reported.
pub(super) fn read(table: &Spanned<&DeTable<'_>>, pack: &Arc<str>, report: &mut Report<'_>) -> Option<Stanza> {
    let before = report.count();
    let fields = Fields::new(table.get_ref(), KEYS, report);
    let Some(name) = fields.text("name", report) else {
        if !fields.has("name") {
            report.fault(
                table.span(),
                "a rule without a name",
                "add name = \"family/what-is-wrong\", such as \"artifact/folio\"",
            );
        }
        return None;
    };
    check_name(&name, report);
    let values = Values::read(&fields, name.get_ref(), report);
    let amends = KEYS.iter().all(|key| AMENDS.contains(key) || !fields.has(key));
    if amends {
        if table.get_ref().len() == 1 {
            report.fault(
                name.span(),
                format!("a stanza that says nothing about `{}`", name.get_ref()),
                "add off = true, or a level, confidence, priority or budget; a rule of your own needs pass and does",
            );
        }
        let (span, name) = (name.span(), (*name.get_ref()).to_owned());
        return (report.count() == before).then_some(Stanza::Amend(Amend { name, span, values }));
    }
    let need = |key: &str, hint: &str, report: &mut Report<'_>| {
        if !fields.has(key) {
            report.fault(name.span(), format!("rule `{}` has no `{key}`", name.get_ref()), hint);
        }
    };
    need("pass", "add the pass that uses it, such as pass = \"strip_artifacts\"", report);
    need("does", "add does = \"line\" (gives lines a role) or \"replace\" (mends text)", report);
    need("why", "add one sentence for the editor who reads the change: why = \"…\"", report);
    need("fixes", "add an example of what it mends: fixes = [{ from = \"…\", to = \"…\" }]", report);
    need("keeps", "add an example of what it must leave alone: keeps = [\"…\"]", report);
    let pass = pass(&fields, report);
    let does = does(&fields, &name, report);
    if let (Some(pass), Some(does)) = (pass, &does) {
        check_pass(&fields, pass, does, report);
    }
    let why = fields.text("why", report).map(|why| {
        if why.get_ref().trim().is_empty() {
            report.fault(why.span(), "`why` is empty", "say in one sentence why the change is right");
        }
        why.get_ref().trim().to_owned()
    });
    let fixes = fixes(&fields, report);
    let keeps = keeps(&fields, report);
    if report.count() > before {
        return None;
    }
    let mut rule = Rule {
        name: Arc::from(*name.get_ref()),
        pass: pass?,
        does: does?,
        on: true,
        level: Level::Review,
        confidence: PerMille::from_share(CONFIDENCE),
        priority: PRIORITY,
        budget: BUDGET,
        settings: BTreeMap::new(),
        why: why?,
        fixes: fixes?,
        keeps: keeps?,
        origin: Origin {
            pack: Arc::clone(pack),
            path: Arc::clone(report.path()),
            line: line_of(report.text(), name.span().start) as u32,
        },
    };
    values.apply(&mut rule);
    Some(Stanza::Rule(Box::new(rule)))
}

/// A line rule of a profile, which has no examples of its own.
pub(super) fn furniture(table: &DeTable<'_>, span: Range<usize>, n: usize, report: &mut Report<'_>) -> Option<Rule> {
    let fields = Fields::new(table, &["find", "role", "place", "level"], report);
    for (key, hint) in [
        ("find", "add what the whole line looks like: find = 'Seite \\d+'"),
        ("role", "add what the line is: role = \"folio\""),
    ] {
        if !fields.has(key) {
            report.fault(span.clone(), format!("furniture without `{key}`"), hint);
        }
    }
    let does = line(&fields, report);
    let level = level(&fields, report);
    Some(Rule {
        name: format!("profile/furniture-{n}").into(),
        pass: PassName::StripArtifacts,
        does: does?,
        on: true,
        level: level.unwrap_or(Level::Safe),
        // A person who knows the paper has said so.
        confidence: PerMille(1000),
        // What is known about one title goes before what holds for all.
        priority: 0,
        budget: BUDGET,
        settings: BTreeMap::new(),
        why: "the profile of this title says so".to_owned(),
        fixes: Vec::new(),
        keeps: Vec::new(),
        origin: Origin {
            pack: Arc::from("profile"),
            path: Arc::clone(report.path()),
            line: line_of(report.text(), span.start) as u32,
        },
    })
}

fn check_name(name: &Spanned<&str>, report: &mut Report<'_>) {
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let sound = name.get_ref().split_once('/').is_some_and(|(family, fault)| word(family) && word(fault));
    if !sound {
        report.fault(
            name.span(),
            format!("`{}` is no name for a rule", name.get_ref()),
            "write family/what-is-wrong in small letters, digits and hyphens, such as `artifact/column-rule`",
        );
    }
}

fn level(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Level> {
    fields.word("level", &[("safe", Level::Safe), ("review", Level::Review), ("note", Level::Note)], report)
}

fn settings(fields: &Fields<'_>, rule: &str, report: &mut Report<'_>) -> BTreeMap<String, Setting> {
    let mut out = BTreeMap::new();
    let Some(table) = fields.table("settings", report) else { return out };
    for (key, value) in table.iter() {
        let Some(known) = of_rule(rule).find(|known| known.key == *key.get_ref()) else {
            let keys: Vec<&str> = of_rule(rule).map(|known| known.key).collect();
            let hint = match keys.is_empty() {
                true => format!("rule `{rule}` has no settings"),
                false => meant(key.get_ref(), keys.iter().copied()),
            };
            report.fault(key.span(), format!("rule `{rule}` has no setting `{}`", key.get_ref()), hint);
            continue;
        };
        let setting = match known.kind {
            Kind::Number => number(value.get_ref()).map(Setting::Number),
            Kind::Text => value.get_ref().as_str().map(|text| Setting::Text(text.to_owned())),
        };
        match setting {
            Some(setting) => {
                out.insert(known.key.to_owned(), setting);
            }
            None => {
                let kind = if known.kind == Kind::Number { "a number" } else { "a text in quotes" };
                report.fault(value.span(), format!("`{}` must be {kind}", known.key), known.says);
            }
        }
    }
    out
}

fn fixes(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Vec<Fix>> {
    let tables = fields.list("fixes", FIXES, report, DeValue::as_table)?;
    let mut out = Vec::new();
    for table in &tables {
        let fix = Fields::new(table.get_ref(), &["from", "to"], report);
        for key in ["from", "to"] {
            if !fix.has(key) {
                let hint = "from is a page as it comes in, to what the rule makes of it";
                report.fault(table.span(), format!("an example without `{key}`"), hint);
            }
        }
        let (from, to) = (fix.text("from", report), fix.text("to", report));
        if let (Some(from), Some(to)) = (from, to) {
            check_page(&from, report);
            out.push(Fix { from: (*from.get_ref()).to_owned(), to: (*to.get_ref()).to_owned() });
        }
    }
    at_least_one(fields, "fixes", report);
    Some(out)
}

fn keeps(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Vec<String>> {
    let texts = fields.list("keeps", KEEPS, report, DeValue::as_str)?;
    for text in &texts {
        check_page(text, report);
    }
    at_least_one(fields, "keeps", report);
    Some(texts.into_iter().map(|text| text.into_inner().to_owned()).collect())
}

fn check_page(text: &Spanned<&str>, report: &mut Report<'_>) {
    if text.get_ref().trim().is_empty() {
        report.fault(text.span(), "an example without text", "write a piece of a page, as a reader would see it");
    }
}

fn at_least_one(fields: &Fields<'_>, key: &str, report: &mut Report<'_>) {
    if let Some(span) = fields.key_span(key).filter(|_| fields.list_len(key) == Some(0)) {
        report.fault(
            span,
            format!("`{key}` is empty"),
            "give at least one example: a rule is trusted for its examples",
        );
    }
}
