//! Which article regions and lines belong to, as people mark it: `structure {id:a4; type:article;}` in the `custom`
//! attribute of a line or region (Transkribus, NewsEye), or one group of the reading order for each article.

use rustc_hash::FxHashMap;

use super::super::sheet::clean_id;
use super::super::xml::{self, Listener, Tag, Xml};
use super::{custom, kind_of};

/// Name of the article by id of a line or region, of those that belong to one. Regions inside a region that is marked
/// belong to its article. Groups count only where nothing is marked. A broken file tells what stands before the break.
pub(in crate::read) fn articles(bytes: &[u8]) -> FxHashMap<Box<str>, Box<str>> {
    let text = xml::decode(bytes, None).text;
    let mut marks = Marks::default();
    let _ = Xml::new(&text).walk(&mut marks);
    if marks.marked.is_empty() { marks.grouped } else { marks.marked }
}

#[derive(Default)]
struct Marks {
    marked: FxHashMap<Box<str>, Box<str>>,
    grouped: FxHashMap<Box<str>, Box<str>>,
    /// Ids of the groups that are open. The outermost is the whole page.
    groups: Vec<Box<str>>,
    /// The articles of the regions that are open.
    regions: Vec<Option<Box<str>>>,
    n_groups: usize,
}

impl Listener for Marks {
    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let name = tag.name();
        let mut id = |key: &str| tag.get(key).map(|raw| clean_id(&xml.value(raw))).filter(|id| !id.is_empty());
        if is_group(name) {
            self.n_groups += 1;
            self.groups.push(id("id").unwrap_or_else(|| self.n_groups.to_string().into()));
        } else if matches!(name, "RegionRef" | "RegionRefIndexed") {
            if let (Some(group), Some(region)) = (self.groups.get(1), id("regionRef")) {
                self.grouped.insert(region, group.clone());
            }
        } else if name == "TextLine" || kind_of(name).is_some() {
            let id = id("id");
            let custom = tag.get("custom").map(|raw| xml.value(raw)).unwrap_or_default();
            let own = custom::article(&custom).map(Box::from);
            let article = own.or_else(|| self.regions.last().cloned().flatten());
            if let (Some(id), Some(article)) = (id, &article) {
                self.marked.insert(id, article.clone());
            }
            if name != "TextLine" {
                self.regions.push(article);
            }
        }
    }

    fn close(&mut self, name: &str, _: &mut Xml<'_>) {
        if is_group(name) {
            self.groups.pop();
        } else if kind_of(name).is_some() {
            self.regions.pop();
        }
    }
}

fn is_group(name: &str) -> bool {
    matches!(name, "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed")
}

#[cfg(test)]
mod tests {
    use super::articles;

    #[track_caller]
    fn check(page: &str, due: &[(&str, &str)]) {
        let found = articles(format!("<PcGts><Page>{page}</Page></PcGts>").as_bytes());
        assert_eq!(found.len(), due.len());
        for (id, article) in due {
            assert_eq!(found.get(*id).map(AsRef::as_ref), Some(*article), "{id}");
        }
    }

    #[test]
    fn tags_say_more_than_groups() {
        let group = r#"<ReadingOrder><OrderedGroup id="ro"><RegionRefIndexed index="0" regionRef="r9"/>
            <OrderedGroupIndexed id="g1" index="1"><RegionRefIndexed index="0" regionRef="r1"/></OrderedGroupIndexed>
            </OrderedGroup></ReadingOrder>"#;
        check(&format!(r#"{group}<TextRegion id="r1"/>"#), &[("r1", "g1")]);
        let lines = r#"<TextRegion id="r1" custom="readingOrder {index:0;} structure {type:paragraph;}">
            <TextLine id="l1" custom="structure {type:heading;} structure {id:a7; type:article;}"/><TextLine id="l2"/></TextRegion>"#;
        check(&format!("{group}{lines}"), &[("l1", "a7")]);
        let region = r#"<TextRegion id="r1" custom="structure {type:article; id:a1}"><TextRegion id="r2">
            <TextLine id="l1"/></TextRegion></TextRegion><TextRegion id="r3"/>"#;
        check(region, &[("r1", "a1"), ("r2", "a1"), ("l1", "a1")]);
    }
}
