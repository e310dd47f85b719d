//! A ZIP as one issue: its members that are pages, in the natural order of their names.
//!
//! Members are read from memory, one after another and within one allowance. Nothing is written anywhere, and the name
//! of a member is a name and never a path.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::dump::Dump;
use super::sniff::{self, Kind};
use super::unpack::Allowance;
use super::{Again, ReadError, ReadOptions};
use crate::model::{Gathered, Issue, Missing, Warning};

/// More members than any issue has, and what a list of them may take of memory.
const MOST_MEMBERS: usize = 20_000;

/// How many odd members are named one by one.
const NAMED: usize = 20;

/// Endings of what often stands beside pages and is none.
const NO_PAGES: [&str; 12] = ["bmp", "gif", "ico", "jp2", "jpeg", "jpg", "pdf", "png", "svg", "tif", "tiff", "webp"];

/// The head of a member in the list at the end of a ZIP.
const LISTED: &[u8] = b"PK\x01\x02";

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// A member that was read.
struct Part {
    member: String,
    kind: Kind,
    issue: Issue,
}

/// Reads the pages of a ZIP.
pub(super) fn read(name: &str, dump: &Dump<'_>, options: &ReadOptions) -> Result<Issue, ReadError> {
    let mut archive = open(dump)?;
    let mut odd = Oddities::default();
    let mut allowance = Allowance::of_archive(dump.bytes().len());
    let mut parts = Vec::new();
    let mut missing = Vec::new();
    for (member, index) in members(&archive, &mut odd) {
        match read_member(&mut archive, index, name, dump.path(), &member, options, &mut allowance) {
            Ok((kind, issue)) => parts.push(Part { member, kind, issue }),
            // It is something else than a page, and is known to be.
            Err(error @ (ReadError::NotText { .. } | ReadError::NotYet { .. })) => odd.add(error.to_string()),
            Err(error) => missing.push((member, error.to_string())),
        }
    }
    let parts = only_once(parts, &mut odd);
    if parts.is_empty() {
        let none = || "no member of it is a page that newsprint reads".to_owned();
        let why = missing.into_iter().next().map_or_else(none, |(_, why)| why);
        return Err(ReadError::NoPages { path: dump.shown(), why });
    }
    let missing = missing.into_iter().map(|(member, why)| {
        let before = parts.iter().filter(|part| natural(&part.member, &member).is_lt());
        let after = before.map(|part| part.issue.pages().len() as u32).sum();
        Missing { after, path: dump.path().to_owned(), member: Some(member), why }
    });
    let missing = missing.collect();
    let mut issue = Issue::bound(name.to_owned(), parts.into_iter().map(|part| part.issue).collect());
    issue.gathered = Gathered { missing, warnings: odd.told(dump) };
    Ok(issue)
}

/// Reads members of a ZIP that were read before, in the order in which they are named.
pub(super) fn read_again(name: &str, dump: &Dump<'_>, again: &[Again]) -> Result<Issue, ReadError> {
    let mut archive = open(dump)?;
    let mut allowance = Allowance::of_archive(dump.bytes().len());
    let mut parts = Vec::with_capacity(again.len());
    for Again { member, options } in again {
        let member = member.as_deref().unwrap_or_default();
        let index = archive
            .index_for_name(member)
            .ok_or_else(|| ReadError::NoPages { path: dump.shown(), why: format!("{member} is not in it any more") })?;
        parts.push(read_member(&mut archive, index, name, dump.path(), member, options, &mut allowance)?.1);
    }
    Ok(Issue::bound(name.to_owned(), parts))
}

fn open<'d>(dump: &'d Dump<'_>) -> Result<Archive<'d>, ReadError> {
    let bytes = dump.bytes();
    // The list is read as a whole, so its length is looked at before.
    let n = memchr::memmem::find_iter(bytes, LISTED).take(MOST_MEMBERS + 1).count();
    if n > MOST_MEMBERS {
        let why = format!("it has more than {MOST_MEMBERS} members; pack each issue by itself");
        return Err(ReadError::NoPages { path: dump.shown(), why });
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::Damaged {
        path: dump.shown(),
        what: "a ZIP",
        why: error.to_string(),
    })
}

/// The members that may be pages, in their natural order, by name and index.
fn members(archive: &Archive<'_>, odd: &mut Oddities) -> Vec<(String, usize)> {
    let mut out = Vec::new();
    for index in 0..archive.len() {
        let entry = match archive.by_index_data(index) {
            Ok(entry) => entry,
            Err(error) => {
                odd.add(format!("member {}: {error}", index + 1));
                continue;
            }
        };
        let Ok(name) = entry.name() else {
            odd.add(format!("member {}: its name cannot be read", index + 1));
            continue;
        };
        if entry.is_dir() || is_plain(&name) && is_beside(&name) {
            continue;
        }
        let fault = if !is_plain(&name) {
            "its name leads out of the archive or is none"
        } else if entry.is_symlink() {
            "it is a link, which is not followed"
        } else if entry.encrypted() {
            "it is encrypted"
        } else {
            out.push((name.into_owned(), index));
            continue;
        };
        odd.add(format!("{}: {fault}", name.escape_debug()));
    }
    out.sort_by(|(a, _), (b, _)| natural(a, b));
    out
}

/// Whether a name is one or more plain parts between `/`, none of which leads upwards.
fn is_plain(name: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains([':', '\\']);
    name.split('/').all(is_part) && !name.contains(char::is_control)
}

/// Pictures of the pages, and what programs leave in archives.
fn is_beside(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    name.starts_with("__MACOSX/") || file.starts_with('.') || NO_PAGES.contains(&ending.as_str())
}

/// Names as a person counts: `page2` before `page10`, folder by folder.
pub(crate) fn natural(a: &str, b: &str) -> Ordering {
    let mut parts = a.split('/').zip(b.split('/')).map(|(a, b)| alphanumeric_sort::compare_str(a, b));
    parts.find(|order| order.is_ne()).unwrap_or(Ordering::Equal).then_with(|| a.cmp(b))
}

fn read_member(
    archive: &mut Archive<'_>,
    index: usize,
    name: &str,
    path: &str,
    member: &str,
    options: &ReadOptions,
    allowance: &mut Allowance,
) -> Result<(Kind, Issue), ReadError> {
    let shown = || format!("{path}/{member}");
    let of_zip = |error: zip::result::ZipError| ReadError::Damaged {
        path: shown(),
        what: "a member of a ZIP",
        why: error.to_string(),
    };
    let file = archive.by_index(index).map_err(of_zip)?;
    let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
    let bytes = allowance.unpack(packed, file).map_err(|fault| fault.of(&shown(), "a member of a ZIP"))?;
    let dump = Dump::of_member(path, member, &bytes, allowance)?;
    let kind = sniff::kind(&dump)?;
    Ok((kind, super::read_page(kind, name, &dump, options)?))
}

/// Leaves out what tells the same page twice: plain text where others have boxes, and ALTO beside PAGE-XML of one name.
fn only_once(parts: Vec<Part>, odd: &mut Oddities) -> Vec<Part> {
    let mut best: BTreeMap<String, Kind> = BTreeMap::new();
    for part in &parts {
        let kind = best.entry(stem(&part.member)).or_insert(part.kind);
        *kind = part.kind.max(*kind);
    }
    let has_boxes = parts.iter().any(|part| part.kind != Kind::Text);
    let is_page = |part: &Part| {
        let is_best = best.get(&stem(&part.member)) == Some(&part.kind);
        is_best && (part.kind != Kind::Text || !has_boxes)
    };
    let (pages, others): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(is_page);
    for part in others {
        odd.add(format!("{}: other members tell the pages better", part.member));
    }
    pages
}

/// The name of a file without folders and endings.
fn stem(member: &str) -> String {
    let file = member.rsplit('/').next().unwrap_or(member);
    file.split_once('.').map_or(file, |(stem, _)| stem).to_lowercase()
}

/// Members that were passed over.
#[derive(Default)]
struct Oddities {
    told: Vec<String>,
    n: usize,
}

impl Oddities {
    fn add(&mut self, what: String) {
        self.n += 1;
        if self.told.len() < NAMED {
            self.told.push(what);
        }
    }

    fn told(self, dump: &Dump<'_>) -> Vec<Warning> {
        let warning = |message| Warning { page: 0, line: 0, message };
        let more = self.n - self.told.len();
        let mut out: Vec<Warning> = self.told.into_iter().map(|what| warning(format!("passed over: {what}"))).collect();
        if more > 0 {
            out.push(warning(format!("passed over: {more} more members of {}", dump.shown())));
        }
        out
    }
}
