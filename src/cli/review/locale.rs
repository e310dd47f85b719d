//! What the environment says about the terminal: which characters it draws, and how wide.

/// Whether a locale names another charset than UTF-8. Where it names none, UTF-8 is what terminals have.
pub fn is_ascii(locale: &str) -> bool {
    let charset = locale.split('@').next().and_then(|name| name.split_once('.')).map_or("", |(_, charset)| charset);
    let charset: String = charset.chars().filter(char::is_ascii_alphanumeric).collect();
    !charset.is_empty() && !charset.eq_ignore_ascii_case("utf8")
}

/// Whether fonts of a locale have characters of ambiguous width twice as wide as letters, so that one must look.
pub fn is_east_asian(locale: &str) -> bool {
    ["zh", "ja", "ko"].iter().any(|language| {
        locale.strip_prefix(language).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// The locale of characters.
#[expect(clippy::disallowed_methods, reason = "this is the command line")]
pub fn locale() -> String {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charset_is_read_out_of_a_locale() {
        for utf8 in ["", "C", "POSIX", "en_US", "de_DE.UTF-8", "zh_CN.utf8@pinyin", "C.UTF-8"] {
            assert!(!is_ascii(utf8), "{utf8}");
        }
        for other in ["de_DE.ISO-8859-1", "zh_CN.GB18030", "en_US.US-ASCII", "ja_JP.eucJP@x"] {
            assert!(is_ascii(other), "{other}");
        }
        assert!(is_east_asian("zh_CN.UTF-8") && is_east_asian("ja") && is_east_asian("ko-KR"));
        assert!(!is_east_asian("en_US.UTF-8") && !is_east_asian("kok_IN") && !is_east_asian(""));
    }
}
