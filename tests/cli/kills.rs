//! The program killed at any moment: what it said to be done is done, and no file is half of what it should be.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use newsprint::review;

use super::Desk;
use super::publish::is_whole;

/// How long one of these tests kills.
const LONG: Duration = Duration::from_secs(3);
/// How often at least, however slow the machine is.
const OFTEN: u32 = 14;

/// Moments after the start of a program that takes `most`, spread over all of it: each next one stands in the golden
/// section of the former ones.
fn moments(most: Duration) -> impl Iterator<Item = Duration> {
    let start = Instant::now();
    let numbers = (0u32..).take_while(move |n| *n < OFTEN || start.elapsed() < LONG);
    numbers.map(move |n| most.mul_f64((f64::from(n) * 0.618_034).fract() * 1.6))
}

fn start(desk: &Desk, words: &[&str]) -> Child {
    desk.program().args(words).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// What a program said until it was killed or came to its end.
fn killed_after(mut child: Child, wait: Duration) -> String {
    std::thread::sleep(wait);
    let _ = child.kill();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    said
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// The records in a file of decisions, which must be readable.
fn records(desk: &Desk) -> usize {
    let bytes = fs::read(desk.path("cleaned/page.decisions.jsonl")).unwrap_or_default();
    review::parse(&bytes).unwrap().records().count()
}

/// Whether each visible file below a folder is whole: JSON in itself, or lines of it.
#[track_caller]
fn are_whole(files: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in files.iter().filter(|(name, _)| !name.starts_with('.')) {
        let is_json = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).is_ok();
        match name.rsplit('.').next() {
            Some("json") => assert!(is_json(bytes), "{name} is half a file"),
            // A line that breaks off at the end of the decisions is known to be none.
            Some("jsonl") if name.ends_with(".decisions.jsonl") => assert!(review::parse(bytes).is_ok(), "{name}"),
            Some("jsonl") => {
                assert!(bytes.ends_with(b"\n"), "{name} breaks off");
                assert!(bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()).all(is_json), "{name}");
            }
            _ => assert!(bytes.ends_with(b"\n"), "{name} breaks off"),
        }
    }
}

#[test]
fn a_decision_that_was_said_is_kept_and_no_output_is_half_a_file() {
    let desk = Desk::asked();
    let title = |n: usize| format!(r#"{{"retitle":{{"article":"p1-L1","title":"Title {n}"}}}}"#);
    let decide = |n: usize| start(&desk, &["decide", "page", "set", &title(n)]);
    let most = timed(|| drop(decide(0).wait()));
    let names = desk.names("cleaned");
    let (mut rounds, mut cut) = (1, 0);
    for wait in moments(most) {
        let before = desk.files("cleaned")["page.decisions.jsonl"].clone();
        let whole = review::parse(&before).unwrap().whole();
        let n = records(&desk);
        let said = killed_after(decide(rounds), wait);
        let after = desk.files("cleaned");
        assert!(after["page.decisions.jsonl"].starts_with(&before[..whole]), "a former decision is lost");
        let made = records(&desk) - n;
        assert!(made == 1 || !said.contains("set "), "said and not kept: {said}");
        assert!(made <= 1);
        cut += usize::from(!said.contains("cleaned again"));
        are_whole(&after);
        rounds += 1;
    }
    assert!(rounds > 5 && cut > 0, "{cut} of {rounds} were cut short");
    // Whatever the last one left, the next clean makes the outputs of all decisions of it, and nothing else is there.
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    assert_eq!(desk.names("cleaned"), names);
    let verified = desk.run("verify");
    assert_eq!(verified.code, 0, "{}", verified.out);
}

#[test]
fn a_published_folder_is_the_former_or_the_next_one_at_any_moment() {
    let desk = Desk::asked();
    for n in 0..12 {
        desk.write(&format!("more/p{n}.txt"), format!("Page {n}\n\nThe ferry ran {n} times.\n").as_bytes());
    }
    assert_eq!(desk.run("clean more --rules ask").code, 0);
    // Two editions in turn, so that a folder of both would be seen.
    let formats = ["txt,json", "txt,md,html"];
    let publish = |n: usize| start(&desk, &["publish", "cleaned", "--accept-pending", "--to", formats[n % 2]]);
    let mut most = Duration::ZERO;
    let editions = [0, 1].map(|n| {
        most = timed(|| drop(publish(n).wait()));
        desk.files("published")
    });
    let folder = desk.path("published");
    let mut seen = [0, 0];
    // A machine that has become slower since is given longer.
    let later = (1..9).map(|n| most * 2u32.pow(n));
    for (n, wait) in moments(most).chain(later).enumerate() {
        if n as u32 >= OFTEN && wait > most * 2 && seen.iter().all(|n| *n > 0) {
            break;
        }
        let said = killed_after(publish(n), wait);
        // Where two names cannot change places in one act, the former folder stands aside for a moment.
        let there = if folder.exists() || cfg!(target_os = "linux") { "published" } else { ".published.former" };
        let now = desk.files(there);
        let found = editions.iter().position(|edition| *edition == now);
        let found = found.unwrap_or_else(|| panic!("killed after {wait:?}: {:?}", now.keys()));
        assert!(found == n % 2 || !said.contains(" published;"), "said and not done: {said}");
        seen[found] += 1;
    }
    assert!(seen.iter().all(|n| *n > 0), "the kills came at like moments: {seen:?}");
    assert_eq!(desk.run("publish cleaned --accept-pending").code, 0);
    assert!(is_whole(&folder));
    assert!(!desk.path(".published.former").exists() && !desk.path(".published.new").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_screen_says_is_saved_is_in_the_file() {
    use super::review::Seat;

    let desk = Desk::asked();
    let mut saved = 0;
    let mut seat = Seat::at(&desk, "page --also-sure");
    seat.sees("[q]uit");
    let most = timed(|| {
        for (key, said) in [("r", "refused, saved"), ("u", "taken back, saved")] {
            seat.press(key);
            seat.sees(said);
        }
    });
    seat.press("q");
    seat.ends();
    for wait in moments(most) {
        let n = records(&desk);
        let mut seat = Seat::at(&desk, "page --also-sure");
        seat.sees("[q]uit");
        seat.press("r");
        std::thread::sleep(wait / 2);
        seat.press("u");
        std::thread::sleep(wait / 2);
        seat.signal("KILL");
        let shown = seat.goes();
        let said = usize::from(shown.contains("refused, saved")) + usize::from(shown.contains("taken back, saved"));
        assert!(records(&desk) - n >= said, "{said} were said to be saved and {} are", records(&desk) - n);
        are_whole(&desk.files("cleaned"));
        saved += said;
    }
    assert!(saved > 0, "nothing was decided before the kills");
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    let verified = desk.run("verify");
    assert_eq!(verified.code, 0, "{}", verified.out);
}
