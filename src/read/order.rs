//! The reading order that a file states: groups of references to regions, in groups.

use rustc_hash::FxHashMap;

use super::sheet::clean_id;
use super::xml::{Odd, Tag, Xml};
use crate::model::Page;

/// Members of groups that dangle and are told by name.
const TOLD: usize = 3;

/// A group, or a reference to one region.
#[derive(Debug, Default)]
struct Member {
    /// Its place in an ordered group.
    index: i64,
    /// The region that it names; a group that stands for a region names one too.
    region: Option<Box<str>>,
    is_ordered: bool,
    /// The first and the next of the members of the group.
    children: Vec<usize>,
}

/// The order of a page as it is being read.
#[derive(Debug, Default)]
pub(super) struct Order {
    members: Vec<Member>,
    /// The groups that are open.
    open: Vec<usize>,
    /// Those that stand in no group.
    roots: Vec<usize>,
    regions: FxHashMap<Box<str>, u32>,
    /// The places of regions by their own word, as Transkribus repeats them.
    places: Vec<(i64, u32)>,
}

impl Order {
    /// Takes in a region of the page.
    pub fn region(&mut self, id: Option<Box<str>>, region: u32, place: Option<i64>) {
        if let Some(id) = id {
            self.regions.entry(id).or_insert(region);
        }
        if let Some(place) = place {
            self.places.push((place, region));
        }
    }

    pub fn open(&mut self, name: &str, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let (is_group, is_ordered) = match name {
            "OrderedGroup" | "OrderedGroupIndexed" => (true, true),
            "UnorderedGroup" | "UnorderedGroupIndexed" => (true, false),
            "RegionRef" | "RegionRefIndexed" | "ElementRef" => (false, false),
            _ => return,
        };
        let mut member = Member { is_ordered, ..Member::default() };
        for (key, raw) in tag.attributes() {
            match key {
                // What has no index that can be read stands last.
                "index" => member.index = raw.trim().parse().unwrap_or(i64::MAX),
                "regionRef" | "REF" => member.region = Some(clean_id(&xml.value(raw))),
                _ => {}
            }
        }
        let at = self.members.len();
        self.members.push(member);
        match self.open.last() {
            Some(group) => self.members[*group].children.push(at),
            None => self.roots.push(at),
        }
        if is_group {
            self.open.push(at);
        }
    }

    pub fn close(&mut self, name: &str) {
        if matches!(name, "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed") {
            self.open.pop();
        }
    }

    /// Writes the order that is stated on the page.
    pub fn state(mut self, page: &mut Page, odd: &mut Odd) {
        // Groups without order say which regions belong together, not which comes first.
        let states = self.members.iter().any(|member| member.is_ordered && !member.children.is_empty());
        if !states {
            if self.members.is_empty() {
                self.places.sort_by_key(|(place, _)| *place);
                page.stated_order = self.places.into_iter().map(|(_, region)| region).collect();
            }
            return;
        }
        let mut taken = vec![false; page.regions.len()];
        let mut dangling: Vec<Box<str>> = Vec::new();
        let mut n_dangling = 0;
        let mut ahead: Vec<usize> = std::mem::take(&mut self.roots);
        ahead.reverse();
        while let Some(at) = ahead.pop() {
            let member = &mut self.members[at];
            let mut children = std::mem::take(&mut member.children);
            let is_ordered = member.is_ordered;
            if let Some(id) = member.region.take().filter(|id| !id.is_empty()) {
                match self.regions.get(&id) {
                    Some(region) if !std::mem::replace(&mut taken[*region as usize], true) => {
                        page.stated_order.push(*region);
                    }
                    Some(_) => {}
                    None => {
                        n_dangling += 1;
                        if dangling.len() < TOLD {
                            dangling.push(id);
                        }
                    }
                }
            }
            if is_ordered {
                children.sort_by_key(|child| self.members[*child].index);
            }
            ahead.extend(children.into_iter().rev());
        }
        if n_dangling > 0 {
            let more = if n_dangling > dangling.len() { ", …" } else { "" };
            let names = dangling.join("`, `");
            odd.add(0, &format!("the reading order names {n_dangling} regions that are not there: `{names}`{more}"));
        }
    }
}
