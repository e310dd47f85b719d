//! What an article is: a table of adverts, notices and the like in seven languages, each printed below a piece of news,
//! on a page of text and on a page with boxes.
#![expect(clippy::unwrap_used, reason = "a test stops at what is missing")]

use std::fmt::Write as _;

use newsprint::ledger::file::{RunInfo, RunLevel};
use newsprint::ledger::{Decisions, Level, fold};
use newsprint::pipeline;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use newsprint::write::{ArticleKind, Document, Offsets, assemble};

const UNITS: &str = include_str!("fixtures/kinds/units.txt");

/// A piece of news in each language: its headline and its text.
const NEWS: [(&str, &[&str]); 7] = [
    (
        "en",
        &[
            "THE NEW QUAY",
            "The new quay was opened on Wednesday before a great number of",
            "people. The harbour master read the names of the men who had",
            "built it, and in the evening lamps were hung along the whole",
            "length of the wall.",
        ],
    ),
    (
        "de",
        &[
            "Der neue Kai",
            "Der neue Kai ist am Mittwoch vor einer großen Menge eröffnet",
            "worden. Der Hafenmeister verlas die Namen der Männer, die ihn",
            "gebaut haben, und am Abend wurden Lampen an der ganzen Mauer",
            "aufgehängt.",
        ],
    ),
    (
        "fr",
        &[
            "LE NOUVEAU QUAI",
            "Le nouveau quai a été ouvert mercredi devant une foule de gens",
            "venus de loin. Le maître du port a lu les noms des hommes qui",
            "l'ont bâti, et le soir des lampes ont été suspendues tout le",
            "long du mur.",
        ],
    ),
    (
        "nl",
        &[
            "DE NIEUWE KADE",
            "De nieuwe kade is woensdag voor een grote menigte geopend. De",
            "havenmeester las de namen voor van de mannen die haar hadden",
            "gebouwd, en in de avond werden er lampen gehangen langs de",
            "hele muur.",
        ],
    ),
    (
        "es",
        &[
            "EL NUEVO MUELLE",
            "El nuevo muelle se abrió el miércoles ante una gran multitud.",
            "El capitán del puerto leyó los nombres de los hombres que lo",
            "habían construido, y por la noche colgaron lámparas a lo largo",
            "de todo el muro.",
        ],
    ),
    (
        "it",
        &[
            "IL NUOVO MOLO",
            "Il nuovo molo è stato aperto mercoledì davanti a una grande",
            "folla. Il capitano del porto lesse i nomi degli uomini che lo",
            "avevano costruito, e la sera furono appese lampade lungo tutto",
            "il muro.",
        ],
    ),
    (
        "zh",
        &[
            "让老桥留下来",
            "我的家乡多水，也就多桥。石桥、木桥、廊桥，一座一座地连起了",
            "村庄，也连起了几代人的记忆。如今老桥少了，心里总觉得空。前",
            "年夏天我回乡小住，看见村口的石桥已经封了，桥头立着一块木牌，",
            "写着危桥二字，不觉在那里站了很久。",
        ],
    ),
];

fn news(unit: &Unit) -> &'static [&'static str] {
    NEWS.iter().find(|(language, _)| *language == unit.language).unwrap().1
}

struct Unit {
    language: &'static str,
    kind: &'static str,
    lines: Vec<&'static str>,
}

fn units() -> Vec<Unit> {
    let units = UNITS.split("\n## ").skip(1);
    units
        .map(|unit| {
            let mut lines = unit.lines();
            let (language, kind) = lines.next().unwrap().split_once(' ').unwrap();
            Unit { language, kind, lines: lines.collect() }
        })
        .collect()
}

/// A page of text: news, and the unit below it.
fn flow(unit: &Unit) -> String {
    let (head, text) = unit.lines.split_first().unwrap();
    let news = news(unit);
    format!("{}\n\n{}\n\n{head}\n\n{}\n", news[0], news[1..].join("\n"), text.join("\n"))
}

/// The same as a page with boxes: headings stand in the middle of their column.
fn boxes(unit: &Unit) -> String {
    let mut xml = "<PcGts><Page imageWidth=\"1100\" imageHeight=\"1600\">".to_owned();
    let mut top = 40;
    for lines in [news(unit), &unit.lines[..]] {
        let (head, text) = lines.split_first().unwrap();
        for (n, region) in [&[*head][..], text].into_iter().enumerate() {
            top += 40;
            write!(xml, "<TextRegion id=\"r{top}\"><Coords points=\"40,{top} 1040,{}\"/>", top + 30 * region.len())
                .unwrap();
            for line in region {
                let width = line.chars().map(|c| if c < '\u{2e80}' { 15 } else { 30 }).sum::<usize>().min(1000);
                let left = if n == 0 { 40 + (1000 - width) / 2 } else { 40 };
                let text = line.replace('&', "&amp;");
                write!(
                    xml,
                    "<TextLine><Coords points=\"{left},{top} {},{}\"/><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>",
                    left + width,
                    top + 26
                )
                .unwrap();
                top += 30;
            }
            xml.push_str("</TextRegion>");
        }
    }
    xml + "</Page></PcGts>"
}

fn clean(page: &str, name: &str, language: &str) -> Document {
    let options = ReadOptions { language: Some(language.to_owned()), ..ReadOptions::default() };
    let issue = read_issue("page", name, page.as_bytes(), &options).unwrap();
    let run = pipeline::run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    let info = RunInfo { version: String::new(), level: RunLevel::Review, packs: Vec::new(), lexicon: None };
    assemble(&fold(&issue, &run.ledger), &run.ledger, &info, &run.warnings, Offsets::Without)
}

/// The kind of the article that says this.
fn kind_of(document: &Document, said: &str) -> ArticleKind {
    let says =
        |text: &str| text.split_whitespace().collect::<String>().contains(&said.split_whitespace().collect::<String>());
    let mut articles = document.articles.iter();
    articles
        .find(|article| {
            let heads = [&article.title, &article.deck].into_iter().flatten();
            article.blocks.iter().map(|block| &block.text).chain(heads).any(|text| says(text))
        })
        .map_or(ArticleKind::Other, |article| article.kind)
}

#[test]
fn kinds_are_told_with_boxes_and_without() {
    let mut wrong = Vec::new();
    for unit in units() {
        for (page, name) in [(flow(&unit), "page.txt"), (boxes(&unit), "page.xml")] {
            let document = clean(&page, name, unit.language);
            let found = kind_of(&document, unit.lines[1]);
            let is_furniture =
                document.furniture.iter().any(|line| unit.lines.iter().any(|own| line.text.contains(own)));
            if found != ArticleKind::from_name(unit.kind) && !(unit.kind == "masthead" && is_furniture) {
                wrong.push(format!("{name}: {} {}: {found:?}, not {}", unit.language, unit.lines[0], unit.kind));
            }
            if kind_of(&document, news(&unit)[2]) != ArticleKind::Article {
                wrong.push(format!("{name}: the news above {} is none any more", unit.lines[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

const POSTERS: &str = "\
Rowers raise the roof

The rowing club will mend the roof of the boathouse over the
holidays with a gift from its former members. They met on
Tuesday to hear what the carpenter asks for the beams, and
the vote was nearly whole.

HARBOR WASH HOUSE
Dryers 10c
Attendant at Hand
Open 24 Hrs.

Goats stray again

Twelve goats were seen on the playing field on Wednesday, as
the porter says, who has chased them twice this week. Nobody
knows how they come over the wall, which is as high as a man
on a horse.

";

const VERSE: &str = "\
Lines for the Quay

The lamps go out along the wall,
And far below the water sings;
We heard the harbor master call,
And saw the gulls fold up their wings.

SOUP NIGHT
In the old mill
Bring a spoon
QUAY COOKS
Second Door

SOAP GIVEN OUT
";

#[test]
fn posters_are_adverts_and_so_is_what_stands_beside_them() {
    let document = clean(&format!("{POSTERS}{VERSE}"), "page.txt", "en");
    for (said, kind) in [
        ("Attendant at Hand", ArticleKind::Advertisement),
        ("Bring a spoon", ArticleKind::Advertisement),
        ("SOAP GIVEN OUT", ArticleKind::Advertisement),
        ("nearly whole", ArticleKind::Article),
        ("Goats stray again", ArticleKind::Article),
        ("We heard the harbor master", ArticleKind::Article),
    ] {
        assert_eq!(kind_of(&document, said), kind, "{said}");
    }
}
