//! What is wrong with a pack or a profile: where, what, and what to do. Owns how that is shown.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// One fault in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path of the file as given.
    pub path: Arc<str>,
    /// The text of the file.
    pub text: Arc<str>,
    /// The bytes that are wrong; all on one line.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Fault {
    /// Line of the fault, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        line_of(&self.text, self.span.start)
    }

    fn report(&self) -> Group<'_> {
        Level::ERROR
            .primary_title(&*self.message)
            .element(
                Snippet::source(&*self.text)
                    .path(&*self.path)
                    .annotation(AnnotationKind::Primary.span(self.span.clone())),
            )
            .element(Level::HELP.with_name("hint").message(&*self.hint))
    }
}

/// Everything that is wrong with what was loaded. Shown, it is a report of several lines, each fault under the line it
/// stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// The faults in the order of files and lines; at least one.
    pub faults: Vec<Fault>,
}

impl RuleError {
    /// The report, for a terminal that shows colors.
    #[must_use]
    pub fn in_color(&self) -> String {
        self.render(&Renderer::styled())
    }

    fn render(&self, renderer: &Renderer) -> String {
        let renderer = renderer.clone().decor_style(DecorStyle::Ascii);
        let faults: Vec<String> = self.faults.iter().map(|fault| renderer.render(&[fault.report()])).collect();
        faults.join("\n\n")
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(&Renderer::plain()))
    }
}

impl std::error::Error for RuleError {}

/// Gathers the faults of one file.
#[derive(Debug)]
pub(super) struct Report<'a> {
    path: Arc<str>,
    text: Arc<str>,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Report<'a> {
    pub(super) fn new(path: &Arc<str>, text: &Arc<str>, faults: &'a mut Vec<Fault>) -> Self {
        Self { path: Arc::clone(path), text: Arc::clone(text), faults }
    }

    pub(super) fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Faults so far, of this file and those before.
    pub(super) fn count(&self) -> usize {
        self.faults.len()
    }

    pub(super) fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// Takes a fault down. The span is cut at the end of its first line.
    pub(super) fn fault(&mut self, span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        let (path, text) = (Arc::clone(&self.path), Arc::clone(&self.text));
        let start = floor(&text, span.start);
        let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |len| start + len);
        let span = start..floor(&text, span.end.clamp(start, line_end));
        self.faults.push(Fault { path, text, span, message: message.into(), hint: hint.into() });
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The line that a byte stands on, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..floor(text, at)].matches('\n').count() + 1
}

/// The name nearest to a misspelled one, if one is near.
#[must_use]
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(wrong, name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// `did you mean …?` where a name is near, or else the list of what there is.
pub(super) fn meant<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> String {
    match nearest(wrong, names.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            let all: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
            format!("write one of {}", all.join(", "))
        }
    }
}
