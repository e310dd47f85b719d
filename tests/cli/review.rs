//! The review in a terminal, driven by keys. `script` of the base system is the terminal.
#![cfg(target_os = "linux")]

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::Desk;

/// Number of the next person at a terminal.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// A program in a terminal of its own.
pub struct Seat {
    child: Child,
    keys: Option<ChildStdin>,
    seen: Arc<Mutex<Vec<u8>>>,
    pid: PathBuf,
}

impl Seat {
    pub fn at(desk: &Desk, words: &str) -> Self {
        Self::set_up(desk, words, &[])
    }

    /// A person who has named an editor.
    pub fn with_editor(desk: &Desk, words: &str, editor: &str) -> Self {
        Self::set_up(desk, words, &[("EDITOR", editor)])
    }

    /// A terminal with something of its own in its environment.
    pub fn set_up(desk: &Desk, words: &str, with: &[(&str, &str)]) -> Self {
        let program = env!("CARGO_BIN_EXE_newsprint");
        // Two people may sit at one folder.
        let pid = format!("pid-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let start = format!("stty cols 100 rows 30; echo $$ > {pid}; exec {program} review --terminal {words}");
        let pid = desk.path(&pid);
        let mut child = Command::new("script")
            .args(["-qec", &start, "/dev/null"])
            .current_dir(desk.path("."))
            .env("NO_COLOR", "1")
            .env_remove("VISUAL")
            .env("EDITOR", "")
            .env("TERM", "xterm")
            .env("LC_ALL", "C.UTF-8")
            .envs(with.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (mut out, heard) = (child.stdout.take().unwrap(), Arc::clone(&seen));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = out.read(&mut bytes) {
                heard.lock().unwrap().extend(&bytes[..n]);
            }
        });
        let keys = child.stdin.take();
        Self { child, keys, seen, pid }
    }

    /// Waits until a text is on the screen, and forgets what was there.
    #[track_caller]
    pub fn sees(&self, text: &str) -> String {
        self.sees_one(&[text])
    }

    /// Waits until one of some texts is on the screen.
    #[track_caller]
    pub fn sees_one(&self, texts: &[&str]) -> String {
        let start = Instant::now();
        loop {
            let mut seen = self.seen.lock().unwrap();
            let shown = String::from_utf8_lossy(&seen).into_owned();
            if texts.iter().any(|text| shown.contains(text)) {
                // The rest of the screen comes with the next read.
                seen.clear();
                return shown;
            }
            drop(seen);
            assert!(start.elapsed() < Duration::from_secs(60), "{texts:?} did not come:\n{shown}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn press(&mut self, keys: &str) {
        // Keys that come before a screen is drawn are dropped, as a person has not seen what they would decide on.
        std::thread::sleep(Duration::from_millis(150));
        let mut to = self.keys.as_ref().unwrap();
        to.write_all(keys.as_bytes()).and_then(|()| to.flush()).unwrap();
    }

    /// What is on the screen, as far as nobody has looked at it.
    pub fn screen(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()).into_owned()
    }

    /// Sends the program itself a signal, by its name.
    pub fn signal(&self, name: &str) {
        let pid = std::fs::read_to_string(&self.pid).unwrap();
        assert!(Command::new("kill").args([&format!("-{name}"), pid.trim()]).status().unwrap().success());
    }

    /// Waits until the program is gone, however it ended, and gives back what it left on the screen.
    pub fn goes(mut self) -> String {
        self.child.wait().unwrap();
        std::thread::sleep(Duration::from_millis(50));
        self.screen()
    }

    /// Waits for the end.
    #[track_caller]
    pub fn ends(mut self) -> String {
        drop(self.keys.take());
        assert!(self.child.wait().unwrap().success());
        std::thread::sleep(Duration::from_millis(100));
        let seen = self.seen.lock().unwrap();
        String::from_utf8_lossy(&seen).into_owned()
    }
}

impl Drop for Seat {
    /// A test that fails leaves nobody at the terminal.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What was decided, in order.
pub fn acts(desk: &Desk, name: &str) -> Vec<String> {
    let file = desk.read(&format!("cleaned/{name}.decisions.jsonl"));
    let act = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["do"].as_str().map(str::to_owned);
    file.lines().filter_map(act).collect()
}

#[test]
fn a_whole_rule_is_decided_by_one_key_and_a_yes() {
    let page = super::PAGE.to_owned()
        + "\n+ + +\n\nThe ferry runs every hour from eight in the morning until the lamps\nare lit on the quay, and on Sundays after church.\n";
    let desk = Desk::with(&[("raw/page.txt", page.as_bytes()), ("ask/rules.toml", super::ASK.as_bytes())]);
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    let mut seat = Seat::at(&desk, "cleaned page");
    seat.sees("[q]uit");
    seat.press("R");
    seat.sees("[Enter] refuse 2 edits");
    assert!(!desk.path("cleaned/page.decisions.jsonl").exists(), "not before it is answered");
    seat.press("\r");
    seat.sees("refused 2, saved");
    assert_eq!(acts(&desk, "page"), ["reject", "reject"]);
    seat.press("q");
    seat.ends();
}

#[test]
fn keys_decide_and_what_is_said_to_be_saved_is_in_the_file() {
    let desk = Desk::asked();
    let mut seat = Seat::at(&desk, "cleaned page --by ly");
    seat.sees("[q]uit");
    seat.press("r");
    seat.sees("refused, saved");
    assert_eq!(acts(&desk, "page"), ["reject"]);
    assert!(desk.read("cleaned/page.decisions.jsonl").contains("\"by\":\"ly\""));
    seat.press("u");
    seat.sees("taken back, saved");
    assert_eq!(acts(&desk, "page"), ["reject", "clear"]);
    // A whole rule asks first.
    seat.press("A");
    seat.sees("[Enter] accept 1 edit");
    seat.press("x");
    seat.press("\u{1b}");
    seat.sees("[q]uit");
    assert_eq!(acts(&desk, "page").len(), 2);
    seat.press("e");
    seat.sees("should read");
    seat.press(" and so on\r");
    seat.sees("your text, saved");
    assert_eq!(acts(&desk, "page"), ["reject", "clear", "set"]);
    assert!(desk.read("cleaned/page.txt").contains("+ + + and so on"));
    seat.press("q");
    let end = seat.ends();
    assert!(end.contains("\u{1b}[?1049l") && end.contains("\u{1b}[?25h"), "the terminal is not given back: {end:?}");
    assert!(end.contains("1 decision saved"), "{end}");
    // The outputs are those of a run with these decisions.
    let now = desk.files("cleaned");
    assert_eq!(desk.run("clean raw --rules ask").code, 0);
    assert_eq!(desk.files("cleaned"), now);
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
}

#[test]
fn a_kill_loses_no_decision_that_was_said_to_be_saved() {
    let desk = Desk::asked();
    let mut seat = Seat::at(&desk, "page");
    seat.sees("[q]uit");
    seat.press("a");
    seat.sees("accepted, saved");
    seat.child.kill().unwrap();
    seat.child.wait().unwrap();
    assert_eq!(acts(&desk, "page"), ["accept"]);
    // The next review goes on there, also where the kill came while a further decision was written.
    let mut torn = desk.read("cleaned/page.decisions.jsonl");
    torn.push_str("{\"do\":\"rej");
    desk.write("cleaned/page.decisions.jsonl", torn.as_bytes());
    assert_eq!(desk.run("clean raw --rules ask --check").code, 0);
}

#[test]
fn control_c_gives_the_terminal_back() {
    let desk = Desk::asked();
    let mut seat = Seat::at(&desk, "cleaned");
    seat.sees("[q]uit");
    seat.press("\u{3}");
    assert!(seat.ends().contains("\u{1b}[?1049l"));
}

#[test]
fn signals_give_the_terminal_back_too() {
    for name in ["TERM", "HUP"] {
        let desk = Desk::asked();
        let mut seat = Seat::at(&desk, "cleaned");
        seat.sees("[q]uit");
        seat.press("a");
        seat.sees("accepted, saved");
        seat.signal(name);
        let left = seat.goes();
        assert!(left.contains("\u{1b}[?1049l") && left.contains("\u{1b}[?25h"), "{name}: {left:?}");
        assert!(left.contains("1 decision saved"), "{name}: {left:?}");
    }
}

#[test]
fn a_review_that_was_stopped_goes_on() {
    let desk = Desk::asked();
    let mut seat = Seat::at(&desk, "cleaned");
    seat.sees("[q]uit");
    // The terminal of these tests stops for good with the program that it runs, so only the end of a stop is told.
    seat.signal("CONT");
    seat.sees("\u{1b}[?1049h");
    seat.press("a");
    seat.sees("accepted, saved");
    seat.press("q");
    seat.ends();
}

#[test]
fn without_a_terminal_the_other_ways_are_named() {
    let ran = Desk::asked().run("review --terminal cleaned");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("newsprint pending") && ran.err.contains("newsprint decide"), "{}", ran.err);
    let ran = Desk::asked().run("review --terminal cleaned --pass joins");
    assert!(ran.code == 2 && ran.err.contains("order_regions, join_lines"), "{}", ran.err);
}
