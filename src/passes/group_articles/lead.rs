//! Captions that are read before a headline, since their picture stands over it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::units::{Kind, Unit};
use crate::model::{LineIx, Page, Rect, RegionKind};
use crate::passes::View;
use crate::passes::galley::Galley;
use crate::passes::pictures::{self, Pictures};

/// Lines of white that may stand between a picture with its caption and the headline below it.
const REACH: i32 = 6;

/// The pictures of a page that have captions.
pub(super) struct Leads<'p> {
    page: &'p Page,
    /// Height of a line of the page.
    line: i32,
    pictures: Pictures,
    of_line: FxHashMap<LineIx, usize>,
}

impl<'p> Leads<'p> {
    /// None where no caption is known to belong to a picture.
    pub(super) fn of(view: &View<'p>, page: &'p Page) -> Option<Self> {
        let (pictures, of_line) = pictures::captions(view, page);
        if of_line.is_empty() {
            return None;
        }
        let line = pictures::line_height(page.lines.clone().map(|line| view.issue.line(LineIx(line)))).max(1);
        Some(Self { page, line, pictures, of_line: of_line.into_iter().collect() })
    }

    /// The unit that the article with its headline behind `before` begins with: the first of the captions that end these
    /// units and belong to pictures over the headline, or the headline itself.
    pub(super) fn first(
        &self,
        view: &View<'_>,
        galley: &Galley<'_>,
        units: &[Unit<'_>],
        before: Range<usize>,
    ) -> usize {
        let around = |unit: &Unit<'_>| {
            let boxes = galley.rows[unit.rows.clone()].iter().filter_map(|row| view.issue.line(row.line).bbox);
            boxes.reduce(|a, b| a.union(&b))
        };
        let head = before.end;
        if before.is_empty() || !units[head - 1].is(Kind::Caption) {
            return head;
        }
        let text = units[head..].iter().find(|unit| unit.is(Kind::Text)).and_then(around);
        let Some((headline, text)) = around(&units[head]).filter(|_| units[head].is(Kind::Heading)).zip(text) else {
            return head;
        };
        let leads = |at: &usize| {
            let unit = &units[*at];
            let picture = self.of_line.get(&galley.rows[unit.rows.start].line);
            let picture = picture.and_then(|picture| self.pictures.list.get(*picture));
            unit.is(Kind::Caption) && picture.is_some_and(|p| self.is_over(view, &p.around, &headline, text.width()))
        };
        before.rev().take_while(leads).last().unwrap_or(head)
    }

    /// Whether a picture stands over a headline and belongs to it: wider than a column, or with more white above it, and no
    /// rule between the two.
    fn is_over(&self, view: &View<'_>, picture: &Rect, headline: &Rect, column: i32) -> bool {
        let white = headline.top.saturating_sub(picture.bottom);
        let common = i64::from(picture.overlap_x(headline));
        let narrow = i64::from(picture.width().min(headline.width()));
        if white < -self.line / 2 || white > REACH.saturating_mul(self.line) || common * 10 < narrow * 6 {
            return false;
        }
        let is_between = |area: &Rect| {
            let y = area.top.midpoint(area.bottom);
            y >= picture.bottom - self.line / 2 && y <= headline.top + self.line / 2
        };
        let ruled = self.page.regions.iter().filter(|region| region.kind == RegionKind::Separator);
        let mut ruled = ruled.filter_map(|region| region.bbox).filter(is_between);
        if ruled.any(|rule| rule.overlap_x(headline) > headline.width() / 2) {
            return false;
        }
        if picture.width() > column.saturating_mul(3) / 2 {
            return true;
        }
        let lines = self.page.lines.clone().filter_map(|line| view.issue.line(LineIx(line)).bbox);
        let above = lines.filter(|line| line.bottom <= picture.top + self.line / 2 && line.overlap_x(picture) > 0);
        above
            .map(|line| picture.top - line.bottom)
            .min()
            .is_none_or(|above| above > white.max(self.line).saturating_mul(2))
    }
}
