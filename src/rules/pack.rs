//! Packs: folders of rules and word lists. Reading the folder is the caller's; checking what stands in it is done here.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Rules;
use super::fault::{Fault, Report, RuleError, meant};
use super::fields::{Fields, Wanted, parse};
use super::stanza::{Amend, Stanza, read};
use crate::ledger::RuleName;

/// The files of a pack.
#[derive(Debug, Clone, Default)]
pub struct PackSource {
    /// Its name where no `pack.toml` says another.
    pub name: String,
    /// Path as given, with `/` between folders, and text of each `.toml` and `.txt` file.
    pub files: Vec<(String, String)>,
}

/// A pack that was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its name.
    pub name: Arc<str>,
    /// Its version, `0` where it has none.
    pub version: String,
    /// SHA-256 over name and text of each of its files, in lower-case hex: where they lie does not matter.
    pub sha256: String,
    /// The rules that it brings or changes, in the order of its files.
    pub rules: Vec<RuleName>,
    /// Those of them in the place of which an earlier pack had another.
    pub replaced: Vec<RuleName>,
}

const RULE: Wanted = Wanted { kind: "a list of rules", example: "[[KEY]] above each rule" };

const ABOUT: &str = "pack.toml";

/// Puts a pack on top of what is there.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn add(rules: &mut Rules, source: &PackSource) -> Result<(), RuleError> {
    let mut faults = Vec::new();
    let mut files: Vec<(&str, Arc<str>, Arc<str>)> = source
        .files
        .iter()
        .map(|(path, text)| (file_name(path), Arc::from(path.as_str()), Arc::from(text.trim_start_matches('\u{feff}'))))
        .collect();
    files.sort_by(|a, b| a.1.cmp(&b.1));
    let mut pack = Pack {
        name: Arc::from(source.name.as_str()),
        version: "0".to_owned(),
        sha256: sha256(source),
        rules: Vec::new(),
        replaced: Vec::new(),
    };
    for (_, path, text) in files.iter().filter(|(name, ..)| *name == ABOUT) {
        about(&mut pack, &mut Report::new(path, text, &mut faults));
    }
    let base = rules.packs().is_empty();
    let mut loading =
        Loading { rules, pack: &pack.name, base, seen: BTreeMap::new(), said: Vec::new(), replaced: Vec::new() };
    for (name, path, text) in &files {
        let mut report = Report::new(path, text, &mut faults);
        match name.rsplit_once('.') {
            Some((_, "toml")) if *name != ABOUT => loading.rules_of(text, &mut report),
            Some((list, "txt")) => loading.words_of(list, text, &mut report),
            _ => {}
        }
    }
    let (said, replaced) = (loading.said, loading.replaced);
    rules.finish(Pack { rules: said, replaced, ..pack });
    if faults.is_empty() {
        return Ok(());
    }
    faults.sort_by(|a: &Fault, b: &Fault| (&a.path, a.span.start).cmp(&(&b.path, b.span.start)));
    Err(RuleError { faults })
}

struct Loading<'a> {
    rules: &'a mut Rules,
    pack: &'a Arc<str>,
    /// Whether this is the pack whose rules speak for what the passes do in Rust.
    base: bool,
    /// Where each rule of this pack stands: path and line.
    seen: BTreeMap<String, String>,
    /// The rules that it brings or changes.
    said: Vec<RuleName>,
    replaced: Vec<RuleName>,
}

impl Loading<'_> {
    fn rules_of(&mut self, text: &str, report: &mut Report<'_>) {
        let Some(file) = parse(text, report) else { return };
        let fields = Fields::new(file.get_ref(), &["rule"], report);
        for table in fields.list("rule", RULE, report, DeValue::as_table).iter().flatten() {
            self.stanza(table, report);
        }
    }

    fn stanza(&mut self, table: &Spanned<&DeTable<'_>>, report: &mut Report<'_>) {
        let name_span = table.get_ref().get("name").map_or(table.span(), Spanned::span);
        if let Some(name) = table.get_ref().get("name").and_then(|name| name.get_ref().as_str()) {
            let line = super::fault::line_of(report.text(), name_span.start);
            if let Some(at) = self.seen.get(name) {
                let message = format!("two rules of one pack are called `{name}`");
                report.fault(name_span, message, format!("the first is at {at}; give this one another name"));
                return;
            }
            self.seen.insert(name.to_owned(), format!("{}:{line}", report.path()));
        }
        match read(table, self.pack, report) {
            None => {}
            Some(Stanza::Amend(amend)) => self.amend(amend, report),
            Some(Stanza::Rule(rule)) => {
                let builtin = matches!(rule.does, super::Does::Builtin);
                if builtin && !self.base && !self.is_builtin(&rule.name) {
                    let names = self.rules.all().filter(|rule| matches!(rule.does, super::Does::Builtin));
                    let hint = match super::fault::nearest(&rule.name, names.map(|rule| &*rule.name)) {
                        Some(name) => format!("did you mean `{name}`? else write does = \"line\" or \"replace\""),
                        None => "write does = \"line\" or \"replace\"; `newsprint rules list` shows the builtin ones"
                            .to_owned(),
                    };
                    report.fault(name_span, format!("newsprint has no builtin rule `{}`", rule.name), hint);
                    return;
                }
                self.said.push(Arc::clone(&rule.name));
                if self.rules.any(&rule.name).is_some() {
                    self.replaced.push(Arc::clone(&rule.name));
                }
                self.rules.add(*rule);
            }
        }
    }

    fn is_builtin(&self, name: &str) -> bool {
        self.rules.any(name).is_some_and(|rule| matches!(rule.does, super::Does::Builtin))
    }

    fn amend(&mut self, amend: Amend, report: &mut Report<'_>) {
        let Some(rule) = self.rules.any(&amend.name) else {
            let hint = match super::fault::nearest(&amend.name, self.rules.all().map(|rule| &*rule.name)) {
                Some(name) => {
                    format!("did you mean `{name}`? a rule of your own needs pass, does, why, fixes and keeps")
                }
                None => "a rule of your own needs pass, does, why, fixes and keeps".to_owned(),
            };
            report.fault(amend.span, format!("no earlier pack has a rule `{}`", amend.name), hint);
            return;
        };
        let mut rule = rule.clone();
        amend.apply(&mut rule);
        self.said.push(Arc::clone(&rule.name));
        self.rules.add(rule);
    }

    fn words_of(&mut self, list: &str, text: &str, report: &mut Report<'_>) {
        if !self.base && self.rules.words(list).is_empty() {
            let names: Vec<&str> = self.rules.word_lists().collect();
            let hint = format!("the file's name says which list it adds to: {}", meant(list, names.iter().copied()));
            report.fault(0..text.len(), format!("no rule asks for a word list `{list}`"), hint);
            return;
        }
        let words = text.lines().map(str::trim).filter(|line| !line.starts_with('#')).map(str::to_owned);
        self.rules.add_words(list, words);
    }
}

fn about(pack: &mut Pack, report: &mut Report<'_>) {
    let text = Arc::clone(report.text());
    let Some(file) = parse(&text, report) else { return };
    let fields = Fields::new(file.get_ref(), &["name", "version"], report);
    if let Some(name) = fields.text("name", report) {
        pack.name = Arc::from(*name.get_ref());
    }
    if let Some(version) = fields.text("version", report) {
        pack.version = (*version.get_ref()).to_owned();
    }
}

/// Each part stands behind its length.
fn sha256(source: &PackSource) -> String {
    let mut files: Vec<(&str, &str)> = source.files.iter().map(|(path, text)| (file_name(path), &**text)).collect();
    files.sort_unstable();
    let mut hash = Sha256::new();
    for part in files.iter().flat_map(|(name, text)| [name, text]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

/// Bytes in lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
