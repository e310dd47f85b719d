//! The attributes of a tag. Most of a page file is attributes, and nearly all are written in one way.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes as Any;

use super::local;

/// The attributes that can be read in some text behind the name of a tag: names without prefix, and values as they stand
/// in the file.
pub(super) fn of(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    Attributes { rest: raw, others: None }
}

struct Attributes<'t> {
    rest: &'t str,
    /// From the first on that is not plain, the parser reads what is left.
    others: Option<Any<'t>>,
}

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.others.is_none()
            && let Some((name, value, rest)) = plain(self.rest)
        {
            self.rest = rest;
            return Some((name, value));
        }
        let others = self.others.get_or_insert_with(|| {
            let mut others = Any::new(self.rest, 0);
            // A repeated attribute costs nothing to pass over, and checking costs more than the rest.
            others.with_checks(false);
            others
        });
        let attribute = others.find_map(Result::ok)?;
        let value = match attribute.value {
            Cow::Borrowed(value) => value,
            // A tag borrows from the file, so its values do.
            Cow::Owned(_) => "",
        };
        Some((local(attribute.key.0), value))
    }
}

/// The first attribute, its name without prefix, if it is `name="value"` with no blanks around the equals sign, and what
/// stands behind it.
fn plain(text: &str) -> Option<(&str, &str, &str)> {
    let bytes = text.as_bytes();
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let name = bytes.iter().position(|byte| !blank(byte))?;
    let sign = |byte: &u8| *byte == b'=' || *byte == b':' || blank(byte);
    let mut equals = name + bytes[name..].iter().position(sign)?;
    let mut name = name;
    if bytes[equals] == b':' {
        name = equals + 1;
        equals = name + bytes[name..].iter().position(|byte| *byte == b'=' || blank(byte))?;
    }
    let quote = *bytes.get(equals + 1)?;
    if bytes[equals] != b'=' || !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let value = equals + 2;
    // Values are too short for a search by blocks to be worth its call.
    let end = value + bytes[value..].iter().position(|byte| *byte == quote)?;
    Some((&text[name..equals], &text[value..end], &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_as_the_parser_reads() {
        for raw in [
            "",
            " ",
            r#" ID="a" HPOS="12" CONTENT="f&amp;c"/"#,
            r#" ID='a"b' HPOS=""
	WC = "0.5" x:y="z" "#,
            r#" a="1"b="2" x:="3" c d="4" =5 e=6 f="7" g="8"#,
            r#" a:b:c="1" x:b c="2" :d="3""#,
            r#" é="1" b=“2” c="3" c="4""#,
        ] {
            let mut parser = Any::new(raw, 0);
            parser.with_checks(false);
            let wanted: Vec<(String, String)> =
                parser.filter_map(Result::ok).map(|a| (local(a.key.0).to_owned(), a.value.into_owned())).collect();
            let found: Vec<(String, String)> = of(raw).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
            assert_eq!(found, wanted, "{raw}");
        }
    }
}
