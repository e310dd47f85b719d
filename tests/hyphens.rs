//! Line-end hyphens, word by word: a table of words that keep theirs and of words that have none, each printed over a
//! line end in a text of its language, with nothing but the lists of the program to go by.
//!
//! Every second row of the table is held out: the test counts it but does not print it, so that nobody fits a list to
//! it. `cargo test --test hyphens -- --nocapture` prints the figures and the rows of the other half that are wrong.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what is missing and shows what it found"
)]

use std::collections::BTreeMap;

use newsprint::ledger::file::{RunInfo, RunLevel};
use newsprint::ledger::{Decisions, Level, fold};
use newsprint::pipeline;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use newsprint::write::{Offsets, assemble};

const TABLE: &str = include_str!("fixtures/hyphens/words.tsv");

/// A text of a language; the word stands over the line end at `{}`, and nothing of it stands elsewhere.
const TEXTS: [(&str, &str); 8] = [
    (
        "de",
        "Am letzten Tage der Woche kamen viele Leute aus der Stadt zu dem\nalten Hause am Markt, wo man von {} etwas hörte, was\nnoch niemand vorher gewußt hatte und was allen sehr gefiel.\n",
    ),
    (
        "el",
        "Το τελευταίο βράδυ της εβδομάδας ήρθε πολύς κόσμος από την πόλη\nστο παλιό σπίτι της πλατείας και άκουσε για {} κάτι που\nκανείς δεν ήξερε πριν και που άρεσε πολύ σε όλους.\n",
    ),
    (
        "en",
        "On the last evening of the week a great many persons came to the\nold house at the corner and heard of the {} matter, which\nnobody had known before and which pleased them very much.\n",
    ),
    (
        "fi",
        "Viikon viimeisenä iltana tuli paljon kansaa kaupungista siihen\nvanhaan taloon torin laidalla, jossa {} asiasta puhuttiin, jota\nkukaan ei ollut ennen tiennyt ja joka oli kaikille mieleen.\n",
    ),
    (
        "fr",
        "Le dernier soir de la semaine, bien des personnes sont venues dans\nla vieille maison du coin et on y a entendu {} une chose que\npersonne ne savait avant ce jour et qui a beaucoup plu.\n",
    ),
    (
        "nl",
        "Op den laatsten avond van de week kwamen er vele menschen naar het\noude huis op den hoek en men hoorde er van {} iets, dat\nniemand vroeger had geweten en dat allen zeer beviel.\n",
    ),
    (
        "ru",
        "В последний вечер недели пришло много народа из города в тот\nстарый дом на углу, где говорили о {} деле, которого\nникто не знал прежде и которое всем очень понравилось.\n",
    ),
    (
        "sv",
        "Den sista kvällen i veckan kom mycket folk från staden till det\ngamla huset vid torget, där man talade om {} något, som\ningen hade vetat förut och som alla tyckte mycket om.\n",
    ),
];

/// One row of the table.
struct Case<'t> {
    language: &'t str,
    keeps: bool,
    /// The word with `|` where the line ends.
    word: &'t str,
}

fn cases() -> Vec<Case<'static>> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let mut fields = row.split('\t');
        let (language, verdict, word) = (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap());
        assert!(matches!(verdict, "keep" | "lose"), "{row}");
        Case { language, keeps: verdict == "keep", word }
    })
    .collect()
}

/// What the program makes of the page that has the word over a line end.
fn cleaned(language: &str, printed: &str) -> String {
    let (_, text) = TEXTS.iter().find(|(code, _)| *code == language).unwrap();
    let page = text.replace("{}", printed);
    let options = ReadOptions { language: Some(language.to_owned()), ..ReadOptions::default() };
    let issue = read_issue("page", "page.txt", page.as_bytes(), &options).unwrap();
    let run = pipeline::run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    let info = RunInfo { version: String::new(), level: RunLevel::Review, packs: Vec::new(), lexicon: None };
    let document = assemble(&fold(&issue, &run.ledger), &run.ledger, &info, &run.warnings, Offsets::Without);
    document.articles.iter().flat_map(|article| &article.blocks).map(|block| block.text.clone()).collect()
}

impl Case<'_> {
    fn is_right(&self) -> bool {
        let (left, right) = self.word.split_once('|').unwrap();
        let mark = if self.keeps { "" } else { "-" };
        let text = cleaned(self.language, &format!("{left}{mark}\n{}", right.trim_start()));
        // The word stands between blanks, so that one joined with what follows it does not pass.
        text.contains(&format!(" {} ", self.word.replace('|', "")))
    }
}

/// Right and all, by half of the table and verdict.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn share(&self) -> f64 {
        self.right as f64 / self.all as f64
    }
}

#[test]
fn words_keep_and_lose_their_hyphens() {
    let mut tallies: BTreeMap<(&str, &str, &str), Tally> = BTreeMap::new();
    for (n, case) in cases().iter().enumerate() {
        let verdict = if case.keeps { "keep" } else { "lose" };
        let half = if n % 2 == 0 { "seen" } else { "held out" };
        let right = case.is_right();
        for (half, language) in [(half, "all"), ("both", case.language), ("both", "all")] {
            let tally = tallies.entry((verdict, half, language)).or_default();
            tally.all += 1;
            tally.right += usize::from(right);
        }
        if !right && half == "seen" {
            println!("wrong: {} {verdict} {}", case.language, case.word);
        }
    }
    for ((verdict, half, language), tally) in &tallies {
        println!("{verdict} {half} {language}: {} of {} ({:.3})", tally.right, tally.all, tally.share());
    }
    for half in ["seen", "held out"] {
        let of = |verdict| &tallies[&(verdict, half, "all")];
        assert!(of("keep").all >= 75 && of("lose").all >= 75, "the table is too small");
        assert!(of("keep").share() >= KEEP, "{half}: {:?}", of("keep"));
        assert!(of("lose").share() >= LOSE, "{half}: {:?}", of("lose"));
    }
}

#[track_caller]
fn check(language: &str, printed: &str, expected: &str) {
    let text = cleaned(language, printed);
    assert!(text.contains(&format!(" {expected} ")), "{expected}: {text}");
}

#[test]
fn hyphens_after_numbers() {
    check("en", "the 20-\nyear lease", "the 20-year lease");
    check("en", "the 20-\nand 30-year leases", "the 20- and 30-year leases");
    check("de", "dem 20-\njährigen Bestehen", "dem 20-jährigen Bestehen");
    check("de", "den 16-\nund 17-jährigen", "den 16- und 17-jährigen");
    check("en", "the years 1914-\n18", "the years 1914-18");
}

#[test]
fn ck_was_parted_as_kk() {
    check("de", "der Druk-\nkerei", "der Druckerei");
    check("de", "die Zuk-\nkerfabrik", "die Zuckerfabrik");
    check("de", "der Zuk-\nker", "der Zucker");
    check("de", "der Werk-\nkunst", "der Werkkunst");
    check("de", "der Musik-\nkapelle", "der Musikkapelle");
}

/// Shares that must be right.
const KEEP: f64 = 0.93;
const LOSE: f64 = 0.98;
