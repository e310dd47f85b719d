//! Pages drawn by hand: what is read in which order.

use proptest::prelude::*;

use super::{Area, Conventions, Drawn, DrawnLine, DrawnRegion, Kind, Said, order};
use crate::rules::HeadRow;

/// A page of 1000 by 1400 from boxes; each is a region of lines 20 high and 30 apart.
fn page(boxes: &[[i64; 4]]) -> Drawn {
    let mut drawn = Drawn { width: 1000, height: 1400, ..Drawn::default() };
    for (region, [left, top, right, bottom]) in boxes.iter().copied().enumerate() {
        drawn.regions.push(region_of(Area { left, top, right, bottom }, Kind::Text));
        for top in (top..bottom).step_by(30) {
            let area = Area { left, top, right, bottom: (top + 20).min(bottom) };
            drawn.lines.push(DrawnLine { area, baseline: None, region, said: Said::Text });
        }
    }
    drawn
}

fn region_of(area: Area, kind: Kind) -> DrawnRegion {
    DrawnRegion { area, outline: Vec::new(), kind, parent: None, is_head: false }
}

/// The regions in the order in which they are read.
#[track_caller]
fn read(drawn: &Drawn) -> Vec<usize> {
    read_as(drawn, Conventions::default())
}

fn read_as(drawn: &Drawn, conventions: Conventions) -> Vec<usize> {
    let mut regions: Vec<usize> =
        order(drawn, conventions).into_iter().map(|line| drawn.lines[line.n].region).collect();
    regions.dedup();
    regions
}

#[test]
fn columns_are_read_one_after_the_other() {
    let drawn = page(&[[520, 40, 980, 900], [20, 40, 480, 500], [20, 540, 480, 900]]);
    assert_eq!(read(&drawn), [1, 2, 0]);
}

#[test]
fn a_heading_over_two_columns_comes_first() {
    let drawn = page(&[[20, 160, 480, 900], [520, 160, 980, 900], [200, 40, 800, 100]]);
    assert_eq!(read(&drawn), [2, 0, 1]);
}

#[test]
fn a_rule_across_the_page_parts_what_is_above_from_what_is_below() {
    let mut drawn = page(&[[20, 40, 480, 390], [520, 40, 980, 390], [20, 402, 480, 900], [520, 402, 980, 900]]);
    assert_eq!(read(&drawn), [0, 2, 1, 3], "columns without a rule run through");
    drawn.regions.push(region_of(Area { left: 20, top: 395, right: 980, bottom: 398 }, Kind::Rule));
    assert_eq!(read(&drawn), [0, 1, 2, 3]);
}

#[test]
fn a_small_box_is_read_with_the_one_it_stands_in() {
    let drawn = page(&[[20, 40, 480, 900], [520, 40, 980, 900], [600, 50, 660, 70]]);
    assert_eq!(read(&drawn), [0, 2, 1]);
}

#[test]
fn rules_of_two_columns_side_by_side_part_nothing() {
    let mut drawn = page(&[[20, 40, 480, 400], [520, 40, 980, 400], [20, 412, 480, 900], [520, 412, 980, 900]]);
    drawn.regions.push(region_of(Area { left: 20, top: 405, right: 480, bottom: 408 }, Kind::Rule));
    drawn.regions.push(region_of(Area { left: 520, top: 405, right: 980, bottom: 408 }, Kind::Rule));
    drawn.regions.push(region_of(Area { left: 499, top: 40, right: 501, bottom: 900 }, Kind::Rule));
    assert_eq!(read(&drawn), [0, 2, 1, 3]);
}

#[test]
fn a_number_beside_a_heading_is_read_before_it() {
    let drawn =
        page(&[[20, 40, 480, 200], [20, 240, 480, 290], [24, 266, 80, 286], [20, 300, 480, 900], [520, 40, 980, 900]]);
    assert_eq!(read(&drawn), [0, 2, 1, 3, 4]);
}

/// Each line of some boxes a region of its own.
fn loose(boxes: &[[i64; 4]]) -> Drawn {
    let mut lines = Vec::new();
    for [left, top, right, bottom] in boxes {
        lines.extend((*top..*bottom).step_by(30).map(|top| [*left, top, *right, (top + 20).min(*bottom)]));
    }
    page(&lines)
}

#[test]
fn a_number_amid_loose_lines_is_read_in_its_row() {
    let boxes =
        [[20, 40, 480, 330], [200, 340, 300, 360], [24, 346, 80, 364], [20, 370, 480, 900], [520, 40, 980, 900]];
    let drawn = loose(&boxes);
    let order = read(&drawn);
    let at = |left: i64, top: i64| {
        let region =
            drawn.regions.iter().position(|region| (region.area.left, region.area.top) == (left, top)).unwrap();
        order.iter().position(|read| *read == region).unwrap()
    };
    assert_eq!(at(24, 346), at(20, 310) + 1);
    assert_eq!(at(200, 340), at(24, 346) + 1);
    assert_eq!(at(20, 370), at(200, 340) + 1);
}

#[test]
fn a_slip_in_the_margin_does_not_stand_amid_a_column() {
    let drawn = page(&[[20, 40, 300, 900], [320, 40, 600, 500], [320, 560, 600, 900], [680, 510, 720, 550]]);
    assert_eq!(read(&drawn), [0, 1, 2, 3]);
}

#[test]
fn headings_in_a_row_go_with_the_columns_below_them() {
    let heads = [[40, 40, 220, 60], [270, 40, 730, 60], [780, 40, 960, 60]];
    let columns = [[20, 66, 240, 900], [260, 66, 490, 900], [510, 66, 740, 900], [760, 66, 980, 900]];
    let drawn = page(&[heads[0], columns[0], heads[2], columns[3], heads[1], columns[1], columns[2]]);
    assert_eq!(read(&drawn), [0, 1, 2, 3, 4, 5, 6], "the story over two columns is read last");
}

/// Three columns below a row of three pieces, of which the middle one stands over a gutter.
fn with_head_row() -> Drawn {
    let row = [[40, 40, 200, 60], [420, 40, 620, 60], [800, 40, 960, 60]];
    let columns = [[20, 100, 250, 1300], [270, 100, 500, 1300], [520, 100, 740, 1300], [760, 100, 980, 1300]];
    page(&[columns[3], row[2], row[0], columns[0], columns[2], columns[1], row[1]])
}

/// Says that regions hold something about the page.
fn of_the_page(drawn: &mut Drawn, regions: &[usize]) {
    drawn.lines.iter_mut().filter(|line| regions.contains(&line.region)).for_each(|line| line.said = Said::Furniture);
}

#[test]
fn a_head_row_that_a_rule_closes_is_read_with_the_columns() {
    let mut drawn = with_head_row();
    drawn.regions.push(region_of(Area { left: 20, top: 74, right: 980, bottom: 77 }, Kind::Rule));
    assert_eq!(read(&drawn), [2, 6, 1, 3, 5, 4, 0], "these may be headings");
    of_the_page(&mut drawn, &[1, 2, 6]);
    assert_eq!(read(&drawn), [2, 3, 5, 6, 4, 1, 0], "what stands over a gutter is read between its columns");
    let told = Conventions { head_row: HeadRow::First, ..Conventions::default() };
    assert_eq!(read_as(&drawn, told), [2, 6, 1, 3, 5, 4, 0]);
}

#[test]
fn a_head_row_in_white_is_read_last_where_it_is_known_to_be_of_the_page() {
    let mut drawn = with_head_row();
    assert_eq!(read(&drawn), [2, 6, 1, 3, 5, 4, 0], "these may be headings");
    of_the_page(&mut drawn, &[1, 2, 6]);
    assert_eq!(read(&drawn), [3, 5, 4, 0, 2, 6, 1]);
    drawn.lines.sort_by_key(|line| line.said != Said::Furniture);
    assert_eq!(read(&drawn), [2, 6, 1, 3, 5, 4, 0], "the file begins with it");
    // A lone piece.
    drawn.lines.retain(|line| line.region != 2 && line.region != 6);
    assert_eq!(read(&drawn), [1, 3, 5, 4, 0]);
}

#[test]
fn a_head_row_over_the_name_of_the_paper_is_read_first() {
    let row = [[40, 20, 200, 40], [800, 20, 960, 40]];
    let mut drawn = page(&[[20, 260, 480, 1300], [520, 260, 980, 1300], [200, 80, 800, 180], row[1], row[0]]);
    in_big_type(&mut drawn, 2);
    of_the_page(&mut drawn, &[3, 4]);
    assert_eq!(read(&drawn), [4, 3, 2, 0, 1]);
}

#[test]
fn short_lines_that_end_columns_are_no_foot_row() {
    let mut drawn = page(&[[20, 40, 480, 500], [520, 40, 980, 500], [20, 540, 480, 590], [520, 540, 980, 590]]);
    drawn.regions.push(region_of(Area { left: 499, top: 40, right: 501, bottom: 900 }, Kind::Rule));
    assert_eq!(read(&drawn), [0, 2, 1, 3]);
}

#[test]
fn paragraphs_that_end_side_by_side_part_no_columns() {
    // On the right a heading over two columns, and below them three.
    let right = [[340, 40, 980, 60], [340, 100, 640, 490], [680, 100, 980, 490]];
    let below = [[340, 580, 530, 1300], [560, 580, 750, 1300], [780, 580, 980, 1300]];
    let left = [[20, 40, 300, 510], [20, 520, 300, 1300]];
    let drawn = page(&[below[1], left[1], right[2], below[0], right[0], left[0], below[2], right[1]]);
    assert_eq!(read(&drawn), [5, 1, 4, 7, 2, 3, 0, 6]);
}

#[test]
fn white_across_three_columns_parts_them_across_two_it_may_be_an_accident() {
    let two = [[20, 40, 480, 510], [520, 40, 980, 510], [20, 534, 480, 1304], [520, 534, 980, 1304]];
    assert_eq!(read(&page(&two)), [0, 2, 1, 3]);
    let three = [20, 350, 680].map(|left| [left, 40, left + 300, 510]);
    let below = three.map(|[left, .., right, _]| [left, 534, right, 1304]);
    let drawn = page(&[three[0], three[1], three[2], below[0], below[1], below[2]]);
    assert_eq!(read(&drawn), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn a_region_drawn_higher_than_its_text_hides_no_page_number() {
    let mut drawn = page(&[[20, 40, 480, 1280], [520, 40, 980, 1280], [470, 1310, 540, 1330]]);
    drawn.regions[1].area.bottom = 1330;
    assert_eq!(read(&drawn), [0, 1, 2]);
}

/// Sets the lines of a region in type as high as it.
fn in_big_type(drawn: &mut Drawn, region: usize) {
    drawn.lines.retain(|line| line.region != region || line.area.top == drawn.regions[region].area.top);
    for line in drawn.lines.iter_mut().filter(|line| line.region == region) {
        line.area = drawn.regions[region].area;
    }
}

#[test]
fn notices_beside_a_title_alone_follow_it_and_those_beside_the_whole_head_flank_it() {
    let text = [[20, 260, 320, 1300], [340, 260, 660, 1300], [680, 260, 980, 1300]];
    let mut drawn = page(&[
        [250, 40, 750, 140],
        [20, 50, 200, 130],
        [800, 50, 980, 130],
        [20, 180, 120, 200],
        [450, 180, 550, 200],
        text[0],
        text[1],
        text[2],
    ]);
    in_big_type(&mut drawn, 0);
    assert_eq!(read(&drawn), [0, 1, 2, 3, 4, 5, 6, 7]);
    let mut drawn = page(&[
        [250, 40, 750, 140],
        [20, 40, 200, 220],
        [800, 40, 980, 220],
        [450, 180, 550, 200],
        text[0],
        text[1],
        text[2],
    ]);
    in_big_type(&mut drawn, 0);
    assert_eq!(read(&drawn), [1, 0, 3, 2, 4, 5, 6]);
    // The same notices in pieces.
    let left = [[20, 40, 200, 60], [60, 70, 160, 90], [20, 100, 200, 220]];
    let mut drawn =
        page(&[[250, 40, 750, 140], left[2], left[0], left[1], [450, 180, 550, 200], text[0], text[1], text[2]]);
    in_big_type(&mut drawn, 0);
    assert_eq!(read(&drawn), [2, 3, 1, 0, 4, 5, 6, 7]);
}

#[test]
fn headlines_in_a_row_are_read_each_with_the_columns_that_it_stands_over() {
    // The second headline is much narrower than what it stands over.
    let heads = [[40, 40, 360, 80], [540, 40, 860, 80]];
    let columns = [[20, 100, 190, 900], [210, 100, 380, 900]];
    let others = [[430, 100, 600, 900], [620, 100, 780, 900], [800, 100, 970, 900]];
    let mut drawn = page(&[heads[1], others[2], columns[0], heads[0], others[0], columns[1], others[1]]);
    for head in [0, 3] {
        in_big_type(&mut drawn, head);
    }
    assert_eq!(read(&drawn), [3, 2, 5, 0, 4, 6, 1]);
}

/// The page with all its lines in one region, row by row.
fn in_one_region(mut drawn: Drawn) -> Drawn {
    drawn.lines.sort_by_key(|line| (line.area.top, line.area.left));
    for line in &mut drawn.lines {
        line.region = 0;
    }
    drawn.regions = vec![region_of(Area { left: 0, top: 0, right: 1000, bottom: 1400 }, Kind::Text)];
    drawn
}

/// The left edges of the lines in the order in which they are read, those of one column once.
fn read_edges(drawn: &Drawn) -> Vec<i64> {
    let mut edges: Vec<i64> =
        order(drawn, Conventions::default()).into_iter().map(|line| drawn.lines[line.n].area.left).collect();
    edges.dedup();
    edges
}

#[test]
fn columns_that_the_file_takes_for_one_region_are_read_one_after_the_other() {
    let drawn = in_one_region(page(&[[300, 10, 700, 30], [20, 100, 480, 900], [520, 103, 980, 903]]));
    assert_eq!(read_edges(&drawn), [300, 20, 520]);
}

#[test]
fn rows_of_a_list_in_one_region_are_read_row_by_row() {
    let mut drawn = Drawn { width: 1000, height: 1400, ..Drawn::default() };
    for row in 0..12 {
        let top = 100 + row * 30;
        for (left, right) in [(20, 80 + row * 97 % 300), (600, 640 + row * 53 % 90)] {
            let area = Area { left, top, right, bottom: top + 20 };
            drawn.lines.push(DrawnLine { area, baseline: None, region: 0, said: Said::Text });
        }
    }
    let drawn = in_one_region(drawn);
    assert_eq!(read_edges(&drawn), [20, 600].repeat(12));
}

#[test]
fn a_line_at_the_head_of_the_page_makes_no_story_of_the_columns_below_it() {
    let drawn = page(&[
        [20, 40, 240, 900],
        [260, 300, 480, 900],
        [500, 100, 720, 500],
        [740, 160, 960, 900],
        [400, 36, 580, 56],
    ]);
    assert_eq!(read(&drawn), [0, 4, 1, 2, 3]);
}

#[test]
fn where_nothing_cuts_another_place_is_told() {
    // A pinwheel: no gap runs through.
    let drawn = page(&[
        [20, 40, 600, 400],
        [640, 40, 980, 800],
        [400, 840, 980, 1300],
        [20, 440, 360, 1300],
        [380, 420, 620, 820],
    ]);
    let order = order(&drawn, Conventions::default());
    assert!(order.iter().all(|line| line.sure < 0.8), "{order:?}");
    let places: Vec<(usize, usize)> = order.windows(2).filter_map(|pair| Some((pair[0].n, pair[1].or?))).collect();
    assert!(!places.is_empty() && places.iter().all(|(follows, or)| follows != or), "{places:?}");
}

#[test]
fn pages_turned_are_read_as_they_run() {
    let mut leftward = page(&[[20, 40, 480, 900], [520, 40, 980, 900]]);
    leftward.turn(|(x, y), right| (right - x, y));
    assert_eq!(read(&leftward), [1, 0]);
}

fn corner() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 0..2000_i64, 1 => Just(i64::from(i32::MIN)), 1 => Just(i64::from(i32::MAX)), 1 => Just(0_i64)]
}

fn any_area() -> impl Strategy<Value = Area> {
    (corner(), corner(), corner(), corner()).prop_map(|(a, b, c, d)| Area {
        left: a.min(c),
        top: b.min(d),
        right: a.max(c),
        bottom: b.max(d),
    })
}

proptest! {
    /// Whatever boxes a file holds, each line is read once.
    #[test]
    fn any_boxes_give_a_permutation(
        regions in proptest::collection::vec((any_area(), 0..5_u8, proptest::option::of(0..8_usize)), 1..40),
        lines in proptest::collection::vec((any_area(), 0..40_usize, 0..3_usize), 0..160),
    ) {
        let kinds = [Kind::Text, Kind::Picture, Kind::Table, Kind::Advert, Kind::Rule];
        let said_all = [Said::Text, Said::Furniture, Said::Rule];
        let n = regions.len();
        let regions = regions
            .into_iter()
            .map(|(area, kind, parent)| DrawnRegion { parent, ..region_of(area, kinds[kind as usize]) })
            .collect();
        let lines: Vec<DrawnLine> = lines
            .into_iter()
            .map(|(area, region, said)| DrawnLine { area, baseline: None, region: region % n, said: said_all[said] })
            .collect();
        let drawn = Drawn { width: 0, height: 0, regions, lines };
        let mut found: Vec<usize> = order(&drawn, Conventions::default()).into_iter().map(|line| line.n).collect();
        found.sort_unstable();
        prop_assert_eq!(found, (0..drawn.lines.len()).collect::<Vec<_>>());
    }
}
