//! Numbers of page formats: coordinates, sizes, probabilities.

/// Further from the corner of the page than this nothing stands: a page of a hundred metres in 1/1200 inch, or a scan of
/// a million pixels. What claims to is damaged, and a pass that counts by pixel must not be led there.
const FARTHEST: f64 = 1_000_000.0;

/// What an attribute says of a coordinate or a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Number {
    /// A number, rounded; what lies before the page begins at its edge.
    At(i32),
    /// A number below zero, which stands at the edge.
    Below,
    /// No number, or none that any page has.
    Bad,
}

/// Points that were read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Points {
    pub points: Vec<(i32, i32)>,
    /// How many numbers were below zero.
    pub below: usize,
    /// How many points could not be read.
    pub bad: usize,
}

/// Reads a coordinate.
pub(in crate::read) fn number(raw: &str) -> Number {
    let raw = raw.trim_ascii();
    if !raw.is_empty() && raw.len() <= 6 {
        let digits =
            raw.bytes().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i32::from(byte - b'0')));
        if let Some(value) = digits {
            return Number::At(value);
        }
    }
    match decimal(raw) {
        Some(value) if !(-FARTHEST..=FARTHEST).contains(&value) => Number::Bad,
        Some(value) if value <= -0.5 => Number::Below,
        Some(value) => Number::At(value.round() as i32),
        None => Number::Bad,
    }
}

/// Reads a decimal number that is finite. Some programs write a comma for its point.
pub(in crate::read) fn decimal(raw: &str) -> Option<f64> {
    let raw = raw.trim_ascii();
    // No number of a page takes more digits, and a long one is not worth reading.
    if raw.len() > 40 {
        return None;
    }
    let value: f64 = raw.parse().or_else(|_| raw.replacen(',', ".", 1).parse()).ok()?;
    value.is_finite().then_some(value)
}

/// Reads points: pairs of x and y. The two of a pair stand with a comma between, or all numbers with white space between.
pub(in crate::read) fn points(raw: &str) -> Points {
    let mut out = Points::default();
    let mut half = None;
    let mut below = 0;
    let mut at = |token: &str| match number(token) {
        Number::At(value) => Some(value),
        Number::Below => {
            below += 1;
            Some(0)
        }
        Number::Bad => None,
    };
    for token in raw.split_ascii_whitespace() {
        let pair = match token.split_once(',') {
            Some((x, y)) => at(x).zip(at(y)),
            None => match half.take() {
                None => {
                    half = Some(token);
                    continue;
                }
                Some(x) => at(x).zip(at(token)),
            },
        };
        match pair {
            Some(pair) => out.points.push(pair),
            None => out.bad += 1,
        }
    }
    out.bad += usize::from(half.is_some());
    out.below = below;
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_read() {
        for (raw, expected) in [
            ("12", Number::At(12)),
            (" 0 ", Number::At(0)),
            ("999999", Number::At(999_999)),
            ("12.5", Number::At(13)),
            ("12,4", Number::At(12)),
            ("1e3", Number::At(1000)),
            ("-0.2", Number::At(0)),
            ("-7", Number::Below),
            ("", Number::Bad),
            ("NaN", Number::Bad),
            ("inf", Number::Bad),
            ("1e300", Number::Bad),
            ("-1e9", Number::Bad),
            ("12px", Number::Bad),
            ("99999999999999999999", Number::Bad),
        ] {
            assert_eq!(number(raw), expected, "{raw}");
        }
    }

    #[test]
    fn points_are_read() {
        let read = |raw| {
            let read = points(raw);
            (read.points, read.below, read.bad)
        };
        assert_eq!(read("1,2 30,-4\n5.6,7"), (vec![(1, 2), (30, 0), (6, 7)], 1, 0));
        assert_eq!(read("1 2 3 4"), (vec![(1, 2), (3, 4)], 0, 0));
        assert_eq!(read("1,2 NaN,3 4"), (vec![(1, 2)], 0, 2));
        assert_eq!(read(""), (vec![], 0, 0));
    }
}
