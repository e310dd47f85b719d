//! The physical map of a METS file: which files are the pages of an issue, and in which order.
//!
//! A link is a path below the folder of the METS file or it is nothing: no address is fetched and no folder left.

use std::borrow::Cow;
use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use rustc_hash::{FxHashMap, FxHashSet};

use super::dump::Dump;
use super::xml::{self, Broken, Decoded, Listener, Tag, Xml};
use super::{ReadError, ReadOptions};
use crate::model::Warning;

/// More pages than any issue has.
const MOST_PAGES: usize = 10_000;

/// What a METS file says of the pages of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Physical {
    /// The pages in order.
    pub pages: Vec<DuePage>,
    /// What is odd in the file; lines are its own.
    pub warnings: Vec<Warning>,
}

/// A page that a METS file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePage {
    /// What the issue calls it.
    pub label: Option<String>,
    /// Paths of its text below the folder of the METS file, with `/` between folders, the likeliest first.
    pub paths: Vec<String>,
    /// Why there is none of them.
    pub fault: Option<String>,
}

/// A file of the file section.
#[derive(Debug, Clone, Default)]
struct Linked {
    href: String,
    line: u32,
    kind: Likely,
}

/// How likely a file holds the text of its page with boxes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Likely {
    /// It is a picture or the like.
    No,
    #[default]
    Maybe,
    /// It is called plain text.
    Text,
    /// It is called ALTO, PAGE or full text.
    Boxes,
}

/// Reads the physical map of a METS file; of several the first that names pages.
///
/// # Errors
/// With line and reason, where the file is no whole XML, or names no page.
pub fn physical(path: &str, bytes: &[u8]) -> Result<Physical, ReadError> {
    of_dump(&Dump::of_file(path, bytes)?, &ReadOptions::default())
}

pub(super) fn of_dump(dump: &Dump<'_>, options: &ReadOptions) -> Result<Physical, ReadError> {
    let Decoded { text, odd, .. } = xml::decode(dump.bytes(), options.encoding);
    let mut xml = Xml::new(&text);
    xml.odd = odd;
    let mut reading = Reading::default();
    let broken = xml.walk(&mut reading).err();
    if let Some(Broken { line, what }) = broken {
        return Err(ReadError::Broken { path: dump.shown(), line, what });
    }
    let map = reading.done.iter().position(|pages| pages.iter().any(|page| !page.files.is_empty()));
    let Some(map) = map else {
        let why = "its physical map names no page".to_owned();
        return Err(ReadError::NoPages { path: dump.shown(), why });
    };
    let mut pages = reading.done.swap_remove(map);
    // Divisions that are called pages are; where none is, those that point to files.
    if pages.iter().any(|page| page.is_named) {
        pages.retain(|page| page.is_named);
    }
    let numbers: Option<BTreeSet<u32>> = pages.iter().map(|page| page.order).collect();
    if numbers.is_some_and(|numbers| numbers.len() == pages.len()) {
        pages.sort_by_key(|page| page.order);
    }
    let mut taken = FxHashSet::default();
    let pages = pages.into_iter().filter_map(|page| due(page, &reading.files, &mut taken, &mut xml)).collect();
    Ok(Physical { pages, warnings: xml.odd.take() })
}

/// A page, and the files that it points to. None where it points to nothing but what another page has.
fn due(
    page: OpenPage,
    files: &FxHashMap<String, Vec<Linked>>,
    taken: &mut FxHashSet<String>,
    xml: &mut Xml<'_>,
) -> Option<DuePage> {
    let mut linked: Vec<&Linked> = Vec::new();
    for (id, line) in &page.files {
        match files.get(id) {
            Some(files) => linked.extend(files.iter().filter(|file| file.kind != Likely::No)),
            None => xml.odd.add(*line, &format!("the page points to file `{}`, which is not listed", clipped(id))),
        }
    }
    linked.sort_by_key(|file| std::cmp::Reverse(file.kind));
    let mut fault = None;
    let mut paths = Vec::new();
    let mut is_twice = false;
    for file in linked {
        match inside(&file.href) {
            Ok(path) if taken.contains(&path) => is_twice = true,
            Ok(path) => paths.push(path),
            Err(why) => {
                let why = format!("line {}: the link `{}` {why}", file.line, clipped(&file.href));
                fault.get_or_insert(why);
            }
        }
    }
    if is_twice && paths.is_empty() && fault.is_none() {
        xml.odd.add(page.line, "two pages have one file; it is read once");
        return None;
    }
    taken.extend(paths.iter().cloned());
    let fault = if paths.is_empty() {
        fault.or_else(|| Some(format!("line {}: no text of it is listed", page.line)))
    } else {
        None
    };
    Some(DuePage { label: page.label, paths, fault })
}

fn clipped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// The path that a link means, below the folder of the file that it stands in; or why it is none.
fn inside(href: &str) -> Result<String, &'static str> {
    const ADDRESS: &str = "is an address, and nothing is fetched";
    const OUT: &str = "leads out of the folder of the METS file";
    let rest = href.trim();
    // Some programs write `file://./alto/1.xml` for a path beside the file.
    let rest = match rest.get(..5) {
        Some(scheme) if scheme.eq_ignore_ascii_case("file:") => rest[5..].strip_prefix("//").unwrap_or(&rest[5..]),
        _ => rest,
    };
    // What is decoded is looked at, so that no dot or slash comes in disguise; it is decoded once, as its reader would.
    let path: Cow<'_, str> = percent_decode_str(rest).decode_utf8().map_err(|_| "is no UTF-8")?;
    let path = path.replace('\\', "/");
    if path.contains(char::is_control) {
        return Err("holds control characters");
    }
    if path.starts_with('/') {
        return Err(OUT);
    }
    if let Some((scheme, _)) = path.split_once(':') {
        return Err(if scheme.len() == 1 { OUT } else { ADDRESS });
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.contains(&"..") {
        return Err(OUT);
    }
    if parts.is_empty() { Err("is empty") } else { Ok(parts.join("/")) }
}

/// A page whose element is open.
#[derive(Default)]
struct OpenPage {
    label: Option<String>,
    /// Which of the pages it is, as the file says.
    order: Option<u32>,
    /// Whether the file calls it a page.
    is_named: bool,
    line: u32,
    /// Ids of files, and where they stand.
    files: Vec<(String, u32)>,
}

#[derive(Default)]
struct Reading {
    /// The files by their ids.
    files: FxHashMap<String, Vec<Linked>>,
    /// What the groups that are open are used for.
    groups: Vec<String>,
    file: Option<(String, Likely)>,
    /// The pages of each physical map.
    done: Vec<Vec<OpenPage>>,
    is_physical: bool,
    /// How many divisions are open, and at which of them the page began.
    depth: usize,
    page: Option<usize>,
}

impl Listener for Reading {
    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.name() {
            "fileGrp" => self.groups.push(hints(tag, xml)),
            "file" => {
                let hints = format!("{} {}", self.groups.join(" "), hints(tag, xml));
                self.file = value(tag, "ID", xml).map(|id| (id, likely(&hints)));
            }
            "FLocat" => {
                let (Some((id, kind)), Some(href)) = (&self.file, value(tag, "href", xml)) else { return };
                let linked = Linked { line: xml.line(), kind: by_ending(&href).unwrap_or(*kind), href };
                self.files.entry(id.clone()).or_default().push(linked);
            }
            "structMap" => {
                self.is_physical = tag.get("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("physical"));
                if self.is_physical {
                    self.done.push(Vec::new());
                }
            }
            "div" if self.is_physical => self.open_division(tag, xml),
            "fptr" | "area" if self.is_physical => {
                let Some(id) = value(tag, "FILEID", xml) else { return };
                if self.page.is_none() && self.depth > 0 {
                    self.open_page(OpenPage::default(), xml);
                }
                let line = xml.line();
                if let (Some(_), Some(page)) = (self.page, self.done.last_mut().and_then(|pages| pages.last_mut())) {
                    page.files.push((id, line));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, _: &mut Xml<'_>) {
        match name {
            "fileGrp" => {
                self.groups.pop();
            }
            "file" => self.file = None,
            "structMap" => self.is_physical = false,
            "div" if self.is_physical => {
                if self.page == Some(self.depth) {
                    self.page = None;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            _ => {}
        }
    }
}

impl Reading {
    fn open_division(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        self.depth += 1;
        let is_page = tag.get("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("page"));
        let is_in_page =
            self.page.is_some() && self.done.last().and_then(|pages| pages.last()).is_some_and(|page| page.is_named);
        if !is_page || is_in_page {
            return;
        }
        let label = ["ORDERLABEL", "LABEL", "ORDER"].iter().find_map(|key| value(tag, key, xml));
        let order = tag.get("ORDER").and_then(|order| order.trim().parse().ok());
        let label = label.map(|label| clipped(&label));
        self.open_page(OpenPage { label, order, is_named: true, ..OpenPage::default() }, xml);
    }

    fn open_page(&mut self, page: OpenPage, xml: &mut Xml<'_>) {
        let Some(pages) = self.done.last_mut() else { return };
        if pages.len() == MOST_PAGES {
            xml.warn(&format!("there are more than {MOST_PAGES} pages; the others are passed over"));
            self.page = None;
            return;
        }
        self.page = Some(self.depth);
        pages.push(OpenPage { line: xml.line(), ..page });
    }
}

fn value(tag: &Tag<'_>, key: &str, xml: &mut Xml<'_>) -> Option<String> {
    tag.get(key).map(|raw| xml.value(raw)).filter(|value| !value.trim().is_empty())
}

/// What a group or file says that it is for.
fn hints(tag: &Tag<'_>, xml: &mut Xml<'_>) -> String {
    ["ID", "USE", "MIMETYPE"].map(|key| value(tag, key, xml).unwrap_or_default()).join(" ")
}

fn likely(hints: &str) -> Likely {
    let hints = hints.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| hints.contains(word));
    if says(&["image/", "audio/", "video/", "application/pdf"]) {
        Likely::No
    } else if says(&["alto", "page-xml", "pagexml", "prima", "fulltext", "ocr"]) {
        Likely::Boxes
    } else if says(&["text/plain"]) {
        Likely::Text
    } else {
        Likely::Maybe
    }
}

fn by_ending(href: &str) -> Option<Likely> {
    let ending = href.rsplit_once('.')?.1.trim().to_ascii_lowercase();
    let is_picture = ["tif", "tiff", "jpg", "jpeg", "jp2", "png", "gif", "pdf", "webp"].contains(&ending.as_str());
    is_picture.then_some(Likely::No)
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn a_link_is_a_path_below_the_folder_or_nothing() {
        for (href, path) in [
            ("alto/0001.xml", "alto/0001.xml"),
            ("./alto//0001.xml", "alto/0001.xml"),
            ("file://./alto/0001.xml", "alto/0001.xml"),
            ("file:alto/1.xml", "alto/1.xml"),
            ("ALTO\\1.xml", "ALTO/1.xml"),
            ("page%201.xml", "page 1.xml"),
            ("100%25.xml", "100%.xml"),
            ("..xml", "..xml"),
            ("%252e%252e/1.xml", "%2e%2e/1.xml"),
        ] {
            assert_eq!(inside(href).as_deref(), Ok(path), "{href}");
        }
        for href in [
            "",
            ".",
            "./",
            "/etc/passwd",
            "file:///etc/passwd",
            "FILE:/etc/passwd",
            "../1.xml",
            "a/../../1.xml",
            "a/..",
            "%2e%2e/1.xml",
            "..%2f1.xml",
            "%2e%2e%5c1.xml",
            "..\\1.xml",
            "\\\\host\\share\\1.xml",
            "%2fetc/passwd",
            "http://example.org/1.xml",
            "https:1.xml",
            "file://http://x/1.xml",
            "C:\\1.xml",
            "c:1.xml",
            "a%00.xml",
            "a%0a.xml",
            "%ff.xml",
            "data:text/xml,<alto/>",
            "//host/1.xml",
            "file:////host/1.xml",
        ] {
            assert!(inside(href).is_err(), "{href}: {:?}", inside(href));
        }
    }
}
