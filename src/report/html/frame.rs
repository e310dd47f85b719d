//! What every page has around its content.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{SCRIPT, STYLE};

/// Where a page has its style, script and pictures from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound<'u> {
    /// From files of the report; the path leads to its folder.
    Site(&'u str),
    /// From itself.
    Single,
}

/// A page with its head.
pub(super) fn frame(title: &str, bound: Bound<'_>, header: &Markup, main: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @match bound {
                    Bound::Site(_) => meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'none'";,
                    Bound::Single => meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";,
                }
                title { (title) }
                link rel="icon" href="data:,";
                @match bound {
                    Bound::Site(up) => {
                        link rel="stylesheet" href={ (up) "assets/report.css" };
                        script src={ (up) "assets/report.js" } defer {}
                    }
                    // A module runs once the page stands, as a deferred script does.
                    Bound::Single => {
                        style { (PreEscaped(STYLE)) }
                        script type="module" { (PreEscaped(SCRIPT)) }
                    }
                }
            }
            body {
                a .skip href="#main" { "Skip to the text" }
                header .top { (header) }
                main #main { (main) }
            }
        }
    }
    .into_string()
}

/// A figure with what it counts.
pub(super) fn fact(n: &str, what: &str, is_doubtful: bool) -> Markup {
    html! { li { b { (n) } span { (what) @if is_doubtful { " " b .q { "?" } } } } }
}
