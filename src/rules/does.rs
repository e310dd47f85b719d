//! What a rule does: the keys that say it, and the passes that have a use for it.

use toml::Spanned;

use super::fault::Report;
use super::fields::Fields;
use super::pattern::{Extent, check_groups, compile};
use super::rule::{Does, Where};
use crate::ledger::PassName;
use crate::model::Role;

/// One of the words of `does`.
struct Kind {
    word: &'static str,
    needs: &'static [&'static str],
    allows: &'static [&'static str],
    read: fn(&Fields<'_>, &mut Report<'_>) -> Option<Does>,
}

const KINDS: [Kind; 3] = [
    Kind { word: "line", needs: &["find", "role"], allows: &["find", "role", "place"], read: line },
    Kind { word: "replace", needs: &["find", "with"], allows: &["find", "with"], read: replace },
    Kind { word: "builtin", needs: &[], allows: &[], read: |_, _| Some(Does::Builtin) },
];

/// Keys that some kinds of rules have and others have not.
const OWN: [(&str, &str); 4] = [
    ("find", "add a regular expression: find = '…'"),
    ("with", "add what stands there instead: with = \"…\", or with = \"\" to take it out"),
    ("role", "add what the line is: role = \"folio\""),
    ("place", "add where the line stands: place = \"any\""),
];

/// Reads what the rule of that name does.
pub(super) fn does(fields: &Fields<'_>, name: &Spanned<&str>, report: &mut Report<'_>) -> Option<Does> {
    let words = [0, 1, 2].map(|kind| (KINDS[kind].word, kind));
    let kind = &KINDS[fields.word("does", &words, report)?];
    for (key, hint) in OWN {
        if kind.needs.contains(&key) && !fields.has(key) {
            report.fault(name.span(), format!("rule `{}` has no `{key}`", name.get_ref()), hint);
        }
        if let Some(span) = fields.key_span(key).filter(|_| !kind.allows.contains(&key)) {
            let word = kind.word;
            report.fault(
                span,
                format!("`{key}` says nothing in a rule that does \"{word}\""),
                format!("take it out, or change `does`; a rule that does \"{word}\" has {}", listed(kind.allows)),
            );
        }
    }
    (kind.read)(fields, report)
}

/// What a line rule does; a missing key is the caller's to tell.
pub(super) fn line(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Does> {
    let find = fields.text("find", report).and_then(|find| compile(&find, Extent::Whole, report));
    let role = fields.word("role", &Role::ALL.map(|role| (role.name(), role)), report);
    let place = fields.word("place", &Where::ALL.map(|place| (place.name(), place)), report);
    Some(Does::Line { find: find?, role: role?, place: place.unwrap_or_default() })
}

fn replace(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Does> {
    let find = fields.text("find", report).and_then(|find| compile(&find, Extent::Piece, report))?;
    let with = fields.text("with", report)?;
    check_groups(&find, &with, report);
    Some(Does::Replace { find, with: (*with.get_ref()).to_owned() })
}

fn listed(keys: &[&str]) -> String {
    if keys.is_empty() {
        return "only `settings`".to_owned();
    }
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

/// A rule that no pass would look at is silent, which nobody notices.
pub(super) fn check_pass(fields: &Fields<'_>, pass: PassName, does: &Does, report: &mut Report<'_>) {
    let passes: &[PassName] = match does {
        Does::Builtin => return,
        Does::Line { .. } => &[PassName::StripArtifacts, PassName::LabelRegions],
        Does::Replace { .. } => &[PassName::NormalizeText],
    };
    if let Some(span) = fields.key_span("pass").filter(|_| !passes.contains(&pass)) {
        let names: Vec<&str> = passes.iter().map(|pass| pass.name()).collect();
        report.fault(
            span,
            format!("{pass} has no use for a rule that does \"{}\"", does.name()),
            format!("write pass = \"{}\"", names.join("\" or \"")),
        );
    }
    if let (Does::Line { place: Where::Edge, .. }, PassName::LabelRegions) = (does, pass) {
        report.fault(
            fields.key_span("place").unwrap_or_default(),
            "label_regions does not look at where on the page a line stands",
            "write place = \"alone\", or pass = \"strip_artifacts\" for page furniture",
        );
    }
}

/// The pass that uses a rule.
pub(super) fn pass(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<PassName> {
    let words: Vec<_> =
        PassName::ALL.into_iter().filter(|p| *p != PassName::Person).map(|pass| (pass.name(), pass)).collect();
    fields.word("pass", &words, report)
}
