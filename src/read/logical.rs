//! The logical map of a METS file: which blocks of which page files make up which article.

use rustc_hash::FxHashMap;

use super::xml::{self, Broken, Listener, Tag, Xml};

/// What a METS file says of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Logical {
    /// The files that its maps name, in the order of the file section: id, and where the file lies beside the METS file.
    pub files: Vec<(String, String)>,
    /// Articles and other units with text of their own, in the order of the map.
    pub units: Vec<Unit>,
}

/// An article or another unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// What the file calls it, such as `ARTICLE`.
    pub kind: String,
    /// What it is made of, in the order of the map.
    pub areas: Vec<Area>,
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Id of its page's file.
    pub file: String,
    /// Id of a block or line; the whole page where there is none.
    pub block: Option<String>,
    /// What the file calls the innermost part of the unit that it stands in, such as `HEADING`.
    pub part: String,
}

/// Ends of the names of divisions that stand alone on a page; `DEATH_NOTICE` is a notice.
const UNITS: &[&str] = &[
    "article",
    "advertisement",
    "advert",
    "ad",
    "announcement",
    "notice",
    "notices",
    "obituary",
    "weather",
    "letter",
    "editorial",
    "review",
    "poem",
    "feuilleton",
    "illustration",
];

/// Reads the logical map. Several maps of that kind are read one after another.
///
/// # Errors
/// With line and reason, where the file is no whole XML.
pub fn logical(bytes: &[u8]) -> Result<Logical, (u32, String)> {
    let text = xml::decode(bytes, None).text;
    let mut reading = Reading::default();
    Xml::new(&text).walk(&mut reading).map_err(|Broken { line, what }| (line, what))?;
    let Reading { files, mut units, named, .. } = reading;
    units.retain(|unit| !unit.areas.is_empty());
    let files = files.into_iter().filter(|(id, _)| named.contains_key(id)).collect();
    Ok(Logical { files, units })
}

#[derive(Default)]
struct Reading {
    files: Vec<(String, String)>,
    file: Option<String>,
    units: Vec<Unit>,
    is_logical: bool,
    /// The divisions that are open: what they are called, and the unit that they are part of.
    divisions: Vec<(String, Option<usize>)>,
    /// The files that a map names.
    named: FxHashMap<String, ()>,
}

impl Listener for Reading {
    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let mut get = |key: &str| tag.get(key).map(|raw| xml.value(raw)).filter(|value| !value.is_empty());
        match tag.name() {
            "file" => self.file = get("ID"),
            "FLocat" => self.files.extend(self.file.clone().zip(get("href"))),
            "structMap" => self.is_logical = get("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("logical")),
            "div" if self.is_logical => {
                let kind = get("TYPE").unwrap_or_default();
                let above = self.divisions.last().and_then(|(_, unit)| *unit);
                let unit = if is_unit(&kind) {
                    self.units.push(Unit { kind: kind.clone(), areas: Vec::new() });
                    Some(self.units.len() - 1)
                } else {
                    above
                };
                self.divisions.push((kind, unit));
            }
            "area" | "fptr" if self.is_logical => {
                // A pointer that holds areas names no file itself.
                let (Some(file), Some((part, Some(unit)))) = (get("FILEID"), self.divisions.last()) else { return };
                self.named.insert(file.clone(), ());
                self.units[*unit].areas.push(Area { file, block: get("BEGIN"), part: part.clone() });
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, _: &mut Xml<'_>) {
        match name {
            "file" => self.file = None,
            "structMap" => self.is_logical = false,
            "div" if self.is_logical => {
                self.divisions.pop();
            }
            _ => {}
        }
    }
}

fn is_unit(kind: &str) -> bool {
    let last = kind.rsplit(['_', '-', ' ', '/']).next().unwrap_or(kind);
    UNITS.iter().any(|unit| last.eq_ignore_ascii_case(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_belong_to_the_innermost_unit() {
        let mets = r##"<mets:mets xmlns:mets="m" xmlns:xlink="x"><mets:fileSec><mets:fileGrp>
            <mets:file ID="I1"><mets:FLocat xlink:href="1.tif"/></mets:file>
            <mets:file ID="A1"><mets:FLocat xlink:href="file://./alto/1.xml"/></mets:file></mets:fileGrp></mets:fileSec>
            <mets:structMap TYPE="PHYSICAL"><mets:div TYPE="ARTICLE"><mets:fptr FILEID="I1"/></mets:div></mets:structMap>
            <mets:structMap TYPE="LOGICAL"><mets:div TYPE="Newspaper"><mets:div TYPE="ARTICLE">
            <mets:div TYPE="HEADING"><mets:fptr><mets:area FILEID="A1" BEGIN="b1"/></mets:fptr></mets:div>
            <mets:div TYPE="DEATH_NOTICE"><mets:fptr><mets:area FILEID="A1" BEGIN="b2"/></mets:fptr></mets:div>
            <mets:div TYPE="BODY"><mets:fptr FILEID="A1"/></mets:div></mets:div>
            <mets:div TYPE="ARTICLE"/></mets:div></mets:structMap></mets:mets>"##;
        let found = logical(mets.as_bytes()).unwrap();
        assert_eq!(found.files, [("A1".to_owned(), "file://./alto/1.xml".to_owned())]);
        let shown = |unit: &Unit| {
            let areas = unit.areas.iter().map(|area| format!("{}={}", area.part, area.block.as_deref().unwrap_or("*")));
            format!("{}: {}", unit.kind, areas.collect::<Vec<_>>().join(" "))
        };
        let units: Vec<String> = found.units.iter().map(shown).collect();
        assert_eq!(units, ["ARTICLE: HEADING=b1 BODY=*", "DEATH_NOTICE: DEATH_NOTICE=b2"]);
        assert_eq!(logical(b"<mets>\n<fileSec>").unwrap_err().0, 2);
    }
}
