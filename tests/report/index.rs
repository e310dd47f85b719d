//! The index of a report, and pages that are cut.

use newsprint::ledger::{Decisions, Level, fold};
use newsprint::report::{diff, html};
use newsprint::rules::Rules;
use newsprint::{pipeline, read};

use super::soup::elements;
use super::{Desk, pages};

fn row(n: u32) -> html::Summary {
    html::Summary { name: format!("issue {n:04}"), open: n % 7, stake: f64::from(n % 7), ..html::Summary::default() }
}

#[test]
fn those_with_most_at_stake_come_first() {
    let desk = Desk::of_samples();
    std::fs::write(desk.path("cleaned/broken.edits.jsonl"), "{}\n").unwrap();
    let ran = desk.run("report cleaned -o report --date 2026-11-23");
    assert_eq!(ran.code, 2, "one that cannot be read is said, and the others are written");
    let index = std::fs::read_to_string(desk.path("report/index.html")).unwrap();
    let page = elements(&index);
    assert!(index.contains("2026-11-23"));
    let failed = page.iter().filter(|element| element.has_class("failed")).count();
    assert_eq!(failed, 1);
    let stakes: Vec<f64> = page
        .iter()
        .filter(|element| {
            element.name == "td"
                && element
                    .get("data-n")
                    .is_some_and(|n| n.matches('.').count() == 1 && n.len() - n.find('.').unwrap() == 2)
        })
        .map(|element| element.get("data-n").unwrap().parse().unwrap())
        .collect();
    assert!(stakes.len() >= 13 && stakes[0] > 0.0);
    assert!(stakes.is_sorted_by(|a, b| a >= b), "{stakes:?}");
}

#[test]
fn what_needs_a_person_is_what_pending_lists() {
    let desk = Desk::of_samples();
    let files = desk.report("report");
    for (name, html) in pages(&files) {
        let pending = desk.done(&format!("pending 'cleaned/{name}' --json"));
        let waiting = pending.lines().filter(|line| line.contains("\"unit\"")).count();
        let open = elements(html).iter().filter(|element| element.name == "tr" && element.has_class("open")).count();
        assert_eq!(open, waiting, "{name}");
    }
}

#[test]
fn a_long_index_is_cut() {
    let rows: Vec<_> = (0..2000).map(row).collect();
    let files = html::index(&rows, "cleaned", None);
    assert_eq!(files.len(), 2000 / html::ROWS);
    assert_eq!(files[1].name, "index-2.html");
    let first = elements(&files[0].html);
    let names = first.iter().filter(|e| e.name == "th" && e.get("scope") == Some("row") && e.is_in("index")).count();
    assert_eq!(names, html::ROWS);
    assert_eq!(html::index(&rows[..1000], "cleaned", None).len(), 1);
    assert_eq!(html::index(&[], "cleaned", None).len(), 1);
}

#[test]
fn a_single_file_needs_no_other() {
    let article = "THE FERRY RESUMES ITS RUN\n\nBy Ada Thornwick\n\n".to_owned()
        + &"The ferry at Low Harbor took up its run on Monday after\nnine weeks on the slip, and three hundred people stood\non the quay in the rain to see it leave.\n\n".repeat(8);
    let text = article.repeat(300);
    let issue = read::read_issue("years/long", "long.txt", text.as_bytes(), &read::ReadOptions::default()).unwrap();
    let run = pipeline::run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    let draft = fold(&issue, &run.ledger);
    let diff = diff(&draft, &run.ledger);
    let scan = html::Scan { page: 1, name: "data:image/png;base64,AAAA".to_owned() };
    let (file, summary) = html::single(&diff, &[], &[], &[scan]);
    assert_eq!(file.name, "years/long.html");
    let (cut, of_cut) = html::page(&diff, &[], &[], &[]);
    assert!(cut.len() > 1);
    assert_eq!((summary.changes, summary.open), (of_cut.changes, of_cut.open));
    let page = file.html.replace(html::STYLE, "").replace(html::SCRIPT, "");
    assert!(page.len() + html::STYLE.len() + html::SCRIPT.len() == file.html.len(), "style and script stand in it");
    let lines = elements(&page).iter().filter(|element| element.has_class("t") && element.is_in("ln")).count();
    assert_eq!(lines, issue.n_lines());
    for reference in ["href=\"", "src=\""] {
        for part in page.split(reference).skip(1) {
            assert!(part.starts_with('#') || part.starts_with("data:"), "{}", &part[..part.len().min(80)]);
        }
    }
    assert!(!html::STYLE.contains("url(") && !html::STYLE.contains("@import"), "the style asks for no file");
    assert!(!html::SCRIPT.contains("</script"), "the script can stand in a page");
}

#[test]
fn a_long_issue_is_cut_between_articles() {
    let article = "THE FERRY RESUMES ITS RUN\n\nBy Ada Thornwick\n\n".to_owned()
        + &"The ferry at Low Harbor took up its run on Monday after\nnine weeks on the slip, and three hundred people stood\non the quay in the rain to see it leave.\n\n".repeat(8);
    let text = article.repeat(300);
    let issue = read::read_issue("long", "long.txt", text.as_bytes(), &read::ReadOptions::default()).unwrap();
    let run = pipeline::run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    let draft = fold(&issue, &run.ledger);
    let diff = diff(&draft, &run.ledger);
    let (files, summary) = html::page(&diff, &[], &[], &[]);
    assert!(files.len() > 1);
    let size: usize = files.iter().map(|file| file.html.len()).sum();
    // Text and its line ends cost little; any other change has its reasons in the ledger.
    let due = 8 * text.len() + 1300 * summary.changes as usize;
    assert!(size < due, "{size} bytes for {} of text and {} changes", text.len(), summary.changes);
    let lines: usize = files
        .iter()
        .map(|file| {
            assert!(file.html.len() < 3_000_000, "{}: {}", file.name, file.html.len());
            elements(&file.html).iter().filter(|element| element.has_class("t") && element.is_in("ln")).count()
        })
        .sum();
    assert_eq!(lines, issue.n_lines());
}
