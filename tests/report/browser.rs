//! The report in a browser. Chromium is asked for by name, or by `CHROMIUM`; a page around the report's pages looks into
//! them and prints what it found.

use std::path::Path;
use std::process::Command;

use super::{Desk, pages};

/// Opens each page in frames of three widths, with and without scripts, and reports what is wrong as lines of text.
const PROBE: &str = include_str!("probe.html");

/// Opens all pages of a report around the probe, and gives back what that says. `axe` is a script that checks them.
#[track_caller]
fn probed(axe: Option<&Path>) -> (String, usize) {
    let desk = Desk::of_samples();
    let files = desk.report("report");
    let base = format!("file://{}/", desk.path("report").display());
    let link = |name: &str| {
        let escaped = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string();
        format!("{base}{}", escaped.replace("%2F", "/").replace("%2E", "."))
    };
    let mut urls = vec![link("index.html")];
    urls.extend(pages(&files).iter().map(|(name, _)| link(&format!("pages/{name}.html"))));
    let axe = axe.map(|axe| format!("file://{}", axe.display()));
    let probe = PROBE
        .replace("PAGES", &serde_json::to_string(&urls).unwrap())
        .replace("AXE", &serde_json::to_string(&axe).unwrap())
        .replace("BASE", &serde_json::to_string(&base).unwrap());
    std::fs::write(desk.path("probe.html"), probe).unwrap();
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let out = Command::new(&browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--dump-dom"])
        .args(["--virtual-time-budget=120000", "--window-size=1300,1000"])
        .arg(format!("--user-data-dir={}", desk.path("browser").display()))
        .arg(format!("file://{}", desk.path("probe.html").display()))
        .output()
        .unwrap_or_else(|error| panic!("{browser}: {error}; install chromium, or name it in CHROMIUM"));
    let dom = String::from_utf8_lossy(&out.stdout);
    let said = dom.split("<pre id=\"out\">").nth(1).and_then(|rest| rest.split("</pre>").next()).unwrap_or(&dom);
    (said.trim().to_owned(), urls.len())
}

#[test]
fn every_width_works_with_scripts_and_without() {
    let (said, n) = probed(None);
    assert_eq!(said, format!("looked at {n}"));
}

/// `AXE` names the script of axe-core, which is no part of this repository: `npm pack axe-core` fetches it.
#[test]
fn axe_finds_nothing_serious() {
    let axe =
        std::env::var("AXE").unwrap_or_else(|_| panic!("name axe.min.js of axe-core in AXE, or pass this test over"));
    let (said, n) = probed(Some(&std::fs::canonicalize(axe).unwrap()));
    assert_eq!(said, format!("looked at {n}"));
}
