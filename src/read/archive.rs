//! A ZIP as one issue: its members that are pages, in the natural order of their names.
//!
//! Members are read from memory, one after another and within one allowance. Nothing is written anywhere, and the name
//! of a member is a name and never a path.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use zip::ZipArchive;

use super::dump::Dump;
use super::mets::{self, Physical};
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

/// What a METS member says: the members of the pages in order, and what they are called.
struct Contents {
    /// The folder that it stands in, with its `/`.
    folder: String,
    member: String,
    physical: Physical,
}

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
    let mut contents: Vec<Contents> = Vec::new();
    for (member, index) in members(&archive, &mut odd) {
        match read_member(&mut archive, index, name, dump.path(), &member, options, &mut allowance) {
            Ok(Member::Contents(physical)) => {
                let folder = member.rfind('/').map_or("", |at| &member[..=at]).to_owned();
                contents.push(Contents { folder, member, physical });
            }
            Ok(Member::Page(kind, issue)) => parts.push(Part { member, kind, issue }),
            // It is something else than a page, and is known to be.
            Err(error @ (ReadError::NotText { .. } | ReadError::NotYet { .. })) => odd.add(&error.to_string()),
            Err(error) => missing.push((member, error.to_string())),
        }
    }
    // The outermost tells of them all; of several that stand side by side, none does.
    contents.sort_by_key(|contents| contents.member.matches('/').count());
    let mut contents = contents.into_iter();
    let (parts, gone) = match contents.next() {
        Some(first) => in_order(first, parts, &missing, dump.path(), &mut odd),
        None => (only_once(parts, &mut odd), Vec::new()),
    };
    contents.for_each(|other| odd.add(&format!("{}: another METS file tells of the pages", other.member)));
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
    let mut missing: Vec<Missing> =
        missing.filter(|one: &Missing| !gone.iter().any(|gone: &Missing| gone.member == one.member)).collect();
    missing.extend(gone);
    missing.sort_by_key(|missing| missing.after);
    let mut issue = Issue::bound(name.to_owned(), parts.into_iter().map(|part| part.issue));
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
        match read_member(&mut archive, index, name, dump.path(), member, options, &mut allowance)? {
            Member::Page(_, issue) => parts.push(issue),
            Member::Contents(_) => {
                let why = format!("{member} was a page and is none any more");
                return Err(ReadError::NoPages { path: dump.shown(), why });
            }
        }
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
                odd.add(&format!("member {}: {error}", index + 1));
                continue;
            }
        };
        let Ok(name) = entry.name() else {
            odd.add(&format!("member {}: its name cannot be read", index + 1));
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
        odd.add(&format!("{}: {fault}", name.escape_debug()));
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
) -> Result<Member, ReadError> {
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
    match kind {
        Kind::Mets => Ok(Member::Contents(mets::of_dump(&dump, &ReadOptions::default())?)),
        kind => Ok(Member::Page(kind, super::read_page(kind, name, &dump, options)?)),
    }
}

/// The pages that a METS file names, in its order; those that it does not name are set last. And what is missing.
/// `failed` are members that cannot be read, and why.
fn in_order(
    contents: Contents,
    parts: Vec<Part>,
    failed: &[(String, String)],
    path: &str,
    odd: &mut Oddities,
) -> (Vec<Part>, Vec<Missing>) {
    let Contents { folder, member, physical } = contents;
    physical
        .warnings
        .iter()
        .for_each(|warning| odd.add_note(format!("{path}/{member}:{}: {}", warning.line, warning.message)));
    let mut left: BTreeMap<String, Part> = parts.into_iter().map(|part| (part.member.clone(), part)).collect();
    let mut pages = Vec::new();
    let mut missing = Vec::new();
    let mut after = 0;
    for due in physical.pages {
        let members: Vec<String> = due.paths.iter().map(|path| format!("{folder}{path}")).collect();
        let mut found: Vec<Part> = members.iter().filter_map(|member| left.remove(member)).collect();
        if found.is_empty() {
            let first = members.first().map_or("", String::as_str);
            let why = match (due.fault, failed.iter().find(|(failed, _)| members.contains(failed))) {
                (Some(fault), _) => format!("{path}/{member}, {fault}"),
                (None, Some((_, why))) => why.clone(),
                (None, None) => format!("{path}/{first}: {path}/{member} names it, and it is not there or no page"),
            };
            missing.push(Missing { after, path: path.to_owned(), member: members.into_iter().next(), why });
            continue;
        }
        let mut page = found.swap_remove(0);
        if let Some(label) = due.label {
            page.issue.label(&label);
        }
        after += page.issue.pages().len() as u32;
        pages.push(page);
    }
    let (texts, mut others): (Vec<Part>, Vec<Part>) = left.into_values().partition(|part| part.kind == Kind::Text);
    texts.iter().for_each(|part| odd.add(&format!("{path}/{}: {member} does not name this text", part.member)));
    others.sort_by(|a, b| natural(&a.member, &b.member));
    for part in &others {
        odd.add_note(format!("{path}/{}: {member} does not name this page; it is set last", part.member));
    }
    pages.extend(others);
    (pages, missing)
}

/// What a member turned out to be.
enum Member {
    Page(Kind, Issue),
    Contents(Physical),
}

/// Leaves out what tells the same page twice: plain text beside boxes, and ALTO beside PAGE-XML of one name. Plain text is a
/// page among others with boxes where it is named as they are, but for its number.
fn only_once(parts: Vec<Part>, odd: &mut Oddities) -> Vec<Part> {
    let mut best: BTreeMap<String, Kind> = BTreeMap::new();
    for part in &parts {
        let kind = best.entry(stem(&part.member)).or_insert(part.kind);
        *kind = part.kind.max(*kind);
    }
    let has_boxes = parts.iter().any(|part| part.kind != Kind::Text);
    let boxed: BTreeSet<String> = parts
        .iter()
        .filter(|part| part.kind != Kind::Text)
        .filter_map(|part| unnumbered(&stem(&part.member)))
        .collect();
    let is_page = |part: &Part| {
        let stem = stem(&part.member);
        let is_numbered = || unnumbered(&stem).is_some_and(|form| boxed.contains(&form));
        best.get(&stem) == Some(&part.kind) && (part.kind != Kind::Text || !has_boxes || is_numbered())
    };
    let (pages, others): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(is_page);
    for part in others {
        odd.add(&format!("{}: other members tell the pages better", part.member));
    }
    pages
}

/// A name with one sign for all its numbers; none if it has no number.
fn unnumbered(stem: &str) -> Option<String> {
    let mut form = String::with_capacity(stem.len());
    for part in stem.split_inclusive(|c: char| c.is_ascii_digit()) {
        let text = part.trim_end_matches(|c: char| c.is_ascii_digit());
        form.push_str(text);
        if text.len() < part.len() && !form.ends_with('#') {
            form.push('#');
        }
    }
    form.contains('#').then_some(form)
}

/// The name of a file without folders and endings.
fn stem(member: &str) -> String {
    let file = member.rsplit('/').next().unwrap_or(member);
    file.split_once('.').map_or(file, |(stem, _)| stem).to_lowercase()
}

/// What is said of members.
#[derive(Default)]
struct Oddities {
    told: Vec<String>,
    n: usize,
}

impl Oddities {
    /// A member that was passed over.
    fn add(&mut self, what: &str) {
        self.add_note(format!("passed over: {what}"));
    }

    fn add_note(&mut self, what: String) {
        self.n += 1;
        if self.told.len() < NAMED {
            self.told.push(what);
        }
    }

    fn told(self, dump: &Dump<'_>) -> Vec<Warning> {
        let warning = |message| Warning { page: 0, line: 0, message };
        let more = self.n - self.told.len();
        let mut out: Vec<Warning> = self.told.into_iter().map(warning).collect();
        if more > 0 {
            out.push(warning(format!("{}: the same of {more} more members", dump.shown())));
        }
        out
    }
}
