//! What a person wants to be asked, as words that can be typed and read again.

use std::collections::BTreeSet;
use std::fmt;

use super::queue::lines_of;
use crate::ledger::file::LineNames;
use crate::ledger::{Draft, Edit, Entry, Ledger, Level, PassName, PerMille, State, fold};
use crate::model::{Issue, LineIx};

/// Which proposals a person wants to see. What is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this rule.
    pub rule: Option<String>,
    /// Only those of this pass.
    pub pass: Option<PassName>,
    /// Only those on this page, counted from 1.
    pub page: Option<u32>,
    /// Only those in this article, called as in the outputs.
    pub article: Option<String>,
    /// Only those less sure than this.
    pub below: Option<PerMille>,
    /// Only those that are in the text already, or only those that are not.
    pub made: Option<Made>,
    /// Only those whose lines hold each of these, in lower case.
    pub words: Vec<String>,
    /// Also those that are applied because they are sure.
    pub also_sure: bool,
}

/// Whether a proposal is in the text while it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It is.
    Applied,
    /// It is not.
    Held,
}

/// What cannot be read as a filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no share of a hundred; write <80 for what is less than 80 % sure")]
pub struct FilterError(String);

impl Filter {
    /// Reads what a person types: words parted by blanks, such as `byline/name <80 p3`. What is no rule, no pass, no page
    /// and no article is looked for in the lines; quotation marks make one word of several, and of any word one that is
    /// looked for.
    ///
    /// # Errors
    /// If what stands behind `<` is no number.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let mut out = Self::default();
        for (n, part) in text.split('"').enumerate() {
            if n % 2 == 1 {
                out.words.extend(Some(part.to_lowercase()).filter(|part| !part.is_empty()));
                continue;
            }
            for word in part.split_whitespace() {
                out.word(word)?;
            }
        }
        Ok(out)
    }

    fn word(&mut self, word: &str) -> Result<(), FilterError> {
        let page = word.strip_prefix('p').and_then(|page| page.parse().ok());
        let is_article = word
            .strip_prefix('p')
            .and_then(|word| word.split_once('-'))
            .is_some_and(|(page, line)| !line.is_empty() && page.parse::<u32>().is_ok());
        match word {
            "sure" => self.also_sure = true,
            "applied" => self.made = Some(Made::Applied),
            "held" => self.made = Some(Made::Held),
            _ if word.starts_with('<') => {
                let share = word[1..].trim_end_matches('%').parse::<f64>().ok().filter(|n| (0.0..=100.0).contains(n));
                let share = share.ok_or_else(|| FilterError(word[1..].to_owned()))?;
                self.below = Some(PerMille((share * 10.0).round() as u16));
            }
            _ if page.is_some() => self.page = page,
            _ if is_article => self.article = Some(word.to_owned()),
            _ if pass_of(word).is_some() => self.pass = pass_of(word),
            _ if is_rule(word) => self.rule = Some(word.to_owned()),
            _ => self.words.push(word.to_lowercase()),
        }
        Ok(())
    }

    /// Whether all that waits is wanted.
    #[must_use]
    pub fn is_all(&self) -> bool {
        Self { also_sure: false, ..self.clone() } == Self::default()
    }

    /// What it leaves, in words for a person; nothing where all that waits is wanted.
    #[must_use]
    pub fn told(&self) -> String {
        let mut told: Vec<String> = Vec::new();
        told.extend(self.rule.as_ref().map(|rule| format!("of the rule {rule}")));
        told.extend(self.pass.map(|pass| format!("of the pass {}", pass.name())));
        told.extend(self.page.map(|page| format!("on page {page}")));
        told.extend(self.article.as_ref().map(|article| format!("in the article {article}")));
        told.extend(self.below.map(|below| format!("less than {} % sure", f64::from(below.0) / 10.0)));
        told.extend(
            self.made.map(|made| {
                if made == Made::Applied { "in the text already" } else { "not in the text yet" }.to_owned()
            }),
        );
        told.extend(self.words.iter().map(|word| format!("with `{word}` in the line")));
        let only = if told.is_empty() { String::new() } else { format!("only what is {}", told.join(", ")) };
        match (self.also_sure, only.is_empty()) {
            (false, _) => only,
            (true, true) => "also what is applied because it is sure".to_owned(),
            (true, false) => format!("{only}; also what is applied because it is sure"),
        }
    }

    /// Whether an entry is wanted, wherever it stands.
    pub(super) fn wants(&self, entry: &Entry) -> bool {
        let edit = &entry.edit;
        let is_sure = || {
            (edit.level == Level::Safe || entry.settled.is_some()) && !entry.decided && entry.state == State::Applied
        };
        let made = if entry.state == State::Applied { Made::Applied } else { Made::Held };
        (entry.is_undecided() || (self.also_sure && is_sure()))
            && !entry.is_person()
            && self.rule.as_deref().is_none_or(|rule| *edit.rule == *rule)
            && self.pass.is_none_or(|pass| edit.pass == pass)
            && self.below.is_none_or(|below| edit.confidence < below)
            && self.made.is_none_or(|wanted| made == wanted)
    }

    /// What is wanted of the places of one issue.
    pub(super) fn places<'a>(&'a self, issue: &'a Issue, ledger: &Ledger) -> Places<'a> {
        let lines = self.article.as_ref().map(|article| {
            let first = LineNames::new(issue).line(&article.replacen('-', ":", 1));
            first.map_or_else(BTreeSet::new, |first| article_of(&fold(issue, ledger), first))
        });
        Places { filter: self, issue, lines }
    }
}

/// The same words again; nothing where all that waits is wanted.
impl fmt::Display for Filter {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said: Vec<String> = Vec::new();
        said.extend(self.rule.clone());
        said.extend(self.pass.map(|pass| pass.name().to_owned()));
        said.extend(self.page.map(|page| format!("p{page}")));
        said.extend(self.article.clone());
        said.extend(self.below.map(|below| format!("<{}", f64::from(below.0) / 10.0)));
        said.extend(self.made.map(|made| if made == Made::Applied { "applied" } else { "held" }.to_owned()));
        said.extend(self.words.iter().map(|word| {
            let alone = Self::parse(word).unwrap_or_default();
            if alone.words == [word.clone()] { word.clone() } else { format!("\"{word}\"") }
        }));
        said.extend(self.also_sure.then(|| "sure".to_owned()));
        to.write_str(&said.join(" "))
    }
}

/// A pass of rules by its name.
fn pass_of(word: &str) -> Option<PassName> {
    PassName::from_name(word).filter(|pass| *pass != PassName::Person)
}

/// A rule is called `family/name`; a date or a fraction is none.
fn is_rule(word: &str) -> bool {
    let is_name = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
    word.split_once('/').is_some_and(|(family, name)| is_name(family) && is_name(name))
}

/// What is wanted of the places of one issue.
pub(super) struct Places<'a> {
    filter: &'a Filter,
    issue: &'a Issue,
    /// The lines of the article, where one is asked for.
    lines: Option<BTreeSet<LineIx>>,
}

impl Places<'_> {
    /// Whether an edit stands where it is wanted.
    pub fn want(&self, edit: &Edit) -> bool {
        let filter = self.filter;
        if filter.page.is_none() && self.lines.is_none() && filter.words.is_empty() {
            return true;
        }
        let lines = lines_of(edit);
        let on_page = |page: u32| lines.iter().any(|line| self.issue.page_of(*line).no == page);
        let holds =
            |word: &String| lines.iter().any(|line| self.issue.raw(*line).to_lowercase().contains(word.as_str()));
        filter.page.is_none_or(on_page)
            && self.lines.as_ref().is_none_or(|within| lines.iter().any(|line| within.contains(line)))
            && filter.words.iter().all(holds)
    }
}

/// The lines of the article in which a line stands.
fn article_of(draft: &Draft<'_>, line: LineIx) -> BTreeSet<LineIx> {
    super::correct::article(draft, line).iter().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) -> Filter {
        let filter = Filter::parse(text).unwrap();
        assert_eq!(filter.to_string(), expected);
        assert_eq!(Filter::parse(expected).unwrap(), filter, "it can be read again");
        filter
    }

    #[test]
    fn words_are_read_and_said_again() {
        assert!(check("", "").is_all());
        assert!(check("sure", "sure").is_all());
        let all =
            check("Mill  held <79.5% p3 byline/name join_lines sure", "byline/name join_lines p3 <79.5 held mill sure");
        assert_eq!((all.page, all.below), (Some(3), Some(PerMille(795))));
        assert_eq!(check("p1-L3", "p1-L3").article.as_deref(), Some("p1-L3"));
        // Quotation marks make words of what else would be something.
        assert_eq!(check("\"mill street\" \"p3\" 1/2 p", "\"mill street\" \"p3\" 1/2 p").words.len(), 4);
        assert_eq!(check("码头", "码头").words, ["码头"]);
        assert_eq!(
            Filter::parse("<x").unwrap_err().to_string().split(';').next(),
            Some("`x` is no share of a hundred")
        );
        assert!(Filter::parse("<101").is_err());
    }

    #[test]
    fn what_a_filter_leaves_is_told_in_words() {
        for (words, told) in [
            ("", ""),
            ("sure", "also what is applied because it is sure"),
            ("<80", "only what is less than 80 % sure"),
            (
                "byline/name p3 held mill sure",
                "only what is of the rule byline/name, on page 3, not in the text yet, with `mill` in the line; \
                 also what is applied because it is sure",
            ),
        ] {
            assert_eq!(Filter::parse(words).unwrap().told(), told, "{words}");
        }
    }
}
