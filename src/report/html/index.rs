//! The index: all issues, those with most at stake first.

use maud::{Markup, html};

use super::facts::{Bars, Summary};
use super::frame::{Bound, fact, frame};
use super::page::File;
use super::parts::{file_name, link};
use super::text::{count, counted, plain};
use super::words::{class, of_pass};
use crate::ledger::PassName;

/// Rows of one file of the index where it is cut.
pub const ROWS: usize = 500;
/// Rows up to which the index is one file.
const WHOLE: usize = 1000;

/// The files of the index. `folder` is what the issues lie in and `date` is printed beside it, where one is given.
#[must_use]
pub fn index(summaries: &[Summary], folder: &str, date: Option<&str>) -> Vec<File> {
    let mut rows: Vec<&Summary> = summaries.iter().collect();
    let rank = |row: &&Summary| (row.error.is_none(), row.open == 0);
    rows.sort_by(|a, b| rank(a).cmp(&rank(b)).then(b.stake.total_cmp(&a.stake)).then_with(|| a.name.cmp(&b.name)));
    let size = if rows.len() > WHOLE { ROWS } else { WHOLE };
    let n = rows.len().div_ceil(size).max(1);
    let part = |at: usize| rows.get(at * size..rows.len().min((at + 1) * size)).unwrap_or(&[]);
    (0..n).map(|at| File { name: name(at), html: file(summaries, part(at), at, n, folder, date) }).collect()
}

fn name(at: usize) -> String {
    if at == 0 { "index.html".to_owned() } else { format!("index-{}.html", at + 1) }
}

fn file(all: &[Summary], rows: &[&Summary], at: usize, n: usize, folder: &str, date: Option<&str>) -> String {
    let sum = |of: fn(&Summary) -> u64| all.iter().map(of).sum::<u64>();
    let open = sum(|row| row.open.into());
    let waiting = all.iter().filter(|row| row.open > 0).count();
    let failed = all.iter().filter(|row| row.error.is_some()).count();
    let header = html! {
        b .name.brand { "newsprint" }
        span .soft { bdi { (plain(folder)) } @if let Some(date) = date { " · " (plain(date)) } }
        @if let (true, Some(first)) = (open > 0, all.iter().filter(|row| row.open > 0).max_by(|a, b| a.stake.total_cmp(&b.stake).then_with(|| b.name.cmp(&a.name)))) {
            a .go href=(link(&file_name(&first.name, 0))) { "Begin with the first" }
        }
    };
    let main = html! {
        h1 {
            @match open {
                0 => "Nothing needs a person",
                1 => "1 change needs a person",
                open => { (count(open)) " changes on " (waiting) " of " (counted(all.len(), "issue")) " need a person" }
            }
        }
        p .lead { "Those with most text at stake come first. What has nothing doubtful can be published as it is." }
        ul .facts {
            (fact(&count(all.len() as u64), "issues", false))
            (fact(&count(sum(|row| row.pages.into())), "pages", false))
            (fact(&count(sum(|row| row.articles.into())), "articles", false))
            (fact(&count(sum(|row| row.changes.into())), "changes", false))
            (fact(&count(open), "need a person", true))
            (fact(&count(sum(|row| row.unaccounted)), "characters unaccounted for", false))
            (fact(&count(sum(|row| row.stale.into())), "old decisions without a change", false))
            @if failed > 0 { (fact(&count(failed as u64), "could not be read", true)) }
        }
        (parts(at, n))
        table .index {
            thead { tr {
                th scope="col" { "Issue" }
                th .wide scope="col" { "Kind" }
                th .num scope="col" { "Need you" }
                th .num.wide scope="col" { "Changes" }
                th .num scope="col" { "At stake" }
                th .wide scope="col" { "Sure" }
                th .wide scope="col" { "What to look at" }
            } }
            tbody { @for row in rows { (line(row)) } }
        }
        (parts(at, n))
        div .charts { (by_pass(all)) (by_confidence(all)) }
    };
    frame(&format!("{} · newsprint", plain(folder)), Bound::Site(""), &header, &main)
}

fn parts(at: usize, n: usize) -> Markup {
    html! {
        @if n > 1 {
            nav .parts aria-label="Parts of the index" { @for other in 0..n {
                @if other == at { b aria-current="page" { (other + 1) } } @else { a href=(name(other)) { (other + 1) } }
                " "
            } }
        }
    }
}

fn line(row: &Summary) -> Markup {
    let file = row.source.rsplit('/').next().unwrap_or("");
    html! {
        @if let Some(error) = &row.error {
            tr .failed {
                th scope="row" { bdi { (plain(&row.name)) } }
                td colspan="6" { (plain(error)) }
            }
        } @else {
            tr {
                th scope="row" { a href=(link(&file_name(&row.name, 0))) { bdi { (plain(&row.name)) } } span .soft { bdi { (plain(file)) } } }
                td .wide { (row.kind) @if row.pages > 1 { ", " (row.pages) " pages" } }
                td .num data-n=(row.open) { @if row.open > 0 { b .q { (count(row.open)) } } @else { "–" } }
                td .num.wide data-n=(row.changes) { (count(row.changes)) }
                td .num data-n={ (format!("{:.1}", row.stake)) } { (count(row.stake.ceil() as u64)) span .soft.wide { " ch." } }
                td .wide data-n={ (format!("{:.3}", row.sure)) } { (meter(row.sure)) }
                td .wide.soft { (plain(&row.notes.join("; "))) @if row.stale > 0 { " " (counted(row.stale as usize, "old decision")) } }
            }
        }
    }
}

fn meter(share: f64) -> Markup {
    let width = (share * 90.0).round() as u32;
    html! {
        svg .meter width="90" height="8" viewBox="0 0 90 8" aria-hidden="true" {
            rect .rest width="90" height="8" rx="4" {}
            rect .{ @if share < 0.8 { "low" } @else { "high" } } width=(width) height="8" rx="4" {}
        }
        " " (format!("{share:.2}"))
    }
}

/// Adds up the bars of all issues.
fn total<const N: usize>(all: &[Summary], of: fn(&Summary) -> &[Bars; N]) -> [Bars; N] {
    let mut out = [Bars::default(); N];
    for row in all {
        for (sum, bars) in out.iter_mut().zip(of(row)) {
            sum.all += bars.all;
            sum.open += bars.open;
        }
    }
    out
}

fn by_pass(all: &[Summary]) -> Markup {
    let bars = total(all, |row| &row.by_pass);
    let most = bars.iter().map(|bar| bar.all).max().unwrap_or(0).max(1);
    let mut rows: Vec<(PassName, Bars)> = PassName::ALL.into_iter().zip(bars).filter(|(_, bar)| bar.all > 0).collect();
    rows.sort_by_key(|(pass, bar)| (std::cmp::Reverse(bar.all), *pass));
    let long = |n: u32| (u64::from(n) * 240).div_ceil(u64::from(most));
    html! {
        figure {
            figcaption { h2 { "Changes by pass" } }
            table .bars { tbody { @for (pass, bar) in rows { tr {
                th scope="row" { b .p.(class(pass)) aria-hidden="true" { (of_pass(pass).0) } " " (of_pass(pass).1) }
                td {
                    svg width="240" height="14" viewBox="0 0 240 14" aria-hidden="true" {
                        rect .all width=(long(bar.all)) height="14" rx="2" {}
                        rect .open width=(long(bar.open)) height="14" rx="2" {}
                    }
                    " " (count(bar.all)) @if bar.open > 0 { " · " (count(bar.open)) " ?" }
                }
            } } } }
        }
    }
}

fn by_confidence(all: &[Summary]) -> Markup {
    let bars = total(all, |row| &row.by_confidence);
    let most = bars.iter().map(|bar| bar.all).max().unwrap_or(0).max(1);
    let high = |n: u32| (u64::from(n) * 110).div_ceil(u64::from(most));
    html! {
        figure {
            figcaption { h2 { "Changes by confidence" } }
            svg .columns width="400" height="160" viewBox="0 0 400 160" role="img" aria-label="Changes by confidence, as told below" {
                @for (n, bar) in bars.iter().enumerate() {
                    @let (all, open, x) = (high(bar.all), high(bar.open), 10 + n * 38);
                    rect .all x=(x) y=(135 - all) width="30" height=(all) rx="2" {}
                    rect .open x=(x) y=(135 - open) width="30" height=(open) rx="2" {}
                    @if bar.all > 0 { text x=(x + 15) y=(129 - all) text-anchor="middle" { (count(bar.all)) } }
                    text x=(x + 15) y="154" text-anchor="middle" { (50 + n * 5) @if n == 0 || n == 9 { "%" } }
                }
            }
            p .soft { "Each column is five percent wide, the first holds all below 55. What waits for a person is yellow: "
                (count(u64::from(bars.iter().map(|bar| bar.open).sum::<u32>()))) " of " (count(u64::from(bars.iter().map(|bar| bar.all).sum::<u32>()))) "." }
        }
    }
}
