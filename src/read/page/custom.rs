//! The `custom` attribute, as Transkribus writes it: `readingOrder {index:3;} structure {type:heading;}`.

/// The value of a key of a tag.
pub(super) fn value<'c>(custom: &'c str, tag: &str, key: &str) -> Option<&'c str> {
    let mut rest = custom;
    while let Some((name, after)) = rest.split_once('{') {
        let (body, behind) = after.split_once('}').unwrap_or((after, ""));
        if name.trim() == tag {
            let pair = |pair: &'c str| pair.split_once(':').filter(|(name, _)| name.trim() == key);
            return body.split(';').find_map(pair).map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
        }
        rest = behind;
    }
    None
}

/// The id of the article that a structure tag names; other structure tags may stand beside it.
pub(super) fn article(custom: &str) -> Option<&str> {
    let bodies = custom.split('}').filter_map(|tag| tag.split_once('{'));
    let mut structures = bodies.filter(|(name, _)| name.trim() == "structure").map(|(_, body)| body);
    structures.find_map(|body| {
        let get = |key: &str| {
            let pairs = body.split(';').filter_map(|pair| pair.split_once(':'));
            pairs
                .map(|(name, value)| (name.trim(), value.trim()))
                .find(|(name, _)| *name == key)
                .map(|(_, value)| value)
        };
        get("id").filter(|id| get("type") == Some("article") && !id.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn tags_are_read() {
        let custom = "readingOrder {index:3;} structure {id:a4; type:heading;} x {";
        assert_eq!(value(custom, "structure", "type"), Some("heading"));
        assert_eq!(value(custom, "readingOrder", "index"), Some("3"));
        assert_eq!(value(custom, "structure", "score"), None);
        assert_eq!(value("structure type:heading", "structure", "type"), None);
        assert_eq!(value("structure {type:}", "structure", "type"), None);
    }
}
