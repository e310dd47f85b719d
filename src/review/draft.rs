//! What a person has typed and not saved: `NAME.drafts.jsonl`, a draft a line, the last on one thing counts. It is no
//! decision, so nothing but a review reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::file::header_of;
use crate::model::Issue;

/// A draft as the file holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// What it is about, in words that tell it from every other place of the issue.
    pub about: String,
    /// Who types; two people may have something else in mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// SHA-256 of each file of the source. On another source the words may be about something else.
    pub sha256: Vec<String>,
    /// What was typed; none where it was saved or is not meant any more.
    pub text: Option<String>,
}

impl Drafted {
    /// A draft on an issue.
    #[must_use]
    pub fn new(issue: &Issue, about: &str, by: Option<&str>, text: Option<&str>) -> Self {
        Self {
            about: about.to_owned(),
            by: by.map(str::to_owned),
            sha256: header_of(issue).sha256,
            text: text.map(str::to_owned),
        }
    }
}

/// The drafts of a file that are still open, by what they are about and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts(BTreeMap<(String, Option<String>), Drafted>);

/// Reads a file of drafts. A line that cannot be read is passed over: it was cut short, and no draft is worth a refusal
/// to go on.
#[must_use]
pub fn drafts(bytes: &[u8]) -> Drafts {
    let mut out = Drafts::default();
    let lines = bytes.split(|b| *b == b'\n').filter_map(|line| serde_json::from_slice::<Drafted>(line).ok());
    lines.for_each(|draft| out.add(draft));
    out
}

impl Drafts {
    /// Adds one that was made later.
    pub fn add(&mut self, draft: Drafted) {
        let key = (draft.about.clone(), draft.by.clone());
        match draft.text {
            Some(_) => drop(self.0.insert(key, draft)),
            None => drop(self.0.remove(&key)),
        }
    }

    /// Those of a person on an issue as it is now: what each is about, and its text.
    pub fn of<'d>(&'d self, issue: &Issue, by: Option<&'d str>) -> impl Iterator<Item = (&'d str, &'d str)> {
        let sha256 = header_of(issue).sha256;
        let drafts = self.0.values().filter(move |draft| draft.by.as_deref() == by && draft.sha256 == sha256);
        drafts.filter_map(|draft| Some((draft.about.as_str(), draft.text.as_deref()?)))
    }

    /// Whether nobody has any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{ReadOptions, read_issue};

    #[test]
    fn the_last_on_one_thing_counts_for_its_own_person_and_source() {
        let issue = |text: &str| read_issue("x", "x.txt", text.as_bytes(), &ReadOptions::default()).unwrap();
        let (here, elsewhere) = (issue("Flood\n"), issue("Fire\n"));
        let line =
            |issue, about, by, text| serde_json::to_string(&Drafted::new(issue, about, by, text)).unwrap() + "\n";
        let file = [
            line(&here, "a", None, Some("one")),
            line(&here, "a", None, Some("two")),
            line(&here, "a", Some("ly"), Some("hers")),
            line(&here, "b", None, Some("gone")),
            line(&here, "b", None, None),
            line(&elsewhere, "c", None, Some("on another source")),
            "{\"about\":\"d\",\"sha".to_owned(),
        ]
        .concat();
        let drafts = drafts(file.as_bytes());
        let of = |by| drafts.of(&here, by).collect::<Vec<_>>();
        assert_eq!((of(None), of(Some("ly"))), (vec![("a", "two")], vec![("a", "hers")]));
        assert!(!drafts.is_empty() && super::drafts(b"").is_empty());
    }
}
