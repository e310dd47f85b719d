//! What becomes of line ends that a reader of pages has spoiled: hyphens that it lost or misread, and first letters.

use std::fmt::Write as _;

use newsprint::ledger::file::{RunInfo, RunLevel};
use newsprint::ledger::{Decisions, Level, balance, fold};
use newsprint::pipeline::run;
use newsprint::read::{ReadOptions, read_issue};
use newsprint::rules::Rules;
use newsprint::write::{Article, Offsets, assemble};

/// The articles that a page comes to.
fn articles(name: &str, bytes: &[u8]) -> Vec<Article> {
    let issue = match read_issue("issue", name, bytes, &ReadOptions::default()) {
        Ok(issue) => issue,
        Err(error) => panic!("{error}"),
    };
    let made = run(&issue, &Rules::embedded(), Some(Level::Review), &Decisions::default());
    assert!(made.warnings.is_empty(), "{:?}", made.warnings);
    let draft = fold(&issue, &made.ledger);
    assert_eq!(balance(&draft).err(), None, "nothing is lost");
    let info = RunInfo { version: "0".to_owned(), level: RunLevel::Review, packs: Vec::new(), lexicon: None };
    assemble(&draft, &made.ledger, &info, &[], Offsets::Without).articles
}

/// The paragraphs of all articles.
fn paragraphs(name: &str, bytes: &[u8]) -> Vec<String> {
    articles(name, bytes).iter().flat_map(|article| &article.blocks).map(|block| block.text.clone()).collect()
}

#[track_caller]
fn reads(paragraphs: &[String], words: &[&str]) {
    for words in words {
        assert!(paragraphs.iter().any(|text| text.contains(words)), "{words} is not in\n{}", paragraphs.join("\n\n"));
    }
}

/// A page whose reader lost the hyphens, and took some for other marks.
const WITHOUT_HYPHENS: &str = "\
The commissioners of the harbour met on Tues
day last at the customs house, and after a con
ference of three hours resolved that the new
quay be opened to all vessels of less than four
hundred tons. It was de—
clared that the engi.
neer had finished the dredging and that noth
ing now prevents the lighters from coming in
to the basin. The mayor asked for an adjourn
ment so that the mer
chants of the town could be heard on
day charges, but the com
mittee would not hear of it. The con=
ference closed at noon, and a report of
it will be printed for the use of the town.
";

#[test]
fn words_whose_hyphen_was_not_read_are_whole() {
    let found = paragraphs("issue.txt", WITHOUT_HYPHENS.as_bytes());
    let whole = ["Tuesday last", "a conference of", "adjournment so", "merchants of", "committee would", "nothing now"];
    reads(&found, &whole);
    reads(&found, &["was declared that", "the engineer had", "The conference closed"]);
}

/// A name that no dictionary has, whole twice and cut once, beside words that make no name.
const CUT_NAME: &str = "\
The brig Tamsin Bolitho came in on Sunday. Cap
tain Trelawny of the Tamsin Bolitho reports that
off the Lizard he met with heavy seas, and that
the mate Trelawny, his brother, was hurt. Tre
lawny the younger was taken to the infirmary
at once. Mr. Trevel and the pilot went out to the
wreck again.
";

#[test]
fn a_name_that_stands_whole_elsewhere_is_whole() {
    let found = paragraphs("issue.txt", CUT_NAME.as_bytes());
    reads(&found, &["Captain Trelawny", "was hurt. Trelawny the younger", "infirmary at once", "the wreck again"]);
}

#[test]
fn words_next_to_each_other_stay_two() {
    let found = paragraphs("issue.txt", WITHOUT_HYPHENS.as_bytes());
    reads(&found, &["coming in to the basin", "heard on day charges", "a report of it will"]);
}

/// The same of a German page.
const WITHOUT_HYPHENS_DE: &str = "\
Der Gemeinderath hat in seiner gestrigen Sit
zung beschlossen, die Brücke über den Mühl
bach neu zu bauen, da die alte bei dem letz
ten Hochwasser schwer gelitten hat. Die Mühlbachbrü
cke ist die letzte von Holz. Die Ar
beiten sollen noch vor dem Winter begin
nen, und der Baumeister hofft, daß der Ver
kehr schon im Frühjahr wieder frei sein wird.
";

/// The same of a French one.
const WITHOUT_HYPHENS_FR: &str = "\
Le conseil municipal, dans sa séance de mer
credi, a décidé de rebâtir le pont qui tra
verse la rivière, l'ancien ayant beau
coup souffert des dernières crues. Les tra
vaux seront mis en adjudication avant l'au
tomne et la circula
tion sera rétablie au printemps, si le temps
le permet.
";

/// The same of a Russian one.
const WITHOUT_HYPHENS_RU: &str = "\
Городская дума в заседании двенадцатого мая поста
новила построить новый мост через реку, так как ста
рый сильно пострадал от весеннего паводка. Рабо
ты начнутся осенью, и строитель надеется, что движе
ние будет восстановлено к весне, когда сойдет лед.
";

/// The same of a Finnish one.
const WITHOUT_HYPHENS_FI: &str = "\
Kaupunginvaltuusto oli eilen koossa ja päätti, että
vanha silta on nyt purettava, sillä se on viime tul
vassa kovin vahingoittunut. Uuden sillan rakenta
minen on annettava huutokaupalla vähimmän vaati
valle, mutta kustannuksista ei vielä ole lopul
lista päätöstä. Insinööri oli sitä mieltä, että työ
voidaan alkaa jo tänä keväänä, jos jäät lähtevät.
";

#[test]
fn words_whose_hyphen_was_not_read_are_whole_in_other_languages() {
    let found = paragraphs("issue.txt", WITHOUT_HYPHENS_RU.as_bytes());
    reads(&found, &["постановила построить", "как старый сильно", "Работы начнутся", "движение будет"]);
    let found = paragraphs("issue.txt", WITHOUT_HYPHENS_FI.as_bytes());
    reads(&found, &["sillan rakentaminen on", "lopullista päätöstä"]);
    let found = paragraphs("issue.txt", WITHOUT_HYPHENS_DE.as_bytes());
    reads(
        &found,
        &[
            "gestrigen Sitzung",
            "den Mühlbach neu",
            "Die Mühlbachbrücke ist",
            "Die Arbeiten",
            "Winter beginnen",
            "der Verkehr",
        ],
    );
    let found = paragraphs("issue.txt", WITHOUT_HYPHENS_FR.as_bytes());
    reads(&found, &["de mercredi,", "beaucoup souffert", "l'automne et", "la circulation sera", "le temps le permet"]);
}

/// Text that was set anew and has kept the hyphens of its old line ends.
const SET_ANEW: &str = "\
The directors of the bank- ruptcy court met on Mon- day, and the gov-ernment has sent
a well-known mem- ber of the co-operative board to the in-quiry, which sits to-day. Both
pre- and post-war accounts are laid before the com- mittee of the re-elected treasurer.
";
const SET_ANEW_DE: &str = "\
Der Aus- schuß hat in seiner gestri- gen Sitzung die Vor- und Nachteile der Maß- nahmen be- raten,
und die Ver-waltung der Stadt hat eine Unter-suchung eingeleitet. Auch die Mit- glieder der Kom-
mission, die nicht an- wesend waren, haben sich da- mit einver- standen erklärt.
";
const SET_ANEW_FR: &str = "\
Le con- seil municipal, dans sa séance de mer- credi, a décidé de relever le pont qui tra- verse la
rivière, l'an- cien ayant souf- fert des der-nières crues. Est-ce à dire qu'on y passera peut-être au prin-
temps ? Il faut at- tendre, dit-on, que l'admi- nistration le permette au- jourd'hui ou dans les vingt-deux jours.
";

#[test]
fn old_line_ends_inside_lines_are_mended() {
    let found = paragraphs("issue.txt", SET_ANEW.as_bytes());
    reads(&found, &["bankruptcy court met on Monday, and the government", "member of the co-operative board"]);
    reads(&found, &["well-known", "the inquiry, which sits to-day", "pre- and post-war", "the re-elected"]);
    let found = paragraphs("issue.txt", SET_ANEW_DE.as_bytes());
    reads(&found, &["Der Ausschuß hat in seiner gestrigen Sitzung die Vor- und Nachteile der Maßnahmen beraten"]);
    reads(&found, &["die Verwaltung", "eine Untersuchung", "anwesend waren, haben sich damit einverstanden"]);
    let found = paragraphs("issue.txt", SET_ANEW_FR.as_bytes());
    reads(&found, &["Le conseil", "de mercredi, a", "l'ancien ayant souffert des dernières", "Est-ce", "peut-être"]);
    reads(&found, &["attendre, dit-on, que l'administration", "aujourd'hui ou", "vingt-deux"]);
}

/// A quotation whose mark stands at the head of each line, also inside words.
const QUOTED_BY_LINE: &str = "\
On lit dans le rapport de l'inspecteur, qui est daté
de samedi, ce qui suit : « J'ai visité les leçons de la
» classe inférieure; beaucoup de désordre et de négli-
» gence, et quinze élèves n'avaient pas fait leurs tâ-
» ches. » Ces lignes nous dispensent de tout commentaire,
et nous laissons au lecteur le soin de conclure.
";

#[test]
fn a_quotation_is_whole_whose_mark_stands_at_each_line() {
    let found = paragraphs("issue.txt", QUOTED_BY_LINE.as_bytes());
    reads(&found, &["leçons de la classe", "de négligence, et quinze", "leurs tâches. » Ces lignes"]);
}

/// An ALTO page of one column; each line with the cells that it stands in.
fn column(lines: &[(usize, &str)]) -> String {
    let mut out = r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description><Layout><Page ID="p" PHYSICAL_IMG_NR="1" WIDTH="1000" HEIGHT="1400"><PrintSpace><TextBlock ID="b" HPOS="100" VPOS="100" WIDTH="620" HEIGHT="800">"#
        .to_owned();
    for (n, (indent, line)) in lines.iter().enumerate() {
        let (left, top) = (100 + indent * 14, 100 + n * 40);
        let place = format!(r#"HPOS="{left}" VPOS="{top}" WIDTH="{}" HEIGHT="30""#, line.len() * 14);
        let _ = write!(out, r#"<TextLine {place}><String {place} CONTENT="{line}"/></TextLine>"#);
    }
    out + "</TextBlock></PrintSpace></Page></Layout></alto>"
}

#[test]
fn a_line_that_has_lost_its_first_letters_opens_no_paragraph() {
    let page = column(&[
        (2, "The master of the brig Amity, which came in"),
        (0, "on Monday with coal from the north, complains of"),
        (0, "the state of the inner buoy, which he found two"),
        (3, "undred yards from its station after the late"),
        (0, "gale, and says that no pilot could have told the"),
        (2, "hannel by it in the dark. The pilots say the"),
        (0, "same."),
        (2, "The buoy will be taken up next week, and the"),
        (0, "trustees ask all masters to stand well to the"),
        (0, "south of the old mole until it is in its place"),
        (0, "again, which may be a matter of some days only."),
    ]);
    let found = paragraphs("issue.xml", page.as_bytes());
    assert_eq!(found.len(), 2, "{found:#?}");
    reads(&found, &["found two undred yards", "told the hannel by it"]);
}

/// A page whose deck is set in small letters below a headline in capitals, and cut inside words.
const CUT_DECK: &str = "\
HARBOUR BOARD HEARS
THE ENGINEER'S REPORT
At Noon the Chairman Lays
Before the Members a Compro
mise on the Lower Basin and
the Arbitra
tion Clauses.
By James Harrow.
WESTPORT, Sept. 16.—The chairman of the harbour
board laid a plan before its members to-day by
which the lower basin would be dredged at the
cost of the town, and the dues would stay what
they are until the end of the year. He said he
had spent nine hours with the engineer, and that
no better could be had for so small an outlay.

TWO BRIGS LOST IN
THE LATE GALE
Two brigs of this port were lost in the gale of
last week off the north head, and one of their
boats came in with eleven men on Monday night.
The others were taken up by a steamer and will
be landed at the next port, as the agent says.
";

#[test]
fn a_deck_that_is_cut_inside_words_belongs_to_its_heading() {
    let found = articles("issue.txt", CUT_DECK.as_bytes());
    assert_eq!(found.len(), 2, "{found:#?}");
    let heading = [&found[0].title, &found[0].deck].map(|part| part.as_deref().unwrap_or("")).join(" ");
    assert!(heading.contains("a Compromise on the Lower Basin and the Arbitration Clauses."), "{heading}");
    assert!(found[0].blocks[0].text.contains("laid a plan"), "{found:#?}");
}

/// A German page with compounds whose second part has a capital, and dashes with blanks around them.
const CAPITALS_INSIDE: &str = "\
Die Wahlliste der Bürger lag am Montag auf dem
Rathause aus, und jeder durfte sie sehen. Die
Freunde des Bürgermeisters haben die andere Wahl-
Liste gedruckt und in der Stadt verteilt. Auch der
alte McAllister kam zu dem Hause, in dem Mc-
Allister der Jüngere wohnt. Er sagte es selbst. —
Darauf ging man nach Hause, und es war Nacht —
eine kalte Nacht, wie der Wächter versichert hat.
";

#[test]
fn a_capital_inside_a_word_is_not_made() {
    let found = paragraphs("issue.txt", CAPITALS_INSIDE.as_bytes());
    reads(&found, &["die andere Wahl-Liste gedruckt", "in dem McAllister der", "Die Wahlliste der"]);
    reads(&found, &["es selbst. — Darauf ging", "es war Nacht — eine kalte"]);
}

/// A Finnish page that has few of the commonest words, with parts of words that other languages set with a hyphen.
const FEW_COMMON_WORDS: &str = "\
Meijerien osakkaat kokoontuivat torstaina kirkon-
kylään päättämään uuden rakennuksen hinnasta. Toi-
nen tarjous hyväksyttiin, mutta ensimmäinen vielä
hylättiin. Luottamusmieheksi valittiin talollinen
Heikki Ruokola sekä varamieheksi toi-
nen osakas Kalle Niemi. Rakennuksen hirret vede-
tään talvella jäätä myöten Pohjalahden rannasta.
";

#[test]
fn words_are_whole_on_a_page_with_few_common_words() {
    let found = paragraphs("issue.txt", FEW_COMMON_WORDS.as_bytes());
    reads(&found, &["hinnasta. Toinen tarjous", "varamieheksi toinen osakas", "hirret vedetään talvella"]);
}

/// Lines set across, then columns set from top to bottom as a reader of lines puts them out, then a line across again.
const UPRIGHT: &str = "\
町の橋は今年の秋に新しくなります。古い
橋は来月から通れませんので、川上の橋を
ご利用ください。
町
の
人
々
は
、
橋
(
を
)
祝
い
次の町民集会は十月五日に公民館で開きま
す。どなたでもおいでください。
";

#[test]
fn a_column_set_from_top_to_bottom_is_one_paragraph() {
    let found = paragraphs("issue.txt", UPRIGHT.as_bytes());
    assert!(found.iter().any(|text| text == "町の人々は、橋(を)祝い"), "{found:#?}");
    reads(&found, &["来月から通れませんので、川上の橋を", "公民館で開きます。"]);
}

/// The head of a page over text that comes from the page before, and words that somebody has set anew with their hyphens.
const CARRIED_OVER: &str = "\
The Harbour Courier
whether the new quay should be open to the vessels of
other ports, and said that he had put it to the board
in a memo- randum of last year. The board had thought
it an unfor- tunatc time to ask, and put it off.

The clerk then read the accounts of the dredging, and
the members went home at nine, as the rain had begun.
";

#[test]
fn the_head_of_a_page_does_not_go_on_in_text_from_another() {
    let found = paragraphs("issue.txt", CARRIED_OVER.as_bytes());
    assert!(found.iter().any(|text| text.starts_with("whether the new quay")), "{found:#?}");
    reads(&found, &["in a memorandum of", "an unfortunatc time"]);
}

/// A page of teasers over an article that breaks off inside a word, in a font that has signs for Greek letters.
const FRONT_PAGE: &str = "\
Νέος δρό\u{b5}ος για το
παλιό λι\u{b5}άνι

Κλειστό
το \u{2206}η\u{b5}οτικό θέατρο
ΣΕΛ. 7

Η γέφυρα του
Αγίου Μηνά
Τ

ην περασ\u{b5}ένη Τρίτη το συ\u{b5}βούλιο της
πόλης αποφάσισε να χτίσει τη γέφυρα από
την αρχή, γιατί οι παλιές πέτρες δεν αντέχουν
άλλο το βάρος των αυτοκινήτων. Το έργο θα
κρατήσει έναν χρόνο και θα γίνει από τους \u{2206}η-

Χωρίς νερό
για τρεις η\u{b5}έρες
ΣΕΛ. 5
";

#[test]
fn a_page_of_teasers_keeps_its_headings() {
    let found = articles("issue.txt", FRONT_PAGE.as_bytes());
    let titles: Vec<&str> = found.iter().filter_map(|article| article.title.as_deref()).collect();
    assert!(titles.contains(&"Η γέφυρα του Αγίου Μηνά"), "{titles:#?}");
    assert!(titles.contains(&"Χωρίς νερό για τρεις ημέρες"), "{titles:#?}");
    let text = paragraphs("issue.txt", FRONT_PAGE.as_bytes());
    reads(&text, &["Την περασμένη Τρίτη το συμβούλιο της πόλης", "από τους Δη-"]);
    assert!(!text.iter().any(|text| text.contains("ΣΕΛ") || text.contains("Δη-Χ")), "{text:#?}");
}

/// Numbers that line ends cut, and names with a dash below letters.
const SUMS: &str = "\
The trustees of the ferry told the town on Monday
that a new boat will cost the county some $60,-
000, and that the old one has to be sold for what
it brings.

Letters to the Ferry
   Why does the last boat leave at nine, when the
show in the town hall ends at ten?
          --STRANDED
   The boat waits for those who ring before eight
and say that they are coming.
          --THE FERRYMAN
";

#[test]
fn a_number_that_a_line_end_cuts_is_whole() {
    reads(&paragraphs("issue.txt", SUMS.as_bytes()), &["some $60,000, and"]);
}

#[test]
fn what_a_letter_is_signed_with_is_no_heading() {
    let found = articles("issue.txt", SUMS.as_bytes());
    let blocks: Vec<_> = found.iter().flat_map(|article| &article.blocks).collect();
    for name in ["--STRANDED", "--THE FERRYMAN"] {
        assert!(found.iter().all(|article| article.title.as_deref() != Some(name)), "{name}");
        let is_text = |block: &&newsprint::write::Block| {
            block.text == name && block.kind == newsprint::write::BlockKind::Paragraph
        };
        assert!(blocks.iter().any(is_text), "{name}: {blocks:#?}");
    }
}
