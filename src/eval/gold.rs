//! Gold that marks the lines of page files: PAGE-XML with articles, and METS with its ALTO files.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ends::Broken;
use super::telling::{End, Name, Part, Piece, Story, Telling};
use crate::model::{Issue, LineIx};
use crate::read::Logical;

/// Why a file is no gold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GoldError {
    /// It is not what `clean` writes.
    #[error("this is no newsprint/1 document: {0}")]
    Json(String),
    /// It is JSON of another kind.
    #[error("this is a document of the schema `{0}`, not of newsprint/1")]
    Schema(String),
    /// No article is marked in it.
    #[error("no article is marked in it")]
    NoArticles,
}

/// What a line is, by the words of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Credit,
    Furniture,
    Text,
}

impl Kind {
    /// By the type of a region or division.
    fn of(hint: &str) -> Self {
        match hint.to_ascii_lowercase().as_str() {
            "heading" | "headline" | "title" => Self::Heading,
            "credit" | "byline" | "author" => Self::Credit,
            "header" | "footer" | "page-number" | "page_number" | "catch-word" | "signature-mark" | "running_title" => {
                Self::Furniture
            }
            _ => Self::Text,
        }
    }
}

/// What a PAGE-XML file tells: `issue` is the file as it is read, `articles` the article of lines and regions by id.
///
/// # Errors
/// If no article is marked.
pub fn of_page(issue: &Issue, articles: &FxHashMap<Box<str>, Box<str>>) -> Result<Telling, GoldError> {
    let mut sheets = Sheets::new(issue);
    let mut stories: FxHashMap<(usize, &str), usize> = FxHashMap::default();
    for (n, page) in issue.pages().iter().enumerate() {
        let mut rank: Vec<usize> = vec![page.stated_order.len(); page.regions.len()];
        for (place, region) in page.stated_order.iter().enumerate().rev() {
            rank[*region as usize] = place;
        }
        let mut lines = issue.by_region(n);
        lines.sort_by_key(|line| rank.get(issue.line(*line).region as usize));
        for line in lines {
            let region = page.regions.get(issue.line(line).region as usize);
            let id = issue.line(line).id.to_string();
            let article = articles.get(id.as_str()).or_else(|| articles.get(region?.id.as_deref()?));
            let kind = Kind::of(region.and_then(|region| region.hint.as_deref()).unwrap_or_default());
            let story = article.map(|article| {
                // Names of articles are those of one page.
                let next = sheets.telling.stories.len();
                let story = *stories.entry((n, article)).or_insert(next);
                if story == next {
                    sheets.telling.stories.push(Story::default());
                }
                story
            });
            sheets.add(line, story, kind);
        }
    }
    sheets.finish()
}

/// What the logical map of a METS file tells of its pages: `issue` holds them, and `page_of` the number of each, from 1, by
/// the id of its file.
///
/// # Errors
/// If no article is made of these pages.
pub fn of_logical(issue: &Issue, map: &Logical, page_of: &FxHashMap<String, u32>) -> Result<Telling, GoldError> {
    let mut lines_of: FxHashMap<(u32, Option<String>), Vec<LineIx>> = FxHashMap::default();
    for line in issue.line_indices() {
        let at = issue.line(line);
        let page = issue.page_of(line);
        // Blocks may lie in blocks.
        let mut region = page.regions.get(at.region as usize);
        for _ in 0..page.regions.len().min(8) {
            let Some(found) = region else { break };
            if let Some(id) = &found.id {
                lines_of.entry((page.no, Some(id.to_string()))).or_default().push(line);
            }
            region = found.parent.and_then(|parent| page.regions.get(parent as usize));
        }
        lines_of.entry((page.no, Some(at.id.to_string()))).or_default().push(line);
        lines_of.entry((page.no, None)).or_default().push(line);
    }
    let mut sheets = Sheets::new(issue);
    for unit in &map.units {
        let story = sheets.telling.stories.len();
        sheets.telling.stories.push(Story::default());
        for area in &unit.areas {
            let Some(page) = page_of.get(&area.file) else { continue };
            let found = lines_of.get(&(*page, area.block.clone()));
            found.into_iter().flatten().for_each(|line| sheets.add(*line, Some(story), Kind::of(&area.part)));
        }
    }
    issue.line_indices().for_each(|line| sheets.add(line, None, Kind::Text));
    sheets.finish()
}

/// A telling of marked lines as it grows.
struct Sheets<'i> {
    issue: &'i Issue,
    telling: Telling,
    furniture: Vec<Piece>,
    seen: FxHashSet<LineIx>,
    /// The lines in gold's order, with the story and what they are.
    lines: Vec<(LineIx, Option<usize>, Kind)>,
}

impl<'i> Sheets<'i> {
    fn new(issue: &'i Issue) -> Self {
        let (telling, furniture) = (Telling::default(), Vec::new());
        Self { issue, telling, furniture, seen: FxHashSet::default(), lines: Vec::new() }
    }

    /// Takes in a line, once.
    fn add(&mut self, line: LineIx, story: Option<usize>, kind: Kind) {
        if !self.seen.insert(line) {
            return;
        }
        self.lines.push((line, story, kind));
        let page = self.issue.line(line).page + 1;
        let part = if matches!(kind, Kind::Text) { Part::Body } else { Part::Head };
        let lines = vec![self.issue.line_name(line)];
        let piece = Piece { page, part, text: self.issue.raw(line).to_owned(), lines };
        match story.and_then(|n| self.telling.stories.get_mut(n)) {
            _ if kind == Kind::Furniture => self.furniture.push(piece),
            Some(story) => story.pieces.push(piece),
            None => self.telling.loose.push(piece),
        }
    }

    fn finish(mut self) -> Result<Telling, GoldError> {
        if self.telling.stories.iter().all(|story| story.pieces.is_empty()) {
            return Err(GoldError::NoArticles);
        }
        self.titles();
        self.ends();
        // A file that marks no running head and no page number has not looked for them.
        self.telling.furniture = Some(self.furniture).filter(|furniture| !furniture.is_empty());
        Ok(self.telling)
    }

    /// The first heading of an article is its title; each credit is a name.
    fn titles(&mut self) {
        let mut runs: FxHashMap<usize, (String, bool)> = FxHashMap::default();
        for (line, story, kind) in &self.lines {
            let Some(n) = *story else { continue };
            let raw = self.issue.raw(*line);
            let (title, is_over) = runs.entry(n).or_default();
            match kind {
                Kind::Heading if !*is_over => *title = format!("{title} {raw}"),
                Kind::Credit => {
                    self.telling.stories[n].names.push(Name { printed: raw.to_owned(), name: raw.to_owned() });
                }
                _ => *is_over |= !title.is_empty(),
            }
        }
        for (n, story) in self.telling.stories.iter_mut().enumerate() {
            let title = runs.remove(&n).map(|(title, _)| title.trim().to_owned());
            story.titles.extend(title.filter(|title| !title.is_empty()));
        }
    }

    /// Line ends of which the file says how the word is written: ALTO holds words that are whole without
    /// the hyphen; and where a page has `¬` for
    /// hyphens that fall away, its other hyphens stay.
    fn ends(&mut self) {
        let issue = self.issue;
        let mut whole: FxHashMap<LineIx, &str> = FxHashMap::default();
        for word in issue.pages().iter().flat_map(|page| &page.words) {
            if let Some(hint) = word.hint.as_deref() {
                // The last word of a line is the one that goes on.
                whole.insert(word.line, hint);
            }
        }
        let is_soft = |line: LineIx| issue.raw(line).ends_with(['¬', '\u{ad}']);
        let soft: Vec<bool> =
            (0..issue.pages().len()).map(|page| issue.by_region(page).into_iter().any(is_soft)).collect();
        for pair in self.lines.windows(2) {
            let [(left, story, _), (right, next, _)] = pair else { continue };
            let Some(broken) = Broken::of(issue.raw(*left), issue.raw(*right)).filter(|_| story == next) else {
                continue;
            };
            let Some(kept) = broken.kept() else { continue };
            let joined = broken.joined();
            let page = issue.line(*left).page;
            let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            let (due, keeps) = match whole.get(left).map(|word| bare(word)) {
                Some(word) if word == joined => (joined, false),
                // A whole word with a hyphen is mostly one that the engine did not know.
                Some(_) => continue,
                None if is_soft(*left) => (joined, false),
                None if soft[page as usize] => (kept, true),
                None => continue,
            };
            let [left, right] = [left, right].map(|line| issue.line_name(*line));
            self.telling.ends.push(End { left, right, page: page + 1, due, keeps });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{ReadOptions, page_articles, read_issue};

    const PAGE: &str = r#"<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageWidth="9" imageHeight="9">
<ReadingOrder><OrderedGroup id="ro"><RegionRefIndexed index="0" regionRef="r2"/><RegionRefIndexed index="1" regionRef="r1"/></OrderedGroup></ReadingOrder>
<TextRegion id="r1" type="paragraph"><Coords points="0,4 9,4 9,9 0,9"/>
<TextLine id="l1" custom="structure {id:a1; type:article;}"><TextEquiv><Unicode>The har¬</Unicode></TextEquiv></TextLine>
<TextLine id="l2" custom="structure {id:a1; type:article;}"><TextEquiv><Unicode>bor of North-</Unicode></TextEquiv></TextLine>
<TextLine id="l3" custom="structure {id:a1; type:article;}"><TextEquiv><Unicode>East quay</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r2" type="heading"><Coords points="0,1 9,1 9,3 0,3"/>
<TextLine id="l4" custom="structure {id:a1; type:article;}"><TextEquiv><Unicode>The Ferry</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r3" type="page-number"><Coords points="0,0 9,0 9,1 0,1"/>
<TextLine id="l5"><TextEquiv><Unicode>12</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>"#;

    #[test]
    fn a_page_tells_articles_titles_ends_and_furniture() {
        let issue = read_issue("page", "page.xml", PAGE.as_bytes(), &ReadOptions::default()).unwrap();
        let told = of_page(&issue, &page_articles(PAGE.as_bytes())).unwrap();
        let [story] = told.stories.as_slice() else { panic!("{told:?}") };
        assert_eq!(story.titles, ["The Ferry"]);
        let lines: Vec<&str> = story.pieces.iter().flat_map(|piece| &piece.lines).map(String::as_str).collect();
        assert_eq!(lines, ["p1:l4", "p1:l1", "p1:l2", "p1:l3"]);
        assert_eq!(told.furniture.unwrap()[0].text, "12");
        let ends: Vec<(&str, bool)> = told.ends.iter().map(|end| (end.due.as_str(), end.keeps)).collect();
        assert_eq!(ends, [("harbor", false), ("North-East", true)]);
        assert_eq!(of_page(&issue, &FxHashMap::default()).unwrap_err(), GoldError::NoArticles);
    }
}
