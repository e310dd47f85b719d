//! The pictures of a page with boxes, and what stands next to one.
//!
//! Knows boxes only: what a line says, and whether it is a caption, is told elsewhere.

use crate::model::{Line, LineIx, Page, Rect, Region, RegionKind, Role};
use crate::passes::View;

/// More pictures than a page has; where a file has more, they are specks and shreds.
const MOST: usize = 256;
/// Lines that a picture is at least high and wide, in text lines of its page; smaller ones are ornaments and initials.
const SMALLEST: i32 = 3;
/// How many times as long as it is wide a strip is, such as an ornament or a drawn heading.
const STRIP: i32 = 8;
/// Lines of white that may stand between a picture and its caption.
pub(crate) const REACH: i32 = 5;
/// Deepest nesting of regions that is followed.
const MOST_NESTED: usize = 16;
/// Shares of the page, in percent, from which on a picture is a frame around it or the page itself.
const WHOLE_PAGE: i64 = 60;

/// Where something stands, as seen from a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// In it, as the file says.
    Inside,
    Below,
    Above,
    Beside,
}

/// A picture that something stands next to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Near {
    /// Which of the pictures it is.
    pub picture: usize,
    pub side: Side,
    /// The white between the two, in the unit of the page; below 0 where they overlap.
    pub white: i32,
}

/// A picture of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Picture {
    /// Index of its region in the page.
    pub region: u32,
    pub area: Rect,
    /// The picture with the captions that are known to belong to it.
    pub around: Rect,
}

/// The pictures of a page.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    pub list: Vec<Picture>,
}

impl Pictures {
    /// Those of a page whose lines of text are so high. A picture in a picture is part of it, and one in an advertisement
    /// has no caption.
    pub(crate) fn of(page: &Page, line: i32) -> Self {
        let least = SMALLEST.saturating_mul(line);
        let whole = i64::from(page.width) * i64::from(page.height) * WHOLE_PAGE / 100;
        let is_one = |area: &Rect| {
            let size = i64::from(area.width()) * i64::from(area.height());
            let is_strip = area.width().max(area.height()) / STRIP >= area.width().min(area.height());
            !is_strip && area.width() >= least && area.height() >= least && (whole == 0 || size < whole)
        };
        let list: Vec<Picture> = page
            .regions
            .iter()
            .enumerate()
            .filter(|(n, region)| {
                region.kind == RegionKind::Picture
                    && !above(page, *n as u32)
                        .any(|host| matches!(host.1.kind, RegionKind::Picture | RegionKind::Advert))
            })
            .filter_map(|(n, region)| {
                let area = region.bbox.filter(is_one)?;
                Some(Picture { region: n as u32, area, around: area })
            })
            .take(MOST + 1)
            .collect();
        Self { list: if list.len() > MOST { Vec::new() } else { list } }
    }

    /// The picture that a region with this text in it stands next to, no further than `reach` away; of several the one
    /// above, then the one below, then the one beside it.
    pub(crate) fn near(&self, page: &Page, region: u32, text: &Rect, reach: i32) -> Option<Near> {
        let held = above(page, region).find_map(|(n, _)| self.list.iter().position(|picture| picture.region == n));
        if let Some(picture) = held {
            return Some(Near { picture, side: Side::Inside, white: 0 });
        }
        let near = |(n, picture): (usize, &Picture)| {
            let (side, white) = side(&picture.around, text)?;
            (white <= reach).then_some(Near { picture: n, side, white })
        };
        self.list.iter().enumerate().filter_map(near).min_by_key(|near| (near.side as u8, near.white, near.picture))
    }

    /// Says that a text is the caption of the picture that it stands next to, so that more of it may follow.
    pub(crate) fn caption(&mut self, near: Near, text: &Rect) {
        if let (Some(picture), Side::Below | Side::Above) = (self.list.get_mut(near.picture), near.side) {
            picture.around = picture.around.union(text);
        }
    }
}

/// The captions of a page, as the draft has them: each line, and the picture that it belongs to.
pub(crate) fn captions(view: &View<'_>, page: &Page) -> (Pictures, Vec<(LineIx, usize)>) {
    let lines = || page.lines.clone().map(LineIx);
    let mut texts: Vec<(u32, Option<Rect>, Vec<LineIx>)> = Vec::new();
    for line in lines().filter(|line| view.draft.role(*line) == Role::Caption) {
        let Line { region, bbox, .. } = view.issue.line(line);
        match texts.last_mut().filter(|(last, ..)| last == region) {
            Some((_, area, held)) => {
                *area = area.zip(*bbox).map(|(area, bbox)| area.union(&bbox)).or(*area).or(*bbox);
                held.push(line);
            }
            None => texts.push((*region, *bbox, vec![line])),
        }
    }
    if texts.is_empty() {
        return Default::default();
    }
    let line = line_height(lines().map(|line| view.issue.line(line)));
    let mut pictures = Pictures::of(page, line);
    texts.sort_by_key(|(_, area, _)| area.map(|area| (area.top, area.left)));
    let mut of_line = Vec::new();
    for (region, area, held) in texts {
        let Some(area) = area else { continue };
        let Some(near) = pictures.near(page, region, &area, REACH.saturating_mul(line)) else { continue };
        pictures.caption(near, &area);
        of_line.extend(held.into_iter().map(|line| (line, near.picture)));
    }
    (pictures, of_line)
}

/// On which side of a picture a text stands, and how far away. None where it stands across a corner or runs into it.
fn side(picture: &Rect, text: &Rect) -> Option<(Side, i32)> {
    let common_x = picture.overlap_x(text);
    let common_y = (picture.bottom.min(text.bottom) - picture.top.max(text.top)).max(0);
    // A box may be drawn a little too large.
    let slack = text.height().min(picture.height() / 8);
    if i64::from(common_x) * 10 >= i64::from(text.width()) * 8 {
        let (below, above) = (text.top.saturating_sub(picture.bottom), picture.top.saturating_sub(text.bottom));
        return if below >= -slack {
            Some((Side::Below, below))
        } else if above >= -slack {
            Some((Side::Above, above))
        } else {
            None
        };
    }
    let white = text.left.saturating_sub(picture.right).max(picture.left.saturating_sub(text.right));
    (i64::from(common_y) * 10 >= i64::from(text.height()) * 8 && white >= 0).then_some((Side::Beside, white))
}

/// The regions that hold a region, from the inside out.
fn above(page: &Page, region: u32) -> impl Iterator<Item = (u32, &Region)> {
    let up = move |at: &u32| page.regions.get(*at as usize)?.parent.filter(|host| host < at);
    let hosts = std::iter::successors(page.regions.get(region as usize).and_then(|_| up(&region)), up);
    hosts.take(MOST_NESTED).filter_map(|n| Some((n, page.regions.get(n as usize)?)))
}

/// The height of most lines of a page; 0 where none has a box.
pub(crate) fn line_height<'l>(lines: impl Iterator<Item = &'l Line>) -> i32 {
    let mut heights: Vec<i32> =
        lines.filter_map(|line| Some(line.bbox?.height())).filter(|height| *height > 0).collect();
    if heights.is_empty() {
        return 0;
    }
    let middle = heights.len() / 2;
    *heights.select_nth_unstable(middle).1
}
