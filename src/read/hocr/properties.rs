//! The `title` of an element of hOCR: `bbox 36 92 618 184; x_wconf 93; image "page 1.tif"`.

use super::super::sheet::Coordinates;
use super::super::xml;
use crate::model::Rect;

/// The properties that a title has, each with its name and what stands behind it. A `;` between quotation marks parts
/// nothing.
pub(super) fn properties(title: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut quote = None;
    let parts = title.split(move |c: char| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, ';') => return true,
            _ => {}
        }
        false
    });
    parts.map(|part| {
        let part = part.trim();
        part.split_once(char::is_whitespace).map_or((part, ""), |(name, value)| (name, value.trim()))
    })
}

/// The box of `bbox 36 92 618 184`.
pub(super) fn bbox(value: &str, coordinates: &mut Coordinates) -> Option<Rect> {
    let mut numbers = value.split_ascii_whitespace().map(|number| coordinates.number(number));
    let [left, top, right, bottom] = [numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??];
    Some(Rect::new(left, top, right.max(left.saturating_add(1)), bottom.max(top.saturating_add(1))))
}

/// The baseline of `baseline 0.01 -9` in a box: its slope, and its height over the lower left corner; of a polynomial the
/// last two terms.
pub(super) fn baseline(value: &str, bbox: Rect) -> Option<[(i32, i32); 2]> {
    let mut terms = value.split_ascii_whitespace().rev().map(xml::decimal);
    let (offset, slope) = (terms.next()??, terms.next().flatten().unwrap_or(0.0));
    let at = |x: i32| {
        let y = f64::from(bbox.bottom) + offset + slope * f64::from(x - bbox.left);
        // A line of print hardly leaves its box.
        (f64::from(bbox.top)..=f64::from(bbox.bottom) + f64::from(bbox.height()))
            .contains(&y)
            .then(|| (x, y.round() as i32))
    };
    Some([at(bbox.left)?, at(bbox.right)?])
}

/// The size of type in points, to the half, that an engine has measured in pixels. Where the resolution of the scan is not
/// told it is taken for that of most scans.
pub(super) fn points(pixels: f64, resolution: Option<f64>) -> Option<f32> {
    const USUAL: f64 = 300.0;
    let resolution = resolution.filter(|dots| *dots > 1.0).unwrap_or(USUAL);
    let points = (pixels * 144.0 / resolution).round() / 2.0;
    (0.5..=1000.0).contains(&points).then_some(points as f32)
}

/// What stands between quotation marks, or all of it.
pub(super) fn unquoted(value: &str) -> &str {
    value.trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read() {
        let title = r#"image "a; b.tif"; bbox 0 -2 300.4 400;ppageno 0; ; x_font 'Old Style'"#;
        let read: Vec<_> = properties(title).collect();
        let expected = [
            ("image", r#""a; b.tif""#),
            ("bbox", "0 -2 300.4 400"),
            ("ppageno", "0"),
            ("", ""),
            ("x_font", "'Old Style'"),
        ];
        assert_eq!(read, expected);
        assert_eq!(unquoted(read[0].1), "a; b.tif");
        let mut coordinates = Coordinates::default();
        assert_eq!(bbox(read[1].1, &mut coordinates), Some(Rect::new(0, 0, 300, 400)));
        assert_eq!(bbox("1 2 3", &mut coordinates), None);
        assert_eq!(bbox("1 2 x 4", &mut coordinates), None);
    }

    #[test]
    fn sizes_are_in_points() {
        assert_eq!(points(42.256, Some(200.0)), Some(15.0));
        assert_eq!(points(42.256, Some(0.0)), Some(10.0));
        assert_eq!(points(42.256, None), Some(10.0));
        assert_eq!([points(-3.0, None), points(0.0, None), points(1e9, None)], [None; 3]);
    }

    #[test]
    fn baselines_are_read() {
        let bbox = Rect::new(100, 200, 300, 240);
        assert_eq!(baseline("0.05 -8", bbox), Some([(100, 232), (300, 242)]));
        assert_eq!(baseline("-8", bbox), Some([(100, 232), (300, 232)]));
        assert_eq!(baseline("0 3057", bbox), None);
        assert_eq!(baseline("NaN", bbox), None);
        assert_eq!(baseline("", bbox), None);
    }
}
