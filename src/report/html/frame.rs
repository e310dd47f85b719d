//! What every page has around its content.

use maud::{DOCTYPE, Markup, html};

/// A page with its head. `up` leads from it to the folder of the report.
pub(super) fn frame(title: &str, up: &str, header: &Markup, main: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'none'";
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href={ (up) "assets/report.css" };
                script src={ (up) "assets/report.js" } defer {}
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
